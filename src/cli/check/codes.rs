//! Every code there is, with what it means: `--explain`, and the names that `--only`, `--skip` and `refmill.toml` take.

use crate::check::{self, Described, Example};
use crate::cli::screen::{Screen, column};
use crate::report::Severity;
use std::sync::LazyLock;

/// The table that a test makes from the source.
const NOTES: &str = include_str!("../../../docs/notes.md");

/// A code out of the table.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Known {
    pub(in crate::cli) name: &'static str,
    /// How bad it is unless the user says otherwise.
    pub(super) severity: Severity,
    pub(super) meaning: String,
}

static ALL: LazyLock<Vec<Known>> = LazyLock::new(|| NOTES.lines().filter_map(row).collect());

fn row(line: &'static str) -> Option<Known> {
    let (name, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
    let (severity, meaning) = rest.split_once(" | ")?;
    let severity = match severity {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Info,
    };
    Some(Known { name, severity, meaning: meaning.strip_suffix(" |")?.replace("\\|", "|") })
}

/// All codes, in the order of their names.
pub(in crate::cli) fn all() -> impl Iterator<Item = &'static Known> {
    ALL.iter()
}

/// The code of a name.
pub(in crate::cli) fn by_name(name: &str) -> Option<&'static Known> {
    all().find(|code| code.name == name)
}

/// What is wrong in a line: the words of the lint's table where it is one, else those of the notes.
pub(super) fn in_a_line(name: &str) -> String {
    match check::by_code(name) {
        Some(lint) => lint.summary.to_owned(),
        None => by_name(name).map(|code| code.meaning.clone()).unwrap_or_default(),
    }
}

/// Why and what to do, in a paragraph; empty where the meaning says all there is.
pub(super) fn explanation(name: &str) -> String {
    let lint = check::by_code(name).map(|lint| lint.explanation);
    let rule = crate::clean::by_name(name).map(|rule| rule.explanation);
    lint.or(rule).map(in_one_line).unwrap_or_default()
}

/// A text of several source lines as one.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What `--explain CODE` prints.
pub(super) fn explained(code: &Known) -> Screen {
    let Known { name, severity, meaning } = code;
    let mut screen = Screen::default();
    screen.line(&format!("{name} ({severity}): {meaning}"));
    let explanation = explanation(name);
    if !explanation.is_empty() {
        screen.line("");
        screen.line(&explanation);
    }
    if let Some(Described { examples, .. }) = check::by_code(name) {
        for Example { records, found } in examples {
            screen.line("");
            for record in *records {
                screen.line(&format!("  {}", in_one_line(record)));
            }
            if found.is_empty() {
                screen.line("    nothing is found");
            }
            for message in *found {
                screen.line(&format!("    found: {message}"));
            }
        }
    }
    if crate::clean::by_name(name).is_some() {
        screen.next(&format!("refmill rules {name}"), "a rule of cleaning, with its examples");
    }
    screen
}

/// All codes, a line each.
pub(super) fn list() -> Screen {
    let mut screen = Screen::default();
    for Known { name, severity, meaning: _ } in all() {
        screen.line(&format!(
            "{} {} {}",
            column(name, 30),
            column(&severity.to_string(), 8),
            in_a_line(name)
        ));
    }
    screen.next("refmill check --explain CODE", "why, and what to do");
    screen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let rows = NOTES.lines().filter(|line| line.starts_with("| `")).count();
        assert!(rows > 100, "{rows}");
        assert_eq!(all().count(), rows);
        for lint in check::described() {
            let code = by_name(lint.code.name).unwrap_or_else(|| panic!("{} has no row", lint.code.name));
            assert_eq!(code.severity, lint.code.severity, "{}", code.name);
        }
    }
}
