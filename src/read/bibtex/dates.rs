//! Dates: BibLaTeX's EDTF, and the year, month and day of BibTeX.

use crate::record::{DateKind, DateParts, DateVal, Season};
use crate::vocab::months;
use biblatex::{Chunk, Date, DateValue, Datetime, Spanned};

/// A date in the extended date-time format as far as BibLaTeX has it: `2022`, `2022-04`, `2022-04/2022-05`, `2022-21`
/// for spring, `2022~` for about 2022, `199X` for some year of the nineties. `None` for anything else.
///
/// The `biblatex` crate reads the dates. It gets nothing but ASCII digits in the right number, because it panics at
/// other digits (`２０２２`) and at `12345X`, knows no seasons, and knows a mark of doubt only at the very end.
pub(in crate::read) fn edtf(kind: DateKind, text: &str) -> Option<DateVal> {
    let text = text.trim();
    let (first, last) = match text.split_once('/') {
        Some((first, last)) => (first, Some(last.trim())),
        None => (text, None),
    };
    let (first, mut circa) = without_doubt(first.trim());
    let date =
        |start, end, season, circa| DateVal { kind, start, end, season, circa, text_raw: text.to_owned() };
    if let (Some((year, season)), None) = (season(first), last) {
        return Some(date(Some(year), None, Some(season), circa));
    }
    if last.is_none() && is_decade(first) {
        let (start, end) = spanned(first)?;
        return Some(date(Some(start), end, None, true));
    }
    // `2022/` and `2022/..` have no end yet.
    let Some(last) = last.filter(|last| !matches!(*last, "" | "..")) else {
        let (start, _) = spanned(day_of(first)?)?;
        return Some(date(Some(start), None, None, circa));
    };
    let (last, last_circa) = without_doubt(last);
    circa |= last_circa;
    let (start, end) = spanned(&format!("{}/{}", day_of(first)?, day_of(last)?))?;
    Some(date(Some(start), end, None, circa))
}

/// A date without the signs that it is approximate or uncertain, and whether it has one.
fn without_doubt(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches(['~', '?', '%']);
    (bare, bare.len() < text.len())
}

/// `2022-21` to `2022-24`.
fn season(text: &str) -> Option<(DateParts, Season)> {
    let (year, number) = text.split_once('-')?;
    let season =
        number.strip_prefix('2').filter(|_| number.len() == 2)?.parse().ok().and_then(Season::from_number)?;
    Some((DateParts::year(number_of(year, 4)?), season))
}

fn is_decade(text: &str) -> bool {
    let digits = text.trim_end_matches('X');
    text.len() == 4 && digits.len() >= 2 && digits.len() < 4 && digits.bytes().all(|it| it.is_ascii_digit())
}

/// A date of year, month and day, each in its digits. The time of day says nothing of a reference and goes.
fn day_of(text: &str) -> Option<&str> {
    let bare = text.split('T').next().unwrap_or_default();
    let mut parts = bare.split('-');
    let is_year = parts.next().is_some_and(|year| number_of(year, 4).is_some());
    let rest: Vec<&str> = parts.collect();
    (is_year && rest.len() <= 2 && rest.iter().all(|part| number_of(part, 2).is_some())).then_some(bare)
}

/// What the crate makes of a date or range whose form is known to be right; an end that is the start is none.
fn spanned(text: &str) -> Option<(DateParts, Option<DateParts>)> {
    let chunks = [Spanned::new(Chunk::Normal(text.to_owned()), 0..text.len())];
    let (start, end) = match Date::parse(&chunks).ok()?.value {
        DateValue::At(only) | DateValue::After(only) => (parts(only)?, None),
        DateValue::Between(first, last) => (parts(first)?, Some(parts(last)?)),
        DateValue::Before(_) => return None,
    };
    Some((start, end.filter(|end| *end != start)))
}

/// The crate counts months and days from zero.
fn parts(date: Datetime) -> Option<DateParts> {
    let from_one = |number: u8| number.checked_add(1);
    let parts =
        DateParts { year: date.year, month: date.month.and_then(from_one), day: date.day.and_then(from_one) };
    (parts == parts.settled()).then_some(parts)
}

fn number_of(text: &str, digits: usize) -> Option<i32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// The date of `year`, `month` and `day` in any notation that BibTeX files have: names and numbers of months, two of
/// them, a day in the month (`mar # "~15"`). `None` where a part is not understood.
pub(super) fn from_parts(year: &str, month: &str, day: &str) -> Option<DateVal> {
    let printed = [year, month, day].map(str::trim).into_iter().filter(|part| !part.is_empty());
    let text_raw = printed.collect::<Vec<_>>().join(" ");
    let years: Vec<i32> = words(year).map(|word| number_of(word, 4)).collect::<Option<_>>()?;
    let (first_year, last_year) = match *years.as_slice() {
        [year] => (year, year),
        [first, last] => (first, last),
        _ => return None,
    };
    let (mut found, mut days, mut season) = (Vec::new(), Vec::new(), None);
    for word in words(month) {
        let bare = word.trim_end_matches('.');
        let as_number = bare.parse::<u8>().ok();
        if let Some(named) = months::number_of(bare) {
            found.push(named);
        } else if let Some(named) = months::season_of(bare) {
            season = Some(named);
        } else if found.is_empty() && as_number.is_some_and(|number| (1..=12).contains(&number)) {
            found.extend(as_number);
        } else {
            days.push(as_number?);
        }
    }
    // `04-05` is two months; `15 March` is a day before its month and is left to the grammar of dates.
    if !month.chars().any(char::is_alphabetic) {
        found.append(&mut days);
    }
    days.extend(words(day).map(|word| word.parse::<u8>().ok()).collect::<Option<Vec<u8>>>()?);
    let parts = |year, month: Option<u8>, day: Option<u8>| DateParts { year, month, day };
    let (start, end) = match (found.as_slice(), days.as_slice()) {
        (&[], &[]) => (parts(first_year, None, None), parts(last_year, None, None)),
        (&[only], &[]) => (parts(first_year, Some(only), None), parts(last_year, Some(only), None)),
        (&[only], &[day]) => {
            (parts(first_year, Some(only), Some(day)), parts(last_year, Some(only), Some(day)))
        }
        (&[only], &[first, last]) => {
            (parts(first_year, Some(only), Some(first)), parts(last_year, Some(only), Some(last)))
        }
        (&[first, last], &[]) => (parts(first_year, Some(first), None), parts(last_year, Some(last), None)),
        (&[first, last], &[from, to]) => {
            (parts(first_year, Some(first), Some(from)), parts(last_year, Some(last), Some(to)))
        }
        _ => return None,
    };
    if start != start.settled() || end != end.settled() || (season.is_some() && !found.is_empty()) {
        return None;
    }
    let end = (end != start).then_some(end);
    Some(DateVal { kind: DateKind::Issued, start: Some(start), end, season, circa: false, text_raw })
}

/// The words between blanks, hyphens, slashes, commas and `and`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let pieces =
        text.split(|it: char| it.is_whitespace() || matches!(it, '-' | '–' | '—' | '/' | ',' | '&' | '~'));
    pieces.filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("and"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_both_dialects() {
        for (text, expected) in [
            ("2022", "2022"),
            ("2022-04-10", "2022-04-10"),
            ("2022-04/2022-05", "2022-04/2022-05"),
            ("2022-21", "2022 season 1"),
            ("2022~", "2022"),
            ("2022/", "2022"),
            ("2022-04~/2022-05~", "2022-04/2022-05"),
            ("2022-12-31T23:59:59Z", "2022-12-31"),
            ("199X", "1990/1999"),
            ("2022/2022", "2022"),
            ("2020-13", "none"),
            ("2020-02-30", "none"),
            ("2020-25", "none"),
            ("/2022", "none"),
            ("12345X", "none"),
            ("２０２２", "none"),
            ("- 5", "none"),
            ("2022-00-XX", "none"),
            ("", "none"),
            ("in press", "none"),
            ("99", "none"),
        ] {
            let shown = edtf(DateKind::Issued, text).map_or_else(|| "none".to_owned(), |date| date.iso());
            assert_eq!(shown, expected, "{text}");
        }
        for (year, month, day, expected) in [
            ("2022", "", "", "2022"),
            ("2022", "September", "", "2022-09"),
            ("2022", "sept", "", "2022-09"),
            ("2022", " feb ", "3", "2022-02-03"),
            ("2022", "04", "", "2022-04"),
            ("2022", "March\u{a0}15", "", "2022-03-15"),
            ("2022", "Sep--Oct", "", "2022-09/2022-10"),
            ("2022--2023", "December-January", "", "2022-12/2023-01"),
            ("2022", "April", "5--7", "2022-04-05/2022-04-07"),
            ("2022", "Spring", "", "2022 season 1"),
            ("2022", "Michaelmas", "", "none"),
            ("in press", "", "", "none"),
            ("", "May", "", "none"),
        ] {
            let shown = from_parts(year, month, day).map_or_else(|| "none".to_owned(), |date| date.iso());
            assert_eq!(shown, expected, "{year} {month} {day}");
        }
    }
}
