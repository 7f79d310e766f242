//! Article pages as HTML: what a browser shows of them read with the tables of `page/layouts/`, and their metadata.

use super::page::built_in_layouts;
use super::{Batch, Chunk, Reader, SetAside};
use crate::page::layout::Layout;
use crate::page::ledger::Explanation;
use crate::page::{explain_html, read_html};
use crate::syntax::{html, tagged};
use std::sync::Arc;

/// HTML pages read with the built-in layouts, or with the user's own before them.
#[derive(Debug, Clone)]
pub struct HtmlPages {
    own: Option<Arc<[Layout]>>,
}

impl HtmlPages {
    /// Reads with the built-in layouts.
    pub const BUILT_IN: Self = Self { own: None };

    /// A reader with the layouts given, in their order, and no others.
    pub(super) fn with(layouts: Arc<[Layout]>) -> Self {
        Self { own: Some(layouts) }
    }

    pub(super) fn layouts(&self) -> &[Layout] {
        self.own.as_deref().unwrap_or_else(|| built_in_layouts())
    }

    /// What became of every character that the documents of a text show. `file` is for the places of notes.
    #[must_use]
    pub fn explain(&self, text: &str, file: &str) -> Explanation {
        explain_html(self.layouts(), text, file)
    }
}

impl Reader for HtmlPages {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let reading = read_html(self.layouts(), chunk.text, chunk.file, chunk.first_line);
        batch.records.extend(reading.records);
        batch.notes.extend(reading.notes);
        batch.without_record.extend(reading.without_record);
        batch.set_aside.extend(reading.unknown.into_iter().map(|(line, text)| SetAside {
            text,
            line,
            reason: "no layout recognises the page, and its metadata is not enough for a record".to_owned(),
        }));
    }

    fn line_ends(&self, text: &str) -> u32 {
        tagged::line_ends(text)
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        html::starts(buffer).last().copied().unwrap_or(0)
    }
}

/// Whether the start of an input certainly is HTML.
#[must_use]
pub fn sniff(head: &str) -> bool {
    html::looks_like_html(head)
}
