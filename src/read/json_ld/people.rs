//! People, bodies, where they work, and who pays and publishes.

use super::texts_of;
use crate::read::csl_json::certain_form;
use crate::read::intake::NameText;
use crate::read::json::members::{Members, Object, take};
use crate::record::{Contributor, FormKind, Funding, Ident, Name, NameForm, Origin, Role, Seen, Text};
use crate::syntax::json_ld::{list, texts, types_of};
use crate::value::name::{self, NameHints, Outcome};
use crate::value::{orcid, text};
use serde_json::Value;
use std::collections::HashSet;

/// Members of a work that have people.
pub(super) const ROLES: &[(&str, Role)] = &[
    ("author", Role::Author),
    ("creator", Role::Author),
    ("editor", Role::Editor),
    ("translator", Role::Translator),
    ("contributor", Role::Contributor),
];

/// Reads the people of a member: names, objects of persons and organisations, lists of them.
pub(super) fn read(key: &str, role: Role, value: Option<&Value>, members: &mut Members<'_>) {
    for one in value.into_iter().flat_map(list) {
        match one {
            Value::Object(node) => person(key, role, node.clone(), members),
            Value::String(name) => members.intake().name(role, NameText::Whole(text::clean(name).text)),
            other => members.unknown(key, other),
        }
    }
}

/// Takes out the creators: many sites give the authors once as `author` and once as `creator`. Who is no author is kept.
pub(super) fn creators(object: &mut Object, members: &mut Members<'_>) {
    let name = |one: &Value| -> Option<String> {
        let text = |key: &str| texts(one.get(key)?).into_iter().next().map(|(text, _)| text);
        let parts = || Some(format!("{} {}", text("givenName")?, text("familyName")?));
        one.as_str().map(str::to_owned).or_else(|| text("name")).or_else(parts)
    };
    let Some(authors) = object.get("author") else { return };
    let authors: HashSet<Option<String>> = list(authors).into_iter().map(name).collect();
    for one in take(object, "creator").iter().flat_map(list) {
        let name = name(one);
        if name.is_none() || !authors.contains(&name) {
            members.unknown("creator", one);
        }
    }
}

fn word(key: &str, node: &mut Object, members: &mut Members<'_>) -> Option<String> {
    let found = texts_of(node, key, members).into_iter().map(|(found, _)| text::clean(&found).text);
    found.filter(|found| !found.is_empty()).reduce(|all, more| format!("{all} {more}"))
}

fn person(key: &str, role: Role, mut node: Object, members: &mut Members<'_>) {
    let is_group = types_of(&node).any(|kind| kind.ends_with("Organization") || kind == "Consortium");
    let mut names = texts_of(&mut node, "name", members);
    let whole = if names.is_empty() { None } else { Some(text::clean(&names.remove(0).0).text) };
    names.extend(texts_of(&mut node, "alternateName", members));
    let name = split(&mut node, whole.clone(), members);
    let Some(name) = name else { return members.unknown(key, &Value::Object(node)) };
    let mut contributor = Contributor { is_group, ..Contributor::default() };
    numbers(key, &mut node, &mut contributor, members);
    for (email, _) in texts_of(&mut node, "email", members) {
        contributor.emails.push(email.trim_start_matches("mailto:").to_owned());
    }
    let credentials = take(&mut node, "hasCredential");
    for credential in credentials.iter().flat_map(list) {
        let degree = credential.as_str().or_else(|| credential.get("name")?.as_str());
        match degree {
            Some(degree) => contributor.degrees.push(text::clean(degree).text),
            None => members.unknown(&format!("{key}.hasCredential"), credential),
        }
    }
    for mut member in members.objects(&format!("{key}.member"), take(&mut node, "member")) {
        let whole = word("name", &mut member, members);
        if let Some(form) = split(&mut member, whole, members).and_then(|name| form_of(name, None)) {
            contributor.group_members.push(form);
        }
        members.rest(&format!("{key}.member"), member, &["@type", "@id"]);
    }
    let mut institutions = Vec::new();
    let places = take(&mut node, "affiliation").or_else(|| take(&mut node, "worksFor"));
    for place in places.iter().flat_map(list) {
        institutions.extend(institution(&format!("{key}.affiliation"), place, members));
    }
    members.rest(key, node, &["@type", "@id", "url", "image", "jobTitle", "worksFor", "mainEntityOfPage"]);
    let name = match name {
        Written::Whole(body) if is_group => NameText::Body(body),
        Written::Whole(name) if names.is_empty() => NameText::Whole(name),
        written => {
            let Some(lead) = form_of(written, None) else { return };
            NameText::Forms(forms(lead, names))
        }
    };
    members.intake().person(role, name, contributor, institutions);
}

/// A name as a node has it.
enum Written {
    /// One text, in any order.
    Whole(String),
    /// Told apart.
    Parts(Name),
}

/// A family name that is the whole name is that of somebody whose name is not split.
fn split(node: &mut Object, whole: Option<String>, members: &mut Members<'_>) -> Option<Written> {
    let family = word("familyName", node, members);
    let given = word("givenName", node, members);
    let more = word("additionalName", node, members);
    let suffix = word("honorificSuffix", node, members);
    let given = match (given, more) {
        (Some(given), Some(more)) if !given.contains(&more) => Some(format!("{given} {more}")),
        (given, more) => given.or(more),
    };
    match (family, given, suffix) {
        (Some(family), None, None) => Some(Written::Parts(Name::literal(family))),
        (Some(family), given, suffix) => {
            let (particle, family) = name::split_particle(&family);
            Some(Written::Parts(Name {
                non_dropping_particle: particle.map(str::to_owned),
                family: Some(family.to_owned()),
                given,
                suffix,
                ..Name::default()
            }))
        }
        (None, given, _) => whole.or(given).filter(|name| !name.is_empty()).map(Written::Whole),
    }
}

fn form_of(name: Written, lang: Option<String>) -> Option<NameForm> {
    let mut form = match name {
        Written::Parts(name) => certain_form(name),
        Written::Whole(text) => match name::parse(&text, &NameHints::default()).outcome {
            Outcome::Person(forms) | Outcome::Group(forms) => forms.into_iter().next()?,
            _ => certain_form(Name::literal(text)),
        },
    };
    form.lang = lang.or(form.lang);
    Some(form)
}

/// The form that leads and those beside it: the first in another script is in the person's own one.
fn forms(mut lead: NameForm, others: Vec<(String, Option<String>)>) -> Vec<NameForm> {
    let is_latin = text::script_of(&lead.raw) == Some("Latn");
    lead.kind = if is_latin { FormKind::Romanised } else { FormKind::Native };
    let mut forms = vec![lead];
    for (other, lang) in others {
        let Some(mut form) = form_of(Written::Whole(text::clean(&other).text), lang) else { continue };
        let has_native = forms.iter().any(|form| form.kind == FormKind::Native);
        let is_native = is_latin && !has_native && text::script_of(&other) != Some("Latn");
        form.kind = if is_native { FormKind::Native } else { FormKind::Alternate };
        forms.push(form);
    }
    forms
}

/// ORCID iD and other numbers of a person.
fn numbers(key: &str, node: &mut Object, person: &mut Contributor, members: &mut Members<'_>) {
    for member in ["identifier", "sameAs", "@id", "url"] {
        let Some(value) = take(node, member) else { continue };
        for one in list(&value) {
            let stated = one.as_str().or_else(|| one.get("value")?.as_str()).unwrap_or_default();
            let scheme = one.get("propertyID").and_then(Value::as_str).unwrap_or_default();
            // An ISNI has the form of an ORCID iD; its scheme tells.
            let is_named_otherwise = !scheme.is_empty() && !scheme.to_ascii_lowercase().contains("orcid");
            match orcid::canonical(stated).filter(|_| !is_named_otherwise) {
                Some(found) if person.orcid.as_ref().is_none_or(|known| *known == found) => {
                    person.orcid = Some(found);
                }
                _ if !scheme.is_empty() && !stated.is_empty() => person.other_ids.push(Ident {
                    scheme: scheme.to_lowercase(),
                    value: stated.to_owned(),
                    normalised: stated.to_lowercase(),
                    raw: stated.to_owned(),
                    origin: Origin::Read,
                }),
                // The person's page, or a name of the node in its file.
                _ if matches!(member, "@id" | "url" | "sameAs") => {}
                _ => members.unknown(&format!("{key}.identifier"), one),
            }
        }
    }
}

/// The text of an institution; what is said of it beside goes to the record.
fn institution(path: &str, place: &Value, members: &mut Members<'_>) -> Option<String> {
    let Some(node) = place.as_object() else {
        return place.as_str().map(|name| text::clean(name).text).filter(|name| !name.is_empty());
    };
    let mut node = node.clone();
    let mut names = texts_of(&mut node, "name", members).into_iter();
    let Some((name, lang)) = names.next() else {
        members.unknown(path, place);
        return None;
    };
    let name = text::clean_lines(&name).text;
    if name.is_empty() {
        return None;
    }
    let identifiers = ["sameAs", "@id", "identifier", "url"].map(|key| take(&mut node, key));
    let ror = identifiers.iter().flatten().flat_map(list).find_map(|one| {
        let stated = one.as_str().or_else(|| one.get("value")?.as_str())?;
        (identifiers[0].as_ref() == Some(one) || stated.contains("ror.org/")).then(|| stated.to_owned())
    });
    let (mut postcode, mut country) = (None, None);
    let path = format!("{path}.address");
    match take(&mut node, "address") {
        Some(Value::Object(mut address)) => {
            postcode = word("postalCode", &mut address, members);
            country = word("addressCountry", &mut address, members);
            members.rest(&path, address, &["@type"]);
        }
        Some(other) => members.unknown(&path, &other),
        None => {}
    }
    members.rest(path.trim_end_matches(".address"), node, &["@type", "logo"]);
    let further: Vec<Text> =
        names.map(|(name, lang)| Text { lang, ..Text::read(text::clean(&name).text) }).collect();
    members.intake().institution_known(&name, |known| {
        known.ror = known.ror.take().or(ror);
        known.postcode = known.postcode.take().or(postcode);
        known.country = known.country.take().or(country);
        if let Some(first) = known.texts.first_mut().filter(|_| lang.is_some()) {
            first.lang = lang;
        }
        let mut seen = Seen::default();
        for text in further {
            seen.put(&mut known.texts, text);
        }
    });
    Some(name)
}

/// Institutions of nobody in particular.
pub(super) fn loose(path: &str, value: Option<&Value>, members: &mut Members<'_>) {
    for place in value.into_iter().flat_map(list) {
        if let Some(name) = institution(path, place, members) {
            members.intake().affiliation_of(&name);
        }
    }
}

/// The publisher, with the place where it is.
pub(super) fn publisher(value: Option<&Value>, members: &mut Members<'_>) {
    for one in value.into_iter().flat_map(list) {
        let Some(node) = one.as_object() else {
            match (one.as_str(), &members.intake().record.publisher) {
                (Some(name), None) => members.intake().record.publisher = Some(text::clean(name).text),
                (Some(name), Some(known)) if name == known => {}
                _ => members.unknown("publisher", one),
            }
            continue;
        };
        let mut node = node.clone();
        let name = word("name", &mut node, members);
        let place = match take(&mut node, "location").or_else(|| take(&mut node, "address")) {
            Some(Value::Object(mut address)) => {
                let keys = ["name", "addressLocality", "addressRegion", "addressCountry"];
                let parts: Vec<String> =
                    keys.iter().filter_map(|key| word(key, &mut address, members)).collect();
                Some(parts.join(", ")).filter(|place| !place.is_empty())
            }
            Some(Value::String(place)) => Some(text::clean(&place).text),
            _ => None,
        };
        let record = &mut members.intake().record;
        let is_new = record.publisher.as_ref().is_none_or(|known| Some(known) == name.as_ref());
        if is_new {
            record.publisher = name;
            record.publisher_place = record.publisher_place.take().or(place);
        } else if let Some(name) = name {
            members.unknown("publisher", &Value::String(name));
        }
        members.rest("publisher", node, &["@type", "@id", "url", "logo", "image", "sameAs", "identifier"]);
    }
}

/// Grants, and funders without one.
pub(super) fn grants(object: &mut Object, members: &mut Members<'_>) {
    for grant in take(object, "funding").iter().flat_map(list) {
        let Some(node) = grant.as_object() else {
            if let Some(text) = grant.as_str() {
                members.intake().funding(text);
            }
            continue;
        };
        let mut node = node.clone();
        let text_raw = word("name", &mut node, members).unwrap_or_default();
        let award = word("identifier", &mut node, members);
        let mut found = Funding { award, text_raw, ..Funding::default() };
        for payer in take(&mut node, "funder").iter().flat_map(list) {
            funder(payer, &mut found, members);
        }
        members.rest("funding", node, &["@type", "@id", "url"]);
        if found != Funding::default() {
            members.intake().record.funding.push(found);
        }
    }
    let mut seen = Seen::default();
    for payer in take(object, "funder").iter().flat_map(list) {
        let mut found = Funding::default();
        funder(payer, &mut found, members);
        let grants = &mut members.intake().record.funding;
        if found.funder.is_some() && !seen.has(grants, |known| &known.funder, &&found.funder) {
            grants.push(found);
        }
    }
}

fn funder(payer: &Value, found: &mut Funding, members: &mut Members<'_>) {
    let Some(node) = payer.as_object() else {
        found.funder = payer.as_str().map(|name| text::clean(name).text);
        return;
    };
    let mut node = node.clone();
    found.funder = word("name", &mut node, members);
    found.id = word("identifier", &mut node, members).or_else(|| word("@id", &mut node, members));
    if let Some(Value::Object(mut address)) = take(&mut node, "address") {
        found.country = word("addressCountry", &mut address, members);
        members.rest("funding.funder.address", address, &["@type"]);
    }
    members.rest("funding.funder", node, &["@type", "url", "sameAs"]);
}

/// The database that tells of the work.
pub(super) fn database(value: Option<Value>, members: &mut Members<'_>) {
    for mut node in members.objects("sdPublisher", value) {
        if let Some(name) = word("name", &mut node, members) {
            members.intake().database(&name);
        }
        let url = word("url", &mut node, members);
        for mut parent in
            members.objects("sdPublisher.parentOrganization", take(&mut node, "parentOrganization"))
        {
            if let Some(name) = word("name", &mut parent, members) {
                members.intake().provider(&name);
            }
            members.rest("sdPublisher.parentOrganization", parent, &["@type", "@id"]);
        }
        if let (Some(url), Some(database)) = (url, &mut members.intake().record.database) {
            database.url = Some(url);
        }
        members.rest("sdPublisher", node, &["@type", "@id", "logo"]);
    }
}
