//! What of each record the merged one does not hold.

use crate::record::{Provenance, Record, Seen};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The sources of a merged record: of each record its database, its place, and what the merged record does not hold. A
/// record that was merged before gives its own sources, and what it said itself beyond them.
pub(super) fn sources(merged: &Record, records: &[Record]) -> Vec<Record> {
    let mut sources = Vec::new();
    let ours = match serde_json::to_value(merged) {
        Ok(Value::Object(ours)) => ours,
        _ => Map::new(),
    };
    let mut seen: HashMap<String, Seen> = HashMap::new();
    for record in records {
        let mut own = rest(&ours, &mut seen, &Record { merged_from: Vec::new(), ..record.clone() });
        if record.merged_from.is_empty() {
            sources.push(own);
            continue;
        }
        sources.extend(record.merged_from.iter().cloned());
        // Its place is that of one of its sources; what else it holds was chosen then and is not now.
        own.warnings.clear();
        let is_told =
            Record { provenance: Provenance::default(), database: None, ..own.clone() } == Record::default();
        if !is_told {
            sources.push(own);
        }
    }
    sources
}

/// A record without what another one holds. Lists lose the entries that the other one has, exactly; people and their
/// institutions stay together, because one names the other. What is in the lists of the other one is known from record to record.
fn rest(ours: &Map<String, Value>, seen: &mut HashMap<String, Seen>, record: &Record) -> Record {
    let Ok(Value::Object(theirs)) = serde_json::to_value(record) else { return record.clone() };
    let people = ["contributors", "affiliations"];
    let same_people = people.iter().all(|name| ours.get(*name) == theirs.get(*name));
    let mut kept = Map::new();
    for (name, value) in theirs {
        let held = ours.get(&name);
        match value {
            // Where it was read and by whom it was collected, always.
            Value::Object(mut place) if name == "provenance" => {
                // The texts of the leading record stand in the merged one.
                if held.and_then(|held| held.get("fields")) == place.get("fields") {
                    place.remove("fields");
                }
                kept.insert(name, Value::Object(place));
            }
            value if name == "database" => {
                kept.insert(name, value);
            }
            _ if people.contains(&name.as_str()) && same_people => {}
            value if people.contains(&name.as_str()) => {
                kept.insert(name, value);
            }
            Value::Array(items) => {
                let held = held.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let seen = seen.entry(name.clone()).or_default();
                let mut is_held = |item: &Value| seen.has(held, |it| it, &item);
                let left: Vec<Value> = items.into_iter().filter(|item| !is_held(item)).collect();
                if !left.is_empty() {
                    kept.insert(name, Value::Array(left));
                }
            }
            value if held != Some(&value) => {
                kept.insert(name, value);
            }
            _ => {}
        }
    }
    // What is left of a record is one, because every member may be absent.
    serde_json::from_value(Value::Object(kept)).unwrap_or_else(|_| record.clone())
}
