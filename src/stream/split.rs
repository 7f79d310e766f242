//! An output in parts, each of which is a whole output of its own.

use crate::record::{DateKind, Record};
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

fn year_of(record: &Record) -> Option<i32> {
    record.date(DateKind::Issued).and_then(|date| date.start).map(|start| start.year)
}
