//! White space, script and language of a text.

pub use super::markup::parse_markup;
pub use super::title::{assign_title_roles, doubt_vernacular, title_marks, without_title_marks};

use crate::record::{Marked, Style};
use crate::report::{Code, Remark, quoted};
use crate::vocab::han::{self, HanEvidence};
use std::borrow::Cow;
use std::ops::ControlFlow;
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
    let (visible, remarks) = without_invisible(text);
    Cleaned { text: on_one_line(&visible), remarks }
}

/// A text with letters and the marks behind them as one character where there is one: `e` + `̣` + `̂` as `ệ`, as files of macOS
/// have them apart (Unicode canonical composition, of marks alone: no other character changes).
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    let is_mark = |character: char| matches!(character, '\u{300}'..='\u{36f}');
    if !text.chars().any(is_mark) {
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
    let (visible, remarks) = without_invisible(text);
    let lines = visible.lines().map(on_one_line);
    Cleaned { text: lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"), remarks }
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

/// Whether a text is certainly as [`clean`] leaves it (with `has_lines`, as [`clean_lines`] does), told by its bytes alone: no
/// white space but single blanks inside, and no character of a block that has invisible ones or marks apart. Most texts are so.
#[must_use]
pub fn is_surely_clean(text: &str, has_lines: bool) -> bool {
    let bytes = text.as_bytes();
    let mut before = b' ';
    for (at, byte) in bytes.iter().enumerate() {
        let is_fine = match byte {
            b' ' => !matches!(before, b' ' | b'\n'),
            b'\n' => has_lines && !matches!(before, b' ' | b'\n'),
            // ASCII, Latin, Greek and Cyrillic letters, most of East Asia; combining marks and the punctuation of Latin-1 stand
            // in other blocks.
            b'!'..=b'~' | 0x80..=0xbf | 0xc3..=0xcb | 0xcf..=0xd5 | 0xe4..=0xee => true,
            // A dot of Greek has another form.
            0xce => bytes.get(at + 1) != Some(&0x87),
            // Wide forms of ASCII.
            0xef => matches!(bytes.get(at + 1), Some(0xbc | 0xbd)),
            // General punctuation: dashes, quotation marks, the ellipsis.
            0xe2 => {
                bytes.get(at + 1) == Some(&0x80)
                    && bytes.get(at + 2).is_some_and(|it| (0x90..=0xa7).contains(it))
            }
            // Punctuation and letters of East Asia, but the wide blank, kana and tone marks apart.
            0xe3 => match (bytes.get(at + 1), bytes.get(at + 2)) {
                (Some(0x80), Some(third)) => (0x81..=0xa9).contains(third),
                (Some(0x82), Some(third)) => !matches!(third, 0x99 | 0x9a),
                _ => true,
            },
            _ => false,
        };
        if !is_fine {
            return false;
        }
        before = *byte;
    }
    !matches!(before, b' ' | b'\n') || text.is_empty()
}

/// The words of a text with one blank between two.
fn on_one_line(text: &str) -> String {
    if is_settled(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Whether a text is plain ASCII without white space but single blanks inside, as most values are.
fn is_settled(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !matches!(byte, b' '..=b'~') || byte == b' ' && before == b' ' {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

fn without_invisible(text: &str) -> (Cow<'_, str>, Vec<Remark>) {
    // Nearly every text is of this kind.
    if text.bytes().all(|byte| matches!(byte, b'\t'..=b'\r' | b' '..=b'~')) {
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
    if text.is_ascii() {
        census.latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
        return census;
    }
    for character in text.chars() {
        if character.is_ascii() {
            census.latin += usize::from(character.is_ascii_alphabetic());
            continue;
        }
        match character.script() {
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
    census
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

/// The words that tell as numbers, which compare as the words do and in one step.
static TELLING_NUMBERS: [u128; TELLING_WORDS.len()] = {
    let mut numbers = [0; TELLING_WORDS.len()];
    let mut place = 0;
    while place < numbers.len() {
        numbers[place] = as_number(TELLING_WORDS[place].0.as_bytes());
        place += 1;
    }
    numbers
};

/// Where the words with a letter begin among the others; one more for the end.
static TELLING_BY_LETTER: [usize; 27] = {
    let mut starts = [TELLING_WORDS.len(); 27];
    let mut place = TELLING_WORDS.len();
    let mut letter = 26;
    while letter > 0 {
        letter -= 1;
        while place > 0 && TELLING_WORDS[place - 1].0.as_bytes()[0] - b'a' >= letter {
            place -= 1;
        }
        starts[letter as usize] = place;
    }
    starts
};

/// A short word in small letters as a number: its letters from the highest byte on.
const fn as_number(word: &[u8]) -> u128 {
    let mut number = 0;
    let mut place = 0;
    while place < word.len() {
        number |= (word[place].to_ascii_lowercase() as u128) << (8 * (15 - place));
        place += 1;
    }
    number
}

/// Place of a word in the list, whatever its case.
fn telling_word(word: &[u8]) -> Option<usize> {
    let first = usize::from(word.first()?.to_ascii_lowercase().checked_sub(b'a')?);
    if word.len() > LONGEST_TELLING_WORD {
        return None;
    }
    let (start, end) = (*TELLING_BY_LETTER.get(first)?, *TELLING_BY_LETTER.get(first + 1)?);
    let number = as_number(word);
    let same_letter = TELLING_NUMBERS.get(start..end)?;
    same_letter.iter().position(|known| *known == number).map(|place| start + place)
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
    /// Takes a word; breaks when no more are needed.
    fn take(&mut self, word: &[u8]) -> ControlFlow<()> {
        let Some(place) = telling_word(word) else { return ControlFlow::Continue(()) };
        match TELLING_WORDS.get(place).map(|(_, tongue)| *tongue) {
            Some(Tongue::English) => self.english += 1,
            Some(Tongue::Shared) => {
                self.is_shared_twice |= self.shared.is_some_and(|known| known != place);
                self.shared.get_or_insert(place);
            }
            Some(Tongue::Foreign) => self.foreign += 1,
            None => {}
        }
        let is_clear = self.english >= self.foreign + CLEAR;
        if is_clear { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn of(text: &str) -> Self {
        let mut telling = Self::default();
        // Whether it ended early is of no interest.
        let _ = if text.is_ascii() {
            let words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
            words.into_iter().try_for_each(|word| telling.take(word))
        } else {
            let words = text.split(|character: char| !character.is_alphanumeric());
            words.into_iter().try_for_each(|word| telling.take(word.as_bytes()))
        };
        telling
    }
}

fn latin_language(text: &str, article: &str) -> Option<&'static str> {
    let vietnamese = |character: char| matches!(character, 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}');
    let is_vietnamese =
        || if is_nfc(text) { text.chars().any(vietnamese) } else { text.nfc().any(vietnamese) };
    if !text.is_ascii() && is_vietnamese() {
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
    fn telling_words_are_found() {
        assert!(TELLING_WORDS.is_sorted_by(|(one, _), (other, _)| one < other));
        assert_eq!(TELLING_WORDS.iter().map(|(word, _)| word.len()).max(), Some(LONGEST_TELLING_WORD));
        for (place, (word, _)) in TELLING_WORDS.iter().enumerate() {
            assert_eq!(telling_word(word.to_uppercase().as_bytes()), Some(place), "{word}");
        }
        for other in ["followings", "", "z", "{", "1", "@t", "thez"] {
            assert_eq!(telling_word(other.as_bytes()), None, "{other}");
        }
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
