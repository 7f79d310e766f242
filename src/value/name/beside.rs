//! Words that stand beside a name: suffixes, degrees, titles, "et al.", and what is said of the author.

use super::characters::is_hyphen;
use super::words::lower;

/// `Jr.`, `Sr.`, `II` … in their usual notation.
pub(super) fn suffix(word: &str) -> Option<&'static str> {
    match word.trim_end_matches('.') {
        "Jr" | "jr" | "JR" => Some("Jr."),
        "Sr" | "sr" | "SR" => Some("Sr."),
        "II" => Some("II"),
        "III" => Some("III"),
        "IV" => Some("IV"),
        "2nd" => Some("2nd"),
        "3rd" => Some("3rd"),
        "4th" => Some("4th"),
        _ => None,
    }
}

/// Whether a suffix could be initials as well: `JR` after one word.
pub(super) fn suffix_may_be_initials(word: &str) -> bool {
    matches!(word, "JR" | "SR" | "II" | "III" | "IV")
}

/// Degrees that nothing else in a name looks like, in order.
const DEGREES: &[&str] = &[
    "bpharm", "bsc", "bscn", "bsn", "dds", "dmd", "dmsc", "dnb", "dnp", "dphil", "drph", "dsc", "dvm", "edd",
    "facc", "facs", "fpcp", "fpcs", "fpogs", "fpps", "fracp", "frcp", "frcpch", "frcs", "llb", "llm",
    "mbbch", "mbbs", "mbchb", "mdphd", "mhsc", "mmed", "mph", "mpharm", "mphil", "mrcp", "mrcpch", "msc",
    "mscph", "msn", "msph", "pharmd", "phd", "rmt", "rph", "scd",
];

/// Degrees that are initials or family names as well.
const SHORT_DEGREES: &[&str] =
    &["ba", "bs", "do", "jd", "ma", "mba", "md", "mha", "mm", "ms", "od", "pt", "rn"];

/// Letters of the longest of them. Most words are names.
const LONGEST_DEGREE: usize = 6;

/// What a degree word is without a comma before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Degree {
    /// A degree and nothing else.
    Sure,
    /// A degree, initials or a name.
    Short,
}

pub(super) fn degree(word: &str) -> Option<Degree> {
    if !word.chars().any(char::is_uppercase) {
        return None;
    }
    let mut letters = [0; LONGEST_DEGREE];
    let mut count = 0;
    for letter in word.chars().filter(|character| character.is_alphabetic()) {
        // A degree has few letters, and all of them in ASCII.
        let letter = u8::try_from(letter).ok().filter(u8::is_ascii)?;
        *letters.get_mut(count)? = letter.to_ascii_lowercase();
        count += 1;
    }
    let letters = std::str::from_utf8(letters.get(..count)?).ok()?;
    if DEGREES.binary_search(&letters).is_ok() {
        Some(Degree::Sure)
    } else if SHORT_DEGREES.contains(&letters)
        // `Md` is Mohammad, `Ma` and `Do` are family names.
        && !word.chars().any(|character| is_hyphen(character) || character.is_lowercase())
    {
        Some(Degree::Short)
    } else {
        None
    }
}

/// Titles before a name.
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Dr" | "Prof" | "Professor" | "Mr" | "Mrs" | "Ms" | "Engr" | "Atty" | "Assoc"
    )
}

/// How many words at the end say that the list was cut (mapping reference 3.2, N1).
pub(super) fn truncation_length(words: &[&str]) -> usize {
    let Some(last) = words.last() else { return 0 };
    let folded = lower(last.trim_end_matches(['.', '…']));
    let before = words.len().checked_sub(2).and_then(|at| words.get(at)).map(|word| lower(word));
    let is_count = |text: &str| {
        let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
        rest.len() < text.len() && matches!(rest, "인" | "명" | "人" | "名" | "位")
    };
    let is_others = |text: &str| {
        ["외", "等", "他", "ほか", "외에"].into_iter().any(|start| {
            text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest == "人" || is_count(rest))
        })
    };
    match (before.as_deref(), folded.as_ref()) {
        (Some("et"), "al") | (Some("and" | "&"), "others" | "colleagues") => 2,
        (Some("외" | "他" | "等" | "ほか"), count) if is_count(count) => 2,
        (_, "et al" | "etal") | (None, "others") => 1,
        (_, other) if is_others(other) => 1,
        _ => 0,
    }
}

/// Text beside a name that makes somebody the corresponding author, in lower case.
pub(super) const CORRESPONDENCE: &[&[&str]] = &[
    &["corresponding", "author"],
    &["corresponding", "authors"],
    &["correspondence"],
    &["通信作者"],
    &["通讯作者"],
    &["通訊作者"],
    &["責任著者"],
    &["교신저자"],
];

/// Text beside a name that makes its contribution equal to another's.
pub(super) const EQUAL_CONTRIBUTION: &[&[&str]] = &[
    &["contributed", "equally"],
    &["equal", "contribution"],
    &["equal", "contributor"],
    &["co-first", "author"],
    &["co-first", "authors"],
    &["共同第一作者"],
    &["并列第一作者"],
    &["同等贡献"],
];

/// Words before an address.
pub(super) fn is_address_label(word: &str) -> bool {
    matches!(
        lower(word).trim_end_matches('.'),
        "email" | "e-mail" | "mail" | "orcid" | "id" | "邮箱" | "电子邮箱" | "电子邮件" | "이메일"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_degree_is_known() {
        let longest = DEGREES.iter().chain(SHORT_DEGREES).map(|degree| degree.len()).max();
        assert_eq!(longest, Some(LONGEST_DEGREE));
        assert!(DEGREES.is_sorted());
    }
}
