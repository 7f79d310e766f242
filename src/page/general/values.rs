//! Values that tell themselves, without a label: citations, journal lines, DOIs, and the paragraphs of an abstract.

use super::items::Item;
use super::place::{Placed, is_journal};
use super::{Page, Stands};
use crate::page::form::Places;
use crate::page::kinds;
use crate::page::layout::{Field, Grammar};
use crate::page::lines::Stretch;
use crate::page::outline::Section;
use crate::page::signs;
use crate::page::slots::{self, Taken};
use crate::record::Confidence;
use crate::value::{citation_line, date, doi};
use std::collections::{BTreeMap, BTreeSet};

/// How far from the title a journal line may stand, in items.
const FAR: usize = 30;

impl Page<'_> {
    /// Paragraphs without a label behind authors and journal line: the abstract, if there is nothing else they can be.
    pub(super) fn paragraphs(&mut self, placed: &Placed) {
        const MOST: usize = 4000;
        if self.has(Field::Abstract) || !self.has(Field::Author) && !self.has(Field::JournalLine) {
            return;
        }
        if self.stands == Stands::InList {
            return self.text_of_entry();
        }
        let from = placed.anchor.unwrap_or_default();
        let is_headed = |text: &str| signs::begins_with_heading(text) && signs::is_sentence(text);
        let found: Vec<usize> = self
            .unused(|text| signs::is_paragraph(text) || is_headed(text))
            .into_iter()
            .filter(|index| *index > from)
            .collect();
        let weight: usize = found
            .iter()
            .filter_map(|index| self.items.get(*index))
            .map(|item| signs::weight(item.text))
            .sum();
        let apart =
            found.first().zip(found.last()).is_some_and(|(first, last)| last - first + 1 > found.len());
        let headed = found
            .iter()
            .filter_map(|index| self.items.get(*index))
            .filter(|item| is_headed(item.text))
            .count();
        if found.is_empty() || apart || weight > MOST || found.len() > 1 && headed == 0 {
            return;
        }
        let stretches: Vec<Stretch> =
            found.iter().filter_map(|index| self.items.get(*index)).map(|item| item.stretch).collect();
        for index in found {
            if let Some(item) = self.items.get_mut(index) {
                item.used = true;
            }
        }
        let line = stretches.first().map_or(0, |first| first.line);
        self.enter(Field::Abstract, None, line, stretches, Confidence::Rule);
    }

    /// Lines that have a form of the general table: `Vol. 6 No. 2 (2021)`. Where two say different things, neither is
    /// the article's.
    pub(super) fn formed(&mut self) {
        let layout = self.layout;
        let mut found: Vec<(usize, Places)> = Vec::new();
        for index in self.unused(|text| signs::weight(text) <= 160) {
            let Some(item) = self.items.get(index) else { continue };
            let taken = layout.slots.iter().find_map(|slot| slots::take(slot, item.text));
            if let Some(Taken::Form(_, places)) = taken {
                found.push((index, places));
            }
        }
        let mut values: BTreeMap<Field, BTreeSet<String>> = BTreeMap::new();
        for (index, places) in &found {
            let Some(item) = self.items.get(*index) else { continue };
            for (field, range) in places {
                let text = item.text.get(range.clone()).unwrap_or_default();
                values.entry(*field).or_default().insert(signs::folded(text));
            }
        }
        for (index, places) in found {
            let is_clear = places.iter().all(|(field, _)| {
                self.is_new(*field) && values.get(field).is_none_or(|values| values.len() == 1)
            });
            let Some(item) = self.items.get_mut(index).filter(|_| is_clear) else { continue };
            item.used = true;
            let whole = item.stretch;
            self.enter_places(whole, places, Confidence::Rule);
            let above =
                index.checked_sub(1).filter(|_| self.has(Field::Volume) && !self.has(Field::ContainerTitle));
            let is_journal =
                |item: &Item<'_>| !item.used && item.label.is_none() && signs::names_journal(item.text);
            if let Some(above) = above.filter(|above| self.items.get(*above).is_some_and(is_journal)) {
                self.whole(above, Field::ContainerTitle, Confidence::Rule);
            }
        }
    }

    /// Enters the fields of a stretch that has a form.
    pub(super) fn enter_places(&mut self, whole: Stretch, places: Places, confidence: Confidence) {
        let mut at = whole.start;
        for (field, range) in places {
            let value = Stretch { start: whole.start + range.start, end: whole.start + range.end, ..whole };
            if at < value.start {
                self.outline.furniture.push((Stretch { start: at, end: value.start, ..whole }, "label"));
            }
            at = value.end;
            // The same line twice says nothing new.
            if field != Field::Furniture && !self.has(field) {
                self.enter(field, None, whole.line, vec![value], confidence);
            } else {
                self.outline.furniture.push((value, "again"));
            }
        }
        if at < whole.end {
            self.outline.furniture.push((Stretch { start: at, ..whole }, "label"));
        }
    }

    /// Whether a field has no value but those that forms gave.
    fn is_new(&self, field: Field) -> bool {
        let labelled =
            self.outline.sections.iter().any(|section| section.field == field && section.label.is_some());
        // A date behind a label says the same more precisely.
        matches!(field, Field::Furniture | Field::Issued | Field::Doi) || !labelled
    }

    /// Journal lines and citations without a label.
    pub(super) fn located(&mut self, placed: &Placed) {
        let citations: Vec<usize> = self.unused(citation_line::looks_like);
        for index in citations {
            let text = self.items.get(index).map(|item| item.text).unwrap_or_default();
            let cited = citation_line::parse(text, None);
            let title =
                cited.citations.first().and_then(|citation| citation.title.as_deref()).map(signs::folded);
            let is_own = title.is_some_and(|title| placed.titles.contains(&title));
            if is_own {
                self.whole(index, Field::Citation, Confidence::Certain);
            }
        }
        let has_line = self.has(Field::JournalLine);
        let sources = self.unused(signs::is_source);
        let Some(anchor) = placed.anchor else { return };
        let nearest = sources.iter().copied().min_by_key(|index| index.abs_diff(anchor));
        let Some(nearest) = nearest.filter(|_| !has_line) else { return };
        if nearest.abs_diff(anchor) > FAR {
            return;
        }
        let is_locator = self
            .items
            .get(nearest)
            .is_some_and(|item| signs::is_locator(item.text) && !signs::names_place(item.text));
        let confidence = if sources.len() == 1 { Confidence::Certain } else { Confidence::Rule };
        self.whole(nearest, Field::JournalLine, confidence);
        if is_locator && !self.has(Field::ContainerTitle) && !self.has(Field::Citation) {
            self.journal_above(nearest);
        }
    }

    /// The name of a journal with the month of the issue behind it in parentheses, right above the title:
    /// `Example Biology Letters (Dec 2019)`.
    pub(super) fn dated_journal(&mut self, placed: &Placed) {
        const ABOVE: usize = 3;
        let Some(anchor) =
            placed.anchor.filter(|_| !self.has(Field::ContainerTitle) && !self.has(Field::JournalLine))
        else {
            return;
        };
        let found = (anchor.saturating_sub(ABOVE)..anchor).rev().find_map(|index| {
            let item = self.items.get(index).filter(|item| !item.used && item.label.is_none())?;
            let (name, rest) = item.text.rsplit_once(" (")?;
            let date = rest.strip_suffix(')')?;
            let read = date::parse(date);
            let has_month = read.value.start.is_some_and(|start| start.month.is_some());
            let is_name = name.split_whitespace().count() > 1 && signs::is_in_capitals(name);
            let is_dated = has_month && read.remarks.is_empty() && is_name;
            is_dated.then_some((index, item.stretch, name.len(), date.len()))
        });
        let Some((index, whole, name, date)) = found else { return };
        if let Some(item) = self.items.get_mut(index) {
            item.used = true;
        }
        let at = |start: usize, end: usize| Stretch {
            start: whole.start + start,
            end: whole.start + end,
            ..whole
        };
        let date = at(name + 2, name + 2 + date);
        self.enter(Field::ContainerTitle, None, whole.line, vec![at(0, name)], Confidence::Rule);
        self.outline.furniture.push((at(name, name + 2), "separator"));
        self.outline.furniture.push((Stretch { start: date.end, ..whole }, "separator"));
        if self.has(Field::Issued) {
            self.outline.furniture.push((date, "again"));
        } else {
            self.enter(Field::Issued, None, whole.line, vec![date], Confidence::Rule);
        }
    }

    /// The name of a journal above its ISSN.
    pub(super) fn journal_above_issn(&mut self) {
        let is_free = |item: &Item<'_>| !item.used && item.label.is_none() && signs::weight(item.text) <= 200;
        let found = (0..self.end)
            .find(|index| self.items.get(*index).is_some_and(is_free) && is_journal(self, *index));
        if let Some(found) = found.filter(|_| !self.has(Field::ContainerTitle)) {
            self.whole(found, Field::ContainerTitle, Confidence::Rule);
        }
    }

    /// The name of a journal on the line above its date and volume.
    fn journal_above(&mut self, locator: usize) {
        let Some(above) = locator.checked_sub(1) else { return };
        let Some(item) = self.items.get(above).filter(|item| !item.used && item.label.is_none()) else {
            return;
        };
        let lower = item.text.to_lowercase();
        let words = [
            "journal",
            "medicine",
            "research",
            "revista",
            "jurnal",
            "杂志",
            "学报",
            "雑誌",
            "会誌",
            "학회지",
            "tạp chí",
            "журнал",
        ];
        // `示例心理学` above `2023,39(04):12-18`.
        let is_short = signs::is_east_asian(item.text)
            && signs::weight(item.text) <= 36
            && item.text.chars().all(char::is_alphabetic);
        let is_name =
            is_short || words.iter().any(|word| lower.contains(word)) || signs::is_in_capitals(item.text);
        if is_name && signs::weight(item.text) <= 150 && !item.text.ends_with(['。', ':', ',']) {
            self.whole(above, Field::ContainerTitle, Confidence::Default);
        }
    }

    /// What stands below the journal line of a list's entry: its abstract, and keywords below that.
    fn text_of_entry(&mut self) {
        let sources = self.outline.sections.iter().filter(|section| section.field == Field::JournalLine);
        let Some(line) = sources.map(|section| section.line).max() else { return };
        let is_free = |item: &&Item<'_>| !item.used && item.label.is_none();
        let below: Vec<&Item<'_>> =
            self.items.iter().skip_while(|item| item.stretch.line <= line).take_while(is_free).collect();
        if !below.first().is_some_and(|first| signs::is_sentence(first.text)) {
            return;
        }
        // Behind the last sentence only terms that semicolons join.
        let last_sentence = below.iter().rposition(|item| signs::is_sentence(item.text)).unwrap_or_default();
        let rest = || below.iter().skip(last_sentence + 1);
        let joined = rest().any(|item| item.text.contains([';', '；']))
            && !rest().any(|item| kinds::number_length(item.text).is_some());
        let count = if joined { below.len() } else { last_sentence + 1 };
        let stretches: Vec<Stretch> = below.iter().take(count).map(|item| item.stretch).collect();
        for item in self.items.iter_mut().filter(|item| stretches.contains(&item.stretch)) {
            item.used = true;
        }
        let line = stretches.first().map_or(line, |first| first.line);
        let grammar = Grammar::AbstractAndKeywords;
        let field = Field::Abstract;
        self.outline.sections.push(Section {
            field,
            grammar,
            label: None,
            line,
            stretches,
            confidence: Confidence::Rule,
        });
    }

    /// Marks lines that hold nothing but the DOI that the page has elsewhere.
    fn doi_again(&mut self) {
        let same = |text: &str| doi::parse(text).ident.map(|ident| ident.normalised);
        let known: Vec<String> = self
            .outline
            .sections
            .iter()
            .filter(|section| section.field == Field::Doi)
            .filter_map(|section| section.stretches.first())
            .filter_map(|at| self.lines.get(at.line)?.text.get(at.start..at.end))
            .filter_map(same)
            .collect();
        let is_whole = |text: &str| {
            doi::find_with_address(text).is_some_and(|found| found.start == 0 && found.end == text.len())
        };
        for index in self.unused(|text| is_whole(text) && same(text).is_some_and(|doi| known.contains(&doi)))
        {
            self.furnish(index, "again");
        }
    }

    /// DOIs without a label of the page's own.
    pub(super) fn dois(&mut self) {
        if self.has(Field::Doi) {
            return self.doi_again();
        }
        let mut found: Vec<(usize, Stretch, String)> = Vec::new();
        for index in self.unused(|text| doi::find(text).is_some()) {
            let Some(item) = self.items.get(index) else { continue };
            let Some(range) = doi::find_with_address(item.text) else { continue };
            let printed = item.text.get(range.clone()).unwrap_or_default();
            let Some(ident) = doi::parse(printed).ident else { continue };
            // `… Copy to clipboard` is a button behind it.
            let rest = item.text.get(range.end..).unwrap_or_default();
            let whole = doi::is_meant(item.text) && !rest.contains(char::is_alphabetic);
            let stretch = if whole {
                item.stretch
            } else {
                let at = item.stretch.start;
                Stretch { start: at + range.start, end: at + range.end, ..item.stretch }
            };
            found.push((index, stretch, ident.normalised));
        }
        let one = found.first().map(|(_, _, doi)| doi.clone());
        let Some(one) = one.filter(|one| found.iter().all(|(_, _, doi)| doi == one)) else { return };
        let in_source = self.outline.sections.iter().any(|section| {
            matches!(section.field, Field::JournalLine | Field::Citation)
                && !one.is_empty()
                && section.stretches.is_empty()
        });
        if in_source {
            return;
        }
        for (index, stretch, _) in found {
            if let Some(item) = self.items.get_mut(index) {
                item.used |= stretch == item.stretch;
            }
            self.enter(Field::Doi, None, stretch.line, vec![stretch], Confidence::Certain);
        }
    }
}
