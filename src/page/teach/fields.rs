//! Which field a label feeds: by its words, else by what stands behind it.

use super::super::kinds;
use super::super::layout::{Field, Kind};
use super::super::signs;
use crate::value::{country, doi, issn, language, text};

/// A field with the reason.
#[derive(Debug)]
pub(super) struct Guess {
    pub(super) field: Field,
    pub(super) why: String,
    pub(super) sure: bool,
}

/// Whether the words are those of a label that many sites have.
pub(super) fn is_known(words: &str) -> bool {
    known(words).is_some()
}

fn known(words: &str) -> Option<Field> {
    Field::of_label(words)
}

/// Whether a value is of a kind.
type Test = fn(&str) -> bool;

/// What all values of a label may be, surest first, and how that is said.
const VALUES: &[(Field, &str, Test)] = &[
    (Field::Doi, "a DOI stands behind it", doi::is_bare),
    (Field::Url, "an address stands behind it", kinds::is_url),
    (Field::JournalLine, "journal, year and pages stand behind it", |value| {
        kinds::is(Kind::JournalLine, value)
    }),
    (Field::Issn, "an ISSN stands behind it", |value| issn::canonical(value).is_some()),
    (Field::Language, "a language stands behind it", |value| language::tag_of(value).is_some()),
    (Field::Country, "a country stands behind it", is_country),
    (Field::Abstract, "a long text stands behind it", |value| value.chars().count() > 300),
    (Field::Issued, "a year stands behind it", is_year),
    (Field::Page, "pages stand behind it", is_range),
];

/// What the values of a label look like, which a person must confirm.
const LIKELY: &[(Field, &str, Test)] =
    &[(Field::Author, "names seem to stand behind it: authors? CHECK", |value| {
        signs::names_in(value) > 0 && signs::reads_as_names(value)
    })];

/// The field of a label with all values seen.
pub(super) fn guess(words: &str, values: &[Vec<String>]) -> Guess {
    if let Some(field) = known(words) {
        return Guess { field, why: "by its words".to_owned(), sure: true };
    }
    let joined: Vec<String> =
        values.iter().map(|lines| lines.join("\n")).filter(|value| !value.is_empty()).collect();
    if joined.is_empty() {
        let why = "nothing stands behind it on these pages".to_owned();
        return Guess { field: Field::Furniture, why, sure: false };
    }
    for (field, why, is) in VALUES {
        if joined.iter().all(|value| is(value)) {
            return Guess { field: *field, why: (*why).to_owned(), sure: true };
        }
    }
    for (field, why, is) in LIKELY {
        if joined.iter().all(|value| is(value))
            && joined.iter().any(|value| value.contains([';', ',', '、', '，']))
        {
            return Guess { field: *field, why: (*why).to_owned(), sure: false };
        }
    }
    Guess {
        field: Field::Note,
        why: "refmill does not know these words: choose the field".to_owned(),
        sure: false,
    }
}

fn is_year(value: &str) -> bool {
    value.parse().is_ok_and(|year: u32| (1800..2100).contains(&year))
}

fn is_range(value: &str) -> bool {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|_| text.trim().len() <= 5);
    value.split_once(['-', '–']).is_some_and(|(first, last)| {
        number(first).zip(number(last)).is_some_and(|(first, last)| first <= last)
    })
}

fn is_country(value: &str) -> bool {
    let reading = country::parse(value);
    !reading.countries.is_empty() && reading.countries.iter().all(|country| country.code.is_some())
}

/// What a line is by its own text, where that is certain.
pub(super) fn kind_of(line: &str) -> Option<Kind> {
    [Kind::Url, Kind::Doi, Kind::JournalLine].into_iter().find(|kind| kinds::is(*kind, line))
}

/// What stands below the title: names, or the title in the article's own language.
pub(super) fn second_line(lines: &[&str]) -> (Field, &'static str) {
    let separated = lines.iter().filter(|line| line.contains([';', '；', ',', '，', '、'])).count();
    if separated * 2 > lines.len() {
        return (Field::Author, "the second line is a list: authors?");
    }
    let native = lines.iter().filter(|line| !matches!(text::script_of(line), Some("Latn") | None)).count();
    if native * 2 > lines.len() {
        return (Field::VernacularTitle, "the second line is in another script: the vernacular title?");
    }
    (Field::Author, "the second line: authors?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_the_lexicon_are_fields_of_a_table() {
        for words in [
            "Title",
            "中文题名",
            "Authors",
            "作者单位",
            "Journal",
            "刊名缩写",
            "出处",
            "DOI",
            "PMID",
            "ISSN",
            "Year",
            "Vol.",
            "期",
            "Pages",
            "文献类型",
            "Mots-clés",
            "MeSH",
            "País",
            "Sprache",
            "초록",
            "Verlag",
            "基金项目",
            "URL",
            "参考文献",
        ] {
            assert!(is_known(words), "{words}");
        }
        assert_eq!(known("Authors"), Some(Field::Author));
        assert!(!is_known("Shelf"));
    }
}
