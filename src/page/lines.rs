//! Lines of a page, and passages: stretches of several lines that one grammar reads as one text.

use crate::value::Part;

/// A line without its line end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Number in the file, from 1.
    pub(crate) number: u32,
    /// Byte offset of the line in the text it was cut from.
    pub(crate) offset: usize,
    /// The characters.
    pub(crate) text: &'a str,
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

impl<'a> Line<'a> {
    /// The byte range without outer white space; empty for a blank line.
    pub(crate) fn inner(&self) -> (usize, usize) {
        let start = self.text.len() - self.text.trim_start_matches(is_blank).len();
        let end = self.text.trim_end_matches(is_blank).len();
        if start >= end { (0, 0) } else { (start, end) }
    }

    /// The text without outer white space.
    pub(crate) fn trimmed(&self) -> &'a str {
        let (start, end) = self.inner();
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether there is nothing to see.
    pub(crate) fn is_blank(&self) -> bool {
        self.inner() == (0, 0)
    }
}

/// Cuts a text into lines at LF, CRLF or a lone CR. A line end at the very end opens no further line.
pub(crate) fn lines(text: &str, first_number: u32) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut offset = 0;
    let mut number = first_number;
    while offset < text.len() {
        let rest = text.get(offset..).unwrap_or_default();
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        lines.push(Line { number, offset, text: line });
        let after = rest.get(length..).unwrap_or_default();
        offset += length + if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
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
}

impl Passage {
    /// Joins stretches, in order.
    pub(crate) fn new(lines: &[Line<'_>], stretches: &[Stretch]) -> Self {
        let mut passage = Self::default();
        for stretch in stretches {
            let text = lines.get(stretch.line).and_then(|line| line.text.get(stretch.start..stretch.end));
            let Some(text) = text else { continue };
            if !passage.pieces.is_empty() {
                passage.text.push('\n');
            }
            passage.pieces.push((passage.text.len(), *stretch));
            passage.text.push_str(text);
        }
        passage
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
            Self { text: head.to_owned(), pieces: before.to_vec() },
            Self { text: self.text.get(offset..)?.to_owned(), pieces: shifted },
        ))
    }

    /// Where a grammar's part lies on the page: one stretch for each line it touches.
    pub(crate) fn locate(&self, part: &Part) -> Vec<Stretch> {
        let mut located = Vec::new();
        let first = self.pieces.partition_point(|(at, _)| *at <= part.start).saturating_sub(1);
        for (at, stretch) in self.pieces.iter().skip(first) {
            let piece_end = at + (stretch.end - stretch.start);
            let (start, end) = (part.start.max(*at), part.end.min(piece_end));
            if *at >= part.end {
                break;
            }
            if start < end {
                located.push(Stretch {
                    line: stretch.line,
                    start: stretch.start + (start - at),
                    end: stretch.start + (end - at),
                });
            }
        }
        located
    }
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
    fn a_part_over_two_lines_is_found_on_both() {
        let page = lines("  ab\n cd ", 1);
        let stretches = [Stretch { line: 0, start: 2, end: 4 }, Stretch { line: 1, start: 1, end: 3 }];
        let passage = Passage::new(&page, &stretches);
        assert_eq!(passage.text, "ab\ncd");
        let located = passage.locate(&Part::field(1, 4, "title"));
        assert_eq!(located, [Stretch { line: 0, start: 3, end: 4 }, Stretch { line: 1, start: 1, end: 2 }]);
    }
}
