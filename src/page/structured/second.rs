//! What a page says once more elsewhere: a citation beside labelled values, a journal line in a second language.

use super::agree::Verdict;
use super::facets::{FACETS, Facet};
use crate::record::{ContainerRole, Contributor, FormKind, Record, Role, Seen};
use std::collections::BTreeSet;

/// A field that is said twice and differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::page) struct Disagreement {
    pub(in crate::page) field: &'static str,
    /// What stays.
    pub(in crate::page) taken: String,
    /// What the second place says.
    pub(in crate::page) left: String,
}

/// Fills what a record has not from what the page says of it once more, and tells where the two disagree. What is
/// said in another language stands beside what is there.
pub(in crate::page) fn beside(own: &mut Record, other: &Record) -> Vec<Disagreement> {
    let mut disagreements = Vec::new();
    for facet in FACETS {
        if facet.field == "author" {
            disagreements.extend(authors(own, other));
            continue;
        }
        if !(facet.present)(other) {
            continue;
        }
        if !(facet.present)(own) {
            (facet.take)(other, own);
            continue;
        }
        match (facet.compare)(own, other) {
            Verdict::Same => {}
            Verdict::Apart if facet.field == "container-title" => add_containers(own, other),
            Verdict::Apart => (facet.add)(other, own),
            Verdict::Different => disagreements.push(told(facet, own, other)),
        }
    }
    disagreements
}

fn told(facet: &Facet, own: &Record, other: &Record) -> Disagreement {
    Disagreement { field: facet.field, taken: (facet.shown)(own), left: (facet.shown)(other) }
}

fn add_containers(own: &mut Record, other: &Record) {
    for title in &other.container_titles {
        let mut title = title.clone();
        title.role = ContainerRole::Vernacular;
        own.container_titles.push(title);
    }
}

/// Authors told again: compared as far as both lists go where one is cut, and paired by their places where they are
/// in other letters (mapping reference 8.18).
fn authors(own: &mut Record, other: &Record) -> Option<Disagreement> {
    let facet = FACETS.iter().find(|facet| facet.field == "author")?;
    if !(facet.present)(other) {
        return None;
    }
    if !(facet.present)(own) {
        own.contributors.extend(other.contributors.iter().cloned());
        own.author_list_truncated.clone_from(&other.author_list_truncated);
        return None;
    }
    let (count, told_count) = (own.with_role(Role::Author).count(), other.with_role(Role::Author).count());
    let is_cut = other.author_list_truncated.is_some() && told_count < count;
    let shortened = Record {
        contributors: own.with_role(Role::Author).take(told_count).cloned().collect(),
        ..Record::default()
    };
    let verdict = match is_cut {
        true => (facet.compare)(&shortened, other),
        false if count == told_count => (facet.compare)(own, other),
        false if is_in_other_letters(&shortened, other) => {
            return Some(told(facet, own, other));
        }
        false => Verdict::Different,
    };
    match verdict {
        Verdict::Different => return Some(told(facet, own, other)),
        Verdict::Same | Verdict::Apart => {}
    }
    let authors = own.contributors.iter_mut().filter(|contributor| contributor.role == Role::Author);
    for (author, told) in authors.zip(other.with_role(Role::Author)) {
        add_forms(author, told);
    }
    None
}

/// Whether two lists share no script.
fn is_in_other_letters(own: &Record, other: &Record) -> bool {
    let scripts = |record: &Record| -> BTreeSet<Option<String>> {
        let forms = record.contributors.iter().flat_map(|author| &author.forms);
        forms.map(|form| form.script.clone()).collect()
    };
    let own = scripts(own);
    scripts(other).iter().all(|script| !own.contains(script))
}

/// Gives an author the forms of the name in other letters, and what else stands beside it.
fn add_forms(author: &mut Contributor, told: &Contributor) {
    for form in &told.forms {
        let mut same_script = author.forms.iter_mut().filter(|known| known.script == form.script);
        match same_script.next() {
            // A given name written out says more than an initial.
            Some(known) if known.name.family == form.name.family => {
                let length = |given: &Option<String>| given.as_deref().map_or(0, str::len);
                if length(&form.name.given) > length(&known.name.given) + 2 {
                    known.name.given.clone_from(&form.name.given);
                }
            }
            Some(_) => {}
            None => {
                let mut form = form.clone();
                if author.forms.iter().any(|known| known.kind == form.kind) {
                    form.kind = FormKind::Alternate;
                }
                author.forms.push(form);
            }
        }
    }
    let (mut seen_markers, mut seen_emails) = (Seen::default(), Seen::default());
    for marker in &told.affiliation_markers_raw {
        seen_markers.put(&mut author.affiliation_markers_raw, marker.clone());
    }
    for email in &told.emails {
        seen_emails.put(&mut author.emails, email.clone());
    }
    author.corresponding |= told.corresponding;
    author.equal_contribution |= told.equal_contribution;
    if author.orcid.is_none() {
        author.orcid.clone_from(&told.orcid);
    }
}
