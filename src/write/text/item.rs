//! The record as the item of CSL that the processor renders: plain text, in the form that leads.

use super::style::Style;
use crate::record::{
    Contributor, DateKind, DateVal, Kind, Marked, Name, NameForm, Record, Season, TitleRole, UrlKind,
};
use crate::syntax::csl::one_line;
use crate::vocab::csl::{self, ROLES, Shape};
use crate::write::destination::Lead;
use crate::write::{address, issue, kind, lead, name};
use hayagriva::citationberg::json::{
    DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};
use std::collections::BTreeMap;
use unicode_script::{Script, UnicodeScript};

/// Languages of texts that the styles tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// English: a style may capitalise its words, and "et al." stands behind its authors.
    English,
    /// Chinese: 等 stands behind its authors.
    Chinese,
    /// Any other, or an unknown one: nothing about it is changed.
    Other,
}

/// People of one role that the processor gets: the first of them, and the last, with which some styles end. No style shows a
/// quarter of them (`no_style_shows_all_of_many_people`), and the processor takes time by their square.
const MOST_NAMES: usize = 100;

/// The item, and the language of what it shows.
pub(super) fn item(record: &Record, style: &Style, lead: Lead) -> (Item, Shown) {
    let mut fields = Fields(BTreeMap::new());
    fields.text("id", "1");
    fields.text(
        "type",
        &match kind::shown(record) {
            Kind::ArticleJournal => "article-journal".to_owned(),
            _ => kind::csl_type(record),
        },
    );
    let order = lead::titles(&record.titles, lead);
    fields.marked("title", order.whole(&record.titles).as_ref());
    // No original-title: a style takes it for an earlier edition ("Original work published as …").
    fields.marked("title-short", record.title(TitleRole::Short).map(|text| &text.value));
    let names = &record.container_titles;
    let journal = lead::container(names, lead);
    let at = |at: Option<usize>| at.and_then(|at| names.get(at)).map(|name| &name.text.value);
    fields.marked("container-title", at(journal.leading).or_else(|| at(journal.abbreviation)));
    fields.marked("container-title-short", at(journal.abbreviation));
    for (role, key) in ROLES {
        let mut people: Vec<NameValue> =
            record.with_role(role).filter_map(|one| person(one, style, lead)).collect();
        if people.len() > MOST_NAMES {
            people.drain(MOST_NAMES - 1..people.len() - 1);
        }
        if !people.is_empty() {
            fields.0.insert(key.to_owned(), Value::Names(people));
        }
    }
    for (key, kinds) in [
        ("issued", &[DateKind::Issued, DateKind::Epub][..]),
        ("accessed", &[DateKind::Accessed]),
        ("available-date", &[DateKind::Epub]),
    ] {
        let mut dates = kinds.iter().filter_map(|kind| record.date(*kind));
        if let Some(date) = dates.find_map(csl_date) {
            fields.0.insert(key.to_owned(), date);
        }
    }
    fields.text("volume", &issue::volume(record.volume.as_deref(), record.part.as_ref()));
    let supplement = record.supplement.as_ref();
    fields.text("issue", &issue::issue(record.issue.as_deref(), supplement, record.part.as_ref()));
    let (pages, number) = (record.pages(), record.article_number.as_deref());
    let as_page = number.filter(|_| !style.article_numbers);
    fields.text("page", pages.as_deref().or(as_page).unwrap_or_default());
    fields.text("number", number.filter(|_| pages.is_none() && style.article_numbers).unwrap_or_default());
    fields.text("number-of-pages", record.number_of_pages.as_deref().unwrap_or_default());
    let doi = record.identifier("doi");
    for (key, scheme) in [("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid"), ("ISBN", "isbn")] {
        fields.text(key, record.identifier(scheme).unwrap_or_default());
    }
    fields.text("ISSN", record.chief_issn().map(|issn| issn.value.as_str()).unwrap_or_default());
    // The resolver's address says the same as the DOI.
    let url = address::chief(&record.urls).filter(|url| doi.is_none() || url.kind != UrlKind::Doi);
    fields.text("URL", url.map(|url| url.href.as_str()).unwrap_or_default());
    fields.text("publisher", record.publisher.as_deref().unwrap_or_default());
    fields.text("publisher-place", record.publisher_place.as_deref().unwrap_or_default());
    fields.text("status", record.status.as_deref().unwrap_or_default());
    // Of an article it is "Review" or the like, which no style prints behind its title.
    let has_genre = !matches!(kind::shown(record), Kind::ArticleJournal | Kind::Article);
    fields.text("genre", record.genre.as_deref().filter(|_| has_genre).unwrap_or_default());
    for field in record.unknown.iter().filter(|field| field.format == "csl-json") {
        let is_text = csl::shape(&field.tag).is_some_and(|shape| shape == Shape::Text);
        if is_text && !fields.0.contains_key(&field.tag) && !OURS.contains(&field.tag.as_str()) {
            fields.text(&field.tag, &field.value);
        }
    }
    let shown = shown(record, lead);
    // Any other language keeps the processor from capitalising words.
    fields.text(
        "language",
        match shown {
            Shown::English => "en-US",
            Shown::Chinese => "zh-CN",
            Shown::Other => "und",
        },
    );
    (Item(fields.0), shown)
}

/// Variables that come from fields of the record, or are no part of a citation.
const OURS: &[&str] = &[
    "title",
    "original-title",
    "title-short",
    "shortTitle",
    "container-title",
    "container-title-short",
    "journalAbbreviation",
    "volume",
    "issue",
    "page",
    "language",
    "abstract",
    "note",
    "annote",
    "keyword",
    "URL",
    "DOI",
    "publisher",
    "publisher-place",
    "genre",
    "status",
    "source",
    "id",
    "type",
    "citation-key",
    "citation-label",
    "citation-number",
    "year-suffix",
];

struct Fields(BTreeMap<String, Value>);

impl Fields {
    fn text(&mut self, key: &str, text: &str) {
        let text = printable(text);
        if !text.is_empty() {
            self.0.insert(key.to_owned(), Value::String(text));
        }
    }

    fn marked(&mut self, key: &str, text: Option<&Marked>) {
        // The style sets the point.
        let plain = text.map(Marked::to_plain).unwrap_or_default();
        let plain = plain.trim_end();
        let is_point = plain.ends_with('.') && !plain.ends_with("..");
        self.text(key, if is_point { plain.trim_end_matches('.') } else { plain });
    }
}

/// A text on one line, without signs that command a terminal or turn the direction of what stands behind them.
fn printable(text: &str) -> String {
    let is_command = |c: char| {
        c.is_control() && !c.is_whitespace()
            || u32::from(c) >= PRIVATE
            || matches!(c, '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    one_line(&text.chars().filter(|c| !is_command(*c)).collect::<String>())
}

/// The language of the title that leads; where nobody knows, that of an article in one language alone, or the one its
/// letters tell.
pub(super) fn shown(record: &Record, lead: Lead) -> Shown {
    let title = lead::titles(&record.titles, lead).leading.and_then(|at| record.titles.get(at));
    let of_title = title.and_then(|title| title.text.lang.as_deref());
    let of_article = match record.languages.as_slice() {
        [only] => only.tag.as_deref(),
        _ => None,
    };
    let text = title.map(|title| title.text.to_plain()).unwrap_or_default();
    let has = |script| text.chars().any(|letter| letter.script() == script);
    let is_kana = has(Script::Hiragana) || has(Script::Katakana);
    match of_title.or(of_article).map(|tag| tag.split('-').next().unwrap_or_default()) {
        Some("en") if !has(Script::Han) => Shown::English,
        Some("zh") if has(Script::Han) => Shown::Chinese,
        None if has(Script::Han) && !is_kana => Shown::Chinese,
        _ => Shown::Other,
    }
}

fn person(person: &Contributor, style: &Style, lead: Lead) -> Option<NameValue> {
    let form = name::leading_form(person, lead)?;
    let Name { family, given: _, non_dropping_particle, dropping_particle, suffix, literal } = &form.name;
    let some = |text: &Option<String>| text.as_deref().map(printable).filter(|text| !text.is_empty());
    let whole =
        |text: String| (!text.is_empty()).then_some(NameValue::Literal(LiteralName { literal: text }));
    let family = some(family);
    let Some(family) = family.filter(|_| literal.is_none()) else {
        return whole(encoded(&printable(literal.as_deref().unwrap_or(&form.raw))));
    };
    let given = given(form, style);
    if name::is_east_asian(&format!("{family}{given}")) {
        return whole(format!("{family}{given}"));
    }
    let mut item = NameItem {
        family,
        given: Some(given).filter(|given| !given.is_empty()),
        non_dropping_particle: some(non_dropping_particle),
        dropping_particle: some(dropping_particle),
        suffix: some(suffix),
        comma_suffix: None,
    };
    // Without a particle the processor looks for one itself, and takes `Ortega y` of `Ortega y Gasset`.
    if item.non_dropping_particle.is_none()
        && let Some((first, rest)) = item.family.split_once(' ')
    {
        (item.non_dropping_particle, item.family) = (Some(first.to_owned()), rest.to_owned());
    }
    Some(NameValue::Item(item))
}

/// Letters of a group's name, so that a style that writes family names in capitals leaves them: GB/T 7714-2015 has `ZHANG
/// R`, but `World Health Organization`. They go to a plane for private use, which has no capitals.
fn encoded(text: &str) -> String {
    let hide = |letter: char| match char::from_u32(PRIVATE + u32::from(letter)) {
        Some(hidden) if letter.is_lowercase() && u32::from(letter) < 0xfff0 => hidden,
        _ => letter,
    };
    text.chars().map(hide).collect()
}

/// The letter that [`encoded`] hid.
pub(super) fn decoded(letter: char) -> char {
    u32::from(letter).checked_sub(PRIVATE).and_then(char::from_u32).unwrap_or(letter)
}

/// Supplementary Private Use Area B.
const PRIVATE: u32 = 0x10_0000;

/// Given names, so that their initials come out: `WX` is two of them, and so is `Wen-xin`.
fn given(form: &NameForm, style: &Style) -> String {
    let given = printable(&name::given(form));
    if !style.initials {
        return given;
    }
    let mut after_hyphen = false;
    let capital = |letter: char| {
        let is_first = std::mem::replace(&mut after_hyphen, matches!(letter, '-' | '‐'));
        if is_first { letter.to_uppercase().collect::<String>() } else { letter.to_string() }
    };
    given.chars().map(capital).collect()
}

/// A date as far as the processor takes it: its beginning, in years of four digits.
fn csl_date(date: &DateVal) -> Option<Value> {
    let start = date.start?.settled();
    let year = i16::try_from(start.year).ok().filter(|year| (1..=9999).contains(year))?;
    let parts = [Some(year), start.month.map(i16::from), start.day.map(i16::from)];
    Some(Value::Date(DateValue::DateParts {
        date_parts: VecDateRange(vec![VecDate(parts.into_iter().flatten().collect())]),
        literal: None,
        season: date.season.map(|season: Season| season.number().to_string()),
        circa: date.circa,
    }))
}
