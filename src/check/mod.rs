//! Checks of a whole record, one file a lint. A check never changes the record.

mod author_doubled;
mod doi_against_issue;
mod doi_shape;
mod issn_checksum;
mod missing;
mod pages_reversed;

use crate::record::Record;
use crate::report::{Code, Note, Place};

/// One check.
pub struct Check {
    /// What it reports.
    pub code: &'static Code,
    /// One line for `refmill check --help` and the list of checks.
    pub summary: &'static str,
    /// Adds a note for each find. The place is filled in by [`run`].
    pub run: fn(&Record, &mut Vec<Note>),
}

/// All checks, in the order in which they report.
pub const CHECKS: &[&Check] = &[
    &missing::TITLE,
    &missing::AUTHOR,
    &missing::JOURNAL,
    &missing::DATE,
    &missing::ABSTRACT,
    &doi_shape::CHECK,
    &doi_against_issue::YEAR,
    &doi_against_issue::ISSUE,
    &issn_checksum::CHECK,
    &pages_reversed::CHECK,
    &author_doubled::CHECK,
];

/// Runs every check on a record. The notes' place is where the record was read.
#[must_use]
pub fn run(record: &Record) -> Vec<Note> {
    let mut notes = Vec::new();
    for check in CHECKS {
        (check.run)(record, &mut notes);
    }
    // What the reader has said at its line need not be said again at the record.
    notes.retain(|note| !record.warnings.iter().any(|warning| warning.code == note.code.name));
    let provenance = &record.provenance;
    let place = Place {
        file: provenance.file.clone(),
        record: (provenance.record > 0).then_some(provenance.record),
        line: provenance.lines.map(|(first, _)| first),
        column: None,
    };
    for note in &mut notes {
        note.place = place.clone();
    }
    notes
}

/// A note of a check, its place still to be filled in.
fn note(code: &'static Code, field: &'static str, message: String) -> Note {
    Note { code, place: Place::default(), field, message }
}
