//! RIS, rule by rule and destination by destination. Expected values are from the mapping reference or worked out by
//! hand; see `fixtures/ris/source.txt`.

use refmill::record::Record;
use refmill::write::destination::{self, DESTINATIONS, Destination};
use refmill::write::ris::Ris;
use refmill::write::{Leftovers, Losses, WriteOptions, Writer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ris").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn record_of(value: Value) -> Record {
    serde_json::from_value(value).expect("a record in JSON")
}

fn fixture_record(name: &str) -> Record {
    serde_json::from_str(&fixture(name)).expect("a record in JSON")
}

fn options_for(name: &str) -> WriteOptions {
    WriteOptions {
        destination: destination::by_name(name).expect("a destination of the table"),
        ..WriteOptions::default()
    }
}

fn written(record: &Record, options: &WriteOptions) -> (String, Losses) {
    let mut out = Vec::new();
    let mut losses = Losses::default();
    Ris.begin(options, &mut out);
    Ris.record(record, options, &mut out, &mut losses);
    Ris.end(options, &mut out);
    (String::from_utf8(out).expect("UTF-8"), losses)
}

/// The lines of a record for a destination, without `TY` and `ER`.
fn lines_for(name: &str, record: &Value) -> Vec<String> {
    let (text, _) = written(&record_of(record.clone()), &options_for(name));
    let body = text.strip_suffix("\r\nER  - \r\n\r\n").expect("an end and an empty line");
    body.split("\r\n").skip(1).map(str::to_owned).collect()
}

fn lines(record: &Value) -> Vec<String> {
    lines_for("generic", record)
}

/// A record with one author of one form.
fn person(name: &Value, kind: &str) -> Value {
    json!({"contributors": [{"role": "author", "forms": [form(name, kind)]}]})
}

fn form(name: &Value, kind: &str) -> Value {
    json!({"name": name, "kind": kind, "raw": "", "confidence": "certain"})
}

#[test]
fn the_worked_example_comes_out_as_in_the_reference() {
    let (text, losses) = written(&fixture_record("seed.json"), &WriteOptions::default());
    assert_eq!(text, fixture("seed.generic.ris"));
    assert_eq!(losses, Losses::default());
}

#[test]
fn every_destination_gets_what_it_reads() {
    let record = fixture_record("rich.json");
    for destination in DESTINATIONS {
        let (text, losses) = written(&record, &options_for(destination.name));
        assert_eq!(text, fixture(&format!("rich.{}.ris", destination.name)), "{}", destination.name);
        assert_eq!(losses, Losses::default(), "{}", destination.name);
    }
}

/// The rows "what goes where" are about lines that are really written.
#[test]
fn what_the_table_of_places_says_is_written() {
    let record = fixture_record("rich.json");
    for destination in DESTINATIONS {
        let (text, _) = written(&record, &options_for(destination.name));
        for place in destination.places.iter().filter(|place| place.format == "ris") {
            assert!(
                text.split("\r\n").any(|line| line.starts_with(place.written)),
                "{}: {} is not in {:?}",
                destination.name,
                place.value,
                place.written
            );
        }
    }
}

#[test]
fn a_record_is_lines_of_tag_and_value_and_nothing_else() {
    for destination in DESTINATIONS {
        let (text, _) = written(&fixture_record("rich.json"), &options_for(destination.name));
        let body = text.strip_suffix("\r\nER  - \r\n\r\n").expect("an end and an empty line");
        for line in body.split("\r\n") {
            let (tag, value) = line.split_once("  - ").expect("a tag");
            assert!(tag.len() == 2 && !value.is_empty(), "{line:?}");
        }
    }
}

#[test]
fn line_ends_and_byte_order_mark_are_as_asked() {
    let record = record_of(json!({"titles": [{"value": "A", "role": "main"}]}));
    let plain = WriteOptions::default();
    assert_eq!(written(&record, &plain).0, "TY  - GEN\r\nTI  - A\r\nER  - \r\n\r\n");
    let unix = WriteOptions { lf: true, bom: true, ..WriteOptions::default() };
    assert_eq!(written(&record, &unix).0, "\u{feff}TY  - GEN\nTI  - A\nER  - \n\n");
    let mut between = Vec::new();
    Ris.between(&plain, &mut between);
    assert!(between.is_empty());
}

#[test]
fn an_empty_record_is_a_type_and_an_end() {
    assert_eq!(written(&Record::default(), &WriteOptions::default()).0, "TY  - GEN\r\nER  - \r\n\r\n");
}

#[test]
fn hostile_values_start_no_line() {
    let evil = "x\r\nER  - \r\nTY  - JOUR\u{2028}TI  - y\u{b}\u{c}\u{85}z\r\u{0}w";
    let tame = "x ER  - TY  - JOUR TI  - y z w";
    let mut record = fixture_record("rich.json");
    let expected_lines = written(&record, &WriteOptions::default()).0.lines().count();
    let poison = |text: &mut Option<String>| *text = Some(evil.to_owned());
    poison(&mut record.volume);
    poison(&mut record.issue);
    poison(&mut record.publisher);
    poison(&mut record.author_list_truncated);
    poison(&mut record.article_number);
    for (number, title) in record.titles.iter_mut().enumerate() {
        // The same title twice would be written once.
        title.text.value = if number == 0 { evil.into() } else { format!("{evil}{number}").into() };
    }
    for abstract_ in &mut record.abstracts {
        abstract_.text.value = evil.into();
    }
    for ident in &mut record.identifiers {
        ident.value = evil.to_owned();
    }
    for term in &mut record.terms {
        term.value = evil.to_owned();
    }
    for person in &mut record.contributors {
        person.orcid = Some(evil.to_owned());
        for form in &mut person.forms {
            form.name.family = Some(evil.to_owned());
            form.name.given = Some(evil.to_owned());
        }
    }
    for name in ["generic", "zotero-cn"] {
        let (text, losses) = written(&record, &options_for(name));
        let body = text.strip_suffix("\r\nER  - \r\n\r\n").expect("an end and an empty line");
        for line in body.split("\r\n") {
            assert!(!line.starts_with("ER"), "{line:?}");
            assert!(
                !line.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')),
                "{line:?}"
            );
        }
        assert_eq!(text.split("\r\n").filter(|line| line.starts_with("TY  - ")).count(), 1);
        assert!(text.contains(&format!("\r\nTI  - {tame}")), "{text}");
        assert_eq!(losses.records.get("control characters"), Some(&1));
    }
    assert_eq!(written(&record, &WriteOptions::default()).0.lines().count(), expected_lines);
}

#[test]
fn people_have_commas_where_importers_need_them() {
    let rows = [
        (json!({"family": "Ou", "given": "Wenxin"}), "AU  - Ou, Wenxin"),
        (json!({"family": "Ou", "given": "WX"}), "AU  - Ou, W. X."),
        (json!({"family": "Dela Cruz", "given": "Juan", "suffix": "Jr."}), "AU  - Dela Cruz, Juan, Jr."),
        (
            json!({"family": "Cruz", "given": "Maria", "non-dropping-particle": "de la"}),
            "AU  - de la Cruz, Maria",
        ),
        (json!({"literal": "Ahmad bin Abdullah"}), "AU  - Ahmad bin Abdullah,"),
        (json!({"literal": "Sukarno"}), "AU  - Sukarno"),
    ];
    for (name, expected) in rows {
        assert_eq!(lines(&person(&name, "romanised")), [expected]);
    }
    assert_eq!(lines(&person(&json!({"family": "张", "given": "瑞"}), "native")), ["AU  - 张, 瑞"]);
    let group = json!({"contributors": [{
        "role": "author", "is_group": true,
        "forms": [form(&json!({"literal": "World Health Organization"}), "romanised")],
        "group_members": [
            form(&json!({"family": "Ou", "given": "Wenxin"}), "romanised"),
            form(&json!({"family": "Wu", "given": "Runhui"}), "romanised"),
        ],
    }]});
    assert_eq!(
        lines(&group),
        [
            "AU  - World Health Organization,",
            "N1  - refmill leftover: Group members: World Health Organization=Ou, Wenxin / Wu, Runhui"
        ]
    );
}

#[test]
fn links_without_printed_markers_are_numbers_and_emails_are_not_repeated() {
    let record = json!({
        "contributors": [{
            "role": "author", "affiliation_refs": ["a2", "a1"], "emails": ["a@example.org", "b@example.org"],
            "degrees": ["MD", "PhD"], "equal_contribution": true,
            "other_ids": [{"scheme": "scopus", "value": "57"}],
            "forms": [form(&json!({"family": "Ou", "given": "Wenxin"}), "romanised")],
        }],
        "affiliations": [
            {"id": "a1", "texts": [{"value": "Beijing, a@example.org", "lang": "en"}, {"value": "北京", "lang": "zh"}]},
            {"id": "a2", "label_raw": "b", "texts": [{"value": "Shanghai"}], "ror": "https://ror.org/0"},
        ],
    });
    assert_eq!(
        lines(&record),
        [
            "AU  - Ou, Wenxin",
            "AD  - Beijing, a@example.org; b. Shanghai",
            "N1  - refmill leftover: Affiliations (other languages) [zh]: 1=北京 | Affiliation markers: \
             Ou, Wenxin=b,1 | ROR: b=https://ror.org/0 | Equal contribution: Ou, Wenxin | Author IDs: \
             Ou, Wenxin=scopus:57 | E-mail: Ou, Wenxin=b@example.org | Degrees: Ou, Wenxin=MD,PhD",
        ]
    );
}

#[test]
fn dates_have_three_slashes_and_say_no_more_than_is_known() {
    let issued = |start: Value| json!({"kind": "issued", "start": start});
    let mut spring = issued(json!({"year": 2022}));
    spring["season"] = json!("spring");
    let mut range = issued(json!({"year": 2022, "month": 4}));
    range["end"] = json!({"year": 2022, "month": 5});
    let day = json!({"kind": "accessed", "start": {"year": 2026, "month": 11, "day": 23}});
    let rows = [
        (issued(json!({"year": 2022})), vec!["PY  - 2022", "DA  - 2022///"]),
        (issued(json!({"year": 2022, "month": 4})), vec!["PY  - 2022", "DA  - 2022/04//"]),
        (issued(json!({"year": 2022, "month": 4, "day": 9})), vec!["PY  - 2022", "DA  - 2022/04/09/"]),
        (spring.clone(), vec!["PY  - 2022", "DA  - 2022///Spring"]),
        (range, vec!["PY  - 2022", "DA  - 2022/04//", "N1  - refmill leftover: Date: 2022-04/2022-05"]),
        (json!({"kind": "issued", "text_raw": "n.d."}), vec!["N1  - refmill leftover: Date: n.d."]),
        (issued(json!({"year": 20222})), vec!["N1  - refmill leftover: Date: 20222"]),
        (day, vec!["Y2  - 2026/11/23/"]),
    ];
    for (date, expected) in rows {
        assert_eq!(lines(&json!({ "dates": [date] })), expected);
    }
    let spring = json!({ "dates": [spring] });
    assert_eq!(lines_for("jabref", &spring), ["Y1  - 2022///Spring"]);
    assert_eq!(lines_for("mendeley", &spring), ["PY  - 2022", "N1  - refmill leftover: Date: 2022 Spring"]);
    assert_eq!(lines_for("mendeley", &json!({"dates": [issued(json!({"year": 2022}))]})), ["PY  - 2022"]);
}

/// Mapping reference 4.4 and 2.6.
#[test]
fn pages_are_split_only_where_one_range_is() {
    let ranges = |ranges: Value| json!({ "page_ranges": ranges });
    let one = ranges(json!([{"first": "217", "last": "221"}]));
    let several = ranges(json!([{"first": "217", "last": "221"}, {"first": "225"}]));
    let number = json!({"article_number": "e15"});
    let rows = [
        (one, vec!["SP  - 217", "EP  - 221"], vec!["SP  - 217-221"]),
        (ranges(json!([{"first": "5"}])), vec!["SP  - 5"], vec!["SP  - 5"]),
        (ranges(json!([{"first": "5", "last": "5"}])), vec!["SP  - 5"], vec!["SP  - 5"]),
        (several, vec!["SP  - 217-221, 225"], vec!["SP  - 217-221, 225"]),
        (number.clone(), vec!["C7  - e15", "SP  - e15"], vec!["C7  - e15", "SP  - e15"]),
    ];
    for (record, generic, endnote) in rows {
        assert_eq!(lines(&record), generic);
        assert_eq!(lines_for("endnote", &record), endnote);
    }
    assert_eq!(lines_for("jabref", &number), ["SP  - e15"]);
}

#[test]
fn supplements_and_parts_stand_in_issue_and_volume() {
    let rows = [
        (
            json!({"volume": "49", "issue": "Suppl 1", "supplement": {"number": "1", "of": "volume"}}),
            vec!["VL  - 49", "IS  - Suppl 1"],
        ),
        (json!({"volume": "49", "part": {"number": "2", "of": "volume"}}), vec!["VL  - 49 Pt 2"]),
        (
            json!({"volume": "49", "issue": "4 Pt 2", "part": {"number": "2", "of": "issue"}}),
            vec!["VL  - 49", "IS  - 4 Pt 2"],
        ),
        (json!({"volume": "49", "supplement": {"of": "volume"}}), vec!["VL  - 49", "IS  - Suppl"]),
    ];
    for (record, expected) in rows {
        assert_eq!(lines(&record), expected);
    }
}

#[test]
fn one_issn_is_chosen_and_a_derived_one_is_not() {
    let derived = json!({"value": "1673-4408", "medium": "unknown", "origin": "derived"});
    let record = json!({"issns": [
        {"value": "2046-4924", "medium": "electronic"},
        {"value": "1366-5278", "medium": "print"},
        derived,
    ]});
    assert_eq!(lines(&record), ["SN  - 1366-5278", "N1  - refmill leftover: ISSN: 2046-4924 (Electronic)"]);
    let book = json!({"identifiers": [{"scheme": "isbn", "value": "9780306406157"}], "issns": [derived]});
    assert_eq!(lines(&book), ["SN  - 9780306406157"]);
}

#[test]
fn accession_numbers_go_where_they_are_understood() {
    let both = json!({"identifiers": [{"scheme": "wprim", "value": "734928"}, {"scheme": "pmid", "value": "12345"}]});
    let wprim = json!({"identifiers": [{"scheme": "wprim", "value": "734928"}]});
    let noted = "N1  - refmill leftover: WPRIM ID: 734928";
    assert_eq!(lines(&both), ["AN  - 12345", noted]);
    assert_eq!(lines(&wprim), ["AN  - 734928", noted]);
    assert_eq!(lines_for("zotero", &both), ["AN  - 734928", "M2  - PMID: 12345", noted]);
    assert_eq!(lines_for("endnote", &wprim), ["AN  - 734928"]);
    assert_eq!(lines_for("mendeley", &both), ["AN  - 12345", noted]);
    assert_eq!(lines_for("mendeley", &wprim), [noted]);
    assert_eq!(lines_for("jabref", &both), ["N1  - refmill leftover: PMID: 12345 | WPRIM ID: 734928"]);
    assert_eq!(lines_for("gim", &wprim), ["ID  - 734928", "AN  - 734928", "C8  - 734928"]);
    let lilacs = json!({"database": {"name": "LILACS"}, "identifiers": [
        {"scheme": "lilacs", "value": "lil-1"}, {"scheme": "pii", "value": "S0=1"}
    ]});
    assert_eq!(
        lines(&lilacs),
        ["AN  - lil-1", "DB  - LILACS", "N1  - refmill leftover: Identifiers: pii=S0==1"]
    );
}

/// Zotero splits a lone line at commas and every line at semicolons.
#[test]
fn keywords_stay_whole() {
    let lone = json!({"terms": [{"value": "Carcinoma, Non-Small-Cell Lung", "vocab": "mesh"}]});
    let carcinoma = "KW  - Carcinoma, Non-Small-Cell Lung";
    // What of the keywords is a heading, no tag says.
    let heading = "N1  - refmill leftover: MeSH: Carcinoma, Non-Small-Cell Lung";
    assert_eq!(lines(&lone), [carcinoma, heading]);
    assert_eq!(lines_for("zotero", &lone), [carcinoma, carcinoma, heading]);
    assert_eq!(lines_for("gim", &lone), ["MH  - Carcinoma, Non-Small-Cell Lung"]);
    let two = json!({"terms": [
        {"value": "*Purpura", "vocab": "mesh", "qualifiers": ["*drug therapy"], "major": true},
        {"value": "HLA-B*27; typing", "vocab": "author"},
    ]});
    let major = "N1  - refmill leftover: MeSH (major): Purpura/drug therapy";
    let both = "N1  - refmill leftover: Keywords: HLA-B*27;; typing | MeSH (major): Purpura/drug therapy";
    assert_eq!(lines(&two), ["KW  - HLA-B*27; typing", "KW  - Purpura/drug therapy", both]);
    assert_eq!(lines_for("zotero", &two), ["KW  - HLA-B*27, typing", "KW  - Purpura/drug therapy", major]);
}

#[test]
fn titles_have_one_place_each() {
    let main = json!({"value": "A", "lang": "en", "role": "main"});
    let vernacular = json!({"value": "甲", "lang": "zh", "role": "vernacular"});
    let translated = json!({"value": "B", "lang": "en", "role": "translated"});
    let pair = json!({"titles": [main, vernacular]});
    assert_eq!(lines(&pair), ["TI  - A", "TT  - 甲", "N1  - refmill leftover: Vernacular title: 甲"]);
    assert_eq!(lines_for("zotero", &pair), ["TI  - A", "M2  - original-title: 甲"]);
    assert_eq!(lines_for("zotero-cn", &pair), ["TI  - 甲", "M2  - original-title: A"]);
    assert_eq!(lines_for("jabref", &pair), ["TI  - A", "OP  - 甲"]);
    assert_eq!(lines_for("endnote", &pair), ["TI  - A", "TT  - 甲"]);
    assert_eq!(lines(&json!({"titles": [vernacular]})), ["TI  - 甲"]);
    let original = json!({"titles": [{"value": "甲", "lang": "zh", "role": "main"}, translated]});
    assert_eq!(lines(&original), ["TI  - 甲", "N1  - refmill leftover: Translated title [en]: B"]);
    assert_eq!(lines_for("zotero-cn", &original), ["TI  - 甲", "M2  - original-title: B"]);
    let with_subtitle = json!({"titles": [main, {"value": "a trial", "role": "subtitle"}]});
    assert_eq!(lines(&with_subtitle), ["TI  - A: a trial"]);
    let second = json!({"titles": [main, vernacular, {"value": "을", "lang": "ko", "role": "vernacular"}]});
    assert_eq!(
        lines(&second),
        ["TI  - A", "TT  - 甲", "N1  - refmill leftover: Vernacular title: 甲 | Vernacular title [ko]: 을"]
    );
}

#[test]
fn a_journal_known_by_its_abbreviation_alone_keeps_it() {
    let short = json!({"container_titles": [{"value": "Chin J Neurol", "role": "abbrev"}]});
    assert_eq!(lines(&short), ["J2  - Chin J Neurol"]);
    assert_eq!(lines_for("endnote", &short), ["T2  - Chin J Neurol", "J2  - Chin J Neurol"]);
    assert_eq!(lines_for("gim", &short), ["JO  - Chin J Neurol"]);
}

#[test]
fn languages_and_places_follow_the_destination() {
    let record = json!({
        "languages": [{"text": "Chinese", "tag": "zh-Hans"}, {"text": "English", "tag": "en"}, {"text": "Elvish"}],
        "countries": [{"text": "China", "code": "CN"}],
    });
    assert_eq!(lines(&record), ["LA  - Chinese; English; Elvish", "CY  - China"]);
    assert_eq!(lines_for("zotero", &record), ["LA  - zh; en; Elvish", "CY  - China"]);
    assert_eq!(lines_for("zotero-cn", &record), ["LA  - zh-CN; en-US; Elvish", "CY  - China"]);
    let no_place = ["LA  - Chinese; English; Elvish", "N1  - refmill leftover: Country: China"];
    assert_eq!(lines_for("jabref", &record), no_place);
    let place = json!({"publisher_place": "Beijing", "countries": [{"text": "China"}]});
    assert_eq!(lines(&place), ["CY  - Beijing", "N1  - refmill leftover: Country: China"]);
}

#[test]
fn types_are_those_of_the_reference_and_never_a_doi() {
    let first_line = |name: &str, record: Value| {
        let (text, _) = written(&record_of(record), &options_for(name));
        text.split("\r\n").next().map(str::to_owned).unwrap_or_default()
    };
    assert_eq!(first_line("generic", json!({"type": "manuscript"})), "TY  - UNPD");
    assert_eq!(first_line("jabref", json!({"type": "manuscript"})), "TY  - UNPB");
    let in_journal = json!({"container_titles": [{"value": "J", "role": "main"}]});
    assert_eq!(first_line("generic", in_journal), "TY  - JOUR");
    assert_eq!(
        lines(&json!({"genre": "10.1000/182", "publication_types": [{"value": "Review", "vocab": "other"}]})),
        ["M3  - Review", "N1  - refmill leftover: Publication types: 10.1000/182"]
    );
}

#[test]
fn addresses_notes_and_unknown_lines_cannot_pass_for_others() {
    let urls = json!({"identifiers": [{"scheme": "doi", "value": "10.1/a"}], "urls": [
        {"href": "https://doi.org/10.1/a", "kind": "doi"},
        {"href": "https://example.org/a.pdf", "kind": "pdf"},
        {"href": "https://example.org/a?x=1", "kind": "landing"},
    ]});
    let pdf = "N1  - refmill leftover: URLs: pdf=https://example.org/a.pdf";
    assert_eq!(lines(&urls), ["DO  - 10.1/a", "UR  - https://example.org/a?x=1", pdf]);
    assert_eq!(
        lines(
            &json!({"notes": [{"text": "refmill leftover: PMID: 1"}, {"text": "none", "kind": "Conflict"}]})
        ),
        ["N1  - Note: refmill leftover: PMID: 1", "N1  - Conflict: none"]
    );
    let unknown = json!({"issue": "4", "unknown": [
        {"format": "ris", "tag": "C3", "value": "keep"},
        {"format": "ris", "tag": "M1", "value": "9"},
        {"format": "ris", "tag": "ER", "value": "x"},
        {"format": "bibtex", "tag": "odd", "value": "x"},
    ]});
    assert_eq!(lines(&unknown), ["C3  - keep", "IS  - 4", "N1  - refmill leftover: RIS fields: M1=9; ER=x"]);
    let (_, losses) = written(&record_of(unknown), &WriteOptions::default());
    assert_eq!(losses.records, BTreeMap::from([("unknown", 1)]));
}

#[test]
fn what_is_left_out_is_counted() {
    let record = fixture_record("rich.json");
    let drop = WriteOptions { ris_leftovers: Leftovers::Drop, ..options_for("generic") };
    let (text, losses) = written(&record, &drop);
    assert!(!text.contains("leftover"));
    let lost: Vec<&str> = losses.records.keys().copied().collect();
    // Not the titles, since `TT` holds the vernacular one; the WPRIM number, since it gives way to the PMID.
    assert_eq!(
        lost,
        [
            "abstracts",
            "author_list_truncated",
            "container_titles",
            "contributors",
            "database",
            "dates",
            "funding",
            "identifiers",
            "issns",
            "publication_types",
            "terms",
            "urls",
        ]
    );
    assert!(losses.records.values().all(|count| *count == 1));
    let water = json!([{"text": "H"}, {"text": "2", "style": {"subscript": true}}, {"text": "O"}]);
    let marked = json!({"titles": [{"value": water, "role": "main"}]});
    assert_eq!(lines(&marked), ["TI  - H2O"]);
    let (_, losses) = written(&record_of(marked), &WriteOptions::default());
    assert_eq!(losses.records, BTreeMap::from([("markup", 1)]));
}

#[test]
fn nothing_a_person_wrote_is_missing_from_any_file() {
    let record = fixture_record("rich.json");
    let values = [
        "Effect of acupuncture on migraine",
        "针刺治疗偏头痛",
        "Acupuncture",
        "Zhang",
        "Migraine Study Group",
        "Kim",
        "et al.",
        "Beijing 100730",
        "Institute of Basic Medical Sciences",
        "0000-0002-1825-0097",
        "zr@example.org",
        "10.3760/cma.j.issn.1006-7876.2019.03.007",
        "30000001",
        "PMC600001",
        "734928",
        "zhang2019effect",
        "Chinese Journal of Neurology",
        "Chin J Neurol",
        "中华神经科杂志",
        "1006-7876",
        "2046-4924",
        "193",
        "199",
        "e15",
        "Randomized Controlled Trial",
        "Journal Article",
        "Acupuncture, Ear",
        "Migraine Disorders/therapy",
        "China",
        "目的 评价。",
        "https://example.org/a.pdf",
        "https://example.org/wprim",
        "WHO Western Pacific Region",
        "First of two parts",
        "NSFC 81700001",
        "Chinese Medical Association",
    ];
    for destination in DESTINATIONS {
        let (text, _) = written(&record, &options_for(destination.name));
        for value in values {
            assert!(text.contains(value), "{}: {value}", destination.name);
        }
    }
}

// Destinations.

#[test]
fn the_table_of_destinations_is_sound() {
    let record = fixture_record("rich.json");
    for (position, destination) in DESTINATIONS.iter().enumerate() {
        let name = destination.name;
        assert!(!destination.title.is_empty() && !destination.summary.ends_with('.'), "{name}");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        assert!(DESTINATIONS.iter().skip(position + 1).all(|other| other.name != name), "{name}");
        assert!(destination::by_name(name).is_some_and(|found| found.name == name));
        for format in destination.formats {
            let known = refmill::formats::by_name(format);
            assert!(known.is_some_and(|format| format.writer.is_some()), "{name}: {format}");
        }
        for place in destination.places {
            assert!(destination.takes(place.format), "{name}: {} in {}", place.value, place.format);
        }
        for drop in destination.drops {
            assert!((drop.present)(&record), "{name}: the rich record has no {}", drop.field);
            assert!(!(drop.present)(&Record::default()), "{name}: {}", drop.field);
            assert!(!drop.remedy.ends_with('.'), "{name}: {}", drop.remedy);
            assert!(drop.formats.iter().any(|format| destination.takes(format)), "{name}: {}", drop.field);
            for format in drop.formats {
                let rows = destination::drops(destination, format).filter(|other| other.field == drop.field);
                assert_eq!(rows.count(), 1, "{name}: {} in {format}", drop.field);
            }
        }
    }
    assert!(destination::by_name("papyrus").is_none());
    assert_eq!(destination::GENERIC.name, "generic");
}

#[test]
fn a_forecast_counts_records_and_only_what_they_have() {
    let zotero = destination::by_name("zotero").expect("a destination of the table");
    let mut counts = BTreeMap::new();
    for record in [fixture_record("seed.json"), fixture_record("rich.json"), Record::default()] {
        destination::forecast(zotero, "bibtex", &record, &mut counts);
    }
    assert_eq!(
        counts,
        BTreeMap::from([
            ("ORCID iDs", 1),
            ("affiliations", 2),
            ("countries", 2),
            ("cut author lists", 1),
            ("keywords with a comma inside, as one keyword", 1),
            ("native author names", 1),
            ("vernacular titles", 2),
        ])
    );
    let mut none = BTreeMap::new();
    destination::forecast(destination::GENERIC, "ris", &fixture_record("rich.json"), &mut none);
    assert!(none.is_empty());
    assert_eq!(zotero.preferred_format(), "ris");
    assert!(!zotero.takes("csv"));
}

/// `docs/destinations.md` is the table, in words. `UPDATE=1 cargo test --test all ris::` writes it anew; CI may not.
#[test]
fn the_manual_of_destinations_is_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/destinations.md");
    let page = manual();
    if std::env::var_os("UPDATE").is_some() {
        assert!(std::env::var_os("CI").is_none(), "UPDATE is not for CI");
        std::fs::write(&path, &page).expect("the manual can be written");
    }
    let on_disk = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        on_disk == page,
        "docs/destinations.md is not the table: run UPDATE=1 cargo test --test all ris::"
    );
}

fn manual() -> String {
    let mut page = String::from(
        "# Destinations\n\n\
         What `--for NAME` changes, what the program shows, and what it drops. Written by a test from the table in \
         the source: change it there.\n\n\
         \"Known from\" says how far to trust a row: *run* (the program's importer was run), *code read*, \
         *documents* (its maker's or a library's pages), *third party* (somebody else's table), *inference* (ours).\n\n\
         Whatever has no line of its own in RIS stands in one last note, `N1  - refmill leftover: Label: value | …`; \
         `--ris-leftovers=drop` leaves it out and counts it as lost.\n",
    );
    for destination in DESTINATIONS {
        section(destination, &mut page).expect("a string takes everything");
    }
    page
}

fn section(destination: &Destination, page: &mut String) -> std::fmt::Result {
    let cell = |text: &str| text.trim().replace('|', "\\|");
    writeln!(page, "\n## {}\n\n{}.\n", destination.name, destination.summary)?;
    let formats: Vec<String> = destination.formats.iter().map(|format| format!("`{format}`")).collect();
    write!(page, "Formats, best first: {}.", formats.join(", "))?;
    if let Some(preset) = destination.csv.preset {
        write!(page, " CSV has the columns of `--like {preset}`.")?;
    }
    if let Some(records) = destination.limits.records {
        write!(page, " At most {records} records a file.")?;
    }
    if let Some(bytes) = destination.limits.bytes {
        write!(page, " At most {} MB a file.", bytes / 1_000_000)?;
    }
    writeln!(page, "\n\n| value | format | we write | it shows | known from |\n|--|--|--|--|--|")?;
    for place in destination.places {
        let (value, written, shown) = (cell(place.value), cell(place.written), cell(place.shown));
        let evidence = place.evidence.word();
        writeln!(page, "| {value} | {} | `{written}` | {shown} | {evidence} |", place.format)?;
    }
    if destination.drops.is_empty() {
        writeln!(page, "\nNo losses are known.")?;
    } else {
        losses(destination, page)?;
    }
    if destination.traps.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n| `refmill check` finds | by way of | what is wrong | known from |\n|--|--|--|--|")?;
    for trap in destination.traps {
        let taken = destination.taken(trap.formats);
        let formats = if trap.formats.is_empty() { "any".to_owned() } else { taken.join(", ") };
        if formats.is_empty() {
            continue;
        }
        let (code, meaning) = (trap.code.name, cell(trap.code.meaning));
        writeln!(page, "| `{code}` | {formats} | {meaning} | {} |", trap.evidence.word())?;
    }
    Ok(())
}

fn losses(destination: &Destination, page: &mut String) -> std::fmt::Result {
    let cell = |text: &str| text.trim().replace('|', "\\|");
    writeln!(page, "\n| it drops | by way of | what to do | known from |\n|--|--|--|--|")?;
    for drop in destination.drops {
        let (formats, remedy) = (destination.taken(drop.formats).join(", "), cell(drop.remedy));
        writeln!(page, "| {} | {formats} | {remedy} | {} |", drop.field, drop.evidence.word())?;
    }
    Ok(())
}
