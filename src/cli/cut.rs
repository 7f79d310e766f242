//! Into which files an output is cut.

use crate::stream::Split;
use crate::stream::input::Input;
use crate::write::destination::Limits;
use crate::write::{WriteOptions, Writer};
use std::path::{Path, PathBuf};

/// What `--split-by` says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cut {
    /// Into such parts.
    By(Split),
    /// Not at all, whatever the destination takes.
    None,
}

/// A word behind `--split-by`.
pub(super) fn parse(text: &str) -> Result<Cut, String> {
    match text {
        "file" => Ok(Cut::By(Split::File)),
        "year" => Ok(Cut::By(Split::Year)),
        "none" => Ok(Cut::None),
        number => number.parse().map(|number| Cut::By(Split::Records(number))).map_err(|_| {
            "it is a number of records from 1, `file` (one output an input file), `year` or `none` (one file)".to_owned()
        }),
    }
}

/// How the output is cut: as the user says, else to what the destination takes at once. What is no file of its own cannot be
/// cut, and a packed one has no size before its end. Beside files that are read nothing is cut, because the next run would
/// take the parts for inputs.
pub(super) fn of(
    cut: Option<Cut>,
    output: Option<&Path>,
    inputs: &[Input],
    (options, writer): (&WriteOptions, &dyn Writer),
) -> Option<Split> {
    let limits = options.destination.limits;
    let output = output?;
    match cut {
        Some(Cut::By(split)) => Some(split),
        Some(Cut::None) => None,
        None => {
            let is_file = std::fs::metadata(output).is_ok_and(|found| found.is_file()) || !output.exists();
            let can_be_cut = limits != Limits::NONE && is_file && writer.packer(options).is_none();
            let is_beside_inputs = folder_of(output)
                .is_some_and(|folder| folders(inputs).iter().any(|read| folder.starts_with(read)));
            (can_be_cut && !is_beside_inputs).then_some(Split::Fit(limits))
        }
    }
}

/// The folders that are read.
pub(super) fn folders(inputs: &[Input]) -> Vec<PathBuf> {
    let folders = inputs.iter().filter_map(|input| match input {
        Input::Path(path) if path.is_dir() => path.canonicalize().ok(),
        Input::Path(_) | Input::Stdin | Input::Made(_) => None,
    });
    folders.collect()
}

/// The folder a file is to stand in.
pub(super) fn folder_of(output: &Path) -> Option<PathBuf> {
    let parent = output.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).canonicalize().ok()
}
