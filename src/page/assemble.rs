//! From sections to a record: each section goes through its grammar, each character into the ledger.

use super::kinds;
use super::layout::{Address, Field, Grammar, Layout};
use super::ledger::{self, Fate, LineAccount};
use super::lines::{Line, Passage, Stretch, is_invisible};
use super::outline::{Outline, Section};
use crate::record::{
    Abstract, ContainerRole, ContainerTitle, Database, FieldSource, FreeNote, Funding, Ident, Origin, Record,
    Text, Title, TitleRole, Url, UrlKind, Vocabulary, Warning,
};
use crate::report::{Code, Note, Place, Remark, Severity, quoted};
use crate::value::text::Cleaned;
use crate::value::{
    Part, abstract_text, affiliation, author_list, country, date, doi, issn, journal_line, keywords,
    language, pages, pmid, text,
};
use crate::vocab::types;
use std::ops::Range;

const TEXT_UNCLAIMED: Code = Code::warning(
    "text-unclaimed",
    "A piece of the page belongs to no field that the layout knows; it is in no output. `refmill explain` shows it.",
);
const LABEL_DOUBLED: Code =
    Code::info("label-doubled", "A label stands twice; it was read as one, and its values together.");
const LABEL_WITHOUT_VALUE: Code =
    Code::warning("label-without-value", "A label stands on the page with nothing behind or below it.");
const PAGE_TRUNCATED: Code = Code::warning(
    "page-truncated",
    "A label that every whole page of this layout has is missing: the copy probably stops early.",
);
const ABSTRACT_CUT: Code = Code::warning(
    "abstract-cut",
    "The abstract stops inside a parenthesis: the scraper probably took a `<` for the start of a tag.",
);

/// A record in the making, with its part of the ledger.
pub(super) struct Draft<'a> {
    lines: &'a [Line<'a>],
    layout: &'a Layout,
    file: &'a str,
    number: u64,
    record: Record,
    notes: Vec<Note>,
    /// E-mail addresses and ORCIDs of the affiliations, until the authors are known.
    contacts: Option<affiliation::AffiliationsReading>,
    ledger: &'a mut Ledger,
}

/// The fates of all lines of a page, by line index.
#[derive(Debug)]
pub(super) struct Ledger {
    stretches: Vec<Vec<ledger::Stretch>>,
    purpose: Purpose,
}

/// What the ledger is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To find what is unclaimed.
    Reading,
    /// To show it, with the reason of every doubt.
    Explaining,
}

impl Ledger {
    pub(super) fn new(lines: usize, purpose: Purpose) -> Self {
        Self { stretches: vec![Vec::new(); lines], purpose }
    }

    /// Enters a stretch.
    fn enter(&mut self, stretch: Stretch, fate: Fate) {
        if let Some(line) = self.stretches.get_mut(stretch.line) {
            line.push(ledger::Stretch { start: stretch.start, end: stretch.end, fate, why: String::new() });
        }
    }

    /// Gives the reason of a doubt to the stretches of a value.
    fn explain(&mut self, lines: Range<usize>, record: u64, wanted: (&str, usize), why: &str) {
        if self.purpose == Purpose::Reading {
            return;
        }
        for stretch in self.stretches.get_mut(lines).into_iter().flatten().flatten() {
            if let Fate::Value { record: number, field, index, .. } = &stretch.fate
                && (*number, *field, *index) == (record, wanted.0, wanted.1)
                && stretch.why.is_empty()
            {
                why.clone_into(&mut stretch.why);
            }
        }
    }

    /// Closes a line: what nobody entered is unclaimed. Returns the unclaimed stretches.
    fn close(&mut self, index: usize, text: &str) -> Vec<(usize, usize)> {
        let Some(entered) = self.stretches.get_mut(index) else { return Vec::new() };
        entered.sort_by_key(|stretch| (stretch.start, stretch.end));
        let mut whole: Vec<ledger::Stretch> = Vec::with_capacity(entered.len());
        let mut unclaimed = Vec::new();
        let mut at = 0;
        for mut stretch in entered.drain(..) {
            // Two grammars never share a stretch; should a table make them, the first keeps it.
            stretch.start = stretch.start.max(at);
            if stretch.start >= stretch.end {
                continue;
            }
            fill_gap(text, at..stretch.start, &mut whole, &mut unclaimed);
            at = stretch.end;
            whole.push(stretch);
        }
        fill_gap(text, at..text.len(), &mut whole, &mut unclaimed);
        *entered = whole;
        unclaimed
    }

    /// The accounts of all lines.
    pub(super) fn accounts(self, lines: &[Line<'_>]) -> Vec<LineAccount> {
        lines
            .iter()
            .zip(self.stretches)
            .map(|(line, stretches)| LineAccount {
                number: line.number,
                text: line.text.to_owned(),
                stretches,
            })
            .collect()
    }
}

/// Enters what lies between two claimed stretches: nothing for white space, furniture for what has no width,
/// unclaimed for the rest.
fn fill_gap(
    text: &str,
    gap: Range<usize>,
    whole: &mut Vec<ledger::Stretch>,
    unclaimed: &mut Vec<(usize, usize)>,
) {
    let Some(between) = text.get(gap.clone()) else { return };
    let blank = |character: char| character.is_whitespace() || is_invisible(character);
    let seen = between.trim_matches(blank);
    let start = gap.start + (between.len() - between.trim_start_matches(blank).len());
    let seen_range = if seen.is_empty() { gap.start..gap.start } else { start..start + seen.len() };
    let mut entries = Vec::new();
    for (at, character) in between.char_indices() {
        let at = gap.start + at;
        if is_invisible(character) && !seen_range.contains(&at) {
            entries.push((at, at + character.len_utf8(), Fate::Furniture("invisible")));
        }
    }
    if !seen.is_empty() {
        unclaimed.push((seen_range.start, seen_range.end));
        entries.push((seen_range.start, seen_range.end, Fate::Unclaimed));
    }
    entries.sort_by_key(|(start, ..)| *start);
    whole.extend(entries.into_iter().map(|(start, end, fate)| ledger::Stretch {
        start,
        end,
        fate,
        why: String::new(),
    }));
}

/// Closes lines that belong to no record, or to one that is read: notes what nobody wanted.
pub(super) fn close_lines(
    lines: &[Line<'_>],
    range: Range<usize>,
    ledger: &mut Ledger,
    place: &Place,
    notes: &mut Vec<Note>,
) {
    for index in range {
        let Some(line) = lines.get(index) else { break };
        for (start, end) in ledger.close(index, line.text) {
            let text = line.text.get(start..end).unwrap_or_default();
            let column = line.text.get(..start).map_or(0, |before| before.chars().count()) + 1;
            let column = u32::try_from(column).ok();
            let place = Place { line: Some(line.number), column, ..place.clone() };
            let message = format!("{} belongs to no known field", quoted(text));
            notes.push(Note { code: &TEXT_UNCLAIMED, place, field: "", message });
        }
    }
}

/// Reads one record from its outline.
pub(super) fn read(
    layout: &Layout,
    file: &str,
    number: u64,
    lines: &[Line<'_>],
    range: Range<usize>,
    outline: &Outline,
    ledger: &mut Ledger,
) -> (Record, Vec<Note>) {
    let mut draft = Draft {
        lines,
        layout,
        file,
        number,
        record: Record::default(),
        notes: Vec::new(),
        contacts: None,
        ledger,
    };
    for (stretch, what) in &outline.furniture {
        draft.ledger.enter(*stretch, Fate::Furniture(what));
    }
    // Names and texts are read with what the record says of its language, so that comes first; authors are
    // read with the labels of the affiliations.
    let order = |section: &&Section| match section.grammar {
        Grammar::Language => 0,
        Grammar::Country => 1,
        Grammar::AffiliationList => 2,
        _ => 3,
    };
    let mut sections: Vec<&Section> = outline.sections.iter().collect();
    sections.sort_by_key(order);
    for section in sections {
        draft.section(section);
    }
    for line in &outline.doubled {
        draft.note_at(*line, "", &LABEL_DOUBLED, "the label stands twice".to_owned());
    }
    draft.missing_labels(outline);
    draft.finish(range.clone());
    let Draft { mut record, mut notes, .. } = draft;
    let place = Place { file: file.to_owned(), record: Some(number), line: None, column: None };
    close_lines(lines, range, ledger, &place, &mut notes);
    notes.sort_by_key(|note| (note.place.line, note.place.column));
    record.warnings = notes
        .iter()
        .filter(|note| note.code.severity >= Severity::Warning)
        .map(|note| Warning {
            code: note.code.name.to_owned(),
            message: note.message.clone(),
            line: note.place.line,
        })
        .collect();
    (record, notes)
}

impl Draft<'_> {
    fn note_at(&mut self, line: usize, field: &'static str, code: &'static Code, message: String) {
        let line = self.lines.get(line).map(|line| line.number);
        let place = Place { file: self.file.to_owned(), record: Some(self.number), line, column: None };
        self.notes.push(Note { code, place, field, message });
    }

    fn missing_labels(&mut self, outline: &Outline) {
        if let (Some(first), Some(last)) = (outline.missing.first(), outline.sections.last()) {
            let after = last.label.as_deref().unwrap_or("its head");
            let message = format!("the page ends after {} without {}", quoted(after), quoted(first));
            self.note_at(last.line, "", &PAGE_TRUNCATED, message);
        }
    }

    /// Enters the parts of a passage into the ledger and its remarks into the notes.
    fn claim(&mut self, passage: &Passage, parts: &[Part]) {
        for part in parts {
            for stretch in passage.locate(part) {
                let fate = if part.field.is_empty() {
                    Fate::Furniture("separator")
                } else {
                    let Part { field, index, piece, .. } = *part;
                    Fate::Value { record: self.number, field, index, piece }
                };
                self.ledger.enter(stretch, fate);
            }
        }
    }

    /// Claims a whole passage for one field.
    fn claim_whole(&mut self, passage: &Passage, field: &'static str) {
        self.claim(passage, &[Part::field(0, passage.text.len(), field)]);
    }

    /// Notes a remark at the first of the parts that carry its value, and gives it to them as their reason.
    fn remark(
        &mut self,
        passage: &Passage,
        parts: &[Part],
        field: &'static str,
        index: usize,
        remark: Remark,
    ) {
        let concerned = parts.iter().find(|part| part.field == field && part.index == index);
        let offset = concerned.map_or(0, |part| part.start);
        let line = passage.place(offset).map(|stretch| stretch.line).or_else(|| passage.first_line());
        let Remark { code, message } = remark;
        if code.severity >= Severity::Warning
            && let (Some(first), Some(last)) = (passage.first_line(), passage.last_line())
        {
            self.ledger.explain(first..last + 1, self.number, (field, index), &message);
        }
        self.note_at(line.unwrap_or_default(), field, code, message);
    }
}

impl Draft<'_> {
    /// Reads one section with its grammar.
    fn section(&mut self, section: &Section) {
        let passage = Passage::new(self.lines, &section.stretches);
        if passage.text.is_empty() {
            if let Some(label) = &section.label {
                let message = format!("nothing stands behind {}", quoted(label));
                self.note_at(section.line, field_name(section.field), &LABEL_WITHOUT_VALUE, message);
            }
            return;
        }
        match section.grammar {
            Grammar::Text => self.text(section, &passage),
            Grammar::Title => self.title(section, &passage),
            Grammar::AuthorList => self.authors(&passage),
            Grammar::AffiliationList => self.affiliations(&passage),
            Grammar::KeywordList => self.keywords(section, &passage),
            Grammar::JournalLine => self.journal_line(&passage),
            Grammar::Doi => self.doi(&passage),
            Grammar::Pmid => self.pmid(&passage),
            Grammar::Issn => self.issn(&passage),
            Grammar::Date => self.date(&passage),
            Grammar::Pages => self.pages(&passage),
            Grammar::Language => self.languages(&passage),
            Grammar::Country => self.countries(&passage),
            Grammar::Url => self.url(&passage),
            Grammar::AbstractAndKeywords => self.abstract_and_keywords(section, &passage),
            Grammar::Furniture => self.claim(&passage, &[Part::furniture(0, passage.text.len())]),
        }
        self.remember(section, &passage);
    }

    /// Keeps the text a value was read from, where the record does not hold it already.
    fn remember(&mut self, section: &Section, passage: &Passage) {
        let Some(line) = self.lines.get(section.line).map(|line| line.number) else { return };
        let field = field_name(section.field).to_owned();
        // Names, terms, DOI and journal line keep their own raw text; an abstract is its own.
        let raw = match section.field {
            Field::Title | Field::VernacularTitle | Field::Affiliation => passage.text.clone(),
            _ => String::new(),
        };
        self.record.provenance.fields.push(FieldSource { field, line, raw });
    }
}

impl Draft<'_> {
    /// BCP-47 tag of the article's first language, for reading names and texts.
    fn article_language(&self) -> Option<String> {
        self.record.languages.iter().find_map(|language| language.tag.clone())
    }

    /// A cleaned text as a value: literal tags become marks, its language is told by its own characters, with the
    /// article's language as a hint.
    fn text_value(&self, cleaned: &str) -> (Text, Vec<Remark>) {
        let (value, remarks) = text::parse_markup(cleaned);
        let lang = text::language_of(&value.to_plain(), self.article_language().as_deref());
        (Text { value, lang: lang.map(str::to_owned), origin: Origin::Read }, remarks)
    }

    fn text(&mut self, section: &Section, passage: &Passage) {
        let field = field_name(section.field);
        self.claim_whole(passage, field);
        let Cleaned { text: one_line, .. } = text::clean(&passage.text);
        match section.field {
            Field::Abstract | Field::OtherAbstract => self.abstract_text(passage, field),
            Field::ContainerTitle => self.container_title(&one_line, ContainerRole::Main),
            Field::VernacularContainerTitle => self.container_title(&one_line, ContainerRole::Vernacular),
            Field::ContainerTitleShort => self.container_title(&one_line, ContainerRole::Abbrev),
            Field::Volume => self.record.volume = Some(one_line),
            Field::Issue => self.record.issue = Some(one_line),
            Field::Publisher => self.record.publisher = Some(one_line),
            Field::DatabaseId => self.database_number(&one_line),
            Field::Funding => {
                self.record.funding.push(Funding { text_raw: one_line, ..Funding::default() });
            }
            _ => self.record.notes.push(FreeNote { text: one_line, kind: section.label.clone() }),
        }
    }

    fn container_title(&mut self, value: &str, role: ContainerRole) {
        let (text, _) = self.text_value(value);
        self.record.container_titles.push(ContainerTitle { text, role, scheme: None });
    }

    fn title(&mut self, section: &Section, passage: &Passage) {
        let field = field_name(section.field);
        self.claim_whole(passage, field);
        let role = match section.field {
            Field::VernacularTitle => TitleRole::Vernacular,
            _ => TitleRole::Main,
        };
        let Cleaned { text, mut remarks } = text::clean(&passage.text);
        let (unmarked, marks) = text::title_marks(&text);
        let (text, more) = self.text_value(&unmarked);
        remarks.extend(more);
        if role == TitleRole::Main {
            self.record.title_marks = marks;
        }
        self.record.titles.push(Title { text, role });
        self.remarks(passage, &[Part::field(0, passage.text.len(), field)], field, remarks);
    }

    fn abstract_text(&mut self, passage: &Passage, field: &'static str) {
        let Cleaned { text, mut remarks } = text::clean_lines(&passage.text);
        let (text, more) = self.text_value(&text);
        remarks.extend(more);
        self.record.abstracts.push(Abstract { text, sections: Vec::new() });
        let whole = [Part::field(0, passage.text.len(), field)];
        self.remarks(passage, &whole, field, remarks);
        if abstract_text::stops_inside(&passage.text) {
            let tail: String = passage.text.chars().rev().take(30).collect();
            let tail: String = tail.chars().rev().collect();
            let message = format!("the abstract stops after {}", quoted(&tail));
            self.remark(passage, &whole, field, 0, Remark::new(&ABSTRACT_CUT, message));
        }
    }

    fn remarks(&mut self, passage: &Passage, parts: &[Part], field: &'static str, remarks: Vec<Remark>) {
        for remark in remarks {
            self.remark(passage, parts, field, 0, remark);
        }
    }

    fn authors(&mut self, passage: &Passage) {
        let language = self.article_language();
        let country = self.record.countries.iter().find_map(|country| country.code.clone());
        let labels: Vec<String> =
            self.record.affiliations.iter().filter_map(|affiliation| affiliation.label_raw.clone()).collect();
        let hints = author_list::ListHints {
            lang: language.as_deref(),
            country: country.as_deref(),
            labels: &labels,
        };
        let list = author_list::parse(&passage.text, &hints);
        self.claim(passage, &list.parts);
        for (index, remark) in list.remarks {
            self.remark(passage, &list.parts, "author", index, remark);
        }
        self.record.contributors.extend(list.contributors);
        if list.truncated.is_some() {
            self.record.author_list_truncated = list.truncated;
        }
    }

    fn affiliations(&mut self, passage: &Passage) {
        let reading = affiliation::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "affiliation", reading.remarks.clone());
        self.record.affiliations.extend(reading.affiliations.iter().cloned());
        self.contacts = Some(reading);
    }

    fn keywords(&mut self, section: &Section, passage: &Passage) {
        let vocabulary = if section.field == Field::Mesh { Vocabulary::Mesh } else { Vocabulary::Author };
        let reading = keywords::parse(&passage.text, vocabulary);
        let parts = renamed(reading.parts, field_name(section.field));
        self.claim(passage, &parts);
        self.remarks(passage, &parts, field_name(section.field), reading.remarks);
        let terms = if section.field == Field::PublicationType {
            &mut self.record.publication_types
        } else {
            &mut self.record.terms
        };
        terms.extend(reading.terms);
    }

    fn journal_line(&mut self, passage: &Passage) {
        let line = journal_line::parse(&passage.text);
        self.claim(passage, &line.parts);
        for remark in line.remarks {
            let field = line
                .parts
                .iter()
                .find(|part| !part.field.is_empty())
                .map_or("container-title", |part| part.field);
            self.remark(passage, &line.parts, field, 0, remark);
        }
        if let Some(journal) = &line.journal {
            self.container_title(journal, ContainerRole::Main);
        }
        let record = &mut self.record;
        record.dates.extend(line.date);
        record.volume = line.volume;
        record.volume_raw = line.volume_raw;
        record.issue = line.issue;
        record.issue_raw = line.issue_raw;
        record.supplement = line.supplement;
        record.part = line.part;
        record.page_ranges = line.page_ranges;
        record.article_number = line.article_number;
        record.number_of_pages = line.number_of_pages;
        record.status = line.status;
        record.source_raw = Some(passage.text.trim().to_owned());
    }

    fn doi(&mut self, passage: &Passage) {
        let reading = doi::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "DOI", reading.remarks);
        if let Some(ident) = reading.ident {
            self.record.derived.extend(doi::derive(&ident.value));
            self.record.identifiers.push(ident);
        }
    }

    fn pmid(&mut self, passage: &Passage) {
        let reading = pmid::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "PMID", reading.remarks);
        self.record.identifiers.extend(reading.ident);
    }

    fn issn(&mut self, passage: &Passage) {
        let reading = issn::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "ISSN", reading.remarks);
        self.record.issns.extend(reading.issns);
    }

    fn date(&mut self, passage: &Passage) {
        let reading = date::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "issued", reading.remarks);
        self.record.dates.push(reading.value);
    }

    fn pages(&mut self, passage: &Passage) {
        let reading = pages::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "page", reading.remarks);
        self.record.page_ranges.extend(reading.ranges);
        if reading.article_number.is_some() {
            self.record.article_number = reading.article_number;
        }
        if reading.number_of_pages.is_some() {
            self.record.number_of_pages = reading.number_of_pages;
        }
    }

    fn languages(&mut self, passage: &Passage) {
        let reading = language::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "language", reading.remarks);
        self.record.languages.extend(reading.languages);
    }

    fn countries(&mut self, passage: &Passage) {
        let reading = country::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "country", reading.remarks);
        self.record.countries.extend(reading.countries);
    }

    fn url(&mut self, passage: &Passage) {
        self.claim_whole(passage, "URL");
        let href = passage.text.trim().to_owned();
        let host = kinds::host(&href);
        let own = self.layout.address.as_ref().filter(|it| host.is_some_and(|host| it.hosts.contains(&host)));
        let kind = if own.is_some() { UrlKind::Database } else { UrlKind::Landing };
        if let Some(Address { id_parameter: Some(parameter), id_scheme: Some(scheme), .. }) = own
            && let Some(value) = kinds::query_value(&href, parameter)
        {
            let (scheme, value) = (scheme.clone(), value.to_owned());
            self.add_database_number(scheme, value);
        }
        self.record.urls.push(Url { href, kind });
    }

    /// A number in the database that the page states as such.
    fn database_number(&mut self, value: &str) {
        let scheme = self.layout.address.as_ref().and_then(|address| address.id_scheme.clone());
        self.add_database_number(scheme.unwrap_or_else(|| self.layout.name.clone()), value.to_owned());
    }

    fn add_database_number(&mut self, scheme: String, value: String) {
        let normalised = value.to_lowercase();
        let raw = value.clone();
        self.record.identifiers.push(Ident { scheme, value, normalised, raw, origin: Origin::Read });
    }

    /// An abstract and the keywords below it that no label announces.
    fn abstract_and_keywords(&mut self, section: &Section, passage: &Passage) {
        let keywords_start = abstract_text::keywords_below(&passage.text);
        let split = keywords_start.and_then(|offset| passage.split(offset));
        let (body, below) = match &split {
            Some((body, below)) => (body, Some(below)),
            None => (passage, None),
        };
        if !body.text.trim().is_empty() {
            self.claim_whole(body, "abstract");
            self.abstract_text(body, "abstract");
        }
        if let Some(below) = below {
            let keyword_section = Section {
                field: Field::Keyword,
                grammar: Grammar::KeywordList,
                label: None,
                line: below.first_line().unwrap_or(section.line),
                stretches: Vec::new(),
            };
            self.keywords(&keyword_section, below);
        }
    }

    /// What needs the whole record: links, roles, kind, provenance.
    fn finish(&mut self, range: Range<usize>) {
        let remarks =
            author_list::link_affiliations(&mut self.record.contributors, &self.record.affiliations);
        let author_line = self.line_of("author");
        for remark in remarks {
            self.note_at(author_line, "author", remark.code, remark.message);
        }
        if let Some(reading) = self.contacts.take() {
            let remarks = affiliation::assign_contacts(&mut self.record.contributors, &reading);
            let line = self.line_of("affiliation");
            for remark in remarks {
                self.note_at(line, "affiliation", remark.code, remark.message);
            }
        }
        text::assign_title_roles(&mut self.record.titles, &self.record.languages);
        let types: Vec<&str> = self.record.publication_types.iter().map(|term| term.value.as_str()).collect();
        let has_journal = !self.record.container_titles.is_empty();
        let (kind, genre) = types::of_publication_types(&types, has_journal);
        self.record.kind = kind;
        self.record.genre = genre;
        if let Some(database) = &self.layout.database {
            self.record.database = Some(Database {
                name: database.name.clone(),
                provider: database.provider.clone(),
                url: database.url.clone(),
            });
        }
        let with_text = |index: &usize| self.lines.get(*index).is_some_and(|line| !line.is_blank());
        let number = |index: usize| self.lines.get(index).map(|line| line.number);
        let first = range.clone().find(with_text).and_then(number);
        let last = range.rev().find(with_text).and_then(number);
        self.record.provenance.format.clone_from(&self.layout.name);
        self.file.clone_into(&mut self.record.provenance.file);
        self.record.provenance.record = self.number;
        self.record.provenance.lines = first.zip(last);
        env!("CARGO_PKG_VERSION").clone_into(&mut self.record.provenance.tool_version);
        self.record.provenance.fields.sort_by_key(|source| source.line);
    }

    /// Index of the line at which a field was read.
    fn line_of(&self, field: &str) -> usize {
        let source = self.record.provenance.fields.iter().find(|source| source.field == field);
        let number = source.map(|source| source.line);
        self.lines.iter().position(|line| Some(line.number) == number).unwrap_or_default()
    }
}

/// The parts of a grammar that serves several fields, under the name of the one it read.
fn renamed(parts: Vec<Part>, field: &'static str) -> Vec<Part> {
    let rename = |part: Part| if part.field.is_empty() { part } else { Part { field, ..part } };
    parts.into_iter().map(rename).collect()
}

/// The record's word for a layout's field, as it stands in the ledger and in notes.
fn field_name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::VernacularTitle => "vernacular-title",
        Field::Author => "author",
        Field::Affiliation => "affiliation",
        Field::Doi => "DOI",
        Field::Pmid => "PMID",
        Field::Issn => "ISSN",
        Field::ContainerTitle | Field::JournalLine => "container-title",
        Field::VernacularContainerTitle => "vernacular-container-title",
        Field::ContainerTitleShort => "container-title-short",
        Field::Issued => "issued",
        Field::Volume => "volume",
        Field::Issue => "issue",
        Field::Page => "page",
        Field::PublicationType => "publication-type",
        Field::Keyword => "keyword",
        Field::Mesh => "mesh",
        Field::Country => "country",
        Field::Language => "language",
        Field::Abstract => "abstract",
        Field::OtherAbstract => "other-abstract",
        Field::Url => "URL",
        Field::DatabaseId => "database-id",
        Field::Publisher => "publisher",
        Field::Funding => "funding",
        Field::Note => "note",
        Field::Furniture => "",
    }
}
