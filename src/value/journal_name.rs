//! Two names of journals.

use super::comparable::is_native;
use super::slip::is_slip;

/// How the names of two journals stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JournalMatch {
    /// One ISSN, or one name.
    Same,
    /// One name may be the abbreviation of the other.
    Abbreviated,
    /// Neither can be told from the other: a name is missing, or in another script.
    Unknown,
    /// Other names.
    Other,
}

/// Words that abbreviations leave out.
const LEFT_OUT: &[&str] = &[
    "the", "of", "and", "in", "for", "on", "de", "la", "le", "der", "die", "das", "und", "fur", "et", "del",
    "di", "a", "to", "des", "du", "da", "do", "y", "e", "i", "no",
];

/// Two names in the notation of [`folded`](super::comparable::folded).
pub(crate) fn names(one: &str, other: &str) -> JournalMatch {
    if one == other {
        return JournalMatch::Same;
    }
    let native = [one, other].map(|name| name.chars().any(is_native));
    if native != [false, false] {
        // A name in characters has no abbreviation; an edition may stand behind it.
        let alike = native == [true, true] && (one.starts_with(other) || other.starts_with(one));
        return match native {
            _ if alike => JournalMatch::Abbreviated,
            [true, true] => JournalMatch::Other,
            _ => JournalMatch::Unknown,
        };
    }
    if is_spelled(one) != is_spelled(other) {
        return JournalMatch::Unknown;
    }
    let (first, second) = (words(one), words(other));
    if first == second {
        return JournalMatch::Same;
    }
    let (short, long) = if one.len() <= other.len() { (&first, &second) } else { (&second, &first) };
    if is_abbreviation(short, long) || is_acronym(short, long) {
        JournalMatch::Abbreviated
    } else {
        JournalMatch::Other
    }
}

/// The words of a name without those that abbreviations leave out.
fn words(name: &str) -> Vec<String> {
    name.split(' ').filter(|word| !LEFT_OUT.contains(word)).map(str::to_owned).collect()
}

/// Whether one name is the beginning of the other, whole or abbreviated: `jama` and `jama the journal of the american medical
/// association`. Both in the notation of [`folded`](super::comparable::folded).
pub(crate) fn begins(one: &str, other: &str) -> bool {
    // A name in characters is one word, and one character of it may be all that tells two journals apart.
    if one.chars().chain(other.chars()).any(is_native) {
        return false;
    }
    let (first, second) = (words(one), words(other));
    let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    !short.is_empty()
        && short.iter().zip(&long).all(|(short, long)| abbreviates(short, long) || abbreviates(long, short))
}

/// Whether a name is a Chinese, Japanese or Korean one spelled in Latin letters, as MEDLINE has them (`Zhonghua Fu Chan Ke Za
/// Zhi`): nothing of it can be found in the English name.
fn is_spelled(name: &str) -> bool {
    const WORDS: &[&str] =
        &["zhonghua", "zhongguo", "zazhi", "xuebao", "zasshi", "hakhoe", "taehan", "nihon", "nippon"];
    const PAIRS: &[&str] = &["za zhi", "xue bao", "yi xue", "hak hoe"];
    name.split(' ').any(|word| WORDS.contains(&word)) || PAIRS.iter().any(|pair| name.contains(pair))
}

/// Each word of the short name abbreviates the word in its place (ISO 4 cuts ends, and takes letters out).
fn is_abbreviation(short: &[String], long: &[String]) -> bool {
    // A single word stays whole, so that `Blood` is not `Blood Cancer Journal`.
    short.len() == long.len()
        && !short.is_empty()
        && short.iter().zip(long).all(|(short, long)| abbreviates(short, long))
}

fn abbreviates(short: &str, long: &str) -> bool {
    if short == long || is_slip(short, long) {
        return true;
    }
    let mut letters = long.chars();
    short.chars().next() == long.chars().next() && short.chars().all(|letter| letters.any(|it| it == letter))
}

/// `bmj` of `british medical journal`, `pnas` of the Proceedings.
fn is_acronym(short: &[String], long: &[String]) -> bool {
    let [acronym] = short else { return false };
    let initials: String = long.iter().filter_map(|word| word.chars().next()).collect();
    acronym.len() >= 3
        && (*acronym == initials || (acronym.len() >= 4 && initials.starts_with(acronym.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use JournalMatch::{Abbreviated, Other, Same, Unknown};

    #[test]
    fn names_and_abbreviations() {
        for (one, other, wanted) in [
            ("international journal of pediatrics", "int j pediatr", Abbreviated),
            ("chinese journal of pediatrics", "int j pediatr", Other),
            ("the lancet", "lancet", Same),
            ("british medical journal", "bmj", Abbreviated),
            ("blood", "blood cancer journal", Other),
            ("journal of korean medical science", "j korean med sci", Abbreviated),
            ("中华儿科杂志", "chinese journal of pediatrics", Unknown),
            ("中华儿科杂志", "中华内科杂志", Other),
            ("zhonghua er ke za zhi", "chinese journal of pediatrics", Unknown),
            ("zhonghua er ke za zhi", "zhonghua nei ke za zhi", Other),
            ("journal of nutrition", "journal of neurology", Other),
        ] {
            assert_eq!(names(one, other), wanted, "{one} / {other}");
            assert_eq!(names(other, one), wanted, "{other} / {one}");
        }
    }
}
