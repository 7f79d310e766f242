//! Files cut, thinned and put together at random: what is counted is what is there, what is set aside is text of the file as it
//! stood, and neither threads nor chunks, language, time zone nor the order of a folder change a byte of what is written.
use crate::all_fixtures;
use crate::random_record::Random;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const MARK: &str = "%%refmill-set-aside ";

/// Arguments and environment of a run.
type Way = (&'static [&'static str], &'static [(&'static str, &'static str)]);

/// What a run leaves.
#[derive(PartialEq)]
struct Left {
    records: Vec<u8>,
    aside: String,
    notes: String,
    said: String,
}

fn convert(folder: &Path, input: &str, more: &[&str], environment: &[(&str, &str)]) -> (Output, Left) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refmill"));
    command.args(["convert", input, "-o", "out.ndjson", "--rejects", "aside.txt", "--notes", "notes.jsonl"]);
    command.args(more).envs(environment.iter().copied()).current_dir(folder).stdin(Stdio::null());
    let done = command.output().expect("the program runs");
    let taken = |name: &str| {
        let bytes = fs::read(folder.join(name)).unwrap_or_default();
        let _ = fs::remove_file(folder.join(name));
        bytes
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let left = Left {
        records: taken("out.ndjson"),
        aside: text(taken("aside.txt")),
        notes: text(taken("notes.jsonl")),
        said: String::from_utf8_lossy(&done.stderr).into_owned(),
    };
    (done, left)
}

/// A file of one format with faults: fixtures behind one another, pieces left out, the end cut off.
fn spoiled(texts: &[&str], random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(3) {
        let piece = texts[random.below(texts.len())];
        let mut from = random.below(piece.len() + 1);
        let mut to = (from + random.below(120)).min(piece.len());
        while !piece.is_char_boundary(from) {
            from -= 1;
        }
        while !piece.is_char_boundary(to) {
            to += 1;
        }
        text.push_str(if random.below(4) == 0 { &piece[..from] } else { piece });
        if random.flip() && text.ends_with(piece) {
            text.truncate(text.len() - (piece.len() - from));
            text.push_str(&piece[to..]);
        }
        if !text.ends_with('\n') && random.flip() {
            text.push('\n');
        }
    }
    text
}

/// Texts of formats with records that end by themselves; scraped pages have laws of their own in tests/pages.rs.
const FORMATS: &[&str] = &[
    "ris",
    "nbib",
    "bibtex",
    "csv",
    "tsv",
    "csl-json",
    "csl-yaml",
    "ndjson",
    "pubmed",
    "jats",
    "endnote-xml",
    "mods",
    "endnote-tagged",
    "wos-tagged",
    "refworks-tagged",
    "noteexpress",
    "crossref",
    "openalex",
    "json-ld",
];

/// The texts that were set aside, as they stand below their marks.
fn pieces(aside: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for line in aside.split_inclusive('\n') {
        if line.starts_with(MARK) {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            let escaped = line.trim_start_matches('\\').starts_with(MARK);
            piece.push_str(if escaped { &line[1..] } else { line });
        }
    }
    pieces
}

#[test]
fn spoiled_files_are_counted_and_come_out_the_same_however_they_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut random = Random::new(7);
    let fixtures = all_fixtures::all();
    let mut set_aside = 0;
    for format in FORMATS {
        let of_format = fixtures.iter().filter(|it| it.format.name == *format && it.text.len() < 20_000);
        // Cuts between the two signs of a line end make carriage returns that stand alone.
        let texts: Vec<String> = of_format.map(|it| it.text.clone()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for round in 0..4 {
            let text = if texts.is_empty() { continue } else { spoiled(&texts, &mut random) };
            fs::write(folder.path().join("in"), &text).expect("a file");
            let (done, one) = convert(folder.path(), "in", &["-f", format, "-j", "1"], &[]);
            let what = format!("{format} {round}: {}", one.said);
            assert!(matches!(done.status.code(), Some(0 | 3 | 4)), "{what}");
            let records = String::from_utf8_lossy(&one.records).lines().count();
            let pieces = pieces(&one.aside);
            set_aside += pieces.len();
            // What is told in sum is what is there.
            if records > 0 {
                let told = one.said.contains(&format!("{records} record"))
                    || one.said.contains(&format!(" {records} "));
                assert!(told, "{what}: {records} records");
            }
            for piece in &pieces {
                let piece = piece.strip_suffix('\n').unwrap_or(piece);
                assert!(
                    text.contains(piece.trim_start_matches('\u{feff}')),
                    "{what}: {piece:?} is not in the file"
                );
            }
            let ways: [Way; 3] = [
                (&["-j", "4", "--chunk-size", "1"], &[("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Apia")]),
                (&["-j", "3", "--chunk-size", "777"], &[("LC_ALL", "C"), ("LANG", "ja_JP.eucJP")]),
                (&["-j", "2", "--chunk-size", "100000"], &[("TZ", "nonsense")]),
            ];
            for (more, environment) in ways {
                let more = [&["-f", format], more].concat();
                let (_, other) = convert(folder.path(), "in", &more, environment);
                let same = [
                    ("records", one.records == other.records),
                    ("set aside", one.aside == other.aside),
                    ("notes", one.notes == other.notes),
                    ("said", one.said == other.said),
                ];
                for (part, is_same) in same {
                    fs::write(folder.path().join("in"), &text).expect("a file");
                    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-laws");
                    if !is_same {
                        fs::write(&kept, &text).expect("a file");
                    }
                    assert!(
                        is_same,
                        "{format} {round}: {part} with {more:?}; the file is {}",
                        kept.display()
                    );
                }
            }
            // What was set aside is set aside again, as often and no more, and gives nothing new.
            if !pieces.is_empty() {
                fs::write(folder.path().join("again"), &one.aside).expect("a file");
                let (_, again) = convert(folder.path(), "again", &[], &[]);
                assert!(again.aside.matches(MARK).count() <= pieces.len().max(1), "{what}\n{}", again.aside);
            }
        }
    }
    assert!(set_aside > 20, "only {set_aside} pieces were set aside");
}

/// A key that stands twice is told wherever the file is cut.
#[test]
fn a_doubled_key_is_told_whatever_the_chunks() {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = |key: &str, title: usize| {
        format!("@article{{{key},\n  title = {{Tea {title}}},\n  year = 2022\n}}\nnothing\n")
    };
    let text: String =
        ["a", "b", "A", "c", "b", "a"].iter().zip(1..).map(|(key, number)| entry(key, number)).collect();
    fs::write(folder.path().join("in.bib"), text).expect("a file");
    let (_, whole) = convert(folder.path(), "in.bib", &[], &[]);
    assert_eq!(whole.notes.matches("\"bibtex-key-doubled\"").count(), 3, "{}", whole.notes);
    assert_eq!(String::from_utf8_lossy(&whole.records).matches("\"bibtex-key-doubled\"").count(), 3);
    for chunk in ["1", "60", "130", "200"] {
        let (_, cut) = convert(folder.path(), "in.bib", &["--chunk-size", chunk, "-j", "3"], &[]);
        assert_eq!(cut.notes, whole.notes, "{chunk}");
        assert!(cut.records == whole.records, "{chunk}");
        assert_eq!(cut.aside, whole.aside, "{chunk}");
        assert_eq!(cut.said, whole.said, "{chunk}");
    }
}

/// What records take from others far away in their file, BibTeX's macros and parents and the nodes of a graph, is found wherever
/// the file is cut, and in a pipe too.
#[test]
fn what_records_take_from_others_is_found_whatever_the_chunks() {
    let entry = |number: usize, more: &str| {
        format!(
            "@inproceedings{{k{number},\n  title = {{Tea {number}}},\n  author = {{Ou, Wenxin}},\n  year = 2022{more}\n}}\n\n"
        )
    };
    let fill = |from: usize, to: usize| (from..to).map(|number| entry(number, "")).collect::<String>();
    let bibtex = [
        entry(1, ",\n  publisher = tp,\n  crossref = {proc}"),
        fill(2, 900),
        "@string{tp = \"Tea Press\"}\n".to_owned(),
        entry(900, ",\n  publisher = tp # \" One\""),
        fill(901, 1700),
        "@string{tp = \"Other Press\"}\n@proceedings{proc,\n  title = {Proceedings of Tea},\n  year = 2022\n}\n".to_owned(),
        entry(1700, ",\n  publisher = tp,\n  crossref = {PROC}"),
    ];
    let work = |number: usize| {
        format!(
            "{{\"@context\":\"https://schema.org\",\"@type\":\"ScholarlyArticle\",\"name\":\"Tea {number}\",\"author\":{{\"@id\":\"#p{}\"}},\"datePublished\":\"2022\"}}\n",
            number % 7
        )
    };
    let people = (0..7).map(|number| {
        format!("{{\"@id\":\"#p{number}\",\"@type\":\"Person\",\"familyName\":\"Ou{number}\",\"givenName\":\"Wenxin\"}}\n")
    });
    let graph: String = (0..900).map(work).chain(people).chain((900..950).map(work)).collect();
    let folder = tempfile::tempdir().expect("a folder");
    for (format, text, found) in [
        (
            "bibtex",
            bibtex.concat(),
            &["Tea Press One", "\"Tea Press\"", "Other Press", "Proceedings of Tea"][..],
        ),
        ("json-ld", graph, &["Ou0", "Ou6"]),
    ] {
        assert!(text.len() > 100_000, "{}", text.len());
        fs::write(folder.path().join("in"), &text).expect("a file");
        let (_, one) =
            convert(folder.path(), "in", &["-f", format, "-j", "1", "--chunk-size", "10000000"], &[]);
        let records = String::from_utf8_lossy(&one.records);
        assert!(records.lines().count() >= 950, "{}", one.said);
        assert!(found.iter().all(|word| records.contains(word)), "{format}");
        assert_eq!(records.matches("Ou0\"").count() >= 130, format == "json-ld");
        for chunk in ["700", "5000", "70000", "262144"] {
            let (_, other) =
                convert(folder.path(), "in", &["-f", format, "-j", "3", "--chunk-size", chunk], &[]);
            assert!(one == other, "{format} {chunk}\n{}\n{}", one.said, other.said);
        }
        let piped = |chunk: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_refmill"));
            command.args(["convert", "-f", format, "-t", "ndjson", "--chunk-size", chunk]);
            let input = fs::File::open(folder.path().join("in")).expect("a file");
            command.stdin(input).output().expect("the program runs").stdout
        };
        let through = piped("5000");
        assert_eq!(String::from_utf8_lossy(&through).lines().count(), records.lines().count(), "{format}");
        assert!(through == piped("262144") && through == piped("10000000"), "{format}");
    }
}

/// What is gathered of a long file of JSON does not tell how it is laid out: lists whose objects begin lines stay lists.
#[test]
fn a_long_graph_without_indents_is_read_whole() {
    let work = |number: usize| {
        format!(
            "{{\n\"@type\": \"ScholarlyArticle\",\n\"name\": \"Tea {number}\",\n\"author\": [\n{{\n\"@type\": \"Person\",\n\"familyName\": \"Ou\"\n}},\n{{\n\"@id\": \"#p\"\n}}\n],\n\"datePublished\": \"2022\"\n}}"
        )
    };
    let person = "{\n\"@id\": \"#p\",\n\"@type\": \"Person\",\n\"familyName\": \"Zhang\"\n}".to_owned();
    let works: Vec<String> = (0..900).map(work).chain([person]).collect();
    let text = format!("[\n{}\n]\n", works.join(",\n"));
    assert!(text.len() > 100_000, "{}", text.len());
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("in"), &text).expect("a file");
    for chunk in ["5000", "10000000"] {
        let (_, read) = convert(folder.path(), "in", &["-f", "json-ld", "--chunk-size", chunk], &[]);
        let records = String::from_utf8_lossy(&read.records);
        assert_eq!(records.lines().count(), 900, "{}", read.said);
        assert!(
            records.lines().all(|record| record.contains("Zhang") && record.contains("\"Ou\"")),
            "{chunk}"
        );
    }
}

/// Files of a folder are read in the order of their names, whatever order the system gives them in.
#[test]
fn the_order_of_a_folder_is_that_of_its_names() {
    let mut all = Vec::new();
    for names in [["a", "b", "c", "d"], ["d", "b", "a", "c"], ["c", "d", "b", "a"]] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("in")).expect("a folder");
        for name in names {
            let record = format!("TY  - JOUR\nTI  - Tea {name}\nER  - \n");
            fs::write(folder.path().join("in").join(format!("{name}.ris")), record).expect("a file");
        }
        all.push(convert(folder.path(), "in", &[], &[]).1);
    }
    assert!(all[0] == all[1] && all[1] == all[2]);
}
