//! A field that is there for a DOI, and what else people put into it.

use super::{doi_length, find, is_closing, is_meant, prefix_length};
use std::ops::Range;

/// What a field for a DOI holds, as ranges of its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DoiField {
    /// The DOIs of which nothing casts doubt on where they end.
    pub dois: Vec<Range<usize>>,
    /// What is no DOI although it should be: the whole text where it has none, or the text from a DOI on behind which
    /// a blank and further letters stand. They may be its other half (`10.1016/S0140- 6736(20)30183-5`).
    pub malformed: Option<Range<usize>>,
    /// Words stand beside the DOIs that are no labels and cannot be a part of one.
    pub has_more: bool,
}

/// Reads a field that should hold a DOI, or several with blanks, commas or semicolons between them.
///
/// Labels (`doi:`, `[doi]`), addresses before a DOI and punctuation are known and tell nothing more. A DOI that may go on
/// behind a blank is not taken: the first half of one is another article's DOI, or none.
#[must_use]
pub fn in_field(text: &str) -> DoiField {
    let mut field = DoiField::default();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(find) {
        let (start, end) = (from + found.start, from + found.end);
        let behind = text.get(end..).unwrap_or_default();
        if may_go_on(behind) {
            field.malformed = Some(start..start + text.get(start..).unwrap_or_default().trim_end().len());
            field.has_more |= !is_known(text.get(from..start).unwrap_or_default());
            return field;
        }
        field.has_more |= !is_known(text.get(from..start).unwrap_or_default());
        field.dois.push(start..end);
        from = end;
    }
    if field.dois.is_empty() {
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        field.malformed = (start < end).then_some(start..end);
    } else {
        field.has_more |= !is_known(text.get(from..).unwrap_or_default());
    }
    field
}

/// Whether what stands behind a DOI may be the rest of it: ASCII behind a blank that is neither a label nor a DOI itself.
/// Other scripts are not used in DOIs.
fn may_go_on(behind: &str) -> bool {
    let next = behind.trim_start_matches(|it: char| it.is_whitespace() || is_closing(it));
    let between = behind.get(..behind.len() - next.len()).unwrap_or_default();
    let word = next.split_whitespace().next().unwrap_or_default();
    between.contains(char::is_whitespace)
        && next.starts_with(|it: char| it.is_ascii_graphic())
        && !next.starts_with(['<', '"'])
        && word.contains(char::is_alphanumeric)
        && !is_known(word)
        && !is_meant(word)
        && doi_length(word.get(prefix_length(word)..).unwrap_or_default()) == 0
}

/// Whether a text beside a DOI holds nothing but labels, addresses and punctuation.
fn is_known(text: &str) -> bool {
    const WORDS: &[&str] = &["digital", "object", "identifier", "and"];
    text.split_whitespace().all(|word| {
        let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
        let is_address = ["http://", "https://"]
            .iter()
            .any(|start| bare.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)));
        is_address
            || prefix_length(bare) == bare.len()
            || WORDS.iter().any(|known| bare.eq_ignore_ascii_case(known))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The DOIs, what is malformed, and whether there is more.
    fn read(text: &str) -> (Vec<&str>, Option<&str>, bool) {
        let DoiField { dois, malformed, has_more } = in_field(text);
        (dois.into_iter().map(|it| &text[it]).collect(), malformed.map(|it| &text[it]), has_more)
    }

    #[test]
    fn one_doi_with_its_labels() {
        for text in [
            "10.1000/a",
            " doi:10.1000/a ",
            "DOI: 10.1000/a.",
            "https://doi.org/10.1000/a",
            "http://dx.doi.org:80/10.1000/a",
            "10.1000/a [doi]",
            "10.1000/a (DOI)",
            "digital object identifier: 10.1000/a",
            "https://www.example.org/doi/10.1000/a",
        ] {
            assert_eq!(read(text), (vec!["10.1000/a"], None, false), "{text}");
        }
    }

    #[test]
    fn several_dois() {
        for text in [
            "10.1000/a 10.1000/b",
            "10.1000/a; 10.1000/b",
            "10.1000/a, doi:10.1000/b",
            "10.1000/a [doi] https://doi.org/10.1000/b [doi]",
            "10.1000/a and 10.1000/b",
        ] {
            assert_eq!(read(text), (vec!["10.1000/a", "10.1000/b"], None, false), "{text}");
        }
    }

    #[test]
    fn half_a_doi_is_none() {
        for text in [
            "10.1016/S0140- 6736(20)30183-5",
            "10.1016/S0140-6736 (20)30183-5",
            "10.3760/cma.j.issn.2022.04. 001",
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO; 2-O",
            "10.1000/a\u{a0}b",
            "10.1000/a Epub 2020",
        ] {
            assert_eq!(read(text), (vec![], Some(text), false), "{text}");
        }
        assert_eq!(read("doi:10.1000/a b "), (vec![], Some("10.1000/a b"), false));
        assert_eq!(read("10.1000/a; 10.1000/b- c"), (vec!["10.1000/a"], Some("10.1000/b- c"), false));
    }

    #[test]
    fn what_cannot_be_the_rest_of_a_doi_stands_beside_it() {
        for text in [
            "10.1000/a [doi] Epub",
            "10.1000/a 第3页",
            "10.1000/a，第3页",
            "S0140-6736(20)30183-5 [pii] 10.1000/a [doi]",
            "10.1000/a <br>",
        ] {
            assert_eq!(read(text), (vec!["10.1000/a"], None, true), "{text}");
        }
        assert_eq!(read(" none "), (vec![], Some("none"), false));
        assert_eq!(read("  "), (vec![], None, false));
    }
}
