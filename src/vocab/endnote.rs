//! `EndNote`'s reference types as its XML has them, and whose names its lists hold.
//!
//! The numbers are those of `EndNote` since version 8, as Zotero's translator has them too; other programs number
//! differently (Mendeley has those of `EndNote` 7), so the name of a type goes before its number (mapping reference 2.2).

use super::reference_types;
use crate::record::{Kind, Role};

/// Number and name of each type.
#[rustfmt::skip]
const TYPES: &[(u16, &str)] = &[
    (2, "Artwork"), (3, "Audiovisual Material"), (4, "Bill"), (5, "Book Section"), (6, "Book"), (7, "Case"),
    (8, "Catalog"), (9, "Computer Program"), (10, "Conference Proceedings"), (12, "Web Page"), (13, "Generic"),
    (14, "Hearing"), (17, "Journal Article"), (19, "Magazine Article"), (20, "Map"), (21, "Film or Broadcast"),
    (23, "Newspaper Article"), (24, "Pamphlet"), (25, "Patent"), (26, "Personal Communication"), (27, "Report"),
    (28, "Edited Book"), (31, "Statute"), (32, "Thesis"), (34, "Unpublished Work"), (36, "Manuscript"), (37, "Figure"),
    (38, "Chart or Table"), (39, "Equation"), (43, "Electronic Article"), (44, "Electronic Book"),
    (45, "Online Database"), (46, "Government Document"), (47, "Conference Paper"), (48, "Online Multimedia"),
    (49, "Classical Work"), (50, "Legal Rule or Regulation"), (51, "Ancient Text"), (52, "Dictionary"),
    (53, "Encyclopedia"), (54, "Grant"), (55, "Aggregated Database"), (56, "Blog"), (57, "Serial"), (58, "Standard"),
    (59, "Dataset"), (60, "Electronic Book Section"), (61, "Music"),
];

/// The name of a type by its number.
#[must_use]
pub fn name_of(number: u16) -> Option<&'static str> {
    TYPES.iter().find(|row| row.0 == number).map(|row| row.1)
}

/// Number and name of the type that a kind is written as.
///
/// Data sets and standards are not `Generic` as the mapping reference, 6, has it: `EndNote` has types for both, and only
/// so do they come back.
#[must_use]
pub fn written(kind: Kind) -> (u16, &'static str) {
    let name = match kind {
        Kind::Article | Kind::ArticleJournal | Kind::Review | Kind::ReviewBook => "Journal Article",
        Kind::ArticleMagazine => "Magazine Article",
        Kind::ArticleNewspaper => "Newspaper Article",
        Kind::Bill => "Bill",
        Kind::Book => "Book",
        Kind::Broadcast => "Film or Broadcast",
        Kind::Chapter => "Book Section",
        Kind::Dataset => "Dataset",
        Kind::Document | Kind::Treaty => "Generic",
        Kind::EntryDictionary => "Dictionary",
        Kind::EntryEncyclopedia => "Encyclopedia",
        Kind::Figure => "Figure",
        Kind::Graphic => "Artwork",
        Kind::Hearing => "Hearing",
        Kind::Interview | Kind::PersonalCommunication => "Personal Communication",
        Kind::LegalCase => "Case",
        Kind::Legislation => "Statute",
        Kind::Manuscript => "Manuscript",
        Kind::Map => "Map",
        Kind::MotionPicture => "Audiovisual Material",
        Kind::Pamphlet => "Pamphlet",
        Kind::PaperConference => "Conference Proceedings",
        Kind::Patent => "Patent",
        Kind::Periodical => "Serial",
        Kind::Post | Kind::Webpage => "Web Page",
        Kind::PostWeblog => "Blog",
        Kind::Report => "Report",
        Kind::Software => "Computer Program",
        Kind::Song => "Music",
        Kind::Speech => "Conference Paper",
        Kind::Standard => "Standard",
        Kind::Thesis => "Thesis",
    };
    TYPES.iter().find(|row| row.1 == name).copied().unwrap_or((13, "Generic"))
}

/// Whether a kind comes back from the type it is written as.
#[must_use]
pub fn comes_back(kind: Kind) -> bool {
    reference_types::kind(written(kind).1) == Some(kind)
}

/// A list of names below `contributors`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// `authors`.
    First,
    /// `secondary-authors`.
    Secondary,
    /// `tertiary-authors`.
    Tertiary,
    /// `subsidiary-authors`.
    Subsidiary,
}

/// All lists in the order of the file, with their names.
pub const SLOTS: &[(Slot, &str)] = &[
    (Slot::First, "authors"),
    (Slot::Secondary, "secondary-authors"),
    (Slot::Tertiary, "tertiary-authors"),
    (Slot::Subsidiary, "subsidiary-authors"),
];

/// What those in a list did, which depends on the type (`EndNote`'s table of reference types; the same in Zotero's
/// translator).
#[must_use]
pub fn role(kind: Kind, slot: Slot) -> Role {
    match (slot, kind) {
        (Slot::First, _) => Role::Author,
        // The editor of a book stands behind the editor of its series.
        (Slot::Secondary, Kind::Book | Kind::Report) => Role::CollectionEditor,
        (Slot::Tertiary, Kind::Book | Kind::Report) | (Slot::Secondary, _) => Role::Editor,
        // Supervisors; sponsors.
        (Slot::Tertiary, Kind::Thesis) | (Slot::Subsidiary, Kind::PaperConference | Kind::MotionPicture) => {
            Role::Contributor
        }
        (Slot::Tertiary, _) => Role::CollectionEditor,
        (Slot::Subsidiary, _) => Role::Translator,
    }
}

/// The list for a role, where the type has one.
#[must_use]
pub fn slot(kind: Kind, wanted: Role) -> Option<&'static str> {
    SLOTS.iter().find(|(slot, _)| role(kind, *slot) == wanted).map(|row| row.1)
}

/// Whether `secondary-title` of a type is what the item stands in. Of the others it is a series, a department or a body.
#[must_use]
pub fn has_container(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Book
            | Kind::Report
            | Kind::Thesis
            | Kind::Software
            | Kind::Map
            | Kind::Standard
            | Kind::Patent
            | Kind::Periodical
            | Kind::Pamphlet
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_known_by_its_name() {
        for (number, name) in TYPES {
            assert!(reference_types::kind(name).is_some(), "{name}");
            assert_eq!(name_of(*number), Some(*name));
        }
        assert_eq!(written(Kind::ArticleJournal), (17, "Journal Article"));
        assert!(comes_back(Kind::Dataset) && !comes_back(Kind::Treaty));
    }

    #[test]
    fn every_list_is_of_one_role() {
        for kind in [Kind::ArticleJournal, Kind::Book, Kind::Thesis, Kind::PaperConference, Kind::Chapter] {
            for (at, (one, _)) in SLOTS.iter().enumerate() {
                for (other, _) in SLOTS.iter().skip(at + 1) {
                    assert_ne!(role(kind, *one), role(kind, *other), "{kind:?}");
                }
            }
        }
        assert_eq!(slot(Kind::Book, Role::Editor), Some("tertiary-authors"));
        assert_eq!(slot(Kind::ArticleJournal, Role::ContainerAuthor), None);
    }
}
