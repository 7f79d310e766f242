//! A file of records as elements, cut without reading it: from a start tag of a record to its end tag.
//!
//! Records are cut by their end tags before anything is read, so that one with broken nesting costs itself alone. An
//! end tag of a record inside a comment or CDATA of it would cut it there; no database writes one.

use memchr::memmem;
use std::collections::BTreeMap;
use std::ops::Range;

/// A comment between records that is longer hides nothing, no more than one without an end: how much of a text has to be seen
/// to know has to be bounded.
const LONGEST_COMMENT: usize = 1 << 20;

/// The elements that are records, by their local names.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// Elements of which none stands in another: where one begins, the one before has ended.
    pub records: &'static [&'static str],
    /// Elements that are records where they stand in no other: the front matter of an article.
    pub parts: &'static [&'static str],
}

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

/// The parts of a text, in order.
#[must_use]
pub fn pieces(text: &str, names: &Names) -> Vec<Piece> {
    let tags = Tags::of(text, names);
    let mut found = Vec::new();
    let mut between = 0;
    while let Start::At(start) = tags.next_start(between) {
        if start.at > between {
            found.push(Piece::Between(between..start.at));
        }
        let piece = tags.record(start);
        between = match &piece {
            Some(Piece::Record(range) | Piece::Unended(range) | Piece::Between(range)) => range.end,
            None => text.len(),
        };
        found.push(piece.unwrap_or(Piece::Unended(start.at..text.len())));
    }
    if between < text.len() {
        found.push(Piece::Between(between..text.len()));
    }
    found
}

/// The last offset at which a record ends, whatever follows; 0 where there is none.
#[must_use]
pub fn last_cut(text: &str, names: &Names) -> usize {
    let tags = Tags::of(text, names);
    let mut cut = 0;
    // What follows may close a comment that is open here, and end a record that has no end yet.
    while let Start::At(start) = tags.next_start(cut)
        && let Some(Piece::Record(range) | Piece::Unended(range)) = tags.record(start)
    {
        cut = range.end;
    }
    cut
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
            if has_subset(rest) { rest.find("]>")? + 2 } else { rest.find('>')? + 1 }
        } else {
            let end = inner.find(|it: char| it.is_ascii_whitespace() || matches!(it, '>' | '/'))?;
            let name = inner.get(..end)?;
            return Some(name.rsplit_once(':').map_or(name, |(_, local)| local));
        };
        rest = rest.get(skipped..)?.trim_start();
    }
}

/// Whether a document type holds declarations of its own, which may hold a `>`.
#[must_use]
pub fn has_subset(document_type: &str) -> bool {
    let end = document_type.find('>').unwrap_or(document_type.len());
    document_type.get(..end).is_some_and(|before| before.contains('['))
}

/// The tag of a record.
#[derive(Debug, Clone, Copy)]
struct Tag<'t> {
    /// Offset of its angle bracket.
    at: usize,
    /// Its name with its prefix.
    name: &'t str,
    /// Offset behind its name.
    after: usize,
    is_part: bool,
}

/// Where the next record begins.
enum Start<'t> {
    At(Tag<'t>),
    /// A comment is open where the text ends, and what follows may close it.
    Unsure,
    Nowhere,
}

/// Where the tags of records and comments stand in a text, so that it is looked through once, whatever is in it.
struct Tags<'t> {
    text: &'t str,
    starts: Vec<Tag<'t>>,
    /// Offsets of the start tags that are no parts.
    records: Vec<usize>,
    /// Offsets of end tags by their whole names, because each record may have a prefix of its own.
    ends_of: BTreeMap<&'t str, Vec<usize>>,
    comments: Vec<usize>,
    comment_ends: Vec<usize>,
}

impl<'t> Tags<'t> {
    fn of(text: &'t str, names: &Names) -> Self {
        let comments: Vec<usize> = memmem::find_iter(text.as_bytes(), "<!--").collect();
        // Most files have none.
        let has_comments = !comments.is_empty();
        let comment_ends = has_comments.then(|| memmem::find_iter(text.as_bytes(), "-->").collect());
        let mut tags = Self {
            text,
            starts: Vec::new(),
            records: Vec::new(),
            ends_of: BTreeMap::new(),
            comments,
            comment_ends: comment_ends.unwrap_or_default(),
        };
        let records = names.records.iter().map(|local| (local, false));
        for (local, is_part) in records.chain(names.parts.iter().map(|local| (local, true))) {
            for at in memmem::find_iter(text.as_bytes(), local) {
                tags.named(at, at + local.len(), is_part);
            }
        }
        tags.starts.sort_unstable_by_key(|tag| tag.at);
        tags.records = tags.starts.iter().filter(|tag| !tag.is_part).map(|tag| tag.at).collect();
        tags
    }

    /// Takes up the tag whose local name stands between two offsets, if it is one.
    fn named(&mut self, from: usize, after: usize, is_part: bool) {
        let bytes = self.text.as_bytes();
        // The text may end in the midst of a longer name.
        if !bytes.get(after).is_some_and(|it| it.is_ascii_whitespace() || matches!(it, b'>' | b'/')) {
            return;
        }
        let is_of_name = |it: &u8| !it.is_ascii_whitespace() && !matches!(it, b'<' | b'>' | b'/');
        let prefix = match from.checked_sub(1).and_then(|before| bytes.get(before)) {
            Some(b':') => bytes.iter().take(from).rev().take_while(|it| is_of_name(it)).count(),
            _ => 0,
        };
        let begin = from - prefix;
        let before = bytes.get(..begin).unwrap_or_default();
        let Some(name) = self.text.get(begin..after) else { return };
        if before.ends_with(b"</") {
            self.ends_of.entry(name).or_default().push(begin - 2);
        } else if before.ends_with(b"<") {
            self.starts.push(Tag { at: begin - 1, name, after, is_part });
        }
    }

    fn first_at(&self, from: usize) -> Option<&Tag<'t>> {
        self.starts.get(self.starts.partition_point(|tag| tag.at < from))
    }

    /// The first start tag at or behind an offset that stands in no comment.
    fn next_start(&self, from: usize) -> Start<'t> {
        let mut at = from;
        loop {
            let start = self.first_at(at);
            let comment =
                next(&self.comments, at).filter(|comment| start.is_none_or(|tag| *comment < tag.at));
            let Some(comment) = comment else { return start.map_or(Start::Nowhere, |tag| Start::At(*tag)) };
            let inner = comment + "<!--".len();
            at = match next(&self.comment_ends, inner) {
                Some(end) if end - inner <= LONGEST_COMMENT => end + "-->".len(),
                None if self.text.len() - inner <= LONGEST_COMMENT + "-->".len() => return Start::Unsure,
                _ => inner,
            };
        }
    }

    /// The record that begins with a tag; `None` where it has no end and no other follows.
    fn record(&self, start: Tag<'t>) -> Option<Piece> {
        let next_record = if start.is_part {
            self.first_at(start.after).map(|tag| tag.at)
        } else {
            next(&self.records, start.after)
        };
        // An end behind the next record is none of this one.
        let own = self.text.get(..next_record.unwrap_or(self.text.len())).unwrap_or(self.text);
        let behind = |from: usize| own.get(from..)?.find('>').map(|length| from + length + 1);
        let tag_end = behind(start.after);
        let is_empty = tag_end.is_some_and(|end| own.get(..end).is_some_and(|tag| tag.ends_with("/>")));
        let end = if is_empty {
            tag_end
        } else {
            let end = self.ends_of.get(start.name).and_then(|all| next(all, start.after));
            end.filter(|end| *end < own.len()).and_then(behind)
        };
        match (end, next_record) {
            (Some(end), _) => Some(Piece::Record(start.at..end)),
            (None, Some(next)) => Some(Piece::Unended(start.at..next)),
            (None, None) => None,
        }
    }
}

/// The first of sorted offsets at or behind one.
fn next(sorted: &[usize], from: usize) -> Option<usize> {
    sorted.get(sorted.partition_point(|at| *at < from)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: Names = Names { records: &["r", "q"], parts: &["p"] };

    fn shown(text: &str) -> Vec<String> {
        let pieces = pieces(text, &NAMES).into_iter();
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
    fn a_record_without_an_end_costs_no_other() {
        assert_eq!(shown("<q>1<r>2</r><r>3</r>"), ["unended <q>1", "record <r>2</r>", "record <r>3</r>"]);
        assert_eq!(
            shown("<r><p>1</p></r><p>2<p>3</p>"),
            ["record <r><p>1</p></r>", "unended <p>2", "record <p>3</p>"]
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
    fn the_last_cut_is_where_a_record_ends_whatever_follows() {
        for (text, cut) in [
            ("<s><r>1</r><m:r>2</m:r ><ref></ref><r>", "<s><r>1</r><m:r>2</m:r >"),
            ("<s><r>1</", ""),
            ("<s><r>1</r></r>", "<s><r>1</r>"),
            ("<s><r>1<r>2", "<s><r>1"),
            ("<s><r>1</r><re", "<s><r>1</r>"),
            ("<s><r>1<r", ""),
            ("<s><r>1</r><!-- <r>2</r>", "<s><r>1</r>"),
            ("<s><r>1</r><!-- <r>2</r> --><r>3</r>", "<s><r>1</r><!-- <r>2</r> --><r>3</r>"),
        ] {
            assert_eq!(last_cut(text, &NAMES), cut.len(), "{text}");
        }
        let long = format!("<s><!--{}<r>1</r>", " ".repeat(LONGEST_COMMENT + 4));
        assert_eq!(last_cut(&long, &NAMES), long.len());
        let closed = format!("{long}--><r>2</r>");
        assert_eq!(shown(&closed).iter().filter(|it| it.starts_with("record")).count(), 2);
    }
}
