//! Runs the examples of every built-in layout.

use refmill::page::{built_in, example, explain, layout::Layout, read};

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
