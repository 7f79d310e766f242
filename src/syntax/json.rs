//! Where one object of a JSON text ends and the next begins, without reading either.
//!
//! The scanner takes arrays of objects, objects one after the other with anything of white space and commas between
//! them, and objects that carry their list in a member `items`. It remembers nothing from one object to the next, so
//! that a text may be cut behind any object, and it never calls itself, whatever the nesting.

/// Containers within containers that an item may have; `serde_json` stops at 128.
pub const DEPTH_LIMIT: usize = 100;

/// A stretch of a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A whole object.
    Item {
        /// Offset of its brace.
        start: usize,
        /// Offset behind its closing brace.
        end: usize,
    },
    /// Something that is no whole object.
    Broken {
        /// Offset of its first byte.
        start: usize,
        /// Offset behind its last byte.
        end: usize,
        /// Offset of the fault, within the piece or at its end.
        at: usize,
        /// What is wrong, as a sentence for people.
        reason: &'static str,
    },
    /// The beginning of an object around a list of items, up to the bracket of the list.
    Wrapper {
        /// Offset of its brace.
        start: usize,
        /// Offset behind the bracket of the list.
        end: usize,
    },
    /// Something that the text ends in the midst of.
    Unfinished {
        /// Offset of its first byte.
        start: usize,
    },
}

/// The list in a wrapper, where nothing else is said.
pub const ITEMS: &str = "\"items\"";

const UNCLOSED_STRING: &str = "a string has no closing quotation mark on its line";
const MISMATCH: &str = "a closing bracket has no partner";
const NEXT_BEGINS: &str = "another item begins before this one ends";
/// Why an item is none that has no end; where a chunk ends, nobody knows whether a line follows, so it is said in one way.
pub(crate) const UNENDED: &str = "the text ends before the item does";
const LIST_ENDS: &str = "the list ends before this item does";
const TOO_DEEP: &str = "brackets are nested more than 100 deep";
const NO_OBJECT: &str = "this is no object";

/// The pieces of a JSON text, in order.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    text: &'a str,
    position: usize,
    /// Key of the list in a wrapper, in its quotation marks.
    list: &'static str,
}

/// Takes a text apart that begins at the start of an input or behind an item.
#[must_use]
pub fn pieces(text: &str) -> Pieces<'_> {
    pieces_of(text, ITEMS)
}

/// The same where the list in a wrapper has another key, given in its quotation marks (`"results"`).
#[must_use]
pub fn pieces_of<'a>(text: &'a str, list: &'static str) -> Pieces<'a> {
    Pieces { text, position: 0, list }
}

/// Takes a text of JSON lines apart. An object begins at every brace that begins a line, so that one that is cut short
/// takes no other along, whatever it is cut at.
pub fn line_pieces<'a>(text: &'a str, list: &'static str) -> impl Iterator<Item = Piece> + 'a {
    let starts = memchr::memmem::find_iter(text.as_bytes(), "\n{").map(|at| at + 1);
    let ends = starts.clone().chain([text.len()]);
    std::iter::once(0).chain(starts).zip(ends).flat_map(move |(start, end)| {
        let segment = text.get(..end).unwrap_or_default();
        let is_last = end == text.len();
        Pieces { text: segment, position: start, list }.map(move |piece| match piece {
            Piece::Unfinished { start } if !is_last => {
                let length =
                    segment.get(start..).unwrap_or_default().trim_end_matches(is_space_or_comma).len();
                Piece::Broken { start, end: start + length, at: start + length, reason: UNENDED }
            }
            piece => piece,
        })
    })
}

impl Piece {
    /// The offset behind the piece, where it is an object that ends in a brace of its own: there the text can be cut.
    /// What ends only because something else begins reads differently without it.
    #[must_use]
    pub fn cut(&self) -> Option<usize> {
        match *self {
            Self::Item { end, .. } => Some(end),
            Self::Broken { end, reason, .. } => {
                (![NO_OBJECT, NEXT_BEGINS, LIST_ENDS, UNENDED, UNCLOSED_STRING].contains(&reason))
                    .then_some(end)
            }
            Self::Wrapper { .. } | Self::Unfinished { .. } => None,
        }
    }
}

/// The last offset at which a text can be cut that consists of these pieces; 0 without one.
pub fn last_cut(pieces: impl Iterator<Item = Piece>) -> usize {
    pieces.filter_map(|piece| piece.cut()).last().unwrap_or(0)
}

/// The last offset behind a brace that ends a line, where the next line begins with one: there is no such place within
/// an object, because a comma would have to stand there. 0 without one.
#[must_use]
pub fn last_line_cut(text: &str) -> usize {
    let mut rest = text;
    while let Some(at) = memchr::memmem::rfind(rest.as_bytes(), b"\n{") {
        rest = rest.get(..at).unwrap_or_default();
        let before = rest.trim_end_matches('\r');
        if before.ends_with('}') {
            return before.len();
        }
    }
    0
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            self.skip_between();
            let start = self.position;
            let (piece, next) = match self.byte(start)? {
                b'{' => self.object(start),
                b'"' => match self.member(start) {
                    Member::Skipped(next) => {
                        self.position = next;
                        continue;
                    }
                    Member::Piece(piece, next) => (piece, next),
                },
                _ => self.no_object(start),
            };
            self.position = next;
            return Some(piece);
        }
    }
}

enum Member {
    Skipped(usize),
    Piece(Piece, usize),
}

/// A container that is open.
struct Open {
    bracket: u8,
    /// It may be the wrapper of a list of items.
    may_wrap: bool,
}

impl Pieces<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Passes over what may stand between two items, brackets of lists and wrappers included.
    fn skip_between(&mut self) {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let is_between = |character: char| {
            character.is_whitespace()
                || matches!(character, ',' | '[' | ']' | '}' | ':' | ';' | '\u{1e}' | '\u{feff}')
        };
        self.position += rest.find(|character| !is_between(character)).unwrap_or(rest.len());
    }

    /// The offset behind a string that begins at `start`, and whether it is closed; `None` if the text ends in it.
    fn string(&self, start: usize) -> Option<(usize, bool)> {
        let mut at = start + 1;
        loop {
            at += memchr::memchr3(b'"', b'\n', b'\\', self.text.as_bytes().get(at..)?)?;
            match self.byte(at)? {
                b'"' => return Some((at + 1, true)),
                b'\n' => return Some((at, false)),
                b'\\' if self.byte(at + 1)? != b'\n' => at += 2,
                _ => at += 1,
            }
        }
    }

    /// A string where an item should stand: a member of the wrapper behind its list, or no item.
    fn member(&self, start: usize) -> Member {
        let unfinished = Member::Piece(Piece::Unfinished { start }, self.text.len());
        let Some((end, _)) = self.string(start) else { return unfinished };
        let Some(colon) = self.significant(end) else { return unfinished };
        if self.byte(colon) != Some(b':') {
            let piece = Piece::Broken { start, end, at: start, reason: NO_OBJECT };
            return Member::Piece(piece, end);
        }
        let Some(value) = self.significant(colon + 1) else { return unfinished };
        // A value without an end is a piece, whatever ends it: where a chunk ends, nobody knows what follows.
        let end = match self.byte(value) {
            Some(b'"') => match self.string(value) {
                Some((end, false)) => {
                    let piece = Piece::Broken { start, end, at: value, reason: UNCLOSED_STRING };
                    return Member::Piece(piece, end);
                }
                whole => whole.map(|(end, _)| end),
            },
            Some(b'[') if self.text.get(start..end) == Some(self.list) => Some(value + 1),
            Some(b'{' | b'[') => match self.object(value) {
                (Piece::Unfinished { .. }, _) => None,
                (Piece::Broken { end, at, reason, .. }, next) => {
                    return Member::Piece(Piece::Broken { start, end, at, reason }, next);
                }
                (_, next) => Some(next),
            },
            _ => {
                let rest = self.text.get(value..).unwrap_or_default();
                rest.find([',', '}', ']', '\n']).map(|length| value + length)
            }
        };
        end.map_or(unfinished, Member::Skipped)
    }

    /// The offset of the next byte that is no white space.
    fn significant(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        Some(from + rest.find(|character: char| !character.is_whitespace())?)
    }

    fn no_object(&self, start: usize) -> (Piece, usize) {
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.find(['{', '\n']).unwrap_or(rest.len());
        let words = rest.get(..length).unwrap_or_default();
        let end = start + words.trim_end_matches(is_space_or_comma).len();
        (Piece::Broken { start, end, at: start, reason: NO_OBJECT }, start + length)
    }

    fn object(&self, start: usize) -> (Piece, usize) {
        let mut open: Vec<Open> = Vec::new();
        let mut fault: Option<(usize, &'static str)> = None;
        let mut key: Option<&str> = None;
        let mut last_string: Option<&str> = None;
        let mut before = b',';
        let is_at_line = start.checked_sub(1).is_none_or(|before| self.byte(before) == Some(b'\n'));
        let mut at = start;
        let broken = |end: usize, at: usize, reason: &'static str| {
            let text = self.text.get(start..end).unwrap_or_default();
            let trimmed = text.trim_end_matches(is_space_or_comma);
            (Piece::Broken { start, end: start + trimmed.len(), at, reason }, end)
        };
        while let Some(byte) = self.byte(at) {
            match byte {
                b'"' => {
                    let Some((end, is_closed)) = self.string(at) else { break };
                    if !is_closed {
                        fault = fault.or(Some((at, UNCLOSED_STRING)));
                    }
                    last_string = self.text.get(at..end);
                    before = b'"';
                    at = end;
                    continue;
                }
                b':' => key = last_string,
                b'{' | b'[' => {
                    // In lines of objects a fault inside can leave any number of brackets open.
                    let begins_line = at > start && self.byte(at - 1) == Some(b'\n');
                    let begins_item =
                        begins_line && !open.is_empty() && !matches!(before, b':' | b',' | b'[');
                    if byte == b'{' && begins_item {
                        let begins = at;
                        let (at, reason) = fault.unwrap_or((at, NEXT_BEGINS));
                        return broken(begins, at, reason);
                    }
                    // Behind a fault it is only by their lines that items are told from what stands in them.
                    // In an object a key stands behind a comma, never another object.
                    let in_object = open.last().is_some_and(|it| it.bracket == b'{');
                    let begins_next = begins_line
                        && is_at_line
                        && (fault.is_some() || in_object)
                        && matches!(before, b',' | b'}');
                    if byte == b'{' && begins_next && !open.is_empty() {
                        let begins = at;
                        let (at, reason) = fault.unwrap_or((at, NEXT_BEGINS));
                        return broken(begins, at, reason);
                    }
                    if byte == b'{' && open.len() == 1 && before != b':' && self.byte(start) == Some(b'{') {
                        let begins = at;
                        let (at, reason) = fault.unwrap_or((at, NEXT_BEGINS));
                        return broken(begins, at, reason);
                    }
                    let within = open.last().is_none_or(|container| container.may_wrap);
                    if byte == b'[' && !open.is_empty() && within && before == b':' && key == Some(self.list)
                    {
                        return (Piece::Wrapper { start, end: at + 1 }, at + 1);
                    }
                    let may_wrap = byte == b'{' && within && (open.is_empty() || key == Some("\"message\""));
                    open.push(Open { bracket: byte, may_wrap });
                    if open.len() > DEPTH_LIMIT {
                        fault = fault.or(Some((at, TOO_DEEP)));
                    }
                }
                b'}' | b']' => {
                    let partner = if byte == b'}' { b'{' } else { b'[' };
                    match open.iter().rposition(|container| container.bracket == partner) {
                        Some(index) => {
                            if index + 1 != open.len() {
                                fault = fault.or(Some((at, MISMATCH)));
                            }
                            open.truncate(index);
                        }
                        None if byte == b']' => {
                            let (at_fault, reason) = fault.unwrap_or((at, LIST_ENDS));
                            return broken(at, at_fault, reason);
                        }
                        None => fault = fault.or(Some((at, MISMATCH))),
                    }
                    if open.is_empty() {
                        let end = at + 1;
                        return match fault {
                            Some((at, reason)) => broken(end, at, reason),
                            None => (Piece::Item { start, end }, end),
                        };
                    }
                }
                _ => {}
            }
            if byte == b':'
                && is_item_key(key)
                && let Some(container) = open.last_mut()
            {
                container.may_wrap = false;
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
            at += 1;
        }
        (Piece::Unfinished { start }, self.text.len())
    }
}

fn is_space_or_comma(character: char) -> bool {
    character.is_whitespace() || character == ','
}

/// Whether a key, in its quotation marks, says that its object is an item and no wrapper.
fn is_item_key(key: Option<&str>) -> bool {
    matches!(key, Some("\"type\"" | "\"id\"" | "\"title\"" | "\"DOI\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole items as they are, broken ones with `!`, unfinished ones with `~`, wrappers with `@`.
    fn shown(text: &str) -> Vec<String> {
        let slice = |start: usize, end: usize| text.get(start..end).expect("borders of characters");
        pieces(text)
            .map(|piece| match piece {
                Piece::Item { start, end } => slice(start, end).to_owned(),
                Piece::Broken { start, end, .. } => format!("!{}", slice(start, end)),
                Piece::Wrapper { start, end } => format!("@{}", slice(start, end)),
                Piece::Unfinished { start } => format!("~{}", slice(start, text.len())),
            })
            .collect()
    }

    #[test]
    fn arrays_lines_and_single_objects() {
        assert_eq!(shown("[{\"a\":[{}]},\n {\"b\":\"}\\\"]\"} ]"), ["{\"a\":[{}]}", "{\"b\":\"}\\\"]\"}"]);
        assert_eq!(shown("\u{feff}{}\n{}\r\n"), ["{}", "{}"]);
        assert_eq!(shown("{}{}"), ["{}", "{}"]);
        assert_eq!(shown(" [ ] "), [""; 0]);
    }

    #[test]
    fn a_wrapper_is_passed_over_with_what_stands_around_its_list() {
        assert_eq!(
            shown(
                r#"{"total": {"n": 1}, "items": [{"x":1},{"x":2}], "next": {"x":3}, "q": [{}], "last": 4}"#
            ),
            [r#"@{"total": {"n": 1}, "items": ["#, r#"{"x":1}"#, r#"{"x":2}"#]
        );
        assert_eq!(
            shown(r#"{"status":"ok","message":{"facets":{},"items":[{"x":1}]}}"#),
            [r#"@{"status":"ok","message":{"facets":{},"items":["#, r#"{"x":1}"#]
        );
        assert_eq!(shown(r#"{"id":"a","items":[{}]}"#), [r#"{"id":"a","items":[{}]}"#]);
        assert_eq!(shown(r#"{"custom":{"items":[{}]}}"#), [r#"{"custom":{"items":[{}]}}"#]);
    }

    #[test]
    fn a_broken_item_does_not_take_its_neighbours_along() {
        assert_eq!(shown(r#"[{"a":1, {"b":2}]"#), [r#"!{"a":1"#, r#"{"b":2}"#]);
        assert_eq!(shown("{\"a\":\"x\n{\"b\":2}"), ["!{\"a\":\"x", "{\"b\":2}"]);
        assert_eq!(shown(r#"[{"a":[{"f":1], "t":2}, {"b":2}]"#), [r#"!{"a":[{"f":1], "t":2}"#, r#"{"b":2}"#]);
        assert_eq!(shown(r#"[{"a":[{"f":1}, "t":2}, {"b":2}]"#), [r#"!{"a":[{"f":1}, "t":2}"#, r#"{"b":2}"#]);
        assert_eq!(shown(r#"[{"a":1] [{"b":2}]"#), [r#"!{"a":1"#, r#"{"b":2}"#]);
        assert_eq!(shown("[null, \"x\", {}]"), ["!null, \"x\"", "{}"]);
        assert_eq!(shown("[\"x\", 1\n, {}]"), ["!\"x\"", "!1", "{}"]);
        assert_eq!(shown(r#"[{"a":1}, {"b":"#), [r#"{"a":1}"#, r#"~{"b":"#]);
    }

    #[test]
    fn nesting_is_limited_without_a_stack_of_calls() {
        let deep = format!("{{\"a\":{}{}}} {{}}", "[".repeat(200_000), "]".repeat(200_000));
        let found: Vec<Piece> = pieces(&deep).collect();
        assert!(matches!(found[0], Piece::Broken { reason: TOO_DEEP, at: 104, .. }), "{:?}", found[0]);
        assert!(matches!(found[1], Piece::Item { .. }));
    }

    #[test]
    fn in_lines_a_broken_one_takes_no_other_along() {
        let shown = |text: &str| {
            let of = |piece| match piece {
                Piece::Item { start, end } => text[start..end].to_owned(),
                Piece::Broken { start, end, .. } => format!("!{}", &text[start..end]),
                Piece::Wrapper { start, end } => format!("@{}", &text[start..end]),
                Piece::Unfinished { start } => format!("~{}", &text[start..]),
            };
            line_pieces(text, ITEMS).map(of).collect::<Vec<_>>()
        };
        for cut in ["{\"a\":", "{\"a\":[{\"b\":1},", "{\"a\":[", "{\"a\":\"x", "{\"a\":1"] {
            let text = format!("{{\"x\":1}}\n{cut}\n{{\"y\":2}}\r\n{{\"z\":");
            let broken = format!("!{}", cut.trim_end_matches(','));
            assert_eq!(shown(&text), ["{\"x\":1}", &broken, "{\"y\":2}", "~{\"z\":"], "{cut}");
        }
        assert_eq!(shown("[{\"a\":1},\n{\"b\":{\n\"c\":2}},\n{\"d\":3}]\n").len(), 3);
        assert_eq!(shown("{\"items\":[\n{\"a\":1}\n,\n{\"b\":2}]}").len(), 3);
    }

    #[test]
    fn lines_are_cut_where_one_object_ends_and_the_next_begins() {
        assert_eq!(last_line_cut("{\"a\":1}\n{\"b\":2}\r\n{\"c"), 15);
        assert_eq!(last_line_cut("{\"a\":[\n{\"b\":2},\n{\"c"), 0);
        assert_eq!(last_line_cut("{\"a\":1}\n"), 0);
    }

    #[test]
    fn a_member_that_does_not_end_is_a_piece_whatever_follows() {
        for (whole, part) in [
            ("{\"a\": 1}\n\"b\": {\"c\": {}\n]", "{\"a\": 1}\n\"b\": {\"c\": {}"),
            ("{\"a\": 1}\n\"b\": \"c}\n{\"a\": 2}", "{\"a\": 1}\n\"b\": \"c}"),
        ] {
            let rest = whole.get(part.len()..).unwrap_or_default();
            assert_eq!(shown(whole).len(), shown(part).len() + shown(rest).len(), "{whole}");
        }
    }

    #[test]
    fn a_cut_stands_behind_an_item() {
        let cut = |text| last_cut(pieces(text));
        assert_eq!(cut("[{\"a\":1},{\"b\""), 8);
        assert_eq!(cut("[{\"a\":1"), 0);
        assert_eq!(cut("1, 2, 3"), 0);
        assert_eq!(cut("[{\"a\":1, {\"b\""), 0);
        assert_eq!(cut("[{\"a\":]}, {\"b\""), 0);
        assert_eq!(cut("[{\"a\":[}, {\"b\""), 8);
    }
}
