//! Places of records, small enough to keep one for every record of a collection.

use crate::check::place_of;
use crate::record::Record;
use crate::report::Place;

/// The place of a record: some bytes instead of the name of its file again and again. No two records have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Of the record in the collection.
    number: u64,
    file: u32,
    line: Option<u32>,
    record: Option<u64>,
}

/// The files of a collection.
#[derive(Debug, Default)]
pub struct Spots {
    files: Vec<String>,
    seen: u64,
}

impl Spots {
    /// The place of the next record of a collection, in which the records of a file come one after the other.
    pub(super) fn of(&mut self, record: &Record) -> Spot {
        let Place { file, record, line, column: _ } = place_of(record);
        if self.files.last() != Some(&file) {
            self.files.push(file);
        }
        let number = u32::try_from(self.files.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.seen += 1;
        Spot { number: self.seen, file: number, line, record }
    }

    /// The place as notes have it.
    pub(super) fn place(&self, spot: Spot) -> Place {
        let file = self.files.get(spot.file as usize).cloned().unwrap_or_default();
        Place { file, record: spot.record, line: spot.line, column: None }
    }
}
