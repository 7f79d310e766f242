//! Abstracts: where keywords without a label begin below one, and whether a copy stops inside it.

use super::text::script_of;
use crate::report::Code;

/// An abstract that is not all there.
pub const ABSTRACT_CUT: Code = Code::warning(
    "abstract-cut",
    "The abstract stops in the middle: inside a parenthesis (the scraper probably took a `<` for the start of a tag), at a comma or a word that \
     needs another one, or where the database says that it cut it.",
);

/// The longest keyword, in characters; longer pieces are prose.
const LONGEST_TERM: usize = 90;

/// The offset at which keywords without a label begin below an abstract: a last line of terms joined by ` ; `, or
/// last lines of one term each with `;` behind or between them (result lists, the pages reference 2.8).
///
/// `None` when the text ends in prose. An abstract's own semicolons do not count: every piece must be short and
/// none may end a sentence.
#[must_use]
pub fn keywords_below(text: &str) -> Option<usize> {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut offset = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            lines.push((offset, line.trim()));
        }
        offset += line.len() + 1;
    }
    let mut start: Option<usize> = None;
    let mut separators = 0;
    // A line belongs to the list when it is joined to the line below it: by a separator at its own end, or by a
    // line below that is only a separator.
    let mut below: Option<&str> = None;
    for (offset, line) in lines.iter().rev() {
        let lone = is_separator(line);
        let inner = inner_separators(line);
        let joined = match below {
            None => true,
            Some(below) => ends_in_separator(line) || is_separator(below) || lone,
        };
        if !joined || !(lone || is_terms(line)) {
            break;
        }
        separators += inner + usize::from(lone || ends_in_separator(line));
        start = Some(*offset);
        below = Some(line);
    }
    start.filter(|_| separators > 0)
}

/// The offset at which an abstract goes on in the other writing: paragraphs in Latin letters, then all the others in
/// Chinese, Japanese or Korean, or the other way round. It is then two abstracts, one a language.
#[must_use]
pub fn other_language(text: &str) -> Option<usize> {
    const FEWEST: usize = 10;
    let is_east_asian = |line: &str| match script_of(line)? {
        "Hani" | "Kana" | "Hang" => Some(true),
        "Latn" => Some(false),
        _ => None,
    };
    let letters = |text: &str| text.chars().filter(|character| character.is_alphabetic()).count();
    let mut at = 0;
    let mut first = None;
    let mut found = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(own) = is_east_asian(line) else { continue };
        match found {
            Some(_) if first == Some(own) => return None,
            None if *first.get_or_insert(own) != own => found = Some(start),
            _ => {}
        }
    }
    let (before, behind) = text.split_at_checked(found?)?;
    (letters(before) >= FEWEST && letters(behind) >= FEWEST).then_some(before.len())
}

fn is_separator(line: &str) -> bool {
    matches!(line, ";" | "；")
}

fn ends_in_separator(line: &str) -> bool {
    line.ends_with([';', '；'])
}

/// Separators between terms: a semicolon with white space before it, as WPRIM joins lists, or a full-width one.
fn inner_separators(line: &str) -> usize {
    line.matches(" ;").count() + line.matches('；').count()
}

/// Whether every piece of a line is short enough for a term and ends no sentence.
fn is_terms(line: &str) -> bool {
    line.split([';', '；']).map(str::trim).filter(|piece| !piece.is_empty()).all(|piece| {
        piece.chars().count() <= LONGEST_TERM
            && !piece.ends_with(['.', '。', ':', '：'])
            && !piece.contains(". ")
    })
}

/// Whether the text stops inside a parenthesis, as it does when a `<` was taken for the start of a tag.
#[must_use]
pub fn stops_inside(text: &str) -> bool {
    let end = text.trim_end();
    let tail: String = end.chars().rev().take(40).collect();
    // Read backwards: an opening parenthesis before any closing one.
    tail.chars()
        .find(|character| matches!(character, '(' | '（' | ')' | '）'))
        .is_some_and(|it| "(（".contains(it))
        && !end.ends_with(['.', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joined_last_line_is_keywords() {
        let text = "OBJECTIVE: To see.\nIt was seen; and well.\nHumans ; Tea ; Infant, Newborn";
        assert_eq!(keywords_below(text).map(|at| &text[at..]), Some("Humans ; Tea ; Infant, Newborn"));
    }

    #[test]
    fn one_term_a_line_with_separators_between() {
        let text = "It was seen.\nHumans\n;\nTea\n;\nSleep";
        assert_eq!(keywords_below(text).map(|at| &text[at..]), Some("Humans\n;\nTea\n;\nSleep"));
        let glued = "It was seen.\nHumans;\nTea;\nSleep";
        assert_eq!(keywords_below(glued).map(|at| &glued[at..]), Some("Humans;\nTea;\nSleep"));
    }

    #[test]
    fn prose_has_no_keywords() {
        assert_eq!(keywords_below("We saw a; b; and c in all of them."), None);
        assert_eq!(keywords_below("It was seen.\nConclusion: it is so."), None);
        assert_eq!(keywords_below(""), None);
        assert_eq!(keywords_below("It was seen.\nA heading alone"), None);
    }

    #[test]
    fn an_open_parenthesis_at_the_end_is_a_cut() {
        assert!(stops_inside("The difference was significant (P"));
        assert!(!stops_inside("The difference was significant (P>0.05)"));
        assert!(!stops_inside("It was (so) seen"));
    }

    #[test]
    fn an_abstract_in_two_writings_is_two() {
        let both = "Objective: To ask nurses. Results: They slept.\n目的：询问护士。结果：他们睡得好。";
        assert_eq!(other_language(both).and_then(|at| both.get(at..)), both.split('\n').nth(1));
        for one in [
            "目的 询问护士。\n方法 选取护士。",
            "Objective To ask.\nMethods 方法",
            "中文的一段摘要文字\nEnglish text here\n中文的又一段文字",
        ] {
            assert_eq!(other_language(one), None, "{one}");
        }
    }
}
