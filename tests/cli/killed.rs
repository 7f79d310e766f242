//! Runs that are killed, or that the disk fails, at any moment: what stands at the place of an output is what stood there
//! before or a whole new file, never a half. The moments are drawn from a fixed seed.

use super::cases::folder;
use super::stream::{begin, ris, signal, until};
use super::{listing, refmill, run, text};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Name and test.
pub(super) const ALL: &[(&str, fn())] = &[
    ("killed_while_it_reads_a_run_leaves_no_half", || killed(Moment::Reading)),
    ("killed_while_it_ends_a_run_leaves_no_half", || killed(Moment::Ending)),
    ("a_watch_that_is_killed_again_and_again_has_each_record_once", killed_watch),
    ("a_disk_that_fills_leaves_what_was_there", full),
    ("a_disk_that_fills_while_watching_is_made_good", full_while_watching),
    ("two_runs_on_one_output_leave_one_whole", two_runs),
];

/// What stood at the place of every output before.
const BEFORE: &[u8] = b"what was there before\n";
const RECORDS: usize = 600;
/// How often each way of writing is killed, by each signal.
const TIMES: usize = 3;

/// When a run is killed.
#[derive(Clone, Copy, PartialEq)]
enum Moment {
    /// It waits for the second half of its input, which never comes.
    Reading,
    /// It has been given everything.
    Ending,
}

/// Ways to write: arguments, and the file that every one of them names.
const WAYS: &[&[&str]] = &[
    &["-o", "out.ris"],
    &["-o", "out.json", "--notes", "notes.jsonl"],
    &["-o", "out.nbib", "--rejects", "aside.txt"],
    &["-o", "out.ris", "--split-by", "100"],
    &["-o", "out.ris", "--split-by", "year"],
    #[cfg(feature = "xlsx")]
    &["-o", "out.xlsx"],
];

/// Numbers that look drawn and are the same in every run (xorshift).
struct Drawn(u64);

impl Drawn {
    /// A part of a time.
    fn part_of(&mut self, time: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        time.mul_f64(f64::from(u32::try_from(self.0 >> 40).unwrap_or_default()) / f64::from(1 << 24))
    }
}

/// Records of six years; every third has a PMID, the others are refused by nbib.
fn input() -> String {
    let with_pmid = |number: usize| format!("AN  - {}\nDB  - PubMed\nER  - ", 30_000_000 + number);
    let record = |number: usize| {
        let record = ris(number, 2015 + number % 6);
        if number.is_multiple_of(3) { record.replace("ER  - ", &with_pmid(number)) } else { record }
    };
    (0..RECORDS).map(record).collect()
}

/// What stands in a folder, without unfinished files, which nobody takes for an output.
fn standing(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = listing(folder);
    let names = names.lines().filter(|name| !name.starts_with(".refmill-"));
    names.map(|name| (name.to_owned(), fs::read(folder.join(name)).expect("a file"))).collect()
}

/// What whole runs leave, and how long one takes.
fn whole(arguments: &[&str], input: &str) -> (BTreeMap<String, Vec<u8>>, Duration) {
    let files = folder(&[]);
    let begun = Instant::now();
    let mut child = begin(files.path(), arguments);
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("a pipe");
    let done = child.wait_with_output().expect("the program ends");
    assert!(matches!(done.status.code(), Some(0 | 3)), "{arguments:?}: {}", text(&done.stderr));
    (standing(files.path()), begun.elapsed())
}

fn killed(moment: Moment) {
    let input = input();
    let half = &input.as_bytes()[..input.len() / 2];
    let mut drawn = Drawn(0x5eed);
    for way in WAYS {
        let arguments = [&["convert", "-", "-q"], *way].concat();
        let (expected, takes) = whole(&arguments, &input);
        for name in ["-KILL", "-TERM"].repeat(TIMES) {
            let files = folder(&[]);
            for output in expected.keys() {
                fs::write(files.path().join(output), BEFORE).expect("a file");
            }
            let mut child = begin(files.path(), &arguments);
            let mut stdin = child.stdin.take().expect("a pipe");
            let given = if moment == Moment::Reading { half } else { input.as_bytes() };
            // What is written through a pipe is soon taken, all but what the pipe holds.
            stdin.write_all(given).expect("a pipe");
            let stdin = (moment == Moment::Reading).then_some(stdin);
            std::thread::sleep(drawn.part_of(takes));
            // It may have ended by itself.
            let _ = Command::new("kill").args([name, &child.id().to_string()]).stderr(Stdio::null()).status();
            let done = child.wait_with_output().expect("the program ends");
            drop(stdin);
            let found = standing(files.path());
            let what = format!("{way:?} {name}: {:?} {}", done.status, text(&done.stderr));
            for (file, bytes) in &found {
                match expected.get(file) {
                    Some(new) => {
                        let is_old = bytes == BEFORE;
                        assert!(is_old || bytes == new, "{what}: {file} is neither old nor new");
                        // Only a part that is whole may have been put there.
                        let may_be_new = moment == Moment::Ending || way.contains(&"100");
                        assert!(is_old || may_be_new, "{what}: {file} is new before all was read");
                    }
                    None => assert!(is_whole_part(file, bytes, &expected), "{what}: {file} is no whole part"),
                }
            }
            assert!(expected.keys().all(|output| found.contains_key(output)), "{what}: an output is gone");
            if name == "-KILL" {
                assert_eq!(found.len(), expected.len(), "{what}: {:?}", found.keys());
            } else if done.status.code().is_some() {
                // It ended in good order, and cleared away what it had begun.
                let left = listing(files.path());
                assert!(!left.contains(".refmill-"), "{what}: {left}");
            }
        }
    }
}

/// Whether `out.partial.ris` is the beginning of the whole `out.ris`, up to the end of a record.
fn is_whole_part(file: &str, bytes: &[u8], expected: &BTreeMap<String, Vec<u8>>) -> bool {
    let Some((stem, extension)) = file.split_once(".partial.") else { return false };
    let Some(whole) = expected.get(&format!("{stem}.{extension}")) else { return false };
    // Cut between two records: what is missing begins with the beginning of one.
    let is_cut_before = |beginnings: &[&[u8]]| {
        let rest = whole.strip_prefix(bytes);
        rest.is_some_and(|rest| rest.is_empty() || beginnings.iter().any(|begins| rest.starts_with(begins)))
    };
    match extension {
        "ris" => is_cut_before(&[b"TY  - "]),
        "nbib" => is_cut_before(&[b"PMID-", b"\nPMID-"]),
        "jsonl" => is_cut_before(&[b"{\"severity\""]),
        "txt" => is_cut_before(&[b"%%refmill-set-aside "]),
        "json" => {
            let items = |bytes: &[u8]| serde_json::from_slice::<Vec<serde_json::Value>>(bytes).ok();
            items(bytes).zip(items(whole)).is_some_and(|(part, all)| all.starts_with(&part))
        }
        // The index of a ZIP archive stands at its end.
        "xlsx" => zip::ZipArchive::new(std::io::Cursor::new(bytes)).is_ok(),
        _ => false,
    }
}

/// The titles of an output in RIS; `None` unless it ends with the end of a record.
fn whole_titles(ris: &str) -> Option<Vec<String>> {
    let ends = ris.is_empty() || ris.ends_with("ER  - \n\n");
    let titles = ris.lines().filter_map(|line| line.strip_prefix("TI  - ")).map(str::to_owned);
    ends.then(|| titles.collect())
}

fn killed_watch() {
    let files = folder(&[]);
    let here = files.path();
    fs::create_dir(here.join("in")).expect("a folder");
    let arguments =
        ["convert", "--watch", "in", "--settle", "1", "-o", "out.ris", "--lf", "--rejects", "aside.txt"];
    let out = here.join("out.ris");
    let written = || fs::read_to_string(&out).unwrap_or_default();
    let mut drawn = Drawn(0xdeed);
    let each = 40;
    for round in 0..6 {
        let some: String = (round * each..(round + 1) * each).map(|number| ris(number, 2020)).collect();
        fs::write(here.join(format!("in/{round}.ris")), some).expect("a file");
        fs::write(here.join(format!("in/{round}.bib")), "@article{a,\n  title={Second,\n").expect("a file");
        let before = written();
        let mut child = begin(here, &arguments);
        // Files are looked at twice, a second apart.
        let begun = Instant::now();
        while written() == before && begun.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(drawn.part_of(Duration::from_millis(8)));
        child.kill().expect("a program to kill");
        child.wait().expect("the program ends");
        let log = fs::read_to_string(here.join("out.ris.watch")).expect("the log");
        let is_open = !log.lines().last().unwrap_or_default().contains("end");
        assert!(is_open || whole_titles(&written()).is_some(), "half a record, and the log does not know");
    }
    let mut child = begin(here, &arguments);
    let log = || fs::read_to_string(here.join("out.ris.watch")).unwrap_or_default();
    until("the last", || written().matches("ER  - ").count() >= 6 * each && log().ends_with("\"end\"\n"));
    // Everything may have been there before the program was ready to be interrupted, so once may not be enough.
    until("its end", || {
        signal(&child, "-INT");
        std::thread::sleep(Duration::from_millis(100));
        child.try_wait().expect("a program").is_some()
    });
    let done = child.wait_with_output().expect("the program ends");
    let mut found = whole_titles(&written()).expect("whole records");
    found.sort();
    let mut expected: Vec<String> = (0..6 * each).map(|number| format!("Tea and sleep {number}")).collect();
    expected.sort();
    assert_eq!(found, expected, "{}", text(&done.stderr));
    let aside = fs::read_to_string(here.join("aside.txt")).expect("what was set aside");
    assert_eq!(aside.matches("%%refmill-set-aside").count(), 6, "{aside}");
}

/// The program with files of so many blocks of 512 or 1,024 bytes at most, which fails it as a full disk does.
fn with_small_files(folder: &Path, blocks: usize, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    command.current_dir(folder).args(["-c", &script, super::PROGRAM]).args(arguments);
    command.env("XDG_CONFIG_HOME", folder.join(".config")).stdin(Stdio::null());
    command
}

fn full() {
    let input = input();
    for way in WAYS {
        // The first two parts of several are in their places only when all are whole.
        let arguments = [&["convert", "in.ris"], *way].concat();
        let (expected, _) = whole(&[&["convert", "-", "-q"], *way].concat(), &input);
        let files = folder(&[("in.ris", input.as_bytes())]);
        for output in expected.keys() {
            fs::write(files.path().join(output), BEFORE).expect("a file");
        }
        let before = standing(files.path());
        let done = with_small_files(files.path(), 4, &arguments).output().expect("the program runs");
        assert_eq!(done.status.code(), Some(2), "{way:?}: {}", text(&done.stderr));
        let says = text(&done.stderr);
        assert!(says.starts_with("error: ") && says.contains("cannot be written"), "{way:?}: {says}");
        assert!(standing(files.path()) == before, "{way:?}: {}", listing(files.path()));
        assert!(!listing(files.path()).contains(".refmill-"), "{way:?}: {}", listing(files.path()));
    }
}

fn full_while_watching() {
    let many: String = (0..200).map(|number| ris(number, 2020)).collect();
    let files = folder(&[("in/a.ris", ris(1000, 2020).as_bytes())]);
    let arguments = ["convert", "--watch", "in", "--settle", "1", "-o", "out.ris", "--lf"];
    let out = files.path().join("out.ris");
    let written = || fs::read_to_string(&out).unwrap_or_default();
    let mut command = with_small_files(files.path(), 8, &arguments);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    until("the first record", || written().ends_with("ER  - \n\n"));
    fs::write(files.path().join("in/b.ris"), many).expect("a file");
    let done = child.wait_with_output().expect("the program ends");
    assert_eq!(done.status.code(), Some(2), "{}", text(&done.stderr));
    let says = text(&done.stderr);
    assert!(says.contains("temporary file") && says.contains("TMPDIR"), "{says}");
    let child = begin(files.path(), &arguments);
    until("the others", || written().matches("ER  - ").count() == 201);
    signal(&child, "-INT");
    child.wait_with_output().expect("the program ends");
    assert_eq!(whole_titles(&written()).expect("whole records").len(), 201);
}

/// Neither run spoils the other's file: one of them is there in the end, whole.
fn two_runs() {
    let inputs = [input(), input().replace("Tea and", "Coffee, no")];
    let files = folder(&[("a.ris", inputs[0].as_bytes()), ("b.ris", inputs[1].as_bytes())]);
    let alone = ["a.ris", "b.ris"].map(|name| run(files.path(), &["convert", name, "-t", "csl-json"]).stdout);
    let children = ["a.ris", "b.ris"].map(|name| {
        let mut command = refmill(files.path());
        command.args(["convert", name, "-q", "-o", "out.json"]).stdin(Stdio::null());
        command.spawn().expect("the program runs")
    });
    for mut child in children {
        assert!(child.wait().expect("the program ends").success());
    }
    let found = fs::read(files.path().join("out.json")).expect("the output");
    assert!(alone.contains(&found), "the output is of neither run");
    assert_eq!(listing(files.path()), "a.ris\nb.ris\nout.json\n");
}
