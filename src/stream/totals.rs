//! The sums of a run. They always add up: records found = written + set aside.

use super::RECORD_REFUSED;
use super::census::Census;
use crate::report::{Code, Note, Place, Severity};
use crate::write::Losses;
use std::collections::BTreeMap;

/// What a run amounts to.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Files opened, or tried to open.
    pub files: u64,
    /// Files that were read, by format; pages by layout: `wprim page`.
    pub files_by_kind: BTreeMap<String, u64>,
    /// Files that hold no record.
    pub without_records: Named,
    /// Pages without a record in files that hold others: `crawl.jsonl:3`.
    pub pages_without_record: Named,
    /// Files that could not be read, or not to their end.
    pub files_set_aside: Named,
    /// Records that were read.
    pub read: u64,
    /// Records that were written; without an output, records that could be.
    pub written: u64,
    /// Pieces of text that should have been records and were set aside.
    pub set_aside: u64,
    /// Notes by code.
    pub notes: BTreeMap<&'static str, Tally>,
    /// The first warning or error in a page, which can be explained.
    pub first_doubt: Option<Place>,
    /// Records with at least one warning, by the field it is about.
    pub doubtful: BTreeMap<&'static str, u64>,
    /// What the output format could not hold.
    pub losses: Losses,
    /// Records of which the destination will drop something, by what it is (`Drop::field` of its table).
    pub forecast: BTreeMap<&'static str, u64>,
    /// Where the run was ended before everything was read.
    pub stopped: Option<Place>,
    /// Bytes written.
    pub bytes: u64,
    /// The files it was written to.
    pub parts: Parts,
    /// Which records have what.
    pub census: Census,
}

/// The parts of an output, each of which is a whole output of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// How many; 1 for an output that is not cut.
    pub count: u64,
    /// Whether they are what the destination takes at once.
    pub is_fitted: bool,
    /// Records of the part that has most of them.
    pub most_records: u64,
    /// Bytes of the part that has most of them.
    pub most_bytes: u64,
}

/// A number of things with the names of the first few.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// How many.
    pub count: u64,
    /// The first ten.
    pub first: Vec<String>,
}

impl Named {
    fn add(&mut self, name: &str) {
        self.count += 1;
        if self.first.len() < 10 {
            self.first.push(name.to_owned());
        }
    }
}

/// Notes of one code.
#[derive(Debug, Clone)]
pub struct Tally {
    /// The code.
    pub code: &'static Code,
    /// How many.
    pub count: u64,
    /// Where the first one is.
    pub first: Place,
    /// What the first one says.
    pub says: String,
}

/// The sums of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSum {
    /// As named on the command line; empty for standard input.
    pub name: String,
    /// What the file is: the layout or format of its first record, else the format it was taken for. Empty when
    /// nothing is known.
    pub kind: String,
    /// Records read.
    pub read: u64,
    /// Pieces set aside.
    pub set_aside: u64,
    /// Pages in the file that show nothing of an article.
    pub without_record: u64,
    /// Notes, remarks included.
    pub notes: u64,
    /// What became of the file.
    pub verdict: FileVerdict,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileVerdict {
    /// Read to its end.
    Read,
    /// Of no known format, or of one but without any record.
    NoRecord,
    /// Not readable, or not to its end.
    SetAside,
    /// The run was ended while it was read.
    Stopped,
}

impl Totals {
    pub(super) fn note(&mut self, note: &Note) {
        let Note { code, place, field: _, message } = note;
        self.notes.entry(code.name).and_modify(|tally| tally.count += 1).or_insert_with(|| Tally {
            code,
            count: 1,
            first: place.clone(),
            says: message.clone(),
        });
    }

    /// Counts a part of the output that is whole.
    pub(super) fn part(&mut self, records: u64, bytes: u64) {
        let Parts { count, is_fitted: _, most_records, most_bytes } = &mut self.parts;
        *count += 1;
        *most_records = records.max(*most_records);
        *most_bytes = bytes.max(*most_bytes);
    }

    pub(super) fn pages_in(&mut self, file: &str, lines: &[u32]) {
        let shown = if file.is_empty() { "-" } else { file };
        for line in lines {
            self.pages_without_record.add(&format!("{shown}:{line}"));
        }
    }

    pub(super) fn file(&mut self, sum: &FileSum) {
        self.files += 1;
        let shown = if sum.name.is_empty() { "-" } else { &sum.name };
        match sum.verdict {
            FileVerdict::Read | FileVerdict::Stopped => {
                *self.files_by_kind.entry(sum.kind.clone()).or_default() += 1;
            }
            FileVerdict::NoRecord => self.without_records.add(shown),
            FileVerdict::SetAside => self.files_set_aside.add(shown),
        }
    }

    /// The number of notes of a severity.
    #[must_use]
    pub fn count_of(&self, severity: Severity) -> u64 {
        self.notes.values().filter(|tally| tally.code.severity == severity).map(|tally| tally.count).sum()
    }

    /// Records that were read and set aside all the same, because the output has no place for them.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.notes.get(RECORD_REFUSED.name).map_or(0, |tally| tally.count)
    }

    /// Records and pieces found: those written and those set aside.
    #[must_use]
    pub fn found(&self) -> u64 {
        self.written + self.set_aside
    }
}
