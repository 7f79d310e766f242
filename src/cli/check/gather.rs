//! The findings of a run on their way into the report.

use super::policy::Policy;
use super::report::{Report, Shown, Summary, Tally};
use crate::check::across::Across;
use crate::record::Record;
use crate::report::{Code, Graded, Note, Place, Severity};
use crate::stream::{
    self, DESTINATION_CUT, DESTINATION_DROPS, DESTINATION_LIMIT, FORMAT_CANNOT_HOLD, FileSum, Piece, Sink,
    Source, Totals,
};
use crate::write::citation_key::KeyMaker;
use crate::write::destination::Destination;
use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, Write};

/// Texts of records that are kept, because notes about a record do not all come behind each other.
const KEPT: usize = 8;

/// Takes what a run tells and gives what the user wants to the report.
pub(super) struct Gather<'a> {
    policy: &'a Policy,
    report: &'a mut dyn Report,
    keys: KeyMaker,
    out: &'a mut dyn Write,
    /// Nobody reads what is written any more.
    closed: &'a Cell<bool>,
    across: Across,
    tallies: BTreeMap<&'static str, Tally>,
    repairs: u64,
    sources: VecDeque<Shown>,
    forecast: Vec<Note>,
    /// The output has to be cut for its destination.
    is_cut: bool,
}

/// What is left when the report is written.
pub(super) struct Ended {
    pub(super) tallies: BTreeMap<&'static str, Tally>,
    pub(super) repairs: u64,
    pub(super) forecast: Vec<Note>,
}

impl<'a> Gather<'a> {
    pub(super) fn new(
        policy: &'a Policy,
        report: &'a mut dyn Report,
        keys: KeyMaker,
        (out, closed): (&'a mut dyn Write, &'a Cell<bool>),
    ) -> Self {
        Self {
            policy,
            report,
            keys,
            out,
            closed,
            across: Across::new(),
            tallies: BTreeMap::new(),
            repairs: 0,
            sources: VecDeque::new(),
            forecast: Vec::new(),
            is_cut: false,
        }
    }

    /// What only the whole collection shows, when it has been read.
    pub(super) fn collection(
        &mut self,
        totals: &Totals,
        destination: Option<&Destination>,
    ) -> io::Result<()> {
        for note in std::mem::take(&mut self.across).finish() {
            self.find(&note)?;
        }
        if let Some(destination) = destination.filter(|_| self.is_cut) {
            let Destination { name, title, limits, .. } = destination;
            let message = format!(
                "{title} takes at most {} in one file, and this is more; refmill convert --for {name} -o FILE cuts it into {} files",
                stream::in_one_file(*limits),
                totals.parts.count
            );
            self.find(&Note { code: &DESTINATION_LIMIT, place: Place::default(), field: "", message })?;
        }
        Ok(())
    }

    /// Whether anything was found at or above the severity that the user minds.
    pub(super) fn is_failure(&self) -> bool {
        let worst = self.tallies.values().map(|tally| tally.severity).max();
        worst.zip(self.policy.fail_on).is_some_and(|(worst, least)| worst >= least)
    }

    /// Ends the report.
    pub(super) fn end(self, totals: &Totals, status: u8) -> io::Result<Ended> {
        let Self { policy, report, out, tallies, repairs, forecast, .. } = self;
        let shown = policy.shown;
        let summary = Summary { totals, tallies: &tallies, repairs, forecast: &forecast, shown, status };
        report.end(&summary, out)?;
        Ok(Ended { tallies, repairs, forecast })
    }

    fn find(&mut self, note: &Note) -> io::Result<()> {
        let Some(severity) = self.policy.severity(note.code) else { return Ok(()) };
        self.count(note, severity);
        if self.closed.get() && self.is_failure() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let is_loss = is_loss(note.code) && !self.report.shows_losses();
        if severity < self.policy.shown || is_loss {
            return Ok(());
        }
        let same = |shown: &&Shown| {
            let Place { file, record, .. } = &shown.place;
            *file == note.place.file && record.is_some() && *record == note.place.record
        };
        let source = self.sources.iter().find(same);
        self.report.finding(Graded { note, severity }, source, self.out)
    }

    fn count(&mut self, note: &Note, severity: Severity) {
        let code = note.code;
        self.tallies.entry(code.name).and_modify(|tally| tally.count += 1).or_insert_with(|| Tally {
            code,
            severity,
            count: 1,
        });
    }
}

/// Whether a code says what is lost, of which the forecast has the sums.
fn is_loss(code: &Code) -> bool {
    [&DESTINATION_DROPS, &FORMAT_CANNOT_HOLD].contains(&code)
}

impl Sink for Gather<'_> {
    fn kept(&self) -> usize {
        self.across.bytes() + self.report.bytes()
    }

    fn prepare(&mut self, record: &mut Record, key: &str) {
        self.across.observe(record);
        self.keys.assign_base(record, key);
    }

    fn note(&mut self, note: &Note) -> io::Result<()> {
        if crate::clean::by_name(note.code.name).is_some() {
            self.repairs += 1;
            return Ok(());
        }
        if note.place == Place::default() && *note.code == DESTINATION_CUT {
            self.is_cut = true;
        } else if note.place == Place::default() && is_loss(note.code) {
            if self.policy.severity(note.code).is_some() {
                self.forecast.push(note.clone());
            }
        } else {
            return self.find(note);
        }
        Ok(())
    }

    fn source(&mut self, place: &Place, source: &Source) -> io::Result<()> {
        let Source { title, text } = source;
        self.sources.truncate(KEPT - 1);
        self.sources.push_front(Shown { place: place.clone(), title: title.clone(), text: text.clone() });
        Ok(())
    }

    fn set_aside(&mut self, piece: &Piece<'_>) -> io::Result<()> {
        if let Some(text) = piece.text.filter(|_| self.report.shows_sources()) {
            let place = piece.place.clone();
            self.report.piece(&Shown { place, title: String::new(), text: text.to_owned() });
        }
        Ok(())
    }

    fn write(&mut self, _part: &str, _bytes: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn part_ended(&mut self, _part: &str) -> io::Result<()> {
        Ok(())
    }

    fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
        Ok(())
    }
}
