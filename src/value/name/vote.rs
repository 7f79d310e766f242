//! What the names of a list say about each other (mapping reference 3.2, N15).

use super::alphabetic::{Ballot, ballot};
use super::strip::{Draft, SideKind, draft};
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
        let persons = drafts.iter().flat_map(|draft| draft.sides.iter().map(move |side| (draft, side)));
        let alphabetic = persons.filter(|(_, side)| side.kind == SideKind::Alphabetic);
        alphabetic
            .filter_map(|(draft, side)| ballot(&draft.tokens, side, style, hints))
            .collect::<Vec<Ballot>>()
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
