//! Dates in the note.

use crate::record::DateVal;

/// The whole date for the leftover note: `2022-04/2022-05`, `2022 Spring`, `circa 2022`, or the text that was not
/// understood.
pub(in crate::write) fn in_words(date: &DateVal) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{DateParts, Season};

    fn date(year: i32, month: Option<u8>, day: Option<u8>) -> DateVal {
        DateVal { start: Some(DateParts { year, month, day }), ..DateVal::default() }
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
