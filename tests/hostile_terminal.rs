//! What a file says is never obeyed by a terminal: notes, screens, differences and the output itself.
use refmill::formats::{FORMATS, facet::base};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ESCAPES: &str = "\u{1b}[2J\u{1b}]0;smuggled\u{7}\u{9b}31m\u{202e}x";

/// Files of records, pages and wrong things, with escapes in their texts, their faults and their names.
fn files() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).expect("a file");
    write(
        "a.ris",
        format!(
            "TY  - JOUR\nTI  - Tea {ESCAPES} and sleep\nAU  - Ou{ESCAPES}, W\nDO  - 10.1/{ESCAPES}\nXX  - {ESCAPES}\nSN  - {ESCAPES}\nER  - \n"
        ),
    );
    write(
        "b.ris",
        format!(
            "TY  - JOUR\nTI  - Tea {ESCAPES} and sleep\nAU  - Ou{ESCAPES}, W\nJO  - {ESCAPES}\nER  - \nTY  - {ESCAPES}\n"
        ),
    );
    write(
        "c.bib",
        format!(
            "@article{{k{ESCAPES},\n title = {{A {ESCAPES} tea}},\n {ESCAPES} = {{x}}\n}}\n@article{{broken {ESCAPES}\n"
        ),
    );
    write(
        "d.txt",
        format!(
            "Tea {ESCAPES} and sleep\nOu W {ESCAPES}\nJournal of Tea 2022;19(6):217-221\nDOI: 10.1000/t{ESCAPES}\n{ESCAPES}\n"
        ),
    );
    write("e.csv", format!("Title,Authors,Year,{ESCAPES}\n{ESCAPES}tea,Ou,20{ESCAPES},x\n"));
    write(
        "f.xml",
        format!("<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>{ESCAPES}</PMID></{ESCAPES}>\n"),
    );
    write(
        "g.json",
        format!("[{{\"id\":\"{ESCAPES}\",\"type\":\"{ESCAPES}\",\"title\":\"{ESCAPES}\", {ESCAPES}}}]"),
    );
    write(&format!("h{ESCAPES}.ris"), format!("TY  - JOUR\nTI  - {ESCAPES}\n"));
    let mut record = serde_json::to_string(&base("ris")).expect("JSON");
    record =
        record.replace("Tea in practice", &serde_json::to_string(ESCAPES).expect("JSON").replace('"', ""));
    write("i.ndjson", format!("{{\"refmill\":1,{}\n", &record[1..]));
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refmill"));
    command.args(arguments).current_dir(folder).env("XDG_CONFIG_HOME", folder.join(".config"));
    command.stdin(Stdio::null()).output().expect("the program runs")
}

fn obeyed(shown: &[u8]) -> Option<char> {
    let text = String::from_utf8_lossy(shown);
    // A reader of messages must not be misled about their order either.
    let is_obeyed = |it: &char| (it.is_control() && !matches!(it, '\n' | '\r' | '\t')) || *it == '\u{202e}';
    text.chars().find(is_obeyed)
}

#[test]
fn nothing_that_is_said_has_escapes() {
    let files = files();
    let mut wrong = Vec::new();
    let of_everything: &[&[&str]] = &[
        &["convert", ".", "-t", "ris", "-o", "out.ris", "-v"],
        &["convert", ".", "-t", "ris", "-o", "out.ris", "--progress", "json"],
        &["clean", "a.ris", "b.ris", "c.bib", "e.csv", "i.ndjson", "-o", "out.ris", "-v"],
        &["merge", "a.ris", "b.ris", "c.bib", "i.ndjson", "-o", "out.ris", "-v"],
    ];
    for arguments in of_everything {
        let done = run(files.path(), arguments);
        if let Some(sign) = obeyed(&done.stderr).or(obeyed(&done.stdout)) {
            wrong.push(format!("{arguments:?}: {sign:?} in {:?}", String::from_utf8_lossy(&done.stderr)));
        }
        assert!(!done.stderr.is_empty(), "{arguments:?} says nothing");
        std::fs::remove_file(files.path().join("out.ris")).expect("an output");
    }
    let name = format!("h{ESCAPES}.ris");
    for file in ["a.ris", "b.ris", "c.bib", "d.txt", "e.csv", "f.xml", "g.json", "i.ndjson", &name] {
        let screens: &[&[&str]] = &[
            &[file],
            &["explain", file],
            &["explain", file, "--color", "never"],
            &["clean", file, "--diff"],
            &["clean", file, "-t", "csl-json", "-o", "/dev/null", "-v"],
            &["merge", file, "a.ris", "b.ris", "--dry-run"],
            &["layout", "new", "tea", file, "d.txt"],
        ];
        for arguments in screens {
            let done = run(files.path(), arguments);
            if let Some(sign) = obeyed(&done.stdout).or(obeyed(&done.stderr)) {
                let shown = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
                wrong.push(format!("{arguments:?}: {sign:?} in {shown:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `script` gives the program a terminal; without it there is nothing to try.
#[test]
fn an_output_on_a_terminal_has_no_escapes() {
    let files = files();
    if Command::new("script").arg("--version").output().is_err() {
        return;
    }
    for format in FORMATS.iter().filter(|format| format.reader.is_some() && format.writer.is_some()) {
        let program = env!("CARGO_BIN_EXE_refmill");
        let pmid = if format.name == "nbib" { " --allow-no-pmid" } else { "" };
        let command = format!("{program} convert -q a.ris i.ndjson{pmid} -t {} 2>/dev/null", format.name);
        let mut script = Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(files.path());
        let done = script.stdin(Stdio::null()).output().expect("script runs");
        assert!(done.stdout.len() > 20, "{}: {:?}", format.name, String::from_utf8_lossy(&done.stdout));
        let shown = String::from_utf8_lossy(&done.stdout);
        let sign = shown.chars().find(|it| it.is_control() && !matches!(it, '\n' | '\r' | '\t'));
        assert!(sign.is_none(), "{}: {sign:?} in {shown:?}", format.name);
    }
}
