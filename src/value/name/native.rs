//! Names in characters, kana or Hangul (mapping reference 3.2, N4).

use super::characters::{Writing, is_middle_dot};
use super::sides::Side;
use super::strip::{open_words, segments};
use super::tokens::{Piece, Token};
use super::{NAME_GARBLED, NAME_ORDER_GUESSED, NAME_TRANSLITERATED, NAME_UNSPLIT, NameHints};
use crate::record::Confidence;
use crate::report::{Code, Remark, quoted};
use crate::vocab::family_names;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Gives the open words of the side their pieces; a word that holds both names becomes two tokens.
pub(super) fn split(
    tokens: &mut Vec<Token<'_>>,
    side: &Side,
    hints: &NameHints<'_>,
    remarks: &mut Vec<Remark>,
) -> Confidence {
    for token in tokens.get_mut(side.range()).unwrap_or_default() {
        if token.aside && token.piece == Piece::Unset {
            token.piece = Piece::Given;
        }
    }
    let words = open_words(tokens, side.range());
    let text = |at: usize| tokens.get(at).map(|token| token.text.as_ref()).unwrap_or_default();
    let compact: String = words.iter().map(|at| text(*at)).collect();
    let is_japanese = hints.lang.is_some_and(|tag| tag == "ja" || tag.starts_with("ja-"))
        || (hints.lang.is_none() && hints.country == Some("JP"))
        || words.iter().any(|at| {
            tokens.get(*at).is_some_and(|token| token.writing == Writing::Kana || has_kana(&token.text))
        });
    if compact.chars().any(is_middle_dot) {
        return whole(tokens, side, &NAME_TRANSLITERATED, remarks);
    }
    let segments = segments(tokens, side);
    if segments.len() >= 2 {
        let family = segments.first().cloned().unwrap_or_default();
        for at in words {
            let piece = if family.contains(&at) { Piece::Family } else { Piece::Given };
            set(tokens, at, piece);
        }
        if segments.len() > 2 {
            let message = format!("{} has more commas than a name has parts", quoted(&compact));
            remarks.push(Remark::new(&NAME_GARBLED, message));
        }
        return Confidence::Certain;
    }
    match words.as_slice() {
        [] => Confidence::Default,
        [only] => unspaced(tokens, *only, side, is_japanese, remarks),
        [family, given] => {
            set(tokens, *family, Piece::Family);
            set(tokens, *given, Piece::Given);
            Confidence::Certain
        }
        // `박 민 수`: spaces between all characters only fill a line.
        [first, rest @ ..] if words.iter().all(|at| text(*at).chars().count() == 1) && !is_japanese => {
            let pair: String = words.iter().take(2).map(|at| text(*at)).collect();
            let is_compound = family_names::is_han_compound(&pair) || family_names::is_hangul_compound(&pair);
            let mut family = vec![*first];
            let mut given = rest.to_vec();
            if is_compound && given.len() > 1 {
                family.push(given.remove(0));
            }
            join(tokens, &family, Piece::Family);
            join(tokens, &given, Piece::Given);
            Confidence::Rule
        }
        [first, rest @ ..] if is_family(text(*first)) => {
            set(tokens, *first, Piece::Family);
            for at in rest {
                set(tokens, *at, Piece::Given);
            }
            Confidence::Certain
        }
        _ => whole(tokens, side, &NAME_UNSPLIT, remarks),
    }
}

fn is_family(word: &str) -> bool {
    family_names::han_family_to_latin(word).is_some() || family_names::hangul_family_to_latin(word).is_some()
}

fn has_kana(word: &str) -> bool {
    word.chars().any(|character| super::characters::writing_of(character) == Some(Writing::Kana))
}

fn set(tokens: &mut [Token<'_>], at: usize, piece: Piece) {
    if let Some(token) = tokens.get_mut(at) {
        token.piece = piece;
    }
}

/// One value out of words spaced out: the first takes the text, the others keep their place only.
fn join(tokens: &mut [Token<'_>], places: &[usize], piece: Piece) {
    let text: String =
        places.iter().filter_map(|at| tokens.get(*at)).map(|token| token.text.as_ref()).collect();
    for (number, at) in places.iter().enumerate() {
        if let Some(token) = tokens.get_mut(*at) {
            token.piece = piece;
            token.text = if number == 0 { Cow::Owned(text.clone()) } else { Cow::Borrowed("") };
        }
    }
}

fn whole(
    tokens: &mut [Token<'_>],
    side: &Side,
    code: &'static Code,
    remarks: &mut Vec<Remark>,
) -> Confidence {
    let mut printed = String::new();
    for token in tokens.get_mut(side.range()).unwrap_or_default() {
        if token.piece == Piece::Unset || token.aside {
            token.piece = Piece::Literal;
            printed.push_str(&token.text);
        }
    }
    remarks.push(Remark::new(code, format!("{} is kept whole", quoted(&printed))));
    if code == &NAME_UNSPLIT { Confidence::Default } else { Confidence::Rule }
}

/// A name in one word.
fn unspaced(
    tokens: &mut Vec<Token<'_>>,
    at: usize,
    side: &Side,
    is_japanese: bool,
    remarks: &mut Vec<Remark>,
) -> Confidence {
    let Some(token) = tokens.get(at) else { return Confidence::Default };
    let (writing, name) = (token.writing, token.text.clone().into_owned());
    let letters: Vec<char> = name.chars().collect();
    let pair: String = letters.iter().take(2).collect();
    let is_damaged =
        letters.iter().any(|character| super::characters::writing_of(*character) != Some(writing));
    let family_length = match (writing, letters.len()) {
        (Writing::Kana, _) => None,
        _ if is_japanese || is_damaged => None,
        (Writing::Hangul, 3 | 4) if family_names::is_hangul_compound(&pair) => Some(2),
        (Writing::Han, 3 | 4) if family_names::is_han_compound(&pair) => Some(2),
        (Writing::Hangul, 2..=4) | (Writing::Han, 2 | 3) => Some(1),
        _ => None,
    };
    let Some(length) = family_length else { return whole(tokens, side, &NAME_UNSPLIT, remarks) };
    let Some((family, given)) = cut(token, length) else {
        return whole(tokens, side, &NAME_UNSPLIT, remarks);
    };
    let is_known = length == 2 || is_family(&family.text);
    if !is_known {
        let message = format!(
            "{} read as family name {}, which no inventory has; {pair} may be the family name",
            quoted(&name),
            family.text
        );
        remarks.push(Remark::new(&NAME_ORDER_GUESSED, message));
    }
    tokens.splice(at..=at, [family, given]);
    if is_known { Confidence::Rule } else { Confidence::Default }
}

/// The token as family name of `length` characters and given name, each with its own place in the text.
fn cut<'a>(token: &Token<'a>, length: usize) -> Option<(Token<'a>, Token<'a>)> {
    let (mut family, mut given) = (token.clone(), token.clone());
    family.piece = Piece::Family;
    given.piece = Piece::Given;
    if let Cow::Borrowed(text) = token.text {
        let at = text.char_indices().nth(length)?.0;
        family.text = Cow::Borrowed(text.get(..at)?);
        given.text = Cow::Borrowed(text.get(at..)?);
        family.end = token.start + at;
    } else {
        // The printed text has other bytes than the composed one; both are shortened until they agree.
        let wanted: String = token.text.chars().take(length).collect();
        let rest: String = token.text.chars().skip(length).collect();
        let at = native_border(token, &wanted, &rest)?;
        family.text = Cow::Owned(wanted);
        given.text = Cow::Owned(rest);
        family.end = at;
    }
    given.start = family.end;
    Some((family, given))
}

/// Where in the source the composed family name ends: the share of its decomposed length.
fn native_border(token: &Token<'_>, family: &str, given: &str) -> Option<usize> {
    let total = token.end.checked_sub(token.start)?;
    let composed = family.len() + given.len();
    let decomposed: usize = family.nfd().chain(given.nfd()).map(char::len_utf8).sum();
    if total == composed {
        Some(token.start + family.len())
    } else if total == decomposed {
        Some(token.start + family.nfd().map(char::len_utf8).sum::<usize>())
    } else {
        None
    }
}
