//! Date variables: parts, seasons, and every text that services put there instead.

use crate::read::json::fields::scalar;
use crate::record::{DateKind, DateParts, DateVal, Season};
use crate::report::{Code, Remark, quoted};
use crate::value;
use serde_json::Value;

const DATE_UNREADABLE: Code = Code::warning(
    "csl-date-unreadable",
    "A date of a CSL-JSON item is neither parts nor a text that is understood; it is kept as it stands.",
);

/// The date variables that the record has kinds for.
pub(super) const KINDS: [(DateKind, &str); 4] = [
    (DateKind::Issued, "issued"),
    (DateKind::Epub, "available-date"),
    (DateKind::Received, "submitted"),
    (DateKind::Accessed, "accessed"),
];

/// The variable of a kind of date.
pub(super) fn kind_of(key: &str) -> Option<DateKind> {
    KINDS.iter().find(|row| row.1 == key).map(|row| row.0)
}

/// Reads a date variable. `None` for one that says nothing, such as Crossref's `{"date-parts": [[null]]}`.
pub(in crate::read) fn read(value: &Value, kind: DateKind) -> (Option<DateVal>, Vec<Remark>) {
    let mut remarks = Vec::new();
    let date = match value {
        Value::Object(object) => {
            let text =
                ["raw", "literal", "date-time"].into_iter().find_map(|key| object.get(key).and_then(scalar));
            let parts = object.get("date-parts").map(parts_of);
            let mut date = match (parts, text) {
                (Some(Ok((Some(start), end, season))), _) => {
                    DateVal { start: Some(start), end, season, ..DateVal::default() }
                }
                (Some(Err(())), _) => {
                    let raw = object.get("date-parts").map(Value::to_string).unwrap_or_default();
                    let message = format!("the parts {} are no date", quoted(&raw));
                    remarks.push(Remark::new(&DATE_UNREADABLE, message));
                    DateVal { text_raw: raw, ..DateVal::default() }
                }
                (_, Some(text)) => text_date(&text, &mut remarks),
                (_, None) => return (None, remarks),
            };
            let season = object.get("season").and_then(scalar);
            if let Some(text) = season.filter(|text| !text.is_empty()) {
                date.season = season_of(&text).or(date.season);
                if date.season.is_none() {
                    remarks.push(Remark::new(&DATE_UNREADABLE, format!("{} is no season", quoted(&text))));
                    if !date.text_raw.is_empty() {
                        date.text_raw.push(' ');
                    }
                    date.text_raw.push_str(text.trim());
                }
            }
            date.circa |= object.get("circa").is_some_and(is_true);
            date
        }
        Value::Array(_) => return read(&serde_json::json!({ "date-parts": value }), kind),
        other => match scalar(other).filter(|text| !text.trim().is_empty()) {
            Some(text) => text_date(&text, &mut remarks),
            None => return (None, remarks),
        },
    };
    (Some(DateVal { kind, ..date }), remarks)
}

fn text_date(text: &str, remarks: &mut Vec<Remark>) -> DateVal {
    let reading = value::date::parse(text);
    remarks.extend(reading.remarks);
    DateVal { text_raw: text.trim().to_owned(), ..reading.value }
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !matches!(text.trim().to_lowercase().as_str(), "" | "0" | "false" | "no"),
        _ => false,
    }
}

fn season_of(text: &str) -> Option<Season> {
    let text = text.trim().to_lowercase();
    if let Ok(number) = text.parse::<u8>() {
        // EDTF counts seasons from 21, older data from 13.
        return [0, 20, 12].into_iter().find_map(|base| Season::from_number(number.checked_sub(base)?));
    }
    match text.as_str() {
        "fall" => Some(Season::Autumn),
        name => [Season::Spring, Season::Summer, Season::Autumn, Season::Winter]
            .into_iter()
            .find(|season| season.name().to_lowercase() == name),
    }
}

type Parts = (Option<DateParts>, Option<DateParts>, Option<Season>);

/// Start and end of `date-parts`; without a start when it says nothing, `Err` when it says what no calendar has.
fn parts_of(value: &Value) -> Result<Parts, ()> {
    let list = value.as_array().ok_or(())?;
    let mut dates = Vec::new();
    // Some leave the outer list out.
    let list = if list.iter().any(Value::is_array) { list.as_slice() } else { std::slice::from_ref(value) };
    for part in list {
        let part = part.as_array().ok_or(())?;
        let said: Vec<&Value> =
            part.iter().take_while(|number| !crate::read::json::fields::is_empty(number)).collect();
        if said.is_empty() {
            continue;
        }
        let numbers: Vec<i32> = said.iter().map(|it| number_of(it)).collect::<Option<_>>().ok_or(())?;
        dates.push(numbers);
    }
    let mut season = None;
    let mut read = Vec::new();
    for numbers in &dates {
        let mut date = DateParts::default();
        match *numbers.as_slice() {
            [year] => date.year = year,
            [year, month] | [year, month, 0] => {
                date.year = year;
                match u8::try_from(month).map_err(|_| ())? {
                    0 => {}
                    month @ 1..=12 => date.month = Some(month),
                    other => season = Some(season_of(&other.to_string()).ok_or(())?),
                }
            }
            [year, month, day] => {
                let in_calendar = (1..=12).contains(&month) && (1..=31).contains(&day);
                if !in_calendar {
                    return Err(());
                }
                date.year = year;
                date.month = u8::try_from(month).ok();
                date.day = u8::try_from(day).ok();
            }
            _ => return Err(()),
        }
        read.push(date);
    }
    match *read.as_slice() {
        [] => Ok((None, None, None)),
        [start] => Ok((Some(start), None, season)),
        [start, end] if start == end => Ok((Some(start), None, season)),
        [start, end] => Ok((Some(start), Some(end), season)),
        _ => Err(()),
    }
}

fn number_of(value: &Value) -> Option<i32> {
    match value {
        Value::Number(number) => number.as_i64().and_then(|number| i32::try_from(number).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn iso(value: &Value) -> String {
        read(value, DateKind::Issued).0.map_or_else(|| "none".to_owned(), |date| date.iso())
    }

    #[test]
    fn parts_as_they_come() {
        assert_eq!(iso(&json!({"date-parts": [[2022, 4, 10]]})), "2022-04-10");
        assert_eq!(iso(&json!({"date-parts": [["2022", "04"]]})), "2022-04");
        assert_eq!(iso(&json!({"date-parts": [[2022, 4], [2022, 5]]})), "2022-04/2022-05");
        assert_eq!(iso(&json!({"date-parts": [[2022]], "season": 1})), "2022 season 1");
        assert_eq!(iso(&json!({"date-parts": [[2022]], "season": "Fall"})), "2022 season 3");
        assert_eq!(iso(&json!({"date-parts": [[2022, 21]]})), "2022 season 1");
        assert_eq!(iso(&json!({"date-parts": [[null]]})), "none");
        assert_eq!(iso(&json!({"date-parts": [2022, 4]})), "2022-04");
        assert_eq!(iso(&json!([2022, 4])), "2022-04");
        assert_eq!(iso(&json!(2022)), "2022");
    }

    #[test]
    fn texts() {
        assert_eq!(iso(&json!("2022-04-10")), "2022-04-10");
        assert_eq!(iso(&json!({"raw": "2022 Apr"})), "2022-04");
        assert_eq!(iso(&json!({"literal": "2022 Spring"})), "2022 season 1");
    }

    #[test]
    fn what_is_no_date_is_kept() {
        let (date, remarks) = read(&json!({"date-parts": [[2022, 4, 32]]}), DateKind::Issued);
        assert_eq!(date.expect("kept").text_raw, "[[2022,4,32]]");
        assert_eq!(remarks[0].code.name, "csl-date-unreadable");
        let (date, _) = read(&json!({"raw": "in press"}), DateKind::Issued);
        assert_eq!(date.expect("kept").text_raw, "in press");
    }
}
