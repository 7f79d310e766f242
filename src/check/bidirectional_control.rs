//! Characters that turn the direction of the text around them.

use super::{Check, Context, Example, texts};
use crate::record::Record;
use crate::report::{Code, Note};

const BIDIRECTIONAL_CONTROL: Code = Code::warning(
    "bidirectional-control",
    "A text holds characters that change the direction of writing; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &BIDIRECTIONAL_CONTROL,
    summary: "characters that change the direction of writing",
    explanation: "Embeddings, overrides and isolates (U+202A to U+202E, U+2066 to U+2069) come from word processors and web pages, and from those \
        who want a text to read otherwise than it is (`Trojan Source`, CVE-2021-42574): what a person sees is then not what a program \
        compares. The marks of direction (U+200E, U+200F, U+061C) are doubted only in a text without letters that run from right to left. \
        Readers and the rule `stray-characters` take them out of what people read; in identifiers, addresses and records written by other \
        programs they survive. Delete them.",
    examples: &[
        Example {
            records: &[r#"{"titles": [{"value": "Tea \u202eand\u202c sleep", "role": "main"}]}"#],
            found: &[
                "`Tea \\u{202e}and\\u{202c} sleep` holds a character that changes the direction of writing (U+202E)",
            ],
        },
        Example {
            records: &[r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/\u200eabc"}]}"#],
            found: &[
                "`10.1000/\\u{200e}abc` holds a character that changes the direction of writing (U+200E)",
            ],
        },
        Example {
            records: &[r#"{"titles": [{"value": "דלקת\u200f (2020)", "role": "main"}]}"#], found: &[]
        },
    ],
    in_convert: false,
    run,
};

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    texts::note_characters(record, &BIDIRECTIONAL_CONTROL, notes, |text| {
        let found = text.chars().find(|character| match character {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
            '\u{200e}' | '\u{200f}' | '\u{61c}' => !text.chars().any(is_leftward),
            _ => false,
        });
        found.map(|character| (character, "changes the direction of writing"))
    });
}

/// Letters of Hebrew, Arabic and the other scripts that run from right to left; their marks of direction are no letters.
fn is_leftward(character: char) -> bool {
    character != '\u{61c}'
        && matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}
