//! The same article in every format gives the same record: `fixtures/agree/<article>/<format>.<extension>`, each laid out
//! by hand, against `expected.toml`, the facts of the article.

use crate::all_fixtures;
use refmill::formats;
use refmill::page::example::differences;
use refmill::record::{Contributor, Record};
use std::fs;
use std::path::PathBuf;
use toml::Value;

/// What a format cannot say, or says otherwise, and why. `*` is every article.
const CANNOT: &[(&str, &str, &str, &str)] = &[
    ("pubmed", "12-several-issns", "issn", "one ISSN a record, and the linking one"),
    ("ris", "02-bilingual", "other-abstracts", "one abstract"),
    ("ris", "09-native-names", "native-names", "no tag for a second form of a name"),
    ("ris", "14-retracted", "status", "no tag for a retraction"),
    ("ris", "16-affiliations", "author-orcids", "no tag that all programs write for it"),
    ("bibtex", "02-bilingual", "other-abstracts", "one abstract"),
    ("bibtex", "16-affiliations", "author-orcids", "no field that programs write for it"),
    ("bibtex", "17-headings", "mesh", "no field for a vocabulary"),
    ("bibtex", "18-epub-ahead", "epub", "one date"),
    ("csl-json", "02-bilingual", "other-abstracts", "one abstract"),
    ("csl-json", "08-particle-names", "authors", "a suffix stands as the file has it"),
    ("csl-json", "09-native-names", "native-names", "one form of a name"),
    ("csl-json", "12-several-issns", "issn", "one ISSN"),
    ("csl-json", "16-affiliations", "author-orcids", "a name has nothing beside it"),
    ("csl-json", "16-affiliations", "affiliations", "no variable for it"),
    ("csl-json", "17-headings", "mesh", "keywords without a vocabulary"),
    ("endnote-xml", "02-bilingual", "other-abstracts", "one abstract"),
    ("endnote-xml", "14-retracted", "status", "no field for a retraction"),
    ("endnote-xml", "16-affiliations", "author-orcids", "no field for it"),
    ("endnote-xml", "17-headings", "mesh", "keywords without a vocabulary"),
    ("endnote-xml", "18-epub-ahead", "epub", "EndNote has no field for it but that of an edition"),
    ("mods", "14-retracted", "status", "no element for a retraction"),
    ("jats", "14-retracted", "status", "the notice of the retraction says it, in a document of its own"),
];

fn folders() -> Vec<PathBuf> {
    let start = all_fixtures::root().join("fixtures/agree");
    let entries = fs::read_dir(start).expect("the fixtures").flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &std::path::Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
}

fn cannot(format: &str, article: &str, fact: &str) -> bool {
    CANNOT.iter().any(|(of, at, what, _)| *of == format && (*at == "*" || *at == article) && *what == fact)
}

/// The forms of the authors in their own script.
fn natives(record: &Record) -> Vec<String> {
    let native = record.contributors.iter().filter_map(Contributor::native_beside_romanised);
    native
        .map(|form| {
            form.name
                .literal
                .clone()
                .unwrap_or_else(|| form.name.full_family() + form.name.given.as_deref().unwrap_or_default())
        })
        .collect()
}

/// What a format says otherwise.
fn of_format(expected: &toml::Table, format: &str) -> toml::Table {
    expected.get(format).and_then(Value::as_table).cloned().unwrap_or_default()
}

/// An abstract whose sections stand in it as text: formats without sections run them together.
fn with_running_abstracts(record: &Record) -> Record {
    let mut record = record.clone();
    for one in &mut record.abstracts {
        if one.text.value.to_plain().is_empty() {
            let sections = one.sections.iter().map(|it| format!("{}: {}", it.label, it.text.to_plain()));
            one.text.value = sections.collect::<Vec<_>>().join(" ").into();
        }
        let words = one.text.to_plain();
        one.text.value = words.split_whitespace().collect::<Vec<_>>().join(" ").into();
    }
    record
}

/// The files of an article, with the names of their formats.
fn files(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("an article").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let format = |path: &PathBuf| path.file_stem().and_then(|it| it.to_str()).unwrap_or_default().to_owned();
    let of_formats = files.into_iter().filter(|path| name(path) != "expected.toml");
    of_formats.map(|path| (format(&path), fs::read_to_string(&path).expect("UTF-8"))).collect()
}

#[test]
fn the_same_article_gives_the_same_record() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let article = name(&folder);
        let expected = fs::read_to_string(folder.join("expected.toml")).expect("the facts");
        let mut expected: toml::Table = toml::from_str(&expected).expect("a table");
        let native_names = expected.remove("native-names");
        for (format, text) in files(&folder) {
            let Some(known) = formats::by_name(&format) else { continue };
            let detected = formats::detect(&text, None).map(|format| format.name);
            assert_eq!(detected, Some(known.name), "{article}: {format} is not recognised");
            let batch = all_fixtures::read(known, &text, "x");
            let [record] = batch.records.as_slice() else {
                wrong.push(format!("{article}: {format}: {} records", batch.records.len()));
                continue;
            };
            let mut wanted = expected.clone();
            wanted.retain(|fact, value| !value.is_table() && !cannot(&format, &article, fact));
            let otherwise = of_format(&expected, &format);
            let absent = otherwise.get("absent").and_then(Value::as_array).cloned().unwrap_or_default();
            wanted.retain(|fact, _| !absent.contains(&Value::String(fact.to_string())));
            wanted.extend(otherwise);
            let record = &with_running_abstracts(record);
            let said = differences(&wanted, record, &[]);
            wrong.extend(said.into_iter().map(|difference| format!("{article}: {format}: {difference}")));
            if let Some(wanted) = native_names.as_ref().filter(|_| !cannot(&format, &article, "native-names"))
            {
                let found = Value::Array(natives(record).into_iter().map(Value::String).collect());
                if found != *wanted {
                    wrong
                        .push(format!("{article}: {format}: native-names: expected {wanted}, found {found}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An excuse that is not needed hides a fault.
#[test]
fn what_a_format_is_said_not_to_say_it_does_not_say() {
    for (format, article, fact, reason) in CANNOT {
        assert!(!reason.is_empty());
        let folders = folders().into_iter().filter(|folder| *article == "*" || name(folder) == *article);
        let is_needed = folders.into_iter().any(|folder| {
            let expected = fs::read_to_string(folder.join("expected.toml")).expect("the facts");
            let expected: toml::Table = toml::from_str(&expected).expect("a table");
            let Some(wanted) = expected.get(*fact) else { return false };
            let text = files(&folder).into_iter().find(|(name, _)| name == format).map(|(_, text)| text);
            let (Some(text), Some(known)) = (text, formats::by_name(format)) else {
                return formats::by_name(format).is_none();
            };
            let batch = all_fixtures::read(known, &text, "x");
            batch.records.first().map(with_running_abstracts).is_some_and(|record| {
                let record = &record;
                if *fact == "native-names" {
                    return natives(record).is_empty();
                }
                let table = toml::Table::from_iter([((*fact).to_owned(), wanted.clone())]);
                !differences(&table, record, &[]).is_empty()
            })
        });
        assert!(is_needed, "{format} says {fact} of {article} all the same");
    }
}

#[test]
fn there_are_twenty_articles_each_in_several_formats() {
    let folders = folders();
    assert_eq!(folders.len(), 20);
    for folder in folders {
        assert!(files(&folder).len() >= 5, "{}", folder.display());
    }
}

/// Files of several records with their facts beside them, `[[record]]` by `[[record]]`.
#[test]
fn what_stands_beside_a_file_is_what_it_gives() {
    for name in ["nbib/pubmed.nbib"] {
        let path = all_fixtures::root().join("fixtures").join(name);
        let text = fs::read_to_string(&path).expect("a fixture");
        let facts = fs::read_to_string(path.with_extension("toml")).expect("its facts");
        let facts: toml::Table = toml::from_str(&facts).expect("a table");
        let wanted = facts["record"].as_array().expect("records");
        let format = formats::detect(&text, None).expect("a format");
        let records = all_fixtures::read(format, &text, "x").records;
        assert_eq!(records.len(), wanted.len(), "{name}");
        for (record, wanted) in records.iter().zip(wanted) {
            let said = differences(wanted.as_table().expect("a table"), record, &[]);
            assert!(said.is_empty(), "{name}: {}", said.join("\n"));
        }
    }
}
