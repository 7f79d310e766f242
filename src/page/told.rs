//! What a page says of its title beside the line of it: the title of the window, the chief heading, a citation.

use super::lines::Line;
use super::signs::{self, folded};
use crate::value::citation_line;

/// Shorter titles are as likely the name of a journal or of a button.
const SHORTEST: usize = 12;

/// The titles told, letters and figures alone.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// The title of the window, in which the name of the site may stand too.
    window: String,
    /// The one heading of the first rank.
    heading: String,
    /// Titles in citations of the page.
    cited: Vec<String>,
    /// Titles that the page's metadata has for its one article.
    article: Vec<String>,
}

impl Told {
    pub(super) fn new(window: Option<&str>, heading: Option<&str>, article: &[String]) -> Self {
        let fold = |text: Option<&str>| text.map(folded).unwrap_or_default();
        let article = article.iter().map(|title| folded(title)).collect();
        Self { window: fold(window), heading: fold(heading), cited: Vec::new(), article }
    }

    /// With the titles that citations among the lines have.
    pub(super) fn with_citations<'a>(&self, lines: impl Iterator<Item = &'a Line<'a>>) -> Self {
        let cited = lines
            .map(Line::trimmed)
            .map(without_label)
            .filter(|text| citation_line::looks_like(text))
            .flat_map(|text| citation_line::parse(text, None).citations)
            .filter_map(|citation| citation.title.as_deref().map(folded))
            .collect();
        Self { cited, ..self.clone() }
    }

    /// Whether the line stands in the title of the window, and is a good part of it.
    pub(super) fn is_in_window(&self, text: &str) -> bool {
        let text = folded(text);
        signs::weight(&text) >= SHORTEST && self.window.contains(&text) && text.len() * 3 > self.window.len()
    }

    /// Whether the line is the chief heading, and no other one than the title of the window names.
    pub(super) fn is_heading(&self, text: &str) -> bool {
        let text = folded(text);
        let fits = self.window.is_empty() || self.window.contains(&text);
        signs::weight(&text) >= SHORTEST && self.heading == text && fits
    }

    /// Whether the line is the chief heading of a page whose window names something else.
    pub(super) fn is_heading_of_its_own(&self, text: &str) -> bool {
        let text = folded(text);
        signs::weight(&text) >= SHORTEST && self.heading == text && !self.window.contains(&text)
    }

    /// Whether the line is the title that the metadata has.
    pub(super) fn is_of_article(&self, text: &str) -> bool {
        !self.article.is_empty() && self.article.contains(&folded(text))
    }

    /// Whether a heading or the metadata names a title.
    pub(super) fn knows(&self) -> bool {
        !self.heading.is_empty() || !self.article.is_empty()
    }

    /// Whether anything tells that the line is the title.
    pub(super) fn is_title(&self, text: &str) -> bool {
        let is_cited = || {
            let text = folded(text);
            signs::weight(&text) >= SHORTEST && self.cited.contains(&text)
        };
        self.is_of_article(text) || self.is_heading(text) || is_cited()
    }
}

/// A citation behind the words that announce it: `引用本文：`.
fn without_label(text: &str) -> &str {
    const LONGEST: usize = 40;
    let label = text.char_indices().find(|(_, it)| matches!(it, ':' | '：')).filter(|(at, _)| *at <= LONGEST);
    let behind = label.and_then(|(at, colon)| text.get(at + colon.len_utf8()..)).map(str::trim);
    behind.filter(|behind| citation_line::looks_like(behind)).unwrap_or(text)
}
