//! Pages that were once misread: pages of ordinary sites taken for those of a site that a table knows, values of
//! other articles, names turned round. All made up, most by somebody who had not seen the reader's code.

use refmill::page::example::facts;
use refmill::read::crawl::Crawl;
use refmill::read::html::HtmlPages;
use refmill::read::page::Pages;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::TitleRole;

fn read(reader: &dyn Reader, text: &str) -> Batch {
    let mut batch = Batch::default();
    reader.read(Chunk::whole(text, "page"), &mut batch);
    batch
}

/// The named facts of the one record of a page, lists joined by ` | `; a missing one is blank.
fn told(batch: &Batch, names: &[&str]) -> Vec<String> {
    assert_eq!(batch.records.len(), 1, "{:?}", batch.notes);
    assert!(batch.set_aside.is_empty(), "{:?}", batch.set_aside);
    let facts = facts(&batch.records[0]);
    let shown = |value: &toml::Value| match value {
        toml::Value::Array(items) => {
            items.iter().map(|item| item.as_str().unwrap_or_default()).collect::<Vec<_>>().join(" | ")
        }
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    names.iter().map(|name| facts.get(*name).map(shown).unwrap_or_default()).collect()
}

fn text(page: &str, names: &[&str]) -> Vec<String> {
    told(&read(&Pages::BUILT_IN, page), names)
}

fn html(page: &str, names: &[&str]) -> Vec<String> {
    told(&read(&HtmlPages::BUILT_IN, page), names)
}

const HEAD: &[&str] = &["title", "authors", "journal", "volume", "issue", "page", "doi"];

#[test]
fn a_page_of_another_publisher_is_none_of_j_stage() {
    let page = "Tea and sleep in nurses at night\nZhang Hongmei, Wang Xiaoli\nBee Journal 2020, Volume 45, Issue 2, Pages 88-97\n\
                Abstract\nBees die.\n";
    assert_eq!(
        text(page, HEAD),
        [
            "Tea and sleep in nurses at night",
            "Zhang, Hongmei | Wang, Xiaoli",
            "Bee Journal",
            "45",
            "2",
            "88-97",
            ""
        ]
    );
}

#[test]
fn a_pmid_makes_no_page_of_pubmed() {
    let page = "Tea and sleep in nurses at night\nMary Smith, John Brown\nJ Tea. 2021 Dec;13(2):45-49.\nAbstract\nTea is good.\n\
                PMID: 12345678\n";
    assert_eq!(
        text(page, HEAD),
        ["Tea and sleep in nurses at night", "Smith, Mary | Brown, John", "J Tea", "13", "2", "45-49", ""]
    );
}

#[test]
fn the_doi_of_another_article_is_not_taken() {
    for page in [
        "Tea and sleep in nurses at night\nAuthors: Zhang Hongmei; Wang Xiaoli\nSource: Journal of Tea 2021;3(2):10-19\n\
         Abstract: Tea is good.\nRelated: Coffee in the ward. doi:10.5555/c.1\n",
        "Tea and sleep in nurses at night\nAuthors: Zhang Hongmei; Wang Xiaoli\nSource: Journal of Tea 2021;3(2):10-19\n\
         Keywords: tea; sleep\nAbstract: Tea is good.\nDownloads: 412\nViews: 99\nShare this article\nCited by 12\n\
         Recommendation: Coffee in the ward. Li Na. J Coffee 2020;1(1):1-9. doi:10.5555/c.1\n",
    ] {
        assert_eq!(text(page, &["doi", "abstract"]), ["", "Tea is good."]);
    }
}

#[test]
fn a_short_name_that_china_has_too_turns_no_list_round() {
    for (authors, expected) in [
        ("Ana Silva; Bo Larsen", "Silva, Ana | Larsen, Bo"),
        ("Bo Andersson; Lars Berg", "Andersson, Bo | Berg, Lars"),
        ("Li Andersen; Per Holm", "Andersen, Li | Holm, Per"),
        ("Kim Jensen; Bo Hansen", "Jensen, Kim | Hansen, Bo"),
        ("Li Na; Wang Xiaoli", "Li, Na | Wang, Xiaoli"),
    ] {
        let page = format!(
            "Effects of mint on memory\nAuthors: {authors}\nSource: Herbal Notes 2020;3(2):10-19\nAbstract: Mint is good.\n"
        );
        assert_eq!(text(&page, &["authors"]), [expected]);
    }
}

#[test]
fn a_longer_label_is_another_label() {
    let page = "Walking and memory in old age\nCreators\nAmara Okafor; Lindsay Brook\nPublished in\n\
                Journal of Steps, Vol. 12, No. 4, pp. 101-110\nDate deposited: 2020-03-15\nSubjects: walking; memory\n\
                Summary\nPeople walked.\nDownloads: 412\n";
    assert_eq!(
        text(page, &["authors", "issued", "abstract"]),
        ["Okafor, Amara | Brook, Lindsay", "", "People walked."]
    );
}

#[test]
fn the_title_is_what_the_citation_says() {
    let page = "首页 | 期刊介绍 | 联系我们\n社区老年人跌倒风险的影响因素分析\n王晓丽, 李娜, 欧阳志强\n摘要：目的 分析跌倒。\n\
                引用本文：王晓丽, 李娜, 欧阳志强. 社区老年人跌倒风险的影响因素分析[J]. 海岸护理学报, 2019, 12(5): 321-326.\n";
    assert_eq!(
        text(page, &["title", "authors", "journal"]),
        ["社区老年人跌倒风险的影响因素分析", "王, 晓丽 | 李, 娜 | 欧阳, 志强", "海岸护理学报"]
    );
}

#[test]
fn a_contents_page_is_no_article() {
    let page = "Vol 3, No 1 (2020)\nTea and sleep in nurses\nZhang Hongmei, Wang Xiaoli\n1-9\nCoffee in the ward\n\
                Li Na, Chen Wei\n10-19 https://doi.org/10.5555/t.3\n";
    assert!(read(&Pages::BUILT_IN, page).records.is_empty());
}

#[test]
fn a_comma_behind_a_volume_is_none_of_it() {
    let page = "Winter loss of honey bees in Hale\nVolume: 45, Issue: 2, Pages: 8-9\nDOI: 10.5555/x.1\n\
                Abstract: Bees die, and nobody knows why they do.\n";
    assert_eq!(text(page, &["volume", "issue", "page"]), ["45", "2", "8-9"]);
}

#[test]
fn a_crawled_page_with_a_doctype_is_one_page_and_keeps_its_address() {
    let page = "<!DOCTYPE html>\n<html><head><meta name=\"citation_pdf_url\" content=\"https://t.example/1.pdf\">\
                <meta name=\"citation_title\" content=\"Tea and sleep in nurses\"></head><body>\
                <h1>Tea and sleep in nurses</h1><p>Li Na, Wang Hong</p><p>J Tea 2020;1(1):1-9. doi:10.5555/t.1</p>\
                <h2>Abstract</h2><p>Tea is good.</p></body></html>";
    let crawl = serde_json::json!({"url": "https://t.example/1", "html": page}).to_string();
    let batch = read(&Crawl::BUILT_IN, &crawl);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0), "{:?}", batch.notes);
    let addresses: Vec<&str> = batch.records[0].urls.iter().map(|url| url.href.as_str()).collect();
    assert!(addresses.contains(&"https://t.example/1") && addresses.contains(&"https://t.example/1.pdf"));
}

#[test]
fn what_the_metadata_names_helps_to_read_the_text() {
    let page = "<html><head><title>Seagrass decline in the Bay - Marine Letters</title><script type=\"application/ld+json\">\
                {\"@context\": \"https://schema.org\", \"@type\": \"ScholarlyArticle\", \"headline\": \"Seagrass decline in the Bay\",\
                \"alternativeHeadline\": \"Seagrass\", \"dateModified\": \"2021-01-01\",\
                \"author\": [{\"@type\": \"Person\", \"givenName\": \"Ingrid\", \"familyName\": \"Haugen\"}], \"datePublished\": \"2020-11-03\",\
                \"isPartOf\": {\"@type\": \"Periodical\", \"name\": \"Marine Letters\"}}</script></head><body><ul class=\"nav\"><li>About us</li>\
                <li>Current edition</li></ul><h1>Seagrass decline in the Bay</h1><div>Published 3 November 2020</div>\
                <h2>Abstract</h2><p>Seagrass meadows shrink in the bay.</p></body></html>";
    let batch = read(&HtmlPages::BUILT_IN, page);
    assert_eq!(
        told(&batch, &["title", "authors", "journal", "abstract"]),
        [
            "Seagrass decline in the Bay",
            "Haugen, Ingrid",
            "Marine Letters",
            "Seagrass meadows shrink in the bay."
        ]
    );
    assert!(batch.records[0].title(TitleRole::Vernacular).is_none());
    assert!(batch.notes.iter().any(|note| note.code.name == "metadata-not-read"), "{:?}", batch.notes);
}

#[test]
fn an_institution_with_a_marker_at_its_first_word() {
    let page = "<html><body><h1>Night shift work and sleep quality in nurses</h1><p>Maeve O'Connor<sup>1</sup>, Rosa Fuente<sup>2</sup></p>\
                <p><sup>1</sup>School of Nursing, Port Anselm University, Ireland</p><p><sup>2</sup>Hospital San Telmo, Sevilla, Spain</p>\
                <p>J Harb Nurs 2021, 17(3), 211-219</p><h2>Abstract</h2><p>Sleep is bad.</p></body></html>";
    assert_eq!(
        html(page, &["affiliations"]),
        ["1. School of Nursing, Port Anselm University, Ireland | 2. Hospital San Telmo, Sevilla, Spain"]
    );
}

#[test]
fn metadata_of_another_article_is_told_with_the_title_that_the_text_has() {
    let page = "<html><head><meta name=\"citation_title\" content=\"Correction: Tea and sleep\"><meta name=\"citation_doi\" \
                content=\"10.5555/t.99\"><meta name=\"citation_author\" content=\"Wang, Xiaoli\"><meta name=\"citation_date\" \
                content=\"2020\"><meta name=\"citation_journal_title\" content=\"J Tea\"></head><body><h1>Tea and sleep in ward nurses</h1><p>Wang Xiaoli, Li Na</p>\
                <p>J Tea 2019;3(2):10-19. doi:10.5555/t.11</p><h2>Abstract</h2><p>Tea is good.</p></body></html>";
    let batch = read(&HtmlPages::BUILT_IN, page);
    assert_eq!(told(&batch, &["title", "doi"]), ["Correction: Tea and sleep", "10.5555/t.99"]);
    let note = batch.notes.iter().find(|note| note.code.name == "text-not-read").expect("a note");
    assert!(note.message.contains("Tea and sleep in ward nurses"), "{}", note.message);
}

/// A page with metadata above and text below.
fn with_metadata(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html lang=\"en\"><head>{head}</head><body>{body}</body></html>")
}

fn meta(name: &str, content: &str) -> String {
    format!("<meta name=\"{name}\" content=\"{content}\">\n")
}

const MINT: &[(&str, &str)] = &[
    ("citation_title", "Mint tea in mountain villages: a survey of 210 families"),
    ("citation_author", "Fraser, Ellen"),
    ("citation_author", "MacLeod, Tom"),
    ("citation_journal_title", "Highland Journal of Medicine"),
    ("citation_volume", "12"),
    ("citation_issue", "3"),
    ("citation_firstpage", "45"),
    ("citation_lastpage", "60"),
    ("citation_publication_date", "2019/09/01"),
    ("citation_doi", "10.5555/hjm.2019.12.3.45"),
];

const MINT_TOLD: [&str; 7] = [
    "Mint tea in mountain villages: a survey of 210 families",
    "Fraser, Ellen | MacLeod, Tom",
    "Highland Journal of Medicine",
    "12",
    "3",
    "45-60",
    "10.5555/hjm.2019.12.3.45",
];

fn mint_tags() -> String {
    MINT.iter().map(|(name, content)| meta(name, content)).collect()
}

const MINT_BODY: &str = "<h1>Mint tea in mountain villages: a survey of 210 families</h1><p>Ellen Fraser, Tom MacLeod</p>\
                         <h2>Abstract</h2><p>People in mountain villages drink mint tea when they are ill.</p>";

/// The JSON-LD of a related article, as a widget of recommendations puts it into a page.
const COFFEE: &str = r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"ScholarlyArticle",
    "headline":"Coffee houses and heart disease in port towns","author":[{"@type":"Person","name":"Lena Olsen"}],
    "datePublished":"2018-02-01","isPartOf":{"@type":"Periodical","name":"Harbour Medicine"},"volumeNumber":"7",
    "identifier":"https://doi.org/10.5555/hm.2018.7.1.9","keywords":"coffee; heart"}</script>"#;

#[test]
fn metadata_of_a_related_article_loses_against_the_heading() {
    let batch = read(&HtmlPages::BUILT_IN, &with_metadata(&(mint_tags() + COFFEE), MINT_BODY));
    assert_eq!(told(&batch, HEAD), MINT_TOLD);
    // Nothing of the other article fills what the page's own does not say.
    assert_eq!(told(&batch, &["keywords"]), [""]);
    let told: Vec<&str> = batch
        .notes
        .iter()
        .filter(|note| note.code.name == "metadata-disagrees")
        .map(|it| it.message.as_str())
        .collect();
    let [only] = told[..] else { panic!("{told:?}") };
    assert!(only.contains("Mint tea in mountain villages") && only.contains("Coffee houses"), "{only}");
    // Without a heading that decides, the precedence does, and what says something else is told.
    let silent = read(&HtmlPages::BUILT_IN, &with_metadata(&(mint_tags() + COFFEE), "<p>Hello</p>"));
    assert_eq!(told_title(&silent), "Coffee houses and heart disease in port towns");
}

fn told_title(batch: &Batch) -> String {
    told(batch, &["title"]).remove(0)
}

#[test]
fn a_title_said_in_other_words_is_no_other_article() {
    let subtitled = COFFEE
        .replace("Coffee houses and heart disease in port towns", "Mint tea in mountain villages")
        .replace("10.5555/hm.2018.7.1.9", "10.5555/HJM.2019.12.3.45");
    let batch = read(&HtmlPages::BUILT_IN, &with_metadata(&(mint_tags() + &subtitled), MINT_BODY));
    assert_eq!(told(&batch, &["keywords"]), ["coffee | heart"]);
}

/// References in three vocabularies and as a list, each with its own DOI.
#[test]
fn references_are_no_claims_about_the_article() {
    let references =
        || (1..=20).map(|n| (n, format!("Shift work in hospitals of town {n}"), format!("10.5555/jsw.{n}")));
    let tags: Vec<String> = references()
        .map(|(n, title, doi)| {
            let content = format!(
                "citation_title={title}; citation_author=P Berg; citation_volume={n}; citation_doi={doi}"
            );
            meta("citation_reference", &content)
        })
        .collect();
    let tags = tags.concat();
    let coins = |title: &str, doi: &str| {
        let title = title.replace(' ', "+");
        format!(
            "<span class=\"Z3988\" title=\"ctx_ver=Z39.88-2004&amp;rft.atitle={title}&amp;rft.jtitle=Shift+Work&amp;\
             rft.aulast=Berg&amp;rft_id=info:doi/{doi}\"></span>"
        )
    };
    let list: Vec<String> = references()
        .map(|(n, title, doi)| {
            let coins = coins(&title, &doi);
            format!("<li>Berg P. {title}. Shift Work. 2001;{n}(1):12-19. doi:{doi}{coins}</li>")
        })
        .collect();
    let list = list.concat();
    let nodes: Vec<String> = references()
        .map(|(_, title, doi)| format!(r#"{{"@type":"ScholarlyArticle","headline":"{title}","identifier":"https://doi.org/{doi}","author":{{"name":"P Berg"}}}}"#))
        .collect();
    let graph = format!(
        r#"<script type="application/ld+json">{{"@graph":[{{"@type":"ScholarlyArticle","headline":"{}","author":[{{"name":"Ellen Fraser"}},{{"name":"Tom MacLeod"}}]}},{}]}}</script>"#,
        MINT_TOLD[0],
        nodes.join(",")
    );
    for (heading, head) in [
        ("References", mint_tags() + &tags),
        ("Literature Cited", mint_tags() + &graph),
        ("Notes and further reading", mint_tags()),
    ] {
        let body = format!("{MINT_BODY}<h2>{heading}</h2><ol>{list}</ol>");
        let batch = read(&HtmlPages::BUILT_IN, &with_metadata(&head, &body));
        assert_eq!(told(&batch, HEAD), MINT_TOLD, "{heading}");
        for note in &batch.notes {
            assert!(
                !note.code.name.ends_with("disagrees") && !note.code.name.ends_with("disagree"),
                "{note}"
            );
        }
        let unused = batch.notes.iter().filter(|note| note.code.name == "metadata-unused").count();
        assert!(unused <= 2, "one note a vocabulary: {:?}", batch.notes);
    }
    // A single reference with a COinS of its own is none of the page either.
    let body = format!(
        "{MINT_BODY}<h2>References</h2><p>Berg P. Shift work.{}</p>",
        coins("Shift work at sea", "10.5555/x.1")
    );
    let batch = read(&HtmlPages::BUILT_IN, &with_metadata(&mint_tags(), &body));
    assert_eq!(told(&batch, HEAD), MINT_TOLD);
    assert!(batch.notes.iter().all(|note| note.code.name != "metadata-disagrees"), "{:?}", batch.notes);
}

#[test]
fn metadata_in_two_languages_keeps_to_that_of_the_first_title() {
    let tag = |name: &str, lang: &str, content: &str| {
        format!("<meta name=\"{name}\" xml:lang=\"{lang}\" content=\"{content}\">\n")
    };
    let head = [
        meta("citation_language", "es"),
        tag("citation_title", "es", "El té verde y el sueño de las enfermeras"),
        tag("citation_title", "en", "Green tea and the sleep of nurses"),
        meta("citation_author", "García, Ana"),
        tag("citation_journal_title", "es", "Revista de Enfermería"),
        tag("citation_keywords", "en", "green tea"),
        tag("citation_keywords", "es", "té verde"),
        tag("citation_abstract", "en", "Green tea is drunk a lot in hospitals, and nurses sleep badly."),
        tag("citation_abstract", "es", "El té verde se bebe mucho en los hospitales."),
    ]
    .concat();
    let batch = read(&HtmlPages::BUILT_IN, &with_metadata(&head, "<p>Hello</p>"));
    let found = told(&batch, &["title", "abstract", "keywords", "language-tag"]);
    let expected = [
        "El té verde y el sueño de las enfermeras",
        "El té verde se bebe mucho en los hospitales.",
        "té verde | green tea",
        "es",
    ];
    assert_eq!(found, expected);
    let record = &batch.records[0];
    let languages: Vec<Option<&str>> = record.terms.iter().map(|term| term.lang.as_deref()).collect();
    assert_eq!(languages, [Some("es"), Some("en")]);
    assert_eq!(record.titles[1].role, TitleRole::Translated);
    assert_eq!(record.container_titles[0].text.lang.as_deref(), Some("es"));
}

#[test]
fn tags_say_what_kind_of_work_it_is() {
    let common = [
        meta("citation_title", "Green tea sensors for hospital wards"),
        meta("citation_author", "Silva, Ana"),
    ]
    .concat();
    let article = "<h1>Green tea sensors for hospital wards</h1><h2>Abstract</h2><p>Sensors in tea cups tell how much nurses \
                   drink.</p><p>Keywords: tea; sensors</p>";
    let dc =
        [meta("DC.title", "Green tea sensors for hospital wards"), meta("DC.creator", "Silva, Ana")].concat();
    let names = &["type", "genre", "journal"];
    for body in [article, "<p>Hello</p>"] {
        let of = |head: &str| html(&with_metadata(head, body), names);
        let conference = meta("citation_conference_title", "Proceedings of the Conference on Tea");
        assert_eq!(
            of(&(common.clone() + &conference)),
            ["paper-conference", "", "Proceedings of the Conference on Tea"]
        );
        let thesis = meta("citation_dissertation_institution", "Example University")
            + &meta("citation_dissertation_name", "PhD");
        assert_eq!(of(&(common.clone() + &thesis)), ["thesis", "PhD", ""]);
        let chapter =
            meta("citation_inbook_title", "Handbook of Tea") + &meta("citation_isbn", "978-3-16-148410-0");
        let page = with_metadata(&(common.clone() + &chapter), body);
        assert_eq!(html(&page, names), ["chapter", "", "Handbook of Tea"]);
        let record = &read(&HtmlPages::BUILT_IN, &page).records[0];
        assert_eq!(record.identifier("isbn"), Some("978-3-16-148410-0"));
        let doctoral = meta("DC.type", "info:eu-repo/semantics/doctoralThesis")
            + &meta("DC.publisher", "Example University");
        assert_eq!(of(&(dc.clone() + &doctoral)), ["thesis", "Doctoral Thesis", ""]);
    }
}

#[test]
fn what_metadata_says_in_vain_is_told() {
    let head = [
        meta("citation_title", "Green tea and the sleep of nurses in port towns"),
        meta("citation_author", "Silva, Ana"),
        meta("citation_journal_title", "Journal of Tea"),
        meta("citation_volume", "0"),
        meta("citation_issue", "n/a"),
        meta("citation_publication_date", "2021/13/45"),
    ]
    .concat();
    let batch = read(&HtmlPages::BUILT_IN, &with_metadata(&head, "<p>Hello</p>"));
    assert_eq!(told(&batch, &["volume", "issue", "issued"]), ["", "", "2021"]);
    let codes = |name: &str| batch.notes.iter().filter(|note| note.code.name == name).count();
    assert_eq!((codes("metadata-placeholder"), codes("date-impossible")), (2, 1), "{:?}", batch.notes);
    let nothing = with_metadata(&head.replace("2021/13/45", "yesterday"), "<p>Hello</p>");
    let batch = read(&HtmlPages::BUILT_IN, &nothing);
    assert!(batch.notes.iter().any(|note| note.code.name == "date-not-understood"), "{:?}", batch.notes);
}
