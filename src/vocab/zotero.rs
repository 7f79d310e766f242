//! Zotero's item types (its schema's map of CSL types).

use crate::record::Kind;

/// Each kind and Zotero's word. Kinds that share a word with an earlier row are read as that one.
#[rustfmt::skip]
const ITEM_TYPES: &[(Kind, &str)] = &[
    (Kind::Article, "preprint"),
    (Kind::ArticleJournal, "journalArticle"),
    (Kind::ArticleMagazine, "magazineArticle"),
    (Kind::ArticleNewspaper, "newspaperArticle"),
    (Kind::Bill, "bill"),
    (Kind::Book, "book"),
    (Kind::Broadcast, "tvBroadcast"),
    (Kind::Chapter, "bookSection"),
    (Kind::Dataset, "dataset"),
    (Kind::EntryDictionary, "dictionaryEntry"),
    (Kind::EntryEncyclopedia, "encyclopediaArticle"),
    (Kind::Graphic, "artwork"),
    (Kind::Figure, "artwork"),
    (Kind::Hearing, "hearing"),
    (Kind::Interview, "interview"),
    (Kind::LegalCase, "case"),
    (Kind::Legislation, "statute"),
    (Kind::Manuscript, "manuscript"),
    (Kind::Map, "map"),
    (Kind::MotionPicture, "film"),
    (Kind::PaperConference, "conferencePaper"),
    (Kind::Patent, "patent"),
    (Kind::PersonalCommunication, "letter"),
    (Kind::Post, "forumPost"),
    (Kind::PostWeblog, "blogPost"),
    (Kind::Report, "report"),
    (Kind::Software, "computerProgram"),
    (Kind::Song, "audioRecording"),
    (Kind::Speech, "presentation"),
    (Kind::Standard, "standard"),
    (Kind::Thesis, "thesis"),
    (Kind::Webpage, "webpage"),
    // Read, not written: what CSL has no type of its own for.
    (Kind::Broadcast, "podcast"),
    (Kind::Broadcast, "radioBroadcast"),
    (Kind::MotionPicture, "videoRecording"),
    (Kind::PersonalCommunication, "email"),
    (Kind::PersonalCommunication, "instantMessage"),
];

/// Zotero's word for a kind; `document` where it has none.
#[must_use]
pub fn item_type(kind: Kind) -> &'static str {
    ITEM_TYPES.iter().find(|(known, _)| *known == kind).map_or("document", |(_, word)| word)
}

/// The kind of one of Zotero's words, in any case.
#[must_use]
pub fn kind(word: &str) -> Option<Kind> {
    if word.eq_ignore_ascii_case("document") {
        return Some(Kind::Document);
    }
    ITEM_TYPES.iter().find(|(_, known)| known.eq_ignore_ascii_case(word)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_their_kind() {
        assert_eq!(item_type(Kind::Treaty), "document");
        assert_eq!(kind("JournalArticle"), Some(Kind::ArticleJournal));
        assert_eq!(kind("Journal Article"), None);
        for (kind_of_word, word) in ITEM_TYPES {
            assert!(kind(word) == Some(*kind_of_word) || *kind_of_word == Kind::Figure, "{word}");
        }
    }
}
