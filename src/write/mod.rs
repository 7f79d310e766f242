//! Output formats: one file each, from a record to bytes.
//!
//! What every format must decide alike is decided once, and a new writer takes it from here: which title, journal name
//! and form of a name leads (`lead`, `name`), the words of an abstract (`abstract_text`), of a term (`term`), of volume
//! and issue (`issue`), of languages (`language`), notes and grants (`remark`), the type (`kind`), the chief address
//! (`address`), affiliations in one field (`institution`), whether plain text loses marks (`markup`), and how XML is put
//! together (`xml`).

mod abstract_text;
mod address;
pub mod bibtex;
pub mod citation_key;
pub mod csl_json;
pub mod csl_yaml;
pub mod csv;
pub mod destination;
pub mod endnote_xml;
mod institution;
mod issue;
pub mod jats;
pub mod json_ld;
mod kind;
mod language;
mod lead;
mod leftover;
mod line;
mod markup;
mod mentioned;
pub mod mods;
mod name;
pub mod nbib;
pub mod ndjson;
#[cfg(feature = "parquet")]
pub mod parquet;
mod remark;
pub mod ris;
#[cfg(any(feature = "cli", feature = "xlsx", feature = "preview"))]
pub(crate) mod scratch;
mod term;
pub mod text;
#[cfg(feature = "xlsx")]
pub mod xlsx;
mod xml;

use crate::record::Record;
use destination::Destination;
use std::collections::BTreeMap;
use std::io;

/// What the user asked for, the same for a whole output.
#[derive(Debug, Clone)]
pub struct WriteOptions {
    /// For whom: `--for`. Generic by default.
    pub destination: &'static Destination,
    /// A byte-order mark in front, for spreadsheets: `--bom`.
    pub bom: bool,
    /// LF instead of CRLF in RIS and CSV: `--lf`.
    pub lf: bool,
    /// Only ASCII in BibTeX, accents as TeX commands: `--ascii`.
    pub ascii: bool,
    /// Columns of a table (CSV, XLSX), in this order: `--columns`. Empty for all.
    pub columns: Vec<String>,
    /// Lay out a table like another program's: `--like scopus|zotero`. The preset's name.
    pub like: Option<String>,
    /// What RIS has no line for: `--ris-leftovers`.
    pub ris_leftovers: Leftovers,
    /// Abstracts in several languages: `--abstracts`.
    pub abstracts: Abstracts,
    /// Cells of a CSV that a spreadsheet would run: `--csv-formulas`.
    pub csv_formulas: CsvFormulas,
    /// Records without a PMID in nbib: `--allow-no-pmid`.
    pub allow_no_pmid: bool,
    /// Style of a bibliography: `--style`. APA without it.
    pub style: Option<&'static text::style::Style>,
}

/// What becomes of the second abstract in a format that has a place for one: `--abstracts=apart|join` (mapping
/// reference 8.5). CSL-JSON keeps each below `custom.refmill` either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Abstracts {
    /// It has a place of its own: a note, a field, a column.
    #[default]
    Apart,
    /// It is appended to the first, behind ` // `, for programs that show but one.
    Joined,
}

/// What becomes of cells that a spreadsheet would run as formulas: `--csv-formulas=guard|verbatim`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvFormulas {
    /// They get an apostrophe in front, which [`csv::unguarded`] takes away again.
    #[default]
    Guard,
    /// They are written as they are.
    Verbatim,
}

/// What becomes of values that RIS has no line for: `--ris-leftovers=note|drop` (mapping reference 2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leftovers {
    /// One `N1` line at the end of the record, from which they can be read back.
    #[default]
    Note,
    /// They are left out and counted as lost.
    Drop,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self {
            destination: destination::GENERIC,
            bom: false,
            lf: false,
            ascii: false,
            columns: Vec::new(),
            like: None,
            ris_leftovers: Leftovers::Note,
            abstracts: Abstracts::Apart,
            csv_formulas: CsvFormulas::Guard,
            allow_no_pmid: false,
            style: None,
        }
    }
}

/// What an output could not hold: number of records by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Losses {
    /// Records that lost something, by the field's name in the record.
    pub records: BTreeMap<&'static str, u64>,
}

impl Losses {
    /// Counts one record that loses `field`. A writer calls this at most once per record and field.
    pub fn lose(&mut self, field: &'static str) {
        *self.records.entry(field).or_default() += 1;
    }

    /// Adds the counts of another part of the same output.
    pub fn add(&mut self, other: &Self) {
        for (field, count) in &other.records {
            *self.records.entry(field).or_default() += count;
        }
    }
}

/// What speaks against a record in a format, as a sentence with what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// It would be no record of the format.
    Refusal(&'static str),
    /// Programs may not take it for one.
    Doubt(&'static str),
}

/// An output format.
///
/// Writing cannot fail: what the format cannot hold is counted in `losses`. Every value is escaped so that it
/// can neither end its field nor start another one. The citation key to write is `record.citation_key`; the
/// caller has set it (see [`citation_key`]).
pub trait Writer: Sync {
    /// What speaks against writing a record at all. The caller asks before [`Self::record`]: a refused record is set aside
    /// with a note, a doubtful one is written with a note.
    fn objection(&self, _record: &Record, _options: &WriteOptions) -> Option<Objection> {
        None
    }

    /// What stands before the first record.
    fn begin(&self, options: &WriteOptions, out: &mut Vec<u8>);

    /// One record.
    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses);

    /// What stands between two records.
    fn between(&self, options: &WriteOptions, out: &mut Vec<u8>);

    /// What stands after the last record (or, with no record at all, after the beginning).
    fn end(&self, options: &WriteOptions, out: &mut Vec<u8>);

    /// For a format whose output is one packed file: what makes the file of the rendered records. Then
    /// [`Writer::record`] gives rows for it alone, which are nothing that a user should see.
    fn packer(&self, _options: &WriteOptions) -> Option<Box<dyn Packer>> {
        None
    }
}

/// Makes one packed file (a workbook, a columnar file) of rendered records.
///
/// Rendering has no state and goes on in several threads; a packed file has state (rows of a sheet, groups of rows, an
/// index at its end) and is made in one. Dropped before [`Packer::finish`], it leaves nothing behind, and what it has
/// given to `out` is a file without its end, which no program takes for a whole one. Memory is bounded, whatever the
/// number of records, and the bytes depend on the rendered ones alone.
pub trait Packer {
    /// Takes what [`Writer::record`] gave for the next records, in the order of the output; always whole records, in
    /// portions of any size. Gives to `out` what is ready of the file.
    ///
    /// # Errors
    /// What `out` or a temporary file answers.
    fn take(&mut self, rendered: &[u8], out: &mut dyn io::Write) -> io::Result<()>;

    /// Gives the rest of the file to `out`, and counts in `losses` what the file as a whole could not hold.
    ///
    /// # Errors
    /// What `out` or a temporary file answers.
    fn finish(self: Box<Self>, out: &mut dyn io::Write, losses: &mut Losses) -> io::Result<()>;
}
