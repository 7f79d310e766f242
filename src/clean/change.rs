//! What a rule does to a value, and the question before it.

use super::cleaner::Verdict;
use super::{Cleaner, Rule};
use crate::record::{Contributor, Marked};
use crate::report::{Note, Place, quoted};
use crate::syntax::csl::marked;
use crate::vocab::csl::ROLES;

/// One change of one value.
#[derive(Clone)]
pub struct Change {
    /// The rule that made it.
    pub rule: &'static Rule,
    /// The field, in CSL's words where CSL has one.
    pub field: &'static str,
    /// The value as it was, as text; empty where there was none.
    pub before: String,
    /// The value as it is now; empty where it is gone.
    pub after: String,
    /// The user has decided it, in the decisions file.
    pub is_decided: bool,
}

impl Change {
    /// The change as a note; its place is still to be filled in.
    #[must_use]
    pub fn note(&self) -> Note {
        let (before, after) = around_change(&self.before, &self.after);
        let message = match (self.before.is_empty(), self.after.is_empty()) {
            (true, _) => format!("{} was added", quoted(&after)),
            (_, true) => format!("{} was taken out", quoted(&before)),
            _ => format!("{} became {}", quoted(&before), quoted(&after)),
        };
        Note { code: self.rule.code, place: Place::default(), field: self.field, message }
    }
}

/// Both texts from a little before the first difference on, where they do not fit a message whole.
fn around_change(old: &str, new: &str) -> (String, String) {
    const BEFORE: usize = 16;
    const WHOLE: usize = 56;
    if old.chars().nth(WHOLE).is_none() && new.chars().nth(WHOLE).is_none() {
        return (old.to_owned(), new.to_owned());
    }
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    let cut = |text: &str| text.chars().skip(same.saturating_sub(BEFORE)).take(WHOLE).collect();
    (cut(old), cut(new))
}

/// A rule at work on a record: whom it asks.
pub struct Pass<'a> {
    pub(super) rule: &'static Rule,
    pub(super) cleaner: &'a Cleaner,
    /// By what the record is told in a file of decisions; empty where there are none.
    pub(super) key: &'a str,
    pub(super) changes: &'a mut Vec<Change>,
}

impl Pass<'_> {
    /// Whether a value may become another one. A rule must ask this for each change, and make it if it may: what is
    /// allowed is reported as done.
    #[must_use]
    pub fn allows(&mut self, field: &'static str, before: &str, after: &str) -> bool {
        let Some(is_decided) = (match self.cleaner.verdict(self.rule, self.key, field, before, after) {
            Verdict::Decided(true) => Some(true),
            Verdict::ByRule => Some(false),
            Verdict::Decided(false) | Verdict::NotChosen => None,
        }) else {
            return false;
        };
        let (before, after) = (before.to_owned(), after.to_owned());
        self.changes.push(Change { rule: self.rule, field, before, after, is_decided });
        true
    }

    /// Puts an allowed value in the place of a text.
    pub fn put(&mut self, field: &'static str, place: &mut String, after: String) {
        if *place != after && self.allows(field, place, &after) {
            *place = after;
        }
    }

    /// Puts an allowed text in the place of another one with marks.
    pub fn put_marked(&mut self, field: &'static str, place: &mut Marked, after: Marked) {
        if *place != after && self.allows(field, &shown(place, &after), &shown(&after, place)) {
            *place = after;
        }
    }

    /// Names and abbreviations of journals.
    pub(super) fn journals(&self) -> &super::journals::Journals {
        &self.cleaner.journals
    }
}

/// A marked text for people: plain, or with its tags where only they tell it from the other one.
fn shown(text: &Marked, other: &Marked) -> String {
    let plain = text.to_plain();
    if plain == other.to_plain() { marked(text) } else { plain }
}

/// The field of a contributor.
pub(crate) fn field_of(contributor: &Contributor) -> &'static str {
    ROLES.iter().find(|row| row.0 == contributor.role).map_or("author", |row| row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_value_is_shown_whole_and_a_long_one_around_its_change() {
        assert_eq!(around_change("217-21", "217-221"), ("217-21".to_owned(), "217-221".to_owned()));
        let long = "word ".repeat(40);
        let (before, after) = around_change(&format!("{long}a.B"), &format!("{long}a. B"));
        assert_eq!((before.as_str(), after.as_str()), ("ord word word a.B", "ord word word a. B"));
    }
}
