//! A name cut into words, punctuation, markers and addresses, each with its place (mapping reference 3.2, N0).

use super::characters::{
    Writing, bracket, is_hidden, is_hyphen, is_middle_dot, is_single_marker, is_superscript_digit, is_symbol,
    writing_of,
};
use crate::value::{orcid, text};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

/// What a stretch of a name looks like before anything is known of its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Kind {
    /// Letters.
    Word,
    /// One or two digits standing alone: a marker, unless they are part of a group's name.
    Number,
    /// A marker by its form: superscript, circled, a symbol, digits glued to a name, a known label.
    Marker,
    /// An e-mail address.
    Email,
    /// An ORCID iD with its address.
    Orcid,
    /// Digits in the form of an ORCID iD with a wrong check digit.
    OrcidMalformed,
    /// `,` or `、`.
    Comma,
    /// An opening bracket of any kind.
    Open,
    /// A closing bracket of any kind.
    Close,
    /// Anything else without letters.
    Punctuation,
}

/// What became of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Piece {
    Unset,
    Furniture,
    Family,
    Given,
    Particle,
    Suffix,
    Literal,
    Marker,
    Degree,
    Email,
    Orcid,
    Affiliation,
    Correspondence,
    EqualContribution,
    Truncation,
}

/// A stretch of a name.
#[derive(Debug, Clone)]
pub(in crate::value) struct Token<'a> {
    pub(in crate::value) kind: Kind,
    /// As printed, in NFC, without invisible characters, full-width letters as plain ones.
    pub(in crate::value) text: Cow<'a, str>,
    /// Byte offset in the text given.
    pub(in crate::value) start: usize,
    /// Byte offset of the end, exclusive.
    pub(in crate::value) end: usize,
    pub(in crate::value) piece: Piece,
    /// Of words; [`Writing::Alphabet`] for the others.
    pub(in crate::value) writing: Writing,
    /// Words in parentheses beside a name, a nickname: part of the given names, of no weight in their order.
    pub(in crate::value) aside: bool,
    /// Letters were full-width.
    pub(in crate::value) was_wide: bool,
}

impl<'a> Token<'a> {
    /// An alphabetic word without anything special.
    pub(super) fn word(text: &'a str, start: usize) -> Self {
        Self {
            kind: Kind::Word,
            text: Cow::Borrowed(text),
            start,
            end: start + text.len(),
            piece: Piece::Unset,
            writing: Writing::Alphabet,
            aside: false,
            was_wide: false,
        }
    }

    /// A word whose meaning is still open.
    pub(in crate::value) fn is_open_word(&self) -> bool {
        self.kind == Kind::Word && self.piece == Piece::Unset && !self.aside
    }
}

/// Cuts a name. The tokens are in order and hold every character that is not white space.
pub(in crate::value) fn tokenise<'a>(raw: &'a str, labels: &[String]) -> Vec<Token<'a>> {
    let mut scanner = Scanner { raw, labels, tokens: Vec::with_capacity(8) };
    let mut start = None;
    for (at, character) in raw.char_indices() {
        if character.is_whitespace() {
            if let Some(start) = start.take() {
                scanner.chunk(start, at);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(start) = start {
        scanner.chunk(start, raw.len());
    }
    scanner.final_stop();
    scanner.tokens
}

struct Scanner<'a, 'l> {
    raw: &'a str,
    labels: &'l [String],
    tokens: Vec<Token<'a>>,
}

impl<'a> Scanner<'a, '_> {
    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.raw.get(start..end).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        if start < end {
            self.tokens.push(Token { kind, ..Token::word(self.slice(start, end), start) });
        }
    }

    /// A run without white space.
    fn chunk(&mut self, start: usize, end: usize) {
        let chunk = self.slice(start, end);
        // Most are a plain word, which needs no look at each of its letters.
        if chunk.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'.')) {
            self.close_word(&mut Some(start), end);
            return;
        }
        if let Some((first, last)) = address(chunk) {
            self.scan(start, start + first);
            self.push(Kind::Email, start + first, start + last);
            self.chunk_rest(start + last, end);
            return;
        }
        if chunk.len() >= 16 && chunk.bytes().filter(u8::is_ascii_digit).count() >= 15 {
            if let Some((range, _)) = orcid::find(chunk) {
                let from = range.start + orcid_start(chunk.get(range.clone()).unwrap_or_default());
                self.scan(start, start + from);
                self.push(Kind::Orcid, start + from, start + range.end);
                self.chunk_rest(start + range.end, end);
                return;
            }
            if let Some((first, last)) = orcid_shape(chunk) {
                self.scan(start, start + first);
                self.push(Kind::OrcidMalformed, start + first, start + last);
                self.chunk_rest(start + last, end);
                return;
            }
        }
        self.scan(start, end);
    }

    /// What follows an address in the same chunk; a loop through [`Self::chunk`] that ends because it shrinks.
    fn chunk_rest(&mut self, start: usize, end: usize) {
        let chunk = self.slice(start, end);
        match address(chunk) {
            Some((first, last)) if chunk.len() < 400 => {
                self.scan(start, start + first);
                self.push(Kind::Email, start + first, start + last);
                self.chunk_rest(start + last, end);
            }
            _ => self.scan(start, end),
        }
    }

    fn scan(&mut self, start: usize, end: usize) {
        let mut word: Option<usize> = None;
        let mut writing: Option<Writing> = None;
        let mut at = start;
        while let Some(printed) = self.slice(at, end).chars().next() {
            let next = at + printed.len_utf8();
            let character = text::folded_width(printed);
            let single = match character {
                ',' | '、' | '﹐' | '،' | '､' => Some(Kind::Comma),
                ';' | ':' | '。' | '|' | '•' | '…' | '=' | '^' | '~' | '﹔' | '؛' | '｡' | '"' | '“' | '”' => {
                    Some(Kind::Punctuation)
                }
                _ if is_symbol(character) || is_single_marker(character) => Some(Kind::Marker),
                _ if is_hidden(character) && word.is_none() => Some(Kind::Punctuation),
                _ => bracket(character),
            };
            if let Some(kind) = single {
                self.close_word(&mut word, at);
                writing = None;
                match self.tokens.last_mut() {
                    Some(last)
                        if kind == Kind::Marker
                            && last.kind == kind
                            && last.end == at
                            && last.text.ends_with(printed) =>
                    {
                        last.end = next;
                        last.text = Cow::Borrowed(self.raw.get(last.start..next).unwrap_or_default());
                    }
                    _ => self.push(kind, at, next),
                }
                at = next;
                continue;
            }
            if is_superscript_digit(character) {
                self.close_word(&mut word, at);
                writing = None;
                let run = self.run(at, end, is_superscript_digit);
                self.push(Kind::Marker, at, run);
                at = run;
                continue;
            }
            if character.is_ascii_digit() {
                at = self.digits(&mut word, at, end);
                continue;
            }
            let own = writing_of(printed);
            if let (Some(before), Some(own)) = (writing, own)
                && (before == Writing::Alphabet) != (own == Writing::Alphabet)
            {
                self.close_word(&mut word, at);
            }
            word.get_or_insert(at);
            writing = own.or(writing);
            at = next;
        }
        self.close_word(&mut word, end);
    }

    fn run(&self, start: usize, end: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.slice(start, end);
        let stop = rest.find(|character: char| !belongs(text::folded_width(character)));
        stop.map_or(end, |length| start + length)
    }

    /// Digits from `at` on: glued to a name, before it, alone, or inside a word. Gives where to go on.
    fn digits(&mut self, word: &mut Option<usize>, at: usize, end: usize) -> usize {
        let run = self.run(at, end, |character| character.is_ascii_digit());
        let after = self.slice(run, end).chars().next().map(text::folded_width);
        let count = self.slice(at, run).chars().count();
        if let Some(start) = *word {
            let before = self.slice(start, at).chars().rev().find(|character| !is_hidden(*character));
            let after_name = before.is_some_and(|character| character.is_alphabetic() || character == '.');
            let goes_on = after.is_some_and(|character| character.is_alphanumeric() || is_hyphen(character));
            if after_name && !goes_on {
                self.close_word(word, at);
                self.push(Kind::Marker, at, run);
            }
            return run;
        }
        match after {
            Some(character) if count <= 2 && character.is_uppercase() => self.push(Kind::Marker, at, run),
            Some(character) if character.is_alphanumeric() || is_hyphen(character) => *word = Some(at),
            _ if count <= 2 => self.push(Kind::Number, at, run),
            _ => *word = Some(at),
        }
        run
    }

    fn close_word(&mut self, word: &mut Option<usize>, end: usize) {
        let Some(start) = word.take() else { return };
        let text = self.slice(start, end);
        let keeps = |character: char| {
            character.is_alphanumeric()
                || is_middle_dot(character)
                || matches!(character, '&' | '?' | '\u{fffd}')
        };
        if !text.chars().any(keeps) {
            self.push(Kind::Punctuation, start, end);
            return;
        }
        let is_edge = |character: char| is_hyphen(character) || character == '/';
        let trimmed = text.trim_start_matches(|character| is_edge(character) || character == '.');
        let first = start + (text.len() - trimmed.len());
        let core = trimmed.trim_end_matches(is_edge);
        let last = first + core.len();
        self.push(Kind::Punctuation, start, first);
        if let Some(length) = self.glued_label(core) {
            self.push_word(first, last - length);
            self.push(Kind::Marker, last - length, last);
        } else {
            self.push_word(first, last);
        }
        self.push(Kind::Punctuation, last, end);
    }

    /// Length of a lower-case label glued to a family name in capitals (`LEEa`), or that is a word of its own
    /// after a name.
    fn glued_label(&self, word: &str) -> Option<usize> {
        let last = word.chars().next_back().filter(char::is_ascii_lowercase)?;
        let is_label = self.labels.iter().any(|label| {
            let mut characters = label.trim().chars();
            characters.next() == Some(last) && characters.next().is_none()
        });
        let rest = word.get(..word.len() - 1)?;
        let is_family = rest.chars().count() >= 2 && rest.chars().all(char::is_uppercase);
        let after_name = rest.is_empty() && self.tokens.iter().any(|token| token.kind == Kind::Word);
        (is_label && (is_family || after_name)).then_some(1)
    }

    fn push_word(&mut self, start: usize, end: usize) {
        let text = self.slice(start, end);
        let writing = text.chars().find_map(writing_of);
        if text.is_empty() {
            return;
        }
        self.push(Kind::Word, start, end);
        let Some(token) = self.tokens.last_mut() else { return };
        token.writing = writing.unwrap_or(Writing::Alphabet);
        if text.is_ascii() {
            return;
        }
        let is_wide = |character: char| text::folded_width(character) != character;
        token.was_wide = text.chars().any(is_wide);
        if token.was_wide
            || text.chars().any(is_hidden)
            || is_nfc_quick(text.chars()) != unicode_normalization::IsNormalized::Yes
        {
            let visible = text.chars().filter(|character| !is_hidden(*character));
            token.text = Cow::Owned(visible.map(text::folded_width).nfc().collect());
        }
    }

    /// The full stop that ends a list of authors is no part of the last name.
    fn final_stop(&mut self) {
        let Some(at) = self.tokens.iter().rposition(|token| token.kind == Kind::Word) else { return };
        let Some(token) = self.tokens.get_mut(at) else { return };
        let letters = token.text.chars().filter(|character| character.is_alphabetic()).count();
        let stops = token.text.chars().filter(|character| *character == '.').count();
        if !token.text.ends_with('.') || stops != 1 || (token.writing == Writing::Alphabet && letters < 4) {
            return;
        }
        let stop = token.end.saturating_sub(1);
        if self.raw.get(stop..token.end) != Some(".") {
            return;
        }
        let mut rest = token.clone();
        token.end = stop;
        let shorter = token.text.trim_end_matches('.').to_owned();
        token.text = Cow::Owned(shorter);
        rest.kind = Kind::Punctuation;
        rest.start = stop;
        rest.text = Cow::Borrowed(".");
        self.tokens.insert(at + 1, rest);
    }
}

/// Where an e-mail address stands in a run without white space.
fn address(chunk: &str) -> Option<(usize, usize)> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || "._%+-".contains(character);
    for (at, _) in chunk.match_indices('@') {
        let (before, after) = (chunk.get(..at)?, chunk.get(at + 1..)?);
        let first = before.rfind(|character| !is_part(character)).map_or(0, |last| {
            last + before.get(last..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let length = after.find(|character| !is_part(character)).unwrap_or(after.len());
        let host = after.get(..length)?.trim_end_matches(['.', '-']);
        if first < at && host.contains('.') {
            return Some((first, at + 1 + host.len()));
        }
    }
    None
}

fn orcid_start(found: &str) -> usize {
    let starts = ["http", "orcid", "ORCID"].into_iter().filter_map(|start| found.find(start));
    starts.min().or_else(|| found.find(|character: char| character.is_ascii_digit())).unwrap_or(0)
}

/// Four blocks of four digits that are no ORCID iD by their check digit, with the address before them.
fn orcid_shape(chunk: &str) -> Option<(usize, usize)> {
    let bytes = chunk.as_bytes();
    let fits = |at: usize| {
        bytes.get(at..at + 19).is_some_and(|window| {
            window.iter().enumerate().all(|(place, byte)| match place {
                4 | 9 | 14 => *byte == b'-',
                18 => byte.is_ascii_digit() || matches!(byte, b'X' | b'x'),
                _ => byte.is_ascii_digit(),
            })
        })
    };
    let at = (0..bytes.len()).find(|at| fits(*at))?;
    let before = chunk.get(..at)?;
    let start = before.find("http").or_else(|| before.find("orcid")).unwrap_or(at);
    Some((start, at + 19))
}
