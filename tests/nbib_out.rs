//! nbib written: line by line, what is refused, and back to the same record.

use crate::random_record::{self, Random};
use refmill::formats;
use refmill::read::{Batch, Chunk};
use refmill::record::Record;
use refmill::write::nbib::Nbib;
use refmill::write::{Losses, Objection, WriteOptions, Writer};
use serde_json::{Value, json};

fn record_of(value: &Value) -> Record {
    serde_json::from_value(value.clone()).expect("a record in JSON")
}

fn file(record: &Record) -> (String, Vec<&'static str>) {
    let (options, mut out, mut losses) = (WriteOptions::default(), Vec::new(), Losses::default());
    Nbib.record(record, &options, &mut out, &mut losses);
    (String::from_utf8(out).expect("UTF-8"), losses.records.keys().copied().collect())
}

/// The lines of a record without the first one.
fn lines(value: &Value) -> Vec<String> {
    let (text, _) = file(&record_of(value));
    assert!(text.starts_with("PMID- ") && text.ends_with("\n\n"), "{text:?}");
    text.trim_end().lines().skip(1).map(str::to_owned).collect()
}

fn read(text: &str) -> Batch {
    let reader = formats::by_name("nbib").and_then(|it| it.reader).expect("a reader");
    let mut batch = Batch::default();
    reader.read(Chunk::whole(text, ""), &mut batch);
    batch
}

fn person(name: &Value, more: &Value) -> Value {
    let mut person = json!({"role": "author",
        "forms": [{"name": name, "kind": "romanised", "raw": "", "confidence": "certain"}]});
    for (key, value) in more.as_object().expect("an object") {
        person[key] = value.clone();
    }
    person
}

#[test]
fn an_article_of_pubmed_line_by_line() {
    let article = json!({
        "type": "article-journal",
        "identifiers": [{"scheme": "pmid", "value": "35000001"}, {"scheme": "doi", "value": "10.1000/tea.1"},
            {"scheme": "pii", "value": "S1"}, {"scheme": "pmcid", "value": "PMC7"}],
        "issns": [{"value": "1673-4408", "medium": "print"}, {"value": "0028-4793", "medium": "electronic"},
            {"value": "2046-4924", "medium": "linking"}, {"value": "0000-0000", "medium": "print", "origin": "derived"}],
        "volume": "49", "issue": "4 Suppl 1", "supplement": {"number": "1", "of": "issue"},
        "dates": [{"kind": "issued", "start": {"year": 2022, "month": 4, "day": 10}},
            {"kind": "epub", "start": {"year": 2022, "month": 3, "day": 9}},
            {"kind": "received", "start": {"year": 2021, "month": 10, "day": 18}}],
        "titles": [{"value": "Progress in tea", "role": "main", "lang": "en"}, {"value": "茶的进展", "role": "vernacular", "lang": "zh"}],
        "page_ranges": [{"first": "217", "last": "221"}, {"first": "225"}],
        "abstracts": [{"value": "One. Two."}, {"value": "目的。", "lang": "zh"}],
        "affiliations": [{"id": "a1", "texts": [{"value": "Tea Hospital, Beijing, China."}]},
            {"id": "a2", "texts": [{"value": "Second, Manila"}]}],
        "contributors": [
            person(&json!({"family": "Ou", "given": "Wen-Xin"}), &json!({"affiliation_refs": ["a1", "a2"],
                "orcid": "0000-0002-1825-0097", "emails": ["ou@example.org"]})),
            person(&json!({"literal": "Tea Group"}), &json!({"is_group": true})),
            person(&json!({"family": "Cruz", "non-dropping-particle": "de la", "given": "M", "suffix": "Jr."}), &json!({"affiliation_refs": ["a2"]})),
        ],
        "languages": [{"text": "Chinese", "tag": "zh"}, {"text": "Elvish"}],
        "funding": [{"text_raw": "R01 AG1/AG/NIA NIH HHS/United States"}],
        "publication_types": [{"value": "Journal Article", "vocab": "other"}, {"value": "Review", "vocab": "other"}], "genre": "Review",
        "countries": [{"text": "China", "code": "CN"}],
        "container_titles": [{"value": "Journal of tea", "role": "main"}, {"value": "J Tea", "role": "abbrev"}],
        "terms": [{"value": "green tea", "vocab": "author"},
            {"value": "Purpura", "vocab": "mesh", "qualifiers": ["drug therapy"], "major": true}, {"value": "Sleep", "vocab": "mesh"}],
        "notes": [{"text": "A note"}],
    });
    assert_eq!(
        lines(&article),
        [
            "IS  - 1673-4408 (Print)",
            "IS  - 0028-4793 (Electronic)",
            "IS  - 2046-4924 (Linking)",
            "VI  - 49",
            "IP  - 4 Suppl 1",
            "DP  - 2022 Apr 10",
            // A language that nobody knows may be English.
            "TI  - Progress in tea.",
            "PG  - 217-21, 225",
            "LID - 10.1000/tea.1 [doi]",
            "LID - S1 [pii]",
            "AB  - One. Two.",
            "OAB - Publisher; 目的。",
            "OABL- chi",
            "FAU - Ou, Wen-Xin",
            "AU  - Ou WX",
            "AUID- ORCID: 0000-0002-1825-0097",
            "AD  - Tea Hospital, Beijing, China.",
            "AD  - Second, Manila",
            "CN  - Tea Group",
            "FAU - de la Cruz, M., Jr.",
            "AU  - de la Cruz M Jr",
            "AD  - Second, Manila",
            "LA  - chi",
            "LA  - Elvish",
            "GR  - R01 AG1/AG/NIA NIH HHS/United States",
            "PT  - Journal Article",
            "PT  - Review",
            "TT  - 茶的进展",
            "DEP - 20220309",
            "PL  - China",
            "TA  - J Tea",
            "JT  - Journal of tea",
            "MH  - *Purpura/drug therapy",
            "MH  - Sleep",
            "OTO - NOTNLM",
            "OT  - green tea",
            "PMC - PMC7",
            "PHST- 2021/10/18 00:00 [received]",
            "AID - 10.1000/tea.1 [doi]",
            "AID - S1 [pii]",
            "GN  - A note",
        ]
    );
}

#[test]
fn titles_dates_and_supplements_in_nlm_s_notation() {
    let one = |value: &Value| lines(value);
    let translated = json!({"titles": [{"value": "Why tea?", "role": "main", "lang": "en"}], "languages": [{"text": "chi", "tag": "zh"}]});
    assert_eq!(one(&translated), ["TI  - [Why tea?].", "LA  - chi"]);
    let english = json!({"titles": [{"value": "Why tea?", "role": "main", "lang": "en"}], "languages": [{"text": "eng", "tag": "en"}]});
    assert_eq!(one(&english), ["TI  - Why tea?", "LA  - eng"]);
    let issued = |date: Value| one(&json!({"dates": [date]}));
    let day = |month: u8| json!({"year": 2022, "month": month});
    assert_eq!(issued(json!({"kind": "issued", "start": day(4), "end": day(5)})), ["DP  - 2022 Apr-May"]);
    assert_eq!(
        issued(json!({"kind": "issued", "start": {"year": 2021, "month": 12}, "end": day(1)})),
        ["DP  - 2021 Dec-2022 Jan"]
    );
    assert_eq!(
        issued(json!({"kind": "issued", "start": {"year": 2022}, "season": "spring"})),
        ["DP  - 2022 Spring"]
    );
    assert_eq!(issued(json!({"kind": "issued", "text_raw": "in press"})), ["DP  - in press"]);
    let supplement =
        json!({"volume": "49", "issue": "Suppl 1", "supplement": {"number": "1", "of": "volume"}});
    assert_eq!(one(&supplement), ["VI  - 49 Suppl 1"]);
    assert_eq!(one(&json!({"article_number": "e15"})), ["PG  - e15"]);
    assert_eq!(one(&json!({"type": "article-journal"})), ["PT  - Journal Article"]);
}

#[test]
fn a_record_without_pmid_is_refused_unless_the_user_wants_it() {
    let without = record_of(&json!({"titles": [{"value": "Tea", "role": "main"}]}));
    let with = record_of(&json!({"identifiers": [{"scheme": "pmid", "value": "1"}]}));
    let strict = WriteOptions::default();
    let lenient = WriteOptions { allow_no_pmid: true, ..WriteOptions::default() };
    assert!(matches!(Nbib.objection(&without, &strict), Some(Objection::Refusal(_))));
    assert!(matches!(Nbib.objection(&without, &lenient), Some(Objection::Doubt(_))));
    assert_eq!(Nbib.objection(&with, &strict), None);
    assert!(file(&without).0.starts_with("PMID- \n"));
}

#[test]
fn what_the_format_cannot_hold_is_counted() {
    let (_, lost) = file(&record_of(&json!({
        "publisher": "Press", "status": "in press", "license": "CC BY", "database": {"name": "WPRIM"},
        "urls": [{"href": "https://example.org", "kind": "landing"}],
        "identifiers": [{"scheme": "wprim", "value": "7"}],
        "unknown": [{"format": "ris", "tag": "C3", "value": "x"}],
    })));
    assert_eq!(lost, ["database", "identifiers", "license", "publisher", "status", "unknown", "urls"]);
    let types = |value: &Value| file(&record_of(value));
    let thesis = "PMID- \nPT  - Academic Dissertation\n\n".to_owned();
    assert_eq!(types(&json!({"type": "thesis"})), (thesis, vec![]));
    assert_eq!(types(&json!({"type": "book"})), ("PMID- \n\n".to_owned(), vec!["type"]));
    // A book with PubMed's word for an article is read as an article.
    let called = json!({"type": "book", "publication_types": [{"value": "Review", "vocab": "other"}]});
    assert_eq!(types(&called), ("PMID- \nPT  - Review\n\n".to_owned(), vec!["type"]));
}

#[test]
fn an_affiliation_of_nobody_and_a_label_are_lost_and_counted() {
    let of_nobody = record_of(&json!({"affiliations": [{"id": "a1", "texts": [{"value": "Tea Hospital"}]}],
        "contributors": [person(&json!({"family": "Ou", "given": "Wenxin"}), &json!({}))]}));
    assert_eq!(
        file(&of_nobody),
        ("PMID- \nFAU - Ou, Wenxin\nAU  - Ou W\n\n".to_owned(), vec!["affiliations"])
    );
    // Of a translator, who has no line.
    let mut of_another = of_nobody.clone();
    of_another.contributors[0].role = refmill::record::Role::Translator;
    of_another.contributors[0].affiliation_refs = vec!["a1".to_owned()];
    assert_eq!(file(&of_another), ("PMID- \n\n".to_owned(), vec!["affiliations", "contributors"]));
    let mut labelled = of_nobody;
    labelled.contributors[0].affiliation_refs = vec!["a1".to_owned()];
    let whole = "PMID- \nFAU - Ou, Wenxin\nAU  - Ou W\nAD  - Tea Hospital\n\n".to_owned();
    assert_eq!(file(&labelled), (whole.clone(), vec![]));
    labelled.affiliations[0].label_raw = Some("1".to_owned());
    assert_eq!(file(&labelled), (whole, vec!["affiliations"]));
}

#[test]
fn any_record_is_one_record_again() {
    let mut random = Random::new(23);
    for _ in 0..400 {
        let record = random_record::record(&mut random);
        let (text, _) = file(&record);
        let whole = format!("{text}{text}");
        let batch = read(&whole);
        assert_eq!((batch.records.len(), batch.set_aside.len()), (2, 0), "{whole}");
        assert!(!text.chars().any(|it| it.is_control() && it != '\n'), "{text:?}");
        for line in text.trim_end_matches('\n').lines() {
            assert!(line.starts_with("      ") || line.as_bytes().get(4) == Some(&b'-'), "{line:?}");
        }
    }
}
