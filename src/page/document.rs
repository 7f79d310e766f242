//! Pages as HTML: the lines a browser shows, read with the same tables as scraped text, and the metadata beside them.

use super::account::{Ledger, Purpose, close_lines};
use super::layout::{Layout, Shape};
use super::ledger::{Explanation, Fate, LineAccount, Stretch};
use super::lines::Line;
use super::structured::{self, Group, Metadata};
use super::told::Told;
use super::{
    LAYOUT_UNKNOWN, PAGE_WITHOUT_RECORD, PageReading, Refusal, Source, kinds, read_generally, read_records,
    recognise,
};
use crate::record::{FieldSource, Ident, Origin, Record, Url, UrlKind, Warning};
use crate::report::{Code, Note, Place, Severity, quoted};
use crate::syntax::html::{self, Document, RenderedLine, Sourced, Zone};

const TEXT_NOT_READ: Code = Code::warning(
    "text-not-read",
    "No layout recognises the page; its record was read from the metadata alone, and the text it shows is in no output.",
);
const RUBY_READING: Code = Code::info(
    "ruby-reading",
    "Small characters above words say how they are pronounced (ruby); they are no part of the words and in no field.",
);

/// Reads all documents of a text.
#[must_use]
pub fn read_html(layouts: &[Layout], text: &str, file: &str, first_line: u32) -> PageReading {
    let mut reading = PageReading::default();
    for (source, line) in documents(text, first_line) {
        Page::new(layouts, source, line, file, Purpose::Reading).read(&mut reading);
    }
    reading
}

/// Reads the document that was fetched from an address; layouts know the pages of their sites by it.
#[must_use]
pub fn read_html_from(address: &str, layouts: &[Layout], text: &str, file: &str) -> PageReading {
    let mut reading = PageReading::default();
    let mut page = Page::new(layouts, text, 1, file, Purpose::Reading);
    page.stand_below(address);
    page.read(&mut reading);
    reading
}

/// What became of every character that the document shows which was fetched from an address.
#[must_use]
pub fn explain_html_from(address: &str, layouts: &[Layout], text: &str, file: &str) -> Explanation {
    let mut reading = PageReading::default();
    let mut page = Page::new(layouts, text, 1, file, Purpose::Explaining);
    page.stand_below(address);
    let (layout, lines) = page.read(&mut reading);
    Explanation { layout, records: reading.records.len() as u64, lines, notes: reading.notes }
}

/// What became of every character that the documents of a text show.
#[must_use]
pub fn explain_html(layouts: &[Layout], text: &str, file: &str) -> Explanation {
    let mut reading = PageReading::default();
    let mut explanation = Explanation { layout: None, records: 0, lines: Vec::new(), notes: Vec::new() };
    for (source, line) in documents(text, 1) {
        let page = Page::new(layouts, source, line, file, Purpose::Explaining);
        let (layout, accounts) = page.read(&mut reading);
        explanation.layout = explanation.layout.or(layout);
        explanation.lines.extend(accounts);
    }
    explanation.records = reading.records.len() as u64;
    explanation.notes = reading.notes;
    explanation
}

/// The documents of a text with the numbers of their first lines.
fn documents(text: &str, first_line: u32) -> Vec<(&str, u32)> {
    let starts = html::starts(text);
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    let mut line = first_line;
    let mut documents = Vec::new();
    for (start, end) in starts.into_iter().zip(ends) {
        let source = text.get(start..end).unwrap_or_default();
        documents.push((source, line));
        let feeds = source.matches('\n').count();
        let returns = source.matches('\r').count() - source.matches("\r\n").count();
        line = line.saturating_add(u32::try_from(feeds + returns).unwrap_or(u32::MAX));
    }
    documents
}

/// One document on its way to records.
struct Page<'a> {
    layouts: &'a [Layout],
    source: &'a str,
    first_line: u32,
    file: &'a str,
    purpose: Purpose,
    document: Document,
    metadata: Metadata,
}

/// What the tables made of the lines.
struct Tabled {
    layout: Option<String>,
    records: Vec<Record>,
    notes: Vec<Note>,
    accounts: Vec<LineAccount>,
}

impl<'a> Page<'a> {
    fn new(layouts: &'a [Layout], source: &'a str, first_line: u32, file: &'a str, purpose: Purpose) -> Self {
        let document = html::read(source, first_line);
        let metadata = structured::read(&document);
        Self { layouts, source, first_line, file, purpose, document, metadata }
    }

    /// Puts an address above the lines, as a scraped page has it.
    fn stand_below(&mut self, address: &str) {
        let line = RenderedLine {
            text: address.to_owned(),
            number: self.first_line,
            offset: 0,
            marks: Vec::new(),
            item: html::Item::None,
            zone: Zone::Content,
        };
        self.document.lines.insert(0, line);
        let saved_from = Sourced { text: address.to_owned(), line: self.first_line };
        self.document.saved_from.get_or_insert(saved_from);
    }

    /// What the page says its title is, beside its lines: its one chief heading, and the title of the window.
    fn told(&self) -> Told {
        let window = self.document.title.as_ref().map(|title| title.text.as_str());
        let heading = match self.document.headings.as_slice() {
            [only] => Some(only.text.as_str()),
            _ => None,
        };
        Told::new(window, heading, &self.metadata.titles_of_article())
    }

    /// Reads the document behind those already read. Returns the layout's name and the accounts of all lines.
    fn read(&self, reading: &mut PageReading) -> (Option<String>, Vec<LineAccount>) {
        let content: Vec<Line<'_>> = self.lines(|line| line.zone == Zone::Content);
        let all: Vec<Line<'_>> = self.lines(|_| true);
        let mut other = None;
        let mut refusal = Refusal::of_no_article("");
        // A site may well set its whole page as a menu.
        let tabled = self
            .tabled(&content, |line| line.zone == Zone::Content)
            .or_else(|| self.tabled(&all, |_| true))
            .or_else(|| self.general(&content, &mut other, &mut refusal))
            .unwrap_or_else(|| self.untabled(&content));
        let Tabled { mut layout, records, mut notes, accounts } = tabled;
        let base = reading.records.len() as u64;
        self.note_document(&mut notes);
        let records = if records.is_empty() {
            self.records_of_metadata(&mut layout, other.as_deref(), &mut notes)
        } else {
            self.with_metadata(records, layout.as_deref(), &mut notes)
        };
        if records.is_empty() {
            self.set_aside(refusal, reading);
        }
        for record in records {
            reading.records.push(renumbered(record, base));
        }
        let renumber = |mut note: Note| {
            note.place.record = note.place.record.map(|number| number + base);
            note
        };
        reading.notes.extend(notes.into_iter().map(renumber));
        (layout, accounts.into_iter().map(|account| renumbered_account(account, base)).collect())
    }

    fn lines(&self, wanted: impl Fn(&RenderedLine) -> bool) -> Vec<Line<'_>> {
        self.document.lines.iter().filter(|line| wanted(line)).map(Line::rendered).collect()
    }

    /// Reads the lines with the table that recognises them.
    fn tabled(&self, lines: &[Line<'_>], used: impl Fn(&RenderedLine) -> bool) -> Option<Tabled> {
        let layout =
            recognise(self.layouts, lines).filter(|layout| !super::starts::show_several(layout, lines))?;
        let mut ledger = Ledger::new(lines.len(), self.purpose);
        let source = Source { text: self.source, lines, file: self.file, told: self.told() };
        let mut reading = PageReading::default();
        read_records(layout, &source, 0..lines.len(), &mut ledger, &mut reading);
        // The references below an article look like a list of results.
        let is_list = layout.shape == Shape::Listed;
        if reading.records.is_empty() || is_list && self.metadata.contradicts(&reading.records) {
            return None;
        }
        let PageReading { records, notes, .. } = reading;
        let accounts = self.accounts(ledger.accounts(lines), used);
        Some(Tabled { layout: Some(layout.name.clone()), records, notes, accounts })
    }

    /// Lines that no table reads, by general rules. Where they tell of another article than the metadata does, its title
    /// goes to `other`; why they are none goes to `refusal`.
    fn general(
        &self,
        lines: &[Line<'_>],
        other: &mut Option<String>,
        refusal: &mut Refusal,
    ) -> Option<Tabled> {
        let mut ledger = Ledger::new(lines.len(), self.purpose);
        let source = Source { text: self.source, lines, file: self.file, told: self.told() };
        let mut reading = PageReading::default();
        let read = read_generally(self.layouts, &source, 0..lines.len(), &mut ledger, &mut reading);
        let layout = read.map_err(|why| *refusal = why).ok()?;
        let PageReading { records, notes, .. } = reading;
        // Where the metadata tells of another article, one of the two is not about the page.
        if self.metadata.contradicts(&records) {
            *other =
                records.first().and_then(|record| record.titles.first()).map(|title| title.text.to_plain());
            return None;
        }
        let accounts = self.accounts(ledger.accounts(lines), |line| line.zone == Zone::Content);
        Some(Tabled { layout: Some(layout.name.clone()), records, notes, accounts })
    }

    /// Lines that nothing reads: all of them are unclaimed, which one note says.
    fn untabled(&self, lines: &[Line<'_>]) -> Tabled {
        let mut ledger = Ledger::new(lines.len(), self.purpose);
        close_lines(lines, 0..lines.len(), &mut ledger, &Place::default(), &mut Vec::new());
        let accounts = self.accounts(ledger.accounts(lines), |line| line.zone == Zone::Content);
        Tabled { layout: None, records: Vec::new(), notes: Vec::new(), accounts }
    }

    /// The accounts of all lines: those that were read, and the site's own between them.
    fn accounts(&self, read: Vec<LineAccount>, used: impl Fn(&RenderedLine) -> bool) -> Vec<LineAccount> {
        let mut read = read.into_iter();
        if self.purpose == Purpose::Reading {
            return Vec::new();
        }
        let account = |line: &RenderedLine| {
            let RenderedLine { text, number, zone, .. } = line;
            let fate = Fate::Furniture(zone.name());
            let stretch = Stretch { start: 0, end: text.len(), fate, why: String::new() };
            LineAccount { number: *number, text: text.clone(), stretches: vec![stretch] }
        };
        let lines = self.document.lines.iter();
        lines.filter_map(|line| if used(line) { read.next() } else { Some(account(line)) }).collect()
    }

    fn place(&self, record: Option<u64>, line: Option<u32>) -> Place {
        Place { file: self.file.to_owned(), record, line, column: None }
    }

    /// Notes about the document as a whole.
    fn note_document(&self, notes: &mut Vec<Note>) {
        for (line, remark) in &self.metadata.remarks {
            let place = self.place(None, Some(*line));
            notes.push(Note { code: remark.code, place, field: "", message: remark.message.clone() });
        }
        let mut readings = self.document.lines.iter().filter(|line| line.zone == Zone::Reading);
        if let Some(first) = readings.next() {
            let count = readings.count() + 1;
            let message = format!("{count} readings stand above words, the first is {}", quoted(&first.text));
            let place = self.place(None, Some(first.number));
            notes.push(Note { code: &RUBY_READING, place, field: "", message });
        }
    }

    /// Records of a table, each compared with the metadata that describes it.
    fn with_metadata(
        &self,
        records: Vec<Record>,
        layout: Option<&str>,
        notes: &mut Vec<Note>,
    ) -> Vec<Record> {
        let (groups, unused) = self.metadata.assign(&records);
        self.metadata.note_unused(&unused, self.file, notes);
        let is_only = records.len() == 1;
        let layout = self.layouts.iter().find(|known| Some(known.name.as_str()) == layout);
        let mut read = Vec::new();
        for (number, (record, group)) in (1_u64..).zip(records.into_iter().zip(groups)) {
            let mut record = self.reconciled(Some(&record), &group, number, notes);
            if is_only {
                self.add_address(&mut record, layout);
            }
            read.push(record);
        }
        read
    }

    /// Records of the metadata alone; `other` is the title that the text has for another article.
    fn records_of_metadata(
        &self,
        layout: &mut Option<String>,
        other: Option<&str>,
        notes: &mut Vec<Note>,
    ) -> Vec<Record> {
        let (groups, unused) = self.metadata.articles();
        let mut read = Vec::new();
        let is_only = groups.len() == 1;
        for (number, group) in (1_u64..).zip(groups) {
            let mut record = self.reconciled(None, &group, number, notes);
            if record.titles.is_empty() {
                continue;
            }
            let chief = self.metadata.chief(&group);
            layout.get_or_insert_with(|| chief.to_owned());
            let provenance = &mut record.provenance;
            chief.clone_into(&mut provenance.format);
            self.file.clone_into(&mut provenance.file);
            provenance.record = number;
            let lines = || provenance.fields.iter().map(|source| source.line);
            provenance.lines = lines().min().zip(lines().max());
            env!("CARGO_PKG_VERSION").clone_into(&mut provenance.tool_version);
            if is_only {
                self.add_address(&mut record, None);
            }
            read.push(record);
        }
        if !read.is_empty() {
            self.metadata.note_unused(&unused, self.file, notes);
            let shown = self.document.lines.iter().filter(|line| line.zone == Zone::Content);
            let characters = |line: &RenderedLine| line.text.chars().filter(|it| !it.is_whitespace()).count();
            if let Some(first) = shown.clone().next() {
                let count: usize = shown.map(characters).sum();
                let why = other.map_or_else(String::new, |title| {
                    format!(": they read as another article than the metadata has, {}", quoted(title))
                });
                let shown = quoted(&first.text);
                let message = format!("{count} characters of text, from {shown} on, were not read{why}");
                let place = self.place(None, Some(first.number));
                notes.push(Note { code: &TEXT_NOT_READ, place, field: "", message });
            }
        }
        read
    }

    fn reconciled(
        &self,
        record: Option<&Record>,
        group: &Group,
        number: u64,
        notes: &mut Vec<Note>,
    ) -> Record {
        let place = self.place(Some(number), None);
        let window = self.document.title.as_ref().map(|title| (title.text.as_str(), title.line));
        let (mut record, found) = self.metadata.reconcile(record, group, window, &place);
        let doubts = found.iter().filter(|note| note.code.severity >= Severity::Warning);
        record.warnings.extend(doubts.map(|note| Warning {
            code: note.code.name.to_owned(),
            message: note.message.clone(),
            line: note.place.line,
        }));
        notes.extend(found);
        record
    }

    /// The page's own address, which is its record's too where it has only one.
    fn add_address(&self, record: &mut Record, layout: Option<&Layout>) {
        let Some(Sourced { text: href, line }) = address(&self.document) else { return };
        if record.urls.iter().any(|known| known.href == href) {
            return;
        }
        let host = kinds::host(&href);
        let own = layout
            .and_then(|layout| layout.address.as_ref())
            .filter(|address| host.is_some_and(|host| address.hosts.contains(&host)));
        let kind = if own.is_some() { UrlKind::Database } else { UrlKind::Landing };
        if let Some(own) = own
            && let (Some(parameter), Some(scheme)) = (&own.id_parameter, &own.id_scheme)
            && let Some(value) = kinds::query_value(&href, parameter)
            && record.identifier(scheme).is_none()
        {
            record.identifiers.push(Ident {
                scheme: scheme.clone(),
                value: value.to_owned(),
                normalised: value.to_lowercase(),
                raw: value.to_owned(),
                origin: Origin::Read,
            });
        }
        record.urls.push(Url { href, kind });
        let source = FieldSource::certain("URL", line);
        record.provenance.fields.push(source);
        record.provenance.fields.sort_by_key(|source| source.line);
    }

    /// Notes a document without a record.
    fn set_aside(&self, refusal: Refusal, reading: &mut PageReading) {
        if self
            .source
            .trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}')
            .is_empty()
        {
            return;
        }
        let content = || self.document.lines.iter().filter(|line| line.zone == Zone::Content);
        let first = content().find(|line| !kinds::is_url(line.text.trim())).or_else(|| content().next());
        let first = first.or(self.document.lines.first());
        let (line, message) = match (first, &self.document.title) {
            (Some(line), _) => {
                let shown = quoted(&line.text);
                let joined = if refusal.why.is_empty() { "" } else { ", and " };
                let why = refusal.why;
                (line.number, format!("no layout recognises the page that starts with {shown}{joined}{why}"))
            }
            (None, Some(title)) => (title.line, format!("the page {} shows no text", quoted(&title.text))),
            (None, None) => (self.first_line, "the page shows no text".to_owned()),
        };
        let place = self.place(None, Some(line));
        if !refusal.shows_article && !self.metadata.shows_article() {
            reading.notes.push(Note { code: &PAGE_WITHOUT_RECORD, place, field: "", message });
            reading.without_record.push(self.first_line);
            return;
        }
        reading.notes.push(Note { code: &LAYOUT_UNKNOWN, place, field: "", message });
        reading.unknown.push((self.first_line, self.source.to_owned()));
    }
}

fn renumbered(mut record: Record, base: u64) -> Record {
    record.provenance.record += base;
    record
}

fn renumbered_account(mut account: LineAccount, base: u64) -> LineAccount {
    for stretch in &mut account.stretches {
        if let Fate::Value { record, .. } = &mut stretch.fate {
            *record += base;
        }
    }
    account
}

/// The address of the page itself: what it calls canonical, else what `og:url` says, else where a browser saved it
/// from, else its base. An address without a path is the site's, not the page's.
fn address(document: &Document) -> Option<Sourced> {
    let sourced = |text: &str, line: u32| Sourced { text: text.to_owned(), line };
    let canonical =
        document.links.iter().find(|link| link.rel.split_whitespace().any(|rel| rel == "canonical"));
    let og = document.metas.iter().find(|meta| meta.name.eq_ignore_ascii_case("og:url"));
    let candidates = [
        canonical.map(|link| sourced(&link.href, link.line)),
        og.map(|meta| sourced(&meta.content, meta.line)),
        document.saved_from.clone(),
        document.base.clone().filter(|base| !base.text.ends_with('/')),
    ];
    let whole = [&document.base, &document.saved_from];
    let origin = whole.into_iter().flatten().find_map(|it| origin(&it.text));
    candidates.into_iter().flatten().find_map(|found| {
        let text = found.text.trim();
        let text = match (text.starts_with("//"), text.starts_with('/')) {
            (true, _) => format!("https:{text}"),
            (false, true) => format!("{}{text}", origin?),
            (false, false) => text.to_owned(),
        };
        let is_page = kinds::is_url(&text)
            && text.split_once("//").is_some_and(|(_, rest)| {
                rest.split_once('/').is_some_and(|(_, path)| !path.is_empty()) || rest.contains('?')
            });
        is_page.then_some(Sourced { text, line: found.line })
    })
}

/// Scheme and host of an address.
fn origin(url: &str) -> Option<&str> {
    let start = url.find("://")? + 3;
    let end = url.get(start..)?.find('/').map_or(url.len(), |at| start + at);
    url.get(..end)
}
