//! Tests from a page or a file of references to an output: folders, threads, pipes, losses.

use super::cases::folder;
use super::{listing, run, run_and_close, run_on, text};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Output;

/// Name and test.
pub(super) const ALL: &[(&str, fn())] = &[
    ("a_folder_is_read_in_the_order_of_its_names", a_folder_is_read_in_order),
    ("threads_and_chunk_sizes_change_no_byte", threads_and_chunk_sizes_change_no_byte),
    ("a_closed_pipe_is_no_error", a_closed_pipe),
    ("a_closed_pipe_does_not_change_the_status_of_a_check", a_closed_pipe_of_check),
    ("an_output_in_the_folder_is_not_read_again", an_output_in_the_folder),
    ("it_lives_in_a_pipe", it_lives_in_a_pipe),
    ("what_cannot_be_read_is_set_aside_and_the_rest_is_written", set_aside),
    ("the_first_look_writes_nothing_and_fits_a_window", the_first_look),
    ("strict_tells_doubt_by_its_status", strict),
    ("a_destination_says_what_it_will_drop", a_destination_drops),
    ("a_tag_without_a_field_is_noted_once_a_file", a_tag_without_a_field),
    ("explain_accounts_for_every_character", explain_accounts),
    ("all_fixtures_together_leave_nothing_unknown_that_is_mapped", all_fixtures_together),
];

/// An invented WPRIM page; the number makes it differ from others.
fn page(number: usize) -> String {
    format!(
        "Progress number {number} in the treatment of chronic immune thrombocytopenia\n\
         10.3760/cma.j.issn.1673-4408.2022.04.{number:03}\n\
         - VernacularTitle:慢性免疫性血小板减少症治疗的研究进展\n\
         - Author:\n\
         Wenxin OU\n1\n;\nRui ZHANG\n;\nRunhui WU\n\
         Author Information\n\
         1. Department of Paediatrics, Invented Hospital, Beijing 100045\n\
         - Keywords:\nChildren;\nThrombopoietin\n\
         - From:\nInternational Journal of Pediatrics\n 2022;49(4):217-221\n\
         - CountryChina\n\
         - Language:Chinese\n\
         - \nAbstract:\n\
         Immune thrombocytopenia is a common bleeding disease.\n"
    )
}

fn item(id: &str) -> String {
    format!(r#"{{"id":"{id}","type":"article-journal","title":"On {id}"}}"#)
}

fn titles(done: &Output) -> Vec<String> {
    let lines = text(&done.stdout);
    let items = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("an item a line"));
    items.map(|item| item["title"].as_str().expect("a title").to_owned()).collect()
}

fn a_folder_is_read_in_order() {
    let files =
        [("b.json", "b"), ("a/z.json", "az"), (".hidden.json", "hidden"), ("a.json", "a"), ("B.json", "B")];
    let files = files.map(|(name, id)| (name, format!("[{}]", item(id))));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let files = folder(&files);
    let done = run(files.path(), &["convert", ".", "-t", "csl-jsonl"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(titles(&done), ["On hidden", "On B", "On az", "On a", "On b"]);
    let done = run(files.path(), &["convert", "b.json", "a", "-t", "csl-jsonl"]);
    assert_eq!(titles(&done), ["On b", "On az"]);
}

fn threads_and_chunk_sizes_change_no_byte() {
    let many: String = (0..300).map(|number| item(&format!("r{number}")) + "\n").collect();
    let one_page = page(1);
    let pages: Vec<String> = (0..40).map(page).collect();
    let names: Vec<String> = (0..40).map(|number| format!("pages/{number:02}.txt")).collect();
    let mut files: Vec<(&str, &[u8])> =
        names.iter().zip(&pages).map(|(name, page)| (name.as_str(), page.as_bytes())).collect();
    files.push(("many.jsonl", many.as_bytes()));
    files.push(("pages.txt", one_page.as_bytes()));
    files.push(("bad.json", b"[{oops}]"));
    let files = folder(&files);
    for format in ["csl-json", "csl-jsonl", "ris", "bibtex", "csv"] {
        let with = |more: &[&str]| {
            let fixed = ["convert", ".", "-t", format, "--notes", "notes.jsonl"];
            let done = run(files.path(), &[&fixed[..], more].concat());
            assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
            let notes = fs::read_to_string(files.path().join("notes.jsonl")).expect("the notes");
            fs::remove_file(files.path().join("notes.jsonl")).expect("the notes");
            (text(&done.stdout), notes)
        };
        let expected = with(&["-j", "1"]);
        assert!(expected.0.contains("Progress number 39") && expected.0.contains("On r299"));
        for more in
            [&["-j", "2"][..], &["-j", "8"], &["-j", "3", "--chunk-size", "1"], &["--chunk-size", "700"]]
        {
            let found = with(more);
            assert!(found.0 == expected.0, "{format} with {more:?}: another output");
            assert!(found.1 == expected.1, "{format} with {more:?}: other notes");
        }
    }
}

fn a_closed_pipe() {
    let many: String = (0..20_000).map(|number| item(&format!("r{number}")) + "\n").collect();
    let files = folder(&[("many.jsonl", many.as_bytes())]);
    let (messages, status) = run_and_close(files.path(), &["convert", "many.jsonl", "-t", "csl-jsonl"]);
    assert_eq!((messages.as_str(), status), ("", Some(0)));
}

fn a_closed_pipe_of_check() {
    let record = |number: u32| {
        format!(
            "TY  - JOUR\nTI  - Tea {number}\nAU  - Doe, Jane\nPY  - 2020\nT2  - Tea\nSP  - 9\nEP  - 1\nER  - \n\n"
        )
    };
    let many: String = (0..1_000).map(record).collect();
    let files = folder(&[("many.ris", many.as_bytes())]);
    for form in ["human", "json", "sarif", "html"] {
        let (_, status) = run_and_close(files.path(), &["check", "many.ris", "-q", "--format", form]);
        assert_eq!(status, Some(1), "{form}: what was found does not hang on who reads it");
    }
    // The first error comes when the reader of the warnings is long gone.
    let last = "TY  - JOUR\nTI  - Tea\nDO  - 10.1/a\nSN  - 1234-5678\nSP  - 9\nEP  - 1\nER  - \n";
    let warnings = many.replace("SP  - 9\nEP  - 1\n", "");
    fs::write(files.path().join("late.ris"), format!("{warnings}{last}")).expect("a file");
    for (fail_on, wanted) in [("error", 1), ("never", 0)] {
        let arguments =
            ["check", "late.ris", "-q", "--severity", "info,pages-reversed=error", "--fail-on", fail_on];
        let (_, status) = run_and_close(files.path(), &arguments);
        assert_eq!(status, Some(wanted), "{fail_on}");
    }
}

fn an_output_in_the_folder() {
    let files = folder(&[("refs/a.json", format!("[{}]", item("a")).as_bytes())]);
    for _ in 0..2 {
        let done =
            run(files.path(), &["convert", "refs", "-o", "refs/all.json", "--notes", "refs/notes.jsonl"]);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        let all = fs::read_to_string(files.path().join("refs/all.json")).expect("the output");
        let items: Vec<Value> = serde_json::from_str(&all).expect("a list");
        assert_eq!(items.len(), 1, "{all}");
        assert_eq!(listing(&files.path().join("refs")), "a.json\nall.json\nnotes.jsonl\n");
    }
}

fn it_lives_in_a_pipe() {
    let here = Path::new(".");
    let done =
        run_on(here, &["convert", "-t", "csl-jsonl"], format!("[{},{}]", item("a"), item("b")).as_bytes());
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(titles(&done), ["On a", "On b"]);
    let done = run_on(here, &["convert", "-f", "csl-jsonl", "-t", "ris", "-q"], &done.stdout);
    assert_eq!(text(&done.stdout).matches("ER  - ").count(), 2);
    assert_eq!(text(&done.stderr), "");
    let done = run_on(here, &["convert", "-t", "csl-jsonl"], page(7).as_bytes());
    assert_eq!(titles(&done), ["Progress number 7 in the treatment of chronic immune thrombocytopenia"]);
    let done = run_on(here, &["convert", "-t", "ris"], b"[]");
    assert_eq!((done.status.code(), text(&done.stdout).as_str()), (Some(0), ""), "{}", text(&done.stderr));
    assert_eq!(run_on(here, &["convert", "-t", "ris"], b"").status.code(), Some(4));
    assert_eq!(run_on(here, &["convert", "-f", "csl-jsonl", "-t", "ris"], b"").status.code(), Some(0));
    assert_eq!(run_on(here, &["convert", "-f", "page", "-t", "ris"], b"No page.").status.code(), Some(4));
}

fn set_aside() {
    let two = format!("[{},\n{{oops}}]", item("a"));
    let files = folder(&[("a.json", two.as_bytes())]);
    let done = run(files.path(), &["convert", ".", "-t", "csl-jsonl"]);
    assert_eq!(done.status.code(), Some(3));
    assert_eq!(titles(&done), ["On a"]);
    let said = text(&done.stderr);
    assert!(said.contains("Records 2 in = 1 written + 1 set aside"), "{said}");
    assert!(said.contains("error[csl-item-broken]") && said.contains("a.json:2"), "{said}");
    fs::write(files.path().join("b.json"), "[{oops}]").expect("a file");
    let done = run(files.path(), &["convert", "b.json", "-t", "ris", "--notes", "notes.jsonl"]);
    assert_eq!(done.status.code(), Some(4));
    let notes = fs::read_to_string(files.path().join("notes.jsonl")).expect("the notes");
    let note: Value = serde_json::from_str(notes.trim_end()).expect("one note");
    assert_eq!((note["code"].as_str(), note["line"].as_u64()), (Some("csl-item-broken"), Some(1)));
}

fn the_first_look() {
    let pages: Vec<String> = (1..=3).map(page).collect();
    let files = folder(&[
        ("wprim-pages/1.txt", pages[0].as_bytes()),
        ("wprim-pages/2.txt", pages[1].as_bytes()),
        ("wprim-pages/3.txt", pages[2].as_bytes()),
        ("wprim-pages/robots.txt", b"User-agent: *\nDisallow: /\n"),
        ("wprim-pages/logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ]);
    let before = listing(&files.path().join("wprim-pages"));
    let done = run(files.path(), &["wprim-pages"]);
    let shown = text(&done.stdout);
    assert_eq!(done.status.code(), Some(0), "{shown}{}", text(&done.stderr));
    let lines: Vec<&str> = shown.lines().collect();
    let no_record = "2 that hold no record (wprim-pages/logo.png, wprim-pages/robots.txt)";
    assert_eq!(lines[0], format!("Read 5 files: 3 wprim pages, {no_record}"));
    assert_eq!(lines[1], "Records 3   with DOI 3   with abstract 3   with two titles 3");
    assert_eq!(lines[2], "Affiliations 3   linked to authors in 3 records");
    assert!(lines[3].starts_with("In doubt   "), "{shown}");
    assert!(lines.contains(&"Nothing was written."), "{shown}");
    assert!(lines.last().is_some_and(|line| line.starts_with("Next:  refmill ")), "{shown}");
    assert!(lines.len() <= 24 && lines.iter().all(|line| line.chars().count() <= 100), "{shown}");
    assert_eq!(text(&done.stderr), "");
    assert_eq!(listing(&files.path().join("wprim-pages")), before);
    assert_eq!(listing(files.path()), "wprim-pages\n");
}

fn strict() {
    let clean = r#"[{"id":"a","type":"article-journal","title":"On a","author":[{"family":"Ou","given":"Wenxin"}],
        "container-title":"Invented Journal","issued":{"date-parts":[[2022]]},"abstract":"Nothing."}]"#;
    // A page whose layout is known and whose journal line is not one.
    let doubtful = page(1).replace("2022;49(4):217-221", "somewhere in volume forty-nine");
    let files = folder(&[("a.json", clean.as_bytes()), ("b.txt", doubtful.as_bytes())]);
    let status = |arguments: &[&str]| run(files.path(), arguments).status.code();
    assert_eq!(status(&["convert", "a.json", "-t", "csl-json", "--strict"]), Some(0));
    assert_eq!(status(&["convert", "b.txt", "-t", "csl-json"]), Some(0));
    assert_eq!(status(&["convert", "b.txt", "-t", "csl-json", "--strict"]), Some(1));
}

fn a_destination_drops() {
    let page = page(1);
    let files = folder(&[("1.txt", page.as_bytes())]);
    let done =
        run(files.path(), &["convert", "1.txt", "--for", "covidence", "-o", "out.ris", "--notes", "n.jsonl"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let said = text(&done.stderr);
    assert!(said.contains("Covidence will drop affiliations in 1 record; "), "{said}");
    let notes = fs::read_to_string(files.path().join("n.jsonl")).expect("the notes");
    let drops = notes.lines().filter(|line| {
        let note: Value = serde_json::from_str(line).expect("a note a line");
        note["code"] == "destination-drops" && note["field"] == "affiliations"
    });
    assert_eq!(drops.count(), 1, "{notes}");
}

fn a_tag_without_a_field() {
    let record = |n: usize| format!("TY  - JOUR\nTI  - On {n}\nX9  - {n}\nX8  - {n}\nER  - \n\n");
    let many: String = (0..40).map(record).collect();
    let files = folder(&[("a.ris", many.as_bytes()), ("b.ris", record(1).as_bytes())]);
    for chunk in ["200", "100000"] {
        let done = run(
            files.path(),
            &["convert", "a.ris", "b.ris", "-t", "csl-jsonl", "--notes", "n.jsonl", "--chunk-size", chunk],
        );
        assert_eq!(titles(&done).len(), 41);
        let notes = fs::read_to_string(files.path().join("n.jsonl")).expect("the notes");
        let of_tags = notes.lines().map(|line| serde_json::from_str::<Value>(line).expect("a note a line"));
        let of_tags: Vec<(String, u64)> = of_tags
            .filter(|note| note["code"] == "ris-tag-unknown")
            .map(|note| {
                (note["file"].as_str().expect("a file").to_owned(), note["line"].as_u64().expect("a line"))
            })
            .collect();
        let told = [("a.ris", 3), ("a.ris", 4), ("b.ris", 3), ("b.ris", 4)]
            .map(|(file, line)| (file.to_owned(), line));
        assert_eq!(of_tags, told, "{chunk}");
        fs::remove_file(files.path().join("n.jsonl")).expect("the notes");
    }
}

fn explain_accounts() {
    let page = page(1);
    let files = folder(&[("1.txt", page.as_bytes())]);
    let done = run(files.path(), &["explain", "1.txt", "--json"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let told: Value = serde_json::from_slice(&done.stdout).expect("an object");
    let all = page.chars().filter(|character| !character.is_whitespace()).count();
    let sum = |name: &str| told["sums"][name].as_u64().expect("a number");
    assert_eq!(sum("all"), all as u64);
    assert_eq!(sum("value") + sum("furniture") + sum("unclaimed"), all as u64);
    let family = told["lines"].as_array().expect("lines").iter().find(|line| line["text"] == "Wenxin OU");
    let pieces = family.expect("the first author")["stretches"].as_array().expect("stretches").clone();
    assert!(pieces.iter().all(|piece| piece["field"] == "author" && piece["index"] == 1), "{pieces:?}");
    let done = run(files.path(), &["explain", "1.txt"]);
    let shown = text(&done.stdout);
    assert!(shown.ends_with(&format!("= {all} characters\n")), "{shown}");
    assert!(!shown.contains('\u{1b}'), "colours are for terminals");
    let coloured = text(&run(files.path(), &["explain", "1.txt", "--color", "always"]).stdout);
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(run(files.path(), &["explain", "1.txt", "--record", "2"]).status.code(), Some(2));
}

/// The command of the issue: everything that we have, of all formats, in one run.
fn all_fixtures_together() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let fixtures = crate::all_fixtures::all();
    let names: Vec<&str> = fixtures.iter().map(|fixture| fixture.name.as_str()).collect();
    assert!(names.len() > 200, "only {} fixtures", names.len());
    let done = run(&root, &[&["convert", "-t", "csl-json", "-q"], names.as_slice()].concat());
    // Some are broken on purpose.
    assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
    let items: Vec<Value> = serde_json::from_slice(&done.stdout).expect("CSL-JSON");
    assert!(items.len() > 800, "only {} records", items.len());
    let mut wrong = Vec::new();
    for item in &items {
        let kept = &item["custom"]["refmill"];
        let file = kept["provenance"]["file"].as_str().unwrap_or_default();
        for field in kept["unknown"].as_array().into_iter().flatten() {
            let [format, tag] = ["format", "tag"].map(|key| field[key].as_str().unwrap_or_default());
            let is_kept = crate::mapped_tags::KEPT.iter().any(|(known, of, _)| *known == file && *of == tag);
            if crate::mapped_tags::is_mapped(format, tag) && !is_kept {
                wrong.push(format!("{file}: {format} {tag}: {}", field["value"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
