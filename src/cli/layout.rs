//! `refmill layout`: tables that describe scraped pages.

use super::{Exit, Stop, screen};
use crate::page::layout::Layout;
use crate::page::teach::{self, Sample};
use crate::page::{built_in, example};
use crate::report::{quoted, reason, visible};
use crate::stream;
use crate::stream::output::Output;
use crate::syntax::html;
use clap::{Args, Subcommand};
use etcetera::BaseStrategy;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// List page layouts, check tables of your own, or begin one from pages of a site
#[derive(Args)]
#[command(
    arg_required_else_help = true,
    after_help = "Examples:\n  refmill layout list\n  refmill layout new my-site pages/*.txt -o my-site.toml\n  refmill layout check my-site.toml"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(List),
    New(New),
    Check(Check),
}

/// List the layouts that pages are tried against: your own, then the built-in ones
#[derive(Args)]
struct List {}

/// Check tables of your own: their keys, their examples, and what of the examples is unclaimed
///
/// The exit status is 1 when an example does not hold, 2 when a file is no table.
#[derive(Args)]
struct Check {
    /// The tables
    #[arg(value_name = "TOML", required = true)]
    tables: Vec<PathBuf>,
}

/// Begin a table from pages of one site: its labels are what the pages share
#[derive(Args)]
struct New {
    /// Name of the site, in small letters, with `-` between words
    #[arg(value_parser = site_name)]
    site: String,

    /// Pages of it, two or more, or a folder of them
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<PathBuf>,

    /// Where the table goes; standard output by default. A file that is there is not overwritten
    #[arg(short, long, value_name = "TOML")]
    output: Option<PathBuf>,
}

fn site_name(name: &str) -> Result<String, String> {
    let letters =
        |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
    let good = name.chars().all(letters) && name.starts_with(|first: char| first.is_ascii_lowercase());
    if good && crate::page::is_built_in(name) {
        Err(format!("a built-in layout has this name; choose another, such as `my-{name}`"))
    } else if good {
        Ok(name.to_owned())
    } else {
        Err("expected small letters, digits and `-`, as in `tea-archive`".to_owned())
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    match &arguments.command {
        Command::List(List {}) => list(),
        Command::New(new) => begin(new),
        Command::Check(Check { tables }) => check(tables),
    }
}

fn list() -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    for (name, text) in found_tables()? {
        if let Ok(layout) = Layout::parse_own(&name, &text) {
            writeln!(out, "{:<16} {} ({})", visible(&layout.name), visible(&layout.summary), visible(&name))?;
        }
    }
    for layout in built_in() {
        writeln!(out, "{:<16} {}", layout.name, layout.summary)?;
    }
    if let Some(folder) = folder() {
        let shown = screen::typed(&folder);
        writeln!(io::stderr(), "Tables of your own in {shown} are tried before these.")?;
    }
    writeln!(io::stderr(), "Next:  refmill layout check my-site.toml      (checks a table of your own)")?;
    Ok(Exit::Done)
}

fn check(tables: &[PathBuf]) -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    let mut exit = Exit::Done;
    for path in tables {
        let (name, text) = read(path)?;
        let layout = Layout::parse_own(&name, &text).map_err(Stop::Refused)?;
        let wrong = example::run(&layout);
        for sentence in &wrong {
            writeln!(out, "{}: {}", visible(&name), visible(sentence))?;
            exit = Exit::Findings;
        }
        let count = layout.examples.len();
        let empty = example::without_facts(&layout);
        let verdict = match (count, wrong.len()) {
            (0, _) => "a table; it has no [[example]] to run".to_owned(),
            (1, 0) if !empty.is_empty() => {
                "a table; its example checks no fact yet: take the `# ` away before those you have seen on the page".to_owned()
            }
            (1, 0) => "a table; its example holds".to_owned(),
            (count, 0) if !empty.is_empty() => {
                format!("a table; its {count} examples hold, but no fact is checked in {}", empty.join(", "))
            }
            (count, 0) => format!("a table; its {count} examples hold"),
            (_, 1) => "a table; 1 of the facts of its examples does not hold".to_owned(),
            (_, wrong) => format!("a table; {wrong} of the facts of its examples do not hold"),
        };
        writeln!(out, "{}: layout {} is {verdict}", visible(&name), visible(&layout.name))?;
    }
    writeln!(io::stderr(), "Next:  refmill explain PAGE --layout TOML      (what became of a page)")?;
    Ok(exit)
}

fn begin(new: &New) -> Result<Exit, Stop> {
    let mut texts = Vec::new();
    for path in &files(&new.pages)? {
        let name = path.display().to_string();
        let text = stream::read_text(Some(path), None)
            .map_err(|why| Stop::Refused(format!("{}: {why}", quoted(&name))))?;
        // A saved page is taught by what a browser shows of it.
        let text = if html::looks_like_html(&text) { html::read(&text, 1).to_text() } else { text };
        texts.push((name, text));
    }
    let samples: Vec<Sample<'_>> = texts.iter().map(|(name, text)| Sample { name, text }).collect();
    let draft = teach::draft(&new.site, &samples).map_err(Stop::Refused)?;
    let file = new.output.as_deref().filter(|path| *path != Path::new("-"));
    match file {
        None => io::stdout().lock().write_all(draft.toml.as_bytes())?,
        Some(path) => {
            let shown = quoted(&path.display().to_string());
            // A table that somebody has worked on is worth more than a draft.
            let write = || {
                let mut output = Output::create(path)?;
                output.write_all(draft.toml.as_bytes())?;
                output.close()?.place_new()
            };
            write()
                .map_err(|error| Stop::Refused(format!("{shown} cannot be written: {}", reason(&error))))?;
        }
    }
    let mut said = io::stderr().lock();
    for remark in &draft.remarks {
        writeln!(said, "{}", visible(remark))?;
    }
    let table = file.map_or_else(|| "TOML".to_owned(), screen::typed);
    let page = new.pages.first().map(|path| screen::typed(path)).unwrap_or_default();
    writeln!(said, "Next:  refmill explain {page} --layout {table}      (what became of the page)")?;
    Ok(Exit::Done)
}

/// The pages named, with those of folders in the order of their names; hidden files, tables
/// and folders in a folder are none.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let shown = quoted(&path.display().to_string());
        let entries = std::fs::read_dir(path)
            .map_err(|error| Stop::Refused(format!("{shown} cannot be read: {}", reason(&error))))?;
        let is_page = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            path.is_file() && !name.starts_with('.') && path.extension().is_none_or(|it| it != "toml")
        };
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_page).collect();
        inside.sort();
        if inside.is_empty() {
            return Err(Stop::Refused(format!("{shown} holds no file; expected pages of the site in it")));
        }
        files.extend(inside);
    }
    Ok(files)
}

/// A table's name for messages, and its text.
fn read(path: &Path) -> Result<(String, String), Stop> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Stop::Refused(format!("the layout {} cannot be read: {}", quoted(&name), reason(&error)))
    })?;
    Ok((name, text))
}

/// Name and text of every table that pages are tried against before the built-in ones: those named on the command
/// line, then those of the user's configuration folder.
///
/// # Errors
/// When one of those named cannot be read.
pub(super) fn own_tables(named: &[PathBuf]) -> Result<Vec<(String, String)>, Stop> {
    let mut tables: Vec<(String, String)> = named.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    tables.extend(found_tables()?);
    Ok(tables)
}

/// Name and text of the good tables of the user's configuration folder. A broken one, which nobody named for this run, is
/// told, and the others go on.
fn found_tables() -> Result<Vec<(String, String)>, Stop> {
    let mut good = Vec::new();
    for path in user_tables()? {
        let found = read(&path).and_then(|(name, text)| match Layout::parse_own(&name, &text) {
            Ok(_) => Ok((name, text)),
            Err(why) => Err(Stop::Refused(why)),
        });
        match found {
            Ok(table) => good.push(table),
            Err(Stop::Refused(why)) => {
                writeln!(io::stderr(), "warning: {}; this table is passed over", visible(&why))?;
            }
            Err(other) => return Err(other),
        }
    }
    Ok(good)
}

/// Where a user's own tables are found without being named.
fn folder() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    Some(strategy.config_dir().join("refmill").join("layouts"))
}

/// The tables of the user's configuration folder, by the bytes of their names.
fn user_tables() -> Result<Vec<PathBuf>, Stop> {
    let Some(folder) = folder().filter(|folder| folder.is_dir()) else { return Ok(Vec::new()) };
    let unreadable = |error: &io::Error| {
        let shown = quoted(&folder.display().to_string());
        Stop::Refused(format!("the layouts in {shown} cannot be read: {}", reason(error)))
    };
    let mut tables = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|error| unreadable(&error))? {
        let path = entry.map_err(|error| unreadable(&error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            tables.push(path);
        }
    }
    tables.sort();
    Ok(tables)
}
