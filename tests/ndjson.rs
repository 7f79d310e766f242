//! The NDJSON of the record: what was written comes back, what was changed by others is told, the schema and the record
//! agree.

use crate::random_record::{Random, record};
use proptest::prelude::*;
use refmill::formats;
use refmill::read::ndjson::{Ndjson, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::Record;
use refmill::write::ndjson::Ndjson as Writing;
use refmill::write::{Losses, WriteOptions, Writer};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

fn read_from(text: &str, head: &str, first_line: u32) -> Batch {
    let mut batch = Batch::default();
    Ndjson.read(Chunk { text, head, gathered: None, file: "x.ndjson", first_line }, &mut batch);
    batch
}

fn read(text: &str) -> Batch {
    read_from(text, text, 1)
}

fn written(records: &[Record]) -> String {
    let (mut out, mut losses) = (Vec::new(), Losses::default());
    let options = WriteOptions::default();
    Writing.begin(&options, &mut out);
    for (index, record) in records.iter().enumerate() {
        if index > 0 {
            Writing.between(&options, &mut out);
        }
        Writing.record(record, &options, &mut out, &mut losses);
    }
    Writing.end(&options, &mut out);
    assert_eq!(losses, Losses::default());
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record.schema.json");
    serde_json::from_str(&fs::read_to_string(path).expect("the schema")).expect("JSON")
}

fn codes(batch: &Batch) -> Vec<&str> {
    batch.notes.iter().map(|note| note.code.name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_record_comes_back(seed in any::<u64>(), count in 0_usize..4) {
        let mut random = Random::new(seed);
        let records: Vec<Record> = (0..count).map(|_| record(&mut random)).collect();
        let text = written(&records);
        prop_assert_eq!(text.lines().count(), count);
        let batch = read(&text);
        prop_assert_eq!(&batch.notes, &[]);
        prop_assert_eq!(&batch.records, &records);
        prop_assert_eq!(batch.settled.len(), count);
        prop_assert_eq!(count > 0, sniff(&text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cuts_change_nothing_and_a_broken_line_costs_no_other(seed in any::<u64>(), at in any::<prop::sample::Index>()) {
        let mut random = Random::new(seed);
        let records = [record(&mut random), record(&mut random), record(&mut random)];
        let lines: Vec<String> = records.iter().map(|it| written(std::slice::from_ref(it))).collect();
        let mut end = at.index(lines[1].len() - 1);
        while !lines[1].is_char_boundary(end) {
            end -= 1;
        }
        let broken = &lines[1][..end];
        let text = format!("{}{broken}\n{}", lines[0], lines[2]);
        let batch = read(&text);
        prop_assert_eq!(&batch.records, &[records[0].clone(), records[2].clone()], "{}", broken);
        prop_assert_eq!(batch.set_aside.len(), usize::from(end > 0));
        prop_assert_eq!(batch.notes.iter().all(|note| note.place.line == Some(2)), true);
        let ends = (0..=text.len()).filter(|end| text.is_char_boundary(*end)).step_by(97);
        let cuts: std::collections::BTreeSet<usize> = ends.map(|end| Ndjson.cut(&text[..end], &text)).collect();
        for cut in cuts {
            let (before, after) = text.split_at(cut);
            let first = read_from(before, &text, 1);
            let line = u32::try_from(before.matches('\n').count()).expect("few") + 1;
            let second = read_from(after, &text, line);
            let both: Vec<Record> = first.records.into_iter().chain(second.records).collect();
            prop_assert_eq!(&both, &batch.records, "{}", cut);
            prop_assert_eq!(first.set_aside.len() + second.set_aside.len(), batch.set_aside.len(), "{}", cut);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[\\[\\]{},:\"\\\\ a1\n]{0,60}|.{0,40}") {
        let batch = read(&text);
        prop_assert!(Ndjson.cut(&text, &text) <= text.len());
        prop_assert_eq!(batch.set_aside.len(), batch.notes.iter().filter(|note| {
            note.code.severity == refmill::report::Severity::Error
        }).count());
    }
}

/// Made up: a script added members, emptied others, and took the version away.
#[test]
fn what_a_script_added_is_kept_and_told_once_a_name() {
    let text = concat!(
        r#"{"refmill":1,"volume":"4","issue":null,"shelf":"A 7","contributors":[{"role":"author","forms":[],"h":3},{"role":"editor","forms":[],"h":4}]}"#,
        "\n",
        r#"{"volume":"5","volume":"6"}"#,
        "\n",
        r#"{"refmill":2,"volume":"7","mood":["calm"]}"#,
        "\n",
    );
    let batch = read(text);
    let volumes: Vec<_> = batch.records.iter().map(|record| record.volume.as_deref().unwrap_or("")).collect();
    assert_eq!(volumes, ["4", "6", "7"]);
    let kept: Vec<Vec<String>> = batch
        .records
        .iter()
        .map(|record| {
            record.unknown.iter().map(|it| format!("{} {} = {}", it.format, it.tag, it.value)).collect()
        })
        .collect();
    assert_eq!(
        kept[0],
        ["ndjson contributors[0].h = 3", "ndjson contributors[1].h = 4", "ndjson shelf = A 7"]
    );
    assert_eq!(kept[1], ["ndjson volume (repeated) = 5"]);
    assert_eq!(kept[2], ["ndjson mood = [\"calm\"]"]);
    let told: Vec<String> = batch.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "warning[ndjson-member-unknown] x.ndjson:1 (record 1): `contributors[].h` is no field of a record, or not of its shape",
            "warning[ndjson-member-unknown] x.ndjson:1 (record 1): `shelf` is no field of a record, or not of its shape",
            "warning[ndjson-member-unknown] x.ndjson:2 (record 2): `volume (repeated)` is no field of a record, or not of its shape",
            "warning[ndjson-newer-version] x.ndjson:3 (record 3): the record is of version `2`, and 1 is known",
            "warning[ndjson-member-unknown] x.ndjson:3 (record 3): `mood` is no field of a record, or not of its shape",
        ]
    );
    // What was kept is a part of the record from there on.
    assert_eq!(read(&written(&batch.records)).records, batch.records);
}

#[test]
fn what_is_no_record_is_set_aside_with_its_place() {
    let text = "{\"refmill\":1,\"id\":\"a\"}\n{\"refmill\":1,\"titles\":[{\n{\"name\":\"no record\"}\n{\"refmill\":1,\"id\":\"b\"} rest\n";
    let batch = read(text);
    let ids: Vec<_> = batch.records.iter().filter_map(|record| record.id.as_deref()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(codes(&batch), ["ndjson-line-broken", "ndjson-no-record", "ndjson-line-broken"]);
    let places: Vec<_> = batch.notes.iter().map(|note| (note.place.line, note.place.column)).collect();
    assert_eq!(places, [(Some(2), Some(25)), (Some(3), Some(1)), (Some(4), None)]);
    assert!(
        batch.notes[2].message.ends_with("this is no object, at character 1 of it"),
        "{}",
        batch.notes[2]
    );
    let aside: Vec<_> = batch.set_aside.iter().map(|it| (it.line, it.text.as_str())).collect();
    assert_eq!(aside, [(2, "{\"refmill\":1,\"titles\":[{"), (3, "{\"name\":\"no record\"}"), (4, "rest")]);
}

#[test]
fn records_laid_out_for_people_are_read_too() {
    let text = "[\n  {\n    \"refmill\": 1,\n    \"id\": \"a\",\n    \"titles\": [\n      {\"value\": \"T\", \"role\": \"main\"}\n    ]\n  },\n  {\n    \"id\": \"b\"\n  }\n]\n";
    let batch = read(text);
    assert_eq!(batch.records.len(), 2);
    assert_eq!(batch.records[1].provenance.lines, Some((9, 11)));
    assert!(sniff(text) && sniff(&text[..40]));
}

#[test]
fn the_file_is_known_by_its_version_and_taken_for_nothing_else() {
    let text = r#"{"refmill":1,"id":"a","type":"article-journal"}"#;
    assert_eq!(formats::detect(text, None).map(|format| format.name), Some("ndjson"));
    let item = r#"{"id":"a","type":"article-journal"}"#;
    assert_eq!(formats::detect(item, None).map(|format| format.name), Some("csl-json"));
    assert!(
        !sniff(r#"[{"custom":{"refmill":1}}]"#) && !sniff("refmill: 1") && !sniff(r#"{"refmill":"1.0"}"#)
    );
    assert_eq!(formats::for_output("ndjson").map(|format| format.name), Some("ndjson"));
}

/// A value of a schema, with every member.
fn full(schema: &Value, root: &Value) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        // A record in a record; one that goes on is never whole.
        if name == "#" {
            return json!({"id": "x"});
        }
        return full(&root["$defs"][name.trim_start_matches("#/$defs/")], root);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        return full(ways.last().expect("a way"), root);
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.last().expect("a word").clone();
    }
    match schema["type"].as_str().expect("a type") {
        "string" => json!("x"),
        "boolean" => json!(true),
        "integer" => schema["maximum"].clone(),
        "array" => Value::Array(vec![
            full(&schema["items"], root);
            usize::try_from(schema["minItems"].as_u64().unwrap_or(1)).expect("few")
        ]),
        "object" => {
            assert_eq!(schema["additionalProperties"], json!(false));
            let members = schema["properties"].as_object().expect("properties").iter();
            Value::Object(members.map(|(name, schema)| (name.clone(), full(schema, root))).collect())
        }
        other => panic!("the type {other} is not known"),
    }
}

/// Every member that the schema has is one of the record, and comes back; that the record has no other is what
/// `every_record_comes_back` says.
#[test]
fn every_member_of_the_schema_is_one_of_the_record() {
    let schema = schema();
    let mut whole = full(&schema, &schema);
    whole["refmill"] = json!(1);
    let batch = read(&whole.to_string());
    assert_eq!(batch.notes, []);
    let again: Value = serde_json::from_str(&written(&batch.records)).expect("JSON");
    assert_eq!(again, whole);
}

fn words(schema: &Value, found: &mut Vec<(String, Vec<Value>)>, path: &str) {
    if let Some(words) = schema["enum"].as_array() {
        found.push((path.to_owned(), words.clone()));
    }
    for (key, value) in schema.as_object().into_iter().flatten() {
        if value.is_object() {
            words(value, found, &format!("{path}/{key}"));
        }
    }
}

/// A list of words is that of the record: each is taken, and serde names the same ones where another is written.
#[test]
fn the_words_of_the_schema_are_those_of_the_record() {
    let schema = schema();
    let mut lists = Vec::new();
    words(&schema, &mut lists, "");
    assert!(lists.len() > 10);
    let mut checked = 0;
    for (path, words) in lists {
        let at_top = path.strip_prefix("/properties/").filter(|name| !name.contains('/'));
        let Some(name) = at_top.or_else(|| path.ends_with("/items/properties/role").then_some("titles"))
        else {
            continue;
        };
        let of = |word: &Value| match name {
            "titles" if path.contains("/titles/") => json!({"titles": [{"value": "x", "role": word}]}),
            "titles" => json!({"container_titles": [{"value": "x", "role": word}]}),
            _ => Value::Object(Map::from_iter([(name.to_owned(), word.clone())])),
        };
        for word in &words {
            serde_json::from_value::<Record>(of(word)).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
        let error = serde_json::from_value::<Record>(of(&json!("no such word"))).expect_err("no word");
        assert_eq!(error.to_string().matches('`').count() / 2, words.len() + 1, "{path}: {error}");
        checked += 1;
    }
    assert_eq!(checked, 3);
}
