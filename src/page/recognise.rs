//! How a page's layout is known: by the weights of its signs.

use super::kinds;
use super::labels::without_bullet;
use super::layout::{Kind, Layout};
use super::lines::Line;

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
            let starts = |words: &str| {
                let wanted = words.get(words.len() - of_sign(words)..).unwrap_or(words);
                let rest = text.strip_prefix(words).or_else(|| bare.strip_prefix(wanted));
                let is_glued = |rest: &str| {
                    rest.starts_with(|it: char| it.is_uppercase() || it.is_numeric() || it > '\u{2e80}')
                };
                rest.is_some_and(|rest| !sign.glued || is_glued(rest))
            };
            let holds = sign.line.is_none_or(|wanted| wanted == position + 1)
                && sign.starts.as_ref().is_none_or(|start| starts(start))
                && sign.contains.as_ref().is_none_or(|part| text.contains(part.as_str()))
                && sign.ends.as_ref().is_none_or(|end| text.ends_with(end.as_str()))
                && sign.form.as_ref().is_none_or(|form| form.read(text).is_some())
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
