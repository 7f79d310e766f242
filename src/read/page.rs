//! Scraped article pages as an input format: the tables of `page/layouts/` as a [`Reader`].

use super::crawl::{Crawl, Members};
use super::crawl_table::CrawlTable;
use super::html::HtmlPages;
use super::{Batch, Chunk, Reader, SetAside};
use crate::page::layout::{Layout, Shape};
use crate::page::ledger::Explanation;
use crate::page::{self, built_in_for_reading};
use crate::syntax::tagged;
use std::sync::{Arc, LazyLock};

static BUILT_IN_LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(built_in_for_reading);

pub(super) fn built_in_layouts() -> &'static [Layout] {
    &BUILT_IN_LAYOUTS
}

/// Pages read with the built-in layouts, or with the user's own before them.
#[derive(Debug)]
pub struct Pages {
    own: Option<Arc<[Layout]>>,
    html: HtmlPages,
    crawl: Crawl,
    table: CrawlTable,
}

impl Pages {
    /// Reads with the built-in layouts.
    pub const BUILT_IN: Self =
        Self { own: None, html: HtmlPages::BUILT_IN, crawl: Crawl::BUILT_IN, table: CrawlTable::BUILT_IN };

    /// A reader that tries the user's own tables before the built-in ones. Each table comes with the name it has
    /// on the command line, for error messages.
    ///
    /// # Errors
    /// A sentence with file, line and column when a table is not one.
    pub fn with_layouts(tables: &[(&str, &str)]) -> Result<Self, String> {
        let mut own = Vec::new();
        for (name, text) in tables {
            own.push(Layout::parse_own(name, text)?);
        }
        own.extend(built_in_for_reading());
        let own: Arc<[Layout]> = own.into();
        let html = HtmlPages::with(Arc::clone(&own));
        let crawl = Crawl::with(Arc::clone(&own));
        let table = CrawlTable::of(crawl.clone());
        Ok(Self { own: Some(own), html, crawl, table })
    }

    /// The same tables without the general reader: a page that no table recognises is set aside.
    #[must_use]
    pub fn without_general_reader(self) -> Self {
        let tables = self.layouts().iter().filter(|layout| layout.shape != Shape::General).cloned();
        let own: Arc<[Layout]> = tables.collect();
        let html = HtmlPages::with(Arc::clone(&own));
        let crawl = self.crawl.with_layouts(Arc::clone(&own));
        let table = CrawlTable::of(crawl.clone());
        Self { own: Some(own), html, crawl, table }
    }

    /// The same layouts, for crawls whose members the user names.
    #[must_use]
    pub fn of_members(self, members: Members) -> Self {
        let crawl = self.crawl.of_members(members);
        let table = CrawlTable::of(crawl.clone());
        Self { crawl, table, ..self }
    }

    /// The same layouts for pages as HTML.
    #[must_use]
    pub fn html(&self) -> &HtmlPages {
        &self.html
    }

    /// The same layouts for pages in a table.
    #[must_use]
    pub fn crawl_table(&self) -> &CrawlTable {
        &self.table
    }

    /// The same layouts for pages in a crawl.
    #[must_use]
    pub fn crawl(&self) -> &Crawl {
        &self.crawl
    }

    fn layouts(&self) -> &[Layout] {
        self.own.as_deref().unwrap_or_else(|| built_in_layouts())
    }

    /// What became of every character of a page. `file` is for the places of notes.
    #[must_use]
    pub fn explain(&self, text: &str, file: &str) -> Explanation {
        page::explain(self.layouts(), text, file)
    }
}

impl Reader for Pages {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let reading = page::read(self.layouts(), chunk.text, chunk.head, chunk.file, chunk.first_line);
        let base = batch.records.len() as u64;
        batch.records.extend(reading.records);
        batch.notes.extend(reading.notes);
        batch.without_record.extend(reading.without_record);
        debug_assert_eq!(base, 0, "a batch holds one chunk");
        let reason = "no layout recognises the page";
        batch.set_aside.extend(reading.unknown.into_iter().map(|(line, text)| SetAside {
            text,
            line,
            reason: reason.to_owned(),
        }));
    }

    fn line_ends(&self, text: &str) -> u32 {
        tagged::line_ends(text)
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        page::cut(self.layouts(), buffer)
    }
}

/// Whether the general reader makes a record of the start of an input.
#[must_use]
pub fn reads_generally(head: &str) -> bool {
    page::reads_generally(&BUILT_IN_LAYOUTS, head)
}

/// Whether a built-in layout recognises the start of an input.
#[must_use]
pub fn sniff(head: &str) -> bool {
    page::sniff(&BUILT_IN_LAYOUTS, head)
}
