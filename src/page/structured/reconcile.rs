//! Several sources of one record: which is taken for each field, and what becomes of the others.

use super::agree::Verdict;
use super::candidate::Candidate;
use super::facets::{FACETS, Facet};
use super::{Group, Metadata, PAGE, rank};
use crate::record::{FieldSource, Record, Role, TitleRole, UnknownField};
use crate::report::{Code, Note, Place, quoted};

const METADATA_DISAGREES: Code = Code::warning(
    "metadata-disagrees",
    "The metadata of a page and its text, or two kinds of metadata, give a field different values; the one of the \
     higher precedence is taken, the other is kept beside it.",
);
const TITLE_OF_WINDOW: Code = Code::warning(
    "title-of-window",
    "A page's metadata has no title; the title of the browser's window was taken, which may hold more than the title.",
);

impl Metadata {
    /// One record of the page's own and its metadata. `page` is what the text gave, empty where it gave nothing.
    pub(in crate::page) fn reconcile(
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
        let stated = sources.iter().filter_map(|source| source.candidate).find(|it| it.states_kind);
        merger.settle(chief, stated);
        for stranger in group.strangers.iter().filter_map(|index| self.candidates.get(*index)) {
            merger.tell_stranger(stranger);
        }
        (merger.record, merger.notes)
    }
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

    /// Tells of metadata that is another article's, of which nothing is taken.
    fn tell_stranger(&mut self, stranger: &Candidate) {
        let title =
            |record: &Record| record.titles.first().map(|title| title.text.to_plain()).unwrap_or_default();
        let message = format!(
            "{} is taken, which the page's heading agrees with; {} tells of another article, {}, and nothing of it is taken",
            quoted(&title(&self.record)),
            stranger.vocabulary,
            quoted(&title(&stranger.record))
        );
        self.note(stranger.lines.get("title").copied(), "title", &METADATA_DISAGREES, message);
        let source =
            Source { name: stranger.vocabulary, record: &stranger.record, candidate: Some(stranger) };
        for facet in FACETS.iter().filter(|facet| ["title", "DOI"].contains(&facet.field)) {
            if (facet.present)(&stranger.record) {
                self.keep(facet, &source);
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
        let source = line.map(|line| FieldSource::certain(field, line));
        fields.extend(source);
        fields.sort_by_key(|source| source.line);
    }

    /// What needs the whole record.
    fn settle(&mut self, chief: Option<&Candidate>, stated: Option<&Candidate>) {
        let record = &mut self.record;
        crate::value::text::assign_title_roles(&mut record.titles, &record.languages);
        let types: Vec<&str> = record.publication_types.iter().map(|term| term.value.as_str()).collect();
        let has_journal = !record.container_titles.is_empty();
        let (kind, genre) = crate::vocab::types::of_publication_types(&types, has_journal);
        match chief {
            Some(chief) if !self.has_page && types.is_empty() => record.kind = chief.record.kind,
            _ => (record.kind, record.genre) = (kind, genre),
        }
        if let Some(stated) = stated {
            record.kind = stated.record.kind;
            record.genre = record.genre.take().or_else(|| stated.record.genre.clone());
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
