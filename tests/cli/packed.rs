//! Outputs which are one packed file, and formats that a build has or lacks.

use super::cases::folder;
use super::{listing, run, text};
use std::fs;
use std::path::Path;

/// Name and test.
pub(super) const ALL: &[(&str, fn())] = &[
    ("a_packed_file_is_the_same_for_any_number_of_threads", same_bytes),
    ("a_packed_output_in_the_folder_is_replaced", in_the_folder),
    ("a_packed_file_that_cannot_be_written_is_said", a_full_disk),
    ("a_format_that_the_build_lacks_is_known_by_its_name", a_missing_format),
];

/// Packed formats that this build writes, each with its extension and the first bytes of a file.
const PACKED: &[(&str, &[u8])] = &[
    #[cfg(feature = "xlsx")]
    ("xlsx", b"PK\x03\x04"),
    #[cfg(feature = "parquet")]
    ("parquet", b"PAR1"),
];

fn items(count: usize) -> String {
    let item = |number| format!(r#"{{"id":"r{number}","type":"article-journal","title":"On r{number}"}}"#);
    (0..count).map(item).collect::<Vec<_>>().join("\n")
}

fn same_bytes() {
    let files = folder(&[("many.jsonl", items(700).as_bytes()), ("bad.json", b"[{oops}]")]);
    for (format, start) in PACKED {
        let with = |more: &[&str]| {
            let done = run(files.path(), &[&["convert", ".", "-t", format], more].concat());
            assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
            assert!(text(&done.stderr).contains("700 written + 1 set aside"), "{}", text(&done.stderr));
            done.stdout
        };
        let expected = with(&["-j", "1"]);
        assert!(expected.starts_with(start));
        for more in [&["-j", "8"][..], &["-j", "3", "--chunk-size", "1"]] {
            assert!(with(more) == expected, "{format} with {more:?}: other bytes");
        }
        let name = format!("out.{format}");
        let done = run(files.path(), &["convert", "many.jsonl", "bad.json", "-o", &name]);
        assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
        assert!(text(&done.stderr).contains(&format!("; {name} is {format}")), "{}", text(&done.stderr));
        fs::remove_file(files.path().join(name)).expect("the output");
    }
}

fn in_the_folder() {
    for (format, _) in PACKED {
        let files = folder(&[("refs/a.jsonl", items(2).as_bytes())]);
        let name = format!("refs/all.{format}");
        for _ in 0..2 {
            let done = run(files.path(), &["convert", "refs", "-o", &name]);
            assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
            assert!(text(&done.stderr).contains("Records 2 in = 2 written"), "{}", text(&done.stderr));
        }
        let other = files.path().join(&name);
        fs::write(&other, "what somebody else wrote").expect("a file");
        let done = run(files.path(), &["convert", "refs", "-o", &name]);
        assert_eq!(done.status.code(), Some(2));
        assert_eq!(fs::read(&other).expect("the file"), b"what somebody else wrote");
    }
}

fn a_full_disk() {
    let full = Path::new("/dev/full");
    for (format, _) in PACKED.iter().filter(|_| full.exists()) {
        let files = folder(&[("a.jsonl", items(2).as_bytes())]);
        let done = run(files.path(), &["convert", "a.jsonl", "-t", format, "-o", "/dev/full"]);
        assert_eq!(done.status.code(), Some(2));
        assert!(text(&done.stderr).contains("the disk is full"), "{}", text(&done.stderr));
        assert_eq!(listing(files.path()), "a.jsonl\n");
    }
}

fn a_missing_format() {
    let files = folder(&[("a.jsonl", items(1).as_bytes())]);
    for optional in refmill::formats::OPTIONAL.iter().filter(|optional| optional.writes) {
        let format = refmill::formats::by_name(optional.format).expect("a row of the table");
        let listed = text(&run(files.path(), &["formats", "--json"]).stdout);
        let listed: Vec<serde_json::Value> = serde_json::from_str(&listed).expect("a list");
        let row = listed.iter().find(|row| row["name"] == optional.format).expect("a row");
        assert_eq!(
            (&row["feature"], &row["writes"]),
            (&optional.feature.into(), &format.writer.is_some().into())
        );
        if format.writer.is_some() {
            continue;
        }
        let file = format!("a.{}", format.extensions.first().expect("an extension"));
        for command in [["-t", optional.format], ["-o", &file]] {
            let done = run(files.path(), &[&["convert", "a.jsonl"], &command[..]].concat());
            assert_eq!(done.status.code(), Some(2));
            let said = text(&done.stderr);
            let without = format!("error: this refmill was built without {}; ", optional.format);
            assert!(said.starts_with(&without), "{said}");
            assert!(said.contains(&format!("--features {}", optional.feature)), "{said}");
        }
    }
}
