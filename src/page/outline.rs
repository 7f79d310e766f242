//! From lines to sections: where records begin, which lines are labels, and which field each other line feeds.

use super::kinds;
use super::layout::{Field, Grammar, Kind, Label, Layout, Lines, Order, Presence, Shape, Slot};
use super::lines::{Line, Stretch};
use super::slots::{self, SlotCursor, Taken};
use std::ops::Range;

/// Lines that one grammar reads into one field.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) field: Field,
    pub(super) grammar: Grammar,
    /// The label's words; `None` for lines that had no label.
    pub(super) label: Option<String>,
    /// Where the label or the first line stands.
    pub(super) line: usize,
    pub(super) stretches: Vec<Stretch>,
}

/// A record cut into sections.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) sections: Vec<Section>,
    /// What carries nothing, and what it is: `label`, `bullet`, `footer` …
    pub(super) furniture: Vec<(Stretch, &'static str)>,
    /// Lines on which a label stood twice.
    pub(super) doubled: Vec<usize>,
    /// Labels that every whole page has and this one has not.
    pub(super) missing: Vec<String>,
    /// Lines above the first label that no slot wanted.
    pub(super) strays: Vec<usize>,
    /// Lines inside a record of a list that look like the start, or the journal line, of another one.
    pub(super) suspects: Vec<usize>,
}

/// A label found at the start of a line.
struct Found<'a> {
    rank: usize,
    label: &'a Label,
    /// Byte offset in the trimmed line at which the value begins.
    length: usize,
    doubled: bool,
}

/// A line's trimmed text without its bullet, and the bullet's length with the space after it.
pub(super) fn without_bullet<'a>(layout: &Layout, text: &'a str) -> (&'a str, usize) {
    for bullet in &layout.bullets {
        if let Some(rest) = text.strip_prefix(bullet.as_str())
            && (rest.is_empty() || rest.starts_with(char::is_whitespace) || is_label_start(layout, rest))
        {
            let rest = rest.trim_start();
            return (rest, text.len() - rest.len());
        }
    }
    (text, 0)
}

/// Whether a text begins with the words of a label and a colon or a glued value, so that a bullet may be glued to it
/// too: `-Author:`, `-CountryChina`.
fn is_label_start(layout: &Layout, text: &str) -> bool {
    layout.labels.iter().any(|label| {
        label.words.iter().filter_map(|words| strip_words(words, text)).any(|rest| {
            rest.trim_start().starts_with([':', '：'])
                || (label.glued && rest.starts_with(|next: char| next.is_uppercase() || !next.is_ascii()))
        })
    })
}

/// What follows `words` at the start of `text`, whatever white space stands between the words there.
fn strip_words<'a>(words: &str, text: &'a str) -> Option<&'a str> {
    let mut rest = text;
    for (position, word) in words.split(' ').enumerate() {
        if position > 0 {
            let after = rest.trim_start();
            if after.len() == rest.len() {
                return None;
            }
            rest = after;
        }
        rest = rest.strip_prefix(word)?;
    }
    Some(rest)
}

/// Length of `words` and the colon behind them at the start of `text`, if they are the label there.
fn label_length(label: &Label, words: &str, text: &str) -> Option<usize> {
    let rest = strip_words(words, text)?;
    let after_space = rest.trim_start();
    let colon = after_space.chars().next().filter(|character| matches!(character, ':' | '：'));
    match (colon, label.colon) {
        (Some(_), Presence::Never) | (None, Presence::Always) => return None,
        (Some(colon), _) => {
            let value = after_space.get(colon.len_utf8()..)?.trim_start();
            return Some(text.len() - value.len());
        }
        (None, _) => {}
    }
    // Without a colon the words are a label when they are the whole line, when the layout glues its values to
    // them, or when the same words follow once more.
    let spaced = label.spaced && after_space.len() < rest.len();
    let whole =
        after_space.is_empty() || label.glued || spaced || strip_words(words, after_space) == Some("");
    whole.then(|| text.len() - after_space.len())
}

/// Whether a copy has the bullets of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bullets {
    /// It has some, so that words without one are no label that wants one.
    Kept,
    /// It has none at all.
    Lost,
}

/// Whether any label that wants a bullet has one.
fn bullets_of(layout: &Layout, lines: &[Line<'_>]) -> Bullets {
    let wants = |label: &Label| label.bullet == Presence::Always;
    if !layout.labels.iter().any(wants) {
        return Bullets::Kept;
    }
    let mut bullet_before = false;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let text = line.trimmed();
        bullet_before |= line.is_item();
        let has_bullet = bullet_before || without_bullet(layout, text).1 > 0;
        if has_bullet
            && label_at(layout, text, bullet_before, Bullets::Kept).is_some_and(|found| wants(found.label))
        {
            return Bullets::Kept;
        }
        bullet_before = is_lone_bullet(layout, text);
    }
    Bullets::Lost
}

/// Whether words that lost their bullet are a label all the same: a colon follows, or nothing, or a value glued to
/// them that begins like one.
fn stands_alone(words: &str, text: &str) -> bool {
    strip_words(words, text).is_some_and(|rest| {
        let value = rest.trim_start();
        let short = value.chars().count() <= 40;
        value.is_empty()
            || value.starts_with([':', '：'])
            || (short && !value.starts_with(char::is_lowercase))
    })
}

/// The label a line starts with.
fn label_at<'a>(layout: &'a Layout, text: &str, bullet_above: bool, bullets: Bullets) -> Option<Found<'a>> {
    let (rest, bullet) = without_bullet(layout, text);
    let has_bullet = bullet > 0 || bullet_above;
    let mut best: Option<Found<'a>> = None;
    for (rank, label) in layout.labels.iter().enumerate() {
        let waived = label.bullet == Presence::Always && !has_bullet && bullets == Bullets::Lost;
        let fits = match label.bullet {
            Presence::Always => has_bullet || waived,
            Presence::Maybe => true,
            Presence::Never => !has_bullet,
        };
        if !fits {
            continue;
        }
        for words in label.words.iter().filter(|words| !waived || stands_alone(words, rest)) {
            let Some(mut length) = label_length(label, words, rest) else { continue };
            let mut doubled = false;
            while let Some(again) = rest.get(length..).and_then(|value| label_length(label, words, value)) {
                length += again;
                doubled = true;
            }
            let length = bullet + length;
            if best.as_ref().is_none_or(|found| found.length < length) {
                best = Some(Found { rank, label, length, doubled });
            }
        }
    }
    best
}

/// Whether a line is a bullet and nothing else.
fn is_lone_bullet(layout: &Layout, text: &str) -> bool {
    layout.bullets.iter().any(|bullet| bullet == text)
}

/// Whether a bullet belongs to a line: it begins an item, or the nearest line with text above is a lone bullet.
fn bullet_above(layout: &Layout, lines: &[Line<'_>], index: usize) -> bool {
    if lines.get(index).is_some_and(Line::is_item) {
        return true;
    }
    let above = lines.iter().take(index).rev().map(Line::trimmed).find(|text| !text.is_empty());
    above.is_some_and(|text| is_lone_bullet(layout, text))
}

/// Whether the line begins the site's footer.
fn is_footer(layout: &Layout, text: &str) -> bool {
    layout.footer.iter().any(|start| text.starts_with(start.as_str()))
}

/// The records of a page, as ranges of lines in order. Lines above the first record of a list are in none.
pub(super) fn records(layout: &Layout, lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let starts = match layout.shape {
        Shape::Labelled => labelled_starts(layout, lines),
        Shape::Listed => listed_starts(layout, lines),
    };
    let ends = starts.iter().skip(1).copied().chain([lines.len()]).collect::<Vec<_>>();
    let ranges = starts.into_iter().zip(ends).map(|(start, end)| start..end);
    match layout.shape {
        Shape::Labelled => ranges.collect(),
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
        if text.is_empty() {
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
        let restarts = last_rank.is_none_or(|last| found.rank <= last) && !doubled;
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
    let mut above = texts.filter(|(_, text)| !text.is_empty() && !is_lone_bullet(layout, text)).peekable();
    let mut start = below;
    for slot in slots.iter().rev() {
        let Some((index, text)) = above.peek() else { break };
        let takes = match slot.has_condition() {
            true => slots::take(slot, text).is_some(),
            false => slot.lines == Lines::One,
        };
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

/// Cuts one record into sections.
pub(super) fn outline(layout: &Layout, lines: &[Line<'_>], record: Range<usize>) -> Outline {
    let mut outliner = Outliner {
        layout,
        lines,
        end: record.end,
        bullets: bullets_of(layout, lines.get(record.clone()).unwrap_or_default()),
        outline: Outline::default(),
        slots: SlotCursor::new(&layout.slots),
        open: Open::Head,
        bullet_pending: false,
        seen: vec![false; layout.labels.len()],
    };
    for index in record.clone() {
        let Some(line) = lines.get(index) else { break };
        let (start, end) = line.inner();
        if start == end {
            continue;
        }
        outliner.bullet_pending |= line.is_item();
        let text = line.trimmed();
        for piece in pieces(layout, text) {
            let whole = Stretch { line: index, start: start + piece.start, end: start + piece.end };
            outliner.piece(whole, text.get(piece).unwrap_or_default());
        }
    }
    outliner.close();
    let Outliner { mut outline, seen, .. } = outliner;
    if layout.shape == Shape::Listed {
        outline.suspects = suspects(lines, record);
    }
    outline.missing = layout
        .labels
        .iter()
        .zip(&seen)
        .filter(|(label, seen)| label.expected && !**seen)
        .filter_map(|(label, _)| label.words.first().cloned())
        .collect();
    outline
}

/// A line cut before every label that may stand inside a line.
fn pieces(layout: &Layout, text: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    for label in layout.labels.iter().filter(|label| label.inline) {
        for words in &label.words {
            let first = words.split(' ').next().unwrap_or_default();
            for (at, _) in text.match_indices(first).filter(|(at, _)| *at > 0) {
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                let is_apart = before.is_some_and(|before| {
                    before.is_whitespace()
                        || matches!(before, ')' | '）' | ']' | ';' | '；' | '。' | '|' | '•')
                });
                let rest = text.get(at..).unwrap_or_default();
                let has_colon = || {
                    strip_words(words, rest).is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
                };
                if is_apart && has_colon() {
                    cuts.push(at);
                }
            }
        }
    }
    cuts.push(text.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut start = 0;
    let mut pieces = Vec::with_capacity(cuts.len());
    for end in cuts {
        let trimmed = text.get(start..end).unwrap_or_default().trim_end();
        pieces.push(start..start + trimmed.len());
        start = end;
    }
    pieces
}

/// An outline in the making.
struct Outliner<'a> {
    layout: &'a Layout,
    lines: &'a [Line<'a>],
    /// Where the record ends.
    end: usize,
    bullets: Bullets,
    outline: Outline,
    slots: SlotCursor<'a>,
    open: Open<'a>,
    bullet_pending: bool,
    /// The labels that were found.
    seen: Vec<bool>,
}

impl<'a> Outliner<'a> {
    /// Enters a line, or a part of it that begins with a label.
    fn piece(&mut self, whole: Stretch, text: &str) {
        let layout = self.layout;
        if is_footer(layout, text) {
            self.open = Open::Footer("footer");
        } else if layout.references.iter().any(|start| text.starts_with(start.as_str())) {
            self.open = Open::Footer("references");
        }
        if let Open::Footer(what) = self.open {
            self.outline.furniture.push((whole, what));
            return;
        }
        let is_known = layout.furniture.iter().any(|known| known == text)
            || layout.furniture_starts.iter().any(|start| text.starts_with(start.as_str()));
        if is_known {
            self.outline.furniture.push((whole, "site"));
            return;
        }
        if is_lone_bullet(layout, text) && label_follows(layout, self.lines, whole.line, self.end) {
            self.outline.furniture.push((whole, "bullet"));
            self.bullet_pending = true;
            return;
        }
        if let Some(found) = label_at(layout, text, self.bullet_pending, self.bullets) {
            let value = text.get(found.length..).unwrap_or_default();
            self.label(&found, whole, value);
            return;
        }
        // The number of a list above its title.
        let counts = || layout.slots.iter().any(|slot| slot.anchor && slot.numbered);
        if matches!(self.open, Open::Head) && counts() && kinds::is(Kind::Number, text) {
            self.outline.furniture.push((whole, "number"));
            return;
        }
        if let Some(taken) = self.slots.take_anywhere(text) {
            self.close();
            self.outline.add(&taken, whole, text);
            self.bullet_pending = false;
            return;
        }
        // An abstract may hold a list of its own, and nothing stands below it.
        let in_abstract = self.outline.sections.last().is_some_and(|last| last.field == Field::Abstract);
        if !in_abstract && is_unknown_label(layout, text, self.bullet_pending) {
            self.close();
            self.open = Open::Unknown;
        }
        self.bullet_pending = false;
        self.line(whole, text);
    }

    /// Enters a label and the value on its line.
    fn label(&mut self, found: &Found<'a>, whole: Stretch, value: &str) {
        self.close();
        self.bullet_pending = false;
        let start = whole.start + found.length;
        self.outline.furniture.push((Stretch { end: start, ..whole }, "label"));
        let printed_again = self.seen.get(found.rank).copied().unwrap_or_default();
        // A citation stands once in each language, as a rule.
        if found.doubled || printed_again && found.label.field != Field::Citation {
            self.outline.doubled.push(whole.line);
        }
        if let Some(seen) = self.seen.get_mut(found.rank) {
            *seen = true;
        }
        let last = self.outline.sections.last();
        let same = last.filter(|last| printed_again && last.field == found.label.field).map(|last| last.line);
        let has_slots = !found.label.slots.is_empty();
        if same.is_none() && !has_slots {
            self.outline.open(found.label, whole.line);
        }
        self.open = Open::Label {
            label: found.label,
            line: same.unwrap_or(whole.line),
            slots: SlotCursor::new(&found.label.slots),
            is_empty: has_slots,
        };
        let value_stretch = Stretch { start, ..whole };
        if has_slots && !value.is_empty() {
            self.line(value_stretch, value);
        } else if !value.is_empty()
            && let Some(section) = self.outline.sections.last_mut()
        {
            section.stretches.push(value_stretch);
        }
    }

    /// Enters a line that is no label.
    fn line(&mut self, whole: Stretch, text: &str) {
        let layout = self.layout;
        // The address of a page of the site needs no slot of its own.
        let is_address = || {
            let hosts = layout.address.as_ref().map(|address| &address.hosts);
            kinds::is_url(text)
                && kinds::host(text).is_some_and(|host| hosts.is_some_and(|it| it.contains(&host)))
        };
        match &mut self.open {
            Open::Head if !layout.slots.iter().any(|slot| slot.field == Field::Url) && is_address() => {
                self.outline.sections.push(Section {
                    field: Field::Url,
                    grammar: Grammar::Url,
                    label: None,
                    line: whole.line,
                    stretches: vec![whole],
                });
            }
            Open::Head => match self.slots.take(text) {
                Some(taken) => self.outline.add(&taken, whole, text),
                None => self.outline.strays.push(whole.line),
            },
            Open::Label { label, line, slots, is_empty } => {
                if let Some(taken) = slots.take(text) {
                    self.outline.add(&taken, whole, text);
                    *is_empty = false;
                    return;
                }
                if *is_empty {
                    self.outline.open(label, *line);
                    *is_empty = false;
                }
                // With slots of its own, the label's section need not be the last one.
                let is_own = |section: &&mut Section| section.line == *line && section.label.is_some();
                let own = self.outline.sections.iter_mut().rev().find(is_own);
                if let Some(section) = own
                    && (label.lines == Lines::Many || section.stretches.is_empty())
                {
                    section.stretches.push(whole);
                }
            }
            Open::Footer(_) | Open::Unknown => {}
        }
    }

    /// Ends what is open. A label with slots, none of which has a line, stands without a value.
    fn close(&mut self) {
        if let Open::Label { label, line, is_empty: true, .. } = self.open {
            self.outline.open(label, line);
        }
        self.open = Open::Head;
    }
}

/// Lines of a record of a list, below its title, that the next record may begin with: the number that comes next
/// (unless the record counts sentences of its own), and a second journal line.
fn suspects(lines: &[Line<'_>], record: Range<usize>) -> Vec<usize> {
    let with_text: Vec<(usize, &str)> = record
        .filter_map(|index| lines.get(index).map(|line| (index, line.trimmed())))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let own = with_text.first().and_then(|(_, text)| kinds::number(text));
    let below = with_text.get(1..).unwrap_or_default();
    let counts_itself =
        below.iter().any(|(_, text)| kinds::number(text).is_some_and(|number| Some(number) == own));
    let is_next = |text: &str| {
        let next = own.and_then(|own| own.checked_add(1));
        !counts_itself && next.is_some() && kinds::number(text) == next
    };
    let mut journal_lines = 0;
    below
        .iter()
        .filter(|(_, text)| {
            journal_lines += usize::from(kinds::is_journal_like(text));
            is_next(text) || (journal_lines > 1 && kinds::is_journal_like(text))
        })
        .map(|(index, _)| *index)
        .collect()
}

/// Whether a line is a label that the layout does not know: a bullet, one to four words, a colon.
fn is_unknown_label(layout: &Layout, text: &str, bullet_above: bool) -> bool {
    let (rest, bullet) = without_bullet(layout, text);
    let Some(words) = rest.split_once([':', '：']).map(|(words, _)| words) else { return false };
    let is_words = words.chars().all(|character| character.is_alphabetic() || character == ' ');
    (bullet > 0 || bullet_above) && is_words && (1..=4).contains(&words.split_whitespace().count())
}

/// Whether the next line with text is a label once a bullet stands before it.
fn label_follows(layout: &Layout, lines: &[Line<'_>], index: usize, end: usize) -> bool {
    let below = lines.get(index + 1..end).unwrap_or_default();
    let next = below.iter().map(Line::trimmed).find(|text| !text.is_empty());
    next.is_some_and(|text| label_at(layout, text, true, Bullets::Kept).is_some())
}

impl Outline {
    /// Opens the section of a label.
    fn open(&mut self, label: &Label, line: usize) {
        self.sections.push(Section {
            field: label.field,
            grammar: label.grammar.unwrap_or_else(|| label.field.usual_grammar()),
            label: label.words.first().cloned(),
            line,
            stretches: Vec::new(),
        });
    }

    /// Enters a line that a slot takes.
    fn add(&mut self, taken: &Taken<'_>, whole: Stretch, text: &str) {
        match taken {
            Taken::Whole(slot) => {
                let number = slot.numbered.then(|| kinds::number_length(text)).flatten().unwrap_or(0);
                let start = whole.start + number;
                if number > 0 {
                    self.furniture.push((Stretch { end: start, ..whole }, "number"));
                }
                self.add_to_slot(slot, whole.line, Stretch { start, ..whole });
            }
            Taken::Form(slot, places) => {
                let number = slot.numbered.then(|| kinds::number_length(text)).flatten().unwrap_or(0);
                let mut at = whole.start;
                for (field, range) in places {
                    let start = whole.start + range.start.max(number);
                    let value = Stretch { start, end: whole.start + range.end, ..whole };
                    if at < value.start {
                        self.furniture.push((Stretch { start: at, end: value.start, ..whole }, "label"));
                    }
                    at = value.end;
                    self.sections.push(Section {
                        field: *field,
                        grammar: field.usual_grammar(),
                        label: None,
                        line: whole.line,
                        stretches: vec![value],
                    });
                }
                if at < whole.end {
                    self.furniture.push((Stretch { start: at, ..whole }, "label"));
                }
            }
        }
    }

    fn add_to_slot(&mut self, slot: &Slot, line: usize, stretch: Stretch) {
        let continues = slot.lines == Lines::Many
            && self.sections.last().is_some_and(|last| last.field == slot.field && last.label.is_none());
        match self.sections.last_mut() {
            Some(last) if continues => last.stretches.push(stretch),
            _ => self.sections.push(Section {
                field: slot.field,
                grammar: slot.grammar.unwrap_or_else(|| slot.field.usual_grammar()),
                label: None,
                line,
                stretches: vec![stretch],
            }),
        }
    }
}

/// What a line without a label belongs to.
enum Open<'a> {
    /// The slots of the page.
    Head,
    /// The label above.
    Label {
        label: &'a Label,
        /// Where the label stands.
        line: usize,
        slots: SlotCursor<'a>,
        /// The label has slots, and nothing has come yet.
        is_empty: bool,
    },
    /// A label that the layout does not know: its lines are nobody's.
    Unknown,
    /// Something that runs to the end of the record, and what it is.
    Footer(&'static str),
}
