//! `refmill completions`.

use super::{Exit, Stop, definitions};
use clap::Args;
use clap_complete::Shell;
use std::io::{self, Write};

/// Print completions for a shell.
#[derive(Args)]
#[command(
    after_help = "Example:\n  refmill completions bash > ~/.local/share/bash-completion/completions/refmill"
)]
pub(super) struct Arguments {
    /// Which shell
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    // Made whole before it is printed: the generator does not expect its output to be closed.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut definitions(), "refmill", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}
