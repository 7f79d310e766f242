//! Two records side by side, with what each field says for or against their being one article.

use crate::cli::screen::{WIDTH, column, fit};
use crate::merge::{Agreement, Comparison, Outcome, Sketch, compare, sketch, source_of};
use crate::record::{ContainerRole, DateKind, FormKind, Record, Role, TitleRole};

/// Width of the names of fields, and of the marks and points at the end of a line.
const NAMES: usize = 16;
const POINTS: usize = 9;

/// A row of the table: the name, the value of a record, and the parts of the score that it is about.
type Row = (&'static str, fn(&Record) -> String, &'static [&'static str]);

const ROWS: &[Row] = &[
    ("Title", main_title, &["title"]),
    ("Other title", other_title, &[]),
    ("Authors", authors, &["first author", "authors"]),
    ("Journal", journal, &["container-title"]),
    ("Year", year, &["issued"]),
    ("Volume", |record| record.volume.clone().unwrap_or_default(), &["volume"]),
    ("Issue", |record| record.issue.clone().unwrap_or_default(), &["issue"]),
    ("Pages", pages, &["first page", "last page", "article number"]),
    ("Type", kind, &[]),
    ("DOI", |record| record.identifier("doi").unwrap_or_default().to_owned(), &["doi"]),
    ("Numbers", numbers, &["pmid", "pmcid", "database number"]),
    ("Abstract", summary, &["abstract"]),
    ("Whole record", |_| String::new(), &["whole record"]),
];

/// The two records as lines of at most a window's width.
pub(super) fn side_by_side(one: &Record, other: &Record) -> Vec<String> {
    let lines = [sketch::line(one), sketch::line(other)];
    let [Some(first), Some(second)] = lines.each_ref().map(|line| Sketch::parse(line)) else {
        return Vec::new();
    };
    let compared = compare(&first, &second);
    let half = (WIDTH - NAMES - POINTS - 2) / 2;
    let line = |name: &str, one: &str, other: &str, points: &str| {
        let text =
            format!("{} {} {} {points}", column(name, NAMES), column(one, half - 1), column(other, half - 1));
        text.trim_end().to_owned()
    };
    let mut shown = vec![line("", &place_of(one), &place_of(other), &verdict(&compared))];
    for (name, value, fields) in ROWS {
        let values = [value(one), value(other)];
        let points = points(&compared, fields);
        if values.iter().all(String::is_empty) && points.is_empty() {
            continue;
        }
        let [one, other] = values.each_ref().map(String::as_str);
        // Long texts that differ behind the edge are shown from where they do.
        let (one, other) = if one == other {
            (one.to_owned(), other.to_owned())
        } else {
            from_difference(one, other, half - 1)
        };
        shown.push(line(name, &one, &other, &points));
    }
    let reason = compared.veto.or(compared.doubt);
    shown.extend(reason.map(|reason| format!("{} {reason}", column("", NAMES))));
    shown
}

/// A title and its place, for a file of decisions.
pub(super) fn in_a_line(record: &Record) -> String {
    let title = main_title(record);
    fit(&format!("{title} ({})", place_of(record)), 160)
}

/// `PubMed, a.nbib (record 3)`.
fn place_of(record: &Record) -> String {
    let provenance = &record.provenance;
    let file = provenance.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let source = source_of(record);
    let number =
        if provenance.record > 0 { format!(" (record {})", provenance.record) } else { String::new() };
    if source == file { format!("{source}{number}") } else { format!("{source}, {file}{number}") }
}

fn verdict(compared: &Comparison) -> String {
    let word = match compared.outcome {
        Outcome::Same => "same",
        Outcome::Ask => "ask",
        Outcome::Different => "differ",
    };
    format!("{word} {}", tenths(compared.score))
}

fn tenths(points: i32) -> String {
    let sign = if points < 0 { "-" } else { "" };
    format!("{sign}{}.{}", points.abs() / 10, points.abs() % 10)
}

fn points(compared: &Comparison, fields: &[&str]) -> String {
    let parts = compared.parts.iter().filter(|part| fields.contains(&part.field));
    let told: Vec<_> = parts.filter(|part| part.agreement != Agreement::Missing).collect();
    let sum: i32 = told.iter().map(|part| part.weight).sum();
    match told.iter().map(|part| mark(part.agreement)).max() {
        None => String::new(),
        Some((_, mark)) => format!("{mark} {}{}", if sum < 0 { "" } else { "+" }, tenths(sum)),
    }
}

/// The worst agreement of several parts is shown.
fn mark(agreement: Agreement) -> (u8, &'static str) {
    match agreement {
        Agreement::Missing => (0, " "),
        Agreement::Same => (1, "="),
        Agreement::Near => (2, "~"),
        Agreement::Other => (3, "#"),
    }
}

fn from_difference(one: &str, other: &str, width: usize) -> (String, String) {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    if same + 8 < width || one.chars().count().max(other.chars().count()) <= width {
        return (one.to_owned(), other.to_owned());
    }
    let cut = |text: &str| format!("…{}", text.chars().skip(same.saturating_sub(12)).collect::<String>());
    (cut(one), cut(other))
}

fn main_title(record: &Record) -> String {
    let title = record.title(TitleRole::Main).or_else(|| record.titles.first().map(|title| &title.text));
    title.map(crate::record::Text::to_plain).unwrap_or_default()
}

fn other_title(record: &Record) -> String {
    let titles = record
        .titles
        .iter()
        .filter(|title| matches!(title.role, TitleRole::Vernacular | TitleRole::Translated));
    titles.map(|title| title.text.to_plain()).next().unwrap_or_default()
}

fn authors(record: &Record) -> String {
    let names = record.with_role(Role::Author).filter_map(|author| {
        let form = author.projected()?;
        let name = &form.name;
        Some(match (&name.literal, &name.given) {
            (Some(literal), _) => literal.clone(),
            (None, Some(given)) if form.kind == FormKind::Native => name.full_family() + given,
            (None, Some(given)) => format!("{} {given}", name.full_family()),
            (None, None) => name.full_family(),
        })
    });
    names.collect::<Vec<_>>().join("; ")
}

fn journal(record: &Record) -> String {
    let title =
        record.container_title(ContainerRole::Main).or_else(|| record.container_title(ContainerRole::Abbrev));
    let name = title.map(crate::record::Text::to_plain).unwrap_or_default();
    match record.issns.first() {
        Some(issn) => format!("{name} {}", issn.value).trim().to_owned(),
        None => name,
    }
}

fn year(record: &Record) -> String {
    record.date(DateKind::Issued).map(crate::record::DateVal::iso).unwrap_or_default()
}

fn pages(record: &Record) -> String {
    record.pages().or_else(|| record.article_number.clone()).unwrap_or_default()
}

fn kind(record: &Record) -> String {
    let types = record.publication_types.iter().map(|term| term.value.as_str());
    let word = record.genre.as_deref().or_else(|| types.into_iter().next()).or(record.type_raw.as_deref());
    word.unwrap_or_default().to_owned()
}

fn numbers(record: &Record) -> String {
    let others = record.identifiers.iter().filter(|ident| ident.scheme != "doi");
    others.map(|ident| format!("{} {}", ident.scheme, ident.value)).collect::<Vec<_>>().join(", ")
}

fn summary(record: &Record) -> String {
    record.abstracts.first().map(|it| it.text.to_plain()).unwrap_or_default()
}
