//! The program as its users meet it: command tests written in Markdown, and what Markdown cannot say.
//!
//! A fence whose info string has a second word is a file of that name; a `console` fence is a session: `$ command`,
//! the lines of its output, its messages behind `2> `, and `? status` where it is not 0. A line `…` stands for any
//! number of lines, ` …` at the end of one for the rest of it. Each document runs in a folder of its own.

use libtest_mimic::{Arguments, Failed, Trial};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output, Stdio};

#[expect(dead_code, reason = "the program reads them here")]
mod all_fixtures;
#[expect(dead_code, reason = "the readers are asked in tests/mapped.rs")]
mod mapped_tags;

#[path = "cli/cases.rs"]
mod cases;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/clean.rs"]
mod clean;
#[cfg(unix)]
#[path = "cli/killed.rs"]
mod killed;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/packed.rs"]
mod packed;
#[path = "cli/stream.rs"]
mod stream;
#[path = "cli/whole.rs"]
mod whole;

#[cfg(unix)]
const KILLED: &[(&str, fn())] = killed::ALL;
#[cfg(not(unix))]
const KILLED: &[(&str, fn())] = &[];

const PROGRAM: &str = env!("CARGO_BIN_EXE_refmill");

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let entries = fs::read_dir(&folder).expect("the folder of the command tests");
    let mut documents: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    documents.sort();
    documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/layouts.md"));
    documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checking.md"));
    let written =
        documents.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut trials: Vec<Trial> = written
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Trial::test(name, move || run_document(&path))
        })
        .collect();
    trials.extend(
        cases::ALL
            .iter()
            .chain(whole::ALL)
            .chain(packed::ALL)
            .chain(stream::ALL)
            .chain(check::ALL)
            .chain(clean::ALL)
            .chain(merge::ALL)
            .chain(KILLED)
            .map(|(name, case)| {
                Trial::test(*name, || {
                    case();
                    Ok(())
                })
            }),
    );
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// What a fence says.
enum Block {
    File { name: String, text: String },
    Session(Vec<Step>),
}

/// A command and what is expected of it.
struct Step {
    command: String,
    stdout: Vec<String>,
    stderr: Vec<String>,
    status: i32,
}

fn run_document(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut steps = 0;
    for block in blocks(&text) {
        match block {
            Block::File { name, text } => {
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().unwrap_or(folder.path()))
                    .map_err(|error| error.to_string())?;
                fs::write(path, text).map_err(|error| error.to_string())?;
            }
            Block::Session(session) => {
                for step in session {
                    steps += 1;
                    run_step(&step, folder.path())?;
                }
            }
        }
    }
    if steps == 0 { Err("no command in this document".into()) } else { Ok(()) }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match info.split_once(' ') {
            Some((_, name)) => {
                blocks.push(Block::File { name: name.to_owned(), text: inside.join("\n") + "\n" });
            }
            None if info == "console" => blocks.push(Block::Session(session(&inside))),
            None => {}
        }
    }
    blocks
}

fn session(lines: &[&str]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in lines {
        if let Some(command) = line.strip_prefix("$ ") {
            let command = command.to_owned();
            steps.push(Step { command, stdout: Vec::new(), stderr: Vec::new(), status: 0 });
            continue;
        }
        let step = steps.last_mut().expect("a session begins with a command");
        if let Some(status) = line.strip_prefix("? ") {
            step.status = status.parse().expect("a number behind `? `");
        } else if let Some(message) = line.strip_prefix("2>") {
            step.stderr.push(message.strip_prefix(' ').unwrap_or(message).to_owned());
        } else {
            step.stdout.push((*line).to_owned());
        }
    }
    steps
}

fn run_step(step: &Step, folder: &Path) -> Result<(), Failed> {
    let mut words = words(&step.command);
    let redirected = |words: &mut Vec<String>, sign: &str| {
        let at = words.iter().position(|word| word == sign)?;
        let name = words.remove(at + 1);
        words.remove(at);
        Some(folder.join(name))
    };
    let input = redirected(&mut words, "<");
    let output = redirected(&mut words, ">");
    let (stdout, stderr, status) = match words.split_first() {
        Some((program, arguments)) if program == "refmill" => {
            let stdin = match input {
                Some(path) => Stdio::from(fs::File::open(path).map_err(|error| error.to_string())?),
                None => Stdio::null(),
            };
            let mut command = refmill(folder);
            let done = command.args(arguments).stdin(stdin).output().map_err(|error| error.to_string())?;
            (text(&done.stdout), text(&done.stderr), done.status.code().unwrap_or(-1))
        }
        Some((program, names)) if program == "cat" => {
            let all: Result<String, _> =
                names.iter().map(|name| fs::read_to_string(folder.join(name))).collect();
            (all.map_err(|error| error.to_string())?, String::new(), 0)
        }
        Some((program, names)) if program == "cmp" => {
            let bytes: Vec<_> = names.iter().map(|name| fs::read(folder.join(name)).ok()).collect();
            let same = bytes.windows(2).all(|pair| pair[0].is_some() && pair[0] == pair[1]);
            (String::new(), String::new(), i32::from(!same))
        }
        Some((program, _)) if program == "ls" => (listing(folder), String::new(), 0),
        _ => return Err(format!("no such command here: {}", step.command).into()),
    };
    let shown = match output {
        Some(path) => {
            fs::write(path, stdout).map_err(|error| error.to_string())?;
            String::new()
        }
        None => stdout,
    };
    let mut complaints = Vec::new();
    complaints.extend(difference("output", &step.stdout, &shown));
    complaints.extend(difference("messages", &step.stderr, &stderr));
    if status != step.status {
        complaints.push(format!("status {} expected, {status} found", step.status));
    }
    if complaints.is_empty() {
        return Ok(());
    }
    Err(format!("$ {}\n{}\n--- messages\n{stderr}", step.command, complaints.join("\n")).into())
}

/// Words of a command; single quotes keep blanks.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (position, piece) in command.split('\'').enumerate() {
        if position % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}

fn difference(what: &str, expected: &[String], found: &str) -> Option<String> {
    let lines: Vec<&str> = found.lines().collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    let agree = agrees(&expected, &lines);
    (!agree).then(|| format!("--- {what} expected\n{}\n--- {what} found\n{found}", expected.join("\n")))
}

fn agrees(expected: &[&str], found: &[&str]) -> bool {
    match (expected.split_first(), found.split_first()) {
        (None, None) => true,
        (Some((&"…", rest)), _) => (0..=found.len()).any(|skipped| agrees(rest, &found[skipped..])),
        (Some((wanted, rest)), Some((line, later))) => {
            let same = match wanted.strip_suffix(" …") {
                Some(start) => line.starts_with(start),
                None => wanted == line,
            };
            same && agrees(rest, later)
        }
        _ => false,
    }
}

/// The program, run in a folder, with nothing of this machine's surroundings that could change what it prints.
fn refmill(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env("COLUMNS", "100");
    // Tables of whoever runs the tests are none of theirs.
    command.env("XDG_CONFIG_HOME", folder.join(".config")).env("APPDATA", folder.join(".config"));
    command
}

/// Runs the program with nothing on standard input.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    refmill(folder).args(arguments).stdin(Stdio::null()).output().expect("the program runs")
}

/// Runs the program with a text on standard input.
fn run_on(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = refmill(folder);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    // The program may end without reading everything.
    let writing = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let done = child.wait_with_output().expect("the program ends");
    writing.join().expect("the thread ends");
    done
}

/// Runs the program, reads a few bytes of its output, closes the pipe, and gives its messages and status.
fn run_and_close(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let mut command = refmill(folder);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut few = [0; 16];
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut few).expect("some output");
    drop(stdout);
    let done = child.wait_with_output().expect("the program ends");
    (text(&done.stderr), done.status.code())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Names in a folder, one a line, in order.
fn listing(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names.iter().fold(String::new(), |all, name| all + name + "\n")
}
