//! The article's own citation in the notations of western publishers: names, the title word by word, journal and locator.
//!
//! `Smith J, Zhang R (2021) Title. Front. Nutr. 8:123.` (Frontiers), `Smith, J. & Zhang, R. Title. BMC Public Health 21, 123
//! (2021).` (Springer, Nature), `Smith J (2021) Title. PLoS ONE 16(5): e123.` (PLOS), `Smith, J. Title. Nutrients 2021, 13, 123.`
//! (MDPI): only that the title stands on a line of its own too shows that such a line is no reference to another article.

use super::Page;
use super::items::{Announced, Item};
use super::place::Placed;
use crate::page::layout::Field;
use crate::page::lines::Stretch;
use crate::page::signs;
use crate::record::Confidence;
use crate::value::{doi, journal_line};
use std::ops::Range;

/// The shortest title that is looked for, by weight, and the longest citation, in bytes.
const SHORTEST: usize = 25;
const LONGEST: usize = 2000;

/// Where the parts of a citation stand, in its text.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    names: Range<usize>,
    /// The year between names and title.
    year: Option<Range<usize>>,
    title: Range<usize>,
    place: Location,
    doi: Option<Range<usize>>,
}

/// Where the article stands.
#[derive(Debug, PartialEq, Eq)]
enum Location {
    /// A journal line.
    Line(Range<usize>),
    /// `Journal 21, 123 (2021)`: journal, volume, pages, year.
    Apart([Range<usize>; 4]),
}

/// The parts of a citation of a title; `None` where the text is none.
fn parts(text: &str, title: &str) -> Option<Parts> {
    if text.len() > LONGEST || text.len() < title.len() + 20 {
        return None;
    }
    let start = text.find(title)?;
    let end = start + title.len();
    let behind = text.get(end..)?;
    let journal = end + (behind.len() - behind.trim_start_matches(['.', ' ', '?', '"', '”', ',']).len());
    let rest = text.get(journal..)?;
    let found = doi::find_with_address(rest);
    let doi = found.clone().map(|found| journal + found.start..journal + found.end);
    let line = rest.get(..found.map_or(rest.len(), |found| found.start))?;
    let line = line.trim_end_matches(|it: char| it.is_whitespace() || matches!(it, '.' | ';' | ','));
    let line = line.trim_end_matches("doi:").trim_end_matches("DOI:").trim_end_matches(['.', ' ', ';']);
    let before = text.get(..start)?.trim_end_matches(['.', ' ', '"', '“', ':']);
    let year = year_at_end(before);
    let names = 0..before
        .get(..year.as_ref().map_or(before.len(), |year| year.start))?
        .trim_end_matches(['(', ' ', '.'])
        .len();
    if !text.get(names.clone())?.contains(char::is_alphabetic) {
        return None;
    }
    let place =
        apart(line).map(|parts| Location::Apart(parts.map(|part| journal + part.start..journal + part.end)));
    let in_one = || {
        let read = journal_line::parse(line);
        let is_dated = year.is_some() || read.date.as_ref().is_some_and(|date| date.start.is_some());
        let is_placed =
            read.volume.is_some() || !read.page_ranges.is_empty() || read.article_number.is_some();
        let is_whole = read.journal.is_some() && read.tail.is_none();
        (is_whole && is_dated && is_placed).then(|| Location::Line(journal..journal + line.len()))
    };
    let place = place.or_else(in_one)?;
    Some(Parts { names, year, title: start..end, place, doi })
}

/// The year at the end of the names, with or without parentheses.
fn year_at_end(names: &str) -> Option<Range<usize>> {
    let bare = names.trim_end_matches(')');
    let start = bare.len().checked_sub(4)?;
    let digits = bare.get(start..)?;
    let is_year =
        digits.bytes().all(|it| it.is_ascii_digit()) && matches!(digits.get(..2), Some("18" | "19" | "20"));
    is_year.then_some(start..bare.len())
}

/// The parts of `Journal 21, 123–130 (2021)`.
fn apart(line: &str) -> Option<[Range<usize>; 4]> {
    let open = line.rfind(" (")?;
    let year = line.get(open + 2..)?.strip_suffix(')')?;
    if year.len() != 4 || !year.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let before = line.get(..open)?;
    let comma = before.rfind(", ")?;
    let pages = before.get(comma + 2..)?;
    let is_page = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '–');
    let blank = before.get(..comma)?.rfind(' ')?;
    let volume = before.get(blank + 1..comma)?;
    let is_volume = !volume.is_empty() && volume.len() <= 4 && volume.bytes().all(|it| it.is_ascii_digit());
    let is_located =
        pages.chars().all(is_page) && pages.contains(|it: char| it.is_ascii_digit()) && is_volume;
    let has_name = before.get(..blank)?.contains(char::is_alphabetic);
    (is_located && has_name).then(|| [0..blank, blank + 1..comma, comma + 2..open, open + 2..open + 6])
}

impl Page<'_> {
    /// The text of an item that may be a citation, behind its label, with the offset at which it begins.
    fn citation_text(&self, index: usize) -> Option<(usize, &str)> {
        let item = self.items.get(index)?;
        let has_figure = item.text.contains(|it: char| it.is_ascii_digit());
        let label = item.label.map_or(0, |label| label.length);
        let text = item.text.get(label..)?;
        (has_figure && text.len() >= SHORTEST * 2).then_some((label, text))
    }

    /// Whether the value of an item holds a line of the page that can be the title.
    pub(super) fn holds_title(&self, at: usize) -> bool {
        let Some((_, text)) = self.citation_text(at) else { return false };
        let is_inside = |item: &Item<'_>| {
            signs::weight(item.text) >= SHORTEST
                && item.text.len() + 20 < text.len()
                && text.contains(item.text)
        };
        self.items.iter().take(at).any(|item| is_inside(item) && signs::is_title_like(item.text))
    }

    /// The line that a citation on the page names as its title.
    pub(super) fn cited_title(&self) -> Vec<usize> {
        let is_free = |item: &Item<'_>| !item.used && item.label.is_none();
        let candidates = self.items.iter().enumerate().take(self.end).filter(|(_, item)| {
            is_free(item) && signs::weight(item.text) >= SHORTEST && signs::is_title_like(item.text)
        });
        let is_cited = |title: &str| {
            let citations = (0..self.items.len()).filter_map(|index| self.citation_text(index));
            citations.into_iter().any(|(_, text)| parts(text, title).is_some())
        };
        candidates.filter(|(_, item)| is_cited(item.text)).map(|(index, _)| index).take(1).collect()
    }

    /// Reads the article's own citation: what the page does not say elsewhere.
    pub(super) fn cited(&mut self, placed: &Placed) {
        let titles: Vec<String> = placed.printed.clone();
        let found = (0..self.items.len()).find_map(|index| {
            let (offset, text) = self.citation_text(index)?;
            let parts = titles.iter().find_map(|title| parts(text, title))?;
            Some((index, offset, parts))
        });
        let Some((index, offset, parts)) = found else { return };
        let Some(item) = self.items.get_mut(index) else { return };
        item.used = true;
        let whole = item.stretch;
        self.outline.furniture.retain(|(stretch, _)| *stretch != whole);
        let at = |part: &Range<usize>| Stretch {
            start: whole.start + offset + part.start,
            end: whole.start + offset + part.end,
            ..whole
        };
        let mut entries = vec![(Field::Author, parts.names.clone()), (Field::Title, parts.title.clone())];
        entries.extend(parts.year.clone().map(|year| (Field::Issued, year)));
        match parts.place {
            Location::Line(line) => entries.push((Field::JournalLine, line)),
            Location::Apart([journal, volume, pages, year]) => entries.extend([
                (Field::ContainerTitle, journal),
                (Field::Volume, volume),
                (Field::Page, pages),
                (Field::Issued, year),
            ]),
        }
        entries.extend(parts.doi.map(|doi| (Field::Doi, doi)));
        entries.sort_by_key(|(_, part)| part.start);
        let knows_place = self.has(Field::JournalLine) || self.has(Field::Citation);
        let mut end = whole.start;
        for (field, part) in entries {
            let value = at(&part);
            if end < value.start {
                self.outline.furniture.push((Stretch { start: end, end: value.start, ..whole }, "separator"));
            }
            end = value.end;
            let is_place =
                matches!(field, Field::ContainerTitle | Field::Volume | Field::Page | Field::JournalLine);
            if self.has(field) || is_place && knows_place {
                self.outline.furniture.push((value, "again"));
            } else {
                self.enter(field, None, whole.line, vec![value], Confidence::Rule);
            }
        }
        if end < whole.end {
            self.outline.furniture.push((Stretch { start: end, ..whole }, "separator"));
        }
        self.colophon(index);
    }

    /// Reads the labels beside the article's own citation where that stands behind the references: they are the
    /// article's, and nothing else that was passed over there is.
    fn colophon(&mut self, citation: usize) {
        const FARTHEST: usize = 60;
        const BESIDE: &[Field] =
            &[Field::Keyword, Field::Received, Field::Revised, Field::Accepted, Field::Issued, Field::Doi];
        if citation < self.end {
            return;
        }
        let is_of_others =
            |item: &&Item<'_>| item.label.is_some_and(|label| label.announces == Announced::OtherArticles);
        let is_keywords = |item: &Item<'_>| item.field() == Some(Field::Keyword) && item.value().is_some();
        let above = citation.checked_sub(1).filter(|above| self.items.get(*above).is_some_and(is_keywords));
        let below = self.items.iter().skip(citation + 1).take(FARTHEST);
        let end = citation + 1 + below.take_while(|item| !is_of_others(item)).count();
        let first = above.unwrap_or(citation + 1);
        let mut passed: Vec<(usize, Stretch, &'static str)> = Vec::new();
        for (index, item) in self.items.iter().enumerate().take(end).skip(first) {
            let fate = self.outline.furniture.iter().find(|(stretch, _)| *stretch == item.stretch);
            let fate = fate.map(|(_, what)| *what).filter(|what| matches!(*what, "references" | "footer"));
            passed.extend(fate.map(|what| (index, item.stretch, what)));
        }
        self.outline.furniture.retain(|(stretch, _)| !passed.iter().any(|(_, passed, _)| passed == stretch));
        for (index, ..) in &passed {
            if let Some(item) = self.items.get_mut(*index) {
                item.used = false;
            }
        }
        let own_end = std::mem::replace(&mut self.end, end);
        let mut at = first;
        while at < end {
            let field = self.items.get(at).filter(|item| !item.used).and_then(Item::field);
            // The citation has the year alone.
            let is_labelled = |field: Field| {
                self.outline.sections.iter().any(|section| section.field == field && section.label.is_some())
            };
            let is_new = |field: Field| {
                if field == Field::Issued { !is_labelled(field) } else { !self.has(field) }
            };
            let wanted = field.filter(|field| BESIDE.contains(field) && is_new(*field));
            at = wanted.map_or(at, |field| self.section(at, field)).max(at + 1);
        }
        self.end = own_end;
        for (index, stretch, what) in passed {
            if let Some(item) = self.items.get_mut(index).filter(|item| !item.used) {
                item.used = true;
                self.outline.furniture.push((stretch, what));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<&str>> {
        let parts = parts(text, "Green tea and sleep quality in nurses")?;
        let mut found = vec![parts.names];
        found.extend(parts.year);
        match parts.place {
            Location::Line(line) => found.push(line),
            Location::Apart(places) => found.extend(places),
        }
        found.extend(parts.doi);
        found.into_iter().map(|part| text.get(part)).collect()
    }

    #[test]
    fn a_citation_of_the_title_is_taken_apart() {
        for (text, expected) in [
            (
                "Lindqvist H, Zhang R and Kowalczyk M (2021) Green tea and sleep quality in nurses. Front. Nutr. 8:9123456. doi: 10.3389/fnut.2021.9123456",
                vec![
                    "Lindqvist H, Zhang R and Kowalczyk M",
                    "2021",
                    "Front. Nutr. 8:9123456",
                    "10.3389/fnut.2021.9123456",
                ],
            ),
            (
                "Lindqvist, H., Zhang, R. & Kowalczyk, M. Green tea and sleep quality in nurses. BMC Public Health 21, 99123 (2021). https://doi.org/10.1186/s12889-021-99123-4",
                vec![
                    "Lindqvist, H., Zhang, R. & Kowalczyk, M",
                    "BMC Public Health",
                    "21",
                    "99123",
                    "2021",
                    "https://doi.org/10.1186/s12889-021-99123-4",
                ],
            ),
            (
                "Lindqvist, H.; Zhang, R. Green tea and sleep quality in nurses. Nutrients 2021, 13(5), 91523",
                vec!["Lindqvist, H.; Zhang, R", "Nutrients 2021, 13(5), 91523"],
            ),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
        for text in [
            "Correction to Green tea and sleep quality in nurses",
            "We read Green tea and sleep quality in nurses. It is a good paper of 2021.",
            "Green tea and sleep quality in nurses. J Tea 2021;1:1-9",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
