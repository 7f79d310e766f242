//! Two titles: the same, the same but for slips of the pen, one with more behind it, or others.

mod latin;
mod native;
mod number;

pub(super) use number::value_of;

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
            latin::meaning(&title.text.split(' ').collect::<Vec<_>>())
        }
    };
    sketch.titles.iter().any(|title| words(title) >= TELLING)
}

fn rank(found: &TitleMatch) -> (bool, Likeness, usize) {
    (!found.numbers_differ, found.likeness, found.words)
}

fn pair(one: Words<'_>, other: Words<'_>) -> Option<TitleMatch> {
    match (one.native, other.native) {
        (true, true) if same_script(one.text, other.text) => Some(native::native(one.text, other.text)),
        (false, false) => Some(latin::latin(one.text, other.text)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::comparable::{folded, is_native, squashed};
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
