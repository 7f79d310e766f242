//! A record as one vocabulary of a page's metadata tells it, value by value through the usual grammars.

use crate::record::{
    Abstract, ContainerRole, ContainerTitle, DateKind, Funding, Ident, Kind, Medium, Origin, Record, Term,
    Text, Title, TitleRole, Url, UrlKind, Vocabulary,
};
use crate::report::{Code, Remark, quoted};
use crate::syntax::html;
use crate::value::{date, doi, issn, journal_line, keywords, language, pages, pmid, text};
use crate::vocab::types;
use std::collections::{BTreeMap, BTreeSet};

const METADATA_PLACEHOLDER: Code = Code::info(
    "metadata-placeholder",
    "A value of a page's metadata stands for nothing, as `0` and `n/a` do; it is in no output.",
);

/// A keyword, or a list of them: its text, its stated language and its line.
pub(super) type Listed = (String, Option<String>, u32);

/// A record of one vocabulary.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Name of the vocabulary: `json-ld`.
    pub(super) vocabulary: &'static str,
    pub(super) record: Record,
    /// Where each field was read: the line of the file, from 1.
    pub(super) lines: BTreeMap<&'static str, u32>,
    /// Doubts of the grammars: line, field, remark.
    pub(super) remarks: Vec<(u32, &'static str, Remark)>,
    /// Faults of values that give nothing, which no field has: line and remark.
    pub(super) lost: Vec<(u32, Remark)>,
    /// A tag says what kind of work it is.
    pub(super) states_kind: bool,
    pages: (Option<String>, Option<String>),
    /// Values that were read, by field: a value that stands twice counts once.
    seen: BTreeSet<(&'static str, String)>,
    /// Identifiers of institutions by their text.
    pub(super) institutions: BTreeMap<String, String>,
    /// Rank of the date of issue that was read; a surer tag has a smaller one.
    date_rank: Option<u8>,
}

/// A value on one line, entities and tags of a careless site resolved.
pub(super) fn one_line(value: &str) -> String {
    text::clean(&shown(value)).text
}

/// The text a browser shows for a value that holds HTML; the value itself where it holds none.
pub(super) fn shown(value: &str) -> String {
    let has_tags = value.match_indices('<').any(|(at, _)| {
        let next = value.get(at + 1..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_ascii_alphabetic() || next == '/')
    });
    if !has_tags || !value.contains('>') {
        return value.to_owned();
    }
    let lines = html::read(value, 1).lines;
    lines.iter().map(|line| html::tagged(&line.text, &line.marks)).collect::<Vec<_>>().join("\n")
}

impl Candidate {
    pub(super) fn new(vocabulary: &'static str) -> Self {
        Self {
            vocabulary,
            record: Record::default(),
            lines: BTreeMap::new(),
            remarks: Vec::new(),
            lost: Vec::new(),
            states_kind: false,
            pages: (None, None),
            seen: BTreeSet::new(),
            institutions: BTreeMap::new(),
            date_rank: None,
        }
    }

    fn found(&mut self, field: &'static str, line: u32, remarks: Vec<Remark>) {
        self.lines.entry(field).or_insert(line);
        self.remarks.extend(remarks.into_iter().map(|remark| (line, field, remark)));
    }

    pub(super) fn article_language(&self) -> Option<String> {
        self.record.languages.iter().find_map(|language| language.tag.clone())
    }

    /// A text with its marks and its language: the stated one, else as its characters tell.
    pub(super) fn text_value(&self, cleaned: &str, stated: Option<&str>) -> Text {
        let (value, _) = text::parse_markup(cleaned);
        let plain = value.to_plain();
        let told = text::language_of(&plain, self.article_language().as_deref()).map(str::to_owned);
        let stated = stated.and_then(language::tag_of);
        // `zh-Hans` of the characters says more than a stated `zh`; a stated language that the script belies is the
        // language of the page.
        let lang = match (told, stated) {
            (Some(told), Some(stated)) if primary(&told) == primary(&stated) => Some(told),
            (Some(told), _) if text::script_of(&plain) != Some("Latn") => Some(told),
            (told, stated) => stated.or(told),
        };
        Text { value, lang, origin: Origin::Read }
    }

    pub(super) fn title(&mut self, value: &str, lang: Option<&str>, role: TitleRole, line: u32) {
        let cleaned = one_line(value);
        let (unmarked, marks) = text::title_marks(&cleaned);
        if unmarked.is_empty() {
            return;
        }
        if !self.seen.insert(("title", unmarked.clone())) {
            return;
        }
        let text = self.text_value(&unmarked, lang);
        if role == TitleRole::Main && self.record.titles.is_empty() {
            self.record.title_marks = marks;
        }
        self.record.titles.push(Title { text, role });
        self.found("title", line, Vec::new());
    }

    /// A volume, an issue or a page that is one. A placeholder of the site is told, since no field has it.
    fn told(&mut self, what: &str, value: &str, line: u32) -> Option<String> {
        let printed = one_line(value);
        if says_something(&printed) {
            return Some(printed);
        }
        if !printed.is_empty() {
            let message =
                format!("the {what} {} of the page's {} says nothing", quoted(&printed), self.vocabulary);
            self.lost.push((line, Remark::new(&METADATA_PLACEHOLDER, message)));
        }
        None
    }

    pub(super) fn container(&mut self, value: &str, role: ContainerRole, line: u32) {
        self.container_in(value, None, role, line);
    }

    /// The name of a journal or a book with its stated language.
    pub(super) fn container_in(&mut self, value: &str, lang: Option<&str>, role: ContainerRole, line: u32) {
        let name = one_line(value);
        if name.is_empty() || !self.seen.insert(("container-title", name.clone())) {
            return;
        }
        let text = self.text_value(&name, lang);
        self.record.container_titles.push(ContainerTitle { text, role, scheme: None });
        self.found("container-title", line, Vec::new());
    }

    pub(super) fn doi(&mut self, value: &str, line: u32) {
        let reading = doi::parse(&one_line(value));
        if let Some(ident) = reading.ident.filter(|_| self.record.identifier("doi").is_none()) {
            self.record.derived.extend(doi::derive(&ident.value));
            self.record.identifiers.push(ident);
            self.found("DOI", line, reading.remarks);
        }
    }

    pub(super) fn pmid(&mut self, value: &str, line: u32) {
        let reading = pmid::parse(value);
        let is_new = |ident: &Ident| self.record.identifier(&ident.scheme).is_none();
        if let Some(ident) = reading.ident.filter(is_new) {
            let field = if ident.scheme == "pmid" { "PMID" } else { "PMCID" };
            self.record.identifiers.push(ident);
            self.found(field, line, reading.remarks);
        }
    }

    pub(super) fn isbn(&mut self, value: &str, line: u32) {
        let printed = one_line(value);
        let digits = printed.chars().filter(char::is_ascii_alphanumeric).count();
        let is_known =
            self.record.identifiers.iter().any(|known| known.scheme == "isbn" && known.raw == printed);
        if (digits == 10 || digits == 13) && !is_known {
            let normalised = printed.chars().filter(char::is_ascii_alphanumeric).collect();
            let (value, raw, scheme) = (printed.clone(), printed, "isbn".to_owned());
            self.record.identifiers.push(Ident { scheme, value, normalised, raw, origin: Origin::Read });
            self.found("ISBN", line, Vec::new());
        }
    }

    pub(super) fn issn(&mut self, value: &str, medium: Medium, line: u32) {
        let reading = issn::parse(value);
        if reading.issns.is_empty() {
            self.remarks.extend(reading.remarks.into_iter().map(|remark| (line, "ISSN", remark)));
        }
        for mut issn in reading.issns {
            if issn.medium == Medium::Unknown {
                issn.medium = medium;
            }
            if self.seen.insert(("ISSN", issn.value.clone())) {
                self.record.issns.push(issn);
                self.lines.entry("ISSN").or_insert(line);
            }
        }
    }

    /// A date of a kind; of several dates of issue the one of the smallest rank counts.
    pub(super) fn date(&mut self, value: &str, kind: DateKind, rank: u8, line: u32) {
        // The time of an ISO 8601 date and time says nothing of a publication.
        let day = value.trim().split(['T', ' ']).next().filter(|day| day.len() == 10 && day.contains('-'));
        let reading = date::parse(day.unwrap_or(value.trim()));
        if reading.value.start.is_none() {
            self.lost.extend(reading.remarks.into_iter().map(|remark| (line, remark)));
            return;
        }
        let field = if kind == DateKind::Issued { "issued" } else { "available-date" };
        if kind == DateKind::Issued {
            if self.date_rank.is_some_and(|known| known <= rank) {
                return;
            }
            self.date_rank = Some(rank);
        }
        self.record.dates.retain(|known| known.kind != kind);
        self.record.dates.push(crate::record::DateVal { kind, ..reading.value });
        self.lines.insert(field, line);
        self.remarks.retain(|(_, known, _)| kind != DateKind::Issued || *known != field);
        self.remarks.extend(reading.remarks.into_iter().map(|remark| (line, field, remark)));
    }

    pub(super) fn volume(&mut self, value: &str, line: u32) {
        if self.record.volume.is_some() {
            return;
        }
        let Some(printed) = self.told("volume", value, line) else { return };
        let read = journal_line::parse(&format!("J 2000;{printed}(1):1"));
        let volume = if read.understood && read.remarks.is_empty() { read.volume } else { None };
        self.record.volume = Some(volume.unwrap_or(printed));
        self.found("volume", line, Vec::new());
    }

    pub(super) fn issue(&mut self, value: &str, line: u32) {
        if self.record.issue.is_some() {
            return;
        }
        let Some(printed) = self.told("issue", value, line) else { return };
        let read = journal_line::parse(&format!("J 2000;1({printed}):1"));
        if read.understood && read.issue.is_some() && read.remarks.is_empty() {
            self.record.issue = read.issue;
            self.record.issue_raw = read.issue_raw;
            self.record.supplement = read.supplement;
            self.record.part = read.part;
        } else {
            self.record.issue = Some(printed);
        }
        self.found("issue", line, Vec::new());
    }

    pub(super) fn first_page(&mut self, value: &str, line: u32) {
        if self.pages.0.is_none()
            && let Some(printed) = self.told("first page", value, line)
        {
            self.pages.0 = Some(printed);
            self.lines.entry("page").or_insert(line);
        }
    }

    pub(super) fn last_page(&mut self, value: &str) {
        let printed = one_line(value);
        if self.pages.1.is_none() && says_something(&printed) {
            self.pages.1 = Some(printed);
        }
    }

    pub(super) fn article_number(&mut self, value: &str, line: u32) {
        if self.record.article_number.is_none()
            && let Some(printed) = self.told("article number", value, line)
        {
            self.record.article_number = Some(printed);
            self.lines.entry("page").or_insert(line);
        }
    }

    pub(super) fn language(&mut self, value: &str, line: u32) {
        let reading = language::parse(value);
        for found in reading.languages {
            let known =
                |language: &crate::record::Language| language.tag.is_some() && language.tag == found.tag;
            if !self.record.languages.iter().any(known) {
                self.record.languages.push(found);
            }
        }
        self.found("language", line, Vec::new());
    }

    /// Keywords: one of several elements, or the list in a single one.
    pub(super) fn keywords(&mut self, values: &[Listed], vocabulary: Vocabulary) {
        let article = self.article_language();
        let mut known: BTreeSet<String> = self.record.terms.iter().map(|term| term.value.clone()).collect();
        for (value, stated, line) in values {
            let printed = one_line(value);
            let is_list =
                values.len() == 1 || printed.contains([';', '；']) || printed.matches(',').count() > 1;
            let terms = if is_list {
                let language = stated.as_deref().and_then(language::tag_of).or_else(|| article.clone());
                keywords::parse_in(&printed, vocabulary, language.as_deref()).terms
            } else {
                let lang = self.text_value(&printed, stated.as_deref()).lang;
                vec![Term { value: printed, lang, vocab: vocabulary, ..Term::default() }]
            };
            for term in terms {
                if !term.value.is_empty() && known.insert(term.value.clone()) {
                    self.record.terms.push(term);
                }
            }
            self.lines.entry("keyword").or_insert(*line);
        }
    }

    pub(super) fn summary(&mut self, value: &str, lang: Option<&str>, line: u32) {
        let cleaned = text::clean_lines(&shown(value)).text;
        let cleaned = ["Abstract:", "Abstract\n", "ABSTRACT\n", "摘要：", "摘要:"]
            .iter()
            .find_map(|label| cleaned.strip_prefix(label))
            .unwrap_or(&cleaned)
            .trim();
        if cleaned.is_empty() || !self.seen.insert(("abstract", cleaned.to_owned())) {
            return;
        }
        let text = self.text_value(cleaned, lang);
        self.record.abstracts.push(Abstract { text, ..Abstract::default() });
        self.found("abstract", line, Vec::new());
    }

    pub(super) fn publisher(&mut self, value: &str, line: u32) {
        let name = one_line(value);
        if self.record.publisher.is_none() && !name.is_empty() {
            self.record.publisher = Some(name);
            self.found("publisher", line, Vec::new());
        }
    }

    pub(super) fn license(&mut self, value: &str, line: u32) {
        let name = one_line(value);
        if self.record.license.is_none() && !name.is_empty() {
            self.record.license = Some(name);
            self.found("license", line, Vec::new());
        }
    }

    pub(super) fn funding(&mut self, funding: Funding, line: u32) {
        self.record.funding.push(funding);
        self.found("funding", line, Vec::new());
    }

    /// A publication type, if it is one that is known: sites put the headings of their menus here too.
    pub(super) fn publication_type(&mut self, value: &str, line: u32) {
        let printed = one_line(value);
        let value = types::of_repository(&printed).map_or(printed, str::to_owned);
        if types::publication_type(&value).is_none() {
            return;
        }
        let ui = types::unique_identifier(&value).map(str::to_owned);
        self.record.publication_types.push(Term { value, ui, vocab: Vocabulary::Other, ..Term::default() });
        self.found("publication-type", line, Vec::new());
    }

    pub(super) fn url(&mut self, value: &str, kind: UrlKind, line: u32) {
        let href = value.trim();
        let is_address = super::super::kinds::is_url(href);
        if is_address && self.seen.insert(("URL", href.to_owned())) {
            self.record.urls.push(Url { href: href.to_owned(), kind });
            self.found("URL", line, Vec::new());
        }
    }

    /// A journal line in one value; one that is not understood is no value.
    pub(super) fn journal_line(&mut self, value: &str, line: u32) {
        let printed = one_line(value);
        let read = journal_line::parse(&printed);
        if !read.understood || !read.remarks.is_empty() || read.tail.is_some() {
            return;
        }
        if let Some(journal) = &read.journal {
            self.container(journal, ContainerRole::Main, line);
        }
        if let Some(date) = read.date.filter(|_| self.date_rank.is_none()) {
            self.date_rank = Some(u8::MAX);
            self.record.dates.push(date);
            self.found("issued", line, Vec::new());
        }
        if self.record.volume.is_none() && read.volume.is_some() {
            self.record.volume = read.volume;
            self.found("volume", line, Vec::new());
        }
        if self.record.issue.is_none() && read.issue.is_some() {
            (self.record.issue, self.record.issue_raw) = (read.issue, read.issue_raw);
            (self.record.supplement, self.record.part) = (read.supplement, read.part);
            self.found("issue", line, Vec::new());
        }
        if self.record.page_ranges.is_empty() && self.pages.0.is_none() {
            self.record.page_ranges = read.page_ranges;
            self.record.article_number = self.record.article_number.take().or(read.article_number);
            self.found("page", line, Vec::new());
        }
    }

    /// Whole pages in one value: `217-221`.
    pub(super) fn page_range(&mut self, value: &str, line: u32) {
        let reading = pages::parse(&one_line(value));
        let read_something = !reading.ranges.is_empty() || reading.article_number.is_some();
        if self.record.page_ranges.is_empty() && self.pages.0.is_none() && read_something {
            self.record.page_ranges = reading.ranges;
            self.record.article_number = self.record.article_number.take().or(reading.article_number);
            self.found("page", line, reading.remarks);
        }
    }

    /// What needs all values: pages, roles, kind.
    pub(super) fn finish(mut self) -> Self {
        if let (Some(first), last) = std::mem::take(&mut self.pages) {
            let printed = match last {
                Some(last) if last != first && !first.contains(['-', '–']) => format!("{first}-{last}"),
                _ => first,
            };
            let line = self.lines.get("page").copied().unwrap_or_default();
            self.page_range(&printed, line);
        }
        let record = &mut self.record;
        text::assign_title_roles(&mut record.titles, &record.languages);
        // Where the title comes in several languages, abstracts and keywords in that of the first one come first.
        let first = record.titles.first().and_then(|title| title.text.lang.as_deref()).map(primary);
        if let Some(first) = first.map(str::to_owned).filter(|_| record.titles.len() > 1) {
            let is_other = |lang: &Option<String>| lang.as_deref().map(primary) != Some(first.as_str());
            record.abstracts.sort_by_key(|summary| is_other(&summary.text.lang));
            record.terms.sort_by_key(|term| is_other(&term.lang));
        }
        self.states_kind = record.kind != Kind::default();
        let types: Vec<&str> = record.publication_types.iter().map(|term| term.value.as_str()).collect();
        if record.kind == Kind::default() {
            let (kind, genre) = types::of_publication_types(&types, !record.container_titles.is_empty());
            (record.kind, record.genre) = (kind, genre);
        }
        if record.page_ranges.is_empty() && record.article_number.is_none() {
            self.lines.remove("page");
        }
        self
    }

    /// Whether it is enough for a record: a title, and who wrote it or where it stands.
    pub(super) fn is_enough(&self) -> bool {
        let Record { titles, contributors, container_titles, .. } = &self.record;
        !titles.is_empty() && (!contributors.is_empty() || !container_titles.is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

pub(super) fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// Whether a value is one: sites fill what they do not know with zeros, dashes and words for nothing.
fn says_something(value: &str) -> bool {
    let lower = value.to_lowercase();
    value.chars().any(|character| character.is_alphanumeric() && character != '0')
        && !["n/a", "na", "null", "none", "undefined", "nan"].contains(&lower.as_str())
}
