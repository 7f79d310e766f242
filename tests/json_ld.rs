//! JSON-LD written: what it says of works of each kind, that it is safe in a page, and that our own reader of pages finds in
//! it what went in.

use crate::random_record::{Random, record as any_record};
use refmill::formats;
use refmill::read::{Batch, Chunk};
use refmill::record::*;
use refmill::write::json_ld::JsonLd;
use refmill::write::{Losses, WriteOptions, Writer};

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn written(records: &[Record]) -> (String, Losses) {
    let (options, mut out, mut losses) = (WriteOptions::default(), Vec::new(), Losses::default());
    JsonLd.begin(&options, &mut out);
    for (at, record) in records.iter().enumerate() {
        if at > 0 {
            JsonLd.between(&options, &mut out);
        }
        JsonLd.record(record, &options, &mut out, &mut losses);
    }
    JsonLd.end(&options, &mut out);
    (String::from_utf8(out).expect("JSON is UTF-8"), losses)
}

fn graph(text: &str) -> Vec<Value> {
    let whole: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(whole["@context"], "https://schema.org");
    whole["@graph"].as_array().expect("a graph is a list").clone()
}

fn node(record: &Record) -> Value {
    let mut nodes = graph(&written(std::slice::from_ref(record)).0);
    assert_eq!(nodes.len(), 1);
    nodes.remove(0)
}

fn lost(record: &Record) -> Vec<&'static str> {
    written(std::slice::from_ref(record)).1.records.into_keys().collect()
}

fn read(format: &str, text: &str) -> Batch {
    let mut batch = Batch::default();
    let reader = formats::by_name(format).and_then(|format| format.reader).expect("a reader");
    reader.read(Chunk::whole(text, "input"), &mut batch);
    batch
}

/// A page that says nothing but what stands in its script.
fn page(json_ld: &str) -> String {
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>A page</title>\n\
         <script type=\"application/ld+json\">\n{json_ld}</script></head><body><p>Text</p></body></html>\n"
    )
}

fn from_page(record: &Record) -> Record {
    let page = page(&written(std::slice::from_ref(record)).0);
    let mut batch = read("html", &page);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0), "{page}");
    batch.records.remove(0)
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/write");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).expect("written cases").map(|entry| entry.expect("an entry").path()).collect();
    cases.retain(|case| case.join("json-ld.jsonld").exists());
    cases.sort();
    cases
}

/// What a page that holds a record must tell of it.
fn facts(record: &Record) -> Vec<(&'static str, Vec<String>)> {
    let titles = record.titles.iter().map(|title| title.text.to_plain());
    let authors = record.with_role(Role::Author).filter_map(Contributor::projected).map(|form| {
        let Name { given, suffix, literal, .. } = &form.name;
        let family = form.name.full_family();
        let parts = [literal.as_deref(), Some(&family), given.as_deref(), suffix.as_deref()];
        parts.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("|")
    });
    let journals =
        record.container_titles.iter().map(|name| format!("{:?} {}", name.role, name.text.to_plain()));
    let mut journals: Vec<String> = journals.collect();
    journals.sort();
    let numbers = ["doi", "pmid", "pmcid"].iter().filter_map(|scheme| record.identifier(scheme));
    let date = record.date(DateKind::Issued).and_then(|date| date.start).map(DateParts::iso);
    let terms =
        record.terms.iter().map(|term| format!("{:?} {} {:?}", term.vocab, term.value, term.qualifiers));
    vec![
        ("titles", titles.collect()),
        ("authors", authors.collect()),
        ("journal", journals),
        ("issns", record.issns.iter().map(|issn| issn.value.clone()).collect()),
        ("volume", record.volume.iter().cloned().collect()),
        ("issue", record.issue.iter().cloned().collect()),
        ("pages", record.pages().into_iter().collect()),
        ("numbers", numbers.map(str::to_owned).collect()),
        ("date", date.into_iter().collect()),
        ("terms", terms.collect()),
        ("abstracts", record.abstracts.iter().map(|one| one.text.to_plain()).collect()),
        ("languages", record.languages.iter().filter_map(|it| it.tag.clone()).collect()),
        ("publisher", record.publisher.iter().cloned().collect()),
        ("license", record.license.iter().cloned().collect()),
    ]
}

#[test]
fn our_own_reader_of_pages_finds_what_the_golden_records_say() {
    let mut seen = 0;
    for case in cases() {
        let text = fs::read_to_string(case.join("records.json")).expect("records");
        for record in read("csl-json", &text).records {
            assert_eq!(facts(&from_page(&record)), facts(&record), "{}", case.display());
            seen += 1;
        }
    }
    assert!(seen >= 2, "only {seen} records");
}

#[test]
fn whatever_is_in_a_record_the_script_of_a_page_stays_whole() {
    let mut random = Random::new(23);
    for case in 0..200 {
        let records: Vec<Record> = (0..random.below(4)).map(|_| any_record(&mut random)).collect();
        let (text, _) = written(&records);
        assert_eq!(graph(&text).len(), records.len(), "case {case}\n{text}");
        assert!(!text.contains(['<', '>', '\u{2028}', '\u{2029}']), "case {case}\n{text}");
    }
    let hostile = "</script><script>alert(1)</script><!-- \u{2028}\u{2029}\" \\ \u{0}";
    let record = Record {
        titles: vec![Title { text: Text::read(hostile), role: TitleRole::Main }],
        license: Some(hostile.to_owned()),
        ..Record::default()
    };
    let (text, _) = written(std::slice::from_ref(&record));
    assert!(text.contains(r"\u003c/script\u003e\u003cscript\u003ealert(1)"), "{text}");
    assert!(text.contains(r#"\u003c!-- \u2028\u2029\" \\ \u0000""#), "{text}");
    assert!(!text.contains(['<', '>', '\u{2028}', '\u{2029}']), "{text}");
    assert_eq!(node(&record)["headline"], hostile);
}

fn text(lang: &str, value: &str) -> Text {
    Text { lang: Some(lang.to_owned()), ..Text::read(value) }
}

fn somebody(role: Role, given: &str, family: &str) -> Contributor {
    let name = Name { family: Some(family.to_owned()), given: Some(given.to_owned()), ..Name::default() };
    Contributor { role, forms: vec![NameForm { name, ..NameForm::default() }], ..Contributor::default() }
}

fn number(scheme: &str, value: &str) -> Ident {
    Ident { scheme: scheme.to_owned(), value: value.to_owned(), ..Ident::default() }
}

#[test]
fn a_chapter_stands_in_its_book_and_the_book_in_its_series() {
    let chapter = Record {
        kind: Kind::Chapter,
        titles: vec![Title { text: text("de", "Tee"), role: TitleRole::Main }],
        contributors: vec![
            somebody(Role::Author, "Ann", "Lee"),
            somebody(Role::Editor, "Bo", "Ek"),
            somebody(Role::ContainerAuthor, "Cy", "Dee"),
            somebody(Role::CollectionEditor, "Di", "Fox"),
        ],
        container_titles: vec![ContainerTitle { text: text("de", "Getränke"), ..ContainerTitle::default() }],
        identifiers: vec![number("isbn", "9783161484100")],
        issns: vec![Issn { value: "0378-5955".into(), ..Issn::default() }],
        volume: Some("2".into()),
        page_ranges: vec![PageRange { first: "7".into(), ..PageRange::default() }],
        publisher: Some("Leaf Press".into()),
        publisher_place: Some("Leeds".into()),
        ..Record::default()
    };
    let person = |given: &str, family: &str| json!({"@type": "Person", "name": format!("{given} {family}"), "familyName": family, "givenName": given});
    let expected = json!({
        "@type": "Chapter",
        "headline": {"@language": "de", "@value": "Tee"},
        "name": {"@language": "de", "@value": "Tee"},
        "author": person("Ann", "Lee"),
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "2",
            "isPartOf": {
                "@type": "Book",
                "name": {"@language": "de", "@value": "Getränke"},
                "author": person("Cy", "Dee"),
                "editor": person("Bo", "Ek"),
                "isbn": "9783161484100",
                "isPartOf": {"@type": "BookSeries", "editor": person("Di", "Fox"), "issn": "0378-5955"},
            },
        },
        "pageStart": "7",
        "pagination": "7",
        "publisher": {"@type": "Organization", "name": "Leaf Press", "location": "Leeds"},
    });
    assert_eq!(node(&chapter), expected);
    assert_eq!(lost(&chapter), [""; 0]);
    // Proceedings that come in issues are a periodical, to which an ISBN does not belong.
    let paper = Record { kind: Kind::PaperConference, issue: Some("3".into()), ..chapter };
    let found = node(&paper);
    assert_eq!(found["@type"], "ScholarlyArticle");
    assert_eq!(found["isPartOf"]["issueNumber"], "3");
    let periodical = &found["isPartOf"]["isPartOf"]["isPartOf"];
    assert_eq!((&periodical["@type"], &periodical["issn"]), (&json!("Periodical"), &json!("0378-5955")));
    assert_eq!(found["identifier"]["value"], "9783161484100");
    assert_eq!(lost(&paper), ["type"]);
}

#[test]
fn each_kind_has_the_class_that_schema_org_has_for_it() {
    let of = |kind: Kind| node(&Record { kind, ..Record::default() })["@type"].clone();
    for (kind, class) in [
        (Kind::ArticleJournal, "ScholarlyArticle"),
        (Kind::Book, "Book"),
        (Kind::Thesis, "Thesis"),
        (Kind::Dataset, "Dataset"),
        (Kind::Report, "Report"),
        (Kind::Software, "SoftwareSourceCode"),
        (Kind::Document, "CreativeWork"),
    ] {
        assert_eq!(of(kind), class, "{kind:?}");
        assert_eq!(lost(&Record { kind, ..Record::default() }), [""; 0], "{kind:?}");
    }
    assert_eq!(of(Kind::Patent), "CreativeWork");
    assert_eq!(lost(&Record { kind: Kind::Patent, ..Record::default() }), ["type"]);
    let book = Record {
        kind: Kind::Book,
        identifiers: vec![number("isbn", "9783161484100"), number("doi", "10.1000/a<b>#1")],
        number_of_pages: Some("120".into()),
        ..Record::default()
    };
    assert_eq!(
        node(&book),
        json!({
            "@type": "Book", "@id": "https://doi.org/10.1000/a%3Cb%3E%231", "numberOfPages": "120",
            "isbn": "9783161484100",
            "identifier": {"@type": "PropertyValue", "propertyID": "doi", "value": "10.1000/a<b>#1"},
        })
    );
    let thesis = Record { kind: Kind::Thesis, number_of_pages: Some("120".into()), ..Record::default() };
    let extent = json!({"@type": "QuantitativeValue", "value": "120", "unitText": "pages"});
    assert_eq!(node(&thesis)["materialExtent"], extent);
}

#[test]
fn all_that_is_known_of_a_person_stands_with_the_person() {
    let form = |family: &str, given: &str, kind, lang: Option<&str>| NameForm {
        name: Name { family: Some(family.into()), given: Some(given.into()), ..Name::default() },
        kind,
        lang: lang.map(str::to_owned),
        ..NameForm::default()
    };
    let record = Record {
        kind: Kind::ArticleJournal,
        contributors: vec![
            Contributor {
                forms: vec![
                    form("Ou", "Wenxin", FormKind::Romanised, None),
                    form("欧", "文欣", FormKind::Native, Some("zh")),
                ],
                affiliation_refs: vec!["a1".into()],
                orcid: Some("0000-0002-1825-0097".into()),
                other_ids: vec![number("isni", "0000000121032683")],
                emails: vec!["ou@example.org".into()],
                degrees: vec!["MD".into(), "PhD".into()],
                ..Contributor::default()
            },
            Contributor {
                forms: vec![NameForm { name: Name::literal("Tea Group"), ..NameForm::default() }],
                is_group: true,
                group_members: vec![form("Braun", "Karl", FormKind::Romanised, None)],
                ..Contributor::default()
            },
        ],
        affiliations: vec![
            Affiliation {
                id: "a1".into(),
                texts: vec![text("en", "Tea Hospital, Leeds LS1"), text("zh-Hans", "茶医院")],
                ror: Some("https://ror.org/02mhbdp94".into()),
                country: Some("GB".into()),
                postcode: Some("LS1".into()),
                ..Affiliation::default()
            },
            Affiliation {
                id: "a2".into(),
                texts: vec![Text::read("Nobody's Institute")],
                ..Affiliation::default()
            },
        ],
        ..Record::default()
    };
    let credential = |name: &str| json!({"@type": "EducationalOccupationalCredential", "name": name});
    let mut expected = json!({
        "@type": "ScholarlyArticle",
        "author": [
            {
                "@type": "Person", "name": "Wenxin Ou", "familyName": "Ou", "givenName": "Wenxin",
                "alternateName": {"@language": "zh", "@value": "欧文欣"},
                "hasCredential": [credential("MD"), credential("PhD")],
                "identifier": [
                    "https://orcid.org/0000-0002-1825-0097",
                    {"@type": "PropertyValue", "propertyID": "isni", "value": "0000000121032683"},
                ],
                "email": "ou@example.org",
                "affiliation": {
                    "@type": "Organization",
                    "name": [
                        {"@language": "en", "@value": "Tea Hospital, Leeds LS1"},
                        {"@language": "zh-Hans", "@value": "茶医院"},
                    ],
                    "sameAs": "https://ror.org/02mhbdp94",
                    "address": {"@type": "PostalAddress", "postalCode": "LS1", "addressCountry": "GB"},
                },
            },
            {
                "@type": "Organization", "name": "Tea Group",
                "member": {"@type": "Person", "name": "Karl Braun", "familyName": "Braun", "givenName": "Karl"},
            },
        ],
    });
    // Those of the people stand there too, since nobody's come first where they stand alone.
    let nobodys = json!({"@type": "Organization", "name": "Nobody's Institute"});
    expected["sourceOrganization"] = json!([expected["author"][0]["affiliation"], nobodys]);
    assert_eq!(node(&record), expected);
    assert_eq!(lost(&record), [""; 0]);
    // And our own reader of pages finds the people again.
    let titled = Record { titles: vec![Title { text: text("en", "Tea"), role: TitleRole::Main }], ..record };
    let found = from_page(&titled);
    let ou = found.contributors.first().expect("an author");
    assert_eq!(ou.orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(ou.emails, ["ou@example.org"]);
    assert_eq!(ou.native_beside_romanised().map(|form| form.raw.as_str()), Some("欧文欣"));
    assert_eq!(
        found.affiliations.first().map(Affiliation::labelled).as_deref(),
        Some("Tea Hospital, Leeds LS1")
    );
    assert!(found.contributors.get(1).is_some_and(|group| group.is_group));
}

#[test]
fn dates_addresses_subjects_and_money_stand_where_schema_org_has_them() {
    let date = |kind, month| DateVal {
        kind,
        start: Some(DateParts { year: 2022, month, day: None }),
        ..DateVal::default()
    };
    let address = |href: &str, kind| Url { href: href.into(), kind };
    let record = Record {
        kind: Kind::ArticleJournal,
        dates: vec![date(DateKind::Issued, Some(4))],
        page_ranges: vec![PageRange { first: "1".into(), last: Some("9".into()), raw: None }],
        article_number: Some("e15".into()),
        identifiers: vec![number("doi", "10.1000/a"), number("wprim", "929835")],
        urls: vec![
            address("https://a.org/1.pdf", UrlKind::Pdf),
            address("https://doi.org/10.1000/a", UrlKind::Doi),
            address("https://a.org/1", UrlKind::Landing),
            address("https://b.org/1", UrlKind::Landing),
        ],
        terms: vec![
            Term { value: "tea".into(), lang: Some("en".into()), ..Term::default() },
            Term {
                value: "Purpura".into(),
                vocab: Vocabulary::Mesh,
                ui: Some("D011693".into()),
                qualifiers: vec!["drug therapy".into()],
                ..Term::default()
            },
        ],
        funding: vec![Funding {
            funder: Some("Leaf Fund".into()),
            id: Some("https://ror.org/x".into()),
            award: Some("12".into()),
            text_raw: "Leaf Fund 12".into(),
            country: Some("GB".into()),
        }],
        database: Some(Database {
            name: "WPRIM".into(),
            provider: Some("WHO".into()),
            url: Some("https://w.org".into()),
        }),
        license: Some("https://creativecommons.org/licenses/by/4.0/".into()),
        status: Some("retracted".into()),
        ..Record::default()
    };
    let property =
        |id: &str, value: &str| json!({"@type": "PropertyValue", "propertyID": id, "value": value});
    let expected = json!({
        "@type": "ScholarlyArticle",
        "@id": "https://doi.org/10.1000/a",
        "datePublished": "2022-04",
        "pageStart": "1", "pageEnd": "9", "pagination": "1-9",
        "identifier": [property("doi", "10.1000/a"), property("wprim", "929835"), property("article-number", "e15")],
        "keywords": [
            {"@language": "en", "@value": "tea"},
            {"@type": "DefinedTerm", "name": "Purpura/drug therapy", "termCode": "D011693",
                "inDefinedTermSet": "http://id.nlm.nih.gov/mesh/"},
        ],
        "creativeWorkStatus": "retracted",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "url": "https://a.org/1",
        "sameAs": "https://b.org/1",
        "encoding":
            {"@type": "MediaObject", "contentUrl": "https://a.org/1.pdf", "encodingFormat": "application/pdf"},
        "funding": {
            "@type": "Grant", "name": "Leaf Fund 12", "identifier": "12",
            "funder": {"@type": "Organization", "name": "Leaf Fund", "identifier": "https://ror.org/x",
                "address": {"@type": "PostalAddress", "addressCountry": "GB"}},
        },
        "sdPublisher": {"@type": "Organization", "name": "WPRIM", "url": "https://w.org",
            "parentOrganization": {"@type": "Organization", "name": "WHO"}},
    });
    assert_eq!(node(&record), expected);
    assert_eq!(lost(&record), [""; 0]);

    let numbered = Record { page_ranges: Vec::new(), ..record.clone() };
    assert_eq!(node(&numbered)["pagination"], "e15");
    assert_eq!(node(&numbered)["identifier"].as_array().map(Vec::len), Some(2));
    let seasonal = DateVal { season: Some(Season::Spring), ..date(DateKind::Issued, None) };
    let dated = Record { dates: vec![date(DateKind::Received, Some(1)), seasonal], ..record };
    assert_eq!(node(&dated)["datePublished"], "2022");
    assert_eq!(lost(&dated), ["dates", "issued"]);
}

#[test]
fn what_it_cannot_hold_is_counted() {
    let mut author = somebody(Role::Author, "Maria", "Cruz");
    author.corresponding = true;
    author.affiliation_markers_raw = vec!["1".into()];
    author.forms[0].name.dropping_particle = Some("de la".into());
    let mut italic = Marked::default();
    italic.push("Aedes", Style { italic: true, ..Style::PLAIN });
    let record = Record {
        kind: Kind::ArticleJournal,
        id: Some("7".into()),
        citation_key: Some(CitationKey { value: "cruz2022".into(), ..CitationKey::default() }),
        titles: vec![Title { text: Text::read(italic), role: TitleRole::Main }],
        contributors: vec![author],
        author_list_truncated: Some("et al.".into()),
        container_titles: vec![ContainerTitle {
            text: Text::read("J Ex"),
            role: ContainerRole::Abbrev,
            scheme: Some("iso4".into()),
        }],
        issns: vec![Issn { value: "1673-4408".into(), medium: Medium::Print, origin: Origin::Read }],
        dates: vec![
            DateVal { text_raw: "soon".into(), ..DateVal::default() },
            DateVal { kind: DateKind::Epub, ..DateVal::default() },
        ],
        terms: vec![Term { value: "Tea".into(), vocab: Vocabulary::Mesh, major: true, ..Term::default() }],
        abstracts: vec![Abstract {
            sections: vec![AbstractSection { label: "AIM".into(), text: Marked::plain("Tea.") }],
            ..Abstract::default()
        }],
        urls: vec![Url { href: "https://a.org".into(), kind: UrlKind::Fulltext }],
        notes: vec![FreeNote { text: "A note".into(), kind: None }],
        annotation: Some("Mine".into()),
        publisher_place: Some("Leeds".into()),
        publication_types: vec![
            Term { value: "Review".into(), ui: Some("D016454".into()), ..Term::default() },
            Term { value: "Tea time".into(), ui: Some("D9".into()), ..Term::default() },
        ],
        unknown: vec![UnknownField::default()],
        ..Record::default()
    };
    assert_eq!(
        lost(&record),
        [
            "affiliations",
            "annotation",
            "author_list_truncated",
            "citation_key",
            "contributors",
            "dates",
            "id",
            "issns",
            "issued",
            "markup",
            "notes",
            "particles",
            "publication_types",
            "publisher_place",
            "sections",
            "stars",
            "unknown",
            "urls",
        ]
    );
    let found = node(&record);
    assert_eq!(found["author"]["familyName"], "de la Cruz");
    assert_eq!(found["abstract"], "AIM: Tea.");
    assert_eq!(found["url"], "https://a.org");
}
