//! The same author twice in a list.
//!
//! Pages print an author once more where the list is repeated or goes on in a second script. Two people of one paper may bear the same
//! romanised name, so it is a guess. It must not fire where identifiers, affiliations, addresses or native names tell the two apart.

use super::change::field_of;
use super::texts::name_in_line;
use super::{Pass, Rule, Safety};
use crate::record::{Contributor, Record, Role, Seen};
use crate::report::Code;
use std::collections::HashMap;
use std::hash::Hash;

const DOUBLED_AUTHOR: Code = Code::warning(
    "doubled-author",
    "With --guess: an author who stood twice in the list, and whom nothing told apart from the first, was taken out; what was said of the second is now said of the first.",
);

pub(super) const RULE: Rule = Rule {
    code: &DOUBLED_AUTHOR,
    summary: "takes out an author who stands in the list a second time",
    explanation: "Pages repeat a list of authors, and exports join both. Two people of one paper may bear the same romanised name (Wang Wei), so it is \
        a guess: it is made only where name and native name agree and neither ORCID iD, address nor affiliation tells the two apart. What is \
        said of the second one is kept with the first.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Li", "given": "Ming"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "OU", "given": "Wenxin"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "emails": ["ou@a.org"]}]}"#,
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "emails": ["ou@a.org"]},
                {"role": "author", "forms": [{"name": {"family": "Li", "given": "Ming"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
        ),
        (
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Wang", "given": "Wei"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "affiliation_refs": ["a1"]},
                {"role": "author", "forms": [{"name": {"family": "Wang", "given": "Wei"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "affiliation_refs": ["a2"]},
                {"role": "editor", "forms": [{"name": {"family": "Wang", "given": "Wei"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Wang", "given": "Wei"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "affiliation_refs": ["a1"]},
                {"role": "author", "forms": [{"name": {"family": "Wang", "given": "Wei"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "affiliation_refs": ["a2"]},
                {"role": "editor", "forms": [{"name": {"family": "Wang", "given": "Wei"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    let keys: Vec<Vec<String>> = record.contributors.iter().map(names).collect();
    let mut sorted: Vec<&Vec<String>> = keys.iter().collect();
    sorted.sort();
    // Nearly all lists end here, however long they are.
    if !sorted.windows(2).any(|pair| pair.first() == pair.last()) {
        return;
    }
    let mut kept: Vec<Contributor> = Vec::with_capacity(record.contributors.len());
    let mut namesakes: HashMap<(Role, Vec<String>), Vec<usize>> = HashMap::new();
    for (contributor, key) in std::mem::take(&mut record.contributors).into_iter().zip(keys) {
        let is_name = key.iter().any(|name| !name.trim().is_empty());
        let places = namesakes.entry((contributor.role, key)).or_default();
        let may_be_one = |place: &&usize| kept.get(**place).is_some_and(|it| !told_apart(it, &contributor));
        let first = places.iter().take(MOST).find(may_be_one).copied().filter(|_| is_name);
        let shown = || contributor.projected().map(|form| name_in_line(&form.name)).unwrap_or_default();
        if let Some(first) = first.filter(|_| pass.allows(field_of(&contributor), &shown(), ""))
            && let Some(first) = kept.get_mut(first)
        {
            join(first, contributor);
        } else {
            places.push(kept.len());
            kept.push(contributor);
        }
    }
    record.contributors = kept;
}

/// With so many namesakes before it one is compared; no list has more.
const MOST: usize = 256;

/// All forms of the name, in small letters.
fn names(contributor: &Contributor) -> Vec<String> {
    contributor.forms.iter().map(|form| name_in_line(&form.name).to_lowercase()).collect()
}

/// Whether something is said of both, and not the same.
fn told_apart(one: &Contributor, other: &Contributor) -> bool {
    fn differ<T: PartialEq>(one: &[T], other: &[T]) -> bool {
        !one.is_empty() && !other.is_empty() && one != other
    }
    let orcids = one.orcid.as_ref().zip(other.orcid.as_ref());
    orcids.is_some_and(|(one, other)| one != other)
        || differ(&one.affiliation_refs, &other.affiliation_refs)
        || differ(&one.affiliation_markers_raw, &other.affiliation_markers_raw)
        || differ(&one.emails, &other.emails)
        || differ(&one.other_ids, &other.other_ids)
        || differ(&one.group_members, &other.group_members)
}

fn join(first: &mut Contributor, second: Contributor) {
    fn fill<T: Hash + Eq>(mine: &mut Vec<T>, theirs: Vec<T>) {
        let mut seen = Seen::default();
        for value in theirs {
            if !seen.has(mine, |known| known, &&value) {
                mine.push(value);
            }
        }
    }
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
        is_group,
        group_members,
    } = second;
    fill(&mut first.affiliation_refs, affiliation_refs);
    fill(&mut first.affiliation_markers_raw, affiliation_markers_raw);
    first.orcid = first.orcid.take().or(orcid);
    fill(&mut first.other_ids, other_ids);
    fill(&mut first.emails, emails);
    first.corresponding |= corresponding;
    first.equal_contribution |= equal_contribution;
    fill(&mut first.degrees, degrees);
    first.is_group |= is_group;
    fill(&mut first.group_members, group_members);
}
