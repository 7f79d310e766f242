//! The shape of a record in JSON, by `docs/record.schema.json`: what fits is a record, what does not is taken out and
//! told, so that one odd member costs no other.
//!
//! Only what that schema uses of JSON Schema is known here. A record may hold records (`merged_from`), so the depth of the
//! calls is that of the value, which the parser of JSON bounds.

use crate::record::Record;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// The schema as it is documented.
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../docs/record.schema.json")).unwrap_or(Value::Null)
});

/// A member that no field of a record takes: where it stood (`contributors[0].age`), and its value.
pub(in crate::read) type Spare = (String, Value);

/// The record of an object, and what of it no field takes. `Err` with the reason only where a record cannot be made of
/// what fits.
pub(in crate::read) fn record_of(members: Map<String, Value>) -> Result<(Record, Vec<Spare>), String> {
    let mut value = Value::Object(members);
    let mut spare = Vec::new();
    fit(&mut value, &SCHEMA, "", &mut spare);
    Record::deserialize(value).map(|record| (record, spare)).map_err(|error| error.to_string())
}

/// Takes out of a value what its schema does not allow; `false` when the value itself is not allowed.
fn fit(value: &mut Value, schema: &'static Value, path: &str, spare: &mut Vec<Spare>) -> bool {
    let schema = resolved(schema);
    if let Some(ways) = schema.get("anyOf").and_then(Value::as_array) {
        let way = ways.iter().find(|way| is_of_type(value, resolved(way)));
        return way.is_some_and(|way| fit(value, way, path, spare));
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.contains(value);
    }
    if !is_of_type(value, schema) {
        return false;
    }
    match value {
        Value::Object(members) => {
            let properties = schema.get("properties");
            // A null says that there is nothing, as a table's empty cell does.
            members.retain(|_, member| !member.is_null());
            let names: Vec<String> = members.keys().cloned().collect();
            for name in names {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let property = properties.and_then(|properties| properties.get(&name));
                let fits = members.get_mut(&name).zip(property);
                if !fits.is_some_and(|(member, property)| fit(member, property, &path, spare)) {
                    spare.extend(members.remove(&name).map(|member| (path, member)));
                }
            }
            let required = schema.get("required").and_then(Value::as_array);
            let mut required = required.into_iter().flatten().filter_map(Value::as_str);
            required.all(|name| members.contains_key(name))
        }
        Value::Array(items) => {
            let allowed = |key| schema.get(key).and_then(Value::as_u64);
            let before = items.len();
            let mut kept = Vec::with_capacity(before);
            for (number, mut item) in std::mem::take(items).into_iter().enumerate() {
                let path = format!("{path}[{number}]");
                if schema.get("items").is_some_and(|schema| fit(&mut item, schema, &path, spare)) {
                    kept.push(item);
                } else {
                    spare.push((path, item));
                }
            }
            *items = kept;
            let length = items.len() as u64;
            allowed("minItems").is_none_or(|least| length >= least)
                && allowed("maxItems").is_none_or(|most| length <= most)
        }
        Value::Number(number) => {
            let integer = |number: &serde_json::Number| {
                number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
            };
            let limit = |key| schema.get(key).and_then(Value::as_number).and_then(integer);
            integer(number).is_some_and(|number| {
                limit("minimum").is_none_or(|least| number >= least)
                    && limit("maximum").is_none_or(|most| number <= most)
            })
        }
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// The schema that a `$ref` to `#/$defs/…` stands for.
fn resolved(schema: &'static Value) -> &'static Value {
    let path = schema.get("$ref").and_then(Value::as_str);
    match path.and_then(|path| path.strip_prefix("#/$defs/")) {
        _ if path == Some("#") => &SCHEMA,
        Some(name) => SCHEMA.get("$defs").and_then(|all| all.get(name)).unwrap_or(&Value::Null),
        None => schema,
    }
}

fn is_of_type(value: &Value, schema: &Value) -> bool {
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    schema.get("type").and_then(Value::as_str) == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> (Record, Vec<Spare>) {
        let Value::Object(members) = value else { panic!("an object") };
        record_of(members).expect("what fits is a record")
    }

    #[test]
    fn what_fits_is_read_and_what_does_not_is_given_back_with_its_place() {
        let (record, spare) = read(json!({
            "volume": "4", "issue": 4, "shelf": "A", "id": null,
            "titles": [{"value": "A", "role": "main", "font": "big"}, {"role": "main"}, "B"],
            "contributors": [{"role": "author", "forms": [], "age": 7}, {"role": "cook", "forms": []}],
            "provenance": {"lines": [1], "record": 3},
            "dates": [{"kind": "issued", "start": {"year": 1e99}}],
        }));
        assert_eq!(record.volume.as_deref(), Some("4"));
        assert_eq!((record.titles.len(), record.contributors.len()), (1, 1));
        assert_eq!(record.provenance.record, 3);
        let mut told: Vec<&str> = spare.iter().map(|(path, _)| path.as_str()).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                "contributors[0].age",
                "contributors[1]",
                "contributors[1].role",
                "dates[0].start",
                "dates[0].start.year",
                "issue",
                "provenance.lines",
                "shelf",
                "titles[0].font",
                "titles[1]",
                "titles[2]"
            ]
        );
    }
}
