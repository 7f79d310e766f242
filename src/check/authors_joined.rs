//! Several people in the place of one.

use super::{Check, Example, note};
use crate::clean::field_of;
use crate::report::{Code, quoted};

const AUTHORS_JOINED: Code = Code::warning(
    "authors-joined",
    "One author seems to hold the names of several people; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &AUTHORS_JOINED,
    summary: "one author that holds several names",
    explanation: "An export or a table has put the whole list of authors into one field, and what reads it takes the list for one person or one body. Every style then \
        prints one long name, and nobody is found by the name of the second author. A name is doubted where a semicolon stands in it, or ` and ` twice or more between \
        names with a comma. `and` alone is no sign, because bodies have it (`Centers for Disease Control and Prevention`). \
        Give each author a field of its own.",
    examples: &[
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"literal": "Smith, J. and Jones, K. and Li, F."}, "kind": "romanised", "raw": "", "confidence": "rule"}], "is_group": true},
                {"role": "author", "forms": [{"name": {"family": "Smith", "given": "J.; Jones, K."}, "kind": "romanised", "raw": "", "confidence": "rule"}]}]}"#,
            ],
            found: &[
                "`Smith, J. and Jones, K. and Li, F.` seems to be several people",
                "`Smith, J.; Jones, K.` seems to be several people",
            ],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"literal": "Centers for Disease Control and Prevention"}, "kind": "romanised", "raw": "", "confidence": "rule"}], "is_group": true},
                {"role": "author", "forms": [{"name": {"literal": "Ministry of Food and Drugs and Health"}, "kind": "romanised", "raw": "", "confidence": "rule"}], "is_group": true}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        for contributor in &record.contributors {
            let Some(form) = contributor.projected() else { continue };
            let name = &form.name;
            let parts = [&name.literal, &name.family, &name.given];
            let whole = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
            // A ministry of three things has no commas of family names, or other commas than those.
            let is_listed = whole.matches(" and ").count() > 1
                && whole.split(" and ").all(|one| one.matches(',').count() == 1);
            if whole.contains([';', '；']) || is_listed {
                let message = format!("{} seems to be several people", quoted(&whole));
                notes.push(note(&AUTHORS_JOINED, field_of(contributor), message));
            }
        }
    },
};
