//! The caller's side of a run: results in the order of the input, numbers, notes, sums, bytes.

use super::cut::{End, Opened, RECORD_TOO_LONG};
use super::entry_keys::EntryKeys;
use super::losses::losses;
use super::memory::Gate;
use super::pipeline::{Done, Parsed, Part, Rendered, Run, Said, Work, ended};
use super::split::{Fitting, Parts};
use super::{FileSum, FileVerdict, Piece, Plan, Sink, Source, Split, Totals, Writing};
use crate::read::{Batch, SetAside};
use crate::record::Record;
use crate::report::{Note, Place, Severity};
use crate::write::Packer;
use crossbeam_channel::{Receiver, Sender};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{self, Write};
use std::ops::Range;

/// Codes that speak of a tag, an element, a member or a column without a field: one note for each in a file says it, where
/// a reader says it of every record.
const ONCE_A_FILE: &[&str] = &[
    "ris-tag-unknown",
    "nbib-tag-unknown",
    "tagged-tag-unknown",
    "bibtex-field-unknown",
    "xml-element-unknown",
    "json-member-unknown",
    "csl-keys-kept",
    "table-column-unknown",
];

/// So many of them are remembered; of tags beyond that, every note is told.
const MOST_TOLD: usize = 4096;

/// The caller's side: everything that depends on the order of the input.
pub(super) struct Order<'p, 'a, 's> {
    plan: &'p Plan<'a>,
    sink: &'s mut dyn Sink,
    work: Sender<Work<'a>>,
    gate: &'p Gate,
    totals: Totals,
    file: FileSum,
    doubtful: BTreeSet<(u64, &'static str)>,
    names: Option<Parts>,
    /// The part that is being filled, where the output is cut to fit.
    fitting: Option<Fitting>,
    /// Parts of the output that have been begun, by their names; the whole output has the empty one.
    parts: BTreeMap<String, Begun>,
    /// Lines of the pages of the file that show nothing of an article.
    without_record: Vec<u32>,
    /// What was said of tags of the file.
    tags_told: BTreeSet<(&'static str, String)>,
    /// Keys of the BibTeX entries of the file.
    keys: EntryKeys,
}

/// A part of the output that has been begun.
struct Begun {
    any_written: bool,
    bytes: u64,
    records: u64,
    packer: Option<Box<dyn Packer>>,
}

/// What is told of a task when its records are written, and not before; behind what is said of the writing of so many of
/// its records. So everything comes in the order of the input, whatever the threads do and however long tasks are.
struct Told {
    behind: usize,
    what: What,
}

enum What {
    Note(Note),
    Source { place: Place, source: Source },
    Piece { format: &'static str, place: Place, reason: String, preface: String, text: Option<String> },
    File(FileSum),
}

impl<'p, 'a, 's> Order<'p, 'a, 's> {
    pub(super) fn new(
        plan: &'p Plan<'a>,
        sink: &'s mut dyn Sink,
        work: Sender<Work<'a>>,
        gate: &'p Gate,
    ) -> Self {
        Self {
            plan,
            sink,
            work,
            gate,
            totals: Totals::default(),
            file: empty_sum(),
            doubtful: BTreeSet::new(),
            names: plan.write.and_then(|writing| writing.split).map(Parts::new),
            fitting: plan.write.and_then(|writing| match writing.split {
                Some(Split::Fit(limits)) => Some(Fitting::new(limits)),
                _ => None,
            }),
            parts: BTreeMap::new(),
            without_record: Vec::new(),
            tags_told: BTreeSet::new(),
            keys: EntryKeys::default(),
        }
    }

    /// Takes results until there are no more.
    pub(super) fn run(mut self, done: &Receiver<Done<'a>>) -> io::Result<Totals> {
        if let Some(fitting) = &self.fitting {
            // An output without records is a file all the same.
            self.begin(&fitting.part())?;
        } else if self.names.is_none() {
            self.begin("")?;
        }
        let (mut parsed, mut rendered) = (BTreeMap::new(), BTreeMap::new());
        let mut told = VecDeque::new();
        let (mut next_parsed, mut next_rendered) = (0, 0);
        let mut all = None;
        while all != Some(next_rendered) {
            match done.recv().map_err(|_| ended())? {
                Done::Parsed(task, items) => drop(parsed.insert(task, items)),
                Done::Rendered(task, bytes) => drop(rendered.insert(task, bytes)),
                Done::AllRead(tasks) => all = Some(tasks),
            }
            while let Some(items) = parsed.remove(&next_parsed) {
                let mut of_task = Vec::new();
                let (records, runs) = self.number(items, &mut of_task);
                told.push_back(of_task);
                self.work.send(Work::Render(next_parsed, records, runs)).map_err(|_| ended())?;
                next_parsed += 1;
            }
            while let Some(mut bytes) = rendered.remove(&next_rendered) {
                self.say(told.pop_front().unwrap_or_default(), &mut bytes)?;
                self.write(bytes)?;
                let kept = self.kept()?;
                self.gate.leave(kept);
                next_rendered += 1;
            }
        }
        self.totals.parts.is_fitted = self.fitting.is_some();
        for part in self.parts.keys().cloned().collect::<Vec<_>>() {
            self.close(&part)?;
            // Of a run that was stopped nobody knows what else would have come into these.
            if self.totals.stopped.is_none() {
                self.say_ended(&part)?;
            }
        }
        if let Some(writing) = self.plan.write {
            for note in losses(&self.totals, writing.format, writing.options.destination) {
                self.totals.note(&note);
                self.sink.note(&note)?;
            }
        }
        Ok(self.totals)
    }

    /// What is kept of all records so far, in bytes.
    fn kept(&self) -> io::Result<usize> {
        let of_file = self.keys.bytes() + self.without_record.len() * size_of::<u32>();
        let kept = of_file + self.sink.kept();
        let most = self.plan.limits.memory / 2;
        if kept <= most {
            return Ok(kept);
        }
        let read = self.totals.read;
        Err(io::Error::other(format!(
            "what has to be kept of all records (their keys, and what they are compared by) takes more than {} MiB, half of \
             --max-memory, after {read} records; raise --max-memory, or read the files in several runs",
            most >> 20
        )))
    }

    /// Begins a part of the output.
    fn begin(&mut self, part: &str) -> io::Result<()> {
        let packer = self.plan.write.and_then(|writing| writing.writer.packer(writing.options));
        self.parts.insert(part.to_owned(), Begun { any_written: false, bytes: 0, records: 0, packer });
        self.frame(part, |writing, bytes| writing.writer.begin(writing.options, bytes))
    }

    /// Finishes a part of the output, which is whole.
    fn finish(&mut self, part: &str) -> io::Result<()> {
        self.close(part)?;
        self.say_ended(part)
    }

    fn say_ended(&mut self, part: &str) -> io::Result<()> {
        if part.is_empty() { Ok(()) } else { self.sink.part_ended(part) }
    }

    /// Writes what the format ends a part with.
    fn close(&mut self, part: &str) -> io::Result<()> {
        self.frame(part, |writing, bytes| writing.writer.end(writing.options, bytes))?;
        let Some(Begun { packer, mut bytes, records, any_written: _ }) = self.parts.remove(part) else {
            return Ok(());
        };
        if let Some(packer) = packer {
            let mut out = Through { sink: self.sink, part, bytes: &mut bytes };
            packer.finish(&mut out, &mut self.totals.losses)?;
        }
        self.totals.bytes += bytes;
        self.totals.part(records, bytes);
        Ok(())
    }

    fn frame(&mut self, part: &str, make: impl FnOnce(Writing<'_>, &mut Vec<u8>)) -> io::Result<()> {
        let Some(writing) = self.plan.write else { return Ok(()) };
        let mut bytes = Vec::new();
        make(writing, &mut bytes);
        self.deliver(part, &bytes)
    }

    fn deliver(&mut self, part: &str, bytes: &[u8]) -> io::Result<()> {
        let Some(begun) = self.parts.get_mut(part) else { return Ok(()) };
        let mut out = Through { sink: self.sink, part, bytes: &mut begun.bytes };
        match &mut begun.packer {
            Some(packer) => packer.take(bytes, &mut out),
            None => out.write_all(bytes),
        }
    }

    fn say(&mut self, told: Vec<Told>, rendered: &mut Rendered) -> io::Result<()> {
        let mut said = std::mem::take(&mut rendered.said).into_iter().peekable();
        for Told { behind, what } in told {
            while let Some((_, said)) = said.next_if(|(position, _)| *position < behind) {
                self.say_of_writing(said)?;
            }
            self.tell(what)?;
        }
        said.try_for_each(|(_, said)| self.say_of_writing(said))
    }

    fn say_of_writing(&mut self, said: Said) -> io::Result<()> {
        let note = match said {
            Said::Failed(note, json) => {
                self.totals.set_aside += 1;
                self.sink.set_aside(&Piece {
                    format: "ndjson",
                    place: &note.place,
                    reason: &note.message,
                    preface: "",
                    text: Some(&json),
                })?;
                note
            }
            Said::Doubt(note) => note,
        };
        self.totals.note(&note);
        self.sink.note(&note)
    }

    fn tell(&mut self, what: What) -> io::Result<()> {
        match what {
            What::Note(note) => self.sink.note(&note),
            What::Source { place, source } => self.sink.source(&place, &source),
            What::Piece { format, place, reason, preface, text } => self.sink.set_aside(&Piece {
                format,
                place: &place,
                reason: &reason,
                preface: &preface,
                text: text.as_deref(),
            }),
            What::File(sum) => self.sink.file(&sum),
        }
    }

    /// Makes numbers count by file, and gathers what is to be told.
    fn number(&mut self, items: Vec<Parsed<'a>>, told: &mut Vec<Told>) -> (Vec<Record>, Vec<Run>) {
        let mut out = Numbered::default();
        for item in items {
            let behind = out.records.len();
            match item {
                Parsed::Batch { file, batch, lines, preface, keys, census, sources } => {
                    self.totals.census.add(&census);
                    self.batch((&file, &preface), batch, (&lines, &keys, sources), &mut out, told);
                }
                Parsed::SetAside(note) => {
                    self.file.set_aside += 1;
                    self.totals.set_aside += 1;
                    let (place, reason) = (note.place.clone(), note.message.clone());
                    let what = What::Piece { format: "", place, reason, preface: String::new(), text: None };
                    told.push(Told { behind, what });
                    self.note(note, behind, told);
                }
                Parsed::Skipped { file, text, line } => {
                    let what = What::Piece {
                        format: file.format,
                        place: Place { file: file.name.clone(), line: Some(line), ..Place::default() },
                        reason: RECORD_TOO_LONG.meaning.to_owned(),
                        preface: String::new(),
                        text: Some(text),
                    };
                    told.push(Told { behind, what });
                }
                Parsed::Remark(note) => {
                    self.totals.note(&note);
                    told.push(Told { behind, what: What::Note(note) });
                }
                Parsed::Stopped(place) => self.totals.stopped = Some(place),
                Parsed::End(end) => self.end(end, behind, told),
            }
        }
        (out.records, out.runs)
    }

    fn batch(
        &mut self,
        (file, preface): (&Opened<'_>, &str),
        batch: Batch,
        (lines, keys, sources): (&[u32], &[String], Vec<Source>),
        out: &mut Numbered,
        told: &mut Vec<Told>,
    ) {
        let before = self.file.read;
        let format = file.format;
        let first = out.records.len();
        let above = |line: u32| first + lines.partition_point(|start| *start < line);
        let Batch { records: mut read, settled, set_aside, without_record, mut notes, placed: _ } = batch;
        if format == "bibtex" {
            self.keys.doubled_since(&mut read, &mut notes);
        }
        self.without_record.extend(without_record);
        // The text of a record comes before the first note about it.
        let mut sources = (0_u64..).zip(sources).peekable();
        let of_record = |(number, source): (u64, Source), told: &mut Vec<Told>| {
            let position = usize::try_from(number).unwrap_or(usize::MAX);
            let place = Place {
                file: file.name.clone(),
                record: Some(number + 1 + before),
                line: lines.get(position).copied(),
                column: None,
            };
            told.push(Told { behind: first + position, what: What::Source { place, source } });
        };
        for mut note in notes {
            while let Some(next) =
                sources.next_if(|(number, _)| note.place.record.is_some_and(|it| *number < it))
            {
                of_record(next, told);
            }
            let of_record = note.place.record.and_then(|record| usize::try_from(record).ok());
            let behind = match (of_record, note.place.line) {
                (Some(record), _) => first + record.saturating_sub(1),
                (None, Some(line)) => above(line),
                (None, None) => first,
            };
            note.place.record = note.place.record.map(|record| record + before);
            if note.code.severity > Severity::Info && self.totals.first_doubt.is_none() {
                self.totals.first_doubt = explicable(format, &note.place);
            }
            self.note(note, behind, told);
        }
        sources.for_each(|next| of_record(next, told));
        self.file.read += read.len() as u64;
        self.file.set_aside += set_aside.len() as u64;
        self.totals.read += read.len() as u64;
        self.totals.set_aside += set_aside.len() as u64;
        told.extend(set_aside.into_iter().map(|SetAside { text, line, reason }| Told {
            behind: above(line),
            what: What::Piece {
                format,
                place: Place { file: file.name.clone(), line: Some(line), ..Place::default() },
                reason,
                preface: preface.to_owned(),
                text: Some(text),
            },
        }));
        let mut settled = settled.into_iter().peekable();
        for (position, mut record) in read.into_iter().enumerate() {
            if settled.next_if(|(settled, _)| *settled == position).is_none() {
                record.provenance.record += before;
            }
            if format == "page" && self.file.kind.is_empty() {
                self.file.kind = format!("{} page", record.provenance.format);
            }
            self.sink.prepare(&mut record, keys.get(position).map(String::as_str).unwrap_or_default());
            let part = self.names.as_mut().map(|names| names.of(&record, &file.name)).unwrap_or_default();
            out.push(record, part);
        }
    }

    fn note(&mut self, note: Note, behind: usize, told: &mut Vec<Told>) {
        // A file of nothing but new tags must not fill the memory.
        let is_of_tag = ONCE_A_FILE.contains(&note.code.name) && self.tags_told.len() < MOST_TOLD;
        if is_of_tag && !self.tags_told.insert((note.code.name, note.message.clone())) {
            return;
        }
        self.file.notes += 1;
        self.totals.note(&note);
        if let (Severity::Warning, Some(record)) = (note.code.severity, note.place.record) {
            if self.doubtful.insert((record, note.field)) {
                *self.totals.doubtful.entry(note.field).or_default() += 1;
            }
            // Notes come in the order of records, so that only the last few need be remembered.
            while self.doubtful.len() > 64 {
                self.doubtful.pop_first();
            }
        }
        told.push(Told { behind, what: What::Note(note) });
    }

    fn end(&mut self, end: End, behind: usize, told: &mut Vec<Told>) {
        let End { name, format, certain, set_aside } = end;
        let mut sum = std::mem::replace(&mut self.file, empty_sum());
        self.doubtful.clear();
        self.tags_told.clear();
        self.keys = EntryKeys::default();
        if let Some(names) = &mut self.names {
            names.next_file();
        }
        sum.name = name;
        if sum.kind.is_empty() {
            format.clone_into(&mut sum.kind);
        }
        // An empty list of references is one; pages without a single record are none of what they were taken for.
        let is_answer = certain && !PAGES.contains(&format);
        sum.verdict = match (sum.read, sum.set_aside) {
            _ if self.totals.stopped.is_some() => FileVerdict::Stopped,
            _ if set_aside => FileVerdict::SetAside,
            (0, 0) if !is_answer => FileVerdict::NoRecord,
            _ => FileVerdict::Read,
        };
        let lines = std::mem::take(&mut self.without_record);
        if sum.verdict != FileVerdict::NoRecord {
            sum.without_record = lines.len() as u64;
            self.totals.pages_in(&sum.name, &lines);
        }
        self.totals.file(&sum);
        told.push(Told { behind, what: What::File(sum) });
    }

    fn write(&mut self, rendered: Rendered) -> io::Result<()> {
        let Rendered { parts, losses, forecast, said: _ } = rendered;
        self.totals.losses.add(&losses);
        for (field, count) in forecast {
            *self.totals.forecast.entry(field).or_default() += count;
        }
        for part in parts {
            self.write_part(&part)?;
        }
        Ok(())
    }

    fn write_part(&mut self, part: &Part) -> io::Result<()> {
        let Part { name, bytes, records, borders } = part;
        self.totals.written += records;
        if *records == 0 {
            return Ok(());
        }
        if self.fitting.is_some() {
            return self.write_fitting(bytes, borders);
        }
        if !self.parts.contains_key(name) {
            if self.names.as_ref().is_some_and(Parts::are_consecutive) {
                for earlier in self.parts.keys().cloned().collect::<Vec<_>>() {
                    self.finish(&earlier)?;
                }
            }
            self.begin(name)?;
        }
        self.write_records(name, bytes, *records)
    }

    /// Writes records one by one, into the next part where this one would be more than the program takes.
    fn write_fitting(&mut self, bytes: &[u8], borders: &[Range<usize>]) -> io::Result<()> {
        let length = |make: fn(Writing<'_>, &mut Vec<u8>)| {
            let mut bytes = Vec::new();
            if let Some(writing) = self.plan.write {
                make(writing, &mut bytes);
            }
            bytes.len() as u64
        };
        let between = length(|writing, bytes| writing.writer.between(writing.options, bytes));
        let around = length(|writing, bytes| {
            writing.writer.begin(writing.options, bytes);
            writing.writer.end(writing.options, bytes);
        });
        for border in borders {
            let record = bytes.get(border.clone()).unwrap_or_default();
            let of_record = between + record.len() as u64;
            let Some(fitting) = &mut self.fitting else { return Ok(()) };
            let whole = fitting.is_full_for(of_record, around).then(|| {
                let whole = fitting.part();
                fitting.next();
                whole
            });
            fitting.add(of_record);
            let part = fitting.part();
            if let Some(whole) = whole {
                self.finish(&whole)?;
                self.begin(&part)?;
            }
            self.write_records(&part, record, 1)?;
        }
        Ok(())
    }

    /// Writes so many records, with what stands between two in front where the part holds some already.
    fn write_records(&mut self, part: &str, bytes: &[u8], records: u64) -> io::Result<()> {
        let begun = self.parts.get_mut(part);
        let is_first = begun.is_some_and(|begun| {
            begun.records += records;
            !std::mem::replace(&mut begun.any_written, true)
        });
        if !is_first {
            self.frame(part, |writing, bytes| writing.writer.between(writing.options, bytes))?;
        }
        self.deliver(part, bytes)
    }
}

/// Records of a task in the order of the output, and the parts they belong to.
#[derive(Default)]
struct Numbered {
    records: Vec<Record>,
    runs: Vec<Run>,
}

impl Numbered {
    fn push(&mut self, record: Record, part: String) {
        self.records.push(record);
        match self.runs.last_mut().filter(|run| run.part == part) {
            Some(run) => run.records += 1,
            None => self.runs.push(Run { part, records: 1 }),
        }
    }
}

/// What reaches the sink, counted.
struct Through<'s, 't> {
    sink: &'s mut dyn Sink,
    part: &'t str,
    bytes: &'t mut u64,
}

impl Write for Through<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            self.sink.write(self.part, bytes)?;
            *self.bytes += bytes.len() as u64;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The formats that hold scraped pages.
pub(super) const PAGES: &[&str] = &["page", "html", "crawl", "crawl-table"];

/// Where `explain` shows what a note is about: a file with the number of the record, or a crawl with the line of the item.
fn explicable(format: &str, place: &Place) -> Option<Place> {
    let is_crawl = format.starts_with("crawl");
    match place.line.filter(|_| is_crawl && !place.file.is_empty()) {
        Some(line) => Some(Place { file: format!("{}:{line}", place.file), ..Place::default() }),
        None => PAGES.contains(&format).then(|| place.clone()),
    }
}

fn empty_sum() -> FileSum {
    FileSum {
        without_record: 0,
        name: String::new(),
        kind: String::new(),
        read: 0,
        set_aside: 0,
        notes: 0,
        verdict: FileVerdict::NoRecord,
    }
}
