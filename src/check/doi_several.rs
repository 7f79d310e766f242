//! Several DOIs in one record.

use super::{Check, Example, note};
use crate::record::Seen;
use crate::report::{Code, quoted};

const DOI_SEVERAL: Code = Code::warning(
    "doi-several",
    "The record has two or more different DOIs; all are kept, and most formats hold the first alone.",
);

pub(super) const CHECK: Check = Check {
    code: &DOI_SEVERAL,
    summary: "two or more different DOIs in one record",
    explanation: "An article has one DOI. A second one is that of a preprint, a dataset, an erratum or the book that a chapter stands in, of an \
        article that a page cites, or of another record that a program has joined to this one. Most formats hold one, and programs find \
        duplicates by it, so that the wrong one of the two makes a wrong link and a wrong duplicate. DOIs are compared without regard to case; what is no \
        DOI does not count, nor one with a percent sign, which may be the same in the writing of addresses. Open both and keep the article's own.",
    examples: &[
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/abc", "normalised": "10.1000/abc"}, {"scheme": "doi", "value": "10.1000/def", "normalised": "10.1000/def"}]}"#,
            ],
            found: &["the record has 2 DOIs: `10.1000/abc`, `10.1000/def`"],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/ABC", "normalised": "10.1000/abc"}, {"scheme": "doi", "value": "10.1000/abc", "normalised": "10.1000/abc"}, {"scheme": "doi", "value": "10.1000/ab%63", "normalised": "10.1000/ab%63"}, {"scheme": "doi", "value": "n/a"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        let (mut distinct, mut seen) = (Vec::<&str>::new(), Seen::default());
        for ident in record.identifiers.iter().filter(|it| it.scheme == "doi" && !it.value.contains('%')) {
            if !seen.has(&distinct, |known| known.to_ascii_lowercase(), &ident.value.to_ascii_lowercase())
                && !ident.normalised.is_empty()
            {
                distinct.push(&ident.value);
            }
        }
        if distinct.len() > 1 {
            let shown: Vec<String> = distinct.iter().map(|it| quoted(it)).collect();
            let message = format!("the record has {} DOIs: {}", distinct.len(), shown.join(", "));
            notes.push(note(&DOI_SEVERAL, "DOI", message));
        }
    },
};
