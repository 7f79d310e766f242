//! Merging as a whole: laws that hold whatever the records, and pairs whose answer is known.

use proptest::prelude::*;
use refmill::merge::{
    Counts, Decision, Decisions, Digest, Groups, Outcome, Sketches, combine, compare, pairs,
};
use refmill::record::{Record, Role};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::num::NonZeroUsize;

fn record(json: Value) -> Record {
    serde_json::from_value(json).expect("a record")
}

/// A record in few words: `title|authors|journal|year|volume|issue|first-last|doi|type`.
fn short(text: &str) -> Record {
    let mut fields = text.split('|').map(str::trim);
    let mut next = || fields.next().unwrap_or_default();
    let mut members = json!({"type": "article-journal"});
    let titles: Vec<Value> = next()
        .split(" // ")
        .filter(|it| !it.is_empty())
        .zip(["main", "vernacular"])
        .map(|(value, role)| json!({"value": value, "role": role}))
        .collect();
    members["titles"] = titles.into();
    let authors: Vec<Value> = next().split("; ").filter(|it| !it.is_empty()).map(|name| {
        let (family, given) = name.split_once(", ").unwrap_or((name, ""));
        let kind = if name.is_ascii() { "romanised" } else { "native" };
        json!({"role": "author", "forms": [{"name": {"family": family, "given": given}, "kind": kind, "raw": "", "confidence": "rule"}]})
    }).collect();
    members["contributors"] = authors.into();
    let journal = next();
    if !journal.is_empty() {
        members["container_titles"] = json!([{"value": journal, "role": "main"}]);
    }
    if let Ok(year) = next().parse::<i32>() {
        members["dates"] = json!([{"kind": "issued", "start": {"year": year}}]);
    }
    for field in ["volume", "issue"] {
        let value = next();
        if !value.is_empty() {
            members[field] = value.into();
        }
    }
    let pages = next();
    if let Some((first, last)) = pages.split_once('-') {
        members["page_ranges"] = json!([{"first": first, "last": last}]);
    } else if !pages.is_empty() {
        members["page_ranges"] = json!([{"first": pages}]);
    }
    let doi = next();
    if !doi.is_empty() {
        members["identifiers"] = json!([{"scheme": "doi", "value": doi}]);
    }
    let genre = next();
    if !genre.is_empty() {
        members["genre"] = genre.into();
    }
    record(members)
}

fn outcome(one: &str, other: &str) -> Outcome {
    let sketches: Sketches = [short(one), short(other)].iter().collect();
    let (one, other) = (sketches.get(0).expect("one"), sketches.get(1).expect("other"));
    let (there, back) = (compare(&one, &other), compare(&other, &one));
    assert_eq!((there.outcome, there.score), (back.outcome, back.score), "both ways");
    assert_eq!(there.score, there.parts.iter().map(|part| part.weight).sum::<i32>());
    there.outcome
}

const TEA: &str = "Effect of green tea on sleep quality in elderly patients|Ou, Wenxin; Zhang, Rui|International Journal of Tea|2020|12|3|217-221";

const GREEN: &str =
    "The role of green tea in sepsis of old people|Ou, W; Zhang, R; Li, H|Int J Tea|2020|12|3|85-89";

/// The same, in which no record is [`TEA`].
const OTHER_PAIRS: &[(&str, &str, &str, Outcome)] = &[
    (
        "the cited page, inside the pages of the other",
        GREEN,
        "The role of green tea in sepsis of old people|Ou, W; Zhang, R; Li, H|Int J Tea|2020|12|3|87",
        Outcome::Same,
    ),
    (
        "a letter of a short word, on the same page by the same people",
        GREEN,
        "The rle of green tea in sepsis of old people|Ou, W; Zhang, R; Li, H|Int J Tea|2020|12|3|85",
        Outcome::Same,
    ),
    (
        "a letter of a short word, and no page",
        "Green tea and the sleep of rats in cities|Ou, W; Zhang, R; Li, H|Int J Tea|2020",
        "Green tea and the sleep of cats in cities|Ou, W; Zhang, R; Li, H|Int J Tea|2020",
        Outcome::Ask,
    ),
    (
        "how many cases",
        GREEN,
        "The role of green tea in sepsis of old people: report of 12 cases|Ou, W; Zhang, R; Li, H|Int J Tea|2020|12|3|",
        Outcome::Same,
    ),
    (
        "initials turned round",
        "The role of green tea in sepsis of old people|Nguyen, P|Int J Tea|2020|12|3|85-89",
        "The role of green tea in sepsis of old people|Pieter, N|Int J Tea|2020|12|3|85",
        Outcome::Same,
    ),
    (
        "initials turned round, and nothing but title, journal and year",
        "The role of green tea in sepsis of old people|Nguyen, P|Int J Tea|2020",
        "The role of green tea in sepsis of old people|Pieter, N|Int J Tea|2020",
        Outcome::Ask,
    ),
    (
        "one team of four in one issue, two languages",
        "The role of green tea in sepsis|Ou, Wenxin; Zhang, Rui; Li, Hao; Wang, Lei|Int J Tea|2020|12|3|85-89",
        "绿茶在脓毒症中的作用|欧, 文欣; 张, 瑞; 李, 浩; 王, 磊|茶杂志|2020|12|3|",
        Outcome::Same,
    ),
    (
        "one team of four in one issue, part two in the other language",
        "The role of green tea in sepsis|Ou, Wenxin; Zhang, Rui; Li, Hao; Wang, Lei|Int J Tea|2020|12|3|85-89",
        "绿茶在脓毒症中的作用（二）|欧, 文欣; 张, 瑞; 李, 浩; 王, 磊|茶杂志|2020|12|3|",
        Outcome::Ask,
    ),
    (
        "one team of four in one supplement, two languages",
        "The role of green tea in sepsis|Ou, Wenxin; Zhang, Rui; Li, Hao; Wang, Lei|Int J Tea|2020|12|Suppl 3|85-89",
        "绿茶在脓毒症中的作用|欧, 文欣; 张, 瑞; 李, 浩; 王, 磊|茶杂志|2020|12|Suppl 3|",
        Outcome::Ask,
    ),
    (
        "two people in one issue, two languages",
        "The role of green tea in sepsis|Ou, Wenxin; Zhang, Rui|Int J Tea|2020|12|3|85-89",
        "绿茶在脓毒症中的作用|欧, 文欣; 张, 瑞|茶杂志|2020|12|3|",
        Outcome::Ask,
    ),
];

/// Made-up pairs, answers by what a librarian would say.
#[test]
fn pairs_whose_answer_is_known() {
    use Outcome::{Ask, Different, Same};
    for (why, other, wanted) in [
        ("the same", TEA, Same),
        (
            "abbreviations and initials",
            "EFFECT OF GREEN TEA ON SLEEP QUALITY IN ELDERLY PATIENTS.|Ou, W; Zhang, R|Int J Tea|2020|12|3|217-221",
            Same,
        ),
        (
            "slips",
            "Efect of green tea on sleep qualtiy in elderly patients|Ou, W; Zhang, R|Int J Tea|2020|12||217",
            Same,
        ),
        (
            "nothing but the title, the people and the year",
            "Effect of green tea on sleep quality in elderly patients|Ou, W; Zhang, R||2020",
            Same,
        ),
        (
            "turned names, next year in print",
            "Effect of green tea on sleep quality in elderly patients|Wenxin, Ou; Rui, Zhang|Int J Tea|2021|12|3|217-221",
            Same,
        ),
        (
            "the vernacular title alone",
            "绿茶对老年患者睡眠质量的影响|欧, 文欣; 张, 瑞|茶杂志|2020|12|3|217-221",
            Same,
        ),
        (
            "one DOI more",
            "Effect of green tea on sleep quality in elderly patients|Ou, W; Zhang, R|Int J Tea|2020|12|3|217-221|10.1/a",
            Same,
        ),
        (
            "part II",
            "Effect of green tea on sleep quality in elderly patients. Part II|Ou, Wenxin; Zhang, Rui|International Journal of Tea|2020|12|3|222-230",
            Different,
        ),
        (
            "an erratum",
            "Erratum to: Effect of green tea on sleep quality in elderly patients|Ou, Wenxin; Zhang, Rui|International Journal of Tea|2020|12|4|300",
            Different,
        ),
        (
            "a preprint",
            "Effect of green tea on sleep quality in elderly patients|Ou, Wenxin; Zhang, Rui|medRxiv|2020||||10.1101/2020.02.03.1",
            Different,
        ),
        (
            "the abstract of a talk",
            "Effect of green tea on sleep quality in elderly patients|Ou, Wenxin; Zhang, Rui|Tea Congress|2019|7|Suppl 1|S12||Conference Abstract",
            Different,
        ),
        (
            "a reply",
            "Reply to: Effect of green tea on sleep quality in elderly patients|Ou, Wenxin|International Journal of Tea|2020|12|5|400",
            Different,
        ),
        (
            "the same title years later",
            "Effect of green tea on sleep quality in elderly patients|Ou, Wenxin; Zhang, Rui|International Journal of Tea|2024|16|1|7-9",
            Different,
        ),
        (
            "other patients",
            "Effect of green tea on sleep quality in young patients|Ou, Wenxin; Zhang, Rui|International Journal of Tea|2021|13|3|17-21",
            Different,
        ),
        (
            "another article on the next pages",
            "Effect of black coffee on work in adults|Ou, Wenxin; Zhang, Rui|International Journal of Tea|2020|12|3|222-225",
            Different,
        ),
        (
            "the year after, and nothing else",
            "Effect of green tea on sleep quality in elderly patients|Ou, Wenxin; Zhang, Rui|International Journal of Tea|2021",
            Ask,
        ),
    ] {
        assert_eq!(outcome(TEA, other), wanted, "{why}");
    }
    for (why, one, other, wanted) in OTHER_PAIRS {
        assert_eq!(outcome(one, other), *wanted, "{why}");
    }
    let with = |doi: &str| format!("{TEA}|{doi}");
    assert_eq!(outcome(&with("10.1/a"), &with("10.1/A")), Same, "case is no difference of a DOI");
    assert_eq!(outcome(&with("10.1/a"), &with("10.2/b")), Ask, "two DOIs");
    let supplement = |title: &str, author: &str, page: &str| {
        format!("{title}|{author}|Tea J|2020|12|Suppl 1|{page}|10.1/supplement")
    };
    assert_eq!(
        outcome(&supplement("Tea in mice", "Ou, W", "S1"), &supplement("Coffee in rats", "Li, A", "S9")),
        Different,
        "one DOI for all abstracts of a supplement"
    );
    assert_eq!(outcome("Editorial|Ou, W|Tea J|2020|1|1|1-2", "Editorial|Ou, W|Tea J|2020|1|2|1-2"), Ask);
    let part = |number: &str| {
        format!("Green tea and sleep in patients. Part {number}: diet|Ou, W|Tea J|2020|1|1|1-2")
    };
    assert_eq!(outcome(&part("II"), &part("2")), Same);
    assert_eq!(outcome(&part("II"), &part("3")), Different);
    let letters = "Letters to the editor|Ou, W|Tea J|2020";
    assert_eq!(outcome(letters, letters), Ask, "a year has many letters");
    let placed = "Letters to the editor|Ou, W|Tea J|2020|1|1|1";
    assert_eq!(outcome(placed, placed), Same);
    assert_eq!(
        outcome("Editorial|Ou, W|Tea J|2020|1|1|1-2", "Editorial|Li, A|Tea J|2021|2|1|1-2"),
        Different
    );
}

#[test]
fn what_sources_disagree_about_is_told() {
    let (merged, notes) = combine(&[short(TEA), short(&TEA.replace("|12|", "|21|"))]);
    assert_eq!(notes.len(), 1);
    assert_eq!((notes[0].code.name, notes[0].field), ("merge-disagrees", "volume"));
    assert_eq!(merged.volume.as_deref(), Some("12"), "of equals the first");
    assert_eq!(merged.merged_from[1].volume.as_deref(), Some("21"));
}

fn groups(records: &[Record], decisions: &Decisions, jobs: usize) -> Groups {
    let sketches: Sketches = records.iter().collect();
    let jobs = NonZeroUsize::new(jobs).expect("a number of threads");
    Groups::of(&sketches, &pairs(&sketches, jobs), decisions)
}

/// A chain: the first is like the second, the second like the third, the first and the third have two DOIs.
#[test]
fn the_first_key_stays_and_one_that_was_read_goes_before() {
    let with = |text: &str, key: &str, origin: &str| {
        let mut value = serde_json::to_value(short(text)).expect("a record is JSON");
        value["citation_key"] = json!({"value": key, "origin": origin});
        record(value)
    };
    // The second record says more and leads.
    let (first, second) = ("Tea and sleep in mice|Ou, W|Tea J|2020|12||45|", TEA);
    let key = |origins: [&str; 2]| {
        let (merged, _) =
            combine(&[with(first, "ou2020tea", origins[0]), with(second, "ou2020teaa", origins[1])]);
        merged.citation_key.expect("a key").value
    };
    assert_eq!(key(["derived", "derived"]), "ou2020tea");
    assert_eq!(key(["derived", "read"]), "ou2020teaa");
}

#[test]
fn who_stands_in_a_list_twice_counts_once_where_another_list_shows_it() {
    let names = |lists: &[&str]| {
        let records =
            lists.iter().map(|names| short(&format!("Tea and sleep in mice|{names}|Tea J|2020|12|3|45-50|")));
        let (merged, _) = combine(&records.collect::<Vec<_>>());
        let people = merged.with_role(Role::Author).map(|person| {
            let name = &person.forms[0].name;
            format!(
                "{} {}",
                name.family.as_deref().unwrap_or_default(),
                name.given.as_deref().unwrap_or_default()
            )
        });
        people.collect::<Vec<_>>().join("; ")
    };
    let doubled = "Ou, Wenxin; Li, Ming; Ou, Wenxin";
    assert_eq!(names(&[doubled, "Ou, Wenxin; Li, Ming"]), "Ou Wenxin; Li Ming");
    // Namesakes stand in every list twice, a list that is shorter in another way shows nothing, and initials are less.
    assert_eq!(names(&[doubled, "Ou, Wenxin; Li, M"]), "Ou Wenxin; Li Ming; Ou Wenxin");
    assert_eq!(names(&[doubled, "Ou, W; Li, M; Ou, W"]), "Ou Wenxin; Li Ming; Ou Wenxin");
    assert_eq!(names(&[doubled, "Ou, Wenxin; Ou, Wenxin"]), "Ou Wenxin; Li Ming; Ou Wenxin");
    assert_eq!(names(&[doubled, "Li, Ming; Ou, Wenxin"]), "Ou Wenxin; Li Ming; Ou Wenxin");
}

#[test]
fn a_chain_does_not_join_what_differs() {
    let records = [short(&format!("{TEA}|10.1/a")), short(TEA), short(&format!("{TEA}|10.1/b"))];
    let found = groups(&records, &Decisions::default(), 1);
    assert_eq!(found.groups.len(), 1);
    assert_eq!(found.groups[0].len(), 2, "{found:?}");
    assert_eq!(found.open.len(), 1, "the third is asked about");
}

/// A record with both titles ties one with the English title to one with the Chinese one.
#[test]
fn two_titles_tie_two_languages() {
    let records = [
        short(
            "Effect of green tea on sleep quality in elderly patients|Ou, Wenxin; Zhang, Rui|International Journal of Tea|2020|12|3|",
        ),
        short("绿茶对老年患者睡眠质量的影响|欧, 文欣; 张, 瑞|茶杂志|2020|12|3|"),
        short(
            "Effect of green tea on sleep quality in elderly patients // 绿茶对老年患者睡眠质量的影响|Ou, Wenxin; Zhang, Rui||2020|12|3|",
        ),
    ];
    assert_eq!(groups(&records, &Decisions::default(), 2).groups, [[0, 1, 2]]);
}

#[test]
fn a_decision_goes_before_every_rule() {
    let records = [short(TEA), short(TEA.replace("217", "218").as_str()), short(&format!("{TEA}|10.9/x"))];
    let [one, other, third] = [0, 1, 2].map(|place: usize| Digest::of(&records[place]));
    let mut decisions = Decisions::default();
    decisions.decide(one, third, Decision::Different);
    let found = groups(&records, &decisions, 1);
    assert!(found.groups.iter().all(|group| !(group.contains(&0) && group.contains(&2))), "{found:?}");
    let mut decisions = Decisions::default();
    let far = short("Coffee|Li, A||1999");
    decisions.decide(one, Digest::of(&far), Decision::Same);
    let records = [records[0].clone(), far];
    assert_eq!(groups(&records, &decisions, 1).groups, [[0, 1]]);
    let mut both = decisions.clone();
    both.decide(one, other, Decision::Same);
    both.decide(Digest::of(&records[1]), other, Decision::Different);
    let records = [records[0].clone(), records[1].clone(), short(TEA.replace("217", "218").as_str())];
    assert_eq!(groups(&records, &both, 1).overruled, 1, "decisions that contradict each other are counted");
}

/// Ten thousand editorials are compared with their neighbours only, and the two that are one still meet.
#[test]
fn a_title_of_thousands_costs_no_more() {
    let editorial = |number: usize| {
        short(&format!(
            "Editorial|Name{number}, A|Journal {number}|{}|{number}|1|{number}-{}",
            1990 + number % 30,
            number + 1
        ))
    };
    let mut records: Vec<Record> = (1..4000).map(editorial).collect();
    records.push(editorial(77));
    let found = groups(&records, &Decisions::default(), 2);
    assert_eq!(found.groups, [[76, 3999]]);
}

/// Words of which small records are put together, so that some are alike.
fn arbitrary() -> impl Strategy<Value = Record> {
    let titles = [
        "Effect of green tea on sleep quality in elderly patients",
        "Effect of green tea on sleep quality in elderly patients // 绿茶对老年患者睡眠质量的影响",
        "绿茶对老年患者睡眠质量的影响",
        "Effect of black tea on sleep quality in elderly patients",
        "Editorial",
        "",
    ];
    let authors = ["Ou, Wenxin; Zhang, Rui", "Ou, W; Zhang, R", "欧, 文欣; 张, 瑞", "Smith, John", ""];
    let pages = ["217-221", "217", "30-34", ""];
    let dois = ["", "", "10.1/a", "10.1/b"];
    (0..6_usize, 0..5_usize, 0..3, 0..4_usize, 0..4_usize, 0..3).prop_map(
        move |(title, author, year, page, doi, volume)| {
            let volume = if volume == 0 { String::new() } else { format!("{volume}") };
            let text = format!(
                "{}|{}|Tea J|{}|{volume}|1|{}|{}",
                titles[title],
                authors[author],
                2019 + year,
                pages[page],
                dois[doi]
            );
            let mut record = short(&text);
            record.notes.push(refmill::record::FreeNote { text: format!("note {title} {page}"), kind: None });
            record
        },
    )
}

/// All strings of a value.
fn strings(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(found.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(members) => members.values().for_each(|member| strings(member, found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn records_add_up_and_no_text_is_lost(records in proptest::collection::vec(arbitrary(), 1..12)) {
        let mut records = records;
        for (number, record) in (1..).zip(&mut records) {
            record.provenance.record = number;
            record.provenance.file = "made-up.ris".to_owned();
        }
        let found = groups(&records, &Decisions::default(), 1);
        let sketches: Sketches = records.iter().collect();
        let counts = Counts::of(&sketches, &found);
        prop_assert_eq!(counts.identified, counts.unique + counts.removed);
        prop_assert_eq!(counts.by_source.values().sum::<u64>(), counts.identified);
        prop_assert_eq!(counts.removed, found.removed() as u64);
        for group in &found.groups {
            let members: Vec<Record> = group.iter().map(|place| records[*place as usize].clone()).collect();
            let mut before = BTreeSet::new();
            for record in &members {
                strings(&serde_json::to_value(record).expect("JSON"), &mut before);
            }
            let (merged, _) = combine(&members);
            let mut after = BTreeSet::new();
            strings(&serde_json::to_value(&merged).expect("JSON"), &mut after);
            prop_assert!(before.is_subset(&after), "lost: {:?}", before.difference(&after).collect::<Vec<_>>());
            prop_assert_eq!(merged.merged_from.len(), members.len());
        }
    }

    #[test]
    fn the_order_of_the_input_and_the_threads_change_no_group(records in proptest::collection::vec(arbitrary(), 2..10)) {
        // Of equal records one is as good as the other.
        let mut seen = BTreeSet::new();
        let records: Vec<Record> = records.into_iter().filter(|record| seen.insert(Digest::of(record))).collect();
        let names = |found: &Groups, records: &[Record]| -> BTreeSet<BTreeSet<Digest>> {
            found.groups.iter().map(|group| group.iter().map(|place| Digest::of(&records[*place as usize])).collect()).collect()
        };
        let found = groups(&records, &Decisions::default(), 1);
        let threads = groups(&records, &Decisions::default(), 3);
        prop_assert_eq!(&found.groups, &threads.groups);
        prop_assert_eq!(&found.open, &threads.open);
        let mut turned = records.clone();
        turned.reverse();
        let again = groups(&turned, &Decisions::default(), 1);
        // Ties are decided by the order of the input, and they are stated: equal scores. Without them, nothing changes.
        let sketches: Sketches = records.iter().collect();
        let mut scores: Vec<i32> = pairs(&sketches, NonZeroUsize::MIN).iter().map(|pair| pair.score).collect();
        let count = scores.len();
        scores.sort_unstable();
        scores.dedup();
        if scores.len() == count {
            prop_assert_eq!(names(&found, &records), names(&again, &turned));
        }
    }

    #[test]
    fn merging_twice_is_merging_once(records in proptest::collection::vec(arbitrary(), 1..8)) {
        let once = |records: &[Record]| -> Vec<Record> {
            let found = groups(records, &Decisions::default(), 1);
            let grouped: BTreeSet<u32> = found.groups.iter().flatten().copied().collect();
            let mut all: Vec<(u32, Record)> = found.groups.iter().map(|group| {
                (group[0], combine(&group.iter().map(|place| records[*place as usize].clone()).collect::<Vec<_>>()).0)
            }).collect();
            all.extend((0..).zip(records).filter(|(place, _)| !grouped.contains(place)).map(|(place, it)| (place, it.clone())));
            all.sort_by_key(|(place, _)| *place);
            all.into_iter().map(|(_, record)| record).collect()
        };
        let first = once(&records);
        let mut last = first.clone();
        // What a merged record says more may tie it to another one; then it is merged, and after that nothing is.
        for _ in 0..records.len() {
            last = once(&last);
        }
        prop_assert_eq!(once(&last), last);
    }
}
