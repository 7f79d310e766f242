//! To come.
use super::{Losses, WriteOptions, Writer};
use crate::record::Record;
/// To come.
#[derive(Debug)]
pub struct CslJson;
/// To come.
#[derive(Debug)]
pub struct CslJsonLines;
impl Writer for CslJson {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn record(&self, _record: &Record, _options: &WriteOptions, _out: &mut Vec<u8>, _losses: &mut Losses) {}
    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}
impl Writer for CslJsonLines {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn record(&self, _record: &Record, _options: &WriteOptions, _out: &mut Vec<u8>, _losses: &mut Losses) {}
    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}
