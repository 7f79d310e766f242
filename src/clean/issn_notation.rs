//! ISSNs without hyphen, with another dash or a small x.
//!
//! It must not touch one whose check digit is wrong: that is a check's affair.

use super::doi_notation::take_out;
use super::{Pass, Rule, Safety};
use crate::record::{Medium, Record, Seen};
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
    let (mut same, mut better) = (Seen::default(), Seen::default());
    let mut gone: Vec<usize> = Vec::new();
    for (at, issn) in record.issns.iter().enumerate() {
        let stands_before = same
            .position(
                &record.issns,
                |it| (&it.value, it.origin, it.medium),
                &(&issn.value, issn.origin, issn.medium),
            )
            .is_some_and(|first| first < at);
        let says_no_more = stands_before
            || issn.medium == Medium::Unknown
                && better.has(
                    &record.issns,
                    |it| (&it.value, it.origin, it.medium != Medium::Unknown),
                    &(&issn.value, issn.origin, true),
                );
        if says_no_more && !issn.value.is_empty() && pass.allows("ISSN", &issn.value, "") {
            gone.push(at);
        }
    }
    take_out(&mut record.issns, &gone);
}
