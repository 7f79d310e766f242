//! `refmill PATH`: what is there, how much of it is doubtful, and what to type next. Writes nothing.

use super::reading::{self, Reading};
use super::screen::{Screen, counted};
use super::summary::{self, fields_in_words, files_line};
use super::{Exit, Stop};
use crate::record::Record;
use crate::report::Note;
use crate::stream::{self, FileSum, Sink, Totals};
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
    if let [only] = paths.as_slice() {
        let name = only.to_string_lossy();
        if !only.exists() && name != "-" && name.chars().all(|character| character.is_ascii_lowercase()) {
            let commands: Vec<String> = super::definitions()
                .get_subcommands()
                .filter(|command| !command.is_hide_set())
                .map(|command| command.get_name().to_owned())
                .collect();
            return Err(Stop::Refused(format!(
                "`{name}` is neither a file or folder nor a command\n  Commands: {}",
                commands.join(", ")
            )));
        }
    }
    let inputs = reading::inputs(paths)?;
    let pages = reading.pages()?;
    let totals = stream::run(&reading.plan(&inputs, pages.as_ref()), &mut Watch)?;
    shown(&totals, paths).print(&mut io::stdout().lock())?;
    Ok(summary::exit(&totals))
}

/// Takes everything and keeps nothing.
struct Watch;

impl Sink for Watch {
    fn prepare(&mut self, _record: &mut Record, _key: &str) {}

    fn note(&mut self, _note: &Note) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, _bytes: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
        Ok(())
    }
}

fn shown(totals: &Totals, paths: &[PathBuf]) -> Screen {
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
    let typed = reading::typed(paths);
    if totals.read > 0 {
        screen.next(&format!("refmill convert {typed} -o references.ris"), "one RIS file of everything");
        screen.next(
            &format!("refmill convert {typed} --for zotero -o zotero.ris"),
            "others: refmill destinations",
        );
    }
    match summary::explain(totals) {
        Some(command) => screen.next(&command, "why it is doubtful"),
        None if totals.read == 0 => screen.next("refmill formats", "what can be read"),
        None => {}
    }
    screen
}
