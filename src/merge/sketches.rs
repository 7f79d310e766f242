//! All sketches of a run in one piece of memory.

use super::sketch::Sketch;

/// Sketches by their positions. Each takes its text and eight bytes, and nothing is copied to look at one.
#[derive(Debug, Clone, Default)]
pub struct Sketches {
    text: String,
    ends: Vec<usize>,
}

impl Sketches {
    /// Takes the line of a record (`sketch::line`); its position is the number of those before it.
    pub fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.ends.push(self.text.len());
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The line at a position.
    #[must_use]
    pub fn line(&self, position: u32) -> Option<&str> {
        let position = position as usize;
        let end = *self.ends.get(position)?;
        let start = position.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }

    /// The sketch at a position.
    #[must_use]
    pub fn get(&self, position: u32) -> Option<Sketch<'_>> {
        Sketch::parse(self.line(position)?)
    }

    /// The source of the record at a position, which is all that counting needs.
    #[must_use]
    pub fn source(&self, position: u32) -> Option<&str> {
        self.line(position).and_then(super::sketch::source_in)
    }

    /// Bytes of memory taken. What was asked for in advance and not yet written to is none: of a large piece of memory that is
    /// up to half of it.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<usize>()
    }
}

impl<'a> FromIterator<&'a crate::record::Record> for Sketches {
    fn from_iter<I: IntoIterator<Item = &'a crate::record::Record>>(records: I) -> Self {
        let mut sketches = Self::default();
        records.into_iter().for_each(|record| sketches.push(&super::sketch::line(record)));
        sketches
    }
}
