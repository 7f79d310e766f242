//! Dates that begin with their year, and the check against the calendar.

use super::super::folded::{Claim, Cursor};
use super::year_last::month_first;
use crate::record::{DateParts, Season};
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

/// A year of the Buddhist era, which is printed in Thailand.
pub(crate) const BUDDHIST_YEAR: Code = Code::info(
    "buddhist-year",
    "A year stands in the Buddhist era of Thailand; the year of the common era, 543 less, was derived from it. The date as printed is kept.",
);

/// The year of the common era for one of the Buddhist era, if it can be one: `2563` is 2020.
pub(crate) fn common_year(year: i32) -> Option<i32> {
    const OFFSET: i32 = 543;
    (2400..=2643).contains(&year).then_some(year - OFFSET)
}

/// Whether a character is Thai.
pub(crate) fn is_thai(character: char) -> bool {
    matches!(character, '\u{e01}'..='\u{e5b}')
}

/// Where a date stands, which decides how its doubtful forms are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Habit {
    /// In a journal line, before a volume.
    Line,
    /// In a field of its own.
    Alone,
}

/// A date found in folded characters.
#[derive(Debug, Clone)]
pub(in crate::value) struct DateMatch {
    pub(in crate::value) start: usize,
    pub(in crate::value) end: usize,
    pub(in crate::value) first: DateParts,
    pub(in crate::value) last: Option<DateParts>,
    pub(in crate::value) season: Option<Season>,
    pub(in crate::value) claims: Vec<Claim>,
    pub(in crate::value) remarks: Vec<Remark>,
}

/// The date that begins exactly at `at`. Looks at a bounded number of characters.
pub(in crate::value) fn date_at(chars: &[char], at: usize, habit: Habit) -> Option<DateMatch> {
    let cursor = Cursor::new(chars, at);
    if cursor.before().is_some_and(|character| character.is_ascii_digit()) {
        return None;
    }
    let after_era = era(cursor);
    let begin = after_era.unwrap_or(cursor);
    let draft = year_first(begin, habit).or_else(|| month_first(begin, habit))?;
    Some(draft.settle(chars, at, after_era.is_some()))
}

/// Behind the words for the Buddhist era, `พ.ศ. 2563` or `B.E. 2563`.
fn era(start: Cursor<'_>) -> Option<Cursor<'_>> {
    ["พ.ศ.", "B.E.", "BE "].iter().filter(|words| start.starts_with(words)).find_map(|words| {
        let mut cursor = Cursor { at: start.at + words.chars().count(), ..start };
        cursor.spaces();
        let mut ahead = cursor;
        year(&mut ahead).and_then(common_year).map(|_| cursor)
    })
}

/// Whether Thai stands near a place of a text.
fn is_thai_near(chars: &[char], start: usize, end: usize) -> bool {
    const FAR: usize = 160;
    let near = chars.get(start.saturating_sub(FAR)..chars.len().min(end + FAR)).unwrap_or_default();
    near.iter().copied().any(is_thai)
}

/// Numbers as printed, not yet checked against the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rough {
    pub(super) year: i32,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
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
pub(super) struct Draft {
    pub(super) first: Rough,
    pub(super) last: Option<Rough>,
    pub(super) season: Option<Season>,
    pub(super) end: usize,
    /// Signs such as 年 inside the date.
    pub(super) furniture: Vec<usize>,
    pub(super) doubt: Option<(&'static Code, &'static str)>,
}

impl Draft {
    pub(super) fn new(first: Rough, end: usize) -> Self {
        Self { first, last: None, season: None, end, furniture: Vec::new(), doubt: None }
    }

    fn settle(mut self, chars: &[char], start: usize, has_era: bool) -> DateMatch {
        let printed: String = chars.get(start..self.end).unwrap_or_default().iter().collect();
        let mut remarks = Vec::new();
        if let Some(year) = common_year(self.first.year)
            && (has_era || is_thai_near(chars, start, self.end))
        {
            let sentence = format!("{} is a year of the Buddhist era: {year}", quoted(&printed));
            remarks.push(Remark::new(&BUDDHIST_YEAR, sentence));
            self.first.year = year;
            if let Some(last) = &mut self.last {
                last.year = common_year(last.year).unwrap_or(last.year);
            }
        }
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

pub(super) fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    let (value, digits) = ahead.number(4)?;
    if digits != 4 || !(1000..=2999).contains(&value) {
        return None;
    }
    *cursor = ahead;
    i32::try_from(value).ok()
}

pub(super) fn month_word(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    let month = months::number_of(&ahead.word())?;
    ahead.eat('.');
    *cursor = ahead;
    Some(u32::from(month))
}

pub(super) fn season_word(cursor: &mut Cursor<'_>) -> Option<Season> {
    let mut ahead = *cursor;
    let season = months::season_of(&ahead.word())?;
    *cursor = ahead;
    Some(season)
}

/// A day of one or two digits with an ordinal ending perhaps; not what goes on as another number or an issue.
pub(super) fn day_number(cursor: &mut Cursor<'_>) -> Option<u32> {
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
