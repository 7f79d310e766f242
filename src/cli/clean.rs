//! `refmill clean`.

use super::choice::choose;
use super::convert::{self, Manner};
use super::difference::{Difference, Shown, place_of, sides, title_of};
use super::reading;
use super::screen::{Screen, counted};
use super::{Exit, Stop, cleaning};
use crate::clean::decisions::{Answer, Decision, Decisions, key_of};
use crate::clean::{Cleaner, RULES, Safety, Selection};
use crate::record::Record;
use crate::report::{Note, quoted, reason, visible};
use crate::stream::output::Output;
use crate::stream::{self, FileSum, Piece, Plan, Sink, Totals, Writing};
use crate::write::citation_key::{KeyMaker, KeyPattern};
use crate::write::{Losses, WriteOptions, Writer};
use anstream::AutoStream;
use clap::Args;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

// What the command is for stands at its row of the commands: a comment here would stand there instead.
#[derive(Args)]
#[group(skip)]
pub(super) struct Arguments {
    #[command(flatten)]
    convert: convert::Arguments,

    /// Show every change, with what the reader of the format says of the record, and write nothing
    #[arg(long, conflicts_with_all = ["output", "to", "ask", "watch"], help_heading = "Cleaning")]
    diff: bool,

    /// A file of decisions about single changes (JSON lines or TOML), which are honoured; --ask writes it
    #[arg(long, value_name = "FILE", help_heading = "Cleaning")]
    decisions: Option<PathBuf>,

    /// Ask about each change that is a guess (with --only: each of these rules), and keep the answers in --decisions
    #[arg(long, requires = "decisions", help_heading = "Cleaning")]
    ask: bool,
}

pub(super) const EXAMPLES: &str = "Examples:\n  \
    refmill clean refs.ris --diff                  what would change? Nothing is written\n  \
    refmill clean refs.ris -o better.ris\n  \
    refmill clean refs.ris --guess --skip all-capitals-name -o better.ris\n  \
    refmill clean refs.ris --ask --decisions choices.jsonl -o better.ris\n  \
    refmill convert pages | refmill clean | refmill convert -o all.ris";

pub(super) fn run(mut arguments: Arguments) -> Result<Exit, Stop> {
    arguments.convert.configure()?;
    run_configured(&arguments)
}

fn run_configured(arguments: &Arguments) -> Result<Exit, Stop> {
    reading::present(&arguments.convert.inputs)?;
    let mut decisions = known(arguments)?;
    let mut selection = arguments.convert.cleaning.selection(&arguments.convert.reading);
    if arguments.ask {
        decisions = asked(arguments, &selection, decisions)?;
        // Whatever was asked about is done if it was accepted, and not otherwise.
        selection.skip.extend(RULES.iter().filter(|rule| is_asked(arguments, rule)));
        if arguments.convert.output.is_none() && io::stdout().is_terminal() {
            let file = arguments.decisions.as_deref().map(super::screen::typed).unwrap_or_default();
            let mut screen = Screen::default();
            screen.next(
                &format!(
                    "refmill clean {} --decisions {file} -o FILE",
                    reading::typed(&arguments.convert.inputs)
                ),
                "writes the records with what you decided",
            );
            screen.print(&mut io::stderr().lock())?;
            return Ok(Exit::Done);
        }
    }
    let cleaner = Cleaner::new(&selection, arguments.convert.cleaning.journals()?, decisions);
    let exit = if arguments.diff {
        show(arguments, &cleaner)?
    } else {
        convert::run_as(
            &arguments.convert,
            &Manner {
                without_a_hint: Some("csl-jsonl"),
                cleaner: &cleaner,
                in_one_line: true,
                further: &[("--decisions", arguments.decisions.as_deref())],
            },
        )?
    };
    if !arguments.convert.quiet {
        let _ = unused(cleaner.decisions()).print(&mut io::stderr().lock());
    }
    Ok(exit)
}

/// The decisions there are; a file that --ask is to write need not be there.
fn known(arguments: &Arguments) -> Result<Decisions, Stop> {
    let Some(path) = &arguments.decisions else { return Ok(Decisions::default()) };
    if arguments.ask && !path.exists() {
        return Ok(Decisions::default());
    }
    Decisions::parse(&cleaning::text_of(path)?)
        .map_err(|error| Stop::Refused(format!("{}: {error}", quoted(&path.display().to_string()))))
}

/// Decisions that were of no use, in lines.
fn unused(decisions: &Decisions) -> Screen {
    const SHOWN: usize = 5;
    let mut screen = Screen::default();
    let unused: Vec<&Decision> = decisions.unused().collect();
    if unused.is_empty() {
        return screen;
    }
    screen.line(&format!(
        "{} of {} about changes that no rule proposed (the record is not there, or has changed):",
        unused.len(),
        counted(decisions.len() as u64, "decision")
    ));
    for decision in unused.iter().take(SHOWN) {
        let Decision { record, rule, field, before, .. } = decision;
        screen.line(&format!("  {}  {rule}  {field}  {}", visible(record), quoted(before)));
    }
    if unused.len() > SHOWN {
        screen.line(&format!("  and {} more", unused.len() - SHOWN));
    }
    screen
}

/// Reads the inputs and gives each record to a writer that writes no records.
fn read_through(arguments: &Arguments, writer: &dyn Writer, sink: &mut dyn Sink) -> Result<Totals, Stop> {
    let arguments = &arguments.convert;
    let inputs = reading::inputs(&arguments.inputs)?;
    let pages = arguments.reading.pages()?;
    let options = WriteOptions::default();
    let keys = KeyMaker::new(KeyPattern::default(), false);
    let mut plan = Plan {
        write: Some(Writing { format: "changes", writer, options: &options, keys: &keys, split: None }),
        ..arguments.reading.plan(&inputs, pages.as_ref())
    };
    // Checks change nothing.
    plan.read.checking = Some(&|_| Vec::new());
    stream::run(&plan, sink).map_err(Stop::from)
}

/// What a reader does without a note, because nothing can be lost by it.
const NOT_SHOWN: &str = "Not shown: notation that reading settles without a note (the prefix of a DOI, forms of dates, zeros before a volume, `et al.` among authors).";

fn show(arguments: &Arguments, cleaner: &Cleaner) -> Result<Exit, Stop> {
    let in_colour = AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    let writer = Difference { cleaner, in_colour };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut shown = Shown::new(&mut out, in_colour);
    let totals = read_through(arguments, &writer, &mut shown)?;
    shown.end()?;
    let remarked = shown.remarked;
    out.flush()?;
    if !arguments.convert.quiet {
        let (records, changed) = cleaner.counts();
        let mut screen = Screen::default();
        screen
            .line(&format!("{changed} of {} would change; nothing was written.", counted(records, "record")));
        if remarked > 0 {
            screen.line(&format!(
                "Lines with ~ are what reading itself changed or doubts, in {}; no --skip keeps it from doing so.",
                counted(remarked, "record")
            ));
        }
        screen.line(NOT_SHOWN);
        if changed > 0 {
            let typed = reading::typed(&arguments.convert.inputs);
            screen.next(&format!("refmill clean {typed} … -o FILE"), "makes these changes");
        }
        let _ = screen.print(&mut io::stderr().lock());
    }
    Ok(super::summary::exit(&totals))
}

/// Takes bytes and nothing else.
struct Printed<'a> {
    out: &'a mut dyn Write,
}

impl Sink for Printed<'_> {
    fn prepare(&mut self, _record: &mut Record, _key: &str) {}

    fn note(&mut self, _note: &Note) -> io::Result<()> {
        Ok(())
    }

    fn set_aside(&mut self, _piece: &Piece<'_>) -> io::Result<()> {
        Ok(())
    }

    fn write(&mut self, _part: &str, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    fn part_ended(&mut self, _part: &str) -> io::Result<()> {
        Ok(())
    }

    fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
        Ok(())
    }
}

/// Whether changes of a rule are asked about.
fn is_asked(arguments: &Arguments, rule: &crate::clean::Rule) -> bool {
    arguments.convert.cleaning.names_rules() || rule.safety != Safety::Safe
}

/// A change to ask about, as the writer tells it.
#[derive(Serialize, Deserialize)]
struct Question {
    place: String,
    decision: Decision,
}

/// An output that holds the changes nobody has decided yet, a line each.
struct Questions<'a> {
    cleaner: &'a Cleaner,
    is_asked: Vec<&'static str>,
}

impl Writer for Questions<'_> {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, _options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
        let mut cleaned = record.clone();
        let changes = self.cleaner.run(&mut cleaned);
        for change in changes.iter().filter(|it| !it.is_decided && self.is_asked.contains(&it.rule.name())) {
            // As a decision it is accepted until the user says otherwise.
            let decision = Decision::about(&key_of(record), &title_of(record), change, Answer::Accept);
            let question = Question { place: place_of(record), decision };
            out.extend(serde_json::to_string(&question).unwrap_or_default().bytes());
            out.push(b'\n');
        }
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}

/// Asks until everything is decided, or the user has enough; writes the file of decisions.
fn asked(arguments: &Arguments, selection: &Selection, mut decisions: Decisions) -> Result<Decisions, Stop> {
    if !io::stdin().is_terminal() || arguments.convert.inputs.is_empty() {
        return Err(Stop::Refused(
            "--ask takes your answers from the keyboard: name the files to read, and run it in a terminal"
                .to_owned(),
        ));
    }
    let Some(file) = &arguments.decisions else { return Ok(decisions) };
    writable(file)?;
    let mut wanted = selection.clone();
    wanted.guess = true;
    let names: Vec<&'static str> =
        RULES.iter().filter(|rule| is_asked(arguments, rule)).map(|rule| rule.name()).collect();
    let before = decisions.len();
    // What is rejected may let another rule propose something else.
    let mut said = Said::default();
    while !said.is_enough {
        let journals = arguments.convert.cleaning.journals()?;
        let cleaner = Cleaner::new(&wanted, journals, decisions.clone());
        let writer = Questions { cleaner: &cleaner, is_asked: names.clone() };
        let mut lines = Vec::new();
        read_through(arguments, &writer, &mut Printed { out: &mut lines })?;
        let questions: Vec<Question> =
            lines.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
        if questions.is_empty() {
            break;
        }
        let (mut answers, mut screen) = (io::stdin().lock(), io::stderr().lock());
        let in_colour = AutoStream::choice(&screen) != anstream::ColorChoice::Never;
        let keep = |decisions: &Decisions| save(decisions, file);
        ask(&questions, (&mut decisions, &keep), &mut said, &mut answers, (&mut screen, in_colour))?;
    }
    if !file.exists() {
        // The next run is to find it, even where there was nothing to ask.
        save(&decisions, file)?;
    }
    let new = decisions.len() - before;
    let shown = quoted(&file.display().to_string());
    let _ = writeln!(io::stderr(), "{} kept in {shown}", counted(new as u64, "new decision"));
    Ok(decisions)
}

/// What the user has said about more than one change.
#[derive(Default)]
struct Said {
    /// No more questions.
    is_enough: bool,
    /// About all changes of a rule.
    of_rule: Vec<(String, Answer)>,
}

/// Writes the decisions to their file.
type Keep<'k> = dyn Fn(&Decisions) -> Result<(), Stop> + 'k;

/// Asks about each change. What was answered is kept before the next question, because an interrupt ends the program there.
fn ask(
    questions: &[Question],
    (decisions, keep): (&mut Decisions, &Keep<'_>),
    said: &mut Said,
    answers: &mut dyn BufRead,
    (screen, in_colour): (&mut dyn Write, bool),
) -> Result<(), Stop> {
    let count = questions.len();
    let mut is_kept = true;
    for (number, Question { place, decision }) in (1..).zip(questions) {
        let known = said.of_rule.iter().find(|(rule, _)| *rule == decision.rule).map(|(_, answer)| *answer);
        let answer = if let Some(answer) = known {
            answer
        } else {
            if !is_kept {
                keep(decisions)?;
                is_kept = true;
            }
            writeln!(screen, "\n{number} of {count}  {place}  {}", visible(&decision.title))?;
            writeln!(screen, "  {}  ({})", decision.field, decision.rule)?;
            let [before, after] = sides(&decision.before, &decision.after, in_colour);
            writeln!(screen, "    - {before}")?;
            writeln!(screen, "    + {after}")?;
            let question =
                "  Change it? y yes, n no, a all of this rule, d none of this rule, s skip, q enough: ";
            match choose(question, &['y', 'n', 'a', 'd', 's', 'q'], answers, screen)? {
                Some('y') => Answer::Accept,
                Some('n') => Answer::Reject,
                Some('a') => {
                    said.of_rule.push((decision.rule.clone(), Answer::Accept));
                    Answer::Accept
                }
                Some('d') => {
                    said.of_rule.push((decision.rule.clone(), Answer::Reject));
                    Answer::Reject
                }
                Some('s') => {
                    // Not decided, and not asked again in this run.
                    said.is_enough = true;
                    continue;
                }
                _ => {
                    said.is_enough = true;
                    break;
                }
            }
        };
        decisions.add(Decision { decision: answer, ..decision.clone() });
        is_kept = false;
    }
    keep(decisions)
}

fn save(decisions: &Decisions, file: &Path) -> Result<(), Stop> {
    let written = Output::create(file).and_then(|mut output| {
        output.write_all(decisions.to_lines().as_bytes())?;
        output.finish()
    });
    written.map_err(|error| unwritable(file, &error))
}

/// Whether a file can be written, asked before anybody answers questions for it. It stays as it is.
pub(super) fn writable(file: &Path) -> Result<(), Stop> {
    Output::create(file).map(drop).map_err(|error| unwritable(file, &error))
}

/// Why a file of decisions could not be written.
pub(super) fn unwritable(file: &Path, error: &io::Error) -> Stop {
    let shown = quoted(&file.display().to_string());
    Stop::Refused(format!("{shown} cannot be written: {}", reason(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(rule: &str, before: &str) -> Question {
        let line = format!(
            r#"{{"decision":"accept","record":"id:a","rule":"{rule}","field":"title","before":"{before}","after":"x"}}"#
        );
        Question { place: "a.ris:1".to_owned(), decision: serde_json::from_str(&line).expect("a decision") }
    }

    fn answered(answers: &str) -> (Vec<String>, bool, String) {
        let questions = [
            question("title-case", "A"),
            question("title-case", "B"),
            question("all-capitals-title", "C"),
            question("title-case", "D"),
        ];
        let (mut decisions, mut said, mut shown) = (Decisions::default(), Said::default(), Vec::new());
        let kept = std::cell::RefCell::new(Vec::new());
        let keep = |decisions: &Decisions| {
            kept.borrow_mut().push(decisions.len());
            Ok(())
        };
        ask(&questions, (&mut decisions, &keep), &mut said, &mut answers.as_bytes(), (&mut shown, false))
            .expect("a vector takes all");
        assert_eq!(kept.borrow().last(), Some(&decisions.len()), "all is kept at the end");
        let lines = decisions.to_lines();
        let lines = lines.lines().map(|line| {
            let decision: Decision = serde_json::from_str(line).expect("a decision");
            format!("{} {:?}", decision.before, decision.decision)
        });
        (lines.collect(), said.is_enough, String::from_utf8(shown).expect("text"))
    }

    #[test]
    fn answers_are_kept_one_by_one_or_for_a_rule() {
        let (decided, enough, shown) = answered("y\nn\ny\nn\n");
        assert_eq!(decided, ["A Accept", "B Reject", "C Accept", "D Reject"]);
        assert!(
            !enough && shown.contains("1 of 4  a.ris:1") && shown.contains("- A") && shown.contains("+ x")
        );
        let (decided, enough, _) = answered("d\nx\ny\n");
        assert_eq!(
            (decided, enough),
            (["A Reject", "B Reject", "C Accept", "D Reject"].map(String::from).to_vec(), false)
        );
        let (decided, enough, _) = answered("y\nq\n");
        assert_eq!((decided, enough), (vec!["A Accept".to_owned()], true));
        let (decided, enough, _) = answered("s\ny\n");
        assert_eq!(
            (decided, enough),
            (vec!["B Accept".to_owned()], true),
            "the end of the answers is enough"
        );
    }
}
