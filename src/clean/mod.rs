//! Cleaning rules, one file a rule. A rule changes a record and is told apart from a check by that.
//!
//! A rule cannot forget to say what it did: [`run`] compares the record before and after.

mod run_on_text;

use crate::record::Record;
use crate::report::{Code, Note, Place, quoted};
use serde_json::Value;

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// It changes notation alone and loses nothing.
    Safe,
    /// It interprets, and may be wrong.
    Guess,
}

/// One rule.
pub struct Rule {
    /// What it reports for each field it changed; the code's name is the rule's name too.
    pub code: &'static Code,
    /// One line for lists of rules.
    pub summary: &'static str,
    /// How sure it is.
    pub safety: Safety,
    /// Pairs of record JSON before and after, only the fields concerned; at least one where both are equal,
    /// because the rule must not fire.
    pub examples: &'static [(&'static str, &'static str)],
    /// Changes the record; applied twice it changes it no further.
    pub apply: fn(&mut Record),
}

/// All rules, in the order in which they run.
pub const RULES: &[&Rule] = &[RUN_ON_TEXT];

/// Blanks that are missing behind a full stop (mapping reference 8.21).
pub const RUN_ON_TEXT: &Rule = &run_on_text::RULE;

/// Applies rules to a record and says what they changed: one note a rule and field, with before and after. The
/// place of the notes is still to be filled in.
pub fn run(rules: &[&'static Rule], record: &mut Record) -> Vec<Note> {
    let mut notes = Vec::new();
    for rule in rules {
        let before = record.clone();
        (rule.apply)(record);
        if *record != before {
            changes(rule, &before, record, &mut notes);
        }
    }
    notes
}

/// The name of a field in notes: CSL's, where CSL has one.
fn shown_field(field: &str) -> &'static str {
    match field {
        "titles" => "title",
        "abstracts" => "abstract",
        _ => "",
    }
}

fn changes(rule: &'static Rule, before: &Record, after: &Record, notes: &mut Vec<Note>) {
    let (Ok(Value::Object(before)), Ok(Value::Object(after))) =
        (serde_json::to_value(before), serde_json::to_value(after))
    else {
        return;
    };
    let names: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        if old == new {
            continue;
        }
        let (old, new) = first_change(old.unwrap_or(&Value::Null), new.unwrap_or(&Value::Null));
        let (old, new) = around_change(&old, &new);
        let message = format!("{} became {}", quoted(&old), quoted(&new));
        notes.push(Note { code: rule.code, place: Place::default(), field: shown_field(name), message });
    }
}

/// The texts of the first leaf that differs.
fn first_change(old: &Value, new: &Value) -> (String, String) {
    let mut pair = (old, new);
    loop {
        let inner = match pair {
            (Value::Array(old), Value::Array(new)) => {
                old.iter().zip(new).find(|(old, new)| old != new).filter(|_| old.len() == new.len())
            }
            (Value::Object(old), Value::Object(new)) => {
                old.iter().filter_map(|(key, old)| new.get(key).map(|new| (old, new))).find(|(a, b)| a != b)
            }
            _ => None,
        };
        match inner {
            Some(inner) => pair = inner,
            None => return (leaf(pair.0), leaf(pair.1)),
        }
    }
}

fn leaf(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Both texts from a little before the first difference on.
fn around_change(old: &str, new: &str) -> (String, String) {
    const BEFORE: usize = 16;
    const AFTER: usize = 40;
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    let cut = |text: &str| text.chars().skip(same.saturating_sub(BEFORE)).take(BEFORE + AFTER).collect();
    (cut(old), cut(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_keeps_its_examples_and_is_done_after_one_go() {
        for rule in RULES {
            let mut still = 0;
            for (before, after) in rule.examples {
                let mut record: Record = serde_json::from_str(before).expect("a record before");
                let wanted: Record = serde_json::from_str(after).expect("a record after");
                still += u32::from(before == after);
                let notes = run(&[rule], &mut record);
                assert_eq!(record, wanted, "{}: {before}", rule.code.name);
                assert_eq!(notes.is_empty(), before == after, "{}: {before}", rule.code.name);
                assert!(run(&[rule], &mut record).is_empty(), "{} is not idempotent", rule.code.name);
            }
            assert!(still > 0, "{} has no example in which it does nothing", rule.code.name);
        }
    }

    #[test]
    fn a_note_shows_the_place_before_and_after() {
        let text = format!("{}various causes.Its onset", "word ".repeat(40));
        let mut record: Record =
            serde_json::from_value(serde_json::json!({"abstracts": [{"value": text}]})).expect("a record");
        let notes = run(&[RUN_ON_TEXT], &mut record);
        assert_eq!(notes.iter().map(|note| note.code.name).collect::<Vec<_>>(), ["run-on-text-repaired"]);
        assert_eq!(notes[0].field, "abstract");
        assert!(notes[0].message.contains("various causes.Its onset"), "{}", notes[0].message);
        assert!(notes[0].message.contains("various causes. Its onset"), "{}", notes[0].message);
    }
}
