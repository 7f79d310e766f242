//! `PubMed` XML read: what each element becomes, broken files, chunks.

use refmill::formats;
use refmill::page::example::facts;
use refmill::read::pubmed::{Pubmed, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{DateKind, Kind, Medium, Record, Role, TitleRole, Vocabulary};

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/pubmed/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a fixture")
}

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    Pubmed.read(Chunk::whole(text, "x.xml"), &mut batch);
    batch
}

fn fact(record: &Record, name: &str) -> String {
    let value = facts(record).remove(name);
    let shown =
        |value: toml::Value| value.as_str().map_or_else(|| value.to_string().replace('"', ""), str::to_owned);
    value.map(shown).unwrap_or_default()
}

#[test]
fn every_element_has_its_field() {
    let batch = read(&fixture("every-element.xml"));
    assert_eq!((batch.records.len(), batch.set_aside.len()), (3, 0), "{:?}", batch.notes);
    let record = &batch.records[0];
    assert_eq!(record.kind, Kind::ArticleJournal);
    assert_eq!(record.identifier("pmid"), Some("35000001"));
    assert_eq!(record.identifier("pmcid"), Some("PMC7654321"));
    assert_eq!(record.identifier("doi"), Some("10.1000/tea.2022.1"));
    assert_eq!(record.identifier("pii"), Some("S0140-6736(20)30183-5"));
    assert_eq!(record.identifier("mid"), Some("NIHMS000001"));
    assert_eq!(record.identifier("kie"), Some("12345"));
    let title = record.title(TitleRole::Main).expect("a title");
    assert_eq!(title.to_plain(), "Effect of CO2 and Camellia sinensis on sleep: in vitro");
    let italic: Vec<&str> =
        title.value.spans().iter().filter(|it| it.style.italic).map(|it| it.text.as_str()).collect();
    assert_eq!(italic, ["Camellia sinensis", "in vitro"]);
    assert!(record.title_marks.brackets && record.title_marks.final_dot);
    assert_eq!(
        record.title(TitleRole::Vernacular).map(|it| (it.to_plain(), it.lang.clone())),
        Some(("二氧化碳和茶树对睡眠的影响。".to_owned(), Some("zh-Hans".to_owned())))
    );
    assert_eq!(fact(record, "journal"), "Journal of tea & sleep");
    let abbreviations: Vec<(String, Option<&str>)> =
        record.container_titles[1..].iter().map(|it| (it.text.to_plain(), it.scheme.as_deref())).collect();
    assert_eq!(
        abbreviations,
        [("J. Tea Sleep".to_owned(), Some("iso4")), ("J Tea Sleep".to_owned(), Some("medlineta"))]
    );
    let issns: Vec<(&str, Medium)> = record.issns.iter().map(|it| (it.value.as_str(), it.medium)).collect();
    assert_eq!(issns, [("1673-4408", Medium::Print), ("0028-4793", Medium::Linking)]);
    assert_eq!(record.volume.as_deref(), Some("49"));
    assert_eq!(record.issue.as_deref(), Some("4 Suppl 1"));
    assert_eq!(record.pages().as_deref(), Some("217-221"));
    assert_eq!(record.article_number, None);
    let date = |kind| record.date(kind).and_then(|date| date.start).map(|it| (it.year, it.month, it.day));
    assert_eq!(date(DateKind::Issued), Some((2022, Some(4), Some(10))));
    assert_eq!(date(DateKind::Epub), Some((2022, Some(3), Some(9))));
    assert_eq!(date(DateKind::Received), Some((2021, Some(10), Some(18))));
    assert_eq!(date(DateKind::Revised), Some((2021, Some(12), Some(1))));
    assert_eq!(date(DateKind::Accepted), Some((2022, Some(1), Some(2))));
    assert_eq!(record.dates.len(), 5);
    assert_eq!(record.languages[0].tag.as_deref(), Some("zh"));
    assert_eq!(record.countries[0].code.as_deref(), Some("CN"));
    let types: Vec<(&str, Option<&str>)> =
        record.publication_types.iter().map(|it| (it.value.as_str(), it.ui.as_deref())).collect();
    assert_eq!(
        types,
        [
            ("Journal Article", Some("D016428")),
            ("Review", Some("D016454")),
            ("Retracted Publication", Some("D016441"))
        ]
    );
    assert_eq!(record.status.as_deref(), Some("retracted"));
    assert_eq!(record.genre.as_deref(), Some("Retracted Publication"));
}

#[test]
fn people_keep_their_institutions() {
    let batch = read(&fixture("every-element.xml"));
    let record = &batch.records[0];
    let names: Vec<String> = record
        .contributors
        .iter()
        .map(|it| {
            let name = &it.forms[0].name;
            let parts = [&name.family, &name.given, &name.suffix, &name.literal];
            parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
        })
        .collect();
    assert_eq!(names, ["Ou, Wenxin", "de la Cruz, Maria, Jr.", "Plato", "Tea and Sleep Study Group"]);
    let first = &record.contributors[0];
    assert_eq!(first.orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(first.emails, ["ou@example.org"]);
    assert!(first.equal_contribution);
    assert_eq!(first.affiliation_refs, ["a1", "a2"]);
    assert_eq!(record.contributors[1].affiliation_refs, ["a2"]);
    assert_eq!(record.affiliations[1].texts[0].to_plain(), "Second Hospital, Beijing, China.");
    let group = &record.contributors[3];
    assert!(group.is_group && group.group_members.len() == 1);
    assert_eq!(group.group_members[0].name.family.as_deref(), Some("Green"));
}

#[test]
fn terms_abstracts_and_grants() {
    let batch = read(&fixture("every-element.xml"));
    let record = &batch.records[0];
    let mesh: Vec<String> = record
        .terms_of(Vocabulary::Mesh)
        .map(|it| format!("{}{}/{}", if it.major { "*" } else { "" }, it.value, it.qualifiers.join("/")))
        .collect();
    assert_eq!(mesh, ["*Tea/", "*Sleep/drug effects/physiology"]);
    assert_eq!(record.terms_of(Vocabulary::Mesh).next().and_then(|it| it.ui.as_deref()), Some("D013662"));
    let keywords: Vec<(&str, bool)> =
        record.terms_of(Vocabulary::Author).map(|it| (it.value.as_str(), it.major)).collect();
    assert_eq!(keywords, [("green tea", false), ("CO2", true)]);
    assert_eq!(
        record.terms_of(Vocabulary::Other).map(|it| it.value.as_str()).collect::<Vec<_>>(),
        ["Bioethics"]
    );
    let sections: Vec<(&str, String)> =
        record.abstracts[0].sections.iter().map(|it| (it.label.as_str(), it.text.to_plain())).collect();
    assert_eq!(
        sections,
        [
            ("AIM", "To see tea work at p < 0.05.".to_owned()),
            ("RESULTS", "It worked in 10^5 cups.".to_owned())
        ]
    );
    assert_eq!(record.abstracts[0].text.lang.as_deref(), Some("en"));
    assert_eq!(record.abstracts[1].text.to_plain(), "目的：观察茶的作用。");
    assert_eq!(record.abstracts[1].text.lang.as_deref(), Some("zh"));
    assert_eq!(record.funding[0].text_raw, "R01 AG000001/AG/NIA NIH HHS/United States");
    assert_eq!(record.funding[0].award.as_deref(), Some("R01 AG000001"));
    assert_eq!(record.funding[1].funder.as_deref(), Some("Tea Fund"));
    assert_eq!(
        record.notes.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
        ["Retraction in: J Tea Sleep. 2023;50(1):9. PMID: 36000001", "A note."]
    );
    let unknown: Vec<&str> = record.unknown.iter().map(|it| it.tag.as_str()).collect();
    assert_eq!(
        unknown,
        [
            "Abstract/CopyrightInformation",
            "AffiliationInfo/Identifier",
            "AuthorList/Author",
            "Article/DataBankList",
            "MedlineCitation/ChemicalList",
            "MedlineCitation/CoiStatement",
        ]
    );
    let codes: Vec<&str> =
        batch.notes.iter().filter(|it| it.place.record == Some(1)).map(|it| it.code.name).collect();
    assert_eq!(codes.iter().filter(|it| **it == "references-not-read").count(), 2);
    assert_eq!(codes.iter().filter(|it| **it == "xml-element-unknown").count(), 6);
}

#[test]
fn a_letter_without_pages_and_a_chapter() {
    let batch = read(&fixture("every-element.xml"));
    let letter = &batch.records[1];
    assert_eq!(fact(letter, "title"), "A letter on tea");
    assert!(!letter.title_marks.brackets && letter.title_marks.final_dot);
    assert_eq!(letter.article_number.as_deref(), Some("e0123456"));
    assert_eq!(letter.author_list_truncated.as_deref(), Some("CompleteYN=\"N\""));
    assert_eq!(letter.date(DateKind::Issued).map(|it| it.text_raw.as_str()), Some("2022 Mar-Apr"));
    assert_eq!(letter.languages.iter().filter_map(|it| it.tag.as_deref()).collect::<Vec<_>>(), ["en", "fr"]);
    assert_eq!(letter.abstracts[0].text.to_plain(), "One text.");
    assert_eq!(letter.provenance.lines, Some((96, 116)));
    let chapter = &batch.records[2];
    assert_eq!(chapter.kind, Kind::Chapter);
    assert_eq!(fact(chapter, "title"), "Tea and sleep");
    assert_eq!(fact(chapter, "journal"), "TeaReviews");
    assert_eq!(chapter.publisher.as_deref(), Some("Tea University"));
    assert_eq!(chapter.publisher_place.as_deref(), Some("Seattle (WA)"));
    assert_eq!(chapter.identifier("isbn"), Some("9780306406157"));
    assert_eq!(chapter.identifier("bookaccession"), Some("NBK0001"));
    assert_eq!(chapter.with_role(Role::Editor).count(), 1);
    assert_eq!(chapter.with_role(Role::Author).count(), 1);
    assert_eq!(chapter.unknown.iter().map(|it| it.tag.as_str()).collect::<Vec<_>>(), ["Book/Edition"]);
}

#[test]
fn a_broken_record_costs_itself_alone() {
    let text = fixture("broken.xml");
    let batch = read(&text);
    let numbers: Vec<Option<&str>> = batch.records.iter().map(|it| it.identifier("pmid")).collect();
    assert_eq!(numbers, [Some("1"), Some("4")]);
    assert_eq!(fact(&batch.records[1], "title"), "Fourth AT&T &unheard; tea");
    let notes: Vec<(&str, Option<u32>, Option<u32>)> =
        batch.notes.iter().map(|it| (it.code.name, it.place.line, it.place.column)).collect();
    assert_eq!(
        notes,
        [
            ("xml-text-outside", Some(3), None),
            ("xml-record-broken", Some(5), Some(1)),
            ("xml-record-broken", Some(6), Some(33)),
            ("xml-element-unknown", Some(7), None),
            ("xml-record-broken", Some(9), Some(1)),
        ]
    );
    assert_eq!(batch.set_aside.len(), 3);
    assert!(batch.set_aside[2].text.contains("<PMID>5</PMID>"));
}

#[test]
fn any_cut_gives_the_same_records() {
    let text = fixture("every-element.xml");
    let whole = read(&text);
    for length in (1..text.len()).step_by(211).filter(|at| text.is_char_boundary(*at)) {
        let cut = Pubmed.cut(&text[..length], &text);
        let (mut batch, lines) = (Batch::default(), text[..cut].matches('\n').count());
        let chunk = |text, first_line| Chunk { text, head: "", gathered: None, file: "x.xml", first_line };
        Pubmed.read(chunk(&text[..cut], 1), &mut batch);
        Pubmed.read(chunk(&text[cut..], u32::try_from(lines).expect("few") + 1), &mut batch);
        assert_eq!(batch.records, whole.records, "cut at {cut}");
    }
}

#[test]
fn it_is_known_by_its_root() {
    assert!(sniff(&fixture("every-element.xml")) && sniff(&fixture("broken.xml")));
    assert!(!sniff("<html><body>&lt;PubmedArticle> <PubmedArticle></body></html>"));
    assert_eq!(formats::detect("<PubmedArticleSet>", Some("txt")).map(|it| it.name), Some("pubmed"));
}
