//! Words of MODS: kinds of item and what people did, as those who write MODS name them.

use crate::record::{Kind, Role};

/// Zotero's names of its item types, which it writes as `genre` with the authority `local` and looks for first (its MODS
/// translator). The first row of a kind is the one written.
#[rustfmt::skip]
const ITEM_TYPES: &[(&str, Kind)] = &[
    ("journalArticle", Kind::ArticleJournal),
    ("magazineArticle", Kind::ArticleMagazine),
    ("newspaperArticle", Kind::ArticleNewspaper),
    ("preprint", Kind::Article),
    ("bill", Kind::Bill),
    ("book", Kind::Book),
    ("tvBroadcast", Kind::Broadcast),
    ("radioBroadcast", Kind::Broadcast),
    ("podcast", Kind::Broadcast),
    ("bookSection", Kind::Chapter),
    ("dataset", Kind::Dataset),
    ("document", Kind::Document),
    ("dictionaryEntry", Kind::EntryDictionary),
    ("encyclopediaArticle", Kind::EntryEncyclopedia),
    ("artwork", Kind::Graphic),
    ("hearing", Kind::Hearing),
    ("interview", Kind::Interview),
    ("case", Kind::LegalCase),
    ("statute", Kind::Legislation),
    ("manuscript", Kind::Manuscript),
    ("map", Kind::Map),
    ("film", Kind::MotionPicture),
    ("videoRecording", Kind::MotionPicture),
    ("conferencePaper", Kind::PaperConference),
    ("patent", Kind::Patent),
    ("letter", Kind::PersonalCommunication),
    ("email", Kind::PersonalCommunication),
    ("instantMessage", Kind::PersonalCommunication),
    ("forumPost", Kind::Post),
    ("blogPost", Kind::PostWeblog),
    ("report", Kind::Report),
    ("computerProgram", Kind::Software),
    ("audioRecording", Kind::Song),
    ("presentation", Kind::Speech),
    ("standard", Kind::Standard),
    ("thesis", Kind::Thesis),
    ("webpage", Kind::Webpage),
];

/// Genres of the MARC genre term list (`marcgt`) and of bibutils (`bibutilsgt`) that name a kind of item. The first row
/// of a kind is the one written, if it is of the MARC list.
#[rustfmt::skip]
const GENRES: &[(&str, Kind)] = &[
    ("article", Kind::ArticleJournal),
    ("journal", Kind::ArticleJournal),
    ("journal article", Kind::ArticleJournal),
    ("legal article", Kind::ArticleJournal),
    ("magazine article", Kind::ArticleMagazine),
    ("newspaper", Kind::ArticleNewspaper),
    ("newspaper article", Kind::ArticleNewspaper),
    ("book", Kind::Book),
    ("autobiography", Kind::Book),
    ("collection", Kind::Book),
    ("festschrift", Kind::Book),
    ("handbook", Kind::Book),
    ("yearbook", Kind::Book),
    ("book chapter", Kind::Chapter),
    ("numeric data", Kind::Dataset),
    ("dataset", Kind::Dataset),
    ("dictionary", Kind::EntryDictionary),
    ("encyclopedia", Kind::EntryEncyclopedia),
    ("graphic", Kind::Graphic),
    ("art original", Kind::Graphic),
    ("art reproduction", Kind::Graphic),
    ("picture", Kind::Graphic),
    ("hearing", Kind::Hearing),
    ("interview", Kind::Interview),
    ("legal case and case notes", Kind::LegalCase),
    ("legislation", Kind::Legislation),
    ("manuscript", Kind::Manuscript),
    ("unpublished", Kind::Manuscript),
    ("map", Kind::Map),
    ("motion picture", Kind::MotionPicture),
    ("videorecording", Kind::MotionPicture),
    ("conference publication", Kind::PaperConference),
    ("patent", Kind::Patent),
    ("periodical", Kind::Periodical),
    ("letter", Kind::PersonalCommunication),
    ("communication", Kind::PersonalCommunication),
    ("technical report", Kind::Report),
    ("report", Kind::Report),
    ("government publication", Kind::Report),
    ("computer program", Kind::Software),
    ("sound", Kind::Song),
    ("speech", Kind::Speech),
    ("standard or specification", Kind::Standard),
    ("standard", Kind::Standard),
    ("thesis", Kind::Thesis),
    ("theses", Kind::Thesis),
    ("ph.d. thesis", Kind::Thesis),
    ("masters thesis", Kind::Thesis),
    ("diploma thesis", Kind::Thesis),
    ("doctoral thesis", Kind::Thesis),
    ("habilitation thesis", Kind::Thesis),
    ("licentiate thesis", Kind::Thesis),
    ("treaty", Kind::Treaty),
    ("web site", Kind::Webpage),
    ("web page", Kind::Webpage),
    ("online system or service", Kind::Webpage),
    ("electronic", Kind::Webpage),
    ("television broadcast", Kind::Broadcast),
];

/// Words of bibutils that are not in MARC's list, and so are read only.
const NOT_OF_MARC: &[Kind] =
    &[Kind::Chapter, Kind::Dataset, Kind::ArticleMagazine, Kind::Hearing, Kind::Broadcast];

/// What a genre of the thing that an item stands in says of the item.
const HOST_GENRES: &[(&str, Kind)] = &[
    ("periodical", Kind::ArticleJournal),
    ("academic journal", Kind::ArticleJournal),
    ("journal", Kind::ArticleJournal),
    ("magazine", Kind::ArticleMagazine),
    ("newspaper", Kind::ArticleNewspaper),
    ("book", Kind::Chapter),
    ("conference publication", Kind::PaperConference),
    ("dictionary", Kind::EntryDictionary),
    ("encyclopedia", Kind::EntryEncyclopedia),
    ("web site", Kind::Webpage),
];

/// What `typeOfResource` says; `text` may be anything (MODS user guidelines, typeOfResource).
const RESOURCES: &[(&str, Kind)] = &[
    ("cartographic", Kind::Map),
    ("moving image", Kind::MotionPicture),
    ("sound recording", Kind::Song),
    ("sound recording-musical", Kind::Song),
    ("sound recording-nonmusical", Kind::Song),
    ("still image", Kind::Graphic),
    ("software, multimedia", Kind::Software),
];

/// MARC relators: code, term, and the role. The first row of a role is the one written.
const RELATORS: &[(&str, &str, Role)] = &[
    ("aut", "author", Role::Author),
    ("cre", "creator", Role::Author),
    ("edt", "editor", Role::Editor),
    ("trl", "translator", Role::Translator),
    ("ctb", "contributor", Role::Contributor),
    // Zotero writes it for the editor of a series.
    ("pbd", "publishing director", Role::CollectionEditor),
];

fn written(table: &'static [(&'static str, Kind)], kind: Kind) -> Option<&'static str> {
    table.iter().find(|row| row.1 == kind).map(|row| row.0)
}

fn read(table: &'static [(&'static str, Kind)], text: &str) -> Option<Kind> {
    table.iter().find(|row| row.0.eq_ignore_ascii_case(text.trim())).map(|row| row.1)
}

/// Zotero's name for a kind, where it has one.
#[must_use]
pub fn item_type(kind: Kind) -> Option<&'static str> {
    written(ITEM_TYPES, kind)
}

/// The kind of one of Zotero's names.
#[must_use]
pub fn of_item_type(text: &str) -> Option<Kind> {
    read(ITEM_TYPES, text)
}

/// The genre of MARC's list for a kind, where it has one.
#[must_use]
pub fn marc_genre(kind: Kind) -> Option<&'static str> {
    written(GENRES, kind).filter(|_| !NOT_OF_MARC.contains(&kind))
}

/// The kind that a genre names, in any case.
#[must_use]
pub fn of_genre(text: &str) -> Option<Kind> {
    read(GENRES, text)
}

/// The kind of an item in a thing of a genre.
#[must_use]
pub fn of_host_genre(text: &str) -> Option<Kind> {
    read(HOST_GENRES, text)
}

/// The kind that `typeOfResource` names.
#[must_use]
pub fn of_resource(text: &str) -> Option<Kind> {
    read(RESOURCES, text)
}

/// `typeOfResource` of a kind.
#[must_use]
pub fn resource(kind: Kind) -> &'static str {
    written(RESOURCES, kind).unwrap_or("text")
}

/// Code and term of a role.
#[must_use]
pub fn relator(role: Role) -> (&'static str, &'static str) {
    RELATORS.iter().find(|row| row.2 == role).map_or(("aut", "author"), |row| (row.0, row.1))
}

/// The role that a code or term names, in any case.
#[must_use]
pub fn role(text: &str) -> Option<Role> {
    let text = text.trim().trim_end_matches(['.', ',']);
    RELATORS
        .iter()
        .find(|row| row.0.eq_ignore_ascii_case(text) || row.1.eq_ignore_ascii_case(text))
        .map(|row| row.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_written_is_read_back() {
        for (word, kind) in ITEM_TYPES {
            let shown = item_type(*kind).expect("each kind in the table has a word");
            assert_eq!((of_item_type(shown), of_item_type(word)), (Some(*kind), Some(*kind)));
        }
        for (word, kind) in GENRES {
            assert_eq!(of_genre(&word.to_uppercase()), Some(*kind));
            assert!(marc_genre(*kind).is_none_or(|genre| of_genre(genre) == Some(*kind)));
        }
        assert_eq!(marc_genre(Kind::Chapter), None, "MARC's list has no word for it");
        assert_eq!((resource(Kind::Map), resource(Kind::Book)), ("cartographic", "text"));
        for (code, term, known) in RELATORS {
            assert_eq!((role(code), role(&format!("{term}."))), (Some(*known), Some(*known)));
        }
    }
}
