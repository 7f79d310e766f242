//! `EndNote` XML (mapping reference 2.2 and 2.5).
//!
//! UTF-8, the elements of a record each on a line of their own, in the order in which `EndNote` writes them; texts with marks in
//! runs of `style`, all others bare, as Zotero writes them and `EndNote` reads them. What the format has no element for (who
//! works where, ORCID iDs, further titles and abstracts, countries, grants, dates of receipt) stands in the last line of
//! `notes` (see [`LABELS`](super::ris::LABELS)). It cannot hold small capitals, marks in addresses, the structure of an
//! abstract in sections, identifiers of terms, and the kinds that `EndNote` has no type for.
//!
//! Against the mapping reference, 2.2: the address stands in `related-urls` but for Zotero, whose habit `web-urls` is, because
//! `EndNote`'s own files have it there and bibutils reads no other list; and `rec-number` is not written, because it counts the
//! records of a library, `EndNote` gives it anew on import, and Zotero's files, which it imports, have none.

mod element;
mod people;
mod publication;
mod subject;

use super::destination::{Destination, EndNoteTable};
use super::leftover::{self, LeftoverNote};
use super::{Losses, WriteOptions, Writer, kind, lead, markup};
use crate::record::{
    Abstract, CitationKey, ContainerTitle, Kind, Marked, Record, Title, TitleRole, UnknownField,
};
use crate::vocab::endnote;
use element::Elements;
use std::collections::BTreeSet;

/// The `EndNote` XML writer.
#[derive(Debug)]
pub struct EndNoteXml;

/// The options for a byte-order mark and for line ends are not obeyed: XML says its encoding itself.
impl Writer for EndNoteXml {
    fn begin(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml><records>\n");
    }

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let Draft { mut elements, note, mut lost, notes, .. } = draft(record, options);
        let notes: Vec<String> = notes.into_iter().chain(note.text()).collect();
        elements.lines("notes", &notes);
        if elements.dropped_control {
            lost.insert("control characters");
        }
        for field in lost {
            losses.lose(field);
        }
        elements.write(out);
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</records></xml>\n");
    }
}

/// A record on its way to elements.
struct Draft {
    destination: &'static Destination,
    kind: Kind,
    elements: Elements,
    note: LeftoverNote,
    /// Lines of `notes` before the leftover note.
    notes: Vec<String>,
    /// Fields of which something is neither in an element nor in the note.
    lost: BTreeSet<&'static str>,
}

impl Draft {
    fn table(&self) -> &'static EndNoteTable {
        &self.destination.endnote
    }

    /// Whether the record is written as a journal article, whose elements have names of their own in `EndNote`.
    fn is_journal_article(&self) -> bool {
        endnote::written(self.kind).1 == "Journal Article"
    }
}

/// Takes the record apart field by field, without `..`: whoever adds a field decides here where it goes.
fn draft(record: &Record, options: &WriteOptions) -> Draft {
    let Record {
        id,
        citation_key,
        // `kind::shown` answers for it.
        kind: _,
        // The source's own word; the publication types repeat it in people's words.
        type_raw: _,
        genre,
        publication_types,
        titles,
        // PubMed's notation, for PubMed's formats.
        title_marks: _,
        contributors,
        author_list_truncated,
        affiliations,
        identifiers,
        container_titles,
        issns,
        dates,
        volume,
        // As printed; `volume` says the same.
        volume_raw: _,
        issue,
        // As printed; `issue` says the same.
        issue_raw: _,
        supplement,
        part,
        page_ranges,
        article_number,
        number_of_pages,
        // The line that was taken apart into journal, date, volume and pages.
        source_raw: _,
        terms,
        countries,
        languages,
        abstracts,
        urls,
        database,
        notes,
        annotation,
        funding,
        publisher,
        publisher_place,
        status,
        license,
        // Never printed unless the user asked for it, and then it stands in its field.
        derived: _,
        // About the record, not of it.
        warnings: _,
        // About the record, not of it.
        provenance: _,
        unknown,
        merged_from,
    } = record;

    let destination = options.destination;
    let mut draft = Draft {
        destination,
        kind: kind::shown(record),
        elements: Elements::default(),
        note: LeftoverNote::new(&["WPRIM ID", "PMID"]),
        notes: Vec::new(),
        lost: BTreeSet::new(),
    };
    draft.head();
    draft.marks(titles, container_titles, abstracts);
    if markup::shows_in_affiliations(affiliations) {
        draft.lost.insert("markup");
    }
    draft.titles(titles);
    draft.contributors(contributors, affiliations);
    draft.note.add_some(&leftover::CUT_LIST, author_list_truncated.as_deref());
    draft.journal(container_titles);
    draft.identifiers(identifiers, database.as_ref());
    draft.serial_numbers(issns, record.chief_issn(), identifiers);
    draft.key(id.as_deref(), citation_key.as_ref());
    draft.dates(dates);
    draft.volume_and_issue(volume.as_deref(), issue.as_deref(), supplement.as_ref(), part.as_ref());
    draft.pages(page_ranges, article_number.as_deref(), number_of_pages.as_deref());
    draft.types(genre.as_deref(), publication_types);
    draft.terms(terms);
    draft.places(publisher.as_deref(), publisher_place.as_deref(), countries);
    draft.languages(languages);
    draft.abstracts(abstracts, options.abstracts);
    draft.urls(urls, identifiers);
    draft.database(database.as_ref());
    draft.free_notes(notes);
    draft.note.add_some(&leftover::ANNOTATION, annotation.as_deref());
    draft.funding(funding);
    draft.note.add_some(&leftover::STATUS, status.as_deref());
    draft.note.add_some(&leftover::LICENCE, license.as_deref());
    draft.unknown(unknown);
    if leftover::add_sources(&mut draft.note, merged_from) {
        draft.lost.insert("merged_from");
    }
    draft
}

impl Draft {
    /// `database` and `source-app`, which every file that `EndNote` imports has, and `ref-type`.
    fn head(&mut self) {
        self.elements.raw("database", "<database name=\"refmill\">refmill</database>".to_owned());
        self.elements.raw("source-app", "<source-app name=\"refmill\">refmill</source-app>".to_owned());
        let (number, name) = endnote::written(self.kind);
        self.elements.raw("ref-type", format!("<ref-type name=\"{name}\">{number}</ref-type>"));
        if !endnote::comes_back(self.kind) {
            self.lost.insert("type");
        }
    }

    /// Runs hold italics, bold type and indices; small capitals they do not.
    fn marks(&mut self, titles: &[Title], containers: &[ContainerTitle], abstracts: &[Abstract]) {
        let has_small_capitals =
            |text: &Marked| text.spans().iter().any(|span| span.style.small_caps && !span.style.math);
        let sections = abstracts.iter().flat_map(|one| &one.sections).map(|section| &section.text);
        let mut texts = titles
            .iter()
            .map(|title| &title.text.value)
            .chain(containers.iter().map(|title| &title.text.value))
            .chain(abstracts.iter().map(|one| &one.text.value))
            .chain(sections);
        if texts.any(has_small_capitals) {
            self.lost.insert("markup");
        }
    }

    /// A text that the note holds, which has no marks.
    fn noted(&mut self, label: &'static leftover::Label, lang: Option<&str>, text: &Marked) {
        if markup::shows(text) {
            self.lost.insert("markup");
        }
        self.note.add_in(label, lang, text.to_plain());
    }

    /// `title`, `short-title`, and in `translated-title` the one in the other language.
    fn titles(&mut self, titles: &[Title]) {
        let of_role = |role| titles.iter().position(|title| title.role == role);
        let order = lead::titles(titles, self.destination.lead);
        let translated = of_role(TitleRole::Translated).filter(|at| order.leading != Some(*at));
        let other = order.other.or(translated);
        let short = of_role(TitleRole::Short);
        let at = |position: Option<usize>| position.and_then(|at| titles.get(at)).map(|it| &it.text.value);
        self.elements.in_group("titles", "title", order.whole(titles).as_ref());
        self.elements.in_group("titles", "short-title", at(short));
        self.elements.in_group("titles", "translated-title", at(other));
        for (position, Title { text, role }) in titles.iter().enumerate() {
            let here = Some(position);
            if !order.has_place(position) && here != short && here != other {
                self.noted(leftover::title(*role), text.lang.as_deref(), &text.value);
            }
        }
    }

    /// `label`.
    fn key(&mut self, id: Option<&str>, key: Option<&CitationKey>) {
        let value = key.map(|CitationKey { value, origin: _, original: _ }| value.as_str()).or(id);
        self.elements.line("label", value.unwrap_or_default());
    }

    /// Elements that a file of `EndNote` had and the record has no field for go back where they stood.
    fn unknown(&mut self, unknown: &[UnknownField]) {
        for UnknownField { format, tag, value } in unknown {
            let is_back = format == "endnote-xml" && self.elements.give_back(tag, value);
            if !is_back {
                self.lost.insert("unknown");
            }
        }
    }
}
