//! How often the general reader is right: every page of every table and of `fixtures/wprim`, read without its own
//! table, against the facts worked out for it. `docs/confidence.md` holds the figures; `UPDATE=1` writes it anew.

use refmill::page::layout::Layout;
use refmill::page::{built_in, example, read};
use refmill::record::{Confidence, Record};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

const FIELDS: &[&str] =
    &["title", "authors", "journal", "year", "volume", "issue", "pages", "DOI", "abstract", "keywords"];

/// The lowest share of right values among those claimed, and of values found among those there.
const PRECISION: f64 = 0.97;
const RECALL: f64 = 0.85;
/// The lowest share of right values among those that are certain.
const CERTAIN: f64 = 0.99;

/// A page with the facts of its records.
struct Page {
    source: String,
    name: String,
    text: String,
    records: Vec<Table>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    claimed: u32,
    right: u32,
    there: u32,
    found: u32,
}

impl Count {
    fn precision(self) -> f64 {
        if self.claimed == 0 { 1.0 } else { f64::from(self.right) / f64::from(self.claimed) }
    }

    fn recall(self) -> f64 {
        if self.there == 0 { 1.0 } else { f64::from(self.found) / f64::from(self.there) }
    }

    fn add(&mut self, other: Self) {
        self.claimed += other.claimed;
        self.right += other.right;
        self.there += other.there;
        self.found += other.found;
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every page with facts, but for those of the general reader's own examples.
fn pages() -> Vec<Page> {
    let mut pages = Vec::new();
    for layout in built_in().into_iter().filter(|layout| layout.name != "general") {
        for example in &layout.examples {
            pages.push(Page {
                source: layout.name.clone(),
                name: example.name.clone(),
                text: example.input.trim_start_matches('\n').to_owned(),
                records: example.records.clone(),
            });
        }
    }
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("fixtures/wprim"))
        .expect("the pages of WPRIM")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    for case in cases {
        let expected: Table =
            fs::read_to_string(case.join("expected.toml")).expect("facts").parse().expect("a table of facts");
        let layout = expected.get("layout").and_then(Value::as_str);
        let Some(layout) = layout.filter(|layout| layout.starts_with("wprim")) else { continue };
        let records = expected.get("record").and_then(Value::as_array).cloned().unwrap_or_default();
        let records = records.into_iter().filter_map(|record| record.as_table().cloned()).collect();
        let Ok(text) = fs::read_to_string(case.join("input.txt")) else { continue };
        let name = case.file_name().expect("a name").to_string_lossy().into_owned();
        pages.push(Page { source: layout.to_owned(), name, text, records });
    }
    pages
}

/// Letters and figures in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn texts(facts: &Table, keys: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for key in keys {
        match facts.get(*key) {
            Some(Value::String(text)) => found.push(text.clone()),
            Some(Value::Array(texts)) => {
                found.extend(texts.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            _ => {}
        }
    }
    found
}

/// The keys of facts that a field is made of.
fn keys_of(field: &str) -> &'static [&'static str] {
    match field {
        "title" => &["title", "vernacular-title", "translated-title"],
        "authors" => &["authors"],
        "journal" => &["journal", "journal-abbreviation", "journal-vernacular"],
        "year" => &["issued"],
        "volume" => &["volume"],
        "issue" => &["issue"],
        "pages" => &["page", "article-number"],
        "DOI" => &["doi"],
        "abstract" => &["abstract", "other-abstracts"],
        _ => &["keywords", "mesh"],
    }
}

/// The values of a field, as they are compared: those of the keys of which the page's facts say something.
fn values(field: &str, facts: &Table, stated: &Table) -> Vec<String> {
    let absent = texts(stated, &["absent"]);
    let is_stated = |key: &&&str| stated.contains_key(**key) || absent.iter().any(|absent| absent == **key);
    let mut keys: Vec<&str> = keys_of(field).iter().filter(is_stated).copied().collect();
    // A page with a second title or journal name states them all, whichever is called the first.
    if ["title", "journal"].contains(&field) && keys.len() > 1 || field == "keywords" && !keys.is_empty() {
        keys = keys_of(field).to_vec();
    }
    let values = texts(facts, &keys);
    let shorter = |text: &String| match field {
        "year" => text.chars().take(4).collect(),
        "DOI" | "volume" | "issue" | "pages" => text.to_lowercase(),
        _ => folded(text),
    };
    values.iter().map(shorter).filter(|value| !value.is_empty()).collect()
}

/// Whether the facts say anything of a field, that it is absent included.
fn is_stated(field: &str, facts: &Table) -> bool {
    let absent = texts(facts, &["absent"]);
    let keys = keys_of(field);
    keys.iter().any(|key| facts.contains_key(*key) || absent.iter().any(|absent| absent == key))
}

/// Names in the record's words of what a field was read from.
fn sources_of(field: &str) -> &'static [&'static str] {
    match field {
        "title" => &["title", "vernacular-title", "citation"],
        "authors" => &["author", "citation"],
        "abstract" => &["abstract"],
        "keywords" => &["keyword", "mesh"],
        "DOI" => &["DOI", "container-title", "journal-line", "citation", "source"],
        _ => &["container-title", "journal-line", "issued", "volume", "issue", "page", "citation", "source"],
    }
}

fn confidence(field: &str, record: &Record) -> Confidence {
    let sources =
        record.provenance.fields.iter().filter(|source| sources_of(field).contains(&source.field.as_str()));
    sources.map(|source| source.confidence).max().unwrap_or(Confidence::Certain)
}

/// Every author in every form of the name that the record has: a page may print names in two scripts.
fn forms(record: &Record) -> Vec<Vec<String>> {
    let written = |name: &refmill::record::Name| {
        let literal = name.literal.clone().unwrap_or_default();
        folded(&format!("{literal}{}{}", name.full_family(), name.given.clone().unwrap_or_default()))
    };
    let authors = record.contributors.iter();
    authors.map(|author| author.forms.iter().map(|form| written(&form.name)).collect()).collect()
}

struct Outcome {
    fields: BTreeMap<&'static str, Count>,
    sources: BTreeMap<String, Count>,
    by_confidence: BTreeMap<Confidence, Count>,
    wrong: Vec<String>,
    missed: Vec<String>,
}

fn measure() -> Outcome {
    let general: Vec<Layout> = built_in().into_iter().filter(|layout| layout.name == "general").collect();
    assert_eq!(general.len(), 1);
    let mut outcome = Outcome {
        fields: BTreeMap::new(),
        sources: BTreeMap::new(),
        by_confidence: BTreeMap::new(),
        wrong: Vec::new(),
        missed: Vec::new(),
    };
    for page in pages() {
        let reading = read(&general, &page.text, &page.text, "page", 1);
        for record in &reading.records {
            let told = record.warnings.iter().any(|warning| warning.code == "read-by-general-rules");
            assert!(told, "{}/{} does not say how it was read", page.source, page.name);
        }
        for (number, expected) in page.records.iter().enumerate() {
            let record = reading.records.get(number);
            let found = record.map(example::facts).unwrap_or_default();
            for field in FIELDS {
                compare(&page, field, expected, &found, record, &mut outcome);
            }
            if record.is_none() {
                let why =
                    reading.notes.iter().map(|note| note.message.clone()).next_back().unwrap_or_default();
                outcome.missed.push(format!("{}/{}: no record: {why}", page.source, page.name));
            }
        }
        for record in reading.records.iter().skip(page.records.len()) {
            let title = record.titles.first().map(|title| title.text.to_plain());
            outcome.wrong.push(format!("{}/{}: invented {title:?}", page.source, page.name));
            let invented = Count { claimed: 1, ..Count::default() };
            outcome.fields.entry("title").or_default().add(invented);
        }
    }
    outcome
}

fn compare(
    page: &Page,
    field: &'static str,
    expected: &Table,
    found: &Table,
    record: Option<&Record>,
    outcome: &mut Outcome,
) {
    let claimed = values(field, found, expected);
    let there = values(field, expected, expected);
    let whole = ["abstract-starts", "abstract-ends"].iter().any(|key| expected.contains_key(*key));
    if field == "abstract" && whole || !is_stated(field, expected) {
        return;
    }
    let forms =
        record.map(|record| if field == "authors" { forms(record) } else { Vec::new() }).unwrap_or_default();
    let is_right = |number: usize, value: &String| {
        there.contains(value)
            || forms.get(number).is_some_and(|forms| forms.iter().any(|form| there.contains(form)))
    };
    // Names in letters that the facts do not have cannot be judged: a page prints its authors in two scripts, the facts
    // name them in one.
    let is_latin = |value: &String| value.chars().any(|letter| letter.is_ascii_alphabetic());
    let judged =
        |value: &&String| field != "authors" || there.iter().any(|other| is_latin(other) == is_latin(value));
    let unjudged = claimed.iter().filter(|value| !judged(value) && !there.is_empty()).count();
    let right = claimed.iter().enumerate().filter(|(number, value)| is_right(*number, value)).count();
    let told = |value: &String| claimed.contains(value) || forms.iter().flatten().any(|form| form == value);
    let hit = there.iter().filter(|value| told(value)).count();
    let number = |count: usize| u32::try_from(count).expect("a small number");
    let count = Count {
        claimed: number(claimed.len() - unjudged.min(claimed.len() - right)),
        right: number(right),
        there: number(there.len()),
        found: number(hit),
    };
    let place = format!("{}/{}", page.source, page.name);
    if right + unjudged < claimed.len() {
        outcome.wrong.push(format!("{place}: {field}: {claimed:?} instead of {there:?}"));
    } else if hit < there.len() && record.is_some() {
        outcome.missed.push(format!("{place}: {field}: {claimed:?} of {there:?}"));
    }
    outcome.fields.entry(field).or_default().add(count);
    outcome.sources.entry(page.source.clone()).or_default().add(count);
    if let Some(record) = record {
        outcome.by_confidence.entry(confidence(field, record)).or_default().add(count);
    }
}

fn total(counts: impl Iterator<Item = Count>) -> Count {
    counts.fold(Count::default(), |mut sum, count| {
        sum.add(count);
        sum
    })
}

fn document(outcome: &Outcome) -> String {
    let mut text = String::from(include_str!("confidence/head.md"));
    let row = |text: &mut String, name: &str, count: Count| {
        let Count { claimed, right, there, found } = count;
        let (precision, recall) = (count.precision(), count.recall());
        writeln!(text, "| {name} | {claimed} | {right} | {precision:.3} | {there} | {found} | {recall:.3} |")
            .expect("a string");
    };
    let head = "| claimed | right | precision | there | found | recall |\n|--|--|--|--|--|--|--|\n";
    write!(text, "\n## By field\n\n| field {head}").expect("a string");
    for field in FIELDS {
        row(&mut text, field, outcome.fields.get(field).copied().unwrap_or_default());
    }
    row(&mut text, "all", total(outcome.fields.values().copied()));
    write!(text, "\n## By source\n\n| source {head}").expect("a string");
    for (source, count) in &outcome.sources {
        row(&mut text, source, *count);
    }
    text.push_str("\n## By confidence\n\n| confidence | claimed | right | share |\n|--|--|--|--|\n");
    for (confidence, count) in &outcome.by_confidence {
        let name = format!("{confidence:?}").to_lowercase();
        writeln!(text, "| {name} | {} | {} | {:.3} |", count.claimed, count.right, count.precision())
            .expect("a string");
    }
    text
}

#[test]
fn the_general_reader_is_as_good_as_the_document_says() {
    let outcome = measure();
    if std::env::var_os("SHOW").is_some() {
        let lists = [outcome.wrong.join("\n"), outcome.missed.join("\n")];
        let shown = lists.join("\n--- missed\n");
        std::io::Write::write_all(&mut std::io::stdout(), shown.as_bytes()).expect("standard output");
    }
    let document = document(&outcome);
    let path = root().join("docs/confidence.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &document).expect("the document");
    }
    let all = total(outcome.fields.values().copied());
    assert!(all.precision() >= PRECISION, "precision {:.3}\n{}", all.precision(), outcome.wrong.join("\n"));
    assert!(all.recall() >= RECALL, "recall {:.3}\n{}", all.recall(), outcome.missed.join("\n"));
    let certain = outcome.by_confidence.get(&Confidence::Certain).copied().unwrap_or_default();
    assert!(
        certain.precision() >= CERTAIN,
        "certain {:.3}\n{}",
        certain.precision(),
        outcome.wrong.join("\n")
    );
    let stands = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(stands, document, "docs/confidence.md is old: UPDATE=1 cargo test --test all confidence::");
}

#[test]
fn what_is_no_article_gives_no_record() {
    let general: Vec<Layout> = built_in();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/no-article");
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("pages without an article") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "txt") || path.ends_with("source.txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a page");
        let reading = read(&general, &text, &text, "page", 1);
        assert!(reading.records.is_empty(), "{}: {:?}", path.display(), reading.records);
        seen += 1;
    }
    assert!(seen >= 8, "{seen} pages");
}

#[test]
fn every_character_has_one_fate() {
    let general: Vec<Layout> = built_in().into_iter().filter(|layout| layout.name == "general").collect();
    for page in pages() {
        let explanation = refmill::page::explain(&general, &page.text, "page");
        let place = format!("{}/{}", page.source, page.name);
        assert_eq!(explanation.lines.len(), page.text.lines().count(), "{place}");
        for line in explanation.lines {
            let mut end = 0;
            for stretch in &line.stretches {
                assert!(stretch.start >= end && stretch.end > stretch.start, "{place}: line {}", line.number);
                let between = line.text.get(end..stretch.start).expect("borders of characters");
                assert!(between.trim().is_empty(), "{place}: line {}: {between:?} has no fate", line.number);
                end = stretch.end;
            }
            let rest = line.text.get(end..).expect("a border of characters");
            assert!(rest.trim().is_empty(), "{place}: line {}: {rest:?} has no fate", line.number);
        }
    }
}

#[test]
fn a_page_cut_anywhere_does_no_harm() {
    let general: Vec<Layout> = built_in().into_iter().filter(|layout| layout.name == "general").collect();
    for page in pages().into_iter().step_by(3) {
        for (at, _) in page.text.char_indices().step_by(37) {
            let (head, tail) = page.text.split_at(at);
            for text in [head, tail] {
                let reading = read(&general, text, text, "page", 1);
                assert!(reading.records.len() <= 40, "{}/{}", page.source, page.name);
            }
        }
    }
}

#[test]
fn a_hostile_page_costs_no_time() {
    let general: Vec<Layout> = built_in().into_iter().filter(|layout| layout.name == "general").collect();
    let texts = [
        "Abstract\n".repeat(60_000),
        "1. Zhang San, Li Si\nJ Tea. 2021;25(1):2-3\n".repeat(6_000),
        "doi: 10.1000/x; ".repeat(30_000),
        "Keywords: a: b: c: d: ".repeat(20_000),
        "Zhang San, ".repeat(40_000),
        "Title of tea / of sleep\n".repeat(19_000),
        "作者: ".repeat(60_000),
    ];
    // Four times the text may cost four times the time; on a busy machine a few times that, and never sixteen times.
    for text in texts {
        let cost = |text: &str| {
            let start = std::time::Instant::now();
            let count = read(&general, text, text, "page", 1).records.len();
            (start.elapsed(), count)
        };
        let quarter = text.char_indices().nth(text.chars().count() / 4).map_or(0, |(at, _)| at);
        let (part, _) = cost(&text[..quarter]);
        let (whole, count) = cost(&text);
        let most = part.max(std::time::Duration::from_millis(300)) * 12;
        assert!(whole < most, "{part:?}, then {whole:?}: {count} of {:?}", text.get(..30));
    }
}
