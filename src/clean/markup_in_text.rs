//! Tags and character entities that stand in a text: `&lt;i&gt;`, `<sub>2</sub>`, `&amp;amp;`.
//!
//! Web pages and services encode text once too often. The readers undo it once; what is left after that comes here. It must
//! not fire on `p <0.05`, on broken or unknown tags (a note of the reader names them), and in mathematics.

use super::texts::improve;
use super::{Pass, Rule, Safety};
use crate::record::{Marked, Record, Style};
use crate::report::Code;
use crate::value::markup::{may_have_markup, parse_markup, without_paragraph_tags};
use crate::value::text;

const MARKUP_IN_TEXT: Code = Code::info(
    "markup-in-text",
    "Tags or character entities that stood in a text (`<i>`, `&amp;`) became the marks, line ends and characters they stand for.",
);

pub(super) const RULE: Rule = Rule {
    code: &MARKUP_IN_TEXT,
    summary: "turns tags and character entities that stand in a text into what they mean",
    explanation: "Web pages and services encode text once too often, so that `&amp;lt;i&amp;gt;` or `&lt;sub&gt;` stands in a title. \
        Entities become characters; tags for italics, bold type and indices become such, tags of paragraphs in an abstract become line \
        ends. Broken and unknown tags stay as they are, and so does a sign such as in p <0.05. Keywords, names and publishers have no \
        italics: their tags go.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"titles": [{"value": "On &amp;amp; <i>E. coli</i>", "role": "main"}],
                "terms": [{"value": "tea &amp; sleep", "vocab": "author"}]}"#,
            r#"{"titles": [{"value": [{"text": "On & "}, {"text": "E. coli", "style": {"italic": true}}], "role": "main"}],
                "terms": [{"value": "tea & sleep", "vocab": "author"}]}"#,
        ),
        (
            r#"{"abstracts": [{"value": "<jats:p>One CO&lt;sub&gt;2&lt;/sub&gt;.</jats:p><jats:p>Two.</jats:p>"}]}"#,
            r#"{"abstracts": [{"value": [{"text": "One CO"}, {"text": "2", "style": {"subscript": true}}, {"text": ".\nTwo."}]}]}"#,
        ),
        (
            r#"{"abstracts": [{"value": [{"text": "Larvae of "}, {"text": "Aedes", "style": {"italic": true}}, {"text": " were counted.</br> Two."}]}]}"#,
            r#"{"abstracts": [{"value": [{"text": "Larvae of "}, {"text": "Aedes", "style": {"italic": true}}, {"text": " were counted.\nTwo."}]}]}"#,
        ),
        (
            r#"{"titles": [{"value": "Tea with p <0.05 & <unknown> tags <i>", "role": "main"}]}"#,
            r#"{"titles": [{"value": "Tea with p <0.05 & <unknown> tags <i>", "role": "main"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    improve(record, pass, plain, with_marks);
}

fn plain(text: &str, has_lines: bool) -> Option<String> {
    if !may_have_markup(text) {
        return None;
    }
    let resolved = resolved(&Marked::plain(text), has_lines)?;
    // A plain text has no marks, and what only they told from the one before is left as it was.
    let after: String = resolved.spans().iter().map(|span| span.text.as_str()).collect();
    (after != text).then_some(after)
}

fn with_marks(text: &Marked, has_lines: bool) -> Option<Marked> {
    if !text.spans().iter().any(|span| may_have_markup(&span.text)) {
        return None;
    }
    resolved(text, has_lines)
}

/// The text with everything resolved, however often it was encoded. Each round makes it shorter.
fn resolved(text: &Marked, has_lines: bool) -> Option<Marked> {
    let mut resolved = text.clone();
    loop {
        let next = once(&resolved, has_lines);
        if next == resolved {
            break;
        }
        resolved = next;
    }
    // Tags of paragraphs leave blanks and empty lines behind.
    if has_lines && resolved.spans().iter().any(|span| span.text.contains('\n')) && resolved != *text {
        resolved = text::clean_marked(&resolved, true).0;
    }
    (resolved != *text).then_some(resolved)
}

fn once(text: &Marked, has_lines: bool) -> Marked {
    let mut out = Marked::default();
    for span in text.spans() {
        if span.style.math || !may_have_markup(&span.text) {
            out.push(span.text.clone(), span.style);
            continue;
        }
        let paragraphs = if has_lines { without_paragraph_tags(&span.text) } else { None };
        let (marked, _) = parse_markup(paragraphs.as_deref().unwrap_or(&span.text));
        for inner in marked.spans() {
            out.push(inner.text.clone(), Style::sum(&[span.style, inner.style]));
        }
    }
    out
}
