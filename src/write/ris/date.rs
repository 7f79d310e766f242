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

/// The whole date for the leftover note: `2022-04/2022-05`, `2022 Spring`, `circa 2022`, or the text that was not
/// understood.
pub(super) fn in_words(date: &DateVal) -> String {
    let mut words = match date.season {
        Some(season) if date.end.is_none() => format!("{} {}", without_season(date), season.name()),
        _ => without_season(date),
    };
    if words.trim().is_empty() {
        words.clone_from(&date.text_raw);
    } else if date.circa {
        words.insert_str(0, "circa ");
    }
    words.trim().to_owned()
}

fn without_season(date: &DateVal) -> String {
    DateVal { season: None, ..date.clone() }.iso()
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

    #[test]
    fn words_say_what_slashes_cannot() {
        let may = DateVal {
            end: Some(DateParts { year: 2022, month: Some(5), day: None }),
            ..date(2022, Some(4), None)
        };
        assert_eq!(in_words(&may), "2022-04/2022-05");
        assert_eq!(
            in_words(&DateVal { season: Some(Season::Autumn), ..date(2022, None, None) }),
            "2022 Autumn"
        );
        assert_eq!(in_words(&DateVal { circa: true, ..date(2022, None, None) }), "circa 2022");
        assert_eq!(in_words(&DateVal { text_raw: "in press".to_owned(), ..DateVal::default() }), "in press");
    }
}
