//! CSL-YAML: the items of CSL-JSON below `references`, as pandoc has them in metadata and in `.yaml` bibliographies. It
//! holds everything that CSL-JSON holds, and in the same way: below `custom.refmill` stands what CSL has no variable for.
//!
//! Texts that YAML would take for a number, a truth value, a date or nothing stand in quotation marks. Marks are CSL's
//! tags (`<i>`), as in CSL-JSON.

use super::csl_json::{ItemValue, item};
use super::{Losses, WriteOptions, Writer};
use crate::record::Record;
use crate::syntax::yaml::{quoted, scalar};
use serde_json::Value;

/// A list of items for pandoc.
#[derive(Debug)]
pub struct CslYaml;

/// The option for a byte-order mark is not obeyed: some readers of YAML take it for a part of the first key.
impl Writer for CslYaml {
    fn begin(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b"---\nreferences:\n");
    }

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
        let mut text = String::new();
        for (number, (key, value)) in item(record, options).fields.into_iter().enumerate() {
            text.push_str(if number == 0 { "- " } else { "  " });
            text.push_str(&scalar(&key));
            text.push(':');
            let is_custom = matches!(value, ItemValue::Custom(_));
            // A record has no map with other keys than strings.
            let value = serde_json::to_value(&value).expect("a record is representable as JSON");
            if is_custom {
                // Nobody reads it but programs, and they like it on one line.
                text.push(' ');
                flow(&value, &mut text);
                text.push('\n');
            } else {
                block(&value, 2, &mut text);
            }
        }
        out.extend_from_slice(text.as_bytes());
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b"...\n");
    }
}

/// A value behind its key or dash, and the end of its line. Lists stand at the indentation of their key.
fn block(value: &Value, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match value {
        Value::Array(list) if !list.is_empty() => {
            out.push('\n');
            for value in list {
                out.push_str(&pad);
                out.push('-');
                inline(value, indent + 2, out);
            }
        }
        Value::Object(object) if !object.is_empty() => {
            out.push('\n');
            for (key, value) in object {
                out.push_str(&pad);
                out.push_str("  ");
                out.push_str(&scalar(key));
                out.push(':');
                block(value, indent + 2, out);
            }
        }
        other => {
            out.push(' ');
            single(other, out);
            out.push('\n');
        }
    }
}

/// The value of a list's element: the first member stands beside the dash. Lists in lists are dates and stand on one line.
fn inline(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            let pad = " ".repeat(indent);
            for (number, (key, value)) in object.iter().enumerate() {
                out.push_str(if number == 0 { " " } else { &pad });
                out.push_str(&scalar(key));
                out.push(':');
                block(value, indent, out);
            }
        }
        other => {
            out.push(' ');
            match other {
                Value::Array(_) | Value::Object(_) => flow(other, out),
                other => single(other, out),
            }
            out.push('\n');
        }
    }
}

fn single(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(&scalar(text)),
        other => flow(other, out),
    }
}

/// A value on one line, as JSON has it, with the characters escaped that YAML does not allow.
fn flow(value: &Value, out: &mut String) {
    match value {
        Value::Array(list) => {
            out.push('[');
            for (number, value) in list.iter().enumerate() {
                out.push_str(if number == 0 { "" } else { ", " });
                flow(value, out);
            }
            out.push(']');
        }
        Value::Object(object) => {
            out.push('{');
            for (number, (key, value)) in object.iter().enumerate() {
                out.push_str(if number == 0 { "" } else { ", " });
                out.push_str(&quoted(key));
                out.push_str(": ");
                flow(value, out);
            }
            out.push('}');
        }
        Value::String(text) => out.push_str(&quoted(text)),
        other => out.push_str(&other.to_string()),
    }
}
