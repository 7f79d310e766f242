//! People and bodies, each with where it works.

use super::super::name as names;
use super::{Draft, Lang, OWN, host};
use crate::record::{Affiliation, ById, Contributor, FormKind, Ident, Kind, NameForm, Role, Seen, Text};
use crate::vocab::mods;
use crate::write::WriteOptions;
use crate::write::mentioned;
use crate::write::xml::Xml;
use std::collections::BTreeSet;

impl Draft {
    /// The people of the item itself; those of the book or series it stands in are written there.
    pub(super) fn contributors(
        &mut self,
        contributors: &[Contributor],
        affiliations: &[Affiliation],
        kind: Kind,
        alone: bool,
        options: &WriteOptions,
    ) {
        let by_id = ById::new(affiliations);
        for person in contributors {
            if host::Place::of(person.role, kind, alone) == host::Place::Item {
                self.name(person, &by_id, options);
            }
        }
    }

    /// The institutions with all that is known of them, where the texts beside the people do not say it: labels, further
    /// languages, identifiers, those of nobody in particular, an order of their own.
    pub(super) fn institutions(&mut self, contributors: &[Contributor], affiliations: &[Affiliation]) {
        let (mut named, mut seen) = (Vec::<&String>::new(), Seen::default());
        for id in contributors.iter().flat_map(|person| &person.affiliation_refs) {
            if !seen.has(&named, |known| *known, &id) {
                named.push(id);
            }
        }
        let in_order = affiliations.iter().map(|it| &it.id).eq(named);
        let plain = |it: &Affiliation| it.label_raw.is_none() && it.ror.is_none() && it.texts.len() == 1;
        if in_order && affiliations.iter().all(plain) {
            return;
        }
        self.xml.within("extension", &[], |xml| {
            for affiliation in affiliations {
                // `id` is ours, and made again.
                let Affiliation { id: _, label_raw, texts, ror, country, postcode } = affiliation;
                let said = |value: &Option<String>| value.clone().unwrap_or_default();
                let (label, ror, country, postcode) =
                    (said(label_raw), said(ror), said(country), said(postcode));
                let attributes = [
                    ("xmlns", OWN),
                    ("label", &*label),
                    ("ror", &ror),
                    ("country", &country),
                    ("postcode", &postcode),
                ];
                xml.within("institution", &attributes, |xml| {
                    for text in texts {
                        let tag = text.lang.as_deref().unwrap_or_default();
                        xml.leaf("text", &[("lang", tag)], &text.as_plain());
                    }
                });
            }
        });
    }

    pub(super) fn name(&mut self, person: &Contributor, affiliations: &ById<'_>, options: &WriteOptions) {
        let Contributor {
            role,
            forms,
            affiliation_refs,
            // Printed beside the name; the nesting says the same.
            affiliation_markers_raw: _,
            orcid,
            other_ids,
            emails,
            corresponding,
            equal_contribution,
            degrees,
            is_group,
            group_members,
        } = person;
        let Some(leading) = names::leading_form(person, options.destination.lead) else { return };
        let (code, term) = match role {
            Role::ContainerAuthor => mods::relator(Role::Author),
            Role::CollectionEditor => mods::relator(Role::Editor),
            role => mods::relator(*role),
        };
        let places: BTreeSet<usize> =
            affiliation_refs.iter().flat_map(|id| affiliations.places(id)).collect();
        let institutions = || places.iter().filter_map(|place| affiliations.list().get(*place));
        let texts: Vec<&Text> = institutions().flat_map(|it| &it.texts).collect();
        let plain: Vec<String> = texts.iter().map(|text| text.to_plain()).collect();
        if !mentioned::missing(emails.iter().map(String::as_str), &plain).is_empty() {
            self.lost.insert("emails");
        }
        if *corresponding || *equal_contribution {
            self.lost.insert("contributors");
        }
        if !degrees.is_empty() {
            self.lost.insert("degrees");
        }
        if !group_members.is_empty() {
            self.lost.insert("group_members");
        }
        let kind = if *is_group { "corporate" } else { "personal" };
        let lang = Lang::of(leading.lang.as_deref());
        let mut attributes = vec![("type", kind)];
        attributes.extend(lang.attributes());
        self.xml.within("name", &attributes, |xml| {
            let before = xml.length();
            parts(xml, leading, *is_group);
            if xml.length() == before {
                return;
            }
            for form in forms.iter().filter(|form| *form != leading) {
                alternative(xml, form);
            }
            xml.within("role", &[], |xml| {
                xml.leaf("roleTerm", &[("type", "code"), ("authority", "marcrelator")], code);
                xml.leaf("roleTerm", &[("type", "text"), ("authority", "marcrelator")], term);
            });
            for text in texts {
                xml.leaf("affiliation", &Lang::of(text.lang.as_deref()).attributes(), &text.as_plain());
            }
            xml.leaf("nameIdentifier", &[("type", "orcid")], orcid.as_deref().unwrap_or_default());
            for Ident { scheme, value, normalised: _, raw: _, origin: _ } in other_ids {
                xml.leaf("nameIdentifier", &[("type", scheme)], value);
            }
        });
    }

    /// That the list of authors was cut.
    pub(super) fn cut_list(&mut self, words: Option<&str>) {
        self.xml.within("name", &[], |xml| xml.leaf("etal", &[], words.unwrap_or_default()));
    }
}

fn alternative(xml: &mut Xml, form: &NameForm) {
    // The text as printed and how sure the split is are ours to know; the script follows from the letters.
    let NameForm { name: _, lang, script: _, kind, raw: _, confidence: _ } = form;
    let kind = match kind {
        FormKind::Native => "native",
        FormKind::Romanised => "romanised",
        FormKind::Alternate => "alternate",
    };
    let lang = Lang::of(lang.as_deref());
    let mut attributes = vec![("altType", kind)];
    attributes.extend(lang.attributes());
    xml.within("alternativeName", &attributes, |xml| parts(xml, form, true));
}

/// The parts of a name. A person's name that is in one piece is shown as it is written.
fn parts(xml: &mut Xml, form: &NameForm, in_one_piece: bool) {
    let name = &form.name;
    if let Some(literal) = &name.literal {
        xml.leaf("namePart", &[], literal);
        if !in_one_piece {
            xml.leaf("displayForm", &[], literal);
        }
    } else {
        xml.leaf("namePart", &[("type", "family")], &name.full_family());
        xml.leaf("namePart", &[("type", "given")], &names::given(form));
        xml.leaf("namePart", &[("type", "termsOfAddress")], name.suffix.as_deref().unwrap_or_default());
    }
}
