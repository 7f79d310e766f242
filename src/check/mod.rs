//! Checks of a whole record, one file a lint, and of a collection ([`across`]). A check never changes the record.
//!
//! The checks of one record have two tiers. The cheap ones whose finds nobody doubts run in every conversion ([`run`]); all of
//! them run where somebody asks what is wrong with a collection ([`run_all`]).

mod abstract_cut;
mod abstract_short;
pub mod across;
mod author_doubled;
mod authors_cut;
mod authors_joined;
mod bidirectional_control;
mod braces_unbalanced;
mod dates_contradict;
mod doi_against_issn;
mod doi_against_issue;
mod doi_several;
mod doi_shape;
pub mod handbook;
mod hidden_characters;
mod issn_checksum;
mod keywords_joined;
mod latex_in_text;
mod look_alike_letters;
mod missing;
mod name_order;
mod pages_implausible;
mod pages_reversed;
mod placeholder_value;
mod pmid_shape;
mod texts;
mod title_cut;
mod title_language;
mod unreadable_characters;
mod url_shape;
mod year_implausible;

use crate::record::Record;
use crate::report::{Code, Note, Place};
use std::collections::BTreeSet;

/// One check of a record.
pub struct Check {
    /// What it reports.
    pub code: &'static Code,
    /// One line for `refmill check --help` and the list of checks.
    pub summary: &'static str,
    /// Why sources have the fault, how it is decided, when the check stays silent, and what to do about a find: a paragraph for
    /// `refmill check --explain` and `docs/checks.md`.
    pub explanation: &'static str,
    /// Records with what is found in them; at least one find and one record in which there must be none. They are the tests.
    pub examples: &'static [Example],
    /// Whether it runs in every conversion too: it costs next to nothing, and its finds are hardly ever false.
    pub in_convert: bool,
    /// Adds a note for each find. The place is filled in by [`run`] and [`run_all`].
    pub run: fn(&Record, &Context, &mut Vec<Note>),
}

/// What a check must know and the record does not say. More may come to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// The current year of the Gregorian calendar, by which dates lie in the future. `None` where the caller has no clock; no
    /// date is in the future then.
    pub year: Option<i32>,
}

/// An example of what a check finds, or leaves alone. The current year in examples is [`Example::YEAR`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Pieces of record JSON, only the fields concerned: one for a check of a record, a collection for one of [`across`].
    pub records: &'static [&'static str],
    /// The messages of the finds in order; empty where the check must stay silent.
    pub found: &'static [&'static str],
}

impl Example {
    /// The year in which examples are checked.
    pub const YEAR: i32 = 2026;
}

/// What is said of a lint, be it of a record or of a collection.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    /// What it reports.
    pub code: &'static Code,
    /// One line for lists.
    pub summary: &'static str,
    /// A paragraph: why, how, when not, what to do.
    pub explanation: &'static str,
    /// What it finds and leaves alone.
    pub examples: &'static [Example],
}

/// All checks of one record, in the order in which they report.
pub const CHECKS: &[&Check] = &[
    &missing::TITLE,
    &missing::AUTHOR,
    &missing::JOURNAL,
    &missing::DATE,
    &missing::BOOK_TITLE,
    &missing::PUBLISHER,
    &missing::UNIVERSITY,
    &missing::ADDRESS,
    &missing::ABSTRACT,
    &abstract_short::CHECK,
    &abstract_cut::CHECK,
    &doi_shape::CHECK,
    &doi_several::CHECK,
    &pmid_shape::CHECK,
    &url_shape::CHECK,
    &doi_against_issue::YEAR,
    &doi_against_issue::ISSUE,
    &doi_against_issn::CHECK,
    &issn_checksum::CHECK,
    &year_implausible::CHECK,
    &dates_contradict::CHECK,
    &pages_reversed::CHECK,
    &pages_implausible::CHECK,
    &placeholder_value::CHECK,
    &title_cut::CHECK,
    &title_language::CHECK,
    &author_doubled::CHECK,
    &authors_cut::CHECK,
    &authors_joined::CHECK,
    &name_order::CHECK,
    &keywords_joined::CHECK,
    &braces_unbalanced::CHECK,
    &latex_in_text::COMMANDS,
    &latex_in_text::FORMULAS,
    &look_alike_letters::CHECK,
    &bidirectional_control::CHECK,
    &hidden_characters::CHECK,
    &unreadable_characters::CHECK,
];

/// Runs the checks of a conversion on a record. The notes' place is where the record was read.
#[must_use]
pub fn run(record: &Record) -> Vec<Note> {
    run_some(record, &Context::default(), |check| check.in_convert)
}

/// Runs every check on a record. The notes' place is where the record was read.
#[must_use]
pub fn run_all(record: &Record, context: &Context) -> Vec<Note> {
    run_some(record, context, |_| true)
}

fn run_some(record: &Record, context: &Context, is_wanted: impl Fn(&Check) -> bool) -> Vec<Note> {
    let mut notes = Vec::new();
    for check in CHECKS.iter().filter(|check| is_wanted(check)) {
        (check.run)(record, context, &mut notes);
    }
    if !notes.is_empty() {
        // What the reader has said at its line need not be said again at the record.
        let said: BTreeSet<&str> = record.warnings.iter().map(|warning| warning.code.as_str()).collect();
        notes.retain(|note| !said.contains(note.code.name));
        let place = place_of(record);
        for note in &mut notes {
            note.place = place.clone();
        }
    }
    notes
}

/// What is said of every lint: those of a record, then those of a collection.
pub fn described() -> impl Iterator<Item = Described> {
    let of_a_record = CHECKS.iter().map(|check| {
        let Check { code, summary, explanation, examples, in_convert: _, run: _ } = check;
        Described { code, summary, explanation, examples }
    });
    let of_a_collection = across::CHECKS.iter().map(|check| {
        let across::Check { code, summary, explanation, examples, start: _ } = check;
        Described { code, summary, explanation, examples }
    });
    of_a_record.chain(of_a_collection)
}

/// The lint that reports a code, of either table.
#[must_use]
pub fn by_code(name: &str) -> Option<Described> {
    described().find(|lint| lint.code.name == name)
}

/// Where a record was read.
fn place_of(record: &Record) -> Place {
    let provenance = &record.provenance;
    Place {
        file: provenance.file.clone(),
        record: (provenance.record > 0).then_some(provenance.record),
        line: provenance.lines.map(|(first, _)| first),
        column: None,
    }
}

/// A note of a check, its place still to be filled in.
fn note(code: &'static Code, field: &'static str, message: String) -> Note {
    Note { code, place: Place::default(), field, message }
}
