//! What ties entries together: macros, and fields that stand in another entry.
//!
//! All of it is resolved here, so that a macro or an entry which names itself is a note and not an endless loop.

use super::entries::{Entry, Field, Flaw, Item, Piece};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A field as LaTeX, macros expanded.
#[derive(Debug, Clone)]
pub(super) struct Value<'a> {
    /// In lower case.
    pub(super) name: String,
    pub(super) latex: Cow<'a, str>,
    /// Byte offset in its text.
    pub(super) at: usize,
    /// Names that are no macros and stand in the value as they are.
    pub(super) unknown: Vec<&'a str>,
}

/// An entry whose macros are expanded.
#[derive(Debug, Clone)]
pub(super) struct Expanded<'a> {
    pub(super) word: &'a str,
    pub(super) key: &'a str,
    pub(super) fields: Vec<Value<'a>>,
    pub(super) flaws: Vec<(usize, Flaw<'a>)>,
    pub(super) range: Range<usize>,
}

/// Macros of the months, which every style defines.
const MONTHS: &[(&str, &str)] = &[
    ("jan", "January"),
    ("feb", "February"),
    ("mar", "March"),
    ("apr", "April"),
    ("may", "May"),
    ("jun", "June"),
    ("jul", "July"),
    ("aug", "August"),
    ("sep", "September"),
    ("oct", "October"),
    ("nov", "November"),
    ("dec", "December"),
];

/// Which macros a value may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// A macro's own value: those before it, so that none can hold itself.
    Before,
    /// A field: those behind it too.
    All,
}

/// Macros at a place of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Macros {
    /// Those defined before the place.
    now: BTreeMap<String, String>,
    /// Those defined only after it: BibTeX does not know them there, but what is meant is clear.
    later: BTreeMap<String, String>,
    /// Bytes that expanding may still give to the entry in work.
    budget: usize,
    /// Bytes of all values defined so far.
    defined: usize,
}

/// Bytes that macros, and entries that it names, may always add to an entry, and how many times its length beyond that: so
/// macros made of macros do not fill the memory. It counts by entry, so that nothing depends on what else is read.
const ADDED_FREELY: usize = 1024;
const ADDED_TIMES: usize = 16;

/// Bytes of all values of macros of a file; what is defined beyond is not known.
const MOST_DEFINED: usize = 4 << 20;

fn budget(range: &Range<usize>) -> usize {
    ADDED_FREELY + range.len().saturating_mul(ADDED_TIMES)
}

impl Macros {
    /// A value with its macros expanded. What stands in a macro was expanded when it was defined, as in BibTeX, so
    /// that none can hold itself.
    fn expand<'a>(&mut self, pieces: &[Piece<'a>], known: Known) -> (Cow<'a, str>, Vec<&'a str>) {
        if let [Piece::Text(text)] = pieces {
            return (Cow::Borrowed(*text), Vec::new());
        }
        let mut joined = String::new();
        let mut unknown = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => joined.push_str(text),
                Piece::Macro(name) => {
                    let lower = name.to_lowercase();
                    let later = || self.later.get(&lower).filter(|_| known == Known::All);
                    let own = self.now.get(&lower).or_else(later).map(String::as_str);
                    let month = || MONTHS.iter().find(|(known, _)| *known == lower).map(|(_, month)| *month);
                    if let Some(text) = own.or_else(month).filter(|text| text.len() <= self.budget) {
                        self.budget -= text.len();
                        joined.push_str(text);
                    } else {
                        unknown.push(*name);
                        joined.push_str(name);
                    }
                }
            }
        }
        (Cow::Owned(joined), unknown)
    }

    fn value<'a>(&mut self, field: &Field<'a>, known: Known) -> Value<'a> {
        let (latex, unknown) = self.expand(&field.value, known);
        Value { name: field.name.to_lowercase(), latex, at: field.at, unknown }
    }

    /// Defines macros; gives their values, whose own unknown names are to be noted.
    pub(super) fn define<'a>(&mut self, entry: &Entry<'a>) -> Vec<Value<'a>> {
        let mut values = Vec::new();
        self.budget = budget(&entry.range);
        for field in &entry.fields {
            let value = self.value(field, Known::Before);
            self.defined = self.defined.saturating_add(value.latex.len());
            if self.defined <= MOST_DEFINED {
                self.now.insert(value.name.clone(), value.latex.clone().into_owned());
            }
            values.push(value);
        }
        values
    }

    pub(super) fn entry<'a>(&mut self, entry: Entry<'a>) -> Expanded<'a> {
        self.budget = budget(&entry.range);
        let fields = entry.fields.iter().map(|field| self.value(field, Known::All)).collect();
        let Entry { word, key, fields: _, flaws, range } = entry;
        Expanded { word, key, fields, flaws, range }
    }

    /// The macros at the first line of a chunk, and the entries, as the start of the file (`head`) has them.
    /// `is_before` says of a byte offset in the head whether it stands before the chunk.
    pub(super) fn at_chunk(
        head: Vec<Item<'_>>,
        is_before: impl Fn(usize) -> bool,
    ) -> (Self, Vec<Expanded<'_>>) {
        let mut running = Self::default();
        let mut at_chunk: Option<(BTreeMap<String, String>, usize)> = None;
        let mut later: BTreeMap<String, String> = BTreeMap::new();
        let mut entries = Vec::new();
        for item in head {
            match item {
                Item::Macros(entry) => {
                    let is_later = !is_before(entry.range.start);
                    if is_later && at_chunk.is_none() {
                        at_chunk = Some((running.now.clone(), running.defined));
                    }
                    let values = running.define(&entry);
                    for value in values.into_iter().filter(|_| is_later) {
                        later.entry(value.name).or_insert(value.latex.into_owned());
                    }
                }
                // The head may end in the middle of an entry.
                Item::Entry(entry) if entry.flaws.iter().all(|(_, flaw)| *flaw != Flaw::EndMissing) => {
                    entries.push(running.entry(entry));
                }
                Item::Entry(_) | Item::Aside(..) | Item::Outside(_) | Item::Unclosed(..) => {}
            }
        }
        let (now, defined) = at_chunk.unwrap_or((running.now, running.defined));
        (Self { now, later, budget: 0, defined }, entries)
    }
}

/// Entries by their keys, in lower case; of several with one key the first.
#[derive(Debug, Default)]
pub(super) struct Library<'a> {
    pub(super) entries: Vec<Expanded<'a>>,
    by_key: BTreeMap<String, usize>,
}

/// What an entry names and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tie {
    /// Fields were taken over: the key, and their names; none where the entry had them all.
    Taken(String, Vec<String>),
    /// No entry has the key.
    Missing(String),
    /// The entries name each other, or too many follow one another.
    Endless(String),
}

/// How a field names an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// `crossref`: the book or journal it stands in.
    Crossref,
    /// `xdata`: fields that several entries share.
    Xdata,
}

/// What a part takes over from the book it stands in. Never what identifies or describes the book itself, its DOI,
/// address, abstract or pages: they would be wrong for the part.
#[rustfmt::skip]
const OF_THE_WHOLE: &[&str] = &[
    "booktitle", "maintitle", "booksubtitle", "journal", "journaltitle", "shortjournal", "fjournal", "journal_native",
    "editor", "publisher", "institution", "organization", "school", "address", "location", "year", "month", "day",
    "date", "series", "volume", "number", "issue", "edition", "issn", "isbn", "eventtitle", "eventdate", "venue",
    "bookauthor", "serieseditor", "country", "language", "langid", "howpublished",
];

/// Entries that may follow one another.
const MOST_TIES: usize = 16;

impl<'a> Library<'a> {
    pub(super) fn add(&mut self, entry: Expanded<'a>) -> usize {
        let index = self.entries.len();
        if !entry.key.is_empty() {
            self.by_key.entry(entry.key.to_lowercase()).or_insert(index);
        }
        self.entries.push(entry);
        index
    }

    /// The fields of an entry, its own first, and what the entries it names give it.
    pub(super) fn resolved(&self, index: usize) -> (Vec<Value<'a>>, Vec<Tie>) {
        let Some(entry) = self.entries.get(index) else { return (Vec::new(), Vec::new()) };
        let mut fields = entry.fields.clone();
        let mut ties = Vec::new();
        let mut budget = budget(&entry.range);
        let has_date = has(&fields, "date");
        let is_journal = entry.word.eq_ignore_ascii_case("article");
        let mut visited: BTreeSet<String> = std::iter::once(entry.key.to_lowercase()).collect();
        let mut waiting = named(&fields);
        waiting.reverse();
        while let Some((key, relation)) = waiting.pop() {
            let lower = key.to_lowercase();
            let Some(other) = self.by_key.get(&lower).and_then(|at| self.entries.get(*at)) else {
                ties.push(Tie::Missing(key));
                continue;
            };
            if !visited.insert(lower) || visited.len() > MOST_TIES {
                ties.push(Tie::Endless(key));
                continue;
            }
            let mut names = Vec::new();
            for value in &other.fields {
                let name = match (relation, value.name.as_str()) {
                    (_, "crossref" | "xdata" | "ids") => continue,
                    (Relation::Crossref, "title") if is_journal => "journal",
                    (Relation::Crossref, "title") => "booktitle",
                    (Relation::Crossref, "month" | "day") if has_date => continue,
                    (Relation::Crossref, name) if !OF_THE_WHOLE.contains(&name) => continue,
                    (_, name) => name,
                };
                if has(&fields, name) || value.latex.len() > budget {
                    continue;
                }
                budget -= value.latex.len();
                names.push(name.to_owned());
                // The line of the entry that names it is the one to look at.
                let at = entry.range.start;
                fields.push(Value { name: name.to_owned(), at, ..value.clone() });
            }
            ties.push(Tie::Taken(key, names));
            let mut further = named(&other.fields);
            further.reverse();
            waiting.extend(further);
        }
        let unresolved = |value: &Value<'_>| {
            ties.iter().any(|tie| matches!(tie, Tie::Missing(key) | Tie::Endless(key) if value.latex.contains(key.as_str())))
        };
        fields.retain(|value| !matches!(value.name.as_str(), "crossref" | "xdata") || unresolved(value));
        (fields, ties)
    }
}

/// Whether a field stands there, under its name in either dialect.
fn has(fields: &[Value<'_>], name: &str) -> bool {
    let names: &[&str] = match name {
        "journal" | "journaltitle" => &["journal", "journaltitle"],
        "address" | "location" => &["address", "location"],
        // A month belongs to its year: that of the book says nothing of a part with a year of its own.
        "date" | "year" => &["date", "year"],
        name => &[name],
    };
    fields.iter().any(|value| names.contains(&value.name.as_str()))
}

/// The entries that fields name, in order.
fn named(fields: &[Value<'_>]) -> Vec<(String, Relation)> {
    let mut named = Vec::new();
    for (field, relation) in [("xdata", Relation::Xdata), ("crossref", Relation::Crossref)] {
        for value in fields.iter().filter(|value| value.name == field) {
            let keys = value.latex.split(',').map(str::trim).filter(|key| !key.is_empty());
            named.extend(keys.take(MOST_TIES).map(|key| (key.to_owned(), relation)));
        }
    }
    named
}
