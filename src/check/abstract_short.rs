//! An abstract too short to be one.

use super::abstract_cut::found_cut;
use super::{Check, Context, Example, note};
use crate::record::Record;
use crate::report::{Code, Note, quoted};
use crate::value::text::script_of;

const ABSTRACT_SHORT: Code = Code::warning(
    "abstract-short",
    "What stands in the place of the abstract is too short to be one; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &ABSTRACT_SHORT,
    summary: "an abstract of a few words",
    explanation: "Databases write `No abstract available` into the field, exports put a heading or the first word there, scrapers the label of \
        the page. Fewer than 40 letters in Latin script, or 12 characters of Chinese, Japanese or Korean, are no abstract; nor is a longer text that says \
        that there is none. A structured abstract is counted with all its sections. Delete it, so that it counts as missing, or take the \
        abstract from the article's page.",
    examples: &[
        Example {
            records: &[r#"{"abstracts": [{"value": "No abstract available."}]}"#],
            found: &["`No abstract available.` is no abstract"],
        },
        Example {
            records: &[r#"{"abstracts": [{"value": "目的"}]}"#], found: &["`目的` is no abstract"]
        },
        Example {
            records: &[
                r#"{"abstracts": [{"value": "Immune thrombocytopenia is a bleeding disorder of children and adults."}, {"value": "免疫性血小板减少症是一种常见的出血性疾病。"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"abstracts": [{"value": "", "sections": [{"label": "AIM", "text": "To see whether tea helps night nurses to sleep."}, {"label": "RESULTS", "text": "It does so in many cases."}]}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    for one in &record.abstracts {
        let sections = one.sections.iter().map(|section| section.text.to_plain());
        let whole = match one.text.to_plain() {
            own if own.trim().is_empty() => sections.collect::<Vec<_>>().join(" "),
            own => own,
        };
        let letters = whole.chars().filter(|it| it.is_alphanumeric()).count();
        let is_east_asian = matches!(script_of(&whole), Some("Hani" | "Kana" | "Hang"));
        let least = if is_east_asian { 12 } else { 40 };
        // A short text that stops in the middle is an abstract begun, and is told as one.
        let is_short = letters < least && found_cut(one).is_none();
        if letters > 0 && (is_short || says_none(&whole)) {
            notes.push(note(&ABSTRACT_SHORT, "abstract", format!("{} is no abstract", quoted(&whole))));
        }
    }
}

/// `[No abstract available]`, `There is no abstract for this article`.
pub(super) fn says_none(text: &str) -> bool {
    const LONGEST: usize = 80;
    text.len() <= LONGEST && {
        let text = text.to_ascii_lowercase();
        ["no abstract", "abstract not available", "abstract is not available"]
            .iter()
            .any(|it| text.contains(it))
    }
}
