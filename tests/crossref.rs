//! Crossref's JSON read: what each member becomes, lists and dumps, broken works, what it is told apart from.

use refmill::formats;
use refmill::page::example::facts;
use refmill::read::crossref::{Crossref, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{DateKind, Kind, Medium, Record, Role, TitleRole, UrlKind, Vocabulary};
use std::fs;
use std::path::Path;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/crossref").join(name);
    fs::read_to_string(path).expect("a fixture")
}

fn read_from(text: &str, head: &str, first_line: u32) -> Batch {
    let mut batch = Batch::default();
    Crossref.read(Chunk { text, head, gathered: None, file: "x.json", first_line }, &mut batch);
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

fn links(record: &Record) -> Vec<&str> {
    let of_articles = |note: &&refmill::record::FreeNote| note.kind.as_deref() == Some("linked-article");
    record.notes.iter().filter(of_articles).map(|note| note.text.as_str()).collect()
}

fn date(record: &Record, kind: DateKind) -> String {
    record.date(kind).map(refmill::record::DateVal::iso).unwrap_or_default()
}

#[test]
fn every_member_of_an_article_has_its_field() {
    let batch = read(&fixture("every-member.json"));
    assert_eq!(batch.records.len(), 1);
    let record = &batch.records[0];
    for (name, expected) in [
        ("title", "Progress in the treatment of tea drinkers"),
        ("authors", "[Ou, Wenxin, de la Cruz, Maria, Jr., {Tea Study Group}]"),
        ("author-affiliations", "[[a1, a2], [a1], []]"),
        ("journal", "Journal of Tea"),
        ("journal-abbreviation", "J Tea"),
        ("issued", "2022-04"),
        ("epub", "2022-03-09"),
        ("received", "2021-10-18"),
        ("volume", "49"),
        ("issue", "4"),
        ("page", "217-221"),
        ("type", "article-journal"),
        ("language-tag", "zh"),
        ("publisher", "Example Press"),
        ("database", "Crossref"),
        ("funding", "[Example Fund 12-34, Example Fund 56-78, Society of Tea]"),
    ] {
        assert_eq!(fact(record, name), expected, "{name}");
    }
    assert_eq!(date(record, DateKind::Accepted), "2022-02-01");
    assert_eq!(record.titles[0].text.value.spans()[1].text, "tea");
    let title = |role| record.title(role).map(refmill::record::Text::to_plain).unwrap_or_default();
    assert_eq!(title(TitleRole::Vernacular), "喝茶者治疗的研究进展");
    assert_eq!(
        (title(TitleRole::Short), title(TitleRole::Subtitle)),
        ("Tea drinkers".into(), "A review".into())
    );
    assert_eq!(record.contributors[0].orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert!(record.contributors[2].is_group);
    let roles: Vec<Role> = record.contributors.iter().map(|person| person.role).collect();
    assert_eq!(roles, [Role::Author, Role::Author, Role::Author, Role::Editor, Role::Translator]);
    let institutions: Vec<(String, Option<&str>)> =
        record.affiliations.iter().map(|it| (it.texts[0].to_plain(), it.ror.as_deref())).collect();
    assert_eq!(
        institutions,
        [
            ("Department of Tea, Example Hospital".to_owned(), Some("https://ror.org/00example0")),
            ("Institute of Cups, Example University, Beijing, China".to_owned(), None)
        ]
    );
    let numbers: Vec<(&str, &str)> =
        record.identifiers.iter().map(|it| (it.scheme.as_str(), it.value.as_str())).collect();
    assert_eq!(
        numbers,
        [
            ("doi", "10.5555/TEA.2022.1"),
            ("publisher-id", "S0000-0000(22)00001-5"),
            ("clinical-trial", "NCT00000000")
        ]
    );
    let issns: Vec<(&str, Medium)> = record.issns.iter().map(|it| (it.value.as_str(), it.medium)).collect();
    assert_eq!(issns, [("1673-4408", Medium::Print), ("0028-4793", Medium::Electronic)]);
    let sections: Vec<(&str, String)> =
        record.abstracts[0].sections.iter().map(|it| (it.label.as_str(), it.text.to_plain())).collect();
    assert_eq!(
        sections,
        [
            ("Background", "Tea contains H2O & more.".to_owned()),
            ("Methods", "Cups were counted.\nTwice.".to_owned())
        ]
    );
    assert!(!record.abstracts[0].sections[0].text.is_plain());
    let subjects: Vec<&str> = record.terms_of(Vocabulary::Other).map(|term| term.value.as_str()).collect();
    assert_eq!(subjects, ["Hematology", "Food Science"]);
    assert_eq!(record.funding[0].id.as_deref(), Some("10.13039/999999999901"));
    assert_eq!(record.funding[1].award.as_deref(), Some("56-78"));
    assert_eq!(record.license.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
    assert_eq!(record.publisher_place.as_deref(), Some("Manila"));
    let urls: Vec<(&str, UrlKind)> = record.urls.iter().map(|it| (it.href.as_str(), it.kind)).collect();
    assert_eq!(
        urls,
        [
            ("https://example.org/article/1", UrlKind::Landing),
            ("https://doi.org/10.5555/tea.2022.1", UrlKind::Doi),
            ("https://example.org/tea.pdf", UrlKind::Pdf),
            ("https://example.org/tea.xml", UrlKind::Fulltext)
        ]
    );
    assert_eq!(links(record), ["Has preprint: 10.5555/pre.1"]);
    // The licence for text mining is the only one that no field takes.
    assert_eq!(unknown(record), ["license = https://example.org/tdm"]);
    let codes: Vec<&str> = batch.notes.iter().map(|note| note.code.name).collect();
    assert_eq!(codes, ["markup-recognised", "json-member-unknown", "references-not-read"]);
    assert!(batch.notes[2].message.contains("2 references"));
    assert_eq!(record.provenance.lines, Some((1, 78)));
}

#[test]
fn a_list_of_the_api_is_read_work_by_work() {
    let text = fixture("list.json");
    let batch = read(&text);
    let titles: Vec<String> = batch.records.iter().map(|record| fact(record, "title")).collect();
    assert_eq!(titles, ["One", "Two"]);
    assert_eq!(batch.records[0].article_number.as_deref(), Some("e15"));
    let book = &batch.records[1];
    assert_eq!((book.kind, book.type_raw.as_deref()), (Kind::Book, Some("book")));
    assert_eq!(book.identifier("isbn"), Some("9783161484100"));
    assert_eq!(fact(book, "issued"), "2019-07");
    assert_eq!(unknown(book), ["edition-number = 2"]);
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        let cut = Crossref.cut(&text[..end], &text);
        let (before, after) = text.split_at(cut);
        let count = read_from(before, &text, 1).records.len() + read_from(after, &text, 1).records.len();
        assert_eq!(count, 2, "{end}");
    }
}

#[test]
fn works_of_the_dump() {
    let text = fixture("dump.jsonl");
    let batch = read(&text);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (6, 0));
    let [preprint, chapter, thesis, notice, paper, retracted] = batch.records.as_slice() else { return };

    assert_eq!((preprint.kind, preprint.genre.as_deref()), (Kind::Article, Some("Preprint")));
    assert_eq!(fact(preprint, "issued"), "2021-06-01");
    assert_eq!(links(preprint), ["Is preprint of: 10.5555/TEA.2022.1"]);
    assert_eq!(fact(preprint, "abstract"), "One paragraph.\nAnother with marks.");
    assert_eq!(preprint.publisher.as_deref(), Some("Example Server"));
    assert_eq!(preprint.abstracts[0].text.value.spans()[1].text, "marks");
    assert_eq!(unknown(preprint), ["institution.acronym = [\"ES\"]"]);

    assert_eq!(chapter.kind, Kind::Chapter);
    let books: Vec<String> = chapter.container_titles.iter().map(|it| it.text.to_plain()).collect();
    assert_eq!(books, ["The Book of Cups", "Lectures on Tea"]);
    assert_eq!(fact(chapter, "authors"), "[{Plato}]");
    assert!(!chapter.contributors[0].is_group);
    let headings: Vec<&str> = chapter.abstracts[0].sections.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(headings, ["Background", "Results"]);

    assert_eq!((thesis.kind, thesis.genre.as_deref()), (Kind::Thesis, Some("PhD")));
    assert_eq!(fact(thesis, "issued"), "2017-05");
    assert_eq!(unknown(thesis), ["institution = Example University, Manila"]);

    assert_eq!(links(notice), ["Retraction of: 10.5555/tea.1"]);
    assert_eq!(fact(notice, "publication-types"), "[Retraction of Publication]");
    assert_eq!((notice.kind, notice.status.as_deref()), (Kind::ArticleJournal, None));

    assert_eq!(fact(paper, "title"), "A x2 paper");
    assert_eq!(
        unknown(paper),
        [
            "chair = R, Chai",
            "event.location = Manila",
            "event.name = Congress of Tea",
            "event.start = {\"date-parts\":[[2020,1,2]]}"
        ]
    );

    assert_eq!(retracted.status.as_deref(), Some("retracted"));
    assert_eq!(links(retracted), ["Retraction in: 10.5555/notice.1"]);
    assert_eq!(fact(retracted, "abstract"), "Plain words: p < 0.05.");
}

#[test]
fn a_broken_work_costs_no_other_and_nothing_odd_is_lost() {
    let batch = read(&fixture("broken.jsonl"));
    let dois: Vec<_> = batch.records.iter().filter_map(|record| record.identifier("doi")).collect();
    assert_eq!(dois, ["10.5555/a", "10.5555/b", "10.5555/c"]);
    let odd = &batch.records[1];
    assert_eq!((odd.kind, odd.type_raw.as_deref()), (Kind::Document, Some("strange-type")));
    assert_eq!(fact(odd, "title"), "B");
    assert_eq!(fact(odd, "abstract"), "not closed");
    assert_eq!(odd.dates[0].text_raw, "[[2022,13,1]]");
    let mut kept = unknown(odd);
    kept.sort_unstable();
    assert_eq!(
        kept,
        [
            "ISSN = 1234-5678",
            "author = Ou W",
            "colour = red",
            "funder = G",
            "funder.mood = calm",
            "volume = {\"x\":1}"
        ]
    );
    assert_eq!(unknown(&batch.records[2]), ["title (repeated) = [\"C\"]"]);
    let places: Vec<(&str, Option<u32>, Option<u32>)> = batch
        .notes
        .iter()
        .filter(|note| note.code.severity == refmill::report::Severity::Error)
        .map(|note| (note.code.name, note.place.line, note.place.column))
        .collect();
    assert_eq!(
        places,
        [
            ("crossref-work-broken", Some(2), Some(61)),
            ("crossref-work-broken", Some(4), Some(144)),
            ("crossref-no-work", Some(5), Some(1))
        ]
    );
    let codes: Vec<&str> = batch.notes.iter().map(|note| note.code.name).collect();
    assert!(codes.contains(&"csl-date-unreadable") && codes.contains(&"json-member-repeated"), "{codes:?}");
}

#[test]
fn works_of_crossref_are_known_and_nothing_else_is() {
    for name in ["every-member.json", "list.json", "dump.jsonl", "broken.jsonl"] {
        let text = fixture(name);
        assert_eq!(
            formats::detect(&text, Some("json")).map(|format| format.name),
            Some("crossref"),
            "{name}"
        );
    }
    // The public dump: an object around a list.
    let dump = format!("{{\"items\":[{}]}}", fixture("dump.jsonl").trim().replace('\n', ",\n"));
    assert_eq!(formats::detect(&dump, None).map(|format| format.name), Some("crossref"));
    assert_eq!(read(&dump).records.len(), 6);
    // Only a start of a long work.
    assert!(sniff(&fixture("dump.jsonl")[..250]));
    let csl = r#"[{"id":"a","type":"book","DOI":"10.1/x","title":"T","score":1}]"#;
    assert_eq!(formats::detect(csl, None).map(|format| format.name), Some("csl-json"));
    let journals = r#"{"status":"ok","message-type":"journal-list","message-version":"1.0.0","message":{"items":[{"title":"J","ISSN":[]}]}}"#;
    assert!(!sniff(journals) && !sniff("{}") && !sniff("DOI member prefix"));
}

#[test]
fn no_cut_of_a_work_makes_it_panic() {
    let text = fixture("every-member.json");
    for (end, _) in text.char_indices().step_by(7) {
        assert!(read(&text[..end]).records.len() <= 1);
    }
}
