//! Where the people of a row work.

use super::people::{Named, entries, values};
use crate::read::sheet::Sheet;
use crate::record::{Contributor, Seen};
use std::collections::{HashMap, HashSet};

/// Parts between commas of an institution that is looked for in the text of an author.
const MOST_PARTS: usize = 32;

/// Where people work. What is nobody's in particular is given back.
pub(super) fn affiliations(
    sheet: &mut Sheet<'_, '_>,
    people: &mut [Contributor],
    institutions: &mut [Vec<String>],
    authors: &[Named],
    short: &[String],
) -> Vec<String> {
    let mut known: Vec<String> = values(sheet, "affiliations").iter().flat_map(|it| entries(it)).collect();
    if let Some(links) = sheet.first("author_affiliations").map(str::to_owned)
        && link(&links, &known, sheet, people)
    {
        drop(sheet.take(&["author_affiliations"]));
        return Vec::new();
    }
    let listing: HashSet<&str> = known.iter().map(String::as_str).collect();
    for value in values(sheet, ":author_texts") {
        let is_in_parentheses = value.trim_end().ends_with(')');
        let texts: Vec<String> = if is_in_parentheses {
            value.split("); ").map(|it| it.trim().trim_end_matches(')').to_owned()).collect()
        } else {
            entries(&value)
        };
        if texts.len() != authors.len() {
            sheet.intake.unknown(":author_texts", value);
            continue;
        }
        for (index, text) in texts.iter().enumerate() {
            let rest = if is_in_parentheses {
                text.split_once('(').map(|(_, rest)| rest)
            } else {
                let printed = authors.get(index).map(|it| it.printed.as_str()).unwrap_or_default();
                let name = [short.get(index).map_or("", String::as_str), printed]
                    .into_iter()
                    .find(|name| !name.is_empty() && text.starts_with(name));
                match name {
                    Some(name) => text.get(name.len()..),
                    // An author without an institution has the name alone.
                    None => text.split_once(", ").map(|(_, rest)| rest),
                }
            };
            let Some(rest) = rest.map(|it| it.trim_start_matches([',', ' '])).filter(|it| !it.is_empty())
            else {
                continue;
            };
            let Some(of_person) = institutions.get_mut(index) else { continue };
            if is_in_parentheses {
                of_person.extend(entries(rest));
                continue;
            }
            // Institutions of one person are joined with commas, as their own parts are: the list of them parts them.
            let found = listed(rest, &listing);
            let covered: usize = found.iter().map(|text| text.len()).sum();
            if covered * 10 >= rest.len() * 9 {
                of_person.extend(found.into_iter().map(str::to_owned));
            } else {
                of_person.push(rest.to_owned());
            }
        }
    }
    let placed: HashSet<&String> = institutions.iter().flatten().collect();
    known.retain(|text| !placed.contains(text));
    known
}

/// The institutions of a list that stand in a text, between its commas, in the order of the text; of two at one place the longer
/// one first.
fn listed<'a>(text: &str, listing: &HashSet<&'a str>) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    if listing.is_empty() {
        return found;
    }
    let mut seen = HashSet::new();
    let starts = text.match_indices(", ").map(|(at, comma)| at + comma.len());
    for start in std::iter::once(0).chain(starts) {
        let rest = text.get(start..).unwrap_or_default();
        let ends =
            rest.match_indices(", ").map(|(at, _)| at).chain([rest.trim_end_matches('.').len(), rest.len()]);
        let here = ends.take(MOST_PARTS).filter_map(|end| listing.get(rest.get(..end)?).copied());
        let here: Vec<&str> = here.filter(|text| seen.insert(*text)).collect();
        found.extend(here.into_iter().rev());
    }
    found
}

/// The labels of our own layout, `1,2; 1`: an entry for each author. `false` where they do not fit.
fn link(links: &str, known: &[String], sheet: &mut Sheet<'_, '_>, people: &mut [Contributor]) -> bool {
    let per_author: Vec<Vec<&str>> = links
        .split(';')
        .map(|entry| entry.split(',').map(str::trim).filter(|it| !it.is_empty()).collect())
        .collect();
    if per_author.len() != people.len() {
        return false;
    }
    let used: HashSet<&str> = per_author.iter().flatten().copied().collect();
    let split: Vec<(Option<&str>, &str)> = known
        .iter()
        .map(|text| match text.split_once(". ") {
            Some((label, rest)) if used.contains(label) || is_label(label) => (Some(label), rest),
            _ => (None, text.as_str()),
        })
        .collect();
    let mut labels: HashMap<&str, usize> = HashMap::new();
    for (place, (label, _)) in split.iter().enumerate() {
        label.map(|label| labels.entry(label).or_insert(place));
    }
    let place = |wanted: &str| {
        let by_label = labels.get(wanted).copied();
        by_label.or_else(|| wanted.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < split.len()))
    };
    if used.iter().any(|wanted| place(wanted).is_none()) {
        return false;
    }
    let ids: Vec<String> = split
        .iter()
        .map(|(label, text)| {
            let id = sheet.intake.affiliation_of(text);
            if let Some(label) = label {
                sheet.intake.institution_known(text, |added| {
                    added.label_raw.get_or_insert_with(|| (*label).to_owned());
                });
            }
            id
        })
        .collect();
    for (person, labels) in people.iter_mut().zip(&per_author) {
        let refs = labels.iter().filter_map(|label| ids.get(place(label)?).cloned());
        let mut seen = Seen::default();
        refs.for_each(|id| seen.put(&mut person.affiliation_refs, id));
    }
    true
}

/// What marks affiliations: a number, a letter, a sign.
fn is_label(text: &str) -> bool {
    (text.len() <= 3 && text.bytes().all(|it| it.is_ascii_digit()))
        || text.chars().count() == 1 && !text.chars().all(char::is_uppercase)
}
