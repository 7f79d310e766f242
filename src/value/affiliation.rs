//! Institutions below an author list: labels, texts, postcodes, countries, and the addresses of people in them.

use super::Part;
use super::keywords::with_furniture;
use super::label::{is_ideograph, label_at, next_label};
use super::text::{clean, folded_width, language_of};
use super::{contact, country, orcid};
use crate::record::{Affiliation, Marked, Origin, Text};
use crate::report::{Code, Remark, quoted};
use std::ops::Range;

pub(crate) use super::contact::assign_emails;
pub use super::contact::{FoundEmail, assign_contacts, emails_in};

/// A label has no text.
pub const AFFILIATION_EMPTY: Code = Code::warning(
    "affiliation-empty",
    "A label of an affiliation stands without a text behind it; no affiliation is made of it.",
);

/// An ORCID iD in an affiliation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundOrcid {
    /// In its usual notation.
    pub orcid: String,
    /// Index into `affiliations`.
    pub affiliation: usize,
}

/// What stands below an author list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AffiliationsReading {
    /// In the order of the page, with ids `a1`, `a2` … The texts keep everything printed, postcode and e-mail too.
    pub affiliations: Vec<Affiliation>,
    /// E-mail addresses in the texts; [`assign_contacts`] gives them to their owners.
    pub emails: Vec<FoundEmail>,
    /// ORCID iDs in the texts.
    pub orcids: Vec<FoundOrcid>,
    /// What became of the text; all of it that is not white space.
    pub parts: Vec<Part>,
    /// Labels without text, invisible characters.
    pub remarks: Vec<Remark>,
}

/// Whether a line begins as an entry of a list of institutions does: with a label that is first in its order, or has
/// its punctuation, and a text.
pub(crate) fn begins_with_label(line: &str) -> bool {
    label_at(line, None).is_some_and(|label| label.length < line.len())
}

#[derive(Default)]
struct Entry {
    label: Option<(Range<usize>, String)>,
    /// One stretch a line.
    runs: Vec<Range<usize>>,
}

/// Reads affiliations; a line feed in `text` is a line end of the page.
///
/// Labels are `1.`, `[1]`, `a)`, `①`, `*`, and, in counting order only, `1 ` and a glued `1` or `a`. A labelled
/// entry runs to the next label, on one line or several, whatever semicolons it holds (pages reference, trap 8).
/// Without labels each line is an entry. A number of more than two digits is a postcode, not a label (trap 9).
#[must_use]
pub fn parse(text: &str) -> AffiliationsReading {
    let mut entries: Vec<Entry> = Vec::new();
    let (mut start, mut last_label) = (0, None);
    for line in text.split('\n') {
        read_line(text, start..start + line.len(), &mut last_label, &mut entries);
        start += line.len() + 1;
    }
    let mut reading = AffiliationsReading::default();
    for entry in entries {
        push_entry(text, entry, &mut reading);
    }
    reading.parts = with_furniture(text, std::mem::take(&mut reading.parts));
    reading
}

fn read_line(text: &str, line: Range<usize>, last_label: &mut Option<String>, entries: &mut Vec<Entry>) {
    let slice = text.get(line.clone()).unwrap_or_default();
    let start = line.start + (slice.len() - slice.trim_start().len());
    let end = start.max(line.start + slice.trim_end().len());
    if start == end {
        return;
    }
    let Some(mut label) = label_at(text.get(start..end).unwrap_or_default(), last_label.as_deref()) else {
        match entries.last_mut() {
            Some(entry)
                if entry.label.is_some() && !begins_contact(text.get(start..end).unwrap_or_default()) =>
            {
                entry.runs.push(start..end);
            }
            _ => entries.push(Entry { label: None, runs: std::iter::once(start..end).collect() }),
        }
        return;
    };
    // Further labels of the same style on the same line.
    let mut at = start;
    loop {
        let text_start = at + label.length;
        let next = next_label(text, text_start..end, &label);
        let (run_end, following) = match next {
            Some((offset, found)) => (offset, Some((offset, found))),
            None => (end, None),
        };
        *last_label = Some(label.value.to_owned());
        entries.push(Entry {
            label: Some((at..text_start, label.value.to_owned())),
            runs: std::iter::once(text_start..run_end).collect(),
        });
        let Some((offset, found)) = following else { return };
        at = offset;
        label = found;
    }
}

/// Whether a line without label tells how to reach somebody rather than going on with the entry above.
fn begins_contact(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["e-mail", "email", "correspond", "orcid", "tel:", "通信作者", "通讯作者", "*correspond"]
        .iter()
        .any(|word| lower.starts_with(word))
}

fn push_entry(text: &str, entry: Entry, reading: &mut AffiliationsReading) {
    let is_separator = |character: char| character.is_whitespace() || matches!(character, ';' | '；');
    let runs: Vec<Range<usize>> = entry
        .runs
        .into_iter()
        .filter_map(|run| {
            let slice = text.get(run.clone())?;
            let front = slice.trim_start_matches(is_separator);
            let start = run.start + (slice.len() - front.len());
            let length = front
                .trim_end_matches(|character: char| {
                    is_separator(character) || matches!(character, ',' | '，')
                })
                .len();
            (length > 0).then(|| start..start + length)
        })
        .collect();
    let joined = runs.iter().filter_map(|run| text.get(run.clone())).collect::<Vec<_>>().join(" ");
    let cleaned = clean(&joined);
    if cleaned.text.is_empty() {
        if let Some((_, label)) = entry.label {
            let message = format!("label {} stands without an affiliation", quoted(&label));
            reading.remarks.push(Remark::new(&AFFILIATION_EMPTY, message));
        }
        return;
    }
    reading.remarks.extend(cleaned.remarks);
    let position = reading.affiliations.len();
    let index = position + 1;
    if let Some((range, _)) = &entry.label {
        let part = Part { index, piece: "label", ..Part::field(range.start, range.end, "affiliation") };
        reading.parts.push(part);
    }
    for run in &runs {
        let slice = text.get(run.clone()).unwrap_or_default();
        let mut at = run.start;
        for (found, address) in emails_in(slice) {
            let found = run.start + found.start..run.start + found.end;
            reading.parts.push(Part { index, ..Part::field(at, found.start, "affiliation") });
            reading.parts.push(Part {
                index,
                piece: "e-mail",
                ..Part::field(found.start, found.end, "affiliation")
            });
            at = found.end;
            let hint = contact::hint_beside(text, &found);
            reading.emails.push(FoundEmail { address, affiliation: position, author_hint: hint });
        }
        reading.parts.push(Part { index, ..Part::field(at, run.end, "affiliation") });
        if let Some((_, orcid)) = orcid::find(slice) {
            reading.orcids.push(FoundOrcid { orcid, affiliation: position });
        }
    }
    let (country, postcode) = place_of(&cleaned.text);
    let lang = language_of(&cleaned.text, None).map(str::to_owned);
    reading.affiliations.push(Affiliation {
        id: format!("a{index}"),
        label_raw: entry.label.map(|(_, value)| value),
        texts: vec![Text { value: Marked::plain(cleaned.text), lang, origin: Origin::Read }],
        ror: None,
        country: country.map(str::to_owned),
        postcode,
    });
}

/// Country at the end, and postcode at the start or the end of an address, an e-mail address behind it not
/// counted.
fn place_of(text: &str) -> (Option<&'static str>, Option<String>) {
    let address = contact::without_contact(text);
    let (before_country, country) = country::split_off(address).unzip();
    let postcode =
        postcode_first(address).or_else(|| postcode_last(address)).or_else(|| postcode_last(before_country?));
    (country, postcode)
}

/// Five or six digits and a separator before the address: `226001,Department of …`.
fn postcode_first(address: &str) -> Option<String> {
    let digits = address.bytes().take_while(u8::is_ascii_digit).count();
    let after = address.get(digits..)?.chars().next()?;
    let separated = after.is_whitespace() || matches!(after, ',' | '，' | '.' | ';') || is_ideograph(after);
    ((digits == 5 || digits == 6) && separated).then(|| address.get(..digits).map(str::to_owned))?
}

/// Five or six digits, or Japan's three and four, behind a separator or a Chinese place at the end.
fn postcode_last(address: &str) -> Option<String> {
    let address = address.trim_end_matches(|character: char| {
        character.is_whitespace() || matches!(character, '.' | '。' | ';' | '；' | ',' | '，' | ')' | '）')
    });
    let start = address
        .char_indices()
        .rev()
        .take_while(|(_, character)| folded_width(*character).is_ascii_digit() || *character == '-')
        .last()?
        .0;
    let code: String = address.get(start..)?.chars().map(folded_width).collect();
    let before = address.get(..start)?.chars().next_back()?;
    let separated = before.is_whitespace()
        || matches!(before, ',' | '，' | ':' | '：' | '(' | '（' | '〒')
        || is_ideograph(before);
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    let shaped = match code.len() {
        5 | 6 => digits,
        8 => code.split_once('-').is_some_and(|(front, back)| front.len() == 3 && back.len() == 4),
        _ => false,
    };
    if !separated || !shaped {
        return None;
    }
    let lower = address.get(..start)?.to_lowercase();
    let is_telephone = ["tel", "fax", "phone", "电话", "传真"]
        .iter()
        .any(|word| lower.trim_end_matches([' ', ':', '：', '.']).ends_with(word));
    (!is_telephone).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(Option<String>, String)> {
        parse(text).affiliations.iter().map(|it| (it.label_raw.clone(), it.texts[0].to_plain())).collect()
    }

    fn row(label: &str, text: &str) -> (Option<String>, String) {
        ((!label.is_empty()).then(|| label.to_owned()), text.to_owned())
    }

    #[test]
    fn labels_of_all_styles() {
        for (text, first, second) in [
            ("1. Dept A\n2. Dept B", "1", "2"),
            ("1.\u{a0} Dept A; 2.\u{a0} Dept B", "1", "2"),
            ("[1] Dept A; [2] Dept B", "1", "2"),
            ("a. Dept A\nb. Dept B", "a", "b"),
            ("①Dept A②Dept B", "①", "②"),
            ("* Dept A\n† Dept B", "*", "†"),
            ("1 Dept A\n2 Dept B", "1", "2"),
            ("1Dept A, 2Dept B", "1", "2"),
            ("aDept A; bDept B", "a", "b"),
            ("1\nDept A\n2\nDept B", "1", "2"),
            ("（1）Dept A；（2）Dept B", "1", "2"),
        ] {
            assert_eq!(shown(text), [row(first, "Dept A"), row(second, "Dept B")], "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_label_and_is_none() {
        assert_eq!(shown("3rd Hospital of Beijing"), [row("", "3rd Hospital of Beijing")]);
        assert_eq!(shown("302 Hospital"), [row("", "302 Hospital")]);
        assert_eq!(shown("A. B. Hospital"), [row("", "A. B. Hospital")]);
        assert_eq!(shown("1. Ward 2. Hospital"), [row("1", "Ward 2. Hospital")]);
        assert_eq!(shown("a.zhang@x.cn"), [row("", "a.zhang@x.cn")]);
    }

    #[test]
    fn lines() {
        assert_eq!(shown("Dept A\n\n Dept B;"), [row("", "Dept A"), row("", "Dept B")]);
        assert_eq!(shown("1. Dept A,\n City"), [row("1", "Dept A City")]);
        let contact = shown("1. Dept A\nE-mail: x@y.cn");
        assert_eq!(contact, [row("1", "Dept A"), row("", "E-mail: x@y.cn")]);
        let empty = parse("1.");
        assert!(empty.affiliations.is_empty());
        assert_eq!(empty.remarks[0].code.name, "affiliation-empty");
    }

    #[test]
    fn postcodes_and_countries() {
        let place = |text: &str| {
            let affiliation = parse(text).affiliations.remove(0);
            (affiliation.country.unwrap_or_default(), affiliation.postcode.unwrap_or_default())
        };
        let pair = |country: &str, postcode: &str| (country.to_owned(), postcode.to_owned());
        assert_eq!(place("1. 226001,Department of Medicine"), pair("", "226001"));
        assert_eq!(place("首都医科大学 北京 100045"), pair("", "100045"));
        assert_eq!(place("北京100045"), pair("", "100045"));
        assert_eq!(place("Dept, Shanghai 200433, China. a@b.cn."), pair("CN", "200433"));
        assert_eq!(place("Dept, Tokyo 113-8655, Japan"), pair("JP", "113-8655"));
        assert_eq!(place("Dept, Seoul 03080, Republic of Korea"), pair("KR", "03080"));
        assert_eq!(place("Dept, Tel: 123456"), pair("", ""));
    }
}
