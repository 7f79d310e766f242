//! Laws that hold for every format of the table `FORMATS` that is written and read: a new format comes under them by its
//! row.

use crate::plausible;
use crate::random_record::Random;
use refmill::formats::facet::{FACETS, Facet, base};
use refmill::formats::matrix::{BothWays, Fate, both_ways, counted};
use refmill::formats::{FORMATS, matrix::matrix};
use refmill::record::Record;
use refmill::write::WriteOptions;
use std::collections::{BTreeMap, BTreeSet};

/// The record as a reader of the format makes it.
fn round(format: BothWays, record: &Record) -> Record {
    let name = format.format().name;
    format
        .round(record, &WriteOptions::default())
        .unwrap_or_else(|| panic!("{name} does not read its own output"))
}

fn told(facet: &Facet, record: &Record) -> Vec<String> {
    (facet.told)(record)
}

#[test]
fn every_probe_says_its_fact_and_the_base_does_not() {
    let mut names = BTreeSet::new();
    for facet in FACETS {
        assert!(names.insert(facet.name), "{} is there twice", facet.name);
        let (said, plain) = (told(facet, &facet.probe("ris")), told(facet, &base("ris")));
        assert!(!said.is_empty() && said != plain, "the probe of `{}` says nothing", facet.name);
    }
}

#[test]
fn every_field_of_a_record_is_asked_for() {
    let mut members = BTreeSet::new();
    for facet in FACETS {
        let probe = serde_json::to_value(facet.probe("ris")).expect("a record is JSON");
        members.extend(probe.as_object().expect("an object").keys().cloned());
    }
    // The compiler stops here when the record gets a field.
    let Record {
        id: _,
        citation_key: _,
        kind: _,
        type_raw: _,
        genre: _,
        publication_types: _,
        titles: _,
        title_marks: _,
        contributors: _,
        author_list_truncated: _,
        affiliations: _,
        identifiers: _,
        container_titles: _,
        issns: _,
        dates: _,
        volume: _,
        volume_raw: _,
        issue: _,
        issue_raw: _,
        supplement: _,
        part: _,
        page_ranges: _,
        article_number: _,
        number_of_pages: _,
        source_raw: _,
        terms: _,
        countries: _,
        languages: _,
        abstracts: _,
        urls: _,
        database: _,
        notes: _,
        annotation: _,
        funding: _,
        publisher: _,
        publisher_place: _,
        status: _,
        license: _,
        derived: _,
        warnings: _,
        provenance: _,
        unknown: _,
        merged_from: _,
    } = Record::default();
    assert_eq!(members.len(), 43, "a field of the record is in no probe: {members:?}");
}

#[test]
fn what_is_lost_is_counted_and_what_is_kept_is_not() {
    let mut wrong = Vec::new();
    let matrix = matrix();
    for (position, format) in both_ways().iter().enumerate() {
        for row in &matrix.rows {
            let fields = counted(format.format(), row.facet);
            let is_right = match row.fates[position] {
                // What every probe has is counted with every probe, and so in none of them alone.
                Fate::Lost => {
                    row.facet.is_aside || !fields.is_empty() || is_lost_with_every_probe(*format, row.facet)
                }
                Fate::Changed => true,
                // A probe may need another fact to say its own (who works where: an affiliation, a label).
                Fate::Kept | Fate::InNote => {
                    fields.iter().all(|field| is_lost_of_another_fact(*format, row.facet, field))
                }
            };
            if !is_right {
                let (name, fate) = (format.format().name, row.fates[position].word());
                wrong.push(format!("{name}: {} is {fate}, counted as lost: {fields:?}", row.facet.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether the probe of a fact says it in this member of a record.
fn is_said_in(facet: &Facet, format: &str, field: &str) -> bool {
    let members = |record: &Record| serde_json::to_value(record).expect("a record is JSON");
    members(&base(format)).get(field) != members(&facet.probe(format)).get(field)
}

/// Whether a format counts the field of a fact as lost for the record beneath every probe already: nbib has no place for
/// the citation key, which all of them have.
fn is_lost_with_every_probe(format: BothWays, facet: &Facet) -> bool {
    let name = format.format().name;
    let (_, losses) = format.written(&[base(name)], &WriteOptions::default()).expect("text");
    losses.records.keys().any(|field| is_said_in(facet, name, field))
}

/// Whether the probe of a fact has another one in this field, which does not come back as it was.
fn is_lost_of_another_fact(format: BothWays, facet: &Facet, field: &str) -> bool {
    let name = format.format().name;
    let probe = facet.probe(name);
    let back = round(format, &probe);
    let mut others = FACETS.iter().filter(|other| is_said_in(other, name, field));
    others.any(|other| !told(other, &probe).is_empty() && told(other, &probe) != told(other, &back))
}

/// Written, read, written: the same bytes.
#[test]
fn what_was_read_of_an_output_is_written_as_it_stands() {
    let mut wrong = Vec::new();
    for format in both_ways() {
        let written = |record: &Record| {
            let (text, _) =
                format.written(std::slice::from_ref(record), &WriteOptions::default()).expect("text");
            text
        };
        for facet in FACETS {
            let first = written(&facet.probe(format.format().name));
            let second = format.read(&first).records.first().map(written).unwrap_or_default();
            if first != second {
                wrong.push(format!(
                    "{}: {}\n{}",
                    format.format().name,
                    facet.name,
                    difference(&first, &second)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first line in which two texts differ.
fn difference(first: &str, second: &str) -> String {
    let (mut left, mut right) = (first.lines(), second.lines());
    loop {
        match (left.next(), right.next()) {
            (Some(one), Some(other)) if one == other => {}
            (one, other) => {
                return format!("    {}\n    {}", one.unwrap_or("(end)"), other.unwrap_or("(end)"));
            }
        }
    }
}

/// Records with all of it together, in all scripts: what the matrix says is kept is there again, and the second output is
/// the first one.
#[test]
fn what_is_kept_is_kept_beside_everything_else_too() {
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    let matrix = matrix();
    for (position, format) in both_ways().iter().enumerate() {
        let name = format.format().name;
        let mut random = Random::new(11);
        for _ in 0..RECORDS {
            let record = plausible::record(&mut random, name);
            let written = |record: &Record| {
                format.written(std::slice::from_ref(record), &WriteOptions::default()).expect("text").0
            };
            let first = written(&record);
            let batch = format.read(&first);
            assert_eq!(batch.records.len(), 1, "{name}\n{first}");
            let back = &batch.records[0];
            for row in
                matrix.rows.iter().filter(|row| matches!(row.fates[position], Fate::Kept | Fate::InNote))
            {
                let (before, after) = (told(row.facet, &record), told(row.facet, back));
                if before != after && !before.is_empty() {
                    let said = format!("    {before:?}\n    {after:?}");
                    wrong.entry(format!("{name}: {}", row.facet.name)).or_insert(said);
                }
            }
            let second = written(back);
            if first != second {
                wrong.entry(format!("{name}: the second output")).or_insert(difference(&first, &second));
            }
        }
    }
    let list: Vec<String> = wrong.iter().map(|(what, how)| format!("{what}\n{how}")).collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
}

/// How many records of each kind a format is tried with.
const RECORDS: usize = 60;

/// All records in one output, read again.
fn round_all(format: BothWays, records: &[Record]) -> Vec<Record> {
    let (text, _) = format.written(records, &WriteOptions::default()).expect("text");
    let back = format.read(&text).records;
    assert_eq!(back.len(), records.len(), "{} does not read its own output", format.format().name);
    back
}

/// From one format to another and back: what the other keeps is there again, and what it loses is not.
#[test]
fn a_way_there_and_back_loses_what_the_other_format_cannot_hold() {
    let mut wrong = Vec::new();
    let both = both_ways();
    let matrix = matrix();
    for (at, home) in both.iter().enumerate() {
        let probes: Vec<Record> = FACETS.iter().map(|facet| facet.probe(home.format().name)).collect();
        let starts = round_all(*home, &probes);
        for (position, away) in both.iter().enumerate() {
            let is_abroad = home.format().name != away.format().name;
            let backs = round_all(*home, &round_all(*away, &starts));
            for (row, (start, back)) in matrix.rows.iter().zip(starts.iter().zip(&backs)) {
                if row.fates[at] != Fate::Kept || (row.facet.is_of_one_format() && is_abroad) {
                    continue;
                }
                let (before, after) = (told(row.facet, start), told(row.facet, back));
                let is_right = match row.fates[position] {
                    Fate::Kept => before == after,
                    // refmill's own notes are read back into their fields by refmill.
                    Fate::InNote | Fate::Changed => true,
                    // What stands aside may be said by the notation of the home format itself: `TA` of nbib is MEDLINE's.
                    Fate::Lost => before != after || row.facet.is_aside,
                };
                if !is_right {
                    let (home, away) = (home.format().name, away.format().name);
                    let fate = row.fates[position].word();
                    wrong.push(format!(
                        "{home} to {away} and back: {} ({fate})\n    {before:?}\n    {after:?}",
                        row.facet.name
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A format that is written and read but whose reader does not understand the writer would leave the laws unseen.
#[test]
fn every_format_with_a_reader_and_a_writer_is_under_the_laws() {
    let under: Vec<&str> = both_ways().iter().map(|format| format.format().name).collect();
    for format in FORMATS {
        if format.reader.is_some() && format.writer.is_some() {
            assert!(under.contains(&format.name), "{} does not read what it writes", format.name);
        }
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "it is there to be looked at")]
#[ignore = "for people: ONLY=ris cargo test --test all laws:: -- --ignored --nocapture shows what does not come back"]
fn show() {
    let only = std::env::var("ONLY").unwrap_or_default();
    for format in both_ways() {
        let name = format.format().name;
        for facet in FACETS.iter().filter(|_| only.is_empty() || only == name) {
            let fate = format.fate(facet);
            if fate != Fate::Kept {
                let counted = counted(format.format(), facet);
                let probe = facet.probe(name);
                let (wanted, found) = (told(facet, &probe), told(facet, &round(format, &probe)));
                println!(
                    "{name}: {}: {}, counted {counted:?}\n    {wanted:?}\n    {found:?}",
                    facet.name,
                    fate.word()
                );
            }
        }
    }
}
