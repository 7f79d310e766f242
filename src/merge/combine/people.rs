//! Authors and their institutions: one list, never two mixed, enriched with what another list knows of the same people.

use crate::merge::people::{SameName, same_name};
use crate::merge::sketch::Person;
use crate::record::{Contributor, FormKind, Ident, Name, NameForm, Record, Role, Seen};
use crate::value::comparable::{folded, is_native, squashed};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

/// The list of names: one that is not cut before one that is, then the longer (people whom another list shows to stand in it
/// twice count once), the one with more given names in full, with links to institutions, with native names, the leading
/// record's. People of it gain what another list says of the same person in the same place: a form of the name in another
/// script, ORCID, addresses, degrees. Institutions come with the list; where it has none, those of another list of the same
/// people are taken.
pub(super) fn choose(merged: &mut Record, ranked: &[&Record]) {
    let quality = |record: &Record| {
        let people = &record.contributors;
        let doubled = doubled(record, ranked);
        let authors = record.with_role(Role::Author).count() - doubled;
        let full = people.iter().filter(|it| it.forms.iter().any(is_full)).count();
        let linked = people.iter().filter(|it| !it.affiliation_refs.is_empty()).count();
        let native =
            people.iter().filter(|it| it.forms.iter().any(|form| form.kind == FormKind::Native)).count();
        let whole = record.author_list_truncated.is_none() && authors > 0;
        (whole, authors, Reverse(doubled), full, linked, native)
    };
    let best = ranked.iter().enumerate().max_by_key(|(rank, record)| (quality(record), Reverse(*rank)));
    let Some((_, best)) = best else { return };
    merged.contributors.clone_from(&best.contributors);
    merged.affiliations.clone_from(&best.affiliations);
    merged.author_list_truncated.clone_from(&best.author_list_truncated);
    for other in ranked.iter().filter(|other| !std::ptr::eq(**other, *best)) {
        enrich(merged, other);
    }
    for role in
        [Role::Editor, Role::Translator, Role::CollectionEditor, Role::ContainerAuthor, Role::Contributor]
    {
        let has = |record: &Record| record.with_role(role).next().is_some();
        if !has(merged)
            && let Some(other) = ranked.iter().find(|other| has(other))
        {
            // Their institutions stay with their source: identifiers of two lists would not agree.
            let people =
                other.with_role(role).map(|it| Contributor { affiliation_refs: Vec::new(), ..it.clone() });
            merged.contributors.extend(people);
        }
    }
}

/// How many authors stand in a list a second time, as another list of the same names in the same order shows. Namesakes stand
/// in that one twice, too, and a list with initials would be a poor exchange.
fn doubled(record: &Record, ranked: &[&Record]) -> usize {
    let mut seen: HashSet<Vec<&Name>> = HashSet::new();
    let (mut people, mut doubled) = (Vec::new(), 0);
    for person in record.with_role(Role::Author) {
        if seen.insert(person.forms.iter().map(|form| &form.name).collect()) {
            people.push(person);
        } else {
            doubled += 1;
        }
    }
    let first_key = |person: &Contributor| person.forms.first().map(key);
    let is_shown = doubled > 0
        && ranked.iter().any(|other| {
            let theirs: Vec<&Contributor> = other.with_role(Role::Author).collect();
            theirs.len() == people.len()
                && people.iter().zip(theirs).all(|(one, other)| first_key(one) == first_key(other))
        });
    if is_shown { doubled } else { 0 }
}

fn is_full(form: &NameForm) -> bool {
    let given = form.name.given.as_deref().unwrap_or_default();
    given.split([' ', '.', '-']).any(|word| word.chars().count() > 2 || word.chars().any(is_native))
}

fn authors(people: &[Contributor]) -> usize {
    people.iter().filter(|person| person.role == Role::Author).count()
}

fn enrich(merged: &mut Record, other: &Record) {
    if authors(&merged.contributors) != authors(&other.contributors) {
        return;
    }
    let mut all_same = true;
    let theirs = other.with_role(Role::Author);
    for (person, twin) in merged.contributors.iter_mut().filter(|it| it.role == Role::Author).zip(theirs) {
        let same = is_same(person, twin);
        all_same &= same >= SameName::Unknown;
        // Two lists of as many names, in the same order: where the scripts differ, the place tells.
        if same == SameName::No {
            continue;
        }
        for form in &twin.forms {
            match person.forms.iter_mut().find(|it| it.kind == form.kind || key(it) == key(form)) {
                None => person.forms.push(form.clone()),
                // Given names in full instead of initials, where both are written in one script.
                Some(known)
                    if same == SameName::Yes
                        && known.kind == form.kind
                        && !is_full(known)
                        && is_full(form) =>
                {
                    *known = form.clone();
                }
                Some(_) => {}
            }
        }
        if person.orcid.is_none() {
            person.orcid.clone_from(&twin.orcid);
        }
        add(&mut person.emails, &twin.emails);
        add(&mut person.degrees, &twin.degrees);
        let mut seen = Seen::default();
        let mut is_new = |id: &&Ident| !seen.has(&person.other_ids, |known| known, id);
        let ids: Vec<Ident> = twin.other_ids.iter().filter(&mut is_new).cloned().collect();
        person.other_ids.extend(ids);
        person.corresponding |= twin.corresponding;
        person.equal_contribution |= twin.equal_contribution;
    }
    if all_same && merged.affiliations.is_empty() && !other.affiliations.is_empty() {
        merged.affiliations.clone_from(&other.affiliations);
        let theirs = other.with_role(Role::Author);
        for (person, twin) in merged.contributors.iter_mut().filter(|it| it.role == Role::Author).zip(theirs)
        {
            person.affiliation_refs.clone_from(&twin.affiliation_refs);
            person.affiliation_markers_raw.clone_from(&twin.affiliation_markers_raw);
        }
    }
}

fn add(to: &mut Vec<String>, from: &[String]) {
    let mut seen: BTreeSet<String> = to.iter().map(|it| folded(it)).collect();
    to.extend(from.iter().filter(|it| seen.insert(folded(it))).cloned());
}

fn key(form: &NameForm) -> String {
    let name = &form.name;
    let whole = name
        .literal
        .clone()
        .unwrap_or_else(|| name.full_family() + name.given.as_deref().unwrap_or_default());
    squashed(&folded(&whole))
}

fn is_same(one: &Contributor, other: &Contributor) -> SameName {
    let mut best = SameName::No;
    for first in &one.forms {
        for second in &other.forms {
            let [first, second] = [first, second].map(|form| {
                let name = &form.name;
                let family = name.literal.clone().unwrap_or_else(|| name.full_family());
                (folded(&family), folded(name.given.as_deref().unwrap_or_default()), key(form))
            });
            let of = |parts: &(String, String, String)| parts.2.chars().any(is_native);
            let (native_first, native_second) = (of(&first), of(&second));
            let found = if native_first == native_second {
                let person = |parts: &'_ (String, String, String)| -> (String, String, String) {
                    if of(parts) {
                        (String::new(), String::new(), parts.2.clone())
                    } else {
                        (parts.0.clone(), parts.1.clone(), String::new())
                    }
                };
                let (first, second) = (person(&first), person(&second));
                same_name(
                    &Person { family: &first.0, given: &first.1, native: &first.2, hinted: false },
                    &Person { family: &second.0, given: &second.1, native: &second.2, hinted: false },
                )
            } else {
                SameName::Unknown
            };
            best = best.max(found);
        }
    }
    best
}
