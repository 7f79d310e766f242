//! By what entries are sorted: authors, year and title, letters without their accents and Chinese by its sounds.

use super::style::Order;
use crate::record::{DateKind, Name, Record, Role};
use crate::write::destination::Lead;
use crate::write::{lead, name};
use any_ascii::any_ascii;
use serde::{Deserialize, Serialize};
use unicode_script::{Script, UnicodeScript};

/// The place of an entry among the others.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Key {
    /// Language, for orders that go by it.
    language: u8,
    /// Authors; editors or the title where there are none. A shorter list stands before a longer one.
    authors: Vec<(String, String)>,
    /// The year, none first.
    year: Option<i32>,
    title: String,
}

impl Key {
    /// Whether the two are of the same authors and year, which letters tell apart.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        self.year.is_some() && self.authors == other.authors && self.year == other.year
    }

    /// Whether the authors are the same.
    pub(super) fn has_authors_of(&self, other: &Self) -> bool {
        self.authors == other.authors
    }
}

/// The key of a record, with particles in front of the family name or not. `None` where the input decides.
pub(super) fn key(record: &Record, order: Order, by_particle: bool, by: Lead) -> Option<Key> {
    if order == Order::Input {
        return None;
    }
    let titles = lead::titles(&record.titles, by);
    let title = titles.whole(&record.titles).map(|title| title.to_plain()).unwrap_or_default();
    let people = |role| record.with_role(role).filter_map(|person| name::leading_form(person, by));
    let parts = |name: &Name| match &name.literal {
        Some(literal) => (literal.clone(), String::new()),
        None => (
            match &name.non_dropping_particle {
                Some(particle) if by_particle => {
                    format!("{particle} {}", name.family.as_deref().unwrap_or_default())
                }
                _ => name.family.clone().unwrap_or_default(),
            },
            name.given.clone().unwrap_or_default(),
        ),
    };
    let mut authors: Vec<(String, String)> = people(Role::Author).map(|form| parts(&form.name)).collect();
    if authors.is_empty() {
        authors = people(Role::Editor).map(|form| parts(&form.name)).collect();
    }
    let first = authors.first().map_or_else(|| title.clone(), |(family, given)| format!("{family}{given}"));
    let language = if order == Order::LanguageAuthorYear { language(&first) } else { 0 };
    let authors = match authors.as_slice() {
        [] => vec![(filed(&title), String::new())],
        authors => authors.iter().map(|(family, given)| (folded(family), folded(given))).collect(),
    };
    let date = [DateKind::Issued, DateKind::Epub].into_iter().find_map(|kind| record.date(kind)?.start);
    let year = date.map(|date| date.year).filter(|_| order != Order::AuthorTitle);
    Some(Key { language, authors, year, title: filed(&title) })
}

/// 中文, 日文, 西文, 俄文, others.
fn language(text: &str) -> u8 {
    let has = |scripts: &[Script]| text.chars().any(|letter| scripts.contains(&letter.script()));
    if has(&[Script::Hiragana, Script::Katakana]) {
        return 1;
    }
    let order = [Script::Han, Script::Hiragana, Script::Latin, Script::Cyrillic];
    let position = order.iter().position(|script| has(&[*script])).unwrap_or(order.len());
    u8::try_from(position).unwrap_or(u8::MAX)
}

/// A title without its article.
fn filed(title: &str) -> String {
    let title = folded(title);
    let article = ["a ", "an ", "the "].into_iter().find_map(|article| title.strip_prefix(article));
    article.unwrap_or(&title).to_owned()
}

/// Letters, digits and single blanks, lower case, without accents.
fn folded(text: &str) -> String {
    let ascii = any_ascii(text).to_ascii_lowercase().replace('-', " ");
    let kept: String = ascii.chars().filter(|c| c.is_ascii_alphanumeric() || c.is_whitespace()).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
