//! `EndNote`'s tagged format (Refer, ENW), and the dialects of CNKI and Wanfang (mapping reference 2.11).
//!
//! A percent sign, a character, a blank; lines without a tag continue the field above. A record begins at `%0`; in old
//! Refer files, which have no `%0`, a blank line separates records. What a tag means is `EndNote`'s own list ("Creating a
//! Tagged `EndNote` Import File").

use super::sheet::{self, Grammar, Sheet, Step, bare, has_han, joined};
use super::{Batch, Chunk, Reader};
use crate::record::{ContainerRole, DateKind, Kind, Role, TitleRole, UrlKind, Vocabulary};
use crate::syntax::tagged::{self, Line};
use crate::value::{doi, text};
use crate::vocab::reference_types;

/// The reader.
#[derive(Debug)]
pub struct EndNoteTagged;

const GRAMMAR: Grammar<'_> = Grammar { format: "endnote-tagged", heads: &["0"], ends: false };

impl Reader for EndNoteTagged {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let lines: Vec<Line<'_>> = tagged::lines(chunk.text, chunk.first_line).collect();
        let mut starts = starts(&lines).into_iter().peekable();
        let step = |line: &Line<'_>| {
            if starts.next_if(|(offset, _)| *offset == line.offset).is_some() {
                Step::Start
            } else {
                Step::Inside
            }
        };
        sheet::each(&GRAMMAR, &chunk, batch, step, tag_of, fill);
    }

    fn line_ends(&self, text: &str) -> u32 {
        tagged::line_ends(text)
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        let whole = buffer.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let lines: Vec<Line<'_>> = tagged::lines(buffer.get(..whole).unwrap_or_default(), 1).collect();
        starts(&lines).into_iter().rev().find(|(_, sure)| *sure).map_or(0, |(offset, _)| offset)
    }
}

/// Whether the start of an input is certainly in this format: `%0` with a type of `EndNote`'s, or three tags of Refer
/// with a title among them.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let mut lines = tagged::lines(head, 1).filter(|line| !bare(line.text).trim().is_empty());
    let Some(first) = lines.next() else { return false };
    match tag_of(first.text) {
        Some(("0", value)) => {
            reference_types::kind(value).is_some()
                || lines.next().is_some_and(|line| tag_of(line.text).is_some())
        }
        Some((tag, _)) => {
            let is_refer = |tag: &str| tag.starts_with(|it: char| it.is_ascii_uppercase());
            let tags: Vec<&str> = std::iter::once(Some(tag))
                .chain(lines.take(2).map(|line| tag_of(line.text).map(|(tag, _)| tag)))
                .flatten()
                .collect();
            tags.len() == 3 && tags.contains(&"T") && tags.into_iter().all(is_refer)
        }
        None => false,
    }
}

/// Characters that `EndNote` has as tags besides capitals and digits.
const SIGNS: &str = "?@!#$]&()*+^><[=~";

/// The tag of a line and what follows it. CNKI sometimes leaves out the blank before Chinese characters.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let rest = bare(line).trim_start_matches([' ', '\t', '\u{3000}']).strip_prefix('%')?;
    let tag = rest.get(..1)?;
    let is_tag = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit() || SIGNS.contains(it);
    if !tag.starts_with(is_tag) {
        return None;
    }
    let value = rest.get(1..)?;
    let glued = tag.starts_with(|it: char| it.is_ascii_uppercase());
    let ends = value
        .chars()
        .next()
        .is_none_or(|it| it.is_whitespace() || (glued && has_han(it.encode_utf8(&mut [0; 4]))));
    ends.then_some((tag, value))
}

/// Where records begin, and whether that is sure whatever follows.
fn starts(lines: &[Line<'_>]) -> Vec<(usize, bool)> {
    let mut starts = Vec::new();
    let mut open = Open::default();
    let mut after_blank = true;
    for (index, line) in lines.iter().enumerate() {
        if bare(line.text).trim().is_empty() {
            after_blank = true;
            continue;
        }
        let tag = tag_of(line.text).map(|(tag, _)| tag);
        let starts_here = match tag {
            // A second type directly below the first one is of the same record.
            Some("0") => after_blank || !open.only_type,
            Some(_) if !open.any => true,
            // A blank line may stand in an abstract, but no record has two titles.
            Some(_) if after_blank => {
                !open.typed || (open.titled && has_title(lines.get(index..).unwrap_or_default()))
            }
            _ => false,
        };
        if starts_here {
            starts.push((line.offset, tag == Some("0") || !open.typed));
            open = Open { any: true, typed: tag == Some("0"), titled: false, only_type: true };
        }
        open.only_type &= tag == Some("0");
        open.titled |= tag == Some("T");
        after_blank = false;
    }
    starts
}

/// What the open record has so far.
#[derive(Default)]
struct Open {
    any: bool,
    typed: bool,
    titled: bool,
    only_type: bool,
}

/// Whether a title stands among the lines up to the next blank one or the next record.
fn has_title(lines: &[Line<'_>]) -> bool {
    let block = lines.iter().take_while(|line| !line.text.trim().is_empty());
    let mut tags =
        block.filter_map(|line| tag_of(line.text)).map(|(tag, _)| tag).take_while(|tag| *tag != "0");
    tags.any(|tag| tag == "T")
}

fn fill(sheet: &mut Sheet<'_, '_>) {
    let from_cnki = sheet.first("W").is_some_and(|value| value.trim().eq_ignore_ascii_case("CNKI"));
    sheet.split_glued(&["A", "E", "H", "I", "K", "Y"]);
    let kind = kind(sheet, from_cnki);
    for field in sheet.take(&["F"]) {
        sheet.intake.id(&field.value);
    }
    titles(sheet);
    journal(sheet, kind);
    people(sheet, kind);
    sheet.issued(&["D", "8"]);
    sheet.other_date(&["7"], DateKind::Epub);
    sheet.other_date(&["["], DateKind::Accessed);
    if kind == Kind::Standard {
        for field in sheet.take(&["V"]) {
            sheet.intake.database_number("standard", &field.value);
        }
    }
    sheet.numbers(&["V"], &["N"]);
    pages(sheet, kind);
    identifiers(sheet);
    sheet.sort_of_work(&["9"]);
    for field in sheet.take(&["G"]) {
        sheet.intake.languages(&joined(&field.value));
    }
    sheet.keywords(&["K"], Vocabulary::Author);
    sheet.abstracts(&["X"]);
    sheet.publisher(&["I"], &["C"]);
    // A file of CNKI's own names no database; in `%~` it has what the kind was taken from.
    sheet.database(&["~"], &["W"]);
    sheet.urls(&["U"]);
    for field in sheet.take(&[">"]) {
        for href in field.value.lines() {
            sheet.intake.url(Some(UrlKind::Pdf), href);
        }
    }
    sheet.free_notes(&["Z"], false);
    sheet.free_notes(&["<"], true);
    // When EndNote last changed its record.
    sheet.keep(&["="]);
}

/// The kind; CNKI calls standards, yearbooks and reports by another type, and says in `%~` what they are.
fn kind(sheet: &mut Sheet<'_, '_>, from_cnki: bool) -> Kind {
    let mut kind = sheet.kind(&["0"]);
    if from_cnki {
        for field in sheet.take_if(&["~", "9"], |value| {
            value.lines().next().is_some_and(|it| reference_types::kind(it).is_some())
        }) {
            let mut lines = field.value.lines();
            if let Some(named) = lines.next().and_then(reference_types::kind) {
                kind = named;
                sheet.intake.record.kind = named;
            }
            match field.tag {
                // The degree of a thesis is the word for its sort.
                "9" => sheet.intake.record.genre = Some(joined(&field.value)),
                tag => sheet.intake.unknown(tag, field.value),
            }
        }
    }
    kind
}

fn titles(sheet: &mut Sheet<'_, '_>) {
    sheet.titles(&["T"], TitleRole::Main);
    sheet.titles(&["Q"], TitleRole::Translated);
    sheet.titles(&["!"], TitleRole::Short);
}

/// `%J` is the journal; `%B` what a chapter or a paper stands in, or the journal of a file that has no `%J`.
fn journal(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    match kind {
        // The series of a book, not what it stands in.
        Kind::Book => return,
        Kind::Thesis => {
            // CNKI puts the university there.
            let names = if sheet.first("I").is_some() { Vec::new() } else { sheet.take(&["J"]) };
            for field in names {
                sheet.intake.record.publisher.get_or_insert(joined(&field.value));
            }
            return;
        }
        _ => {}
    }
    let mut main: Option<String> = None;
    for field in sheet.take(&["J", "B"]) {
        let name = joined(&field.value);
        match &main {
            None => {
                sheet.intake.container(ContainerRole::Main, &name);
                main = Some(name);
            }
            Some(main) if *main == name => {}
            // Wanfang gives the name of a journal in two languages.
            Some(main) if text::script_of(main) != text::script_of(&name) => {
                sheet.intake.container(ContainerRole::Vernacular, &name);
            }
            Some(_) => sheet.intake.unknown(field.tag, field.value),
        }
    }
    if kind == Kind::ArticleJournal {
        for field in sheet.take_if(&["O"], |value| !doi::is_meant(value)) {
            sheet.intake.container(ContainerRole::Abbrev, &joined(&field.value));
        }
    }
}

fn people(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    let is_edited =
        sheet.intake.record.type_raw.as_deref().is_some_and(|it| it.eq_ignore_ascii_case("Edited Book"));
    if kind == Kind::Standard {
        // Bodies make standards.
        sheet.bodies(&["A"], Role::Author);
    }
    sheet.people(&["A"], if is_edited { Role::Editor } else { Role::Author });
    sheet.people(&["E"], Role::Editor);
    // The third and the fourth sort of names depend on the type.
    let (third, fourth) = match kind {
        Kind::Chapter | Kind::PaperConference => (Role::CollectionEditor, Role::Translator),
        // Supervisors.
        Kind::Thesis => (Role::Contributor, Role::Contributor),
        _ => (Role::Translator, Role::Translator),
    };
    sheet.people(&["Y"], third);
    // The body that held a conference, of CNKI.
    if kind == Kind::PaperConference {
        sheet.bodies(&["?"], Role::Contributor);
    }
    sheet.people(&["?"], fourth);
    let translated: Vec<String> =
        sheet.take(&["H"]).iter().flat_map(|field| sheet::names(&field.value)).collect();
    sheet.intake.translated_names(translated);
    sheet.institutions(&["+"]);
}

fn pages(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    let counts_pages =
        matches!(kind, Kind::Book | Kind::Thesis | Kind::Standard | Kind::Report | Kind::Manuscript);
    let fields = sheet.take(&["P"]);
    let several = fields.len() > 1;
    for field in fields {
        sheet.intake.line = field.line;
        let value = joined(&field.value);
        let is_number = value.bytes().all(|it| it.is_ascii_digit());
        // CNKI gives the number of pages of a paper in a field of the same tag.
        let is_count = is_number && (counts_pages || (several && kind == Kind::PaperConference));
        if is_count && sheet.intake.record.number_of_pages.is_none() {
            sheet.intake.record.number_of_pages = Some(value);
        } else {
            sheet.intake.pages(&value);
        }
    }
    if kind == Kind::ArticleJournal {
        for field in sheet.take_if(&["]"], |value| value.chars().count() <= 24) {
            sheet.intake.article_number(&joined(&field.value));
        }
        // The first page again, or the only page there is.
        for field in sheet.take(&["&"]) {
            let known = &sheet.intake.record;
            let repeats = known.page_ranges.iter().any(|range| range.first == field.value)
                || known.article_number.as_deref() == Some(&field.value);
            match (known.page_ranges.is_empty() && known.article_number.is_none(), repeats) {
                (true, _) => sheet.intake.pages(&field.value),
                (false, true) => {}
                (false, false) => sheet.intake.unknown(field.tag, field.value),
            }
        }
    }
}

fn identifiers(sheet: &mut Sheet<'_, '_>) {
    // EndNote's own place is `%R`, CNKI's was `%O`.
    sheet.doi_where_it_is_one(&["R", "O"]);
    for field in sheet.take_if(&["2"], |value| value.trim().to_ascii_uppercase().starts_with("PMC")) {
        sheet.intake.pubmed_number(&field.value);
    }
    sheet.accession_number(&["M"], "~", "W", true);
    sheet.serial_numbers(&["@"]);
}
