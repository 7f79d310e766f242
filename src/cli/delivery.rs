//! Where a conversion goes: the output, the notes and, if wanted, the terminal.

use super::Stop;
use super::foreign::Foreign;
use super::parts::PartFiles;
use super::progress::Progress;
use super::screen::counted;
use crate::record::Record;
use crate::report::{Note, Place, quoted, reason, visible};
use crate::stream::input::Input;
use crate::stream::output::{Identity, Output};
use crate::stream::{FileSum, FileVerdict, Piece, Sink, Split};
use crate::write::citation_key::KeyMaker;
use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Where everything goes.
pub(super) struct Delivery {
    output: Target,
    keys: KeyMaker,
    notes: Option<Output>,
    notes_name: String,
    rejects: Option<Output>,
    rejects_name: String,
    verbose: bool,
    /// Standard output is a terminal.
    is_watched: bool,
    pub(super) progress: Progress,
    /// What the output has no place for, by name.
    pub(super) foreign: Foreign,
    /// The first few files.
    pub(super) files: Vec<FileSum>,
}

/// Data as a terminal may show it: signs that it would obey are written out. What goes to a file or a pipe stays as it is.
fn disarmed(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_obeyed = |it: char| it.is_control() && !matches!(it, '\n' | '\r' | '\t');
    let text = String::from_utf8_lossy(bytes);
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(bytes);
    }
    let shown =
        text.chars().map(|it| if is_obeyed(it) { it.escape_unicode().to_string() } else { it.into() });
    Cow::Owned(shown.collect::<String>().into_bytes())
}

enum Target {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    File { output: Output, name: String },
    Parts(PartFiles),
}

/// Where a conversion is to go.
pub(super) struct Places<'a> {
    /// `None` is standard output.
    pub(super) output: Option<&'a Path>,
    /// How the output is cut into parts, named after it.
    pub(super) split: Option<Split>,
    /// What is read: no part may take the place of it.
    pub(super) inputs: &'a [Input],
    pub(super) notes: Option<&'a Path>,
    pub(super) rejects: Option<&'a Path>,
}

/// What becomes of the output at the end of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// It is put in its place.
    Whole,
    /// The run was interrupted: what there is stands beside its place, so that nobody takes it for the whole.
    Partial,
    /// There is nothing worth keeping.
    Dropped,
}

/// Sums of this many files are shown without being asked for.
pub(super) const FEW_FILES: usize = 8;

impl Delivery {
    /// Opens the outputs; `None` is standard output.
    pub(super) fn open(
        places: &Places<'_>,
        format: &'static str,
        keys: KeyMaker,
        verbose: bool,
        progress: Progress,
    ) -> Result<Self, Stop> {
        let Places { output, split, inputs, notes, rejects } = *places;
        let create = |path: &Path| {
            Output::create(path).map_err(|error| {
                let shown = quoted(&path.display().to_string());
                Stop::Refused(format!("{shown} cannot be written: {}", reason(&error)))
            })
        };
        let output = match output {
            None => Target::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock())),
            Some(path) if split.is_some() => {
                let is_fitted = matches!(split, Some(Split::Fit(_)));
                if is_fitted {
                    // Told now and not at the end, as for a file that is not cut.
                    drop(create(path)?);
                }
                let read = inputs.iter().filter_map(|input| match input {
                    Input::Path(path) if path.is_file() => Identity::of(path),
                    Input::Path(_) | Input::Stdin | Input::Made(_) => None,
                });
                Target::Parts(PartFiles::new(path, is_fitted, read.collect()))
            }
            Some(path) => Target::File { output: create(path)?, name: path.display().to_string() },
        };
        let shown = |path: Option<&Path>| path.map(|path| path.display().to_string()).unwrap_or_default();
        let (notes_name, rejects_name) = (shown(notes), shown(rejects));
        let notes = notes.map(create).transpose()?;
        let rejects = rejects.map(create).transpose()?;
        let files = Vec::new();
        let is_watched = io::stdout().is_terminal();
        Ok(Self {
            output,
            keys,
            notes,
            notes_name,
            rejects,
            rejects_name,
            verbose,
            is_watched,
            progress,
            foreign: Foreign::new(format),
            files,
        })
    }

    /// The files that have been begun.
    pub(super) fn identities(&self) -> impl Iterator<Item = Identity> + use<> {
        let output = match &self.output {
            Target::Stdout(_) | Target::Parts(_) => None,
            Target::File { output, name: _ } => output.identity(),
        };
        let others = [&self.notes, &self.rejects];
        let others: Vec<_> = others.into_iter().flatten().filter_map(Output::identity).collect();
        output.into_iter().chain(others)
    }

    /// Puts the files in their places, and says where the output is and in how many files.
    pub(super) fn finish(&mut self, ending: Ending) -> Result<Placed, Stop> {
        let mut placed = Placed::default();
        // The output comes last: where it is, what was set aside from it is too, whenever the run is killed.
        if let Some(notes) = self.notes.take() {
            end(notes, ending).map_err(|error| at(&self.notes_name, &error))?;
        }
        if let Some(rejects) = self.rejects.take() {
            end(rejects, ending).map_err(|error| at(&self.rejects_name, &error))?;
        }
        let done = Target::Stdout(BufWriter::new(io::stdout().lock()));
        match std::mem::replace(&mut self.output, done) {
            Target::Stdout(mut stdout) => stdout.flush().map_err(|error| at("", &error))?,
            _ if ending == Ending::Dropped => {}
            Target::File { output, name } => {
                placed.output = end(output, ending).map_err(|error| at(&name, &error))?;
                placed.files = 1;
            }
            Target::Parts(parts) => {
                placed = parts.finish(ending)?;
            }
        }
        Ok(placed)
    }
}

/// Where an output has been put.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The file, or the first of several.
    pub(super) output: Option<PathBuf>,
    /// The last of several.
    pub(super) last: Option<PathBuf>,
    pub(super) files: usize,
}

/// Puts a file where the ending wants it.
pub(super) fn end(output: Output, ending: Ending) -> io::Result<Option<PathBuf>> {
    let closed = output.close()?;
    if ending == Ending::Partial { closed.place_as_partial() } else { closed.place() }
}

/// The same error with the name of its file; empty for standard output.
pub(super) fn at(name: &str, error: &io::Error) -> io::Error {
    let shown = if name.is_empty() { "standard output".to_owned() } else { quoted(name) };
    io::Error::new(error.kind(), format!("{shown} cannot be written: {}", reason(error)))
}

impl Sink for Delivery {
    fn kept(&self) -> usize {
        self.keys.bytes()
    }

    fn prepare(&mut self, record: &mut Record, key: &str) {
        self.keys.assign_base(record, key);
        self.foreign.add(record);
        self.progress.record();
    }

    fn note(&mut self, note: &Note) -> io::Result<()> {
        if let Some(notes) = &mut self.notes {
            let line = serde_json::to_string(note)?;
            writeln!(notes, "{line}").map_err(|error| at(&self.notes_name, &error))?;
        }
        // What has no place is about the output as a whole and stands in the summary.
        if self.verbose && note.place != Place::default() {
            self.progress.aside(|| {
                let _ = writeln!(io::stderr(), "{}", visible(&note.to_string()));
            });
        }
        Ok(())
    }

    fn set_aside(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        match &mut self.rejects {
            Some(rejects) => piece.write(rejects).map_err(|error| at(&self.rejects_name, &error)),
            None => Ok(()),
        }
    }

    fn write(&mut self, part: &str, bytes: &[u8]) -> io::Result<()> {
        self.progress.tell();
        match &mut self.output {
            Target::Stdout(stdout) if self.is_watched => {
                stdout.write_all(&disarmed(bytes)).map_err(|error| at("", &error))
            }
            Target::Stdout(stdout) => stdout.write_all(bytes).map_err(|error| at("", &error)),
            Target::File { output, name } => output.write_all(bytes).map_err(|error| at(name, &error)),
            Target::Parts(parts) => parts.write(part, bytes),
        }
    }

    fn part_ended(&mut self, part: &str) -> io::Result<()> {
        match &mut self.output {
            Target::Parts(parts) => parts.end(part),
            Target::Stdout(_) | Target::File { .. } => Ok(()),
        }
    }

    fn file(&mut self, sum: &FileSum) -> io::Result<()> {
        self.progress.file(&sum.name);
        if self.verbose {
            self.progress.aside(|| {
                let _ = writeln!(io::stderr(), "{}", file_line(sum));
            });
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
        FileVerdict::Read | FileVerdict::SetAside | FileVerdict::Stopped => {
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
