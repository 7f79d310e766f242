//! A record without a title.

use super::says_something;
use crate::check::{Check, Example, note};
use crate::record::TitleRole;
use crate::report::Code;

const MISSING_TITLE: Code = Code::warning("missing-title", "The record has no title.");

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_TITLE,
    summary: "a record without a title",
    explanation: "Every citation style prints the title, and programs that look for duplicates compare it first. A record without one comes \
        from a copy that stopped early, from a table whose column has another name, or from a database that has the title in the \
        original language only. A vernacular or translated title counts, a short or alternative one does not. Look at the source of \
        the record.",
    examples: &[
        Example { records: &[r#"{"titles": [{"value": " ", "role": "main"}]}"#], found: &["no title"] },
        Example {
            records: &[r#"{"titles": [{"value": "慢性免疫性血小板减少症", "role": "vernacular"}]}"#],
            found: &[],
        },
    ],
    in_convert: true,
    run: |record, _, notes| {
        let roles = [TitleRole::Main, TitleRole::Vernacular, TitleRole::Translated];
        let has = roles.iter().any(|role| record.title(*role).is_some_and(says_something));
        if !has {
            notes.push(note(&MISSING_TITLE, "title", "no title".to_owned()));
        }
    },
};
