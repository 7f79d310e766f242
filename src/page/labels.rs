//! Which lines are labels, and where their values begin.

use super::layout::{Label, Layout, Presence};
use super::lines::Line;
use std::ops::Range;

/// A label found at the start of a line.
pub(super) struct Found<'a> {
    pub(super) rank: usize,
    pub(super) label: &'a Label,
    /// Byte offset in the trimmed line at which the value begins.
    pub(super) length: usize,
    pub(super) doubled: bool,
}

/// A line's trimmed text without its bullet, and the bullet's length with the space after it.
pub(super) fn without_bullet<'a>(layout: &Layout, text: &'a str) -> (&'a str, usize) {
    for bullet in layout.bullets.iter().filter(|bullet| begin_alike(bullet, text)) {
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
pub(super) fn is_label_start(layout: &Layout, text: &str) -> bool {
    layout.labels.iter().any(|label| {
        label.words.iter().filter_map(|words| strip_words(words, text)).any(|rest| {
            rest.trim_start().starts_with([':', '：'])
                || (label.glued && rest.starts_with(|next: char| next.is_uppercase() || !next.is_ascii()))
        })
    })
}

/// Whether two texts have the same first byte. Every label and bullet is asked for at every line, and this tells nearly all of
/// them from what stands there.
fn begin_alike(one: &str, other: &str) -> bool {
    one.as_bytes().first() == other.as_bytes().first()
}

/// What follows `words` at the start of `text`, whatever white space stands between the words there.
pub(super) fn strip_words<'a>(words: &str, text: &'a str) -> Option<&'a str> {
    if !begin_alike(words, text) {
        return None;
    }
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
    let spaced = label.spaced && after_space.len() < rest.len();
    let glued = label.glued && !is_longer_label(words, rest);
    let whole = after_space.is_empty() || glued || spaced || strip_words(words, after_space) == Some("");
    whole.then(|| text.len() - after_space.len())
}

/// Whether the words of a label go on behind those of a shorter one: `Creators`, `Date deposited: 2020`.
fn is_longer_label(words: &str, rest: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let letters = rest.find(|it: char| !it.is_ascii_lowercase()).unwrap_or(rest.len());
    let after = rest.get(letters..).unwrap_or_default();
    let ends = after.trim().is_empty() || after.starts_with([':', '：']);
    let goes_on = words.ends_with(char::is_lowercase) && letters > 0 && ends;
    let behind = rest.split_once([':', '：']).map(|(behind, _)| behind);
    let names_another = rest.starts_with(char::is_whitespace)
        && behind.is_some_and(|behind| {
            let mut words = behind.split_whitespace();
            behind.split_whitespace().count() <= MOST_WORDS
                && words.all(|word| word.chars().all(char::is_lowercase))
        });
    goes_on || names_another
}

/// Whether a copy has the bullets of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bullets {
    /// It has some, so that words without one are no label that wants one.
    Kept,
    /// It has none at all.
    Lost,
}

/// Whether any label that wants a bullet has one.
pub(super) fn bullets_of(layout: &Layout, lines: &[Line<'_>]) -> Bullets {
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

/// Whether a text begins with the first byte of a label or a bullet. Hardly any line does, and all are asked again and again.
pub(super) fn may_be_label(layout: &Layout, text: &str) -> bool {
    text.bytes().next().is_none_or(|first| layout.first_bytes().get(usize::from(first)) == Some(&true))
}

/// The label a line starts with.
pub(super) fn label_at<'a>(
    layout: &'a Layout,
    text: &str,
    bullet_above: bool,
    bullets: Bullets,
) -> Option<Found<'a>> {
    if !may_be_label(layout, text) {
        return None;
    }
    let (rest, bullet) = without_bullet(layout, text);
    let has_bullet = bullet > 0 || bullet_above;
    let mut best: Option<Found<'a>> = None;
    for (rank, label) in layout.labels.iter().enumerate() {
        if !label.words.iter().any(|words| begin_alike(words, rest)) {
            continue;
        }
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
pub(super) fn is_lone_bullet(layout: &Layout, text: &str) -> bool {
    layout.bullets.iter().any(|bullet| bullet == text)
}

/// Whether a bullet belongs to a line: it begins an item, or the nearest line with text above is a lone bullet.
pub(super) fn bullet_above(layout: &Layout, lines: &[Line<'_>], index: usize) -> bool {
    if lines.get(index).is_some_and(Line::is_item) {
        return true;
    }
    let above = lines.iter().take(index).rev().map(Line::trimmed).find(|text| !text.is_empty());
    above.is_some_and(|text| is_lone_bullet(layout, text))
}

/// Whether the line begins the site's footer.
pub(super) fn is_footer(layout: &Layout, text: &str) -> bool {
    layout.footer.iter().any(|start| text.starts_with(start.as_str()))
}

/// A line cut before every label that may stand inside a line.
pub(super) fn pieces(layout: &Layout, text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut cuts = Vec::new();
    for label in layout.labels.iter().filter(|label| label.inline) {
        for words in &label.words {
            let first = words.split(' ').next().unwrap_or_default();
            for (at, _) in text.match_indices(first).filter(|(at, _)| *at > 0) {
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                let is_apart = before.is_some_and(|before| {
                    before.is_whitespace()
                        || matches!(before, ')' | '）' | ']' | ';' | '；' | '。' | '|' | '•')
                });
                let rest = text.get(at..).unwrap_or_default();
                let has_colon = || {
                    strip_words(words, rest).is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
                };
                // The label at the start of the line, behind its bullet, is found there.
                if at > without_bullet(layout, text).1 && is_apart && has_colon() {
                    cuts.push(at);
                }
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut start = 0;
    cuts.into_iter().chain([text.len()]).map(move |end| {
        let trimmed = text.get(start..end).unwrap_or_default().trim_end();
        let piece = start..start + trimmed.len();
        start = end;
        piece
    })
}

/// Whether a line is a label that the layout does not know: a bullet, one to four words, a colon.
pub(super) fn is_unknown_label(layout: &Layout, text: &str, bullet_above: bool) -> bool {
    let (rest, bullet) = without_bullet(layout, text);
    let Some(words) = rest.split_once([':', '：']).map(|(words, _)| words) else { return false };
    let is_words = words.chars().all(|character| character.is_alphabetic() || character == ' ');
    (bullet > 0 || bullet_above) && is_words && (1..=4).contains(&words.split_whitespace().count())
}

/// Whether the next line with text is a label once a bullet stands before it.
pub(super) fn label_follows(layout: &Layout, lines: &[Line<'_>], index: usize, end: usize) -> bool {
    let below = lines.get(index + 1..end).unwrap_or_default();
    let next = below.iter().map(Line::trimmed).find(|text| !text.is_empty());
    next.is_some_and(|text| label_at(layout, text, true, Bullets::Kept).is_some())
}
