//! What single words of a name tell: initials, capitals, particles, suffixes, degrees, groups, "and others".

use super::characters::{is_apostrophe, is_hyphen};
use crate::vocab::{family_names, particles};
use std::borrow::Cow;

/// How a word of an alphabetic name is written (mapping reference 3.2, N9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// `J`, `J.-P.`, `WX`, `Ts`.
    Initials,
    /// Two or more letters, all capital.
    Capital,
    /// Anything else.
    Plain,
}

pub(super) fn look(word: &str) -> Look {
    if is_initials(word) {
        Look::Initials
    } else if is_capital(word) {
        Look::Capital
    } else {
        Look::Plain
    }
}

pub(super) fn letter_count(word: &str) -> usize {
    word.chars().filter(|character| character.is_alphabetic()).count()
}

fn is_initials(word: &str) -> bool {
    let letters = letter_count(word);
    let starts_upper =
        word.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_uppercase);
    if !starts_upper || letters == 0 || letters > 4 || word.chars().any(is_apostrophe) {
        return false;
    }
    if letters == 1 {
        return true;
    }
    let is_mark = |character: char| character == '.' || is_hyphen(character);
    if word.trim_end_matches('.').contains(is_mark) {
        return word.split(is_mark).all(|block| letter_count(block) <= 1);
    }
    let vowels = if word.chars().any(char::is_lowercase) { "AEIOUYaeiouy" } else { "AEIOU" };
    let is_consonant = |character: char| character.is_ascii_alphabetic() && !vowels.contains(character);
    // Mongolian patronymics are cut to a letter or to two that stand for one sound: `Ts`, `Ch.`.
    let is_digraph =
        letters == 2 && word.chars().nth(1).is_some_and(|second| matches!(second, 'h' | 's' | 'z'));
    let all_upper = word.chars().filter(|character| character.is_alphabetic()).all(char::is_uppercase);
    let is_short = letters <= 3 && (all_upper || is_digraph);
    is_short
        && word.trim_end_matches('.').chars().all(is_consonant)
        && !family_names::is_family_name(word.trim_end_matches('.'))
}

/// Prefixes that stay in lower case before capitals: `McDONALD`, `MacLEOD`, `DeLEON`.
const PREFIXES: &[&str] = &["Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz"];

pub(super) fn capital_prefix(word: &str) -> Option<&'static str> {
    PREFIXES.iter().copied().find(|prefix| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| letter_count(rest) >= 2 && !rest.chars().any(char::is_lowercase))
    })
}

pub(super) fn is_capital(word: &str) -> bool {
    let all_upper = word.chars().filter(|character| character.is_alphabetic()).all(char::is_uppercase);
    letter_count(word) >= 2 && (all_upper || capital_prefix(word).is_some())
}

pub(super) fn starts_lower(word: &str) -> bool {
    word.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// The word in lower case, without an allocation if it is so already.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().all(|character| !character.is_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// Whether the word is a particle, whatever its case.
pub(super) fn is_particle(word: &str) -> bool {
    particles::is_particle(lower(word).as_ref())
}

/// First words of family names of several words; they are written with a capital and belong to the name.
const COMPOUND_STARTS: &[&str] = &[
    "de", "dela", "delas", "delos", "del", "san", "santa", "santo", "sta", "sto", "st", "dos", "das", "da",
    "von", "ó", "ní",
];

/// Whether the words from the first on are one family name of two or more words, and of how many: `Dela Cruz`,
/// `De los Reyes`, `Au Yeung`. At least one word is left over.
pub(super) fn compound_length(words: &[&str]) -> usize {
    let Some(first) = words.first() else { return 0 };
    let folded = lower(first.trim_end_matches('.'));
    let mut length = 1;
    let is_van = folded == "van"
        && words.get(1).is_some_and(|word| matches!(lower(word).as_ref(), "der" | "den" | "de" | "dem"));
    if COMPOUND_STARTS.contains(&folded.as_ref()) || is_van {
        length = 2;
        while words.get(length - 1).is_some_and(|word| is_particle(word)) {
            length += 1;
        }
    } else if let Some(second) = words.get(1) {
        let pair = [folded.as_ref(), lower(second).as_ref()].join(" ");
        if matches!(pair.as_str(), "au yeung" | "ou yang" | "sze to" | "see to") {
            length = 2;
        }
    }
    if length < words.len() { length } else { 1 }
}

/// How many words at the end are one family name of several words; at least one word is left over.
pub(super) fn compound_length_at_end(words: &[&str]) -> usize {
    // `José Ortega y Gasset`.
    if let [_, .., _, joining, _] = words
        && particles::is_joining(joining)
    {
        return 3;
    }
    for length in (2..words.len()).rev().filter(|length| *length <= 4) {
        let tail = words.get(words.len() - length..).unwrap_or_default();
        let mut extended: Vec<&str> = tail.to_vec();
        extended.push("");
        if compound_length(&extended) == length {
            return length;
        }
    }
    1
}

/// Words inside a Malay, Indian or Bornean name that say whose child somebody is (mapping reference 3.2, N5).
pub(super) fn is_patronymic(word: &str, among_family_names: bool) -> bool {
    match word.trim_end_matches('.') {
        "bin" | "binti" | "binte" | "bt" | "bte" | "anak" | "Binti" | "Binte" | "Bte" | "BINTI" | "BINTE" => {
            true
        }
        "Bin" | "BIN" => !among_family_names,
        other => {
            matches!(lower(other).as_ref(), "a/l" | "a/p" | "s/o" | "d/o")
        }
    }
}
