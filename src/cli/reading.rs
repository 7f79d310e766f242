//! Arguments of every command that reads records.

use super::choice::READABLE;
use super::{Stop, layout, screen};
use crate::formats::{self, Format};
use crate::read::crawl::Members;
use crate::read::page::Pages;
use crate::report::quoted;
use crate::report::reason;
use crate::stream::{self, input::Input};
use crate::stream::{GuessedNames, Limits, Mojibake, Plan, ReadOptions, Tell};
use clap::{Args, ValueEnum};
use encoding_rs::Encoding;
use std::io::{self, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Args)]
pub(super) struct Reading {
    /// Format of the input; by default each file's content tells, then its extension
    #[arg(short, long, value_name = "FORMAT", value_parser = READABLE, help_heading = "Reading")]
    pub(super) from: Option<&'static Format>,

    /// A table that describes pages of your own; it is tried before the built-in ones
    #[arg(long = "layout", value_name = "TOML", help_heading = "Reading")]
    pub(super) layouts: Vec<PathBuf>,

    /// Set a page aside that no table recognises, instead of reading it by general rules
    #[arg(long, help_heading = "Reading")]
    no_general: bool,

    /// Encoding of the input; by default each file's own marks and bytes tell
    #[arg(long, value_name = "LABEL", value_parser = encoding, help_heading = "Reading")]
    encoding: Option<&'static Encoding>,

    /// Member of a crawl's JSON that holds a page as text; common names are known
    #[arg(long, value_name = "MEMBER", help_heading = "Reading")]
    text_field: Option<String>,

    /// Member of a crawl's JSON that holds a page as HTML
    #[arg(long, value_name = "MEMBER", help_heading = "Reading")]
    html_field: Option<String>,

    /// Member of a crawl's JSON that holds the page's address
    #[arg(long, value_name = "MEMBER", help_heading = "Reading")]
    url_field: Option<String>,

    /// Fill in an ISSN from the DOI where the source gives none
    #[arg(long, help_heading = "Reading")]
    derive: bool,

    /// What to do with a name whose order nothing tells
    #[arg(long, value_name = "HOW", default_value = "guess", help_heading = "Reading")]
    names: NamesChoice,

    /// Put the missing blank between sentences: `late.Some` becomes `late. Some`; the copy as it was is kept
    #[arg(long, help_heading = "Reading")]
    pub(super) repair_spacing: bool,

    /// Undo text that was read in a wrong encoding before it came here: `Ã©` becomes `é`
    #[arg(long, help_heading = "Reading")]
    repair_mojibake: bool,

    /// Worker threads; by default as many as the machine has. The output is the same for any number
    #[arg(short, long, value_name = "N", help_heading = "Reading")]
    jobs: Option<NonZeroUsize>,

    /// Bytes read at once; the output is the same for any number
    #[arg(long, value_name = "BYTES", help_heading = "Reading")]
    chunk_size: Option<NonZeroUsize>,

    /// Memory that may be used beside the program itself: 64MB or more, K, M and G are units of 1024. A record that could take
    /// more than half of it is set aside [default: 512MB, of merge 3GB]
    #[arg(long, value_name = "SIZE", value_parser = memory, help_heading = "Reading")]
    max_memory: Option<usize>,
}

/// What merging may use where nobody says: about 0.9 KB are counted of each record that all others are compared with, which half
/// of this holds of 1.7 million.
const OF_ALL_RECORDS: usize = 3 << 30;

impl Reading {
    /// The limits of a plan for a command that remembers something of every record.
    pub(super) fn remembering<'a>(&self, mut plan: Plan<'a>) -> Plan<'a> {
        plan.limits.memory = self.max_memory.unwrap_or(OF_ALL_RECORDS);
        plan
    }
}

/// Bytes of memory, of a number with a unit: `512MB`, `2G`, `1000000000`.
fn memory(typed: &str) -> Result<usize, String> {
    let digits = typed.len() - typed.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    let (number, unit) = typed.split_at(digits);
    let unit = unit.trim().to_ascii_lowercase();
    let shift = match unit.trim_end_matches('b').trim_end_matches('i') {
        "" => Some(0),
        "k" => Some(10),
        "m" => Some(20),
        "g" => Some(30),
        _ => None,
    };
    let bytes =
        shift.zip(number.parse::<usize>().ok()).and_then(|(shift, number)| number.checked_mul(1 << shift));
    match bytes {
        Some(bytes) if bytes >= stream::LEAST_MEMORY => Ok(bytes),
        Some(_) => Err(format!("refmill needs at least {}MB", stream::LEAST_MEMORY >> 20)),
        None => Err("it is no size; 512MB and 2G are some".to_owned()),
    }
}

/// The encoding of a label.
pub(super) fn encoding(label: &str) -> Result<&'static Encoding, String> {
    stream::of_label(label).ok_or_else(|| {
        "there is no such encoding; among others there are utf-8, utf-16le, gb18030, big5, shift_jis, euc-jp, euc-kr, \
         windows-1252"
            .to_owned()
    })
}

#[derive(Clone, Copy, ValueEnum)]
enum NamesChoice {
    /// Split it as is commonest, with a warning
    Guess,
    /// Leave it whole
    Strict,
}

impl Reading {
    /// The reader with the user's own layouts, if there are any.
    pub(super) fn pages(&self) -> Result<Option<Pages>, Stop> {
        let own = own_layouts(&self.layouts)?;
        let members = Members {
            text: self.text_field.clone(),
            html: self.html_field.clone(),
            url: self.url_field.clone(),
        };
        if members == Members::default() && !self.no_general {
            return Ok(own);
        }
        let pages = own.unwrap_or(Pages::BUILT_IN).of_members(members);
        Ok(Some(if self.no_general { pages.without_general_reader() } else { pages }))
    }

    /// The format that the user's words imply: who names members of a crawl has one.
    fn format(&self) -> Option<&'static Format> {
        let names = [&self.text_field, &self.html_field, &self.url_field];
        let crawl = names.into_iter().any(Option::is_some).then(|| formats::by_name("crawl")).flatten();
        self.from.or(crawl)
    }

    /// The tables named on the command line, as they are typed behind a command.
    pub(super) fn typed_layouts(&self) -> String {
        let mut typed = String::new();
        for table in &self.layouts {
            typed.push_str(" --layout ");
            typed.push_str(&screen::typed(table));
        }
        typed
    }

    /// What to read, without an output.
    pub(super) fn plan<'a>(&self, inputs: &'a [Input], pages: Option<&'a Pages>) -> Plan<'a> {
        let default = Limits::default();
        let names = match self.names {
            NamesChoice::Guess => GuessedNames::Split,
            NamesChoice::Strict => GuessedNames::Whole,
        };
        Plan {
            meter: Arc::default(),
            inputs,
            outputs: &[],
            from: self.format(),
            pages,
            mojibake: if self.repair_mojibake { Mojibake::Undo } else { Mojibake::Tell },
            read: ReadOptions { derived_issn: self.derive, names, cleaner: None, checking: None },
            tell: Tell::default(),
            write: None,
            encoding: self.encoding,
            limits: Limits {
                jobs: self.jobs.unwrap_or(default.jobs),
                chunk: self.chunk_size.map_or(default.chunk, NonZeroUsize::get),
                memory: self.max_memory.unwrap_or(default.memory),
                ..default
            },
        }
    }
}

/// A reader with tables of the user's own, those named and those of the configuration folder; `None` without any.
pub(super) fn own_layouts(named: &[PathBuf]) -> Result<Option<Pages>, Stop> {
    let tables = layout::own_tables(named)?;
    if tables.is_empty() {
        return Ok(None);
    }
    let tables: Vec<(&str, &str)> =
        tables.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Pages::with_layouts(&tables).map(Some).map_err(Stop::Refused)
}

/// Whether all files and folders named are there.
///
/// # Errors
/// A sentence with the name of the first that is not.
pub(super) fn present(paths: &[PathBuf]) -> Result<(), Stop> {
    for path in paths.iter().filter(|path| *path != Path::new("-")) {
        std::fs::metadata(path).map_err(|error| {
            let shown = quoted(&path.display().to_string());
            Stop::Refused(format!("{shown} cannot be read: {}", reason(&error)))
        })?;
    }
    Ok(())
}

/// The inputs of a list of paths: `-` is standard input, and so is no path at all. Every path must exist, so that
/// a mistyped name is found before anything is written.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, Stop> {
    let mut inputs: Vec<Input> = paths
        .iter()
        .map(|path| if path == Path::new("-") { Input::Stdin } else { Input::Path(path.clone()) })
        .collect();
    if inputs.is_empty() {
        inputs.push(Input::Stdin);
    }
    if inputs.iter().filter(|input| **input == Input::Stdin).count() > 1 {
        return Err(Stop::Refused("standard input (-) can be read only once".to_owned()));
    }
    present(paths)?;
    if inputs.contains(&Input::Stdin) && io::stdin().is_terminal() {
        let end = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };
        let _ = writeln!(io::stderr(), "Reading what you type; end with {end}. See refmill --help.");
    }
    Ok(inputs)
}

/// The paths as typed, for a hint.
pub(super) fn typed(paths: &[PathBuf]) -> String {
    match paths {
        [] => "-".to_owned(),
        [one] => screen::typed(one),
        [first, ..] => format!("{} …", screen::typed(first)),
    }
}
