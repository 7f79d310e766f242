//! Titles with a capital at each word.
//!
//! American journals print titles so, and styles of citation want sentences or make title case themselves. Only on request, because it is a
//! matter of taste and names that no table knows lose their capital. It must not fire on titles that have small words beside names, and on
//! other languages than English.

use super::all_capitals_title::change_titles;
use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;
use crate::value::letter_case::{is_title_case, sentence_of_title_case};

const TITLE_CASE: Code = Code::warning(
    "title-case",
    "With --only title-case: a title with a capital at each word was written as a sentence; the record keeps it as it was.",
);

pub(super) const RULE: Rule = Rule {
    code: &TITLE_CASE,
    summary: "writes an English title with a capital at each word as a sentence",
    explanation: "American journals print titles with a capital at each word, and most styles of citation want a sentence. Names lose their capital \
        unless the record's abstract, or a table of names, countries and languages, has them: so the rule runs only when it is named. A title \
        in which other words begin small stays, and so does one in another language than English.",
    safety: Safety::OnRequest,
    examples: &[
        (
            r#"{"titles": [{"value": "Effect of Green Tea on Sleep among Japanese Nurses", "role": "main"}]}"#,
            r#"{"titles": [{"value": "Effect of green tea on sleep among Japanese nurses", "role": "main"}]}"#,
        ),
        (
            r#"{"titles": [{"value": "Effect of green tea on sleep among nurses in Beijing", "role": "main"}, {"value": "Green Tea and Sleep", "role": "short"}]}"#,
            r#"{"titles": [{"value": "Effect of green tea on sleep among nurses in Beijing", "role": "main"}, {"value": "Green Tea and Sleep", "role": "short"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    change_titles(record, pass, is_title_case, sentence_of_title_case);
}
