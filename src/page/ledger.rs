//! The ledger: what became of every character of a page.

use crate::report::Note;

/// What became of a stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is a value, or a piece of one.
    Value {
        /// Number of the record in the file, from 1.
        record: u64,
        /// The field, in CSL's or the record's words: `author`, `volume`.
        field: &'static str,
        /// Which one, from 1, in a list; 0 otherwise.
        index: usize,
        /// Which piece of it: `given name`, `marker`. Empty for the whole.
        piece: &'static str,
    },
    /// It is known to carry nothing: a label, a bullet, a separator, a footer (the word says which).
    Furniture(&'static str),
    /// Nobody wanted it.
    Unclaimed,
}

/// A stretch of a line and its fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Byte offset in the line.
    pub start: usize,
    /// Byte offset of the end, exclusive.
    pub end: usize,
    /// What became of it.
    pub fate: Fate,
    /// Why a doubtful value was read so, in a sentence; empty when there is no doubt.
    pub why: String,
}

/// A line of the page with the fate of all its characters that are not white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAccount {
    /// Line of the file, from 1.
    pub number: u32,
    /// The line without its line end.
    pub text: String,
    /// In order, not overlapping; together they hold every character that is not white space.
    pub stretches: Vec<Stretch>,
}

/// A page read aloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Name of the layout that read it; `None` when no layout recognises the page.
    pub layout: Option<String>,
    /// Number of records found.
    pub records: u64,
    /// Every line, blank ones included.
    pub lines: Vec<LineAccount>,
    /// What was repaired, doubtful or lost.
    pub notes: Vec<Note>,
}

impl Explanation {
    /// The stretches that nobody wanted, in order.
    pub fn unclaimed(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().flat_map(|line| {
            let unclaimed = line.stretches.iter().filter(|stretch| stretch.fate == Fate::Unclaimed);
            unclaimed.filter_map(|stretch| line.text.get(stretch.start..stretch.end))
        })
    }

    /// Characters that are not white space: in values, in furniture, unclaimed.
    #[must_use]
    pub fn sums(&self) -> (usize, usize, usize) {
        let mut sums = (0, 0, 0);
        for line in &self.lines {
            for stretch in &line.stretches {
                let text = line.text.get(stretch.start..stretch.end).unwrap_or_default();
                let count = text.chars().filter(|character| !character.is_whitespace()).count();
                match stretch.fate {
                    Fate::Value { .. } => sums.0 += count,
                    Fate::Furniture(_) => sums.1 += count,
                    Fate::Unclaimed => sums.2 += count,
                }
            }
        }
        sums
    }
}
