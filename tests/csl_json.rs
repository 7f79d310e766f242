//! CSL-JSON, written and read: the law that nothing is lost, CSL's own schema, broken files, cuts.

use crate::random_record::{Random, record};
use proptest::prelude::*;
use refmill::read::csl_json::CslJson;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{
    Affiliation, CitationKey, ContainerTitle, Contributor, Country, Database, DateParts, DateVal, Derived,
    FormKind, Ident, Kind, Language, Name, NameForm, PageRange, Provenance, Record, Role, Term, Text, Title,
    TitleRole,
};
use refmill::write::bibtex::{BIBLATEX, BIBTEX};
use refmill::write::csl_json::{CslJson as Writing, CslJsonLines};
use refmill::write::csv::CSV;
use refmill::write::destination::{
    CslArticleNumber, CslLanguageOf, CslParticles, CslTable, DESTINATIONS, Destination, GENERIC, Lead,
};
use refmill::write::ris::Ris;
use refmill::write::{Abstracts, Losses, WriteOptions, Writer};
use serde_json::{Value, json};
use std::path::Path;

fn written(records: &[Record], writer: &dyn Writer, options: &WriteOptions) -> String {
    let mut out = Vec::new();
    let mut losses = Losses::default();
    writer.begin(options, &mut out);
    for (index, record) in records.iter().enumerate() {
        if index > 0 {
            writer.between(options, &mut out);
        }
        writer.record(record, options, &mut out, &mut losses);
    }
    writer.end(options, &mut out);
    assert_eq!(losses, Losses::default());
    String::from_utf8(out).expect("JSON is UTF-8")
}

fn read_whole(text: &str) -> Batch {
    let mut batch = Batch::default();
    CslJson.read(Chunk::whole(text, "x.json"), &mut batch);
    batch
}

fn read_one(text: &str) -> Record {
    let mut batch = read_whole(text);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0), "{:?}", batch.notes);
    batch.records.remove(0)
}

fn codes(text: &str) -> Vec<&'static str> {
    read_whole(text).notes.iter().map(|note| note.code.name).collect()
}

fn seed() -> Record {
    let text = |value: &str, lang: &str| Text { lang: Some(lang.into()), ..Text::read(value) };
    let author = |family: &str, given: &str, raw: &str| Contributor {
        role: Role::Author,
        forms: vec![NameForm {
            name: Name { family: Some(family.into()), given: Some(given.into()), ..Name::default() },
            script: Some("Latn".into()),
            kind: FormKind::Romanised,
            raw: raw.into(),
            ..NameForm::default()
        }],
        ..Contributor::default()
    };
    let mut first = author("Ou", "Wenxin", "Wenxin OU");
    first.affiliation_refs = vec!["a1".into()];
    first.affiliation_markers_raw = vec!["1".into()];
    Record {
        citation_key: Some(CitationKey { value: "ou2022progress".into(), ..CitationKey::default() }),
        kind: Kind::ArticleJournal,
        titles: vec![
            Title {
                text: text("Progress in the treatment of chronic immune thrombocytopenia", "en"),
                role: TitleRole::Main,
            },
            Title {
                text: text("慢性免疫性血小板减少症治疗的研究进展", "zh-Hans"),
                role: TitleRole::Vernacular,
            },
        ],
        contributors: vec![first, author("Zhang", "Rui", "Rui ZHANG")],
        affiliations: vec![Affiliation {
            id: "a1".into(),
            label_raw: Some("1".into()),
            texts: vec![text("国家儿童医学中心 100045", "zh")],
            ..Affiliation::default()
        }],
        identifiers: vec![Ident {
            scheme: "doi".into(),
            value: "10.3760/cma.j.issn.1673-4408.2022.04.001".into(),
            ..Ident::default()
        }],
        container_titles: vec![ContainerTitle {
            text: text("International Journal of Pediatrics", "en"),
            ..ContainerTitle::default()
        }],
        dates: vec![DateVal { start: Some(DateParts::year(2022)), ..DateVal::default() }],
        volume: Some("49".into()),
        issue: Some("4".into()),
        page_ranges: vec![PageRange { first: "217".into(), last: Some("221".into()), raw: None }],
        source_raw: Some("2022;49(4):217-221".into()),
        terms: ["Children", "Thrombopoietin"]
            .map(|value| Term { value: value.into(), ..Term::default() })
            .to_vec(),
        countries: vec![Country { text: "China".into(), code: Some("CN".into()) }],
        languages: vec![Language { text: "Chinese".into(), tag: Some("zh".into()) }],
        abstracts: refmill::read::csl_json::abstracts_of("The cause of it is complex.", Some("zh")),
        database: Some(Database { name: "WPRIM".into(), ..Database::default() }),
        derived: vec![Derived {
            field: "ISSN".into(),
            value: "1673-4408".into(),
            from: "DOI".into(),
            rule: "cma-doi".into(),
        }],
        provenance: Provenance { format: "wprim".into(), record: 1, ..Provenance::default() },
        ..Record::default()
    }
}

/// Mapping reference, section 9, laid out by hand.
#[test]
fn the_worked_example() {
    let expected = r#"[
  {
    "id": "ou2022progress",
    "citation-key": "ou2022progress",
    "type": "article-journal",
    "title": "Progress in the treatment of chronic immune thrombocytopenia",
    "original-title": "慢性免疫性血小板减少症治疗的研究进展",
    "author": [
      {"family": "Ou", "given": "Wenxin"},
      {"family": "Zhang", "given": "Rui"}
    ],
    "container-title": "International Journal of Pediatrics",
    "issued": {"date-parts": [[2022]]},
    "volume": "49",
    "issue": "4",
    "page": "217-221",
    "DOI": "10.3760/cma.j.issn.1673-4408.2022.04.001",
    "language": "zh",
    "keyword": "Children; Thrombopoietin",
    "abstract": "The cause of it is complex.",
    "source": "WPRIM",
    "publisher-place": "China",
    "note": "original-title: 慢性免疫性血小板减少症治疗的研究进展",
    "custom": {
      "refmill": {
        "v": 1,
        "titles": [
          {"value": "Progress in the treatment of chronic immune thrombocytopenia", "lang": "en", "role": "main"},
          {"value": "慢性免疫性血小板减少症治疗的研究进展", "lang": "zh-Hans", "role": "vernacular"}
        ],
        "contributors": [
          {"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"}, "script": "Latn", "kind": "romanised", "raw": "Wenxin OU", "confidence": "rule"}], "affiliation_refs": ["a1"], "affiliation_markers_raw": ["1"]},
          {"role": "author", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "script": "Latn", "kind": "romanised", "raw": "Rui ZHANG", "confidence": "rule"}]}
        ],
        "affiliations": [
          {"id": "a1", "label_raw": "1", "texts": [{"value": "国家儿童医学中心 100045", "lang": "zh"}]}
        ],
        "identifiers": [
          {"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}
        ],
        "container_titles": [
          {"value": "International Journal of Pediatrics", "lang": "en", "role": "main"}
        ],
        "dates": [
          {"kind": "issued", "start": {"year": 2022}}
        ],
        "page_ranges": [
          {"first": "217", "last": "221"}
        ],
        "source_raw": "2022;49(4):217-221",
        "terms": [
          {"value": "Children", "vocab": "author"},
          {"value": "Thrombopoietin", "vocab": "author"}
        ],
        "countries": [
          {"text": "China", "code": "CN"}
        ],
        "languages": [
          {"text": "Chinese", "tag": "zh"}
        ],
        "database": {
          "name": "WPRIM"
        },
        "derived": [
          {"field": "ISSN", "value": "1673-4408", "from": "DOI", "rule": "cma-doi"}
        ],
        "provenance": {
          "format": "wprim",
          "record": 1
        }
      }
    }
  }
]
"#;
    let output = written(&[seed()], &Writing, &WriteOptions::default());
    assert_eq!(output, expected);
    let batch = read_whole(&output);
    assert_eq!(batch.records, [seed()]);
    assert_eq!(batch.notes, []);
    assert_eq!(batch.settled, [(0, 2)], "the item begins on the second line");
}

#[test]
fn an_empty_output_is_an_array() {
    let output = written(&[], &Writing, &WriteOptions::default());
    assert_eq!(serde_json::from_str::<Value>(&output).expect("valid"), json!([]));
    assert_eq!(written(&[], &CslJsonLines, &WriteOptions::default()), "");
}

#[test]
fn a_title_in_both_slots_is_written_once_and_a_volume_as_it_stands() {
    let item = r#"[{"id": "k", "type": "article-journal", "title": "Acupuncture in  pain",
        "original-title": "Acupuncture in pain", "language": "en", "volume": "49 Suppl 1"}]"#;
    let batch = read_whole(item);
    let options = WriteOptions::default();
    let columns = ["title", "vernacular_title"].map(str::to_owned).to_vec();
    let table = WriteOptions { columns, like: None, ..options.clone() };
    let zotero = WriteOptions { like: Some("zotero".to_owned()), ..options.clone() };
    let outputs: [(&dyn Writer, &WriteOptions); 6] = [
        (&Ris, &options),
        (&BIBTEX, &options),
        (&BIBLATEX, &options),
        (&CSV, &table),
        (&CSV, &zotero),
        (&Writing, &options),
    ];
    for (writer, options) in outputs {
        let mut out = Vec::new();
        let mut losses = Losses::default();
        writer.record(&batch.records[0], options, &mut out, &mut losses);
        let text = String::from_utf8(out).expect("UTF-8");
        let item = text.split("\"custom\"").next().expect("a first piece");
        let words = item.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words.matches("cupuncture in pain").count(), 1, "{text}");
        assert!(!losses.records.contains_key("titles"), "{losses:?}: {text}");
    }
    let output = written(&batch.records, &Writing, &options);
    let again = read_whole(&output);
    assert_eq!((&again.records, again.notes.len()), (&batch.records, 0), "both titles come back: {output}");
    assert!(written(&batch.records, &Ris, &options).contains("Suppl 1"));
}

fn tables() -> Vec<&'static Destination> {
    let mut all = DESTINATIONS.to_vec();
    for (particles, article_number) in [
        (CslParticles::Split, CslArticleNumber::Number),
        (CslParticles::Split, CslArticleNumber::Both),
        (CslParticles::Joined, CslArticleNumber::Both),
    ] {
        let mut csl_json = GENERIC.csl_json;
        csl_json.particles = particles;
        csl_json.article_number = article_number;
        all.push(Box::leak(Box::new(Destination { csl_json, ..*GENERIC })));
    }
    for lead in [Lead::English, Lead::Vernacular] {
        let csl_json = CslTable { language_of: CslLanguageOf::Shown, ..GENERIC.csl_json };
        all.push(Box::leak(Box::new(Destination { csl_json, lead, ..*GENERIC })));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_record_comes_back_whatever_it_was_written_for(seed in any::<u64>(), count in 0_usize..4) {
        let mut random = Random::new(seed);
        let records: Vec<Record> = (0..count).map(|_| record(&mut random)).collect();
        let all = tables();
        let destination = all[random.below(all.len())];
        let abstracts = [Abstracts::Apart, Abstracts::Joined][random.below(2)];
        let options = WriteOptions { destination, abstracts, ..WriteOptions::default() };
        for writer in [&Writing as &dyn Writer, &CslJsonLines] {
            let output = written(&records, writer, &options);
            let batch = read_whole(&output);
            prop_assert_eq!(&batch.notes, &[]);
            prop_assert_eq!(&batch.records, &records);
            prop_assert_eq!(written(&batch.records, writer, &options), output);
        }
    }

    #[test]
    fn every_output_is_valid_csl(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let records = [record(&mut random), record(&mut random)];
        let all = tables();
        let destination = all[random.below(all.len())];
        let options = WriteOptions { destination, ..WriteOptions::default() };
        let output = written(&records, &Writing, &options);
        let Some(schema) = schema() else { return Ok(()) };
        let value = serde_json::from_str(&output).expect("JSON");
        validate(&value, &schema, &schema).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[\\[\\]{},:\"\\\\ a1\n]{0,60}|.{0,40}") {
        let whole = read_whole(&text);
        prop_assert!(CslJson.cut(&text, &text) <= text.len());
        prop_assert_eq!(whole.set_aside.len(), whole.notes.iter().filter(|note| {
            note.code.severity == refmill::report::Severity::Error
        }).count());
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cuts_change_nothing(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let text = hostile_file(&mut random);
        let whole = read_whole(&text);
        let output = written(&whole.records, &Writing, &WriteOptions::default());
        let again = read_whole(&output);
        prop_assert_eq!(&again.records, &whole.records);
        prop_assert_eq!(&again.notes, &[]);
        // Every prefix that has a cut, then the rest.
        let ends = (0..=text.len()).filter(|end| text.is_char_boundary(*end));
        let cuts: std::collections::BTreeSet<usize> = ends.map(|end| CslJson.cut(&text[..end], &text)).collect();
        for cut in cuts.into_iter().filter(|cut| *cut > 0) {
            compare(&whole, &[&text[..cut], &text[cut..]], &text)?;
        }
        // As many pieces as there can be.
        let mut rest = text.as_str();
        let mut pieces = Vec::new();
        while let Some(cut) = (0..=rest.len())
            .filter(|end| rest.is_char_boundary(*end))
            .map(|end| CslJson.cut(&rest[..end], &text))
            .find(|cut| *cut > 0)
        {
            pieces.push(&rest[..cut]);
            rest = &rest[cut..];
        }
        pieces.push(rest);
        compare(&whole, &pieces, &text)?;
    }
}

fn compare(whole: &Batch, pieces: &[&str], text: &str) -> Result<(), TestCaseError> {
    let mut sum = Batch::default();
    let mut first_line = 1;
    for piece in pieces {
        let mut batch = Batch::default();
        CslJson
            .read(Chunk { text: piece, head: text, gathered: None, file: "x.json", first_line }, &mut batch);
        let before = sum.records.len() as u64;
        for (index, mut record) in batch.records.into_iter().enumerate() {
            if !batch.settled.iter().any(|(settled, _)| *settled == index) {
                record.provenance.record += before;
            }
            sum.records.push(record);
        }
        sum.notes.extend(batch.notes.into_iter().map(|mut note| {
            note.place.record = note.place.record.map(|record| record + before);
            note
        }));
        sum.set_aside.extend(batch.set_aside);
        first_line += u32::try_from(piece.matches('\n').count()).expect("few lines");
    }
    prop_assert_eq!(&sum.records, &whole.records, "{:?}", pieces);
    prop_assert_eq!(&sum.notes, &whole.notes, "{:?}", pieces);
    prop_assert_eq!(&sum.set_aside, &whole.set_aside, "{:?}", pieces);
    Ok(())
}

fn hostile_file(random: &mut Random) -> String {
    let options = WriteOptions::default();
    let items = [
        r#"{"id": "a", "type": "article-journal", "title": "x } ] { [ \" ☃"}"#,
        r#"{"id": 7, "type": "book", "issued": "2022 foo", "volume": ["1"]}"#,
        "{\n  \"title\": \"y\",\n  \"author\": [{\"family\": \"Ö\"}]\n}",
        r#"{"id": "broken", "title": x}"#,
        r#"{"id": "mismatch", "author": [{"family": "A"], "title": "t"}"#,
        r#"{"unknown": true}"#,
        "null",
        r#""text""#,
        "{\"id\": \"open, \"type\": 1\n}",
    ];
    let (start, between, end) = [
        ("[", ",", "]"),
        ("[\n", ",\n", "\n]\n"),
        ("", "\n", "\n"),
        ("", "", ""),
        ("\u{feff}{\"n\": {\"m\": 1}, \"items\": [", ", ", "], \"next\": {\"id\": \"x\"}, \"last\": 1}\n"),
        ("[", ",", ""),
        ("[", ", {\"id\": 3, \"title\": \"unclosed\", ", "]"),
    ][random.below(7)];
    let mut text = start.to_owned();
    for index in 0..random.below(5) {
        if index > 0 {
            text.push_str(between);
        }
        if random.below(6) == 0 {
            text.push_str(written(&[record(random)], &CslJsonLines, &options).trim_end());
        } else {
            text.push_str(items[random.below(items.len())]);
        }
    }
    text + end
}

/// The few words of JSON Schema that CSL's schema uses.
fn validate(value: &Value, schema: &Value, root: &Value) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(reference.trim_start_matches('#')).ok_or("no such definition")?;
        return validate(value, target, root);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let errors: Vec<String> = any.iter().filter_map(|one| validate(value, one, root).err()).collect();
        return if errors.len() < any.len() { Ok(()) } else { Err(errors.join("; ")) };
    }
    let is = |name: &str| match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    };
    let fits = match &schema["type"] {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    };
    if !fits {
        return Err(format!("{value} is not of type {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return Err(format!("{value} is not in the list"));
    }
    if let Some(list) = value.as_array() {
        let within = |key: &str, fits: fn(u64, u64) -> bool| {
            schema[key].as_u64().is_none_or(|limit| fits(list.len() as u64, limit))
        };
        if !within("minItems", |length, limit| length >= limit)
            || !within("maxItems", |length, limit| length <= limit)
        {
            return Err(format!("{value} has the wrong length"));
        }
        list.iter().try_for_each(|item| validate(item, &schema["items"], root))?;
    }
    if let Some(object) = value.as_object() {
        for required in schema["required"].as_array().into_iter().flatten() {
            let present = required.as_str().is_some_and(|key| object.contains_key(key));
            if !present {
                return Err(format!("{required} is missing"));
            }
        }
        for (key, member) in object {
            match schema["properties"].get(key) {
                Some(property) => {
                    validate(member, property, root).map_err(|error| format!("{key}: {error}"))?;
                }
                None if schema["additionalProperties"] == false => {
                    return Err(format!("{key} is not allowed"));
                }
                None => {}
            }
        }
    }
    Ok(())
}

/// CSL's own schema, which is not ours to keep: it is read where the shared folder lies beside the checkout, as in
/// continuous integration. Elsewhere `tests/clients/run` and the table in `vocab::csl` stand in for it.
fn schema() -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/schemas/csl-data.json");
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("the schema is JSON"))
}

#[test]
fn the_schema_check_can_fail() {
    let Some(schema) = schema() else { return };
    for (item, valid) in [
        (json!({"id": "a", "type": "article-journal"}), true),
        (json!({"id": "a", "type": "journal-article"}), false),
        (json!({"id": "a"}), false),
        (json!({"id": "a", "type": "book", "license": "x"}), false),
        (json!({"id": "a", "type": "book", "author": [{"ORCID": "x"}]}), false),
        (json!({"id": "a", "type": "book", "issued": "2022"}), false),
        (json!({"id": "a", "type": "book", "issued": {"date-parts": [[2022, 4, 1, 1]]}}), false),
    ] {
        assert_eq!(validate(&json!([item]), &schema, &schema).is_ok(), valid, "{item}");
    }
    for (name, _) in refmill::vocab::csl::VARIABLES {
        assert!(schema["items"]["properties"].get(name).is_some(), "{name}");
    }
    let properties = schema["items"]["properties"].as_object().expect("an object");
    assert_eq!(properties.len(), refmill::vocab::csl::VARIABLES.len() + 1);
}

/// Needs reference, rank 80.
#[test]
fn what_crossref_sends() {
    let record = read_one(
        r#"{"type":"journal-article","title":["A"],"container-title":["B"],"short-container-title":["B."],
            "original-title":[],"DOI":"10.1/x","ISSN":["1673-4408","0028-0836"],"volume":49,
            "issued":{"date-parts":[[null]]},"published-online":{"date-parts":[[2022,1,2]]},
            "author":[{"given":"Ann","family":"Lee","sequence":"first","ORCID":"http://orcid.org/0000-0002-1825-0097",
                       "affiliation":[{"name":"Dept"}]},{"name":"WHO Group","sequence":"additional"}],
            "abstract":"<jats:p>p &lt; 1</jats:p>"}"#,
    );
    assert_eq!(record.kind, Kind::ArticleJournal);
    assert_eq!(record.type_raw.as_deref(), Some("journal-article"));
    assert_eq!(record.titles.len(), 1);
    assert_eq!(record.titles[0].text.to_plain(), "A");
    assert_eq!(record.container_titles.len(), 2);
    assert_eq!(record.issns.len(), 2);
    assert_eq!(record.volume.as_deref(), Some("49"));
    assert_eq!(record.dates, []);
    assert_eq!(record.contributors[0].orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(record.contributors[0].affiliation_refs, ["a1"]);
    assert!(record.contributors[1].is_group);
    assert_eq!(record.affiliations[0].texts[0].to_plain(), "Dept");
    assert_eq!(record.abstracts[0].text.to_plain(), "p < 1");
    let unknown: Vec<(&str, &str)> =
        record.unknown.iter().map(|field| (field.tag.as_str(), field.value.as_str())).collect();
    assert_eq!(
        unknown,
        [
            ("author[0].sequence", "first"),
            ("author[1].sequence", "additional"),
            ("published-online", r#"{"date-parts":[[2022,1,2]]}"#)
        ]
    );
    let output = written(&[record], &CslJsonLines, &WriteOptions::default());
    let item: Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!(item["type"], "article-journal");
    assert_eq!(item["title"], "A");
    assert_eq!(item["ISSN"], "1673-4408");
    assert_eq!(item["published-online"], Value::Null);
    assert_eq!(read_one(&output).unknown.len(), 3);
}

#[test]
fn a_pmcid_may_be_written_without_its_letters() {
    let record = read_one(r#"{"id":"a","type":"article-journal","title":"T","PMID":"123","PMCID":"456789"}"#);
    assert_eq!((record.identifier("pmid"), record.identifier("pmcid")), (Some("123"), Some("PMC456789")));
    assert_eq!(record.identifiers.len(), 2);
    assert_eq!(record.identifiers[1].raw, "456789");
}

#[test]
fn variables_without_a_field_come_back() {
    let input = json!({
        "id": "k", "type": "chapter", "edition": 2, "archive": "A", "composer": [{"family": "Bach"}],
        "original-date": "1999", "event-date": {"date-parts": [[2001]]}, "categories": ["a", "b"],
        "custom": {"short_id": "xyz", "n": [1.5]}, "annote": "mine", "house-key": {"deep": [1]},
    });
    let record = read_one(&input.to_string());
    let output = written(std::slice::from_ref(&record), &CslJsonLines, &WriteOptions::default());
    let item: Value = serde_json::from_str(&output).expect("JSON");
    for key in ["archive", "composer", "event-date", "categories", "annote"] {
        assert_eq!(item[key], input[key], "{key}");
    }
    assert_eq!(item["edition"], "2");
    assert_eq!(item["original-date"], json!({"raw": "1999"}));
    assert_eq!(item["custom"]["short_id"], "xyz");
    assert_eq!(item["custom"]["n"], json!([1.5]));
    assert_eq!(item["house-key"], Value::Null);
    assert_eq!(read_one(&output), record);
    assert!(record.unknown.iter().any(|field| field.tag == "house-key" && field.value == r#"{"deep":[1]}"#));
}

#[test]
fn a_type_of_csl_without_a_kind_comes_back() {
    let record = read_one(r#"{"id":"k","type":"musical_score"}"#);
    assert_eq!(record.kind, Kind::Document);
    let output = written(std::slice::from_ref(&record), &CslJsonLines, &WriteOptions::default());
    let item: Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!(item["type"], "musical_score");
    assert_eq!(read_one(&output), record);
}

#[test]
fn lines_of_the_note_are_variables() {
    let record = read_one(
        r#"{"id":"k","type":"article-journal","title":"Stroke in the elderly","language":"zh",
            "author":[{"family":"Ou","given":"Wenxin"}],
            "note":"original-title: 老年脑卒中\noriginal-author: 欧 || 文欣\nPMID: 123\nStatus: good\nfree"}"#,
    );
    assert_eq!(record.title(TitleRole::Vernacular).map(Text::to_plain).as_deref(), Some("老年脑卒中"));
    assert_eq!(record.contributors[0].forms[1].name.family.as_deref(), Some("欧"));
    assert_eq!(record.contributors[0].forms[1].kind, FormKind::Native);
    assert_eq!(record.identifier("pmid"), Some("123"));
    assert_eq!(record.notes[0].text, "Status: good\nfree");
}

/// Mapping reference 8.1: the slot is not trusted.
#[test]
fn a_main_title_in_the_language_of_the_article_makes_the_other_a_translation() {
    let record = read_one(
        r#"{"id":"k","type":"article-journal","title":"老年脑卒中的研究进展","original-title":"Stroke in the elderly: a review of it","language":"zh"}"#,
    );
    assert_eq!(record.titles[0].role, TitleRole::Main);
    assert_eq!(record.titles[1].role, TitleRole::Translated);
}

#[test]
fn names_for_each_table() {
    let mut record = seed();
    record.contributors.truncate(1);
    record.contributors[0].forms[0].name = Name {
        family: Some("Cruz".into()),
        given: Some("Maria".into()),
        non_dropping_particle: Some("de la".into()),
        suffix: Some("Jr.".into()),
        ..Name::default()
    };
    let author = |destination: &'static Destination| {
        let options = WriteOptions { destination, ..WriteOptions::default() };
        let output = written(std::slice::from_ref(&record), &CslJsonLines, &options);
        assert_eq!(read_whole(&output).notes, []);
        serde_json::from_str::<Value>(&output).expect("JSON")["author"][0].clone()
    };
    assert_eq!(author(GENERIC), json!({"family": "de la Cruz", "given": "Maria", "suffix": "Jr."}));
    let zotero = refmill::write::destination::by_name("zotero").expect("a destination");
    assert_eq!(author(zotero), json!({"family": "de la Cruz", "given": "Maria, Jr."}));
    let split = tables()[DESTINATIONS.len()];
    assert_eq!(
        author(split),
        json!({"family": "Cruz", "given": "Maria", "non-dropping-particle": "de la", "suffix": "Jr."})
    );
}

#[test]
fn dates_as_csl_has_them() {
    let item = |date: DateVal| {
        let record = Record { dates: vec![date], ..seed() };
        let output = written(&[record], &CslJsonLines, &WriteOptions::default());
        serde_json::from_str::<Value>(&output).expect("JSON")["issued"].clone()
    };
    let april = DateParts { year: 2022, month: Some(4), day: None };
    let may = DateParts { year: 2022, month: Some(5), day: None };
    let date = |start, end| DateVal { start, end, ..DateVal::default() };
    assert_eq!(item(date(Some(april), Some(may))), json!({"date-parts": [[2022, 4], [2022, 5]]}));
    let spring =
        DateVal { season: Some(refmill::record::Season::Spring), ..date(Some(DateParts::year(2022)), None) };
    assert_eq!(item(spring), json!({"date-parts": [[2022]], "season": 1}));
    assert_eq!(
        item(DateVal { text_raw: "in press".into(), ..DateVal::default() }),
        json!({"raw": "in press"})
    );
    assert_eq!(item(DateVal::default()), Value::Null);
}

#[test]
fn somebody_changed_the_item() {
    let output = written(&[seed()], &CslJsonLines, &WriteOptions::default());
    let mut item: Value = serde_json::from_str(&output).expect("JSON");
    item["title"] = json!("Another title");
    item["volume"] = json!(50);
    item["URL"] = json!("https://example.org/a");
    item["author"].as_array_mut().expect("a list").pop();
    let batch = read_whole(&item.to_string());
    let changed = &batch.records[0];
    assert_eq!(changed.titles, seed().titles);
    assert_eq!(changed.contributors, seed().contributors);
    assert_eq!(changed.volume.as_deref(), Some("50"));
    assert_eq!(changed.urls[0].href, "https://example.org/a");
    let fields: Vec<&str> = batch.notes.iter().map(|note| note.field).collect();
    assert_eq!(fields, ["author", "title"]);
    assert!(batch.notes.iter().all(|note| note.code.name == "projection-differs"));
    assert!(changed.warnings[1].message.contains("Another title"), "{:?}", changed.warnings);
    let again = written(&batch.records, &CslJsonLines, &WriteOptions::default());
    assert_eq!(read_whole(&again).notes, []);
    assert_eq!(read_whole(&again).records, batch.records);
}

#[test]
fn what_a_newer_version_wrote_is_kept() {
    let text = r#"{"id":"k","type":"book","title":"T","custom":{"refmill":{"v":2,"titles":[{"value":"T","role":"main"}],"mood":[1]}}}"#;
    let record = read_one(text);
    assert_eq!(record.titles[0].text.to_plain(), "T");
    assert_eq!(record.unknown[0].tag, "custom.refmill.mood");
    assert_eq!(codes(text), ["csl-newer-version", "csl-kept-unreadable"]);
    // However deep it stands.
    let deep = r#"{"id":"k","type":"book","title":"T","custom":{"refmill":{"v":1,
        "titles":[{"value":"T","role":"main","font":"big"}],
        "container_titles":[{"value":"J","role":"main","shelf":3}],
        "abstracts":[{"value":"A","voice":"low","sections":[{"label":"L","text":"A","loud":true}]}]}}}"#;
    let record = read_one(deep);
    assert_eq!(record.titles[0].text.to_plain(), "T");
    assert_eq!(record.abstracts[0].sections[0].label, "L");
    let mut unknown: Vec<(&str, &str)> =
        record.unknown.iter().map(|it| (it.tag.as_str(), it.value.as_str())).collect();
    unknown.sort_unstable();
    assert_eq!(
        unknown,
        [
            ("custom.refmill.abstracts[0].sections[0].loud", "true"),
            ("custom.refmill.abstracts[0].voice", "low"),
            ("custom.refmill.container_titles[0].shelf", "3"),
            ("custom.refmill.titles[0].font", "big"),
        ]
    );
}

#[test]
fn every_departure_from_the_schema_has_its_own_code() {
    let with = |members: &str| format!(r#"{{"id": "k", "title": "T", {members}}}"#);
    assert_eq!(codes(&with(r#""type": "book", "container-title": ["A", "B"]"#)), ["csl-shape-repaired"]);
    assert_eq!(codes(&with(r#""type": "journal-article""#)), ["csl-type-translated"]);
    assert_eq!(codes(&with(r#""type": "scroll""#)), ["csl-type-unknown"]);
    assert_eq!(codes(&with(r#""type": "book", "x-shelf": "12""#)), ["csl-keys-kept"]);
    // The value that is not read is one of the members kept.
    let repeated = with(r#""type": "book", "volume": "1", "volume": "2""#);
    assert_eq!(codes(&repeated), ["csl-key-repeated", "csl-keys-kept"]);
    let wrapped = format!(r#"{{"items": [{}], "version": 3}}"#, with(r#""type": "book""#));
    assert_eq!(codes(&wrapped), ["csl-wrapper"]);
    assert_eq!(codes(r#"[{"colour": "red"}]"#), ["csl-no-item"]);
    assert_eq!(codes(r#"[{"id": "k", "type": "book", oops}]"#), ["csl-item-broken"]);
}

#[test]
fn a_broken_item_is_set_aside_with_its_place() {
    let text = "[\n  {\"id\": \"a\", \"type\": \"book\"},\n  {\"id\": \"é\", type: \"book\"},\n  {\"id\": \"c\", \"type\": \"book\"}\n]\n";
    let batch = read_whole(text);
    let ids: Vec<Option<&str>> = batch.records.iter().map(|record| record.id.as_deref()).collect();
    assert_eq!(ids, [Some("a"), Some("c")]);
    assert_eq!(batch.set_aside.len(), 1);
    assert_eq!(batch.set_aside[0].line, 3);
    assert_eq!(batch.set_aside[0].text, "{\"id\": \"é\", type: \"book\"}");
    let place = &batch.notes[0].place;
    assert_eq!((place.line, place.column, place.record), (Some(3), Some(15), None));
    assert_eq!(batch.records[1].provenance.lines, Some((4, 4)));
    assert_eq!(batch.records[1].provenance.record, 2);
}

#[test]
fn what_is_certainly_csl_json() {
    let sniff = refmill::read::csl_json::sniff;
    assert!(sniff("[{\"id\": \"a\", \"type\": \"book\"}]"));
    assert!(sniff("\u{feff} {\"DOI\": \"10.1/a\", \"type\": \"article-journal\", \"abstr"));
    assert!(sniff("{\"items\": [{\"type\": \"book\", \"title\": \"x\"}]}"));
    assert!(sniff(&written(&[seed()], &Writing, &WriteOptions::default())));
    assert!(!sniff("[{\"id\": \"a\", \"type\": \"Feature\"}]"));
    assert!(!sniff("{\"type\": \"book\"}"));
    assert!(!sniff("[]"));
    assert!(!sniff("TY  - JOUR"));
    assert!(!sniff("[1] A reference."));
}
