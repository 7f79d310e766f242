//! The journal line, `Journal 2022;49(4):217-221`, and its many variants (the mapping reference, section 4).

mod issue;
mod locator;
mod placed;
mod reading;
mod volume;

pub(super) use issue::{Issue, part, read as issue, supplement};
pub(super) use volume::{glued_supplement, volume_label, volume_token};

pub use placed::parse_with_place;

use super::Part;
use super::folded::{Claim, Cursor, Folded};
use crate::record::{self, DateVal, PageRange, Supplement};
use crate::report::{Code, Remark, quoted};
use reading::{Quality, Reading, best_reading, is_tail, volume_before_date, without_date};

const VOLUME_UNKNOWN: Code = Code::warning(
    "volume-unknown",
    "Volume 0 stands for a volume that is not known; the record has no volume, and its year is doubtful.",
);
/// No date in a journal line.
pub const JOURNAL_LINE_INCOMPLETE: Code = Code::warning(
    "journal-line-incomplete",
    "A journal line has no date: it may be a copy that stops early; what is there is kept.",
);
const JOURNAL_LINE_NOT_UNDERSTOOD: Code = Code::warning(
    "journal-line-not-understood",
    "A journal line is not understood; it is kept whole, as printed.",
);
/// Text behind the pages that no rule knows.
pub const JOURNAL_LINE_REMAINDER: Code = Code::warning(
    "journal-line-remainder",
    "Behind the pages of a journal line stands text that is not understood; it is kept as printed.",
);
const PAGE_TRUNCATED: Code = Code::warning(
    "journal-line-cut",
    "A journal line stops behind a colon or an open bracket: the copy of the page is cut off there.",
);

/// What was read from a journal line. A value that is absent stays absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalLine {
    /// Name of the journal as printed, white space made single, 《》 around it taken off.
    pub journal: Option<String>,
    /// Publication date. Without a start when the line was not understood; its text is then the whole line.
    pub date: Option<DateVal>,
    /// Volume, never with its supplement or part.
    pub volume: Option<String>,
    /// The volume as printed, where it was changed.
    pub volume_raw: Option<String>,
    /// Issue for display: `4`, `3-4`, `Suppl 1`, `4 Suppl 1`, `4 Pt 2`.
    pub issue: Option<String>,
    /// The issue as printed, where it was changed.
    pub issue_raw: Option<String>,
    /// Structure of the supplement that `issue` displays.
    pub supplement: Option<Supplement>,
    /// Part of the volume or the issue.
    pub part: Option<record::Part>,
    /// Page ranges in order.
    pub page_ranges: Vec<PageRange>,
    /// `e15`, `103640`.
    pub article_number: Option<String>,
    /// `120` out of `120 p`.
    pub number_of_pages: Option<String>,
    /// `in press` or `ahead of print`.
    pub status: Option<String>,
    /// What stands behind the pages, as printed: `doi: 10.1000/xyz`.
    pub tail: Option<String>,
    /// What became of each character: `container-title`, `issued`, `volume`, `issue`, `page`, `article-number`,
    /// `number-of-pages`, `status`; `source_raw` for the tail.
    pub parts: Vec<Part>,
    /// What was repaired or is doubtful.
    pub remarks: Vec<Remark>,
    /// Whether the line was read at all; if not, only the date's text is set.
    pub understood: bool,
}

/// Words for a status, each with the value it gets.
const STATUSES: &[(&str, &str)] = &[
    ("epub ahead of print", "ahead of print"),
    ("online ahead of print", "ahead of print"),
    ("ahead of print", "ahead of print"),
    ("ahead-of-print", "ahead of print"),
    ("epub ahead", "ahead of print"),
    ("article in press", "in press"),
    ("in press", "in press"),
];

/// Reads a journal line; the name of the journal may stand before the date, on the same line or the one before.
#[must_use]
pub fn parse(text: &str) -> JournalLine {
    let mut folded = Folded::new(text);
    let mut line = JournalLine::default();
    if folded.len() == 0 {
        line.parts = folded.parts();
        return line;
    }
    let reading = match best_reading(&folded) {
        Some(reading) if reading.quality > Quality::Bare => Some(located(&folded, reading)),
        bare => volume_before_date(&folded).or(bare).or_else(|| without_date(&folded)),
    };
    match reading {
        Some(reading) => line.take(reading, &mut folded),
        None => line.take_undated(&mut folded, text),
    }
    line.parts = folded.parts();
    line
}

/// A reading with pages alone behind its date, or the one whose volume and issue stand before it: `Journal Vol. 4 No. 2
/// (2010): 1-9`.
fn located(folded: &Folded<'_>, reading: Reading) -> Reading {
    if reading.locator.volume.is_some()
        || reading.locator.issue.is_some()
        || reading.locator.volume_raw.is_some()
    {
        return reading;
    }
    volume_before_date(folded).filter(|other| other.start < reading.start).unwrap_or(reading)
}

/// The number of pages that some databases print behind them, `513-515,3`: a lone last number that is none of the
/// pages to come, but how many there are (pages reference, trap 35).
fn count_at_end(ranges: &mut Vec<PageRange>) -> Option<String> {
    let number = |text: &str| text.parse::<u32>().ok();
    let (last, others) = ranges.split_last()?;
    let first = number(&others.first()?.first)?;
    let count = number(&last.first).filter(|_| last.last.is_none())?;
    let (mut pages, mut end) = (0_u32, first);
    for range in others {
        let from = number(&range.first)?;
        let to = range.last.as_deref().map_or(Some(from), number)?;
        pages = pages.checked_add(to.checked_sub(from)?)?.checked_add(1)?;
        end = end.max(to);
    }
    (pages == count && count <= end).then(|| ranges.pop().map(|range| range.first))?
}

/// Whether a line ends in `2022;49(4):217-221`, with the name of a journal before it or nothing.
///
/// Strict, because it tells layouts apart and finds records in lists: a sentence that mentions a volume is none.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    const LONGEST_LINE: usize = 600;
    const LONGEST_NAME: usize = 160;
    if text.len() > LONGEST_LINE {
        return false;
    }
    let folded = Folded::new(text);
    let Some(reading) = best_reading(&folded) else { return false };
    let locator = &reading.locator;
    let mut after_date = Cursor::new(folded.chars(), reading.date_end);
    after_date.spaces();
    let numbered = locator.issue.as_ref().is_some_and(|_| locator.firm);
    let pages = !locator.pages.is_empty() && (locator.volume.is_some() || locator.volume_raw.is_some());
    let mut rest = Cursor::new(folded.chars(), locator.end);
    while rest.eat_any(&[' ', '.']).is_some() {}
    let name = folded.text(0, reading.start);
    reading.quality == Quality::Clean
        && after_date.peek() == Some(';')
        && (numbered || pages)
        && !locator.cut
        && rest.at_end()
        && reading.start <= LONGEST_NAME
        && is_name_like(&name)
}

/// Whether a line names a journal and says where in it something stands, in any order and notation the grammar knows.
///
/// Less strict than [`looks_like`]: for pages on which such a line is expected. Behind the pages only a DOI, an
/// address and the like may follow.
#[must_use]
pub fn looks_like_source(text: &str) -> bool {
    const LONGEST_LINE: usize = 600;
    const LONGEST_NAME: usize = 160;
    // Without a figure there is no year. Most titles are told so.
    let has_no_figure = || text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_digit());
    if text.len() > LONGEST_LINE || has_no_figure() {
        return false;
    }
    let folded = Folded::new(text);
    let reading = best_reading(&folded).filter(|reading| reading.quality > Quality::Bare);
    let reading = reading.map(|reading| located(&folded, reading));
    let Some(reading) = reading.or_else(|| volume_before_date(&folded)) else { return false };
    let locator = &reading.locator;
    let is_located = locator.firm && (locator.volume.is_some() || locator.issue.is_some())
        || locator.separator == ';' && !locator.pages.is_empty();
    let name = folded.text(0, reading.start);
    let name = name.trim_matches(['《', '》', ' ', ';', ',', '.', '›', '»']);
    reading.quality == Quality::Clean
        && is_located
        && reading.start <= LONGEST_NAME
        && name.chars().any(char::is_alphabetic)
        && is_name_like(name)
}

/// Whether a text before a date can be the name of a journal and not a sentence or a citation.
fn is_name_like(name: &str) -> bool {
    let lower = name.to_lowercase();
    let foreign = ["[j]", "doi", "http", "%", "=", "<", ">", "et al"];
    let balanced = [('(', ')'), ('[', ']')]
        .iter()
        .all(|&(open, close)| name.matches(open).count() == name.matches(close).count());
    // No journal's name ends in one of these: `… were enrolled in 2019;12(3):4`.
    let running_on = [
        "a", "and", "before", "by", "during", "from", "in", "of", "since", "the", "to", "until", "was",
        "were",
    ];
    let last_word = lower.trim_end().rsplit(' ').next().unwrap_or_default();
    let sentence_ends = name.trim_end().trim_end_matches('.').split(". ").collect::<Vec<_>>();
    // A stop after a long word ends a sentence; after a short one, or before a small letter (`Rev. argent. salud`), it
    // abbreviates.
    let in_sentences = sentence_ends.windows(2).any(|pair| {
        let [piece, next] = pair else { return false };
        let word = piece.rsplit(' ').next().unwrap_or_default();
        let goes_on = next.trim_start().starts_with(char::is_lowercase);
        !goes_on && word.chars().filter(|character| character.is_lowercase()).count() > 5
    });
    balanced
        && !in_sentences
        && !running_on.contains(&last_word)
        && !foreign.iter().any(|mark| lower.contains(mark))
}

impl JournalLine {
    fn take(&mut self, reading: Reading, folded: &mut Folded<'_>) {
        let Reading { start, date, date_end, mut locator, end, quality: _ } = reading;
        self.understood = true;
        self.take_name(folded, start);
        if let Some(date) = date {
            folded.claim(Claim::new(start, date_end, ""));
            folded.claim_all(&date.claims);
            self.remarks.extend(date.remarks);
            self.date = Some(DateVal {
                start: Some(date.first),
                end: date.last,
                season: date.season,
                text_raw: folded.source(date.start, date.end).to_owned(),
                ..DateVal::default()
            });
        } else {
            let line = quoted(folded.source(0, folded.len()));
            self.remarks.push(Remark::new(&JOURNAL_LINE_INCOMPLETE, format!("{line} has no date")));
        }
        folded.claim_all(&locator.claims);
        self.remarks.append(&mut locator.remarks);
        self.volume = locator.volume;
        self.volume_raw = locator.volume_raw;
        self.issue_raw = locator.issue_raw;
        self.part = locator.part;
        if let Some(issue) = locator.issue {
            self.issue = Some(issue.display);
            self.supplement = issue.supplement;
            self.part = self.part.take().or(issue.part);
        }
        self.page_ranges = locator.pages.ranges;
        self.article_number = locator.pages.article_number;
        self.number_of_pages = locator.pages.number_of_pages.or_else(|| count_at_end(&mut self.page_ranges));
        self.take_tail(folded, end.max(locator.end));
        let last = folded.chars().last();
        if locator.cut || matches!(last, Some(':' | '(' | '[')) {
            let line = quoted(folded.source(start, folded.len()));
            self.remarks.push(Remark::new(&PAGE_TRUNCATED, format!("{line} stops in the middle")));
        }
    }

    /// The name before `limit`; the punctuation that separates it from the date is furniture.
    fn take_name(&mut self, folded: &mut Folded<'_>, limit: usize) {
        let chars = folded.up_to(limit);
        let separates = |character: &char| matches!(character, ' ' | ',' | ';' | ':' | '›' | '»' | '•');
        let mut start =
            chars.iter().position(|character| !separates(character) && *character != '.').unwrap_or(limit);
        let mut end = chars
            .iter()
            .rposition(|character| !separates(character) && !matches!(character, '(' | '['))
            .map_or(start, |last| last + 1)
            .max(start);
        let name = chars.get(start..end).unwrap_or_default();
        let stops = name.iter().filter(|&&character| character == '.').count();
        // One stop at the end separates; among several it belongs to an abbreviation (`J. Biol. Chem.`).
        if stops == 1 && name.last() == Some(&'.') {
            end -= 1;
        }
        if chars.get(start) == Some(&'《') && chars.get(end.saturating_sub(1)) == Some(&'》') {
            start += 1;
            end = end.saturating_sub(1).max(start);
        }
        let name = chars.get(start..end).unwrap_or_default();
        if !name.is_empty() && !name.iter().any(|character| character.is_alphabetic()) {
            return;
        }
        folded.claim(Claim::new(0, limit, ""));
        if start == end {
            return;
        }
        let printed = folded.source(start, end);
        self.journal = Some(printed.split_whitespace().collect::<Vec<_>>().join(" "));
        folded.claim(Claim::new(start, end, "container-title"));
    }

    /// What stands behind everything else.
    fn take_tail(&mut self, folded: &mut Folded<'_>, from: usize) {
        let chars = folded.chars();
        let is_mark = |character: &char| matches!(character, '.' | ' ' | ',' | ';');
        let rest = chars.get(from..).unwrap_or_default();
        let start = rest.iter().position(|character| !is_mark(character)).map_or(chars.len(), |at| from + at);
        let end = chars
            .iter()
            .rposition(|character| !matches!(character, '.' | ' '))
            .map_or(start, |last| last + 1);
        let known = is_tail(Cursor::new(chars, start));
        let length = chars.len();
        folded.claim(Claim::new(from, length, ""));
        if start >= end {
            return;
        }
        let words = folded.text(start, end).to_lowercase();
        let status = STATUSES.iter().find(|(word, _)| words.contains(word));
        if let Some((word, status)) = status {
            self.status = Some((*status).to_owned());
            if words.trim_matches(['[', ']', '(', ')']) == *word {
                folded.claim(Claim::new(start, end, "status"));
                return;
            }
        }
        folded.claim(Claim::new(start, end, "source_raw"));
        let tail = folded.source(start, end);
        if !known {
            let message = format!("{} behind the pages is not understood", quoted(tail));
            self.remarks.push(Remark::new(&JOURNAL_LINE_REMAINDER, message));
        }
        self.tail = Some(tail.to_owned());
    }

    /// No date anywhere: a status (rule F11), the bare name of a journal, or nothing that can be read.
    fn take_undated(&mut self, folded: &mut Folded<'_>, text: &str) {
        let chars = folded.chars();
        let lower: Vec<char> = chars.iter().map(char::to_ascii_lowercase).collect();
        let found = STATUSES.iter().find_map(|(word, status)| {
            let word: Vec<char> = word.chars().collect();
            let at = lower.windows(word.len()).rposition(|window| *window == *word)?;
            let mut after = Cursor::new(chars, at + word.len());
            while after.eat_any(&[']', ')', '.', ' ']).is_some() {}
            after.at_end().then_some((at, word.len(), *status))
        });
        if let Some((at, length, status)) = found {
            let name_end = if at > 0 && matches!(chars.get(at - 1), Some('[' | '(')) { at - 1 } else { at };
            self.understood = true;
            self.status = Some(status.to_owned());
            self.take_name(folded, name_end);
            folded.claim(Claim::new(name_end, folded.len(), ""));
            folded.claim(Claim::new(at, at + length, "status"));
            return;
        }
        if is_bare_name(chars) {
            self.understood = true;
            self.take_name(folded, folded.len());
            self.remarks.push(Remark::new(&JOURNAL_LINE_INCOMPLETE, format!("{} has no date", quoted(text))));
            if matches!(folded.chars().last(), Some(':' | '(' | '[')) {
                self.remarks
                    .push(Remark::new(&PAGE_TRUNCATED, format!("{} stops in the middle", quoted(text))));
            }
            return;
        }
        self.date = Some(DateVal { text_raw: text.trim().to_owned(), ..DateVal::default() });
        self.remarks.push(Remark::new(
            &JOURNAL_LINE_NOT_UNDERSTOOD,
            format!("{} is not understood as a journal line", quoted(text)),
        ));
    }
}

/// Whether a text without a date can be the name of a journal (the pages reference, trap 24).
fn is_bare_name(chars: &[char]) -> bool {
    const LONGEST: usize = 250;
    let letters = chars.iter().filter(|character| character.is_alphabetic()).count();
    let digits = chars.iter().filter(|character| character.is_ascii_digit()).count();
    let numbered = chars.windows(2).any(|pair| matches!(pair, [';' | ':', next] if next.is_ascii_digit()));
    chars.len() <= LONGEST && letters > digits && !numbered
}
