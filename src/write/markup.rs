//! Italics, indices and the like, for formats of plain text that lose them.

use crate::record::{Affiliation, Marked, Record, Style};

/// Whether a text looks different without its marks. Protected capitals and mathematics keep all their characters.
pub(super) fn shows(text: &Marked) -> bool {
    text.spans().iter().any(|span| {
        let Style { italic, bold, superscript, subscript, small_caps, protected: _, math: _ } = span.style;
        italic || bold || superscript || subscript || small_caps
    })
}

/// Whether a text of a record does: titles, journal names, abstracts, affiliations.
pub(super) fn shows_in(record: &Record) -> bool {
    record.titles.iter().any(|title| shows(&title.text.value))
        || record.container_titles.iter().any(|title| shows(&title.text.value))
        || record
            .abstracts
            .iter()
            .any(|one| shows(&one.text.value) || one.sections.iter().any(|section| shows(&section.text)))
        || shows_in_affiliations(&record.affiliations)
}

/// Whether the text of an institution does.
pub(super) fn shows_in_affiliations(affiliations: &[Affiliation]) -> bool {
    affiliations.iter().flat_map(|affiliation| &affiliation.texts).any(|text| shows(&text.value))
}
