//! Two lists of authors.

use super::sketch::{Person, Sketch};

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SameName {
    No,
    /// The family name spelled from characters is another one; a character may be read otherwise.
    Unlikely,
    /// In two scripts of which none can be told from the other.
    Unknown,
    /// The family name agrees, spelled from characters, and nothing is known of the given name.
    Perhaps,
    Yes,
}

/// What comparing the authors of two records gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PeopleMatch {
    /// The first authors.
    pub(super) first: SameName,
    /// The given names of both first authors are there in full and agree.
    pub(super) first_in_full: bool,
    /// The first author of one is another author of the other.
    pub(super) first_is_moved: bool,
    /// How many of the shorter list (without the first) are in the other, of how many that can be compared.
    pub(super) found: usize,
    pub(super) compared: usize,
    /// How many are unlikely to be in it.
    pub(super) unlikely: usize,
    /// As many authors in both, or the shorter list says that it is cut.
    pub(super) same_count: bool,
}

/// Compares lists; `None` where one has no author.
pub(super) fn compare(one: &Sketch<'_>, other: &Sketch<'_>) -> Option<PeopleMatch> {
    let (first, second) = (one.people.first()?, other.people.first()?);
    let (short, long) = if one.people.len() <= other.people.len() { (one, other) } else { (other, one) };
    let first_match = same_name(first, second);
    let appears = |person: &Person<'_>, list: &[Person<'_>]| {
        list.iter().map(|it| same_name(person, it)).max().unwrap_or(SameName::No)
    };
    let first_is_moved = first_match == SameName::No
        && (appears(first, &other.people) == SameName::Yes || appears(second, &one.people) == SameName::Yes);
    let (mut found, mut compared, mut unlikely) = (0, 0, 0);
    for (place, person) in short.people.iter().enumerate().skip(1) {
        // The same place first: in two scripts the place is all there is.
        let here = long.people.get(place).map_or(SameName::No, |it| same_name(person, it));
        let best = if here >= SameName::Perhaps { here } else { appears(person, &long.people) };
        match best {
            SameName::Unknown => {}
            SameName::Unlikely => unlikely += 1,
            SameName::No | SameName::Perhaps | SameName::Yes => {
                compared += 1;
                found += usize::from(best >= SameName::Perhaps);
            }
        }
    }
    let same_count =
        one.people_count == other.people_count || (short.truncated && short.people_count < long.people_count);
    let is_full =
        |person: &Person<'_>| person.given.split(' ').any(|word| word.len() > 1) && person.given.len() > 3;
    let first_in_full = first_match == SameName::Yes && is_full(first) && is_full(second);
    Some(PeopleMatch {
        first: first_match,
        first_in_full,
        first_is_moved,
        found,
        compared,
        unlikely,
        same_count,
    })
}

/// Whether two names may be of one person.
pub(super) fn same_name(one: &Person<'_>, other: &Person<'_>) -> SameName {
    if !one.native.is_empty() && !other.native.is_empty() {
        if one.native == other.native {
            return SameName::Yes;
        }
        // A native name in another script (Hangul beside Chinese characters) decides nothing.
        let hangul = |text: &str| text.chars().any(|it| matches!(it, '\u{ac00}'..='\u{d7a3}'));
        if hangul(one.native) == hangul(other.native) {
            return SameName::No;
        }
    }
    if one.family.is_empty() || other.family.is_empty() {
        return SameName::Unknown;
    }
    let turned_initials = is_initials(other.given, one.family) && same_word(one.given, other.family)
        || is_initials(one.given, other.family) && same_word(other.given, one.family);
    if one.hinted || other.hinted {
        // A character has several readings, and a table knows one of them.
        return match () {
            () if turned_initials => SameName::Yes,
            () if same_word(one.family, other.given) && same_word(one.given, other.family) => SameName::Yes,
            () if !same_word(one.family, other.family) => SameName::Unlikely,
            () if one.given.is_empty() || other.given.is_empty() => SameName::Perhaps,
            () if initials_agree(one.given, other.given) => SameName::Yes,
            () => SameName::Unknown,
        };
    }
    if same_family(one.family, other.family) && initials_agree(one.given, other.given) {
        return SameName::Yes;
    }
    // `Wenxin Ou` read as `Wenxin, Ou`, and a family name of two words split elsewhere.
    let letters = |person: &Person<'_>| person.family.len() + person.given.len() + 1;
    let has_same_words = letters(one) == letters(other) && {
        let words = |person: &Person<'_>| {
            let mut words: Vec<String> =
                person.family.split(' ').chain(person.given.split(' ')).map(str::to_owned).collect();
            words.retain(|word| !word.is_empty());
            words.sort_unstable();
            words
        };
        let (first, second) = (words(one), words(other));
        first.len() > 1 && first == second
    };
    let turned = same_word(one.family, other.given) && same_word(other.family, one.given);
    if turned || turned_initials || has_same_words {
        return SameName::Yes;
    }
    // `Nguyen P` beside `Pieter N`: each name has the initial of the other's.
    if is_initials(one.given, other.family) && is_initials(other.given, one.family) {
        return SameName::Unlikely;
    }
    SameName::No
}

fn same_word(one: &str, other: &str) -> bool {
    let letters = |text: &'_ str| -> Vec<u8> { text.bytes().filter(|it| *it != b' ').collect() };
    !one.is_empty() && (one == other || (one.len() != other.len() && letters(one) == letters(other)))
}

/// Family names: equal, one without its particles (`de la cruz`, `cruz`) or its second half (`garcia lopez`, `garcia`), or
/// with one slip.
fn same_family(one: &str, other: &str) -> bool {
    if same_word(one, other) {
        return true;
    }
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    // Neither begins nor ends like the other: nothing below can hold. This is asked of millions of names.
    if one.bytes().next() != other.bytes().next() && one.bytes().last() != other.bytes().last() {
        return false;
    }
    let inside = short.len() >= 3
        && (long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
            || long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' ')));
    // Umlauts are written out in one database and lose their dots in another: `mueller`, `muller`.
    let plain = |text: &str| text.replace("ue", "u").replace("oe", "o").replace("ae", "a");
    let length = short.chars().count();
    let slip = length >= 5 && one.len().abs_diff(other.len()) <= 2 && strsim::osa_distance(one, other) <= 1;
    inside || (length >= 4 && plain(one) == plain(other)) || slip
}

/// Whether given names do not contradict each other: one may be initials of the other, or absent.
fn initials_agree(one: &str, other: &str) -> bool {
    let (Some(first), Some(second)) = (one.chars().next(), other.chars().next()) else { return true };
    if first != second {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|it| *it != ' ').collect::<String>();
    let (one_letters, other_letters) = (letters(one), letters(other));
    let is_short = |text: &str| text.len() <= 3 || text.split(' ').all(|word| word.len() == 1);
    if is_short(one) || is_short(other) {
        return true;
    }
    // `wen xin`, `wenxin`; `john albert`, `john`; a slip.
    one_letters.starts_with(&other_letters)
        || other_letters.starts_with(&one_letters)
        || strsim::osa_distance(&one_letters, &other_letters) <= 1 + one_letters.len() / 8
}

/// Whether a text is the initials of given names: `wx` of `wen xin`, `w` of `wenxin`.
fn is_initials(text: &str, given: &str) -> bool {
    let first = given.chars().next();
    let is_short = text.len() <= 3 || (text.len() <= 5 && text.split(' ').all(|word| word.len() == 1));
    is_short && first.is_some() && text.chars().next() == first && given.len() > text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use SameName::{No, Perhaps, Unknown, Unlikely, Yes};

    fn person(text: &str) -> Person<'_> {
        let mut parts = text.split('/');
        let mut next = || parts.next().unwrap_or_default();
        Person { family: next(), given: next(), native: next(), hinted: next() == "h" }
    }

    #[test]
    fn one_person_is_written_in_many_ways() {
        for (one, other, wanted) in [
            ("ou/wenxin", "ou/wen xin", Yes),
            ("ou/wenxin", "ou/w x", Yes),
            ("ou/wenxin", "ou/", Yes),
            ("ou/wenxin", "wenxin/ou", Yes),
            ("ou/wenxin", "ou/li", No),
            ("wenxin/ou", "ou/w", Yes),
            ("wenxin/ou", "ou/wen xin/欧文欣/h", Yes),
            ("wang/xiaoming", "wang/xueli", No),
            ("nguyen/p", "pieter/n", Unlikely),
            ("weiwei/x", "xu/wei wei/徐微微/h", Yes),
            ("de la cruz/maria", "cruz/m", Yes),
            ("garcia lopez/maria", "lopez/maria garcia", Yes),
            ("garcia/m", "garcia lopez/maria", Yes),
            ("mueller/hans", "muller/h", Yes),
            ("johnson/a", "johnsson/a", Yes),
            ("li/a", "lu/a", No),
            ("zhang//张瑞/h", "zhang/rui", Perhaps),
            ("zhang/rui/张瑞/h", "zhang/r", Yes),
            ("zhang/rui/张瑞/h", "zhang/li", Unknown),
            ("zhang//张瑞/h", "chang/rui", Unlikely),
            ("zhang/rui/张瑞", "//张瑞", Yes),
            ("//张瑞", "//张锐", No),
            ("//山田太郎", "yamada/taro", Unknown),
        ] {
            assert_eq!(same_name(&person(one), &person(other)), wanted, "{one} {other}");
            assert_eq!(same_name(&person(other), &person(one)), wanted, "{other} {one}");
        }
    }
}
