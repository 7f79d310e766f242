//! Languages of an article, as a page or a field states them (mapping reference 5.1 and 5.2).

use super::Part;
use crate::record::Language;
use crate::report::{Code, Remark, quoted};
use crate::vocab::languages;
use std::collections::BTreeMap;

/// A language name or code that is in no table.
pub const LANGUAGE_UNKNOWN: Code = Code::warning(
    "language-unknown",
    "The name or code of a language is not known; the text is kept, and no code is given to it.",
);

/// What a text says about the languages of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LanguagesReading {
    /// The languages in the order printed, each with its text; `tag` is absent where the text is not known.
    pub languages: Vec<Language>,
    /// What became of the text.
    pub parts: Vec<Part>,
    /// Names that are not known.
    pub remarks: Vec<Remark>,
}

/// The reading under way, with the number of each language already in it.
#[derive(Default)]
struct Collection {
    reading: LanguagesReading,
    seen: BTreeMap<String, usize>,
}

/// Reads one or several languages: names in English or in the language itself, ISO 639-1, 639-2/B and /T,
/// 639-3, BCP-47 (`zh-CN`, `zh_TW`). Several are separated by `;`, `,`, `/`, `、` or `and`, codes of two or
/// three letters by blanks too (`chi eng`).
///
/// A tag keeps script and region where the text states them: `zh-TW`, "Chinese (Traditional)" is `zh-Hant`.
/// Unknown text stays without a tag, with a warning. A language named twice is one.
#[must_use]
pub fn parse(text: &str) -> LanguagesReading {
    let mut collection = Collection::default();
    let mut start = 0;
    // A name such as `Chinese, Simplified` is one language although it holds a separator.
    if tag_of(text.trim_matches(is_separator_or_space)).is_some() {
        item(text, 0, text.len(), &mut collection);
        return collection.reading;
    }
    for (offset, character) in text.char_indices() {
        if is_separator(character) {
            item(text, start, offset, &mut collection);
            let end = offset + character.len_utf8();
            collection.reading.parts.push(Part::furniture(offset, end));
            start = end;
        }
    }
    item(text, start, text.len(), &mut collection);
    collection.reading
}

fn is_separator(character: char) -> bool {
    matches!(character, ';' | ',' | '/' | '|' | '；' | '，' | '、' | '\n')
}

fn is_separator_or_space(character: char) -> bool {
    is_separator(character) || character.is_whitespace() || character == '.'
}

/// One stretch between separators: a name, or several codes with blanks or `and` between them.
fn item(text: &str, start: usize, end: usize, collection: &mut Collection) {
    let slice = text.get(start..end).unwrap_or_default();
    let words = words_of(slice, start);
    let whole = slice.trim_matches(is_separator_or_space);
    let is_list = words.len() > 1
        && tag_of(whole).is_none()
        && words.iter().all(|(_, word)| is_joint(word) || tag_of(word).is_some());
    if is_list {
        for (offset, word) in words {
            if is_joint(word) {
                collection.reading.parts.push(Part::furniture(offset, offset + word.len()));
            } else {
                push(word, offset, collection);
            }
        }
        return;
    }
    let Some(inner) = slice.find(|character: char| !is_separator_or_space(character)) else {
        cover(text, start, end, collection);
        return;
    };
    cover(text, start, start + inner, collection);
    push(whole, start + inner, collection);
    cover(text, start + inner + whole.len(), end, collection);
}

/// Marks what is not white space in a stretch as furniture.
fn cover(text: &str, start: usize, end: usize, collection: &mut Collection) {
    for (offset, word) in words_of(text.get(start..end).unwrap_or_default(), start) {
        collection.reading.parts.push(Part::furniture(offset, offset + word.len()));
    }
}

fn words_of(slice: &str, base: usize) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut begin = None;
    for (offset, character) in slice.char_indices().chain([(slice.len(), ' ')]) {
        match (begin, character.is_whitespace()) {
            (None, false) => begin = Some(offset),
            (Some(from), true) => {
                words.push((base + from, slice.get(from..offset).unwrap_or_default()));
                begin = None;
            }
            _ => {}
        }
    }
    words
}

fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "&" | "+" | "和" | "및")
}

fn push(word: &str, offset: usize, collection: &mut Collection) {
    let Collection { reading, seen } = collection;
    let tag = tag_of(word);
    let next = reading.languages.len() + 1;
    let index = *seen.entry(tag.clone().unwrap_or_else(|| word.to_lowercase())).or_insert(next);
    let part = Part { index, ..Part::field(offset, offset + word.len(), "language") };
    if index < next {
        reading.parts.push(Part { piece: "repetition", ..part });
        return;
    }
    if tag.is_none() {
        let message = format!("{} is no language we know; the text is kept", quoted(word));
        reading.remarks.push(Remark::new(&LANGUAGE_UNKNOWN, message));
    }
    reading.languages.push(Language { text: word.to_owned(), tag });
    reading.parts.push(part);
}

/// The BCP-47 tag of one name or code, with script and region where it states them.
///
/// `Chinese (Simplified)` → `zh-Hans`, `zh_TW` → `zh-TW`, `cmn` → `zh`, `may` → `ms`.
#[must_use]
pub fn tag_of(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(row) = languages::by_text(text) {
        return Some(format!("{}{}", row.tag, stated_script(row.tag, text)));
    }
    if let Some((name, rest)) = text.split_once(['(', '（']) {
        let row = languages::by_text(name)?;
        let inside = rest.trim_end_matches([')', '）']);
        let named = stated_script(row.tag, inside);
        return Some(format!(
            "{}{}",
            row.tag,
            if named.is_empty() { region_in(inside) } else { named.into() }
        ));
    }
    let mut subtags = text.split(['-', '_']);
    let primary = subtags.next().filter(|code| matches!(code.len(), 2 | 3))?;
    let mut tag = languages::by_text(primary)?.tag.to_owned();
    for subtag in subtags {
        let letters = subtag.chars().all(|character| character.is_ascii_alphabetic());
        tag.push('-');
        match subtag.len() {
            4 if letters => {
                tag.push_str(&subtag[..1].to_ascii_uppercase());
                tag.push_str(&subtag[1..].to_ascii_lowercase());
            }
            2 if letters => tag.push_str(&subtag.to_ascii_uppercase()),
            3 if subtag.chars().all(|character| character.is_ascii_digit()) => tag.push_str(subtag),
            _ => return None,
        }
    }
    Some(tag)
}

fn stated_script(tag: &str, text: &str) -> &'static str {
    let text = text.to_lowercase();
    match tag {
        "zh" if text.contains("simplified") || text.contains('简') => "-Hans",
        "zh" if text.contains("traditional") || text.contains('繁') => "-Hant",
        _ => "",
    }
}

fn region_in(text: &str) -> String {
    match text.trim() {
        "UK" => "-GB".to_owned(),
        region if region.len() == 2 && region.chars().all(|character| character.is_ascii_uppercase()) => {
            format!("-{region}")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<String> {
        parse(text).languages.into_iter().map(|language| language.tag.unwrap_or_else(|| "?".into())).collect()
    }

    #[test]
    fn lists_of_languages() {
        assert_eq!(tags("Chinese;"), ["zh"]);
        assert_eq!(tags("English, Chinese"), ["en", "zh"]);
        assert_eq!(tags("chi eng"), ["zh", "en"]);
        assert_eq!(tags("Chinese/English"), ["zh", "en"]);
        assert_eq!(tags("English and Korean"), ["en", "ko"]);
        assert_eq!(tags("Chinese; chi"), ["zh"]);
        assert_eq!(tags("中文；英文"), ["zh", "en"]);
        assert_eq!(tags("Bahasa Indonesia"), ["id"]);
        assert_eq!(tags("Chinese, Simplified"), ["zh-Hans"]);
        assert_eq!(tags(" "), [""; 0]);
    }

    #[test]
    fn an_unknown_language_keeps_its_text() {
        let reading = parse("Klingon; eng");
        assert_eq!(reading.languages[0], Language { text: "Klingon".into(), tag: None });
        assert_eq!(reading.languages[1].tag.as_deref(), Some("en"));
        assert_eq!(reading.remarks.len(), 1);
        assert_eq!(reading.remarks[0].code.name, "language-unknown");
    }

    #[test]
    fn script_and_region_are_kept_when_stated() {
        assert_eq!(tag_of("zh_CN").as_deref(), Some("zh-CN"));
        assert_eq!(tag_of("zh-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(tag_of("Chinese (Traditional)").as_deref(), Some("zh-Hant"));
        assert_eq!(tag_of("English (UK)").as_deref(), Some("en-GB"));
        assert_eq!(tag_of("zh-☃"), None);
        assert_eq!(tag_of("en-x-y"), None);
    }
}
