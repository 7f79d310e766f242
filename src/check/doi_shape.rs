//! A DOI that is none.

use super::{Check, note};
use crate::report::{Code, quoted};
use crate::value::doi;

const DOI_SHAPE: Code = Code::warning(
    "doi-shape",
    "A DOI of the record is not of the form `10.`, registrant, `/`, suffix; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &DOI_SHAPE,
    summary: "a DOI that is not of a DOI's form",
    explanation: "",
    examples: &[],
    in_convert: true,
    run: |record, _, notes| {
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
