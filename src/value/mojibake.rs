//! Text that was read in the wrong encoding before it came here: UTF-8 as Latin-1 or Windows-1252 (`Ã©`, `ä¸­å›½`), once
//! or twice, and GBK as Latin-1 (`ÖÐ¹ú`).
//!
//! Only what cannot be meant is taken for it: a run of letters whose bytes are whole characters of UTF-8 in a script
//! that pages are in. `Âge`, `São Paulo`, `ÄÖÜ` and `«Ä»` are none.

use encoding_rs::GBK;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A stretch that was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Byte offset in the text given.
    pub at: usize,
    /// Line feeds of the text before it.
    pub lines: usize,
    /// As it stood.
    pub before: String,
    /// As it was meant.
    pub after: String,
}

/// The characters of Windows-1252 at 0x80 to 0x9F; those that it leaves out are control characters.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The byte that a character above ASCII stands for in Windows-1252 or Latin-1.
fn byte_of(character: char) -> Option<u8> {
    if character.is_ascii() || character > '™' {
        return None;
    }
    if let Some(at) = HIGH.iter().position(|high| *high == character) {
        return u8::try_from(at + 0x80).ok();
    }
    let code = u32::from(character);
    if (0x80..=0xff).contains(&code) { u8::try_from(code).ok() } else { None }
}

/// Undoes what was read wrongly in a text; what was undone, in order, and the text, where anything was.
#[must_use]
pub fn undo(text: &str) -> Option<(String, Vec<Undone>)> {
    undo_lines(text, std::iter::once)
}

/// The same for JSON, whose strings may hold such letters as escapes (`\u00c3\u00a9`) and many lines in one. Offsets
/// are those of the JSON with these escapes written as the characters that they stand for.
#[must_use]
pub fn undo_json(json: &str) -> Option<(String, Vec<Undone>)> {
    undo_lines(&with_letters(json), parts_of_json)
}

/// JSON with the escapes of characters above ASCII written as those characters.
fn with_letters(json: &str) -> Cow<'_, str> {
    if !json.contains("\\u") {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        text.push_str(rest.get(..at).unwrap_or_default());
        let escape = rest.get(at..).unwrap_or_default();
        let code = escape.strip_prefix("\\u").and_then(|code| code.get(..4));
        let meant = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        let length = if let Some(meant) = meant.filter(|meant| !meant.is_ascii()) {
            text.push(meant);
            6
        } else {
            let length = 1 + escape.chars().nth(1).map_or(0, char::len_utf8);
            text.push_str(escape.get(..length).unwrap_or_default());
            length
        };
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// A line of JSON cut behind the escapes of white space in its strings.
fn parts_of_json(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let mut at = 0;
        while let Some(sign) = memchr::memchr(b'\\', bytes.get(at..).unwrap_or_default()) {
            at += sign + 2;
            if matches!(bytes.get(at - 1), Some(b'n' | b'r' | b't' | b'b' | b'f')) {
                let (part, behind) = rest.split_at_checked(at)?;
                rest = behind;
                return Some(part);
            }
        }
        Some(std::mem::take(&mut rest)).filter(|part| !part.is_empty())
    })
}

/// Undoes what was read wrongly in the lines of a text that may hold any, each in the parts that `parts` makes of it.
fn undo_lines<'a, P: Iterator<Item = &'a str>>(
    text: &'a str,
    parts: impl Fn(&'a str) -> P,
) -> Option<(String, Vec<Undone>)> {
    let mut repaired = String::new();
    let mut undone = Vec::new();
    // Up to where the text is in `repaired`, and up to where its line feeds are counted.
    let (mut rest, mut counted, mut feeds) = (0, 0, 0);
    for (line_start, line) in suspect_lines(text) {
        let mut at = line_start;
        for part in parts(line) {
            let mut by_gbk = None;
            let found = if may_be_misread(part) { runs(part) } else { Vec::new() };
            for (start, run) in &found {
                let (start, run) = (*start, *run);
                let mut is_gbk = || *by_gbk.get_or_insert_with(|| gbk(part, &found));
                let mut as_gbk = || is_gbk().then(|| gbk_run(run)).flatten();
                let Some(after) = utf8(run).or_else(&mut as_gbk) else { continue };
                repaired.push_str(text.get(rest..at + start).unwrap_or_default());
                repaired.push_str(&after);
                rest = at + start + run.len();
                let between = text.get(counted..line_start).unwrap_or_default();
                feeds += memchr::memchr_iter(b'\n', between.as_bytes()).count();
                counted = line_start;
                undone.push(Undone { at: at + start, lines: feeds, before: run.to_owned(), after });
            }
            at += part.len();
        }
    }
    repaired.push_str(text.get(rest..).filter(|_| !undone.is_empty()).unwrap_or_default());
    (!undone.is_empty()).then_some((repaired, undone))
}

/// The lines of a text in which anything may be misread, with their offsets. Most lines are passed over without a look at where they
/// end.
fn suspect_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(from..)?;
        let letter = memchr::memchr2(LATIN[0], LATIN[1], rest)?;
        let (before, behind) = rest.split_at_checked(letter)?;
        let start = from + memchr::memrchr(b'\n', before).map_or(0, |feed| feed + 1);
        let end = from + letter + memchr::memchr(b'\n', behind).map_or(behind.len(), |feed| feed + 1);
        from = end;
        Some((start, text.get(start..end)?))
    })
}

/// The bytes with which the letters of Latin-1 begin.
const LATIN: [u8; 2] = [0xc2, 0xc3];

/// Whether a line has any letter of Latin-1, with which every misread character of UTF-8 begins, and of the first two
/// in a stretch of GBK one at the least. Most lines of other languages than those of Western Europe have none.
fn may_be_misread(line: &str) -> bool {
    memchr::memchr2(LATIN[0], LATIN[1], line.as_bytes()).is_some()
}

/// The runs of characters above ASCII that Windows-1252 has.
fn runs(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    if line.is_ascii() {
        return found;
    }
    let mut start: Option<usize> = None;
    for (at, character) in line.char_indices().chain([(line.len(), ' ')]) {
        match (byte_of(character), start) {
            (Some(_), None) => start = Some(at),
            (None, Some(begin)) => {
                found.extend(line.get(begin..at).map(|run| (begin, run)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn bytes(run: &str) -> Option<Vec<u8>> {
    run.chars().map(byte_of).collect()
}

/// A run as UTF-8, undone twice where it was done twice.
fn utf8(run: &str) -> Option<String> {
    let text = String::from_utf8(bytes(run)?).ok()?;
    let again =
        runs(&text).first().filter(|(_, inner)| inner.len() == text.len()).and_then(|(_, inner)| utf8(inner));
    again.or_else(|| text.chars().all(is_plausible).then_some(text))
}

/// Whether a character is one that pages of articles hold.
fn is_plausible(character: char) -> bool {
    matches!(u32::from(character),
        0xa0..=0x17f | 0x192 | 0x1a0..=0x1b0 | 0x1e6..=0x1e7 | 0x2bc..=0x2dd | 0x300..=0x303 | 0x370..=0x52f
        | 0x1e00..=0x1fff | 0x2010..=0x2044 | 0x2070..=0x209c | 0x20ac | 0x2100..=0x214f | 0x2190..=0x22ff | 0x2460..=0x25ff
        | 0x3000..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xffef)
}

/// Whether all runs of a line are Chinese in GBK: eight bytes at the least, none of them beside a Latin letter, as
/// those of a word with umlauts are, and most of them characters of daily use (GB 2312, first level).
fn gbk(line: &str, runs: &[(usize, &str)]) -> bool {
    const FEWEST: usize = 8;
    let length: usize = runs.iter().map(|(_, run)| run.chars().count()).sum();
    if length < FEWEST {
        return false;
    }
    let is_alone = |start: usize, run: &str| {
        let before = line.get(..start).and_then(|before| before.chars().next_back());
        let after = line.get(start + run.len()..).and_then(|after| after.chars().next());
        ![before, after].into_iter().flatten().any(|it| it.is_ascii_lowercase())
    };
    let is_of_daily_use =
        |pair: &[char]| matches!(pair.first().copied().and_then(byte_of), Some(0xb0..=0xd7 | 0xa1 | 0xa3));
    let characters: Vec<char> = runs.iter().flat_map(|(_, run)| run.chars()).collect();
    let common = characters.chunks(2).filter(|pair| is_of_daily_use(pair)).count();
    let different: BTreeSet<&[char]> = characters.chunks(2).take(64).collect();
    different.len() >= 3
        && common * 8 >= length * 3
        && runs.iter().all(|(start, run)| is_alone(*start, run) && gbk_run(run).is_some())
}

/// A run as Chinese characters of GBK and their punctuation; names hold rare ones (喆, 堃).
fn gbk_run(run: &str) -> Option<String> {
    let bytes = bytes(run)?;
    let is_character =
        |pair: &[u8]| matches!(pair, [0xb0..=0xf7 | 0xa1 | 0xa3, 0xa1..=0xfe] | [0x81..=0xa0, 0x80..=0xfe]);
    if bytes.len() % 2 != 0 || !bytes.chunks(2).all(is_character) {
        return None;
    }
    let (text, _, failed) = GBK.decode(&bytes);
    (!failed).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text as it comes out when its UTF-8 is read as Windows-1252.
    fn misread(text: &str) -> String {
        text.bytes()
            .map(|byte| {
                if (0x80..=0x9f).contains(&byte) { HIGH[usize::from(byte - 0x80)] } else { char::from(byte) }
            })
            .collect()
    }

    #[test]
    fn what_was_misread_comes_back() {
        for text in [
            "é",
            "naïve café",
            "“tea” – it’s",
            "绿茶与睡眠",
            "茶の研究",
            "녹차와 수면",
            "Trà xanh và giấc ngủ",
            "Чай и сон",
            "β-blocker ≥ 5 µg",
            "Müller, Jürgen",
            "São Paulo",
            "10 °C",
            "Łódź",
            "Ελλάδα",
            "5 × 10³",
            "…",
            "€",
        ] {
            let wrong = misread(text);
            let repaired = undo(&wrong).map_or(wrong.clone(), |(text, _)| text);
            assert_eq!(repaired, text, "{wrong}");
            if !text.is_ascii() {
                let twice = misread(&wrong);
                assert_eq!(undo(&twice).map(|(text, _)| text).as_deref(), Some(text), "{twice}");
            }
        }
        assert_eq!(undo("ÖÐ»ªÒ½Ñ§ÔÓÖ¾ 2021").map(|(text, _)| text).as_deref(), Some("中华医学杂志 2021"));
    }

    #[test]
    fn what_is_meant_stays() {
        for text in [
            "Âge",
            "São Paulo",
            "ÄÖÜ",
            "ÄÖÜß",
            "Größe",
            "naïve",
            "Ångström",
            "à « la » carte",
            "« Ä »",
            "«Ä»",
            "Ã",
            "É",
            "Ünïcödé",
            "Nuñez-Peña",
            "œuvre",
            "ﬁn",
            "İstanbul",
            "Øre",
            "Þór",
            "Ægir",
            "10 µg/mL ± 2",
            "«à\u{a0}»",
            "Œdème",
            "¿Qué?",
            "¡Sí!",
            "中文",
            "ÀÉÈ",
            "TÉLÉ",
            "Mädchen",
            "§ 5",
            "£5",
            "½ cup",
            "éééééééé",
            "ÉÉÉÉÉÉÉÉ",
            "ÄÄÄÄÄÄÄÄ ÖÖÖÖ",
            "³H",
            "® ™",
            "Česko",
            "",
        ] {
            assert_eq!(undo(text), None, "{text}");
        }
    }

    #[test]
    fn rare_characters_of_names_come_back_too() {
        let (bytes, ..) = GBK.encode("作者：王喆，李堃，张红梅，陈晓丽");
        let wrong: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert_eq!(undo(&wrong).map(|(text, _)| text).as_deref(), Some("作者：王喆，李堃，张红梅，陈晓丽"));
    }

    #[test]
    fn json_is_undone_with_its_escapes() {
        let undone = |json: &str| undo_json(json).map(|(text, _)| text);
        assert_eq!(
            undone(r#"{"a": "caf\u00c3\u00a9\n\\u00c3\u00a9"}"#).as_deref(),
            Some("{\"a\": \"café\\n\\\\u00c3©\"}")
        );
        // The lines of a page stand in one string; a letter that is meant spoils its own line alone.
        let lines = r#"{"a": "Title\n\u00d6\u00d0\u00bb\u00aa\u00d2\u00bd\u00d1\u00a7\u00d4\u00d3\u00d6\u00be\tx\u00e9\n"}"#;
        assert_eq!(undone(lines).as_deref(), Some("{\"a\": \"Title\\n中华医学杂志\\txé\\n\"}"));
        for json in [
            r#"{"a": "caf\u00e9 \ud83d\ude00"}"#,
            r#"{"a": "\\u00c3\\u00a9"}"#,
            r#""\u00c3\""#,
            r"\",
            r"\u00",
            "{}",
        ] {
            assert_eq!(undone(json), None, "{json}");
        }
    }

    #[test]
    fn places_are_those_of_the_text_given() {
        let (text, undone) = undo("a Ã© b\nÃ¼").expect("misread");
        assert_eq!(text, "a é b\nü");
        assert_eq!(undone.iter().map(|it| (it.at, it.lines)).collect::<Vec<_>>(), [(2, 0), (9, 1)]);
    }
}
