//! RIS, all dialects (mapping reference 2.1 and 2.6, "Reading").
//!
//! A record begins at `TY` and ends at `ER` or at the next `TY`. Which tag feeds which field, and which of several
//! wins, is the table of the mapping reference, 2.1; the same article written by a dozen programs reads the same.

use super::intake::{Intake, NameText, split_labels};
use super::leftover;
use super::{Batch, Chunk, Reader, SetAside, column_of};
use crate::record::{
    ContainerRole, ContainerTitle, DateKind, DateVal, FormKind, Kind, Medium, Role, Seen, Text, TitleRole,
    UrlKind, Vocabulary,
};
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::csl::one_line;
use crate::syntax::tagged::{self, Field, Line};
use crate::value::{country, date, doi, orcid};
use crate::vocab::types;
use std::borrow::Cow;
use std::collections::HashSet;

/// Abstracts of `AB` and of `N2` that are held against one another, the first ones of each.
const MOST_ABSTRACTS: usize = 32;

const TEXT_OUTSIDE: Code = Code::warning(
    "ris-text-outside",
    "Text stands in a RIS file outside any record; it belongs to no reference and is in no output.",
);
const START_MISSING: Code = Code::error(
    "ris-start-missing",
    "Lines with tags of RIS stand outside any record, because the line `TY  -` that begins one is missing; they are set aside.",
);
const TAG_UNKNOWN: Code = Code::info(
    "ris-tag-unknown",
    "A tag of a RIS record has no field; it is kept and comes back in RIS and CSL-JSON.",
);
const TYPE_UNKNOWN: Code = Code::warning(
    "ris-type-unknown",
    "The type of a RIS record is not known; the record is a `document`, and the word is kept.",
);
const END_MISSING: Code = Code::info(
    "ris-end-missing",
    "A RIS record has no `ER` line; it ends where the next one begins, or with the file.",
);
const RECORD_EMPTY: Code =
    Code::error("ris-record-empty", "A RIS record holds nothing but its type; it is set aside.");

/// How our own RIS for Zotero begins the lines of `M2` that become lines of its field Extra.
const ORIGINAL_JOURNAL: &str = "original-container-title:";
const ORIGINAL_AUTHOR: &str = "original-author:";

/// The RIS reader.
#[derive(Debug)]
pub struct Ris;

impl Reader for Ris {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let text = chunk.text;
        let mut lines: Vec<Line<'_>> = Vec::new();
        let mut open = false;
        for line in tagged::lines(text, chunk.first_line) {
            let mut line = line;
            // `ER  - TY  - JOUR`: the end of one record is glued to the start of the next.
            if let Some(rest) = behind_tag(line.text, "ER") {
                if open {
                    record(&lines, &chunk, true, batch);
                } else {
                    outside(&lines, &chunk, batch);
                }
                lines.clear();
                open = false;
                let rest = rest.trim_start();
                if rest.is_empty() {
                    continue;
                }
                let offset = line.offset + (line.text.len() - rest.len());
                line = Line { offset, text: rest, ..line };
            }
            if is_start(line.text) {
                if open {
                    record(&lines, &chunk, false, batch);
                } else {
                    outside(&lines, &chunk, batch);
                }
                lines.clear();
                open = true;
            }
            lines.push(line);
        }
        if open {
            record(&lines, &chunk, false, batch);
        } else {
            outside(&lines, &chunk, batch);
        }
    }

    fn line_ends(&self, text: &str) -> u32 {
        tagged::line_ends(text)
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        // A start whose line the buffer does not hold whole might be something else.
        let whole = buffer.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let text = buffer.get(..whole).unwrap_or_default();
        // Without line feeds, lines end as they did before Unix or as nobody ends them, and are all looked at.
        let last = tagged::last_line_that(text, is_start).filter(|at| *at > 0);
        last.or_else(|| {
            tagged::lines(text, 1).filter(|line| is_start(line.text)).last().map(|line| line.offset)
        })
        .unwrap_or(0)
    }
}

/// Whether the start of an input is certainly RIS: a `TY` line with a type of RIS, and another tag below it.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}');
    let mut lines = tagged::lines(head, 1).filter(|line| !line.text.trim().is_empty()).take(40);
    let typed = lines.any(|line| {
        is_start(line.text)
            && tag_of(line.text).is_some_and(|(_, value)| types::from_ris(value.trim()).is_some())
    });
    typed && lines.any(|line| tag_of(line.text).is_some())
}

/// The tag of a line and what follows it: two characters (or `PMID`, which programs add), one or two blanks, a hyphen, a
/// blank or the end.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let line = without_mark(line);
    let length = if line.get(..6) == Some("PMID  ") { 4 } else { 2 };
    let tag = line.get(..length)?;
    let mut letters = tag.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    if !first.is_ascii_alphabetic() || !second.is_ascii_alphanumeric() {
        return None;
    }
    let rest = line.get(length..)?;
    let after = rest.trim_start_matches([' ', '\u{a0}']);
    let blanks = rest.len() - after.len();
    let value = after.strip_prefix('-')?;
    let spaced = value.is_empty() || value.starts_with([' ', '\t', '\u{a0}']);
    let is_upper = tag.chars().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    // `in - ` may stand in a wrapped abstract; two blanks hardly do.
    let sure = blanks >= 2 || (blanks == 1 && is_upper);
    let glued_type = blanks >= 2 && is_upper && !value.starts_with('-');
    (sure && (spaced || glued_type)).then_some((tag, value))
}

fn is_start(line: &str) -> bool {
    behind_tag(line, "TY").is_some()
}

/// What follows a tag of two letters, where a line begins with it.
fn behind_tag<'a>(line: &'a str, wanted: &str) -> Option<&'a str> {
    // Nearly every line is told by its first two bytes.
    let may_be = |line: &str| line.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case(wanted));
    if !may_be(without_mark(line)) {
        return None;
    }
    let (tag, rest) = tag_of(line)?;
    tag.eq_ignore_ascii_case(wanted).then_some(rest)
}

/// A line without the byte-order marks at its start.
fn without_mark(line: &str) -> &str {
    if line.starts_with('\u{feff}') { line.trim_start_matches('\u{feff}') } else { line }
}

/// The tag in capitals; an unknown one as it stands.
fn canonical(tag: &str) -> &str {
    if !tag.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return tag;
    }
    KNOWN.iter().find(|known| known.eq_ignore_ascii_case(tag)).copied().unwrap_or(tag)
}

/// The letters of a tag, in capitals, as a number: every field is asked for its tag many times.
fn number_of(tag: &str) -> u32 {
    tag.bytes().fold(0, |number, byte| (number << 8) | u32::from(byte.to_ascii_uppercase()))
}

/// All tags that mean something here (mapping reference 2.6, "Tag aliases").
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "TY", "ER", "ID", "LB", "TI", "T1", "CT", "BT", "TT", "Z1", "OP", "ST", "T2", "JF", "JO", "JA", "J1", "J2", "JI",
    "J9", "Z3", "AU", "A1", "A2", "A3", "A4", "ED", "TA", "Z2", "AD", "PA", "C1", "AI", "OI", "DO", "DI", "M1", "M2",
    "M3", "PT", "PM", "C2", "C5", "C7", "C8", "AR", "AN", "SN", "PY", "Y1", "DA", "Y2", "ET", "VL", "VO", "IS", "CP",
    "SP", "EP", "SE", "KW", "DE", "MH", "CY", "PP", "LA", "AB", "N2", "Z4", "UR", "L1", "L2", "L3", "LK", "DB", "DP",
    "N1", "RN", "U1", "U2", "U3", "U4", "U5", "FU", "FX", "GR", "PB", "PU", "PI", "C3", "PMID",
];

/// Notes text that stands in no record.
fn outside(lines: &[Line<'_>], chunk: &Chunk<'_>, batch: &mut Batch) {
    let mut with_text =
        lines.iter().filter(|line| !line.text.trim_matches(['\u{feff}', ' ', '\t']).is_empty());
    let Some(first) = with_text.next() else { return };
    let last = with_text.clone().next_back().unwrap_or(first);
    let more = with_text.count();
    let has_field = |line: &Line<'_>| {
        tag_of(line.text)
            .is_some_and(|(tag, value)| KNOWN.contains(&canonical(tag)) && !value.trim().is_empty())
    };
    if lines.iter().filter(|line| has_field(line)).count() > 1 {
        let more = if more == 0 { String::new() } else { format!(" and {more} more lines") };
        let reason = format!(
            "{}{more} stand in no record; put a line `TY  - JOUR` before them",
            quoted(first.text.trim())
        );
        let column = column_of(chunk.text, first.offset);
        let place = Place { file: chunk.file.to_owned(), line: Some(first.number), column, record: None };
        batch.notes.push(Note { code: &START_MISSING, place, field: "", message: reason.clone() });
        let text = chunk.text.get(first.offset..last.offset + last.text.len()).unwrap_or_default().to_owned();
        batch.set_aside.push(SetAside { text, line: first.number, reason });
        return;
    }
    let further = if more == 0 { String::new() } else { format!(" and {more} more lines") };
    let message = format!("{}{further} stand in no record", quoted(first.text.trim()));
    let blanks = first.text.len() - first.text.trim_start().len();
    let column = column_of(chunk.text, first.offset + blanks);
    let place = Place { file: chunk.file.to_owned(), line: Some(first.number), column, record: None };
    batch.notes.push(Note { code: &TEXT_OUTSIDE, place, field: "", message });
}

/// Reads the lines of one record.
fn record(lines: &[Line<'_>], chunk: &Chunk<'_>, ended: bool, batch: &mut Batch) {
    let Some((first, last)) = lines.first().zip(lines.iter().rev().find(|line| !line.text.trim().is_empty()))
    else {
        return;
    };
    let fields = tagged::fields(lines.iter().copied(), tag_of, |_| {});
    if fields.iter().filter(|field| !field.value.is_empty()).nth(1).is_none() {
        let message = format!("{} is a record without any value", quoted(first.text));
        let column = column_of(chunk.text, first.offset);
        let place = Place { file: chunk.file.to_owned(), line: Some(first.number), column, record: None };
        batch.notes.push(Note { code: &RECORD_EMPTY, place, field: "", message: message.clone() });
        let text = chunk.text.get(first.offset..last.offset + last.text.len()).unwrap_or_default().to_owned();
        batch.set_aside.push(SetAside { text, line: first.number, reason: message });
        return;
    }
    let number = batch.records.len() as u64 + 1;
    let mut intake = Intake::new("ris", chunk.file, number, first.number);
    if !ended {
        intake.note(&END_MISSING, "", "the record has no `ER` line".to_owned());
    }
    let tags = fields.iter().map(|field| number_of(field.tag)).collect();
    Ticket { intake, tags, fields: fields.into_iter().map(Some).collect() }.read(
        first.number,
        last.number,
        batch,
    );
}

/// The fields of a record, each taken once.
struct Ticket<'f, 'a> {
    intake: Intake<'a>,
    /// The number of each field's tag.
    tags: Vec<u32>,
    fields: Vec<Option<Field<'f>>>,
}

impl<'f> Ticket<'f, '_> {
    fn read(mut self, first_line: u32, last_line: u32, batch: &mut Batch) {
        let leftovers = self.leftovers();
        let from_wos = self.is_of_web_of_science();
        self.kind();
        for field in self.take(&["ID", "LB"]) {
            self.intake.id(&field.value);
        }
        self.titles();
        self.journal();
        self.people();
        self.dates();
        self.numbers();
        self.identifiers(&leftovers);
        self.subject(from_wos);
        self.texts();
        leftover::apply(leftovers, "N1", &mut self.intake);
        self.rest();
        self.intake.finish(last_line, first_line, batch);
    }

    /// All fields of the tags with a value: in the order of the tags, then of the file.
    fn take(&mut self, tags: &[&str]) -> Vec<Field<'f>> {
        let mut taken = Vec::new();
        for tag in tags.iter().copied().map(number_of) {
            // Most tags that are asked for are not there.
            if !self.tags.contains(&tag) {
                continue;
            }
            for (at, _) in self.tags.iter().enumerate().filter(|(_, known)| **known == tag) {
                let field = self.fields.get_mut(at).and_then(Option::take);
                taken.extend(field.filter(|field| !field.value.is_empty()));
            }
        }
        if let Some(first) = taken.first() {
            self.intake.line = first.line;
        }
        taken
    }

    /// Fields whose value a test accepts; the others stay.
    fn take_if(&mut self, tags: &[&str], accepts: impl Fn(&str) -> bool) -> Vec<Field<'f>> {
        let mut taken = Vec::new();
        for tag in tags.iter().copied().map(number_of) {
            if !self.tags.contains(&tag) {
                continue;
            }
            for (at, _) in self.tags.iter().enumerate().filter(|(_, known)| **known == tag) {
                let slot = self.fields.get_mut(at);
                taken.extend(slot.and_then(|slot| slot.take_if(|field| accepts(&field.value))));
            }
        }
        if let Some(first) = taken.first() {
            self.intake.line = first.line;
        }
        taken
    }

    fn first(&self, tag: &str) -> Option<&str> {
        let tag = number_of(tag);
        let mut of_tag = self.fields.iter().zip(&self.tags).filter(|(_, known)| **known == tag);
        of_tag.find_map(|(field, _)| field.as_ref()).map(|field| field.value.as_ref())
    }

    /// What refmill itself put into a note for want of a tag.
    fn leftovers(&mut self) -> Vec<leftover::Item> {
        let notes = self.take_if(&["N1"], |value| value.starts_with(leftover::START));
        notes.iter().flat_map(|field| leftover::items(&field.value)).collect()
    }

    fn kind(&mut self) {
        let Some(field) = self.take(&["TY"]).into_iter().next() else { return };
        let word = field.value.trim().to_owned();
        if let Some(kind) = types::from_ris(&word) {
            self.intake.record.kind = kind;
        } else {
            let message = format!("the type {} is not known; the record is a document", quoted(&word));
            self.intake.note(&TYPE_UNKNOWN, "type", message);
        }
        self.intake.record.type_raw = Some(word);
    }

    fn titles(&mut self) {
        let whole_book = self.intake.record.kind == Kind::Book;
        let own: &[&str] = if whole_book { &["TI", "T1", "CT", "BT"] } else { &["TI", "T1", "CT"] };
        let mut own = self.take(own).into_iter();
        if let Some(first) = own.next() {
            self.intake.title(TitleRole::Main, &joined(&first.value));
        }
        let main = self.intake.record.title(TitleRole::Main).map(Text::to_plain);
        for field in own.filter(|field| main.as_deref() != Some(&*field.value)) {
            self.intake.title(TitleRole::Alternative, &joined(&field.value));
        }
        // A publication statement (`J Tea 2021;3:4`) stands in OP too; a year betrays it.
        let is_title = |value: &str| date::parse(value).value.start.is_none();
        for field in self.take(&["TT", "Z1"]).into_iter().chain(self.take_if(&["OP"], is_title)) {
            self.intake.title(TitleRole::Vernacular, &joined(&field.value));
        }
        for field in self.take(&["ST"]) {
            self.intake.title(TitleRole::Short, &joined(&field.value));
        }
        for field in self.take_if(&["M2", "N1"], |value| native_title(value).is_some()) {
            self.intake.title(TitleRole::Vernacular, native_title(&field.value).unwrap_or_default());
        }
    }

    fn journal(&mut self) {
        // `Int J Pediatr.` is an abbreviation, `International Journal of Pediatrics` is not.
        let is_full =
            |value: &str| !value.split_whitespace().any(|word| word.ends_with('.') && word.len() > 1);
        if self.intake.record.kind == Kind::Book {
            // The series of a book, not what the book stands in.
            return;
        }
        let mut full: Vec<Field<'_>> = self.take(&["T2", "JF", "BT"]);
        full.extend(self.take_if(&["JO"], is_full));
        let mut seen = Seen::default();
        let mut is_known = |names: &[ContainerTitle], name: &Cow<'_, str>| {
            seen.has(names, |known| known.text.as_plain(), name)
        };
        for field in full {
            let names = &self.intake.record.container_titles;
            let has_main = names.iter().any(|it| it.role == ContainerRole::Main);
            match (has_main, is_known(names, &field.value)) {
                (_, true) => {}
                (false, _) => self.intake.container(ContainerRole::Main, &joined(&field.value)),
                (true, _) => self.intake.unknown(field.tag, field.value),
            }
        }
        for field in self.take(&["J2", "JA", "JO", "J1", "JI", "J9"]) {
            if !is_known(&self.intake.record.container_titles, &field.value) {
                self.intake.container(ContainerRole::Abbrev, &joined(&field.value));
            }
        }
        for field in self.take(&["Z3"]) {
            self.intake.container(ContainerRole::Vernacular, &joined(&field.value));
        }
        for field in self.take_if(&["M2"], |value| value.starts_with(ORIGINAL_JOURNAL)) {
            let name = field.value.trim_start_matches(ORIGINAL_JOURNAL).trim();
            self.intake.container(ContainerRole::Vernacular, name);
        }
    }

    /// Whether it is of Web of Science, where some tags mean what they mean in its own format.
    fn is_of_web_of_science(&self) -> bool {
        self.first("AN").is_some_and(|number| number.starts_with("WOS:"))
    }

    fn people(&mut self) {
        let from_wos = self.is_of_web_of_science();
        let mut after_author = false;
        let mut addresses = Vec::new();
        for index in 0..self.fields.len() {
            let Some(tag) = self.fields.get(index).and_then(Option::as_ref).map(|field| canonical(field.tag))
            else {
                continue;
            };
            let role = match tag {
                "AU" | "A1" => Role::Author,
                "A2" | "ED" => Role::Editor,
                "A3" => Role::CollectionEditor,
                "A4" | "TA" => Role::Translator,
                // The address of the publisher.
                "PA" if from_wos => continue,
                "C1" if from_wos => {
                    addresses.extend(self.fields.get_mut(index).and_then(Option::take));
                    continue;
                }
                "AD" | "PA" => {
                    addresses.extend(self.fields.get_mut(index).and_then(Option::take));
                    continue;
                }
                // OpenAlex writes addresses there, right below the author they belong to.
                "C1" if after_author => {
                    if let Some(field) = self.fields.get_mut(index).and_then(Option::take) {
                        self.intake.line = field.line;
                        self.intake.institution_of_last(&field.value);
                    }
                    continue;
                }
                _ => {
                    after_author = false;
                    continue;
                }
            };
            after_author = role == Role::Author;
            let Some(field) = self.fields.get_mut(index).and_then(Option::take) else { continue };
            self.intake.line = field.line;
            for name in field.value.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
                self.name(role, name);
            }
        }
        if from_wos && addresses.is_empty() {
            // Names of institutions as Web of Science unifies them: the addresses say them too, where there are any.
            for field in self.take(&["C3"]) {
                self.intake.line = field.line;
                field.value.split(';').for_each(|name| self.intake.institution(name.trim()));
            }
        }
        // Embase and Ovid put addresses into M1, which otherwise is short.
        addresses.extend(self.take_if(&["M1"], |value| value.chars().count() > 24));
        for field in addresses {
            self.intake.line = field.line;
            let text = split_labels(&field.value);
            let is_labelled = text.contains('\n') || text.starts_with(|it: char| it.is_ascii_digit());
            if super::sheet::has_han(&text) && !is_labelled {
                // CNKI joins institutions.
                text.split([';', '；']).for_each(|text| self.intake.institution(text.trim()));
            } else {
                self.intake.institution(&text);
            }
        }
        for field in self.take(&["AI", "OI"]) {
            self.orcids(&field);
        }
        self.native_names();
    }

    fn name(&mut self, role: Role, name: &str) {
        match name.strip_suffix(',') {
            // A trailing comma marks a body (mapping reference 2.6, "authors").
            Some(body) => self.intake.name(role, NameText::Body(body.to_owned())),
            None => self.intake.name(role, NameText::Whole(name.to_owned())),
        }
    }

    /// `Ou, Wenxin/0000-…`: ORCIDs behind names.
    fn orcids(&mut self, field: &Field<'_>) {
        for entry in field.value.split([';', '\n']).filter(|entry| !entry.trim().is_empty()) {
            let (name, number) = entry.rsplit_once('/').unwrap_or(("", entry));
            let name = name.trim();
            match orcid::canonical(number.trim()) {
                Some(orcid)
                    if self.intake.person_named(name, |person| person.orcid = Some(orcid.clone())) => {}
                _ => self.intake.unknown(field.tag, entry.trim()),
            }
        }
    }

    /// Web of Science's second language: one native name for each author, or all in one line.
    fn native_names(&mut self) {
        let names: Vec<String> = self
            .take(&["Z2"])
            .into_iter()
            .flat_map(|field| {
                field.value.split([';', '；', '\n']).map(|name| name.trim().to_owned()).collect::<Vec<_>>()
            })
            .filter(|name| !name.is_empty())
            .collect();
        self.intake.other_forms(Role::Author, FormKind::Native, names);
        // In the notation of Zotero's field Extra: `original-author: Zhang || Rui`.
        let fields = self.take_if(&["M2"], |value| value.starts_with(ORIGINAL_AUTHOR));
        let bare = |field: &Field<'_>| {
            field.value.trim_start_matches(ORIGINAL_AUTHOR).trim().replacen(" || ", ", ", 1)
        };
        self.intake.translated_names(fields.iter().map(bare).collect());
    }

    fn dates(&mut self) {
        let mut days = Vec::new();
        for field in self.take(&["DA", "Y1", "PY"]) {
            // `SEP 22` beside `PY` says nothing before the year is known.
            if date::parse(&field.value).month_day.is_some() {
                days.push(field);
                continue;
            }
            self.intake.line = field.line;
            self.intake.date(DateKind::Issued, &field.value);
        }
        for field in days {
            self.intake.date(DateKind::Issued, &field.value);
        }
        let is_date = |value: &str| date::parse(value).value.start.is_some();
        for field in self.take_if(&["Y2"], is_date) {
            // Zotero has the time of day in the last part: `2023/01/02/10:11:12`.
            let timed = field.value.rsplit_once('/').filter(|(_, time)| time.contains(':'));
            let Some((day, _)) = timed else {
                self.intake.date(DateKind::Accessed, &field.value);
                continue;
            };
            let read = date::parse(day).value;
            self.intake.date_value(DateVal {
                kind: DateKind::Accessed,
                text_raw: field.value.into_owned(),
                ..read
            });
        }
        for field in self.take_if(&["ET"], is_date) {
            self.intake.date(DateKind::Epub, &field.value);
        }
    }

    fn numbers(&mut self) {
        if let Some(field) = self.take(&["VL", "VO"]).into_iter().next() {
            self.intake.volume(&field.value);
        }
        let mut issues = self.take(&["IS", "CP"]);
        if issues.is_empty() {
            issues = self.take_if(&["M1"], |value| value.chars().count() <= 24 && !value.contains('@'));
        }
        if let Some(field) = issues.into_iter().next() {
            self.intake.issue(&field.value);
        }
        let article = self.intake.record.kind != Kind::Book;
        let (start, end) = (self.take(&["SP"]), self.take(&["EP"]));
        let mut start: Option<String> = start.into_iter().next().map(|field| joined(&field.value));
        if start.is_none() && article {
            start = self
                .take_if(&["SE", "M2"], |value| value.chars().count() <= 12 && !value.contains(':'))
                .into_iter()
                .next()
                .map(|field| field.value.into_owned());
        }
        let end = end.into_iter().next().map(|field| joined(&field.value));
        for field in self.take(&["C7", "AR"]) {
            self.intake.article_number(&field.value);
        }
        match (start, end) {
            // Our own RIS repeats an article number as the start page.
            (Some(start), None) if self.intake.record.article_number.as_ref() == Some(&start) => {}
            (Some(start), Some(end)) if start != end && !start.contains(['-', '–', ',']) => {
                self.intake.pages(&format!("{start}-{end}"));
            }
            (Some(start), _) => self.intake.pages(&start),
            (None, Some(end)) => self.intake.unknown("EP", end),
            (None, None) => {}
        }
    }

    fn identifiers(&mut self, leftovers: &[leftover::Item]) {
        for field in self.take(&["DO", "DI"]) {
            self.intake.doi_field(&field.value);
        }
        for field in self.take_if(&["M3", "L3"], doi::is_bare) {
            self.intake.doi(&field.value);
        }
        let is_number = |value: &str| crate::value::pmid::parse(value).ident.is_some();
        for field in self.take_if(&["PM", "PMID", "C5"], is_number) {
            self.intake.pubmed_number(&field.value);
        }
        for field in self.take_if(&["C2"], |value| value.trim().to_ascii_uppercase().starts_with("PMC")) {
            self.intake.pubmed_number(&field.value);
        }
        let is_of_pubmed = |value: &str| value.starts_with("PMID:") || value.starts_with("PMCID:");
        for field in self.take_if(&["M2"], is_of_pubmed) {
            self.intake.pubmed_number(&field.value);
        }
        let database = self.first("DB").unwrap_or_default().to_lowercase();
        let wprim = leftovers.iter().find(|item| item.label == "WPRIM ID").map(|item| item.value.as_str());
        let pmids = leftovers.iter().filter(|item| item.label == "PMID").map(|item| item.value.as_str());
        let told: HashSet<&str> = pmids.chain(wprim).collect();
        for field in self.take(&["AN"]) {
            if !told.contains(&*field.value) {
                self.accession_number(&database, wprim.is_some(), &field.value);
            }
        }
        for field in self.take(&["C8"]) {
            match field.value.split_once('-') {
                // Global Index Medicus puts the database before the number: `wpr-929835`, as its pages do.
                Some(("wpr", number)) => self.intake.database_number("wprim", number),
                Some(("mdl", number)) if self.intake.pubmed_number(number) => {}
                Some((database, number)) if number.bytes().all(|it| it.is_ascii_digit()) => {
                    self.intake.database_number(database, number);
                }
                _ => self.intake.database_number("wprim", &field.value),
            }
        }
        for field in self.take(&["SN"]) {
            self.intake.serial_number(&joined(&field.value), Medium::Unknown, "SN");
        }
        for field in self.take(&["UR", "LK", "L2"]) {
            for href in field.value.split_whitespace() {
                match href.strip_prefix("PM:") {
                    Some(number) if is_number(number) => {
                        self.intake.pubmed_number(number);
                    }
                    _ => self.intake.url(None, href.trim_end_matches(';')),
                }
            }
        }
        for field in self.take(&["L1"]) {
            self.intake.url(Some(UrlKind::Pdf), &field.value);
        }
    }

    /// `AN`: what it numbers depends on the database (mapping reference 8.2). Our own writer puts the PMID there,
    /// whatever the database, and the number of WPRIM into the note as well.
    fn accession_number(&mut self, database: &str, has_wprim: bool, text: &str) {
        let digits = !text.is_empty() && text.len() <= 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        let medline = database.contains("medline") || database.contains("pubmed");
        let is_pmid = digits && (medline || database.is_empty() || has_wprim);
        if is_pmid && self.intake.pubmed_number(text) {
            return;
        }
        let scheme = match text.split_once(':') {
            Some(("WOS", _)) => "wos".to_owned(),
            _ if text.starts_with("rayyan-") => "rayyan".to_owned(),
            _ if database.is_empty() => "accession".to_owned(),
            _ => database.split_whitespace().collect::<Vec<_>>().join("-"),
        };
        self.intake.database_number(&scheme, text);
    }

    fn subject(&mut self, from_wos: bool) {
        let keywords = self.take(&["KW"]);
        let single = keywords.len() == 1;
        for field in keywords {
            self.intake.line = field.line;
            // A single line is split at commas by Zotero too; of several, each is a term unless `;` says otherwise.
            if single || field.value.contains([';', '；', '\n']) {
                self.intake.keywords(Vocabulary::Author, &field.value);
            } else {
                self.intake.keyword(Vocabulary::Author, &field.value);
            }
        }
        for field in self.take(&["MH"]) {
            for heading in field.value.lines() {
                self.intake.mesh_heading(heading);
            }
        }
        for field in self.take(&["DE"]) {
            self.intake.keywords(Vocabulary::Other, &field.value);
        }
        let not_doi = |value: &str| !doi::is_bare(value);
        for field in self.take_if(&["M3", "PT"], not_doi) {
            if self.intake.record.genre.is_none() && canonical(field.tag) == "M3" {
                self.intake.record.genre = Some(joined(&field.value));
            }
            self.intake.publication_type(&joined(&field.value));
        }
        for field in self.take(&["LA"]) {
            self.intake.languages(&joined(&field.value));
        }
        for field in self.take(&["CY"]) {
            let place = joined(&field.value);
            let reading = country::parse(&place);
            let known = !reading.countries.is_empty() && reading.countries.iter().all(|it| it.code.is_some());
            if known {
                self.intake.countries(&place);
            } else {
                self.intake.record.publisher_place = Some(place);
            }
        }
        let places: &[&str] = if from_wos { &["PP", "PI"] } else { &["PP"] };
        for field in self.take(places) {
            match &self.intake.record.publisher_place {
                None => self.intake.record.publisher_place = Some(joined(&field.value)),
                Some(_) => self.intake.unknown(field.tag, field.value),
            }
        }
        for field in self.take(&["PB", "PU"]) {
            match &self.intake.record.publisher {
                None => self.intake.record.publisher = Some(joined(&field.value)),
                Some(known) if *known == field.value => {}
                Some(_) => self.intake.unknown(field.tag, field.value),
            }
        }
        for field in self.take(&["DB"]) {
            self.intake.database(&field.value);
        }
        for field in self.take(&["DP"]) {
            self.intake.provider(&field.value);
        }
    }

    fn texts(&mut self) {
        let mut abstracts = self.take(&["AB"]);
        let notes = self.take(&["N2"]);
        // The longer of AB and N2 is the abstract; a shorter one that it contains says nothing of its own.
        for (index, field) in notes.into_iter().enumerate() {
            let compared = if index < MOST_ABSTRACTS { MOST_ABSTRACTS } else { 0 };
            let mut known = abstracts.iter_mut().take(compared);
            let contains = |one: &Field<'_>, other: &Field<'_>| one.value.contains(other.value.as_ref());
            match known.next() {
                Some(first) if contains(&field, first) => *first = field,
                Some(first) if contains(first, &field) || known.any(|it| contains(it, &field)) => {}
                _ => abstracts.push(field),
            }
        }
        for field in abstracts.into_iter().chain(self.take(&["Z4"])) {
            self.intake.line = field.line;
            self.intake.abstract_text(&field.value, None);
        }
        for field in self.take(&["N1", "RN", "U1", "U2", "U3", "U4", "U5"]) {
            self.intake.line = field.line;
            let kind = match canonical(field.tag) {
                "N1" => None,
                tag => Some(tag),
            };
            self.intake.free_note(kind, &field.value);
        }
        for field in self.take(&["FU", "FX", "GR"]) {
            self.intake.line = field.line;
            self.intake.funding(&joined(&field.value));
        }
    }

    /// What no field wanted is kept, with one note for all of it.
    fn rest(&mut self) {
        let mut tags: Vec<&str> = Vec::new();
        let rest = std::mem::take(&mut self.fields);
        for field in rest.into_iter().flatten().filter(|field| !field.value.is_empty()) {
            let known = canonical(field.tag);
            if !tags.contains(&known) {
                tags.push(known);
                self.intake.line = field.line;
                let message = format!("the tag {} has no field and is kept as it stands", quoted(known));
                self.intake.note(&TAG_UNKNOWN, "", message);
            }
            self.intake.unknown(known, field.value);
        }
    }
}

/// A value that was wrapped over several lines, as one.
fn joined(value: &str) -> String {
    one_line(value)
}

/// The title in a line that names it.
fn native_title(value: &str) -> Option<&str> {
    ["original-title:", "Original Title:", "Vernacular title:"]
        .iter()
        .find_map(|label| value.strip_prefix(label))
}
