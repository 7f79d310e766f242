//! ORCID iDs: sixteen characters, the last a check digit (ISO/IEC 7064, MOD 11-2).

use std::ops::Range;

/// The usual notation of an ORCID iD with a right check digit, out of a bare one or an address:
/// `0000-0002-1825-0097`. `None` for anything else.
#[must_use]
pub fn canonical(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['/', '.', ',', ';']);
    let bare = text.rsplit(['/', ':', ' ']).next()?;
    let characters: Vec<char> =
        bare.chars().filter(|character| !matches!(character, '-' | '‐' | '‑' | '–')).collect();
    let [digits @ .., check] = characters.as_slice() else { return None };
    if digits.len() != 15 {
        return None;
    }
    let mut total = 0_u32;
    for digit in digits {
        total = (total + digit.to_digit(10)?) * 2;
    }
    let expected = (12 - total % 11) % 11;
    let check = check.to_ascii_uppercase();
    let value = if check == 'X' { 10 } else { check.to_digit(10)? };
    if value != expected {
        return None;
    }
    let whole: String = digits.iter().chain([&check]).collect();
    let part = |range: Range<usize>| whole.get(range);
    Some([part(0..4)?, part(4..8)?, part(8..12)?, part(12..16)?].join("-"))
}

/// Where the first ORCID iD in running text stands, with the address around it.
#[must_use]
pub fn find(text: &str) -> Option<(Range<usize>, String)> {
    memchr::memchr(b'-', text.as_bytes())?;
    let mut start = 0;
    for piece in
        text.split(|character: char| character.is_whitespace() || "()[]<>{},;，；（）".contains(character))
    {
        if piece.contains('-')
            && let Some(value) = canonical(piece)
        {
            return Some((start..start + piece.trim_end_matches('.').len(), value));
        }
        start += piece.len();
        start += text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_decides() {
        assert_eq!(canonical("0000-0002-1825-0097").as_deref(), Some("0000-0002-1825-0097"));
        assert_eq!(
            canonical("https://orcid.org/0000-0001-5109-3700").as_deref(),
            Some("0000-0001-5109-3700")
        );
        assert_eq!(canonical("0000-0002-1694-233x").as_deref(), Some("0000-0002-1694-233X"));
        assert_eq!(canonical("0000-0002-1825-0098"), None);
        assert_eq!(canonical("1673-4408"), None);
    }

    #[test]
    fn it_is_found_in_text() {
        let text = "Hospital, ORCID: 0000-0002-1825-0097; Beijing";
        let found = find(text).map(|(range, value)| (text[range].to_owned(), value));
        assert_eq!(found, Some(("0000-0002-1825-0097".to_owned(), "0000-0002-1825-0097".to_owned())));
        assert_eq!(find("no 0000-1111 here"), None);
    }
}
