//! `convert --watch DIR`: pages become records as they arrive, each once.
//!
//! What was read stands in a log beside the output, `refs.ris.watch`, one JSON object a line. Before anything is appended
//! to the output, the log says how long it is and by how much it will grow, and afterwards that it has: so a run that is
//! killed at any moment leaves a log from which the next one sees what to take back and to do again.

use super::convert::Job;
use super::delivery::at;
use super::screen::counted;
use super::{Exit, Stop};
use crate::record::Record;
use crate::report::{Note, quoted, visible};
use crate::stream::input::{self, Input};
use crate::stream::{self, FileSum, Meter, Piece, Plan, Sink, Totals, Writing};
use crate::write::citation_key::KeyMaker;
use crate::write::scratch;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

const BETWEEN_LOOKS: Duration = Duration::from_secs(1);
const NAP: Duration = Duration::from_millis(50);
/// So many files become records at a time, so that the log and the output are never far apart.
const BATCH: usize = 1000;

/// A line of the log.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Entry {
    /// What is about to be appended.
    Begin { files: Vec<Seen>, grows: Vec<Growth> },
    /// It has been appended.
    End,
    /// A run was killed in between; what it appended is gone, and the files are new again.
    TakenBack,
}

/// A file that is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    path: PathBuf,
    #[serde(flatten)]
    state: State,
}

/// What tells whether a file has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    bytes: u64,
    /// Nanoseconds since 1970.
    changed: u64,
}

/// A file that grows.
#[derive(Debug, Serialize, Deserialize)]
struct Growth {
    path: PathBuf,
    from: u64,
    by: u64,
}

/// Watches a folder until it is interrupted.
pub(super) fn run(folder: &Path, job: &Job<'_>, meter: &Arc<Meter>) -> Result<Exit, Stop> {
    refuse_what_cannot_grow(job)?;
    let log_path = {
        let mut name = job.output.as_os_str().to_owned();
        name.push(".watch");
        PathBuf::from(name)
    };
    let mut log = Log::open(&log_path)?;
    log.refuse_a_shorter(job.output)?;
    let mut keys = job.keys.clone();
    remember_keys(job, &mut keys)?;
    let mut waiting = Waiting::new();
    while !meter.is_stopped() {
        let found = look(folder, &mut log, &waiting, job);
        for batch in found.settled.chunks(BATCH) {
            convert(batch, job, &mut keys, &mut log, meter)?;
        }
        waiting = found.waiting;
        let mut slept = Duration::ZERO;
        while slept < BETWEEN_LOOKS && !meter.is_stopped() {
            std::thread::sleep(NAP);
            slept += NAP;
        }
    }
    Ok(Exit::Interrupted)
}

/// A format that ends with something, or is packed, cannot have anything appended.
fn refuse_what_cannot_grow(job: &Job<'_>) -> Result<(), Stop> {
    let mut end = Vec::new();
    job.writer.end(job.options, &mut end);
    if end.is_empty() && job.writer.packer(job.options).is_none() {
        return Ok(());
    }
    Err(Stop::Refused(format!(
        "{} cannot grow record by record; with --watch use ris, bibtex, nbib, csl-jsonl, ndjson, csv or tsv",
        job.format
    )))
}

/// The keys that the output has already are taken.
fn remember_keys(job: &Job<'_>, keys: &mut KeyMaker) -> Result<(), Stop> {
    struct Keys<'k>(&'k mut KeyMaker);
    impl Sink for Keys<'_> {
        fn prepare(&mut self, record: &mut Record, _key: &str) {
            if let Some(key) = &record.citation_key {
                self.0.remember(&key.value);
            }
        }
        fn note(&mut self, _note: &Note) -> io::Result<()> {
            Ok(())
        }
        fn set_aside(&mut self, _piece: &Piece<'_>) -> io::Result<()> {
            Ok(())
        }
        fn write(&mut self, _part: &str, _bytes: &[u8]) -> io::Result<()> {
            Ok(())
        }
        fn part_ended(&mut self, _part: &str) -> io::Result<()> {
            Ok(())
        }
        fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
            Ok(())
        }
    }
    if job.output.is_file() {
        let inputs = [Input::Path(job.output.to_owned())];
        let from = crate::formats::by_name(job.format).filter(|format| format.reader.is_some());
        let plan = Plan {
            inputs: &inputs,
            from,
            outputs: &[],
            write: None,
            meter: Arc::default(),
            ..job.plan.clone()
        };
        stream::run(&plan, &mut Keys(keys))?;
    }
    Ok(())
}

/// What a look at the folder finds.
#[derive(Default)]
struct Found {
    /// New files that nobody is writing any more, in the order of their names.
    settled: Vec<Seen>,
    /// New files that may still be written.
    waiting: Waiting,
}

/// New files as they were seen, and when they were first seen so.
type Waiting = HashMap<PathBuf, (State, Instant)>;

fn look(folder: &Path, log: &mut Log, waiting: &Waiting, job: &Job<'_>) -> Found {
    let mut found = Found::default();
    for path in input::files_in(folder) {
        let Some(state) = state_of(&path) else { continue };
        match log.done.get_mut(&path) {
            Some(known) if *known == state => {}
            Some(known) => {
                // Told once for each change.
                *known = state;
                tell(job, &format!("{} was changed after it was read; it is not read again", shown(&path)));
            }
            None => match waiting.get(&path).filter(|(known, _)| *known == state) {
                // The clock of the folder's machine may be another one, so a file's own time counts only when it is long past.
                Some((_, since)) if since.elapsed() >= job.settle || state.age() >= job.settle => {
                    found.settled.push(Seen { path, state });
                }
                known => {
                    let since = known.map_or_else(Instant::now, |(_, since)| *since);
                    found.waiting.insert(path, (state, since));
                }
            },
        }
    }
    found
}

impl State {
    /// How long the file has been as it is, by its own time; nothing where that lies ahead.
    fn age(self) -> Duration {
        let changed = SystemTime::UNIX_EPOCH + Duration::from_nanos(self.changed);
        changed.elapsed().unwrap_or_default()
    }
}

fn state_of(path: &Path) -> Option<State> {
    let found = fs::metadata(path).ok()?;
    let changed = found.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let changed = u64::try_from(changed.as_nanos()).unwrap_or(u64::MAX);
    Some(State { bytes: found.len(), changed })
}

/// Reads files and appends their records.
fn convert(
    files: &[Seen],
    job: &Job<'_>,
    keys: &mut KeyMaker,
    log: &mut Log,
    meter: &Arc<Meter>,
) -> Result<(), Stop> {
    let inputs: Vec<Input> = files.iter().map(|seen| Input::Path(seen.path.clone())).collect();
    let mut sink = Spool::new(job, keys.clone())?;
    let plan = Plan {
        inputs: &inputs,
        outputs: &[],
        write: Some(Writing {
            format: job.format,
            writer: job.writer,
            options: job.options,
            keys: job.keys,
            split: None,
        }),
        meter: Arc::clone(meter),
        ..job.plan.clone()
    };
    let totals = stream::run(&plan, &mut sink)?;
    if totals.stopped.is_some() {
        // Nothing has been appended, and the next run begins with these files.
        return Ok(());
    }
    let Spool { output, notes, rejects, keys: used, .. } = sink;
    let appended = [(Some(job.output), output), (job.notes, notes), (job.rejects, rejects)];
    let mut grows = Vec::new();
    for (path, spool) in appended {
        let Some(path) = path else { continue };
        let spool = spool.into_inner().map_err(io::IntoInnerError::into_error);
        let mut spool = spool.map_err(|error| scratch::failed(&error))?;
        let from = fs::metadata(path).map_or(0, |found| found.len());
        let by = spool.stream_position()?;
        spool.rewind()?;
        grows.push((Growth { path: path.to_owned(), from, by }, spool));
    }
    let begin = Entry::Begin {
        files: files.to_vec(),
        grows: grows
            .iter()
            .map(|(Growth { path, from, by }, _)| Growth { path: path.clone(), from: *from, by: *by })
            .collect(),
    };
    log.write(&begin)?;
    for (growth, spool) in &mut grows {
        grow(growth, spool, job).map_err(|error| at(&growth.path.display().to_string(), &error))?;
    }
    log.write(&Entry::End)?;
    log.done.extend(files.iter().map(|seen| (seen.path.clone(), seen.state)));
    *keys = used;
    tell(job, &summed_up(&totals, job));
    Ok(())
}

/// Appends a spool, behind what the format begins with where the file is new.
fn grow(growth: &Growth, spool: &mut File, job: &Job<'_>) -> io::Result<()> {
    let Growth { path, from, by } = growth;
    if *by == 0 && path != job.output {
        return Ok(());
    }
    let mut file = File::options().append(true).create(true).open(path)?;
    let mut frame = Vec::new();
    if path == job.output {
        if *from == 0 {
            job.writer.begin(job.options, &mut frame);
        } else if *by > 0 {
            job.writer.between(job.options, &mut frame);
        }
    }
    file.write_all(&frame)?;
    io::copy(&mut spool.take(*by), &mut file)?;
    file.sync_data()
}

fn summed_up(totals: &Totals, job: &Job<'_>) -> String {
    let aside =
        if totals.set_aside > 0 { format!(", {} set aside", totals.set_aside) } else { String::new() };
    format!(
        "{}: {} more{aside}, in {}",
        counted(totals.files, "file"),
        counted(totals.written, "record"),
        shown(job.output)
    )
}

fn tell(job: &Job<'_>, line: &str) {
    if !job.quiet {
        let _ = writeln!(io::stderr(), "{line}");
    }
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string())
}

/// Takes everything into unnamed files.
struct Spool<'j> {
    output: BufWriter<File>,
    notes: BufWriter<File>,
    rejects: BufWriter<File>,
    keys: KeyMaker,
    /// What the format begins with, until it has come.
    frame: Vec<u8>,
    job: &'j Job<'j>,
}

impl<'j> Spool<'j> {
    fn new(job: &'j Job<'j>, keys: KeyMaker) -> Result<Self, Stop> {
        let spool = || scratch::file().map(BufWriter::new);
        let mut frame = Vec::new();
        job.writer.begin(job.options, &mut frame);
        Ok(Self { output: spool()?, notes: spool()?, rejects: spool()?, keys, frame, job })
    }
}

impl Sink for Spool<'_> {
    fn prepare(&mut self, record: &mut Record, key: &str) {
        self.keys.assign_base(record, key);
    }

    fn note(&mut self, note: &Note) -> io::Result<()> {
        if self.job.verbose {
            let _ = writeln!(io::stderr(), "{}", visible(&note.to_string()));
        }
        writeln!(self.notes, "{}", serde_json::to_string(note)?).map_err(|error| scratch::failed(&error))
    }

    fn set_aside(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        piece.write(&mut self.rejects).map_err(|error| scratch::failed(&error))
    }

    fn write(&mut self, _part: &str, bytes: &[u8]) -> io::Result<()> {
        if !self.frame.is_empty() {
            // It stands at the start of the output already, or is put there.
            debug_assert_eq!(self.frame, bytes);
            self.frame.clear();
            return Ok(());
        }
        self.output.write_all(bytes).map_err(|error| scratch::failed(&error))
    }

    fn part_ended(&mut self, _part: &str) -> io::Result<()> {
        Ok(())
    }

    fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
        Ok(())
    }
}

/// What was read, and what was begun.
struct Log {
    file: File,
    path: PathBuf,
    length: u64,
    done: HashMap<PathBuf, State>,
    /// How long, at the least, the files are that grew.
    grown: HashMap<PathBuf, u64>,
}

impl Log {
    /// Opens a log, and takes back what a run that was killed had begun.
    fn open(path: &Path) -> Result<Self, Stop> {
        let name = path.display().to_string();
        let opened = File::options().read(true).append(true).create(true).open(path);
        let mut file = opened.map_err(|error| at(&name, &error))?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|error| at(&name, &error))?;
        let mut log =
            Self { file, path: path.to_owned(), length: 0, done: HashMap::new(), grown: HashMap::new() };
        let mut begun = None;
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            // A run that was killed while it wrote its last line had not begun what that says.
            if !line.ends_with('\n') {
                break;
            }
            let entry = serde_json::from_str::<Entry>(line).map_err(|error| {
                Stop::Refused(format!(
                    "{}:{number} is no line of a log of --watch ({error}); put it right, or delete the file to read every page anew",
                    quoted(&name)
                ))
            })?;
            log.length += line.len() as u64;
            match entry {
                Entry::Begin { files, grows } => begun = Some((files, grows)),
                Entry::TakenBack => begun = None,
                Entry::End => {
                    let (files, grows) = begun.take().unwrap_or_default();
                    log.grown.extend(grows.into_iter().map(|Growth { path, from, by }| (path, from + by)));
                    log.done.extend(files.into_iter().map(|seen| (seen.path, seen.state)));
                }
            }
        }
        log.file.set_len(log.length)?;
        if let Some((_, grows)) = begun {
            for growth in &grows {
                take_back(growth)?;
            }
            log.write(&Entry::TakenBack)?;
        }
        Ok(log)
    }

    /// What the log says was written must still be there: a file that was emptied, cut or moved away would go on in the middle
    /// of a record, or without the pages that count as read.
    fn refuse_a_shorter(&self, output: &Path) -> Result<(), Stop> {
        let Some(length) = self.grown.get(output).copied().filter(|length| *length > 0) else {
            return Ok(());
        };
        let found = fs::metadata(output).map_or(0, |found| found.len());
        if found >= length {
            return Ok(());
        }
        Err(Stop::Refused(format!(
            "{} has {found} bytes, and {} says that {length} were written; put the file back, or delete the log to read every page anew",
            quoted(&output.display().to_string()),
            quoted(&self.path.display().to_string())
        )))
    }

    fn write(&mut self, entry: &Entry) -> Result<(), Stop> {
        let name = self.path.display().to_string();
        if self.file.metadata()?.len() != self.length {
            return Err(Stop::Refused(format!(
                "{} was changed by somebody else; does another run watch for this output?",
                quoted(&name)
            )));
        }
        let mut line = serde_json::to_vec(entry).map_err(io::Error::from)?;
        line.push(b'\n');
        let outcome = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        outcome.map_err(|error| at(&name, &error))?;
        self.length += line.len() as u64;
        Ok(())
    }
}

/// Takes back what was appended. What is longer than that was not written by us alone.
fn take_back(growth: &Growth) -> Result<(), Stop> {
    /// More than any format begins with.
    const FRAME: u64 = 1 << 16;
    let Growth { path, from, by } = growth;
    let Ok(found) = fs::metadata(path) else { return Ok(()) };
    if found.len() <= *from {
        return Ok(());
    }
    let name = path.display().to_string();
    if found.len() > from + by + FRAME {
        return Err(Stop::Refused(format!(
            "{} has grown since a run was killed that was appending to it at byte {from}; see what is behind that, and delete the `.watch` file to begin anew",
            quoted(&name)
        )));
    }
    let outcome = File::options().write(true).open(path).and_then(|file| {
        file.set_len(*from)?;
        file.sync_data()
    });
    outcome.map_err(|error| at(&name, &error).into())
}
