//! Several keywords in one: `Aged; Humans`, `茶、睡眠`.
//!
//! Tables and reference managers hold keywords in one field, whose separator the next program does not know. It must not fire on commas
//! that may belong to a keyword (`Infant, newborn`), on the semicolon of an entity, and on headings with a number of their own.

use super::{Pass, Rule, Safety};
use crate::record::{Record, Term, Vocabulary};
use crate::report::Code;
use crate::value::keywords;

const KEYWORDS_IN_ONE: Code = Code::warning(
    "keywords-in-one",
    "With --guess: several keywords that stood in one, with semicolons or the like between them, became one each; the record keeps them as they were.",
);

pub(super) const RULE: Rule = Rule {
    code: &KEYWORDS_IN_ONE,
    summary: "takes apart keywords that stand in one: `Aged; Humans`",
    explanation: "Tables and reference managers hold all keywords in one field, and the next program does not know the separator. Semicolons, bars, \
        the Chinese comma and line ends separate. Commas do only where a record has one keyword with three commas or more, and nothing shows \
        that one of them belongs to a keyword (an inverted heading such as `Infant, newborn`). The readers separate lists as their formats have \
        them; what stands in one keyword after that may be meant so, and it is a guess.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"terms": [{"value": "Aged; Humans", "vocab": "author"}, {"value": "茶、睡眠", "vocab": "author"}, {"value": "tea | sleep", "vocab": "author"}]}"#,
            r#"{"terms": [{"value": "Aged", "vocab": "author"}, {"value": "Humans", "vocab": "author"}, {"value": "茶", "lang": "zh", "vocab": "author"},
                {"value": "睡眠", "lang": "zh", "vocab": "author"}, {"value": "tea", "vocab": "author"}, {"value": "sleep", "vocab": "author"}]}"#,
        ),
        (
            r#"{"terms": [{"value": "tea, sleep, night shift, nurses", "vocab": "author"}]}"#,
            r#"{"terms": [{"value": "tea", "vocab": "author"}, {"value": "sleep", "vocab": "author"}, {"value": "night shift", "vocab": "author"},
                {"value": "nurses", "vocab": "author"}]}"#,
        ),
        (
            r#"{"terms": [{"value": "Infant, newborn", "vocab": "author"}, {"value": "Aged; Humans", "vocab": "mesh", "ui": "D000368"},
                {"value": "Receptors, Antigen, T-Cell", "vocab": "mesh"}]}"#,
            r#"{"terms": [{"value": "Infant, newborn", "vocab": "author"}, {"value": "Aged; Humans", "vocab": "mesh", "ui": "D000368"},
                {"value": "Receptors, Antigen, T-Cell", "vocab": "mesh"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    let is_only_one = record.terms.len() == 1;
    let mut at = 0;
    while let Some(term) = record.terms.get(at) {
        let parts =
            if term.ui.is_none() && term.qualifiers.is_empty() { parts(term, is_only_one) } else { None };
        let mut next = at + 1;
        if let Some(parts) = parts {
            let shown = parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(" · ");
            if pass.allows("keyword", &term.value, &shown) {
                next = at + parts.len();
                record.terms.splice(at..=at, parts);
            }
        }
        at = next;
    }
}

fn parts(term: &Term, is_only_one: bool) -> Option<Vec<Term>> {
    let has_separator = term.value.contains([';', '；', '|', '、', '\n']);
    let commas = term.value.matches([',', '，']).count();
    let is_list = is_only_one && commas >= 3 && term.vocab == Vocabulary::Author;
    if !has_separator && !is_list {
        return None;
    }
    let reading = keywords::parse_in(&term.value, Vocabulary::Author, term.lang.as_deref());
    let is_doubtful = reading.remarks.iter().any(|remark| remark.code == &keywords::KEYWORD_COMMA_DOUBTFUL);
    // A bracket or the tag of a text may hold what looks like a separator.
    let is_whole = |part: &Term| {
        let count = |wanted: char| part.value.matches(wanted).count();
        count('(') == count(')') && count('[') == count(']') && count('<') == count('>')
    };
    if is_doubtful || reading.terms.len() < 2 || !reading.terms.iter().all(is_whole) {
        return None;
    }
    let like = |part: Term| Term {
        value: part.value,
        lang: part.lang.or_else(|| term.lang.clone()),
        ..term.clone()
    };
    Some(reading.terms.into_iter().map(like).collect())
}
