//! Names as CSL has them (mapping reference 1.3 "projection rule", 8.8).

use crate::record::{Contributor, FormKind, Name, NameForm, Record, Role};
use crate::write::destination::{CslParticles, CslSuffix, Destination, Lead};
use crate::write::name::leading_form;
use serde::Serialize;
use std::borrow::Cow;

/// A name as it is written.
#[derive(Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::write) struct CslName<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    non_dropping_particle: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dropping_particle: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suffix: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    literal: Option<Cow<'a, str>>,
}

/// Everybody of a role, each in the form that leads.
pub(super) fn names<'a>(record: &'a Record, role: Role, destination: &Destination) -> Vec<CslName<'a>> {
    let name = |contributor: &'a Contributor| {
        let leading = leading_form(contributor, destination.lead);
        leading.into_iter().chain(&contributor.forms).find_map(|form| csl_name(form, destination))
    };
    record.with_role(role).filter_map(name).collect()
}

fn csl_name<'a>(form: &'a NameForm, destination: &Destination) -> Option<CslName<'a>> {
    let Name { family, given, non_dropping_particle, dropping_particle, suffix, literal } = &form.name;
    let visible = |text: &Cow<'_, str>| !text.trim().is_empty();
    let some = |text: &'a Option<String>| text.as_deref().map(Cow::Borrowed).filter(visible);
    let mut name = CslName { given: some(given), suffix: some(suffix), ..CslName::default() };
    match destination.csl_json.particles {
        CslParticles::Joined if non_dropping_particle.is_none() && dropping_particle.is_none() => {
            name.family = family.as_deref().map(|family| Cow::Borrowed(family.trim())).filter(visible);
        }
        CslParticles::Joined => {
            name.family = Some(Cow::Owned(form.name.full_family().trim().to_owned())).filter(visible);
        }
        CslParticles::Split => {
            name.family = some(family);
            name.non_dropping_particle = some(non_dropping_particle);
            name.dropping_particle = some(dropping_particle);
        }
    }
    if let (CslSuffix::InGiven, Some(given), Some(suffix)) =
        (destination.csl_json.suffix, &name.given, &name.suffix)
    {
        name.given = Some(Cow::Owned(format!("{given}, {suffix}")));
        name.suffix = None;
    }
    if name == CslName::default() {
        name.literal = some(literal).or_else(|| Some(Cow::Borrowed(form.raw.as_str())).filter(visible));
    }
    (name != CslName::default()).then_some(name)
}

/// A romanised name behind a leading native one, as `Family || Given` (needs reference B.4).
pub(super) fn original_authors(record: &Record, lead: Lead) -> Vec<String> {
    if lead != Lead::Vernacular {
        return Vec::new();
    }
    let forms = record.with_role(Role::Author).filter_map(|contributor| {
        contributor.native_beside_romanised()?;
        contributor.forms.iter().find(|form| form.kind == FormKind::Romanised)
    });
    forms.filter_map(|form| two_fields(&form.name)).collect()
}

fn two_fields(name: &Name) -> Option<String> {
    let family = match name.full_family() {
        family if family.trim().is_empty() => name.literal.clone()?,
        family => family,
    };
    let given: Vec<&str> = [&name.given, &name.suffix].into_iter().flatten().map(String::as_str).collect();
    Some(if given.is_empty() { family } else { format!("{family} || {}", given.join(", ")) })
}
