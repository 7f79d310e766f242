//! The type of a reference, the same in every format.

use crate::record::{Kind, Record};
use crate::vocab::csl;

/// The type for formats that must choose one: a record of unknown type in a journal is an article of it (mapping
/// reference 6, "Unknown").
pub(super) fn shown(record: &Record) -> Kind {
    let in_journal = record.kind == Kind::Document && !record.container_titles.is_empty();
    if in_journal { Kind::ArticleJournal } else { record.kind }
}

/// Whether a work of a kind stands in a book.
pub(super) fn is_of_book(kind: Kind) -> bool {
    matches!(kind, Kind::Chapter | Kind::PaperConference | Kind::EntryDictionary | Kind::EntryEncyclopedia)
}

/// CSL's word. A type of CSL that the record has no kind for comes back as it was read.
pub(super) fn csl_type(record: &Record) -> String {
    let further = record.type_raw.as_deref().filter(|raw| csl::FURTHER_TYPES.contains(raw));
    if let (Kind::Document, Some(further)) = (record.kind, further) {
        return further.to_owned();
    }
    let name = serde_json::to_value(record.kind).ok();
    name.as_ref().and_then(serde_json::Value::as_str).unwrap_or("document").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::ContainerTitle;

    #[test]
    fn an_unknown_type_is_known_by_its_journal_or_its_word() {
        let unknown = Record { type_raw: Some("musical_score".to_owned()), ..Record::default() };
        assert_eq!((shown(&unknown), csl_type(&unknown).as_str()), (Kind::Document, "musical_score"));
        let article = Record { container_titles: vec![ContainerTitle::default()], ..Record::default() };
        assert_eq!((shown(&article), csl_type(&article).as_str()), (Kind::ArticleJournal, "document"));
        let book = Record { kind: Kind::Book, ..unknown };
        assert_eq!((shown(&book), csl_type(&book).as_str()), (Kind::Book, "book"));
    }
}
