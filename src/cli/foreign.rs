//! Fields of a source that the output has no place for, by their names there: a summary that only counts them does not say
//! whether they are worth having.

use super::screen::fit;
use crate::record::Record;
use crate::report::Note;
use crate::stream;
use std::collections::{BTreeMap, BTreeSet};

/// Names that are remembered; a hostile file may have any number of them.
const MOST: usize = 10_000;

/// How many are named.
const SHOWN: usize = 4;

/// In how many records each field stands that the record has no place for and another format than the written one gave it.
pub(super) struct Foreign {
    written: &'static str,
    counts: BTreeMap<String, u64>,
}

impl Foreign {
    /// Of an output in this format.
    pub(super) fn new(written: &'static str) -> Self {
        Self { written, counts: BTreeMap::new() }
    }

    /// Counts the fields of a record.
    pub(super) fn add(&mut self, record: &Record) {
        let foreign = record.unknown.iter().filter(|field| !self.is_own(&field.format));
        let tags: BTreeSet<&str> = foreign.map(|field| field.tag.as_str()).collect();
        for tag in tags {
            if let Some(count) = self.counts.get_mut(tag) {
                *count += 1;
            } else if self.counts.len() < MOST {
                self.counts.insert(tag.to_owned(), 1);
            }
        }
    }

    /// What a format cannot hold of a field, as [`in_words`](crate::stream::in_words) says it, with the names of the fields where
    /// they are those of another format: `fields of another format (C1 12, WC 3 and 4 more)`.
    pub(super) fn in_words(&self, format: &str, field: &str) -> String {
        let words = stream::in_words(format, field);
        if field != "unknown" || self.counts.is_empty() {
            return words;
        }
        let mut counts: Vec<(&String, &u64)> = self.counts.iter().collect();
        // The sort is stable, so that fields of one count stay in the order of their names.
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let named: Vec<String> =
            counts.iter().take(SHOWN).map(|(tag, count)| format!("{} {count}", fit(tag, 30))).collect();
        let more = match counts.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more if self.counts.len() == MOST => format!(" and {more} or more others"),
            more => format!(" and {more} more"),
        };
        format!("{words} ({}{more})", named.join(", "))
    }

    /// The sentence of a note about what a format cannot hold, with these names.
    pub(super) fn named(&self, note: &Note, format: &str) -> String {
        note.message.replacen(&stream::in_words(format, note.field), &self.in_words(format, note.field), 1)
    }

    /// Whether the written format gives a field of this one back.
    fn is_own(&self, format: &str) -> bool {
        const BIBTEX: &[&str] = &["bibtex", "biblatex"];
        format == self.written || (BIBTEX.contains(&format) && BIBTEX.contains(&self.written))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::UnknownField;

    fn record(fields: &[(&str, &str)]) -> Record {
        let unknown = fields.iter().map(|(format, tag)| UnknownField {
            format: (*format).to_owned(),
            tag: (*tag).to_owned(),
            value: "x".to_owned(),
        });
        Record { unknown: unknown.collect(), ..Record::default() }
    }

    #[test]
    fn the_commonest_are_named_and_those_that_come_back_are_not() {
        let mut foreign = Foreign::new("bibtex");
        assert_eq!(foreign.in_words("bibtex", "unknown"), "fields of another format");
        foreign.add(&record(&[("ris", "C1"), ("ris", "C1"), ("ris", "U2"), ("biblatex", "gender")]));
        assert_eq!(foreign.in_words("bibtex", "unknown"), "fields of another format (C1 1, U2 1)");
        foreign.add(&record(&[
            ("ris", "A9"),
            ("ris", "U2"),
            ("wos-tagged", "WC"),
            ("wos-tagged", "WE\u{1b}"),
        ]));
        assert_eq!(
            foreign.in_words("bibtex", "unknown"),
            "fields of another format (U2 2, A9 1, C1 1, WC 1 and 1 more)"
        );
        assert_eq!(foreign.in_words("bibtex", "notes"), "notes");
    }
}
