//! The item: CSL's own variables, in the order of the mapping reference, section 9.

use super::kept::{self, Kept};
use super::people::{CslName, names};
use super::{language, note, titles};
use crate::record::{Abstract, CitationKey, DateKind, DateParts, DateVal, Record};
use crate::syntax::csl::{keyword_line, marked};
use crate::vocab::csl::ROLES;
use crate::vocab::csl::{self, Shape};
use crate::write::abstract_text::{self, Sections};
use crate::write::destination::CslArticleNumber;
use crate::write::{Abstracts, WriteOptions, address, kind};
use serde::Serialize;
use serde::ser::SerializeMap;
use std::borrow::Cow;

/// An item with its keys in order, each one once.
#[derive(Debug, Default)]
pub(in crate::write) struct Item<'a> {
    pub(in crate::write) fields: Vec<(Cow<'a, str>, Value<'a>)>,
}

/// What stands behind a key.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(in crate::write) enum Value<'a> {
    Text(Cow<'a, str>),
    Names(Vec<CslName<'a>>),
    Date(CslDate),
    /// A variable that came from another CSL-JSON file.
    Foreign(serde_json::Value),
    Custom(Box<Custom<'a>>),
}

/// The object `custom`.
#[derive(Debug)]
pub(in crate::write) struct Custom<'a> {
    kept: Kept<'a>,
    /// Other programs' keys.
    others: serde_json::Map<String, serde_json::Value>,
}

impl Serialize for Custom<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("refmill", &self.kept)?;
        for (key, value) in self.others.iter().filter(|(key, _)| key.as_str() != "refmill") {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// A date: always parts where they are known, never an EDTF string, which the schema forbids (mapping reference
/// 8.10).
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::write) struct CslDate {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    date_parts: Vec<Vec<i32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    season: Option<u8>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    circa: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
}

impl<'a> Item<'a> {
    fn text(&mut self, key: &'static str, text: Option<impl Into<Cow<'a, str>>>) {
        if let Some(text) = text.map(Into::into).filter(|text: &Cow<'a, str>| !text.is_empty()) {
            self.fields.push((Cow::Borrowed(key), Value::Text(text)));
        }
    }

    fn date(&mut self, key: &'static str, record: &Record, kind: DateKind) {
        let mut dates = record.dates.iter().filter(|date| date.kind == kind);
        if let Some(date) = dates.find_map(csl_date) {
            self.fields.push((Cow::Borrowed(key), Value::Date(date)));
        }
    }

    fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|(present, _)| present == key)
    }
}

/// The item of a record. Everything that a variable does not hold exactly stands below `custom.refmill` too.
pub(in crate::write) fn item<'a>(record: &'a Record, options: &WriteOptions) -> Item<'a> {
    let to = options.destination;
    let mut item = Item::default();
    let key = record.citation_key.as_ref().map(|CitationKey { value, .. }| value.as_str());
    item.text("id", Some(identifier(record, key)));
    item.text("citation-key", key);
    item.text("type", Some(kind::csl_type(record)));
    let titles = titles::titles(record, to.lead);
    let journal = titles::journal(record, to.lead);
    item.text("title", titles.leading.clone());
    item.text("original-title", titles.other.clone());
    item.text("title-short", titles.short.clone());
    for (role, key) in ROLES {
        let names = names(record, role, to);
        if !names.is_empty() {
            item.fields.push((Cow::Borrowed(key), Value::Names(names)));
        }
    }
    item.text("container-title", journal.leading.clone());
    // Zotero reads the second name of an abbreviation, the processors the first (mapping reference 2.4).
    item.text("container-title-short", journal.short.clone());
    item.text("journalAbbreviation", journal.short.clone());
    item.date("issued", record, DateKind::Issued);
    item.date("available-date", record, DateKind::Epub);
    item.date("submitted", record, DateKind::Received);
    item.text("volume", record.volume.as_deref());
    item.text("issue", record.issue.as_deref());
    item.text("part", record.part.as_ref().map(|part| part.number.as_str()));
    pages(&mut item, record, to.csl_json.article_number);
    item.text("number-of-pages", record.number_of_pages.as_deref());
    for (key, scheme) in [("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid"), ("ISBN", "isbn")] {
        item.text(key, record.identifier(scheme));
    }
    item.text("ISSN", record.chief_issn().map(|issn| issn.value.as_str()));
    item.text("URL", address::chief(&record.urls).map(|url| url.href.as_str()));
    item.text("language", language::language(record, to));
    item.text("keyword", keyword_line(&record.terms));
    item.text("abstract", abstract_text(&record.abstracts, options.abstracts));
    item.text("genre", record.genre.as_deref());
    item.text("status", record.status.as_deref());
    item.text("source", record.database.as_ref().map(|database| database.name.as_str()));
    item.date("accessed", record, DateKind::Accessed);
    item.text("publisher", record.publisher.as_deref());
    let country = || record.countries.first().map(|country| country.text.as_str());
    item.text("publisher-place", record.publisher_place.as_deref().or_else(country));
    item.text("annote", record.annotation.as_deref());
    item.text("note", note::note(record, &titles, &journal, to));
    let others = foreign(&mut item, record);
    let custom = Custom { kept: kept::kept(record, options.abstracts), others };
    item.fields.push((Cow::Borrowed("custom"), Value::Custom(Box::new(custom))));
    item
}

/// CSL `id`, which the schema requires: the identifier the record came with, by which documents cite it, else the
/// citation key, else its DOI, else its number in its file.
fn identifier<'a>(record: &'a Record, key: Option<&'a str>) -> Cow<'a, str> {
    let candidates = [record.id.as_deref(), key, record.identifier("doi")];
    let chosen = candidates.into_iter().flatten().find(|text| !text.is_empty());
    chosen.map_or_else(|| Cow::Owned(format!("item-{}", record.provenance.record)), Cow::Borrowed)
}

/// `page`, and `number` where the destination asks for it (mapping reference 8.9).
fn pages<'a>(item: &mut Item<'a>, record: &'a Record, form: CslArticleNumber) {
    let number = record.article_number.as_deref();
    let as_page = matches!(form, CslArticleNumber::Page | CslArticleNumber::Both);
    let as_number = matches!(form, CslArticleNumber::Number | CslArticleNumber::Both);
    item.text("page", record.pages().or_else(|| number.filter(|_| as_page).map(str::to_owned)));
    item.text("number", number.filter(|_| as_number));
}

/// CSL `abstract`: the first abstract, or all of them joined; where only the sections of one have text, they with
/// their labels.
pub(super) fn abstract_text(abstracts: &[Abstract], how: Abstracts) -> Option<String> {
    let shown = abstract_text::shown(abstracts, how, Sections::OnLines);
    shown.first().map(|one| marked(&one.words))
}

fn csl_date(date: &DateVal) -> Option<CslDate> {
    let season = date.season.map(crate::record::Season::number);
    let raw = Some(date.text_raw.clone()).filter(|text| date.start.is_none() && !text.is_empty());
    let date_parts: Vec<Vec<i32>> = match (date.start, date.end) {
        (Some(start), Some(end)) => vec![parts(start), parts(end)],
        (Some(start), None) => vec![parts(start)],
        (None, _) => Vec::new(),
    };
    let is_empty = date_parts.is_empty() && raw.is_none();
    (!is_empty).then_some(CslDate { date_parts, season, circa: date.circa, raw })
}

/// Year, month and day as far as each stands on the one before.
fn parts(date: DateParts) -> Vec<i32> {
    let DateParts { year, month, day } = date.settled();
    std::iter::once(year).chain(month.map(i32::from)).chain(day.map(i32::from)).collect()
}

/// Writes the variables of CSL that were read from another CSL-JSON file and have no field in the record; gives
/// other programs' keys of `custom`.
fn foreign<'a>(item: &mut Item<'a>, record: &'a Record) -> serde_json::Map<String, serde_json::Value> {
    let mut others = serde_json::Map::new();
    for field in record.unknown.iter().filter(|field| field.format == "csl-json") {
        if field.tag == "custom" {
            if let Ok(serde_json::Value::Object(object)) = serde_json::from_str(&field.value) {
                object.into_iter().for_each(|(key, value)| {
                    others.entry(key).or_insert(value);
                });
            }
            continue;
        }
        let Some(shape) = csl::shape(&field.tag).filter(|_| !is_ours(&field.tag)) else { continue };
        if !item.has(&field.tag)
            && let Some(value) = foreign_value(shape, &field.value)
        {
            item.fields.push((Cow::Borrowed(field.tag.as_str()), value));
        }
    }
    others
}

/// Variables that are projections of fields of the record; a foreign value must not pass for one.
fn is_ours(name: &str) -> bool {
    matches!(
        name,
        "id" | "citation-key"
            | "type"
            | "title"
            | "original-title"
            | "title-short"
            | "shortTitle"
            | "author"
            | "editor"
            | "translator"
            | "collection-editor"
            | "container-author"
            | "contributor"
            | "container-title"
            | "container-title-short"
            | "journalAbbreviation"
            | "issued"
            | "available-date"
            | "submitted"
            | "accessed"
            | "volume"
            | "issue"
            | "part"
            | "page"
            | "number-of-pages"
            | "language"
            | "keyword"
            | "abstract"
            | "genre"
            | "status"
            | "source"
            | "publisher"
            | "publisher-place"
            | "annote"
            | "note"
    )
}

fn foreign_value(shape: Shape, text: &str) -> Option<Value<'_>> {
    let json = || serde_json::from_str::<serde_json::Value>(text).ok();
    match shape {
        Shape::Text => {
            Some(text).filter(|text| !text.is_empty()).map(|text| Value::Text(Cow::Borrowed(text)))
        }
        Shape::Names => json().filter(are_names).map(Value::Foreign),
        Shape::List => json().filter(are_texts).map(Value::Foreign),
        Shape::Date => json().filter(is_date).map(Value::Foreign),
    }
}

fn are_texts(value: &serde_json::Value) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(serde_json::Value::is_string))
}

fn are_names(value: &serde_json::Value) -> bool {
    let is_part = |(key, value): (&String, &serde_json::Value)| {
        csl::NAME_PARTS.contains(&key.as_str())
            && (value.is_string() || (is_flag(key) && (value.is_boolean() || value.is_number())))
    };
    value.as_array().is_some_and(|list| {
        list.iter().all(|name| name.as_object().is_some_and(|name| name.iter().all(is_part)))
    })
}

fn is_flag(key: &str) -> bool {
    matches!(key, "comma-suffix" | "static-ordering" | "parse-names")
}

fn is_date(value: &serde_json::Value) -> bool {
    let Some(date) = value.as_object() else { return false };
    date.iter().all(|(key, value)| match key.as_str() {
        "date-parts" => value.as_array().is_some_and(|parts| {
            (1..=2).contains(&parts.len())
                && parts.iter().all(|part| {
                    part.as_array().is_some_and(|part| {
                        (1..=3).contains(&part.len())
                            && part.iter().all(|it| it.is_string() || it.is_number())
                    })
                })
        }),
        "season" => value.is_string() || value.is_number(),
        "circa" => value.is_string() || value.is_number() || value.is_boolean(),
        "literal" | "raw" => value.is_string(),
        _ => false,
    })
}
