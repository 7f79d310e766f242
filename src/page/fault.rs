//! What is wrong with a table, in the words of somebody who does not program.
//!
//! The readers of TOML and of types speak of fields, variants and sequences. Here each of their sentences that a table can
//! bring about is said again: what stands there, what is expected, and what to do.

use std::fmt::Write;

/// How far a word may be from a known one to be a slip of the pen, in letters.
const SLIP: usize = 3;

/// A sentence of the readers, said again; theirs stands in parentheses where it is none of those known.
pub(super) fn told(message: &str) -> String {
    let message = message.trim();
    unknown_key(message)
        .or_else(|| unknown_word(message))
        .or_else(|| missing(message))
        .or_else(|| wrong_kind(message))
        .or_else(|| twice(message))
        .unwrap_or_else(|| {
            let first = message.lines().collect::<Vec<_>>().join(" ");
            format!(
                "this is not written as a table has it; expected `key = \"text\"`, `[block]` or `[[block]]` on the line ({first})"
            )
        })
}

/// The texts between backticks.
fn quoted_in(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

fn unknown_key(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown field ")?;
    Some(told_unknown(rest, "is no key of this block", "Keys of this block"))
}

fn unknown_word(message: &str) -> Option<String> {
    let rest = message.strip_prefix("unknown variant ")?;
    Some(told_unknown(rest, "cannot stand here", "What can"))
}

fn told_unknown(rest: &str, wrong: &str, known: &str) -> String {
    let words = quoted_in(rest);
    let Some((found, expected)) = words.split_first() else { return rest.to_owned() };
    let mut told = format!("`{found}` {wrong}");
    if let Some(meant) = nearest(found, expected) {
        let _ = write!(told, "; is `{meant}` meant?");
    }
    if !expected.is_empty() {
        let _ = write!(told, " {known}: {}", expected.join(", "));
    }
    told
}

/// The known word that is nearest to one, if it is near.
fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    let folded = |word: &str| word.to_lowercase().replace(['_', ' '], "-");
    let found = folded(found);
    let near = known.iter().map(|word| (distance(&found, &folded(word)), *word));
    let (far, word) = near.min_by_key(|(far, _)| *far)?;
    (far <= SLIP && far * 2 < found.chars().count().max(2)).then_some(word)
}

/// How many letters must be put in, taken out or changed to make one word of another (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, letter) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (place, other) in right.iter().enumerate() {
            let above = row[place + 1];
            let changed = diagonal + usize::from(letter != *other);
            row[place + 1] = changed.min(above + 1).min(row[place] + 1);
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

fn missing(message: &str) -> Option<String> {
    let rest = message.strip_prefix("missing field ")?;
    let key = quoted_in(rest).into_iter().next()?;
    let line = match key {
        "shape" => "`shape = \"labelled\"`".to_owned(),
        "name" => "`name = \"my-site\"`".to_owned(),
        "summary" => "`summary = \"record page of my site\"`".to_owned(),
        "field" => "`field = \"title\"`".to_owned(),
        "words" => "`words = [\"Authors\"]`".to_owned(),
        "threshold" => "`threshold = 2`".to_owned(),
        "hosts" => "`hosts = [\"www.example.org\"]`".to_owned(),
        "recognise" => "`[recognise]`, `threshold = 1` and a `[[recognise.sign]]`".to_owned(),
        "sign" => "`[[recognise.sign]]` with `starts = \"Authors:\"` below it".to_owned(),
        key => format!("`{key} = …`"),
    };
    Some(format!("the block that begins here lacks `{key}`; add {line}"))
}

fn wrong_kind(message: &str) -> Option<String> {
    let rest = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, expected) = rest.split_once(", expected ")?;
    let found = match found.split_once(' ') {
        Some(("string", text)) => format!("the text {text}"),
        Some(("integer", number)) => format!("the number {}", number.trim_matches('`')),
        Some(("floating", rest)) => {
            format!("the number {}", rest.trim_start_matches("point ").trim_matches('`'))
        }
        Some(("boolean", word)) => word.trim_matches('`').to_owned(),
        _ => match found {
            "sequence" => "a list".to_owned(),
            "map" => "a block".to_owned(),
            other => other.to_owned(),
        },
    };
    let expected = match expected {
        it if it.starts_with("a sequence") || it.starts_with("a list") => {
            "a list in square brackets, as in `[\"Authors\", \"Author\"]`"
        }
        it if it.starts_with("a string") || it.starts_with("string") => {
            "a text in quotation marks, as in `\"Authors\"`"
        }
        it if it.starts_with("a boolean") => "`true` or `false`, without quotation marks",
        it if it.starts_with('u') || it.starts_with('i') || it.starts_with("usize") => {
            "a whole number without quotation marks, as in `2`"
        }
        it if it.starts_with("struct") || it.starts_with("a map") => {
            "a block of its own, `[name]` or `[[name]]` with keys below it"
        }
        other => other,
    };
    Some(format!("expected {expected}, found {found}"))
}

fn twice(message: &str) -> Option<String> {
    let is_twice = message.starts_with("duplicate key") || message.starts_with("duplicate field");
    is_twice.then(|| {
        let key = quoted_in(message).first().map(|key| format!(" `{key}`")).unwrap_or_default();
        format!("the key{key} stands twice in its block; keep one of the two")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::layout::Layout;

    const GOOD: &str = "name = \"tea\"\nsummary = \"Tea\"\nshape = \"labelled\"\n[recognise]\nthreshold = 1\n[[recognise.sign]]\n\
                        starts = \"Tea:\"\n[[label]]\nwords = [\"Tea\"]\nfield = \"title\"\n";

    #[test]
    fn what_is_wrong_is_said_for_somebody_who_does_not_program() {
        for (from, to, expected) in [
            (
                "words",
                "wordz",
                "t.toml:9:1: `wordz` is no key of this block; is `words` meant? Keys of this block: words, field,",
            ),
            (
                "field = \"title\"",
                "field = \"titel\"",
                "t.toml:10:9: `titel` cannot stand here; is `title` meant? What can: title, vernacular-title,",
            ),
            (
                "shape = \"labelled\"\n",
                "",
                "t.toml:1:1: the block that begins here lacks `shape`; add `shape = \"labelled\"`",
            ),
            (
                "threshold = 1",
                "threshold = \"1\"",
                "t.toml:5:13: expected a whole number without quotation marks, as in `2`, found the text \"1\"",
            ),
            (
                "words = [\"Tea\"]",
                "words = \"Tea\"",
                "t.toml:9:9: expected a list in square brackets, as in `[\"Authors\", \"Author\"]`, found the text \"Tea\"",
            ),
            (
                "summary = \"Tea\"",
                "summary = 3",
                "t.toml:2:11: expected a text in quotation marks, as in `\"Authors\"`, found the number 3",
            ),
            (
                "field = \"title\"\n",
                "field = \"title\"\nglued = \"yes\"\n",
                "t.toml:11:9: expected `true` or `false`, without quotation marks, found the text \"yes\"",
            ),
            ("summary", "name", "t.toml:2:1: the key"),
            (
                "name = \"tea\"",
                "name = tea",
                "t.toml:1:8: this is not written as a table has it; expected `key = \"text\"`",
            ),
            ("words = [\"Tea\"]", "words", "t.toml:9:6: this is not written as a table has it;"),
        ] {
            assert!(GOOD.contains(from), "{from}");
            let told = Layout::parse("t.toml", &GOOD.replacen(from, to, 1)).expect_err(to);
            assert!(told.starts_with(expected), "{to}\n{told}\n{expected}");
            for word in ["variant", "sequence", "struct", "u32", "invalid type"] {
                assert!(!told.contains(word), "{told}");
            }
        }
        assert!(Layout::parse("t.toml", GOOD).is_ok());
    }

    #[test]
    fn only_a_near_word_is_offered() {
        assert_eq!(nearest("autor", &["author", "abstract"]), Some("author"));
        assert_eq!(nearest("journal_line", &["journal-line"]), Some("journal-line"));
        assert_eq!(nearest("shelf", &["author", "title", "self-made"]), None);
    }
}
