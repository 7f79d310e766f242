//! Parquet: columns for `DuckDB`, Spark, polars and pandas, one record a row.
//!
//! Plain columns for what most questions are about (`title`, `doi`, `year`, …: the values of our own CSV, but lists are
//! lists and numbers numbers), nested columns for everything that is a list in the record (`contributors` with the forms
//! of their names, `terms`, `dates`, …), and `extra_json`, the whole record. The schema is in [`schema`], in
//! `docs/parquet.md` for people.
//!
//! Groups of at most 50,000 rows, compressed with Snappy; no time, no name of a machine, no version in the file, so that the same
//! records give the same bytes.
//!
//! Nothing is lost. Texts in plain and nested columns are without italics and indices; `extra_json` has them.

mod pack;
mod row;
pub mod schema;

use super::{Losses, Packer, WriteOptions, Writer};
use crate::record::Record;

/// A Parquet file.
#[derive(Debug)]
pub struct Parquet;

impl Writer for Parquet {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
        serde_json::to_writer(&mut *out, &row::row(record, options)).expect("a row can be written to memory");
        out.push(b'\n');
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn packer(&self, _options: &WriteOptions) -> Option<Box<dyn Packer>> {
        Some(Box::new(pack::Rows::new(pack::LIMITS)))
    }
}
