//! The rules that were chosen, with what the user has decided.

use super::change::{Change, Pass};
use super::decisions::{self, Decisions};
use super::journals::Journals;
use super::{RULES, Rule, Safety};
use crate::record::{Record, Warning};
use std::sync::atomic::{AtomicU64, Ordering};

/// Which rules a run has.
#[derive(Clone, Default)]
pub struct Selection {
    /// Those that interpret, too.
    pub guess: bool,
    /// These and no others, whatever their safety; empty for the usual ones.
    pub only: Vec<&'static Rule>,
    /// These in addition, whatever their safety.
    pub also: Vec<&'static Rule>,
    /// All but these.
    pub skip: Vec<&'static Rule>,
}

impl Selection {
    /// Whether a rule is chosen.
    fn has(&self, rule: &Rule) -> bool {
        let named = |list: &[&'static Rule]| list.iter().any(|named| named.name() == rule.name());
        let chosen = if self.only.is_empty() {
            match rule.safety {
                Safety::Safe => true,
                Safety::Guess => self.guess,
                Safety::OnRequest => false,
            }
        } else {
            named(&self.only)
        };
        (chosen || named(&self.also)) && !named(&self.skip)
    }
}

/// Rules at work. One cleaner may serve many threads: what it does to a record depends on that record alone.
#[derive(Default)]
pub struct Cleaner {
    /// In the order of the table, each with whether it was chosen; one that was not makes only what is decided.
    rules: Vec<(&'static Rule, bool)>,
    decisions: Decisions,
    pub(super) journals: Journals,
    records: AtomicU64,
    changed: AtomicU64,
}

/// What becomes of a change.
pub(super) enum Verdict {
    /// The user has said so.
    Decided(bool),
    /// The rule was chosen.
    ByRule,
    /// Nobody wants it.
    NotChosen,
}

impl Cleaner {
    /// A cleaner with the rules of a selection, the user's journals before the built-in ones, and what was decided before.
    /// A rule of which a change was accepted makes that change even where the rule is not chosen.
    #[must_use]
    pub fn new(selection: &Selection, journals: Journals, decisions: Decisions) -> Self {
        // A rule that was not chosen makes what was accepted of it, and shows that what was rejected is still there.
        let is_decided = |rule: &Rule| decisions.concern(rule.name());
        let rules = RULES
            .iter()
            .map(|rule| (*rule, selection.has(rule)))
            .filter(|(rule, chosen)| *chosen || is_decided(rule))
            .collect();
        Self { rules, decisions, journals, ..Self::default() }
    }

    /// A cleaner with these rules and nothing decided.
    #[must_use]
    pub fn of(rules: &[&'static Rule]) -> Self {
        let rules = RULES.iter().filter(|rule| rules.iter().any(|wanted| wanted.name() == rule.name()));
        Self {
            rules: rules.map(|rule| (*rule, true)).collect(),
            journals: Journals::built_in(),
            ..Self::default()
        }
    }

    /// Applies the rules to a record and says what they changed, in the order in which it happened.
    ///
    /// A change by a rule that interprets stays with the record as a warning, with the value as it was.
    pub fn run(&self, record: &mut Record) -> Vec<Change> {
        let mut changes = Vec::new();
        self.records.fetch_add(1, Ordering::Relaxed);
        if self.rules.is_empty() {
            return changes;
        }
        let key = if self.decisions.is_empty() { String::new() } else { decisions::key_of(record) };
        for (rule, _) in &self.rules {
            (rule.apply)(record, &mut Pass { rule, cleaner: self, key: &key, changes: &mut changes });
        }
        if !changes.is_empty() {
            self.changed.fetch_add(1, Ordering::Relaxed);
        }
        for change in changes.iter().filter(|change| change.rule.safety != Safety::Safe) {
            let Change { rule, field, before, after, is_decided: _ } = change;
            let message = match (before.is_empty(), after.is_empty()) {
                (true, _) => format!("{field}: `{after}` was added"),
                (_, true) => format!("{field}: `{before}` was taken out"),
                _ => format!("{field}: `{before}` became `{after}`"),
            };
            record.warnings.push(Warning { code: rule.name().to_owned(), message, line: None });
        }
        changes
    }

    /// Records seen, and records changed.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        (self.records.load(Ordering::Relaxed), self.changed.load(Ordering::Relaxed))
    }

    /// The decisions, with which of them were of use.
    #[must_use]
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// Whether a rule is among those chosen.
    #[must_use]
    pub fn has(&self, rule: &Rule) -> bool {
        self.rules.iter().any(|(known, chosen)| *chosen && known.name() == rule.name())
    }

    pub(super) fn verdict(&self, rule: &Rule, key: &str, field: &str, before: &str, after: &str) -> Verdict {
        let decided = || self.decisions.of(key, rule.name(), field, before, after);
        match if self.decisions.is_empty() { None } else { decided() } {
            Some(accepted) => Verdict::Decided(accepted),
            None if self.has(rule) => Verdict::ByRule,
            None => Verdict::NotChosen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::by_name;

    #[test]
    fn records_are_counted_where_no_rule_is_left() {
        let skip = Selection { skip: RULES.to_vec(), ..Selection::default() };
        let cleaner = Cleaner::new(&skip, Journals::default(), Decisions::default());
        assert!(cleaner.run(&mut Record::default()).is_empty());
        assert_eq!(cleaner.counts(), (1, 0));
    }

    fn rule(name: &str) -> &'static Rule {
        by_name(name).expect("a rule of that name")
    }

    #[test]
    fn a_selection_says_which_rules_run() {
        let has = |selection: &Selection, name: &str| {
            Cleaner::new(selection, Journals::default(), Decisions::default()).has(rule(name))
        };
        let usual = Selection::default();
        assert!(
            has(&usual, "doi-notation") && !has(&usual, "all-capitals-title") && !has(&usual, "title-case")
        );
        let guess = Selection { guess: true, ..Selection::default() };
        assert!(has(&guess, "all-capitals-title") && !has(&guess, "title-case"));
        let only = Selection { only: vec![rule("title-case")], ..Selection::default() };
        assert!(has(&only, "title-case") && !has(&only, "doi-notation"));
        let skip = Selection { skip: vec![rule("doi-notation")], guess: true, ..Selection::default() };
        assert!(!has(&skip, "doi-notation") && has(&skip, "issn-notation"));
        let also = Selection { also: vec![rule("journal-name")], ..Selection::default() };
        assert!(has(&also, "journal-name") && has(&also, "doi-notation"));
    }
}
