//! Citations by GB/T 7714 against the table of `fixtures/citation-lines`, and their laws on any text.

use proptest::prelude::*;
use refmill::record::{DateVal, Name, PageRange};
use refmill::value::citation_line::{CitationLine, looks_like, parse, parse_titled};
use std::path::Path;
use std::time::{Duration, Instant};

fn table() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/citation-lines/lines.tsv");
    std::fs::read_to_string(path).expect("the table of citations")
}

fn written(name: &Name) -> String {
    if let Some(literal) = &name.literal {
        return format!("{{{literal}}}");
    }
    let given = name.given.as_deref().map(|given| format!(", {given}")).unwrap_or_default();
    let suffix = name.suffix.as_deref().map(|suffix| format!(", {suffix}")).unwrap_or_default();
    format!("{}{given}{suffix}", name.full_family())
}

fn facts(citation: &CitationLine) -> Vec<String> {
    let names = citation.authors.iter().map(|author| written(&author.forms[0].name));
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let journal = &citation.journal;
    let pages: Vec<String> = journal.page_ranges.iter().map(PageRange::to_text).collect();
    let others = [
        ("article-number", journal.article_number.clone()),
        ("doi", citation.doi.as_ref().map(|doi| doi.value.clone())),
        ("url", citation.url.clone()),
        ("accessed", citation.accessed.as_ref().map(DateVal::iso)),
        ("mark", Some(citation.mark.clone()).filter(|mark| mark != "J")),
    ];
    let others =
        others.iter().filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={value}")));
    vec![
        names.collect::<Vec<_>>().join("; "),
        text(&citation.truncated),
        text(&citation.title),
        text(&journal.journal),
        journal.date.as_ref().map(DateVal::iso).unwrap_or_default(),
        text(&journal.volume),
        text(&journal.issue),
        pages.join(", "),
        others.collect::<Vec<_>>().join("; "),
    ]
}

#[test]
fn citations_are_read_as_by_hand() {
    let table = table();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(rows.len() >= 40, "{} rows", rows.len());
    let mut wrong = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let text = rows[at][0].replace("\\n", "\n");
        let next =
            rows[at + 1..].iter().position(|row| !row[0].is_empty()).map_or(rows.len(), |more| at + 1 + more);
        let expected: Vec<Vec<&str>> = rows[at..next].iter().map(|row| row[1..10].to_vec()).collect();
        let reading = parse(&text, None);
        let mut found: Vec<Vec<String>> = reading.citations.iter().map(facts).collect();
        if found.is_empty() {
            found.push(vec![String::new(); 9]);
        }
        let codes: Vec<&str> = reading.remarks.iter().map(|remark| remark.code.name).collect();
        if found != expected || codes.join(" ") != rows[at][10] {
            wrong.push(format!(
                "{text}\n  expected {expected:?} {:?}\n  found    {found:?} {codes:?}",
                rows[at][10]
            ));
        }
        at = next;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_with_a_mark_are_citations() {
    for row in table().lines().filter(|line| !line.starts_with('#')) {
        let text = row.split('\t').next().unwrap_or_default().replace("\\n", " ");
        let dated = !row.split('\t').nth(5).unwrap_or_default().is_empty();
        assert_eq!(looks_like(&text), dated && !text.is_empty(), "{text}");
    }
    for other in [
        "",
        "[J]",
        "张三. 绿茶. 示例医学, 2021, 25(1): 25-31.",
        "He said [J] in 2021.",
        "[J]. 示例医学, 2021, 25(1): 25-31.",
    ] {
        assert!(!looks_like(other), "{other}");
    }
}

#[test]
fn a_hostile_text_costs_no_time() {
    let texts = [
        "a. ".repeat(100_000),
        "[J]".repeat(100_000),
        "张三, ".repeat(60_000),
        "x[J]. y 2020, 1(2): 3. ".repeat(4_000),
        "line\n".repeat(100_000),
        (0..4_000)
            .fold(String::new(), |text, number| text + &format!("Ou X. T{number}[J]. Y, 2020, 1(2): 3.\n")),
    ];
    for text in texts {
        let start = Instant::now();
        let lines = parse(&text, None).citations.len();
        let is_line = looks_like(&text);
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}, {lines}, {is_line}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn parts_are_in_order_and_on_borders(text in "([张三李四A-Zz,.，。等 \\n]|\\[J\\]|et al|2021|, 25\\(1\\): 2-3|doi:10.1000/x| ){0,30}") {
        let reading = parse(&text, None);
        let mut end = 0;
        for part in &reading.parts {
            prop_assert!(part.start >= end && part.end > part.start, "{part:?} in {:?}", reading.parts);
            prop_assert!(text.get(part.start..part.end).is_some(), "{part:?}");
            end = part.end;
        }
    }
}

#[test]
fn a_title_divides_citations_of_other_styles() {
    let title = "Té verde y sueño: un ejemplo";
    let titles = [title.to_owned()];
    for (text, journal, place) in [
        (
            "Pérez, M., & Gómez, J. L. (2019). Té verde y sueño: un ejemplo. Revista Ejemplar, 12(1), 25–31. https://doi.org/10.1000/re.8",
            "Revista Ejemplar",
            ["2019", "12", "1", "25-31", "", "10.1000/re.8"],
        ),
        (
            "PÉREZ, M.; GÓMEZ, J. L. Té verde y sueño: un ejemplo. Revista Ejemplar, [S. l.], v. 12, n. 1, p. 25–31, 2019. DOI: 10.1000/re.8. Disponível em: https://revista.example.org/8. Acesso em: 5 jul. 2024.",
            "Revista Ejemplar",
            ["2019", "12", "1", "25-31", "", "10.1000/re.8"],
        ),
        (
            "Pérez M, Gómez JL. Té verde y sueño: un ejemplo. Rev Ejempl. 2019;12(1):e31. Disponible en: https://revista.example.org/8",
            "Rev Ejempl",
            ["2019", "12", "1", "", "e31", ""],
        ),
        (
            "Pérez, M. et J. L. Gómez. « Té verde y sueño : un ejemplo ». Revista Ejemplar, vol. 12, no. 1, 2019, p. 25-31.",
            "Revista Ejemplar",
            ["2019", "12", "1", "25-31", "", ""],
        ),
    ] {
        let lines = parse_titled(text, None, &titles);
        let [citation] = lines.citations.as_slice() else { panic!("{text}: {lines:?}") };
        let found = facts(citation);
        let pick = |at: usize| found[at].as_str();
        assert_eq!(pick(3), journal, "{text}");
        let article = citation.journal.article_number.clone().unwrap_or_default();
        let doi = citation.doi.as_ref().map(|doi| doi.value.clone()).unwrap_or_default();
        assert_eq!([pick(4), pick(5), pick(6), pick(7), &article, &doi], place, "{text}");
        assert_eq!(citation.mark, "");
        let claimed: usize = lines.parts.iter().map(|part| part.end - part.start).sum();
        assert!(lines.parts.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text}: {:?}", lines.parts);
        assert!(claimed > text.len() * 9 / 10, "{text}: {:?}", lines.parts);
    }
    // A copy that stops in the title says nothing more; another title says nothing at all.
    let cut = parse_titled("Pérez, M. (2019). Té verde y", None, &titles);
    assert_eq!(cut.citations.len(), 1);
    assert_eq!(cut.citations[0].journal.journal, None);
    let other =
        parse_titled("Pérez, M. (2019). Café y sueño. Revista Ejemplar, 12(1), 25–31.", None, &titles);
    assert!(other.citations.is_empty() && other.remarks.len() == 1, "{other:?}");
}
