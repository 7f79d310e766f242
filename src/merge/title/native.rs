//! Two titles in another script than Latin, character by character.

use super::number::is_number;
use super::{Likeness, TitleMatch, same};
use crate::value::comparable::is_native;

/// The same as [`DESIGN_WORDS`] in Chinese, with the count of cases that stands in the commonest of such subtitles (`附12例报告`).
/// Longer ones first.
const NATIVE_DESIGNS: &[&str] = &[
    "随机对照试验",
    "随机对照研究",
    "随机双盲",
    "回顾性研究",
    "回顾性分析",
    "前瞻性研究",
    "队列研究",
    "病例对照研究",
    "横断面研究",
    "多中心研究",
    "临床研究",
    "临床分析",
    "系统评价",
    "系统综述",
    "荟萃分析",
    "meta分析",
    "病例报告",
    "病例分析",
    "例报告",
    "例报道",
    "例分析",
    "附",
    "例",
    "和",
    "与",
    "及",
    "的",
    "一项",
];

/// Whether characters say only of what design a study is.
fn is_native_design(text: &[char]) -> bool {
    let text: String = text.iter().filter(|it| !it.is_ascii_digit()).collect();
    let mut rest = text.as_str();
    let whole = !rest.is_empty();
    while let Some(next) = NATIVE_DESIGNS.iter().find_map(|phrase| rest.strip_prefix(phrase)) {
        rest = next;
    }
    whole && rest.is_empty()
}

/// Characters that count or part: of two titles that differ in one of these and nothing else, each is a part.
const COUNTING: &str = "一二三四五六七八九十上中下甲乙丙丁ⅠⅡⅢⅣ첫둘셋";

pub(super) fn native(one: &str, other: &str) -> TitleMatch {
    let first: Vec<char> = one.chars().collect();
    let second: Vec<char> = other.chars().collect();
    let words = first.len().min(second.len()) / 2;
    if one == other {
        return same(words, true);
    }
    let result = |likeness, numbers_differ, number_missing| TitleMatch {
        likeness,
        words,
        numbers_differ,
        number_missing,
        native: true,
        adds_design: false,
        one_letter: false,
    };
    let prefix = first.iter().zip(&second).take_while(|(one, other)| one == other).count();
    let longest = first.len().max(second.len());
    let rest = |text: &[char], suffix: usize| {
        text.get(prefix..text.len().saturating_sub(suffix)).unwrap_or_default().to_vec()
    };
    let room = first.len().min(second.len()) - prefix;
    let suffix = first
        .iter()
        .rev()
        .zip(second.iter().rev())
        .take(room)
        .take_while(|(one, other)| one == other)
        .count();
    // What differs between the common beginning and the common end.
    let (left, right) = (rest(&first, suffix), rest(&second, suffix));
    let counts = |text: &[char]| {
        text.iter().any(|it| it.is_ascii_digit() || COUNTING.contains(*it))
            || text
                .iter()
                .collect::<String>()
                .split(is_native)
                .any(|word| is_number(word) && !word.is_empty())
    };
    let (counts_left, counts_right) = (counts(&left), counts(&right));
    let small = left.len().max(right.len()) <= 4;
    let numbers_differ = small && counts_left && counts_right && left != right;
    let more = if left.is_empty() { &right } else { &left };
    let adds_design = (left.is_empty() || right.is_empty()) && is_native_design(more);
    let number_missing = small && counts_left != counts_right && !adds_design;
    if left.is_empty() || right.is_empty() {
        let extra = left.len().max(right.len());
        let at_border = prefix == 0 || suffix == 0;
        let likeness = match () {
            // An article such as 的, a blank or a bracket; but one character may be 非.
            () if extra <= 1 && longest >= 10 && !at_border => Likeness::Slips,
            () if at_border && first.len().min(second.len()) >= 6 => Likeness::Contained,
            () => Likeness::Alike,
        };
        let adds_design = adds_design && likeness == Likeness::Contained;
        return TitleMatch { adds_design, ..result(likeness, numbers_differ, number_missing) };
    }
    let distance = strsim::levenshtein(one, other);
    let likeness = match () {
        // Another character makes another word (男, 女; 大鼠, 小鼠) more often than it is a slip.
        () if distance * 5 <= longest && longest >= 8 => Likeness::Alike,
        () => Likeness::Other,
    };
    result(likeness, numbers_differ, number_missing)
}
