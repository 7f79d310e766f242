//! The named grammars of layout tables: the text of a section to fields of the record.

use super::assemble::{Draft, field_name, span_of};
use super::kinds;
use super::layout::{Address, Field, Grammar, NameOrder};
use super::lines::Passage;
use super::outline::Section;
use crate::record::{
    Abstract, Affiliation, ContainerRole, ContainerTitle, Database, DateKind, FreeNote, Funding, Ident,
    Marked, Origin, PageRange, Record, Text, Title, TitleRole, Url, UrlKind, Vocabulary,
};
use crate::report::{Remark, quoted};
use crate::value::journal_line::JournalLine;
use crate::value::markup::MARKUP_RECOGNISED;
use crate::value::name::Order;
use crate::value::numbering::{self, Numbering};
use crate::value::text::Cleaned;
use crate::value::{
    Part, abstract_text, affiliation, author_list, country, date, doi, issn, journal_line, keywords,
    language, pages, pmid, text,
};
use crate::vocab::types;
use std::borrow::Cow;

impl Draft<'_> {
    /// BCP-47 tag of the article's first language, for reading names and texts.
    pub(super) fn article_language(&self) -> Option<String> {
        self.record.languages.iter().find_map(|language| language.tag.clone())
    }

    /// A cleaned text as a value: literal tags become marks, its language is told by its own characters, with the
    /// article's language as a hint.
    pub(super) fn text_value(&self, cleaned: &str) -> (Text, Vec<Remark>) {
        let (value, remarks) = text::parse_markup(cleaned);
        let lang = text::language_of(&value.as_plain(), self.article_language().as_deref());
        (Text { value, lang: lang.map(str::to_owned), origin: Origin::Read }, remarks)
    }

    /// A text whose tags stand for the marks of its passage, which nobody need be told of.
    fn marked_value(&self, passage: &Passage, tagged: &str) -> (Text, Vec<Remark>) {
        let (text, mut remarks) = self.text_value(tagged);
        remarks.retain(|remark| *remark.code != MARKUP_RECOGNISED || !passage.has_marks());
        (text, remarks)
    }

    pub(super) fn text(&mut self, section: &Section, passage: &Passage) {
        let field = field_name(section.field);
        let Cleaned { text: one_line, .. } = text::clean(&passage.text);
        // A label of the journal with the whole line behind it: `Journal: Pacific Journal 2010;4(2):1-9`.
        if section.field == Field::ContainerTitle && journal_line::looks_like_source(&one_line) {
            self.journal_line(passage, journal_line::parse(&passage.text));
            return;
        }
        self.claim_whole(passage, field);
        let is_name = matches!(section.field, Field::ContainerTitle | Field::VernacularContainerTitle);
        if is_name && self.is_printed_again(section.field, &one_line) {
            return;
        }
        match section.field {
            Field::Abstract | Field::OtherAbstract => {
                let other = abstract_text::other_language(&passage.text);
                match other.and_then(|offset| passage.split(offset)) {
                    Some((first, second)) => {
                        self.abstract_text(&first, field);
                        self.abstract_text(&second, field);
                    }
                    None => self.abstract_text(passage, field),
                }
            }
            Field::ContainerTitle if section.label.is_some() && !self.record.container_titles.is_empty() => {
                let (text, _) = self.text_value(&one_line);
                let journal = ContainerTitle { text, role: ContainerRole::Main, scheme: None };
                let other = Record { container_titles: vec![journal], ..Record::default() };
                self.say_again(passage, &other);
            }
            Field::ContainerTitle => self.container_title(&one_line, ContainerRole::Main),
            Field::VernacularContainerTitle => self.container_title(&one_line, ContainerRole::Vernacular),
            Field::ContainerTitleShort => self.container_title(&one_line, ContainerRole::Abbrev),
            Field::Volume => {
                let Numbering { number, raw, supplement, supplement_display, part } =
                    numbering::volume(&one_line);
                if self.record.volume.is_some() {
                    let other = Record { volume: number, ..Record::default() };
                    return self.say_again(passage, &other);
                }
                let record = &mut self.record;
                (record.volume, record.volume_raw) = (number, raw);
                record.supplement = record.supplement.take().or(supplement);
                record.part = record.part.take().or(part);
                record.issue = record.issue.take().or(supplement_display);
            }
            Field::Issue => {
                let Numbering { number, raw, supplement, part, .. } = numbering::issue(&one_line);
                if self.record.issue.is_some() && self.record.supplement.is_none() {
                    let other = Record { issue: number.or(Some(one_line)), ..Record::default() };
                    return self.say_again(passage, &other);
                }
                let record = &mut self.record;
                (record.issue, record.issue_raw) = (number.or(Some(one_line)), raw);
                record.supplement = record.supplement.take().or(supplement);
                record.part = record.part.take().or(part);
            }
            Field::ArticleNumber => self.record.article_number = Some(one_line),
            Field::Publisher => self.record.publisher = Some(one_line),
            Field::DatabaseId => self.database_number(&one_line),
            Field::Database => self.database(one_line),
            Field::Funding => {
                self.record.funding.push(Funding { text_raw: one_line, ..Funding::default() });
            }
            _ => self.record.notes.push(FreeNote { text: one_line, kind: section.label.clone() }),
        }
    }

    /// The database that the page of a portal names.
    fn database(&mut self, name: String) {
        let portal = self.layout.database.as_ref();
        self.record.database = Some(Database {
            name,
            provider: portal.map(|portal| portal.provider.clone().unwrap_or_else(|| portal.name.clone())),
            url: None,
        });
    }

    pub(super) fn container_title(&mut self, value: &str, role: ContainerRole) {
        let (text, _) = self.text_value(value);
        self.record.container_titles.push(ContainerTitle { text, role, scheme: None });
    }

    pub(super) fn title(&mut self, section: &Section, passage: &Passage) {
        let field = field_name(section.field);
        self.claim_whole(passage, field);
        let role = match section.field {
            Field::VernacularTitle => TitleRole::Vernacular,
            Field::TranslatedTitle => TitleRole::Translated,
            _ => TitleRole::Main,
        };
        let Cleaned { text, mut remarks } = text::clean(&passage.tagged());
        let (unmarked, marks) = text::title_marks(&text);
        let (text, more) = self.marked_value(passage, &unmarked);
        remarks.extend(more);
        if self.is_printed_again(section.field, &text.as_plain()) {
            return;
        }
        if role == TitleRole::Main {
            self.record.title_marks = marks;
        }
        self.record.titles.push(Title { text, role });
        self.remarks(passage, &[Part::field(0, passage.text.len(), field)], field, remarks);
    }

    pub(super) fn abstract_text(&mut self, passage: &Passage, field: &'static str) {
        let mut printed = passage.tagged();
        for mark in &self.layout.line_ends {
            printed = printed.replace(mark.as_str(), "\n");
        }
        let Cleaned { text, mut remarks } = text::clean_lines(&printed);
        let (text, more) = self.marked_value(passage, &text);
        remarks.extend(more);
        if self.is_printed_again(Field::Abstract, &text.as_plain()) {
            return;
        }
        let marked = self.layout.line_ends.iter().any(|mark| passage.text.contains(mark.as_str()));
        let raw = marked.then(|| Marked::plain(text::clean(&passage.text).text));
        self.record.abstracts.push(Abstract { text, sections: Vec::new(), raw });
        let whole = [Part::field(0, passage.text.len(), field)];
        self.remarks(passage, &whole, field, remarks);
        if abstract_text::stops_inside(&passage.text) {
            let tail: String = passage.text.chars().rev().take(30).collect();
            let tail: String = tail.chars().rev().collect();
            let message = format!("the abstract stops after {}", quoted(&tail));
            self.remark(passage, &whole, field, 0, Remark::new(&abstract_text::ABSTRACT_CUT, message));
        }
    }

    pub(super) fn remarks(
        &mut self,
        passage: &Passage,
        parts: &[Part],
        field: &'static str,
        remarks: Vec<Remark>,
    ) {
        let span = span_of(passage, parts, field, 0);
        for remark in remarks {
            self.remark_at(passage, span.clone(), field, 0, remark);
        }
    }

    pub(super) fn authors(&mut self, passage: &Passage) {
        let language = self.article_language();
        let country = self.record.countries.iter().find_map(|country| country.code.clone());
        let printed = self.record.affiliations.iter().filter_map(|affiliation| affiliation.label_raw.clone());
        let labels: Vec<String> = printed.chain(passage.raised_letters().iter().cloned()).collect();
        // Where no language is stated, a title in simplified characters is Chinese, and so are the names below it.
        let of_title = || {
            let title = self.record.titles.first()?;
            title.text.lang.clone().filter(|tag| tag == "zh-Hans")
        };
        let language = language.or_else(of_title);
        let hints = author_list::ListHints {
            lang: language.as_deref(),
            country: country.as_deref(),
            labels: &labels,
            order: self.order(),
            grammar: None,
        };
        let list = author_list::parse(&passage.text, &hints);
        self.claim(passage, &list.parts);
        self.claim_separators(passage);
        // Looked up once: a list may have thousands of authors, each with its remark.
        let mut begins = vec![0; list.contributors.len() + 1];
        for part in list.parts.iter().rev() {
            if let Some(begin) = begins.get_mut(part.index).filter(|_| part.field == "author") {
                *begin = part.start;
            }
        }
        for (index, remark) in list.remarks {
            let begin = begins.get(index).copied().unwrap_or_default();
            let end = begins.get(index + 1).copied().filter(|end| *end > begin).unwrap_or(passage.text.len());
            self.remark_at(passage, begin..end, "author", index, remark);
        }
        let before = self.record.contributors.len();
        self.record.contributors.extend(list.contributors);
        let line = passage.first_line().unwrap_or_default();
        self.people.insert(line, before..self.record.contributors.len());
        for (index, printed) in list.affiliation_texts {
            self.affiliation_of(before + index.saturating_sub(1), &printed);
        }
        if list.truncated.is_some() {
            self.record.author_list_truncated = list.truncated;
        }
    }

    /// The order of names that the table states.
    pub(super) fn order(&self) -> Option<Order> {
        self.layout.names.map(|names| match names {
            NameOrder::GivenFirst => Order::GivenFirst,
            NameOrder::FamilyFirst => Order::FamilyFirst,
        })
    }

    /// An institution in parentheses behind a name: it is that author's.
    pub(super) fn affiliation_of(&mut self, contributor: usize, printed: &str) {
        let id = format!("a{}", self.record.affiliations.len() + 1);
        let (text, _) = self.text_value(&text::clean(printed).text);
        let affiliation = Affiliation { id: id.clone(), texts: vec![text], ..Affiliation::default() };
        self.record.affiliations.push(affiliation);
        if let Some(contributor) = self.record.contributors.get_mut(contributor) {
            contributor.affiliation_refs.push(id);
        }
    }

    pub(super) fn affiliations(&mut self, passage: &Passage) {
        let mut reading = affiliation::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "affiliation", reading.remarks.clone());
        for (place, affiliation) in reading.affiliations.iter_mut().enumerate() {
            affiliation.id = format!("a{}", self.record.affiliations.len() + place + 1);
        }
        self.record.affiliations.extend(reading.affiliations.iter().cloned());
        self.contacts.push(reading);
    }

    pub(super) fn keywords(&mut self, section: &Section, passage: &Passage) {
        let vocabulary = match section.field {
            Field::Mesh => Vocabulary::Mesh,
            Field::PublicationType => Vocabulary::Other,
            _ => Vocabulary::Author,
        };
        let article = self.article_language();
        let printed = match section.grammar {
            Grammar::SpacedKeywords => Cow::Owned(keywords::with_semicolons(&passage.text)),
            Grammar::SlashedKeywords => Cow::Owned(passage.text.replace('/', ";")),
            Grammar::CommaKeywords => Cow::Owned(passage.text.replace(',', ";")),
            _ => Cow::Borrowed(passage.text.as_str()),
        };
        let reading = keywords::parse_in(&printed, vocabulary, article.as_deref());
        let parts = renamed(reading.parts, field_name(section.field));
        self.claim(passage, &parts);
        self.remarks(passage, &parts, field_name(section.field), reading.remarks);
        let mut read = reading.terms;
        if section.field == Field::PublicationType {
            for term in &mut read {
                term.ui = types::unique_identifier(&term.value).map(str::to_owned);
            }
        }
        let terms = if section.field == Field::PublicationType {
            &mut self.record.publication_types
        } else {
            &mut self.record.terms
        };
        terms.extend(read);
    }

    pub(super) fn journal_line(&mut self, passage: &Passage, mut line: JournalLine) {
        // A remainder that the grammar doubts is no value: it is reported as unclaimed, with its place.
        let doubted =
            line.remarks.iter().position(|remark| remark.code == &journal_line::JOURNAL_LINE_REMAINDER);
        if let Some(position) = doubted {
            line.remarks.remove(position);
            line.parts.retain(|part| part.field != "source_raw");
        }
        self.claim(passage, &line.parts);
        // The date stands elsewhere on the page: `PLoS ONE 16(5): e1` behind names and a year.
        let has_date = self.record.dates.iter().any(|date| date.kind == DateKind::Issued);
        if has_date && line.date.is_none() && line.volume.is_some() {
            line.remarks.retain(|remark| remark.code != &journal_line::JOURNAL_LINE_INCOMPLETE);
        }
        for remark in std::mem::take(&mut line.remarks) {
            let field = line
                .parts
                .iter()
                .find(|part| !part.field.is_empty())
                .map_or("container-title", |it| it.field);
            self.remark(passage, &line.parts, field, 0, remark);
        }
        let in_tail = line.tail.as_deref().and_then(|tail| tail.get(doi::find(tail)?));
        if let Some(found) = in_tail.filter(|_| self.record.identifier("doi").is_none()) {
            let reading = doi::parse(found);
            self.record.identifiers.extend(reading.ident);
        }
        // Values behind labels of their own stand; what the line says beside them is held against them.
        let Record { volume, issue, page_ranges, source_raw, .. } = &self.record;
        let is_told = volume.is_some() || issue.is_some() || !page_ranges.is_empty();
        if source_raw.is_some() || is_told {
            let raw = passage.text.trim().to_owned();
            self.record.source_raw.get_or_insert(raw);
            self.journal_line_again(passage, line);
            return;
        }
        if let Some(journal) = &line.journal {
            // The name stands on the page already; here it is shortened.
            let is_known = !self.record.container_titles.is_empty();
            let role =
                if is_known && journal.contains('.') { ContainerRole::Abbrev } else { ContainerRole::Main };
            self.container_title(journal, role);
        }
        let mut record = std::mem::take(&mut self.record);
        self.put_journal_line(JournalLine { journal: None, ..line }, &mut record);
        self.record = record;
        self.record.source_raw = Some(passage.text.trim().to_owned());
    }

    pub(super) fn doi(&mut self, passage: &Passage) {
        let reading = doi::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "DOI", reading.remarks);
        let Some(ident) = reading.ident else { return };
        if self.record.identifier("doi").is_some() {
            self.say_again(passage, &Record { identifiers: vec![ident], ..Record::default() });
            return;
        }
        self.record.derived.extend(doi::derive(&ident.value));
        self.record.identifiers.push(ident);
    }

    pub(super) fn pmid(&mut self, passage: &Passage) {
        let reading = pmid::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "PMID", reading.remarks);
        self.record.identifiers.extend(reading.ident);
    }

    pub(super) fn issn(&mut self, passage: &Passage) {
        let reading = issn::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "ISSN", reading.remarks);
        for issn in reading.issns {
            if !self.record.issns.iter().any(|known| known.value == issn.value) {
                self.record.issns.push(issn);
            }
        }
    }

    pub(super) fn date(&mut self, section: &Section, passage: &Passage) {
        let field = field_name(section.field);
        let mut reading = date::parse(&passage.text);
        let parts = renamed(reading.parts, field);
        self.claim(passage, &parts);
        self.remarks(passage, &parts, field, reading.remarks);
        reading.value.kind = match section.field {
            Field::Epub => DateKind::Epub,
            Field::Received => DateKind::Received,
            Field::Accepted => DateKind::Accepted,
            Field::Revised => DateKind::Revised,
            _ => DateKind::Issued,
        };
        self.dated(passage, reading.value);
    }

    pub(super) fn pages(&mut self, section: &Section, passage: &Passage) {
        let mut reading = pages::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "page", reading.remarks);
        let label = section.label.as_deref().unwrap_or_default().trim().to_lowercase();
        let labelled = |words: &[&str]| words.iter().any(|word| label.contains(word));
        if let [PageRange { first, last: None, .. }] = reading.ranges.as_slice() {
            let number = first.clone();
            if labelled(&["number of", "total", "count", "共"]) || label.ends_with("页数") {
                reading.ranges.clear();
                reading.number_of_pages = Some(number);
            } else if labelled(&["last", "end"])
                && let Some(PageRange { last: last @ None, .. }) = self.record.page_ranges.last_mut()
            {
                reading.ranges.clear();
                *last = Some(number);
            }
        }
        self.record.page_ranges.extend(reading.ranges);
        if reading.article_number.is_some() {
            self.record.article_number = reading.article_number;
        }
        if reading.number_of_pages.is_some() {
            self.record.number_of_pages = reading.number_of_pages;
        }
    }

    pub(super) fn languages(&mut self, passage: &Passage) {
        let reading = language::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "language", reading.remarks);
        self.record.languages.extend(reading.languages);
    }

    pub(super) fn countries(&mut self, passage: &Passage) {
        let reading = country::parse(&passage.text);
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "country", reading.remarks);
        self.record.countries.extend(reading.countries);
    }

    pub(super) fn url(&mut self, passage: &Passage) {
        self.claim_whole(passage, "URL");
        let href = passage.text.trim().to_owned();
        let host = kinds::host(&href);
        let own = self.layout.address.as_ref().filter(|it| host.is_some_and(|host| it.hosts.contains(&host)));
        let kind = if own.is_some() { UrlKind::Database } else { UrlKind::Landing };
        if let Some(Address { id_parameter: Some(parameter), id_scheme: Some(scheme), .. }) = own
            && let Some(value) = kinds::query_value(&href, parameter)
        {
            let (scheme, value) = (scheme.clone(), value.to_owned());
            self.add_database_number(scheme, value.clone(), value);
        }
        self.record.urls.push(Url { href, kind });
    }

    /// A number in the database that the page states as such.
    pub(super) fn database_number(&mut self, value: &str) {
        let address = self.layout.address.as_ref();
        let of_other = address.and_then(|address| {
            address.numbers.iter().find(|number| value.starts_with(number.starts.as_str()))
        });
        if let Some(number) = of_other {
            let start = if number.keep_start { 0 } else { number.starts.len() };
            let bare = value.get(start..).unwrap_or(value).to_owned();
            self.add_database_number(number.scheme.clone(), bare, value.to_owned());
            return;
        }
        let scheme = address.and_then(|address| address.id_scheme.clone());
        let scheme = scheme.unwrap_or_else(|| self.layout.name.clone());
        self.add_database_number(scheme, value.to_owned(), value.to_owned());
    }

    pub(super) fn add_database_number(&mut self, scheme: String, value: String, raw: String) {
        let normalised = value.to_lowercase();
        self.record.identifiers.push(Ident { scheme, value, normalised, raw, origin: Origin::Read });
    }

    /// An abstract and the keywords below it that no label announces.
    pub(super) fn abstract_and_keywords(&mut self, section: &Section, passage: &Passage) {
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
                confidence: section.confidence,
            };
            self.keywords(&keyword_section, below);
            self.remember(&keyword_section, below);
        }
    }
}

/// The parts of a grammar that serves several fields, under the name of the one it read.
fn renamed(parts: Vec<Part>, field: &'static str) -> Vec<Part> {
    let rename = |part: Part| if part.field.is_empty() { part } else { Part { field, ..part } };
    parts.into_iter().map(rename).collect()
}
