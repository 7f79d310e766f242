//! `BibTeX`, a field a line as the corpus has it, to CSL-JSON.

use crate::csl::{Array, Issued, Item, Name};
use std::io::{self, BufRead, Write};

pub(crate) fn convert(input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<()> {
    let mut array = Array::begin(output)?;
    let mut item = Item::default();
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let text = line.trim();
        if let Some(key) = text.strip_prefix("@article{") {
            key.trim_end_matches(',').clone_into(&mut item.id);
        } else if text == "}" {
            array.push(&mut item)?;
        } else if let Some((name, value)) = text.split_once(" = ") {
            let value = value.trim_end_matches(',').trim_start_matches('{').trim_end_matches('}');
            let value = value.replace("\\&", "&").replace("\\%", "%").replace("{\\textless}", "<");
            match name {
                "author" => item.author = value.split(" and ").map(Name::inverted).collect(),
                "title" => item.title = value,
                "origtitle" => item.original_title = value,
                "journal" => item.container_title = value,
                "year" => item.issued = Issued::year(&value),
                "volume" => item.volume = value,
                "number" => item.issue = value,
                "pages" => item.page = value.replace("--", "-"),
                "doi" => item.doi = value,
                "issn" => item.issn = value,
                "keywords" => item.keyword = value,
                "language" => item.language = value,
                "abstract" => item.summary = value,
                _ => {}
            }
        }
        line.clear();
    }
    array.end()
}
