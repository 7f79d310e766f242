//! Headings of an abstract that are glued to its text: `METHODSThe patients …`.
//!
//! Pages print the headings in bold type, and copies lose what stood between them and the text. The abstract is taken apart at its headings.
//! It must not fire on a single heading, on words in capitals that are no headings, and where the abstract has sections already.

use super::{Pass, Rule, Safety};
use crate::record::{AbstractSection, Marked, Record};
use crate::report::Code;
use crate::vocab::labels::is_abstract_heading;
use std::ops::Range;

const GLUED_HEADING: Code = Code::warning(
    "glued-heading",
    "With --guess: headings that were glued to the text of an abstract (`METHODSThe`) were taken off, and the abstract was put into sections; as it was it stays in raw.",
);

pub(super) const RULE: Rule = Rule {
    code: &GLUED_HEADING,
    summary: "takes headings off the text of an abstract (`METHODSThe`) and makes sections of it",
    explanation: "Pages print the headings of an abstract in bold type, and copies lose what stood between heading and text. Where an abstract has two known \
        headings or more, each at the start of a sentence and at least one of them glued, it becomes one of sections, as PubMed \
        has it; as it was it is kept beside them. One heading alone stays, and so does an abstract that has sections already.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"abstracts": [{"value": "OBJECTIVETo see. METHODSThe patients drank tea.RESULTS: All slept. CONCLUSIONS Good."}]}"#,
            r#"{"abstracts": [{"value": "", "sections": [{"label": "OBJECTIVE", "text": "To see."}, {"label": "METHODS", "text": "The patients drank tea."},
                {"label": "RESULTS", "text": "All slept."}, {"label": "CONCLUSIONS", "text": "Good."}],
                "raw": "OBJECTIVETo see. METHODSThe patients drank tea.RESULTS: All slept. CONCLUSIONS Good."}]}"#,
        ),
        (
            r#"{"abstracts": [{"value": "ObjectiveTo count.Methods62 walkers.ResultsGC-MS agreed."}, {"value": "AIM\nNothing.\nRESULTSAST fell."}]}"#,
            r#"{"abstracts": [{"value": "", "sections": [{"label": "Objective", "text": "To count."}, {"label": "Methods", "text": "62 walkers."},
                {"label": "Results", "text": "GC-MS agreed."}], "raw": "ObjectiveTo count.Methods62 walkers.ResultsGC-MS agreed."},
                {"value": "", "sections": [{"label": "AIM", "text": "Nothing."}, {"label": "RESULTS", "text": "AST fell."}], "raw": "AIM\nNothing.\nRESULTSAST fell."}]}"#,
        ),
        (
            r#"{"abstracts": [{"value": "METHODSThe patients drank tea."}, {"value": "AIM: To see. METHODS: Tea."}, {"value": "TNFAlpha and DNAase. HIVPositive nurses."}, {"value": "Methods vary. Results differ. McDonald."}]}"#,
            r#"{"abstracts": [{"value": "METHODSThe patients drank tea."}, {"value": "AIM: To see. METHODS: Tea."}, {"value": "TNFAlpha and DNAase. HIVPositive nurses."}, {"value": "Methods vary. Results differ. McDonald."}]}"#,
        ),
    ],
    apply,
};

/// A heading: where it stands, and where the text below it begins.
struct Heading {
    words: Range<usize>,
    text: usize,
    is_glued: bool,
}

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for one in record.abstracts.iter_mut().filter(|one| one.sections.is_empty()) {
        if one.text.value.spans().iter().any(|span| span.style.math) {
            continue;
        }
        let whole: String = one.text.value.spans().iter().map(|span| span.text.as_str()).collect();
        let headings = headings(&whole);
        if headings.len() < 2 || !headings.iter().any(|heading| heading.is_glued) {
            continue;
        }
        let sections = sections(&one.text.value, &whole, &headings);
        let shown: Vec<String> = sections
            .iter()
            .map(
                |AbstractSection { label, text }| {
                    if label.is_empty() { text.to_plain() } else { format!("{label}: {}", text.to_plain()) }
                },
            )
            .collect();
        if pass.allows("abstract", &whole, &shown.join("\n")) {
            let as_it_was = std::mem::take(&mut one.text.value);
            one.raw.get_or_insert(as_it_was);
            one.sections = sections;
        }
    }
}

/// The known headings at the starts of sentences.
fn headings(text: &str) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut starts = true;
    let mut from = 0;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        if starts
            && first.is_ascii_uppercase()
            && let Some(heading) = heading_at(text, from)
        {
            from = heading.text;
            found.push(heading);
            starts = false;
            continue;
        }
        starts = match first {
            '.' | '!' | '?' | ')' | ']' | '%' | '\n' => true,
            ' ' => starts,
            _ => false,
        };
        from += first.len_utf8();
    }
    found
}

/// The longest known heading that begins at a place: in capitals, or in small letters but the first where the text is glued to it.
fn heading_at(text: &str, start: usize) -> Option<Heading> {
    /// No heading is longer.
    const LONGEST: usize = 40;
    /// A heading this long is no start of another word: `RESULTSAST` are the results of AST.
    const SURE: usize = 7;
    let rest = text.get(start..)?;
    let is_of_heading = |it: char| it.is_ascii_alphabetic() || matches!(it, ' ' | '/' | '&' | ',');
    let run = rest.find(|it: char| !is_of_heading(it)).unwrap_or(rest.len());
    for length in (2..=run.min(LONGEST)).rev() {
        let (words, behind) = rest.split_at(length);
        // Before the next word begins there can be no end of a heading.
        if !words.ends_with(|it: char| it.is_ascii_alphabetic())
            || behind.starts_with(|it: char| it.is_lowercase())
        {
            continue;
        }
        let is_shouted = !words.contains(char::is_lowercase);
        let mut letters = behind.chars();
        let (next, second) = (letters.next()?, letters.next().unwrap_or(' '));
        let begins_word = next.is_ascii_uppercase() && (second.is_lowercase() || second == ' ');
        let (skip, is_glued) = match next {
            ':' | '\n' => (1, false),
            ' ' if is_shouted && begins_sentence(behind.trim_start()) => (0, false),
            _ if is_shouted && (begins_word || next.is_ascii_uppercase() && length >= SURE) => (0, true),
            _ if !is_shouted && (next.is_ascii_uppercase() || next.is_ascii_digit()) => (0, true),
            _ => continue,
        };
        // Last, because it costs most.
        if !is_abstract_heading(words) {
            continue;
        }
        let below = behind.get(skip..)?;
        let text = start + length + skip + (below.len() - below.trim_start().len());
        return Some(Heading { words: start..start + length, text, is_glued });
    }
    None
}

/// A capital or a digit, and no second capital behind it.
fn begins_sentence(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next().is_some_and(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    first && letters.next().is_some_and(|it| !it.is_ascii_uppercase())
}

fn sections(value: &Marked, whole: &str, headings: &[Heading]) -> Vec<AbstractSection> {
    let mut sections = Vec::with_capacity(headings.len() + 1);
    let mut push = |label: &str, range: Range<usize>| {
        let text = whole.get(range.clone()).unwrap_or_default();
        let start = range.start + (text.len() - text.trim_start().len());
        let text = slice(value, start..start + text.trim().len());
        if !(label.is_empty() && text.is_empty()) {
            sections.push(AbstractSection { label: label.to_owned(), text });
        }
    };
    push("", 0..headings.first().map_or(0, |heading| heading.words.start));
    for (at, heading) in headings.iter().enumerate() {
        let end = headings.get(at + 1).map_or(whole.len(), |next| next.words.start);
        push(whole.get(heading.words.clone()).unwrap_or_default(), heading.text.min(end)..end);
    }
    sections
}

/// A stretch of a text with its marks, by the bytes of its runs.
fn slice(value: &Marked, range: Range<usize>) -> Marked {
    let mut sliced = Marked::default();
    let mut at = 0;
    for span in value.spans() {
        let (from, to) = (range.start.max(at), range.end.min(at + span.text.len()));
        if from < to {
            sliced.push(span.text.get(from - at..to - at).unwrap_or_default(), span.style);
        }
        at += span.text.len();
    }
    sliced
}
