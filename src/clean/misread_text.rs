//! Text that was read in a wrong encoding before it came here: `Ã©`.
//!
//! Databases and spreadsheets that take UTF-8 for Windows-1252 leave such letters behind. What was meant is worked out from the
//! bytes ([`crate::value::mojibake`]); `Âge`, `São Paulo` and `ÄÖÜ` are what they are and must stay.

use super::texts::{improve, run_by_run};
use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;
use crate::value::mojibake;

const MISREAD_TEXT: Code = Code::warning(
    "misread-text",
    "With --guess: letters that came from reading a text in a wrong encoding (`Ã©`) became those that were meant; the record keeps them as they were.",
);

pub(super) const RULE: Rule = Rule {
    code: &MISREAD_TEXT,
    summary: "undoes text that was read in a wrong encoding: `Ã©` becomes `é`",
    explanation: "Databases and spreadsheets that take UTF-8 for Windows-1252, or GBK for Latin-1, leave letters such as `Ã©` behind. \
        What was meant is worked out from the bytes, and only where nothing else can be meant: `São Paulo` stays.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"titles": [{"value": "Une Ã©tude du cafÃ©", "role": "main"}], "publisher": "Ã©diteur"}"#,
            r#"{"titles": [{"value": "Une étude du café", "role": "main"}], "publisher": "éditeur"}"#,
        ),
        (
            r#"{"titles": [{"value": "Âge et thé à São Paulo, ÄÖÜ", "role": "main"}]}"#,
            r#"{"titles": [{"value": "Âge et thé à São Paulo, ÄÖÜ", "role": "main"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    improve(record, pass, |text, _| undone(text), |text, _| run_by_run(text, undone));
}

/// Undone as often as it was done.
fn undone(text: &str) -> Option<String> {
    let mut undone = mojibake::undo(text)?.0;
    while let Some((again, _)) = mojibake::undo(&undone) {
        // Each round has fewer bytes.
        if again.len() >= undone.len() {
            break;
        }
        undone = again;
    }
    Some(undone)
}
