//! A record without an author.

use super::{Need, needs};
use crate::check::{Check, Example, note};
use crate::record::Role;
use crate::report::Code;

const MISSING_AUTHOR: Code = Code::warning("missing-author", "The record has no author.");

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_AUTHOR,
    summary: "a record without an author (or, for a book, an editor)",
    explanation: "Without an author styles put the title in its place, and the citation key is made of the title. Editorials, news and \
        errata have none at times, and then nothing is wrong. Of a book, a report, a dataset or software an editor will do; standards, \
        laws, periodicals, maps, entries and web pages are not asked for one. A group counts as an author. Look whether the source names one: \
        `refmill explain` shows what became of each line of a page.",
    examples: &[
        Example { records: &[r#"{"type": "article-journal"}"#], found: &["no author"] },
        Example {
            records: &[
                r#"{"type": "book", "contributors": [{"role": "editor", "forms": [{"name": {"family": "Ou"},
                "kind": "romanised", "raw": "Ou", "confidence": "certain"}]}]}"#,
            ],
            found: &[],
        },
        Example { records: &[r#"{"type": "standard"}"#], found: &[] },
    ],
    in_convert: true,
    run: |record, _, notes| {
        let by_editors = needs(record, Need::AuthorOrEditor);
        let has = record.with_role(Role::Author).next().is_some()
            || by_editors && record.with_role(Role::Editor).next().is_some();
        if !has && (by_editors || needs(record, Need::Author)) {
            notes.push(note(&MISSING_AUTHOR, "author", "no author".to_owned()));
        }
    },
};
