//! The variables of CSL-JSON and what each may hold (csl-data.json of CSL 1.0.2).

use crate::record::Role;
use Shape::{Date, List, Names, Text};

/// What a variable may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string (for some variables a number too, which we never write).
    Text,
    /// A list of names.
    Names,
    /// A date.
    Date,
    /// A list of strings.
    List,
}

/// The name variables that the record has roles for, in the order they are written.
pub const ROLES: [(Role, &str); 6] = [
    (Role::Author, "author"),
    (Role::Editor, "editor"),
    (Role::Translator, "translator"),
    (Role::CollectionEditor, "collection-editor"),
    (Role::ContainerAuthor, "container-author"),
    (Role::Contributor, "contributor"),
];

/// Every variable of an item but `custom`.
#[rustfmt::skip]
pub const VARIABLES: &[(&str, Shape)] = &[
    ("type", Text), ("id", Text), ("citation-key", Text), ("categories", List), ("language", Text),
    ("journalAbbreviation", Text), ("shortTitle", Text),
    ("author", Names), ("chair", Names), ("collection-editor", Names), ("compiler", Names), ("composer", Names),
    ("container-author", Names), ("contributor", Names), ("curator", Names), ("director", Names), ("editor", Names),
    ("editorial-director", Names), ("executive-producer", Names), ("guest", Names), ("host", Names),
    ("interviewer", Names), ("illustrator", Names), ("narrator", Names), ("organizer", Names),
    ("original-author", Names), ("performer", Names), ("producer", Names), ("recipient", Names),
    ("reviewed-author", Names), ("script-writer", Names), ("series-creator", Names), ("translator", Names),
    ("accessed", Date), ("available-date", Date), ("event-date", Date), ("issued", Date), ("original-date", Date),
    ("submitted", Date),
    ("abstract", Text), ("annote", Text), ("archive", Text), ("archive_collection", Text),
    ("archive_location", Text), ("archive-place", Text), ("authority", Text), ("call-number", Text),
    ("chapter-number", Text), ("citation-number", Text), ("citation-label", Text), ("collection-number", Text),
    ("collection-title", Text), ("container-title", Text), ("container-title-short", Text), ("dimensions", Text),
    ("division", Text), ("DOI", Text), ("edition", Text), ("event", Text), ("event-title", Text),
    ("event-place", Text), ("first-reference-note-number", Text), ("genre", Text), ("ISBN", Text), ("ISSN", Text),
    ("issue", Text), ("jurisdiction", Text), ("keyword", Text), ("locator", Text), ("medium", Text), ("note", Text),
    ("number", Text), ("number-of-pages", Text), ("number-of-volumes", Text), ("original-publisher", Text),
    ("original-publisher-place", Text), ("original-title", Text), ("page", Text), ("page-first", Text),
    ("part", Text), ("part-title", Text), ("PMCID", Text), ("PMID", Text), ("printing", Text), ("publisher", Text),
    ("publisher-place", Text), ("references", Text), ("reviewed-genre", Text), ("reviewed-title", Text),
    ("scale", Text), ("section", Text), ("source", Text), ("status", Text), ("supplement", Text), ("title", Text),
    ("title-short", Text), ("URL", Text), ("version", Text), ("volume", Text), ("volume-title", Text),
    ("volume-title-short", Text), ("year-suffix", Text),
];

/// What a variable may hold; `None` for anything that is no variable of CSL.
#[must_use]
pub fn shape(name: &str) -> Option<Shape> {
    VARIABLES.iter().find(|row| row.0 == name).map(|row| row.1)
}

/// Types of CSL that the record's list of kinds has no word for.
pub const FURTHER_TYPES: &[&str] =
    &["classic", "collection", "entry", "event", "musical_score", "performance", "regulation"];

/// The parts of a name.
pub const NAME_PARTS: &[&str] = &[
    "family",
    "given",
    "dropping-particle",
    "non-dropping-particle",
    "suffix",
    "comma-suffix",
    "static-ordering",
    "literal",
    "parse-names",
];
