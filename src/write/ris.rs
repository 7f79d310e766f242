//! To come.
use super::{Losses, WriteOptions, Writer};
use crate::record::Record;
/// To come.
#[derive(Debug)]
pub struct Ris;
impl Writer for Ris {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn record(&self, _record: &Record, _options: &WriteOptions, _out: &mut Vec<u8>, _losses: &mut Losses) {}
    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}
