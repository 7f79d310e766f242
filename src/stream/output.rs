//! Output files that appear whole or not at all.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};

const UNFINISHED_PREFIX: &str = ".refmill-";
const UNFINISHED_SUFFIX: &str = ".part";

/// Which file a path leads to, whatever way it is written: links, hard links and relative paths included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity(Inner);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Inner {
    #[cfg(unix)]
    Node { device: u64, node: u64 },
    #[cfg(not(unix))]
    Path(PathBuf),
}

impl Identity {
    /// The file a path leads to; `None` when there is none.
    #[must_use]
    #[cfg(unix)]
    pub fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|found| Self::of_metadata(&found))
    }

    /// The file a path leads to; `None` when there is none.
    #[must_use]
    #[cfg(not(unix))]
    pub fn of(path: &Path) -> Option<Self> {
        fs::canonicalize(path).ok().map(|path| Self(Inner::Path(path)))
    }

    /// The regular file that standard output goes to, where the system tells.
    #[must_use]
    pub fn of_stdout() -> Option<Self> {
        #[cfg(unix)]
        {
            use std::os::fd::AsFd;
            let descriptor = io::stdout().as_fd().try_clone_to_owned().ok()?;
            let found = File::from(descriptor).metadata().ok()?;
            found.is_file().then(|| Self::of_metadata(&found))
        }
        #[cfg(not(unix))]
        None
    }

    #[cfg(unix)]
    fn of_metadata(found: &fs::Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(Inner::Node { device: found.dev(), node: found.ino() })
    }
}

/// A file being written. Dropped before [`Output::finish`], it leaves no trace.
#[derive(Debug)]
pub enum Output {
    /// Into a file beside the target, which takes its place at the end.
    Beside {
        /// The unfinished file.
        unfinished: BufWriter<NamedTempFile>,
        /// Where it goes.
        target: PathBuf,
    },
    /// Straight into a pipe or a device, which cannot be replaced.
    Straight(BufWriter<File>),
}

impl Output {
    /// Begins to write a file.
    ///
    /// # Errors
    /// When the target is a folder, or its folder cannot be written to.
    pub fn create(path: &Path) -> io::Result<Self> {
        // A link keeps being one: what it leads to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let existing = fs::metadata(&target).ok();
        if existing.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name a file in it"));
        }
        if existing.as_ref().is_some_and(|found| !found.is_file()) {
            return Ok(Self::Straight(BufWriter::new(File::options().write(true).open(&target)?)));
        }
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED_PREFIX).suffix(UNFINISHED_SUFFIX);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        // The path of the unfinished file would tell nobody anything.
        let unfinished = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
        if let Some(found) = existing {
            if found.permissions().readonly() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is write-protected"));
            }
            unfinished.as_file().set_permissions(found.permissions())?;
        }
        Ok(Self::Beside { unfinished: BufWriter::with_capacity(1 << 16, unfinished), target })
    }

    /// Which file is being written: the unfinished one, or the pipe or device itself.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        match self {
            Self::Beside { unfinished, target: _ } => Identity::of(unfinished.get_ref().path()),
            Self::Straight(_) => None,
        }
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When the last bytes cannot be written or the file cannot be put there; then the target is as it was.
    pub fn finish(self) -> io::Result<()> {
        self.close()?.place().map(drop)
    }

    /// Ends the file without putting it in its place, so that nothing of it is open any more.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub fn close(self) -> io::Result<Closed> {
        Ok(Closed(match self {
            Self::Beside { unfinished, target } => {
                let unfinished = unfinished.into_inner().map_err(io::IntoInnerError::into_error)?;
                Some((unfinished.into_temp_path(), target))
            }
            Self::Straight(mut straight) => {
                straight.flush()?;
                None
            }
        }))
    }
}

/// A file that is whole and not yet in its place. Dropped, it leaves no trace.
#[derive(Debug)]
pub struct Closed(Option<(TempPath, PathBuf)>);

impl Closed {
    /// Gives the file another place to go to.
    pub fn rename(&mut self, to: &Path) {
        if let Some((_, target)) = &mut self.0 {
            to.clone_into(target);
        }
    }

    /// Puts the file in its place, and says where that is.
    ///
    /// # Errors
    /// When it cannot be put there; then the target is as it was.
    pub fn place(self) -> io::Result<Option<PathBuf>> {
        let Some((unfinished, target)) = self.0 else { return Ok(None) };
        unfinished.persist(&target).map_err(|failed| failed.error)?;
        Ok(Some(target))
    }

    /// Puts the file in its place, unless something stands there.
    ///
    /// # Errors
    /// When something stands there, or it cannot be put there.
    pub fn place_new(self) -> io::Result<()> {
        let Some((unfinished, target)) = self.0 else { return Ok(()) };
        unfinished.persist_noclobber(&target).map_err(|failed| failed.error)
    }

    /// Puts what there is of a file beside its place: `all.ris` stays as it was, and `all.partial.ris` is the file.
    ///
    /// # Errors
    /// When it cannot be put there.
    pub fn place_as_partial(self) -> io::Result<Option<PathBuf>> {
        let Some((unfinished, target)) = self.0 else { return Ok(None) };
        let mut name = target.file_stem().unwrap_or_default().to_owned();
        name.push(".partial");
        if let Some(extension) = target.extension() {
            name.push(".");
            name.push(extension);
        }
        let partial = target.with_file_name(name);
        unfinished.persist(&partial).map_err(|failed| failed.error)?;
        Ok(Some(partial))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside { unfinished, target: _ } => unfinished.write(bytes),
            Self::Straight(straight) => straight.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside { unfinished, target: _ } => unfinished.flush(),
            Self::Straight(straight) => straight.flush(),
        }
    }
}

/// Whether a file says itself that refmill wrote it: the leftover note of RIS, `custom.refmill` of CSL-JSON, the last
/// column of a table, notes, the author of a workbook, the maker of a Parquet file. An empty file is nobody's.
#[must_use]
pub fn is_ours(path: &Path) -> bool {
    const HEAD: u64 = 64 << 10;
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let says = |sign: &[u8]| head.windows(sign.len()).any(|window| window == sign);
    read.is_ok_and(|length| length == 0)
        || [&b"refmill leftover: "[..], b"\"refmill\":", b",extra_json", b"\textra_json", b"{\"severity\":"]
            .into_iter()
            .any(says)
        || is_our_workbook(path)
        || head.starts_with(b"PAR1") && is_our_parquet(path).unwrap_or(false)
}

/// A Parquet file names its maker in the footer, behind the schema (`FileMetaData.created_by`).
fn is_our_parquet(path: &Path) -> io::Result<bool> {
    const FOOTER: u64 = 8 << 10;
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(FOOTER)))?;
    let mut footer = Vec::new();
    file.take(FOOTER).read_to_end(&mut footer)?;
    Ok(footer.ends_with(b"PAR1") && footer.windows(7).any(|window| window == b"refmill"))
}

fn is_our_workbook(path: &Path) -> bool {
    let Some(mut archive) = File::open(path).ok().and_then(|file| zip::ZipArchive::new(file).ok()) else {
        return false;
    };
    let mut properties = Vec::new();
    archive.by_name("docProps/core.xml").is_ok_and(|entry| {
        let read = entry.take(1 << 12).read_to_end(&mut properties);
        let properties = String::from_utf8_lossy(&properties);
        read.is_ok() && properties.contains("<dc:creator>refmill</dc:creator>")
    })
}

/// Whether a file of this name is what an interrupted run left of an output.
pub(super) fn is_unfinished(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(UNFINISHED_PREFIX.as_bytes()) && name.ends_with(UNFINISHED_SUFFIX.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().display().to_string()).collect()
    }

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("out.ris");
        let mut dropped = Output::create(&path).expect("a new file");
        dropped.write_all(b"half").expect("some bytes");
        drop(dropped);
        assert!(names(folder.path()).is_empty());
        let mut finished = Output::create(&path).expect("a new file");
        finished.write_all(b"whole").expect("some bytes");
        assert!(!path.exists());
        finished.finish().expect("a place to put it");
        assert_eq!(fs::read(&path).expect("the file"), b"whole");
        assert_eq!(names(folder.path()), ["out.ris"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_usual_permissions_and_an_old_one_keeps_its_own() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mode = |path: &Path| fs::metadata(path).expect("the file").permissions().mode() & 0o777;
        let usual = folder.path().join("usual");
        fs::write(&usual, "").expect("a file made as usual");
        let path = folder.path().join("out");
        Output::create(&path).expect("a new file").finish().expect("a place to put it");
        assert_eq!(mode(&path), mode(&usual));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("its permissions");
        Output::create(&path).expect("a new file").finish().expect("a place to put it");
        assert_eq!(mode(&path), 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_hard_link_is_the_same_file() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let [file, soft, hard] = ["file", "soft", "hard"].map(|name| folder.path().join(name));
        fs::write(&file, "old").expect("a file");
        std::os::unix::fs::symlink(&file, &soft).expect("a link");
        fs::hard_link(&file, &hard).expect("a hard link");
        assert_eq!(Identity::of(&file), Identity::of(&hard));
        assert_eq!(Identity::of(&file), Identity::of(&soft));
        let mut output = Output::create(&soft).expect("a new file");
        output.write_all(b"new").expect("some bytes");
        output.finish().expect("a place to put it");
        assert!(fs::symlink_metadata(&soft).expect("the link").is_symlink());
        assert_eq!(fs::read(&file).expect("the file"), b"new");
    }
}
