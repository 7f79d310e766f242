//! An ISSN with a wrong check digit.

use super::{Check, Example, note};
use crate::report::{Code, quoted};
use crate::value::issn;

const ISSN_CHECKSUM: Code = Code::warning(
    "issn-checksum",
    "The check digit of an ISSN of the record is wrong; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &ISSN_CHECKSUM,
    summary: "an ISSN with a wrong check digit",
    explanation: "The last of the eight characters of an ISSN is computed from the others (ISO 3297), so that a mistyped digit shows. Journals print wrong ones themselves now and then. An ISSN that a reader rejected and kept among the unknown fields is looked at too, an ISBN in the same tag is not. Look the journal up at portal.issn.org.",
    examples: &[
        Example {
            records: &[r#"{"issns": [{"value": "1006-7877", "medium": "unknown"}]}"#],
            found: &["`1006-7877` has a wrong check digit"],
        },
        Example { records: &[r#"{"issns": [{"value": "1673-4408", "medium": "unknown"}]}"#], found: &[] },
        Example {
            records: &[r#"{"unknown": [{"format": "ris", "tag": "SN", "value": "1234-5678"}]}"#],
            found: &["`1234-5678` has a wrong check digit"],
        },
        Example {
            records: &[
                r#"{"unknown": [{"format": "ris", "tag": "SN", "value": "1234-5678"}], "warnings": [{"code": "issn-malformed", "message": "said"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[r#"{"unknown": [{"format": "ris", "tag": "SN", "value": "978-3-16-148410-0"}]}"#],
            found: &[],
        },
    ],
    in_convert: true,
    run: |record, _, notes| {
        let of_journal = record.issns.iter().map(|issn| &issn.value);
        let others =
            record.identifiers.iter().filter(|ident| ident.scheme == "issn").map(|ident| &ident.value);
        // A reader leaves an ISSN it rejects among the fields it has no place for; mostly it has said so at its line.
        let is_told = record.warnings.iter().any(|warning| warning.code == issn::ISSN_MALFORMED.name);
        let unread = record
            .unknown
            .iter()
            .filter(|field| !is_told && is_issn_tag(&field.tag) && has_eight_characters(&field.value));
        for value in of_journal.chain(others).chain(unread.map(|field| &field.value)) {
            if issn::canonical(value).is_none() {
                notes.push(note(
                    &ISSN_CHECKSUM,
                    "ISSN",
                    format!("{} has a wrong check digit", quoted(value)),
                ));
            }
        }
    },
};

fn is_issn_tag(tag: &str) -> bool {
    ["issn", "sn"].iter().any(|name| name.eq_ignore_ascii_case(tag))
}

/// The same tag may hold an ISBN, which has ten or thirteen.
fn has_eight_characters(value: &str) -> bool {
    value.chars().filter(|character| character.is_alphanumeric()).count() == 8
}
