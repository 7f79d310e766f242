//! Tagged lines: formats whose every line begins with a tag (RIS, MEDLINE, Web of Science, `RefWorks`, `EndNote`).
//!
//! Only the grammar of lines is here: where a tag stands, what continues the line above, where lines end. What a tag
//! means is the format's own.

use std::borrow::Cow;

/// A tag with its value, continuation lines joined by line feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// The tag as it stands.
    pub tag: &'a str,
    /// The value; each line without outer white space.
    pub value: Cow<'a, str>,
    /// Number of the tag's line, from 1.
    pub line: u32,
}

/// A line with its number and its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// Byte offset of its start.
    pub offset: usize,
    /// Number, from 1.
    pub number: u32,
    /// The characters, without line end.
    pub text: &'a str,
}

/// The lines of a text: LF, CRLF, CR, and the line and paragraph separators of Unicode end one. Only the first three
/// are counted, as editors do.
pub fn lines(text: &str, first_number: u32) -> impl Iterator<Item = Line<'_>> {
    let mut offset = 0;
    let mut number = first_number;
    std::iter::from_fn(move || {
        let rest = text.get(offset..).filter(|rest| !rest.is_empty())?;
        let length = line_length(rest);
        let line = Line { offset, number, text: rest.get(..length).unwrap_or_default() };
        let after = rest.get(length..).unwrap_or_default();
        let end = match after.chars().next() {
            Some('\r') if after.starts_with("\r\n") => 2,
            Some(character) => character.len_utf8(),
            None => 0,
        };
        if after.starts_with(['\n', '\r']) {
            number = number.saturating_add(1);
        }
        offset += length + end;
        Some(line)
    })
}

/// How many line ends of a text are counted: LF, CRLF and CR.
#[must_use]
pub fn line_ends(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let is_end = |at: &usize| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
    let count = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(is_end).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Length of the first line of a text, without its end.
fn line_length(text: &str) -> usize {
    // The separators of Unicode begin with a byte with which many other characters begin, so they are looked at again.
    memchr::memchr3_iter(b'\n', b'\r', 0xe2, text.as_bytes())
        .find(|at| text.get(*at..).is_some_and(|end| end.starts_with(['\n', '\r', '\u{2028}', '\u{2029}'])))
        .unwrap_or(text.len())
}

/// Where the last line begins that a test accepts, of those behind a line feed or at the start of a text: for cutting a long
/// text between two records without looking at all of it.
pub fn last_line_that(text: &str, accepts: impl Fn(&str) -> bool) -> Option<usize> {
    let mut end = text.len();
    loop {
        let before = text.get(..end)?;
        let start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |feed| feed + 1);
        let line = text.get(start..)?;
        if accepts(line.get(..line_length(line))?) {
            return Some(start);
        }
        end = start.checked_sub(1)?;
    }
}

/// Groups lines into fields. `tag_of` gives the tag a line begins with and what follows it; any other line continues
/// the field above. Lines before the first tag, and where `tag_of` says so, are in no field: `loose` gets them.
pub fn fields<'a>(
    lines: impl Iterator<Item = Line<'a>>,
    tag_of: impl Fn(&'a str) -> Option<(&'a str, &'a str)>,
    mut loose: impl FnMut(Line<'a>),
) -> Vec<Field<'a>> {
    let mut fields: Vec<Field<'a>> = Vec::new();
    for line in lines {
        match (tag_of(line.text), fields.last_mut()) {
            (Some((tag, value)), _) => {
                fields.push(Field { tag, value: Cow::Borrowed(value.trim()), line: line.number });
            }
            (None, _) if line.text.trim().is_empty() => {}
            (None, Some(field)) => {
                let value = field.value.to_mut();
                if !value.is_empty() {
                    value.push('\n');
                }
                value.push_str(line.text.trim());
            }
            (None, None) => loose(line),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_five_ways_and_are_counted_as_editors_do() {
        let cut: Vec<(u32, &str, usize)> =
            lines("a\r\nb\rc\u{2028}d\n\ne", 1).map(|line| (line.number, line.text, line.offset)).collect();
        assert_eq!(cut, [(1, "a", 0), (2, "b", 3), (3, "c", 5), (3, "d", 9), (4, "", 11), (5, "e", 12)]);
        assert_eq!(lines("", 1).count(), 0);
    }

    #[test]
    fn the_last_line_is_found_from_behind() {
        let begins = |line: &str| line.starts_with("TY");
        for (text, expected) in [
            ("TY a\nTI b\nTY c\nTI d\n", Some(10)),
            ("TY a\r\nTI b\r\n", Some(0)),
            ("xTY\n", None),
            ("", None),
            ("a\n\nTY", Some(3)),
        ] {
            assert_eq!(last_line_that(text, begins), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_without_a_tag_continues_the_one_above() {
        let tag_of = |line: &'static str| line.split_once(':').filter(|(tag, _)| tag.len() == 2);
        let mut above = Vec::new();
        let found =
            fields(lines("preface\nAB: one\n  two\n\nCD:\nthree", 1), tag_of, |line| above.push(line.text));
        assert_eq!(above, ["preface"]);
        let shown: Vec<(&str, &str, u32)> =
            found.iter().map(|field| (field.tag, field.value.as_ref(), field.line)).collect();
        assert_eq!(shown, [("AB", "one\ntwo", 2), ("CD", "three", 5)]);
    }
}
