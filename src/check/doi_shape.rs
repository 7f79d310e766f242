//! A DOI that is none.

use super::{Check, Example, note};
use crate::report::{Code, quoted};
use crate::value::doi;

const DOI_SHAPE: Code = Code::warning(
    "doi-shape",
    "A DOI of the record is not of the form `10.`, registrant, `/`, suffix; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &DOI_SHAPE,
    summary: "a DOI that is not of a DOI's form",
    explanation: "A DOI begins with `10.` and the number of its registrant, and has a suffix behind a slash (DOI Handbook, section 2.2). Words such as `n/a`, a page of the resolver, a DOI cut at a line end or with a blank inside are none; programs make a dead link of them and do not find the duplicate. `refmill clean` takes labels, addresses and closing punctuation off (rule `doi-notation`); what is left must be looked up. Whether a DOI exists is not asked: that needs the network, and not every one is registered with Crossref.",
    examples: &[
        Example {
            records: &[r#"{"identifiers": [{"scheme": "doi", "value": "n/a"}]}"#],
            found: &["`n/a` is not of a DOI's form"],
        },
        Example {
            records: &[r#"{"identifiers": [{"scheme": "doi", "value": "10.1016/S0140-6736(20)30183-5"}]}"#],
            found: &[],
        },
    ],
    in_convert: true,
    run: |record, _, notes| {
        // The reader has said so at its line.
        if record.warnings.iter().any(|warning| warning.code == doi::DOI_MALFORMED.name) {
            return;
        }
        for ident in record.identifiers.iter().filter(|ident| ident.scheme == "doi") {
            let bare = doi::find(&ident.value).is_some_and(|range| range == (0..ident.value.len()));
            if !bare {
                notes.push(note(
                    &DOI_SHAPE,
                    "DOI",
                    format!("{} is not of a DOI's form", quoted(&ident.value)),
                ));
            }
        }
    },
};
