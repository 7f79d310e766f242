//! The caller's side of a run: results in the order of the input, numbers, notes, sums, bytes.

use super::cut::End;
use super::losses::losses;
use super::pipeline::{Done, Parsed, Rendered, Work, ended};
use super::{FileSum, FileVerdict, Plan, Sink, Totals, Writing};
use crate::read::Batch;
use crate::record::Record;
use crate::report::{Note, Place, Severity};
use crate::write::Packer;
use crossbeam_channel::{Receiver, Sender};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

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
    permit: Sender<()>,
    totals: Totals,
    file: FileSum,
    doubtful: BTreeSet<(u64, &'static str)>,
    /// Lines of the pages of the file that show nothing of an article.
    without_record: Vec<u32>,
    /// What was said of tags of the file.
    told: BTreeSet<(&'static str, String)>,
    any_written: bool,
    packer: Option<Box<dyn Packer>>,
}

impl<'p, 'a, 's> Order<'p, 'a, 's> {
    pub(super) fn new(
        plan: &'p Plan<'a>,
        sink: &'s mut dyn Sink,
        work: Sender<Work<'a>>,
        permit: Sender<()>,
    ) -> Self {
        Self {
            plan,
            sink,
            work,
            permit,
            totals: Totals::default(),
            file: empty_sum(),
            doubtful: BTreeSet::new(),
            without_record: Vec::new(),
            told: BTreeSet::new(),
            any_written: false,
            packer: plan.write.and_then(|writing| writing.writer.packer(writing.options)),
        }
    }

    /// Takes results until there are no more.
    pub(super) fn run(mut self, done: &Receiver<Done>) -> io::Result<Totals> {
        self.frame(|writing, bytes| writing.writer.begin(writing.options, bytes))?;
        let (mut parsed, mut rendered) = (BTreeMap::new(), BTreeMap::new());
        let (mut next_parsed, mut next_rendered) = (0, 0);
        let mut all = None;
        while all != Some(next_rendered) {
            match done.recv().map_err(|_| ended())? {
                Done::Parsed(task, items) => drop(parsed.insert(task, items)),
                Done::Rendered(task, bytes) => drop(rendered.insert(task, bytes)),
                Done::AllRead(tasks) => all = Some(tasks),
            }
            while let Some(items) = parsed.remove(&next_parsed) {
                let records = self.number(items)?;
                self.work.send(Work::Render(next_parsed, records)).map_err(|_| ended())?;
                next_parsed += 1;
            }
            while let Some(bytes) = rendered.remove(&next_rendered) {
                self.write(bytes)?;
                // The feeder may be gone already.
                let _ = self.permit.send(());
                next_rendered += 1;
            }
        }
        self.frame(|writing, bytes| writing.writer.end(writing.options, bytes))?;
        if let Some(packer) = self.packer.take() {
            let mut out = Through { sink: self.sink, bytes: &mut self.totals.bytes };
            packer.finish(&mut out, &mut self.totals.losses)?;
        }
        if let Some(writing) = self.plan.write {
            for note in losses(&self.totals, writing.format, writing.options.destination) {
                self.totals.note(&note);
                self.sink.note(&note)?;
            }
        }
        Ok(self.totals)
    }

    fn frame(&mut self, make: impl FnOnce(Writing<'_>, &mut Vec<u8>)) -> io::Result<()> {
        let Some(writing) = self.plan.write else { return Ok(()) };
        let mut bytes = Vec::new();
        make(writing, &mut bytes);
        self.deliver(&bytes)
    }

    fn deliver(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = Through { sink: self.sink, bytes: &mut self.totals.bytes };
        match &mut self.packer {
            Some(packer) => packer.take(bytes, &mut out),
            None => out.write_all(bytes),
        }
    }

    /// Makes numbers count by file and hands on the notes.
    fn number(&mut self, items: Vec<Parsed>) -> io::Result<Vec<Record>> {
        let mut records = Vec::new();
        for item in items {
            match item {
                Parsed::Batch { batch, keys, census, format } => {
                    self.totals.census.add(&census);
                    self.batch(batch, &keys, format, &mut records)?;
                }
                Parsed::SetAside(note) => {
                    self.file.set_aside += 1;
                    self.totals.set_aside += 1;
                    self.note(&note)?;
                }
                Parsed::Remark(note) => {
                    self.totals.note(&note);
                    self.sink.note(&note)?;
                }
                Parsed::End(end) => self.end(end)?,
            }
        }
        Ok(records)
    }

    fn batch(
        &mut self,
        batch: Batch,
        keys: &[String],
        format: &str,
        records: &mut Vec<Record>,
    ) -> io::Result<()> {
        let before = self.file.read;
        let Batch { records: read, settled, set_aside, without_record, notes } = batch;
        self.without_record.extend(without_record);
        for mut note in notes {
            note.place.record = note.place.record.map(|record| record + before);
            if note.code.severity > Severity::Info && self.totals.first_doubt.is_none() {
                self.totals.first_doubt = explicable(format, &note.place);
            }
            self.note(&note)?;
        }
        self.file.read += read.len() as u64;
        self.file.set_aside += set_aside.len() as u64;
        self.totals.read += read.len() as u64;
        self.totals.set_aside += set_aside.len() as u64;
        let mut settled = settled.into_iter().peekable();
        for (position, mut record) in read.into_iter().enumerate() {
            if settled.next_if(|(settled, _)| *settled == position).is_none() {
                record.provenance.record += before;
            }
            if format == "page" && self.file.kind.is_empty() {
                self.file.kind = format!("{} page", record.provenance.format);
            }
            self.sink.prepare(&mut record, keys.get(position).map(String::as_str).unwrap_or_default());
            records.push(record);
        }
        Ok(())
    }

    fn note(&mut self, note: &Note) -> io::Result<()> {
        // A file of nothing but new tags must not fill the memory.
        let is_of_tag = ONCE_A_FILE.contains(&note.code.name) && self.told.len() < MOST_TOLD;
        if is_of_tag && !self.told.insert((note.code.name, note.message.clone())) {
            return Ok(());
        }
        self.file.notes += 1;
        self.totals.note(note);
        if let (Severity::Warning, Some(record)) = (note.code.severity, note.place.record) {
            if self.doubtful.insert((record, note.field)) {
                *self.totals.doubtful.entry(note.field).or_default() += 1;
            }
            // Notes come in the order of records, so that only the last few need be remembered.
            while self.doubtful.len() > 64 {
                self.doubtful.pop_first();
            }
        }
        self.sink.note(note)
    }

    fn end(&mut self, end: End) -> io::Result<()> {
        let End { name, format, certain, set_aside } = end;
        let mut sum = std::mem::replace(&mut self.file, empty_sum());
        self.doubtful.clear();
        self.told.clear();
        sum.name = name;
        if sum.kind.is_empty() {
            format.clone_into(&mut sum.kind);
        }
        // An empty list of references is one; pages without a single record are none of what they were taken for.
        let is_answer = certain && !PAGES.contains(&format);
        sum.verdict = match (sum.read, sum.set_aside) {
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
        self.sink.file(&sum)
    }

    fn write(&mut self, rendered: Rendered) -> io::Result<()> {
        let Rendered { bytes, records, losses, forecast, failed, doubts } = rendered;
        for note in failed {
            self.totals.set_aside += 1;
            self.totals.note(&note);
            self.sink.note(&note)?;
        }
        for note in doubts {
            self.totals.note(&note);
            self.sink.note(&note)?;
        }
        self.totals.losses.add(&losses);
        for (field, count) in forecast {
            *self.totals.forecast.entry(field).or_default() += count;
        }
        self.totals.written += records;
        if records == 0 {
            return Ok(());
        }
        if std::mem::replace(&mut self.any_written, true) {
            self.frame(|writing, bytes| writing.writer.between(writing.options, bytes))?;
        }
        self.deliver(&bytes)
    }
}

/// What reaches the sink, counted.
struct Through<'s, 't> {
    sink: &'s mut dyn Sink,
    bytes: &'t mut u64,
}

impl Write for Through<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            self.sink.write(bytes)?;
            *self.bytes += bytes.len() as u64;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The formats that hold scraped pages.
const PAGES: &[&str] = &["page", "html", "crawl", "crawl-table"];

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
