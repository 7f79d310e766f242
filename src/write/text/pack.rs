//! The list of entries: numbers, order, letters behind years, dashes for the same authors.
//!
//! A style that cites by number takes entries as they come. One that sorts them needs all before the first is written:
//! they wait in memory, and beyond a bound in sorted parts in temporary files, so that memory stays bounded.

use super::order::Key;
use super::render::Entry;
use crate::write::{Losses, Packer, scratch};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

/// An entry with its place, as it goes from the renderer to the list: a line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) key: Option<Key>,
    pub(super) entry: Entry,
}

/// Bytes of rows that wait in memory.
pub(super) const BOUND: usize = 64 << 20;

/// The list of a style.
pub(super) struct List {
    /// What stands for authors that are those of the entry before.
    same_authors: Option<&'static str>,
    bound: usize,
    waiting: Vec<Row>,
    bytes: usize,
    parts: Vec<BufReader<std::fs::File>>,
    written: Written,
}

/// What was written last.
#[derive(Default)]
struct Written {
    number: u64,
    last: Option<(Key, u32)>,
}

impl List {
    pub(super) fn new(same_authors: Option<&'static str>, bound: usize) -> Self {
        Self {
            same_authors,
            bound,
            waiting: Vec::new(),
            bytes: 0,
            parts: Vec::new(),
            written: Written::default(),
        }
    }

    /// Puts what waits into a temporary file, sorted.
    fn put_aside(&mut self) -> io::Result<()> {
        self.waiting.sort_by(|one, other| one.key.cmp(&other.key));
        let mut part = BufWriter::new(scratch::file()?);
        for row in self.waiting.drain(..) {
            serde_json::to_writer(&mut part, &row)?;
            part.write_all(b"\n")?;
        }
        let mut part = part.into_inner().map_err(io::IntoInnerError::into_error)?;
        part.rewind()?;
        self.parts.push(BufReader::new(part));
        self.bytes = 0;
        Ok(())
    }

    /// Writes an entry; `next` is the key of the one behind it.
    fn write(&mut self, row: &Row, next: Option<&Key>, out: &mut dyn Write) -> io::Result<()> {
        let Row { key, entry } = row;
        let Entry { text, number, names, letter } = entry;
        self.written.number += 1;
        // From behind, so that the places in front stay what they are.
        let mut changes: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        if let Some(range) = number {
            changes.push((range.clone(), self.written.number.to_string()));
        }
        if let Some(key) = key {
            let last = self.written.last.as_ref();
            let before = last.filter(|(last, _)| last.is_alike(key)).map(|(_, letter)| letter + 1);
            let place = before.unwrap_or(0);
            let is_one_of_several = before.is_some() || next.is_some_and(|next| next.is_alike(key));
            if let (Some((at, lead)), true) = (letter, is_one_of_several) {
                changes.push((*at..*at, format!("{lead}{}", letters(place))));
            }
            let is_same = last.is_some_and(|(last, _)| last.has_authors_of(key));
            if let (Some(range), Some(dash), true) = (names, self.same_authors, is_same) {
                changes.push((range.clone(), dash.to_owned()));
            }
            self.written.last = Some((key.clone(), place));
        }
        changes.sort_by_key(|(range, _)| Reverse(range.start));
        let mut text = text.clone();
        for (range, new) in changes {
            if text.get(range.clone()).is_some() {
                text.replace_range(range, &new);
            }
        }
        writeln!(out, "{text}")
    }
}

impl Packer for List {
    fn take(&mut self, rendered: &[u8], out: &mut dyn Write) -> io::Result<()> {
        for line in rendered.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let row: Row = serde_json::from_slice(line)?;
            if row.key.is_none() {
                self.write(&row, None, out)?;
                continue;
            }
            self.bytes += line.len();
            self.waiting.push(row);
            if self.bytes > self.bound {
                self.put_aside()?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, out: &mut dyn Write, _losses: &mut Losses) -> io::Result<()> {
        if self.parts.is_empty() {
            let mut rows = std::mem::take(&mut self.waiting);
            rows.sort_by(|one, other| one.key.cmp(&other.key));
            for (at, row) in rows.iter().enumerate() {
                let next = rows.get(at + 1).and_then(|next| next.key.as_ref());
                self.write(row, next, out)?;
            }
            return Ok(());
        }
        self.put_aside()?;
        let mut parts = std::mem::take(&mut self.parts);
        let mut heads = BinaryHeap::new();
        for (number, part) in parts.iter_mut().enumerate() {
            heads.extend(next_of(part)?.map(|row| Reverse(Head { row, part: number })));
        }
        let mut held: Option<Row> = None;
        while let Some(Reverse(Head { row, part })) = heads.pop() {
            heads.extend(next_of(&mut parts[part])?.map(|row| Reverse(Head { row, part })));
            if let Some(held) = held.replace(row.clone()) {
                self.write(&held, row.key.as_ref(), out)?;
            }
        }
        held.map_or(Ok(()), |held| self.write(&held, None, out))
    }
}

/// The next row of a part, which goes before those of later parts with the same key.
struct Head {
    row: Row,
    part: usize,
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (&self.row.key, self.part).cmp(&(&other.row.key, other.part))
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Head {}

fn next_of(part: &mut BufReader<std::fs::File>) -> io::Result<Option<Row>> {
    let mut line = String::new();
    if part.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(serde_json::from_str(&line)?))
}

/// `a` to `z`, then `aa`, `ab` …
fn letters(place: u32) -> String {
    let (front, last) = (place / 26, place % 26);
    let last = char::from(b'a' + u8::try_from(last).unwrap_or_default());
    if front == 0 { last.to_string() } else { format!("{}{last}", letters(front - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Contributor, DateParts, DateVal, Name, NameForm, Record, Text, Title};
    use crate::write::destination::Lead;
    use crate::write::text::{order, style::Order};

    fn row(family: &str, year: i32, title: &str) -> Row {
        let name = Name { family: Some(family.to_owned()), ..Name::default() };
        let forms = vec![NameForm { name, ..NameForm::default() }];
        let record = Record {
            titles: vec![Title { text: Text::read(title), ..Title::default() }],
            contributors: vec![Contributor { forms, ..Contributor::default() }],
            dates: vec![DateVal { start: Some(DateParts::year(year)), ..DateVal::default() }],
            ..Record::default()
        };
        let text = format!("{family}. {year}. {title}.");
        let entry = Entry {
            names: Some(0..family.len()),
            letter: Some((family.len() + 6, String::new())),
            text,
            number: None,
        };
        Row { key: order::key(&record, Order::LanguageAuthorYear, true, Lead::AsShown), entry }
    }

    fn list(rows: &[Row], bound: usize, dash: Option<&'static str>) -> String {
        let mut list = Box::new(List::new(dash, bound));
        let mut out = Vec::new();
        for row in rows {
            let line = serde_json::to_vec(row).expect("a row");
            list.take(&line, &mut out).expect("memory");
        }
        assert!(out.is_empty(), "nothing is written before all are known");
        list.finish(&mut out, &mut Losses::default()).expect("memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn entries_are_sorted_with_letters_and_dashes_in_memory_and_in_parts() {
        let rows = [
            row("Zhang", 2020, "The second"),
            row("Äberg", 2021, "Later"),
            row("Иванов", 2019, "О"),
            row("Zhang", 2020, "A first"),
            row("Äberg", 2020, "Earlier"),
            row("张", 2022, "后"),
            row("Zhang", 2020, "A third"),
            row("李", 2022, "先"),
        ];
        let expected = "李. 2022. 先.\n张. 2022. 后.\nÄberg. 2020. Earlier.\n—. 2021. Later.\n\
            Zhang. 2020a. A first.\n—. 2020b. The second.\n—. 2020c. A third.\nИванов. 2019. О.\n";
        for bound in [0, 700, BOUND] {
            assert_eq!(list(&rows, bound, Some("—")), expected, "{bound}");
        }
        assert_eq!(
            list(&rows, BOUND, None),
            expected.replace("—. 2021", "Äberg. 2021").replace('—', "Zhang")
        );
    }

    #[test]
    fn numbers_go_on_and_letters_too() {
        let mut list = Box::new(List::new(None, BOUND));
        let mut out = Vec::new();
        let entry = Entry { text: "[1] x 1".to_owned(), number: Some(1..2), ..Entry::default() };
        let line = serde_json::to_vec(&Row { key: None, entry }).expect("a row");
        for _ in 0..11 {
            list.take(&line, &mut out).expect("memory");
        }
        let text = String::from_utf8(out).expect("text");
        assert!(text.starts_with("[1] x 1\n[2] x 1\n") && text.ends_with("[10] x 1\n[11] x 1\n"), "{text}");
        assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["a", "z", "aa", "ab", "zz", "aaa"]);
    }
}
