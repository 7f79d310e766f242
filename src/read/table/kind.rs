//! The type of the work, in whosever words.

use super::header::Header;
use super::people::entries;
use crate::read::sheet::{Sheet, joined};
use crate::record::Kind;
use crate::vocab::{reference_types, types, zotero};

/// The type of the work, in whosever words; a word for no type is that for a sort of article.
pub(super) fn kind(sheet: &mut Sheet<'_, '_>, header: &Header) {
    let mut kind = None;
    for field in sheet.take(&["type"]) {
        sheet.intake.line = field.line;
        let word = joined(&field.value);
        match kind_of(&word) {
            Some(found) if kind.is_none() => {
                kind = Some(found);
                sheet.intake.record.type_raw = Some(word);
            }
            _ => publication_types(sheet, &word),
        }
    }
    if kind.is_none()
        && let Some(word) = &header.of_all
    {
        kind = reference_types::kind(word);
        sheet.intake.record.type_raw = Some(word.clone());
    }
    for field in sheet.take(&[":work_types"]) {
        sheet.intake.line = field.line;
        let word = joined(&field.value);
        // Databases call most things an article; what is none they name.
        let named = reference_types::kind(&word).or_else(|| part_or_whole_of_book(&word));
        match named.filter(|found| kind.is_none() && *found != Kind::ArticleJournal) {
            Some(found) => {
                kind = Some(found);
                sheet.intake.record.type_raw = Some(word);
            }
            None => publication_types(sheet, &word),
        }
    }
    if let Some(kind) = kind {
        sheet.intake.record.kind = kind;
    }
    for field in sheet.take(&["publication_types"]) {
        publication_types(sheet, &field.value);
    }
    if let Some(field) = sheet.take_one(&["genre"]) {
        sheet.intake.record.genre = Some(joined(&field.value));
    }
    let types: Vec<String> =
        sheet.intake.record.publication_types.iter().map(|term| term.value.clone()).collect();
    let words: Vec<&str> = types.iter().map(String::as_str).collect();
    if kind == Some(Kind::ArticleJournal) && sheet.intake.record.genre.is_none() {
        sheet.intake.record.genre = types::of_publication_types(&words, true).1;
    }
    if types::is_retracted(&words) {
        sheet.intake.record.status = Some("retracted".to_owned());
    }
}

fn publication_types(sheet: &mut Sheet<'_, '_>, value: &str) {
    for word in entries(value) {
        sheet.intake.publication_type(&word);
    }
}

/// What is in no journal, as Dimensions calls it.
fn part_or_whole_of_book(word: &str) -> Option<Kind> {
    let row = types::publication_type(word)?;
    Some(row.kind).filter(|kind| matches!(kind, Kind::Chapter | Kind::Book))
}

/// The kind that a word names: CSL's, Zotero's, `EndNote`'s, BibTeX's, or the numbers that `OpenOffice` and `JabRef` have.
fn kind_of(word: &str) -> Option<Kind> {
    // The constants of UNO's service BibliographyDataField, `BibiliographicType`.
    const NUMBERS: &[Kind] = &[
        Kind::ArticleJournal,
        Kind::Book,
        Kind::Pamphlet,
        Kind::PaperConference,
        Kind::Chapter,
        Kind::Chapter,
        Kind::PaperConference,
        Kind::ArticleJournal,
        Kind::Book,
        Kind::Thesis,
        Kind::Document,
        Kind::Thesis,
        Kind::Book,
        Kind::Report,
        Kind::Manuscript,
        Kind::PersonalCommunication,
        Kind::Webpage,
    ];
    if let Ok(number) = word.parse::<usize>() {
        return NUMBERS.get(number).copied();
    }
    let csl = || serde_json::from_value(serde_json::Value::String(word.to_owned())).ok();
    // `article` is BibTeX's for an article in a journal; in CSL it is a preprint, which our own tables alone write.
    let bibtex = || types::from_bibtex(word).filter(|_| word.chars().all(|it| it.is_ascii_lowercase()));
    if word == "article" {
        return bibtex();
    }
    csl().or_else(|| zotero::kind(word)).or_else(|| reference_types::kind(word)).or_else(bibtex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_in_many_words() {
        for (word, kind) in [
            ("article-journal", Kind::ArticleJournal),
            ("journalArticle", Kind::ArticleJournal),
            ("Journal Article", Kind::ArticleJournal),
            ("article", Kind::ArticleJournal),
            ("7", Kind::ArticleJournal),
            ("phdthesis", Kind::Thesis),
        ] {
            assert_eq!(kind_of(word), Some(kind), "{word}");
        }
        assert_eq!(kind_of("Review"), None);
    }
}
