//! Pages that are too many for an article.

use super::{Check, Context, Example, note, pages_reversed};
use crate::record::{Kind, Record};
use crate::report::{Code, Note, quoted};

const PAGES_IMPLAUSIBLE: Code = Code::warning(
    "pages-implausible",
    "An article, a chapter or a conference paper has more pages than any has; they are kept as they stand.",
);

pub(super) const CHECK: Check = Check {
    code: &PAGES_IMPLAUSIBLE,
    summary: "an article of more than 400 pages",
    explanation: "`1-900` are the pages of a volume or of a book, not of an article; `217-2210` has a digit too many, and `12-2022` is a month and a \
        year. Guidelines in supplements and chapters of handbooks have up to some 300 pages, so that more than 400 are doubted. Only ranges of two \
        numbers with the same letters before them are counted. Books, theses and reports are left alone. Look the article up.",
    examples: &[
        Example {
            records: &[r#"{"type": "article-journal", "page_ranges": [{"first": "1", "last": "900"}]}"#],
            found: &["pages `1-900` would be 900 pages, too many for one article"],
        },
        Example {
            records: &[
                r#"{"type": "article-journal", "page_ranges": [{"first": "S1", "last": "S266"}, {"first": "1222", "last": "1249"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[r#"{"type": "book", "page_ranges": [{"first": "1", "last": "900"}]}"#],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

/// The longest articles known are guidelines that fill a supplement.
const MOST_PAGES: u64 = 400;

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    if !matches!(record.kind, Kind::ArticleJournal | Kind::Article | Kind::Chapter | Kind::PaperConference) {
        return;
    }
    for range in &record.page_ranges {
        let Some((first, last)) = pages_reversed::numbers(range) else { continue };
        let count = last.saturating_sub(first).saturating_add(1);
        if count > MOST_PAGES {
            let message = format!(
                "pages {} would be {count} pages, too many for one article",
                quoted(&range.to_text())
            );
            notes.push(note(&PAGES_IMPLAUSIBLE, "page", message));
        }
    }
}
