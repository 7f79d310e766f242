//! Volume and issue as text, the same in every format (mapping reference 4.2, 8.12).

use crate::record::{Part, PartOf, Supplement};

/// The volume; a part of it stands in it: `49 Pt 2` (mapping reference 4.2, F7).
pub(super) fn volume(volume: Option<&str>, part: Option<&Part>) -> String {
    let volume = volume.unwrap_or_default();
    let part = part_of(PartOf::Volume, part);
    // A source may have left the part in the volume.
    let part = part.filter(|part| !volume.ends_with(part.as_str()));
    joined([Some(volume.to_owned()), part])
}

/// The issue: its text for display, which names supplement and part; without one it is made from them: `Suppl 1`.
pub(super) fn issue(issue: Option<&str>, supplement: Option<&Supplement>, part: Option<&Part>) -> String {
    if let Some(issue) = issue.map(str::trim).filter(|issue| !issue.is_empty()) {
        return issue.to_owned();
    }
    let supplement = supplement.map(|Supplement { number, of: _ }| match number {
        Some(number) => format!("Suppl {number}"),
        None => "Suppl".to_owned(),
    });
    joined([supplement, part_of(PartOf::Issue, part)])
}

fn part_of(whole: PartOf, part: Option<&Part>) -> Option<String> {
    part.filter(|part| part.of == whole).map(|Part { number, of: _ }| format!("Pt {number}"))
}

fn joined(pieces: [Option<String>; 2]) -> String {
    pieces.into_iter().flatten().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn supplement_and_part_stand_where_they_belong() {
        let part = |of| Part { number: "2".to_owned(), of };
        let supplement =
            |number: Option<&str>| Supplement { number: number.map(str::to_owned), of: PartOf::Issue };
        assert_eq!(volume(Some("49"), Some(&part(PartOf::Volume))), "49 Pt 2");
        assert_eq!(volume(Some("49 Pt 2"), Some(&part(PartOf::Volume))), "49 Pt 2");
        assert_eq!(volume(Some("49"), Some(&part(PartOf::Issue))), "49");
        assert_eq!(volume(None, Some(&part(PartOf::Volume))), "Pt 2");
        assert_eq!(issue(Some("4 Suppl 1"), Some(&supplement(Some("1"))), None), "4 Suppl 1");
        assert_eq!(issue(None, Some(&supplement(Some("1"))), Some(&part(PartOf::Issue))), "Suppl 1 Pt 2");
        assert_eq!(issue(Some(" "), Some(&supplement(None)), Some(&part(PartOf::Volume))), "Suppl");
        assert_eq!(issue(None, None, None), "");
    }
}
