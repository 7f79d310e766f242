//! A record of a tagged format as a sheet of fields, each taken once by what it feeds: what `EndNote`'s, `RefWorks`', Web
//! of Science's, `NoteExpress`' and CNKI's tagged files have in common. What nobody takes is kept as unknown.

use super::intake::{Intake, NameText};
use super::{Batch, Chunk, SetAside, column_of};
use crate::record::{DateKind, FreeNote, Kind, Marked, Role, TitleRole, Vocabulary};
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::tagged::{self, Field, Line};
use crate::value::{date, doi};
use crate::vocab::{reference_types, types};
use std::collections::BTreeSet;

const TEXT_OUTSIDE: Code = Code::warning(
    "tagged-text-outside",
    "Text stands in a tagged file (EndNote, RefWorks, Web of Science, NoteExpress, CNKI) outside any record; it belongs to no reference and is in no output.",
);
const TAG_UNKNOWN: Code = Code::info(
    "tagged-tag-unknown",
    "A tag of a tagged record (EndNote, RefWorks, Web of Science, NoteExpress, CNKI) has no field; it is kept and comes back in CSL-JSON.",
);
const TYPE_UNKNOWN: Code = Code::warning(
    "tagged-type-unknown",
    "The type of a record of a reference manager (EndNote, RefWorks, NoteExpress, CNKI) is not known; the record is a `document`, and the word is kept.",
);
const END_MISSING: Code = Code::info(
    "tagged-end-missing",
    "A record of a format whose records have a last line (`ER` of Web of Science) has none; it ends where the next one begins, or with the file.",
);
const RECORD_EMPTY: Code = Code::error(
    "tagged-record-empty",
    "A tagged record (EndNote, RefWorks, Web of Science, NoteExpress, CNKI) holds nothing but its type; it is set aside.",
);

/// What a line is to the records of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A record begins.
    Start,
    /// It belongs to what is open.
    Inside,
    /// The last line of the open record.
    End,
    /// Head or foot of the file.
    Frame,
}

/// How the lines of a format make records.
pub(super) struct Grammar<'g> {
    /// Name of the format.
    pub(super) format: &'static str,
    /// Tags that alone make no record.
    pub(super) heads: &'g [&'g str],
    /// Whether records have a last line of their own.
    pub(super) ends: bool,
}

/// Reads the records of a chunk. `step` is asked of each line in order; `tag_of` gives the tag of a line and what follows
/// it; `fill` puts the fields of a record where they belong.
pub(super) fn each<'c>(
    grammar: &Grammar<'_>,
    chunk: &Chunk<'c>,
    batch: &mut Batch,
    mut step: impl FnMut(&Line<'c>) -> Step,
    tag_of: impl Fn(&'c str) -> Option<(&'c str, &'c str)>,
    mut fill: impl FnMut(&mut Sheet<'c, 'c>),
) {
    let mut lines: Vec<Line<'c>> = Vec::new();
    let mut open = false;
    let mut close = |lines: &mut Vec<Line<'c>>, open: bool, ended: bool, batch: &mut Batch| {
        if open {
            record(grammar, lines, chunk, ended, batch, &tag_of, &mut fill);
        } else {
            outside(lines, chunk, batch);
        }
        lines.clear();
    };
    for line in tagged::lines(chunk.text, chunk.first_line) {
        match step(&line) {
            Step::Start => {
                close(&mut lines, open, false, batch);
                open = true;
                lines.push(line);
            }
            Step::Inside => lines.push(line),
            Step::End => {
                // An end without a record says nothing.
                close(&mut lines, open, true, batch);
                open = false;
            }
            Step::Frame => {
                close(&mut lines, open, false, batch);
                open = false;
            }
        }
    }
    close(&mut lines, open, false, batch);
}

/// Notes text that stands in no record.
fn outside(lines: &[Line<'_>], chunk: &Chunk<'_>, batch: &mut Batch) {
    let mut with_text = lines.iter().filter(|line| !bare(line.text).trim().is_empty());
    let Some(first) = with_text.next() else { return };
    let more = with_text.count();
    let further = if more == 0 { String::new() } else { format!(" and {more} more lines") };
    let message = format!("{}{further} stand in no record", quoted(bare(first.text).trim()));
    let blanks = first.text.len() - first.text.trim_start().len();
    let column = column_of(chunk.text, first.offset + blanks);
    let place = Place { file: chunk.file.to_owned(), line: Some(first.number), column, record: None };
    batch.notes.push(Note { code: &TEXT_OUTSIDE, place, field: "", message });
}

fn record<'c>(
    grammar: &Grammar<'_>,
    lines: &[Line<'c>],
    chunk: &Chunk<'c>,
    ended: bool,
    batch: &mut Batch,
    tag_of: impl Fn(&'c str) -> Option<(&'c str, &'c str)>,
    mut fill: impl FnMut(&mut Sheet<'c, 'c>),
) {
    let mut with_text = lines.iter().filter(|line| !line.text.trim().is_empty());
    let Some(first) = with_text.next() else { return };
    let last = with_text.next_back().unwrap_or(first);
    let fields = tagged::fields(lines.iter().copied(), tag_of, |_| {});
    let says_something = |field: &Field<'_>| !field.value.is_empty() && !grammar.heads.contains(&field.tag);
    if !fields.iter().any(says_something) {
        let message = format!("{} is a record without any value", quoted(bare(first.text).trim()));
        let column = column_of(chunk.text, first.offset);
        let place = Place { file: chunk.file.to_owned(), line: Some(first.number), column, record: None };
        batch.notes.push(Note { code: &RECORD_EMPTY, place, field: "", message: message.clone() });
        let text = chunk.text.get(first.offset..last.offset + last.text.len()).unwrap_or_default().to_owned();
        batch.set_aside.push(SetAside { text, line: first.number, reason: message });
        return;
    }
    let number = batch.records.len() as u64 + 1;
    let intake = Intake::new(grammar.format, chunk.file, number, first.number);
    let mut sheet = Sheet { intake, fields: fields.into_iter().map(Some).collect() };
    if grammar.ends && !ended {
        sheet.intake.note(&END_MISSING, "", "the record has no last line".to_owned());
    }
    fill(&mut sheet);
    sheet.rest();
    sheet.intake.finish(last.number, first.number, batch);
}

/// A line without a byte order mark.
pub(super) fn bare(line: &str) -> &str {
    line.trim_start_matches('\u{feff}')
}

/// The offset of the last record of a buffer, whose whole lines alone count: the start of a line that the buffer does not
/// hold whole might be something else.
pub(super) fn last_start<'b>(buffer: &'b str, mut step: impl FnMut(&Line<'b>) -> Step) -> usize {
    let whole = buffer.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let mut last = 0;
    for line in tagged::lines(buffer.get(..whole).unwrap_or_default(), 1) {
        if step(&line) == Step::Start {
            last = line.offset;
        }
    }
    last
}

/// The fields of a record, each taken once.
pub(super) struct Sheet<'f, 'a> {
    pub(super) intake: Intake<'a>,
    fields: Vec<Option<Field<'f>>>,
}

impl<'f, 'a> Sheet<'f, 'a> {
    /// A sheet of fields that a format without tagged lines has.
    pub(super) fn of(intake: Intake<'a>, fields: Vec<Field<'f>>) -> Self {
        Self { intake, fields: fields.into_iter().map(Some).collect() }
    }

    /// The record in the making, and the fields that nobody took.
    pub(super) fn into_rest(self) -> (Intake<'a>, Vec<Field<'f>>) {
        (self.intake, self.fields.into_iter().flatten().collect())
    }

    /// Says that a word for a type is not known.
    pub(super) fn unknown_type(&mut self, word: &str) {
        let message = format!("the type {} is not known; the record is a document", quoted(word));
        self.intake.note(&TYPE_UNKNOWN, "type", message);
    }

    /// All fields of the tags with a value: in the order of the tags, then of the file.
    pub(super) fn take(&mut self, tags: &[&str]) -> Vec<Field<'f>> {
        self.take_if(tags, |_| true)
    }

    /// Changes the values of the fields of a tag.
    pub(super) fn change(&mut self, tag: &str, change: impl Fn(&str) -> String) {
        for field in self.fields.iter_mut().flatten().filter(|field| field.tag == tag) {
            field.value = change(&field.value).into();
        }
    }

    /// Adds a field that stood inside another one.
    pub(super) fn add(&mut self, tag: &'f str, value: &str, line: u32) {
        if !value.is_empty() {
            self.fields.push(Some(Field { tag, value: value.to_owned().into(), line }));
        }
    }

    /// Fields whose value a test accepts; the others stay.
    pub(super) fn take_if(&mut self, tags: &[&str], accepts: impl Fn(&str) -> bool) -> Vec<Field<'f>> {
        let mut taken = Vec::new();
        for tag in tags {
            for slot in &mut self.fields {
                let wanted = slot.as_ref().is_some_and(|field| field.tag == *tag && accepts(&field.value));
                if wanted && let Some(field) = slot.take().filter(|field| !field.value.is_empty()) {
                    taken.push(field);
                }
            }
        }
        if let Some(first) = taken.first() {
            self.intake.line = first.line;
        }
        taken
    }

    /// The first field of the tags, in the order of the tags; further ones stay, and so do those of later tags.
    pub(super) fn take_one(&mut self, tags: &[&str]) -> Option<Field<'f>> {
        for tag in tags {
            let has_value = |slot: &&mut Option<Field<'f>>| {
                slot.as_ref().is_some_and(|field| field.tag == *tag && !field.value.is_empty())
            };
            if let Some(field) = self.fields.iter_mut().find(has_value).and_then(Option::take) {
                self.intake.line = field.line;
                return Some(field);
            }
        }
        None
    }

    /// CNKI writes several fields in one line: `%A 张三%A 李四`. Each becomes a field of its own.
    pub(super) fn split_glued(&mut self, tags: &[&'static str]) {
        for slot in std::mem::take(&mut self.fields) {
            let Some(Field { tag, value, line }) = slot else { continue };
            if !tags.contains(&tag) {
                self.fields.push(Some(Field { tag, value, line }));
                continue;
            }
            let mut rest = value.as_ref();
            let mut tag = tag;
            while let Some((at, next)) = next_glued(rest, tags) {
                let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
                self.fields.push(Some(Field { tag, value: before.trim().to_owned().into(), line }));
                tag = next;
                rest = after.get(2..).unwrap_or_default();
            }
            self.fields.push(Some(Field { tag, value: rest.trim().to_owned().into(), line }));
        }
    }

    /// The value of the first field of a tag, which stays.
    pub(super) fn first(&self, tag: &str) -> Option<&str> {
        let mut of_tag = self.fields.iter().flatten().filter(|field| field.tag == tag);
        of_tag.next().map(|field| field.value.as_ref()).filter(|value| !value.is_empty())
    }

    /// The values of all fields of a tag, which stay.
    pub(super) fn all(&self, tag: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().flatten().filter(move |field| field.tag == tag).map(|field| field.value.as_ref())
    }

    /// Keeps fields that a database has for its own ends (counts, marks of its own) without a word about it.
    pub(super) fn keep(&mut self, tags: &[&str]) {
        for field in self.take(tags) {
            self.intake.unknown(field.tag, field.value);
        }
    }

    /// What no field wanted is kept, with one note for each tag.
    fn rest(&mut self) {
        let mut tags: BTreeSet<&str> = BTreeSet::new();
        let rest = std::mem::take(&mut self.fields);
        for field in rest.into_iter().flatten().filter(|field| !field.value.is_empty()) {
            if tags.insert(field.tag) {
                self.intake.line = field.line;
                let message = format!("the tag {} has no field and is kept as it stands", quoted(field.tag));
                self.intake.note(&TAG_UNKNOWN, "", message);
            }
            self.intake.unknown(field.tag, field.value);
        }
    }

    /// The type of the record, by the first word that is known; without a word it is an article in a journal where it
    /// names one, and a document otherwise.
    pub(super) fn kind(&mut self, tags: &[&str]) -> Kind {
        let words: Vec<Field<'f>> = self.take(tags);
        let Some(first) = words.first() else { return Kind::Document };
        let known = words.iter().find_map(|field| Some((field, reference_types::kind(&field.value)?)));
        let (field, kind) = known.unwrap_or((first, Kind::Document));
        self.intake.line = field.line;
        if known.is_none() {
            self.unknown_type(&field.value);
        }
        let used = field.line;
        self.intake.record.type_raw = Some(field.value.to_string());
        self.intake.record.kind = kind;
        for field in words.into_iter().filter(|field| field.line != used) {
            self.intake.unknown(field.tag, field.value);
        }
        kind
    }

    /// Names; several may stand in one value.
    pub(super) fn people(&mut self, tags: &[&str], role: Role) {
        for field in self.take(tags) {
            self.intake.line = field.line;
            for name in names(&field.value) {
                match name.strip_suffix(',') {
                    // A trailing comma marks a body: EndNote's rule, which RIS took over (mapping reference 2.6).
                    Some(body) => self.intake.name(role, NameText::Body(body.to_owned())),
                    None => self.intake.name(role, NameText::Whole(name)),
                }
            }
        }
    }

    /// Names of bodies; several may stand in one value.
    pub(super) fn bodies(&mut self, tags: &[&str], role: Role) {
        for field in self.take(tags) {
            self.intake.line = field.line;
            for name in names(&field.value) {
                self.intake.name(role, NameText::Body(name));
            }
        }
    }

    /// Institutions that are nobody's in particular.
    pub(super) fn institutions(&mut self, tags: &[&str]) {
        for field in self.take(tags) {
            self.intake.line = field.line;
            if has_han(&field.value) {
                for text in field.value.split([';', '；', '\n']) {
                    self.intake.institution(text.trim());
                }
            } else {
                self.intake.institution(&field.value);
            }
        }
    }

    /// Dates of publication: those with a year first, for a month alone says nothing before the year is known. A text
    /// that the year makes a date (`JAN-FEB`) is read with it.
    pub(super) fn issued(&mut self, tags: &[&str]) {
        let (with_year, without): (Vec<_>, Vec<_>) =
            self.take(tags).into_iter().partition(|field| date::parse(&field.value).value.start.is_some());
        let year = with_year.first().map(|field| field.value.clone());
        for field in with_year {
            self.intake.line = field.line;
            self.intake.date(DateKind::Issued, &field.value);
        }
        for field in without {
            self.intake.line = field.line;
            let is_month = date::parse(&field.value).month_day.is_some();
            let together = year.as_ref().map(|year| format!("{} {year}", field.value));
            match together.filter(|it| !is_month && date::parse(it).remarks.is_empty()) {
                Some(together) => self.intake.date(DateKind::Issued, &together),
                // The year stands already; this says nothing that is understood.
                None if year.is_some() && !is_month => self.intake.unknown(field.tag, field.value),
                None => self.intake.date(DateKind::Issued, &field.value),
            }
        }
    }

    /// A date of another kind. A text that is none stays.
    pub(super) fn other_date(&mut self, tags: &[&str], kind: DateKind) {
        for field in self.take_if(tags, |value| date::parse(value).value.start.is_some()) {
            self.intake.line = field.line;
            self.intake.date(kind, &field.value);
        }
    }

    /// Volume and issue.
    pub(super) fn numbers(&mut self, volume: &[&str], issue: &[&str]) {
        if let Some(field) = self.take_one(volume) {
            self.intake.volume(&field.value);
        }
        if let Some(field) = self.take_one(issue) {
            self.intake.issue(&field.value);
        }
    }

    /// Keywords: of several fields or lines each is a term, unless semicolons say otherwise.
    pub(super) fn keywords(&mut self, tags: &[&str], vocabulary: Vocabulary) {
        let fields = self.take(tags);
        let single = fields.len() == 1;
        for field in fields {
            self.intake.line = field.line;
            let lines = field.value.lines().count();
            if field.value.contains([';', '；']) || (single && lines == 1) {
                self.intake.keywords(vocabulary, &field.value);
            } else {
                for line in field.value.lines() {
                    self.intake.keyword(vocabulary, line);
                }
            }
        }
    }

    /// Addresses.
    pub(super) fn urls(&mut self, tags: &[&str]) {
        for field in self.take(tags) {
            self.intake.line = field.line;
            for href in field.value.split_whitespace() {
                self.intake.url(None, href.trim_end_matches(';'));
            }
        }
    }

    /// A DOI wherever one stands alone; other texts stay.
    pub(super) fn doi_where_it_is_one(&mut self, tags: &[&str]) {
        for field in self.take_if(tags, doi::is_meant) {
            self.intake.doi_field(&field.value);
        }
    }

    /// ISSNs and ISBNs.
    pub(super) fn serial_numbers(&mut self, tags: &[&'static str]) {
        for tag in tags {
            for field in self.take(&[tag]) {
                for text in field.value.split([';', '；', '\n']).map(str::trim).filter(|it| !it.is_empty()) {
                    self.intake.serial_number(text, crate::record::Medium::Unknown, tag);
                }
            }
        }
    }

    /// The number of the record in its database: what it numbers depends on which that is (mapping reference 8.2). Call it
    /// before the database is taken. Without one a number is a PMID where the format's own users have that habit.
    pub(super) fn accession_number(&mut self, tags: &[&str], database: &str, provider: &str, habit: bool) {
        let named =
            |tag: &str| self.first(tag).map(joined).filter(|it| !it.is_empty()).map(|it| it.to_lowercase());
        let (database, provider) = (named(database), named(provider));
        let is_pubmed = |name: &String| ["medline", "pubmed", "nlm"].iter().any(|it| name.contains(it));
        let counts_pmids = database.iter().chain(&provider).any(is_pubmed)
            || (habit && database.is_none() && provider.is_none());
        let whose = database.or(provider).unwrap_or_else(|| "accession".to_owned());
        for field in self.take(tags) {
            let text = field.value.trim();
            let is_number = text.len() <= 8 && text.bytes().all(|it| it.is_ascii_digit());
            if is_number && counts_pmids && self.intake.pubmed_number(text) {
                continue;
            }
            let scheme = if text.starts_with("WOS:") { "wos".to_owned() } else { whose.replace(' ', "-") };
            self.intake.database_number(&scheme, text);
        }
    }

    /// The database, and who provides it where both are named.
    pub(super) fn database(&mut self, name: &[&str], provider: &[&str]) {
        let name = self.take_one(name);
        let provider = self.take_one(provider);
        match (name, provider) {
            (Some(name), provider) => {
                self.intake.database(&joined(&name.value));
                if let Some(provider) = provider {
                    self.intake.provider(&joined(&provider.value));
                }
            }
            (None, Some(provider)) => self.intake.database(&joined(&provider.value)),
            (None, None) => {}
        }
    }

    /// The word for the sort of work: of a thesis its degree (`博士`, `PhD`), of a patent its stage, otherwise a publication
    /// type.
    pub(super) fn sort_of_work(&mut self, tags: &[&str]) {
        for field in self.take(tags) {
            let value = joined(&field.value);
            if matches!(self.intake.record.kind, Kind::Thesis | Kind::Patent) {
                self.intake.record.genre.get_or_insert(value);
                continue;
            }
            self.intake.publication_type(&value);
            let (_, genre) = types::of_publication_types(&[&value], true);
            self.intake.record.genre = self.intake.record.genre.take().or(genre);
        }
    }

    /// Publisher and place; a second one of either is kept as unknown.
    pub(super) fn publisher(&mut self, names: &[&str], places: &[&str]) {
        for field in self.take(names) {
            let value = joined(&field.value);
            match &self.intake.record.publisher {
                None => self.intake.record.publisher = Some(value),
                Some(known) if *known == value => {}
                Some(_) => self.intake.unknown(field.tag, field.value),
            }
        }
        for field in self.take(places) {
            let value = joined(&field.value);
            match &self.intake.record.publisher_place {
                None => self.intake.record.publisher_place = Some(value),
                Some(known) if *known == value => {}
                Some(_) => self.intake.unknown(field.tag, field.value),
            }
        }
    }

    /// Titles of a role, wrapped lines joined.
    pub(super) fn titles(&mut self, tags: &[&str], role: TitleRole) {
        for (index, field) in self.take(tags).into_iter().enumerate() {
            let role = if index > 0 && role == TitleRole::Main { TitleRole::Alternative } else { role };
            self.intake.title(role, &joined(&field.value));
        }
    }

    /// Abstracts; their lines stay lines. CNKI marks some that are the start of the text with `<正>`.
    pub(super) fn abstracts(&mut self, tags: &[&str]) {
        const TEXT_BEGINS: [&str; 4] = ["<正>", "＜正＞", "〈正〉", "⟨正⟩"];
        for field in self.take(tags) {
            self.intake.line = field.line;
            let marked = TEXT_BEGINS.iter().find_map(|mark| field.value.strip_prefix(mark));
            self.intake.abstract_text(marked.unwrap_or(&field.value), None);
            if let (Some(_), Some(last)) = (marked, self.intake.record.abstracts.last_mut()) {
                last.raw = Some(Marked::plain(field.value.as_ref()));
            }
        }
    }

    /// Free notes, with their tag as the kind where `kinds` asks for it.
    pub(super) fn free_notes(&mut self, tags: &[&str], kinds: bool) {
        for field in self.take(tags) {
            self.intake.line = field.line;
            let Some(text) = self.intake.lines_of("note", &field.value) else { continue };
            let kind = kinds.then(|| field.tag.to_owned());
            self.intake.record.notes.push(FreeNote { text, kind });
        }
    }
}

/// Where the next tag stands inside a value, and which it is.
fn next_glued(value: &str, tags: &[&'static str]) -> Option<(usize, &'static str)> {
    value.match_indices('%').find_map(|(at, _)| {
        let rest = value.get(at + 1..)?;
        let tag = tags.iter().find(|tag| rest.strip_prefix(**tag).is_some_and(|it| it.starts_with(' ')))?;
        Some((at, *tag))
    })
}

/// Names in one value: each on a line, or separated by semicolons, or, in Chinese, by commas (`张三,李四`).
pub(super) fn names(value: &str) -> Vec<String> {
    let mut names = Vec::new();
    for piece in value.split([';', '；', '\n', '，']).map(str::trim).filter(|piece| !piece.is_empty()) {
        let parts: Vec<&str> = piece.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        // `欧,文欣` may be one name; two characters on both sides are two names.
        let are_names =
            parts.len() > 1 && parts.iter().all(|part| part.chars().count() >= 2 && part.chars().all(is_han));
        if are_names {
            names.extend(parts.into_iter().map(str::to_owned));
        } else {
            names.push(piece.to_owned());
        }
    }
    names
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A Chinese character, or punctuation as wide as one.
fn is_east_asian(character: char) -> bool {
    is_han(character) || matches!(character, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}')
}

/// Whether a text holds a Chinese character.
pub(super) fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// A value that was wrapped over several lines, as one. Between Chinese characters a line end is no blank.
pub(super) fn joined(value: &str) -> String {
    let mut whole = String::with_capacity(value.len());
    for (index, line) in
        value.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).enumerate()
    {
        let glued = whole.chars().next_back().is_some_and(is_east_asian)
            && line.chars().next().is_some_and(is_east_asian);
        if index > 0 && !glued && !whole.is_empty() {
            whole.push(' ');
        }
        whole.push_str(&line);
    }
    whole.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_separated_in_many_ways() {
        assert_eq!(names("张三;李四；王五，赵六;"), ["张三", "李四", "王五", "赵六"]);
        assert_eq!(names("颜宏,石德成,尹尚军"), ["颜宏", "石德成", "尹尚军"]);
        assert_eq!(names("欧,文欣"), ["欧,文欣"]);
        assert_eq!(names("Ou, Wenxin; Zhang, Rui"), ["Ou, Wenxin", "Zhang, Rui"]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        assert_eq!(joined("one\ntwo"), "one two");
        assert_eq!(joined("茶的。\n作用 of\ntea"), "茶的。作用 of tea");
    }
}
