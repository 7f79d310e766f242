//! Authors, others, and where they work.

use super::super::destination::Lead;
use super::super::name::{author, leading_form};
use super::super::{institution, leftover};
use super::Draft;
use crate::record::{Affiliation, Contributor, FormKind, NameForm, Role};
use crate::vocab::endnote;

/// The form of a name for `translated-authors`: the native one where the romanised one leads, and the other way round.
fn other_form<'p>(person: &'p Contributor, leading: &NameForm) -> Option<&'p NameForm> {
    let wanted = if leading.kind == FormKind::Native { FormKind::Romanised } else { FormKind::Native };
    person.forms.iter().find(|form| form.kind == wanted && *form != leading)
}

impl Draft {
    /// The lists of names, and what the note says of people.
    pub(super) fn contributors(&mut self, contributors: &[Contributor], affiliations: &[Affiliation]) {
        let lead = self.destination.lead;
        let of_authors = || contributors.iter().filter(|person| person.role == Role::Author);
        let has_others = of_authors()
            .any(|person| leading_form(person, lead).is_some_and(|form| other_form(person, form).is_some()));
        let mut notes = leftover::People::of(contributors, affiliations);
        for person in contributors {
            let Some(form) = leading_form(person, lead) else { continue };
            let written = author(form, person.is_group, lead);
            let shown = written.strip_suffix(',').unwrap_or(&written);
            match endnote::slot(self.kind, person.role) {
                Some(list) => self.elements.item(list, &written),
                None => notes.role(person.role, shown),
            }
            let mut translated = None;
            if has_others && person.role == Role::Author {
                // Everybody, also those without a second form, so that the lists match.
                translated = other_form(person, form);
                let other = translated.map(|other| author(other, person.is_group, Lead::AsShown));
                self.elements.item("translated-authors", other.as_deref().unwrap_or(&written));
            }
            for other in &person.forms {
                if other != form && Some(other) != translated {
                    notes.form(shown, other);
                }
            }
            notes.person(shown, person);
        }
        notes.add_to(&mut self.note);
        // The note says who has it where not everybody does.
        let is_named = contributors.iter().any(|person| !person.affiliation_refs.is_empty())
            && contributors.iter().any(|person| person.affiliation_refs.is_empty());
        self.elements.lines("auth-address", &institution::labelled(affiliations, is_named));
        leftover::add_affiliations(&mut self.note, affiliations);
    }
}
