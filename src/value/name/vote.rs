//! What the names of a list say about each other (mapping reference 3.2, N15).

use super::alphabetic::is_short_capital;
use super::order::by_inventory;
use super::sides::{Side, SideKind};
use super::strip::{Draft, draft, open_words, segments};
use super::tokens::Token;
use super::words::{self, Look};
use super::{ListStyle, NameHints, Order};

/// The result: hints for every name of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Vote {
    /// Two thirds or more of the names that tell have their family name at this end.
    pub order: Option<Order>,
    /// How the list is written.
    pub style: Option<ListStyle>,
}

/// Asks the names of one list, as printed; one name alone says nothing about itself.
#[must_use]
pub fn vote(names: &[&str], hints: &NameHints<'_>) -> Vote {
    let drafts: Vec<Draft<'_>> = names.iter().map(|name| draft(name, hints)).collect();
    vote_on_drafts(&drafts, hints)
}

pub(in crate::value) fn vote_on_drafts(drafts: &[Draft<'_>], hints: &NameHints<'_>) -> Vote {
    let ballots = |style: Option<ListStyle>| {
        let of_draft = |draft: &Draft<'_>| {
            if let Some(usual) = &draft.usual {
                return vec![Ballot { comma: true, initials_end: usual.is_initials, ..Ballot::default() }];
            }
            let alphabetic = draft.sides.iter().filter(|side| side.kind == SideKind::Alphabetic);
            alphabetic.filter_map(|side| ballot(&draft.tokens, side, style, hints)).collect()
        };
        drafts.iter().flat_map(of_draft).collect::<Vec<Ballot>>()
    };
    let first_count = ballots(None);
    if first_count.len() < 2 {
        return Vote::default();
    }
    let count = |says: fn(&Ballot) -> bool| first_count.iter().filter(|ballot| says(ballot)).count();
    let middle = count(|ballot| ballot.middle_initial_end);
    let initials = count(|ballot| ballot.initials_end);
    let long_capital = count(|ballot| ballot.long_capital);
    let style = if middle >= 2 && middle > initials && long_capital == 0 {
        Some(ListStyle::MiddleInitial)
    } else if initials > 0 && long_capital == 0 {
        Some(ListStyle::Initials)
    } else if count(|ballot| ballot.capitals) > 0 {
        Some(ListStyle::Capitals)
    } else if count(|ballot| ballot.comma) > 0 {
        Some(ListStyle::Comma)
    } else {
        None
    };
    let second_count = if style == Some(ListStyle::Initials) { ballots(style) } else { first_count };
    let of = |order: Order| second_count.iter().filter(|ballot| ballot.order == Some(order)).count();
    let (family_first, given_first) = (of(Order::FamilyFirst), of(Order::GivenFirst));
    let told = family_first + given_first;
    let order = if told == 0 {
        None
    } else if family_first * 3 >= told * 2 {
        Some(Order::FamilyFirst)
    } else if given_first * 3 >= told * 2 {
        Some(Order::GivenFirst)
    } else {
        None
    };
    Vote { order, style }
}

/// What a name without a comma tells about its list (N15).
#[derive(Debug, Clone, Copy, Default)]
struct Ballot {
    /// It ends in a clear block of initials behind one word, or in one of several letters.
    initials_end: bool,
    /// It ends in a single letter behind two or more words.
    middle_initial_end: bool,
    /// It has a capital word of four letters or more beside another that is not capital.
    long_capital: bool,
    /// Some of its words are capital and some are not.
    capitals: bool,
    /// It has a comma between family name and given names.
    comma: bool,
    /// Where its family name stands, by capitals, initials or the inventory.
    order: Option<Order>,
}

/// `style` is the style of the list as far as it is known: with [`ListStyle::Initials`], two or three capitals at
/// the end are initials.
fn ballot(
    tokens: &[Token<'_>],
    side: &Side,
    style: Option<ListStyle>,
    hints: &NameHints<'_>,
) -> Option<Ballot> {
    if segments(tokens, side).len() > 1 {
        // `Gonzales, MC` says how its list writes given names.
        let behind = segments(tokens, side).into_iter().nth(1).unwrap_or_default();
        let words = behind.iter().filter_map(|at| tokens.get(*at)).filter(|token| token.is_open_word());
        let texts: Vec<&str> = words.map(|token| token.text.as_ref()).collect();
        let initials_end = matches!(
            texts.as_slice(),
            [only] if words::look(only) == Look::Initials && words::letter_count(only) > 1
        );
        return Some(Ballot { comma: true, initials_end, ..Ballot::default() });
    }
    let places = open_words(tokens, side.range());
    let texts: Vec<&str> =
        places.iter().filter_map(|at| tokens.get(*at)).map(|token| token.text.as_ref()).collect();
    let last = *texts.last()?;
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
            // A particle shows the family name of its own name, which no inventory need be asked for.
            _ if texts.iter().any(|word| words::starts_lower(word)) => None,
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
