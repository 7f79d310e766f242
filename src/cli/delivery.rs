//! Where a conversion goes: the output, the notes and, if wanted, the terminal.

use super::Stop;
use super::screen::counted;
use crate::record::Record;
use crate::report::{Note, Place, quoted, visible};
use crate::stream::output::{Identity, Output, reason};
use crate::stream::{FileSum, FileVerdict, Sink};
use crate::write::citation_key::KeyMaker;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Where everything goes.
pub(super) struct Delivery {
    output: Target,
    keys: KeyMaker,
    notes: Option<Output>,
    notes_name: String,
    verbose: bool,
    /// The first few files.
    pub(super) files: Vec<FileSum>,
}

enum Target {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    File { output: Output, name: String },
}

/// Sums of this many files are shown without being asked for.
pub(super) const FEW_FILES: usize = 8;

impl Delivery {
    /// Opens the outputs; `None` is standard output.
    pub(super) fn open(
        output: Option<&Path>,
        notes: Option<&Path>,
        keys: KeyMaker,
        verbose: bool,
    ) -> Result<Self, Stop> {
        let create = |path: &Path| {
            Output::create(path).map_err(|error| {
                let shown = quoted(&path.display().to_string());
                Stop::Refused(format!("{shown} cannot be written: {}", reason(&error)))
            })
        };
        let output = match output {
            None => Target::Stdout(BufWriter::new(io::stdout().lock())),
            Some(path) => Target::File { output: create(path)?, name: path.display().to_string() },
        };
        let notes_name = notes.map(|path| path.display().to_string()).unwrap_or_default();
        let notes = notes.map(create).transpose()?;
        Ok(Self { output, keys, notes, notes_name, verbose, files: Vec::new() })
    }

    /// The files that have been begun.
    pub(super) fn identities(&self) -> impl Iterator<Item = Identity> + use<> {
        let output = match &self.output {
            Target::Stdout(_) => None,
            Target::File { output, name: _ } => output.identity(),
        };
        output.into_iter().chain(self.notes.as_ref().and_then(Output::identity))
    }

    /// Puts the files in their places; the output only if it is to be kept.
    pub(super) fn finish(&mut self, keep: bool) -> Result<(), Stop> {
        let done = Target::Stdout(BufWriter::new(io::stdout().lock()));
        match std::mem::replace(&mut self.output, done) {
            Target::Stdout(mut stdout) => stdout.flush().map_err(|error| at("", &error))?,
            Target::File { output, name } if keep => output.finish().map_err(|error| at(&name, &error))?,
            Target::File { .. } => {}
        }
        if let Some(notes) = self.notes.take() {
            notes.finish().map_err(|error| at(&self.notes_name, &error))?;
        }
        Ok(())
    }
}

/// The same error with the name of its file; empty for standard output.
fn at(name: &str, error: &io::Error) -> io::Error {
    let shown = if name.is_empty() { "standard output".to_owned() } else { quoted(name) };
    io::Error::new(error.kind(), format!("{shown} cannot be written: {}", reason(error)))
}

impl Sink for Delivery {
    fn prepare(&mut self, record: &mut Record, key: &str) {
        self.keys.assign_base(record, key);
    }

    fn note(&mut self, note: &Note) -> io::Result<()> {
        if let Some(notes) = &mut self.notes {
            let line = serde_json::to_string(note)?;
            writeln!(notes, "{line}").map_err(|error| at(&self.notes_name, &error))?;
        }
        // What has no place is about the output as a whole and stands in the summary.
        if self.verbose && note.place != Place::default() {
            let _ = writeln!(io::stderr(), "{}", visible(&note.to_string()));
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.output {
            Target::Stdout(stdout) => stdout.write_all(bytes).map_err(|error| at("", &error)),
            Target::File { output, name } => output.write_all(bytes).map_err(|error| at(name, &error)),
        }
    }

    fn file(&mut self, sum: &FileSum) -> io::Result<()> {
        if self.verbose {
            let _ = writeln!(io::stderr(), "{}", file_line(sum));
        } else if self.files.len() <= FEW_FILES {
            self.files.push(sum.clone());
        }
        Ok(())
    }
}

/// The sums of a file in a line.
pub(super) fn file_line(sum: &FileSum) -> String {
    let FileSum { name, kind, read, set_aside, without_record, notes, verdict } = sum;
    let name = visible(if name.is_empty() { "-" } else { name });
    let found = read + set_aside;
    match verdict {
        FileVerdict::NoRecord => format!("{name}: holds no record"),
        FileVerdict::SetAside if *read == 0 => format!("{name}: set aside"),
        FileVerdict::Read | FileVerdict::SetAside => {
            let pages = match without_record {
                0 => String::new(),
                count => format!(", {} without a record", counted(*count, "page")),
            };
            format!(
                "{name}: {kind}, {found} in = {read} read + {set_aside} set aside{pages}, {}",
                counted(*notes, "note")
            )
        }
    }
}
