//! What a stretch of an author list is by its look: a whole name, half of one, or something beside a name.

use super::characters::Writing;
use super::tokens::{Kind, Token};
use super::words::{self, Look};
use super::{beside, bodies};
use crate::vocab::family_names::{self, Standing};

/// What a stretch between two commas may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Evidence {
    /// Markers, degrees, suffixes, addresses, or nothing: it belongs to the name before it.
    Attached,
    /// "et al."
    Truncation,
    /// Initials alone.
    Initials,
    /// One word.
    Single,
    /// Several words that are one family name: `de la Cruz`, `Au Yeung`.
    Compound,
    /// Two or more words; `true` if an inventory knows just one end as the likelier family name.
    Weak(bool),
    /// Capitals or initials show a whole name.
    Strong,
    /// A name in characters, of so many.
    Native(usize),
    /// A body.
    Group,
}

/// What the tokens of a stretch are. Text in brackets is not looked at.
pub(in crate::value) fn evidence(tokens: &[Token<'_>], before: Option<Evidence>) -> Evidence {
    let mut depth = 0_usize;
    let mut words: Vec<&Token<'_>> = Vec::new();
    for token in tokens {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Word if depth == 0 && !(words.is_empty() && joins_names(token)) => words.push(token),
            _ => {}
        }
    }
    let texts: Vec<&str> = words.iter().map(|token| token.text.as_ref()).collect();
    let (Some(first), Some(first_text)) = (words.first(), texts.first()) else { return Evidence::Attached };
    if beside::truncation_length(&texts) == texts.len() {
        return Evidence::Truncation;
    }
    if bodies::is_group(words.iter().copied()) {
        return Evidence::Group;
    }
    let follows_whole_name =
        matches!(before, Some(Evidence::Strong | Evidence::Weak(_) | Evidence::Attached));
    let is_beside = |word: &&str| {
        beside::suffix(word).is_some()
            || match beside::degree(word) {
                Some(beside::Degree::Sure) => true,
                Some(beside::Degree::Short) => follows_whole_name,
                None => false,
            }
    };
    if before.is_some() && texts.iter().all(is_beside) {
        return Evidence::Attached;
    }
    if first.writing != Writing::Alphabet && words.iter().all(|token| token.writing != Writing::Alphabet) {
        if texts.len() == 1
            && (family_names::is_han_compound(first_text) || family_names::is_hangul_compound(first_text))
        {
            return Evidence::Compound;
        }
        return Evidence::Native(texts.iter().map(|text| text.chars().count()).sum());
    }
    if words.iter().any(|token| token.writing != Writing::Alphabet) {
        return Evidence::Strong;
    }
    // `Dendle MA` is no name with a degree.
    let is_behind =
        |word: &&str| beside::suffix(word).is_some() || beside::degree(word) == Some(beside::Degree::Sure);
    let length = texts.iter().rposition(|word| !is_behind(word)).map_or(texts.len(), |last| last + 1);
    alphabetic(texts.get(..length).unwrap_or_default())
}

fn alphabetic(texts: &[&str]) -> Evidence {
    let looks: Vec<Look> = texts.iter().map(|word| words::look(word)).collect();
    let initials = looks.iter().filter(|look| **look == Look::Initials).count();
    let capitals = looks.iter().filter(|look| **look == Look::Capital).count();
    let content = texts.len() - initials;
    match (content, texts) {
        (0, _) => return Evidence::Initials,
        (_, [_]) => return Evidence::Single,
        _ => {}
    }
    let mut padded = texts.to_vec();
    padded.push("x");
    let particles = texts.iter().take_while(|word| words::is_particle(word)).count();
    let (Some(first), Some(last)) = (texts.first(), texts.last()) else { return Evidence::Attached };
    if initials == 0
        && (words::compound_length(&padded) == texts.len()
            || (words::starts_lower(first) && particles + 1 == texts.len()))
    {
        return Evidence::Compound;
    }
    let patronymic = texts.len() > 2 && texts.iter().any(|word| words::is_patronymic(word, true));
    if initials > 0 || (capitals > 0 && capitals < content) || patronymic {
        return Evidence::Strong;
    }
    let (first, last) = (family_names::standing(first), family_names::standing(last));
    Evidence::Weak(first != last && first.max(last) > Standing::Absent)
}

/// Whether a word stands between the last two names of a list: `and`, `&`, 和.
pub(in crate::value) fn joins_names(token: &Token<'_>) -> bool {
    token.kind == Kind::Word
        && matches!(
            token.text.as_ref(),
            "and" | "And" | "AND" | "und" | "&" | "和" | "与" | "與" | "及" | "및"
        )
}
