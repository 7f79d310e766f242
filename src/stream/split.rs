//! An output in parts, each of which is a whole output of its own.

use crate::record::{DateKind, Record};
use crate::write::destination::Limits;
use std::num::NonZeroU64;

/// By what an output is cut into parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// So many records a part, at most.
    Records(NonZeroU64),
    /// A part an input file.
    File,
    /// A part a year of publication.
    Year,
    /// As few parts as a program takes, each within its limits; a record that is longer than a part may be is one of its own.
    Fit(Limits),
}

/// Years of which there is a part each: more open files than these a system may not grant.
const YEARS: std::ops::RangeInclusive<i32> = 1500..=2100;

/// Names the part of each record, in the order of the output.
#[derive(Debug)]
pub(super) struct Parts {
    by: Split,
    records: u64,
    files: u64,
}

impl Parts {
    pub(super) fn new(by: Split) -> Self {
        Self { by, records: 0, files: 0 }
    }

    /// Says that the next record is of another file.
    pub(super) fn next_file(&mut self) {
        self.files += 1;
    }

    /// The part of the next record: `0003` of so many records, `pages/a.txt` behind its number for a file, which makes
    /// two files of one name differ, `2021` or `no-year`.
    pub(super) fn of(&mut self, record: &Record, file: &str) -> String {
        match self.by {
            Split::Records(most) => {
                self.records += 1;
                format!("{:04}", (self.records - 1) / most + 1)
            }
            // They are cut where they are written, when their sizes are known.
            Split::Fit(_) => String::new(),
            Split::File => format!("{}:{file}", self.files),
            Split::Year => match year_of(record) {
                Some(year) if YEARS.contains(&year) => format!("{year:04}"),
                Some(_) => "other-years".to_owned(),
                None => "no-year".to_owned(),
            },
        }
    }

    /// Whether a part is whole as soon as another one begins.
    pub(super) fn are_consecutive(&self) -> bool {
        self.by != Split::Year
    }
}

/// The part that is being filled, of an output that is cut to fit.
#[derive(Debug)]
pub(super) struct Fitting {
    limits: Limits,
    number: u64,
    records: u64,
    bytes: u64,
}

impl Fitting {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, number: 1, records: 0, bytes: 0 }
    }

    /// Its name: `0001`.
    pub(super) fn part(&self) -> String {
        format!("{:04}", self.number)
    }

    /// Whether a record of so many bytes, `around` of them before and after all records, would be too much for it.
    pub(super) fn is_full_for(&self, bytes: u64, around: u64) -> bool {
        let Limits { records, bytes: most } = self.limits;
        let too_many = records.is_some_and(|most| self.records >= most);
        let too_long = most.is_some_and(|most| self.bytes + bytes + around > most);
        self.records > 0 && (too_many || too_long)
    }

    /// Begins the next part.
    pub(super) fn next(&mut self) {
        *self = Self { number: self.number + 1, records: 0, bytes: 0, limits: self.limits };
    }

    pub(super) fn add(&mut self, bytes: u64) {
        self.records += 1;
        self.bytes += bytes;
    }
}

fn year_of(record: &Record) -> Option<i32> {
    record.date(DateKind::Issued).and_then(|date| date.start).map(|start| start.year)
}
