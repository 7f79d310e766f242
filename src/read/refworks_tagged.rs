//! `RefWorks`' tagged format, and the dialect of CNKI (mapping reference 2.11).
//!
//! `RT` begins a record; two characters and a blank are a tag, and lines without one continue the field above. The tags
//! are those of `RefWorks`' own list ("`RefWorks` Tagged Format"). CNKI writes some in lower case or without the blank,
//! joins names, and has the whole range of pages in `OP`.

use super::sheet::{self, Grammar, Sheet, Step, bare, has_han, joined};
use super::{Batch, Chunk, Reader};
use crate::record::{ContainerRole, DateKind, Kind, Role, TitleRole, Vocabulary};
use crate::syntax::tagged::{self, Line};
use crate::vocab::reference_types;

/// The reader.
#[derive(Debug)]
pub struct RefWorksTagged;

const GRAMMAR: Grammar<'_> = Grammar { format: "refworks-tagged", heads: &["RT", "SR"], ends: false };

impl Reader for RefWorksTagged {
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

/// Whether the start of an input is certainly in this format: `RT` with a type of `RefWorks`', and a tag of it below.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let mut lines = tagged::lines(head, 1).filter(|line| !bare(line.text).trim().is_empty()).take(40);
    let typed = lines.any(
        |line| matches!(tag_of(line.text), Some(("RT", value)) if reference_types::kind(value).is_some()),
    );
    typed && lines.next().is_some_and(|line| tag_of(line.text).is_some())
}

/// `RefWorks`' tags, and `URL`, `C1` and the short forms that CNKI and others add.
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "RT", "SR", "ID", "A1", "T1", "JF", "JO", "YR", "FD", "VO", "IS", "SP", "EP", "OP", "K1", "AB", "NO", "A2", "T2",
    "ED", "PB", "PP", "A3", "A4", "A5", "A6", "T3", "SN", "AV", "AD", "AN", "LA", "CL", "SF", "OT", "LK", "DO", "CN",
    "DB", "DS", "IP", "RD", "ST", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9", "U10", "U11", "U12", "U13",
    "U14", "U15", "URL", "UL", "SL", "LL", "CR", "WT", "WV", "WP", "OL", "PMID", "PMCID", "C1", "FO", "GR",
];

/// Tags whose lower-case form begins no line of English prose.
const LOWER_CASE: &[&str] = &["RT", "SR", "A1", "T1", "JF", "YR", "FD", "VO", "K1", "SN", "DS", "LK"];

/// The tag of a line, as it stands in the table, and what follows it.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let line = bare(line);
    let length = line.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let word = line.get(..length)?;
    let value = line.get(length..)?;
    let spaced = value.is_empty() || value.starts_with([' ', '\t', '\u{a0}', '\u{3000}']);
    // `A1林行众`: CNKI leaves the blank out before Chinese characters.
    let glued = value.chars().next().is_some_and(|it| has_han(it.encode_utf8(&mut [0; 4])));
    if !spaced && !glued {
        return None;
    }
    if let Some(tag) = TAGS.iter().find(|tag| **tag == word) {
        return Some((tag, value));
    }
    if let Some(tag) = LOWER_CASE.iter().find(|tag| tag.eq_ignore_ascii_case(word)) {
        return Some((tag, value));
    }
    // A tag that no list has; a word of prose is hardly two capitals, or a capital and a digit.
    let is_tag = length == 2
        && spaced
        && word.starts_with(|it: char| it.is_ascii_uppercase())
        && word.ends_with(|it: char| it.is_ascii_digit());
    is_tag.then_some((word, value))
}

fn step(line: &Line<'_>) -> Step {
    match tag_of(line.text) {
        Some(("RT", value)) if !value.trim().is_empty() => Step::Start,
        _ => Step::Inside,
    }
}

fn fill(sheet: &mut Sheet<'_, '_>) {
    let from_cnki = sheet.first("DS").is_some_and(|value| value.trim().eq_ignore_ascii_case("CNKI"));
    let kind = kind(sheet, from_cnki);
    numbers_of_record(sheet, kind);
    titles(sheet, kind);
    people(sheet, kind);
    sheet.issued(&["YR", "FD"]);
    sheet.other_date(&["WP"], DateKind::Epub);
    sheet.other_date(&["RD"], DateKind::Accessed);
    sheet.numbers(&["VO"], &["IS"]);
    pages(sheet, kind);
    identifiers(sheet);
    sheet.keywords(&["K1"], Vocabulary::Author);
    sheet.abstracts(&["AB"]);
    sheet.free_notes(&["NO"], false);
    sheet.free_notes(USER_FIELDS, true);
    for field in sheet.take(&["LA"]) {
        sheet.intake.languages(joined(&field.value).trim_end_matches(';'));
    }
    sheet.publisher(&["PB"], &["PP"]);
    sheet.database(&["DB"], &["DS"]);
    if matches!(kind, Kind::Thesis | Kind::Patent) {
        sheet.sort_of_work(&["CL"]);
    }
    for field in sheet.take(&["GR"]) {
        sheet.intake.funding(&joined(&field.value));
    }
    sheet.urls(&["UL", "URL", "LK"]);
    // Whether the source was in print, the language of RefWorks' output, and its folders.
    sheet.keep(&["SR", "OL", "FO"]);
}

const USER_FIELDS: &[&str] =
    &["U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9", "U10", "U11", "U12", "U13", "U14", "U15"];

/// The kind; CNKI has standards and yearbooks under one word and says in `DB` which it is.
fn kind(sheet: &mut Sheet<'_, '_>, from_cnki: bool) -> Kind {
    let mut kind = sheet.kind(&["RT"]);
    if from_cnki {
        for field in sheet.take_if(&["DB"], |value| reference_types::kind(value).is_some()) {
            kind = reference_types::kind(&field.value).unwrap_or(kind);
            sheet.intake.record.kind = kind;
            sheet.intake.unknown(field.tag, field.value);
        }
    }
    kind
}

/// `ID`: the number of the record in its file; CNKI has the numbers of patents and standards there.
fn numbers_of_record(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    let scheme = match kind {
        Kind::Patent => "patent",
        Kind::Standard => "standard",
        _ => "",
    };
    for field in sheet.take(&["ID"]) {
        if scheme.is_empty() {
            sheet.intake.id(&field.value);
        } else {
            sheet.intake.database_number(scheme, &field.value);
        }
    }
}

fn titles(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    sheet.titles(&["T1"], TitleRole::Main);
    sheet.titles(&["OT"], TitleRole::Vernacular);
    sheet.titles(&["ST"], TitleRole::Short);
    if kind == Kind::Book {
        // The series of a book, not what it stands in.
        return;
    }
    let mut has_main = false;
    for field in sheet.take(&["JF", "T2", "WT"]) {
        let name = joined(&field.value);
        if has_main {
            sheet.intake.unknown(field.tag, field.value);
        } else {
            sheet.intake.container(ContainerRole::Main, &name);
            has_main = true;
        }
    }
    for field in sheet.take(&["JO"]) {
        let role = if has_main { ContainerRole::Abbrev } else { ContainerRole::Main };
        sheet.intake.container(role, &joined(&field.value));
    }
}

fn people(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    if kind == Kind::Standard {
        // Bodies make standards.
        sheet.bodies(&["A1"], Role::Author);
    }
    sheet.people(&["A1"], Role::Author);
    if kind == Kind::Patent {
        // Who owns it.
        sheet.bodies(&["A2"], Role::Contributor);
    }
    sheet.people(&["A2"], Role::Editor);
    // Supervisors of a thesis (CNKI), editors of a series.
    sheet.people(&["A3"], if kind == Kind::Thesis { Role::Contributor } else { Role::CollectionEditor });
    sheet.people(&["A4"], Role::Translator);
    sheet.people(&["A5", "A6"], Role::Contributor);
    sheet.institutions(&["AD"]);
}

/// `SP` and `OP` are first and last page; CNKI has all of them in `OP`. Of a book or a thesis `SP` is how many there are.
fn pages(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    if matches!(kind, Kind::Book | Kind::Thesis) {
        let is_count = |value: &str| value.bytes().all(|it| it.is_ascii_digit());
        for field in sheet.take_if(&["SP"], is_count) {
            sheet.intake.record.number_of_pages = Some(field.value.into_owned());
        }
    }
    let first = sheet.take_one(&["SP"]).map(|field| joined(&field.value));
    let other = sheet.take_one(&["OP", "EP"]).map(|field| joined(&field.value));
    let is_range = |value: &str| value.contains(['-', '–', '~', '～', '+', ',']);
    match (first, other) {
        (Some(first), Some(other)) if !is_range(&first) && !is_range(&other) && first != other => {
            sheet.intake.pages(&format!("{first}-{other}"));
        }
        (Some(first), other) => {
            sheet.intake.pages(&first);
            // `OP` are further pages as well.
            if let Some(other) = other {
                sheet.intake.pages(&other);
            }
        }
        (None, Some(other)) => sheet.intake.pages(&other),
        (None, None) => {}
    }
}

fn identifiers(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["DO"]) {
        sheet.intake.doi_field(&field.value);
    }
    for field in sheet.take(&["PMID", "PMCID"]) {
        if !sheet.intake.pubmed_number(&field.value) {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
    // RefWorks' numbers come from many databases; one without a name is of none in particular.
    sheet.accession_number(&["AN"], "DB", "DS", false);
    sheet.serial_numbers(&["SN"]);
}
