//! NDJSON of the whole record: one object a line, its members the fields of [`Record`] by their names, empty ones left
//! out (`docs/record.schema.json`). It holds everything: serde writes every field of a record, so that a new one is
//! written without a word here.

use super::{Losses, WriteOptions, Writer};
use crate::read::ndjson::VERSION;
use crate::record::Record;
use serde::Serialize;

/// Whole records, one a line.
#[derive(Debug)]
pub struct Ndjson;

/// A record with the version of its layout in front.
#[derive(Serialize)]
struct Line<'a> {
    refmill: u8,
    #[serde(flatten)]
    record: &'a Record,
}

/// The option for a byte-order mark is not obeyed: JSON has none (RFC 8259, section 8.1).
impl Writer for Ndjson {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, _options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
        let line = Line { refmill: VERSION, record };
        // A vector of bytes takes everything, and the record has no map with other keys than strings.
        serde_json::to_writer(&mut *out, &line).expect("a record is representable as JSON");
        out.push(b'\n');
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}
