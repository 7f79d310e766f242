//! Excel workbooks as tables of text: each sheet is a file of its own, named `book.xlsx!/sheet`, whose lines are the rows of
//! the sheet, so that a note's line is the row that a spreadsheet shows (ISO/IEC 29500-1, 18).
//!
//! A cell stands there as it is shown: 2022 and not `2022.0`, the last result of a formula, leading zeros that its number
//! format gives. A date is in ISO 8601, only as precise as it is shown. A line end within a cell is a carriage return here,
//! because line feeds count rows; the reader of tables makes a line feed of it.
//!
//! Our own workbooks put the rest of a cell that is longer than Excel takes into the sheet `continued`
//! (`write::xlsx`): it is put back behind its cell here.

use super::cut::{self, Give, Item, Known};
use super::input::Source;
use super::zip::{self, Bytes, LARGEST};
use super::{Plan, decode};
use crate::formats;
use crate::read::{crawl_table, table};
use crate::report::{Code, Note, Place, quoted};
use crate::write::scratch;
use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, Xlsx};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

const WORKBOOK_UNREADABLE: Code = Code::error(
    "workbook-unreadable",
    "An Excel workbook, or a sheet of it, is damaged or unpacks to more than 1 GiB, or its shared texts to more than a sixth of --max-memory; it is set aside from there on, and the other sheets are read.",
);
const PIECE_UNPLACED: Code = Code::error(
    "workbook-piece-unplaced",
    "A row of the sheet `continued` of one of our workbooks goes on a cell that is not there or not so long, as after rows were sorted or deleted; the row is set aside.",
);

/// Sheets have no more rows and columns (Excel specifications and limits).
const ROWS: u32 = 1 << 20;
const COLUMNS: u32 = 1 << 14;
/// A cell that goes on elsewhere is full, but for half of a character of two units.
const FULL_CELL: usize = 32_766;
const CONTINUED: &str = "continued";

/// How much is taken of a workbook, in bytes.
#[derive(Clone, Copy)]
struct Limits {
    /// Of its parts, unpacked.
    unpacked: u64,
    /// Of a sheet as text: cells far to the right make much of little.
    text: u64,
    /// Of the memory that the run may take.
    memory: u64,
}

impl Limits {
    fn of(plan: &Plan<'_>) -> Self {
        Self { unpacked: LARGEST, text: LARGEST, memory: plan.limits.memory as u64 }
    }

    /// The largest part of a name. Shared texts and styles are held in memory to the end, where a text of a few bytes takes
    /// some times as much and a style some dozens of times; sheets go through it.
    fn of_part(self, name: &str) -> u64 {
        match name.rsplit('/').next() {
            Some("sharedstrings.xml") => self.unpacked.min(self.memory / 6),
            Some("styles.xml") => self.unpacked.min(self.memory / 64),
            _ => self.unpacked,
        }
    }

    /// The most bytes of text in a row, and in all pieces of long cells: both are held in memory.
    fn held(self) -> usize {
        usize::try_from(self.memory / 16).unwrap_or(usize::MAX)
    }
}

/// Reads the sheets of a workbook one after the other.
pub(super) fn file<'a>(
    plan: &Plan<'a>,
    source: &Source,
    bytes: Box<dyn Bytes>,
    give: &mut Give<'_, 'a>,
) -> ControlFlow<()> {
    let is_table = |name: &str| ["csv", "tsv", "crawl", "crawl-table"].contains(&name);
    if plan.from.is_some_and(|format| !is_table(format.name)) {
        give(Item::Remark(cut::nothing_in(&source.name, "it is an Excel workbook")))?;
        return give(cut::end(source, "", false, false));
    }
    let mut book = match guarded(|| Workbook::open(bytes, Limits::of(plan))) {
        Ok(book) => book,
        Err(why) => {
            give(Item::SetAside(unreadable(&source.name, &format!("the workbook cannot be read: {why}"))))?;
            return give(cut::end(source, "xlsx", true, true));
        }
    };
    let mut has_read = false;
    let mut without_header = Vec::new();
    for name in book.names.clone() {
        if book.is_pieces(&name) {
            continue;
        }
        let member = Source::member(&source.name, &name);
        let sheet = guarded(|| book.sheet(&name));
        match sheet {
            Ok(Sheet { is_empty: true, failed: None, .. }) => {}
            Ok(sheet) if sheet.failed.is_none() && plan.from.is_none() && !is_readable(&sheet.head) => {
                without_header.push((name, member));
            }
            Ok(sheet) => {
                has_read = true;
                give_sheet(plan, &member, sheet, give)?;
            }
            Err(why) => {
                has_read = true;
                give(Item::SetAside(unreadable(&member.name, &format!("the sheet cannot be read: {why}"))))?;
                give(cut::end(&member, "xlsx", true, true))?;
            }
        }
    }
    let is_empty = !has_read && without_header.is_empty();
    for (name, member) in without_header {
        if has_read {
            let why = "no row at the start of the sheet names a title, a DOI or a PMID";
            give(Item::Remark(cut::nothing_in(&member.name, why)))?;
            give(cut::end(&member, "", false, false))?;
        } else if let Ok(sheet) = guarded(|| book.sheet(&name)) {
            // Somebody may take one of them for references: the reader says what it looked for.
            give_sheet(plan, &member, sheet, give)?;
        }
    }
    for (line, message) in book.unplaced() {
        let place = Place {
            file: Source::member(&source.name, CONTINUED).name,
            line: Some(line),
            ..Place::default()
        };
        give(Item::SetAside(Note { code: &PIECE_UNPLACED, place, field: "", message }))?;
    }
    if is_empty {
        give(Item::Remark(cut::nothing_in(&source.name, "the sheets of the workbook are empty")))?;
        return give(cut::end(source, "xlsx", true, false));
    }
    ControlFlow::Continue(())
}

fn is_readable(head: &str) -> bool {
    table::has_header(head) || crawl_table::sniff(head)
}

fn give_sheet<'a>(
    plan: &Plan<'a>,
    source: &Source,
    sheet: Sheet,
    give: &mut Give<'_, 'a>,
) -> ControlFlow<()> {
    let is_crawl = match plan.from {
        Some(format) => format.name.starts_with("crawl"),
        None => crawl_table::sniff(&sheet.head),
    };
    let format = formats::by_name("xlsx").filter(|_| !is_crawl);
    let failed = sheet.failed.map(|why| {
        unreadable(&source.name, &format!("the sheet cannot be read beyond row {}: {why}", sheet.rows))
    });
    let format = format.map(|format| (format, &table::Table::WORKBOOK as _));
    let known = Known { format, failed, ..Known::default() };
    let decoder = decode::Decoder::new(Box::new(BufReader::new(sheet.text)) as Box<dyn Read>);
    cut::text(plan, source, decode::Opened { decoder, choice: None, binary: None }, known, give)
}

fn unreadable(file: &str, message: &str) -> Note {
    let place = Place { file: file.to_owned(), ..Place::default() };
    Note { code: &WORKBOOK_UNREADABLE, place, field: "", message: message.to_owned() }
}

/// What the crate says, or fails with.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("it is damaged".to_owned()))
}

/// A sheet as text.
struct Sheet {
    /// The text, to be read from its start.
    text: File,
    /// As much of its start as shows what it is.
    head: String,
    is_empty: bool,
    /// Rows in the text.
    rows: u32,
    /// Why there are no more of them.
    failed: Option<String>,
}

/// The further pieces of a cell by their numbers, each with its row in the sheet of pieces.
type Pieces = BTreeMap<u32, (u32, String)>;

struct Workbook {
    book: Xlsx<BufReader<Box<dyn Bytes>>>,
    names: Vec<String>,
    /// By sheet, row and column of the cell.
    pieces: BTreeMap<(String, u32, String), Pieces>,
    has_pieces: bool,
    /// Rows of the sheet of pieces that are none, or name a cell twice.
    odd: Vec<(u32, String)>,
    limits: Limits,
    /// Bytes of the whole workbook, and of the text that was made of its sheets so far: any number of cells may show one text.
    packed: u64,
    shown: u64,
}

impl Workbook {
    fn open(bytes: Box<dyn Bytes>, limits: Limits) -> Result<Self, String> {
        let mut bytes = within(bytes, limits)?;
        let packed = bytes.seek(SeekFrom::End(0)).map_err(|error| error.to_string())?;
        bytes.rewind().map_err(|error| error.to_string())?;
        let book = Xlsx::new(BufReader::new(bytes)).map_err(|error| error.to_string())?;
        let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let names = sheets.map(|sheet| sheet.name.clone()).collect();
        let (pieces, odd) = (BTreeMap::new(), Vec::new());
        let mut book = Self { book, names, pieces, has_pieces: false, odd, limits, packed, shown: 0 };
        if book.names.iter().any(|name| name == CONTINUED) {
            book.gather()?;
        }
        Ok(book)
    }

    fn is_pieces(&self, name: &str) -> bool {
        self.has_pieces && name == CONTINUED
    }

    /// Reads the pieces of long cells, where the sheet of that name is one of ours.
    fn gather(&mut self) -> Result<(), String> {
        let Self { book, pieces, has_pieces, odd, limits, .. } = self;
        let most = limits.held();
        let mut held = 0;
        rows(book, CONTINUED, most, |row, cells| {
            let mut texts = [const { String::new() }; 5];
            for (column, text) in cells {
                match usize::try_from(*column).ok().and_then(|column| texts.get_mut(column)) {
                    Some(place) => *place = std::mem::take(text),
                    None if *has_pieces => {
                        odd.push((row + 1, format!("{} is no part of a piece", quoted(text))));
                    }
                    None => {}
                }
            }
            if row == 0 {
                *has_pieces = texts == ["sheet", "row", "column", "piece", "text"];
                return Ok(());
            }
            if !*has_pieces {
                return Ok(());
            }
            held += texts.iter().map(String::len).sum::<usize>();
            if held > most {
                let most = most >> 20;
                return Err(format!(
                    "the sheet {} has more than {most} MiB of text; a larger --max-memory reads more",
                    quoted(CONTINUED)
                ));
            }
            let [sheet, of_row, column, piece, text] = texts;
            if let (Ok(of_row), Ok(piece)) = (of_row.parse(), piece.parse::<u32>()) {
                let of_cell = pieces.entry((sheet, of_row, column)).or_default();
                if let Some((line, text)) = of_cell.insert(piece, (row + 1, text)) {
                    odd.push((line, format!("the piece {} stands there twice", quoted(&text))));
                }
            } else {
                odd.push((row + 1, format!("the row with {} names no row or no piece", quoted(&text))));
            }
            Ok(())
        })
    }

    /// A sheet, written to a temporary file, because it may be large.
    fn sheet(&mut self, name: &str) -> Result<Sheet, String> {
        let limit = self.limits.text;
        let failed = |error: io::Error| scratch::failed(&error).to_string();
        let mut text = BufWriter::new(scratch::file().map_err(|error| error.to_string())?);
        let (mut size, mut written, mut width) = (0u64, 0u32, 0u32);
        let mut columns: BTreeMap<u32, String> = BTreeMap::new();
        let mut line = String::new();
        let pieces = &mut self.pieces;
        let (most, packed, shown) = (self.limits.held(), self.packed, &mut self.shown);
        let result = rows(&mut self.book, name, most, |row, cells| {
            if row == 0 {
                columns.clone_from(cells);
            }
            line.clear();
            line.extend((written..row).map(|_| '\n'));
            let end = cells.last_key_value().map_or(0, |(column, _)| column + 1);
            // A row without its last cells is none that is too short.
            width = width.max(end);
            for column in 0..width {
                if column > 0 {
                    line.push(',');
                }
                let Some(cell) = cells.get_mut(&column) else { continue };
                if let Some(of_column) = columns.get(&column)
                    && !pieces.is_empty()
                    && row > 0
                {
                    go_on(cell, &(name.to_owned(), row + 1, of_column.clone()), pieces);
                }
                quote(cell, &mut line);
            }
            line.push('\n');
            size += line.len() as u64;
            if size > limit {
                return Err(format!("as text it is larger than {} MiB", limit >> 20));
            }
            *shown += line.len() as u64;
            if zip::excess(*shown, packed, u64::MAX).is_some() {
                return Err("as text the workbook is a thousand times as large as it is".to_owned());
            }
            text.write_all(line.as_bytes()).map_err(failed)?;
            written = row + 1;
            Ok(())
        });
        let mut text = text.into_inner().map_err(|error| failed(error.into_error()))?;
        let mut head = Vec::new();
        text.rewind().map_err(failed)?;
        Read::by_ref(&mut text).take(64 << 10).read_to_end(&mut head).map_err(failed)?;
        text.rewind().map_err(failed)?;
        let head = String::from_utf8_lossy(&head).into_owned();
        Ok(Sheet { text, head, is_empty: written == 0, rows: written, failed: result.err() })
    }

    /// Pieces of no cell, by their rows.
    fn unplaced(&mut self) -> Vec<(u32, String)> {
        let mut left = std::mem::take(&mut self.odd);
        for ((sheet, row, column), pieces) in std::mem::take(&mut self.pieces) {
            for (line, text) in pieces.into_values() {
                let (sheet, column) = (quoted(&sheet), quoted(&column));
                let message = format!(
                    "{} goes on no cell: {sheet} has no full cell in row {row}, column {column}",
                    quoted(&text)
                );
                left.push((line, message));
            }
        }
        left.sort();
        left
    }
}

/// The bytes, if what they unpack to is not too much. What the directory of the archive says of that proves nothing.
fn within(bytes: Box<dyn Bytes>, limits: Limits) -> Result<Box<dyn Bytes>, String> {
    let mut archive = ::zip::ZipArchive::new(bytes).map_err(|error| error.to_string())?;
    let mut whole = 0;
    for number in 0..archive.len() {
        let member = archive.by_index(number).map_err(|error| error.to_string())?;
        let name = member.name().map_err(|error| error.to_string())?.to_ascii_lowercase();
        let is_part = name.rsplit_once('.').is_some_and(|(_, ending)| ["xml", "rels"].contains(&ending));
        if !is_part {
            continue;
        }
        let (packed, limit) = (member.compressed_size(), limits.of_part(&name));
        let size = io::copy(&mut member.take(limit.saturating_add(1)), &mut io::sink())
            .map_err(|error| format!("{} cannot be unpacked: {error}", quoted(&name)))?;
        whole += size;
        let excess = || zip::excess(whole, u64::MAX, limits.unpacked);
        if let Some(why) = zip::excess(size, packed, limit).or_else(excess) {
            let advice = if limit < limits.unpacked { "; a larger --max-memory reads more" } else { "" };
            return Err(format!("{}: {why}{advice}", quoted(&name)));
        }
    }
    let mut bytes = archive.into_inner();
    bytes.rewind().map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Gives the rows of a sheet that have a cell with something in it, numbered from 0, with these cells by their columns.
fn rows(
    book: &mut Xlsx<BufReader<Box<dyn Bytes>>>,
    name: &str,
    most: usize,
    mut give: impl FnMut(u32, &mut BTreeMap<u32, String>) -> Result<(), String>,
) -> Result<(), String> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
    let codes = reader.styles().iter().map(|style| style.number_format.as_ref());
    let codes: Vec<String> = codes
        .map(|format| format.map(|format| plain_code(&format.format_code)).unwrap_or_default())
        .collect();
    let mut cells = BTreeMap::new();
    let (mut current, mut held) = (0, 0);
    loop {
        let next = reader.next_cell_with_style_id().map_err(|error| error.to_string())?;
        let Some((cell, style)) = next else { break };
        let (row, column) = cell.get_position();
        let text = shown(cell.get_value(), codes.get(style).map_or("", String::as_str));
        if text.is_empty() {
            continue;
        }
        if row >= ROWS || column >= COLUMNS {
            return Err(format!(
                "a cell stands in row {}, column {}",
                u64::from(row) + 1,
                u64::from(column) + 1
            ));
        }
        if row != current && !cells.is_empty() {
            give(current, &mut cells)?;
            cells.clear();
            held = 0;
            if row < current {
                return Err(format!("row {} follows row {}", row + 1, current + 1));
            }
        }
        current = row;
        held += text.len();
        if held > most {
            let most = most >> 20;
            return Err(format!(
                "row {} has more than {most} MiB of text; a larger --max-memory reads more",
                row + 1
            ));
        }
        cells.insert(column, text);
    }
    if cells.is_empty() { Ok(()) } else { give(current, &mut cells) }
}

/// Puts the further pieces of a full cell behind it.
fn go_on(
    cell: &mut String,
    key: &(String, u32, String),
    pieces: &mut BTreeMap<(String, u32, String), Pieces>,
) {
    if cell.len() < FULL_CELL || cell.encode_utf16().count() < FULL_CELL {
        return;
    }
    // With one missing, what follows would stand in the wrong place.
    let is_whole = |pieces: &Pieces| pieces.keys().copied().eq((2..).take(pieces.len()));
    if pieces.get(key).is_some_and(is_whole)
        && let Some(further) = pieces.remove(key)
    {
        cell.extend(further.into_values().map(|(_, text)| text));
    }
}

/// A cell of RFC 4180, its line ends carriage returns.
fn quote(cell: &str, into: &mut String) {
    into.push('"');
    let mut characters = cell.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => into.push_str("\"\""),
            '\n' => into.push('\r'),
            '\r' if characters.peek() == Some(&'\n') => {}
            other => into.push(other),
        }
    }
    into.push('"');
}

/// A cell as it is shown; `code` is what [`plain_code`] leaves of its number format.
fn shown(cell: &DataRef<'_>, code: &str) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => filled(&number.to_string(), code),
        // Beyond that, not every whole number is one of these.
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            filled(&format!("{:.0}", number + 0.0), code)
        }
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date_shown(date, code),
        DataRef::Error(error) => error.to_string(),
    }
}

/// The first section of a number format in lower case, without what it prints as it stands, colours and conditions.
fn plain_code(code: &str) -> String {
    let mut plain = String::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => {
                // A hyphen is all that stands between the digits of a number which is a name.
                let printed: String = characters.by_ref().take_while(|it| *it != '"').collect();
                if printed == "-" {
                    plain.push('-');
                }
            }
            '[' => drop(characters.by_ref().find(|it| *it == ']')),
            '\\' => plain.extend(characters.next().filter(|it| *it == '-')),
            '_' | '*' => drop(characters.next()),
            other => plain.extend(other.to_lowercase()),
        }
    }
    plain
}

/// A number whose format asks for digits that it does not have, such as an ISSN or a PMID with zeros in front.
fn filled(digits: &str, code: &str) -> String {
    let zeros = code.chars().filter(|it| *it == '0').count();
    let is_digits = zeros > 1 && code.chars().all(|it| matches!(it, '0' | '-')) && code.starts_with('0');
    if !is_digits || digits.starts_with('-') {
        return digits.to_owned();
    }
    let digits = format!("{digits:0>zeros$}");
    let (mut out, mut left) = (String::new(), digits.chars());
    out.extend(left.by_ref().take(digits.len() - zeros));
    for mark in code.chars() {
        match mark {
            '-' => out.push('-'),
            _ => out.extend(left.next()),
        }
    }
    out
}

/// A date in ISO 8601, without the day or the month where only the month or the year is shown.
fn date_shown(date: &ExcelDateTime, code: &str) -> String {
    let value = date.as_f64();
    let (year, month, day, hours, minutes, seconds, _) = date.to_ymd_hms_milli();
    let time = format!("{hours:02}:{minutes:02}:{seconds:02}");
    if date.is_duration() || (0.0..1.0).contains(&value) {
        #[expect(clippy::cast_possible_truncation, reason = "a number too large stays the largest")]
        let total = (value * 86_400.0).round() as i64;
        return match total {
            ..0 => value.to_string(),
            _ => format!("{}:{:02}:{:02}", total / 3600, total / 60 % 60, total % 60),
        };
    }
    // What no date is: the crate would give the nearest one.
    if !(0.0..2_958_466.0).contains(&value) {
        return value.to_string();
    }
    let has = |mark: char| code.contains(mark);
    match (has('y'), has('m'), has('d') || has('h')) {
        (true, false, false) => format!("{year}"),
        (true, true, false) => format!("{year}-{month:02}"),
        _ if (hours, minutes, seconds) == (0, 0, 0) => format!("{year}-{month:02}-{day:02}"),
        _ => format!("{year}-{month:02}-{day:02}T{time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;
    use std::io::Cursor;

    fn date(value: f64, code: &str) -> String {
        date_shown(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false), &plain_code(code))
    }

    #[test]
    fn numbers_are_as_shown() {
        let number = |number: f64, code: &str| shown(&DataRef::Float(number), &plain_code(code));
        for (value, code, expected) in [
            (2022.0, "General", "2022"),
            (-0.0, "General", "0"),
            (3.25, "General", "3.25"),
            (123.0, "00000", "00123"),
            (1234.0, "0000\\-0000", "0000-1234"),
            (12_345_678.0, "0000\"-\"0000", "1234-5678"),
            (123_456_789.0, "0000-0000", "12345-6789"),
            (7.0, "0", "7"),
            (7.0, "00.0", "7"),
            (-7.0, "000", "-7"),
        ] {
            assert_eq!(number(value, code), expected, "{value} {code}");
        }
    }

    #[test]
    fn dates_are_as_precise_as_they_are_shown() {
        // 44562 is 1 January 2022 (ISO/IEC 29500-1, 18.17.4.1: days from 1900).
        for (value, code, expected) in [
            (44_562.0, "", "2022-01-01"),
            (44_562.0, "yyyy-mm-dd", "2022-01-01"),
            (44_562.0, "mmm\\-yy", "2022-01"),
            (44_562.0, "yyyy\"年\"m\"月\"", "2022-01"),
            (44_562.0, "[$-409]yyyy", "2022"),
            (44_562.5, "m/d/yy h:mm", "2022-01-01T12:00:00"),
            (0.25, "h:mm", "6:00:00"),
            (-3.0, "yyyy", "-3"),
        ] {
            assert_eq!(date(value, code), expected, "{value} {code}");
        }
    }

    /// A workbook of one sheet with these rows as XML.
    fn book(rows: &str) -> Box<dyn Bytes> {
        book_sharing(rows, "")
    }

    /// The same with a text that cells may share.
    fn book_sharing(rows: &str, text: &str) -> Box<dyn Bytes> {
        let parts = [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned()),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned(),
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".to_owned(),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>".to_owned(),
            ),
            (
                "xl/sharedStrings.xml",
                format!("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>{text}</t></si></sst>"),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}"),
            ),
        ];
        let mut archive = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(name, ::zip::write::SimpleFileOptions::default()).expect("a member");
            archive.write_all(text.as_bytes()).expect("memory");
        }
        Box::new(Cursor::new(archive.finish().expect("memory").into_inner()))
    }

    fn cell(place: &str, text: &str) -> String {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    }

    const LIMITS: Limits = Limits { unpacked: LARGEST, text: LARGEST, memory: 512 << 20 };

    fn sheet(rows: &str, limits: Limits) -> (String, Option<String>) {
        let mut book = Workbook::open(book(rows), limits).expect("a workbook");
        let mut sheet = book.sheet("a").expect("a sheet");
        let mut text = String::new();
        sheet.text.read_to_string(&mut text).expect("text");
        (text, sheet.failed)
    }

    #[test]
    fn lines_are_rows() {
        let rows = format!(
            "<row r=\"2\">{}{}</row><row r=\"4\">{}</row></sheetData></worksheet>",
            cell("A2", "say \"a\"\nb"),
            cell("C2", "c"),
            cell("B4", "d")
        );
        let (text, failed) = sheet(&rows, LIMITS);
        assert_eq!(text, "\n\"say \"\"a\"\"\rb\",,\"c\"\n\n,\"d\",\n");
        assert_eq!(failed, None);
    }

    #[test]
    fn a_sheet_that_breaks_off_keeps_its_rows() {
        let row = |number: u32| format!("<row r=\"{number}\">{}</row>", cell(&format!("A{number}"), "a"));
        let rows = row(1) + &row(2) + &row(3) + "<row r=\"4\"><c r=\"A4\"><v>1";
        let (text, failed) = sheet(&rows, LIMITS);
        // The last row may be cut short.
        assert_eq!(text, "\"a\"\n\"a\"\n");
        assert!(failed.is_some());
    }

    #[test]
    fn what_unpacks_to_too_much_is_not_unpacked() {
        let far = |row: u32| format!("<row r=\"{row}\">{}</row>", cell(&format!("XFD{row}"), "x"));
        let rows = (1..=20).map(far).collect::<String>() + "</sheetData></worksheet>";
        let (text, failed) = sheet(&rows, Limits { text: 100_000, ..LIMITS });
        // 16,383 commas, the cell and the line end are 16,387 bytes.
        assert_eq!(text.len(), 6 * 16_387);
        assert_eq!(failed.as_deref(), Some("as text it is larger than 0 MiB"));
        let limits = Limits { unpacked: 1000, ..LIMITS };
        let failed = Workbook::open(book(&rows), limits).err().expect("an error");
        assert!(failed.contains("larger than 0 MiB"), "{failed}");
    }

    #[test]
    fn one_text_in_many_cells_is_not_shown_for_ever() {
        let text = "tea ".repeat(50_000);
        let shared = |row: u32| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
        let rows = (1..=500).map(shared).collect::<String>() + "</sheetData></worksheet>";
        let mut book = Workbook::open(book_sharing(&rows, &text), LIMITS).expect("a workbook");
        let sheet = book.sheet("a").expect("a sheet");
        assert!(
            sheet.failed.as_deref().is_some_and(|why| why.contains("a thousand times")),
            "{:?}",
            sheet.failed
        );
        // 64 MiB, and 200,003 bytes a row.
        assert_eq!(sheet.rows, 335);
    }
}
