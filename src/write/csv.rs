//! To come.
use super::{Losses, WriteOptions, Writer};
use crate::record::Record;
/// To come.
#[derive(Debug)]
pub struct Csv {
    delimiter: u8,
}
/// To come.
pub const CSV: Csv = Csv { delimiter: b',' };
/// To come.
pub const TSV: Csv = Csv { delimiter: b'\t' };
impl Writer for Csv {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn record(&self, _record: &Record, _options: &WriteOptions, _out: &mut Vec<u8>, _losses: &mut Losses) {}
    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}
