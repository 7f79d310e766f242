//! Titles and abstracts: the title that most records have, every language once.

use crate::record::{Abstract, Language, Record, Text, Title, TitleRole};
use crate::value::comparable::{folded, is_native, squashed};
use crate::value::title::assign_title_roles;
use std::collections::{HashMap, HashSet};

/// Titles: the main one in the wording of most records; of equals the one not in capitals throughout, the one with more
/// words, the one with marks (italics, indices), the leading one's. Titles in further scripts and of further roles are
/// added. Abstracts: one a language, one in sections before one that is not, then the longest.
pub(super) fn choose(merged: &mut Record, ranked: &[&Record]) {
    main_title(merged, ranked);
    let mut known = Known::default();
    merged.titles.iter().for_each(|title| known.add(title));
    for title in ranked.iter().flat_map(|record| &record.titles) {
        add_title(&mut merged.titles, &mut known, title);
    }
    let languages: Vec<Language> = merged.languages.clone();
    assign_title_roles(&mut merged.titles, &languages);
    merged.abstracts = abstracts(ranked);
}

fn key(text: &Text) -> String {
    squashed(&folded(&text.to_plain()))
}

fn is_native_text(text: &Text) -> bool {
    let plain = text.to_plain();
    let native = plain.chars().filter(|it| is_native(*it)).count();
    native * 4 > plain.chars().count()
}

fn main_title(merged: &mut Record, ranked: &[&Record]) {
    let Some(leading) = merged.titles.iter().position(|title| title.role == TitleRole::Main) else { return };
    let Some(native) = merged.titles.get(leading).map(|title| is_native_text(&title.text)) else { return };
    let mut candidates: Vec<(usize, &Record, &Title)> = Vec::new();
    for (rank, record) in ranked.iter().enumerate() {
        let mains = record.titles.iter().filter(|title| title.role == TitleRole::Main);
        candidates.extend(
            mains.filter(|title| is_native_text(&title.text) == native).map(|title| (rank, *record, title)),
        );
    }
    let keys: Vec<String> = candidates.iter().map(|(_, _, title)| key(&title.text)).collect();
    let mut votes: HashMap<&str, usize> = HashMap::new();
    for key in &keys {
        *votes.entry(key).or_default() += 1;
    }
    let best = candidates.iter().zip(&keys).max_by_key(|((rank, _, title), own)| {
        let plain = title.text.to_plain();
        let shouts = plain.chars().any(char::is_uppercase) && !plain.chars().any(char::is_lowercase);
        let words = plain.split_whitespace().count();
        (
            votes.get(own.as_str()).copied(),
            !shouts,
            words,
            !title.text.value.is_plain(),
            std::cmp::Reverse(*rank),
        )
    });
    if let Some(((_, record, title), _)) = best
        && let Some(slot) = merged.titles.get_mut(leading)
    {
        *slot = (*title).clone();
        merged.title_marks = record.title_marks;
    }
}

/// The wordings that a list of titles has, and the roles that titles in characters and others have in it.
#[derive(Default)]
struct Known {
    keys: HashSet<String>,
    roles: HashSet<(TitleRole, bool)>,
}

impl Known {
    fn add(&mut self, title: &Title) {
        self.keys.insert(key(&title.text));
        self.roles.insert((title.role, is_native_text(&title.text)));
    }
}

/// Adds a title unless the list has it, or a wording of it: a wording that was not chosen stays with its source.
fn add_title(titles: &mut Vec<Title>, known: &mut Known, title: &Title) {
    const CHIEF: [TitleRole; 3] = [TitleRole::Main, TitleRole::Vernacular, TitleRole::Translated];
    let own = key(&title.text);
    let native = is_native_text(&title.text);
    if own.is_empty() || known.keys.contains(&own) {
        return;
    }
    let has = |role: TitleRole, native: bool| known.roles.contains(&(role, native));
    if (CHIEF.contains(&title.role) && CHIEF.iter().any(|role| has(*role, native))) || has(title.role, native)
    {
        return;
    }
    let role = match title.role {
        TitleRole::Main if has(TitleRole::Main, true) || has(TitleRole::Main, false) => {
            if native {
                TitleRole::Vernacular
            } else {
                TitleRole::Translated
            }
        }
        role => role,
    };
    let title = Title { role, ..title.clone() };
    known.add(&title);
    titles.push(title);
}

fn abstracts(ranked: &[&Record]) -> Vec<Abstract> {
    let mut best: Vec<(String, &Abstract)> = Vec::new();
    for record in ranked {
        for summary in &record.abstracts {
            let language = language_of(summary);
            let size =
                |it: &Abstract| (!it.sections.is_empty(), squashed(&folded(&it.text.to_plain())).len());
            match best.iter_mut().find(|(known, _)| *known == language) {
                // The same words count as the leading record's; a longer text is one that is not cut.
                Some((_, known)) if size(summary) > size(known) => *known = summary,
                Some(_) => {}
                None => best.push((language, summary)),
            }
        }
    }
    best.into_iter().map(|(_, summary)| summary.clone()).collect()
}

/// Language of an abstract: what it is said to be, else Latin or not.
fn language_of(summary: &Abstract) -> String {
    let lang = summary.text.lang.as_deref().and_then(|tag| tag.split('-').next());
    match lang {
        Some(lang) => lang.to_owned(),
        None if is_native_text(&summary.text) => "native".to_owned(),
        None => "en".to_owned(),
    }
}
