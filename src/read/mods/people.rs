//! People and bodies of MODS, in one script or several.

use super::super::intake::NameText;
use super::super::xml::{Fields, with_particle};
use super::lang_of;
use crate::record::{
    Affiliation, Confidence, Contributor, FormKind, Ident, Name, NameForm, Origin, Role, Seen, Text,
};
use crate::syntax::xml::Element;
use crate::value::{affiliation, orcid, text};
use crate::vocab::mods;
use std::collections::HashMap;

/// Which names are forms of one: `altRepGroup`, by which catalogues pair a romanised name with the printed one.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The numbers of the people of the groups.
    known: HashMap<(String, Role), usize>,
}

impl Groups {
    /// Reads a `name`; `default` is the role of one that has none where it stands.
    pub(super) fn read(&mut self, element: &Element<'_>, default: Role, fields: &mut Fields<'_>) {
        if let Some(cut) = element.first("etal") {
            let words = Some(cut.text()).filter(|words| !words.is_empty());
            fields.intake.record.author_list_truncated = words.or_else(|| Some("et al.".to_owned()));
            return;
        }
        let role = role_of(element, default, fields);
        let Some(mut name) = name_of(element) else { return fields.unknown("", element) };
        let mut person = Contributor::default();
        let (mut seen_refs, mut seen_emails) = (Seen::default(), Seen::default());
        let mut alternatives = Vec::new();
        for part in element.elements() {
            match part.name {
                "affiliation" => {
                    if let Some((id, addresses)) = institution(part, fields) {
                        seen_refs.put(&mut person.affiliation_refs, id);
                        for address in addresses {
                            seen_emails.put(&mut person.emails, address);
                        }
                    }
                }
                "nameIdentifier" => identifier(part, &mut person),
                "alternativeName" => alternatives.extend(alternative(part)),
                "namePart" if part.states("type", "date") => {
                    fields.unknown("name", part);
                }
                "namePart" | "displayForm" | "role" => {}
                _ => fields.unknown("name", part),
            }
        }
        fields.intake.line = element.line;
        if let Some(group) = element.attribute("altRepGroup") {
            let group = (group, role);
            if let Some(number) = self.known.get(&group) {
                let (kind, written) = written_form(&name);
                if fields.intake.form_at(role, *number, kind, written) {
                    return;
                }
            }
            self.known.entry(group).or_insert_with(|| fields.intake.people_count(role));
        }
        person.is_group = is_body(element);
        if let (NameText::Body(body), true) = (&name, person.is_group) {
            name = NameText::Forms(vec![form(Name::literal(body.clone()), body.clone(), None)]);
        }
        if let NameText::Forms(forms) = &mut name {
            let script = forms.first().and_then(|it| it.script.clone());
            forms.extend(alternatives.drain(..).map(|mut it| {
                if it.kind == FormKind::Romanised && it.script == script {
                    it.kind = FormKind::Alternate;
                }
                it
            }));
        }
        let number = fields.intake.people_count(role);
        fields.intake.person(role, name, person, Vec::new());
        for further in alternatives {
            fields.intake.form_at(role, number, further.kind, further.raw);
        }
    }
}

fn is_body(element: &Element<'_>) -> bool {
    matches!(element.attribute("type").as_deref(), Some("corporate" | "conference"))
}

/// Codes and terms of MARC's relators; a role that we have no word for is a contributor's.
fn role_of(element: &Element<'_>, default: Role, fields: &mut Fields<'_>) -> Role {
    let terms: Vec<&Element<'_>> =
        element.all("role").flat_map(Element::elements).filter(|term| !term.text().is_empty()).collect();
    let found = terms.iter().find_map(|term| mods::role(&term.text()));
    if found.is_none() {
        for term in &terms {
            fields.unknown("name/role", term);
        }
    }
    match (found, default) {
        (None, Role::Author) if !terms.is_empty() => Role::Contributor,
        (None, _) => default,
        // The author of a book is not that of its chapter, the editor of a series not that of the book.
        (Some(Role::Author), Role::ContainerAuthor) => Role::ContainerAuthor,
        (Some(Role::Editor), Role::CollectionEditor) => Role::CollectionEditor,
        (Some(found), _) => found,
    }
}

/// The texts of name parts of a type, in order, as one. bibutils writes each given name as a part.
fn parts(element: &Element<'_>, kinds: &[&str]) -> Option<String> {
    let wanted = |part: &&Element<'_>| kinds.contains(&part.attribute("type").unwrap_or_default().as_str());
    let texts: Vec<String> = element.all("namePart").filter(wanted).map(Element::text).collect();
    let joined = texts.join(" ");
    let joined = joined.trim().trim_end_matches(',').trim_end();
    (!joined.is_empty()).then(|| joined.to_owned())
}

fn name_of(element: &Element<'_>) -> Option<NameText> {
    let whole = parts(element, &[""]);
    let shown = element.text_of("displayForm");
    if is_body(element) {
        return whole.or_else(|| parts(element, &["family", "given"])).or(shown).map(NameText::Body);
    }
    if let Some(split) = split(element) {
        return Some(NameText::Forms(vec![split]));
    }
    match (whole, shown) {
        // A name that is shown as it is written is in one piece.
        (Some(whole), Some(shown)) if whole == shown => {
            let name = Name::literal(whole.clone());
            Some(NameText::Forms(vec![form(name, whole, lang_of(element))]))
        }
        (Some(whole), _) => {
            Some(NameText::Whole(with_terms(whole, parts(element, &["termsOfAddress", "suffix"]))))
        }
        (None, shown) => shown.map(NameText::Whole),
    }
}

/// `Smith, John` with `Jr.`, as names are written.
fn with_terms(name: String, terms: Option<String>) -> String {
    match terms {
        Some(terms) => format!("{name}, {terms}"),
        None => name,
    }
}

fn split(element: &Element<'_>) -> Option<NameForm> {
    let (family, given) = (parts(element, &["family"]), parts(element, &["given"]));
    let suffix = parts(element, &["termsOfAddress", "suffix"]);
    let raw =
        [&family, &given, &suffix].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
    let name = match (family, given) {
        (None, None) => return None,
        (Some(family), given) => Name { family: Some(family), given, suffix, ..Name::default() },
        (None, given) => Name { family: given, suffix, ..Name::default() },
    };
    Some(form(with_particle(name, &raw), raw, lang_of(element)))
}

fn form(name: Name, raw: String, lang: Option<String>) -> NameForm {
    let script = text::script_of(&raw).map(str::to_owned);
    let is_latin = script.as_deref().is_none_or(|script| script == "Latn");
    let kind = if is_latin { FormKind::Romanised } else { FormKind::Native };
    NameForm { name, lang, script, kind, raw, confidence: Confidence::Certain }
}

/// MODS 3.7: another name of the same person or body.
fn alternative(element: &Element<'_>) -> Option<NameForm> {
    let whole = || parts(element, &[""]).or_else(|| element.text_of("displayForm"));
    let whole = || whole().map(|text| form(Name::literal(text.clone()), text, lang_of(element)));
    let mut found = split(element).or_else(whole)?;
    match element.attribute("altType").as_deref() {
        Some("native") => found.kind = FormKind::Native,
        Some("romanised") => found.kind = FormKind::Romanised,
        Some(_) => found.kind = FormKind::Alternate,
        None => {}
    }
    Some(found)
}

fn written_form(name: &NameText) -> (FormKind, String) {
    match name {
        NameText::Whole(text) | NameText::Body(text) => {
            let latin = text::script_of(text).is_none_or(|script| script == "Latn");
            (if latin { FormKind::Romanised } else { FormKind::Native }, text.clone())
        }
        NameText::Forms(forms) => {
            forms.first().map_or((FormKind::Alternate, String::new()), |form| (form.kind, form.raw.clone()))
        }
    }
}

/// An institution as refmill wrote it, with all that it knew.
pub(super) fn institution_of_own(element: &Element<'_>, fields: &mut Fields<'_>) {
    let text =
        |it: &Element<'_>| Text { value: it.text().into(), lang: it.attribute("lang"), origin: Origin::Read };
    let texts: Vec<Text> = element.all("text").map(text).filter(|text| !text.value.is_empty()).collect();
    if texts.is_empty() {
        return fields.unknown("extension", element);
    }
    let affiliations = &mut fields.intake.record.affiliations;
    affiliations.push(Affiliation {
        id: format!("a{}", affiliations.len() + 1),
        label_raw: element.attribute("label"),
        texts,
        ror: element.attribute("ror"),
        country: element.attribute("country"),
        postcode: element.attribute("postcode"),
    });
}

/// Where somebody works, with the language of its text where that is stated: its identifier, and the addresses of e-mail in it.
fn institution(element: &Element<'_>, fields: &mut Fields<'_>) -> Option<(String, Vec<String>)> {
    let text = fields.intake.line_of("affiliation", &element.text())?;
    let id = fields.intake.affiliation_of(&text);
    if let Some(lang) = lang_of(element) {
        fields.intake.institution_known(&text, |known| {
            known.texts.iter_mut().take(1).for_each(|text| text.lang = Some(lang.clone()));
        });
    }
    Some((id, affiliation::emails_in(&text).into_iter().map(|(_, address)| address).collect()))
}

fn identifier(element: &Element<'_>, person: &mut Contributor) {
    let words = element.text();
    let scheme = element.attribute("type").unwrap_or_default().to_lowercase();
    match orcid::canonical(&words).filter(|_| scheme.is_empty() || scheme == "orcid") {
        Some(found) => person.orcid = Some(found),
        None if words.is_empty() => {}
        None => {
            let (value, raw) = (words.clone(), words.clone());
            person.other_ids.push(Ident { scheme, normalised: words, value, raw, origin: Origin::Read });
        }
    }
}
