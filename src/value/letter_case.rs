//! The case of words in titles: which capitals carry something and which do not.
//!
//! What a record writes elsewhere in running text decides first ([`Usage`]): an abstract has `Helicobacter pylori` and `PCOS` as its authors
//! write them. Then the tables of [`crate::vocab::capitals`], then what a word looks like; only what is left is a word like others.

use crate::vocab::capitals;
use crate::vocab::{countries, languages};
use std::collections::BTreeMap;

/// How words are written in running text, by their letters.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    /// The forms of a word in small letters, each with how often it stands inside a sentence.
    forms: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Usage {
    /// Takes in a text in mixed case. A word at the start of a sentence says nothing but where it has capitals inside, and a text or a
    /// heading in capitals says nothing at all.
    pub fn take(&mut self, text: &str) {
        let mut starts = true;
        let mut shouted_before = false;
        for piece in text.split_whitespace() {
            let word = bare(piece);
            let begins = std::mem::replace(&mut starts, piece.ends_with(['.', '!', '?', ':', '。', '：']));
            if word.is_empty() {
                continue;
            }
            let is_shouted = is_shouted(word);
            // `MATERIALS AND METHODS`: two words in capitals are a heading.
            let is_heading = is_shouted && (shouted_before || starts || begins);
            shouted_before = is_shouted;
            if is_heading || (begins && !has_inner_capital(word)) {
                continue;
            }
            let forms = self.forms.entry(word.to_lowercase()).or_default();
            *forms.entry(word.to_owned()).or_default() += 1;
        }
    }

    /// How a word is written mostly; `None` where it does not stand anywhere.
    fn of(&self, word: &str) -> Option<&str> {
        let forms = self.forms.get(&word.to_lowercase())?;
        let most = forms.values().max()?;
        forms.iter().find(|(_, count)| *count == most).map(|(form, _)| form.as_str())
    }
}

/// Whether a text is all in capitals: two words or more, twelve letters or more, of which hardly one is small (`mRNA`).
#[must_use]
pub fn is_all_capitals(text: &str) -> bool {
    let capitals = text.chars().filter(|it| it.is_uppercase()).count();
    let small = text.chars().filter(|it| it.is_lowercase()).count();
    let words =
        text.split_whitespace().filter(|word| word.chars().filter(|it| it.is_alphabetic()).count() > 1);
    capitals >= 12 && small * 10 <= capitals && words.count() >= 2
}

/// Whether a text has a capital at each word that counts, as English journals print headings: four words or more of four letters
/// or more behind the first, and hardly one of them begins small.
#[must_use]
pub fn is_title_case(text: &str) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .skip(1)
        .map(bare)
        .filter(|word| {
            word.chars().nth(3).is_some() && word.chars().all(|it| it.is_alphabetic() || it == '-')
        })
        .filter(|word| !PREPOSITIONS.contains(word))
        .collect();
    let large = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.len() >= 4 && large * 10 >= words.len() * 9 && !is_all_capitals(text)
}

/// Words of four letters and more that stay small in a title all the same.
const PREPOSITIONS: &[&str] = &[
    "about", "across", "after", "against", "among", "amongst", "before", "between", "during", "from", "into",
    "over", "than", "through", "towards", "under", "upon", "using", "versus", "with", "within", "without",
];

/// A text in capitals as a sentence: small letters but at its start, in names and in abbreviations.
#[must_use]
pub fn sentence_of_capitals(text: &str, usage: &Usage) -> String {
    each_word(text, |word, before, starts| {
        let written = known(word, usage).unwrap_or_else(|| match word {
            // `WHO guidelines`, `of the WHO`; but `women who smoke`.
            "WHO" if starts || capitals::is_small_word(before) => word.to_owned(),
            "A" if keeps_letter(before) => word.to_owned(),
            "A" => "a".to_owned(),
            _ if is_abbreviation_by_look(word) => word.to_owned(),
            _ => word.to_lowercase(),
        });
        if starts { capitalised(&written) } else { written }
    })
}

/// A text in title case as a sentence: words with one capital at their start lose it, but names and what running text writes so.
#[must_use]
pub fn sentence_of_title_case(text: &str, usage: &Usage) -> String {
    each_word(text, |word, before, starts| {
        if starts || has_inner_capital(word) || !word.starts_with(char::is_uppercase) {
            return word.to_owned();
        }
        if word.chars().count() == 1 && (word != "A" || keeps_letter(before)) {
            return word.to_owned();
        }
        known(word, usage).unwrap_or_else(|| word.to_lowercase())
    })
}

/// A name in capitals (of a journal) with a capital at each word that counts.
#[must_use]
pub fn title_case_of_capitals(text: &str) -> String {
    each_word(text, |word, _, starts| {
        if let Some(known) = known(word, &Usage::default()) {
            return known;
        }
        if is_abbreviation_by_look(word) && !capitals::is_small_word(word) {
            return word.to_owned();
        }
        let lower = word.to_lowercase();
        if !starts && capitals::is_small_word(word) { lower } else { capitalised(&lower) }
    })
}

/// The usual notation of a word that running text or a table knows.
fn known(word: &str, usage: &Usage) -> Option<String> {
    if let Some(form) = usage.of(word) {
        return Some(form.to_owned());
    }
    if let Some(known) = capitals::abbreviation(word).or_else(|| capitals::name(word)) {
        return Some(known.to_owned());
    }
    // The word of a country or a language: `Philippines`, `Vietnamese`. Codes are no words.
    if word.chars().nth(3).is_some() {
        let is_language = languages::by_text(word).is_some_and(|row| row.english.eq_ignore_ascii_case(word));
        if countries::by_name(word).is_some() || is_language {
            return Some(capitalised(&word.to_lowercase()));
        }
    }
    None
}

/// The text with each word changed; the function gets the word, the one before it, and whether a sentence begins with it.
fn each_word(text: &str, change: impl Fn(&str, &str, bool) -> String) -> String {
    let mut written = String::with_capacity(text.len());
    let (mut before, mut starts) = (String::new(), true);
    for piece in text.split_inclusive(char::is_whitespace) {
        let core = piece.trim_end();
        let word = bare(core);
        let at = core.find(word).filter(|_| !word.is_empty());
        let Some(at) = at else {
            written.push_str(piece);
            continue;
        };
        let end = at + word.len();
        written.push_str(core.get(..at).unwrap_or_default());
        written.push_str(&changed(word, &before, starts, &change));
        written.push_str(core.get(end..).unwrap_or_default());
        written.push_str(piece.get(core.len()..).unwrap_or_default());
        let tail = core.get(end..).unwrap_or_default();
        starts = tail.ends_with(['.', '?', '!']) && word.chars().count() > 1;
        word.clone_into(&mut before);
    }
    written
}

/// A word, or the parts of one with a hyphen or a slash; a genitive's `'S` goes with its word.
fn changed(word: &str, before: &str, starts: bool, change: &impl Fn(&str, &str, bool) -> String) -> String {
    let core = bare(word);
    if core.len() < word.len() && !core.is_empty() {
        let (left, rest) = word.split_at(word.find(core).unwrap_or(0));
        let right = rest.get(core.len()..).unwrap_or_default();
        return [left, &changed(core, before, starts, change), right].concat();
    }
    if capitals::abbreviation(word).is_some() {
        return change(word, before, starts);
    }
    if let Some(at) =
        word.rfind(['\'', '’']).filter(|at| word.get(at + 1..).is_none_or(|_| word.len() <= at + 4))
    {
        let (stem, tail) = word.split_at(at);
        if tail.chars().count() == 2 && tail.ends_with(['S', 's']) && !stem.is_empty() {
            return changed(stem, before, starts, change) + &tail.to_lowercase();
        }
    }
    let Some(at) = word.find(['-', '/', '–', '+', ',']) else { return change(word, before, starts) };
    let joint = word.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let (first, rest) = (word.get(..at).unwrap_or_default(), word.get(at + joint..).unwrap_or_default());
    let first = if first.is_empty() { String::new() } else { changed(first, before, starts, change) };
    let rest = if rest.is_empty() { String::new() } else { changed(rest, "", false, change) };
    [first.as_str(), word.get(at..at + joint).unwrap_or_default(), &rest].concat()
}

/// A word without the punctuation around it.
fn bare(piece: &str) -> &str {
    piece.trim_matches(|it: char| !it.is_alphanumeric())
}

/// Words behind which a single A is a letter: `hepatitis A`.
fn keeps_letter(before: &str) -> bool {
    const WORDS: &[&str] = &[
        "hepatitis",
        "vitamin",
        "type",
        "influenza",
        "group",
        "factor",
        "protein",
        "toxin",
        "stanford",
        "apolipoprotein",
        "streptococcus",
        "grade",
        "class",
        "phase",
    ];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(before))
}

/// Letters and digits together, a word of capitals without a vowel, a single letter, or a Roman number.
fn is_abbreviation_by_look(word: &str) -> bool {
    let has_digit = word.contains(|it: char| it.is_ascii_digit());
    let has_small = word.contains(char::is_lowercase);
    let is_single = word.chars().count() == 1;
    let has_vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) || !word.is_ascii();
    let is_roman = word.len() <= 4 && word.bytes().all(|it| matches!(it, b'I' | b'V' | b'X'));
    has_digit || has_small || is_single || !has_vowel || is_roman
}

fn is_shouted(word: &str) -> bool {
    word.chars().filter(|it| it.is_uppercase()).count() > 1 && !word.contains(char::is_lowercase)
}

fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(|it| it.is_uppercase() || it.is_ascii_digit())
}

/// With its first letter large, unless it has a capital of its own inside (`mRNA`, `pH`).
fn capitalised(word: &str) -> String {
    if has_inner_capital(word) {
        return word.to_owned();
    }
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_a_sentence() {
        let usage = Usage::default();
        for (shouted, expected) in [
            ("EFFECT OF HIV ON DNA IN BEIJING", "Effect of HIV on DNA in Beijing"),
            ("A STUDY OF HEPATITIS A IN THE PHILIPPINES", "A study of hepatitis A in the Philippines"),
            ("PARKINSON'S DISEASE AND HBSAG: A TRIAL", "Parkinson's disease and HBsAg: a trial"),
            ("TYPE II DIABETES. WHAT IS NEW? TEA-DRINKING", "Type II diabetes. What is new? Tea-drinking"),
            ("CYP2C19 IN NON-HODGKIN LYMPHOMA", "CYP2C19 in non-Hodgkin lymphoma"),
            ("RT-PCR FOR SARS-COV-2 (COVID-19)", "RT-PCR for SARS-CoV-2 (COVID-19)"),
            ("MRNA OF TEA", "mRNA of tea"),
            ("WOMEN WHO DRINK TEA: A REPORT OF THE WHO", "Women who drink tea: a report of the WHO"),
            ("TEA OF {COVID}-19 (SARS)", "Tea of {COVID}-19 (SARS)"),
        ] {
            assert_eq!(sentence_of_capitals(shouted, &usage), expected);
        }
    }

    #[test]
    fn running_text_decides_before_the_tables() {
        let mut usage = Usage::default();
        usage.take("METHODS: We drank Oolong with PEARL and HIV. Tea is good, and Oolong better. MATERIALS AND METHODS none.");
        assert_eq!(
            sentence_of_capitals("PEARL AND OOLONG TEA IN MATERIALS", &usage),
            "PEARL and Oolong tea in materials"
        );
        assert_eq!(
            sentence_of_title_case("Effect Of Oolong Tea On Pearl", &usage),
            "Effect of Oolong tea on PEARL"
        );
    }

    #[test]
    fn title_case_is_told_and_undone() {
        assert!(is_title_case("Effect of Green Tea on Sleep among Night Nurses"));
        assert!(!is_title_case("Effect of green tea on sleep in Beijing") && !is_title_case("Tea and Sleep"));
        assert_eq!(
            sentence_of_title_case(
                "Effect of Green Tea on mRNA and Crohn's Disease in Japanese Nurses: A Trial",
                &Usage::default()
            ),
            "Effect of green tea on mRNA and Crohn's disease in Japanese nurses: a trial"
        );
    }

    #[test]
    fn all_capitals_are_told() {
        assert!(is_all_capitals("EFFECT OF TEA ON mRNA"));
        assert!(
            !is_all_capitals("COVID-19") && !is_all_capitals("HIV AIDS") && !is_all_capitals("Effect of HIV")
        );
        assert_eq!(title_case_of_capitals("JOURNAL OF TEA AND SLEEP"), "Journal of Tea and Sleep");
        assert_eq!(title_case_of_capitals("BMJ OPEN"), "BMJ Open");
    }
}
