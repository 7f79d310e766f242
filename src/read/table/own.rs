//! Rows of our own tables whose last column holds the whole record as JSON.
//!
//! The JSON is the truth, because a spreadsheet changes cells unasked (dates, long numbers, leading zeros). A cell that says
//! what is not in it was changed by somebody: both are named in a warning.

use super::header::Header;
use super::say;
use crate::read::csl_json::{Reading, whole_record};
use crate::read::sheet::Sheet;
use crate::read::{Batch, Chunk};
use crate::record::{DateKind, Record};
use crate::report::{Code, Note, Place, Severity, quoted};
use crate::syntax::table::Row;
use serde_json::Value;

const CELL_DIFFERS: Code = Code::warning(
    "table-cell-differs",
    "A cell of one of our tables says something else than the record in the column `extra_json`, as after an edit in a spreadsheet; the record is kept. Without that column the cells count.",
);
const JSON_BROKEN: Code = Code::warning(
    "table-json-broken",
    "The column `extra_json` of one of our tables holds no whole record, as where a spreadsheet cut it at 32,767 characters; the other columns were read instead.",
);

/// Takes the record of the column `extra_json`; `false` where there is none.
pub(super) fn read(
    sheet: &mut Sheet<'_, '_>,
    header: &Header,
    row: &Row<'_>,
    chunk: &Chunk<'_>,
    batch: &mut Batch,
) -> bool {
    let Some(field) = sheet.take_one(&["extra_json"]) else { return false };
    let Some(Reading { mut record, has_provenance, remarks }) = whole_record(&field.value) else {
        let message = format!("{} is no whole record; the other columns were read", quoted(&field.value));
        sheet.intake.note(&JSON_BROKEN, "", message);
        sheet.intake.unknown("extra_json", field.value);
        return false;
    };
    let number = batch.records.len() as u64 + 1;
    if has_provenance {
        batch.settled.push((batch.records.len(), row.line));
    } else {
        let provenance = &mut record.provenance;
        provenance.format.clone_from(&sheet.intake.record.provenance.format);
        chunk.file.clone_into(&mut provenance.file);
        provenance.record = number;
        provenance.lines = Some((row.line, row.last_line));
        env!("CARGO_PKG_VERSION").clone_into(&mut provenance.tool_version);
    }
    let place =
        Place { file: chunk.file.to_owned(), record: Some(number), line: Some(row.line), column: None };
    for (field, remark) in remarks {
        if remark.code.severity == Severity::Warning {
            record.warnings.push(crate::record::Warning {
                code: remark.code.name.to_owned(),
                message: remark.message.clone(),
                line: Some(row.line),
            });
        }
        let place = place.clone();
        batch.notes.push(Note { code: remark.code, place, field, message: remark.message });
    }
    let known = Known::of(&record);
    for column in &header.columns {
        let Some(field) = column.field else { continue };
        let Some(cell) = sheet.first(field) else { continue };
        if !known.says(field, cell, &record) {
            let message = format!(
                "the cell {} is {} and differs from the record in extra_json, which was kept; without that column the cells count",
                quoted(&column.printed),
                quoted(cell)
            );
            say(&CELL_DIFFERS, row.line, message, chunk, batch);
        }
    }
    // A column that somebody added.
    for column in header.columns.iter().filter(|column| column.field.is_none()) {
        for added in sheet.take(&[column.tag()]) {
            record.unknown.push(crate::record::UnknownField {
                format: "csv".to_owned(),
                tag: column.printed.clone(),
                value: added.value.into_owned(),
            });
        }
    }
    batch.records.push(record);
    true
}

/// All that a record says, letters and digits alone.
struct Known(String);

impl Known {
    fn of(record: &Record) -> Self {
        let mut known = String::new();
        let mut open = vec![serde_json::to_value(record).unwrap_or_default()];
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) => squeeze(&bare(&text), &mut known),
                Value::Number(number) => known.push_str(&number.to_string()),
                Value::Array(list) => open.extend(list.into_iter().rev()),
                Value::Object(members) => open.extend(members.into_iter().map(|(_, value)| value).rev()),
                Value::Null | Value::Bool(_) => {}
            }
        }
        Self(known)
    }

    /// Whether the record says what stands in a cell: each word of it, for lists and names are put together in other ways
    /// than the record has them. Numbers by which an article is found are compared whole.
    fn says(&self, field: &str, cell: &str, record: &Record) -> bool {
        let issued = record.date(DateKind::Issued).and_then(|date| date.start);
        let is = |known: Option<&str>| known.is_none_or(|known| words(known) == words(cell));
        let number = |known: Option<i32>| known.is_none_or(|known| cell.trim().parse() == Ok(known));
        match field {
            "year" => number(issued.map(|start| start.year)),
            "month" => number(issued.and_then(|start| start.month).map(i32::from)),
            "day" => number(issued.and_then(|start| start.day).map(i32::from)),
            "volume" => is(record.volume.as_deref()),
            "issue" => is(record.issue.as_deref()),
            "article_number" => is(record.article_number.as_deref()),
            "doi" | "pmid" | "pmcid" => is(record.identifier(field)),
            "pages" => is(record.pages().as_deref()),
            "page_first" => is(record.page_ranges.first().map(|range| range.first.as_str())),
            // Words made from codes, labels and numbers of places, dates that are in parts in the record.
            "type"
            | "language_name"
            | "author_affiliations"
            | "date"
            | "epub_date"
            | "accessed"
            | "page_last" => true,
            _ => words(cell).iter().all(|word| self.0.contains(word.as_str())),
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let pieces = text.split(|it: char| !it.is_alphanumeric());
    let lower = pieces.map(|piece| {
        let mut word = String::new();
        squeeze(piece, &mut word);
        word
    });
    lower.filter(|word| !word.is_empty()).collect()
}

fn squeeze(text: &str, into: &mut String) {
    into.extend(text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase));
}

/// A text without the tags and references of its markup.
fn bare(text: &str) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(at) = rest.find(['<', '&']) {
        let (before, markup) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let close = if markup.starts_with('<') { '>' } else { ';' };
        let end = markup.find(close).filter(|end| *end <= 8).map_or(1, |end| end + 1);
        rest = markup.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}
