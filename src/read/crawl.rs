//! Crawls: JSON Lines, or a JSON array, whose objects hold a page each as text or HTML.
//!
//! Crawlers call the members by many names; those in `TEXTS`, `ADDRESSES` and `TIMES` are known. The address and
//! the time of the crawl go to the record's `URL` and `accessed`.

use super::html::HtmlPages;
use super::{Batch, Chunk, Reader, SetAside};
use crate::page::layout::Layout;
use crate::page::ledger::Explanation;
use crate::page::{self, PageReading};
use crate::record::{DateKind, DateVal, Url, UrlKind};
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::html;
use crate::syntax::json::{ITEMS, Piece, UNENDED, last_cut, pieces_of};
use crate::value::date;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::sync::Arc;

const ITEM_BROKEN: Code = Code::error(
    "crawl-item-broken",
    "A piece of a crawl is no JSON object with a page in it; it is set aside and the next one is read.",
);
const PAGE_NOT_READ: Code = Code::error(
    "crawl-page-not-read",
    "The page of a crawl's item shows parts of an article, and refmill cannot read it; the item is set aside and the next one is read.",
);

const ARCHIVE_PASSED_OVER: Code = Code::info(
    "archive-passed-over",
    "Records of a web archive are no pages: requests, redirections, pictures; they are passed over.",
);
const TEXT_PASSED_OVER: Code = Code::info(
    "crawl-text-passed-over",
    "An item of a crawl holds its page more than once; the first form that gave a record was read, HTML before text.",
);

/// Members that hold a page, HTML before text, because it says more.
pub(super) const TEXTS: &[&str] = &[
    "html",
    "raw_html",
    "page_html",
    "content_html",
    "body_html",
    "text",
    "page_content",
    "page_text",
    "raw_text",
    "plain_text",
    "content",
    "body",
    "markdown",
    "page",
];

/// Members that hold the page's address.
const ADDRESSES: &[&str] =
    &["url", "link", "source_url", "page_url", "final_url", "uri", "WARC-Target-URI", "source"];

/// Members that hold the time of the crawl. A bare `date` is none: it may be the article's.
const TIMES: &[&str] = &[
    "fetched_at",
    "fetch_time",
    "crawled_at",
    "crawl_date",
    "date_crawled",
    "retrieved_at",
    "accessed",
    "accessed_at",
    "scraped_at",
    "scrape_date",
    "crawl_time",
    "crawl_datetime",
    "last_crawled",
    "retrieved",
    "retrieval_date",
    "date_retrieved",
    "download_date",
    "downloaded_at",
    "fetch_date",
    "date_fetched",
    "timestamp",
    "ts",
    "WARC-Date",
];

/// Members that the user names, in the place of those known by themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members {
    /// That of the page as text.
    pub text: Option<String>,
    /// That of the page as HTML.
    pub html: Option<String>,
    /// That of the page's address.
    pub url: Option<String>,
}

/// Pages in a crawl, read with the built-in layouts or with the user's own before them.
#[derive(Debug, Clone)]
pub struct Crawl {
    html: HtmlPages,
    members: Members,
}

impl Crawl {
    /// Reads with the built-in layouts.
    pub const BUILT_IN: Self =
        Self { html: HtmlPages::BUILT_IN, members: Members { text: None, html: None, url: None } };

    /// The same reader for the members that the user names.
    #[must_use]
    pub fn of_members(self, members: Members) -> Self {
        Self { members, ..self }
    }

    /// A reader with the layouts given, in their order, and no others.
    pub(super) fn with(layouts: Arc<[Layout]>) -> Self {
        Self { html: HtmlPages::with(layouts), ..Self::BUILT_IN }
    }

    /// The same reader with other layouts.
    pub(super) fn with_layouts(self, layouts: Arc<[Layout]>) -> Self {
        Self { members: self.members, ..Self::with(layouts) }
    }

    fn item(&self, text: &str, line: u32, chunk: &Chunk<'_>, batch: &mut Batch) {
        let Ok(Value::Object(members)) = serde_json::from_str::<Value>(text) else {
            return set_aside(text, line, "it is no JSON object", chunk, batch);
        };
        self.page(&members, text, line, chunk, batch);
    }

    /// Reads the page of an item; `text` is the item as it stands in the file.
    pub(super) fn page(
        &self,
        members: &Map<String, Value>,
        text: &str,
        line: u32,
        chunk: &Chunk<'_>,
        batch: &mut Batch,
    ) {
        if let Some(told) = string_of(members, &["refmill-error"]) {
            return set_aside(text, line, told, chunk, batch);
        }
        if let Some(told) = string_of(members, &["refmill-passed-over"]) {
            let place = Place { file: chunk.file.to_owned(), ..Place::default() };
            let message = told.to_owned();
            batch.note_here(Note { code: &ARCHIVE_PASSED_OVER, place, field: "", message });
            return;
        }
        let forms = match self.forms(members) {
            Ok(forms) => forms,
            Err(reason) => return set_aside(text, line, &reason, chunk, batch),
        };
        let address = self.address(members);
        let (read, reading) = self.best(&forms, address, chunk.file);
        let others: Vec<&str> = (0..).zip(&forms).filter(|(at, _)| *at != read).map(|(_, it)| it.0).collect();
        if let Some((name, _)) = forms.get(read).filter(|_| !others.is_empty()) {
            let place = Place { file: chunk.file.to_owned(), line: Some(line), ..Place::default() };
            let message =
                format!("the page was read from the member `{name}`, not from {}", others.join(", "));
            batch.note_here(Note { code: &TEXT_PASSED_OVER, place, field: "", message });
        }
        let PageReading { records, unknown, without_record, notes } = reading;
        if records.is_empty() {
            let told = notes.iter().find(|note| note.message.starts_with("no layout")).or(notes.first());
            let why = told.map_or("no layout recognises its page", |note| note.message.as_str()).to_owned();
            if unknown.is_empty() {
                batch.without_record.push(line);
                let place = Place { line: Some(line), ..Place::default() };
                let at_line =
                    |note: Note| Note { place: Place { file: note.place.file, ..place.clone() }, ..note };
                batch.notes.extend(notes.into_iter().map(at_line));
                return;
            }
            return set_aside_as(&PAGE_NOT_READ, text, line, &why, chunk, batch);
        }
        batch.without_record.extend(without_record.iter().map(|_| line));
        let base = batch.records.len() as u64;
        let accessed = time_of(members);
        for mut record in records {
            record.provenance.record += base;
            // Lines of a page inside a string are no lines of the file.
            record.provenance.lines = Some((line, line));
            for source in &mut record.provenance.fields {
                source.line = line;
            }
            for warning in &mut record.warnings {
                warning.line = Some(line);
            }
            if let Some(address) = address
                && !record.urls.iter().any(|known| known.href == address)
            {
                record.urls.push(Url { href: address.to_owned(), kind: UrlKind::Landing });
            }
            if let Some(accessed) = accessed.clone().filter(|accessed| accessed.start.is_some())
                && record.date(DateKind::Accessed).is_none()
            {
                record.dates.push(DateVal { kind: DateKind::Accessed, ..accessed });
            }
            batch.records.push(record);
        }
        batch.notes.extend(notes.into_iter().map(|note| {
            let record = note.place.record.map(|number| number + base);
            Note { place: Place { record, line: Some(line), column: None, ..note.place }, ..note }
        }));
        for (_, text) in unknown {
            let reason = "no layout recognises the page".to_owned();
            batch.set_aside.push(SetAside { text, line, reason });
        }
    }
}

impl Crawl {
    /// The forms in which an item holds its page, HTML first: the member's name and what it holds.
    fn forms<'m>(&self, members: &'m Map<String, Value>) -> Result<Vec<(&'m str, &'m str)>, String> {
        let named: Vec<&str> =
            [&self.members.html, &self.members.text].into_iter().flatten().map(String::as_str).collect();
        let texts = if named.is_empty() { TEXTS } else { named.as_slice() };
        let forms: Vec<(&str, &str)> = texts.iter().filter_map(|name| member_of(members, name)).collect();
        if !forms.is_empty() {
            return Ok(forms);
        }
        let shown = members.keys().take(8).map(String::as_str).collect::<Vec<_>>().join(", ");
        Err(format!(
            "none of its members ({shown}) holds a page; --html-field or --text-field names the one that does"
        ))
    }

    fn address<'m>(&self, members: &'m Map<String, Value>) -> Option<&'m str> {
        let own = self.members.url.as_deref().map(|name| [name]);
        let addresses = own.as_ref().map_or(ADDRESSES, |own| own.as_slice());
        string_of(members, addresses).filter(|it| it.starts_with("http"))
    }

    /// What the first form gives that holds a record, else what the first one gives; and which form that is.
    fn best(&self, forms: &[(&str, &str)], address: Option<&str>, file: &str) -> (usize, PageReading) {
        let mut first = None;
        for (at, (_, content)) in forms.iter().enumerate() {
            let reading = self.page_of(content, address, file);
            if !reading.records.is_empty() {
                return (at, reading);
            }
            first.get_or_insert(reading);
        }
        (0, first.unwrap_or_default())
    }

    fn page_of(&self, content: &str, address: Option<&str>, file: &str) -> PageReading {
        if html::looks_like_html(content) {
            return match address {
                Some(address) => page::read_html_from(address, self.html.layouts(), content, file),
                None => page::read_html(self.html.layouts(), content, file, 1),
            };
        }
        let page = below_address(content, address);
        page::read(self.html.layouts(), &page, &page, file, 1)
    }

    /// What became of the page of every item of a crawl, or of the one on a line: the line with what is told of it, or why
    /// nothing can be told.
    #[must_use]
    pub fn explain(
        &self,
        text: &str,
        file: &str,
        wanted: Option<u32>,
    ) -> Vec<(u32, Result<Explanation, String>)> {
        let mut explained = Vec::new();
        items(text, list_of(text), 1, |line, item| {
            if wanted.is_none_or(|wanted| wanted == line) {
                let told = match item {
                    Ok(text) => match serde_json::from_str::<Value>(text) {
                        Ok(Value::Object(members)) => self.explain_item(&members, file),
                        _ => Some(Err("it is no JSON object".to_owned())),
                    },
                    Err((_, reason)) => Some(Err(reason.to_owned())),
                };
                explained.extend(told.map(|told| (line, told)));
            }
        });
        explained
    }

    /// What became of the page of an item; `None` for what an archive holds beside pages.
    pub(super) fn explain_item(
        &self,
        members: &Map<String, Value>,
        file: &str,
    ) -> Option<Result<Explanation, String>> {
        if string_of(members, &["refmill-passed-over"]).is_some() {
            return None;
        }
        if let Some(told) = string_of(members, &["refmill-error"]) {
            return Some(Err(told.to_owned()));
        }
        let forms = match self.forms(members) {
            Ok(forms) => forms,
            Err(reason) => return Some(Err(reason)),
        };
        let address = self.address(members);
        let (read, _) = self.best(&forms, address, file);
        let (_, content) = forms.get(read)?;
        let layouts = self.html.layouts();
        Some(Ok(match (html::looks_like_html(content), address) {
            (true, Some(address)) => page::explain_html_from(address, layouts, content, file),
            (true, None) => page::explain_html(layouts, content, file),
            (false, _) => page::explain(layouts, &below_address(content, address), file),
        }))
    }
}

/// The text of a page below its address: layouts know a page by it.
fn below_address<'t>(content: &'t str, address: Option<&str>) -> Cow<'t, str> {
    let has_address = content.trim_start().starts_with("http");
    match address {
        Some(address) if !has_address => Cow::Owned(format!("{address}\n{content}")),
        _ => Cow::Borrowed(content),
    }
}

/// Lists of pages in an object around them.
const LISTS: &[&str] = &[
    ITEMS,
    "\"pages\"",
    "\"results\"",
    "\"data\"",
    "\"records\"",
    "\"documents\"",
    "\"docs\"",
    "\"articles\"",
    "\"entries\"",
    "\"crawl\"",
];

/// The key of the list that an object around all items holds them in: the first one whose list holds an object with a
/// page.
fn list_of(text: &str) -> &'static str {
    const LOOKED_AT: usize = 4096;
    let holds_pages = |list: &&&'static str| {
        let Some(Piece::Wrapper { start, end }) = pieces_of(text, list).next() else { return false };
        let names = |part: Option<&str>| {
            part.is_some_and(|part| TEXTS.iter().any(|name| part.contains(&format!("\"{name}\""))))
        };
        let mut last = text.len().min(end + LOOKED_AT);
        while !text.is_char_boundary(last) {
            last -= 1;
        }
        let inside = text.get(end..last);
        let begins = inside.is_some_and(|inside| inside.trim_start().starts_with('{'));
        **list == ITEMS || begins && names(inside) && !names(text.get(start..end))
    };
    LISTS.iter().find(holds_pages).copied().unwrap_or(ITEMS)
}

/// Takes a crawl apart: the line of each item with its text, or with its text and what is wrong with it.
fn items<'t>(
    text: &'t str,
    list: &'static str,
    first_line: u32,
    mut take: impl FnMut(u32, Result<&'t str, (&'t str, &'static str)>),
) {
    let (mut line, mut counted) = (first_line, 0);
    for piece in pieces_of(text, list) {
        let (start, end) = match piece {
            Piece::Item { start, end } | Piece::Broken { start, end, .. } => (start, end),
            Piece::Unfinished { start } => (start, text.len()),
            Piece::Wrapper { .. } => continue,
        };
        let breaks = text.get(counted..start).unwrap_or_default().matches('\n').count();
        line = line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        counted = start;
        let item = text.get(start..end).unwrap_or_default().trim_end();
        match piece {
            Piece::Item { .. } => take(line, Ok(item)),
            Piece::Broken { reason, .. } => take(line, Err((item, reason))),
            _ => take(line, Err((item, UNENDED))),
        }
    }
}

impl Reader for Crawl {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let list = list_of(chunk.head);
        items(chunk.text, list, chunk.first_line, |line, item| match item {
            Ok(text) => self.item(text, line, &chunk, batch),
            Err((text, reason)) => set_aside(text, line, reason, &chunk, batch),
        });
    }

    fn cut(&self, buffer: &str, head: &str) -> usize {
        last_cut(pieces_of(buffer, list_of(head)))
    }
}

pub(super) fn set_aside(text: &str, line: u32, reason: &str, chunk: &Chunk<'_>, batch: &mut Batch) {
    set_aside_as(&ITEM_BROKEN, text, line, reason, chunk, batch);
}

fn set_aside_as(
    code: &'static Code,
    text: &str,
    line: u32,
    reason: &str,
    chunk: &Chunk<'_>,
    batch: &mut Batch,
) {
    let message = format!("{} is set aside: {reason}", quoted(text));
    let place = Place { file: chunk.file.to_owned(), line: Some(line), ..Place::default() };
    batch.note_here(Note { code, place, field: "", message });
    batch.set_aside.push(SetAside { text: text.to_owned(), line, reason: reason.to_owned() });
}

/// The first of the members that is a string with something in it; their names are compared without case.
fn string_of<'m>(members: &'m Map<String, Value>, names: &[&str]) -> Option<&'m str> {
    names.iter().find_map(|name| member_of(members, name)).map(|(_, text)| text)
}

/// A member that is a string with something in it, under the name it has.
fn member_of<'m>(members: &'m Map<String, Value>, name: &str) -> Option<(&'m str, &'m str)> {
    let (key, value) = members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    value.as_str().filter(|text| !text.trim().is_empty()).map(|text| (key.as_str(), text))
}

/// When the page was fetched: a date, fourteen figures from the year to the second, or the seconds or milliseconds since
/// 1970 (UTC).
fn time_of(members: &Map<String, Value>) -> Option<DateVal> {
    TIMES.iter().find_map(|name| {
        let (_, value) = members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        let printed = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let whole = printed.split('.').next().unwrap_or_default();
        let is_number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        let day = match whole.len() {
            14 if is_number => whole.get(..8).map(str::to_owned),
            9 | 10 if is_number => day_of(whole.parse().ok()?),
            13 if is_number => day_of(whole.parse::<i64>().ok()? / 1000),
            _ => Some(printed.clone()),
        };
        let value = date::parse(&day?).value;
        value.start.is_some().then_some(DateVal { text_raw: printed, ..value })
    })
}

fn day_of(seconds: i64) -> Option<String> {
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    time.to_string().get(..10).map(str::to_owned)
}

/// Whether the start of an input certainly is a crawl: its first object holds an address and a page, or a page of
/// more than one line, and is no item of CSL.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with(['[', '{']) || super::csl_json::sniff(head) {
        return false;
    }
    let first = pieces_of(head, list_of(head)).find_map(|piece| match piece {
        Piece::Item { start, end } => head.get(start..end),
        _ => None,
    });
    let Some(Value::Object(members)) = first.and_then(|text| serde_json::from_str(text).ok()) else {
        // A page longer than what is looked at leaves its object unfinished; its first members tell.
        let beginning = head.get(..head.len().min(4096)).unwrap_or(head);
        let names = |names: &[&str]| names.iter().any(|name| beginning.contains(&format!("\"{name}\":")));
        return first.is_none() && names(TEXTS) && names(ADDRESSES);
    };
    // An archive of web pages may begin with what is none.
    if ["refmill-error", "refmill-passed-over"].iter().any(|name| members.contains_key(*name)) {
        return true;
    }
    TEXTS.iter().find_map(|name| member_of(&members, name)).is_some_and(|(name, text)| {
        // The pages of a reference are no page, although its address stands beside them.
        let may_be_short = !name.eq_ignore_ascii_case("page");
        let has_address = || may_be_short && string_of(&members, ADDRESSES).is_some();
        text.contains('\n') || html::looks_like_html(text) || has_address()
    })
}
