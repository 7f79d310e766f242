//! Measures the finding of duplicates against published methods, on made-up records of which it is known what they are.
//!
//! `cargo run --release --example duplicates` prints the tables; `-- --write docs/merging.md` puts them between the marks in
//! that document; `-- --show 20` prints pairs of the development half that were judged wrongly.

#![expect(clippy::print_stdout, reason = "a program that prints a table")]

mod article;
mod asysd;
mod bibutils;
mod damage;
mod dialect;
mod dice;
mod words;

use article::{Article, Sort};
use clap::Parser;
use dialect::Database;
use dice::Dice;
use refmill::merge::{self, Decisions, Groups, Outcome, Sketches};
use refmill::read::{Batch, Chunk};
use refmill::record::Record;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use words::Words;

#[derive(Parser)]
struct Arguments {
    /// Articles of each half, without those beside them
    #[arg(long, default_value_t = 4_000)]
    articles: u64,
    /// Puts the tables into a document, between `<!-- figures -->` and `<!-- end of figures -->`
    #[arg(long)]
    write: Option<std::path::PathBuf>,
    /// Shows so many wrong pairs of the development half
    #[arg(long)]
    show: Option<usize>,
    /// Leaves out the other methods
    #[arg(long)]
    alone: bool,
}

/// Records, and which article each is of.
struct Set {
    records: Vec<Record>,
    articles: Vec<u64>,
    /// What kind of other article stands beside which.
    beside: BTreeMap<(u64, u64), &'static str>,
}

fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    let mut report = String::new();
    let halves: &[(&str, &Words, bool)] = &[
        ("development half, no identifiers", &words::development::WORDS, false),
        ("**test half, no identifiers**", &words::test::WORDS, false),
        ("test half, four records in five with a DOI", &words::test::WORDS, true),
    ];
    let _ = writeln!(
        report,
        "| records | method | pairs right | pairs wrong | pairs missed | precision | recall | left to a person |"
    );
    let _ = writeln!(report, "|--|--|--|--|--|--|--|--|");
    let mut kinds = String::new();
    for (name, words, with_ids) in halves {
        let is_development = words.seed == 1;
        if arguments.show.is_some() && !is_development {
            continue;
        }
        let set = generate(words, arguments.articles, *with_ids);
        let truth = truth(&set);
        let sketches: Sketches = set.records.iter().collect();
        let jobs = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let pairs = merge::pairs(&sketches, jobs);
        let groups = Groups::of(&sketches, &pairs, &Decisions::default());
        let found = within(&groups.groups);
        let open: BTreeSet<(u32, u32)> = groups.open.iter().map(|pair| (pair.one, pair.other)).collect();
        row(&mut report, (name, set.records.len()), "refmill", &found, &truth, Some(&open));
        if !arguments.alone {
            let theirs = asysd::pairs(&set.records);
            row(
                &mut report,
                (name, set.records.len()),
                "ASySD",
                &within(&closed(&theirs, set.records.len())),
                &truth,
                None,
            );
            row(
                &mut report,
                (name, set.records.len()),
                "bibutils' keys",
                &bibutils::pairs(&set.records),
                &truth,
                None,
            );
        }
        if !is_development && !with_ids {
            kinds = by_kind(&set, &found, &open);
        }
        if let Some(most) = arguments.show {
            show(&set, &sketches, (&found, &truth, &open), most);
        }
    }
    let text = format!(
        "{report}\nArticles of the test half that are not one, by how they resemble each other:\n\n{kinds}"
    );
    if let Some(path) = arguments.write {
        let document = std::fs::read_to_string(&path)?;
        let (begin, end) = ("<!-- figures -->", "<!-- end of figures -->");
        let parts =
            document.split_once(begin).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
        let Some((before, after)) = parts else {
            return Err(std::io::Error::other("the document has no marks"));
        };
        std::fs::write(path, format!("{before}{begin}\n{text}{end}{after}"))?;
    } else {
        println!("{text}");
    }
    Ok(())
}

fn generate(words: &Words, count: u64, with_ids: bool) -> Set {
    let mut set = Set { records: Vec::new(), articles: Vec::new(), beside: BTreeMap::new() };
    let mut next = count;
    for number in 0..count {
        let mut dice = Dice::new(words.seed, number);
        let mut article = Article::new(words, number, &mut dice);
        let copies = dice.of(&[1, 1, 1, 1, 2, 2, 2, 3, 3, 4]);
        let beside = dice.in_1000(400).then(|| article.beside(words, &mut dice));
        if let Some((kind, mut other)) = beside {
            if kind == "other abstract on the same page" {
                article.put_on_one_page();
                other.put_on_one_page();
            }
            other.number = next;
            next += 1;
            set.beside.insert((number, other.number), kind);
            let copies = dice.of(&[1, 1, 2]);
            put(&mut set, &other, copies, with_ids, &mut dice);
        }
        put(&mut set, &article, copies, with_ids, &mut dice);
    }
    set
}

/// Adds records of an article from as many databases, each another one.
fn put(set: &mut Set, article: &Article, copies: usize, with_ids: bool, dice: &mut Dice) {
    let is_chinese = article.authors.first().is_some_and(|author| !author.native.is_empty());
    let mut databases: Vec<Database> = match article.sort {
        Sort::Preprint => vec![Database::Embase, Database::Scholar, Database::Pubmed],
        Sort::Thesis => vec![Database::Scholar, Database::Cnki, Database::Wanfang],
        Sort::Abstract => vec![Database::Embase, Database::WebOfScience],
        _ if is_chinese => dialect::ALL.to_vec(),
        _ => dialect::WESTERN.to_vec(),
    };
    for _ in 0..copies.min(databases.len()) {
        let database = dice.of(&databases);
        databases.retain(|it| *it != database);
        let (format, text) = dialect::printed(article, database, with_ids, dice);
        let reader = refmill::formats::by_name(format)
            .and_then(|format| format.reader)
            .expect("a format that is read");
        let mut batch = Batch::default();
        reader.read(Chunk::whole(&text, format), &mut batch);
        assert_eq!(batch.records.len(), 1, "{format} gives one record: {text}");
        set.records.append(&mut batch.records);
        set.articles.push(article.number);
    }
}

fn truth(set: &Set) -> BTreeSet<(u32, u32)> {
    let mut by_article: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (position, article) in (0..).zip(&set.articles) {
        by_article.entry(*article).or_default().push(position);
    }
    within(&by_article.into_values().collect::<Vec<_>>())
}

/// All pairs within groups.
fn within(groups: &[Vec<u32>]) -> BTreeSet<(u32, u32)> {
    let mut pairs = BTreeSet::new();
    for group in groups {
        for (place, one) in group.iter().enumerate() {
            pairs.extend(group.iter().skip(place + 1).map(|other| (*one.min(other), *one.max(other))));
        }
    }
    pairs
}

/// The groups that pairs make, each chain one, as `ASySD` does it.
fn closed(pairs: &BTreeSet<(u32, u32)>, count: usize) -> Vec<Vec<u32>> {
    fn root(parent: &[u32], mut at: u32) -> u32 {
        while parent[at as usize] != at {
            at = parent[at as usize];
        }
        at
    }
    let mut parent: Vec<u32> = (0..u32::try_from(count).unwrap_or(u32::MAX)).collect();
    for (one, other) in pairs {
        let (one, other) = (root(&parent, *one), root(&parent, *other));
        parent[one.max(other) as usize] = one.min(other);
    }
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for position in 0..parent.len() {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        groups.entry(root(&parent, position)).or_default().push(position);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

#[expect(clippy::cast_precision_loss, reason = "some ten thousand pairs")]
fn row(
    report: &mut String,
    (name, records): (&str, usize),
    method: &str,
    found: &BTreeSet<(u32, u32)>,
    truth: &BTreeSet<(u32, u32)>,
    open: Option<&BTreeSet<(u32, u32)>>,
) {
    let right = found.intersection(truth).count();
    let (wrong, missed) = (found.len() - right, truth.len() - right);
    let precision = if found.is_empty() { 1.0 } else { right as f64 / found.len() as f64 };
    let recall = right as f64 / truth.len() as f64;
    let open = open.map(|open| open.len().to_string()).unwrap_or_default();
    let _ = writeln!(
        report,
        "| {records}, {name} | {method} | {right} | {wrong} | {missed} | {precision:.4} | {recall:.4} | {open} |"
    );
}

/// What became of the articles beside others.
fn by_kind(set: &Set, found: &BTreeSet<(u32, u32)>, open: &BTreeSet<(u32, u32)>) -> String {
    let kind_of = |(one, other): &(u32, u32)| {
        let (one, other) = (set.articles[*one as usize], set.articles[*other as usize]);
        set.beside.get(&(one.min(other), one.max(other))).copied()
    };
    let mut counts: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    for kind in set.beside.values() {
        counts.entry(kind).or_default().0 += 1;
    }
    for kind in found.iter().filter_map(kind_of) {
        counts.entry(kind).or_default().1 += 1;
    }
    for kind in open.iter().filter_map(kind_of) {
        counts.entry(kind).or_default().2 += 1;
    }
    let mut table =
        String::from("| kind | articles | pairs joined wrongly | pairs left to a person |\n|--|--|--|--|\n");
    for (kind, (all, joined, asked)) in counts {
        let _ = writeln!(table, "| {kind} | {all} | {joined} | {asked} |");
    }
    table
}

type Pairs = BTreeSet<(u32, u32)>;

fn show(set: &Set, sketches: &Sketches, (found, truth, open): (&Pairs, &Pairs, &Pairs), most: usize) {
    let wrong: Vec<&(u32, u32)> = found.difference(truth).collect();
    let missed: Vec<&(u32, u32)> = truth.difference(found).collect();
    let asked_wrongly = open.difference(truth).count();
    println!("{} open, of which {asked_wrongly} are two articles", open.len());
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for (one, other) in &missed {
        let (Some(one), Some(other)) = (sketches.get(*one), sketches.get(*other)) else { continue };
        let compared = merge::compare(&one, &other);
        let why = compared.veto.or(compared.doubt).unwrap_or(match compared.outcome {
            Outcome::Same => "same alone (no key, or refused by the group)",
            _ => "too little",
        });
        *reasons.entry(why.to_owned()).or_default() += 1;
    }
    println!("{} missed: {reasons:#?}", missed.len());
    let refused: Vec<&(u32, u32)> = missed
        .iter()
        .copied()
        .filter(|(one, other)| {
            let both = sketches.get(*one).zip(sketches.get(*other));
            both.is_some_and(|(one, other)| merge::compare(&one, &other).outcome == Outcome::Same)
        })
        .collect();
    for (name, pairs) in
        [("WRONG", &wrong), ("REFUSED BY THE GROUP OR WITHOUT A KEY", &refused), ("MISSED", &missed)]
    {
        for (one, other) in pairs.iter().step_by((pairs.len() / most).max(1)).take(most) {
            println!(
                "\n{name} {:?}",
                set.beside.get(&(set.articles[*one as usize], set.articles[*other as usize]))
            );
            for position in [one, other] {
                println!(
                    "   {}",
                    sketches.line(*position).unwrap_or_default().replace(['\u{1d}', '\u{1e}', '\u{1f}'], "|")
                );
            }
            if let (Some(one), Some(other)) = (sketches.get(*one), sketches.get(*other)) {
                let compared = merge::compare(&one, &other);
                let parts: Vec<String> = compared
                    .parts
                    .iter()
                    .filter(|part| part.weight != 0)
                    .map(|part| format!("{} {}", part.field, part.weight))
                    .collect();
                println!(
                    "   {:?} {} {:?} {:?}: {}",
                    compared.outcome,
                    compared.score,
                    compared.veto,
                    compared.doubt,
                    parts.join(", ")
                );
            }
        }
    }
}
