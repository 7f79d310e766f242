//! The language that a text is written in, by its characters and words.

use super::script::script_of;
use crate::vocab::han::{self, HanEvidence};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// BCP-47 tag of the language a text is written in, `None` when its characters and words do not tell.
///
/// `article` is the article's own language, where known: it decides between Chinese and Japanese for text in
/// Chinese characters alone, and names the language of Cyrillic text. It never makes Latin text anything but
/// English. Chinese is `zh-Hans` or `zh-Hant` when characters decide, else `zh` (mapping reference 5.1).
#[must_use]
pub fn language_of(text: &str, article: Option<&str>) -> Option<&'static str> {
    let article = article.map(|tag| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase());
    let article = article.as_deref().unwrap_or_default();
    match script_of(text)? {
        "Hang" => Some("ko"),
        "Kana" => Some("ja"),
        "Hani" => han_language(text, article),
        "Cyrl" => ["ru", "mn", "kk", "ky", "uk", "bg", "sr", "be", "mk", "tg"]
            .into_iter()
            .find(|tag| *tag == article),
        "Latn" => latin_language(text, article),
        "Thai" => Some("th"),
        "Laoo" => Some("lo"),
        "Khmr" => Some("km"),
        "Mymr" => Some("my"),
        "Arab" => ["ar", "fa", "ur", "ug", "ps"].into_iter().find(|tag| *tag == article),
        _ => None,
    }
}

fn han_language(text: &str, article: &str) -> Option<&'static str> {
    let (mut simplified, mut shared, mut traditional, mut japanese) = (0_usize, 0_usize, 0_usize, 0_usize);
    for evidence in text.chars().filter_map(han::evidence) {
        match evidence {
            HanEvidence::Simplified => simplified += 1,
            HanEvidence::SimplifiedOrJapanese => shared += 1,
            HanEvidence::Traditional => traditional += 1,
            HanEvidence::Japanese => japanese += 1,
        }
    }
    match article {
        "ja" if simplified == 0 || japanese > 0 => return Some("ja"),
        "ko" if simplified + shared + japanese == 0 => return Some("ko"),
        _ => {}
    }
    if article != "zh" && simplified == 0 {
        if japanese > 0 {
            return Some("ja");
        }
        if shared > 0 {
            // `国` with `東` is how Japan writes, and `国` alone may be Chinese or Japanese.
            return (traditional == 0).then_some("zh");
        }
    }
    let simplified = simplified + shared;
    Some(match (simplified, traditional) {
        (0, 0) => "zh",
        _ if simplified >= 4 * traditional => "zh-Hans",
        _ if traditional >= 4 * simplified => "zh-Hant",
        _ => "zh",
    })
}

/// What a word in Latin letters says about the language of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tongue {
    /// No other language written on these pages has it, or hardly.
    English,
    /// English, and other languages have it too; two different ones make a text English.
    Shared,
    /// Not English.
    Foreign,
}

/// The words that tell, in the order of their letters.
const TELLING_WORDS: &[(&str, Tongue)] = &[
    ("a", Tongue::Shared),
    ("after", Tongue::English),
    ("among", Tongue::English),
    ("an", Tongue::Shared),
    ("and", Tongue::English),
    ("ang", Tongue::Foreign),
    ("are", Tongue::English),
    ("as", Tongue::Shared),
    ("at", Tongue::Shared),
    ("based", Tongue::English),
    ("between", Tongue::English),
    ("by", Tongue::English),
    ("da", Tongue::Foreign),
    ("dalam", Tongue::Foreign),
    ("dan", Tongue::Foreign),
    ("das", Tongue::Foreign),
    ("de", Tongue::Foreign),
    ("della", Tongue::Foreign),
    ("dengan", Tongue::Foreign),
    ("der", Tongue::Foreign),
    ("des", Tongue::Foreign),
    ("di", Tongue::Foreign),
    ("die", Tongue::Foreign),
    ("do", Tongue::Foreign),
    ("dos", Tongue::Foreign),
    ("du", Tongue::Foreign),
    ("during", Tongue::English),
    ("een", Tongue::Foreign),
    ("el", Tongue::Foreign),
    ("en", Tongue::Foreign),
    ("et", Tongue::Foreign),
    ("following", Tongue::English),
    ("for", Tongue::Shared),
    ("from", Tongue::English),
    ("het", Tongue::Foreign),
    ("i", Tongue::Foreign),
    ("il", Tongue::Foreign),
    ("in", Tongue::Shared),
    ("is", Tongue::Shared),
    ("its", Tongue::English),
    ("la", Tongue::Foreign),
    ("las", Tongue::Foreign),
    ("le", Tongue::Foreign),
    ("les", Tongue::Foreign),
    ("los", Tongue::Foreign),
    ("mga", Tongue::Foreign),
    ("ng", Tongue::Foreign),
    ("och", Tongue::Foreign),
    ("of", Tongue::English),
    ("og", Tongue::Foreign),
    ("on", Tongue::Shared),
    ("or", Tongue::Shared),
    ("pada", Tongue::Foreign),
    ("sa", Tongue::Foreign),
    ("terhadap", Tongue::Foreign),
    ("that", Tongue::English),
    ("the", Tongue::English),
    ("their", Tongue::English),
    ("this", Tongue::English),
    ("through", Tongue::English),
    ("to", Tongue::Shared),
    ("und", Tongue::Foreign),
    ("untuk", Tongue::Foreign),
    ("using", Tongue::English),
    ("van", Tongue::Foreign),
    ("versus", Tongue::English),
    ("von", Tongue::Foreign),
    ("w", Tongue::Foreign),
    ("was", Tongue::Shared),
    ("were", Tongue::English),
    ("which", Tongue::English),
    ("with", Tongue::English),
    ("without", Tongue::English),
    ("y", Tongue::Foreign),
    ("yang", Tongue::Foreign),
];

/// No word that tells is longer.
const LONGEST_TELLING_WORD: usize = 9;

/// What each byte is in a word: the small letter or digit, 0 for an end of it, 1 for a part of a character beyond ASCII.
#[expect(clippy::cast_possible_truncation, reason = "a byte is below 256")]
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            letter if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
            letter if letter.is_ascii() => 0,
            _ => 1,
        };
        byte += 1;
    }
    classes
};

/// The number of a word before its first letter (FNV-1a).
const NO_LETTER: u64 = 0xcbf2_9ce4_8422_2325;

const fn with_letter(number: u64, letter: u8) -> u64 {
    (number ^ letter as u64).wrapping_mul(0x0100_0000_01b3)
}

/// Places for the words that tell, six times as many as there are.
const SLOTS: usize = 512;

/// Where a word with a number is looked for first.
#[expect(clippy::cast_possible_truncation, reason = "only the lowest bits are wanted")]
const fn slot_of(number: u64) -> usize {
    (number ^ (number >> 32)) as usize % SLOTS
}

/// The words by their numbers: each stands in its slot or in the next ones that are free; 0 is none, else the place in
/// [`TELLING_WORDS`] and one.
#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 256 words")]
static TELLING_SLOTS: [u8; SLOTS] = {
    let mut slots = [0; SLOTS];
    let mut place = 0;
    while place < TELLING_WORDS.len() {
        let word = TELLING_WORDS[place].0.as_bytes();
        let mut number = NO_LETTER;
        let mut at = 0;
        while at < word.len() {
            number = with_letter(number, word[at]);
            at += 1;
        }
        let mut slot = slot_of(number);
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        place += 1;
        slots[slot] = place as u8;
    }
    slots
};

/// Place of a word with a number in the list, whatever its case.
fn telling_word(number: u64, word: &[u8]) -> Option<usize> {
    if word.is_empty() || word.len() > LONGEST_TELLING_WORD {
        return None;
    }
    let mut slot = slot_of(number);
    loop {
        let place = usize::from(*TELLING_SLOTS.get(slot)?).checked_sub(1)?;
        let (known, _) = TELLING_WORDS.get(place)?;
        if known.as_bytes().eq_ignore_ascii_case(word) {
            return Some(place);
        }
        slot = (slot + 1) % SLOTS;
    }
}

/// So many more words of one kind than of the other, and the rest of a text will not change what it is.
const CLEAR: usize = 16;

/// The words of a text that tell, counted.
#[derive(Default)]
struct Telling {
    english: usize,
    foreign: usize,
    /// Two different ones count.
    shared: Option<usize>,
    is_shared_twice: bool,
}

impl Telling {
    /// Takes a word with its number; whether the text is clearly English now, so that no more are needed.
    fn take(&mut self, number: u64, word: &[u8]) -> bool {
        let Some(place) = telling_word(number, word) else { return false };
        match TELLING_WORDS.get(place).map(|(_, tongue)| *tongue) {
            Some(Tongue::English) => self.english += 1,
            Some(Tongue::Shared) => {
                self.is_shared_twice |= self.shared.is_some_and(|known| known != place);
                self.shared.get_or_insert(place);
            }
            Some(Tongue::Foreign) => self.foreign += 1,
            None => {}
        }
        self.english >= self.foreign + CLEAR
    }

    /// Counts the words of a text, which end at what is neither a letter nor a digit.
    fn of(text: &str) -> Self {
        let mut telling = Self::default();
        let bytes = text.as_bytes();
        let (mut number, mut start, mut at) = (NO_LETTER, 0, 0);
        while let Some(byte) = bytes.get(at) {
            let class = CLASSES[usize::from(*byte)];
            if class > 1 {
                number = with_letter(number, class);
                at += 1;
                continue;
            }
            let mut end = at + 1;
            if class == 1 {
                let letter = text.get(at..).and_then(|rest| rest.chars().next());
                end = at + letter.map_or(1, char::len_utf8);
                if letter.is_some_and(char::is_alphanumeric) {
                    // No word that tells has such a letter, which stays a part of this one.
                    at = end;
                    continue;
                }
            }
            if start < at && telling.take(number, bytes.get(start..at).unwrap_or_default()) {
                return telling;
            }
            (number, start, at) = (NO_LETTER, end, end);
        }
        telling.take(number, bytes.get(start..).unwrap_or_default());
        telling
    }
}

/// Whether a text has letters that only Vietnamese has, in one character or with their marks behind them.
fn is_vietnamese(text: &str) -> bool {
    let vietnamese = |character: char| matches!(character, 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}');
    // The first byte of each of these letters, and of the marks that make one.
    if memchr::memchr3(0xc6, 0xe1, 0xcc, text.as_bytes()).is_none()
        && memchr::memchr(0xcd, text.as_bytes()).is_none()
    {
        return false;
    }
    if is_nfc(text) { text.chars().any(vietnamese) } else { text.nfc().any(vietnamese) }
}

fn latin_language(text: &str, article: &str) -> Option<&'static str> {
    if !text.is_ascii() && is_vietnamese(text) {
        return Some("vi");
    }
    let Telling { english, foreign, shared: _, is_shared_twice } = Telling::of(text);
    let clearly = english + usize::from(is_shared_twice);
    match (clearly > foreign, article) {
        (true, _) => Some("en"),
        (false, "en") if foreign == 0 && text.is_ascii() => Some("en"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telling_words_are_found() {
        assert!(TELLING_WORDS.is_sorted_by(|(one, _), (other, _)| one < other));
        assert_eq!(TELLING_WORDS.iter().map(|(word, _)| word.len()).max(), Some(LONGEST_TELLING_WORD));
        let of = |word: &str| {
            let letters = word.bytes().map(|byte| CLASSES[usize::from(byte)]);
            telling_word(letters.fold(NO_LETTER, with_letter), word.as_bytes())
        };
        for (place, (word, _)) in TELLING_WORDS.iter().enumerate() {
            assert_eq!(of(&word.to_uppercase()), Some(place), "{word}");
        }
        for other in ["followings", "", "z", "{", "1", "@t", "thez", "xollowing", "ollowing", "bollowing"] {
            assert_eq!(of(other), None, "{other}");
        }
        let counted = |text: &str| {
            let Telling { english, foreign, shared: _, is_shared_twice } = Telling::of(text);
            (english, foreign, is_shared_twice)
        };
        assert_eq!(counted("The use of tea–and–rice; das, die"), (3, 2, false));
        assert_eq!(counted("théthe theé the中 of"), (1, 0, false));
        assert_eq!(counted("was it is"), (0, 0, true));
        assert_eq!(counted(""), (0, 0, false));
    }
}
