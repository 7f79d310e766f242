//! From the lines of a record to sections: which field each line feeds.

use super::chrome;
use super::head;
use super::kinds;
use super::labels::{
    Bullets, Found, bullets_of, is_lone_bullet, is_unknown_label, label_at, label_follows, pieces,
    strip_words,
};
use super::layout::{Field, Grammar, Kind, Label, Layout, Lines, Order, Shape, Slot};
use super::lines::{Line, Stretch};
use super::signs;
use super::slots::{SlotCursor, Taken};
use super::tail::{self, Above, Labels, Tail};
use super::told::Told;
use crate::record::Confidence;
use crate::value::{country, language};
use crate::vocab::navigation;
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
    /// How sure it is that the lines are of the field; a table is certain.
    pub(super) confidence: Confidence,
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
    /// Lines that were left out as references or footers: what they are, where they begin, and how many have text.
    pub(super) passed_over: Vec<(&'static str, usize, usize)>,
}

/// Cuts one record into sections.
///
/// Where a line is told to be the title, by a heading or a citation, no line above it is.
pub(super) fn outline(layout: &Layout, lines: &[Line<'_>], record: Range<usize>, told: &Told) -> Outline {
    let of_record = || lines.get(record.clone()).unwrap_or_default().iter();
    let title = if layout.order == Order::Free {
        let told = told.with_citations(of_record());
        of_record().position(|line| told.is_title(line.trimmed())).map(|at| record.start + at)
    } else {
        None
    };
    let bullets = bullets_of(layout, lines.get(record.clone()).unwrap_or_default());
    let mut outline = outlined(layout, lines, &record, bullets, title, record.start);
    if is_doubtful(layout, lines, &outline, told) {
        let from = head::start(layout, lines, record.clone(), bullets, told);
        if from > record.start {
            outline = outlined(layout, lines, &record, bullets, title, from);
        }
    }
    outline.doubt_title(lines, told);
    if layout.shape == Shape::Listed {
        outline.suspects = suspects(lines, record);
    }
    outline
}

/// Cuts one record, whose head begins at line `from`, into sections.
fn outlined(
    layout: &Layout,
    lines: &[Line<'_>],
    record: &Range<usize>,
    bullets: Bullets,
    title: Option<usize>,
    from: usize,
) -> Outline {
    let mut outliner = Outliner {
        layout,
        lines,
        record: record.clone(),
        bullets,
        outline: Outline::default(),
        slots: SlotCursor::new(&layout.slots),
        open: Open::Head,
        bullet_pending: false,
        seen: vec![false; layout.labels.len()],
        title,
        from,
        foot: foot(layout, lines, record, bullets),
        labels: None,
        above: None,
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
        outliner.above = Some(index);
    }
    outliner.close();
    let Outliner { mut outline, seen, .. } = outliner;
    outline.missing = layout
        .labels
        .iter()
        .zip(&seen)
        .filter(|(label, seen)| label.expected && !**seen)
        .filter_map(|(label, _)| label.words.first().cloned())
        .collect();
    outline
}

/// Whether slots may have taken lines of the site, so that the head is worth a closer look.
fn is_doubtful(layout: &Layout, lines: &[Line<'_>], outline: &Outline, told: &Told) -> bool {
    if layout.shape == Shape::Listed || !layout.slots.iter().any(|slot| slot.field == Field::Title) {
        return false;
    }
    let of = |field: Field| {
        outline.sections.iter().filter(move |section| section.field == field && section.label.is_none())
    };
    let text = |section: &Section| {
        let first = section.stretches.first()?;
        lines.get(first.line)?.text.get(first.start..first.end)
    };
    let Some(title) = of(Field::Title).next().and_then(text) else { return true };
    let is_plain = signs::is_title_like(title) && (!told.knows() || told.is_title(title));
    let has_names = of(Field::Author).filter_map(text).all(|text| signs::names_in(text) > 0);
    !outline.strays.is_empty() || !is_plain || !has_names
}

/// The line at which the site's own lines at the end of a record begin, below which no line is the article's.
fn foot(layout: &Layout, lines: &[Line<'_>], record: &Range<usize>, bullets: Bullets) -> usize {
    const FEWEST: usize = 3;
    let is_foot = |text: &str| navigation::is_footer(text) || chrome::is_site(layout, text);
    let (mut begin, mut count, mut has_footer) = (record.end, 0, false);
    for index in record.clone().rev() {
        let Some(line) = lines.get(index).filter(|line| !line.is_blank()) else { continue };
        let text = line.trimmed();
        let label = label_at(layout, text, line.is_item(), bullets);
        if label.is_none() && is_foot(text) {
            begin = index;
            count += 1;
            has_footer |= navigation::is_footer(text) || navigation::is_notice(text);
            continue;
        }
        // The first of them is the value of a label right above: `Language`, `English`; not `Country`, `Contact Us`.
        let first = lines.get(begin).map(Line::trimmed).unwrap_or_default();
        if label.is_some_and(|label| label.length == text.len() && can_be(label.label.field, first)) {
            begin = (begin + 1).min(record.end);
            count -= count.min(1);
        }
        break;
    }
    if count >= FEWEST || has_footer { begin } else { record.end }
}

/// Whether a line of the site's can be the value of a label all the same.
fn can_be(field: Field, text: &str) -> bool {
    match field {
        Field::Country => country::parse(text).countries.iter().any(|country| country.code.is_some()),
        Field::Language => language::parse(text).languages.iter().any(|language| language.tag.is_some()),
        _ => true,
    }
}

/// An outline in the making.
struct Outliner<'a> {
    layout: &'a Layout,
    lines: &'a [Line<'a>],
    /// The lines of the record.
    record: Range<usize>,
    bullets: Bullets,
    outline: Outline,
    slots: SlotCursor<'a>,
    open: Open<'a>,
    bullet_pending: bool,
    /// The labels that were found.
    seen: Vec<bool>,
    /// The line that is told to be the title.
    title: Option<usize>,
    /// The line at which the head begins: above it slots take only what they know.
    from: usize,
    /// The line from which on all lines are the site's.
    foot: usize,
    /// Where labels stand, once anybody asked.
    labels: Option<Labels>,
    /// The last line with text.
    above: Option<usize>,
}

impl<'a> Outliner<'a> {
    /// Enters a line, or a part of it that begins with a label.
    fn piece(&mut self, whole: Stretch, text: &str) {
        let layout = self.layout;
        if let Open::Tail(Tail { what, until }) = self.open {
            if whole.line < until {
                self.outline.furniture.push((whole, what));
                self.outline.pass_over(layout, what, whole.line, text);
                return;
            }
            self.open = Open::Head;
        }
        if whole.line >= self.foot {
            self.outline.furniture.push((whole, "footer"));
            return;
        }
        if tail::is_start(layout, text)
            && !self.slots.knows(text, self.below(whole.line))
            && self.may_end()
            && self.tail(whole)
        {
            return;
        }
        let is_known = layout.furniture.iter().any(|known| strip_words(known, text) == Some(""))
            || layout.furniture_starts.iter().any(|start| text.starts_with(start.as_str()));
        if is_known {
            self.outline.furniture.push((whole, "site"));
            return;
        }
        if is_lone_bullet(layout, text) && label_follows(layout, self.lines, whole.line, self.record.end) {
            self.outline.furniture.push((whole, "bullet"));
            self.bullet_pending = true;
            return;
        }
        if let Some(found) = label_at(layout, text, self.bullet_pending, self.bullets) {
            if found.length == text.len() && self.is_in_menu(whole.line) {
                self.outline.furniture.push((whole, "site"));
                return;
            }
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

    /// Enters a line that begins references or a footer, or is one by itself. Whether it does.
    fn tail(&mut self, whole: Stretch) -> bool {
        let layout = self.layout;
        let labels = self
            .labels
            .get_or_insert_with(|| Labels::of(layout, self.lines, self.record.clone(), self.bullets));
        let has_title_slot = layout.slots.iter().any(|slot| slot.field == Field::Title);
        let has_title = self.outline.sections.iter().any(|section| section.field == Field::Title);
        let in_head = matches!(self.open, Open::Head);
        let above = Above {
            seen: &self.seen,
            wants_title: has_title_slot && (!has_title || whole.line < self.from) && in_head,
            in_head,
            in_text: self.outline.sections.iter().any(|section| section.field == Field::Abstract),
        };
        let tail = tail::tail(layout, self.lines, &self.record, whole.line, labels, above);
        self.outline.furniture.push((whole, tail.what));
        if tail.until > whole.line + 1 {
            self.close();
            self.open = Open::Tail(tail);
            self.outline.passed_over.push((tail.what, whole.line, 0));
        }
        true
    }

    /// The next line with text.
    fn below(&self, line: usize) -> &'a str {
        let below = self.lines.get(line + 1..self.record.end).unwrap_or_default();
        below.iter().map(Line::trimmed).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Whether the line repeats the one above it.
    fn is_above_again(&self, line: usize, text: &str) -> bool {
        self.above
            .filter(|above| *above != line)
            .and_then(|above| self.lines.get(above))
            .is_some_and(|above| above.trimmed() == text)
    }

    /// Whether references may begin: not right below the label of an abstract, whose first heading may be the same.
    fn may_end(&self) -> bool {
        let last = self.outline.sections.last();
        !last.is_some_and(|last| {
            matches!(last.field, Field::Abstract | Field::OtherAbstract)
                && last.label.is_some()
                && last.stretches.is_empty()
        })
    }

    /// Whether a label without a value is an entry of a menu above the title: other entries stand around it.
    fn is_in_menu(&self, line: usize) -> bool {
        let has_title = self.outline.sections.iter().any(|section| section.field == Field::Title);
        if has_title || !self.layout.slots.iter().any(|slot| slot.field == Field::Title) {
            return false;
        }
        let text = |index: usize| self.lines.get(index).map(Line::trimmed).unwrap_or_default();
        let is_entry = |text: &str| {
            chrome::is_site(self.layout, text)
                || self.layout.furniture.iter().any(|known| known == text)
                || label_at(self.layout, text, false, self.bullets)
                    .is_some_and(|found| found.length == text.len() && !text.ends_with([':', '：']))
        };
        let mut below = (line + 1..self.record.end).filter(|index| !text(*index).is_empty());
        let is_below = below.next().is_some_and(|index| is_entry(text(index)));
        is_below && self.above.is_none_or(|above| is_entry(text(above)))
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
        let below = self.below(whole.line);
        let is_again = self.is_above_again(whole.line, text);
        if self.head_goes_on(text, below) {
            self.close();
        }
        match &mut self.open {
            Open::Head if !layout.slots.iter().any(|slot| slot.field == Field::Url) && is_address() => {
                self.outline.sections.push(Section {
                    field: Field::Url,
                    grammar: Grammar::Url,
                    label: None,
                    line: whole.line,
                    stretches: vec![whole],
                    confidence: Confidence::Certain,
                });
            }
            Open::Head if !self.slots.knows(text, below) && chrome::is_site(layout, text) => {
                self.outline.furniture.push((whole, "site"));
            }
            Open::Head
                if layout.shape != Shape::Listed
                    && self.slots.field_by_place(text, below).is_some_and(|field| {
                        let is_title = field == Field::Title;
                        let is_name = field == Field::ContainerTitle;
                        (is_title || is_name) && chrome::is_issue(text)
                            || whole.line < self.from
                            || is_title && self.title.is_some_and(|title| whole.line < title)
                            || is_title && chrome::is_no_title(layout, text)
                            || is_again
                    }) =>
            {
                if is_again {
                    self.outline.furniture.push((whole, "again"));
                } else if !chrome::is_no_title(layout, text) && !chrome::is_issue(text) {
                    self.outline.strays.push(whole.line);
                }
            }
            Open::Head => match self.slots.take(text, below) {
                Some(taken) => self.outline.add(&taken, whole, text),
                None => self.outline.strays.push(whole.line),
            },
            Open::Label { label, line, slots, is_empty } => {
                if let Some(taken) = slots.take(text, below) {
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
                if let Some(section) = &own
                    && matches!(section.field, Field::Abstract | Field::OtherAbstract)
                    && (navigation::is_menu(text) || navigation::is_notice(text))
                {
                    self.outline.furniture.push((whole, "site"));
                    return;
                }
                if let Some(section) = own
                    && (label.lines == Lines::Many || section.stretches.is_empty())
                {
                    section.stretches.push(whole);
                } else if layout.order == Order::Free
                    && let Some(taken) = self.slots.take(text, below)
                {
                    // The value is whole, and the head of the page goes on.
                    self.outline.add(&taken, whole, text);
                }
            }
            Open::Tail(_) | Open::Unknown => {}
        }
    }

    /// Whether the head of the page goes on below the grants, which no mark ends: the title in the other language, with
    /// the names below it.
    fn head_goes_on(&self, text: &str, below: &str) -> bool {
        let Open::Label { label, line, .. } = &self.open else { return false };
        if label.field != Field::Funding || label.lines != Lines::Many || self.layout.order != Order::Free {
            return false;
        }
        let own = self.outline.sections.iter().rev().find(|section| section.line == *line);
        let has_value = own.is_some_and(|section| !section.stretches.is_empty());
        let field = self.slots.field_by_place(text, below);
        has_value
            && matches!(field, Some(Field::Title | Field::TranslatedTitle))
            && signs::is_title_like(text)
            && kinds::is(Kind::Names, below)
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

impl Outline {
    /// Opens the section of a label.
    fn open(&mut self, label: &Label, line: usize) {
        self.sections.push(Section {
            field: label.field,
            grammar: label.grammar.unwrap_or_else(|| label.field.usual_grammar()),
            label: label.words.first().cloned(),
            line,
            stretches: Vec::new(),
            confidence: Confidence::Certain,
        });
    }

    /// Counts a line that is passed over, unless every site has it.
    fn pass_over(&mut self, layout: &Layout, what: &'static str, line: usize, text: &str) {
        if chrome::is_site(layout, text) || navigation::is_footer(text) {
            return;
        }
        match self.passed_over.last_mut() {
            Some((_, _, count)) => *count += 1,
            None => self.passed_over.push((what, line, 1)),
        }
    }

    /// A title above which lines stand that may be one too is no certain one, unless something else on the page tells it.
    fn doubt_title(&mut self, lines: &[Line<'_>], told: &Told) {
        let title =
            self.sections.iter_mut().find(|section| section.field == Field::Title && section.label.is_none());
        let Some(title) = title.filter(|_| !self.strays.is_empty()) else { return };
        let text = lines.get(title.line).map(Line::trimmed).unwrap_or_default();
        if !told.is_title(text) {
            title.confidence = Confidence::Rule;
        }
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
                        confidence: Confidence::Certain,
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
                confidence: Confidence::Certain,
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
    /// References or a footer.
    Tail(Tail),
}
