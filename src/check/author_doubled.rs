//! The same author twice.

use super::{Check, note};
use crate::record::{Contributor, Record, Role};
use crate::report::{Code, Note, quoted};
use std::collections::BTreeMap;

const AUTHOR_DOUBLED: Code = Code::warning(
    "author-doubled",
    "Two authors of a record have the same name and nothing tells them apart; both are kept.",
);

pub(super) const CHECK: Check =
    Check { code: &AUTHOR_DOUBLED, summary: "the same author twice in a list", run };

fn run(record: &Record, notes: &mut Vec<Note>) {
    let mut seen: BTreeMap<String, Vec<&Contributor>> = BTreeMap::new();
    for contributor in &record.contributors {
        let Some(name) = spelling(contributor) else { continue };
        let namesakes = seen.entry(name.to_lowercase()).or_default();
        let doubled =
            namesakes.iter().any(|other| other.role == contributor.role && !told_apart(other, contributor));
        if doubled {
            notes.push(note(
                &AUTHOR_DOUBLED,
                field_of(contributor),
                format!("{} stands twice in the list", quoted(&name)),
            ));
        }
        // Whoever stands here a hundred times is found by the first few as well.
        if namesakes.len() < 8 {
            namesakes.push(contributor);
        }
    }
}

fn field_of(contributor: &Contributor) -> &'static str {
    match contributor.role {
        Role::Author => "author",
        Role::Editor => "editor",
        Role::Translator => "translator",
        Role::CollectionEditor => "collection-editor",
        Role::ContainerAuthor => "container-author",
        Role::Contributor => "contributor",
    }
}

fn spelling(contributor: &Contributor) -> Option<String> {
    let name = &contributor.projected()?.name;
    let whole = match &name.literal {
        Some(literal) => literal.clone(),
        None => [name.given.as_deref(), Some(&name.full_family()), name.suffix.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
    };
    let whole = whole.trim();
    (!whole.is_empty()).then(|| whole.to_owned())
}

/// Namesakes with different ORCID iDs or different characters are two people: romanised names coincide often.
fn told_apart(one: &Contributor, other: &Contributor) -> bool {
    let differ =
        |one: Option<&str>, other: Option<&str>| one.zip(other).is_some_and(|(one, other)| one != other);
    let native =
        |contributor: &Contributor| contributor.native_beside_romanised().map(|form| form.raw.clone());
    differ(one.orcid.as_deref(), other.orcid.as_deref())
        || differ(native(one).as_deref(), native(other).as_deref())
}
