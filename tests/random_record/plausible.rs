//! Records such as readers make: right values in any field, each there or not, with the words of all scripts and the signs
//! that some format uses for itself.

use crate::random_record::Random;
use refmill::record::Record;
use serde_json::{Value, json};

/// Words, some with signs that mean something in some format.
const WORDS: &[&str] = &[
    "tea",
    "Sleep",
    "practice",
    "β-carotene",
    "naïve",
    "A&B",
    "100%",
    "#1",
    "under_score",
    "C++",
    "<0.05",
    "{brace}",
    "back\\slash",
    "~10",
    "“quoted”",
    "\"so\"",
    "a|b",
    "x=y",
    "it’s",
    "$5",
    "H₂O",
    "--",
    "—",
    "Müller’s",
    "чай",
    "茶叶",
    "睡眠研究",
    "やまだ",
    "커피",
    "ชา",
    "می\u{200c}شود",
    "50–60",
    "[sic]",
    "(n=3)",
    "a/b",
    "@home",
    "^2",
    "e.g.",
];

/// Words of English, which no rule takes for something else.
const PLAIN: &[&str] =
    &["tea", "sleep", "practice", "hospital", "children", "nurse", "season", "winter", "leaf"];

fn of(random: &mut Random, pool: &[&str], least: usize, most: usize) -> String {
    let count = least + random.below(most - least + 1);
    (0..count).map(|_| random.pick(pool)).collect::<Vec<_>>().join(" ")
}

/// A sentence that begins and ends as sentences do.
fn sentence(random: &mut Random) -> String {
    format!("On the {} of {}", of(random, WORDS, 2, 5), of(random, PLAIN, 1, 2))
}

fn maybe(random: &mut Random, record: &mut Value, name: &str, make: impl FnOnce(&mut Random) -> Value) {
    if random.below(3) > 0 {
        record[name] = make(random);
    }
}

fn latin(family: &str, given: &str) -> Value {
    let raw = format!("{family}, {given}");
    json!({"name": {"family": family, "given": given}, "script": "Latn", "kind": "romanised", "raw": raw,
        "confidence": "certain"})
}

/// People of whom no two have the same name, since notes name people by their names.
fn people(random: &mut Random, places: usize, is_labelled: bool) -> Value {
    let names = [
        (latin("Ou", "Wenxin"), Some(("欧", "文欣"))),
        (latin("Müller-Lüdenscheidt", "J.-P."), None),
        (
            json!({"name": {"family": "Cruz", "given": "Maria", "non-dropping-particle": "de la"}, "script": "Latn",
                "kind": "romanised", "raw": "de la Cruz, Maria", "confidence": "certain"}),
            None,
        ),
        (
            json!({"name": {"family": "Santos", "given": "Juan", "suffix": "Jr."}, "script": "Latn", "kind":
                "romanised", "raw": "Santos, Juan, Jr.", "confidence": "certain"}),
            None,
        ),
        (latin("O’Brien", "Áine M."), None),
        (latin("Zhang", "Rui"), Some(("张", "瑞"))),
    ];
    let mut people = Vec::new();
    for (number, (form, native)) in names.into_iter().enumerate() {
        if random.flip() {
            continue;
        }
        let mut forms = vec![form];
        if let Some((family, given)) = native.filter(|_| random.flip()) {
            forms
                .push(json!({"name": {"family": family, "given": given}, "script": "Hani", "kind": "native",
                "raw": format!("{family}{given}"), "confidence": "inventory"}));
        }
        let mut person = json!({"role": "author", "forms": forms});
        if places > 0 && random.flip() {
            let place = 1 + random.below(places);
            person["affiliation_refs"] = json!([format!("a{place}")]);
            if is_labelled {
                person["affiliation_markers_raw"] = json!([place.to_string()]);
            }
        }
        if random.flip() {
            person["orcid"] = json!(random.pick(&["0000-0002-1825-0097", "0000-0001-5109-3700"]));
        }
        if random.below(3) == 0 {
            person["emails"] = json!([format!("person{number}@example.org")]);
        }
        people.push(person);
    }
    if random.below(4) == 0 {
        people.push(json!({"role": "author", "is_group": true, "forms": [{"name": {"literal": "Green Tea Study Group"},
            "script": "Latn", "kind": "romanised", "raw": "Green Tea Study Group", "confidence": "certain"}]}));
    }
    if random.below(3) == 0 {
        people.push(json!({"role": "editor", "forms": [latin("Braun", "Karl")]}));
    }
    json!(people)
}

fn date(random: &mut Random) -> Value {
    random.pick(&[
        json!({"kind": "issued", "start": {"year": 2022}}),
        json!({"kind": "issued", "start": {"year": 2022, "month": 4}}),
        json!({"kind": "issued", "start": {"year": 2022, "month": 4, "day": 17}}),
        json!({"kind": "issued", "start": {"year": 2022}, "season": "winter"}),
        json!({"kind": "issued", "start": {"year": 2022, "month": 4}, "end": {"year": 2022, "month": 5}}),
        json!({"kind": "issued", "start": {"year": 2021, "month": 12}, "end": {"year": 2022, "month": 1}}),
    ])
}

/// Such a record.
pub(crate) fn record(random: &mut Random, format: &str) -> Record {
    let title = sentence(random);
    let mut titles = vec![json!({"value": title, "lang": "en", "role": "main"})];
    let is_chinese = random.flip();
    if is_chinese {
        titles.push(json!({"value": "茶与睡眠的研究", "lang": "zh-Hans", "role": "vernacular"}));
    }
    let places = random.below(4);
    let is_labelled = random.flip();
    let mut record = json!({
        "type": "article-journal", "id": "ou2022tea", "citation_key": {"value": "ou2022tea"}, "titles": titles,
        "contributors": people(random, places, is_labelled),
        "container_titles": [{"value": "Journal of Tea & Sleep", "lang": "en", "role": "main"},
            {"value": "J Tea Sleep", "lang": "en", "role": "abbrev"}],
        "dates": [date(random)],
        "provenance": {"format": format, "file": "probe", "record": 1},
    });
    let institutions: Vec<Value> = (1..=places)
        .map(|number| {
            let text = format!("Department of {} {number}, Beijing, China", of(random, PLAIN, 1, 2));
            let mut place = json!({"id": format!("a{number}"), "texts": [{"value": text, "lang": "en"}]});
            if is_labelled {
                place["label_raw"] = json!(number.to_string());
            }
            place
        })
        .collect();
    record["affiliations"] = json!(institutions);
    let tag = if is_chinese {
        json!({"text": "Chinese", "tag": "zh"})
    } else {
        json!({"text": "English", "tag": "en"})
    };
    record["languages"] = json!([tag]);
    maybe(random, &mut record, "volume", |random| json!(random.pick(&["49", "XLIX", "49-50"])));
    maybe(random, &mut record, "issue", |random| json!(random.pick(&["4", "3-4"])));
    if random.below(4) == 0 {
        record["issue"] = json!("4 Suppl 1");
        record["supplement"] = json!({"number": "1", "of": "issue"});
    }
    if random.below(3) > 0 {
        record["page_ranges"] = random.pick(&[
            json!([{"first": "217", "last": "221"}]),
            json!([{"first": "S1", "last": "S9"}]),
            json!([{"first": "7"}]),
            json!([{"first": "217", "last": "221"}, {"first": "225"}]),
        ]);
    } else {
        record["article_number"] = json!(random.pick(&["e15", "103640"]));
    }
    maybe(random, &mut record, "identifiers", |random| {
        let all = [
            json!({"scheme": "doi", "value": random.pick(&["10.1000/tea.2022.001", "10.1002/(sici)1097_4571(199806)49:8"])}),
            json!({"scheme": "pmid", "value": "30000001"}),
            json!({"scheme": "pmcid", "value": "PMC6000001"}),
            json!({"scheme": "wprim", "value": "929835"}),
        ];
        json!(all.into_iter().filter(|_| random.flip()).collect::<Vec<_>>())
    });
    maybe(random, &mut record, "issns", |random| {
        random.pick(&[
            json!([{"value": "1673-4408", "medium": "unknown"}]),
            json!([{"value": "0378-5955", "medium": "print"}, {"value": "1673-4408", "medium": "electronic"}]),
        ])
    });
    maybe(random, &mut record, "terms", |random| {
        let keywords: Vec<String> = (0..random.below(4)).map(|_| of(random, WORDS, 1, 2)).collect();
        let mut distinct: Vec<String> = Vec::new();
        for keyword in keywords {
            if !distinct.contains(&keyword) {
                distinct.push(keyword);
            }
        }
        let mut terms: Vec<Value> =
            distinct.into_iter().map(|value| json!({"value": value, "vocab": "author"})).collect();
        if random.flip() {
            terms.push(json!({"value": "Camellia sinensis", "vocab": "mesh", "qualifiers": ["chemistry"], "major": true}));
            terms.push(json!({"value": "Sleep, REM", "vocab": "mesh"}));
        }
        json!(terms)
    });
    maybe(random, &mut record, "abstracts", |random| {
        let text = format!("{}. {}.", sentence(random), sentence(random));
        let mut abstracts = vec![json!({"value": text, "lang": "en"})];
        if random.flip() {
            abstracts.push(json!({"value": "目的 评价茶对睡眠的影响。方法 随机对照。", "lang": "zh"}));
        }
        json!(abstracts)
    });
    maybe(
        random,
        &mut record,
        "urls",
        |_| json!([{"href": "https://example.org/a--b/~c_d?e=1&f=%5B2%5D", "kind": "landing"}]),
    );
    maybe(random, &mut record, "database", |_| json!({"name": "WPRIM", "provider": "WHO"}));
    maybe(random, &mut record, "countries", |_| json!([{"text": "China", "code": "CN"}]));
    maybe(random, &mut record, "publisher", |_| json!("Leaf & Sons"));
    maybe(
        random,
        &mut record,
        "notes",
        |random| json!([{"text": format!("Seen {}", of(random, WORDS, 1, 3))}]),
    );
    maybe(
        random,
        &mut record,
        "funding",
        |random| json!([{"text_raw": format!("Fund of {} 81700001", of(random, PLAIN, 1, 2))}]),
    );
    maybe(random, &mut record, "license", |_| json!("CC BY-NC 4.0"));
    if random.flip() {
        record["genre"] = json!("Review");
        record["publication_types"] =
            json!([{"value": "Journal Article", "vocab": "other"}, {"value": "Review", "vocab": "other"}]);
    }
    serde_json::from_value(record).expect("a record")
}
