//! The name as most databases write it, family name, comma, given names in plain letters: `Sun, Wei`, `Garcia Lopez, Ana M.`
//!
//! Such a name is read without cutting it into tokens. It is a short cut for speed alone: what it reads, the rules read
//! in the same way (mapping reference 3.2, N6), and it leaves every name to them that any other rule might concern.

use super::beside;
use super::bodies;
use super::words::{self, Look};
use super::{NameReading, Outcome};
use crate::record::{Confidence, Name, NameForm};
use crate::value::Part;
use std::ops::Range;

/// Where the two halves of such a name stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::value) struct Usual {
    family: Range<usize>,
    given: Range<usize>,
    /// The given names are one block of several initials: `Gonzales, MC`.
    pub(super) is_initials: bool,
}

/// Words that begin a phrase beside a name, or end a list of names.
const PHRASES: [&str; 12] = [
    "corresponding",
    "correspondence",
    "contributed",
    "equal",
    "co-first",
    "al",
    "others",
    "colleagues",
    "etal",
    "of",
    "for",
    "and",
];

/// The halves of a name, if nothing about it is unusual.
pub(super) fn halves(raw: &str) -> Option<Usual> {
    let (family, given) = raw.split_once(", ")?;
    let is_usual = family.split(' ').all(|word| is_family(word) && !is_special(word))
        && given.split(' ').all(|word| is_given(word) && !is_special(word));
    if !is_usual {
        return None;
    }
    let is_initials =
        !given.contains(' ') && words::look(given) == Look::Initials && words::letter_count(given) > 1;
    Some(Usual { family: 0..family.len(), given: family.len() + 2..raw.len(), is_initials })
}

/// `Sun`, `Zhou-Li`: a capital and small letters in each part.
fn is_family(word: &str) -> bool {
    word.split('-').all(|part| {
        let mut letters = part.bytes();
        letters.next().is_some_and(|first| first.is_ascii_uppercase())
            && letters.len() > 0
            && letters.all(|letter| letter.is_ascii_lowercase())
    })
}

/// `Wei`, `Yan-ling`, `JA`, `M.`, `J.A.`
fn is_given(word: &str) -> bool {
    if word.ends_with('.') {
        let bytes = word.as_bytes();
        return bytes.chunks(2).all(|pair| matches!(pair, [letter, b'.'] if letter.is_ascii_uppercase()));
    }
    let all_letters =
        |part: &str| !part.is_empty() && part.bytes().all(|letter| letter.is_ascii_alphabetic());
    word.starts_with(|first: char| first.is_ascii_uppercase()) && word.split('-').all(all_letters)
}

/// Whether a word may mean something else than a name.
fn is_special(word: &str) -> bool {
    beside::degree(word).is_some()
        || beside::suffix(word).is_some()
        || beside::is_title(word)
        || bodies::is_group_word(word)
        || PHRASES.iter().any(|phrase| phrase.eq_ignore_ascii_case(word))
}

/// What such a name says.
pub(super) fn reading(raw: &str, usual: Usual, index: usize) -> NameReading {
    let Usual { family, given, is_initials: _ } = usual;
    let text = |range: &Range<usize>| raw.get(range.clone()).map(str::to_owned);
    let form = NameForm {
        name: Name { family: text(&family), given: text(&given), ..Name::default() },
        script: Some("Latn".to_owned()),
        raw: raw.to_owned(),
        confidence: Confidence::Certain,
        ..NameForm::default()
    };
    let part =
        |range: Range<usize>, piece| Part { index, piece, ..Part::field(range.start, range.end, "author") };
    let comma = Part::furniture(family.end, family.end + 1);
    NameReading {
        outcome: Outcome::Person(vec![form]),
        markers: Vec::new(),
        degrees: Vec::new(),
        emails: Vec::new(),
        orcid: None,
        other_ids: Vec::new(),
        corresponding: false,
        equal_contribution: false,
        affiliation_text: None,
        truncated: None,
        parts: vec![part(family, "family name"), comma, part(given, "given name")],
        remarks: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::strip::{draft, draft_of_tokens};
    use super::super::vote::vote_on_drafts;
    use super::super::{NameHints, finish};

    /// What the short cut reads is what the rules read, alone and in a list, whatever words stand together.
    #[test]
    fn the_short_cut_agrees_with_the_rules() {
        let words = [
            "Sun",
            "Wei",
            "Zhou-Li",
            "Yan-ling",
            "De",
            "La",
            "Van",
            "Bin",
            "Binti",
            "Jr",
            "II",
            "MD",
            "Md",
            "Msc",
            "PhD",
            "Ma",
            "Do",
            "J.",
            "J.A.",
            "JA",
            "Ng",
            "Sh",
            "Ts",
            "A",
            "Mc",
            "McDonald",
            "Dr",
            "Prof",
            "Group",
            "Study",
            "Societies",
            "And",
            "Of",
            "On",
            "The",
            "Et",
            "Al",
            "Others",
            "Correspondence",
            "Corresponding",
            "Author",
            "Equal",
            "Contribution",
            "OU",
            "SUN",
            "sun",
            "Nguyen",
            "Kim",
            "Au",
            "Yeung",
            "Ou",
            "Yang",
            "X-Y",
            "Co-First",
            "Id",
            "Email",
        ];
        let hints = NameHints::default();
        let mut taken = 0;
        let mut check = |raw: &str| {
            let (short, long) = (draft(raw, &hints), draft_of_tokens(raw, &hints));
            taken += usize::from(short.usual.is_some());
            let votes = [&short, &long].map(|draft| vote_on_drafts(&[draft.clone(), draft.clone()], &hints));
            assert_eq!(votes[0], votes[1], "{raw}");
            for country in [None, Some("MY"), Some("PH"), Some("CN")] {
                for style in
                    [None, Some(super::super::ListStyle::Initials), Some(super::super::ListStyle::Capitals)]
                {
                    let hints = NameHints { country, style, ..hints };
                    assert_eq!(finish(short.clone(), &hints, 3), finish(long.clone(), &hints, 3), "{raw}");
                }
            }
        };
        for family in words {
            for given in words {
                check(&format!("{family}, {given}"));
                check(&format!("{family}, {given} Hua"));
                check(&format!("Lopez {family}, {given}"));
                check(&format!("{family} Ana, Maria {given}"));
                check(&format!("{family},{given}"));
                check(&format!("{family}, {given}, Jr"));
                check(&format!("{family}  Ana, {given}"));
            }
        }
        assert!(taken > 3_000, "{taken}");
    }
}
