//! A value on one line, for formats whose lines mean something.

/// A value on one physical line: line ends of every kind become one space with the white space around them, other
/// control characters are dropped, outer white space is cut.
///
/// A line can thus neither end early nor look like a tag. The second value tells whether a control character was
/// dropped.
pub(super) fn one_line(value: &str) -> (String, bool) {
    // Nearly every value is one line already. Control characters beyond ASCII begin with the first of these bytes, the line ends
    // of Unicode with the second; many other characters do so too.
    let bytes = value.as_bytes();
    let is_ascii_control = bytes.iter().fold(false, |found, byte| found | byte.is_ascii_control());
    let is_control = |at: usize| match bytes.get(at..) {
        Some([0xc2, second, ..]) => *second < 0xa0,
        Some([0xe2, 0x80, third, ..]) => matches!(third, 0xa8 | 0xa9),
        _ => false,
    };
    if !is_ascii_control && !memchr::memchr2_iter(0xc2, 0xe2, bytes).any(is_control) {
        return (value.trim().to_owned(), false);
    }
    let mut line = String::with_capacity(value.len());
    let mut dropped = false;
    let mut after_break = false;
    for character in value.chars() {
        let breaks =
            matches!(character, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if breaks {
            line.truncate(line.trim_end().len());
            after_break = true;
        } else if character.is_control() {
            dropped = true;
        } else if !(after_break && character.is_whitespace()) {
            if after_break && !line.is_empty() {
                line.push(' ');
            }
            after_break = false;
            line.push(character);
        }
    }
    (line.trim().to_owned(), dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_is_one_space() {
        for line_end in
            ["\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", " \n \r\n\t "]
        {
            assert_eq!(
                one_line(&format!("a{line_end}ER  - b\n")),
                ("a ER  - b".to_owned(), false),
                "{line_end:?}"
            );
        }
        assert_eq!(one_line("\n  a  b\n"), ("a  b".to_owned(), false));
    }

    #[test]
    fn signs_that_begin_like_line_ends_stay() {
        for text in ["5 ± 2 µg – “x” ≥ 3…", "£", "a\u{a0}b", "x\u{200b}y", "é"] {
            assert_eq!(one_line(text), (text.to_owned(), false), "{text}");
        }
        assert_eq!(one_line("a\u{80}b\u{9f}"), ("ab".to_owned(), true));
    }

    #[test]
    fn control_characters_go_and_are_reported() {
        assert_eq!(one_line("a\u{0}b\u{1d}\u{7f}c"), ("abc".to_owned(), true));
        assert_eq!(one_line("\u{1b}"), (String::new(), true));
    }
}
