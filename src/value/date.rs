//! Dates as bibliographies print them, with as much precision as they give and no more.
//!
//! The forms are those of the mapping reference, 4.1 (`date`), with rules F9, F10 and F12, and for a date that
//! stands alone also RIS's slashes, ISO 8601, and day or month before the year in five languages.

mod forms;
mod year_last;

use super::Part;
use super::folded::{Claim, Cursor, Folded};
use crate::record::DateVal;
use crate::report::{Code, Remark, quoted};
use crate::vocab::months;
pub(crate) use forms::{BUDDHIST_YEAR, common_year, is_thai};
pub(super) use forms::{DateMatch, Habit, date_at};

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
        reading.parts = folded.parts();
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
    // The text of a date is short; a whole abstract is none, whatever years it mentions.
    const FURTHEST: usize = 120;
    (start + 1..chars.len().min(start + FURTHEST)).find_map(|at| {
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
    fn years_of_the_buddhist_era_are_counted_from_christ() {
        for (text, expected) in [
            ("พ.ศ. 2563", "2020"),
            ("มกราคม 2563", "2020-01"),
            ("15 มีนาคม 2563", "2020-03-15"),
            ("B.E. 2563", "2020"),
        ] {
            let reading = parse(text);
            assert_eq!((reading.value.iso().as_str(), reading.value.text_raw.as_str()), (expected, text));
            assert!(reading.remarks.iter().any(|remark| remark.code.name == "buddhist-year"), "{text}");
        }
        assert_eq!(parse("2563").value.iso(), "2563");
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
