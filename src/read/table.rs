//! Tables of references: CSV and TSV, one record a row (mapping reference 2.2, 2.10).
//!
//! The header tells whose table it is: refmill's own, whose `extra_json` gives the record back, one of a dozen programs,
//! or any other with columns of known names, in some languages. Names are compared without case, blanks and punctuation;
//! columns of other names are kept as unknown. The header's own separator parts the cells; `sep=;` and lines above the
//! header are passed. A row that is longer than its header is set aside, because its values stand in wrong columns.

mod columns;
mod dialects;
mod extra;
mod fields;
mod header;
mod institutions;
mod kind;
mod numbers;
mod own;
mod people;
mod place;

use super::intake::Intake;
use super::sheet::Sheet;
use super::{Batch, Chunk, Reader, SetAside, column_of, crawl_table};
use crate::record::UnknownField;
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::table::{self, Row, unguarded};
use crate::syntax::tagged::Field;
use header::Header;
use std::borrow::Cow;

const HEADER_UNKNOWN: Code = Code::error(
    "table-header-unknown",
    "No row at the start of a table names a title, a DOI or a PMID; it is set aside. A first row with names such as `Title`, `Authors`, `Journal`, `Year`, `DOI` makes it readable.",
);
const ABOVE_HEADER: Code = Code::info(
    "table-above-header",
    "Text stands above the header of a table; it belongs to no reference and is in no output.",
);
const COLUMN_UNKNOWN: Code = Code::info(
    "table-column-unknown",
    "A column of a table has a name that no field has; its cells are kept and come back in CSL-JSON.",
);
const COLUMN_TWICE: Code = Code::warning(
    "table-column-twice",
    "Two columns of a table have the same name; both are read, the first one first.",
);
const HEADER_AGAIN: Code = Code::info(
    "table-header-again",
    "The header of a table stands in it once more, as in tables that were put together; it is no reference.",
);
const ROW_SHORT: Code = Code::warning(
    "table-row-short",
    "A row of a table has fewer cells than the header; it was read with those that are there, the last ones are missing.",
);
const ROW_LONG: Code = Code::error(
    "table-row-long",
    "A row of a table has more cells than the header, so nobody knows which value is which; it is set aside and the next one is read.",
);
const QUOTE_OPEN: Code = Code::warning(
    "table-quote-open",
    "A cell of a table begins with a quotation mark that is never closed; the mark was taken for a character and the row ends with its line.",
);

/// Why the rows behind a first row without names are none.
const NO_HEADER: &str = "the first row of the table names no column with a title, a DOI or a PMID";

/// A table of references.
#[derive(Debug)]
pub struct Table {
    /// Name in the table of formats.
    format: &'static str,
    /// What may part cells.
    separators: &'static [u8],
}

impl Table {
    /// Separated by commas or semicolons.
    pub const CSV: Self = Self { format: "csv", separators: b",;" };
    /// Separated by tabs.
    pub const TSV: Self = Self { format: "tsv", separators: b"\t" };
    /// A sheet of a workbook, written as CSV with a line a row: carriage returns are the line ends within its cells, and
    /// nothing guards a cell.
    pub const WORKBOOK: Self = Self { format: "xlsx", separators: b"," };

    fn is_workbook(&self) -> bool {
        self.format == Self::WORKBOOK.format
    }

    fn header(&self, head: &str) -> Option<Header> {
        header::find(head, self.separators)
    }
}

impl Reader for Table {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let Some(header) = self.header(chunk.head) else { return self.without_header(&chunk, batch) };
        let told = self.filled(&header, chunk.head);
        let mut columns_told = false;
        for row in table::rows(chunk.text, chunk.first_line, self.separators) {
            if row.line <= header.line {
                if row.last_line == header.line && !std::mem::replace(&mut columns_told, true) {
                    about_header(&header, &told, &chunk, batch);
                }
                continue;
            }
            self.row(&header, &told, &row, &chunk, batch);
        }
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        let whole = buffer.strip_suffix('\r').unwrap_or(buffer);
        let rows = table::rows(whole, 1, self.separators);
        // Whether a mark that is open so far is closed further on, only the text to come tells.
        rows.take_while(|row| row.is_whole && !row.is_undecided).last().map_or(0, |row| row.end)
    }

    fn preface<'h>(&self, head: &'h str) -> &'h str {
        let Some(header) = self.header(head) else { return "" };
        let mut start = 0;
        for row in table::rows(head, 1, self.separators) {
            if row.last_line >= header.line {
                return head.get(start..row.end).unwrap_or_default();
            }
            start = row.end;
        }
        ""
    }
}

impl Table {
    /// Sets every row aside, each by itself: how many there are must not hang on where the file is cut.
    fn without_header(&self, chunk: &Chunk<'_>, batch: &mut Batch) {
        let is_blank = |row: &Row<'_>| row.text.trim_start_matches('\u{feff}').trim().is_empty();
        let first_line =
            table::rows(chunk.head, 1, self.separators).find(|row| !is_blank(row)).map(|row| row.line);
        for row in table::rows(chunk.text, chunk.first_line, self.separators).filter(|row| !is_blank(row)) {
            let is_first = Some(row.line) == first_line;
            let reason = if is_first { self.no_columns(chunk.head) } else { NO_HEADER.to_owned() };
            let place =
                Place { file: chunk.file.to_owned(), line: Some(row.line), column: Some(1), record: None };
            batch.notes.push(Note { code: &HEADER_UNKNOWN, place, field: "", message: reason.clone() });
            let text = row.text.trim_start_matches('\u{feff}').to_owned();
            batch.set_aside.push(SetAside { text, line: row.line, reason });
        }
    }

    fn no_columns(&self, head: &str) -> String {
        let names = header::first_names(head, self.separators);
        let names: Vec<String> = names.iter().take(12).map(|name| quoted(name)).collect();
        format!(
            "the first row names no column with a title, a DOI or a PMID; it has {}. Name the columns in the first row (Title, Authors, Journal, Year, DOI ...), or, for pages in a column, name that with --text-field or --html-field",
            names.join(", ")
        )
    }

    /// Which columns have a value in the start of a file, which is the same for every chunk of it: those without a field
    /// are told of at the header. Programs export dozens of columns that are empty.
    fn filled(&self, header: &Header, head: &str) -> Vec<bool> {
        const START: usize = 64 << 10;
        let mut filled = vec![false; header.columns.len()];
        let rows = table::rows(head, 1, self.separators).filter(|row| row.line > header.line);
        for row in rows.take_while(|row| row.end <= START) {
            let cells = table::cells(row.text, header.separator, header.quoting(row.text));
            for (filled, cell) in filled.iter_mut().zip(cells) {
                *filled |= !cell.text.trim().is_empty();
            }
        }
        filled
    }

    fn row(&self, header: &Header, told: &[bool], row: &Row<'_>, chunk: &Chunk<'_>, batch: &mut Batch) {
        let cells = table::cells(row.text, header.separator, header.quoting(row.text));
        if cells.iter().all(|cell| cell.text.trim().is_empty()) {
            return;
        }
        if cells.len() >= header.columns.len()
            && header.columns.iter().zip(&cells).all(|(column, cell)| column.printed == cell.text.trim())
        {
            let message = "the header stands here once more".to_owned();
            return say(&HEADER_AGAIN, row.line, message, chunk, batch);
        }
        let (has, wants) = (cells.len(), header.columns.len());
        // In a sheet every value stands in its own column, with or without a name above it.
        let beyond = cells.iter().zip(1..).skip(wants).filter(|(cell, _)| !cell.text.trim().is_empty());
        let beyond: Vec<(String, String)> = beyond
            .map(|(cell, at): (_, u32)| {
                (format!("column {at}"), self.value_of(cell.text.clone(), header, None))
            })
            .collect();
        if !beyond.is_empty() && !self.is_workbook() {
            let message = format!("the row has {has} cells, the header {wants}");
            let first = cells.iter().skip(wants).find(|cell| !cell.text.trim().is_empty());
            let column = first.and_then(|cell| column_of(row.text, cell.offset));
            let line = row.line + first.map_or(0, |cell| cell.lines_before);
            let place = Place { file: chunk.file.to_owned(), line: Some(line), column, record: None };
            batch.notes.push(Note { code: &ROW_LONG, place, field: "", message: message.clone() });
            batch.set_aside.push(SetAside { text: row.text.to_owned(), line: row.line, reason: message });
            return;
        }
        let number = batch.records.len() as u64 + 1;
        let mut intake = Intake::new(self.format, chunk.file, number, row.line);
        // In text separated by tabs a mark that is not closed is the author's.
        if row.is_open && header.separator != b'\t' {
            let message = "a quotation mark is never closed".to_owned();
            intake.note(&QUOTE_OPEN, "", message);
        }
        if has < wants {
            intake.note(&ROW_SHORT, "", format!("the row has {has} cells, the header {wants}"));
        }
        for ((column, cell), told) in header.columns.iter().zip(&cells).zip(told) {
            let is_new = column.field.is_none() && !told && !cell.text.trim().is_empty();
            if is_new && !column.printed.is_empty() {
                let message =
                    format!("the column {} has no field and is kept as it stands", quoted(&column.printed));
                intake.note(&COLUMN_UNKNOWN, "", message);
            }
        }
        for (name, _) in &beyond {
            let message = format!("{name} has no name in the header; its cell is kept as it stands");
            intake.note(&COLUMN_UNKNOWN, "", message);
        }
        let fields: Vec<Field<'_>> = header
            .columns
            .iter()
            .zip(cells)
            .filter(|(_, cell)| !cell.text.trim().is_empty())
            .map(|(column, cell)| Field {
                tag: column.tag(),
                value: self.value_of(cell.text, header, column.field).into(),
                line: row.line.saturating_add(cell.lines_before),
            })
            .collect();
        let mut sheet = Sheet::of(intake, fields);
        if own::read(&mut sheet, header, row, chunk, batch) {
            if let Some(record) = batch.records.last_mut() {
                let format = || self.format.to_owned();
                let unknown =
                    beyond.into_iter().map(|(tag, value)| UnknownField { format: format(), tag, value });
                record.unknown.extend(unknown);
            }
            return;
        }
        fields::fill(&mut sheet, header);
        for column in &header.columns {
            sheet.keep(&[column.tag()]);
        }
        rename_unknown(&mut sheet.intake, header);
        for (name, value) in beyond {
            sheet.intake.unknown(name, value);
        }
        sheet.intake.finish(row.last_line, row.line, batch);
    }

    /// The cell without the apostrophe that guards it from being run. In a table that is not ours it goes only where no
    /// further one follows: the words may be quoted.
    fn value_of(&self, cell: Cow<'_, str>, header: &Header, field: Option<&str>) -> String {
        if self.is_workbook() {
            return cell.replace('\r', "\n");
        }
        if field == Some("extra_json") {
            return cell.into_owned();
        }
        let bare = unguarded(&cell);
        if header::is_own(header) || !bare.contains('\'') { bare.to_owned() } else { cell.into_owned() }
    }
}

/// What no field took stands under the name that its column has in the file.
fn rename_unknown(intake: &mut Intake<'_>, header: &Header) {
    for unknown in &mut intake.record.unknown {
        let mut of_field = header.columns.iter().filter(|column| column.field == Some(unknown.tag.as_str()));
        if let Some(column) = of_field.next() {
            unknown.tag.clone_from(&column.printed);
        }
    }
}

fn say(code: &'static Code, line: u32, message: String, chunk: &Chunk<'_>, batch: &mut Batch) {
    let place = Place { file: chunk.file.to_owned(), line: Some(line), ..Place::default() };
    batch.notes.push(Note { code, place, field: "", message });
}

/// What is to be said of a file once: of the text above its header, of columns without a field or with the same name.
fn about_header(header: &Header, told: &[bool], chunk: &Chunk<'_>, batch: &mut Batch) {
    if let Some((line, text)) = header.above.first() {
        let further = match header.above.len() {
            1 => String::new(),
            count => format!(" and {} more lines", count - 1),
        };
        let message = format!("{}{further} stand above the header", quoted(text));
        say(&ABOVE_HEADER, *line, message, chunk, batch);
    }
    for (index, column) in header.columns.iter().enumerate() {
        let name = quoted(&column.printed);
        let is_again = header.columns.iter().take(index).any(|known| known.printed == column.printed);
        if column.printed.is_empty() {
            continue;
        }
        if is_again {
            let message = format!("a second column has the name {name}");
            say(&COLUMN_TWICE, header.line, message, chunk, batch);
        } else if column.field.is_none() && told.get(index) == Some(&true) {
            let message = format!("the column {name} has no field and is kept as it stands");
            say(&COLUMN_UNKNOWN, header.line, message, chunk, batch);
        }
    }
}

/// Whether a row at the start of a table separated by commas names a title, a DOI or a PMID.
#[must_use]
pub fn has_header(head: &str) -> bool {
    Table::WORKBOOK.header(head).is_some()
}

/// Whether the start of an input is certainly a table of references separated by commas or semicolons.
#[must_use]
pub fn sniff_csv(head: &str) -> bool {
    sniff(head, &Table::CSV)
}

/// Whether the start of an input is certainly a table of references separated by tabs.
#[must_use]
pub fn sniff_tsv(head: &str) -> bool {
    sniff(head, &Table::TSV)
}

fn sniff(head: &str, table: &Table) -> bool {
    let first = head.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    if first.starts_with(['{', '[', '<', '@', '%']) || crawl_table::sniff(head) {
        return false;
    }
    table
        .header(head)
        .is_some_and(|header| header.is_certain() && table.separators.contains(&header.separator))
}
