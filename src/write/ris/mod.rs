//! RIS (mapping reference 2.1, 2.5, 2.6).
//!
//! UTF-8, CRLF, one physical line a value, one record from `TY` to `ER  - ` and an empty line. What RIS or the
//! importing program has no place for goes to one last `N1` line (see [`LABELS`]).

mod date;
mod line;
mod name;
mod number;
mod people;
mod publication;
mod subject;

pub use super::leftover::{LABELS, Label, START, Shape};

use super::destination::{Destination, Lead, M2Line, RisTable};
use super::leftover::{self, LeftoverNote};
use super::{Leftovers, Losses, WriteOptions, Writer};
use super::{kind, lead, markup};
use crate::record::{CitationKey, Kind, Record, Title, TitleRole, UnknownField};
use crate::vocab;
use line::Lines;
use name::with_bars;
use std::collections::BTreeSet;

/// The RIS writer.
#[derive(Debug)]
pub struct Ris;

impl Writer for Ris {
    fn begin(&self, options: &WriteOptions, out: &mut Vec<u8>) {
        if options.bom {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
    }

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let Draft { destination: _, mut lines, note, mut lost } = draft(record, options);
        match options.ris_leftovers {
            Leftovers::Note => lines.push_some("N1", note.text().as_deref()),
            Leftovers::Drop => lost.extend(note.homeless()),
        }
        if lines.dropped_control {
            lost.insert("control characters");
        }
        for field in lost {
            losses.lose(field);
        }
        lines.write(if options.lf { "\n" } else { "\r\n" }, out);
    }

    /// Nothing: the empty line after each record belongs to it, so that files can be put together.
    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}

/// A record on its way to lines.
struct Draft {
    destination: &'static Destination,
    lines: Lines,
    note: LeftoverNote,
    /// Fields that neither a line nor the note holds.
    lost: BTreeSet<&'static str>,
}

impl Draft {
    fn table(&self) -> &'static RisTable {
        &self.destination.ris
    }

    fn m2(&self, line: M2Line) -> bool {
        self.table().m2_lines.contains(&line)
    }
}

/// Takes the record apart field by field, without `..`: whoever adds a field decides here where it goes.
fn draft(record: &Record, options: &WriteOptions) -> Draft {
    let destination = options.destination;
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

    let mut draft = Draft {
        destination,
        lines: Lines::default(),
        note: LeftoverNote::new(destination.ris.also_in_note),
        lost: BTreeSet::new(),
    };
    draft.kind(kind::shown(record));
    if markup::shows_in(record) {
        draft.lost.insert("markup");
    }
    draft.titles(titles);
    draft.contributors(contributors, affiliations);
    draft.note.add_some(&leftover::CUT_LIST, author_list_truncated.as_deref());
    draft.affiliations(affiliations, contributors);
    draft.identifiers(identifiers, database.as_ref());
    draft.issns(issns, record.chief_issn());
    draft.isbns(identifiers);
    draft.key(id.as_deref(), citation_key.as_ref());
    draft.journal(container_titles);
    draft.dates(dates);
    draft.volume_and_issue(volume.as_deref(), issue.as_deref(), supplement.as_ref(), part.as_ref());
    draft.pages(page_ranges, article_number.as_deref());
    draft.note.add_some(&leftover::PAGE_COUNT, number_of_pages.as_deref());
    draft.types(genre.as_deref(), publication_types);
    draft.terms(terms);
    draft.places(publisher_place.as_deref(), countries);
    draft.lines.push_some("PB", publisher.as_deref());
    draft.languages(languages);
    draft.abstracts(abstracts, options.abstracts);
    draft.urls(urls, identifiers);
    draft.database(database.as_ref());
    draft.notes(notes);
    draft.note.add_some(&leftover::ANNOTATION, annotation.as_deref());
    draft.funding(funding);
    draft.note.add_some(&leftover::STATUS, status.as_deref());
    draft.note.add_some(&leftover::LICENCE, license.as_deref());
    draft.unknown(unknown, record.kind);
    if leftover::add_sources(&mut draft.note, merged_from) {
        draft.lost.insert("merged_from");
    }
    draft
}

impl Draft {
    /// `TY`.
    fn kind(&mut self, kind: Kind) {
        let written = vocab::types::ris(kind);
        let renamed = self.table().types.iter().find(|row| row.0 == written);
        self.lines.push("TY", renamed.map_or(written, |row| row.1));
    }

    /// `TI`, `ST` and the place of the title that does not lead.
    fn titles(&mut self, titles: &[Title]) {
        let of_role = |role| titles.iter().position(|title| title.role == role);
        let vernacular = of_role(TitleRole::Vernacular);
        let order = lead::titles(titles, self.destination.lead);
        let lead::TitleOrder { leading, other, .. } = order;
        let short = of_role(TitleRole::Short);

        let plain = |position: Option<usize>| {
            position.and_then(|at| titles.get(at)).map(|title| title.text.to_plain())
        };
        self.lines.push_some("TI", order.whole(titles).map(|title| title.to_plain()).as_deref());
        self.lines.push_some("ST", plain(short).as_deref());
        if let Some(other) = plain(other) {
            self.other_title(&other, leading == vernacular && vernacular.is_some());
        }

        for (position, title) in titles.iter().enumerate() {
            let Title { text, role } = title;
            if order.has_place(position) || Some(position) == short {
                continue;
            }
            self.note.add_in(leftover::title(*role), text.lang.as_deref(), text.to_plain());
        }
    }

    /// The title that does not lead: the vernacular one, or a translation of a vernacular one.
    fn other_title(&mut self, title: &str, vernacular_leads: bool) {
        let label = if vernacular_leads || self.destination.lead == Lead::Vernacular {
            &leftover::TRANSLATED_TITLE
        } else {
            &leftover::VERNACULAR_TITLE
        };
        if self.m2(M2Line::OriginalTitle) {
            self.lines.push("M2", &format!("original-title: {title}"));
        } else if let Some(tag) = self.table().vernacular_title {
            self.lines.push(tag, title);
        } else {
            self.note.add(label, title);
            return;
        }
        self.note.add_if_dropped(label, title);
    }

    /// `ID`: the citation key, unless the destination wants a database's number there.
    fn key(&mut self, id: Option<&str>, key: Option<&CitationKey>) {
        let value = key.map(|CitationKey { value, origin: _, original: _ }| value.as_str()).or(id);
        if self.lines.has("ID") {
            self.note.add_some(&leftover::CITATION_KEY, value);
        } else {
            self.lines.push_some("ID", value);
        }
    }

    /// Lines of the RIS it came from that we have no field for go back where they cannot change the meaning of
    /// ours; fields of other formats come back out in those formats only (mapping reference 1.1, principle 4).
    fn unknown(&mut self, unknown: &[UnknownField], kind: Kind) {
        let mut noted = Vec::new();
        // `T2` of a book is its series, which the record has no field for.
        let is_series = |tag: &str, lines: &Lines| tag == "T2" && kind == Kind::Book && !lines.has("T2");
        for UnknownField { format, tag, value } in unknown {
            if format != "ris" {
                self.lost.insert("unknown");
            } else if line::is_tag(tag) && (!line::is_taken(tag) || is_series(tag, &self.lines)) {
                self.lines.push(tag, value);
            } else {
                noted.push(leftover::pair(tag, value));
            }
        }
        self.note.add_entries(&leftover::RIS_FIELDS, &noted);
    }
}
