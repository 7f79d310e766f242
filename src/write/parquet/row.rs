//! A record as a row: one JSON object, in the shape of the schema.

use super::super::WriteOptions;
use super::super::csv;
use super::super::term::{self, Star};
use super::schema::{COLUMNS, Kind};
use crate::record::{
    Abstract, AbstractSection, Affiliation, ById, ContainerTitle, Contributor, DateVal, Name, NameForm,
    Provenance, Record, Term, Text, Title,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The row of a record. What is absent is left out.
pub(super) fn row(record: &Record, options: &WriteOptions) -> Map<String, Value> {
    let mut row = plain(record, options);
    nested(record, &mut row);
    row
}

/// The plain columns: the cells of our own CSV under their names, and what the CSV leaves to its last column.
fn plain(record: &Record, options: &WriteOptions) -> Map<String, Value> {
    let arranged = csv::arranged(record, options);
    let mut row = Map::new();
    for column in COLUMNS {
        let value = match (column.name, column.kind) {
            ("authors", _) => texts(&csv::authors(&arranged)),
            ("keywords", _) => texts(&term::keywords(&record.terms)),
            ("mesh", _) => texts(&term::headings(&record.terms, Star::Shown)),
            ("extra_json", _) => Value::from(csv::own_cell("extra_json", record)),
            (name, Kind::Text) => Value::from(csv::own_cell(name, &arranged)),
            (name, Kind::Number) => {
                csv::own_cell(name, &arranged).and_then(|text| text.parse::<i32>().ok()).into()
            }
            _ => Value::Null,
        };
        put(&mut row, column.name, value);
    }
    row
}

/// The nested columns, and texts of the record that the CSV has no column for.
///
/// Takes the record apart field by field, without `..`: whoever adds a field decides here whether it has a column.
fn nested(record: &Record, row: &mut Map<String, Value>) {
    let Record {
        // Plain columns.
        id: _,
        citation_key: _,
        kind: _,
        genre: _,
        volume: _,
        issue: _,
        article_number: _,
        database: _,
        // Of how the record was printed and read, or rare: in `extra_json` alone.
        type_raw: _,
        title_marks: _,
        author_list_truncated: _,
        volume_raw: _,
        issue_raw: _,
        supplement: _,
        part: _,
        source_raw: _,
        annotation: _,
        derived: _,
        warnings: _,
        publication_types,
        titles,
        contributors,
        affiliations,
        identifiers,
        container_titles,
        issns,
        dates,
        page_ranges,
        number_of_pages,
        terms,
        countries,
        languages,
        abstracts,
        urls,
        notes,
        funding,
        publisher,
        publisher_place,
        status,
        license,
        provenance,
        unknown,
        // They stand in `extra_json`, whole: a column of records would be a table in a table.
        merged_from: _,
    } = record;
    put(row, "number_of_pages", number_of_pages.clone().into());
    put(row, "publisher", publisher.clone().into());
    put(row, "publisher_place", publisher_place.clone().into());
    put(row, "status", status.clone().into());
    put(row, "license", license.clone().into());
    put(row, "titles", list(titles, title));
    let by_id = ById::new(affiliations);
    put(row, "contributors", list(contributors, |person| contributor(person, &by_id)));
    put(row, "affiliations", list(affiliations, affiliation));
    put(row, "identifiers", list(identifiers, as_is));
    put(row, "container_titles", list(container_titles, container_title));
    put(row, "issns", list(issns, as_is));
    put(row, "dates", list(dates, date));
    put(row, "page_ranges", list(page_ranges, as_is));
    put(row, "terms", list(terms, heading));
    put(row, "publication_types", list(publication_types, heading));
    put(row, "countries", list(countries, as_is));
    put(row, "languages", list(languages, as_is));
    put(row, "abstracts", list(abstracts, summary));
    put(row, "urls", list(urls, as_is));
    put(row, "notes", list(notes, as_is));
    put(row, "funding", list(funding, as_is));
    put(row, "unknown", list(unknown, as_is));
    let Provenance { format, file, record: number, lines: _, tool_version: _, fields: _ } = provenance;
    if *number > 0 || !format.is_empty() || !file.is_empty() {
        let number = i64::try_from(*number).ok();
        put(row, "provenance", json!({"format": format, "file": file, "record": number}));
    }
}

fn put(row: &mut Map<String, Value>, name: &str, value: Value) {
    let is_absent = match &value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    if !is_absent {
        row.insert(name.to_owned(), value);
    }
}

fn texts(values: &[String]) -> Value {
    Value::from(values.to_vec())
}

/// Never absent: a list without entries is empty, so that it can be unnested and counted.
fn list<T>(values: &[T], make: impl Fn(&T) -> Value) -> Value {
    values.iter().map(make).collect()
}

/// A value whose JSON has the shape of its column.
fn as_is<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("a part of a record is representable as JSON")
}

fn title(title: &Title) -> Value {
    let Title { text: Text { value, lang, origin: _ }, role } = title;
    json!({"text": value.to_plain(), "lang": lang, "role": role})
}

fn container_title(title: &ContainerTitle) -> Value {
    let ContainerTitle { text: Text { value, lang, origin: _ }, role, scheme } = title;
    json!({"text": value.to_plain(), "lang": lang, "role": role, "scheme": scheme})
}

fn contributor(person: &Contributor, affiliations: &ById<'_>) -> Value {
    let Contributor {
        role,
        forms,
        affiliation_refs,
        affiliation_markers_raw: _,
        orcid,
        other_ids,
        emails,
        corresponding,
        equal_contribution,
        degrees,
        is_group,
        group_members,
    } = person;
    let name = person.projected().map(|form| form.name.clone()).unwrap_or_default();
    let family = Some(name.full_family()).filter(|family| !family.is_empty());
    let linked = affiliation_refs.iter().filter_map(|id| affiliations.get(id));
    let linked = linked.filter_map(|affiliation| affiliation.texts.first()).map(Text::to_plain);
    json!({
        "role": role,
        "family": family,
        "given": name.given,
        "suffix": name.suffix,
        "literal": name.literal,
        "is_group": is_group,
        "orcid": orcid,
        "emails": emails,
        "affiliations": linked.collect::<Vec<_>>(),
        "affiliation_refs": affiliation_refs,
        "corresponding": corresponding,
        "equal_contribution": equal_contribution,
        "degrees": degrees,
        "other_ids": list(other_ids, as_is),
        "forms": list(forms, form),
        "group_members": list(group_members, form),
    })
}

fn form(form: &NameForm) -> Value {
    let NameForm { name, lang, script, kind, raw, confidence } = form;
    let Name { family, given, non_dropping_particle, dropping_particle, suffix, literal } = name;
    json!({
        "kind": kind,
        "family": family,
        "given": given,
        "non_dropping_particle": non_dropping_particle,
        "dropping_particle": dropping_particle,
        "suffix": suffix,
        "literal": literal,
        "lang": lang,
        "script": script,
        "raw": raw,
        "confidence": confidence,
    })
}

fn affiliation(affiliation: &Affiliation) -> Value {
    let Affiliation { id, label_raw, texts, ror, country, postcode } = affiliation;
    let text = |text: &Text| json!({"text": text.to_plain(), "lang": text.lang});
    json!({
        "id": id,
        "label_raw": label_raw,
        "texts": list(texts, text),
        "ror": ror,
        "country": country,
        "postcode": postcode,
    })
}

fn heading(term: &Term) -> Value {
    let Term { value, lang, vocab, ui, qualifiers, major } = term;
    json!({"value": value, "lang": lang, "vocab": vocab, "ui": ui, "qualifiers": qualifiers, "major": major})
}

fn summary(one: &Abstract) -> Value {
    let Abstract { text, sections, raw: _ } = one;
    let section =
        |section: &AbstractSection| json!({"label": section.label, "text": section.text.to_plain()});
    json!({"text": text.to_plain(), "lang": text.lang, "sections": list(sections, section)})
}

fn date(date: &DateVal) -> Value {
    let DateVal { kind, start, end, season, circa, text_raw } = date;
    json!({
        "kind": kind,
        "iso": Some(date.iso()).filter(|iso| !iso.is_empty()),
        "year": start.map(|start| start.year),
        "month": start.and_then(|start| start.month),
        "day": start.and_then(|start| start.day),
        "end_year": end.map(|end| end.year),
        "end_month": end.and_then(|end| end.month),
        "end_day": end.and_then(|end| end.day),
        "season": season,
        "circa": circa,
        "text_raw": text_raw,
    })
}
