//! The counts of `--prisma`: a table for people, JSON for programs.

use crate::cli::Stop;
use crate::cli::screen::column;
use crate::merge::Counts;
use crate::report::{quoted, reason};
use crate::stream::output::Output;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the counts go.
pub(super) enum Where {
    /// A table in the summary.
    Text,
    /// A line in the summary.
    Json,
    /// A file of JSON.
    File(PathBuf),
}

impl Where {
    /// What the argument says.
    pub(super) fn of(argument: &OsStr) -> Result<Self, Stop> {
        let path = Path::new(argument);
        match argument.to_str() {
            Some("text") => Ok(Self::Text),
            Some("json") => Ok(Self::Json),
            _ if path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json")) => {
                Ok(Self::File(path.to_owned()))
            }
            _ => Err(Stop::Refused(format!(
                "--prisma takes text, json, or a file that ends in .json, and {} is none of them",
                quoted(&argument.to_string_lossy())
            ))),
        }
    }

    /// Tells the counts there.
    pub(super) fn tell(&self, counts: &Counts) -> Result<(), Stop> {
        let json = || serde_json::to_string(counts).map_err(io::Error::from);
        match self {
            Self::Text => Ok(table(counts, &mut io::stderr().lock())?),
            Self::Json => Ok(writeln!(io::stderr(), "{}", json()?)?),
            Self::File(path) => {
                let text = json()? + "\n";
                let write = || {
                    let mut output = Output::create(path)?;
                    output.write_all(text.as_bytes())?;
                    output.finish()
                };
                let shown = quoted(&path.display().to_string());
                write()
                    .map_err(|error| Stop::Refused(format!("{shown} cannot be written: {}", reason(&error))))
            }
        }
    }
}

fn table(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    let row = |name: &str, of: [&str; 4]| {
        let [identified, removed, unique, only] = of;
        format!("{} {identified:>11} {removed:>19} {unique:>9} {only:>9}", column(name, 32))
    };
    writeln!(out, "{}", row("Database", ["identified", "duplicates removed", "left", "only here"]))?;
    let count = |of: &std::collections::BTreeMap<String, u64>, name: &str| {
        of.get(name).copied().unwrap_or(0).to_string()
    };
    for name in counts.by_source.keys() {
        let values = [
            count(&counts.by_source, name),
            count(&counts.removed_by_source, name),
            count(&counts.unique_by_source, name),
            count(&counts.only_in, name),
        ];
        writeln!(out, "{}", row(name, values.each_ref().map(String::as_str)))?;
    }
    let only: u64 = counts.only_in.values().sum();
    let sums = [counts.identified, counts.removed, counts.unique, only].map(|count| count.to_string());
    writeln!(out, "{}", row("All", sums.each_ref().map(String::as_str)))?;
    for overlap in &counts.overlap {
        writeln!(
            out,
            "{} {:>11}",
            column(&format!("in {}", overlap.sources.join(" and ")), 32),
            overlap.articles
        )?;
    }
    Ok(())
}
