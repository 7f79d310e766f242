//! Two titles in Latin letters, word by word.

use super::number::{is_number, numbers};
use super::{Likeness, TitleMatch, same};
use crate::value::comparable::squashed;
use crate::value::slip::{has_digit, is_other_word, is_slip};

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

pub(super) fn latin(one: &str, other: &str) -> TitleMatch {
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
pub(super) fn meaning(words: &[&str]) -> usize {
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
