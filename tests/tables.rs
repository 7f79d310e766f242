//! Tests over the tables and the house itself: layers, codes, formats, layouts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up: each may use only those before it.
const ROOMS: &[&str] = &[
    "record", "report", "vocab", "syntax", "value", "page", "read", "write", "formats", "clean", "check",
    "merge", "stream", "cli",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with one of the extensions, in byte order of their paths.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("folder of the checkout").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The source without comment lines and without its in-file tests.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("source file");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn room_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    Some(first.trim_end_matches(".rs").to_owned())
}

#[test]
fn every_room_uses_only_the_rooms_above_it() {
    let mut wrong = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let Some(room) = room_of(&path) else { continue };
        if room == "lib" || room == "main" {
            continue;
        }
        let own = ROOMS.iter().position(|known| *known == room).unwrap_or_else(|| {
            panic!("{} is in no room of ROOMS, which CONTRIBUTING.md explains", path.display());
        });
        let code = code_of(&path);
        assert!(!code.contains("crate::{"), "{}: one `use crate::room::…` a room, please", path.display());
        for used in code.split("crate::").skip(1) {
            let name: String = used
                .chars()
                .take_while(|character| character.is_alphanumeric() || *character == '_')
                .collect();
            if let Some(other) = ROOMS.iter().position(|known| *known == name)
                && other > own
            {
                wrong.push(format!("{}: {room} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Cargo looks for no test programs here (tests/all.rs), so that a new file would be built by nobody.
#[test]
fn every_file_of_tests_is_built() {
    let folder = fs::read_dir(root().join("tests")).expect("tests").flatten();
    let read = |name: &str| fs::read_to_string(root().join(name)).expect("a file of the checkout");
    let (modules, programs) = (read("tests/all.rs"), read("Cargo.toml"));
    let mut seen = 0;
    for path in folder.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "rs"))
    {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        assert!(
            modules.contains(&format!("\nmod {name};\n"))
                || programs.contains(&format!("[[test]]\nname = \"{name}\"\n")),
            "tests/{name}.rs is built by nobody: `mod {name};` in tests/all.rs"
        );
        seen += 1;
    }
    assert!(seen > 50, "only {seen} files");
}

#[test]
fn no_writer_takes_a_record_apart_with_two_dots() {
    let mut seen = 0;
    for path in files(&root().join("src/write"), "rs") {
        let code = code_of(&path);
        for pattern in code.split("let Record {").skip(1) {
            let pattern = pattern.split('}').next().unwrap_or_default();
            assert!(!pattern.contains(".."), "{}: a record is taken apart with `..`", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 4, "only {seen} writers take a record apart");
}

/// Name, severity and meaning of every code of the source.
fn codes() -> BTreeMap<String, (String, String)> {
    let mut codes = BTreeMap::new();
    for path in files(&root().join("src"), "rs") {
        let code = code_of(&path);
        for severity in ["info", "warning", "error"] {
            for definition in code.split(&format!("Code::{severity}(")).skip(1) {
                let mut strings = definition.split('"').skip(1).step_by(2);
                let (Some(name), Some(meaning)) = (strings.next(), strings.next()) else { continue };
                let meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
                let meaning = meaning.replace("\\ ", "");
                let kebab =
                    name.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-');
                assert!(kebab, "{}: {name} is not in kebab-case", path.display());
                let before = codes.insert(name.to_owned(), (severity.to_owned(), meaning.clone()));
                assert!(
                    before.is_none_or(|before| before == (severity.to_owned(), meaning)),
                    "{name} is defined twice, differently"
                );
            }
        }
    }
    codes
}

/// Compares a document with what it should be, or writes it anew.
fn is_up_to_date(name: &str, document: &str) {
    let path = root().join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, document).expect("docs can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == document, "{name} is out of date: UPDATE=1 cargo test --test all tables::");
}

#[test]
fn every_code_stands_in_the_notes_document() {
    let mut document = String::from(
        "# Notes\n\nEvery note carries one of these codes. `info`: repaired, nothing in doubt. `warning`: kept, but \
         doubtful. `error`: lost.\nMade from the source by `UPDATE=1 cargo test --test all tables::`.\n\n| code | severity \
         | meaning |\n|--|--|--|\n",
    );
    let codes = codes();
    assert!(codes.len() > 20, "only {} codes found", codes.len());
    for (name, (severity, meaning)) in &codes {
        let row = ["| `", name, "` | ", severity, " | ", &meaning.replace('|', "\\|"), " |\n"];
        document.push_str(&row.concat());
    }
    is_up_to_date("docs/notes.md", &document);
}

#[test]
fn every_cleaning_rule_stands_in_its_document() {
    is_up_to_date("docs/rules.md", &refmill::clean::handbook::markdown());
}

#[test]
fn every_check_stands_in_its_document() {
    is_up_to_date("docs/checks.md", &refmill::check::handbook::markdown());
}

/// The in-file tests of a source file.
fn tests_of(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("source file");
    text.split_once("#[cfg(test)]").map(|(_, tests)| tests.to_owned()).unwrap_or_default()
}

#[test]
fn every_code_is_named_by_a_test_or_a_fixture() {
    let mut told = String::new();
    for extension in ["rs", "md"] {
        for path in files(&root().join("tests"), extension) {
            told.push_str(&fs::read_to_string(&path).expect("a test"));
        }
    }
    for extension in ["toml", "tsv", "json"] {
        for path in files(&root().join("fixtures"), extension) {
            told.push_str(&fs::read_to_string(&path).expect("a fixture"));
        }
    }
    for path in files(&root().join("src"), "rs") {
        told.push_str(&tests_of(&path));
    }
    // The examples of a rule are its tests (tests/clean.rs), and it has one in which it makes its note.
    for rule in refmill::clean::RULES {
        told.push_str(rule.name());
        told.push('\n');
    }
    // So are the examples of a lint (tests/checks.rs).
    for lint in refmill::check::described() {
        told.push_str(lint.code.name);
        told.push('\n');
    }
    let is_named = |name: &str| {
        let constant = name.to_ascii_uppercase().replace('-', "_");
        let whole = |word: &str, is_part: fn(char) -> bool| {
            told.match_indices(word).any(|(at, _)| {
                let before = told[..at].chars().next_back();
                let after = told[at + word.len()..].chars().next();
                !before.is_some_and(is_part) && !after.is_some_and(is_part)
            })
        };
        whole(name, |it| it.is_alphanumeric() || it == '-')
            || whole(&constant, |it| it.is_alphanumeric() || it == '_')
    };
    let unnamed: Vec<String> = codes().into_keys().filter(|name| !is_named(name)).collect();
    assert!(unnamed.is_empty(), "no test and no fixture gets these notes: {}", unnamed.join(", "));
}

#[test]
fn format_names_are_unique_and_kebab_case() {
    let mut names: Vec<&str> = refmill::formats::FORMATS.iter().map(|format| format.name).collect();
    assert!(names.iter().all(|name| name.chars().all(|it| it.is_ascii_lowercase() || it == '-')));
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    for format in refmill::formats::FORMATS {
        let optional = refmill::formats::optional(format.name);
        let reads = format.reader.is_some() || optional.is_some_and(|optional| optional.reads);
        let writes = format.writer.is_some() || optional.is_some_and(|optional| optional.writes);
        assert!(reads || writes, "{} does nothing", format.name);
        assert!(!format.summary.is_empty());
        // A format without an extension of its own is one that is known by what is in the file.
        assert!(!format.extensions.is_empty() || !writes, "{} cannot be asked for by -o", format.name);
        assert_eq!(format.holds.is_empty(), !writes, "{}", format.name);
    }
    for optional in refmill::formats::OPTIONAL {
        assert!(refmill::formats::by_name(optional.format).is_some(), "{} has no row", optional.format);
    }
}
