//! Runs that go on for long: what is set aside, parts, progress, interrupts, and a folder that is watched.

use super::cases::folder;
use super::{listing, refmill, run, run_on, text};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Name and test.
pub(super) const ALL: &[(&str, fn())] = &[
    ("what_was_set_aside_is_mended_and_read", set_aside_and_mended),
    ("set_aside_text_stays_as_it_was", set_aside_unchanged),
    ("what_was_set_aside_needs_to_be_said", set_aside_and_broken),
    ("a_refused_record_is_set_aside_whole", refused_records),
    ("an_archive_that_is_cut_short_is_set_aside", archive_cut_short),
    ("an_archive_comes_through_a_pipe", archive_through_a_pipe),
    ("a_broken_line_of_a_crawl_costs_itself_alone_wherever_it_stands", broken_line_of_a_crawl),
    ("notes_come_in_order_for_any_number_of_threads", order_of_notes),
    ("an_output_in_parts", parts),
    ("parts_by_file_and_by_year", parts_by_file_and_year),
    ("parts_have_a_place_of_their_own", parts_refused),
    ("progress_for_programs", progress),
    #[cfg(unix)]
    ("an_interrupt_keeps_what_is_whole", interrupt),
    #[cfg(unix)]
    ("a_watched_folder", watched),
    #[cfg(unix)]
    ("a_watched_file_that_pauses_is_read_whole", watched_slowly),
    #[cfg(unix)]
    ("a_watch_that_was_killed_in_the_middle", watched_and_killed),
    ("a_watch_needs_a_format_that_can_grow", watch_refused),
];

pub(super) fn ris(number: usize, year: usize) -> String {
    format!("TY  - JOUR\nTI  - Tea and sleep {number}\nPY  - {year}\nAU  - Zhang, San\nER  - \n\n")
}

fn archive_cut_short() {
    let folder =
        folder(&[("refs.ris", ris(1, 2020).as_bytes()), ("cut.zip", b"PK\x03\x04half of an archive")]);
    let done = run(folder.path(), &["convert", "refs.ris", "cut.zip", "-t", "csl-jsonl"]);
    assert_eq!(titles(&text(&done.stdout)).len(), 1);
    let said = text(&done.stderr);
    assert!(said.contains("file-unreadable") && said.contains("damaged"), "{said}");
    assert_eq!(done.status.code(), Some(3), "{said}");
}

/// A zip archive has its table of contents at its end, which a pipe does not show before.
fn archive_through_a_pipe() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("a.ris", ris(1, 2020)), ("b.ris", ris(2, 2020))] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        archive.write_all(text.as_bytes()).expect("memory");
    }
    let archive = archive.finish().expect("memory").into_inner();
    let folder = folder(&[]);
    let done = run_on(folder.path(), &["convert", "-", "-t", "csl-jsonl"], &archive);
    assert_eq!(titles(&text(&done.stdout)), ["Tea and sleep 1", "Tea and sleep 2"]);
    assert!(text(&done.stderr).contains("-!/a.ris"), "{}", text(&done.stderr));
    let cut = run_on(folder.path(), &["convert", "-", "-t", "csl-jsonl"], &archive[..archive.len() - 30]);
    assert_eq!(cut.status.code(), Some(4), "{}", text(&cut.stderr));
    assert!(text(&cut.stderr).contains("damaged"), "{}", text(&cut.stderr));
}

fn broken_line_of_a_crawl() {
    let folder = folder(&[]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("fixtures/wprim/sample/input.txt")).expect("the sample");
    let line = serde_json::json!({ "text": page }).to_string();
    let done = run_on(
        folder.path(),
        &["convert", "-", "-f", "crawl", "-t", "csl-jsonl", "--rejects", "aside.txt"],
        b"this is no JSON, 1\n",
    );
    assert_eq!(done.status.code(), Some(4), "{}", text(&done.stderr));
    let aside = fs::read_to_string(folder.path().join("aside.txt")).expect("what was set aside");
    assert!(aside.ends_with("\nthis is no JSON, 1\n"), "{aside}");
    for broken in 0..3 {
        let mut lines = vec![line.as_str(); 2];
        lines.insert(broken, "this is no JSON");
        let input = lines.join("\n") + "\n";
        let done =
            run_on(folder.path(), &["convert", "-", "-f", "crawl", "-t", "csl-jsonl"], input.as_bytes());
        assert_eq!(titles(&text(&done.stdout)).len(), 2, "{}", text(&done.stderr));
        assert_eq!(done.status.code(), Some(3), "broken at line {}", broken + 1);
    }
}

/// `title` of each record of CSL-JSON lines.
fn titles(lines: &str) -> Vec<String> {
    lines
        .lines()
        .map(|line| {
            let item: serde_json::Value = serde_json::from_str(line).expect("a JSON object");
            item["title"].as_str().unwrap_or_default().to_owned()
        })
        .collect()
}

const BROKEN: &[(&str, &[u8])] = &[
    ("a.bib", b"@article{a, title={First}}\n\n@article{b,\n  title={Second,\n  year=2021\n\n@article{c, title={Third}}\n"),
    (
        "b.xml",
        b"<PubmedArticleSet>\n<PubmedArticle><MedlineCitation><Article><ArticleTitle>Fourth</Article></MedlineCitation></PubmedArticle>\n<PubmedArticle><MedlineCitation><Article><ArticleTitle>Fifth</ArticleTitle></Article></MedlineCitation></PubmedArticle>\n</PubmedArticleSet>\n",
    ),
    ("c.jsonl", b"{\"id\":\"x\",\"type\":\"article-journal\",\"title\":\"Sixth}\n{\"id\":\"y\",\"type\":\"article-journal\",\"title\":\"Seventh\"}\n"),
];

fn set_aside_and_mended() {
    let files = folder(BROKEN);
    let all = ["convert", "a.bib", "b.xml", "c.jsonl", "-t", "csl-jsonl", "--rejects", "aside.txt"];
    let done = run(files.path(), &all);
    assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
    assert_eq!(titles(&text(&done.stdout)), ["First", "Third", "Fifth", "Seventh"]);
    let aside = fs::read_to_string(files.path().join("aside.txt")).expect("what was set aside");
    assert_eq!(aside.matches("%%refmill-set-aside {").count(), 3, "{aside}");
    assert!(aside.contains("\"file\":\"a.bib\",\"line\":3,"), "{aside}");
    // As it stands it cannot be read any better.
    let again = run(files.path(), &["convert", "aside.txt", "-t", "csl-jsonl"]);
    assert_eq!((again.status.code(), again.stdout.len()), (Some(4), 0), "{}", text(&again.stderr));
    let mended = aside
        .replace("title={Second,", "title={Second},")
        .replace("year=2021", "year=2021}")
        .replace("Fourth</Article>", "Fourth</ArticleTitle></Article>")
        .replace("Sixth}", "Sixth\"}");
    fs::write(files.path().join("aside.txt"), mended).expect("a file");
    let done = run(files.path(), &["convert", "aside.txt", "-t", "csl-jsonl"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(titles(&text(&done.stdout)), ["Second", "Fourth", "Sixth"]);
}

fn set_aside_unchanged() {
    let odd = "@article{b,\n  title={Second,\n%%refmill-set-aside {\"format\":\"ris\"}\n\\%%refmill-set-aside x\n\t é \r\nlast";
    let files = folder(&[("a.bib", odd.as_bytes())]);
    run(files.path(), &["convert", "a.bib", "-t", "csl-jsonl", "--rejects", "one.txt"]);
    let one = fs::read_to_string(files.path().join("one.txt")).expect("what was set aside");
    let kept = "\n\\%%refmill-set-aside {\"format\":\"ris\"}\n\\\\%%refmill-set-aside x\n\t é \r\nlast\n";
    assert!(one.contains(kept), "{one}");
    // Set aside once more, it is the same text again.
    run(files.path(), &["convert", "one.txt", "-t", "csl-jsonl", "--rejects", "two.txt"]);
    let two = fs::read_to_string(files.path().join("two.txt")).expect("what was set aside");
    let without_places = |text: &str| text.split_once('\n').map(|(_, rest)| rest.to_owned());
    assert_eq!(without_places(&one), without_places(&two));
    // A table's row brings its header with it.
    let files = folder(&[("a.csv", b"title,doi\nTea,10.1234/a\nGreen tea,10.1234/b,more\n")]);
    let done = run(files.path(), &["convert", "a.csv", "-t", "csl-jsonl", "--rejects", "aside.txt"]);
    assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
    let aside = fs::read_to_string(files.path().join("aside.txt")).expect("what was set aside");
    assert!(aside.contains("\"preface\":\"title,doi\\n\""), "{aside}");
    fs::write(files.path().join("aside.txt"), aside.replace(",more", "")).expect("a file");
    let done = run(files.path(), &["convert", "aside.txt", "-t", "csl-jsonl"]);
    assert_eq!(titles(&text(&done.stdout)), ["Green tea"], "{}", text(&done.stderr));
}

fn set_aside_and_broken() {
    let text = format!(
        "%%refmill-set-aside {{\"format\":\"ris\"}}\n{}%%refmill-set-aside {{oops\n{}",
        ris(1, 2020),
        ris(2, 2021)
    );
    let files = folder(&[("aside.txt", text.as_bytes())]);
    let done = run(files.path(), &["convert", "aside.txt", "-t", "csl-jsonl", "--notes", "notes.jsonl"]);
    assert_eq!(done.status.code(), Some(3), "{}", super::text(&done.stderr));
    assert_eq!(titles(&super::text(&done.stdout)), ["Tea and sleep 1"]);
    let notes = fs::read_to_string(files.path().join("notes.jsonl")).expect("notes");
    assert_eq!(notes.matches("set-aside-unplaced").count(), 2, "the line, and the text behind it: {notes}");
}

fn refused_records() {
    let files = folder(&[("a.ris", ris(1, 2020).as_bytes())]);
    let done = run(files.path(), &["convert", "a.ris", "-t", "nbib", "--rejects", "aside.txt"]);
    assert_eq!(done.status.code(), Some(3), "{}", text(&done.stderr));
    let whole = run(files.path(), &["convert", "a.ris", "-t", "csl-jsonl"]);
    let back = run(files.path(), &["convert", "aside.txt", "-t", "csl-jsonl"]);
    assert_eq!(titles(&text(&back.stdout)), titles(&text(&whole.stdout)));
}

fn order_of_notes() {
    let many: String = (0..3000).map(|number| ris(number, 2000)).collect();
    let files = folder(&[("a.ris", many.as_bytes())]);
    let notes = |more: &[&str]| {
        let name = "notes.jsonl";
        run(
            files.path(),
            &[&["convert", "a.ris", "-t", "nbib", "-o", "out.nbib", "--notes", name], more].concat(),
        );
        fs::read(files.path().join(name)).expect("notes")
    };
    let expected = notes(&["-j", "1"]);
    assert!(text(&expected).contains("record-refused"));
    for more in [&["-j", "8", "--chunk-size", "2000"][..], &["-j", "3", "--chunk-size", "1"]] {
        assert!(notes(more) == expected, "other notes with {more:?}");
    }
}

fn parts() {
    let many: String = (0..25).map(|number| ris(number, 2020)).collect();
    let files = folder(&[("in/a.ris", many.as_bytes())]);
    let whole = run(files.path(), &["convert", "in", "-t", "ris"]).stdout;
    for more in [&[][..], &["-j", "8", "--chunk-size", "1"]] {
        let arguments = [&["convert", "in", "-o", "out/refs.ris", "--split-by", "10"], more].concat();
        fs::create_dir_all(files.path().join("out")).expect("a folder");
        let done = run(files.path(), &arguments);
        assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
        assert!(
            text(&done.stderr).contains("3 files are ris: out/refs-0001.ris to out/refs-0003.ris"),
            "{}",
            text(&done.stderr)
        );
        assert_eq!(listing(&files.path().join("out")), "refs-0001.ris\nrefs-0002.ris\nrefs-0003.ris\n");
        let part =
            |number: usize| fs::read(files.path().join(format!("out/refs-000{number}.ris"))).expect("a part");
        assert_eq!(text(&part(2)).matches("TY  - ").count(), 10);
        assert!([part(1), part(2), part(3)].concat() == whole, "the parts are not the whole");
        fs::remove_dir_all(files.path().join("out")).expect("the parts");
    }
    // Each part is a whole file of its format.
    let done = run(files.path(), &["convert", "in", "-o", "refs.json", "--split-by", "24"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    for (name, count) in [("refs-0001.json", 24), ("refs-0002.json", 1)] {
        let part = fs::read(files.path().join(name)).expect("a part");
        let items: Vec<serde_json::Value> = serde_json::from_slice(&part).expect("an array");
        assert_eq!(items.len(), count);
    }
}

fn parts_by_file_and_year() {
    let files = folder(&[
        ("in/x/a b.ris", (ris(1, 2020) + &ris(2, 1999)).as_bytes()),
        ("in/y/A B.ris", ris(3, 2020).as_bytes()),
        ("in/z.ris", "TY  - JOUR\nTI  - No year\nER  - \n".as_bytes()),
    ]);
    let done =
        run(files.path(), &["convert", "in", "-o", "f.csv", "--split-by", "file", "--columns", "title"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(listing(files.path()), "f-A_B-2.csv\nf-a_b.csv\nf-z.csv\nin\n");
    let read = |name: &str| fs::read_to_string(files.path().join(name)).expect("a part");
    assert_eq!(read("f-a_b.csv"), "title\r\nTea and sleep 1\r\nTea and sleep 2\r\n");
    assert_eq!(read("f-A_B-2.csv"), "title\r\nTea and sleep 3\r\n");
    run(files.path(), &["convert", "in", "-o", "y.csv", "--split-by", "year", "--columns", "title"]);
    assert_eq!(read("y-2020.csv"), "title\r\nTea and sleep 1\r\nTea and sleep 3\r\n");
    assert_eq!(read("y-1999.csv"), "title\r\nTea and sleep 2\r\n");
    assert_eq!(read("y-no-year.csv"), "title\r\nNo year\r\n");
}

fn parts_refused() {
    let files = folder(&[("in/a.ris", ris(1, 2020).as_bytes())]);
    let rows: &[(&[&str], &str)] = &[
        (&["-o", "in/refs.ris", "--split-by", "10"], "stands in a folder to be read"),
        (&["-t", "ris", "--split-by", "10"], "--output"),
        (&["-o", "refs.ris", "--split-by", "0"], "a number of records from 1"),
        (&["-o", "refs.ris", "--split-by", "month"], "a number of records from 1"),
        (&["-o", "refs.ris", "--rejects", "refs.ris"], "name the same file"),
        (&["-t", "ris", "--rejects", "-"], "standard output is for the records"),
        (&["-t", "ris", "--notes", "-"], "standard output is for the records"),
    ];
    for (more, says) in rows {
        let done = run(files.path(), &[&["convert", "in"], *more].concat());
        assert_eq!(done.status.code(), Some(2), "{more:?}");
        assert!(text(&done.stderr).contains(says), "{more:?}: {}", text(&done.stderr));
        assert_eq!(listing(files.path()), "in\n");
    }
}

fn progress() {
    let many: String = (0..2000).map(|number| ris(number, 2020)).collect();
    let files = folder(&[("a.ris", many.as_bytes())]);
    let done = run(files.path(), &["convert", "a.ris", "-t", "csl-jsonl", "--progress", "json"]);
    let lines: Vec<serde_json::Value> =
        text(&done.stderr).lines().map(|line| serde_json::from_str(line).expect("only JSON")).collect();
    let last = lines.last().expect("the sums");
    assert_eq!(last["event"], "done");
    assert_eq!(
        (&last["done"], &last["found"], &last["set_aside"], &last["exit"]),
        (&2000.into(), &2000.into(), &0.into(), &0.into())
    );
    assert_eq!(last["bytes"], many.len());
    // In a pipe there is nothing but the summary, and with -q not even that.
    let quiet = run_on(files.path(), &["convert", "-t", "csl-jsonl", "-q"], many.as_bytes());
    assert!(quiet.stderr.is_empty(), "{}", text(&quiet.stderr));
}

/// The program with pipes, on its own.
pub(super) fn begin(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = refmill(folder);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program runs")
}

#[cfg(unix)]
pub(super) fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([name, &child.id().to_string()]).status().expect("kill");
    assert!(status.success());
}

/// Waits until something is so; a machine under load takes its time.
pub(super) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(120), "{what} did not come");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(unix)]
fn interrupt() {
    for (name, expected) in [("-INT", 130), ("-TERM", 130)] {
        let files = folder(&[]);
        let mut child = begin(files.path(), &["convert", "-", "-o", "out.json", "--notes", "notes.jsonl"]);
        let mut stdin = child.stdin.take().expect("a pipe");
        let begun = ris(1, 2020) + &ris(2, 2021) + "TY  - JOUR\nTI  - Half of a re";
        stdin.write_all(begun.as_bytes()).expect("a pipe");
        stdin.flush().expect("a pipe");
        // The output has been begun when the program has its handler and reads.
        until("the unfinished output", || listing(files.path()).contains(".part"));
        std::thread::sleep(Duration::from_millis(300));
        signal(&child, name);
        let done = child.wait_with_output().expect("the program ends");
        drop(stdin);
        assert_eq!(done.status.code(), Some(expected), "{}", text(&done.stderr));
        let says = text(&done.stderr);
        assert!(says.contains("Stopped before the end, at line 13 of standard input"), "{says}");
        assert!(says.contains("out.partial.json has what was read"), "{says}");
        assert_eq!(listing(files.path()), "notes.partial.jsonl\nout.partial.json\n");
        let items: Vec<serde_json::Value> =
            serde_json::from_slice(&fs::read(files.path().join("out.partial.json")).expect("the output"))
                .expect("whole JSON");
        let found: Vec<&str> = items.iter().filter_map(|item| item["title"].as_str()).collect();
        assert_eq!(found, ["Tea and sleep 1", "Tea and sleep 2"]);
    }
}

#[cfg(unix)]
fn watched() {
    let files = folder(&[("in/a.ris", ris(1, 2020).as_bytes())]);
    let out = files.path().join("out.jsonl");
    let arguments = [
        "convert",
        "--watch",
        "in",
        "--settle",
        "1",
        "-t",
        "csl-jsonl",
        "-o",
        "out.jsonl",
        "--rejects",
        "aside.txt",
        "--key-pattern",
        "bbt",
    ];
    let found = || fs::read_to_string(&out).map(|lines| titles(&lines)).unwrap_or_default();
    let mut child = begin(files.path(), &arguments);
    until("the first record", || found().len() == 1);
    // One that is still being written is left alone until it is done.
    let mut growing = fs::File::create(files.path().join("in/b.ris")).expect("a file");
    growing.write_all(b"TY  - JOUR\n").expect("a file");
    fs::write(files.path().join("in/c.bib"), BROKEN[0].1).expect("a file");
    growing.write_all(ris(2, 2020).trim_start_matches("TY  - JOUR\n").as_bytes()).expect("a file");
    drop(growing);
    until("the others", || found().len() == 4);
    child.kill().expect("a program to kill");
    child.wait().expect("the program ends");
    fs::write(files.path().join("in/d.ris"), ris(1, 2020)).expect("a file");
    let child = begin(files.path(), &arguments);
    until("the last", || found().len() == 5);
    signal(&child, "-INT");
    let done = child.wait_with_output().expect("the program ends");
    assert_eq!(done.status.code(), Some(130), "{}", text(&done.stderr));
    let mut all = found();
    all.sort();
    assert_eq!(all, ["First", "Tea and sleep 1", "Tea and sleep 1", "Tea and sleep 2", "Third"]);
    let lines = fs::read_to_string(&out).expect("the output");
    let mut keys: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].to_string())
        .collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 5, "keys differ over the restart: {lines}");
    let aside = fs::read_to_string(files.path().join("aside.txt")).expect("what was set aside");
    assert_eq!(aside.matches("%%refmill-set-aside").count(), 1, "{aside}");
    // An output that lost what the log says was written does not go on in the middle of a record.
    fs::write(&out, &lines.as_bytes()[..100]).expect("a shorter output");
    let mut child = begin(files.path(), &arguments);
    until("the refusal", || child.try_wait().expect("a program").is_some());
    let done = child.wait_with_output().expect("the program ends");
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("put the file back"), "{}", text(&done.stderr));
}

/// A file that pauses while it is written is not read half.
#[cfg(unix)]
fn watched_slowly() {
    let files = folder(&[("in/other.txt", b"")]);
    let out = files.path().join("out.ris");
    let child = begin(files.path(), &["convert", "--watch", "in", "--settle", "4", "-o", "out.ris", "--lf"]);
    let (one, two) = (ris(1, 2020), ris(2, 2020));
    fs::write(files.path().join("in/a.ris"), &one).expect("a file");
    std::thread::sleep(Duration::from_millis(2500));
    fs::write(files.path().join("in/a.ris"), one + &two).expect("a file");
    until("both records", || {
        fs::read_to_string(&out).is_ok_and(|found| found.matches("ER  - ").count() == 2)
    });
    signal(&child, "-INT");
    let done = child.wait_with_output().expect("the program ends");
    assert_eq!(done.status.code(), Some(130));
    assert!(!text(&done.stderr).contains("was changed after"), "{}", text(&done.stderr));
}

/// The log says that records were about to be appended, and half of them were.
#[cfg(unix)]
fn watched_and_killed() {
    let files = folder(&[("in/a.ris", ris(1, 2020).as_bytes()), ("in/b.ris", ris(2, 2020).as_bytes())]);
    let arguments =
        ["convert", "--watch", "in", "--settle", "1", "-o", "out.csv", "--columns", "title", "--lf"];
    let out = files.path().join("out.csv");
    let read = || fs::read_to_string(&out).unwrap_or_default();
    let log = files.path().join("out.csv.watch");
    fs::write(&out, "title\nEarlier\nTea and sl").expect("a file");
    let begun = r#"{"begin":{"files":[{"path":"in/a.ris","bytes":1,"changed":1}],"grows":[{"path":"out.csv","from":14,"by":32}]}}"#;
    fs::write(&log, format!("{begun}\n{{\"en")).expect("a file");
    let child = begin(files.path(), &arguments);
    until("both records", || read().lines().count() == 4);
    signal(&child, "-INT");
    let done = child.wait_with_output().expect("the program ends");
    assert_eq!(read(), "title\nEarlier\nTea and sleep 1\nTea and sleep 2\n", "{}", text(&done.stderr));
    // What somebody else appended since is not taken back.
    fs::write(&log, format!("{begun}\n")).expect("a file");
    fs::write(&out, format!("title\nEarlier\n{}", "Mine\n".repeat(20_000))).expect("a file");
    let done = run(files.path(), &arguments);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("has grown since a run was killed"), "{}", text(&done.stderr));
    assert!(read().ends_with("Mine\n"));
}

fn watch_refused() {
    let files = folder(&[("in/a.ris", ris(1, 2020).as_bytes())]);
    let rows: &[(&[&str], &str)] = &[
        (&["--watch", "in", "-o", "out.json"], "cannot grow record by record"),
        (&["--watch", "in", "-o", "in/out.ris"], "stands in a folder to be read"),
        (&["--watch", "nothing", "-o", "out.ris"], "is no folder"),
        (&["--watch", "in", "-t", "ris"], "--output"),
    ];
    for (more, says) in rows {
        let done = run(files.path(), &[&["convert"], *more].concat());
        assert_eq!(done.status.code(), Some(2), "{more:?}");
        assert!(text(&done.stderr).contains(says), "{more:?}: {}", text(&done.stderr));
    }
}
