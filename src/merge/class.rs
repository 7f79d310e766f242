//! What a record is a record of, as far as that parts it from another one: a preprint is not the article, an erratum not
//! what it corrects, the abstract of a talk not the paper.

use crate::record::{ContainerRole, Kind, Record};
use crate::value::comparable::folded;

/// Kinds of work that are never one with each other (see [`Class::parts`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Nothing tells.
    Unknown,
    /// An article of a journal, whatever its type.
    Article,
    /// A preprint.
    Preprint,
    /// The abstract of a talk or poster.
    Abstract,
    /// An erratum, a correction or an addendum.
    Correction,
    /// A notice that an article is retracted; not the article that was.
    Retraction,
    /// An expression of concern.
    Concern,
    /// A comment on another article.
    Comment,
    /// The answer to a comment.
    Reply,
    /// A book.
    Book,
    /// A chapter of a book.
    Chapter,
    /// A thesis.
    Thesis,
    /// A set of data, or software.
    Data,
    /// A patent, a standard or a law.
    Legal,
}

/// Names of classes in a sketch and in a report.
const NAMES: &[(Class, &str)] = &[
    (Class::Unknown, "unknown"),
    (Class::Article, "article"),
    (Class::Preprint, "preprint"),
    (Class::Abstract, "conference abstract"),
    (Class::Correction, "correction"),
    (Class::Retraction, "retraction notice"),
    (Class::Concern, "expression of concern"),
    (Class::Comment, "comment"),
    (Class::Reply, "reply"),
    (Class::Book, "book"),
    (Class::Chapter, "chapter"),
    (Class::Thesis, "thesis"),
    (Class::Data, "data"),
    (Class::Legal, "patent or standard"),
];

/// Publication types as databases word them, folded (`PubMed`'s publication types; Embase, Scopus, Crossref).
const TYPES: &[(&str, Class)] = &[
    ("published erratum", Class::Correction),
    ("erratum", Class::Correction),
    ("correction", Class::Correction),
    ("corrigendum", Class::Correction),
    ("addendum", Class::Correction),
    ("retraction of publication", Class::Retraction),
    ("retraction notice", Class::Retraction),
    ("retraction", Class::Retraction),
    ("expression of concern", Class::Concern),
    ("preprint", Class::Preprint),
    ("meeting abstract", Class::Abstract),
    ("meeting abstracts", Class::Abstract),
    ("conference abstract", Class::Abstract),
];

/// How titles begin that say what they are, folded; the word boundary behind it counts.
const BEGINNINGS: &[(&str, Class)] = &[
    ("erratum", Class::Correction),
    ("errata", Class::Correction),
    ("corrigendum", Class::Correction),
    ("corrigenda", Class::Correction),
    ("correction to", Class::Correction),
    ("publisher correction", Class::Correction),
    ("author correction", Class::Correction),
    ("addendum to", Class::Correction),
    ("retraction note", Class::Retraction),
    ("retraction notice", Class::Retraction),
    ("retraction of", Class::Retraction),
    ("notice of retraction", Class::Retraction),
    ("statement of retraction", Class::Retraction),
    ("withdrawal notice", Class::Retraction),
    ("expression of concern", Class::Concern),
    ("editorial expression of concern", Class::Concern),
    ("comment on", Class::Comment),
    ("comments on", Class::Comment),
    ("reply to", Class::Reply),
    ("in reply", Class::Reply),
    ("authors reply", Class::Reply),
    ("author reply", Class::Reply),
    ("authors response", Class::Reply),
    ("author response", Class::Reply),
    ("response to letter", Class::Reply),
    ("response to comment", Class::Reply),
    ("response to comments", Class::Reply),
];

/// The same of titles in other scripts, which have no blanks.
const NATIVE_BEGINNINGS: &[(&str, Class)] = &[
    ("勘误", Class::Correction),
    ("更正", Class::Correction),
    ("订正", Class::Correction),
    ("正误表", Class::Correction),
    ("정정", Class::Correction),
    ("정오표", Class::Correction),
    ("撤稿", Class::Retraction),
    ("撤销", Class::Retraction),
];

/// What makes another word of 评, "comment on": 评价 evaluation, 评估 assessment, 评分 score, 评定 rating, 评述 review …
const NO_COMMENT: &[char] =
    &['价', '估', '分', '定', '审', '级', '选', '判', '议', '述', '介', '析', '测', '标'];

/// A word with a colon behind it, as printed in lower case.
const WITH_COLON: &[(&str, Class)] = &[
    ("correction:", Class::Correction),
    ("retraction:", Class::Retraction),
    ("comment:", Class::Comment),
    ("re:", Class::Comment),
    ("reply:", Class::Reply),
    ("response:", Class::Reply),
];

/// Preprint servers, folded.
const SERVERS: &[&str] = &[
    "arxiv",
    "biorxiv",
    "medrxiv",
    "chemrxiv",
    "chinaxiv",
    "psyarxiv",
    "socarxiv",
    "research square",
    "ssrn",
    "ssrn electronic journal",
    "preprints",
    "preprints org",
    "osf preprints",
    "authorea",
    "jxiv",
    "scielo preprints",
    "f1000research preprints",
    "peerj preprints",
];

impl Class {
    /// What a record is.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let types = record.publication_types.iter().map(|term| term.value.as_str());
        let types = types.chain(record.genre.as_deref()).chain(record.type_raw.as_deref()).map(folded);
        let mut types = types;
        let by_type = types.find_map(|word| TYPES.iter().find(|row| row.0 == word).map(|row| row.1));
        let by_title = record.titles.iter().find_map(|title| of_title(&title.text.to_plain()));
        let special = by_type.or(by_title);
        special.unwrap_or_else(|| match record.kind {
            _ if is_preprint(record) => Self::Preprint,
            Kind::ArticleJournal | Kind::ArticleMagazine | Kind::ArticleNewspaper | Kind::Review => {
                Self::Article
            }
            Kind::Book | Kind::Report => Self::Book,
            Kind::Chapter | Kind::EntryEncyclopedia | Kind::EntryDictionary => Self::Chapter,
            Kind::Thesis => Self::Thesis,
            Kind::Dataset | Kind::Software => Self::Data,
            Kind::Patent
            | Kind::Standard
            | Kind::Legislation
            | Kind::LegalCase
            | Kind::Bill
            | Kind::Treaty => Self::Legal,
            // A paper of a conference stands in a journal in one database and in proceedings in another.
            _ => Self::Unknown,
        })
    }

    /// Whether works of these two classes are different ones, whatever else agrees.
    ///
    /// The abstract of a talk and an article are not among them: databases without such a type call the same abstract an
    /// article, so where they stand must tell.
    #[must_use]
    pub fn parts(self, other: Self) -> bool {
        let is_open = |class| matches!(class, Self::Unknown | Self::Article | Self::Abstract);
        self != other && !(is_open(self) && is_open(other)) && {
            // What nothing tells of may be a book, but no erratum: that says so in its title.
            let told = |class| !matches!(class, Self::Unknown);
            let says_so = |class: Self| class == Self::Preprint || class.is_notice();
            (told(self) && told(other)) || says_so(self) || says_so(other)
        }
    }

    /// Whether it is about another article and says so.
    #[must_use]
    pub fn is_notice(self) -> bool {
        matches!(self, Self::Correction | Self::Retraction | Self::Concern | Self::Comment | Self::Reply)
    }

    /// Whether one of the two is the abstract of a talk and the other may be the paper.
    #[must_use]
    pub fn is_abstract_beside_paper(self, other: Self) -> bool {
        (self == Self::Abstract) != (other == Self::Abstract)
    }

    /// The name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|row| row.0 == self).map_or("unknown", |row| row.1)
    }

    pub(super) fn of_name(name: &str) -> Self {
        NAMES.iter().find(|row| row.1 == name).map_or(Self::Unknown, |row| row.0)
    }
}

fn of_title(title: &str) -> Option<Class> {
    let lower = title.trim().to_lowercase();
    let colon = WITH_COLON.iter().find(|row| lower.starts_with(row.0));
    let words = folded(title);
    let begins =
        |start: &str| words.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let plain = BEGINNINGS.iter().find(|row| begins(row.0));
    let native = NATIVE_BEGINNINGS.iter().find(|row| words.starts_with(row.0));
    let comment = words.strip_prefix('评').is_some_and(|rest| !rest.starts_with(NO_COMMENT));
    let alone = (words == "correction" || words == "retraction")
        .then(|| if words == "correction" { Class::Correction } else { Class::Retraction });
    colon.or(plain).or(native).map(|row| row.1).or(alone).or(comment.then_some(Class::Comment))
}

fn is_preprint(record: &Record) -> bool {
    let journal = record.container_title(ContainerRole::Main).map(|it| folded(&it.to_plain()));
    let by_server = journal.as_deref().or(record.publisher.as_deref()).is_some_and(|name| {
        let name = folded(name);
        SERVERS.iter().any(|server| *server == name)
    });
    let by_doi = record.identifier("doi").is_some_and(|doi| {
        let doi = doi.to_lowercase();
        let after = |prefix: &str| doi.strip_prefix(prefix).map(str::to_owned);
        // Journals of Cold Spring Harbor share the registrant with bioRxiv, whose suffixes are numbers.
        after("10.1101/").is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_digit()))
            || [
                "10.48550/",
                "10.21203/rs.",
                "10.20944/preprints",
                "10.2139/ssrn",
                "10.26434/chemrxiv",
                "10.31234/",
            ]
            .iter()
            .any(|prefix| doi.starts_with(prefix))
    });
    by_server || (by_doi && record.volume.is_none()) || (by_doi && journal.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(json: &str) -> Class {
        Class::of(&serde_json::from_str(json).expect("a record"))
    }

    #[test]
    fn titles_and_types_tell_what_a_record_is() {
        let title = |words: &str| {
            class(&format!(
                r#"{{"type": "article-journal", "titles": [{{"value": {}, "role": "main"}}]}}"#,
                serde_json::Value::from(words)
            ))
        };
        for (words, wanted) in [
            ("Erratum to: Tea and sleep", Class::Correction),
            ("Correction: Tea and sleep", Class::Correction),
            ("Correction of scoliosis in children", Class::Article),
            ("Corrections officers and sleep", Class::Article),
            ("Retraction Note: Tea", Class::Retraction),
            ("RETRACTED: Tea and sleep", Class::Article),
            ("Re: Tea and sleep", Class::Comment),
            ("Re-engineering tea", Class::Article),
            ("Response to chemotherapy", Class::Article),
            ("Authors' reply", Class::Reply),
            ("《茶》一文勘误", Class::Article),
            ("勘误：茶与睡眠", Class::Correction),
            ("评《茶与睡眠》", Class::Comment),
            ("评价茶对睡眠的影响", Class::Article),
        ] {
            assert_eq!(title(words), wanted, "{words}");
        }
        assert_eq!(class(r#"{"genre": "Conference Abstract"}"#), Class::Abstract);
        assert_eq!(class(r#"{"type": "thesis"}"#), Class::Thesis);
        let doi = |doi: &str, volume: &str| {
            class(&format!(
                r#"{{"type": "article-journal", "identifiers": [{{"scheme": "doi", "value": "{doi}"}}],
                   "container_titles": [{{"value": "X", "role": "main"}}]{volume}}}"#
            ))
        };
        assert_eq!(doi("10.1101/2020.01.02.345", ""), Class::Preprint);
        assert_eq!(doi("10.1101/gr.2345.104", ""), Class::Article);
        assert_eq!(doi("10.1101/2020.01.02.345", r#", "volume": "3""#), Class::Article);
    }

    #[test]
    fn a_preprint_and_an_erratum_are_parted_from_everything_else() {
        use Class::{Abstract, Article, Book, Chapter, Correction, Preprint, Reply, Thesis, Unknown};
        for (one, other, wanted) in [
            (Preprint, Article, true),
            (Preprint, Unknown, true),
            (Preprint, Preprint, false),
            (Correction, Article, true),
            (Correction, Unknown, true),
            (Reply, Correction, true),
            (Abstract, Article, false),
            (Thesis, Article, true),
            (Thesis, Unknown, false),
            (Book, Chapter, true),
            (Article, Unknown, false),
        ] {
            assert_eq!(one.parts(other), wanted, "{one:?} {other:?}");
            assert_eq!(other.parts(one), wanted, "{other:?} {one:?}");
        }
        for (class, name) in NAMES {
            assert_eq!(Class::of_name(name), *class);
        }
    }
}
