//! RIS to CSL-JSON.

use crate::csl::{Array, Issued, Item, Name};
use std::io::{self, BufRead, Write};

pub(crate) fn convert(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut array = Array::begin(output)?;
    let mut item = Item::default();
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        if let Some((tag, value)) = line.trim_end().split_once("  -") {
            let value = value.trim();
            match tag {
                "TI" => value.clone_into(&mut item.title),
                "TT" => value.clone_into(&mut item.original_title),
                "AU" => item.author.push(Name::inverted(value)),
                "T2" => value.clone_into(&mut item.container_title),
                "J2" => value.clone_into(&mut item.container_title_short),
                "PY" => item.issued = Issued::year(value),
                "VL" => value.clone_into(&mut item.volume),
                "IS" => value.clone_into(&mut item.issue),
                "SP" => value.clone_into(&mut item.page),
                "EP" => {
                    item.page.push('-');
                    item.page.push_str(value);
                }
                "SN" => value.clone_into(&mut item.issn),
                "DO" => value.clone_into(&mut item.doi),
                "LA" => value.clone_into(&mut item.language),
                "AB" => value.clone_into(&mut item.summary),
                "KW" => {
                    if !item.keyword.is_empty() {
                        item.keyword.push_str("; ");
                    }
                    item.keyword.push_str(value);
                }
                "ER" => array.push(&mut item)?,
                _ => {}
            }
        }
        line.clear();
    }
    array.end()
}
