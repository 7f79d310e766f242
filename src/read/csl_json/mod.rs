//! CSL-JSON as it comes: arrays, single objects, objects around a list, one object a line; numbers and lists where
//! strings belong, types and keys of other vocabularies (needs reference, rank 80).
//!
//! An item that refmill wrote carries the record below `custom.refmill` and comes back as it was.

mod dates;
mod kept;
mod names;
mod notes;
mod plain;
mod tags;

pub(super) use dates::read as date_of;
pub(super) use names::form as certain_form;
pub use plain::abstracts_of;
pub(super) use plain::kind_of_service;

use super::json::{self, Codes, fields, place::Places};
use super::{Batch, Chunk, Reader};
use crate::record::Record;
use crate::report::{Code, Note, Remark, Severity};
use crate::syntax::json::{ITEMS, Piece, pieces};
use crate::vocab::csl;

const ITEM_BROKEN: Code = Code::error(
    "csl-item-broken",
    "A piece of a CSL-JSON file is no JSON object; it is set aside and the next item is read.",
);
const NO_ITEM: Code = Code::error(
    "csl-no-item",
    "An object in a CSL-JSON file has no variable of CSL; it is set aside and the next item is read.",
);
const WRAPPER: Code = Code::info(
    "csl-wrapper",
    "The items of a CSL-JSON file stand in an object around their list; the items are read, the rest of that object is not.",
);

/// The CSL-JSON reader.
#[derive(Debug)]
pub struct CslJson;

const CODES: Codes = Codes { broken: &ITEM_BROKEN, wrapper: Some(&WRAPPER) };

impl Reader for CslJson {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        json::each(chunk, ITEMS, &CODES, batch, item);
    }

    fn cut(&self, buffer: &str, head: &str) -> usize {
        json::cut(buffer, head, ITEMS)
    }
}

fn item(item: json::Item<'_>, places: &mut Places<'_>, batch: &mut Batch) {
    item_of("csl-json", item, places, batch);
}

/// Reads an item of a file of a format that has CSL-JSON's items.
pub(super) fn item_of(
    format: &'static str,
    item: json::Item<'_>,
    places: &mut Places<'_>,
    batch: &mut Batch,
) {
    if !item.fields.has_variable() {
        let reason = "no key of this object is a variable of CSL (for pages in it: --from crawl, --html-field or --text-field)";
        return json::no_record(&item, reason, &NO_ITEM, places, batch);
    }
    let number = batch.records.len() as u64 + 1;
    let (first_line, last_line) = item.lines;
    let mut reading = kept::read(item.fields);
    let provenance = &mut reading.record.provenance;
    if reading.has_provenance {
        batch.settled.push((batch.records.len(), first_line));
    } else {
        format.clone_into(&mut provenance.format);
        places.file().clone_into(&mut provenance.file);
        provenance.record = number;
        provenance.lines = Some((first_line, last_line));
        env!("CARGO_PKG_VERSION").clone_into(&mut provenance.tool_version);
    }
    for (field, Remark { code, message }) in reading.remarks {
        let place = places.line_place(first_line, number);
        if code.severity == Severity::Warning {
            reading.record.warnings.push(crate::record::Warning {
                code: code.name.to_owned(),
                message: message.clone(),
                line: Some(first_line),
            });
        }
        batch.notes.push(Note { code, place, field, message });
    }
    batch.records.push(reading.record);
}

/// What one item gives.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) record: Record,
    /// The record says itself where it was first read.
    pub(super) has_provenance: bool,
    /// Remarks with the field concerned.
    pub(super) remarks: Vec<(&'static str, Remark)>,
}

impl Reading {
    fn remark(&mut self, field: &'static str, code: &'static Code, message: String) {
        self.remarks.push((field, Remark::new(code, message)));
    }

    fn remarks(&mut self, field: &'static str, remarks: Vec<Remark>) {
        self.remarks.extend(remarks.into_iter().map(|remark| (field, remark)));
    }
}

/// A whole record as our tables keep it in a cell; `None` for a text that is no JSON object.
pub(super) fn whole_record(text: &str) -> Option<Reading> {
    let serde_json::Value::Object(own) = serde_json::from_str(text).ok()? else { return None };
    Some(kept::whole(own))
}

/// Whether the start of an input is certainly CSL-JSON: its first object has a `type` of CSL and a string or number
/// as `id`, or a `title` or `DOI`.
///
/// An object that the head does not hold whole is judged by what is there of it. Records of refmill and works of
/// Crossref and `OpenAlex` have a `type` of CSL too, and are none.
#[must_use]
pub fn sniff(head: &str) -> bool {
    if super::ndjson::sniff(head) || super::crossref::sniff(head) || super::openalex::sniff(head) {
        return false;
    }
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with(['[', '{']) {
        return false;
    }
    let first = pieces(head).find(|piece| !matches!(piece, Piece::Wrapper { .. }));
    let text = match first {
        Some(Piece::Item { start, end }) => head.get(start..end),
        Some(Piece::Unfinished { start }) => head.get(start..),
        _ => None,
    };
    let members = text.map(fields::first_members).unwrap_or_default();
    let string = |key: &str| members.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let has_type = string("type").is_some_and(is_type);
    has_type && ["id", "title", "DOI"].into_iter().any(|key| string(key).is_some())
}

/// Whether a word is one of CSL's types.
pub(super) fn is_type(word: &str) -> bool {
    plain::kind_of(word).is_some() || is_further(word)
}

fn is_further(word: &str) -> bool {
    csl::FURTHER_TYPES.contains(&word)
}
