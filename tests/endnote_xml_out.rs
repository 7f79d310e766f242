//! `EndNote` XML written: elements rule by rule, destinations, hostile values, and back to the same record.

use crate::random_record::{self, Random};
use refmill::formats;
use refmill::read::{Batch, Chunk};
use refmill::record::{Record, Role};
use refmill::write::destination::{self, DESTINATIONS};
use refmill::write::endnote_xml::EndNoteXml;
use refmill::write::{Losses, WriteOptions, Writer};
use serde_json::{Value, json};

fn record_of(value: &Value) -> Record {
    serde_json::from_value(value.clone()).expect("a record in JSON")
}

fn options_for(name: &str) -> WriteOptions {
    WriteOptions {
        destination: destination::by_name(name).expect("a destination"),
        ..WriteOptions::default()
    }
}

fn file(records: &[Record], options: &WriteOptions) -> (String, Losses) {
    let (mut out, mut losses) = (Vec::new(), Losses::default());
    EndNoteXml.begin(options, &mut out);
    for record in records {
        EndNoteXml.record(record, options, &mut out, &mut losses);
    }
    EndNoteXml.end(options, &mut out);
    (String::from_utf8(out).expect("UTF-8"), losses)
}

/// The elements of a record, without those that every record has.
fn elements_for(name: &str, value: &Value) -> Vec<String> {
    let (text, _) = file(&[record_of(value)], &options_for(name));
    let always = ["<?xml", "<xml>", "<record>", "<database", "<source-app", "<ref-type", "</record"];
    text.lines()
        .filter(|line| !always.iter().any(|start| line.starts_with(start)))
        .map(str::to_owned)
        .collect()
}

fn elements(value: &Value) -> Vec<String> {
    elements_for("generic", value)
}

fn read(text: &str) -> Batch {
    let reader = formats::by_name("endnote-xml").and_then(|it| it.reader).expect("a reader");
    let mut batch = Batch::default();
    reader.read(Chunk::whole(text, ""), &mut batch);
    batch
}

fn form(name: &Value, kind: &str) -> Value {
    json!({"name": name, "kind": kind, "raw": "", "confidence": "certain"})
}

#[test]
fn people_stand_in_lists_that_match() {
    let people = json!({"contributors": [
        {"role": "author", "forms": [
            form(&json!({"family": "Ou", "given": "WX"}), "romanised"),
            form(&json!({"family": "欧", "given": "文欣"}), "native")]},
        {"role": "author", "forms": [form(&json!({"literal": "A & B Group"}), "romanised")], "is_group": true},
        {"role": "editor", "forms": [form(&json!({"family": "Green", "given": "Ann"}), "romanised")]},
        {"role": "container-author", "forms": [form(&json!({"family": "Host", "given": "Ed"}), "romanised")]},
    ]});
    assert_eq!(
        elements(&people),
        [
            "<contributors><authors><author>Ou, W. X.</author><author>A &amp; B Group,</author></authors>\
             <secondary-authors><author>Green, Ann</author></secondary-authors>\
             <translated-authors><author>欧, 文欣</author><author>A &amp; B Group,</author></translated-authors></contributors>",
            "<notes>refmill leftover: Container authors: Host, Ed</notes>",
        ]
    );
    let mut book = people.clone();
    book["type"] = json!("book");
    assert!(elements(&book)[0].contains("<tertiary-authors><author>Green, Ann</author></tertiary-authors>"));
    let chinese = elements_for("zotero-cn", &people);
    assert!(chinese[0].starts_with("<contributors><authors><author>欧文欣</author>"), "{}", chinese[0]);
    assert!(chinese[0].contains("<translated-authors><author>Ou, W. X.</author>"), "{}", chinese[0]);
}

#[test]
fn titles_and_journals_have_runs_and_places() {
    let water = json!([{"text": "H"}, {"text": "2", "style": {"subscript": true}}, {"text": "O in "},
        {"text": "mice", "style": {"italic": true, "bold": true}}, {"text": " <5%"}]);
    let value = json!({
        "titles": [{"value": water, "role": "main", "lang": "en"}, {"value": "水", "role": "vernacular", "lang": "zh"},
            {"value": "Water", "role": "short"}, {"value": "Wasser", "role": "alternative", "lang": "de"}],
        "container_titles": [{"value": "Journal of Water", "role": "main"}, {"value": "J Water", "role": "abbrev"},
            {"value": "水杂志", "role": "vernacular"}],
    });
    let run = |face: &str, text: &str| {
        format!("<style face=\"{face}\" font=\"default\" size=\"100%\">{text}</style>")
    };
    let title = [
        run("normal", "H"),
        run("subscript", "2"),
        run("normal", "O in "),
        run("bold italic", "mice"),
        run("normal", " &lt;5%"),
    ]
    .concat();
    assert_eq!(
        elements(&value),
        [
            format!(
                "<titles><title>{title}</title><secondary-title>Journal of Water</secondary-title>\
                 <alt-title>水杂志</alt-title><short-title>Water</short-title>\
                 <translated-title>水</translated-title></titles>"
            ),
            "<periodical><abbr-1>J Water</abbr-1><full-title>Journal of Water</full-title></periodical>"
                .to_owned(),
            "<notes>refmill leftover: Alternative title [de]: Wasser</notes>".to_owned(),
        ]
    );
    let small =
        json!({"titles": [{"value": [{"text": "A", "style": {"small_caps": true}}], "role": "main"}]});
    let (_, losses) = file(&[record_of(&small)], &WriteOptions::default());
    assert_eq!(losses.records.keys().copied().collect::<Vec<_>>(), ["markup"]);
}

#[test]
fn numbers_dates_and_the_rest() {
    let value = json!({
        "type": "article-journal",
        "identifiers": [{"scheme": "doi", "value": "10.1000/a<b"}, {"scheme": "pmid", "value": "123"},
            {"scheme": "pmcid", "value": "PMC9"}, {"scheme": "wprim", "value": "7"}, {"scheme": "isbn", "value": "9783161484100"}],
        "issns": [{"value": "1673-4408", "medium": "print"}, {"value": "0028-4793", "medium": "electronic"}],
        "dates": [{"kind": "issued", "start": {"year": 2022, "month": 4}, "end": {"year": 2022, "month": 5}},
            {"kind": "epub", "start": {"year": 2022, "month": 3, "day": 9}}, {"kind": "received", "start": {"year": 2021}},
            {"kind": "accessed", "start": {"year": 2023, "month": 1, "day": 2}}],
        "volume": "49", "issue": "4 Suppl 1", "article_number": "e15",
        "page_ranges": [{"first": "217", "last": "221"}, {"first": "225"}],
        "languages": [{"text": "chi", "tag": "zh"}], "countries": [{"text": "China", "code": "CN"}],
        "terms": [{"value": "tea; green", "vocab": "author"}, {"value": "Purpura", "vocab": "mesh", "qualifiers": ["drug therapy"], "major": true}],
        "abstracts": [{"value": "One.\nTwo."}, {"value": "一", "lang": "zh"}],
        "urls": [{"href": "https://example.org/?a=1&b", "kind": "landing"}, {"href": "https://example.org/a.pdf", "kind": "pdf"}],
        "database": {"name": "WPRIM", "provider": "WHO"},
        "notes": [{"text": "A note"}, {"text": "refmill leftover: PMID: 5"}],
        "funding": [{"text_raw": "NSFC 8"}],
        "publisher": "Press", "publisher_place": "Beijing", "genre": "Review",
        "citation_key": {"value": "ou2022"},
    });
    assert_eq!(
        elements(&value),
        [
            "<pages>217-221, 225</pages>",
            "<volume>49</volume>",
            "<number>4 Suppl 1</number>",
            "<edition>2022/03/09</edition>",
            "<keywords><keyword>tea; green</keyword><keyword>Purpura/drug therapy</keyword></keywords>",
            "<dates><year>2022</year><pub-dates><date>2022-04/2022-05</date></pub-dates></dates>",
            "<pub-location>Beijing</pub-location>",
            "<publisher>Press</publisher>",
            "<isbn>1673-4408 (Print)&#xD;0028-4793 (Electronic)&#xD;9783161484100</isbn>",
            "<accession-num>123</accession-num>",
            "<abstract>One.&#xD;Two.</abstract>",
            "<label>ou2022</label>",
            "<notes>A note&#xD;Note: refmill leftover: PMID: 5&#xD;refmill leftover: PMID: 123 | WPRIM ID: 7 | Received: 2021 \
             | MeSH (major): Purpura/drug therapy | Country: China | Abstract [zh]: 一 | Funding: NSFC 8</notes>",
            "<work-type>Review</work-type>",
            "<urls><pdf-urls><url>https://example.org/a.pdf</url></pdf-urls>\
             <related-urls><url>https://example.org/?a=1&amp;b</url></related-urls></urls>",
            "<custom2>PMC9</custom2>",
            "<custom7>e15</custom7>",
            "<electronic-resource-num>10.1000/a&lt;b</electronic-resource-num>",
            "<remote-database-name>WPRIM</remote-database-name>",
            "<remote-database-provider>WHO</remote-database-provider>",
            "<language>Chinese</language>",
            "<access-date>2023-01-02</access-date>",
        ]
    );
    let zotero = elements_for("zotero", &value);
    assert!(zotero.contains(&"<isbn>1673-4408&#xD;9783161484100</isbn>".to_owned()), "{zotero:#?}");
    assert!(zotero.contains(&"<language>zh</language>".to_owned()));
    let addresses = "<urls><web-urls><url>https://example.org/?a=1&amp;b</url></web-urls>";
    assert!(zotero.iter().any(|line| line.starts_with(addresses)), "{zotero:#?}");
    assert!(zotero.iter().any(|line| line.contains("ISSN: 0028-4793 (Electronic)")));
}

#[test]
fn what_endnote_had_goes_back_to_its_place() {
    let path = format!("{}/fixtures/endnote-xml/every-element.xml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a fixture");
    let records = read(&text).records;
    let (written, _) = file(&records, &WriteOptions::default());
    for element in [
        "<call-num>QV 137</call-num>",
        "<tertiary-title>A tertiary title</tertiary-title>",
        "<copyright-dates><date>2021</date></copyright-dates>",
        "<custom1>A legal note</custom1>",
        "<research-notes>Read twice</research-notes>",
        "<image-urls><url>https://example.org/cup.png</url></image-urls>",
        "<url>internal-pdf://0123/Ou-2022.pdf</url>",
    ] {
        assert!(written.contains(element), "{element}\n{written}");
    }
    let mut again = read(&written).records;
    for (one, other) in records.iter().zip(&mut again) {
        other.provenance = one.provenance.clone();
        other.warnings.clone_from(&one.warnings);
        other.unknown.sort_by(|a, b| a.tag.cmp(&b.tag));
        let mut one = one.clone();
        one.unknown.sort_by(|a, b| a.tag.cmp(&b.tag));
        // The identifier and the order of notes aside, which the file does not say.
        assert_eq!(one.titles, other.titles);
        assert_eq!(one.contributors, other.contributors);
        assert_eq!(one.container_titles, other.container_titles);
        assert_eq!(one.issns, other.issns);
        assert_eq!(
            one.dates,
            other
                .dates
                .iter()
                .map(|date| refmill::record::DateVal {
                    text_raw: one
                        .dates
                        .iter()
                        .find(|it| it.kind == date.kind)
                        .map(|it| it.text_raw.clone())
                        .unwrap_or_default(),
                    ..date.clone()
                })
                .collect::<Vec<_>>()
        );
        assert_eq!(one.page_ranges.len(), other.page_ranges.len());
        assert_eq!(one.abstracts, other.abstracts);
        let sorted = |record: &Record| {
            let mut terms = record.terms.clone();
            terms.sort_by(|a, b| a.value.cmp(&b.value));
            terms
        };
        assert_eq!(sorted(&one), sorted(other));
        assert_eq!(one.urls.len(), other.urls.len());
        assert_eq!(one.unknown, other.unknown);
    }
}

#[test]
fn our_own_file_comes_back_byte_for_byte() {
    for case in ["sample", "rich"] {
        let path = format!("{}/fixtures/write/{case}/endnote-xml.xml", env!("CARGO_MANIFEST_DIR"));
        let golden = std::fs::read_to_string(path).expect("a golden file");
        let batch = read(&golden);
        assert!(batch.set_aside.is_empty());
        assert_eq!(file(&batch.records, &WriteOptions::default()).0, golden, "{case}");
    }
}

/// The words of a text as they must come back: in one line, without what no text of a record keeps.
fn words(text: &str) -> String {
    let kept = refmill::value::text::clean(text).text;
    kept.chars().filter(|it| !it.is_whitespace()).collect()
}

#[test]
fn any_record_is_one_element_that_is_read_back() {
    let mut random = Random::new(17);
    for _ in 0..400 {
        let record = random_record::record(&mut random);
        for destination in DESTINATIONS.iter().filter(|it| it.takes("endnote-xml")) {
            let (text, _) = file(&[record.clone(), record.clone()], &options_for(destination.name));
            let batch = read(&text);
            assert_eq!((batch.records.len(), batch.set_aside.len()), (2, 0), "{text}");
            assert!(!text.chars().any(|it| it.is_control() && it != '\n'), "{text:?}");
        }
        let (text, _) = file(std::slice::from_ref(&record), &WriteOptions::default());
        let back = read(&text).records.remove(0);
        let one = |value: &Option<String>| words(value.as_deref().unwrap_or_default());
        assert_eq!(one(&back.publisher), one(&record.publisher), "{text}");
        assert_eq!(one(&back.publisher_place), one(&record.publisher_place), "{text}");
        let bodies = |record: &Record| record.with_role(Role::Author).count();
        assert!(bodies(&back) <= bodies(&record), "{text}");
        let keywords: Vec<String> = record
            .terms
            .iter()
            .filter(|term| {
                let is_keyword = term.vocab == refmill::record::Vocabulary::Author;
                is_keyword && term.qualifiers.is_empty()
            })
            .map(|term| words(&term.value))
            .filter(|word| !word.is_empty())
            .collect();
        let found: Vec<String> = back.terms.iter().map(|term| words(&term.value)).collect();
        for keyword in keywords {
            assert!(found.contains(&keyword), "{keyword:?} in {text}");
        }
    }
}
