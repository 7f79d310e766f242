//! Broken input of every format: what is broken costs its own record and no other, and says where it is.

use crate::all_fixtures::{self, read};
use crate::plausible;
use crate::random_record::Random;
use refmill::formats::matrix::both_ways;
use refmill::formats::{self, Format};
use refmill::read::Batch;
use refmill::record::{CitationKey, Record};
use refmill::report::Severity;
use refmill::write::WriteOptions;

/// Scraped pages and tables of them are prose: any text is a page of some kind, so that nothing of it is malformed.
const PROSE: &[&str] = &["page", "html", "crawl", "crawl-table"];

/// Fixtures whose records inherit from each other on purpose.
const TIED: &[&str] = &["bibtex/in/ties.bib"];

/// An input of several whole records.
struct Sample {
    format: &'static Format,
    name: String,
    text: String,
}

/// The fixtures with several records, and for formats that we write a file of ours.
fn samples() -> Vec<Sample> {
    let is_whole =
        |batch: &Batch| batch.set_aside.is_empty() && batch.settled.is_empty() && batch.records.len() > 2;
    let fixtures = all_fixtures::all()
        .into_iter()
        .filter(|it| !PROSE.contains(&it.format.name) && !TIED.contains(&it.name.as_str()));
    let mut samples: Vec<Sample> = fixtures
        .filter(|fixture| is_whole(&fixture.read()))
        .map(|fixture| Sample { format: fixture.format, name: fixture.name, text: fixture.text })
        .collect();
    for both in both_ways() {
        let mut random = Random::new(5);
        let name = both.format().name;
        let records: Vec<Record> = (0..4)
            .map(|number| {
                let key = format!("ou2022tea{number}");
                let mut record = plausible::record(&mut random, name);
                record.citation_key = Some(CitationKey { value: key.clone(), ..CitationKey::default() });
                Record { id: Some(key), ..record }
            })
            .collect();
        let (text, _) = both.written(&records, &WriteOptions::default()).expect("text");
        samples.push(Sample { format: both.format(), name: format!("our own {name}"), text });
    }
    samples
}

/// What a record says, without where it stands.
fn said(record: &Record) -> Record {
    let mut record = record.clone();
    record.provenance = refmill::record::Provenance::default();
    for warning in &mut record.warnings {
        warning.line = None;
    }
    record
}

/// Members in which two records differ.
fn differences(one: &Record, other: &Record) -> String {
    let members = |record: &Record| serde_json::to_value(said(record)).expect("JSON");
    let (one, other) = (members(one), members(other));
    let names = one.as_object().into_iter().chain(other.as_object()).flat_map(|it| it.keys().cloned());
    let mut names: Vec<String> = names.filter(|name| one.get(name) != other.get(name)).collect();
    names.sort();
    names.dedup();
    let pair = |name: &String| format!("{name}: {:?} / {:?}", one.get(name), other.get(name));
    names.iter().map(pair).collect::<Vec<_>>().join("; ")
}

/// First and last line of each record, from 0.
fn spans(sample: &Sample, batch: &Batch) -> Vec<(usize, usize)> {
    let lines = sample.text.lines().count();
    let start = |position: usize, record: &Record| {
        let settled = batch.settled.iter().find(|(at, _)| *at == position).map(|(_, line)| *line);
        settled.or(record.provenance.lines.map(|(first, _)| first)).unwrap_or(1) as usize - 1
    };
    let starts: Vec<usize> = batch.records.iter().enumerate().map(|(at, record)| start(at, record)).collect();
    let end = |position: usize| match batch.records[position].provenance.lines {
        Some((first, last)) if first as usize - 1 == starts[position] => last as usize - 1,
        _ => starts.get(position + 1).copied().unwrap_or(lines) - 1,
    };
    (0..starts.len()).map(|position| (starts[position], end(position).max(starts[position]))).collect()
}

/// Where each line starts, whatever its end is; the last one is the end of the text.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_end = |at: usize| bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    let after = (0..bytes.len()).filter(|at| is_end(*at)).map(|at| at + 1);
    std::iter::once(0).chain(after).chain([text.len()]).collect()
}

fn errors_have_places(sample: &Sample, text: &str, batch: &Batch, what: &str) {
    for note in batch.notes.iter().filter(|note| note.code.severity == Severity::Error) {
        assert!(
            note.place.line.is_some(),
            "{} {what}: {} has no line: {}",
            sample.name,
            note.code.name,
            note.message
        );
        // Where records share a line nobody can tell the column in a chunk: the message counts in the record. What is said
        // of a value that was read has the line of the value.
        let column = note.place.column;
        assert!(
            column.is_some_and(|it| it > 0)
                || note.message.contains("at character ")
                || !note.field.is_empty(),
            "{} {what}: {} has no column: {}",
            sample.name,
            note.code.name,
            note.message
        );
        let at = note.place.line.map_or(0, |line| line as usize - 1);
        let (starts, feeds) = (line_starts(text), text.split('\n').nth(at));
        // Some readers count a carriage return alone as the end of a line.
        let returns = starts.get(at).zip(starts.get(at + 1)).map(|(from, to)| &text[*from..*to]);
        let length = feeds.into_iter().chain(returns).map(|line| line.chars().count() + 1).max();
        assert!(
            column.is_none_or(|column| length.is_some_and(|length| column as usize <= length)),
            "{} {what}: {} is at column {column:?} of {length:?}",
            sample.name,
            note.code.name
        );
    }
    for aside in &batch.set_aside {
        assert!(
            aside.line > 0 && !aside.reason.is_empty(),
            "{} {what}: set aside without a place",
            sample.name
        );
        let is_noted = batch.notes.iter().any(|note| note.code.severity == Severity::Error);
        assert!(is_noted, "{} {what}: set aside without a note: {}", sample.name, aside.reason);
    }
}

#[test]
fn a_file_cut_off_anywhere_keeps_the_records_before_the_cut() {
    let mut wrong = Vec::new();
    for sample in samples() {
        let whole = read(sample.format, &sample.text, "x");
        let spans = spans(&sample, &whole);
        let step = (sample.text.len() / 60).max(1);
        let all: Vec<Record> = whole.records.iter().map(said).collect();
        for cut in (0..sample.text.len()).step_by(step) {
            let cut =
                (cut..=sample.text.len()).find(|at| sample.text.is_char_boundary(*at)).expect("a border");
            let text = &sample.text[..cut];
            let batch = read(sample.format, text, "x");
            errors_have_places(&sample, text, &batch, "cut");
            let whole_lines = line_starts(text).len() - 2;
            let found: Vec<Record> = batch.records.iter().map(said).collect();
            for (at, (record, (_, last))) in all.iter().zip(&spans).enumerate() {
                // Half of the line by which the next record begins is a line of this one: no sign ends a record in
                // formats such as RefWorks'.
                let is_before_the_cut = spans.get(at + 1).map_or(*last + 1, |(next, _)| *next) < whole_lines;
                if is_before_the_cut && found.get(at) != Some(record) && !found.contains(record) {
                    let near = found.iter().find(|found| found.titles == record.titles);
                    wrong.push(format!(
                        "{} cut at {cut}: the record that ends at line {} is gone\n    {}",
                        sample.name,
                        last + 1,
                        near.map_or_else(|| "no title".to_owned(), |near| differences(record, near))
                    ));
                }
            }
        }
    }
    wrong.dedup_by_key(|text| text.split(" cut").next().unwrap_or_default().to_owned());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Formats in some dialects of which no sign ends a record.
const IS_ENDED_BY_THE_NEXT: &[&str] =
    &["ris", "endnote-tagged", "refworks-tagged", "noteexpress", "cnki-text"];

/// What breaks a text between two places: cut out, or put in.
const BREAKS: &[&str] =
    &["", "<", "</x>", "<zz>", "{", "}", "\"", "\\", "&", "&nope;", "@", "\u{fffd}\u{fffd}", "]]>", "\u{0}"];

/// `REFMILL_SEED=7` tries other breaks.
#[test]
fn what_is_broken_costs_its_own_record_and_no_other() {
    let seed = std::env::var("REFMILL_SEED").ok().and_then(|it| it.parse().ok()).unwrap_or(3);
    let mut wrong = Vec::new();
    for sample in samples() {
        let whole = read(sample.format, &sample.text, "x");
        let spans = spans(&sample, &whole);
        let starts = line_starts(&sample.text);
        let all: Vec<Record> = whole.records.iter().map(said).collect();
        let mut random = Random::new(seed);
        for (broken, (first, last)) in spans.iter().enumerate() {
            assert!(
                *first < starts.len() && last >= first,
                "{}: {first} {last} of {}",
                sample.name,
                starts.len()
            );
            let (from, to) = (starts[*first], starts[(*last + 1).min(starts.len() - 1)]);
            for round in 0..BREAKS.len() * 2 {
                let mut at = from + random.below((to - from).max(1));
                while !sample.text.is_char_boundary(at) {
                    at += 1;
                }
                let length = if round < BREAKS.len() { 1 } else { 1 + random.below(12) };
                let cut = sample.text[at..to].chars().take(length).take_while(|letter| *letter != '\n');
                let cut: usize = cut.map(char::len_utf8).sum();
                let text =
                    [&sample.text[..at], BREAKS[round % BREAKS.len()], &sample.text[at + cut..]].concat();
                let batch = read(sample.format, &text, "x");
                let breaks_the_beginning = IS_ENDED_BY_THE_NEXT.contains(&sample.format.name)
                    && at < starts[first + 1]
                    && !sample.name.starts_with("our own");
                errors_have_places(&sample, &text, &batch, "broken");
                let found: Vec<Record> = batch.records.iter().map(said).collect();
                for (other, record) in all.iter().enumerate() {
                    // Where nothing but the beginning of the next record ends one, a broken beginning ends none.
                    let takes_it_over = other + 1 == broken && breaks_the_beginning;
                    if other != broken
                        && !takes_it_over
                        && found.get(other) != Some(record)
                        && !found.contains(record)
                    {
                        let line = sample.text[..at].matches('\n').count() + 1;
                        wrong.push((
                            sample.name.clone(),
                            format!(
                                "{}: {:?} at line {line} in the place of {:?} costs record {}",
                                sample.name,
                                BREAKS[round % BREAKS.len()],
                                &sample.text[at..at + cut],
                                other + 1
                            ),
                        ));
                    }
                }
            }
        }
    }
    let shown: Vec<&str> = wrong.iter().map(|(_, text)| text.as_str()).collect();
    assert!(wrong.is_empty(), "{} cases\n{}", wrong.len(), shown.join("\n"));
}

#[test]
fn every_format_of_records_has_a_sample() {
    let samples = samples();
    for format in formats::FORMATS.iter().filter(|format| format.reader.is_some()) {
        let has = samples.iter().any(|sample| sample.format.name == format.name);
        assert!(has || PROSE.contains(&format.name), "{}: no fixture with three whole records", format.name);
    }
}
