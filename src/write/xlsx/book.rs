//! The workbook: sheets, their looks and their limits.
//!
//! Cells wait in temporary files, of which the system keeps no name, until the last one is known. The crate panics when
//! such a file cannot be written (a full disk); that is an error here like any other.

use super::super::csv::{Column, Content};
use super::super::{Losses, Packer, scratch};
use super::Cell;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, IgnoreError, Url, Workbook,
    Worksheet, XlsxError,
};
use std::io::{self, BufWriter, Seek, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How much a sheet takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Records of a sheet, below its header.
    pub(super) records: u32,
    /// Links of a sheet.
    pub(super) links: u32,
    /// UTF-16 units of a cell.
    pub(super) units: usize,
}

/// Excel's.
pub(super) const LIMITS: Limits = Limits { records: 1_048_575, links: 65_530, units: 32_767 };

/// Lines of a row at the standard height of 15 points.
const ROW_POINTS: u16 = 60;

/// Where the pieces of long cells go.
const CONTINUED: &str = "continued";

/// A workbook being filled.
pub(super) struct Book {
    columns: Vec<&'static Column>,
    limits: Limits,
    looks: Looks,
    workbook: Workbook,
    /// The sheet being filled, with what stands in it.
    sheet: Option<Filling>,
    /// Sheets of records begun.
    sheets: u32,
    /// Position of the sheet of pieces, and the next row in it.
    pieces: Option<(usize, u32)>,
    /// Records that have an address which is no link.
    unlinked: u64,
}

/// A sheet being filled.
struct Filling {
    /// Its position in the workbook.
    position: usize,
    name: String,
    records: u32,
    links: u32,
}

struct Looks {
    header: Format,
    text: Format,
    wrapped: Format,
    link: Format,
}

impl Book {
    pub(super) fn new(columns: Vec<&'static Column>, limits: Limits) -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        let looks = Looks {
            header: Format::new().set_bold(),
            wrapped: top.clone().set_text_wrap(),
            link: top.clone().set_font_color(Color::RGB(0x05_63_C1)).set_underline(FormatUnderline::Single),
            text: top,
        };
        let mut workbook = Workbook::new();
        let mut properties = DocProperties::new().set_author("refmill");
        // The same records give the same bytes at any time.
        if let Ok(day) = ExcelDateTime::from_ymd(2000, 1, 1) {
            properties = properties.set_creation_datetime(&day);
        }
        workbook.set_properties(&properties);
        Self { columns, limits, looks, workbook, sheet: None, sheets: 0, pieces: None, unlinked: 0 }
    }

    fn rows(&mut self, rendered: &[u8]) -> Result<(), XlsxError> {
        for line in rendered.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let row: Vec<Cell> = serde_json::from_slice(line)
                .map_err(|error| XlsxError::ParameterError(format!("a row of our own: {error}")))?;
            self.row(&row)?;
        }
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let mut filling = match self.sheet.take() {
            Some(filling) if filling.records < self.limits.records => filling,
            full => {
                self.close(full.as_ref())?;
                self.open()?
            }
        };
        filling.records += 1;
        let row = filling.records;
        let (looks, limits) = (&self.looks, self.limits);
        let mut long = Vec::new();
        let mut has_unlinked = false;
        let sheet = self.workbook.worksheet_from_index(filling.position)?;
        for ((at, column), cell) in (0u16..).zip(&self.columns).zip(cells) {
            let look = look(column.content(), looks);
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => drop(sheet.write_number_with_format(row, at, *number, look)?),
                Cell::Link { text, to } if filling.links < limits.links && !to.contains(is_no_xml) => {
                    let url = Url::new(to).set_text(text);
                    sheet.write_url_with_format(row, at, url, &looks.link)?;
                    filling.links += 1;
                }
                Cell::Text(text) | Cell::Link { text, to: _ } => {
                    has_unlinked |= matches!(column.content(), Content::Doi | Content::Address);
                    let (first, rest) = cut(text, limits.units);
                    sheet.write_string_with_format(row, at, first, look)?;
                    if !rest.is_empty() {
                        long.push((*column, rest));
                    }
                }
            }
        }
        self.unlinked += u64::from(has_unlinked);
        for (column, rest) in long {
            self.go_on(&filling.name, row, column, rest)?;
        }
        self.sheet = Some(filling);
        Ok(())
    }

    /// A sheet with its header.
    fn open(&mut self) -> Result<Filling, XlsxError> {
        self.sheets += 1;
        let name = match self.sheets {
            1 => "references".to_owned(),
            number => format!("references {number}"),
        };
        let position = self.workbook.worksheets().len();
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(&name)?;
        sheet.set_default_row_height(ROW_POINTS);
        for (at, column) in (0u16..).zip(&self.columns) {
            sheet.set_column_width(at, width(column))?;
        }
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        header(sheet, &names, &self.looks.header)?;
        Ok(Filling { position, name, records: 0, links: 0 })
    }

    /// What can be said of a sheet only when it is full.
    fn close(&mut self, filling: Option<&Filling>) -> Result<(), XlsxError> {
        let Some(&Filling { position, name: _, records, links: _ }) = filling else { return Ok(()) };
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let sheet = self.workbook.worksheet_from_index(position)?;
        sheet.autofilter(0, 0, records, last)?;
        // A PMID is no quantity, and needs no green corner that says so.
        sheet.ignore_error_range(0, 0, records.max(1), last, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    /// The rest of a cell, a row a piece.
    fn go_on(&mut self, name: &str, row: u32, column: &Column, rest: &str) -> Result<(), XlsxError> {
        let (position, mut next) = if let Some(pieces) = self.pieces {
            pieces
        } else {
            let position = self.workbook.worksheets().len();
            let sheet = self.workbook.add_worksheet_with_constant_memory()?;
            sheet.set_name(CONTINUED)?;
            sheet.set_column_width(4, 80)?;
            header(sheet, &["sheet", "row", "column", "piece", "text"], &self.looks.header)?;
            (position, 1)
        };
        let sheet = self.workbook.worksheet_from_index(position)?;
        let (mut rest, mut piece) = (rest, 2);
        while !rest.is_empty() {
            let (first, further) = cut(rest, self.limits.units);
            sheet.write_string(next, 0, name)?;
            // As the spreadsheet numbers rows.
            sheet.write_number(next, 1, row + 1)?;
            sheet.write_string(next, 2, column.name)?;
            sheet.write_number(next, 3, piece)?;
            sheet.write_string(next, 4, first)?;
            (rest, next, piece) = (further, next + 1, piece + 1);
        }
        self.pieces = Some((position, next));
        Ok(())
    }

    fn save(&mut self) -> Result<std::fs::File, XlsxError> {
        if self.sheet.is_none() {
            self.sheet = Some(self.open()?);
        }
        let filling = self.sheet.take();
        self.close(filling.as_ref())?;
        let mut file = scratch::file()?;
        let mut out = BufWriter::new(&mut file);
        self.workbook.save_to_writer(&mut out)?;
        out.flush()?;
        drop(out);
        file.rewind()?;
        Ok(file)
    }
}

impl Packer for Book {
    fn take(&mut self, rendered: &[u8], _out: &mut dyn Write) -> io::Result<()> {
        guarded(|| self.rows(rendered))
    }

    fn finish(mut self: Box<Self>, out: &mut dyn Write, losses: &mut Losses) -> io::Result<()> {
        let mut file = guarded(|| self.save())?;
        io::copy(&mut file, out)?;
        for _ in 0..self.unlinked {
            losses.lose("links");
        }
        Ok(())
    }
}

/// What the crate says, or fails with, as an error of a temporary file.
fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    let full = || {
        io::Error::other(
            "the workbook cannot be put together: a temporary file cannot be written; see whether the disk is full, and name \
             another folder in TMPDIR if it is",
        )
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(io::Error::other(format!("the workbook cannot be put together: {error}"))),
        Err(_) => Err(full()),
    }
}

fn header(sheet: &mut Worksheet, names: &[&str], look: &Format) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 18)?;
    for (at, name) in (0u16..).zip(names) {
        sheet.write_string_with_format(0, at, *name, look)?;
    }
    Ok(())
}

fn look(content: Content, looks: &Looks) -> &Format {
    match content {
        Content::Prose | Content::List => &looks.wrapped,
        Content::Number | Content::Doi | Content::Address | Content::Whole | Content::Short => &looks.text,
    }
}

/// In characters of the standard font: the longest usual value, at least the name of the column with its filter.
fn width(column: &Column) -> u32 {
    let usual = match column.content() {
        Content::Number => 6,
        Content::Short | Content::Whole => 12,
        Content::Doi | Content::Address => 28,
        Content::List => 32,
        Content::Prose => 60,
    };
    let name = u32::try_from(column.name.chars().count()).unwrap_or(u32::MAX);
    usual.max(name.saturating_add(3).min(24))
}

/// The first piece of a text that a cell takes, and the rest.
fn cut(text: &str, units: usize) -> (&str, &str) {
    if text.len() <= units {
        return (text, "");
    }
    let mut taken = 0;
    for (at, character) in text.char_indices() {
        taken += character.len_utf16();
        if taken > units {
            return text.split_at(at);
        }
    }
    (text, "")
}

/// Whether XML cannot hold a character (XML 1.0, 2.2): it is escaped in cells, and would break the list of links.
fn is_no_xml(character: char) -> bool {
    matches!(character, '\u{fffe}' | '\u{ffff}')
        || (character < ' ' && !matches!(character, '\t' | '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::super::Xlsx;
    use super::*;
    use crate::record::{Ident, Record, Text, Title};
    use crate::write::{WriteOptions, Writer, csv};
    use calamine::{Data, Reader, Xlsx as Workbook};
    use std::io::Cursor;

    fn record(number: u32) -> Record {
        let ident = Ident { scheme: "doi".into(), value: format!("10.1/{number}"), ..Ident::default() };
        let title =
            Title { text: Text::read(format!("{number}-0123456789😀bcdefghi慢")), ..Title::default() };
        Record { identifiers: vec![ident], titles: vec![title], ..Record::default() }
    }

    fn packed(records: u32, limits: Limits) -> (Vec<u8>, Losses) {
        let options =
            WriteOptions { columns: vec!["doi".to_owned(), "title".to_owned()], ..WriteOptions::default() };
        let mut book = Box::new(Book::new(csv::layout(&options), limits));
        let (mut rendered, mut out, mut losses) = (Vec::new(), Vec::new(), Losses::default());
        for number in 1..=records {
            Xlsx.record(&record(number), &options, &mut rendered, &mut losses);
        }
        book.take(&rendered, &mut out).expect("memory and temporary files");
        book.finish(&mut out, &mut losses).expect("memory and temporary files");
        (out, losses)
    }

    fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
        let mut book = Workbook::new(Cursor::new(bytes)).expect("a workbook");
        let text = |cell: &Data| cell.to_string();
        let names = book.sheet_names();
        let sheet = |name: String| {
            let range = book.worksheet_range(&name).expect("a sheet");
            let rows = range.rows().map(|row| row.iter().map(text).collect()).collect();
            (name, rows)
        };
        names.into_iter().map(sheet).collect()
    }

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn what_a_sheet_or_a_cell_does_not_take_goes_on_elsewhere() {
        let (bytes, losses) = packed(3, Limits { records: 2, links: 1, units: 13 });
        let found = sheets(&bytes);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["references", "continued", "references 2"]);
        // The face is two units and is not cut in half.
        assert_eq!(
            found[0].1,
            [
                strings(&["doi", "title"]),
                strings(&["10.1/1", "1-0123456789"]),
                strings(&["10.1/2", "2-0123456789"]),
            ]
        );
        assert_eq!(found[2].1, [strings(&["doi", "title"]), strings(&["10.1/3", "3-0123456789"])]);
        assert_eq!(
            found[1].1,
            [
                strings(&["sheet", "row", "column", "piece", "text"]),
                strings(&["references", "2", "title", "2", "😀bcdefghi慢"]),
                strings(&["references", "3", "title", "2", "😀bcdefghi慢"]),
                strings(&["references 2", "2", "title", "2", "😀bcdefghi慢"]),
            ]
        );
        // The second of the first sheet; the second sheet has a count of its own.
        assert_eq!(losses.records.get("links"), Some(&1));
    }

    #[test]
    fn a_workbook_without_records_has_its_header() {
        let (bytes, losses) = packed(0, LIMITS);
        assert_eq!(sheets(&bytes), [("references".to_owned(), vec![strings(&["doi", "title"])])]);
        assert_eq!(losses, Losses::default());
    }

    #[test]
    fn a_temporary_file_that_cannot_be_written_is_an_error() {
        let failed = guarded::<()>(|| panic!("disk full")).expect_err("an error");
        assert!(failed.to_string().contains("a temporary file cannot be written"));
    }
}
