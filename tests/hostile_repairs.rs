//! One broken record costs one record, in every format in which a record can be set aside: it stands in the file of `--rejects` as it
//! was, and once it is mended there, that file gives exactly the record that was missing.
use refmill::formats::FORMATS;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A file of three records, the second of which can be broken.
struct Case {
    format: &'static str,
    before: &'static str,
    /// A record, `@` in the place of its number.
    record: &'static str,
    after: &'static str,
    /// A part of the record, and what stands there when it is broken.
    broken: (&'static str, &'static str),
}

const fn case(
    format: &'static str,
    before: &'static str,
    record: &'static str,
    after: &'static str,
    broken: (&'static str, &'static str),
) -> Case {
    Case { format, before, record, after, broken }
}

const CASES: &[Case] = &[
    case("csl-yaml", "", "- id: k@\n  title: Tea @\n", "", ("title: Tea 2", "title: [Tea 2")),
    case("ris", "", "TY  - JOUR\nTI  - Tea @\nPY  - 2022\nER  - \n", "", ("TI  - Tea 2\nPY  - 2022\n", "")),
    case("bibtex", "", "@article{k@,\n  title = {Tea @},\n  year = {2022}\n}\n\n", "", ("{Tea 2}", "{Tea 2")),
    case(
        "biblatex",
        "",
        "@article{k@,\n  title = {Tea @},\n  date = {2022}\n}\n\n",
        "",
        ("{Tea 2}", "{Tea 2"),
    ),
    case("csv", "Title,Year,Journal\n", "Tea @,2022,Cups\n", "", (",2022,", ",2022,x,y,")),
    case("tsv", "Title\tYear\tJournal\n", "Tea @\t2022\tCups\n", "", ("\t2022\t", "\t2022\tx\ty\t")),
    case(
        "csl-json",
        "[",
        "{\"id\":\"k@\",\"type\":\"article-journal\",\"title\":\"Tea @\"},\n",
        "{\"id\":\"end\",\"title\":\"End\"}]",
        ("\"Tea 2\"", ""),
    ),
    case(
        "csl-jsonl",
        "",
        "{\"id\":\"k@\",\"type\":\"article-journal\",\"title\":\"Tea @\"}\n",
        "",
        ("\"Tea 2\"", ""),
    ),
    case(
        "ndjson",
        "",
        "{\"id\":\"k@\",\"type\":\"article-journal\",\"titles\":[{\"role\":\"main\",\"value\":\"Tea @\"}]}\n",
        "",
        ("\"Tea 2\"", ""),
    ),
    case(
        "crossref",
        "",
        "{\"status\":\"ok\",\"message-type\":\"work\",\"message\":{\"DOI\":\"10.1000/a@\",\"type\":\"journal-article\",\"title\":[\"Tea @\"]}}\n",
        "",
        ("\"10.1000/a2\"", ""),
    ),
    case(
        "openalex",
        "",
        "{\"id\":\"https://openalex.org/W@\",\"type\":\"article\",\"display_name\":\"Tea @\",\"publication_year\":2022}\n",
        "",
        ("\"Tea 2\"", ""),
    ),
    case(
        "json-ld",
        "",
        "{\"@context\":\"https://schema.org\",\"@type\":\"ScholarlyArticle\",\"name\":\"Tea @\"}\n",
        "",
        ("\"Tea 2\"", ""),
    ),
    case(
        "pubmed",
        "<PubmedArticleSet>\n",
        "<PubmedArticle><MedlineCitation><PMID>@</PMID><Article><ArticleTitle>Tea @</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n",
        "</PubmedArticleSet>\n",
        ("Tea 2</ArticleTitle>", "Tea 2"),
    ),
    case(
        "jats",
        "",
        "<article><front><article-meta><title-group><article-title>Tea @</article-title></title-group></article-meta></front></article>\n",
        "",
        ("Tea 2</article-title>", "Tea 2"),
    ),
    case(
        "mods",
        "<modsCollection>\n",
        "<mods><titleInfo><title>Tea @</title></titleInfo></mods>\n",
        "</modsCollection>\n",
        ("Tea 2</title>", "Tea 2"),
    ),
    case(
        "endnote-xml",
        "<xml><records>\n",
        "<record><ref-type name=\"Journal Article\">17</ref-type><titles><title>Tea @</title></titles></record>\n",
        "</records></xml>\n",
        ("Tea 2</title>", "Tea 2"),
    ),
    case("endnote-tagged", "", "%0 Journal Article\n%T Tea @\n%D 2022\n\n", "", ("%T Tea 2\n%D 2022\n", "")),
    case(
        "wos-tagged",
        "FN Clarivate Analytics Web of Science\nVR 1.0\n",
        "PT J\nTI Tea @\nPY 2022\nER\n\n",
        "EF\n",
        ("TI Tea 2\nPY 2022\n", ""),
    ),
    case("refworks-tagged", "", "RT Journal Article\nT1 Tea @\nYR 2022\n\n", "", ("T1 Tea 2\nYR 2022\n", "")),
    case(
        "noteexpress",
        "",
        "{Reference Type}: Journal Article\n{Title}: Tea @\n{Year}: 2022\n\n",
        "",
        ("{Title}: Tea 2\n{Year}: 2022\n", ""),
    ),
    case(
        "crawl",
        "",
        "{\"url\":\"https://example.org/@\",\"text\":\"Title: Tea and sleep @\\nAuthors: Wenxin Ou\\nJournal: Journal of Tea\\nYear: 2022\\nAbstract: We drank tea.\\nKeywords: tea; sleep\"}\n",
        "",
        ("\"text\":\"Title", "\"text\":Title"),
    ),
    case(
        "crawl-table",
        "url,text\n",
        "https://example.org/@,\"Title: Tea and sleep @\nAuthors: Wenxin Ou\nJournal: Journal of Tea\nYear: 2022\nAbstract: We drank tea.\nKeywords: tea; sleep\"\n",
        "",
        (",\"Title", ",x,y,\"Title"),
    ),
];

/// Formats in which nothing of a record can be broken so that it is set aside alone, and why.
const NONE: &[(&str, &str)] = &[
    ("cnki-text", "any text is one of its fields or stands outside a record"),
    ("html", "a file is one page"),
    ("nbib", "a line with a tag makes a record, whatever it holds"),
    ("page", "any text is a page, read by general rules"),
    ("xlsx", "its rows are those of a table (xlsx_in.rs)"),
];

/// The records that a file gives, without where they stood, in the order of their titles.
fn records(folder: &Path, input: &str, format: &str) -> (Vec<Value>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refmill"));
    command.args(["convert", input, "-t", "ndjson", "--skip", "all", "--rejects", "aside.txt"]);
    if !format.is_empty() {
        command.args(["-f", format]);
    }
    let done = command.current_dir(folder).output().expect("the program runs");
    let aside = fs::read_to_string(folder.join("aside.txt")).unwrap_or_default();
    let _ = fs::remove_file(folder.join("aside.txt"));
    let text = String::from_utf8(done.stdout).expect("UTF-8");
    let mut records: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for record in &mut records {
        let record = record.as_object_mut().expect("an object");
        for place in ["provenance", "warnings", "citation_key"] {
            record.remove(place);
        }
    }
    records.sort_by_key(|record| record["titles"].to_string());
    (records, aside)
}

#[test]
fn what_was_set_aside_and_mended_gives_the_missing_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for Case { format, before, record, after, broken: (part, instead) } in CASES {
        let three: Vec<String> = (1..=3).map(|number| record.replace('@', &number.to_string())).collect();
        // `@` is a sign of some formats too.
        let three: Vec<String> = match *format {
            "bibtex" | "biblatex" => {
                (1..=3).map(|number| format!("@{}", record[1..].replace('@', &number.to_string()))).collect()
            }
            "json-ld" => (1..=3).map(|number| record.replace("Tea @", &format!("Tea {number}"))).collect(),
            _ => three,
        };
        let whole = [before, three.concat().as_str(), after].concat();
        assert!(three[1].contains(part), "{format}");
        let second = three[1].replacen(part, instead, 1);
        let damaged = [before, three[0].as_str(), &second, &three[2], after].concat();
        fs::write(folder.path().join("whole"), &whole).expect("a file");
        fs::write(folder.path().join("damaged"), &damaged).expect("a file");
        let (expected, none) = records(folder.path(), "whole", format);
        let (mut found, aside) = records(folder.path(), "damaged", format);
        if !none.is_empty() || expected.len() < 3 || found.len() + 1 != expected.len() {
            wrong.push(format!(
                "{format}: {} whole, {} damaged\n{none}\n{aside}",
                expected.len(),
                found.len()
            ));
            continue;
        }
        let (header, text) = aside.split_once('\n').unwrap_or_default();
        if text.trim().is_empty() || !damaged.contains(text.trim()) {
            wrong.push(format!("{format}: {text:?} is not in the file"));
            continue;
        }
        let mended = format!("{header}\n{}\n", three[1].trim_end().trim_end_matches(','));
        fs::write(folder.path().join("mended"), mended).expect("a file");
        let (again, left) = records(folder.path(), "mended", "");
        found.extend(again);
        found.sort_by_key(|record| record["titles"].to_string());
        if found != expected || !left.is_empty() {
            let first = found.iter().zip(&expected).find(|(one, other)| one != other);
            wrong.push(format!("{format}: {} of {}\n{left}\n{first:#?}", found.len(), expected.len()));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn every_format_that_is_read_is_here() {
    for format in FORMATS.iter().filter(|format| format.reader.is_some()) {
        let is_here = CASES.iter().any(|case| case.format == format.name);
        assert!(is_here != NONE.iter().any(|(name, _)| *name == format.name), "{}", format.name);
    }
}
