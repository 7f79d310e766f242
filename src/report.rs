//! Notes: what was repaired, what is doubtful, what is lost, and where.

use serde::Serialize;
use std::fmt::{self, Write as _};
use std::io::ErrorKind;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Repaired; nothing is lost and nothing is in doubt.
    Info,
    /// Kept, but doubtful.
    Warning,
    /// Lost.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A kind of problem: stands as a constant beside the code that finds it, and in `docs/notes.md`.
///
/// A test collects every `Code::info("…", "…")`, `Code::warning(…)` and `Code::error(…)` of the source.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case name of the problem, never of the advice: `doi-malformed`. Stable.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence for `docs/notes.md`: what is wrong, and what refmill did with the value.
    pub meaning: &'static str,
}

impl Code {
    /// Something was repaired.
    #[must_use]
    pub const fn info(name: &'static str, meaning: &'static str) -> Self {
        Self { name, severity: Severity::Info, meaning }
    }

    /// Something is kept but doubtful.
    #[must_use]
    pub const fn warning(name: &'static str, meaning: &'static str) -> Self {
        Self { name, severity: Severity::Warning, meaning }
    }

    /// Something is lost.
    #[must_use]
    pub const fn error(name: &'static str, meaning: &'static str) -> Self {
        Self { name, severity: Severity::Error, meaning }
    }
}

/// Where in the input a problem is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Place {
    /// The file as named on the command line; empty for standard input.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Number of the record in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
    /// Line of the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.file.is_empty() { "-" } else { &self.file })?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
            if let Some(column) = self.column {
                write!(formatter, ":{column}")?;
            }
        }
        if let Some(record) = self.record {
            write!(formatter, " (record {record})")?;
        }
        Ok(())
    }
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Which problem.
    pub code: &'static Code,
    /// Where.
    pub place: Place,
    /// The field concerned, in CSL's or the record's words: `page`, `author`. Empty when no single one is.
    pub field: &'static str,
    /// One sentence, lower case, no final stop, the offending text in backticks and shortened
    /// (see [`quoted`]).
    pub message: String,
}

/// `warning[doi-malformed] refs.txt:12 (record 3): …`, the form people read.
impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Graded { note: self, severity: self.code.severity }.fmt(formatter)
    }
}

/// One object: `severity`, `code`, `file`, `record`, `line`, `column`, `field`, `message`.
impl Serialize for Note {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Graded { note: self, severity: self.code.severity }.serialize(serializer)
    }
}

/// A note with the severity that somebody gives its code. It is shown and serialised as the note is.
#[derive(Debug, Clone, Copy)]
pub struct Graded<'a> {
    /// The note.
    pub note: &'a Note,
    /// How bad it is held to be.
    pub severity: Severity,
}

impl fmt::Display for Graded<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Note { code, place, field: _, message } = self.note;
        write!(formatter, "{}[{}] {place}: {message}", self.severity, code.name)
    }
}

impl Serialize for Graded<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'a> {
            severity: Severity,
            code: &'a str,
            #[serde(flatten)]
            place: &'a Place,
            #[serde(skip_serializing_if = "str::is_empty")]
            field: &'a str,
            message: &'a str,
        }
        let Note { code, place, field, message } = self.note;
        Flat { severity: self.severity, code: code.name, place, field, message }.serialize(serializer)
    }
}

/// A remark of a value grammar, which knows what is wrong but not where in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Which problem.
    pub code: &'static Code,
    /// One sentence as in [`Note::message`].
    pub message: String,
}

impl Remark {
    /// A remark with its sentence.
    #[must_use]
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// Text for a message: in backticks, line ends as blanks, other control and direction characters made visible, cut after 60 characters.
#[must_use]
pub fn quoted(text: &str) -> String {
    // A line end inside a value of several lines is only a blank to people.
    let mut characters = text.trim().chars().map(|it| if matches!(it, '\n' | '\r') { ' ' } else { it });
    let start: String = characters.by_ref().take(60).collect();
    let rest = if characters.next().is_some() { "…" } else { "" };
    format!("`{}{rest}`", visible(&start))
}

/// Text for a terminal: control and direction characters, which it would obey, are made visible.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_obeyed(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a terminal obeys a character, or does not show it. All of them are in the basic plane.
fn is_obeyed(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// JSON for a terminal: the same value, with what a terminal would obey as escapes of JSON. It is on one line, as `serde_json` writes it.
#[must_use]
pub fn visible_json(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for character in line.chars() {
        if is_obeyed(character) {
            // A string takes everything.
            let _ = write!(shown, "\\u{:04x}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Why the system refused, in words that are the same on every system.
#[must_use]
pub fn reason(error: &std::io::Error) -> String {
    // An error with words of its own says more than its kind.
    if error.get_ref().is_some() {
        return error.to_string();
    }
    let words = match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is used up",
        ErrorKind::FileTooLarge => "the file is larger than the system allows",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of the path is not a folder",
        _ => return error.to_string(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_the_same_value_with_escapes() {
        let value = "茶 \u{202e}\u{9b}\"\u{1b}\u{feff}";
        let line = serde_json::to_string(value).expect("JSON");
        let shown = visible_json(&line);
        assert_eq!(shown, r#""茶 \u202e\u009b\"\u001b\ufeff""#);
        assert_eq!(serde_json::from_str::<String>(&shown).expect("JSON"), value);
    }

    #[test]
    fn a_quotation_is_short_and_shows_what_a_terminal_would_obey() {
        assert_eq!(quoted(" a\u{1b}[31m "), "`a\\u{1b}[31m`");
        assert_eq!(quoted(&"x".repeat(80)).chars().count(), 63);
    }
}
