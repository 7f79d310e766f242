//! What entries take from anywhere in a long file: all `@string`, and the entries that others name, gathered before its parts
//! are read, so that what is found does not depend on where the file is cut.
//!
//! The file is gone through twice: once for the keys that are named, once for the entries that have them. What is gathered is
//! BibTeX itself, with a comment before each piece that says where it stood.

use super::entries::{self, Item, Piece};
use crate::read::{Chunk, Gather};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What stands before a piece; its line follows.
const LINE: &str = "@comment{refmill line ";

/// Bytes of text that are gathered at most: they are read again with every part of the file. What is beyond is not found.
const MOST: usize = 4 << 20;

/// Bytes of keys that are looked for at most.
const MOST_KEYS: usize = 16 << 20;

/// A file on its way through.
#[derive(Default)]
pub(super) struct Gathering {
    /// Keys that entries name, in lower case.
    named: BTreeSet<String>,
    bytes_named: usize,
    any_macros: bool,
    is_second: bool,
    text: String,
}

impl Gather for Gathering {
    fn take(&mut self, chunk: Chunk<'_>) {
        let lines = super::Lines::of(chunk.text, chunk.first_line);
        for item in entries::items(chunk.text) {
            match item {
                Item::Macros(entry) if self.is_second => self.keep(&chunk, &lines, entry.range),
                Item::Macros(_) => self.any_macros = true,
                Item::Entry(entry) if self.is_second => {
                    // The first entry of a key is the one.
                    if !self.named.is_empty() && self.named.remove(&entry.key.to_lowercase()) {
                        self.keep(&chunk, &lines, entry.range);
                    }
                }
                Item::Entry(entry) => {
                    let ties = entry.fields.iter().filter(|field| {
                        ["crossref", "xdata"].iter().any(|name| name.eq_ignore_ascii_case(field.name))
                    });
                    for piece in ties.flat_map(|field| &field.value) {
                        let (Piece::Text(text) | Piece::Macro(text)) = piece;
                        text.split(',').for_each(|key| self.name(key.trim()));
                    }
                }
                Item::Aside(..) | Item::Outside(_) | Item::Unclosed(..) => {}
            }
        }
    }

    fn again(&mut self) -> bool {
        !std::mem::replace(&mut self.is_second, true) && (self.any_macros || !self.named.is_empty())
    }

    fn finish(self: Box<Self>) -> String {
        self.text
    }
}

impl Gathering {
    fn name(&mut self, key: &str) {
        if !key.is_empty()
            && self.bytes_named + key.len() <= MOST_KEYS
            && self.named.insert(key.to_lowercase())
        {
            self.bytes_named += key.len();
        }
    }

    fn keep(&mut self, chunk: &Chunk<'_>, lines: &super::Lines, range: std::ops::Range<usize>) {
        let text = chunk.text.get(range.clone()).unwrap_or_default();
        if self.text.len() + text.len() <= MOST {
            let line = lines.number(range.start);
            // A string takes everything.
            let _ = writeln!(self.text, "{LINE}{line}}}\n{text}");
        }
    }
}

/// Where the pieces of gathered text begin, with their lines in the file.
pub(super) fn places(gathered: &str) -> Vec<(usize, u32)> {
    let found = gathered.match_indices(LINE).filter_map(|(at, _)| {
        let number = gathered.get(at + LINE.len()..)?.split('}').next()?;
        Some((at, number.parse().ok()?))
    });
    found.collect()
}
