//! Authors, others, and where they work.

use super::names::{list, member, other_form};
use super::{Draft, entry};
use crate::record::{Affiliation, Contributor, FormKind, NameForm, Role};
use crate::write::destination::AndOthers;
use crate::write::institution;
use crate::write::mentioned;
use crate::write::name::leading_form;

/// Fields of the roles. Only the first is known to BibTeX's styles; all but the last two are BibLaTeX's.
const ROLES: &[(Role, &str)] = &[
    (Role::Author, "author"),
    (Role::Editor, "editor"),
    (Role::Translator, "translator"),
    (Role::ContainerAuthor, "bookauthor"),
    (Role::CollectionEditor, "serieseditor"),
    (Role::Contributor, "contributor"),
];

impl Draft<'_> {
    /// `author`, `editor` and the like, with the other forms of their names beside them.
    pub(super) fn contributors(&mut self, contributors: &[Contributor], is_cut: bool) {
        for (role, field) in ROLES {
            let people: Vec<&Contributor> =
                contributors.iter().filter(|person| person.role == *role).collect();
            self.people(field, &people, is_cut && *role == Role::Author);
        }
        let authors = || contributors.iter().filter(|person| person.role == Role::Author);
        if authors().any(|person| person.orcid.is_some()) {
            // One an author, in their order; a place stays empty where an author has none.
            let numbers: Vec<&str> =
                authors().map(|person| person.orcid.as_deref().unwrap_or_default()).collect();
            self.text("orcid", Some(&numbers.join("; ")));
        }
        for person in contributors {
            let Contributor {
                role,
                forms,
                // With the affiliations below.
                affiliation_refs: _,
                affiliation_markers_raw: _,
                orcid,
                other_ids,
                // With the affiliations below.
                emails: _,
                corresponding,
                equal_contribution,
                degrees,
                is_group: _,
                group_members,
            } = person;
            let too_many_forms = forms.len() > 1 + usize::from(self.second_form(person).is_some());
            let numbers = !other_ids.is_empty() || (orcid.is_some() && *role != Role::Author);
            let marks = *corresponding || *equal_contribution || !degrees.is_empty();
            if too_many_forms || numbers || marks || !group_members.is_empty() {
                self.lost.insert("contributors");
            }
        }
    }

    /// The form of a name for the second list: native where the romanised one leads, and the other way round.
    fn second_form<'a>(&self, person: &'a Contributor) -> Option<&'a NameForm> {
        let leading = leading_form(person, self.lead())?;
        other_form(person, leading).filter(|form| form.kind != FormKind::Alternate)
    }

    fn people(&mut self, field: &str, people: &[&Contributor], is_cut: bool) {
        let mut members = Vec::new();
        let mut others: Vec<String> = Vec::new();
        let mut other_kind = None;
        for person in people {
            let Some(leading) = leading_form(person, self.lead()) else { continue };
            let written = member(leading, person.is_group, &mut self.escaper);
            if written.is_empty() {
                continue;
            }
            members.push(written);
            let other = self.second_form(person);
            other_kind = other_kind.or(other.map(|form| form.kind));
            let other = other.map(|form| member(form, person.is_group, &mut self.escaper));
            // An empty member keeps the two lists in step.
            others.push(other.filter(|other| !other.is_empty()).unwrap_or_else(|| "{}".to_owned()));
        }
        if is_cut && !members.is_empty() {
            match self.options.destination.bibtex.and_others {
                AndOthers::WhereCut => members.push("others".to_owned()),
                AndOthers::Never => {
                    self.lost.insert("author_list_truncated");
                }
            }
        } else if is_cut {
            self.lost.insert("author_list_truncated");
        }
        self.entry.push(field, &list(&members));
        if let Some(kind) = other_kind {
            let suffix = if kind == FormKind::Native { "native" } else { "romanised" };
            self.entry.push(&format!("{field}_{suffix}"), &list(&others));
        }
    }

    /// `affiliation` with the labels as printed, never `address`, which programs take for the publisher's place
    /// (needs reference B.2). Who has which is in no field.
    pub(super) fn affiliations(&mut self, affiliations: &[Affiliation], contributors: &[Contributor]) {
        let texts = institution::labelled(affiliations, false);
        self.text("affiliation", Some(&texts.join("; ")));
        let mut rors = Vec::new();
        for affiliation in affiliations {
            // The country and the postcode stand in the text; `id` is ours.
            let Affiliation { id: _, label_raw, texts, ror, country: _, postcode: _ } = affiliation;
            let label = label_raw.as_ref().map(|label| format!("{label}. ")).unwrap_or_default();
            for text in texts.iter().skip(1) {
                let value = self.escaper.text(&format!("{label}{}", text.to_plain()));
                self.entry.push(&entry::in_language("affiliation", text.lang.as_deref()), &value);
            }
            rors.push(ror.as_deref().unwrap_or_default());
        }
        if rors.iter().any(|ror| !ror.is_empty()) {
            self.text("affiliation_ror", Some(&rors.join("; ")));
        }

        // One place an author, in their order, empty where an author has none; as `orcid`.
        let emails = contributors.iter().flat_map(|person| &person.emails).map(String::as_str);
        let new = mentioned::missing(emails, &texts);
        let of = |person: &Contributor| {
            let emails = person.emails.iter().map(String::as_str).filter(|email| new.contains(email));
            emails.collect::<Vec<_>>().join(", ")
        };
        let of_role =
            |is_author: bool| contributors.iter().filter(move |it| (it.role == Role::Author) == is_author);
        let mut emails: Vec<String> = of_role(true).map(of).collect();
        if emails.len() > 1 && emails.iter().all(|addresses| !addresses.is_empty()) {
            // An empty place tells that the places are meant.
            emails.push(String::new());
        }
        // Of others it is not said whose they are.
        emails.extend(of_role(false).map(of).filter(|addresses| !addresses.is_empty()));
        if emails.iter().any(|addresses| !addresses.is_empty()) {
            self.text("email", Some(&emails.join("; ")));
        }

        // One affiliation that everybody has is understood without links (mapping reference 8.15).
        let is_linked = |person: &Contributor| {
            !person.affiliation_refs.is_empty() || !person.affiliation_markers_raw.is_empty()
        };
        let everybody_has_it = affiliations.len() == 1 && contributors.iter().all(is_linked);
        if contributors.iter().any(is_linked) && !everybody_has_it {
            self.lost.insert("affiliation_refs");
        }
    }
}
