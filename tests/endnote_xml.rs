//! `EndNote` XML read: what each element becomes, the habits of other programs, broken files, chunks.

use refmill::formats;
use refmill::page::example::facts;
use refmill::read::endnote_xml::{EndNoteXml, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{
    ContainerRole, DateKind, FormKind, Kind, Medium, Record, Role, Text, TitleRole, UrlKind, Vocabulary,
};

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/endnote-xml/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a fixture")
}

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    EndNoteXml.read(Chunk::whole(text, "x.xml"), &mut batch);
    batch
}

fn fact(record: &Record, name: &str) -> String {
    let value = facts(record).remove(name);
    let shown =
        |value: toml::Value| value.as_str().map_or_else(|| value.to_string().replace('"', ""), str::to_owned);
    value.map(shown).unwrap_or_default()
}

fn title(record: &Record, role: TitleRole) -> String {
    record.title(role).map(Text::to_plain).unwrap_or_default()
}

fn journals(record: &Record) -> Vec<(ContainerRole, String)> {
    record.container_titles.iter().map(|it| (it.role, it.text.to_plain())).collect()
}

#[test]
fn every_element_has_its_field() {
    let batch = read(&fixture("every-element.xml"));
    assert_eq!((batch.records.len(), batch.set_aside.len()), (2, 0), "{:?}", batch.notes);
    let record = &batch.records[0];
    assert_eq!(record.kind, Kind::ArticleJournal);
    assert_eq!(record.type_raw.as_deref(), Some("Journal Article"));
    assert_eq!(record.id.as_deref(), Some("ou2022effect"));
    assert_eq!(record.citation_key.as_ref().map(|key| key.value.as_str()), Some("ou2022effect"));
    let main = record.title(TitleRole::Main).expect("a title");
    assert_eq!(main.to_plain(), "Effect of CO2 and Camellia sinensis on 10^5 sleepers & more: p < 0.05");
    let marked: Vec<(&str, bool, bool, bool, bool)> = main
        .value
        .spans()
        .iter()
        .filter(|it| it.style != refmill::record::Style::PLAIN)
        .map(|it| {
            let style = it.style;
            (it.text.as_str(), style.italic, style.bold, style.superscript, style.subscript)
        })
        .collect();
    assert_eq!(
        marked,
        [
            ("2", false, false, false, true),
            ("Camellia sinensis", true, false, false, false),
            ("5", false, true, true, false)
        ]
    );
    assert_eq!(title(record, TitleRole::Vernacular), "二氧化碳和茶树的作用");
    assert_eq!(title(record, TitleRole::Short), "Effect of CO2");
    assert_eq!(
        journals(record),
        [
            (ContainerRole::Main, "Journal of Tea and Sleep".to_owned()),
            (ContainerRole::Abbrev, "J. Tea Sleep".to_owned()),
            (ContainerRole::Abbrev, "J Tea Sleep".to_owned()),
            (ContainerRole::Abbrev, "JTS".to_owned()),
            (ContainerRole::Vernacular, "茶与睡眠杂志".to_owned()),
        ]
    );
    assert_eq!(fact(record, "page"), "217-221");
    assert_eq!(fact(record, "article-number"), "e15");
    assert_eq!((fact(record, "volume"), fact(record, "issue")), ("49".to_owned(), "4 Suppl 1".to_owned()));
    assert_eq!(fact(record, "issued"), "2022-04-10");
    assert_eq!(fact(record, "epub"), "2022-03-09");
    assert_eq!(
        record.date(DateKind::Accessed).map(refmill::record::DateVal::iso).as_deref(),
        Some("2023-01-02")
    );
    let issns: Vec<(&str, Medium)> = record.issns.iter().map(|it| (it.value.as_str(), it.medium)).collect();
    assert_eq!(issns, [("1673-4408", Medium::Print), ("0028-4793", Medium::Electronic)]);
    let numbers: Vec<(&str, &str)> =
        record.identifiers.iter().map(|it| (it.scheme.as_str(), it.value.as_str())).collect();
    assert_eq!(
        numbers,
        [
            ("doi", "10.1000/tea.2022.1"),
            ("pmcid", "PMC7654321"),
            ("mid", "NIHMS123456"),
            ("pmid", "35000001"),
            ("isbn", "9783161484100"),
        ]
    );
    assert_eq!(record.publisher.as_deref(), Some("Tea Press"));
    assert_eq!(record.publisher_place.as_deref(), Some("Beijing"));
    assert_eq!(fact(record, "genre"), "Review");
    assert_eq!(record.languages[0].tag.as_deref(), Some("zh"));
    let database = record.database.as_ref().expect("a database");
    assert_eq!((database.name.as_str(), database.provider.as_deref()), ("MEDLINE", Some("Ovid")));
}

#[test]
fn people_texts_and_addresses() {
    let batch = read(&fixture("every-element.xml"));
    let record = &batch.records[0];
    let names: Vec<(Role, String, bool)> = record
        .contributors
        .iter()
        .map(|it| {
            let name = &it.forms[0].name;
            let family = Some(name.full_family()).filter(|family| !family.is_empty());
            let parts = [family, name.given.clone(), name.suffix.clone(), name.literal.clone()];
            (it.role, parts.into_iter().flatten().collect::<Vec<_>>().join(", "), it.is_group)
        })
        .collect();
    assert_eq!(
        names,
        [
            (Role::Author, "Ou, Wenxin".to_owned(), false),
            (Role::Author, "de la Cruz, Maria, Jr.".to_owned(), false),
            (Role::Author, "Tea and Sleep Study Group".to_owned(), true),
            (Role::Editor, "Green, Ann".to_owned(), false),
            (Role::CollectionEditor, "Black, Bea".to_owned(), false),
            (Role::Translator, "White, Cy".to_owned(), false),
        ]
    );
    let native = &record.contributors[0].forms[1];
    assert_eq!(
        (native.kind, native.name.family.as_deref(), native.name.given.as_deref()),
        (FormKind::Native, Some("欧"), Some("文欣"))
    );
    assert_eq!(record.contributors[1].forms.len(), 1);
    assert_eq!(
        fact(record, "affiliations"),
        "[Department of Tea, Example Hospital, Beijing, China. ou@example.org, Second Hospital, Manila, Philippines, \
         Institute of Sleep, Beijing, China]"
    );
    assert_eq!(fact(record, "keywords"), "[green tea, sleep, deep]");
    let heading = record.terms_of(Vocabulary::Mesh).next().expect("a heading");
    assert!(heading.major && heading.value == "Purpura" && heading.qualifiers == ["drug therapy"]);
    assert_eq!(
        record.abstracts[0].text.to_plain(),
        "AIM: To see tea work in Homo sapiens.\nRESULTS: It worked."
    );
    assert!(record.abstracts[0].text.value.spans()[1].style.italic);
    let notes: Vec<(&str, Option<&str>)> =
        record.notes.iter().map(|it| (it.text.as_str(), it.kind.as_deref())).collect();
    assert_eq!(notes, [("First note\nof two lines", None), ("Read twice", Some("research-notes"))]);
    let urls: Vec<(&str, UrlKind)> = record.urls.iter().map(|it| (it.href.as_str(), it.kind)).collect();
    assert_eq!(
        urls,
        [
            ("https://example.org/web", UrlKind::Landing),
            ("https://example.org/article?a=1&b=2", UrlKind::Landing),
            ("https://example.org/a.pdf", UrlKind::Pdf),
            ("https://example.org/full", UrlKind::Fulltext),
        ]
    );
    let unknown: Vec<(&str, &str)> =
        record.unknown.iter().map(|it| (it.tag.as_str(), it.value.as_str())).collect();
    assert_eq!(
        unknown,
        [
            ("modified-date", "x"),
            ("tertiary-title", "A tertiary title"),
            ("copyright-dates", "2021"),
            ("orig-pub", "J Old Tea 1999"),
            ("call-num", "QV 137"),
            ("image", "cup.png"),
            ("caption", "A cup"),
            ("reviewed-item", "A pot"),
            ("pdf-urls", "internal-pdf://0123/Ou-2022.pdf"),
            ("image-urls", "https://example.org/cup.png"),
            ("custom1", "A legal note"),
            ("custom3", "three"),
            ("custom4", "four"),
            ("custom5", "five"),
        ]
    );
}

#[test]
fn a_chapter_stands_in_its_book() {
    let batch = read(&fixture("every-element.xml"));
    let record = &batch.records[1];
    assert_eq!(record.kind, Kind::Chapter);
    assert_eq!(journals(record), [(ContainerRole::Main, "A book of tea".to_owned())]);
    let roles: Vec<Role> = record.contributors.iter().map(|it| it.role).collect();
    assert_eq!(roles, [Role::Author, Role::Editor, Role::CollectionEditor]);
    assert_eq!((fact(record, "page"), fact(record, "issued")), ("1-9".to_owned(), "2001".to_owned()));
    assert_eq!(record.identifier("isbn"), Some("9783161484100"));
    assert!(record.unknown.is_empty());
}

#[test]
fn other_programs_have_habits_of_their_own() {
    let batch = read(&fixture("dialects.xml"));
    let [zotero, mendeley, papers, wos, pubmed] = batch.records.as_slice() else {
        panic!("{} records", batch.records.len())
    };
    assert!(zotero.title(TitleRole::Main).expect("a title").value.spans()[1].style.italic);
    assert_eq!(fact(zotero, "issued"), "2022-04");
    assert_eq!((fact(zotero, "volume"), fact(zotero, "issue")), ("3".to_owned(), "2".to_owned()));
    assert_eq!(fact(zotero, "abstract"), "One line.\nAnother line.");
    assert_eq!(fact(zotero, "keywords"), "[tea, green, sleep]");
    assert_eq!(zotero.notes[0].text, "<p>My note</p>");
    assert!(zotero.contributors[1].is_group);
    assert_eq!(
        zotero.date(DateKind::Accessed).map(refmill::record::DateVal::iso).as_deref(),
        Some("2022-05-01")
    );
    assert_eq!(zotero.unknown.iter().map(|it| it.tag.as_str()).collect::<Vec<_>>(), ["pdf-urls"]);

    assert_eq!((mendeley.kind, fact(mendeley, "title")), (Kind::ArticleJournal, "A mouse2".to_owned()));
    assert_eq!(fact(mendeley, "keywords"), "[mouse, tea]");
    assert_eq!(journals(mendeley), [(ContainerRole::Main, "Tea".to_owned())]);

    assert_eq!((papers.kind, papers.type_raw.as_deref()), (Kind::ArticleJournal, Some("Journal Article")));
    assert_eq!(
        (fact(papers, "title"), fact(papers, "issued")),
        ("Cells of tea".to_owned(), "2009-05-01".to_owned())
    );
    assert_eq!(papers.id.as_deref(), Some("6458"));
    assert_eq!(papers.citation_key, None);

    assert_eq!(
        fact(wos, "affiliations"),
        "[Univ Example, Dept Tea, Valencia, Spain, Other Univ, Pisa, Italy]"
    );
    assert_eq!(
        journals(wos),
        [
            (ContainerRole::Main, "Journal of Computational Tea".to_owned()),
            (ContainerRole::Abbrev, "J Comput Tea".to_owned())
        ]
    );
    assert_eq!(wos.identifier("wos"), Some("WOS:A1987J000000004"));
    assert_eq!((wos.identifiers.len(), wos.identifier("doi")), (2, Some("10.1000/jct.5")));
    assert_eq!((fact(wos, "issued"), wos.urls.len(), wos.unknown.len()), ("1987-09".to_owned(), 0, 0));

    assert_eq!(
        journals(pubmed),
        [
            (ContainerRole::Main, "Journal of tea and sleep".to_owned()),
            (ContainerRole::Abbrev, "J Tea Sleep".to_owned())
        ]
    );
    assert_eq!(pubmed.identifier("pmid"), Some("31900000"));
    assert_eq!(pubmed.identifier("pii"), Some("S0000-0000(20)30001-1"));
    assert_eq!(fact(pubmed, "article-number"), "e12");
    assert_eq!(fact(pubmed, "issued"), "2020-01/2020-02");
    let media: Vec<Medium> = pubmed.issns.iter().map(|it| it.medium).collect();
    assert_eq!(media, [Medium::Print, Medium::Linking]);
    assert!(pubmed.terms[0].major || pubmed.terms[1].major);
    assert_eq!(pubmed.languages[0].tag.as_deref(), Some("en"));
}

#[test]
fn the_name_of_a_type_goes_before_its_number() {
    let batch = read(&fixture("types.xml"));
    let kinds: Vec<(Kind, Option<&str>)> =
        batch.records.iter().map(|it| (it.kind, it.type_raw.as_deref())).collect();
    assert_eq!(
        kinds,
        [
            (Kind::Report, Some("Report")),
            (Kind::Thesis, Some("Thesis")),
            (Kind::Patent, Some("Scroll")),
            (Kind::Document, Some("Scroll")),
            (Kind::ArticleJournal, None),
            (Kind::Book, Some("Edited Book")),
            (Kind::Book, Some("Book")),
        ]
    );
    assert_eq!(batch.records[1].number_of_pages.as_deref(), Some("120"));
    assert_eq!(batch.records[1].unknown[0].tag, "secondary-title");
    assert_eq!(batch.records[2].identifier("patent"), Some("CN 101"));
    let codes: Vec<(&str, Option<u32>)> =
        batch.notes.iter().map(|note| (note.code.name, note.place.line)).collect();
    assert!(codes.contains(&("tagged-type-unknown", Some(6))), "{codes:?}");
    assert_eq!(batch.records[5].contributors[0].role, Role::Editor);
    let book = &batch.records[6];
    let roles: Vec<Role> = book.contributors.iter().map(|it| it.role).collect();
    assert_eq!(roles, [Role::Author, Role::CollectionEditor, Role::Editor, Role::Translator]);
    let unknown: Vec<&str> = book.unknown.iter().map(|it| it.tag.as_str()).collect();
    assert_eq!(unknown, ["secondary-title", "edition"]);
}

#[test]
fn a_broken_record_costs_itself_alone() {
    let batch = read(&fixture("broken.xml"));
    let titles: Vec<String> = batch.records.iter().map(|it| title(it, TitleRole::Main)).collect();
    assert_eq!(titles, ["One", "Four &unheard; AT&T"]);
    assert_eq!(batch.records[0].unknown[0].tag, "brew-time");
    let aside: Vec<u32> = batch.set_aside.iter().map(|it| it.line).collect();
    assert_eq!(aside, [5, 6, 8]);
    let broken: Vec<(Option<u32>, bool)> = batch
        .notes
        .iter()
        .filter(|note| note.code.name == "xml-record-broken")
        .map(|note| (note.place.line, note.place.column.is_some()))
        .collect();
    assert_eq!(broken, [(Some(5), true), (Some(7), true), (Some(9), true)]);
    let outside: Vec<Option<u32>> = batch
        .notes
        .iter()
        .filter(|note| note.code.name == "xml-text-outside")
        .map(|note| note.place.line)
        .collect();
    assert_eq!(outside, [Some(4)]);
}

#[test]
fn odd_values_are_kept() {
    let one = |inner: &str| {
        let text = format!(
            "<xml><records><record><ref-type name='Journal Article'/>{inner}</record></records></xml>"
        );
        let mut batch = read(&text);
        assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0));
        (batch.records.remove(0), batch.notes)
    };
    let (record, _) = one(
        "<contributors><authors><author>Ou, W.</author></authors><translated-authors><author>欧</author><author>张</author></translated-authors></contributors>",
    );
    assert_eq!(record.contributors[0].forms.len(), 1);
    assert_eq!(record.unknown.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(), ["欧", "张"]);
    let (record, notes) = one(
        "<titles><title><style font='default'>Interferon </style><style font='Symbol'>b</style></title></titles>",
    );
    assert_eq!(title(&record, TitleRole::Main), "Interferon b");
    assert_eq!(notes[0].code.name, "endnote-symbol-font");
    let (record, _) =
        one("<electronic-resource-num>not a number</electronic-resource-num><section>12</section>");
    assert_eq!(record.unknown[0].tag, "electronic-resource-num");
    assert_eq!(fact(&record, "page"), "12");
    let (record, _) = one(
        "<dates><year>2020</year><pub-dates><date>2021</date></pub-dates></dates><access-date>soon</access-date>",
    );
    assert_eq!(fact(&record, "issued"), "2020");
    let unknown: Vec<&str> = record.unknown.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(unknown, ["2021", "soon"]);
    let (record, _) =
        one("<accession-num>929835</accession-num><remote-database-name>WPRIM</remote-database-name>");
    assert_eq!(record.identifier("wprim"), Some("929835"));
    let (record, _) = one("<keywords>tea; sleep</keywords><urls><url>https://example.org/u</url></urls>");
    assert_eq!(fact(&record, "keywords"), "[tea, sleep]");
    assert_eq!(record.urls[0].href, "https://example.org/u");
}

#[test]
fn the_format_is_known_by_its_start() {
    for name in ["every-element.xml", "dialects.xml", "types.xml", "broken.xml"] {
        let text = fixture(name);
        assert!(sniff(&text), "{name}");
        assert_eq!(formats::detect(&text, Some("xml")).map(|it| it.name), Some("endnote-xml"), "{name}");
    }
    assert!(sniff("<records>\n<record><ref-type>17</ref-type>"));
    assert!(!sniff("<records><record><leader>00000</leader></record></records>"));
    assert!(!sniff("<html><records><ref-type>"));
}

#[test]
fn chunks_change_nothing() {
    let text = fixture("dialects.xml");
    let whole = read(&text);
    let cut = EndNoteXml.cut(&text[..text.len() / 2], &text);
    assert!(cut > 0 && text[..cut].ends_with("</record>"));
    let mut batch = Batch::default();
    EndNoteXml.read(
        Chunk { text: &text[..cut], head: &text, gathered: None, file: "x.xml", first_line: 1 },
        &mut batch,
    );
    let first = batch.records.len();
    let line = 1 + u32::try_from(text[..cut].matches('\n').count()).expect("few");
    let mut rest = Batch::default();
    EndNoteXml.read(
        Chunk { text: &text[cut..], head: &text, gathered: None, file: "x.xml", first_line: line },
        &mut rest,
    );
    batch.records.extend(rest.records);
    assert!(first > 0 && first < whole.records.len());
    for (one, other) in whole.records.iter().zip(&mut batch.records) {
        other.provenance.record = one.provenance.record;
        assert_eq!(one, other);
    }
}
