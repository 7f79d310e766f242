//! Abstracts as text: sections put together, and several joined for formats that have one (mapping reference 8.5).

use super::Abstracts;
use crate::record::{Abstract, AbstractSection, Marked, Style};

/// An abstract to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown<'a> {
    /// The words with their marks.
    pub(super) words: Marked,
    /// BCP-47 tag, where known.
    pub(super) lang: Option<&'a str>,
}

/// What stands between the sections of an abstract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sections {
    /// A blank, for formats of one line a value.
    Running,
    /// A line feed.
    OnLines,
}

/// The abstracts as texts, in order; all in one, separated by ` // `, where the user wants them joined.
pub(super) fn shown(abstracts: &[Abstract], how: Abstracts, sections_stand: Sections) -> Vec<Shown<'_>> {
    let mut texts: Vec<Shown<'_>> = abstracts
        .iter()
        .map(|one| {
            // `raw` is the copy before a repair; the repaired text is what was asked for.
            let Abstract { text, sections, raw: _ } = one;
            Shown { words: words_of(&text.value, sections, sections_stand), lang: text.lang.as_deref() }
        })
        .collect();
    if how == Abstracts::Joined && texts.len() > 1 {
        let mut rest = texts.split_off(1).into_iter().filter(|one| !one.words.is_empty());
        if let Some(first) = texts.first_mut() {
            for further in &mut rest {
                push(&mut first.words, " // ", &further.words);
            }
        }
    }
    texts
}

/// The text, or what the sections say where there is none.
fn words_of(text: &Marked, sections: &[AbstractSection], sections_stand: Sections) -> Marked {
    if sections.is_empty() || !text.to_plain().trim().is_empty() {
        return text.clone();
    }
    let joint = match sections_stand {
        Sections::Running => " ",
        Sections::OnLines => "\n",
    };
    let mut words = Marked::default();
    for AbstractSection { label, text } in sections {
        push(&mut words, joint, &Marked::default());
        if !label.is_empty() {
            words.push(format!("{label}: "), Style::PLAIN);
        }
        push(&mut words, "", text);
    }
    words
}

/// Appends a text behind a joint, which an empty start does without.
fn push(words: &mut Marked, joint: &str, text: &Marked) {
    if !words.is_empty() {
        words.push(joint, Style::PLAIN);
    }
    for span in text.spans() {
        words.push(span.text.clone(), span.style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Text;

    #[test]
    fn sections_make_a_text_and_several_are_joined_on_request() {
        let section =
            |label: &str, text: &str| AbstractSection { label: label.into(), text: Marked::plain(text) };
        let headed = Abstract {
            sections: vec![section("AIM", "To see."), section("RESULTS", "Seen.")],
            ..Abstract::default()
        };
        let chinese = Abstract { text: Text::read("目的"), ..Abstract::default() };
        let both = [headed, chinese];
        let plain = |how| {
            let texts = shown(&both, how, Sections::Running);
            texts.iter().map(|one| one.words.to_plain()).collect::<Vec<_>>()
        };
        assert_eq!(plain(Abstracts::Apart), ["AIM: To see. RESULTS: Seen.", "目的"]);
        let on_lines = shown(&both, Abstracts::Apart, Sections::OnLines);
        assert_eq!(
            on_lines.first().map(|one| one.words.to_plain()).as_deref(),
            Some("AIM: To see.\nRESULTS: Seen.")
        );
        assert_eq!(plain(Abstracts::Joined), ["AIM: To see. RESULTS: Seen. // 目的"]);
    }
}
