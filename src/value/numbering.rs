//! Volume and issue in fields of their own, as structured formats have them: `49 Suppl 1`, `4 Pt 2`, `No. 3`.
//!
//! The volume never holds a supplement and the issue shows it (mapping reference 1.3 and 8.12); the text as printed
//! is kept where that changed it.

use super::folded::{Cursor, Folded};
use super::journal_line::{self, Issue};
use crate::record::{Part, PartOf, Supplement};

/// What a volume or an issue says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbering {
    /// The volume, or the issue for display; `None` when the text is a supplement of nothing or blank.
    pub number: Option<String>,
    /// A supplement that stood in a volume, for display in the issue: `Suppl 1`.
    pub supplement_display: Option<String>,
    /// The structure of a supplement.
    pub supplement: Option<Supplement>,
    /// The structure of a part.
    pub part: Option<Part>,
    /// The text as printed, where it was changed.
    pub raw: Option<String>,
}

/// Reads a volume.
#[must_use]
pub fn volume(text: &str) -> Numbering {
    let printed = text.trim();
    let bare = without_separator(printed);
    let folded = Folded::new(bare);
    let mut cursor = Cursor::new(folded.chars(), 0);
    let whole = || Numbering { number: (!bare.is_empty()).then(|| bare.to_owned()), ..Numbering::default() };
    journal_line::volume_label(&mut cursor);
    let start = cursor.at;
    let Some(end) = journal_line::volume_token(cursor) else { return whole() };
    cursor.at = end;
    let token = folded.text(start, end);
    // `049`: as in a journal line, zeros before a number go.
    let without_zeros = token.trim_start_matches('0');
    let is_number = without_zeros.starts_with(|it: char| it.is_ascii_digit());
    let number = if is_number { without_zeros.to_owned() } else { token };
    let mut numbering = Numbering { number: Some(number), ..Numbering::default() };
    if journal_line::glued_supplement(&mut cursor) {
        let display = folded.text(end, cursor.at);
        let number = display.get(1..).filter(|number| !number.is_empty()).map(str::to_owned);
        numbering.supplement = Some(Supplement { number, of: PartOf::Volume });
        numbering.supplement_display = Some(display);
    } else {
        cursor.eat_any(&[',', '_', '(']);
        cursor.spaces();
        if let Some(number) = journal_line::supplement(&mut cursor) {
            let display =
                number.as_ref().map_or_else(|| "Suppl".to_owned(), |number| format!("Suppl {number}"));
            numbering.supplement = Some(Supplement { number, of: PartOf::Volume });
            numbering.supplement_display = Some(display);
        } else if let Some(number) = journal_line::part(&mut cursor) {
            numbering.part = Some(Part { number, of: PartOf::Volume });
        }
        cursor.eat_any(&[')']);
    }
    cursor.eat_any(&['卷', '巻', '권']);
    cursor.spaces();
    if !cursor.at_end() {
        return whole();
    }
    let changed = numbering.number.as_deref() != Some(printed);
    numbering.raw = changed.then(|| printed.to_owned());
    numbering
}

/// `45,` of `Volume: 45, Issue: 2`.
fn without_separator(text: &str) -> &str {
    text.trim_end_matches([',', ';', '，', '；', '、', ' '])
}

/// Reads an issue.
#[must_use]
pub fn issue(text: &str) -> Numbering {
    let printed = text.trim();
    let folded = Folded::new(without_separator(printed));
    let Some(Issue { display, supplement, part, .. }) = journal_line::issue(folded.chars()) else {
        return Numbering::default();
    };
    let raw = (display != printed).then(|| printed.to_owned());
    Numbering { number: Some(display), supplement, part, raw, supplement_display: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(of: PartOf) -> Supplement {
        Supplement { number: Some("1".to_owned()), of }
    }

    #[test]
    fn a_volume_keeps_no_supplement() {
        let plain = volume("49");
        assert_eq!((plain.number.as_deref(), plain.raw), (Some("49"), None));
        let read = volume("49 Suppl 1");
        assert_eq!(read.number.as_deref(), Some("49"));
        assert_eq!(read.supplement_display.as_deref(), Some("Suppl 1"));
        assert_eq!(read.supplement, Some(first(PartOf::Volume)));
        assert_eq!(read.raw.as_deref(), Some("49 Suppl 1"));
        assert_eq!(volume("Vol. 12").number.as_deref(), Some("12"));
        assert_eq!(volume("49 Pt 2").part.map(|part| part.number).as_deref(), Some("2"));
        assert_eq!(volume("049").number.as_deref(), Some("49"));
        assert_eq!(volume("049").raw.as_deref(), Some("049"));
        assert_eq!(volume("0").number.as_deref(), Some("0"));
        assert_eq!(volume("XLIX").number.as_deref(), Some("XLIX"));
        assert_eq!(volume("Special volume").number.as_deref(), Some("Special volume"));
        assert_eq!(volume("  ").number, None);
        assert_eq!(volume("45,").number.as_deref(), Some("45"));
        assert_eq!(issue("2 ,").number.as_deref(), Some("2"));
    }

    #[test]
    fn an_issue_shows_its_supplement() {
        assert_eq!(issue("4").number.as_deref(), Some("4"));
        let read = issue("4 Suppl 1");
        assert_eq!(read.number.as_deref(), Some("4 Suppl 1"));
        assert_eq!(read.supplement, Some(first(PartOf::Issue)));
        assert_eq!(issue("No. 3").number.as_deref(), Some("3"));
        assert_eq!(issue("Early Access").number.as_deref(), Some("Early Access"));
        assert_eq!(issue("").number, None);
    }
}
