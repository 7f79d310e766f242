//! Something that is found by its address alone, without one.

use super::{Need, needs, noun};
use crate::check::{Check, Example, note};
use crate::report::Code;

const MISSING_ADDRESS: Code = Code::warning(
    "missing-address",
    "The record of a web page, a preprint, a dataset, a post or software has neither an address nor an identifier that leads to it.",
);

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_ADDRESS,
    summary: "a web page, preprint, dataset, post or software without an address or a DOI",
    explanation: "What stands in no journal and in no book is found by its address: BibLaTeX asks for `doi`, `eprint` or `url` of `@online`. \
        Reference managers keep the address in a field of its own, which plain exports leave out. A DOI, a PMID, a number of arXiv or any \
        other identifier counts; so does the journal of an article that calls itself a preprint.",
    examples: &[
        Example {
            records: &[r#"{"type": "webpage"}"#],
            found: &["the web page has neither an address nor a DOI"],
        },
        Example {
            records: &[
                r#"{"type": "webpage", "urls": [{"href": "https://example.org/tea", "kind": "landing"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"type": "dataset", "identifiers": [{"scheme": "doi", "value": "10.5061/dryad.1"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        let has = !record.urls.is_empty() || !record.identifiers.is_empty() || super::has_container(record);
        if !has && needs(record, Need::Location) {
            let message = format!("{} has neither an address nor a DOI", noun(record.kind));
            notes.push(note(&MISSING_ADDRESS, "URL", message));
        }
    },
};
