//! What a run amounts to, in lines for people.

use super::Exit;
use super::screen::{Screen, column, counted, some, typed};
use crate::clean::Cleaner;
use crate::report::Severity;
use crate::stream::{
    DESTINATION_CUT, DESTINATION_DROPS, DESTINATION_LIMIT, FILE_WITHOUT_RECORDS, FORMAT_CANNOT_HOLD, Tally,
    Totals,
};
use std::path::Path;

/// How a run without other trouble ends.
pub(super) fn exit(totals: &Totals) -> Exit {
    // An empty list of references is an answer; a file of no known format is none.
    if totals.read == 0 && (totals.files_by_kind.is_empty() || totals.set_aside > 0) {
        Exit::NothingReadable
    } else if totals.set_aside > 0 || totals.files_set_aside.count > 0 {
        Exit::SetAside
    } else {
        Exit::Done
    }
}

/// `Read 340 files: 338 wprim pages, 2 that hold no record (robots.txt, logo.png)`.
pub(super) fn files_line(totals: &Totals) -> String {
    let mut parts: Vec<String> =
        totals.files_by_kind.iter().map(|(kind, count)| kind_counted(kind, *count)).collect();
    let without = &totals.without_records;
    if without.count > 0 {
        let verb = if without.count == 1 { "holds" } else { "hold" };
        parts.push(format!(
            "{} that {verb} no record ({})",
            without.count,
            some(&without.first, without.count)
        ));
    }
    let aside = &totals.files_set_aside;
    if aside.count > 0 {
        parts.push(format!("{} set aside ({})", aside.count, some(&aside.first, aside.count)));
    }
    let pages = &totals.pages_without_record;
    if pages.count > 0 {
        let counted = counted(pages.count, "page");
        parts.push(format!("{counted} without a record ({})", some(&pages.first, pages.count)));
    }
    let files = counted(totals.files, "file");
    if parts.is_empty() { format!("Read {files}") } else { format!("Read {files}: {}", parts.join(", ")) }
}

/// `338 wprim pages`, `2 csl-json`.
fn kind_counted(kind: &str, count: u64) -> String {
    if kind.ends_with(" page") { counted(count, kind) } else { format!("{count} {kind}") }
}

/// `Cleaned 300 records: 412 changes in 120 (doi-notation 40, …); 2 set aside; 7 other notes`.
pub(super) fn cleaned(totals: &Totals, cleaner: &Cleaner, keeps_notes: bool) -> String {
    const SHOWN: usize = 4;
    let (mut of_rules, others): (Vec<&Tally>, Vec<&Tally>) =
        totals.notes.values().partition(|tally| crate::clean::by_name(tally.code.name).is_some());
    // The sort is stable, so that rules of one count stay in the order of their names.
    of_rules.sort_by_key(|tally| std::cmp::Reverse(tally.count));
    let changes: u64 = of_rules.iter().map(|tally| tally.count).sum();
    let (records, touched) = cleaner.counts();
    let mut named: Vec<String> =
        of_rules.iter().take(SHOWN).map(|tally| format!("{} {}", tally.code.name, tally.count)).collect();
    let more = of_rules.len().saturating_sub(SHOWN);
    if more > 0 {
        named.push(format!("and {}", counted(more as u64, "more rule")));
    }
    let by = if changes > 0 { format!(" in {touched} ({})", named.join(", ")) } else { String::new() };
    let aside =
        if totals.set_aside > 0 { format!(", {} set aside", totals.set_aside) } else { String::new() };
    let notes: u64 = others.iter().filter(|tally| !said_elsewhere(tally)).map(|tally| tally.count).sum();
    let where_kept = if keeps_notes { "" } else { " (--notes FILE keeps them)" };
    let notes =
        if notes > 0 { format!("; {}{where_kept}", counted(notes, "other note")) } else { String::new() };
    format!(
        "Cleaned {}: {}{by}; {} written{aside}{notes}",
        counted(records, "record"),
        counted(changes, "change"),
        totals.written
    )
}

/// Where the first doubt can be explained, as a command.
pub(super) fn explain(totals: &Totals) -> Option<String> {
    let place = totals.first_doubt.as_ref().filter(|place| !place.file.is_empty())?;
    let record = place.record.filter(|record| *record > 1).map(|record| format!(" --record {record}"));
    Some(format!("refmill explain {}{}", typed(Path::new(&place.file)), record.unwrap_or_default()))
}

/// The number of notes that [`notes`] shows.
pub(super) fn count(totals: &Totals) -> u64 {
    totals.notes.values().filter(|tally| !said_elsewhere(tally)).map(|tally| tally.count).sum()
}

/// Notes by code, the worst first, each with the place of the first one.
pub(super) fn notes(totals: &Totals, screen: &mut Screen) {
    let mut tallies: Vec<&Tally> = totals.notes.values().filter(|tally| !said_elsewhere(tally)).collect();
    // The sort is stable, so that codes of one severity and count stay in the order of their names.
    tallies.sort_by_key(|tally| std::cmp::Reverse((tally.code.severity, tally.count)));
    let (full, short) = tallies.split_at(tallies.len().min(IN_FULL));
    for tally in full {
        tally_line(tally, screen);
    }
    let rest: Vec<String> =
        short.iter().map(|tally| format!("{} {}", tally.code.name, tally.count)).collect();
    if !rest.is_empty() {
        screen.line(&format!("   also  {}", rest.join(", ")));
    }
}

/// How many codes are shown with the place of their first note; the others in one line.
const IN_FULL: usize = 5;

/// Errors alone.
pub(super) fn errors(totals: &Totals, screen: &mut Screen) {
    for tally in totals.notes.values().filter(|tally| tally.code.severity == Severity::Error) {
        tally_line(tally, screen);
    }
}

fn tally_line(tally: &Tally, screen: &mut Screen) {
    let Tally { code, count, first, says } = tally;
    let name = format!("{}[{}]", code.severity, code.name);
    // What is lost needs its reason at once; of the rest, explain and --notes tell.
    let says = if code.severity == Severity::Error { format!(": {says}") } else { String::new() };
    screen.line(&format!("{count:>7}  {}  first: {first}{says}", column(&name, 36)));
}

/// Whether notes of a code are shown as sentences: those about the output as a whole, and files without records.
fn said_elsewhere(tally: &Tally) -> bool {
    [&DESTINATION_CUT, &DESTINATION_DROPS, &DESTINATION_LIMIT, &FORMAT_CANNOT_HOLD, &FILE_WITHOUT_RECORDS]
        .contains(&tally.code)
}

/// A field's name as people call the thing, in the plural.
pub(super) fn fields_in_words(field: &str) -> &str {
    const WORDS: &[(&str, &str)] = &[
        ("", "text in no field"),
        ("abstract", "abstracts"),
        ("affiliation", "affiliations"),
        ("author", "names"),
        ("country", "countries"),
        ("publication-type", "publication types"),
        ("container-title", "journals"),
        ("issued", "dates"),
        ("keyword", "keywords"),
        ("language", "languages"),
        ("page", "pages"),
        ("title", "titles"),
    ];
    WORDS.iter().find(|row| row.0 == field).map_or(field, |row| row.1)
}
