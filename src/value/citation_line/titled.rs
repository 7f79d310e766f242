//! A citation without a mark, as APA, ABNT, Vancouver, MLA and others write it. What stands where differs from one to
//! the other, so it is divided by the title, which the page says elsewhere too: names and year before it, the journal
//! line behind.

use crate::record::{DateKind, DateVal};
use crate::value::journal_line::{self, JournalLine};
use crate::value::{Part, date};
use std::ops::Range;

/// Where the parts of such a citation are.
#[derive(Debug)]
pub(super) struct Titled {
    /// The title, as much of it as the citation has.
    pub(super) title: Range<usize>,
    /// The names, up to the year or the title.
    pub(super) names: Range<usize>,
    /// Journal, date, volume, issue and pages, with parts in the whole text.
    pub(super) journal: JournalLine,
    /// What stands behind the journal line.
    pub(super) rest: Range<usize>,
}

/// Letters and figures in lower case, each with its place.
fn folded(text: &str) -> Vec<(usize, char)> {
    let letters = text.char_indices().filter(|(_, character)| character.is_alphanumeric());
    letters.flat_map(|(at, character)| character.to_lowercase().map(move |lower| (at, lower))).collect()
}

/// Words that begin what stands behind the pages: where the article is to be had, and when somebody looked at it.
const BEHIND: &[&str] = &[
    "https://",
    "http://",
    "doi:",
    "doi.org",
    "available ",
    "retrieved ",
    "accessed ",
    "disponível ",
    "disponible ",
    "recuperado ",
    "obtido ",
    "acesso em",
    "diambil ",
    "diakses ",
    "truy vấn",
    "truy cập",
    "consulté ",
];

/// Divides a citation by a title; `None` where it does not hold it, or no journal behind it.
pub(super) fn read(text: &str, title: &str) -> Option<Titled> {
    const SHORTEST: usize = 8;
    const LONGEST: usize = 4000;
    let wanted: Vec<char> = folded(title).into_iter().map(|(_, letter)| letter).collect();
    if wanted.len() < SHORTEST || text.len() > LONGEST {
        return None;
    }
    let letters = folded(text);
    let end_of = |at: usize| {
        let (start, _) = letters.get(at)?;
        Some(start + text.get(*start..)?.chars().next()?.len_utf8())
    };
    let is_here = |from: usize| {
        let here = letters.get(from..from + wanted.len());
        here.is_some_and(|here| here.iter().map(|(_, letter)| letter).eq(wanted.iter()))
    };
    if let Some(from) = (0..letters.len()).find(|from| is_here(*from)) {
        let title = letters.get(from)?.0..end_of(from + wanted.len() - 1)?;
        return divided(text, title);
    }
    // The copy stops in the middle of the title.
    let is_cut = |from: &usize| {
        let here = letters.get(*from..).unwrap_or_default();
        here.len() >= SHORTEST && wanted.iter().zip(here).all(|(wanted, (_, letter))| wanted == letter)
    };
    let from = (0..letters.len()).find(is_cut)?;
    let title = letters.get(from)?.0..text.len();
    let names = names(text, title.start);
    Some(Titled { title, names, journal: JournalLine::default(), rest: text.len()..text.len() })
}

fn divided(text: &str, title: Range<usize>) -> Option<Titled> {
    let behind = text.get(title.end..)?;
    let is_mark = |character: char| character.is_whitespace() || ".,;:?!\"'”“’‘»«]".contains(character);
    let start = title.end + (behind.len() - behind.trim_start_matches(is_mark).len());
    let lower = text.get(start..)?.to_ascii_lowercase();
    let is_apart = |at: &usize| {
        let before = lower.get(..*at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric())
    };
    let found = BEHIND.iter().filter_map(|words| lower.match_indices(words).map(|(at, _)| at).find(is_apart));
    let end = found.min().map_or(text.len(), |at| start + at);
    let (journal, length) = journal(text.get(start..end)?)?;
    let mut journal = journal;
    if journal.date.is_none() {
        journal.date = year_before(text.get(..title.start)?);
    }
    journal.parts = journal.parts.iter().map(|part| part.shifted(start)).collect();
    if start > title.end {
        journal.parts.insert(0, Part::furniture(title.end, start));
    }
    let names = names(text, title.start);
    Some(Titled { title, names, journal, rest: start + length..text.len() })
}

/// The journal line, whose date may stand elsewhere, and how much of the text it is.
fn journal(text: &str) -> Option<(JournalLine, usize)> {
    // The place that ABNT names, or that it is not known: `Revista Exemplar, [S. l.], v. 30`.
    let place = text.find(", [").and_then(|at| Some(at..at + text.get(at..)?.find(']')? + 1));
    let (shown, place) = match place {
        Some(place) => {
            // As many bytes as before, so that every place stays the same.
            let blank = " ".repeat(place.len() - 1);
            (format!("{},{blank}{}", text.get(..place.start)?, text.get(place.end..)?), Some(place))
        }
        None => (text.to_owned(), None),
    };
    let mut line = journal_line::parse(&shown);
    let is_located = line.volume.is_some()
        || line.issue.is_some()
        || !line.page_ranges.is_empty()
        || line.article_number.is_some();
    if !line.understood || line.journal.is_none() || !is_located || line.tail.is_some() {
        return None;
    }
    line.remarks.retain(|remark| *remark.code != journal_line::JOURNAL_LINE_INCOMPLETE);
    if let Some(place) = place {
        for part in line.parts.iter_mut().filter(|part| part.start >= place.start) {
            part.start = part.start.max(place.end);
        }
        line.parts.retain(|part| part.start < part.end);
        line.parts.push(Part::furniture(place.start, place.end));
        line.parts.sort_by_key(|part| part.start);
    }
    Some((line, text.len()))
}

/// The names before the year or the title.
fn names(text: &str, title: usize) -> Range<usize> {
    let before = text.get(..title).unwrap_or_default();
    let end = year_at(before).unwrap_or(before.len());
    let names = before.get(..end).unwrap_or_default();
    let trimmed = names.trim_end_matches(|it: char| it.is_whitespace() || ",(\"“‘«".contains(it));
    0..trimmed.len()
}

/// Where a year stands that no other figures touch.
fn year_at(text: &str) -> Option<usize> {
    let is_figure = |character: Option<char>| character.is_some_and(|it| it.is_ascii_digit());
    let is_year = |at: &usize| {
        let year = text.get(*at..at + 4);
        let century = year.is_some_and(|year| {
            ["16", "17", "18", "19", "20"].iter().any(|century| year.starts_with(century))
        });
        century
            && year.is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
            && !is_figure(text.get(..*at).and_then(|before| before.chars().next_back()))
            && !is_figure(text.get(at + 4..).and_then(|behind| behind.chars().next()))
    };
    text.char_indices().map(|(at, _)| at).rfind(is_year)
}

/// The year of publication among what stands before the title.
fn year_before(text: &str) -> Option<DateVal> {
    let at = year_at(text)?;
    let read = date::parse(text.get(at..at + 4)?);
    read.value.start.is_some().then_some(DateVal { kind: DateKind::Issued, ..read.value })
}
