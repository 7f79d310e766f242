//! Cleaning rules: their examples, and what must hold of every rule and every record.

mod all_fixtures;
mod random_record;

use random_record::Random;
use refmill::clean::decisions::{Answer, Decision, Decisions, key_of};
use refmill::clean::journals::Journals;
use refmill::clean::{Change, Cleaner, RULES, Rule, Safety, Selection};
use refmill::record::Record;
use refmill::report::Severity;
use std::collections::BTreeSet;

fn record(json: &str) -> Record {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Applies a rule; the record without the warnings that say so, and the changes.
fn cleaned(rule: &'static Rule, before: &Record) -> (Record, Vec<Change>) {
    let mut after = before.clone();
    let changes = Cleaner::of(&[rule]).run(&mut after);
    after.warnings.truncate(before.warnings.len());
    (after, changes)
}

fn told(changes: &[Change]) -> Vec<(&'static str, &'static str, &str, &str)> {
    let told = changes.iter();
    told.map(|it| (it.rule.name(), it.field, it.before.as_str(), it.after.as_str())).collect()
}

#[test]
fn every_rule_keeps_its_examples_and_is_done_after_one_go() {
    for rule in RULES {
        let (mut fires, mut still) = (0, 0);
        for (before, after) in rule.examples {
            let (given, wanted) = (record(before), record(after));
            let (after, changes) = cleaned(rule, &given);
            assert_eq!(after, wanted, "{}: {before}", rule.name());
            assert_eq!(changes.is_empty(), given == wanted, "{}: {before}", rule.name());
            *(if given == wanted { &mut still } else { &mut fires }) += 1;
            let (_, again) = cleaned(rule, &after);
            assert!(again.is_empty(), "{} is not idempotent: {:?}", rule.name(), told(&again));
        }
        assert!(fires > 0 && still > 0, "{} needs an example of each kind", rule.name());
    }
}

#[test]
fn rules_have_names_of_their_own_and_say_how_sure_they_are() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        let severity = if rule.safety == Safety::Safe { Severity::Info } else { Severity::Warning };
        assert_eq!(rule.code.severity, severity, "{}", rule.name());
        assert!(!rule.summary.is_empty() && rule.explanation.len() > rule.summary.len(), "{}", rule.name());
    }
}

/// Records of all kinds: with anything in them, and as readers make them of all fixtures.
fn records() -> Vec<Record> {
    let mut random = Random::new(20_261_130);
    let mut records: Vec<Record> = (0..200).map(|_| random_record::record(&mut random)).collect();
    records.extend(all_fixtures::all().iter().flat_map(|fixture| fixture.read().records));
    // What the rules' own examples are made of, together.
    records.extend(RULES.iter().flat_map(|rule| rule.examples).map(|(before, _)| record(before)));
    assert!(records.len() > 1000, "only {} records", records.len());
    records
}

#[test]
fn a_rule_says_what_it_does_and_is_done_after_one_go() {
    let cleaners: Vec<Cleaner> = RULES.iter().map(|rule| Cleaner::of(&[rule])).collect();
    for before in records() {
        let mut after = before.clone();
        for (rule, cleaner) in RULES.iter().zip(&cleaners) {
            let changes = cleaner.run(&mut after);
            after.warnings.truncate(before.warnings.len());
            assert_eq!(after == before, changes.is_empty(), "{}: {:?}", rule.name(), told(&changes));
            if changes.is_empty() {
                continue;
            }
            for change in &changes {
                assert_ne!(change.before, change.after, "{} changes nothing", rule.name());
                assert!(!change.field.is_empty());
            }
            let again = cleaner.run(&mut after);
            assert!(again.is_empty(), "{} is not idempotent: {:?}", rule.name(), told(&again));
            after.clone_from(&before);
        }
    }
}

fn all_rules() -> Selection {
    Selection { only: RULES.to_vec(), ..Selection::default() }
}

#[test]
fn all_rules_together_are_done_after_two_goes_and_hardly_ever_need_the_second() {
    let cleaner = Cleaner::new(&all_rules(), Journals::built_in(), Decisions::default());
    let mut unsettled = Vec::new();
    let records = records();
    let count = records.len();
    for mut record in records {
        cleaner.run(&mut record);
        let second = cleaner.run(&mut record);
        if !second.is_empty() {
            unsettled.push(told(&second).into_iter().map(|it| format!("{it:?}")).collect::<Vec<_>>().join(" "));
        }
        let third = cleaner.run(&mut record);
        assert!(third.is_empty(), "after {}: {:?}", unsettled.last().unwrap_or(&String::new()), told(&third));
    }
    assert!(unsettled.len() * 100 <= count, "{} of {count}:\n{}", unsettled.len(), unsettled.join("\n"));
}

#[test]
fn what_is_rejected_is_not_done() {
    for before in records() {
        let mut decisions = Decisions::default();
        let key = key_of(&before);
        for round in 0.. {
            assert!(round < 40, "new changes all the time: {key}");
            let cleaner = Cleaner::new(&all_rules(), Journals::built_in(), decisions.clone());
            let mut after = before.clone();
            let changes = cleaner.run(&mut after);
            if changes.is_empty() {
                assert_eq!(after, before);
                break;
            }
            for change in &changes {
                decisions.add(Decision::about(&key, "", change, Answer::Reject));
            }
        }
    }
}

#[test]
fn what_is_accepted_is_done_without_its_rule() {
    let before = record(r#"{"id": "a", "titles": [{"value": "EFFECT OF HIV ON TEA", "role": "main"}]}"#);
    let run = |decisions: &Decisions| {
        let cleaner = Cleaner::new(&Selection::default(), Journals::default(), decisions.clone());
        let mut after = before.clone();
        let changes = cleaner.run(&mut after);
        (after.titles[0].text.to_plain(), changes.len(), cleaner.decisions().unused().count())
    };
    assert_eq!(run(&Decisions::default()), ("EFFECT OF HIV ON TEA".to_owned(), 0, 0));
    let line = |before: &str| {
        format!(
            r#"{{"decision":"accept","record":"id:a","rule":"all-capitals-title","field":"title","before":"{before}","after":"Effect of HIV on tea"}}"#
        )
    };
    let decisions = Decisions::parse(&line("EFFECT OF HIV ON TEA")).expect("a decision");
    assert_eq!(run(&decisions), ("Effect of HIV on tea".to_owned(), 1, 0));
    let decisions = Decisions::parse(&line("EFFECT OF HIV ON SLEEP")).expect("a decision");
    assert_eq!(run(&decisions), ("EFFECT OF HIV ON TEA".to_owned(), 0, 1));
}

#[test]
fn a_guess_leaves_the_value_as_it_was_with_the_record() {
    let mut record = record(r#"{"titles": [{"value": "EFFECT OF HIV ON TEA", "role": "main"}]}"#);
    Cleaner::new(&all_rules(), Journals::default(), Decisions::default()).run(&mut record);
    let warnings: Vec<_> =
        record.warnings.iter().map(|it| (it.code.as_str(), it.message.as_str())).collect();
    let expected = "title: `EFFECT OF HIV ON TEA` became `Effect of HIV on tea`";
    assert_eq!(warnings, [("all-capitals-title", expected)]);
}

#[test]
fn csl_json_lines_between_two_steps_carry_everything() {
    let lines = refmill::formats::by_name("csl-jsonl").expect("a format");
    let write = lines.writer.expect("a writer");
    let mut count = 0;
    for fixture in all_fixtures::all() {
        for record in fixture.read().records {
            let mut bytes = Vec::new();
            let mut losses = refmill::write::Losses::default();
            write.record(&record, &refmill::write::WriteOptions::default(), &mut bytes, &mut losses);
            let line = String::from_utf8(bytes).expect("text");
            let read = all_fixtures::read(refmill::formats::by_name("csl-json").expect("a format"), &line, "-");
            assert_eq!(read.records, [record], "{}", fixture.name);
            assert!(losses.records.is_empty(), "{}", fixture.name);
            count += 1;
        }
    }
    assert!(count > 500, "only {count} records");
}
