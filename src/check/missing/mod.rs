//! What a reference of each kind should have, one file a lint. All of it may be absent on a page (mapping reference 0.4), so
//! nothing here is an error.

mod abstract_text;
mod address;
mod author;
mod book_title;
mod date;
mod journal;

mod publisher;
mod title;
mod university;

pub(super) use abstract_text::CHECK as ABSTRACT;
pub(super) use address::CHECK as ADDRESS;
pub(super) use author::CHECK as AUTHOR;
pub(super) use book_title::CHECK as BOOK_TITLE;
pub(super) use date::CHECK as DATE;
pub(super) use journal::CHECK as JOURNAL;

pub(super) use publisher::CHECK as PUBLISHER;
pub(super) use title::CHECK as TITLE;
pub(super) use university::CHECK as UNIVERSITY;

use crate::record::{ContainerRole, Kind, Record, Text};

/// A field that a kind of reference needs beside title and date, which all of them need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    /// An author.
    Author,
    /// An author or an editor.
    AuthorOrEditor,
    /// The name of a journal, a magazine or a newspaper.
    Journal,
    /// The title of the book or the proceedings it stands in.
    BookTitle,
    /// Who published it.
    Publisher,
    /// The university (BibTeX `school`).
    University,
    /// An address or a DOI.
    Location,
    /// An abstract, for screening.
    Abstract,
}

/// Where the needs of each kind come from, in a sentence for `docs/checks.md`.
pub(super) const SOURCE: &str = "They are the required fields of BibTeX (Patashnik, BibTeXing, 1988, section 3.1) and, for kinds that BibTeX has not, of \
    BibLaTeX (its manual, section 2.1.1); what styles print without is not asked for: standards, laws, periodicals and web pages have no author as a rule. \
    An abstract is asked of articles, because screening tools show nothing else.";

/// What each kind needs. BibTeX's required fields (Patashnik, `BibTeXing`, 1988, section 3.1) and, for the kinds that BibTeX has
/// not, those of `BibLaTeX` (its manual, section 2.1.1): `online` for web pages and posts, `dataset`, `software`, `report`. What
/// was never asked of a kind in CSL styles is not asked here: standards, laws and web pages have no author as a rule. An abstract is
/// asked of articles, because screening tools show nothing else (needs reference, section B).
const NEEDS: &[(Kind, &[Need])] = &[
    (Kind::Article, &[Need::Author, Need::Location]),
    (Kind::ArticleJournal, &[Need::Author, Need::Journal, Need::Abstract]),
    (Kind::ArticleMagazine, &[Need::Author, Need::Journal]),
    (Kind::ArticleNewspaper, &[Need::Journal]),
    (Kind::Book, &[Need::AuthorOrEditor, Need::Publisher]),
    (Kind::Chapter, &[Need::Author, Need::BookTitle, Need::Publisher]),
    (Kind::Dataset, &[Need::AuthorOrEditor, Need::Location]),
    (Kind::Document, &[Need::Author]),
    (Kind::EntryDictionary, &[Need::BookTitle]),
    (Kind::EntryEncyclopedia, &[Need::BookTitle]),
    (Kind::Figure, &[Need::Author]),
    (Kind::Graphic, &[Need::Author]),
    (Kind::Interview, &[Need::Author]),
    (Kind::Manuscript, &[Need::Author]),
    (Kind::PaperConference, &[Need::Author, Need::BookTitle]),
    (Kind::Patent, &[Need::Author]),
    (Kind::PersonalCommunication, &[Need::Author]),
    (Kind::Post, &[Need::Author, Need::Location]),
    (Kind::PostWeblog, &[Need::Author, Need::Location]),
    (Kind::Report, &[Need::AuthorOrEditor, Need::Publisher]),
    (Kind::Review, &[Need::Author]),
    (Kind::ReviewBook, &[Need::Author]),
    (Kind::Software, &[Need::AuthorOrEditor, Need::Location]),
    (Kind::Speech, &[Need::Author]),
    (Kind::Thesis, &[Need::Author, Need::University]),
    (Kind::Webpage, &[Need::Location]),
];

impl Need {
    /// In words, for the document.
    fn words(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::AuthorOrEditor => "author or editor",
            Self::Journal => "journal",
            Self::BookTitle => "title of the book or the proceedings",
            Self::Publisher => "publisher or institution",
            Self::University => "university",
            Self::Location => "address or identifier",
            Self::Abstract => "abstract",
        }
    }
}

/// The kinds by CSL's names, and what each needs in words.
pub(super) fn needs_by_kind() -> impl Iterator<Item = (String, Vec<&'static str>)> {
    NEEDS.iter().map(|(kind, needs)| {
        let name = serde_json::to_string(kind).unwrap_or_default();
        (name.trim_matches('"').to_owned(), needs.iter().map(|need| need.words()).collect())
    })
}

/// Whether a record should have a field, by its kind.
fn needs(record: &Record, need: Need) -> bool {
    // A page that names no journal is a document to its reader; it is an article all the same when it says where in a journal it
    // stands.
    let is_placed = record.volume.is_some() || record.issue.is_some() || record.source_raw.is_some();
    let kind = if record.kind == Kind::Document && is_placed { Kind::ArticleJournal } else { record.kind };
    NEEDS.iter().any(|(of, needs)| *of == kind && needs.contains(&need))
}

/// What a kind is called in a message.
fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "the preprint",
        Kind::ArticleJournal | Kind::ArticleMagazine | Kind::ArticleNewspaper => "the article",
        Kind::Book => "the book",
        Kind::Chapter => "the chapter",
        Kind::Dataset => "the dataset",
        Kind::EntryDictionary | Kind::EntryEncyclopedia => "the entry",
        Kind::PaperConference => "the conference paper",
        Kind::Post | Kind::PostWeblog => "the post",
        Kind::Report => "the report",
        Kind::Software => "the software",
        Kind::Thesis => "the thesis",
        Kind::Webpage => "the web page",
        _ => "the record",
    }
}

fn says_something(text: &Text) -> bool {
    !text.as_plain().trim().is_empty()
}

/// Whether the record names what it stands in: a journal, a book, proceedings.
fn has_container(record: &Record) -> bool {
    let roles = [ContainerRole::Main, ContainerRole::Abbrev, ContainerRole::Vernacular];
    roles.iter().any(|role| record.container_title(*role).is_some_and(says_something))
}
