//! A book without its publisher.

use super::{Need, needs, noun};
use crate::check::{Check, Example, note};
use crate::record::Kind;
use crate::report::Code;

const MISSING_PUBLISHER: Code = Code::warning(
    "missing-publisher",
    "The record of a book, a chapter or a report names neither publisher nor institution.",
);

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_PUBLISHER,
    summary: "a book, a chapter or a report without its publisher",
    explanation: "BibTeX asks for `publisher` of books and chapters and for `institution` of reports, and styles print it. Article databases have \
        no field for it and write it into a note or leave it out. A report whose author is an institution needs no second one. What has a \
        DOI or an ISBN can be found without a publisher, and the check is silent then. Library catalogues have the publisher under the ISBN.",
    examples: &[
        Example { records: &[r#"{"type": "book"}"#], found: &["the book names no publisher"] },
        Example {
            records: &[r#"{"type": "report"}"#],
            found: &["the report names no publisher or institution"],
        },
        Example {
            records: &[r#"{"type": "book", "publisher": "People's Medical Publishing House"}"#],
            found: &[],
        },
        Example {
            records: &[
                r#"{"type": "book", "identifiers": [{"scheme": "isbn", "value": "978-3-16-148410-0"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        let has = record.publisher.as_deref().is_some_and(|name| !name.trim().is_empty());
        let by_group = record.kind == Kind::Report && record.contributors.iter().any(|it| it.is_group);
        let is_findable = record.identifier("doi").is_some() || record.identifier("isbn").is_some();
        if !has && !by_group && !is_findable && needs(record, Need::Publisher) {
            let noun = noun(record.kind);
            let what = if record.kind == Kind::Report { "publisher or institution" } else { "publisher" };
            notes.push(note(&MISSING_PUBLISHER, "publisher", format!("{noun} names no {what}")));
        }
    },
};
