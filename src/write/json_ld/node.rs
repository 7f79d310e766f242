//! Nodes of the graph, and how they stand on the page: safe inside an HTML `script` element.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::ser::Formatter;
use std::io;

/// A value of JSON whose members keep their order.
#[derive(Debug)]
pub(super) enum Json {
    Text(String),
    List(Vec<Json>),
    Node(Node),
}

/// The members of an object, in order; none is empty.
#[derive(Debug, Default)]
pub(super) struct Node(Vec<(&'static str, Json)>);

impl Node {
    pub(super) fn of_type(name: &'static str) -> Self {
        Self(vec![("@type", Json::Text(name.to_owned()))])
    }

    /// A node that has a name, if there is one.
    pub(super) fn named(kind: &'static str, name: &str) -> Option<Self> {
        let mut node = Self::of_type(kind);
        node.text("name", Some(name));
        node.told()
    }

    pub(super) fn text(&mut self, key: &'static str, text: Option<&str>) {
        let text = text.filter(|text| !text.trim().is_empty());
        self.0.extend(text.map(|text| (key, Json::Text(text.to_owned()))));
    }

    /// One value, or several in a list.
    pub(super) fn list(&mut self, key: &'static str, values: impl IntoIterator<Item = Json>) {
        let mut values: Vec<Json> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if values.len() > 1 {
            self.0.push((key, Json::List(values)));
        } else {
            self.0.extend(values.pop().map(|value| (key, value)));
        }
    }

    /// Values in a list, also where there is but one.
    pub(super) fn whole_list(&mut self, key: &'static str, values: impl IntoIterator<Item = Json>) {
        let values: Vec<Json> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            self.0.push((key, Json::List(values)));
        }
    }

    pub(super) fn node(&mut self, key: &'static str, node: Option<Self>) {
        self.0.extend(node.map(|node| (key, Json::Node(node))));
    }

    /// The node, if it says more than its type.
    pub(super) fn told(self) -> Option<Self> {
        self.0.iter().any(|(key, _)| *key != "@type").then_some(self)
    }

    /// The node as a block: a member a line, an element of its lists a line.
    pub(super) fn block(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{");
        for (at, (key, value)) in self.0.iter().enumerate() {
            out.extend_from_slice(if at == 0 { b"\n  " } else { b",\n  " });
            serialise(key, out);
            out.extend_from_slice(b": ");
            let Json::List(values) = value else {
                serialise(value, out);
                continue;
            };
            for (at, value) in values.iter().enumerate() {
                out.extend_from_slice(if at == 0 { b"[\n    " } else { b",\n    " });
                serialise(value, out);
            }
            out.extend_from_slice(b"\n  ]");
        }
        out.extend_from_slice(b"\n}");
    }
}

impl Json {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// A text with its language, where that is known. JSON-LD wants the tag well-formed (JSON-LD 1.1, section 4.2.4).
    pub(super) fn in_language(text: String, lang: Option<&str>) -> Self {
        match lang.filter(|lang| super::language::is_tag(lang) && !text.trim().is_empty()) {
            Some(lang) => Self::Node(Node(vec![
                ("@language", Self::Text(lang.to_owned())),
                ("@value", Self::Text(text)),
            ])),
            None => Self::Text(text),
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Node(node) => node.serialize(serializer),
            Self::List(list) => {
                let mut out = serializer.serialize_seq(Some(list.len()))?;
                for value in list {
                    out.serialize_element(value)?;
                }
                out.end()
            }
        }
    }
}

fn serialise(value: &impl Serialize, out: &mut Vec<u8>) {
    let mut serialiser = serde_json::Serializer::with_formatter(out, ScriptSafe);
    // A vector of bytes takes everything, and a node has no other keys than strings.
    value.serialize(&mut serialiser).expect("a node is representable as JSON");
}

/// One line, with a blank behind `,` and `:`. Angle brackets are escaped, so that no text ends a `script` element or begins
/// a comment in it (HTML, "Restrictions for contents of script elements"), and the line ends that old JavaScript did not
/// allow in strings.
struct ScriptSafe;

impl Formatter for ScriptSafe {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for piece in fragment.split_inclusive(is_unsafe) {
            let Some(last) = piece.chars().next_back().filter(|last| is_unsafe(*last)) else {
                writer.write_all(piece.as_bytes())?;
                continue;
            };
            writer.write_all(piece.strip_suffix(last).unwrap_or(piece).as_bytes())?;
            write!(writer, "\\u{:04x}", u32::from(last))?;
        }
        Ok(())
    }
}

fn is_unsafe(character: char) -> bool {
    matches!(character, '<' | '>' | '\u{2028}' | '\u{2029}')
}
