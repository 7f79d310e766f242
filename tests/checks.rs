//! Each check finds what it is for, leaves the rest alone, and never changes a record.

use refmill::check;
use refmill::record::{
    Abstract, ContainerRole, ContainerTitle, Contributor, DateKind, DateParts, DateVal, FormKind, Ident,
    Issn, Kind, Medium, Name, NameForm, Origin, PageRange, Provenance, Record, Text, Title, TitleRole,
    UnknownField,
};
use std::collections::BTreeSet;

/// A record in which no check finds anything: the seed's facts (mapping reference 9).
fn sound() -> Record {
    Record {
        kind: Kind::ArticleJournal,
        titles: vec![Title {
            text: Text::read("Progress in the treatment of chronic immune thrombocytopenia"),
            role: TitleRole::Main,
        }],
        contributors: vec![person("Ou", "Wenxin"), person("Zhang", "Rui")],
        identifiers: vec![doi("10.3760/cma.j.issn.1673-4408.2022.04.001")],
        container_titles: vec![ContainerTitle {
            text: Text::read("International Journal of Pediatrics"),
            role: ContainerRole::Main,
            scheme: None,
        }],
        issns: vec![issn("1673-4408")],
        dates: vec![issued(2022)],
        volume: Some("49".into()),
        issue: Some("4".into()),
        page_ranges: vec![PageRange { first: "217".into(), last: Some("221".into()), raw: None }],
        abstracts: vec![Abstract {
            text: Text::read("Immune thrombocytopenia is …"), ..Abstract::default()
        }],
        ..Record::default()
    }
}

fn person(family: &str, given: &str) -> Contributor {
    let name = Name { family: Some(family.into()), given: Some(given.into()), ..Name::default() };
    Contributor { forms: vec![NameForm { name, ..NameForm::default() }], ..Contributor::default() }
}

fn doi(value: &str) -> Ident {
    Ident { scheme: "doi".into(), value: value.into(), ..Ident::default() }
}

fn issn(value: &str) -> Issn {
    Issn { value: value.into(), medium: Medium::Unknown, origin: Origin::Read }
}

fn issued(year: i32) -> DateVal {
    DateVal { kind: DateKind::Issued, start: Some(DateParts::year(year)), ..DateVal::default() }
}

fn codes(change: impl FnOnce(&mut Record)) -> Vec<&'static str> {
    let mut record = sound();
    change(&mut record);
    let before = record.clone();
    let notes = check::run(&record);
    assert_eq!(record, before);
    notes.iter().map(|note| note.code.name).collect()
}

fn with_doi(value: &str, year: i32, issue: &str) -> Vec<&'static str> {
    codes(|record| {
        record.identifiers = vec![doi(value)];
        record.dates = vec![issued(year)];
        record.issue = Some(issue.into());
    })
}

#[test]
fn a_sound_record_has_no_finds() {
    assert_eq!(codes(|_| {}), [""; 0]);
}

#[test]
fn an_empty_record_misses_what_any_reference_has() {
    let notes = check::run(&Record::default());
    let names: Vec<&str> = notes.iter().map(|note| note.code.name).collect();
    assert_eq!(names, ["missing-title", "missing-author", "missing-date"]);
}

#[test]
fn each_missing_field() {
    assert_eq!(codes(|record| record.titles.clear()), ["missing-title"]);
    assert_eq!(
        codes(|record| record.titles = vec![Title { text: Text::read(" "), role: TitleRole::Main }]),
        ["missing-title"]
    );
    assert_eq!(codes(|record| record.contributors.clear()), ["missing-author"]);
    assert_eq!(codes(|record| record.container_titles.clear()), ["missing-journal"]);
    assert_eq!(
        codes(|record| record.dates = vec![DateVal { text_raw: "spring".into(), ..DateVal::default() }]),
        ["missing-date"]
    );
    assert_eq!(codes(|record| record.abstracts.clear()), ["missing-abstract"]);
    let book = codes(|record| {
        record.kind = Kind::Book;
        record.container_titles.clear();
        record.abstracts.clear();
    });
    assert_eq!(book, [""; 0]);
}

#[test]
fn the_doi_against_the_journal_line() {
    let cma = "10.3760/cma.j.issn.1673-4408.2022.04.001";
    assert_eq!(with_doi(cma, 2022, "04"), [""; 0]);
    assert_eq!(with_doi(cma, 2022, "3-5"), [""; 0]);
    assert_eq!(with_doi(cma, 2021, "4"), ["doi-year-differs"]);
    // D21 of the pages reference: 09 in the DOI, 10 in the line.
    assert_eq!(with_doi("10.3760/cma.j.issn.1673-4408.2014.09.001", 2014, "10"), ["doi-issue-differs"]);
    assert_eq!(with_doi(cma, 2022, "Early Access 2022"), [""; 0]);
    assert_eq!(with_doi(cma, 2022, "Suppl"), [""; 0]);
    // D20: the day the manuscript came in is no year of publication.
    assert_eq!(with_doi("10.3760/cma.j.cn115355-20190920-00377", 2020, "6"), [""; 0]);
    assert_eq!(with_doi("10.3760/cma.j.cn115355-20190920-00377", 2018, "6"), ["doi-year-differs"]);
    assert_eq!(with_doi("10.1016/S0140-6736(20)30183-5", 1999, "1"), [""; 0]);
}

#[test]
fn both_values_stand_in_the_message() {
    let mut record = sound();
    record.dates = vec![issued(2021)];
    let notes = check::run(&record);
    assert!(notes[0].message.contains("2022") && notes[0].message.contains("2021"), "{}", notes[0].message);
}

#[test]
fn identifiers() {
    assert_eq!(codes(|record| record.identifiers = vec![doi("n/a")]), ["doi-shape"]);
    assert_eq!(codes(|record| record.identifiers = vec![doi("doi:10.1000/a")]), ["doi-shape"]);
    assert_eq!(codes(|record| record.issns = vec![issn("1006-7877")]), ["issn-checksum"]);
    let among_others = codes(|record| {
        record.identifiers.push(Ident {
            scheme: "issn".into(),
            value: "1006-7877".into(),
            ..Ident::default()
        });
    });
    assert_eq!(among_others, ["issn-checksum"]);
    let unread = |value: &str| {
        codes(|record| {
            let field = UnknownField { format: "ris".into(), tag: "SN".into(), value: value.into() };
            record.unknown.push(field);
        })
    };
    assert_eq!(unread("1006-7877"), ["issn-checksum"]);
    assert_eq!(unread("978-3-16-148410-0"), [""; 0]);
}

#[test]
fn pages() {
    let pages = |first: &str, last: &str| {
        codes(|record| {
            record.page_ranges = vec![PageRange { first: first.into(), last: Some(last.into()), raw: None }];
        })
    };
    assert_eq!(pages("221", "217"), ["pages-reversed"]);
    assert_eq!(pages("S21", "S7"), ["pages-reversed"]);
    assert_eq!(pages("S21", "7"), [""; 0]);
    assert_eq!(pages("99", "101"), [""; 0]);
    assert_eq!(pages("xii", "xx"), [""; 0]);
}

#[test]
fn authors() {
    assert_eq!(codes(|record| record.contributors.push(person("ZHANG", "Rui"))), ["author-doubled"]);
    let namesakes = codes(|record| {
        for raw in ["张瑞", "张睿"] {
            let mut contributor = person("Zhang", "Rui");
            contributor.forms.push(NameForm {
                raw: raw.into(),
                kind: FormKind::Native,
                ..NameForm::default()
            });
            record.contributors.push(contributor);
        }
        record.contributors.remove(1);
    });
    assert_eq!(namesakes, [""; 0]);
}

#[test]
fn a_note_says_where() {
    let record = Record {
        provenance: Provenance {
            file: "a.txt".into(),
            record: 3,
            lines: Some((7, 20)),
            ..Provenance::default()
        },
        ..Record::default()
    };
    let notes = check::run(&record);
    assert_eq!(notes[0].to_string(), "warning[missing-title] a.txt:7 (record 3): no title");
}

#[test]
fn every_check_has_a_code_of_its_own() {
    let names: BTreeSet<&str> = check::CHECKS.iter().map(|check| check.code.name).collect();
    assert_eq!(names.len(), check::CHECKS.len());
    for check in check::CHECKS {
        assert!(!check.summary.is_empty() && !check.summary.ends_with('.'), "{}", check.code.name);
    }
}
