//! What the DOI says of the journal, against the record's ISSNs (mapping reference 8.11).

use super::{Check, Context, Example, note};
use crate::record::{Medium, Origin, Record};
use crate::report::{Code, Note, quoted};
use crate::value::{doi, issn};

const DOI_ISSN_DIFFERS: Code =
    Code::warning("doi-issn-differs", "The ISSN in the DOI is none of the record's; both are kept.");

pub(super) const CHECK: Check = Check {
    code: &DOI_ISSN_DIFFERS,
    summary: "a DOI that names another journal than the record, by its ISSN",
    explanation: "The DOI of a Chinese journal holds the ISSN of its printed edition (`j.issn.1673-4408.2022.04.001`). Where the record has a printed \
        ISSN and it is another one, the DOI may be that of another article; or the journal got a new ISSN with a new name, and database and \
        publisher do not agree which. An ISSN of the electronic edition alone says nothing against it, nor does an ISSN with a wrong check digit, \
        nor one that refmill took from the DOI itself. Open the DOI and compare the name of the journal.",
    examples: &[
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}],
                "issns": [{"value": "0028-4793", "medium": "print"}]}"#,
            ],
            found: &[
                "the DOI `10.3760/cma.j.issn.1673-4408.2022.04.001` says ISSN 1673-4408, the record 0028-4793",
            ],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}],
                "issns": [{"value": "1533-4406", "medium": "electronic"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}],
                "issns": [{"value": "1673-4408", "medium": "unknown"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let Some(doi) = record.identifier("doi") else { return };
    let Some(stated) = doi::said(doi).issn.and_then(issn::canonical) else { return };
    let mut own = record.issns.iter().filter(|it| it.origin != Origin::Derived);
    if own.clone().any(|it| it.value == stated) {
        return;
    }
    if let Some(printed) = own.find(|it| matches!(it.medium, Medium::Print | Medium::Unknown)) {
        let message = format!("the DOI {} says ISSN {stated}, the record {}", quoted(doi), printed.value);
        notes.push(note(&DOI_ISSN_DIFFERS, "ISSN", message));
    }
}
