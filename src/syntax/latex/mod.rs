//! Text as LaTeX: what a character is in an argument or a BibTeX field, so that TeX, BibTeX and biber take it; and
//! the way back ([`read`]).
//!
//! Nothing that comes in can end a group, start a comment or run a command. Braces come out balanced whatever goes
//! in: BibTeX counts even escaped braces, so `{` is `\textbraceleft{}` and never `\{`.

mod commands;
mod math;
mod read;
mod symbols;
mod verbatim;

pub use math::safe_math;
pub use read::{Braces, Reading, read};
pub use verbatim::{read_verbatim, unbraced};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Which characters may stand in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alphabet {
    /// UTF-8, as biber and every newer program reads it.
    #[default]
    Unicode,
    /// ASCII as far as TeX has a command for the character. One without a command (Han, Hangul, Cyrillic) is kept
    /// as it is and reported in [`Escaper::kept_non_ascii`]: a transliteration would be an invention, and a number
    /// such as `\symbol{24352}` says nothing to the engines that need ASCII.
    Ascii,
}

/// Escapes text, and remembers what it could not do.
#[derive(Debug, Clone, Copy, Default)]
pub struct Escaper {
    /// Which characters may stand in the output.
    pub alphabet: Alphabet,
    /// A control or direction-override character was left out.
    pub dropped_control: bool,
    /// ASCII was asked for, and a character without a command was kept.
    pub kept_non_ascii: bool,
    /// A brace, a backslash or a blank of a verbatim field was percent-encoded.
    pub encoded_sign: bool,
}

impl Escaper {
    /// An escaper with nothing to report yet.
    #[must_use]
    pub fn new(alphabet: Alphabet) -> Self {
        Self { alphabet, ..Self::default() }
    }

    /// Plain text as LaTeX.
    #[must_use]
    pub fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        self.append(text, &mut out);
        out
    }

    /// Appends plain text as LaTeX. White space of any kind and length is one space; characters that would melt
    /// with the end of `out` into a ligature (`--` is a dash, `` ?` `` is `¿`) are kept apart by `{}`.
    pub fn append(&mut self, text: &str, out: &mut String) {
        if self.alphabet == Alphabet::Unicode {
            self.append_unicode(text, out);
            return;
        }
        let composed: Vec<char> = text.nfc().collect();
        let mut rest = composed.as_slice();
        while let [character, after @ ..] = rest {
            rest = after;
            match character {
                character if is_breaking_space(*character) => push_space(out),
                character if is_dangerous(*character) => self.dropped_control = true,
                character if character.is_ascii() => push_ascii(*character, out),
                character => {
                    let marks = after.iter().take_while(|mark| is_combining_mark(**mark)).count();
                    let (marks, beyond) = after.split_at(marks);
                    rest = beyond;
                    self.append_non_ascii(*character, marks, out);
                }
            }
            if character.is_ascii_alphabetic() {
                rest = self.append_marks_on_ascii(*character, rest, out);
            }
        }
    }

    fn append_unicode(&mut self, text: &str, out: &mut String) {
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let plain = plain_length(rest.as_bytes());
            if plain > 0 {
                out.push_str(rest.get(..plain).unwrap_or_default());
            } else if is_breaking_space(character) {
                push_space(out);
            } else if is_dangerous(character) {
                self.dropped_control = true;
            } else if character.is_ascii() {
                push_ascii(character, out);
            } else {
                out.push(character);
            }
            rest = rest.get(plain.max(character.len_utf8())..).unwrap_or_default();
        }
    }

    /// An ASCII letter, already written, with marks for which Unicode has no composed character: `m` and a macron.
    fn append_marks_on_ascii<'a>(&mut self, letter: char, rest: &'a [char], out: &mut String) -> &'a [char] {
        let count = rest.iter().take_while(|mark| is_combining_mark(**mark)).count();
        let (marks, beyond) = rest.split_at(count);
        if marks.is_empty() {
            return rest;
        }
        if let Some(accented) = symbols::accented(&letter.to_string(), marks) {
            out.pop();
            out.push_str(&accented);
        } else {
            self.kept_non_ascii = true;
            out.extend(marks);
        }
        beyond
    }

    fn append_non_ascii(&mut self, character: char, marks: &[char], out: &mut String) {
        if let Some(command) = symbols::cluster(character, marks) {
            if command.starts_with('-') && out.ends_with('-') {
                out.push_str("{}");
            }
            out.push_str(&command);
        } else {
            self.kept_non_ascii = true;
            out.push(character);
            out.extend(marks);
        }
    }

    /// Text for a field that is read verbatim (`doi`, `url`, `eprint`): only what would break the file is changed,
    /// and it is percent-encoded, which is the same address: braces, backslash, caret and blanks. `%`, `_`, `&` and `#`
    /// stay, because such a field is not TeX. With [`Alphabet::Ascii`] characters beyond ASCII are percent-encoded
    /// too.
    /// What was encoded is reported in [`Escaper::encoded_sign`], but for those, which the user asked for.
    #[must_use]
    pub fn verbatim(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for character in text.trim().chars() {
            // Two carets before figures are TeX's notation of any character, a backslash too.
            let breaks = matches!(character, '{' | '}' | '\\' | '^' | ' ')
                || (character.is_whitespace() && !character.is_control());
            let encoded = breaks || (!character.is_ascii() && self.alphabet == Alphabet::Ascii);
            if is_dangerous(character) || character.is_control() {
                self.dropped_control = true;
            } else if encoded {
                self.encoded_sign |= breaks;
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    out.extend(['%', hexadecimal(byte >> 4), hexadecimal(byte & 15)]);
                }
            } else {
                out.push(character);
            }
        }
        out
    }
}

/// Whether a byte stands for itself in LaTeX, whatever stands before it.
#[expect(clippy::cast_possible_truncation, reason = "a byte is below 256")]
const IS_PLAIN: [bool; 256] = {
    let mut is_plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        is_plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let signs = b".;:()[]/+=*@!?|\"";
    let mut place = 0;
    while place < signs.len() {
        is_plain[signs[place] as usize] = true;
        place += 1;
    }
    is_plain
};

/// Bytes at the start of a text that stand as they are: words and signs with single blanks between them.
fn plain_length(text: &[u8]) -> usize {
    let mut before = b' ';
    let length = text.iter().position(|byte| {
        let stands = IS_PLAIN[usize::from(*byte)] || (*byte == b' ' && before != b' ');
        before = *byte;
        !stands
    });
    length.unwrap_or(text.len())
}

/// White space of the file's layout. Blanks with a width of their own (no-break, thin) are characters.
fn is_breaking_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Control characters, and characters that turn the direction of what follows: they show a reader other text than
/// the program sees (needs reference, rank 46).
fn is_dangerous(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

fn push_space(out: &mut String) {
    if !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Pairs that TeX fonts melt into one character.
const LIGATURES: &[(char, char)] =
    &[('-', '-'), ('`', '`'), ('\'', '\''), (',', ','), ('?', '`'), ('!', '`')];

fn push_ascii(character: char, out: &mut String) {
    let command = match character {
        '\\' => "\\textbackslash{}",
        '{' => "\\textbraceleft{}",
        '}' => "\\textbraceright{}",
        '~' => "\\textasciitilde{}",
        '^' => "\\textasciicircum{}",
        // In TeX's oldest encoding these two print as `¡` and `¿`. A `|` prints as a dash there and stays, because
        // programs that are not TeX do not know its command and would drop it.
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '&' => "\\&",
        '%' => "\\%",
        '$' => "\\$",
        '#' => "\\#",
        '_' => "\\_",
        _ => {
            if LIGATURES.iter().any(|(first, second)| *second == character && out.ends_with(*first)) {
                out.push_str("{}");
            }
            out.push(character);
            return;
        }
    };
    out.push_str(command);
}

/// Whether every brace has its partner, counted as BibTeX counts: a backslash before it does not matter.
#[must_use]
pub fn is_balanced(text: &str) -> bool {
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unicode(text: &str) -> String {
        Escaper::new(Alphabet::Unicode).text(text)
    }

    fn ascii(text: &str) -> (String, bool) {
        let mut escaper = Escaper::new(Alphabet::Ascii);
        (escaper.text(text), escaper.kept_non_ascii)
    }

    #[test]
    fn plain_bytes_are_no_second_half_of_a_ligature_and_need_no_command() {
        for byte in (0..128_u8).filter(|byte| IS_PLAIN[usize::from(*byte)]) {
            let character = char::from(byte);
            assert!(LIGATURES.iter().all(|(_, second)| *second != character), "{character}");
            let mut written = String::from("-");
            push_ascii(character, &mut written);
            assert_eq!(written, format!("-{character}"));
        }
        let mut escaper = Escaper::new(Alphabet::Unicode);
        assert_eq!(escaper.text("  a  b\t c--d 50% 中  文"), " a b c-{}-d 50\\% 中 文");
    }

    #[test]
    fn a_command_in_the_text_does_not_run() {
        assert_eq!(
            unicode("\\input{/etc/passwd} 50%"),
            "\\textbackslash{}input\\textbraceleft{}/etc/passwd\\textbraceright{} 50\\%"
        );
    }

    #[test]
    fn ligatures_are_kept_apart_across_pieces() {
        assert_eq!(unicode("a--b ---"), "a-{}-b -{}-{}-");
        assert_eq!(unicode("?`!`"), "?{}`!{}`");
        assert_eq!(unicode("``x''"), "`{}`x'{}'");
        let mut out = String::from("a-");
        Escaper::default().append("-b", &mut out);
        assert_eq!(out, "a-{}-b");
    }

    #[test]
    fn lines_end_in_one_space_and_control_characters_go() {
        let mut escaper = Escaper::default();
        assert_eq!(escaper.text("a \r\n\n b\tc"), "a b c");
        assert!(!escaper.dropped_control);
        assert_eq!(escaper.text("a\u{1b}\u{202e}b"), "ab");
        assert!(escaper.dropped_control);
    }

    #[test]
    fn what_has_no_command_stays_and_is_reported() {
        assert_eq!(ascii("张瑞 é"), ("张瑞 {\\'e}".to_owned(), true));
        assert_eq!(ascii("Žižek"), ("{\\v{Z}}i{\\v{z}}ek".to_owned(), false));
        assert_eq!(ascii("m\u{304}x"), ("{\\=m}x".to_owned(), false));
        assert_eq!(ascii("m\u{20dd}"), ("m\u{20dd}".to_owned(), true));
    }

    #[test]
    fn a_verbatim_field_is_an_address() {
        let mut escaper = Escaper::default();
        assert_eq!(escaper.verbatim(" https://x.org/a_b?c=1&d=2%20#e "), "https://x.org/a_b?c=1&d=2%20#e");
        assert!(!escaper.encoded_sign);
        assert_eq!(escaper.verbatim("10.1/a{b\\ }"), "10.1/a%7Bb%5C%20%7D");
        assert_eq!(escaper.verbatim("10.1/^^5cinput"), "10.1/%5E%5E5cinput");
        assert!(escaper.encoded_sign);
        let mut ascii = Escaper::new(Alphabet::Ascii);
        assert_eq!(ascii.verbatim("/é"), "/%C3%A9");
        assert!(!ascii.encoded_sign);
    }

    #[test]
    fn braces_are_counted_as_bibtex_counts_them() {
        for (text, expected) in [("", true), ("{a}{}", true), ("}{", false), ("\\{", false), ("{", false)] {
            assert_eq!(is_balanced(text), expected, "{text}");
        }
    }
}
