//! Numbers among the words of a title, in any notation.

use crate::value::slip::has_digit;
use std::borrow::Cow;

/// Numbers of any notation among words, as digits where there are such, in order: `part ii` is `part 2` and `part two`.
pub(super) fn numbers<'a>(words: &[&'a str]) -> Vec<Cow<'a, str>> {
    let in_digits = |word: &'a str| value_of(word).map_or(word.into(), |value| value.to_string().into());
    let mut found: Vec<_> = words.iter().filter(|word| is_number(word)).map(|word| in_digits(word)).collect();
    found.sort_unstable();
    found
}

/// The value of a Roman number, or of a word for a small one.
pub(in crate::merge) fn value_of(word: &str) -> Option<usize> {
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
pub(super) fn is_number(word: &str) -> bool {
    has_digit(word)
        || [ROMAN, CARDINALS, ORDINALS].iter().any(|list| list.contains(&word))
        || (word.len() == 1 && word != "a" && word.bytes().all(|it| it.is_ascii_lowercase()))
}
