//! ORCID iDs as addresses or without hyphens.
//!
//! It must not touch one whose check digit is wrong.

use super::change::field_of;
use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;
use crate::value::orcid;

const ORCID_NOTATION: Code = Code::info(
    "orcid-notation",
    "An ORCID iD was brought to its usual form, sixteen characters with hyphens, without its address.",
);

pub(super) const RULE: Rule = Rule {
    code: &ORCID_NOTATION,
    summary: "makes an ORCID iD bare: sixteen characters with hyphens, without the address",
    explanation: "ORCID itself wants its iDs shown as addresses, and programs compare the sixteen characters. One whose check digit is wrong \
        stays as it is.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"contributors": [{"role": "author", "forms": [], "orcid": "https://orcid.org/0000-0002-1825-0097"}]}"#,
            r#"{"contributors": [{"role": "author", "forms": [], "orcid": "0000-0002-1825-0097"}]}"#,
        ),
        (
            r#"{"contributors": [{"role": "author", "forms": [], "orcid": "https://orcid.org/0000-0002-1825-0098"}]}"#,
            r#"{"contributors": [{"role": "author", "forms": [], "orcid": "https://orcid.org/0000-0002-1825-0098"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for contributor in &mut record.contributors {
        let field = field_of(contributor);
        if let Some(orcid) = &mut contributor.orcid
            && let Some(usual) = orcid::canonical(orcid)
        {
            pass.put(field, orcid, usual);
        }
    }
}
