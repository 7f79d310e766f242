//! Notation of CSL-JSON that its reader and its writer must agree on: marks in text, the keyword line, lines in
//! `note`.

use crate::record::{Affiliation, Marked, Record, Seen, Style, Term, Vocabulary};
use std::borrow::Cow;

const SMALL_CAPS: &str = "<span style=\"font-variant:small-caps;\">";
const PROTECTED: &str = "<span class=\"nocase\">";

/// Whether a style has a mark, and the tags of the mark.
type Tags = (fn(&Style) -> bool, &'static str, &'static str);

/// All marks, outermost first.
#[rustfmt::skip]
const TAGS: [Tags; 6] = [
    (|style| style.protected, PROTECTED, "</span>"),
    (|style| style.small_caps, SMALL_CAPS, "</span>"),
    (|style| style.italic, "<i>", "</i>"),
    (|style| style.bold, "<b>", "</b>"),
    (|style| style.superscript, "<sup>", "</sup>"),
    (|style| style.subscript, "<sub>", "</sub>"),
];

/// Text with CSL's HTML-like tags; mathematics in dollar signs.
///
/// Characters are not escaped, because CSL knows no escapes: a text that itself holds `<i>` looks like a mark, and
/// only the list below `custom` tells them apart.
#[must_use]
pub fn marked(text: &Marked) -> String {
    let mut written = String::new();
    let mut open: Vec<usize> = Vec::new();
    for span in text.spans() {
        let wanted: Vec<usize> =
            TAGS.iter().enumerate().filter(|(_, tag)| (tag.0)(&span.style)).map(|(index, _)| index).collect();
        let shared = open.iter().zip(&wanted).take_while(|(left, right)| left == right).count();
        close(&mut open, shared, &mut written);
        for index in wanted.into_iter().skip(shared) {
            if let Some((_, opening, _)) = TAGS.get(index) {
                written.push_str(opening);
            }
            open.push(index);
        }
        if span.style.math {
            written.push('$');
        }
        written.push_str(&span.text);
        if span.style.math {
            written.push('$');
        }
    }
    close(&mut open, 0, &mut written);
    written
}

fn close(open: &mut Vec<usize>, keep: usize, written: &mut String) {
    for index in open.drain(keep..).rev() {
        if let Some((_, _, closing)) = TAGS.get(index) {
            written.push_str(closing);
        }
    }
}

/// CSL `keyword`: terms of the authors, of other vocabularies, then `MeSH` headings with their qualifiers behind
/// slashes, joined with "; "; a semicolon inside a term becomes a comma, and no heading has its star.
#[must_use]
pub fn keyword_line(terms: &[Term]) -> Option<String> {
    let (mut words, mut seen) = (Vec::<String>::new(), Seen::default());
    for vocab in [Vocabulary::Author, Vocabulary::Other, Vocabulary::Mesh] {
        for term in terms.iter().filter(|term| term.vocab == vocab) {
            let mut whole = Cow::Borrowed(term.value.as_str());
            for qualifier in &term.qualifiers {
                whole.to_mut().push('/');
                whole.to_mut().push_str(qualifier);
            }
            let line = one_line(&whole);
            let word = if line.contains(';') { line.replace(';', ",") } else { line };
            if !word.is_empty() && !seen.has(&words, |known| known, &&word) {
                words.push(word);
            }
        }
    }
    (!words.is_empty()).then(|| words.join("; "))
}

/// Affiliations with their labels, joined with "; ".
#[must_use]
pub fn affiliation_line(affiliations: &[Affiliation]) -> Option<String> {
    let texts: Vec<String> = affiliations
        .iter()
        .map(|affiliation| one_line(&affiliation.labelled()))
        .filter(|text| !text.is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// What stands behind a label of a line in `note` for data that a program has no field for: `Keywords`,
/// `Affiliations`.
#[must_use]
pub fn labelled_line(label: &str, record: &Record) -> Option<String> {
    match label {
        "Keywords" => keyword_line(&record.terms),
        "Affiliations" => affiliation_line(&record.affiliations),
        _ => None,
    }
}

/// Text without line ends and outer white space, every run of white space one blank.
#[must_use]
pub fn one_line(text: &str) -> String {
    if is_one_line(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a text is ASCII with single blanks inside and no other white space, as most values are.
fn is_one_line(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !(byte.is_ascii_graphic() || byte == b' ' && before != b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// A free note such that no line of it is taken for a variable: citeproc, pandoc and Zotero read lines
/// `word: value` of `note` as variables (mapping reference 2.4), so such a line gets a dash in front.
#[must_use]
pub fn guarded_note(text: &str) -> String {
    let lines = text.lines().map(|line| {
        if looks_like_a_variable(line) { format!("– {}", line.trim_start()) } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line begins with up to three words of Latin letters and a colon.
fn looks_like_a_variable(line: &str) -> bool {
    let Some((name, _)) = line.split_once(':') else { return false };
    let name = name.trim();
    let is_of_names = |character: char| character.is_ascii_alphanumeric() || "-_ ".contains(character);
    !name.is_empty() && name.chars().all(is_of_names) && name.split(' ').count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_nest() {
        let mut text = Marked::plain("H");
        text.push("2", Style { subscript: true, ..Style::PLAIN });
        text.push("O ", Style::PLAIN);
        text.push("in ", Style { italic: true, ..Style::PLAIN });
        text.push("2", Style { italic: true, superscript: true, ..Style::PLAIN });
        text.push("x^2", Style { math: true, ..Style::PLAIN });
        text.push("DNA", Style { protected: true, small_caps: true, ..Style::PLAIN });
        assert_eq!(
            marked(&text),
            "H<sub>2</sub>O <i>in <sup>2</sup></i>$x^2$\
             <span class=\"nocase\"><span style=\"font-variant:small-caps;\">DNA</span></span>"
        );
    }

    #[test]
    fn one_line_has_single_blanks() {
        for text in
            ["", " ", "a", "a b", "a  b", " a", "a ", "a\tb", "a\u{1}b", "中 文", "a\u{3000}b", "a\u{a0}"]
        {
            assert_eq!(one_line(text), text.split_whitespace().collect::<Vec<_>>().join(" "), "{text:?}");
        }
    }

    #[test]
    fn keywords_share_one_line() {
        let author = |value: &str| Term { value: value.into(), ..Term::default() };
        let mesh = Term {
            value: "Purpura".into(),
            vocab: Vocabulary::Mesh,
            qualifiers: vec!["drug therapy".into()],
            major: true,
            ..Term::default()
        };
        assert_eq!(
            keyword_line(&[mesh, author("a; b"), author("c"), author("c")]).as_deref(),
            Some("a, b; c; Purpura/drug therapy")
        );
        assert_eq!(keyword_line(&[]), None);
    }

    #[test]
    fn a_free_note_is_no_variable() {
        assert_eq!(guarded_note("Title: x\nsee p. 3"), "– Title: x\nsee p. 3");
        assert_eq!(guarded_note("Cf. the reply: here"), "Cf. the reply: here");
        assert_eq!(guarded_note("论文: 一"), "论文: 一");
    }
}
