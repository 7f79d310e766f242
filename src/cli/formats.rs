//! `refmill formats`: the table of formats, printed.

use super::screen::{Screen, column};
use super::{Exit, Stop};
use crate::formats::matrix::{Fate, Matrix, matrix};
use crate::formats::{self, FORMATS, Format};
use crate::write::text::style::STYLES;
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

    /// Print what survives in which format, worked out by writing records and reading them back
    #[arg(long, conflicts_with = "markdown")]
    matrix: bool,

    /// Print the citation styles of a bibliography (convert -t text --style)
    #[arg(long, conflicts_with_all = ["markdown", "matrix", "json"])]
    styles: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    if arguments.styles {
        let mut screen = Screen::default();
        for style in STYLES {
            screen.line(&format!("{} {}", column(style.name, 19), style.summary));
        }
        if let (None, Some(missing)) =
            (formats::by_name("text").and_then(|text| text.writer), formats::optional("text"))
        {
            screen.line(&missing.how_to_get());
        }
        screen.next("refmill convert FILE -t text --style STYLE", "");
        screen.print(&mut out)?;
    } else if arguments.matrix {
        let matrix = matrix();
        if arguments.json {
            writeln!(out, "{:#}", survival(&matrix))?;
        } else {
            survival_table(&matrix).print_whole(&mut out)?;
        }
    } else if arguments.json {
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
        "feature": formats::optional(format.name).map(|optional| optional.feature),
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

/// Formats with their columns of a matrix; those that keep the same are one column.
fn columns(matrix: &Matrix) -> Vec<(Vec<&'static str>, Vec<Fate>)> {
    let mut columns: Vec<(Vec<&'static str>, Vec<Fate>)> = Vec::new();
    for (position, format) in matrix.formats.iter().enumerate() {
        let fates: Vec<Fate> =
            matrix.rows.iter().filter_map(|row| row.fates.get(position)).copied().collect();
        match columns.iter_mut().find(|(_, known)| *known == fates) {
            Some((names, _)) => names.push(format.name),
            None => columns.push((vec![format.name], fates)),
        }
    }
    columns
}

fn sign(fate: Fate) -> &'static str {
    match fate {
        Fate::Kept => "yes",
        Fate::InNote => "note",
        Fate::Changed => "~",
        Fate::Lost => "-",
    }
}

/// The matrix for people: a column a letter, so that all formats fit a window.
fn survival_table(matrix: &Matrix) -> Screen {
    let columns = columns(matrix);
    let letters: Vec<String> = ('A'..='Z').take(columns.len()).map(String::from).collect();
    let mut screen = Screen::default();
    for (letter, (names, _)) in letters.iter().zip(&columns) {
        screen.line(&format!("{letter}  {}", names.join(", ")));
    }
    screen.line("");
    screen.line("yes: comes back   note: kept in a note   ~: comes back changed   -: lost");
    let cells = |cells: Vec<&str>| cells.into_iter().map(|cell| column(cell, 5)).collect::<String>();
    let mut group = "";
    for (position, row) in matrix.rows.iter().enumerate() {
        if row.facet.group != group {
            group = row.facet.group;
            screen.line("");
            let heads = cells(letters.iter().map(String::as_str).collect());
            screen.line(format!("{} {heads}", column(group, FACET)).trim_end());
        }
        let fates = columns.iter().filter_map(|(_, fates)| fates.get(position)).copied();
        let signs = cells(fates.map(sign).collect());
        screen.line(format!("{} {signs}", column(row.facet.name, FACET)).trim_end());
    }
    screen.next("refmill formats --matrix --json", "the same for programs");
    screen
}

/// Columns for the name of a fact.
const FACET: usize = 34;

fn survival(matrix: &Matrix) -> serde_json::Value {
    let row = |row: &formats::matrix::Row| {
        let fates = matrix.formats.iter().zip(&row.fates);
        let fates: serde_json::Map<String, serde_json::Value> =
            fates.map(|(format, fate)| (format.name.to_owned(), json!(fate.word()))).collect();
        json!({"group": row.facet.group, "fact": row.facet.name, "formats": fates})
    };
    matrix.rows.iter().map(row).collect()
}
