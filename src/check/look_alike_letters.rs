//! Letters of another script that look like Latin ones, inside Latin words.

use super::{Check, Context, Example, note, texts};
use crate::record::Record;
use crate::report::{Code, Note, quoted};
use unicode_script::{Script, UnicodeScript};

const LOOK_ALIKE_LETTERS: Code = Code::warning(
    "look-alike-letters",
    "A word mixes Latin letters with Cyrillic or Greek ones that look the same; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &LOOK_ALIKE_LETTERS,
    summary: "Cyrillic or Greek letters that look like Latin ones, inside a Latin word",
    explanation: "A keyboard with two layouts, text recognition of scanned pages, or somebody who wants to evade a search: `Сancer` with a Cyrillic \
        letter looks right and is found by nobody. A word is doubted when it has Latin letters and all its Cyrillic letters look like Latin \
        ones (or the other way round in a Cyrillic text), when a word of Cyrillic look-alikes stands in a text that is Latin otherwise, or when a \
        Greek capital that looks Latin stands beside Latin letters. Greek letters that are read as such are no fault: `α-tocopherol`, `TNF-α`, \
        `NFκB`, `µm`, `ΔΨ`; nor is a Russian ending behind an abbreviation in a Russian text. Type the word anew.",
    examples: &[
        Example {
            records: &[r#"{"titles": [{"value": "Сancer of the lung", "role": "main"}]}"#],
            found: &["`Сancer` has the Cyrillic letter `С` (U+0421), which looks like a Latin one"],
        },
        Example {
            records: &[r#"{"titles": [{"value": "НСС in elderly patients", "role": "main"}]}"#],
            found: &["`НСС` has the Cyrillic letter `Н` (U+041D), which looks like a Latin one"],
        },
        Example {
            records: &[r#"{"terms": [{"value": "ΙL-6", "vocab": "author"}]}"#],
            found: &["`ΙL` has the Greek letter `Ι` (U+0399), which looks like a Latin one"],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "Лечение ρака", "role": "main"}, {"value": "Лечение pака легкого", "role": "main"}]}"#,
            ],
            found: &["`pака` has the Latin letter `p` (U+0070), which looks like a Cyrillic one"],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "Effect of α-tocopherol, TNF-α, IFNγ and NFκB on β-cells of 5 µm and 5 μm, ΔΨm and Χ", "role": "main"},
                {"value": "Витамин C и лечение COVIDа", "role": "vernacular"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

/// Cyrillic letters that look like Latin ones in most typefaces.
const CYRILLIC: &str = "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһ";

/// Latin letters that look like Cyrillic ones.
const LATIN: &str = "ABESIJKMHOPCTYXaesijopcyx";

/// Greek letters that look like Latin ones and stand for nothing else in science.
const GREEK: &str = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    texts::each(record, &mut |run| {
        if run.is_math || run.text.is_ascii() {
            return;
        }
        let words: Vec<&str> =
            run.text.split(|it: char| !it.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        let text = Letters::of(run.text);
        for word in words.into_iter().filter(|word| !word.is_ascii()) {
            if let Some((letter, own, other)) = stranger(word, text) {
                let message = format!(
                    "{} has the {own} letter `{letter}` (U+{:04X}), which looks like a {other} one",
                    quoted(word),
                    u32::from(letter)
                );
                notes.push(note(&LOOK_ALIKE_LETTERS, run.field, message));
            }
        }
    });
}

/// The letters of a text.
#[derive(Debug, Clone, Copy, Default)]
struct Letters {
    latin: usize,
    greek: usize,
    cyrillic: usize,
    /// Of the Cyrillic ones.
    look_alike: usize,
    other: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for letter in text.chars().filter(|it| it.is_alphabetic()) {
            match letter.script() {
                Script::Latin => letters.latin += 1,
                Script::Greek => letters.greek += 1,
                Script::Cyrillic => {
                    letters.cyrillic += 1;
                    letters.look_alike += usize::from(CYRILLIC.contains(letter));
                }
                _ => letters.other += 1,
            }
        }
        letters
    }
}

/// The letter of a word that is not what it looks like, its script, and the one it looks like.
fn stranger(word: &str, text: Letters) -> Option<(char, &'static str, &'static str)> {
    let own = Letters::of(word);
    let first = |of: &str| word.chars().find(|letter| of.contains(*letter));
    if own.cyrillic > 0 && own.cyrillic == own.look_alike {
        let is_latin_text = text.cyrillic == text.look_alike && text.latin > text.cyrillic;
        if is_latin_text || (own.latin > own.cyrillic && !is_inflected(word)) {
            return first(CYRILLIC).map(|letter| (letter, "Cyrillic", "Latin"));
        }
    }
    let is_latin_alike =
        word.chars().all(|letter| letter.script() != Script::Latin || LATIN.contains(letter));
    if own.latin > 0 && own.cyrillic > own.latin && is_latin_alike {
        return first(LATIN).map(|letter| (letter, "Latin", "Cyrillic"));
    }
    if own.latin > 0 && own.latin >= own.greek && own.cyrillic == 0 {
        return first(GREEK).map(|letter| (letter, "Greek", "Latin"));
    }
    None
}

/// A Latin abbreviation with a Russian ending: `COVIDа`.
fn is_inflected(word: &str) -> bool {
    let stem =
        word.trim_end_matches(|letter: char| letter.script() == Script::Cyrillic && letter.is_lowercase());
    stem.len() < word.len() && stem.chars().all(|letter| letter.is_ascii_uppercase())
}
