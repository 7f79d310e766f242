//! Crawls as tables: CSV or TSV with a page in a column of each row, whatever the other columns hold.

use super::crawl::{Crawl, TEXTS, set_aside};
use super::{Batch, Chunk, Reader};
use crate::page::ledger::Explanation;
use crate::syntax::table::{self, Quoting, Row};
use serde_json::{Map, Value};

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
        rows(chunk.text, chunk.head, chunk.first_line, |line, printed, row| match row {
            Ok(members) => self.crawl.page(&members, printed, line, &chunk, batch),
            Err(why) => set_aside(printed, line, &why, &chunk, batch),
        });
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        let whole = buffer.strip_suffix('\r').unwrap_or(buffer);
        let rows = table::rows_of_pages(whole, 1, SEPARATORS);
        // Whether a mark that is open so far is closed further on, only the text to come tells.
        rows.take_while(|row| row.is_whole && !row.is_undecided).last().map_or(0, |row| row.end)
    }

    fn preface<'h>(&self, head: &'h str) -> &'h str {
        header(head).and_then(|row| head.get(..row.end)).unwrap_or_default()
    }
}

/// What may part the cells of a table: which of them does, its header tells, and a table is cut without it.
const SEPARATORS: &[u8] = b",;\t";

impl CrawlTable {
    /// What became of the page of every row, or of the one on a line: the line with what is told of it, or why nothing can
    /// be told.
    #[must_use]
    pub fn explain(
        &self,
        text: &str,
        file: &str,
        wanted: Option<u32>,
    ) -> Vec<(u32, Result<Explanation, String>)> {
        let mut explained = Vec::new();
        rows(text, text, 1, |line, _, row| {
            if wanted.is_none_or(|wanted| wanted == line) {
                let told =
                    row.map_or_else(|why| Some(Err(why)), |members| self.crawl.explain_item(&members, file));
                explained.extend(told.map(|told| (line, told)));
            }
        });
        explained
    }
}

/// Takes a table apart: line and text of each row, and its cells by the names of the columns or why they are none.
/// `head` is the start of the file, where the names stand.
fn rows(
    text: &str,
    head: &str,
    first_line: u32,
    mut take: impl FnMut(u32, &str, Result<Map<String, Value>, String>),
) {
    let Some((header_line, columns)) = columns(head) else { return };
    let separator = delimiter(head);
    for row in table::rows_of_pages(text, first_line, SEPARATORS) {
        // The header stands in the first chunk alone.
        if row.line <= header_line || row.text.is_empty() {
            continue;
        }
        let cells = table::cells(row.text, separator, Quoting::Always);
        let (has, wants) = (cells.len(), columns.len());
        if has != wants {
            take(row.line, row.text, Err(format!("its row has {has} fields, the header {wants}")));
            continue;
        }
        let values = cells.into_iter().map(|cell| Value::String(cell.text.into_owned()));
        take(row.line, row.text, Ok(columns.iter().cloned().zip(values).collect()));
    }
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

/// The row with the names of the columns.
fn header(head: &str) -> Option<Row<'_>> {
    table::rows_of_pages(head, 1, SEPARATORS).find(|row| !row.text.trim_start_matches('\u{feff}').is_empty())
}

/// The last line of the header and the names of the columns.
fn columns(head: &str) -> Option<(u32, Vec<String>)> {
    let separator = delimiter(head);
    let header = header(head)?;
    let cells = table::cells(header.text.trim_start_matches('\u{feff}'), separator, Quoting::Always);
    Some((header.last_line, cells.iter().map(|cell| cell.text.trim().to_owned()).collect()))
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
    let Some((_, columns)) = columns(head) else { return false };
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
        assert_eq!(table.cut("a,b\n1,\"x\ny\"\n2,z", "a,b"), 12);
        assert_eq!(table.cut("a,b\n1,\"x\ny", "a,b"), 4);
    }
}
