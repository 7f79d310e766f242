//! `docs/formats.md`, made from the table of formats, the matrix and the fixtures.

use crate::all_fixtures;
use refmill::formats::facet::{FACETS, Facet};
use refmill::formats::matrix::{Fate, Matrix, counted, matrix};
use refmill::formats::{FORMATS, Format, optional};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A table in Markdown.
fn table(heads: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = vec!["--".to_owned(); heads.len()].join("|");
    format!("{}|{rule}|\n{}", line(heads), rows.iter().map(|row| line(row)).collect::<String>())
}

/// Columns of formats that keep the same, and their fates.
fn columns(matrix: &Matrix) -> Vec<(Vec<&'static str>, Vec<Fate>)> {
    let mut columns: Vec<(Vec<&'static str>, Vec<Fate>)> = Vec::new();
    for (position, format) in matrix.formats.iter().enumerate() {
        let fates: Vec<Fate> = matrix.rows.iter().map(|row| row.fates[position]).collect();
        match columns.iter_mut().find(|(_, known)| *known == fates) {
            Some((names, _)) => names.push(format.name),
            None => columns.push((vec![format.name], fates)),
        }
    }
    columns
}

fn sign(fate: Fate) -> String {
    match fate {
        Fate::Kept => "yes",
        Fate::InNote => "note",
        Fate::Changed => "~",
        Fate::Lost => "–",
    }
    .to_owned()
}

/// Facts by their groups, in the order of the table.
fn by_group<'a>(facets: impl Iterator<Item = &'a Facet>) -> String {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for facet in facets {
        match groups.last_mut().filter(|(group, _)| *group == facet.group) {
            Some((_, names)) => names.push(facet.name),
            None => groups.push((facet.group, vec![facet.name])),
        }
    }
    let line = |(group, names): &(&str, Vec<&str>)| format!("- {group}: {}\n", names.join(", "));
    groups.iter().map(line).collect()
}

fn survival(matrix: &Matrix, page: &mut String) -> std::fmt::Result {
    let columns = columns(matrix);
    page.push_str(
        "## What comes back\n\nFor each format that is written and read: a record with the fact is written, read \
         back and compared. `yes`: it comes back. `note`: the format has no place for it, so that other programs do \
         not see it; it stands in a note of the record, from where refmill reads it back, or as a note. `~`: it \
         comes back changed, or in another field. `–`: it does not come back. `refmill formats --matrix` prints the \
         same.\n\n",
    );
    let mut groups: Vec<&str> = Vec::new();
    for facet in FACETS {
        if !groups.contains(&facet.group) {
            groups.push(facet.group);
        }
    }
    for group in groups {
        let heads: Vec<String> = std::iter::once(group.to_owned())
            .chain(columns.iter().map(|(names, _)| names.join(", ")))
            .collect();
        let of_group = matrix.rows.iter().enumerate().filter(|(_, row)| row.facet.group == group);
        let rows: Vec<Vec<String>> = of_group
            .map(|(position, row)| {
                let fates = columns.iter().map(|(_, fates)| sign(fates[position]));
                std::iter::once(row.facet.name.to_owned()).chain(fates).collect()
            })
            .collect();
        writeln!(page, "{}", table(&heads, &rows))?;
    }
    Ok(())
}

/// What the writers cannot hold: for those that are read back what is lost, for the others what they count.
fn not_held(matrix: &Matrix, page: &mut String) -> std::fmt::Result {
    page.push_str(
        "## What an output cannot hold\n\nLost, and counted at the end of a run (`format-cannot-hold`); what is aside \
         from the article (how a value was printed, where it was first read) is left out here. Of formats that \
         refmill does not read back, what their writers count.\n\n",
    );
    let in_every_build = |format: &&Format| optional(format.name).is_none_or(|optional| optional.by_default);
    for format in FORMATS.iter().filter(|format| format.writer.is_some()).filter(in_every_build) {
        let position = matrix.formats.iter().position(|known| known.name == format.name);
        let is_lost = |facet: &&Facet| match position {
            Some(position) => {
                let row = matrix.rows.iter().find(|row| row.facet.name == facet.name);
                row.is_some_and(|row| row.fates[position] == Fate::Lost)
            }
            None => !counted(format, facet).is_empty(),
        };
        let lost = by_group(FACETS.iter().filter(|facet| !facet.is_aside).filter(is_lost));
        let text = if lost.is_empty() { "Nothing.\n".to_owned() } else { lost };
        writeln!(page, "### `{}`\n\nHolds {}.\n\n{text}", format.name, format.holds)?;
    }
    Ok(())
}

/// What the readers find in the fixtures of their formats.
fn taken(page: &mut String) -> std::fmt::Result {
    page.push_str(
        "## What a reader takes\n\nFacts that the reader of the format finds in its fixtures (`fixtures/`); what it \
         has no field for is kept as unknown.\n\n",
    );
    let mut found: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for fixture in all_fixtures::all() {
        let known = found.entry(fixture.format.name).or_default();
        let mut records = fixture.read().records;
        for record in &mut records {
            // Of its own format, or read of another one by our own reader.
            record.provenance.format.clear();
        }
        for (position, facet) in FACETS.iter().enumerate() {
            let nothing = (facet.told)(&refmill::record::Record::default());
            let says = |record| (facet.told)(record) != nothing && !(facet.told)(record).is_empty();
            if !known.contains(&position) && records.iter().any(says) {
                known.insert(position);
            }
        }
    }
    // Formats that share a reader with another one have no fixtures that are told from the other's.
    let seen = |format: &&Format| found.contains_key(format.name);
    for format in FORMATS.iter().filter(|format| format.reader.is_some()).filter(seen) {
        let positions = &found[format.name];
        let is_found = |(position, facet): &(usize, &Facet)| positions.contains(position) && !facet.is_aside;
        let facets = FACETS.iter().enumerate().filter(is_found).map(|(_, facet)| facet);
        writeln!(page, "### `{}`\n\n{}", format.name, by_group(facets))?;
    }
    Ok(())
}

fn document() -> String {
    let mut page = String::from(
        "# Formats\n\nMade from the table of formats, their readers and writers by `UPDATE=1 cargo test --test all tables::`.\n\n",
    );
    let mark = |yes: bool| if yes { "yes" } else { "" }.to_owned();
    let row = |format: &Format| {
        let name = format!("`{}`", format.name);
        // The document is the same for every build.
        let optional = optional(format.name);
        let reads = format.reader.is_some() || optional.is_some_and(|optional| optional.reads);
        let writes = format.writer.is_some() || optional.is_some_and(|optional| optional.writes);
        vec![name, mark(reads), mark(writes), format.summary.to_owned()]
    };
    let heads = ["Format", "Read", "Write", "What it is"].map(str::to_owned);
    page.push_str(&table(&heads, &FORMATS.iter().map(row).collect::<Vec<_>>()));
    page.push('\n');
    let matrix = matrix();
    survival(&matrix, &mut page).expect("a string takes everything");
    not_held(&matrix, &mut page).expect("a string takes everything");
    taken(&mut page).expect("a string takes everything");
    page.trim_end().to_owned() + "\n"
}

#[test]
fn the_document_of_formats_is_what_they_do() {
    let path = all_fixtures::root().join("docs/formats.md");
    let document = document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &document).expect("docs can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == document, "docs/formats.md is out of date: UPDATE=1 cargo test --test all tables::");
}
