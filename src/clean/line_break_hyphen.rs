//! Words that a line break cut: `trans- plantation`.
//!
//! Text copied from PDF files keeps the hyphen at the end of a line, and the line end becomes a blank. It must not fire on hyphens that hang
//! (`pre- and postoperative`), before capitals and digits, and behind a single letter.

use super::texts::run_by_run;
use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;

const LINE_BREAK_HYPHEN: Code = Code::warning(
    "line-break-hyphen",
    "With --guess: a word that a line break had cut in two (`trans- plantation`) was put together; the abstract as it was stays in raw.",
);

pub(super) const RULE: Rule = Rule {
    code: &LINE_BREAK_HYPHEN,
    summary: "puts together words of an abstract that a line break cut: `trans- plantation`",
    explanation: "Text copied from PDF files keeps the hyphen at the end of a line. The two parts become one word; with the hyphen where the abstract has the \
        word so elsewhere, or where its first part is one that takes a hyphen (`long-`, `non-`, `follow-`). Hanging hyphens stay (`pre- and \
        postoperative`), and so do those before capitals and digits.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"abstracts": [{"value": "After trans- plantation the long- term outcome of pa-\ntients."}]}"#,
            r#"{"abstracts": [{"value": "After transplantation the long-term outcome of patients.",
                "raw": "After trans- plantation the long- term outcome of pa-\ntients."}]}"#,
        ),
        (
            r#"{"abstracts": [{"value": "Pre- and postoperative, low- to high-dose, x- ray, IL- 6, anti- Helicobacter; tea - sleep."}]}"#,
            r#"{"abstracts": [{"value": "Pre- and postoperative, low- to high-dose, x- ray, IL- 6, anti- Helicobacter; tea - sleep."}]}"#,
        ),
    ],
    apply,
};

/// First parts that stand before a hyphen and not before another part of the word.
#[rustfmt::skip]
const TAKE_A_HYPHEN: &[&str] = &[
    "age", "case", "cost", "cross", "double", "evidence", "first", "follow", "four", "half", "hand", "health", "high", "home", "hospital",
    "large", "life", "long", "low", "mid", "middle", "multi", "new", "non", "one", "open", "patient", "placebo", "population", "post", "quasi",
    "risk", "second", "self", "semi", "short", "single", "small", "so", "sub", "three", "time", "two", "well", "whole", "wide",
];

/// Words before which a hyphen hangs.
const JOINTS: &[&str] = &[
    "and", "or", "to", "und", "oder", "bis", "versus", "vs", "et", "ou", "y", "e", "o", "nor", "but", "as",
    "than", "through",
];

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for one in &mut record.abstracts {
        let has_any = |text: &str| text.contains("- ") || text.contains("-\n");
        let is_concerned = one.text.value.spans().iter().any(|span| has_any(&span.text))
            || one.sections.iter().any(|section| section.text.spans().iter().any(|span| has_any(&span.text)));
        if !is_concerned {
            continue;
        }
        let as_it_was = one.text.value.clone();
        let whole = as_it_was.to_plain().to_lowercase();
        let join = |text: &str| joined(text, &whole);
        if let Some(joined) = run_by_run(&as_it_was, join) {
            pass.put_marked("abstract", &mut one.text.value, joined);
            if one.text.value != as_it_was {
                one.raw.get_or_insert(as_it_was);
            }
        }
        for section in &mut one.sections {
            if let Some(joined) = run_by_run(&section.text, join) {
                pass.put_marked("abstract", &mut section.text, joined);
            }
        }
    }
}

/// The text with its cut words whole; `None` where none is cut. `elsewhere` is the abstract in small letters.
fn joined(text: &str, elsewhere: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    // No abstract has so many; beyond them the text is not searched for each.
    let mut searches = 1000;
    for (at, _) in text.match_indices('-') {
        let Some(rest) = text.get(at + 1..).filter(|rest| rest.starts_with([' ', '\n'])) else { continue };
        let before = text.get(from..at).unwrap_or_default();
        let start = before
            .rfind(|it: char| !it.is_alphabetic())
            .map_or(0, |it| it + before.get(it..).and_then(|it| it.chars().next()).map_or(1, char::len_utf8));
        let first = before.get(start..).unwrap_or_default();
        let is_inside =
            start == 0 || before.get(..start).is_some_and(|it| it.ends_with([' ', '\n', '(', '"', '“']));
        let behind = rest.get(1..).unwrap_or_default();
        let second: String = behind.chars().take_while(|it| it.is_alphabetic()).collect();
        let next = behind.get(second.len()..).and_then(|it| it.chars().next());
        let fits = is_inside
            && first.chars().nth(1).is_some()
            && first.chars().skip(1).all(char::is_lowercase)
            && first.chars().all(|it| it.is_alphabetic() && it < '\u{250}')
            && second.chars().nth(1).is_some()
            && second.chars().all(char::is_lowercase)
            && !next.is_some_and(|it| it.is_ascii_digit() || it == '-')
            && !JOINTS.contains(&second.as_str());
        if !fits {
            continue;
        }
        let first_small = first.to_lowercase();
        let mut stands = |joint: &str| {
            searches -= i32::from(searches > 0);
            searches > 0 && elsewhere.contains(&[first_small.as_str(), joint, second.as_str()].concat())
        };
        let (with_hyphen, without) = (stands("-"), stands(""));
        let keeps = with_hyphen || (!without && TAKE_A_HYPHEN.contains(&first_small.as_str()));
        out.push_str(before);
        if keeps {
            out.push('-');
        }
        // The blank behind the hyphen goes.
        from = at + 2;
    }
    if from == 0 {
        return None;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Some(out)
}
