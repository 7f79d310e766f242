//! Tables read: our own, whose rows come back as they were, and those of other programs.

use crate::random_record::{Random, record};
use proptest::prelude::*;
use refmill::formats;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{Record, Role, TitleRole};
use refmill::write::csv::{CSV, TSV};
use refmill::write::{CsvFormulas, Losses, WriteOptions, Writer};

fn output(records: &[Record], writer: &dyn Writer, options: &WriteOptions) -> String {
    let mut out = Vec::new();
    writer.begin(options, &mut out);
    for record in records {
        writer.record(record, options, &mut out, &mut Losses::default());
    }
    writer.end(options, &mut out);
    String::from_utf8(out).expect("UTF-8")
}

fn reader(format: &str) -> &'static dyn Reader {
    formats::by_name(format).and_then(|format| format.reader).expect("a reader")
}

fn read(format: &str, text: &str) -> Batch {
    let text = text.trim_start_matches('\u{feff}');
    let mut batch = Batch::default();
    reader(format).read(Chunk::whole(text, "x"), &mut batch);
    batch
}

fn codes(batch: &Batch) -> Vec<&'static str> {
    batch.notes.iter().map(|note| note.code.name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn our_own_tables_come_back_as_they_were(seed in any::<u64>(), lf in any::<bool>(), verbatim in any::<bool>()) {
        let mut random = Random::new(seed);
        let mut records: Vec<Record> = (0..3).map(|_| record(&mut random)).collect();
        let csv_formulas = if verbatim { CsvFormulas::Verbatim } else { CsvFormulas::Guard };
        let options = WriteOptions { lf, csv_formulas, ..WriteOptions::default() };
        for (format, writer) in [("csv", &CSV), ("tsv", &TSV)] {
            let text = output(&records, writer, &options);
            let mut batch = read(format, &text);
            prop_assert!(batch.set_aside.is_empty(), "{:?}", batch.set_aside);
            for (wanted, found) in records.iter_mut().zip(&mut batch.records) {
                // Where a record was read it tells of itself, unless it does already.
                if wanted.provenance == refmill::record::Provenance::default() {
                    found.provenance = refmill::record::Provenance::default();
                }
            }
            prop_assert_eq!(&batch.records, &records);
        }
    }
}

fn title(record: &Record) -> String {
    record.title(TitleRole::Main).map(refmill::record::Text::to_plain).unwrap_or_default()
}

fn titles(batch: &Batch) -> Vec<String> {
    batch.records.iter().map(title).collect()
}

/// Notes with their lines.
fn noted(batch: &Batch) -> Vec<(&'static str, u32)> {
    batch.notes.iter().map(|note| (note.code.name, note.place.line.unwrap_or_default())).collect()
}

#[test]
fn a_broken_row_costs_no_other() {
    // A mark that is never closed: the row has all its cells on its line.
    let open = "Title,Authors,Year\nOne,\"Ou W,2020\nTwo,\"Zhang R\",2021\n";
    let batch = read("csv", open);
    assert_eq!(titles(&batch), ["One", "Two"]);
    assert_eq!(noted(&batch), [("table-quote-open", 2)]);
    // Cut in a quoted cell: the row is short.
    let batch = read("csv", "Title,Authors,Year\nOne,Ou W,2020\nTwo,\"Zhang");
    assert_eq!(titles(&batch), ["One", "Two"]);
    assert_eq!(noted(&batch), [("table-quote-open", 3), ("table-row-short", 3), ("name-mononym", 3)]);
    // A comma that nobody quoted: which value is which nobody knows.
    let long = "Title,Authors,Year\nTea, and sleep,Ou W,2020\nTwo,Zhang R,2021,,\n";
    let batch = read("csv", long);
    assert_eq!(titles(&batch), ["Two"]);
    assert_eq!(noted(&batch), [("table-row-long", 2)]);
    assert_eq!(batch.set_aside[0].text, "Tea, and sleep,Ou W,2020");
    // Line ends in cells are counted.
    let batch = read("csv", "Title,Abstract,Year\nOne,\"a\nb\",2020\n\n,,\nTwo,x\n");
    assert_eq!(batch.records[0].abstracts[0].text.to_plain(), "a\nb");
    assert_eq!(batch.records[0].provenance.lines, Some((2, 3)));
    assert_eq!(noted(&batch), [("table-row-short", 6)]);
}

#[test]
fn headers_are_read_as_they_come() {
    let batch = read("csv", "sep=;\nTitle;Doi;Mood;Mood;;\nOne;10.1000/x;glad;sad;;\n");
    assert_eq!(titles(&batch), ["One"]);
    assert_eq!(noted(&batch), [("table-column-unknown", 2), ("table-column-twice", 2)]);
    let unknown: Vec<(&str, &str)> =
        batch.records[0].unknown.iter().map(|it| (it.tag.as_str(), it.value.as_str())).collect();
    assert_eq!(unknown, [("Mood", "glad"), ("Mood", "sad")]);
    let batch = read("csv", "My list of tea\n\nTitle,DOI\nOne,10.1000/x\nTitle,DOI\nTwo,10.1000/y\n");
    assert_eq!(titles(&batch), ["One", "Two"]);
    assert_eq!(noted(&batch), [("table-above-header", 1), ("table-header-again", 5)]);
    assert!(read("csv", "Title,DOI\n").records.is_empty());
    assert!(codes(&read("csv", "Title,DOI\n")).is_empty());
    assert!(codes(&read("csv", "")).is_empty());
    let batch = read("csv", "name,price\nTea,4\n");
    assert_eq!(noted(&batch), [("table-header-unknown", 1), ("table-header-unknown", 2)]);
    let texts: Vec<&str> = batch.set_aside.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["name,price", "Tea,4"]);
    let message = &batch.notes[0].message;
    assert!(message.contains("`name`, `price`") && message.contains("--text-field"), "{message}");
}

#[test]
fn an_edited_cell_and_a_cut_record_are_told() {
    let record: Record = serde_json::from_str(
        r#"{"type":"article-journal","titles":[{"value":"Tea","role":"main"}],"volume":"4"}"#,
    )
    .expect("a record");
    let text = output(std::slice::from_ref(&record), &CSV, &WriteOptions::default());
    let batch = read("csv", &text);
    assert!(batch.notes.is_empty(), "{:?}", batch.notes);
    let edited = text.replace(",Tea,", ",Coffee,");
    let batch = read("csv", &edited);
    assert_eq!(titles(&batch), ["Tea"]);
    assert_eq!(noted(&batch), [("table-cell-differs", 2)]);
    assert!(batch.notes[0].message.contains("`Coffee`"), "{}", batch.notes[0].message);
    let cut = text.replace("\"\"volume\"\":\"\"4\"\"}\"", "\"");
    assert_ne!(cut, text);
    let batch = read("csv", &cut);
    assert_eq!(titles(&batch), ["Tea"]);
    assert_eq!(batch.records[0].volume.as_deref(), Some("4"));
    assert_eq!(noted(&batch), [("table-json-broken", 2)]);
}

#[test]
fn a_guarded_cell_loses_its_apostrophe_and_a_quoted_one_does_not() {
    let batch =
        read("csv", "title,doi,volume\n'=HYPERLINK(1),10.1000/x,'-5\n'+' and '-' strands,10.1000/y,\n");
    assert_eq!(titles(&batch), ["=HYPERLINK(1)", "'+' and '-' strands"]);
    assert_eq!(batch.records[0].volume.as_deref(), Some("-5"));
}

#[test]
fn a_table_is_told_from_other_files() {
    let taker = |head: &str| formats::detect(head, None).map(|format| format.name);
    assert_eq!(taker("Title,Authors,Journal,Year,DOI\nTea,,,,\n"), Some("csv"));
    assert_eq!(taker("Title;Authors;Journal;Year;DOI\nTea;;;;\n"), Some("csv"));
    assert_eq!(taker("Title\tAuthors\tJournal\tYear\n"), Some("tsv"));
    assert_eq!(taker("PT\tAU\tTI\tSO\tAB\nJ\tOu, WX\n"), Some("tsv"));
    assert_eq!(taker("题名,作者,刊名,年\n"), Some("csv"));
    assert_eq!(taker("url,html,fetched_at\n"), Some("crawl-table"));
    assert_eq!(taker("url,title,author,html\n"), Some("crawl-table"));
    assert_eq!(taker("id,name,price\n"), None);
    assert_eq!(taker("Tea and sleep, by Ou, in a journal\nTitle, Authors, Year\n"), None);
}

#[test]
fn a_table_may_be_cut_anywhere_between_rows() {
    let text = "Title,Abstract,DOI\r\nOne,\"a\r\n\"\"b\"\", c\",10.1000/x\r\nTwo,\"open,10.1000/y\r\nThree,\"d\",10.1000/z\r\nFour,e,10.1000/q";
    let whole = titles(&read("csv", text));
    assert_eq!(whole, ["One", "Two", "Three", "Four"]);
    let mut cuts = std::collections::BTreeSet::new();
    for (end, _) in text.char_indices() {
        let cut = reader("csv").cut(&text[..end], text);
        cuts.insert(cut);
        let mut parts = Batch::default();
        let first_line = u32::try_from(text[..cut].matches('\n').count()).expect("few lines") + 1;
        reader("csv").read(
            Chunk { text: &text[..cut], head: text, gathered: None, file: "x", first_line: 1 },
            &mut parts,
        );
        reader("csv").read(
            Chunk { text: &text[cut..], head: text, gathered: None, file: "x", first_line },
            &mut parts,
        );
        assert_eq!(titles(&parts), whole, "cut at {cut}");
    }
    assert!(cuts.len() >= 4, "{cuts:?}");
}

#[test]
fn without_the_json_the_columns_give_the_record() {
    let columns = refmill::write::csv::columns();
    let columns: Vec<String> =
        columns.into_iter().filter(|name| *name != "extra_json").map(str::to_owned).collect();
    let json = include_str!("../fixtures/tables/own.record.json");
    let record: Record = serde_json::from_str(json).expect("a record");
    for (format, writer) in [("csv", &CSV), ("tsv", &TSV)] {
        let options = WriteOptions { columns: columns.clone(), ..WriteOptions::default() };
        let text = output(std::slice::from_ref(&record), writer, &options);
        let batch = read(format, &text);
        assert!(batch.notes.is_empty(), "{:?}", batch.notes);
        let mut found = batch.records[0].clone();
        found.provenance = refmill::record::Provenance::default();
        let people = |record: &Record| record.with_role(Role::Author).count();
        assert_eq!(people(&found), people(&record));
        let (found, wanted) = (serde_json::to_value(&found), serde_json::to_value(&record));
        let (found, wanted) = (found.expect("JSON"), wanted.expect("JSON"));
        let wrong: Vec<String> = wanted
            .as_object()
            .expect("an object")
            .iter()
            .filter(|(field, value)| found.get(field) != Some(value))
            .map(|(field, value)| format!("{field} is {:?} and not {value}", found.get(field)))
            .collect();
        assert!(wrong.is_empty(), "{format}\n{}", wrong.join("\n"));
        assert_eq!(found.as_object().map(serde_json::Map::len), wanted.as_object().map(serde_json::Map::len));
    }
}

/// Tables of other programs: a folder each in `fixtures/tables`, with what its rows must give beside it. `UPDATE=1` writes
/// that, and then it is read line by line against the table.
#[test]
fn tables_of_other_programs_say_what_stands_beside_them() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/tables");
    let mut folders: Vec<_> =
        std::fs::read_dir(folder).expect("fixtures").flatten().map(|it| it.path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() >= 16, "only {} tables", folders.len());
    let mut wrong = Vec::new();
    for folder in folders {
        let input = ["export.csv", "export.txt", "savedrecs.txt"].map(|name| folder.join(name));
        let input = input.into_iter().find(|path| path.exists()).expect("a table");
        let text = std::fs::read_to_string(input).expect("UTF-8");
        let format = formats::detect(&text, None).map_or("csv", |format| format.name);
        let batch = read(format, &text);
        let records: Vec<serde_json::Value> = batch.records.iter().map(said).collect();
        let found = serde_json::json!({ "format": format, "records": records, "notes": noted(&batch) });
        let found = serde_json::to_string_pretty(&found).expect("JSON") + "\n";
        let expected = folder.join("records-expected.json");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&expected, &found).expect("fixtures can be written");
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        if wanted != found {
            let line = wanted.lines().zip(found.lines()).find(|(wanted, found)| wanted != found);
            wrong.push(format!("{}: {line:?}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a record says, in the words of examples, and what those have no word for.
fn said(record: &Record) -> serde_json::Value {
    let mut said = serde_json::Map::new();
    for (key, value) in refmill::page::example::facts(record) {
        let value = serde_json::to_value(value).expect("a fact is JSON");
        let is_blank = match &value {
            serde_json::Value::String(text) => text.is_empty(),
            serde_json::Value::Array(items) => items
                .iter()
                .all(|it| it.as_str().is_some_and(str::is_empty) || it.as_array().is_some_and(Vec::is_empty)),
            _ => false,
        };
        if !is_blank {
            said.insert(key, value);
        }
    }
    let mut list = |key: &str, items: Vec<String>| {
        if !items.is_empty() {
            said.insert(key.to_owned(), serde_json::json!(items));
        }
    };
    list("numbers", record.identifiers.iter().map(|it| format!("{}: {}", it.scheme, it.value)).collect());
    list("addresses", record.urls.iter().map(|it| format!("{:?}: {}", it.kind, it.href)).collect());
    list("notes", record.notes.iter().map(|it| it.text.clone()).collect());
    list("funding", record.funding.iter().map(|it| it.text_raw.clone()).collect());
    let others = record.contributors.iter().filter(|person| person.role != Role::Author);
    list("other-people", others.map(|it| format!("{:?}: {}", it.role, it.forms[0].raw)).collect());
    let people = record.contributors.iter().flat_map(|it| &it.other_ids);
    list("numbers-of-people", people.map(|it| it.value.clone()).collect());
    let terms = record.terms_of(refmill::record::Vocabulary::Other);
    list("other-terms", terms.map(|it| format!("{}{}", if it.major { "*" } else { "" }, it.value)).collect());
    list("unknown", record.unknown.iter().map(|it| format!("{}: {}", it.tag, it.value)).collect());
    let single = [
        ("key", record.citation_key.as_ref().map(|it| it.value.clone())),
        ("id", record.id.clone()),
        ("source", record.source_raw.clone()),
        ("place", record.publisher_place.clone()),
        ("licence", record.license.clone()),
        ("status", record.status.clone()),
        ("annotation", record.annotation.clone()),
        ("accessed", record.date(refmill::record::DateKind::Accessed).map(refmill::record::DateVal::iso)),
        ("short-title", record.title(TitleRole::Short).map(refmill::record::Text::to_plain)),
    ];
    for (key, value) in single {
        if let Some(value) = value {
            said.insert(key.to_owned(), serde_json::json!(value));
        }
    }
    serde_json::Value::Object(said)
}

#[test]
fn what_we_write_like_another_program_is_read_again() {
    let record: Record =
        serde_json::from_str(include_str!("../fixtures/tables/own.record.json")).expect("a record");
    for preset in refmill::write::csv::presets() {
        let options = WriteOptions { like: Some(preset.name.to_owned()), ..WriteOptions::default() };
        let text = output(std::slice::from_ref(&record), &CSV, &options);
        let found = &read("csv", &text).records[0];
        assert_eq!(title(found), title(&record), "{}", preset.name);
        let family = |record: &Record| -> Vec<String> {
            let people = record.with_role(Role::Author).filter_map(|person| person.projected());
            people
                .map(|form| form.name.full_family() + form.name.literal.as_deref().unwrap_or_default())
                .collect()
        };
        assert_eq!(family(found), family(&record), "{}", preset.name);
        assert_eq!(found.identifier("doi"), record.identifier("doi"), "{}", preset.name);
        let year = |record: &Record| record.dates.first().and_then(|date| date.start).map(|start| start.year);
        assert_eq!(year(found), Some(2022), "{}", preset.name);
        let journal = found.container_titles.first().map(|name| name.text.to_plain());
        assert_eq!(journal.as_deref(), Some("International Journal of Tea"), "{}", preset.name);
        let has_place = preset.name != "asreview";
        assert_eq!(found.volume.as_deref(), has_place.then_some("49"), "{}", preset.name);
        assert_eq!(found.issue.as_deref(), has_place.then_some("4 Suppl 1"), "{}", preset.name);
        assert_eq!(found.page_ranges.first().map(|range| range.first.as_str()), has_place.then_some("217"));
        assert_eq!(found.abstracts[0].text.to_plain(), "We drank tea; nobody slept.", "{}", preset.name);
    }
}
