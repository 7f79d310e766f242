//! Fields of a structured format to a record: what RIS, nbib, `PubMed` XML, CSV and the others have in common.
//!
//! A format's reader says which of its tags is which field; how a name, a date or a page range is read is said here,
//! once, with the grammars that pages use too. Nothing overwrites anything: what has no place is kept as unknown.

mod institutions;
mod numbers;
mod people;
mod place;
mod subject;
mod texts;

pub(super) use institutions::{InstitutionDetail, split_labels};
pub(super) use people::NameText;
use people::Named;

use super::Batch;
use crate::record::{CitationKey, Database, Marked, Record, Role, Seen, Text, UnknownField, Warning};
use crate::report::{Code, Note, Place, Remark, Severity};
use crate::value::{name, text};
use crate::vocab::types;

const BOOKKEEPING: Code = Code::info(
    "bookkeeping-passed-over",
    "A source says in a record how it handles that record (owner, status, dates of entry and revision, its number of the journal); that is in no output.",
);

/// What becomes of the line feeds of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// They are blanks.
    Joined,
    /// They separate paragraphs.
    Kept,
}

/// A record in the making.
#[derive(Debug)]
pub(super) struct Intake<'a> {
    /// What is known so far. Readers may set any field that has no method here.
    pub(super) record: Record,
    file: &'a str,
    format: &'static str,
    number: u64,
    /// Line of the file at which the field being read stands.
    pub(super) line: u32,
    notes: Vec<Note>,
    names: Vec<Named>,
    /// Which names have a role.
    of_roles: Vec<(Role, Vec<usize>)>,
    /// Institutions of nobody in particular.
    seen_institutions: Vec<String>,
    loose_emails: Vec<(u32, String)>,
    /// The order of names without a comma by the format's grammar, where it has one.
    pub(super) name_order: Option<name::Order>,
    institution_details: Vec<(String, InstitutionDetail)>,
    /// Tags and elements that say nothing of the article, each once.
    bookkeeping: Vec<String>,
    seen: SeenLists,
}

/// What is in each list of the record in which nothing stands twice.
#[derive(Debug, Default)]
struct SeenLists {
    abstracts: Seen,
    affiliations: Seen,
    bookkeeping: Seen,
    container_titles: Seen,
    countries: Seen,
    identifiers: Seen,
    institutions: Seen,
    issns: Seen,
    languages: Seen,
    names: Seen,
    notes: Seen,
    page_ranges: Seen,
    publication_types: Seen,
    terms: Seen,
    titles: Seen,
    urls: Seen,
}

impl<'a> Intake<'a> {
    /// Begins the record with the given number of its chunk, at a line of its file.
    pub(super) fn new(format: &'static str, file: &'a str, number: u64, line: u32) -> Self {
        let record = Record::default();
        Self {
            record,
            file,
            format,
            number,
            line,
            notes: Vec::new(),
            names: Vec::new(),
            of_roles: Vec::new(),
            seen_institutions: Vec::new(),
            loose_emails: Vec::new(),
            name_order: None,
            institution_details: Vec::new(),
            bookkeeping: Vec::new(),
            seen: SeenLists::default(),
        }
    }

    /// Notes something at the line being read.
    pub(super) fn note(&mut self, code: &'static Code, field: &'static str, message: String) {
        self.note_at(self.line, code, field, message);
    }

    fn note_at(&mut self, line: u32, code: &'static Code, field: &'static str, message: String) {
        let place =
            Place { file: self.file.to_owned(), record: Some(self.number), line: Some(line), column: None };
        self.notes.push(Note { code, place, field, message });
    }

    pub(super) fn remarks(&mut self, field: &'static str, remarks: Vec<Remark>) {
        for Remark { code, message } in remarks {
            self.note(code, field, message);
        }
    }

    /// A value on one line, cleaned; `None` for a blank one.
    pub(super) fn line_of(&mut self, field: &'static str, text: &str) -> Option<String> {
        let cleaned = text::clean(text);
        self.remarks(field, cleaned.remarks);
        (!cleaned.text.is_empty()).then_some(cleaned.text)
    }

    /// A value of several lines, cleaned; `None` for a blank one.
    pub(super) fn lines_of(&mut self, field: &'static str, text: &str) -> Option<String> {
        let cleaned = text::clean_lines(text);
        self.remarks(field, cleaned.remarks);
        (!cleaned.text.is_empty()).then_some(cleaned.text)
    }

    /// A text whose tags (`<i>`, `<sub>`) are marks.
    fn marked(&mut self, field: &'static str, text: &str) -> Marked {
        let (marked, remarks) = text::parse_markup(text);
        self.remarks(field, remarks);
        marked
    }

    /// A marked text, cleaned as [`Self::line_of`] cleans a plain one, its marks kept; with [`Lines::Kept`] line feeds
    /// stay. Tags in a text without marks are marks.
    pub(super) fn clean_marked(&mut self, field: &'static str, text: &Marked, lines: Lines) -> Marked {
        if text.is_plain() {
            let plain = text.to_plain();
            let cleaned = match lines {
                Lines::Joined => self.line_of(field, &plain),
                Lines::Kept => self.lines_of(field, &plain),
            };
            return self.marked(field, &cleaned.unwrap_or_default());
        }
        let (cleaned, remarks) = text::clean_marked(text, lines == Lines::Kept);
        self.remarks(field, remarks);
        cleaned
    }

    /// A tag or element that has no place in the record.
    pub(super) fn unknown(&mut self, tag: impl Into<String>, value: impl Into<String>) {
        let format = self.format.to_owned();
        self.record.unknown.push(UnknownField { format, tag: tag.into(), value: value.into() });
    }

    /// A tag or element in which the source speaks of its own handling of the record: it is in no output, and one note of the
    /// record names all of them.
    pub(super) fn bookkeeping(&mut self, tag: &str) {
        if !self.seen.bookkeeping.has(&self.bookkeeping, String::as_str, &tag) {
            self.bookkeeping.push(tag.to_owned());
        }
    }

    /// The identifier of the record in its file, and its citation key where it could be one.
    pub(super) fn id(&mut self, text: &str) {
        let Some(id) = self.line_of("id", text) else { return };
        let could_be_key = !id.contains("://")
            && !id.contains(char::is_whitespace)
            && id.chars().any(|character| !character.is_ascii_digit());
        if could_be_key && self.record.citation_key.is_none() {
            self.record.citation_key = Some(CitationKey { value: id.clone(), ..CitationKey::default() });
        }
        self.record.id.get_or_insert(id);
    }

    /// Name of the database the record comes from.
    pub(super) fn database(&mut self, name: &str) {
        let Some(name) = self.line_of("database", name) else { return };
        let database = self.record.database.get_or_insert_with(Database::default);
        if database.name.is_empty() {
            database.name = name;
        } else if database.name != name {
            self.unknown("database", name);
        }
    }

    /// Who provides the database.
    pub(super) fn provider(&mut self, name: &str) {
        if let Some(name) = self.line_of("database", name) {
            self.record.database.get_or_insert_with(Database::default).provider.get_or_insert(name);
        }
    }

    /// Ends the record at a line: names are read, roles of titles and languages of texts decided, and record and
    /// notes go to the batch.
    pub(super) fn finish(mut self, last_line: u32, first_line: u32, batch: &mut Batch) {
        if !self.bookkeeping.is_empty() {
            let message = format!(
                "the source says of its own record, and not of the article: {}",
                self.bookkeeping.join(", ")
            );
            self.note_at(first_line, &BOOKKEEPING, "", message);
        }
        self.languages_of_texts();
        let languages = std::mem::take(&mut self.record.languages);
        text::assign_title_roles(&mut self.record.titles, &languages);
        self.record.languages = languages;
        self.people();
        self.kind();
        let record = &mut self.record;
        self.format.clone_into(&mut record.provenance.format);
        self.file.clone_into(&mut record.provenance.file);
        record.provenance.record = self.number;
        record.provenance.lines = Some((first_line, last_line));
        env!("CARGO_PKG_VERSION").clone_into(&mut record.provenance.tool_version);
        let doubts = self.notes.iter().filter(|note| note.code.severity >= Severity::Warning);
        record.warnings = doubts
            .map(|note| Warning {
                code: note.code.name.to_owned(),
                message: note.message.clone(),
                line: note.place.line,
            })
            .collect();
        batch.records.push(self.record);
        batch.notes.extend(self.notes);
    }

    fn article_language(&self) -> Option<String> {
        self.record.languages.first().and_then(|language| language.tag.clone())
    }

    fn languages_of_texts(&mut self) {
        let article = self.article_language();
        let of = |text: &mut Text| {
            if text.lang.is_none() {
                text.lang = text::language_of(&text.as_plain(), article.as_deref()).map(str::to_owned);
            }
        };
        self.record.titles.iter_mut().for_each(|title| of(&mut title.text));
        self.record.container_titles.iter_mut().for_each(|title| of(&mut title.text));
        for it in &mut self.record.abstracts {
            of(&mut it.text);
            let longest = it.sections.iter().map(|section| section.text.to_plain()).max_by_key(String::len);
            if let (None, Some(words)) = (&it.text.lang, longest) {
                it.text.lang = text::language_of(&words, article.as_deref()).map(str::to_owned);
            }
        }
        for term in self.record.terms.iter_mut().filter(|term| term.lang.is_none()) {
            term.lang = text::language_of(&term.value, article.as_deref()).map(str::to_owned);
        }
    }

    fn kind(&mut self) {
        if self.record.type_raw.is_some() {
            return;
        }
        let types: Vec<&str> = self.record.publication_types.iter().map(|term| term.value.as_str()).collect();
        let (kind, genre) = types::of_publication_types(&types, !self.record.container_titles.is_empty());
        if types::is_retracted(&types) && self.record.status.is_none() {
            self.record.status = Some("retracted".to_owned());
        }
        self.record.kind = kind;
        self.record.genre = self.record.genre.take().or(genre);
    }
}
