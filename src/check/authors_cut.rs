//! A list of authors that the source cut.

use super::{Check, Example, note};
use crate::report::{Code, quoted};

const AUTHORS_CUT: Code = Code::info(
    "authors-cut",
    "The source names some authors and cuts the rest of the list (`et al.`); those that it names are kept, and its words.",
);

pub(super) const CHECK: Check = Check {
    code: &AUTHORS_CUT,
    summary: "a list of authors that ends in `et al.`",
    explanation: "MEDLINE named ten authors at most from 1984 to 1995, result lists and reference lists name three or six, and `others` of BibTeX stands for the rest. A style \
        cuts lists by itself and may want more names than there are, and the same article from another database has more of them. An \
        `et al.` that stands as an author of its own is taken out by the rule `et-al-as-author`, which remembers it. Nothing is wrong with the record; look \
        the others up if all authors are wanted, or join it with a whole record (`refmill merge`).",
    examples: &[
        Example {
            records: &[r#"{"author_list_truncated": "et al."}"#],
            found: &["the source cut the list of authors: `et al.`"],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"literal": "Tea Study Group"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        if let Some(words) = &record.author_list_truncated {
            let message = format!("the source cut the list of authors: {}", quoted(words));
            notes.push(note(&AUTHORS_CUT, "author", message));
        }
    },
};
