//! How a page's layout is known: by the weights of its signs.

use super::chrome;
use super::kinds;
use super::labels::without_bullet;
use super::layout::{Kind, Layout};
use super::lines::Line;

/// The layout whose signs are complete first; of two at the same line the earlier one in the table.
pub(super) fn recognise<'a>(layouts: &'a [Layout], lines: &[Line<'_>]) -> Option<&'a Layout> {
    let texts: Vec<&str> =
        lines.iter().map(Line::trimmed).filter(|text| !text.is_empty() && !kinds::is_url(text)).collect();
    let places = places(&texts);
    let mut first = None;
    // A later table counts only when it is known at an earlier line, so it is asked about those alone.
    let mut end = texts.len();
    for layout in layouts {
        if let Some(position) = known_at(layout, &texts, &places, end) {
            first = Some(layout);
            end = position;
        }
    }
    first
}

/// The places of the first texts on the page, from 1: lines of menus have none.
fn places(texts: &[&str]) -> Vec<usize> {
    const MOST: usize = 80;
    let mut place = 0;
    let placed = texts.iter().take(MOST).map(|text| {
        let is_site = chrome::is_general(text);
        place += usize::from(!is_site);
        if is_site { 0 } else { place }
    });
    placed.collect()
}

/// Whether a text is of a kind that is a sign. A journal line behind the number of a list is another article's.
fn is(kind: Kind, text: &str) -> bool {
    kinds::is(kind, text) && (kind != Kind::Source || kinds::number_length(text).is_none())
}

/// The position of the text at which the weights of the layout's signs reach its threshold, if it is before `end`.
fn known_at(layout: &Layout, texts: &[&str], places: &[usize], end: usize) -> Option<usize> {
    let mut found = vec![false; layout.recognise.signs.len()];
    let mut weight = 0;
    for (position, text) in texts.iter().take(end).enumerate() {
        let bare = without_bullet(layout, text).0;
        for (sign, seen) in layout.recognise.signs.iter().zip(&mut found) {
            if *seen {
                continue;
            }
            let follows = |kind: Kind| {
                texts.iter().skip(position + 1).take(sign.within).any(|text| kinds::is(kind, text))
            };
            // Whatever bullet the sign has: copies change it, or lose it.
            let of_sign = |sign: &str| without_bullet(layout, sign).0.len();
            let starts = |words: &str| {
                let wanted = words.get(words.len() - of_sign(words)..).unwrap_or(words);
                let rest = text.strip_prefix(words).or_else(|| bare.strip_prefix(wanted));
                let is_glued = |rest: &str| {
                    rest.starts_with(|it: char| it.is_uppercase() || it.is_numeric() || it > '\u{2e80}')
                };
                rest.is_some_and(|rest| !sign.glued || is_glued(rest))
            };
            let holds = sign.line.is_none_or(|wanted| places.get(position) == Some(&wanted))
                && sign.starts.as_ref().is_none_or(|start| starts(start))
                && sign.contains.as_ref().is_none_or(|part| text.contains(part.as_str()))
                && sign.ends.as_ref().is_none_or(|end| text.ends_with(end.as_str()))
                && sign.form.as_ref().is_none_or(|form| form.read(text).is_some())
                && sign.equals.as_ref().is_none_or(|whole| text == whole || bare == whole)
                && sign.is.is_none_or(|kind| is(kind, text))
                && sign.then.is_none_or(follows);
            if holds {
                *seen = true;
                weight += sign.weight;
            }
        }
        if weight >= layout.recognise.threshold {
            return Some(position);
        }
    }
    None
}
