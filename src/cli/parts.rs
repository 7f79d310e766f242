//! The files of an output in parts.

use super::delivery::{self, Ending, Placed};
use crate::stream::output::{Closed, Identity, Output};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The longest name that is made, in bytes, without the extension; systems take 255.
const LONGEST: usize = 120;

/// A file that is being written.
struct Part {
    path: PathBuf,
    output: Output,
}

/// The same error with the name of its file.
fn of(path: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| delivery::at(&path.display().to_string(), &error)
}

/// Files named after one: `all-0001.ris` after `all.ris`.
pub(super) struct PartFiles {
    template: PathBuf,
    open: BTreeMap<String, Part>,
    closed: Vec<(PathBuf, Closed)>,
    /// Names given, in small letters: many systems take `A.ris` and `a.ris` for one.
    names: BTreeSet<String>,
    /// Files that are read.
    inputs: Vec<Identity>,
    /// A single file keeps the name of the output.
    single_is_plain: bool,
    /// Names of the first and of the last one.
    first: Option<PathBuf>,
    last: Option<PathBuf>,
}

impl PartFiles {
    pub(super) fn new(template: &Path, single_is_plain: bool, inputs: Vec<Identity>) -> Self {
        Self {
            inputs,
            single_is_plain,
            template: template.to_owned(),
            open: BTreeMap::new(),
            closed: Vec::new(),
            names: BTreeSet::new(),
            first: None,
            last: None,
        }
    }

    /// Writes to a part, which is begun where it is not open.
    pub(super) fn write(&mut self, part: &str, bytes: &[u8]) -> io::Result<()> {
        if !self.open.contains_key(part) {
            let mut path = self.name(part);
            if self.single_is_plain && self.names.len() == 1 {
                path.clone_from(&self.template);
            }
            self.refuse_input(&path)?;
            if self.single_is_plain && self.names.len() == 2 {
                self.refuse_input(&self.template.with_file_name(file_name(&self.template, FIRST)))?;
            }
            let output = Output::create(&path).map_err(of(&path))?;
            self.first.get_or_insert_with(|| path.clone());
            self.last = Some(path.clone());
            self.open.insert(part.to_owned(), Part { path, output });
        }
        match self.open.get_mut(part) {
            Some(Part { path, output }) => output.write_all(bytes).map_err(of(path)),
            None => Ok(()),
        }
    }

    /// Parts have names that nobody has typed, so that they are not known before they are begun.
    fn refuse_input(&self, path: &Path) -> io::Result<()> {
        let is_input = Identity::of(path).is_some_and(|found| self.inputs.contains(&found));
        if is_input {
            let reason = "it is an input and would be overwritten; name another output";
            return Err(of(path)(io::Error::other(reason)));
        }
        Ok(())
    }

    /// A part is whole.
    pub(super) fn end(&mut self, part: &str) -> io::Result<()> {
        if let Some(Part { path, output }) = self.open.remove(part) {
            let closed = output.close().map_err(of(&path))?;
            self.closed.push((path, closed));
        }
        Ok(())
    }

    /// Puts all files in their places. Those that were not whole when the run was interrupted stand beside theirs.
    pub(super) fn finish(mut self, ending: Ending) -> io::Result<Placed> {
        let mut placed =
            Placed { output: self.first.take(), last: self.last.take(), files: self.names.len() };
        let is_cut = placed.files > 1;
        if self.single_is_plain && is_cut {
            // The first one was begun under the name of the whole output.
            let renamed = self.template.with_file_name(file_name(&self.template, FIRST));
            for (path, closed) in self.closed.iter_mut().filter(|(path, _)| *path == self.template) {
                path.clone_from(&renamed);
                closed.rename(&renamed);
            }
            placed.output = Some(renamed);
        }
        for (path, closed) in self.closed {
            closed.place().map_err(of(&path))?;
        }
        for Part { path, output } in self.open.into_values() {
            let at = delivery::end(output, ending).map_err(of(&path))?;
            if !is_cut {
                placed.output = at.or(placed.output);
            }
        }
        Ok(placed)
    }

    fn name(&mut self, part: &str) -> PathBuf {
        let of_part = safe(part);
        let mut name = file_name(&self.template, &of_part);
        let mut count = 1;
        while !self.names.insert(name.to_lowercase()) {
            count += 1;
            name = file_name(&self.template, &format!("{of_part}-{count}"));
        }
        self.template.with_file_name(name)
    }
}

/// The part that an output which is cut to fit begins with.
const FIRST: &str = "0001";

/// `all-0001.ris` after `all.ris`.
fn file_name(template: &Path, part: &str) -> String {
    let stem = template.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let mut name = format!("{stem}-{part}");
    if let Some(extension) = template.extension() {
        name.push('.');
        name.push_str(&extension.to_string_lossy());
    }
    name
}

/// A part's name as part of a file's name: `3:pages/ou 2022.txt` is `ou_2022`. Letters of all scripts and digits stay,
/// anything else a system, a shell or a path could take for something else becomes `_`.
fn safe(part: &str) -> String {
    let bare = match part.split_once(':') {
        Some((number, "")) if number.bytes().all(|byte| byte.is_ascii_digit()) => "stdin",
        Some((number, file)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
            name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
        }
        _ => part,
    };
    let mut safe = String::new();
    for letter in bare.chars() {
        if safe.len() + letter.len_utf8() > LONGEST {
            break;
        }
        let stays = letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        safe.push(if stays { letter } else { '_' });
    }
    safe.trim_matches(['.', '-']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_differ() {
        let rows = [
            ("0003", "all-0003.ris"),
            ("2021", "all-2021.ris"),
            ("no-year", "all-no-year.ris"),
            ("0:pages/ou 2022.txt", "all-ou_2022.ris"),
            ("1:other/OU 2022.html", "all-OU_2022-2.ris"),
            ("2:../../etc/passwd", "all-passwd.ris"),
            ("3:a.zip!/b/..", "all-.ris"),
            ("4:", "all-stdin.ris"),
            ("5:C:\\x\\慢性.txt.gz", "all-慢性.txt.ris"),
            ("6:a\u{1b}[31m\n.txt", "all-a__31m_.ris"),
        ];
        let mut files = PartFiles::new(Path::new("out/all.ris"), false, Vec::new());
        for (part, expected) in rows {
            assert_eq!(files.name(part), Path::new("out").join(expected), "{part}");
        }
        assert_eq!(safe(&"é".repeat(500)).len(), LONGEST);
    }
}
