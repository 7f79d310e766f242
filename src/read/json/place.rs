//! Lines and columns of a chunk.

use crate::read::Chunk;
use crate::report::Place;
use crate::syntax::line_feeds;

/// Counts lines on the way through a chunk.
pub(in crate::read) struct Places<'a> {
    chunk: Chunk<'a>,
    /// Up to where lines are counted.
    counted: usize,
    /// Line there.
    line: u32,
    /// Where the last line feed before it stands.
    line_feed: Option<usize>,
    /// Where a line begins, up to where its characters were counted last, and how many they are.
    measured: (usize, usize, usize),
    /// The last offset at which the chunk could have begun.
    cut: usize,
    /// The chunk is the start of its input.
    is_first: bool,
}

impl<'a> Places<'a> {
    pub(in crate::read) fn new(chunk: Chunk<'a>) -> Self {
        let length = chunk.text.len().min(chunk.head.len());
        let is_like_head = chunk.text.get(..length) == chunk.head.get(..length);
        // An object may follow an equal one on the same line; the bracket of a list stands at the start alone.
        let begins_a_list = chunk.text.trim_start_matches('\u{feff}').starts_with('[');
        let is_first = chunk.first_line == 1 && is_like_head && begins_a_list;
        Self {
            chunk,
            counted: 0,
            line: chunk.first_line,
            line_feed: None,
            measured: (0, 0, 0),
            cut: 0,
            is_first,
        }
    }

    pub(in crate::read) fn file(&self) -> &'a str {
        self.chunk.file
    }

    /// Marks the end of an item.
    pub(in crate::read) fn cut_at(&mut self, offset: usize) {
        self.cut = offset;
        self.is_first = false;
    }

    /// The line of an offset. Offsets before the last one asked for are counted from the start again.
    pub(in crate::read) fn line(&mut self, offset: usize) -> u32 {
        if offset < self.counted {
            self.counted = 0;
            self.line = self.chunk.first_line;
            self.line_feed = None;
        }
        let passed = self.chunk.text.get(self.counted..offset).unwrap_or_default();
        self.line = self.line.saturating_add(line_feeds(passed));
        self.line_feed = passed.rfind('\n').map(|at| self.counted + at).or(self.line_feed);
        self.counted = offset;
        self.line
    }

    /// The place of an offset. The column is known only where a line begins behind the last place at which the
    /// input could have been cut, since whatever stands before a chunk on its first line is not known.
    pub(in crate::read) fn place(&mut self, offset: usize, record: Option<u64>) -> Place {
        let line = self.line(offset);
        let line_start = self.line_feed.filter(|at| *at >= self.cut).map(|at| at + 1);
        let line_start = line_start.or_else(|| self.is_first.then_some(0));
        let column = line_start.and_then(|start| u32::try_from(self.before(start, offset) + 1).ok());
        Place { file: self.chunk.file.to_owned(), record, line: Some(line), column }
    }

    /// The place of a record.
    pub(in crate::read) fn line_place(&self, line: u32, record: u64) -> Place {
        Place { file: self.chunk.file.to_owned(), record: Some(record), line: Some(line), column: None }
    }

    /// Characters of a line that begins at an offset, up to another one: a long line is not counted anew for each place in it.
    fn before(&mut self, start: usize, end: usize) -> usize {
        let (of, counted, characters) = self.measured;
        let (from, known) = if of == start && counted <= end { (counted, characters) } else { (start, 0) };
        self.measured = (start, end, known + self.characters(from, end));
        self.measured.2
    }

    /// Characters between two offsets, without a byte-order mark.
    pub(in crate::read) fn characters(&self, start: usize, end: usize) -> usize {
        let text = self.chunk.text.get(start..end).unwrap_or_default();
        text.chars().filter(|character| *character != '\u{feff}').count()
    }
}
