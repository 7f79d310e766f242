//! An article without its journal.

use super::{Need, has_container, needs};
use crate::check::{Check, Example, note};
use crate::report::Code;

const MISSING_JOURNAL: Code =
    Code::warning("missing-journal", "The record of a journal article names no journal.");

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_JOURNAL,
    summary: "a journal article without the name of its journal",
    explanation: "BibTeX reports an error for an article without `journal`, and nobody finds the article without it. The full name, the \
        abbreviation and the name in the journal's own language count. A record of unknown kind that has a volume, an issue or a \
        journal line is taken for an article. Look at the journal line of the source; an ISSN, where there is one, leads to the name at \
        portal.issn.org.",
    examples: &[
        Example { records: &[r#"{"type": "article-journal"}"#], found: &["no journal"] },
        Example { records: &[r#"{"volume": "49"}"#], found: &["no journal"] },
        Example {
            records: &[
                r#"{"type": "article-journal", "container_titles": [{"value": "Int J Pediatr", "role": "abbrev"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: true,
    run: |record, _, notes| {
        if needs(record, Need::Journal) && !has_container(record) {
            notes.push(note(&MISSING_JOURNAL, "container-title", "no journal".to_owned()));
        }
    },
};
