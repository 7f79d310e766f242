//! Dates that end in their year.

use super::super::folded::Cursor;
use super::forms::{Draft, Habit, Rough, day_number, month_word, season_word, year};
use crate::report::Code;

const DATE_ORDER_UNKNOWN: Code = Code::warning(
    "date-order-unknown",
    "`04/05/2022` does not say which number is the month; only the year is read, the rest is kept as printed.",
);

/// `10 Apr 2022`, `April 10, 2022`, `10 de abril de 2022`, `Jul-Aug 2022`, `Spring 2022`, `10.4.2022`.
pub(super) fn month_first(start: Cursor<'_>, habit: Habit) -> Option<Draft> {
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
        // `23-Sep-2017`.
        let mut joined = cursor;
        if joined.dashes()
            && let Some(month) = month_word(&mut joined)
            && joined.dashes()
            && let Some(year) = year(&mut joined)
        {
            let day = first_day;
            return Some(Draft::new(Rough { year, month: Some(month), day }, joined.at));
        }
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
