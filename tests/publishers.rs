//! Copies of publishers' article pages that no table knows (`fixtures/general`), read by the general reader, against facts
//! worked out by hand: every fact that is stated is found, no other one is, and the text that no field has is just the
//! text stated.

use refmill::page::example::{differences, facts};
use refmill::page::ledger::{Explanation, Fate};
use refmill::page::{built_in, explain, read};
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Facts that follow from others: nobody can invent them.
const DERIVED: &[&str] = &["type", "genre", "title-lang", "abstract-lang"];
/// Facts that every case states, as a value or as absent.
const STATED: &[&str] = &[
    "title",
    "authors",
    "journal",
    "issued",
    "volume",
    "issue",
    "page",
    "article-number",
    "doi",
    "abstract",
    "keywords",
];

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/general");
    let entries = fs::read_dir(folder).expect("the pages of publishers");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

/// Unclaimed stretches as printed, those side by side in a line as one.
fn unclaimed(explanation: &Explanation) -> Vec<&str> {
    let mut texts = Vec::new();
    for line in &explanation.lines {
        for run in line.stretches.chunk_by(|left, right| left.fate == right.fate) {
            if let [first, .., last] | [first @ last] = run
                && first.fate == Fate::Unclaimed
            {
                texts.push(line.text.get(first.start..last.end).expect("borders of characters").trim());
            }
        }
    }
    texts
}

fn strings<'a>(table: &'a Table, key: &str) -> Vec<&'a str> {
    let values = table.get(key).and_then(Value::as_array);
    values.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn problems(case: &Path) -> Vec<String> {
    let text = |name: &str| fs::read_to_string(case.join(name)).unwrap_or_default();
    let page = text("page.txt");
    let expected: Table = text("expected.toml").parse().expect("a table of facts");
    let wanted = expected.get("record").and_then(Value::as_table).expect("the facts of a record");
    let layouts = built_in();
    let reading = read(&layouts, &page, &page, "page.txt", 1);
    let [record] = reading.records.as_slice() else {
        return vec![format!("{} records: {:?}", reading.records.len(), reading.notes)];
    };
    let codes: Vec<&str> = record.warnings.iter().map(|warning| warning.code.as_str()).collect();
    let mut problems = differences(wanted, record, &codes);
    let absent = strings(wanted, "absent");
    for key in STATED {
        if !wanted.contains_key(*key) && !absent.contains(key) {
            problems.push(format!("{key} is neither stated nor absent"));
        }
    }
    // A list with an empty item for each author says nothing.
    let is_empty = |value: &Value| match value {
        Value::Array(items) => items.iter().all(|item| match item {
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        }),
        _ => false,
    };
    for (key, value) in facts(record).into_iter().filter(|(_, value)| !is_empty(value)) {
        if !wanted.contains_key(&key) && !DERIVED.contains(&key.as_str()) {
            problems.push(format!("{key}: {value} is not among the facts of the page"));
        }
    }
    if !codes.contains(&"read-by-general-rules") {
        problems.push(format!("the record does not say how it was read: {codes:?}"));
    }
    let explanation = explain(&layouts, &page, "page.txt");
    let (found, stated) = (unclaimed(&explanation), strings(&expected, "unclaimed"));
    if found != stated {
        problems.push(format!("unclaimed: expected {stated:#?}, found {found:#?}"));
    }
    if text("source.txt").trim().is_empty() {
        problems.push("source.txt does not say where the page comes from".to_owned());
    }
    problems
}

#[test]
fn every_page_gives_its_facts_and_no_others() {
    let cases = cases();
    assert!(cases.len() > 10, "{} pages", cases.len());
    let mut report = Vec::new();
    for case in &cases {
        let name = case.file_name().expect("a name").to_string_lossy();
        report.extend(problems(case).into_iter().map(|problem| format!("{name}: {problem}")));
    }
    assert!(report.is_empty(), "{}", report.join("\n"));
}

#[test]
fn decomposed_letters_give_the_same_record() {
    let layouts = built_in();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/general");
    let facts_of = |case: &str| {
        let page = fs::read_to_string(folder.join(case).join("page.txt")).expect("a page");
        let reading = read(&layouts, &page, &page, "page.txt", 1);
        (page, reading.records.iter().map(facts).collect::<Vec<_>>())
    };
    let (composed, expected) = facts_of("vietnamese");
    let (decomposed, found) = facts_of("vietnamese-decomposed");
    assert_ne!(composed, decomposed);
    assert_eq!(found, expected);
}
