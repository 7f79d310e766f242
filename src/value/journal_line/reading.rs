//! Where the date of a line stands, and with it everything else (the mapping reference, end of 4.1).

use super::super::date::{DateMatch, Habit, date_at, is_thai};
use super::super::folded::{Cursor, Folded, is_east_asian};
use super::locator::{Locator, locator_at};
use crate::vocab::months;

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

/// Tables, charts, pictures and maps in the words of LILACS.
const DESCRIPTIONS: &[&str] = &[
    "tab", "tabs", "tables", "graf", "grafs", "graph", "graphs", "ilus", "illus", "mapa", "mapas", "map",
    "maps", "fig", "figs", "fot", "foto", "fotos", "quadro", "quadros",
];

/// How well a reading fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quality {
    /// A date at the end and no volume.
    Bare,
    /// A volume, an issue or pages, and behind them something unknown.
    Loose,
    /// A volume, an issue or pages, and behind them nothing or a known tail.
    Clean,
}

/// One way to read the line.
#[derive(Debug)]
pub(super) struct Reading {
    /// Where the name of the journal ends: the start of the date, or of the volume where that comes first.
    pub(super) start: usize,
    pub(super) date: Option<DateMatch>,
    pub(super) date_end: usize,
    pub(super) locator: Locator,
    /// Where the tail may begin.
    pub(super) end: usize,
    pub(super) quality: Quality,
}

/// The last year that begins a date with a volume behind it, else the last date at the end.
pub(super) fn best_reading(folded: &Folded<'_>) -> Option<Reading> {
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
    // Thai lines print the year of the Buddhist era.
    let thai = chars.iter().copied().any(is_thai);
    for (at, window) in chars.windows(4).enumerate() {
        let [thousands, hundreds, rest @ ..] = window else { continue };
        let century = matches!((thousands, hundreds), ('1', '6'..='9') | ('2', '0'))
            || thai && matches!((thousands, hundreds), ('2', '4' | '5'));
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
pub(super) fn is_tail(mut cursor: Cursor<'_>) -> bool {
    while cursor.eat_any(&['.', ' ', ',', ';']).is_some() {}
    cursor.at_end() || KNOWN_TAILS.iter().any(|tail| cursor.starts_with(tail)) || is_description(cursor)
}

/// What an article holds beside its text, as LILACS says behind the date: `ilus, tab, graf.`
fn is_description(mut cursor: Cursor<'_>) -> bool {
    const MOST_WORDS: usize = 12;
    for _ in 0..MOST_WORDS {
        let word = cursor.word().to_lowercase();
        if !DESCRIPTIONS.contains(&word.as_str()) {
            return false;
        }
        while cursor.eat_any(&['.', ' ', ',', ';']).is_some() {}
        if cursor.at_end() {
            return true;
        }
    }
    false
}

/// Volume and issue before the year, and pages before or behind it: `Journal ; 67(6): 2608-2626, 2022 06.` of regional
/// portals (the pages reference, trap 38), `Vol. 4 No. 2 (2010)`, `4(2), 1-9 (2010)`, `4巻2号 1-9 2010`,
/// `Volume 4, Issue 2, March 2010, Pages 1-9` of publishers.
pub(super) fn volume_before_date(folded: &Folded<'_>) -> Option<Reading> {
    let chars = folded.chars();
    let tail = tail_start(folded);
    let year = years(chars).into_iter().rfind(|year| *year < tail)?;
    let date = month_before(chars, year).or_else(|| date_at(chars, year, Habit::Alone))?;
    let before = chars.get(..date.start)?.iter().rposition(|&character| character != ' ')?;
    let mut after = Cursor::new(chars, date.end);
    let limit = match chars.get(before)? {
        ',' | '/' => before,
        '(' if after.eat(')') => before,
        '(' | '[' => return None,
        _ => before + 1,
    };
    let (start, mut locator) = locator_before(folded, limit)?;
    // Only pages show that a year behind a mere blank is not one of them.
    if limit > before && locator.pages.is_empty() {
        return None;
    }
    let date_end = after.at;
    let end = locator.pages_behind(folded, date_end);
    is_tail(Cursor::new(chars, end)).then_some(Reading {
        start,
        date_end,
        date: Some(date),
        locator,
        end,
        quality: Quality::Clean,
    })
}

/// A volume and pages but no date: `Journal 49(4):217-221`.
pub(super) fn without_date(folded: &Folded<'_>) -> Option<Reading> {
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
