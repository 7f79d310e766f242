//! The faults that JSON-LD in pages commonly has.

/// A script without the comment or CDATA marks that old browsers wanted around it, and without a final semicolon.
pub(super) fn unwrapped(text: &str) -> &str {
    let mut text = text.trim();
    for (start, end) in
        [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>")]
    {
        if let Some(inside) = text.strip_prefix(start) {
            text = inside.trim().strip_suffix(end).unwrap_or(inside).trim();
        }
    }
    text.trim_end_matches([';', '\u{0}']).trim().trim_start_matches('\u{feff}')
}

/// JSON with control characters in strings as escapes, without commas before a closing bracket, and without what
/// stands behind a string's bad escape.
pub(super) fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len() + 16);
    let mut in_string = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => match characters.peek() {
                Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                    mended.push('\\');
                    mended.extend(characters.next());
                }
                _ => mended.push_str("\\\\"),
            },
            '"' => {
                in_string = !in_string;
                mended.push('"');
            }
            _ if in_string && character.is_control() => {
                mended.push_str(match character {
                    '\n' | '\r' => "\\n",
                    _ => " ",
                });
            }
            '}' | ']' if !in_string => {
                let kept = mended.trim_end().trim_end_matches(',').len();
                mended.truncate(kept);
                mended.push(character);
            }
            _ => mended.push(character),
        }
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_faults_are_mended() {
        assert_eq!(unwrapped(" <!-- {\"a\":1}; --> "), "{\"a\":1}");
        assert_eq!(mended("{\"a\": [1, 2,],\n}"), "{\"a\": [1, 2]}");
        assert_eq!(mended("{\"a\": \"b\nc\"}"), "{\"a\": \"b\\nc\"}");
        assert_eq!(mended("{\"a\": \"50\\% \\\" b\"}"), "{\"a\": \"50\\\\% \\\" b\"}");
        assert_eq!(mended("[\"a,]\"]"), "[\"a,]\"]");
    }
}
