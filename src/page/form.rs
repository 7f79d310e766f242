//! Forms: a line as literal words with fields between them, `Article in {language} | {database} | ID: {database-id}`.

use super::layout::Field;
use crate::value::{date, doi, pages};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use std::ops::Range;

/// The form of a line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Form {
    /// What stands before the first field.
    head: String,
    /// Each field with the words behind it; those behind the last one end the line.
    places: Vec<(Field, String)>,
    /// The longest run of the words without a blank or a colon: a line without it has another form, which spares most
    /// lines the closer look.
    mark: String,
}

impl TryFrom<String> for Form {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut pieces = text.split('{');
        let head = pieces.next().unwrap_or_default().trim().to_owned();
        let mut places: Vec<(Field, String)> = Vec::new();
        for piece in pieces {
            let Some((name, words)) = piece.split_once('}') else {
                return Err(format!("expected `}}` behind every `{{` of the form `{text}`"));
            };
            let field = Field::deserialize(StrDeserializer::<Error>::new(name.trim()))
                .map_err(|error| format!("in the form `{text}`: {error}"))?;
            if places.last().is_some_and(|(_, words)| words.trim().is_empty()) {
                return Err(format!("expected words between two fields of the form `{text}`"));
            }
            places.push((field, words.to_owned()));
        }
        if places.is_empty() {
            return Err(format!("expected a field in braces in the form `{text}`, found none"));
        }
        let words = std::iter::once(head.as_str()).chain(places.iter().map(|(_, words)| words.as_str()));
        let runs = words.flat_map(|words| words.split([' ', ':']));
        let mark = runs.max_by_key(|run| run.len()).unwrap_or_default().to_owned();
        Ok(Self { head, places, mark })
    }
}

/// A line that has a form: its fields with their places in it, in order.
pub(super) type Places = Vec<(Field, Range<usize>)>;

impl Form {
    /// The fields of a trimmed line, or `None` when the line has another form. No field is empty.
    pub(super) fn read(&self, line: &str) -> Option<Places> {
        memchr::memmem::find(line.as_bytes(), self.mark.as_bytes())?;
        let mut at = match self.head.as_str() {
            "" => 0,
            head => length_of(head, line, None)?,
        };
        let mut found = Vec::with_capacity(self.places.len());
        for (number, (field, words)) in self.places.iter().enumerate() {
            let rest = line.get(at..)?;
            let is_last = number + 1 == self.places.len();
            let (value, next) = if words.trim().is_empty() {
                (rest.len(), rest.len())
            } else {
                let (start, length) = find(words, rest, is_last)?;
                (start, start + length)
            };
            let printed = rest.get(..value)?;
            let start = at + (printed.len() - printed.trim_start().len());
            let end = at + printed.trim_end().len();
            if start >= end || !fits(*field, line.get(start..end)?) {
                return None;
            }
            found.push((*field, start..end));
            at += next;
        }
        Some(found)
    }
}

/// Whether a text can be a value of a field: a form is words between values, and `Journal 2020,` is no date, however
/// well the words around it fit.
fn fits(field: Field, text: &str) -> bool {
    const LONGEST_NUMBER: usize = 40;
    let is_number = |text: &str| {
        let has_figure = text.chars().any(char::is_numeric);
        let is_roman = text.chars().all(|it| "IVXLCDM".contains(it));
        // `45 Issue 2` is two numbers.
        let names_another = text.split_whitespace().any(|word| {
            let word = word.trim_end_matches('.');
            ["issue", "no", "pages", "page", "vol", "volume", "pp"]
                .iter()
                .any(|it| it.eq_ignore_ascii_case(word))
        });
        let is_clean = !names_another && !text.contains([',', ';', ':', '，', '；', '：']);
        text.len() <= LONGEST_NUMBER && is_clean && (has_figure || is_roman)
    };
    match field {
        Field::Volume => is_number(text),
        // `Suppl`, `Special Issue`.
        Field::Issue => is_number(text) || (text.len() <= LONGEST_NUMBER && !text.contains([',', ';', ':'])),
        Field::Issued | Field::Epub | Field::Received | Field::Accepted | Field::Revised => {
            let read = date::parse(text);
            read.value.start.is_some() && read.remarks.is_empty()
        }
        Field::Doi => doi::find(text).is_some(),
        Field::Page => {
            let read = pages::parse(text);
            !read.ranges.is_empty() || read.article_number.is_some()
        }
        _ => true,
    }
}

/// The first place of the words of a form, or the one that ends the line.
fn find(words: &str, line: &str, is_last: bool) -> Option<(usize, usize)> {
    line.char_indices().find_map(|(at, _)| {
        let rest = line.get(at..)?;
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let length = length_of(words, rest, before)?;
        let ends = !is_last || rest.get(length..)?.trim().is_empty();
        ends.then_some((at, length))
    })
}

/// How much of a text the words of a form take at its start: a blank stands for any white space, beside a mark for
/// none too, a colon for a full-width one too.
fn length_of(words: &str, text: &str, before: Option<char>) -> Option<usize> {
    let mut rest = text;
    let mut last = before;
    for wanted in words.chars() {
        if wanted == ' ' {
            let after = rest.trim_start();
            let joins = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
            if after.len() == rest.len() && joins(last) && joins(rest.chars().next()) {
                return None;
            }
            rest = after;
            continue;
        }
        let found = rest.chars().next()?;
        let same = found == wanted || wanted == ':' && found == '：';
        if !same {
            return None;
        }
        rest = rest.get(found.len_utf8()..)?;
        last = Some(found);
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'a>(form: &str, line: &'a str) -> Option<Vec<(Field, &'a str)>> {
        let form = Form::try_from(form.to_owned()).expect("a form");
        let places = form.read(line)?;
        Some(places.into_iter().map(|(field, range)| (field, &line[range])).collect())
    }

    #[test]
    fn fields_stand_between_words() {
        let form = "Article in {language} | {database} | ID: {database-id}";
        assert_eq!(
            read(form, "Article  in English | WPRIM\u{a0}| ID：wpr-1"),
            Some(vec![
                (Field::Language, "English"),
                (Field::Database, "WPRIM"),
                (Field::DatabaseId, "wpr-1")
            ])
        );
        assert_eq!(read(form, "Article in English | WPRIM"), None);
        assert_eq!(read(form, "Article in English | WPRIM | ID: "), None);
    }

    #[test]
    fn words_behind_the_last_field_end_the_line() {
        let form = "• {publication-type} •";
        assert_eq!(read(form, "• 论著 • 病例 •"), Some(vec![(Field::PublicationType, "论著 • 病例")]));
        assert_eq!(read(form, "• 论著 • 病例"), None);
    }

    #[test]
    fn what_is_no_form_is_told() {
        for wrong in ["no field", "{language", "{lingua}", "{volume}{issue}"] {
            assert!(Form::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
