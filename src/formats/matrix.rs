//! What survives in which format: computed, by writing a record and reading it back.
//!
//! No table says it by hand. A format that is both written and read joins by its row of [`FORMATS`].

use super::facet::{FACETS, Facet, base};
use super::{FORMATS, Format};
use crate::read::{Batch, Chunk, Reader};
use crate::record::Record;
use crate::write::{Leftovers, Losses, WriteOptions, Writer};
use serde_json::Value;

/// What becomes of a fact in a format that is written and read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It comes back as it was.
    Kept,
    /// The format has no place for it, so that other programs do not see it; a note of the record holds it, and refmill
    /// reads it back from there, or keeps it as a note.
    InNote,
    /// It comes back changed: less of it, or in another field.
    Changed,
    /// It does not come back.
    Lost,
}

impl Fate {
    /// One word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::InNote => "in a note",
            Self::Changed => "changed",
            Self::Lost => "lost",
        }
    }
}

/// What becomes of one fact in each format of a [`Matrix`], in the same order.
pub struct Row {
    /// The fact.
    pub facet: &'static Facet,
    /// Its fate in each format.
    pub fates: Vec<Fate>,
}

/// What survives in which format.
pub struct Matrix {
    /// The formats that are written and read.
    pub formats: Vec<&'static Format>,
    /// A row a fact.
    pub rows: Vec<Row>,
}

/// A format that is written and read as text.
#[derive(Clone, Copy)]
pub struct BothWays {
    format: &'static Format,
    reader: &'static dyn Reader,
    writer: &'static dyn Writer,
}

impl BothWays {
    /// The format, if it has a writer, and a reader that understands what it writes.
    #[must_use]
    pub fn of(format: &'static Format) -> Option<Self> {
        let both = Self { format, reader: format.reader?, writer: format.writer? };
        both.round(&base(format.name), &WriteOptions::default()).map(|_| both)
    }

    /// The format.
    #[must_use]
    pub fn format(&self) -> &'static Format {
        self.format
    }

    /// The records as an output of this format, with what it could not hold. `None` where an output is no text.
    #[must_use]
    pub fn written(&self, records: &[Record], options: &WriteOptions) -> Option<(String, Losses)> {
        let (output, losses) = written(self.writer, records, options);
        Some((String::from_utf8(output).ok()?, losses))
    }

    /// What the reader makes of an output.
    #[must_use]
    pub fn read(&self, text: &str) -> Batch {
        let mut batch = Batch::default();
        self.reader.read(Chunk::whole(text, "probe"), &mut batch);
        batch
    }

    /// A record written and read back. `None` where that does not give one record.
    #[must_use]
    pub fn round(&self, record: &Record, options: &WriteOptions) -> Option<Record> {
        let (text, _) = self.written(std::slice::from_ref(record), options)?;
        let mut records = self.read(&text).records;
        let only = records.pop()?;
        records.is_empty().then_some(only)
    }

    /// What becomes of a fact.
    #[must_use]
    pub fn fate(&self, facet: &Facet) -> Fate {
        let probe = facet.probe(self.format.name);
        let wanted = (facet.told)(&probe);
        let noted = WriteOptions::default();
        let Some(back) = self.round(&probe, &noted) else { return Fate::Lost };
        if (facet.told)(&back) == wanted {
            let bare = WriteOptions { ris_leftovers: Leftovers::Drop, ..WriteOptions::default() };
            let without_note = self.round(&probe, &bare);
            let is_held = without_note.is_some_and(|back| (facet.told)(&back) == wanted);
            return if is_held { Fate::Kept } else { Fate::InNote };
        }
        let plain = self.round(&base(self.format.name), &noted).unwrap_or_default();
        // The words alone, wherever they stand: all of them, one at least from the probe.
        let stands_in = |of: fn(&Record) -> String| {
            let (found, before) = (of(&back), of(&plain));
            let words: Vec<String> =
                wanted.iter().filter_map(|it| it.split('\t').next()).map(blanked).collect();
            let words: Vec<&String> = words.iter().filter(|words| !words.is_empty()).collect();
            words.iter().all(|words| found.contains(*words))
                && words.iter().any(|words| !before.contains(*words))
        };
        if stands_in(noted_text) {
            return Fate::InNote;
        }
        let told = (facet.told)(&back);
        let is_told = !told.is_empty() && told != (facet.told)(&plain);
        if is_told || stands_in(whole_text) { Fate::Changed } else { Fate::Lost }
    }
}

/// The records as an output, with what it could not hold.
fn written(writer: &dyn Writer, records: &[Record], options: &WriteOptions) -> (Vec<u8>, Losses) {
    let (mut output, mut losses) = (Vec::new(), Losses::default());
    writer.begin(options, &mut output);
    for (number, record) in records.iter().enumerate() {
        if number > 0 {
            writer.between(options, &mut output);
        }
        writer.record(record, options, &mut output, &mut losses);
    }
    writer.end(options, &mut output);
    (output, losses)
}

/// A text with one blank for each run of white space.
fn blanked(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the notes of a record say, and what it keeps as it stands.
fn noted_text(record: &Record) -> String {
    let mut text: Vec<&str> = record.notes.iter().map(|note| note.text.as_str()).collect();
    text.extend(record.annotation.as_deref());
    text.extend(record.unknown.iter().map(|field| field.value.as_str()));
    blanked(&text.join("\n"))
}

/// All strings of a record that are of the article.
fn whole_text(record: &Record) -> String {
    let mut text = String::new();
    let Ok(Value::Object(mut members)) = serde_json::to_value(record) else { return text };
    for about in ["provenance", "warnings"] {
        members.remove(about);
    }
    let mut left: Vec<Value> = members.into_iter().map(|(_, value)| value).collect();
    while let Some(value) = left.pop() {
        match value {
            Value::String(words) => {
                text.push_str(&words);
                text.push('\n');
            }
            Value::Array(items) => left.extend(items),
            Value::Object(members) => left.extend(members.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    blanked(&text)
}

/// All formats that are written and read, in the order of [`FORMATS`].
#[must_use]
pub fn both_ways() -> Vec<BothWays> {
    FORMATS.iter().filter_map(BothWays::of).collect()
}

/// What survives in which format.
#[must_use]
pub fn matrix() -> Matrix {
    let both = both_ways();
    let row = |facet| Row { facet, fates: both.iter().map(|format| format.fate(facet)).collect() };
    Matrix { rows: FACETS.iter().map(row).collect(), formats: both.iter().map(BothWays::format).collect() }
}

/// The fields that a writer counts as lost for a fact, beyond those it counts without it.
#[must_use]
pub fn counted(format: &Format, facet: &Facet) -> Vec<&'static str> {
    let Some(writer) = format.writer else { return Vec::new() };
    let lost = |record: Record| written(writer, &[record], &WriteOptions::default()).1.records;
    let plain = lost(base(format.name));
    lost(facet.probe(format.name)).into_keys().filter(|field| !plain.contains_key(field)).collect()
}
