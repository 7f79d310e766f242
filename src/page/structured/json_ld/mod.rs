//! JSON-LD with schema.org's words: `ScholarlyArticle` and its relatives (mapping reference 2.3).

mod article;
mod repair;

use super::candidate::Candidate;
use crate::report::{Code, Remark, quoted};
use crate::syntax::html::Script;
use crate::syntax::json_ld::{Graph, Node, nodes, types_of};
use serde_json::Value;

const JSON_LD_BROKEN: Code = Code::warning(
    "json-ld-broken",
    "The JSON-LD of a page is no JSON, not even with common faults mended; nothing was read from it.",
);
const JSON_LD_REPAIRED: Code = Code::info(
    "json-ld-repaired",
    "The JSON-LD of a page has a common fault (a comma too many, a line end in a string), which was mended.",
);

pub(super) const NAME: &str = "json-ld";

/// Types that are articles wherever they stand.
const ARTICLES: &[&str] = &["ScholarlyArticle", "MedicalScholarlyArticle"];

/// Types that are articles of a journal when they say which.
const MAYBE_ARTICLES: &[&str] = &["Article", "CreativeWork", "Report", "ReviewArticle", "MedicalWebPage"];

/// Members that lead to what the page is about; references and related articles hang below others.
const PATHS: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "about"];

/// The articles of all scripts, and what is wrong with the scripts.
pub(super) fn read(scripts: &[Script]) -> (Vec<Candidate>, Vec<(u32, Remark)>) {
    let mut remarks = Vec::new();
    let mut values: Vec<(Value, u32)> = Vec::new();
    for script in scripts.iter().filter(|script| script.kind == "application/ld+json") {
        let text = repair::unwrapped(&script.text);
        if text.is_empty() {
            continue;
        }
        if let Ok(value) = serde_json::from_str::<Value>(text) {
            values.push((value, script.line));
        } else if let Ok(value) = serde_json::from_str::<Value>(&repair::mended(text)) {
            let message = format!("the JSON-LD that starts with {} was mended", quoted(text));
            remarks.push((script.line, Remark::new(&JSON_LD_REPAIRED, message)));
            values.push((value, script.line));
        } else {
            let message = format!("the JSON-LD that starts with {} cannot be read", quoted(text));
            remarks.push((script.line, Remark::new(&JSON_LD_BROKEN, message)));
        }
    }
    let graph = Graph::new(values.iter().map(|(value, _)| value));
    let mut candidates = Vec::new();
    for (value, line) in &values {
        for node in nodes(value, PATHS).into_iter().filter(|node| is_article(node)) {
            candidates.extend(article::read(node, &graph, *line));
            let members = node.keys().map(String::as_str).filter(|key| !article::MEMBERS.contains(key));
            remarks.extend(super::unread(members.map(|key| (key, *line)).collect()));
        }
    }
    (candidates, remarks)
}

/// Whether a script of a page could not be read.
pub(super) fn is_broken(remarks: &[(u32, Remark)]) -> bool {
    remarks.iter().any(|(_, remark)| *remark.code == JSON_LD_BROKEN)
}

fn is_article(node: &Node) -> bool {
    let is = |known: &[&str]| types_of(node).any(|kind| known.contains(&kind));
    is(ARTICLES) || is(MAYBE_ARTICLES) && node.contains_key("isPartOf") && node.contains_key("author")
}
