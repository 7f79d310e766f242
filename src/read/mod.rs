//! Input formats: one file each, from text to records. Reading never fails as a whole.

pub mod bibtex;
pub mod cnki_text;
pub mod crawl;
pub mod crawl_table;
pub mod crossref;
pub mod csl_json;
pub mod csl_yaml;
pub mod endnote_tagged;
pub mod endnote_xml;
pub mod html;
mod intake;
pub mod jats;
mod json;
pub mod json_ld;
mod leftover;
pub mod mods;
pub mod nbib;
pub mod ndjson;
pub mod noteexpress;
pub mod openalex;
pub mod page;
pub mod pubmed;
pub mod refworks_tagged;
pub mod ris;
mod sheet;
pub mod table;
pub mod wos_tagged;
mod xml;

use crate::record::Record;
use crate::report::Note;
use crate::syntax::line_feeds;

/// A piece of an input that begins and ends between two records.
#[derive(Debug, Clone, Copy)]
pub struct Chunk<'a> {
    /// The piece, decoded.
    pub text: &'a str,
    /// The start of the whole input (at least its first 64 KiB, or all of it), by which a reader that knows
    /// several layouts decides; the same for every chunk of an input.
    pub head: &'a str,
    /// What was gathered of the whole input ([`Reader::gather`]), where it was; the same for every chunk of an input.
    pub gathered: Option<&'a str>,
    /// The file as named on the command line; empty for standard input.
    pub file: &'a str,
    /// Number of the chunk's first line in its file, from 1.
    pub first_line: u32,
}

impl<'a> Chunk<'a> {
    /// All of an input.
    #[must_use]
    pub fn whole(text: &'a str, file: &'a str) -> Self {
        Self { text, head: text, gathered: None, file, first_line: 1 }
    }
}

/// Bytes that could not be read as a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The text, unchanged.
    pub text: String,
    /// Its first line in the file, from 1.
    pub line: u32,
    /// Why, as a sentence for people.
    pub reason: String,
}

/// What reading a chunk gives. Record numbers (in `provenance` and in notes) count from 1 in the chunk; the
/// caller adds the number of records before it.
#[derive(Debug, Default)]
pub struct Batch {
    /// The records, in order.
    pub records: Vec<Record>,
    /// Records that say themselves where they were first read, by their position in `records`, ascending, with
    /// their first line in this file: the numbers in their `provenance` are not of this file, and the caller
    /// leaves them alone.
    pub settled: Vec<(usize, u32)>,
    /// What could not be read as a record, in order; each has an `error` note too.
    pub set_aside: Vec<SetAside>,
    /// Pages that show nothing of an article: their lines.
    pub without_record: Vec<u32>,
    /// Problems, in order of their place.
    pub notes: Vec<Note>,
    /// Notes about no record that say behind how many records of the chunk they stand, by their position in `notes`: where several
    /// records stand on one line, the line does not tell.
    pub placed: Vec<(usize, usize)>,
}

impl Batch {
    /// Notes a problem that is of no record and stands behind the records read so far.
    pub(crate) fn note_here(&mut self, note: Note) {
        self.placed.push((self.notes.len(), self.records.len()));
        self.notes.push(note);
    }
}

/// The column of an offset, from 1, in a text that begins at the start of a line. A byte order mark is no character.
fn column_of(text: &str, offset: usize) -> Option<u32> {
    let before = text.get(..offset)?;
    let line = before.rfind(['\n', '\r']).and_then(|end| before.get(end + 1..)).unwrap_or(before);
    u32::try_from(line.chars().filter(|it| *it != '\u{feff}').count() + 1).ok()
}

/// Goes through a whole input before its parts are read, for a format whose records take something from others far away.
pub trait Gather {
    /// Takes notice of the next part.
    fn take(&mut self, chunk: Chunk<'_>);

    /// Whether all parts are to come once more, asked behind the last one: what is looked for may be known only then.
    fn again(&mut self) -> bool;

    /// What was gathered, for every part.
    fn finish(self: Box<Self>) -> String;
}

/// An input format.
///
/// A reader never fails and never panics: a broken record is set aside with a note, and the next one is read as
/// if it stood alone.
pub trait Reader: Sync {
    /// Reads every record of a chunk.
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch);

    /// The largest offset at which `buffer` can be cut so that both parts read alone give the records of the
    /// whole; 0 when there is none yet and more text is needed. `buffer` begins at the start of the input or at
    /// such a cut, `head` is the start of the input as `read` is given it. The offset is on a character border, and depends on
    /// nothing after it but the start of the
    /// record that follows.
    fn cut(&self, buffer: &str, head: &str) -> usize;

    /// Goes through an input that is longer than what a reader sees of its start, where a record may take something from any
    /// place of it.
    fn gather(&self) -> Option<Box<dyn Gather>> {
        None
    }

    /// How many line ends a text has, as `read` counts lines: where a chunk begins is told by those of the text before it. Most
    /// formats count line feeds.
    fn line_ends(&self, text: &str) -> u32 {
        line_feeds(text)
    }

    /// What of the start of an input a record of it cannot be read without: the header row of a table.
    fn preface<'h>(&self, _head: &'h str) -> &'h str {
        ""
    }
}
