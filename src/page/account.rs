//! Keeping the ledger: every character of a page is entered once, and what nobody entered is unclaimed.

use super::ledger::{self, Fate, LineAccount};
use super::lines::{Columns, Line, Stretch, is_invisible};
use crate::report::{Code, Note, Place, quoted};
use std::ops::Range;

const TEXT_UNCLAIMED: Code = Code::warning(
    "text-unclaimed",
    "A piece of the page belongs to no field that the layout knows; it is in no output. `refmill explain` shows it.",
);

/// The fates of all lines of a page, by line index.
#[derive(Debug)]
pub(super) struct Ledger {
    stretches: Vec<Vec<ledger::Stretch>>,
    purpose: Purpose,
}

/// What the ledger is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To find what is unclaimed.
    Reading,
    /// To show it, with the reason of every doubt.
    Explaining,
}

impl Ledger {
    pub(super) fn new(lines: usize, purpose: Purpose) -> Self {
        Self { stretches: vec![Vec::new(); lines], purpose }
    }

    /// Enters a stretch.
    pub(super) fn enter(&mut self, stretch: Stretch, fate: Fate) {
        if let Some(line) = self.stretches.get_mut(stretch.line) {
            line.push(ledger::Stretch { start: stretch.start, end: stretch.end, fate, why: String::new() });
        }
    }

    /// Gives the reason of a doubt to the stretches of a value.
    pub(super) fn explain(&mut self, lines: Range<usize>, record: u64, wanted: (&str, usize), why: &str) {
        if self.purpose == Purpose::Reading {
            return;
        }
        for stretch in self.stretches.get_mut(lines).into_iter().flatten().flatten() {
            if let Fate::Value { record: number, field, index, .. } = &stretch.fate
                && (*number, *field, *index) == (record, wanted.0, wanted.1)
                && stretch.why.is_empty()
            {
                why.clone_into(&mut stretch.why);
            }
        }
    }

    /// Closes a line: what nobody entered is unclaimed. Returns the unclaimed stretches.
    fn close(&mut self, index: usize, text: &str) -> Vec<(usize, usize)> {
        let Some(entered) = self.stretches.get_mut(index) else { return Vec::new() };
        entered.sort_by_key(|stretch| (stretch.start, stretch.end));
        if is_whole(entered, text) {
            return Vec::new();
        }
        let mut whole: Vec<ledger::Stretch> = Vec::with_capacity(entered.len());
        let mut unclaimed = Vec::new();
        let mut at = 0;
        for mut stretch in entered.drain(..) {
            // Two grammars never share a stretch; should a table make them, the first keeps it.
            stretch.start = stretch.start.max(at);
            if stretch.start >= stretch.end {
                continue;
            }
            fill_gap(text, at..stretch.start, &mut whole, &mut unclaimed);
            at = stretch.end;
            whole.push(stretch);
        }
        fill_gap(text, at..text.len(), &mut whole, &mut unclaimed);
        *entered = whole;
        unclaimed
    }

    /// The accounts of all lines.
    pub(super) fn accounts(self, lines: &[Line<'_>]) -> Vec<LineAccount> {
        lines
            .iter()
            .zip(self.stretches)
            .map(|(line, stretches)| LineAccount {
                number: line.number,
                text: line.text.to_owned(),
                stretches,
            })
            .collect()
    }
}

/// Whether stretches in order hold everything that is to be seen on a line, none of them twice.
fn is_whole(stretches: &[ledger::Stretch], text: &str) -> bool {
    let mut at = 0;
    let is_gap = |from: usize, to: usize| {
        text.get(from..to).is_some_and(|between| between.chars().all(char::is_whitespace))
    };
    for stretch in stretches {
        if stretch.start >= stretch.end || !is_gap(at, stretch.start) {
            return false;
        }
        at = stretch.end;
    }
    is_gap(at, text.len())
}

/// Enters what lies between two claimed stretches: nothing for white space, furniture for what has no width,
/// unclaimed for the rest.
fn fill_gap(
    text: &str,
    gap: Range<usize>,
    whole: &mut Vec<ledger::Stretch>,
    unclaimed: &mut Vec<(usize, usize)>,
) {
    let Some(between) = text.get(gap.clone()).filter(|between| !between.is_empty()) else { return };
    let blank = |character: char| character.is_whitespace() || is_invisible(character);
    let seen = between.trim_matches(blank);
    let start = gap.start + (between.len() - between.trim_start_matches(blank).len());
    let seen_range = if seen.is_empty() { gap.start..gap.start } else { start..start + seen.len() };
    let mut entries = Vec::new();
    for (at, character) in between.char_indices() {
        let at = gap.start + at;
        if is_invisible(character) && !seen_range.contains(&at) {
            entries.push((at, at + character.len_utf8(), Fate::Furniture("invisible")));
        }
    }
    if !seen.is_empty() {
        unclaimed.push((seen_range.start, seen_range.end));
        entries.push((seen_range.start, seen_range.end, Fate::Unclaimed));
    }
    entries.sort_by_key(|(start, ..)| *start);
    whole.extend(entries.into_iter().map(|(start, end, fate)| ledger::Stretch {
        start,
        end,
        fate,
        why: String::new(),
    }));
}

/// Closes lines that belong to no record, or to one that is read: notes what nobody wanted.
pub(super) fn close_lines(
    lines: &[Line<'_>],
    range: Range<usize>,
    ledger: &mut Ledger,
    place: &Place,
    notes: &mut Vec<Note>,
) {
    for index in range {
        let Some(line) = lines.get(index) else { break };
        for (start, end) in ledger.close(index, line.text) {
            let text = line.text.get(start..end).unwrap_or_default();
            let column = line.text.get(..start).map_or(0, |before| before.chars().count()) + 1;
            let column = u32::try_from(column).ok().filter(|_| line.columns == Columns::OfFile);
            let place = Place { line: Some(line.number), column, ..place.clone() };
            let message = format!("{} belongs to no known field", quoted(text));
            notes.push(Note { code: &TEXT_UNCLAIMED, place, field: "", message });
        }
    }
}
