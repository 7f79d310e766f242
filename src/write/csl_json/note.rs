//! CSL `note`: lines that programs read as variables or that stand in for fields they lack, then the first free
//! note (mapping reference 2.4).

use super::people;
use super::titles::{Journal, Titles};
use crate::record::Record;
use crate::syntax::csl::{guarded_note, labelled_line, one_line};
use crate::write::destination::Destination;

pub(super) fn note(record: &Record, titles: &Titles, journal: &Journal, to: &Destination) -> Option<String> {
    let mut lines = Vec::new();
    for variable in to.csl_json.note_variables {
        let values = match *variable {
            "original-title" => titles.other.iter().cloned().collect(),
            "original-author" => people::original_authors(record, to.lead),
            "original-container-title" => journal.other.iter().cloned().collect(),
            _ => Vec::new(),
        };
        let values = values.iter().map(|value| one_line(value)).filter(|value| !value.is_empty());
        lines.extend(values.map(|value| format!("{variable}: {value}")));
    }
    for label in to.csl_json.note_lines {
        lines.extend(labelled_line(label, record).map(|text| format!("{label}: {text}")));
    }
    let free = record.notes.first().map(|note| guarded_note(&note.text));
    lines.extend(free.filter(|text| !text.is_empty()));
    (!lines.is_empty()).then(|| lines.join("\n"))
}
