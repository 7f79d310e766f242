//! The fuzz targets (fuzz/src/targets.rs) over the fixtures and over inputs made of them by cuts, doublings and words of the
//! dictionaries. It stands for a minute of fuzzing on every commit: the instrumented program takes longer to build than all
//! other tests take to run. `REFMILL_ROUNDS=1000 cargo test --test all hostile_seeds::` tries more, `REFMILL_TARGET=read-ris` one.

use crate::all_fixtures;
use crate::random_record::Random;
use crate::targets;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Inputs longer than this are for the tests of single formats.
const LONGEST: usize = 6_000;

/// The words of a dictionary of libFuzzer: `"a\x0d"`.
fn words(family: &str) -> Vec<Vec<u8>> {
    let path = all_fixtures::root().join("fuzz/dictionaries").join(family);
    let text = fs::read_to_string(path).expect("a dictionary");
    let quoted = text.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    quoted.map(unescaped).collect()
}

fn unescaped(word: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = word.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if *first != b'\\' {
            bytes.push(*first);
        } else if let Some(hex) = rest.strip_prefix(b"x") {
            let digits = std::str::from_utf8(&hex[..2]).expect("two digits");
            bytes.push(u8::from_str_radix(digits, 16).expect("a byte in hexadecimal"));
            rest = &hex[2..];
        } else if let Some((escaped, others)) = rest.split_first() {
            bytes.push(*escaped);
            rest = others;
        }
    }
    bytes
}

/// Which dictionary suits a target, as in fuzz/run.
fn family(target: &str) -> &'static str {
    match target.split_once('-').map_or(target, |(_, format)| format) {
        "bibtex" | "biblatex" => "bibtex",
        "pubmed" | "jats" | "mods" | "endnote-xml" => "xml",
        "csl-json" | "csl-jsonl" | "csl-yaml" | "ndjson" | "crossref" | "openalex" | "json-ld" | "crawl" => {
            "json"
        }
        "csv" | "tsv" | "crawl-table" => "table",
        "page" | "html" => "page",
        "values" | "syntax" => "values",
        _ => "tagged",
    }
}

/// A changed input: pieces cut out, doubled, exchanged, bytes changed, words put in.
fn changed(seed: &[u8], other: &[u8], words: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(200)).min(bytes.len());
        match random.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            2 => {
                let from = random.below(other.len() + 1);
                let to = (from + random.below(300)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            3 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).expect("a byte"),
            4 => bytes.truncate(at.max(1)),
            _ => {
                let word = random.pick(words);
                bytes.splice(at..at, word);
            }
        }
        if bytes.is_empty() {
            bytes.push(b' ');
        }
    }
    bytes
}

fn seeds_of(target: &str) -> Vec<Vec<u8>> {
    let format = target.strip_prefix("read-");
    let fixtures = all_fixtures::all().into_iter().filter(|it| it.text.len() <= LONGEST);
    let own: Vec<Vec<u8>> = fixtures
        .filter(|it| format.is_none_or(|format| it.format.name == format))
        .map(|it| it.text.into_bytes())
        .collect();
    if own.is_empty() { vec![b"tea".to_vec()] } else { own }
}

/// What a run found: the message of the panic.
fn fault(run: &dyn Fn(&[u8]), input: &[u8]) -> Option<String> {
    let begun = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| run(input)));
    if begun.elapsed() > Duration::from_secs(20) {
        return Some(format!("{} bytes take {:?}", input.len(), begun.elapsed()));
    }
    let panic = outcome.err()?;
    let said = panic.downcast_ref::<String>().cloned();
    said.or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned())).or(Some("a panic".into()))
}

#[test]
fn no_target_finds_a_fault_in_changed_fixtures() {
    let rounds: usize = std::env::var("REFMILL_ROUNDS").ok().and_then(|it| it.parse().ok()).unwrap_or(20);
    let only = std::env::var("REFMILL_TARGET").unwrap_or_default();
    let mut wrong = Vec::new();
    for target in targets::all() {
        if !only.is_empty() && target.name != only {
            continue;
        }
        let (seeds, words) = (seeds_of(&target.name), words(family(&target.name)));
        let mut random = Random::new(29);
        for round in 0..rounds {
            let (seed, other) = (random.pick(&seeds), random.pick(&seeds));
            let input = if round % 10 == 0 { seed } else { changed(&seed, &other, &words, &mut random) };
            if let Some(how) = fault(&target.run, &input) {
                wrong.push(format!("{}: {how}", target.name));
                keep(&target.name, &input, wrong.len());
                break;
            }
        }
    }
    let first = |text: &String| text.chars().take(1500).collect::<String>();
    assert!(wrong.is_empty(), "{}", wrong.iter().map(first).collect::<Vec<_>>().join("\n\n"));
}

/// The input of a finding, to be looked at.
fn keep(target: &str, input: &[u8], number: usize) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(format!("{target}-{number}")), input).expect("a file");
}

/// fuzz/run takes the names of the targets from this list.
#[test]
fn the_list_of_targets_has_them_all() {
    let path = all_fixtures::root().join("fuzz/targets.md");
    let rows: Vec<String> =
        targets::all().iter().map(|it| format!("| `{}` | `{}` |\n", it.name, family(&it.name))).collect();
    let head = "Targets of `fuzz/run`, and the dictionary of each (`UPDATE=1 cargo test --test all hostile_seeds::the_list` writes this).\n\n\
                | target | dictionary |\n|--|--|\n";
    let expected = [head, &rows.concat()].concat();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &expected).expect("the list");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), expected);
}

/// Inputs that once broke a law, each in a folder of its target (fuzz/regressions/source.txt). `REFMILL_FOUND=fuzz/artifacts` tries what
/// a run of fuzz/run has just found.
#[test]
fn what_was_found_once_is_found_no_more() {
    let folder = std::env::var("REFMILL_FOUND").unwrap_or_else(|_| "fuzz/regressions".to_owned());
    let folder = all_fixtures::root().join(folder);
    let mut tried = 0;
    let mut broken = Vec::new();
    for target in targets::all() {
        for entry in fs::read_dir(folder.join(&target.name)).into_iter().flatten().flatten() {
            let input = fs::read(entry.path()).expect("a file");
            if let Some(how) = fault(&target.run, &input) {
                broken.push(format!("{}: {how}", entry.path().display()));
            }
            tried += 1;
        }
    }
    assert!(tried > 0, "no finding below {}", folder.display());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
