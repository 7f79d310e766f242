//! Whether two sources say the same, after what honest pages do differently is evened out: white space, case, dashes,
//! entities, final stops, initials for given names, abbreviated journals, shortened abstracts.

use super::candidate::primary;
use crate::record::{Contributor, DateKind, Name, Record, Role, TitleRole, Vocabulary};
use crate::value::text::{self, script_of};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// What a comparison shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The same, perhaps said more fully by one.
    Same,
    /// Something else.
    Different,
    /// Not to be compared: another language, another edition. Both may stand.
    Apart,
}

/// Letters and digits alone, in lower case, width and accents evened out, entities decoded.
pub(super) fn key(value: &str) -> String {
    let plain = text::parse_markup(value).0.spans().iter().map(|span| span.text.as_str()).collect::<String>();
    plain.nfkd().flat_map(char::to_lowercase).filter(|character| character.is_alphanumeric()).collect()
}

/// The verdict over two lists of texts: one pair that is the same decides, else one pair in the same script.
fn texts(left: &[String], right: &[String], same: impl Fn(&str, &str) -> bool) -> Verdict {
    let pairs = || left.iter().flat_map(|left| right.iter().map(move |right| (left, right)));
    if pairs().any(|(left, right)| same(left, right)) {
        return Verdict::Same;
    }
    let comparable = pairs().any(|(left, right)| script_of(left) == script_of(right));
    if comparable { Verdict::Different } else { Verdict::Apart }
}

pub(super) fn titles(left: &Record, right: &Record) -> Verdict {
    let of = |record: &Record| -> Vec<String> {
        let whole = record.titles.iter().filter(|title| title.role != TitleRole::Short);
        whole.take(8).map(|title| title.text.to_plain()).collect()
    };
    texts(&of(left), &of(right), |left, right| {
        let (left_key, right_key) = (key(left), key(right));
        left_key == right_key || is_cut(left, &left_key, &right_key) || is_cut(right, &right_key, &left_key)
    })
}

/// How much of the words of the first titles of two records is the same, 0 to 1.
pub(super) fn likeness(left: &Record, right: &Record) -> f64 {
    let of = |record: &Record| {
        words(&record.titles.first().map(|title| title.text.to_plain()).unwrap_or_default())
    };
    overlap(&of(left), &of(right))
}

/// Whether a text is the beginning of another one and says so by an ellipsis.
fn is_cut(printed: &str, cut: &str, whole: &str) -> bool {
    let printed = printed.trim_end();
    (printed.ends_with('…') || printed.ends_with("...")) && cut.len() >= 12 && whole.starts_with(cut)
}

pub(super) fn containers(left: &Record, right: &Record) -> Verdict {
    let of = |record: &Record| -> Vec<String> {
        record.container_titles.iter().take(8).map(|title| title.text.to_plain()).collect()
    };
    texts(&of(left), &of(right), |left, right| {
        key(left) == key(right) || is_abbreviation(left, right) || is_abbreviation(right, left)
    })
}

/// Whether the words of a short name begin those of a long one, in order: `Int J Pediatr`.
fn is_abbreviation(short: &str, long: &str) -> bool {
    const SMALL: &[&str] = &["of", "the", "and", "for", "in", "de", "et", "der", "und", "on", "a", "an"];
    let words = |name: &str| -> Vec<String> {
        let lower = name.to_lowercase().replace('&', " ");
        let words = lower.split(|character: char| !character.is_alphanumeric());
        words.filter(|word| !word.is_empty() && !SMALL.contains(word)).map(str::to_owned).collect()
    };
    let (short, long) = (words(short), words(long));
    short.len() >= 2
        && short.len() == long.len()
        && short.iter().zip(&long).all(|(short, long)| {
            long.starts_with(short.as_str())
                || short.chars().next() == long.chars().next() && is_subsequence(short, long)
        })
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|wanted| rest.any(|character| character == wanted))
}

pub(super) fn abstracts(left: &Record, right: &Record) -> Verdict {
    let of = |record: &Record| -> Vec<String> {
        record.abstracts.iter().take(8).map(|summary| summary.text.to_plain()).collect()
    };
    texts(&of(left), &of(right), |left, right| {
        let (left_key, right_key) = (key(left), key(right));
        let shorter = left_key.len().min(right_key.len());
        let begins = left_key.starts_with(&right_key) || right_key.starts_with(&left_key);
        begins && shorter >= 40
            || left_key == right_key
            || is_cut(left, &left_key, &right_key)
            || is_cut(right, &right_key, &left_key)
            || overlap(&words(left), &words(right)) >= 0.9
    })
}

/// Words, and characters of scripts without blanks.
fn words(value: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in value.split(|character: char| !character.is_alphanumeric()) {
        if word.is_ascii() || script_of(word) == Some("Latn") {
            words.extend(Some(word.to_lowercase()).filter(|word| !word.is_empty()));
        } else {
            words.extend(word.chars().map(String::from));
        }
    }
    words
}

/// How much of the larger of two bags of words is in the other, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "counts of words of one page")]
fn overlap(left: &[String], right: &[String]) -> f64 {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in left {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0_usize;
    for word in right {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared as f64 / left.len().max(right.len()).max(1) as f64
}

pub(super) fn authors(left: &Record, right: &Record) -> Verdict {
    let left: Vec<&Contributor> = left.with_role(Role::Author).collect();
    let right: Vec<&Contributor> = right.with_role(Role::Author).collect();
    if left.len() != right.len() {
        return Verdict::Different;
    }
    let verdicts: Vec<Verdict> = left.iter().zip(&right).map(|(left, right)| person(left, right)).collect();
    match () {
        () if verdicts.contains(&Verdict::Different) => Verdict::Different,
        () if verdicts.contains(&Verdict::Same) => Verdict::Same,
        () => Verdict::Apart,
    }
}

/// Whether two names can be one person's.
fn person(left: &Contributor, right: &Contributor) -> Verdict {
    let mut verdict = Verdict::Apart;
    for left in &left.forms {
        for right in &right.forms {
            if left.script != right.script {
                continue;
            }
            if same_name(&left.name, &right.name) {
                return Verdict::Same;
            }
            verdict = Verdict::Different;
        }
    }
    verdict
}

fn same_name(left: &Name, right: &Name) -> bool {
    let whole = |name: &Name| {
        let parts = [
            name.given.clone().unwrap_or_default(),
            name.full_family(),
            name.literal.clone().unwrap_or_default(),
        ];
        parts.concat()
    };
    let letters = |name: &Name| {
        let mut letters: Vec<char> = key(&whole(name)).chars().collect();
        letters.sort_unstable();
        letters
    };
    let (left_family, right_family) = (key(&left.full_family()), key(&right.full_family()));
    // The same letters in another order are a name whose order was read otherwise.
    if letters(left) == letters(right) {
        return true;
    }
    if left_family.is_empty() || left_family != right_family {
        return false;
    }
    match (left.given.as_deref(), right.given.as_deref()) {
        (Some(left), Some(right)) => same_given(left, right),
        _ => true,
    }
}

/// Whether given names agree as far as both are written out: `W.`, `Wen-xin`, `Wenxin`, `WX`.
fn same_given(left: &str, right: &str) -> bool {
    let (left_key, right_key) = (key(left), key(right));
    if left_key.starts_with(&right_key) || right_key.starts_with(&left_key) {
        return true;
    }
    let parts = |given: &str| -> Vec<String> {
        let words =
            given.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        let is_initials = |word: &str| word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
        let mut parts = Vec::new();
        for word in words {
            if is_initials(word) {
                parts.extend(word.chars().map(|letter| key(&letter.to_string())));
            } else {
                parts.push(key(word));
            }
        }
        parts
    };
    let (left_parts, right_parts) = (parts(left), parts(right));
    let initials_of = |parts: &[String], other: &str| {
        // `WX` is `Wenxin`: each initial begins what is left of the name.
        parts.iter().all(|part| part.chars().count() == 1)
            && other.starts_with(parts.first().map_or("", String::as_str))
            && is_subsequence(&parts.concat(), other)
    };
    left_parts
        .iter()
        .zip(&right_parts)
        .all(|(left, right)| left.starts_with(right.as_str()) || right.starts_with(left.as_str()))
        || initials_of(&left_parts, &right_key)
        || initials_of(&right_parts, &left_key)
}

pub(super) fn identifier(scheme: &'static str) -> impl Fn(&Record, &Record) -> Verdict {
    move |left, right| {
        let of = |record: &Record| record.identifier(scheme).map(str::to_lowercase);
        verdict(of(left) == of(right))
    }
}

fn verdict(same: bool) -> Verdict {
    if same { Verdict::Same } else { Verdict::Different }
}

pub(super) fn dates(left: &Record, right: &Record) -> Verdict {
    let of = |record: &Record| record.date(DateKind::Issued).and_then(|date| date.start);
    let (Some(left), Some(right)) = (of(left), of(right)) else { return Verdict::Different };
    let compatible = |left: Option<u8>, right: Option<u8>| left.is_none() || right.is_none() || left == right;
    verdict(left.year == right.year && compatible(left.month, right.month) && compatible(left.day, right.day))
}

/// A volume or an issue without leading zeros and without a word before its number.
fn number(value: &str) -> String {
    let lower = value.to_lowercase();
    let words = ["volume", "vol", "issue", "number", "no", "第"];
    let rest = words.iter().find_map(|word| lower.trim().strip_prefix(word)).unwrap_or(&lower);
    key(rest).trim_start_matches('0').to_owned()
}

pub(super) fn volumes(left: &Record, right: &Record) -> Verdict {
    verdict(left.volume.as_deref().map(number) == right.volume.as_deref().map(number))
}

pub(super) fn issues(left: &Record, right: &Record) -> Verdict {
    verdict(left.issue.as_deref().map(number) == right.issue.as_deref().map(number))
}

pub(super) fn pages(left: &Record, right: &Record) -> Verdict {
    let first = |record: &Record| {
        let range = record.page_ranges.first().map(|range| range.first.clone());
        range.or_else(|| record.article_number.clone()).map(|page| number(&page))
    };
    let last =
        |record: &Record| record.page_ranges.first().and_then(|range| range.last.as_deref().map(number));
    let same_last = match (last(left), last(right)) {
        (Some(left), Some(right)) => left == right,
        _ => true,
    };
    verdict(first(left) == first(right) && same_last)
}

pub(super) fn terms(vocabulary: Vocabulary) -> impl Fn(&Record, &Record) -> Verdict {
    move |left, right| {
        let of = |record: &Record| -> Vec<String> {
            record.terms_of(vocabulary).map(|term| term.value.clone()).collect()
        };
        let (left, right) = (of(left), of(right));
        let keys = |terms: &[String]| -> BTreeSet<String> { terms.iter().map(|term| key(term)).collect() };
        let (left_keys, right_keys) = (keys(&left), keys(&right));
        let shared = left_keys.intersection(&right_keys).count();
        if shared * 10 >= left_keys.len().min(right_keys.len()) * 8 && shared > 0 {
            return Verdict::Same;
        }
        let scripts = |terms: &[String]| script_of(&terms.concat());
        if shared == 0 && scripts(&left) != scripts(&right) { Verdict::Apart } else { Verdict::Different }
    }
}

pub(super) fn languages(left: &Record, right: &Record) -> Verdict {
    let of = |record: &Record| -> BTreeSet<String> {
        record
            .languages
            .iter()
            .filter_map(|language| language.tag.as_deref())
            .map(|tag| primary(tag).to_owned())
            .collect()
    };
    let (left, right) = (of(left), of(right));
    if left.is_empty() || right.is_empty() { Verdict::Apart } else { verdict(!left.is_disjoint(&right)) }
}

pub(super) fn publishers(left: &Record, right: &Record) -> Verdict {
    let of = |record: &Record| key(record.publisher.as_deref().unwrap_or_default());
    let (left, right) = (of(left), of(right));
    verdict(left.contains(&right) || right.contains(&left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(family: &str, given: &str) -> Name {
        Name { family: Some(family.to_owned()), given: Some(given.to_owned()), ..Name::default() }
    }

    #[test]
    fn a_person_is_known_by_initials() {
        for (given, other) in [
            ("Wenxin", "W"),
            ("Wen-Xin", "WX"),
            ("Wen-xin", "Wenxin"),
            ("W. X.", "Wen Xin"),
            ("WX", "Wenxin"),
        ] {
            assert!(same_name(&name("Ou", given), &name("OU", other)), "{given} {other}");
        }
        assert!(same_name(&name("Müller", "Jörg"), &name("Muller", "Jorg")));
        assert!(same_name(&name("Ou", "Wenxin"), &name("Wenxin", "Ou")));
        assert!(!same_name(&name("Ou", "Wenxin"), &name("Ou", "Rui")));
        assert!(!same_name(&name("Ou", "Wenxin"), &name("Yu", "Wenxin")));
    }

    #[test]
    fn journals_are_known_by_their_abbreviations() {
        assert!(is_abbreviation("Int. J. Pediatr.", "International Journal of Pediatrics"));
        assert!(!is_abbreviation("Int J Surg", "International Journal of Pediatrics"));
        assert_eq!(key("Zhonghua Er Ke Za Zhi"), key("Zhonghua erke zazhi"));
    }
}
