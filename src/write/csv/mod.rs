//! CSV and TSV: a table with one record a row (mapping reference 2.2, 2.10; needs reference A.8, B.5).
//!
//! Own layout: the columns of [`columns`], lists joined with "; " (a semicolon inside a term becomes a comma), line
//! ends inside a value become blanks, UTF-8 without byte-order mark, CRLF, quoted as RFC 4180 has it. The last column,
//! `extra_json`, holds the whole record, so that nothing is lost. TSV is the same without any quotation marks: a
//! reader must not give them a meaning.
//!
//! A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, their full-width forms, a tab
//! or a carriage return) gets an apostrophe in front, and so does a cell that begins with apostrophes before such a
//! character; taking one apostrophe away from each of them gives the cells back (see [`unguarded`]).
//! The mapping reference, 2.10, would guard for spreadsheets alone; a table lands in one sooner or later, so it is the
//! default here, and `--csv-formulas verbatim` is for programs.

mod cell;
#[cfg(feature = "xlsx")]
mod content;
mod fact;
mod guard;
mod names;
mod own;
mod presets;

pub use crate::syntax::table::unguarded;
#[cfg(feature = "xlsx")]
pub(super) use content::Content;
#[cfg(feature = "parquet")]
pub(super) use names::authors;
pub use presets::{Preset, presets};

use super::abstract_text::{self, Sections};
use super::{Abstracts, CsvFormulas, Losses, WriteOptions, Writer, lead};
use crate::record::{Abstract, Origin, Record, Text};
use crate::syntax::table;
use fact::Fact;
use std::borrow::Cow;

/// A table.
#[derive(Debug)]
pub struct Csv {
    delimiter: u8,
}

/// Separated by commas.
pub const CSV: Csv = Csv { delimiter: b',' };

/// Separated by tabs, nothing quoted.
pub const TSV: Csv = Csv { delimiter: b'\t' };

/// A column of a layout.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its header.
    pub(super) name: &'static str,
    /// Its cell.
    cell: fn(&Record) -> String,
    /// What of the record it holds.
    holds: &'static [Fact],
}

impl Column {
    fn is_whole(&self) -> bool {
        self.holds.contains(&Fact::Everything)
    }
}

/// The names that `--columns` takes, in the order of the own layout.
#[must_use]
pub fn columns() -> Vec<&'static str> {
    own::COLUMNS.iter().map(|column| column.name).collect()
}

/// Whether all of these are columns of the own layout.
///
/// # Errors
/// A sentence with the first name that is none, and the names there are.
pub fn check_columns(names: &[String]) -> Result<(), String> {
    match names.iter().find(|name| own_column(name).is_none()) {
        Some(name) => Err(format!("there is no column `{name}`; there are {}", columns().join(", "))),
        None => Ok(()),
    }
}

/// The cell of a column of the own layout, as it is before it is put on one line. `None` where there is no such column.
#[cfg(feature = "parquet")]
pub(super) fn own_cell(name: &str, record: &Record) -> Option<String> {
    own_column(name).map(|column| (column.cell)(record))
}

fn own_column(name: &str) -> Option<&'static Column> {
    own::COLUMNS.iter().find(|column| column.name == name)
}

/// The columns to write: those the user names, else those of the layout the user or the destination names, else all
/// of our own. A name that [`check_columns`] refuses is left out.
pub(super) fn layout(options: &WriteOptions) -> Vec<&'static Column> {
    if !options.columns.is_empty() {
        return options.columns.iter().filter_map(|name| own_column(name)).collect();
    }
    preset(options).map_or(own::COLUMNS, |preset| preset.columns).iter().collect()
}

fn preset(options: &WriteOptions) -> Option<&'static Preset> {
    let name = options.like.as_deref().or(options.destination.csv.preset)?;
    presets().iter().find(|preset| preset.name == name && options.columns.is_empty())
}

/// The cells of a record, each on one line, and what none of the columns holds of it.
pub(super) fn cells(
    record: &Record,
    options: &WriteOptions,
    columns: &[&Column],
    losses: &mut Losses,
) -> Vec<String> {
    let arranged = arranged(record, options);
    count_losses(&arranged, columns, losses);
    let cell = |column: &&Column| {
        if column.is_whole() {
            // JSON has no line ends of its own, and a blank less would change a value in it.
            (column.cell)(record)
        } else {
            guard::clean(&(column.cell)(&arranged))
        }
    };
    columns.iter().map(cell).collect()
}

impl Csv {
    fn row(&self, cells: &[String], options: &WriteOptions, out: &mut Vec<u8>) {
        let always = preset(options).is_some_and(|preset| preset.quotes_all);
        let style = match (self.delimiter, always) {
            (b'\t', _) => csv::QuoteStyle::Never,
            (_, true) => csv::QuoteStyle::Always,
            (_, false) => csv::QuoteStyle::Necessary,
        };
        let terminator = if options.lf { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.delimiter)
            .quote_style(style)
            .terminator(terminator)
            .from_writer(out);
        let cells: Vec<Cow<'_, str>> = match self.delimiter {
            b'\t' => cells.iter().map(|cell| quoted_at_its_start(cell)).collect(),
            _ => cells.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect(),
        };
        // Every row has as many cells as the first, and a vector takes everything.
        writer
            .write_record(cells.iter().map(|cell| cell.as_bytes()))
            .and_then(|()| Ok(writer.flush()?))
            .expect("a row can be written to memory");
    }
}

/// A cell between tabs: without quotation marks for programs that know none, unless it begins with one, which the others would take
/// off and the tabs behind it with it.
fn quoted_at_its_start(cell: &str) -> Cow<'_, str> {
    if cell.starts_with('"') {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}

impl Writer for Csv {
    fn begin(&self, options: &WriteOptions, out: &mut Vec<u8>) {
        let preset_bom = preset(options).is_some_and(|preset| preset.bom);
        if options.bom || preset_bom || options.destination.csv.bom {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        let headers: Vec<String> = layout(options).iter().map(|column| column.name.to_owned()).collect();
        self.row(&headers, options, out);
    }

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let columns = layout(options);
        let guarded = |(column, text): (&&Column, String)| match options.csv_formulas {
            // JSON begins with a brace.
            CsvFormulas::Guard if !column.is_whole() => table::guarded(text),
            CsvFormulas::Guard | CsvFormulas::Verbatim => text,
        };
        let cells = cells(record, options, &columns, losses);
        let cells: Vec<String> = columns.iter().zip(cells).map(guarded).collect();
        self.row(&cells, options, out);
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}

/// The record as the columns show it: the leading title as its main one, the abstracts joined where the user wants
/// that. The whole record stays as it is.
pub(super) fn arranged<'r>(record: &'r Record, options: &WriteOptions) -> Cow<'r, Record> {
    let mut arranged = lead::arranged(record, options.destination.lead);
    if options.abstracts == Abstracts::Joined && record.abstracts.len() > 1 {
        let joined =
            abstract_text::shown(&record.abstracts, Abstracts::Joined, Sections::Running).into_iter().next();
        let lang = record.abstracts.first().and_then(|one| one.text.lang.clone());
        let text = |words| Text { value: words, lang: lang.clone(), origin: Origin::Read };
        let joined = joined.map(|one| Abstract { text: text(one.words), ..Abstract::default() });
        arranged.to_mut().abstracts = joined.into_iter().collect();
    }
    arranged
}

/// Counts each field of which no column holds what the record has.
fn count_losses(record: &Record, columns: &[&Column], losses: &mut Losses) {
    let holds = |fact: Fact| columns.iter().any(|column| column.holds.contains(&fact));
    if holds(Fact::Everything) {
        return;
    }
    let answers = fact::answers(record);
    let mut lost: Vec<&'static str> = answers
        .iter()
        .filter(|answer| answer.is_present && !holds(answer.fact))
        .map(|answer| answer.field)
        .collect();
    lost.dedup();
    for field in lost {
        losses.lose(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fields that are about a record rather than of it, or that say again what another one says: leaving them out
    /// of a table loses nothing that a reader of it misses.
    const ABOUT: &[&str] = &[
        "type_raw",
        "title_marks",
        "volume_raw",
        "issue_raw",
        // With the issue.
        "supplement",
        "source_raw",
        "derived",
        "warnings",
        "provenance",
    ];

    /// The names of a record's fields, which its reader lists when it meets one that is none.
    fn fields_of_a_record() -> Vec<String> {
        let error = serde_json::from_str::<Record>(r#"{"no such field": 1}"#).expect_err("no such field");
        let names = error.to_string().split('`').skip(3).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        assert!(names.len() > 40 && names.contains(&"titles".to_owned()), "{names:?}");
        names
    }

    #[test]
    fn every_field_of_a_record_has_a_fact_or_a_reason() {
        let answers = fact::answers(&Record::default());
        assert!(answers.iter().all(|answer| !answer.is_present), "an empty record has nothing to lose");
        let fields = fields_of_a_record();
        for field in &fields {
            let has_fact = answers.iter().any(|answer| answer.field == field);
            assert!(has_fact != ABOUT.contains(&field.as_str()), "{field} has no fact, or two answers");
        }
        for answer in &answers {
            let is_field = answer.field == "markup" || fields.iter().any(|field| field == answer.field);
            assert!(is_field, "{answer:?} is of no field");
        }
    }

    #[test]
    fn every_fact_has_a_column_and_every_column_a_fact() {
        let answers = fact::answers(&Record::default());
        let in_own = |fact| own::COLUMNS.iter().any(|column| column.holds.contains(&fact));
        for answer in &answers {
            let times = answers.iter().filter(|other| other.fact == answer.fact).count();
            assert_eq!(times, 1, "{answer:?} is counted twice");
            let only_in_json = own::ONLY_IN_JSON.contains(&answer.fact);
            assert!(in_own(answer.fact) != only_in_json, "{answer:?} has no column, or two answers");
        }
        let layouts = presets().iter().map(|preset| preset.columns).chain([own::COLUMNS]);
        for column in layouts.flatten() {
            for fact in column.holds.iter().filter(|fact| **fact != Fact::Everything) {
                assert!(answers.iter().any(|answer| answer.fact == *fact), "{} holds {fact:?}", column.name);
            }
        }
    }
}
