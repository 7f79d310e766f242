//! DOIs with what stands around them: `doi:`, the address of the resolver, a full stop.
//!
//! Sources print a DOI as an address, behind a label, or at the end of a sentence. It must not touch what is no DOI.

use super::{Pass, Rule, Safety};
use crate::record::{Ident, Record};
use crate::report::Code;
use crate::value::doi;
use std::collections::HashMap;

const DOI_NOTATION: Code = Code::info(
    "doi-notation",
    "A DOI was brought to its bare form, without `doi:`, the resolver's address and what stands behind it; the text as printed is kept.",
);

pub(super) const RULE: Rule = Rule {
    code: &DOI_NOTATION,
    summary: "makes a DOI bare: without `doi:`, the resolver's address, a full stop behind it",
    explanation: "Sources print a DOI as an address, behind a label or at the end of a sentence, and programs compare it letter by letter. \
        The same DOI twice becomes one. What is no DOI stays as it is.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"identifiers": [{"scheme": "doi", "value": "https://doi.org/10.3760/cma.j.issn.1673-4408.2022.04.001."}]}"#,
            r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001",
                "normalised": "10.3760/cma.j.issn.1673-4408.2022.04.001",
                "raw": "https://doi.org/10.3760/cma.j.issn.1673-4408.2022.04.001."}]}"#,
        ),
        (
            r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/ABC", "normalised": "10.1000/abc"},
                {"scheme": "doi", "value": "doi: 10.1000/ABC"}]}"#,
            r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/ABC", "normalised": "10.1000/abc"}]}"#,
        ),
        (
            r#"{"identifiers": [{"scheme": "doi", "value": "10.1016/S0140-6736(20)30183-5"}, {"scheme": "doi", "value": "see page"},
                {"scheme": "wprim", "value": "doi:7"}]}"#,
            r#"{"identifiers": [{"scheme": "doi", "value": "10.1016/S0140-6736(20)30183-5"}, {"scheme": "doi", "value": "see page"},
                {"scheme": "wprim", "value": "doi:7"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    improve(record, pass, "DOI", &["doi"], |ident| {
        let value = ident.value.as_str();
        let is_bare = value.starts_with("10.")
            && value.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'%')
            && value.ends_with(|last: char| last.is_ascii_alphanumeric());
        if is_bare {
            return None;
        }
        let reading = doi::parse(value);
        reading.ident.filter(|_| reading.remarks.is_empty())
    });
}

/// Offers a better notation of each identifier of some schemes; one that is then the same as another goes.
pub(super) fn improve(
    record: &mut Record,
    pass: &mut Pass<'_>,
    field: &'static str,
    schemes: &[&str],
    better: impl Fn(&Ident) -> Option<Ident>,
) {
    let key = |ident: &Ident| (ident.scheme.clone(), ident.value.to_ascii_lowercase());
    // How many there are of each, as soon as one may become another one.
    let mut counts: Option<HashMap<(String, String), usize>> = None;
    let mut gone: Vec<usize> = Vec::new();
    for at in 0..record.identifiers.len() {
        let Some(ident) = record.identifiers.get(at) else { break };
        let is_meant = schemes.contains(&ident.scheme.as_str());
        let found = if is_meant { better(ident) } else { None };
        let Some(found) = found.filter(|found| found.value != ident.value || found.scheme != ident.scheme)
        else {
            continue;
        };
        let counts = counts.get_or_insert_with(|| {
            let mut counts = HashMap::new();
            record.identifiers.iter().for_each(|it| *counts.entry(key(it)).or_default() += 1);
            counts
        });
        let (own, wanted) = (key(ident), key(&found));
        let others = counts.get(&wanted).copied().unwrap_or_default() - usize::from(own == wanted);
        let before = ident.value.clone();
        if others > 0 {
            if pass.allows(field, &before, "") {
                *counts.entry(own).or_default() -= 1;
                gone.push(at);
            }
        } else if pass.allows(field, &before, &found.value)
            && let Some(ident) = record.identifiers.get_mut(at)
        {
            let raw = if ident.raw.is_empty() { before } else { std::mem::take(&mut ident.raw) };
            *ident = Ident { raw, origin: ident.origin, ..found };
            *counts.entry(own).or_default() -= 1;
            *counts.entry(wanted).or_default() += 1;
        }
    }
    take_out(&mut record.identifiers, &gone);
}

/// Takes the items at some places, which stand in order, out of a list.
pub(super) fn take_out<T>(list: &mut Vec<T>, gone: &[usize]) {
    let mut at = 0;
    if !gone.is_empty() {
        list.retain(|_| {
            at += 1;
            gone.binary_search(&(at - 1)).is_err()
        });
    }
}
