//! Texts brought to one notation for comparison: nothing of this is ever written into a record.
//!
//! Case, accents, punctuation, dashes, width, the difference between traditional and simplified characters and the
//! spelling of Greek letters do not count; letters, digits and characters do.

use crate::vocab::han;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Greek letters as titles spell them out: `α`, `alpha` and `Α` are one word.
const GREEK: &[(char, &str)] = &[
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('ς', "sigma"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
];

/// The words of a text in lower case, separated by one blank. Characters of scripts without blanks stand as one word.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return folded_ascii(text);
    }
    let text = without_tags(text);
    let mut words = Words::default();
    for character in text.nfkc() {
        if let Some((_, name)) = GREEK.iter().find(|(letter, _)| character.to_lowercase().eq([*letter])) {
            words.put_all(name);
        } else if character.is_ascii() || !character.is_alphanumeric() {
            words.see(character);
        } else if is_latin(character) {
            plain_latin(character, &mut words);
        } else {
            // A voicing mark of kana and a vowel of Hangul are no accents, so that only Latin letters lose marks.
            character.to_lowercase().map(han::simplified).for_each(|it| words.put(it));
        }
    }
    words.text
}

fn folded_ascii(text: &str) -> String {
    let mut words = Words { text: String::with_capacity(text.len()), gap: false };
    without_tags(text).chars().for_each(|character| words.see(character));
    words.text
}

fn plain_latin(character: char, words: &mut Words) {
    for piece in std::iter::once(character).nfd().filter(|it| !is_combining_mark(*it)) {
        if piece.is_ascii() {
            words.see(piece);
        } else {
            any_ascii::any_ascii_char(piece).chars().for_each(|it| words.see(it));
        }
    }
}

/// Text without the tags that some exports leave in it: `CO<sub>2</sub>`. A `<` before anything else stays.
fn without_tags(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains('<') {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let inside = from.get(1..).unwrap_or_default();
        let name = inside.strip_prefix('/').unwrap_or(inside);
        let end =
            inside.find('>').filter(|end| *end < 24 && name.starts_with(|it: char| it.is_ascii_alphabetic()));
        if let Some(end) = end {
            rest = inside.get(end + 1..).unwrap_or_default();
        } else {
            plain.push(' ');
            rest = inside;
        }
    }
    plain.push_str(rest);
    plain.into()
}

#[derive(Default)]
struct Words {
    text: String,
    gap: bool,
}

impl Words {
    fn see(&mut self, character: char) {
        match character {
            // `Alzheimer's`, `Alzheimers`.
            '\'' | '\u{2019}' | '\u{2bc}' | '`' => {}
            '&' => {
                self.gap = true;
                self.put_all("and");
                self.gap = true;
            }
            _ if character.is_ascii_alphanumeric() => self.put(character.to_ascii_lowercase()),
            _ if is_combining_mark(character) => {}
            _ => self.gap = true,
        }
    }

    fn put(&mut self, character: char) {
        if std::mem::take(&mut self.gap) && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push(character);
    }

    fn put_all(&mut self, word: &str) {
        word.chars().for_each(|it| self.put(it));
    }
}

fn is_latin(character: char) -> bool {
    matches!(character, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}')
}

/// Whether a character is of a script other than Latin that texts are written in.
pub(crate) fn is_native(character: char) -> bool {
    !character.is_ascii() && character.is_alphanumeric() && !is_latin(character)
}

/// The text without its blanks: `t cell` and `tcell` are one.
pub(crate) fn squashed(folded: &str) -> String {
    folded.chars().filter(|it| *it != ' ').collect()
}

/// A number of letters and digits that two notations of a volume, an issue or an identifier share: `008` and `8`,
/// `Suppl. 1` and `suppl 1`.
pub(crate) fn number(text: &str) -> String {
    let text = squashed(&folded(text));
    let trimmed = text.trim_start_matches('0');
    if trimmed.is_empty() { text } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_does_not_count_and_letters_do() {
        for (text, wanted) in [
            ("  TNF-α & IL‐6: a “study”. ", "tnf alpha and il 6 a study"),
            ("TNF-alpha and IL-6 – A study", "tnf alpha and il 6 a study"),
            ("Sjögren's Straße, Łódź, Ænima", "sjogrens strasse lodz aenima"),
            ("CO<sub>2</sub> in <i>E. coli</i>, p<0.05", "co2 in e coli p 0 05"),
            ("慢性免疫性血小板減少症（Ⅱ）", "慢性免疫性血小板减少症 ii"),
            ("ガイドライン ＣＴ", "ガイドライン ct"),
            ("한국 의학", "한국 의학"),
            ("Лечение Ё", "лечение ё"),
        ] {
            assert_eq!(folded(text), wanted, "{text}");
        }
        assert_eq!(squashed("t cell"), "tcell");
        assert_eq!([number("008"), number("Suppl. 01"), number("0")], ["8", "suppl01", "0"]);
    }
}
