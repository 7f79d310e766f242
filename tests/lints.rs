//! The lints' examples, and what the lints find in the fixtures.

mod all_fixtures;

use all_fixtures::root;
use refmill::check::across::{self, Across};
use refmill::check::{self, Context, Example};
use refmill::formats::matrix::both_ways;
use refmill::record::Record;
use refmill::report::{Note, Severity};
use refmill::write::WriteOptions;
use std::collections::{BTreeMap, BTreeSet};

const CONTEXT: Context = Context { year: Some(Example::YEAR) };

fn records(example: &Example) -> Vec<Record> {
    let read = |text: &&str| match serde_json::from_str(text) {
        Ok(record) => record,
        Err(error) => panic!("{error}: {text}"),
    };
    example.records.iter().map(read).collect()
}

fn messages(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| note.message.as_str()).collect()
}

#[test]
fn every_check_of_a_record_keeps_its_examples() {
    let mut wrong = String::new();
    for check in check::CHECKS {
        let name = check.code.name;
        for example in check.examples {
            let records = records(example);
            assert_eq!(records.len(), 1, "{name}: an example of one record");
            let mut notes = Vec::new();
            (check.run)(&records[0], &CONTEXT, &mut notes);
            if messages(&notes) != example.found {
                wrong.push_str(&format!("{name}: {:?}\n  {:?}\n", example.records, messages(&notes)));
            }
            for note in &notes {
                assert_eq!(note.code, check.code);
                assert!(!note.field.is_empty(), "{name}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_check_of_a_collection_keeps_its_examples() {
    for check in across::CHECKS {
        for example in check.examples {
            let mut across = Across::of(&[check]);
            records(example).iter().for_each(|record| across.observe(record));
            let notes = across.finish();
            assert_eq!(messages(&notes), example.found, "{}", check.code.name);
            assert!(notes.iter().all(|note| note.code == check.code && !note.field.is_empty()));
        }
    }
}

#[test]
fn every_lint_says_what_it_is_for_and_shows_a_find_and_none() {
    let mut names = BTreeSet::new();
    for lint in check::described() {
        let name = lint.code.name;
        assert!(names.insert(name), "{name} stands twice");
        assert!(lint.summary.len() < 100 && !lint.summary.ends_with('.'), "{name}");
        assert!(lint.explanation.len() > 200 && lint.explanation.ends_with('.'), "{name}");
        assert!(!lint.explanation.contains("  ") && !lint.explanation.contains('\n'), "{name}");
        assert!(lint.code.severity < Severity::Error, "{name}: a lint loses nothing");
        let finds = lint.examples.iter().filter(|example| !example.found.is_empty()).count();
        assert!(finds > 0 && finds < lint.examples.len(), "{name} needs an example of each kind");
        assert_eq!(check::by_code(name).map(|found| found.code), Some(lint.code));
    }
    assert!(check::by_code("no-such-lint").is_none());
}

/// Everything the lints find in one file.
fn found_in(records: &[Record]) -> Vec<Note> {
    let mut across = Across::new();
    let mut notes = Vec::new();
    for record in records {
        let of_record = check::run_all(record, &CONTEXT);
        let codes: BTreeSet<&str> = of_record.iter().map(|note| note.code.name).collect();
        for note in check::run(record) {
            assert!(codes.contains(note.code.name), "what a conversion finds, a check finds too");
        }
        notes.extend(of_record);
        across.observe(record);
    }
    notes.extend(across.finish());
    notes
}

/// What is found in the fixtures, folder by folder. Each line was looked at and is true of its fixtures.
#[test]
fn what_is_found_in_the_fixtures_is_as_written_down() {
    let mut folders: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for fixture in all_fixtures::all() {
        let folder = fixture.name.split('/').next().unwrap_or_default().to_owned();
        for note in found_in(&fixture.read().records) {
            let line = format!("{} {}: {}", note.code.name, note.field, note.message);
            *folders.entry(folder.clone()).or_default().entry(line).or_default() += 1;
        }
    }
    let mut told = String::new();
    for (folder, lines) in folders {
        told.push_str(&format!("\n# {folder}\n"));
        for (line, count) in lines {
            told.push_str(&format!("{count} {line}\n"));
        }
    }
    is_as_written_down("findings.txt", &told);
}

/// What is found in our own output and not in the record it was made of, format by format. Each line was looked at: a format that has
/// no such kind or no such field loses it, and the check says so.
#[test]
fn what_is_found_in_our_own_output_is_as_written_down() {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let options = WriteOptions::default();
    for fixture in all_fixtures::all() {
        for record in fixture.read().records.iter().take(MOST_OF_A_FILE) {
            let mut known: BTreeSet<&str> = record.warnings.iter().map(|it| it.code.as_str()).collect();
            known.extend(check::run_all(record, &CONTEXT).iter().map(|note| note.code.name));
            for format in both_ways() {
                let Some(read) = format.round(record, &options) else { continue };
                for note in check::run_all(&read, &CONTEXT) {
                    if !known.contains(note.code.name) {
                        let (name, code) = (format.format().name, note.code.name);
                        *told.entry(format!("{name} {code}: {}", note.message)).or_default() += 1;
                    }
                }
            }
        }
    }
    let told: String = told.iter().map(|(what, count)| format!("{count} {what}\n")).collect();
    is_as_written_down("output.txt", &told);
}

/// Records of one file that are written in every format: more of them take long and are like the first.
const MOST_OF_A_FILE: usize = 4;

fn is_as_written_down(name: &str, told: &str) {
    let folder = root().join("tests/lints");
    let path = folder.join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(&path, told).expect("the findings can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == told, "tests/lints/{name} is out of date: UPDATE=1 cargo test --test lints");
}
