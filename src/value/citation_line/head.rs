//! Before the mark: a number, names, a stop, the title.

use crate::value::author_list::{self, ListHints};
use crate::value::name::Order;
use crate::vocab::particles;
use std::ops::Range;

/// What stands before the mark, as places in it.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Length of `[1] ` or `1. `.
    pub(super) number: usize,
    pub(super) names: Option<Range<usize>>,
    pub(super) separators: Vec<Range<usize>>,
    pub(super) title: Range<usize>,
}

/// No more stops are tried: names have few, and a title that has many has no names before it.
const MOST_STOPS: usize = 24;

pub(super) fn read(text: &str) -> Head {
    let number = number(text);
    let mut head = Head { number, title: trimmed(text, number..text.len()), ..Head::default() };
    for (stop, after) in stops(text, number).into_iter().take(MOST_STOPS) {
        let names = trimmed(text, number..stop);
        let printed = text.get(names.clone()).unwrap_or_default();
        if names.is_empty() || !ends_names(printed, text.get(after..).unwrap_or_default()) {
            continue;
        }
        if are_names(printed) {
            head.title = trimmed(text, after..text.len());
            head.separators.push(stop..after);
            head.names = Some(names);
        }
        break;
    }
    // The stop before the mark is none of the title's.
    let title = text.get(head.title.clone()).unwrap_or_default();
    let shorter = title.trim_end_matches(|character: char| {
        character.is_whitespace() || matches!(character, '.' | '．' | '。' | ',' | '，')
    });
    if shorter.len() < title.len() && !title.ends_with("...") {
        let end = head.title.start + shorter.len();
        head.separators.push(end..head.title.end);
        head.title.end = end;
    }
    head
}

/// Length of a number in brackets or with a stop, and the blanks behind it.
fn number(text: &str) -> usize {
    let rest = text.trim_start();
    let (inside, close): (&str, &[char]) = match rest.strip_prefix(['[', '［']) {
        Some(inside) => (inside, &[']', '］']),
        None => (rest, &['.', '．', '、']),
    };
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    let behind = inside.get(digits..).and_then(|behind| behind.strip_prefix(close));
    match behind {
        Some(behind) if (1..=4).contains(&digits) => text.len() - behind.trim_start().len(),
        _ => 0,
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (slice.len() - slice.trim_start().len());
    start..start + slice.trim().len()
}

/// Stops outside brackets with the place behind each, up to the first one that can only be the title's.
fn stops(text: &str, from: usize) -> Vec<(usize, usize)> {
    let mut stops = Vec::new();
    let mut depth = 0_usize;
    for (at, character) in text.char_indices().filter(|(at, _)| *at >= from) {
        match character {
            '(' | '（' | '[' | '［' => depth += 1,
            ')' | '）' | ']' | '］' => depth = depth.saturating_sub(1),
            '.' | '．' | '。' if depth == 0 => {
                let after = at + character.len_utf8();
                let next = text.get(after..).and_then(|rest| rest.chars().next());
                // `2.5 mg` and `10.1000`: no stop.
                if !next.is_some_and(|next| next.is_ascii_digit()) || character != '.' {
                    stops.push((at, after));
                }
            }
            _ => {}
        }
    }
    stops
}

/// Whether a stop can end the list of names before it: not when it belongs to an initial and names go on.
fn ends_names(names: &str, after: &str) -> bool {
    let rest = after.trim_start();
    if rest.starts_with([',', '，', ';', '；', '、', '-', '.']) {
        return false;
    }
    let last = names.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let is_initial = last.chars().count() == 1 && last.chars().all(|letter| letter.is_ascii_uppercase());
    if !is_initial {
        return !matches!(last, "St" | "Dr" | "Prof");
    }
    // `Smith J. P., Li W. Title`: an initial with a stop, and another one or a further name behind it.
    let next = rest.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let follows = rest.get(next.len()..).and_then(|rest| rest.chars().next());
    let is_next_initial = next.chars().count() == 1 && next.chars().all(|letter| letter.is_ascii_uppercase());
    let goes_on = is_next_initial && follows == Some('.') || begins_with_et_al(rest);
    !goes_on
}

fn begins_with_et_al(text: &str) -> bool {
    text.starts_with("et al") || text.starts_with('等')
}

/// Names with semicolons for the commas between them, each character as long as before: a comma never stands
/// inside a name here, but before its suffix.
pub(super) fn separated(names: &str) -> String {
    let mut text = String::with_capacity(names.len());
    for (at, character) in names.char_indices() {
        let after = names.get(at + character.len_utf8()..).unwrap_or_default().trim_start();
        let word = after.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
        let is_suffix =
            matches!(word.to_ascii_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv" | "2nd" | "3rd");
        text.push(match character {
            ',' if !is_suffix => ';',
            '，' | '、' if !is_suffix => '；',
            _ => character,
        });
    }
    text
}

/// Whether a text is a list of names rather than the first sentence of a title.
fn are_names(text: &str) -> bool {
    const LONGEST: usize = 600;
    if text.len() > LONGEST {
        return false;
    }
    let ending = text.trim_end_matches(['.', ' ']).rsplit([',', '，', ' ', '、']).next().unwrap_or_default();
    if ending == "等" || text.ends_with("et al") || text.ends_with("et al.") || text.ends_with('等') {
        return true;
    }
    let hints = ListHints { order: Some(Order::FamilyFirst), ..ListHints::default() };
    let list = author_list::parse(&separated(text), &hints);
    let is_name = |author: &crate::record::Contributor| {
        let raw = author.projected().map(|form| form.raw.as_str()).unwrap_or_default();
        author.is_group || is_person(raw)
    };
    !list.contributors.is_empty() && list.contributors.iter().all(is_name)
}

/// Whether a text can be a person's name: two to four characters, or a few words in capitals or with particles.
fn is_person(raw: &str) -> bool {
    if raw.chars().any(|character| character.is_ascii_digit() || matches!(character, ':' | '：' | '?' | '？'))
    {
        return false;
    }
    let letters = raw.chars().filter(|character| character.is_alphabetic()).count();
    if raw
        .chars()
        .any(|character| !character.is_ascii() && !character.is_lowercase() && !character.is_uppercase())
    {
        let has_dot = raw.contains(['·', '•', '・']);
        return letters > 1 && (letters <= 4 || has_dot && letters <= 16);
    }
    let words: Vec<&str> = raw.split_whitespace().collect();
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase) || particles::is_small_word(word);
    (2..=6).contains(&words.len()) && words.iter().all(is_capital)
}
