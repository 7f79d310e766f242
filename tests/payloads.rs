//! What is read cannot change the structure of what is written: every payload of `payloads/table.json` in every field of a
//! record, in every format that is written and read. Other programs read the same in `tests/clients/payloads.py`.

use refmill::formats::facet::{FACETS, base};
use refmill::formats::matrix::{BothWays, both_ways};
use refmill::record::{Provenance, Record};
use refmill::write::WriteOptions;
use serde_json::Value;
use std::collections::BTreeSet;

/// What stands in the place of a payload in the record that a hostile one is held against.
const HARMLESS: &str = "plainword";

struct Payload {
    name: String,
    text: String,
}

fn payloads() -> Vec<Payload> {
    let table: Value = serde_json::from_str(include_str!("payloads/table.json")).expect("JSON");
    let word = |row: &Value, member: &str| row[member].as_str().expect("a text").to_owned();
    let rows = table.as_array().expect("a list").iter();
    rows.map(|row| Payload { name: word(row, "name"), text: word(row, "text") }).collect()
}

/// A place for a text in a record: its path in JSON, and the path without numbers.
struct Field {
    name: String,
    pointer: String,
    record: Value,
}

/// Every place for a text, once: those of the record beneath all probes, then what each probe adds.
fn fields(format: &str) -> Vec<Field> {
    let mut known = BTreeSet::new();
    let mut fields = Vec::new();
    let probes = FACETS.iter().map(|facet| facet.probe(format));
    for record in std::iter::once(base(format)).chain(probes) {
        let record = serde_json::to_value(record).expect("a record is JSON");
        let mut places = Vec::new();
        texts(&record, String::new(), &mut places);
        for pointer in places {
            let name: Vec<&str> = pointer
                .split('/')
                .filter(|part| part.parse::<usize>().is_err() && !part.is_empty())
                .collect();
            let name = name.join(".");
            if known.insert(name.clone()) {
                fields.push(Field { name, pointer, record: record.clone() });
            }
        }
    }
    fields
}

fn texts(value: &Value, pointer: String, places: &mut Vec<String>) {
    match value {
        Value::String(_) => places.push(pointer),
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                texts(item, format!("{pointer}/{number}"), places);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                texts(member, format!("{pointer}/{name}"), places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Field {
    /// The record with another text in this place; `None` where the place takes words of a closed list alone.
    fn with(&self, text: &str) -> Option<Record> {
        let mut record = self.record.clone();
        *record.pointer_mut(&self.pointer)? = Value::String(text.to_owned());
        serde_json::from_value(record).ok()
    }
}

/// What a record says, as JSON, without where it stands and what the reader thought of it.
fn said(record: &Record) -> Value {
    let mut record = Record { provenance: Provenance::default(), ..record.clone() };
    record.warnings.clear();
    serde_json::to_value(record).expect("a record is JSON")
}

/// Records between two plain ones, written and read again; or what is wrong.
fn between(both: BothWays, records: &[Record]) -> Result<Vec<Value>, String> {
    let options = WriteOptions::default();
    let other = base(both.format().name);
    let all: Vec<Record> = std::iter::once(&other).chain(records).chain([&other]).cloned().collect();
    let (text, _) = both.written(&all, &options).expect("text");
    // Tabs part the cells of a table, and quoted cells may hold line ends. Newer controls (U+0080 to U+009F) are kept where a format
    // keeps everything, and are made visible where the output goes to a terminal (hostile_terminal.rs).
    if let Some(sign) = text.chars().find(|it| it.is_ascii_control() && !matches!(it, '\n' | '\r' | '\t')) {
        return Err(format!("a terminal would obey {sign:?}\n{}", text.escape_debug()));
    }
    let batch = both.read(&text);
    if batch.records.len() != all.len() || !batch.set_aside.is_empty() {
        let (records, aside) = (batch.records.len(), batch.set_aside.len());
        return Err(format!("{records} records and {aside} set aside of {}\n{text}", all.len()));
    }
    let (alone, _) = both.written(std::slice::from_ref(&other), &options).expect("text");
    let expected = said(&both.read(&alone).records[0]);
    for neighbour in [0, all.len() - 1] {
        if said(&batch.records[neighbour]) != expected {
            return Err(format!("neighbour {neighbour} is changed\n{text}"));
        }
    }
    Ok(batch.records[1..=records.len()].iter().map(said).collect())
}

/// Letters and digits alone: white space and signs are what readers and writers may change in a value.
fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What follows from the text of a value itself: its language, its script, where it could not be understood, whether a title
/// ends in a dot, whether authors end in `and others`, whose affiliation a text without its label is.
const FOLLOWS: &[&str] = &[
    "id",
    "lang",
    "script",
    "confidence",
    "title_marks",
    "author_list_truncated",
    "affiliation_refs",
    "affiliation_markers_raw",
];

/// The record without every value that is one of two texts, and what belongs to it. A value that is not what its field holds
/// (an ISSN of words) stands elsewhere in the record then, which is no change of its structure.
fn without(value: &Value, texts: &[String; 2]) -> Option<Value> {
    let is_of = |value: &Value| {
        let value = letters(value.as_str()?);
        Some(texts.iter().any(|text| value.contains(text.as_str()) || text.contains(&value)))
    };
    match value {
        Value::Array(items) => {
            let items: Vec<Value> = items.iter().filter_map(|item| without(item, texts)).collect();
            (!items.is_empty()).then_some(Value::Array(items))
        }
        Value::Object(members) => {
            if members.values().any(|member| is_of(member) == Some(true)) && members.len() < 8 {
                return None;
            }
            let kept = members.iter().filter(|(name, _)| !FOLLOWS.contains(&name.as_str()));
            let kept: serde_json::Map<String, Value> =
                kept.filter_map(|(name, it)| Some((name.clone(), without(it, texts)?))).collect();
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        text => (is_of(text) != Some(true)).then(|| text.clone()),
    }
}

/// Where a semicolon in a value does part it for us: all affiliations are one value of BibTeX and RIS, and a label may be
/// anything; names, which have none, are read as several where a database wrote them all on one line of RIS.
fn is_parted(format: &str, field: &str, text: &str) -> bool {
    let is_name = format == "ris" && field.starts_with("contributors.");
    text.contains(';') && (field == "affiliations.label_raw" || is_name)
}

/// Lists that nothing in a text of one of their items may lengthen or shorten. In others a text may be several: addresses of
/// pages, keywords and languages that stand in one value of a format are parted by signs which a text can hold.
const WHOLE: &[&str] = &["contributors", "affiliations", "titles", "container_titles", "dates", "abstracts"];

fn lengthened(member: &str, one: &Value, other: &Value) -> Option<String> {
    let length = |record: &Value| record[member].as_array().map_or(0, Vec::len);
    let differs = WHOLE.contains(&member) && length(one) != length(other);
    differs.then(|| format!("    {} of {member}, not {}: {}", length(other), length(one), other[member]))
}

/// The members of a record in which two differ, but for one.
fn differing(one: &Value, other: &Value, but_for: &str) -> Vec<String> {
    let names = [one, other].into_iter().filter_map(Value::as_object).flat_map(|it| it.keys());
    let names: BTreeSet<&String> =
        names.filter(|name| *name != but_for && one.get(name.as_str()) != other.get(name.as_str())).collect();
    names.iter().map(|it| format!("    {it}: {} / {}", one[it.as_str()], other[it.as_str()])).collect()
}

fn structure_of(format: &str) {
    let both = both_ways().into_iter().find(|both| both.format().name == format).expect("a format");
    let mut wrong = Vec::new();
    let payloads = payloads();
    let mut tried = 0;
    for (number, field) in fields(format).into_iter().enumerate() {
        // Each payload is the whole of a field or within another text, by turns.
        let within = |(at, it): (usize, &Payload)| {
            let is_whole = (at + number).is_multiple_of(2);
            (it.name.clone(), if is_whole { it.text.clone() } else { format!("tea {} tea", it.text) })
        };
        // All of them: REFMILL_PAYLOADS=all, a minute. Otherwise each field meets a third, and each payload a third of the fields.
        let share = if std::env::var_os("REFMILL_PAYLOADS").is_some() { 1 } else { 3 };
        let meets = |(at, _): &(usize, &Payload)| (at + number / 2).is_multiple_of(share);
        let texts: Vec<(String, String)> = payloads.iter().enumerate().filter(meets).map(within).collect();
        let Some(harmless) = field.with(HARMLESS) else { continue };
        let harmless = between(both, &[harmless]).expect("a plain word spoils nothing").remove(0);
        let cases: Vec<(&(String, String), Record)> =
            texts.iter().filter_map(|row| Some((row, field.with(&row.1)?))).collect();
        let records: Vec<Record> = cases.iter().map(|(_, record)| record.clone()).collect();
        tried += records.len();
        let found = match between(both, &records) {
            Ok(found) => found,
            Err(together) => {
                let before = wrong.len();
                for ((name, text), record) in &cases {
                    if let Err(how) = between(both, std::slice::from_ref(record)) {
                        wrong.push(format!("{format}: {name} in {}: {text:?}\n{how}", field.name));
                    }
                }
                if wrong.len() == before {
                    wrong.push(format!("{format}: all together in {}\n{together}", field.name));
                }
                continue;
            }
        };
        for (((name, text), _), found) in cases.iter().zip(&found) {
            let texts = [letters(text), HARMLESS.to_owned()];
            let bare = |value: &Value| without(value, &texts).unwrap_or_default();
            let at = field.name.split('.').next().unwrap_or_default();
            let mut changed = differing(&bare(&harmless), &bare(found), at);
            // Of a text of blanks nothing is written, so that its item of a list is missing.
            if !text.trim().is_empty() && !is_parted(format, &field.name, text) {
                changed.extend(lengthened(at, &harmless, found));
            }
            if !changed.is_empty() {
                wrong.push(format!("{format}: {name} in {}: {text:?}\n{}", field.name, changed.join("\n")));
            }
        }
    }
    // A record has some ninety places for texts; a third of sixty would mean that they were not found.
    assert!(tried > 20 * payloads.len(), "{tried} cases");
    assert!(wrong.is_empty(), "{} of {tried}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn csl_json() {
    structure_of("csl-json");
}

#[test]
fn csl_jsonl() {
    structure_of("csl-jsonl");
}

#[test]
fn csl_yaml() {
    structure_of("csl-yaml");
}

#[test]
fn ndjson() {
    structure_of("ndjson");
}

#[test]
fn json_ld() {
    structure_of("json-ld");
}

#[test]
fn ris() {
    structure_of("ris");
}

#[test]
fn nbib() {
    structure_of("nbib");
}

#[test]
fn bibtex() {
    structure_of("bibtex");
}

#[test]
fn biblatex() {
    structure_of("biblatex");
}

#[test]
fn csv() {
    structure_of("csv");
}

#[test]
fn tsv() {
    structure_of("tsv");
}

#[test]
fn jats() {
    structure_of("jats");
}

#[test]
fn endnote_xml() {
    structure_of("endnote-xml");
}

#[test]
fn mods() {
    structure_of("mods");
}

#[test]
fn every_format_that_is_written_and_read_is_here() {
    let source = include_str!("payloads.rs");
    for both in both_ways() {
        let name = both.format().name;
        assert!(source.contains(&format!("    structure_of(\"{name}\");")), "{name} has no test here");
    }
}
