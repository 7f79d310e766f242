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
    let article = article.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
    let lower = article.bytes().any(|byte| byte.is_ascii_uppercase()).then(|| article.to_ascii_lowercase());
    let article = lower.as_deref().unwrap_or(article);
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

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// An ASCII letter or digit.
    Inside,
    /// Any other ASCII character.
    End,
    /// A part of a character beyond ASCII.
    Beyond,
}

/// What each byte is in a word.
#[expect(clippy::cast_possible_truncation, reason = "a byte is below 256")]
static CLASSES: [Class; 256] = {
    let mut classes = [Class::Beyond; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = if (byte as u8).is_ascii_alphanumeric() { Class::Inside } else { Class::End };
        byte += 1;
    }
    classes
};

/// Places for the words that tell, six times as many as there are.
const SLOTS: usize = 512;

/// Where a word is looked for first: told by its length and three of its letters, whatever their case. 0 for no word.
const fn slot_of(word: &[u8]) -> usize {
    // The bit in which a capital differs from its small letter.
    const SMALL: u8 = 0x20;
    let length = word.len();
    if length == 0 {
        return 0;
    }
    let first = (word[0] | SMALL) as usize;
    let middle = (word[length / 2] | SMALL) as usize;
    let last = (word[length - 1] | SMALL) as usize;
    (first * 19 + middle * 7 + last * 151 + length * 67) % SLOTS
}

/// The words by their slots: each stands in its slot or in the next ones that are free; 0 is none, else the place in
/// [`TELLING_WORDS`] and one.
#[expect(clippy::cast_possible_truncation, reason = "there are fewer than 256 words")]
static TELLING_SLOTS: [u8; SLOTS] = {
    let mut slots = [0; SLOTS];
    let mut place = 0;
    while place < TELLING_WORDS.len() {
        let mut slot = slot_of(TELLING_WORDS[place].0.as_bytes());
        while slots[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        place += 1;
        slots[slot] = place as u8;
    }
    slots
};

/// How long the words are that begin with a byte, in either case: a bit for each length. Most other words are told by it.
static TELLING_LENGTHS: [u16; 256] = {
    let mut lengths = [0; 256];
    let mut place = 0;
    while place < TELLING_WORDS.len() {
        let word = TELLING_WORDS[place].0.as_bytes();
        let length = 1 << word.len();
        lengths[word[0] as usize] |= length;
        lengths[word[0].to_ascii_uppercase() as usize] |= length;
        place += 1;
    }
    lengths
};

/// Place of a word in the list, whatever its case.
fn telling_word(word: &[u8]) -> Option<usize> {
    let lengths = TELLING_LENGTHS[usize::from(*word.first()?)];
    if word.len() > LONGEST_TELLING_WORD || (lengths >> word.len()) & 1 == 0 {
        return None;
    }
    let mut slot = slot_of(word);
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
    /// Takes a word; whether the text is clearly English now, so that no more are needed.
    fn take(&mut self, word: &[u8]) -> bool {
        let Some(place) = telling_word(word) else { return false };
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
        let (mut start, mut at) = (0, 0);
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            at += rest.iter().take_while(|byte| CLASSES[usize::from(**byte)] == Class::Inside).count();
            let Some(byte) = bytes.get(at) else { break };
            let end = match CLASSES[usize::from(*byte)] {
                Class::Inside | Class::End => at + 1,
                Class::Beyond => {
                    let letter = text.get(at..).and_then(|rest| rest.chars().next());
                    let end = at + letter.map_or(1, char::len_utf8);
                    if letter.is_some_and(char::is_alphanumeric) {
                        // No word that tells has such a letter, which stays a part of this one.
                        at = end;
                        continue;
                    }
                    end
                }
            };
            if start < at && telling.take(bytes.get(start..at).unwrap_or_default()) {
                return telling;
            }
            (start, at) = (end, end);
        }
        telling.take(bytes.get(start..).unwrap_or_default());
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
        let of = |word: &str| telling_word(word.as_bytes());
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
