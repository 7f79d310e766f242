//! `NoteExpress`' text format, as CNKI, Wanfang and CQVIP export it.
//!
//! `{Name}: value`, a field a line; a record begins at `{Reference Type}`. There is no specification (mapping reference
//! 2.11); the names are those that the three sites write. Names and keywords stand one a line or joined by semicolons.

use super::sheet::{self, Grammar, Sheet, Step, bare, joined};
use super::{Batch, Chunk, Reader};
use crate::record::{ContainerRole, DateKind, Kind, Role, TitleRole, Vocabulary};
use crate::syntax::tagged::{self, Line};

/// The reader.
#[derive(Debug)]
pub struct NoteExpress;

const TYPE: &str = "Reference Type";

const GRAMMAR: Grammar<'_> = Grammar { format: "noteexpress", heads: &[TYPE], ends: false };

impl Reader for NoteExpress {
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

/// Whether the start of an input is certainly in this format: `{Reference Type}:` on its first line with text.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let first = tagged::lines(head, 1).find(|line| !bare(line.text).trim().is_empty());
    first.is_some_and(|line| step(&line) == Step::Start)
}

/// `{Name}: value`; a blank before the colon, and none behind it, do no harm.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let rest = bare(line).trim_start().strip_prefix('{')?;
    let (name, value) = rest.split_once('}')?;
    let value = value.trim_start().strip_prefix([':', '：'])?;
    let is_name = !name.trim().is_empty() && name.chars().count() <= 40 && !name.contains(['{', '\\']);
    is_name.then_some((name.trim(), value))
}

fn step(line: &Line<'_>) -> Step {
    match tag_of(line.text) {
        Some((TYPE, _)) => Step::Start,
        _ => Step::Inside,
    }
}

fn fill(sheet: &mut Sheet<'_, '_>) {
    let kind = sheet.kind(&[TYPE]);
    for field in sheet.take(&["Label"]) {
        sheet.intake.id(&field.value);
    }
    sheet.titles(&["Title"], TitleRole::Main);
    sheet.titles(&["Translated Title"], TitleRole::Translated);
    sheet.titles(&["Short Title"], TitleRole::Short);
    journal(sheet, kind);
    people(sheet, kind);
    sheet.issued(&["Year", "Date"]);
    sheet.other_date(&["Epub Date"], DateKind::Epub);
    sheet.other_date(&["Access Date"], DateKind::Accessed);
    sheet.numbers(&["Volume"], &["Issue"]);
    pages(sheet, kind);
    identifiers(sheet);
    sheet.keywords(&["Keywords", "Translated Keywords"], Vocabulary::Author);
    sheet.abstracts(&["Abstract", "AbstractSolr", "Translated Abstract"]);
    sheet.sort_of_work(&["Type of Work"]);
    for field in sheet.take(&["Language"]) {
        sheet.intake.languages(&joined(&field.value));
    }
    sheet.publisher(&["Publisher"], &["Place Published"]);
    sheet.database(&["Name of Database"], &["Database Provider"]);
    sheet.urls(&["URL"]);
    for field in sheet.take(&["Fund", "Funding"]) {
        sheet.intake.funding(&joined(&field.value));
    }
    sheet.free_notes(&["Notes", "Note"], false);
}

fn journal(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    if kind == Kind::Book {
        // The series of a book, not what it stands in.
        return;
    }
    // What a paper stands in, and the conference it was held at, have a field each.
    let mut main: Option<String> = None;
    for field in sheet.take(&["Journal", "Source", "Tertiary Title", "Secondary Title"]) {
        let name = joined(&field.value);
        match &main {
            None => {
                sheet.intake.container(ContainerRole::Main, &name);
                main = Some(name);
            }
            Some(main) if *main == name => {}
            Some(_) => sheet.intake.unknown(field.tag, field.value),
        }
    }
    for field in sheet.take(&["Translated Journal"]) {
        sheet.intake.container(ContainerRole::Vernacular, &joined(&field.value));
    }
    for field in sheet.take(&["Alternate Journal"]) {
        sheet.intake.container(ContainerRole::Abbrev, &joined(&field.value));
    }
}

fn people(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    if kind == Kind::Standard {
        // Bodies make standards.
        sheet.bodies(&["Author"], Role::Author);
    }
    sheet.people(&["Author"], Role::Author);
    let translated = sheet.take(&["Translated Author"]);
    let translated = translated.iter().flat_map(|field| sheet::names(&field.value)).collect();
    sheet.intake.translated_names(translated);
    sheet.people(&["Secondary Author", "Editor"], Role::Editor);
    // Supervisors of a thesis, editors of a series.
    let third = if kind == Kind::Thesis { Role::Contributor } else { Role::CollectionEditor };
    sheet.people(&["Tertiary Author"], third);
    // The body that held a conference, or whoever owns a patent. CNKI writes a comma behind the name of the field.
    sheet.bodies(&["Subsidiary Author", "Subsidiary Author,"], Role::Contributor);
    sheet.institutions(&["Author Address"]);
}

fn pages(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    let counts_pages = matches!(kind, Kind::Book | Kind::Thesis | Kind::Standard | Kind::Report);
    for field in sheet.take(&["Pages"]) {
        let value = joined(&field.value);
        if counts_pages && value.bytes().all(|it| it.is_ascii_digit()) {
            sheet.intake.record.number_of_pages = Some(value);
        } else {
            sheet.intake.pages(&value);
        }
    }
    for field in sheet.take(&["Number of Pages"]) {
        sheet.intake.record.number_of_pages = Some(joined(&field.value));
    }
}

fn identifiers(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["DOI"]) {
        sheet.intake.doi_field(&field.value);
    }
    sheet.accession_number(&["Accession Number"], "Name of Database", "Database Provider", false);
    sheet.serial_numbers(&["ISBN/ISSN", "ISSN", "ISBN", "图书印刷版ISBN"]);
}
