//! "et al." among the authors.
//!
//! Programs that read a list of names as text make an author of the words that cut it off. It must not fire on a person who has an
//! affiliation or an identifier, and on names that only begin so (`Al, E.`).

use super::change::field_of;
use super::{Pass, Rule, Safety};
use crate::record::{Contributor, Record, Role};
use crate::report::Code;
use crate::value::name::{self, NameHints, Outcome};

const ET_AL_AS_AUTHOR: Code = Code::info(
    "et-al-as-author",
    "An author was no person but the words by which the list is cut (`et al.`); the record says that its list of authors is cut.",
);

pub(super) const RULE: Rule = Rule {
    code: &ET_AL_AS_AUTHOR,
    summary: "takes `et al.` out of the authors and says that their list is cut",
    explanation: "Programs that take a list of names apart make a person of the words that cut it: `et al.`, `and others`, `等`. The words are kept \
        as what they are. Who has an affiliation, an ORCID iD or an address is a person.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "al", "given": "et"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}],
                "author_list_truncated": "et al"}"#,
        ),
        (
            r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"literal": "et al."}, "kind": "romanised", "raw": "", "confidence": "certain"}], "is_group": true}]}"#,
            r#"{"author_list_truncated": "et al."}"#,
        ),
        (
            r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"family": "Al", "given": "E."}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"literal": "Others in Tea"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"family": "Al", "given": "E."}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"literal": "Others in Tea"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    let mut at = 0;
    while let Some(contributor) = record.contributors.get(at) {
        let field = field_of(contributor);
        let role = contributor.role;
        let Some(words) = words_of(contributor).filter(|words| pass.allows(field, words, "")) else {
            at += 1;
            continue;
        };
        record.contributors.remove(at);
        if role == Role::Author {
            record.author_list_truncated.get_or_insert(words);
        }
    }
}

/// The words, where a contributor is nothing else.
fn words_of(contributor: &Contributor) -> Option<String> {
    let [form] = contributor.forms.as_slice() else { return None };
    let name = &form.name;
    let is_person = contributor.orcid.is_some()
        || !contributor.affiliation_refs.is_empty()
        || !contributor.emails.is_empty()
        || !contributor.other_ids.is_empty()
        || !contributor.group_members.is_empty();
    let given = name.given.as_deref().unwrap_or_default();
    let is_split = ["", "et", "Et", "and", "And", "&"].contains(&given);
    if is_person || !is_split {
        return None;
    }
    let whole = match &name.literal {
        Some(literal) => literal.clone(),
        None => format!("{given} {}", name.full_family()).trim().to_owned(),
    };
    // No such words are longer.
    if whole.is_empty() || whole.chars().nth(20).is_some() {
        return None;
    }
    let reading = name::parse(&whole, &NameHints::default());
    matches!(reading.outcome, Outcome::Truncated(_)).then_some(whole)
}
