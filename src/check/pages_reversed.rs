//! Pages that run backwards.

use super::{Check, note};
use crate::report::quoted;
use crate::value::pages::PAGES_REVERSED;

pub(super) const CHECK: Check = Check {
    code: &PAGES_REVERSED,
    summary: "a last page lower than the first",
    explanation: "",
    examples: &[],
    in_convert: true,
    run: |record, _, notes| {
        for range in &record.page_ranges {
            let Some(last) = &range.last else { continue };
            let (Some((first_letters, first)), Some((last_letters, last))) =
                (number(&range.first), number(last))
            else {
                continue;
            };
            if first_letters == last_letters && last < first {
                notes.push(note(
                    &PAGES_REVERSED,
                    "page",
                    format!("pages {} run backwards", quoted(&range.to_text())),
                ));
            }
        }
    },
};

/// Letters before and number of a page: `S12` is `S` and 12. `None` for anything else.
fn number(page: &str) -> Option<(&str, u64)> {
    let letters = page.trim_end_matches(|character: char| character.is_ascii_digit());
    Some((letters, page.get(letters.len()..)?.parse().ok()?))
}
