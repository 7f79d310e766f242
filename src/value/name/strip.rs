//! What stands beside a name, taken off it: brackets, addresses, "et al.", degrees, suffixes; and the name's sides
//! by script (mapping reference 3.2, N0 to N3 and N7).

use super::beside::{self, Degree};
use super::bodies;
use super::characters::Writing;
use super::sides::{Side, SideKind, sides};
use super::tokens::{Kind, Piece, Token, tokenise};
use super::usual::{self, Usual};
use super::{ListStyle, NameHints};
use crate::value::text;
use std::borrow::Cow;
use std::ops::Range;

/// A name whose surroundings are known and whose order is not.
#[derive(Debug, Clone)]
pub(in crate::value) struct Draft<'a> {
    pub(in crate::value) raw: &'a str,
    pub(in crate::value) tokens: Vec<Token<'a>>,
    pub(in crate::value) sides: Vec<Side>,
    /// The halves of a name without anything unusual; then there are neither tokens nor sides.
    pub(super) usual: Option<Usual>,
}

impl Draft<'_> {
    /// Whether this is no name but some text; it was not looked at.
    pub(super) fn is_too_long(&self) -> bool {
        self.raw.len() > LONGEST
    }

    pub(super) fn grow_side(&mut self, at: usize, by: usize) {
        for (number, side) in self.sides.iter_mut().enumerate().skip(at) {
            side.last += by;
            if number > at {
                side.first += by;
            }
        }
    }

    /// Everything open in a range is one literal, its punctuation too.
    pub(super) fn make_literal(&mut self, range: Range<usize>) {
        for token in self.tokens.get_mut(range).unwrap_or_default() {
            if matches!(token.piece, Piece::Unset | Piece::Furniture) {
                token.piece = Piece::Literal;
            }
        }
    }
}

/// No name is longer than this many bytes; a longer text is kept whole, so that nonsense takes no time.
const LONGEST: usize = 2_000;

/// Reads what stands beside a name.
pub(in crate::value) fn draft<'a>(raw: &'a str, hints: &NameHints<'_>) -> Draft<'a> {
    match usual::halves(raw).filter(|_| hints.labels.is_empty()) {
        None => draft_of_tokens(raw, hints),
        usual => Draft { raw, tokens: Vec::new(), sides: Vec::new(), usual },
    }
}

/// The same by all the rules.
pub(super) fn draft_of_tokens<'a>(raw: &'a str, hints: &NameHints<'_>) -> Draft<'a> {
    if raw.len() > LONGEST {
        let start = raw.len() - raw.trim_start().len();
        let end = raw.trim_end().len();
        if start >= end {
            return Draft { raw, tokens: Vec::new(), sides: Vec::new(), usual: None };
        }
        let whole = Token::word(raw.get(start..end).unwrap_or_default(), start);
        return Draft {
            raw,
            tokens: vec![whole],
            sides: vec![Side { kind: SideKind::Mixed, first: 0, last: 1 }],
            usual: None,
        };
    }
    let mut tokens = tokenise(raw, hints.labels);
    for token in &mut tokens {
        match token.kind {
            Kind::Marker => token.piece = Piece::Marker,
            Kind::Email => token.piece = Piece::Email,
            Kind::Orcid | Kind::OrcidMalformed => token.piece = Piece::Orcid,
            _ => {}
        }
    }
    take_phrases(&mut tokens);
    take_address_labels(&mut tokens);
    take_brackets(raw, &mut tokens);
    take_truncation(&mut tokens);
    let sides = sides(&mut tokens);
    for side in &sides {
        if side.kind == SideKind::Alphabetic {
            take_degrees(&mut tokens, side, hints);
        }
    }
    Draft { raw, tokens, sides, usual: None }
}

fn take_phrases(tokens: &mut [Token<'_>]) {
    if tokens.len() < 2 {
        return;
    }
    for (phrases, piece) in [
        (beside::CORRESPONDENCE, Piece::Correspondence),
        (beside::EQUAL_CONTRIBUTION, Piece::EqualContribution),
    ] {
        for phrase in phrases {
            let begins = phrase.first().and_then(|word| word.as_bytes().first());
            let fits = |window: &[Token<'_>]| {
                let first = window.first().and_then(|token| token.text.as_bytes().first());
                // Nearly no word of a name begins as a phrase does.
                let may_fit =
                    begins.zip(first).is_some_and(|(begins, first)| begins.eq_ignore_ascii_case(first));
                may_fit
                    && window.iter().zip(*phrase).all(|(token, word)| {
                        // Words of other scripts have no capitals.
                        token.is_open_word() && token.text.trim_end_matches('.').eq_ignore_ascii_case(word)
                    })
            };
            while let Some(at) = tokens.windows(phrase.len()).position(fits) {
                for token in tokens.iter_mut().skip(at).take(phrase.len()) {
                    token.piece = piece;
                }
            }
        }
    }
}

fn take_address_labels(tokens: &mut [Token<'_>]) {
    if !tokens.iter().any(|token| matches!(token.piece, Piece::Email | Piece::Orcid)) {
        return;
    }
    let mut before_address = false;
    for token in tokens.iter_mut().rev() {
        match token.kind {
            Kind::Email | Kind::Orcid | Kind::OrcidMalformed => before_address = true,
            Kind::Punctuation | Kind::Open => {}
            Kind::Word if before_address && beside::is_address_label(&token.text) => {
                token.piece = Piece::Furniture;
            }
            _ => before_address = false,
        }
    }
}

/// Brackets round markers, degrees, institutions, the other form of the name, and nicknames.
fn take_brackets<'a>(raw: &'a str, tokens: &mut Vec<Token<'a>>) {
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match tokens.get(at).map(|token| token.kind) {
            Some(Kind::Open) => open.push(at),
            Some(Kind::Close) => {
                if let Some(first) = open.pop()
                    && open.is_empty()
                {
                    at = take_bracket(raw, tokens, first, at);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// Decides about one pair of brackets; gives the place of its last token.
fn take_bracket<'a>(raw: &'a str, tokens: &mut Vec<Token<'a>>, first: usize, last: usize) -> usize {
    let inside = tokens.get(first + 1..last).unwrap_or_default();
    let words: Vec<&Token<'_>> = inside.iter().filter(|token| token.is_open_word()).collect();
    let outside =
        || tokens.iter().take(first).chain(tokens.iter().skip(last + 1)).filter(|token| token.is_open_word());
    if words.is_empty() {
        for token in tokens.iter_mut().take(last + 1).skip(first) {
            if token.kind == Kind::Number {
                token.piece = Piece::Marker;
            } else if token.piece == Piece::Unset {
                token.piece = Piece::Furniture;
            }
        }
        return last;
    }
    if outside().next().is_none() || bodies::is_group(outside()) {
        return last;
    }
    let piece = if words.iter().all(|token| beside::degree(&token.text).is_some()) {
        Some(Piece::Degree)
    } else if bodies::is_group(words.iter().copied()) {
        Some(Piece::Affiliation)
    } else {
        None
    };
    if let Some(piece) = piece {
        for (at, token) in tokens.iter_mut().enumerate().take(last + 1).skip(first) {
            let is_bracket = at == first || at == last;
            if piece == Piece::Affiliation && !is_bracket {
                token.piece = piece;
            } else if token.piece == Piece::Unset {
                token.piece = match token.kind {
                    Kind::Word => piece,
                    Kind::Number => Piece::Marker,
                    _ => Piece::Furniture,
                };
            }
        }
        return last;
    }
    let own = words.first().map(|token| token.writing);
    if outside().any(|token| Some(token.writing) == own) && words.len() == inside.len() {
        let start = tokens.get(first).map_or(0, |token| token.start);
        let end = tokens.get(last).map_or(start, |token| token.end);
        let text = raw.get(start..end).unwrap_or_default();
        let nickname = Token {
            text: Cow::Owned(text::clean(text).text),
            writing: own.unwrap_or(Writing::Alphabet),
            aside: true,
            ..Token::word(text, start)
        };
        tokens.splice(first..=last, [nickname]);
        return first;
    }
    last
}

fn take_truncation(tokens: &mut Vec<Token<'_>>) {
    let open: Vec<usize> = open_words(tokens, 0..tokens.len());
    let texts: Vec<&str> =
        open.iter().filter_map(|at| tokens.get(*at)).map(|token| token.text.as_ref()).collect();
    let length = beside::truncation_length(&texts);
    if length > 0 {
        // `외 3 인`: the number between the words belongs to them.
        let first = open.len().checked_sub(length).and_then(|at| open.get(at)).copied().unwrap_or(0);
        let last = open.last().copied().unwrap_or(0);
        for token in tokens.iter_mut().take(last + 1).skip(first) {
            token.piece = Piece::Truncation;
        }
        return;
    }
    // `외 3 명` with the number alone: the unit stands last, the number is no word.
    if let [.., others, unit] = texts.as_slice()
        && matches!(*others, "외" | "等" | "他")
        && matches!(*unit, "인" | "명" | "人" | "名")
    {
        let first = open.len().checked_sub(2).and_then(|at| open.get(at)).copied().unwrap_or(0);
        let last = open.last().copied().unwrap_or(0);
        for token in tokens.iter_mut().take(last + 1).skip(first) {
            token.piece = Piece::Truncation;
        }
        return;
    }
    // `张三等`: no Chinese given name ends so.
    let Some(at) = open.last().copied() else { return };
    let Some(token) = tokens.get_mut(at) else { return };
    let ending = ["等", "等人", "ほか"].into_iter().find(|ending| {
        token.writing == Writing::Han
            && token.text.strip_suffix(ending).is_some_and(|rest| rest.chars().count() >= 2)
    });
    if let (Some(ending), Cow::Borrowed(text)) = (ending, &token.text) {
        let split = token.start + text.len() - ending.len();
        let mut rest = token.clone();
        rest.start = split;
        rest.text = Cow::Borrowed(ending);
        rest.piece = Piece::Truncation;
        token.end = split;
        token.text = Cow::Borrowed(text.strip_suffix(ending).unwrap_or(text));
        tokens.insert(at + 1, rest);
    }
}

pub(super) fn open_words(tokens: &[Token<'_>], range: Range<usize>) -> Vec<usize> {
    range.filter(|at| tokens.get(*at).is_some_and(Token::is_open_word)).collect()
}

/// Degrees behind commas and at the end, suffixes, titles at the start.
fn take_degrees(tokens: &mut [Token<'_>], side: &Side, hints: &NameHints<'_>) {
    let mut segments = segments(tokens, side);
    let first_length = segments.first().map_or(0, Vec::len);
    let mut number = 0;
    segments.retain(|segment| {
        number += 1;
        if number == 1 {
            return true;
        }
        let text = |at: &usize| tokens.get(*at).map(|token| token.text.as_ref()).unwrap_or_default();
        let is_suffix = segment.iter().all(|at| beside::suffix(text(at)).is_some());
        let is_degree = is_phd(tokens, segment)
            || segment.iter().all(|at| match beside::degree(text(at)) {
                Some(Degree::Sure) => true,
                // `Kim, MS`: one word before the comma is a family name.
                Some(Degree::Short) => first_length > 1 || number > 2,
                None => false,
            });
        for at in segment {
            let Some(token) = tokens.get_mut(*at) else { continue };
            if is_suffix {
                set_suffix(token);
            } else if is_degree {
                token.piece = Piece::Degree;
            }
        }
        !is_suffix && !is_degree
    });
    for segment in &mut segments {
        take_from_end(tokens, segment, hints);
    }
    if let Some(segment) = segments.first_mut() {
        while segment.len() >= 2
            && let Some(token) = segment.first().and_then(|at| tokens.get_mut(*at))
            && beside::is_title(&token.text)
        {
            token.piece = Piece::Degree;
            segment.remove(0);
        }
    }
    // A suffix of a name of one word has no family name to stand beside.
    if let [only] = segments.as_slice()
        && only.len() == 1
    {
        for token in tokens.get_mut(side.range()).unwrap_or_default() {
            if token.piece == Piece::Suffix {
                token.piece = Piece::Unset;
            }
        }
    }
}

fn is_phd(tokens: &[Token<'_>], segment: &[usize]) -> bool {
    let texts: Vec<&str> =
        segment.iter().filter_map(|at| tokens.get(*at)).map(|token| token.text.as_ref()).collect();
    matches!(texts.as_slice(), ["Ph" | "Ph.", "D" | "D."])
}

fn take_from_end(tokens: &mut [Token<'_>], segment: &mut Vec<usize>, hints: &NameHints<'_>) {
    loop {
        let Some(at) = segment.last().copied() else { return };
        if segment.len() >= 3 && is_phd(tokens, segment.get(segment.len() - 2..).unwrap_or_default()) {
            for at in segment.split_off(segment.len() - 2) {
                if let Some(token) = tokens.get_mut(at) {
                    token.piece = Piece::Degree;
                }
            }
            continue;
        }
        let Some(token) = tokens.get_mut(at) else { return };
        let left = segment.len() - 1;
        let initials_list = hints.style == Some(ListStyle::Initials);
        let is_suffix = beside::suffix(&token.text).is_some()
            && left >= if beside::suffix_may_be_initials(&token.text) { 2 } else { 1 };
        let is_degree = match beside::degree(&token.text) {
            Some(Degree::Sure) => left >= 1,
            Some(Degree::Short) => {
                left >= 2 && !initials_list && matches!(token.text.as_ref(), "MD" | "M.D." | "RN" | "R.N.")
            }
            None => false,
        };
        if is_suffix {
            set_suffix(token);
        } else if is_degree {
            token.piece = Piece::Degree;
        } else {
            return;
        }
        segment.pop();
    }
}

fn set_suffix(token: &mut Token<'_>) {
    if let Some(usual) = beside::suffix(&token.text) {
        token.piece = Piece::Suffix;
        token.text = Cow::Borrowed(usual);
    }
}

/// The open words of a side between its commas, no segment empty.
pub(super) fn segments(tokens: &[Token<'_>], side: &Side) -> Vec<Vec<usize>> {
    let mut segments: Vec<Vec<usize>> = vec![Vec::new()];
    for at in side.range() {
        let Some(token) = tokens.get(at) else { break };
        if token.kind == Kind::Comma && token.piece == Piece::Unset {
            if segments.last().is_some_and(|segment| !segment.is_empty()) {
                segments.push(Vec::new());
            }
        } else if token.is_open_word()
            && let Some(segment) = segments.last_mut()
        {
            segment.push(at);
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments
}
