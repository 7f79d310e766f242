//! Text brought to one notation for a grammar, with the way back to the bytes it came from.
//!
//! Full-width forms become ASCII, all dashes and tildes one hyphen, white space one space (the mapping reference,
//! 4.1). One character may fold to several (`№` to `No`); all of them point to the same bytes.

use super::Part;
use unicode_normalization::UnicodeNormalization;

/// A folded text and what its characters were taken for.
#[derive(Debug)]
pub(super) struct Folded<'a> {
    source: &'a str,
    chars: Vec<char>,
    /// Byte range in the source of each folded character.
    spans: Vec<(usize, usize)>,
    claims: Vec<Option<&'static str>>,
    /// Byte ranges of characters that nobody sees; they are furniture wherever they stand.
    hidden: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let mut folded = Self {
            source,
            chars: Vec::with_capacity(source.len()),
            spans: Vec::with_capacity(source.len()),
            claims: Vec::new(),
            hidden: Vec::new(),
        };
        let mut gap: Option<(usize, usize)> = None;
        for (start, character) in source.char_indices() {
            let end = start + character.len_utf8();
            if character.is_whitespace() {
                gap = Some((gap.map_or(start, |(gap_start, _)| gap_start), end));
                continue;
            }
            if is_hidden(character) {
                folded.hidden.push((start, end));
                continue;
            }
            if let Some(span) = gap.take()
                && !folded.chars.is_empty()
            {
                folded.push(' ', span);
            }
            if character.is_ascii() {
                folded.push(if character == '~' { '-' } else { character }, (start, end));
            } else {
                for piece in std::iter::once(character).nfkc() {
                    folded.push(plain(piece), (start, end));
                }
            }
        }
        folded.claims = vec![None; folded.chars.len()];
        folded
    }

    fn push(&mut self, character: char, span: (usize, usize)) {
        self.chars.push(character);
        self.spans.push(span);
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The characters before `limit`.
    pub(super) fn up_to(&self, limit: usize) -> &[char] {
        self.chars.get(..limit).unwrap_or(&self.chars)
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The bytes of the source that folded to this range; outer white space is not among them.
    pub(super) fn source(&self, start: usize, end: usize) -> &'a str {
        let first = self.spans.get(start).map(|span| span.0);
        let last = end.checked_sub(1).and_then(|at| self.spans.get(at)).map(|span| span.1);
        match (first, last) {
            (Some(first), Some(last)) if start < end => {
                self.source.get(first..last).unwrap_or_default().trim()
            }
            _ => "",
        }
    }

    /// The folded characters of a range.
    pub(super) fn text(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    /// Says what a range was taken for; a later word overrides an earlier one.
    pub(super) fn claim(&mut self, claim: Claim) {
        let end = claim.end.min(self.claims.len());
        if let Some(claims) = self.claims.get_mut(claim.start..end) {
            claims.fill(Some(claim.field));
        }
    }

    pub(super) fn claim_all(&mut self, claims: &[Claim]) {
        for claim in claims {
            self.claim(*claim);
        }
    }

    /// The claims as parts of the source.
    pub(super) fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        // Whether the last part may still grow: nothing unclaimed or otherwise claimed has come since.
        let mut open = false;
        let mut at = 0;
        while let Some(&(start, end)) = self.spans.get(at) {
            let mut claim: Option<&'static str> = None;
            let mut is_space = false;
            while self.spans.get(at) == Some(&(start, end)) {
                let own = self.claims.get(at).copied().flatten();
                claim = match (claim, own) {
                    (None | Some(""), Some(_)) => own,
                    _ => claim,
                };
                is_space = self.chars.get(at) == Some(&' ');
                at += 1;
            }
            let last_field = parts.last().map(|part| part.field);
            if is_space {
                open = open && claim.is_some() && claim == last_field;
                continue;
            }
            match (claim, parts.last_mut()) {
                (Some(field), Some(last)) if open && last.field == field => last.end = end,
                (Some(field), _) => {
                    parts.push(Part::field(start, end, field));
                    open = true;
                }
                (None, _) => open = false,
            }
        }
        self.with_hidden(parts)
    }

    fn with_hidden(&self, parts: Vec<Part>) -> Vec<Part> {
        if self.hidden.is_empty() {
            return parts;
        }
        let mut all: Vec<Part> = Vec::with_capacity(parts.len() + self.hidden.len());
        let mut hidden = self.hidden.iter().copied().peekable();
        for part in parts {
            while let Some((start, end)) = hidden.next_if(|&(start, _)| start < part.end) {
                if start < part.start {
                    all.push(Part::furniture(start, end));
                }
            }
            all.push(part);
        }
        all.extend(hidden.map(|(start, end)| Part::furniture(start, end)));
        all
    }
}

/// Characters without a shape that copies carry along. The joiners U+200C and U+200D are not among them:
/// Persian and Indic words need them.
fn is_hidden(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// One hyphen for all dashes and tildes, one notation of the stop.
fn plain(character: char) -> char {
    match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{301c}' | '\u{223c}' | '~' => '-',
        '。' => '.',
        _ if character.is_whitespace() => ' ',
        _ => character,
    }
}

/// A range of folded characters and the field it went to; an empty field is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) field: &'static str,
}

impl Claim {
    pub(super) fn new(start: usize, end: usize, field: &'static str) -> Self {
        Self { start, end, field }
    }
}

/// A place in folded characters, and the small steps every grammar takes from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) chars: &'a [char],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(chars: &'a [char], at: usize) -> Self {
        Self { chars, at }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn peek_after(&self, distance: usize) -> Option<char> {
        self.chars.get(self.at + distance).copied()
    }

    pub(super) fn before(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|at| self.chars.get(at)).copied()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.chars.len()
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    pub(super) fn eat_any(&mut self, wanted: &[char]) -> Option<char> {
        let found = self.peek().filter(|character| wanted.contains(character));
        self.at += usize::from(found.is_some());
        found
    }

    pub(super) fn spaces(&mut self) {
        while self.eat(' ') {}
    }

    /// One or more hyphens with spaces around them; nothing is eaten without a hyphen.
    pub(super) fn dashes(&mut self) -> bool {
        let mut ahead = *self;
        ahead.spaces();
        if !ahead.eat('-') {
            return false;
        }
        while ahead.eat('-') {}
        ahead.spaces();
        *self = ahead;
        true
    }

    fn run(&mut self, most: usize, belongs: impl Fn(char) -> bool) -> &'a [char] {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let length = rest.iter().take(most + 1).take_while(|&&character| belongs(character)).count();
        if length > most {
            return &[];
        }
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// ASCII digits, as many as there are; none when there are more than `most`.
    pub(super) fn digits(&mut self, most: usize) -> &'a [char] {
        self.run(most, |character| character.is_ascii_digit())
    }

    /// A word of letters (marks included), no longer than the longest word any table knows.
    pub(super) fn word(&mut self) -> String {
        self.run(24, |character| {
            character.is_alphabetic() && !is_east_asian(character)
                || unicode_normalization::char::is_combining_mark(character)
        })
        .iter()
        .collect()
    }

    /// A number of at most four digits with its count of digits.
    pub(super) fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        let digits = self.digits(most.min(4));
        if digits.is_empty() {
            return None;
        }
        Some((
            digits.iter().filter_map(|digit| digit.to_digit(10)).fold(0, |sum, digit| sum * 10 + digit),
            digits.len(),
        ))
    }

    /// Whether what comes begins with these ASCII letters, in any case.
    pub(super) fn starts_with(&self, wanted: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        wanted.chars().count() <= rest.len()
            && wanted.chars().zip(rest).all(|(want, have)| want.eq_ignore_ascii_case(have))
    }
}

/// Scripts that put no space between words: a word of another script ends before them.
pub(super) fn is_east_asian(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_the_way_back() {
        let mut folded = Folded::new("\u{a0} № ４～5\u{200b}\n");
        assert_eq!(folded.text(0, folded.len()), "No 4-5");
        assert_eq!(folded.source(0, 2), "№");
        assert_eq!(folded.source(3, 6), "４～5");
        folded.claim(Claim::new(0, 1, ""));
        folded.claim(Claim::new(3, 6, "issue"));
        let parts = folded.parts();
        assert_eq!(parts.len(), 3);
        assert_eq!(parts.iter().map(|part| part.field).collect::<Vec<_>>(), ["", "issue", ""]);
    }
}
