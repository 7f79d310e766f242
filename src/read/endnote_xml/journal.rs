//! Which of the names of a journal is the full one, which an abbreviation, which in another language.

use super::super::intake::Lines;
use super::super::sheet::Sheet;
use super::{Flat, clean};
use crate::record::{ContainerRole, Kind, Marked};
use crate::value::text;
use crate::vocab::endnote;

/// The names stand in `secondary-title` and `alt-title`, and again in `periodical` and `alt-periodical`. `EndNote` calls
/// `alt-title` the alternate journal: mostly the abbreviation, but with `PubMed`'s filter the full name beside an
/// abbreviation as the journal's, and in refmill's files the name in the journal's own language.
pub(super) fn read(sheet: &mut Sheet<'_, '_>, flat: &mut Flat<'_>, kind: Kind) {
    let own = flat.own;
    let full: &[&str] =
        if endnote::has_container(kind) { &["full-title", "secondary-title"] } else { &["full-title"] };
    let full = names(sheet, flat, full, own);
    let abbreviations = names(sheet, flat, &["abbr-1", "abbr-2", "abbr-3"], own);
    let others = names(sheet, flat, &["alt-title", "alt-full-title", "alt-abbr"], own);

    let mut full = full.into_iter();
    let Some((main, _)) = full.next() else {
        for (name, _) in abbreviations.into_iter().chain(others) {
            sheet.intake.marked_container(ContainerRole::Abbrev, name);
        }
        return;
    };
    let plain = main.to_plain();
    // refmill writes an abbreviation as the journal's where there is no full name.
    let is_abbreviation = |it: &(Marked, &str)| it.0.as_plain() == plain;
    if own && abbreviations.iter().any(is_abbreviation) && full.len() == 0 {
        for (name, _) in abbreviations {
            sheet.intake.marked_container(ContainerRole::Abbrev, name);
        }
        for (name, _) in others {
            sheet.intake.marked_container(ContainerRole::Vernacular, name);
        }
        return;
    }
    let mut abbreviated = false;
    let mut further = Vec::new();
    for (name, tag) in full.chain(others) {
        let other = name.to_plain();
        if other == plain {
            continue;
        }
        if own || text::script_of(&other) != text::script_of(&plain) {
            further.push((ContainerRole::Vernacular, name));
        } else if !abbreviated && abbreviates(&plain, &other) {
            abbreviated = true;
            further.push((ContainerRole::Main, name));
        } else if abbreviates(&other, &plain) || tag == "alt-abbr" {
            further.push((ContainerRole::Abbrev, name));
        } else if further.iter().all(|it| it.1.as_plain() != other) {
            sheet.intake.unknown(tag, other);
        }
    }
    let role = if abbreviated { ContainerRole::Abbrev } else { ContainerRole::Main };
    // The full name first.
    if abbreviated && let Some(at) = further.iter().position(|it| it.0 == ContainerRole::Main) {
        let (role, name) = further.remove(at);
        sheet.intake.marked_container(role, name);
    }
    sheet.intake.marked_container(role, main);
    for (role, name) in abbreviations.into_iter().map(|it| (ContainerRole::Abbrev, it.0)).chain(further) {
        if name.as_plain() != plain {
            sheet.intake.marked_container(role, name);
        }
    }
}

/// The names under some tags, in the order of the tags, each once.
fn names(
    sheet: &mut Sheet<'_, '_>,
    flat: &mut Flat<'_>,
    tags: &[&'static str],
    own: bool,
) -> Vec<(Marked, &'static str)> {
    let mut names: Vec<(Marked, &'static str)> = Vec::new();
    for tag in tags {
        for (name, line) in flat.take(tag) {
            sheet.intake.line = line;
            let name = clean(sheet, "container-title", &name, Lines::Joined, own);
            if !name.is_empty() && names.iter().all(|known| known.0.as_plain() != name.as_plain()) {
                names.push((name, tag));
            }
        }
    }
    names
}

/// Whether each word of one name begins a word of the other, in their order: `J Tea Sleep`, `Journal of tea and sleep`.
fn abbreviates(short: &str, long: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (short, long) = (words(short), words(long));
    let mut rest = long.iter();
    short.len() <= long.len()
        && short.concat().len() < long.concat().len()
        && !short.is_empty()
        && short.iter().all(|word| rest.any(|other| other.starts_with(word.as_str())))
}

#[cfg(test)]
mod tests {
    use super::abbreviates;

    #[test]
    fn an_abbreviation_begins_the_words_of_the_name() {
        assert!(abbreviates("J Tea Sleep", "Journal of tea & sleep"));
        assert!(abbreviates("N. Engl. J. Med.", "The New England journal of medicine"));
        assert!(!abbreviates("Tea", "Coffee and sleep"));
        assert!(!abbreviates("Journal of tea", "Journal of tea"));
        assert!(!abbreviates("", "Tea"));
    }
}
