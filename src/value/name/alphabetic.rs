//! Which words of a name in an alphabet are the family name (mapping reference 3.2, N5 to N14).

use super::case::{capitalised, restored};
use super::characters::{is_apostrophe, is_hyphen};
use super::order::by_position;
use super::sides::Side;
use super::strip::segments;
use super::tokens::{Piece, Token};
use super::words::{self, Look};
use super::{
    ListStyle, NAME_CASE_RESTORED, NAME_GARBLED, NAME_MONONYM, NAME_ORDER_GUESSED, NAME_PATRONYMIC,
    NAME_UNSPLIT, NameHints,
};
use crate::record::Confidence;
use crate::report::{Remark, quoted};
use crate::vocab::family_names::{self, Standing};
use crate::vocab::particles;
use std::borrow::Cow;
use std::ops::Range;

/// The words of one name: places in the tokens, and how they look.
pub(super) struct Words<'t, 'a> {
    tokens: &'t mut [Token<'a>],
    places: Vec<usize>,
    looks: Vec<Look>,
}

impl Words<'_, '_> {
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.places
            .get(at)
            .and_then(|place| self.tokens.get(*place))
            .map(|token| token.text.as_ref())
            .unwrap_or_default()
    }

    pub(super) fn texts(&self) -> Vec<&str> {
        (0..self.len()).map(|at| self.text(at)).collect()
    }

    pub(super) fn look(&self, at: usize) -> Look {
        self.looks.get(at).copied().unwrap_or(Look::Plain)
    }

    fn set(&mut self, range: Range<usize>, piece: Piece) {
        for at in range {
            if let Some(token) = self.places.get(at).and_then(|place| self.tokens.get_mut(*place)) {
                token.piece = piece;
            }
        }
    }

    fn rewrite(&mut self, at: usize, text: String) {
        if let Some(token) = self.places.get(at).and_then(|place| self.tokens.get_mut(*place)) {
            token.text = Cow::Owned(text);
        }
    }

    /// Capital words in a range in title case; whether any changed.
    pub(super) fn restore(&mut self, range: Range<usize>) -> bool {
        let mut changed = false;
        for at in range {
            if let Cow::Owned(text) = restored(self.text(at)) {
                changed |= text != self.text(at);
                self.rewrite(at, text);
            }
        }
        changed
    }

    /// The family name in a range, leading particles in capitals apart, in title case.
    fn set_family(&mut self, range: Range<usize>) {
        let mut first = range.start;
        while first + 1 < range.end
            && words::is_particle(self.text(first))
            && self.text(first).chars().all(|character| !character.is_lowercase())
            && (words::is_particle(self.text(first + 1))
                || family_names::standing(self.text(first)) < Standing::Usual)
        {
            let small = words::lower(self.text(first)).into_owned();
            self.rewrite(first, small);
            first += 1;
        }
        self.set(range.start..first, Piece::Particle);
        self.set(first..range.end, Piece::Family);
        self.restore(first..range.end);
    }

    pub(super) fn joined(&self, range: Range<usize>) -> String {
        range.map(|at| self.text(at)).collect::<Vec<_>>().join(" ")
    }
}

/// Gives every open word of the side its piece.
pub(super) fn split(
    tokens: &mut [Token<'_>],
    side: &Side,
    hints: &NameHints<'_>,
    remarks: &mut Vec<Remark>,
) -> Confidence {
    let mut segments = segments(tokens, side);
    let confidence = match segments.as_mut_slice() {
        [] => Confidence::Default,
        [only] => {
            let places = std::mem::take(only);
            free(tokens, places, side, hints, remarks)
        }
        [family, given @ ..] => {
            let family = std::mem::take(family);
            let given: Vec<Vec<usize>> = given.iter_mut().map(std::mem::take).collect();
            with_comma(tokens, family, &given, remarks)
        }
    };
    for token in tokens.get_mut(side.range()).unwrap_or_default() {
        if token.aside && token.piece == Piece::Unset {
            token.piece = Piece::Given;
        }
    }
    note_garbled(tokens, side, remarks);
    confidence
}

/// N6: the family name, a comma, the rest.
fn with_comma(
    tokens: &mut [Token<'_>],
    family: Vec<usize>,
    given: &[Vec<usize>],
    remarks: &mut Vec<Remark>,
) -> Confidence {
    let mut words = Words { looks: Vec::new(), places: family, tokens };
    let all_capital = (0..words.len()).all(|at| words::is_capital(words.text(at)));
    let mut first = 0;
    while first + 1 < words.len()
        && words::is_particle(words.text(first))
        && words::starts_lower(words.text(first))
    {
        first += 1;
    }
    words.set(0..first, Piece::Particle);
    let length = words.len();
    words.set_family(first..length);
    if given.len() > 1 {
        let message = format!("{} has more commas than a name has parts", quoted(&words.joined(0..length)));
        remarks.push(Remark::new(&NAME_GARBLED, message));
    }
    let tokens = words.tokens;
    let places: Vec<usize> = given.iter().flatten().copied().collect();
    let mut words = Words { looks: Vec::new(), places, tokens };
    let length = words.len();
    words.set(0..length, Piece::Given);
    // Two or three capitals behind a comma are initials, unless they are one word of several.
    let given_capital = (0..length).all(|at| words::look(words.text(at)) != Look::Plain);
    let is_name = |at: usize| {
        words::look(words.text(at)) == Look::Capital
            && (words::letter_count(words.text(at)) > 3 || length > 1)
    };
    if all_capital && given_capital && (0..length).any(is_name) {
        let named: Vec<usize> = (0..length).filter(|at| is_name(*at)).collect();
        for at in named {
            words.restore(at..at + 1);
        }
        note_case(&words.joined(0..length), remarks);
    }
    Confidence::Certain
}

fn note_case(written: &str, remarks: &mut Vec<Remark>) {
    let message = format!("the capitals of a name were taken for decoration: {}", quoted(written));
    remarks.push(Remark::new(&NAME_CASE_RESTORED, message));
}

pub(super) fn note_guess(raw: &str, family: &str, other: &str, remarks: &mut Vec<Remark>) {
    let message = format!("{} read as family name {family}; {other} may be the family name", quoted(raw));
    remarks.push(Remark::new(&NAME_ORDER_GUESSED, message));
}

fn set_literal(tokens: &mut [Token<'_>], side: &Side) {
    for token in tokens.get_mut(side.range()).unwrap_or_default() {
        if token.piece == Piece::Unset {
            token.piece = Piece::Literal;
        }
    }
}

/// A name without a comma.
fn free(
    tokens: &mut [Token<'_>],
    places: Vec<usize>,
    side: &Side,
    hints: &NameHints<'_>,
    remarks: &mut Vec<Remark>,
) -> Confidence {
    let mut words = Words { looks: Vec::new(), places, tokens };
    let count = words.len();
    let raw = words.joined(0..count);
    if has_patronymic(&words, hints) {
        remarks.push(Remark::new(&NAME_PATRONYMIC, format!("{} is kept whole", quoted(&raw))));
        set_literal(words.tokens, side);
        return Confidence::Rule;
    }
    if count == 1 {
        remarks.push(Remark::new(&NAME_MONONYM, format!("{} is kept whole", quoted(&raw))));
        set_literal(words.tokens, side);
        return Confidence::Rule;
    }
    words.looks = (0..count).map(|at| words::look(words.text(at))).collect();
    if by_particle(&mut words, remarks) {
        return Confidence::Rule;
    }
    let mut confidence = Confidence::Rule;
    if hints.style == Some(ListStyle::Initials) && is_short_capital(words.text(count - 1)) {
        // N10: the other names of the list end in initials.
        if let Some(last) = words.looks.last_mut()
            && *last != Look::Initials
        {
            *last = Look::Initials;
            confidence = Confidence::Vote;
        }
    }
    let content: Vec<usize> = (0..count).filter(|at| words.look(*at) != Look::Initials).collect();
    let capitals: Vec<usize> =
        content.iter().copied().filter(|at| words.look(*at) == Look::Capital).collect();
    match content.as_slice() {
        [] => {
            remarks.push(Remark::new(&NAME_UNSPLIT, format!("{} is kept whole", quoted(&raw))));
            set_literal(words.tokens, side);
            return Confidence::Default;
        }
        [only] => {
            give(&mut words, *only..*only + 1);
            return confidence;
        }
        _ => {}
    }
    if !capitals.is_empty() && capitals.len() < content.len() {
        return by_capitals(&mut words, &capitals, &raw, remarks);
    }
    let confidence = by_position(&mut words, &content, &raw, hints, remarks);
    if !capitals.is_empty() {
        // N12: the case of the whole name says nothing.
        let changed = words.restore(0..count);
        if changed {
            note_case(&words.joined(0..count), remarks);
        }
    }
    confidence
}

/// The words of a range are the family name, all others given names.
pub(super) fn give(words: &mut Words<'_, '_>, family: Range<usize>) {
    let count = words.len();
    words.set(0..family.start, Piece::Given);
    words.set(family.end..count, Piece::Given);
    words.set_family(family);
}

pub(super) fn is_short_capital(word: &str) -> bool {
    let letters = words::letter_count(word);
    (2..=3).contains(&letters) && words::is_capital(word) && word.chars().all(char::is_alphabetic)
}

/// N5.
fn has_patronymic(words: &Words<'_, '_>, hints: &NameHints<'_>) -> bool {
    let count = words.len();
    if count < 3 {
        return false;
    }
    let at_home =
        matches!(hints.country, Some("MY" | "BN")) || hints.lang.is_some_and(|tag| tag.starts_with("ms"));
    let known = |at: usize| family_names::standing(words.text(at)) > Standing::Absent;
    let among_family_names = !at_home && (known(0) || known(count - 1));
    (1..count - 1).any(|at| words::is_patronymic(words.text(at), among_family_names))
}

/// N8.
fn by_particle(words: &mut Words<'_, '_>, remarks: &mut Vec<Remark>) -> bool {
    let count = words.len();
    let is_small = |at: usize| words::is_particle(words.text(at)) && words::starts_lower(words.text(at));
    // `Maria De la cruz`: the capital stands at the wrong word.
    let is_particle = |at: usize| {
        is_small(at)
            || (at > 0
                && at + 1 < count
                && words::is_particle(words.text(at))
                && words::starts_lower(words.text(at + 1))
                && !words.text(at + 1).contains(is_hyphen))
    };
    let Some(first) = (0..count).find(|at| is_particle(*at)) else { return false };
    let mut after = first;
    while after < count && (is_particle(after) || (after > first && is_small(after))) {
        after += 1;
    }
    if after >= count {
        return false;
    }
    let tail_is_initials = (after..count).all(|at| words.look(at) == Look::Initials);
    let family = if first == 0 {
        let mut end = after + 1;
        while end + 1 < count && words.look(after) == Look::Capital && words.look(end) == Look::Capital {
            end += 1;
        }
        after..end
    } else if tail_is_initials {
        // `Berg van der J`.
        0..first
    } else {
        after..count
    };
    words.set(0..count, Piece::Given);
    let printed = words.joined(0..count);
    for at in first..after {
        if let Cow::Owned(small) = words::lower(words.text(at)) {
            words.rewrite(at, small);
        }
    }
    words.set(first..after, Piece::Particle);
    words.set(family.clone(), Piece::Family);
    words.restore(family.clone());
    let has_capital = (0..first).any(|at| !words::starts_lower(words.text(at)));
    let mut changed =
        printed != words.joined(0..count) && (first..after).any(|at| !printed.contains(words.text(at)));
    for at in family {
        let is_right = particles::is_small_word(words.text(at)) && at + 1 < count;
        if has_capital
            && words::starts_lower(words.text(at))
            && !is_right
            && !words.text(at).contains(is_apostrophe)
        {
            let text = capitalised(words.text(at));
            words.rewrite(at, text);
            changed = true;
        }
    }
    if changed {
        note_case(&words.joined(0..count), remarks);
    }
    true
}

/// N9.
fn by_capitals(
    words: &mut Words<'_, '_>,
    capitals: &[usize],
    raw: &str,
    remarks: &mut Vec<Remark>,
) -> Confidence {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &at in capitals {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    let standing = |run: &Range<usize>| {
        family_names::standing(&words.texts().get(run.clone()).unwrap_or_default().join("-"))
    };
    let Some(family) = runs.iter().max_by_key(|run| standing(run)).cloned() else { return Confidence::Rule };
    if let Some(other) = runs.iter().find(|run| **run != family) {
        note_guess(raw, &words.joined(family.clone()), &words.joined(other.clone()), remarks);
    }
    // `Santos EA` in a list of nothing else: two or three capitals that are nobody's family name may be initials.
    let last = words.len() - 1;
    let may_be_initials = family == (last..words.len())
        && is_short_capital(words.text(last))
        && standing(&family) == Standing::default();
    if may_be_initials {
        note_guess(raw, &words.joined(family.clone()), &words.joined(0..last), remarks);
    }
    give(words, family);
    if may_be_initials { Confidence::Default } else { Confidence::Rule }
}

/// Words that begin with a small letter in front of a name, digits, replacement characters.
fn note_garbled(tokens: &[Token<'_>], side: &Side, remarks: &mut Vec<Remark>) {
    let places: Vec<&Token<'_>> = tokens
        .get(side.range())
        .unwrap_or_default()
        .iter()
        .filter(|token| matches!(token.piece, Piece::Family | Piece::Given | Piece::Literal))
        .collect();
    let is_damaged = |token: &&&Token<'_>| {
        token
            .text
            .chars()
            .any(|character| character.is_ascii_digit() || matches!(character, '?' | '\u{fffd}'))
    };
    let is_small = |token: &&Token<'_>| {
        words::starts_lower(&token.text)
            && !particles::is_small_word(&token.text)
            && !words::is_patronymic(&token.text, false)
            && !token.text.contains(|character: char| is_hyphen(character) || is_apostrophe(character))
    };
    let first_small = places.first().copied().filter(is_small);
    let family_small = places.iter().copied().find(|token| token.piece == Piece::Family && is_small(token));
    if let Some(token) = places.iter().find(is_damaged).copied().or(first_small).or(family_small) {
        let message = format!("{} looks damaged in a name; it is kept as printed", quoted(&token.text));
        remarks.push(Remark::new(&NAME_GARBLED, message));
    }
}
