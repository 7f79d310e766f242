//! What the DOI says of year and issue, against what the journal line says (mapping reference 8.11; pages reference,
//! trap 23).

use super::{Check, Context, Example, note};
use crate::record::{DateKind, Record};
use crate::report::{Code, Note, quoted};
use crate::value::doi;

const DOI_YEAR_DIFFERS: Code = Code::warning(
    "doi-year-differs",
    "The year in the DOI is not the year of publication; the printed one is kept.",
);

const DOI_ISSUE_DIFFERS: Code = Code::warning(
    "doi-issue-differs",
    "The issue in the DOI is not the printed issue; the printed one is kept.",
);

pub(super) const YEAR: Check = Check {
    code: &DOI_YEAR_DIFFERS,
    summary: "a DOI that names another year than the record",
    explanation: "Chinese journals put ISSN, year and issue into the DOI (`j.issn.1673-4408.2022.04.001`); the Chinese Medical Association puts the day on which the manuscript came in (`cma.j.cn115355-20190920-00377`), which may be up to four years before publication. Where the year of publication does not fit, either the DOI belongs to another article or the year is mistyped. Other DOIs say nothing of the year and are not looked at. Open the DOI and compare.",
    examples: &[
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}], "dates": [{"kind": "issued", "start": {"year": 2021}}]}"#,
            ],
            found: &["the DOI `10.3760/cma.j.issn.1673-4408.2022.04.001` says 2022, the record 2021"],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}], "dates": [{"kind": "issued", "start": {"year": 2022}}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.cn115355-20190920-00377"}], "dates": [{"kind": "issued", "start": {"year": 2020}}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: true,
    run: year,
};

pub(super) const ISSUE: Check = Check {
    code: &DOI_ISSUE_DIFFERS,
    summary: "a DOI that names another issue than the record",
    explanation: "The DOI of a Chinese journal names the issue behind the year. Where the printed issue is another one, the article was moved after its DOI was given, or one of the two is mistyped. Ranges of issues (`3-5`), supplements and words without a number are not compared. Open the DOI and look at the article itself.",
    examples: &[
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}], "issue": "10"}"#,
            ],
            found: &["the DOI `10.3760/cma.j.issn.1673-4408.2022.04.001` says issue 4, the record `10`"],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}], "issue": "3-5"}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"identifiers": [{"scheme": "doi", "value": "10.3760/cma.j.issn.1673-4408.2022.04.001"}], "issue": "Suppl"}"#,
            ],
            found: &[],
        },
    ],
    in_convert: true,
    run: issue,
};

/// Years by which a manuscript may be older than its publication without a doubt.
const LONGEST_WAY_TO_PRINT: i32 = 4;

fn year(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let Some(doi) = record.identifier("doi") else { return };
    let Some(stated) = doi::said(doi).year.and_then(|year| year.parse::<i32>().ok()) else { return };
    let dates = [DateKind::Issued, DateKind::Epub].map(|kind| record.date(kind));
    let years: Vec<i32> = dates
        .iter()
        .flatten()
        .flat_map(|date| [date.start, date.end])
        .flatten()
        .map(|parts| parts.year)
        .collect();
    // The newer pattern of the Chinese Medical Association holds the day the manuscript came in, which is before
    // publication as a rule.
    let is_manuscript_day = !doi.to_ascii_lowercase().contains("issn");
    let fits = |printed: &i32| {
        if is_manuscript_day {
            (stated..=stated + LONGEST_WAY_TO_PRINT).contains(printed)
        } else {
            *printed == stated
        }
    };
    if let Some(printed) = years.first()
        && !years.iter().any(fits)
    {
        let message = format!("the DOI {} says {stated}, the record {printed}", quoted(doi));
        notes.push(note(&DOI_YEAR_DIFFERS, "issued", message));
    }
}

fn issue(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let (Some(doi), Some(printed)) = (record.identifier("doi"), record.issue.as_deref()) else { return };
    let Some(stated) = doi::said(doi).issue.filter(|stated| !stated.is_empty()) else { return };
    let numbers = numbers_in(printed);
    let wanted = numbers_in(stated);
    if numbers.is_empty() || wanted.iter().all(|number| numbers.contains(number)) {
        return;
    }
    let covered = |number: &u32| {
        numbers.first().zip(numbers.last()).is_some_and(|(from, to)| from <= number && number <= to)
    };
    let is_range = printed.contains(['-', '–', '/']);
    if is_range && wanted.iter().all(covered) {
        return;
    }
    let message = format!("the DOI {} says issue {stated}, the record {}", quoted(doi), quoted(printed));
    notes.push(note(&DOI_ISSUE_DIFFERS, "issue", message));
}

/// The numbers of an issue, leading zeros dropped: `3-4` is 3 and 4, `Z1` is 1. A year in it is no issue ("Early
/// Access 2025").
fn numbers_in(text: &str) -> Vec<u32> {
    let numbers = text.split(|character: char| !character.is_ascii_digit());
    numbers.filter_map(|digits| digits.parse().ok()).filter(|number| *number < 1900).collect()
}
