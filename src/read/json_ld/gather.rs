//! What works mention anywhere in a long file: the nodes that have an identifier by which another one names them, gathered before
//! the parts of the file are read, so that what is found does not depend on where it is cut.
//!
//! The file is gone through twice: once for the identifiers that are mentioned, once for the nodes that have them. What is
//! gathered is JSON, an object a line.

use super::GRAPH;
use crate::read::{Chunk, Gather};
use crate::syntax::json::{Piece, pieces_of};
use crate::syntax::json_ld::{is_more, objects};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of nodes that are gathered at most: they are read again with every part of the file. What is beyond is not found.
const MOST: usize = 4 << 20;

/// Bytes of identifiers that are looked for at most.
const MOST_MENTIONED: usize = 16 << 20;

/// A file on its way through.
#[derive(Default)]
pub(super) struct Gathering {
    mentioned: BTreeSet<String>,
    bytes_mentioned: usize,
    is_second: bool,
    nodes: BTreeMap<String, Map<String, Value>>,
    bytes: usize,
}

impl Gather for Gathering {
    fn take(&mut self, chunk: Chunk<'_>) {
        if !chunk.text.contains("\"@id\"") {
            return;
        }
        for value in values(chunk.text) {
            for object in objects(std::iter::once(&value)) {
                let Some(id) = object.get("@id").and_then(Value::as_str) else { continue };
                match (object.len(), self.is_second) {
                    (1, false) => self.mention(id),
                    (2.., true) if self.mentioned.contains(id) => self.keep(id, object),
                    _ => {}
                }
            }
        }
    }

    fn again(&mut self) -> bool {
        !std::mem::replace(&mut self.is_second, true) && !self.mentioned.is_empty()
    }

    fn finish(self: Box<Self>) -> String {
        let mentions: Vec<Value> = self.mentioned.iter().map(|id| json!({ "@id": id })).collect();
        let mut text = format!("{}\n", json!({ "mentions": mentions }));
        for node in self.nodes.into_values() {
            text.push_str(&Value::Object(node).to_string());
            text.push('\n');
        }
        text
    }
}

impl Gathering {
    fn mention(&mut self, id: &str) {
        if self.bytes_mentioned + id.len() <= MOST_MENTIONED && self.mentioned.insert(id.to_owned()) {
            self.bytes_mentioned += id.len();
        }
    }

    fn keep(&mut self, id: &str, object: &Map<String, Value>) {
        let known = self.nodes.get(id);
        if known.is_some_and(|known| !is_more(object, known)) {
            return;
        }
        let length = |node: &Map<String, Value>| serde_json::to_string(node).map_or(0, |text| text.len());
        let bytes = self.bytes - known.map_or(0, length) + length(object);
        if bytes <= MOST {
            self.bytes = bytes;
            self.nodes.insert(id.to_owned(), object.clone());
        }
    }
}

/// The objects of a text, as far as they are JSON.
pub(super) fn values(text: &str) -> impl Iterator<Item = Value> {
    pieces_of(text, GRAPH).filter_map(|piece| match piece {
        Piece::Item { start, end } => serde_json::from_str(text.get(start..end)?).ok(),
        _ => None,
    })
}
