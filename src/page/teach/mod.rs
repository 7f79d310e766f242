//! Teaching: several pages of one unknown site to the draft of a table.
//!
//! Lines or prefixes that recur with different text behind them are labels; what recurs with nothing of its own is
//! furniture; the rest is values. A draft is a start: it says where it is unsure, and a person decides.

mod fields;
mod labels;
mod table;

use super::layout::{Field, Kind, Layout, Lines, Presence};
use super::lines::{self, Line};
use super::{example, kinds};
use crate::report::quoted;
use labels::{Form, Found};
use std::collections::{BTreeMap, BTreeSet};

/// A page to learn from.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// Its name for messages.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// A table to start from.
#[derive(Debug)]
pub struct Draft {
    /// The table, with comments.
    pub toml: String,
    /// What its author should know, a sentence each.
    pub remarks: Vec<String>,
}

/// What is known of a label of the site.
#[derive(Debug)]
struct Learnt {
    words: String,
    form: Form,
    bullet: Presence,
    field: Field,
    /// Why the field was chosen, or that it was not.
    why: String,
    sure: bool,
    lines: Lines,
    pages: usize,
}

/// A line above the first label.
#[derive(Debug)]
struct Head {
    field: Field,
    when: Option<Kind>,
    /// Only lines that start so.
    starts: Option<String>,
    why: &'static str,
}

/// Everything a table is written from.
#[derive(Debug)]
struct Site<'a> {
    name: &'a str,
    pages: usize,
    bullets: Vec<char>,
    hosts: Vec<String>,
    id_parameter: Option<String>,
    head: Vec<Head>,
    labels: Vec<Learnt>,
    footer: Vec<String>,
    furniture: Vec<String>,
}

/// Drafts a table for a site from pages of it.
///
/// # Errors
/// A sentence, when the pages have nothing in common by which the site could be known.
pub fn draft(site: &str, samples: &[Sample<'_>]) -> Result<Draft, String> {
    let pages: Vec<Vec<Line<'_>>> = samples
        .iter()
        .map(|sample| lines::lines(sample.text, 1).into_iter().filter(|line| !line.is_blank()).collect())
        .collect();
    if pages.iter().all(Vec::is_empty) {
        return Err("expected pages with text, found only empty ones".to_owned());
    }
    let mut remarks = Vec::new();
    if samples.len() < 2 {
        remarks.push(
            "with a single page nothing can be compared; give two or more pages of the site to tell labels from values"
                .to_owned(),
        );
    }
    let texts: Vec<Vec<&str>> = pages.iter().map(|page| page.iter().map(Line::trimmed).collect()).collect();
    let site = learn(site, &texts);
    if site.labels.is_empty() {
        return Err(
            "no line or prefix recurs on these pages with different text behind it, so no label was found; are they pages of one site?"
                .to_owned(),
        );
    }
    let bare = table::write(&site, None);
    let layout = Layout::parse("draft", &bare)
        .map_err(|message| format!("the draft is no table, which is a fault of refmill: {message}"))?;
    let first = samples.first().copied();
    let facts = first.map(|first| {
        let reading = super::read(std::slice::from_ref(&layout), first.text, first.text, first.name, 1);
        let facts = reading.records.iter().map(example::facts).collect::<Vec<_>>();
        let explanation = super::explain(std::slice::from_ref(&layout), first.text, first.name);
        let unclaimed = explanation.unclaimed().map(str::to_owned).collect::<Vec<_>>();
        (first, facts, unclaimed)
    });
    for sample in samples {
        remarks.push(seen(&layout, sample));
    }
    let unsure: Vec<String> =
        site.labels.iter().filter(|label| !label.sure).map(|label| quoted(&label.words)).collect();
    if !unsure.is_empty() {
        remarks.push(format!("fields to be chosen by you: {}", unsure.join(", ")));
    }
    Ok(Draft {
        toml: table::write(
            &site,
            facts.as_ref().map(|(first, facts, unclaimed)| (*first, facts.as_slice(), unclaimed.as_slice())),
        ),
        remarks,
    })
}

/// What the draft makes of a page, in a sentence.
fn seen(layout: &Layout, sample: &Sample<'_>) -> String {
    let explanation = super::explain(std::slice::from_ref(layout), sample.text, sample.name);
    let unclaimed: Vec<&str> = explanation.unclaimed().collect();
    let records = match explanation.records {
        0 => "no record".to_owned(),
        1 => "1 record".to_owned(),
        count => format!("{count} records"),
    };
    match unclaimed.as_slice() {
        [] => format!("{}: {records}, nothing unclaimed", sample.name),
        [only] => format!("{}: {records}, unclaimed: {}", sample.name, quoted(only)),
        [first, rest @ ..] => {
            format!("{}: {records}, unclaimed: {} and {} more", sample.name, quoted(first), rest.len())
        }
    }
}

fn learn<'a>(name: &'a str, pages: &[Vec<&str>]) -> Site<'a> {
    let bullets = labels::bullets(pages);
    let recurring = labels::recurring(pages);
    let found = labels::find(pages, &bullets, &recurring);
    let footer = footer(pages, &recurring, &found);
    let head = head(pages, &found, &recurring);
    let furniture = furniture(&recurring, pages, &found, &footer);
    let labels = found.into_iter().map(|found| learnt(&found, pages.len())).collect();
    let (hosts, id_parameter) = addresses(pages);
    Site { name, pages: pages.len(), bullets, hosts, id_parameter, head, labels, footer, furniture }
}

fn learnt(found: &Found, pages: usize) -> Learnt {
    let guess = fields::guess(&found.words, &found.values);
    let several = found.values.iter().any(|value| value.len() > 1);
    let long = matches!(guess.field, Field::Author | Field::Keyword | Field::Abstract | Field::Affiliation);
    Learnt {
        words: found.words.clone(),
        form: found.form,
        bullet: match (found.with_bullet, found.without_bullet) {
            (0, _) => Presence::Never,
            (_, 0) => Presence::Always,
            _ => Presence::Maybe,
        },
        field: guess.field,
        why: guess.why,
        sure: guess.sure,
        lines: if several || long { Lines::Many } else { Lines::One },
        pages: found.values.len().min(pages),
    }
}

/// Where the part of every page begins that says the same everywhere: below the last value.
fn footer(pages: &[Vec<&str>], recurring: &BTreeSet<&str>, found: &[Found]) -> Vec<String> {
    if pages.len() < 2 {
        return Vec::new();
    }
    let is_label = |line: &str| found.iter().any(|label| label.begins(line));
    let mut starts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in pages {
        let tail = page.iter().rev().take_while(|line| recurring.contains(*line) && !is_label(line)).count();
        if let Some(first) = page.len().checked_sub(tail).filter(|_| tail > 0).and_then(|at| page.get(at)) {
            *starts.entry(first).or_default() += 1;
        }
    }
    starts.into_iter().filter(|(_, count)| *count > 1).map(|(line, _)| line.to_owned()).collect()
}

/// The lines above the first label, by what they are.
fn head(pages: &[Vec<&str>], found: &[Found], recurring: &BTreeSet<&str>) -> Vec<Head> {
    let heads: Vec<Vec<&str>> = pages
        .iter()
        .map(|page| {
            let above = page.iter().copied().take_while(|line| !found.iter().any(|label| label.begins(line)));
            above.filter(|line| !recurring.contains(line)).collect()
        })
        .collect();
    let any = |kind: Kind| heads.iter().flatten().any(|line| kinds::is(kind, line));
    let mut slots = Vec::new();
    if any(Kind::Url) {
        slots.push(Head {
            field: Field::Url,
            when: Some(Kind::Url),
            starts: None,
            why: "the address of the page",
        });
    }
    let counters = counters(&heads);
    let is_plain = |line: &&str| {
        fields::kind_of(line).is_none() && !counters.iter().any(|start| line.starts_with(start))
    };
    let plain: Vec<Vec<&str>> =
        heads.iter().map(|head| head.iter().copied().filter(is_plain).collect()).collect();
    for start in &counters {
        let why = "a number that the site gives the page; database-id, if it is the record's number there?";
        slots.push(Head { field: Field::Note, when: None, starts: Some(start.clone()), why });
    }
    if plain.iter().any(|head| !head.is_empty()) {
        slots.push(Head {
            field: Field::Title,
            when: None,
            starts: None,
            why: "the first line that is nothing else",
        });
    }
    let second: Vec<&str> = plain.iter().filter_map(|head| head.get(1).copied()).collect();
    if !second.is_empty() {
        let (field, why) = fields::second_line(&second);
        slots.push(Head { field, when: None, starts: None, why });
    }
    for (kind, field, why) in [
        (Kind::Doi, Field::Doi, "a DOI without a label"),
        (Kind::JournalLine, Field::JournalLine, "journal, year, volume and pages without a label"),
    ] {
        if any(kind) {
            slots.push(Head { field, when: Some(kind), starts: None, why });
        }
    }
    slots
}

/// How lines begin that are a few words and a number, `Record no. 1001`: the same words on several pages, or words that
/// are known.
fn counters(heads: &[Vec<&str>]) -> Vec<String> {
    const WORDS: &[&str] = &[
        "record",
        "no",
        "no.",
        "nr",
        "nr.",
        "id",
        "id:",
        "accession",
        "number",
        "item",
        "document",
        "registro",
        "número",
        "编号",
        "记录号",
        "序号",
        "№",
    ];
    const MOST: usize = 4;
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    for head in heads {
        let starts: BTreeSet<&str> = head.iter().filter_map(|line| counted(line)).collect();
        for start in starts {
            *pages.entry(start).or_default() += 1;
        }
    }
    let is_known = |start: &str| {
        let words = start.split_whitespace();
        words.clone().count() <= MOST
            && words.clone().next_back().is_some_and(|word| WORDS.contains(&word.to_lowercase().as_str()))
    };
    pages
        .into_iter()
        .filter(|(start, count)| *count > 1 || is_known(start))
        .map(|(start, _)| start.to_owned())
        .collect()
}

/// The words before the number that ends a short line.
fn counted(line: &str) -> Option<&str> {
    const MOST_WORDS: usize = 5;
    let start = line.trim_end_matches(|it: char| it.is_ascii_digit() || matches!(it, '-' | '/' | '.'));
    let words = start.trim_end();
    let has_number = line.len() > start.len() && line.ends_with(|it: char| it.is_ascii_digit());
    let is_short = line.split_whitespace().count() <= MOST_WORDS && words.contains(char::is_alphabetic);
    (has_number && is_short).then_some(words)
}

/// Lines that stand on every page and are neither labels nor below one nor in the footer.
fn furniture(
    recurring: &BTreeSet<&str>,
    pages: &[Vec<&str>],
    found: &[Found],
    footer: &[String],
) -> Vec<String> {
    let mut known = Vec::new();
    for page in pages {
        let above = page.iter().take_while(|line| !found.iter().any(|label| label.begins(line)));
        let everywhere = |line: &str| pages.iter().all(|page| page.contains(&line));
        for line in above.filter(|line| recurring.contains(*line) && everywhere(line)) {
            let line = (*line).to_owned();
            if !known.contains(&line) && !footer.contains(&line) && !kinds::is_url(&line) {
                known.push(line);
            }
        }
    }
    known
}

/// Hosts of the addresses that pages begin with, and the parameter that numbers them.
fn addresses(pages: &[Vec<&str>]) -> (Vec<String>, Option<String>) {
    let addresses: Vec<&str> =
        pages.iter().filter_map(|page| page.first().copied()).filter(|line| kinds::is_url(line)).collect();
    let hosts: BTreeSet<String> = addresses.iter().filter_map(|url| kinds::host(url)).collect();
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for url in &addresses {
        let query = url.split_once('?').map(|(_, query)| query).unwrap_or_default();
        for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            values.entry(key).or_default().insert(value);
        }
    }
    let numbers = |values: &BTreeSet<&str>| {
        values.len() == addresses.len()
            && values.iter().all(|value| value.bytes().any(|byte| byte.is_ascii_digit()))
    };
    let parameter = values.into_iter().find(|(_, values)| numbers(values)).map(|(key, _)| key.to_owned());
    (hosts.into_iter().collect(), parameter)
}
