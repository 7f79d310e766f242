//! A citation by GB/T 7714, `OU Wenxin, ZHANG Rui, et al. Title[J]. Journal, 2022, 49(4): 217-221.`, as journals of
//! China print it below their articles, in Chinese and in English (mapping reference 2.11).
//!
//! The mark in brackets divides it: names and title stand before it, the journal line behind. At most three
//! names are printed, family name first; `等` or `et al` stands for the others. A citation of another style has no such
//! mark; the title that the page says elsewhere divides it (`titled`).

mod head;
mod tail;
mod titled;

use super::Part;
use super::author_list::{self, ListHints};
use super::doi;
use super::journal_line::JournalLine;
use super::name::Order;
use crate::record::{Contributor, DateVal, Ident};
use crate::report::{Code, Remark, quoted};
use std::collections::BTreeSet;
use std::ops::Range;
use titled::Titled;

const CITATION_NOT_UNDERSTOOD: Code = Code::warning(
    "citation-not-understood",
    "The text where a citation should stand has neither a type mark such as `[J]` nor the title of the page; it is in no field.",
);
const CITATION_REMAINDER: Code = Code::warning(
    "citation-remainder",
    "Behind the pages of a citation stands text that is not understood; it is in no field.",
);

/// One citation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CitationLine {
    /// The authors named, in order.
    pub authors: Vec<Contributor>,
    /// The words by which the list of authors is cut: `等`, `et al`.
    pub truncated: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The mark without brackets: `J`, `J/OL`; empty where the title divides the citation.
    pub mark: String,
    /// Journal, date, volume, issue and pages.
    pub journal: JournalLine,
    /// A DOI behind the pages.
    pub doi: Option<Ident>,
    /// An address behind the pages.
    pub url: Option<String>,
    /// The date in brackets behind the pages on which the address was looked at; kind `accessed`.
    pub accessed: Option<DateVal>,
}

/// The citations of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CitationLines {
    /// In order; a line printed twice, letter for letter, is one.
    pub citations: Vec<CitationLine>,
    /// What became of the text: `author`, `title`, the fields of a journal line, `DOI`, `URL`, `accessed`.
    pub parts: Vec<Part>,
    /// Doubts, those of names and journal lines too.
    pub remarks: Vec<Remark>,
}

/// The letters of type marks for what stands in a journal.
const MARKS: &[&str] = &["J", "J/OL", "J/OL/CD", "J/CD", "J/DB"];

/// Reads the citations of a text, one or more lines each; a line with a mark begins one.
///
/// `lang` is the BCP-47 tag of the article, for its names.
#[must_use]
pub fn parse(text: &str, lang: Option<&str>) -> CitationLines {
    parse_titled(text, lang, &[])
}

/// Reads citations as [`parse`] does; one without a mark is divided by one of the titles that the page has.
#[must_use]
pub fn parse_titled(text: &str, lang: Option<&str>, titles: &[String]) -> CitationLines {
    let mut lines = CitationLines::default();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (range, mark) in citations(text) {
        let printed = text.get(range.clone()).unwrap_or_default();
        let key: String = printed.chars().filter(|character| character.is_alphanumeric()).collect();
        if !seen.insert(key) {
            lines.parts.push(Part { piece: "again", ..Part::field(range.start, range.end, "citation") });
            continue;
        }
        let Some(mark) = mark else {
            if let Some(found) = titles.iter().find_map(|title| titled::read(printed, title)) {
                lines.titled(text, range, found, lang);
                continue;
            }
            let message = format!("{} is no citation with a mark such as [J]", quoted(printed));
            lines.remarks.push(Remark::new(&CITATION_NOT_UNDERSTOOD, message));
            continue;
        };
        lines.citation(text, range, mark, lang);
    }
    lines
}

/// Whether a line is a citation with a mark: something stands before it, a journal and a year behind.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    const LONGEST_LINE: usize = 2000;
    if text.len() > LONGEST_LINE {
        return false;
    }
    let Some(mark) = find_mark(text, 0..text.len()) else { return false };
    let before = text.get(..mark.start).unwrap_or_default();
    let behind = text.get(mark.end..).unwrap_or_default();
    let (journal, _) = tail::read(behind);
    before.chars().filter(|character| character.is_alphabetic()).count() > 1
        && journal.journal.is_some()
        && journal
            .date
            .as_ref()
            .is_some_and(|date| date.start.is_some() && is_set_off(behind, &date.text_raw, &journal))
}

/// Whether a date stands where a journal line has it: with a volume, an issue or pages, or behind a comma.
fn is_set_off(line: &str, date: &str, journal: &JournalLine) -> bool {
    let is_located = journal.volume.is_some() || journal.issue.is_some() || !journal.page_ranges.is_empty();
    let before = line.rfind(date).and_then(|at| line.get(..at));
    is_located || before.is_some_and(|before| before.trim_end().ends_with([',', '，', '.', '．', ';']))
}

/// The first mark in brackets of a stretch, with the brackets.
fn find_mark(text: &str, stretch: Range<usize>) -> Option<Range<usize>> {
    let from = stretch.start;
    let rest = text.get(stretch)?;
    rest.match_indices(['[', '［', '【', '〔']).find_map(|(at, open)| {
        const LONGEST: usize = 16;
        let start = from + at;
        let inside = rest.get(at + open.len()..)?;
        let (length, close) = inside
            .char_indices()
            .take(LONGEST)
            .find(|(_, character)| matches!(character, ']' | '］' | '】' | '〕'))?;
        let printed: String =
            inside.get(..length)?.chars().filter(|character| !character.is_whitespace()).collect();
        let is_mark = MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(&printed.replace('／', "/")));
        is_mark.then(|| start..start + open.len() + length + close.len_utf8())
    })
}

/// The citations of a text with their marks: from a line with a mark, or from the line below the end of the one
/// before it, to the next one. A second citation on the same line begins behind the tail of the first.
fn citations(text: &str) -> Vec<(Range<usize>, Option<Range<usize>>)> {
    let mut found: Vec<(Range<usize>, Option<Range<usize>>)> = Vec::new();
    let mut at = 0;
    // Where the citation at hand begins, while it has no mark.
    let mut start: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if line.trim().is_empty() {
            continue;
        }
        let mut from = start.unwrap_or(range.start);
        // No mark stands in the lines before this one that have begun the citation.
        let mut unseen = range.start;
        let mut has_mark = false;
        while let Some(mark) = find_mark(text, unseen..range.end) {
            has_mark = true;
            let line_end = text.get(mark.end..range.end).unwrap_or_default();
            let end = match find_mark(text, mark.end..range.end) {
                Some(next) => mark.end + tail::length(text.get(mark.end..next.start).unwrap_or_default()),
                None => mark.end + line_end.len(),
            };
            found.push((from..end, Some(mark)));
            from = end;
            unseen = end;
        }
        if has_mark {
            start = None;
        } else if let Some((last, _)) = found.last_mut().filter(|_| start.is_none() && goes_on(line)) {
            last.end = range.end;
        } else {
            start = start.or(Some(range.start));
        }
    }
    if let Some(start) = start {
        found.push((start..text.len(), None));
    }
    let trimmed = |range: Range<usize>| {
        let slice = text.get(range.clone()).unwrap_or_default();
        let start = range.start + (slice.len() - slice.trim_start().len());
        start..start + slice.trim().len()
    };
    found.into_iter().map(|(range, mark)| (trimmed(range), mark)).collect()
}

/// Whether a line without a mark ends the citation above it: its DOI or address, or what is left of its journal line.
fn goes_on(line: &str) -> bool {
    let line = line.trim_start().to_ascii_lowercase();
    ["doi", "http", "10."].iter().any(|start| line.starts_with(start))
        || line.starts_with(|first: char| first.is_ascii_digit())
}

impl CitationLines {
    /// A citation that its title divides.
    fn titled(&mut self, text: &str, range: Range<usize>, found: Titled, lang: Option<&str>) {
        let printed = text.get(range.clone()).unwrap_or_default();
        let Titled { title, names, journal, rest } = found;
        let at = range.start;
        let hints = ListHints { lang, order: Some(Order::FamilyFirst), ..ListHints::default() };
        let list = author_list::parse(printed.get(names).unwrap_or_default(), &hints);
        self.parts.push(Part { piece: "again", ..Part::field(at, at + title.start, "citation") });
        self.parts.push(Part::field(at + title.start, at + title.end, "title"));
        self.parts.extend(journal.parts.iter().map(|part| part.shifted(at)));
        self.parts.push(Part { piece: "again", ..Part::field(at + rest.start, range.end, "citation") });
        self.parts.retain(|part| part.start < part.end);
        let behind = printed.get(rest).unwrap_or_default();
        let doi = doi::find(behind).and_then(|found| doi::parse(behind.get(found)?).ident);
        self.citations.push(CitationLine {
            authors: list.contributors,
            truncated: list.truncated,
            title: printed.get(title).map(|title| title.split_whitespace().collect::<Vec<_>>().join(" ")),
            journal: JournalLine { parts: Vec::new(), ..journal },
            doi,
            ..CitationLine::default()
        });
    }

    fn citation(&mut self, text: &str, range: Range<usize>, mark: Range<usize>, lang: Option<&str>) {
        let before = text.get(range.start..mark.start).unwrap_or_default();
        let head = head::read(before);
        let at = range.start;
        if head.number > 0 {
            self.parts.push(Part::furniture(at, at + head.number));
        }
        let mut citation = CitationLine::default();
        if let Some(names) = head.names {
            let hints = ListHints { lang, order: Some(Order::FamilyFirst), ..ListHints::default() };
            let list =
                author_list::parse(&head::separated(before.get(names.clone()).unwrap_or_default()), &hints);
            self.parts.extend(list.parts.into_iter().map(|part| part.shifted(at + names.start)));
            self.remarks.extend(list.remarks.into_iter().map(|(_, remark)| remark));
            citation.authors = list.contributors;
            citation.truncated = list.truncated;
        }
        for separator in head.separators {
            self.parts.push(Part::furniture(at + separator.start, at + separator.end));
        }
        if !head.title.is_empty() {
            let printed = before.get(head.title.clone()).unwrap_or_default();
            citation.title = Some(printed.split_whitespace().collect::<Vec<_>>().join(" "));
            self.parts.push(Part::field(at + head.title.start, at + head.title.end, "title"));
        }
        self.parts.push(Part::furniture(mark.start, mark.end));
        let printed = text.get(mark.clone()).unwrap_or_default();
        let inside = printed.trim_matches(['[', ']', '［', '］', '【', '】', '〔', '〕']);
        let plain = inside.chars().filter(|character| !character.is_whitespace());
        citation.mark = plain.collect::<String>().replace('／', "/").to_ascii_uppercase();
        let behind = text.get(mark.end..range.end).unwrap_or_default();
        let (journal, rest) = tail::read(behind);
        self.parts.extend(journal.parts.iter().map(|part| part.shifted(mark.end)));
        self.remarks.extend(journal.remarks.iter().cloned());
        citation.journal = JournalLine { parts: Vec::new(), remarks: Vec::new(), tail: None, ..journal };
        if let Some(tail) = rest {
            let rest = tail::beside(behind.get(tail.clone()).unwrap_or_default());
            self.parts.extend(rest.parts.into_iter().map(|part| part.shifted(mark.end + tail.start)));
            self.remarks.extend(rest.remarks);
            if let Some(stray) = rest.stray {
                let message = format!("{} behind the pages is not understood", quoted(&stray));
                self.remarks.push(Remark::new(&CITATION_REMAINDER, message));
            }
            citation.doi = rest.doi;
            citation.url = rest.url;
            citation.accessed = rest.accessed;
        }
        self.parts.sort_by_key(|part| part.start);
        self.citations.push(citation);
    }
}
