//! Reading of JSON-LD files: other people's shapes, what is broken, what is kept.

use refmill::formats;
use refmill::read::{Batch, Chunk};
use refmill::record::{ContainerRole, Kind, Role, TitleRole};

fn read(text: &str) -> Batch {
    let format = formats::detect(text, Some("json")).expect("a format");
    assert_eq!(format.name, "json-ld");
    let mut batch = Batch::default();
    format.reader.expect("a reader").read(Chunk::whole(text, "a.jsonld"), &mut batch);
    batch
}

fn codes(batch: &Batch) -> Vec<&str> {
    batch.notes.iter().map(|note| note.code.name).collect()
}

/// A graph as a publisher's site has it: people, journal and issue by reference.
const GRAPH: &str = r##"{"@context": {"@vocab": "https://schema.org/"}, "@graph": [
{"@id": "#site", "@type": "WebSite", "name": "Journals of Example"},
{"@id": "#article", "@type": ["ScholarlyArticle", "Thing"], "name": "On knees: a trial", "headline": "On knees…",
 "author": [{"@id": "#ou"}, "Rui Zhang", {"@type": "Organization", "name": "Knee Study Group"}],
 "isPartOf": {"@id": "#issue"}, "pageStart": "12", "pageEnd": "19", "datePublished": "2021-03-04",
 "sameAs": "https://doi.org/10.1000/knee.12", "keywords": "knee; cartilage", "citation": ["a", "b"],
 "description": "We looked at knees.", "award": "Best paper", "isAccessibleForFree": true},
{"@id": "#ou", "@type": "Person", "givenName": "Wenxin", "familyName": "Ou", "sameAs": "https://orcid.org/0000-0002-1825-0097",
 "affiliation": {"@type": "Organization", "name": "Institute of Knees"}},
{"@id": "#issue", "@type": "PublicationIssue", "issueNumber": 2, "isPartOf": {"@id": "#volume"}},
{"@id": "#volume", "@type": "PublicationVolume", "volumeNumber": "7", "isPartOf": {"@id": "#journal"}},
{"@id": "#journal", "@type": "Periodical", "name": "Journal of Knees", "issn": ["1673-4408"], "publisher": "Example Press"}
]}"##;

#[test]
fn a_graph_is_read_by_its_mentions() {
    let batch = read(GRAPH);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0), "{:?}", batch.notes);
    let record = &batch.records[0];
    assert_eq!(record.kind, Kind::ArticleJournal);
    assert_eq!(record.title(TitleRole::Main).expect("a title").to_plain(), "On knees: a trial");
    assert_eq!(record.titles.len(), 1, "a headline that is cut is none");
    let names: Vec<String> = record
        .with_role(Role::Author)
        .map(|one| {
            one.projected()
                .map(|form| form.name.family.clone().or(form.name.literal.clone()).unwrap_or_default())
        })
        .map(Option::unwrap_or_default)
        .collect();
    assert_eq!(names, ["Ou", "Zhang", "Knee Study Group"]);
    assert_eq!(record.contributors[0].orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(record.contributors[0].affiliation_refs, ["a1"]);
    assert!(record.contributors[2].is_group);
    assert_eq!(
        record.container_title(ContainerRole::Main).expect("a journal").to_plain(),
        "Journal of Knees"
    );
    assert_eq!((record.volume.as_deref(), record.issue.as_deref()), (Some("7"), Some("2")));
    assert_eq!(record.pages().as_deref(), Some("12-19"));
    assert_eq!(record.identifier("doi"), Some("10.1000/knee.12"));
    assert_eq!(record.dates[0].iso(), "2021-03-04");
    assert_eq!(record.publisher.as_deref(), Some("Example Press"));
    assert_eq!(record.issns[0].value, "1673-4408");
    let terms: Vec<&str> = record.terms.iter().map(|term| term.value.as_str()).collect();
    assert_eq!(terms, ["knee", "cartilage"]);
    assert_eq!(record.abstracts[0].text.to_plain(), "We looked at knees.");
    let unknown: Vec<(&str, &str)> =
        record.unknown.iter().map(|field| (field.tag.as_str(), field.value.as_str())).collect();
    assert_eq!(unknown, [("award", "Best paper")]);
    let codes = codes(&batch);
    assert_eq!(codes.iter().filter(|code| **code == "json-member-unknown").count(), 1, "{codes:?}");
    assert!(codes.contains(&"references-not-read"), "{codes:?}");
    assert!(codes.contains(&"json-ld-node-passed"), "a site is said to be no work: {codes:?}");
}

#[test]
fn one_work_and_a_list_of_works_are_read() {
    let rows = [
        (
            r#"{"@context":"http://schema.org","@type":"Book","name":"Herbs","author":"Kim, A.","isbn":"9789290611233","publisher":{"@type":"Organization","name":"UP","location":"Manila"}}"#,
            Kind::Book,
        ),
        (
            r#"[{"@context":"https://schema.org","@type":"Thesis","name":"Malaria","author":{"@type":"Person","name":"Boon Huat Tan"}}]"#,
            Kind::Thesis,
        ),
        (
            r#"{"@context":"https://schema.org","@type":"WebPage","name":"A page","mainEntity":{"@type":"Report","headline":"Fever"}}"#,
            Kind::Report,
        ),
        (r#"{"@context":"https://schema.org","@type":"WebPage","name":"Guidelines"}"#, Kind::Webpage),
        (
            r#"{"@context":"https://schema.org","@type":"Chapter","name":"Leaves","isPartOf":{"@type":"Book","name":"Herbs","isbn":"9789290611233","editor":{"@type":"Person","familyName":"Kim","givenName":"A"}}}"#,
            Kind::Chapter,
        ),
    ];
    for (text, kind) in rows {
        let batch = read(text);
        assert_eq!(batch.records.len(), 1, "{text}");
        assert_eq!(batch.records[0].kind, kind, "{text}");
        assert!(!batch.records[0].titles.is_empty(), "{text}");
    }
    let chapter = &read(rows[4].0).records[0];
    assert_eq!(chapter.with_role(Role::Editor).count(), 1);
    assert_eq!(chapter.identifier("isbn"), Some("9789290611233"));
    let book = &read(rows[0].0).records[0];
    assert_eq!((book.publisher.as_deref(), book.publisher_place.as_deref()), (Some("UP"), Some("Manila")));
}

#[test]
fn a_broken_node_costs_no_other() {
    let text = "{\"@context\": \"https://schema.org\", \"@graph\": [\n\
        {\"@type\": \"ScholarlyArticle\", \"name\": \"One\"},\n\
        {\"@type\": \"ScholarlyArticle\", \"name\": Two},\n\
        {\"@type\": \"Recipe\", \"name\": \"Soup\"},\n\
        {\"@type\": \"ScholarlyArticle\", \"name\": \"Three\"}\n]}";
    let batch = read(text);
    let titles: Vec<String> = batch.records.iter().map(|record| record.titles[0].text.to_plain()).collect();
    assert_eq!(titles, ["One", "Three"]);
    let lines: Vec<u32> = batch.set_aside.iter().map(|piece| piece.line).collect();
    assert_eq!(lines, [3, 4], "{:?}", batch.notes);
    assert!(codes(&batch).contains(&"json-ld-node-broken") && codes(&batch).contains(&"json-ld-no-work"));
}

#[test]
fn a_chain_of_mentions_that_leads_back_ends() {
    let text = r##"{"@context":"https://schema.org","@graph":[
        {"@id":"#a","@type":"ScholarlyArticle","name":"A","isPartOf":{"@id":"#v"}},
        {"@id":"#v","@type":"PublicationVolume","volumeNumber":"1","isPartOf":{"@id":"#v"}}]}"##;
    let batch = read(text);
    assert_eq!(batch.records.len(), 1);
    assert_eq!(batch.records[0].volume.as_deref(), Some("1"));
}

#[test]
fn only_what_names_schema_org_is_taken_for_it() {
    for text in [
        r#"[{"id":"a","type":"book","title":"The \"@context\": https://schema.org"}]"#,
        r#"{"@context":"https://www.w3.org/ns/activitystreams","type":"Note"}"#,
    ] {
        assert!(!refmill::read::json_ld::sniff(text), "{text}");
    }
}

fn only(text: &str) -> refmill::record::Record {
    let mut batch = read(text);
    assert_eq!(batch.records.len(), 1, "{:?}", batch.notes);
    batch.records.remove(0)
}

#[test]
fn what_an_article_stands_in_tells_its_kind() {
    let rows = [
        (r#""isPartOf": {"@type": "Periodical", "name": "J"}"#, Kind::ArticleJournal),
        (r#""isPartOf": {"@type": "WebSite", "issn": "1673-4408"}"#, Kind::ArticleJournal),
        (r#""isPartOf": {"@type": "PublicationIssue", "isPartOf": {"name": "J"}}"#, Kind::ArticleJournal),
        (r#""volumeNumber": 7"#, Kind::ArticleJournal),
        (r#""isPartOf": {"@type": "Newspaper", "name": "N"}"#, Kind::ArticleNewspaper),
        (
            r#""isPartOf": {"@type": "PublicationIssue", "issueNumber": "2", "isPartOf":
                {"@type": "Periodical", "additionalType": "http://purl.org/ontology/bibo/Magazine"}}"#,
            Kind::ArticleMagazine,
        ),
        (r#""isPartOf": {"@type": "WebSite", "name": "S"}"#, Kind::Webpage),
        (r#""name": "Knees""#, Kind::Webpage),
    ];
    for (member, kind) in rows {
        let text = format!(
            r#"{{"@context": "https://schema.org", "@type": "Article", "headline": "Knees", {member}}}"#
        );
        let record = only(&text);
        assert_eq!(record.kind, kind, "{text}");
        assert!(record.unknown.is_empty(), "{:?}", record.unknown);
    }
}

#[test]
fn particles_are_told_from_the_family_name() {
    let rows = [
        ("de la Cruz", Some("de la"), "Cruz"),
        ("van  der Berg", Some("van  der"), "Berg"),
        ("Van Berg", None, "Van Berg"),
        ("de", None, "de"),
        ("garcía lópez", None, "garcía lópez"),
    ];
    for (family, particle, rest) in rows {
        assert_eq!(refmill::value::name::split_particle(family), (particle, rest));
    }
    let text = r#"{"@context": "https://schema.org", "@type": "Book", "name": "Herbs", "author": {"@type": "Person",
        "familyName": "de la Cruz", "givenName": "Maria"}}"#;
    let record = only(text);
    let name = &record.contributors[0].projected().expect("a form").name;
    assert_eq!(
        (name.non_dropping_particle.as_deref(), name.family.as_deref()),
        (Some("de la"), Some("Cruz"))
    );
}

#[test]
fn a_title_in_an_unknown_language_is_no_other_one_of_the_same() {
    let text = |language: &str| {
        format!(
            r#"{{"@context": "https://schema.org", "@type": "ScholarlyArticle", "name": {{"@language": "en", "@value":
            "Tea in practice"}}, "alternativeHeadline": {{"@language": "und", "@value": "Grüner Tee für den Alltag"}} {language}}}"#
        )
    };
    for (language, role) in [(r#", "inLanguage": "en""#, TitleRole::Translated), ("", TitleRole::Vernacular)]
    {
        let record = only(&text(language));
        assert_eq!((record.titles[1].role, &record.titles[1].text.lang), (role, &None));
    }
}

#[test]
fn creators_and_publishers_are_not_lost() {
    let record = only(
        r#"{"@context": "https://schema.org", "@type": "Book", "name": "Herbs", "author": "Ara Kim", "creator":
        ["Ara Kim", {"@type": "Person", "name": "Rui Zhang"}], "publisher": ["Leaf Press", "Leaf Press", "Tea Press", 7]}"#,
    );
    assert_eq!((record.contributors.len(), record.publisher.as_deref()), (1, Some("Leaf Press")));
    let unknown: Vec<&str> = record.unknown.iter().map(|field| field.tag.as_str()).collect();
    assert_eq!(unknown, ["creator", "publisher", "publisher"], "{:?}", record.unknown);
}

#[test]
fn the_page_of_a_work_is_no_work() {
    let text = r##"{"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "name": "Knees | Site", "mainEntity": {"@id": "#a"}},
        {"@id": "#a", "@type": "ScholarlyArticle", "name": "Knees"}]}"##;
    assert_eq!(only(text).titles[0].text.to_plain(), "Knees");
}
