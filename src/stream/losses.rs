//! What an output or its destination does not take, as notes at the end of a run.

use super::Totals;
use crate::record::Record;
use crate::report::{Code, Note, Place};
use crate::write::Losses;
use crate::write::destination::{self, Destination, Drop, Limits};

/// What a destination drops of what is written.
pub const DESTINATION_DROPS: Code = Code::warning(
    "destination-drops",
    "The program that the output is for has no field for a value, so that it will not be seen there.",
);

/// More than a destination takes at once.
pub const DESTINATION_LIMIT: Code = Code::warning(
    "destination-limit",
    "This is more than the program it is for takes in one import; convert writes it all the same where it may not cut it, and check says how it cuts it.",
);

/// The output was cut to what a destination takes at once.
pub const DESTINATION_CUT: Code = Code::info(
    "destination-cut",
    "The output is larger than the program it is for takes in one import; it was cut into files that it takes.",
);

/// What a format cannot express.
pub const FORMAT_CANNOT_HOLD: Code = Code::warning(
    "format-cannot-hold",
    "The output format has no place for a value of the record; it stays in the input and in csl-json.",
);

/// What a run's output or its destination does not take, one note for each field.
#[must_use]
pub fn losses(totals: &Totals, format: &str, destination: &Destination) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |code, field, message| notes.push(Note { code, place: Place::default(), field, message });
    for drop in destination::drops(destination, format) {
        if let Some(count) = totals.forecast.get(drop.field) {
            let message = dropped(destination, drop, &format!(" in {}", records(*count)));
            note(&DESTINATION_DROPS, drop.field, message);
        }
    }
    for (field, count) in &totals.losses.records {
        let message = format!(
            "{format} cannot hold {}, lost in {}; csl-json holds it",
            in_words(format, field),
            records(*count)
        );
        note(&FORMAT_CANNOT_HOLD, field, message);
    }
    let limits = destination.limits;
    let which = if totals.parts.count > 1 { "one of these has" } else { "this one has" };
    let mut is_too_large = false;
    if let Some(limit) = limits.records.filter(|limit| totals.parts.most_records > *limit) {
        let message = format!(
            "{} takes at most {} in one file, and {which} {}; write it in parts (--split-by {limit})",
            destination.title,
            records(limit),
            totals.parts.most_records
        );
        note(&DESTINATION_LIMIT, "", message);
        is_too_large = true;
    }
    if let Some(limit) = limits.bytes.filter(|limit| totals.parts.most_bytes > *limit) {
        let message = format!(
            "{} takes at most {limit} bytes in one file, and {which} {}; write it in parts (--split-by N)",
            destination.title, totals.parts.most_bytes
        );
        note(&DESTINATION_LIMIT, "", message);
        is_too_large = true;
    }
    if totals.parts.is_fitted && totals.parts.count > 1 && !is_too_large {
        let message = format!(
            "{} takes at most {} in one file; the output was cut into {} files that it takes",
            destination.title,
            in_one_file(limits),
            totals.parts.count
        );
        note(&DESTINATION_CUT, "", message);
    }
    notes
}

/// `15000 records or 50 MB`: what a program takes at once; empty where no limit is known.
#[must_use]
pub fn in_one_file(limits: Limits) -> String {
    let bytes = limits.bytes.map(|bytes| match bytes % 1_000_000 {
        0 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{bytes} bytes"),
    });
    limits.records.map(records).into_iter().chain(bytes).collect::<Vec<_>>().join(" or ")
}

fn dropped(destination: &Destination, drop: &Drop, of_how_many: &str) -> String {
    format!("{} will drop {}{of_how_many}; {}", destination.title, drop.field, drop.remedy)
}

/// What one record loses in a format and at its destination: code, field and sentence of each note.
pub(super) fn losses_of(
    record: &Record,
    losses: &Losses,
    format: &str,
    destination: &Destination,
) -> Vec<(&'static Code, &'static str, String)> {
    let dropped = destination::drops(destination, format)
        .filter(|drop| (drop.present)(record))
        .map(|drop| (&DESTINATION_DROPS, drop.field, dropped(destination, drop, "")));
    let lost = losses.records.keys().map(|field| {
        let tags: Vec<&str> = match *field {
            "unknown" => record.unknown.iter().map(|field| field.tag.as_str()).collect(),
            _ => Vec::new(),
        };
        let named = if tags.is_empty() { String::new() } else { format!(" ({})", tags.join(", ")) };
        let message = format!("{format} cannot hold {}{named}; csl-json holds it", in_words(format, field));
        (&FORMAT_CANNOT_HOLD, *field, message)
    });
    dropped.chain(lost).collect()
}

/// What a field of [`crate::write::Losses`] is to people.
const WORDS: &[(&str, &str)] = &[
    ("affiliation_refs", "which author works where"),
    ("annotation", "annotations"),
    ("author_list_truncated", "that the author list was cut"),
    ("citation_key", "citation keys of the source"),
    ("contributors", "marks beside authors (corresponding, equal contribution)"),
    ("dates", "dates beside that of publication"),
    ("degrees", "academic degrees"),
    ("emails", "e-mail addresses of authors"),
    ("encoded signs", "braces, blanks and backslashes in a DOI or an address (they are percent-encoded)"),
    ("funding", "details of grants (number and country of the funder)"),
    ("group_members", "members of a group"),
    ("id", "numbers of records in their file"),
    ("issns", "which ISSN is of print"),
    ("issued", "season, end and doubt of a date of publication"),
    ("label_raw", "labels of affiliations"),
    ("links", "some links (the addresses stand there as text)"),
    ("markup", "italics and indices"),
    ("notes", "notes"),
    ("particles", "which part of a family name is a particle"),
    ("publication_types", "numbers of publication types"),
    ("publisher_place", "places of publication without a publisher"),
    ("sections", "sections of abstracts (their headings stay in the text)"),
    ("stars", "which subject headings are chief ones"),
    ("terms", "numbers of subject headings"),
    ("type", "the exact type"),
    ("unknown", "fields of another format"),
    ("urls", "what an address leads to"),
];

/// The fields of a record to people, where the whole of one may be lost: a table has columns for all of them, and loses what the
/// chosen columns leave out. Also for what [`WORDS`] has no words for.
const WHOLE: &[(&str, &str)] = &[
    ("abstracts", "abstracts"),
    ("affiliations", "affiliations"),
    ("article_number", "article numbers"),
    ("container_titles", "names of journals, books or series"),
    ("contributors", "people, or details of them"),
    ("control characters", "control characters"),
    ("countries", "countries"),
    ("database", "databases, or details of them"),
    ("dates", "dates"),
    ("funding", "grants"),
    ("genre", "kinds of work in the source's words"),
    ("identifiers", "identifiers"),
    ("issns", "ISSNs"),
    ("issue", "issues"),
    ("languages", "languages"),
    ("license", "licences"),
    ("merged_from", "what merged records were made from"),
    ("non-ascii text", "letters beyond ASCII"),
    ("number_of_pages", "numbers of pages"),
    ("page_ranges", "pages"),
    ("part", "parts of volumes"),
    ("publication_types", "publication types"),
    ("publisher", "publishers"),
    ("publisher_place", "places of publication"),
    ("status", "states of publication"),
    ("terms", "keywords and subject headings"),
    ("titles", "titles"),
    ("type", "types"),
    ("urls", "addresses"),
    ("volume", "volumes"),
];

/// What a format cannot hold of a field, in words for people.
#[must_use]
pub fn in_words(format: &str, field: &str) -> String {
    let is_table = matches!(format, "csv" | "tsv" | "xlsx") && !["markup", "links"].contains(&field);
    let find = |words: &'static [(&str, &str)]| words.iter().find(|(name, _)| *name == field);
    let known =
        if is_table { find(WHOLE).or_else(|| find(WORDS)) } else { find(WORDS).or_else(|| find(WHOLE)) };
    known.map_or_else(|| format!("`{field}`"), |(_, words)| (*words).to_owned())
}

fn records(count: u64) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gets_lost_is_said_with_what_to_do_about_it() {
        let destination = destination::by_name("covidence").expect("a row of the table");
        let mut totals = Totals { written: 15_001, bytes: 10, ..Totals::default() };
        totals.part(15_001, 10);
        totals.forecast.insert("affiliations", 214);
        totals.losses.lose("status");
        let notes = losses(&totals, "ris", destination);
        let said: Vec<(&str, &str, &str)> =
            notes.iter().map(|note| (note.code.name, note.field, note.message.as_str())).collect();
        assert_eq!(said.len(), 3);
        assert_eq!((said[0].0, said[0].1), ("destination-drops", "affiliations"));
        assert!(said[0].2.starts_with("Covidence will drop affiliations in 214 records; "), "{}", said[0].2);
        assert_eq!(
            said[1],
            (
                "format-cannot-hold",
                "status",
                "ris cannot hold states of publication, lost in 1 record; csl-json holds it"
            )
        );
        assert_eq!(in_words("ris", "markup"), "italics and indices");
        assert_eq!(in_words("csv", "markup"), "italics and indices");
        assert_eq!(in_words("bibtex", "dates"), "dates beside that of publication");
        assert_eq!(in_words("csv", "dates"), "dates");
        assert_eq!(in_words("csv", "contributors"), "people, or details of them");
        assert_eq!(said[2].0, "destination-limit");
        assert!(
            said[2]
                .2
                .starts_with("Covidence takes at most 15000 records in one file, and this one has 15001")
        );
    }
}
