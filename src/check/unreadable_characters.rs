//! Characters that stand for what is lost.

use super::{Check, Context, Example, texts};
use crate::record::Record;
use crate::report::{Code, Note};

const UNREADABLE_CHARACTERS: Code = Code::warning(
    "unreadable-characters",
    "A text holds replacement characters or characters of a font's own; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &UNREADABLE_CHARACTERS,
    summary: "replacement characters, and characters that only one font can show",
    explanation: "U+FFFD stands where a program could not read a byte: the character is lost, and only the source has it. Characters for private \
        use (U+E000 to U+F8FF) come from PDF files and from fonts with symbols of their own; everybody else sees a box. Look the \
        word up in the source and type it.",
    examples: &[
        Example {
            records: &[r#"{"titles": [{"value": "Sj\ufffdgren syndrome", "role": "main"}]}"#],
            found: &["`Sj\u{fffd}gren syndrome` holds a character that stands for one that is lost (U+FFFD)"],
        },
        Example {
            records: &[
                r#"{"abstracts": [{"value": "Doses of 5 \uf06dg were given to all of the patients."}]}"#,
            ],
            found: &[
                "`Doses of 5 \u{f06d}g were given to all of the patients.` holds a character that only one font can show (U+F06D)",
            ],
        },
        Example { records: &[r#"{"titles": [{"value": "Sjögren syndrome", "role": "main"}]}"#], found: &[] },
    ],
    in_convert: false,
    run,
};

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    texts::note_characters(record, &UNREADABLE_CHARACTERS, notes, |text| {
        text.chars().find_map(|character| match character {
            '\u{fffd}' => Some((character, "stands for one that is lost")),
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => {
                Some((character, "only one font can show"))
            }
            _ => None,
        })
    });
}
