//! Names of journals in capitals: `JOURNAL OF PEDIATRICS`.
//!
//! Databases print them so. It must not fire on single words (`JAMA`, `LANCET`), which may be abbreviations.

use super::{Pass, Rule, Safety};
use crate::record::{Marked, Record};
use crate::report::Code;
use crate::value::letter_case::{is_all_capitals, title_case_of_capitals};

const ALL_CAPITALS_JOURNAL: Code = Code::warning(
    "all-capitals-journal",
    "With --guess: the name of a journal in capitals got small letters but at the start of its words; the record keeps it as it was.",
);

pub(super) const RULE: Rule = Rule {
    code: &ALL_CAPITALS_JOURNAL,
    summary: "writes the name of a journal in capitals as a name: `Journal of Pediatrics`",
    explanation: "Databases print names of journals in capitals. Each word gets one capital, but words such as `of` and `and`; abbreviations in the tables \
        keep theirs. A single word (`JAMA`) stays, because it may be an abbreviation.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"container_titles": [{"value": "JOURNAL OF THE ASEAN FEDERATION OF TEA", "role": "main"}]}"#,
            r#"{"container_titles": [{"value": "Journal of the ASEAN Federation of Tea", "role": "main"}]}"#,
        ),
        (
            r#"{"container_titles": [{"value": "JAMA", "role": "main"}, {"value": "BMJ Open", "role": "abbrev"}]}"#,
            r#"{"container_titles": [{"value": "JAMA", "role": "main"}, {"value": "BMJ Open", "role": "abbrev"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for title in &mut record.container_titles {
        let value = &mut title.text.value;
        let plain = value.to_plain();
        if value.is_plain() && is_all_capitals(&plain) {
            pass.put_marked("container-title", value, Marked::plain(title_case_of_capitals(&plain)));
        }
    }
}
