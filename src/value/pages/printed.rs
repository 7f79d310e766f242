//! One page as printed.

use super::super::folded::Cursor;

/// A page as printed: `S12`, `12A`, `xiv`, `221.e3`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) prefix: &'a [char],
    pub(super) digits: &'a [char],
    pub(super) suffix: &'a [char],
}

impl Page<'_> {
    pub(super) fn text(self) -> String {
        [self.prefix, self.digits, self.suffix].concat().iter().collect()
    }

    /// Rule F1: only purely numeric pages of up to four digits lose their zeros.
    pub(super) fn without_zeros(mut self) -> Self {
        if self.prefix.is_empty() && self.suffix.is_empty() && self.digits.len() <= 4 {
            while let ['0', rest @ ..] = self.digits
                && !rest.is_empty()
            {
                self.digits = rest;
            }
        }
        self
    }
}

fn letters<'a>(cursor: &mut Cursor<'a>, most: usize) -> &'a [char] {
    let start = cursor.at;
    while cursor.peek().is_some_and(|next| next.is_ascii_alphabetic()) && cursor.at - start < most {
        cursor.at += 1;
    }
    cursor.chars.get(start..cursor.at).unwrap_or_default()
}

/// The page at the cursor; nothing is eaten where none stands.
pub(super) fn page<'a>(cursor: &mut Cursor<'a>) -> Option<Page<'a>> {
    let mut ahead = *cursor;
    let prefix = letters(&mut ahead, 12);
    let digits = ahead.digits(16);
    if digits.is_empty() {
        let lower = prefix.iter().all(char::is_ascii_lowercase);
        let upper = prefix.iter().all(char::is_ascii_uppercase);
        let roman = prefix.iter().all(|letter| "ivxlcdm".contains(letter.to_ascii_lowercase()));
        if prefix.is_empty() || !roman || !(lower || upper) || goes_on(ahead) {
            return None;
        }
        *cursor = ahead;
        return Some(Page { prefix, digits, suffix: &[] });
    }
    if prefix.len() > 4 {
        return None;
    }
    let suffix_start = ahead.at;
    letters(&mut ahead, 3);
    // Journals that print an appendix online: `217-221.e3`.
    if ahead.peek() == Some('.')
        && ahead.peek_after(1) == Some('e')
        && ahead.peek_after(2).is_some_and(|next| next.is_ascii_digit())
    {
        ahead.at += 2;
        ahead.digits(6);
    }
    if goes_on(ahead) {
        return None;
    }
    let suffix = ahead.chars.get(suffix_start..ahead.at).unwrap_or_default();
    *cursor = ahead;
    Some(Page { prefix, digits, suffix })
}

/// Whether a token is not over yet, so that it is no page.
fn goes_on(cursor: Cursor<'_>) -> bool {
    match cursor.peek() {
        Some('_' | '/' | '(') => true,
        Some('.') => {
            // `189-192.doi: 10.1000/x` of pages that lost a line end.
            let behind = Cursor { at: cursor.at + 1, ..cursor };
            let is_address = ["doi", "DOI", "http"].iter().any(|word| behind.starts_with(word));
            !is_address && behind.peek().is_some_and(|next| next.is_ascii_alphanumeric())
        }
        Some(next) => next.is_ascii_alphanumeric(),
        None => false,
    }
}
