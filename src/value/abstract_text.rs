//! Abstracts: where keywords without a label begin below one, and whether a copy stops inside it.

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
}
