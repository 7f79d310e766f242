//! Braces without a partner.

use super::{Check, Context, Example, note, texts};
use crate::record::{Marked, Record};
use crate::report::{Code, Note, quoted};
use crate::syntax::latex;

const BRACES_UNBALANCED: Code = Code::warning(
    "braces-unbalanced",
    "A text holds a brace without its partner; it is kept as it stands, and escaped in BibTeX.",
);

pub(super) const CHECK: Check = Check {
    code: &BRACES_UNBALANCED,
    summary: "a brace without its partner",
    explanation: "Braces in titles and abstracts come from BibTeX, where they protect capitals, or from LaTeX. Where one is missing the value was cut, or \
        somebody edited it by hand; BibTeX itself would read on into the next entry. refmill escapes braces in what it writes, so that its BibTeX files \
        compile, but the reader of the text sees a stray brace. Braces are counted as BibTeX counts them, over a whole text; mathematics is \
        counted too, because a formula cut in two has lost a part. Balanced braces are no fault.",
    examples: &[
        Example {
            records: &[r#"{"titles": [{"value": "{COVID-19 in {B}eijing", "role": "main"}]}"#],
            found: &["`{COVID-19 in {B}eijing` has a brace without its partner"],
        },
        Example {
            records: &[r#"{"titles": [{"value": "{COVID}-19 and {[Cu(L)]}n", "role": "main"}]}"#],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let whole = |text: &Marked| text.spans().iter().map(|span| span.text.as_str()).collect::<String>();
    for (field, text) in texts::marked(record) {
        let has_brace = text.spans().iter().any(|span| span.text.contains(['{', '}']));
        if has_brace && !latex::is_balanced(&whole(text)) {
            let message =
                format!("{} has a brace without its partner", quoted(&around_brace(&text.to_plain())));
            notes.push(note(&BRACES_UNBALANCED, field, message));
        }
    }
    for term in record.terms.iter().filter(|term| !latex::is_balanced(&term.value)) {
        let message = format!("{} has a brace without its partner", quoted(&term.value));
        notes.push(note(&BRACES_UNBALANCED, "keyword", message));
    }
}

/// The text from a little before its first brace: an abstract may be long.
fn around_brace(text: &str) -> String {
    const BEFORE: usize = 20;
    let place = text.chars().position(|it| matches!(it, '{' | '}')).unwrap_or(0);
    text.chars().skip(place.saturating_sub(BEFORE)).collect()
}
