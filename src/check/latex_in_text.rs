//! LaTeX that stands in a text, and formulas that LaTeX would not typeset.

use super::{Check, Context, Example, note, texts};
use crate::record::Record;
use crate::report::{Code, Note, quoted};
use crate::syntax::latex::{self, Braces};

const LATEX_IN_TEXT: Code = Code::warning(
    "latex-in-text",
    "Commands of LaTeX stand in a text that programs show as it is; they are kept, and escaped in BibTeX.",
);

const FORMULA_BROKEN: Code = Code::warning(
    "formula-broken",
    "A formula would not compile, or does more than print signs; in BibTeX it is written as plain text.",
);

pub(super) const COMMANDS: Check = Check {
    code: &LATEX_IN_TEXT,
    summary: "commands of LaTeX in a text",
    explanation: "Reference managers export titles with `\\textit{…}`, `{\\\"o}` or `$\\alpha$` into RIS, CSV and CSL-JSON, and there every program \
        prints the backslash. BibTeX files themselves are read: what is left of them in a text is a command that nobody knows. Where it \
        goes to BibTeX again refmill escapes the backslash, so that the file compiles and shows the command as it stands. Backslashes \
        that begin no command (`C:\\`, `A\\B`) are left alone. Convert the BibTeX file instead of the export, or write the character that the command stands \
        for.",
    examples: &[
        Example {
            records: &[r#"{"titles": [{"value": "Role of \\textit{E. coli}", "role": "main"}]}"#],
            found: &["LaTeX stands in the text: `\\textit{E. coli}`"],
        },
        Example {
            records: &[r#"{"titles": [{"value": "Schr{\\\"o}dinger and others", "role": "main"}]}"#],
            found: &["LaTeX stands in the text: `\\\"o}dinger and others`"],
        },
        Example {
            records: &[r#"{"container_titles": [{"value": "Food \\& Function", "role": "main"}]}"#],
            found: &["LaTeX stands in the text: `\\& Function`"],
        },
        Example {
            records: &[r#"{"titles": [{"value": "Sets A\\B and 5 \\ 7, Schrödinger", "role": "main"}]}"#],
            found: &[],
        },
    ],
    in_convert: false,
    run: commands,
};

pub(super) const FORMULAS: Check = Check {
    code: &FORMULA_BROKEN,
    summary: "a formula that would not compile",
    explanation: "A formula is what stands between dollar signs in BibTeX and in some titles of publishers. It is doubted where TeX would stop at it or do \
        something else than print signs: a brace without its partner, two indices at one letter, a command that is not one of the usual signs, a \
        comment, letters beyond ASCII. refmill writes such a formula as plain text with its dollar signs escaped, so that the file compiles, \
        but shows the source of the formula. Write it with the usual commands, or as characters.",
    examples: &[
        Example {
            records: &[
                r#"{"titles": [{"value": [{"text": "On "}, {"text": "\\frac{a", "style": {"math": true}}], "role": "main"}]}"#,
            ],
            found: &["the formula `\\frac{a` is no mathematics that LaTeX typesets safely"],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": [{"text": "On "}, {"text": "\\frac{a}{b^2}", "style": {"math": true}}], "role": "main"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: formulas,
};

fn commands(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    texts::each(record, &mut |run| {
        if run.is_math || matches!(run.field, "URL" | "identifier" | "note") {
            return;
        }
        let Some(at) = first_command(run.text) else { return };
        let message = format!("LaTeX stands in the text: {}", quoted(run.text.get(at..).unwrap_or_default()));
        notes.push(note(&LATEX_IN_TEXT, run.field, message));
    });
}

/// Where the first command stands that LaTeX would carry out.
fn first_command(text: &str) -> Option<usize> {
    text.match_indices('\\').map(|(at, _)| at).find(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        let name: String = rest.chars().skip(1).take_while(char::is_ascii_alphabetic).collect();
        // What `read` knows, it turns into something else.
        let end = 1 + name.len().max(1) + 4;
        let command: String = rest.chars().take(end).collect();
        (name.len() > 1 || rest.chars().nth(1).is_some_and(|it| "\"'`^~=.%&_#$".contains(it)))
            && latex::read(&command, Braces::Group).text.to_plain() != command
    })
}

fn formulas(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    for (field, text) in texts::marked(record) {
        for formula in text.spans().iter().filter(|span| span.style.math) {
            if latex::safe_math(&formula.text).is_none() {
                let shown = quoted(&formula.text);
                let message = format!("the formula {shown} is no mathematics that LaTeX typesets safely");
                notes.push(note(&FORMULA_BROKEN, field, message));
            }
        }
    }
}
