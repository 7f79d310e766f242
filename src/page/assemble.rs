//! From sections to a record: each section goes through its grammar, each character into the ledger.

use super::account::{Ledger, close_lines};
use super::layout::{Field, Grammar, Layout, Shape};
use super::ledger::Fate;
use super::lines::{Line, Passage, Raised};
use super::outline::{Outline, Section};
use crate::record::{Database, DateKind, DateParts, DateVal, FieldSource, Record, Seen, Title, Warning};
use crate::report::{Code, Note, Place, Remark, Severity, quoted};
use crate::value::{Part, affiliation, author_list, date, journal_line, text};
use crate::vocab::types;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

const LABEL_DOUBLED: Code =
    Code::info("label-doubled", "A label stands twice; it was read as one, and its values together.");
const LABEL_WITHOUT_VALUE: Code =
    Code::warning("label-without-value", "A label stands on the page with nothing behind or below it.");
const PAGE_TRUNCATED: Code = Code::warning(
    "page-truncated",
    "A label that every whole page of this layout has is missing: the copy probably stops early.",
);
const TITLE_DOUBTFUL: Code = Code::warning(
    "title-doubtful",
    "Lines above the first label of a page are in no field, so that the title may be another one of them, or longer.",
);
const RECORD_START_SUSPECTED: Code = Code::warning(
    "record-start-suspected",
    "A line inside a record of a list looks like the start of the next one, which then stands in this record's abstract.",
);

const PASSED_OVER: Code = Code::info(
    "passed-over",
    "Lines of a page were left out as its list of references, as other articles or as the site's footer; `refmill explain` shows them.",
);
const READ_BY_GENERAL_RULES: Code = Code::warning(
    "read-by-general-rules",
    "No table knows the page; its record was read by labels and notations that many sites use. `docs/confidence.md` says how often that is right.",
);

/// A record in the making, with its part of the ledger.
pub(super) struct Draft<'a> {
    pub(super) lines: &'a [Line<'a>],
    pub(super) layout: &'a Layout,
    file: &'a str,
    number: u64,
    pub(super) record: Record,
    notes: Vec<Note>,
    /// E-mail addresses and ORCIDs of the affiliations, until the authors are known.
    pub(super) contacts: Vec<affiliation::AffiliationsReading>,
    ledger: &'a mut Ledger,
    /// Which authors were read from which line.
    pub(super) people: BTreeMap<usize, Range<usize>>,
    pub(super) seen: SeenLists,
}

/// What is in the lists of the record that each line is held against.
#[derive(Default)]
pub(super) struct SeenLists {
    pub(super) abstracts: Seen,
    pub(super) affiliations: Seen,
    pub(super) container_titles: Seen,
    /// The institutions of authors, by the places of these.
    pub(super) references: HashMap<usize, Seen>,
    pub(super) titles: Seen,
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
        contacts: Vec::new(),
        ledger,
        people: BTreeMap::new(),
        seen: SeenLists::default(),
    };
    for (stretch, what) in &outline.furniture {
        draft.ledger.enter(*stretch, Fate::Furniture(what));
    }
    // Names and texts are read with what the record says of its language, so that comes first; authors are
    // read with the labels of the affiliations, institutions of single authors with the authors.
    let order = |section: &&Section| match section.grammar {
        Grammar::Language => 0,
        Grammar::Country => 1,
        Grammar::AffiliationList if section.field == Field::Affiliation => 2,
        Grammar::AffiliationList => 3,
        Grammar::AuthorList if section.field == Field::OtherAuthor => 5,
        Grammar::AuthorAffiliations | Grammar::AffiliationsBelow => 6,
        // What repeats other values comes when they are there.
        Grammar::CitationLine => 7,
        _ => 4,
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
    if let Some(stray) = outline.strays.first() {
        let text = lines.get(*stray).map(Line::trimmed).unwrap_or_default();
        let message = format!("{} stands above the first label and is in no field", quoted(text));
        draft.note_at(*stray, "title", &TITLE_DOUBTFUL, message);
    }
    for suspect in &outline.suspects {
        let text = lines.get(*suspect).map(Line::trimmed).unwrap_or_default();
        let message = format!("{} may begin the next record and was read as part of this one", quoted(text));
        draft.note_at(*suspect, "abstract", &RECORD_START_SUSPECTED, message);
    }
    for (what, first, count) in outline.passed_over.iter().filter(|(_, _, count)| *count > 0) {
        let text = lines.get(*first).map(Line::trimmed).unwrap_or_default();
        let plural = if *count == 1 { "line" } else { "lines" };
        let message = format!("{count} {plural} below {} were passed over as {what}", quoted(text));
        draft.note_at(*first, "", &PASSED_OVER, message);
    }
    if layout.shape == Shape::General {
        let message =
            "no table knows this page; it was read by general rules, so look at it before you use it";
        let first = outline.sections.first().map_or(range.start, |section| section.line);
        draft.note_at(first, "", &READ_BY_GENERAL_RULES, message.to_owned());
    }
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
    pub(super) fn claim(&mut self, passage: &Passage, parts: &[Part]) {
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

    /// Enters what a passage left out because it only separates.
    pub(super) fn claim_separators(&mut self, passage: &Passage) {
        for stretch in passage.separators() {
            self.ledger.enter(*stretch, Fate::Furniture("separator"));
        }
    }

    /// Claims a whole passage for one field.
    pub(super) fn claim_whole(&mut self, passage: &Passage, field: &'static str) {
        self.claim(passage, &[Part::field(0, passage.text.len(), field)]);
    }

    /// Notes a remark at the first of the parts that carry its value, and gives it to them as their reason.
    pub(super) fn remark(
        &mut self,
        passage: &Passage,
        parts: &[Part],
        field: &'static str,
        index: usize,
        remark: Remark,
    ) {
        self.remark_at(passage, span_of(passage, parts, field, index), field, index, remark);
    }

    /// Notes a remark about a stretch of the passage.
    pub(super) fn remark_at(
        &mut self,
        passage: &Passage,
        span: Range<usize>,
        field: &'static str,
        index: usize,
        remark: Remark,
    ) {
        let line = passage.place(span.start).map(|stretch| stretch.line).or_else(|| passage.first_line());
        let Remark { code, message } = remark;
        if code.severity >= Severity::Warning
            && let (Some(first), Some(last)) = (line, passage.place(span.end))
        {
            self.ledger.explain(first..last.line + 1, self.number, (field, index), &message);
        }
        self.note_at(line.unwrap_or_default(), field, code, message);
    }
}

/// The stretch of a passage from the first of the parts that carry a value.
pub(super) fn span_of(passage: &Passage, parts: &[Part], field: &str, index: usize) -> Range<usize> {
    let concerned = parts.iter().find(|part| part.field == field && part.index == index);
    concerned.map_or(0, |part| part.start)..passage.text.len()
}

impl Draft<'_> {
    /// Reads one section with its grammar.
    fn section(&mut self, section: &Section) {
        let raised = match section.grammar {
            Grammar::AuthorList => Raised::OnOwnLine,
            Grammar::AffiliationList | Grammar::AuthorAffiliations | Grammar::AffiliationsBelow => {
                Raised::AsLabel
            }
            _ => Raised::Inline,
        };
        let passage = Passage::with_raised(self.lines, &section.stretches, raised);
        if passage.text.is_empty() {
            // What a label of the site announces is known elsewhere.
            if let Some(label) = section.label.as_ref().filter(|_| section.field != Field::Furniture) {
                let message = format!("nothing stands behind {}", quoted(label));
                self.note_at(section.line, field_name(section.field), &LABEL_WITHOUT_VALUE, message);
            }
            return;
        }
        match section.grammar {
            Grammar::Text => self.text(section, &passage),
            Grammar::Title => self.title(section, &passage),
            Grammar::AuthorList if section.field == Field::OtherAuthor => {
                self.authors_again(section, &passage);
            }
            Grammar::AuthorList => self.authors(&passage),
            Grammar::AffiliationList if section.field == Field::OtherAffiliation => {
                self.affiliations_again(&passage);
            }
            Grammar::AffiliationList => self.affiliations(&passage),
            Grammar::AuthorAffiliations => self.affiliations_of_authors(&passage),
            Grammar::AffiliationsBelow => self.affiliations_below(section, &passage),
            Grammar::CitationLine => self.citations(&passage),
            Grammar::KeywordList
            | Grammar::SpacedKeywords
            | Grammar::SlashedKeywords
            | Grammar::CommaKeywords => {
                self.keywords(section, &passage);
            }
            Grammar::JournalLine => self.journal_line(&passage, journal_line::parse(&passage.text)),
            Grammar::ScieloLine => {
                let line = journal_line::parse_with_place(&passage.text);
                let place =
                    line.iter().flat_map(|line| &line.parts).find(|part| part.field == "publisher-place");
                let place = place.and_then(|part| passage.text.get(part.start..part.end)).map(str::to_owned);
                self.record.publisher_place = place;
                let epub = line.as_ref().and_then(|line| line.tail.as_deref()?.strip_prefix("Epub"));
                let epub = epub.map(|day| date::parse(day.trim()).value).filter(|day| day.start.is_some());
                self.record.dates.extend(epub.map(|day| DateVal { kind: DateKind::Epub, ..day }));
                self.journal_line(&passage, line.unwrap_or_else(|| journal_line::parse(&passage.text)));
            }
            Grammar::Doi => self.doi(&passage),
            Grammar::Pmid => self.pmid(&passage),
            Grammar::Issn => self.issn(&passage),
            Grammar::Date => self.date(section, &passage),
            Grammar::Pages => self.pages(section, &passage),
            Grammar::Language => self.languages(&passage),
            Grammar::Country => self.countries(&passage),
            Grammar::Url => self.url(&passage),
            Grammar::AbstractAndKeywords => self.abstract_and_keywords(section, &passage),
            Grammar::Furniture => self.claim(&passage, &[Part::furniture(0, passage.text.len())]),
        }
        self.remember(section, &passage);
    }

    /// Keeps the text a value was read from, where the record does not hold it already.
    pub(super) fn remember(&mut self, section: &Section, passage: &Passage) {
        let Some(line) = self.lines.get(section.line).map(|line| line.number) else { return };
        let field = field_name(section.field).to_owned();
        // Names, DOI and journal line keep their own raw text, an abstract is its own; a title's brackets, final
        // stop and tags stand nowhere else.
        let is_as_printed = |title: &Title| title.text.as_plain() == text::clean(&passage.text).text;
        let raw = match section.field {
            Field::Title | Field::VernacularTitle | Field::TranslatedTitle
                if !self.record.titles.last().is_some_and(is_as_printed) =>
            {
                passage.text.clone()
            }
            Field::Affiliation | Field::OtherAffiliation => Passage::new(self.lines, &section.stretches).text,
            // Grouped into headings, or cut at commas, a list could not be told as printed from its terms.
            Field::Mesh => passage.text.clone(),
            Field::Keyword if commas_alone(&passage.text) => passage.text.clone(),
            Field::Abstract | Field::OtherAbstract if self.abstract_differs(passage) => passage.text.clone(),
            _ => String::new(),
        };
        let confidence = section.confidence;
        self.record.provenance.fields.push(FieldSource { field, line, raw, confidence });
    }
}

/// Whether only commas can separate the items of a list.
fn commas_alone(list: &str) -> bool {
    list.contains([',', '，', '、']) && !list.contains([';', '；', '\n'])
}

impl Draft<'_> {
    /// Whether tags or entities of an abstract became marks and characters, so that it is no longer as printed.
    fn abstract_differs(&self, passage: &Passage) -> bool {
        let printed = text::clean_lines(&passage.text).text;
        self.record.abstracts.last().is_some_and(|last| !printed.starts_with(last.text.as_plain().as_ref()))
    }

    /// On a page with Thai text a year such as 2563 is one of the Buddhist era, in a field of its own too.
    fn buddhist_years(&mut self, range: Range<usize>) {
        let dates = &mut self.record.dates;
        let in_era = |part: &Option<DateParts>| part.is_some_and(|it| date::common_year(it.year).is_some());
        if !dates.iter().any(|date| in_era(&date.start)) {
            return;
        }
        let lines = self.lines.get(range).unwrap_or_default();
        if !lines.iter().any(|line| line.text.contains(date::is_thai)) {
            return;
        }
        let mut printed = Vec::new();
        for date in dates.iter_mut().filter(|date| in_era(&date.start)) {
            for part in [&mut date.start, &mut date.end].into_iter().flatten() {
                part.year = date::common_year(part.year).unwrap_or(part.year);
            }
            printed.push((date.text_raw.clone(), date.start.map(|start| start.year)));
        }
        let line = self.line_of("issued");
        for (text, year) in printed {
            let year = year.unwrap_or_default();
            let message = format!("{} is a year of the Buddhist era: {year}", quoted(&text));
            self.note_at(line, "issued", &date::BUDDHIST_YEAR, message);
        }
    }

    /// What needs the whole record: links, roles, kind, provenance.
    fn finish(&mut self, range: Range<usize>) {
        let people = &mut self.record.contributors;
        let links = author_list::link_affiliations(people, &self.record.affiliations);
        let contacts = affiliation::assign_contacts(people, &std::mem::take(&mut self.contacts));
        for (field, remarks) in [("author", links), ("affiliation", contacts)] {
            let line = self.line_of(field);
            for remark in remarks {
                self.note_at(line, field, remark.code, remark.message);
            }
        }
        text::assign_title_roles(&mut self.record.titles, &self.record.languages);
        text::doubt_vernacular(&mut self.record.titles, &self.record.languages);
        self.buddhist_years(range.clone());
        let types: Vec<&str> = self.record.publication_types.iter().map(|term| term.value.as_str()).collect();
        let has_journal = !self.record.container_titles.is_empty();
        let (kind, genre) = types::of_publication_types(&types, has_journal);
        if types::is_retracted(&types) {
            self.record.status = Some("retracted".to_owned());
        }
        self.record.kind = kind;
        self.record.genre = genre;
        if let Some(database) = &self.layout.database
            && self.record.database.is_none()
        {
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

/// The record's word for a layout's field, as it stands in the ledger and in notes.
pub(super) fn field_name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::VernacularTitle => "vernacular-title",
        Field::TranslatedTitle => "translated-title",
        Field::Author | Field::OtherAuthor => "author",
        Field::Affiliation | Field::OtherAffiliation => "affiliation",
        Field::Citation => "citation",
        Field::Database => "database",
        Field::Epub => "available-date",
        Field::Received => "received",
        Field::Accepted => "accepted",
        Field::Revised => "revised",
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
        Field::ArticleNumber => "article-number",
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
