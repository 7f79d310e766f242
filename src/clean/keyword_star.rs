//! The star of `MeSH` in a keyword: `*Asthma/drug therapy`.
//!
//! Exports that keep MEDLINE's headings as keywords keep the star of a chief topic in the word. It must not fire on a star inside or
//! behind a word (`HLA-B*27`, `p53*`).

use super::{Pass, Rule, Safety};
use crate::record::{Record, Term, Vocabulary};
use crate::report::Code;
use crate::value::keywords;

const KEYWORD_STAR: Code = Code::info(
    "keyword-star",
    "The star by which MEDLINE marks a chief topic stood in a keyword; it became a mark of the keyword, and qualifiers behind a slash stand apart.",
);

pub(super) const RULE: Rule = Rule {
    code: &KEYWORD_STAR,
    summary: "takes the star of MeSH out of a keyword and keeps it as a mark: `*Asthma/drug therapy`",
    explanation: "Exports that keep MEDLINE's headings as keywords keep the star of a chief topic in the word. It becomes a mark of the keyword, and \
        qualifiers behind a slash stand apart, as in MEDLINE. A star inside or behind a word (`HLA-B*27`, `p53*`) stays.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"terms": [{"value": "*Asthma/drug therapy", "vocab": "author"}, {"value": "Tea/*adverse effects", "vocab": "mesh"}, {"value": "*sleep", "vocab": "author"}]}"#,
            r#"{"terms": [{"value": "Asthma", "vocab": "mesh", "qualifiers": ["drug therapy"], "major": true},
                {"value": "Tea", "vocab": "mesh", "qualifiers": ["adverse effects"], "major": true}, {"value": "sleep", "vocab": "author", "major": true}]}"#,
        ),
        (
            r#"{"terms": [{"value": "HLA-B*27", "vocab": "author"}, {"value": "p53*", "vocab": "author"}, {"value": "*", "vocab": "author"}]}"#,
            r#"{"terms": [{"value": "HLA-B*27", "vocab": "author"}, {"value": "p53*", "vocab": "author"}, {"value": "*", "vocab": "author"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for term in &mut record.terms {
        if !term.value.starts_with('*') && !term.value.contains("/*") {
            continue;
        }
        let reading = keywords::parse_in(&term.value, Vocabulary::Mesh, term.lang.as_deref());
        let [heading] = reading.terms.as_slice() else { continue };
        if !heading.major
            || heading.value.is_empty()
            || heading.value.starts_with('*')
            || !heading.value.contains(char::is_alphanumeric)
        {
            continue;
        }
        let shown = [std::slice::from_ref(&heading.value), &heading.qualifiers].concat().join("/");
        if pass.allows("keyword", &term.value, &shown) {
            let vocab = if heading.qualifiers.is_empty() { term.vocab } else { Vocabulary::Mesh };
            let mut qualifiers = heading.qualifiers.clone();
            qualifiers
                .extend(term.qualifiers.iter().filter(|known| !heading.qualifiers.contains(known)).cloned());
            *term = Term { value: heading.value.clone(), vocab, qualifiers, major: true, ..term.clone() };
        }
    }
}
