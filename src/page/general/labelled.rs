//! Labels with the lines behind and below them.

use super::Page;
use super::items::{Announced, Item};
use crate::page::chrome;
use crate::page::kinds;
use crate::page::layout::{Field, Lines};
use crate::page::lines::Stretch;
use crate::page::signs;
use crate::page::slots::{self, Taken};
use crate::record::Confidence;
use crate::value::{citation_line, doi, name};
use crate::vocab::types;

impl Page<'_> {
    /// Reads every label with its value.
    pub(super) fn labelled(&mut self) {
        let mut at = 0;
        let mut has_text = false;
        while at < self.end {
            let Some(label) = self.items.get(at).filter(|item| !item.used).and_then(|item| item.label) else {
                at += 1;
                continue;
            };
            match label.announces {
                Announced::OtherArticles if self.is_aside(at) => {
                    // What stands behind it on its line is the other article's too.
                    let line = self.items.get(at).map(|item| item.stretch.line);
                    while self.items.get(at).is_some_and(|item| Some(item.stretch.line) == line) {
                        self.furnish(at, "site");
                        at += 1;
                    }
                }
                Announced::OtherArticles => {
                    if has_text || self.lists_references(at) {
                        self.end_at(at, "references");
                        return;
                    }
                    self.furnish(at, "site");
                    at += 1;
                }
                Announced::Field(field) => {
                    let next = match self.authors_with_institutions(at, field) {
                        Some(next) => next,
                        None => self.section(at, field),
                    };
                    has_text |=
                        next > at && matches!(field, Field::Abstract | Field::Keyword | Field::Author);
                    at = next.max(at + 1);
                }
            }
        }
    }

    /// Names below a label, each with its institution on the line below; the index behind them.
    fn authors_with_institutions(&mut self, at: usize, field: Field) -> Option<usize> {
        let is_label = self.items.get(at)?.value().is_none();
        if field != Field::Author || !is_label {
            return None;
        }
        let (mut names, mut institutions) = (Vec::new(), Vec::new());
        let mut index = at + 1;
        while let Some(item) =
            self.items.get(index).filter(|item| index < self.end && !item.used && item.label.is_none())
        {
            let is_name = signs::names_in(&item.plain) == 1 && signs::reads_as_names(&item.plain);
            if is_name {
                names.push(index);
            } else if item.is_institution() && !names.is_empty() {
                institutions.push(index);
            } else {
                break;
            }
            index += 1;
        }
        // Below each other only, they are a list like any other.
        let apart = names.last().zip(institutions.first()).is_some_and(|(last, first)| first < last);
        if !apart && (institutions.is_empty() || names.len() > 1) {
            return None;
        }
        self.furnish(at, "label");
        let line = self.items.get(at)?.stretch.line;
        for (field, taken) in [(Field::Author, names), (Field::Affiliation, institutions)] {
            let stretches: Vec<Stretch> =
                taken.iter().filter_map(|index| self.items.get(*index)).map(|item| item.stretch).collect();
            for index in taken {
                if let Some(item) = self.items.get_mut(index) {
                    item.used = true;
                }
            }
            self.enter(field, None, line, stretches, Confidence::Certain);
        }
        Some(index)
    }

    /// Enters the value of a label that has a form of the general table; the index behind it.
    fn by_form(&mut self, at: usize, value: Stretch, text: &str) -> Option<usize> {
        let layout = self.layout;
        let slots = layout.slots.iter().filter(|slot| slot.field == Field::JournalLine);
        let places = slots.filter_map(|slot| slots::take(slot, text)).find_map(|taken| match taken {
            Taken::Form(_, places) => Some(places),
            Taken::Whole(_) => None,
        })?;
        let item = self.items.get_mut(at)?;
        item.used = true;
        let whole = item.stretch;
        self.outline.furniture.push((Stretch { end: value.start, ..whole }, "label"));
        self.enter_places(value, places, Confidence::Certain);
        Some(at + 1)
    }

    /// Whether a DOI stands behind words on its line that are neither a value of the page nor where an article stands:
    /// it may be the DOI of what those words name.
    fn is_behind_other_text(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.items.get(before));
        let Some((item, before)) = self.items.get(at).zip(before) else { return false };
        let is_on_line = before.stretch.line == item.stretch.line;
        let is_known = before.used || before.label.is_some();
        let is_place = signs::is_source(before.text) && !signs::begins_with_unknown_label(before.text);
        is_on_line && !is_known && !is_place && signs::weight(before.text) > 8
    }

    /// Whether a label of other articles is a counter or an entry of a menu, `References: 30`, below which the article
    /// goes on: at once, or behind a number.
    fn is_aside(&self, at: usize) -> bool {
        let Some((item, next)) = self.items.get(at).zip(self.next_field(at)) else { return false };
        let line = item.stretch.line;
        let below = self.items.iter().position(|item| item.stretch.line > line);
        chrome::is_counter(item.text) || below == Some(next)
    }

    /// Whether the items below a label look like references: numbered, or with years.
    fn lists_references(&self, at: usize) -> bool {
        let below = self.items.get(at + 1..self.end).unwrap_or_default();
        let first = below.first().map(|item| item.text).unwrap_or_default();
        let is_numbered = first.starts_with(['[', '［']) || kinds::number_length(first).is_some();
        is_numbered && signs::weight(first) > 40
    }

    /// Enters the section of the label at an item; the index behind its last item, or `at` when it has no value.
    pub(super) fn section(&mut self, at: usize, field: Field) -> usize {
        let Some(item) = self.items.get(at) else { return at };
        let behind = item.value().map(|(stretch, text)| (stretch, text.to_owned()));
        let (below, last) = self.below(at, field, behind.as_ref().map(|(_, text)| text.as_str()));
        // `Citation:` announces a journal line on some sites, a whole citation on others.
        let is_citation = behind.as_ref().is_some_and(|(_, text)| citation_line::looks_like(text));
        let field = if field == Field::JournalLine && is_citation { Field::Citation } else { field };
        if field == Field::Doi && self.is_behind_other_text(at) {
            return at;
        }
        // A citation with the title in it is taken apart where the title is known.
        if field == Field::JournalLine && self.holds_title(at) {
            return at;
        }
        let fits = |text: &str| fits(field, text, behind.is_some());
        let shown = if field == Field::JournalLine { below.len() } else { usize::from(behind.is_none()) };
        let shown = below.iter().take(shown).filter_map(|index| self.items.get(*index)).map(|item| item.text);
        let parts: Vec<&str> = behind.iter().map(|(_, text)| text.as_str()).chain(shown).collect();
        let first_text = Some(parts.join(" ")).filter(|text| !text.is_empty());
        if !first_text.as_deref().is_some_and(fits) {
            // A button, a menu, a heading of another kind of text.
            if behind.is_none() {
                self.furnish(at, "site");
            }
            return at;
        }
        if field == Field::JournalLine
            && let Some((value, text)) = &behind
        {
            match self.by_form(at, *value, text) {
                Some(next) => return next,
                // The mailbox of the editors stands between the names of the journal and the date.
                None if text.contains("邮箱") => return at,
                None => {}
            }
        }
        let Some(item) = self.items.get(at) else { return at };
        let words = item.text.get(..item.label.map_or(0, |label| label.length)).unwrap_or_default();
        let words = words.trim().trim_end_matches([':', '：']).trim().to_owned();
        let line = item.stretch.line;
        let label_end = item.stretch.start + item.label.map_or(0, |label| label.length);
        let label_stretch = Stretch { end: label_end.min(item.stretch.end), ..item.stretch };
        self.outline.furniture.push((label_stretch, "label"));
        let mut stretches: Vec<Stretch> = behind.into_iter().map(|(stretch, _)| stretch).collect();
        stretches.extend(below.iter().filter_map(|index| self.items.get(*index)).map(|item| item.stretch));
        if field == Field::Doi {
            stretches.iter_mut().take(1).for_each(|stretch| self.cut_to_doi(stretch));
        }
        for index in std::iter::once(at).chain(below) {
            if let Some(item) = self.items.get_mut(index) {
                item.used = true;
            }
        }
        // One label may stand above an abstract in two languages.
        let other = if field == Field::Abstract { self.other_letters(&stretches) } else { None };
        let rest = other.map(|at| stretches.split_off(at)).unwrap_or_default();
        self.enter(field, Some(&words), line, stretches, Confidence::Certain);
        if let Some(first) = rest.first().map(|first| first.line) {
            self.enter(Field::OtherAbstract, None, first, rest, Confidence::Rule);
        }
        last
    }

    /// The index of the first stretch with sentences in other letters than those above.
    fn other_letters(&self, stretches: &[Stretch]) -> Option<usize> {
        let text = |at: &Stretch| {
            self.lines.get(at.line).and_then(|line| line.text.get(at.start..at.end)).unwrap_or_default()
        };
        let is_first_east_asian = signs::is_east_asian(text(stretches.first()?));
        stretches.iter().position(|at| {
            let text = text(at);
            signs::is_east_asian(text) != is_first_east_asian
                && signs::is_sentence(text)
                && signs::weight(text) >= 40
        })
    }

    /// A stretch without what follows its DOI.
    fn cut_to_doi(&self, stretch: &mut Stretch) {
        let text = self.lines.get(stretch.line).and_then(|line| line.text.get(stretch.start..stretch.end));
        if let Some(found) = text.and_then(doi::find_with_address) {
            *stretch =
                Stretch { start: stretch.start + found.start, end: stretch.start + found.end, ..*stretch };
        }
    }

    /// The date and locator of a journal a few badges below its name.
    fn locator_below(&self, from: usize) -> Option<usize> {
        const BADGES: usize = 6;
        let items = self.items.get(from..(from + BADGES).min(self.end))?;
        let is_badge =
            |item: &&Item<'_>| !item.used && item.label.is_none() && signs::weight(item.text) <= 40;
        let found = items.iter().take_while(is_badge).position(|item| signs::is_locator(item.text))?;
        Some(from + found)
    }

    /// The items below a label that are its value, and the index behind the last of them.
    fn below(&self, at: usize, field: Field, behind: Option<&str>) -> (Vec<usize>, usize) {
        let mut taken = Vec::new();
        let mut index = at + 1;
        let lines = lines_of(field);
        // A button of the site may stand between a label and its text.
        if field == Field::Abstract && behind.is_none() {
            let is_button =
                |item: &Item<'_>| item.used && item.label.is_none() && signs::weight(item.text) <= 20;
            index += self.items.iter().skip(index).take(2).take_while(|item| is_button(item)).count();
        }
        while let Some(item) = self.items.get(index).filter(|_| index < self.end) {
            let is_other = || {
                let begun = behind.is_some() || !taken.is_empty();
                field != Field::Abstract && begun && signs::begins_with_unknown_label(item.text)
            };
            if item.used || item.label.is_some() && !is_inside(field, item) || is_other() {
                break;
            }
            // The mark of the first institution, above it, is none of the last author's.
            let is_institution_below = || self.items.get(index + 1).is_some_and(Item::is_institution);
            if field == Field::Author && signs::is_marks(item.text) && is_institution_below() {
                break;
            }
            let before =
                taken.last().and_then(|last: &usize| self.items.get(*last)).map(|item| item.text).or(behind);
            let goes_on = match (before, lines) {
                (None, _) => true,
                (Some(_), Lines::One) => false,
                (Some(before), Lines::Many) => {
                    goes_on(field, before, item, taken.len() + usize::from(behind.is_some()))
                }
            };
            if !goes_on {
                break;
            }
            taken.push(index);
            index += 1;
        }
        let names_journal = |text: &str| !text.contains(|it: char| it.is_numeric());
        let name = taken.last().and_then(|last| self.items.get(*last)).map(|item| item.text).or(behind);
        if field == Field::JournalLine
            && name.is_some_and(names_journal)
            && let Some(locator) = self.locator_below(index)
        {
            taken.push(locator);
        }
        (taken, index)
    }
}

/// Whether an item that begins like a label stands inside the text of a section: `Results: …` in an abstract.
fn is_inside(field: Field, item: &Item<'_>) -> bool {
    field == Field::Abstract && signs::begins_with_heading(item.text) && item.field() != Some(Field::Keyword)
}

/// Whether an item goes on with the value above it.
fn goes_on(field: Field, before: &str, item: &Item<'_>, count: usize) -> bool {
    let joined =
        before.ends_with([',', ';', '，', '；', '、']) || item.text.starts_with([',', ';', '，', '；']);
    let text = item.text;
    match field {
        Field::Abstract => {
            let is_sentence =
                signs::weight(text) >= 60 || text.ends_with(['.', '。', ';', '；', ')', '）', '!', '?']);
            let heading_above = signs::begins_with_heading(before) && signs::weight(before) < 60;
            is_sentence && !text.starts_with('©') || signs::begins_with_heading(text) || heading_above
        }
        Field::Keyword | Field::Mesh => {
            let is_list = |text: &str| text.contains([';', '；', ',', '，', '、', '|']);
            joined
                || (!is_list(before)
                    && !is_list(text)
                    && signs::weight(text) <= 60
                    && !item.gap
                    && count < 40
                    && !text.ends_with('.')
                    && !begins_body(text))
        }
        Field::Author => {
            let is_named = signs::names_in(text) > 0;
            // `2,3 and` between two names.
            let bare = |text: &str| -> bool {
                let marks = text.strip_suffix(" and").or_else(|| text.strip_suffix(" &")).unwrap_or(text);
                signs::is_marks(marks)
            };
            joined || bare(text) || is_named && (bare(before) || !item.gap)
        }
        Field::Affiliation => signs::is_institution(text),
        Field::Citation => false,
        _ => joined,
    }
}

/// Whether a line is the heading of what stands below the keywords of an article: `1. Introduction`.
fn begins_body(line: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "introduction",
        "background",
        "abbreviations",
        "nomenclature",
        "section snippets",
        "highlights",
        "graphical abstract",
        "methods",
        "materials and methods",
        "einleitung",
        "introducción",
        "introdução",
        "pendahuluan",
        "đặt vấn đề",
        "введение",
    ];
    let number = kinds::number_length(line).unwrap_or(0);
    HEADINGS.contains(&line.get(number..).unwrap_or_default().trim().to_lowercase().as_str())
}

/// Whether a text can be the value of a label.
fn fits(field: Field, text: &str, is_behind: bool) -> bool {
    let weight = signs::weight(text);
    let has_digit = text.contains(|it: char| it.is_numeric());
    match field {
        Field::Abstract | Field::OtherAbstract => {
            weight >= 80
                || signs::begins_with_heading(text)
                || signs::is_sentence(text)
                || text.split_whitespace().count() >= 6
        }
        Field::Title | Field::VernacularTitle => weight >= 12,
        Field::Author => {
            (signs::reads_as_names(text) || name::is_group(text) && weight < 200)
                && weight >= 4
                && !text.contains(['？', '?', '。', ':', '：'])
        }
        Field::Doi => doi::find(text).is_some(),
        Field::Keyword | Field::Mesh => {
            weight >= 4 && !text.ends_with("...") && text.chars().filter(|it| *it == '.').count() < 4
        }
        Field::Volume | Field::Issue => has_digit && weight <= 16 && !text.contains(['(', '（']),
        Field::Page
        | Field::Pmid
        | Field::Issued
        | Field::Epub
        | Field::Received
        | Field::Accepted
        | Field::Revised => has_digit && weight <= 60,
        Field::Issn => has_digit && weight <= 120,
        Field::JournalLine => has_digit || text.starts_with('《'),
        Field::ContainerTitle => {
            weight <= 300 && (is_behind || weight >= 8) && types::publication_type(text).is_none()
        }
        Field::Language | Field::Country | Field::PublicationType => is_behind && weight <= 80,
        Field::Affiliation => signs::is_institution(text),
        // In a style without a mark the title of the page divides it.
        Field::Citation => {
            citation_line::looks_like(text) || has_digit && weight >= 60 && is_sentence_like(text)
        }
        Field::Url => kinds::is_url(text),
        Field::Furniture => false,
        _ => is_behind,
    }
}

/// Whether a text begins as a citation does, with a name, and has several pieces behind it.
fn is_sentence_like(text: &str) -> bool {
    text.starts_with(|it: char| it.is_uppercase() || it > '\u{2e80}')
        && text.matches([',', '.', '，', '。']).count() > 3
}

/// Whether the value of a field goes on below its first line.
fn lines_of(field: Field) -> Lines {
    match field {
        Field::Abstract
        | Field::OtherAbstract
        | Field::Affiliation
        | Field::Keyword
        | Field::Mesh
        | Field::Author
        | Field::Funding => Lines::Many,
        _ => Lines::One,
    }
}
