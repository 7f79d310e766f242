//! Words that stand for nothing.

use super::{Check, Context, Example, note};
use crate::clean::field_of;
use crate::record::{Record, Text, TitleRole};
use crate::report::{Code, Note, quoted};

const PLACEHOLDER_VALUE: Code = Code::warning(
    "placeholder-value",
    "A word such as `n/a` or `unknown` stands where a title, a name or a journal should; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &PLACEHOLDER_VALUE,
    summary: "a word that stands for nothing: `n/a`, `unknown`, `[No authors listed]`",
    explanation: "Forms that may not be left empty, tables written by programs and databases that have a word for what they do not know (`[Anonymous]` of \
        Web of Science, `[No authors listed]` of PubMed, `佚名` and `不详` of Chinese ones) put it where a value should stand; a style then prints it, and \
        all such records have the same author. Titles, names that are kept whole, journals and publishers are looked at, letter for letter \
        without regard to case and brackets. Family names are not, because people are called `Na`, `Null` and `None`. Delete the word, so \
        that the field counts as missing.",
    examples: &[
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"literal": "[Anonymous]"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            ],
            found: &["`[Anonymous]` stands for nothing"],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "N/A", "role": "main"}], "container_titles": [{"value": "unknown", "role": "main"}]}"#,
            ],
            found: &["`N/A` stands for nothing", "`unknown` stands for nothing"],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "Null results", "role": "main"}], "contributors": [{"role": "author",
                "forms": [{"name": {"family": "Null", "given": "Jan"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

/// In lower case, without brackets and a full stop around them.
#[rustfmt::skip]
const PLACEHOLDERS: &[&str] = &[
    "-", "--", "---", "?", "??", "???", "n/a", "n.a", "na", "nan", "nil", "none", "null", "undefined", "unknown", "not available", "not known",
    "no title", "no title available", "untitled", "title not available", "no author", "no authors", "no author listed", "no authors listed",
    "author unknown", "unknown author", "anonymous", "anon", "tba", "tbd", "todo", "xxx", "无", "無", "不详", "不詳", "未知", "佚名", "匿名",
];

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let titles = record.titles.iter().filter(|title| title.role != TitleRole::Short);
    let titles = titles.map(|title| ("title", title.text.to_plain()));
    let names = record.contributors.iter().filter_map(|contributor| {
        let literal = contributor.projected()?.name.literal.clone()?;
        Some((field_of(contributor), literal))
    });
    let journals = record.container_titles.iter().map(|title| &title.text).map(Text::to_plain);
    let journals = journals.map(|name| ("container-title", name));
    let publisher = record.publisher.clone().map(|name| ("publisher", name));
    for (field, value) in titles.chain(names).chain(journals).chain(publisher) {
        if is_placeholder(&value) {
            notes.push(note(&PLACEHOLDER_VALUE, field, format!("{} stands for nothing", quoted(&value))));
        }
    }
}

fn is_placeholder(value: &str) -> bool {
    // The longest of them, with brackets.
    const LONGEST: usize = 30;
    value.len() <= LONGEST && {
        let bare = value.trim_matches(|it: char| it.is_whitespace() || "[]()<>.".contains(it)).to_lowercase();
        PLACEHOLDERS.contains(&bare.as_str())
    }
}
