//! The same keyword twice, in another case: `Children`, `children`.
//!
//! Exports join the keywords of authors and of a database. It must not fire where capitals may mean something else (`AIDS`, `aids`), and
//! where vocabulary, qualifiers or language differ.

use super::{Pass, Rule, Safety};
use crate::record::{Record, Term};
use crate::report::Code;

const DOUBLED_KEYWORD: Code = Code::info(
    "doubled-keyword",
    "A keyword that stood there twice, but for its case (`Children`, `children`), was kept once.",
);

pub(super) const RULE: Rule = Rule {
    code: &DOUBLED_KEYWORD,
    summary: "keeps a keyword once that stands there twice but for its case: `Children`, `children`",
    explanation: "Exports join the keywords of authors and of a database. The first one is kept, with the star of the other. Where one of the two is all in \
        capitals (`AIDS`, `aids`) they may be two things, and both stay; so do headings with other qualifiers, of another vocabulary or in \
        another language.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"terms": [{"value": "Children", "vocab": "author"}, {"value": "tea", "vocab": "author"}, {"value": "children", "vocab": "author", "major": true}]}"#,
            r#"{"terms": [{"value": "Children", "vocab": "author", "major": true}, {"value": "tea", "vocab": "author"}]}"#,
        ),
        (
            r#"{"terms": [{"value": "AIDS", "vocab": "author"}, {"value": "aids", "vocab": "author"}, {"value": "Tea", "vocab": "author"}, {"value": "Tea", "vocab": "mesh"},
                {"value": "Tea", "vocab": "mesh", "qualifiers": ["adverse effects"]}]}"#,
            r#"{"terms": [{"value": "AIDS", "vocab": "author"}, {"value": "aids", "vocab": "author"}, {"value": "Tea", "vocab": "author"}, {"value": "Tea", "vocab": "mesh"},
                {"value": "Tea", "vocab": "mesh", "qualifiers": ["adverse effects"]}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    // Most lists are short and without a double: nothing is set aside for them. What is kept stands before what was not
    // looked at yet.
    let mut kept = 0;
    for at in 0..record.terms.len() {
        let (before, rest) = record.terms.split_at_mut(at);
        let Some(term) = rest.first_mut() else { break };
        let first = before.iter().take(kept.min(MOST)).position(|other| is_same(other, term));
        if let Some(first) = first.filter(|_| pass.allows("keyword", &term.value, ""))
            && let Some(first) = before.get_mut(first)
        {
            first.major |= term.major;
            first.ui = first.ui.take().or(term.ui.take());
        } else {
            record.terms.swap(kept, at);
            kept += 1;
        }
    }
    record.terms.truncate(kept);
}

/// With so many keywords before it one is compared; no article has more.
const MOST: usize = 256;

fn is_same(one: &Term, other: &Term) -> bool {
    one.value.len() == other.value.len()
        && one.vocab == other.vocab
        && one.qualifiers == other.qualifiers
        && (one.lang.is_none() || other.lang.is_none() || one.lang == other.lang)
        && (one.ui.is_none() || other.ui.is_none() || one.ui == other.ui)
        && !one.value.trim().is_empty()
        && (one.value == other.value
            || !is_shouted(&one.value)
                && !is_shouted(&other.value)
                && one.value.to_lowercase() == other.value.to_lowercase())
}

/// No small letter, and a capital.
fn is_shouted(text: &str) -> bool {
    !text.contains(char::is_lowercase) && text.contains(char::is_uppercase)
}
