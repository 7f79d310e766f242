//! Dates as RIS has them: `YYYY/MM/DD/other`.

use crate::record::{DateParts, DateVal, Season};

/// `2022/04//`, `2022///Spring`: three slashes always. `None` for a year that is not four digits.
pub(super) fn slashed(date: &DateVal) -> Option<String> {
    let DateVal { kind: _, start, end: _, season, circa: _, text_raw: _ } = date;
    let DateParts { year, month, day } = (*start)?;
    let (month, day) = (two_digits(month), two_digits(month.and(day)));
    Some(format!("{}/{month}/{day}/{}", four_digits(year)?, season.map(Season::name).unwrap_or_default()))
}

/// `2022`. `None` for a year that is not four digits.
pub(super) fn year(date: &DateVal) -> Option<String> {
    four_digits(date.start?.year)
}

fn four_digits(year: i32) -> Option<String> {
    (0..=9999).contains(&year).then(|| format!("{year:04}"))
}

fn two_digits(part: Option<u8>) -> String {
    part.map(|number| format!("{number:02}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: Option<u8>, day: Option<u8>) -> DateVal {
        DateVal { start: Some(DateParts { year, month, day }), ..DateVal::default() }
    }

    #[test]
    fn a_date_has_three_slashes() {
        let spring = DateVal { season: Some(Season::Spring), ..date(2022, None, None) };
        let rows = [
            (date(2022, None, None), Some("2022///")),
            (date(2022, Some(4), None), Some("2022/04//")),
            (date(2022, Some(4), Some(1)), Some("2022/04/01/")),
            (date(2022, None, Some(1)), Some("2022///")),
            (spring, Some("2022///Spring")),
            (date(987, None, None), Some("0987///")),
            (date(-5, None, None), None),
            (date(20222, None, None), None),
            (DateVal::default(), None),
        ];
        for (date, expected) in rows {
            assert_eq!(slashed(&date).as_deref(), expected, "{date:?}");
        }
    }
}
