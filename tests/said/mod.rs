//! What a record says, in the words of the examples of tables and some more: for expected files that people can check.

use refmill::page::example::facts;
use refmill::read::Batch;
use refmill::record::{Record, Role, TitleRole, Vocabulary};
use serde_json::{Map, Value, json};

/// A list of nothing but empty items says nothing.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        _ => false,
    }
}

/// What a record says, in the words of examples, and what those have no word for.
pub(crate) fn said(record: &Record) -> Value {
    let mut said: Map<String, Value> = Map::new();
    for (key, value) in facts(record) {
        let value = serde_json::to_value(value).expect("a fact is JSON");
        if !is_blank(&value) {
            said.insert(key, value);
        }
    }
    let titles = record.titles.iter().filter(|title| {
        !matches!(title.role, TitleRole::Main | TitleRole::Vernacular | TitleRole::Translated)
    });
    let mut list = |key: &str, items: Vec<String>| {
        if !items.is_empty() {
            said.insert(key.to_owned(), json!(items));
        }
    };
    list(
        "other-titles",
        titles.map(|title| format!("{:?}: {}", title.role, title.text.to_plain())).collect(),
    );
    let others = record.contributors.iter().filter(|person| person.role != Role::Author);
    let name = |name: &refmill::record::Name| {
        let parts = [Some(name.full_family()), name.given.clone(), name.suffix.clone(), name.literal.clone()];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    list(
        "other-people",
        others.map(|it| format!("{:?}: {}", it.role, name(&it.projected().expect("a form").name))).collect(),
    );
    let forms = record.contributors.iter().filter(|person| person.forms.len() > 1);
    list(
        "name-forms",
        forms
            .map(|it| it.forms.iter().map(|form| name(&form.name)).collect::<Vec<_>>().join(" = "))
            .collect(),
    );
    let numbers =
        record.identifiers.iter().filter(|it| !["doi", "pmid", "pmcid"].contains(&it.scheme.as_str()));
    list("numbers", numbers.map(|it| format!("{}: {}", it.scheme, it.value)).collect());
    let people = record.contributors.iter().flat_map(|it| &it.other_ids);
    list("numbers-of-people", people.map(|it| format!("{}: {}", it.scheme, it.value)).collect());
    list("addresses", record.urls.iter().map(|it| format!("{:?}: {}", it.kind, it.href)).collect());
    list(
        "notes",
        record
            .notes
            .iter()
            .map(|it| it.kind.as_ref().map_or_else(|| it.text.clone(), |kind| format!("{kind}: {}", it.text)))
            .collect(),
    );
    list("other-terms", record.terms_of(Vocabulary::Other).map(|term| term.value.clone()).collect());
    list("unknown", record.unknown.iter().map(|it| format!("{}: {}", it.tag, it.value)).collect());
    let mut text = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            said.insert(key.to_owned(), json!(value));
        }
    };
    text("key", record.citation_key.as_ref().map(|key| key.value.clone()));
    text("type-raw", record.type_raw.clone());
    text("volume-raw", record.volume_raw.clone());
    text("provider", record.database.as_ref().and_then(|it| it.provider.clone()));
    text("place", record.publisher_place.clone());
    let accessed = record.date(refmill::record::DateKind::Accessed);
    text("accessed", accessed.map(refmill::record::DateVal::iso));
    text("lines", record.provenance.lines.map(|(first, last)| format!("{first}-{last}")));
    Value::Object(said)
}

pub(crate) fn told(batch: &Batch) -> Value {
    let notes: Vec<String> = batch
        .notes
        .iter()
        .map(|note| format!("{} in line {}", note.code.name, note.place.line.unwrap_or_default()))
        .collect();
    let set_aside: Vec<&str> = batch.set_aside.iter().map(|it| it.text.as_str()).collect();
    json!({
        "records": batch.records.iter().map(said).collect::<Vec<_>>(),
        "notes": notes,
        "set-aside": set_aside,
    })
}
