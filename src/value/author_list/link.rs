//! Authors and affiliations, by marker and label (mapping reference 8.15).

use crate::record::{Affiliation, Contributor, Seen};
use crate::report::{Code, Remark, quoted};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

const DANGLING_MARKER: Code = Code::warning(
    "dangling-marker",
    "An author carries a marker that no affiliation of the page has; the marker is kept, and the author has no \
     affiliation from it.",
);
const AFFILIATION_INFERRED: Code = Code::warning(
    "affiliation-inferred",
    "The page has one affiliation and no marker; the affiliation was given to every author.",
);

const LABEL_COMMON: Code = Code::warning(
    "label-common",
    "So many affiliations have one label that it tells nothing; nobody was given an affiliation by it, and markers and labels are kept.",
);

/// Affiliations of one label that an author with its marker is given. Two or three are a slip of the page; what is beyond this is
/// no numbering, and as many authors with the marker would have their number times that of the affiliations.
const MOST_OF_LABEL: usize = 32;

/// Links authors to affiliations by marker and label (mapping reference 8.15).
///
/// An author without a marker gets none. Only where there is exactly one affiliation and no author has a marker,
/// it goes to all, labelled or not, with a warning. Where several have one label an author gets all of them, unless there are
/// so many that it tells nothing. A number or letter that no affiliation has is a warning; a symbol is none, because it may
/// mean the corresponding author.
#[must_use]
pub fn link_affiliations(contributors: &mut [Contributor], affiliations: &[Affiliation]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let unmarked = contributors.iter().all(|contributor| contributor.affiliation_markers_raw.is_empty());
    if let [only] = affiliations
        && unmarked
        && !contributors.is_empty()
    {
        for contributor in contributors.iter_mut() {
            refer(contributor, &mut Seen::default(), &only.id);
        }
        let message = format!("{} was given to all {} authors", quoted(&only.labelled()), contributors.len());
        remarks.push(Remark::new(&AFFILIATION_INFERRED, message));
        return remarks;
    }
    let mut by_label: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for affiliation in affiliations {
        if let Some(label) = &affiliation.label_raw {
            by_label.entry(plain(label)).or_default().push(&affiliation.id);
        }
    }
    for (label, ids) in by_label.iter_mut().filter(|(_, ids)| ids.len() > MOST_OF_LABEL) {
        let message = format!("{} affiliations have the label {}", ids.len(), quoted(label));
        remarks.push(Remark::new(&LABEL_COMMON, message));
        ids.clear();
    }
    for contributor in contributors {
        let mut seen = Seen::default();
        for marker in std::mem::take(&mut contributor.affiliation_markers_raw) {
            let wanted = plain(&marker);
            match by_label.get(&wanted) {
                Some(ids) => ids.iter().for_each(|id| refer(contributor, &mut seen, id)),
                None if wanted.chars().any(char::is_alphanumeric) => {
                    let name = contributor.projected().map(|form| form.raw.as_str()).unwrap_or_default();
                    let message = format!(
                        "{} carries the marker {}, which no affiliation has",
                        quoted(name),
                        quoted(&marker)
                    );
                    remarks.push(Remark::new(&DANGLING_MARKER, message));
                }
                None => {}
            }
            contributor.affiliation_markers_raw.push(marker);
        }
    }
    remarks
}

fn refer(contributor: &mut Contributor, seen: &mut Seen, id: &str) {
    if !seen.has(&contributor.affiliation_refs, String::as_str, &id) {
        contributor.affiliation_refs.push(id.to_owned());
    }
}

/// A label or marker for comparison: superscript and circled digits as digits, without brackets and stops.
fn plain(label: &str) -> String {
    label.nfkc().filter(|character| !character.is_whitespace() && !"()[].,:".contains(*character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn affiliation(id: &str, label: Option<&str>) -> Affiliation {
        Affiliation { id: id.to_owned(), label_raw: label.map(str::to_owned), ..Affiliation::default() }
    }

    fn author(markers: &[&str]) -> Contributor {
        Contributor {
            affiliation_markers_raw: markers.iter().map(|marker| (*marker).to_owned()).collect(),
            ..Contributor::default()
        }
    }

    #[test]
    fn markers_link_and_dangle() {
        let mut authors = [author(&["¹", "③"]), author(&[]), author(&["2", "*"])];
        let affiliations = [affiliation("a1", Some("1.")), affiliation("a2", Some("(3)"))];
        let remarks = link_affiliations(&mut authors, &affiliations);
        assert_eq!(authors[0].affiliation_refs, ["a1", "a2"]);
        assert_eq!(authors[0].affiliation_markers_raw, ["¹", "③"]);
        assert!(authors[1].affiliation_refs.is_empty() && authors[2].affiliation_refs.is_empty());
        assert_eq!(remarks.iter().map(|remark| remark.code.name).collect::<Vec<_>>(), ["dangling-marker"]);
    }

    #[test]
    fn a_label_that_very_many_affiliations_have_tells_nothing() {
        for (count, refs) in [(2, 2), (MOST_OF_LABEL, MOST_OF_LABEL), (MOST_OF_LABEL + 1, 0)] {
            let affiliations: Vec<Affiliation> =
                (0..count).map(|number| affiliation(&format!("a{number}"), Some("1"))).collect();
            let mut authors = [author(&["1", "1"]), author(&["2"])];
            let remarks = link_affiliations(&mut authors, &affiliations);
            assert_eq!(authors[0].affiliation_refs.len(), refs);
            assert_eq!(authors[0].affiliation_markers_raw, ["1", "1"]);
            let codes: Vec<&str> = remarks.iter().map(|remark| remark.code.name).collect();
            let wanted: &[&str] =
                if refs == 0 { &["label-common", "dangling-marker"] } else { &["dangling-marker"] };
            assert_eq!(codes, wanted);
        }
    }

    #[test]
    fn one_affiliation_goes_to_all_only_without_any_marker() {
        let mut unmarked = [author(&[]), author(&[])];
        let remarks = link_affiliations(&mut unmarked, &[affiliation("a1", Some("1"))]);
        assert_eq!(remarks[0].code.name, "affiliation-inferred");
        assert!(unmarked.iter().all(|author| author.affiliation_refs == ["a1"]));
        for affiliations in [vec![affiliation("a1", None), affiliation("a2", None)], vec![]] {
            let mut nobody = [author(&[]), author(&[])];
            assert!(link_affiliations(&mut nobody, &affiliations).is_empty());
            assert!(nobody.iter().all(|author| author.affiliation_refs.is_empty()));
        }
        let mut starred = [author(&["*"]), author(&[])];
        assert!(link_affiliations(&mut starred, &[affiliation("a1", None)]).is_empty());
        assert!(starred[0].affiliation_refs.is_empty());
    }
}
