//! CSL-JSON, one item a line, to `BibTeX`.

use crate::csl::Item;
use std::io::{self, BufRead, Write};

pub(crate) fn convert(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let text = line.trim().trim_start_matches(['[', ',']).trim_end_matches([',', ']']);
        if text.starts_with('{') {
            let item: Item = serde_json::from_str(text)?;
            entry(&item, output)?;
        }
        line.clear();
    }
    Ok(())
}

fn entry(item: &Item, output: &mut dyn Write) -> io::Result<()> {
    writeln!(output, "@article{{{},", item.id)?;
    write!(output, "  author = {{")?;
    for (number, author) in item.author.iter().enumerate() {
        let and = if number == 0 { "" } else { " and " };
        write!(output, "{and}{}, {}", author.family, author.given)?;
    }
    writeln!(output, "}},")?;
    let year = item.issued.date_parts.first().and_then(|parts| parts.first()).map(u32::to_string);
    let fields = [
        ("title", item.title.as_str()),
        ("origtitle", &item.original_title),
        ("journal", &item.container_title),
        ("year", year.as_deref().unwrap_or_default()),
        ("volume", &item.volume),
        ("number", &item.issue),
        ("pages", &item.page),
        ("doi", &item.doi),
        ("issn", &item.issn),
        ("keywords", &item.keyword),
        ("language", &item.language),
        ("abstract", &item.summary),
    ];
    for (name, value) in fields {
        if !value.is_empty() {
            write!(output, "  {name} = {{")?;
            escaped(value, output)?;
            writeln!(output, "}},")?;
        }
    }
    writeln!(output, "}}\n")
}

fn escaped(text: &str, output: &mut dyn Write) -> io::Result<()> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '%', '$', '#', '_', '{', '}']) {
        output.write_all(&rest.as_bytes()[..at])?;
        output.write_all(b"\\")?;
        output.write_all(&rest.as_bytes()[at..=at])?;
        rest = &rest[at + 1..];
    }
    output.write_all(rest.as_bytes())
}
