//! Characters that mean something in a name: scripts, hyphens, brackets, markers.

use super::tokens::Kind;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Writing {
    /// Latin letters and every other script that puts spaces between words.
    Alphabet,
    Han,
    Kana,
    Hangul,
}

/// The script class of a character; `None` for what is no letter.
pub(in crate::value) fn writing_of(character: char) -> Option<Writing> {
    match character {
        '\u{3041}'..='\u{3096}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{ff66}'..='\u{ff9f}' => Some(Writing::Kana),
        '\u{1100}'..='\u{11ff}'
        | '\u{3131}'..='\u{318e}'
        | '\u{a960}'..='\u{a97c}'
        | '\u{ac00}'..='\u{d7fb}' => Some(Writing::Hangul),
        '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Some(Writing::Han),
        _ if character.is_alphabetic() => Some(Writing::Alphabet),
        _ => None,
    }
}

pub(super) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}')
}

pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '′' | '`' | '´')
}

/// Middle dots between the parts of a name transliterated into characters.
pub(in crate::value) fn is_middle_dot(character: char) -> bool {
    matches!(character, '·' | '・' | '‧' | '∙' | '･')
}

/// Characters without a shape. The joiners U+200C and U+200D are not among them: some scripts spell with them.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

pub(super) fn is_symbol(character: char) -> bool {
    matches!(
        character,
        '*' | '∗'
            | '⁎'
            | '†'
            | '‡'
            | '§'
            | '¶'
            | '‖'
            | '∥'
            | '#'
            | '✉'
            | '📧'
            | '🖂'
            | '☆'
            | '★'
            | '△'
            | '▲'
            | '◇'
            | '◆'
            | '※'
            | '●'
            | '○'
            | '■'
            | '□'
    )
}

pub(super) fn is_superscript_digit(character: char) -> bool {
    matches!(character, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

pub(super) fn is_single_marker(character: char) -> bool {
    matches!(character, '\u{2460}'..='\u{249b}' | '\u{24d0}'..='\u{24ea}' | '\u{2776}'..='\u{2793}'
        | '\u{1d43}'..='\u{1d5b}' | 'ª' | 'º')
}

pub(super) fn bracket(character: char) -> Option<Kind> {
    match character {
        '(' | '[' | '{' | '<' | '【' | '〔' | '《' | '〈' | '「' | '『' | '［' => Some(Kind::Open),
        ')' | ']' | '}' | '>' | '】' | '〕' | '》' | '〉' | '」' | '』' | '］' => Some(Kind::Close),
        _ => None,
    }
}
