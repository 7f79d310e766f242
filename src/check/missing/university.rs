//! A thesis without its university.

use super::{Need, needs};
use crate::check::{Check, Example, note};
use crate::report::Code;

const MISSING_UNIVERSITY: Code =
    Code::warning("missing-university", "The record of a thesis does not name the university.");

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_UNIVERSITY,
    summary: "a thesis without its university",
    explanation: "BibTeX asks for `school`, and CSL styles print the publisher of a thesis as its university. Repositories leave it out, because \
        there it is always their own. An affiliation of the author is not taken for it, because it may be a hospital; where the record \
        has one the university is likely to stand there.",
    examples: &[
        Example { records: &[r#"{"type": "thesis"}"#], found: &["the thesis does not name its university"] },
        Example { records: &[r#"{"type": "thesis", "publisher": "Peking University"}"#], found: &[] },
        Example { records: &[r#"{"type": "article-journal"}"#], found: &[] },
    ],
    in_convert: false,
    run: |record, _, notes| {
        let has = record.publisher.as_deref().is_some_and(|name| !name.trim().is_empty());
        if !has && needs(record, Need::University) {
            let message = "the thesis does not name its university".to_owned();
            notes.push(note(&MISSING_UNIVERSITY, "publisher", message));
        }
    },
};
