//! Runs the examples of every built-in layout.

use refmill::page::{built_in, example, explain, layout::Layout};

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
