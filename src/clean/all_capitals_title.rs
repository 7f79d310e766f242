//! Titles in capitals.
//!
//! Old records and many journals print titles in capitals. Which words are names and which are abbreviations must be guessed: by how the
//! record's abstract and keywords write them, by tables, by how a word looks. It must not fire on other languages than English, whose nouns
//! or names the tables do not know, and on titles of one word.

use super::{Pass, Rule, Safety};
use crate::record::{Marked, Record, Text};
use crate::report::Code;
use crate::value::letter_case::{Usage, is_all_capitals, sentence_of_capitals};

const ALL_CAPITALS_TITLE: Code = Code::warning(
    "all-capitals-title",
    "With --guess: a title in capitals was written as a sentence, names and abbreviations with their capitals; the record keeps it as it was.",
);

pub(super) const RULE: Rule = Rule {
    code: &ALL_CAPITALS_TITLE,
    summary: "writes an English title in capitals as a sentence, names and abbreviations with their capitals",
    explanation: "Old records and many journals print titles in capitals. How a word is written is taken from the record's own abstract and keywords where \
        they have it, else from tables of abbreviations, names, countries and languages; what has a digit or no vowel keeps its capitals. All \
        others become small, and a name that no table knows with them: so it is a guess. Titles in other languages than English stay.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"titles": [{"value": "EFFECT OF HIV ON DNA IN BEIJING", "role": "main"}]}"#,
            r#"{"titles": [{"value": "Effect of HIV on DNA in Beijing", "role": "main"}]}"#,
        ),
        (
            r#"{"titles": [{"value": "OOLONG AND PEARL IN NURSES", "role": "main"}], "abstracts": [{"value": "We gave Oolong and PEARL to nurses."}]}"#,
            r#"{"titles": [{"value": "Oolong and PEARL in nurses", "role": "main"}], "abstracts": [{"value": "We gave Oolong and PEARL to nurses."}]}"#,
        ),
        (
            r#"{"titles": [{"value": "WIRKUNG VON TEE AUF DEN SCHLAF", "lang": "de", "role": "main"}, {"value": "COVID-19", "role": "short"}, {"value": "Effect of HIV", "role": "vernacular"}]}"#,
            r#"{"titles": [{"value": "WIRKUNG VON TEE AUF DEN SCHLAF", "lang": "de", "role": "main"}, {"value": "COVID-19", "role": "short"}, {"value": "Effect of HIV", "role": "vernacular"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    change_titles(record, pass, is_all_capitals, sentence_of_capitals);
}

/// Changes the words of each English title that is of some kind, run by run.
pub(super) fn change_titles(
    record: &mut Record,
    pass: &mut Pass<'_>,
    is_meant: fn(&str) -> bool,
    change: fn(&str, &Usage) -> String,
) {
    // Nearly all titles end here.
    if !record.titles.iter().any(|title| is_meant(&title.text.to_plain())) {
        return;
    }
    let article = record.languages.first().and_then(|language| language.tag.as_deref()).map(str::to_owned);
    let mut usage = Usage::default();
    for one in &record.abstracts {
        let sections = one.sections.iter().map(|section| &section.text);
        for text in std::iter::once(&one.text.value).chain(sections).filter(|text| !text.is_empty()) {
            usage.take(&text.to_plain());
        }
    }
    for title in &mut record.titles {
        let plain = title.text.to_plain();
        if !is_meant(&plain) || !is_english(&title.text, article.as_deref()) {
            continue;
        }
        // A run of italics or an index begins no sentence: it is changed as a part of the whole.
        let whole = change(&plain, &usage);
        let mut changed = Marked::default();
        if title.text.value.is_plain() {
            changed = Marked::plain(whole);
        } else {
            for (at, span) in title.text.value.spans().iter().enumerate() {
                let text = match (at, span.style.math || span.style.protected) {
                    (_, true) => span.text.clone(),
                    (0, false) => change(&span.text, &usage),
                    // The first word is put behind one that has been.
                    (_, false) => {
                        let shown = change(&format!("x {}", span.text), &usage);
                        shown.get(2..).unwrap_or(&span.text).to_owned()
                    }
                };
                changed.push(text, span.style);
            }
        }
        pass.put_marked("title", &mut title.text.value, changed);
    }
}

/// English by its own language, else by the article's; where neither is known it is taken for it.
fn is_english(text: &Text, article: Option<&str>) -> bool {
    let language = text.lang.as_deref().or(article);
    language.is_none_or(|tag| tag.split(['-', '_']).next() == Some("en"))
}
