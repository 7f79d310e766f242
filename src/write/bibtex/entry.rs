//! The layout of an entry: order of the fields, alignment, names used once.

use crate::record::Seen;
use std::collections::HashMap;

/// Order of the fields in an entry (after the example in mapping reference 9). A field in several languages
/// (`abstract_zh`) and a further one of a kind (`doi_2`) stand where their first word does.
///
/// [`UNKNOWN`] is where fields go that a source had and we have no place for.
const ORDER: &[&str] = &[
    "author",
    "author_native",
    "author_romanised",
    "title",
    "subtitle",
    "shorttitle",
    "origtitle",
    "origlanguage",
    "titletranslation",
    "transliterated-title",
    "alttitle",
    "booktitle",
    "journaltitle",
    "journal",
    "shortjournal",
    "journal_native",
    "journal_romanised",
    "editor",
    "translator",
    "bookauthor",
    "serieseditor",
    "contributor",
    "type",
    "date",
    "year",
    "month",
    "day",
    "epubdate",
    "volume",
    "number",
    "issue",
    "part",
    "pages",
    "eid",
    "pagetotal",
    "publisher",
    "school",
    "institution",
    "address",
    "location",
    "doi",
    "pmid",
    "eprint",
    "eprinttype",
    "pmcid",
    "wprimid",
    "isbn",
    "issn",
    OTHER_NUMBERS,
    "url",
    "urldate",
    "language",
    "langid",
    "country",
    "entrysubtype",
    "pubtype",
    "pubstate",
    "keywords",
    "keywordlist",
    "mesh",
    "abstract",
    "affiliation",
    "orcid",
    "email",
    "funding",
    "note",
    "annotation",
    "annote",
    "license",
    "database",
    UNKNOWN,
];

/// Where identifiers of further databases stand.
pub(super) const OTHER_NUMBERS: &str = "(numbers)";

/// Where fields of the source that we have no place for stand.
const UNKNOWN: &str = "(unknown)";

/// Width to which names are filled up: the longest common one, `journaltitle`.
const WIDTH: usize = 12;

#[derive(Debug)]
struct Field {
    rank: usize,
    name: String,
    /// With its braces, if it has any.
    value: String,
}

/// The fields of an entry, in any order until they are written.
#[derive(Debug, Default)]
pub(super) struct Entry {
    fields: Vec<Field>,
    seen: Seen,
    /// The number that a further field of a name gets, of the names that are taken.
    numbers: HashMap<String, usize>,
}

fn rank(name: &str) -> usize {
    let position = |wanted: &str| ORDER.iter().position(|known| *known == wanted);
    let first_word = name.split_once('_').map_or(name, |(first, _)| first);
    position(name).or_else(|| position(first_word)).unwrap_or(ORDER.len())
}

/// The name of a field in a language: `abstract_zh` for `zh-Hans`; the bare name without one.
pub(super) fn in_language(name: &str, lang: Option<&str>) -> String {
    let primary = lang.and_then(|lang| lang.split('-').next()).unwrap_or_default().to_ascii_lowercase();
    let is_tag = !primary.is_empty() && primary.chars().all(|letter| letter.is_ascii_alphanumeric());
    if is_tag { format!("{name}_{primary}") } else { name.to_owned() }
}

impl Entry {
    /// Adds a field with escaped text; an empty one gives none. A name that is taken gets a number: no entry may
    /// hold a field twice, since programs drop one of them or the whole file (needs reference B.2).
    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.push_at(name, name, value);
    }

    /// The same at the place of another field.
    pub(super) fn push_at(&mut self, name: &str, place: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.push_raw(name, place, format!("{{{value}}}"));
        }
    }

    /// Adds a field of the source that we have no place for; one that is known all the same stands where it always does.
    pub(super) fn push_unknown(&mut self, name: &str, value: &str) {
        self.push_at(name, if ORDER.contains(&name) { name } else { UNKNOWN }, value);
    }

    /// Adds a field whose value is written as it is: a macro (`apr`), or pieces joined with `#`.
    pub(super) fn push_unbraced(&mut self, name: &str, value: String) {
        self.push_raw(name, name, value);
    }

    fn push_raw(&mut self, name: &str, place: &str, value: String) {
        let mut free = name.to_owned();
        while self.has(&free) {
            let number = self.numbers.entry(name.to_owned()).or_insert(2);
            free = format!("{name}_{number}");
            *number += 1;
        }
        self.fields.push(Field { rank: rank(place), name: free, value });
    }

    /// Whether a field of a name stands already.
    pub(super) fn has(&mut self, name: &str) -> bool {
        self.seen.has(&self.fields, |field| field.name.as_str(), &name)
    }

    /// Writes the entry: two blanks of indent, names filled up to one width, a comma after every field.
    pub(super) fn write(mut self, kind: &str, key: &str, out: &mut Vec<u8>) {
        self.fields.sort_by_key(|field| field.rank);
        let mut text = format!("@{kind}{{{key},\n");
        for Field { rank: _, name, value } in &self.fields {
            for piece in ["  ", &format!("{name:WIDTH$}"), " = ", value, ",\n"] {
                text.push_str(piece);
            }
        }
        text.push_str("}\n");
        out.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_in_order_and_no_name_twice() {
        let mut entry = Entry::default();
        entry.push("doi", "10.1/b");
        entry.push("abstract_zh", "甲");
        entry.push("abstract", "a");
        entry.push("doi", "10.1/c");
        entry.push("title", " ");
        entry.push_unbraced("month", "apr".to_owned());
        let mut out = Vec::new();
        entry.write("article", "k", &mut out);
        assert_eq!(
            String::from_utf8_lossy(&out),
            "@article{k,\n  month        = apr,\n  doi          = {10.1/b},\n  doi_2        = {10.1/c},\n  \
             abstract_zh  = {甲},\n  abstract     = {a},\n}\n"
        );
    }
}
