//! CSL-YAML: the list `references` of pandoc's metadata (a file of its own, or the front matter of a text), or a bare list.
//!
//! An item is one of CSL-JSON and is read as that. The list is cut into its items by the indentation of their dashes, so
//! that a broken one costs no other; what stands around the list is passed over, and said once. A line that lost its
//! indentation does not end the list where another dash of it follows: no metadata can stand before one. Pandoc takes texts in it
//! for Markdown; here they are read as CSL-JSON has them, with `<i>` and its like as marks.

use super::json::fields::Fields;
use super::json::{self, place::Places};
use super::{Batch, Chunk, Reader, csl_json};
use crate::report::{Code, Note};
use crate::syntax::yaml;
use crate::vocab::csl::{self, Shape};
use serde_json::{Map, Value, json};

const ITEM_BROKEN: Code = Code::error(
    "csl-yaml-item-broken",
    "An item of a CSL-YAML file is no YAML, or refers to another one by an alias; it is set aside and the next item is read.",
);
const AROUND: Code = Code::info(
    "csl-yaml-around",
    "A CSL-YAML file holds more than its list of references: other metadata, or a text; the references are read, the rest is not.",
);

/// The CSL-YAML reader.
#[derive(Debug)]
pub struct CslYaml;

impl Reader for CslYaml {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let mut places = Places::new(chunk);
        let list = List::of(chunk.text);
        let slice = |start: usize, end: usize| chunk.text.get(start..end).unwrap_or_default();
        if let Some(at) = list.around {
            let message = "the file holds more than a list of references".to_owned();
            batch.notes.push(Note { code: &AROUND, place: places.place(at, None), field: "", message });
        }
        let ends = list.items.iter().skip(1).copied().chain([list.end]);
        for (start, end) in list.items.iter().copied().zip(ends) {
            let text = slice(start, end).trim_end();
            places.cut_at(start.saturating_sub(1));
            match yaml::item(text) {
                Ok(members) => {
                    let fields = Fields::of(members.into_iter().map(as_json).collect());
                    let lines = (places.line(start), places.line(start + text.len()));
                    csl_json::item_of(
                        "csl-yaml",
                        json::Item { text, start, fields, lines },
                        &mut places,
                        batch,
                    );
                }
                Err(yaml::Fault { line, column, reason }) => {
                    let line_start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
                    let rest = text.get(line_start..).unwrap_or_default();
                    let at = rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at);
                    let at = start + line_start + at;
                    json::set_aside(text, start, at, &reason, &ITEM_BROKEN, &mut places, batch);
                }
            }
        }
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        // Behind the last item nothing is known to be whole, and the list may be over.
        List::of(buffer).cut
    }
}

/// Where the items of a text are.
#[derive(Debug, Default, PartialEq)]
struct List {
    /// Offsets of the lines with their dashes.
    items: Vec<usize>,
    /// Offset behind the last one.
    end: usize,
    /// The last of them behind an item with all its indentation: what the one before ends with would else look like the end of
    /// the list where nothing follows.
    cut: usize,
    /// Where the first thing stands that is not of the list.
    around: Option<usize>,
}

impl List {
    /// Of a text that begins at the start of an input, or at a dash.
    fn of(text: &str) -> Self {
        let mut list = Self { end: text.len(), ..Self::default() };
        // Indentation of the dashes, once known; whether they may come next.
        let (mut indent, mut may_begin): (Option<usize>, bool) = (None, true);
        // A line that ends the list, or belongs to a broken item: what follows tells.
        let mut doubtful: Option<usize> = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim_end();
            let bare = line.trim_start_matches('\u{feff}').trim_start_matches(' ');
            let depth = line.trim_start_matches('\u{feff}').len() - bare.len();
            if bare.is_empty() || bare.starts_with('#') {
                continue;
            }
            let is_dash = bare == "-" || bare.starts_with("- ");
            match indent {
                Some(known) if depth > known => {}
                Some(known) if depth == known && is_dash => {
                    list.items.push(start);
                    if doubtful.take().is_none() {
                        list.cut = start;
                    }
                }
                Some(_) if !is_end(bare) => doubtful = doubtful.or(Some(start)),
                Some(_) => {
                    list.end = doubtful.unwrap_or(start);
                    let is_mark = matches!(bare, "---" | "...");
                    if doubtful.is_some() || !is_mark || !text.get(at..).unwrap_or_default().trim().is_empty()
                    {
                        list.around = list.around.or(doubtful).or(Some(start));
                    }
                    return list;
                }
                None if is_dash && may_begin => {
                    indent = Some(depth);
                    list.cut = start;
                    list.items.push(start);
                }
                None if depth == 0 && bare == "references:" => may_begin = true,
                // The end of an empty list.
                None if bare == "..." || bare == "references: []" => may_begin = false,
                None if depth == 0 && (bare == "---" || bare.starts_with("%YAML")) => {}
                None => {
                    // Other metadata, which may have lists too.
                    may_begin = false;
                    list.around = list.around.or(Some(start));
                }
            }
        }
        if let Some(start) = doubtful {
            list.end = start;
            list.around = list.around.or(doubtful);
        }
        list
    }
}

/// Whether a line outside the items ends their list for certain: a mark, or metadata that may hold a list of its own.
fn is_end(bare: &str) -> bool {
    let value = bare.split_once(':').map(|(_, value)| value.trim_start());
    matches!(bare, "---" | "...")
        || value.is_some_and(|it| it.is_empty() || it.starts_with(['#', '|', '>', '&', '!']))
}

/// A member in the shape that CSL-JSON has: pandoc's older dates are lists of `{year, month, day}`.
fn as_json((key, value): (String, Value)) -> (String, Value) {
    let value = if csl::shape(&key) == Some(Shape::Date) { date(value) } else { value };
    (key, value)
}

fn date(value: Value) -> Value {
    let parts = |date: &Map<String, Value>| -> Option<Vec<Value>> {
        let year = date.get("year")?.clone();
        let rest = ["month", "day"].iter().map_while(|key| date.get(*key).cloned());
        Some(std::iter::once(year).chain(rest).collect())
    };
    let dates: Vec<&Map<String, Value>> = match &value {
        Value::Object(date) => vec![date],
        Value::Array(list) => list.iter().filter_map(Value::as_object).collect(),
        _ => Vec::new(),
    };
    let known = ["year", "month", "day", "season", "circa"];
    let is_older =
        !dates.is_empty() && dates.iter().all(|date| date.keys().all(|key| known.contains(&key.as_str())));
    let Some(all) = dates.iter().map(|date| parts(date)).collect::<Option<Vec<_>>>().filter(|_| is_older)
    else {
        return value;
    };
    let mut read = Map::from_iter([("date-parts".to_owned(), json!(all))]);
    for key in ["season", "circa"] {
        if let Some(value) = dates.iter().find_map(|date| date.get(key)) {
            read.insert(key.to_owned(), value.clone());
        }
    }
    Value::Object(read)
}

/// Whether the start of an input is certainly CSL-YAML: the first item of its list has a `type` of CSL, and an `id`, a
/// `title` or a `DOI`.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let list = List::of(head);
    let Some(start) = list.items.first().copied() else { return false };
    let end = list.items.get(1).copied().unwrap_or(list.end);
    let item = head.get(start..end).unwrap_or_default();
    let Some(dash) = item.find('-') else { return false };
    // Members stand two characters behind the dash, one of them beside it.
    let members = item.lines().enumerate().filter_map(|(number, line)| {
        let member = if number == 0 {
            line.trim_start_matches('\u{feff}').trim_start().strip_prefix("- ")?
        } else {
            line
        };
        let bare = member.trim_start_matches(' ');
        let is_member = number == 0 || member.len() - bare.len() > dash;
        bare.split_once(':').filter(|_| is_member)
    });
    let (mut has_type, mut has_name) = (false, false);
    for (key, value) in members {
        let word = value.trim().trim_matches(['"', '\'']);
        has_type |= key == "type" && csl_json::is_type(word);
        has_name |= ["id", "title", "DOI"].contains(&key) && !word.is_empty();
    }
    has_type && has_name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (Vec<&str>, bool) {
        let list = List::of(text);
        let ends = list.items.iter().skip(1).copied().chain([list.end]);
        (
            list.items.iter().copied().zip(ends).map(|(start, end)| text[start..end].trim()).collect(),
            list.around.is_some(),
        )
    }

    #[test]
    fn items_are_found_by_the_indentation_of_their_dashes() {
        assert_eq!(
            shown("- id: a\n  author:\n  - family: B\n- id: c\n"),
            (vec!["- id: a\n  author:\n  - family: B", "- id: c"], false)
        );
        let front = "---\ntitle: T\nauthor:\n- A\nreferences:\n  - id: a\n    abstract: |\n      - no item\n  - id: b\n...\n\n- text\n";
        assert_eq!(shown(front), (vec!["- id: a\n    abstract: |\n      - no item", "- id: b"], true));
        assert_eq!(shown("---\nreferences:\n- id: a\n...\n"), (vec!["- id: a"], false));
        assert_eq!(shown("references:\n# none\n-\n  id: a\n"), (vec!["-\n  id: a"], false));
        assert_eq!(shown("Some text.\n- a list\n"), (vec![], true));
        assert_eq!(shown("references:\n- id: a\nother:\n- b\n"), (vec!["- id: a"], true));
        assert_eq!(shown("references:\n- id: a\nlang: en\nother:\n- b\n"), (vec!["- id: a"], true));
        assert_eq!(shown("references:\n- id: a\nlang: en\n"), (vec!["- id: a"], true));
    }

    #[test]
    fn a_line_without_its_indentation_ends_no_list_that_goes_on() {
        let text = "references:\n- id: a\non-key: x\n  title: A\n- id: b\n- id: c\n- id: d";
        let items = vec!["- id: a\non-key: x\n  title: A", "- id: b", "- id: c", "- id: d"];
        assert_eq!(shown(text), (items, false));
        // Never right behind the broken item.
        let at = |item: &str| text.find(item).unwrap_or_default();
        let cut = |end: usize| CslYaml.cut(text.get(..end).unwrap_or_default(), text);
        assert_eq!(cut(at("id: b") + 5), at("- id: a"));
        assert_eq!(cut(text.len()), at("- id: d"));
        let mut batch = Batch::default();
        CslYaml.read(Chunk::whole(text, "x"), &mut batch);
        assert_eq!((batch.records.len(), batch.set_aside.len()), (3, 1));
    }
}
