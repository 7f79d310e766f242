//! A record made out of the members of an object: lists and objects as they should be, and what is neither kept as
//! unknown with one note a name.

use super::fields::{as_written, is_empty, scalar};
use super::{Item, no_record};
use crate::read::Batch;
use crate::read::intake::Intake;
use crate::read::json::place::Places;
use crate::read::xml::{Fields as Marking, REFERENCES_NOT_READ};
use crate::record::Marked;
use crate::report::{Code, quoted};
use crate::syntax::xml::{self, Arena, Element, Entities};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const MEMBER_UNKNOWN: Code = Code::info(
    "json-member-unknown",
    "A member of a JSON record has no field, or not the shape it should have; it is kept as it stands and comes back in CSL-JSON.",
);
const MEMBER_REPEATED: Code = Code::warning(
    "json-member-repeated",
    "A JSON record has a member twice with different values; the last one is read, the other is kept.",
);

/// An object of a format.
pub(in crate::read) type Object = Map<String, Value>;

/// A record in the making.
pub(in crate::read) struct Members<'a> {
    pub(in crate::read) marking: Marking<'a>,
    told: BTreeSet<String>,
}

/// A format whose records are objects.
pub(in crate::read) struct Dialect {
    /// Its name in the table of formats.
    pub(in crate::read) format: &'static str,
    /// An object is no record, and why.
    pub(in crate::read) no_record: (&'static Code, &'static str),
    /// Members that hold the one record that a service was asked for.
    pub(in crate::read) answers: &'static [&'static str],
    /// Whether an object is a record.
    pub(in crate::read) is_record: fn(&Object) -> bool,
    /// Reads one record.
    pub(in crate::read) fill: fn(Object, &mut Members<'_>),
}

/// Reads an object as a record, and sets it aside where it is none.
pub(in crate::read) fn record(
    mut item: Item<'_>,
    dialect: &Dialect,
    places: &mut Places<'_>,
    batch: &mut Batch,
) {
    let (members, repeated) = item.fields.take_all();
    let mut object: Object = members.into_iter().collect();
    for key in dialect.answers {
        if let Some(Value::Object(inner)) = object.get_mut(*key) {
            object = std::mem::take(inner);
        }
    }
    if !(dialect.is_record)(&object) {
        let (code, reason) = dialect.no_record;
        return no_record(&item, reason, code, places, batch);
    }
    let (first_line, last_line) = item.lines;
    let number = batch.records.len() as u64 + 1;
    let intake = Intake::new(dialect.format, places.file(), number, first_line);
    let mut members = Members { marking: Marking::new(intake), told: BTreeSet::new() };
    for (key, value) in repeated.into_iter().filter(|(_, value)| !is_empty(value)) {
        let message = format!("the member {} stands there twice", quoted(&key));
        members.intake().note(&MEMBER_REPEATED, "", message);
        members.intake().unknown(format!("{key} (repeated)"), as_written(&value));
    }
    (dialect.fill)(object, &mut members);
    members.marking.intake.finish(last_line, first_line, batch);
}

impl<'a> Members<'a> {
    pub(in crate::read) fn intake(&mut self) -> &mut Intake<'a> {
        &mut self.marking.intake
    }

    /// Keeps a member that has no field.
    pub(in crate::read) fn unknown(&mut self, path: &str, value: &Value) {
        if is_empty(value) {
            return;
        }
        if !self.told.contains(path) {
            let message = format!("the member {} has no field and is kept as it stands", quoted(path));
            self.intake().note(&MEMBER_UNKNOWN, "", message);
            self.told.insert(path.to_owned());
        }
        self.intake().unknown(path, as_written(value));
    }

    /// Keeps the members of an object that nobody took, but for those that say nothing of the reference.
    pub(in crate::read) fn rest(&mut self, path: &str, object: Object, passed: &[&str]) {
        for (key, value) in object.into_iter().filter(|(key, _)| !passed.contains(&key.as_str())) {
            let path = if path.is_empty() { key } else { format!("{path}.{key}") };
            self.unknown(&path, &value);
        }
    }

    /// The texts of a value: one, or those of a list.
    pub(in crate::read) fn texts(&mut self, path: &str, value: Option<Value>) -> Vec<String> {
        let list = match value {
            Some(Value::Array(list)) => list,
            Some(value) => vec![value],
            None => return Vec::new(),
        };
        let mut texts = Vec::new();
        for value in list.iter().filter(|value| !is_empty(value)) {
            match scalar(value) {
                Some(text) => texts.push(text),
                None => self.unknown(path, value),
            }
        }
        texts
    }

    /// The text of a value; of several the first, the others are kept.
    pub(in crate::read) fn text(&mut self, path: &str, value: Option<Value>) -> Option<String> {
        let mut texts = self.texts(path, value).into_iter();
        let first = texts.next();
        texts.for_each(|text| self.unknown(path, &Value::String(text)));
        first
    }

    /// The objects of a value: one, or those of a list.
    pub(in crate::read) fn objects(&mut self, path: &str, value: Option<Value>) -> Vec<Object> {
        let list = match value {
            Some(Value::Array(list)) => list,
            Some(value) => vec![value],
            None => return Vec::new(),
        };
        let mut objects = Vec::new();
        for value in list {
            match value {
                Value::Object(object) => objects.push(object),
                other => self.unknown(path, &other),
            }
        }
        objects
    }

    /// Says that a list of references was passed over.
    pub(in crate::read) fn references(&mut self, value: Option<Value>) {
        if let Some(Value::Array(list)) = value.filter(|value| !is_empty(value)) {
            let message = format!("a list of {} references is not read", list.len());
            self.intake().note(&REFERENCES_NOT_READ, "", message);
        }
    }

    /// A text with elements of XML in it, as its marks; `None` where they are none, or badly nested.
    pub(in crate::read) fn marked(&mut self, field: &'static str, text: &str) -> Option<Marked> {
        in_element(text, |element| self.marking.marked(field, element, &[]))
            .filter(|marked| !marked.is_empty())
    }
}

/// Gives a text with elements in it to `take`, inside an element of its own; `None` where it is not well-formed.
pub(in crate::read) fn in_element<T>(text: &str, take: impl FnOnce(&Element<'_>) -> T) -> Option<T> {
    let whole = format!("<text>{text}</text>");
    xml::parse(&whole, 1, &Entities::of(""), &Arena::default()).ok().map(|element| take(&element))
}

/// The value of a key, taken out; an empty one counts as absent.
pub(in crate::read) fn take(object: &mut Object, key: &str) -> Option<Value> {
    object.remove(key).filter(|value| !is_empty(value))
}
