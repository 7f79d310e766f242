//! Slots: where lines without a label belong, by their order and their conditions.

use super::form::Places;
use super::kinds;
use super::layout::{Field, Kind, Lines, Script, Slot};
use crate::value::text::script_of;

/// How a slot takes a line.
#[derive(Debug)]
pub(super) enum Taken<'a> {
    /// As its own field.
    Whole(&'a Slot),
    /// As the fields of one of its forms.
    Form(&'a Slot, Places),
}

/// Slots in order, and how far they are filled.
#[derive(Debug)]
pub(super) struct SlotCursor<'a> {
    slots: &'a [Slot],
    next: usize,
    /// Slots that are known wherever they stand, and have their line.
    filled: Vec<bool>,
}

impl<'a> SlotCursor<'a> {
    pub(super) fn new(slots: &'a [Slot]) -> Self {
        Self { slots, next: 0, filled: vec![false; slots.len()] }
    }

    /// The slot that takes the line; `None` when no slot wants it.
    pub(super) fn take(&mut self, text: &str, below: &str) -> Option<Taken<'a>> {
        let (position, taken) = self.find(text, below)?;
        let (Taken::Whole(slot) | Taken::Form(slot, _)) = taken;
        self.next = if slot.lines == Lines::Many { position } else { position + 1 };
        self.fill(position);
        Some(taken)
    }

    /// The field that takes the line for no other reason than where it stands; `None` where a slot knows it, or no slot
    /// wants it.
    pub(super) fn field_by_place(&self, text: &str, below: &str) -> Option<Field> {
        self.find(text, below).and_then(|(_, taken)| match taken {
            Taken::Whole(slot) | Taken::Form(slot, _) => Some(slot.field).filter(|_| !is_telling(slot)),
        })
    }

    /// Whether a slot takes the line that knows it.
    pub(super) fn knows(&self, text: &str, below: &str) -> bool {
        self.find(text, below).is_some_and(|(_, taken)| match taken {
            Taken::Whole(slot) | Taken::Form(slot, _) => is_telling(slot),
        })
    }

    fn find(&self, text: &str, below: &str) -> Option<(usize, Taken<'a>)> {
        for position in self.next..self.slots.len() {
            let slot = self.slots.get(position)?;
            let later = self.slots.get(position + 1..).unwrap_or_default();
            // A slot that takes any line leaves those that a later one knows.
            if !is_sure(slot)
                && later.iter().any(|slot| is_sure(slot) && take_above(slot, text, below).is_some())
            {
                continue;
            }
            if let Some(taken) = take_above(slot, text, below) {
                return Some((position, taken));
            }
        }
        None
    }

    /// The slot that knows the line wherever it stands.
    pub(super) fn take_anywhere(&mut self, text: &str) -> Option<Taken<'a>> {
        let slots = self.slots;
        for (position, slot) in slots.iter().enumerate().filter(|(_, slot)| slot.anywhere) {
            let is_filled = self.filled.get(position).copied().unwrap_or_default();
            if is_filled && slot.lines == Lines::One {
                continue;
            }
            if let Some(taken) = take(slot, text) {
                self.next = self.next.max(position + 1);
                self.fill(position);
                return Some(taken);
            }
        }
        None
    }

    fn fill(&mut self, position: usize) {
        if let Some(filled) = self.filled.get_mut(position) {
            *filled = true;
        }
    }
}

/// Whether a line that meets the slot's conditions is the slot's: letters alone are no proof.
pub(super) fn is_sure(slot: &Slot) -> bool {
    slot.when.is_some()
        || slot.below.is_some()
        || slot.starts.is_some()
        || slot.contains.is_some()
        || !slot.forms.is_empty()
}

/// Whether a line that meets the slot's conditions cannot be the site's: `로그인` has the form of a name, and a line of a
/// menu may have the form of two titles.
pub(super) fn is_telling(slot: &Slot) -> bool {
    let is_title = matches!(slot.field, Field::Title | Field::VernacularTitle | Field::TranslatedTitle);
    let is_weak = matches!(
        slot.when,
        Some(Kind::Names | Kind::Body | Kind::Institution | Kind::PublicationType | Kind::Labelled)
    );
    let is_people = matches!(slot.field, Field::Author | Field::OtherAuthor | Field::Affiliation);
    slot.starts.is_some()
        || slot.below.is_some()
        || slot.contains.is_some() && !is_people
        || slot.when.is_some() && !is_weak
        || !slot.forms.is_empty() && !is_title
}

/// How a slot takes a line above another one.
pub(super) fn take_above<'a>(slot: &'a Slot, text: &str, below: &str) -> Option<Taken<'a>> {
    let fits = slot.below.as_ref().is_none_or(|start| below.starts_with(start.as_str()));
    if fits { take(slot, text) } else { None }
}

/// Whether a slot takes a line by itself.
pub(super) fn take<'a>(slot: &'a Slot, text: &str) -> Option<Taken<'a>> {
    let fits = slot.starts.as_ref().is_none_or(|start| text.starts_with(start.as_str()))
        && slot.contains.as_ref().is_none_or(|part| text.contains(part.as_str()))
        && slot.when.is_none_or(|kind| kinds::is(kind, text))
        && slot.script.is_none_or(|script| is_in(script, text));
    if !fits {
        return None;
    }
    if slot.forms.is_empty() {
        return Some(Taken::Whole(slot));
    }
    slot.forms.iter().find_map(|form| form.read(text)).map(|places| Taken::Form(slot, places))
}

/// Whether most letters of a line are of the script.
fn is_in(script: Script, text: &str) -> bool {
    let found = script_of(text);
    match script {
        Script::Latin => found == Some("Latn"),
        Script::Cyrillic => found == Some("Cyrl"),
        Script::EastAsian => matches!(found, Some("Hani" | "Kana" | "Hang")),
    }
}
