//! Metadata of a page that tells of another article: a related one, one that is cited, one that a template left over.

use super::agree::{self, Verdict};
use super::candidate::Candidate;
use crate::syntax::html::Document;
use std::collections::BTreeSet;

/// The shortest title that a heading can confirm, in bytes of letters and figures.
const SHORTEST: usize = 12;

/// How much of two titles may be the same words for them to be two articles'.
const ALIKE: f64 = 0.5;

/// The candidates whose title is not that of the page's headings, where another candidate's is, and which tell of another
/// article than that one. What the page shows decides between two that contradict each other.
pub(super) fn find(candidates: &[Candidate], document: &Document) -> BTreeSet<usize> {
    let headings: Vec<String> = document.headings.iter().map(|heading| agree::key(&heading.text)).collect();
    let window = document.title.as_ref().map(|title| agree::key(&title.text)).unwrap_or_default();
    let is_of_page = |candidate: &Candidate| {
        let keys = candidate.record.titles.iter().map(|title| agree::key(&title.text.as_plain()));
        keys.filter(|key| key.len() >= SHORTEST).any(|key| headings.contains(&key) || window.contains(&key))
    };
    let (own, others): (Vec<usize>, Vec<usize>) = (0..candidates.len())
        .filter(|index| candidates.get(*index).is_some_and(|it| !it.record.titles.is_empty()))
        .partition(|index| candidates.get(*index).is_some_and(is_of_page));
    let own: Vec<&Candidate> = own.iter().filter_map(|index| candidates.get(*index)).collect();
    let is_stranger = |index: &usize| {
        let Some(candidate) = candidates.get(*index) else { return false };
        !own.is_empty() && own.iter().all(|own| are_two_articles(own, candidate))
    };
    // Of several in one vocabulary only those about the page's article are taken anyhow: the others are references.
    let is_claim = |index: &usize| {
        let Some(candidate) = candidates.get(*index) else { return false };
        let of_kind = candidates.iter().filter(|it| it.vocabulary == candidate.vocabulary);
        candidate.is_of_page() || of_kind.take(2).count() == 1
    };
    others.into_iter().filter(is_claim).filter(is_stranger).collect()
}

/// Whether two candidates tell of two articles: by their DOIs, else by titles that are not alike and other authors.
fn are_two_articles(one: &Candidate, other: &Candidate) -> bool {
    let (one, other) = (&one.record, &other.record);
    if agree::titles(one, other) != Verdict::Different {
        return false;
    }
    let doi = |record: &crate::record::Record| record.identifier("doi").map(str::to_lowercase);
    match (doi(one), doi(other)) {
        (Some(one), Some(other)) => one != other,
        _ => agree::authors(one, other) == Verdict::Different && agree::likeness(one, other) < ALIKE,
    }
}
