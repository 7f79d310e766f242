//! Labels of a site: lines and prefixes that its pages share.

use std::collections::{BTreeMap, BTreeSet};

/// The longest text that is taken for a label, in characters.
const LONGEST: usize = 40;

/// The most words of a label.
const WORDS: usize = 5;

/// How a label stands on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// `Label: value`, or `Label:` alone.
    Colon,
    /// The words are the whole line.
    Alone,
}

/// A label with all its values.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) words: String,
    pub(super) form: Form,
    pub(super) with_bullet: usize,
    pub(super) without_bullet: usize,
    /// One for each page that has it: the lines of the value.
    pub(super) values: Vec<Vec<String>>,
    /// Where it stands, on the average page, from 0 to 1.
    place: f64,
    bullets: Vec<char>,
}

impl Found {
    /// Whether a line begins with the label.
    pub(super) fn begins(&self, line: &str) -> bool {
        let (rest, _) = without_bullet(&self.bullets, line);
        split(rest).is_some_and(|(words, form, _)| words == self.words && form == self.form)
    }
}

/// Marks that stand before two lines or more of a page, with white space behind them.
pub(super) fn bullets(pages: &[Vec<&str>]) -> Vec<char> {
    const MARKS: &[char] = &['-', '–', '•', '·', '*', '●', '■', '◆', '▪', '►', '○'];
    let stands = |mark: char, line: &str| {
        line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    let often =
        |mark: &char| pages.iter().any(|page| page.iter().filter(|line| stands(*mark, line)).count() > 1);
    MARKS.iter().copied().filter(often).collect()
}

/// Lines that more than one page has.
pub(super) fn recurring<'a>(pages: &[Vec<&'a str>]) -> BTreeSet<&'a str> {
    let mut on: BTreeMap<&str, usize> = BTreeMap::new();
    for page in pages {
        let once: BTreeSet<&str> = page.iter().copied().collect();
        for line in once {
            *on.entry(line).or_default() += 1;
        }
    }
    on.into_iter().filter(|(_, count)| *count > 1).map(|(line, _)| line).collect()
}

fn without_bullet<'a>(bullets: &[char], line: &'a str) -> (&'a str, bool) {
    for bullet in bullets {
        if let Some(rest) = line.strip_prefix(*bullet)
            && rest.starts_with(char::is_whitespace)
        {
            return (rest.trim_start(), true);
        }
    }
    (line, false)
}

/// Words, form and value of a line that may begin with a label.
fn split(line: &str) -> Option<(&str, Form, &str)> {
    let bracketed =
        [('【', '】'), ('[', ']'), ('［', '］'), ('〔', '〕')].into_iter().find_map(|(open, close)| {
            let end = line.strip_prefix(open)?.find(close)? + open.len_utf8() + close.len_utf8();
            Some((line.get(..end)?, line.get(end..)?))
        });
    if let Some((words, value)) = bracketed {
        let value = value.trim_start_matches([':', '：']).trim();
        return is_wording(words).then_some((words, Form::Colon, value));
    }
    if let Some((words, value)) = line.split_once([':', '：'])
        && is_wording(words)
        && !value.starts_with("//")
    {
        return Some((words.trim(), Form::Colon, value.trim()));
    }
    let alone = is_wording(line) && !line.chars().any(|character| character.is_ascii_digit());
    alone.then_some((line, Form::Alone, ""))
}

fn is_wording(words: &str) -> bool {
    let words = words.trim();
    let short = words.chars().count() <= LONGEST && words.split_whitespace().count() <= WORDS;
    let says_something = words.chars().any(char::is_alphabetic);
    // `Vol.`
    let words = words.strip_suffix('.').filter(|words| words.chars().count() <= 5).unwrap_or(words);
    short && says_something && !words.contains(['.', ';', '；', '。', '，', ',', '?', '!', '@', '='])
}

struct Candidate<'a> {
    with_bullet: usize,
    without_bullet: usize,
    /// By page: index of the line, and what stands behind the words on it.
    on: BTreeMap<usize, (usize, &'a str)>,
    /// A page has it more than once.
    repeated: bool,
}

/// The labels of a site, in the order of its pages.
pub(super) fn find(pages: &[Vec<&str>], bullets: &[char], recurring: &BTreeSet<&str>) -> Vec<Found> {
    let mut candidates: BTreeMap<(&str, Form), Candidate<'_>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for (index, line) in page.iter().enumerate() {
            let (rest, bullet) = without_bullet(bullets, line);
            let Some((words, form, value)) = split(rest) else { continue };
            let candidate = candidates.entry((words, form)).or_insert_with(|| Candidate {
                with_bullet: 0,
                without_bullet: 0,
                on: BTreeMap::new(),
                repeated: false,
            });
            candidate.with_bullet += usize::from(bullet);
            candidate.without_bullet += usize::from(!bullet);
            if candidate.on.insert(number, (index, value)).is_some() {
                candidate.repeated = true;
            }
        }
    }
    let enough = if pages.len() < 2 { 1 } else { 2 };
    candidates.retain(|(words, form), candidate| {
        !candidate.repeated
            && candidate.on.len() >= enough
            && speaks(words, *form, candidate, pages, recurring)
    });
    // Above everything that is certain, a line of its own is a button of the site rather than a label.
    let certain = |words: &str, form: Form| form == Form::Colon || super::fields::is_known(words);
    let first: Vec<usize> = (0..pages.len())
        .map(|page| {
            let certain = candidates.iter().filter(|((words, form), _)| certain(words, *form));
            certain.filter_map(|(_, it)| it.on.get(&page).map(|(index, _)| *index)).min().unwrap_or(0)
        })
        .collect();
    let listed = listed(&candidates, pages, recurring);
    candidates.retain(|(words, form), candidate| {
        let above = |(page, (index, _)): (&usize, &(usize, &str))| {
            first.get(*page).is_some_and(|first| index < first)
        };
        certain(words, *form) || listed.contains(*words) || !candidate.on.iter().any(above)
    });
    let starts: Vec<BTreeSet<usize>> = (0..pages.len())
        .map(|page| candidates.values().filter_map(|it| it.on.get(&page).map(|(index, _)| *index)).collect())
        .collect();
    let mut found: Vec<Found> = candidates
        .iter()
        .map(|((words, form), candidate)| {
            let mut place = 0.0;
            let mut values = Vec::new();
            for (number, (index, behind)) in &candidate.on {
                let Some((page, starts)) = pages.get(*number).zip(starts.get(*number)) else { continue };
                place += ratio(*index, page.len());
                let end = starts.range(index + 1..).next().copied().unwrap_or(page.len());
                let below = page.get(index + 1..end).unwrap_or_default();
                let below = if end == page.len() { without_footer(below, behind, recurring) } else { below };
                let value = [*behind].into_iter().chain(below.iter().copied());
                values.push(value.filter(|line| !line.is_empty()).map(str::to_owned).collect());
            }
            let place = place / ratio(candidate.on.len(), 1);
            let (with_bullet, without_bullet) = (candidate.with_bullet, candidate.without_bullet);
            let (words, bullets) = ((*words).to_owned(), bullets.to_vec());
            Found { words, form: *form, with_bullet, without_bullet, values, place, bullets }
        })
        .collect();
    found.sort_by(|one, other| one.place.total_cmp(&other.place).then_with(|| one.words.cmp(&other.words)));
    found
}

/// Lines of their own that stand on every page in one order with a value below each, three at least: so many buttons
/// do not alternate with values. What stands right above the first line that only its page has, the title, is a button
/// or the name of the site.
fn listed<'a>(
    candidates: &BTreeMap<(&'a str, Form), Candidate<'a>>,
    pages: &[Vec<&str>],
    recurring: &BTreeSet<&str>,
) -> BTreeSet<&'a str> {
    const FEWEST: usize = 3;
    let alone =
        candidates.iter().filter(|((_, form), it)| *form == Form::Alone && it.on.len() == pages.len());
    let titles: Vec<usize> = pages
        .iter()
        .map(|page| page.iter().position(|line| !recurring.contains(line)).unwrap_or_default())
        .collect();
    let is_above_title = |it: &Candidate<'_>| {
        it.on.iter().any(|(page, (index, _))| titles.get(*page).is_some_and(|title| index < title))
    };
    let alone: Vec<(&str, &Candidate<'_>)> =
        alone.filter(|(_, it)| !is_above_title(it)).map(|((words, _), it)| (*words, it)).collect();
    let starts: Vec<BTreeSet<usize>> = (0..pages.len())
        .map(|page| candidates.values().filter_map(|it| it.on.get(&page).map(|(index, _)| *index)).collect())
        .collect();
    let has_value = |it: &Candidate<'_>| {
        it.on
            .iter()
            .all(|(page, (index, _))| starts.get(*page).is_some_and(|starts| !starts.contains(&(index + 1))))
    };
    let found: BTreeSet<&str> =
        alone.into_iter().filter(|(_, it)| has_value(it)).map(|(words, _)| words).collect();
    if found.len() < FEWEST { BTreeSet::new() } else { found }
}

/// The lines below a page's last label without those at the end that other pages have too; the value itself may be
/// the same on all pages.
fn without_footer<'p, 'a>(below: &'p [&'a str], behind: &str, recurring: &BTreeSet<&str>) -> &'p [&'a str] {
    let footer = below.iter().rev().take_while(|line| recurring.contains(*line)).count();
    let least = usize::from(behind.is_empty());
    below.get(..(below.len() - footer).max(least.min(below.len()))).unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "a place on a page, for sorting")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Whether different things stand behind the words, or what they are is known.
fn speaks(
    words: &str,
    form: Form,
    candidate: &Candidate<'_>,
    pages: &[Vec<&str>],
    recurring: &BTreeSet<&str>,
) -> bool {
    if super::fields::is_known(words) {
        return true;
    }
    let next: Vec<&str> = candidate
        .on
        .iter()
        .map(|(number, (index, behind))| {
            let below = pages.get(*number).and_then(|page| page.get(index + 1)).copied().unwrap_or_default();
            if behind.is_empty() { below } else { behind }
        })
        .filter(|text| !text.is_empty())
        .collect();
    let differ = next.iter().any(|text| !recurring.contains(text)) && !next.is_empty();
    match form {
        Form::Colon => differ || pages.len() < 2,
        // On a single page any short line might be a label.
        Form::Alone => differ && pages.len() > 1 && candidate.on.len() == pages.len(),
    }
}
