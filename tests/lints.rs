//! The lints' examples, and what the lints find in the fixtures.

use crate::all_fixtures::{self, root};
use refmill::check::across::{self, Across};
use refmill::check::{self, Context, Example};
use refmill::formats::matrix::both_ways;
use refmill::record::Record;
use refmill::report::{Note, Severity};
use refmill::write::WriteOptions;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const CONTEXT: Context = Context { year: Some(Example::YEAR) };

fn records(example: &Example) -> Vec<Record> {
    let read = |text: &&str| match serde_json::from_str(text) {
        Ok(record) => record,
        Err(error) => panic!("{error}: {text}"),
    };
    example.records.iter().map(read).collect()
}

fn messages(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| note.message.as_str()).collect()
}

#[test]
fn every_check_of_a_record_keeps_its_examples() {
    let mut wrong = String::new();
    for check in check::CHECKS {
        let name = check.code.name;
        for example in check.examples {
            let records = records(example);
            assert_eq!(records.len(), 1, "{name}: an example of one record");
            let mut notes = Vec::new();
            (check.run)(&records[0], &CONTEXT, &mut notes);
            if messages(&notes) != example.found {
                let _ = writeln!(wrong, "{name}: {:?}\n  {:?}", example.records, messages(&notes));
            }
            for note in &notes {
                assert_eq!(note.code, check.code);
                assert!(!note.field.is_empty(), "{name}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_check_of_a_collection_keeps_its_examples() {
    for check in across::CHECKS {
        for example in check.examples {
            let mut across = Across::of(&[check]);
            for record in &records(example) {
                across.observe(record);
            }
            let notes = across.finish();
            assert_eq!(messages(&notes), example.found, "{}", check.code.name);
            assert!(notes.iter().all(|note| note.code == check.code && !note.field.is_empty()));
        }
    }
}

#[test]
fn every_lint_says_what_it_is_for_and_shows_a_find_and_none() {
    let mut names = BTreeSet::new();
    for lint in check::described() {
        let name = lint.code.name;
        assert!(names.insert(name), "{name} stands twice");
        assert!(lint.summary.len() < 100 && !lint.summary.ends_with('.'), "{name}");
        assert!(lint.explanation.len() > 200 && lint.explanation.ends_with('.'), "{name}");
        assert!(!lint.explanation.contains("  ") && !lint.explanation.contains('\n'), "{name}");
        assert!(lint.code.severity < Severity::Error, "{name}: a lint loses nothing");
        let finds = lint.examples.iter().filter(|example| !example.found.is_empty()).count();
        assert!(finds > 0 && finds < lint.examples.len(), "{name} needs an example of each kind");
        assert_eq!(check::by_code(name).map(|found| found.code), Some(lint.code));
    }
    assert!(check::by_code("no-such-lint").is_none());
}

/// Everything the lints find in one file.
fn found_in(records: &[Record]) -> Vec<Note> {
    let mut across = Across::new();
    let mut notes = Vec::new();
    for record in records {
        let of_record = check::run_all(record, &CONTEXT);
        let codes: BTreeSet<&str> = of_record.iter().map(|note| note.code.name).collect();
        for note in check::run(record) {
            assert!(codes.contains(note.code.name), "what a conversion finds, a check finds too");
        }
        notes.extend(of_record);
        across.observe(record);
    }
    notes.extend(across.finish());
    notes
}

/// What is found in the fixtures, folder by folder. Each line was read; of the repeated `missing-*` and
/// "is no abstract" lines the message was judged, and not every fixture behind it opened.
#[test]
fn what_is_found_in_the_fixtures_is_as_written_down() {
    let mut folders: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for fixture in all_fixtures::all() {
        let folder = fixture.name.split('/').next().unwrap_or_default().to_owned();
        for note in found_in(&fixture.read().records) {
            let line = format!("{} {}: {}", note.code.name, note.field, note.message);
            *folders.entry(folder.clone()).or_default().entry(line).or_default() += 1;
        }
    }
    let mut told = String::new();
    for (folder, lines) in folders {
        let _ = writeln!(told, "\n# {folder}");
        for (line, count) in lines {
            let _ = writeln!(told, "{count} {line}");
        }
    }
    is_as_written_down("findings.txt", &told);
}

/// What is found in our own output and not in the record it was made of, format by format. Each line was looked at: a format that has
/// no such kind or no such field loses it, and the check says so.
#[test]
fn what_is_found_in_our_own_output_is_as_written_down() {
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let options = WriteOptions::default();
    for fixture in all_fixtures::all() {
        for record in fixture.read().records.iter().take(MOST_OF_A_FILE) {
            let mut known: BTreeSet<&str> = record.warnings.iter().map(|it| it.code.as_str()).collect();
            known.extend(check::run_all(record, &CONTEXT).iter().map(|note| note.code.name));
            for format in both_ways() {
                let Some(read) = format.round(record, &options) else { continue };
                for note in check::run_all(&read, &CONTEXT) {
                    if !known.contains(note.code.name) {
                        let (name, code) = (format.format().name, note.code.name);
                        *told.entry(format!("{name} {code}: {}", note.message)).or_default() += 1;
                    }
                }
            }
        }
    }
    let lines: Vec<String> = told.iter().map(|(what, count)| format!("{count} {what}")).collect();
    is_as_written_down("output.txt", &(lines.join("\n") + "\n"));
}

/// Records of one file that are written in every format: more of them take long and are like the first.
const MOST_OF_A_FILE: usize = 4;

fn is_as_written_down(name: &str, told: &str) {
    let folder = root().join("tests/lints");
    let path = folder.join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(&path, told).expect("the findings can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == told, "tests/lints/{name} is out of date: UPDATE=1 cargo test --test all lints::");
}

fn codes_of(json: &serde_json::Value) -> Vec<&'static str> {
    let record: Record = serde_json::from_value(json.clone()).expect("a record");
    let mut notes = check::run_all(&record, &CONTEXT);
    notes.retain(|note| !note.code.name.starts_with("missing-"));
    notes.iter().map(|note| note.code.name).collect()
}

fn list_of(names: &[(&str, &str)]) -> serde_json::Value {
    let person = |(family, given): &(&str, &str)| {
        let form = serde_json::json!({"name": {"family": family, "given": given}, "kind": "romanised", "raw": "", "confidence": "certain"});
        serde_json::json!({"role": "author", "forms": [form]})
    };
    serde_json::json!({"contributors": names.iter().map(person).collect::<Vec<_>>()})
}

#[test]
fn lists_of_right_names_are_left_alone() {
    for names in [
        &[
            ("Zhang", "Rui"),
            ("Li", "Wei"),
            ("Wang", "Xiaoming"),
            ("Ouyang", "Li"),
            ("Hu", "Yang"),
            ("Rui", "Xiaoli"),
            ("Shan", "Lin"),
        ][..],
        &[("Kim", "Min-Soo"), ("Lee", "Ji Young"), ("Park", "Sung"), ("Manning", "Kim"), ("Golding", "Lee")],
        &[("Kim", "Minsu"), ("Choi", "Yuna"), ("Tanimoto", "Jun"), ("Inagaki", "Min")],
        &[("Nguyen", "Van Anh"), ("Tran", "Thi Hoa"), ("Le", "Minh"), ("Duong", "Le")],
        &[("Tanaka", "Hiroshi"), ("Satō", "Ken"), ("Yamaguchi", "Lin"), ("Kitagawa", "Yu")],
        &[
            ("Smith", "John"),
            ("Swift", "Taylor"),
            ("James", "Martin"),
            ("Thomas", "Scott"),
            ("Lee", "Harper"),
        ],
        &[("García López", "María José"), ("Silva", "João"), ("Moreno", "Li"), ("Romano", "Wang")],
        &[
            ("Chan", "Tai Man"),
            ("Wong", "Siu Ming"),
            ("Au-Yeung", "Chun"),
            ("Nakano", "Yang"),
            ("Lam", "Wai"),
        ],
        &[("O", "Sung-Min"), ("U", "Thant"), ("S", "Priya"), ("E", "Weinan")],
        &[("Müller", "Hans"), ("van den Berg", "Jan"), ("de la Cruz", "Maria"), ("Bin Abdullah", "Ahmad")],
    ] {
        assert_eq!(codes_of(&list_of(names)), [""; 0], "{names:?}");
    }
}

#[test]
fn lists_with_an_exchanged_name_are_found() {
    for names in [
        &[("Zhang", "Rui"), ("Wang", "Xiaoming"), ("Wenxin", "Chen")][..],
        &[("Kim", "Min-Soo"), ("Lee", "Ji Young"), ("Sung-Ho", "Park")],
        &[("Wang", "Xiaoming"), ("Chen", "Jianguo"), ("Rui", "Zhang")],
        &[("Nguyen", "Van Anh"), ("Tran", "Thi Hoa"), ("Phuong", "Nguyen")],
        &[("Xiaoming", "Zhang"), ("Wenxin", "Wang"), ("Zhiqiang", "Liu")],
    ] {
        let codes = codes_of(&list_of(names));
        assert!(
            !codes.is_empty() && codes.iter().all(|code| *code == "name-order-suspect"),
            "{names:?} {codes:?}"
        );
    }
}

#[test]
fn right_texts_are_left_alone() {
    for title in [
        "Effect of α-tocopherol on TNF-α, IFNγ, NFκB and β-cells: ΔΨm, 5 µm, 5 μL, χ² test, Ω and 37 °C",
        "ВИЧ-инфекция и Т-клетки CD4 у больных с COVID-19 (HCV): роль рН и СО2",
        "Лечение рака легкого III стадии",
        "日本のお茶と睡眠：IL-6の変化",
        "慢性免疫性血小板减少症（ITP）患者的CYP2C19基因多态性",
        "Θεραπεία της ΧΑΠ και του HIV",
        "The group {[Cu(L)]}n, sets {1, 2} and the path C:\\temp\\data",
        "می\u{200c}شود و آب",
        "Đánh giá kết quả điều trị ung thư dạ dày",
        "R&D at 50% of cost: $5 or $6 and C:\\",
    ] {
        let json = serde_json::json!({"titles": [{"value": title, "role": "main"}], "terms": [{"value": title.split([':', ',', '、', ';']).next(), "vocab": "other"}]});
        assert_eq!(codes_of(&json), [""; 0], "{title}");
    }
    for text in [
        "We studied 120 patients with immune thrombocytopenia in one hospital (P < 0.05)",
        "We studied 120 patients with immune thrombocytopenia (see the trial NCT01234567).",
        "Foram estudados 120 doentes; o chá foi melhor do que a água, etc...",
        "目的：探讨慢性免疫性血小板减少症的治疗进展。方法：回顾120例患者（P＜0.05）",
        "Trials of tea and sleep were reviewed. What do they tell us, and what is it good for?",
    ] {
        let json = serde_json::json!({"abstracts": [{"value": text}]});
        assert_eq!(codes_of(&json), [""; 0], "{text}");
    }
}

fn found_across(records: &[serde_json::Value]) -> Vec<&'static str> {
    let mut across = Across::default();
    for json in records {
        across.observe(&serde_json::from_value(json.clone()).expect("a record"));
    }
    across.finish().iter().map(|note| note.code.name).collect()
}

#[test]
fn the_names_of_one_journal_are_told_from_those_of_two() {
    let of = |name: &str| serde_json::json!({"issns": [{"value": "0027-8424", "medium": "unknown"}], "container_titles": [{"value": name, "role": "main"}]});
    for (one, other) in [
        (
            "Proc Natl Acad Sci U S A",
            "Proceedings of the National Academy of Sciences of the United States of America",
        ),
        ("JAMA", "JAMA : the journal of the American Medical Association"),
        ("Lancet (London, England)", "The Lancet"),
        ("BMJ (Clinical research ed.)", "British Medical Journal"),
        (
            "Am J Physiol Heart Circ Physiol",
            "American Journal of Physiology - Heart and Circulatory Physiology",
        ),
        ("Chin Med J (Engl)", "Chinese medical journal"),
        ("Gan To Kagaku Ryoho", "Japanese Journal of Cancer and Chemotherapy"),
        ("Zhonghua Er Ke Za Zhi", "Chinese Journal of Pediatrics"),
        ("中华儿科杂志", "Chinese Journal of Pediatrics"),
        ("Cochrane Database Syst Rev", "The Cochrane database of systematic reviews"),
        ("Ann. Acad. Med. Singap.", "Annals of the Academy of Medicine, Singapore"),
        ("PLoS One", "PLOS ONE"),
    ] {
        assert_eq!(found_across(&[of(one), of(other)]), [""; 0], "{one} / {other}");
        assert_eq!(found_across(&[of(other), of(one)]), [""; 0], "{other} / {one}");
    }
    for (one, other) in [
        ("International Journal of Pediatrics", "Chinese Journal of Neurology"),
        ("中华儿科杂志", "中华内科杂志"),
        ("Blood", "Circulation"),
    ] {
        assert_eq!(
            found_across(&[of(one), of(other), of(other)]),
            ["issn-of-two-journals"],
            "{one} / {other}"
        );
    }
}

#[test]
fn every_record_of_a_collection_has_a_place_of_its_own() {
    let twice = serde_json::json!({"identifiers": [{"scheme": "doi", "value": "10.1000/a"}, {"scheme": "doi", "value": "10.1000/A"}]});
    assert_eq!(found_across(std::slice::from_ref(&twice)), [""; 0]);
    assert_eq!(found_across(&[twice.clone(), twice]), ["identifier-doubled"]);
}
