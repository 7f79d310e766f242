//! From lines to sections: where records begin, which lines are labels, and which field each other line feeds.

use super::kinds;
use super::layout::{Field, Grammar, Kind, Label, Layout, Lines, Presence, Shape, Slot};
use super::lines::{Line, Stretch};
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
fn without_bullet<'a>(layout: &Layout, text: &'a str) -> (&'a str, usize) {
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
    let whole = after_space.is_empty() || label.glued || strip_words(words, after_space) == Some("");
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

/// Whether the layout's signs are on the page: the index of the line at which the threshold was reached.
pub(super) fn recognise(layout: &Layout, lines: &[Line<'_>]) -> Option<usize> {
    let with_text: Vec<(usize, &str)> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| (index, line.trimmed()))
        .filter(|(_, text)| !text.is_empty() && !kinds::is_url(text))
        .collect();
    let mut found = vec![false; layout.recognise.signs.len()];
    let mut weight = 0;
    for (position, (index, text)) in with_text.iter().enumerate() {
        for (sign, seen) in layout.recognise.signs.iter().zip(&mut found) {
            if *seen {
                continue;
            }
            let follows = |kind: Kind| {
                with_text.iter().skip(position + 1).take(sign.within).any(|(_, text)| kinds::is(kind, text))
            };
            let bare = without_bullet(layout, text).0;
            // Whatever bullet the sign has: copies change it, or lose it.
            let of_sign = |sign: &str| without_bullet(layout, sign).0.len();
            let starts = |sign: &str| {
                let wanted = sign.get(sign.len() - of_sign(sign)..).unwrap_or(sign);
                text.starts_with(sign) || bare.starts_with(wanted)
            };
            let holds = sign.line.is_none_or(|wanted| wanted == position + 1)
                && sign.starts.as_ref().is_none_or(|start| starts(start))
                && sign.equals.as_ref().is_none_or(|whole| text == whole || bare == whole)
                && sign.is.is_none_or(|kind| kinds::is(kind, text))
                && sign.then.is_none_or(follows);
            if holds {
                *seen = true;
                weight += sign.weight;
            }
        }
        if weight >= layout.recognise.threshold {
            return Some(*index);
        }
    }
    None
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
    let mut start = label;
    for slot in layout.slots.iter().rev() {
        let Some((index, text)) = above.peek() else { break };
        let takes = match slot.when {
            Some(kind) => kinds::is(kind, text),
            None => slot.lines == Lines::One,
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
        let numbered = !anchor.numbered || kinds::is(Kind::Numbered, text);
        let own_kind = anchor.when.is_none_or(|kind| kinds::is(kind, text));
        let located = locator.is_none_or(|kind| {
            with_text.iter().skip(position + 1).take(2).any(|(_, text)| kinds::is(kind, text))
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
    let mut outline = Outline::default();
    let bullets = bullets_of(layout, lines.get(record.clone()).unwrap_or_default());
    let mut slots = SlotCursor { slots: &layout.slots, next: 0 };
    let mut open = Open::Head;
    let mut bullet_pending = false;
    let mut seen = vec![false; layout.labels.len()];
    let end = record.end;
    let whole_record = record.clone();
    for index in record {
        let Some(line) = lines.get(index) else { break };
        let (start, stop) = line.inner();
        if start == stop {
            continue;
        }
        let text = line.trimmed();
        bullet_pending |= line.is_item();
        let whole = Stretch { line: index, start, end: stop };
        if is_footer(layout, text) {
            open = Open::Footer;
        }
        if matches!(open, Open::Footer) {
            outline.furniture.push((whole, "footer"));
            continue;
        }
        if layout.furniture.iter().any(|known| known == text) {
            outline.furniture.push((whole, "site"));
            continue;
        }
        if is_lone_bullet(layout, text) && label_follows(layout, lines, index, end) {
            outline.furniture.push((whole, "bullet"));
            bullet_pending = true;
            continue;
        }
        if let Some(found) = label_at(layout, text, bullet_pending, bullets) {
            outline.furniture.push((Stretch { end: start + found.length, ..whole }, "label"));
            let printed_again = seen.get(found.rank).copied().unwrap_or_default();
            if found.doubled || printed_again {
                outline.doubled.push(index);
            }
            if let Some(seen) = seen.get_mut(found.rank) {
                *seen = true;
            }
            let value = Stretch { start: start + found.length, ..whole };
            let same =
                outline.sections.last().is_some_and(|last| printed_again && last.field == found.label.field);
            if !same {
                outline.sections.push(Section {
                    field: found.label.field,
                    grammar: found.label.grammar.unwrap_or_else(|| found.label.field.usual_grammar()),
                    label: found.label.words.first().cloned(),
                    line: index,
                    stretches: Vec::new(),
                });
            }
            if let Some(section) = outline.sections.last_mut()
                && value.start < value.end
            {
                section.stretches.push(value);
            }
            open = Open::Label(found.label.lines);
            bullet_pending = false;
            continue;
        }
        // An abstract may hold a list of its own, and nothing stands below it.
        let in_abstract = outline.sections.last().is_some_and(|last| last.field == Field::Abstract);
        if !in_abstract && is_unknown_label(layout, text, bullet_pending) {
            open = Open::Unknown;
        }
        bullet_pending = false;
        // The address of a page of the site needs no slot of its own.
        let is_address = || {
            let hosts = layout.address.as_ref().map(|address| &address.hosts);
            kinds::is_url(text)
                && kinds::host(text).is_some_and(|host| hosts.is_some_and(|it| it.contains(&host)))
        };
        match open {
            Open::Head if !layout.slots.iter().any(|slot| slot.field == Field::Url) && is_address() => {
                outline.sections.push(Section {
                    field: Field::Url,
                    grammar: Grammar::Url,
                    label: None,
                    line: index,
                    stretches: vec![whole],
                });
            }
            Open::Head => {
                if let Some(slot) = slots.take(text) {
                    let number = slot.numbered.then(|| kinds::number_length(text)).flatten().unwrap_or(0);
                    if number > 0 {
                        outline.furniture.push((Stretch { end: start + number, ..whole }, "number"));
                    }
                    let value = Stretch { start: start + number, ..whole };
                    outline.add_to_slot(slot, index, value);
                } else {
                    outline.strays.push(index);
                }
            }
            Open::Label(many) => {
                if let Some(section) = outline.sections.last_mut()
                    && (many == Lines::Many || section.stretches.is_empty())
                {
                    section.stretches.push(whole);
                }
            }
            Open::Footer | Open::Unknown => {}
        }
    }
    if layout.shape == Shape::Listed {
        outline.suspects = suspects(lines, whole_record);
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
enum Open {
    /// The slots above the first label.
    Head,
    /// The label above.
    Label(Lines),
    /// A label that the layout does not know: its lines are nobody's.
    Unknown,
    /// The footer.
    Footer,
}

/// The slots in order, and how far they are filled.
struct SlotCursor<'a> {
    slots: &'a [Slot],
    next: usize,
}

impl<'a> SlotCursor<'a> {
    /// The slot that takes the line; `None` when no slot wants it.
    fn take(&mut self, text: &str) -> Option<&'a Slot> {
        for position in self.next..self.slots.len() {
            let slot = self.slots.get(position)?;
            let later = self.slots.get(position + 1..).unwrap_or_default();
            let takes = match slot.when {
                Some(kind) => kinds::is(kind, text),
                None => !later.iter().any(|slot| slot.when.is_some_and(|kind| kinds::is(kind, text))),
            };
            if takes {
                self.next = if slot.lines == Lines::Many { position } else { position + 1 };
                return Some(slot);
            }
        }
        None
    }
}
