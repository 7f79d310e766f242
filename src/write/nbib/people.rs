//! `FAU`, `AU`, `CN`, and what belongs to each: `AUID` and `AD`.

use super::super::WriteOptions;
use super::super::line::one_line;
use super::super::name::{leading_form, plain};
use super::Draft;
use crate::record::{Affiliation, ById, Contributor, NameForm, Role};
use crate::write::mentioned;
use std::collections::BTreeSet;

impl Draft {
    pub(super) fn people(
        &mut self,
        contributors: &[Contributor],
        affiliations: &[Affiliation],
        options: &WriteOptions,
    ) {
        // Identifiers of the affiliations that stand below somebody.
        let mut placed: BTreeSet<&str> = BTreeSet::new();
        let by_id = ById::new(affiliations);
        for person in contributors {
            let Contributor {
                role,
                forms,
                affiliation_refs,
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
            let Some(form) = leading_form(person, options.destination.lead) else { continue };
            let says_less = forms.len() > 1
                || *corresponding
                || *equal_contribution
                || !degrees.is_empty()
                || !group_members.is_empty()
                || !other_ids.is_empty();
            self.lose(says_less, "contributors");
            let name = plain(form);
            match (role, is_group) {
                _ if name.trim().is_empty() => continue,
                (Role::Author, true) => self.push("CN", &name),
                (Role::Author, false) => {
                    self.push("FAU", &name);
                    self.push("AU", &short(form));
                }
                (Role::Editor, false) => {
                    self.push("FED", &name);
                    self.push("ED", &short(form));
                }
                _ => {
                    self.lost.insert("contributors");
                    continue;
                }
            }
            if let Some(orcid) = orcid {
                self.push("AUID", &format!("ORCID: {orcid}"));
            }
            self.addresses(affiliation_refs, emails, &by_id);
            placed.extend(affiliation_refs.iter().map(String::as_str));
        }
        // `AD` is of the person above it: an affiliation of nobody would become somebody's, and before the first author,
        // where MEDLINE had the only address of a record until 2013, a single one is taken for everybody's.
        let says_less = |place: &Affiliation| {
            let Affiliation { id, label_raw, texts, ror, country: _, postcode: _ } = place;
            !placed.contains(id.as_str()) || label_raw.is_some() || texts.len() > 1 || ror.is_some()
        };
        self.lose(affiliations.iter().any(says_less), "affiliations");
    }

    /// The institutions of the person above. An address of e-mail stands in the text of one or nowhere: to put it there, as
    /// the mapping reference, 2.2, has it, would change what the institution is called for every reader.
    fn addresses(&mut self, refs: &[String], emails: &[String], affiliations: &ById<'_>) {
        let texts: Vec<String> = refs.iter().filter_map(|id| affiliations.get(id)).map(text_of).collect();
        let emails = emails.iter().map(String::as_str).filter(|email| !email.trim().is_empty());
        self.lose(!mentioned::missing(emails, &texts).is_empty(), "contributors");
        for text in texts {
            self.push("AD", &text);
        }
    }
}

fn text_of(place: &Affiliation) -> String {
    place.texts.first().map(|text| one_line(&text.as_plain()).0).unwrap_or_default()
}

/// `Ou WX`: family name and initials; a name that is not split, or not in Latin letters, in one piece.
fn short(form: &NameForm) -> String {
    let name = &form.name;
    let family = name.full_family();
    let (Some(given), None) = (name.given.as_deref(), &name.literal) else { return plain(form) };
    let is_initials = given.chars().count() <= 3 && given.chars().all(char::is_uppercase);
    let initials: String = if is_initials {
        given.to_owned()
    } else {
        given
            .split(|it: char| it.is_whitespace() || matches!(it, '-' | '.' | '‐'))
            .filter_map(|part| part.chars().next())
            .filter(|it| it.is_alphabetic())
            .flat_map(char::to_uppercase)
            .collect()
    };
    let is_latin = given.chars().all(|it| !it.is_alphabetic() || it < '\u{250}');
    let initials = if is_latin { initials } else { given.to_owned() };
    let suffix = name.suffix.as_deref().map(|suffix| suffix.trim_end_matches('.'));
    [Some(family.as_str()), Some(initials.as_str()), suffix]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
