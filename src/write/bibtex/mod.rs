//! BibTeX and BibLaTeX, two dialects of one writer (mapping reference 2.1, 2.5, 2.7, 9; needs reference B.2).
//!
//! UTF-8 without a byte-order mark, LF, one line a field, an empty line between entries. A field that no program
//! has a name for stands under one of ours: styles and importers pass over it, `JabRef` and our readers keep it.

mod capitals;
mod entry;
mod names;
mod people;
mod publication;
mod subject;
mod text;

use super::destination::Lead;
use super::{Losses, WriteOptions, Writer};
use super::{kind, lead, markup};
use crate::record::{CitationKey, Kind, Marked, Record, Title, TitleRole, UnknownField};
use crate::syntax::latex::{Alphabet, Escaper};
use crate::vocab;
use entry::Entry;
use std::collections::BTreeSet;

/// The BibTeX writer, for one of its dialects.
#[derive(Debug)]
pub struct Bibtex {
    dialect: Dialect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// Classic BibTeX: `journal`, `year` and `month`.
    Bibtex,
    /// BibLaTeX: `journaltitle`, `date`.
    Biblatex,
}

/// Classic BibTeX.
pub const BIBTEX: Bibtex = Bibtex { dialect: Dialect::Bibtex };

/// BibLaTeX.
pub const BIBLATEX: Bibtex = Bibtex { dialect: Dialect::Biblatex };

impl Writer for Bibtex {
    /// Nothing, not even a byte-order mark: with one, a widely used reader finds no entry (needs reference B.2).
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let Draft { dialect: _, options: _, kind: _, entry_type, entry, escaper, mut lost } =
            draft(record, self.dialect, options);
        let key = key(record);
        if escaper.dropped_control {
            lost.insert("control characters");
        }
        if escaper.kept_non_ascii || (options.ascii && !key.is_ascii()) {
            lost.insert("non-ascii text");
        }
        // The same address to a browser, but other characters than the source has.
        if escaper.encoded_sign {
            lost.insert("encoded signs");
        }
        for field in lost {
            losses.lose(field);
        }
        entry.write(entry_type, &key, out);
    }

    fn between(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.push(b'\n');
    }

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}

/// A record on its way to fields.
struct Draft<'a> {
    dialect: Dialect,
    options: &'a WriteOptions,
    kind: Kind,
    entry_type: &'static str,
    entry: Entry,
    escaper: Escaper,
    /// Fields of the record of which something is in no field of the entry.
    lost: BTreeSet<&'static str>,
}

/// Takes the record apart field by field, without `..`: whoever adds a field decides here where it goes.
fn draft<'a>(record: &Record, dialect: Dialect, options: &'a WriteOptions) -> Draft<'a> {
    let Record {
        // The key of an entry; it stands in for a missing citation key.
        id: _,
        citation_key: _,
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

    let kind = kind::shown(record);
    let alphabet = if options.ascii { Alphabet::Ascii } else { Alphabet::Unicode };
    let mut draft = Draft {
        dialect,
        options,
        kind,
        entry_type: entry_type(kind, genre.as_deref(), dialect),
        entry: Entry::default(),
        escaper: Escaper::new(alphabet),
        lost: BTreeSet::new(),
    };
    draft.contributors(contributors, author_list_truncated.is_some());
    draft.titles(titles);
    draft.journal(container_titles);
    draft.dates(dates);
    draft.volume(volume.as_deref(), part.as_ref());
    draft.issue(issue.as_deref(), supplement.as_ref(), part.as_ref());
    draft.pages(page_ranges, article_number.as_deref());
    draft.text("pagetotal", number_of_pages.as_deref());
    draft.publisher(publisher.as_deref(), publisher_place.as_deref());
    draft.identifiers(identifiers);
    draft.issns(issns);
    draft.urls(urls, record.identifier("doi"));
    draft.languages(languages);
    draft.countries(countries);
    draft.types(genre.as_deref(), publication_types);
    draft.terms(terms);
    draft.abstracts(abstracts);
    draft.affiliations(affiliations, contributors);
    if markup::shows_in_affiliations(affiliations) {
        draft.lost.insert("markup");
    }
    draft.funding(funding);
    draft.notes(notes, status.as_deref());
    let annotation_field = if dialect == Dialect::Biblatex { "annotation" } else { "annote" };
    draft.text(annotation_field, annotation.as_deref());
    draft.text("license", license.as_deref());
    draft.database(database.as_ref());
    draft.unknown(unknown);
    if !merged_from.is_empty() {
        draft.lost.insert("merged_from");
    }
    draft
}

/// The entry type. BibTeX has one of its own for a master's thesis.
fn entry_type(kind: Kind, genre: Option<&str>, dialect: Dialect) -> &'static str {
    let is_masters = || genre.is_some_and(|genre| genre.to_lowercase().contains("master"));
    match dialect {
        Dialect::Biblatex => vocab::types::biblatex(kind),
        Dialect::Bibtex if kind == Kind::Thesis && is_masters() => "mastersthesis",
        Dialect::Bibtex => vocab::types::bibtex(kind),
    }
}

/// The key, once more made safe for TeX: whatever a caller sets, an entry cannot end in its key.
///
/// The caller gives every record its own key; without one the record's own identifier stands in, then `record` and
/// its number in its file, which says nothing about the article.
fn key(record: &Record) -> String {
    let given =
        record.citation_key.as_ref().map(|CitationKey { value, origin: _, original: _ }| value.as_str());
    let safe = |text: &str| -> String {
        let breaks = |letter: char| {
            letter.is_whitespace()
                || letter.is_control()
                || matches!(letter, '"' | '#' | '%' | '\'' | '(' | ')' | ',' | '=' | '{' | '}' | '~' | '\\')
                || matches!(letter, '@' | '$' | '^' | '&')
        };
        text.chars().filter(|letter| !breaks(*letter)).collect()
    };
    let mut candidates = [given, record.id.as_deref()].into_iter().flatten().map(safe);
    candidates.find(|key| !key.is_empty()).unwrap_or_else(|| match record.provenance.record {
        0 => "record".to_owned(),
        number => format!("record{number}"),
    })
}

impl Draft<'_> {
    fn is_biblatex(&self) -> bool {
        self.dialect == Dialect::Biblatex
    }

    fn lead(&self) -> Lead {
        self.options.destination.lead
    }

    /// A field of plain text, where there is one.
    fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            let value = self.escaper.text(value);
            self.entry.push(name, &value);
        }
    }

    /// A field of text with marks.
    fn marked(&mut self, name: &str, value: &Marked) {
        let value = text::marked(value, &mut self.escaper);
        self.entry.push(name, &value);
    }

    /// A field whose case a style may change.
    fn title(&mut self, name: &str, value: &Marked) {
        let value = text::title(value, &mut self.escaper);
        self.entry.push(name, &value);
    }

    /// A field that programs read verbatim.
    fn verbatim(&mut self, name: &str, value: &str) {
        let value = self.escaper.verbatim(value);
        self.entry.push(name, &value);
    }

    /// `title`, `origtitle` and the others. The vernacular title never stands in `titleaddon`, which two importers
    /// glue to the title (mapping reference 2.5).
    fn titles(&mut self, titles: &[Title]) {
        let order = lead::titles(titles, self.lead());
        let lead::TitleOrder { leading, other, subtitle, .. } = order;
        let at = |position: Option<usize>| position.and_then(|at| titles.get(at)).map(|title| &title.text);

        let first =
            if self.is_biblatex() { at(leading).map(|text| text.value.clone()) } else { order.whole(titles) };
        if let Some(first) = first {
            self.title("title", &first);
        }
        if let (Some(subtitle), true) = (at(subtitle), self.is_biblatex()) {
            self.title("subtitle", &subtitle.value);
        }
        if let Some(other) = at(other) {
            self.title("origtitle", &other.value);
            let language = other.lang.as_deref().and_then(vocab::languages::babel_name);
            if self.is_biblatex() {
                self.text("origlanguage", language);
            }
        }
        for (position, Title { text, role }) in titles.iter().enumerate() {
            if order.has_place(position) {
                continue;
            }
            let field = match role {
                TitleRole::Short => "shorttitle",
                TitleRole::Vernacular => "origtitle",
                TitleRole::Translated => "titletranslation",
                TitleRole::Transliterated => "transliterated-title",
                TitleRole::Main | TitleRole::Alternative | TitleRole::Subtitle => "alttitle",
            };
            self.title(field, &text.value);
        }
    }

    /// Fields of the `.bib` it came from that we have no place for go back as text; fields of other formats come
    /// back out in those formats only (mapping reference 1.1, principle 4).
    fn unknown(&mut self, unknown: &[UnknownField]) {
        for UnknownField { format, tag, value } in unknown {
            let name = tag.to_ascii_lowercase();
            let is_name = name.starts_with(|first: char| first.is_ascii_lowercase())
                && name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
            let returns = matches!(format.as_str(), "bibtex" | "biblatex");
            if !returns || !is_name || ACTIVE.contains(&name.as_str()) || self.entry.has(&name) {
                self.lost.insert("unknown");
                continue;
            }
            let value = self.escaper.text(value);
            self.entry.push_unknown(&name, &value);
        }
    }
}

/// Fields that tie entries together or give orders to biber and BibLaTeX; scraped data must not.
#[rustfmt::skip]
const ACTIVE: &[&str] = &[
    "crossref", "entryset", "execute", "ids", "include", "indexsorttitle", "keysw", "label", "options",
    "presort", "refsection", "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand",
    "sortkey", "xdata", "xref",
];
