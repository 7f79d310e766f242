//! Which encoding the bytes of a file are in.
//!
//! What the user says comes first, then a byte-order mark, then UTF-8 that is valid to the end, then what the file
//! itself declares (HTML, XML), then a guess from the bytes, which is said to be one.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// How an encoding was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// The user says so.
    Asked,
    /// A byte-order mark.
    Mark,
    /// The file declares it.
    Declared,
    /// The bytes look so.
    Looks,
}

/// An encoding and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) encoding: &'static Encoding,
    pub(super) evidence: Evidence,
}

/// Labels that scraped pages and Windows use and the standard does not have.
const ALIASES: &[(&str, &Encoding)] = &[
    ("cp936", GB18030),
    ("gb2312-80", GB18030),
    ("cp949", EUC_KR),
    ("ms949", EUC_KR),
    ("uhc", EUC_KR),
    ("utf16", UTF_16LE),
    ("utf8", UTF_8),
];

/// The encoding of a label, as HTML and the command line have them. GBK is read as GB18030, which holds all of it.
#[must_use]
pub fn of_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    let alias = ALIASES.iter().find(|row| row.0 == label).map(|row| row.1);
    let found = alias.or_else(|| Encoding::for_label(label.as_bytes()))?;
    Some(if found == GBK { GB18030 } else { found })
}

/// What the first bytes say beyond doubt: a byte-order mark, or the zero bytes and escapes that UTF-8 text never has.
pub(super) fn certain(start: &[u8]) -> Option<Choice> {
    let mark = |encoding| Choice { encoding, evidence: Evidence::Mark };
    let looks = |encoding| Choice { encoding, evidence: Evidence::Looks };
    match start {
        [0xff, 0xfe, ..] => return Some(mark(UTF_16LE)),
        [0xfe, 0xff, ..] => return Some(mark(UTF_16BE)),
        _ => {}
    }
    let sample = start.get(..1024).unwrap_or(start);
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Every other byte of Latin text in UTF-16 is zero; text of other scripts has line ends and blanks.
    if odd * 10 > sample.len() && even * 8 < odd {
        return Some(looks(UTF_16LE));
    }
    if even * 10 > sample.len() && odd * 8 < even {
        return Some(looks(UTF_16BE));
    }
    let escapes = memchr::memchr_iter(0x1b, start)
        .any(|at| matches!(start.get(at + 1..), Some([b'$', b'B' | b'@', ..])));
    escapes.then(|| looks(ISO_2022_JP))
}

/// What an HTML or XML document declares in its first bytes.
pub(super) fn declared(start: &[u8]) -> Option<&'static Encoding> {
    const SEARCHED: usize = 4096;
    let head = start.get(..SEARCHED).unwrap_or(start).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let is_document = head.contains('<');
    let value = |key: &str| {
        let after = head.split_once(key)?.1.trim_start();
        let after = after.strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = after.find(|it: char| !(it.is_ascii_alphanumeric() || "-_:.".contains(it)));
        of_label(after.get(..end.unwrap_or(after.len()))?)
    };
    let found = is_document.then(|| value("charset").or_else(|| value("encoding")))?;
    // A document that could be read thus far is in no encoding of two bytes a letter.
    found.filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE && *encoding != UTF_8)
}

/// The encoding of bytes that are not UTF-8, as far as they can be read.
pub(super) fn of_bytes(mut bytes: impl Read) -> Choice {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let mut start: Vec<u8> = Vec::new();
    let mut block = vec![0; 1 << 16];
    let mut first = true;
    loop {
        let length = match bytes.read(&mut block) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // A packed file that is cut short is read as far as it goes.
            outcome => outcome.unwrap_or(0),
        };
        let read = block.get(..length).unwrap_or_default();
        if first {
            start = read.to_vec();
            if let Some(choice) = certain(&start) {
                return choice;
            }
            if let Some(encoding) = declared(&start) {
                return Choice { encoding, evidence: Evidence::Declared };
            }
            first = false;
        }
        detector.feed(read, length == 0);
        if length == 0 {
            break;
        }
    }
    drop(start);
    // A hint such as a country would outweigh the bytes themselves.
    let guess = detector.guess(None, Utf8Detection::Deny);
    let encoding = if guess == GBK { GB18030 } else { guess };
    Choice { encoding, evidence: Evidence::Looks }
}

/// Whether bytes are UTF-8 but for a few broken places: other encodings hardly ever make its sequences by chance. A few lines that
/// are broken all over count as few places too.
pub(super) fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let (mut good, mut broken, mut good_lines, mut broken_lines) = (0_usize, 0_usize, 0_usize, 0_usize);
    for line in text.split('\n').filter(|line| !line.is_ascii()) {
        let replaced = line.matches('\u{fffd}').count();
        broken += replaced;
        good += line.chars().filter(|character| !character.is_ascii()).count() - replaced;
        if replaced == 0 { good_lines += 1 } else { broken_lines += 1 }
    }
    good >= 3 && (good > broken * 4 || good_lines > broken_lines * 4)
}

/// Names of files that hold no text, by their first bytes.
pub(super) fn binary(start: &[u8]) -> Option<&'static str> {
    const SIGNS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF; save its page as text or HTML"),
        (
            b"PK\x03\x04",
            "a zip archive or an Office document; name it as a file, unpack it, or save it as text",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "an old or a protected Office document; save it as text, a workbook as .xlsx or CSV",
        ),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"{\\rtf", "an RTF document; save it as text"),
        (b"SQLite format 3", "a database"),
        (b"7z\xbc\xaf", "a 7z archive; unpack it"),
        (b"Rar!", "a RAR archive; unpack it"),
    ];
    SIGNS.iter().find(|(sign, _)| start.starts_with(sign)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: &str =
        "慢性免疫性血小板减少症治疗的研究进展。国家儿童医学中心首都医科大学附属北京儿童医院血液病中心。";
    const JAPANESE: &str =
        "看護師の睡眠に及ぼす緑茶の効果について検討した。対象は病棟に勤務する看護師である。";
    const KOREAN: &str =
        "간호사의 수면에 미치는 녹차의 효과를 알아보고자 하였다. 대상은 병동에 근무하는 간호사이다.";

    fn found(bytes: &[u8]) -> &'static str {
        of_bytes(bytes).encoding.name()
    }

    #[test]
    fn encodings_of_east_asia_are_known_by_their_bytes() {
        for (label, text, expected) in [
            ("gb18030", CHINESE, "gb18030"),
            ("big5", "慢性免疫性血小板減少症治療的研究進展與國家兒童醫學中心的病例分析報告。", "Big5"),
            ("shift_jis", JAPANESE, "Shift_JIS"),
            ("euc-jp", JAPANESE, "EUC-JP"),
            ("iso-2022-jp", JAPANESE, "ISO-2022-JP"),
            ("euc-kr", KOREAN, "EUC-KR"),
            ("windows-1252", "L'\u{e9}tude des \u{e9}l\u{e8}ves \u{e0} l'h\u{f4}pital", "windows-1252"),
        ] {
            let (bytes, _, unmappable) = of_label(label).expect("a label").encode(text);
            assert!(!unmappable, "{label}");
            assert_eq!(found(&bytes), expected, "{label}");
        }
    }

    #[test]
    fn utf16_is_known_with_and_without_its_mark() {
        let units = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(found(&units("\u{feff}Title")), "UTF-16LE");
        assert_eq!(found(&units("Title of an article\nAuthors: A; B\n")), "UTF-16LE");
        assert_eq!(certain(b"TY  - JOUR"), None);
    }

    #[test]
    fn utf8_with_a_broken_place_is_still_that() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes.insert(9, 0xff);
        assert!(mostly_utf8(&bytes));
        let (bytes, ..) = GB18030.encode(CHINESE);
        assert!(!mostly_utf8(&bytes));
    }

    #[test]
    fn a_document_says_its_encoding() {
        assert_eq!(declared(b"<meta http-equiv=x content='text/html; charset=gb2312'>"), Some(GB18030));
        assert_eq!(declared(b"<?xml version=\"1.0\" encoding=\"EUC-JP\"?>"), Some(encoding_rs::EUC_JP));
        assert_eq!(declared(b"The charset = big5 was used"), None);
        assert_eq!(of_label("CP936"), Some(GB18030));
        assert_eq!(of_label("klingon"), None);
    }
}
