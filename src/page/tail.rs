//! How far the references, other articles and footers reach that a line of a page begins.
//!
//! `References: 30`, `Similar articles` or `© 2010 The Authors` may stand in the middle of a page. What follows such a
//! line is passed over only as far as no field of the article begins there.

use super::chrome;
use super::labels::{Bullets, is_footer, label_at};
use super::layout::{Field, Layout};
use super::lines::Line;
use crate::vocab::navigation;
use std::ops::Range;

/// A line that begins lines of no article, or is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tail {
    /// What they are: `references`, `footer`, or `site` for a line of its own.
    pub(super) what: &'static str,
    /// The line at which the article goes on.
    pub(super) until: usize,
}

/// Where the labels of a record stand, for each label of the table, in order.
#[derive(Debug, Default)]
pub(super) struct Labels {
    lines: Vec<Vec<usize>>,
}

/// What of the article stands above a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Above<'a> {
    /// The labels that were found.
    pub(super) seen: &'a [bool],
    /// Lines may still be the title.
    pub(super) wants_title: bool,
    /// No label is open.
    pub(super) in_head: bool,
    /// Lines of a long value, such as an abstract, may still come.
    pub(super) in_text: bool,
}

impl Labels {
    pub(super) fn of(layout: &Layout, lines: &[Line<'_>], record: Range<usize>, bullets: Bullets) -> Self {
        let mut labels = Self { lines: vec![Vec::new(); layout.labels.len()] };
        let mut has_bullet = false;
        for index in record {
            let Some(line) = lines.get(index).filter(|line| !line.is_blank()) else { continue };
            let text = line.trimmed();
            let found = label_at(layout, text, line.is_item() || has_bullet, bullets);
            has_bullet = super::labels::is_lone_bullet(layout, text);
            let Some(found) = found else { continue };
            if let Some(own) = labels.lines.get_mut(found.rank) {
                own.push(index);
            }
        }
        labels
    }

    /// The first line below `at` that begins one of the fields not yet seen.
    fn next(
        &self,
        layout: &Layout,
        seen: &[bool],
        at: usize,
        wanted: impl Fn(Field) -> bool,
    ) -> Option<usize> {
        let ranks = self.lines.iter().zip(layout.labels.iter()).zip(seen);
        ranks
            .filter(|((_, label), seen)| !**seen && wanted(label.field))
            .filter_map(|((own, _), _)| own.get(own.partition_point(|line| *line <= at)).copied())
            .min()
    }
}

/// Whether a line may begin a tail.
pub(super) fn is_start(layout: &Layout, text: &str) -> bool {
    is_footer(layout, text) || is_references(layout, text) || navigation::is_footer(text)
}

fn is_references(layout: &Layout, text: &str) -> bool {
    layout.references.iter().any(|start| {
        text.strip_prefix(start.as_str()).is_some_and(|rest| start.ends_with(' ') || ends_heading(rest))
    })
}

/// Whether what stands behind the first words of a heading leaves it one: nothing, a number, a few words, or the first
/// reference. `Introduction: tea is drunk by many.` is a part of an abstract.
fn ends_heading(rest: &str) -> bool {
    const LONGEST: usize = 48;
    let rest = rest.trim();
    match rest.strip_prefix([':', '：']).map(str::trim) {
        Some(value) => value.chars().all(|it| !it.is_alphabetic()) || is_reference(value),
        None => super::signs::weight(rest) <= LONGEST && !rest.ends_with(['.', '。']),
    }
}

/// The tail that a line begins which may begin one.
pub(super) fn tail(
    layout: &Layout,
    lines: &[Line<'_>],
    record: &Range<usize>,
    at: usize,
    labels: &Labels,
    above: Above<'_>,
) -> Tail {
    let text = lines.get(at).map(Line::trimmed).unwrap_or_default();
    let Above { seen, wants_title, in_head, in_text } = above;
    let is_list = is_references(layout, text) && !is_footer(layout, text);
    let what = if is_list { "references" } else { "footer" };
    let alone = Tail { what: "site", until: at + 1 };
    if wants_title {
        return alone;
    }
    let below = (at + 1..record.end).find(|index| lines.get(*index).is_some_and(|line| !line.is_blank()));
    let is_single = !is_list || chrome::is_counter(text);
    // What the article has; a list of other articles has a DOI and authors for each of them.
    let is_own =
        |field: Field| !matches!(field, Field::Note | Field::Furniture | Field::Url | Field::Funding);
    let is_of_text = |field: Field| {
        matches!(
            field,
            Field::Abstract
                | Field::OtherAbstract
                | Field::Keyword
                | Field::Mesh
                | Field::PublicationType
                | Field::Received
                | Field::Accepted
                | Field::Country
                | Field::Language
        )
    };
    let next_own = labels.next(layout, seen, at, is_own);
    if is_single {
        return match next_own {
            Some(_) => alone,
            None if in_head && !in_text => alone,
            None => Tail { what, until: record.end },
        };
    }
    if let Some(below) = below
        && next_own == Some(below)
    {
        return Tail { what: "site", until: below };
    }
    let next = labels.next(layout, seen, at, is_of_text);
    match next {
        None => Tail { what, until: record.end },
        // An entry of a menu, between the lines of the head.
        Some(_)
            if in_head
                && !below
                    .and_then(|below| lines.get(below))
                    .is_some_and(|line| is_reference(line.trimmed())) =>
        {
            alone
        }
        Some(next) => Tail { what, until: next },
    }
}

/// Whether a line looks like an entry of a list of references.
fn is_reference(text: &str) -> bool {
    text.starts_with(['[', '［'])
        || super::kinds::number_length(text).is_some()
        || super::kinds::is_journal_like(text)
}
