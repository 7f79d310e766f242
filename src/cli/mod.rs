//! The command line: one file a subcommand. The only place that prints.
//!
//! Formats and destinations are taken from their tables by value parsers that yield the table's row, so that no
//! list of names is kept here.

mod check;
mod choice;
mod clean;
mod cleaning;
mod completions;
mod config;
mod convert;
mod cut;
mod delivery;
mod destinations;
mod difference;
mod explain;
mod foreign;
mod formats;
mod interrupt;
mod layout;
mod look;
mod man;
mod merge;
mod parts;
mod progress;
mod reading;
mod rules;
mod screen;
mod summary;
mod watch;

use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  refmill pages                             what is in the folder? Nothing is written
  refmill convert pages -o references.ris   every page as one RIS file
  refmill convert pages --for zotero -o zotero.ris
  refmill convert page.txt -t bibtex        to the terminal
  refmill explain page.txt                  what became of every character
  refmill clean refs.ris --diff             what could be repaired? Nothing is written
  refmill check refs.ris                    what is wrong, and where?

Exit status:
  0  everything was written
  1  something is doubtful, and --strict was given; what check found
  2  wrong use, or the run was impossible; nothing was written
  3  some records or files were set aside
  4  no record could be read
  130  interrupted; what was read is kept";

/// Turn scraped article pages and reference files into clean references.
///
/// Without a command, refmill says what it finds in files and folders and writes nothing.
#[derive(Parser)]
#[command(
    name = "refmill",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = true,
    after_help = "Try 'refmill --help' for examples and exit status.",
    after_long_help = EXAMPLES
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    look: look::Arguments,
}

#[derive(Subcommand)]
enum Command {
    /// Convert pages and reference files into one file of references
    ///
    /// Inputs are files, folders (every file in them, hidden ones too, in the order of their names) and `-` for standard
    /// input. The output appears whole or not at all, and never in the place of an input. What could not be read, what is
    /// doubtful and what the output cannot hold is summed up at the end.
    #[command(after_help = convert::EXAMPLES)]
    Convert(Box<convert::Arguments>),
    /// Repair what can be repaired safely in pages and reference files, and show every change
    ///
    /// Reads whatever convert reads. The output is CSL-JSON, a record a line, unless -o or -t says otherwise: the next step of
    /// a pipe reads it, and nothing is lost between them. Safe rules run always, guesses with --guess; refmill rules lists
    /// them.
    #[command(after_help = clean::EXAMPLES)]
    Clean(Box<clean::Arguments>),
    /// Say what is wrong with a collection and where, and what a program will not take of it
    ///
    /// Reads whatever convert reads, and writes no records. Every finding has a code, which --explain explains, and a place. With
    /// --for it says what the program refuses, drops and mangles, and how many files it takes.
    #[command(after_help = check::EXAMPLES)]
    Check(Box<check::Arguments>),
    Rules(rules::Arguments),
    Merge(Box<merge::Arguments>),
    Explain(explain::Arguments),
    Formats(formats::Arguments),
    Destinations(destinations::Arguments),
    Layout(layout::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Everything was written.
    Done = 0,
    /// Something is doubtful, and the user asked to be told.
    Findings = 1,
    /// Wrong use, or the run was impossible.
    Refused = 2,
    /// Some records or files were set aside.
    SetAside = 3,
    /// No record could be read.
    NothingReadable = 4,
    /// An interrupt ended the run before everything was read.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a run ended early.
#[derive(Debug)]
enum Stop {
    /// For the user: what was expected, what was found, what to do. Whole sentences without the last full stop.
    Refused(String),
    /// Whoever reads our output wants no more of it, which is no error.
    Closed,
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Refused(crate::report::reason(&error)),
        }
    }
}

/// The crate that makes workbooks panics where the disk is full. `write::xlsx` makes an error of it, which is told; what the
/// panic itself says is for programmers and would stand above that.
fn say_nothing_of_caught_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let is_caught = panic.location().is_some_and(|place| place.file().contains("rust_xlsxwriter"));
        if !is_caught {
            usual(panic);
        }
    }));
}

/// Runs the program with its arguments, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    say_nothing_of_caught_panics();
    let outcome = match Cli::try_parse_from(arguments) {
        Ok(Cli { command: None, look }) => look::run(&look),
        Ok(Cli { command: Some(command), look: _ }) => match command {
            Command::Convert(arguments) => convert::run(*arguments),
            Command::Clean(arguments) => clean::run(*arguments),
            Command::Check(arguments) => check::run(&arguments),
            Command::Rules(arguments) => rules::run(&arguments),
            Command::Merge(arguments) => merge::run(*arguments),
            Command::Explain(arguments) => explain::run(&arguments),
            Command::Formats(arguments) => formats::run(&arguments),
            Command::Destinations(arguments) => destinations::run(&arguments),
            Command::Layout(arguments) => layout::run(&arguments),
            Command::Completions(arguments) => completions::run(&arguments),
            Command::Man(arguments) => man::run(&arguments),
        },
        // Help and version are such an "error" too; nobody is left to tell when they cannot be printed.
        Err(message) => {
            let _ = printed(&message);
            return ExitCode::from(u8::try_from(message.exit_code()).unwrap_or(2));
        }
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(Stop::Closed) => Exit::Done.into(),
        Err(Stop::Refused(message)) => {
            let shown: Vec<String> = message.lines().map(crate::report::visible).collect();
            let _ = writeln!(io::stderr(), "error: {}", shown.join("\n"));
            Exit::Refused.into()
        }
    }
}

/// Prints what clap says. It repeats words of the command line, of which a terminal must obey none.
fn printed(message: &clap::Error) -> io::Result<()> {
    let plain = message.render().to_string();
    let shown: Vec<String> = plain.lines().map(crate::report::visible).collect();
    if !message.use_stderr() || plain.lines().eq(shown.iter().map(String::as_str)) {
        return message.print();
    }
    writeln!(io::stderr(), "{}", shown.join("\n"))
}

/// The definitions, for completions and the manual.
fn definitions() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_sound() {
        definitions().debug_assert();
    }
}
