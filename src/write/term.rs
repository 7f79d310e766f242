//! Keywords, subject headings and publication types as text, the same in every format.

use crate::record::{Term, Vocabulary};

/// Whether the star of a chief topic is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Star {
    /// As MEDLINE has it: `*Purpura/drug therapy`.
    Shown,
    /// Never: `Purpura/drug therapy` (mapping reference 8.6).
    Hidden,
}

/// A term with its qualifiers behind slashes. Only `MeSH` headings have stars.
pub(super) fn text(term: &Term, star: Star) -> String {
    // The language and the number of a term are machine knowledge.
    let Term { value, lang: _, vocab, ui: _, qualifiers, major } = term;
    let is_heading = *vocab == Vocabulary::Mesh;
    let pieces = std::iter::once(value).chain(qualifiers).map(|piece| {
        let piece = piece.trim();
        // A source may have left its stars in the words.
        if is_heading && star == Star::Hidden { piece.trim_start_matches('*') } else { piece }
    });
    let mut text = String::new();
    for (place, piece) in pieces.enumerate() {
        if place > 0 {
            text.push('/');
        }
        text.push_str(piece);
    }
    let lacks_star = is_heading && star == Star::Shown && *major && !text.contains('*') && !text.is_empty();
    if lacks_star { format!("*{text}") } else { text }
}

/// Texts of the keywords: those of the authors, then those of other vocabularies. None is empty.
pub(super) fn keywords(terms: &[Term]) -> Vec<String> {
    let mut keywords = of_vocabulary(terms, Vocabulary::Author, Star::Hidden);
    keywords.extend(of_vocabulary(terms, Vocabulary::Other, Star::Hidden));
    keywords
}

/// Texts of the `MeSH` headings. None is empty.
pub(super) fn headings(terms: &[Term], star: Star) -> Vec<String> {
    of_vocabulary(terms, Vocabulary::Mesh, star)
}

fn of_vocabulary(terms: &[Term], vocab: Vocabulary, star: Star) -> Vec<String> {
    let texts = terms.iter().filter(|term| term.vocab == vocab).map(|term| text(term, star));
    texts.filter(|text| !text.is_empty()).collect()
}

/// All publication types: the chief one first where the list does not name it.
pub(super) fn publication_types<'a>(genre: Option<&'a str>, types: &'a [Term]) -> Vec<&'a str> {
    let names = || types.iter().map(|term| term.value.as_str());
    genre.into_iter().filter(|genre| !names().any(|name| name == *genre)).chain(names()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_has_one_star_or_none() {
        let heading = |value: &str, qualifiers: &[&str], major| Term {
            value: value.to_owned(),
            vocab: Vocabulary::Mesh,
            qualifiers: qualifiers.iter().map(|&qualifier| qualifier.to_owned()).collect(),
            major,
            ..Term::default()
        };
        let rows = [
            (heading("Purpura", &["drug therapy"], true), "*Purpura/drug therapy", "Purpura/drug therapy"),
            (heading("Purpura", &["*drug therapy"], true), "Purpura/*drug therapy", "Purpura/drug therapy"),
            (heading(" *Purpura", &[], true), "*Purpura", "Purpura"),
            (heading("Purpura", &[], false), "Purpura", "Purpura"),
            (heading(" ", &[], true), "", ""),
            (Term { vocab: Vocabulary::Author, ..heading("*a", &["b"], true) }, "*a/b", "*a/b"),
        ];
        for (term, shown, hidden) in rows {
            assert_eq!(
                (text(&term, Star::Shown).as_str(), text(&term, Star::Hidden).as_str()),
                (shown, hidden)
            );
        }
    }

    #[test]
    fn the_chief_type_is_named_once() {
        let types =
            ["Journal Article", "Review"].map(|value| Term { value: value.into(), ..Term::default() });
        assert_eq!(publication_types(Some("Review"), &types), ["Journal Article", "Review"]);
        assert_eq!(publication_types(Some("Letter"), &types), ["Letter", "Journal Article", "Review"]);
    }
}
