//! Questions to a record that the loss forecast asks: does it have this at all?

use crate::record::{ContainerRole, Contributor, DateKind, Origin, Record, Role, Vocabulary};
use crate::write::destination::Lead;
use crate::write::lead;

fn any_contributor(record: &Record, question: fn(&Contributor) -> bool) -> bool {
    record.contributors.iter().any(question)
}

/// Institutions.
#[must_use]
pub fn affiliations(record: &Record) -> bool {
    !record.affiliations.is_empty()
}

/// Which author works where.
#[must_use]
pub fn author_links(record: &Record) -> bool {
    any_contributor(record, |person| {
        !person.affiliation_refs.is_empty() || !person.affiliation_markers_raw.is_empty()
    })
}

/// A title in the language of the article beside another one.
#[must_use]
pub fn vernacular_title(record: &Record) -> bool {
    lead::titles(&record.titles, Lead::AsShown).other.is_some()
}

/// A name in its own script beside a romanised one.
#[must_use]
pub fn native_names(record: &Record) -> bool {
    any_contributor(record, |person| person.native_beside_romanised().is_some())
}

/// ORCID iDs.
#[must_use]
pub fn orcids(record: &Record) -> bool {
    any_contributor(record, |person| person.orcid.is_some())
}

/// Editors, translators and others.
#[must_use]
pub fn other_contributors(record: &Record) -> bool {
    any_contributor(record, |person| person.role != Role::Author)
}

/// The source cut its list of authors.
#[must_use]
pub fn cut_author_list(record: &Record) -> bool {
    record.author_list_truncated.is_some()
}

/// A journal name in the journal's own language.
#[must_use]
pub fn vernacular_journal(record: &Record) -> bool {
    record.container_title(ContainerRole::Vernacular).is_some()
}

/// An abbreviated journal name.
#[must_use]
pub fn abbreviated_journal(record: &Record) -> bool {
    record.container_title(ContainerRole::Abbrev).is_some()
}

/// More ISSNs than a format with one can hold.
#[must_use]
pub fn further_issns(record: &Record) -> bool {
    record.issns.iter().filter(|issn| issn.origin != Origin::Derived).count() > 1
}

/// A PMID.
#[must_use]
pub fn pmid(record: &Record) -> bool {
    record.identifier("pmid").is_some()
}

/// A PMC number.
#[must_use]
pub fn pmcid(record: &Record) -> bool {
    record.identifier("pmcid").is_some()
}

/// A number of the record in a database other than `PubMed`.
#[must_use]
pub fn database_number(record: &Record) -> bool {
    let article_schemes = ["doi", "pmid", "pmcid", "isbn", "pii"];
    record.identifiers.iter().any(|ident| !article_schemes.contains(&ident.scheme.as_str()))
}

/// An electronic location.
#[must_use]
pub fn article_number(record: &Record) -> bool {
    record.article_number.is_some()
}

/// Date of electronic publication.
#[must_use]
pub fn epub_date(record: &Record) -> bool {
    record.date(DateKind::Epub).is_some()
}

/// Dates of receipt, revision or acceptance.
#[must_use]
pub fn history_dates(record: &Record) -> bool {
    record
        .dates
        .iter()
        .any(|date| matches!(date.kind, DateKind::Received | DateKind::Accepted | DateKind::Revised))
}

/// A month of publication.
#[must_use]
pub fn month(record: &Record) -> bool {
    record.date(DateKind::Issued).and_then(|date| date.start).is_some_and(|start| start.month.is_some())
}

/// A season, or a range of months.
#[must_use]
pub fn season_or_range(record: &Record) -> bool {
    record.date(DateKind::Issued).is_some_and(|date| date.season.is_some() || date.end.is_some())
}

/// Keywords of the authors or subject headings.
#[must_use]
pub fn keywords(record: &Record) -> bool {
    !record.terms.is_empty()
}

/// `MeSH` headings.
#[must_use]
pub fn mesh(record: &Record) -> bool {
    record.terms_of(Vocabulary::Mesh).next().is_some()
}

/// A keyword or heading with a comma inside.
#[must_use]
pub fn keyword_with_comma(record: &Record) -> bool {
    record.terms.iter().any(|term| term.value.contains(','))
}

/// A language of the article.
#[must_use]
pub fn language(record: &Record) -> bool {
    !record.languages.is_empty()
}

/// A country.
#[must_use]
pub fn country(record: &Record) -> bool {
    !record.countries.is_empty()
}

/// An abstract in a second language.
#[must_use]
pub fn further_abstracts(record: &Record) -> bool {
    record.abstracts.len() > 1
}

/// The database the record comes from.
#[must_use]
pub fn database(record: &Record) -> bool {
    record.database.is_some()
}

/// A publication type.
#[must_use]
pub fn publication_type(record: &Record) -> bool {
    record.genre.is_some() || !record.publication_types.is_empty()
}

/// Grants.
#[must_use]
pub fn funding(record: &Record) -> bool {
    !record.funding.is_empty()
}

/// A citation key that came with the input or was given by the user.
#[must_use]
pub fn citation_key(record: &Record) -> bool {
    record.citation_key.as_ref().is_some_and(|key| key.origin != Origin::Derived)
}
