//! Every command with an output that fails: a pipe that nobody reads, a full disk, a folder that cannot be written, an output that
//! is an input. None panics or leaves half a file, and what cannot be written is said.
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Commands that write to standard output.
const PRINTING: &[&[&str]] = &[
    &["in.ris"],
    &["convert", "in.ris"],
    &["convert", "in.ris", "-t", "ris"],
    &["convert", "in.ris", "-t", "csl-json"],
    &["clean", "in.ris", "-t", "ris"],
    &["clean", "in.ris", "--diff"],
    &["check", "in.ris"],
    &["check", "in.ris", "--format", "json"],
    &["check", "in.ris", "--format", "sarif"],
    &["check", "--explain", "missing-date"],
    &["merge", "in.ris", "-t", "ris"],
    &["merge", "in.ris", "--dry-run"],
    &["rules"],
    &["explain", "page.txt"],
    &["formats"],
    &["formats", "--matrix"],
    &["destinations"],
    &["layout", "list"],
    &["layout", "new", "my-site", "page.txt", "other.txt"],
    &["completions", "bash"],
    &["man"],
];

/// Commands that write a file, without its name.
const WRITING: &[&[&str]] = &[
    &["convert", "in.ris", "-t", "ris"],
    &["clean", "in.ris", "-t", "ris"],
    &["check", "in.ris", "--format", "html"],
    &["merge", "in.ris", "-t", "ris"],
    &["layout", "new", "my-site", "page.txt", "other.txt"],
];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    // An `et al.` among the authors, so that a rule has something to change.
    let record = |number: usize| {
        format!(
            "TY  - JOUR\nTI  - Tea  and sleep {}\nAU  - Ou, Wenxin\nAU  - et al.\nLA  - chi\nKW  - *Tea\nPY  - 2022\nDO  - 10.1000/a{}\nER  - \n",
            number / 2,
            number / 2
        )
    };
    let page = |title: &str| {
        format!(
            "{title}\nWenxin Ou\nJournal of Tea 2022;49(4):217-221\n\nAbstract: We drank tea and slept well.\nKeywords: tea; sleep\n"
        )
    };
    let text: String = (0..60).map(record).collect();
    for (name, text) in
        [("in.ris", text), ("page.txt", page("Tea and sleep")), ("other.txt", page("Cups and sleep"))]
    {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    folder
}

/// Names and bytes of the files of a folder.
fn standing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|it| (it.file_name().to_string_lossy().into_owned(), fs::read(it.path()).expect("a file")))
        .collect()
}

/// The exit code and what is said.
fn run(folder: &Path, arguments: &[&str], output: Stdio) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_refmill"))
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder.join(".config"))
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::piped())
        .output()
        .expect("the program runs");
    (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
}

#[test]
fn every_command_ends_quietly_where_nobody_reads_on() {
    let folder = folder();
    let before = standing(folder.path());
    for arguments in PRINTING {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let (code, said) = run(folder.path(), arguments, writer.into());
        // `check` says with its status what it finds, whoever reads it.
        let expected = match arguments.first() {
            Some(&"check") => run(folder.path(), arguments, Stdio::null()).0,
            _ => Some(0),
        };
        assert_eq!(code, expected, "{arguments:?}: {said}");
        assert!(!said.contains("panicked") && !said.contains("error"), "{arguments:?}: {said}");
        assert!(standing(folder.path()) == before, "{arguments:?}");
    }
}

#[test]
fn every_command_says_that_the_disk_is_full() {
    let folder = folder();
    let before = standing(folder.path());
    for arguments in PRINTING {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let (code, said) = run(folder.path(), arguments, full.into());
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
        assert!(said.contains("error: ") && said.contains("the disk is full"), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        assert!(standing(folder.path()) == before, "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_written_leaves_what_was_there() {
    for arguments in WRITING {
        let folder = folder();
        let before = standing(folder.path());
        // Nobody can make a file there, not even root.
        let nowhere = [*arguments, &["-o", "/proc/refmill.out"]].concat();
        let (code, said) = run(folder.path(), &nowhere, Stdio::null());
        assert_eq!(code, Some(2), "{nowhere:?}: {said}");
        assert!(said.contains("error: ") && said.contains("cannot be written"), "{nowhere:?}: {said}");
        let inside = [*arguments, &["-o", "page.txt/out"]].concat();
        let (code, said) = run(folder.path(), &inside, Stdio::null());
        assert_eq!(code, Some(2), "{inside:?}: {said}");
        // A file may have no more than one block.
        let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
        let done = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_refmill")])
            .args(*arguments)
            .args(["-o", "out"])
            .current_dir(folder.path())
            .env("XDG_CONFIG_HOME", folder.path().join(".config"))
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("error: ") && !said.contains("panicked"), "{arguments:?}: {said}");
        assert!(standing(folder.path()) == before, "{arguments:?}: {:?}", standing(folder.path()).keys());
    }
}

#[test]
fn no_command_writes_over_its_input() {
    for arguments in WRITING {
        let folder = folder();
        let before = standing(folder.path());
        for input in ["in.ris", "./in.ris", "page.txt"] {
            if !arguments.contains(&input.trim_start_matches("./")) {
                continue;
            }
            let over = [*arguments, &["-o", input]].concat();
            let (code, said) = run(folder.path(), &over, Stdio::null());
            assert_eq!(code, Some(2), "{over:?}: {said}");
            assert!(said.contains("error: "), "{over:?}: {said}");
            assert!(standing(folder.path()) == before, "{over:?}");
        }
    }
}
