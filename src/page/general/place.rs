//! Title, authors and institutions by where they stand.

use super::super::layout::Field;
use super::super::lines::Stretch;
use super::items::Item;
use super::{Page, Stands};
use crate::page::signs::{self, folded, is_east_asian};
use crate::page::told::Told;
use crate::record::Confidence;
use crate::value::text::{language_of, script_of};
use crate::value::{affiliation, citation_line, name, orcid};

/// What the places of a page tell.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The titles, folded.
    pub(super) titles: Vec<String>,
    /// The titles as they are printed.
    pub(super) printed: Vec<String>,
    /// Where the head of the article stands: the index of an item.
    pub(super) anchor: Option<usize>,
}

/// How far below the authors they may stand once more in other letters, in items.
const FAR: usize = 9;

/// How far apart title and authors may stand, in items that nobody has.
const NEAR: usize = 3;

/// Finds title, authors and institutions among the items without a label.
pub(super) fn place(page: &mut Page<'_>, told: &Told) -> Placed {
    let mut placed = Placed::default();
    let people = if page.has(Field::Author) { None } else { people(page) };
    let mut titles = match page.stands {
        _ if page.has(Field::Title) => Vec::new(),
        Stands::Alone => agreed_titles(page, told),
        Stands::InList => numbered_title(page),
    };
    let confidence = if titles.is_empty() { Confidence::Rule } else { Confidence::Certain };
    if titles.is_empty() && !page.has(Field::Title) {
        titles = match &people {
            Some(people) => titles_above(page, people.first, told),
            None => labelled_authors(page)
                .map_or_else(|| lone_title(page), |authors| titles_above(page, authors, told)),
        };
    }
    titles.extend(title_in_other_letters(page, &titles, people.as_ref()));
    titles.sort_unstable();
    page.is_told =
        titles.iter().filter_map(|index| page.items.get(*index)).any(|item| told.is_of_article(item.text));
    for (number, index) in titles.iter().enumerate() {
        placed.titles.push(folded(page.items.get(*index).map(|item| item.text).unwrap_or_default()));
        placed.printed.extend(page.items.get(*index).map(|item| item.text.to_owned()));
        if number == 0 {
            page.title(*index, confidence);
        } else {
            let text = page.items.get(*index).map(|item| item.text).unwrap_or_default();
            let field = if is_east_asian(text) { Field::VernacularTitle } else { Field::TranslatedTitle };
            page.whole(*index, field, confidence);
        }
    }
    for section in page
        .outline
        .sections
        .iter()
        .filter(|section| matches!(section.field, Field::Title | Field::VernacularTitle))
    {
        let first = section.stretches.first();
        let at = first.and_then(|first| {
            page.items
                .iter()
                .position(|item| item.stretch.line == first.line && item.stretch.end == first.end)
        });
        if let (Some(first), Some(item)) = (first, at.and_then(|at| page.items.get(at))) {
            let text = item.text.get(first.start - item.stretch.start..).unwrap_or_default();
            placed.titles.push(folded(text));
            placed.printed.push(text.to_owned());
        }
        placed.anchor = placed.anchor.or(at);
    }
    let near_title = |first: usize| placed.anchor.is_none_or(|title| first.abs_diff(title) <= NEAR + 6);
    let each_apart = people
        .as_ref()
        .filter(|people| near_title(people.first))
        .and_then(|people| apart(page, people.first));
    if let Some((names, institutions)) = each_apart {
        page.authors_apart(&names, &institutions);
        placed.anchor = placed.anchor.or(names.first().copied());
    } else if let Some(people) = people.filter(|people| near_title(people.first)) {
        if people.is_clear {
            page.authors(&people);
        }
        placed.anchor = placed.anchor.or(Some(people.first));
        page.institutions(people.last + 1);
    } else if page.has(Field::Author) && !page.has(Field::Affiliation) {
        let authors = page.outline.sections.iter().filter(|section| section.field == Field::Author);
        let last = authors.filter_map(|section| section.stretches.last()).map(|stretch| stretch.line).max();
        let below = last.and_then(|line| page.items.iter().position(|item| item.stretch.line > line));
        if let Some(below) = below {
            page.institutions(below);
        }
    }
    if placed.anchor.is_none() {
        let first = page.outline.sections.iter().map(|section| section.line).min();
        placed.anchor = first.and_then(|line| page.items.iter().position(|item| item.stretch.line >= line));
    }
    placed
}

/// Lines of names.
struct People {
    first: usize,
    last: usize,
    /// The runs, each in its own script.
    runs: Vec<Vec<usize>>,
    /// The list can be read in one way only.
    is_clear: bool,
}

/// The first lines that are names and nothing else: two at least, or one that markers or an institution below show.
fn people(page: &Page<'_>) -> Option<People> {
    let body = body(page);
    let mut index = 0;
    while index < body {
        if is_lone_author(page, index) {
            return Some(People { first: index, last: index, runs: vec![vec![index]], is_clear: true });
        }
        let run = run_of_names(page, index, body);
        let total: usize =
            run.iter().filter_map(|at| page.items.get(*at)).map(|item| signs::names_in(&item.plain)).sum();
        let Some(last) = run.last().copied() else {
            index += 1;
            continue;
        };
        let text = page.items.get(index).map(|item| item.text).unwrap_or_default();
        let is_raised = page.items.get(index).is_some_and(|item| item.plain != item.text);
        let is_marked = is_raised
            || signs::holds_institution(text)
            || text.contains(|it: char| it.is_numeric() || it == '*' || it == '†');
        let institution_below =
            page.items.get(last + 1).is_some_and(|item| !item.used && item.is_institution());
        let title_above = index
            .checked_sub(1)
            .and_then(|above| page.items.get(above))
            .is_some_and(|item| !item.used && signs::is_title_like(item.text));
        let is_list = total >= 2 && (run.len() == 1 || title_above || is_marked || institution_below);
        if (is_list || total == 1 && title_above && (is_marked || institution_below)) && readable(page, &run)
        {
            let is_clear = run
                .iter()
                .filter_map(|at| page.items.get(*at))
                .all(|item| signs::is_unambiguous(&item.plain));
            let mut people = People { first: index, last, runs: vec![run], is_clear };
            other_script(page, &mut people, body);
            return Some(people);
        }
        index = last + 1;
    }
    group(page, body)
}

/// Whether one inverted name stands between a title and a journal line, as portals print it: `Li, Na.`
fn is_lone_author(page: &Page<'_>, index: usize) -> bool {
    let free = |at: usize| page.items.get(at).filter(|item| !item.used && item.label.is_none());
    let above = index.checked_sub(1).and_then(free);
    let (Some(item), Some(above), Some(below)) = (free(index), above, free(index + 1)) else { return false };
    signs::is_inverted_name(item.text) && signs::is_title_like(above.text) && signs::is_source(below.text)
}

/// A body right below a line that can be a title, as the author of it: on a page that has a journal line.
fn group(page: &Page<'_>, body: usize) -> Option<People> {
    const LONGEST: usize = 160;
    let is_located = page
        .items
        .iter()
        .take(page.end)
        .any(|item| signs::is_source(item.text) || citation_line::looks_like(item.text))
        || page.has(Field::Doi);
    let is_group = |index: &usize| {
        let item = page.items.get(*index).filter(|item| !item.used && item.label.is_none());
        let above = index
            .checked_sub(1)
            .and_then(|above| page.items.get(above))
            .filter(|item| !item.used && item.label.is_none());
        item.zip(above).is_some_and(|(item, above)| {
            let is_body = name::is_group(item.text)
                // The institution of somebody whose name was not known for one.
                && !affiliation::begins_with_label(item.text)
                && item.plain == item.text
                && !item.is_institution()
                // In other letters than the title it is more likely its translation.
                && is_east_asian(item.text) == is_east_asian(above.text)
                && signs::weight(item.text) <= LONGEST
                && !signs::is_source(item.text);
            is_body && !item.text.contains([',', '.', ':', '：']) && signs::is_title_like(above.text)
        })
    };
    let found = (1..body).find(is_group).filter(|_| is_located)?;
    Some(People { first: found, last: found, runs: vec![vec![found]], is_clear: true })
}

/// Names each on a line of its own with their institution on the line below, two at least: the lines of names and those
/// of institutions.
fn apart(page: &Page<'_>, first: usize) -> Option<(Vec<usize>, Vec<usize>)> {
    let (mut names, mut institutions) = (Vec::new(), Vec::new());
    let mut index = first;
    let free = |index: usize| {
        page.items.get(index).filter(|item| index < page.end && !item.used && item.label.is_none())
    };
    while let Some(name) = free(index) {
        let is_name = signs::names_in(&name.plain) == 1 && signs::reads_as_names(&name.plain)
            || !names.is_empty() && signs::is_one_word_name(&name.plain);
        // One institution, sometimes two, and the ORCID iD.
        let own: Vec<usize> = (index + 1..index + 4)
            .take_while(|below| free(*below).is_some_and(Item::is_institution))
            .collect();
        if !is_name || own.is_empty() {
            break;
        }
        names.push(index);
        index += 1 + own.len();
        institutions.extend(own);
        index += usize::from(free(index).is_some_and(|item| orcid::canonical(item.text).is_some()));
    }
    (names.len() > 1).then_some((names, institutions))
}

fn readable(page: &Page<'_>, run: &[usize]) -> bool {
    run.iter().filter_map(|at| page.items.get(*at)).all(|item| signs::reads_as_names(&item.plain))
}

/// Consecutive lines of names in one script.
fn run_of_names(page: &Page<'_>, from: usize, body: usize) -> Vec<usize> {
    let mut run: Vec<usize> = Vec::new();
    let mut script = None;
    for index in from..body {
        let Some(item) = page.items.get(index) else { break };
        // The iD of the name above.
        if !run.is_empty() && orcid::canonical(item.text).is_some() {
            continue;
        }
        if item.used || item.label.is_some() || signs::names_in(&item.plain) == 0 {
            break;
        }
        let own = is_east_asian(item.text);
        if script.is_some_and(|script| script != own) {
            break;
        }
        // Two lists below each other are one list in two orders or languages, not one.
        let goes_on = run.last().and_then(|last| page.items.get(*last)).is_none_or(|last| {
            last.text.ends_with([',', ';', '，', '；', '、'])
                || signs::names_in(&last.plain) == 1 && signs::names_in(&item.plain) == 1
        });
        if !goes_on {
            break;
        }
        script = Some(own);
        run.push(index);
    }
    run
}

/// The same people in other letters, on the next line or below one line of another title.
fn other_script(page: &Page<'_>, people: &mut People, body: usize) {
    let own = page.items.get(people.first).is_some_and(|item| is_east_asian(item.text));
    for from in people.last + 1..(people.last + FAR).min(body) {
        let run = run_of_names(page, from, body);
        let is_other = run
            .first()
            .and_then(|at| page.items.get(*at))
            .is_some_and(|item| is_east_asian(item.text) != own);
        let names = |run: &[usize]| -> usize {
            run.iter().filter_map(|at| page.items.get(*at)).map(|item| signs::names_in(&item.plain)).sum()
        };
        let as_many = people.runs.first().is_some_and(|first| names(first) == names(&run));
        if is_other && as_many && readable(page, &run) {
            // Institutions stand below the first list, unless the second one is right there.
            if from <= people.last + 2 {
                people.last = run.last().copied().unwrap_or(people.last);
            }
            people.runs.push(run);
            return;
        }
    }
}

/// The index of the first item of the article's text: its abstract or keywords.
fn body(page: &Page<'_>) -> usize {
    let text = page
        .outline
        .sections
        .iter()
        .filter(|section| matches!(section.field, Field::Abstract | Field::Keyword));
    let line = text.map(|section| section.line).min();
    let found = line.and_then(|line| page.items.iter().position(|item| item.stretch.line >= line));
    found.unwrap_or(page.end).min(page.end)
}

/// The title of an entry of a list: behind its number, or on the line below it.
fn numbered_title(page: &Page<'_>) -> Vec<usize> {
    let first = page.items.iter().position(|item| !super::super::kinds::is_number(item.text));
    let is_title = |index: &usize| {
        page.items
            .get(*index)
            .is_some_and(|item| !item.used && signs::weight(item.text) >= 12 && !signs::is_source(item.text))
    };
    first.filter(is_title).into_iter().collect()
}

/// Titles on which something else on the page agrees: a citation, or the browser's window.
fn agreed_titles(page: &Page<'_>, on_page: &Told) -> Vec<usize> {
    const SHORTEST: usize = 12;
    let candidates = page.unused(|text| signs::weight(text) >= SHORTEST && text.len() < 1000);
    let mut told: Vec<String> = Vec::new();
    for item in page.items.iter().take(page.end).filter(|item| citation_line::looks_like(item.text)) {
        let value = item.value().map_or(item.text, |(_, value)| value);
        let reading = citation_line::parse(value, None);
        told.extend(reading.citations.iter().filter_map(|citation| citation.title.as_deref()).map(folded));
    }
    let by_citation: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|index| page.items.get(*index).is_some_and(|item| told.contains(&folded(item.text))))
        .collect();
    let by_citation = if by_citation.is_empty() { page.cited_title() } else { by_citation };
    let found = if by_citation.is_empty() {
        let are = |is_told: &dyn Fn(&str) -> bool| -> Vec<usize> {
            let is_it = |item: &Item<'_>| signs::is_title_like(item.text) && is_told(item.text);
            candidates.iter().copied().filter(|index| page.items.get(*index).is_some_and(is_it)).collect()
        };
        let own = are(&|text| on_page.is_of_article(text));
        if !own.is_empty() {
            return one_for_each_script(page, own);
        }
        let headings = are(&|text| on_page.is_heading(text));
        if headings.is_empty() { are(&|text| on_page.is_in_window(text)) } else { headings }
    } else {
        by_citation
    };
    one_for_each_script(page, found)
}

/// The first of the titles in each kind of letters.
fn one_for_each_script(page: &Page<'_>, titles: Vec<usize>) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for index in titles {
        let script = |index: usize| page.items.get(index).is_some_and(|item| is_east_asian(item.text));
        if !kept.iter().any(|known| script(*known) == script(index)) {
            kept.push(index);
        }
    }
    kept
}

/// The title above the authors: the nearest line that can be one, and one in other letters beside it.
fn titles_above(page: &Page<'_>, authors: usize, told: &Told) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut passed = 0;
    for index in (0..authors).rev() {
        let Some(item) = page.items.get(index) else { break };
        if item.used || item.label.is_some() {
            continue;
        }
        if is_journal(page, index) || is_east_asian(item.text) && signs::names_journal(item.text) {
            continue;
        }
        let is_short = || found.is_empty() && index + 1 == authors && signs::is_short_title(item.text);
        if signs::is_title_like(item.text) || is_short() {
            found.push(index);
            if found.len() == 2 {
                break;
            }
            continue;
        }
        // A second title stands right beside the first one.
        passed += 1;
        if !found.is_empty() || passed > NEAR {
            break;
        }
    }
    // A short line between the title and the authors is what stands below the title, and it goes to nobody.
    if let [lower, upper] = found.as_slice()
        && upper + 1 == *lower
        && let Some((first, second)) = page.items.get(*upper).zip(page.items.get(*lower))
        && is_subtitle(first.text, second.text)
    {
        return vec![*upper];
    }
    // Two titles below each other, of which the upper one is the heading or the lower one alone is in English: the
    // lower one is a translation.
    if let [lower, upper] = found.as_slice()
        && upper + 1 == *lower
        && let Some((first, second)) = page.items.get(*upper).zip(page.items.get(*lower))
        && (told.is_heading_of_its_own(first.text) || is_translated(first.text, second.text))
    {
        return vec![*upper, *lower];
    }
    found = one_for_each_script(page, found);
    found.sort_unstable();
    found
}

/// Whether the second of two lines is a few words below a title, a longer line in the same letters that is no name of a
/// journal.
fn is_subtitle(first: &str, second: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let has_small_words = |text: &str| {
        let small = |word: &&str| word.chars().count() > 2 && word.starts_with(char::is_lowercase);
        text.split_whitespace().any(|word| small(&word))
    };
    script_of(first) == Some("Latn")
        && script_of(second) == Some("Latn")
        && second.split_whitespace().count() <= MOST_WORDS
        && signs::weight(first) > signs::weight(second)
        && has_small_words(first)
        && !signs::is_in_capitals(first)
        && !signs::names_journal(first)
}

/// Whether the second of two titles is the English one of the first, which is in another language of Latin letters and
/// is not the name of a journal or a site.
fn is_translated(first: &str, second: &str) -> bool {
    const SHORTEST: usize = 30;
    let are_latin = script_of(first) == Some("Latn") && script_of(second) == Some("Latn");
    are_latin
        && language_of(first, None).is_none()
        && language_of(second, None) == Some("en")
        && signs::weight(first) >= SHORTEST
        && !signs::is_in_capitals(first)
        && !first.contains(char::is_numeric)
}

/// Whether a line is the name of a journal: its ISSN stands right below.
pub(super) fn is_journal(page: &Page<'_>, index: usize) -> bool {
    let is_issn = |line: usize| {
        page.outline.sections.iter().any(|section| section.field == Field::Issn && section.line == line)
    };
    page.items.get(index + 1).is_some_and(|below| is_issn(below.stretch.line))
}

/// Where the label of the authors stands: the index of an item.
fn labelled_authors(page: &Page<'_>) -> Option<usize> {
    let section = page.outline.sections.iter().find(|section| section.field == Field::Author)?;
    page.items.iter().position(|item| item.stretch.line >= section.line)
}

/// A title in other letters than the one that was found, near it or near the authors, where only one line can be it.
fn title_in_other_letters(page: &Page<'_>, titles: &[usize], people: Option<&People>) -> Option<usize> {
    const AROUND: usize = 3;
    let [title] = titles else { return None };
    let text = page.items.get(*title)?.text;
    if joined_titles(text).is_some() {
        return None;
    }
    let own = is_east_asian(text);
    let first = title.saturating_sub(AROUND);
    let last = people.map_or(*title, |people| people.last.max(*title)) + AROUND;
    let is_other = |index: &usize| {
        page.items.get(*index).is_some_and(|item| {
            let is_free = !item.used && item.label.is_none() && is_east_asian(item.text) != own;
            let is_labelled = signs::begins_with_unknown_label(item.text);
            is_free
                && !is_labelled
                && signs::is_title_like(item.text)
                && !item.is_institution()
                && !(is_east_asian(item.text) && signs::names_journal(item.text))
                && signs::names_in(&item.plain) == 0
        })
    };
    let found: Vec<usize> = (first..=last.min(page.end)).filter(is_other).collect();
    if let [only] = found.as_slice() {
        return Some(*only);
    }
    // The part of the page in the other language has its own names right below its title.
    let names = people.filter(|_| found.is_empty()).and_then(|people| people.runs.get(1)?.first().copied());
    names.and_then(|names| names.checked_sub(1)).filter(is_other)
}

/// The title of a page without a list of names: the only line above its first label that can be one.
fn lone_title(page: &Page<'_>) -> Vec<usize> {
    let head = page.items.iter().take(body(page)).enumerate();
    let found: Vec<usize> = head
        .filter(|(_, item)| !item.used && item.label.is_none() && signs::is_title_like(item.text))
        .map(|(index, _)| index)
        .filter(|index| !is_journal(page, *index))
        .collect();
    let kept = one_for_each_script(page, found.clone());
    if kept.len() == found.len() { kept } else { Vec::new() }
}

/// Two titles that a slash joins: the place of the slash, and what the second one is.
pub(super) fn joined_titles(text: &str) -> Option<(std::ops::Range<usize>, Field)> {
    let at = text.find(" / ").filter(|_| text.matches(" / ").count() == 1)?;
    let (left, right) = (text.get(..at)?, text.get(at + 3..)?);
    let field = match is_east_asian(left) == is_east_asian(right) {
        true if signs::is_title_like(left) && signs::is_title_like(right) => Field::TranslatedTitle,
        true => return None,
        false => Field::VernacularTitle,
    };
    Some((at..at + 3, field))
}

impl Page<'_> {
    /// Enters the title on a line, without the number of a list.
    fn title(&mut self, index: usize, confidence: Confidence) {
        let Some(item) = self.items.get_mut(index) else { return };
        item.used = true;
        let (stretch, text) = (item.stretch, item.text);
        let number = super::super::kinds::number_length(text).unwrap_or(0);
        if number > 0 {
            self.outline.furniture.push((Stretch { end: stretch.start + number, ..stretch }, "number"));
        }
        self.enter(
            Field::Title,
            None,
            stretch.line,
            vec![Stretch { start: stretch.start + number, ..stretch }],
            confidence,
        );
    }

    fn authors(&mut self, people: &People) {
        for (number, run) in people.runs.iter().enumerate() {
            let field = if number == 0 { Field::Author } else { Field::OtherAuthor };
            let stretches: Vec<_> =
                run.iter().filter_map(|at| self.items.get(*at)).map(|item| item.stretch).collect();
            for at in run {
                if let Some(item) = self.items.get_mut(*at) {
                    item.used = true;
                }
            }
            let line = stretches.first().map_or(0, |first| first.line);
            self.enter(field, None, line, stretches, Confidence::Rule);
        }
    }

    /// Authors with their institutions below each.
    fn authors_apart(&mut self, names: &[usize], institutions: &[usize]) {
        for (field, taken) in [(Field::Author, names), (Field::Affiliation, institutions)] {
            let stretches: Vec<_> =
                taken.iter().filter_map(|at| self.items.get(*at)).map(|item| item.stretch).collect();
            for at in taken {
                if let Some(item) = self.items.get_mut(*at) {
                    item.used = true;
                }
            }
            let line = stretches.first().map_or(0, |first| first.line);
            self.enter(field, None, line, stretches, Confidence::Rule);
        }
    }

    /// The institutions right below the authors.
    fn institutions(&mut self, from: usize) {
        let mut taken = Vec::new();
        for index in from..self.end {
            let Some(item) = self.items.get(index) else { break };
            // Where labels count the institutions, the next number is one too, whatever it is called.
            let counts =
                |item: &Item<'_>| item.plain != item.text || affiliation::begins_with_label(item.text);
            // A label on a line of its own above its institution.
            let is_letter =
                |text: &str| text.len() == 1 && text.starts_with(|it: char| it.is_ascii_lowercase());
            let is_label =
                |item: &Item<'_>| signs::is_marks(item.text) && item.text.len() <= 3 || is_letter(item.text);
            let below = self.items.get(index + 1).filter(|below| !below.used && below.is_institution());
            if !item.used && is_label(item) && below.is_some() && index + 1 < self.end {
                taken.push(index);
                continue;
            }
            let above = taken.last().and_then(|last: &usize| self.items.get(*last));
            let goes_on = above.is_some_and(counts)
                && counts(item)
                && !signs::is_sentence(item.text)
                && !item.text.contains('@')
                && !item.text.starts_with(['*', '＊'])
                && signs::weight(item.text) <= 300
                && item.text.contains(char::is_alphabetic);
            if item.used
                || item.label.is_some()
                || !(item.is_institution() || goes_on)
                || signs::is_source(item.text)
            {
                // A line of the site may stand between names and institutions.
                let is_button = item.used && item.label.is_none() && signs::weight(item.text) <= 20;
                if taken.is_empty() && index < from + 2 && (!item.used || is_button) {
                    continue;
                }
                break;
            }
            taken.push(index);
        }
        let stretches: Vec<_> =
            taken.iter().filter_map(|at| self.items.get(*at)).map(|item| item.stretch).collect();
        let Some(line) = stretches.first().map(|first| first.line) else { return };
        for at in taken {
            if let Some(item) = self.items.get_mut(at) {
                item.used = true;
            }
        }
        self.enter(Field::Affiliation, None, line, stretches, Confidence::Rule);
    }
}
