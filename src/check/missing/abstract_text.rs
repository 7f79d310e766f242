//! An article without an abstract.

use super::{Need, needs};
use crate::check::{Check, Example, note};
use crate::report::Code;

const MISSING_ABSTRACT: Code =
    Code::info("missing-abstract", "The record has no abstract; screening tools want one.");

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_ABSTRACT,
    summary: "an article without an abstract",
    explanation: "Rayyan, Covidence and the like show title and abstract and nothing else, and their first complaint about an import is that \
        abstracts are missing, nearly always because the export left them out. Letters, editorials and errata have none, so this is no more than \
        a remark. Export once more with abstracts, or look for the record in another database: `refmill merge` then joins the two.",
    examples: &[
        Example { records: &[r#"{"type": "article-journal"}"#], found: &["no abstract"] },
        Example { records: &[r#"{"type": "book"}"#], found: &[] },
        Example {
            records: &[
                r#"{"type": "article-journal", "abstracts": [{"value": "Immune thrombocytopenia is a bleeding disorder."}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"type": "article-journal", "abstracts": [{"value": "", "sections": [{"label": "AIM", "text": "To see whether tea helps."}]}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"type": "article-journal", "abstracts": [{"value": "", "sections": [{"label": "AIM", "text": " "}]}]}"#,
            ],
            found: &["no abstract"],
        },
    ],
    in_convert: true,
    run: |record, _, notes| {
        if !record.has_abstract() && needs(record, Need::Abstract) {
            notes.push(note(&MISSING_ABSTRACT, "abstract", "no abstract".to_owned()));
        }
    },
};
