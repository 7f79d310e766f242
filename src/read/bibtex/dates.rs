//! Dates: BibLaTeX's EDTF, and the year, month and day of BibTeX.

use crate::record::{DateKind, DateParts, DateVal, Season};
use crate::vocab::months;

/// A date in the extended date-time format as far as BibLaTeX has it: `2022`, `2022-04`, `2022-04/2022-05`, `2022-21`
/// for spring, `2022~` for about 2022. `None` for anything else.
pub(super) fn edtf(kind: DateKind, text: &str) -> Option<DateVal> {
    let text = text.trim();
    let (first, last) = match text.split_once('/') {
        Some((first, last)) => (first, Some(last.trim())),
        None => (text, None),
    };
    let (start, season, circa) = point(first.trim())?;
    // `2022/` and `2022/..` have no end yet.
    let end = match last {
        None | Some("" | "..") => None,
        Some(last) => Some(point(last).filter(|(_, season, _)| season.is_none())?),
    };
    if season.is_some() && end.is_some() {
        return None;
    }
    let circa = circa || end.is_some_and(|(_, _, circa)| circa);
    let end = end.map(|(end, _, _)| end);
    Some(DateVal { kind, start: Some(start), end, season, circa, text_raw: text.to_owned() })
}

/// One date, its season, and whether it is approximate or uncertain.
fn point(text: &str) -> Option<(DateParts, Option<Season>, bool)> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let circa = bare.len() < text.len();
    // The time of day says nothing of a reference.
    let bare = bare.split('T').next().unwrap_or_default();
    let mut numbers = bare.split('-');
    let year = number(numbers.next()?, 4)?;
    let month = numbers.next().map(|text| number(text, 2).ok_or(())).transpose().ok()?;
    let day = numbers.next().map(|text| number(text, 2).ok_or(())).transpose().ok()?;
    if numbers.next().is_some() {
        return None;
    }
    let year = DateParts::year(year);
    match (month, day) {
        (None, _) => Some((year, None, circa)),
        (Some(month @ 21..=24), None) => {
            Some((year, Season::from_number(u8::try_from(month - 20).ok()?), circa))
        }
        (Some(month), day) => {
            let to_small = |number: i32| u8::try_from(number).ok();
            let day = day.map(|day| to_small(day).ok_or(())).transpose().ok()?;
            let parts = DateParts { month: to_small(month), day, ..year };
            (parts == parts.settled()).then_some((parts, None, circa))
        }
    }
}

fn number(text: &str, digits: usize) -> Option<i32> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// The date of `year`, `month` and `day` in any notation that BibTeX files have: names and numbers of months, two of
/// them, a day in the month (`mar # "~15"`). `None` where a part is not understood.
pub(super) fn from_parts(year: &str, month: &str, day: &str) -> Option<DateVal> {
    let printed = [year, month, day].map(str::trim).into_iter().filter(|part| !part.is_empty());
    let text_raw = printed.collect::<Vec<_>>().join(" ");
    let years: Vec<i32> = words(year).map(|word| number(word, 4)).collect::<Option<_>>()?;
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
            ("2020-13", "none"),
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
