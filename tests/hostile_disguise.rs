//! Input that looks like something else: a record of one format in a value of another, bytes of another encoding in the midst of a
//! file, an archive whose first record is none. Found by somebody who attacked the program; all made up.

use refmill::formats;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const RIS: &str = "\nTY  - JOUR\nTI  - FAKE\nER  - \n";
const REFWORKS: &str = "\nRT Journal Article\nT1 FAKE\nA1 Fake,F\n";
const BIBTEX: &str = "\n@article{fake,\n  title = {FAKE}\n}\n";

#[test]
fn a_record_inside_a_value_does_not_name_the_format() {
    let pubmed = |inside: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<PubmedArticleSet>\n<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Real\
             </ArticleTitle><Abstract><AbstractText>{inside}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>\n\
             </PubmedArticleSet>\n"
        )
    };
    let mods = |inside: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<modsCollection xmlns=\"http://www.loc.gov/mods/v3\">\n<mods><titleInfo><title>Real</title></titleInfo>\
             <abstract>{inside}</abstract></mods>\n</modsCollection>\n"
        )
    };
    let csv = |inside: &str| format!("title,authors,abstract\nReal,\"Doe, J\",\"{inside}\"\n");
    let bibtex = |inside: &str| {
        format!(
            "@article{{real,\n  title = {{Real}},\n  author = {{Doe, Jane}},\n  abstract = {{{inside}}}\n}}\n"
        )
    };
    for (host, text, inside) in [
        ("pubmed", pubmed(RIS), RIS),
        ("pubmed", pubmed(REFWORKS), REFWORKS),
        ("mods", mods(RIS), RIS),
        ("csv", csv(RIS), RIS),
        ("csv", csv(REFWORKS), REFWORKS),
        ("csv", csv(BIBTEX), BIBTEX),
        ("bibtex", bibtex(RIS), RIS),
        ("bibtex", bibtex(REFWORKS), REFWORKS),
    ] {
        assert_eq!(formats::detect(&text, None).map(|format| format.name), Some(host), "{inside}");
    }
    // Lines above a record are no other format.
    for (name, text) in [("ris", RIS), ("refworks-tagged", REFWORKS), ("bibtex", BIBTEX)] {
        let below = format!("Provider: Example\nContent: text/plain; charset=\"UTF-8\"\n{text}");
        assert_eq!(formats::detect(&below, None).map(|format| format.name), Some(name));
    }
}

fn convert(arguments: &[&str], folder: &Path, input: Vec<u8>) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_refmill"))
        .arg("convert")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let feeding = std::thread::spawn(move || {
        // The program may end before it has read all.
        let _ = stdin.write_all(&input);
    });
    let done = child.wait_with_output().expect("the program ends");
    feeding.join().expect("the input is written");
    done
}

fn ris(number: usize, author: &[u8]) -> Vec<u8> {
    [format!("TY  - JOUR\nTI  - Good {number}\nAU  - ").as_bytes(), author, b"\nER  - \n"].concat()
}

/// What a pipe holds far from its start cannot be looked at before it is read.
#[test]
fn bytes_of_another_encoding_cost_no_record_of_a_pipe() {
    let folder = tempfile::tempdir().expect("a folder");
    let many = |from: usize, author: &[u8]| {
        (from..from + 8000).flat_map(|number| ris(number, author)).collect::<Vec<u8>>()
    };
    let (chinese, _, _) = encoding_rs::GB18030.encode("欧文欣，张红梅");
    let gb: Vec<u8> = (0..2000).flat_map(|number| ris(number, &chinese)).collect();
    for (text, read, note) in [
        (
            [many(0, b"Smith, Jan"), ris(8000, b"M\xfcller, Jan"), many(8001, b"Smith, Jan")].concat(),
            16_001,
            "encoding-guessed",
        ),
        (
            [
                many(0, "Müller, Jan".as_bytes()),
                ris(8000, b"M\xfcller, Jan"),
                many(8001, "Müller, Jan".as_bytes()),
            ]
            .concat(),
            16_001,
            "characters-replaced",
        ),
        ([many(0, b"Smith, Jan"), gb].concat(), 10_000, "encoding-guessed"),
    ] {
        let mut outputs = Vec::new();
        for more in [&["-j", "1"][..], &["-j", "2", "--chunk-size", "3000"]] {
            let arguments =
                [&["-", "-f", "ris", "-t", "ris", "--notes", "notes.jsonl", "--lf"], more].concat();
            let done = convert(&arguments, folder.path(), text.clone());
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!(said.contains(&format!("Records {read} in = {read} written + 0 set aside")), "{said}");
            let notes = fs::read_to_string(folder.path().join("notes.jsonl")).expect("notes");
            assert!(notes.contains(note), "{note}: {said}");
            outputs.push((done.stdout, notes));
        }
        assert!(outputs[0] == outputs[1], "{note}: it depends on the chunks");
        let output = String::from_utf8_lossy(&outputs[0].0);
        assert!(!output.contains("MÃ¼ller"));
        match note {
            "characters-replaced" => {
                assert!(output.contains("Müller, Jan") && output.contains("M\u{fffd}ller"));
            }
            _ => assert!(output.contains("Müller, Jan") || output.contains("欧")),
        }
    }
}

/// One record in bytes of no encoding does not decide how all others are read.
#[test]
fn a_broken_record_does_not_change_the_encoding_of_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = (0..200).flat_map(|number| ris(number, "Müller, Jan".as_bytes()));
    let bad = ris(200, &b"\xff\xfe".repeat(1000));
    fs::write(folder.path().join("in.ris"), good.chain(bad).collect::<Vec<u8>>()).expect("a file");
    let done = convert(&["in.ris", "-t", "ris"], folder.path(), Vec::new());
    let output = String::from_utf8_lossy(&done.stdout);
    assert_eq!(output.matches("Müller, Jan").count(), 200);
}

/// A packed file with a fault at its end is read as far as it goes.
#[test]
fn a_packed_file_that_is_cut_short_gives_what_it_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    let text: Vec<u8> = (0..12_000).flat_map(|number| ris(number, b"Smith, Jan")).collect();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(&text).expect("packed");
    let whole = packer.finish().expect("packed");
    let mut wrong = whole.clone();
    let end = wrong.len() - 6;
    wrong[end] ^= 1;
    for bytes in [[whole.as_slice(), b"junk"].concat(), wrong, whole[..whole.len() - 50].to_vec()] {
        fs::write(folder.path().join("in.ris.gz"), bytes).expect("a file");
        let done = convert(&["in.ris.gz", "-t", "ris"], folder.path(), Vec::new());
        let written = String::from_utf8_lossy(&done.stdout).matches("TY  - ").count();
        assert!(written > 11_000, "{written}: {}", String::from_utf8_lossy(&done.stderr));
        assert_eq!(done.status.code(), Some(3), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

#[test]
fn what_is_packed_too_often_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bytes = ris(1, b"Smith, Jan");
    for depth in 1..=4 {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&bytes).expect("packed");
        bytes = packer.finish().expect("packed");
        fs::write(folder.path().join("in.ris.gz"), &bytes).expect("a file");
        let done = convert(&["in.ris.gz", "-t", "ris"], folder.path(), Vec::new());
        let said = String::from_utf8_lossy(&done.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
        let is_read = String::from_utf8_lossy(&done.stdout).contains("Smith, Jan");
        assert_eq!(
            (is_read, done.status.code()),
            if depth < 4 { (true, Some(0)) } else { (false, Some(4)) },
            "{said}"
        );
        assert_eq!(said.contains("packed more than 3 times"), depth == 4, "{said}");
    }
}

#[test]
fn an_archive_that_begins_with_a_fault_gives_its_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = "<html><head><meta name=\"citation_title\" content=\"Tea and sleep\"><meta name=\"citation_author\" content=\"Ou, Wenxin\">\
                <meta name=\"citation_journal_title\" content=\"Journal of Tea\"><meta name=\"citation_publication_date\" content=\"2022\">\
                </head><body><h1>Tea and sleep</h1></body></html>";
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = |length: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nContent-Type: application/http\r\n{length}\r\n{body}\r\n\r\n"
        )
    };
    let good = record(&format!("Content-Length: {}\r\n", body.len()));
    for first in ["", "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n"] {
        fs::write(folder.path().join("in.warc"), record(first) + &good).expect("a file");
        let done = convert(&["in.warc", "-t", "ris"], folder.path(), Vec::new());
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(String::from_utf8_lossy(&done.stdout).contains("Tea and sleep"), "{first:?}: {said}");
        assert_eq!(done.status.code(), Some(3), "{first:?}: {said}");
    }
}

/// The places of words in `OpenAlex` may make ten gigabytes of a few hundred kilobytes.
#[test]
fn an_index_of_words_does_not_multiply() {
    let folder = tempfile::tempdir().expect("a folder");
    let places: Vec<String> = (0..20_000).map(|place: u32| place.to_string()).collect();
    let text = format!(
        "{{\"id\":\"https://openalex.org/W0\",\"title\":\"good\"}}\n{{\"id\":\"https://openalex.org/W1\",\"title\":\"long\",\
         \"abstract_inverted_index\":{{\"{}\":[{}]}}}}\n",
        "a".repeat(100_000),
        places.join(",")
    );
    fs::write(folder.path().join("in.jsonl"), &text).expect("a file");
    let done = convert(&["in.jsonl", "-f", "openalex", "-t", "ndjson"], folder.path(), Vec::new());
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(String::from_utf8_lossy(&done.stdout).lines().count(), 2, "{said}");
    assert!(done.stdout.len() < 2 * text.len(), "{}", done.stdout.len());
    assert!(said.contains("openalex-abstract-too-long"), "{said}");
}
