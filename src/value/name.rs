//! One name as printed, read by the rules N0 to N16 of the mapping reference 3.2.
//!
//! The rules stand in order and the first that applies decides: markers and addresses beside the name, "et al.",
//! groups, two forms in two scripts, native scripts, patronymics, commas, particles, capitals, initials, and last
//! the order of the list or an inventory of family names. A name never fails; what cannot be split is `literal`.

mod alphabetic;
mod beside;
mod bodies;
mod case;
mod characters;
mod evidence;
mod native;
mod order;
mod sides;
mod strip;
mod tokens;
mod usual;
mod vote;
mod words;

/// A suffix in its usual notation, `Jr.` for `Jr`; any other as it is.
#[must_use]
pub fn usual_suffix(suffix: &str) -> &str {
    beside::suffix(suffix).unwrap_or(suffix)
}

pub use vote::{Vote, vote};

pub(in crate::value) use characters::{Writing, is_middle_dot};
pub(in crate::value) use evidence::{Evidence, evidence, joins_names};
pub(in crate::value) use strip::{Draft, draft};
pub(in crate::value) use tokens::{Kind, Token, tokenise};
pub(in crate::value) use vote::vote_on_drafts;

use sides::{Side, SideKind};
use tokens::Piece;

use super::{Part, orcid, text};
use crate::record::{Confidence, FormKind, Ident, Name, NameForm, Origin};
use crate::report::{Code, Remark, quoted};
use std::borrow::Cow;

/// Nothing in a name, in its list or in the inventories tells which word is the family name.
pub const NAME_ORDER_GUESSED: Code = Code::warning(
    "name-order-guessed",
    "It is not certain which part of a name is the family name; the likelier reading was taken.",
);
/// A name was printed in capitals throughout.
pub const NAME_CASE_RESTORED: Code = Code::info(
    "name-case-restored",
    "A name printed in capitals, or with a small letter where a capital belongs, was put into title case.",
);
/// A Malay, Indian or Bornean name says whose child somebody is.
pub const NAME_PATRONYMIC: Code = Code::info(
    "name-patronymic",
    "A name with `bin`, `binti`, `a/l` or the like has no family name and is kept whole.",
);
/// A name of one word.
pub const NAME_MONONYM: Code =
    Code::info("name-mononym", "A name of one word is kept whole; nothing says that it is a family name.");
/// A name in characters whose border nothing tells.
pub const NAME_UNSPLIT: Code =
    Code::info("name-unsplit", "A name is kept whole because nothing tells where the family name ends.");
/// A foreign name spelled in characters.
pub const NAME_TRANSLITERATED: Code = Code::info(
    "name-transliterated",
    "A foreign name in Chinese characters or kana, its parts joined by a middle dot, is kept whole.",
);
/// A degree or title beside a name.
pub const NAME_DEGREE: Code =
    Code::info("name-degree", "An academic degree or title was taken off a name and kept beside it.");
/// A name that looks damaged.
pub const NAME_GARBLED: Code = Code::warning(
    "name-garbled",
    "A name looks damaged: it begins with a small letter, holds a digit or a replacement character, or is far too \
     long; it is kept as printed.",
);
/// Full-width letters.
pub const NAME_WIDTH_FOLDED: Code =
    Code::info("name-width-folded", "Full-width letters of a name were written as plain ones.");
/// An ORCID iD beside a name is wrong.
pub const AUTHOR_ORCID_MALFORMED: Code = Code::warning(
    "author-orcid-malformed",
    "The ORCID iD beside a name has a wrong check digit; it is kept among the other identifiers of the person.",
);

/// Which end of a name the family name stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `Ou Wenxin`.
    FamilyFirst,
    /// `Wenxin Ou`.
    GivenFirst,
}

/// How a list of names is written as a whole (mapping reference 3.2, N10 and N15).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStyle {
    /// Capitals mark the family name: `Wenxin OU`.
    Capitals,
    /// Given names are initials after the family name: `Ou WX`.
    Initials,
    /// Family name, comma, given names.
    Comma,
    /// Family name, given names and a middle initial without a comma, as older Philippine records have it:
    /// `Santos Juan P`.
    MiddleInitial,
}

/// What is known about a name from outside it.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameHints<'a> {
    /// BCP-47 tag of the article.
    pub lang: Option<&'a str>,
    /// ISO 3166-1 alpha-2 code of the article's country.
    pub country: Option<&'a str>,
    /// The order of the names of the list.
    pub order: Option<Order>,
    /// The order that the notation has by its grammar (BibTeX's `First Last`): taken where neither the name nor its list
    /// says otherwise, and then no guess.
    pub grammar: Option<Order>,
    /// The style of the list.
    pub style: Option<ListStyle>,
    /// Affiliation labels that exist on the page; only such a small letter is a marker.
    pub labels: &'a [String],
}

/// Who a name names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A person, in one form or in two (`ZHANG Rui (张瑞)`).
    Person(Vec<NameForm>),
    /// A body, in one form or in two.
    Group(Vec<NameForm>),
    /// No name: the words by which the list was cut, `et al.`.
    Truncated(String),
    /// No name and no such words.
    Nothing,
}

/// A name and everything that stood beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameReading {
    /// Who it is.
    pub outcome: Outcome,
    /// Affiliation markers as printed: `1`, `a`, `*`, `②`.
    pub markers: Vec<String>,
    /// Degrees and titles as printed.
    pub degrees: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// ORCID iD in its usual notation.
    pub orcid: Option<String>,
    /// An ORCID iD with a wrong check digit.
    pub other_ids: Vec<Ident>,
    /// `✉` or the words "corresponding author" stand beside the name. `*` alone says nothing.
    pub corresponding: bool,
    /// Words such as "contributed equally" stand beside the name.
    pub equal_contribution: bool,
    /// An institution in parentheses behind the name, as printed.
    pub affiliation_text: Option<String>,
    /// The words by which the list was cut, where they stand behind a name without a separator.
    pub truncated: Option<String>,
    /// What became of each character; the field is `author`, the index 1.
    pub parts: Vec<Part>,
    /// What was repaired or is doubtful.
    pub remarks: Vec<Remark>,
}

/// Reads one name.
#[must_use]
pub fn parse(raw: &str, hints: &NameHints<'_>) -> NameReading {
    finish(draft(raw, hints), hints, 1)
}

/// Whether a name is a body's rather than a person's (mapping reference 3.2, N2).
#[must_use]
pub fn is_group(raw: &str) -> bool {
    draft(raw, &NameHints::default()).sides.iter().any(|side| side.kind == SideKind::Group)
}

/// A part of a name whose words are in capitals, in title case (mapping reference 3.2, N16): `OU` Ou, `VAN DER WAAL` van der
/// Waal, `O'BRIEN` O'Brien. Initials (`WX`, `J.-P.`) stay, particles before another word begin small, and nothing changes where a
/// word has small letters.
#[must_use]
pub fn capitals_restored(part: &str) -> Cow<'_, str> {
    let is_shouted = |word: &str| words::look(word) == words::Look::Capital;
    if !part.split_whitespace().any(is_shouted) {
        return Cow::Borrowed(part);
    }
    let count = part.split_whitespace().count();
    let restored = part.split_whitespace().enumerate().map(|(at, word)| {
        if !is_shouted(word) {
            Cow::Borrowed(word)
        } else if at + 1 < count && words::is_particle(word) {
            words::lower(word)
        } else {
            case::restored(word)
        }
    });
    Cow::Owned(restored.collect::<Vec<_>>().join(" "))
}

/// The particles before a family name and the rest of it, where both are written as one: `de la Cruz` (mapping reference
/// 3.2, N8). Only words that are known as particles and begin small are; one word is always left.
#[must_use]
pub fn split_particle(family: &str) -> (Option<&str>, &str) {
    let mut rest = family.trim();
    while let Some((word, behind)) = rest.split_once(char::is_whitespace) {
        if !(words::starts_lower(word) && words::is_particle(word)) {
            break;
        }
        rest = behind.trim_start();
    }
    let family = family.trim();
    let particle = family.strip_suffix(rest).map(str::trim_end).filter(|particle| !particle.is_empty());
    (particle, rest)
}

/// The second half of reading a name, after the list was asked; `index` is the author's number for the parts.
pub(in crate::value) fn finish(mut draft: Draft<'_>, hints: &NameHints<'_>, index: usize) -> NameReading {
    if let Some(usual) = draft.usual.take() {
        return usual::reading(draft.raw, usual, index);
    }
    let mut remarks = Vec::new();
    let mut forms = Vec::with_capacity(1);
    let is_group = draft.sides.iter().any(|side| side.kind == SideKind::Group);
    for at in 0..draft.sides.len() {
        let Some(side) = draft.sides.get(at).cloned() else { continue };
        let confidence = match side.kind {
            SideKind::Alphabetic => alphabetic::split(&mut draft.tokens, &side, hints, &mut remarks),
            SideKind::Native => {
                // A native name may fall into two tokens, and the sides behind it move by one.
                let before = draft.tokens.len();
                let confidence = native::split(&mut draft.tokens, &side, hints, &mut remarks);
                draft.grow_side(at, draft.tokens.len().saturating_sub(before));
                confidence
            }
            SideKind::Group => {
                draft.make_literal(side.range());
                Confidence::Rule
            }
            SideKind::Mixed => {
                draft.make_literal(side.range());
                let code = if draft.is_too_long() { &NAME_GARBLED } else { &NAME_UNSPLIT };
                remarks.push(Remark::new(code, format!("{} is kept whole", quoted(draft.raw))));
                Confidence::Default
            }
        };
        let Some(side) = draft.sides.get(at).cloned() else { continue };
        forms.extend(form(&draft, &side, confidence, hints));
    }
    for token in &mut draft.tokens {
        match (token.piece, token.kind) {
            (Piece::Unset, Kind::Marker | Kind::Number) => token.piece = Piece::Marker,
            (Piece::Unset, Kind::Word) => token.piece = Piece::Literal,
            (Piece::Unset, _) => token.piece = Piece::Furniture,
            _ => {}
        }
    }
    reading(&draft, forms, is_group, remarks, index)
}

/// What the tokens of a finished draft say.
fn reading(
    draft: &Draft<'_>,
    forms: Vec<NameForm>,
    is_group: bool,
    mut remarks: Vec<Remark>,
    index: usize,
) -> NameReading {
    let printed = |token: &Token<'_>| draft.raw.get(token.start..token.end).unwrap_or_default();
    let all = |piece: Piece| {
        let found = draft.tokens.iter().filter(move |token| token.piece == piece);
        found.map(|token| printed(token).to_owned()).collect::<Vec<String>>()
    };
    let stretch = |piece: Piece| {
        let first = draft.tokens.iter().find(|token| token.piece == piece)?;
        let last = draft.tokens.iter().rfind(|token| token.piece == piece)?;
        Some(text::clean(draft.raw.get(first.start..last.end).unwrap_or_default()).text)
    };
    let has = |piece: Piece| draft.tokens.iter().any(|token| token.piece == piece);
    let (mut orcid, mut other_ids) = (None, Vec::new());
    for token in draft.tokens.iter().filter(|token| token.piece == Piece::Orcid) {
        match orcid::canonical(printed(token)) {
            Some(value) if orcid.is_none() => orcid = Some(value),
            _ => {
                let value = printed(token).to_owned();
                let message = format!("{} is no ORCID iD", quoted(&value));
                remarks.push(Remark::new(&AUTHOR_ORCID_MALFORMED, message));
                other_ids.push(Ident {
                    scheme: "orcid".to_owned(),
                    value: value.clone(),
                    normalised: String::new(),
                    raw: value,
                    origin: Origin::Read,
                });
            }
        }
    }
    let degrees = all(Piece::Degree);
    if !degrees.is_empty() {
        let message = format!("{} was taken off {}", quoted(&degrees.join(", ")), quoted(draft.raw));
        remarks.push(Remark::new(&NAME_DEGREE, message));
    }
    if draft.tokens.iter().any(|token| token.was_wide && token.kind == Kind::Word) {
        remarks
            .push(Remark::new(&NAME_WIDTH_FOLDED, format!("{} has full-width letters", quoted(draft.raw))));
    }
    let truncated = stretch(Piece::Truncation);
    let (outcome, truncated) = match (forms.is_empty(), truncated) {
        (true, Some(words)) => (Outcome::Truncated(words), None),
        (true, None) => (Outcome::Nothing, None),
        (false, truncated) if is_group => (Outcome::Group(forms), truncated),
        (false, truncated) => (Outcome::Person(forms), truncated),
    };
    NameReading {
        outcome,
        markers: all(Piece::Marker),
        degrees,
        emails: all(Piece::Email),
        orcid,
        other_ids,
        corresponding: has(Piece::Correspondence)
            || draft
                .tokens
                .iter()
                .any(|token| token.piece == Piece::Marker && token.text.starts_with(['✉', '📧', '🖂'])),
        equal_contribution: has(Piece::EqualContribution),
        affiliation_text: stretch(Piece::Affiliation),
        truncated,
        parts: parts(draft, index),
        remarks,
    }
}

fn form(draft: &Draft<'_>, side: &Side, confidence: Confidence, hints: &NameHints<'_>) -> Option<NameForm> {
    let tokens = draft.tokens.get(side.range())?;
    let is_name = |token: &&Token<'_>| {
        matches!(token.piece, Piece::Family | Piece::Given | Piece::Particle | Piece::Suffix | Piece::Literal)
    };
    let first = tokens.iter().find(is_name)?;
    // `[No authors listed]`: the bracket that opens stands before the name.
    let is_opened = tokens.iter().any(|token| token.kind == Kind::Open && token.piece == Piece::Literal);
    let is_end = |token: &&Token<'_>| is_name(token) && (is_opened || token.kind != Kind::Close);
    let last = tokens.iter().rfind(is_end)?;
    let raw = draft.raw.get(first.start..last.end)?;
    let joined = |piece: Piece| {
        let mut written = String::new();
        for token in tokens.iter().filter(|token| token.piece == piece) {
            if !written.is_empty() && !token.text.is_empty() {
                written.push(' ');
            }
            written.push_str(&token.text);
        }
        (!written.is_empty()).then_some(written)
    };
    let name = if tokens.iter().any(|token| token.piece == Piece::Literal) {
        Name::literal(text::clean(raw).text)
    } else {
        Name {
            family: joined(Piece::Family),
            given: joined(Piece::Given),
            non_dropping_particle: joined(Piece::Particle),
            dropping_particle: None,
            suffix: joined(Piece::Suffix),
            literal: None,
        }
    };
    let script = text::script_of(raw);
    let kind = if matches!(script, None | Some("Latn")) { FormKind::Romanised } else { FormKind::Native };
    let primary = hints.lang.map(|tag| tag.split(['-', '_']).next().unwrap_or_default());
    let lang = match script {
        Some("Hang") => Some("ko"),
        Some("Kana") => Some("ja"),
        Some("Hani") => primary.filter(|tag| matches!(*tag, "zh" | "ja" | "ko")),
        _ => None,
    };
    Some(NameForm {
        name,
        lang: lang.map(str::to_owned),
        script: script.map(str::to_owned),
        kind,
        raw: raw.to_owned(),
        confidence,
    })
}

/// The tokens as parts; neighbours of one piece on one line are one part.
fn parts(draft: &Draft<'_>, index: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(draft.tokens.len());
    for token in &draft.tokens {
        let (field, piece) = match token.piece {
            Piece::Unset | Piece::Furniture => ("", ""),
            Piece::Family => ("author", "family name"),
            Piece::Given => ("author", "given name"),
            Piece::Particle => ("author", "particle"),
            Piece::Suffix => ("author", "suffix"),
            Piece::Literal => ("author", "literal name"),
            Piece::Marker => ("author", "marker"),
            Piece::Degree => ("author", "degree"),
            Piece::Email => ("author", "e-mail"),
            Piece::Orcid => ("author", "orcid"),
            Piece::Affiliation => ("author", "affiliation"),
            Piece::Correspondence => ("author", "corresponding author"),
            Piece::EqualContribution => ("author", "equal contribution"),
            Piece::Truncation => ("author_list_truncated", ""),
        };
        let index = if field == "author" { index } else { 0 };
        let gap = parts.last().and_then(|last| draft.raw.get(last.end..token.start)).unwrap_or("\n");
        match parts.last_mut() {
            Some(last)
                if last.field == field
                    && last.piece == piece
                    && piece != "marker"
                    && (gap.is_empty() || !field.is_empty())
                    && !gap.contains(['\n', '\r']) =>
            {
                last.end = token.end;
            }
            _ => parts.push(Part { start: token.start, end: token.end, field, index, piece }),
        }
    }
    parts
}
