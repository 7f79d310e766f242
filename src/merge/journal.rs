//! The journals of two records.

use super::sketch::Sketch;
use crate::value::journal_name::{JournalMatch, names};

pub(super) fn compare(one: &Sketch<'_>, other: &Sketch<'_>) -> JournalMatch {
    if one.issns.iter().any(|issn| other.issns.contains(issn)) {
        return JournalMatch::Same;
    }
    let mut best = JournalMatch::Unknown;
    for first in &one.journals {
        for second in &other.journals {
            match names(first, second) {
                JournalMatch::Same => return JournalMatch::Same,
                JournalMatch::Abbreviated => best = JournalMatch::Abbreviated,
                JournalMatch::Other if best == JournalMatch::Unknown => best = JournalMatch::Other,
                JournalMatch::Other | JournalMatch::Unknown => {}
            }
        }
    }
    best
}
