//! Rows and cells of a table as text (RFC 4180 and what spreadsheets make of it), and the guard of cells that a
//! spreadsheet would run.
//!
//! The `csv` crate lets one quotation mark that is never closed swallow the rest of a file; here such a mark is a
//! character like any other, and its row ends where its line does.

use super::line_feeds;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

/// A quoted cell has fewer lines than this: a mark that is not closed by then was no quotation mark.
const MOST_LINES: usize = 500;

/// Whether quotation marks enclose cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// They do (RFC 4180).
    Always,
    /// Only where they must: around a separator, a line end or doubled marks, as spreadsheets put them into text
    /// separated by tabs. Around other words they are the author's.
    WhereNeeded,
    /// They are characters like any other.
    Never,
}

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// The row without its line end.
    pub text: &'a str,
    /// Byte offset of its start.
    pub offset: usize,
    /// Byte offset behind its line end.
    pub end: usize,
    /// Number of its first line, from 1.
    pub line: u32,
    /// Number of its last line.
    pub last_line: u32,
    /// Its line end stands in the text.
    pub is_whole: bool,
    /// A cell begins with a quotation mark that is never closed.
    pub is_open: bool,
    /// Further text could still close that mark.
    pub is_undecided: bool,
}

/// A cell with the number of lines of its row before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell<'a> {
    /// What stands in it.
    pub text: Cow<'a, str>,
    /// Line ends of the row before it.
    pub lines_before: u32,
    /// Byte offset in its row at which it begins, with its quotation mark.
    pub offset: usize,
}

/// The rows of a text whose cells any of the separators may part. A line feed, a carriage return or both end a row
/// outside quotation marks; line feeds alone are counted.
pub fn rows<'a>(text: &'a str, first_line: u32, separators: &'a [u8]) -> impl Iterator<Item = Row<'a>> {
    let bytes = text.as_bytes();
    let mut ahead = Ahead::of_lines(MOST_LINES);
    rows_by(text, first_line, separators, move |from| closing(bytes, from, separators, &mut ahead))
}

/// The same for tables with whole pages in their cells, which may have any number of lines and tabs.
pub fn rows_of_pages<'a>(
    text: &'a str,
    first_line: u32,
    separators: &'a [u8],
) -> impl Iterator<Item = Row<'a>> {
    let bytes = text.as_bytes();
    let mut ahead = Ahead::of_lines(usize::MAX);
    rows_by(text, first_line, separators, move |from| closing_of_page(bytes, from, separators, &mut ahead))
}

fn rows_by<'a>(
    text: &'a str,
    first_line: u32,
    separators: &'a [u8],
    mut closing: impl FnMut(usize) -> Closing + 'a,
) -> impl Iterator<Item = Row<'a>> {
    let mut offset = 0;
    let mut line = first_line;
    std::iter::from_fn(move || {
        if offset >= text.len() {
            return None;
        }
        let scanned = scan(text.as_bytes(), offset, separators, &mut closing);
        let Scanned { stop, end, is_open, is_undecided } = scanned;
        let whole = text.get(offset..stop).unwrap_or_default();
        let last_line = line.saturating_add(line_feeds(whole));
        let row =
            Row { text: whole, offset, end, line, last_line, is_whole: end > stop, is_open, is_undecided };
        line = line.saturating_add(line_feeds(text.get(offset..end).unwrap_or_default()));
        offset = end;
        Some(row)
    })
}

struct Scanned {
    /// Where the line end of the row begins.
    stop: usize,
    /// Where the next row begins.
    end: usize,
    is_open: bool,
    is_undecided: bool,
}

/// What becomes of a quotation mark that opens a cell.
#[derive(Clone, Copy)]
enum Closing {
    /// The mark that closes it stands here.
    At(usize),
    /// It is no quotation mark.
    Never,
    /// The text ends before that is known.
    Unknown,
}

fn scan(bytes: &[u8], from: usize, separators: &[u8], closing: &mut impl FnMut(usize) -> Closing) -> Scanned {
    let mut at = from;
    let mut cell_begins = true;
    let mut is_open = false;
    let mut is_undecided = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' => return Scanned { stop: at, end: at + 1, is_open, is_undecided },
            b'\r' => {
                let end = if bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 };
                return Scanned { stop: at, end, is_open, is_undecided };
            }
            // After one mark that nothing closes no other one of the row is looked at, so that time stays linear.
            b'"' if cell_begins && !is_open => match closing(at + 1) {
                Closing::At(close) => {
                    at = close;
                    cell_begins = false;
                }
                Closing::Never => is_open = true,
                Closing::Unknown => {
                    is_open = true;
                    is_undecided = true;
                }
            },
            // A blank between separator and mark is common.
            b' ' => {}
            _ => {
                cell_begins = separators.contains(&byte);
                if !cell_begins {
                    // Up to the end of the cell no byte means anything.
                    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r') || separators.contains(byte);
                    let rest = bytes.get(at..).unwrap_or_default();
                    at += rest.iter().position(ends).unwrap_or(rest.len());
                    continue;
                }
            }
        }
        at += 1;
    }
    Scanned { stop: bytes.len(), end: bytes.len(), is_open, is_undecided }
}

/// What was found behind marks that nothing closed: it is not looked for again, so that time stays linear.
struct Ahead {
    /// So many line ends and more are in no cell.
    most_lines: usize,
    /// Between these offsets nothing closes a mark that stands on the same line, or says that it is none.
    line: Range<usize>,
    /// Line ends, each as good as the others for a mark before it that is still open.
    ends: VecDeque<usize>,
    /// What becomes of such a mark, if it is known and not too many lines lie between.
    what: Option<Closing>,
}

impl Ahead {
    fn of_lines(most_lines: usize) -> Self {
        Self { most_lines, line: 0..0, ends: VecDeque::new(), what: None }
    }

    /// The end of the line up to which a mark is open, of the text, or of the cell before a tab where `tabs` says so.
    fn end_of_line(
        &mut self,
        bytes: &[u8],
        from: usize,
        separators: &[u8],
        tabs: bool,
    ) -> Result<usize, Closing> {
        let mut at = from;
        loop {
            // Behind a run of marks it is one where it began.
            if self.line.contains(&at) && bytes.get(at) != Some(&b'"') {
                return Ok(self.line.end);
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let next = memchr::memchr3(b'"', b'\n', b'\t', rest).unwrap_or(rest.len());
            at += next;
            match bytes.get(at) {
                Some(b'"') => at += 1 + at_mark(bytes, at, false, separators)?,
                Some(b'\t') if !tabs => at += 1,
                _ => break,
            }
        }
        self.line = from..at;
        Ok(at)
    }
}

/// Where the quotation mark stands that closes a cell: before a separator, a line end or the end of the text. A cell is
/// left open where nothing closes it, or where beyond a line end another cell begins with a mark.
fn closing(bytes: &[u8], from: usize, separators: &[u8], ahead: &mut Ahead) -> Closing {
    // No spreadsheet has a tab in a cell: one that follows shows that the mark is the author's.
    let tabs = separators == b"\t";
    let line_end = match ahead.end_of_line(bytes, from, separators, tabs) {
        Ok(end) => end,
        Err(what) => return what,
    };
    match bytes.get(line_end) {
        None => return Closing::Unknown,
        Some(b'\t') => return Closing::Never,
        Some(_) => {}
    }
    if let Ok(place) = ahead.ends.binary_search(&line_end) {
        ahead.ends.drain(..place);
    } else {
        ahead.ends.clear();
        ahead.ends.push_back(line_end);
        ahead.what = None;
    }
    let mut at = ahead.ends.back().map_or(line_end, |end| end + 1);
    while ahead.ends.len() < ahead.most_lines {
        if let Some(what) = ahead.what {
            return what;
        }
        // Nothing else matters inside a cell.
        let rest = bytes.get(at..).unwrap_or_default();
        at += memchr::memchr3(b'"', b'\n', b'\t', rest).unwrap_or(rest.len());
        match bytes.get(at) {
            None => ahead.what = Some(Closing::Unknown),
            Some(b'\n') => ahead.ends.push_back(at),
            Some(b'\t') if tabs => ahead.what = Some(Closing::Never),
            Some(b'"') => match at_mark(bytes, at, true, separators) {
                Ok(length) => at += length,
                Err(what) => ahead.what = Some(what),
            },
            Some(_) => {}
        }
        at += 1;
    }
    Closing::Never
}

/// What a quotation mark within a cell is: how many bytes behind it belong to it, or what becomes of the mark that opened the
/// cell. `is_further` is whether a line end stands between the two.
fn at_mark(bytes: &[u8], at: usize, is_further: bool, separators: &[u8]) -> Result<usize, Closing> {
    let before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied();
    let begins =
        is_further && before.is_some_and(|byte| matches!(byte, b'\n' | b'\r') || separators.contains(&byte));
    if bytes.get(at + 1) == Some(&b'"') {
        return match bytes.get(at + 2) {
            None if begins => Err(Closing::Unknown),
            Some(after) if begins && ends_cell(*after, separators) => Err(Closing::Never),
            _ => Ok(1),
        };
    }
    let rest = bytes.get(at + 1..).unwrap_or_default();
    let after = rest.iter().find(|byte| **byte != b' ');
    if after.is_none_or(|byte| ends_cell(*byte, separators)) {
        return Err(Closing::At(at));
    }
    if begins { Err(Closing::Never) } else { Ok(0) }
}

/// [`closing`] without an end to the lines: any mark that is still open at a line end before the last one of `ends` has the
/// same end.
fn closing_of_page(bytes: &[u8], from: usize, separators: &[u8], ahead: &mut Ahead) -> Closing {
    let line_end = match ahead.end_of_line(bytes, from, separators, false) {
        Ok(end) => end,
        Err(what) => return what,
    };
    if line_end >= bytes.len() {
        return Closing::Unknown;
    }
    let known = ahead.ends.front().zip(ahead.ends.back());
    if let (Some(what), Some((first, last))) = (ahead.what, known)
        && (*first..=*last).contains(&line_end)
    {
        return what;
    }
    let mut at = line_end;
    let what = loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += memchr::memchr(b'"', rest).unwrap_or(rest.len());
        if at >= bytes.len() {
            break Closing::Unknown;
        }
        match at_mark(bytes, at, true, separators) {
            Ok(length) => at += 1 + length,
            Err(what) => break what,
        }
    };
    ahead.ends = VecDeque::from([line_end, at]);
    ahead.what = Some(what);
    what
}

fn ends_cell(byte: u8, separators: &[u8]) -> bool {
    matches!(byte, b'\n' | b'\r') || separators.contains(&byte)
}

/// The cells of a row.
#[must_use]
pub fn cells(row: &str, separator: u8, quoting: Quoting) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let mut at = 0;
    let mut lines_before = 0;
    let mut quoting = quoting;
    loop {
        let rest = row.get(at..).unwrap_or_default();
        let (text, length) = cell(rest, separator, &mut quoting);
        let raw = rest.get(..length).unwrap_or_default();
        cells.push(Cell { text, lines_before, offset: at });
        lines_before += line_feeds(raw);
        at += length + 1;
        if at > row.len() {
            return cells;
        }
    }
}

/// The first cell of a text, and its length there. Behind a mark that nothing closes none is looked for: each would look through
/// the rest of the row.
fn cell<'a>(rest: &'a str, separator: u8, quoting: &mut Quoting) -> (Cow<'a, str>, usize) {
    let separators = [separator];
    let plain = || {
        let length = memchr::memchr(separator, rest.as_bytes()).unwrap_or(rest.len());
        (Cow::Borrowed(rest.get(..length).unwrap_or_default()), length)
    };
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let quoted = rest.get(blanks..).is_some_and(|rest| rest.starts_with('"'));
    if !quoted || *quoting == Quoting::Never {
        return plain();
    }
    let mut ahead = Ahead::of_lines(MOST_LINES);
    let closing = match quoting {
        // The next tab ends the search.
        Quoting::WhereNeeded => closing(rest.as_bytes(), blanks + 1, &separators, &mut ahead),
        Quoting::Always | Quoting::Never => {
            closing_of_page(rest.as_bytes(), blanks + 1, &separators, &mut ahead)
        }
    };
    let close = match closing {
        Closing::At(close) => close,
        Closing::Never if *quoting == Quoting::WhereNeeded => return plain(),
        Closing::Never | Closing::Unknown => {
            *quoting = Quoting::Never;
            return plain();
        }
    };
    let inside = rest.get(blanks + 1..close).unwrap_or_default();
    let is_needed = inside.contains([',', '\n', '\r', '\t']) || inside.contains("\"\"");
    if *quoting == Quoting::WhereNeeded && !is_needed {
        return plain();
    }
    let behind = rest.get(close + 1..).unwrap_or_default();
    let length = close + 1 + (behind.len() - behind.trim_start_matches(' ').len());
    let text = if inside.contains("\"\"") {
        Cow::Owned(inside.replace("\"\"", "\""))
    } else {
        Cow::Borrowed(inside)
    };
    (text, length)
}

/// Whether a spreadsheet runs the cell, or the cell looks like one that was guarded.
fn needs_guard(text: &str) -> bool {
    let is_trigger =
        |character| matches!(character, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    text.trim_start_matches('\'').starts_with(is_trigger)
}

/// The cell with an apostrophe in front, if a spreadsheet would run it.
#[must_use]
pub fn guarded(text: String) -> String {
    if needs_guard(&text) { format!("'{text}") } else { text }
}

/// A cell of a guarded table as it was before: one apostrophe goes where one was put.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| needs_guard(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(row: &str, separator: u8, quoting: Quoting) -> Vec<String> {
        cells(row, separator, quoting).into_iter().map(|cell| cell.text.into_owned()).collect()
    }

    fn lines(text: &str) -> Vec<(&str, u32, bool)> {
        rows(text, 1, b",;").map(|row| (row.text, row.line, row.is_open)).collect()
    }

    #[test]
    fn a_row_ends_outside_quotation_marks() {
        assert_eq!(
            lines("a,\"b\nc\"\r\nd\re,\"\"\n\nf"),
            [
                ("a,\"b\nc\"", 1, false),
                ("d", 3, false),
                ("e,\"\"", 3, false),
                ("", 4, false),
                ("f", 5, false)
            ]
        );
        assert_eq!(lines("a, \"b\n\" ,c\nd").len(), 2);
    }

    #[test]
    fn a_mark_that_is_never_closed_costs_its_line() {
        assert_eq!(
            lines("1,\"a\n2,\"b\"\n3,c"),
            [("1,\"a", 1, true), ("2,\"b\"", 2, false), ("3,c", 3, false)]
        );
        assert_eq!(lines("1,\"a\n2,\"\",x\n").len(), 2);
        assert_eq!(lines("1,\"a\n2,b\n"), [("1,\"a", 1, true), ("2,b", 2, false)]);
        // Marks inside a cell that somebody forgot to double.
        assert_eq!(
            lines("1,\"a\nsaid \"b\" then\",x\n2"),
            [("1,\"a\nsaid \"b\" then\",x", 1, false), ("2", 3, false)]
        );
        let long = format!("1,\"a{}\"\n2,b", "\nx".repeat(MOST_LINES));
        assert!(lines(&long).len() > MOST_LINES);
    }

    #[test]
    fn many_open_marks_take_no_time() {
        let text = "\"a,".repeat(300_000);
        assert_eq!(lines(&text).len(), 1);
        let text = "x,\"a\ny\n".repeat(100_000);
        assert_eq!(lines(&text).len(), 200_000);
    }

    /// What is known from before changes no row, whatever stands in the text.
    #[test]
    fn what_was_found_once_holds_for_the_marks_behind() {
        let mut number: u64 = 7;
        let mut next = move |below: usize| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(number >> 33).expect("31 bits") % below
        };
        let places = |closing: &mut dyn FnMut(usize) -> Closing, text: &str, separators: &[u8]| {
            let rows = rows_by(text, 1, separators, closing);
            rows.map(|row| (row.offset, row.end, row.is_open, row.is_undecided)).collect::<Vec<_>>()
        };
        for round in 0..20_000 {
            let signs = ["\"", "\"", "\"\"\"", "x", "x", ",", "\n", "\n", "\r", " ", "\t"];
            let text: String = (0..next(60)).map(|_| signs[next(11)]).collect();
            let separators: &[u8] = if round % 2 == 0 { b"," } else { b"\t" };
            let bytes = text.as_bytes();
            for find in [closing, closing_of_page] {
                let mut ahead = Ahead::of_lines(3);
                let remembered =
                    places(&mut |from| find(bytes, from, separators, &mut ahead), &text, separators);
                let mut anew = |from| find(bytes, from, separators, &mut Ahead::of_lines(3));
                assert_eq!(remembered, places(&mut anew, &text, separators), "{text:?}");
            }
        }
    }

    #[test]
    fn pages_in_cells_have_any_number_of_lines() {
        let rows = |text: &str| -> Vec<(String, bool)> {
            rows_of_pages(text, 1, b",;\t").map(|row| (row.text.to_owned(), row.is_open)).collect()
        };
        let page = format!("1,\"{}said \"\"x\"\"\t\n\"\n2,\"b", "line\n".repeat(3 * MOST_LINES));
        assert_eq!(rows(&page).len(), 2);
        assert_eq!(cells(&rows(&page)[0].0, b',', Quoting::Always).len(), 2);
        for text in
            ["1,\"a\n2,\"b\"\n3,c", "1,5\" disk\n2,b\n", "1,\"a\n2,\"\",x\n", "1,\"a\nx\ny", "\"\"\"x\ny\nz"]
        {
            let expected: Vec<(String, bool)> =
                super::rows(text, 1, b",;\t").map(|row| (row.text.to_owned(), row.is_open)).collect();
            assert_eq!(rows(text), expected, "{text:?}");
        }
        // Each mark would look through all lines behind it.
        assert_eq!(rows(&"\"\"\"x\n".repeat(100_000)).len(), 100_000);
        assert_eq!(cells(&"\"a,".repeat(100_000), b',', Quoting::Always).len(), 100_001);
    }

    #[test]
    fn cells_are_parted_and_unquoted() {
        let always = |row| texts(row, b',', Quoting::Always);
        assert_eq!(always("a,\"b, \"\"c\"\"\", d,"), ["a", "b, \"c\"", " d", ""]);
        assert_eq!(always("a, \"b,c\" ,d"), ["a", "b,c", "d"]);
        assert_eq!(always("\"he \"x\" said\",b"), ["he \"x\" said", "b"]);
        assert_eq!(always("\"a,b"), ["\"a", "b"]);
        assert_eq!(always(""), [""]);
        let tabs = |row| texts(row, b'\t', Quoting::WhereNeeded);
        assert_eq!(tabs("\"Ou, W\"\t\"Tea\"\t\"a \"\"b\"\"\""), ["Ou, W", "\"Tea\"", "a \"b\""]);
        assert_eq!(tabs("\"Tea\tby \"me\"\tx"), ["\"Tea", "by \"me\"", "x"]);
        assert_eq!(texts("\"a, b\"\tc", b'\t', Quoting::Never), ["\"a, b\"", "c"]);
        let places: Vec<u32> =
            cells("a,\"b\nc\",d", b',', Quoting::Always).into_iter().map(|it| it.lines_before).collect();
        assert_eq!(places, [0, 0, 1]);
    }

    #[test]
    fn formulas_are_text_and_come_back() {
        for (cell, written) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("+1", "'+1"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("''-1", "'''-1"),
            ("'quoted'", "'quoted'"),
            ("a=1", "a=1"),
            ("'", "'"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell.to_owned()), written);
            assert_eq!(unguarded(written), cell);
        }
    }
}
