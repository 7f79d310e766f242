//! The bibliography: every style against entries written after its rules, odd records, order, numbers and letters.

use crate::random_record::{Random, record};
use refmill::formats;
use refmill::read::{Batch, Chunk};
use refmill::record::{Record, Text, Title};
use refmill::write::text::style::{self, STYLES};
use refmill::write::{Losses, Objection, WriteOptions, Writer, destination};
use serde_json::{Value, json};
use std::path::PathBuf;

fn writer() -> &'static dyn Writer {
    formats::by_name("text").and_then(|format| format.writer).expect("this build has it")
}

fn written(records: &[Record], options: &WriteOptions) -> (String, Losses) {
    let mut packer = writer().packer(options).expect("a packed format");
    let (mut out, mut losses) = (Vec::new(), Losses::default());
    for record in records {
        let mut row = Vec::new();
        writer().record(record, options, &mut row, &mut losses);
        packer.take(&row, &mut out).expect("memory");
    }
    packer.finish(&mut out, &mut losses).expect("memory");
    (String::from_utf8(out).expect("text"), losses)
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/text")
}

fn records(json: &str) -> Vec<Record> {
    let reader = formats::by_name("csl-json").and_then(|format| format.reader).expect("a reader");
    let mut batch = Batch::default();
    reader.read(Chunk::whole(json, "records.json"), &mut batch);
    batch.records
}

fn in_style(name: &str) -> WriteOptions {
    WriteOptions { style: Some(style::by_name(name).expect("a style")), ..WriteOptions::default() }
}

/// The expectations stand in `tests/text/<style>.txt`. They were worked out after the manual of each style (GB/T 7714-2015, APA 7,
/// AMA 11, CMOS 18, MLA 9, IEEE's reference guide, the guides of Nature and Elsevier); an output that differs is a
/// fault here, or a new fault of the processor.
#[test]
fn every_style_is_as_its_manual_has_it() {
    let json = std::fs::read_to_string(folder().join("records.json")).expect("the records");
    let records = records(&json);
    assert_eq!(records.len(), 10);
    let mut wrong = Vec::new();
    for style in STYLES {
        let path = folder().join(format!("{}.txt", style.name));
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        let (found, _) = written(&records, &in_style(style.name));
        assert_eq!(found.lines().count(), 10, "{}", style.name);
        let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
        for at in 0..expected.len().max(found.len()) {
            let (expected, found) = (expected.get(at).unwrap_or(&""), found.get(at).unwrap_or(&""));
            if expected != found {
                wrong.push(format!("{}:{}\n  expected {expected}\n  found    {found}", style.name, at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// So nothing is missing where the processor gets no more than a hundred (`MOST_NAMES`).
#[test]
fn no_style_shows_all_of_many_people() {
    for role in ["author", "editor", "translator"] {
        let people = |count: usize, last: usize| {
            let people = (1..count).chain([last]);
            let people: Vec<Value> =
                people.map(|it| json!({"family": format!("Ou{it:04}"), "given": "Wen"})).collect();
            let mut item =
                json!([{"id": "x", "type": "book", "title": "Tea", "author": [{"literal": "Tea Group"}]}]);
            item[0][role] = json!(people);
            records(&item.to_string())
        };
        for style in STYLES {
            let options = in_style(style.name);
            let (text, _) = written(&people(100, 5000), &options);
            assert!(text.matches("Ou").count() < 25, "{}, {role}: {text}", style.name);
            let (of_more, losses) = written(&people(5000, 5000), &options);
            assert_eq!(of_more, text, "{}, {role}", style.name);
            assert!(losses.records.contains_key("contributors"), "{}, {role}: {losses:?}", style.name);
        }
    }
}

#[test]
fn any_record_gives_one_line_or_is_refused() {
    for seed in 0..250 {
        let record = record(&mut Random::new(seed));
        let is_refused =
            matches!(writer().objection(&record, &WriteOptions::default()), Some(Objection::Refusal(_)));
        for style in STYLES {
            let (text, _) = written(std::slice::from_ref(&record), &in_style(style.name));
            assert_eq!(text.matches('\n').count(), 1, "seed {seed}, {}: {text:?}", style.name);
            assert!(is_refused || text.trim().len() > 1, "seed {seed}, {}: {text:?}", style.name);
            let is_command = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
            assert!(!text.contains(is_command), "seed {seed}, {}: {text:?}", style.name);
        }
    }
}

#[test]
fn what_the_style_does_not_print_is_counted() {
    let json = r#"[{"id":"a","type":"article-journal","title":"On knees","original-title":"膝","abstract":"Long.",
        "keyword":"cartilage","author":[{"family":"Kim","given":"A"}],"container-title":"Knee","PMID":"7",
        "issued":{"date-parts":[[2020],[2021]]},"volume":"3","issue":"4","page":"5-6","DOI":"10.1/a"}]"#;
    let mut all = records(json);
    all[0].citation_key = None;
    let lost = |style: &str| written(&all, &in_style(style)).1.records.into_keys().collect::<Vec<_>>();
    assert_eq!(lost("apa"), ["abstracts", "dates", "identifiers", "terms", "titles"]);
    assert_eq!(lost("elsevier-vancouver"), ["abstracts", "dates", "identifiers", "issue", "terms", "titles"]);
    all[0].identifiers.retain(|ident| ident.scheme == "doi");
    let (text, losses) = written(&all, &in_style("ama"));
    assert_eq!(text, "1. Kim A. On knees. Knee. 2020;3(4):5-6. doi:10.1/a\n");
    assert!(!losses.records.contains_key("identifiers"));
}

#[test]
fn the_name_and_title_that_lead_are_those_that_are_printed() {
    let json = r#"[{"id":"a","type":"article-journal","title":"Progress in treatment","original-title":"治疗的研究进展",
        "language":"zh","author":[{"family":"Ou","given":"Wenxin"}],"issued":{"date-parts":[[2022]]},
        "container-title":"国际儿科学杂志","volume":"49","page":"217",
        "custom":{"refmill":{"v":1,"contributors":[{"role":"author","forms":[
          {"name":{"family":"Ou","given":"Wenxin"},"kind":"romanised","raw":"Wenxin OU","confidence":"certain"},
          {"name":{"family":"欧","given":"文心"},"kind":"native","raw":"欧文心","confidence":"certain"}]}]}}}]"#;
    let all = records(json);
    let mut to = *destination::GENERIC;
    to.lead = destination::Lead::Vernacular;
    let options = WriteOptions { destination: Box::leak(Box::new(to)), ..in_style("gb7714") };
    assert_eq!(written(&all, &options).0, "[1] 欧文心. 治疗的研究进展[J]. 国际儿科学杂志, 2022, 49: 217.\n");
    assert_eq!(
        written(&all, &in_style("gb7714")).0,
        "[1] OU W. Progress in treatment[J]. 国际儿科学杂志, 2022, 49: 217.\n"
    );
}

#[test]
fn names_keep_all_their_parts() {
    let json = |name: &str| {
        format!(
            r#"[{{"id":"a","type":"article-journal","title":"T","author":[{name}],"issued":{{"date-parts":[[2020]]}},
            "container-title":"J","volume":"1","page":"2"}}]"#
        )
    };
    let rows = [
        (r#"{"family":"Ortega y Gasset","given":"José"}"#, "Ortega y Gasset, J."),
        (r#"{"family":"Kaya ve","given":"Ali"}"#, "Kaya ve, A."),
        (r#"{"family":"Kim","given":"Chul-soo"}"#, "Kim, C.-S."),
        (r#"{"family":"Lee","given":"JH"}"#, "Lee, J. H."),
        (r#"{"family":"김","given":"철수"}"#, "김철수."),
        (r#"{"family":"山田","given":"太郎"}"#, "山田太郎."),
        (r#"{"literal":"WHO {Geneva} & Co"}"#, "WHO {Geneva} & Co."),
        (r#"{"family":"Иванов","given":"Иван"}"#, "Иванов, И."),
    ];
    for (name, expected) in rows {
        let (text, _) = written(&records(&json(name)), &in_style("apa"));
        assert_eq!(text, format!("{expected} (2020). T. J, 1, 2.\n"), "{name}");
    }
}

#[test]
fn an_address_keeps_its_points_and_a_title_its_ellipsis() {
    let json = r#"[{"id":"a","type":"article-journal","title":"And then... what? A..b","container-title":"J",
        "author":[{"family":"Kim","given":"A"}],"issued":{"date-parts":[[2020]]},"DOI":"10.1/a..b?.c"}]"#;
    let (text, _) = written(&records(json), &in_style("ama"));
    assert_eq!(text, "1. Kim A. And then... what? A..b. J. Published online 2020. doi:10.1/a..b?.c\n");
}

#[test]
fn a_record_without_title_and_author_is_refused() {
    let empty = Record::default();
    let said = writer().objection(&empty, &WriteOptions::default());
    assert!(matches!(said, Some(Objection::Refusal(_))), "{said:?}");
    let titled = Record { titles: vec![Title { text: Text::read("T"), ..Title::default() }], ..empty };
    assert_eq!(writer().objection(&titled, &WriteOptions::default()), None);
}
