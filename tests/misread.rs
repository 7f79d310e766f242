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
    reader.read(Chunk { text, head: text, file: "page", first_line: 1 }, &mut batch);
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
