//! One name of a journal with two ISSNs of one edition.

use super::journal_names::names;
use super::{Check, ENTRY, Spot, Spots, Watch};
use crate::check::Example;
use crate::record::{Issn, Medium, Origin, Record};
use crate::report::{Code, Note, quoted};
use std::collections::BTreeMap;

const JOURNAL_OF_TWO_ISSNS: Code = Code::warning(
    "journal-of-two-issns",
    "Records of the collection give one journal two ISSNs of the same edition, or more than two; all are kept.",
);

pub(super) const CHECK: Check = Check {
    code: &JOURNAL_OF_TWO_ISSNS,
    summary: "one journal with two ISSNs of the same edition",
    explanation: "A journal has one ISSN for print and one for the electronic edition. Two of the same edition under one name are two journals that share \
        it (there are two called `International Journal of Pediatrics`), a journal before and after it was continued under its old name, or a \
        wrong number. Most exports do not say of which edition an ISSN is: two such are taken for print and electronic, a third one is told. \
        ISSNs that stand together in one record belong together. Names are compared letter for letter without regard to case and accents. Each \
        strange ISSN is told once. Look them up at portal.issn.org.",
    examples: &[
        Example {
            records: &[
                r#"{"issns": [{"value": "1673-4408", "medium": "print"}], "container_titles": [{"value": "International Journal of Pediatrics", "role": "main"}],
                    "provenance": {"file": "a.ris", "record": 1, "lines": [1, 9]}}"#,
                r#"{"issns": [{"value": "2345-5047", "medium": "print"}], "container_titles": [{"value": "International journal of pediatrics", "role": "main"}]}"#,
            ],
            found: &[
                "`International journal of pediatrics` has the ISSN 2345-5047 (print); at a.ris:1 (record 1) it has 1673-4408 (print)",
            ],
        },
        Example {
            records: &[
                r#"{"issns": [{"value": "0028-4793", "medium": "print"}], "container_titles": [{"value": "The New England Journal of Medicine", "role": "main"}]}"#,
                r#"{"issns": [{"value": "1533-4406", "medium": "electronic"}], "container_titles": [{"value": "The New England Journal of Medicine", "role": "main"}]}"#,
                r#"{"issns": [{"value": "1533-4406", "medium": "unknown"}], "container_titles": [{"value": "The New England Journal of Medicine", "role": "main"}]}"#,
            ],
            found: &[],
        },
    ],
    start: || Box::<Issns>::default(),
};

/// Print and electronic.
const MOST_OF_A_JOURNAL: usize = 2;

/// The ISSNs of one name are many only where something is wrong; no more of them are kept.
const MOST_KEPT: usize = 20;

struct Known {
    value: String,
    medium: Medium,
    at: Spot,
}

struct Found {
    name: String,
    issn: Issn,
    known: Vec<(String, Medium)>,
    known_at: Spot,
    at: Spot,
}

#[derive(Default)]
struct Issns {
    of: BTreeMap<String, Vec<Known>>,
    found: Vec<Found>,
    bytes: usize,
}

impl Watch for Issns {
    fn observe(&mut self, record: &Record, at: Spot) {
        let Some((folded, name)) = names(record).into_iter().next() else { return };
        let own: Vec<&Issn> = record.issns.iter().filter(|issn| issn.origin != Origin::Derived).collect();
        if own.is_empty() {
            return;
        }
        let length = folded.len();
        let known = self.of.entry(folded).or_default();
        if known.is_empty() {
            self.bytes += ENTRY + length;
        }
        // What stands beside a known one belongs to the same journal.
        let is_linked = own.iter().any(|issn| known.iter().any(|it| it.value == issn.value));
        for issn in own {
            if let Some(same) = known.iter_mut().find(|it| it.value == issn.value) {
                if same.medium == Medium::Unknown {
                    same.medium = issn.medium;
                }
                continue;
            }
            let is_stated = matches!(issn.medium, Medium::Print | Medium::Electronic);
            let rival = known.iter().find(|it| is_stated && it.medium == issn.medium && it.at != at);
            let is_surplus = known.len() >= MOST_OF_A_JOURNAL && known.iter().all(|it| it.at != at);
            if !is_linked && (rival.is_some() || is_surplus) {
                let told: Vec<&Known> = match rival {
                    Some(rival) => vec![rival],
                    None => known.iter().take(MOST_OF_A_JOURNAL).collect(),
                };
                if let Some(first) = told.first() {
                    self.bytes += 2 * ENTRY + name.len() + told.len() * ENTRY;
                    self.found.push(Found {
                        name: name.clone(),
                        issn: issn.clone(),
                        known: told.iter().map(|it| (it.value.clone(), it.medium)).collect(),
                        known_at: first.at,
                        at,
                    });
                }
            }
            if known.len() < MOST_KEPT {
                self.bytes += ENTRY;
                known.push(Known { value: issn.value.clone(), medium: issn.medium, at });
            }
        }
    }

    fn bytes(&self) -> usize {
        self.bytes
    }

    fn finish(&self, spots: &Spots, notes: &mut Vec<Note>) {
        for Found { name, issn, known, known_at, at } in &self.found {
            let known: Vec<String> = known.iter().map(|(value, medium)| told(value, *medium)).collect();
            let message = format!(
                "{} has the ISSN {}; at {} it has {}",
                quoted(name),
                told(&issn.value, issn.medium),
                spots.place(*known_at),
                known.join(" and ")
            );
            notes.push(Note { code: &JOURNAL_OF_TWO_ISSNS, place: spots.place(*at), field: "ISSN", message });
        }
    }
}

fn told(value: &str, medium: Medium) -> String {
    match medium {
        Medium::Print => format!("{value} (print)"),
        Medium::Electronic => format!("{value} (electronic)"),
        Medium::Linking | Medium::Unknown => value.to_owned(),
    }
}
