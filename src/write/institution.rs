//! Affiliations as text, for formats that hold them in one field.

use crate::record::Affiliation;

/// Each affiliation with its label as printed: `1. Department of …`. Several without any label get their numbers, so
/// that they can be told apart in one field, and so that what says who works where can name them; so does a single one
/// that not everybody has (`is_named`).
pub(super) fn labelled(affiliations: &[Affiliation], is_named: bool) -> Vec<String> {
    let is_bare = affiliations.iter().all(|place| place.label_raw.is_none());
    let is_numbered = is_bare && (is_named || affiliations.len() > 1);
    let text = |(position, place): (usize, &Affiliation)| {
        if is_numbered { format!("{}. {}", position + 1, place.labelled()) } else { place.labelled() }
    };
    affiliations.iter().enumerate().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Text;

    fn place(label: Option<&str>, text: &str) -> Affiliation {
        let texts = vec![Text::read(text)];
        Affiliation { label_raw: label.map(str::to_owned), texts, ..Affiliation::default() }
    }

    #[test]
    fn only_several_without_any_label_get_numbers() {
        let (lone, one, other) = ([place(None, "Hospital A")], place(None, "Hospital A"), place(None, "B"));
        assert_eq!(labelled(&lone, false), ["Hospital A"]);
        assert_eq!(labelled(&lone, true), ["1. Hospital A"]);
        assert_eq!(labelled(&[one, other.clone()], false), ["1. Hospital A", "2. B"]);
        assert_eq!(labelled(&[place(Some("a"), "Hospital A"), other], true), ["a. Hospital A", "B"]);
    }
}
