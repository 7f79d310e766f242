//! The document of the lints, made of what each says of itself.

use super::{CHECKS, Described, Example, across, described, missing};
use crate::report::{Severity, visible};
use std::fmt::Write;

/// The document `docs/checks.md`.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "# Checks\n\n`refmill check` runs all of them over a collection and changes nothing. Those marked so run in every conversion \
         too. `refmill check --explain CODE` shows one of them. Each has examples, which are its tests; the current year in them is \
         2026. Made from the checks by `UPDATE=1 cargo test --test all tables::`.\n\n\
         | check | severity | converting too | what it finds |\n|--|--|--|--|\n",
    );
    for lint in described() {
        let name = lint.code.name;
        let in_convert = CHECKS.iter().any(|check| check.code == lint.code && check.in_convert);
        let severity = lint.code.severity;
        let too = if in_convert { "yes" } else { "" };
        let _ = writeln!(text, "| [`{name}`](#{name}) | {severity} | {too} | {} |", cell(lint.summary));
    }
    text.push_str("\n## What each kind of reference needs\n\nTitle and date are asked of all kinds, the following of some. ");
    text.push_str(missing::SOURCE);
    text.push_str("\n\n| kind | needs |\n|--|--|\n");
    for (kind, needs) in missing::needs_by_kind() {
        let _ = writeln!(text, "| `{kind}` | {} |", needs.join(", "));
    }
    for lint in described() {
        let about = if across::CHECKS.iter().any(|check| check.code == lint.code) {
            "over a collection"
        } else {
            "of each record"
        };
        let Described { code, summary, explanation, examples } = lint;
        let _ = write!(
            text,
            "\n## {}\n\n{}, {about}: {summary}.\n\n{explanation}\n",
            code.name,
            severity_at_start(code.severity)
        );
        for example in examples {
            push_example(example, &mut text);
        }
    }
    text
}

fn severity_at_start(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "Info",
        Severity::Warning => "Warning",
        Severity::Error => "Error",
    }
}

fn push_example(example: &Example, text: &mut String) {
    text.push_str("\n```json\n");
    for record in example.records {
        let lines = record.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        text.push_str(&lines);
        text.push('\n');
    }
    text.push_str("```\n\n");
    if example.found.is_empty() {
        text.push_str("Nothing is found.\n");
    }
    for message in example.found {
        let _ = writeln!(text, "> {}", visible(message).replace('|', "\\|"));
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
