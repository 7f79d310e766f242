//! Command tests that need more than a session: links, permissions, pipes, threads.

use super::{listing, run, run_on, text};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Name and test.
pub(super) const ALL: &[(&str, fn())] = &[
    ("an_input_is_never_overwritten", an_input_is_never_overwritten),
    ("a_target_that_cannot_be_written_is_said_before_anything_is_read", a_target_that_cannot_be_written),
    ("nothing_is_left_behind_when_nothing_is_readable", nothing_is_left_behind),
    ("a_full_disk_is_called_by_its_name", a_full_disk),
    ("what_a_terminal_would_obey_never_reaches_it", nothing_for_the_terminal_to_obey),
    ("every_help_fits_a_hundred_columns", every_help_fits),
    ("the_readme_has_the_table_of_formats", the_table_of_the_readme),
    ("the_matrix_fits_a_window_and_is_json_for_programs", the_matrix),
    ("the_set_up_command_works", the_set_up_command_works),
    ("completions_and_manual_know_every_command", completions_and_manual),
    #[cfg(unix)]
    ("what_a_walk_cannot_read_is_noted_and_the_rest_goes_on", a_walk_meets_what_it_cannot_read),
    ("title_language_and_abstracts_are_the_users_choice", choices_of_language),
    ("encodings_and_packed_files_are_read_as_what_they_are", encodings),
    ("what_is_no_article_gives_no_record_a_note_and_status_4", no_article),
    ("missing_blanks_are_put_in_on_request_and_the_copy_is_kept", missing_blanks),
];

/// The first set-up command of the README, through the program that `cargo run` would start.
fn the_set_up_command_works() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let command = readme.lines().find_map(|line| line.trim().strip_prefix("cargo run --release -- "));
    let arguments: Vec<&str> = command.expect("a set-up command").split_whitespace().collect();
    let done = run(root, &arguments);
    assert_eq!(done.status.code(), Some(0));
    let expected = fs::read(root.join("fixtures/write/sample/ris.ris")).expect("the golden of the sample");
    assert!(done.stdout == expected, "{}", text(&done.stdout));
}

pub(super) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

fn an_input_is_never_overwritten() {
    let files = folder(&[("a.json", b"[]"), ("pages/b.txt", b"text"), ("choices.jsonl", b"")]);
    let here = files.path();
    fs::hard_link(here.join("a.json"), here.join("hard.json")).expect("a hard link");
    let refused = |arguments: &[&str], because: &str| {
        let done = run(here, arguments);
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        assert!(text(&done.stderr).contains(because), "{arguments:?}: {}", text(&done.stderr));
    };
    let overwritten = "is an input and would be overwritten";
    refused(&["convert", "a.json", "-o", "a.json"], overwritten);
    refused(&["convert", "a.json", "-o", "./pages/../a.json"], overwritten);
    refused(&["convert", "a.json", "-t", "ris", "--notes", "a.json"], overwritten);
    refused(&["merge", "a.json", "-o", "b.ris", "--prisma", "a.json"], overwritten);
    refused(&["merge", "a.json", "--dry-run", "--prisma", "a.json"], overwritten);
    refused(&["merge", "a.json", "-o", "b.json", "--prisma", "b.json"], "name the same file");
    refused(
        &["clean", "a.json", "-o", "choices.jsonl", "--decisions", "choices.jsonl"],
        "name the same file",
    );
    refused(&["convert", "pages", "-t", "ris", "-o", "pages/b.txt"], "stands in a folder to be read");
    refused(&["convert", "a.json", "-o", "x.ris", "--notes", "x.ris"], "name the same file");
    // Somebody's own files in a folder that is read, whatever their extension says.
    fs::write(here.join("pages/old.ris"), "TY  - JOUR\nTI  - Mine\nER  - \n").expect("a file");
    refused(&["convert", "pages", "-o", "pages/old.ris"], "stands in a folder to be read");
    refused(&["convert", "pages", "-t", "ris", "--notes", "pages/b.txt"], "stands in a folder to be read");
    #[cfg(unix)]
    {
        refused(&["convert", "a.json", "-o", "hard.json"], overwritten);
        std::os::unix::fs::symlink("a.json", here.join("soft.json")).expect("a link");
        refused(&["convert", "a.json", "-o", "soft.json"], overwritten);
    }
    assert_eq!(fs::read(here.join("a.json")).expect("the input"), b"[]");
    assert_eq!(fs::read(here.join("pages/b.txt")).expect("the input"), b"text");
}

fn a_target_that_cannot_be_written() {
    let files = folder(&[("a.json", b"[]"), ("folder/x", b"")]);
    for target in ["missing/out.ris", "a.json/out.ris", "folder"] {
        let done = run(files.path(), &["convert", "-", "-t", "ris", "-o", target]);
        assert_eq!(done.status.code(), Some(2), "{target}: {}", text(&done.stderr));
        assert!(
            text(&done.stderr).starts_with(&format!("error: `{target}` cannot be written: ")),
            "{target}"
        );
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let closed = files.path().join("folder");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("its permissions");
        // Root may write everywhere.
        if fs::write(closed.join("probe"), "").is_err() {
            let done = run(files.path(), &["convert", "a.json", "-o", "folder/out.ris"]);
            assert_eq!(done.status.code(), Some(2));
            assert!(text(&done.stderr).contains("permission denied"), "{}", text(&done.stderr));
        }
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("its permissions");
    }
}

fn nothing_is_left_behind() {
    let files = folder(&[("a.xyz", b"no known format"), ("out.ris", b"of an earlier run")]);
    let done = run(files.path(), &["convert", "a.xyz", "-o", "out.ris"]);
    assert_eq!(done.status.code(), Some(4), "{}", text(&done.stderr));
    assert_eq!(fs::read(files.path().join("out.ris")).expect("the old file"), b"of an earlier run");
    assert_eq!(listing(files.path()), "a.xyz\nout.ris\n");
}

fn a_full_disk() {
    // Only some systems have a disk that is always full.
    if !Path::new("/dev/full").exists() {
        return;
    }
    let files = folder(&[("a.json", br#"[{"id":"a","type":"article-journal","title":"On a"}]"#)]);
    let done = run(files.path(), &["convert", "a.json", "-t", "ris", "-o", "/dev/full"]);
    let said = "error: `/dev/full` cannot be written: the disk is full\n";
    assert_eq!((done.status.code(), text(&done.stderr).as_str()), (Some(2), said));
}

fn nothing_for_the_terminal_to_obey() {
    let files = folder(&[("a\u{1b}[2J.xyz", b"\x1b]0;x\x07 \xff")]);
    for arguments in
        [&["."][..], &["convert", ".", "-t", "ris", "-v"], &["\u{1b}[2J"], &["convert", "\u{1b}"]]
    {
        let done = run(files.path(), arguments);
        let shown = text(&done.stdout) + &text(&done.stderr);
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{arguments:?}: {shown:?}");
    }
    let done = run_on(files.path(), &["explain", "-"], b"\x1b]0;x\x07");
    assert!(!text(&done.stdout).contains('\u{1b}'));
}

fn every_help_fits() {
    let here = Path::new(".");
    for command in ["", "convert", "explain", "formats", "destinations", "completions", "man"] {
        for help in ["-h", "--help"] {
            let arguments: Vec<&str> = [command, help].into_iter().filter(|word| !word.is_empty()).collect();
            let done = run(here, &arguments);
            assert_eq!(done.status.code(), Some(0), "{arguments:?}");
            for line in text(&done.stdout).lines() {
                assert!(line.chars().count() <= 100, "{arguments:?}: {line}");
            }
        }
    }
}

fn completions_and_manual() {
    let here = Path::new(".");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&run(here, &["completions", shell]).stdout);
        for word in ["convert", "explain", "destinations", "strict"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
    let script = text(&run(here, &["completions", "bash"]).stdout);
    assert!(script.contains("csl-jsonl") && script.contains("zotero-cn"), "{script}");
    let page = text(&run(here, &["man"]).stdout);
    assert!(page.contains(".TH refmill 1") && page.contains("destinations"), "{page}");
    let page = text(&run(here, &["man", "convert"]).stdout);
    assert!(page.contains("refmill\\-convert") && page.contains("\\-\\-strict"), "{page}");
    assert_eq!(run(here, &["man", "nothing"]).status.code(), Some(2));
}

/// Codes of the notes of a run, in order, each with the name of the file it is about.
fn noted(here: &Path, arguments: &[&str]) -> (Option<i32>, Vec<(String, String)>) {
    let done = run(here, &[arguments, &["-q", "--notes", "notes.jsonl"]].concat());
    let lines = fs::read_to_string(here.join("notes.jsonl")).unwrap_or_default();
    let member = |line: &str, name: &str| {
        let note: serde_json::Value = serde_json::from_str(line).expect("a note is JSON");
        note[name].as_str().unwrap_or_default().to_owned()
    };
    let notes = lines.lines().map(|line| (member(line, "code"), member(line, "file"))).collect();
    (done.status.code(), notes)
}

/// Prose, login pages, error pages and nothing at all, as text and as HTML.
fn no_article() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/no-article");
    let mut bodies: Vec<(String, String)> = fs::read_dir(pages)
        .expect("pages without an article")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt") && !path.ends_with("source.txt"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a page"))
        })
        .collect();
    bodies.push(("empty".to_owned(), String::new()));
    bodies.push(("blank".to_owned(), " \n\t\n".to_owned()));
    assert!(bodies.len() >= 10, "{} pages", bodies.len());
    for (name, body) in bodies {
        let lines = format!("<p>{}</p>", body.lines().collect::<Vec<_>>().join("</p>\n<p>"));
        let html =
            format!("<!DOCTYPE html><html><head><title>{name}</title></head><body>{lines}</body></html>");
        let html = if body.is_empty() { String::new() } else { html };
        for (file, bytes) in [("page.txt", &body), ("page.html", &html)] {
            let files = folder(&[(file, bytes.as_bytes())]);
            let (status, notes) = noted(files.path(), &["convert", file, "-o", "out.ris"]);
            assert_eq!(status, Some(4), "{name} as {file}");
            let is_told = |(code, of): &(String, String)| {
                ["file-without-records", "layout-unknown"].contains(&code.as_str()) && of == file
            };
            assert!(notes.iter().any(is_told), "{name} as {file}: {notes:?}");
            assert!(!files.path().join("out.ris").exists(), "{name} as {file} was written");
        }
    }
}

#[cfg(unix)]
fn a_walk_meets_what_it_cannot_read() {
    let item = br#"[{"id": "k", "type": "book", "title": "T", "author": [{"literal": "A"}], "publisher": "P",
        "issued": {"date-parts": [[2020]]}, "abstract": "B", "container-title": "J"}]"#;
    let files = folder(&[("in/a.json", item)]);
    let here = files.path();
    std::os::unix::fs::symlink("nowhere", here.join("in/gone.json")).expect("a link that leads nowhere");
    let _socket = std::os::unix::net::UnixListener::bind(here.join("in/door")).expect("a socket");
    let (status, notes) = noted(here, &["convert", "in", "-o", "in/out.jsonl"]);
    let pair = |code: &str, file: &str| (code.to_owned(), file.to_owned());
    assert_eq!(status, Some(3));
    assert_eq!(notes, [pair("not-a-file", "in/door"), pair("file-unreadable", "in/gone.json")]);
    fs::remove_file(here.join("in/gone.json")).expect("the link goes");
    // The output of the run before stands in the folder now.
    let (status, notes) = noted(here, &["convert", "in", "-o", "in/out.jsonl"]);
    assert_eq!(status, Some(0));
    assert_eq!(notes, [pair("not-a-file", "in/door"), pair("output-not-read", "in/out.jsonl")]);
}

fn missing_blanks() {
    let item =
        r#"[{"id": "k", "type": "article-journal", "title": "T", "abstract": "Cause unknown.It is late."}]"#;
    let files = folder(&[("a.json", item.as_bytes())]);
    let here = files.path();
    let converted = |arguments: &[&str]| {
        let done = run(here, &[&["convert", "a.json"], arguments].concat());
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        (text(&done.stdout), text(&done.stderr))
    };
    assert!(converted(&["-t", "ris"]).0.contains("AB  - Cause unknown.It is late."));
    let (ris, said) = converted(&["-t", "ris", "--repair-spacing"]);
    assert!(ris.contains("AB  - Cause unknown. It is late."), "{ris}");
    assert!(said.contains("run-on-text-repaired"), "{said}");
    let (json, _) = converted(&["-t", "csl-json", "--repair-spacing"]);
    let items: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(items[0]["abstract"], "Cause unknown. It is late.");
    assert_eq!(items[0]["custom"]["refmill"]["abstracts"][0]["raw"], "Cause unknown.It is late.");
}

fn choices_of_language() {
    let item = r#"[{"id": "k", "type": "article-journal", "language": "zh", "container-title": "J",
        "author": [{"family": "Ou", "given": "Wenxin"}],
        "custom": {"refmill": {"v": 1,
            "titles": [{"value": "\u9488\u523a", "lang": "zh-Hans", "role": "main"},
                       {"value": "Acupuncture", "lang": "en", "role": "translated"}],
            "languages": [{"text": "Chinese", "tag": "zh"}],
            "abstracts": [{"value": "First.", "lang": "en"}, {"value": "\u6458\u8981", "lang": "zh"}]}}}]"#;
    let files = folder(&[("a.json", item.as_bytes())]);
    let here = files.path();
    let converted = |arguments: &str| {
        let words: Vec<&str> = ["convert", "a.json"].into_iter().chain(arguments.split(' ')).collect();
        let done = run(here, &words);
        assert_eq!(done.status.code(), Some(0), "{arguments}: {}", text(&done.stderr));
        text(&done.stdout).replace('\r', "")
    };
    let has = |output: &str, line: &str| assert!(output.contains(line), "{line} is not in {output}");
    has(&converted("-t ris"), "\nTI  - 针刺\n");
    let english = converted("-t ris --title english --abstracts join");
    has(&english, "\nTI  - Acupuncture\nTT  - 针刺\n");
    has(&english, "\nAB  - First. // 摘要\n");
    assert!(!english.contains("Abstract [zh]"), "{english}");
    let apart = converted("-t ris");
    has(&apart, "\nAB  - First.\n");
    has(&apart, "Abstract [zh]: 摘要");
    let bibtex = converted("-t bibtex --title english --abstracts join");
    has(&bibtex, "  title        = {Acupuncture},");
    has(&bibtex, "First. // 摘要");
    let table = converted(
        "-t csv --title english --abstracts join --columns title,vernacular_title,abstract,abstract_other",
    );
    has(&table, "Acupuncture,针刺,First. // 摘要,\n");
    let csl = converted("-t csl-json --title english");
    has(&csl, "\"title\": \"Acupuncture\"");
    has(&csl, "\"language\": \"zh\"");
    let shown = converted("-t csl-json --title english --csl-language display");
    has(&shown, "\"language\": \"en\"");
    // The title is Chinese and the name in Latin letters: no language would set both right.
    let neither = converted("-t csl-json --csl-language display --abstracts join");
    assert!(!neither.contains("\"language\": \""), "{neither}");
    has(&neither, "\"tag\": \"zh\"");
    has(&neither, "\"abstract\": \"First. // 摘要\"");
    fs::write(here.join("c.json"), &neither).expect("a file");
    let again = run(here, &["convert", "c.json", "-t", "csl-json"]);
    assert!(!text(&again.stderr).contains("projection-differs"), "{}", text(&again.stderr));
    assert_eq!(text(&again.stdout), converted("-t csl-json"));
    fs::write(here.join("b.json"), &shown).expect("a file");
    let again = run(here, &["convert", "b.json", "-t", "ris", "--strict"]);
    assert!(!text(&again.stderr).contains("projection-differs"), "{}", text(&again.stderr));
    let refused = run(here, &["convert", "a.json", "-t", "ris", "--csl-language", "display"]);
    assert_eq!(refused.status.code(), Some(2));
}

/// The sample page in encodings that its kind of site uses, packed and from a pipe: the same reference every time.
fn encodings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("fixtures/wprim/sample/input.txt")).expect("the sample");
    let expected = fs::read(root.join("fixtures/write/sample/ris.ris")).expect("the golden of the sample");
    let utf16 = |units: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(page.encode_utf16()).flat_map(units).collect()
    };
    let (gb18030, ..) = encoding_rs::GB18030.encode(&page);
    let packed = {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(page.as_bytes()).expect("memory");
        packer.finish().expect("memory")
    };
    // Two members, as `cat one.gz other.gz` makes them.
    let files = folder(&[
        ("gb.txt", &gb18030),
        ("le.txt", &utf16(u16::to_le_bytes)),
        ("be.txt", &utf16(u16::to_be_bytes)),
        ("page.txt.gz", &packed),
        ("twice.gz", &[packed.clone(), packed.clone()].concat()),
        ("page.pdf", b"%PDF-1.7\n\x00\xff"),
    ]);
    let here = files.path();
    for (name, code) in [
        ("gb.txt", "encoding-guessed"),
        ("le.txt", "encoding-declared"),
        ("be.txt", "encoding-declared"),
        ("page.txt.gz", ""),
    ] {
        let done = run(here, &["convert", name, "-t", "ris"]);
        assert_eq!(done.status.code(), Some(0), "{name}: {}", text(&done.stderr));
        assert!(done.stdout == expected, "{name}: {}", text(&done.stdout));
        assert!(text(&done.stderr).contains(code), "{name}: {}", text(&done.stderr));
        let bytes = fs::read(here.join(name)).expect("the file");
        assert!(run_on(here, &["convert", "-t", "ris"], &bytes).stdout == expected, "{name} from a pipe");
        let explained = text(&run(here, &["explain", name]).stdout);
        assert!(explained.contains("0 unclaimed"), "{name}: {explained}");
    }
    let named = run(here, &["convert", "gb.txt", "-t", "ris", "--encoding", "gbk"]);
    assert!(
        named.stdout == expected && !text(&named.stderr).contains("encoding-"),
        "{}",
        text(&named.stderr)
    );
    let twice = run(here, &["convert", "twice.gz", "-t", "csl-jsonl", "-q"]);
    assert_eq!(text(&twice.stdout).lines().count(), 2);
    let wrong = run(here, &["convert", "gb.txt", "-t", "ris", "--encoding", "klingon"]);
    assert_eq!(wrong.status.code(), Some(2));
    let broken = [page.as_bytes(), b"\xff\n"].concat();
    fs::write(here.join("broken.txt"), broken).expect("a file");
    let done = run(here, &["convert", "broken.txt", "-t", "ris"]);
    assert_eq!(done.status.code(), Some(0));
    assert!(text(&done.stderr).contains("characters-replaced"), "{}", text(&done.stderr));
    let pdf = run(here, &["convert", "page.pdf", "-t", "ris", "-v"]);
    assert!(text(&pdf.stderr).contains("a PDF; save its page as text or HTML"), "{}", text(&pdf.stderr));
}

fn the_table_of_the_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let table = text(&run(root, &["formats", "--markdown"]).stdout);
    assert!(
        readme.contains(table.trim_end()),
        "the README's table is not what `refmill formats --markdown` prints"
    );
}

fn the_matrix() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = text(&run(root, &["formats", "--matrix"]).stdout);
    assert!(table.lines().all(|line| line.chars().count() <= 100), "{table}");
    assert!(table.lines().any(|line| line.starts_with("names in their own script")), "{table}");
    let json = text(&run(root, &["formats", "--matrix", "--json"]).stdout);
    let rows: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let rows = rows.as_array().expect("rows");
    let fate = |fact: &str, format: &str| {
        let row = rows.iter().find(|row| row["fact"] == fact).expect("a row");
        row["formats"][format].as_str().map(str::to_owned)
    };
    // RIS has no tag for an ORCID, so that it stands in the note; BibTeX has no date of receipt.
    assert_eq!(fate("ORCID", "ris").as_deref(), Some("in a note"));
    assert_eq!(fate("received", "bibtex").as_deref(), Some("lost"));
    assert_eq!(fate("received", "csl-json").as_deref(), Some("kept"));
    assert_eq!(fate("received", "page"), None);
}
