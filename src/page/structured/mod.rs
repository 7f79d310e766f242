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
mod prism;
mod tags;

use crate::record::{FieldSource, Record, Role, TitleRole, UnknownField};
use crate::report::{Code, Note, Place, Remark, quoted};
use crate::syntax::html::Document;
use agree::Verdict;
use candidate::Candidate;
use facets::{FACETS, Facet};
use std::collections::{BTreeMap, BTreeSet};

const METADATA_DISAGREES: Code = Code::warning(
    "metadata-disagrees",
    "The metadata of a page and its text, or two kinds of metadata, give a field different values; the one of the \
     higher precedence is taken, the other is kept beside it.",
);
const METADATA_UNUSED: Code = Code::info(
    "metadata-unused",
    "The metadata of a page describes an article that is none of its records; it is in no output.",
);
const TITLE_OF_WINDOW: Code = Code::warning(
    "title-of-window",
    "A page's metadata has no title; the title of the browser's window was taken, which may hold more than the title.",
);

/// Where the text of the page stands among the vocabularies: those before it are believed first.
const ORDER: &[&str] =
    &[json_ld::NAME, "highwire", "prism", "eprints", "bepress", PAGE, "dublin-core", coins::NAME];

const PAGE: &str = "page";

/// Everything the metadata of a page says.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    candidates: Vec<Candidate>,
    /// Faults of the metadata: line and remark.
    pub(super) remarks: Vec<(u32, Remark)>,
}

/// Reads all vocabularies.
pub(super) fn read(document: &Document) -> Metadata {
    let (mut candidates, remarks) = json_ld::read(&document.scripts);
    let tables = [
        &highwire::HIGHWIRE,
        &prism::PRISM,
        &eprints::EPRINTS,
        &highwire::BEPRESS,
        &dublin_core::DUBLIN_CORE,
    ];
    candidates.extend(tables.into_iter().filter_map(|table| table.read(&document.metas)));
    candidates.extend(document.coins.iter().filter_map(coins::read));
    Metadata { candidates, remarks }
}

/// Candidates that describe one article.
#[derive(Debug, Default)]
pub(super) struct Group {
    members: Vec<usize>,
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
    let titles = record.titles.iter().map(|title| format!("title:{}", agree::key(&title.text.to_plain())));
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
        for (index, candidate) in self.candidates.iter().enumerate().filter(|(_, it)| it.is_of_page()) {
            if !has_page {
                groups.push(Group::default());
                has_page = true;
            }
            known.extend(identities(&candidate.record).into_iter().map(|identity| (identity, 0)));
            groups.iter_mut().take(1).for_each(|group| group.members.push(index));
        }
        let is_only = self.is_only(json_ld::NAME);
        for (index, candidate) in self.candidates.iter().enumerate().filter(|(_, it)| !it.is_of_page()) {
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
        has("title") && (has("author") || has("container-title")) && (!is_dublin_core || is_located)
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

    /// What describes an article that is none of the page's records.
    pub(super) fn note_unused(&self, unused: &[usize], file: &str, notes: &mut Vec<Note>) {
        for candidate in unused.iter().filter_map(|index| self.candidates.get(*index)) {
            let Some(title) = candidate.record.title(TitleRole::Main).filter(|_| candidate.is_enough())
            else {
                continue;
            };
            let line = candidate.lines.get("title").copied();
            let place = Place { file: file.to_owned(), record: None, line, column: None };
            let message = format!(
                "{} of the page's {} is none of its records",
                quoted(&title.to_plain()),
                candidate.vocabulary
            );
            notes.push(Note { code: &METADATA_UNUSED, place, field: "", message });
        }
    }

    /// The name of the vocabulary that is believed first.
    pub(super) fn chief(&self, group: &Group) -> &'static str {
        let members = group.members.iter().filter_map(|index| self.candidates.get(*index));
        members.map(|candidate| candidate.vocabulary).min_by_key(|name| rank(name)).unwrap_or_default()
    }

    /// One record of the page's own and its metadata. `page` is what the text gave, empty where it gave nothing.
    pub(super) fn reconcile(
        &self,
        page: Option<&Record>,
        group: &Group,
        window_title: Option<(&str, u32)>,
        place: &Place,
    ) -> (Record, Vec<Note>) {
        let mut sources: Vec<Source<'_>> = group
            .members
            .iter()
            .filter_map(|index| self.candidates.get(*index))
            .map(|candidate| Source {
                name: candidate.vocabulary,
                record: &candidate.record,
                candidate: Some(candidate),
            })
            .collect();
        sources.extend(page.map(|record| Source { name: PAGE, record, candidate: None }));
        sources.sort_by_key(|source| rank(source.name));
        let mut merger = Merger {
            record: page.cloned().unwrap_or_default(),
            notes: Vec::new(),
            place,
            has_page: page.is_some(),
        };
        for facet in FACETS {
            merger.merge(facet, &sources);
        }
        if merger.record.titles.is_empty()
            && page.is_none()
            && let Some((title, line)) = window_title
        {
            let mut window = Candidate::new("title");
            window.title(title, None, TitleRole::Main, line);
            merger.record.titles = window.record.titles;
            let message = format!("the title {} is that of the window", quoted(title));
            merger.note(Some(line), "title", &TITLE_OF_WINDOW, message);
        }
        let chief = sources.iter().find_map(|source| source.candidate);
        merger.settle(chief);
        (merger.record, merger.notes)
    }
}

fn rank(name: &str) -> usize {
    ORDER.iter().position(|known| *known == name).unwrap_or(ORDER.len())
}

/// One of several that may have a value.
struct Source<'a> {
    name: &'static str,
    record: &'a Record,
    /// `None` for the text of the page.
    candidate: Option<&'a Candidate>,
}

impl Source<'_> {
    fn line(&self, field: &str) -> Option<u32> {
        if let Some(candidate) = self.candidate {
            return candidate.lines.get(field).copied();
        }
        let sources = &self.record.provenance.fields;
        sources.iter().find(|source| source.field == field).map(|source| source.line)
    }

    /// `highwire`, or where the page shows it.
    fn named(&self) -> &'static str {
        if self.candidate.is_some() { self.name } else { "the text of the page" }
    }
}

struct Merger<'a> {
    record: Record,
    notes: Vec<Note>,
    place: &'a Place,
    has_page: bool,
}

impl Merger<'_> {
    fn note(&mut self, line: Option<u32>, field: &'static str, code: &'static Code, message: String) {
        self.notes.push(Note { code, place: Place { line, ..self.place.clone() }, field, message });
    }

    fn merge(&mut self, facet: &Facet, sources: &[Source<'_>]) {
        let mut present: Vec<&Source<'_>> =
            sources.iter().filter(|source| (facet.present)(source.record)).collect();
        if facet.field == "author" {
            // Some sites name themselves as the author; a source that names people knows more.
            present.sort_by_key(|source| source.record.with_role(Role::Author).all(|author| author.is_group));
        }
        let Some((first, others)) = present.split_first() else { return };
        let verdicts: Vec<Verdict> =
            others.iter().map(|other| (facet.compare)(first.record, other.record)).collect();
        let same = || others.iter().zip(&verdicts).filter(|(_, it)| **it == Verdict::Same).map(|(it, _)| *it);
        // Of those that agree the page's own comes first, then the surest: the last maximum wins.
        let mut agreeing: Vec<&Source<'_>> = same().collect();
        agreeing.insert(0, first);
        agreeing.reverse();
        agreeing.sort_by_key(|source| source.candidate.is_none());
        let best =
            agreeing.iter().max_by_key(|source| (facet.weight)(source.record)).copied().unwrap_or(first);
        if let Some(candidate) = best.candidate {
            (facet.take)(best.record, &mut self.record);
            self.sourced(facet.field, best.line(facet.field));
            let remarks = candidate.remarks.iter().filter(|(_, field, _)| *field == facet.field);
            for (line, field, remark) in remarks {
                self.note(Some(*line), field, remark.code, remark.message.clone());
            }
        }
        if facet.field == "author" {
            for source in &agreeing {
                fill_authors(&mut self.record, source.record);
            }
        }
        for (other, verdict) in others.iter().zip(verdicts) {
            match verdict {
                Verdict::Same => {}
                Verdict::Apart => {
                    (facet.add)(other.record, &mut self.record);
                    if facet.field == "author" {
                        self.keep(facet, other);
                    }
                }
                Verdict::Different => {
                    let (taken, left) = ((facet.shown)(best.record), (facet.shown)(other.record));
                    let message = format!(
                        "{} of {} is taken, {} of {} says something else",
                        quoted(&taken),
                        first.named(),
                        quoted(&left),
                        other.named()
                    );
                    self.note(other.line(facet.field), facet.field, &METADATA_DISAGREES, message);
                    self.keep(facet, other);
                }
            }
        }
    }

    /// Keeps a value that was not taken.
    fn keep(&mut self, facet: &Facet, source: &Source<'_>) {
        self.record.unknown.push(UnknownField {
            format: "html".to_owned(),
            tag: format!("{} {}", source.name, facet.field),
            value: (facet.shown)(source.record),
        });
    }

    fn sourced(&mut self, field: &'static str, line: Option<u32>) {
        let fields = &mut self.record.provenance.fields;
        fields.retain(|source| source.field != field);
        let source = line.map(|line| FieldSource { field: field.to_owned(), line, raw: String::new() });
        fields.extend(source);
        fields.sort_by_key(|source| source.line);
    }

    /// What needs the whole record.
    fn settle(&mut self, chief: Option<&Candidate>) {
        let record = &mut self.record;
        crate::value::text::assign_title_roles(&mut record.titles, &record.languages);
        let types: Vec<&str> = record.publication_types.iter().map(|term| term.value.as_str()).collect();
        let has_journal = !record.container_titles.is_empty();
        let (kind, genre) = crate::vocab::types::of_publication_types(&types, has_journal);
        match chief {
            Some(chief) if !self.has_page && types.is_empty() => record.kind = chief.record.kind,
            _ => (record.kind, record.genre) = (kind, genre),
        }
        if !self.has_page && record.kind == crate::record::Kind::default() {
            record.kind = kind;
        }
    }
}

/// What one source says beside the names of authors and the other does not: identifiers and addresses, and the
/// institutions where there are none.
fn fill_authors(record: &mut Record, other: &Record) {
    let is_author = |role: Role| role == Role::Author;
    if record.with_role(Role::Author).count() != other.with_role(Role::Author).count() {
        return;
    }
    let takes_institutions = record.affiliations.is_empty() && !other.affiliations.is_empty();
    if takes_institutions {
        record.affiliations.clone_from(&other.affiliations);
    }
    let own = record.contributors.iter_mut().filter(|contributor| is_author(contributor.role));
    for (own, other) in own.zip(other.with_role(Role::Author)) {
        if own.orcid.is_none() {
            own.orcid.clone_from(&other.orcid);
        }
        if own.emails.is_empty() {
            own.emails.clone_from(&other.emails);
        }
        if takes_institutions {
            own.affiliation_refs.clone_from(&other.affiliation_refs);
        }
    }
}
