//! `OpenAlex`'s JSON read: what each member becomes, lists and snapshots, broken works.

use refmill::formats;
use refmill::page::example::facts;
use refmill::read::openalex::{OpenAlex, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{Kind, Medium, Record, UrlKind, Vocabulary};
use std::fs;
use std::path::Path;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/openalex").join(name);
    fs::read_to_string(path).expect("a fixture")
}

fn read_from(text: &str, head: &str, first_line: u32) -> Batch {
    let mut batch = Batch::default();
    OpenAlex.read(Chunk { text, head, gathered: None, file: "x.json", first_line }, &mut batch);
    batch
}

fn read(text: &str) -> Batch {
    read_from(text, text, 1)
}

fn fact(record: &Record, name: &str) -> String {
    let shown =
        |value: toml::Value| value.as_str().map_or_else(|| value.to_string().replace('"', ""), str::to_owned);
    facts(record).remove(name).map(shown).unwrap_or_default()
}

fn unknown(record: &Record) -> Vec<String> {
    record.unknown.iter().map(|field| format!("{} = {}", field.tag, field.value)).collect()
}

fn codes(batch: &Batch) -> Vec<&str> {
    batch.notes.iter().map(|note| note.code.name).collect()
}

#[test]
fn every_member_of_a_work_has_its_field() {
    let batch = read(&fixture("every-member.json"));
    assert_eq!(batch.records.len(), 1);
    let record = &batch.records[0];
    for (name, expected) in [
        ("title", "Progress in the treatment of tea drinkers"),
        ("authors", "[Ou, Wenxin, de la Cruz, Maria]"),
        ("author-affiliations", "[[a1, a2], [a1]]"),
        ("journal", "Journal of Tea"),
        ("issued", "2022-04-10"),
        ("volume", "49"),
        ("issue", "4"),
        ("page", "217-221"),
        ("type", "article-journal"),
        ("genre", "Review"),
        ("publication-types", "[Review]"),
        ("language-tag", "en"),
        ("publisher", "Example Press"),
        ("doi", "10.5555/tea.2022.1"),
        ("pmid", "35000001"),
        ("pmcid", "PMC9000001"),
        ("mesh", "[Purpura/drug therapy/genetics, Humans]"),
        ("funding", "[Example Fund 12-34, Example Fund 56-78, Society of Tea]"),
        ("abstract", "Tea contains water. Green Tea is hot."),
    ] {
        assert_eq!(fact(record, name), expected, "{name}");
    }
    assert_eq!(record.titles.len(), 1);
    assert_eq!(record.titles[0].text.value.spans()[1].text, "tea");
    assert_eq!(
        (record.identifier("openalex"), record.identifier("mag")),
        (Some("W1000000001"), Some("1000000001"))
    );
    assert_eq!(record.identifiers.len(), 5);
    let first = &record.contributors[0];
    assert_eq!(first.orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(first.other_ids[0].value, "A1000000001");
    assert!(first.corresponding && !record.contributors[1].corresponding);
    let institutions: Vec<(String, Option<&str>, Option<&str>)> = record
        .affiliations
        .iter()
        .map(|it| (it.texts[0].to_plain(), it.ror.as_deref(), it.country.as_deref()))
        .collect();
    assert_eq!(
        institutions,
        [
            (
                "Department of Tea, Example Hospital, Beijing".to_owned(),
                Some("https://ror.org/00example0"),
                Some("CN")
            ),
            ("Institute of Cups, Manila".to_owned(), None, None)
        ]
    );
    let issns: Vec<(&str, Medium)> = record.issns.iter().map(|it| (it.value.as_str(), it.medium)).collect();
    assert_eq!(issns, [("1673-4408", Medium::Linking), ("0028-4793", Medium::Unknown)]);
    let keywords: Vec<&str> = record.terms_of(Vocabulary::Other).map(|term| term.value.as_str()).collect();
    assert_eq!(keywords, ["Tea"]);
    let purpura = record.terms_of(Vocabulary::Mesh).next().expect("a heading");
    assert_eq!((purpura.ui.as_deref(), purpura.major), (Some("D011696"), true));
    assert_eq!(record.funding[2].id.as_deref(), Some("https://ror.org/00example2"));
    assert_eq!(record.license.as_deref(), Some("cc-by"));
    assert_eq!(record.status, None);
    let urls: Vec<(&str, UrlKind)> = record.urls.iter().map(|it| (it.href.as_str(), it.kind)).collect();
    assert_eq!(
        urls,
        [
            ("https://example.org/article/1", UrlKind::Landing),
            ("https://example.org/tea.pdf", UrlKind::Pdf),
            ("https://pubmed.ncbi.nlm.nih.gov/35000001", UrlKind::Database)
        ]
    );
    assert_eq!(unknown(record), [""; 0]);
    assert!(codes(&batch).contains(&"references-not-read"));
}

#[test]
fn a_list_of_the_api_is_read_work_by_work() {
    let text = fixture("list.json");
    let batch = read(&text);
    let titles: Vec<String> = batch.records.iter().map(|record| fact(record, "title")).collect();
    assert_eq!(titles, ["One", "Two"]);
    let one = &batch.records[0];
    // The first of January is what stands there where only the year is known.
    assert_eq!((fact(one, "issued").as_str(), one.dates[0].text_raw.as_str()), ("2021", "2021-01-01"));
    assert_eq!((one.article_number.as_deref(), one.kind), (Some("e15"), Kind::Article));
    assert_eq!((batch.records[1].kind, batch.records[1].status.as_deref()), (Kind::Book, Some("retracted")));
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        let cut = OpenAlex.cut(&text[..end], &text);
        let (before, after) = text.split_at(cut);
        let count = read_from(before, &text, 1).records.len() + read_from(after, &text, 1).records.len();
        assert_eq!(count, 2, "{end}");
    }
}

#[test]
fn works_of_the_snapshot_and_older_members() {
    let batch = read(&fixture("snapshot.jsonl"));
    let [preprint, paper, old, erratum] = batch.records.as_slice() else { panic!("{:?}", batch.notes) };
    assert_eq!((preprint.kind, preprint.genre.as_deref()), (Kind::Article, Some("Preprint")));
    assert_eq!(
        (preprint.publisher.as_deref(), preprint.container_titles.len()),
        (Some("arXiv (Example)"), 0)
    );
    assert_eq!(preprint.identifier("doi"), Some("10.5555/pre"));

    assert_eq!(paper.kind, Kind::PaperConference);
    assert_eq!(paper.affiliations[0].texts[0].to_plain(), "Example University");
    assert_eq!(paper.affiliations[0].ror.as_deref(), Some("https://ror.org/00example5"));
    assert!(paper.author_list_truncated.is_some());

    assert_eq!(
        (fact(old, "journal").as_str(), old.publisher.as_deref()),
        ("Journal of Tea", Some("Example Press"))
    );
    assert_eq!((fact(old, "issued").as_str(), old.kind), ("2001", Kind::ArticleJournal));
    assert_eq!(fact(old, "abstract"), "One word");
    // Two institutions in one text: whose number is whose, nobody says.
    assert_eq!(
        unknown(old),
        ["authorships.institutions = X https://ror.org/x", "authorships.institutions = Y https://ror.org/y"]
    );
    assert!(codes(&batch).contains(&"openalex-abstract-gaps"));

    assert_eq!((erratum.kind, erratum.genre.as_deref()), (Kind::ArticleJournal, Some("Published Erratum")));
    assert_eq!(unknown(erratum), ["primary_location.raw_source_name = Tea, the Journal"]);
}

#[test]
fn a_broken_work_costs_no_other_and_nothing_odd_is_lost() {
    let batch = read(&fixture("broken.jsonl"));
    let titles: Vec<String> = batch.records.iter().map(|record| fact(record, "title")).collect();
    assert_eq!(titles, ["Good", "Odd", "Last"]);
    let mut kept = unknown(&batch.records[1]);
    kept.sort_unstable();
    assert_eq!(
        kept,
        [
            "abstract_inverted_index = a: [\"x\"]",
            "authorships = Ou W",
            "authorships = {\"author\":{\"id\":\"A1\"}}",
            "biblio.shelf = A",
            "colour = red",
            "ids = [\"x\"]",
            "mesh = Purpura",
            "title = {\"x\":1}"
        ]
    );
    assert_eq!(batch.records[1].dates[0].text_raw, "soon");
    let places: Vec<(&str, Option<u32>, Option<u32>)> = batch
        .notes
        .iter()
        .filter(|note| note.code.severity == refmill::report::Severity::Error)
        .map(|note| (note.code.name, note.place.line, note.place.column))
        .collect();
    assert_eq!(places, [("openalex-work-broken", Some(2), Some(49)), ("openalex-no-work", Some(4), Some(1))]);
}

#[test]
fn works_of_openalex_are_known_and_nothing_else_is() {
    for name in ["every-member.json", "list.json", "snapshot.jsonl", "broken.jsonl"] {
        let text = fixture(name);
        assert_eq!(
            formats::detect(&text, Some("json")).map(|format| format.name),
            Some("openalex"),
            "{name}"
        );
    }
    assert!(sniff(&fixture("every-member.json")[..300]));
    assert!(!sniff(r#"{"id":"https://openalex.org/A1","display_name":"X"}"#) && !sniff(r#"[{"id":"W1"}]"#));
}

#[test]
fn no_cut_of_a_work_makes_it_panic() {
    let text = fixture("every-member.json");
    for (end, _) in text.char_indices().step_by(7) {
        assert!(read(&text[..end]).records.len() <= 1);
    }
}
