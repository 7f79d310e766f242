//! Where the records of a page begin.

use super::chrome;
use super::kinds;
use super::labels::{bullet_above, bullets_of, is_lone_bullet, label_at, may_be_label};
use super::layout::{Field, Kind, Layout, Lines, Order, Shape, Slot};
use super::lines::Line;
use super::signs::folded;
use super::slots;
use std::ops::Range;

/// More DOIs than this are not compared with each other.
const MOST_NUMBERS: usize = 200;

/// The records of a page, as ranges of lines in order. Lines above the first record of a list are in none.
pub(super) fn records(layout: &Layout, lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let starts = match layout.shape {
        Shape::Labelled => labelled_starts(layout, lines),
        Shape::Listed => listed_starts(layout, lines),
        Shape::General => vec![0],
    };
    let ends = starts.iter().skip(1).copied().chain([lines.len()]).collect::<Vec<_>>();
    let ranges = starts.into_iter().zip(ends).map(|(start, end)| start..end);
    match layout.shape {
        Shape::Labelled | Shape::General => ranges.collect(),
        Shape::Listed => ranges.map(|range| without_cut_title(lines, range)).collect(),
    }
}

/// A record of a list without the start of the next one that the copy cut off: a numbered title (the next
/// number, no full stop) among its last two lines. Those lines are nobody's.
fn without_cut_title(lines: &[Line<'_>], record: Range<usize>) -> Range<usize> {
    let text = |index: &usize| lines.get(*index).map(Line::trimmed).filter(|text| !text.is_empty());
    let own = text(&record.start).and_then(kinds::number);
    let is_next = |line: &str| {
        kinds::number(line).zip(own).is_some_and(|(found, own)| Some(found) == own.checked_add(1))
            && !line.ends_with(['.', '。'])
    };
    let mut last = record.clone().skip(1).rev().filter(|index| text(index).is_some()).take(2);
    match last.find(|index| text(index).is_some_and(is_next)) {
        Some(cut) => record.start..cut,
        None => record,
    }
}

/// Where records of a labelled page begin: above a label that stands again or out of order.
fn labelled_starts(layout: &Layout, lines: &[Line<'_>]) -> Vec<usize> {
    if layout.order == Order::Free {
        return free_starts(layout, lines);
    }
    let bullets = bullets_of(layout, lines);
    let mut starts = Vec::new();
    let mut last_rank: Option<usize> = None;
    // How many different labels the record has had.
    let mut ranks = 0;
    // The first line that may belong to the next record's head.
    let mut free = 0;
    for (index, line) in lines.iter().enumerate() {
        let text = line.trimmed();
        if text.is_empty() || !may_be_label(layout, text) {
            continue;
        }
        let above = bullet_above(layout, lines, index);
        let Some(found) = label_at(layout, text, above, bullets) else { continue };
        // The same label again is one label printed twice: right below itself, or with its value going on behind
        // it, unless the record has no other one.
        let same = last_rank == Some(found.rank);
        let between_blank = lines.get(free..index).is_some_and(|between| between.iter().all(Line::is_blank));
        let doubled = same && (between_blank || ranks > 1);
        ranks = if same { ranks } else { ranks + 1 };
        // A record begins with its title; a label out of order right below another one begins none.
        let has_head = layout.slots.is_empty() || !between_blank;
        let restarts = last_rank.is_none_or(|last| found.rank <= last && has_head) && !doubled;
        if restarts {
            let start = if last_rank.is_none() { 0 } else { head_start(layout, lines, free, index) };
            starts.push(start);
            ranks = 1;
        }
        last_rank = Some(found.rank);
        free = index + 1;
    }
    starts
}

/// Whether the lines of a page that should hold one article show several, as a list of results or the contents of an
/// issue does: two DOIs or numbers of a database behind labels, or the pages of two articles on lines of their own.
pub(super) fn show_several(layout: &Layout, lines: &[Line<'_>]) -> bool {
    let has_anchors =
        layout.slots.iter().any(|slot| slot.anchor) || layout.labels.iter().any(|label| label.anchor);
    if layout.shape != Shape::Labelled || layout.order != Order::Free || has_anchors {
        return false;
    }
    let bullets = bullets_of(layout, lines);
    let mut numbers: Vec<(usize, String)> = Vec::new();
    let mut pages: Vec<&str> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let text = line.trimmed();
        if layout.references.iter().any(|start| text.starts_with(start.as_str())) {
            break;
        }
        if is_range_of_pages(text) {
            pages.push(text);
        }
        let Some(found) = label_at(layout, text, line.is_item(), bullets) else { continue };
        let value = folded(text.get(found.length..).unwrap_or_default());
        if matches!(found.label.field, Field::Doi | Field::Pmid) && !value.is_empty() {
            numbers.push((found.rank, value));
        }
    }
    pages.sort_unstable();
    pages.dedup();
    let differ = |(rank, value): &(usize, String)| {
        numbers.iter().any(|(other, told)| {
            // A copy may cut one of the two, or write an address before it.
            rank == other && !told.contains(value.as_str()) && !value.contains(told.as_str())
        })
    };
    pages.len() > 1 || numbers.len() <= MOST_NUMBERS && numbers.iter().any(differ)
}

/// Two numbers with a hyphen and nothing else: `10-19`.
fn is_range_of_pages(text: &str) -> bool {
    const LONGEST: usize = 13;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= LONGEST
        && text
            .split_once(['-', '–'])
            .is_some_and(|(from, to)| is_number(from.trim()) && is_number(to.trim()))
}

/// Where records begin on a page whose labels are in no order: at its anchors. The first one begins with the page.
fn free_starts(layout: &Layout, lines: &[Line<'_>]) -> Vec<usize> {
    let bullets = bullets_of(layout, lines);
    let anchor = layout.slots.iter().position(|slot| slot.anchor);
    let mut starts = Vec::new();
    // The first line that may belong to the next record's head, and whether the record at hand has its anchor.
    let (mut free, mut is_anchored) = (0, false);
    for (index, line) in lines.iter().enumerate() {
        let text = line.trimmed();
        if text.is_empty() {
            continue;
        }
        let slot =
            anchor.filter(|at| layout.slots.get(*at).is_some_and(|slot| slots::take(slot, text).is_some()));
        let above = bullet_above(layout, lines, index);
        let label = label_at(layout, text, above, bullets).map(|found| found.label);
        let is_anchor = slot.is_some() || label.is_some_and(|label| label.anchor);
        if !is_anchor && label.is_none() {
            continue;
        }
        if starts.is_empty() {
            starts.push(0);
        } else if is_anchor && is_anchored && free > 0 {
            let above_anchor = layout.slots.get(..slot.unwrap_or(layout.slots.len())).unwrap_or_default();
            starts.push(walk_back(layout, above_anchor, lines, free, index));
            free = 0;
        }
        is_anchored |= is_anchor;
        // An anchor printed twice, with no label between, is one.
        if label.is_some() {
            free = index + 1;
        }
    }
    // A copy that stops above the first label is a page all the same, where nothing else begins one.
    let has_anchors = anchor.is_some() || layout.labels.iter().any(|label| label.anchor);
    if starts.is_empty() && !has_anchors && lines.iter().any(|line| !line.is_blank()) {
        starts.push(0);
    }
    starts
}

/// Where the head of a record begins whose first label is on line `label`: at its anchor, else by walking back
/// over the slots. The head is not searched above line `free`.
fn head_start(layout: &Layout, lines: &[Line<'_>], free: usize, label: usize) -> usize {
    let texts =
        || (free..label).rev().filter_map(|index| lines.get(index).map(|line| (index, line.trimmed())));
    let mut above = texts().filter(|(_, text)| !text.is_empty() && !is_lone_bullet(layout, text)).peekable();
    if let Some(anchor) = layout.slots.iter().find(|slot| slot.anchor) {
        let is_anchor = |text: &str| anchor.when.is_some_and(|kind| kinds::is(kind, text));
        return above.find(|(_, text)| is_anchor(text)).map_or(label, |(index, _)| index);
    }
    walk_back(layout, &layout.slots, lines, free, label)
}

/// The first line of a record's head, from the line below it: one line a slot, not above line `free`.
fn walk_back(layout: &Layout, slots: &[Slot], lines: &[Line<'_>], free: usize, below: usize) -> usize {
    let texts = (free..below).rev().filter_map(|index| lines.get(index).map(|line| (index, line.trimmed())));
    let is_text = |text: &str| !text.is_empty() && !is_lone_bullet(layout, text);
    let mut above = texts.filter(|(_, text)| is_text(text) && !chrome::is_general(text)).peekable();
    let mut start = below;
    for slot in slots.iter().rev() {
        let Some((index, text)) = above.peek() else { break };
        let takes =
            if slot.has_condition() { slots::take(slot, text).is_some() } else { slot.lines == Lines::One };
        if takes {
            start = *index;
            above.next();
        }
    }
    start
}

/// Where records of a list begin: a numbered line with a journal line within the next two lines with text.
fn listed_starts(layout: &Layout, lines: &[Line<'_>]) -> Vec<usize> {
    let Some(anchor) = layout.slots.iter().find(|slot| slot.anchor) else { return Vec::new() };
    let locator = layout.slots.iter().find_map(|slot| slot.when.filter(|kind| *kind != Kind::Url));
    let with_text: Vec<(usize, &str)> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| (index, line.trimmed()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let begins = |position: usize, text: &str| {
        let is_number = anchor.numbered && kinds::is(Kind::Number, text);
        let numbered = !anchor.numbered || is_number || kinds::is(Kind::Numbered, text);
        let own_kind = is_number || anchor.when.is_none_or(|kind| kinds::is(kind, text));
        let located = locator.is_none_or(|kind| {
            with_text
                .iter()
                .skip(position + 1)
                .take(2 + usize::from(is_number))
                .any(|(_, text)| kinds::is(kind, text))
        });
        numbered && own_kind && located
    };
    with_text
        .iter()
        .enumerate()
        .filter(|(position, (_, text))| begins(*position, text))
        .map(|(_, (index, _))| *index)
        .collect()
}
