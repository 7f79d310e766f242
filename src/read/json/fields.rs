//! The members of one item, in order, with every value as it stands.

use crate::record::Seen;
use crate::vocab::csl;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// Members of an object, in order.
type Members = Vec<(String, Value)>;

/// The members of an object. Of a key that stands there twice the last one counts, as in all of JSON's readers; the
/// others are kept as `repeated`.
#[derive(Debug, Default)]
pub(in crate::read) struct Fields {
    members: Members,
    pub(in crate::read) repeated: Members,
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collected;
        impl<'de> Visitor<'de> for Collected {
            type Value = Members;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, Value>()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Collected).map(Self::of)
    }
}

impl Fields {
    /// The members of an object as they stand in it.
    pub(in crate::read) fn of(members: Members) -> Self {
        let (mut fields, mut seen) = (Self::default(), Seen::default());
        for (key, value) in members {
            let known = seen.position(&fields.members, |(present, _)| present, &&key);
            match known.and_then(|at| fields.members.get_mut(at)) {
                Some((_, present)) if *present == value => {}
                Some((_, present)) => fields.repeated.push((key, std::mem::replace(present, value))),
                None => fields.members.push((key, value)),
            }
        }
        fields
    }

    /// Parses an object; otherwise the byte offset of the fault and what it is.
    pub(in crate::read) fn parse(text: &str) -> Result<Self, (usize, String)> {
        serde_json::from_str(text).map_err(|error| {
            let line_start: usize =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
            let mut at = (line_start + error.column().saturating_sub(1)).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let message = error.to_string();
            let reason = message.split(" at line ").next().unwrap_or_default();
            (at, reason.to_owned())
        })
    }

    /// Whether a key is a variable of CSL.
    pub(in crate::read) fn has_variable(&self) -> bool {
        self.members.iter().any(|(key, _)| csl::shape(key).is_some() || key == "custom")
    }

    pub(in crate::read) fn get(&self, key: &str) -> Option<&Value> {
        self.members.iter().find(|(present, _)| present == key).map(|(_, value)| value)
    }

    /// Takes a member out; an empty one counts as absent.
    pub(in crate::read) fn take(&mut self, key: &str) -> Option<Value> {
        let index = self.members.iter().position(|(present, _)| present == key)?;
        Some(self.members.remove(index).1).filter(|value| !is_empty(value))
    }

    /// Gives a key another name, where that name is free.
    pub(in crate::read) fn rename(&mut self, from: &str, to: &str) {
        if self.get(to).is_none_or(is_empty)
            && let Some(value) = self.take(from)
        {
            self.members.retain(|(key, _)| key != to);
            self.members.push((to.to_owned(), value));
        }
    }

    /// Sets a member.
    pub(in crate::read) fn set(&mut self, key: &str, value: Value) {
        match self.members.iter_mut().find(|(present, _)| present == key) {
            Some((_, present)) => *present = value,
            None => self.members.push((key.to_owned(), value)),
        }
    }

    /// What is left: members, then repeated ones.
    pub(in crate::read) fn into_rest(self) -> (Members, Members) {
        (self.members, self.repeated)
    }

    /// Members, then repeated ones, of which this keeps none.
    pub(in crate::read) fn take_all(&mut self) -> (Members, Members) {
        std::mem::take(self).into_rest()
    }

    /// The same members, without repeated ones.
    pub(in crate::read) fn copied(&self) -> Self {
        Self { members: self.members.clone(), repeated: Vec::new() }
    }

    pub(in crate::read) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.members.iter().map(|(key, value)| (key.as_str(), value))
    }
}

/// `null`, an empty string, list or object.
pub(in crate::read) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().all(is_empty),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A string as it is, anything else as JSON.
pub(in crate::read) fn as_written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The text of a string, a number or a truth value.
pub(in crate::read) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The names of the members of an object at the start of a text, as far as the text goes.
pub(in crate::read) fn first_keys(text: &str) -> Vec<String> {
    struct Collected<'a>(&'a mut Vec<String>);
    impl<'de> Visitor<'de> for Collected<'_> {
        type Value = ();

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(key) = map.next_key::<String>()? {
                self.0.push(key);
                map.next_value::<serde::de::IgnoredAny>()?;
            }
            Ok(())
        }
    }
    let mut keys = Vec::new();
    let mut deserialiser = serde_json::Deserializer::from_str(text);
    // An error ends the object where the head ends; what came before it is what there is to judge.
    let _ = deserialiser.deserialize_map(Collected(&mut keys));
    keys
}

/// The members of an object at the start of a text that have a string or a number, as far as the text goes.
pub(in crate::read) fn first_members(text: &str) -> Vec<(String, String)> {
    struct Collected<'a>(&'a mut Vec<(String, String)>);
    impl<'de> Visitor<'de> for Collected<'_> {
        type Value = ();

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some((key, value)) = map.next_entry::<String, Value>()? {
                if let Some(text) = scalar(&value).filter(|text| !text.is_empty()) {
                    self.0.push((key, text));
                }
            }
            Ok(())
        }
    }
    let mut members = Vec::new();
    let mut deserialiser = serde_json::Deserializer::from_str(text);
    // An error ends the object where the head ends; what came before it is what there is to judge.
    let _ = deserialiser.deserialize_map(Collected(&mut members));
    members
}
