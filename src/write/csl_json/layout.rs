//! How an item stands on the page. Written by hand, because the order of keys is part of the format (mapping
//! reference, section 9) and `serde_json`'s own map may sort them.

use super::item::{Item, Value};
use serde::Serialize;
use serde_json::ser::Formatter;
use std::io;

/// The item as a block, indented by two blanks and begun on a new line.
pub(super) fn block(item: &Item<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\n  {");
    for (index, (key, value)) in item.fields.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend_from_slice(b"\n    ");
        string(key, out);
        out.extend_from_slice(b": ");
        // One author a line; below `custom.refmill`, one element of each list a line.
        let broken = match value {
            Value::Names(_) => 1,
            Value::Custom(_) => 3,
            _ => 0,
        };
        match value {
            Value::Text(text) => string(text, out),
            _ => serialise(value, Spaced::new(2, broken), out),
        }
    }
    out.extend_from_slice(b"\n  }");
}

/// The item on one line.
pub(super) fn line(item: &Item<'_>, out: &mut Vec<u8>) {
    out.push(b'{');
    for (index, (key, value)) in item.fields.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        string(key, out);
        out.push(b':');
        match value {
            Value::Text(text) => string(text, out),
            _ => serialise(value, serde_json::ser::CompactFormatter, out),
        }
    }
    out.extend_from_slice(b"}\n");
}

fn serialise<F: Formatter>(value: &(impl ?Sized + Serialize), formatter: F, out: &mut Vec<u8>) {
    let mut serialiser = serde_json::Serializer::with_formatter(Bytes(out), formatter);
    // A vector of bytes takes everything, and the record has no map with other keys than strings.
    value.serialize(&mut serialiser).expect("a record is representable as JSON");
}

/// A text as JSON. Most have no sign that JSON escapes, which whole stretches tell faster than each byte.
fn string(text: &str, out: &mut Vec<u8>) {
    let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    // All of a stretch, without an early end, because that is what the compiler does many at a time.
    let has_any = |stretch: &[u8]| stretch.iter().fold(false, |any, byte| any | is_escaped(*byte));
    if text.as_bytes().chunks(64).any(has_any) {
        return serialise(text, serde_json::ser::CompactFormatter, out);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// A vector of bytes, to which JSON adds most often a single sign.
struct Bytes<'a>(&'a mut Vec<u8>);

impl io::Write for Bytes<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match bytes {
            [sign] => self.0.push(*sign),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Outer containers one element a line, inner ones on one line with a blank behind `,` and `:`.
struct Spaced {
    /// Containers that are open.
    depth: usize,
    /// Indentation of the outermost one, in steps of two blanks.
    base: usize,
    /// How many levels are broken into lines.
    broken: usize,
    is_empty: bool,
}

impl Spaced {
    fn new(base: usize, broken: usize) -> Self {
        Self { depth: 0, base, broken, is_empty: true }
    }

    fn open<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_empty = true;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + io::Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        let is_broken = self.depth <= self.broken && !self.is_empty;
        self.depth -= 1;
        if is_broken {
            self.new_line(writer)?;
        }
        self.is_empty = false;
        writer.write_all(bracket)
    }

    fn element<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.is_empty = false;
        let is_broken = self.depth <= self.broken;
        match (first, is_broken) {
            (true, true) => self.new_line(writer),
            (true, false) => Ok(()),
            (false, true) => {
                writer.write_all(b",")?;
                self.new_line(writer)
            }
            (false, false) => writer.write_all(b", "),
        }
    }

    fn new_line<W: ?Sized + io::Write>(&self, writer: &mut W) -> io::Result<()> {
        // Deeper than any level that is broken.
        const BLANKS: &[u8] = b"\n                        ";
        let length = 1 + 2 * (self.base + self.depth);
        writer.write_all(BLANKS.get(..length).unwrap_or(BLANKS))
    }
}

impl Formatter for Spaced {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.element(writer, first)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.element(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_escaped_wherever_the_sign_stands() {
        for sign in ["\"", "\\", "\n", "\u{1}", "\u{1f}", "\u{7f}", "é", "中"] {
            for length in [0, 1, 63, 64, 65, 200] {
                for at in [0, length / 2, length] {
                    let mut text = "x".repeat(length);
                    text.insert_str(at, sign);
                    let mut out = Vec::new();
                    string(&text, &mut out);
                    let expected = serde_json::to_string(&text).expect("a text");
                    assert_eq!(
                        String::from_utf8(out).as_deref(),
                        Ok(expected.as_str()),
                        "{sign:?} {length} {at}"
                    );
                }
            }
        }
    }
}
