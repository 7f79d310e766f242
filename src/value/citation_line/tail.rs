//! Behind the mark: the journal line, then a date of access, a DOI, an address.

use crate::record::{DateKind, DateVal, Ident};
use crate::report::Remark;
use crate::value::journal_line::{self, JournalLine};
use crate::value::{Part, date, doi};
use std::ops::Range;

/// The journal line behind a mark, with parts in the whole text, and the place of what stands behind it.
pub(super) fn read(text: &str) -> (JournalLine, Option<Range<usize>>) {
    let start = text.len()
        - text
            .trim_start_matches(|character: char| {
                character.is_whitespace()
                    || matches!(character, '.' | '．' | '。' | ',' | '，' | ':' | '：' | '/')
            })
            .len();
    let mut line = journal_line::parse(text.get(start..).unwrap_or_default());
    line.remarks.retain(|remark| *remark.code != journal_line::JOURNAL_LINE_REMAINDER);
    let rest = line.parts.iter().find(|part| part.field == "source_raw").map(|part| {
        let end = line.parts.iter().filter(|part| part.field == "source_raw").map(|part| part.end).max();
        start + part.start..start + end.unwrap_or(part.end)
    });
    line.parts.retain(|part| part.field != "source_raw");
    let mut parts: Vec<Part> = line.parts.iter().map(|part| part.shifted(start)).collect();
    if text.get(..start).is_some_and(|marks| !marks.trim().is_empty()) {
        parts.insert(0, Part::furniture(0, start));
    }
    line.parts = parts;
    (line, rest)
}

/// How much of a text belongs to the citation whose mark stands before it, where another citation follows.
pub(super) fn length(text: &str) -> usize {
    let (_, rest) = read(text);
    let Some(rest) = rest else { return text.len() };
    let behind = text.get(rest.clone()).unwrap_or_default();
    let known = beside(behind);
    // The names of the next citation are what is not understood.
    match known.stray {
        Some(_) => rest.start + known.end,
        None => text.len(),
    }
}

/// What stands behind the journal line.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) doi: Option<Ident>,
    pub(super) url: Option<String>,
    pub(super) accessed: Option<DateVal>,
    pub(super) parts: Vec<Part>,
    pub(super) remarks: Vec<Remark>,
    /// Text that is none of these, and where what is known ends.
    pub(super) stray: Option<String>,
    pub(super) end: usize,
}

/// No citation has more pieces behind its pages.
const MOST_PIECES: usize = 12;

pub(super) fn beside(text: &str) -> Beside {
    let mut found = Beside::default();
    let mut at = 0;
    for _ in 0..MOST_PIECES {
        let rest = text.get(at..).unwrap_or_default();
        let skipped = rest.len()
            - rest
                .trim_start_matches(|character: char| {
                    character.is_whitespace()
                        || matches!(character, '.' | ',' | ';' | '。' | '，' | '；' | '．')
                })
                .len();
        if rest.get(..skipped).is_some_and(|marks| !marks.trim().is_empty()) {
            found.parts.push(Part::furniture(at, at + skipped));
        }
        at += skipped;
        found.end = at;
        let rest = text.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return found;
        }
        let Some(length) = found.piece(at, rest) else { break };
        at += length;
    }
    found.end = at;
    let stray = text.get(at..).unwrap_or_default().trim();
    found.stray = (!stray.is_empty()).then(|| stray.to_owned());
    found
}

impl Beside {
    /// Reads one piece at the start of `rest`; its length, or `None` when it is not known.
    fn piece(&mut self, at: usize, rest: &str) -> Option<usize> {
        if let Some(inside) = rest.strip_prefix(['[', '［']) {
            let open = rest.len() - inside.len();
            let (length, close) =
                inside.char_indices().take(24).find(|(_, mark)| matches!(mark, ']' | '］'))?;
            let reading = date::parse(inside.get(..length)?);
            reading.value.start?;
            self.accessed = Some(DateVal { kind: DateKind::Accessed, ..reading.value });
            let end = open + length + close.len_utf8();
            self.parts.push(Part::furniture(at, at + open));
            self.parts.push(Part::field(at + open, at + open + length, "accessed"));
            self.parts.push(Part::furniture(at + open + length, at + end));
            return Some(end);
        }
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let is_doi_label = rest.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("doi"));
        // The label and its number may stand apart.
        let length = match rest.get(length..).map(|more| (more, more.trim_start())) {
            Some((more, number)) if is_doi_label && length <= 5 => {
                let end = number.find(char::is_whitespace).unwrap_or(number.len());
                length + (more.len() - number.len()) + end
            }
            _ => length,
        };
        let printed = rest.get(..length)?;
        let is_url = printed.starts_with("http://") || printed.starts_with("https://");
        if doi::find(printed).is_some() {
            let printed = printed.trim_end_matches(['.', ',', ';', '。', '，', '；']);
            let reading = doi::parse(printed);
            if let Some(ident) = reading.ident {
                self.doi.get_or_insert(ident);
                self.parts.extend(reading.parts.into_iter().map(|part| part.shifted(at)));
                self.remarks.extend(reading.remarks);
                return Some(printed.len());
            }
        }
        if is_url {
            let printed = printed.trim_end_matches(['.', ',', ';', '。', '，', '；']);
            self.url.get_or_insert(printed.to_owned());
            self.parts.push(Part::field(at, at + printed.len(), "URL"));
            return Some(printed.len());
        }
        None
    }
}
