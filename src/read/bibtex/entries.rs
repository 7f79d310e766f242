//! A `.bib` file cut into entries, and an entry into its fields: the grammar, nothing of its meaning.
//!
//! Braces are counted as BibTeX counts them, a backslash before one says nothing. A line that begins with `@word{key,`
//! begins an entry wherever it stands, even inside a value: so a brace that is never closed spoils its own entry and
//! no other, and a file may be cut before any such line.

use crate::syntax::tagged;
use crate::vocab::types;
use std::ops::Range;

/// A part of a value: parts are joined by `#`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// What stands in braces or quotation marks, or a number.
    Text(&'a str),
    /// The name of a macro.
    Macro(&'a str),
}

/// A field of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) value: Vec<Piece<'a>>,
    /// Byte offset of its name in the text.
    pub(super) at: usize,
}

/// What is odd in an entry that can be read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Flaw<'a> {
    /// No comma stands between two fields, or behind the key.
    CommaMissing,
    /// The entry has no key.
    KeyMissing,
    /// The brace that ends the entry is missing.
    EndMissing,
    /// A text of several words stands without braces.
    Bare(&'a str),
    /// A text that is no field.
    Stray(&'a str),
}

/// An entry with its key and fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// Type, without `@`, as written.
    pub(super) word: &'a str,
    /// Empty where there is none.
    pub(super) key: &'a str,
    pub(super) fields: Vec<Field<'a>>,
    /// With their byte offsets.
    pub(super) flaws: Vec<(usize, Flaw<'a>)>,
    pub(super) range: Range<usize>,
}

/// What a file consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item<'a> {
    Entry(Entry<'a>),
    /// `@string`, with what it defines.
    Macros(Entry<'a>),
    /// `@preamble` or `@comment`: the word, and the whole of it.
    Aside(&'a str, Range<usize>),
    /// Text between entries, comments of a line apart.
    Outside(Range<usize>),
    /// An entry in which something is not closed: the name of the field, or nothing where that cannot be told.
    Unclosed(Range<usize>, &'a str),
}

/// `@word{`: what begins an entry.
struct Opening<'a> {
    word: &'a str,
    /// Byte offset behind the brace.
    body: usize,
    is_round: bool,
}

/// Byte offsets of the lines that begin an entry wherever they stand; only lines that end in the text count.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let whole = text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    starting_lines(text.get(..whole).unwrap_or_default()).map(|(line, _)| line).collect()
}

/// Byte offsets of such lines and of their `@`, the last line included.
fn starting_lines(text: &str) -> impl Iterator<Item = (usize, usize)> {
    tagged::lines(text, 1).filter_map(move |line| {
        let begins = line.text.trim_start_matches(['\u{feff}', ' ', '\t']);
        if !begins.starts_with('@') {
            return None;
        }
        let opening = opening(begins, 0)?;
        let rest = begins.get(opening.body..).unwrap_or_default();
        (is_special(opening.word) || has_key(rest))
            .then(|| (line.offset, line.offset + (line.text.len() - begins.len())))
    })
}

/// Whether the start of a text is of this format, as the content tells: an entry, with nothing before it but comments
/// and a few lines of a program that names itself.
pub(super) fn is_bibtex(head: &str) -> bool {
    const MOST_LINES_BEFORE: usize = 6;
    let lines = tagged::lines(head, 1).map(|line| line.text.trim_start_matches(['\u{feff}', ' ', '\t']));
    let lines = lines.filter(|line| !line.trim().is_empty() && !line.starts_with('%'));
    lines.take(MOST_LINES_BEFORE).find(|line| line.starts_with(['@', '<', '{', '-'])).is_some_and(|line| {
        let opening = opening(line, 0);
        opening.is_some_and(|opening| is_special(opening.word) || types::from_bibtex(opening.word).is_some())
    })
}

fn is_special(word: &str) -> bool {
    ["string", "preamble", "comment"].iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// A key and its comma on one line.
fn has_key(rest: &str) -> bool {
    // No key is so long, and to look further would cost too much where many signs look like openings.
    let near: usize = rest.chars().take(300).map(char::len_utf8).sum();
    let rest = rest.get(..near).unwrap_or_default();
    rest.find([',', '=', '{', '}', '"', '\n', '\r'])
        .is_some_and(|at| rest.get(at..).unwrap_or_default().starts_with(','))
}

/// The opening at an `@`.
fn opening(text: &str, at: usize) -> Option<Opening<'_>> {
    let after = text.get(at..)?.strip_prefix('@')?;
    let word_on = after.trim_start_matches([' ', '\t']);
    let length = word_on.find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '_' | '-')))?;
    let word = word_on.get(..length)?;
    if length == 0 || length > 40 || !word.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let brace_on = word_on.get(length..)?.trim_start_matches([' ', '\t']);
    let is_round = brace_on.starts_with('(');
    let body = text.len() - brace_on.get(1..).filter(|_| is_round || brace_on.starts_with('{'))?.len();
    Some(Opening { word, body, is_round })
}

/// All items of a text, in order.
pub(super) fn items(text: &str) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut hard = starting_lines(text).map(|(_, at)| at).chain([text.len()]).peekable();
    let mut at = 0;
    let mut outside = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('@')).map(|found| at + found) {
        while hard.next_if(|start| *start < found).is_some() {}
        let is_hard = hard.peek() == Some(&found);
        let Some(opening) = opening(text, found).filter(|opening| is_hard || begins(text, found, opening))
        else {
            at = found + 1;
            continue;
        };
        push_outside(text, outside..found, &mut items);
        hard.next_if_eq(&found);
        let limit = hard.peek().copied().unwrap_or(text.len());
        at = push_item(text, found, &opening, limit, &mut items);
        outside = at;
    }
    push_outside(text, outside..text.len(), &mut items);
    items
}

/// Whether an `@word{` that begins no line begins an entry: no address stands before it, and the word is a type or a
/// key follows.
fn begins(text: &str, at: usize, opening: &Opening<'_>) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let in_word = before.is_some_and(|it| it.is_alphanumeric() || matches!(it, '.' | '_' | '-' | '\\'));
    let rest = text.get(opening.body..).unwrap_or_default();
    !in_word && (is_special(opening.word) || types::from_bibtex(opening.word).is_some() || has_key(rest))
}

/// Text outside, without the lines that are comments by a `%`.
fn push_outside<'a>(text: &'a str, range: Range<usize>, items: &mut Vec<Item<'a>>) {
    let slice = text.get(range.clone()).unwrap_or_default();
    let says = |line: tagged::Line<'_>| {
        let line = line.text.trim_matches(['\u{feff}', ' ', '\t', '\u{1a}', '\u{0}', ',']);
        !line.is_empty() && !line.starts_with('%')
    };
    if tagged::lines(slice, 1).any(says) {
        items.push(Item::Outside(range));
    }
}

/// Reads the item that begins at an `@`, which ends before `limit`; gives its end.
fn push_item<'a>(
    text: &'a str,
    start: usize,
    opening: &Opening<'a>,
    limit: usize,
    items: &mut Vec<Item<'a>>,
) -> usize {
    let Opening { word, body, is_round } = *opening;
    let closing = closing(text, body, limit, is_round);
    if is_special(word) && !word.eq_ignore_ascii_case("string") {
        let end = closing.map_or(limit, |at| at + 1);
        items.push(Item::Aside(word, start..end));
        return end;
    }
    let inside = body..closing.unwrap_or(limit);
    let mut scanner = Scanner { text, at: inside.start, end: inside.end, flaws: Vec::new(), unclosed: None };
    let key = if word.eq_ignore_ascii_case("string") { "" } else { scanner.key(start) };
    let mut fields = Vec::new();
    while let Some(field) = scanner.field() {
        fields.push(field);
    }
    let Scanner { mut flaws, unclosed, .. } = scanner;
    let end = closing.map_or(limit, |at| at + 1);
    if let Some(name) = unclosed {
        items.push(Item::Unclosed(start..end, name));
        return end;
    }
    if closing.is_none() {
        // The brace that is missing may be that of a value, which then holds the fields behind it.
        let swallows = |field: &&Field<'_>| {
            field.value.iter().any(|piece| matches!(piece, Piece::Text(text) if holds_field(text)))
        };
        if let Some(field) = fields.iter().find(swallows) {
            items.push(Item::Unclosed(start..end, field.name));
            return end;
        }
        flaws.push((end.saturating_sub(1), Flaw::EndMissing));
    }
    let entry = Entry { word, key, fields, flaws, range: start..end };
    items.push(if word.eq_ignore_ascii_case("string") { Item::Macros(entry) } else { Item::Entry(entry) });
    end
}

/// Whether a line of a text begins as a field does: `journal = {`.
pub(super) fn holds_field(text: &str) -> bool {
    tagged::lines(text, 1).any(|line| {
        let (name, value) =
            line.text.trim_start_matches([',', ' ', '\t', '}']).split_once('=').unwrap_or_default();
        let name = name.trim();
        let is_name = !name.is_empty()
            && name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'));
        is_name && value.trim_start().starts_with(['{', '"'])
    })
}

/// Where the brace or parenthesis that closes an entry stands.
fn closing(text: &str, body: usize, limit: usize, is_round: bool) -> Option<usize> {
    let (mut depth, mut is_quoted) = (0_usize, false);
    for (at, byte) in text.get(body..limit)?.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return (!is_round).then_some(body + at),
            b'}' => depth -= 1,
            b'"' if depth == 0 => is_quoted = !is_quoted,
            b')' if is_round && depth == 0 && !is_quoted => return Some(body + at),
            _ => {}
        }
    }
    None
}

/// Reads the inside of an entry.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    flaws: Vec<(usize, Flaw<'a>)>,
    /// The field whose value does not end.
    unclosed: Option<&'a str>,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// The key, with its comma. `start` is where the entry begins.
    fn key(&mut self, start: usize) -> &'a str {
        let rest = self.rest();
        let end = rest.find([',', '=', '{', '"']).unwrap_or(rest.len());
        let before = rest.get(..end).unwrap_or_default();
        let ends_right = matches!(rest.as_bytes().get(end), Some(b',') | None);
        if ends_right {
            self.at += (end + 1).min(rest.len());
            let key = before.trim();
            if key.is_empty() {
                self.flaws.push((start, Flaw::KeyMissing));
            }
            return key;
        }
        // The name of the first field stands behind the key.
        let key = before.trim_end().rsplit_once(char::is_whitespace).map_or("", |(key, _)| key.trim());
        if rest.get(end..).is_some_and(|rest| rest.starts_with('=')) && !key.is_empty() {
            self.flaws.push((self.at, Flaw::CommaMissing));
            self.at += before.find(key).unwrap_or(0) + key.len();
            return key;
        }
        self.flaws.push((start, Flaw::KeyMissing));
        ""
    }

    /// The next field; `None` at the end, or where a value is not closed.
    fn field(&mut self) -> Option<Field<'a>> {
        loop {
            self.at += self.rest().len()
                - self.rest().trim_start_matches(|it: char| it.is_whitespace() || it == ',').len();
            let rest = self.rest();
            if rest.is_empty() || self.unclosed.is_some() {
                return None;
            }
            if rest.starts_with('%') {
                self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
                continue;
            }
            let at = self.at;
            let Some(name) = self.name() else {
                self.stray();
                continue;
            };
            let value = self.value(name)?;
            return Some(Field { name, value, at });
        }
    }

    /// The name of a field and its equals sign: on one line, or the sign on the next.
    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let is_part =
            |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | ':' | '.' | '+' | '/' | '*' | '\'');
        let end = rest.find(|it: char| !(is_part(it) || matches!(it, ' ' | '\t')))?;
        let name = rest.get(..end)?.trim();
        let after = rest.get(end..)?.trim_start().strip_prefix('=')?;
        if name.is_empty() {
            return None;
        }
        self.at = self.end - after.len();
        Some(name)
    }

    /// Passes over a text that is no field: to the next comma or line end.
    fn stray(&mut self) {
        let rest = self.rest();
        let (mut depth, mut end) = (0_usize, rest.len());
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b',' | b'\n' if depth == 0 => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        let text = rest.get(..end).unwrap_or_default().trim();
        if !text.is_empty() {
            self.flaws.push((self.at, Flaw::Stray(text)));
        }
        self.at += end.max(1);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    fn value(&mut self, name: &'a str) -> Option<Vec<Piece<'a>>> {
        let mut pieces = Vec::new();
        loop {
            self.skip_blanks();
            let rest = self.rest();
            let quotes = match rest.chars().next() {
                Some('{') => Some(b'}'),
                Some('"') => Some(b'"'),
                _ => None,
            };
            if let Some(ending) = quotes {
                let inside = rest.get(1..).unwrap_or_default();
                let Some(length) = length_of(inside, ending) else {
                    self.unclosed = Some(name);
                    return None;
                };
                pieces.push(Piece::Text(inside.get(..length).unwrap_or_default()));
                self.at += length + 2;
            } else {
                let bare = self.bare();
                if !bare.is_empty() {
                    let is_number = bare.bytes().all(|byte| byte.is_ascii_digit());
                    let is_text = is_number || bare.contains([' ', '\t', '{']);
                    pieces.push(if is_text { Piece::Text(bare) } else { Piece::Macro(bare) });
                }
            }
            let before = self.at;
            self.skip_blanks();
            match self.rest().chars().next() {
                Some('#') => self.at += 1,
                None | Some(',' | '%') => return Some(pieces),
                Some(_) => {
                    self.flaws.push((before, Flaw::CommaMissing));
                    return Some(pieces);
                }
            }
        }
    }

    /// A value without braces: one word is a number or a macro; more words up to the comma or line end are a text.
    fn bare(&mut self) -> &'a str {
        let rest = self.rest();
        let word = rest.find(|it: char| it.is_whitespace() || matches!(it, ',' | '#' | '{' | '}' | '"'));
        let word = word.unwrap_or(rest.len());
        let after = rest.get(word..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let end = if after.is_empty() || after.starts_with([',', '#', '\n', '\r', '%']) {
            word
        } else {
            rest.find([',', '\n', '\r']).unwrap_or(rest.len())
        };
        let bare = rest.get(..end).unwrap_or_default().trim_end();
        if end > word {
            self.flaws.push((self.at, Flaw::Bare(bare)));
        }
        self.at += end;
        bare
    }
}

/// Length of a value up to its ending brace or quotation mark, braces inside counted.
fn length_of(inside: &str, ending: u8) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            byte if byte == ending && depth == 0 => return Some(at),
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        items(text)
            .into_iter()
            .map(|item| match item {
                Item::Entry(entry) | Item::Macros(entry) => {
                    let fields = entry.fields.iter().map(|field| {
                        let pieces = field.value.iter().map(|piece| match piece {
                            Piece::Text(text) => format!("<{text}>"),
                            Piece::Macro(name) => (*name).to_owned(),
                        });
                        format!(" {}={}", field.name, pieces.collect::<Vec<_>>().join("#"))
                    });
                    let flaws = entry.flaws.iter().map(|(_, flaw)| format!(" {flaw:?}"));
                    format!("{}:{}{}", entry.word, entry.key, fields.chain(flaws).collect::<String>())
                }
                Item::Aside(word, _) => format!("({word})"),
                Item::Outside(range) => format!("outside {}", text[range].trim()),
                Item::Unclosed(_, name) => format!("unclosed {name}"),
            })
            .collect()
    }

    #[test]
    fn values_are_cut_as_bibtex_cuts_them() {
        let rows: &[(&str, &[&str])] = &[
            (
                "@article{k, a = {x {y}}, b = \"p {\"} q\" # jan # 12,}",
                &["article:k a=<x {y}> b=<p {\"} q>#jan#<12>"],
            ),
            ("@Article(k, a = {)}, b = \")\")", &["Article:k a=<)> b=<)>"]),
            ("@string{a = \"x\"}@string(b = {y})", &["string: a=<x>", "string: b=<y>"]),
            ("@article{k, a = {x} b = {y}}", &["article:k a=<x> b=<y> CommaMissing"]),
            ("@article{k\n a = {x}}", &["article:k a=<x> CommaMissing"]),
            ("@article{ a = {x}}", &["article: a=<x> KeyMissing"]),
            ("@article{my key, a = x y, b = 1}", &["article:my key a=<x y> b=<1> Bare(\"x y\")"]),
            ("@article{k, a = {x}, what now, b = {y}}", &["article:k a=<x> b=<y> Stray(\"what now\")"]),
            ("@article{k, a = {x}, % c, d = {z}\n b = {y}}", &["article:k a=<x> b=<y>"]),
            ("@article{k, a = {x}", &["article:k a=<x> EndMissing"]),
            ("@article{k, a = {x\n@article{l, a = {y}}", &["unclosed a", "article:l a=<y>"]),
            ("@article{k, a = \"x, b = {y}}", &["unclosed a"]),
            ("@article{k, a = {x}}, b = {y}}", &["article:k a=<x>", "outside , b = {y}}"]),
            (
                "me@example.org{x} @ref{x}\n% y\n@misc{k,}",
                &["outside me@example.org{x} @ref{x}\n% y", "misc:k"],
            ),
            ("@comment{jabref: {a;} @z}@misc{k, a=1}", &["(comment)", "misc:k a=<1>"]),
            ("@misc{k, Date Added = 1, é = {}, a = }", &["misc:k Date Added=<1> é=<> a="]),
            ("", &[]),
            ("@", &["outside @"]),
        ];
        for (text, expected) in rows {
            assert_eq!(shown(text), *expected, "{text}");
        }
    }

    #[test]
    fn only_lines_that_are_whole_are_starts() {
        assert_eq!(starts("@misc{a,}\n@misc{b,}\n @misc{c,\n@misc{d,"), [0, 10, 20]);
    }
}
