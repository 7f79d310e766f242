//! Sentences that stand against each other without a blank: `thrombocytopenia.Some`.
//!
//! Copies of abstracts lose the blank behind a full stop where the source broke the line. A blank is put behind
//! `.`, `,`, `;` and `)` before a capital (mapping reference 8.21), and the text as it was is kept in `raw`. It must
//! not fire in abbreviations (`U.S.A`), in compounds (`N,N-Dimethyl`, `Fe(OH)Cl`) and in addresses.

use super::texts::run_by_run;
use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;

const RUN_ON_TEXT_REPAIRED: Code = Code::warning(
    "run-on-text-repaired",
    "With --guess or --repair-spacing: a blank was put between sentences that stood against each other; the text as it was stays in raw.",
);

pub(super) const RULE: Rule = Rule {
    code: &RUN_ON_TEXT_REPAIRED,
    summary: "puts the missing blank behind . , ; ) before a capital in abstracts",
    explanation: "Copies of abstracts lose the blank behind a full stop where the source broke the line. A blank is put behind . , ; and ) before a \
        capital, and the abstract as it was is kept beside it. Abbreviations (U.S.A), compounds (N,N-Dimethyl, Fe(OH)Cl) and addresses stay.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"abstracts": [{"value": "It is thrombocytopenia.Some cases (ITP)Are late,But rare.A few."}]}"#,
            r#"{"abstracts": [{"value": "It is thrombocytopenia. Some cases (ITP) Are late, But rare. A few.",
                "raw": "It is thrombocytopenia.Some cases (ITP)Are late,But rare.A few."}]}"#,
        ),
        (
            r#"{"abstracts": [{"value": "n=62.Methods", "sections": [{"label": "AIM", "text": "end.Then"}]}]}"#,
            r#"{"abstracts": [{"value": "n=62. Methods", "sections": [{"label": "AIM", "text": "end. Then"}],
                "raw": "n=62.Methods"}]}"#,
        ),
        (
            r#"{"abstracts": [{"value": "In the U.S.A and P.R.China; N,N-Dimethyl, Fe(OH)Cl, see http://a.org/x.Html or Me.You@a.org, vs.5"}]}"#,
            r#"{"abstracts": [{"value": "In the U.S.A and P.R.China; N,N-Dimethyl, Fe(OH)Cl, see http://a.org/x.Html or Me.You@a.org, vs.5"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for abstract_ in &mut record.abstracts {
        let as_it_was = abstract_.text.value.clone();
        if let Some(repaired) = run_by_run(&as_it_was, spaced_run) {
            pass.put_marked("abstract", &mut abstract_.text.value, repaired);
            if abstract_.text.value != as_it_was {
                abstract_.raw.get_or_insert(as_it_was);
            }
        }
        for section in &mut abstract_.sections {
            if let Some(repaired) = run_by_run(&section.text, spaced_run) {
                pass.put_marked("abstract", &mut section.text, repaired);
            }
        }
    }
}

fn spaced_run(text: &str) -> Option<String> {
    let mut before = ' ';
    let may_fire = text.chars().any(|character| {
        let mark = std::mem::replace(&mut before, character);
        matches!(mark, '.' | ',' | ';' | ')') && character.is_uppercase()
    });
    // Nearly all texts end here.
    if !may_fire {
        return None;
    }
    let spaced: String = text
        .split_inclusive(char::is_whitespace)
        .map(|word| if is_address(word) { word.to_owned() } else { spaced_word(word) })
        .collect();
    (spaced != text).then_some(spaced)
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains('@') || word.starts_with("10.")
}

fn spaced_word(word: &str) -> String {
    let mut repaired = String::with_capacity(word.len() + 2);
    let mut before = None;
    for (at, character) in word.char_indices() {
        repaired.push(character);
        let next = word.get(at + character.len_utf8()..).unwrap_or_default();
        if ends_clause(before, character) && starts_word(character, next) {
            repaired.push(' ');
        }
        before = Some(character);
    }
    repaired
}

/// Whether the mark ends something longer than an initial: a word, a number, a bracket.
fn ends_clause(before: Option<char>, mark: char) -> bool {
    let Some(before) = before else { return false };
    match mark {
        '.' | ',' | ';' => {
            before.is_lowercase() || before.is_ascii_digit() || matches!(before, ')' | ']' | '%')
        }
        ')' => before.is_alphanumeric() || matches!(before, '%' | '.' | ')' | ']'),
        _ => false,
    }
}

/// Whether a word begins behind the mark: a capital and a small letter (`It`), or a capital alone (`A `). Behind a
/// bracket it takes two small letters, because `(OH)Cl` is a compound.
fn starts_word(mark: char, text: &str) -> bool {
    let mut letters = text.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let next = [letters.next(), letters.next()].map(|letter| letter.unwrap_or(' '));
    capital
        && match mark {
            ')' => next.iter().all(|letter| letter.is_lowercase()),
            _ => next[0].is_lowercase() || next[0].is_whitespace(),
        }
}
