//! People with their names in each script, and where they work.

use super::super::name as names;
use super::Draft;
use crate::record::{Affiliation, ById, Contributor, FormKind, Ident, NameForm, Role};
use crate::write::WriteOptions;
use crate::write::xml::Xml;

fn word(role: Role) -> &'static str {
    match role {
        Role::Author => "author",
        Role::Editor => "editor",
        Role::Translator => "translator",
        Role::CollectionEditor => "series-editor",
        Role::ContainerAuthor => "book-author",
        Role::Contributor => "contributor",
    }
}

impl Draft {
    pub(super) fn contributors(
        &mut self,
        contributors: &[Contributor],
        affiliations: &[Affiliation],
        options: &WriteOptions,
    ) {
        let by_id = ById::new(affiliations);
        let has_text = |place: &usize| affiliations.get(*place).is_some_and(|it| !it.texts.is_empty());
        let position = |id: &String| by_id.places(id).find(has_text);
        let mut lost = Vec::new();
        self.xml.within("contrib-group", &[], |xml| {
            for person in contributors {
                let Contributor {
                    role,
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
                let Some(leading) = names::leading_form(person, options.destination.lead) else { continue };
                let yes = |flag: bool| if flag { "yes" } else { "" };
                let attributes = [
                    ("contrib-type", word(*role)),
                    ("corresp", yes(*corresponding)),
                    ("equal-contrib", yes(*equal_contribution)),
                ];
                xml.within("contrib", &attributes, |xml| {
                    xml.leaf(
                        "contrib-id",
                        &[("contrib-id-type", "orcid")],
                        &orcid.as_ref().map(|orcid| format!("https://orcid.org/{orcid}")).unwrap_or_default(),
                    );
                    for Ident { scheme, value, normalised: _, raw: _, origin: _ } in other_ids {
                        xml.leaf("contrib-id", &[("contrib-id-type", scheme)], value);
                    }
                    if *is_group {
                        body(xml, leading, forms, group_members);
                    } else if forms.len() > 1 {
                        let rest = forms.iter().filter(|form| *form != leading);
                        xml.within("name-alternatives", &[], |xml| {
                            std::iter::once(leading).chain(rest).for_each(|form| name(xml, form));
                        });
                    } else {
                        name(xml, leading);
                    }
                    xml.leaf("degrees", &[], &degrees.join(", "));
                    for email in emails {
                        xml.leaf("email", &[], email);
                    }
                    let found: Vec<usize> = affiliation_refs.iter().filter_map(position).collect();
                    let paired = found.len() == affiliation_markers_raw.len();
                    if !paired && !affiliation_markers_raw.is_empty() {
                        lost.push("affiliation_markers_raw");
                    }
                    for (number, at) in found.iter().enumerate() {
                        let marker = affiliation_markers_raw.get(number).filter(|_| paired);
                        let attributes = [("ref-type", "aff"), ("rid", &*format!("aff{}", at + 1))];
                        match marker.filter(|marker| !marker.trim().is_empty()) {
                            Some(marker) => xml.leaf("xref", &attributes, marker),
                            None => xml.empty("xref", &attributes),
                        }
                    }
                });
            }
        });
        self.lost.extend(lost);
        for (at, affiliation) in affiliations.iter().enumerate() {
            institution(&mut self.xml, at + 1, affiliation);
        }
    }
}

fn institution(xml: &mut Xml, number: usize, affiliation: &Affiliation) {
    // The postcode stands in the text.
    let Affiliation { id: _, label_raw, texts, ror, country, postcode: _ } = affiliation;
    let id = format!("aff{number}");
    let mut label = label_raw.as_deref();
    let mut one = |xml: &mut Xml, id: &str, text: &crate::record::Text| {
        let lang = text.lang.as_deref().unwrap_or_default();
        xml.line("aff", &[("id", id), ("xml:lang", lang)], |xml| {
            if let Some(label) = label.take() {
                xml.tag("label", &[]);
                xml.text(label);
                xml.end_tag("label");
            }
            if let Some(ror) = ror {
                xml.tag("institution-wrap", &[]);
                xml.tag("institution-id", &[("institution-id-type", "ror")]);
                xml.text(ror);
                xml.end_tag("institution-id");
                xml.end_tag("institution-wrap");
            }
            super::text::marked(xml, &text.value);
            if let Some(country) = country {
                xml.tag("country", &[("country", country)]);
                xml.end_tag("country");
            }
        });
    };
    match texts.as_slice() {
        [only] => one(xml, &id, only),
        several => xml.within("aff-alternatives", &[("id", &id)], |xml| {
            for text in several {
                one(xml, "", text);
            }
        }),
    }
}

/// A body with its further names and its members.
fn body(xml: &mut Xml, leading: &NameForm, forms: &[NameForm], members: &[NameForm]) {
    let words = |form: &NameForm| {
        form.name.literal.clone().unwrap_or_else(|| {
            let parts = [Some(form.name.full_family()), form.name.given.clone()];
            parts.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
        })
    };
    let rest: Vec<&NameForm> = forms.iter().filter(|form| *form != leading).collect();
    let collab = |xml: &mut Xml, form: &NameForm, members: &[NameForm]| {
        let lang = form.lang.as_deref().unwrap_or_default();
        let mut group = Xml::new(0);
        group.within("contrib-group", &[], |group| {
            for member in members {
                group.within("contrib", &[], |group| name(group, member));
            }
        });
        let group = group.into_text();
        xml.line("collab", &[("xml:lang", lang)], |xml| {
            xml.text(words(form).trim());
            xml.raw(&group.replace(['\n'], ""));
        });
    };
    if rest.is_empty() {
        return collab(xml, leading, members);
    }
    xml.within("collab-alternatives", &[], |xml| {
        collab(xml, leading, members);
        for form in rest {
            collab(xml, form, &[]);
        }
    });
}

/// A name in its parts, or in one piece.
fn name(xml: &mut Xml, form: &NameForm) {
    let NameForm { name, lang, script: _, kind, raw: _, confidence: _ } = form;
    let lang = lang.as_deref().unwrap_or_default();
    let style = if names::is_east_asian(&name.full_family()) { "eastern" } else { "western" };
    let written = if *kind == FormKind::Alternate { "alternate" } else { "" };
    let attributes = [("name-style", style), ("specific-use", written), ("xml:lang", lang)];
    if let Some(literal) = &name.literal {
        return xml.leaf("string-name", &[("specific-use", "literal"), ("xml:lang", lang)], literal);
    }
    xml.within("name", &attributes, |xml| {
        xml.leaf("surname", &[], &name.full_family());
        xml.leaf("given-names", &[], name.given.as_deref().unwrap_or_default());
        xml.leaf("suffix", &[], name.suffix.as_deref().unwrap_or_default());
    });
}
