//! `refmill layouts`.

use super::{Exit, Stop};
use crate::page::layout::Layout;
use crate::page::{built_in, example};
use crate::report::{quoted, visible};
use crate::stream::output::reason;
use clap::Args;
use std::io::{self, Write};
use std::path::PathBuf;

/// List page layouts, or check tables of your own and run their examples
#[derive(Args)]
#[command(after_help = "Examples:\n  refmill layouts\n  refmill layouts my-site.toml")]
pub(super) struct Arguments {
    /// Tables to check; without any, the built-in layouts are listed
    #[arg(value_name = "TOML")]
    tables: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    if arguments.tables.is_empty() {
        for layout in built_in() {
            writeln!(out, "{:<14} {}", layout.name, layout.summary)?;
        }
        writeln!(io::stderr(), "Next:  refmill layouts my-site.toml      (checks a table of your own)")?;
        return Ok(Exit::Done);
    }
    let mut exit = Exit::Done;
    for path in &arguments.tables {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Stop::Refused(format!("the layout {} cannot be read: {}", quoted(&name), reason(&error)))
        })?;
        let layout = Layout::parse(&name, &text).map_err(Stop::Refused)?;
        let wrong = example::run(&layout);
        for sentence in &wrong {
            writeln!(out, "{}: {}", visible(&name), visible(sentence))?;
            exit = Exit::Findings;
        }
        let count = layout.examples.len();
        let verdict = match (count, wrong.len()) {
            (0, _) => "a table; it has no [[example]] to run".to_owned(),
            (1, 0) => "a table; its example holds".to_owned(),
            (count, 0) => format!("a table; its {count} examples hold"),
            (_, 1) => "a table; 1 of the facts of its examples does not hold".to_owned(),
            (_, wrong) => format!("a table; {wrong} of the facts of its examples do not hold"),
        };
        writeln!(out, "{}: layout {} is {verdict}", visible(&name), visible(&layout.name))?;
    }
    writeln!(io::stderr(), "Next:  refmill explain PAGE --layout TOML      (what became of a page)")?;
    Ok(exit)
}
