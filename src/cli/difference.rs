//! What cleaning would change, for people: record, field, before and after, with the parts that differ marked; and what the
//! reader said of the record, because that is done before cleaning sees it.

use super::screen::counted;
use crate::clean::{Change, Cleaner};
use crate::record::{Record, TitleRole};
use crate::report::{Note, visible};
use crate::stream::{FileSum, Piece, Sink, WARNED_EARLIER};
use crate::write::{Losses, WriteOptions, Writer};
use anstyle::{AnsiColor, Style};
use serde::{Deserialize, Serialize};
use similar::{ChangeTag, TextDiff};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

const BEFORE: Style = AnsiColor::Red.on_default();
const AFTER: Style = AnsiColor::Green.on_default();
const HEAD: Style = Style::new().bold();
const RULE: Style = Style::new().dimmed();

/// Unchanged text of this many characters is shown between two changes; of longer ones only the ends.
const CONTEXT: usize = 30;

/// Notes of one code that are shown with a record, and notes about no record that are shown at all.
const MOST_OF_A_CODE: usize = 3;
const MOST_OF_NO_RECORD: usize = 100;

/// An output that tells the changes of each record and not the record, a [`Block`] a line.
pub(super) struct Difference<'a> {
    pub(super) cleaner: &'a Cleaner,
    pub(super) in_colour: bool,
}

impl Writer for Difference<'_> {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, _options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
        let mut cleaned = record.clone();
        let changes = self.cleaner.run(&mut cleaned);
        let block = Block {
            file: record.provenance.file.clone(),
            record: record.provenance.record,
            head: format!(
                "{}  {}\n",
                in_style(&place_of(record), HEAD, self.in_colour),
                visible(&title_of(record))
            ),
            changes: self.shown(&changes),
        };
        out.extend(serde_json::to_string(&block).unwrap_or_default().bytes());
        out.push(b'\n');
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}

impl Difference<'_> {
    /// The changes of a record.
    fn shown(&self, changes: &[Change]) -> String {
        let mut text = String::new();
        for Change { rule, field, before, after, is_decided } in changes {
            let decided = if *is_decided { ", decided" } else { "" };
            let how = self.in_style(&format!("({}{decided})", rule.name()), RULE);
            let _ = writeln!(text, "  {field}  {how}");
            let [old, new] = sides(before, after, self.in_colour);
            let _ = writeln!(text, "    {} {old}", self.in_style("-", BEFORE));
            let _ = writeln!(text, "    {} {new}", self.in_style("+", AFTER));
        }
        text
    }

    fn in_style(&self, text: &str, style: Style) -> String {
        in_style(text, style, self.in_colour)
    }
}

/// What is shown of a record, on its way from the writer to [`Shown`], which knows what the reader said of it.
#[derive(Serialize, Deserialize)]
struct Block {
    file: String,
    record: u64,
    head: String,
    changes: String,
}

/// Prints the changes of each record behind what the reader said of it.
pub(super) struct Shown<'a> {
    out: &'a mut dyn Write,
    in_colour: bool,
    /// Notes of readers about records that are still to come.
    notes: BTreeMap<(String, u64), Vec<Note>>,
    /// Notes about no record, and how many there are.
    others: (Vec<Note>, usize),
    /// Records with something to be seen in them that the reader did or doubted.
    pub(super) remarked: u64,
}

impl<'a> Shown<'a> {
    pub(super) fn new(out: &'a mut dyn Write, in_colour: bool) -> Self {
        Self { out, in_colour, notes: BTreeMap::new(), others: (Vec::new(), 0), remarked: 0 }
    }

    /// Prints what is about no record: where it comes among the records depends on how the files were cut.
    pub(super) fn end(&mut self) -> io::Result<()> {
        let (others, count) = std::mem::take(&mut self.others);
        for note in &others {
            writeln!(self.out, "{}", in_style(&visible(&note.place.to_string()), HEAD, self.in_colour))?;
            self.out.write_all(remarks(std::slice::from_ref(note), self.in_colour).as_bytes())?;
        }
        if count > others.len() {
            writeln!(self.out, "… and {} more about no record", count - others.len())?;
        }
        if count > 0 { writeln!(self.out) } else { Ok(()) }
    }
}

/// What a reader said of a record, in lines.
fn remarks(notes: &[Note], in_colour: bool) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for Note { code, field, message, .. } in notes {
        let count = counts.entry(code.name).or_default();
        *count += 1;
        if *count > MOST_OF_A_CODE {
            continue;
        }
        let how = in_style(&format!("({}, in reading)", code.name), RULE, in_colour);
        let field = if field.is_empty() { String::new() } else { format!("{field}  ") };
        let _ = writeln!(text, "  {field}{how}\n    {} {}", in_style("~", RULE, in_colour), visible(message));
    }
    for (code, count) in counts {
        if count > MOST_OF_A_CODE {
            let more = counted((count - MOST_OF_A_CODE) as u64, "more note");
            let _ = writeln!(text, "    {} {more} of {code}", in_style("~", RULE, in_colour));
        }
    }
    text
}

impl Sink for Shown<'_> {
    fn prepare(&mut self, _record: &mut Record, _key: &str) {}

    fn note(&mut self, note: &Note) -> io::Result<()> {
        match note.place.record {
            // What an earlier step of a pipe said is nothing that happens here.
            Some(_) if note.code.name == WARNED_EARLIER.name => {}
            Some(record) => {
                let key = (note.place.file.clone(), record);
                self.notes.entry(key).or_default().push(note.clone());
            }
            None => {
                let (others, count) = &mut self.others;
                *count += 1;
                if others.len() < MOST_OF_NO_RECORD {
                    others.push(note.clone());
                }
            }
        }
        Ok(())
    }

    fn set_aside(&mut self, _piece: &Piece<'_>) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, _part: &str, bytes: &[u8]) -> io::Result<()> {
        for line in bytes.split(|byte| *byte == b'\n') {
            let Ok(Block { file, record, head, changes }) = serde_json::from_slice(line) else { continue };
            let said = self.notes.remove(&(file, record)).unwrap_or_default();
            self.remarked += u64::from(!said.is_empty());
            let said = remarks(&said, self.in_colour);
            if !said.is_empty() || !changes.is_empty() {
                writeln!(self.out, "{head}{said}{changes}")?;
            }
        }
        Ok(())
    }

    fn part_ended(&mut self, _part: &str) -> io::Result<()> {
        Ok(())
    }

    fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
        Ok(())
    }
}

/// Both texts as they are shown, each with what the other has not between ‹ and ›, or in colour.
pub(super) fn sides(before: &str, after: &str, in_colour: bool) -> [String; 2] {
    /// Longer texts are compared word by word.
    const BY_LETTERS: usize = 400;
    let sides = |pieces: &[(ChangeTag, String)]| {
        [(ChangeTag::Delete, BEFORE), (ChangeTag::Insert, AFTER)]
            .map(|(tag, style)| side(pieces, tag, style, in_colour))
    };
    if before.len().max(after.len()) < BY_LETTERS {
        let diff = TextDiff::from_chars(before, after);
        // Letter by letter is of use only where most letters stay.
        if diff.ratio() > 0.6 {
            return sides(&pieces(&diff));
        }
    }
    sides(&pieces(&TextDiff::from_unicode_words(before, after)))
}

fn side(pieces: &[(ChangeTag, String)], tag: ChangeTag, style: Style, in_colour: bool) -> String {
    let of_side = pieces.iter().filter(|piece| piece.0 == ChangeTag::Equal || piece.0 == tag);
    let of_side: Vec<&(ChangeTag, String)> = of_side.collect();
    if of_side.is_empty() {
        return "nothing".to_owned();
    }
    let has_equal = of_side.iter().any(|piece| piece.0 == ChangeTag::Equal && !piece.1.trim().is_empty());
    let mut text = String::new();
    for (at, (found, words)) in of_side.iter().enumerate() {
        if *found == ChangeTag::Equal {
            text.push_str(&shown(&shortened(words, at == 0, at + 1 == of_side.len())));
        } else if !has_equal {
            text.push_str(&in_style(&shown(words), style, in_colour));
        } else if in_colour {
            text.push_str(&in_style(&shown(words), style.underline(), in_colour));
        } else {
            let _ = write!(text, "‹{}›", shown(words));
        }
    }
    text
}

fn in_style(text: &str, style: Style, in_colour: bool) -> String {
    if in_colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// What a terminal would obey made visible, line ends as a sign.
fn shown(text: &str) -> String {
    visible(&text.replace("\r\n", "⏎").replace('\n', "⏎")).replace('\u{a0}', "\\u{a0}")
}

/// Neighbouring pieces of one kind as one.
fn pieces<'a>(diff: &TextDiff<'a, 'a, str>) -> Vec<(ChangeTag, String)> {
    let mut pieces: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match pieces.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => pieces.push((change.tag(), change.value().to_owned())),
        }
    }
    pieces
}

/// The ends of a long unchanged stretch that are next to a change.
fn shortened(text: &str, is_first: bool, is_last: bool) -> String {
    let count = text.chars().count();
    let head: String = text.chars().take(if is_first { 0 } else { CONTEXT }).collect();
    let tail: String = text.chars().skip(count.saturating_sub(if is_last { 0 } else { CONTEXT })).collect();
    if count <= 2 * CONTEXT + 10 { text.to_owned() } else { format!("{head}…{tail}") }
}

/// `pages/one.txt:4 (record 3)`.
pub(super) fn place_of(record: &Record) -> String {
    let provenance = &record.provenance;
    let place = crate::report::Place {
        file: provenance.file.clone(),
        record: (provenance.record > 0).then_some(provenance.record),
        line: provenance.lines.map(|(first, _)| first),
        column: None,
    };
    visible(&place.to_string())
}

/// The title that a record is known by, cut where it is long.
pub(super) fn title_of(record: &Record) -> String {
    const LENGTH: usize = 70;
    let title = record.title(TitleRole::Main).or_else(|| record.titles.first().map(|title| &title.text));
    let title = title.map(crate::record::Text::to_plain).unwrap_or_default();
    let start: String = title.chars().take(LENGTH).collect();
    if start.len() < title.len() { start + "…" } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn what_differs_is_marked() {
        assert_eq!(sides("217-21", "217-221", false), ["217-21", "217-2‹2›1"]);
        let [before, after] = sides("ends late.Some begin", "ends late. Some begin", false);
        assert_eq!((before.as_str(), after.as_str()), ("ends late.Some begin", "ends late.‹ ›Some begin"));
        assert_eq!(sides("", "10.1/a", false), ["nothing", "10.1/a"]);
        let [before, _] = sides("a\u{200b}b\nc", "ab\nc", false);
        assert_eq!(before, "a‹\\u{200b}›b⏎c");
        assert!(sides("217-21", "217-221", true)[1].contains("\u{1b}["));
    }

    #[test]
    fn long_stretches_without_a_change_are_cut() {
        let long = "word ".repeat(60);
        let [before, after] = sides(&format!("{long}a.B {long}"), &format!("{long}a. B {long}"), false);
        assert!(before.chars().count() < 80, "{before}");
        assert!(after.contains("‹") && after.starts_with('…') && after.ends_with('…'), "{after}");
    }
}
