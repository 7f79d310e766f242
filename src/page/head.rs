//! Where the head of an article begins, on a page whose first lines are the site's.
//!
//! Slots take lines in their order, so that a line of the site above the title would become the title, the title the
//! authors, and so on. What follows tells where the head really begins: names where names belong, a journal line behind
//! them. Each line that may be the first is tried, and the one from which most lines fit their slots wins; where two
//! fit alike the higher one does.

use super::chrome;
use super::kinds;
use super::labels::{Bullets, is_footer, label_at};
use super::layout::{Field, Layout, Lines};
use super::lines::Line;
use super::signs;
use super::slots;
use super::told::Told;
use crate::value::name;
use std::ops::Range;

/// How many lines with text a head has at the most, with the site's above it.
const MOST_LINES: usize = 80;

/// How many of them are tried as the first one.
const MOST_STARTS: usize = 40;

/// By how much another first line must fit better than the first line of the record.
const MARGIN: i32 = 9;

/// What it is worth that the title stands right above a line that tells itself.
const NEAR: i32 = 15;

/// A line that slots may take.
struct Candidate {
    index: usize,
    /// Which slots take it.
    takes: Vec<bool>,
    looks: Looks,
    /// How much more likely than by its looks it is the title.
    told: i32,
}

/// What a line looks like by itself.
#[derive(Clone, Copy)]
struct Looks {
    title: bool,
    names: usize,
    group: bool,
    institution: bool,
    source: bool,
    capitals: bool,
    english: bool,
}

/// The line at which the head of a record begins; the first line of the record where no other one fits better.
pub(super) fn start(
    layout: &Layout,
    lines: &[Line<'_>],
    record: Range<usize>,
    bullets: Bullets,
    told: &Told,
) -> usize {
    let first = record.start;
    let candidates = candidates(layout, lines, record, bullets, told);
    let mut best: Option<(i32, usize)> = None;
    for (position, candidate) in candidates.iter().enumerate().take(MOST_STARTS) {
        let score = score(layout, &candidates, position);
        // The first line is the likeliest: it takes more than a doubt to leave it.
        let margin = if best.is_some_and(|(_, start)| start == first) { MARGIN } else { 0 };
        if best.is_none_or(|(known, _)| score > known + margin) {
            let start = if position == 0 { first } else { candidate.index };
            best = Some((score, start));
        }
    }
    best.map_or(first, |(_, start)| start)
}

/// The lines of the head that are neither the site's nor a label's.
fn candidates(
    layout: &Layout,
    lines: &[Line<'_>],
    record: Range<usize>,
    bullets: Bullets,
    told: &Told,
) -> Vec<Candidate> {
    let told = told.with_citations(lines.get(record.clone()).unwrap_or_default().iter());
    let end = record.end;
    let mut found: Vec<Candidate> = Vec::new();
    let (mut of_label, mut above) = (false, "");
    for index in
        record.filter(|index| lines.get(*index).is_some_and(|line| !line.is_blank())).take(MOST_LINES)
    {
        let Some(line) = lines.get(index) else { break };
        let text = line.trimmed();
        if let Some(label) = label_at(layout, text, line.is_item(), bullets) {
            let is_text = label.label.lines == Lines::Many || label.label.field == Field::Abstract;
            let is_bare = label.length == text.len();
            if is_text && !(found.is_empty() && is_bare) {
                break;
            }
            of_label = is_bare && !is_text;
            continue;
        }
        if std::mem::take(&mut of_label) {
            continue;
        }
        let below = lines.get(index + 1..end).unwrap_or_default();
        let below = below.iter().map(Line::trimmed).find(|text| !text.is_empty()).unwrap_or_default();
        let takes: Vec<bool> =
            layout.slots.iter().map(|slot| slots::take_above(slot, text, below).is_some()).collect();
        let is_sure = layout.slots.iter().zip(&takes).any(|(slot, takes)| *takes && slots::is_telling(slot));
        let is_again = std::mem::replace(&mut above, text) == text;
        if !is_sure
            && (is_again
                || chrome::is_issue(text)
                || chrome::is_no_title(layout, text) && !signs::is_marks(text)
                || is_known(layout, text))
        {
            continue;
        }
        let looks = Looks {
            title: signs::is_title_like(text) && !signs::names_journal(text) && spaced_names(text) == 0,
            names: signs::names_in(text).max(spaced_names(text)),
            group: name::is_group(text),
            institution: signs::is_institution(text),
            source: kinds::is(super::layout::Kind::Source, text),
            capitals: signs::is_in_capitals(text),
            english: signs::is_english(text),
        };
        let told = if told.is_title(text) {
            100
        } else if told.is_in_window(text) {
            50
        } else {
            0
        };
        found.push(Candidate { index, takes, looks, told });
    }
    found
}

/// How many names a list has of which each is a family name and a given name in Chinese characters or kana: `山田 太郎,
/// 鈴木 花子`; 0 where it holds anything else.
fn spaced_names(text: &str) -> usize {
    const LONGEST: usize = 4;
    let is_name = |piece: &str| {
        let mut words = piece.split_whitespace();
        let are_short = words.clone().all(|word| word.chars().count() <= LONGEST);
        words.clone().count() == 2 && are_short && words.all(signs::is_east_asian)
    };
    let pieces =
        || text.split([',', '，', '、', ';', '；', '・']).map(str::trim).filter(|piece| !piece.is_empty());
    if pieces().all(is_name) { pieces().count() } else { 0 }
}

/// Whether the table says that the line carries nothing.
fn is_known(layout: &Layout, text: &str) -> bool {
    is_footer(layout, text)
        || layout.furniture.iter().any(|known| known == text)
        || layout.furniture_starts.iter().any(|start| text.starts_with(start.as_str()))
        || layout.references.iter().any(|start| text.starts_with(start.as_str()))
}

/// How well the lines from one on fit the slots, in tenths of a fitting line.
fn score(layout: &Layout, candidates: &[Candidate], start: usize) -> i32 {
    let mut score = 0;
    let mut next = 0;
    let mut filled = vec![false; layout.slots.len()];
    let mut title_at: Option<usize> = None;
    let mut english: Option<bool> = None;
    for (position, candidate) in candidates.iter().enumerate() {
        if let Some(at) = anywhere(layout, candidate, &filled) {
            next = next.max(at + 1);
            if let Some(filled) = filled.get_mut(at) {
                *filled = true;
            }
            score += 30;
            let is_near = title_at.is_some_and(|title| title + 1 == position && title >= start);
            score += if is_near { NEAR } else { 0 };
            continue;
        }
        let taken = slot_for(layout, candidate, next, &filled)
            .filter(|slot| position >= start || layout.slots.get(*slot).is_some_and(slots::is_telling));
        let Some((at, slot)) = taken.and_then(|at| layout.slots.get(at).map(|slot| (at, slot))) else {
            score -= if position < start { passed_over(candidate) } else { 10 };
            continue;
        };
        next = if slot.lines == Lines::Many { at } else { at + 1 };
        if let Some(filled) = filled.get_mut(at) {
            *filled = true;
        }
        let is_title = slot.field == Field::Title;
        english = english.or(is_title.then_some(candidate.looks.english));
        let is_name = matches!(slot.field, Field::Author | Field::OtherAuthor) && candidate.looks.names > 0;
        // What stands right above the names, or above what a slot knows, is the likelier the title.
        let is_near = title_at.is_some_and(|title| title + 1 == position && title >= start);
        score += if is_near && (is_name || slots::is_telling(slot)) { NEAR } else { 0 };
        title_at = title_at.or(is_title.then_some(position));
        score += if is_title { candidate.told } else { 0 };
        // Of two titles below each other one is the English one, or the upper one is none.
        let is_twin = slot.field == Field::TranslatedTitle && english == Some(candidate.looks.english);
        score += if slots::is_telling(slot) {
            30
        } else if is_twin {
            -15
        } else {
            fit(slot.field, candidate.looks)
        };
    }
    score
}

/// The slot that takes a line wherever it stands.
fn anywhere(layout: &Layout, candidate: &Candidate, filled: &[bool]) -> Option<usize> {
    let mut slots = layout.slots.iter().zip(&candidate.takes).zip(filled);
    slots
        .position(|((slot, takes), filled)| slot.anywhere && *takes && !(*filled && slot.lines == Lines::One))
}

/// What it costs to leave a line to the site.
fn passed_over(candidate: &Candidate) -> i32 {
    let Looks { title, names, capitals, .. } = candidate.looks;
    match (title, capitals) {
        _ if names > 1 => 20,
        (true, false) => 20,
        (true, true) => 10,
        (false, _) => 1,
    }
}

/// The slot that takes a line, as [`slots::SlotCursor`] finds it.
fn slot_for(layout: &Layout, candidate: &Candidate, next: usize, filled: &[bool]) -> Option<usize> {
    let takes = |at: usize| candidate.takes.get(at).copied().unwrap_or_default();
    (slots::first_again(&layout.slots, next)..layout.slots.len()).find(|at| {
        let sure = |at: usize| layout.slots.get(at).is_some_and(slots::is_sure);
        let is_later_s = || (at + 1..layout.slots.len()).any(|later| sure(later) && takes(later));
        // Slots that repeat have one title all the same.
        let is_full = filled.get(*at).copied().unwrap_or_default()
            && layout.slots.get(*at).is_some_and(|slot| slot.repeats && slots::is_title(slot));
        !is_full && takes(*at) && (sure(*at) || !is_later_s())
    })
}

/// How well a line fits a slot that takes it for its place alone.
fn fit(field: Field, looks: Looks) -> i32 {
    let Looks { title, names, group, institution, source, capitals, .. } = looks;
    match field {
        Field::Title | Field::VernacularTitle | Field::TranslatedTitle => {
            if names > 1 || source {
                -20
            } else if title {
                if capitals { 15 } else { 20 }
            } else {
                0
            }
        }
        Field::Author | Field::OtherAuthor => {
            if names > 0 {
                20
            } else if group {
                10
            } else if source {
                -20
            } else {
                -10
            }
        }
        Field::ContainerTitle | Field::VernacularContainerTitle | Field::ContainerTitleShort => {
            if names > 1 {
                -20
            } else if capitals || !title {
                20
            } else {
                -10
            }
        }
        Field::Affiliation | Field::OtherAffiliation => {
            if institution {
                20
            } else {
                -10
            }
        }
        _ => 0,
    }
}
