//! Values that tell themselves, without a label: citations, journal lines, DOIs, and the paragraphs of an abstract.

use super::items::Item;
use super::place::Placed;
use super::{Page, Stands};
use crate::page::kinds;
use crate::page::layout::{Field, Grammar};
use crate::page::lines::Stretch;
use crate::page::outline::Section;
use crate::page::signs;
use crate::record::Confidence;
use crate::value::{citation_line, doi};

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
        let is_locator = self.items.get(nearest).is_some_and(|item| signs::is_locator(item.text));
        let confidence = if sources.len() == 1 { Confidence::Certain } else { Confidence::Rule };
        self.whole(nearest, Field::JournalLine, confidence);
        if is_locator && !self.has(Field::ContainerTitle) && !self.has(Field::Citation) {
            self.journal_above(nearest);
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
        let is_name = words.iter().any(|word| lower.contains(word)) || signs::is_in_capitals(item.text);
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

    /// DOIs without a label of the page's own.
    pub(super) fn dois(&mut self) {
        if self.has(Field::Doi) {
            return;
        }
        let mut found: Vec<(usize, Stretch, String)> = Vec::new();
        for index in self.unused(|text| doi::find(text).is_some()) {
            let Some(item) = self.items.get(index) else { continue };
            let Some(range) = doi::find(item.text) else { continue };
            let printed = item.text.get(range.clone()).unwrap_or_default();
            let Some(ident) = doi::parse(printed).ident else { continue };
            let whole = doi::is_meant(item.text);
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
