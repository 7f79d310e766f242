//! `refmill convert`.

use super::choice::{self, DESTINATION, PRESET, STYLE, WRITABLE};
use super::cleaning::Cleaning;
use super::cut::{self, Cut, folder_of, folders};
use super::delivery::{Delivery, Ending, FEW_FILES, Placed, Places, file_line};
use super::foreign::Foreign;
use super::progress::{Last, Progress, ProgressChoice};
use super::reading::{self, Reading};
use super::screen::{Screen, counted, typed};
use super::summary::{self, files_line};
use super::{Exit, Stop, watch};
use super::{config, interrupt};
use crate::clean::Cleaner;
use crate::clean::decisions::Decisions;
use crate::formats::{self, Format};
use crate::report::{Severity, quoted};
use crate::stream::input::Input;
use crate::stream::output::Identity;
use crate::stream::{self, Meter, Plan, Totals, Writing};
use crate::write::citation_key::{KeyMaker, KeyPattern};
use crate::write::csv::{self, Preset};
use crate::write::destination::{CslArticleNumber, CslLanguageOf, CslParticles, Destination, GENERIC, Lead};
use crate::write::text::style::Style;
use crate::write::{Abstracts, CsvFormulas, Leftovers, WriteOptions, Writer};
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub(super) const EXAMPLES: &str = "Examples:\n  \
    refmill convert pages -o references.ris\n  \
    refmill convert pages --for zotero -o zotero.ris --notes notes.jsonl\n  \
    curl -s https://example.org/page.txt | refmill convert -t csl-jsonl | jq .title\n  \
    refmill convert pages -t csv --columns title,doi,year --bom -o table.csv";

// What the command is for stands at its row of the commands: `clean` takes these arguments too.
#[derive(Args)]
pub(super) struct Arguments {
    /// Files and folders to read; `-` or nothing is standard input
    #[arg(value_name = "FILE|DIR|-")]
    pub(super) inputs: Vec<PathBuf>,

    /// Format of the output; by default the extension of --output tells, then --for; CSL-JSON lines into a pipe
    #[arg(short, long, value_name = "FORMAT", value_parser = WRITABLE, help_heading = "Writing")]
    pub(super) to: Option<&'static Format>,

    /// The output file; by default standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Writing")]
    pub(super) output: Option<PathBuf>,

    /// The program the output is for: everything is put where it shows it
    #[arg(long = "for", value_name = "DEST", value_parser = DESTINATION, help_heading = "Writing")]
    pub(super) destination: Option<&'static &'static Destination>,

    /// A byte-order mark in front, for spreadsheets (csv, tsv, ris)
    #[arg(long, help_heading = "Writing")]
    bom: bool,

    /// LF instead of CRLF at line ends (csv, tsv, ris)
    #[arg(long, help_heading = "Writing")]
    lf: bool,

    /// Accents as TeX commands (bibtex, biblatex)
    #[arg(long, help_heading = "Writing")]
    ascii: bool,

    /// Records without a PMID too, with an empty PMID line (nbib)
    #[arg(long, help_heading = "Writing")]
    allow_no_pmid: bool,

    /// The same as --to tsv
    #[arg(long, conflicts_with = "to", help_heading = "Writing")]
    pub(super) tsv: bool,

    /// Columns of the table, in this order (csv, tsv, xlsx)
    #[arg(long, value_name = "A,B,C", value_delimiter = ',', help_heading = "Writing")]
    columns: Vec<String>,

    /// Lay the table out like another program's (csv, tsv, xlsx)
    #[arg(long, value_name = "PROGRAM", value_parser = PRESET, conflicts_with = "columns", help_heading = "Writing")]
    like: Option<&'static Preset>,

    /// Citation style of the bibliography (text)
    #[arg(long, value_name = "STYLE", value_parser = STYLE, help_heading = "Writing")]
    pub(super) style: Option<&'static Style>,

    /// What becomes of cells that a spreadsheet would run (csv, tsv)
    #[arg(long, value_name = "HOW", default_value = "guard", help_heading = "Writing")]
    csv_formulas: FormulasChoice,

    /// What becomes of values that RIS has no line for (ris)
    #[arg(long, value_name = "HOW", default_value = "note", help_heading = "Writing")]
    ris_leftovers: LeftoversChoice,

    /// Which title leads: the one the source shows first, the one in the article's language, or the English one
    #[arg(long, value_name = "WHICH", default_value = "asis", help_heading = "Writing")]
    title: TitleChoice,

    /// Particles of family names in CSL-JSON: in the family name (Zotero loses them otherwise), or apart
    #[arg(long, value_name = "HOW", help_heading = "Writing")]
    csl_particles: Option<ParticlesChoice>,

    /// Whose language CSL-JSON names; processors set the names of a Chinese article family name first
    #[arg(long, value_name = "WHOSE", help_heading = "Writing")]
    csl_language: Option<LanguageChoice>,

    /// An abstract in a further language: on its own, or behind the first for programs that show but one
    #[arg(long, value_name = "HOW", default_value = "apart", help_heading = "Writing")]
    abstracts: AbstractsChoice,

    /// Variable of an article number in CSL-JSON
    #[arg(long, value_name = "WHERE", help_heading = "Writing")]
    csl_eid: Option<EidChoice>,

    /// How citation keys are made: scholar, bbt, jabref, zotero, or a pattern such as `[auth:lower][year]`
    /// [default: scholar]
    #[arg(long, value_name = "PATTERN", value_parser = KeyPattern::parse, help_heading = "Writing")]
    key_pattern: Option<KeyPattern>,

    /// Keep keys of the input with letters beyond ASCII
    #[arg(long, help_heading = "Writing")]
    keep_keys: bool,

    #[command(flatten)]
    pub(super) reading: Reading,

    #[command(flatten)]
    pub(super) cleaning: Cleaning,

    #[command(flatten)]
    configuration: config::Choice,

    /// Cut the output into files of N records, or into one an input file or a year: refs.ris becomes refs-0001.ris. With --for
    /// it is cut to what the program takes at once; `none` keeps it whole
    #[arg(long, value_name = "N|file|year|none", value_parser = cut::parse, requires = "output", help_heading = "Writing")]
    pub(super) split_by: Option<Cut>,

    /// Go on reading a folder: what arrives in it is appended to --output, each file once. An interrupt ends it
    #[arg(long, value_name = "DIR", requires = "output", conflicts_with_all = ["inputs", "split_by", "strict"])]
    pub(super) watch: Option<PathBuf>,

    /// With --watch: read a file when it has not changed for so long, because it may still be written
    #[arg(long, value_name = "SECONDS", default_value_t = 10, requires = "watch")]
    pub(super) settle: u32,

    /// Exit with 1 when anything is doubtful or is not held by the output
    #[arg(long)]
    pub(super) strict: bool,

    /// Write every note to a file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(super) notes: Option<PathBuf>,

    /// Keep what could not be read in a file, each text with the reason. Mended there, it is an input like any other
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,

    /// How far the run has come, on stderr
    #[arg(long, value_name = "HOW", default_value = "auto")]
    pub(super) progress: ProgressChoice,

    /// No summary; only what keeps refmill from running
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Every note and the sums of every file
    #[arg(short, long)]
    pub(super) verbose: bool,
}

impl Arguments {
    /// Takes from the configuration what the command line leaves open. Its destination is that of files with a name: what goes
    /// through a pipe goes to the next step.
    pub(super) fn configure(&mut self) -> Result<(), Stop> {
        let config = self.configuration.read(self.quiet)?;
        self.cleaning.configure(&config.clean, &self.reading);
        self.key_pattern = self.key_pattern.take().or(config.key_pattern);
        if self.destination.is_some() || output_file(self).is_none() {
            return Ok(());
        }
        let Some(configured) = config.destination else { return Ok(()) };
        self.destination = Some(configured);
        if output_format(self, None).is_err() {
            self.destination = None;
            if !self.quiet && output_format(self, None).is_ok() {
                let _ = writeln!(
                    io::stderr(),
                    "{} of the configuration does not import this format; it is written for no program in particular",
                    configured.title
                );
            }
        }
        Ok(())
    }

    /// What makes the citation keys.
    pub(super) fn keys(&self) -> KeyMaker {
        KeyMaker::new(self.key_pattern.clone().unwrap_or_default(), self.keep_keys)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormulasChoice {
    /// An apostrophe in front, which a reader takes away again
    Guard,
    /// As they are
    Verbatim,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LeftoversChoice {
    /// One note line at the end of the record
    Note,
    /// Leave them out and count them as lost
    Drop,
}

/// What a run that watches a folder does with each file.
pub(super) struct Job<'a> {
    pub(super) output: &'a Path,
    pub(super) notes: Option<&'a Path>,
    pub(super) rejects: Option<&'a Path>,
    pub(super) format: &'static str,
    pub(super) writer: &'a dyn Writer,
    pub(super) options: &'a WriteOptions,
    pub(super) keys: &'a KeyMaker,
    /// How long a file of the folder has to be as it is before it is read.
    pub(super) settle: Duration,
    pub(super) plan: Plan<'a>,
    pub(super) quiet: bool,
    pub(super) verbose: bool,
}

/// What other commands that write records do otherwise.
pub(super) struct Manner<'a> {
    /// The format where nothing says which one.
    pub(super) without_a_hint: Option<&'static str>,
    pub(super) cleaner: &'a Cleaner,
    /// The summary is one line about the cleaning.
    pub(super) in_one_line: bool,
    /// Files beside the outputs, with their options; none of them may be an input or an output.
    pub(super) further: &'a [(&'static str, Option<&'a Path>)],
}

pub(super) fn run(mut arguments: Arguments) -> Result<Exit, Stop> {
    arguments.configure()?;
    let arguments = &arguments;
    reading::present(&arguments.inputs)?;
    let cleaner = arguments.cleaning.cleaner(&arguments.reading, Decisions::default())?;
    // The next step of a pipe reads CSL-JSON lines, which lose nothing; a person is asked.
    let without_a_hint = (!io::stdout().is_terminal()).then_some("csl-jsonl");
    run_as(arguments, &Manner { without_a_hint, cleaner: &cleaner, in_one_line: false, further: &[] })
}

pub(super) fn run_as(arguments: &Arguments, manner: &Manner<'_>) -> Result<Exit, Stop> {
    // A name mistyped is told before what else may be missing.
    reading::present(&arguments.inputs)?;
    let format = output_format(arguments, manner.without_a_hint)?;
    let options = write_options(arguments, format)?;
    let keys = arguments.keys();
    let inputs = match &arguments.watch {
        Some(folder) if !folder.is_dir() => {
            let shown = quoted(&folder.display().to_string());
            return Err(Stop::Refused(format!("{shown} is no folder; --watch takes one")));
        }
        Some(folder) => vec![Input::Path(folder.clone())],
        None => reading::inputs(&arguments.inputs)?,
    };
    let pages = arguments.reading.pages()?;
    let replaces = output_file(arguments).is_some_and(Path::is_file);
    let outputs = outputs(arguments, &inputs, manner.further)?;
    let writer = format.writer.ok_or_else(|| Stop::Refused(format!("{} cannot be written", format.name)))?;
    // A packed file is binary, and a terminal takes some bytes for commands.
    if writer.packer(&options).is_some() && output_file(arguments).is_none() && io::stdout().is_terminal() {
        return Err(Stop::Refused(format!(
            "{} is binary and would garble the terminal; name a file with -o",
            format.name
        )));
    }
    let meter = Arc::<Meter>::default();
    interrupt::watch(&meter, arguments.quiet);
    if let (Some(folder), Some(output)) = (&arguments.watch, output_file(arguments)) {
        let job = Job {
            output,
            notes: arguments.notes.as_deref(),
            rejects: arguments.rejects.as_deref(),
            format: format.name,
            writer,
            options: &options,
            keys: &keys,
            settle: Duration::from_secs(arguments.settle.into()),
            plan: cleaned(arguments.reading.plan(&[], pages.as_ref()), manner.cleaner),
            quiet: arguments.quiet,
            verbose: arguments.verbose,
        };
        return watch::run(folder, &job, &meter);
    }
    let split = cut::of(arguments.split_by, output_file(arguments), &inputs, (&options, writer));
    let places = Places {
        output: output_file(arguments),
        split,
        inputs: &inputs,
        notes: arguments.notes.as_deref(),
        rejects: arguments.rejects.as_deref(),
    };
    let is_silent = arguments.quiet || arguments.verbose;
    let progress = Progress::new(arguments.progress, is_silent, &inputs, &meter);
    let mut delivery = Delivery::open(&places, format.name, keys.clone(), arguments.verbose, progress)?;
    let outputs: Vec<Identity> = outputs.into_iter().chain(delivery.identities()).collect();
    let plan = Plan {
        outputs: &outputs,
        write: Some(Writing { format: format.name, writer, options: &options, keys: &keys, split }),
        meter,
        ..cleaned(arguments.reading.plan(&inputs, pages.as_ref()), manner.cleaner)
    };
    let totals = match stream::run(&plan, &mut delivery) {
        Ok(totals) => totals,
        // An interrupt reaches every step of a pipe, and the next one may have gone first.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe && plan.meter.is_stopped() => {
            return Ok(Exit::Interrupted);
        }
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(Stop::Closed),
        Err(error) => return Err(Stop::Refused(error.to_string())),
    };
    let exit = match summary::exit(&totals) {
        _ if totals.stopped.is_some() => Exit::Interrupted,
        Exit::Done if arguments.strict && doubtful(&totals) => Exit::Findings,
        exit => exit,
    };
    // What stood there before may be of more use than an empty file.
    let put = delivery.finish(match exit {
        Exit::NothingReadable => Ending::Dropped,
        Exit::Interrupted => Ending::Partial,
        _ => Ending::Whole,
    })?;
    delivery.progress.end(Last {
        found: totals.found(),
        written: totals.written,
        set_aside: totals.set_aside,
        notes: totals.notes.values().map(|tally| tally.count).sum(),
        stopped: totals.stopped.as_ref(),
        exit: exit as u8,
    });
    if !arguments.quiet && !delivery.progress.is_json() {
        // Nobody to tell is no reason to fail.
        let _ = if manner.in_one_line {
            let mut line = summary::cleaned(&totals, manner.cleaner, arguments.notes.is_some());
            if exit == Exit::NothingReadable {
                line.push_str(&target(arguments, format, exit, (&put, replaces)));
            }
            let mut screen = Screen::default();
            if exit == Exit::NothingReadable {
                screen.line(&files_line(&totals));
            }
            losses(arguments, format, (&totals, &delivery.foreign), &mut screen);
            summary::errors(&totals, &mut screen);
            let mut stderr = io::stderr().lock();
            writeln!(stderr, "{line}").and_then(|()| screen.print(&mut stderr))
        } else {
            summed_up(arguments, format, (&totals, &delivery), exit, (&put, replaces))
                .print(&mut io::stderr().lock())
        };
    }
    Ok(exit)
}

/// A plan whose records are cleaned.
pub(super) fn cleaned<'a>(mut plan: Plan<'a>, cleaner: &'a Cleaner) -> Plan<'a> {
    plan.read.cleaner = Some(cleaner);
    plan
}

/// The output file; `None` is standard output.
pub(super) fn output_file(arguments: &Arguments) -> Option<&Path> {
    arguments.output.as_deref().filter(|path| *path != Path::new("-"))
}

pub(super) fn doubtful(totals: &Totals) -> bool {
    totals.count_of(Severity::Warning) + totals.count_of(Severity::Error) > 0
}

pub(super) fn output_format(
    arguments: &Arguments,
    without_a_hint: Option<&'static str>,
) -> Result<&'static Format, Stop> {
    let destination = arguments.destination.copied();
    let named = if arguments.tsv { formats::by_name("tsv") } else { arguments.to };
    let of_file = output_file(arguments);
    let extension = of_file.and_then(Path::extension).and_then(|extension| extension.to_str());
    let preferred = destination.and_then(|destination| formats::by_name(destination.preferred_format()));
    // Two formats share an extension; the destination knows which one it prefers.
    let shared =
        preferred.filter(|format| extension.is_some_and(|extension| has_extension(format, extension)));
    let taken = |format: &&Format| {
        // Any text file may be called `.txt`.
        format.name != "text" || destination.is_none_or(|destination| destination.takes(format.name))
    };
    let of_extension = shared.or_else(|| extension.and_then(formats::for_output).filter(taken));
    let of_style = arguments.style.and_then(|_| formats::by_name("text"));
    let format = named.or(of_extension).or(of_style).or(preferred);
    let format = match (format, of_file) {
        (Some(format), _) => format,
        (None, Some(file)) => {
            return Err(Stop::Refused(choice::unknown_extension(&file.display().to_string())));
        }
        (None, None) if without_a_hint.is_some() => {
            without_a_hint.and_then(formats::by_name).ok_or(Stop::Closed)?
        }
        (None, None) => {
            return Err(Stop::Refused(format!(
                "which format? Give one with -t, or a file with -o\n  Formats: {}",
                choice::writable_with_extensions()
            )));
        }
    };
    match destination {
        Some(destination) if !destination.takes(format.name) => {
            Err(Stop::Refused(not_imported(destination, format)))
        }
        _ => Ok(format),
    }
}

/// Why a format cannot be written for a destination.
pub(super) fn not_imported(destination: &Destination, format: &Format) -> String {
    format!(
        "{} does not import {}; it takes {}",
        destination.title,
        format.name,
        destination.formats.join(", ")
    )
}

fn has_extension(format: &Format, extension: &str) -> bool {
    format.extensions.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Which title leads (mapping reference 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TitleChoice {
    /// As the source, or the destination, has it
    Asis,
    /// The vernacular title, native names and journal name
    Vernacular,
    /// The English title and journal name
    English,
}

/// Where particles stand (mapping reference 8.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ParticlesChoice {
    /// "family": "de la Cruz"
    Joined,
    /// "non-dropping-particle": "de la"
    Split,
}

/// Whose language CSL `language` is (mapping reference 2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LanguageChoice {
    /// The article's
    Article,
    /// The leading title's, or none, so that processors do not turn round names in Latin letters
    Display,
}

/// What becomes of an abstract in a further language (mapping reference 8.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AbstractsChoice {
    /// A note, a field or a column of its own
    Apart,
    /// Behind the first one, after " // "
    Join,
}

/// Where an article number stands (mapping reference 8.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EidChoice {
    /// In page
    Page,
    /// In number
    Number,
    /// In both
    Both,
}

/// The destination's table, with what the user wants otherwise.
fn destination(arguments: &Arguments) -> &'static Destination {
    let table = arguments.destination.copied().unwrap_or(GENERIC);
    let mut own = *table;
    match arguments.title {
        TitleChoice::Asis => {}
        TitleChoice::Vernacular => own.lead = Lead::Vernacular,
        TitleChoice::English => own.lead = Lead::English,
    }
    if arguments.csl_language == Some(LanguageChoice::Display) {
        own.csl_json.language_of = CslLanguageOf::Shown;
    }
    match arguments.csl_particles {
        Some(ParticlesChoice::Joined) => own.csl_json.particles = CslParticles::Joined,
        Some(ParticlesChoice::Split) => own.csl_json.particles = CslParticles::Split,
        None => {}
    }
    match arguments.csl_eid {
        Some(EidChoice::Page) => own.csl_json.article_number = CslArticleNumber::Page,
        Some(EidChoice::Number) => own.csl_json.article_number = CslArticleNumber::Number,
        Some(EidChoice::Both) => own.csl_json.article_number = CslArticleNumber::Both,
        None => {}
    }
    // Once a run, for as long as the run: the tables of destinations live as long as the program.
    Box::leak(Box::new(own))
}

pub(super) fn write_options(arguments: &Arguments, format: &Format) -> Result<WriteOptions, Stop> {
    const TABLES: &[&str] = &["csv", "tsv", "xlsx"];
    const CSV: &[&str] = &["csv", "tsv"];
    const WITH_RIS: &[&str] = &["csv", "tsv", "ris"];
    let given = [
        ("--bom", arguments.bom, WITH_RIS),
        ("--lf", arguments.lf, WITH_RIS),
        ("--ascii", arguments.ascii, &["bibtex", "biblatex"]),
        ("--allow-no-pmid", arguments.allow_no_pmid, &["nbib"]),
        ("--columns", !arguments.columns.is_empty(), TABLES),
        ("--like", arguments.like.is_some(), TABLES),
        ("--csv-formulas verbatim", arguments.csv_formulas == FormulasChoice::Verbatim, CSV),
        ("--style", arguments.style.is_some(), &["text"]),
        ("--csl-particles", arguments.csl_particles.is_some(), &["csl-json", "csl-jsonl"]),
        ("--csl-eid", arguments.csl_eid.is_some(), &["csl-json", "csl-jsonl"]),
        ("--csl-language", arguments.csl_language.is_some(), &["csl-json", "csl-jsonl"]),
        ("--ris-leftovers drop", arguments.ris_leftovers == LeftoversChoice::Drop, &["ris"]),
    ];
    for (option, is_given, of_formats) in given {
        if is_given && !of_formats.contains(&format.name) {
            let of_formats = of_formats.join(", ");
            return Err(Stop::Refused(format!(
                "{option} is for {of_formats}, and the output is {}; leave it out",
                format.name
            )));
        }
    }
    let columns: Vec<String> = arguments.columns.iter().map(|column| column.trim().to_owned()).collect();
    csv::check_columns(&columns).map_err(Stop::Refused)?;
    Ok(WriteOptions {
        destination: destination(arguments),
        bom: arguments.bom,
        lf: arguments.lf,
        ascii: arguments.ascii,
        allow_no_pmid: arguments.allow_no_pmid,
        columns,
        style: arguments.style,
        like: arguments.like.map(|preset| preset.name.to_owned()),
        ris_leftovers: match arguments.ris_leftovers {
            LeftoversChoice::Note => Leftovers::Note,
            LeftoversChoice::Drop => Leftovers::Drop,
        },
        abstracts: match arguments.abstracts {
            AbstractsChoice::Apart => Abstracts::Apart,
            AbstractsChoice::Join => Abstracts::Joined,
        },
        csv_formulas: match arguments.csv_formulas {
            FormulasChoice::Guard => CsvFormulas::Guard,
            FormulasChoice::Verbatim => CsvFormulas::Verbatim,
        },
    })
}

/// The files of this run that exist already, none of which may be an input. `further` are files that the command writes or
/// reads beside them, with their options.
pub(super) fn outputs(
    arguments: &Arguments,
    inputs: &[Input],
    further: &[(&'static str, Option<&Path>)],
) -> Result<Vec<Identity>, Stop> {
    let own = [
        ("--output", output_file(arguments)),
        ("--notes", arguments.notes.as_deref()),
        ("--rejects", arguments.rejects.as_deref()),
    ];
    let named: Vec<(&str, Option<&Path>)> = own.into_iter().chain(further.iter().copied()).collect();
    for (number, (option, file)) in named.iter().enumerate() {
        if *option != "--output" && file.is_some_and(|file| file == Path::new("-")) {
            return Err(Stop::Refused(format!(
                "{option} - : standard output is for the records; name a file"
            )));
        }
        for (other, its_file) in named.iter().take(number) {
            let (Some(file), Some(its_file)) = (file, its_file) else { continue };
            let is_same = file == its_file
                || Identity::of(file).is_some_and(|found| Identity::of(its_file) == Some(found));
            if is_same {
                return Err(Stop::Refused(format!("{other} and {option} name the same file")));
            }
        }
    }
    let identities: Vec<Option<Identity>> =
        named.iter().map(|(_, file)| file.and_then(Identity::of)).collect();
    let to_stdout = output_file(arguments).is_none();
    let stdout = if to_stdout { Identity::of_stdout() } else { None };
    for input in inputs {
        let Input::Path(path) = input else { continue };
        if path.is_dir() {
            continue;
        }
        let Some(read) = Identity::of(path) else { continue };
        let overwritten = identities.iter().flatten().chain(&stdout).any(|written| *written == read);
        if overwritten {
            let shown = quoted(&path.display().to_string());
            return Err(Stop::Refused(format!(
                "{shown} is an input and would be overwritten; name another output"
            )));
        }
    }
    refuse_overwriting_in_a_folder(arguments, inputs)?;
    Ok(identities.into_iter().flatten().chain(stdout).collect())
}

/// A walk passes over an output of an earlier run. That a file in a folder to be read is one is believed only when
/// it says so itself: what somebody else wrote there would be lost, unread.
fn refuse_overwriting_in_a_folder(arguments: &Arguments, inputs: &[Input]) -> Result<(), Stop> {
    let folders = folders(inputs);
    let is_cut = matches!(arguments.split_by, Some(Cut::By(_)));
    let files = [output_file(arguments), arguments.notes.as_deref(), arguments.rejects.as_deref()];
    for output in files.into_iter().flatten() {
        let is_read = folder_of(output).is_some_and(|it| folders.iter().any(|folder| it.starts_with(folder)));
        if (is_cut || arguments.watch.is_some()) && is_read {
            return Err(Stop::Refused(format!(
                "{} stands in a folder to be read and would be read with it; name one in another folder",
                quoted(&output.display().to_string())
            )));
        }
        let Some(found) = output.canonicalize().ok().filter(|path| path.is_file()) else { continue };
        let in_a_folder = folders.iter().any(|folder| found.starts_with(folder));
        if in_a_folder && !stream::output::is_ours(&found) {
            let shown = quoted(&output.display().to_string());
            return Err(Stop::Refused(format!(
                "{shown} stands in a folder to be read, and what is in it would be lost; name another output"
            )));
        }
    }
    Ok(())
}

/// More fields than this that a format cannot hold are named in one line.
const MANY_LOSSES: usize = 4;

fn summed_up(
    arguments: &Arguments,
    format: &Format,
    (totals, delivery): (&Totals, &Delivery),
    exit: Exit,
    (placed, replaces): (&Placed, bool),
) -> Screen {
    let files = &delivery.files;
    let mut screen = Screen::default();
    if let Some(place) = &totals.stopped {
        let place = match (place.file.as_str(), place.line) {
            ("", Some(line)) => format!("line {line} of standard input"),
            ("", None) => "standard input".to_owned(),
            _ => place.to_string(),
        };
        screen.line(&format!("Stopped before the end, at {place}; nothing behind that place was read."));
    }
    screen.line(&files_line(totals));
    if (2..=FEW_FILES).contains(&files.len()) {
        for sum in files {
            screen.line(&format!("  {}", file_line(sum)));
        }
    }
    let target = target(arguments, format, exit, (placed, replaces));
    screen.line(&format!(
        "Records {} in = {} written + {} set aside{target}",
        totals.found(),
        totals.written,
        totals.set_aside
    ));
    losses(arguments, format, (totals, &delivery.foreign), &mut screen);
    summary::notes(totals, &mut screen);
    next(arguments, totals, &mut screen);
    screen
}

/// Where the output is, as the end of a line: `; refs.ris is ris (what stood there is replaced)`.
pub(super) fn target(
    arguments: &Arguments,
    format: &Format,
    exit: Exit,
    (placed, replaces): (&Placed, bool),
) -> String {
    match output_file(arguments) {
        Some(path) if exit == Exit::NothingReadable => format!("; {} was not written", path.display()),
        Some(path) if placed.files > 1 => {
            let range = [placed.output.as_deref().unwrap_or(path), placed.last.as_deref().unwrap_or(path)];
            let [first, last] = range.map(|path| path.display().to_string());
            format!("; {} are {}: {first} to {last}", counted(placed.files as u64, "file"), format.name)
        }
        Some(path) if exit == Exit::Interrupted => match &placed.output {
            Some(partial) => {
                format!("; {} has what was read, and {} was not written", partial.display(), path.display())
            }
            None => String::new(),
        },
        Some(path) if matches!(arguments.split_by, Some(Cut::By(_))) => {
            format!("; {} is {}", placed.output.as_deref().unwrap_or(path).display(), format.name)
        }
        Some(path) if replaces => {
            format!("; {} is {} (what stood there is replaced)", path.display(), format.name)
        }
        Some(path) => format!("; {} is {}", path.display(), format.name),
        None => String::new(),
    }
}

/// What the output and its destination do not hold.
fn losses(
    arguments: &Arguments,
    format: &Format,
    (totals, foreign): (&Totals, &Foreign),
    screen: &mut Screen,
) {
    let losses = stream::losses(totals, format.name, arguments.destination.copied().unwrap_or(GENERIC));
    let (cannot, others): (Vec<_>, Vec<_>) =
        losses.iter().partition(|note| note.code == &stream::FORMAT_CANNOT_HOLD);
    for note in others {
        screen.line(&note.message);
    }
    if cannot.len() > MANY_LOSSES {
        let fields: Vec<String> =
            cannot.iter().map(|note| foreign.in_words(format.name, note.field)).collect();
        let what = if arguments.columns.is_empty() { format.name } else { "these columns" };
        screen.line(&format!(
            "{what} cannot hold {} kinds of values; csl-json holds them: {}",
            cannot.len(),
            fields.join("; ")
        ));
    } else {
        for note in cannot {
            screen.line(&foreign.named(note, format.name));
        }
    }
}

fn next(arguments: &Arguments, totals: &Totals, screen: &mut Screen) {
    if totals.read == 0 {
        return screen.next("refmill formats", "what can be read");
    }
    if let Some(command) = summary::explain(totals) {
        screen.next(
            &format!("{command}{}", arguments.reading.typed_layouts()),
            "what became of every character, and why",
        );
    }
    let notes = summary::count(totals);
    let written = output_file(arguments).filter(|path| path.is_file() && format_is_readable(path));
    match (notes, written, arguments.destination) {
        (1.., _, _) if arguments.notes.is_none() && !arguments.verbose => {
            screen.next("refmill convert … --notes FILE", &format!("keeps {}", counted(notes, "note")));
        }
        (_, _, Some(destination)) => {
            screen.next(&format!("refmill destinations {}", destination.name), "what goes where in it");
        }
        (_, Some(written), None) => screen.next(&format!("refmill {}", typed(written)), "what is in it"),
        (_, None, None) => screen.next("refmill destinations", "what --for DEST would put where"),
    }
}

fn format_is_readable(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    formats::detect("", extension).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Alone {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn format_of(command: &str) -> Result<&'static str, String> {
        let words = ["convert"].into_iter().chain(command.split_whitespace());
        let Alone { arguments } = Alone::try_parse_from(words).map_err(|error| error.to_string())?;
        match output_format(&arguments, None) {
            Ok(format) => Ok(format.name),
            Err(Stop::Refused(message)) => Err(message),
            Err(Stop::Closed) => Err(String::new()),
        }
    }

    #[test]
    fn the_format_is_told_by_name_then_by_extension_then_by_destination() {
        assert_eq!(format_of("-t ris -o x.bib --for zotero"), Ok("ris"));
        assert_eq!(format_of("-o x.BIB --for zotero"), Ok("bibtex"));
        assert_eq!(format_of("--tsv -o x.csv"), Ok("tsv"));
        assert_eq!(format_of("--for jabref"), Ok("biblatex"));
        assert_eq!(format_of("--for jabref -o x.bib"), Ok("biblatex"));
        assert_eq!(format_of("-o x.bib"), Ok("bibtex"));
        assert_eq!(format_of("-o x.txt --for endnote"), Ok("ris"));
        assert_eq!(format_of("-o - -t csv"), Ok("csv"));
        assert_eq!(format_of("--style apa"), Ok("text"));
        assert_eq!(format_of("--style apa -o x.ris"), Ok("ris"), "where the option is refused");
    }

    #[test]
    fn without_any_hint_the_formats_are_listed() {
        for command in ["", "-o -", "-o references", "-o page.htm"] {
            let message = format_of(command).expect_err(command);
            assert!(message.contains("csl-json (.json)") && message.contains("ris (.ris)"), "{message}");
            assert!(!message.contains("page ("), "{message}");
        }
    }

    #[test]
    fn pages_are_read_and_never_written() {
        assert!(format_of("-t page").is_err());
        assert_eq!(format_of("-f page -t ris"), Ok("ris"));
    }
}
