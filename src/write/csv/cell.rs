//! Values of a record as cells, for all layouts.

use super::names;
use crate::record::{
    Abstract, ById, ContainerRole, Contributor, DateKind, DateVal, Issn, Medium, Origin, Record, Text,
    TitleRole, UrlKind,
};
use crate::syntax::csl::one_line;
use crate::write::abstract_text::{self, Sections};
use crate::write::destination::{LanguageForm, Lead};
use crate::write::term::{self, Star};
use crate::write::{Abstracts, address, issue, language, lead, remark};

/// Joins a list. A semicolon inside an entry becomes a comma, so that the cell can be split again.
pub(super) fn list(entries: &[String]) -> String {
    joined(entries, "; ")
}

/// Joins a list; the letter of the separator inside an entry becomes a comma.
pub(super) fn joined(entries: &[String], separator: &str) -> String {
    let entries = entries.iter().map(|entry| match separator.trim() {
        ";" => one_line(entry).replace(';', ","),
        _ => one_line(entry),
    });
    entries.collect::<Vec<_>>().join(separator)
}

/// Joins running texts, which may hold any mark.
pub(super) fn texts(entries: &[String]) -> String {
    joined(entries, " // ")
}

pub(super) fn some(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn plain(text: Option<&Text>) -> String {
    text.map(Text::to_plain).unwrap_or_default()
}

pub(super) fn id(record: &Record) -> String {
    record.id.clone().unwrap_or_else(|| citation_key(record))
}

pub(super) fn citation_key(record: &Record) -> String {
    record.citation_key.as_ref().map(|key| key.value.clone()).unwrap_or_default()
}

/// The citation key, else the identifier of the record in its file.
pub(super) fn id_or_key(record: &Record) -> String {
    record.citation_key.as_ref().map_or_else(|| some(record.id.as_ref()), |key| key.value.clone())
}

pub(super) fn publication_types(record: &Record) -> String {
    list(&record.publication_types.iter().map(|term| term.value.clone()).collect::<Vec<_>>())
}

pub(super) fn title_of(record: &Record, role: TitleRole) -> String {
    plain(record.title(role))
}

/// The title that leads, with its subtitle.
pub(super) fn title(record: &Record) -> String {
    let whole = lead::titles(&record.titles, Lead::AsShown).whole(&record.titles);
    whole.map(|title| title.to_plain()).unwrap_or_default()
}

pub(super) fn affiliations(record: &Record) -> String {
    list(&record.affiliations.iter().map(crate::record::Affiliation::labelled).collect::<Vec<_>>())
}

/// For each author the labels of the affiliations, or their numbers where they have none: `1,2; 1`.
pub(super) fn author_affiliations(record: &Record) -> String {
    let by_id = ById::new(&record.affiliations);
    let label = |id: &String| {
        let index = by_id.place(id)?;
        let printed = record.affiliations.get(index).and_then(|affiliation| affiliation.label_raw.clone());
        Some(printed.unwrap_or_else(|| (index + 1).to_string()))
    };
    let labels =
        |author: &Contributor| author.affiliation_refs.iter().filter_map(label).collect::<Vec<_>>().join(",");
    list(&names::for_each_author(record, labels))
}

/// For each author the addresses, joined with commas.
pub(super) fn emails(record: &Record) -> String {
    list(&names::for_each_author(record, |author| author.emails.join(",")))
}

pub(super) fn orcids(record: &Record) -> String {
    list(&names::for_each_author(record, |author| author.orcid.clone().unwrap_or_default()))
}

pub(super) fn identifier(record: &Record, scheme: &str) -> String {
    record.identifier(scheme).unwrap_or_default().to_owned()
}

pub(super) fn journal_of(record: &Record, role: ContainerRole) -> String {
    plain(record.container_title(role))
}

/// The journal in any name there is, the full one first.
pub(super) fn journal(record: &Record) -> String {
    let names = &record.container_titles;
    let lead::ContainerOrder { leading, other, abbreviation } = lead::container(names, Lead::AsShown);
    let mut names = [leading, other, abbreviation].into_iter().flatten().filter_map(|at| names.get(at));
    names.find(|name| !name.text.value.is_empty()).map(|name| name.text.to_plain()).unwrap_or_default()
}

/// The ISSN of the first medium that there is one for; derived ones do not count.
pub(super) fn issn_of(record: &Record, media: &[Medium]) -> String {
    let read = || record.issns.iter().filter(|issn| issn.origin != Origin::Derived);
    let found = media.iter().find_map(|medium| read().find(|issn| issn.medium == *medium));
    found.map(|issn: &Issn| issn.value.clone()).unwrap_or_default()
}

pub(super) fn chief_issn(record: &Record) -> String {
    record.chief_issn().map(|issn| issn.value.clone()).unwrap_or_default()
}

fn issued(record: &Record) -> Option<&DateVal> {
    record.dates.iter().find(|date| date.kind == DateKind::Issued && date.start.is_some())
}

pub(super) fn year(record: &Record) -> String {
    issued(record).and_then(|date| date.start).map(|start| start.year.to_string()).unwrap_or_default()
}

pub(super) fn month(record: &Record) -> String {
    let month = issued(record).and_then(|date| date.start?.settled().month);
    month.map(|month| month.to_string()).unwrap_or_default()
}

pub(super) fn day(record: &Record) -> String {
    let day = issued(record).and_then(|date| date.start?.settled().day);
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// ISO 8601: `2022`, `2022-04`, `2022-04-10`, `2022-04/2022-05`; a season as `2022-21` to `2022-24` (its part 2). A
/// date that was not understood as it was printed.
pub(super) fn date_of(record: &Record, kind: DateKind) -> String {
    let mut dates = record.dates.iter().filter(|date| date.kind == kind);
    let Some(date) = dates.clone().find(|date| date.start.is_some()).or_else(|| dates.next()) else {
        return String::new();
    };
    match (date.start, date.end, date.season) {
        (None, ..) => date.text_raw.clone(),
        (Some(start), None, Some(season)) if start.month.is_none() => {
            format!("{}-{}", start.iso(), 20 + season.number())
        }
        (Some(start), Some(end), _) => format!("{}/{}", start.settled().iso(), end.settled().iso()),
        (Some(start), None, _) => start.settled().iso(),
    }
}

pub(super) fn issue(record: &Record) -> String {
    issue::issue(record.issue.as_deref(), record.supplement.as_ref(), record.part.as_ref())
}

pub(super) fn pages(record: &Record) -> String {
    record.pages().unwrap_or_default()
}

/// The pages, or the number of the article that stands in their place.
pub(super) fn pages_or_number(record: &Record) -> String {
    record.pages().or_else(|| record.article_number.clone()).unwrap_or_default()
}

pub(super) fn page_first(record: &Record) -> String {
    record.page_ranges.first().map(|range| range.first.clone()).unwrap_or_default()
}

/// The last page of the first range.
pub(super) fn page_last(record: &Record) -> String {
    some(record.page_ranges.first().and_then(|range| range.last.as_ref().or(Some(&range.first))))
}

/// `MeSH` headings as MEDLINE writes them: `*Purpura/drug therapy`.
pub(super) fn mesh(record: &Record) -> Vec<String> {
    term::headings(&record.terms, Star::Shown)
}

/// Keywords and then headings, which have no star among keywords (mapping reference 8.6).
pub(super) fn all_terms(record: &Record) -> Vec<String> {
    let headings = term::headings(&record.terms, Star::Hidden);
    term::keywords(&record.terms).into_iter().chain(headings).collect()
}

pub(super) fn countries(record: &Record) -> String {
    list(&record.countries.iter().map(|country| country.text.clone()).collect::<Vec<_>>())
}

pub(super) fn country_codes(record: &Record) -> String {
    list(&record.countries.iter().filter_map(|country| country.code.clone()).collect::<Vec<_>>())
}

/// BCP-47 tags; a language without one as printed.
pub(super) fn language_tags(record: &Record) -> String {
    let tags =
        record.languages.iter().map(|language| language.tag.as_ref().unwrap_or(&language.text).clone());
    list(&tags.collect::<Vec<_>>())
}

/// English names; an unknown language as printed.
pub(super) fn language_names(record: &Record) -> String {
    let names = language::names(&record.languages, LanguageForm::Name);
    list(&names.into_iter().map(str::to_owned).collect::<Vec<_>>())
}

fn abstract_texts(abstracts: &[Abstract]) -> Vec<String> {
    let shown = abstract_text::shown(abstracts, Abstracts::Apart, Sections::Running);
    shown.iter().map(|one| one.words.to_plain()).collect()
}

pub(super) fn abstract_first(record: &Record) -> String {
    abstract_texts(record.abstracts.get(..1).unwrap_or_default()).concat()
}

pub(super) fn abstract_lang(record: &Record) -> String {
    some(record.abstracts.first().and_then(|one| one.text.lang.as_ref()))
}

pub(super) fn other_abstracts(record: &Record) -> String {
    texts(&abstract_texts(record.abstracts.get(1..).unwrap_or_default()))
}

pub(super) fn other_abstract_langs(record: &Record) -> String {
    let langs = record.abstracts.iter().skip(1).map(|one| some(one.text.lang.as_ref()));
    list(&langs.collect::<Vec<_>>())
}

/// The article's page, else its full text, its entry in a database, its DOI.
pub(super) fn address(record: &Record) -> String {
    let order = [UrlKind::Landing, UrlKind::Fulltext, UrlKind::Database, UrlKind::Doi];
    address_of(record, &order)
}

pub(super) fn address_of(record: &Record, order: &[UrlKind]) -> String {
    address::first_of(&record.urls, order).map(|url| url.href.clone()).unwrap_or_default()
}

pub(super) fn database(record: &Record) -> String {
    record.database.as_ref().map(|database| database.name.clone()).unwrap_or_default()
}

pub(super) fn provider(record: &Record) -> String {
    some(record.database.as_ref().and_then(|database| database.provider.as_ref()))
}

pub(super) fn notes(record: &Record) -> String {
    texts(&record.notes.iter().map(remark::note).collect::<Vec<_>>())
}

pub(super) fn funding(record: &Record) -> String {
    list(&record.funding.iter().map(remark::grant).collect::<Vec<_>>())
}
