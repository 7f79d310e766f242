//! Name variables.

use crate::read::json::fields::{as_written, is_empty, scalar};
use crate::record::{Confidence, Contributor, FormKind, Name, NameForm, Role};
use crate::value::{orcid, text};
use crate::vocab::csl::ROLES;
use serde_json::Value;

/// The role of a name variable.
pub(super) fn role_of(key: &str) -> Option<Role> {
    ROLES.iter().find(|row| row.1 == key).map(|row| row.0)
}

/// What a name variable holds.
#[derive(Debug, Default)]
pub(super) struct NamesReading {
    pub(super) contributors: Vec<Contributor>,
    /// Affiliations of each contributor, as Crossref gives them.
    pub(super) affiliations: Vec<Vec<String>>,
    /// Members of a name that the record has no place for: number of the name from 0, key, value.
    pub(super) unknown: Vec<(usize, String, String)>,
    /// A name was no object, or the list no list.
    pub(super) is_repaired: bool,
}

pub(super) fn read(value: &Value, role: Role) -> NamesReading {
    let mut reading = NamesReading::default();
    let list = match value {
        Value::Array(list) => list.as_slice(),
        one => {
            reading.is_repaired = true;
            std::slice::from_ref(one)
        }
    };
    for value in list.iter().filter(|value| !is_empty(value)) {
        let number = reading.contributors.len();
        let mut contributor = Contributor { role, ..Contributor::default() };
        let mut affiliations = Vec::new();
        let name = if let Value::Object(object) = value {
            let mut name = Name::default();
            for (key, value) in object.iter().filter(|(_, value)| !is_empty(value)) {
                let clean = || scalar(value).map(|text| text::clean(&text).text);
                let place = match key.as_str() {
                    "family" => &mut name.family,
                    "given" => &mut name.given,
                    "dropping-particle" => &mut name.dropping_particle,
                    "non-dropping-particle" => &mut name.non_dropping_particle,
                    "suffix" => &mut name.suffix,
                    "literal" | "name" => &mut name.literal,
                    "ORCID" | "orcid" => {
                        contributor.orcid = scalar(value).and_then(|text| orcid::canonical(&text));
                        if contributor.orcid.is_none() {
                            reading.unknown.push((number, key.clone(), as_written(value)));
                        }
                        continue;
                    }
                    "affiliation" => {
                        match institutions(value) {
                            Some(found) => affiliations = found,
                            None => reading.unknown.push((number, key.clone(), as_written(value))),
                        }
                        continue;
                    }
                    _ => {
                        reading.unknown.push((number, key.clone(), as_written(value)));
                        continue;
                    }
                };
                match clean() {
                    Some(text) if place.is_none() => *place = Some(text),
                    _ => reading.unknown.push((number, key.clone(), as_written(value))),
                }
            }
            name
        } else {
            reading.is_repaired = true;
            name_of_text(&text::clean(&as_written(value)).text)
        };
        let spare = |part| reading.unknown.push((number, "name".to_owned(), part));
        contributor.forms.extend(form_of(name, spare));
        contributor.is_group = contributor.forms.first().is_some_and(is_group);
        if contributor.forms.is_empty() {
            // Members without a name belong to nobody; they stand among the unknown ones.
            continue;
        }
        reading.contributors.push(contributor);
        reading.affiliations.push(affiliations);
    }
    reading
}

/// `[{"name": "Department of …"}]`, as Crossref has it, or strings.
fn institutions(value: &Value) -> Option<Vec<String>> {
    let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    list.iter()
        .map(|value| match value {
            Value::Object(object) if object.len() == 1 => object.get("name").and_then(scalar),
            value => scalar(value),
        })
        .map(|text| text.map(|text| text::clean(&text).text))
        .collect()
}

/// `Family, Given`, or a name that is not split.
pub(super) fn name_of_text(text: &str) -> Name {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    match *parts.as_slice() {
        [family, given] if !family.is_empty() && !given.is_empty() => {
            Name { family: Some(family.to_owned()), given: Some(given.to_owned()), ..Name::default() }
        }
        _ => Name::literal(text),
    }
}

/// The form of a name; `None` for one without any part. What has no place beside a literal or a family name goes to
/// `spare`.
fn form_of(mut name: Name, mut spare: impl FnMut(String)) -> Option<NameForm> {
    if name == Name::default() {
        return None;
    }
    match (name.family.is_some(), name.literal.take()) {
        (true, Some(literal)) => spare(literal),
        (true, None) => {}
        // A single name is a name, whichever member it was put into.
        (false, None) => name = Name::literal(whole(&name)),
        (false, Some(literal)) => {
            let Name { family: _, given, non_dropping_particle, dropping_particle, suffix, literal: _ } =
                name;
            let others = [given, non_dropping_particle, dropping_particle, suffix];
            others.into_iter().flatten().for_each(&mut spare);
            name = Name::literal(literal);
        }
    }
    Some(form(name))
}

/// A form as its notation has it: there is nothing to guess.
pub(in crate::read) fn form(name: Name) -> NameForm {
    let raw = whole(&name);
    let script = text::script_of(&raw);
    let kind =
        if script.is_none_or(|script| script == "Latn") { FormKind::Romanised } else { FormKind::Native };
    NameForm {
        name,
        lang: None,
        script: script.map(str::to_owned),
        kind,
        raw,
        confidence: Confidence::Certain,
    }
}

/// `Family, Given, Suffix` or the literal.
fn whole(name: &Name) -> String {
    if let Some(literal) = &name.literal {
        return literal.clone();
    }
    let family = Some(name.full_family()).filter(|family| !family.is_empty());
    let parts = [family.as_ref(), name.given.as_ref(), name.suffix.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// A literal is a group, but for a single word and for up to six characters of a script that writes names without
/// blanks.
fn is_group(form: &NameForm) -> bool {
    let Some(literal) = &form.name.literal else { return false };
    let writes_whole = matches!(form.script.as_deref(), Some("Hani" | "Hang" | "Kana"));
    if writes_whole { literal.chars().count() > 6 } else { literal.contains(char::is_whitespace) }
}
