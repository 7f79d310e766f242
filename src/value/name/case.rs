//! Capital words in title case (mapping reference 3.2, N16).

use super::characters::{is_apostrophe, is_hyphen};
use super::words::{capital_prefix, letter_count};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// A capital word in title case, part by part: `OU` Ou, `ZHOU-LI` Zhou-Li, `O'BRIEN` O'Brien,
/// `MCDONALD` `McDonald`.
/// A word with small letters stays, but for the capitals after a prefix (`McDONALD`).
pub(super) fn restored(word: &str) -> Cow<'_, str> {
    if let Some(prefix) = capital_prefix(word) {
        let rest = word.get(prefix.len()..).unwrap_or_default();
        return Cow::Owned([prefix, &title(rest)].concat());
    }
    if word.chars().any(char::is_lowercase) || letter_count(word) < 2 {
        return Cow::Borrowed(word);
    }
    Cow::Owned(title(word))
}

/// A word that has lost its first capital, with it.
pub(super) fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).nfc().collect()
}

fn title(word: &str) -> String {
    let is_break = |character: char| is_hyphen(character) || is_apostrophe(character) || character == '.';
    let mut written = String::with_capacity(word.len());
    for part in word.split_inclusive(is_break) {
        let is_mc = part.starts_with("MC") && letter_count(part) >= 5;
        let mut upper = true;
        for (at, character) in part.chars().enumerate() {
            if upper || (is_mc && at == 2) {
                written.push(character);
                upper = upper && !character.is_alphabetic();
            } else {
                written.extend(character.to_lowercase());
            }
        }
    }
    if written.is_ascii() { written } else { written.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_by_part() {
        for (capital, expected) in [
            ("OU", "Ou"),
            ("ZHOU-LI", "Zhou-Li"),
            ("O'BRIEN", "O'Brien"),
            ("O’BRIEN", "O’Brien"),
            ("MCDONALD", "McDonald"),
            ("MCLI", "Mcli"),
            ("MACARTHUR", "Macarthur"),
            ("McDONALD", "McDonald"),
            ("NGUYỄN", "Nguyễn"),
            ("LÜ", "Lü"),
            ("J", "J"),
            ("deSilva", "deSilva"),
        ] {
            assert_eq!(restored(capital), expected);
        }
        assert_eq!(capitalised("cruz"), "Cruz");
    }
}
