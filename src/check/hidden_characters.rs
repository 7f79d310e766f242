//! Characters that nobody sees.

use super::{Check, Context, Example, texts};
use crate::record::Record;
use crate::report::{Code, Note};
use crate::value::text;

const HIDDEN_CHARACTERS: Code = Code::warning(
    "hidden-characters",
    "A text holds control characters or others that nobody sees; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &HIDDEN_CHARACTERS,
    summary: "control characters and others that nobody sees",
    explanation: "Zero-width blanks, soft hyphens, byte order marks, fillers and tag characters come from web pages and PDF files. Two titles that \
        look the same are then two titles to every program, and XML may not hold most control characters at all. Readers and the rule \
        `stray-characters` take the usual ones out of what people read; in identifiers, addresses and records written by other programs they \
        survive, and so do the rarer ones (fillers of Hangul, the empty Braille pattern, tags). The joiners by which Arabic and Indic scripts \
        spell are no fault. Run `refmill clean`, or delete them.",
    examples: &[
        Example {
            records: &[r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/\u200babc"}]}"#],
            found: &["`10.1000/\\u{200b}abc` holds a character that nobody sees (U+200B)"],
        },
        Example {
            records: &[r#"{"titles": [{"value": "Tea\u3164and sleep", "role": "main"}]}"#],
            found: &["`Tea\u{3164}and sleep` holds a character that nobody sees (U+3164)"],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "می\u200cشود", "role": "main"}], "notes": [{"text": "one\ntwo\tthree"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    texts::note_characters(record, &HIDDEN_CHARACTERS, notes, |words| {
        let found = words.chars().find(|character| match character {
            '\n' | '\t' | '\r' => false,
            // What cleaning leaves where it is spells a word.
            '\u{200b}'..='\u{200d}' => !text::clean(words).text.contains(*character),
            _ => character.is_control() || is_invisible(*character),
        });
        found.map(|character| (character, "nobody sees"))
    });
}

/// Characters without a shape (Unicode `Default_Ignorable_Code_Point` without variation selectors, which choose the shape of a
/// character), the empty Braille pattern and the marks of annotations.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}
