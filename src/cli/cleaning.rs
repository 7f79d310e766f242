//! Arguments of every command that cleans records.

use super::Stop;
use super::reading::Reading;
use crate::clean::decisions::Decisions;
use crate::clean::journals::Journals;
use crate::clean::{Cleaner, JOURNAL_NAME, RULES, RUN_ON_TEXT, Rule, Selection};
use crate::report::quoted;
use crate::stream::output::reason;
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
    if word == "all" {
        return Ok(Named(RULES.to_vec()));
    }
    if let Some(rule) = crate::clean::by_name(word) {
        return Ok(Named(vec![rule]));
    }
    let near = RULES.iter().map(|rule| (strsim::damerau_levenshtein(word, rule.name()), rule.name())).min();
    let meant = near.filter(|near| near.0 <= 4).map(|near| format!("; did you mean {}?", near.1));
    Err(format!("there is no rule of this name{} (refmill rules lists them)", meant.unwrap_or_default()))
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
