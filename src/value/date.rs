//! Dates as bibliographies print them, with as much precision as they give and no more.
//!
//! The forms are those of the mapping reference, 4.1 (`date`), with rules F9, F10 and F12, and for a date that
//! stands alone also RIS's slashes, ISO 8601, and day or month before the year in five languages.

use super::Part;
use super::folded::{Claim, Cursor, Folded};
use crate::record::{DateParts, DateVal, Season};
use crate::report::{Code, Remark, quoted};
use crate::vocab::months;

const DATE_IMPOSSIBLE: Code = Code::warning(
    "date-impossible",
    "The calendar has no such day, month or range; the date is kept as far as it is possible, and as printed.",
);
const DATE_RANGE_GUESSED: Code = Code::warning(
    "date-range-guessed",
    "`2009-10` can be two years or a month; in a journal line it is read as two years.",
);
const DATE_ORDER_UNKNOWN: Code = Code::warning(
    "date-order-unknown",
    "`04/05/2022` does not say which number is the month; only the year is read, the rest is kept as printed.",
);
const DATE_REMAINDER: Code = Code::warning(
    "date-remainder",
    "Beside a date stands text that is not understood; it is kept in the date as printed.",
);
const DATE_NOT_UNDERSTOOD: Code =
    Code::warning("date-not-understood", "The text of a date is not understood; it is kept as printed.");

/// What was read from the text of a date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateReading {
    /// The date; without a start when the text was not understood. Its kind is the caller's to set.
    pub value: DateVal,
    /// A month, and a day perhaps, in a text without a year: Web of Science writes `SEP 22` beside the year.
    pub month_day: Option<(u8, Option<u8>)>,
    /// What became of each character; values go to `issued`.
    pub parts: Vec<Part>,
    /// Doubts.
    pub remarks: Vec<Remark>,
}

/// Reads any text that is a date and nothing else.
///
/// `2009-10` is a month here, as ISO 8601 has it: rule F12 of the mapping reference is about journal lines.
#[must_use]
pub fn parse(text: &str) -> DateReading {
    let mut folded = Folded::new(text);
    let mut reading = DateReading {
        value: DateVal { text_raw: text.trim().to_owned(), ..DateVal::default() },
        ..DateReading::default()
    };
    if folded.len() == 0 {
        return reading;
    }
    let before = folded.chars().to_vec();
    let mut cursor = Cursor::new(&before, 0);
    let mut circa = lead_in(&mut cursor);
    let start = cursor.at;
    let found = date_at(&before, start, Habit::Alone).or_else(|| search(&before, start));
    let Some(found) = found else {
        reading.month_day = month_and_day(cursor, &mut folded);
        if reading.month_day.is_none() {
            reading.remarks.push(Remark::new(
                &DATE_NOT_UNDERSTOOD,
                format!("{} is not understood as a date", quoted(text)),
            ));
        }
        reading.parts = folded.parts();
        return reading;
    };
    if found.start == start {
        folded.claim(Claim::new(0, start, ""));
    }
    folded.claim_all(&found.claims);
    cursor.at = found.end;
    while let Some(mark) = cursor.eat_any(&[' ', '.', ']', ')', '/', ',', ';', '?']) {
        circa |= mark == '?';
        folded.claim(Claim::new(cursor.at - 1, cursor.at, ""));
    }
    reading.remarks = found.remarks;
    if found.start != start || !cursor.at_end() {
        reading.remarks.push(Remark::new(
            &DATE_REMAINDER,
            format!(
                "only {} is understood of the date {}",
                quoted(folded.source(found.start, found.end)),
                quoted(text)
            ),
        ));
    }
    reading.value.start = Some(found.first);
    reading.value.end = found.last;
    reading.value.season = found.season;
    reading.value.circa = circa;
    reading.parts = folded.parts();
    reading
}

/// Eats brackets and the words that mark a date as approximate or as a copyright date; whether it is approximate.
fn lead_in(cursor: &mut Cursor<'_>) -> bool {
    let mut circa = false;
    while cursor.eat_any(&['[', '(', '©', ' ']).is_some() {}
    let mut ahead = *cursor;
    let word = ahead.word().to_lowercase();
    let approximate = matches!(word.as_str(), "ca" | "circa" | "approx" | "about");
    if approximate || word == "c" {
        ahead.eat('.');
        ahead.spaces();
        if ahead.peek().is_some_and(|character| character.is_ascii_digit()) {
            circa = approximate;
            *cursor = ahead;
        }
    }
    circa
}

/// The first date that begins at the start of a word or number after `start`.
fn search(chars: &[char], start: usize) -> Option<DateMatch> {
    (start + 1..chars.len()).find_map(|at| {
        let cursor = Cursor::new(chars, at);
        let inside = cursor.before().is_some_and(|character| character.is_ascii_alphanumeric());
        let begins = cursor.peek().is_some_and(char::is_alphanumeric);
        if inside || !begins {
            return None;
        }
        date_at(chars, at, Habit::Alone)
    })
}

fn month_and_day(start: Cursor<'_>, folded: &mut Folded<'_>) -> Option<(u8, Option<u8>)> {
    let mut cursor = start;
    let month = months::number_of(&cursor.word())?;
    cursor.eat('.');
    cursor.spaces();
    let day = cursor.number(2).and_then(|(day, _)| u8::try_from(day).ok());
    let possible =
        day.is_none_or(|day| jiff::civil::Date::new(2000, month.cast_signed(), day.cast_signed()).is_ok());
    if !cursor.at_end() || !possible {
        return None;
    }
    folded.claim(Claim::new(start.at, cursor.at, "issued"));
    Some((month, day))
}

/// Where a date stands, which decides how its doubtful forms are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// In a journal line, before a volume.
    Line,
    /// In a field of its own.
    Alone,
}

/// A date found in folded characters.
#[derive(Debug, Clone)]
pub(super) struct DateMatch {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) first: DateParts,
    pub(super) last: Option<DateParts>,
    pub(super) season: Option<Season>,
    pub(super) claims: Vec<Claim>,
    pub(super) remarks: Vec<Remark>,
}

/// The date that begins exactly at `at`. Looks at a bounded number of characters.
pub(super) fn date_at(chars: &[char], at: usize, habit: Habit) -> Option<DateMatch> {
    let cursor = Cursor::new(chars, at);
    if cursor.before().is_some_and(|character| character.is_ascii_digit()) {
        return None;
    }
    let draft = year_first(cursor, habit).or_else(|| month_first(cursor, habit))?;
    Some(draft.settle(chars, at))
}

/// Numbers as printed, not yet checked against the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rough {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

impl Rough {
    /// The most precise date that exists, and whether something had to go.
    fn possible(self) -> (DateParts, bool) {
        let year = DateParts::year(self.year);
        let Some(month) = self.month.filter(|&month| month != 0) else { return (year, false) };
        let Some(month) = u8::try_from(month).ok().filter(|month| (1..=12).contains(month)) else {
            return (year, true);
        };
        let with_month = DateParts { month: Some(month), ..year };
        let Some(day) = self.day.filter(|&day| day != 0) else { return (with_month, false) };
        let real = i16::try_from(self.year)
            .ok()
            .zip(i8::try_from(day).ok())
            .is_some_and(|(year, day)| jiff::civil::Date::new(year, month.cast_signed(), day).is_ok());
        match u8::try_from(day) {
            Ok(day) if real => (DateParts { day: Some(day), ..with_month }, false),
            _ => (with_month, true),
        }
    }
}

/// A date while it is being read.
#[derive(Debug, Clone)]
struct Draft {
    first: Rough,
    last: Option<Rough>,
    season: Option<Season>,
    end: usize,
    /// Signs such as 年 inside the date.
    furniture: Vec<usize>,
    doubt: Option<(&'static Code, &'static str)>,
}

impl Draft {
    fn new(first: Rough, end: usize) -> Self {
        Self { first, last: None, season: None, end, furniture: Vec::new(), doubt: None }
    }

    fn settle(self, chars: &[char], start: usize) -> DateMatch {
        let printed: String = chars.get(start..self.end).unwrap_or_default().iter().collect();
        let mut remarks = Vec::new();
        if let Some((code, sentence)) = self.doubt {
            remarks.push(Remark::new(code, format!("{} {sentence}", quoted(&printed))));
        }
        let (first, mut cut) = self.first.possible();
        let mut last = None;
        if let Some(rough) = self.last {
            let (end, end_cut) = rough.possible();
            cut |= end_cut || end < first;
            last = (end > first).then_some(end);
        }
        if cut {
            remarks
                .push(Remark::new(&DATE_IMPOSSIBLE, format!("{} is not a possible date", quoted(&printed))));
        }
        let mut claims = vec![Claim::new(start, self.end, "issued")];
        claims.extend(self.furniture.iter().map(|&at| Claim::new(at, at + 1, "")));
        DateMatch { start, end: self.end, first, last, season: self.season, claims, remarks }
    }
}

fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    let (value, digits) = ahead.number(4)?;
    if digits != 4 || !(1000..=2999).contains(&value) {
        return None;
    }
    *cursor = ahead;
    i32::try_from(value).ok()
}

fn month_word(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    let month = months::number_of(&ahead.word())?;
    ahead.eat('.');
    *cursor = ahead;
    Some(u32::from(month))
}

fn season_word(cursor: &mut Cursor<'_>) -> Option<Season> {
    let mut ahead = *cursor;
    let season = months::season_of(&ahead.word())?;
    *cursor = ahead;
    Some(season)
}

/// A day of one or two digits with an ordinal ending perhaps; not what goes on as another number or an issue.
fn day_number(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    let (day, _) = ahead.number(2)?;
    if !(1..=31).contains(&day) {
        return None;
    }
    let mut after_ending = ahead;
    if matches!(
        after_ending.word().to_lowercase().as_str(),
        "st" | "nd" | "rd" | "th" | "er" | "º" | "o" | "a"
    ) {
        ahead = after_ending;
    }
    if ahead.peek().is_some_and(|next| next == '(' || next.is_ascii_alphanumeric()) {
        return None;
    }
    *cursor = ahead;
    Some(day)
}

fn year_first(start: Cursor<'_>, habit: Habit) -> Option<Draft> {
    let mut draft = point(start, habit)?;
    if draft.last.is_none() && draft.season.is_none() {
        let mut ahead = Cursor::new(start.chars, draft.end);
        let linked = ahead.dashes() || ahead.eat('/');
        if linked
            && let Some(end) = point(ahead, habit)
            && (draft.first.year..draft.first.year + 100).contains(&end.first.year)
        {
            draft.last = Some(end.last.unwrap_or(end.first));
            draft.end = end.end;
            draft.furniture.extend(end.furniture);
        }
    }
    let after = Cursor::new(start.chars, draft.end);
    let number_goes_on =
        after.peek() == Some('-') && after.peek_after(1).is_some_and(|next| next.is_ascii_digit());
    // `1673-4408` is an ISSN, not the year 1673.
    if habit == Habit::Alone && number_goes_on && draft.first.month.is_none() { None } else { Some(draft) }
}

/// A year and what is inside it.
fn point(start: Cursor<'_>, habit: Habit) -> Option<Draft> {
    let mut cursor = start;
    let Some(year) = year(&mut cursor) else {
        return if habit == Habit::Alone { compact(start) } else { None };
    };
    let bare = Draft::new(Rough { year, month: None, day: None }, cursor.at);
    let read = with_signs(cursor, year)
        .or_else(|| with_slashes(cursor, year, habit))
        .or_else(|| with_separators(cursor, year, habit))
        .or_else(|| with_words(cursor, year, habit))
        .or_else(|| if habit == Habit::Alone { with_spaces(cursor, year) } else { None });
    Some(read.unwrap_or(bare))
}

/// `20220410`.
fn compact(start: Cursor<'_>) -> Option<Draft> {
    let mut cursor = start;
    let digits: String = cursor.digits(8).iter().collect();
    let year: i32 = digits.get(0..4)?.parse().ok()?;
    let month: u32 = digits.get(4..6)?.parse().ok()?;
    let day: u32 = digits.get(6..8)?.parse().ok()?;
    let rough = Rough { year, month: Some(month), day: Some(day) };
    ((1500..=2999).contains(&year) && month <= 12 && day <= 31).then(|| Draft::new(rough, cursor.at))
}

/// `2022年4月10日`, `2022년 4월`, `2022年4-5月`, `2022年春季`.
fn with_signs(after_year: Cursor<'_>, year: i32) -> Option<Draft> {
    let mut cursor = after_year;
    cursor.spaces();
    cursor.eat_any(&['年', '년'])?;
    let mut draft = Draft::new(Rough { year, month: None, day: None }, cursor.at);
    draft.furniture.push(cursor.at - 1);
    cursor.spaces();
    if let Some(season) = cursor.peek().and_then(|sign| months::season_of(&sign.to_string())) {
        cursor.at += 1;
        cursor.eat('季');
        draft.season = Some(season);
        draft.end = cursor.at;
        return Some(draft);
    }
    let Some((month, _)) = cursor.number(2) else { return Some(draft) };
    let last_month = if cursor.dashes() { cursor.number(2) } else { None };
    cursor.spaces();
    if cursor.eat_any(&['月', '월']).is_none() {
        return Some(draft);
    }
    draft.furniture.push(cursor.at - 1);
    draft.first.month = Some(month);
    draft.last = last_month.map(|(month, _)| Rough { year, month: Some(month), day: None });
    draft.end = cursor.at;
    cursor.spaces();
    if let Some((day, _)) = cursor.number(2) {
        cursor.spaces();
        if cursor.eat_any(&['日', '일', '号']).is_some() {
            draft.furniture.push(cursor.at - 1);
            draft.first.day = Some(day);
            draft.end = cursor.at;
        }
    }
    Some(draft)
}

/// RIS: `2022/04/10/other` with any of its fields empty; also `2022/04/10` and `2021/22`.
fn with_slashes(after_year: Cursor<'_>, year: i32, habit: Habit) -> Option<Draft> {
    let mut cursor = after_year;
    if !cursor.eat('/') {
        return None;
    }
    let month = cursor.number(2).map(|(month, _)| month);
    let mut draft = Draft::new(Rough { year, month, day: None }, cursor.at);
    if !cursor.eat('/') {
        let month = month?;
        return if month > 12 { second_year(draft, month, habit) } else { Some(draft) };
    }
    draft.first.day = cursor.number(2).map(|(day, _)| day);
    if draft.first.day.is_none() && habit == Habit::Line {
        return month.map(|_| draft);
    }
    draft.end = cursor.at;
    if habit == Habit::Alone && cursor.eat('/') {
        draft.end = cursor.at;
        if let Some(season) = season_word(&mut cursor) {
            draft.season = Some(season);
            draft.end = cursor.at;
        }
    }
    Some(after_time(draft, cursor, habit))
}

/// `2022-04-10`, `2022-04`, `2022.4.10`, `2021-22` (F12), `2022-21` (EDTF's seasons, F9).
fn with_separators(after_year: Cursor<'_>, year: i32, habit: Habit) -> Option<Draft> {
    let mut cursor = after_year;
    let separator = cursor.eat_any(&['-', '.'])?;
    let spaced = separator == '.' && cursor.eat(' ');
    let (month, digits) = cursor.number(2)?;
    let mut draft = Draft::new(Rough { year, month: Some(month), day: None }, cursor.at);
    let mut ahead = cursor;
    if ahead.eat(separator) {
        ahead.spaces();
        if let Some((day, _)) = ahead.number(2) {
            draft.first.day = Some(day);
            draft.end = ahead.at;
            return Some(after_time(draft, ahead, habit));
        }
    }
    // An issue or pages follow: the number is a volume, and the dash or stop belongs before it.
    if spaced || (habit == Habit::Line && matches!(cursor.peek(), Some('(' | ':'))) {
        return None;
    }
    if separator == '.' {
        return (month <= 12).then_some(draft);
    }
    let next_year = digits == 2 && month == year.unsigned_abs().wrapping_add(1) % 100;
    if month > 12 || (next_year && habit == Habit::Line) {
        second_year(draft, month, habit)
    } else {
        Some(draft)
    }
}

/// `2021-22` as two years, `2022-21` as a season, or a month that does not exist.
fn second_year(draft: Draft, number: u32, habit: Habit) -> Option<Draft> {
    let first = draft.first.year;
    let end_year = i32::try_from(number).ok().map(|number| first - first % 100 + number)?;
    let end_year = if first % 100 == 99 && number == 0 { first + 1 } else { end_year };
    let bare = Draft { first: Rough { year: first, month: None, day: None }, ..draft.clone() };
    if end_year > first {
        let guess = "is read as two years, it could be a month";
        let doubt = (number <= 12 && habit == Habit::Line).then_some((&DATE_RANGE_GUESSED, guess));
        return Some(Draft { last: Some(Rough { year: end_year, month: None, day: None }), doubt, ..bare });
    }
    if (21..=24).contains(&number) {
        let season = u8::try_from(number - 20).ok().and_then(Season::from_number);
        return Some(Draft { season, ..bare });
    }
    Some(draft)
}

/// A time of day after a full date says nothing about publication; it is part of the date's text.
fn after_time(mut draft: Draft, after_day: Cursor<'_>, habit: Habit) -> Draft {
    let mut cursor = after_day;
    let separated = cursor.eat('T') || cursor.eat(' ');
    if habit == Habit::Line || !separated || cursor.number(2).is_none() || !cursor.eat(':') {
        return draft;
    }
    while cursor.eat_any(&[':', '.', '+', '-', 'Z']).is_some() || !cursor.digits(9).is_empty() {}
    draft.end = cursor.at;
    draft
}

/// `2022 04 10`, `2022 06`.
fn with_spaces(after_year: Cursor<'_>, year: i32) -> Option<Draft> {
    let mut cursor = after_year;
    if !cursor.eat(' ') {
        return None;
    }
    let (month, _) = cursor.number(2).filter(|(month, _)| (1..=12).contains(month))?;
    let mut draft = Draft::new(Rough { year, month: Some(month), day: None }, cursor.at);
    if cursor.eat(' ')
        && let Some((day, _)) = cursor.number(2)
    {
        draft.first.day = Some(day);
        draft.end = cursor.at;
    }
    Some(draft)
}

/// `2022 Apr`, `2022 Apr-May`, `2022 Apr 10`, `2022 Dec 28-31`, `2022 Apr 28-May 2`, `2022 Spring`.
fn with_words(after_year: Cursor<'_>, year: i32, habit: Habit) -> Option<Draft> {
    let mut cursor = after_year;
    if habit == Habit::Alone {
        cursor.eat(',');
    }
    cursor.spaces();
    if let Some(season) = season_word(&mut cursor) {
        let draft = Draft::new(Rough { year, month: None, day: None }, cursor.at);
        return Some(Draft { season: Some(season), ..draft });
    }
    let month = month_word(&mut cursor)?;
    let mut draft = Draft::new(Rough { year, month: Some(month), day: None }, cursor.at);
    let mut ahead = cursor;
    if ahead.dashes() || ahead.eat_any(&['/', '&']).is_some() {
        ahead.spaces();
        if let Some(last) = month_word(&mut ahead) {
            draft.last = Some(Rough { year, month: Some(last), day: None });
            draft.end = ahead.at;
            return Some(draft);
        }
    }
    ahead = cursor;
    ahead.spaces();
    let Some(day) = day_number(&mut ahead) else { return Some(draft) };
    draft.first.day = Some(day);
    draft.end = ahead.at;
    if ahead.dashes() {
        if let Some(last) = day_number(&mut ahead) {
            draft.last = Some(Rough { year, month: Some(month), day: Some(last) });
            draft.end = ahead.at;
        } else if let Some(last_month) = month_word(&mut ahead) {
            draft.end = ahead.at;
            ahead.spaces();
            let last_day = day_number(&mut ahead);
            draft.last = Some(Rough { year, month: Some(last_month), day: last_day });
            draft.end = if last_day.is_some() { ahead.at } else { draft.end };
        }
    }
    Some(draft)
}

/// `10 Apr 2022`, `April 10, 2022`, `10 de abril de 2022`, `Jul-Aug 2022`, `Spring 2022`, `10.4.2022`.
fn month_first(start: Cursor<'_>, habit: Habit) -> Option<Draft> {
    let mut draft = words_then_year(start)
        .or_else(|| if habit == Habit::Alone { numbers_then_year(start) } else { None })?;
    let mut ahead = Cursor::new(start.chars, draft.end);
    if draft.last.is_none()
        && draft.season.is_none()
        && ahead.dashes()
        && let Some(end) = words_then_year(ahead)
    {
        draft.last = Some(end.last.unwrap_or(end.first));
        draft.end = end.end;
    }
    Some(draft)
}

fn words_then_year(start: Cursor<'_>) -> Option<Draft> {
    let mut cursor = start;
    let mut first_day = None;
    let mut last: Option<(Option<u32>, Option<u32>)> = None;
    let mut season = None;
    let mut month = None;
    if cursor.peek()?.is_ascii_digit() {
        first_day = Some(day_number(&mut cursor)?);
        cursor.eat('.');
        if cursor.dashes() {
            last = Some((None, Some(day_number(&mut cursor)?)));
        }
        cursor.spaces();
        linking_word(&mut cursor);
        month = Some(month_word(&mut cursor)?);
        let mut ahead = cursor;
        if last.is_none() && ahead.dashes() {
            let last_day = day_number(&mut ahead)?;
            ahead.spaces();
            last = Some((Some(month_word(&mut ahead)?), Some(last_day)));
            cursor = ahead;
        }
    } else if let Some(found) = season_word(&mut cursor) {
        season = Some(found);
    } else {
        month = Some(month_word(&mut cursor)?);
        let mut ahead = cursor;
        if (ahead.dashes() || ahead.eat('/'))
            && let Some(last_month) = month_word(&mut ahead)
        {
            last = Some((Some(last_month), None));
            cursor = ahead;
        }
        ahead = cursor;
        ahead.spaces();
        if last.is_none()
            && let Some(day) = day_number(&mut ahead)
        {
            first_day = Some(day);
            if ahead.dashes() {
                last = Some((None, Some(day_number(&mut ahead)?)));
            }
            cursor = ahead;
        }
    }
    cursor.eat(',');
    cursor.spaces();
    linking_word(&mut cursor);
    let year = year(&mut cursor)?;
    let mut draft = Draft::new(Rough { year, month, day: first_day }, cursor.at);
    draft.last = last.map(|(last_month, day)| Rough { year, month: last_month.or(month), day });
    draft.season = season;
    Some(draft)
}

/// The small words of `10 de abril de 2022`.
fn linking_word(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    if matches!(ahead.word().to_lowercase().as_str(), "de" | "del" | "do" | "of") && ahead.eat(' ') {
        *cursor = ahead;
    }
}

/// `10.4.2022`, `10/04/2022`: read only where one of the numbers cannot be a month, or a stop says day first.
fn numbers_then_year(start: Cursor<'_>) -> Option<Draft> {
    let mut cursor = start;
    let (one, _) = cursor.number(2)?;
    let separator = cursor.eat_any(&['.', '/', '-'])?;
    cursor.spaces();
    let (two, _) = cursor.number(2)?;
    if !cursor.eat(separator) {
        return None;
    }
    cursor.spaces();
    let year = year(&mut cursor)?;
    let with = |month, day| Draft::new(Rough { year, month: Some(month), day: Some(day) }, cursor.at);
    Some(if separator == '.' || one > 12 || one == two {
        with(two, one)
    } else if two > 12 {
        with(one, two)
    } else {
        let doubt = Some((&DATE_ORDER_UNKNOWN, "does not say which number is the month"));
        Draft { doubt, ..Draft::new(Rough { year, month: None, day: None }, cursor.at) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_alone() {
        let table = [
            ("2022", "2022"),
            ("2022/04//", "2022-04"),
            ("2022///", "2022"),
            ("2020//", "2020"),
            ("2022/04/10/", "2022-04-10"),
            ("2022///Spring", "2022 season 1"),
            ("2022-04-10", "2022-04-10"),
            ("2022-04-10T08:30:00.000Z", "2022-04-10"),
            ("2022/04/10 06:00", "2022-04-10"),
            ("20220410", "2022-04-10"),
            ("2022 Apr 10", "2022-04-10"),
            ("2022 Apr-May", "2022-04/2022-05"),
            ("2022年4月10日", "2022-04-10"),
            ("2022년 4월 10일", "2022-04-10"),
            ("2022年12月-2023年1月", "2022-12/2023-01"),
            ("2022. 4. 10.", "2022-04-10"),
            ("2022 04", "2022-04"),
            ("April 10th, 2022", "2022-04-10"),
            ("10 de abril de 2022", "2022-04-10"),
            ("1er août 2022", "2022-08-01"),
            ("10. März 2022", "2022-03-10"),
            ("10 set. 2022", "2022-09-10"),
            ("Jul-Aug 2022", "2022-07/2022-08"),
            ("Dec 2021-Jan 2022", "2021-12/2022-01"),
            ("28 Dec 2021 – 3 Jan 2022", "2021-12-28/2022-01-03"),
            ("28 April-3 May 2022", "2022-04-28/2022-05-03"),
            ("Winter 2022", "2022 season 4"),
            ("2022-21", "2022 season 1"),
            ("2021-22", "2021/2022"),
            ("2021/22", "2021/2022"),
            ("1999-2000", "1999/2000"),
            ("2022-04/2022-05", "2022-04/2022-05"),
            ("2009-10", "2009-10"),
            ("10.4.2022", "2022-04-10"),
            ("24/04/2022", "2022-04-24"),
            ("04/24/2022", "2022-04-24"),
            ("04/05/2022", "2022"),
            ("2020-02-30", "2020-02"),
            ("2022-13-01", "2022"),
            ("2022-00-00", "2022"),
            ("[2022]", "2022"),
            ("c2022", "2022"),
            ("Published 2022 Apr 10", "2022-04-10"),
            ("1673-4408", ""),
            ("12022", ""),
            ("n.d.", ""),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text).value.iso(), expected, "{text}");
        }
    }

    #[test]
    fn doubts_are_said() {
        let codes = |text| parse(text).remarks.iter().map(|remark| remark.code.name).collect::<Vec<_>>();
        assert_eq!(codes("2020-02-30"), ["date-impossible"]);
        assert_eq!(codes("04/05/2022"), ["date-order-unknown"]);
        assert_eq!(codes("Published 2022 Apr 10"), ["date-remainder"]);
        assert_eq!(codes("n.d."), ["date-not-understood"]);
        assert_eq!(codes("2022 May-Apr"), ["date-impossible"]);
        assert_eq!(codes("2022/04//"), [""; 0]);
        assert!(parse("ca. 1950").value.circa && parse("1950?").value.circa);
    }

    #[test]
    fn a_month_without_a_year_is_no_date() {
        let reading = parse("SEP 22");
        assert_eq!((reading.value.start, reading.month_day), (None, Some((9, Some(22)))));
        assert_eq!(parse("Oct").month_day, Some((10, None)));
        assert_eq!(parse("Feb 31").month_day, None);
    }

    #[test]
    fn signs_are_furniture() {
        let reading = parse("2022年4月");
        let fields: Vec<&str> = reading.parts.iter().map(|part| part.field).collect();
        assert_eq!(fields, ["issued", "", "issued", ""]);
    }
}
