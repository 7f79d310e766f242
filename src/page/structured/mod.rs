//! What a page says of its article for machines: JSON-LD, `citation_*` and its kin, Dublin Core, `COinS`; one file a
//! vocabulary, and how they and the text of the page are made one record.
//!
//! Of several sources of a field the one of the highest precedence is taken, whole (mapping reference 2.11); the
//! others are compared with it, not merged into it. Where they say something else, a note names both, and the value
//! not taken stays among the record's unknown fields. Where they agree, the one that says most is taken: the full
//! given name of the text rather than the initial of a tag.

mod agree;
mod candidate;
mod coins;
mod dublin_core;
mod eprints;
mod facets;
mod highwire;
mod json_ld;
mod people;
mod prism;
mod reconcile;
mod second;
mod strangers;
mod tags;

use crate::record::{Kind, Record, TitleRole};
use crate::report::{Code, Note, Place, Remark, quoted};
use crate::syntax::html::Document;
use candidate::Candidate;
use std::collections::{BTreeMap, BTreeSet};

pub(super) use second::{Disagreement, beside};

const METADATA_UNUSED: Code = Code::info(
    "metadata-unused",
    "The metadata of a page describes an article that is none of its records; it is in no output.",
);
const METADATA_NOT_READ: Code = Code::info(
    "metadata-not-read",
    "Members of a page's metadata have no field: references, funders, technical matters; they are in no output.",
);
/// Where the text of the page stands among the vocabularies: those before it are believed first.
const ORDER: &[&str] =
    &[json_ld::NAME, "highwire", "prism", "eprints", "bepress", PAGE, "dublin-core", coins::NAME];

const PAGE: &str = "page";

/// Everything the metadata of a page says.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    candidates: Vec<Candidate>,
    /// Candidates that the page's heading shows to be of another article.
    strangers: BTreeSet<usize>,
    /// Faults of the metadata: line and remark.
    pub(super) remarks: Vec<(u32, Remark)>,
}

/// Reads all vocabularies.
pub(super) fn read(document: &Document) -> Metadata {
    let (mut candidates, mut remarks) = json_ld::read(&document.scripts);
    let tables = [
        &highwire::HIGHWIRE,
        &prism::PRISM,
        &eprints::EPRINTS,
        &highwire::BEPRESS,
        &dublin_core::DUBLIN_CORE,
    ];
    candidates.extend(tables.into_iter().filter_map(|table| table.read(&document.metas)));
    for metas in tables.into_iter().map(|table| table.unread(&document.metas)) {
        remarks.extend(unread(metas.into_iter().map(|meta| (meta.name.as_str(), meta.line)).collect()));
    }
    candidates.extend(document.coins.iter().filter_map(coins::read));
    // What no candidate has as a value is told where no value is chosen.
    for candidate in candidates.iter().filter(|candidate| candidate.record.issns.is_empty()) {
        let malformed = candidate.remarks.iter().filter(|(_, field, _)| *field == "ISSN");
        remarks.extend(malformed.map(|(line, _, remark)| (*line, remark.clone())));
    }
    remarks.extend(candidates.iter().flat_map(|candidate| candidate.lost.iter().cloned()));
    let strangers = strangers::find(&candidates, document);
    Metadata { candidates, strangers, remarks }
}

/// One remark for the members of a page's metadata that have no field: how often each stands there.
fn unread(members: Vec<(&str, u32)>) -> Option<(u32, Remark)> {
    let line = members.first()?.1;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in members {
        *counts.entry(name).or_default() += 1;
    }
    let shown = counts.iter().map(|(name, count)| match count {
        1 => (*name).to_owned(),
        count => format!("{name} ({count} times)"),
    });
    let message = format!("metadata that has no field: {}", shown.collect::<Vec<_>>().join(", "));
    Some((line, Remark::new(&METADATA_NOT_READ, message)))
}

/// Candidates that describe one article.
#[derive(Debug, Default)]
pub(super) struct Group {
    members: Vec<usize>,
    /// Those that the page has but that are another article's.
    strangers: Vec<usize>,
}

impl Candidate {
    /// Whether the page can have only one such candidate, which then is about the page.
    fn is_of_page(&self) -> bool {
        ![json_ld::NAME, coins::NAME].contains(&self.vocabulary)
    }
}

/// What a record is known by: its DOI and its titles.
fn identities(record: &Record) -> Vec<String> {
    let doi = record.identifier("doi").map(|doi| format!("doi:{}", doi.to_lowercase()));
    let titles = record.titles.iter().map(|title| format!("title:{}", agree::key(&title.text.as_plain())));
    doi.into_iter().chain(titles).collect()
}

impl Metadata {
    fn is_only(&self, vocabulary: &str) -> bool {
        self.candidates.iter().filter(|candidate| candidate.vocabulary == vocabulary).take(2).count() == 1
    }

    /// The candidates of each of the page's records, and those of no record.
    pub(super) fn assign(&self, records: &[Record]) -> (Vec<Group>, Vec<usize>) {
        let mut groups: Vec<Group> = records.iter().map(|_| Group::default()).collect();
        let mut unused = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (place, record) in records.iter().enumerate() {
            for identity in identities(record) {
                known.entry(identity).or_insert(place);
            }
        }
        let sole = [json_ld::NAME, coins::NAME].map(|name| (name, self.is_only(name)));
        let is_sole =
            |candidate: &Candidate| candidate.is_of_page() || sole.contains(&(candidate.vocabulary, true));
        for (index, candidate) in self.candidates.iter().enumerate() {
            let own = identities(&candidate.record).iter().find_map(|identity| known.get(identity).copied());
            if own.is_none() && self.strangers.contains(&index) {
                match groups.as_mut_slice() {
                    [only] if candidate.vocabulary != coins::NAME => only.strangers.push(index),
                    _ => unused.push(index),
                }
                continue;
            }
            let place = own.or_else(|| (records.len() == 1 && is_sole(candidate)).then_some(0));
            match place.and_then(|place| groups.get_mut(place)) {
                Some(group) => group.members.push(index),
                None => unused.push(index),
            }
        }
        (groups, unused)
    }

    /// The articles that the metadata alone describes, on a page that no layout recognises.
    pub(super) fn articles(&self) -> (Vec<Group>, Vec<usize>) {
        let mut groups: Vec<Group> = Vec::new();
        let mut unused = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut has_page = false;
        let is_own = |index: &usize| !self.strangers.contains(index);
        let candidates = || self.candidates.iter().enumerate().filter(|(index, _)| is_own(index));
        for (index, candidate) in candidates().filter(|(_, it)| it.is_of_page()) {
            if !has_page {
                groups.push(Group::default());
                has_page = true;
            }
            known.extend(identities(&candidate.record).into_iter().map(|identity| (identity, 0)));
            groups.iter_mut().take(1).for_each(|group| group.members.push(index));
        }
        let is_only = self.is_only(json_ld::NAME);
        for (index, candidate) in candidates().filter(|(_, it)| !it.is_of_page()) {
            let own = identities(&candidate.record);
            let same = own.iter().find_map(|identity| known.get(identity).copied());
            let is_of_page = has_page && is_only && candidate.vocabulary == json_ld::NAME;
            let place = match same.or_else(|| is_of_page.then_some(0)) {
                Some(place) => place,
                None if !has_page && candidate.is_enough() => {
                    groups.push(Group::default());
                    groups.len() - 1
                }
                None => {
                    unused.push(index);
                    continue;
                }
            };
            if let Some(group) = groups.get_mut(place) {
                group.members.push(index);
            }
            for identity in own {
                known.entry(identity).or_insert(place);
            }
        }
        let (good, poor): (Vec<Group>, Vec<Group>) =
            groups.into_iter().partition(|group| self.is_article(group));
        let mut good = good;
        if let [only] = good.as_mut_slice() {
            let (told, silent): (Vec<usize>, Vec<usize>) = self.strangers.iter().partition(|index| {
                self.candidates.get(**index).is_some_and(|candidate| candidate.vocabulary != coins::NAME)
            });
            only.strangers.extend(told);
            unused.extend(silent);
        }
        unused.extend(poor.into_iter().flat_map(|group| group.members));
        unused.sort_unstable();
        (good, unused)
    }

    /// Whether candidates are enough for a record: a title, and who wrote it or where it stands. Sites put Dublin
    /// Core into every page, so that it must name a journal or a DOI too.
    fn is_article(&self, group: &Group) -> bool {
        let members = || group.members.iter().filter_map(|index| self.candidates.get(*index));
        let has = |field: &str| members().any(|candidate| candidate.lines.contains_key(field));
        let is_dublin_core = members().all(|candidate| candidate.vocabulary == "dublin-core");
        let is_located = has("container-title") || has("DOI") || has("ISSN");
        let is_of_kind = members().any(|candidate| candidate.record.kind == Kind::Thesis);
        has("title")
            && (has("author") || has("container-title"))
            && (!is_dublin_core || is_located || is_of_kind)
            || !is_dublin_core && has("author") && is_located
    }

    /// Whether the metadata is of one article, and none of these records is it.
    pub(super) fn contradicts(&self, records: &[Record]) -> bool {
        let (groups, _) = self.articles();
        let [group] = groups.as_slice() else { return false };
        let known: BTreeSet<String> = records.iter().flat_map(identities).collect();
        let members = group.members.iter().filter_map(|index| self.candidates.get(*index));
        !members.flat_map(|candidate| identities(&candidate.record)).any(|identity| known.contains(&identity))
    }

    /// The titles of the one article that the metadata tells of; none where it tells of several.
    pub(super) fn titles_of_article(&self) -> Vec<String> {
        let (groups, _) = self.articles();
        let [group] = groups.as_slice() else { return Vec::new() };
        let members = group.members.iter().filter_map(|index| self.candidates.get(*index));
        members.flat_map(|candidate| &candidate.record.titles).map(|title| title.text.to_plain()).collect()
    }

    /// Whether it tells of an article, or would if it could be read. Sites put Dublin Core into every page.
    pub(super) fn shows_article(&self) -> bool {
        let is_of_article = |candidate: &Candidate| candidate.vocabulary != "dublin-core";
        self.candidates.iter().any(is_of_article) || json_ld::is_broken(&self.remarks)
    }

    /// What describes an article that is none of the page's records: one note for all of a vocabulary, since a list of
    /// references or of related articles may have many.
    pub(super) fn note_unused(&self, unused: &[usize], file: &str, notes: &mut Vec<Note>) {
        let mut told: BTreeMap<&str, Vec<(String, Option<u32>)>> = BTreeMap::new();
        for candidate in unused.iter().filter_map(|index| self.candidates.get(*index)) {
            if let Some(title) = candidate.record.title(TitleRole::Main).filter(|_| candidate.is_enough()) {
                let line = candidate.lines.get("title").copied();
                told.entry(candidate.vocabulary).or_default().push((title.to_plain(), line));
            }
        }
        for (vocabulary, articles) in told {
            let Some((title, line)) = articles.first() else { continue };
            let title = quoted(title);
            let message = match articles.len() - 1 {
                0 => format!("{title} of the page's {vocabulary} is none of its records"),
                others => format!(
                    "{title} and {others} other articles of the page's {vocabulary}, references perhaps, are none of \
                     its records"
                ),
            };
            let place = Place { file: file.to_owned(), record: None, line: *line, column: None };
            notes.push(Note { code: &METADATA_UNUSED, place, field: "", message });
        }
    }

    /// The name of the vocabulary that is believed first.
    pub(super) fn chief(&self, group: &Group) -> &'static str {
        let members = group.members.iter().filter_map(|index| self.candidates.get(*index));
        members.map(|candidate| candidate.vocabulary).min_by_key(|name| rank(name)).unwrap_or_default()
    }
}

fn rank(name: &str) -> usize {
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}
