//! The comparison of two records: what each field says for or against their being one article, and the verdict.
//!
//! Weights are logarithms of likelihood ratios in tenths of a bit, after Fellegi and Sunter (1969, `A theory for record
//! linkage`): how many times likelier an agreement is between two records of one article than between two of different
//! ones. They were set by hand from how often values coincide, and settled on the development half of the generator
//! (`docs/merging.md`). What no sum of agreements may outweigh is a veto; what asks for a person's eye is a doubt.

use super::journal;
use super::people::{self, SameName};
use super::place::{PlaceMatch, Value};
use super::sketch::Sketch;
use super::title::{self, Likeness, TitleMatch};
use super::veto;
use crate::value::journal_name::JournalMatch;
use serde::Serialize;
use std::collections::HashSet;

/// Two records with this score and no doubt are one article: the agreements are 2^14.5 times likelier of one article than of
/// two.
pub const SAME: i32 = 145;

/// Two records with this score may be one; a person decides.
pub const ASK: i32 = 90;

/// What a comparison comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Two articles.
    Different,
    /// A person must look.
    Ask,
    /// One article.
    Same,
}

/// What a field of two records says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    /// Equal in the notation of comparison.
    Same,
    /// Equal but for a slip, an abbreviation, a subtitle.
    Near,
    /// Different.
    Other,
    /// One of the two has nothing to compare.
    Missing,
}

/// What one field adds to the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The field, in the record's or CSL's words.
    pub field: &'static str,
    /// What it says.
    pub agreement: Agreement,
    /// What that weighs, in tenths of a bit.
    pub weight: i32,
}

/// Two records compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The verdict.
    pub outcome: Outcome,
    /// The sum of the weights, in tenths of a bit.
    pub score: i32,
    /// Field by field; what is missing weighs nothing and is named all the same.
    pub parts: Vec<Part>,
    /// Why the two are different whatever the score.
    pub veto: Option<&'static str>,
    /// Why a person must look although the score is high enough.
    pub doubt: Option<&'static str>,
    /// Something speaks against it, and not only too little for it: a chain of records must not join these two.
    pub contradicted: bool,
}

/// Compares two records.
#[must_use]
pub fn compare(one: &Sketch<'_>, other: &Sketch<'_>) -> Comparison {
    let found = Found::of(one, other);
    judge(one, other, &found)
}

/// The best that titles, and that names, can add.
const BEST_TITLE: i32 = 10 + 16 * 8;
const BEST_PEOPLE: i32 = 45 + 15 + 8 * 6 + 5;

/// [`compare`] for the millions of pairs that share a key by chance: `None` as soon as nothing can make of them a pair that
/// is worth a look. Names and titles, which cost most, are compared last.
pub(super) fn compare_in_short(one: &Sketch<'_>, other: &Sketch<'_>) -> Option<Comparison> {
    let is_identical = is_identical(one, other);
    let mut found = Found::of_numbers(one, other);
    if !is_identical && veto::by_numbers(one, other, &found).is_some() {
        return None;
    }
    found.journal = journal::compare(one, other);
    let sum = |found: &Found| parts(found).iter().map(|part| part.weight).sum::<i32>();
    if !is_identical {
        if sum(&found) + BEST_TITLE + BEST_PEOPLE < ASK {
            return None;
        }
        found.people = people::compare(one, other);
        if sum(&found) + BEST_TITLE < ASK {
            return None;
        }
    }
    found.people = people::compare(one, other);
    found.title = title::compare(one, other);
    Some(judge(one, other, &found)).filter(|compared| compared.outcome != Outcome::Different)
}

fn judge(one: &Sketch<'_>, other: &Sketch<'_>, found: &Found) -> Comparison {
    let mut parts = parts(found);
    // Identical records are one, whatever is missing in both.
    if is_identical(one, other) {
        parts.push(Part { field: "whole record", agreement: Agreement::Same, weight: 200 });
    }
    let score = parts.iter().map(|part| part.weight).sum();
    let veto = veto::veto(one, other, found);
    let doubt = veto::doubt(one, other, found);
    let outcome = match score {
        _ if veto.is_some() => Outcome::Different,
        SAME.. if doubt.is_none() => Outcome::Same,
        ASK.. => Outcome::Ask,
        _ => Outcome::Different,
    };
    let contradicted = veto.is_some()
        || doubt.is_some_and(|doubt| doubt.contradicts)
        || (outcome == Outcome::Different && score < 0);
    Comparison { outcome, score, parts, veto, doubt: doubt.map(|doubt| doubt.reason), contradicted }
}

/// Whether two records say the same of everything that is compared, and say enough: two letters to the editor of one year are
/// two, as far as is known, until a page, a volume or a number tells.
fn is_identical(one: &Sketch<'_>, other: &Sketch<'_>) -> bool {
    one.digest == other.digest
        && one.class == other.class
        && one.fingerprint == other.fingerprint
        && (one.says_where() || title::is_telling(one))
}

/// What the fields of two records say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) title: Option<TitleMatch>,
    pub(super) people: Option<people::PeopleMatch>,
    pub(super) journal: JournalMatch,
    pub(super) place: PlaceMatch,
    /// Hashes of the fingerprints of both abstracts that agree, of eight.
    pub(super) abstracts: Option<usize>,
    pub(super) doi: Value,
    pub(super) pmid: Value,
    pub(super) pmcid: Value,
    /// Any number of one database.
    pub(super) number: Value,
}

/// Among so many identifiers each is looked for one by one.
const FEW: usize = 16;

/// Identifiers that say of what journal or book an article is, not which article.
const NOT_OF_ARTICLES: &[&str] = &["isbn", "issn"];

impl Found {
    pub(super) fn of(one: &Sketch<'_>, other: &Sketch<'_>) -> Self {
        let title = title::compare(one, other);
        let people = people::compare(one, other);
        let journal = journal::compare(one, other);
        Self { title, people, journal, ..Self::of_numbers(one, other) }
    }

    /// Everything but titles and names of people and journals.
    fn of_numbers(one: &Sketch<'_>, other: &Sketch<'_>) -> Self {
        let ids = |scheme: &str| values(one.of_scheme(scheme), || other.of_scheme(scheme));
        let mut number = Value::Missing;
        let is_long = other.identifiers.len() > FEW;
        let theirs = || other.identifiers.iter().filter(|_| is_long).copied();
        let (numbers, schemes): (HashSet<_>, HashSet<_>) = theirs().map(|it| (it, it.0)).unzip();
        for (scheme, value) in &one.identifiers {
            if ["doi", "pmid", "pmcid"].contains(scheme) || NOT_OF_ARTICLES.contains(scheme) {
                continue;
            }
            let found = match is_long {
                false => values([*value].into_iter(), || other.of_scheme(scheme)),
                true if numbers.contains(&(*scheme, *value)) => Value::Same,
                true if schemes.contains(scheme) => Value::Other,
                true => Value::Missing,
            };
            match found {
                Value::Same => number = Value::Same,
                Value::Other if number == Value::Missing => number = Value::Other,
                _ => {}
            }
        }
        let abstracts = (!one.fingerprint.is_empty() && one.fingerprint.len() == other.fingerprint.len())
            .then(|| {
                one.fingerprint.iter().zip(&other.fingerprint).filter(|(one, other)| one == other).count()
            });
        Self {
            title: None,
            people: None,
            journal: JournalMatch::Unknown,
            place: PlaceMatch::of(one, other),
            abstracts,
            doi: ids("doi"),
            pmid: ids("pmid"),
            pmcid: ids("pmcid"),
            number,
        }
    }

    /// An identifier of the article agrees.
    pub(super) fn shares_identifier(&self) -> bool {
        self.doi == Value::Same || self.is_one_entry()
    }

    /// The number of a database agrees: both are copies of one entry of it.
    pub(super) fn is_one_entry(&self) -> bool {
        [self.pmid, self.pmcid, self.number].contains(&Value::Same)
    }
}

fn values<'a, Theirs: Iterator<Item = &'a str>>(
    mut one: impl Iterator<Item = &'a str>,
    other: impl Fn() -> Theirs,
) -> Value {
    let Some(first) = one.next() else { return Value::Missing };
    let theirs: HashSet<&str> = if other().nth(FEW).is_some() { other().collect() } else { HashSet::new() };
    let is_theirs =
        |value| if theirs.is_empty() { other().any(|it| it == value) } else { theirs.contains(value) };
    match () {
        () if other().next().is_none() => Value::Missing,
        () if std::iter::once(first).chain(one).any(is_theirs) => Value::Same,
        () => Value::Other,
    }
}

fn parts(found: &Found) -> Vec<Part> {
    let Found { title, people, journal, place, abstracts, doi, pmid, pmcid, number } = found;
    let mut parts = Vec::with_capacity(14);
    let mut add = |field, agreement, weight| parts.push(Part { field, agreement, weight });
    let mut by_value = |field, value: Value, same: i32, near: i32, other: i32| match value {
        Value::Same => add(field, Agreement::Same, same),
        Value::Near => add(field, Agreement::Near, near),
        Value::Other => add(field, Agreement::Other, other),
        Value::Missing => add(field, Agreement::Missing, 0),
    };
    by_value("doi", *doi, 150, 0, -60);
    by_value("pmid", *pmid, 200, 0, -60);
    by_value("pmcid", *pmcid, 200, 0, -60);
    by_value("database number", *number, 200, 0, -10);
    by_value("issued", place.year, 20, -5, -70);
    by_value("volume", place.volume, 30, 10, -50);
    by_value("issue", place.issue, 15, 5, -20);
    by_value("first page", place.first_page, 45, -10, -75);
    by_value("last page", place.last_page, if place.is_same_range() { 40 } else { 10 }, 0, -10);
    by_value(
        "article number",
        place.article_number,
        60,
        20,
        if place.first_page == Value::Same { 0 } else { -60 },
    );
    let (agreement, weight) = title_part(title.as_ref());
    add("title", agreement, weight);
    match people.as_ref() {
        None => {
            add("first author", Agreement::Missing, 0);
            add("authors", Agreement::Missing, 0);
        }
        Some(people) => {
            match people.first {
                // A name in full says more than its initials.
                SameName::Yes => {
                    add("first author", Agreement::Same, if people.first_in_full { 45 } else { 35 });
                }
                SameName::Perhaps => add("first author", Agreement::Near, 25),
                SameName::Unknown => add("first author", Agreement::Missing, 0),
                SameName::Unlikely => add("first author", Agreement::Other, -20),
                SameName::No if people.first_is_moved => add("first author", Agreement::Near, -10),
                SameName::No => add("first author", Agreement::Other, -50),
            }
            let share = (people.found * 10).checked_div(people.compared);
            match share {
                None if people.same_count && people.first >= SameName::Perhaps => {
                    add("authors", Agreement::Same, 5);
                }
                None if people.unlikely > 0 => add("authors", Agreement::Other, -20),
                None => add("authors", Agreement::Missing, 0),
                Some(9..) => {
                    let many = i32::try_from(people.compared.min(6)).unwrap_or(6);
                    add("authors", Agreement::Same, 15 + 8 * many + 5 * i32::from(people.same_count));
                }
                Some(6..) => add("authors", Agreement::Near, 15),
                Some(3..) => add("authors", Agreement::Near, -10),
                Some(_) => add("authors", Agreement::Other, -50),
            }
        }
    }
    match journal {
        JournalMatch::Same => add("container-title", Agreement::Same, 35),
        JournalMatch::Abbreviated => add("container-title", Agreement::Near, 25),
        JournalMatch::Other => add("container-title", Agreement::Other, -35),
        JournalMatch::Unknown => add("container-title", Agreement::Missing, 0),
    }
    match abstracts {
        None => add("abstract", Agreement::Missing, 0),
        Some(5..) => add("abstract", Agreement::Same, 60),
        Some(2..) => add("abstract", Agreement::Near, 30),
        Some(1) => add("abstract", Agreement::Near, 0),
        Some(0) => add("abstract", Agreement::Other, -30),
    }
    parts
}

/// A title says the more the more words it has: `Editorial` is the title of thousands.
fn title_part(title: Option<&TitleMatch>) -> (Agreement, i32) {
    let Some(title) = title else { return (Agreement::Missing, 0) };
    let words = i32::try_from(title.words).unwrap_or(i32::MAX).min(8);
    let full = 10 + 16 * words;
    match title.likeness {
        _ if title.numbers_differ => (Agreement::Other, -80),
        Likeness::Same => (Agreement::Same, full),
        Likeness::Slips => (Agreement::Near, full * 17 / 20),
        Likeness::Contained => (Agreement::Near, full * 11 / 20),
        Likeness::Alike => (Agreement::Other, -20),
        Likeness::Other => (Agreement::Other, -100),
    }
}
