//! The script that a text is written in.

use super::text::beyond_ascii;
use unicode_script::{Script, UnicodeScript};

/// Letters of a text by script.
#[derive(Debug, Clone, Copy, Default)]
struct Census {
    latin: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    cyrillic: usize,
    /// The script of the other letters, the last one seen, and how many.
    other: Option<(Script, usize)>,
}

fn census(text: &str) -> Census {
    let mut census = Census::default();
    for character in beyond_ascii(text) {
        match script(character) {
            Script::Latin => census.latin += 1,
            Script::Han => census.han += 1,
            Script::Hiragana | Script::Katakana => census.kana += 1,
            Script::Hangul => census.hangul += 1,
            Script::Cyrillic => census.cyrillic += 1,
            // Greek letters are symbols in medical text (`α`, `β`).
            Script::Common | Script::Inherited | Script::Unknown | Script::Greek => {}
            script => {
                let count = census.other.map_or(0, |(_, count)| count);
                census.other = Some((script, count + 1));
            }
        }
    }
    let Census { latin: _, han, kana, hangul, cyrillic, other } = census;
    let is_alone = han + kana + hangul + cyrillic == 0 && other.is_none();
    census.latin += if is_alone {
        // How many is of no interest where nothing stands against them.
        usize::from(text.bytes().any(|byte| byte.is_ascii_alphabetic()))
    } else {
        ascii_letters(text)
    };
    census
}

/// How many letters of a text are ASCII.
fn ascii_letters(text: &str) -> usize {
    // In a byte no more can be counted, and bytes are what the compiler counts many at a time.
    const STRETCH: usize = 255;
    let of = |stretch: &[u8]| {
        stretch.iter().fold(0_u8, |count, byte| count + u8::from(byte.is_ascii_alphabetic()))
    };
    text.as_bytes().chunks(STRETCH).map(|stretch| usize::from(of(stretch))).sum()
}

/// The script of a character above ASCII. Most are told by their place, for which the tables need not be searched.
fn script(character: char) -> Script {
    match character {
        '\u{e0}'..='\u{f6}' | '\u{f8}'..='\u{2b8}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{4e00}'..='\u{9fff}' => Script::Han,
        '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{3041}'..='\u{3096}' => Script::Hiragana,
        '\u{30a1}'..='\u{30fa}' => Script::Katakana,
        '\u{2010}'..='\u{2027}'
        | '\u{3001}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{ff01}'..='\u{ff20}' => Script::Common,
        _ => character.script(),
    }
}

impl Census {
    fn east_asian(self) -> usize {
        self.han + self.kana + self.hangul
    }

    /// A Chinese title may hold more Latin letters than characters ("CYP2C19基因多态性"), an English one a few
    /// characters in parentheses; a character counts as three letters.
    fn is_east_asian(self) -> bool {
        self.east_asian() > 0 && self.east_asian() * 3 >= self.latin + self.cyrillic
    }
}

/// The ISO 15924 code of the script most of a text is in: `Latn`, `Hani`, `Hang`, `Kana` (Japanese with kana),
/// `Cyrl`, or another one's. `None` without letters.
#[must_use]
pub fn script_of(text: &str) -> Option<&'static str> {
    let census = census(text);
    if census.is_east_asian() {
        return Some(match census {
            Census { hangul, kana, .. } if hangul > 0 && hangul >= kana => "Hang",
            Census { kana, .. } if kana > 0 => "Kana",
            _ => "Hani",
        });
    }
    if let Some((script, count)) = census.other
        && count >= census.latin
    {
        return Some(script.short_name());
    }
    match census {
        Census { latin: 0, cyrillic: 0, .. } => None,
        Census { latin, cyrillic, .. } => Some(if cyrillic > latin { "Cyrl" } else { "Latn" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_agree_with_the_tables() {
        for character in (0x80..=0x11_ffff).filter_map(char::from_u32) {
            assert_eq!(script(character), character.script(), "{character:?}");
        }
    }

    #[test]
    fn letters_are_counted_in_long_texts_too() {
        for length in [0, 1, 254, 255, 256, 600] {
            let text = "ab1 ".repeat(length);
            assert_eq!(ascii_letters(&text), 2 * length);
        }
        // A hundred Latin letters stand against thirty characters, and against thirty-four.
        assert_eq!(script_of(&format!("{}{}", "a".repeat(100), "中".repeat(30))), Some("Latn"));
        assert_eq!(script_of(&format!("{}{}", "a".repeat(100), "中".repeat(34))), Some("Hani"));
    }

    #[test]
    fn scripts() {
        assert_eq!(script_of("Wenxin OU"), Some("Latn"));
        assert_eq!(script_of("欧文馨"), Some("Hani"));
        assert_eq!(script_of("やまだ 太郎"), Some("Kana"));
        assert_eq!(script_of("김철수"), Some("Hang"));
        assert_eq!(script_of("Монгол"), Some("Cyrl"));
        assert_eq!(script_of("ภาษาไทย"), Some("Thai"));
        assert_eq!(script_of("2022;49(4)"), None);
        assert_eq!(script_of("Effect of Tongxinluo (通心络) capsules"), Some("Latn"));
        assert_eq!(script_of("CYP2C19基因多态性"), Some("Hani"));
    }
}
