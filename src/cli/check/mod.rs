//! `refmill check`: what is wrong with a collection and where, and what a destination will not take of it.
//!
//! Records are read and cleaned as `convert` does it, so that a finding is what will still be wrong after a conversion. With a
//! destination or a format they are written too, into nothing: the writer itself says what is lost.

pub(super) mod codes;
mod gather;
mod html;
mod lines;
mod policy;
mod report;
mod sarif;

use super::choice::{DESTINATION, WRITABLE};
use super::cleaning::Cleaning;
use super::config::{self, FailOn};
use super::reading::{self, Reading};
use super::screen::{Screen, column, counted, fit};
use super::summary::{self, files_line};
use super::{Exit, Stop, convert, delivery, interrupt};
use crate::check::{self, Context};
use crate::clean::decisions::Decisions;
use crate::formats::{self, Format};
use crate::record::Record;
use crate::report::{Note, Place, Severity, quoted, reason};
use crate::stream::input::Input;
use crate::stream::output::{Identity, Output};
use crate::stream::{self, Meter, Plan, Split, Tell, Writing};
use crate::write::WriteOptions;
use crate::write::citation_key::KeyMaker;
use crate::write::destination::{Destination, GENERIC, Limits, traps};
use clap::{Args, ValueEnum};
use gather::Gather;
use policy::{Level, Policy};
use report::{Report, Summary};
use std::cell::Cell;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) const EXAMPLES: &str = "Examples:\n  \
    refmill check refs.ris                       what is wrong, and where\n  \
    refmill check refs.ris --for covidence       what Covidence will refuse, drop and mangle\n  \
    refmill check refs.ris -o report.html        one file to mail to a colleague\n  \
    refmill check --explain doi-malformed        why, and what to do about it\n  \
    refmill check refs --format sarif --fail-on error > refs.sarif\n\n\
    Exit status:\n  \
    0  nothing was found at or above --fail-on\n  \
    1  something was found\n  \
    2  wrong use\n  \
    3  some records or files could not be read\n  \
    4  no record could be read";

// What the command is for stands at its row of the commands: a comment here would stand there instead.
#[derive(Args)]
pub(super) struct Arguments {
    /// Files and folders to check; `-` or nothing is standard input
    #[arg(value_name = "FILE|DIR|-")]
    inputs: Vec<PathBuf>,

    /// The program the references are for: what it refuses, drops and mangles is found too
    #[arg(long = "for", value_name = "DEST", value_parser = DESTINATION, help_heading = "Checking")]
    destination: Option<&'static &'static Destination>,

    /// The format they will be written in: what it cannot hold is found too; by default the best one for DEST
    #[arg(short, long, value_name = "FORMAT", value_parser = WRITABLE, help_heading = "Checking")]
    to: Option<&'static Format>,

    /// Find these codes and no others
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', value_parser = policy::code, help_heading = "Checking")]
    only: Vec<&'static str>,

    /// Do not find these codes
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', value_parser = policy::code, help_heading = "Checking")]
    skip: Vec<&'static str>,

    /// What is shown: findings from this severity on (info, warning, error), warnings and errors by default. CODE=LEVEL makes a
    /// code more or less severe, or `off`
    #[arg(long, value_name = "LEVEL|CODE=LEVEL,…", value_delimiter = ',', value_parser = policy::level, help_heading = "Checking")]
    severity: Vec<Level>,

    /// Exit with 1 from this severity on: info, warning, error, or never [default: warning]
    #[arg(long, value_name = "LEVEL", value_parser = policy::fail_on, help_heading = "Checking")]
    fail_on: Option<FailOn>,

    /// Explain a code and do nothing else; `all` lists them
    #[arg(long, value_name = "CODE|all", conflicts_with_all = ["inputs", "output", "destination", "to"], help_heading = "Checking")]
    explain: Option<String>,

    /// Form of the report; by default the extension of --output tells
    #[arg(long, value_name = "FORM", help_heading = "Reporting")]
    format: Option<Form>,

    /// A file for the report; by default standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Reporting")]
    output: Option<PathBuf>,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    configuration: config::Choice,

    /// No summary
    #[arg(short, long)]
    quiet: bool,
}

/// Form of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A finding a line, for people
    Human,
    /// An object a line for each finding, and one with the sums at the end
    Json,
    /// SARIF 2.1.0, for code review and editors
    Sarif,
    /// One file that any browser shows
    Html,
}

impl Form {
    fn report(self) -> Box<dyn Report> {
        match self {
            Self::Human => Box::new(lines::Human),
            Self::Json => Box::new(lines::Json),
            Self::Sarif => Box::<sarif::Sarif>::default(),
            Self::Html => Box::<html::Html>::default(),
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    if let Some(name) = &arguments.explain {
        return explain(name);
    }
    reading::present(&arguments.inputs)?;
    let config = arguments.configuration.read(arguments.quiet)?;
    let named = (arguments.only.as_slice(), arguments.skip.as_slice());
    let policy = Policy::new(named, &arguments.severity, arguments.fail_on, &config);
    let target = Target::of(arguments, &config)?;
    let form = form(arguments)?;
    let mut cleaning = Cleaning::usual();
    cleaning.configure(&config.clean, &arguments.reading);
    let cleaner = cleaning.cleaner(&arguments.reading, Decisions::default())?;
    let inputs = reading::inputs(&arguments.inputs)?;
    let pages = arguments.reading.pages()?;
    let file = arguments.output.as_deref().filter(|path| *path != Path::new("-"));
    let mut output = file.map(|file| begin(file, &inputs)).transpose()?;
    let outputs: Vec<Identity> =
        file.and_then(Identity::of).into_iter().chain(output.as_ref().and_then(Output::identity)).collect();
    let meter = Arc::<Meter>::default();
    interrupt::watch(&meter, arguments.quiet);
    let mut report = form.report();
    let context = Context { year: this_year() };
    let checking = |record: &Record| found(record, &context, target.as_ref());
    let pattern = config.key_pattern.clone().unwrap_or_default();
    let keys = KeyMaker::new(pattern, false);
    let options = target.as_ref().map(Target::options).unwrap_or_default();
    let write = target.as_ref().and_then(|target| target.writing(&options, &keys));
    let mut plan = convert::cleaned(arguments.reading.plan(&inputs, pages.as_ref()), &cleaner);
    plan.read.checking = Some(&checking);
    let tell = Tell { sources: report.shows_sources(), losses: true };
    let plan = Plan { outputs: &outputs, write, meter, tell, ..plan };
    let closed = Cell::new(false);
    let mut stdout = io::BufWriter::new(Pipe { out: io::stdout().lock(), closed: &closed });
    let out: &mut dyn Write = match &mut output {
        Some(output) => output,
        None => &mut stdout,
    };
    let mut gather = Gather::new(&policy, report.as_mut(), keys.clone(), (out, &closed));
    let named = |error: io::Error| match file {
        Some(file) if error.kind() != io::ErrorKind::BrokenPipe => {
            delivery::at(&file.display().to_string(), &error)
        }
        _ => error,
    };
    let gathered = stream::run(&plan, &mut gather).and_then(|mut totals| {
        // What the writer alone refuses has been read and checked: it is a finding.
        totals.set_aside -= totals.refused();
        gather.collection(&totals, target.as_ref().map(|target| target.destination))?;
        Ok(totals)
    });
    let totals = match gathered {
        Ok(totals) => totals,
        // An interrupt reaches every step of a pipe, and the next one may have gone first.
        Err(_) if closed.get() && plan.meter.is_stopped() => return Ok(Exit::Interrupted),
        Err(_) if closed.get() && gather.is_failure() => return Ok(Exit::Findings),
        Err(error) => return Err(named(error).into()),
    };
    let exit = match summary::exit(&totals) {
        _ if totals.stopped.is_some() => Exit::Interrupted,
        Exit::Done if gather.is_failure() => Exit::Findings,
        exit => exit,
    };
    let ended = gather.end(&totals, exit as u8).map_err(named)?;
    stdout.flush()?;
    if let Some(output) = output {
        output.finish().map_err(named)?;
    }
    if !arguments.quiet {
        let summary = Summary {
            totals: &totals,
            tallies: &ended.tallies,
            repairs: ended.repairs,
            forecast: &ended.forecast,
            shown: policy.shown,
            status: exit as u8,
        };
        let screen = summed_up(arguments, &summary, target.as_ref(), file);
        let _ = screen.print(&mut io::stderr().lock());
    }
    Ok(exit)
}

/// Standard output that may be closed by whoever reads it, as `head` does. The status is what scripts ask for, and must not
/// depend on how much of the report was read: what comes after that is thrown away, and the run ends as soon as it is known
/// to fail.
struct Pipe<'c, W> {
    out: W,
    closed: &'c Cell<bool>,
}

impl<W: Write> Write for Pipe<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed.get() {
            return Ok(bytes.len());
        }
        match self.out.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed.set(true);
                Ok(bytes.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.out.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed.set(true);
                Ok(())
            }
            flushed => flushed,
        }
    }
}

fn explain(name: &str) -> Result<Exit, Stop> {
    let screen = if name == "all" {
        codes::list()
    } else {
        let name = policy::code(name).map_err(|why| Stop::Refused(format!("{}: {why}", quoted(name))))?;
        codes::by_name(name).map(codes::explained).ok_or(Stop::Closed)?
    };
    screen.print_whole(&mut io::stdout().lock())?;
    Ok(Exit::Done)
}

/// What speaks against a record: all lints, and the traps of the destination.
fn found(record: &Record, context: &Context, target: Option<&Target>) -> Vec<Note> {
    let mut notes = check::run_all(record, context);
    if let Some(Target { destination, format }) = target {
        let trapped = traps::found(destination, format.name, record);
        notes.extend(trapped.map(|(code, field, message)| Note {
            code,
            place: Place::default(),
            field,
            message,
        }));
    }
    notes
}

/// The year of the clock, in which no article of the next one has appeared; `None` where the clock is wrong.
fn this_year() -> Option<i32> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    let now = jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    Some(i32::from(jiff::tz::TimeZone::UTC.to_datetime(now).year()))
}

/// For whom the collection is, and in which format it will be written.
#[derive(Clone, Copy)]
struct Target {
    destination: &'static Destination,
    format: &'static Format,
}

impl Target {
    /// What the user names; `None` where nothing is.
    fn of(arguments: &Arguments, config: &config::Config) -> Result<Option<Self>, Stop> {
        let named = arguments.destination.copied();
        // A format of the command line goes before a destination of the configuration.
        let takes = |it: &&Destination| arguments.to.is_none_or(|format| it.takes(format.name));
        let destination = named.or(config.destination.copied().filter(takes));
        let preferred = || destination.and_then(|it| formats::by_name(it.preferred_format()));
        let Some(format) = arguments.to.or_else(preferred) else { return Ok(None) };
        let destination = destination.unwrap_or(GENERIC);
        if named.is_some() && !destination.takes(format.name) {
            return Err(Stop::Refused(convert::not_imported(destination, format)));
        }
        Ok(Some(Self { destination, format }))
    }

    fn options(&self) -> WriteOptions {
        WriteOptions { destination: self.destination, ..WriteOptions::default() }
    }

    /// What writes the records, cut as `convert` would cut them.
    fn writing<'a>(&self, options: &'a WriteOptions, keys: &'a KeyMaker) -> Option<Writing<'a>> {
        let writer = self.format.writer?;
        let limits = self.destination.limits;
        let can_be_cut = limits != Limits::NONE && writer.packer(options).is_none();
        let split = can_be_cut.then_some(Split::Fit(limits));
        Some(Writing { format: self.format.name, writer, options, keys, split })
    }
}

fn form(arguments: &Arguments) -> Result<Form, Stop> {
    if let Some(form) = arguments.format {
        return Ok(form);
    }
    let Some(output) = &arguments.output else { return Ok(Form::Human) };
    let extension = output.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => Ok(Form::Html),
        "sarif" => Ok(Form::Sarif),
        "json" | "jsonl" | "ndjson" => Ok(Form::Json),
        "" | "txt" | "log" => Ok(Form::Human),
        _ => Err(Stop::Refused(format!(
            "the extension of {} names no form of a report; it is .html, .sarif, .jsonl or .txt, or give one with --format",
            quoted(&output.display().to_string())
        ))),
    }
}

/// Opens the file of the report, which must not be one of the files that are checked.
fn begin(file: &Path, inputs: &[Input]) -> Result<Output, Stop> {
    let shown = quoted(&file.display().to_string());
    let existing = Identity::of(file);
    let is_input = inputs.iter().any(|input| match input {
        Input::Path(path) => existing.is_some() && Identity::of(path) == existing,
        Input::Stdin | Input::Made(_) => false,
    });
    if is_input {
        return Err(Stop::Refused(format!(
            "{shown} is an input and would be overwritten; name another file for the report"
        )));
    }
    Output::create(file)
        .map_err(|error| Stop::Refused(format!("{shown} cannot be written: {}", reason(&error))))
}

/// More codes than these are summed up in one line.
const IN_FULL: usize = 8;

fn summed_up(
    arguments: &Arguments,
    summary: &Summary<'_>,
    target: Option<&Target>,
    file: Option<&Path>,
) -> Screen {
    let totals = summary.totals;
    let mut screen = Screen::default();
    if let Some(place) = &totals.stopped {
        screen.line(&format!("Stopped before the end, at {place}; nothing behind that place was checked."));
    }
    screen.line(&files_line(totals));
    let for_whom =
        target.map(|target| format!(" for {} as {}", target.destination.title, target.format.name));
    screen.line(&format!(
        "Checked {}{}: {}",
        counted(totals.read, "record"),
        for_whom.unwrap_or_default(),
        summary.in_words()
    ));
    let tallies = summary.worst_first();
    let (full, short) = tallies.split_at(tallies.len().min(IN_FULL));
    for report::Tally { code, severity, count } in full {
        let name = column(&format!("{severity}[{}]", code.name), 38);
        screen.line(&format!("{count:>7}  {name}  {}", fit(&codes::in_a_line(code.name), 51)));
    }
    let rest: Vec<String> =
        short.iter().map(|tally| format!("{} {}", tally.code.name, tally.count)).collect();
    if !rest.is_empty() {
        screen.line(&format!("   also  {}", rest.join(", ")));
    }
    if summary.hidden() > 0 {
        screen.line(&format!(
            "{} below {} not shown (--severity info shows all)",
            counted(summary.hidden(), "finding"),
            summary.shown
        ));
    }
    if summary.repairs > 0 {
        screen.line(&format!("refmill clean would repair {}", counted(summary.repairs, "value")));
    }
    if let Some(file) = file {
        screen.line(&format!("The report is {}", file.display()));
    }
    let typed = reading::typed(&arguments.inputs);
    match full.first() {
        Some(worst) => {
            let explain = format!("refmill check --explain {}", worst.code.name);
            screen.next(&explain, "why, and what to do about it");
        }
        None if totals.read == 0 => screen.next("refmill formats", "what can be read"),
        None => {}
    }
    if summary.repairs > 0 {
        screen.next(&format!("refmill clean {typed} --diff"), "what would be repaired");
    }
    if file.is_none() && summary.count(Severity::Warning) + summary.count(Severity::Error) > 0 {
        screen.next(&format!("refmill check {typed} -o report.html"), "the records beside their problems");
    }
    screen
}
