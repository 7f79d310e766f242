//! The numbers of a PRISMA 2020 flow diagram: records identified by database, and duplicates removed before screening.

use super::groups::Groups;
use super::sketches::Sketches;
use crate::record::Record;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Where a record comes from, for counting: its database; `PubMed` where it is in one of `PubMed`'s own formats and has a PMID, so
/// that two files of one search are not two databases; else the file it was read from, without its folder; else `-`, the
/// standard input.
#[must_use]
pub fn source_of(record: &Record) -> String {
    if let Some(database) = &record.database
        && !database.name.trim().is_empty()
    {
        return database.name.trim().to_owned();
    }
    let of_pubmed = ["nbib", "pubmed"].contains(&record.provenance.format.as_str());
    if of_pubmed && record.identifier("pmid").is_some() {
        return "PubMed".to_owned();
    }
    let file = record.provenance.file.rsplit(['/', '\\']).next().unwrap_or_default();
    if file.is_empty() { "-".to_owned() } else { file.to_owned() }
}

/// Records of several databases in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// The databases, in the order of their names; at least two.
    pub sources: Vec<String>,
    /// Articles that all of these databases have and no other one.
    pub articles: u64,
}

/// Counts of a run. They always add up: `identified` = `unique` + `removed`, and each is the sum of its list by source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Records read.
    pub identified: u64,
    /// Records that were merged into others.
    pub removed: u64,
    /// Records that are left, for screening.
    pub unique: u64,
    /// Articles with more than one record.
    pub groups: u64,
    /// Pairs that a person should look at; their records are among the unique ones.
    pub open: u64,
    /// Records read, by source.
    pub by_source: BTreeMap<String, u64>,
    /// Records merged into others, by the source of the record that went.
    pub removed_by_source: BTreeMap<String, u64>,
    /// Records left, by the source of the record that stayed: the first one of its group.
    pub unique_by_source: BTreeMap<String, u64>,
    /// Articles that one source alone has.
    pub only_in: BTreeMap<String, u64>,
    /// Articles that several sources have.
    pub overlap: Vec<Overlap>,
}

impl Counts {
    /// Counts the groups of a run.
    #[must_use]
    pub fn of(sketches: &Sketches, groups: &Groups) -> Self {
        let mut counts = Self {
            identified: sketches.len() as u64,
            groups: groups.groups.len() as u64,
            open: groups.open.len() as u64,
            ..Self::default()
        };
        let add = |to: &mut BTreeMap<String, u64>, source: &str| match to.get_mut(source) {
            Some(count) => *count += 1,
            None => drop(to.insert(source.to_owned(), 1)),
        };
        let mut overlap: BTreeMap<Vec<String>, u64> = BTreeMap::new();
        let mut grouped: BTreeSet<u32> = BTreeSet::new();
        for group in &groups.groups {
            grouped.extend(group);
            let sources: Vec<&str> = group.iter().filter_map(|position| sketches.source(*position)).collect();
            for (place, source) in sources.iter().enumerate() {
                add(&mut counts.by_source, source);
                add(
                    if place == 0 { &mut counts.unique_by_source } else { &mut counts.removed_by_source },
                    source,
                );
            }
            counts.unique += 1;
            counts.removed += sources.len() as u64 - 1;
            let distinct: BTreeSet<&str> = sources.iter().copied().collect();
            match (distinct.len(), distinct.first()) {
                (1, Some(only)) => add(&mut counts.only_in, only),
                _ => *overlap.entry(distinct.into_iter().map(str::to_owned).collect()).or_default() += 1,
            }
        }
        for position in 0..u32::try_from(sketches.len()).unwrap_or(u32::MAX) {
            if let Some(source) = sketches.source(position).filter(|_| !grouped.contains(&position)) {
                counts.unique += 1;
                for to in [&mut counts.by_source, &mut counts.unique_by_source, &mut counts.only_in] {
                    add(to, source);
                }
            }
        }
        counts.overlap =
            overlap.into_iter().map(|(sources, articles)| Overlap { sources, articles }).collect();
        counts
    }
}
