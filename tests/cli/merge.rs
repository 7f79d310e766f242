//! `refmill merge` from end to end.

use super::cases::folder;
use super::{listing, run, run_on, text};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Name and test.
pub(super) const ALL: &[(&str, fn())] = &[
    ("merge_makes_one_record_of_three_databases", three_databases),
    ("merge_reads_lines_from_a_pipe", pipe),
    ("merge_twice_the_same_file", twice),
    ("merge_shows_and_writes_nothing", dry_run),
    ("merge_counts_for_prisma", prisma),
    ("merge_honours_decisions", decisions),
    ("merge_is_the_same_for_any_number_of_threads", threads),
    ("merge_sets_aside_what_the_output_has_no_place_for", refused),
    ("merge_refuses_wrong_use", wrong_use),
    #[cfg(target_os = "linux")]
    ("merge_asks_on_a_terminal", asked),
];

const PUBMED: &[u8] = "PMID- 111
VI  - 49
IP  - 4
DP  - 2022 Apr
TI  - [Progress in the treatment of chronic immune thrombocytopenia].
PG  - 217-21
AB  - Immune thrombocytopenia is a common bleeding disease.
FAU - Ou, Wenxin
FAU - Zhang, Rui
LA  - chi
TT  - \u{6162}\u{6027}\u{514d}\u{75ab}\u{6027}\u{8840}\u{5c0f}\u{677f}\u{51cf}\u{5c11}\u{75c7}\u{6cbb}\u{7597}
TA  - Int J Pediatr
JT  - International journal of pediatrics
"
.as_bytes();

const EMBASE: &[u8] = b"TY  - JOUR
DB  - Embase
T1  - Progress in the treatment of chronic immune thrombocytopenia
AU  - Ou, W.
AU  - Zhang, R.
JO  - Int. J. Pediatr.
PY  - 2022
VL  - 94
IS  - 4
SP  - 217
EP  - 221
AN  - L200
ER  - 

TY  - JOUR
DB  - Embase
T1  - Erratum to: Progress in the treatment of chronic immune thrombocytopenia
AU  - Ou, W.
JO  - Int. J. Pediatr.
PY  - 2022
VL  - 49
SP  - 300
ER  - 

";

const CNKI: &[u8] = "%0 Journal Article
%A \u{6b27}\u{6587}\u{6b23}
%A \u{5f20}\u{745e}
%T \u{6162}\u{6027}\u{514d}\u{75ab}\u{6027}\u{8840}\u{5c0f}\u{677f}\u{51cf}\u{5c11}\u{75c7}\u{6cbb}\u{7597}
%D 2022
%V 49
%N 4
%P 217-221
%W CNKI
"
.as_bytes();

const FILES: &[(&str, &[u8])] = &[("a.nbib", PUBMED), ("b.ris", EMBASE), ("c.enw", CNKI)];
const NAMES: [&str; 3] = ["a.nbib", "b.ris", "c.enw"];

fn merge(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let all: Vec<&str> = ["merge"].into_iter().chain(NAMES).chain(arguments.iter().copied()).collect();
    run(folder, &all)
}

fn items(lines: &[u8]) -> Vec<Value> {
    text(lines).lines().map(|line| serde_json::from_str(line).expect("an item a line")).collect()
}

fn three_databases() {
    let files = folder(FILES);
    let done = merge(files.path(), &[]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let items = items(&done.stdout);
    assert_eq!(items.len(), 2, "the article and its erratum");
    let article = &items[0];
    assert_eq!(article["title"], "Progress in the treatment of chronic immune thrombocytopenia");
    assert_eq!(article["volume"], "49", "two databases of three");
    assert_eq!(article["PMID"], "111");
    let own = &article["custom"]["refmill"];
    let sources: Vec<&str> = own["merged_from"]
        .as_array()
        .expect("sources")
        .iter()
        .map(|source| source["provenance"]["file"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(sources, NAMES);
    assert_eq!(own["merged_from"][1]["volume"], "94", "what was not chosen is there");
    assert_eq!(own["identifiers"].as_array().map(Vec::len), Some(2), "PMID and the number in Embase");
    let said = text(&done.stderr);
    assert_eq!(
        said,
        "Records 4 in = 2 written + 2 merged into others + 0 set aside; 1 disagreement of values (--notes FILE names them)\n"
            .replace(" FILE", "\n    FILE")
    , "one statement");
}

fn pipe() {
    let files = folder(FILES);
    let lines = run(files.path(), &["convert", "a.nbib", "b.ris", "c.enw", "-t", "csl-jsonl"]);
    let done = run_on(files.path(), &["merge", "-o", "all.ris", "--lf"], &lines.stdout);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let ris = fs::read_to_string(files.path().join("all.ris")).expect("the output");
    assert_eq!(ris.matches("ER  - ").count(), 2);
    assert!(ris.contains("Merged from: =a.nbib:1; Embase=b.ris:1; CNKI=c.enw:1"), "{ris}");
    let again = run(files.path(), &["merge", "all.ris", "-t", "ris", "--lf"]);
    assert_eq!(text(&again.stdout), ris, "merging again changes nothing");
}

fn twice() {
    let files = folder(FILES);
    let done = run(files.path(), &["merge", "b.ris", "b.ris", "-t", "csl-jsonl"]);
    assert_eq!(items(&done.stdout).len(), 2, "{}", text(&done.stderr));
}

fn dry_run() {
    let files = folder(FILES);
    let before = listing(files.path());
    let done = merge(files.path(), &["--dry-run"]);
    assert_eq!(done.status.code(), Some(0));
    let shown = text(&done.stdout);
    assert!(shown.contains("Group 1: 3 records are one article"), "{shown}");
    assert!(shown.contains("same") && shown.contains("# -5.0"), "{shown}");
    assert!(text(&done.stderr).contains("nothing was written"));
    assert!(shown.lines().all(|line| line.chars().count() <= 100));
    assert_eq!(listing(files.path()), before);
}

fn prisma() {
    let files = folder(FILES);
    let done = merge(files.path(), &["--prisma", "counts.json", "-o", "all.jsonl"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let counts: Value =
        serde_json::from_slice(&fs::read(files.path().join("counts.json")).expect("counts")).expect("JSON");
    assert_eq!(
        (&counts["identified"], &counts["unique"], &counts["removed"]),
        (&4.into(), &2.into(), &2.into())
    );
    assert_eq!(counts["by_source"], serde_json::json!({"CNKI": 1, "Embase": 2, "PubMed": 1}));
    assert_eq!(counts["removed_by_source"], serde_json::json!({"CNKI": 1, "Embase": 1}));
    assert_eq!(counts["only_in"], serde_json::json!({"Embase": 1}));
    assert_eq!(
        counts["overlap"],
        serde_json::json!([{"sources": ["CNKI", "Embase", "PubMed"], "articles": 1}])
    );
    let shown = merge(files.path(), &["--prisma", "text"]);
    assert!(text(&shown.stderr).contains("duplicates removed"), "{}", text(&shown.stderr));
    let json = merge(files.path(), &["--prisma", "json", "-q"]);
    assert_eq!(serde_json::from_slice::<Value>(&json.stderr).expect("one line of JSON"), counts);
}

/// Two records that only a person can tell apart: two DOIs.
const TWO_DOIS: &[u8] = b"TY  - JOUR
TI  - Effect of green tea on sleep quality in elderly patients
AU  - Ou, Wenxin
PY  - 2020
VL  - 12
SP  - 217
EP  - 221
DO  - 10.1000/a
ER  - 

TY  - JOUR
TI  - Effect of green tea on sleep quality in elderly patients
AU  - Ou, Wenxin
PY  - 2020
VL  - 12
SP  - 217
EP  - 221
DO  - 10.2000/b
ER  - 

";

fn decisions() {
    let files = folder(&[("two.ris", TWO_DOIS)]);
    let apart = run(files.path(), &["merge", "two.ris"]);
    assert_eq!(items(&apart.stdout).len(), 2);
    assert!(text(&apart.stderr).contains("1 pair to look at"), "{}", text(&apart.stderr));
    let strict = run(files.path(), &["merge", "two.ris", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    // The digests of the two, as the library gives them.
    let records: Vec<String> = ["10.1000/a", "10.2000/b"]
        .iter()
        .map(|doi| {
            let json = run_on(
                files.path(),
                &["convert", "-f", "ris", "-t", "ndjson"],
                text(TWO_DOIS)
                    .split_inclusive("ER  - \n")
                    .find(|it| it.contains(doi))
                    .expect("a record")
                    .as_bytes(),
            );
            let mut value: Value = serde_json::from_slice(&json.stdout).expect("a record");
            value.as_object_mut().expect("an object").remove("refmill");
            refmill::merge::Digest::of(&serde_json::from_value(value).expect("a record")).to_string()
        })
        .collect();
    let line =
        |decision: &str| serde_json::json!({"decision": decision, "records": records}).to_string() + "\n";
    fs::write(files.path().join("ours.jsonl"), line("same")).expect("a file");
    let joined = run(files.path(), &["merge", "two.ris", "--decisions", "ours.jsonl"]);
    assert_eq!(items(&joined.stdout).len(), 1, "{}", text(&joined.stderr));
    fs::write(files.path().join("ours.jsonl"), line("different")).expect("a file");
    let parted = run(files.path(), &["merge", "two.ris", "--decisions", "ours.jsonl"]);
    assert_eq!(items(&parted.stdout).len(), 2);
    assert!(!text(&parted.stderr).contains("to look at"), "it is settled: {}", text(&parted.stderr));
    assert!(!text(&parted.stderr).contains("1 decision"), "it was of use: {}", text(&parted.stderr));
    let one = text(TWO_DOIS);
    let one = one.split_inclusive("ER  - \n").next().expect("a record");
    fs::write(files.path().join("one.ris"), one).expect("a file");
    for how in [&["--dry-run"][..], &["-o", "all.ris"]] {
        let alone = run(files.path(), &[&["merge", "one.ris", "--decisions", "ours.jsonl"], how].concat());
        let said = text(&alone.stderr);
        assert!(said.contains("1 of 1 decision about records of which one is not there"), "{said}");
    }
    let again = run(files.path(), &["merge", "two.ris", "-o", "./all.ris"]);
    let said = text(&again.stderr);
    assert!(
        said.replace("\n    ", " ").contains("; ./all.ris is ris (what stood there is replaced)"),
        "{said}"
    );
}

fn threads() {
    let files = folder(FILES);
    let one = merge(files.path(), &["-j", "1", "-t", "ris"]);
    let many = merge(files.path(), &["-j", "3", "--chunk-size", "64", "-t", "ris"]);
    assert_eq!(text(&one.stdout), text(&many.stdout));
    assert!(!one.stdout.is_empty());
}

fn refused() {
    let files = folder(FILES);
    let done = merge(files.path(), &["-o", "all.nbib", "--rejects", "aside.txt"]);
    assert_eq!(done.status.code(), Some(3));
    let said = text(&done.stderr);
    assert!(said.contains("Records 4 in = 1 written + 2 merged into others + 1 set aside"), "{said}");
    assert!(fs::read_to_string(files.path().join("aside.txt")).expect("a file").contains("Erratum to"));
}

fn wrong_use() {
    let files = folder(FILES);
    for (arguments, wanted) in [
        (&["--ask"][..], "needs a terminal"),
        (&["--decisions", "none.jsonl"], "there is no such file"),
        (&["--decisions", "b.ris"], "line 1"),
        (&["--prisma", "xml"], "--prisma takes text, json"),
        (&["--watch", "."], "cannot be used with"),
        (&["-o", "b.ris"], "is an input and would be overwritten"),
    ] {
        let done = merge(files.path(), arguments);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {}", text(&done.stderr));
        assert!(text(&done.stderr).contains(wanted), "{arguments:?}: {}", text(&done.stderr));
    }
}

/// Through a pseudo-terminal of `script` (util-linux), where there is one.
#[cfg(target_os = "linux")]
fn asked() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let files = folder(&[("two.ris", TWO_DOIS)]);
    let command = format!("{} merge two.ris --ask --decisions ours.jsonl -o all.ris", super::PROGRAM);
    let child = Command::new("script")
        .args(["-qec", &command, "typescript"])
        .current_dir(files.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    // Without `script` the questions themselves are tested beside their code.
    let Ok(mut child) = child else { return };
    child.stdin.take().expect("a pipe").write_all(b"y\n").expect("an answer");
    let done = child.wait_with_output().expect("the program ends");
    let shown = text(&done.stdout);
    assert!(shown.contains("Pair 1 of 1") && shown.contains("10.1000/a"), "{shown}");
    let kept = fs::read_to_string(files.path().join("ours.jsonl")).expect("the decision is kept");
    assert!(kept.starts_with("{\"decision\":\"same\"") && kept.lines().count() == 1, "{kept}");
    let again = run(files.path(), &["merge", "two.ris", "--decisions", "ours.jsonl", "-t", "csl-jsonl"]);
    assert_eq!(items(&again.stdout).len(), 1);
    let command = format!("{} merge two.ris --ask --decisions nowhere/x.jsonl -o all.ris", super::PROGRAM);
    let refused = Command::new("script")
        .args(["-qec", &command, "typescript"])
        .current_dir(files.path())
        .stdin(Stdio::null())
        .output()
        .expect("script was there before");
    let shown = text(&refused.stdout);
    assert!(shown.contains("cannot be written") && !shown.contains("Pair 1"), "{shown}");
}
