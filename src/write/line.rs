//! A value on one line, for formats whose lines mean something.

/// A value on one physical line: line ends of every kind become one space with the white space around them, other
/// control characters are dropped, outer white space is cut.
///
/// A line can thus neither end early nor look like a tag. The second value tells whether a control character was
/// dropped.
pub(super) fn one_line(value: &str) -> (String, bool) {
    // Nearly every value is one line already. Control characters beyond ASCII, which are line ends too, begin with the first
    // of these bytes, the line ends of Unicode with the second.
    let is_ascii_control = value.bytes().fold(false, |found, byte| found | byte.is_ascii_control());
    if !is_ascii_control && memchr::memchr2(0xc2, 0xe2, value.as_bytes()).is_none() {
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
    fn control_characters_go_and_are_reported() {
        assert_eq!(one_line("a\u{0}b\u{1d}\u{7f}c"), ("abc".to_owned(), true));
        assert_eq!(one_line("\u{1b}"), (String::new(), true));
    }
}
