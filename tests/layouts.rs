//! Runs the examples of every built-in layout.

use refmill::page::layout::{Layout, Shape};
use refmill::page::{built_in, example, explain, read};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

#[test]
fn every_layout_has_examples_and_they_hold() {
    let mut wrong = Vec::new();
    for layout in built_in() {
        assert!(!layout.examples.is_empty(), "{} has no [[example]]", layout.name);
        for found in example::run(&layout) {
            wrong.push(format!("{}: {found}", layout.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pages of a source that differ in what they have: examples of its table and, for the three layouts of WPRIM, the
/// cases of `fixtures/wprim`.
#[test]
fn every_source_has_six_pages_that_differ() {
    const ENOUGH: usize = 6;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/wprim");
    let mut cases: BTreeMap<String, usize> = BTreeMap::new();
    for case in fs::read_dir(folder).expect("the pages of WPRIM") {
        let facts =
            fs::read_to_string(case.expect("an entry").path().join("expected.toml")).unwrap_or_default();
        let facts: toml::Table = facts.parse().expect("facts are TOML");
        if let Some(layout) = facts.get("layout").and_then(toml::Value::as_str) {
            *cases.entry(layout.to_owned()).or_default() += 1;
        }
    }
    for layout in built_in().iter().filter(|layout| layout.shape != Shape::General) {
        // Two pages that state the same facts, lack the same and have as many of each, differ in nothing that matters.
        let length = |fact: &toml::Value| fact.as_array().map_or(1, Vec::len);
        let kinds: BTreeSet<Vec<String>> = layout
            .examples
            .iter()
            .map(|example| {
                let facts = example.records.iter().flat_map(|facts| {
                    let absent = facts.get("absent").map(ToString::to_string);
                    let keys = facts.iter().map(|(key, fact)| format!("{key} {}", length(fact)));
                    keys.chain(absent).collect::<Vec<_>>()
                });
                facts.chain(example.unclaimed.iter().cloned()).collect()
            })
            .collect();
        let pages = kinds.len() + cases.get(&layout.name).copied().unwrap_or_default();
        assert!(pages >= ENOUGH, "{} has {pages} pages that differ, {ENOUGH} are needed", layout.name);
    }
}

/// Whether a page shows a structure.
type Shows = fn(&Page<'_>) -> bool;

/// Structures that the pages of a source may have, by which the examples of its table are told apart.
const STRUCTURES: &[(&str, Shows)] = &[
    ("bilingual", |page| {
        page.states("title") && (page.states("vernacular-title") || page.states("translated-title"))
            || page.states("abstract") && page.states("other-abstracts")
    }),
    ("no DOI", |page| page.lacks("doi")),
    ("several markers of an author", |page| {
        page.list("author-affiliations").iter().any(|of_one| of_one.as_array().is_some_and(|it| it.len() > 1))
    }),
    ("group author", |page| {
        page.list("authors").iter().any(|author| author.as_str().is_some_and(|name| name.starts_with('{')))
    }),
    ("supplement", |page| {
        let issue = page.text("issue");
        let letter = issue.trim_start_matches(|it: char| it.is_ascii_digit());
        issue.contains("Suppl") || letter.starts_with(['S', 's', 'Z', 'z'])
    }),
    ("article number", |page| page.states("article-number") && page.lacks("page")),
    ("missing pages", |page| {
        let is_placed = page.states("volume") || page.states("issue");
        page.lacks("page")
            && !page.states("article-number")
            && is_placed
            && page.states("issued")
            && !page.is_cut()
    }),
    ("truncated page", |page| page.is_cut()),
];

/// What the pages of a source cannot show, and why.
const NOT_SHOWN: &[(&str, &str, &str)] = &[
    (
        "gim-list",
        "several markers of an author",
        "a result list prints no institutions; the record page has them",
    ),
    (
        "lilacs",
        "several markers of an author",
        "iAH prints names alone, in its detailed format too (`Autor: …; ….`)",
    ),
    (
        "wprim-detail",
        "several markers of an author",
        "the layout has no institutions (the pages reference, 2.7)",
    ),
    ("wprim-detail", "bilingual", "the layout has no vernacular title (the pages reference, 2.7)"),
    (
        "wprim-list",
        "several markers of an author",
        "the layout has no institutions (the pages reference, 2.8)",
    ),
    ("wprim-list", "bilingual", "the layout has no vernacular title (the pages reference, 2.8)"),
];

/// A page with one of its records, as the facts about it say.
struct Page<'a> {
    name: &'a str,
    facts: &'a toml::Table,
}

impl Page<'_> {
    fn states(&self, key: &str) -> bool {
        self.facts.contains_key(key)
    }

    fn list(&self, key: &str) -> &[toml::Value] {
        self.facts.get(key).and_then(toml::Value::as_array).map_or(&[], Vec::as_slice)
    }

    fn text(&self, key: &str) -> &str {
        self.facts.get(key).and_then(toml::Value::as_str).unwrap_or_default()
    }

    fn lacks(&self, key: &str) -> bool {
        self.list("absent").iter().any(|absent| absent.as_str() == Some(key))
    }

    /// Whether the copy stops early: its name says so, and values are missing or a note says it.
    fn is_cut(&self) -> bool {
        let is_told = self.name.contains("cut") || self.name.contains("truncated");
        is_told && !(self.list("absent").is_empty() && self.list("notes").is_empty())
    }
}

/// The structures that the issue of the page tables names. What a page shows is told by the facts worked out for it,
/// which another test holds against the reading, so that each of them is read right somewhere in each source.
#[test]
fn every_source_shows_the_structures_that_the_issue_names() {
    let layouts = built_in();
    let mut pages: Vec<(String, String, toml::Table)> = Vec::new();
    for layout in layouts.iter().filter(|layout| layout.shape != Shape::General) {
        for example in &layout.examples {
            for facts in &example.records {
                pages.push((layout.name.clone(), example.name.clone(), facts.clone()));
            }
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/wprim");
    for case in fs::read_dir(folder).expect("the pages of WPRIM") {
        let case = case.expect("an entry").path();
        let Ok(facts) = fs::read_to_string(case.join("expected.toml")) else { continue };
        let facts: toml::Table = facts.parse().expect("facts are TOML");
        let input = fs::read_to_string(case.join("input.txt")).unwrap_or_default();
        let Some(source) = explain(&layouts, &input, "page").layout else { continue };
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        let records = facts.get("record").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        for record in records.iter().filter_map(toml::Value::as_table) {
            pages.push((source.clone(), name.clone(), record.clone()));
        }
    }
    let mut wrong = Vec::new();
    for layout in layouts.iter().filter(|layout| layout.shape != Shape::General) {
        for (structure, shows) in STRUCTURES {
            let is_shown = pages
                .iter()
                .filter(|(source, ..)| *source == layout.name)
                .any(|(_, name, facts)| shows(&Page { name, facts }));
            let reason =
                NOT_SHOWN.iter().find(|(source, what, _)| *source == layout.name && what == structure);
            match (is_shown, reason) {
                (false, None) => wrong.push(format!("{} shows no page with: {structure}", layout.name)),
                (true, Some((.., reason))) => {
                    wrong.push(format!("{} shows {structure}, of which is said: {reason}", layout.name));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_table_claims_the_page_of_another_one() {
    let layouts = built_in();
    let mut wrong = Vec::new();
    for layout in &layouts {
        for example in &layout.examples {
            let input = example.input.trim_start_matches('\n');
            let used = explain(&layouts, input, "page").layout;
            if used.as_deref() != Some(layout.name.as_str()) {
                wrong.push(format!("{}, example {}: read as {used:?}", layout.name, example.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_wrong_table_is_told_where_it_is_wrong() {
    let error = Layout::parse("mine.toml", "name = \"a\"\nsummary = \"b\"\nshape = \"round\"\n")
        .expect_err("no shape");
    assert!(error.starts_with("mine.toml:3:9:"), "{error}");
    let error = Layout::parse("mine.toml", "name = \"a\"\nsumary = \"b\"\n").expect_err("misspelt key");
    assert!(error.starts_with("mine.toml:2:1:"), "{error}");
}

/// A table with a citation and institutions by author, for the two notes below.
const CITED: &str = r#"
name = "cited"
summary = "Title, authors, a journal line and a citation"
shape = "labelled"
order = "free"
[recognise]
threshold = 1
[[recognise.sign]]
equals = "Example record"
[[slot]]
field = "furniture"
[[slot]]
field = "title"
[[slot]]
field = "author"
[[slot]]
field = "journal-line"
[[label]]
words = ["Cite as"]
field = "citation"
[[label]]
words = ["Affiliation"]
field = "affiliation"
grammar = "author-affiliations"
lines = "many"
"#;

#[test]
fn a_citation_that_says_something_else_is_told_and_kept() {
    let layout = Layout::parse("cited.toml", CITED).expect("a table");
    let page = "Example record\nTea and sleep\nZhang, San; Li, Si\nExample Journal 2021;25(1):25-31\n\
                Cite as: ZHANG San, LI Si. Tea and sleep[J]. Example Journal, 2021, 26(1): 25-31.\n\
                Affiliation\nZhang S; University of Example\nWang W; Hospital of Example\n";
    let reading = read(&[layout], page, page, "page", 1);
    let codes: Vec<&str> = reading.notes.iter().map(|note| note.code.name).collect();
    assert!(codes.contains(&"values-disagree"), "{codes:?}");
    assert!(codes.contains(&"affiliation-of-nobody"), "{codes:?}");
    let record = &reading.records[0];
    assert_eq!(record.volume.as_deref(), Some("25"));
    assert_eq!(record.unknown[0].value, "26");
    let linked: Vec<&[String]> =
        record.contributors.iter().map(|author| author.affiliation_refs.as_slice()).collect();
    assert_eq!(linked, [["a1".to_owned()].as_slice(), [].as_slice()]);
    assert_eq!(record.affiliations.len(), 2);
}

/// The words that can stand where one of a kind is expected, as the reader itself tells them.
fn words_of<'de, T: serde::Deserialize<'de> + std::fmt::Debug>() -> Vec<String> {
    let deserializer = serde::de::value::StrDeserializer::<serde::de::value::Error>::new("?");
    let told = T::deserialize(deserializer).expect_err("no such word").to_string();
    told.split('`').skip(1).step_by(2).skip(1).map(str::to_owned).collect()
}

#[test]
fn the_document_names_every_field_and_grammar() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/layouts.md");
    let document = fs::read_to_string(path).expect("the document");
    let between = |start: &str, end: &str| -> String {
        let from = document.find(start).unwrap_or_else(|| panic!("{start}"));
        let length = document[from..].find(end).unwrap_or_else(|| panic!("{end}"));
        document[from..from + length].to_owned()
    };
    let named =
        |text: &str| -> Vec<String> { text.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let rows = between("| field | what it is |", "Grammars (each");
    let first_cells: String = rows.lines().filter_map(|row| row.split('|').nth(1)).collect();
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    assert_eq!(sorted(named(&first_cells)), sorted(words_of::<refmill::page::layout::Field>()));
    let grammars = between("Grammars (each", "## Examples");
    assert_eq!(sorted(named(&grammars)), sorted(words_of::<refmill::page::layout::Grammar>()));
}
