//! `refmill PATH`: what is there, how much of it is doubtful, and what to type next. Writes nothing.

use super::reading::{self, Reading};
use super::screen::{Screen, counted};
use super::summary::{self, fields_in_words, files_line};
use super::{Exit, Stop};
use crate::clean::{Cleaner, RUN_ON_TEXT};
use crate::record::Record;
use crate::report::Note;
use crate::stream::{self, FileSum, Piece, Sink, Totals};
use clap::Args;
use std::io;
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct Arguments {
    /// Files and folders to look at; `-` is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    let Arguments { paths, reading } = arguments;
    if let Some(first) = paths.first() {
        let name = first.to_string_lossy();
        let may_be_command = !first.exists() && name.chars().all(|character| character.is_ascii_lowercase());
        if may_be_command && (paths.len() == 1 || nearest_command(&name).is_some()) {
            let commands: Vec<String> = super::definitions()
                .get_subcommands()
                .filter(|command| !command.is_hide_set())
                .map(|command| command.get_name().to_owned())
                .collect();
            let meant = nearest_command(&name);
            let meant = meant.map(|command| format!("; did you mean `{command}`?")).unwrap_or_default();
            return Err(Stop::Refused(format!(
                "`{name}` is neither a file or folder nor a command{meant}\n  Commands: {}",
                commands.join(", ")
            )));
        }
    }
    let inputs = reading::inputs(paths)?;
    let pages = reading.pages()?;
    let cleaner = Cleaner::of(if reading.repair_spacing { &[RUN_ON_TEXT] } else { &[] });
    let mut plan = reading.plan(&inputs, pages.as_ref());
    plan.read.cleaner = Some(&cleaner);
    let totals = stream::run(&plan, &mut Watch)?;
    shown(&totals, paths, &reading.typed_layouts()).print(&mut io::stdout().lock())?;
    Ok(summary::exit(&totals))
}

/// The command that a mistyped word probably means.
fn nearest_command(word: &str) -> Option<String> {
    let commands = super::definitions();
    let names =
        commands.get_subcommands().filter(|command| !command.is_hide_set()).map(clap::Command::get_name);
    let near = names.map(|name| (strsim::damerau_levenshtein(word, name), name)).min()?;
    (near.0 <= 2 && near.0 < near.1.len() / 2).then(|| near.1.to_owned())
}

/// Takes everything and keeps nothing.
struct Watch;

impl Sink for Watch {
    fn prepare(&mut self, _record: &mut Record, _key: &str) {}

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

fn shown(totals: &Totals, paths: &[PathBuf], layouts: &str) -> Screen {
    let mut screen = Screen::default();
    screen.line(&files_line(totals));
    let census = &totals.census;
    screen.line(&format!(
        "Records {}   with DOI {}   with abstract {}   with two titles {}",
        census.records, census.doi, census.with_abstract, census.two_titles
    ));
    let linked = counted(census.linked, "record");
    screen.line(&format!("Affiliations {}   linked to authors in {linked}", census.affiliations));
    let doubts: Vec<String> =
        totals.doubtful.iter().map(|(field, count)| format!("{} {count}", fields_in_words(field))).collect();
    let doubts = if doubts.is_empty() { "nothing".to_owned() } else { doubts.join("   ") };
    screen.line(&format!("In doubt   {doubts}"));
    if totals.set_aside > 0 {
        screen.line(&format!("Set aside   {}", counted(totals.set_aside, "piece")));
    }
    summary::errors(totals, &mut screen);
    screen.line("Nothing was written.");
    let typed = reading::typed(paths) + layouts;
    if totals.read > 0 {
        screen.next(&format!("refmill convert {typed} -o references.ris"), "one RIS file of everything");
        screen.next(
            &format!("refmill convert {typed} --for zotero -o zotero.ris"),
            "others: refmill destinations",
        );
    }
    match summary::explain(totals) {
        Some(command) => screen.next(&format!("{command}{layouts}"), "why it is doubtful"),
        None if totals.read == 0 => screen.next("refmill formats", "what can be read"),
        None => {}
    }
    screen
}
