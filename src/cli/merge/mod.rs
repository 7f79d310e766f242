//! `refmill merge`: the same article from several databases becomes one record.
//!
//! Records are read as `convert` reads them and wait in a temporary file; their sketches are compared; then the file goes
//! through the writing half of `convert`, each group as one record.

mod ask;
mod counts;
mod joined;
mod spill;
mod view;

use super::delivery::{Delivery, Ending, Places, end};
use super::progress::{Last, Progress};
use super::reading;
use super::screen::{Screen, counted, fit};
use super::summary;
use super::{Exit, Stop, cut, interrupt};
use super::{clean, convert};
use crate::formats::{self, Format};
use crate::merge::{Counts, DecisionLine, Decisions, Digest, Groups, Sketches, pairs};
use crate::record::Record;
use crate::report::{Note, Place, quoted, reason};
use crate::stream::input::{Input, Made};
use crate::stream::output::{Identity, Output};
use crate::stream::{self, FileSum, Meter, Piece, Plan, Sink, Totals, Writing};
use crate::write::WriteOptions;
use crate::write::citation_key::KeyMaker;
use clap::Args;
use joined::{Joined, locked};
use spill::{Filling, SketchWriter, Spill};
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Merge records of the same article, from one file or several, into one record each.
///
/// Records are compared by identifiers, titles in any of their languages, authors, journal and place. What is the same for
/// sure is merged and keeps the best value of each field, all identifiers and all sources; what was not chosen stays in the
/// record. What may be the same is left apart and counted: --dry-run shows it, --ask asks. A preprint and its article, the
/// parts of a series, an abstract and its paper, an erratum and its article are never merged.
#[derive(Args)]
#[group(id = "merging")]
#[command(
    about = "Merge records of the same article, from one file or several, into one record each",
    mut_arg("watch", |argument| argument.hide(true)),
    after_help = "Examples:\n  \
    refmill merge pubmed.nbib embase.ris cnki.txt -o all.ris\n  \
    refmill merge *.ris --dry-run | less              what would be merged, and why\n  \
    refmill merge *.ris --ask --decisions ours.jsonl -o all.ris\n  \
    refmill convert pages | refmill merge --prisma text -o all.ris"
)]
pub(super) struct Arguments {
    /// Show what would be merged, field by field, and write nothing
    #[arg(long, conflicts_with_all = ["ask", "output", "watch"], help_heading = "Merging")]
    dry_run: bool,

    /// Ask about each pair that may be one article, side by side: y yes, n no, s skip, q stop asking
    #[arg(long, conflicts_with = "watch", help_heading = "Merging")]
    ask: bool,

    /// Decisions of earlier runs, which go before every rule; with --ask, new ones are added to the file
    #[arg(long, value_name = "FILE", help_heading = "Merging")]
    decisions: Option<PathBuf>,

    /// Counts for a PRISMA diagram, by database: text or json in the summary, or a FILE that ends in .json
    #[arg(long, value_name = "text|json|FILE", help_heading = "Merging")]
    prisma: Option<OsString>,

    #[command(flatten)]
    convert: convert::Arguments,
}

pub(super) fn run(mut arguments: Arguments) -> Result<Exit, Stop> {
    arguments.convert.configure()?;
    run_configured(&arguments)
}

fn run_configured(arguments: &Arguments) -> Result<Exit, Stop> {
    let convert = &arguments.convert;
    if convert.watch.is_some() {
        return Err(Stop::Refused("merge needs all records at once and cannot --watch a folder".to_owned()));
    }
    reading::present(&convert.inputs)?;
    let prisma = arguments.prisma.as_deref().map(counts::Where::of).transpose()?;
    let decisions = decisions(arguments)?;
    let inputs = reading::inputs(&convert.inputs)?;
    let terminal = arguments.ask.then(|| terminal(&inputs)).transpose()?;
    if let Some(file) = arguments.decisions.as_deref().filter(|_| arguments.ask) {
        clean::writable(file)?;
    }
    let pages = convert.reading.pages()?;
    let cleaner =
        convert.cleaning.cleaner(&convert.reading, crate::clean::decisions::Decisions::default())?;
    let meter = Arc::<Meter>::default();
    interrupt::watch(&meter, convert.quiet);
    let progress = Progress::new(convert.progress, convert.quiet || convert.verbose, &inputs, &meter);
    let work = Work { arguments, decisions, prisma };
    let counts = match &work.prisma {
        Some(counts::Where::File(file)) => Some(file.as_path()),
        _ => None,
    };
    let further = [("--decisions", arguments.decisions.as_deref()), ("--prisma", counts)];
    let outputs = convert::outputs(convert, &inputs, &further)?;
    if arguments.dry_run {
        let plan = convert::cleaned(
            convert.reading.remembering(convert.reading.plan(&inputs, pages.as_ref())),
            &cleaner,
        );
        let plan = Plan { meter, ..plan };
        return work.dry_run(&plan, progress);
    }
    // Without any hint, a pipe gets what the next step reads.
    let without_a_hint = (!io::stdout().is_terminal()).then_some("csl-jsonl");
    let format = convert::output_format(convert, without_a_hint)?;
    let options = convert::write_options(convert, format)?;
    let keys = convert.keys();
    let writer = format.writer.ok_or_else(|| Stop::Refused(format!("{} cannot be written", format.name)))?;
    if writer.packer(&options).is_some()
        && convert::output_file(convert).is_none()
        && io::stdout().is_terminal()
    {
        let name = format.name;
        return Err(Stop::Refused(format!(
            "{name} is binary and would garble the terminal; name a file with -o"
        )));
    }
    let split = cut::of(convert.split_by, convert::output_file(convert), &inputs, (&options, writer));
    let places = Places {
        output: convert::output_file(convert),
        split,
        inputs: &inputs,
        notes: convert.notes.as_deref(),
        rejects: convert.rejects.as_deref(),
    };
    let delivery = Delivery::open(&places, format.name, keys.clone(), convert.verbose, progress)?;
    let outputs: Vec<Identity> = outputs.into_iter().chain(delivery.identities()).collect();
    let plan = convert::cleaned(
        convert.reading.remembering(convert.reading.plan(&inputs, pages.as_ref())),
        &cleaner,
    );
    let plan = Plan { outputs: &outputs, meter, ..plan };
    let writing = Writing { format: format.name, writer, options: &options, keys: &keys, split };
    let replaces = convert::output_file(convert).is_some_and(Path::is_file);
    work.merge(&plan, (format, writing), (delivery, replaces), terminal)
}

/// What the user said beside the plan.
struct Work<'a> {
    arguments: &'a Arguments,
    decisions: Decisions,
    prisma: Option<counts::Where>,
}

impl Work<'_> {
    fn merge(
        mut self,
        plan: &Plan<'_>,
        (format, writing): (&Format, Writing<'_>),
        (mut delivery, replaces): (Delivery, bool),
        terminal: Option<Box<dyn BufRead + Send>>,
    ) -> Result<Exit, Stop> {
        let convert = &self.arguments.convert;
        let (mut totals, sketches, mut spill) = read(plan, writing.keys, Some(&mut delivery))?;
        let found = pairs(&sketches, plan.limits.jobs);
        let mut groups = Groups::of(&sketches, &found, &self.decisions);
        // After an interrupt nobody wants to be asked.
        if let Some(terminal) = terminal.filter(|_| !plan.meter.is_stopped()) {
            let mut answers = ask::Answers::of(terminal, &plan.meter);
            let mut keep = |line: &DecisionLine| {
                let DecisionLine { decision, records: [one, other], .. } = line;
                self.decisions.decide(*one, *other, *decision);
                self.arguments.decisions.as_ref().map_or(Ok(()), |file| keep(file, line))
            };
            let screen = &mut io::stderr().lock();
            let is_over = {
                let _asking = interrupt::asking();
                ask::ask(&groups, &sketches, &mut spill, (&mut answers, screen), &mut keep)?
            };
            if is_over == ask::End::Interrupted {
                let file = self.arguments.decisions.as_ref();
                let kept = file.map(|file| format!("; the answers so far are in {}", file.display()));
                let mut screen = Screen::default();
                screen.line(&format!(
                    "Stopped while asking: nothing was merged or written{}",
                    kept.unwrap_or_default()
                ));
                let _ = screen.print(&mut io::stderr().lock());
                return Ok(Exit::Interrupted);
            }
            groups = Groups::of(&sketches, &found, &self.decisions);
        }
        let counts = Counts::of(&sketches, &groups);
        let unused = self.decisions.unused(&sketches);
        // What was compared is not needed for writing, and the memory is.
        drop((sketches, found));
        let disagreements = write(plan, writing, &mut delivery, (spill, &groups), &mut totals)?;
        let exit = match summary::exit(&totals) {
            _ if totals.stopped.is_some() => Exit::Interrupted,
            Exit::Done
                if convert.strict && (convert::doubtful(&totals) || disagreements + counts.open > 0) =>
            {
                Exit::Findings
            }
            exit => exit,
        };
        let placed = delivery.finish(match exit {
            Exit::NothingReadable => Ending::Dropped,
            Exit::Interrupted => Ending::Partial,
            _ => Ending::Whole,
        })?;
        delivery.progress.end(Last {
            found: totals.read + totals.set_aside,
            written: totals.written,
            set_aside: totals.set_aside,
            notes: totals.notes.values().map(|tally| tally.count).sum::<u64>() + disagreements,
            stopped: totals.stopped.as_ref(),
            exit: exit as u8,
        });
        if !convert.quiet && !delivery.progress.is_json() {
            let mut screen = Screen::default();
            if let Some(place) = &totals.stopped {
                screen.line(&format!(
                    "Stopped before the end, at {place}; nothing behind that place was merged."
                ));
            }
            let target = convert::target(convert, format, exit, (&placed, replaces));
            screen.line(&format!("{}{target}", statistics(&totals, &counts, disagreements)));
            for note in stream::losses(&totals, writing.format, writing.options.destination) {
                screen.line(&delivery.foreign.named(&note, writing.format));
            }
            summary::errors(&totals, &mut screen);
            tell_unused(&unused, &self.decisions, &mut screen);
            let _ = screen.print(&mut io::stderr().lock());
        }
        self.tell_prisma(&counts)?;
        Ok(exit)
    }

    fn dry_run(self, plan: &Plan<'_>, mut progress: Progress) -> Result<Exit, Stop> {
        let convert = &self.arguments.convert;
        // No key is written.
        let keys = convert.keys();
        let (totals, sketches, mut spill) = read(plan, &keys, None)?;
        let groups = Groups::of(&sketches, &pairs(&sketches, plan.limits.jobs), &self.decisions);
        let counts = Counts::of(&sketches, &groups);
        progress.tell();
        let exit = summary::exit(&totals);
        progress.end(Last {
            found: totals.found(),
            written: 0,
            set_aside: totals.set_aside,
            notes: totals.notes.values().map(|tally| tally.count).sum(),
            stopped: totals.stopped.as_ref(),
            exit: exit as u8,
        });
        let mut out = io::BufWriter::new(io::stdout().lock());
        for (number, group) in (1..).zip(&groups.groups) {
            writeln!(out, "Group {number}: {} are one article", counted(group.len() as u64, "record"))?;
            let Some((first, others)) = group.split_first() else { continue };
            let leading = spill.record(*first)?;
            for other in others {
                for line in view::side_by_side(&leading, &spill.record(*other)?) {
                    writeln!(out, "{line}")?;
                }
                writeln!(out)?;
            }
        }
        if !groups.open.is_empty() {
            writeln!(out, "These may be one article; they stay apart until somebody decides (--ask):\n")?;
        }
        for (number, pair) in (1..).zip(&groups.open) {
            writeln!(out, "Pair {number}")?;
            for line in view::side_by_side(&spill.record(pair.one)?, &spill.record(pair.other)?) {
                writeln!(out, "{line}")?;
            }
            writeln!(out)?;
        }
        out.flush()?;
        if !convert.quiet {
            let mut screen = Screen::default();
            screen.line(&format!(
                "Records {} in = {} left + {} that would be merged into others; {} to look at; nothing was written",
                counts.identified,
                counts.unique,
                counts.removed,
                counted(counts.open, "pair"),
            ));
            summary::errors(&totals, &mut screen);
            tell_unused(&self.decisions.unused(&sketches), &self.decisions, &mut screen);
            let _ = screen.print(&mut io::stderr().lock());
        }
        self.tell_prisma(&counts)?;
        Ok(exit)
    }

    fn tell_prisma(&self, counts: &Counts) -> Result<(), Stop> {
        match &self.prisma {
            None => Ok(()),
            Some(to) => to.tell(counts),
        }
    }
}

/// `Records 12 in = 9 written + 3 merged into others + 0 set aside; 2 pairs to look at (--ask)`.
fn statistics(totals: &Totals, counts: &Counts, disagreements: u64) -> String {
    let mut parts = vec![format!(
        "Records {} in = {} written + {} merged into others + {} set aside",
        totals.read + totals.set_aside - totals.refused(),
        totals.written,
        counts.removed,
        totals.set_aside
    )];
    if counts.open > 0 {
        parts.push(format!("{} to look at (--dry-run shows, --ask asks)", counted(counts.open, "pair")));
    }
    if disagreements > 0 {
        let counted = counted(disagreements, "disagreement");
        parts.push(format!("{counted} of values (--notes FILE names them)"));
    }
    parts.join("; ")
}

/// Decisions that were of no use.
fn tell_unused(unused: &[(Digest, Digest)], decisions: &Decisions, screen: &mut Screen) {
    const SHOWN: usize = 5;
    if unused.is_empty() {
        return;
    }
    screen.line(&format!(
        "{} of {} about records of which one is not there, or has changed:",
        unused.len(),
        counted(decisions.len() as u64, "decision")
    ));
    for (one, other) in unused.iter().take(SHOWN) {
        match decisions.shown(*one, *other) {
            [first, second] => {
                screen.line(&format!("  {}", fit(first, 96)));
                screen.line(&format!("    and {}", fit(second, 92)));
            }
            // A file that a script wrote without saying what it is about.
            _ => screen.line(&format!("  {one}  {other}")),
        }
    }
    if unused.len() > SHOWN {
        screen.line(&format!("  and {} more", unused.len() - SHOWN));
    }
}

/// What is said when records are written, and not when they are read again.
const OF_WRITING: &[&str] = &["record-refused", "record-doubtful", "record-not-processed"];

fn decisions(arguments: &Arguments) -> Result<Decisions, Stop> {
    let Some(file) = &arguments.decisions else { return Ok(Decisions::default()) };
    let shown = quoted(&file.display().to_string());
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        // The first time there is none yet.
        Err(error) if error.kind() == io::ErrorKind::NotFound && arguments.ask => String::new(),
        Err(error) => return Err(Stop::Refused(format!("{shown} cannot be read: {}", reason(&error)))),
    };
    Decisions::parse(&text).map_err(|(line, what)| {
        Stop::Refused(format!(
            "{shown} is no file of decisions: line {line}: {what}; mend or delete that line"
        ))
    })
}

/// Adds a decision to its file.
fn keep(file: &Path, line: &DecisionLine) -> Result<(), Stop> {
    let mut text = fs::read_to_string(file).unwrap_or_default();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&serde_json::to_string(line).map_err(io::Error::from)?);
    text.push('\n');
    let write = || {
        let mut output = Output::create(file)?;
        output.write_all(text.as_bytes())?;
        end(output, Ending::Whole)
    };
    write().map(drop).map_err(|error| clean::unwritable(file, &error))
}

/// Where answers come from: standard input, or the terminal itself where records come from standard input.
fn terminal(inputs: &[Input]) -> Result<Box<dyn BufRead + Send>, Stop> {
    let refused = || {
        Stop::Refused(
            "--ask needs a terminal to ask on; without one, --dry-run shows the pairs and --decisions takes answers"
                .to_owned(),
        )
    };
    if !inputs.contains(&Input::Stdin) {
        return if io::stdin().is_terminal() {
            Ok(Box::new(BufReader::new(io::stdin())))
        } else {
            Err(refused())
        };
    }
    let device = if cfg!(windows) { "CONIN$" } else { "/dev/tty" };
    let opened = fs::File::open(device).map_err(|_| refused())?;
    Ok(Box::new(BufReader::new(opened)))
}

/// Reads everything into a spill.
fn read(
    plan: &Plan<'_>,
    keys: &KeyMaker,
    delivery: Option<&mut Delivery>,
) -> Result<(Totals, Sketches, Spill), Stop> {
    let options = WriteOptions::default();
    let writing = Writing { format: "ndjson", writer: &SketchWriter, options: &options, keys, split: None };
    let plan = Plan { write: Some(writing), ..plan.clone() };
    let mut gather = Gather { delivery, filling: Filling::begin()? };
    let totals = stream::run(&plan, &mut gather).map_err(|error| Stop::Refused(error.to_string()))?;
    let (sketches, spill) = gather.filling.end()?;
    Ok((totals, sketches, spill))
}

/// Writes the records, each group as one, adds the sums to those of reading, and says how many disagreements there were.
fn write(
    plan: &Plan<'_>,
    writing: Writing<'_>,
    delivery: &mut Delivery,
    (spill, groups): (Spill, &Groups),
    totals: &mut Totals,
) -> Result<u64, Stop> {
    let notes = Arc::new(Mutex::new(Vec::new()));
    let spill = Arc::new(Mutex::new(spill));
    let made = {
        let (notes, groups) = (Arc::clone(&notes), groups.clone());
        Made::new(move || Ok(Box::new(Joined::new(&spill, &groups, &notes)?)))
    };
    let inputs = [Input::Made(made)];
    let again = Plan {
        inputs: &inputs,
        outputs: &[],
        from: formats::by_name("ndjson"),
        write: Some(writing),
        encoding: None,
        // What was interrupted while it was read is written all the same.
        meter: Arc::default(),
        // What was to be done to the records has been done.
        read: stream::ReadOptions::default(),
        mojibake: stream::Mojibake::Tell,
        pages: None,
        tell: stream::Tell::default(),
        limits: plan.limits,
    };
    let mut deliver = Deliver { delivery };
    let written = match stream::run(&again, &mut deliver) {
        Ok(written) => written,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(Stop::Closed),
        Err(error) => return Err(Stop::Refused(error.to_string())),
    };
    let disagreements = std::mem::take(&mut *locked(&notes)?);
    for note in &disagreements {
        delivery.note(note)?;
    }
    totals.written = written.written;
    totals.set_aside += written.set_aside;
    totals.losses = written.losses;
    totals.forecast = written.forecast;
    totals.bytes = written.bytes;
    totals.parts = written.parts;
    for (name, tally) in written.notes {
        if OF_WRITING.contains(&name) {
            totals.notes.insert(name, tally);
        }
    }
    Ok(disagreements.len() as u64)
}

/// The sink of reading: records go to the spill, everything said goes where the output goes.
struct Gather<'d> {
    delivery: Option<&'d mut Delivery>,
    filling: Filling,
}

impl Sink for Gather<'_> {
    fn kept(&self) -> usize {
        self.filling.bytes()
    }

    fn prepare(&mut self, _record: &mut Record, _key: &str) {
        if let Some(delivery) = &mut self.delivery {
            delivery.progress.record();
        }
    }

    fn note(&mut self, note: &Note) -> io::Result<()> {
        // What has no place is about an output, and this one is none.
        match &mut self.delivery {
            Some(delivery) if note.place != Place::default() => delivery.note(note),
            _ => Ok(()),
        }
    }

    fn set_aside(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        self.delivery.as_mut().map_or(Ok(()), |delivery| delivery.set_aside(piece))
    }

    fn write(&mut self, _part: &str, bytes: &[u8]) -> io::Result<()> {
        if let Some(delivery) = &mut self.delivery {
            delivery.progress.tell();
        }
        self.filling.take(bytes)
    }

    fn part_ended(&mut self, _part: &str) -> io::Result<()> {
        Ok(())
    }

    fn file(&mut self, sum: &FileSum) -> io::Result<()> {
        self.delivery.as_mut().map_or(Ok(()), |delivery| delivery.file(sum))
    }
}

/// The sink of writing: everything but what reading has said already.
struct Deliver<'d> {
    delivery: &'d mut Delivery,
}

impl Sink for Deliver<'_> {
    fn prepare(&mut self, record: &mut Record, key: &str) {
        self.delivery.prepare(record, key);
    }

    fn note(&mut self, note: &Note) -> io::Result<()> {
        let is_of_writing = OF_WRITING.contains(&note.code.name) || note.place == Place::default();
        // Where nothing was read, reading has said so.
        let is_of_writing = is_of_writing && *note.code != stream::FILE_WITHOUT_RECORDS;
        if is_of_writing { self.delivery.note(note) } else { Ok(()) }
    }

    fn set_aside(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        self.delivery.set_aside(piece)
    }

    fn write(&mut self, part: &str, bytes: &[u8]) -> io::Result<()> {
        self.delivery.write(part, bytes)
    }

    fn part_ended(&mut self, part: &str) -> io::Result<()> {
        self.delivery.part_ended(part)
    }

    fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
        Ok(())
    }
}
