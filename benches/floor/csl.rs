//! An item of CSL-JSON with the fields of the corpus, and the array it stands in.

use serde::{Deserialize, Serialize};
use std::io::{self, Write};

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Item {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) title: String,
    #[serde(rename = "original-title", default)]
    pub(crate) original_title: String,
    #[serde(default)]
    pub(crate) author: Vec<Name>,
    #[serde(rename = "container-title", default)]
    pub(crate) container_title: String,
    #[serde(rename = "container-title-short", default)]
    pub(crate) container_title_short: String,
    #[serde(default)]
    pub(crate) issued: Issued,
    #[serde(default)]
    pub(crate) volume: String,
    #[serde(default)]
    pub(crate) issue: String,
    #[serde(default)]
    pub(crate) page: String,
    #[serde(rename = "DOI", default)]
    pub(crate) doi: String,
    #[serde(rename = "ISSN", default)]
    pub(crate) issn: String,
    #[serde(default)]
    pub(crate) language: String,
    #[serde(default)]
    pub(crate) keyword: String,
    #[serde(rename = "abstract", default)]
    pub(crate) summary: String,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Name {
    pub(crate) family: String,
    pub(crate) given: String,
}

impl Name {
    /// `family, given`, or all of it as the family name.
    pub(crate) fn inverted(text: &str) -> Self {
        let (family, given) = text.split_once(',').unwrap_or((text, ""));
        Self { family: family.trim().to_owned(), given: given.trim().to_owned() }
    }
}

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Issued {
    #[serde(rename = "date-parts")]
    pub(crate) date_parts: Vec<Vec<u32>>,
}

impl Issued {
    pub(crate) fn year(text: &str) -> Self {
        Self { date_parts: text.trim().parse().ok().map(|year| vec![year]).into_iter().collect() }
    }
}

/// An array, one item a line.
pub(crate) struct Array<'w> {
    output: &'w mut dyn Write,
    count: usize,
}

impl<'w> Array<'w> {
    pub(crate) fn begin(output: &'w mut dyn Write) -> io::Result<Self> {
        output.write_all(b"[")?;
        Ok(Self { output, count: 0 })
    }

    pub(crate) fn push(&mut self, item: &mut Item) -> io::Result<()> {
        let mut item = std::mem::take(item);
        if item.id.is_empty() {
            item.id = format!("item{}", self.count);
        }
        if item.kind.is_empty() {
            item.kind.push_str("article-journal");
        }
        self.output.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
        self.count += 1;
        serde_json::to_writer(&mut self.output, &item).map_err(io::Error::from)
    }

    pub(crate) fn end(self) -> io::Result<()> {
        self.output.write_all(b"\n]\n")
    }
}
