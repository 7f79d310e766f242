//! ISSNs (ISO 3297): eight characters, the last a check digit modulo 11.

use super::Part;
use crate::record::{Issn, Medium, Origin};
use crate::report::{Code, Remark, quoted};

/// Said where a text that should be an ISSN is read.
pub(crate) const ISSN_MALFORMED: Code = Code::warning(
    "issn-malformed",
    "The text where an ISSN or an ISBN should stand is none, or its check digit is wrong; it is not taken for one.",
);

/// What a text that should hold ISSNs holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IssnsReading {
    /// The ISSNs with right check digits, in order.
    pub issns: Vec<Issn>,
    /// Texts that are none, in order: the caller keeps them where unknown values go.
    pub rejected: Vec<String>,
    /// What became of the text; rejected texts have no part.
    pub parts: Vec<Part>,
    /// Doubts.
    pub remarks: Vec<Remark>,
}

/// The usual notation of an ISSN with a right check digit: `1673-4408`; `None` for anything else.
#[must_use]
pub fn canonical(text: &str) -> Option<String> {
    // The longest notation: eight characters and a dash of three bytes.
    const LONGEST: usize = 11;
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let hyphen = text.chars().nth(4).filter(|it| matches!(it, '-' | '‐' | '‑' | '–' | '−'));
    let (first, second) = text.split_at_checked(4)?;
    let second = second.get(hyphen.map_or(0, char::len_utf8)..)?;
    let check = second.chars().next_back()?.to_ascii_uppercase();
    let digits = || first.chars().chain(second.chars().take(3));
    if first.len() != 4 || second.len() != 4 {
        return None;
    }
    let mut sum = 0;
    for (digit, weight) in digits().zip((2..=8).rev()) {
        sum += digit.to_digit(10)? * weight;
    }
    let value = if check == 'X' { 10 } else { check.to_digit(10)? };
    if (sum + value) % 11 != 0 {
        return None;
    }
    Some(format!("{first}-{}{check}", second.get(..3)?))
}

/// Words that name the edition, in lower case.
const MEDIA: &[(&str, Medium)] = &[
    ("print", Medium::Print),
    ("ppub", Medium::Print),
    ("pissn", Medium::Print),
    ("electronic", Medium::Electronic),
    ("online", Medium::Electronic),
    ("epub", Medium::Electronic),
    ("eissn", Medium::Electronic),
    ("linking", Medium::Linking),
    ("issn-l", Medium::Linking),
];

/// Reads one or several ISSNs, with or without label (`ISSN`, `eISSN:`), edition behind (`(Print)`) and hyphen.
#[must_use]
pub fn parse(text: &str) -> IssnsReading {
    let mut reading = IssnsReading::default();
    let mut pending = Medium::Unknown;
    for (start, word) in words(text) {
        let end = start + word.len();
        let lower = word.to_lowercase();
        if let Some(value) = canonical(word) {
            let medium = std::mem::take(&mut pending);
            reading.issns.push(Issn { value, medium, origin: Origin::Read });
            let index = reading.issns.len();
            reading.parts.push(Part { index, ..Part::field(start, end, "ISSN") });
            continue;
        }
        let medium = MEDIA.iter().find(|(name, _)| *name == lower).map(|(_, medium)| *medium);
        if let Some(medium) = medium {
            // Behind the number in NLM's notation, before it in a label.
            let before = text.get(..start).is_some_and(|before| before.trim_end().ends_with(['(', '[']));
            match reading.issns.last_mut().filter(|_| before) {
                Some(last) => last.medium = medium,
                None => pending = medium,
            }
        }
        if medium.is_some()
            || matches!(lower.as_str(), "issn" | "e" | "p")
            || !word.contains(char::is_alphanumeric)
        {
            reading.parts.push(Part::furniture(start, end));
        } else {
            let digits = word.chars().filter(|it| it.is_alphanumeric()).count();
            let is_isbn = digits == 13 && word.starts_with("97") || digits == 10;
            let called = if is_isbn { "an ISBN" } else { "an ISSN" };
            let message = format!("{} is not {called} with a right check digit", quoted(word));
            reading.remarks.push(Remark::new(&ISSN_MALFORMED, message));
            reading.rejected.push(word.to_owned());
        }
    }
    reading
}

/// Runs of letters, digits and hyphens, and the punctuation between them, with their offsets.
fn words(text: &str) -> Vec<(usize, &str)> {
    let is_word =
        |character: char| character.is_alphanumeric() || matches!(character, '-' | '‐' | '‑' | '–' | '−');
    let mut words = Vec::new();
    let mut start = 0;
    let mut kind = None;
    for (offset, character) in text.char_indices().chain([(text.len(), ' ')]) {
        let now = if character.is_whitespace() { None } else { Some(is_word(character)) };
        if now != kind {
            if kind.is_some()
                && let Some(word) = text.get(start..offset)
            {
                words.push((start, word));
            }
            start = offset;
            kind = now;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isbn_is_not_called_an_issn() {
        let said = |text: &str| parse(text).remarks[0].message.clone();
        assert_eq!(said("978-3-16-148410-1"), "`978-3-16-148410-1` is not an ISBN with a right check digit");
        assert_eq!(said("1234-5678"), "`1234-5678` is not an ISSN with a right check digit");
    }

    #[test]
    fn the_check_digit_decides() {
        assert_eq!(canonical("1673-4408").as_deref(), Some("1673-4408"));
        assert_eq!(canonical("16734408").as_deref(), Some("1673-4408"));
        assert_eq!(canonical("2434-561x").as_deref(), Some("2434-561X"));
        assert_eq!(canonical("1673-4409"), None);
        assert_eq!(canonical("1673–4408").as_deref(), Some("1673-4408"));
        assert_eq!(canonical("201904"), None);
    }

    #[test]
    fn several_with_their_editions() {
        let reading = parse("1673-4408 (Print) 0028-4793 (Electronic)");
        let found: Vec<(&str, Medium)> =
            reading.issns.iter().map(|issn| (issn.value.as_str(), issn.medium)).collect();
        assert_eq!(found, [("1673-4408", Medium::Print), ("0028-4793", Medium::Electronic)]);
        assert_eq!(parse("eISSN: 0028-4793").issns[0].medium, Medium::Electronic);
        assert_eq!(parse("ISSN 0028-4793").issns[0].medium, Medium::Unknown);
    }

    #[test]
    fn a_wrong_one_is_said_and_not_claimed() {
        let reading = parse("1673-4409");
        assert!(reading.issns.is_empty() && reading.parts.is_empty());
        assert_eq!(reading.remarks.len(), 1);
        assert_eq!(reading.remarks[0].code.name, "issn-malformed");
        assert_eq!(reading.rejected, ["1673-4409"]);
    }
}
