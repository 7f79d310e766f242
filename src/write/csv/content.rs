//! What the cells of a column are, for tables with looks and links.

use super::{Column, Fact};

/// What a column's cells are to a table that shows values of several kinds differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::write) enum Content {
    /// A year, a month or a day.
    Number,
    /// A DOI.
    Doi,
    /// An address.
    Address,
    /// Words of an article: titles, abstracts.
    Prose,
    /// Anything with a few dozen characters: names, journals, terms.
    List,
    /// The whole record.
    Whole,
    /// A word or a number that is no quantity: `Suppl 1`.
    Short,
}

impl Column {
    /// What its cells are, by what they hold.
    pub(in crate::write) fn content(&self) -> Content {
        match self.holds {
            [Fact::Everything] => Content::Whole,
            [Fact::Year | Fact::Month | Fact::Day] => Content::Number,
            [Fact::Doi] => Content::Doi,
            [Fact::Address | Fact::OnlyPdf, ..] => Content::Address,
            [
                Fact::MainTitle
                | Fact::VernacularTitle
                | Fact::ShortTitle
                | Fact::Abstract
                | Fact::OtherAbstracts,
                ..,
            ] => Content::Prose,
            [
                Fact::Authors
                | Fact::NativeNames
                | Fact::Affiliations
                | Fact::Journal
                | Fact::Keywords
                | Fact::Mesh
                | Fact::Notes,
                ..,
            ] => Content::List,
            _ => Content::Short,
        }
    }
}
