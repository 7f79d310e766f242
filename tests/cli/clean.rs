//! Cleaning, what Markdown cannot say: threads, pipes, the order of records.

use super::cases::folder;
use super::{run, run_on, text};
use std::fs;
use std::path::Path;

/// Name and test.
pub(super) const ALL: &[(&str, fn())] = &[
    ("cleaning_is_the_same_for_any_number_of_threads", same_for_threads),
    ("what_convert_hands_to_clean_loses_nothing", nothing_is_lost_between_steps),
    ("decisions_hold_in_whatever_order_the_records_come", decisions_in_any_order),
];

/// Made-up references, each with something to repair.
fn references(numbers: impl Iterator<Item = usize>) -> String {
    let reference = |number| {
        format!(
            "TY  - JOUR\nTI  - [EFFECT OF TEA NUMBER {number}].\nAU  - Ou, Wenxin\nPY  - 2022\nDO  - 10.1000/tea.{number}\n\
             KW  - Children\nKW  - children\nER  - \n\n"
        )
    };
    numbers.map(reference).collect()
}

fn same_for_threads() {
    let files = folder(&[("many.ris", references(0..700).as_bytes())]);
    for how in [&["--diff"][..], &["--guess"], &["--guess", "-t", "ris"]] {
        let with = |more: &[&str]| {
            let done = run(files.path(), &[&["clean", "many.ris"], how, more].concat());
            assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
            (text(&done.stdout), text(&done.stderr))
        };
        let expected = with(&["-j", "1"]);
        assert!(expected.0.contains("tea.699") || how.contains(&"--diff"), "{how:?}");
        for more in [&["-j", "8"][..], &["-j", "3", "--chunk-size", "1"]] {
            assert!(with(more) == expected, "{how:?} with {more:?} says something else");
        }
    }
}

fn nothing_is_lost_between_steps() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let first = run(root, &["convert", "fixtures", "-t", "csl-jsonl", "-q"]);
    let second = run_on(root, &["clean"], &first.stdout);
    assert_eq!(second.status.code(), Some(0), "{}", text(&second.stderr));
    let (first, second) = (text(&first.stdout), text(&second.stdout));
    assert!(first.lines().count() > 900);
    for (before, after) in first.lines().zip(second.lines()) {
        assert_eq!(before, after);
    }
    assert_eq!(first.lines().count(), second.lines().count());
}

fn decisions_in_any_order() {
    let decision = |number: usize, answer: &str| {
        format!(
            r#"{{"decision":"{answer}","record":"doi:10.1000/tea.{number}","rule":"all-capitals-title","field":"title","before":"EFFECT OF TEA NUMBER {number}","after":"Effect of tea number {number}"}}"#
        )
    };
    let decisions = [decision(1, "accept"), decision(2, "reject"), decision(3, "accept")].join("\n");
    let (onward, backward) = (references(1..5), references((1..5).rev()));
    let files = folder(&[
        ("onward.ris", onward.as_bytes()),
        ("backward.ris", backward.as_bytes()),
        ("choices.jsonl", decisions.as_bytes()),
    ]);
    let titles = |name: &str| {
        let done = run(
            files.path(),
            &["clean", name, "--decisions", "choices.jsonl", "-t", "csv", "--columns", "title", "--lf"],
        );
        assert!(!text(&done.stderr).contains("no rule proposed"), "{}", text(&done.stderr));
        let mut titles: Vec<String> = text(&done.stdout).lines().skip(1).map(str::to_owned).collect();
        titles.sort();
        titles
    };
    let expected = [
        "EFFECT OF TEA NUMBER 2",
        "EFFECT OF TEA NUMBER 4",
        "Effect of tea number 1",
        "Effect of tea number 3",
    ];
    assert_eq!(titles("onward.ris"), expected);
    assert_eq!(titles("backward.ris"), expected);
    assert_eq!(fs::read_to_string(files.path().join("choices.jsonl")).expect("the decisions"), decisions);
}
