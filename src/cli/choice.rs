//! Values of arguments that are rows of a table.

use crate::formats::{self, FORMATS, Format};
use crate::report::quoted;
use crate::write::csv::{self, Preset};
use crate::write::destination::{DESTINATIONS, Destination};
use crate::write::text::style::{STYLES, Style};
use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsStr;
use std::io::{self, BufRead, Write};
use std::path::Path;

/// Parses the name of a row into the row.
pub(super) struct Row<T: 'static> {
    rows: fn() -> &'static [T],
    name: fn(&T) -> &'static str,
    summary: fn(&T) -> &'static str,
    offered: fn(&T) -> bool,
    /// What to do about a row that this build does not offer.
    missing: fn(&T) -> Option<String>,
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

/// Formats that can be read.
pub(super) const READABLE: Row<Format> = Row {
    offered: |format| format.reader.is_some(),
    missing: |format| {
        formats::optional(format.name).filter(|found| found.reads).map(formats::Optional::how_to_get)
    },
    ..FORMAT
};

/// Formats that can be written.
pub(super) const WRITABLE: Row<Format> = Row {
    offered: |format| format.writer.is_some(),
    missing: |format| {
        formats::optional(format.name).filter(|found| found.writes).map(formats::Optional::how_to_get)
    },
    ..FORMAT
};

const FORMAT: Row<Format> = Row {
    rows: || FORMATS,
    name: |format| format.name,
    summary: |format| format.summary,
    offered: |_| true,
    missing: |_| None,
};

/// Destinations.
pub(super) const DESTINATION: Row<&'static Destination> = Row {
    rows: || DESTINATIONS,
    name: |destination| destination.name,
    summary: |destination| destination.summary,
    offered: |_| true,
    missing: |_| None,
};

/// Layouts of other programs' tables.
pub(super) const PRESET: Row<Preset> = Row {
    rows: csv::presets,
    name: |preset| preset.name,
    summary: |preset| preset.summary,
    offered: |_| true,
    missing: |_| None,
};

/// Citation styles.
pub(super) const STYLE: Row<Style> = Row {
    rows: || STYLES,
    name: |style| style.name,
    summary: |style| style.summary,
    offered: |_| true,
    missing: |_| None,
};

impl<T: Sync> TypedValueParser for Row<T> {
    type Value = &'static T;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let given = value.to_string_lossy();
        let row = (self.rows)().iter().find(|row| (self.name)(row) == given);
        let found = row.filter(|row| (self.offered)(row));
        if found.is_none()
            && let Some(missing) = row.and_then(|row| (self.missing)(row))
        {
            return Err(clap::Error::raw(ErrorKind::InvalidValue, format!("{missing}\n")).with_cmd(command));
        }
        found.ok_or_else(|| {
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
            if let Some(argument) = argument {
                error.insert(ContextKind::InvalidArg, ContextValue::String(argument.to_string()));
            }
            error.insert(ContextKind::InvalidValue, ContextValue::String(given.into_owned()));
            let names =
                (self.rows)().iter().filter(|row| (self.offered)(row)).map(|row| (self.name)(row).to_owned());
            error.insert(ContextKind::ValidValue, ContextValue::Strings(names.collect()));
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let offered = (self.rows)().iter().filter(|row| (self.offered)(row));
        Some(Box::new(offered.map(|row| PossibleValue::new((self.name)(row)).help((self.summary)(row)))))
    }
}

/// Asks until the answer begins with one of some letters; `None` at the end of the answers.
pub(super) fn choose(
    question: &str,
    letters: &[char],
    answers: &mut dyn BufRead,
    screen: &mut dyn Write,
) -> io::Result<Option<char>> {
    loop {
        write!(screen, "{question}")?;
        screen.flush()?;
        let mut line = String::new();
        if answers.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let first = line.trim().chars().next().map(|letter| letter.to_ascii_lowercase());
        if let Some(letter) = first.filter(|letter| letters.contains(letter)) {
            return Ok(Some(letter));
        }
    }
}

/// `ris (.ris), bibtex (.bib) …`: the formats that can be written, for messages.
pub(super) fn writable_with_extensions() -> String {
    let writable = FORMATS.iter().filter(|format| format.writer.is_some());
    let named = writable.map(|format| match format.extensions.first() {
        Some(extension) => format!("{} (.{extension})", format.name),
        None => format.name.to_owned(),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// A message for an output file whose extension says nothing.
pub(super) fn unknown_extension(file: &str) -> String {
    let extension = Path::new(file).extension().and_then(OsStr::to_str);
    if let Some(missing) = extension.and_then(formats::missing_for_output) {
        return missing.how_to_get();
    }
    format!(
        "the extension of {} names no format that can be written\n  Give one with -t: {}",
        quoted(file),
        writable_with_extensions()
    )
}
