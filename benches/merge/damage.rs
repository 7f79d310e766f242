//! Slips of typists and habits of databases.

use crate::article::Author;
use crate::dice::Dice;

/// The spelling of the other side of the ocean, Greek letters spelled out, hyphens as blanks, tags.
pub(crate) fn spelling(title: &mut String, dice: &mut Dice) {
    const AMERICAN: &[(&str, &str)] = &[
        ("aemia", "emia"),
        ("haemo", "hemo"),
        ("oesoph", "esoph"),
        ("andomis", "andomiz"),
        ("obilisation", "obilization"),
        ("aviour", "avior"),
        ("ospitalised", "ospitalized"),
        ("centred", "centered"),
        ("lycaemic", "lycemic"),
        ("orrhage", "orrhage"),
        ("Behçet", "Behcet"),
        ("Ménière", "Meniere"),
        ("Sjögren", "Sjogren"),
    ];
    const GREEK: &[(&str, &str)] = &[("α", "alpha"), ("β", "beta"), ("γ", "gamma")];
    if dice.in_1000(400) {
        for (from, to) in AMERICAN {
            *title = title.replace(from, to);
        }
    }
    if dice.in_1000(500) {
        for (from, to) in GREEK {
            *title = title.replace(from, to);
        }
    }
    if dice.in_1000(120) {
        *title = title.replace('-', " ");
    }
    if dice.in_1000(60) {
        *title = title.replace("IL-", "<i>IL</i>-").replace("mice", "<i>mice</i>");
    }
    if dice.in_1000(50) {
        *title = title.replace('-', "\u{2010}");
    }
    if dice.in_1000(40) {
        *title = title.to_uppercase();
    }
}

/// One letter of a word is left out, doubled, put for another, or two are turned round.
pub(crate) fn slip(title: &mut String, dice: &mut Dice) {
    let mut letters: Vec<char> = title.chars().collect();
    let places: Vec<usize> = (1..letters.len().saturating_sub(1))
        .filter(|place| letters[place - 1..=place + 1].iter().all(char::is_ascii_lowercase))
        .collect();
    if places.is_empty() {
        return;
    }
    let place = dice.of(&places);
    match dice.between(1, 4) {
        1 => drop(letters.remove(place)),
        2 => letters.insert(place, letters[place]),
        3 => letters.swap(place, place + 1),
        _ => letters[place] = dice.of(&['a', 'e', 'i', 'n', 'r', 's', 't']),
    }
    *title = letters.into_iter().collect();
}

/// A character left out.
pub(crate) fn native_slip(title: &mut String, dice: &mut Dice) {
    let mut characters: Vec<char> = title.chars().collect();
    if characters.len() > 14 {
        let last = u32::try_from(characters.len() - 2).unwrap_or(1);
        let place = usize::try_from(dice.between(1, last)).unwrap_or(1);
        if !characters[place].is_ascii() {
            characters.remove(place);
        }
    }
    *title = characters.into_iter().collect();
}

/// One name with given and family name exchanged.
pub(crate) fn turned(authors: &mut [Author], dice: &mut Dice) {
    let last = u32::try_from(authors.len() - 1).unwrap_or(0);
    let place = usize::try_from(dice.between(0, last)).unwrap_or(0);
    let author = &mut authors[place];
    std::mem::swap(&mut author.family, &mut author.given);
}

/// One letter of a family name.
pub(crate) fn name_slip(authors: &mut [Author], dice: &mut Dice) {
    let last = u32::try_from(authors.len() - 1).unwrap_or(0);
    let place = usize::try_from(dice.between(0, last)).unwrap_or(0);
    if authors[place].family.len() > 5 {
        slip(&mut authors[place].family, dice);
    }
}

/// Another digit at the end of a page.
pub(crate) fn digit(page: u32, dice: &mut Dice) -> u32 {
    page / 10 * 10 + (page % 10 + dice.between(1, 9)) % 10
}

/// Some abstracts are cut, some have a publisher's line behind them.
pub(crate) fn cut(summary: &str, dice: &mut Dice) -> String {
    let words: Vec<&str> = summary.split(' ').collect();
    if dice.in_1000(60) {
        return words[..words.len() * 3 / 4].join(" ");
    }
    if dice.in_1000(100) {
        return format!("{summary} Copyright (C) made-up publishers. All rights reserved.");
    }
    summary.to_owned()
}

/// Without marks on letters.
pub(crate) fn plain(text: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("ü", "u"),
        ("í", "i"),
        ("ó", "o"),
        ("é", "e"),
        ("á", "a"),
        ("Å", "A"),
        ("å", "a"),
        ("ø", "o"),
        ("Ø", "O"),
        ("ł", "l"),
        ("Ł", "L"),
        ("É", "E"),
        ("ö", "o"),
        ("ä", "a"),
        ("è", "e"),
        ("ç", "c"),
    ];
    PAIRS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Title Case.
pub(crate) fn title_case(text: &str) -> String {
    let word = |word: &str| {
        if ["of", "in", "and", "the", "for", "with", "to", "on", "a"].contains(&word) {
            return word.to_owned();
        }
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    };
    text.split(' ').map(word).collect::<Vec<String>>().join(" ")
}
