//! Authors, others, and where they work.

use super::super::destination::{Lead, M2Line, RisAffiliations};
use super::leftover::{self, Label, entry, pair};
use super::{Draft, name};
use crate::record::{Affiliation, Contributor, FormKind, NameForm, Role};
use crate::write::institution;
use crate::write::name::leading_form;

/// What the leftover note says of people, one list a label.
#[derive(Default)]
struct Notes {
    lists: Vec<(&'static Label, Vec<String>)>,
}

impl Notes {
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
}

/// What an affiliation is called beside a name: its printed label, else its number from 1.
fn label_of(affiliation: &Affiliation, position: usize) -> String {
    affiliation.label_raw.clone().unwrap_or_else(|| (position + 1).to_string())
}

impl Draft {
    /// `AU`, the tags of other roles, and what the note says of people.
    pub(super) fn contributors(&mut self, contributors: &[Contributor], affiliations: &[Affiliation]) {
        let lead = self.destination.lead;
        let native_leads = lead == Lead::Vernacular
            && self.m2(M2Line::OriginalAuthor)
            && contributors.iter().any(|person| person.native_beside_romanised().is_some());
        // One affiliation that everybody has is understood without links (mapping reference 8.15).
        let goes_without_saying = affiliations.len() == 1
            && contributors.iter().all(|person| {
                !person.affiliation_refs.is_empty() && person.affiliation_markers_raw.is_empty()
            });
        let mut notes = Notes::default();
        for contributor in contributors {
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
            } = contributor;
            let Some(form) = leading_form(contributor, lead) else { continue };
            let written = name::author(form, *is_group, lead);
            let shown = written.strip_suffix(',').unwrap_or(&written);

            let tag = self.table().other_names.iter().find(|row| row.0 == *role).map(|row| row.1);
            match (role, tag) {
                (Role::Author, _) => self.lines.push("AU", &written),
                (_, Some(tag)) => self.lines.push(tag, &written),
                (Role::Editor, None) => notes.push(&leftover::EDITORS, entry(shown)),
                (Role::CollectionEditor, None) => notes.push(&leftover::SERIES_EDITORS, entry(shown)),
                (Role::Translator, None) => notes.push(&leftover::TRANSLATORS, entry(shown)),
                (Role::ContainerAuthor, None) => notes.push(&leftover::CONTAINER_AUTHORS, entry(shown)),
                (Role::Contributor, None) => notes.push(&leftover::CONTRIBUTORS, entry(shown)),
            }
            let mut in_extra = None;
            if native_leads && *role == Role::Author {
                // Everybody, also those without a second form, so that the list in Extra is whole.
                in_extra = contributor.projected();
                if let Some(projected) = in_extra {
                    self.lines.push("M2", &format!("original-author: {}", name::with_bars(projected)));
                }
            }
            for other in forms {
                // The language of a name, its text as printed and how sure the split is are ours to know.
                let NameForm { name: _, lang: _, script: _, kind, raw: _, confidence: _ } = other;
                if other == form || Some(other) == in_extra {
                    continue;
                }
                let label = match kind {
                    FormKind::Native => &leftover::NATIVE_NAMES,
                    FormKind::Romanised => &leftover::ROMANISED_NAMES,
                    FormKind::Alternate => &leftover::FURTHER_NAMES,
                };
                notes.push(label, pair(shown, &name::plain(other)));
            }

            let labels_of_refs = || {
                let position =
                    |id: &String| affiliations.iter().position(|affiliation| affiliation.id == *id);
                let label = |at: usize| affiliations.get(at).map(|affiliation| label_of(affiliation, at));
                affiliation_refs.iter().filter_map(|id| label(position(id)?)).collect::<Vec<_>>()
            };
            let markers = if goes_without_saying {
                Vec::new()
            } else if affiliation_markers_raw.is_empty() {
                labels_of_refs()
            } else {
                affiliation_markers_raw.clone()
            };
            notes.push_values(&leftover::MARKERS, shown, &markers);
            if let Some(orcid) = orcid {
                notes.push(&leftover::ORCID, pair(shown, orcid));
            }
            let numbers: Vec<String> =
                other_ids.iter().map(|ident| format!("{}:{}", ident.scheme, ident.value)).collect();
            notes.push_values(&leftover::PERSON_NUMBERS, shown, &numbers);
            let in_affiliation = |email: &String| {
                affiliations.iter().any(|affiliation| affiliation.labelled().contains(email.as_str()))
            };
            let emails: Vec<String> = emails.iter().filter(|email| !in_affiliation(email)).cloned().collect();
            notes.push_values(&leftover::EMAIL, shown, &emails);
            if *corresponding {
                notes.push(&leftover::CORRESPONDING, entry(shown));
            }
            if *equal_contribution {
                notes.push(&leftover::EQUAL_CONTRIBUTION, entry(shown));
            }
            notes.push_values(&leftover::DEGREES, shown, degrees);
            if !group_members.is_empty() {
                let members: Vec<String> = group_members.iter().map(name::plain).collect();
                notes.push(&leftover::GROUP_MEMBERS, pair(shown, &members.join(" / ")));
            }
        }
        for (label, entries) in notes.lists {
            self.note.add_entries(label, &entries);
        }
    }

    /// `AD`, or the note; further languages and ROR identifiers always to the note.
    pub(super) fn affiliations(&mut self, affiliations: &[Affiliation], contributors: &[Contributor]) {
        // The note says who has it where not everybody does.
        let is_named = contributors.iter().any(|person| !person.affiliation_refs.is_empty())
            && contributors.iter().any(|person| person.affiliation_refs.is_empty());
        let texts = institution::labelled(affiliations, is_named);
        match self.table().affiliations {
            RisAffiliations::Joined => self.lines.push("AD", &texts.join("; ")),
            RisAffiliations::Each => {
                for text in &texts {
                    self.lines.push("AD", text);
                }
            }
            RisAffiliations::InNote => {
                let entries: Vec<String> = texts.iter().map(|text| entry(text)).collect();
                self.note.add_entries(&leftover::AFFILIATIONS, &entries);
            }
        }
        let mut rors = Vec::new();
        for (position, affiliation) in affiliations.iter().enumerate() {
            // The country and the postcode stand in the text; `id` is ours.
            let Affiliation { id: _, label_raw: _, texts, ror, country: _, postcode: _ } = affiliation;
            let label = label_of(affiliation, position);
            for text in texts.iter().skip(1) {
                let translation = pair(&label, &text.to_plain());
                self.note.add_in(&leftover::AFFILIATION_TRANSLATIONS, text.lang.as_deref(), translation);
            }
            if let Some(ror) = ror {
                rors.push(pair(&label, ror));
            }
        }
        self.note.add_entries(&leftover::ROR, &rors);
    }
}
