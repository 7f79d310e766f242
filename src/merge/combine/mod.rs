//! One record of several that are one article: the best value of each field by stated rules, and everything else kept.
//!
//! The *leading* record is the one with most in it ([`richness`]); of equals the first of the input. A field's rule is in
//! the file of its concern below; `docs/merging.md` lists them. Whatever a record says that the merged one does not hold
//! stays in `merged_from`, found by comparing the two, so that no rule can lose anything.

mod people;
mod publication;
mod rest;
mod titles;

use super::prisma::source_of;
use crate::record::{
    CitationKey, Country, Ident, Kind, Language, Origin, Record, Role, Term, TitleRole, Vocabulary, Warning,
};
use crate::report::{Code, Note, Place, quoted};
use std::collections::{BTreeSet, HashSet};

/// Databases say different things of one article.
pub const MERGE_DISAGREES: Code = Code::warning(
    "merge-disagrees",
    "Records of one article say different things; one value was kept by the rules of `docs/merging.md`, the others stay with the sources of the merged record.",
);

/// Makes one record of the records of a group, which are in the order of the input, and says where they disagree.
///
/// A single record comes back as it is. The notes have the place of the leading record.
#[must_use]
pub fn combine(records: &[Record]) -> (Record, Vec<Note>) {
    // A record that was merged before stands for its sources.
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(records.get(*place).map(richness)), *place));
    let ranked: Vec<&Record> = order.iter().filter_map(|place| records.get(*place)).collect();
    let Some((leading, others)) = ranked.split_first() else { return (Record::default(), Vec::new()) };
    if others.is_empty() {
        return ((*leading).clone(), Vec::new());
    }
    let mut merged = (*leading).clone();
    merged.merged_from = Vec::new();
    names_of_record(&mut merged, records);
    kind(&mut merged, &ranked);
    lists(&mut merged, others);
    titles::choose(&mut merged, &ranked);
    people::choose(&mut merged, &ranked);
    publication::choose(&mut merged, &ranked);
    singles(&mut merged, others);
    let notes = publication::disagreements(&merged, records);
    let place = Place {
        file: merged.provenance.file.clone(),
        record: (merged.provenance.record > 0).then_some(merged.provenance.record),
        line: merged.provenance.lines.map(|(first, _)| first),
        column: None,
    };
    let notes: Vec<Note> = notes
        .into_iter()
        .map(|(field, message)| Note { code: &MERGE_DISAGREES, place: place.clone(), field, message })
        .collect();
    merged.warnings.extend(notes.iter().map(|note| Warning {
        code: note.code.name.to_owned(),
        message: note.message.clone(),
        line: None,
    }));
    merged.merged_from = rest::sources(&merged, records);
    (merged, notes)
}

/// How much a record says, by what a reader of the merged one will miss most.
fn richness(record: &Record) -> u32 {
    let one_if = u32::from;
    let authors: Vec<_> = record.with_role(Role::Author).collect();
    let is_full = |author: &&crate::record::Contributor| {
        author
            .projected()
            .and_then(|form| form.name.given.as_deref())
            .is_some_and(|given| given.chars().count() > 3)
    };
    let full = authors.iter().filter(|author| is_full(author)).count();
    3 * one_if(record.identifier("doi").is_some())
        + 2 * one_if(record.identifier("pmid").is_some())
        + 3 * one_if(!record.abstracts.is_empty())
        + one_if(record.abstracts.len() > 1)
        + 2 * one_if(record.title(TitleRole::Main).is_some())
        + 2 * one_if(
            record.titles.iter().any(|it| matches!(it.role, TitleRole::Vernacular | TitleRole::Translated)),
        )
        + 2 * one_if(!authors.is_empty())
        + 2 * one_if(full * 2 > authors.len())
        + one_if(record.author_list_truncated.is_none())
        + 2 * one_if(!record.affiliations.is_empty())
        + one_if(authors.iter().any(|author| !author.affiliation_refs.is_empty()))
        + one_if(record.volume.is_some())
        + one_if(record.issue.is_some())
        + 2 * one_if(
            record.page_ranges.iter().any(|range| range.last.is_some()) || record.article_number.is_some(),
        )
        + one_if(!record.issns.is_empty())
        + one_if(!record.container_titles.is_empty())
        + one_if(!record.dates.is_empty())
        + one_if(record.terms_of(Vocabulary::Mesh).next().is_some())
        + one_if(record.terms_of(Vocabulary::Author).next().is_some())
}

/// Key and number: of the first record that has one, so that the keys of a library that is named first stay. Keys that refmill made
/// come after those that were read; in a pipe the first one is that without a letter behind it.
fn names_of_record(merged: &mut Record, records: &[Record]) {
    let read = |key: &&CitationKey| key.origin != Origin::Derived;
    let keys = || records.iter().filter_map(|record| record.citation_key.as_ref());
    merged.citation_key = keys().find(read).or_else(|| keys().next()).cloned();
    merged.id = records.iter().find_map(|record| record.id.clone());
}

/// The type of the leading record, unless it says nothing or less than another one.
fn kind(merged: &mut Record, ranked: &[&Record]) {
    let says = |kind: Kind| match kind {
        Kind::Document => 0,
        Kind::Article => 1,
        _ => 2,
    };
    if let Some(better) = ranked.iter().find(|record| says(record.kind) > says(merged.kind)) {
        merged.kind = better.kind;
        merged.type_raw.clone_from(&better.type_raw);
    }
    // That an article was retracted must reach whoever screens it, from whatever database.
    if ranked.iter().any(|record| record.status.as_deref() == Some("retracted")) {
        merged.status = Some("retracted".to_owned());
    }
}

/// Lists in which every entry stays: what another record has and this one has not is added behind.
fn lists(merged: &mut Record, others: &[&Record]) {
    fn add<'a, T: Clone + 'a>(
        to: &mut Vec<T>,
        others: &[&'a Record],
        list: impl Fn(&'a Record) -> &'a [T],
        key: impl Fn(&T) -> String,
    ) {
        let mut seen: BTreeSet<String> = to.iter().map(&key).collect();
        let theirs = others.iter().flat_map(|other| list(other));
        to.extend(theirs.filter(|item| seen.insert(key(item))).cloned());
    }
    let folded = crate::value::comparable::folded;
    let key = |it: &Ident| format!("{}\u{1f}{}", it.scheme, it.value.to_lowercase());
    add(&mut merged.identifiers, others, |it| &it.identifiers, key);
    add(&mut merged.publication_types, others, |it| &it.publication_types, |it| folded(&it.value));
    let key = |it: &Term| {
        format!("{:?}\u{1f}{}\u{1f}{}", it.vocab, folded(&it.value), folded(&it.qualifiers.join(" / ")))
    };
    add(&mut merged.terms, others, |it| &it.terms, key);
    let key = |it: &Country| it.code.clone().unwrap_or_else(|| folded(&it.text));
    add(&mut merged.countries, others, |it| &it.countries, key);
    let key = |it: &Language| it.tag.clone().unwrap_or_else(|| folded(&it.text));
    add(&mut merged.languages, others, |it| &it.languages, key);
    add(&mut merged.urls, others, |it| &it.urls, |it| it.href.clone());
    add(&mut merged.notes, others, |it| &it.notes, |it| format!("{:?}\u{1f}{}", it.kind, it.text));
    add(&mut merged.funding, others, |it| &it.funding, |it| format!("{it:?}"));
    add(&mut merged.derived, others, |it| &it.derived, |it| format!("{it:?}"));
    add(&mut merged.unknown, others, |it| &it.unknown, |it| format!("{it:?}"));
    // An entry that only one database calls a chief topic is one.
    let mut chief: HashSet<(Vocabulary, &str, &[String])> = HashSet::new();
    for other in others.iter().filter(|other| other.terms.iter().any(|it| it.major)) {
        let mut first = HashSet::new();
        chief.extend(other.terms.iter().filter(|it| first.insert(said(it)) && it.major).map(said));
    }
    for term in &mut merged.terms {
        term.major |= chief.contains(&said(term));
    }
}

/// What tells a term from others.
fn said(term: &Term) -> (Vocabulary, &str, &[String]) {
    (term.vocab, &term.value, &term.qualifiers)
}

/// Values of which there is one: the leading record's, else that of the next one that has it. The database is the leading
/// record's or none: a number of one database beside the name of another would mislead; all of them are in `merged_from`.
fn singles(merged: &mut Record, others: &[&Record]) {
    for other in others {
        let pairs = [
            (&mut merged.genre, &other.genre),
            (&mut merged.number_of_pages, &other.number_of_pages),
            (&mut merged.source_raw, &other.source_raw),
            (&mut merged.annotation, &other.annotation),
            (&mut merged.publisher, &other.publisher),
            (&mut merged.publisher_place, &other.publisher_place),
            (&mut merged.status, &other.status),
            (&mut merged.license, &other.license),
        ];
        for (to, from) in pairs {
            if to.is_none() {
                to.clone_from(from);
            }
        }
    }
}

/// A record for a note: its source and a value.
fn says(record: &Record, value: &str) -> String {
    format!("{} has {}", source_of(record), quoted(value))
}

#[cfg(test)]
mod tests;
