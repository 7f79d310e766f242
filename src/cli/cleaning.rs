//! Arguments of every command that cleans records.

use super::Stop;
use super::config::{self, meant};
use super::reading::Reading;
use crate::clean::decisions::Decisions;
use crate::clean::journals::Journals;
use crate::clean::{Cleaner, JOURNAL_NAME, RULES, RUN_ON_TEXT, Rule, Selection};
use crate::report::quoted;
use crate::report::reason;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub(super) struct Cleaning {
    /// Apply the rules that interpret, too (refmill rules lists them)
    #[arg(long, help_heading = "Cleaning")]
    guess: bool,

    /// Apply these rules and no others
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = named, help_heading = "Cleaning")]
    only: Vec<Named>,

    /// Do not apply these rules; `all` leaves every value as it was read
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = named, help_heading = "Cleaning")]
    skip: Vec<Named>,

    /// A list of journals (full name; abbreviation; …): what a record lacks of the two is added, marked as derived
    #[arg(long, value_name = "FILE", help_heading = "Cleaning")]
    journals: Vec<PathBuf>,
}

/// The rules that a word names.
#[derive(Clone)]
struct Named(Vec<&'static Rule>);

fn named(word: &str) -> Result<Named, String> {
    let word = word.trim();
    rules_of(word).map(Named).ok_or_else(|| {
        let meant = meant(word, RULES.iter().map(|rule| rule.name()));
        format!("there is no rule of this name{meant} (refmill rules lists them)")
    })
}

/// The rules that a word names: one, or `all`.
pub(super) fn rules_of(word: &str) -> Option<Vec<&'static Rule>> {
    if word == "all" {
        return Some(RULES.to_vec());
    }
    crate::clean::by_name(word).map(|rule| vec![rule])
}

impl Cleaning {
    /// Which rules the user wants.
    pub(super) fn selection(&self, reading: &Reading) -> Selection {
        let rules = |named: &[Named]| named.iter().flat_map(|named| named.0.iter().copied()).collect();
        let mut also = Vec::new();
        if reading.repair_spacing {
            also.push(RUN_ON_TEXT);
        }
        if !self.journals.is_empty() {
            also.push(JOURNAL_NAME);
        }
        Selection { guess: self.guess, only: rules(&self.only), also, skip: rules(&self.skip) }
    }

    /// The user's journals before the built-in ones.
    pub(super) fn journals(&self) -> Result<Journals, Stop> {
        let mut journals = Journals::default();
        for path in &self.journals {
            let list = Journals::of_list(&text_of(path)?).map_err(|error| {
                Stop::Refused(format!("{}: {error}", quoted(&path.display().to_string())))
            })?;
            journals = journals.before(list);
        }
        Ok(journals.before(Journals::built_in()))
    }

    /// What cleans the records of this run.
    pub(super) fn cleaner(&self, reading: &Reading, decisions: Decisions) -> Result<Cleaner, Stop> {
        Ok(Cleaner::new(&self.selection(reading), self.journals()?, decisions))
    }

    /// The cleaning of a command that has no words of its own for it.
    pub(super) fn usual() -> Self {
        Self { guess: false, only: Vec::new(), skip: Vec::new(), journals: Vec::new() }
    }

    /// Takes from a configuration what the command line leaves open. A rule that the command line asks for is not skipped by
    /// the configuration.
    pub(super) fn configure(&mut self, config: &config::Clean, reading: &Reading) {
        let Selection { only: mut asked, also, .. } = self.selection(reading);
        asked.extend(also);
        let config::Clean { guess, only, skip, journals } = config;
        let fill = |own: &mut Vec<Named>, given: &[&'static Rule]| {
            if own.is_empty() && !given.is_empty() {
                own.push(Named(given.to_vec()));
            }
        };
        self.guess |= guess;
        fill(&mut self.only, only);
        let is_asked = |rule: &&'static Rule| asked.iter().any(|asked| asked.name() == rule.name());
        let skip: Vec<_> = skip.iter().copied().filter(|rule| !is_asked(rule)).collect();
        fill(&mut self.skip, &skip);
        if self.journals.is_empty() {
            self.journals.clone_from(journals);
        }
    }

    /// Whether the user names rules.
    pub(super) fn names_rules(&self) -> bool {
        !self.only.is_empty()
    }
}

/// The text of a file that the user brings along.
pub(super) fn text_of(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path).map_err(|error| {
        Stop::Refused(format!("{} cannot be read: {}", quoted(&path.display().to_string()), reason(&error)))
    })
}
