//! WPRIM pages as text to CSL-JSON: labels tell where a value begins, three empty lines where a page ends.

use crate::csl::{Array, Issued, Item, Name};
use std::io::{self, BufRead, Write};

#[derive(Clone, Copy, PartialEq)]
enum Section {
    Title,
    Doi,
    Authors,
    Institutions,
    Keywords,
    From,
    Abstract,
    Other,
}

pub(crate) fn convert(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut array = Array::begin(output)?;
    let mut item = Item::default();
    let mut section = Section::Title;
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let text = line.trim();
        if text.is_empty() {
            if section == Section::Abstract && !item.summary.is_empty() {
                array.push(&mut item)?;
                section = Section::Title;
            }
        } else if let Some(title) = text.strip_prefix("- VernacularTitle:") {
            title.clone_into(&mut item.original_title);
            section = Section::Other;
        } else if text.starts_with("- Author:") {
            section = Section::Authors;
        } else if text == "Author Information" {
            section = Section::Institutions;
        } else if text.starts_with("- Keywords:") {
            section = Section::Keywords;
        } else if text.starts_with("- From:") {
            section = Section::From;
        } else if let Some(language) = text.strip_prefix("- Language:") {
            language.clone_into(&mut item.language);
            section = Section::Other;
        } else if text == "Abstract:" {
            section = Section::Abstract;
        } else {
            value(text, &mut section, &mut item);
        }
        line.clear();
    }
    array.end()
}

fn value(text: &str, section: &mut Section, item: &mut Item) {
    match section {
        Section::Title => {
            text.clone_into(&mut item.title);
            *section = Section::Doi;
        }
        Section::Doi => text.clone_into(&mut item.doi),
        Section::Authors => {
            if let Some((given, family)) = text.rsplit_once(' ') {
                item.author.push(Name { family: family.to_owned(), given: given.to_owned() });
            }
        }
        Section::Keywords => {
            if !item.keyword.is_empty() {
                item.keyword.push_str("; ");
            }
            item.keyword.push_str(text.trim_end_matches(';'));
        }
        Section::From if item.container_title.is_empty() => text.clone_into(&mut item.container_title),
        Section::From => {
            let (year, rest) = text.split_once(';').unwrap_or((text, ""));
            item.issued = Issued::year(year.trim_start_matches('\u{a0}'));
            let (number, page) = rest.split_once(':').unwrap_or((rest, ""));
            page.clone_into(&mut item.page);
            let (volume, issue) = number.split_once('(').unwrap_or((number, ""));
            volume.clone_into(&mut item.volume);
            issue.trim_end_matches(')').clone_into(&mut item.issue);
            *section = Section::Other;
        }
        Section::Abstract => item.summary.push_str(text),
        Section::Institutions | Section::Other => {}
    }
}
