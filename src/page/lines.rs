//! Lines of a page, and passages: stretches of several lines that one grammar reads as one text.

use crate::record::Style;
use crate::syntax::html::{Item, Mark, RenderedLine, tagged};
use crate::value::Part;
use std::borrow::Cow;

/// A line without its line end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Number in the file, from 1.
    pub(crate) number: u32,
    /// Byte offset of the line in the text it was cut from.
    pub(crate) offset: usize,
    /// The characters.
    pub(crate) text: &'a str,
    inner: (usize, usize),
    /// Stretches of the text with marks, in order; a page that is plain text has none.
    pub(crate) marks: &'a [Mark],
    /// What a browser draws before the line.
    pub(crate) item: Item,
    /// Whether a place in the text is a place in the file.
    pub(crate) columns: Columns,
}

/// Whether a column of a line is one of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Columns {
    /// The line is one of the file, as it stands there.
    OfFile,
    /// The line was made from HTML.
    Unknown,
}

/// White space as a page knows it: also what has no width, such as a byte-order mark inside a copy.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

/// Characters without width that scraping leaves behind.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
        || (character.is_control() && !character.is_whitespace())
}

/// Whether a byte is a blank of ASCII.
fn is_ascii_blank(byte: u8) -> bool {
    byte <= b' ' || byte == 0x7f
}

fn inner(text: &str) -> (usize, usize) {
    // Copies of pages are indented, by blanks that are told by their bytes, and have many lines of nothing else.
    let bytes = text.as_bytes();
    let Some(first) = bytes.iter().position(|byte| !is_ascii_blank(*byte)) else { return (0, 0) };
    let last = bytes.iter().rposition(|byte| !is_ascii_blank(*byte)).unwrap_or(first);
    if bytes.get(first).is_some_and(u8::is_ascii) && bytes.get(last).is_some_and(u8::is_ascii) {
        return (first, last + 1);
    }
    let Some(bare) = text.get(first..=last) else { return (0, 0) };
    let start = last + 1 - bare.trim_start_matches(is_blank).len();
    let end = first + bare.trim_end_matches(is_blank).len();
    if start >= end { (0, 0) } else { (start, end) }
}

impl<'a> Line<'a> {
    /// The byte range without outer white space; empty for a blank line.
    pub(crate) fn inner(&self) -> (usize, usize) {
        self.inner
    }

    /// The text without outer white space.
    pub(crate) fn trimmed(&self) -> &'a str {
        let (start, end) = self.inner();
        self.text.get(start..end).unwrap_or_default()
    }

    /// The line of a document.
    pub(crate) fn rendered(line: &'a RenderedLine) -> Self {
        Self {
            number: line.number,
            offset: line.offset,
            text: &line.text,
            inner: inner(&line.text),
            marks: &line.marks,
            item: line.item,
            columns: Columns::Unknown,
        }
    }

    /// Whether a browser draws a bullet or a number before the line.
    pub(crate) fn is_item(&self) -> bool {
        self.item != Item::None
    }

    /// Whether there is nothing to see.
    pub(crate) fn is_blank(&self) -> bool {
        self.inner() == (0, 0)
    }
}

/// Cuts a text into lines at LF, CRLF or a lone CR. A line end at the very end opens no further line.
pub(crate) fn lines(text: &str, first_number: u32) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1);
    let mut offset = 0;
    let mut number = first_number;
    while offset < text.len() {
        let rest = text.get(offset..).unwrap_or_default();
        let length = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        lines.push(Line {
            number,
            offset,
            text: line,
            inner: inner(line),
            marks: &[],
            item: Item::None,
            columns: Columns::OfFile,
        });
        offset += length
            + match rest.as_bytes().get(length..) {
                Some([b'\r', b'\n', ..]) => 2,
                Some([_, ..]) => 1,
                _ => 0,
            };
        number = number.saturating_add(1);
    }
    lines
}

/// A stretch of one line, by index into the page's lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) line: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Stretches joined with line feeds, and the way back from an offset to its line.
#[derive(Debug, Default)]
pub(crate) struct Passage {
    /// The joined text a grammar reads.
    pub(crate) text: String,
    pieces: Vec<(usize, Stretch)>,
    /// Stretches of the text with marks, in order.
    marks: Vec<Mark>,
    /// Commas between markers.
    separators: Vec<Stretch>,
    /// Raised letters on lines of their own, which can only be markers.
    letters: Vec<String>,
}

/// What stands between raised markers.
const MARKER_SEPARATORS: [char; 5] = [',', '，', ';', '；', '、'];

/// How the raised characters of a passage reach its grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Raised {
    /// As the characters they are.
    Inline,
    /// On lines of their own, as a scraped page has the markers of its authors.
    OnOwnLine,
    /// With a full stop behind those that begin a line or follow a separator, as labels; so are the numbers of items.
    AsLabel,
}

impl Passage {
    /// Joins stretches, in order.
    pub(crate) fn new(lines: &[Line<'_>], stretches: &[Stretch]) -> Self {
        Self::with_raised(lines, stretches, Raised::Inline)
    }

    /// Joins stretches, in order, raised characters as the grammar wants them.
    pub(crate) fn with_raised(lines: &[Line<'_>], stretches: &[Stretch], raised: Raised) -> Self {
        let mut passage = Self::default();
        for stretch in stretches {
            let Some(line) = lines.get(stretch.line) else { continue };
            if line.text.get(stretch.start..stretch.end).is_none() {
                continue;
            }
            if !passage.pieces.is_empty() {
                passage.text.push('\n');
            }
            match raised {
                Raised::Inline => passage.push_marked(line, stretch),
                Raised::OnOwnLine => {
                    for (piece, is_raised) in apart(line, stretch) {
                        let text = line.text.get(piece.start..piece.end).unwrap_or_default();
                        if is_raised && is_roman(text) {
                            // No grammar of names has such markers: left out, so that nobody is called `II`, and told
                            // as unclaimed.
                            continue;
                        }
                        if piece.start > stretch.start {
                            passage.text.push('\n');
                        }
                        if is_raised {
                            passage.push_markers(line, &piece);
                        } else {
                            passage.push(line, &piece);
                        }
                    }
                }
                Raised::AsLabel => passage.push_labelled(line, stretch),
            }
        }
        passage
    }

    fn push(&mut self, line: &Line<'_>, stretch: &Stretch) {
        self.pieces.push((self.text.len(), *stretch));
        self.text.push_str(line.text.get(stretch.start..stretch.end).unwrap_or_default());
    }

    /// Adds raised markers without the commas between them, which could be taken for those between names.
    fn push_markers(&mut self, line: &Line<'_>, stretch: &Stretch) {
        let own = line.text.get(stretch.start..stretch.end).unwrap_or_default();
        let inner = own.trim_matches(MARKER_SEPARATORS);
        let first = own.len() - own.trim_start_matches(MARKER_SEPARATORS).len();
        let mut start = stretch.start;
        let is_letter =
            |marker: &str| marker.chars().take(3).count() <= 2 && marker.chars().all(char::is_alphabetic);
        let markers = inner.split(|it: char| MARKER_SEPARATORS.contains(&it) || it.is_whitespace());
        self.letters
            .extend(markers.filter(|marker| !marker.is_empty() && is_letter(marker)).map(str::to_owned));
        for (at, separator) in inner.match_indices(MARKER_SEPARATORS) {
            let at = stretch.start + first + at;
            self.push(line, &Stretch { start, end: at, ..*stretch });
            self.text.push(' ');
            start = at + separator.len();
            self.separators.push(Stretch { start: at, end: start, ..*stretch });
        }
        self.push(line, &Stretch { start, ..*stretch });
    }

    /// What was left out of the text because it only separates.
    pub(crate) fn separators(&self) -> &[Stretch] {
        &self.separators
    }

    /// Letters that the page raises among its authors: they are markers, whatever institutions it names.
    pub(crate) fn raised_letters(&self) -> &[String] {
        &self.letters
    }

    fn push_marked(&mut self, line: &Line<'_>, stretch: &Stretch) {
        let at = self.text.len();
        for mark in line.marks.iter().filter_map(|mark| clipped(*mark, stretch)) {
            let (start, end) = (mark.start - stretch.start + at, mark.end - stretch.start + at);
            self.marks.push(Mark { start, end, ..mark });
        }
        self.push(line, stretch);
    }

    /// Adds a stretch in which raised characters at its start or behind a separator are labels.
    fn push_labelled(&mut self, line: &Line<'_>, stretch: &Stretch) {
        let begins_line = stretch.start == line.inner().0;
        let text = |from: usize, to: usize| line.text.get(from..to).unwrap_or_default();
        for (piece, is_raised) in apart(line, stretch) {
            let before = text(stretch.start, piece.start).trim_end();
            let separated = before.is_empty() || before.ends_with([';', '；', ',', '，', '.', '。']);
            let own = text(piece.start, piece.end);
            let is_short = own.chars().take(4).count() <= 3;
            let is_label = is_raised
                && separated
                && is_short
                && own.chars().all(|character| character.is_ascii_alphanumeric());
            let has_label =
                own.starts_with(|first: char| first.is_ascii_digit() || "([*†‡§¶①".contains(first));
            if let Item::Number(number) = line.item
                && begins_line
                && before.is_empty()
                && !has_label
                && !is_label
            {
                self.text.push_str(&number.to_string());
                self.text.push_str(". ");
            }
            self.push(line, &piece);
            if is_label {
                self.text.push_str(". ");
            }
        }
    }

    /// The text with its marks as inline tags, but for italics and bold type of the whole: that is layout, not
    /// meaning. A text that has tags of its own keeps only those, so that the two cannot cross.
    pub(crate) fn tagged(&self) -> String {
        let has_tags = self.text.match_indices('<').any(|(at, _)| {
            let next = self.text.get(at + 1..).and_then(|rest| rest.chars().next());
            next.is_some_and(|next| next.is_ascii_alphabetic() || next == '/')
        });
        if self.marks.is_empty() || has_tags {
            return self.text.clone();
        }
        let covered = |wanted: fn(Style) -> bool| {
            let mut at = 0;
            for mark in self.marks.iter().filter(|mark| wanted(mark.style)) {
                if self.text.get(at..mark.start).is_none_or(|between| !between.trim().is_empty()) {
                    return false;
                }
                at = mark.end;
            }
            self.text.get(at..).is_some_and(|rest| rest.trim().is_empty())
        };
        let (all_italic, all_bold) = (covered(|style| style.italic), covered(|style| style.bold));
        let own = self.marks.iter().map(|mark| {
            let Style { italic, bold, .. } = mark.style;
            let style = Style { italic: italic && !all_italic, bold: bold && !all_bold, ..mark.style };
            Mark { style, ..*mark }
        });
        tagged(&self.text, &own.filter(|mark| mark.style != Style::PLAIN).collect::<Vec<_>>())
    }

    /// Whether a stretch of the page carries marks.
    pub(crate) fn has_marks(&self) -> bool {
        !self.marks.is_empty()
    }

    /// The stretch of a single line that holds the offset.
    pub(crate) fn place(&self, offset: usize) -> Option<Stretch> {
        let index = self.pieces.partition_point(|(at, _)| *at <= offset).checked_sub(1)?;
        self.pieces.get(index).map(|(_, stretch)| *stretch)
    }

    /// The index of the first line.
    pub(crate) fn first_line(&self) -> Option<usize> {
        self.pieces.first().map(|(_, stretch)| stretch.line)
    }

    /// The passage before and from an offset at which a line begins.
    pub(crate) fn split(&self, offset: usize) -> Option<(Self, Self)> {
        let index = self.pieces.iter().position(|(at, _)| *at == offset)?;
        let (before, after) = self.pieces.split_at_checked(index)?;
        let head = self.text.get(..offset)?.trim_end_matches('\n');
        let shifted = after.iter().map(|(at, stretch)| (at - offset, *stretch)).collect();
        Some((
            Self {
                text: head.to_owned(),
                pieces: before.to_vec(),
                marks: self.marks.iter().filter(|mark| mark.end <= head.len()).copied().collect(),
                separators: Vec::new(),
                letters: Vec::new(),
            },
            Self {
                text: self.text.get(offset..)?.to_owned(),
                pieces: shifted,
                marks: self
                    .marks
                    .iter()
                    .filter(|mark| mark.start >= offset)
                    .map(|mark| Mark { start: mark.start - offset, end: mark.end - offset, ..*mark })
                    .collect(),
                separators: Vec::new(),
                letters: Vec::new(),
            },
        ))
    }

    /// Where a grammar's part lies on the page: one stretch for each line it touches.
    pub(crate) fn locate(&self, part: &Part) -> impl Iterator<Item = Stretch> {
        let part = *part;
        let first = self.pieces.partition_point(|(at, _)| *at <= part.start).saturating_sub(1);
        let touched = self.pieces.iter().skip(first).take_while(move |(at, _)| *at < part.end);
        touched.filter_map(move |(at, stretch)| {
            let piece_end = at + (stretch.end - stretch.start);
            let (start, end) = (part.start.max(*at), part.end.min(piece_end));
            (start < end).then(|| Stretch {
                line: stretch.line,
                start: stretch.start + (start - at),
                end: stretch.start + (end - at),
            })
        })
    }
}

/// The text of a stretch with a blank in the place of its raised characters: the names of a list of authors without
/// their markers.
pub(crate) fn without_raised<'a>(line: &Line<'a>, stretch: &Stretch) -> Cow<'a, str> {
    let text = line.text.get(stretch.start..stretch.end).unwrap_or_default();
    if !line.marks.iter().any(|mark| mark.style.superscript) {
        return Cow::Borrowed(text);
    }
    let kept = apart(line, stretch).into_iter().map(|(piece, is_raised)| {
        if is_raised { " " } else { line.text.get(piece.start..piece.end).unwrap_or_default() }
    });
    Cow::Owned(kept.collect::<String>().trim().replace(" ,", ",").replace(" ;", ";"))
}

/// Whether raised characters are Roman numerals with commas between them: `I`, `II,III`.
fn is_roman(text: &str) -> bool {
    text.chars().any(|it| matches!(it, 'I' | 'V' | 'X'))
        && text.chars().all(|it| matches!(it, 'I' | 'V' | 'X' | ' ') || MARKER_SEPARATORS.contains(&it))
}

/// The part of a mark that lies in a stretch.
fn clipped(mark: Mark, stretch: &Stretch) -> Option<Mark> {
    let (start, end) = (mark.start.max(stretch.start), mark.end.min(stretch.end));
    (start < end).then_some(Mark { start, end, ..mark })
}

/// A stretch cut at both ends of its raised characters; whether each piece is raised.
fn apart(line: &Line<'_>, stretch: &Stretch) -> Vec<(Stretch, bool)> {
    let mut pieces = Vec::new();
    let mut at = stretch.start;
    let piece = |start, end| Stretch { start, end, ..*stretch };
    let raised = line.marks.iter().filter(|mark| mark.style.superscript);
    for mark in raised.filter_map(|mark| clipped(*mark, stretch)) {
        pieces.push((piece(at, mark.start), false));
        pieces.push((piece(mark.start, mark.end), true));
        at = mark.end;
    }
    pieces.push((piece(at, stretch.end), false));
    pieces.retain(|(piece, _)| piece.start < piece.end);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_all_kinds_count_once() {
        let cut: Vec<(u32, &str)> =
            lines("a\r\nb\rc\n\nd", 1).into_iter().map(|line| (line.number, line.text)).collect();
        assert_eq!(cut, [(1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "d")]);
    }

    #[test]
    fn no_break_space_is_no_text() {
        let page = lines("\u{a0}\u{a0} 2022;49(4):217-221\t", 1);
        assert_eq!(page[0].trimmed(), "2022;49(4):217-221");
    }

    #[test]
    fn blanks_of_all_kinds_are_around_a_text() {
        for (text, trimmed) in [
            ("", ""),
            (" \t ", ""),
            (" \u{1}a\u{7f} ", "a"),
            ("\t\u{3000} 中 文\u{feff} ", "中 文"),
            (" \u{200b} \u{a0}", ""),
            ("a", "a"),
        ] {
            let page = lines(text, 1);
            assert_eq!(page.first().map_or("", Line::trimmed), trimmed, "{text:?}");
            assert!(page.iter().all(|line| line.is_blank() == trimmed.is_empty()), "{text:?}");
        }
    }

    #[test]
    fn a_part_over_two_lines_is_found_on_both() {
        let page = lines("  ab\n cd ", 1);
        let stretches = [Stretch { line: 0, start: 2, end: 4 }, Stretch { line: 1, start: 1, end: 3 }];
        let passage = Passage::new(&page, &stretches);
        assert_eq!(passage.text, "ab\ncd");
        let located: Vec<Stretch> = passage.locate(&Part::field(1, 4, "title")).collect();
        assert_eq!(located, [Stretch { line: 0, start: 3, end: 4 }, Stretch { line: 1, start: 1, end: 2 }]);
    }
}
