//! Keywords that are one long string.

use super::{Check, Context, Example, note};
use crate::clean::{self, Cleaner};
use crate::record::{Record, Vocabulary};
use crate::report::{Code, Note, quoted};

const KEYWORDS_JOINED: Code = Code::warning(
    "keywords-joined",
    "One keyword of the record seems to hold several; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &KEYWORDS_JOINED,
    summary: "several keywords in one long string",
    explanation: "Tables and reference managers hold all keywords in one field, and a program that does not know the separator makes one keyword of \
        them, which matches nothing. A keyword is doubted where `refmill clean --guess` would take it apart (rule `keywords-in-one`: semicolons, \
        bars, the Chinese comma, or a single keyword with three commas and nothing inverted), and where it is longer than 120 characters, which no \
        keyword is. Inverted headings such as `Infant, newborn` and headings with a number of their own are left alone.",
    examples: &[
        Example {
            records: &[r#"{"terms": [{"value": "Aged; Humans", "vocab": "author"}]}"#],
            found: &["`Aged; Humans` seems to be several keywords: `Aged · Humans`"],
        },
        Example {
            records: &[
                r#"{"terms": [{"value": "Immune thrombocytopenia (ITP) is a disorder of the blood in which platelets are destroyed by the defences of the body itself", "vocab": "author"}]}"#,
            ],
            found: &[
                "`Immune thrombocytopenia (ITP) is a disorder of the blood in …` is too long for one keyword",
            ],
        },
        Example {
            records: &[
                r#"{"terms": [{"value": "Infant, newborn", "vocab": "author"}, {"value": "Receptors, Antigen, T-Cell", "vocab": "mesh"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

/// In characters; the longest headings of `MeSH` and the longest names of chemicals among them are shorter.
const LONGEST: usize = 120;

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let may_hold_several =
        |text: &str| text.contains([';', '；', '|', '、', '\n']) || text.matches([',', '，']).count() >= 3;
    let mut joined = Vec::new();
    if record.terms.iter().any(|term| may_hold_several(&term.value))
        && let Some(rule) = clean::by_name("keywords-in-one")
    {
        let mut terms = Record { terms: record.terms.clone(), ..Record::default() };
        for change in Cleaner::of(&[rule]).run(&mut terms) {
            let message =
                format!("{} seems to be several keywords: {}", quoted(&change.before), quoted(&change.after));
            notes.push(note(&KEYWORDS_JOINED, "keyword", message));
            joined.push(change.before);
        }
    }
    let long =
        record.terms.iter().filter(|it| it.vocab == Vocabulary::Author && it.value.chars().count() > LONGEST);
    for term in long.filter(|term| !joined.contains(&term.value)) {
        let message = format!("{} is too long for one keyword", quoted(&term.value));
        notes.push(note(&KEYWORDS_JOINED, "keyword", message));
    }
}
