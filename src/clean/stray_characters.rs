//! White space, characters that nobody sees, and letters with their marks apart.
//!
//! Copies of pages and of PDF files bring no-break blanks, tabs, line ends inside a title, zero-width characters and letters
//! whose accents are characters of their own. The readers clean what they read; what reaches this rule comes from records that
//! other programs wrote (NDJSON, `custom.refmill`). It must not fire in mathematics and on the joiners that Arabic and Indic
//! scripts spell with.

use super::texts::improve;
use super::{Pass, Rule, Safety};
use crate::record::{Marked, Record, Style};
use crate::report::Code;
use crate::value::text;

const STRAY_CHARACTERS: Code = Code::info(
    "stray-characters",
    "Superfluous white space or characters that nobody sees were taken out of a value, or letters and their marks put together (NFC).",
);

pub(super) const RULE: Rule = Rule {
    code: &STRAY_CHARACTERS,
    summary: "takes out superfluous blanks and characters nobody sees, puts letters and their marks together",
    explanation: "Copies of pages and of PDF files bring no-break blanks, tabs, line ends inside a title, zero-width and control \
        characters, and letters whose accents are characters of their own. Each run of white space becomes one blank; line ends of \
        abstracts and notes stay. Mathematics is left alone, and so are the joiners by which Arabic and Indic scripts spell.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"titles": [{"value": " Caf\u00a0e\u0301\u200b  and\ttea ", "role": "main"}],
                "abstracts": [{"value": "One.\r\n\r\n  Two\u00ad."}]}"#,
            r#"{"titles": [{"value": "Caf é and tea", "role": "main"}], "abstracts": [{"value": "One.\nTwo."}]}"#,
        ),
        (
            r#"{"titles": [{"value": [{"text": "On  "}, {"text": " E. coli ", "style": {"italic": true}}, {"text": " in\u2009tea"}],
                "role": "main"}]}"#,
            r#"{"titles": [{"value": [{"text": "On "}, {"text": "E. coli ", "style": {"italic": true}}, {"text": "in tea"}],
                "role": "main"}]}"#,
        ),
        (
            r#"{"titles": [{"value": "می‌شود", "role": "main"}], "notes": [{"text": "first line\nsecond line"}],
                "terms": [{"value": "慢性免疫性血小板减少症", "vocab": "author"}]}"#,
            r#"{"titles": [{"value": "می‌شود", "role": "main"}], "notes": [{"text": "first line\nsecond line"}],
                "terms": [{"value": "慢性免疫性血小板减少症", "vocab": "author"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    improve(record, pass, plain, with_marks);
}

fn plain(words: &str, has_lines: bool) -> Option<String> {
    if text::is_surely_clean(words, has_lines) {
        return None;
    }
    let cleaned = if has_lines { text::clean_lines(words) } else { text::clean(words) };
    Some(cleaned.text).filter(|cleaned| cleaned != words)
}

fn with_marks(words: &Marked, has_lines: bool) -> Option<Marked> {
    if let [only] = words.spans()
        && only.style == Style::PLAIN
    {
        return plain(&only.text, has_lines).map(Marked::plain);
    }
    if words.spans().iter().any(|span| span.style.math) {
        return None;
    }
    let (cleaned, _) = text::clean_marked(words, has_lines);
    Some(cleaned).filter(|cleaned| cleaned != words)
}
