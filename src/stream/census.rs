//! How many records have what: the numbers of the first look.

use crate::record::{ContainerRole, Record, TitleRole};

/// Counts over a number of records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Census {
    /// Records.
    pub records: u64,
    /// Records with a DOI.
    pub doi: u64,
    /// Records with an abstract.
    pub with_abstract: u64,
    /// Records with a title in the language of the article beside the one shown first, or the reverse.
    pub two_titles: u64,
    /// Records with the name of a journal.
    pub journal: u64,
    /// Affiliations of all records.
    pub affiliations: u64,
    /// Records in which an author is linked to an affiliation.
    pub linked: u64,
}

impl Census {
    pub(super) fn count(&mut self, record: &Record) {
        let one_if = u64::from;
        self.records += 1;
        self.doi += one_if(record.identifier("doi").is_some());
        self.with_abstract += one_if(!record.abstracts.is_empty());
        let second_title =
            record.title(TitleRole::Vernacular).or_else(|| record.title(TitleRole::Translated));
        self.two_titles += one_if(second_title.is_some() && record.title(TitleRole::Main).is_some());
        self.journal += one_if(record.container_title(ContainerRole::Main).is_some());
        self.affiliations += record.affiliations.len() as u64;
        self.linked += one_if(record.contributors.iter().any(|author| !author.affiliation_refs.is_empty()));
    }

    pub(super) fn add(&mut self, other: &Self) {
        let Self { records, doi, with_abstract, two_titles, journal, affiliations, linked } = *other;
        self.records += records;
        self.doi += doi;
        self.with_abstract += with_abstract;
        self.two_titles += two_titles;
        self.journal += journal;
        self.affiliations += affiliations;
        self.linked += linked;
    }
}
