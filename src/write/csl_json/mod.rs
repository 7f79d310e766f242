//! CSL-JSON (mapping reference 1.1, 2.4, 8.7 to 8.13, 9): an item of CSL's own variables that every program reads,
//! and below `custom.refmill` everything else, so that reading it back gives the same record.

mod item;
mod kept;
mod language;
mod layout;
mod note;
mod people;
mod titles;
mod without;

use super::{Losses, WriteOptions, Writer};
use crate::record::Record;

pub(super) use item::{Value as ItemValue, item};
pub(super) use kept::whole_json;

/// One array, for people and programs: a variable a line, an author a line.
#[derive(Debug)]
pub struct CslJson;

/// One item a line, for streams.
#[derive(Debug)]
pub struct CslJsonLines;

/// The option for a byte-order mark is not obeyed: JSON has none (RFC 8259, section 8.1).
impl Writer for CslJson {
    fn begin(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.push(b'[');
    }

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
        layout::block(&item(record, options), out);
    }

    fn between(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.push(b',');
    }

    fn end(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n]\n");
    }
}

impl Writer for CslJsonLines {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
        layout::line(&item(record, options), out);
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}
