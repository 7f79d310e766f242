//! `refmill man`: the manual pages, made from the definitions of the command line.

use super::{Exit, Stop, definitions};
use crate::report::quoted;
use clap::Args;
use clap_mangen::Man;
use std::io::{self, Write};

/// Print a manual page in troff.
#[derive(Args)]
#[command(after_help = "Example:\n  refmill man convert > refmill-convert.1")]
pub(super) struct Arguments {
    /// Command whose page to print; without it, that of refmill itself
    command: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    let mut all = definitions();
    all.build();
    let command = match &arguments.command {
        None => all,
        Some(name) => {
            let found = all.find_subcommand(name).cloned();
            let found =
                found.ok_or_else(|| Stop::Refused(format!("{} is no command of refmill", quoted(name))))?;
            found.display_name(format!("refmill-{name}"))
        }
    };
    let mut page = Vec::new();
    Man::new(command).render(&mut page)?;
    io::stdout().lock().write_all(&page)?;
    Ok(Exit::Done)
}
