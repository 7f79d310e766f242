//! The tagged export formats read: `EndNote`, Web of Science, `RefWorks`, `NoteExpress`, CNKI's plain text, and RIS in the
//! layouts of a dozen programs.
//!
//! `fixtures/<format>/<case>.<extension>` with `<case>.json` beside it: the facts of each record, and what was noted.
//! `UPDATE=1` rewrites the expected files, which are then read line by line against the input: an expected file is a
//! claim.

use crate::said::{said, told};
use refmill::formats::{self, Format};
use refmill::read::{Batch, Chunk};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const FORMATS: &[&str] =
    &["endnote-tagged", "wos-tagged", "refworks-tagged", "noteexpress", "cnki-text", "ris"];

fn folder(format: &str) -> PathBuf {
    // What the writer of RIS is tested with has a folder of its own.
    let name = if format == "ris" { "ris-dialects" } else { format };
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn format(name: &str) -> &'static Format {
    formats::by_name(name).expect("a format")
}

/// The inputs of a format, in byte order of their names.
fn inputs(format: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder(format)).expect("fixtures").flatten().map(|entry| entry.path()).collect();
    found.retain(|path| {
        !path.ends_with("source.txt") && path.extension().is_some_and(|extension| extension != "json")
    });
    found.sort();
    assert!(!found.is_empty(), "{format} has no fixtures");
    found
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).expect("a fixture in UTF-8")
}

fn read(name: &str, text: &str) -> Batch {
    let mut batch = Batch::default();
    let reader = format(name).reader.expect("a reader");
    reader.read(Chunk::whole(text, "x"), &mut batch);
    batch
}

#[test]
fn each_input_says_what_stands_beside_it() {
    let mut wrong = Vec::new();
    for name in FORMATS {
        for path in inputs(name) {
            let found =
                serde_json::to_string_pretty(&told(&read(name, &text_of(&path)))).expect("JSON") + "\n";
            let expected = path.with_extension("json");
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&expected, &found).expect("fixtures can be written");
            }
            let wanted = fs::read_to_string(&expected).unwrap_or_default();
            if wanted != found {
                let line = wanted.lines().zip(found.lines()).find(|(wanted, found)| wanted != found);
                wrong.push(format!("{}: {line:?}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_input_is_known_for_what_it_is_and_for_nothing_else() {
    for name in FORMATS {
        for path in inputs(name) {
            let text = text_of(&path);
            // What stands before the first record hides it from any look but the extension's.
            if path.file_stem().is_some_and(|stem| stem == "broken") {
                continue;
            }
            let takers: Vec<&str> = formats::FORMATS
                .iter()
                .filter(|format| (format.sniff)(&text))
                .map(|format| format.name)
                .collect();
            assert_eq!(takers, [*name], "{}", path.display());
        }
        let extension = format(name).extensions.first().copied();
        assert_eq!(formats::detect("", extension).map(|it| it.name), Some(*name));
    }
}

#[test]
fn no_other_input_is_taken() {
    // RIS has fixtures in many folders.
    let formats: Vec<&str> = FORMATS.iter().copied().filter(|name| *name != "ris").collect();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders = vec![fixtures];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        if formats.iter().any(|name| folder.ends_with(name)) {
            continue;
        }
        for path in fs::read_dir(folder).expect("fixtures").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                seen += 1;
                for name in &formats {
                    assert!(!(format(name).sniff)(&text), "{name} takes {}", path.display());
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} files");
}

#[test]
fn any_split_of_an_input_gives_the_same_records() {
    for name in FORMATS {
        let reader = format(name).reader.expect("a reader");
        for path in inputs(name) {
            let text = text_of(&path);
            let titles = |batch: Batch| -> Vec<Value> {
                batch
                    .records
                    .into_iter()
                    .map(|mut record| {
                        record.provenance.lines = None;
                        said(&record)
                    })
                    .collect()
            };
            let whole = titles(read(name, &text));
            let mut cuts = vec![0];
            for (end, _) in text.char_indices() {
                let cut = reader.cut(&text[..end], &text);
                if cuts.contains(&cut) {
                    continue;
                }
                cuts.push(cut);
                let (before, after) = text.split_at(cut);
                let mut parts = titles(read(name, before));
                parts.extend(titles(read(name, after)));
                assert_eq!(parts, whole, "{} cut at {cut}", path.display());
            }
            assert!(whole.len() < 2 || cuts.len() > 1, "{} is never cut", path.display());
        }
    }
}

#[test]
fn no_cut_of_an_input_makes_a_reader_panic() {
    for name in FORMATS {
        for path in inputs(name) {
            let text = text_of(&path);
            let count = read(name, &text).records.len();
            for (end, _) in text.char_indices() {
                assert!(read(name, &text[..end]).records.len() <= count + 1, "{} {end}", path.display());
                read(name, &text[end..]);
            }
        }
    }
}

#[test]
fn blank_and_foreign_texts_are_no_records() {
    for name in FORMATS {
        let other = if *name == "ris" { "%0 Book\n" } else { "TY  - JOUR\nER  - \n" };
        for text in ["", "\n\n", "\u{feff}", "Just some text.\nAnd more of it.\n", other] {
            let batch = read(name, text);
            assert!(batch.records.is_empty() && batch.set_aside.is_empty(), "{name} {text:?}");
            assert!(!(format(name).sniff)(text), "{name} {text:?}");
        }
    }
}
