//! DOIs: bare, after a label, or in an address; and what a journal's own DOI pattern tells.

mod field;

pub use field::{DoiField, in_field};

use super::{Part, issn};
use crate::record::{Derived, Ident, Origin};
use crate::report::{Code, Remark, quoted};
use std::ops::Range;

/// Said where a text that should be a DOI is read.
pub(crate) const DOI_MALFORMED: Code = Code::warning(
    "doi-malformed",
    "The text where a DOI should stand is none (`10.`, a registrant of four or more digits, `/`, a suffix), or goes on behind a blank, where \
        half a DOI would be another one; it is kept as it stands.",
);

/// What a text that should be a DOI holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DoiReading {
    /// The DOI, bare, its case kept; the text as it stands where it is no DOI. `None` only for an empty text.
    pub ident: Option<Ident>,
    /// What became of the text.
    pub parts: Vec<Part>,
    /// Doubts.
    pub remarks: Vec<Remark>,
}

/// Labels and hosts that stand before a DOI, in lower case.
const PREFIXES: &[&str] = &[
    "https://",
    "http://",
    "dx.doi.org",
    "www.doi.org",
    "doi.org",
    ":443",
    ":80",
    "/",
    "doi",
    "digital object identifier",
    ":",
    "：",
    "=",
    "info:",
];

/// Reads a text that should be one DOI: bare, after `doi:`, or as an address of the resolver. Outer punctuation
/// and an unbalanced closing bracket are not part of it. The syntax is that of the DOI Handbook, section 2.2:
/// `10.`, a registrant code, `/`, a suffix of any printing characters.
#[must_use]
pub fn parse(text: &str) -> DoiReading {
    let mut reading = DoiReading::default();
    let (start, end) = outer(text);
    if start >= end {
        return reading;
    }
    let label = prefix_length(text.get(start..end).unwrap_or_default());
    let inside = text.get(start + label..end).unwrap_or_default();
    let length = doi_length(inside);
    let whole = length > 0 && inside.get(length..).is_some_and(|rest| rest.chars().all(is_closing));
    let (value_start, value_end) = if whole { (start + label, start + label + length) } else { (start, end) };
    if !whole {
        let message = match (inside.get(..length).filter(|_| length > 0), stopped_by(inside, length)) {
            (Some(found), Some(' ')) => format!(
                "{} is not one DOI: more stands behind {}; write the DOI alone, without blanks",
                quoted(inside),
                quoted(found)
            ),
            (None, Some(' ')) => {
                format!("{} is not a DOI, in which no blank or control character can stand", quoted(inside))
            }
            (_, Some(sign)) => format!("{} is not a DOI, in which `{}` cannot stand", quoted(inside), sign),
            (_, None) => format!(
                "{} is not a DOI: `10.`, a registrant of four or more digits, `/` and a suffix",
                quoted(inside)
            ),
        };
        reading.remarks.push(Remark::new(&DOI_MALFORMED, message));
    }
    push_furniture(&mut reading.parts, start, value_start);
    reading.parts.push(Part::field(value_start, value_end, "DOI"));
    push_furniture(&mut reading.parts, value_end, end);
    let value = ascii_width(text.get(value_start..value_end).unwrap_or_default());
    let value = if whole && !value.contains('/') {
        value.replacen("%2F", "/", 1).replacen("%2f", "/", 1)
    } else {
        value
    };
    reading.ident = Some(Ident {
        scheme: "doi".to_owned(),
        // What is no DOI must not match another record's.
        normalised: if whole { value.to_lowercase() } else { String::new() },
        value,
        raw: text.get(start..end).unwrap_or_default().to_owned(),
        origin: Origin::Read,
    });
    reading
}

/// The character at which a DOI that is begun stops; white space and control characters are a blank.
fn stopped_by(text: &str, length: usize) -> Option<char> {
    let end = if length > 0 { length } else { text.find('/').filter(|_| is_meant(text))? + 1 };
    let sign = text.get(end..)?.chars().find(|it| length == 0 || *it == '"' || !is_closing(*it))?;
    Some(if sign.is_whitespace() || sign.is_control() { ' ' } else { sign })
}

fn push_furniture(parts: &mut Vec<Part>, start: usize, end: usize) {
    if start < end {
        parts.push(Part::furniture(start, end));
    }
}

/// The range without outer white space.
fn outer(text: &str) -> (usize, usize) {
    let start = text.len() - text.trim_start().len();
    (start, start.max(text.trim_end().len()))
}

/// Length of labels, hosts and separators before a DOI.
fn prefix_length(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        let spaces = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let prefix = PREFIXES
            .iter()
            .find(|prefix| rest.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)));
        match prefix {
            Some(prefix) => length += spaces + prefix.len(),
            None => return if length == 0 { 0 } else { length + spaces },
        }
    }
}

/// Whether a character can close what a DOI stands in and is no part of it at its end.
fn is_closing(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | ')'
            | ']'
            | '}'
            | '>'
            | '"'
            | '\''
            | '”'
            | '’'
            | '。'
            | '，'
            | '；'
            | '）'
            | '】'
    )
}

/// Length of the DOI at the start of a text; 0 when there is none. Full-width forms of ASCII are taken for it.
fn doi_length(text: &str) -> usize {
    let plain = |character: char| narrow(character);
    let mut characters = text.char_indices().peekable();
    let mut expect =
        |wanted: char| characters.next_if(|(_, character)| plain(*character) == wanted).is_some();
    if !(expect('1') && expect('0') && expect('.')) {
        return 0;
    }
    let mut digits = 0;
    while characters.next_if(|(_, character)| plain(*character).is_ascii_digit()).is_some() {
        digits += 1;
    }
    // Sub-registrants: 10.1000.10/123.
    while characters
        .next_if(|(_, character)| plain(*character) == '.' || plain(*character).is_ascii_digit())
        .is_some()
    {}
    let mut eat =
        |wanted: char| characters.next_if(|(_, it)| plain(*it).eq_ignore_ascii_case(&wanted)).is_some();
    // An address may have the slash percent-encoded.
    if digits < 4 || !(eat('/') || (eat('%') && eat('2') && eat('F'))) {
        return 0;
    }
    let suffix_start = characters.peek().map_or(text.len(), |(offset, _)| *offset);
    let mut end = suffix_start;
    // Old DOIs of Wiley hold angle brackets: `10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O`.
    let is_sici = text
        .get(suffix_start..)
        .and_then(|suffix| suffix.get(..6))
        .is_some_and(|it| it.eq_ignore_ascii_case("(sici)"));
    for (offset, character) in characters {
        let ends = matches!(character, '"' | '“') || (character == '<' && !is_sici);
        if character.is_whitespace() || character.is_control() || ends {
            break;
        }
        end = offset + character.len_utf8();
    }
    // Trailing punctuation goes, a closing bracket only when the DOI does not open it.
    let suffix = text.get(suffix_start..end).unwrap_or_default();
    let has_brackets = suffix.bytes().any(|byte| matches!(byte, b'(' | b')' | b'[' | b']' | b'<' | b'>'));
    let count = |wanted: char| {
        if has_brackets { suffix.chars().filter(|character| *character == wanted).count() } else { 0 }
    };
    let mut surplus = [('(', ')'), ('[', ']'), ('<', '>')]
        .map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    for last in suffix.chars().rev() {
        let bracket = surplus.iter_mut().find(|(close, _)| *close == last);
        let goes = match bracket {
            Some((_, left)) if *left > 0 => {
                *left -= 1;
                true
            }
            Some(_) => false,
            None => is_closing(last),
        };
        if !goes {
            break;
        }
        end -= last.len_utf8();
    }
    if end > suffix_start { end } else { 0 }
}

/// The ASCII character of a full-width one.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

fn ascii_width(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// Whether a line is one DOI, bare or after a label, and nothing else.
#[must_use]
pub fn is_bare(text: &str) -> bool {
    let text = text.trim();
    let inside = text.get(prefix_length(text)..).unwrap_or_default();
    let length = doi_length(inside);
    length > 0 && inside.get(length..).is_some_and(|rest| rest.chars().all(is_closing))
}

/// Whether a line is a DOI or was meant to be one: `10.`, a registrant of four digits or more, a slash. No sentence
/// begins so.
#[must_use]
pub fn is_meant(text: &str) -> bool {
    let text = text.trim();
    let inside = text.get(prefix_length(text)..).unwrap_or_default();
    let registrant =
        inside.strip_prefix("10.").and_then(|rest| rest.split_once('/')).map(|(before, _)| before);
    let digits =
        |before: &str| before.len() >= 4 && before.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    is_bare(text) || registrant.is_some_and(digits)
}

/// Where the first DOI in running text stands, with the address of the resolver before it.
#[must_use]
pub fn find_with_address(text: &str) -> Option<Range<usize>> {
    const ADDRESSES: &[&str] = &[
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "https://www.doi.org/",
    ];
    let found = find(text)?;
    let before = text.get(..found.start).unwrap_or_default();
    let address = ADDRESSES.iter().find(|address| before.ends_with(**address));
    Some(found.start - address.map_or(0, |address| address.len())..found.end)
}

/// Where the first DOI in running text stands.
#[must_use]
pub fn find(text: &str) -> Option<Range<usize>> {
    // The end is looked for once and not again for every `10.`: a text may hold nothing else.
    let (mut from, mut end) = (0, None);
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("10.")) {
        let start = from + at;
        from = start + 3;
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        if before.is_some_and(|character| character.is_ascii_alphanumeric() || character == '.') {
            continue;
        }
        let known = end.filter(|end| *end >= start);
        let end =
            *end.insert(known.unwrap_or_else(|| start + running_end(text.get(start..).unwrap_or_default())));
        let length = doi_length(text.get(start..end).unwrap_or_default());
        if length > 0 {
            return Some(start..start + length);
        }
    }
    None
}

/// Where running text about a DOI must go on after it: at a blank, and at Chinese or Japanese text and its punctuation, which
/// stand without one before them.
fn running_end(text: &str) -> usize {
    let is_east_asian = |character: char| {
        matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
            || matches!(character, '，' | '；' | '：' | '（' | '）' | '！' | '？')
    };
    text.find(|it: char| it.is_whitespace() || is_east_asian(it)).unwrap_or(text.len())
}

/// What a DOI's suffix says of its article, for checks: ISSN, year and issue of `j.issn.1673-4408.2022.04.001` (the
/// pattern of Chinese journals, with `cma.` before it for those of the Chinese Medical Association), the year of
/// `cma.j.cn115355-20190920-00123` (there the day the manuscript came in; mapping reference 8.11).
///
/// An ISSN is derived only with a right check digit. Never a source of published values by itself.
#[must_use]
pub fn derive(doi: &str) -> Vec<Derived> {
    let Said { issn, year, issue, rule } = said(doi);
    let issn = issn.and_then(issn::canonical);
    let found = [("ISSN", issn.as_deref()), ("year", year), ("issue", issue)];
    let derived = |(field, value): (&str, Option<&str>)| {
        let (value, from) = (value?.to_owned(), "DOI".to_owned());
        Some(Derived { field: field.to_owned(), value, from, rule: rule.to_owned() })
    };
    found.into_iter().filter_map(derived).collect()
}

/// What a DOI's suffix says of its article, as it stands there: see [`derive()`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said<'a> {
    /// What stands where an ISSN should.
    pub issn: Option<&'a str>,
    /// Four digits.
    pub year: Option<&'a str>,
    /// Digits without zeros before them; none for `00`.
    pub issue: Option<&'a str>,
    /// Which pattern says it.
    pub rule: &'static str,
}

/// Reads a DOI's suffix without keeping anything of it.
#[must_use]
pub fn said(doi: &str) -> Said<'_> {
    let Some((_, suffix)) = doi.split_once('/') else { return Said::default() };
    let lower = suffix.to_ascii_lowercase();
    // Small letters are as long as capital ones, so that places are the same.
    let behind = |words: &str| lower.find(words).and_then(|at| suffix.get(at + words.len()..));
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let rule = if lower.starts_with("cma.") { "cma-doi" } else { "issn-doi" };
    let mut said = Said { rule, ..Said::default() };
    if let Some(after) = behind("j.issn.").or_else(|| behind("issn")) {
        let mut pieces = after.trim_start_matches('.').split('.');
        said.issn = pieces.next();
        said.year = pieces.next().filter(|piece| digits(piece, 4) && is_year(piece));
        let issue = pieces.next().filter(|piece| digits(piece, 2) && said.year.is_some());
        said.issue = issue.map(|issue| issue.trim_start_matches('0'));
    } else if let Some(after) = behind("cma.j.cn") {
        let day = after.split('-').nth(1).filter(|piece| digits(piece, 8));
        said.year = day.and_then(|day| day.get(..4)).filter(|year| is_year(year));
    }
    said
}

fn is_year(digits: &str) -> bool {
    digits.starts_with("19") || digits.starts_with("20")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> (String, usize) {
        let reading = parse(text);
        (reading.ident.map(|ident| ident.value).unwrap_or_default(), reading.remarks.len())
    }

    #[test]
    fn the_sign_that_cannot_stand_in_a_doi_is_named() {
        for (text, said) in [
            ("10.1000/<script>", "`10.1000/<script>` is not a DOI, in which `<` cannot stand"),
            (
                "10.1000/a b",
                "`10.1000/a b` is not one DOI: more stands behind `10.1000/a`; write the DOI alone, without blanks",
            ),
            ("10.1000/a\"b", "`10.1000/a\"b` is not a DOI, in which `\"` cannot stand"),
            ("n/a", "`n/a` is not a DOI: `10.`, a registrant of four or more digits, `/` and a suffix"),
            ("10.1/a", "`10.1/a` is not a DOI: `10.`, a registrant of four or more digits, `/` and a suffix"),
        ] {
            assert_eq!(parse(text).remarks[0].message, said);
        }
    }

    #[test]
    fn a_doi_is_bare_whatever_stands_around_it() {
        let bare = "10.3760/cma.j.issn.1673-4408.2022.04.001";
        for text in [
            bare.to_owned(),
            format!("doi:{bare}"),
            format!("DOI: {bare}."),
            format!("https://doi.org/{bare}"),
            format!("http://dx.doi.org:443/{bare}"),
            format!("https://doi.org/doi:{bare}"),
            format!(" DOI：{bare}。"),
        ] {
            assert_eq!(value(&text), (bare.to_owned(), 0), "{text}");
            assert!(is_bare(&text), "{text}");
        }
    }

    #[test]
    fn brackets_stay_when_the_doi_opens_them() {
        assert_eq!(value("10.1016/S0140-6736(20)30183-5").0, "10.1016/S0140-6736(20)30183-5");
        assert_eq!(value("https://doi.org/10.1000%2Fxyz").0, "10.1000/xyz");
        let chinese = "见10.3760/cma.j.issn.1673-4408.2022.04.001，第3页";
        assert_eq!(
            find(chinese).map(|range| &chinese[range]),
            Some("10.3760/cma.j.issn.1673-4408.2022.04.001")
        );
        let text = "(see 10.1016/S0140-6736(20)30183-5).";
        assert_eq!(find(text).map(|range| &text[range]), Some("10.1016/S0140-6736(20)30183-5"));
    }

    #[test]
    fn an_old_doi_may_hold_angle_brackets() {
        let sici = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O";
        assert_eq!(value(sici), (sici.to_owned(), 0));
        assert!(is_bare(sici) && is_meant("10.3760/cma.j.issn.2022.04. 001"));
        assert!(!is_meant("10.5 mg/kg was given"));
    }

    #[test]
    fn what_is_no_doi_is_kept_and_said() {
        assert_eq!(value("10.376"), ("10.376".to_owned(), 1));
        assert_eq!(parse("10.376").remarks[0].code.name, "doi-malformed");
        assert_eq!(value("doi: unknown"), ("doi: unknown".to_owned(), 1));
        assert_eq!(value("10.1000/ab cd"), ("10.1000/ab cd".to_owned(), 1));
        assert!(!is_bare("10.5 mg/kg was given"));
        assert_eq!(parse("  ").ident, None);
    }

    #[test]
    fn full_width_characters_are_read_as_their_ascii_forms() {
        assert_eq!(value("１０.3760／cma.001").0, "10.3760/cma.001");
    }

    #[test]
    fn the_pattern_of_chinese_journals_tells_issn_year_and_issue() {
        let found: Vec<(String, String, String)> = derive("10.3760/cma.j.issn.1673-4408.2022.04.001")
            .into_iter()
            .map(|derived| (derived.field, derived.value, derived.rule))
            .collect();
        let row = |field: &str, value: &str| (field.to_owned(), value.to_owned(), "cma-doi".to_owned());
        assert_eq!(found, [row("ISSN", "1673-4408"), row("year", "2022"), row("issue", "4")]);
        let day = derive("10.3760/cma.j.cn115355-20190920-00123");
        assert_eq!(day.iter().map(|derived| derived.value.as_str()).collect::<Vec<_>>(), ["2019"]);
        // A wrong check digit gives no ISSN.
        assert!(derive("10.3969/j.issn.1673-4409.2022.04.001").iter().all(|derived| derived.field != "ISSN"));
        assert!(derive("10.1000/xyz").is_empty());
    }

    #[test]
    fn parts_cover_the_text() {
        let text = " doi: 10.1000/xyz. ";
        let covered: String = parse(text).parts.iter().map(|part| &text[part.start..part.end]).collect();
        assert_eq!(covered, "doi: 10.1000/xyz.");
    }
}
