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
        serialise(key, Spaced::new(2, 0), out);
        out.extend_from_slice(b": ");
        // One author a line; below `custom.refmill`, one element of each list a line.
        let broken = match value {
            Value::Names(_) => 1,
            Value::Custom(_) => 3,
            _ => 0,
        };
        serialise(value, Spaced::new(2, broken), out);
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
        serialise(key, serde_json::ser::CompactFormatter, out);
        out.push(b':');
        serialise(value, serde_json::ser::CompactFormatter, out);
    }
    out.extend_from_slice(b"}\n");
}

fn serialise<F: Formatter>(value: &impl Serialize, formatter: F, out: &mut Vec<u8>) {
    let mut serialiser = serde_json::Serializer::with_formatter(out, formatter);
    // A vector of bytes takes everything, and the record has no map with other keys than strings.
    value.serialize(&mut serialiser).expect("a record is representable as JSON");
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
        writer.write_all(b"\n")?;
        (0..self.base + self.depth).try_for_each(|_| writer.write_all(b"  "))
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
