//! The own layout: every column of the mapping reference, 2.2, in its order.
//!
//! `authors_native`, `author_affiliations`, `emails` and `orcids` have one entry for each author, empty where there is
//! none (`欧文欣; ;` for the first of three); `abstract_other` and `notes` are joined with " // ". Where the user
//! lets the other language lead (`--title`), `title`, `authors` and `journal` hold it, and the columns of the vernacular
//! forms hold what does not lead.

use super::cell::{self, list};
use super::{Column, Fact, names};
use crate::record::{ContainerRole, DateKind, Medium, TitleRole, UrlKind};
use crate::write::csl_json::whole_json;
use crate::write::{kind, term};

const fn column(
    name: &'static str,
    cell: fn(&crate::record::Record) -> String,
    holds: &'static [Fact],
) -> Column {
    Column { name, cell, holds }
}

pub(super) const COLUMNS: &[Column] = &[
    column("id", cell::id, &[Fact::Id]),
    column("citation_key", cell::citation_key, &[Fact::CitationKey]),
    column("type", kind::csl_type, &[Fact::Kind, Fact::RareKind]),
    column("genre", |record| cell::some(record.genre.as_ref()), &[Fact::Genre]),
    column("publication_types", cell::publication_types, &[Fact::PublicationTypes]),
    column("title", cell::title, &[Fact::MainTitle]),
    column(
        "vernacular_title",
        |record| cell::title_of(record, TitleRole::Vernacular),
        &[Fact::VernacularTitle],
    ),
    column("title_short", |record| cell::title_of(record, TitleRole::Short), &[Fact::ShortTitle]),
    column("authors", |record| list(&names::authors(record)), &[Fact::Authors]),
    column("authors_native", |record| list(&names::native(record)), &[Fact::NativeNames]),
    column("authors_literal", |record| list(&names::literals(record)), &[]),
    column("affiliations", cell::affiliations, &[Fact::Affiliations]),
    column("author_affiliations", cell::author_affiliations, &[Fact::Links]),
    column("emails", cell::emails, &[Fact::Emails]),
    column("orcids", cell::orcids, &[Fact::Orcids]),
    column("doi", |record| cell::identifier(record, "doi"), &[Fact::Doi]),
    column("pmid", |record| cell::identifier(record, "pmid"), &[Fact::Pmid]),
    column("pmcid", |record| cell::identifier(record, "pmcid"), &[Fact::Pmcid]),
    column("wprim_id", |record| cell::identifier(record, "wprim"), &[Fact::Wprim]),
    column("journal", |record| cell::journal_of(record, ContainerRole::Main), &[Fact::Journal]),
    column("journal_abbrev", |record| cell::journal_of(record, ContainerRole::Abbrev), &[Fact::Abbreviation]),
    column(
        "journal_native",
        |record| cell::journal_of(record, ContainerRole::Vernacular),
        &[Fact::VernacularJournal],
    ),
    column("issn", |record| cell::issn_of(record, &[Medium::Print, Medium::Unknown]), &[Fact::ChiefIssn]),
    column("eissn", |record| cell::issn_of(record, &[Medium::Electronic]), &[Fact::OtherIssns]),
    column("issn_l", |record| cell::issn_of(record, &[Medium::Linking]), &[Fact::LinkingIssn]),
    column("year", cell::year, &[Fact::Year]),
    column("month", cell::month, &[Fact::Month]),
    column("day", cell::day, &[Fact::Day]),
    column(
        "date",
        |record| cell::date_of(record, DateKind::Issued),
        &[Fact::Year, Fact::Month, Fact::Day, Fact::DateSpan],
    ),
    column("epub_date", |record| cell::date_of(record, DateKind::Epub), &[Fact::Epub]),
    column("volume", |record| cell::some(record.volume.as_ref()), &[Fact::Volume]),
    column("issue", cell::issue, &[Fact::Issue]),
    column("pages", cell::pages, &[Fact::FirstPage, Fact::LastPage, Fact::FurtherPages]),
    column("page_first", cell::page_first, &[Fact::FirstPage]),
    column("page_last", cell::page_last, &[Fact::LastPage]),
    column(
        "article_number",
        |record| cell::some(record.article_number.as_ref()),
        &[Fact::ArticleNumber, Fact::NumberBesidePages],
    ),
    column("keywords", |record| list(&term::keywords(&record.terms)), &[Fact::Keywords]),
    column("mesh", |record| list(&cell::mesh(record)), &[Fact::Mesh]),
    column("country", cell::countries, &[Fact::Countries]),
    column("country_code", cell::country_codes, &[]),
    column("language", cell::language_tags, &[Fact::Languages]),
    column("language_name", cell::language_names, &[Fact::Languages]),
    column("abstract", cell::abstract_first, &[Fact::Abstract]),
    column("abstract_lang", cell::abstract_lang, &[]),
    column("abstract_other", cell::other_abstracts, &[Fact::OtherAbstracts]),
    column("abstract_other_lang", cell::other_abstract_langs, &[]),
    column("url", cell::address, &[Fact::Address]),
    column(
        "pdf_url",
        |record| cell::address_of(record, &[UrlKind::Pdf]),
        &[Fact::OnlyPdf, Fact::PdfBesideAddress],
    ),
    column("database", cell::database, &[Fact::Database]),
    column("provider", cell::provider, &[Fact::Provider]),
    column("notes", cell::notes, &[Fact::Notes]),
    column("funding", cell::funding, &[Fact::Funding]),
    column("accessed", |record| cell::date_of(record, DateKind::Accessed), &[Fact::Accessed]),
    column("extra_json", whole_json, &[Fact::Everything]),
];

/// Facts that no column of the own layout but `extra_json` holds.
#[cfg(test)]
pub(super) const ONLY_IN_JSON: &[Fact] = &[
    Fact::OtherTitles,
    Fact::Editors,
    Fact::OtherPeople,
    Fact::PersonDetails,
    Fact::CutList,
    Fact::AffiliationDetails,
    Fact::Isbn,
    Fact::OtherIdentifiers,
    Fact::FurtherJournals,
    Fact::Circa,
    Fact::History,
    Fact::FurtherDates,
    Fact::Part,
    Fact::PageCount,
    Fact::FurtherAddresses,
    Fact::DatabaseAddress,
    Fact::Annotation,
    Fact::Publisher,
    Fact::Place,
    Fact::Status,
    Fact::License,
    Fact::Markup,
    Fact::Unknown,
    Fact::MergedFrom,
];
