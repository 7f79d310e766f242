//! To come.
use super::{Losses, WriteOptions, Writer};
use crate::record::Record;
/// To come.
#[derive(Debug)]
pub struct Bibtex {
    dialect: Dialect,
}
#[derive(Debug)]
enum Dialect {
    Bibtex,
    Biblatex,
}
/// To come.
pub const BIBTEX: Bibtex = Bibtex { dialect: Dialect::Bibtex };
/// To come.
pub const BIBLATEX: Bibtex = Bibtex { dialect: Dialect::Biblatex };
impl Writer for Bibtex {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn record(&self, _record: &Record, _options: &WriteOptions, _out: &mut Vec<u8>, _losses: &mut Losses) {}
    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}
