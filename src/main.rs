//! The program. Everything is in the library's `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    refmill::cli::run(std::env::args_os())
}
