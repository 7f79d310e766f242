//! Which end of an alphabetic name is the family name, where neither a comma nor capitals say so (mapping reference
//! 3.2, N11 to N14).

use super::alphabetic::{Words, give, note_guess};
use super::words::{self, Look};
use super::{ListStyle, NameHints, Order};
use crate::record::Confidence;
use crate::report::Remark;
use crate::vocab::family_names::{self, Inventory, Standing};
use crate::vocab::given_names;

/// N11, N13 and N14.
pub(super) fn by_position(
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
    // `García Márquez G.` in a list of such names has two family names, `Santos Juan P` one.
    let has_given = core.iter().skip(1).any(|word| given_names::is_iberian(word));
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
            if by_style && has_given {
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
    let is_given_first = hints.grammar == Some(Order::GivenFirst);
    if leading > 0 && trailing == 0 && !has_middle && (is_compound || !is_given_first) {
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
    let may_be_exchanged = family_names::standing(&other) == Standing::Usual
        && family_names::standing(&read) == Standing::Absent
        && (!is_given_first || family_names::could_be_short_given(&read));
    let doubtful = match confidence {
        Confidence::Default => true,
        Confidence::Vote => may_be_exchanged,
        // The grammar says the contrary.
        Confidence::Inventory => is_given_first && order == Order::FamilyFirst,
        _ => false,
    };
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
    // `Ho Chi Minh and Kim Cattrall`: what the other names tell holds for one that can be so, unless all are in one style.
    let is_own_case = matches!(hints.style, None | Some(ListStyle::Comma)) && is_by_grammar(texts, hints);
    if let Some(order) = hints.order.filter(|order| *order == Order::GivenFirst || !is_own_case) {
        return (order, Confidence::Vote);
    }
    let (Some(first), Some(last)) = (texts.first(), texts.last()) else {
        return (Order::GivenFirst, Confidence::Default);
    };
    if is_by_grammar(texts, hints) {
        return (Order::GivenFirst, Confidence::Rule);
    }
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
        // `Dela Cruz Maria`.
        None if words::compound_length(texts) > 1 && words::compound_length_at_end(texts) == 1 => {
            (Order::FamilyFirst, Confidence::Default)
        }
        None => (Order::GivenFirst, Confidence::Default),
    }
}

/// Whether a name is `First Last`, because that is what the notation means and nothing in the name tells otherwise.
fn is_by_grammar(texts: &[&str], hints: &NameHints<'_>) -> bool {
    hints.grammar == Some(Order::GivenFirst)
        && by_father(texts) != Some(Order::FamilyFirst)
        && words::compound_length(texts) <= words::compound_length_at_end(texts)
        && !may_lead(texts)
}

/// Whether the first word may be a family name of East Asia with given names behind it: `Zhang Wei`, not `Kim Basinger`.
fn may_lead(texts: &[&str]) -> bool {
    let Some((first, behind)) = texts.split_first() else { return false };
    family_names::standing(first) > Standing::Absent
        && behind.iter().all(|word| family_names::could_be_short_given(word))
}

/// Which end of a name is the likelier family name; `None` when both are, or neither.
pub(super) fn by_inventory(texts: &[&str], hints: &NameHints<'_>) -> Option<Order> {
    let (first, last) = (*texts.first()?, *texts.last()?);
    if let Some(order) = by_father(texts) {
        return Some(order);
    }
    // `Bo Larsen`: a family name of East Asia in front of a word that is no given name there is none.
    let are_given = texts.iter().skip(1).filter(|word| words::look(word) != Look::Initials);
    let could_be_given = match hints.grammar {
        // Against what the notation says, the word must be a whole given name of there.
        Some(Order::GivenFirst) => family_names::could_be_short_given,
        _ => family_names::could_be_east_asian_given,
    };
    let could_lead = Inventory::English.standing(first) > Standing::Absent
        || are_given.clone().all(|word| could_be_given(word));
    let as_first = |standing: Standing| if could_lead { standing } else { Standing::Absent };
    let order = |first: Standing, last: Standing| match first.cmp(&last) {
        std::cmp::Ordering::Greater => Some(Order::FamilyFirst),
        std::cmp::Ordering::Less => Some(Order::GivenFirst),
        std::cmp::Ordering::Equal => None,
    };
    if let Some(home) = Inventory::of_place(hints.country, hints.lang)
        && let Some(order) = order(as_first(home.standing(first)), home.standing(last))
    {
        return Some(order);
    }
    order(as_first(family_names::standing(first)), family_names::standing(last))
}

/// A father's name as Russian has it behind the given name: `Петров Андрей Викторович`, `Андрей Викторович Петров`.
fn by_father(texts: &[&str]) -> Option<Order> {
    const ENDINGS: [&str; 10] =
        ["ович", "евич", "ьич", "овна", "евна", "ична", "ovich", "evich", "ovna", "evna"];
    let is_father = |word: &str| {
        let word = words::lower(word);
        ENDINGS.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
    };
    match texts {
        [_, _, last] if is_father(last) => Some(Order::FamilyFirst),
        [_, middle, last] if is_father(middle) && !is_father(last) => Some(Order::GivenFirst),
        _ => None,
    }
}
