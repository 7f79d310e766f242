//! Crawls as tables: CSV or TSV with a page in a column of each row, whatever the other columns hold.

use super::crawl::{Crawl, TEXTS, set_aside};
use super::{Batch, Chunk, Reader};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Tables of pages, read as crawls are.
#[derive(Debug, Clone)]
pub struct CrawlTable {
    crawl: Crawl,
}

impl CrawlTable {
    /// Reads with the built-in layouts.
    pub const BUILT_IN: Self = Self { crawl: Crawl::BUILT_IN };

    /// A reader of tables like a reader of crawls.
    pub(super) fn of(crawl: Crawl) -> Self {
        Self { crawl }
    }
}

impl Reader for CrawlTable {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let Some(columns) = columns(chunk.head) else { return };
        let delimiter = delimiter(chunk.head);
        let mut table = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(chunk.text.as_bytes());
        let mut row = csv::ByteRecord::new();
        // The header stands in the first chunk alone.
        let mut is_header = chunk.first_line == 1;
        loop {
            match table.read_byte_record(&mut row) {
                Ok(false) => return,
                Ok(true) if is_header => is_header = false,
                Ok(true) => self.row(&columns, &row, &chunk, batch),
                Err(error) => {
                    let line = error.position().map_or(1, csv::Position::line);
                    set_aside("", line_of(&chunk, line), &error.to_string(), &chunk, batch);
                }
            }
        }
    }

    fn cut(&self, buffer: &str) -> usize {
        // A line feed inside quotes belongs to its field; doubled quotes count twice.
        let mut inside = false;
        let mut last = 0;
        for (at, byte) in buffer.bytes().enumerate() {
            match byte {
                b'"' => inside = !inside,
                b'\n' if !inside => last = at + 1,
                _ => {}
            }
        }
        last
    }
}

impl CrawlTable {
    fn row(&self, columns: &Arc<[String]>, row: &csv::ByteRecord, chunk: &Chunk<'_>, batch: &mut Batch) {
        let line = line_of(chunk, row.position().map_or(1, csv::Position::line));
        let values = row.iter().map(|value| Value::String(String::from_utf8_lossy(value).into_owned()));
        let members: Map<String, Value> = columns.iter().cloned().zip(values).collect();
        let printed = row.iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join(",");
        if row.len() != columns.len() {
            let why = format!("its row has {} fields, the header {}", row.len(), columns.len());
            return set_aside(&printed, line, &why, chunk, batch);
        }
        self.crawl.page(&members, &printed, line, chunk, batch);
    }
}

fn line_of(chunk: &Chunk<'_>, line: u64) -> u32 {
    chunk.first_line.saturating_add(u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX))
}

/// The separator that the header has most of.
fn delimiter(head: &str) -> u8 {
    let header = head.lines().next().unwrap_or_default();
    let count = |separator: char| header.matches(separator).count();
    [('\t', count('\t')), (',', count(',')), (';', count(';'))]
        .into_iter()
        .max_by_key(|(separator, count)| (*count, *separator == ','))
        .map_or(b',', |(separator, _)| u8::try_from(separator).unwrap_or(b','))
}

/// The names of the columns.
fn columns(head: &str) -> Option<Arc<[String]>> {
    let head = head.trim_start_matches('\u{feff}');
    let mut table = csv::ReaderBuilder::new()
        .delimiter(delimiter(head))
        .has_headers(false)
        .flexible(true)
        .from_reader(head.as_bytes());
    let first = table.records().next()?.ok()?;
    Some(first.iter().map(|name| name.trim().to_owned()).collect())
}

/// Whether the start of an input is a table with a page in a column: known by its header, in which no columns of a
/// reference stand.
#[must_use]
pub fn sniff(head: &str) -> bool {
    const LONGEST_HEADER: usize = 2000;
    let header = head.lines().next().unwrap_or_default();
    if header.len() > LONGEST_HEADER
        || header.starts_with(['{', '[', '<', '@', '%'])
        || !header.contains([',', ';', '\t'])
    {
        return false;
    }
    let Some(columns) = columns(head) else { return false };
    let has = |names: &[&str]| {
        columns.iter().any(|column| names.iter().any(|name| column.eq_ignore_ascii_case(name)))
    };
    let is_named = columns.iter().all(|column| !column.is_empty() && column.len() <= 60);
    // A page from the web may name its author; one who has the address of his page in a table of references has no page
    // in it.
    let names_author = has(&["author"]) && !(has(&["url", "link"]) && has(TEXTS));
    columns.len() > 1
        && is_named
        && has(TEXTS)
        && !names_author
        && !has(&["authors", "journal", "publication title", "doi"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_pages_are_told_from_tables_of_references() {
        assert!(sniff("url,html,fetched_at\nhttps://example.org,\"<p>\",2026-01-01\n"));
        assert!(sniff("id\ttext\n1\tA page\n"));
        assert!(sniff("url;text\nx;y\n"));
        for other in [
            "Title,Authors,Text\n",
            "A sentence, with text in it.",
            "{\"text\":1,\"url\":2}",
            "text\nx\n",
            "Key,Item Type,Publication Year\n",
        ] {
            assert!(!sniff(other), "{other}");
        }
    }

    #[test]
    fn a_table_is_cut_between_rows() {
        let table = CrawlTable::BUILT_IN;
        assert_eq!(table.cut("a,b\n1,\"x\ny\"\n2,z"), 12);
        assert_eq!(table.cut("a,b\n1,\"x\ny"), 4);
    }
}
