//! BibTeX and BibLaTeX, one reader for both (mapping reference 2.1 and 2.7).
//!
//! Entries are cut out one by one (`entries`), so that a broken one is set aside alone; macros and fields of other
//! entries are resolved here (`ties`), values are read by [`crate::syntax::latex`], names by BibTeX's grammar of
//! them (`people`). The `biblatex` crate reads what is safe to give it, dates in EDTF and biber's own notation of
//! names: it aborts on entries that name each other in a circle, refuses a whole file for one broken entry and
//! changes text.
//!
//! A long input comes in chunks. Macros and the entries that others name are gathered from all of it before (`gather`), so that
//! nothing depends on where an input is cut; an entry that names one which is not there says so, and its `crossref` or `xdata`
//! is kept as unknown.

pub(super) mod dates;
mod entries;
mod fields;
mod gather;
mod people;
mod ties;

use super::intake::Intake;
use super::{Batch, Chunk, Gather, Reader, SetAside, column_of};
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::tagged;
use crate::value::name;
use entries::{Entry, Flaw, Item};
use fields::Slip;
use std::collections::BTreeSet;
use std::ops::Range;
use ties::{Expanded, Library, Macros, Tie, Value};

const TEXT_OUTSIDE: Code = Code::warning(
    "bibtex-text-outside",
    "Text stands in a BibTeX file outside any entry; BibTeX takes it for a comment, and it is in no output.",
);
const FIELDS_OUTSIDE: Code = Code::error(
    "bibtex-fields-outside",
    "Fields stand outside any entry, because one brace too many ended theirs; they are set aside.",
);
const ENTRY_UNCLOSED: Code = Code::error(
    "bibtex-entry-unclosed",
    "A value of a BibTeX entry is not closed before the next entry begins; the entry is set aside.",
);
const ENTRY_EMPTY: Code =
    Code::error("bibtex-entry-empty", "A BibTeX entry holds no field with a value; it is set aside.");
const COMMENT_PASSED_OVER: Code = Code::info(
    "bibtex-comment",
    "A `@comment` or `@preamble` is for the programs of TeX or the program that wrote it, an `@xdata` for the entries that name it; it is in no output of its own.",
);
const COMMA_MISSING: Code = Code::info(
    "bibtex-comma-missing",
    "A comma is missing in a BibTeX entry; it is read as if it stood there.",
);
const KEY_MISSING: Code = Code::info(
    "bibtex-key-missing",
    "A BibTeX entry has no key; it gets one like a record of any other format.",
);
pub(crate) const KEY_DOUBLED: Code = Code::warning(
    "bibtex-key-doubled",
    "Two BibTeX entries have one key; both are read, and the second gets a key of its own when it is written.",
);
const END_MISSING: Code = Code::warning(
    "bibtex-end-missing",
    "The brace that ends a BibTeX entry is missing; the entry is read up to the next one, or to the end of the file.",
);
const VALUE_BARE: Code = Code::info(
    "bibtex-value-bare",
    "A BibTeX value of several words stands without braces; it is read up to the next comma or line end.",
);
const TEXT_STRAY: Code = Code::warning(
    "bibtex-text-stray",
    "Text in a BibTeX entry belongs to no field; it is kept as it stands and comes back in CSL-JSON.",
);
const MACRO_UNKNOWN: Code = Code::warning(
    "bibtex-macro-unknown",
    "A macro of a BibTeX value is not defined; its name is taken for the text.",
);
const TIE_MISSING: Code = Code::warning(
    "bibtex-tie-missing",
    "A BibTeX entry takes fields from an entry that was not found; what that one holds is missing here.",
);
const TIE_ENDLESS: Code = Code::warning(
    "bibtex-tie-endless",
    "BibTeX entries take fields from one another in a circle, or too many in a row; no further one is asked.",
);
const FIELDS_TAKEN: Code =
    Code::info("bibtex-fields-taken", "Fields of a BibTeX entry come from another entry, which it names.");

/// The field that [`KEY_DOUBLED`] is about.
pub(crate) const KEY_FIELD: &str = "citation-key";

/// What [`KEY_DOUBLED`] says of a key. A reader sees a part of a file alone; who puts the parts together says the same of a key
/// of an earlier one.
pub(crate) fn doubled(key: &str) -> String {
    format!("the key {} was read before", quoted(key))
}

/// The BibTeX and BibLaTeX reader.
#[derive(Debug)]
pub struct Bibtex;

impl Reader for Bibtex {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let around = chunk.gathered.unwrap_or(chunk.head);
        let head_lines = Lines::of(chunk.head, 1);
        let places = chunk.gathered.map(gather::places);
        let line_of = |at: usize| match &places {
            Some(places) => {
                let behind = places.partition_point(|(place, _)| *place <= at);
                behind.checked_sub(1).and_then(|of| places.get(of)).map_or(1, |(_, line)| *line)
            }
            None => head_lines.number(at),
        };
        let is_before = |at: usize| line_of(at) < chunk.first_line;
        let (mut macros, known) = Macros::at_chunk(entries::items(around), is_before);
        let mut library = Library::default();
        for entry in known {
            library.add(entry);
        }
        let mut session = Session {
            chunk: &chunk,
            lines: Lines::of(chunk.text, chunk.first_line),
            keys: BTreeSet::new(),
            batch,
        };
        // An entry may take fields of one that stands behind it, so all are known before one is read.
        let mut parts = Vec::new();
        for item in entries::items(chunk.text) {
            parts.push(match item {
                Item::Entry(entry) => Part::Entry(library.add(macros.entry(entry))),
                Item::Macros(entry) => Part::Macros(macros.define(&entry), entry),
                Item::Aside(word, range) => Part::Aside(word, range.start),
                Item::Outside(range) => Part::Outside(range),
                Item::Unclosed(range, name) => Part::Unclosed(range, name),
            });
        }
        for part in parts {
            session.part(part, &mut library);
        }
    }

    fn gather(&self) -> Option<Box<dyn Gather>> {
        Some(Box::<gather::Gathering>::default())
    }

    fn line_ends(&self, text: &str) -> u32 {
        tagged::line_ends(text)
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        entries::starts(buffer).last().copied().unwrap_or(0)
    }
}

/// Whether the start of an input is certainly BibTeX: an entry of a known type stands before anything else but
/// comments and a few lines of text.
#[must_use]
pub fn sniff(head: &str) -> bool {
    entries::is_bibtex(head)
}

/// A part of a chunk whose macros are expanded.
enum Part<'a> {
    /// Its place in the library.
    Entry(usize),
    Macros(Vec<Value<'a>>, Entry<'a>),
    Aside(&'a str, usize),
    Outside(Range<usize>),
    Unclosed(Range<usize>, &'a str),
}

/// Numbers of lines by byte offsets.
#[derive(Debug)]
struct Lines {
    starts: Vec<usize>,
    first: u32,
}

impl Lines {
    fn of(text: &str, first: u32) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| {
            **byte == b'\n' || (**byte == b'\r' && bytes.get(at + 1).is_none_or(|next| *next != b'\n'))
        });
        Self { starts: ends.map(|(at, _)| at + 1).collect(), first }
    }

    fn number(&self, at: usize) -> u32 {
        let before = self.starts.partition_point(|start| *start <= at);
        self.first.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    }
}

/// A chunk while its entries are read.
struct Session<'s, 'a> {
    chunk: &'s Chunk<'a>,
    lines: Lines,
    /// Keys read, in lower case, as programs compare them.
    keys: BTreeSet<String>,
    batch: &'s mut Batch,
}

impl<'a> Session<'_, 'a> {
    fn part(&mut self, part: Part<'a>, library: &mut Library<'a>) {
        match part {
            Part::Entry(index) => self.entry(index, library),
            Part::Macros(values, entry) => {
                for value in &values {
                    for name in &value.unknown {
                        let message = format!(
                            "the macro {} is not defined before {}",
                            quoted(name),
                            quoted(&value.name)
                        );
                        self.note(&MACRO_UNKNOWN, value.at, message);
                    }
                }
                for (at, flaw) in &entry.flaws {
                    if let Flaw::Stray(text) | Flaw::Bare(text) = flaw {
                        self.note(&TEXT_STRAY, *at, format!("{} defines no macro", quoted(text)));
                    }
                }
            }
            Part::Aside(word, at) => {
                self.note(&COMMENT_PASSED_OVER, at, format!("a `@{}` is passed over", word.to_lowercase()));
            }
            Part::Outside(range) => self.outside(&range),
            Part::Unclosed(range, name) => {
                let message = format!("the value of {} is not closed", quoted(name));
                self.set_aside(&ENTRY_UNCLOSED, &range, message);
            }
        }
    }

    fn note(&mut self, code: &'static Code, at: usize, message: String) {
        let (file, line) = (self.chunk.file.to_owned(), Some(self.lines.number(at)));
        let place = Place { file, line, column: column_of(self.chunk.text, at), record: None };
        self.batch.notes.push(Note { code, place, field: "", message });
    }

    fn set_aside(&mut self, code: &'static Code, range: &Range<usize>, message: String) {
        self.note(code, range.start, message.clone());
        let text = self.chunk.text.get(range.clone()).unwrap_or_default().trim_end().to_owned();
        self.batch.set_aside.push(SetAside { text, line: self.lines.number(range.start), reason: message });
    }

    fn outside(&mut self, range: &Range<usize>) {
        let text = self.chunk.text.get(range.clone()).unwrap_or_default();
        let start = range.start
            + (text.len() - text.trim_start_matches(|it: char| it.is_whitespace() || it == ',').len());
        let shown = quoted(self.chunk.text.get(start..range.end).unwrap_or_default());
        if entries::holds_field(text) {
            let message = format!("{shown} stands in no entry");
            self.set_aside(&FIELDS_OUTSIDE, &(start..range.end), message);
        } else {
            self.note(&TEXT_OUTSIDE, start, format!("{shown} stands in no entry"));
        }
    }

    fn entry(&mut self, index: usize, library: &mut Library<'a>) {
        let Some(entry) = library.entries.get(index).cloned() else { return };
        if entry.word.eq_ignore_ascii_case("xdata") {
            let message = format!("the `@xdata` {} is no record", quoted(entry.key));
            return self.note(&COMMENT_PASSED_OVER, entry.range.start, message);
        }
        let (values, ties) = library.resolved(index);
        let Expanded { word, key, fields: _, flaws, range } = entry;
        let first_line = self.lines.number(range.start);
        let last_line = self.lines.number(range.end.saturating_sub(1));
        let is_empty = values.iter().all(|value| value.latex.trim().is_empty());
        if is_empty && flaws.iter().all(|(_, flaw)| !matches!(flaw, Flaw::Stray(_))) {
            return self.set_aside(&ENTRY_EMPTY, &range, format!("the entry {} holds nothing", quoted(key)));
        }
        let number = self.batch.records.len() as u64 + 1;
        let mut intake = Intake::new("bibtex", self.chunk.file, number, first_line);
        // Names without a comma are `First von Last` (Patashnik, BibTeXing, 1988, section 4).
        intake.name_order = Some(name::Order::GivenFirst);
        if !key.is_empty() && !self.keys.insert(key.to_lowercase()) {
            intake.note(&KEY_DOUBLED, KEY_FIELD, doubled(key));
        }
        for (at, flaw) in &flaws {
            intake.line = self.lines.number(*at);
            match flaw {
                Flaw::CommaMissing => intake.note(&COMMA_MISSING, "", "a comma is missing".to_owned()),
                Flaw::KeyMissing => {
                    intake.note(&KEY_MISSING, "citation-key", "the entry has no key".to_owned());
                }
                Flaw::EndMissing => {
                    intake.note(&END_MISSING, "", "the entry has no closing brace".to_owned());
                }
                Flaw::Bare(text) => {
                    intake.note(&VALUE_BARE, "", format!("{} stands without braces", quoted(text)));
                }
                Flaw::Stray(text) => {
                    intake.note(&TEXT_STRAY, "", format!("{} belongs to no field", quoted(text)));
                    intake.unknown("(text)", *text);
                }
            }
        }
        intake.line = first_line;
        for tie in ties {
            match tie {
                Tie::Taken(from, names) if names.is_empty() => {
                    let message = format!("the entry {} adds nothing", quoted(&from));
                    intake.note(&FIELDS_TAKEN, "", message);
                }
                Tie::Taken(from, names) => {
                    let message = format!("{} of the entry {}", names.join(", "), quoted(&from));
                    intake.note(&FIELDS_TAKEN, "", message);
                }
                Tie::Missing(key) => {
                    intake.note(&TIE_MISSING, "", format!("the entry {} was not found", quoted(&key)));
                }
                Tie::Endless(key) => {
                    intake.note(&TIE_ENDLESS, "", format!("the entry {} was asked before", quoted(&key)));
                }
            }
        }
        let mut fields = Vec::with_capacity(values.len());
        for value in values {
            intake.line = self.lines.number(value.at);
            for name in value.unknown.iter().filter(|_| value.name != "month") {
                intake.note(&MACRO_UNKNOWN, "", format!("the macro {} is not defined", quoted(name)));
            }
            fields.push((intake.line, value));
        }
        Slip::new(intake, fields).read(word, key, (first_line, last_line), self.batch);
    }
}
