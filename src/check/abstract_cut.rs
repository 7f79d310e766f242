//! An abstract that stops in the middle.

use super::abstract_short::says_none;
use super::{Check, Context, Example, note};
use crate::record::{Abstract, Record};
use crate::report::{Note, quoted};
use crate::value::abstract_text::{ABSTRACT_CUT, stops_inside};

pub(super) const CHECK: Check = Check {
    code: &ABSTRACT_CUT,
    summary: "an abstract that stops in the middle",
    explanation: "MEDLINE cut abstracts at 250 or 400 words until the nineties and says so; result lists show the first lines and three dots; scrapers take a `<` \
        for the start of a tag; a spreadsheet holds 32,767 characters in a cell. An abstract is doubted when it says that it was cut, ends in dots, \
        in an open parenthesis, a comma, a hyphen, a colon or a sign that compares (`p value <`), in an English word that needs another one behind it (`of`, `the`), or is as long \
        as a cell can be. A missing full stop alone is no fault: many journals leave the last one out. Take the abstract from the article's page.",
    examples: &[
        Example {
            records: &[
                r#"{"abstracts": [{"value": "We studied 120 patients with immune thrombocytopenia.(ABSTRACT TRUNCATED AT 250 WORDS)"}]}"#,
            ],
            found: &["the abstract says that it was cut: `(ABSTRACT TRUNCATED AT 250 WORDS)`"],
        },
        Example {
            records: &[
                r#"{"abstracts": [{"value": "We studied 120 patients with immune thrombocytopenia and…"}]}"#,
            ],
            found: &["the abstract stops after `tients with immune thrombocytopenia and…`"],
        },
        Example {
            records: &[r#"{"abstracts": [{"value": "We studied 120 patients with a deficiency of the"}]}"#],
            found: &["the abstract stops after `ed 120 patients with a deficiency of the`"],
        },
        Example {
            records: &[
                r#"{"abstracts": [{"value": "We studied 120 patients with thrombocytopenia [...]"}]}"#,
            ],
            found: &["the abstract stops after `120 patients with thrombocytopenia [...]`"],
        },
        Example {
            records: &[r#"{"abstracts": [{"value": "Tea was better than water with a p value <"}]}"#],
            found: &["the abstract stops after `a was better than water with a p value <`"],
        },
        Example {
            records: &[r#"{"abstracts": [{"value": "Tea was better than water (P"}]}"#],
            found: &["the abstract stops after `Tea was better than water (P`"],
        },
        Example {
            records: &[
                r#"{"abstracts": [{"value": "We studied 120 patients with immune thrombocytopenia"}, {"value": "慢性免疫性血小板减少症的治疗进展"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

/// Words that need another one behind them; none of them ends a sentence in print but by a slip. `a` may be a vitamin.
#[rustfmt::skip]
const UNFINISHED: &[&str] = &["an", "and", "as", "at", "between", "by", "for", "from", "of", "or", "the", "to", "was", "were", "which", "with"];

/// What a cell of Excel holds, in UTF-16 units.
const CELL: usize = 32_767;

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let found = record.abstracts.iter().filter_map(found_cut);
    notes.extend(found.map(|message| note(&ABSTRACT_CUT, "abstract", message)));
}

/// What shows that an abstract stops in the middle, as a sentence.
pub(super) fn found_cut(one: &Abstract) -> Option<String> {
    let text = last_text(one);
    let text = text.trim_end();
    if text.is_empty() || says_none(text) {
        return None;
    }
    Some(if let Some(at) = said_to_be_cut(text) {
        format!("the abstract says that it was cut: {}", quoted(text.get(at..).unwrap_or_default()))
    } else if is_unfinished(text) || stops_inside(text) {
        let tail: String = text.chars().rev().take(40).collect();
        format!("the abstract stops after {}", quoted(&tail.chars().rev().collect::<String>()))
    } else if text.encode_utf16().count() == CELL {
        format!("the abstract is {CELL} characters long, as much as a cell of a spreadsheet holds")
    } else {
        return None;
    })
}

/// The text in which the abstract ends: its own, or that of its last section.
fn last_text(one: &Abstract) -> String {
    let own = one.text.to_plain();
    match one.sections.last() {
        Some(section) if own.trim().is_empty() => section.text.to_plain(),
        _ => own,
    }
}

/// Where MEDLINE says `(ABSTRACT TRUNCATED AT 250 WORDS)`, or another database the like.
fn said_to_be_cut(text: &str) -> Option<usize> {
    const LONGEST_REMARK: usize = 60;
    let upper = text.to_ascii_uppercase();
    let at = ["(ABSTRACT TRUNCATED", "[ABSTRACT TRUNCATED", "(TRUNCATED AT"]
        .iter()
        .find_map(|it| upper.rfind(it))?;
    (text.len() - at <= LONGEST_REMARK).then_some(at)
}

fn is_unfinished(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    // A page number or a range may stand for a list that goes on: `etc...` does not.
    let undotted = text.trim_end_matches([']', ')', '>']);
    let is_dotted = (undotted.ends_with('…') || undotted.ends_with("..."))
        && !last.to_ascii_lowercase().starts_with("etc");
    let ends_open =
        text.ends_with([',', '，', '、', '-', '(', '（', '[', ':', '：', ';', '；', '<', '=', '≤', '≥']);
    is_dotted || ends_open || UNFINISHED.contains(&last)
}
