//! The same author twice.

use super::{Check, Context, Example, note};
use crate::clean::field_of;
use crate::record::{Contributor, Name, Record};
use crate::report::{Code, Note, quoted};
use std::collections::BTreeMap;

const AUTHOR_DOUBLED: Code = Code::warning(
    "author-doubled",
    "Two authors of a record have the same name and nothing tells them apart; both are kept.",
);

pub(super) const CHECK: Check = Check {
    code: &AUTHOR_DOUBLED,
    summary: "the same author twice in a list",
    explanation: "A list copied twice, or an author who stands in it once for each institution. Names are compared with all their parts and without regard to case; namesakes with different ORCID iDs or different characters are two people, because romanised names coincide often. `refmill clean` takes the second one out (rule `doubled-author`) where nothing is lost by it.",
    examples: &[
        Example {
            records: &[r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "ZHANG", "given": "Rui"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#],
            found: &["`Rui ZHANG` stands twice in the list"],
        },
        Example {
            records: &[r#"{"contributors": [
                {"role": "author", "orcid": "0000-0002-1825-0097", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "orcid": "0000-0001-5109-3700", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#],
            found: &[],
        },
    ],
    in_convert: true,
    run,
};

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    if !may_be_doubled(record) {
        return;
    }
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

/// Whether two names may be the same. Nearly every list ends here, without a copy of its names.
fn may_be_doubled(record: &Record) -> bool {
    let mut numbers: Vec<u64> = record.contributors.iter().filter_map(number).collect();
    numbers.sort_unstable();
    numbers.windows(2).any(|pair| pair.first() == pair.last())
}

/// A number that names with the same [`spelling`] have in common: of their letters without regard to case (FNV-1a).
fn number(contributor: &Contributor) -> Option<u64> {
    let Name { family, given, dropping_particle, non_dropping_particle, suffix, literal } =
        &contributor.projected()?.name;
    let parts = match literal {
        Some(_) => [literal, &None, &None, &None, &None],
        None => [given, dropping_particle, non_dropping_particle, family, suffix],
    };
    let letters = parts.into_iter().flatten().flat_map(|part| part.chars());
    let visible = letters.filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase);
    Some(visible.fold(0xcbf2_9ce4_8422_2325, |number, letter| {
        (number ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    }))
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
