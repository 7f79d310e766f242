//! Journal, dates, volume, issue and pages.

use super::says;
use crate::record::{ContainerRole, ContainerTitle, DateKind, DateVal, Medium, Record, Seen};
use crate::value::comparable::{folded, is_native, number};
use std::collections::{BTreeMap, BTreeSet};

/// Volume, issue and pages come from one record, the one that says most of them, so that they belong together; what it
/// lacks is filled in. Dates: of each kind the most precise one whose year most records have. Names of the journal: one of
/// each role and script, the main one the longest in Latin letters. ISSNs: all, with the medium where one says it.
pub(super) fn choose(merged: &mut Record, ranked: &[&Record]) {
    place(merged, ranked);
    merged.dates = dates(ranked);
    merged.container_titles = container_titles(ranked);
    let mut seen = Seen::default();
    for issn in ranked.iter().flat_map(|record| &record.issns) {
        let known = seen.position(&merged.issns, |it| &it.value, &&issn.value);
        match known.and_then(|at| merged.issns.get_mut(at)) {
            Some(known) if known.medium == Medium::Unknown => known.medium = issn.medium,
            Some(_) => {}
            None => merged.issns.push(issn.clone()),
        }
    }
}

fn place(merged: &mut Record, ranked: &[&Record]) {
    let says = |record: &Record| {
        let pages =
            record.page_ranges.iter().map(|range| 1 + usize::from(range.last.is_some())).max().unwrap_or(0);
        (
            usize::from(record.volume.is_some())
                + usize::from(record.issue.is_some())
                + pages.max(2 * usize::from(record.article_number.is_some())),
            record.page_ranges.len(),
        )
    };
    let best =
        ranked.iter().enumerate().max_by_key(|(rank, record)| (says(record), std::cmp::Reverse(*rank)));
    let Some((_, best)) = best else { return };
    merged.volume.clone_from(&best.volume);
    merged.volume_raw.clone_from(&best.volume_raw);
    merged.issue.clone_from(&best.issue);
    merged.issue_raw.clone_from(&best.issue_raw);
    merged.supplement.clone_from(&best.supplement);
    merged.part.clone_from(&best.part);
    merged.page_ranges.clone_from(&best.page_ranges);
    merged.article_number.clone_from(&best.article_number);
    for other in ranked {
        if merged.volume.is_none() {
            merged.volume.clone_from(&other.volume);
            merged.volume_raw.clone_from(&other.volume_raw);
        }
        if merged.issue.is_none() && merged.supplement.is_none() {
            merged.issue.clone_from(&other.issue);
            merged.issue_raw.clone_from(&other.issue_raw);
            merged.supplement.clone_from(&other.supplement);
            merged.part.clone_from(&other.part);
        }
        // A number of one database that stands as a page in another would be said twice.
        if merged.page_ranges.is_empty() && merged.article_number.is_none() {
            merged.page_ranges.clone_from(&other.page_ranges);
            merged.article_number.clone_from(&other.article_number);
        }
        if merged.article_number.is_none() {
            let digits = |text: &str| number(text).trim_start_matches(char::is_alphabetic).to_owned();
            let is_page = |article: &String| {
                merged.page_ranges.iter().any(|range| digits(&range.first) == digits(article))
            };
            merged.article_number = other.article_number.clone().filter(|article| !is_page(article));
        }
    }
}

fn dates(ranked: &[&Record]) -> Vec<DateVal> {
    let mut kinds: Vec<DateKind> = Vec::new();
    for date in ranked.iter().flat_map(|record| &record.dates) {
        if !kinds.contains(&date.kind) {
            kinds.push(date.kind);
        }
    }
    let mut chosen = Vec::new();
    for kind in kinds {
        let of_kind =
            || ranked.iter().enumerate().filter_map(move |(rank, record)| Some((rank, record.date(kind)?)));
        let year = |date: &DateVal| date.start.map(|start| start.year);
        let mut years: BTreeMap<Option<i32>, usize> = BTreeMap::new();
        of_kind().for_each(|(_, date)| *years.entry(year(date)).or_default() += 1);
        let votes = |date: &DateVal| years.get(&year(date)).copied();
        let precision = |date: &DateVal| {
            let start = date.start.unwrap_or_default();
            (
                date.start.is_some(),
                usize::from(start.month.is_some())
                    + usize::from(start.day.is_some())
                    + usize::from(date.season.is_some()),
            )
        };
        let best =
            of_kind().max_by_key(|(rank, date)| (votes(date), precision(date), std::cmp::Reverse(*rank)));
        chosen.extend(best.map(|(_, date)| date.clone()));
        // Further dates of the kind in the leading record, as its history may have.
        if let Some((leading, best)) = ranked.first().zip(best.map(|(_, date)| date)) {
            let further = leading
                .dates
                .iter()
                .filter(|date| date.kind == kind && *date != best)
                .skip(usize::from(leading.date(kind) != Some(best)));
            chosen.extend(further.cloned());
        }
    }
    chosen
}

fn container_titles(ranked: &[&Record]) -> Vec<ContainerTitle> {
    let all: Vec<&ContainerTitle> = ranked.iter().flat_map(|record| &record.container_titles).collect();
    let is_native_title = |title: &ContainerTitle| title.text.to_plain().chars().any(is_native);
    let mut chosen: Vec<ContainerTitle> = Vec::new();
    // The one that leads decides whether the main name is in Latin letters.
    let Some(leading) = all.iter().find(|title| title.role == ContainerRole::Main) else {
        return ranked.first().map(|record| record.container_titles.clone()).unwrap_or_default();
    };
    let native = is_native_title(leading);
    let mains = || all.iter().filter(|title| title.role == ContainerRole::Main);
    let length = |title: &ContainerTitle| folded(&title.text.to_plain()).len();
    let main = mains().filter(|title| is_native_title(title) == native);
    // Of equals the first: `max_by_key` takes the last one.
    let main = main.rev().max_by_key(|title| length(title)).unwrap_or(leading);
    chosen.push((*main).clone());
    let mut known = BTreeSet::from([folded(&main.text.to_plain())]);
    let further = mains()
        .filter(|title| is_native_title(title) != native)
        .map(|title| (ContainerRole::Vernacular, *title));
    let roles =
        all.iter().filter(|title| title.role != ContainerRole::Main).map(|title| (title.role, *title));
    // A shorter name in the place of the full one is an abbreviation, where there is none yet.
    let shorter =
        mains().filter(|title| is_native_title(title) == native).map(|title| (ContainerRole::Abbrev, *title));
    for (role, title) in roles.chain(further).chain(shorter) {
        let has_role =
            chosen.iter().any(|it| it.role == role && is_native_title(it) == is_native_title(title));
        let is_short = role != ContainerRole::Abbrev || length(title) < length(main);
        let is_new = known.insert(folded(&title.text.to_plain()));
        if is_new && !has_role && is_short {
            chosen.push(ContainerTitle { role, ..title.clone() });
        }
    }
    chosen
}

/// What a record says of a field.
type Value = fn(&Record) -> Option<String>;

/// What records of one article say differently, field by field, with the value that was kept.
pub(super) fn disagreements(merged: &Record, records: &[Record]) -> Vec<(&'static str, String)> {
    let year = |record: &Record| {
        record.date(DateKind::Issued).and_then(|date| date.start).map(|start| start.year.to_string())
    };
    let fields: [(&'static str, Value); 5] = [
        ("issued", year),
        ("volume", |record| record.volume.clone()),
        ("issue", |record| record.issue.clone()),
        ("page", Record::pages),
        ("article-number", |record| record.article_number.clone()),
    ];
    let mut found = Vec::new();
    for (field, value) in fields {
        let Some(kept) = value(merged) else { continue };
        let (mut others, mut seen) = (Vec::<String>::new(), Seen::default());
        for record in records {
            if let Some(value) = value(record).filter(|value| number(value) != number(&kept)) {
                let told = says(record, &value);
                if !seen.has(&others, |known| known, &&told) {
                    others.push(told);
                }
            }
        }
        if !others.is_empty() {
            found.push((
                field,
                format!("{field}: {} was kept; {}", crate::report::quoted(&kept), others.join(", ")),
            ));
        }
    }
    for scheme in ["doi", "pmid"] {
        let values: Vec<&str> =
            merged.identifiers.iter().filter(|it| it.scheme == scheme).map(|it| it.value.as_str()).collect();
        let distinct: BTreeSet<String> = values.iter().map(|it| it.to_lowercase()).collect();
        if distinct.len() > 1 {
            let field = if scheme == "doi" { "DOI" } else { "PMID" };
            found.push((field, format!("{field}: all are kept: {}", values.join(", "))));
        }
    }
    found
}
