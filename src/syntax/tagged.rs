//! Tagged lines: formats whose every line begins with a tag (RIS, MEDLINE, Web of Science, `RefWorks`, `EndNote`).
//!
//! Only the grammar of lines is here: where a tag stands, what continues the line above, where lines end. What a tag
//! means is the format's own.

/// A tag with its value, continuation lines joined by line feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// The tag as it stands.
    pub tag: &'a str,
    /// The value; each line without outer white space.
    pub value: String,
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
        let length = rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
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
                fields.push(Field { tag, value: value.trim().to_owned(), line: line.number });
            }
            (None, _) if line.text.trim().is_empty() => {}
            (None, Some(field)) => {
                if !field.value.is_empty() {
                    field.value.push('\n');
                }
                field.value.push_str(line.text.trim());
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
    fn a_line_without_a_tag_continues_the_one_above() {
        let tag_of = |line: &'static str| line.split_once(':').filter(|(tag, _)| tag.len() == 2);
        let mut above = Vec::new();
        let found =
            fields(lines("preface\nAB: one\n  two\n\nCD:\nthree", 1), tag_of, |line| above.push(line.text));
        assert_eq!(above, ["preface"]);
        let shown: Vec<(&str, &str, u32)> =
            found.iter().map(|field| (field.tag, field.value.as_str(), field.line)).collect();
        assert_eq!(shown, [("AB", "one\ntwo", 2), ("CD", "three", 5)]);
    }
}
