//! Pages that show several articles: numbered lists of results, which are cut into their entries.

use super::items::{Announced, Item, items};
use crate::page::kinds;
use crate::page::layout::Field;
use crate::page::lines::Line;
use crate::page::outline::Outline;
use crate::page::signs;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Stands {
    /// On a page of its own.
    Alone,
    /// Below the number of a list.
    InList,
}

/// How far below the number of an entry its journal line stands, in items.
const NEAR: usize = 6;

/// The entries of a numbered list of results; empty for any other page. A number without a journal line soon below it
/// is the number of something else.
pub(super) fn entries(lines: &[Line<'_>], page: Range<usize>) -> Vec<Range<usize>> {
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
        let follows = last.is_none_or(|last| last.checked_add(1) == Some(number));
        let below = items.get(position + 1..).unwrap_or_default().iter().take(NEAR);
        if follows && !signs::is_source(item.text) && below.map(|item| item.text).any(signs::is_source) {
            starts.push(item.stretch.line);
            last = Some(number);
        }
    }
    if starts.len() < 2 {
        return Vec::new();
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([page.end]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
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
        let once = [
            Field::Author,
            Field::JournalLine,
            Field::Doi,
            Field::Language,
            Field::Country,
            Field::Volume,
            Field::Pmid,
        ];
        if item.field().is_some_and(|field| once.contains(&field)) {
            let words = item.text.get(..item.label.map_or(0, |label| label.length)).unwrap_or_default();
            values
                .entry(words.trim_end_matches([' ', ':', '：']))
                .or_default()
                .push(item.value().map_or("", |(_, value)| value));
        }
    }
    sources.sort_unstable();
    sources.dedup();
    let repeated = values.values().filter(|values| values.len() > 1).count();
    // One article may tell its place in two languages; an entry of a list does not.
    let most = if stands == Stands::InList { 1 } else { 2 };
    sources.len() > most || repeated > 1
}
