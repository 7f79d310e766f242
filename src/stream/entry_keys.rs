//! Keys of BibTeX entries over all parts of a file: the reader knows those of its part alone, and what is said must not depend
//! on where a file is cut.

use crate::read::bibtex::{KEY_DOUBLED, KEY_FIELD, doubled};
use crate::record::{Record, Warning};
use crate::report::{Note, Place};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The keys that the parts read so far have.
#[derive(Debug, Default)]
pub(super) struct EntryKeys {
    /// Their hashes, 8 bytes a key however long it is.
    seen: BTreeSet<u64>,
}

impl EntryKeys {
    /// Bytes of memory that they take, about.
    pub(super) fn bytes(&self) -> usize {
        self.seen.len() * 2 * size_of::<u64>()
    }

    /// Says of each record of the next part whose key stands in an earlier one what the reader says of a key that stands twice
    /// in its part. The numbers of records and notes are still those of the part.
    pub(super) fn doubled_since(&mut self, records: &mut [Record], notes: &mut Vec<Note>) {
        let mut of_part = BTreeSet::new();
        for (number, record) in (1..).zip(records) {
            let Some(key) = record.id.clone() else { continue };
            let hash = hash_of(&key);
            // The reader has said it of the others.
            if !of_part.insert(hash) || !self.seen.contains(&hash) {
                continue;
            }
            let (file, line) =
                (record.provenance.file.clone(), record.provenance.lines.map(|(first, _)| first));
            let place = Place { file, record: Some(number), line, column: None };
            let message = doubled(&key);
            let warning = Warning { code: KEY_DOUBLED.name.to_owned(), message: message.clone(), line };
            // It is the first thing that a reader says of an entry.
            record.warnings.insert(0, warning);
            let is_behind = |note: &Note| match note.place.record {
                Some(record) => record >= number,
                None => note.place.line > line,
            };
            let at = notes.iter().position(is_behind).unwrap_or(notes.len());
            notes.insert(at, Note { code: &KEY_DOUBLED, place, field: KEY_FIELD, message });
        }
        self.seen.extend(of_part);
    }
}

/// Keys differ by more than the case of their letters.
fn hash_of(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.to_lowercase().hash(&mut hasher);
    hasher.finish()
}
