//! What two titles in two languages have in common: numbers stay numbers when a title is translated.

use super::sketch::Sketch;
use super::title;
use crate::value::comparable::is_native;
use std::collections::BTreeSet;

/// Chinese numerals, each in the place of its value, and what else counts.
const NUMERALS: &str = "一二三四五六七八九十";

/// What parts an article into two or three, at the end of a title in characters: first and second, or last.
const PARTS: &[(char, usize)] = &[('上', 1), ('中', 2), ('下', 2), ('甲', 1), ('乙', 2), ('丙', 3)];

/// Whether a title in Latin letters and one in characters carry other numbers, as the parts of a series do. `false` where the
/// records have no such titles.
pub(super) fn numbers_differ(one: &Sketch<'_>, other: &Sketch<'_>) -> bool {
    let titles = |first: &Sketch<'_>, second: &Sketch<'_>| {
        let latin = first.titles.iter().find(|title| !title.native).map(|title| title.text.to_owned());
        let native = second.titles.iter().find(|title| title.native).map(|title| title.text.to_owned());
        latin.zip(native)
    };
    let pair = titles(one, other).or_else(|| titles(other, one));
    pair.is_some_and(|(latin, native)| differ(&latin, &native))
}

fn differ(latin: &str, native: &str) -> bool {
    let words: Vec<&str> = latin.split(' ').collect();
    let mut in_latin = BTreeSet::new();
    for word in &words {
        in_latin.extend(digits(word));
        in_latin.extend(title::value_of(word).map(|value| value.to_string()));
    }
    let mut in_native = BTreeSet::new();
    for word in native.split(is_native).filter(|word| !word.is_empty()) {
        in_native.extend(digits(word));
        in_native.extend(title::value_of(word).map(|value| value.to_string()));
    }
    let last = native.chars().next_back();
    let part = last.and_then(|last| {
        let by_name = PARTS.iter().find(|(name, _)| *name == last).map(|(_, value)| *value);
        by_name.or_else(|| NUMERALS.chars().position(|it| it == last).map(|place| place + 1))
    });
    in_native.extend(part.map(|value| value.to_string()));
    // `two-stage surgery` has its number inside the Chinese title.
    let is_inside = |value: &String| {
        let numeral = value.parse::<usize>().ok().and_then(|it| NUMERALS.chars().nth(it.checked_sub(1)?));
        numeral.is_some_and(|it| native.contains(it) || (it == '二' && native.contains(['两', '双'])))
    };
    in_native.difference(&in_latin).next().is_some()
        || in_latin.difference(&in_native).any(|value| !is_inside(value))
}

/// Runs of digits, without leading zeros.
fn digits(word: &str) -> impl Iterator<Item = String> + '_ {
    word.split(|it: char| !it.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(|run| run.trim_start_matches('0').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_when_a_title_is_translated() {
        for (latin, native, wanted) in [
            ("tea and sleep", "茶与睡眠", false),
            ("tea and sleep part ii", "茶与睡眠", true),
            ("tea and sleep part ii", "茶与睡眠二", false),
            ("tea and sleep", "茶与睡眠下", true),
            ("tea and sleep second part", "茶与睡眠下", false),
            ("tea in type 2 diabetes", "茶与2型糖尿病", false),
            ("tea in type 1 diabetes", "茶与2型糖尿病", true),
            ("two stage surgery", "二期手术", false),
            ("tea and il 6 in 12 cases", "茶与il6附12例报告", false),
        ] {
            assert_eq!(differ(latin, native), wanted, "{latin} / {native}");
        }
    }
}
