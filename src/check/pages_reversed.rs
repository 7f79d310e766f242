//! Pages that run backwards.

use super::{Check, Example, note};
use crate::record::PageRange;
use crate::report::quoted;
use crate::value::pages::PAGES_REVERSED;

pub(super) const CHECK: Check = Check {
    code: &PAGES_REVERSED,
    summary: "a last page lower than the first",
    explanation: "A slip of the keyboard, or a shortened last page that was not completed (`217-21`) where no reader could tell. Only pages with the \
        same letters before their number are compared: `S21-7` may be right. `refmill clean` completes shortened pages (rule `page-notation`).",
    examples: &[
        Example {
            records: &[r#"{"page_ranges": [{"first": "221", "last": "217"}]}"#],
            found: &["pages `221-217` run backwards"],
        },
        Example {
            records: &[r#"{"page_ranges": [{"first": "S21", "last": "7"}, {"first": "xii", "last": "xx"}]}"#],
            found: &[],
        },
    ],
    in_convert: true,
    run: |record, _, notes| {
        for range in &record.page_ranges {
            if numbers(range).is_some_and(|(first, last)| last < first) {
                let message = format!("pages {} run backwards", quoted(&range.to_text()));
                notes.push(note(&PAGES_REVERSED, "page", message));
            }
        }
    },
};

/// The numbers of the first and the last page, where both have the same letters before them.
pub(super) fn numbers(range: &PageRange) -> Option<(u64, u64)> {
    let (first_letters, first) = number(&range.first)?;
    let (last_letters, last) = number(range.last.as_deref()?)?;
    (first_letters == last_letters).then_some((first, last))
}

/// Letters before and number of a page: `S12` is `S` and 12. `None` for anything else.
fn number(page: &str) -> Option<(&str, u64)> {
    let letters = page.trim_end_matches(|character: char| character.is_ascii_digit());
    Some((letters, page.get(letters.len()..)?.parse().ok()?))
}
