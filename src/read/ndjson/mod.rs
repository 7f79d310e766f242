//! NDJSON of the whole record: an object a line, its members the fields of [`crate::record::Record`] (`docs/record.schema.json`).
//!
//! What refmill wrote comes back as it was. A script may have changed it: members that are no field of the record, or
//! not of its shape, are kept as unknown ones, and a `null` is an absent one.

mod shape;

pub(in crate::read) use shape::record_of;

use super::json::{self, Codes, fields, place::Places};
use super::{Batch, Chunk, Reader};
use crate::record::{Provenance, UnknownField};
use crate::report::{Code, Note, quoted};
use crate::syntax::json::{ITEMS, Piece, pieces};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const LINE_BROKEN: Code = Code::error(
    "ndjson-line-broken",
    "A line of a file of records is no JSON object; it is set aside and the next line is read.",
);
const NO_RECORD: Code = Code::error(
    "ndjson-no-record",
    "An object in a file of records has no field of a record; it is set aside and the next line is read.",
);
const MEMBER_UNKNOWN: Code = Code::warning(
    "ndjson-member-unknown",
    "A member of a record is no field of refmill's records, or has not the shape of that field (`docs/record.schema.json`); it is kept among the unknown fields.",
);
const NEWER_VERSION: Code = Code::warning(
    "ndjson-newer-version",
    "A record was written by a newer refmill; what this one does not know is kept.",
);

/// The version of the layout.
pub(crate) const VERSION: u8 = 1;

/// The member that tells the version. A file is known by it.
const MARK: &str = "refmill";

const NAME: &str = "ndjson";

/// The reader of whole records.
#[derive(Debug)]
pub struct Ndjson;

impl Reader for Ndjson {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let codes = Codes { broken: &LINE_BROKEN, wrapper: None };
        json::each(chunk, ITEMS, &codes, batch, line);
    }

    fn cut(&self, buffer: &str, head: &str) -> usize {
        json::cut(buffer, head, ITEMS)
    }
}

fn line(mut item: json::Item<'_>, places: &mut Places<'_>, batch: &mut Batch) {
    let (first_line, last_line) = item.lines;
    let number = batch.records.len() as u64 + 1;
    let (members, repeated) = item.fields.take_all();
    let mut members: Map<String, Value> = members.into_iter().collect();
    let version = members.remove(MARK);
    let is_newer = version.as_ref().is_some_and(|it| it.as_u64().is_none_or(|it| it > u64::from(VERSION)));
    let (mut record, mut spare) = match record_of(members) {
        Ok((record, _)) if record == crate::record::Record::default() && version.is_none() => {
            return json::no_record(&item, "it has no field of a record", &NO_RECORD, places, batch);
        }
        Ok(read) => read,
        Err(reason) => return json::no_record(&item, &reason, &NO_RECORD, places, batch),
    };
    let mut note = |code, message| {
        let place = places.line_place(first_line, number);
        batch.note_here(Note { code, place, field: "", message });
    };
    if is_newer {
        let written = version.as_ref().map(Value::to_string).unwrap_or_default();
        note(&NEWER_VERSION, format!("the record is of version {}, and 1 is known", quoted(&written)));
    }
    spare.extend(repeated.into_iter().map(|(key, value)| (format!("{key} (repeated)"), value)));
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (path, value) in spare {
        let (field, format) = (name_of(&path), NAME.to_owned());
        record.unknown.push(UnknownField { format, tag: path, value: fields::as_written(&value) });
        if !told.contains(&field) {
            note(&MEMBER_UNKNOWN, format!("{} is no field of a record, or not of its shape", quoted(&field)));
            told.insert(field);
        }
    }
    if record.provenance == Provenance::default() {
        NAME.clone_into(&mut record.provenance.format);
        places.file().clone_into(&mut record.provenance.file);
        record.provenance.record = number;
        record.provenance.lines = Some((first_line, last_line));
        env!("CARGO_PKG_VERSION").clone_into(&mut record.provenance.tool_version);
    } else {
        batch.settled.push((batch.records.len(), first_line));
    }
    batch.records.push(record);
}

/// A path without the numbers in it: `contributors[].age`.
fn name_of(path: &str) -> String {
    let mut name = String::new();
    let mut within = false;
    for character in path.chars() {
        within &= character != ']';
        if !within {
            name.push(character);
        }
        within |= character == '[';
    }
    name
}

/// Whether the start of an input certainly is such a file: its first object has a version of this layout.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let text = match pieces(head).next() {
        Some(Piece::Item { start, end }) => head.get(start..end),
        Some(Piece::Unfinished { start } | Piece::Broken { start, .. }) => head.get(start..),
        _ => None,
    };
    let members = text.filter(|text| text.starts_with('{')).map(fields::first_members).unwrap_or_default();
    members.iter().any(|(key, value)| key == MARK && value.parse::<u64>().is_ok())
}
