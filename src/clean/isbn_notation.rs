//! ISBNs with label and hyphens.
//!
//! It must not touch several in one, and one whose check digit is wrong.

use super::doi_notation::improve;
use super::{Pass, Rule, Safety};
use crate::record::{Ident, Record};
use crate::report::Code;
use crate::value::isbn;

const ISBN_NOTATION: Code = Code::info(
    "isbn-notation",
    "An ISBN was brought to its digits alone, without label and hyphens; the text as printed is kept.",
);

pub(super) const RULE: Rule = Rule {
    code: &ISBN_NOTATION,
    summary: "brings an ISBN to its digits: without label and hyphens",
    explanation: "The same ISBN is printed with hyphens here and without there. Only one whose check digit is right is touched, and only \
        where nothing else stands beside it.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"identifiers": [{"scheme": "isbn", "value": "ISBN 978-3-16-148410-0"}]}"#,
            r#"{"identifiers": [{"scheme": "isbn", "value": "9783161484100", "normalised": "9783161484100", "raw": "ISBN 978-3-16-148410-0"}]}"#,
        ),
        (
            r#"{"identifiers": [{"scheme": "isbn", "value": "978-3-16-148410-1"},
                {"scheme": "isbn", "value": "978-3-16-148410-0 and 3-16-148410-X"}]}"#,
            r#"{"identifiers": [{"scheme": "isbn", "value": "978-3-16-148410-1"},
                {"scheme": "isbn", "value": "978-3-16-148410-0 and 3-16-148410-X"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    improve(record, pass, "ISBN", &["isbn"], |ident| {
        let digits = isbn::canonical(&ident.value)?;
        let all = ident.value.chars().filter(char::is_ascii_digit).count();
        let is_alone = all == digits.chars().filter(char::is_ascii_digit).count()
            && !ident.value.contains(['(', ';', ',']);
        let normalised = digits.to_lowercase();
        is_alone.then(|| Ident { scheme: "isbn".to_owned(), value: digits, normalised, ..Ident::default() })
    });
}
