//! What `--max-memory` promises: the most memory that the program takes for inputs made to fill it stays below the limit, and what
//! does not fit is set aside or ends the run with a sentence that names the limit.
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const LIMIT: u64 = 64 << 20;

/// The most memory that a run took, its exit code and what it said.
struct Run {
    peak: u64,
    code: Option<i32>,
    said: String,
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    let said = fs::File::create(folder.join("said")).expect("a file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_refmill"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(said)
        .spawn()
        .expect("the program runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        // The system keeps the highest value, so that only a peak of the very last moment is missed.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
        peak = kib.map_or(peak, |kib| peak.max(kib << 10));
        if let Some(ended) = child.try_wait().expect("it can be waited for") {
            let said = fs::read_to_string(folder.join("said")).expect("what was said");
            return Run { peak, code: ended.code(), said };
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A format, and what stands before, again and again, and after.
const WORST: &[(&str, &str, &str, &str)] = &[
    ("csv", "Title\n", "a\n", ""),
    ("csv", "Title,Authors\ntea,\"", "Ou W; ", "\"\n"),
    ("tsv", "Title\tAuthors\n", "a\tb\n", ""),
    ("csl-json", "", "{", ""),
    ("csl-json", "[", "{\"title\":\"a\"},", "{}]"),
    ("csl-json", "[{\"title\":\"a\",\"keyword\":\"", "a,", "\"}]"),
    ("json-ld", "[", "{\"@type\":\"Article\",\"name\":\"a\"},", "{}]"),
    ("csl-yaml", "", "- title: a\n", ""),
    ("bibtex", "", "@a{b,c=1}", ""),
    ("bibtex", "@article{k, author = {", "Ou, W and ", "}}"),
    ("mods", "", "<mods/>", ""),
    ("pubmed", "", "<PubmedArticle></PubmedArticle>", ""),
    ("ris", "", "TY  - JOUR\nER  - \n", ""),
    ("ris", "TY  - JOUR\n", "A1 Ou, W\n", "ER  - \n"),
    ("nbib", "", "PMID- 1\n\n", ""),
    ("wos-tagged", "", "PT J\nTI a\nER\n", ""),
    ("html", "<html><head>", "<meta name=\"citation_author\" content=\"Ou W\">", ""),
    ("html", "<html><body>", "<p>a", ""),
    ("page", "", "WPRIM\na\nABSTRACT\n", ""),
    ("crawl", "", "{\"url\":\"http://a\",\"text\":\"a\"}\n", ""),
    ("crawl-table", "url,text\n", "a\n", ""),
];

#[test]
fn inputs_that_shall_fill_a_memory_stay_below_the_limit() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("in"), "TY  - JOUR\nTI  - Tea\nER  - \n").expect("a file");
    let program = run(folder.path(), &["convert", "in", "-f", "ris", "-t", "ndjson"]).peak;
    assert!(program > 1 << 20, "{program}");
    let mut wrong = Vec::new();
    let mut highest = 0;
    for (format, before, piece, after) in WORST {
        let text = [*before, &piece.repeat(80_000 / piece.len()), *after].concat();
        fs::write(folder.path().join("in"), text).expect("a file");
        // The words of a table's rows are the most that both make of a byte.
        let commands: &[&str] =
            if before.starts_with("Title\n") { &["convert", "check"] } else { &["convert"] };
        for command in commands {
            let to: &[&str] = if *command == "convert" { &["-t", "ndjson"] } else { &[] };
            let limit = ["--max-memory", "64MB", "-j", "2"];
            let run = run(folder.path(), &[&[command, "in", "-f", format], to, &limit].concat());
            let taken = run.peak.saturating_sub(program);
            highest = highest.max(taken);
            if taken > LIMIT || !matches!(run.code, Some(0 | 1 | 3 | 4)) {
                wrong.push(format!(
                    "{command} {format} {piece:?}: {} MiB, {:?}\n{}",
                    taken >> 20,
                    run.code,
                    run.said
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The limit is felt: without it the first of these takes more.
    assert!(highest > LIMIT / 4, "{highest}");
}

#[test]
fn a_record_that_could_take_too_much_is_set_aside_with_the_limit() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = |title: &str, authors: usize| {
        format!("TY  - JOUR\nTI  - {title}\n{}ER  - \n", "AU  - Ou, W\n".repeat(authors))
    };
    let text = [record("First", 2), record("Long", 20_000), record("Last", 2)].concat();
    fs::write(folder.path().join("in.ris"), &text).expect("a file");
    let mut all = Vec::new();
    for chunk in ["100", "100000", "10000000"] {
        let more = ["--chunk-size", chunk, "--max-memory", "64MB", "--notes", "notes", "--rejects", "aside"];
        let run = run(folder.path(), &[&["convert", "in.ris", "-o", "out.ndjson"][..], &more].concat());
        assert_eq!(run.code, Some(3), "{}", run.said);
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
        let notes = read("notes");
        assert!(notes.contains("record-too-long") && notes.contains("--max-memory"), "{notes}");
        let records = read("out.ndjson");
        assert!(records.contains("First") && records.contains("Last"), "{}", run.said);
        all.push((records, notes, read("aside")));
    }
    assert!(all.iter().all(|one| *one == all[0]));
    let run = run(folder.path(), &["convert", "in.ris", "-o", "whole.ndjson", "--max-memory", "1GB"]);
    assert_eq!(run.code, Some(0), "{}", run.said);
}

#[test]
fn sizes_are_numbers_with_units() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("in.ris"), "TY  - JOUR\nTI  - Tea\nER  - \n").expect("a file");
    let with = |size: &str| run(folder.path(), &["convert", "in.ris", "-t", "ris", "--max-memory", size]);
    for size in ["64MB", "64m", "64MiB", "1G", "67108864", "70000KB"] {
        let run = with(size);
        assert_eq!(run.code, Some(0), "{size}: {}", run.said);
    }
    for (size, said) in
        [("1MB", "at least 64MB"), ("much", "no size"), ("99999999999G", "no size"), ("", "no size")]
    {
        let run = with(size);
        assert_eq!(run.code, Some(2), "{size}: {}", run.said);
        assert!(run.said.contains(said), "{size}: {}", run.said);
    }
}
