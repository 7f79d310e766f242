//! The text of a file: decoded as it is asked for, looked through for what was misread before it came here, taken piece by
//! piece, and what there is to say of its decoding.

use super::Mojibake;
use super::decode::{CHARACTERS_REPLACED, Decoder, ENCODING_GUESSED, ENCODING_UNSUPPORTED, Halt, lines_in};
use super::input::{FILE_UNREADABLE, Source};
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::line_feeds;
use crate::value::mojibake;
use std::io::{Cursor, Read};

const MOJIBAKE_SUSPECTED: Code = Code::warning(
    "mojibake-suspected",
    "Text of the file was read in a wrong encoding before it came here; it is kept as it stands. `--repair-mojibake` undoes it.",
);
const MOJIBAKE_UNDONE: Code = Code::info(
    "mojibake-undone",
    "With --repair-mojibake: text that was read in a wrong encoding before it came here was put right.",
);

/// A reader that knows several layouts decides by this much of an input's start.
pub(super) const HEAD: usize = 64 << 10;

/// After a record that is too long, the next one is looked for in windows of this size.
pub(super) const WINDOW: usize = 16 << 10;

/// Text that has been decoded and not yet given away.
pub(super) struct Buffer {
    decoder: Decoder<Box<dyn Read>>,
    text: String,
    /// Where in `text` the part not yet given away begins.
    start: usize,
    pub(super) halt: Option<Halt>,
    /// Line of the file at `start`, from 1.
    pub(super) line: u32,
    mojibake: Mojibake,
    /// The file begins as JSON does.
    is_json: bool,
    /// How much of `text` was looked through for text misread before, and the line of the file there.
    looked: usize,
    lines: u64,
    found: Option<Misread>,
    /// The text was read to its end before; what came of that.
    behind: Option<Behind>,
}

/// What came of a text behind what is read again.
struct Behind {
    /// Why it ends.
    halt: Option<Halt>,
    /// How many characters were replaced in it, and the line of the first.
    replaced: Option<(u64, u64)>,
    /// What it was read as from a line on.
    changed: Option<(&'static encoding_rs::Encoding, u64)>,
}

/// Text of a file that was misread before it came here.
struct Misread {
    count: usize,
    line: u64,
    before: String,
    after: String,
}

impl Buffer {
    pub(super) fn new(decoder: Decoder<Box<dyn Read>>, line: u32, mojibake: Mojibake) -> Self {
        Self {
            decoder,
            text: String::new(),
            start: 0,
            halt: None,
            line,
            mojibake,
            is_json: false,
            looked: 0,
            lines: u64::from(line),
            found: None,
            behind: None,
        }
    }

    /// What is told of a text that has been read to its end.
    pub(super) fn remarks(&self, source: &Source) -> Vec<Note> {
        let (changed_at, replacements) = match &self.behind {
            Some(behind) => (behind.changed, behind.replaced),
            None => (self.decoder.changed(), self.decoder.replaced()),
        };
        let mut notes = Vec::new();
        notes.extend(changed_at.map(|(encoding, line)| changed(source, encoding, line)));
        notes.extend(replacements.map(|(count, line)| replaced(source, count, line)));
        notes.extend(self.found.as_ref().map(|misread| misread_note(source, misread, self.mojibake)));
        notes
    }

    pub(super) fn rest(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    pub(super) fn ended(&self) -> bool {
        self.halt.is_some() || self.decoder.ended()
    }

    /// Makes the rest at least `size` bytes long, if there are so many.
    pub(super) fn fill(&mut self, size: usize) {
        while self.rest().len() < size && !self.ended() {
            self.text.drain(..self.start);
            self.looked = self.looked.saturating_sub(self.start);
            self.start = 0;
            let missing = size.saturating_sub(self.text.len());
            if let Err(halt) = self.decoder.read(missing, &mut self.text) {
                self.halt = Some(halt);
            }
            if self.decoder.ended() && self.halt.is_none() {
                self.halt = self.behind.as_mut().and_then(|behind| behind.halt.take());
            }
            self.look();
        }
    }

    /// Looks through the whole lines that have come in.
    fn look(&mut self) {
        let new = self.text.get(self.looked..).unwrap_or_default();
        let end = if self.ended() { new.len() } else { new.rfind('\n').map_or(0, |at| at + 1) };
        let lines = new.get(..end).unwrap_or_default();
        if self.looked == 0 && self.lines <= 1 {
            self.is_json = lines.trim_start().starts_with(['{', '[']);
        }
        let undo = if self.is_json { mojibake::undo_json } else { mojibake::undo };
        let (breaks, undone) = (lines_in(lines), undo(lines));
        let mut length = lines.len();
        if let Some((repaired, undone)) = undone {
            let first = undone.first();
            let line = self.lines + first.map_or(0, |it| it.lines as u64);
            let found = self.found.get_or_insert_with(|| Misread {
                count: 0,
                line,
                before: first.map(|it| it.before.clone()).unwrap_or_default(),
                after: first.map(|it| it.after.clone()).unwrap_or_default(),
            });
            found.count += undone.len();
            if self.mojibake == Mojibake::Undo {
                length = repaired.len();
                self.text.replace_range(self.looked..self.looked + end, &repaired);
            }
        }
        self.lines += breaks;
        self.looked += length;
    }

    /// Decodes what is behind the text here, and does not keep it.
    pub(super) fn pass(&mut self, size: usize, text: &mut String) -> Result<(), Halt> {
        self.decoder.read(size, text)
    }

    /// The text here once more, and behind it that of `spool`, which has been decoded.
    pub(super) fn followed_by(&self, spool: Box<dyn Read>) -> Self {
        let seen = Cursor::new(self.rest().to_owned().into_bytes());
        let decoder = Decoder::resumed(Box::new(seen.chain(spool)) as Box<dyn Read>);
        Self::new(decoder, self.line, self.mojibake)
    }

    /// Goes on with the text of `spool`, which was passed and ended with `halt`.
    pub(super) fn resume(&mut self, spool: Box<dyn Read>, halt: Option<Halt>) {
        let (replaced, changed) = (self.decoder.replaced(), self.decoder.changed());
        self.decoder = Decoder::resumed(spool);
        self.behind = Some(Behind { halt, replaced, changed });
    }

    pub(super) fn head(&self) -> &str {
        view(self.rest(), HEAD)
    }

    /// The next line with its end, and its number; no more of a line than so many bytes.
    pub(super) fn line(&mut self, longest: usize) -> Option<(String, u32)> {
        let mut searched = 0;
        let length = loop {
            let new = self.rest().as_bytes().get(searched..).unwrap_or_default();
            if let Some(at) = memchr::memchr(b'\n', new) {
                break searched + at + 1;
            }
            searched = self.rest().len();
            if self.ended() || searched >= longest {
                break searched;
            }
            self.fill(searched + WINDOW);
        };
        (length > 0).then(|| self.take(length, line_feeds))
    }

    /// The note that the text could not be decoded to its end, where that is so.
    pub(super) fn halted(&mut self, source: &Source) -> Option<Note> {
        let line = self.line;
        self.halt.take().map(|halt| halted(source, &halt, Some(line)))
    }

    pub(super) fn take(&mut self, length: usize, line_ends: impl Fn(&str) -> u32) -> (String, u32) {
        let taken = view(self.rest(), length).to_owned();
        let first_line = self.line;
        let mut ends = line_ends(&taken);
        // What is passed over may be parted between the two signs of one line end.
        let is_parted = taken.ends_with('\r') && self.rest().as_bytes().get(taken.len()) == Some(&b'\n');
        if is_parted && line_ends("\r") > 0 {
            ends = ends.saturating_sub(1);
        }
        self.line = self.line.saturating_add(ends);
        self.start += taken.len();
        (taken, first_line)
    }
}

/// At most `size` bytes of a text, whole characters.
pub(super) fn view(text: &str, size: usize) -> &str {
    let mut end = size.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The note about text that was misread before it came here.
fn misread_note(source: &Source, misread: &Misread, mode: Mojibake) -> Note {
    let Misread { count, line, before, after } = misread;
    let (before, after) = (quoted(before), quoted(after));
    let (code, message) = match mode {
        Mojibake::Tell => {
            let message = format!(
                "{count} stretches look misread, the first is {before} for {after}; --repair-mojibake undoes it"
            );
            (&MOJIBAKE_SUSPECTED, message)
        }
        Mojibake::Undo => (
            &MOJIBAKE_UNDONE,
            format!("{count} misread stretches were undone, the first {before} became {after}"),
        ),
    };
    let place = Place { file: source.name.clone(), line: u32::try_from(*line).ok(), ..Place::default() };
    Note { code, place, field: "", message }
}

fn changed(source: &Source, encoding: &'static encoding_rs::Encoding, line: u64) -> Note {
    let message = format!(
        "from this line on the text is not UTF-8, and was read as {}; --encoding decides for all of it",
        encoding.name()
    );
    let place = Place { file: source.name.clone(), line: u32::try_from(line).ok(), ..Place::default() };
    Note { code: &ENCODING_GUESSED, place, field: "", message }
}

fn replaced(source: &Source, count: u64, line: u64) -> Note {
    let message = format!("{count} places of the file mean nothing in its encoding, the first in this line");
    let place = Place { file: source.name.clone(), line: u32::try_from(line).ok(), ..Place::default() };
    Note { code: &CHARACTERS_REPLACED, place, field: "", message }
}

pub(super) fn halted(source: &Source, halt: &Halt, rest_from: Option<u32>) -> Note {
    let (code, line) = match halt {
        Halt::NotUtf8 { line, .. } => (&ENCODING_UNSUPPORTED, u32::try_from(*line).ok()),
        Halt::Unreadable(_) => (&FILE_UNREADABLE, None),
    };
    let message = match rest_from {
        Some(from) => format!("{} (set aside from line {from} on)", halt.message()),
        None => halt.message(),
    };
    Note { code, place: Place { file: source.name.clone(), line, ..Place::default() }, field: "", message }
}
