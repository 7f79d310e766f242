//! The journal line against the tables of the mapping and pages references, and its laws on any text.

use proptest::prelude::*;
use refmill::record::{PageRange, PartOf};
use refmill::value::Part;
use refmill::value::journal_line::{JournalLine, looks_like, parse};
use refmill::value::{date, pages};
use std::path::Path;
use std::time::{Duration, Instant};

fn unescape(line: &str) -> String {
    let mut plain = line.replace("\\n", "\n").replace("\\t", "\t");
    while let Some(start) = plain.find("\\u{") {
        let end = start + plain[start..].find('}').expect("an escape is closed");
        let code = u32::from_str_radix(&plain[start + 3..end], 16).expect("an escape is hexadecimal");
        plain
            .replace_range(start..=end, &char::from_u32(code).expect("an escape is a character").to_string());
    }
    plain
}

fn owner(of: PartOf) -> &'static str {
    match of {
        PartOf::Volume => "volume",
        PartOf::Issue => "issue",
    }
}

fn other(line: &JournalLine) -> String {
    let mut facts = Vec::new();
    if let Some(supplement) = &line.supplement {
        let number = supplement.number.as_deref().unwrap_or("(unnumbered)");
        facts.push(format!("supplement={number} of {}", owner(supplement.of)));
    }
    if let Some(part) = &line.part {
        facts.push(format!("part={} of {}", part.number, owner(part.of)));
    }
    let values = [
        ("article-number", &line.article_number),
        ("number-of-pages", &line.number_of_pages),
        ("status", &line.status),
        ("tail", &line.tail),
    ];
    facts.extend(
        values.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={value}"))),
    );
    let flags = [("pages-expanded", "expanded"), ("pages-open", "open"), ("pages-reversed", "reversed")];
    for (code, flag) in flags {
        if line.remarks.iter().any(|remark| remark.code.name == code) {
            facts.push(format!("flag {flag}"));
        }
    }
    facts.join("; ")
}

fn pages_of(ranges: &[PageRange]) -> String {
    ranges.iter().map(PageRange::to_text).collect::<Vec<_>>().join(", ")
}

fn row(printed: &str, line: &JournalLine) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let codes: Vec<&str> = line.remarks.iter().map(|remark| remark.code.name).collect();
    [
        printed.to_owned(),
        text(&line.journal),
        line.date.as_ref().map(refmill::record::DateVal::iso).unwrap_or_default(),
        text(&line.volume),
        text(&line.issue),
        pages_of(&line.page_ranges),
        other(line),
        codes.join(" "),
    ]
    .join("\t")
}

/// Breaks of the law of parts: order, overlap, character borders, and visible characters outside every part.
fn broken_parts(text: &str, parts: &[Part], all_claimed: bool) -> Option<String> {
    let mut end = 0;
    let mut unclaimed = String::new();
    for part in parts {
        if part.start < end || part.end <= part.start {
            return Some(format!("{part:?} overlaps or is empty"));
        }
        let (Some(before), Some(_)) = (text.get(end..part.start), text.get(part.start..part.end)) else {
            return Some(format!("{part:?} is not on a character border"));
        };
        unclaimed.push_str(before.trim());
        end = part.end;
    }
    unclaimed.push_str(text.get(end..).unwrap_or_default().trim());
    (all_claimed && !unclaimed.is_empty()).then(|| format!("nobody took `{unclaimed}`"))
}

fn check(name: &str, expected_rows: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/journal-lines").join(name);
    let table = std::fs::read_to_string(path).expect("the table is there");
    let mut wrong = Vec::new();
    let mut rows = 0;
    for expected in table.lines().filter(|row| !row.starts_with('#')) {
        rows += 1;
        let printed = expected.split('\t').next().unwrap_or_default();
        let text = unescape(printed);
        let line = parse(&text);
        let found = row(printed, &line);
        if found != expected {
            wrong.push(format!("expected {expected}\n   found {found}"));
        }
        let refused = line.remarks.iter().any(|remark| remark.code.name == "journal-line-not-understood");
        assert_eq!(line.understood, !refused, "{printed}");
        if let Some(broken) = broken_parts(&text, &line.parts, line.understood) {
            wrong.push(format!("{printed}: {broken}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(rows, expected_rows, "{name}");
}

#[test]
fn lines_of_the_mapping_reference() {
    check("mapping.tsv", 85);
}

#[test]
fn lines_of_wprim() {
    check("wprim.tsv", 57);
}

#[test]
fn lines_with_names_and_breaks() {
    check("journals.tsv", 95);
}

#[test]
fn what_was_changed_is_kept_as_printed() {
    let line = parse("2022;049(No. 04):217–221");
    assert_eq!((line.volume_raw.as_deref(), line.issue_raw.as_deref()), (Some("049"), Some("No. 04")));
    assert_eq!(line.page_ranges[0].raw.as_deref(), Some("217–221"));
    assert_eq!(line.date.map(|date| date.text_raw).as_deref(), Some("2022"));
    assert_eq!(parse("1995;0(04):-").volume_raw.as_deref(), Some("0"));
    assert_eq!(parse("2022;49 Pt 2:1").volume_raw.as_deref(), Some("49 Pt 2"));
    assert_eq!(parse("2022;49(4)Suppl 1:1").issue_raw.as_deref(), Some("(4)Suppl 1"));
    let plain = parse("2022;49(4):217-221");
    assert_eq!((plain.volume_raw, plain.issue_raw, plain.page_ranges[0].raw.clone()), (None, None, None));
    let unknown = parse("2O22;49(4):217-221");
    assert_eq!(
        unknown.date.map(|date| (date.start, date.text_raw)),
        Some((None, "2O22;49(4):217-221".to_owned()))
    );
}

#[test]
fn parts_name_the_fields() {
    let text = "《中华儿科杂志》 2022年4月；49（第4期）：217～221. doi: 10.1/x";
    let found: Vec<(&str, &str)> = parse(text)
        .parts
        .iter()
        .filter(|part| !part.field.is_empty())
        .map(|part| (part.field, &text[part.start..part.end]))
        .collect();
    assert_eq!(
        found,
        [
            ("container-title", "中华儿科杂志"),
            ("issued", "2022"),
            ("issued", "4"),
            ("volume", "49"),
            ("issue", "4"),
            ("page", "217～221"),
            ("source_raw", "doi: 10.1/x"),
        ]
    );
}

#[test]
fn recognises_lines_and_no_sentences() {
    for line in [
        "International Journal of Pediatrics 2022;49(4):217-221",
        "\u{a0} 2022;49(4):217-221",
        "Journal of Sun Yat-sen University(Medical Sciences) 2017;38(6):866-871",
        "Chinese Journal of Rehabilitation 2025;59(Early Access 2025):1-7",
        "Korean Journal 1995;0(04):-",
        "国际儿科学杂志 2013;(3):172-175",
        "J Foo 2022 Apr;49(Suppl 1):S1-S9",
        "2022;49:217-221",
    ] {
        assert!(looks_like(line), "{line}");
    }
    for sentence in [
        "",
        "2022",
        "International Journal of Pediatrics",
        "Patients were enrolled from 2010 to 2019; 12 (10.0%): 5 died",
        "A total of 120 cases were seen in 2019; 45 of them (37%) were severe.",
        "The result agrees with others (Lancet 2019;393(1):45-50).",
        "The result agrees with others. It was printed in the Lancet 2019;393(1):45-50 and elsewhere",
        "Mortality differed significantly. The reason was reported before 2019;393(1):45-50",
        "[1] Zhang S. A title[J]. Journal, 2021, 25(1): 25-31",
        "Zhang S, et al. Lancet 2019;393(1):45-50",
        "The rate was 2000: 12",
        "All patients were enrolled in 2019;12(3):45-50",
        "2022;49(4):",
    ] {
        assert!(!looks_like(sentence), "{sentence}");
    }
}

#[test]
fn a_long_line_takes_no_time() {
    let patterns = [
        "2022;2022(",
        "2022:2022,2022;",
        "Dec 2021-",
        "10 Apr ",
        "(((((",
        "----",
        "a ",
        "2022 ",
        "1-",
        "217-221, ",
        "《年",
        "10.1234/",
        ";;::",
        "\u{200b} ",
    ];
    let start = Instant::now();
    for pattern in patterns {
        let text = pattern.repeat(1_000_000 / pattern.len());
        let before = Instant::now();
        let _ = (parse(&text), looks_like(&text));
        assert!(before.elapsed() < Duration::from_secs(4), "{pattern}: {:?}", before.elapsed());
    }
    let _ = (date::parse(&"2022-".repeat(200_000)), date::parse(&"a ".repeat(500_000)));
    let _ = pages::parse(&"1-2,".repeat(250_000));
    assert!(start.elapsed() < Duration::from_secs(40), "{:?}", start.elapsed());
}

/// Text made of what journal lines are made of, so that the grammar is entered often.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "2022",
            "1999",
            ";",
            ":",
            "(",
            ")",
            "-",
            "–",
            "～",
            "，",
            " ",
            "\u{a0}",
            "\n",
            ".",
            ",",
            "Suppl",
            "Pt",
            "No.",
            "Vol.",
            "年",
            "月",
            "第",
            "期",
            "卷",
            "页",
            "共",
            "增刊",
            "Apr",
            "Spring",
            "S1",
            "Z1",
            "e15",
            "xi",
            "doi: 10.1/x",
            "In press",
            "p",
            "《",
            "》",
            "№",
            "½",
            "\u{200b}",
            "\u{feff}",
            "é",
            "0",
            "04",
            "49",
            "217",
            "103640",
            "[",
            "]",
            "/",
            "&",
            "passim",
            "Article",
            "Journal",
        ])
        .prop_map(str::to_owned),
        "[0-9]{1,5}",
        "\\PC",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_the_law_of_parts(text in prop_oneof![pieces(), any::<String>()]) {
        let line = parse(&text);
        prop_assert_eq!(broken_parts(&text, &line.parts, false), None);
        let read_pages = pages::parse(&text);
        prop_assert_eq!(broken_parts(&text, &read_pages.parts, true), None);
        let read_date = date::parse(&text);
        prop_assert_eq!(broken_parts(&text, &read_date.parts, false), None);
        let _ = looks_like(&text);
    }

    #[test]
    fn nothing_vanishes(text in pieces()) {
        let line = parse(&text);
        let unclaimed = broken_parts(&text, &line.parts, true);
        let nothing_read = !line.understood && (line.date.is_some() || text.trim().is_empty());
        // Signs without a letter before the date are no name: they are left for the caller to report.
        let no_name = line.understood && line.journal.is_none();
        prop_assert!(unclaimed.is_none() || nothing_read || no_name, "{:?} {:?}", unclaimed, line);
    }

    #[test]
    fn a_plain_line_says_what_was_put_in(
        year in 1900..2099_i32,
        month in proptest::option::of(1..=12_u8),
        volume in 1..999_u32,
        issue in proptest::option::of(1..60_u32),
        first in 1..9000_u32,
        more in 0..900_u32,
    ) {
        let date = match month {
            Some(month) => format!("{year} {}", refmill::vocab::months::abbreviation(month).expect("twelve months")),
            None => year.to_string(),
        };
        let group = issue.map(|issue| format!("({issue})")).unwrap_or_default();
        let range = if more == 0 { first.to_string() } else { format!("{first}-{}", first + more) };
        let printed = format!("Journal of Tests {date};{volume}{group}:{range}");
        let line = parse(&printed);
        prop_assert_eq!(line.journal.as_deref(), Some("Journal of Tests"));
        let issued = line.date.as_ref().and_then(|date| date.start).map(|start| (start.year, start.month));
        prop_assert_eq!(issued, Some((year, month)));
        prop_assert_eq!(line.volume.clone(), Some(volume.to_string()));
        prop_assert_eq!(line.issue.clone(), issue.map(|issue| issue.to_string()));
        prop_assert_eq!(pages_of(&line.page_ranges), range);
        prop_assert!(line.remarks.is_empty() && line.tail.is_none(), "{:?}", line);
        prop_assert!(looks_like(&printed));
    }
}
