//! The same citation key for two records.

use super::{Check, ENTRY, Spot, Spots, Watch};
use crate::check::Example;
use crate::read::bibtex::KEY_DOUBLED;
use crate::record::Record;
use crate::report::{Code, Note, quoted};
use std::collections::BTreeMap;

const CITATION_KEY_DOUBLED: Code = Code::warning(
    "citation-key-doubled",
    "Two records of the collection have the same citation key; both are kept.",
);

pub(super) const CHECK: Check = Check {
    code: &CITATION_KEY_DOUBLED,
    summary: "two records with the same citation key",
    explanation: "A document cites by the key, so of two records with the same key only one can be cited: BibTeX reports an error and \
        drops the second one, other programs take the first or the last without a word. Keys are compared without regard to case, as \
        BibTeX does. Records without a key are no matter, because `refmill convert` makes theirs unique. Give one of the records another key, \
        or join them with `refmill merge` where they are one article.",
    examples: &[
        Example {
            records: &[
                r#"{"citation_key": {"value": "ou2022"}}"#,
                r#"{"citation_key": {"value": "Ou2022"}}"#,
            ],
            found: &["the citation key `Ou2022` is that of - too; a document can cite only one of them"],
        },
        Example {
            records: &[
                r#"{"citation_key": {"value": "ou2022"}}"#,
                r#"{"citation_key": {"value": "ou2022"}, "warnings": [{"code": "bibtex-key-doubled", "message": "said"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"citation_key": {"value": "ou2022"}}"#,
                r#"{"citation_key": {"value": "ou2022a"}}"#,
                r"{}",
                r"{}",
            ],
            found: &[],
        },
    ],
    start: || Box::<Keys>::default(),
};

#[derive(Default)]
struct Keys {
    first: BTreeMap<String, Spot>,
    doubled: Vec<(String, Spot, Spot)>,
    bytes: usize,
}

impl Watch for Keys {
    fn observe(&mut self, record: &Record, at: Spot) {
        let Some(key) = &record.citation_key else { return };
        match self.first.get(&key.value.to_lowercase()) {
            // The reader has said it at the entry's line.
            Some(_) if record.warnings.iter().any(|it| it.code == KEY_DOUBLED.name) => {}
            Some(first) => {
                self.bytes += ENTRY + key.value.len();
                self.doubled.push((key.value.clone(), *first, at));
            }
            None => {
                self.bytes += ENTRY + key.value.len();
                self.first.insert(key.value.to_lowercase(), at);
            }
        }
    }

    fn bytes(&self) -> usize {
        self.bytes
    }

    fn finish(&self, spots: &Spots, notes: &mut Vec<Note>) {
        for (key, first, at) in &self.doubled {
            let message = format!(
                "the citation key {} is that of {} too; a document can cite only one of them",
                quoted(key),
                spots.place(*first)
            );
            notes.push(Note {
                code: &CITATION_KEY_DOUBLED,
                place: spots.place(*at),
                field: "citation-key",
                message,
            });
        }
    }
}
