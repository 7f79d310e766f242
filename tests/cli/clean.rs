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
    ("words_for_cleaning_go_before_the_configuration", words_before_the_configuration),
    ("records_are_counted_where_no_rule_is_left", no_rule_left),
    #[cfg(target_os = "linux")]
    ("an_interrupt_keeps_the_answers", interrupted),
    #[cfg(target_os = "linux")]
    ("nobody_answers_for_a_file_that_cannot_be_written", unwritable),
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

fn words_before_the_configuration() {
    let files = folder(&[
        ("two.ris", references(1..3).as_bytes()),
        ("refmill.toml", b"[clean]\nskip = ['doubled-keyword', 'all-capitals-title']\n"),
    ]);
    for (words, changes) in [
        (&["--only", "doubled-keyword"][..], "2 changes"),
        (&["--only", "doubled-keyword", "--skip", "doubled-keyword"], "0 changes"),
        (&["--only", "doubled-keyword,all-capitals-title"], "4 changes"),
    ] {
        let done = run(files.path(), &[&["clean", "two.ris", "-o", "out.ris"], words].concat());
        let said = text(&done.stderr);
        assert!(said.contains(&format!("Cleaned 2 records: {changes}")), "{words:?}: {said}");
    }
    let done = run(files.path(), &["clean", "two.ris", "-o", "out.ris"]);
    assert!(!text(&done.stderr).contains("doubled-keyword"), "{}", text(&done.stderr));
}

fn no_rule_left() {
    let files = folder(&[("two.ris", references(1..3).as_bytes())]);
    let done = run(files.path(), &["clean", "two.ris", "--skip", "all", "--diff"]);
    assert!(text(&done.stderr).contains("0 of 2 records would change"), "{}", text(&done.stderr));
    let done = run(files.path(), &["clean", "two.ris", "--skip", "all", "-o", "out.ris"]);
    assert!(text(&done.stderr).contains("Cleaned 2 records: 0 changes; 2 written"), "{}", text(&done.stderr));
}

/// A run of `clean --ask` on a pseudo-terminal of `script` (util-linux), where there is one.
#[cfg(target_os = "linux")]
fn asking(folder: &Path, decisions: &str) -> Option<std::process::Child> {
    use std::process::{Command, Stdio};
    let command = format!("{} clean three.ris --ask --decisions {decisions} -o all.ris", super::PROGRAM);
    Command::new("script")
        .args(["-qec", &command, "typescript"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()
}

#[cfg(target_os = "linux")]
fn interrupted() {
    use std::io::Write;
    use std::time::{Duration, Instant};
    let files = folder(&[("three.ris", references(1..4).as_bytes())]);
    let Some(mut child) = asking(files.path(), "ours.jsonl") else { return };
    let mut keys = child.stdin.take().expect("a pipe");
    keys.write_all(b"y\n").expect("an answer");
    let kept = || fs::read_to_string(files.path().join("ours.jsonl")).unwrap_or_default();
    let begun = Instant::now();
    while kept().is_empty() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    // Ctrl-C, at the second question.
    keys.write_all(b"\x03").expect("an interrupt");
    let done = child.wait_with_output().expect("the program ends");
    assert_ne!(done.status.code(), Some(0), "{}", text(&done.stdout));
    let kept = kept();
    assert!(kept.lines().count() == 1 && kept.contains("\"accept\""), "{kept}");
    assert!(!files.path().join("all.ris").exists());
}

#[cfg(target_os = "linux")]
fn unwritable() {
    let files = folder(&[("three.ris", references(1..4).as_bytes())]);
    let Some(mut child) = asking(files.path(), "nowhere/ours.jsonl") else { return };
    drop(child.stdin.take());
    let shown = text(&child.wait_with_output().expect("the program ends").stdout);
    assert!(shown.contains("cannot be written") && !shown.contains("1 of 3"), "{shown}");
}
