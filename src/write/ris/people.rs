//! Authors, others, and where they work.

use super::super::destination::{Lead, M2Line, RisAffiliations};
use super::super::leftover::{self, entry};
use super::super::name;
use super::{Draft, with_bars};
use crate::record::{Affiliation, Contributor, Role};
use crate::write::institution;
use crate::write::name::leading_form;

impl Draft {
    /// `AU`, the tags of other roles, and what the note says of people.
    pub(super) fn contributors(&mut self, contributors: &[Contributor], affiliations: &[Affiliation]) {
        let lead = self.destination.lead;
        let native_leads = lead == Lead::Vernacular
            && self.m2(M2Line::OriginalAuthor)
            && contributors.iter().any(|person| person.native_beside_romanised().is_some());
        let mut notes = leftover::People::of(contributors, affiliations);
        for contributor in contributors {
            let Some(form) = leading_form(contributor, lead) else { continue };
            let written = name::author(form, contributor.is_group, lead);
            let shown = written.strip_suffix(',').unwrap_or(&written);

            let role = contributor.role;
            let tag = self.table().other_names.iter().find(|row| row.0 == role).map(|row| row.1);
            match (role, tag) {
                (Role::Author, _) => self.lines.push("AU", &written),
                (_, Some(tag)) => self.lines.push(tag, &written),
                (_, None) => notes.role(role, shown),
            }
            let mut in_extra = None;
            if native_leads && role == Role::Author {
                // Everybody, also those without a second form, so that the list in Extra is whole.
                in_extra = contributor.projected();
                if let Some(projected) = in_extra {
                    self.lines.push("M2", &format!("original-author: {}", with_bars(projected)));
                }
            }
            for other in &contributor.forms {
                if other != form && Some(other) != in_extra {
                    notes.form(shown, other);
                }
            }
            notes.person(shown, contributor);
        }
        notes.add_to(&mut self.note);
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
        leftover::add_affiliations(&mut self.note, affiliations);
    }
}
