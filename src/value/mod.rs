//! Text to typed values, one file a kind of value. Pages, RIS, nbib and CSV all read with these.
//!
//! A grammar never fails: it gives what it understood, with the text it was read from, a confidence or remarks
//! where it doubts, and [`Part`]s that say what became of each character.

pub mod abstract_text;
pub mod affiliation;
pub mod author_list;
pub mod citation_line;
pub(crate) mod comparable;
pub mod contact;
pub mod country;
pub mod date;
pub mod doi;
mod folded;
pub mod isbn;
pub mod issn;
pub mod journal_line;
pub(crate) mod journal_name;
pub mod keywords;
mod label;
pub mod language;
mod language_of_text;
pub mod letter_case;
pub mod markup;
pub mod mojibake;
pub mod name;
pub mod numbering;
pub mod orcid;
pub mod pages;
pub mod pmid;
mod script;
pub(crate) mod slip;
pub mod text;
pub mod title;

/// What became of a stretch of the text a grammar was given.
///
/// Parts are in order, do not overlap and lie on character borders. A character outside every part that is not
/// white space was not understood: the caller reports it as unclaimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Byte offset in the text given.
    pub start: usize,
    /// Byte offset of the end, exclusive.
    pub end: usize,
    /// The field it went to, in CSL's or the record's words (`author`, `volume`); empty for furniture:
    /// punctuation, separators and label words inside a value.
    pub field: &'static str,
    /// Which one, from 1, where the field is a list (author 2); 0 otherwise.
    pub index: usize,
    /// Which piece of it: `given name`, `marker`, `label`. Empty for the whole.
    pub piece: &'static str,
}

impl Part {
    /// A stretch that went to a field as a whole.
    #[must_use]
    pub fn field(start: usize, end: usize, field: &'static str) -> Self {
        Self { start, end, field, index: 0, piece: "" }
    }

    /// A stretch that carries no value of its own.
    #[must_use]
    pub fn furniture(start: usize, end: usize) -> Self {
        Self { start, end, field: "", index: 0, piece: "" }
    }

    /// The same part, `by` bytes further on: for a grammar that calls another one on a slice.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }
}
