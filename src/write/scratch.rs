//! Temporary files, for what may be larger than the memory.

use crate::report::{quoted, reason};
use std::fs::File;
use std::io;

/// A temporary file. It has no name, so that an interrupt leaves nothing of it.
///
/// # Errors
/// When none can be made; the error says in which folder, and what names another one.
pub(crate) fn file() -> io::Result<File> {
    tempfile::tempfile().map_err(|error| failed(&error))
}

/// The same error with the folder of temporary files, and what names another one.
pub(crate) fn failed(error: &io::Error) -> io::Error {
    let why = format!(
        "a temporary file in {} cannot be written: {}; name another folder in {}",
        quoted(&std::env::temp_dir().display().to_string()),
        reason(error),
        if cfg!(windows) { "TMP" } else { "TMPDIR" }
    );
    io::Error::new(error.kind(), why)
}
