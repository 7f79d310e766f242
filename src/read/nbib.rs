//! nbib, `PubMed`'s MEDLINE format, and `KoreaMed`'s variant of it (mapping reference 2.2 and 2.8).
//!
//! A tag of up to four letters, filled up with blanks, and `- `; continuation lines are indented by six blanks; a blank
//! line, or the next `PMID`, ends a record. `AD` and `AUID` belong to the `FAU` or `AU` above them.

use super::intake::{Intake, NameText};
use super::{Batch, Chunk, Reader, column_of};
use crate::record::{ContainerRole, DateKind, Medium, Role, TitleRole, Vocabulary};
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::tagged::{self, Field, Line};
use crate::value::{language, orcid, text};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use unicode_normalization::UnicodeNormalization as _;

const TEXT_OUTSIDE: Code = Code::warning(
    "nbib-text-outside",
    "Text stands in an nbib file outside any record; it belongs to no reference and is in no output.",
);
const TAG_UNKNOWN: Code = Code::info(
    "nbib-tag-unknown",
    "A tag of an nbib record has no field; it is kept and comes back in CSL-JSON.",
);

/// The nbib reader.
#[derive(Debug)]
pub struct Nbib;

impl Reader for Nbib {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let mut lines: Vec<Line<'_>> = Vec::new();
        for line in tagged::lines(chunk.text, chunk.first_line) {
            let blank = line.text.trim().is_empty();
            if (blank || is_start(line.text)) && !lines.is_empty() {
                record(&lines, &chunk, batch);
                lines.clear();
            }
            if !blank {
                lines.push(line);
            }
        }
        record(&lines, &chunk, batch);
    }

    fn line_ends(&self, text: &str) -> u32 {
        tagged::line_ends(text)
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        let whole = buffer.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let text = buffer.get(..whole).unwrap_or_default();
        let last = tagged::last_line_that(text, is_start).filter(|at| *at > 0);
        last.or_else(|| {
            tagged::lines(text, 1).filter(|line| is_start(line.text)).last().map(|line| line.offset)
        })
        .unwrap_or(0)
    }
}

/// Whether the start of an input is certainly nbib: `PMID- ` on its first line with text.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}');
    tagged::lines(head, 1).find(|line| !line.text.trim().is_empty()).is_some_and(|line| is_start(line.text))
}

/// The tag of a line and its value: up to four capitals or digits, blanks up to the fifth column, a hyphen.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let end = line.find([' ', '-'])?;
    let (tag, rest) = line.split_at_checked(end)?;
    let is_tag = (2..=4).contains(&end)
        && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && tag.starts_with(|first: char| first.is_ascii_uppercase());
    let after = rest.trim_start_matches(' ');
    let filled = end + (rest.len() - after.len()) <= 5;
    let value = after.strip_prefix('-')?;
    let spaced = value.is_empty() || value.starts_with(' ');
    (is_tag && filled && spaced).then_some((tag, value))
}

fn is_start(line: &str) -> bool {
    tag_of(line).is_some_and(|(tag, _)| tag == "PMID")
}

fn record(lines: &[Line<'_>], chunk: &Chunk<'_>, batch: &mut Batch) {
    let Some((first, last)) = lines.first().zip(lines.last()) else { return };
    let mut loose: Option<Line<'_>> = None;
    let fields = tagged::fields(lines.iter().copied(), tag_of, |line| {
        loose.get_or_insert(line);
    });
    if let Some(line) = loose {
        let blanks = line.text.len() - line.text.trim_start().len();
        let column = column_of(chunk.text, line.offset + blanks);
        let place = Place { file: chunk.file.to_owned(), line: Some(line.number), column, record: None };
        let message = format!("{} stands in no record", quoted(line.text.trim()));
        batch.notes.push(Note { code: &TEXT_OUTSIDE, place, field: "", message });
    }
    if fields.is_empty() {
        return;
    }
    let number = batch.records.len() as u64 + 1;
    let mut intake = Intake::new("nbib", chunk.file, number, first.number);
    let pairs = [("FAU", "AU"), ("FED", "ED")];
    let repeated = pairs.iter().flat_map(|(full, short)| repeated(&fields, full, short)).collect();
    let mut medline = Medline { repeated, unknown: BTreeSet::new() };
    for field in fields.iter().filter(|field| !field.value.is_empty()) {
        intake.line = field.line;
        medline.field(field, &mut intake);
    }
    intake.finish(last.number, first.number, batch);
}

/// What a field needs to know of the others.
struct Medline<'a> {
    /// Lines of `AU` and `ED`, the short forms, that repeat a `FAU` or `FED`.
    repeated: BTreeSet<u32>,
    unknown: BTreeSet<&'a str>,
}

/// Lines of short names that repeat full ones: by the family name, else because one follows the other directly in the list. A
/// short name without its full one is a person of its own.
fn repeated(fields: &[Field<'_>], full: &str, short: &str) -> BTreeSet<u32> {
    let names = || fields.iter().filter(|it| (it.tag == full || it.tag == short) && !it.value.is_empty());
    let mut waiting: BTreeMap<String, VecDeque<u32>> = BTreeMap::new();
    for name in names().filter(|name| name.tag == full) {
        waiting.entry(letters_of(family_of(&name.value))).or_default().push_back(name.line);
    }
    let (mut lines, mut paired) = (BTreeSet::new(), BTreeSet::new());
    for name in names().filter(|name| name.tag == short) {
        let families = families_of(&name.value).map(letters_of);
        if let Some(line) = families.into_iter().find_map(|it| waiting.get_mut(&it)?.pop_front()) {
            lines.insert(name.line);
            paired.insert(line);
        }
    }
    for (one, next) in names().zip(names().skip(1)) {
        let is_pair = one.tag == full && next.tag == short;
        if is_pair && !paired.contains(&one.line) && !lines.contains(&next.line) {
            lines.insert(next.line);
        }
    }
    lines
}

/// What the family name of a short name may be, before its initials and a suffix: `Zhang W`, `De la Cruz J Jr`.
fn families_of(name: &str) -> [&str; 3] {
    let shorter = |name: &'_ str| name.rsplit_once(' ').map_or(0, |(family, _)| family.len());
    let once = shorter(name);
    let twice = shorter(name.get(..once).unwrap_or_default());
    [once, twice, name.len()].map(|end| name.get(..end).unwrap_or_default())
}

/// The family name of `Family, Given`.
fn family_of(name: &str) -> &str {
    name.split_once(',').map_or(name, |(family, _)| family)
}

/// A name as it is compared: `PubMed` leaves marks on letters and hyphens to the full name at times.
fn letters_of(name: &str) -> String {
    name.nfd().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl<'a> Medline<'a> {
    fn is_repeated(&self, field: &Field<'_>) -> bool {
        self.repeated.contains(&field.line)
    }

    fn field(&mut self, field: &Field<'a>, intake: &mut Intake<'_>) {
        let value = &field.value.split_whitespace().collect::<Vec<_>>().join(" ");
        match field.tag {
            "PMID" | "PMC" => {
                if !intake.pubmed_number(value) {
                    intake.unknown(field.tag, value);
                }
            }
            "TI" | "BTI" => intake.medline_title(value),
            "TT" => intake.title(TitleRole::Vernacular, &text::title_marks(value).0),
            "FAU" => intake.name(Role::Author, NameText::Whole(value.clone())),
            "AU" if !self.is_repeated(field) => intake.name(Role::Author, NameText::Whole(value.clone())),
            "CN" => intake.name(Role::Author, NameText::Body(value.clone())),
            "FED" => intake.name(Role::Editor, NameText::Whole(value.clone())),
            "ED" if !self.is_repeated(field) => intake.name(Role::Editor, NameText::Whole(value.clone())),
            "AD" => intake.institution_of_last(value),
            "AUID" => Self::person_number(value, intake),
            "LID" | "AID" => Self::article_number(field.tag, value, intake),
            "JT" => intake.container(ContainerRole::Main, value),
            "TA" => intake.container_by(ContainerRole::Abbrev, value, Some("medlineta")),
            "IS" => intake.serial_number(value, Medium::Unknown, "IS"),
            "DP" => intake.date(DateKind::Issued, value),
            "DEP" => intake.date(DateKind::Epub, &digits_as_date(value)),
            "PHST" => history(value, intake),
            "VI" => intake.volume(value),
            "IP" => intake.issue(value),
            "PG" => intake.pages(value),
            "OT" | "KW" => intake.keyword(Vocabulary::Author, value.trim_matches('*').trim()),
            "MH" => intake.mesh_heading(value),
            "PT" => intake.publication_type(value),
            "LA" => intake.languages(value),
            "PL" => intake.countries(value),
            "AB" => intake.abstract_text(value, None),
            "OAB" => {
                let text = value.split_once("Publisher;").map_or(value.as_str(), |(_, text)| text);
                intake.abstract_text(text, None);
            }
            // Of the abstract above, `OAB`.
            "OABL" => other_language(value, intake),
            "GR" => intake.funding(value),
            "GN" => intake.free_note(None, value),
            "UR" | "URLF" => intake.url(None, value),
            "SO" => intake.record.source_raw = Some(value.clone()),
            "AU" | "ED" => {}
            "OWN" | "STAT" | "DCOM" | "LR" | "OTO" | "MHDA" | "EDAT" | "CRDT" | "PST" | "SB" | "JID"
            | "DA" | "LM" => intake.bookkeeping(field.tag),
            tag => {
                if self.unknown.insert(tag) {
                    let message = format!("the tag {} has no field and is kept as it stands", quoted(tag));
                    intake.note(&TAG_UNKNOWN, "", message);
                }
                intake.unknown(tag, value);
            }
        }
    }

    /// `ORCID: 0000-…`, of the person above.
    fn person_number(value: &str, intake: &mut Intake<'_>) {
        let found = orcid::canonical(value.rsplit_once(' ').map_or(value, |(_, number)| number));
        let placed = found.is_some_and(|orcid| intake.last_person(|person| person.orcid = Some(orcid)));
        if !placed {
            intake.unknown("AUID", value);
        }
    }

    /// `10.1000/x [doi]`, `S0140-6736(20)30183-5 [pii]`.
    fn article_number(tag: &str, value: &str, intake: &mut Intake<'_>) {
        let (number, kind) = value.rsplit_once(" [").unwrap_or((value, ""));
        match kind.trim_end_matches(']') {
            "doi" => intake.doi_field(number),
            "pii" => intake.database_number("pii", number),
            "pmc" => {
                intake.pubmed_number(number);
            }
            "bookaccession" => intake.database_number("bookaccession", number),
            _ => intake.unknown(tag, value),
        }
    }
}

/// The language of the further abstract read last, where its words do not tell more of it: the script of Chinese.
fn other_language(value: &str, intake: &mut Intake<'_>) {
    let stated = language::tag_of(value);
    let last = if intake.record.abstracts.len() > 1 { intake.record.abstracts.last_mut() } else { None };
    let (Some(last), Some(stated)) = (last, stated) else { return intake.unknown("OABL", value) };
    let says_more = last.text.lang.as_deref().is_some_and(|known| known.starts_with(&format!("{stated}-")));
    if !says_more {
        last.text.lang = Some(stated);
    }
}

/// `20220309`, as ISO 8601.
fn digits_as_date(value: &str) -> String {
    match (value.get(..4), value.get(4..6), value.get(6..8)) {
        (Some(year), Some(month), Some(day)) if value.len() == 8 => format!("{year}-{month}-{day}"),
        _ => value.to_owned(),
    }
}

/// `2021/10/18 00:00 [received]`.
fn history(value: &str, intake: &mut Intake<'_>) {
    let Some((date, event)) = value.split_once(" [") else { return intake.unknown("PHST", value) };
    let date = date.split_whitespace().next().unwrap_or_default().replace('/', "-");
    match event.trim_end_matches(']') {
        "received" => intake.date(DateKind::Received, &date),
        "accepted" => intake.date(DateKind::Accepted, &date),
        "revised" => intake.date(DateKind::Revised, &date),
        // When PubMed took the record in.
        _ => {}
    }
}
