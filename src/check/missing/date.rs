//! A record without a date of publication.

use crate::check::{Check, Example, note};
use crate::record::DateKind;
use crate::report::Code;

const MISSING_DATE: Code =
    Code::warning("missing-date", "The record has no date of publication that was understood.");

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_DATE,
    summary: "a record without a date of publication",
    explanation: "Author-date styles print `n.d.`, BibTeX warns, and duplicates are harder to find. The date of the issue or of the \
        electronic publication counts; the day a page was fetched or a manuscript came in does not. A date that stands in words nobody understood \
        is kept as printed and is missing all the same. Articles in press have none until they appear.",
    examples: &[
        Example {
            records: &[r#"{"dates": [{"kind": "issued", "text_raw": "spring"}]}"#],
            found: &["no date of publication"],
        },
        Example { records: &[r#"{"dates": [{"kind": "epub", "start": {"year": 2022}}]}"#], found: &[] },
    ],
    in_convert: true,
    run: |record, _, notes| {
        let kinds = [DateKind::Issued, DateKind::Epub];
        if !kinds.iter().any(|kind| record.date(*kind).is_some_and(|date| date.start.is_some())) {
            notes.push(note(&MISSING_DATE, "issued", "no date of publication".to_owned()));
        }
    },
};
