//! Text that was set aside, in a file that a person can mend and that is read again like any other.
//!
//! Before each text stands a line that begins with [`MARK`] and goes on with JSON: what the text was taken for, where it
//! stood, and why it was set aside. Up to the next such line everything is the text as it was. A line of the text that
//! begins with the mark itself gets a backslash in front, which is taken away again.

use super::Plan;
use super::buffer::Buffer;
use super::cut::{self, Give, Item, Known};
use super::decode::{self, Decoder};
use super::input::Source;
use crate::formats;
use crate::report::{Code, Note, Place, quoted};
use serde::{Deserialize, Serialize};
use std::io::{self, Cursor, Read, Write};
use std::ops::ControlFlow;

/// How a line begins that stands before a text.
const MARK: &str = "%%refmill-set-aside ";

const SET_ASIDE_UNPLACED: Code = Code::error(
    "set-aside-unplaced",
    "Text of a file of set-aside texts stands before the first line that says what it is, or that line was changed so that it says nothing; it is passed over.",
);

/// A text that could not be read as a record.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Name of the format it was taken for; empty where that is not known.
    pub format: &'a str,
    /// Where it stood; the line is its first one.
    pub place: &'a Place,
    /// Why it was set aside, as a sentence for people.
    pub reason: &'a str,
    /// What a part of such a file cannot be read without: the header row of a table.
    pub preface: &'a str,
    /// The text, unchanged; `None` where it is the rest of a file that cannot be decoded or opened, which is still there.
    pub text: Option<&'a str>,
}

/// What the line before a text says.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Header {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    format: String,
    #[serde(default)]
    file: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(default)]
    reason: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    preface: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    no_text: bool,
}

impl Piece<'_> {
    /// Writes the text with the line before it.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let header = Header {
            format: self.format.to_owned(),
            file: self.place.file.clone(),
            line: self.place.line,
            reason: self.reason.to_owned(),
            preface: self.preface.to_owned(),
            no_text: self.text.is_none(),
        };
        writeln!(out, "{MARK}{}", serde_json::to_string(&header)?)?;
        let Some(text) = self.text else { return Ok(()) };
        for line in text.split_inclusive('\n') {
            if line.trim_start_matches('\\').starts_with(MARK) {
                out.write_all(b"\\")?;
            }
            out.write_all(line.as_bytes())?;
        }
        if !text.ends_with('\n') {
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// Whether a text begins as such a file does.
pub(super) fn is_such_a_file(head: &str) -> bool {
    head.starts_with(MARK)
}

/// Reads such a file: each text with the reader of its format, alone.
pub(super) fn file<'a>(
    plan: &Plan<'a>,
    source: &Source,
    buffer: &mut Buffer,
    give: &mut Give<'_, 'a>,
) -> ControlFlow<()> {
    let mut texts = Texts { plan, source, piece: None, text: String::new(), set_aside: false };
    while let Some((line, number)) = buffer.line(plan.limits.record) {
        if let Some(stated) = line.strip_prefix(MARK) {
            texts.read(give)?;
            if plan.meter.is_stopped() {
                let place = Place { file: source.name.clone(), line: Some(number), ..Place::default() };
                give(Item::Stopped(place))?;
                break;
            }
            texts.begin(stated, number, give)?;
            continue;
        }
        // One text is as long as one record may be; the rest of a longer one is read apart.
        if texts.text.len() + line.len() > plan.limits.record {
            texts.read(give)?;
            texts.piece = texts.piece.take().map(|(header, _)| (header, number));
        }
        let escaped = line.trim_start_matches('\\').starts_with(MARK);
        texts.text.push_str(if escaped { line.strip_prefix('\\').unwrap_or(&line) } else { &line });
    }
    if !plan.meter.is_stopped() {
        texts.read(give)?;
    }
    let mut set_aside = texts.set_aside;
    if let Some(note) = buffer.halted(source) {
        set_aside = true;
        give(Item::SetAside(note))?;
    }
    give(cut::end(source, "set-aside", true, set_aside))
}

/// The texts of a file, one after the other.
struct Texts<'p, 's, 'a> {
    plan: &'p Plan<'a>,
    source: &'s Source,
    /// What is said of the text being gathered, and the line at which it begins.
    piece: Option<(Header, u32)>,
    text: String,
    set_aside: bool,
}

impl<'a> Texts<'_, '_, 'a> {
    fn begin(&mut self, stated: &str, number: u32, give: &mut Give<'_, 'a>) -> ControlFlow<()> {
        let first = number.saturating_add(1);
        if let Ok(header) = serde_json::from_str::<Header>(stated) {
            self.piece = Some((header, first));
            return ControlFlow::Continue(());
        }
        self.piece = None;
        self.set_aside = true;
        give(Item::SetAside(unplaced(self.source, number, stated)))
    }

    /// Reads the text gathered so far.
    fn read(&mut self, give: &mut Give<'_, 'a>) -> ControlFlow<()> {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return ControlFlow::Continue(());
        }
        let (plan, source) = (self.plan, self.source);
        let Some((header, first_line)) = &self.piece else {
            self.set_aside = true;
            return give(Item::SetAside(unplaced(source, 1, &text)));
        };
        if header.no_text {
            return ControlFlow::Continue(());
        }
        let named = formats::by_name(&header.format).filter(|format| format.reader.is_some());
        let format = plan.from.or(named).and_then(|format| cut::reader_of(plan, format));
        // A reader knows by the lines of a preface that it has passed it.
        let passed = u32::try_from(decode::lines_in(&header.preface)).unwrap_or_default() + 1;
        let first_line = passed.max(*first_line);
        let known = Known { format, first_line, preface: header.preface.clone(), ..Known::default() };
        let bytes: Box<dyn Read> = Box::new(Cursor::new(text.into_bytes()));
        let opened = decode::Opened { decoder: Decoder::new(bytes), choice: None, binary: None };
        let mut set_aside = false;
        cut::text(plan, source, opened, known, &mut |item| match item {
            // The texts are one file, which ends once.
            Item::End(end) => {
                set_aside |= end.set_aside;
                ControlFlow::Continue(())
            }
            item => give(item),
        })?;
        self.set_aside |= set_aside;
        ControlFlow::Continue(())
    }
}

fn unplaced(source: &Source, line: u32, text: &str) -> Note {
    let place = Place { file: source.name.clone(), line: Some(line), ..Place::default() };
    let message = format!(
        "{} is not said to be anything; a text begins behind a line `{MARK}{{\"format\": \"ris\"}}`",
        quoted(text.trim())
    );
    Note { code: &SET_ASIDE_UNPLACED, place, field: "", message }
}
