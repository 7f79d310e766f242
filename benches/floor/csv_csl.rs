//! CSV to CSL-JSON, columns by number as the corpus has them.

use crate::csl::{Array, Issued, Item, Name};
use std::io::{self, BufRead, Write};

pub(crate) fn convert(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut array = Array::begin(output)?;
    let mut reader = csv::Reader::from_reader(input);
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        let cell = |number: usize| row.get(number).unwrap_or_default().to_owned();
        let mut item = Item {
            id: cell(0),
            kind: cell(1),
            title: cell(2),
            original_title: cell(3),
            author: row.get(4).unwrap_or_default().split("; ").map(Name::inverted).collect(),
            container_title: cell(6),
            container_title_short: cell(7),
            issn: cell(8),
            issued: Issued::year(row.get(9).unwrap_or_default()),
            volume: cell(11),
            issue: cell(12),
            page: cell(13),
            doi: cell(14),
            keyword: cell(16),
            language: cell(18),
            summary: cell(20),
        };
        array.push(&mut item)?;
    }
    array.end()
}
