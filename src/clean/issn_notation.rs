//! ISSNs without hyphen, with another dash or a small x.
//!
//! It must not touch one whose check digit is wrong: that is a check's affair.

use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;
use crate::value::issn;

const ISSN_NOTATION: Code = Code::info(
    "issn-notation",
    "An ISSN was brought to its usual form, four digits, a hyphen, four characters; or one that stood there twice became one.",
);

pub(super) const RULE: Rule = Rule {
    code: &ISSN_NOTATION,
    summary: "gives an ISSN its hyphen and its capital X; the same one twice becomes one",
    explanation: "Tables lose the hyphen, and pages print a dash instead. An ISSN whose check digit is wrong stays as it is. Of the same \
        ISSN twice the one that says print or electronic is kept.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"issns": [{"value": "16734408", "medium": "print"}, {"value": "2434–561x", "medium": "electronic"}]}"#,
            r#"{"issns": [{"value": "1673-4408", "medium": "print"}, {"value": "2434-561X", "medium": "electronic"}]}"#,
        ),
        (
            r#"{"issns": [{"value": "1673-4408", "medium": "unknown"}, {"value": "1673-4408", "medium": "print"}]}"#,
            r#"{"issns": [{"value": "1673-4408", "medium": "print"}]}"#,
        ),
        (
            r#"{"issns": [{"value": "16734409", "medium": "print"}, {"value": "1673-4408", "medium": "print"}, {"value": "1673-4408", "medium": "electronic"}]}"#,
            r#"{"issns": [{"value": "16734409", "medium": "print"}, {"value": "1673-4408", "medium": "print"}, {"value": "1673-4408", "medium": "electronic"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for issn in &mut record.issns {
        if let Some(usual) = issn::canonical(&issn.value) {
            pass.put("ISSN", &mut issn.value, usual);
        }
    }
    let mut at = 0;
    while let Some(issn) = record.issns.get(at) {
        let says_no_more = record.issns.iter().enumerate().any(|(place, other)| {
            let is_better = if other.medium == issn.medium {
                place < at
            } else {
                issn.medium == crate::record::Medium::Unknown
            };
            place != at && other.value == issn.value && other.origin == issn.origin && is_better
        });
        if says_no_more && !issn.value.is_empty() && pass.allows("ISSN", &issn.value.clone(), "") {
            record.issns.remove(at);
        } else {
            at += 1;
        }
    }
}
