//! nbib to CSL-JSON: a value goes on in lines that begin with six blanks.

use crate::csl::{Array, Issued, Item, Name};
use std::io::{self, BufRead, Write};

pub(crate) fn convert(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut array = Array::begin(output)?;
    let mut item = Item::default();
    let (mut tag, mut value) = (String::new(), String::new());
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let text = line.trim_end();
        if let Some(more) = text.strip_prefix("      ") {
            value.push(' ');
            value.push_str(more.trim());
        } else {
            take(&tag, &value, &mut item);
            tag.clear();
            if text.is_empty() {
                array.push(&mut item)?;
            } else if let Some((new, rest)) = text.split_once('-') {
                tag.push_str(new.trim());
                rest.trim().clone_into(&mut value);
            }
        }
        line.clear();
    }
    array.end()
}

fn take(tag: &str, value: &str, item: &mut Item) {
    match tag {
        "PMID" => value.clone_into(&mut item.id),
        "TI" => value.clone_into(&mut item.title),
        "TT" => value.clone_into(&mut item.original_title),
        "FAU" => item.author.push(Name::inverted(value)),
        "JT" => value.clone_into(&mut item.container_title),
        "TA" => value.clone_into(&mut item.container_title_short),
        "DP" => item.issued = Issued::year(value.split(' ').next().unwrap_or_default()),
        "VI" => value.clone_into(&mut item.volume),
        "IP" => value.clone_into(&mut item.issue),
        "PG" => value.clone_into(&mut item.page),
        "IS" => value.split(' ').next().unwrap_or_default().clone_into(&mut item.issn),
        "LID" => value.trim_end_matches(" [doi]").clone_into(&mut item.doi),
        "LA" => value.clone_into(&mut item.language),
        "AB" => value.clone_into(&mut item.summary),
        "OT" => {
            if !item.keyword.is_empty() {
                item.keyword.push_str("; ");
            }
            item.keyword.push_str(value);
        }
        _ => {}
    }
}
