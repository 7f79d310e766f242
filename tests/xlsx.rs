//! XLSX, read back with calamine: the cells of the CSV, text that stays text, nothing lost, the same bytes.

use crate::random_record::{Random, record};
use calamine::{Data, Reader, Xlsx as Workbook};
use refmill::record::{DateKind, DateParts, DateVal, Ident, Record, Text, Title, Url, UrlKind};
use refmill::write::csv::{CSV, presets};
use refmill::write::xlsx::Xlsx;
use refmill::write::{CsvFormulas, Losses, WriteOptions, Writer};
use std::io::{Cursor, Read};

fn rendered(records: &[Record], options: &WriteOptions) -> (Vec<u8>, Losses) {
    let (mut rendered, mut losses) = (Vec::new(), Losses::default());
    for record in records {
        Xlsx.record(record, options, &mut rendered, &mut losses);
    }
    (rendered, losses)
}

/// The workbook, its rows handed over in portions of so many records.
fn book(records: &[Record], options: &WriteOptions, portion: usize) -> (Vec<u8>, Losses) {
    let mut packer = Xlsx.packer(options).expect("a packed format");
    let (mut out, mut losses) = (Vec::new(), Losses::default());
    for records in records.chunks(portion) {
        let (rows, lost) = rendered(records, options);
        losses.add(&lost);
        packer.take(&rows, &mut out).expect("memory");
    }
    packer.finish(&mut out, &mut losses).expect("memory");
    (out, losses)
}

fn rows(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book = Workbook::new(Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("references").expect("the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("a part of a workbook").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The same table as CSV, nothing guarded.
fn csv_rows(records: &[Record], options: &WriteOptions) -> (Vec<Vec<String>>, Losses) {
    let options = WriteOptions { csv_formulas: CsvFormulas::Verbatim, ..options.clone() };
    let (mut out, mut losses) = (Vec::new(), Losses::default());
    CSV.begin(&options, &mut out);
    for record in records {
        CSV.record(record, &options, &mut out, &mut losses);
    }
    let text = String::from_utf8(out).expect("UTF-8");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    (reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect(), losses)
}

/// The record of `extra_json`.
fn whole(json: &str) -> Record {
    let mut object: serde_json::Value =
        serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    object.as_object_mut().expect("an object").remove("v");
    serde_json::from_value(object).expect("a record")
}

fn like(name: &str) -> WriteOptions {
    WriteOptions { like: Some(name.to_owned()), ..WriteOptions::default() }
}

fn article(title: &str, doi: &str, url: &str) -> Record {
    let url = Url { href: url.to_owned(), kind: UrlKind::Landing };
    Record {
        titles: vec![Title { text: Text::read(title), ..Title::default() }],
        identifiers: vec![Ident { scheme: "doi".into(), value: doi.to_owned(), ..Ident::default() }],
        urls: if url.href.is_empty() { Vec::new() } else { vec![url] },
        dates: vec![DateVal {
            kind: DateKind::Issued,
            start: Some(DateParts { year: 2022, month: Some(4), day: None }),
            ..DateVal::default()
        }],
        ..Record::default()
    }
}

fn columns(names: &[&str]) -> WriteOptions {
    WriteOptions { columns: names.iter().map(|name| (*name).to_owned()).collect(), ..WriteOptions::default() }
}

#[test]
fn text_is_text_and_a_year_is_a_number() {
    let options = columns(&["title", "doi", "url", "year", "month", "day", "volume"]);
    let mut records = [
        article("=HYPERLINK(\"http://a\")", "10.1/a", "https://a.org/x?y=1&z=2#f"),
        article("'+1", "10.1002/(SICI)1:4<2::A>3", "https://a.org/x%2Fy"),
        article(" 慢性\n免疫性 ", "", "javascript:alert(1)"),
    ];
    records[0].volume = Some("049".into());
    let (bytes, losses) = book(&records, &options, 10);
    let text = |text: &str| if text.is_empty() { Data::Empty } else { Data::String(text.to_owned()) };
    let number = |number| Data::Float(f64::from(number));
    let header = ["title", "doi", "url", "year", "month", "day", "volume"].map(text);
    let row = |title: &str, doi: &str, url: &str, volume: &str| {
        [text(title), text(doi), text(url), number(2022), number(4), Data::Empty, text(volume)]
    };
    assert_eq!(
        rows(&bytes),
        [
            header,
            row("=HYPERLINK(\"http://a\")", "10.1/a", "https://a.org/x?y=1&z=2#f", "049"),
            row("'+1", "10.1002/(SICI)1:4<2::A>3", "https://a.org/x%2Fy", ""),
            row("慢性 免疫性", "", "javascript:alert(1)", ""),
        ]
    );
    let mut read = Workbook::new(Cursor::new(&bytes)).expect("a workbook");
    let formulas = read.worksheet_formula("references").expect("the sheet");
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
    // Two addresses stand there as text.
    assert_eq!(losses.records.get("links"), Some(&2));
    let targets = part(&bytes, "xl/worksheets/_rels/sheet1.xml.rels");
    for target in [
        "\"https://doi.org/10.1/a\"",
        "\"https://a.org/x?y=1&amp;z=2\"",
        "1:4%3C2::A%3E3\"",
        "TargetMode=\"External\"",
    ] {
        assert!(targets.contains(target), "{target} in {targets}");
    }
    assert_eq!(targets.matches("<Relationship ").count(), 3, "{targets}");
}

#[test]
fn the_sheet_is_made_to_be_looked_over() {
    let (bytes, _) = book(&[article("A", "10.1/a", "")], &WriteOptions::default(), 1);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for sign in [
        // The header stays, is bold (style 1), and has a filter; PMIDs are not marked as mistakes.
        "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>",
        "<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>id</t></is></c>",
        "<autoFilter ref=\"A1:BB2\"/>",
        "numberStoredAsText=\"1\"",
        "<hyperlink ref=\"P2\"",
    ] {
        assert!(sheet.contains(sign), "{sign}");
    }
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("<b/>") && styles.contains("wrapText=\"1\""), "{styles}");
    assert!(part(&bytes, "docProps/core.xml").contains(">2000-01-01T00:00:00Z<"));
}

#[test]
fn the_cells_are_those_of_the_csv_in_any_layout() {
    let layouts = presets().iter().map(|preset| like(preset.name)).chain([WriteOptions::default()]);
    for (seed, options) in (0u64..).zip(layouts.cycle().take(42)) {
        let mut random = Random::new(seed);
        let records = [record(&mut random), record(&mut random)];
        let (bytes, mut losses) = book(&records, &options, 1);
        let (expected, expected_losses) = csv_rows(&records, &options);
        let found = rows(&bytes);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            for (at, expected) in expected.iter().enumerate() {
                let found = found.get(at).map(ToString::to_string).unwrap_or_default();
                if expected.starts_with("{\"v\":") {
                    assert_eq!(whole(&found), whole(expected), "seed {seed}");
                } else {
                    assert_eq!(found, *expected, "seed {seed}, {:?}", options.like);
                }
            }
        }
        losses.records.remove("links");
        assert_eq!(losses, expected_losses);
    }
}

#[test]
fn no_sign_of_a_workbook_in_a_text_changes_the_whole_record() {
    let odd = "a_x0041_b \u{1}\u{ffff}\u{fffe} <t>&amp;]]> _x005F_";
    let record = Record { annotation: Some(odd.to_owned()), ..article(odd, "10.1/a", "") };
    let (bytes, _) = book(std::slice::from_ref(&record), &columns(&["extra_json"]), 1);
    let found = rows(&bytes)[1][0].to_string();
    assert_eq!(whole(&found), record);
}

#[test]
fn a_long_text_goes_on_in_a_sheet_of_its_own() {
    let long = "慢性😀".repeat(20_000);
    let (bytes, losses) = book(&[article(&long, "", "")], &columns(&["title"]), 1);
    let mut read = Workbook::new(Cursor::new(&bytes)).expect("a workbook");
    let pieces = read.worksheet_range("continued").expect("the sheet of pieces");
    let mut whole = rows(&bytes)[1][0].to_string();
    for row in pieces.rows().skip(1) {
        assert_eq!(row[0].to_string() + &row[1].to_string() + &row[2].to_string(), "references2title");
        whole += &row[4].to_string();
    }
    assert_eq!(pieces.height(), 3);
    assert!(whole == long);
    assert!(!losses.records.contains_key("titles"));
}

#[test]
fn portions_change_no_byte() {
    let records: Vec<Record> = (0..30).map(|seed| record(&mut Random::new(seed))).collect();
    let (expected, losses) = book(&records, &WriteOptions::default(), 30);
    for portion in [1, 7] {
        let (bytes, lost) = book(&records, &WriteOptions::default(), portion);
        assert!(bytes == expected && lost == losses, "portions of {portion}");
    }
}
