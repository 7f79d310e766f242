//! Lints over a collection: what no record shows alone, one file a lint.
//!
//! Memory is bounded by what is told apart, never by the texts of the records: for each distinct citation key, DOI, PMID and
//! PMCID its letters and the place where it was first seen (some 100 bytes), for each distinct title with its year and author a number, a page and a volume (some 120 bytes), for each distinct ISSN up to twenty names of journals,
//! for each distinct name of a journal up to twenty ISSNs; and what is found.

mod citation_key_doubled;
mod identifier_doubled;
mod issn_of_two_journals;
mod journal_names;
mod journal_of_two_issns;
mod maybe_doubled;
mod spot;

use super::Example;
use crate::record::Record;
use crate::report::{Code, Note};
pub use spot::{Spot, Spots};

/// One check of a collection.
pub struct Check {
    /// What it reports.
    pub code: &'static Code,
    /// One line for lists.
    pub summary: &'static str,
    /// Why collections have the fault, how it is decided, when the check stays silent, and what to do: a paragraph.
    pub explanation: &'static str,
    /// Collections with what is found in them; at least one with a find and one without.
    pub examples: &'static [Example],
    /// Starts to watch a collection.
    pub start: fn() -> Box<dyn Watch>,
}

/// What watches a collection for one check.
pub trait Watch {
    /// Takes notice of the next record.
    fn observe(&mut self, record: &Record, at: Spot);

    /// Bytes of memory taken by what it remembers, about.
    fn bytes(&self) -> usize;

    /// Says what was found, in the order of the collection.
    fn finish(&self, spots: &Spots, notes: &mut Vec<Note>);
}

/// All checks of a collection, in the order in which they report.
pub const CHECKS: &[&Check] = &[
    &citation_key_doubled::CHECK,
    &identifier_doubled::CHECK,
    &maybe_doubled::CHECK,
    &issn_of_two_journals::CHECK,
    &journal_of_two_issns::CHECK,
];

/// Watches a collection: [`observe`](Self::observe) each record in the order of the input, then [`finish`](Self::finish).
pub struct Across {
    watches: Vec<Box<dyn Watch>>,
    spots: Spots,
}

impl Across {
    /// Nothing seen yet, every check on the watch.
    #[must_use]
    pub fn new() -> Self {
        Self::of(CHECKS)
    }

    /// The same with some of the checks.
    #[must_use]
    pub fn of(checks: &[&'static Check]) -> Self {
        Self { watches: checks.iter().map(|check| (check.start)()).collect(), spots: Spots::default() }
    }

    /// Takes notice of the next record of the collection.
    pub fn observe(&mut self, record: &Record) {
        let at = self.spots.of(record);
        for watch in &mut self.watches {
            watch.observe(record, at);
        }
    }

    /// Bytes of memory taken by what is remembered, about: it grows with every key, number and journal that is not known yet.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.watches.iter().map(|watch| watch.bytes()).sum()
    }

    /// What was found, check by check; within one in the order of the collection. Each note has the place of a record.
    #[must_use]
    pub fn finish(self) -> Vec<Note> {
        let mut notes = Vec::new();
        for watch in &self.watches {
            watch.finish(&self.spots, &mut notes);
        }
        notes
    }
}

/// Bytes that an entry of a map takes beside its text, about: the text's own header, what it stands for, the map's nodes.
const ENTRY: usize = 120;

impl Default for Across {
    fn default() -> Self {
        Self::new()
    }
}
