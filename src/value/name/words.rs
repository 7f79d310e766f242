//! What single words of a name tell: initials, capitals, particles, suffixes, degrees, groups, "and others".

use super::tokens::{Token, Writing, is_apostrophe, is_hyphen};
use crate::vocab::family_names;
use std::borrow::Cow;

/// How a word of an alphabetic name is written (mapping reference 3.2, N9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// `J`, `J.-P.`, `WX`, `Ts`.
    Initials,
    /// Two or more letters, all capital.
    Capital,
    /// Anything else.
    Plain,
}

pub(super) fn look(word: &str) -> Look {
    if is_initials(word) {
        Look::Initials
    } else if is_capital(word) {
        Look::Capital
    } else {
        Look::Plain
    }
}

pub(super) fn letter_count(word: &str) -> usize {
    word.chars().filter(|character| character.is_alphabetic()).count()
}

fn is_initials(word: &str) -> bool {
    let letters = letter_count(word);
    let starts_upper =
        word.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_uppercase);
    if !starts_upper || letters == 0 || letters > 4 || word.chars().any(is_apostrophe) {
        return false;
    }
    if letters == 1 {
        return true;
    }
    let is_mark = |character: char| character == '.' || is_hyphen(character);
    if word.trim_end_matches('.').contains(is_mark) {
        return word.split(is_mark).all(|block| letter_count(block) <= 1);
    }
    let vowels = if word.chars().any(char::is_lowercase) { "AEIOUYaeiouy" } else { "AEIOU" };
    let is_consonant = |character: char| character.is_ascii_alphabetic() && !vowels.contains(character);
    // Mongolian patronymics are cut to a letter or to two that stand for one sound: `Ts`, `Ch.`.
    let is_digraph = letters == 2 && word.chars().nth(1).is_some_and(char::is_lowercase);
    let all_upper = word.chars().filter(|character| character.is_alphabetic()).all(char::is_uppercase);
    let is_short = letters <= 3 && (all_upper || is_digraph);
    is_short
        && word.trim_end_matches('.').chars().all(is_consonant)
        && !family_names::is_family_name(word.trim_end_matches('.'))
}

/// Prefixes that stay in lower case before capitals: `McDONALD`, `MacLEOD`, `DeLEON`.
const PREFIXES: &[&str] = &["Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz"];

pub(super) fn capital_prefix(word: &str) -> Option<&'static str> {
    PREFIXES.iter().copied().find(|prefix| {
        word.strip_prefix(prefix)
            .is_some_and(|rest| letter_count(rest) >= 2 && !rest.chars().any(char::is_lowercase))
    })
}

pub(super) fn is_capital(word: &str) -> bool {
    let all_upper = word.chars().filter(|character| character.is_alphabetic()).all(char::is_uppercase);
    letter_count(word) >= 2 && (all_upper || capital_prefix(word).is_some())
}

pub(super) fn starts_lower(word: &str) -> bool {
    word.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// The word in lower case, without an allocation if it is so already.
pub(super) fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().all(|character| !character.is_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// Words before a family name (mapping reference 3.2, N8), and a few more of the same languages.
const PARTICLES: &[&str] = &[
    "al", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "las", "le",
    "los", "ten", "ter", "van", "von", "zu", "zum", "zur",
];

/// Whether the word is a particle, whatever its case.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&lower(word).as_ref())
}

/// First words of family names of several words; they are written with a capital and belong to the name.
const COMPOUND_STARTS: &[&str] = &[
    "de", "dela", "delas", "delos", "del", "san", "santa", "santo", "sta", "sto", "st", "dos", "das", "da",
    "von",
];

/// Whether the words from the first on are one family name of two or more words, and of how many: `Dela Cruz`,
/// `De los Reyes`, `Au Yeung`. At least one word is left over.
pub(super) fn compound_length(words: &[&str]) -> usize {
    let Some(first) = words.first() else { return 0 };
    let folded = lower(first.trim_end_matches('.'));
    let mut length = 1;
    let is_van = folded == "van"
        && words.get(1).is_some_and(|word| matches!(lower(word).as_ref(), "der" | "den" | "de" | "dem"));
    if COMPOUND_STARTS.contains(&folded.as_ref()) || is_van {
        length = 2;
        while words.get(length - 1).is_some_and(|word| is_particle(word)) {
            length += 1;
        }
    } else if let Some(second) = words.get(1) {
        let pair = [folded.as_ref(), lower(second).as_ref()].join(" ");
        if matches!(pair.as_str(), "au yeung" | "ou yang" | "sze to" | "see to") {
            length = 2;
        }
    }
    if length < words.len() { length } else { 1 }
}

/// How many words at the end are one family name of several words; at least one word is left over.
pub(super) fn compound_length_at_end(words: &[&str]) -> usize {
    for length in (2..words.len()).rev().filter(|length| *length <= 4) {
        let tail = words.get(words.len() - length..).unwrap_or_default();
        let mut extended: Vec<&str> = tail.to_vec();
        extended.push("");
        if compound_length(&extended) == length {
            return length;
        }
    }
    1
}

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

/// Degrees that nothing else in a name looks like.
const DEGREES: &[&str] = &[
    "bpharm", "bsc", "bscn", "bsn", "dds", "dmd", "dmsc", "dnb", "dnp", "dphil", "drph", "dsc", "dvm", "edd",
    "facc", "facs", "fpcp", "fpcs", "fpogs", "fpps", "fracp", "frcp", "frcpch", "frcs", "llb", "llm",
    "mbbch", "mbbs", "mbchb", "mdphd", "mhsc", "mmed", "mpharm", "mph", "mphil", "mrcp", "mrcpch", "msc",
    "mscph", "msn", "msph", "pharmd", "phd", "rmt", "rph", "scd",
];

/// Degrees that are initials or family names as well.
const SHORT_DEGREES: &[&str] =
    &["ba", "bs", "do", "jd", "ma", "mba", "md", "mha", "mm", "ms", "od", "pt", "rn"];

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
    let letters: String =
        word.chars().filter(|character| character.is_alphabetic()).flat_map(char::to_lowercase).collect();
    if DEGREES.contains(&letters.as_str()) {
        Some(Degree::Sure)
    } else if SHORT_DEGREES.contains(&letters.as_str())
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

/// Words inside a Malay, Indian or Bornean name that say whose child somebody is (mapping reference 3.2, N5).
pub(super) fn is_patronymic(word: &str, among_family_names: bool) -> bool {
    match word.trim_end_matches('.') {
        "bin" | "binti" | "binte" | "bt" | "bte" | "anak" | "Binti" | "Binte" | "Bte" | "BINTI" | "BINTE" => {
            true
        }
        "Bin" | "BIN" => !among_family_names,
        other => {
            matches!(lower(other).as_ref(), "a/l" | "a/p" | "s/o" | "d/o")
        }
    }
}

/// Words that name a body (mapping reference 3.2, N2), in the singular.
const GROUP_WORDS: &[&str] = &[
    "academy",
    "agency",
    "alliance",
    "association",
    "authority",
    "board",
    "bureau",
    "center",
    "centre",
    "collaboration",
    "collaborative",
    "collaborator",
    "college",
    "commission",
    "committee",
    "community",
    "company",
    "consortium",
    "corporation",
    "council",
    "department",
    "division",
    "faculty",
    "federation",
    "foundation",
    "group",
    "hospital",
    "initiative",
    "institute",
    "institution",
    "investigator",
    "laboratory",
    "ministry",
    "network",
    "organisation",
    "organization",
    "panel",
    "program",
    "programme",
    "project",
    "registry",
    "school",
    "secretariat",
    "society",
    "study",
    "taskforce",
    "team",
    "trial",
    "union",
    "university",
];

const EAST_ASIAN_GROUP_WORDS: &[&str] = &[
    "协会",
    "協會",
    "协会",
    "学会",
    "學會",
    "分会",
    "分會",
    "委员会",
    "委員会",
    "委員會",
    "协作组",
    "協作組",
    "专家组",
    "專家組",
    "工作组",
    "工作組",
    "研究组",
    "研究組",
    "课题组",
    "編輯部",
    "编辑部",
    "编写组",
    "编委会",
    "中心",
    "医院",
    "醫院",
    "病院",
    "大学",
    "大學",
    "学院",
    "學院",
    "研究所",
    "研究院",
    "研究会",
    "联盟",
    "聯盟",
    "基金会",
    "卫生部",
    "センター",
    "グループ",
    "학회",
    "학회지",
    "위원회",
    "센터",
    "병원",
    "대학교",
    "연구회",
    "연구소",
    "협회",
    "재단",
];

fn is_group_word(word: &str) -> bool {
    word.split(is_hyphen).any(|block| {
        let letters = block.trim_matches(|character: char| !character.is_alphanumeric());
        if letters.len() < 4 {
            return false;
        }
        let folded = lower(letters);
        let singular = folded.strip_suffix('s').unwrap_or(&folded);
        let known = |word: &str| GROUP_WORDS.binary_search(&word).is_ok();
        known(&folded)
            || known(singular)
            || folded.strip_suffix("ies").is_some_and(|stem| known(&format!("{stem}y")))
    })
}

/// Whether words together name a body rather than a person.
pub(super) fn is_group<'t>(words: impl Iterator<Item = &'t Token<'t>> + Clone) -> bool {
    let count = words.clone().count();
    let alphabetic = words.clone().filter(|token| token.writing == Writing::Alphabet);
    for token in alphabetic {
        let word = token.text.as_ref();
        let is_link = match word {
            // Capital `The` and `On` are Vietnamese and Chinese names too.
            "the" | "on" => true,
            "&" => count > 2,
            _ => word.len() <= 3 && matches!(lower(word).as_ref(), "of" | "for" | "and"),
        };
        if count >= 2 && (is_link || is_group_word(word)) {
            return true;
        }
    }
    let east_asian = words.filter(|token| token.writing != Writing::Alphabet);
    let mut length = 0;
    let mut has_word = false;
    for token in east_asian {
        length += token.text.chars().count();
        has_word |= EAST_ASIAN_GROUP_WORDS.iter().any(|word| token.text.contains(word));
    }
    length >= 5 && has_word
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
