//! The threads: one reads files and cuts, some parse and render, the caller's puts in order and takes the results.
//!
//! A task is in flight from the first byte read to the last byte written, and a gate lets in only so many of them and only so
//! much of what they may take, so memory is bounded and no channel ever blocks a worker.

use super::cut::{self, End, Item, Opened};
use super::input::{self, Met};
use super::losses::losses_of;
use super::memory::{self, Gate};
use super::order::Order;
use super::{
    Census, Checking, Plan, RECORD_DOUBTFUL, RECORD_NOT_PROCESSED, RECORD_REFUSED, Sink, Source, Split,
    Totals, WARNED_EARLIER, Writing,
};
use crate::check;
use crate::read::{Batch, Chunk, SetAside};
use crate::record::{Record, Text, TitleRole, Warning};
use crate::report::{Note, Place, quoted};
use crate::write::ndjson::Ndjson;
use crate::write::{Losses, Objection, WriteOptions, Writer as _, destination};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Small files travel together until they are this many bytes or items, so that threads have enough to do.
const TASK_BYTES: usize = 128 << 10;
const TASK_ITEMS: usize = 256;

pub(super) enum Work<'a> {
    Parse(u64, Vec<Item<'a>>),
    Render(u64, Vec<Record>, Vec<Run>),
}

/// Records that follow each other into one part of the output.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) part: String,
    pub(super) records: usize,
}

pub(super) enum Done<'a> {
    Parsed(u64, Vec<Parsed<'a>>),
    Rendered(u64, Rendered),
    /// All files are read; this is the number of tasks.
    AllRead(u64),
}

/// An item of a file after reading.
pub(super) enum Parsed<'a> {
    Batch {
        file: Arc<Opened<'a>>,
        batch: Batch,
        /// First line of each record.
        lines: Vec<u32>,
        /// What a text that is set aside cannot be read without.
        preface: String,
        /// A citation key for each record, which others may have too.
        keys: Vec<String>,
        census: Census,
        /// The text of each record, where the sink is told it.
        sources: Vec<Source>,
    },
    SetAside(Note),
    Skipped {
        file: Arc<Opened<'a>>,
        text: String,
        line: u32,
    },
    Remark(Note),
    Stopped(Place),
    End(End),
}

/// Records as bytes.
#[derive(Default)]
pub(super) struct Rendered {
    pub(super) parts: Vec<Part>,
    pub(super) losses: Losses,
    pub(super) forecast: BTreeMap<&'static str, u64>,
    /// What is to be said of records, by their position in the task.
    pub(super) said: Vec<(usize, Said)>,
}

/// What is to be said of a record when it is written.
pub(super) enum Said {
    /// It could not be written; the note, and the record as JSON.
    Failed(Note, String),
    /// Programs may not take it.
    Doubt(Note),
}

/// Records as bytes, for one part of the output.
#[derive(Default)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) records: u64,
    /// Where each record stands in the bytes, where the output is cut to fit.
    pub(super) borders: Vec<Range<usize>>,
}

/// Reads everything, writes everything, and says what that amounts to.
///
/// # Errors
/// Only what the sink answers; a problem with an input is a note.
pub fn run(plan: &Plan<'_>, sink: &mut dyn Sink) -> io::Result<Totals> {
    let permits = plan.limits.tasks();
    let gate = Gate::new(permits, plan.limits.room());
    // Each task in flight is in one of these at most once at a time, and one place is for the last message.
    let (work, work_queue) = bounded(permits + 1);
    let (done, done_queue) = bounded(permits + 1);
    std::thread::scope(|scope| {
        // Closed at the end of the scope's closure, whatever it ends with: then every thread runs dry.
        let _closing = gate.closing();
        for _ in 0..plan.limits.jobs.get() {
            let (queue, done) = (work_queue.clone(), done.clone());
            scope.spawn(move || labour(plan, &queue, &done));
        }
        let feeder_work = work.clone();
        let feeder_gate = &gate;
        scope.spawn(move || {
            let gate = feeder_gate;
            let (tasks, items) = (0, Vec::new());
            Feeder { plan, gate, work: feeder_work, tasks, items, bytes: 0, weight: 0, stopped: false }
                .run(&done);
        });
        Order::new(plan, sink, work, &gate).run(&done_queue)
    })
}

struct Feeder<'p, 'a> {
    plan: &'p Plan<'a>,
    gate: &'p Gate,
    work: Sender<Work<'a>>,
    tasks: u64,
    items: Vec<Item<'a>>,
    bytes: usize,
    /// What reading the items may take.
    weight: usize,
    /// It has been told that the run stops.
    stopped: bool,
}

impl<'a> Feeder<'_, 'a> {
    fn run(mut self, done: &Sender<Done<'a>>) {
        let flow = self.feed();
        if flow.is_continue() && self.flush().is_continue() {
            // When nobody listens any more, the run has already ended.
            let _ = done.send(Done::AllRead(self.tasks));
        }
    }

    fn feed(&mut self) -> ControlFlow<()> {
        let plan = self.plan;
        for met in input::walk(plan.inputs, plan.outputs) {
            if plan.meter.is_stopped() {
                if let Some(place) = self.stopped_before(&met) {
                    self.give(Item::Stopped(place))?;
                }
                break;
            }
            match met {
                Met::File(source) => cut::file(plan, &source, &mut |item| self.give(item))?,
                Met::Passed(note) => self.give(Item::Remark(note))?,
                Met::Unreadable(note) => {
                    let end =
                        End { name: note.place.file.clone(), format: "", certain: false, set_aside: true };
                    self.give(Item::SetAside(note))?;
                    self.give(Item::End(end))?;
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Where the run stops that is ended before something is read; `None` where it has been told already.
    fn stopped_before(&mut self, met: &Met) -> Option<Place> {
        let file = match met {
            Met::File(source) => source.name.clone(),
            Met::Passed(note) | Met::Unreadable(note) => note.place.file.clone(),
        };
        (!self.stopped).then_some(Place { file, ..Place::default() })
    }

    fn give(&mut self, item: Item<'a>) -> ControlFlow<()> {
        self.stopped |= matches!(item, Item::Stopped(_));
        let (bytes, weight) = match &item {
            Item::Text { text, weight, .. } => (text.len(), *weight),
            Item::Skipped { text, .. } => (text.len(), text.len() * memory::ASIDE),
            _ => (0, 0),
        };
        if !self.items.is_empty() && self.weight + weight > self.plan.limits.share() {
            self.flush()?;
        }
        self.bytes += bytes;
        self.weight += weight;
        self.items.push(item);
        if self.bytes >= TASK_BYTES.min(self.plan.limits.chunk) || self.items.len() >= TASK_ITEMS {
            self.flush()?;
        }
        ControlFlow::Continue(())
    }

    fn flush(&mut self) -> ControlFlow<()> {
        if self.items.is_empty() {
            return ControlFlow::Continue(());
        }
        let items = std::mem::take(&mut self.items);
        self.bytes = 0;
        let weight = std::mem::take(&mut self.weight);
        let sent = self.gate.enter(weight) && self.work.send(Work::Parse(self.tasks, items)).is_ok();
        self.tasks += 1;
        if sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

fn labour<'a>(plan: &Plan<'a>, queue: &Receiver<Work<'a>>, done: &Sender<Done<'a>>) {
    for work in queue {
        let result = match work {
            Work::Parse(task, items) => {
                Done::Parsed(task, items.into_iter().map(|item| parse(item, plan)).collect())
            }
            Work::Render(task, records, runs) => Done::Rendered(task, render(&records, &runs, plan)),
        };
        if done.send(result).is_err() {
            return;
        }
    }
}

fn parse<'a>(item: Item<'a>, plan: &Plan<'a>) -> Parsed<'a> {
    match item {
        Item::Text { file, text, first_line, whole, weight: _ } => {
            let mut batch = read(&file, &text, first_line);
            // Any text may have the extension of a page: one that shows nothing of an article was none.
            let is_page = ["page", "html"].contains(&file.format);
            let is_empty = batch.records.is_empty() && batch.set_aside.is_empty();
            if whole && is_page && is_empty {
                let told = batch.notes.iter().find(|note| note.message.starts_with("no layout"));
                let why = told.or(batch.notes.first()).map(|note| note.message.as_str());
                return Parsed::Remark(cut::nothing_in(&file.name, why.unwrap_or("it shows no page")));
            }
            let mut census = Census::default();
            let lines = first_lines(&batch, first_line);
            let mut said: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
            for note in batch.notes.iter().filter(|_| plan.read.checking.is_some()) {
                said.entry(note.place.record.unwrap_or_default()).or_default().insert(note.code.name);
            }
            for (record, (number, line)) in batch.records.iter_mut().zip((1..).zip(&lines)) {
                let mut notes = plan.read.apply(record);
                notes.extend(match plan.read.checking {
                    None => check::run(record),
                    Some(check) => {
                        let mut said = said.remove(&number).unwrap_or_default();
                        said.extend(notes.iter().map(|note| note.code.name));
                        checked(record, &said, check)
                    }
                });
                let place =
                    Place { file: file.name.clone(), record: Some(number), line: Some(*line), column: None };
                batch.notes.extend(notes.into_iter().map(|note| Note { place: place.clone(), ..note }));
                census.count(record);
            }
            sort_by_place(&mut batch, &lines);
            let sources =
                if plan.tell.sources { sources(&batch, &text, first_line, &lines) } else { Vec::new() };
            let key = |record| plan.write.map(|writing| writing.keys.base(record)).unwrap_or_default();
            let keys = batch.records.iter().map(key).collect();
            let preface = match batch.set_aside.as_slice() {
                [] => String::new(),
                _ => file.reader.preface(file.head(&text)).to_owned(),
            };
            Parsed::Batch { file, batch, lines, preface, keys, census, sources }
        }
        Item::SetAside(note) => Parsed::SetAside(note),
        Item::Skipped { file, text, line } => Parsed::Skipped { file, text, line },
        Item::Remark(note) => Parsed::Remark(note),
        Item::Stopped(place) => Parsed::Stopped(place),
        Item::End(end) => Parsed::End(end),
    }
}

/// A reader never panics; should one do so all the same, the other chunks are none the worse.
fn read(file: &Opened<'_>, text: &str, first_line: u32) -> Batch {
    let chunk = Chunk {
        text,
        head: file.head(text),
        gathered: file.gathered.as_deref(),
        file: &file.name,
        first_line,
    };
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let mut batch = Batch::default();
        file.reader.read(chunk, &mut batch);
        batch
    }));
    attempt.unwrap_or_else(|_| {
        let reason = format!("refmill failed on the text that begins with {}", quoted(text));
        let place = Place { file: file.name.clone(), line: Some(first_line), ..Place::default() };
        let note = Note { code: &RECORD_NOT_PROCESSED, place, field: "", message: reason.clone() };
        let set_aside = SetAside { text: text.to_owned(), line: first_line, reason };
        Batch { set_aside: vec![set_aside], notes: vec![note], ..Batch::default() }
    })
}

/// First lines of the records of a chunk, in their file.
fn first_lines(batch: &Batch, first_line: u32) -> Vec<u32> {
    let mut settled = batch.settled.iter().peekable();
    let mut line = first_line;
    let mut lines = Vec::with_capacity(batch.records.len());
    for (position, record) in batch.records.iter().enumerate() {
        line = match settled.next_if(|(settled, _)| *settled == position) {
            Some((_, line)) => *line,
            None => record.provenance.lines.map_or(line, |(first, _)| first),
        };
        lines.push(line);
    }
    lines
}

/// The lines of each record of a chunk: those it says it was read from, else those up to the next one.
fn sources(batch: &Batch, text: &str, first_line: u32, lines: &[u32]) -> Vec<Source> {
    let text_lines: Vec<&str> = text.lines().collect();
    let last_line = first_line.saturating_add(u32::try_from(text_lines.len()).unwrap_or(u32::MAX));
    let of_record = |(position, record): (usize, &Record)| {
        let begin = lines.get(position).copied().unwrap_or(first_line);
        let next = lines.get(position + 1).copied().unwrap_or(last_line).max(begin.saturating_add(1));
        let end = record.provenance.lines.map_or(next, |(_, last)| last.max(begin).saturating_add(1));
        let place = |line: u32| (line.saturating_sub(first_line) as usize).min(text_lines.len());
        let text = text_lines.get(place(begin)..place(end)).map(|lines| lines.join("\n")).unwrap_or_default();
        Source { title: title_of(record).map(Text::to_plain).unwrap_or_default(), text }
    };
    batch.records.iter().enumerate().map(of_record).collect()
}

/// What the checks find where somebody asks for it. Warnings that an earlier step wrote into a record, and that no reader says
/// this time, keep no check silent; what no check finds again is told as that step said it.
fn checked(record: &mut Record, said: &BTreeSet<&str>, check: Checking<'_>) -> Vec<Note> {
    let is_said = |warning: &Warning| said.contains(warning.code.as_str());
    let (said, earlier): (Vec<Warning>, Vec<Warning>) =
        std::mem::take(&mut record.warnings).into_iter().partition(is_said);
    record.warnings = said;
    let mut notes = check(record);
    let mut found: BTreeSet<&str> = notes.iter().map(|note| note.code.name).collect();
    for Warning { code, message, line: _ } in &earlier {
        if !found.contains(code.as_str()) {
            found.insert(WARNED_EARLIER.name);
            let message = format!("{code}: {message}");
            notes.push(Note { code: &WARNED_EARLIER, place: Place::default(), field: "", message });
        }
    }
    record.warnings.extend(earlier);
    notes
}

/// Notes of a reader come first and those of checks after them, chunk by chunk: in the order of their lines, and of records within
/// a line, they are in the same order for every chunk size.
fn sort_by_place(batch: &mut Batch, lines: &[u32]) {
    let mut placed = batch.placed.iter().peekable();
    let mut notes: Vec<((u32, usize, bool), Note)> = Vec::with_capacity(batch.notes.len());
    for (position, note) in batch.notes.drain(..).enumerate() {
        let behind = placed.next_if(|(note, _)| *note == position).map(|(_, records)| *records);
        let record = note.place.record.and_then(|record| usize::try_from(record).ok()).unwrap_or(0);
        let of_record = record.checked_sub(1).and_then(|position| lines.get(position)).copied();
        let line = note.place.line.or(of_record).unwrap_or(0);
        notes.push(((line, behind.unwrap_or(record), behind.is_some()), note));
    }
    notes.sort_by_key(|(place, _)| *place);
    batch.notes.extend(notes.into_iter().map(|(_, note)| note));
}

fn render(records: &[Record], runs: &[Run], plan: &Plan<'_>) -> Rendered {
    let mut rendered = Rendered::default();
    let mut records = records.iter().enumerate();
    for Run { part, records: count } in runs {
        let mut bytes = Part { name: part.clone(), ..Part::default() };
        let of_part = records.by_ref().take(*count);
        match plan.write {
            Some(writing) => render_part(of_part, (writing, plan.tell.losses), &mut bytes, &mut rendered),
            None => bytes.records = of_part.count() as u64,
        }
        rendered.parts.push(bytes);
    }
    rendered
}

fn render_part<'r>(
    records: impl Iterator<Item = (usize, &'r Record)>,
    (writing, tells_losses): (Writing<'_>, bool),
    part: &mut Part,
    rendered: &mut Rendered,
) {
    let Writing { format, writer, options, keys: _, split } = writing;
    let is_fitted = matches!(split, Some(Split::Fit(_)));
    for (position, record) in records {
        let place = || Place {
            file: record.provenance.file.clone(),
            record: Some(record.provenance.record),
            line: record.provenance.lines.map(|(first, _)| first),
            column: None,
        };
        let note = |code, message: String| Note { code, place: place(), field: "", message };
        match writer.objection(record, options) {
            Some(Objection::Refusal(reason)) => {
                let note = note(&RECORD_REFUSED, format!("{}{reason}", named(record)));
                rendered.said.push((position, Said::Failed(note, as_json(record))));
                continue;
            }
            Some(Objection::Doubt(reason)) => {
                let note = note(&RECORD_DOUBTFUL, format!("{}{reason}", named(record)));
                rendered.said.push((position, Said::Doubt(note)));
            }
            None => {}
        }
        let before = part.bytes.len();
        let mut losses = Losses::default();
        if part.records > 0 {
            writer.between(options, &mut part.bytes);
        }
        let start = part.bytes.len();
        let bytes = &mut part.bytes;
        let attempt = catch_unwind(AssertUnwindSafe(|| writer.record(record, options, bytes, &mut losses)));
        if attempt.is_ok() {
            part.records += 1;
            if is_fitted {
                part.borders.push(start..part.bytes.len());
            }
            if tells_losses {
                for (code, field, message) in losses_of(record, &losses, format, options.destination) {
                    let note = Note { code, place: place(), field, message };
                    rendered.said.push((position, Said::Doubt(note)));
                }
            }
            rendered.losses.add(&losses);
            destination::forecast(options.destination, format, record, &mut rendered.forecast);
            continue;
        }
        part.bytes.truncate(before);
        let note = note(&RECORD_NOT_PROCESSED, "refmill failed to write this record".to_owned());
        rendered.said.push((position, Said::Failed(note, as_json(record))));
    }
}

/// A record that is written nowhere else, whole.
fn as_json(record: &Record) -> String {
    let mut line = Vec::new();
    Ndjson.record(record, &WriteOptions::default(), &mut line, &mut Losses::default());
    String::from_utf8(line).unwrap_or_default()
}

/// The title of a record, for a message about it.
fn named(record: &Record) -> String {
    title_of(record).map(|title| format!("{}: ", quoted(&title.as_plain()))).unwrap_or_default()
}

fn title_of(record: &Record) -> Option<&Text> {
    record.title(TitleRole::Main).or_else(|| record.titles.first().map(|title| &title.text))
}

pub(super) fn ended() -> io::Error {
    io::Error::other("a thread of refmill ended before its work was done")
}

#[cfg(test)]
mod tests {
    use super::super::input::Input;
    use super::super::{FileSum, Limits, Piece, Plan, ReadOptions};
    use super::*;
    use crate::formats::Format;
    use crate::read::Reader;
    use crate::report::{Code, Severity};
    use crate::write::citation_key::{KeyMaker, KeyPattern};
    use crate::write::{Packer, WriteOptions, Writer};
    use std::num::NonZeroUsize;
    use std::path::Path;

    /// A record a paragraph: its lines are its titles. `!` sets it aside, `?` makes a note, `%` panics.
    struct Paragraphs;

    const DOUBT: Code = Code { name: "test-doubt", severity: Severity::Warning, meaning: "" };

    impl Reader for Paragraphs {
        fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
            assert!(!chunk.text.contains('%'), "a reader with a fault");
            assert!(chunk.head.starts_with("one"), "every chunk knows the start of its file");
            let mut line = chunk.first_line;
            let mut number = 0;
            for paragraph in chunk.text.split_inclusive("\n\n") {
                let text = paragraph.trim_end().to_owned();
                if text.starts_with('!') {
                    batch.set_aside.push(SetAside { text, line, reason: String::new() });
                } else if !text.is_empty() {
                    number = batch.records.len() as u64 + 1;
                    let mut record = Record { id: Some(text.clone()), ..Record::default() };
                    record.provenance.record = number;
                    record.provenance.lines = Some((line, line));
                    record.provenance.format = "paragraphs".to_owned();
                    batch.records.push(record);
                }
                if paragraph.contains('?') {
                    let place = Place { record: Some(number), line: Some(line), ..Place::default() };
                    batch.notes.push(Note { code: &DOUBT, place, field: "title", message: String::new() });
                }
                line += u32::try_from(paragraph.matches('\n').count()).expect("few lines");
            }
        }

        fn cut(&self, buffer: &str, _head: &str) -> usize {
            buffer.rfind("\n\n").map_or(0, |at| at + 2)
        }
    }

    /// `[number:id|…]`, the number from provenance.
    struct Brackets;

    impl Writer for Brackets {
        fn begin(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
            out.push(b'[');
        }
        fn record(&self, record: &Record, _options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
            let id = record.id.as_deref().unwrap_or_default();
            if id.contains('~') {
                losses.lose("id");
            }
            out.extend(format!("{}:{id}", record.provenance.record).bytes());
        }
        fn between(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
            out.push(b'|');
        }
        fn end(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
            out.push(b']');
        }
    }

    /// `<number of records:their lengths>`, after as many `.` as there were bytes.
    struct Packed;

    #[derive(Default)]
    struct Counting {
        lengths: Vec<usize>,
    }

    impl Writer for Packed {
        fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
        fn record(&self, record: &Record, _options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
            out.extend(record.id.as_deref().unwrap_or_default().replace('\n', " ").bytes());
            out.push(b'\n');
        }
        fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
        fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
        fn packer(&self, _options: &WriteOptions) -> Option<Box<dyn Packer>> {
            Some(Box::new(Counting::default()))
        }
    }

    impl Packer for Counting {
        fn take(&mut self, rendered: &[u8], out: &mut dyn io::Write) -> io::Result<()> {
            let text = std::str::from_utf8(rendered).expect("text");
            assert!(text.is_empty() || text.ends_with('\n'), "records are whole");
            self.lengths.extend(text.lines().map(str::len));
            out.write_all(".".repeat(rendered.len()).as_bytes())
        }
        fn finish(self: Box<Self>, out: &mut dyn io::Write, losses: &mut Losses) -> io::Result<()> {
            losses.lose("links");
            write!(out, "<{}:{:?}>", self.lengths.len(), self.lengths)
        }
    }

    #[derive(Default)]
    struct Kept {
        bytes: String,
        notes: Vec<String>,
        /// Those of checks.
        checks: Vec<String>,
        prepared: u64,
        files: Vec<FileSum>,
        rejects: Vec<u8>,
    }

    impl Sink for Kept {
        fn prepare(&mut self, _record: &mut Record, _key: &str) {
            self.prepared += 1;
        }
        fn note(&mut self, note: &Note) -> io::Result<()> {
            let notes =
                if note.code.name.starts_with("missing-") { &mut self.checks } else { &mut self.notes };
            notes.push(format!("{} {:?} {:?}", note.code.name, note.place.line, note.place.record));
            Ok(())
        }
        fn set_aside(&mut self, piece: &Piece<'_>) -> io::Result<()> {
            piece.write(&mut self.rejects)
        }
        fn part_ended(&mut self, _part: &str) -> io::Result<()> {
            Ok(())
        }
        fn write(&mut self, _part: &str, bytes: &[u8]) -> io::Result<()> {
            self.bytes.push_str(std::str::from_utf8(bytes).expect("text"));
            Ok(())
        }
        fn file(&mut self, sum: &FileSum) -> io::Result<()> {
            self.files.push(sum.clone());
            Ok(())
        }
    }

    static PARAGRAPHS: Format = Format {
        name: "paragraphs",
        summary: "",
        extensions: &[],
        media_type: "",
        sniff: |_| false,
        reader: Some(&Paragraphs),
        writer: None,
        holds: "",
    };

    fn run_on(path: &Path, jobs: usize, chunk: usize, record: usize) -> (Kept, Totals) {
        write_with(&Brackets, path, jobs, chunk, record)
    }

    fn write_with(
        writer: &dyn Writer,
        path: &Path,
        jobs: usize,
        chunk: usize,
        record: usize,
    ) -> (Kept, Totals) {
        let options = WriteOptions::default();
        let keys = KeyMaker::new(KeyPattern::parse("scholar").expect("a preset"), false);
        let inputs = [Input::Path(path.to_owned())];
        let plan = Plan {
            tell: super::super::Tell::default(),
            inputs: &inputs,
            outputs: &[],
            from: Some(&PARAGRAPHS),
            pages: None,
            mojibake: crate::stream::Mojibake::Tell,
            read: ReadOptions::default(),
            write: Some(Writing { format: "brackets", writer, options: &options, keys: &keys, split: None }),
            encoding: None,
            meter: Arc::default(),
            limits: Limits {
                jobs: NonZeroUsize::new(jobs).expect("some"),
                chunk,
                record,
                ..Limits::default()
            },
        };
        let mut kept = Kept::default();
        let totals = run(&plan, &mut kept).expect("a sink that takes everything");
        (kept, totals)
    }

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).expect("a file");
        }
        folder
    }

    #[test]
    fn threads_and_chunk_sizes_change_nothing() {
        let many: String = (0..500).fold("one\n\n".to_owned(), |text, n| text + &format!("r{n}?\nx\n\n"));
        let files = folder(&[("a", "one\n\n! no\n\ntwo~?\n\nthree".as_bytes()), ("b", many.as_bytes())]);
        let (expected, sums) = run_on(files.path(), 1, 1 << 20, 1 << 20);
        assert!(
            expected.bytes.starts_with("[1:one|2:two~?|3:three|1:one|2:r0?\nx|3:r1?\nx|"),
            "{}",
            expected.bytes
        );
        assert!(expected.bytes.ends_with("|501:r499?\nx]"));
        assert_eq!((sums.read, sums.written, sums.set_aside, sums.found()), (504, 504, 1, 505));
        assert_eq!(expected.notes[..2], ["test-doubt Some(5) Some(2)", "test-doubt Some(3) Some(2)"]);
        assert_eq!(expected.checks[3], "missing-title Some(5) Some(2)");
        assert_eq!(expected.prepared, 504);
        assert_eq!(sums.notes["test-doubt"].count, 501);
        assert_eq!(sums.doubtful["title"], 504);
        assert_eq!(sums.losses.records["id"], 1);
        assert_eq!(sums.files_by_kind["paragraphs"], 2);
        for (jobs, chunk) in [(1, 1), (2, 7), (3, 64), (8, 1000)] {
            let (kept, totals) = run_on(files.path(), jobs, chunk, 1 << 20);
            assert_eq!(kept.bytes, expected.bytes, "{jobs} threads, chunks of {chunk}");
            assert_eq!(kept.notes, expected.notes, "{jobs} threads, chunks of {chunk}");
            assert_eq!(kept.checks, expected.checks, "{jobs} threads, chunks of {chunk}");
            assert_eq!(kept.files, expected.files, "{jobs} threads, chunks of {chunk}");
            assert_eq!(totals.written, sums.written);
        }
    }

    #[test]
    fn a_packed_file_is_made_of_all_records_in_order() {
        let many: String = (0..300).fold("one\n\n".to_owned(), |text, n| text + &format!("r{n}\n\n"));
        let files = folder(&[("a", many.as_bytes()), ("b", b"one\n\nlast one")]);
        let (expected, sums) = write_with(&Packed, files.path(), 1, 1 << 20, 1 << 20);
        assert!(expected.bytes.starts_with("....") && expected.bytes.contains(".<303:[3, 2, 2,"));
        assert!(expected.bytes.ends_with(", 4, 3, 8]>"), "{}", expected.bytes);
        assert_eq!(sums.bytes, expected.bytes.len() as u64);
        // Counted before the losses are told.
        assert_eq!(sums.losses.records["links"], 1);
        assert!(expected.notes.contains(&"format-cannot-hold None None".to_owned()), "{:?}", expected.notes);
        for (jobs, chunk) in [(1, 1), (3, 64), (8, 1000)] {
            let (kept, _) = write_with(&Packed, files.path(), jobs, chunk, 1 << 20);
            assert_eq!(kept.bytes, expected.bytes, "{jobs} threads, chunks of {chunk}");
        }
    }

    #[test]
    fn a_record_beyond_the_limit_costs_itself_alone() {
        let long = format!("one\n\n{}\n\nlast\n\nlast but one\n\n", "é".repeat(20_000));
        let files = folder(&[("a", long.as_bytes())]);
        let expected = format!("[1:one|2:{}", "é".repeat(50));
        for chunk in [1, 30, 100, 1 << 20] {
            let (kept, totals) = run_on(files.path(), 2, chunk, 100);
            assert!(kept.bytes.starts_with(&expected), "{}", kept.bytes);
            assert_eq!(totals.set_aside, 1, "chunks of {chunk}");
            assert_eq!(kept.notes, ["record-too-long Some(3) None"]);
            assert_eq!(totals.files_set_aside.count, 1);
        }
    }

    #[test]
    fn a_file_that_is_not_utf8_is_read_from_its_start_as_what_it_looks_like() {
        let chinese: &[u8] =
            b"\xc2\xfd\xd0\xd4\xc3\xe2\xd2\xdf\xd0\xd4\xd1\xaa\xd0\xa1\xb0\xe5\xbc\xf5\xc9\xd9\xd6\xa2";
        let early = [b"one\n\n", chinese].concat();
        let late = [&b"one\n\n".repeat(80_000), chinese].concat();
        let files =
            folder(&[("a", &early), ("b", &late), ("c", b"one"), ("d.png", b"\x89PNG\r\n\x1a\n\0\0")]);
        for chunk in [16, 1 << 20] {
            let (kept, totals) = run_on(files.path(), 2, chunk, 1 << 20);
            assert!(kept.bytes.starts_with("[1:one|2:慢性免疫性血小板减少症|1:one|"), "{:.80}", kept.bytes);
            assert!(kept.bytes.ends_with("|80001:慢性免疫性血小板减少症|1:one]"));
            let guessed = "encoding-guessed None None";
            assert_eq!(kept.notes, [guessed, guessed, "file-without-records None None"]);
            assert_eq!((totals.set_aside, totals.without_records.count), (0, 1));
        }
    }

    #[test]
    fn a_reader_that_fails_costs_one_chunk() {
        let files = folder(&[("a", b"one %"), ("b", b"one")]);
        let (kept, totals) = run_on(files.path(), 1, 1 << 20, 1 << 20);
        assert_eq!(kept.bytes, "[1:one]");
        assert_eq!((totals.read, totals.set_aside), (1, 1));
        assert_eq!(kept.notes, ["record-not-processed Some(1) None"]);
    }

    #[test]
    fn a_sink_that_refuses_ends_the_run() {
        struct Closed;
        impl Sink for Closed {
            fn prepare(&mut self, _record: &mut Record, _key: &str) {}
            fn note(&mut self, _note: &Note) -> io::Result<()> {
                Ok(())
            }
            fn set_aside(&mut self, _piece: &Piece<'_>) -> io::Result<()> {
                Ok(())
            }
            fn part_ended(&mut self, _part: &str) -> io::Result<()> {
                Ok(())
            }
            fn write(&mut self, _part: &str, bytes: &[u8]) -> io::Result<()> {
                if bytes == b"[" { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
            }
            fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
                Ok(())
            }
        }
        let many = b"one\n\n".repeat(5000);
        let files = folder(&[("a", &many), ("b", &many)]);
        let options = WriteOptions::default();
        let keys = KeyMaker::new(KeyPattern::parse("scholar").expect("a preset"), false);
        let inputs = [Input::Path(files.path().to_owned())];
        let plan = Plan {
            tell: super::super::Tell::default(),
            inputs: &inputs,
            outputs: &[],
            from: Some(&PARAGRAPHS),
            pages: None,
            mojibake: crate::stream::Mojibake::Tell,
            read: ReadOptions::default(),
            write: Some(Writing {
                format: "brackets",
                writer: &Brackets,
                options: &options,
                keys: &keys,
                split: None,
            }),
            encoding: None,
            meter: Arc::default(),
            limits: Limits { chunk: 100, ..Limits::default() },
        };
        let error = run(&plan, &mut Closed).expect_err("the sink refuses");
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
