//! Free notes and grants as text, the same in every format.

use crate::record::{FreeNote, Funding};

/// A note with what the source calls it: `Conflict of interest: none`.
pub(super) fn note(FreeNote { text, kind }: &FreeNote) -> String {
    match kind {
        Some(kind) => format!("{kind}: {text}"),
        None => text.clone(),
    }
}

/// A grant as printed, or put together from what is known.
pub(super) fn grant(Funding { funder, id, award, text_raw, country }: &Funding) -> String {
    if !text_raw.is_empty() {
        return text_raw.clone();
    }
    [funder, award, country, id].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Whether the text of a grant leaves out what is known of it.
pub(super) fn grant_says_less(grant_of: &Funding) -> bool {
    let text = grant(grant_of);
    let Funding { funder, id, award, text_raw: _, country } = grant_of;
    [funder, id, award, country].into_iter().flatten().any(|part| !text.contains(part.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grant_is_as_printed_or_put_together() {
        let known = Funding { funder: Some("NSFC".into()), award: Some("8".into()), ..Funding::default() };
        assert_eq!(grant(&known), "NSFC, 8");
        assert_eq!(grant(&Funding { text_raw: "by NSFC".into(), ..known.clone() }), "by NSFC");
        let printed = Funding { text_raw: "NSFC 8".into(), ..known };
        assert!(!grant_says_less(&printed));
        assert!(grant_says_less(&Funding { country: Some("China".into()), ..printed }));
        let named = FreeNote { text: "none".into(), kind: Some("Conflict of interest".into()) };
        assert_eq!(note(&named), "Conflict of interest: none");
    }
}
