//! YAML as far as records need it: one item of a list to members, and texts that no reader of YAML takes for anything else.
//!
//! `saphyr-parser` gives events and keeps no document, so that aliases can be refused (a document of a few lines may stand
//! for gigabytes) and nesting is counted here, without a stack of calls. Crates for serde resolve aliases themselves, and
//! turn `012` or `1e3` into numbers before anybody has seen the text.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Number, Value};
use std::fmt::Write as _;

/// Containers within containers that an item may have, as in JSON.
const DEPTH_LIMIT: usize = crate::syntax::json::DEPTH_LIMIT;

/// Members of a mapping, in order.
pub type Members = Vec<(String, Value)>;

/// What is wrong with an item: line from 0 and column from 0 within its text, and a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line of the text, from 0.
    pub line: usize,
    /// Character of the line, from 0.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
}

/// A container that is open.
enum Open {
    List(Vec<Value>),
    Mapping(Members, Option<String>),
}

/// The members of the mapping that is the one item of a list, or stands alone.
///
/// A plain scalar is a number or a truth value only where that is written the same way again (`012` and `1e3` stay texts);
/// an empty one, `~` and `null` are null.
///
/// # Errors
/// The text is no YAML, is no mapping, is nested too deep, or refers to another place by an alias.
pub fn item(text: &str) -> Result<Members, Fault> {
    let mut open: Vec<Open> = Vec::new();
    let mut found: Option<Members> = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Fault {
            line: error.marker().line().saturating_sub(1),
            column: error.marker().col(),
            reason: error.info().to_owned(),
        })?;
        let fault = |reason: &str| Fault {
            line: span.start.line().saturating_sub(1),
            column: span.start.col(),
            reason: reason.to_owned(),
        };
        let value = match event {
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Vec::new(), None));
                None
            }
            Event::Scalar(text, style, _, tag) => {
                let plain = matches!(style, ScalarStyle::Plain) && tag.is_none();
                // A key is a name, whatever it looks like.
                let is_key = matches!(open.last(), Some(Open::Mapping(_, None)));
                Some(if plain && !is_key { resolved(&text) } else { Value::String(text.into_owned()) })
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(list)) => {
                    if open.is_empty() {
                        let mut items = list.into_iter();
                        if let (Some(Value::Object(_)), None) = (items.next(), items.next()) {
                            continue;
                        }
                        return Err(fault("this is no list with one item of members"));
                    }
                    Some(Value::Array(list))
                }
                Some(Open::Mapping(members, _)) => {
                    let is_item = open.is_empty() || matches!(open.as_slice(), [Open::List(_)]);
                    if is_item && found.is_none() {
                        found = Some(members);
                        Some(Value::Object(Map::new()))
                    } else {
                        Some(Value::Object(members.into_iter().collect()))
                    }
                }
                None => None,
            },
            Event::Alias(_) => {
                return Err(fault("an alias (*name) refers to another place, which is not read"));
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => None,
        };
        if open.len() > DEPTH_LIMIT {
            return Err(fault("lists and members are nested more than 100 deep"));
        }
        let Some(value) = value else { continue };
        match open.last_mut() {
            Some(Open::List(list)) => list.push(value),
            Some(Open::Mapping(members, key)) => match (key.take(), value) {
                (Some(key), value) => members.push((key, value)),
                (None, Value::String(name)) => *key = Some(name),
                (None, _) => return Err(fault("a list or members stand where a name should")),
            },
            None => {}
        }
    }
    found.ok_or(Fault { line: 0, column: 0, reason: "this is no item with members".to_owned() })
}

fn resolved(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => {
            let starts = text.trim_start_matches('-').starts_with(|it: char| it.is_ascii_digit());
            let number = starts.then(|| serde_json::from_str::<Number>(text).ok()).flatten();
            match number.filter(|number| number.to_string() == text) {
                Some(number) => Value::Number(number),
                None => Value::String(text.to_owned()),
            }
        }
    }
}

/// A text as a scalar that every YAML reader, of version 1.1 or 1.2, takes for this text.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Words that YAML 1.1 or 1.2 takes for a truth value, for nothing or for no number; in lower case.
const WORDS: &[&str] =
    &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"];

/// Whether a text may stand without quotation marks: it begins with a letter, so that it is neither a number, a date nor a
/// sign, and holds nothing that ends a plain scalar.
fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.ends_with([' ', ':', '\u{a0}'])
        && !text.ends_with(char::is_whitespace)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(|it| must_be_escaped(it) || (it.is_whitespace() && it != ' '))
        && !WORDS.contains(&text.to_lowercase().as_str())
}

/// Characters that may not stand in a YAML file, or that some take for the end of a line.
fn must_be_escaped(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text in double quotation marks, on one line.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            it if must_be_escaped(it) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(text: &str) -> Vec<(String, Value)> {
        item(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    #[test]
    fn texts_stay_texts() {
        for text in [
            "no",
            "Yes",
            "1e3",
            "2022",
            "~",
            "012",
            "",
            "null",
            "2022-04-10",
            "12:30",
            "- a",
            "a: b",
            "a #b",
            "a:",
            " a",
            "a ",
            "*a",
            "&a",
            "'a'",
            "\"a\"",
            "\u{feff}a",
            "a\u{85}b",
            "a\u{2028}b",
            "a\nb",
            "\u{0}",
            "?",
            "{a}",
            "%a",
            "@a",
            "`a`",
            "水",
            "Ou",
            "=",
            "<<",
            "0x1F",
            "1_000",
            ".inf",
            "a\tb",
            "\u{7f}",
            "😀",
            "a\u{a0}",
            "---",
            "...",
        ] {
            let written = scalar(text);
            let members = read(&format!("- key: {written}\n  next: b\n"));
            assert_eq!(
                members,
                [("key".to_owned(), json!(text)), ("next".to_owned(), json!("b"))],
                "{written}"
            );
        }
        assert_eq!(scalar("Progress in tea, cups & more"), "Progress in tea, cups & more");
        for word in ["no", "1e3", "2022", "~", "012", "Null", "y"] {
            assert_eq!(scalar(word), format!("\"{word}\""));
        }
    }

    #[test]
    fn scalars_are_numbers_only_where_nothing_is_lost() {
        let members = read("a: 12\nb: 012\nc: 1e3\nd: 1.5\ne: 1.50\nf: true\ng: yes\nh:\ni: '7'\nj: -3\n");
        let values: Vec<Value> = members.into_iter().map(|(_, value)| value).collect();
        assert_eq!(
            values,
            [
                json!(12),
                json!("012"),
                json!("1e3"),
                json!(1.5),
                json!("1.50"),
                json!(true),
                json!("yes"),
                Value::Null,
                json!("7"),
                json!(-3)
            ]
        );
    }

    #[test]
    fn aliases_and_deep_nesting_are_refused() {
        let laughs = "- a: &a [x, x]\n  b: &b [*a, *a]\n  c: [*b, *b]\n";
        assert!(item(laughs).is_err_and(|fault| fault.reason.contains("alias") && fault.line == 1));
        let deep = format!("- a: {}{}", "[".repeat(150), "]".repeat(150));
        assert!(item(&deep).is_err());
        let blocks: Vec<String> = (0..150).map(|depth| format!("{}a:", " ".repeat(depth))).collect();
        let blocks = blocks.join("\n");
        assert!(item(&blocks).is_err_and(|fault| fault.reason.contains("100 deep")));
        assert!(
            item("- - a\n").is_err() && item("a").is_err() && item("").is_err() && item("- [a]: b").is_err()
        );
    }
}
