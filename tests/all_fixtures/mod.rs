//! Every file below `fixtures/` that is an input of some format, with that format.

use refmill::formats::{self, FORMATS, Format};
use refmill::read::{Batch, Chunk};
use std::fs;
use std::path::{Path, PathBuf};

/// An input among the fixtures.
pub(crate) struct Fixture {
    /// Its path below `fixtures/`, with slashes.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) format: &'static Format,
}

impl Fixture {
    pub(crate) fn read(&self) -> Batch {
        read(self.format, &self.text, &self.name)
    }
}

pub(crate) fn read(format: &Format, text: &str, file: &str) -> Batch {
    let mut batch = Batch::default();
    if let Some(reader) = format.reader {
        reader.read(Chunk::whole(text, file), &mut batch);
    }
    batch
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Files that say what an input gives, or where it is from.
fn is_about_an_input(path: &Path, name: &str) -> bool {
    let file = path.file_name().and_then(|file| file.to_str()).unwrap_or_default();
    let is_table_of_facts =
        ["toml", "tsv", "md"].iter().any(|extension| path.extension().is_some_and(|it| it == *extension));
    let is_expected_json =
        path.extension().is_some_and(|it| it == "json") && !name.starts_with("write/") && has_twin(path);
    file.starts_with("expected")
        || file == "source.txt"
        || is_expected_json
        || (is_table_of_facts && !is_table(path))
}

/// Another file of the same name with another extension.
fn has_twin(path: &Path) -> bool {
    let siblings =
        path.parent().into_iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten());
    let mut siblings = siblings.map(|entry| entry.path());
    siblings.any(|other| other != *path && other.file_stem() == path.file_stem())
}

/// A table of records is a TSV whose head some reader knows.
fn is_table(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap_or_default();
    path.extension().is_some_and(|it| it == "tsv")
        && FORMATS.iter().any(|format| format.reader.is_some() && (format.sniff)(&text))
}

/// All of them, in byte order of their paths.
pub(crate) fn all() -> Vec<Fixture> {
    let start = root().join("fixtures");
    let (mut folders, mut paths) = (vec![start.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of fixtures").flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { paths.push(entry.path()) }
        }
    }
    paths.sort();
    let fixture = |path: PathBuf| {
        let below = path.strip_prefix(&start).ok()?;
        let name = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        if is_about_an_input(&path, &name) {
            return None;
        }
        let text = fs::read_to_string(&path).ok()?;
        let format = formats::detect(&text, path.extension().and_then(|it| it.to_str()))?;
        Some(Fixture { name, text, format })
    };
    paths.into_iter().filter_map(fixture).collect()
}
