//! One physical line a value: the order of the tags.

use super::super::line::one_line;

/// Order of the tags in a record (mapping reference 2.6). `JabRef` keeps `IS`, `AN`, `C7` and `M1` in one field and
/// the last line wins, so the issue comes after them; for the same reason `CY` comes after `AD`.
///
/// [`UNKNOWN`] is where lines go that a source had and we have no place for.
pub(super) const ORDER: &[&str] = &[
    "TY", "ID", "TI", "ST", "TT", "OP", "AU", "A2", "A3", "A4", "ED", "AD", "AN", "C7", "C2", "C8", UNKNOWN,
    "T2", "JO", "J2", "Y1", "PY", "DA", "ET", "VL", "IS", "SP", "EP", "SN", "DO", "M3", "LA", "CY", "PB",
    "AB", "KW", "MH", "DB", "DP", "UR", "Y2", "M2", "N1",
];

const UNKNOWN: &str = "";

/// Whether two characters are a tag that may stand at the start of a line: a letter, then a letter or digit.
pub(super) fn is_tag(tag: &str) -> bool {
    let upper_or_digit = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    matches!(tag.as_bytes(), [first, second] if first.is_ascii_uppercase() && upper_or_digit(second))
}

/// Tags that programs read as one of those above: a line of them would change what our own lines say.
const ALIASES: &[&str] = &[
    "A1", "BT", "CP", "CT", "DI", "ER", "J1", "J9", "JA", "JF", "JI", "L2", "LB", "LK", "M1", "N2", "PP",
    "PU", "SE", "T1", "VO",
];

/// Whether a tag means something that we write ourselves.
pub(super) fn is_taken(tag: &str) -> bool {
    ORDER.contains(&tag) || ALIASES.contains(&tag)
}

/// A tag and its value.
#[derive(Debug)]
struct Line {
    /// Place of the tag in [`ORDER`].
    place: usize,
    /// The tag, where it has no place of its own.
    other: Option<String>,
    value: String,
}

/// Where lines of a tag stand among the others.
fn place_of(tag: &str) -> Option<usize> {
    // All but one are two bytes, which need no call to be compared.
    match <[u8; 2]>::try_from(tag.as_bytes()) {
        Ok(tag) => ORDER.iter().position(|known| known.as_bytes() == tag),
        Err(_) => ORDER.iter().position(|known| *known == tag),
    }
}

/// The lines of a record, in any order until they are written.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// A control character was dropped from a value.
    pub(super) dropped_control: bool,
}

impl Lines {
    /// Adds a line; an empty value gives none.
    pub(super) fn push(&mut self, tag: &str, value: &str) {
        let (value, dropped) = one_line(value);
        self.dropped_control |= dropped;
        if !value.is_empty() {
            let place = place_of(tag);
            let other = if place.is_none() { Some(tag.to_owned()) } else { None };
            let place = place.or_else(|| place_of(UNKNOWN)).unwrap_or_default();
            self.lines.push(Line { place, other, value });
        }
    }

    /// Adds a line where there is a value.
    pub(super) fn push_some(&mut self, tag: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.push(tag, value);
        }
    }

    /// Whether a line of a tag stands already.
    pub(super) fn has(&self, tag: &str) -> bool {
        let place = place_of(tag);
        self.lines.iter().any(|line| match &line.other {
            Some(other) => other == tag,
            None => Some(line.place) == place,
        })
    }

    /// Writes the lines in the order of the tags, then the end of the record and an empty line.
    pub(super) fn write(mut self, line_end: &str, out: &mut Vec<u8>) {
        self.lines.sort_by_key(|line| line.place);
        let tag_of = |line: &Line| ORDER.get(line.place).copied().unwrap_or(UNKNOWN);
        let own = self
            .lines
            .iter()
            .map(|line| (line.other.as_deref().unwrap_or_else(|| tag_of(line)), line.value.as_str()));
        for (tag, value) in own.chain([("ER", "")]) {
            for piece in [tag, "  - ", value, line_end] {
                out.extend_from_slice(piece.as_bytes());
            }
        }
        out.extend_from_slice(line_end.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_letter_and_a_letter_or_digit() {
        for (tag, expected) in
            [("AU", true), ("C7", true), ("7C", false), ("au", false), ("A", false), ("AUX", false)]
        {
            assert_eq!(is_tag(tag), expected, "{tag}");
        }
        assert!(!is_tag("Ä"));
    }
}
