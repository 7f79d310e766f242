//! `ASySD`'s published method (Hair et al. 2023, BMC Biology 21:189), as its `R/dedup_refs.R` of commit 0100eea states it, in
//! words of ours: pairs that share one of the keys below are compared field by field with Jaro-Winkler, and a pair is a true
//! one where a row of thresholds holds, the years are at most one apart and the DOIs do not differ. Only automatic pairs
//! count; those it leaves to a person do not.
//!
//! What differs: Jaro-Winkler is that of the crate `strsim`, which weighs the prefix as Winkler (1990) does. A comparison with
//! an absent value is none in R, and no threshold holds then; where both lack it, it counts as `ASySD` sets it.

use refmill::record::{ContainerRole, DateKind, Record, Role, TitleRole};
use std::collections::{BTreeMap, BTreeSet};

const AUTHOR: usize = 0;
const TITLE: usize = 1;
const YEAR: usize = 2;
const JOURNAL: usize = 3;
const ABSTRACT: usize = 4;
const DOI: usize = 5;
const NUMBER: usize = 6;
const PAGES: usize = 7;
const VOLUME: usize = 8;
const ISBN: usize = 9;

/// A record as `ASySD` formats it: capitals, no punctuation in title and abstract.
type Row = [Option<String>; 10];

/// Columns of which pairs must share all.
const KEYS: &[&[usize]] = &[
    &[TITLE, PAGES],
    &[AUTHOR, TITLE],
    &[TITLE, ABSTRACT],
    &[DOI],
    &[AUTHOR, YEAR, PAGES],
    &[JOURNAL, VOLUME, PAGES],
    &[ISBN, VOLUME, PAGES],
    &[TITLE, ISBN],
    &[YEAR, PAGES, VOLUME],
    &[YEAR, NUMBER, VOLUME],
    &[YEAR, PAGES, NUMBER],
    &[AUTHOR, YEAR],
    &[YEAR, TITLE],
    &[TITLE, VOLUME],
    &[TITLE, JOURNAL],
];

/// Thresholds, each of which must be passed; one row is enough.
const ROWS: &[&[(usize, f64)]] = &[
    &[(PAGES, 0.8), (VOLUME, 0.8), (TITLE, 0.9), (ABSTRACT, 0.9), (AUTHOR, 0.5), (ISBN, 0.99)],
    &[(PAGES, 0.8), (VOLUME, 0.8), (TITLE, 0.9), (ABSTRACT, 0.9), (AUTHOR, 0.5), (JOURNAL, 0.6)],
    &[(PAGES, 0.8), (NUMBER, 0.8), (TITLE, 0.9), (ABSTRACT, 0.9), (AUTHOR, 0.5), (JOURNAL, 0.6)],
    &[(VOLUME, 0.8), (NUMBER, 0.8), (TITLE, 0.9), (ABSTRACT, 0.9), (AUTHOR, 0.5), (JOURNAL, 0.6)],
    &[(VOLUME, 0.8), (NUMBER, 0.8), (TITLE, 0.9), (ABSTRACT, 0.9), (AUTHOR, 0.8)],
    &[(VOLUME, 0.8), (PAGES, 0.8), (TITLE, 0.9), (ABSTRACT, 0.9), (AUTHOR, 0.8)],
    &[(PAGES, 0.8), (NUMBER, 0.8), (TITLE, 0.9), (ABSTRACT, 0.9), (AUTHOR, 0.8)],
    &[(DOI, 0.95), (AUTHOR, 0.75), (TITLE, 0.9)],
    &[(TITLE, 0.8), (ABSTRACT, 0.9), (VOLUME, 0.85), (JOURNAL, 0.65), (AUTHOR, 0.9)],
    &[(TITLE, 0.9), (ABSTRACT, 0.8), (VOLUME, 0.85), (JOURNAL, 0.65), (AUTHOR, 0.9)],
    &[(PAGES, 0.8), (VOLUME, 0.8), (TITLE, 0.9), (ABSTRACT, 0.8), (AUTHOR, 0.9), (JOURNAL, 0.75)],
    &[(PAGES, 0.8), (NUMBER, 0.8), (TITLE, 0.9), (ABSTRACT, 0.8), (AUTHOR, 0.9), (JOURNAL, 0.75)],
    &[(VOLUME, 0.8), (NUMBER, 0.8), (TITLE, 0.9), (ABSTRACT, 0.8), (AUTHOR, 0.9), (JOURNAL, 0.75)],
    &[(TITLE, 0.9), (AUTHOR, 0.9), (ABSTRACT, 0.9), (JOURNAL, 0.7)],
    &[(TITLE, 0.9), (AUTHOR, 0.9), (ABSTRACT, 0.9), (ISBN, 0.99)],
    &[(PAGES, 0.9), (NUMBER, 0.9), (TITLE, 0.9), (AUTHOR, 0.8), (JOURNAL, 0.6)],
    &[(NUMBER, 0.9), (VOLUME, 0.9), (TITLE, 0.9), (AUTHOR, 0.9), (JOURNAL, 0.6)],
    &[(PAGES, 0.9), (VOLUME, 0.9), (TITLE, 0.9), (AUTHOR, 0.8), (JOURNAL, 0.6)],
    &[(PAGES, 0.9), (NUMBER, 0.9), (TITLE, 0.9), (AUTHOR, 0.8), (ISBN, 0.99)],
    &[(PAGES, 0.8), (VOLUME, 0.8), (TITLE, 0.95), (AUTHOR, 0.8), (JOURNAL, 0.9)],
    &[(NUMBER, 0.8), (VOLUME, 0.8), (TITLE, 0.95), (AUTHOR, 0.8), (JOURNAL, 0.9)],
    &[(NUMBER, 0.8), (PAGES, 0.8), (TITLE, 0.95), (AUTHOR, 0.8), (JOURNAL, 0.9)],
    &[(PAGES, 0.8), (VOLUME, 0.8), (TITLE, 0.95), (AUTHOR, 0.8), (ISBN, 0.99)],
];

/// The pairs that it takes for duplicates.
pub(crate) fn pairs(records: &[Record]) -> BTreeSet<(u32, u32)> {
    let rows: Vec<Row> = records.iter().map(row).collect();
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for columns in KEYS {
        let mut blocks: BTreeMap<Vec<&str>, Vec<u32>> = BTreeMap::new();
        for (position, row) in (0..).zip(&rows) {
            // R joins on equal values, and an absent one equals none.
            let key: Option<Vec<&str>> = columns.iter().map(|column| row[*column].as_deref()).collect();
            if let Some(key) = key {
                blocks.entry(key).or_default().push(position);
            }
        }
        for block in blocks.into_values() {
            for (place, one) in block.iter().enumerate() {
                for other in block.iter().skip(place + 1) {
                    if seen.insert((*one, *other))
                        && is_duplicate(&rows[*one as usize], &rows[*other as usize])
                    {
                        found.insert((*one, *other));
                    }
                }
            }
        }
    }
    found
}

fn is_duplicate(one: &Row, other: &Row) -> bool {
    let mut memo: [Option<Option<f64>>; 10] = [None; 10];
    let mut likeness = |column: usize| {
        *memo[column].get_or_insert_with(|| match (&one[column], &other[column]) {
            (Some(one), Some(other)) => Some(strsim::jaro_winkler(one, other)),
            (None, None) if [PAGES, VOLUME, NUMBER].contains(&column) => Some(1.0),
            (None, None) if [ABSTRACT, DOI, ISBN].contains(&column) => Some(0.0),
            _ => None,
        })
    };
    let mut passes = |column: usize, least: f64| likeness(column).is_some_and(|value| value > least);
    if !ROWS.iter().any(|row| row.iter().all(|(column, least)| passes(*column, *least))) {
        return false;
    }
    // `(journal|isbn > 0.9)` holds in R for any journal that is compared and not 0.
    let all_alike =
        passes(TITLE, 0.9) && passes(ABSTRACT, 0.9) && (passes(JOURNAL, 0.0) || passes(ISBN, 0.9));
    let doi = likeness(DOI);
    let is_same_doi = !doi.is_some_and(|value| (f64::EPSILON..=0.99).contains(&value)) || all_alike;
    let year = |row: &Row| row[YEAR].as_deref().and_then(|year| year.parse::<i32>().ok());
    let is_near = match (year(one), year(other)) {
        (Some(one), Some(other)) => one.abs_diff(other) <= 1,
        _ => true,
    };
    is_same_doi && is_near
}

fn row(record: &Record) -> Row {
    let authors: Vec<String> = record
        .with_role(Role::Author)
        .filter_map(|author| author.projected())
        .map(|form| match &form.name.literal {
            Some(literal) => literal.clone(),
            None => {
                format!("{}, {}", form.name.full_family(), form.name.given.as_deref().unwrap_or_default())
            }
        })
        .collect();
    let bare = |text: String| text.chars().filter(|it| !it.is_ascii_punctuation()).collect::<String>();
    let title = record.title(TitleRole::Main).map(|text| bare(text.to_plain()));
    let journal = record
        .container_title(ContainerRole::Main)
        .or_else(|| record.container_title(ContainerRole::Abbrev))
        .map(refmill::record::Text::to_plain);
    let upper = |text: Option<String>| text.map(|text| text.to_uppercase()).filter(|text| !text.is_empty());
    [
        upper(Some(if authors.is_empty() { "Unknown".to_owned() } else { authors.join(" and ") })),
        upper(title),
        record.date(DateKind::Issued).and_then(|date| date.start).map(|start| start.year.to_string()),
        upper(journal),
        upper(record.abstracts.first().map(|it| bare(it.text.to_plain()))),
        upper(record.identifier("doi").map(str::to_owned)),
        upper(record.issue.clone()),
        upper(record.pages().or_else(|| record.article_number.clone())),
        upper(record.volume.clone()),
        upper(record.chief_issn().map(|issn| issn.value.clone())),
    ]
}
