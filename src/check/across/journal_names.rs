//! Two names that may be one journal's.

use crate::record::{Record, Text};
use crate::value::comparable::folded;
use crate::value::journal_name::{self, JournalMatch};
use crate::vocab::family_names::could_be_east_asian_given;

/// The names of a record's journal in one notation for comparison, with the text as printed: the main one first.
pub(super) fn names(record: &Record) -> Vec<(String, String)> {
    let printed = record.container_titles.iter().map(|title| &title.text).map(Text::to_plain);
    let named = printed.map(|printed| (folded(&without_addition(&printed)), printed));
    named.filter(|(name, _)| !name.is_empty()).collect()
}

/// Whether two names in that notation may be those of one journal: the same, an abbreviation, one in another script or spelled
/// from it, or one with more behind it (`JAMA`, `JAMA: the journal of …`).
pub(super) fn may_be_one(one: &str, other: &str) -> bool {
    journal_name::names(one, other) != JournalMatch::Other
        || journal_name::begins(one, other)
        || is_spelled(one) != is_spelled(other)
}

/// Whether a name of several words is made of syllables of China, Korea or Japan (`gan to kagaku ryoho`): nothing of it can be found
/// in the English name.
fn is_spelled(name: &str) -> bool {
    const FEWEST: usize = 3;
    name.split(' ').count() >= FEWEST && name.split(' ').all(could_be_east_asian_given)
}

/// A name without what databases put behind it: `Lancet (London, England)`, `Gan to kagaku ryoho. Cancer & chemotherapy`.
fn without_addition(name: &str) -> String {
    let end = name.find(['(', '（', '[', '=', '/']).filter(|at| *at > 0).unwrap_or(name.len());
    name.get(..end).unwrap_or(name).trim().to_owned()
}
