//! Words that stand for nothing.

use super::{Check, Context, Example, note};
use crate::clean::field_of;
use crate::record::{Name, NameForm, Record, Text, TitleRole};
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
        all such records have the same author. Titles, names, journals, publishers, volumes and issues are looked at, letter for letter \
        without regard to case and brackets, and the ISSN `0000-0000`. A family name beside a given name is left alone, because people are called `Na`, `Null` and \
        `None`, unless both together are such a phrase (`No author`) or the same word (`Unknown, Unknown`). Delete the word, so \
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
            records: &[r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"family": "listed", "given": "No authors"}, "kind": "romanised", "raw": "No authors listed", "confidence": "default"}]},
                {"role": "author", "forms": [{"name": {"family": "佚", "given": "名"}, "kind": "native", "raw": "佚名", "confidence": "default"}]},
                {"role": "author", "forms": [{"name": {"family": "Unknown", "given": "Unknown"}, "kind": "romanised", "raw": "Unknown, Unknown", "confidence": "certain"}]}]}"#],
            found: &[
                "`No authors listed` stands for nothing",
                "`佚名` stands for nothing",
                "`Unknown, Unknown` stands for nothing",
            ],
        },
        Example {
            records: &[
                r#"{"volume": "n/a", "issue": "3", "issns": [{"value": "0000-0000", "medium": "unknown"}]}"#,
            ],
            found: &["`n/a` stands for nothing", "`0000-0000` stands for nothing"],
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
    let names = record
        .contributors
        .iter()
        .filter_map(|contributor| Some((field_of(contributor), nobody(contributor.projected()?)?)));
    let journals = record.container_titles.iter().map(|title| &title.text).map(Text::to_plain);
    let journals = journals.map(|name| ("container-title", name));
    let single = [("publisher", &record.publisher), ("volume", &record.volume), ("issue", &record.issue)];
    let single = single.into_iter().filter_map(|(field, value)| Some((field, value.clone()?)));
    let values = titles.chain(journals).chain(single).filter(|(_, value)| is_placeholder(value));
    // Its check digit is right, and no journal has it.
    let issns = record.issns.iter().filter(|issn| issn.value.chars().all(|it| matches!(it, '0' | '-')));
    let issns = issns.map(|issn| ("ISSN", issn.value.clone()));
    {
        for (field, value) in values.chain(names).chain(issns) {
            notes.push(note(&PLACEHOLDER_VALUE, field, format!("{} stands for nothing", quoted(&value))));
        }
    }
}

/// Words that name nobody in a part of a name of their own.
const NOBODY: &[&str] = &["anon", "anonymous", "undefined", "unknown"];

/// The name of one that names nobody, as printed. A word that may be a name is none in the parts of a name: people are called
/// `Na`, `Null` and `None`.
fn nobody(form: &NameForm) -> Option<String> {
    let Name { family, given, literal, .. } = &form.name;
    if let Some(literal) = literal {
        return is_placeholder(literal).then(|| literal.clone());
    }
    let is_phrase = |text: &str| text.contains(' ') || !text.is_ascii();
    if is_phrase(&form.raw) && is_placeholder(&form.raw) {
        return Some(form.raw.clone());
    }
    let says_nothing = |part: &str| NOBODY.contains(&bare(part).as_str());
    let is_nobody = says_nothing(family.as_deref()?) && given.as_deref().is_none_or(says_nothing);
    let parts: Vec<&str> = [family, given].into_iter().flatten().map(String::as_str).collect();
    is_nobody.then(|| parts.join(", "))
}

/// In lower case, without brackets and a full stop around it.
fn bare(value: &str) -> String {
    value.trim_matches(|it: char| it.is_whitespace() || "[]()<>.".contains(it)).to_lowercase()
}

fn is_placeholder(value: &str) -> bool {
    // The longest of them, with brackets.
    const LONGEST: usize = 30;
    value.len() <= LONGEST && { PLACEHOLDERS.contains(&bare(value).as_str()) }
}
