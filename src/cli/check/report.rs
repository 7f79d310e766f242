//! What a report is made of, whatever its form.

use crate::report::{Code, Graded, Note, Place, Severity};
use crate::stream::Totals;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The text of a record as it was read, or of a piece that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) place: Place,
    /// The title of the record; empty without one.
    pub(super) title: String,
    pub(super) text: String,
}

/// A form of the report.
pub(super) trait Report {
    /// Takes a finding, in the order of the collection; `source` is the text of its record as it was read, or of the piece that
    /// was set aside, where the form shows it.
    fn finding(&mut self, finding: Graded<'_>, source: Option<&Shown>, out: &mut dyn Write)
    -> io::Result<()>;

    /// Takes the text of a piece that was set aside, which comes behind the finding about it.
    fn piece(&mut self, _piece: &Shown) {}

    /// Ends the report.
    fn end(&mut self, summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// Bytes of memory taken by what it keeps of all findings, about.
    fn bytes(&self) -> usize {
        0
    }

    /// Whether it shows the texts of records.
    fn shows_sources(&self) -> bool {
        false
    }

    /// Whether what single records lose at a destination is reported one by one; otherwise only the forecast tells it.
    fn shows_losses(&self) -> bool {
        true
    }
}

/// Findings of one code.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    pub(super) code: &'static Code,
    pub(super) severity: Severity,
    pub(super) count: u64,
}

/// What a check amounts to.
pub(super) struct Summary<'a> {
    pub(super) totals: &'a Totals,
    pub(super) tallies: &'a BTreeMap<&'static str, Tally>,
    /// Changes that cleaning would make.
    pub(super) repairs: u64,
    /// What the destination and the format will not have of the collection, a note a kind of value.
    pub(super) forecast: &'a [Note],
    /// Findings below this severity were counted and not shown.
    pub(super) shown: Severity,
    /// The exit status.
    pub(super) status: u8,
}

impl Summary<'_> {
    /// The tallies, the worst first.
    pub(super) fn worst_first(&self) -> Vec<&Tally> {
        let mut tallies: Vec<&Tally> = self.tallies.values().collect();
        // The sort is stable, so that codes of one severity and count stay in the order of their names.
        tallies.sort_by_key(|tally| std::cmp::Reverse((tally.severity, tally.count)));
        tallies
    }

    /// The number of findings of a severity.
    pub(super) fn count(&self, severity: Severity) -> u64 {
        self.tallies.values().filter(|tally| tally.severity == severity).map(|tally| tally.count).sum()
    }

    /// The number of findings that were not shown.
    pub(super) fn hidden(&self) -> u64 {
        self.tallies.values().filter(|tally| tally.severity < self.shown).map(|tally| tally.count).sum()
    }

    /// `2 errors, 14 warnings, 3 of info`.
    pub(super) fn in_words(&self) -> String {
        let counted = |severity, one: &str, more: &str| match self.count(severity) {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {more}")),
        };
        let kinds = [
            counted(Severity::Error, "error", "errors"),
            counted(Severity::Warning, "warning", "warnings"),
            counted(Severity::Info, "of info", "of info"),
        ];
        let kinds: Vec<String> = kinds.into_iter().flatten().collect();
        if kinds.is_empty() { "nothing found".to_owned() } else { kinds.join(", ") }
    }
}
