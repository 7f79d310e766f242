//! Crawls: JSON Lines, or a JSON array, whose objects hold a page each as text or HTML.
//!
//! Crawlers call the members by many names; those in `TEXTS`, `ADDRESSES` and `TIMES` are known. The address and
//! the time of the crawl go to the record's `URL` and `accessed`.

use super::html::HtmlPages;
use super::page::built_in_layouts;
use super::{Batch, Chunk, Reader, SetAside};
use crate::page::layout::Layout;
use crate::page::{self, PageReading};
use crate::record::{DateKind, DateVal, Url, UrlKind};
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::html;
use crate::syntax::json::{ITEMS, Piece, last_cut, pieces};
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
    "The page of a crawl's item shows no article that refmill recognises; the item is set aside and the next one is read.",
);

const ARCHIVE_PASSED_OVER: Code = Code::info(
    "archive-passed-over",
    "Records of a web archive are no pages: requests, redirections, pictures; they are passed over.",
);
const PAGE_WITHOUT_RECORD: Code = Code::info(
    "page-without-record",
    "A page of a web archive is no article's: the home page of a site, a list, a login; it is passed over.",
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
    own: Option<Arc<[Layout]>>,
    html: HtmlPages,
    members: Members,
}

impl Crawl {
    /// Reads with the built-in layouts.
    pub const BUILT_IN: Self =
        Self { own: None, html: HtmlPages::BUILT_IN, members: Members { text: None, html: None, url: None } };

    /// The same reader for the members that the user names.
    #[must_use]
    pub fn of_members(self, members: Members) -> Self {
        Self { members, ..self }
    }

    /// A reader with the layouts given, in their order, and no others.
    pub(super) fn with(layouts: Arc<[Layout]>) -> Self {
        Self { own: Some(Arc::clone(&layouts)), html: HtmlPages::with(layouts), ..Self::BUILT_IN }
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
            batch.notes.push(Note { code: &ARCHIVE_PASSED_OVER, place, field: "", message });
            return;
        }
        let named: Vec<&str> =
            [&self.members.html, &self.members.text].into_iter().flatten().map(String::as_str).collect();
        let texts = if named.is_empty() { TEXTS } else { named.as_slice() };
        let Some(content) = string_of(members, texts) else {
            let shown = members.keys().take(8).map(String::as_str).collect::<Vec<_>>().join(", ");
            let reason = format!(
                "none of its members ({shown}) holds a page; --html-field or --text-field names the one that does"
            );
            return set_aside(text, line, &reason, chunk, batch);
        };
        let own_address = self.members.url.as_deref().map(|name| [name]);
        let addresses = own_address.as_ref().map_or(ADDRESSES, |own| own.as_slice());
        let address = string_of(members, addresses).filter(|it| it.starts_with("http"));
        let has_address = content.trim_start().starts_with("http");
        let reading = if html::looks_like_html(content) {
            match address {
                Some(address) => page::read_html_from(address, self.html.layouts(), content, chunk.file),
                None => page::read_html(self.html.layouts(), content, chunk.file, 1),
            }
        } else {
            let layouts = self.own.as_deref().unwrap_or_else(|| built_in_layouts());
            let page = match address {
                // Layouts know a page by the address above it.
                Some(address) if !has_address => Cow::Owned(format!("{address}\n{content}")),
                _ => Cow::Borrowed(content),
            };
            page::read(layouts, &page, &page, chunk.file, 1)
        };
        let PageReading { records, unknown, notes } = reading;
        if records.is_empty() {
            let why = notes.first().map_or("no layout recognises its page", |note| note.message.as_str());
            // The archive of a site holds its other pages too.
            if members.contains_key("WARC-Target-URI") {
                let place = Place { file: chunk.file.to_owned(), line: Some(line), ..Place::default() };
                let message = format!("{} holds no record: {why}", quoted(address.unwrap_or_default()));
                batch.notes.push(Note { code: &PAGE_WITHOUT_RECORD, place, field: "", message });
                return;
            }
            return set_aside_as(&PAGE_NOT_READ, text, line, why, chunk, batch);
        }
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

impl Reader for Crawl {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let (mut line, mut counted) = (chunk.first_line, 0);
        for piece in pieces(chunk.text) {
            let (start, end) = match piece {
                Piece::Item { start, end } | Piece::Broken { start, end, .. } => (start, end),
                Piece::Unfinished { start } => (start, chunk.text.len()),
                Piece::Wrapper { .. } => continue,
            };
            let breaks = chunk.text.get(counted..start).unwrap_or_default().matches('\n').count();
            line = line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            counted = start;
            let text = chunk.text.get(start..end).unwrap_or_default().trim_end();
            match piece {
                Piece::Item { .. } => self.item(text, line, &chunk, batch),
                Piece::Broken { reason, .. } => set_aside(text, line, reason, &chunk, batch),
                _ => set_aside(text, line, "the text ends before the item does", &chunk, batch),
            }
        }
    }

    fn cut(&self, buffer: &str) -> usize {
        last_cut(buffer, ITEMS)
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
    batch.notes.push(Note { code, place, field: "", message });
    batch.set_aside.push(SetAside { text: text.to_owned(), line, reason: reason.to_owned() });
}

/// The first of the members that is a string with something in it; their names are compared without case.
fn string_of<'m>(members: &'m Map<String, Value>, names: &[&str]) -> Option<&'m str> {
    names.iter().find_map(|name| {
        let found = members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.and_then(|(_, value)| value.as_str()).filter(|text| !text.trim().is_empty())
    })
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
    let first = pieces(head).find_map(|piece| match piece {
        Piece::Item { start, end } => head.get(start..end),
        _ => None,
    });
    let Some(Value::Object(members)) = first.and_then(|text| serde_json::from_str(text).ok()) else {
        // A page longer than what is looked at leaves its object unfinished; its first members tell.
        let beginning = head.get(..head.len().min(4096)).unwrap_or(head);
        let names = |names: &[&str]| names.iter().any(|name| beginning.contains(&format!("\"{name}\":")));
        return first.is_none() && names(TEXTS) && names(ADDRESSES);
    };
    string_of(&members, TEXTS).is_some_and(|text| {
        text.contains('\n') || html::looks_like_html(text) || string_of(&members, ADDRESSES).is_some()
    })
}
