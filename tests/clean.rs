//! Cleaning rules: their examples, and what must hold of every rule and every record.

use crate::all_fixtures;
use crate::random_record::{self, Random};
use refmill::clean::decisions::{Answer, Decision, Decisions, key_of};
use refmill::clean::journals::Journals;
use refmill::clean::{Change, Cleaner, RULES, Rule, Safety, Selection};
use refmill::record::Record;
use refmill::report::Severity;
use std::collections::BTreeSet;

/// Messy records in each run; more of them find more.
const MESSY: usize = 1000;

fn record(json: &str) -> Record {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Applies a rule; the record without the warnings that say so, and the changes.
fn cleaned(rule: &'static Rule, before: &Record) -> (Record, Vec<Change>) {
    let mut after = before.clone();
    let changes = Cleaner::of(&[rule]).run(&mut after);
    after.warnings.truncate(before.warnings.len());
    (after, changes)
}

fn told(changes: &[Change]) -> Vec<(&'static str, &'static str, &str, &str)> {
    let told = changes.iter();
    told.map(|it| (it.rule.name(), it.field, it.before.as_str(), it.after.as_str())).collect()
}

#[test]
fn every_rule_keeps_its_examples_and_is_done_after_one_go() {
    for rule in RULES {
        let (mut fires, mut still) = (0, 0);
        for (before, after) in rule.examples {
            let (given, wanted) = (record(before), record(after));
            let (after, changes) = cleaned(rule, &given);
            assert_eq!(after, wanted, "{}: {before}", rule.name());
            assert_eq!(changes.is_empty(), given == wanted, "{}: {before}", rule.name());
            *(if given == wanted { &mut still } else { &mut fires }) += 1;
            let (_, again) = cleaned(rule, &after);
            assert!(again.is_empty(), "{} is not idempotent: {:?}", rule.name(), told(&again));
        }
        assert!(fires > 0 && still > 0, "{} needs an example of each kind", rule.name());
    }
}

#[test]
fn rules_have_names_of_their_own_and_say_how_sure_they_are() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES {
        let severity = if rule.safety == Safety::Safe { Severity::Info } else { Severity::Warning };
        assert_eq!(rule.code.severity, severity, "{}", rule.name());
        assert!(!rule.summary.is_empty() && rule.explanation.len() > rule.summary.len(), "{}", rule.name());
    }
}

/// Pieces of which rules make something, in whatever order: of any text, and of each kind of field.
#[rustfmt::skip]
const MESS: &[&str] = &[
    "tea", "Tea ", " a ", "  ", "\u{a0}", "\u{200b}", "e\u{301}", "\n", "&amp;", "&amp;lt;", "&lt;i&gt;", "<i>", "</i>", "<p>", "</p>", "<br/>", "<sub>2</sub>", "Ã©",
    "ä¸\u{ad}", "[", "]", ".", "].", "trans- plantation ", "long- term ", "pre- and ", "METHODSThe ", "RESULTS: ", "AIM\n", "ConclusionAll ", "late.Some ", "(ITP)Are ",
    "$x^2$", "慢性",
];
const TITLES: &[&str] = &[
    "EFFECT OF ",
    "HIV ",
    "IN BEIJING ",
    "PARKINSON'S ",
    "DISEASE. ",
    "MRNA-",
    "{COVID}-19 ",
    "A ",
    "HEPATITIS ",
    "[",
    "].",
    ". ",
    "Green ",
    "Tea ",
    "On ",
    "Sleep ",
    "Among ",
    "Many ",
    "Nurses ",
    "&amp; ",
    "WHAT? ",
];
const NAMES: &[&str] = &[
    "et",
    " al",
    "et al.",
    "ZHANG",
    "RUI",
    "VAN DER WAAL",
    "Ou",
    "Wenxin",
    "J.-P.",
    ", MD",
    ", PhD",
    " MD",
    "Jr.",
    "WHO",
    "等",
    "others",
    "John, MD",
    "Wenxin, PhD",
];
const IDS: &[&str] = &[
    "doi:",
    "https://doi.org/",
    "10.1000/a",
    "ABC",
    ".",
    "PMID: ",
    "PMID: 12345",
    "12345",
    "PMC",
    "ISBN ",
    "978-3-16-148410-0",
    "https://pubmed.ncbi.nlm.nih.gov/",
    " ",
    "%2F",
];
const SERIALS: &[&str] = &["16734408", "1673-4408", "2434-561x", "2434–561X", "ISSN 1673-4408", "1", ""];
const ORCIDS: &[&str] = &[
    "0000-0002-1825-0097",
    "https://orcid.org/0000-0002-1825-0097",
    "000000021825 0097",
    "0000000218250097",
    "x",
];
const PAGES: &[&str] =
    &["217", "-21", "–", "0", "S12", "e15", "-", "xii", ", ", "221", "discussion ", "passim"];
const KEYWORDS: &[&str] = &[
    "children",
    "Children",
    "AIDS",
    "aids",
    "*",
    "/*adverse effects",
    "/drug therapy",
    "; ",
    "、",
    "|",
    ", ",
    "Tea",
    "Aged; Humans",
];
const JOURNALS: &[&str] =
    &["JOURNAL OF ", "TEA AND SLEEP", "Yonsei Med. J.", "Yonsei Medical Journal", "J Korean Med Sci", "JAMA"];
const PLACES: &[&str] =
    &["chi", "Chinese", "ZH", "en", "zh-hans", "China", "P.R. China", "Korea", "Viet Nam", "x"];

/// A record that is messy in all fields which rules look at.
fn messy(random: &mut Random) -> Record {
    use refmill::record::*;
    let of = |random: &mut Random, most: usize, pieces: &[&str]| {
        (0..random.below(most + 1)).map(|_| random.pick(pieces)).collect::<String>()
    };
    let text = |random: &mut Random| of(random, 4, MESS);
    let marked = |random: &mut Random, pieces: &[&str]| {
        let mut marked = Marked::default();
        for _ in 0..=random.below(3) {
            let style = Style { italic: random.flip(), math: random.below(8) == 0, ..Style::PLAIN };
            marked.push(of(random, 6, pieces), if random.below(4) > 0 { Style::PLAIN } else { style });
        }
        marked
    };
    let words = |random: &mut Random, pieces: &[&str]| {
        let is_of_kind = random.flip();
        Text {
            value: marked(random, if is_of_kind { pieces } else { MESS }),
            lang: None,
            origin: Origin::Read,
        }
    };
    let some = |random: &mut Random, pieces: &[&str]| random.flip().then(|| of(random, 2, pieces));
    let person = |random: &mut Random| {
        let name = Name {
            family: some(random, NAMES),
            given: some(random, NAMES),
            suffix: some(random, NAMES),
            ..Name::default()
        };
        let name = if random.below(4) == 0 { Name::literal(of(random, 2, NAMES)) } else { name };
        let form = NameForm { name, ..NameForm::default() };
        Contributor {
            forms: vec![form],
            orcid: some(random, ORCIDS),
            is_group: random.below(6) == 0,
            ..Contributor::default()
        }
    };
    let list = |random: &mut Random| 0..random.below(4);
    let mut contributors: Vec<Contributor> = list(random).map(|_| person(random)).collect();
    if random.below(4) == 0 {
        contributors.extend(contributors.first().cloned());
    }
    Record {
        kind: Kind::ArticleJournal,
        titles: list(random)
            .map(|at| Title {
                text: words(random, TITLES),
                role: if at == 0 { TitleRole::Main } else { TitleRole::Vernacular },
            })
            .collect(),
        contributors,
        identifiers: list(random)
            .map(|_| Ident {
                scheme: random.pick(&["doi", "pmid", "pmcid", "isbn"]).to_owned(),
                value: of(random, 3, IDS),
                ..Ident::default()
            })
            .collect(),
        issns: list(random)
            .map(|_| Issn {
                value: of(random, 1, SERIALS),
                medium: random.pick(&[Medium::Print, Medium::Unknown]),
                origin: Origin::Read,
            })
            .collect(),
        page_ranges: list(random)
            .map(|_| PageRange { first: of(random, 3, PAGES), last: some(random, PAGES), raw: None })
            .collect(),
        terms: list(random)
            .map(|_| Term {
                value: of(random, 2, KEYWORDS),
                vocab: random.pick(&[Vocabulary::Author, Vocabulary::Mesh]),
                ..Term::default()
            })
            .collect(),
        container_titles: list(random)
            .map(|_| ContainerTitle {
                text: words(random, JOURNALS),
                role: random.pick(&[ContainerRole::Main, ContainerRole::Abbrev]),
                scheme: None,
            })
            .collect(),
        languages: list(random)
            .map(|_| Language { text: of(random, 1, PLACES), tag: some(random, PLACES) })
            .collect(),
        countries: list(random).map(|_| Country { text: of(random, 1, PLACES), code: None }).collect(),
        abstracts: list(random)
            .map(|_| Abstract {
                text: words(random, MESS),
                sections: list(random)
                    .filter(|at| *at > 1)
                    .map(|_| AbstractSection { label: text(random), text: marked(random, MESS) })
                    .collect(),
                raw: None,
            })
            .collect(),
        notes: list(random).map(|_| FreeNote { text: text(random), kind: None }).collect(),
        publisher: some(random, MESS),
        ..Record::default()
    }
}

/// Records of all kinds: with anything in them, messy ones, and as readers make them of all fixtures.
fn records() -> Vec<Record> {
    let mut random = Random::new(20_261_130);
    let mut records: Vec<Record> = (0..200).map(|_| random_record::record(&mut random)).collect();
    records.extend((0..MESSY).map(|_| messy(&mut random)));
    records.extend(all_fixtures::all().iter().flat_map(|fixture| fixture.read().records));
    // What the rules' own examples are made of, together.
    records.extend(RULES.iter().flat_map(|rule| rule.examples).map(|(before, _)| record(before)));
    assert!(records.len() > 1000, "only {} records", records.len());
    records
}

#[test]
fn a_rule_says_what_it_does_and_is_done_after_one_go() {
    let cleaners: Vec<Cleaner> = RULES.iter().map(|rule| Cleaner::of(&[rule])).collect();
    let mut fired = vec![0; RULES.len()];
    for before in records() {
        let mut after = before.clone();
        for ((rule, cleaner), fired) in RULES.iter().zip(&cleaners).zip(&mut fired) {
            let changes = cleaner.run(&mut after);
            after.warnings.truncate(before.warnings.len());
            assert_eq!(after == before, changes.is_empty(), "{}: {:?}", rule.name(), told(&changes));
            if changes.is_empty() {
                continue;
            }
            *fired += 1;
            for change in &changes {
                assert_ne!(change.before, change.after, "{} changes nothing", rule.name());
                assert!(!change.field.is_empty());
            }
            let again = cleaner.run(&mut after);
            assert!(again.is_empty(), "{} is not idempotent: {:?}", rule.name(), told(&again));
            after.clone_from(&before);
        }
    }
    let rare: Vec<_> = RULES.iter().zip(&fired).filter(|(_, fired)| **fired < 5).collect();
    let rare: Vec<_> = rare.iter().map(|(rule, fired)| format!("{} {fired}", rule.name())).collect();
    assert!(rare.is_empty(), "these rules found hardly anything to do: {}", rare.join(", "));
}

fn all_rules() -> Selection {
    Selection { only: RULES.to_vec(), ..Selection::default() }
}

#[test]
fn all_rules_together_are_done_after_two_goes_and_hardly_ever_need_the_second() {
    let cleaner = Cleaner::new(&all_rules(), Journals::built_in(), Decisions::default());
    let mut unsettled = Vec::new();
    let records = records();
    let count = records.len();
    for mut record in records {
        cleaner.run(&mut record);
        let second = cleaner.run(&mut record);
        if !second.is_empty() {
            unsettled
                .push(told(&second).into_iter().map(|it| format!("{it:?}")).collect::<Vec<_>>().join(" "));
        }
        let third = cleaner.run(&mut record);
        assert!(third.is_empty(), "after {}: {:?}", unsettled.last().unwrap_or(&String::new()), told(&third));
    }
    assert!(unsettled.len() * 100 <= count, "{} of {count}:\n{}", unsettled.len(), unsettled.join("\n"));
}

#[test]
fn what_is_rejected_is_not_done() {
    for before in records() {
        let mut decisions = Decisions::default();
        let key = key_of(&before);
        for round in 0.. {
            assert!(round < 40, "new changes all the time: {key}");
            let cleaner = Cleaner::new(&all_rules(), Journals::built_in(), decisions.clone());
            let mut after = before.clone();
            let changes = cleaner.run(&mut after);
            if changes.is_empty() {
                assert_eq!(after, before);
                break;
            }
            for change in &changes {
                decisions.add(Decision::about(&key, "", change, Answer::Reject));
            }
        }
    }
}

#[test]
fn what_is_accepted_is_done_without_its_rule() {
    let before = record(r#"{"id": "a", "titles": [{"value": "EFFECT OF HIV ON TEA", "role": "main"}]}"#);
    let run = |decisions: &Decisions| {
        let cleaner = Cleaner::new(&Selection::default(), Journals::default(), decisions.clone());
        let mut after = before.clone();
        let changes = cleaner.run(&mut after);
        (after.titles[0].text.to_plain(), changes.len(), cleaner.decisions().unused().count())
    };
    assert_eq!(run(&Decisions::default()), ("EFFECT OF HIV ON TEA".to_owned(), 0, 0));
    let line = |before: &str| {
        format!(
            r#"{{"decision":"accept","record":"id:a","rule":"all-capitals-title","field":"title","before":"{before}","after":"Effect of HIV on tea"}}"#
        )
    };
    let decisions = Decisions::parse(&line("EFFECT OF HIV ON TEA")).expect("a decision");
    assert_eq!(run(&decisions), ("Effect of HIV on tea".to_owned(), 1, 0));
    let decisions = Decisions::parse(&line("EFFECT OF HIV ON SLEEP")).expect("a decision");
    assert_eq!(run(&decisions), ("EFFECT OF HIV ON TEA".to_owned(), 0, 1));
}

#[test]
fn a_guess_leaves_the_value_as_it_was_with_the_record() {
    let mut record = record(r#"{"titles": [{"value": "EFFECT OF HIV ON TEA", "role": "main"}]}"#);
    Cleaner::new(&all_rules(), Journals::default(), Decisions::default()).run(&mut record);
    let warnings: Vec<_> = record.warnings.iter().map(|it| (it.code.as_str(), it.message.as_str())).collect();
    let expected = "title: `EFFECT OF HIV ON TEA` became `Effect of HIV on tea`";
    assert_eq!(warnings, [("all-capitals-title", expected)]);
}

#[test]
fn csl_json_lines_between_two_steps_carry_everything() {
    let lines = refmill::formats::by_name("csl-jsonl").expect("a format");
    let write = lines.writer.expect("a writer");
    let mut count = 0;
    for fixture in all_fixtures::all() {
        for record in fixture.read().records {
            let mut bytes = Vec::new();
            let mut losses = refmill::write::Losses::default();
            write.record(&record, &refmill::write::WriteOptions::default(), &mut bytes, &mut losses);
            let line = String::from_utf8(bytes).expect("text");
            let read =
                all_fixtures::read(refmill::formats::by_name("csl-json").expect("a format"), &line, "-");
            assert_eq!(read.records, [record], "{}", fixture.name);
            assert!(losses.records.is_empty(), "{}", fixture.name);
            count += 1;
        }
    }
    assert!(count > 500, "only {count} records");
}
