//! The same DOI, PMID or PMCID twice.

use super::{Check, ENTRY, Spot, Spots, Watch};
use crate::check::Example;
use crate::record::Record;
use crate::report::{Code, Note, quoted};
use crate::value::doi;
use std::collections::BTreeMap;

const IDENTIFIER_DOUBLED: Code = Code::warning(
    "identifier-doubled",
    "Two records of the collection have the same DOI, PMID or PMCID; both are kept.",
);

pub(super) const CHECK: Check = Check {
    code: &IDENTIFIER_DOUBLED,
    summary: "two records with the same DOI, PMID or PMCID",
    explanation: "The same article from two databases, or exported twice; or an identifier copied into the wrong record, or the DOI of a whole \
        supplement at each of its abstracts. DOIs are compared without regard to case; what is not of an identifier's form is not compared. Of a \
        record that shares several identifiers with one before it the first is told. `refmill merge` joins the records of one article without \
        losing a field, and leaves two apart that have a DOI in common and nothing else.",
    examples: &[
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/ABC"}, {"scheme": "pmid", "value": "123"}], "provenance": {"file": "a.ris", "record": 1, "lines": [1, 9]}}"#,
                r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/abc"}, {"scheme": "pmid", "value": "123"}], "provenance": {"file": "b.ris", "record": 4, "lines": [31, 40]}}"#,
            ],
            found: &[
                "the DOI `10.1000/abc` is that of a.ris:1 (record 1) too; refmill merge joins them if they are one article",
            ],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.1016/j. cell"}]}"#,
                r#"{"identifiers": [{"scheme": "doi", "value": "10.1016/j. cell"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "n/a"}, {"scheme": "wprim", "value": "1"}]}"#,
                r#"{"identifiers": [{"scheme": "doi", "value": "n/a"}, {"scheme": "wprim", "value": "1"}]}"#,
            ],
            found: &[],
        },
    ],
    start: || Box::<Identifiers>::default(),
};

/// Schemes that name one article, and what they are called.
const SCHEMES: &[(&str, &str)] = &[("doi", "DOI"), ("pmid", "PMID"), ("pmcid", "PMCID")];

struct Doubled {
    called: &'static str,
    value: String,
    first: Spot,
    at: Spot,
}

#[derive(Default)]
struct Identifiers {
    first: BTreeMap<String, Spot>,
    doubled: Vec<Doubled>,
    bytes: usize,
}

impl Watch for Identifiers {
    fn observe(&mut self, record: &Record, at: Spot) {
        let mut is_told = false;
        for (scheme, called) in SCHEMES {
            for ident in record.identifiers.iter().filter(|ident| ident.scheme == *scheme) {
                let is_one = match *scheme {
                    "doi" => doi::find(&ident.value) == Some(0..ident.value.len()),
                    _ => ident.value.bytes().any(|byte| byte.is_ascii_digit()),
                };
                if !is_one {
                    continue;
                }
                let key = format!("{scheme} {}", ident.value.to_lowercase());
                match self.first.get(&key) {
                    Some(first) if *first != at && !is_told => {
                        self.bytes += ENTRY + key.len();
                        let (called, value) = (*called, ident.value.clone());
                        self.doubled.push(Doubled { called, value, first: *first, at });
                        is_told = true;
                    }
                    Some(_) => {}
                    None => {
                        self.bytes += ENTRY + key.len();
                        self.first.insert(key, at);
                    }
                }
            }
        }
    }

    fn bytes(&self) -> usize {
        self.bytes
    }

    fn finish(&self, spots: &Spots, notes: &mut Vec<Note>) {
        for Doubled { called, value, first, at } in &self.doubled {
            let message = format!(
                "the {called} {} is that of {} too; refmill merge joins them if they are one article",
                quoted(value),
                spots.place(*first)
            );
            notes.push(Note { code: &IDENTIFIER_DOUBLED, place: spots.place(*at), field: called, message });
        }
    }
}
