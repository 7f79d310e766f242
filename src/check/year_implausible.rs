//! A year of publication that cannot be.

use super::{Check, Context, Example, note};
use crate::record::{DateKind, Record};
use crate::report::{Code, Note};

const YEAR_IMPLAUSIBLE: Code = Code::warning(
    "year-implausible",
    "The year of publication lies in the future or before the first printed books; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &YEAR_IMPLAUSIBLE,
    summary: "a year of publication in the future, or before printing",
    explanation: "A digit too many or exchanged (`2202`), a year of the Buddhist or the Mongolian era, the year of a copyright that is yet to \
        come, a `0` or a `1` that stands for nothing. Issues are dated ahead, so that the next year is no find; later ones are. The earliest year is \
        1450, when printing began. Only the dates of publication are looked at. The current year is that of the computer's clock; the \
        library has none and leaves the future alone where its caller gives no year.",
    examples: &[
        Example {
            records: &[r#"{"dates": [{"kind": "issued", "start": {"year": 2202}}]}"#],
            found: &["the year 2202 lies in the future"],
        },
        Example {
            records: &[r#"{"dates": [{"kind": "issued", "start": {"year": 22}}]}"#],
            found: &["the year 22 lies before the first printed books"],
        },
        Example { records: &[r#"{"dates": [{"kind": "issued", "start": {"year": 2027}}]}"#], found: &[] },
        Example {
            records: &[
                r#"{"dates": [{"kind": "issued", "start": {"year": 1665}}, {"kind": "accessed", "start": {"year": 1}}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

/// Gutenberg's press; nothing older has a year of publication.
const FIRST_YEAR: i32 = 1450;

fn run(record: &Record, context: &Context, notes: &mut Vec<Note>) {
    let last = context.year.map_or(i32::MAX, |year| year.saturating_add(1));
    let published = record.dates.iter().filter(|date| matches!(date.kind, DateKind::Issued | DateKind::Epub));
    let mut years: Vec<i32> =
        published.flat_map(|date| [date.start, date.end]).flatten().map(|parts| parts.year).collect();
    years.dedup();
    for year in years {
        let why = match year {
            _ if year > last => "lies in the future",
            _ if year < FIRST_YEAR => "lies before the first printed books",
            _ => continue,
        };
        notes.push(note(&YEAR_IMPLAUSIBLE, "issued", format!("the year {year} {why}")));
    }
}
