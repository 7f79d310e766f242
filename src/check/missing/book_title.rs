//! A chapter or a conference paper without the title of what it stands in.

use super::{Need, has_container, needs, noun};
use crate::check::{Check, Example, note};
use crate::record::Kind;
use crate::report::Code;

const MISSING_BOOK_TITLE: Code = Code::warning(
    "missing-book-title",
    "The record of a chapter, an entry or a conference paper does not name the book or the proceedings.",
);

pub(in crate::check) const CHECK: Check = Check {
    code: &MISSING_BOOK_TITLE,
    summary: "a chapter or a conference paper without the title of the book or the proceedings",
    explanation: "BibTeX asks for `booktitle` of chapters and conference papers, and without it nobody finds them. Databases name the \
        conference in a note at times, which no style prints. The title may stand in the field for journals; any title of a container counts. \
        Look at the source, and whether the record is of the right kind: a talk that was never printed is a `speech`, an abstract in a \
        supplement is an article of its journal.",
    examples: &[
        Example {
            records: &[r#"{"type": "chapter"}"#],
            found: &["the chapter does not name the book that it stands in"],
        },
        Example {
            records: &[r#"{"type": "paper-conference"}"#],
            found: &["the conference paper does not name the proceedings that it stands in"],
        },
        Example {
            records: &[
                r#"{"type": "chapter", "container_titles": [{"value": "Textbook of Hematology", "role": "main"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        if needs(record, Need::BookTitle) && !has_container(record) {
            let what = if record.kind == Kind::PaperConference { "proceedings" } else { "book" };
            let noun = noun(record.kind);
            let message = format!("{noun} does not name the {what} that it stands in");
            notes.push(note(&MISSING_BOOK_TITLE, "container-title", message));
        }
    },
};
