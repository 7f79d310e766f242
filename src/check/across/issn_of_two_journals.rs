//! One ISSN under two names.

use super::journal_names::{may_be_one, names};
use super::{Check, ENTRY, Spot, Spots, Watch};
use crate::check::Example;
use crate::record::{Origin, Record};
use crate::report::{Code, Note, quoted};
use std::collections::BTreeMap;

const ISSN_OF_TWO_JOURNALS: Code = Code::warning(
    "issn-of-two-journals",
    "Two records of the collection have the same ISSN and journals of different names; both are kept.",
);

pub(super) const CHECK: Check = Check {
    code: &ISSN_OF_TWO_JOURNALS,
    summary: "one ISSN under two names of journals",
    explanation: "An ISSN names one journal. Where two records have it under names that have nothing in common, one of them has an ISSN of its \
        neighbour in a table, or the name of a publisher's platform, a series or a former title instead of the journal. A name beside its \
        abbreviation, its acronym or its name in another script or spelled from it is no fault, nor is a name with more behind it (`JAMA`, \
        `JAMA: the journal of the American Medical Association`). Names known to belong together, because one record has both, are one. Each \
        strange name is told once. Look the ISSN up at portal.issn.org.",
    examples: &[
        Example {
            records: &[
                r#"{"issns": [{"value": "1673-4408", "medium": "print"}], "container_titles": [{"value": "International Journal of Pediatrics", "role": "main"}],
                    "provenance": {"file": "a.ris", "record": 1, "lines": [1, 9]}}"#,
                r#"{"issns": [{"value": "1673-4408", "medium": "unknown"}], "container_titles": [{"value": "Chinese Journal of Neurology", "role": "main"}]}"#,
            ],
            found: &[
                "the ISSN 1673-4408 of `Chinese Journal of Neurology` is that of `International Journal of Pediatrics` at a.ris:1 (record 1)",
            ],
        },
        Example {
            records: &[
                r#"{"issns": [{"value": "1673-4408", "medium": "print"}], "container_titles": [{"value": "International Journal of Pediatrics", "role": "main"}]}"#,
                r#"{"issns": [{"value": "1673-4408", "medium": "print"}], "container_titles": [{"value": "Int J Pediatr", "role": "abbrev"}]}"#,
                r#"{"issns": [{"value": "1673-4408", "medium": "print"}], "container_titles": [{"value": "国际儿科学杂志", "role": "main"}]}"#,
            ],
            found: &[],
        },
    ],
    start: || Box::<Names>::default(),
};

/// The names of one ISSN are many only where something is wrong; no more of them are kept.
const MOST_NAMES: usize = 20;

struct Found {
    issn: String,
    name: String,
    known: String,
    known_at: Spot,
    at: Spot,
}

#[derive(Default)]
struct Names {
    /// Of each ISSN the names, in one notation and as printed, and where each was seen first.
    of: BTreeMap<String, Vec<(String, String, Spot)>>,
    found: Vec<Found>,
    bytes: usize,
}

impl Watch for Names {
    fn observe(&mut self, record: &Record, at: Spot) {
        let own = names(record);
        let Some((_, name)) = own.first() else { return };
        for issn in record.issns.iter().filter(|issn| issn.origin != Origin::Derived) {
            let known = self.of.entry(issn.value.clone()).or_default();
            let before = known.len();
            let is_known = |folded: &String| known.iter().any(|(other, ..)| other == folded);
            if own.iter().all(|(folded, _)| is_known(folded)) {
                continue;
            }
            let fits =
                known.iter().any(|(other, ..)| own.iter().any(|(folded, _)| may_be_one(folded, other)));
            if let Some((_, first, known_at)) = known.first().filter(|_| !fits) {
                self.bytes += 2 * ENTRY + issn.value.len() + name.len() + first.len();
                self.found.push(Found {
                    issn: issn.value.clone(),
                    name: name.clone(),
                    known: first.clone(),
                    known_at: *known_at,
                    at,
                });
            }
            for (folded, printed) in &own {
                if known.len() < MOST_NAMES && known.iter().all(|(other, ..)| other != folded) {
                    self.bytes += ENTRY + folded.len() + printed.len();
                    known.push((folded.clone(), printed.clone(), at));
                }
            }
            if before == 0 {
                self.bytes += ENTRY + issn.value.len();
            }
        }
    }

    fn bytes(&self) -> usize {
        self.bytes
    }

    fn finish(&self, spots: &Spots, notes: &mut Vec<Note>) {
        for Found { issn, name, known, known_at, at } in &self.found {
            let message = format!(
                "the ISSN {issn} of {} is that of {} at {}",
                quoted(name),
                quoted(known),
                spots.place(*known_at)
            );
            notes.push(Note { code: &ISSN_OF_TWO_JOURNALS, place: spots.place(*at), field: "ISSN", message });
        }
    }
}
