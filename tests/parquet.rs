//! Parquet, read back with the crate: a row worked out by hand, any record, the same bytes, groups of bounded size.

use crate::random_record::{Random, record};
use parquet::file::reader::{FileReader, SerializedFileReader};
use refmill::record::{
    Abstract, Affiliation, Contributor, DateParts, DateVal, FormKind, Ident, Issn, Medium, Name, NameForm,
    Record, Term, Text, Title, TitleRole, Vocabulary,
};
use refmill::write::parquet::{Parquet, schema};
use refmill::write::{Losses, WriteOptions, Writer};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The file, its rows handed over in portions of so many records, and the number of calls that gave bytes.
fn file(records: &[Record], portion: usize) -> Vec<u8> {
    let options = WriteOptions::default();
    let mut packer = Parquet.packer(&options).expect("a packed format");
    let (mut out, mut losses) = (Vec::new(), Losses::default());
    for records in records.chunks(portion) {
        let mut rows = Vec::new();
        for record in records {
            Parquet.record(record, &options, &mut rows, &mut losses);
        }
        packer.take(&rows, &mut out).expect("memory");
    }
    packer.finish(&mut out, &mut losses).expect("memory");
    assert_eq!(losses, Losses::default());
    out
}

fn open(bytes: Vec<u8>) -> SerializedFileReader<bytes::Bytes> {
    SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a Parquet file")
}

/// The rows as JSON; what is absent is null.
fn rows(bytes: Vec<u8>) -> Vec<Value> {
    let reader = open(bytes);
    reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_json_value()).collect()
}

/// The record of `extra_json`.
fn whole(row: &Value) -> Record {
    let json = row["extra_json"].as_str().expect("text");
    let mut object: Value = serde_json::from_str(json).expect("JSON");
    object.as_object_mut().expect("an object").remove("v");
    serde_json::from_value(object).expect("a record")
}

fn article() -> Record {
    let form = |family: &str, given: &str, kind, script: &str| NameForm {
        name: Name { family: Some(family.into()), given: Some(given.into()), ..Name::default() },
        script: Some(script.into()),
        kind,
        raw: format!("{family} {given}"),
        ..NameForm::default()
    };
    let author = Contributor {
        forms: vec![
            form("Ou", "Wenxin", FormKind::Romanised, "Latn"),
            form("欧", "文欣", FormKind::Native, "Hani"),
        ],
        affiliation_refs: vec!["a1".into()],
        corresponding: true,
        ..Contributor::default()
    };
    let title = |value: &str, role| Title { text: Text::read(value), role };
    Record {
        titles: vec![title("Progress; new", TitleRole::Main), title("进展", TitleRole::Vernacular)],
        contributors: vec![author],
        affiliations: vec![Affiliation {
            id: "a1".into(),
            texts: vec![Text::read("Hospital, Beijing")],
            ..Affiliation::default()
        }],
        identifiers: vec![Ident { scheme: "doi".into(), value: "10.1/a".into(), ..Ident::default() }],
        dates: vec![DateVal {
            start: Some(DateParts { year: 2022, month: Some(4), day: None }),
            text_raw: "2022 Apr".into(),
            ..DateVal::default()
        }],
        volume: Some("049".into()),
        terms: vec![
            Term { value: "Children; infants".into(), ..Term::default() },
            Term {
                value: "Purpura".into(),
                vocab: Vocabulary::Mesh,
                qualifiers: vec!["drug therapy".into()],
                major: true,
                ..Term::default()
            },
        ],
        abstracts: vec![Abstract { text: Text::read("One.\nTwo."), ..Abstract::default() }],
        ..Record::default()
    }
}

#[test]
fn a_row_by_hand() {
    let row = rows(file(&[article()], 1)).remove(0);
    let expected = [
        ("type", json!("document")),
        ("title", json!("Progress; new")),
        ("vernacular_title", json!("进展")),
        ("authors", json!(["Ou, Wenxin"])),
        ("doi", json!("10.1/a")),
        ("year", json!(2022)),
        ("month", json!(4)),
        ("day", json!(null)),
        ("date", json!("2022-04")),
        ("volume", json!("049")),
        ("issue", json!(null)),
        ("mesh", json!(["*Purpura/drug therapy"])),
        ("issns", json!([])),
        ("provenance", json!(null)),
    ];
    for (name, value) in expected {
        assert_eq!(row[name], value, "{name}");
    }
    let author = &row["contributors"][0];
    assert_eq!(author["family"], "Ou");
    assert_eq!(author["affiliations"], json!(["Hospital, Beijing"]));
    assert_eq!((&author["corresponding"], &author["is_group"]), (&json!(true), &json!(false)));
    assert_eq!(
        (&author["forms"][1]["family"], &author["forms"][1]["script"]),
        (&json!("欧"), &json!("Hani"))
    );
    assert_eq!(row["titles"][1]["role"], "vernacular");
    assert_eq!(row["terms"][0]["value"], "Children; infants");
    assert_eq!(row["terms"][1]["qualifiers"], json!(["drug therapy"]));
    assert_eq!((&row["dates"][0]["year"], &row["dates"][0]["text_raw"]), (&json!(2022), &json!("2022 Apr")));
    assert_eq!(row["abstracts"][0]["text"], "One.\nTwo.");
    assert_eq!(whole(&row), article());
}

#[test]
fn any_record_comes_back_and_fits_the_schema() {
    let mut records: Vec<Record> = (0..200).map(|seed| record(&mut Random::new(seed))).collect();
    // The others are of any medium but this.
    records[0].issns = vec![Issn { value: "1673-4408".into(), medium: Medium::Linking, ..Issn::default() }];
    let found = rows(file(&records, 7));
    assert_eq!(found.len(), records.len());
    for (row, record) in found.iter().zip(&records) {
        assert_eq!(whole(row), *record);
        for (column, count) in [
            ("titles", record.titles.len()),
            ("contributors", record.contributors.len()),
            ("identifiers", record.identifiers.len()),
            ("dates", record.dates.len()),
            ("terms", record.terms.len()),
            ("unknown", record.unknown.len()),
        ] {
            assert_eq!(row[column].as_array().expect(column).len(), count, "{column}");
        }
    }
    // Every column has a value in some record.
    let has_value = |row: &Value, name: &str| match &row[name] {
        Value::Null => false,
        Value::Array(values) => !values.is_empty(),
        _ => true,
    };
    let names = schema::COLUMNS.iter().map(|column| column.name);
    let empty: Vec<&str> = names.filter(|name| !found.iter().any(|row| has_value(row, name))).collect();
    assert!(empty.is_empty(), "{empty:?} are empty in all records");
}

#[test]
fn portions_change_no_byte_and_nothing_tells_the_time() {
    let records: Vec<Record> = (0..40).map(|seed| record(&mut Random::new(seed))).collect();
    let expected = file(&records, 40);
    assert!(expected.starts_with(b"PAR1") && expected.ends_with(b"PAR1"));
    for portion in [1, 7] {
        assert!(file(&records, portion) == expected, "portions of {portion}");
    }
    let reader = open(expected);
    let metadata = reader.metadata().file_metadata();
    assert_eq!(metadata.created_by(), Some("refmill"));
    assert!(metadata.key_value_metadata().is_none());
    assert_eq!(reader.get_row_iter(None).expect("rows").count(), 40);
}

#[test]
fn a_file_without_records_has_its_columns() {
    let reader = open(file(&[], 1));
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    assert_eq!(
        reader.metadata().file_metadata().schema_descr().root_schema().get_fields().len(),
        schema::COLUMNS.len()
    );
}

#[test]
fn the_document_has_the_schema() {
    let mut document = String::from(
        "# The columns of our Parquet files\n\n`refmill convert … -o refs.parquet` writes them (feature `parquet`). \
         Every value may be absent; a list without entries is empty. Types are as DuckDB names them.\n\n```sql\n\
         select year, count(*) from 'refs.parquet' group by year;\n\
         select title, c.family from 'refs.parquet', unnest(contributors) as t(c) where c.corresponding;\n```\n\n\
         Made from `src/write/parquet/schema.rs` by `UPDATE=1 cargo test --features parquet --test all parquet::`.\n\n",
    );
    write!(document, "{}", schema::markdown()).expect("memory");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/parquet.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &document).expect("docs can be written");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == document,
        "docs/parquet.md is out of date: UPDATE=1 cargo test --features parquet --test all parquet::"
    );
}
