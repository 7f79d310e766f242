//! Lines `name: value` in CSL `note`, which stand for variables (mapping reference 2.4).

use super::names::name_of_text;
use crate::read::json::fields::Fields;
use crate::record::Name;
use serde_json::{Value, json};

/// Names of lines that are taken out of a note where the item has no such variable. Words that people begin a
/// remark with ("Status:", "Source:") are not among them.
const LIFTED: &[&str] = &[
    "original-title",
    "original-author",
    "original-container-title",
    "original-date",
    "original-publisher",
    "original-publisher-place",
    "title-short",
    "container-title-short",
    "collection-title",
    "event-title",
    "available-date",
    "citation-key",
    "DOI",
    "PMID",
    "PMCID",
    "ISSN",
    "ISBN",
];

/// The variable that a line of a note stands for, and its value. Zotero's own spelling ("Original Title") counts
/// too, and the line `Keywords:` that we write for it.
pub(super) fn variable_line(line: &str) -> Option<(&'static str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim().replace(' ', "-");
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    if name.eq_ignore_ascii_case("keywords") {
        return Some(("keyword", value));
    }
    LIFTED.iter().find(|known| known.eq_ignore_ascii_case(&name)).map(|known| (*known, value))
}

/// Moves such lines out of `note` into the item. A variable that the item has already wins, and the line stays.
pub(super) fn lift(fields: &mut Fields) {
    let Some(note) = fields.get("note").and_then(Value::as_str).map(str::to_owned) else { return };
    let mut rest = Vec::new();
    let mut authors: Vec<Value> = Vec::new();
    let has_authors = fields.get("original-author").is_some();
    for line in note.lines() {
        match variable_line(line) {
            Some(("original-author", name)) if !has_authors => authors.push(name_value(name)),
            Some((variable, value)) if fields.get(variable).is_none() => {
                fields.set(variable, Value::String(value.to_owned()));
            }
            _ => rest.push(line),
        }
    }
    if !authors.is_empty() {
        fields.set("original-author", Value::Array(authors));
    }
    if rest.len() != note.lines().count() {
        fields.set("note", Value::String(rest.join("\n")));
    }
}

/// `Family || Given` (needs reference B.4), or any other name.
fn name_value(text: &str) -> Value {
    if let Some((family, given)) = text.split_once("||") {
        return json!({ "family": family.trim(), "given": given.trim() });
    }
    let Name { family, given, literal, .. } = name_of_text(text);
    match literal {
        Some(literal) => json!({ "literal": literal }),
        None => json!({ "family": family, "given": given }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_variables() {
        assert_eq!(variable_line("original-title: 慢性"), Some(("original-title", "慢性")));
        assert_eq!(variable_line("Original Title: x: y"), Some(("original-title", "x: y")));
        assert_eq!(variable_line("pmid: 1"), Some(("PMID", "1")));
        assert_eq!(variable_line("Status: retracted"), None);
        assert_eq!(variable_line("original-title:"), None);
    }

    #[test]
    fn a_variable_that_is_there_wins() {
        let item = r#"{"DOI": "10.1/a", "note": "DOI: 10.1/b\nPMID: 7\nfree"}"#;
        let mut fields = Fields::parse(item).expect("an object");
        lift(&mut fields);
        assert_eq!(fields.get("note"), Some(&json!("DOI: 10.1/b\nfree")));
        assert_eq!(fields.get("DOI"), Some(&json!("10.1/a")));
        assert_eq!(fields.get("PMID"), Some(&json!("7")));
    }
}
