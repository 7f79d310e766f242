//! Merged records, worked out by hand.

use super::*;
use serde_json::{Value, json};

fn record(json: Value) -> Record {
    serde_json::from_value(json).expect("a record")
}

fn person(family: &str, given: &str) -> Value {
    json!({"role": "author", "forms": [{"name": {"family": family, "given": given}, "script": "Latn", "kind": "romanised",
           "raw": "", "confidence": "certain"}]})
}

fn native(family: &str, given: &str) -> Value {
    json!({"role": "author", "forms": [{"name": {"family": family, "given": given}, "script": "Hani", "kind": "native",
           "raw": "", "confidence": "rule"}]})
}

fn pubmed() -> Record {
    record(json!({
        "type": "article-journal", "id": "p1",
        "titles": [{"value": "PROGRESS IN TEA", "lang": "en", "role": "main"}],
        "contributors": [person("Ou", "W"), person("Zhang", "R")],
        "identifiers": [{"scheme": "pmid", "value": "111"}],
        "container_titles": [{"value": "Tea J", "role": "abbrev"}],
        "dates": [{"kind": "issued", "start": {"year": 2022, "month": 4}}],
        "volume": "49", "issue": "4", "page_ranges": [{"first": "217", "last": "221"}],
        "terms": [{"value": "Tea", "vocab": "mesh", "major": true}],
        "abstracts": [{"value": "A long abstract about tea and sleep.", "lang": "en"}],
        "languages": [{"text": "chi", "tag": "zh"}],
        "database": {"name": "PubMed"},
        "provenance": {"format": "nbib", "file": "a.nbib", "record": 3},
    }))
}

fn cnki() -> Record {
    record(json!({
        "type": "article-journal", "id": "c1",
        "titles": [{"value": "茶的研究进展", "lang": "zh", "role": "main"}],
        "contributors": [native("欧", "文欣"), native("张", "瑞")],
        "affiliations": [{"id": "a1", "texts": [{"value": "茶大学"}]}],
        "container_titles": [{"value": "茶杂志", "lang": "zh", "role": "main"}],
        "issns": [{"value": "1673-4408", "medium": "unknown"}],
        "dates": [{"kind": "issued", "start": {"year": 2022}}],
        "volume": "94", "page_ranges": [{"first": "217"}],
        "terms": [{"value": "tea", "vocab": "mesh"}, {"value": "茶", "vocab": "author"}],
        "database": {"name": "CNKI"},
        "provenance": {"format": "endnote-tagged", "file": "c.enw", "record": 1},
    }))
}

fn embase() -> Record {
    record(json!({
        "type": "document", "status": "retracted",
        "titles": [{"value": "Progress in tea", "lang": "en", "role": "main"}],
        "contributors": [person("Ou", "Wenxin"), person("Zhang", "Rui")],
        "identifiers": [{"scheme": "doi", "value": "10.1/Tea"}, {"scheme": "embase", "value": "L1"}],
        "container_titles": [{"value": "Tea Journal", "role": "main"}],
        "dates": [{"kind": "issued", "start": {"year": 2022}}],
        "volume": "49", "publisher": "Tea House",
        "abstracts": [{"value": "A long abstract.", "lang": "en"}],
        "database": {"name": "Embase"},
        "provenance": {"format": "ris", "file": "b.ris", "record": 7},
    }))
}

#[test]
fn each_field_keeps_its_best_value() {
    let (merged, notes) = combine(&[cnki(), pubmed(), embase()]);
    let title = |role| merged.title(role).map(crate::record::Text::to_plain);
    assert_eq!(title(TitleRole::Main).as_deref(), Some("Progress in tea"), "not the one in capitals");
    assert_eq!(title(TitleRole::Vernacular).as_deref(), Some("茶的研究进展"));
    let given: Vec<_> =
        merged.contributors.iter().filter_map(|it| it.projected()?.name.given.as_deref()).collect();
    assert_eq!(given, ["Wenxin", "Rui"]);
    assert!(merged.contributors.iter().all(|it| it.native_beside_romanised().is_some()));
    let ids: Vec<&str> = merged.identifiers.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(ids, ["111", "10.1/Tea", "L1"]);
    let journals: Vec<String> = merged.container_titles.iter().map(|it| it.text.to_plain()).collect();
    assert_eq!(journals, ["Tea Journal", "Tea J", "茶杂志"]);
    assert_eq!(
        merged.date(crate::record::DateKind::Issued).map(crate::record::DateVal::iso).as_deref(),
        Some("2022-04")
    );
    assert_eq!(
        (merged.volume.as_deref(), merged.issue.as_deref(), merged.pages().as_deref()),
        (Some("49"), Some("4"), Some("217-221"))
    );
    assert_eq!(merged.abstracts.len(), 1);
    assert_eq!(merged.abstracts[0].text.to_plain(), "A long abstract about tea and sleep.");
    let terms: Vec<(&str, bool)> = merged.terms.iter().map(|it| (it.value.as_str(), it.major)).collect();
    assert_eq!(terms, [("Tea", true), ("茶", false)]);
    assert_eq!(
        (merged.status.as_deref(), merged.publisher.as_deref()),
        (Some("retracted"), Some("Tea House"))
    );
    assert_eq!(merged.kind, Kind::ArticleJournal);
    assert_eq!(merged.id.as_deref(), Some("c1"), "of the first record that has one");
    assert_eq!(merged.issns.len(), 1);
    assert_eq!(
        notes.iter().map(|note| (note.code.name, note.field)).collect::<Vec<_>>(),
        [("merge-disagrees", "volume"), ("merge-disagrees", "page"),]
    );
    assert_eq!(notes[0].message, "volume: `49` was kept; CNKI has `94`");
    assert_eq!(merged.warnings.len(), 2);
}

#[test]
fn what_was_not_chosen_stays_with_its_source() {
    let (merged, _) = combine(&[cnki(), pubmed(), embase()]);
    let names: Vec<&str> =
        merged.merged_from.iter().filter_map(|it| Some(it.database.as_ref()?.name.as_str())).collect();
    assert_eq!(names, ["CNKI", "PubMed", "Embase"]);
    assert_eq!(merged.merged_from[0].volume.as_deref(), Some("94"));
    assert_eq!(merged.merged_from[0].provenance.file, "c.enw");
    assert_eq!(merged.merged_from[0].affiliations.len(), 1);
    assert_eq!(merged.merged_from[1].titles[0].text.to_plain(), "PROGRESS IN TEA");
    assert_eq!(merged.merged_from[1].volume, None, "the merged record holds it");
    assert_eq!(merged.merged_from[2].abstracts[0].text.to_plain(), "A long abstract.");
}

#[test]
fn a_record_alone_and_a_record_merged_before_stay_what_they_are() {
    let (alone, notes) = combine(&[cnki()]);
    assert_eq!((alone, notes.len()), (cnki(), 0));
    let (first, _) = combine(&[pubmed(), embase()]);
    let (again, _) = combine(&[first, cnki()]);
    let names: Vec<&str> =
        again.merged_from.iter().filter_map(|it| Some(it.database.as_ref()?.name.as_str())).collect();
    assert_eq!(&names[..2], ["PubMed", "Embase"]);
    assert!(names.contains(&"CNKI"));
    assert!(again.merged_from.iter().all(|source| source.merged_from.is_empty()));
}

#[test]
fn affiliations_of_another_list_of_the_same_people_are_taken() {
    let mut with = cnki();
    with.contributors[0].affiliation_refs = vec!["a1".to_owned()];
    let without = Record { affiliations: Vec::new(), ..pubmed() };
    let longer = record(json!({"contributors": [person("Ou", "Wenxin"), person("Zhang", "Rui")]}));
    let (merged, _) = combine(&[without, with, longer]);
    assert_eq!(merged.affiliations.len(), 1);
    assert_eq!(merged.contributors[0].affiliation_refs, ["a1"]);
}

#[test]
fn an_article_number_stands_beside_pages_unless_it_is_their_first() {
    let paged = |first: &str| record(json!({"page_ranges": [{"first": first, "last": "12"}], "volume": "3"}));
    let numbered = |number: &str| record(json!({"article_number": number}));
    let merged = |first: &str, number: &str| combine(&[paged(first), numbered(number)]).0.article_number;
    assert_eq!(merged("1", "e20341").as_deref(), Some("e20341"));
    assert_eq!(merged("e20341", "20341"), None);
    assert_eq!(merged("20341", "e20341"), None);
}
