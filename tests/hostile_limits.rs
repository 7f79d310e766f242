//! The worst inputs known, some megabytes of them in all for every reader: none panics, overflows the stack or costs more
//! than a constant times its length. Four times the input may take at most twelve times as long: a quadratic reader takes
//! sixteen times, and the sizes are such that it would take minutes.

use refmill::formats::{self, FORMATS};
use refmill::read::{Batch, Chunk, Reader};
use refmill::syntax::xml::{Entities, parse};
use std::time::{Duration, Instant};

/// Bytes of the smaller of two inputs. With all readers and both sizes some megabytes are read, without optimisation.
/// `REFMILL_WORST=262144 cargo test --release --test hostile_limits` reads a megabyte of each (docs/reliability.md).
fn size() -> usize {
    std::env::var("REFMILL_WORST").ok().and_then(|it| it.parse().ok()).unwrap_or(1 << 14)
}

/// A way to be hard to read: what stands before, again and again, and after.
struct Worst {
    name: &'static str,
    formats: &'static [&'static str],
    before: &'static str,
    piece: &'static str,
    after: &'static str,
}

const fn worst(
    name: &'static str,
    formats: &'static [&'static str],
    before: &'static str,
    piece: &'static str,
    after: &'static str,
) -> Worst {
    Worst { name, formats, before, piece, after }
}

const ALL: &[&str] = &[];
const XML: &[&str] = &["pubmed", "jats", "endnote-xml", "mods"];
const JSON: &[&str] = &["csl-json", "ndjson", "crossref", "openalex", "json-ld", "crawl"];
const TAGGED: &[&str] = &["ris", "nbib", "endnote-tagged", "wos-tagged", "refworks-tagged"];

const WORST: &[Worst] = &[
    worst("one long line", ALL, "", "tea ", ""),
    worst("one long word", ALL, "", "x", ""),
    worst("nothing but line ends", ALL, "", "\n", ""),
    worst("nothing but carriage returns", ALL, "", "\r", ""),
    worst("nothing but blanks", ALL, "", " ", ""),
    worst("nothing but quotes", ALL, "", "\"", ""),
    worst("nothing but commas", ALL, "", ",", ""),
    worst("nothing but semicolons", ALL, "", "; ", ""),
    worst("nothing but opening brackets", ALL, "", "[", ""),
    worst("nothing but opening braces", ALL, "", "{", ""),
    worst("nothing but opening angles", ALL, "", "<", ""),
    worst("nothing but ampersands", ALL, "", "&", ""),
    worst("nothing but at signs", ALL, "", "@", ""),
    worst("nothing but digits", ALL, "", "12345 ", ""),
    worst("nothing but han", ALL, "", "茶", ""),
    worst("nothing but marks", ALL, "e", "\u{301}", ""),
    worst("tags without an end", XML, "<mods>", "</", ""),
    worst("document types", XML, "", "<!DOCTYPE x>", ""),
    worst("deep elements", XML, "<article><front>", "<i>", ""),
    worst("records that do not end", XML, "", "<article><mods><record><PubmedArticle>", ""),
    worst("comments that do not end", XML, "<PubmedArticle>", "<!-- ", ""),
    worst("character data that does not end", XML, "<mods>", "<![CDATA[", ""),
    worst("attributes", XML, "<mods ", "a=\"1\" ", "></mods>"),
    worst(
        "authors",
        &["pubmed"],
        "<PubmedArticle><MedlineCitation><Article><AuthorList>",
        "<Author><LastName>Ou</LastName></Author>",
        "</AuthorList></Article></MedlineCitation></PubmedArticle>",
    ),
    worst("authors", &["mods"], "<mods>", "<name><namePart>Ou, W</namePart></name>", "</mods>"),
    worst("deep arrays", JSON, "[{\"title\":", "[", ""),
    worst("deep objects", JSON, "", "{\"a\":", ""),
    worst("escapes", JSON, "[{\"title\":\"", "\\ud800", "\"}]"),
    worst("a text that does not end", JSON, "[{\"title\":\"", "\\\"", ""),
    worst("broken items", JSON, "[", "{\"title\":},", "]"),
    worst("repeated members", JSON, "[{", "\"title\":\"tea\",", "\"id\":\"x\"}]"),
    worst("authors", &["csl-json"], "[{\"author\":[", "{\"family\":\"Ou\"},", "{}]}]"),
    worst("deep blocks", &["csl-yaml"], "references:\n- title: ", "[", ""),
    worst("anchors", &["csl-yaml"], "references:\n- title: ", "&a *a ", ""),
    worst("deep groups", &["bibtex"], "@article{k, title = ", "{", ""),
    worst("deep commands", &["bibtex"], "@article{k, title = {", "\\emph{", ""),
    worst("accents", &["bibtex"], "@article{k, title = {", "\\'", "}}"),
    worst("mathematics", &["bibtex"], "@article{k, title = {", "$x", "}}"),
    worst("entries that do not end", &["bibtex"], "", "@article{k, title = {\n", ""),
    worst(
        "macros of macros",
        &["bibtex"],
        "@string{a = \"tea\"}\n",
        "@string{a = a # a}\n",
        "@article{k, title = a}",
    ),
    worst("authors", &["bibtex"], "@article{k, author = {", "Ou, W and ", "}}"),
    worst("one key", &["bibtex"], "", "@article{k, title = {x}}\n", ""),
    worst(
        "records without an end",
        TAGGED,
        "",
        "TY  - JOUR\nPMID- 1\n%0 Journal Article\nPT J\nRT Journal Article\n",
        "",
    ),
    worst(
        "authors",
        TAGGED,
        "TY  - JOUR\nPMID- 1\n%0 Journal Article\nPT J\nRT Journal Article\n",
        "AU  - Ou, W\n%A Ou, W\nA1 Ou, W\n",
        "ER  - \n",
    ),
    worst("authors on a line", TAGGED, "TY  - JOUR\nAU  - ", "Ou, W; ", "\nER  - \n"),
    worst("continuations", TAGGED, "TY  - JOUR\nPMID- 1\nTI  - x\n", "      tea\n", "ER  - \n"),
    worst("pages", TAGGED, "TY  - JOUR\nSP  - ", "1-2,", "\nER  - \n"),
    worst("addresses", TAGGED, "TY  - JOUR\nAD  - ", "a@b.c, ", "\nER  - \n"),
    worst("identifiers", TAGGED, "TY  - JOUR\nDO  - ", "10.1/", "\nER  - \n"),
    worst("cells", &["csv", "tsv"], "Title,Authors\n", "a,", "\n"),
    worst("quotes that do not end", &["csv", "tsv"], "Title,Authors\n", "\"a,\n", ""),
    worst("quotes on one line", &["csv", "tsv", "crawl-table"], "Title,text\n", "\"a,", ""),
    worst("doubled quotes", &["crawl-table"], "Title,text\n", "\"\"\"x\n", ""),
    worst("columns", &["csv", "tsv"], "Title", ",Authors", "\nx,y\n"),
    worst("authors in a cell", &["csv"], "Title,Authors\ntea,\"", "Ou W; ", "\"\n"),
    worst("deep markup", &["html", "page"], "<html><body>", "<div><b>", ""),
    worst("tables", &["html"], "<html><body>", "<table><tr><td>", ""),
    worst("scripts", &["html"], "<html>", "<script type=\"application/ld+json\">{", ""),
    worst("metadata", &["html"], "<html><head>", "<meta name=\"citation_author\" content=\"Ou W\">", ""),
    worst("comments", &["html"], "<html>", "<!-- <!", ""),
    worst("labels", &["page", "html"], "Tea and sleep\n", "Keywords: tea\n", ""),
    worst("journal lines", &["page"], "Tea and sleep\nOu W\n", "Journal of Tea 2022;19(6):217-221\n", ""),
    worst(
        "authors on a line",
        &["page"],
        "Tea and sleep\n",
        "Ou W1,2, ",
        "\nJournal of Tea 2022;19(6):217-221\n",
    ),
    worst("pages that begin", &["page"], "", "WPRIM\nTea and sleep\nABSTRACT\n", ""),
];

fn text(case: &Worst, size: usize) -> String {
    [case.before, &case.piece.repeat(size / case.piece.len()), case.after].concat()
}

fn takes(reader: &dyn Reader, text: &str) -> Duration {
    let begun = Instant::now();
    let mut batch = Batch::default();
    let cut = reader.cut(text, text);
    assert!(text.is_char_boundary(cut));
    reader.read(Chunk::whole(text, "x"), &mut batch);
    drop(batch);
    begun.elapsed()
}

/// The quickest of a few, because other programs run on the machine too.
fn quickest(reader: &dyn Reader, text: &str, times: usize) -> Duration {
    (0..times).map(|_| takes(reader, text)).min().unwrap_or_default()
}

fn slow(names: &[&str]) -> Vec<String> {
    let mut slow = Vec::new();
    for format in FORMATS.iter().filter(|format| names.contains(&format.name)) {
        let Some(reader) = format.reader else { continue };
        for case in WORST.iter().filter(|case| case.formats.is_empty() || case.formats.contains(&format.name))
        {
            let (one, four) = (text(case, size()), text(case, 4 * size()));
            let first = quickest(reader, &one, 1);
            let second = quickest(reader, &four, 1);
            // What is over at once cannot be told from the noise of the machine.
            if second < Duration::from_millis(400) || second < first * 8 {
                continue;
            }
            let (first, second) =
                (quickest(reader, &one, 3).min(first), quickest(reader, &four, 2).min(second));
            if second > first * 12 || second > Duration::from_secs(20) {
                slow.push(format!(
                    "{}: {}: {first:?}, four times as much {second:?}",
                    format.name, case.name
                ));
            }
        }
    }
    slow
}

#[test]
fn the_worst_inputs_cost_no_more_than_their_length_records() {
    let names: Vec<&str> = FORMATS.iter().map(|it| it.name).filter(|it| !PAGES.contains(it)).collect();
    let slow = slow(&names);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

const PAGES: &[&str] = &["page", "html", "crawl", "crawl-table"];

#[test]
fn the_worst_inputs_cost_no_more_than_their_length_pages() {
    let slow = slow(PAGES);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn every_reader_meets_a_worst_input() {
    let with_reader = FORMATS.iter().filter(|format| format.reader.is_some());
    assert!(with_reader.count() > 20);
    for case in WORST {
        assert!(case.formats.iter().all(|name| formats::by_name(name).is_some()), "{}", case.name);
    }
}

/// Records whose names have a prefix each: none looks through those of the others.
#[test]
fn prefixes_cost_no_more_than_their_length() {
    let text = |count: usize| (0..count).map(|it| format!("<p{it}:mods>")).collect::<Vec<_>>().concat();
    let reader = formats::by_name("mods").and_then(|it| it.reader).expect("a reader");
    let (one, four) = (text(size() / 12), text(size() / 3));
    let (first, second) = (quickest(reader, &one, 3), quickest(reader, &four, 2));
    assert!(second < Duration::from_millis(400) || second < first * 12, "{first:?}, {second:?}");
}

/// A node that mentions itself again and again, four mentions deep: what they add has a bound.
#[test]
fn mentions_do_not_multiply() {
    let reader = formats::by_name("json-ld").and_then(|it| it.reader).expect("a reader");
    let mention = "{\"@id\":\"#a\"}";
    for count in [200, 2000] {
        let mentions = vec![mention; count].join(",");
        let text =
            format!("{{\"@id\":\"#a\",\"@type\":\"Article\",\"name\":\"Tea\",\"author\":[{mentions}]}}");
        let mut batch = Batch::default();
        let begun = Instant::now();
        reader.read(Chunk::whole(&text, "x"), &mut batch);
        assert_eq!(batch.records.len(), 1);
        assert_eq!(batch.records[0].titles[0].text.to_plain(), "Tea");
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        let length = serde_json::to_string(&batch.records[0]).expect("JSON").len();
        assert!(length < 400 * text.len() + 100_000, "{length}");
    }
}

fn xml_records(name: &str) -> &'static str {
    match name {
        "pubmed" => {
            "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>TITLE</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        }
        "jats" => {
            "<article><front><article-meta><title-group><article-title>TITLE</article-title></title-group></article-meta></front></article>"
        }
        "endnote-xml" => {
            "<xml><records><record><titles><title>TITLE</title></titles></record></records></xml>"
        }
        _ => "<mods xmlns=\"http://www.loc.gov/mods/v3\"><titleInfo><title>TITLE</title></titleInfo></mods>",
    }
}

/// Entities that call one another, and one of a file: none is expanded a second time, none reads a file.
#[test]
fn entities_neither_grow_nor_read() {
    let declared: Vec<String> =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let declared = declared.concat();
    let laughs = format!("<!DOCTYPE x [<!ENTITY l0 \"ha\">{declared}]>");
    let outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\"><!ENTITY % p SYSTEM \"file:///etc/passwd\">%p;]>";
    let large = format!("<!DOCTYPE x [<!ENTITY e \"{}\">]>", "tea ".repeat(15_000));
    for name in XML {
        let reader = formats::by_name(name).and_then(|it| it.reader).expect("a reader");
        let read = |head: &str, title: &str| {
            let text = format!("{head}{}", xml_records(name).replace("TITLE", title));
            let mut batch = Batch::default();
            reader.read(Chunk::whole(&text, "x"), &mut batch);
            batch
        };
        let batch = read(&laughs, "&l9;");
        let title = batch.records.first().map(|it| it.titles[0].text.value.to_plain()).unwrap_or_default();
        assert!(title.len() < 200, "{name}: {} bytes of laughs", title.len());
        let batch = read(outside, "Tea &e; &p;");
        assert_eq!(batch.records.len(), 1, "{name}");
        assert_eq!(batch.records[0].titles[0].text.value.to_plain(), "Tea &e; &p;", "{name}");
        let batch = read(&large, &"&e;".repeat(1000));
        assert_eq!((batch.records.len(), batch.set_aside.len()), (0, 1), "{name}");
        assert!(
            batch.set_aside[0].reason.contains("entities stand for more than"),
            "{}",
            batch.set_aside[0].reason
        );
    }
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    assert!(parse(&deep, 1, &Entities::default()).is_err());
}
