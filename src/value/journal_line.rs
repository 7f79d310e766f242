//! The journal line, `Journal 2022;49(4):217-221`, and its many variants (the mapping reference, section 4).

mod issue;
mod locator;

use super::Part;
use super::date::{DateMatch, Habit, date_at};
use super::folded::{Claim, Cursor, Folded, is_east_asian};
use crate::record::{self, DateVal, PageRange, Supplement};
use crate::report::{Code, Remark, quoted};
use crate::vocab::months;
use locator::{Locator, locator_at};

const VOLUME_UNKNOWN: Code = Code::warning(
    "volume-unknown",
    "Volume 0 stands for a volume that is not known; the record has no volume, and its year is doubtful.",
);
const JOURNAL_LINE_INCOMPLETE: Code = Code::warning(
    "journal-line-incomplete",
    "A journal line has no date: it may be a copy that stops early; what is there is kept.",
);
const JOURNAL_LINE_NOT_UNDERSTOOD: Code = Code::warning(
    "journal-line-not-understood",
    "A journal line is not understood; it is kept whole, as printed.",
);
const JOURNAL_LINE_REMAINDER: Code = Code::warning(
    "journal-line-remainder",
    "Behind the pages of a journal line stands text that is not understood; it is kept as printed.",
);
const PAGE_TRUNCATED: Code = Code::warning(
    "page-truncated",
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

/// A line with more years than this is no journal line; only the last ones are looked at.
const MOST_YEARS: usize = 32;

/// Words that begin what may stand behind the pages.
const KNOWN_TAILS: &[&str] = &[
    "doi",
    "http",
    "www.",
    "10.",
    "pmid",
    "pmc",
    "epub",
    "ecollection",
    "issn",
    "eissn",
    "in press",
    "article in press",
    "ahead of print",
    "ahead-of-print",
    "online",
    "published",
    "available",
    "[",
];

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
    let (full, bare) = match best_reading(&folded) {
        Some(reading) if reading.quality > Quality::Bare => (Some(reading), None),
        bare => (None, bare),
    };
    let reading = full.or_else(|| volume_before_date(&folded)).or(bare).or_else(|| without_date(&folded));
    match reading {
        Some(reading) => line.take(reading, &mut folded),
        None => line.take_undated(&mut folded, text),
    }
    line.parts = folded.parts();
    line
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
    // A stop after a long word ends a sentence; after a short one it abbreviates.
    let in_sentences = sentence_ends.iter().rev().skip(1).any(|piece| {
        let word = piece.rsplit(' ').next().unwrap_or_default();
        word.chars().filter(|character| character.is_lowercase()).count() > 5
    });
    balanced
        && !in_sentences
        && !running_on.contains(&last_word)
        && !foreign.iter().any(|mark| lower.contains(mark))
}

/// How well a reading fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    /// A date at the end and no volume.
    Bare,
    /// A volume, an issue or pages, and behind them something unknown.
    Loose,
    /// A volume, an issue or pages, and behind them nothing or a known tail.
    Clean,
}

/// One way to read the line.
#[derive(Debug)]
struct Reading {
    /// Where the name of the journal ends: the start of the date, or of the volume where that comes first.
    start: usize,
    date: Option<DateMatch>,
    date_end: usize,
    locator: Locator,
    /// Where the tail may begin.
    end: usize,
    quality: Quality,
}

/// The last year that begins a date with a volume behind it, else the last date at the end.
fn best_reading(folded: &Folded<'_>) -> Option<Reading> {
    let tail = tail_start(folded);
    let years = years(folded.chars());
    let before_tail = years.partition_point(|&year| year < tail);
    let of_line = years.get(..before_tail).unwrap_or_default();
    let of_line = of_line.get(of_line.len().saturating_sub(MOST_YEARS)..).unwrap_or_default();
    let mut best: Option<Reading> = None;
    for &year in of_line {
        let Some(reading) = reading_at(folded, year) else { continue };
        let better = best.as_ref().is_none_or(|best| {
            // A year inside a reading is its volume or the end of its date, not another date (rule F8).
            reading.quality > best.quality || (reading.quality == best.quality && year >= best.end)
        });
        if better {
            best = Some(reading);
        }
    }
    best
}

/// Places where a year from 1600 to 2099 stands by itself.
fn years(chars: &[char]) -> Vec<usize> {
    let mut years = Vec::new();
    for (at, window) in chars.windows(4).enumerate() {
        let [thousands, hundreds, rest @ ..] = window else { continue };
        let century = matches!((thousands, hundreds), ('1', '6'..='9') | ('2', '0'));
        if !century || !rest.iter().all(char::is_ascii_digit) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| chars.get(before)).copied();
        let second = at.checked_sub(2).and_then(|before| chars.get(before)).copied();
        let inside_number = match before {
            Some(digit) if digit.is_ascii_digit() => true,
            Some('-' | '.' | '/') => second.is_some_and(|second| second.is_ascii_digit()),
            _ => false,
        };
        if !inside_number && !chars.get(at + 4).is_some_and(char::is_ascii_digit) {
            years.push(at);
        }
    }
    years
}

/// Where a DOI or an address begins that can only be the tail; the length of the text if there is none.
fn tail_start(folded: &Folded<'_>) -> usize {
    let chars = folded.chars();
    let found = (1..chars.len()).find(|&at| {
        let cursor = Cursor::new(chars, at);
        if cursor.before().is_some_and(|before| before.is_ascii_alphanumeric()) {
            return false;
        }
        match cursor.peek() {
            Some('d' | 'D') => {
                cursor.starts_with("doi:") || cursor.starts_with("doi 10.") || cursor.starts_with("doi.org")
            }
            Some('h' | 'H') => cursor.starts_with("http"),
            Some('1') => {
                let mut ahead = Cursor { at: at + 3, ..cursor };
                cursor.starts_with("10.") && ahead.digits(9).len() >= 4 && ahead.peek() == Some('/')
            }
            _ => false,
        }
    });
    found.unwrap_or(chars.len())
}

fn reading_at(folded: &Folded<'_>, year: usize) -> Option<Reading> {
    let chars = folded.chars();
    let cursor = Cursor::new(chars, year);
    let glued = cursor.before().is_some_and(|before| before.is_alphabetic() && !is_east_asian(before));
    let date = month_before(chars, year).or_else(|| date_at(chars, year, Habit::Line))?;
    let mut start = date.start;
    let mut after = Cursor::new(chars, date.end);
    if start > 0 && chars.get(start - 1) == Some(&'(') && after.eat(')') {
        start -= 1;
    }
    let date_end = after.at;
    let is_word_character =
        |character: Option<char>| character.is_some_and(|found| found.is_ascii_alphanumeric());
    if is_word_character(after.before()) && is_word_character(after.peek()) {
        return None;
    }
    let locator = locator_at(folded, date_end, folded.len());
    let volume_alone = locator.separator == ';' && (locator.volume.is_some() || locator.volume_raw.is_some());
    let located = locator.firm || volume_alone;
    let end = if located { locator.end } else { date_end };
    let clean = is_tail(Cursor::new(chars, end));
    let quality = match (located, clean) {
        (true, true) => Quality::Clean,
        (true, false) => Quality::Loose,
        (false, true) => Quality::Bare,
        (false, false) => return None,
    };
    // A word glued to the year is a journal's name only where nothing else is in doubt.
    if glued && !(quality == Quality::Clean && locator.separator == ';') {
        return None;
    }
    let old = chars.get(year).zip(chars.get(year + 1)).is_some_and(|pair| matches!(pair, ('1', '6'..='8')));
    if old && quality != Quality::Clean {
        return None;
    }
    let locator = if located { locator } else { Locator { end, ..Locator::default() } };
    Some(Reading { start, date_end, date: Some(date), locator, end, quality })
}

/// A date with its month or season before the year: `10 Apr 2022`, `Jul-Aug 2022`.
fn month_before(chars: &[char], year: usize) -> Option<DateMatch> {
    const LONGEST: usize = 40;
    (year.saturating_sub(LONGEST)..year).find_map(|start| {
        let cursor = Cursor::new(chars, start);
        let before = cursor.before();
        let begins = !before.is_some_and(|before| before.is_alphanumeric() || before == '-' || before == '/');
        if !begins || !cursor.peek().is_some_and(char::is_alphanumeric) {
            return None;
        }
        let date = date_at(chars, start, Habit::Line)?;
        let reaches_year = date.end >= year + 4
            && start < year
            && !cursor.peek_after(3).is_some_and(|digit| {
                digit.is_ascii_digit() && cursor.peek().is_some_and(|first| first.is_ascii_digit())
            });
        (reaches_year && !is_end_of_name(cursor)).then_some(date)
    })
}

/// `Sci Mar 2019`, `Public Health Out 2019`: a month's name that is a word of the journal's. A month is believed
/// behind punctuation, with a day, or when it is an English one that no journal's name ends in.
fn is_end_of_name(start: Cursor<'_>) -> bool {
    let plain_word_before = start
        .at
        .checked_sub(2)
        .and_then(|at| start.chars.get(at))
        .is_some_and(|&before| start.before() == Some(' ') && before.is_alphanumeric());
    let mut ahead = start;
    let word = ahead.word();
    let Some(month) = months::number_of(&word) else { return false };
    let english = [months::name(month), months::abbreviation(month)]
        .iter()
        .flatten()
        .any(|name| name.eq_ignore_ascii_case(&word) && *name != "Mar" && *name != "May");
    ahead.eat('.');
    ahead.spaces();
    let year_next = ahead.digits(4).len() == 4;
    plain_word_before && year_next && !english
}

/// Whether nothing or a known tail stands here.
fn is_tail(mut cursor: Cursor<'_>) -> bool {
    while cursor.eat_any(&['.', ' ', ',', ';']).is_some() {}
    cursor.at_end() || KNOWN_TAILS.iter().any(|tail| cursor.starts_with(tail))
}

/// Regional portals print volume, issue and pages before the year: `Journal ; 67(6): 2608-2626, 2022 06.` (the
/// pages reference, trap 38).
fn volume_before_date(folded: &Folded<'_>) -> Option<Reading> {
    let chars = folded.chars();
    let year = *years(chars).last()?;
    let comma = chars.get(..year)?.iter().rposition(|&character| character != ' ')?;
    if chars.get(comma) != Some(&',') {
        return None;
    }
    let date = date_at(chars, year, Habit::Alone)?;
    if !is_tail(Cursor::new(chars, date.end)) {
        return None;
    }
    let (start, locator) = locator_before(folded, comma)?;
    let end = date.end;
    Some(Reading { start, date_end: end, date: Some(date), locator, end, quality: Quality::Clean })
}

/// A volume and pages but no date: `Journal 49(4):217-221`.
fn without_date(folded: &Folded<'_>) -> Option<Reading> {
    let mut limit = tail_start(folded);
    while limit > 0 && matches!(folded.chars().get(limit - 1), Some(' ' | '.')) {
        limit -= 1;
    }
    let (start, locator) = locator_before(folded, limit)?;
    let name = folded.text(0, start);
    // `2O22;49(4):217-221`: a year that is misprinted is not the name of a journal.
    if name
        .rsplit(' ')
        .find(|word| !word.is_empty())
        .is_some_and(|word| word.contains(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    let end = locator.end;
    Some(Reading { start, date: None, date_end: start, locator, end, quality: Quality::Clean })
}

/// The longest locator with pages that ends exactly at `limit`, and its start.
fn locator_before(folded: &Folded<'_>, limit: usize) -> Option<(usize, Locator)> {
    const LONGEST: usize = 80;
    let chars = folded.up_to(limit);
    (limit.saturating_sub(LONGEST)..limit).find_map(|start| {
        let cursor = Cursor::new(chars, start);
        let begins = start == 0 || cursor.peek() == Some(';') || cursor.before() == Some(' ');
        if !begins || cursor.peek() == Some(' ') {
            return None;
        }
        let locator = locator_at(folded, start, limit);
        let mut after = Cursor::new(chars, locator.end);
        after.spaces();
        let placed = locator.volume.is_some() || locator.issue.is_some() || locator.separator == ';';
        (locator.firm && !locator.cut && placed && after.at_end() && located(&locator))
            .then_some((start, locator))
    })
}

/// Whether the pages, or else both volume and issue, are there.
fn located(locator: &Locator) -> bool {
    !locator.pages.is_empty() || (locator.volume.is_some() && locator.issue.is_some())
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
        self.number_of_pages = locator.pages.number_of_pages;
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
