//! White space of a text and what nobody sees in it.

pub use super::language_of_text::language_of;
pub use super::markup::parse_markup;
pub use super::script::script_of;
pub use super::title::{assign_title_roles, doubt_vernacular, title_marks, without_title_marks};

use crate::record::{Marked, Style};
use crate::report::{Code, Remark, quoted};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_script::{Script, UnicodeScript};

/// Characters that nobody sees were taken out.
pub const INVISIBLE_REMOVED: Code = Code::info(
    "invisible-removed",
    "Zero-width, direction or control characters, which nobody sees, were taken out of a value.",
);

/// A value without the white space of its page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cleaned {
    /// The text.
    pub text: String,
    /// What was taken out, where it is not white space.
    pub remarks: Vec<Remark>,
}

/// A value on one line: every run of white space (no-break and thin spaces, tabs, line ends) becomes one blank,
/// outer white space goes, invisible characters go with a remark, and the text is in NFC.
#[must_use]
pub fn clean(text: &str) -> Cleaned {
    if is_settled(text) {
        return Cleaned { text: text.to_owned(), remarks: Vec::new() };
    }
    let (visible, remarks) = without_invisible(text);
    Cleaned { text: on_one_line(&visible), remarks }
}

/// A text with letters and the marks behind them as one character where there is one: `e` + `̣` + `̂` as `ệ`, as files of macOS
/// have them apart (Unicode canonical composition, of marks alone: no other character changes).
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    let is_mark = |character: char| matches!(character, '\u{300}'..='\u{36f}');
    // The marks begin with one of these bytes, and hardly anything else does.
    if memchr::memchr2(0xcc, 0xcd, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    let mut last: Option<char> = None;
    for character in text.chars() {
        let joined = last
            .filter(|last| is_mark(character) && !is_mark(*last))
            .and_then(|last| unicode_normalization::char::compose(last, character));
        if let Some(joined) = joined {
            last = Some(joined);
        } else {
            whole.extend(last.replace(character));
        }
    }
    whole.extend(last);
    Cow::Owned(whole)
}

/// Like [`clean`], but line ends stay; blank lines and blanks beside line ends go.
#[must_use]
pub fn clean_lines(text: &str) -> Cleaned {
    if is_settled(text) {
        return Cleaned { text: text.to_owned(), remarks: Vec::new() };
    }
    let (visible, remarks) = without_invisible(text);
    let mut lines = String::with_capacity(visible.len());
    for line in visible.lines() {
        let before = lines.len();
        if before > 0 {
            lines.push('\n');
        }
        let start = lines.len();
        push_words(line, &mut lines);
        if lines.len() == start {
            lines.truncate(before);
        }
    }
    Cleaned { text: lines, remarks }
}

/// Like [`clean`] of a text with marks, which stay; with `keeps_lines` line ends do too.
#[must_use]
pub fn clean_marked(text: &Marked, keeps_lines: bool) -> (Marked, Vec<Remark>) {
    let mut out = Marked::default();
    let mut remarks = Vec::new();
    // The blank before the next word, and the marks on it.
    let mut blank: Option<(char, Style)> = None;
    for span in text.spans() {
        remarks.extend(clean(&span.text).remarks);
        // Word by word, so that blanks at the border of marks stay.
        for piece in span.text.split_inclusive(char::is_whitespace) {
            let word = clean(piece).text;
            if !word.is_empty() {
                if let Some((blank, style)) = blank.take().filter(|_| !out.is_empty()) {
                    out.push(blank, style);
                }
                out.push(word, span.style);
            }
            if let Some(ending) = piece.chars().next_back().filter(|it| it.is_whitespace()) {
                let feeds = keeps_lines && (ending == '\n' || blank.is_some_and(|(known, _)| known == '\n'));
                let style = blank.map_or(span.style, |(_, style)| style);
                blank = Some((if feeds { '\n' } else { ' ' }, style));
            }
        }
    }
    (out, remarks)
}

/// Whether a text is certainly as [`clean`] leaves it (with `has_lines`, as [`clean_lines`] does). Most texts are so.
#[must_use]
pub fn is_surely_clean(text: &str, has_lines: bool) -> bool {
    if has_lines && !text.is_empty() {
        text.split('\n').all(|line| !line.is_empty() && is_settled(line))
    } else {
        is_settled(text)
    }
}

/// The words of a text with one blank between two.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_words(text, &mut line);
    line
}

fn push_words(text: &str, line: &mut String) {
    if is_settled(text) {
        line.push_str(text);
        return;
    }
    let start = line.len();
    for word in text.split_whitespace() {
        if line.len() > start {
            line.push(' ');
        }
        line.push_str(word);
    }
}

/// Whether cleaning would leave a text as it is, as it does nearly every one: no white space but single blanks inside, no
/// character that nobody sees, and all in NFC. `false` means that it has to be looked at more closely.
fn is_settled(text: &str) -> bool {
    const STRETCH: usize = 64;
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return true };
    if *first == b' ' || *last == b' ' {
        return false;
    }
    let mut rest = bytes;
    let mut is_ascii = true;
    loop {
        // One byte more, for the blanks of two stretches that meet. All are counted, without an early end and in a byte, because
        // that is what the compiler does many at a time.
        let stretch = rest.get(..=STRETCH).unwrap_or(rest);
        let odd = stretch.iter().fold(0, |odd: u8, byte| odd + u8::from(byte.is_ascii_control()));
        let pairs = stretch.iter().zip(stretch.get(1..).unwrap_or_default());
        let blanks = |one: u8, two: u8| u8::from(one == b' ') & u8::from(two == b' ');
        let double = pairs.fold(0, |double: u8, (one, two)| double + blanks(*one, *two));
        if odd + double > 0 {
            return false;
        }
        is_ascii &= stretch.is_ascii();
        match rest.get(STRETCH..) {
            Some(next) if !next.is_empty() => rest = next,
            _ => break,
        }
    }
    is_ascii || beyond_ascii(text).all(is_settled_character)
}

/// The characters of a text that are not ASCII. Long texts have few of them, and the bytes between are passed over.
pub(super) fn beyond_ascii(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let at = ascii_length(rest.as_bytes());
        let mut characters = rest.get(at..)?.chars();
        let character = characters.next()?;
        rest = characters.as_str();
        Some(character)
    })
}

/// How many bytes a text has before the first one that is not ASCII.
fn ascii_length(bytes: &[u8]) -> usize {
    const STRETCH: usize = 32;
    let mut at = 0;
    if bytes.first().is_some_and(u8::is_ascii) {
        // A whole stretch is looked at many bytes at a time.
        while bytes.get(at..at + STRETCH).is_some_and(<[u8]>::is_ascii) {
            at += STRETCH;
        }
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len())
}

/// Whether a character is visible, no white space but the blank, and stays as it is in NFC whatever stands beside it. Not
/// all that are so: those that pages are full of.
fn is_settled_character(character: char) -> bool {
    matches!(character,
        ' '..='~'
        // Latin letters; the soft hyphen is invisible. Marks that join the letter before them begin behind them.
        | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'
        // Greek and Russian letters.
        | '\u{391}'..='\u{3c9}' | '\u{410}'..='\u{44f}'
        // Vietnamese.
        | '\u{1e00}'..='\u{1e99}' | '\u{1ea0}'..='\u{1ef9}'
        // Dashes, quotation marks, per mille; arrows and mathematics.
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{22ff}'
        // Punctuation of East Asia without the wide blank, kana without their marks, Chinese characters, Korean syllables, full-width forms.
        | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff5e}')
}

fn without_invisible(text: &str) -> (Cow<'_, str>, Vec<Remark>) {
    let stays = |character: char| is_settled_character(character) || character.is_whitespace();
    if text.bytes().all(|byte| !byte.is_ascii_control() || byte.is_ascii_whitespace() || byte == b'\x0b')
        && beyond_ascii(text).all(stays)
    {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut visible = String::with_capacity(text.len());
    let mut removed = 0_usize;
    let has_joiners = text.chars().any(|character| matches!(character, '\u{200b}'..='\u{200f}'));
    let shapes_letters = has_joiners && text.chars().any(needs_joiners);
    for character in text.chars() {
        let keeps = match character {
            // Arabic and Indic scripts spell with joiners and set direction with marks.
            '\u{200b}'..='\u{200f}' => shapes_letters,
            '\u{ad}'
            | '\u{2060}'..='\u{2064}'
            | '\u{feff}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => false,
            _ => !character.is_control() || character.is_whitespace(),
        };
        if keeps {
            visible.push(character);
        } else {
            removed += 1;
        }
    }
    let mut remarks = Vec::new();
    if removed > 0 {
        let message = format!("{removed} invisible characters were taken out of {}", quoted(text));
        remarks.push(Remark::new(&INVISIBLE_REMOVED, message));
    }
    if !is_nfc(&visible) {
        visible = visible.nfc().collect();
    }
    (Cow::Owned(visible), remarks)
}

fn needs_joiners(character: char) -> bool {
    !character.is_ascii()
        && !matches!(
            character.script(),
            Script::Common
                | Script::Inherited
                | Script::Unknown
                | Script::Latin
                | Script::Han
                | Script::Hangul
                | Script::Hiragana
                | Script::Katakana
                | Script::Bopomofo
                | Script::Cyrillic
                | Script::Greek
        )
}

/// Full-width ASCII (`Ａ`, `；`, `１`) as plain ASCII; any other character as it is.
#[must_use]
pub fn folded_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_what_nobody_sees() {
        let cleaned = clean("\u{a0} a\u{2009}\tb\u{200b}c\r\n d\u{feff} ");
        assert_eq!(cleaned.text, "a bc d");
        assert_eq!(cleaned.remarks[0].code.name, "invisible-removed");
        assert_eq!(clean("e\u{301}").text, "é");
        assert_eq!(clean("a b").remarks, []);
        assert_eq!(clean("می\u{200c}شود").text, "می\u{200c}شود");
        assert_eq!(clean_lines(" a  b \n\n c").text, "a b\nc");
    }

    #[test]
    fn what_is_surely_clean_is_clean() {
        for character in '\u{1}'..='\u{2ffff}' {
            let text = format!("a{character}b");
            if is_surely_clean(&text, true) {
                assert_eq!(clean_lines(&text).text, text, "{character:?}");
            }
            if is_surely_clean(&text, false) {
                assert_eq!(clean(&text).text, text, "{character:?}");
            }
        }
        assert!(is_surely_clean("One – “two” 慢性，免疫 naïve", false) && is_surely_clean("a\nb", true));
        for text in [" a", "a ", "a  b", "a\nb", "a\u{3000}b", "e\u{301}", "a\u{200b}b"] {
            assert!(!is_surely_clean(text, false), "{text:?}");
        }
        for text in ["a \nb", "a\n b", "a\n\nb", "a\n"] {
            assert!(!is_surely_clean(text, true), "{text:?}");
        }
    }

    #[test]
    fn characters_beyond_ascii_are_found_wherever_they_stand() {
        for at in 0..100 {
            let mut text = "x".repeat(100);
            text.insert(at, 'é');
            text.push_str("中文");
            assert_eq!(beyond_ascii(&text).collect::<String>(), "é中文", "{at}");
        }
        assert_eq!(beyond_ascii(&"x".repeat(100)).next(), None);
    }

    #[test]
    fn settled_texts_are_those_that_cleaning_leaves() {
        for character in (0..=0x11_ffff).filter_map(char::from_u32).filter(|it| is_settled_character(*it)) {
            let text = format!("a{character}\u{301}");
            assert!(!is_settled(&text), "{text}");
            let text = format!("{character}b");
            let (visible, remarks) = without_invisible(&text);
            assert_eq!((visible.as_ref(), remarks.len()), (text.as_str(), 0), "{character:?}");
            let is_blank = character.is_whitespace();
            assert_eq!(character == ' ', is_blank, "{character:?}");
            // Nothing of this kind joins what stands before it.
            let pair = format!("e{character}");
            assert_eq!(pair.nfc().collect::<String>(), pair, "{character:?}");
        }
        let long = "word ".repeat(40);
        for (text, settled) in [
            ("", true),
            ("a", true),
            (" a", false),
            ("a ", false),
            ("a  b", false),
            ("a\tb", false),
            ("a\u{7f}", false),
            ("新冠 COVID–19", true),
            ("新冠\u{3000}肺炎", false),
            (long.trim_end(), true),
            (long.as_str(), false),
        ] {
            assert_eq!(is_settled(text), settled, "{text:?}");
        }
        // Two blanks at each place, those between two stretches among them.
        for at in 1..150 {
            let mut text = "x".repeat(150);
            text.insert_str(at, "  ");
            assert!(!is_settled(&text), "{at}");
        }
    }
}
