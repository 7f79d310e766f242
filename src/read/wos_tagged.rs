//! Web of Science's field-tagged plain text (`ciw`), of all its databases.
//!
//! `FN` and `VR` open a file, `EF` ends it; a record goes from `PT` to `ER`. Two capitals or digits and a blank are a tag;
//! what three blanks indent continues the field above, and is the next item where a field is a list. `AF` are the full
//! names of `AU`; `C1` names in brackets whose institution it is.

mod people;

use super::sheet::{self, Grammar, Sheet, Step, bare, joined};
use super::{Batch, Chunk, Reader};
use crate::record::{ContainerRole, DateKind, DateVal, Funding, Kind, Medium, TitleRole, Vocabulary};
use crate::syntax::tagged::{self, Line};
use crate::value::date;
use crate::vocab::types;

/// The reader.
#[derive(Debug)]
pub struct WosTagged;

const GRAMMAR: Grammar<'_> = Grammar { format: "wos-tagged", heads: &["PT"], ends: true };

impl Reader for WosTagged {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        sheet::each(&GRAMMAR, &chunk, batch, step, tag_of, fill);
    }

    fn line_ends(&self, text: &str) -> u32 {
        tagged::line_ends(text)
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        sheet::last_start(buffer, step)
    }
}

/// Whether the start of an input is certainly in this format: `FN` and `VR`, or `PT` with one of its four letters and
/// another tag below it.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let mut lines = tagged::lines(head, 1).filter(|line| !bare(line.text).trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    match (tag_of(first.text), tag_of(second.text)) {
        (Some(("FN", _)), Some((tag, _))) => tag == "VR",
        (Some(("PT", value)), Some((tag, _))) => {
            matches!(value.trim(), "J" | "B" | "S" | "P") && PEOPLE_OR_TITLE.contains(&tag)
        }
        _ => false,
    }
}

/// Tags that may follow `PT`.
const PEOPLE_OR_TITLE: &[&str] = &["AU", "AF", "BA", "BE", "CA", "GP", "PN", "TI", "SO"];

fn tag_of(line: &str) -> Option<(&str, &str)> {
    let line = bare(line);
    let tag = line.get(..2)?;
    let is_tag = tag.starts_with(|it: char| it.is_ascii_uppercase())
        && tag.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    let value = line.get(2..)?;
    (is_tag && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((tag, value))
}

fn step(line: &Line<'_>) -> Step {
    match tag_of(line.text) {
        Some(("PT", _)) => Step::Start,
        Some(("ER", value)) if value.trim().is_empty() => Step::End,
        Some(("FN" | "VR", _)) => Step::Frame,
        Some(("EF", value)) if value.trim().is_empty() => Step::Frame,
        _ => Step::Inside,
    }
}

pub(super) fn fill(sheet: &mut Sheet<'_, '_>) {
    let kind = kind(sheet);
    titles(sheet, kind);
    people::read(sheet);
    dates(sheet);
    numbers(sheet);
    identifiers(sheet);
    for (tag, vocabulary) in [("DE", Vocabulary::Author), ("ID", Vocabulary::Other)] {
        for field in sheet.take(&[tag]) {
            sheet.intake.keywords(vocabulary, &joined(&field.value));
        }
    }
    for field in sheet.take(&["LA"]) {
        sheet.intake.languages(&joined(&field.value));
    }
    for field in sheet.take(&["AB", "Z4"]) {
        sheet.intake.line = field.line;
        sheet.intake.abstract_text(&joined(&field.value), None);
    }
    funding(sheet);
    sheet.publisher(&["PU"], &["PI"]);
    // Counts, subject areas, delivery marks and addresses that Web of Science has for its own ends, names of institutions
    // as it unifies them, and cited works.
    sheet.keep(HOUSEKEEPING);
}

#[rustfmt::skip]
const HOUSEKEEPING: &[&str] = &[
    "C3", "CR", "DA", "ES", "GA", "HC", "HP", "NR", "OA", "PA", "SC", "TC", "U1", "U2", "WC", "WE", "Z8", "Z9", "ZA",
    "ZB", "ZR", "ZS",
];

/// `PT` has four letters; what an article is stands in `DT`.
fn kind(sheet: &mut Sheet<'_, '_>) -> Kind {
    let letter = sheet.take_one(&["PT"]).map(|field| field.value).unwrap_or_default();
    let mut sorts: Vec<String> = Vec::new();
    for field in sheet.take(&["DT"]) {
        sorts.extend(
            joined(&field.value).split(';').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()),
        );
    }
    for sort in &sorts {
        sheet.intake.publication_type(sort);
    }
    let words: Vec<&str> = sorts.iter().map(String::as_str).filter(|it| *it != "Early Access").collect();
    let is_chapter = words.contains(&"Book Chapter");
    let (by_sort, _) = types::of_publication_types(&words, false);
    let kind = match letter.as_ref() {
        "P" => Kind::Patent,
        "B" | "S" if is_chapter => Kind::Chapter,
        "B" | "S" if by_sort == Kind::PaperConference => by_sort,
        // A part of a book has the book in `SO`.
        "B" if words.contains(&"Book") => Kind::Book,
        "B" | "S" => Kind::Chapter,
        _ => Kind::ArticleJournal,
    };
    let has_journal = kind == Kind::ArticleJournal;
    let (_, genre) = types::of_publication_types(&words, has_journal);
    sheet.intake.record.genre = genre.filter(|_| has_journal);
    if types::is_retracted(&words) {
        sheet.intake.record.status = Some("retracted".to_owned());
    }
    sheet.intake.record.kind = kind;
    sheet.intake.record.type_raw = Some(letter.into_owned());
    kind
}

fn titles(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    sheet.titles(&["TI"], TitleRole::Main);
    sheet.titles(&["Z1", "FT"], TitleRole::Vernacular);
    let is_book = kind == Kind::Book;
    for field in sheet.take(&["SO"]) {
        let name = joined(&field.value);
        let is_title = sheet.intake.record.title(TitleRole::Main).is_some_and(|it| it.as_plain() == name);
        match is_book {
            // Of a whole book it is the title, or repeats it.
            true if is_title => {}
            true if sheet.intake.record.titles.is_empty() => sheet.intake.title(TitleRole::Main, &name),
            _ => sheet.intake.container(ContainerRole::Main, &name),
        }
    }
    for (tag, scheme) in [("JI", Some("iso4")), ("J9", None)] {
        for field in sheet.take(&[tag]) {
            let name = joined(&field.value);
            sheet.intake.container_by(ContainerRole::Abbrev, &name, scheme);
        }
    }
    for field in sheet.take(&["Z3"]) {
        sheet.intake.container(ContainerRole::Vernacular, &joined(&field.value));
    }
}

/// Web of Science shortens seasons as it does months.
const SEASONS: [(&str, &str); 6] = [
    ("SPR", "Spring"),
    ("SUM", "Summer"),
    ("FAL", "Fall"),
    ("FALL", "Fall"),
    ("AUT", "Autumn"),
    ("WIN", "Winter"),
];

fn dates(sheet: &mut Sheet<'_, '_>) {
    let season = |text: &str| SEASONS.iter().find(|(short, _)| *short == text.trim()).map(|(_, long)| *long);
    let year = sheet.first("PY").map(joined);
    let seasons =
        if year.is_some() { sheet.take_if(&["PD"], |text| season(text).is_some()) } else { Vec::new() };
    sheet.issued(&["PY", "PD"]);
    for (field, year) in seasons.iter().zip(year) {
        let read = date::parse(&format!("{} {year}", season(&field.value).unwrap_or_default())).value;
        let text_raw = format!("{} {year}", field.value);
        sheet.intake.date_value(DateVal { kind: DateKind::Issued, text_raw, ..read });
    }
    sheet.other_date(&["EA"], DateKind::Epub);
}

fn numbers(sheet: &mut Sheet<'_, '_>) {
    sheet.numbers(&["VL"], &[]);
    let mut issue = sheet.take_one(&["IS"]).map(|field| joined(&field.value)).unwrap_or_default();
    if let Some(part) = sheet.take_one(&["PN"]) {
        if sheet.intake.record.kind == Kind::Patent {
            sheet.intake.database_number("patent", &part.value);
        } else {
            issue = format!("{issue} Pt {}", joined(&part.value));
        }
    }
    if let Some(supplement) = sheet.take_one(&["SU"]) {
        let number = joined(&supplement.value);
        let named = number.to_lowercase().starts_with('s');
        issue = if named { format!("{issue} {number}") } else { format!("{issue} Suppl {number}") };
    }
    sheet.intake.issue(issue.trim());
    for field in sheet.take(&["AR"]) {
        sheet.intake.article_number(&joined(&field.value));
    }
    let first = sheet.take_one(&["BP"]).map(|field| field.value);
    let last = sheet.take_one(&["EP"]).map(|field| field.value);
    match (first, last) {
        (Some(first), Some(last)) if first != last => sheet.intake.pages(&format!("{first}-{last}")),
        (Some(first), _) => sheet.intake.pages(&first),
        (None, Some(last)) => sheet.intake.unknown("EP", last),
        (None, None) => {}
    }
    if let Some(count) = sheet.take_one(&["PG"]) {
        sheet.intake.record.number_of_pages = Some(count.value.into_owned());
    }
}

fn identifiers(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["DI"]) {
        sheet.intake.doi_field(&field.value);
    }
    for field in sheet.take(&["PM"]) {
        if !sheet.intake.pubmed_number(&field.value) {
            sheet.intake.unknown("PM", field.value);
        }
    }
    for field in sheet.take(&["UT"]) {
        // The database stands before the number: `WOS:000…`, `CSCD:123`, `KJD:ART001`.
        let scheme = field.value.split_once(':').map_or("wos", |(database, _)| database).to_lowercase();
        sheet.intake.database_number(&scheme, &field.value);
    }
    for (tag, medium) in [("SN", Medium::Print), ("EI", Medium::Electronic), ("BN", Medium::Unknown)] {
        for field in sheet.take(&[tag]) {
            for number in field.value.split([';', ' ', '\n']).filter(|it| !it.is_empty()) {
                sheet.intake.serial_number(number, medium, tag);
            }
        }
    }
}

/// `Example Fund [12-34, 56]; Other Fund`, and the sentence it was taken from.
fn funding(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["FU"]) {
        for piece in outside_brackets(&joined(&field.value)) {
            let (funder, awards) = match piece.strip_suffix(']').and_then(|it| it.split_once('[')) {
                Some((funder, awards)) => (funder.trim(), Some(awards.trim().to_owned())),
                None => (piece.as_str(), None),
            };
            sheet.intake.record.funding.push(Funding {
                funder: Some(funder.to_owned()).filter(|it| !it.is_empty()),
                award: awards.filter(|it| !it.is_empty()),
                text_raw: piece.clone(),
                ..Funding::default()
            });
        }
    }
    for field in sheet.take(&["FX"]) {
        sheet.intake.funding(&joined(&field.value));
    }
}

/// The pieces between semicolons that stand in no brackets.
fn outside_brackets(text: &str) -> Vec<String> {
    let mut depth = 0_u32;
    let mut pieces = vec![String::new()];
    for character in text.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => {
                pieces.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn semicolons_in_brackets_separate_nothing() {
        assert_eq!(outside_brackets("A [1; 2]; B;"), ["A [1; 2]", "B"]);
    }
}
