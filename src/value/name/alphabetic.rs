//! Which words of a name in an alphabet are the family name (mapping reference 3.2, N5 to N14).

use super::case::{capitalised, restored};
use super::strip::{Side, open_words, segments};
use super::tokens::{Piece, Token, is_apostrophe, is_hyphen};
use super::words::{self, Look};
use super::{
    ListStyle, NAME_CASE_RESTORED, NAME_GARBLED, NAME_MONONYM, NAME_ORDER_GUESSED, NAME_PATRONYMIC,
    NAME_UNSPLIT, NameHints, Order,
};
use crate::record::Confidence;
use crate::report::{Remark, quoted};
use crate::vocab::family_names::{self, Inventory, Standing};
use std::borrow::Cow;
use std::ops::Range;

/// The words of one name: places in the tokens, and how they look.
struct Words<'t, 'a> {
    tokens: &'t mut [Token<'a>],
    places: Vec<usize>,
    looks: Vec<Look>,
}

impl Words<'_, '_> {
    fn len(&self) -> usize {
        self.places.len()
    }

    fn text(&self, at: usize) -> &str {
        self.places
            .get(at)
            .and_then(|place| self.tokens.get(*place))
            .map(|token| token.text.as_ref())
            .unwrap_or_default()
    }

    fn texts(&self) -> Vec<&str> {
        (0..self.len()).map(|at| self.text(at)).collect()
    }

    fn look(&self, at: usize) -> Look {
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
    fn restore(&mut self, range: Range<usize>) -> bool {
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

    fn joined(&self, range: Range<usize>) -> String {
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

fn note_guess(raw: &str, family: &str, other: &str, remarks: &mut Vec<Remark>) {
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
        by_capitals(&mut words, &capitals, &raw, remarks);
        return Confidence::Rule;
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
fn give(words: &mut Words<'_, '_>, family: Range<usize>) {
    let count = words.len();
    words.set(0..family.start, Piece::Given);
    words.set(family.end..count, Piece::Given);
    words.set_family(family);
}

fn is_short_capital(word: &str) -> bool {
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
        if has_capital && words::starts_lower(words.text(at)) && !words.text(at).contains(is_apostrophe) {
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
fn by_capitals(words: &mut Words<'_, '_>, capitals: &[usize], raw: &str, remarks: &mut Vec<Remark>) {
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
    let Some(family) = runs.iter().max_by_key(|run| standing(run)).cloned() else { return };
    if let Some(other) = runs.iter().find(|run| **run != family) {
        note_guess(raw, &words.joined(family.clone()), &words.joined(other.clone()), remarks);
    }
    give(words, family);
}

/// N11, N13 and N14.
fn by_position(
    words: &mut Words<'_, '_>,
    content: &[usize],
    raw: &str,
    hints: &NameHints<'_>,
    remarks: &mut Vec<Remark>,
) -> Confidence {
    let count = words.len();
    let leading = (0..count).take_while(|at| words.look(*at) == Look::Initials).count();
    let trailing = (0..count).rev().take_while(|at| words.look(*at) == Look::Initials).count();
    let inner = count - leading - trailing;
    let has_middle = inner > content.len();
    let texts = words.texts();
    let core = texts.get(leading..count - trailing).unwrap_or_default();
    let first_length = words::compound_length(core).max(1);
    let is_compound = inner == words::compound_length(&[core, &["x"]].concat());
    let (first_word, last_word) =
        (words.joined(leading..leading + first_length), words.text(count - trailing - 1).to_owned());
    if trailing > 0 && leading == 0 && !has_middle {
        let letters = (inner..count).map(|at| words::letter_count(words.text(at))).sum::<usize>();
        let by_style = hints.style == Some(ListStyle::MiddleInitial);
        if is_compound || letters > 1 {
            give(words, 0..inner);
            return Confidence::Rule;
        }
        if by_style || (hints.country == Some("PH") && hints.style.is_none()) {
            // `Santos Juan P`, which N11 alone would take for a family name of two words.
            give(words, 0..first_length);
            if by_style {
                return Confidence::Vote;
            }
            note_guess(raw, &first_word, &[&first_word, " ", &last_word].concat(), remarks);
            return Confidence::Default;
        }
        let whole = words.joined(0..inner);
        give(words, 0..inner);
        note_guess(raw, &whole, &format!("{first_word} alone"), remarks);
        return Confidence::Default;
    }
    if leading > 0 && trailing == 0 && !has_middle {
        let whole = words.joined(leading..count);
        give(words, leading..count);
        if is_compound {
            return Confidence::Rule;
        }
        note_guess(raw, &whole, &format!("{last_word} alone"), remarks);
        return Confidence::Default;
    }
    let (order, confidence) = order_of(&texts, has_middle && leading == 0 && trailing == 0, hints);
    let family = match order {
        Order::FamilyFirst => leading..leading + first_length,
        Order::GivenFirst => {
            let end = count - trailing;
            let is_east_asian = family_names::standing(&last_word) > Standing::Absent;
            let length = if is_east_asian { 1 } else { words::compound_length_at_end(core) };
            let length = if core.len() > 2 && compound_pair(core) { 2 } else { length };
            end - length..end
        }
    };
    let (read, other) = match order {
        Order::FamilyFirst => (words.joined(family.clone()), last_word.clone()),
        Order::GivenFirst => (words.joined(family.clone()), first_word.clone()),
    };
    let doubtful = confidence == Confidence::Default
        || (confidence == Confidence::Vote
            && family_names::standing(&other) == Standing::Usual
            && family_names::standing(&read) == Standing::Absent);
    give(words, family);
    if doubtful {
        note_guess(raw, &read, &other, remarks);
    }
    confidence
}

/// Whether the last two words are a Cantonese family name of two words.
fn compound_pair(core: &[&str]) -> bool {
    let tail = core.get(core.len().saturating_sub(2)..).unwrap_or_default();
    Inventory::Cantonese.standing(&tail.join("-")) > Standing::Absent
}

/// N13 and N14, with how sure the answer is. A middle initial (`Juan P. Santos`) is how given names come first.
fn order_of(texts: &[&str], middle_initial: bool, hints: &NameHints<'_>) -> (Order, Confidence) {
    if let Some(order) = hints.order {
        return (order, Confidence::Vote);
    }
    let (Some(first), Some(last)) = (texts.first(), texts.last()) else {
        return (Order::GivenFirst, Confidence::Default);
    };
    let vietnam = Inventory::of_place(hints.country, hints.lang) == Some(Inventory::Vietnamese);
    let as_first = Inventory::Vietnamese.standing(first);
    let family_first = if vietnam {
        as_first > Standing::Absent && as_first >= Inventory::Vietnamese.standing(last)
    } else {
        texts.len() >= 3 && as_first == Standing::Usual && family_names::standing(last) < Standing::Usual
    };
    if family_first {
        return (Order::FamilyFirst, Confidence::Inventory);
    }
    match by_inventory(texts, hints) {
        Some(order) => (order, Confidence::Inventory),
        None if middle_initial => (Order::GivenFirst, Confidence::Rule),
        None => (Order::GivenFirst, Confidence::Default),
    }
}

/// Which end of a name is the likelier family name; `None` when both are, or neither.
fn by_inventory(texts: &[&str], hints: &NameHints<'_>) -> Option<Order> {
    let (first, last) = (*texts.first()?, *texts.last()?);
    let order = |first: Standing, last: Standing| match first.cmp(&last) {
        std::cmp::Ordering::Greater => Some(Order::FamilyFirst),
        std::cmp::Ordering::Less => Some(Order::GivenFirst),
        std::cmp::Ordering::Equal => None,
    };
    if let Some(home) = Inventory::of_place(hints.country, hints.lang)
        && let Some(order) = order(home.standing(first), home.standing(last))
    {
        return Some(order);
    }
    order(family_names::standing(first), family_names::standing(last))
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
            && !words::is_particle(&token.text)
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

/// What a name without a comma tells about its list (N15).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ballot {
    /// It ends in a clear block of initials behind one word, or in one of several letters.
    pub(super) initials_end: bool,
    /// It ends in a single letter behind two or more words.
    pub(super) middle_initial_end: bool,
    /// It has a capital word of four letters or more beside another that is not capital.
    pub(super) long_capital: bool,
    /// Some of its words are capital and some are not.
    pub(super) capitals: bool,
    /// It has a comma between family name and given names.
    pub(super) comma: bool,
    /// Where its family name stands, by capitals, initials or the inventory.
    pub(super) order: Option<Order>,
}

/// `style` is the style of the list as far as it is known: with [`ListStyle::Initials`], two or three capitals at
/// the end are initials.
pub(super) fn ballot(
    tokens: &[Token<'_>],
    side: &Side,
    style: Option<ListStyle>,
    hints: &NameHints<'_>,
) -> Option<Ballot> {
    if segments(tokens, side).len() > 1 {
        return Some(Ballot { comma: true, ..Ballot::default() });
    }
    let places = open_words(tokens, side.range());
    let texts: Vec<&str> =
        places.iter().filter_map(|at| tokens.get(*at)).map(|token| token.text.as_ref()).collect();
    let (first, last) = (*texts.first()?, *texts.last()?);
    if texts.len() < 2 || texts.iter().any(|word| words::is_patronymic(word, true)) {
        return None;
    }
    let mut looks: Vec<Look> = texts.iter().map(|word| words::look(word)).collect();
    let clear_initials = looks.last() == Some(&Look::Initials);
    if style == Some(ListStyle::Initials)
        && is_short_capital(last)
        && let Some(look) = looks.last_mut()
    {
        *look = Look::Initials;
    }
    let content = looks.iter().filter(|look| **look != Look::Initials).count();
    let capital = looks.iter().filter(|look| **look == Look::Capital).count();
    let capitals = capital > 0 && (capital < content || (content == 1 && texts.len() > 1));
    let long =
        texts.iter().zip(&looks).any(|(word, look)| *look == Look::Capital && words::letter_count(word) >= 4);
    let ends = (looks.first().copied()?, looks.last().copied()?);
    let is_middle = clear_initials
        && content >= 2
        && words::letter_count(last) == 1
        && words::compound_length(&texts) == 1;
    let order = if capital > 0 && capital < content {
        match ends {
            (Look::Capital, Look::Plain | Look::Initials) => Some(Order::FamilyFirst),
            (Look::Plain | Look::Initials, Look::Capital) => Some(Order::GivenFirst),
            _ => None,
        }
    } else {
        match ends {
            (Look::Initials, Look::Initials) => None,
            (_, Look::Initials) => Some(Order::FamilyFirst),
            (Look::Initials, _) => Some(Order::GivenFirst),
            _ if words::starts_lower(first) => None,
            _ => by_inventory(&texts, hints),
        }
    };
    Some(Ballot {
        initials_end: clear_initials && !is_middle,
        middle_initial_end: is_middle,
        long_capital: long,
        capitals,
        comma: false,
        order,
    })
}
