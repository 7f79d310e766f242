//! Cleaning rules, one file a rule. A rule changes a record and is told apart from a check by that.
//!
//! A rule asks before each change ([`Pass::allows`]): so every change is known with its field, before and after, and one
//! that the user has decided against is not made. A rule that finds nothing costs a look at its field and no more.
//! That no rule changes anything without asking is a test over all examples, random records and fixtures (`tests/clean.rs`).

mod all_capitals_journal;
mod all_capitals_name;
mod all_capitals_title;
mod change;
mod cleaner;
mod country_code;
pub mod decisions;
mod degrees_in_name;
mod doi_notation;
mod doubled_author;
mod doubled_keyword;
mod et_al_as_author;
mod glued_heading;
pub mod handbook;
mod isbn_notation;
mod issn_notation;
mod journal_name;
pub mod journals;
mod keyword_star;
mod keywords_in_one;
mod language_code;
mod line_break_hyphen;
mod markup_in_text;
mod misread_text;
mod orcid_notation;
mod page_notation;
mod pubmed_number;
mod pubmed_title;
mod run_on_text;
mod stray_characters;
mod texts;
mod title_case;

pub(crate) use change::field_of;
pub use change::{Change, Pass};
pub use cleaner::{Cleaner, Selection};

use crate::record::Record;
use crate::report::Code;

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// It changes notation alone and loses nothing.
    Safe,
    /// It interprets, and may be wrong: only with `--guess`, or named.
    Guess,
    /// It is a matter of taste: only when it is named.
    OnRequest,
}

impl Safety {
    /// One word, for lists.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Guess => "guess",
            Self::OnRequest => "on request",
        }
    }
}

/// One rule.
pub struct Rule {
    /// What it reports for each change; the code's name is the rule's name too. `info` where it is safe.
    pub code: &'static Code,
    /// One line for lists of rules.
    pub summary: &'static str,
    /// Why sources have the fault, how the rule decides, and when it leaves a value alone: a paragraph for `docs/rules.md`.
    pub explanation: &'static str,
    /// How sure it is.
    pub safety: Safety,
    /// Pairs of record JSON before and after, only the fields concerned; at least one where both are equal,
    /// because the rule must not fire.
    pub examples: &'static [(&'static str, &'static str)],
    /// Changes the record, having asked the pass for each change; applied twice it changes it no further.
    pub apply: fn(&mut Record, &mut Pass<'_>),
}

impl Rule {
    /// The name, for `--only` and `--skip`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.code.name
    }
}

/// All rules, in the order in which they run: what makes characters readable first, then values, then what looks at
/// several values at once.
pub const RULES: &[&Rule] = &[
    &markup_in_text::RULE,
    &misread_text::RULE,
    &stray_characters::RULE,
    &doi_notation::RULE,
    &pubmed_number::RULE,
    &isbn_notation::RULE,
    &issn_notation::RULE,
    &orcid_notation::RULE,
    &page_notation::RULE,
    &language_code::RULE,
    &country_code::RULE,
    &pubmed_title::RULE,
    &all_capitals_title::RULE,
    &title_case::RULE,
    &et_al_as_author::RULE,
    &degrees_in_name::RULE,
    &all_capitals_name::RULE,
    &doubled_author::RULE,
    &keywords_in_one::RULE,
    &keyword_star::RULE,
    &doubled_keyword::RULE,
    &line_break_hyphen::RULE,
    &glued_heading::RULE,
    RUN_ON_TEXT,
    &all_capitals_journal::RULE,
    JOURNAL_NAME,
];

/// Blanks that are missing behind a full stop (mapping reference 8.21).
pub const RUN_ON_TEXT: &Rule = &run_on_text::RULE;

/// Names and abbreviations of journals out of a table.
pub const JOURNAL_NAME: &Rule = &journal_name::RULE;

/// The rule of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_has_its_field_and_shows_the_place_before_and_after() {
        let text = format!("{}various causes.Its onset", "word ".repeat(40));
        let mut record: Record =
            serde_json::from_value(serde_json::json!({"abstracts": [{"value": text}]})).expect("a record");
        let changes = Cleaner::of(&[RUN_ON_TEXT]).run(&mut record);
        let notes: Vec<_> = changes.iter().map(Change::note).collect();
        assert_eq!(notes.iter().map(|note| note.code.name).collect::<Vec<_>>(), ["run-on-text-repaired"]);
        assert_eq!(notes[0].field, "abstract");
        assert!(notes[0].message.contains("various causes.Its onset"), "{}", notes[0].message);
        assert!(notes[0].message.contains("various causes. Its onset"), "{}", notes[0].message);
    }
}
