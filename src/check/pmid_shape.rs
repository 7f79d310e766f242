//! A PMID that is no number.

use super::{Check, Example, note};
use crate::report::{Code, quoted};

const PMID_SHAPE: Code = Code::warning(
    "pmid-shape",
    "A PMID of the record is not a number of up to eight digits; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &PMID_SHAPE,
    summary: "a PMID that is not a number of up to eight digits",
    explanation: "PubMed counts its records; its number has one to eight digits and nothing else. A DOI, a PMCID or a word in its place \
        makes a link that leads nowhere, and hides a duplicate. `refmill clean` takes labels and addresses off (rule `pubmed-number`). Look the article up in PubMed.",
    examples: &[
        Example {
            records: &[r#"{"identifiers": [{"scheme": "pmid", "value": "abc"}]}"#],
            found: &["`abc` is not a PMID, which is a number of up to eight digits"],
        },
        Example {
            records: &[r#"{"unknown": [{"format": "csv", "tag": "pmid", "value": "123456789"}]}"#],
            found: &["`123456789` is not a PMID, which is a number of up to eight digits"],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "pmid", "value": "30000001"}, {"scheme": "pmcid", "value": "PMC1234567"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        for ident in record.identifiers.iter().filter(|it| it.scheme == "pmid") {
            let value = &ident.value;
            let is_number = (1..=8).contains(&value.len()) && value.bytes().all(|it| it.is_ascii_digit());
            if !is_number {
                let message =
                    format!("{} is not a PMID, which is a number of up to eight digits", quoted(value));
                notes.push(note(&PMID_SHAPE, "PMID", message));
            }
        }
        // What a reader could not take for a number stands among what has no field.
        for field in record.unknown.iter().filter(|it| is_pmid(&it.tag) && !it.value.trim().is_empty()) {
            let message =
                format!("{} is not a PMID, which is a number of up to eight digits", quoted(&field.value));
            notes.push(note(&PMID_SHAPE, "PMID", message));
        }
    },
};

/// Names of the field in tables, CSL-JSON and nbib.
fn is_pmid(tag: &str) -> bool {
    ["pmid", "pubmed_id", "pubmed id", "pubmedid"].iter().any(|name| tag.eq_ignore_ascii_case(name))
}
