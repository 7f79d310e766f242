//! Which files a run reads, and in which order.

use super::output::{self, Identity};
use crate::report::{Code, Note, Place, quoted};
use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::WalkDir;

pub(super) const FILE_UNREADABLE: Code = Code::error(
    "file-unreadable",
    "A file or folder could not be opened or read to its end; it is set aside.",
);

const FOLDER_LOOP: Code = Code::info(
    "folder-loop",
    "A link leads back to a folder that is being walked through; it is not followed again.",
);

const NOT_A_FILE: Code = Code::info(
    "not-a-file",
    "A folder holds a pipe, a socket or a device, which a walk does not wait for; it is passed over.",
);

const OUTPUT_NOT_READ: Code = Code::info(
    "output-not-read",
    "A file in the folder is an output of this very run, or what an interrupted run left of one; it is not read.",
);

/// Where to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file, or a folder to walk through.
    Path(PathBuf),
    /// Text that is made while it is read.
    Made(Made),
}

/// Opens a text that is made while it is read.
pub type Open = dyn Fn() -> io::Result<Box<dyn Read>> + Send + Sync;

/// Text that is made while it is read: what a command does between two runs.
#[derive(Clone)]
pub struct Made(Arc<Open>);

impl Made {
    /// A text; it may be opened more than once.
    #[must_use]
    pub fn new(open: impl Fn() -> io::Result<Box<dyn Read>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(open))
    }

    pub(super) fn open(&self) -> io::Result<Box<dyn Read>> {
        (self.0)()
    }
}

impl fmt::Debug for Made {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Made")
    }
}

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Made {}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Source {
    /// For people; empty for standard input.
    pub(super) name: String,
    /// `None` for standard input, and for what is no file of its own.
    pub(super) path: Option<PathBuf>,
    /// The text, where it is made while it is read.
    pub(super) made: Option<Made>,
}

impl Source {
    /// A file inside this one: `archive.zip!/member`, and `-!/member` where this one is standard input.
    pub(super) fn member(archive: &str, name: &str) -> Self {
        let archive = if archive.is_empty() { "-" } else { archive };
        Self { name: format!("{archive}!/{name}"), path: None, made: None }
    }
}

/// What a walk meets.
#[derive(Debug)]
pub(super) enum Met {
    File(Source),
    /// Something that is no file to read, in words.
    Passed(Note),
    /// A file or folder that cannot be read.
    Unreadable(Note),
}

/// Everything there is to read: the inputs in their order, folders by the bytes of their path components,
/// hidden files included, links followed.
pub(super) fn walk<'a>(inputs: &'a [Input], outputs: &'a [Identity]) -> impl Iterator<Item = Met> + 'a {
    inputs.iter().flat_map(move |input| -> Box<dyn Iterator<Item = Met> + 'a> {
        match input {
            Input::Stdin => Box::new(std::iter::once(Met::File(Source::default()))),
            Input::Made(made) => {
                let source = Source { made: Some(made.clone()), ..Source::default() };
                Box::new(std::iter::once(Met::File(source)))
            }
            Input::Path(path) if path.is_dir() => Box::new(folder(path, outputs)),
            Input::Path(path) => Box::new(std::iter::once(Met::File(source(path)))),
        }
    })
}

/// Bytes of all files that a run reads; `None` where standard input is one of them. What cannot be asked counts nothing.
#[must_use]
pub fn bytes_of(inputs: &[Input]) -> Option<u64> {
    let mut sum = 0;
    for input in inputs {
        let Input::Path(path) = input else { return None };
        let files = WalkDir::new(path).follow_links(true).into_iter().filter_map(Result::ok);
        let sizes = files.filter_map(|entry| entry.metadata().ok());
        sum += sizes.filter(std::fs::Metadata::is_file).map(|found| found.len()).sum::<u64>();
    }
    Some(sum)
}

/// The regular files below a folder, in the order in which a run reads them. What cannot be looked at is left out.
pub fn files_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let walk =
        WalkDir::new(folder).follow_links(true).sort_by(|one, other| one.file_name().cmp(other.file_name()));
    walk.into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() && !output::is_unfinished(entry.file_name()))
        .map(walkdir::DirEntry::into_path)
}

fn source(path: &Path) -> Source {
    Source { name: path.display().to_string(), path: Some(path.to_owned()), made: None }
}

fn folder<'a>(path: &Path, outputs: &'a [Identity]) -> impl Iterator<Item = Met> + 'a {
    let walk =
        WalkDir::new(path).follow_links(true).sort_by(|one, other| one.file_name().cmp(other.file_name()));
    walk.into_iter().filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) if !entry.file_type().is_file() => {
            Some(Met::Passed(passed(&NOT_A_FILE, entry.path(), "is not a regular file")))
        }
        Ok(entry) => match output_met(&entry, outputs) {
            None => Some(Met::File(source(entry.path()))),
            Some(OutputFile::Begun) => None,
            Some(OutputFile::Old) => {
                let why = "is an output of refmill, so it is not read";
                Some(Met::Passed(passed(&OUTPUT_NOT_READ, entry.path(), why)))
            }
        },
        Err(error) => {
            let path = error.path().unwrap_or(Path::new("")).to_owned();
            if let Some(ancestor) = error.loop_ancestor() {
                let why = format!("leads back to {}", quoted(&ancestor.display().to_string()));
                return Some(Met::Passed(passed(&FOLDER_LOOP, &path, &why)));
            }
            let why = error.io_error().map_or_else(|| error.to_string(), crate::report::reason);
            Some(Met::Unreadable(passed(&FILE_UNREADABLE, &path, &format!("cannot be read: {why}"))))
        }
    })
}

/// An output met on a walk.
enum OutputFile {
    /// What this run has just begun; nobody else knows of it.
    Begun,
    /// What an earlier run wrote, or left unfinished.
    Old,
}

fn output_met(entry: &walkdir::DirEntry, outputs: &[Identity]) -> Option<OutputFile> {
    let ours =
        !outputs.is_empty() && Identity::of(entry.path()).is_some_and(|found| outputs.contains(&found));
    match (output::is_unfinished(entry.file_name()), ours) {
        (true, true) => Some(OutputFile::Begun),
        (true, false) | (false, true) => Some(OutputFile::Old),
        (false, false) => None,
    }
}

fn passed(code: &'static Code, path: &Path, why: &str) -> Note {
    let file = path.display().to_string();
    let message = format!("{} {why}", quoted(&file));
    Note { code, place: Place { file, ..Place::default() }, field: "", message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_walked_by_the_bytes_of_its_names_hidden_files_included() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for name in ["b.txt", "a/z.txt", "a.txt", "B.txt", ".hidden", "é.txt", ".refmill-1.part"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
            std::fs::write(path, "").expect("a file");
        }
        let found: Vec<String> = walk(&[Input::Path(folder.path().to_owned())], &[])
            .filter_map(|met| match met {
                Met::File(source) => Some(source.name),
                Met::Passed(_) | Met::Unreadable(_) => None,
            })
            .map(|name| name[folder.path().display().to_string().len() + 1..].replace('\\', "/"))
            .collect();
        assert_eq!(found, [".hidden", "B.txt", "a/z.txt", "a.txt", "b.txt", "é.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_above_is_noted_and_not_followed() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("a"), "").expect("a file");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("b")).expect("a link");
        let met: Vec<Met> = walk(&[Input::Path(folder.path().to_owned())], &[]).collect();
        assert_eq!(met.len(), 2);
        assert!(matches!(&met[1], Met::Passed(note) if note.code == &FOLDER_LOOP));
    }
}
