//! What a record can have, for counting what a layout has no column for.

use super::presets::is_beyond_zotero;
use crate::record::{
    ContainerRole, DateKind, Kind, Medium, Origin, Record, Role, TitleRole, UrlKind, Vocabulary,
};
use crate::write::markup;

/// A piece of a record that a column holds or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Everything,
    Id,
    CitationKey,
    Kind,
    /// A type that Zotero knows only as a document.
    RareKind,
    Genre,
    PublicationTypes,
    MainTitle,
    VernacularTitle,
    ShortTitle,
    OtherTitles,
    Authors,
    NativeNames,
    Links,
    Emails,
    Orcids,
    Editors,
    OtherPeople,
    CutList,
    Affiliations,
    Doi,
    Pmid,
    Pmcid,
    Wprim,
    Isbn,
    OtherIdentifiers,
    Journal,
    Abbreviation,
    VernacularJournal,
    PrintIssn,
    OtherIssns,
    Issued,
    Epub,
    Accessed,
    History,
    Volume,
    Issue,
    Part,
    Pages,
    ArticleNumber,
    PageCount,
    Keywords,
    Mesh,
    Countries,
    Languages,
    Abstract,
    OtherAbstracts,
    Address,
    Pdf,
    Database,
    Provider,
    Notes,
    Annotation,
    Funding,
    Publisher,
    Place,
    Status,
    License,
    Markup,
    Unknown,
}

/// A fact, the field of the record it belongs to, and whether a record has it.
pub(super) struct FactRow {
    pub(super) fact: Fact,
    pub(super) field: &'static str,
    pub(super) present: fn(&Record) -> bool,
}

const fn row(fact: Fact, field: &'static str, present: fn(&Record) -> bool) -> FactRow {
    FactRow { fact, field, present }
}

/// All facts; those of one field stand together. The source's own wording (`volume_raw`, `source_raw` …), derived
/// values, warnings and provenance are about the record and not of it.
pub(super) const FACTS: &[FactRow] = &[
    row(Fact::Id, "id", |record| {
        record.id.is_some() && record.id.as_ref() != record.citation_key.as_ref().map(|key| &key.value)
    }),
    row(Fact::CitationKey, "citation_key", |record| record.citation_key.is_some()),
    row(Fact::Kind, "type", |record| record.kind != Kind::default()),
    row(Fact::RareKind, "type", |record| is_beyond_zotero(record.kind)),
    row(Fact::Genre, "genre", |record| record.genre.is_some()),
    row(Fact::PublicationTypes, "publication_types", |record| !record.publication_types.is_empty()),
    row(Fact::MainTitle, "titles", |record| record.title(TitleRole::Main).is_some()),
    row(Fact::VernacularTitle, "titles", |record| record.title(TitleRole::Vernacular).is_some()),
    row(Fact::ShortTitle, "titles", |record| record.title(TitleRole::Short).is_some()),
    row(Fact::OtherTitles, "titles", |record| {
        record.titles.iter().any(|title| {
            matches!(
                title.role,
                TitleRole::Translated
                    | TitleRole::Transliterated
                    | TitleRole::Alternative
                    | TitleRole::Subtitle
            )
        })
    }),
    row(Fact::Authors, "contributors", |record| record.with_role(Role::Author).next().is_some()),
    row(Fact::NativeNames, "contributors", |record| {
        record.with_role(Role::Author).any(|author| author.native_beside_romanised().is_some())
    }),
    row(Fact::Links, "contributors", |record| {
        record.contributors.iter().any(|person| !person.affiliation_refs.is_empty())
    }),
    row(Fact::Emails, "contributors", |record| {
        record.contributors.iter().any(|person| !person.emails.is_empty())
    }),
    row(Fact::Orcids, "contributors", |record| {
        record.contributors.iter().any(|person| person.orcid.is_some())
    }),
    row(Fact::Editors, "contributors", |record| record.with_role(Role::Editor).next().is_some()),
    row(Fact::OtherPeople, "contributors", |record| {
        record.contributors.iter().any(|person| !matches!(person.role, Role::Author | Role::Editor))
    }),
    row(Fact::CutList, "author_list_truncated", |record| record.author_list_truncated.is_some()),
    row(Fact::Affiliations, "affiliations", |record| !record.affiliations.is_empty()),
    row(Fact::Doi, "identifiers", |record| record.identifier("doi").is_some()),
    row(Fact::Pmid, "identifiers", |record| record.identifier("pmid").is_some()),
    row(Fact::Pmcid, "identifiers", |record| record.identifier("pmcid").is_some()),
    row(Fact::Wprim, "identifiers", |record| record.identifier("wprim").is_some()),
    row(Fact::Isbn, "identifiers", |record| record.identifier("isbn").is_some()),
    row(Fact::OtherIdentifiers, "identifiers", |record| {
        let known = ["doi", "pmid", "pmcid", "wprim", "isbn"];
        record.identifiers.iter().any(|ident| !known.contains(&ident.scheme.as_str()))
    }),
    row(Fact::Journal, "container_titles", |record| record.container_title(ContainerRole::Main).is_some()),
    row(Fact::Abbreviation, "container_titles", |record| {
        record.container_title(ContainerRole::Abbrev).is_some()
    }),
    row(Fact::VernacularJournal, "container_titles", |record| {
        record.container_title(ContainerRole::Vernacular).is_some()
    }),
    row(Fact::PrintIssn, "issns", |record| record.chief_issn().is_some()),
    row(Fact::OtherIssns, "issns", |record| {
        let read = record.issns.iter().filter(|issn| issn.origin != Origin::Derived);
        read.clone().count() > 1
            || read.into_iter().any(|issn| matches!(issn.medium, Medium::Electronic | Medium::Linking))
    }),
    row(Fact::Issued, "dates", |record| record.date(DateKind::Issued).is_some()),
    row(Fact::Epub, "dates", |record| record.date(DateKind::Epub).is_some()),
    row(Fact::Accessed, "dates", |record| record.date(DateKind::Accessed).is_some()),
    row(Fact::History, "dates", |record| {
        let history = [DateKind::Received, DateKind::Accepted, DateKind::Revised];
        record.dates.iter().any(|date| history.contains(&date.kind))
    }),
    row(Fact::Volume, "volume", |record| record.volume.is_some()),
    row(Fact::Issue, "issue", |record| record.issue.is_some() || record.supplement.is_some()),
    row(Fact::Part, "part", |record| record.part.is_some()),
    row(Fact::Pages, "page_ranges", |record| !record.page_ranges.is_empty()),
    row(Fact::ArticleNumber, "article_number", |record| record.article_number.is_some()),
    row(Fact::PageCount, "number_of_pages", |record| record.number_of_pages.is_some()),
    row(Fact::Keywords, "terms", |record| record.terms.iter().any(|term| term.vocab != Vocabulary::Mesh)),
    row(Fact::Mesh, "terms", |record| record.terms_of(Vocabulary::Mesh).next().is_some()),
    row(Fact::Countries, "countries", |record| !record.countries.is_empty()),
    row(Fact::Languages, "languages", |record| !record.languages.is_empty()),
    row(Fact::Abstract, "abstracts", |record| !record.abstracts.is_empty()),
    row(Fact::OtherAbstracts, "abstracts", |record| record.abstracts.len() > 1),
    row(Fact::Address, "urls", |record| record.urls.iter().any(|url| url.kind != UrlKind::Pdf)),
    row(Fact::Pdf, "urls", |record| record.urls.iter().any(|url| url.kind == UrlKind::Pdf)),
    row(Fact::Database, "database", |record| record.database.is_some()),
    row(Fact::Provider, "database", |record| {
        record.database.as_ref().is_some_and(|database| database.provider.is_some() || database.url.is_some())
    }),
    row(Fact::Notes, "notes", |record| !record.notes.is_empty()),
    row(Fact::Annotation, "annotation", |record| record.annotation.is_some()),
    row(Fact::Funding, "funding", |record| !record.funding.is_empty()),
    row(Fact::Publisher, "publisher", |record| record.publisher.is_some()),
    row(Fact::Place, "publisher_place", |record| record.publisher_place.is_some()),
    row(Fact::Status, "status", |record| record.status.is_some()),
    row(Fact::License, "license", |record| record.license.is_some()),
    row(Fact::Markup, "markup", markup::shows_in),
    row(Fact::Unknown, "unknown", |record| !record.unknown.is_empty()),
];
