//! CSL-YAML, written and read: what was written comes back, pandoc's ways to write it, broken items.

use crate::random_record::{Random, record};
use proptest::prelude::*;
use refmill::formats;
use refmill::page::example::facts;
use refmill::read::csl_yaml::{CslYaml, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{DateKind, Kind, Record};
use refmill::write::csl_yaml::CslYaml as Writing;
use refmill::write::{Losses, WriteOptions, Writer};
use std::fs;
use std::path::Path;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/csl-yaml").join(name);
    fs::read_to_string(path).expect("a fixture")
}

fn read_from(text: &str, head: &str, first_line: u32) -> Batch {
    let mut batch = Batch::default();
    CslYaml.read(Chunk { text, head, gathered: None, file: "x.yaml", first_line }, &mut batch);
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
    String::from_utf8(out).expect("YAML is UTF-8")
}

fn fact(record: &Record, name: &str) -> String {
    let shown =
        |value: toml::Value| value.as_str().map_or_else(|| value.to_string().replace('"', ""), str::to_owned);
    facts(record).remove(name).map(shown).unwrap_or_default()
}

fn date(record: &Record, kind: DateKind) -> String {
    record.date(kind).map(refmill::record::DateVal::iso).unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_record_comes_back(seed in any::<u64>(), count in 0_usize..4) {
        let mut random = Random::new(seed);
        let records: Vec<Record> = (0..count).map(|_| record(&mut random)).collect();
        let text = written(&records);
        let batch = read(&text);
        prop_assert_eq!(&batch.notes, &[], "{}", text);
        prop_assert_eq!(&batch.records, &records, "{}", text);
        prop_assert_eq!(written(&batch.records), text);
    }

    #[test]
    fn cuts_change_nothing(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let records = [record(&mut random), record(&mut random), record(&mut random)];
        let text = written(&records);
        let ends = (0..=text.len()).filter(|end| text.is_char_boundary(*end)).step_by(61);
        let cuts: std::collections::BTreeSet<usize> = ends.map(|end| CslYaml.cut(&text[..end], &text)).collect();
        prop_assert!(cuts.len() > 1);
        for cut in cuts {
            let (before, after) = text.split_at(cut);
            let line = u32::try_from(before.matches('\n').count()).expect("few") + 1;
            let mut both = read_from(before, &text, 1).records;
            both.extend(read_from(after, &text, line).records);
            prop_assert_eq!(&both, &records, "{}", cut);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "[-\\[\\]{}:&*!|>'\"#%~ a1\n]{0,60}|.{0,40}") {
        let batch = read(&text);
        prop_assert!(CslYaml.cut(&text, &text) <= text.len());
        prop_assert_eq!(batch.set_aside.len(), batch.notes.iter().filter(|note| {
            note.code.severity == refmill::report::Severity::Error
        }).count());
    }
}

#[test]
fn the_front_matter_of_a_text() {
    let batch = read(&fixture("front-matter.md"));
    let [article, book] = batch.records.as_slice() else { panic!("{:?}", batch.notes) };
    for (name, expected) in [
        ("title", "Progress: the treatment of tea drinkers"),
        ("authors", "[Ou, Wenxin, de la Cruz, Maria, Jr., {Tea Study Group}]"),
        ("journal", "Journal of Tea"),
        ("issued", "2022-04-10"),
        ("volume", "49"),
        ("issue", "4"),
        ("page", "217-221"),
        ("doi", "10.5555/tea.2022.1"),
        ("abstract", "Tea is hot.\n- It is no list."),
        ("type", "article-journal"),
    ] {
        assert_eq!(fact(article, name), expected, "{name}");
    }
    assert_eq!(article.titles[0].text.value.spans()[1].text, "tea");
    assert_eq!(article.provenance.format, "csl-yaml");
    assert_eq!(article.provenance.lines, Some((6, 30)));
    // `no` is a name here and not a truth value.
    assert_eq!((book.id.as_deref(), book.kind), (Some("no"), Kind::Book));
    assert_eq!(fact(book, "title"), "A book that goes on in the next line");
    assert_eq!(fact(book, "issued"), "2019-07");
    let told: Vec<(&str, Option<u32>)> =
        batch.notes.iter().map(|note| (note.code.name, note.place.line)).collect();
    assert_eq!(told, [("csl-yaml-around", Some(2))]);
}

#[test]
fn a_bare_list_with_older_dates_and_scalars_that_are_texts() {
    let batch = read(&fixture("bare.yaml"));
    let [old, page] = batch.records.as_slice() else { panic!("{:?}", batch.notes) };
    assert_eq!(date(old, DateKind::Issued), "2018-05/2018-06");
    assert_eq!((old.volume.as_deref(), old.issue.as_deref()), (Some("012"), Some("1e3")));
    assert_eq!((old.page_ranges.len(), old.article_number.as_deref()), (0, Some("1.50")));
    assert_eq!(old.notes[0].text, "yes");
    assert_eq!(page.id.as_deref(), Some("2022"));
    assert_eq!(date(page, DateKind::Issued), "2020 season 1");
    assert_eq!(date(page, DateKind::Accessed), "2021-01-02");
    let kept: Vec<(&str, &str)> =
        page.unknown.iter().map(|it| (it.tag.as_str(), it.value.as_str())).collect();
    assert_eq!(kept, [("colour", "red")]);
}

#[test]
fn a_broken_item_costs_no_other() {
    let batch = read(&fixture("broken.yaml"));
    let ids: Vec<_> = batch.records.iter().filter_map(|record| record.id.as_deref()).collect();
    assert_eq!(ids, ["a", "e"]);
    let told: Vec<(&str, Option<u32>)> =
        batch.notes.iter().map(|note| (note.code.name, note.place.line)).collect();
    assert_eq!(told.len(), 3, "{:?}", batch.notes);
    assert!(told.iter().all(|(code, _)| *code == "csl-yaml-item-broken"));
    assert_eq!(told[1].1, Some(10));
    assert_eq!(batch.notes[1].place.column, Some(10));
    let aside: Vec<u32> = batch.set_aside.iter().map(|it| it.line).collect();
    assert_eq!(aside, [5, 8, 11]);
}

#[test]
fn what_is_written_stands_as_pandoc_has_it() {
    let batch = read(
        "- id: a\n  type: book\n  title: 'no'\n  author:\n  - family: Ou\n    given: W.\n  issued: 2022-04\n  volume: '012'\n  abstract: 'a: b'\n",
    );
    let text = written(&batch.records);
    let shown: Vec<&str> = text.lines().filter(|line| !line.starts_with("  custom: ")).collect();
    assert_eq!(
        shown,
        [
            "---",
            "references:",
            "- id: a",
            "  citation-key: a",
            "  type: book",
            "  title: \"no\"",
            "  author:",
            "  - family: Ou",
            "    given: W.",
            "  issued:",
            "    date-parts:",
            "    - [2022, 4]",
            "  volume: \"012\"",
            "  abstract: \"a: b\"",
            "..."
        ]
    );
}

#[test]
fn the_file_is_known_by_the_type_of_its_first_item() {
    for name in ["front-matter.md", "bare.yaml", "broken.yaml"] {
        assert_eq!(
            formats::detect(&fixture(name), Some("txt")).map(|format| format.name),
            Some("csl-yaml"),
            "{name}"
        );
    }
    assert!(
        !sniff("- id: a\n  type: nonsense\n")
            && !sniff("- Author:\n  - type: book\n")
            && !sniff("type: book\nid: a\n")
    );
}
