//! Two years of publication.

use super::{Check, Example, note};
use crate::record::{DateKind, Record};
use crate::report::{Code, quoted};
use crate::value::date;

const DATES_CONTRADICT: Code = Code::warning(
    "dates-contradict",
    "The source gives two dates of publication of different years; the first one is taken, the other kept among the unknown fields.",
);

pub(super) const CHECK: Check = Check {
    code: &DATES_CONTRADICT,
    summary: "two dates of publication of different years",
    explanation: "A record may give its year in one field and its date in another one (`PY` and `DA` of RIS, `year` and `date` of BibLaTeX). Where the years \
        differ, one of them is mostly that of the first publication online, or a slip. refmill takes one and keeps the other among the fields that have no \
        place. The date of publication online in a field of its own is no contradiction. Look at the article which is the year of its issue.",
    examples: &[
        Example {
            records: &[
                r#"{"dates": [{"kind": "issued", "start": {"year": 2017, "month": 3}, "text_raw": "2017/03"}], "unknown": [{"format": "ris", "tag": "issued date", "value": "2015"}]}"#,
            ],
            found: &["the record is dated 2017, and `2015` too"],
        },
        Example {
            records: &[
                r#"{"dates": [{"kind": "issued", "start": {"year": 2017}}, {"kind": "epub", "start": {"year": 2016}}], "unknown": [{"format": "ris", "tag": "issued date", "value": "March 2017"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        let Some(year) = year_of(record) else { return };
        // A reader leaves a second date of one kind there (`Intake::date_value`).
        for other in record.unknown.iter().filter(|field| field.tag == "issued date") {
            let other_year = date::parse(&other.value).value.start.map(|start| start.year);
            if other_year.is_some_and(|it| it != year) {
                let message = format!("the record is dated {year}, and {} too", quoted(&other.value));
                notes.push(note(&DATES_CONTRADICT, "issued", message));
            }
        }
    },
};

fn year_of(record: &Record) -> Option<i32> {
    Some(record.date(DateKind::Issued)?.start?.year)
}
