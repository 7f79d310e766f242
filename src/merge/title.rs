//! Two titles: the same, the same but for slips of the pen, one with more behind it, or others.

use super::fold::{is_native, squashed};
use super::sketch::{Sketch, Words};

/// How two titles stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Most of the words are others, or one word that matters is.
    Other,
    /// Most words agree.
    Alike,
    /// One is the beginning or the end of the other.
    Contained,
    /// The same but for slips: a letter wrong, a blank more, an article.
    Slips,
    /// The same letters and digits.
    Same,
}

/// What comparing the titles of two records gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TitleMatch {
    pub(super) likeness: Likeness,
    /// Words that carry meaning, of the shorter title: how much an agreement says. A character counts half.
    pub(super) words: usize,
    /// Both have a number (of a part, a year, a phase) and it is another one.
    pub(super) numbers_differ: bool,
    /// One has a number that the other has not.
    pub(super) number_missing: bool,
    /// The pair is of titles in a script other than Latin.
    pub(super) native: bool,
    /// One says more than the other, and what it says more is only of what design the study is.
    pub(super) adds_design: bool,
    /// One letter of a short word differs: it may be a slip (`the rle of`), and it may be another word (`cats`, `rats`).
    pub(super) one_letter: bool,
}

/// Words that decide nothing.
const STOP_WORDS: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "for", "and", "to", "with", "by", "from", "at", "as", "its", "their",
    "der", "die", "das", "und", "von", "le", "la", "les", "de", "du", "des", "et", "el", "los", "las", "y",
    "en", "del",
];

/// Words of the subtitle that says of what design a study is (names of designs in the reporting guidelines CONSORT, STROBE,
/// PRISMA and CARE): databases leave it out, and hardly two articles of one team differ in nothing else. A protocol, an update
/// and a reply are articles of their own, so their words are not among these.
const DESIGN_WORDS: &[&str] = &[
    "analysis",
    "blind",
    "blinded",
    "case",
    "center",
    "centre",
    "clinical",
    "cohort",
    "control",
    "controlled",
    "cross",
    "double",
    "label",
    "meta",
    "multicenter",
    "multicentre",
    "observational",
    "open",
    "placebo",
    "population",
    "based",
    "prospective",
    "randomised",
    "randomized",
    "report",
    "retrospective",
    "review",
    "sectional",
    "series",
    "single",
    "study",
    "systematic",
    "trial",
];

/// Words that count parts: only with another number they tell two titles apart.
const PART_WORDS: &[&str] =
    &["part", "parts", "chapter", "no", "number", "section", "report", "paper", "study", "series"];

/// Beginnings of words that mean the contrary of each other or something else: `hypertension` is no slip of
/// `hypotension`.
const OPPOSITES: &[(&str, &str)] = &[
    ("hyper", "hypo"),
    ("pre", "post"),
    ("pre", "peri"),
    ("pre", "pro"),
    ("pro", "anti"),
    ("intra", "inter"),
    ("intra", "extra"),
    ("inter", "extra"),
    ("micro", "macro"),
    ("endo", "exo"),
    ("endo", "ecto"),
    ("in", "ex"),
    ("in", "un"),
    ("in", "de"),
    ("up", "down"),
    ("mono", "poly"),
    ("homo", "hetero"),
    ("iso", "allo"),
    ("auto", "allo"),
    ("anterior", "posterior"),
    ("super", "sub"),
    ("supra", "infra"),
    ("", "non"),
    ("", "un"),
    ("", "in"),
    ("", "im"),
    ("", "anti"),
    ("", "fe"),
    ("", "a"),
    ("", "re"),
    ("ab", "ad"),
    ("bi", "uni"),
    ("ante", "anti"),
    ("meta", "para"),
    ("ortho", "meta"),
];

/// Ends of words that make another word.
const OTHER_ENDS: &[(&str, &str)] = &[
    ("penia", "philia"),
    ("penia", "cytosis"),
    ("ectomy", "otomy"),
    ("ectomy", "ostomy"),
    ("otomy", "ostomy"),
    ("kinase", "kinin"),
    ("ine", "ide"),
    ("ate", "ite"),
    ("ase", "ose"),
    ("vivo", "vitro"),
    ("mab", "nib"),
    ("ole", "ine"),
    ("one", "ole"),
    ("ol", "ine"),
    ("opril", "artan"),
];

/// The best agreement of any title of one record with any of the other; `None` where no two are in one script.
pub(super) fn compare(one: &Sketch<'_>, other: &Sketch<'_>) -> Option<TitleMatch> {
    // Within a script the best pair counts; where both have titles in two scripts, what agrees in the one and differs in the
    // other by a word differs.
    let mut best: [Option<TitleMatch>; 2] = [None, None];
    for first in &one.titles {
        for second in &other.titles {
            if let Some(found) = pair(*first, *second) {
                let slot = &mut best[usize::from(found.native)];
                if slot.is_none_or(|best| rank(&found) > rank(&best)) {
                    *slot = Some(found);
                }
            }
        }
    }
    match best {
        [Some(latin), Some(native)] => {
            let (worse, better) =
                if rank(&latin) < rank(&native) { (latin, native) } else { (native, latin) };
            let differs = worse.numbers_differ || worse.likeness <= Likeness::Alike;
            Some(if differs { worse } else { better })
        }
        [latin, native] => latin.or(native),
    }
}

/// Whether a title has so many words that carry meaning that hardly two articles share it.
pub(super) fn is_telling(sketch: &Sketch<'_>) -> bool {
    const TELLING: usize = 4;
    let words = |title: &Words<'_>| {
        if title.native {
            title.text.chars().count() / 2
        } else {
            meaning(&title.text.split(' ').collect::<Vec<_>>())
        }
    };
    sketch.titles.iter().any(|title| words(title) >= TELLING)
}

fn rank(found: &TitleMatch) -> (bool, Likeness, usize) {
    (!found.numbers_differ, found.likeness, found.words)
}

fn pair(one: Words<'_>, other: Words<'_>) -> Option<TitleMatch> {
    match (one.native, other.native) {
        (true, true) if same_script(one.text, other.text) => Some(native(one.text, other.text)),
        (false, false) => Some(latin(one.text, other.text)),
        _ => None,
    }
}

/// Hangul beside Chinese characters says nothing; characters and kana mix in Japanese.
fn same_script(one: &str, other: &str) -> bool {
    let has = |text: &str, of: fn(char) -> bool| text.chars().any(of);
    let hangul = |it: char| matches!(it, '\u{ac00}'..='\u{d7a3}');
    let cyrillic = |it: char| matches!(it, '\u{400}'..='\u{4ff}');
    has(one, hangul) == has(other, hangul) && has(one, cyrillic) == has(other, cyrillic)
}

fn same(words: usize, native: bool) -> TitleMatch {
    TitleMatch {
        likeness: Likeness::Same,
        words,
        numbers_differ: false,
        number_missing: false,
        native,
        adds_design: false,
        one_letter: false,
    }
}

fn latin(one: &str, other: &str) -> TitleMatch {
    let first: Vec<&str> = one.split(' ').filter(|it| !it.is_empty()).collect();
    let second: Vec<&str> = other.split(' ').filter(|it| !it.is_empty()).collect();
    let words = meaning(&first).min(meaning(&second));
    if one == other || (one.len().abs_diff(other.len()) < 8 && squashed(one) == squashed(other)) {
        return same(words, false);
    }
    let (mut left, mut right) = (first.clone(), second.clone());
    drop_common(&mut left, &mut right);
    let shared = first.len() - left.len();
    let result = |likeness, numbers_differ, number_missing| TitleMatch {
        likeness,
        words,
        numbers_differ,
        number_missing,
        native: false,
        adds_design: false,
        one_letter: false,
    };
    // Far from each other: nothing more need be known. In a short title, two slips are most of it.
    let shorter = first.len().min(second.len());
    if (shorter > 5 && shared * 3 < shorter) || (shared == 0 && shorter > 1) {
        return result(Likeness::Other, false, false);
    }
    if left.concat() == right.concat() {
        return result(Likeness::Slips, false, false);
    }
    drop_slips(&mut left, &mut right, (first.last().copied(), second.last().copied()));
    let one_letter = drop_one_letter(&mut left, &mut right);
    let says_cases = has_cases(&left) != has_cases(&right);
    if says_cases {
        drop_cases(&mut left);
        drop_cases(&mut right);
    }
    let (numbers_left, numbers_right) = (numbers(&left), numbers(&right));
    let numbers_differ =
        !numbers_left.is_empty() && !numbers_right.is_empty() && numbers_left != numbers_right;
    let number_missing = numbers_left.is_empty() != numbers_right.is_empty();
    let decides = |word: &&str| !STOP_WORDS.contains(word) && !PART_WORDS.contains(word) && !is_number(word);
    let missing_left = left.iter().filter(|word| decides(word)).count();
    let missing_right = right.iter().filter(|word| decides(word)).count();
    let likeness = match (missing_left, missing_right) {
        (0, 0) if !says_cases => Likeness::Slips,
        (0, _) | (_, 0) if is_border(&first, &second, one_letter) => Likeness::Contained,
        // A word that only one has, in the middle: "in children".
        _ => {
            let most = meaning(&first).max(meaning(&second)).max(1);
            let missing = missing_left.max(missing_right);
            if missing * 4 <= most { Likeness::Alike } else { Likeness::Other }
        }
    };
    let is_design =
        |words: &[&str]| words.iter().all(|word| DESIGN_WORDS.contains(word) || STOP_WORDS.contains(word));
    let adds_design = likeness == Likeness::Contained && is_design(&left) && is_design(&right);
    let one_letter = one_letter && likeness >= Likeness::Contained;
    TitleMatch { adds_design, one_letter, ..result(likeness, numbers_differ, number_missing) }
}

/// Takes out the only word of each title that is the other one but for a letter, where both are too short for
/// [`is_slip`]; says whether there was such a pair.
fn drop_one_letter(left: &mut Vec<&str>, right: &mut Vec<&str>) -> bool {
    let is_pair = |one: &str, other: &str| {
        !is_number(one)
            && !is_number(other)
            && one.len().min(other.len()) >= 2
            && one.len().max(other.len()) <= 8
            && strsim::osa_distance(one, other) == 1
            && !is_other_word(one, other)
    };
    let all = (0..left.len()).flat_map(|at| (0..right.len()).map(move |other| (at, other)));
    let mut pairs = all.filter(|(at, other)| {
        left.get(*at).zip(right.get(*other)).is_some_and(|(one, other)| is_pair(one, other))
    });
    let found = pairs.next().filter(|_| pairs.next().is_none());
    drop(pairs);
    if let Some((at, other)) = found {
        left.remove(at);
        right.remove(other);
    }
    found.is_some()
}

/// Where it stands of how many patients a report is (`a report of 12 cases`): that counts no parts, and databases leave the
/// subtitle out.
fn cases(words: &[&str]) -> Option<usize> {
    const PATIENTS: &[&str] = &["cases", "case", "patients"];
    words
        .windows(2)
        .position(|pair| matches!(pair, [number, noun] if is_number(number) && PATIENTS.contains(noun)))
}

fn has_cases(words: &[&str]) -> bool {
    cases(words).is_some()
}

fn drop_cases(words: &mut Vec<&str>) {
    if let Some(at) = cases(words) {
        words.drain(at..=at + 1);
    }
}

/// Number of words that carry meaning.
fn meaning(words: &[&str]) -> usize {
    words.iter().filter(|word| !STOP_WORDS.contains(word)).count()
}

/// Takes out words that both have, as often as both have them.
fn drop_common<'a>(left: &mut Vec<&'a str>, right: &mut Vec<&'a str>) {
    left.retain(|word| match right.iter().position(|other| other == word) {
        Some(at) => {
            right.remove(at);
            false
        }
        None => true,
    });
}

/// Takes out pairs of words of which one is the other with a slip; of the last word of a title, which may have been cut,
/// also the beginning.
fn drop_slips<'a>(left: &mut Vec<&'a str>, right: &mut Vec<&'a str>, ends: (Option<&str>, Option<&str>)) {
    let mut place = 0;
    while let Some(word) = left.get(place) {
        let found = right.iter().position(|other| {
            is_slip(word, other)
                || is_slip_of_stop_word(word, other)
                || (ends.0 == Some(*word) && word.len() >= 4 && other.starts_with(*word))
                || (ends.1 == Some(*other) && other.len() >= 4 && word.starts_with(*other))
        });
        if let Some(found) = found {
            right.remove(found);
            left.remove(place);
            continue;
        }
        // `thrombo cytopenia`, `thrombocytopenia`.
        if let Some(next) = left.get(place + 1) {
            let joined = [*word, *next].concat();
            if let Some(found) = right.iter().position(|other| **other == *joined) {
                right.remove(found);
                left.drain(place..=place + 1);
                continue;
            }
        }
        let apart = right.windows(2).position(|pair| pair.concat() == *word);
        if let Some(found) = apart {
            right.drain(found..=found + 1);
            left.remove(place);
            continue;
        }
        place += 1;
    }
}

/// `wiht`, `asd` beside a word that decides nothing.
fn is_slip_of_stop_word(one: &str, other: &str) -> bool {
    STOP_WORDS.contains(&one) != STOP_WORDS.contains(&other)
        && one.len().min(other.len()) >= 3
        && !has_digit(one)
        && !has_digit(other)
        && strsim::osa_distance(one, other) == 1
}

/// Whether a word is another one with a slip: one letter in words of five and more, two in words of nine and more, and
/// never one that makes another word of it. `behaviour` and `behavior`, `haemorrhage` and `hemorrhage` are such.
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    let length = one.chars().count().min(other.chars().count());
    let allowed = match length {
        0..4 => return is_plural(one, other) && length == 3,
        // Of words so short, every other letter makes another word; two letters turned round seldom do.
        4 => return is_plural(one, other) || (one.len() == other.len() && is_turned(one, other)),
        5..9 => 1,
        _ => 2,
    };
    // A slip leaves the first or the last letter whole; this is asked of millions of words.
    let is_far = one.len().abs_diff(other.len()) > allowed
        || (one.bytes().next() != other.bytes().next() && one.bytes().last() != other.bytes().last());
    if is_far || has_digit(one) || has_digit(other) {
        return false;
    }
    if is_other_word(one, other) {
        return false;
    }
    strsim::osa_distance(one, other) <= allowed || {
        // What is spelled the British way in one and the American way in the other may have a slip besides.
        let plain = |word: &str| word.replace("ae", "e").replace("oe", "e");
        let (one, other) = (plain(one), plain(other));
        one.len().min(other.len()) >= 5 && strsim::osa_distance(&one, &other) <= allowed
    }
}

fn is_turned(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    letters(one) == letters(other) && strsim::osa_distance(one, other) == 1
}

fn is_plural(one: &str, other: &str) -> bool {
    one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one)
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|it| it.is_ascii_digit())
}

fn is_other_word(one: &str, other: &str) -> bool {
    let begins = |first: &str, second: &str| match (one.strip_prefix(first), other.strip_prefix(second)) {
        (Some(rest), Some(other_rest)) => {
            rest == other_rest || (rest.len() > 3 && is_plural(rest, other_rest))
        }
        _ => false,
    };
    let ends = |first: &str, second: &str| match (one.strip_suffix(first), other.strip_suffix(second)) {
        (Some(rest), Some(other_rest)) => rest == other_rest,
        _ => false,
    };
    OPPOSITES.iter().any(|(first, second)| begins(first, second) || begins(second, first))
        || OTHER_ENDS.iter().any(|(first, second)| ends(first, second) || ends(second, first))
}

/// Whether the shorter list of words is the beginning or the end of the longer one, but for slips, also in short words where
/// there is one of those.
fn is_border(one: &[&str], other: &[&str], one_letter: bool) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let equal = |one: &&str, other: &&str| {
        one == other || is_slip(one, other) || (one_letter && strsim::osa_distance(one, other) == 1)
    };
    let begins = short.iter().zip(long).all(|(one, other)| equal(one, other));
    let ends = short.iter().rev().zip(long.iter().rev()).all(|(one, other)| equal(one, other));
    begins || ends
}

/// Numbers of any notation among words, as digits where there are such, in order: `part ii` is `part 2` and `part two`.
fn numbers<'a>(words: &[&'a str]) -> Vec<std::borrow::Cow<'a, str>> {
    let in_digits = |word: &'a str| value_of(word).map_or(word.into(), |value| value.to_string().into());
    let mut found: Vec<_> = words.iter().filter(|word| is_number(word)).map(|word| in_digits(word)).collect();
    found.sort_unstable();
    found
}

/// The value of a Roman number, or of a word for a small one.
pub(super) fn value_of(word: &str) -> Option<usize> {
    let place = |list: &[&str]| list.iter().position(|it| *it == word);
    [ROMAN, CARDINALS, ORDINALS].iter().find_map(|list| place(list)).map(|place| place + 1)
}

const ROMAN: &[&str] = &[
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
];
const CARDINALS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth"];

/// Digits (alone or in a name: `covid19`, `cd4`), Roman numbers up to 20, and words for small numbers. A single letter is
/// a number too: `hepatitis a`, `hepatitis b`, and `part a`.
fn is_number(word: &str) -> bool {
    has_digit(word)
        || [ROMAN, CARDINALS, ORDINALS].iter().any(|list| list.contains(&word))
        || (word.len() == 1 && word != "a" && word.bytes().all(|it| it.is_ascii_lowercase()))
}

/// The same as [`DESIGN_WORDS`] in Chinese, with the count of cases that stands in the commonest of such subtitles (`附12例报告`).
/// Longer ones first.
const NATIVE_DESIGNS: &[&str] = &[
    "随机对照试验",
    "随机对照研究",
    "随机双盲",
    "回顾性研究",
    "回顾性分析",
    "前瞻性研究",
    "队列研究",
    "病例对照研究",
    "横断面研究",
    "多中心研究",
    "临床研究",
    "临床分析",
    "系统评价",
    "系统综述",
    "荟萃分析",
    "meta分析",
    "病例报告",
    "病例分析",
    "例报告",
    "例报道",
    "例分析",
    "附",
    "例",
    "和",
    "与",
    "及",
    "的",
    "一项",
];

/// Whether characters say only of what design a study is.
fn is_native_design(text: &[char]) -> bool {
    let text: String = text.iter().filter(|it| !it.is_ascii_digit()).collect();
    let mut rest = text.as_str();
    let whole = !rest.is_empty();
    while let Some(next) = NATIVE_DESIGNS.iter().find_map(|phrase| rest.strip_prefix(phrase)) {
        rest = next;
    }
    whole && rest.is_empty()
}

/// Characters that count or part: of two titles that differ in one of these and nothing else, each is a part.
const COUNTING: &str = "一二三四五六七八九十上中下甲乙丙丁ⅠⅡⅢⅣ첫둘셋";

fn native(one: &str, other: &str) -> TitleMatch {
    let first: Vec<char> = one.chars().collect();
    let second: Vec<char> = other.chars().collect();
    let words = first.len().min(second.len()) / 2;
    if one == other {
        return same(words, true);
    }
    let result = |likeness, numbers_differ, number_missing| TitleMatch {
        likeness,
        words,
        numbers_differ,
        number_missing,
        native: true,
        adds_design: false,
        one_letter: false,
    };
    let prefix = first.iter().zip(&second).take_while(|(one, other)| one == other).count();
    let longest = first.len().max(second.len());
    let rest = |text: &[char], suffix: usize| {
        text.get(prefix..text.len().saturating_sub(suffix)).unwrap_or_default().to_vec()
    };
    let room = first.len().min(second.len()) - prefix;
    let suffix = first
        .iter()
        .rev()
        .zip(second.iter().rev())
        .take(room)
        .take_while(|(one, other)| one == other)
        .count();
    // What differs between the common beginning and the common end.
    let (left, right) = (rest(&first, suffix), rest(&second, suffix));
    let counts = |text: &[char]| {
        text.iter().any(|it| it.is_ascii_digit() || COUNTING.contains(*it))
            || text
                .iter()
                .collect::<String>()
                .split(is_native)
                .any(|word| is_number(word) && !word.is_empty())
    };
    let (counts_left, counts_right) = (counts(&left), counts(&right));
    let small = left.len().max(right.len()) <= 4;
    let numbers_differ = small && counts_left && counts_right && left != right;
    let more = if left.is_empty() { &right } else { &left };
    let adds_design = (left.is_empty() || right.is_empty()) && is_native_design(more);
    let number_missing = small && counts_left != counts_right && !adds_design;
    if left.is_empty() || right.is_empty() {
        let extra = left.len().max(right.len());
        let at_border = prefix == 0 || suffix == 0;
        let likeness = match () {
            // An article such as 的, a blank or a bracket; but one character may be 非.
            () if extra <= 1 && longest >= 10 && !at_border => Likeness::Slips,
            () if at_border && first.len().min(second.len()) >= 6 => Likeness::Contained,
            () => Likeness::Alike,
        };
        let adds_design = adds_design && likeness == Likeness::Contained;
        return TitleMatch { adds_design, ..result(likeness, numbers_differ, number_missing) };
    }
    let distance = strsim::levenshtein(one, other);
    let likeness = match () {
        // Another character makes another word (男, 女; 大鼠, 小鼠) more often than it is a slip.
        () if distance * 5 <= longest && longest >= 8 => Likeness::Alike,
        () => Likeness::Other,
    };
    result(likeness, numbers_differ, number_missing)
}

#[cfg(test)]
mod tests {
    use super::super::fold::folded;
    use super::*;
    use Likeness::{Alike, Contained, Other, Same, Slips};

    fn match_of(one: &str, other: &str) -> TitleMatch {
        let texts = [folded(one), folded(other)];
        let words = texts.each_ref().map(|text| {
            let native = text.chars().any(is_native);
            if native { squashed(text) } else { text.clone() }
        });
        let [one, other] = words.each_ref().map(|text| Words { native: text.chars().any(is_native), text });
        pair(one, other).expect("two titles in one script")
    }

    #[test]
    fn slips_of_the_pen_are_told_from_other_words() {
        for (one, other, wanted) in [
            ("Effect of tea on sleep in mice", "Effect of tea on sleep in mice.", Same),
            ("T-cell responses to tea", "T cell responses to tea", Same),
            ("Tcell responses to tea", "T cell responses to tea", Same),
            ("Haemorrhage after oesophageal surgery", "Hemorrhage after esophageal surgery", Slips),
            ("Chronic immune thrombocytopenia", "Chronic imune thrombocytopnia", Slips),
            (
                "Chronic immune thrombo cytopenia in children",
                "Chronic immune thrombocytopenia in childern",
                Slips,
            ),
            ("The effect of tea on sleep", "Effect of tea on sleep", Slips),
            ("Effect of tea on sleep", "Effect of tea on sleep: a randomised trial", Contained),
            (
                "Effect of aspirin on survival of rats with sepsis",
                "Effect of ibuprofen on survival of rats with sepsis",
                Alike,
            ),
            (
                "Treatment of hypertension in pregnancy today",
                "Treatment of hypotension in pregnancy today",
                Alike,
            ),
            ("Preoperative tea in adults", "Postoperative tea in adults", Other),
            ("Tea and sleep", "Coffee and work", Other),
            ("Tea in male adults of the city of Ulm", "Tea in female adults of the city of Ulm", Alike),
            ("慢性免疫性血小板减少症治疗的研究进展", "慢性免疫性血小板減少症治療的研究進展", Same),
            ("慢性免疫性血小板减少症治疗的研究进展", "慢性免疫性血小板减少症治疗研究进展", Slips),
            ("慢性免疫性血小板减少症治疗的研究进展", "急性淋巴细胞白血病化疗", Other),
        ] {
            assert_eq!(match_of(one, other).likeness, wanted, "{one} / {other}");
            assert_eq!(match_of(other, one).likeness, wanted, "{other} / {one}");
        }
    }

    #[test]
    fn one_letter_of_a_short_word_is_told_and_no_other_one() {
        for (one, other, likeness, one_letter) in [
            ("The role of tea in sepsis", "The rle of tea in sepsis", Slips, true),
            ("Tea and sleep in cats of the city", "Tea and sleep in rats of the city", Slips, true),
            ("The role of tea in sepsis: a trial", "The rle of tea in sepsis", Contained, true),
            ("The role of tea in sepsis", "The role of tea in sepsis", Same, false),
            ("Tea in acute leukaemia today", "Tea in acute leuekmia today", Slips, false),
            ("Vitamin D and sleep in mice", "Vitamin E and sleep in mice", Slips, false),
        ] {
            let (there, back) = (match_of(one, other), match_of(other, one));
            assert_eq!((there.likeness, there.one_letter), (likeness, one_letter), "{one} / {other}");
            assert_eq!(there, back, "{one} / {other}");
        }
        assert!(match_of("Vitamin D and sleep in mice", "Vitamin E and sleep in mice").numbers_differ);
    }

    #[test]
    fn a_subtitle_of_the_design_is_known_in_two_scripts() {
        for (one, other, wanted) in [
            ("Tea and sleep in mice", "Tea and sleep in mice: a randomised trial", true),
            ("Tea and sleep in mice", "Tea and sleep in mice: an update", false),
            ("Tea and sleep in mice", "Tea and sleep in mice: report of 12 cases", true),
            ("茶与老年患者睡眠的关系", "茶与老年患者睡眠的关系：随机对照试验", true),
            ("茶与老年患者睡眠的关系", "茶与老年患者睡眠的关系附12例报告", true),
            ("茶与老年患者睡眠的关系", "茶与老年患者睡眠的关系再探", false),
        ] {
            let found = match_of(one, other);
            assert_eq!((found.likeness, found.adds_design), (Contained, wanted), "{one} / {other}");
        }
    }

    #[test]
    fn numbers_part_what_else_agrees() {
        for (one, other, differ, missing) in [
            ("Tea and sleep. Part I: mice", "Tea and sleep. Part II: mice", true, false),
            ("Tea and sleep in 2019", "Tea and sleep in 2020", true, false),
            ("Tea and sleep", "Tea and sleep: part 2", false, true),
            ("Type 1 diabetes and tea", "Type 2 diabetes and tea", true, false),
            ("Hepatitis B and tea in Ulm", "Hepatitis C and tea in Ulm", true, false),
            ("茶与睡眠的关系（上）", "茶与睡眠的关系（下）", true, false),
            ("茶与睡眠的关系", "茶与睡眠的关系（二）", false, true),
            ("Tea and sleep", "Tea and sleep", false, false),
            ("Tea and sleep in mice", "Tea and sleep in mice: a report of 12 cases", false, false),
            ("Tea and sleep: a report of 9 cases", "Tea and sleep: a report of 12 cases", true, false),
            ("茶与老年患者睡眠的关系", "茶与老年患者睡眠的关系：附12例报告", false, false),
        ] {
            let found = match_of(one, other);
            assert_eq!((found.numbers_differ, found.number_missing), (differ, missing), "{one} / {other}");
        }
    }
}
