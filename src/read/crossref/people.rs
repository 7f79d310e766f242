//! Contributors of a work and where they work.

use crate::read::csl_json::certain_form;
use crate::read::intake::NameText;
use crate::read::json::members::{Members, Object, take};
use crate::record::{Contributor, Name, Role};
use crate::value::{orcid, text};
use serde_json::Value;

const ROLES: &[(&str, Role)] = &[
    ("author", Role::Author),
    ("editor", Role::Editor),
    ("translator", Role::Translator),
    // The record has no role for who chairs a conference.
    ("chair", Role::Contributor),
];

/// What says nothing of a person: the place in the list, which the list has itself, and who checked the ORCID iD.
const PASSED: &[&str] = &["sequence", "authenticated-orcid"];

pub(super) fn read(object: &mut Object, members: &mut Members<'_>) {
    for (key, role) in ROLES {
        for person in members.objects(key, take(object, key)) {
            one(key, *role, person, members);
        }
    }
}

fn one(key: &str, role: Role, mut person: Object, members: &mut Members<'_>) {
    let part = |name: &str, person: &mut Object, members: &mut Members<'_>| {
        let text = members.text(&format!("{key}.{name}"), take(person, name))?;
        Some(text::clean(&text).text).filter(|text| !text.is_empty())
    };
    let family = part("family", &mut person, members);
    let given = part("given", &mut person, members);
    let suffix = part("suffix", &mut person, members);
    let whole = part("name", &mut person, members);
    let name = match (family, given, whole) {
        (Some(family), given, whole) => {
            if let Some(whole) = whole {
                members.unknown(&format!("{key}.name"), &Value::String(whole));
            }
            let name = match (given, suffix) {
                (None, None) => Name::literal(family),
                (given, suffix) => Name { family: Some(family), given, suffix, ..Name::default() },
            };
            NameText::Forms(vec![certain_form(name)])
        }
        (None, Some(given), None) => NameText::Forms(vec![certain_form(Name::literal(given))]),
        (None, given, Some(whole)) => {
            for spare in given.into_iter().chain(suffix) {
                members.unknown(&format!("{key}.given"), &Value::String(spare));
            }
            NameText::Body(whole)
        }
        (None, None, None) => return members.unknown(key, &Value::Object(person)),
    };
    let stated = part("ORCID", &mut person, members);
    let known = stated.as_deref().and_then(orcid::canonical);
    if let (Some(stated), None) = (stated, &known) {
        members.unknown(&format!("{key}.ORCID"), &Value::String(stated));
    }
    let path = format!("{key}.affiliation");
    let mut institutions = Vec::new();
    for affiliation in members.objects(&path, take(&mut person, "affiliation")) {
        institutions.extend(institution(&path, affiliation, members));
    }
    // Who says of an author that he is one.
    if let Some(roles) = take(&mut person, "role") {
        let is_own = |role: &Value| role.get("vocabulary").and_then(Value::as_str) == Some("crossref");
        let others: Vec<Value> =
            roles.as_array().into_iter().flatten().filter(|role| !is_own(role)).cloned().collect();
        members.unknown(&format!("{key}.role"), &Value::Array(others));
    }
    if key == "chair" {
        members.intake().unknown(key, certain_text(&name));
    }
    members.rest(key, person, PASSED);
    let person = Contributor { orcid: known, ..Contributor::default() };
    members.intake().person(role, name, person, institutions);
}

fn certain_text(name: &NameText) -> String {
    match name {
        NameText::Whole(text) | NameText::Body(text) => text.clone(),
        NameText::Forms(forms) => forms.first().map(|form| form.raw.clone()).unwrap_or_default(),
    }
}

/// The text of an institution; its ROR identifier goes to the record.
pub(super) fn institution(path: &str, mut object: Object, members: &mut Members<'_>) -> Option<String> {
    let mut parts = Vec::new();
    for key in ["department", "name", "place"] {
        parts.extend(members.texts(&format!("{path}.{key}"), take(&mut object, key)));
    }
    let name = text::clean(&parts.join(", ")).text;
    let mut ror = None;
    for mut id in members.objects(&format!("{path}.id"), take(&mut object, "id")) {
        let stated = take(&mut id, "id");
        let is_ror = id.get("id-type").and_then(Value::as_str) == Some("ROR");
        match stated.as_ref().and_then(Value::as_str) {
            Some(stated) if is_ror && ror.is_none() => ror = Some(stated.to_owned()),
            _ => members.unknown(&format!("{path}.id"), &stated.unwrap_or_default()),
        }
        members.rest(&format!("{path}.id"), id, &["id-type", "asserted-by"]);
    }
    members.rest(path, object, &[]);
    if name.is_empty() {
        if let Some(ror) = ror {
            members.unknown(&format!("{path}.id"), &Value::String(ror));
        }
        return None;
    }
    if let Some(ror) = ror {
        members.intake().institution_known(&name, |known| known.ror = known.ror.take().or(Some(ror)));
    }
    Some(name)
}
