//! Two records that read the same and have no identifier in common.

use super::{Check, Spot, Spots, Watch};
use crate::check::Example;
use crate::record::{DateKind, Kind, Record, Role, TitleRole};
use crate::report::{Code, Note, quoted};
use crate::value::comparable::folded;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

const MAYBE_DOUBLED: Code = Code::warning(
    "maybe-doubled-record",
    "Two records of the collection have the same title, year and first author, and no page or volume tells them apart; both are kept.",
);

pub(super) const CHECK: Check = Check {
    code: &MAYBE_DOUBLED,
    summary: "two records with the same title, year and first author",
    explanation: "The same article from two databases, or exported twice, where one of the records at least has no DOI, PMID or PMCID: \
        with one in both, `identifier-doubled` tells. Case, accents and punctuation do not count; first pages or article numbers and volumes count \
        where both records have them. A title of few words (`Editorial`) is told only with a page. A preprint and its article are of other \
        types and are not told. This finds what is equal; `refmill merge --dry-run` also finds what differs by a slip, an abbreviation or \
        the language, and joins without losing a field.",
    examples: &[
        Example {
            records: &[
                r#"{"titles": [{"value": "Green tea and restful sleep in older people", "role": "main"}], "dates": [{"kind": "issued", "start": {"year": 2020}}], "volume": "7",
                    "contributors": [{"role": "author", "forms": [{"name": {"family": "Müller", "given": "Hans"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
                r#"{"titles": [{"value": "Green Tea and Restful Sleep in Older People.", "role": "main"}], "dates": [{"kind": "issued", "start": {"year": 2020}}], "page_ranges": [{"first": "7"}],
                    "contributors": [{"role": "author", "forms": [{"name": {"family": "Muller", "given": "H"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            ],
            found: &[
                "`Green Tea and Restful Sleep in Older People.` has title, year and first author of - too; refmill merge --dry-run compares them",
            ],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "Editorial", "role": "main"}], "dates": [{"kind": "issued", "start": {"year": 2020}}]}"#,
                r#"{"titles": [{"value": "Editorial", "role": "main"}], "dates": [{"kind": "issued", "start": {"year": 2020}}]}"#,
                r#"{"titles": [{"value": "Editorial", "role": "main"}], "dates": [{"kind": "issued", "start": {"year": 2020}}], "page_ranges": [{"first": "7"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "Green tea and restful sleep in older people", "role": "main"}], "identifiers": [{"scheme": "doi", "value": "10.1000/a"}]}"#,
                r#"{"titles": [{"value": "Green tea and restful sleep in older people", "role": "main"}], "identifiers": [{"scheme": "doi", "value": "10.1000/b"}]}"#,
                r#"{"titles": [{"value": "Green tea and restful sleep in older people", "role": "main"}], "dates": [{"kind": "issued", "start": {"year": 2020}}], "volume": "3"}"#,
                r#"{"titles": [{"value": "Green tea and restful sleep in older people", "role": "main"}], "dates": [{"kind": "issued", "start": {"year": 2020}}], "volume": "4"}"#,
            ],
            found: &[],
        },
    ],
    start: || Box::<Titles>::default(),
};

/// What is known of the first record of a title, year and author.
struct Known {
    at: Spot,
    kind: Kind,
    has_identifier: bool,
    page: String,
    volume: String,
}

struct Found {
    title: String,
    first: Spot,
    at: Spot,
}

#[derive(Default)]
struct Titles {
    /// By a hash of title, year and first author: what two texts have in common by chance is one in many millions, and a find
    /// is a question to a person.
    first: BTreeMap<u64, Known>,
    found: Vec<Found>,
    /// Bytes of the texts in both.
    texts: usize,
}

impl Watch for Titles {
    fn observe(&mut self, record: &Record, at: Spot) {
        let Some(title) = record.title(TitleRole::Main).or_else(|| Some(&record.titles.first()?.text)) else {
            return;
        };
        let printed = title.to_plain();
        let title = folded(&printed);
        if title.is_empty() {
            return;
        }
        let year = record.date(DateKind::Issued).and_then(|date| date.start).map(|start| start.year);
        let author =
            record.with_role(Role::Author).next().and_then(|author| author.projected()).map(|form| {
                let family = form.name.full_family();
                folded(if family.is_empty() {
                    form.name.literal.as_deref().unwrap_or_default()
                } else {
                    &family
                })
            });
        let mut hasher = DefaultHasher::new();
        (&title, year, &author).hash(&mut hasher);
        let page = record.page_ranges.first().map(|range| range.first.as_str());
        let page = folded(page.or(record.article_number.as_deref()).unwrap_or_default());
        let volume = folded(record.volume.as_deref().unwrap_or_default());
        let schemes = ["doi", "pmid", "pmcid"];
        let has_identifier = schemes.iter().any(|scheme| record.identifier(scheme).is_some());
        let known = Known { at, kind: record.kind, has_identifier, page, volume };
        match self.first.get(&hasher.finish()) {
            None => {
                self.texts += known.page.len() + known.volume.len();
                self.first.insert(hasher.finish(), known);
            }
            Some(first) if is_one(first, &known, is_telling(&title)) => {
                self.texts += printed.len();
                self.found.push(Found { title: printed, first: first.at, at });
            }
            Some(_) => {}
        }
    }

    fn bytes(&self) -> usize {
        self.first.len() * size_of::<(u64, Known)>() + self.found.len() * size_of::<Found>() + self.texts
    }

    fn finish(&self, spots: &Spots, notes: &mut Vec<Note>) {
        for Found { title, first, at } in &self.found {
            let message = format!(
                "{} has title, year and first author of {} too; refmill merge --dry-run compares them",
                quoted(title),
                spots.place(*first)
            );
            notes.push(Note { code: &MAYBE_DOUBLED, place: spots.place(*at), field: "title", message });
        }
    }
}

fn is_one(one: &Known, other: &Known, is_telling: bool) -> bool {
    let differ = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && one != other;
    let both_have = one.has_identifier && other.has_identifier;
    let differ = both_have || differ(&one.page, &other.page) || differ(&one.volume, &other.volume);
    one.kind == other.kind && !differ && (is_telling || (!one.page.is_empty() && one.page == other.page))
}

/// Whether a title says so much that hardly two articles of one author share it: four long words, or eight characters.
fn is_telling(title: &str) -> bool {
    let long = title.split(' ').filter(|word| word.chars().count() > 3).count();
    long >= 4 || title.chars().filter(|it| !it.is_ascii()).count() >= 8
}
