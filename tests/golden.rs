//! Goldens, n + m: pages against the record as CSL-JSON, records as CSL-JSON against each output.
//!
//! `fixtures/<source>/<case>/` with a page and `expected.json` (of its first page, where it has several); `fixtures/write/<case>/records.json` with
//! `<format>[.<destination>].<extension>` beside it. `UPDATE=1` rewrites the expected files, which are then read
//! line by line: a golden file is a claim.

use libtest_mimic::{Arguments, Failed, Trial};
use refmill::formats;
use refmill::read::{Batch, Chunk};
use refmill::record::Record;
use refmill::write::citation_key::{KeyMaker, KeyPattern};
use refmill::write::{Losses, WriteOptions, destination};
use std::fs;
use std::path::{Path, PathBuf};

fn folders(of: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(of)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|it| it.is_dir())
        .collect();
    folders.sort();
    folders
}

fn read(format: &str, text: &str) -> Result<Vec<Record>, Failed> {
    let format = formats::by_name(format).ok_or("no such format")?;
    let reader = format.reader.ok_or("the format has no reader")?;
    let mut batch = Batch::default();
    reader.read(Chunk::whole(text, "input.txt"), &mut batch);
    Ok(batch.records)
}

fn write(format: &str, options: &WriteOptions, records: &[Record]) -> Result<Vec<u8>, Failed> {
    let writer = formats::by_name(format).and_then(|format| format.writer).ok_or("no such writer")?;
    let mut keys = KeyMaker::new(KeyPattern::default(), false);
    let mut out = Vec::new();
    let mut losses = Losses::default();
    writer.begin(options, &mut out);
    for (index, record) in records.iter().enumerate() {
        if index > 0 {
            writer.between(options, &mut out);
        }
        let mut record = record.clone();
        keys.assign(&mut record);
        writer.record(&record, options, &mut out, &mut losses);
    }
    writer.end(options, &mut out);
    Ok(out)
}

/// The tool version changes with every release and says nothing about the reading.
fn without_version(records: &mut [Record]) {
    for record in records {
        record.provenance.tool_version.clear();
    }
}

fn compare(path: &Path, found: &[u8]) -> Result<(), Failed> {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, found).map_err(|error| error.to_string())?;
    }
    let expected = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if expected == found {
        return Ok(());
    }
    let (expected, found) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(found));
    let line = expected.lines().zip(found.lines()).position(|(expected, found)| expected != found);
    let at = line.unwrap_or_else(|| expected.lines().count().min(found.lines().count()));
    let shown = |text: &str| text.lines().nth(at).unwrap_or("(end)").to_owned();
    Err(format!("{}:{}\nexpected: {}\nfound:    {}", path.display(), at + 1, shown(&expected), shown(&found))
        .into())
}

fn page_case(folder: &Path) -> Result<(), Failed> {
    let mut pages: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    pages.retain(|path| path.extension().is_some_and(|it| it == "txt") && !path.ends_with("source.txt"));
    pages.sort();
    let page = pages.first().ok_or("no page")?;
    let text = fs::read_to_string(page).map_err(|error| error.to_string())?;
    let mut records = read("page", &text)?;
    without_version(&mut records);
    compare(&folder.join("expected.json"), &write("csl-json", &WriteOptions::default(), &records)?)
}

fn written_case(path: &Path) -> Result<(), Failed> {
    let name = path.file_name().and_then(|name| name.to_str()).ok_or("a file name that is not UTF-8")?;
    let mut parts = name.split('.');
    let format = parts.next().unwrap_or_default();
    let middle = name.split('.').nth(1).filter(|_| name.matches('.').count() == 2);
    let destination = match middle {
        Some(name) => destination::by_name(name).ok_or_else(|| format!("no destination {name}"))?,
        None => destination::GENERIC,
    };
    let records =
        fs::read_to_string(path.with_file_name("records.json")).map_err(|error| error.to_string())?;
    let options = WriteOptions { destination, ..WriteOptions::default() };
    compare(path, &write(format, &options, &read("csl-json", &records)?)?)
}

fn main() {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut trials = Vec::new();
    for source in folders(&fixtures) {
        for case in folders(&source) {
            let name = case.strip_prefix(&fixtures).unwrap_or(&case).display().to_string();
            if case.join("expected.json").exists() {
                let case = case.clone();
                trials.push(Trial::test(format!("{name}/expected.json"), move || page_case(&case)));
            }
            if !case.join("records.json").exists() {
                continue;
            }
            let mut files: Vec<PathBuf> =
                fs::read_dir(&case).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
            files.sort();
            for file in files {
                let file_name =
                    file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
                if file_name != "records.json" && file_name != "source.txt" {
                    trials.push(Trial::test(format!("{name}/{file_name}"), move || written_case(&file)));
                }
            }
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
