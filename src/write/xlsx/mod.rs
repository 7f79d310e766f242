//! XLSX: a workbook with one record a row, for librarians (mapping reference 2.2).
//!
//! The columns are those of our own CSV, or those of `--columns` and `--like`; cells read the same as there, without an
//! apostrophe in front, because text in a workbook is never run. Year, month and day are numbers where the text is one.
//! The header is bold and stays in view, with a filter on every column. A DOI leads to `https://doi.org/…`, an address
//! to itself. A row is four lines high, so that a table with abstracts can be looked over; the rest of a cell shows when
//! the row is made higher.
//!
//! What a workbook cannot hold (limits of Excel, "Excel specifications and limits"):
//! - A cell has at most 32,767 UTF-16 units. What is longer goes on in the sheet `continued`, a row a piece, with the
//!   sheet, the row and the column of the cell; the pieces in order, behind the cell, are the text, and refmill puts them
//!   there when it reads the workbook.
//! - A sheet has at most 1,048,576 rows; further records go to further sheets, each with its header.
//! - A sheet has at most 65,530 links, and a link at most 2,080 units. An address beyond that, or one that the crate
//!   would encode twice (a `%2F` without any `%20` or the like), stands there as text; counted as `links`.
//! - Italics and indices are lost in the cells, and line ends are blanks, as in CSV; `extra_json` has them.

mod book;
mod link;

use super::csv::{self, Column, Content};
use super::{Losses, Packer, WriteOptions, Writer};
use crate::record::Record;
use serde::{Deserialize, Serialize};

/// A workbook.
#[derive(Debug)]
pub struct Xlsx;

/// A cell on its way to the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Cell {
    /// Nothing.
    Empty,
    /// A year, a month or a day.
    Number(i32),
    /// Text.
    Text(String),
    /// Text that leads to an address.
    Link { text: String, to: String },
}

impl Writer for Xlsx {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let columns = csv::layout(options);
        let texts = csv::cells(record, options, &columns, losses);
        let row: Vec<Cell> = columns.iter().zip(texts).map(|(column, text)| cell(column, text)).collect();
        serde_json::to_writer(&mut *out, &row).expect("a row can be written to memory");
        out.push(b'\n');
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn packer(&self, options: &WriteOptions) -> Option<Box<dyn Packer>> {
        Some(Box::new(book::Book::new(csv::layout(options), book::LIMITS)))
    }
}

fn cell(column: &Column, text: String) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    let to = match column.content() {
        // `0099` and `+5` would not come back.
        Content::Number => match text.parse::<i32>() {
            Ok(number) if number.to_string() == text => return Cell::Number(number),
            _ => None,
        },
        Content::Doi => link::of_doi(&text),
        Content::Address => link::of_address(&text),
        Content::Whole => return Cell::Text(in_plain_characters(&text)),
        Content::Prose | Content::List | Content::Short => None,
    };
    match to {
        Some(to) => Cell::Link { text, to },
        None => Cell::Text(text),
    }
}

/// JSON that holds nothing a workbook would have to escape (`_x0041_`, U+FFFF), since not every program undoes that.
fn in_plain_characters(json: &str) -> String {
    json.replace("_x", "_\\u0078").replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff")
}
