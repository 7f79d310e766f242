//! A file of records as elements, cut without reading it: from a start tag of a record to its end tag.
//!
//! Records are cut by their end tags before anything is read, so that one with broken nesting costs itself alone. An
//! end tag of a record inside a comment or CDATA of it would cut it there; no database writes one.

use std::ops::Range;

/// A part of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A record, from its start tag to its end tag.
    Record(Range<usize>),
    /// A record without an end tag: up to the next record, or the end.
    Unended(Range<usize>),
    /// What stands outside any record.
    Between(Range<usize>),
}

/// The parts of a text, in order; `names` are the local names of elements that are records.
#[must_use]
pub fn pieces(text: &str, names: &[&str]) -> Vec<Piece> {
    let mut found = Vec::new();
    let (mut at, mut between) = (0, 0);
    // Behind it no comment is closed, and none need be looked at to its end. Most files have none at all.
    let has_comments = memchr::memmem::find(text.as_bytes(), b"<!--").is_some();
    let last_comment = if has_comments { text.rfind("-->").unwrap_or(0) } else { 0 };
    while let Some((start, qualified)) = next_start(text, at, names, last_comment) {
        let after = start + 1 + qualified.len();
        if start > between {
            found.push(Piece::Between(between..start));
        }
        let next = next_tag(text, after, qualified, false);
        // An end behind the next record is none of this one, and not looked for: without any, each would look through all.
        let own = text.get(..next.unwrap_or(text.len())).unwrap_or(text);
        let end = if is_empty_tag(own, after) {
            own.get(after..).and_then(|rest| rest.find('>')).map(|length| after + length + 1)
        } else {
            next_tag(own, after, qualified, true)
                .and_then(|end| own.get(end..).and_then(|rest| rest.find('>')).map(|length| end + length + 1))
        };
        let (piece, end) = match (end, next) {
            (Some(end), next) if next.is_none_or(|next| next >= end) => (Piece::Record(start..end), end),
            (_, Some(next)) => (Piece::Unended(start..next), next),
            (_, None) => (Piece::Unended(start..text.len()), text.len()),
        };
        found.push(piece);
        (at, between) = (end, end);
    }
    if between < text.len() {
        found.push(Piece::Between(between..text.len()));
    }
    found
}

/// The offset behind the last end tag of a record, 0 where there is none.
#[must_use]
pub fn last_cut(text: &str, names: &[&str]) -> usize {
    let ends = text.rmatch_indices("</").filter_map(|(at, _)| {
        let rest = text.get(at + 2..)?;
        let (name, after) = rest.split_once('>')?;
        let name = name.trim_end();
        let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
        names.contains(&local).then(|| text.len() - after.len())
    });
    ends.into_iter().next().unwrap_or(0)
}

/// The local name of the first element of a text that is XML; `None` for any other text.
#[must_use]
pub fn root(head: &str) -> Option<&str> {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        let inner = rest.strip_prefix('<')?;
        let skipped = if inner.starts_with('?') {
            rest.find("?>")? + 2
        } else if inner.starts_with("!--") {
            rest.find("-->")? + 3
        } else if inner.starts_with('!') {
            let subset = rest.find('[').filter(|start| rest.find('>').is_none_or(|end| *start < end));
            if subset.is_some() { rest.find("]>")? + 2 } else { rest.find('>')? + 1 }
        } else {
            let end = inner.find(|it: char| it.is_ascii_whitespace() || matches!(it, '>' | '/'))?;
            let name = inner.get(..end)?;
            return Some(name.rsplit_once(':').map_or(name, |(_, local)| local));
        };
        rest = rest.get(skipped..)?.trim_start();
    }
}

/// The next start tag of a record at or behind an offset: where it begins, and its whole name.
fn next_start<'t>(
    text: &'t str,
    from: usize,
    names: &[&str],
    last_comment: usize,
) -> Option<(usize, &'t str)> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find('<')?;
        let rest = text.get(start + 1..)?;
        if let Some(comment) = rest.strip_prefix("!--") {
            // An unclosed comment hides nothing.
            let closed = if last_comment > start { comment.find("-->") } else { None };
            at = closed.map_or(start + 4, |length| start + 4 + length + 3);
            continue;
        }
        let end = rest.find(|it: char| it.is_ascii_whitespace() || matches!(it, '>' | '/' | '<'));
        let qualified = rest.get(..end?)?;
        let local = qualified.rsplit_once(':').map_or(qualified, |(_, local)| local);
        if names.contains(&local) {
            return Some((start, qualified));
        }
        at = start + 1;
    }
}

/// The next start or end tag of a whole name.
fn next_tag(text: &str, from: usize, qualified: &str, end: bool) -> Option<usize> {
    let tag = format!("{}{qualified}", if end { "</" } else { "<" });
    let rest = text.get(from..)?;
    memchr::memmem::find_iter(rest.as_bytes(), &tag).map(|at| from + at).find(|at| {
        let after = text.as_bytes().get(at + tag.len());
        after.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    })
}

/// Whether the tag that goes on at an offset ends in `/>`.
fn is_empty_tag(text: &str, from: usize) -> bool {
    let rest = text.get(from..).unwrap_or_default();
    rest.find('>').is_some_and(|end| rest.get(..end).is_some_and(|tag| tag.ends_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let pieces = pieces(text, &["r"]).into_iter();
        pieces
            .map(|piece| match piece {
                Piece::Record(range) => format!("record {}", &text[range]),
                Piece::Unended(range) => format!("unended {}", &text[range]),
                Piece::Between(range) => format!("between {}", &text[range]),
            })
            .collect()
    }

    #[test]
    fn records_stand_alone() {
        let text = "<?xml?><s><!-- <r> --><r a='1'>x</r><m:r>y</m:r >z<r><b></r><r>cut<r/><ref>";
        assert_eq!(
            shown(text),
            [
                "between <?xml?><s><!-- <r> -->",
                "record <r a='1'>x</r>",
                "record <m:r>y</m:r >",
                "between z",
                "record <r><b></r>",
                "unended <r>cut",
                "record <r/>",
                "between <ref>",
            ]
        );
    }

    #[test]
    fn the_root_is_behind_the_declarations() {
        let head =
            "\u{feff}<?xml version='1.0'?>\n<!DOCTYPE a [ <!ENTITY b '>'> ]>\n<!-- <c> --><m:mods x='1'>";
        assert_eq!(root(head), Some("mods"));
        assert_eq!((root("text <a>"), root("<a"), root("")), (None, None, None));
    }

    #[test]
    fn the_last_cut_is_behind_an_end_tag() {
        assert_eq!(last_cut("<s><r>1</r><r>2</m:r ><ref></ref><r>", &["r"]), 22);
        assert_eq!(last_cut("<s><r>1</", &["r"]), 0);
    }
}
