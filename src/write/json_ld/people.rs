//! People, bodies, and where they work.

use super::node::{Json, Node};
use super::{Lost, identifier, text_of};
use crate::record::{Affiliation, ById, Contributor, NameForm};
use crate::value::name::split_particle;
use crate::write::destination::Lead;
use crate::write::name;

/// Somebody in the form of the name that leads.
pub(super) fn person(person: &Contributor, known: &ById<'_>, lead: Lead, lost: &mut Lost) -> Option<Json> {
    let Contributor {
        // It is the key that the person stands below.
        role: _,
        forms,
        affiliation_refs,
        affiliation_markers_raw,
        orcid,
        other_ids,
        emails,
        corresponding,
        equal_contribution,
        degrees,
        is_group,
        group_members,
    } = person;
    lost.when("contributors", *corresponding || *equal_contribution);
    lost.when("affiliations", !affiliation_markers_raw.is_empty());
    let leading = name::leading_form(person, lead);
    lost.when("contributors", leading.is_none());
    let leading = leading?;
    let mut node = Node::of_type(if *is_group { "Organization" } else { "Person" });
    node.text("name", Some(&whole(leading)));
    if !*is_group {
        parts(leading, &mut node, lost);
    }
    let others = forms.iter().filter(|form| *form != leading);
    node.list("alternateName", others.map(|form| Json::in_language(whole(form), form.lang.as_deref())));
    // `honorificSuffix` would be the word, but everybody puts "Jr." there.
    node.list("hasCredential", degrees.iter().filter_map(|degree| credential(degree)));
    let orcid = orcid.as_ref().map(|orcid| Json::Text(format!("https://orcid.org/{orcid}")));
    node.list("identifier", orcid.into_iter().chain(other_ids.iter().map(identifier)));
    node.list("email", emails.iter().map(|email| Json::Text(email.clone())));
    let places = affiliation_refs.iter().filter_map(|id| known.get(id));
    node.list("affiliation", places.filter_map(organisation));
    let members = group_members.iter().filter_map(|form| {
        let mut node = Node::of_type("Person");
        node.text("name", Some(&whole(form)));
        parts(form, &mut node, lost);
        node.told().map(Json::Node)
    });
    node.list("member", members);
    node.told().map(Json::Node)
}

fn parts(form: &NameForm, node: &mut Node, lost: &mut Lost) {
    let name = &form.name;
    // Particles stand in `familyName`, where whoever reads it finds those that are known as such.
    let written = name.full_family();
    let (particle, rest) = split_particle(&written);
    let is_found = particle == name.non_dropping_particle.as_deref() && Some(rest) == name.family.as_deref();
    lost.when("particles", name.family.is_some() && !is_found);
    // One name that is not split: familyName alone says so, and who reads does not split it.
    let family = name.literal.clone().unwrap_or(written);
    node.text("familyName", Some(&family));
    node.text("givenName", name.given.as_deref());
    node.text("honorificSuffix", name.suffix.as_deref());
}

/// The name as people write it: family name first and in one piece where its script does so.
fn whole(form: &NameForm) -> String {
    let family = form.name.full_family();
    let given = form.name.given.as_deref().unwrap_or_default();
    if family.trim().is_empty() && given.trim().is_empty() {
        return form.name.literal.as_ref().unwrap_or(&form.raw).clone();
    }
    if name::is_east_asian(&format!("{family}{given}")) {
        return format!("{family}{given}");
    }
    let suffix = form.name.suffix.as_deref().unwrap_or_default();
    let parts = [given, &family, suffix].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

fn credential(degree: &str) -> Option<Json> {
    Node::named("EducationalOccupationalCredential", degree).map(Json::Node)
}

/// An institution, its names in the order printed.
pub(super) fn organisation(place: &Affiliation) -> Option<Json> {
    // The number is how a record links people to it; here it stands with each of them.
    let Affiliation { id: _, label_raw: _, texts, ror, country, postcode } = place;
    let mut node = Node::of_type("Organization");
    node.list("name", texts.iter().map(text_of));
    node.text("sameAs", ror.as_deref());
    let mut address = Node::of_type("PostalAddress");
    address.text("postalCode", postcode.as_deref());
    address.text("addressCountry", country.as_deref());
    node.node("address", address.told());
    node.told().map(Json::Node)
}
