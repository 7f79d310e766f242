//! What the note says of people and of where they work.

use super::super::name;
use super::{
    AFFILIATION_TRANSLATIONS, CONTAINER_AUTHORS, CONTRIBUTORS, CORRESPONDING, DEGREES, EDITORS, EMAIL,
    EQUAL_CONTRIBUTION, FURTHER_NAMES, GROUP_MEMBERS, Label, LeftoverNote, MARKERS, NATIVE_NAMES, ORCID,
    PERSON_NUMBERS, ROMANISED_NAMES, ROR, SERIES_EDITORS, TRANSLATORS, entry, pair,
};
use crate::record::{Affiliation, ById, Contributor, FormKind, NameForm, Role};
use crate::write::mentioned;
use std::collections::HashSet;

/// What the note says of people, one list a label.
#[derive(Debug)]
pub(in crate::write) struct People<'a> {
    lists: Vec<(&'static Label, Vec<String>)>,
    /// One affiliation that everybody has is understood without links (mapping reference 8.15).
    links_go_without_saying: bool,
    by_id: ById<'a>,
    /// What stands in the text of no affiliation.
    missing_emails: HashSet<&'a str>,
}

/// What an affiliation is called beside a name: its printed label, else its number from 1.
fn label_of(affiliation: &Affiliation, position: usize) -> String {
    affiliation.label_raw.clone().unwrap_or_else(|| (position + 1).to_string())
}

impl<'a> People<'a> {
    /// Nothing yet, of these people.
    pub(in crate::write) fn of(contributors: &'a [Contributor], affiliations: &'a [Affiliation]) -> Self {
        let is_linked = |person: &Contributor| {
            !person.affiliation_refs.is_empty() && person.affiliation_markers_raw.is_empty()
        };
        let links_go_without_saying = affiliations.len() == 1 && contributors.iter().all(is_linked);
        let emails = || contributors.iter().flat_map(|person| &person.emails).map(String::as_str);
        let has_text = |_: &&Affiliation| emails().next().is_some();
        let texts: Vec<String> = affiliations.iter().filter(has_text).map(Affiliation::labelled).collect();
        let missing_emails = mentioned::missing(emails(), &texts);
        Self { lists: Vec::new(), links_go_without_saying, by_id: ById::new(affiliations), missing_emails }
    }

    fn push(&mut self, label: &'static Label, text: String) {
        match self.lists.iter_mut().find(|(known, _)| known.name == label.name) {
            Some((_, entries)) => entries.push(text),
            None => self.lists.push((label, vec![text])),
        }
    }

    /// A pair of a name and values, where there are any.
    fn push_values(&mut self, label: &'static Label, name: &str, values: &[String]) {
        if !values.is_empty() {
            self.push(label, pair(name, &values.join(",")));
        }
    }

    /// Somebody whose role the format has no field for. Authors have one in every format.
    pub(in crate::write) fn role(&mut self, role: Role, shown: &str) {
        let label = match role {
            Role::Author => return,
            Role::Editor => &EDITORS,
            Role::CollectionEditor => &SERIES_EDITORS,
            Role::Translator => &TRANSLATORS,
            Role::ContainerAuthor => &CONTAINER_AUTHORS,
            Role::Contributor => &CONTRIBUTORS,
        };
        self.push(label, entry(shown));
    }

    /// A form of a name beside the one that is shown.
    pub(in crate::write) fn form(&mut self, shown: &str, other: &NameForm) {
        // The language of a name, its text as printed and how sure the split is are ours to know.
        let NameForm { name: _, lang: _, script: _, kind, raw: _, confidence: _ } = other;
        let label = match kind {
            FormKind::Native => &NATIVE_NAMES,
            FormKind::Romanised => &ROMANISED_NAMES,
            FormKind::Alternate => &FURTHER_NAMES,
        };
        self.push(label, pair(shown, &name::plain(other)));
    }

    /// Everything of a person but the role and the forms of the name.
    pub(in crate::write) fn person(&mut self, shown: &str, person: &Contributor) {
        let Contributor {
            role: _,
            forms: _,
            affiliation_refs,
            affiliation_markers_raw,
            orcid,
            other_ids,
            emails,
            corresponding,
            equal_contribution,
            degrees,
            is_group: _,
            group_members,
        } = person;
        let labels_of_refs = || {
            let label = |at: usize| self.by_id.list().get(at).map(|affiliation| label_of(affiliation, at));
            affiliation_refs.iter().filter_map(|id| label(self.by_id.place(id)?)).collect::<Vec<_>>()
        };
        let markers = if self.links_go_without_saying {
            Vec::new()
        } else if affiliation_markers_raw.is_empty() {
            labels_of_refs()
        } else {
            affiliation_markers_raw.clone()
        };
        self.push_values(&MARKERS, shown, &markers);
        if let Some(orcid) = orcid {
            self.push(&ORCID, pair(shown, orcid));
        }
        let numbers: Vec<String> =
            other_ids.iter().map(|ident| format!("{}:{}", ident.scheme, ident.value)).collect();
        self.push_values(&PERSON_NUMBERS, shown, &numbers);
        let is_missing = |email: &&String| self.missing_emails.contains(email.as_str());
        let emails: Vec<String> = emails.iter().filter(is_missing).cloned().collect();
        self.push_values(&EMAIL, shown, &emails);
        if *corresponding {
            self.push(&CORRESPONDING, entry(shown));
        }
        if *equal_contribution {
            self.push(&EQUAL_CONTRIBUTION, entry(shown));
        }
        self.push_values(&DEGREES, shown, degrees);
        if !group_members.is_empty() {
            let members: Vec<String> = group_members.iter().map(name::plain).collect();
            self.push(&GROUP_MEMBERS, pair(shown, &members.join(" / ")));
        }
    }

    /// Adds all of it to the note.
    pub(in crate::write) fn add_to(self, note: &mut LeftoverNote) {
        for (label, entries) in self.lists {
            note.add_entries(label, &entries);
        }
    }
}

/// Further languages and ROR identifiers of institutions, which no field of an address holds.
pub(in crate::write) fn add_affiliations(note: &mut LeftoverNote, affiliations: &[Affiliation]) {
    let mut rors = Vec::new();
    for (position, affiliation) in affiliations.iter().enumerate() {
        // The country and the postcode stand in the text; `id` is ours.
        let Affiliation { id: _, label_raw: _, texts, ror, country: _, postcode: _ } = affiliation;
        let label = label_of(affiliation, position);
        for text in texts.iter().skip(1) {
            let translation = pair(&label, &text.as_plain());
            note.add_in(&AFFILIATION_TRANSLATIONS, text.lang.as_deref(), translation);
        }
        if let Some(ror) = ror {
            rors.push(pair(&label, ror));
        }
    }
    note.add_entries(&ROR, &rors);
}
