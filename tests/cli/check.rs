//! Checking, what Markdown cannot say: forms for programs, what is hostile in a report, limits of destinations.

use super::cases::folder;
use super::{run, run_on, text};
use base64::Engine;
use refmill::record::Record;
use refmill::report::{Note, Place};
use refmill::stream::input::Input;
use refmill::stream::{
    self, FileSum, Limits, Mojibake, Piece, Plan, ReadOptions, Sink, Split, Tell, Writing,
};
use refmill::write::WriteOptions;
use refmill::write::citation_key::{KeyMaker, KeyPattern};
use refmill::write::destination;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::Path;
use std::sync::Arc;

/// Name and test.
pub(super) const ALL: &[(&str, fn())] = &[
    ("a_check_in_json_is_an_object_a_line", objects),
    ("a_check_in_sarif_names_rules_and_places", sarif),
    ("a_check_in_html_lets_nothing_run_but_its_own_script", html_is_harmless),
    ("a_check_in_html_shows_each_record_beside_its_problems", html_shows_records),
    ("a_check_in_html_says_what_it_leaves_out", html_is_bounded),
    ("a_check_is_the_same_for_any_number_of_threads", same_for_threads),
    ("the_status_of_a_check_is_that_of_the_worst_finding", statuses),
    ("a_check_reads_what_convert_reads", same_input),
    ("a_check_behind_a_step_finds_what_it_finds_before", behind_a_step),
    ("a_report_never_takes_the_place_of_an_input", inputs_are_safe),
    ("words_go_before_the_configuration", precedence),
    ("a_configuration_with_a_fault_is_refused_with_its_place", faults),
    ("a_configuration_makes_keys_and_cleans", configured_conversion),
    ("each_destination_forecasts_what_it_drops", destinations),
    ("an_output_is_cut_to_what_covidence_takes", cut_for_covidence),
    ("a_part_never_takes_the_place_of_an_input", parts_and_inputs),
    ("parts_are_as_few_as_bytes_allow", cut_by_bytes),
];

/// Made-up references, the first with four faults, the second with none that is a warning.
const REFS: &str = "TY  - JOUR\nID  - tea\nTI  - Tea in mice\nAU  - Doe, Jane\nAU  - Doe, Jane\nPY  - 2022\n\
    T2  - Journal of Made Up\nVL  - 52(3)\nSP  - 221\nEP  - 217\nER  - \n\nTY  - JOUR\nID  - coffee\n\
    TI  - Coffee in mice\nAU  - Doe, Jane\nPY  - 2022\nT2  - Journal of Made Up\nVL  - 5\nSP  - 1\nEP  - 7\n\
    AB  - Coffee was given to forty mice for a month. It kept them awake.\nER  - \n";

fn lines(out: &[u8]) -> Vec<Value> {
    text(out).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn objects() {
    let files = folder(&[("refs.ris", REFS.as_bytes())]);
    let done = run(files.path(), &["check", "refs.ris", "--format", "json", "--severity", "info"]);
    assert_eq!(done.status.code(), Some(1));
    let mut found = lines(&done.stdout);
    let summary = found.pop().expect("a last line")["summary"].take();
    let codes: BTreeSet<&str> = found.iter().filter_map(|it| it["code"].as_str()).collect();
    for code in ["author-doubled", "pages-reversed", "missing-abstract"] {
        assert!(codes.contains(code), "{code} is not in {codes:?}");
    }
    for finding in &found {
        assert_eq!(finding["file"], "refs.ris");
        assert!(finding["message"].is_string() && finding["record"].is_u64(), "{finding}");
    }
    let total: u64 = ["error", "warning", "info"].iter().filter_map(|it| summary[it].as_u64()).sum();
    assert_eq!(total, found.len() as u64, "the sums are those of the lines");
    assert_eq!((&summary["records"], &summary["exit_status"]), (&2.into(), &1.into()));
    // What is not shown is counted all the same.
    let usual = run(files.path(), &["check", "refs.ris", "--format", "json"]);
    let mut usual = lines(&usual.stdout);
    let its_summary = usual.pop().expect("a last line")["summary"].take();
    assert_eq!(its_summary["not_shown"], summary["info"]);
    assert!(usual.iter().all(|finding| finding["severity"] != "info") && !usual.is_empty());
}

fn sarif() {
    // The second file has the same fault twice, far apart.
    let twice = REFS.replace("ID  - coffee", "ID  - tea");
    let files =
        folder(&[("a b/refs.ris", REFS.as_bytes()), ("twice.ris", format!("{twice}\n{twice}").as_bytes())]);
    let arguments =
        ["check", "a b", "twice.ris", "--for", "covidence", "--format", "sarif", "--severity", "info"];
    let done = run(files.path(), &arguments);
    let log: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let [run_of] = log["runs"].as_array().expect("runs").as_slice() else { panic!("one run") };
    let driver = &run_of["tool"]["driver"];
    assert_eq!(driver["name"], "refmill");
    let rules = driver["rules"].as_array().expect("rules");
    let ids: BTreeSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids.len(), rules.len(), "a rule is there once");
    for rule in rules {
        for member in ["shortDescription", "fullDescription", "help"] {
            let words = rule[member]["text"].as_str().unwrap_or_default();
            assert!(!words.is_empty(), "{member} of {}", rule["id"]);
        }
    }
    let results = run_of["results"].as_array().expect("results");
    let mut fingerprints = BTreeSet::new();
    for result in results {
        assert!(ids.contains(result["ruleId"].as_str().expect("a rule")), "{result}");
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().expect("a level")));
        assert!(result["message"]["text"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(
            ["a%20b/refs.ris", "twice.ris"]
                .contains(&place["artifactLocation"]["uri"].as_str().expect("an address"))
        );
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0), "{result}");
        let print = result["partialFingerprints"]["refmillFinding/v1"].as_str().expect("a fingerprint");
        assert!(fingerprints.insert(print.to_owned()), "{print} is there twice");
    }
    assert!(results.len() > 15, "{}", results.len());
    assert_eq!(run_of["invocations"][0]["executionSuccessful"], true);
    // A line above changes no fingerprint.
    fs::write(files.path().join("twice.ris"), format!("\n\n{twice}\n{twice}")).expect("a file");
    let moved: Value = serde_json::from_slice(&run(files.path(), &arguments).stdout).expect("JSON");
    let moved = moved["runs"][0]["results"].as_array().expect("results");
    let moved_prints = moved.iter().filter_map(|it| it["partialFingerprints"]["refmillFinding/v1"].as_str());
    let places_of_others = |print: &&str| !fingerprints.contains(*print);
    // A doubled key names the line of the other record.
    assert!(moved_prints.filter(places_of_others).count() <= 3, "fingerprints hang on lines");
    // Without a finding it is a log all the same.
    let clean =
        run_on(files.path(), &["check", "--only", "issn-checksum", "--format", "sarif"], REFS.as_bytes());
    let log: Value = serde_json::from_slice(&clean.stdout).expect("JSON");
    assert_eq!((log["runs"][0]["results"].as_array().map(Vec::len), clean.status.code()), (Some(0), Some(0)));
}

const PAYLOAD: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;\u{202e}</title></style>";

fn html_is_harmless() {
    let name = if cfg!(windows) { "x&'y.ris" } else { "<img src=x onerror=alert(3)>'\".ris" };
    let hostile = REFS
        .replace("Tea in mice", &format!("Tea {PAYLOAD} in mice"))
        .replace("221", PAYLOAD)
        .replace("Journal of Made Up", &format!("Journal {PAYLOAD}"))
        .replace("Doe, Jane", &format!("Doe{PAYLOAD}, Jane"));
    let files = folder(&[(name, hostile.as_bytes())]);
    for more in [&["--severity", "info"][..], &["--for", "covidence"]] {
        let done = run(files.path(), &[&["check", ".", "-o", "report.html"], more].concat());
        assert_eq!(done.status.code(), Some(1), "{}", text(&done.stderr));
        let page = fs::read_to_string(files.path().join("report.html")).expect("a report");
        assert!(page.contains("&lt;script&gt;alert(1)"), "the text is shown");
        for tag in ["<script", "<style", "</title", "</style"] {
            assert_eq!(page.matches(tag).count(), 1, "{tag}");
        }
        assert!(!page.contains("<img") && !page.contains('\u{202e}'));
        // No attribute but those the report has, and none that loads or runs.
        for attribute in [" src=", " onerror=", " onclick=", " style=\""] {
            let in_tags = page.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
            assert_eq!(in_tags.filter(|tag| tag.contains(attribute)).count(), 0, "{attribute}");
        }
        assert!(!page.contains("http://") && !page.contains("https://"), "nothing is loaded");
        let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"), "{policy}");
        for (tag, word) in [("script", "script-src"), ("style", "style-src")] {
            let inside = between(&page, &format!("<{tag}>"), &format!("</{tag}>"));
            let digest = base64::prelude::BASE64_STANDARD.encode(Sha256::digest(inside));
            assert!(policy.contains(&format!("{word} 'sha256-{digest}'")), "{word} of {policy}");
        }
    }
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> &'t str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("no {before}")).1;
    rest.split_once(behind).unwrap_or_else(|| panic!("no {behind}")).0
}

fn articles(page: &str) -> Vec<&str> {
    page.split("<article").skip(1).filter_map(|rest| rest.split_once("</article>")).map(|it| it.0).collect()
}

fn html_shows_records() {
    let broken = format!("{REFS}\nTY  - JOUR\nER  - \n");
    let twice = format!("{REFS}\n{REFS}");
    let files = folder(&[("refs.ris", broken.as_bytes()), ("twice.ris", twice.as_bytes())]);
    // The second record has no finding but that of a code which is not shown.
    let done = run_on(files.path(), &["check", "--format", "html", "refs.ris"], b"");
    let page = text(&done.stdout);
    let articles = articles(&page);
    let first = articles.first().expect("a record");
    assert!(first.contains("<h3><bdi>Tea in mice</bdi></h3>"), "{first}");
    assert!(first.contains("data-codes=\"author-doubled pages-reversed\""), "{first}");
    assert!(first.contains("<span class=\"number\">3</span><bdi>TI  - Tea in mice</bdi>"), "{first}");
    assert!(first.contains("EP  - 217") && !first.contains("Coffee"), "its own lines and no others: {first}");
    // What is said of a record as a whole points to no line, what is said of one does.
    assert!(
        first.contains("author-doubled</span> <bdi>") && first.contains("pages-reversed</span> <span"),
        "{first}"
    );
    // The same text, told on standard input.
    let piped = text(&run_on(files.path(), &["check", "--format", "html"], broken.as_bytes()).stdout);
    assert!(piped.contains("<bdi>TI  - Tea in mice</bdi>"));
    // What was set aside is shown too.
    let broken = "@article{a, title={Whole}, author={Doe, Jane}, journal={J}, year=2022}\n@article{b,\n title = {Never closed\n";
    let done = run_on(files.path(), &["check", "-f", "bibtex", "--format", "html"], broken.as_bytes());
    let page = text(&done.stdout);
    assert_eq!(done.status.code(), Some(3), "{page}");
    let aside = self::articles(&page).into_iter().find(|article| article.contains("bibtex-entry-unclosed"));
    let aside = aside.expect("what was set aside is listed");
    assert!(aside.contains("title = {Never closed"), "{aside}");
    assert!(page.contains("<rect class=\"error\" width=\"160\""), "the bar of the code");
    let table = text(
        &run_on(files.path(), &["check", "-f", "tsv", "--format", "html"], b"Title\tYear\nTea\t2999\n")
            .stdout,
    );
    assert!(table.contains("<bdi>Tea\t2999</bdi>"), "cells stand apart as in the file: {table}");
    let explained = text(&run(files.path(), &["check", "twice.ris", "--format", "html"]).stdout);
    assert!(explained.contains("<details><summary>Why, and what to do"), "lints have an explanation");
}

/// Made-up references without an abstract.
fn many(count: usize) -> String {
    let reference = |number| {
        format!(
            "TY  - JOUR\nID  - k{number}\nTI  - Tea number {number}\nAU  - Doe, Jane\nPY  - 2022\nT2  - Journal of Made Up\nVL  - 5\n\
             SP  - {number}\nER  - \n\n"
        )
    };
    (1..=count).map(reference).collect()
}

fn html_is_bounded() {
    let files = folder(&[]);
    let arguments = ["check", "--format", "html", "--only", "missing-abstract", "--severity", "info"];
    let page = text(&run_on(files.path(), &arguments, many(2003).as_bytes()).stdout);
    assert_eq!(articles(&page).len(), 2000);
    assert!(page.contains("(3 of them not listed below)"), "what is left out is told");
    assert!(page.contains("<td class=\"number\">2003</td>"), "the count is whole");
}

fn same_for_threads() {
    let files = folder(&[("many.ris", format!("{}{REFS}{}", many(300), many(300)).as_bytes())]);
    for form in ["human", "json", "sarif", "html"] {
        let with = |more: &[&str]| {
            let usual = ["check", "many.ris", "--for", "zotero", "--severity", "info", "--format", form];
            let done = run(files.path(), &[&usual, more].concat());
            (text(&done.stdout), text(&done.stderr), done.status.code())
        };
        let expected = with(&["-j", "1"]);
        assert!(expected.0.contains("pages-reversed"), "{form}");
        for more in [&["-j", "8"][..], &["-j", "3", "--chunk-size", "1"]] {
            assert!(with(more) == expected, "{form} with {more:?} says something else");
        }
    }
}

fn statuses() {
    let files = folder(&[
        ("refs.ris", REFS.as_bytes()),
        ("fine.ris", REFS.split_once("\n\n").expect("two records").1.as_bytes()),
        ("not.nothing", b"hello"),
    ]);
    let rows: &[(&[&str], i32)] = &[
        (&["fine.ris"], 0),
        (&["refs.ris"], 1),
        (&["refs.ris", "--fail-on", "error"], 0),
        (&["refs.ris", "--fail-on", "never"], 0),
        (&["refs.ris", "--fail-on", "error", "--severity", "pages-reversed=error"], 1),
        (&["refs.ris", "--only", "missing-abstract"], 0),
        (&["refs.ris", "--only", "missing-abstract", "--fail-on", "info"], 1),
        (&["refs.ris", "--severity", "error"], 1),
        (&["refs.ris", "--skip", "author-doubled,pages-reversed"], 0),
        (&["refs.ris", "--skip", "no-such-code"], 2),
        (&["refs.ris", "--for", "nobody"], 2),
        (&["refs.ris", "--for", "covidence", "--to", "bibtex"], 2),
        (&["refs.ris", "-o", "report.doc"], 2),
        (&["missing.ris"], 2),
        (&["--explain", "no-such-code"], 2),
        (&["--explain", "pages-reversed"], 0),
        (&["not.nothing"], 4),
        (&["refs.ris", "--to", "nbib"], 1),
        (&["refs.ris", "--to", "nbib", "--fail-on", "never"], 0),
        (&["fine.ris", "--to", "nbib", "--skip", "record-refused"], 0),
        (&["refs.ris", "--only", "pages-reversed", "--skip", "pages-reversed"], 0),
        (&["not.nothing", "-f", "ris"], 4),
    ];
    for (arguments, status) in rows {
        let done = run(files.path(), &[&["check"], *arguments].concat());
        assert_eq!(done.status.code(), Some(*status), "{arguments:?}\n{}", text(&done.stderr));
    }
    let done = run(files.path(), &["check", "refs.ris", "--skip", "pages-reverse"]);
    assert!(text(&done.stderr).contains("did you mean pages-reversed?"), "{}", text(&done.stderr));
    let done = run(files.path(), &["check", "refs.ris", "--to", "nbib", "--format", "json"]);
    let last = lines(&done.stdout).pop().expect("a summary");
    assert_eq!(last["summary"]["set_aside"], 0, "all was read: {last}");
    fs::create_dir(files.path().join("refmill.toml")).expect("a folder");
    let done = run(files.path(), &["check", "fine.ris"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("`refmill.toml` is a folder"), "{}", text(&done.stderr));
    assert_eq!(run(files.path(), &["check", "fine.ris", "--no-config"]).status.code(), Some(0));
}

fn same_input() {
    let files = folder(&[
        ("in/a.ris", REFS.as_bytes()),
        ("in/b.nothing", b"hello"),
        ("in/c.bib", b"@article{x, title={T}}"),
    ]);
    let checked = text(&run(files.path(), &["check", "in", "--fail-on", "never"]).stderr);
    let converted = text(&run(files.path(), &["convert", "in", "-o", "out.json"]).stderr);
    assert_eq!(checked.lines().next(), converted.lines().next());
    assert!(checked.lines().any(|line| line.starts_with("Checked 3 records: ")), "{checked}");
}

/// Warnings that a step of a pipe wrote into a record keep no lint silent, and those of reading are told again.
fn behind_a_step() {
    let record = "TY  - JOUR\nTI  - Tea in mice and in men\nAU  - Doe, Jane\nPY  - 2020\nT2  - Tea\nSP  - 221\nEP  - 217\n\
                  DO  - none of these\nER  - \n";
    let files = folder(&[("refs.ris", record.as_bytes())]);
    let lines = run(files.path(), &["convert", "refs.ris", "-t", "csl-jsonl"]);
    let found = |input: &[u8], only: &str| {
        text(&run_on(files.path(), &["check", "-", "--only", only, "--format", "json"], input).stdout)
            .lines()
            .count()
            - 1
    };
    for only in ["pages-reversed", "doi-shape"] {
        assert_eq!(found(&lines.stdout, only), 1, "{only}");
    }
    let (first, second) = ("date-not-understood", "warned-earlier");
    let dated = record.replace("PY  - 2020", "PY  - soon").replace("DO  - none of these\n", "");
    let lines = run_on(files.path(), &["convert", "-", "-t", "csl-jsonl"], dated.as_bytes());
    assert_eq!((found(dated.as_bytes(), first), found(dated.as_bytes(), second)), (1, 0));
    assert_eq!(found(&lines.stdout, second), 1, "{}", text(&lines.stdout));
}

fn inputs_are_safe() {
    let files = folder(&[("refs.jsonl", b"{\"id\":\"a\"}")]);
    let done = run(files.path(), &["check", "refs.jsonl", "-o", "refs.jsonl"]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(fs::read(files.path().join("refs.jsonl")).expect("the input"), b"{\"id\":\"a\"}");
    // A report in the folder that is checked is none of the references.
    for _ in 0..2 {
        let done = run(files.path(), &["check", ".", "-o", "report.html", "--fail-on", "never"]);
        assert!(text(&done.stderr).contains("Checked 1 record:"), "{}", text(&done.stderr));
    }
}

fn precedence() {
    let config = "for = 'covidence'\n[severity]\npages-reversed = 'error'\nauthor-doubled = 'off'\n[check]\nfail-on = 'error'\n";
    let files = folder(&[
        ("refmill.toml", config.as_bytes()),
        ("other.toml", b"[check]\nskip = ['pages-reversed', 'author-doubled']\n"),
        ("deep/er/refs.ris", REFS.as_bytes()),
    ]);
    let inner = files.path().join("deep/er");
    let with = |more: &[&str]| {
        let done = run(&inner, &[&["check", "refs.ris"], more].concat());
        (text(&done.stdout), text(&done.stderr), done.status.code())
    };
    let (out, said, status) = with(&[]);
    assert_eq!(said.lines().next(), Some("Configuration: ../../refmill.toml"));
    assert!(out.contains("error[pages-reversed]") && !out.contains("author-doubled"), "{out}");
    assert!(out.contains("destination-volume-impure") && status == Some(1), "{out}");
    let (out, said, status) = with(&["--no-config"]);
    assert!(out.contains("warning[pages-reversed]") && out.contains("author-doubled"), "{out}");
    assert!(!out.contains("destination-") && !said.contains("Configuration") && status == Some(1));
    let (out, _, status) = with(&["--config", "../../other.toml"]);
    assert_eq!((out.as_str(), status), ("", Some(0)));
    let (out, _, status) = with(&["--severity", "pages-reversed=info", "--for", "zotero"]);
    assert!(
        !out.contains("pages-reversed") && !out.contains("destination-volume") && status == Some(0),
        "{out}"
    );
    let (_, said, _) = with(&["-q"]);
    assert_eq!(said, "", "quiet is quiet");
    // A nearer one counts, and is not joined with the one above.
    fs::write(inner.join("refmill.toml"), "[severity]\nauthor-doubled = 'error'\n").expect("a file");
    let (out, said, _) = with(&[]);
    assert!(said.starts_with("Configuration: refmill.toml\n"), "{said}");
    assert!(out.contains("error[author-doubled]") && out.contains("warning[pages-reversed]"), "{out}");
}

fn faults() {
    let rows = [
        ("fro = 'rayyan'\n", "refmill.toml:1:1: there is no key `fro`; did you mean for?"),
        (
            "\n[severity]\nmissing-abstrakt = 'error'\n",
            "refmill.toml:3:1: there is no code `missing-abstrakt`; did you mean missing-abstract?",
        ),
        ("for = \n", "refmill.toml:1:"),
    ];
    for (config, expected) in rows {
        let files = folder(&[("refmill.toml", config.as_bytes()), ("refs.ris", REFS.as_bytes())]);
        for command in ["check", "convert", "clean", "merge"] {
            let done = run(files.path(), &[command, "refs.ris"]);
            assert_eq!((done.status.code(), text(&done.stdout).as_str()), (Some(2), ""), "{command}");
            assert!(text(&done.stderr).starts_with(&format!("error: {expected}")), "{}", text(&done.stderr));
            assert_ne!(run(files.path(), &[command, "refs.ris", "--no-config"]).status.code(), Some(2));
        }
    }
    let files = folder(&[("refs.ris", REFS.as_bytes())]);
    let done = run(files.path(), &["check", "refs.ris", "--config", "none.toml"]);
    assert!(text(&done.stderr).contains("`none.toml` cannot be read"), "{}", text(&done.stderr));
}

fn configured_conversion() {
    let config = "for = 'zotero-cn'\nkey-pattern = '[auth:lower]-[year]'\n[clean]\nguess = true\nskip = ['doubled-author']\njournals = ['ours.csv']\n";
    let shouting = REFS.replace("Tea in mice", "THE EFFECT OF TEA ON MICE").replace("ID  - tea\n", "");
    let files = folder(&[
        ("refmill.toml", config.as_bytes()),
        ("ours.csv", b"Journal of Made Up;J Made Up\n"),
        ("refs.ris", shouting.as_bytes()),
    ]);
    let with = |arguments: &[&str]| {
        let done = run(files.path(), &[&["convert", "refs.ris"], arguments].concat());
        (text(&done.stdout), text(&done.stderr))
    };
    let (out, said) = with(&["-t", "ris"]);
    assert!(said.starts_with("Configuration: refmill.toml\n"), "{said}");
    assert!(out.contains("ID  - doe-2022") && out.contains("TI  - The effect of tea on mice"), "{out}");
    assert!(out.contains("J2  - J Made Up"), "{out}");
    let (out, _) = with(&["-t", "ris", "--key-pattern", "bbt"]);
    assert!(!out.contains("doe-2022"), "the word goes before: {out}");
    // The destination is that of files; a format that it does not take is written all the same.
    with(&["-o", "out.json"]);
    assert!(fs::read_to_string(files.path().join("out.json")).expect("an output").contains("doe-2022"));
    let (_, said) = with(&["-o", "out.bib"]);
    assert!(said.contains("Zotero of the configuration does not import this format"), "{said}");
    let (out, _) = with(&[]);
    assert!(out.starts_with('{'), "a pipe has lines of CSL-JSON: {out}");
}

/// The made-up page of the README: two titles, two authors of whom one is linked to the one institution, two keywords, a
/// language, a country, an abstract and a DOI, out of a database. What each destination drops of it, by its table.
const DROPPED: &[(&str, &[&str])] = &[
    ("generic", &[]),
    ("zotero", &["affiliations", "links between authors and affiliations"]),
    ("zotero-cn", &["affiliations", "links between authors and affiliations"]),
    ("endnote", &["links between authors and affiliations"]),
    ("mendeley", &["affiliations", "vernacular titles", "database names and numbers"]),
    ("jabref", &[]),
    ("citavi", &[]),
    ("rayyan", &["affiliations"]),
    ("covidence", &["affiliations", "vernacular titles", "languages", "keywords"]),
    ("asreview", &[]),
    ("asysd", &["affiliations", "vernacular titles"]),
    ("gim", &[]),
];

fn destinations() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let page = between(&readme, "```text page.txt\n", "```");
    let bare = page.split("            Abstract:").next().expect("a page").trim_end().trim_end_matches('-');
    let files = folder(&[("page.txt", page.as_bytes()), ("bare.txt", bare.as_bytes())]);
    let named: Vec<&str> = DROPPED.iter().map(|row| row.0).collect();
    let all: Vec<&str> = destination::DESTINATIONS.iter().map(|it| it.name).collect();
    assert_eq!(named, all, "every destination has its row");
    for (name, fields) in DROPPED {
        let done = run(files.path(), &["check", "page.txt", "--for", name]);
        let title = destination::by_name(name).expect("a destination").title;
        let found = text(&done.stdout);
        let expected = fields
            .iter()
            .map(|field| format!("warning[destination-drops] {title} will drop {field} in 1 record; "));
        let drops: Vec<&str> = found.lines().filter(|line| line.contains("[destination-drops]")).collect();
        assert_eq!(drops.len(), fields.len(), "{name}: {found}");
        for (line, start) in drops.iter().zip(expected) {
            assert!(line.starts_with(&start) && line.len() > start.len() + 10, "{line} against {start}");
        }
        assert!(text(&done.stderr).contains(&format!("for {title} as ")), "{}", text(&done.stderr));
        // What a conversion says at its end is what the check forecasts.
        let converted = text(
            &run(
                files.path(),
                &[
                    "convert",
                    "page.txt",
                    "--for",
                    name,
                    "-t",
                    destination::by_name(name).expect("it").preferred_format(),
                ],
            )
            .stderr,
        );
        for field in *fields {
            assert!(
                converted.replace("\n    ", " ").contains(&format!("will drop {field} in 1 record")),
                "{converted}"
            );
        }
        let bare = text(&run(files.path(), &["check", "bare.txt", "--for", name]).stdout);
        let wants_abstract = ["rayyan", "covidence", "asreview"].contains(name);
        assert_eq!(bare.contains("destination-abstract-missing"), wants_abstract, "{name}: {bare}");
    }
}

fn cut_for_covidence() {
    let files = folder(&[("many.ris", many(15_001).as_bytes()), ("few.ris", REFS.as_bytes())]);
    let with = |arguments: &[&str]| {
        let done = run(files.path(), &[&["convert"], arguments].concat());
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        text(&done.stderr)
    };
    let records = |name: &str| {
        let path = files.path().join(name);
        fs::read_to_string(path).ok().map(|written| written.matches("TY  - ").count())
    };
    let said = with(&["many.ris", "--for", "covidence", "-o", "all.ris", "--notes", "notes.jsonl"]);
    assert!(said.contains("2 files are ris: all-0001.ris to all-0002.ris"), "{said}");
    assert!(said.contains("the output was cut into 2 files"), "{said}");
    let found = ["all.ris", "all-0001.ris", "all-0002.ris", "all-0003.ris"].map(records);
    assert_eq!(found, [None, Some(15_000), Some(1), None]);
    let notes = lines(&fs::read(files.path().join("notes.jsonl")).expect("notes"));
    assert!(notes.iter().any(|note| note["code"] == "destination-cut"), "it stands in the notes");
    let said = with(&["few.ris", "--for", "covidence", "-o", "few-out.ris"]);
    assert!(said.contains("few-out.ris is ris") && !said.contains("cut"), "{said}");
    assert_eq!([records("few-out.ris"), records("few-out-0001.ris")], [Some(2), None]);
    let said = with(&["many.ris", "--for", "covidence", "-o", "whole.ris", "--split-by", "none"]);
    assert!(said.contains("takes at most 15000 records in one file, and this one has 15001"), "{said}");
    assert_eq!([records("whole.ris"), records("whole-0001.ris")], [Some(15_001), None]);
    let said = with(&["many.ris", "--for", "covidence", "-o", "tens.ris", "--split-by", "10000"]);
    assert!(!said.contains("takes at most") && records("tens-0002.ris") == Some(5001), "{said}");
    let checked =
        run(files.path(), &["check", "many.ris", "--for", "covidence", "--only", "destination-limit"]);
    let said = text(&checked.stdout);
    assert_eq!((checked.status.code(), said.lines().count()), (Some(1), 1), "{said}");
    assert!(said.contains("refmill convert --for covidence -o FILE cuts it into 2 files"), "{said}");
}

/// Who joins the files of an earlier cut names the output as before.
fn parts_and_inputs() {
    for (input, more) in [("all-0001.ris", &["--split-by", "1"][..]), ("all-0002.ris", &["--split-by", "1"])]
    {
        let files = folder(&[(input, REFS.as_bytes())]);
        let done = run(files.path(), &[&["convert", input, "-o", "all.ris"], more].concat());
        assert_eq!(done.status.code(), Some(2), "{}", text(&done.stderr));
        assert!(
            text(&done.stderr).contains("is an input and would be overwritten"),
            "{}",
            text(&done.stderr)
        );
        assert_eq!(super::listing(files.path()), format!("{input}\n"));
        assert_eq!(fs::read(files.path().join(input)).expect("the input"), REFS.as_bytes());
    }
    let files = folder(&[("all-0001.ris", many(15_001).as_bytes())]);
    let done = run(files.path(), &["convert", "all-0001.ris", "--for", "covidence", "-o", "all.ris"]);
    assert!(
        text(&done.stderr).contains("`all-0001.ris` cannot be written: it is an input"),
        "{}",
        text(&done.stderr)
    );
    assert_eq!((done.status.code(), super::listing(files.path()).as_str()), (Some(2), "all-0001.ris\n"));
}

/// Keeps the parts of an output.
#[derive(Default)]
struct Kept {
    parts: BTreeMap<String, Vec<u8>>,
    ended: Vec<String>,
}

impl Sink for Kept {
    fn prepare(&mut self, _record: &mut Record, _key: &str) {}
    fn note(&mut self, note: &Note) -> io::Result<()> {
        assert_ne!(note.code.name, "record-not-processed");
        Ok(())
    }
    fn source(&mut self, _place: &Place, _source: &stream::Source) -> io::Result<()> {
        panic!("nobody asked for it");
    }
    fn set_aside(&mut self, _piece: &Piece<'_>) -> io::Result<()> {
        Ok(())
    }
    fn write(&mut self, part: &str, bytes: &[u8]) -> io::Result<()> {
        assert!(!self.ended.iter().any(|ended| ended == part), "a part that has ended");
        self.parts.entry(part.to_owned()).or_default().extend(bytes);
        Ok(())
    }
    fn part_ended(&mut self, part: &str) -> io::Result<()> {
        self.ended.push(part.to_owned());
        Ok(())
    }
    fn file(&mut self, _sum: &FileSum) -> io::Result<()> {
        Ok(())
    }
}

/// Every part within the limits, none with room for the first record of the next one, and together all records in order; one
/// that is longer than a part may be is alone in its own.
fn cut_by_bytes() {
    let long = format!("TY  - JOUR\nTI  - Long\nAB  - {}\nER  - \n\n", "word ".repeat(900));
    let files = folder(&[("many.ris", format!("{}{long}{}", many(20), many(9)).as_bytes())]);
    let inputs = [Input::Path(files.path().join("many.ris"))];
    let keys = KeyMaker::new(KeyPattern::default(), false);
    for (format, records, bytes) in
        [("ris", Some(4), 700), ("csl-json", None, 3500), ("bibtex", None, 900), ("csv", Some(3), 2600)]
    {
        let limits = destination::Limits { records, bytes: Some(bytes) };
        let own = Box::leak(Box::new(destination::Destination { limits, ..*destination::GENERIC }));
        let writer = refmill::formats::by_name(format).and_then(|format| format.writer).expect("a writer");
        let options = WriteOptions { destination: own, ..WriteOptions::default() };
        let cut = |split, jobs: usize, chunk| {
            let plan = Plan {
                inputs: &inputs,
                outputs: &[],
                from: None,
                pages: None,
                mojibake: Mojibake::Tell,
                read: ReadOptions::default(),
                write: Some(Writing { format, writer, options: &options, keys: &keys, split }),
                encoding: None,
                limits: Limits {
                    jobs: NonZeroUsize::new(jobs).expect("a number"),
                    chunk,
                    ..Limits::default()
                },
                tell: Tell::default(),
                meter: Arc::default(),
            };
            let mut kept = Kept::default();
            let totals = stream::run(&plan, &mut kept).expect("nothing fails");
            assert_eq!((totals.written, totals.parts.count), (30, kept.parts.len() as u64));
            (kept, totals.parts)
        };
        let written = |write: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = Vec::new();
            write(&mut bytes);
            bytes.len() as u64
        };
        let around = written(&|bytes| {
            writer.begin(&options, bytes);
            writer.end(&options, bytes);
        });
        let between = written(&|bytes| writer.between(&options, bytes));
        let (alone, _) = cut(Some(Split::Records(NonZeroU64::MIN)), 1, 1 << 16);
        let lengths = alone.parts.values().map(|part| part.len() as u64 - around);
        let mut expected: Vec<(u64, u64)> = Vec::new();
        for length in lengths {
            match expected.last_mut() {
                Some((count, size))
                    if records.is_none_or(|most| *count < most) && *size + between + length <= bytes =>
                {
                    *count += 1;
                    *size += between + length;
                }
                _ => expected.push((1, around + length)),
            }
        }
        let (kept, parts) = cut(Some(Split::Fit(limits)), 1, 1 << 16);
        let sizes: Vec<u64> = kept.parts.values().map(|part| part.len() as u64).collect();
        assert_eq!(sizes, expected.iter().map(|part| part.1).collect::<Vec<_>>(), "{format}");
        let too_long: Vec<&(u64, u64)> = expected.iter().filter(|part| part.1 > bytes).collect();
        assert!(too_long.len() == 1 && too_long[0].0 == 1, "{format}: {expected:?}");
        assert!(expected.iter().any(|part| part.0 > 1), "{format}: {expected:?}");
        assert!(parts.is_fitted && parts.most_bytes == too_long[0].1, "{format}: {parts:?}");
        assert_eq!(kept.ended, kept.parts.keys().cloned().collect::<Vec<_>>(), "each is whole, in its turn");
        // Each part is a whole output: it is read by itself.
        for (part, (count, _)) in kept.parts.values().zip(&expected) {
            let whole = folder(&[("part", part)]);
            let done = run(whole.path(), &["convert", "part", "-f", format, "-t", "csl-jsonl"]);
            assert_eq!(text(&done.stdout).lines().count() as u64, *count, "{format}");
        }
        for (jobs, chunk) in [(8, 1 << 16), (3, 1)] {
            assert!(
                cut(Some(Split::Fit(limits)), jobs, chunk).0.parts == kept.parts,
                "{format}: {jobs}, {chunk}"
            );
        }
    }
}
