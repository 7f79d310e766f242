//! Workbooks read: our own, whose records come back as they were, and those that other programs make.

use crate::random_record::{Random, record};
use refmill::record::{Abstract, Record, Text};
use refmill::write::ndjson::Ndjson;
use refmill::write::{Losses, WriteOptions, Writer};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::Value;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};

fn refmill(arguments: &[&str], files: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_refmill"))
        .arg("convert")
        .args(arguments)
        .args(files)
        .output()
        .expect("the program")
}

/// The records of a file, and what the program says of it.
fn records(path: &Path) -> (Vec<Value>, String) {
    let output = refmill(&["-t", "ndjson"], &[path]);
    let text = String::from_utf8(output.stdout).expect("text");
    let records = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (records, String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn saved(folder: &tempfile::TempDir, mut book: Workbook) -> std::path::PathBuf {
    let path = folder.path().join("book.xlsx");
    book.save(&path).expect("a workbook");
    path
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn our_own_workbooks_come_back_as_they_were() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut all: Vec<Record> = (0..60).map(|seed| record(&mut Random::new(seed))).collect();
    // Three cells of the abstract, and as many of the whole record.
    let long = "慢性😀 'a'_x0041_ ".repeat(7_000);
    all[7].abstracts.push(Abstract { text: Text::read(long.as_str()), ..Abstract::default() });
    let mut lines = Vec::new();
    for record in &all {
        Ndjson.record(record, &WriteOptions::default(), &mut lines, &mut Losses::default());
        Ndjson.between(&WriteOptions::default(), &mut lines);
    }
    let (source, book) = (folder.path().join("in.ndjson"), folder.path().join("book.xlsx"));
    std::fs::write(&source, &lines).expect("a file");
    let (expected, _) = records(&source);
    assert_eq!(expected.len(), all.len());
    let made = refmill(&["-q", "-o", book.to_str().expect("a name")], &[&source]);
    assert!(book.exists(), "{}", String::from_utf8_lossy(&made.stderr));
    let (found, told) = records(&book);
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len(), "{told}");
    // What is said of a workbook is what is said of the same table as text.
    let table = folder.path().join("table.csv");
    refmill(&["-q", "-o", table.to_str().expect("a name")], &[&source]);
    let notes = |path: &Path| {
        let notes = folder.path().join("notes.jsonl");
        refmill(&["-t", "ndjson", "--notes", notes.to_str().expect("a name")], &[path]);
        let notes = std::fs::read_to_string(notes).expect("the notes");
        let notes = notes.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        notes.map(|note| (note["code"].clone(), note["message"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(notes(&book), notes(&table));
    // In a zip archive too.
    let archive = folder.path().join("books.zip");
    let bytes = zipped(&[("a/book.xlsx", &std::fs::read(&book).expect("the workbook"))]);
    std::fs::write(&archive, bytes).expect("a file");
    assert_eq!(records(&archive).0, expected);
}

#[test]
fn a_workbook_of_another_program_is_read_as_its_cells_show() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("About").expect("a name");
    notes.write_string(0, 0, "Search of 3 May 2026").expect("a cell");
    book.add_worksheet().set_name("Empty").expect("a name");
    let sheet = book.add_worksheet().set_name("Hits & more").expect("a name");
    let header = [
        "Authors",
        "Title",
        "Year",
        "Source title",
        "Volume",
        "Page start",
        "DOI",
        "EID",
        "Date",
        "ISSN",
        "Checked",
    ];
    for (column, name) in (0u16..).zip(header) {
        sheet.write_string(0, column, name).expect("a cell");
    }
    for (column, text) in
        [(0, "Ou W.; Li M."), (1, "=Tea\nfor nurses"), (3, "Journal of Tea"), (6, "10.1/a"), (7, "2-s2.0-1")]
    {
        sheet.write_string(1, column, text).expect("a cell");
    }
    sheet.write_number(1, 2, 2022).expect("a cell");
    sheet.write_formula(1, 4, Formula::new("=6*2").set_result("12")).expect("a cell");
    sheet.write_number(1, 5, 7.0).expect("a cell");
    let day = ExcelDateTime::from_ymd(2022, 4, 9).expect("a day");
    sheet
        .write_datetime_with_format(1, 8, &day, &Format::new().set_num_format("dd.mm.yyyy"))
        .expect("a cell");
    sheet
        .write_number_with_format(1, 9, 280_836, &Format::new().set_num_format("0000-0000"))
        .expect("a cell");
    sheet.write_boolean(1, 10, true).expect("a cell");
    // Beyond the header, and two rows further down.
    sheet.write_string(3, 1, "Green tea").expect("a cell");
    sheet.write_string(3, 6, "10.1/b").expect("a cell");
    sheet.write_string(3, 12, "ask Wenxin").expect("a cell");
    let path = saved(&folder, book);
    let (found, told) = records(&path);
    assert_eq!(found.len(), 2, "{told}");
    let first = &found[0];
    assert_eq!(first["titles"][0]["value"], "=Tea for nurses", "{first}");
    assert_eq!(first["volume"], "12");
    assert_eq!(first["page_ranges"][0]["first"], "7");
    assert_eq!(first["issns"][0]["value"], "0028-0836");
    let whole = first.to_string();
    assert!(
        whole.contains("\"year\":2022") && whole.contains("2022-04-09") && whole.contains("TRUE"),
        "{whole}"
    );
    assert!(!whole.contains("2022.0"), "{whole}");
    assert_eq!(first["contributors"].as_array().map(Vec::len), Some(2), "{first}");
    let file = found[1]["provenance"]["file"].as_str().expect("a file");
    assert!(file.ends_with("book.xlsx!/Hits & more"), "{file}");
    assert_eq!(found[1]["provenance"]["lines"], serde_json::json!([4, 4]));
    assert!(found[1].to_string().contains("ask Wenxin"), "{}", found[1]);
    assert!(told.contains("book.xlsx!/Hits & more:4"), "{told}");
    let notes = folder.path().join("notes.jsonl");
    refmill(&["-t", "ndjson", "--notes", notes.to_str().expect("a name")], &[&path]);
    let notes = std::fs::read_to_string(notes).expect("the notes");
    let about: Vec<&str> = notes.lines().filter(|note| note.contains("!/About")).collect();
    assert!(about.len() == 1 && about[0].contains("file-without-records"), "{notes}");
    assert!(!notes.contains("!/Empty"), "{notes}");
}

#[test]
fn a_workbook_without_any_header_is_set_aside_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in [(0, "Tea"), (1, "Wenxin Ou"), (2, "2022")] {
        sheet.write_string(0, column, text).expect("a cell");
    }
    let output = refmill(&["-t", "ndjson"], &[&saved(&folder, book)]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("table-header-unknown"), "{told}");
    assert_eq!(output.status.code(), Some(4), "{told}");
}

#[test]
fn a_piece_of_a_cell_that_is_not_there_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("references").expect("a name");
    let full = "a".repeat(32_767);
    for (row, cells) in
        [["title", "doi"], ["Tea", "10.1/a"], [&full, "10.1/b"], [&full, "10.1/c"]].iter().enumerate()
    {
        for (column, text) in (0u16..).zip(cells) {
            sheet.write_string(u32::try_from(row).expect("few"), column, *text).expect("a cell");
        }
    }
    let pieces = book.add_worksheet().set_name("continued").expect("a name");
    let rows = [
        ["sheet", "row", "column", "piece", "text"],
        ["references", "2", "title", "2", "no place"],
        ["references", "3", "title", "3", "third"],
        ["references", "3", "title", "2", "second"],
        ["references", "4", "title", "3", "second missing"],
    ];
    for (row, cells) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(cells) {
            pieces.write_string(row, column, text).expect("a cell");
        }
    }
    let notes = folder.path().join("notes.jsonl");
    let output =
        refmill(&["-t", "ndjson", "--notes", notes.to_str().expect("a name")], &[&saved(&folder, book)]);
    let told = std::fs::read_to_string(notes).expect("the notes");
    let found: Vec<Value> = String::from_utf8(output.stdout)
        .expect("text")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let titles: Vec<&str> = found.iter().filter_map(|it| it["titles"][0]["value"].as_str()).collect();
    assert_eq!(titles, ["Tea", &(full.clone() + "secondthird"), &full], "{told}");
    let notes = told.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let unplaced: Vec<Value> = notes.filter(|note| note["code"] == "workbook-piece-unplaced").collect();
    let lines: Vec<&Value> = unplaced.iter().map(|note| &note["line"]).collect();
    assert_eq!(lines, [2, 5], "{told}");
    assert!(
        unplaced[0]["file"].as_str().is_some_and(|file| file.ends_with("book.xlsx!/continued")),
        "{told}"
    );
    assert!(unplaced[1]["message"].as_str().is_some_and(|message| message.contains("row 4, column `title`")));
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn what_is_packed_and_no_workbook_is_told_as_such() {
    let folder = tempfile::tempdir().expect("a folder");
    let types = ("[Content_Types].xml", b"<Types/>".as_slice());
    let files: Vec<(&str, Vec<u8>, &str, i32)> = vec![
        ("a.docx", zipped(&[types, ("word/document.xml", b"<Title>x</Title>")]), "a Word document", 4),
        ("a.pptx", zipped(&[types, ("ppt/presentation.xml", b"<p/>")]), "a PowerPoint presentation", 4),
        ("a.xlsb", zipped(&[types, ("xl/workbook.bin", b"")]), "save it as .xlsx or CSV", 4),
        (
            "a.ods",
            zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"")]),
            "an OpenDocument spreadsheet",
            4,
        ),
        ("a.epub", zipped(&[("mimetype", b"application/epub+zip")]), "an e-book", 4),
        // The members of a workbook without its parts.
        ("a.xlsx", zipped(&[types, ("xl/workbook.xml", b"<workbook")]), "workbook-unreadable", 4),
        (
            "bomb.xlsx",
            zipped(&[types, ("xl/workbook.xml", b""), ("xl/worksheets/sheet1.xml", &vec![b' '; 80 << 20])]),
            "packed a thousandfold",
            4,
        ),
    ];
    for (name, bytes, expected, status) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let notes = folder.path().join("notes.jsonl");
        let output = refmill(&["-t", "ndjson", "--notes", notes.to_str().expect("a name")], &[&path]);
        let told = std::fs::read_to_string(&notes).expect("the notes");
        assert!(told.contains(expected), "{name}: {told}");
        assert_eq!(told.lines().count(), 1, "{name}: {told}");
        assert!(output.stdout.is_empty(), "{name}");
        assert_eq!(output.status.code(), Some(status), "{name}");
    }
}
