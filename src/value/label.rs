//! Labels of affiliations: `1.`, `[1]`, `①`, `*`, and numbers without punctuation in counting order.

use super::country;
use std::ops::Range;

/// How a label is printed; a list keeps to one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelStyle {
    /// `1.`, `a)`, `1、`.
    Pointed,
    /// `[1]`, `(a)`.
    Bracketed,
    /// `①`, `¹`.
    Raised,
    /// `*`, `†`.
    Symbol,
    /// `1 Department`.
    Bare,
    /// `1Department`, `aDepartment`.
    Glued,
}

pub(super) struct Label<'a> {
    pub(super) style: LabelStyle,
    /// Without its point or brackets.
    pub(super) value: &'a str,
    /// Bytes of label and punctuation, without the white space behind.
    pub(super) length: usize,
}

/// The label at the start of a text. Labels without punctuation count only in order: the first, or the one after
/// `previous`.
pub(super) fn label_at<'a>(text: &'a str, previous: Option<&str>) -> Option<Label<'a>> {
    let first = text.chars().next()?;
    let label = |style, value_start: usize, value_end: usize, length: usize| {
        Some(Label { style, value: text.get(value_start..value_end)?, length })
    };
    if matches!(first, '①'..='⑳' | '❶'..='❿' | '¹' | '²' | '³' | '⁴'..='⁹') {
        let length = text
            .chars()
            .take_while(|character| is_superscript(*character))
            .map(char::len_utf8)
            .sum::<usize>();
        let length = length.max(first.len_utf8());
        return label(LabelStyle::Raised, 0, length, length);
    }
    if is_symbol(first) {
        let length =
            text.chars().take(5).take_while(|character| *character == first).map(char::len_utf8).sum();
        return label(LabelStyle::Symbol, 0, length, length);
    }
    if matches!(first, '(' | '[' | '（' | '【' | '［') {
        let value_start = first.len_utf8();
        let value = text.get(value_start..).map(value_length)?;
        let close = text.get(value_start + value..)?.chars().next()?;
        let closes = matches!(close, ')' | ']' | '）' | '】' | '］');
        let length = value_start + value + close.len_utf8();
        return (value > 0 && closes)
            .then(|| label(LabelStyle::Bracketed, value_start, value_start + value, length))?;
    }
    let value = value_length(text);
    if value == 0 {
        return None;
    }
    let rest = text.get(value..)?;
    let is_letter = first.is_ascii_alphabetic();
    let Some(after) = rest.chars().next() else {
        // A label alone on its line; its text stands on the next one.
        return in_order(text, previous).then(|| label(LabelStyle::Bare, 0, value, value))?;
    };
    if matches!(after, '.' | '．' | ')' | '）' | '、' | ':' | '：') {
        let length = value + after.len_utf8();
        let behind = text.get(length..).and_then(|rest| rest.chars().next());
        let goes_on = behind.is_some_and(|next| next.is_ascii_digit() || matches!(next, '.' | '@' | '-'));
        // `A. B. Hospital` begins with initials, not with a label.
        let is_initial = first.is_ascii_uppercase() && matches!(after, '.' | '．');
        // `a.zhang@…` is an address.
        let is_address = is_letter && after == '.' && behind.is_some_and(|next| next.is_ascii_lowercase());
        return (!goes_on && !is_initial && !is_address)
            .then(|| label(LabelStyle::Pointed, 0, value, length))?;
    }
    if !in_order(text.get(..value)?, previous) {
        return None;
    }
    let begins_name = |next: char| next.is_uppercase() || is_ideograph(next);
    if after.is_whitespace() {
        let next = rest.trim_start().chars().next()?;
        let is_name = if is_letter { begins_name(next) } else { next.is_alphabetic() };
        return is_name.then(|| label(LabelStyle::Bare, 0, value, value))?;
    }
    let is_counter = matches!(
        after,
        '号' | '院'
            | '楼'
            | '室'
            | '科'
            | '级'
            | '型'
            | '所'
            | '队'
            | '营'
            | '团'
            | '师'
            | '軍'
            | '军'
            | '区'
    );
    (begins_name(after) && !is_counter).then(|| label(LabelStyle::Glued, 0, value, value))?
}

/// Bytes of a label's value at the start of a text: one or two digits, or one letter that no letter follows in
/// lower case. 0 for none.
fn value_length(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return if digits <= 2 { digits } else { 0 };
    }
    let mut characters = text.chars();
    let is_letter = characters.next().is_some_and(|letter| letter.is_ascii_alphabetic());
    let goes_on = characters.next().is_some_and(|next| next.is_ascii_lowercase() || next.is_ascii_digit());
    usize::from(is_letter && !goes_on)
}

/// Whether a label is the first one, or the one that follows the label before it.
fn in_order(value: &str, previous: Option<&str>) -> bool {
    match previous {
        None => matches!(value, "1" | "a"),
        Some(previous) => {
            follows(value, previous) && !value.starts_with(|first: char| first.is_ascii_uppercase())
        }
    }
}

/// Place of a counting label: 3 for `3`, `③` and `³`; letters count from 1000.
fn rank(value: &str) -> Option<u32> {
    let first = value.chars().next()?;
    let offset = |base: char| u32::from(first) - u32::from(base) + 1;
    match first {
        '①'..='⑳' => Some(offset('①')),
        '❶'..='❿' => Some(offset('❶')),
        'a'..='z' if value.len() == 1 => Some(1000 + offset('a')),
        'A'..='Z' if value.len() == 1 => Some(1000 + offset('A')),
        _ => {
            let digits: String = value.chars().map(plain_digit).collect();
            digits.parse().ok()
        }
    }
}

fn plain_digit(character: char) -> char {
    match character {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' | '⁴'..='⁹' => {
            char::from_digit(u32::from(character) - u32::from('⁰'), 10).unwrap_or(character)
        }
        _ => character,
    }
}

fn is_symbol(character: char) -> bool {
    matches!(character, '*' | '#' | '†' | '‡' | '§' | '¶' | '※' | '△' | '▲' | '★' | '☆' | '＊' | '＃')
}

fn is_superscript(character: char) -> bool {
    matches!(character, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

pub(super) fn is_ideograph(character: char) -> bool {
    matches!(u32::from(character), 0x3040..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af)
}

/// The next label of a line: the one that follows `current`, in the same style, behind a separator.
pub(super) fn next_label<'a>(
    text: &'a str,
    range: Range<usize>,
    current: &Label<'_>,
) -> Option<(usize, Label<'a>)> {
    let slice = text.get(range.clone())?;
    for (offset, character) in slice.char_indices() {
        let can_begin = character.is_ascii_alphanumeric()
            || is_symbol(character)
            || matches!(character, '(' | '[' | '（' | '【' | '［' | '①'..='⑳' | '❶'..='❿' | '¹' | '²' | '³' | '⁴'..='⁹');
        let before = slice.get(..offset).unwrap_or_default();
        let inside_word = character.is_ascii_alphanumeric()
            && before.ends_with(|character: char| character.is_ascii_alphanumeric());
        if !can_begin || before.trim().is_empty() || inside_word {
            continue;
        }
        let Some(label) = slice.get(offset..).and_then(|rest| label_at(rest, Some(current.value))) else {
            continue;
        };
        let has_text = slice.get(offset + label.length..).is_some_and(|rest| !rest.trim().is_empty());
        if label.style != current.style || !has_text {
            continue;
        }
        let front = before.trim_end();
        let behind_mark = front.ends_with([';', '；', '.', '。']);
        let behind_comma = front.ends_with([',', '，']);
        let behind_blank = front.len() < before.len();
        let separated = match label.style {
            LabelStyle::Raised | LabelStyle::Bracketed => follows(label.value, current.value),
            LabelStyle::Pointed => {
                let place_ends = || {
                    front.ends_with(|character: char| character.is_ascii_digit() || is_ideograph(character))
                        || country::at_end_of(front).is_some()
                };
                follows(label.value, current.value)
                    && (behind_mark
                        || behind_comma
                        || behind_blank && place_ends()
                        || front.ends_with(is_ideograph))
            }
            LabelStyle::Symbol | LabelStyle::Bare => behind_mark,
            LabelStyle::Glued => behind_mark || behind_comma,
        };
        if separated {
            return Some((range.start + offset, label));
        }
    }
    None
}

fn follows(value: &str, previous: &str) -> bool {
    rank(value).zip(rank(previous)).is_some_and(|(now, before)| now == before + 1)
}
