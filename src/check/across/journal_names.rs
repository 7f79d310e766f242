//! Two names that may be one journal's.

use crate::merge::{JournalMatch, folded, journal_names};
use crate::record::{Record, Text};

/// The names of a record's journal in one notation for comparison, with the text as printed: the main one first.
pub(super) fn names(record: &Record) -> Vec<(String, String)> {
    let printed = record.container_titles.iter().map(|title| &title.text).map(Text::to_plain);
    let named = printed.map(|printed| (folded(&without_addition(&printed)), printed));
    named.filter(|(name, _)| !name.is_empty()).collect()
}

/// Whether two names in that notation may be those of one journal: the same, an abbreviation, one in another script or spelled
/// from it, or one with more behind it (`JAMA`, `JAMA: the journal of …`).
pub(super) fn may_be_one(one: &str, other: &str) -> bool {
    journal_names(one, other) != JournalMatch::Other || begins(one, other) || begins(other, one)
}

/// Whether the words of a name are the first words of another, whole or abbreviated.
fn begins(short: &str, long: &str) -> bool {
    let count = short.split(' ').count();
    let start: Vec<&str> = long.split(' ').take(count).collect();
    start.len() == count && journal_names(short, &start.join(" ")) != JournalMatch::Other
}

/// A name without what databases put behind it: `Lancet (London, England)`, `Gan to kagaku ryoho. Cancer & chemotherapy`.
fn without_addition(name: &str) -> String {
    let end = name.find(['(', '（', '[', '=', '/']).filter(|at| *at > 0).unwrap_or(name.len());
    name.get(..end).unwrap_or(name).trim().to_owned()
}
