//! The forms of one name by script (mapping reference 3.2, N3).

use super::bodies;
use super::characters::{Writing, is_middle_dot};
use super::tokens::{Kind, Piece, Token};
use std::ops::Range;

/// How one form of a name is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum SideKind {
    Alphabetic,
    Native,
    Group,
    /// Scripts in turn; nothing tells where one form ends.
    Mixed,
}

/// One form of a name: a range of tokens.
#[derive(Debug, Clone)]
pub(in crate::value) struct Side {
    pub(in crate::value) kind: SideKind,
    pub(in crate::value) first: usize,
    /// Exclusive.
    pub(in crate::value) last: usize,
}

impl Side {
    pub(in crate::value) fn range(&self) -> Range<usize> {
        self.first..self.last
    }
}

/// The forms of the name. Numbers inside a group's name stay in it.
pub(super) fn sides(tokens: &mut [Token<'_>]) -> Vec<Side> {
    let named: Vec<usize> = (0..tokens.len())
        .filter(|at| {
            tokens.get(*at).is_some_and(|token| token.kind == Kind::Word && token.piece == Piece::Unset)
        })
        .collect();
    let (Some(&first), Some(&last)) = (named.first(), named.last()) else { return Vec::new() };
    let is_group = bodies::is_group(tokens.iter().filter(|token| token.is_open_word()));
    if is_group {
        for token in tokens.iter_mut().take(last).skip(first) {
            let is_digit = token.text.starts_with(|character: char| character.is_ascii_digit());
            if token.piece == Piece::Marker && is_digit {
                token.piece = Piece::Unset;
            }
        }
    }
    // Runs of one script class.
    let mut runs: Vec<Side> = Vec::new();
    for &at in &named {
        let Some(token) = tokens.get(at) else { continue };
        let kind = if token.writing == Writing::Alphabet { SideKind::Alphabetic } else { SideKind::Native };
        let in_brackets = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_some_and(|before| before.kind == Kind::Open);
        let other_script = runs
            .last()
            .and_then(|run| tokens.get(run.first))
            .is_some_and(|first| first.writing != token.writing);
        match runs.last_mut() {
            Some(run) if run.kind == kind && !(in_brackets && other_script && !is_group) => run.last = at + 1,
            _ => runs.push(Side { kind, first: at, last: at + 1 }),
        }
    }
    // Parentheses round all that is left are no nickname.
    for run in &runs {
        let run = tokens.get_mut(run.range()).unwrap_or_default();
        if !run.iter().any(Token::is_open_word) {
            for token in run {
                token.aside = false;
            }
        }
    }
    let has_dot = |side: &Side| {
        tokens.get(side.range()).unwrap_or_default().iter().any(|token| token.text.chars().any(is_middle_dot))
    };
    let mixed = runs.len() > 2 || (runs.len() == 2 && runs.iter().any(has_dot));
    match (is_group, mixed) {
        (true, false) if runs.len() == 2 && stands_apart(tokens, &runs) => {
            for run in &mut runs {
                run.kind = SideKind::Group;
            }
            runs
        }
        (true, _) => vec![Side { kind: SideKind::Group, first, last: closing(tokens, last) }],
        (false, true) => vec![Side { kind: SideKind::Mixed, first, last: last + 1 }],
        (false, false) => runs,
    }
}

/// Whether two runs of scripts are two names of a group: one of them stands in brackets.
fn stands_apart(tokens: &[Token<'_>], runs: &[Side]) -> bool {
    runs.get(1)
        .and_then(|run| run.first.checked_sub(1))
        .and_then(|at| tokens.get(at))
        .is_some_and(|token| token.kind == Kind::Open)
}

/// The end of a group's name with the brackets that close behind its last word.
fn closing(tokens: &[Token<'_>], last: usize) -> usize {
    let depth = tokens.iter().take(last + 1).fold(0_usize, |depth, token| match token.kind {
        Kind::Open if token.piece == Piece::Unset => depth + 1,
        Kind::Close if token.piece == Piece::Unset => depth.saturating_sub(1),
        _ => depth,
    });
    let mut end = last + 1;
    for _ in 0..depth {
        if tokens.get(end).is_some_and(|token| token.kind == Kind::Close) {
            end += 1;
        }
    }
    end
}
