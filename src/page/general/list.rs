//! Pages that show several articles: numbered lists of results, which are cut into their entries.

use super::items::{Announced, Item, items};
use crate::page::kinds;
use crate::page::layout::Field;
use crate::page::lines::Line;
use crate::page::outline::Outline;
use crate::page::signs;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Where an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Stands {
    /// On a page of its own.
    Alone,
    /// Below the number of a list.
    InList,
}

/// Fields that a page of one article has once.
const ONCE: &[Field] = &[
    Field::Author,
    Field::JournalLine,
    Field::Doi,
    Field::Language,
    Field::Country,
    Field::Volume,
    Field::Pmid,
];

/// Labels that may stand above the first one of those.
const HEAD: &[Option<Field>] = &[Some(Field::Title), Some(Field::VernacularTitle), Some(Field::Url)];

/// How far below the number of an entry its journal line stands, in items.
const NEAR: usize = 6;

/// The entries of a numbered list of results; empty for any other page. A number without a journal line soon below it
/// is the number of something else.
pub(super) fn entries(lines: &[Line<'_>], page: Range<usize>) -> (Stands, Vec<Range<usize>>) {
    let items = items(lines, page.clone(), &mut Outline::default());
    let mut starts: Vec<usize> = Vec::new();
    let mut last: Option<u32> = None;
    for (position, item) in items.iter().enumerate() {
        if item.label.is_some_and(|label| label.announces == Announced::OtherArticles) {
            break;
        }
        let number = if kinds::is_number(item.text) {
            item.text.trim_end_matches(['.', '．', '、']).parse().ok()
        } else {
            kinds::number(item.text)
        };
        let Some(number) = number else { continue };
        // The mark of an institution, above it.
        let is_mark =
            kinds::is_number(item.text) && items.get(position + 1).is_some_and(Item::is_institution);
        if is_mark {
            continue;
        }
        let follows = last.is_none_or(|last| last.checked_add(1) == Some(number));
        // A journal line among the references is none of an entry's.
        let below = items.get(position + 1..).unwrap_or_default().iter().take(NEAR);
        let is_of_others =
            |item: &&Item<'_>| item.label.is_some_and(|label| label.announces == Announced::OtherArticles);
        let below = below.take_while(|item| !is_of_others(item));
        if follows && !signs::is_source(item.text) && below.map(|item| item.text).any(signs::is_source) {
            starts.push(item.stretch.line);
            last = Some(number);
        }
    }
    let mut stands = Stands::InList;
    if starts.len() < 2 {
        stands = Stands::Alone;
        starts = repeated(&items);
    }
    if starts.len() < 2 {
        return (Stands::Alone, Vec::new());
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([page.end]).collect();
    (stands, starts.into_iter().zip(ends).map(|(start, end)| start..end).collect())
}

/// The first lines of records below each other that have the same labels: each begins above its first label, below the
/// value of the last label of the one before it.
fn repeated(items: &[Item<'_>]) -> Vec<usize> {
    let label_words = |item: &Item<'_>| -> Option<String> {
        item.field().filter(|field| ONCE.contains(field))?;
        let words = item.text.get(..item.label.map_or(0, |label| label.length))?;
        Some(signs::folded(words))
    };
    let words: Vec<(usize, String)> =
        items.iter().enumerate().filter_map(|(index, item)| Some((index, label_words(item)?))).collect();
    let count = |wanted: &str| words.iter().filter(|(_, words)| words == wanted).count();
    let Some((_, first)) = words.first() else { return Vec::new() };
    // Two different labels at least come again.
    let again =
        words.iter().map(|(_, words)| words).filter(|words| count(words) > 1).collect::<BTreeSet<_>>();
    if count(first) < 2 || again.len() < 2 {
        return Vec::new();
    }
    let mut starts = Vec::new();
    for (number, (index, _)) in words.iter().filter(|(_, words)| words == first).enumerate() {
        let start = if number == 0 { 0 } else { head_above(items, *index) };
        starts.extend(items.get(start).map(|item| item.stretch.line));
    }
    starts.dedup();
    starts
}

/// The first item of the head above a label: below the last sentence, or the last labelled value, of what stands above.
fn head_above(items: &[Item<'_>], label: usize) -> usize {
    let mut start = label;
    for index in (0..label).rev() {
        let Some(item) = items.get(index) else { break };
        let is_value = index
            .checked_sub(1)
            .and_then(|above| items.get(above))
            .is_some_and(|above| above.label.is_some() && above.value().is_none());
        let ends_text = item.text.ends_with(['.', '。', '!', '?']) || signs::weight(item.text) > 300;
        if kinds::is_url(item.text) {
            return index;
        }
        // A label of the head itself, such as the title in another language, has come once only.
        if item.label.is_some() && !HEAD.contains(&item.field()) || ends_text || is_value {
            break;
        }
        start = index;
    }
    start
}

/// Whether a page shows several articles that nothing numbers: journal lines that differ, or the same labels again with
/// other values.
pub(super) fn shows_several(items: &[Item<'_>], stands: Stands) -> bool {
    let mut sources: Vec<String> = Vec::new();
    let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for item in items {
        if item.label.is_some_and(|label| label.announces == Announced::OtherArticles) {
            break;
        }
        if item.label.is_none() && signs::is_source(item.text) {
            sources.push(signs::folded(item.text));
        }
        if item.field().is_some_and(|field| ONCE.contains(&field)) {
            let words = item.text.get(..item.label.map_or(0, |label| label.length)).unwrap_or_default();
            values
                .entry(words.trim_end_matches([' ', ':', '：']))
                .or_default()
                .push(item.value().map_or("", |(_, value)| value));
        }
    }
    // The contents of an issue: the pages of each article on a line, or at the start of one.
    let mut pages: Vec<&str> = items.iter().filter_map(|item| range_of_pages(item.text)).collect();
    pages.sort_unstable();
    pages.dedup();
    if stands == Stands::Alone && pages.len() > 1 {
        return true;
    }
    sources.sort_unstable();
    sources.dedup();
    // Two journal lines, and a number of a database for each.
    let mut numbers: Vec<&str> = items
        .iter()
        .filter(|item| matches!(item.field(), Some(Field::Pmid)))
        .filter_map(|item| item.value().map(|(_, value)| value))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    if stands == Stands::Alone && numbers.len() > 1 && sources.len() > 1 {
        return true;
    }
    let repeated = values.values().filter(|values| values.len() > 1).count();
    // One article may tell its place in two languages; an entry of a list does not.
    let most = if stands == Stands::InList { 1 } else { 2 };
    sources.len() > most || repeated > 1
}

/// The pages that a short line begins with, where nothing but an address or a DOI stands behind them: `10-19`.
fn range_of_pages(text: &str) -> Option<&str> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (first, rest) = (text.get(..end)?, text.get(end..)?.trim());
    let (from, to) = first.split_once(['-', '–'])?;
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 5);
    let (from, to) = (number(from)?, number(to)?);
    let are_years = (1800..2100).contains(&from) && (1800..2100).contains(&to);
    let is_alone =
        rest.is_empty() || rest.starts_with("http") || rest.starts_with("10.") || rest.starts_with("doi");
    (from <= to && !are_years && is_alone).then_some(first)
}
