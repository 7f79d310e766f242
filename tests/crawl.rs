//! Crawls read: the sample page inside JSON gives the record that the page itself gives.

use refmill::read::crawl::{Crawl, Members, sniff};
use refmill::read::crawl_table::CrawlTable;
use refmill::read::page::Pages;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{DateKind, Record};
use serde_json::json;

fn file(name: &str) -> String {
    let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a fixture")
}

fn read(reader: &dyn Reader, text: &str) -> Batch {
    let mut batch = Batch::default();
    reader.read(Chunk::whole(text, "x"), &mut batch);
    batch
}

/// What a record says, without where it was read.
fn said(record: &Record) -> Record {
    let mut record = record.clone();
    record.provenance = refmill::record::Provenance::default();
    record.warnings.clear();
    record
}

#[test]
fn the_sample_in_a_crawl_is_the_sample() {
    let (text, html) = (file("wprim/sample/input.txt"), file("html/wprim-929835/input.html"));
    let expected = said(&read(&Pages::BUILT_IN, &text).records[0]);
    for member in ["text", "content", "page_content", "html", "raw_html"] {
        let page = if member.contains("html") { &html } else { &text };
        let crawl = format!("{}\n{}\n", json!({"id": 1, member: page}), json!({"id": 2, member: page}));
        assert!(sniff(&crawl), "{member}");
        let batch = read(&Crawl::BUILT_IN, &crawl);
        assert_eq!((batch.records.len(), batch.set_aside.len()), (2, 0), "{member}: {:?}", batch.notes);
        for (number, record) in (1..).zip(&batch.records) {
            assert_eq!(said(record), expected, "{member}");
            assert_eq!(record.provenance.record, number);
            assert_eq!(record.provenance.lines.map(|lines| u64::from(lines.0)), Some(number));
        }
        let array = format!("[{},\n{}]", json!({member: page}), json!({member: page}));
        assert_eq!(read(&Crawl::BUILT_IN, &array).records.len(), 2, "{member} in an array");
    }
}

#[test]
fn address_and_time_of_the_crawl_are_kept() {
    let text = file("wprim/sample/input.txt");
    let url = "https://wprim.whocc.org.cn/admin/article/articleDetail?WPRIMID=929835&articleId=1";
    let crawl = json!({"url": url, "fetched_at": "2026-05-04T03:02:01Z", "text": text}).to_string();
    let batch = read(&Crawl::BUILT_IN, &crawl);
    let record = &batch.records[0];
    assert_eq!(record.urls[0].href, url);
    assert_eq!(record.identifier("wprim"), Some("929835"));
    assert_eq!(
        record.date(DateKind::Accessed).map(refmill::record::DateVal::iso).as_deref(),
        Some("2026-05-04")
    );
}

#[test]
fn the_time_of_the_crawl_is_read_in_many_notations() {
    let text = file("wprim/sample/input.txt");
    for (name, time) in [
        ("scraped_at", json!("2026-05-04 03:02:01")),
        ("crawl_time", json!("20260504030201")),
        ("ts", json!(1_777_863_721)),
        ("Timestamp", json!("1777863721.25")),
        ("timestamp", json!(1_777_863_721_000_i64)),
    ] {
        let crawl = json!({"text": text, name: time}).to_string();
        let batch = read(&Crawl::BUILT_IN, &crawl);
        let accessed = batch.records[0].date(DateKind::Accessed);
        assert_eq!(
            accessed.map(refmill::record::DateVal::iso).as_deref(),
            Some("2026-05-04"),
            "{name}: {time}"
        );
    }
    let crawl = json!({"text": text, "date": "2019-01-01"}).to_string();
    assert_eq!(read(&Crawl::BUILT_IN, &crawl).records[0].date(DateKind::Accessed), None);
}

#[test]
fn a_broken_item_costs_itself() {
    let text = file("wprim/sample/input.txt");
    let good = json!({"text": text}).to_string();
    let crawl =
        format!("{good}\n{{oops}}\n{}\n{}\n{good}\n", json!({"title": "no page"}), json!({"text": "Log in"}));
    let batch = read(&Crawl::BUILT_IN, &crawl);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (2, 2));
    // A page that shows nothing of an article is none that was lost.
    assert_eq!(batch.without_record, [4]);
    let codes: Vec<(&str, Option<u32>)> = batch
        .notes
        .iter()
        .map(|note| (note.code.name, note.place.line))
        .filter(|it| it.0.starts_with("crawl"))
        .collect();
    assert_eq!(codes, [("crawl-item-broken", Some(2)), ("crawl-item-broken", Some(3))]);
}

/// Parts of an article that cannot be read as one.
const PARTS: &str = "Abstract\nPeople in mountain villages drink mint tea when they are ill, and we asked them how often.\n\
                     Keywords: mint; tea\n";

#[test]
fn a_page_with_parts_of_an_article_is_set_aside_by_its_own_first_line() {
    let crawl = json!({"url": "https://example.org/7", "text": PARTS}).to_string();
    let batch = read(&Crawl::BUILT_IN, &crawl);
    assert_eq!((batch.records.len(), batch.set_aside.len(), batch.without_record.len()), (0, 1, 0));
    let note = batch.notes.iter().find(|note| note.code.name == "crawl-page-not-read").expect("a note");
    assert!(note.message.contains("the page that starts with `Abstract`"), "{}", note.message);
}

#[test]
fn pages_may_stand_in_an_object_around_them() {
    let text = file("wprim/sample/input.txt");
    for wrapped in [
        json!({"pages": [{"url": "https://example.org/1", "text": text}, {"text": text}]}),
        json!({"results": [{"html": "<p>no article</p>", "text": text}, {"text": text}]}),
        json!({"crawl": [{"text": text, "data": [{"text": "x"}]}, {"text": text}], "site": "x"}),
    ] {
        for crawl in [wrapped.to_string(), format!("{wrapped:#}")] {
            assert!(sniff(&crawl), "{crawl:.60}");
            let batch = read(&Crawl::BUILT_IN, &crawl);
            assert_eq!((batch.records.len(), batch.set_aside.len()), (2, 0), "{crawl:.60}");
            for end in (0..crawl.len()).filter(|end| crawl.is_char_boundary(*end)).step_by(1499) {
                let (before, after) = crawl.split_at(Crawl::BUILT_IN.cut(&crawl[..end], &crawl));
                let count = |text| read(&Crawl::BUILT_IN, text).records.len();
                assert_eq!(count(before) + count(after), 2, "{end} of {crawl:.60}");
            }
        }
    }
}

#[test]
fn a_page_in_two_forms_is_read_from_one_and_the_other_is_told() {
    let text = file("wprim/sample/input.txt");
    let crawl = json!({"html": "<p>Please enable scripts.</p>", "text": text}).to_string();
    let batch = read(&Crawl::BUILT_IN, &crawl);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0));
    let note = batch.notes.iter().find(|note| note.code.name == "crawl-text-passed-over").expect("a note");
    assert_eq!(note.message, "the page was read from the member `text`, not from html");
}

#[test]
fn every_page_of_a_crawl_can_be_explained() {
    let text = file("wprim/sample/input.txt");
    let crawl = format!("{}\n{{oops}}\n{}\n", json!({"text": text}), json!({"text": "Log in"}));
    let explained = Crawl::BUILT_IN.explain(&crawl, "crawl.jsonl", None);
    let records: Vec<(u32, Option<u64>)> =
        explained.iter().map(|(line, it)| (*line, it.as_ref().ok().map(|it| it.records))).collect();
    assert_eq!(records, [(1, Some(1)), (2, None), (3, Some(0))]);
    assert_eq!(Crawl::BUILT_IN.explain(&crawl, "crawl.jsonl", Some(3)).len(), 1);
    assert_eq!(Crawl::BUILT_IN.explain(&crawl, "crawl.jsonl", Some(4)).len(), 0);
    // Rows end in a carriage return too, as spreadsheets write them.
    let table = "url,text\r\nhttps://example.org/1,\"Log\r\nin\"\r\nhttps://example.org/2,Log in\r\n";
    let lines: Vec<u32> =
        CrawlTable::BUILT_IN.explain(table, "crawl.csv", None).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn what_is_no_crawl_is_none() {
    assert!(!sniff(r#"[{"id": "k", "type": "book", "title": "T"}]"#));
    assert!(!sniff(r#"{"name": "x", "text": "one line"}"#));
    assert!(!sniff("text"));
    assert!(!sniff(r#"{"records": [{"page": "12-19", "url": "https://example.org", "title": "T"}]}"#));
    assert!(sniff(r#"{"url": "https://example.org", "text": "one line"}"#));
    let long = format!(r#"{{"url": "https://example.org", "text": "{}"#, "x".repeat(70_000));
    assert!(sniff(&long));
}

#[test]
fn any_cut_gives_the_same_records() {
    let text = file("wprim/sample/input.txt");
    let crawl = format!("{}\n{}\n", json!({"text": text}), json!({"text": text}));
    for end in (0..crawl.len()).filter(|end| crawl.is_char_boundary(*end)).step_by(37) {
        let cut = Crawl::BUILT_IN.cut(&crawl[..end], &crawl);
        let (before, after) = crawl.split_at(cut);
        let found =
            read(&Crawl::BUILT_IN, before).records.len() + read(&Crawl::BUILT_IN, after).records.len();
        assert_eq!(found, 2, "{end}");
    }
}

#[test]
fn members_may_be_named() {
    let text = file("wprim/sample/input.txt");
    let crawl = json!({"record": text, "where": "https://example.org/1", "text": "a summary"}).to_string();
    let members = Members { text: Some("record".into()), url: Some("where".into()), html: None };
    let batch = read(&Crawl::BUILT_IN.of_members(members), &crawl);
    assert_eq!(batch.records.len(), 1);
    assert_eq!(batch.records[0].urls[0].href, "https://example.org/1");
}
