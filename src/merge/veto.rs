//! What no agreement outweighs (a veto: the two are different), and what a person must look at (a doubt).

use super::across;
use super::class::Class;
use super::people::SameName;
use super::place::Value;
use super::score::Found;
use super::sketch::Sketch;
use super::title::Likeness;
use crate::value::journal_name::JournalMatch;

/// Why two records are different whatever their score, in words for people.
pub(super) fn veto(one: &Sketch<'_>, other: &Sketch<'_>, found: &Found) -> Option<&'static str> {
    by_words(one, other, found).or_else(|| by_numbers(one, other, found))
}

/// What needs titles, people and journals to be compared. Each rule with its reason; the first that holds is told.
fn by_words(one: &Sketch<'_>, other: &Sketch<'_>, found: &Found) -> Option<&'static str> {
    let place = &found.place;
    let title = found.title.as_ref();
    let rules: [(bool, &'static str); 6] = [
        (
            one.class.parts(other.class) && title.is_some() && !found.is_one_entry(),
            "they are different kinds of work, such as an article and its erratum",
        ),
        (
            title.is_some_and(|it| it.numbers_differ && it.likeness > Likeness::Other),
            "the titles carry different numbers, as parts of a series do",
        ),
        (
            one.class.is_abstract_beside_paper(other.class)
                && !found.shares_identifier()
                && (!place.is_same_spot() || found.journal == JournalMatch::Other),
            "one is the abstract of a talk, the other an article elsewhere",
        ),
        (
            // All abstracts of a meeting may carry the DOI of their supplement.
            found.doi == Value::Same && is_other_text(found),
            "the DOI is the same, but titles and authors differ: it may be that of a whole supplement",
        ),
        (
            title.is_some_and(|it| it.number_missing && it.likeness < Likeness::Same)
                && is_elsewhere(place.first_page, place.article_number)
                && !found.shares_identifier(),
            "a number stands in one title and not in the other, and the pages differ",
        ),
        (
            found.journal == JournalMatch::Other
                && is_elsewhere(place.first_page, place.article_number)
                && !found.shares_identifier(),
            "journal and pages differ: it was printed in two places",
        ),
    ];
    rules.into_iter().find(|(holds, _)| *holds).map(|(_, reason)| reason)
}

/// What identifiers, years, volumes, issues and pages say alone: of records that share a key by chance most are told apart by
/// this, and it costs little.
pub(super) fn by_numbers(one: &Sketch<'_>, other: &Sketch<'_>, found: &Found) -> Option<&'static str> {
    let place = &found.place;
    let rules: [(bool, &'static str); 5] = [
        (
            found.doi == Value::Other && same_registrant(one, other) && place.first_page == Value::Other,
            "the DOIs of one publisher differ, and so do the pages",
        ),
        (found.doi == Value::Other && found.pmid == Value::Other, "the DOIs differ, and so do the PMIDs"),
        (
            place.volume == Value::Other
                && is_elsewhere(place.first_page, place.article_number)
                && !found.shares_identifier(),
            "volume and pages differ: it was printed in two places",
        ),
        (
            place.issue == Value::Other
                && is_elsewhere(place.first_page, place.article_number)
                && !found.shares_identifier(),
            "issue and pages differ: it was printed in two places",
        ),
        (
            place.years_apart.is_some_and(|years| years > 2)
                && !found.shares_identifier()
                && !place.is_same_spot(),
            "the years are more than two apart",
        ),
    ];
    rules.into_iter().find(|(holds, _)| *holds).map(|(_, reason)| reason)
}

/// The pages, or the numbers in their place, are others; not only a slip apart.
fn is_elsewhere(page: Value, number: Value) -> bool {
    (page == Value::Other && number != Value::Same) || (number == Value::Other && page == Value::Missing)
}

/// Titles in one script and first authors differ, and no number of a database says that it is one record.
fn is_other_text(found: &Found) -> bool {
    found.title.is_some_and(|it| it.likeness <= Likeness::Alike)
        && found.people.is_none_or(|it| it.first == SameName::No)
        && !found.is_one_entry()
}

fn same_registrant(one: &Sketch<'_>, other: &Sketch<'_>) -> bool {
    fn of<'a>(sketch: &Sketch<'a>) -> Option<&'a str> {
        sketch.of_scheme("doi").next().and_then(|doi| doi.split_once('/')).map(|(registrant, _)| registrant)
    }
    of(one).is_some() && of(one) == of(other)
}

/// Why a person must look although the score is high enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Doubt {
    pub(super) reason: &'static str,
    /// Something speaks against it, and not only too little for it.
    pub(super) contradicts: bool,
}

/// Whether a person must look although the score is high enough.
pub(super) fn doubt(one: &Sketch<'_>, other: &Sketch<'_>, found: &Found) -> Option<Doubt> {
    let place = &found.place;
    let title = found.title.as_ref();
    let like = title.map(|it| it.likeness);
    let (shared, agreed, range) = (found.shares_identifier(), agrees(found), place.is_same_range());
    // A page that no other article begins on, as far as is known.
    let own_page = place.is_same_spot() && !place.is_shared_page;
    let missing_number = title.is_some_and(|it| it.number_missing && it.likeness < Likeness::Same);
    let rules: [(bool, &'static str); 18] = [
        (one.class.parts(other.class), "they seem to be different kinds of work"),
        (found.doi == Value::Other, "the DOIs differ"),
        (found.pmid == Value::Other, "the PMIDs differ"),
        (
            missing_number && !(shared || range || (agreed && own_page)),
            "a number stands in one title and not in the other",
        ),
        (like == Some(Likeness::Other), "the titles differ"),
        (
            like == Some(Likeness::Alike) && !(range || (agreed && place.is_same_spot())),
            "a word of the titles differs",
        ),
        (
            title.is_some_and(|it| it.one_letter)
                && !(range || (place.is_same_spot() && (agreed || is_same_list(found)))),
            ONE_LETTER,
        ),
        (
            like == Some(Likeness::Contained)
                && !(own_page
                    || agreed
                    || (title.is_some_and(|it| it.adds_design)
                        && (is_same_team(found) || (place.is_same_spot() && is_same_list(found))))),
            ONLY_CONTAINED,
        ),
        (
            like.is_none()
                && place.is_shared_page
                && !(agreed || (one.class == other.class && one.class.is_notice())),
            TWO_LANGUAGES,
        ),
        (
            like.is_none() && !place.is_same_spot() && !agreed && !is_same_team_in_issue(one, other, found),
            TWO_LANGUAGES_ELSEWHERE,
        ),
        (
            // Where every issue begins with page 1, the editorial stands on it in each.
            place.issue == Value::Other
                && !(shared || (place.is_same_spot() && title.is_some_and(|it| it.words > 3))),
            "the issues differ, and nothing else decides",
        ),
        (
            found.abstracts == Some(0) && !(shared || (like == Some(Likeness::Same) && place.is_same_spot())),
            "the abstracts differ",
        ),
        (
            place.year != Value::Same
                && place.year != Value::Missing
                && !place.is_confirmed()
                && !agrees(found),
            YEARS,
        ),
        (
            found.people.is_some_and(|it| it.first == SameName::No && !it.first_is_moved)
                && !place.is_same_range()
                && !found.shares_identifier(),
            "the first authors differ",
        ),
        (
            found.people.is_some_and(|it| it.first == SameName::Unlikely)
                && !(range || shared || is_turned_name_elsewhere_same(found)),
            TURNED,
        ),
        (
            place.volume == Value::Other && !place.is_same_range() && !found.shares_identifier(),
            "the volumes differ",
        ),
        (
            found.journal == JournalMatch::Other && !place.is_confirmed() && !found.shares_identifier(),
            "the journals differ, and nothing else decides",
        ),
        (
            is_elsewhere(place.first_page, place.article_number) && !found.shares_identifier(),
            "the pages differ",
        ),
    ];
    let (_, reason) = rules.into_iter().find(|(holds, _)| *holds)?;
    let says_too_little =
        [ONLY_CONTAINED, TWO_LANGUAGES, TWO_LANGUAGES_ELSEWHERE, YEARS, ONE_LETTER, TURNED].contains(&reason);
    Some(Doubt { reason, contradicts: !says_too_little })
}

const TWO_LANGUAGES: &str = "the titles are in two languages, and several abstracts may stand on one page";
const TWO_LANGUAGES_ELSEWHERE: &str = "the titles are in two languages, and no page decides";
const YEARS: &str = "the years differ, and nothing else decides";
const ONLY_CONTAINED: &str = "one title goes on where the other ends, and nothing else decides";
const ONE_LETTER: &str = "a letter in a short word of the titles differs, and nothing else decides";
const TURNED: &str = "the first authors agree only if one of them has family and given name turned round";

/// Three authors and more, all of them the same, in the same journal; four where the names of the journal are in two scripts.
fn is_same_team(found: &Found) -> bool {
    let in_journal = matches!(found.journal, JournalMatch::Same | JournalMatch::Abbreviated);
    is_same_list(found)
        && others(found) >= if in_journal { 2 } else { 3 }
        && found.journal != JournalMatch::Other
}

/// All authors are the same.
fn is_same_list(found: &Found) -> bool {
    let people = |it: super::people::PeopleMatch| {
        it.first == SameName::Yes && it.found == it.compared && it.unlikely == 0 && it.same_count
    };
    found.people.is_some_and(people)
}

/// How many authors behind the first one were compared.
fn others(found: &Found) -> usize {
    found.people.map_or(0, |it| it.compared)
}

/// A whole team with one article in one issue: two titles in two languages of it are one title, unless they have other numbers
/// (part II) or the issue is a supplement, in which a team has several abstracts.
fn is_same_team_in_issue(one: &Sketch<'_>, other: &Sketch<'_>, found: &Found) -> bool {
    let place = &found.place;
    let has_pages = |value: Value| matches!(value, Value::Near | Value::Other);
    let is_supplement =
        |issue: &str| issue.contains("suppl") || issue.starts_with('s') || issue.contains("增刊");
    is_same_team(found)
        && place.volume == Value::Same
        && place.issue == Value::Same
        && matches!(place.year, Value::Same | Value::Near)
        && !has_pages(place.first_page)
        && !has_pages(place.article_number)
        && ![one, other].iter().any(|it| is_supplement(it.issue) || it.class == Class::Abstract)
        && one.class == other.class
        && !across::numbers_differ(one, other)
}

/// Initials cannot tell family from given name (`Nguyen P`, `Pieter N`); the same title, journal and volume in one year can.
fn is_turned_name_elsewhere_same(found: &Found) -> bool {
    let place = &found.place;
    let in_journal = matches!(found.journal, JournalMatch::Same | JournalMatch::Abbreviated);
    let title =
        |it: super::title::TitleMatch| it.likeness >= Likeness::Slips && it.words > 3 && !it.one_letter;
    let is_other = |value: Value| value == Value::Other;
    in_journal
        && found.title.is_some_and(title)
        && place.year == Value::Same
        && place.volume == Value::Same
        && !is_other(place.issue)
        && !is_other(place.first_page)
        && !is_other(place.article_number)
        && found.people.is_some_and(|it| it.compared == it.found)
}

/// An identifier or the abstract agrees.
fn agrees(found: &Found) -> bool {
    found.shares_identifier() || found.abstracts.is_some_and(|agree| agree >= 5)
}
