//! The grammar of JSON-LD, without the meaning of any word: values that are lists, texts with languages, types, and nodes
//! that are mentioned by their `@id`.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// An object of JSON-LD.
pub type Node = Map<String, Value>;

/// The tag of a text in a language that nobody knows (BCP 47).
pub const UNDETERMINED: &str = "und";

/// A value as a list: of one, or what stands in `@list` or `@set`.
#[must_use]
pub fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(object) => match object.get("@list").or_else(|| object.get("@set")) {
            Some(Value::Array(items)) => items.iter().collect(),
            _ => vec![value],
        },
        Value::Null => Vec::new(),
        _ => vec![value],
    }
}

/// The texts of a value with their languages: strings, numbers, `{"@value": …, "@language": …}`, language maps.
#[must_use]
pub fn texts(value: &Value) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    for value in list(value) {
        match value {
            Value::String(text) => found.push((text.clone(), None)),
            Value::Number(number) => found.push((number.to_string(), None)),
            Value::Object(object) => {
                let language = object.get("@language").and_then(Value::as_str).map(str::to_owned);
                let text = ["@value", "name"].iter().find_map(|key| object.get(*key).and_then(Value::as_str));
                if let Some(text) = text {
                    found.push((text.to_owned(), language));
                } else if object.keys().all(|key| key.len() >= 2 && !key.starts_with('@')) {
                    let mapped = object.iter().filter_map(|(key, value)| Some((key, value.as_str()?)));
                    let is_tag =
                        |key: &str| (2..=3).contains(&key.split('-').next().unwrap_or_default().len());
                    found.extend(
                        mapped
                            .filter(|(key, _)| is_tag(key))
                            .map(|(key, value)| (value.to_owned(), Some(key.clone()))),
                    );
                }
            }
            _ => {}
        }
    }
    found
}

/// The types of a node without the address of their vocabulary.
pub fn types_of(node: &Node) -> impl Iterator<Item = &str> {
    let kinds = node.get("@type").or_else(|| node.get("type"));
    let list = match kinds {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_str).map(|kind| kind.rsplit(['/', '#', ':']).next().unwrap_or(kind))
}

/// The objects on the way along some members, in order.
#[must_use]
pub fn nodes<'a>(value: &'a Value, paths: &[&str]) -> Vec<&'a Node> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(object) => {
                found.push(object);
                waiting.extend(paths.iter().rev().filter_map(|path| object.get(*path)));
            }
            _ => {}
        }
    }
    found
}

/// All objects in some values, however deep, in no particular order.
pub fn objects<'a>(values: impl Iterator<Item = &'a Value>) -> impl Iterator<Item = &'a Node> {
    let mut waiting: Vec<&Value> = values.collect();
    std::iter::from_fn(move || {
        loop {
            match waiting.pop()? {
                Value::Array(items) => waiting.extend(items),
                Value::Object(object) => {
                    waiting.extend(object.values());
                    return Some(object);
                }
                _ => {}
            }
        }
    })
}

/// Whether a node says more than another one with the same identifier: it has more members. Of as many, what is written of them
/// decides, so that the order in which they are met does not.
#[must_use]
pub fn is_more(node: &Node, known: &Node) -> bool {
    let written = |node: &Node| serde_json::to_string(node).unwrap_or_default();
    node.len() > known.len() || (node.len() == known.len() && node != known && written(node) < written(known))
}

/// Bytes that mentioned nodes may always add to a work, and how many times its length beyond that: a node that mentions itself a
/// hundred times would become a hundred million of them.
const ADDED_FREELY: usize = 4096;
const ADDED_TIMES: usize = 64;

/// Bytes that a value takes as JSON, about.
fn bytes(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 3,
        Value::Array(items) => 2 + items.iter().map(bytes).sum::<usize>(),
        Value::Object(object) => bytes_of(object),
        _ => 6,
    }
}

fn bytes_of(node: &Node) -> usize {
    2 + node.iter().map(|(key, value)| key.len() + 4 + bytes(value)).sum::<usize>()
}

/// The nodes that have an identifier, so that a mention of it can be followed.
#[derive(Debug, Default)]
pub struct Graph<'a> {
    /// With the bytes that they take as JSON.
    nodes: BTreeMap<&'a str, (&'a Node, usize)>,
    mentions: std::collections::BTreeSet<&'a str>,
}

impl<'a> Graph<'a> {
    /// All nodes in some values, however deep; of two with one identifier the one with more members.
    #[must_use]
    pub fn new(values: impl Iterator<Item = &'a Value>) -> Self {
        let mut graph = Self::default();
        for object in objects(values) {
            let Some(id) = object.get("@id").and_then(Value::as_str) else { continue };
            if object.len() == 1 {
                graph.mentions.insert(id);
            } else if graph.nodes.get(id).is_none_or(|(known, _)| is_more(object, known)) {
                graph.nodes.insert(id, (object, bytes_of(object)));
            }
        }
        graph
    }

    /// An object, or the one that a mention of it means.
    #[must_use]
    pub fn object(&self, value: &'a Value) -> Option<&'a Node> {
        let object = value.as_object()?;
        let id = object.get("@id").and_then(Value::as_str).filter(|_| object.len() == 1);
        id.and_then(|id| self.node(id)).or(Some(object))
    }

    /// The node of an identifier.
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&'a Node> {
        self.nodes.get(id).map(|(node, _)| *node)
    }

    /// Whether a node is mentioned by another one.
    #[must_use]
    pub fn is_mentioned(&self, node: &Node) -> bool {
        node.get("@id").and_then(Value::as_str).is_some_and(|id| self.mentions.contains(id))
    }

    /// A copy of a value in which each mention of a node has become the node, down to a depth at which chains of mentions
    /// that lead back to themselves end, and as long as they add no more than 4 KiB and 64 times the length of the text that the
    /// value was read from.
    #[must_use]
    pub fn resolved(&self, value: &Value, depth: usize, length: usize) -> Value {
        self.within(value, depth, &mut (ADDED_FREELY + ADDED_TIMES * length))
    }

    fn within(&self, value: &Value, depth: usize, room: &mut usize) -> Value {
        match value {
            Value::Array(items) => items.iter().map(|item| self.within(item, depth, room)).collect(),
            Value::Object(object) => {
                let id = object.get("@id").and_then(Value::as_str).filter(|_| object.len() == 1);
                let node = id.and_then(|id| self.nodes.get(id)).filter(|_| depth > 0);
                let (object, depth) = match node.map(|(node, bytes)| (*node, room.checked_sub(*bytes))) {
                    Some((node, Some(left))) => {
                        *room = left;
                        (node, depth - 1)
                    }
                    _ => (object, depth),
                };
                let member = |(key, value): (&String, &Value)| (key.clone(), self.within(value, depth, room));
                Value::Object(object.iter().map(member).collect())
            }
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_told_with_their_languages() {
        let value =
            json!(["a", 5, {"@value": "b", "@language": "de"}, {"name": "c"}, {"en": "d", "zh-Hans": "丁"}]);
        let found = texts(&value);
        let found: Vec<(&str, Option<&str>)> =
            found.iter().map(|(text, lang)| (text.as_str(), lang.as_deref())).collect();
        let expected = [
            ("a", None),
            ("5", None),
            ("b", Some("de")),
            ("c", None),
            ("d", Some("en")),
            ("丁", Some("zh-Hans")),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_mention_becomes_the_node_and_a_circle_ends() {
        let value = json!({"@graph": [
            {"@id": "#a", "author": [{"@id": "#p"}], "isPartOf": {"@id": "#gone"}},
            {"@id": "#p", "name": "Ou", "knows": {"@id": "#p"}},
        ]});
        let graph = Graph::new(std::iter::once(&value));
        let resolved = graph.resolved(&value["@graph"][0], 2, 100);
        assert_eq!(resolved["author"][0]["name"], "Ou");
        assert_eq!(resolved["author"][0]["knows"]["knows"], json!({"@id": "#p"}));
        assert_eq!(resolved["isPartOf"], json!({"@id": "#gone"}));
        assert!(graph.is_mentioned(value["@graph"][1].as_object().expect("an object")));
    }
}
