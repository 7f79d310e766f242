//! From files to files: open, decode, cut at record borders, read on worker threads, put back in order, write.
//!
//! Memory is bounded whatever the size of the input, and the output is the same, byte for byte, for any number of
//! threads and any chunk size: what a thread does depends on its chunk alone, and everything that depends on an
//! order (record numbers, citation keys, separators) happens in one place, in the order of the input.

mod buffer;
mod census;
mod cut;
mod decode;
mod encoding;
mod entry_keys;
pub mod input;
mod losses;
mod memory;
mod meter;
mod order;
pub mod output;
mod pipeline;
mod set_aside;
mod split;
mod totals;
mod unpack;
mod unread;
mod web_archive;
#[cfg(feature = "xlsx")]
mod workbook;
mod zip;

pub use census::Census;
pub use cut::FILE_WITHOUT_RECORDS;
pub use decode::{Named as NamedText, read_text, read_texts};
pub use encoding::of_label;
pub use losses::{
    DESTINATION_CUT, DESTINATION_DROPS, DESTINATION_LIMIT, FORMAT_CANNOT_HOLD, in_one_file, in_words, losses,
};
pub use meter::Meter;
pub use pipeline::run;
pub use set_aside::Piece;
pub use split::Split;
pub use totals::{FileSum, FileVerdict, Named, Parts, Tally, Totals};

use crate::clean::{Change, Cleaner};
use crate::formats::Format;
use crate::read::page::Pages;
use crate::record::{Confidence, Issn, Medium, Name, NameForm, Origin, Record};
use crate::report::{Code, Note, Place};
use crate::write::citation_key::KeyMaker;
use crate::write::{WriteOptions, Writer};
use input::Input;
use output::Identity;
use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;

pub(crate) const WARNED_EARLIER: Code = Code::warning(
    "warned-earlier",
    "A record brings a warning that an earlier step of refmill wrote into it; the note says which.",
);
const RECORD_REFUSED: Code = Code::error(
    "record-refused",
    "The output format has no place for a record like this one (nbib: one without a PMID); it is set aside and the others are written.",
);
const RECORD_DOUBTFUL: Code = Code::warning(
    "record-doubtful",
    "A record is written although programs may not take it (nbib: an empty PMID line, which was asked for).",
);
const RECORD_NOT_PROCESSED: Code = Code::error(
    "record-not-processed",
    "refmill itself failed on this text, which is a fault of refmill; the text is set aside and the rest is read.",
);

/// What a run reads, how, and what it writes.
#[derive(Clone)]
pub struct Plan<'a> {
    /// Files, folders and standard input, in this order.
    pub inputs: &'a [Input],
    /// Files that a walk through a folder passes over: the outputs of this very run.
    pub outputs: &'a [Identity],
    /// The input format, where the user names it; otherwise each file's content tells.
    pub from: Option<&'static Format>,
    /// Reader of pages with the user's own layouts, instead of the built-in ones alone.
    pub pages: Option<&'a Pages>,
    /// What to do with text that was misread before it came here.
    pub mojibake: Mojibake,
    /// What to do with the records after reading.
    pub read: ReadOptions<'a>,
    /// The output format; `None` to read only.
    pub write: Option<Writing<'a>>,
    /// The encoding of all inputs, where the user names it.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// Sizes and threads.
    pub limits: Limits,
    /// What the sink is told beyond what every run tells.
    pub tell: Tell,
    /// Tells how far the run has come, and ends it.
    pub meter: Arc<Meter>,
}

/// What a sink is told of each record beyond its notes. Both cost time, so that only those who show them ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tell {
    /// The text it was read from ([`Sink::source`]).
    pub sources: bool,
    /// A note for each value that the output format cannot hold or its destination drops; without it they are only counted.
    pub losses: bool,
}

/// What a record was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The title of the record, by which people know it; empty without one.
    pub title: String,
    /// The lines it was read from.
    pub text: String,
}

/// Checks a record in the place of [`crate::check::run`]. The place of its notes is filled in by the run.
pub type Checking<'a> = &'a (dyn Fn(&Record) -> Vec<Note> + Sync);

/// What to do with text that was read in a wrong encoding before it came here: `Ã©`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mojibake {
    /// Say so.
    #[default]
    Tell,
    /// Undo it, and say what was undone.
    Undo,
}

/// An output format with its options.
#[derive(Clone, Copy)]
pub struct Writing<'a> {
    /// Its name in the table of formats.
    pub format: &'static str,
    /// Its writer.
    pub writer: &'a dyn Writer,
    /// What the user asked for.
    pub options: &'a WriteOptions,
    /// Makes the citation keys. The worker threads ask it for the key of each record alone; the sink, which sees
    /// all of them in order, makes them differ.
    pub keys: &'a KeyMaker,
    /// Whether the output is cut into parts, each a whole output of its own.
    pub split: Option<Split>,
}

/// Sizes and threads of a run. None of them changes a byte of the output, but for `record` and `memory`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Worker threads.
    pub jobs: NonZeroUsize,
    /// Bytes of a chunk, about.
    pub chunk: usize,
    /// Bytes of the longest record that is read; what is longer is set aside from there on.
    pub record: usize,
    /// Bytes of memory that the run may take beside the program itself and the text that is being looked at. Half of them
    /// bound what is kept to its end, and what reading one record may take: a record that could take more is set aside.
    pub memory: usize,
}

/// The least memory that a run is given: the numbers of citation keys alone may take 20 MiB.
pub const LEAST_MEMORY: usize = 64 << 20;

impl Default for Limits {
    /// As many threads as the machine offers, chunks of 256 KiB, of which several a thread are in memory, records up
    /// to 64 MiB, 512 MiB of memory.
    fn default() -> Self {
        let jobs = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self { jobs, chunk: 256 << 10, record: 64 << 20, memory: 512 << 20 }
    }
}

impl Limits {
    /// How much of a file is looked at first to find a place to cut.
    fn window(self) -> usize {
        self.chunk.clamp(1, self.record.max(1))
    }

    /// Tasks that are in work at a time.
    fn tasks(self) -> usize {
        match self.jobs.get() {
            // One task at a time from the first byte to the last, so that `--jobs 1` keeps one processor busy and no second one.
            1 => 1,
            jobs => jobs * 2 + 2,
        }
    }

    /// What reading the longest record may take.
    fn heaviest(self) -> usize {
        self.memory / 2
    }

    /// What all tasks together may take. What is left is lost between what an allocator gives and takes back.
    fn room(self) -> usize {
        self.memory / 4 * 3
    }

    /// What a chunk may take, so that all tasks find room.
    fn share(self) -> usize {
        (self.room() / self.tasks()).min(self.heaviest())
    }
}

/// What to do with each record between reading and checking.
#[derive(Clone, Copy, Default)]
pub struct ReadOptions<'a> {
    /// Write an ISSN that was computed from the DOI, where the source gives none (mapping reference 8.11).
    pub derived_issn: bool,
    /// Leave a name whole when its order could only be guessed (mapping reference 8.17).
    pub names: GuessedNames,
    /// What cleans the records; `None` leaves them as they were read.
    pub cleaner: Option<&'a Cleaner>,
    /// What checks them afterwards; `None` for the checks of a conversion.
    pub checking: Option<Checking<'a>>,
}

/// What to do with a name whose order nothing tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GuessedNames {
    /// Split it as is commonest.
    #[default]
    Split,
    /// Leave it whole.
    Whole,
}

impl ReadOptions<'_> {
    /// Changes the record, and says what the rules changed; the place of the notes is still to be filled in.
    fn apply(self, record: &mut Record) -> Vec<Note> {
        if self.derived_issn {
            add_derived_issns(record);
        }
        if self.names == GuessedNames::Whole {
            for contributor in &mut record.contributors {
                contributor.forms.iter_mut().chain(&mut contributor.group_members).for_each(join_if_guessed);
            }
        }
        let changes = self.cleaner.map(|cleaner| cleaner.run(record)).unwrap_or_default();
        changes.iter().map(Change::note).collect()
    }
}

/// An ISSN of the source always wins: a derived one is added only where there is none.
fn add_derived_issns(record: &mut Record) {
    if !record.issns.is_empty() {
        return;
    }
    let derived = record.derived.iter().filter(|derived| derived.field.eq_ignore_ascii_case("issn"));
    record.issns = derived
        .map(|derived| Issn {
            value: derived.value.clone(),
            medium: Medium::Unknown,
            // The user's own word makes it a value; `derived` still tells where it comes from.
            origin: Origin::User,
        })
        .collect();
}

fn join_if_guessed(form: &mut NameForm) {
    let Name { family, given, .. } = &form.name;
    if form.confidence != Confidence::Default || family.is_none() || given.is_none() {
        return;
    }
    let whole = match form.raw.trim() {
        "" => [given.as_deref().unwrap_or_default(), form.name.full_family().as_str()]
            .join(" ")
            .trim()
            .to_owned(),
        raw => raw.to_owned(),
    };
    form.name = Name::literal(whole);
}

/// What takes the results. Everything is called on the caller's thread, in the order of the input.
pub trait Sink {
    /// A record on its way to the output, its number and notes final, to be given its citation key. `key` is what
    /// [`KeyMaker::base`] says of it, or empty without an output.
    fn prepare(&mut self, record: &mut Record, key: &str);

    /// A problem.
    ///
    /// # Errors
    /// Whatever keeps it from being taken; the run ends with it.
    fn note(&mut self, note: &Note) -> io::Result<()>;

    /// The text a record was read from, told before the notes about the record where the plan asks for it; lines above it
    /// that belong to no record are left out.
    ///
    /// # Errors
    /// Whatever keeps it from being taken; the run ends with it.
    fn source(&mut self, _place: &Place, _source: &Source) -> io::Result<()> {
        Ok(())
    }

    /// A text that could not be read as a record, or a record that the output has no place for, unchanged.
    ///
    /// # Errors
    /// Whatever keeps it from being taken; the run ends with it.
    fn set_aside(&mut self, piece: &Piece<'_>) -> io::Result<()>;

    /// Bytes of the output, or of a part of it (`Writing::split`). The empty name is the whole output.
    ///
    /// # Errors
    /// Whatever keeps them from being written; the run ends with it.
    fn write(&mut self, part: &str, bytes: &[u8]) -> io::Result<()>;

    /// A part is whole and nothing more of it comes.
    ///
    /// # Errors
    /// Whatever keeps it from being finished; the run ends with it.
    fn part_ended(&mut self, part: &str) -> io::Result<()>;

    /// The sums of a file that has been read to its end.
    ///
    /// # Errors
    /// Whatever keeps them from being taken; the run ends with it.
    fn file(&mut self, sum: &FileSum) -> io::Result<()>;

    /// Bytes of memory taken by what the sink keeps of all records so far, about. A run ends with an error where they are more
    /// than half of [`Limits::memory`].
    fn kept(&self) -> usize {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Contributor, Derived};

    fn guessed(raw: &str) -> Contributor {
        let name = Name { family: Some("Wan".into()), given: Some("Li".into()), ..Name::default() };
        let form = NameForm { name, raw: raw.into(), confidence: Confidence::Default, ..NameForm::default() };
        Contributor { forms: vec![form], ..Contributor::default() }
    }

    #[test]
    fn a_guessed_name_stays_whole_when_the_user_wants_no_guesses() {
        let mut record = Record { contributors: vec![guessed("Wan Li"), guessed("")], ..Record::default() };
        record.contributors.push(guessed("x"));
        record.contributors[2].forms[0].confidence = Confidence::Rule;
        ReadOptions { names: GuessedNames::Whole, ..ReadOptions::default() }.apply(&mut record);
        assert_eq!(record.contributors[0].forms[0].name, Name::literal("Wan Li"));
        assert_eq!(record.contributors[1].forms[0].name, Name::literal("Li Wan"));
        assert_eq!(record.contributors[2].forms[0].name.family.as_deref(), Some("Wan"));
    }

    #[test]
    fn a_derived_issn_is_used_only_when_asked_for_and_only_where_there_is_none() {
        let derived = Derived {
            field: "ISSN".into(),
            value: "1673-4408".into(),
            from: "DOI".into(),
            rule: String::new(),
        };
        let mut record = Record { derived: vec![derived], ..Record::default() };
        ReadOptions::default().apply(&mut record);
        assert!(record.issns.is_empty());
        ReadOptions { derived_issn: true, ..ReadOptions::default() }.apply(&mut record);
        assert_eq!(record.issns.len(), 1);
        assert_eq!(record.issns[0].origin, Origin::User);
        record.issns[0].value = "0000-0000".into();
        ReadOptions { derived_issn: true, ..ReadOptions::default() }.apply(&mut record);
        assert_eq!(record.issns[0].value, "0000-0000");
    }
}
