//! `refmill formats`: the table of formats, printed.

use super::screen::{Screen, column};
use super::{Exit, Stop};
use crate::formats::{self, FORMATS, Format};
use clap::Args;
use serde_json::json;
use std::io::{self, Write};

/// List formats, and what each can hold.
#[derive(Args)]
pub(super) struct Arguments {
    /// Print the list as JSON
    #[arg(long, conflicts_with = "markdown")]
    json: bool,

    /// Print the list as a Markdown table
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    if arguments.json {
        writeln!(out, "{:#}", FORMATS.iter().map(object).collect::<serde_json::Value>())?;
    } else if arguments.markdown {
        out.write_all(markdown().as_bytes())?;
    } else {
        let mut screen = Screen::default();
        for format in FORMATS {
            let extensions = format.extensions.join(", ");
            screen.line(&format!(
                "{} {} {} {}",
                column(format.name, 10),
                column(direction(format), 10),
                column(&extensions, 14),
                format.summary
            ));
            if let (false, Some(missing)) = (is_built(format), formats::optional(format.name)) {
                screen.line(&format!("{} needs a build with --features {}", column("", 10), missing.feature));
            }
            if !format.holds.is_empty() {
                screen.line(&format!("{} holds {}", column("", 10), format.holds));
            }
        }
        screen.next("refmill convert FILE -t FORMAT", "");
        screen.print(&mut out)?;
    }
    Ok(Exit::Done)
}

fn direction(format: &Format) -> &'static str {
    match (format.reader.is_some(), format.writer.is_some()) {
        (true, true) => "read/write",
        (true, false) => "read",
        (false, true) => "write",
        (false, false) => "left out",
    }
}

/// Whether this build has all of a format.
fn is_built(format: &Format) -> bool {
    let Some(optional) = formats::optional(format.name) else { return true };
    (format.reader.is_some() || !optional.reads) && (format.writer.is_some() || !optional.writes)
}

fn object(format: &Format) -> serde_json::Value {
    json!({
        "name": format.name,
        "summary": format.summary,
        "extensions": format.extensions,
        "media_type": format.media_type,
        "reads": format.reader.is_some(),
        "writes": format.writer.is_some(),
        "holds": format.holds,
    })
}

/// The table of the README, the same for every build.
fn markdown() -> String {
    let mut table =
        String::from("| Format | Read | Write | Extensions | What it is | What an output holds |\n");
    table.push_str("|---|---|---|---|---|---|\n");
    let mark = |yes: bool| if yes { "yes" } else { "" };
    for format in FORMATS {
        let optional = formats::optional(format.name);
        let extensions: Vec<String> =
            format.extensions.iter().map(|extension| format!("`.{extension}`")).collect();
        let cells = [
            format!("`{}`", format.name),
            mark(format.reader.is_some() || optional.is_some_and(|it| it.reads)).to_owned(),
            mark(format.writer.is_some() || optional.is_some_and(|it| it.writes)).to_owned(),
            extensions.join(", "),
            format.summary.to_owned(),
            format.holds.to_owned(),
        ];
        table += "| ";
        table += &cells.map(|cell| cell.replace('|', r"\|")).join(" | ");
        table += " |\n";
    }
    table
}
