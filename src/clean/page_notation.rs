//! Pages with another dash or a shortened last page: `217–21`.
//!
//! Journals print the last page without the digits it shares with the first. It must not fire where the text is not understood
//! as pages, and where the last page would lie before the first.

use super::{Pass, Rule, Safety};
use crate::record::{PageRange, Record};
use crate::report::Code;
use crate::value::pages;

const PAGE_NOTATION: Code = Code::info(
    "page-notation",
    "Pages were brought to full numbers with a hyphen, the last page completed from the first (`217-21`); the text as printed is kept.",
);

pub(super) const RULE: Rule = Rule {
    code: &PAGE_NOTATION,
    summary: "brings pages to full numbers with a hyphen: `217–21` becomes `217-221`",
    explanation: "Journals leave out the digits that the last page shares with the first, and programs compare pages digit by digit. What is \
        not understood as pages stays as it is, and so do pages whose last one lies before the first.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"page_ranges": [{"first": "217", "last": "21"}, {"first": "S12–S15"}]}"#,
            r#"{"page_ranges": [{"first": "217", "last": "221", "raw": "217-21"}, {"first": "S12", "last": "S15", "raw": "S12–S15"}]}"#,
        ),
        (
            r#"{"page_ranges": [{"first": "217", "last": "221"}, {"first": "discussion 222", "last": "223"}, {"first": "xii"},
                {"first": "see there"}, {"first": "300", "last": "299"}]}"#,
            r#"{"page_ranges": [{"first": "217", "last": "221"}, {"first": "discussion 222", "last": "223"}, {"first": "xii"},
                {"first": "see there"}, {"first": "300", "last": "299"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    let mut at = 0;
    while let Some(range) = record.page_ranges.get(at) {
        let mut next = at + 1;
        if !is_settled(range) {
            let before = range.to_text();
            if let Some(after) = better(range, &before) {
                let mut shown = after.iter().map(PageRange::to_text).collect::<Vec<_>>().join(", ");
                // What stood in the place of one page becomes two, with the same letters.
                if shown == before {
                    let apart = |range: &PageRange| match &range.last {
                        Some(last) => format!("{} to {last}", range.first),
                        None => range.first.clone(),
                    };
                    shown = after.iter().map(apart).collect::<Vec<_>>().join(" and ");
                }
                if pass.allows("page", &before, &shown) {
                    next = at + after.len();
                    record.page_ranges.splice(at..=at, after);
                }
            }
        }
        at = next;
    }
}

/// Whether both pages are numbers and the second is no shorter than the first, as nearly all are.
fn is_settled(range: &PageRange) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    is_number(&range.first)
        && range.last.as_ref().is_none_or(|last| is_number(last) && last.len() >= range.first.len())
}

fn better(range: &PageRange, before: &str) -> Option<Vec<PageRange>> {
    let reading = pages::parse(before);
    let is_doubtful =
        reading.remarks.iter().any(|remark| remark.code.severity != crate::report::Severity::Info);
    let is_more = reading.article_number.is_some() || reading.number_of_pages.is_some();
    if is_doubtful || is_more || reading.ranges.is_empty() {
        return None;
    }
    let is_same = match reading.ranges.as_slice() {
        // A text of several dashes is kept as one page, which says no more.
        [only] => {
            only.last == range.last && only.first == range.first
                || only.last.is_none() && only.first == before
        }
        _ => false,
    };
    let kept = range.raw.as_deref().unwrap_or(before);
    let is_one = reading.ranges.len() == 1;
    (!is_same).then(|| {
        let raw =
            |found: PageRange| if is_one { PageRange { raw: Some(kept.to_owned()), ..found } } else { found };
        reading.ranges.into_iter().map(raw).collect()
    })
}
