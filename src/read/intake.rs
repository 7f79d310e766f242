//! Fields of a structured format to a record: what RIS, nbib, `PubMed` XML, CSV and the others have in common.
//!
//! A format's reader says which of its tags is which field; how a name, a date or a page range is read is said here,
//! once, with the grammars that pages use too. Nothing overwrites anything: what has no place is kept as unknown.

use super::Batch;
use crate::record::{
    Abstract, AbstractSection, Affiliation, CitationKey, ContainerRole, ContainerTitle, Contributor, Country,
    Database, DateKind, DateParts, DateVal, FormKind, FreeNote, Funding, Ident, Language, Marked, Medium,
    Origin, PartOf, Record, Role, Supplement, Term, Text, Title, TitleRole, UnknownField, Url, UrlKind,
    Vocabulary, Warning,
};
use crate::report::{Code, Note, Place, Remark, Severity, quoted};
use crate::value::{
    affiliation, author_list, country, date, doi, isbn, issn, keywords, language, markup, name, numbering,
    pages, pmid, text,
};
use crate::vocab::types;

const BOOKKEEPING: Code = Code::info(
    "bookkeeping-passed-over",
    "A source says in a record how it handles that record (owner, status, dates of entry and revision, its number of the journal); that is in no output.",
);

/// A name as a format has it, until all names of a record are known.
#[derive(Debug)]
struct Named {
    role: Role,
    line: u32,
    name: NameText,
    /// Everything else that the format says of the person.
    person: Contributor,
    institutions: Vec<String>,
    /// The name in another script.
    other_forms: Vec<(FormKind, String)>,
}

/// What becomes of the line feeds of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// They are blanks.
    Joined,
    /// They separate paragraphs.
    Kept,
}

/// How a format writes a name.
#[derive(Debug)]
pub(super) enum NameText {
    /// One text, in any order: `Ou, Wenxin`, `Wenxin OU`.
    Whole(String),
    /// A body: `World Health Organization`.
    Body(String),
    /// Forms already split by the format.
    Forms(Vec<crate::record::NameForm>),
}

/// A record in the making.
#[derive(Debug)]
pub(super) struct Intake<'a> {
    /// What is known so far. Readers may set any field that has no method here.
    pub(super) record: Record,
    file: &'a str,
    format: &'static str,
    number: u64,
    /// Line of the file at which the field being read stands.
    pub(super) line: u32,
    notes: Vec<Note>,
    names: Vec<Named>,
    /// Abstracts beside the main one, as the format has them.
    seen_institutions: Vec<String>,
    loose_emails: Vec<(u32, String)>,
    /// The order of names without a comma by the format's grammar, where it has one.
    pub(super) name_order: Option<name::Order>,
    institution_details: Vec<(String, InstitutionDetail)>,
    /// Tags and elements that say nothing of the article, each once.
    bookkeeping: Vec<String>,
}

/// What is said of an institution apart from its text.
#[derive(Debug)]
pub(super) enum InstitutionDetail {
    /// Its name in a further language.
    Text(Text),
    /// Its identifier in ROR.
    Ror(String),
}

impl<'a> Intake<'a> {
    /// Begins the record with the given number of its chunk, at a line of its file.
    pub(super) fn new(format: &'static str, file: &'a str, number: u64, line: u32) -> Self {
        let record = Record::default();
        Self {
            record,
            file,
            format,
            number,
            line,
            notes: Vec::new(),
            names: Vec::new(),
            seen_institutions: Vec::new(),
            loose_emails: Vec::new(),
            name_order: None,
            institution_details: Vec::new(),
            bookkeeping: Vec::new(),
        }
    }

    /// Notes something at the line being read.
    pub(super) fn note(&mut self, code: &'static Code, field: &'static str, message: String) {
        self.note_at(self.line, code, field, message);
    }

    fn note_at(&mut self, line: u32, code: &'static Code, field: &'static str, message: String) {
        let place =
            Place { file: self.file.to_owned(), record: Some(self.number), line: Some(line), column: None };
        self.notes.push(Note { code, place, field, message });
    }

    pub(super) fn remarks(&mut self, field: &'static str, remarks: Vec<Remark>) {
        for Remark { code, message } in remarks {
            self.note(code, field, message);
        }
    }

    /// A value on one line, cleaned; `None` for a blank one.
    pub(super) fn line_of(&mut self, field: &'static str, text: &str) -> Option<String> {
        let cleaned = text::clean(text);
        self.remarks(field, cleaned.remarks);
        (!cleaned.text.is_empty()).then_some(cleaned.text)
    }

    /// A value of several lines, cleaned; `None` for a blank one.
    pub(super) fn lines_of(&mut self, field: &'static str, text: &str) -> Option<String> {
        let cleaned = text::clean_lines(text);
        self.remarks(field, cleaned.remarks);
        (!cleaned.text.is_empty()).then_some(cleaned.text)
    }

    /// A text whose tags (`<i>`, `<sub>`) are marks.
    fn marked(&mut self, field: &'static str, text: &str) -> Marked {
        let (marked, remarks) = text::parse_markup(text);
        self.remarks(field, remarks);
        marked
    }

    /// A marked text, cleaned as [`Self::line_of`] cleans a plain one, its marks kept; with [`Lines::Kept`] line feeds
    /// stay. Tags in a text without marks are marks.
    pub(super) fn clean_marked(&mut self, field: &'static str, text: &Marked, lines: Lines) -> Marked {
        if text.is_plain() {
            let plain = text.to_plain();
            let cleaned = match lines {
                Lines::Joined => self.line_of(field, &plain),
                Lines::Kept => self.lines_of(field, &plain),
            };
            return self.marked(field, &cleaned.unwrap_or_default());
        }
        let (cleaned, remarks) = text::clean_marked(text, lines == Lines::Kept);
        self.remarks(field, remarks);
        cleaned
    }

    /// A tag or element that has no place in the record.
    pub(super) fn unknown(&mut self, tag: impl Into<String>, value: impl Into<String>) {
        let format = self.format.to_owned();
        self.record.unknown.push(UnknownField { format, tag: tag.into(), value: value.into() });
    }

    /// A tag or element in which the source speaks of its own handling of the record: it is in no output, and one note of the
    /// record names all of them.
    pub(super) fn bookkeeping(&mut self, tag: &str) {
        if !self.bookkeeping.iter().any(|known| known == tag) {
            self.bookkeeping.push(tag.to_owned());
        }
    }

    /// The identifier of the record in its file, and its citation key where it could be one.
    pub(super) fn id(&mut self, text: &str) {
        let Some(id) = self.line_of("id", text) else { return };
        let could_be_key = !id.contains("://")
            && !id.contains(char::is_whitespace)
            && id.chars().any(|character| !character.is_ascii_digit());
        if could_be_key && self.record.citation_key.is_none() {
            self.record.citation_key = Some(CitationKey { value: id.clone(), ..CitationKey::default() });
        }
        self.record.id.get_or_insert(id);
    }

    /// A title. Tags in it (`<i>`, `<sub>`) are marks.
    pub(super) fn title(&mut self, role: TitleRole, text: &str) {
        if let Some(text) = self.line_of("title", text) {
            let marked = self.marked("title", &text);
            self.marked_title(role, marked);
        }
    }

    /// A title with its marks; the same title in the same role is one.
    pub(super) fn marked_title(&mut self, role: TitleRole, value: Marked) {
        let text = Text { value, lang: None, origin: Origin::Read };
        let plain = text.to_plain();
        let known =
            self.record.titles.iter().any(|title| title.role == role && title.text.as_plain() == plain);
        if known || plain.is_empty() {
            return;
        }
        self.record.titles.push(Title { text, role });
    }

    /// A title in MEDLINE's notation: brackets and full stop become marks of the record (mapping reference 8.19).
    pub(super) fn medline_title(&mut self, text: &str) {
        let Some(line) = self.line_of("title", text) else { return };
        let (bare, marks) = text::title_marks(&line);
        self.record.title_marks = marks;
        let marked = self.marked("title", &bare);
        self.marked_title(TitleRole::Main, marked);
    }

    /// The same of a title with its marks.
    pub(super) fn medline_marked_title(&mut self, title: Marked) {
        let (bare, marks) = text::without_title_marks(title);
        self.record.title_marks = marks;
        self.marked_title(TitleRole::Main, bare);
    }

    /// A name in a field of its own.
    pub(super) fn name(&mut self, role: Role, name: NameText) {
        self.person(role, name, Contributor::default(), Vec::new());
    }

    /// A name with what the format says of the person, and the texts of the institutions that are theirs.
    pub(super) fn person(
        &mut self,
        role: Role,
        name: NameText,
        person: Contributor,
        institutions: Vec<String>,
    ) {
        let blank = match &name {
            NameText::Whole(text) | NameText::Body(text) => text.trim().is_empty(),
            NameText::Forms(forms) => forms.is_empty(),
        };
        if !blank {
            self.names.push(Named {
                role,
                line: self.line,
                name,
                person,
                institutions,
                other_forms: Vec::new(),
            });
        }
    }

    /// The first name that was read, as it is written.
    pub(super) fn first_name(&self) -> Option<&str> {
        match &self.names.first()?.name {
            NameText::Whole(text) | NameText::Body(text) => Some(text),
            NameText::Forms(_) => None,
        }
    }

    /// Whether anybody with a role was read.
    pub(super) fn has_people(&self, role: Role) -> bool {
        self.names.iter().any(|named| named.role == role)
    }

    /// The text of an institution that belongs to the name read last (nbib `AD`).
    pub(super) fn institution_of_last(&mut self, text: &str) {
        let Some(text) = self.line_of("affiliation", text) else { return };
        match self.names.last_mut() {
            Some(named) => named.institutions.push(text),
            None => self.institution(&text),
        }
    }

    /// Changes what is known of the person read last; nothing where there is none.
    pub(super) fn last_person(&mut self, change: impl FnOnce(&mut Contributor)) -> bool {
        let Some(named) = self.names.last_mut() else { return false };
        change(&mut named.person);
        true
    }

    /// Changes what is known of the person whose name is written so; `false` where there is none.
    pub(super) fn person_named(&mut self, name: &str, change: impl FnOnce(&mut Contributor)) -> bool {
        let Some(named) = self.named(name) else { return false };
        change(&mut named.person);
        true
    }

    fn named(&mut self, name: &str) -> Option<&mut Named> {
        self.names.iter_mut().find(|named| match &named.name {
            NameText::Whole(text) | NameText::Body(text) => text.trim() == name.trim(),
            NameText::Forms(forms) => forms.iter().any(|form| form.raw == name),
        })
    }

    /// The members of the group whose name is written so.
    pub(super) fn members_of(&mut self, group: &str, members: &[&str]) {
        let hints = name::NameHints::default();
        let form = |written: &&str| match name::parse(written, &hints).outcome {
            name::Outcome::Person(forms) | name::Outcome::Group(forms) => forms.into_iter().next(),
            _ => {
                let name = crate::record::Name::literal(written.trim());
                Some(crate::record::NameForm { name, raw: (*written).to_owned(), ..Default::default() })
            }
        };
        let forms: Vec<crate::record::NameForm> = members.iter().filter_map(form).collect();
        if !self.person_named(group, |person| person.group_members.extend(forms)) {
            self.unknown("members", format!("{group}: {}", members.join("; ")));
        }
    }

    /// What is said of the institution with a label, or with a number from 1 where none has that label.
    pub(super) fn more_of_institution(&mut self, label: String, detail: InstitutionDetail) {
        self.institution_details.push((label, detail));
    }

    fn settle_institutions(&mut self) {
        for (label, detail) in std::mem::take(&mut self.institution_details) {
            let places = &mut self.record.affiliations;
            let by_label = places.iter().position(|place| place.label_raw.as_deref() == Some(&label));
            let number = || label.parse::<usize>().ok()?.checked_sub(1);
            let Some(place) = by_label.or_else(number).and_then(|at| places.get_mut(at)) else {
                let value = match detail {
                    InstitutionDetail::Text(text) => text.to_plain(),
                    InstitutionDetail::Ror(ror) => ror,
                };
                self.unknown("affiliation", format!("{label}: {value}"));
                continue;
            };
            match detail {
                InstitutionDetail::Text(text) => place.texts.push(text),
                InstitutionDetail::Ror(ror) => place.ror = Some(ror),
            }
        }
    }

    /// A further form of the name that is written so.
    pub(super) fn form_of(&mut self, name: &str, kind: FormKind, form: String) {
        match self.named(name) {
            Some(named) => named.other_forms.push((kind, form)),
            None => self.unknown("other name", form),
        }
    }

    /// Changes what is known of the person of a role with a number, from 0; `false` where there is none.
    pub(super) fn person_at(
        &mut self,
        role: Role,
        number: usize,
        change: impl FnOnce(&mut Contributor),
    ) -> bool {
        let mut people = self.names.iter_mut().filter(|named| named.role == role);
        let Some(named) = people.nth(number) else { return false };
        change(&mut named.person);
        true
    }

    /// How many people have a role.
    pub(super) fn people_count(&self, role: Role) -> usize {
        self.names.iter().filter(|named| named.role == role).count()
    }

    /// An address that belongs to somebody of the record; whose it is, the names tell when they are read.
    pub(super) fn loose_email(&mut self, address: &str) {
        if let Some(address) = self.line_of("email", address) {
            self.loose_emails.push((self.line, address));
        }
    }

    /// A further form of the name of the person of a role with a number, from 0; `false` where there is none.
    pub(super) fn form_at(&mut self, role: Role, number: usize, kind: FormKind, form: String) -> bool {
        let Some(named) = self.names.iter_mut().filter(|named| named.role == role).nth(number) else {
            return false;
        };
        named.other_forms.push((kind, form));
        true
    }

    /// The text of an institution of the person of a role with a number, from 0; `false` where there is none.
    pub(super) fn institution_at(&mut self, role: Role, number: usize, text: &str) -> bool {
        let Some(text) = self.line_of("affiliation", text) else { return false };
        let Some(named) = self.names.iter_mut().filter(|named| named.role == role).nth(number) else {
            return false;
        };
        named.institutions.push(text);
        true
    }

    /// Further forms of all authors in whatever script they are, one for each in the same order; otherwise they are kept
    /// as they stand.
    pub(super) fn translated_names(&mut self, forms: Vec<String>) {
        let latin = forms.iter().all(|form| text::script_of(form) == Some("Latn"));
        self.other_forms(Role::Author, if latin { FormKind::Romanised } else { FormKind::Native }, forms);
    }

    /// Further forms of all people of a role, one for each in the same order; otherwise they are kept as they stand.
    pub(super) fn other_forms(&mut self, role: Role, kind: FormKind, forms: Vec<String>) {
        let mut authors: Vec<&mut Named> = self.names.iter_mut().filter(|named| named.role == role).collect();
        if authors.len() == forms.len() {
            for (author, form) in authors.iter_mut().zip(forms) {
                author.other_forms.push((kind, form));
            }
        } else {
            for form in forms {
                self.unknown("other name", form);
            }
        }
    }

    /// A title with its language; one that is known already gets the language.
    pub(super) fn title_in(&mut self, role: TitleRole, text: Text) {
        let plain = text.to_plain();
        let known = self.record.titles.iter_mut().find(|it| it.role == role && it.text.as_plain() == plain);
        match known {
            Some(known) => known.text.lang = known.text.lang.take().or(text.lang),
            None => self.record.titles.push(Title { text, role }),
        }
    }

    /// A heading of `MeSH` that was written among the keywords; a chief topic of the article or not.
    pub(super) fn heading_among_keywords(&mut self, heading: &str, is_major: bool) {
        let mut parts = heading.split('/').map(str::to_owned);
        let Some(descriptor) = parts.next() else { return };
        let qualifiers: Vec<String> = parts.collect();
        let written = |term: &&mut Term| {
            term.value == heading || (term.value == descriptor && term.qualifiers == qualifiers)
        };
        let found = Term {
            value: descriptor.clone(),
            vocab: Vocabulary::Mesh,
            qualifiers: qualifiers.clone(),
            major: is_major,
            ..Term::default()
        };
        match self.record.terms.iter_mut().find(written) {
            Some(term) => *term = Term { lang: term.lang.take(), ui: term.ui.take(), ..found },
            None => self.record.terms.push(found),
        }
    }

    /// A keyword with semicolons inside, at which it was split when it was read.
    pub(super) fn whole_keyword(&mut self, keyword: String) {
        let pieces: Vec<&str> = keyword.split(';').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        let terms = &mut self.record.terms;
        let is_here =
            |window: &[Term]| window.iter().map(|term| term.value.as_str()).eq(pieces.iter().copied());
        let found = terms.windows(pieces.len().max(1)).position(is_here);
        if let Some(first) = found {
            terms.drain(first + 1..first + pieces.len());
            if let Some(term) = terms.get_mut(first) {
                term.value = keyword;
            }
        } else if !terms.iter().any(|term| term.value == keyword) {
            terms.push(Term { value: keyword, ..Term::default() });
        }
    }

    /// The text of an institution that belongs to nobody in particular.
    pub(super) fn institution(&mut self, text: &str) {
        let Some(text) = self.lines_of("affiliation", text) else { return };
        if !self.seen_institutions.contains(&text) {
            self.seen_institutions.push(text);
        }
    }

    /// Name of the journal or book.
    pub(super) fn container(&mut self, role: ContainerRole, text: &str) {
        if let Some(text) = self.line_of("container-title", text) {
            self.container_by(role, &text, None);
        }
    }

    /// Name of the journal, with the rule of an abbreviation (`iso4`, `medlineta`).
    pub(super) fn container_by(&mut self, role: ContainerRole, text: &str, scheme: Option<&str>) {
        let value = self.marked("container-title", text);
        self.place_container(role, value, scheme);
    }

    /// Name of the journal with its marks.
    pub(super) fn marked_container(&mut self, role: ContainerRole, value: Marked) {
        self.place_container(role, value, None);
    }

    fn place_container(&mut self, role: ContainerRole, value: Marked, scheme: Option<&str>) {
        let plain = value.to_plain();
        let titles = &mut self.record.container_titles;
        let known = titles.iter_mut().find(|title| title.role == role && title.text.as_plain() == plain);
        match known {
            Some(known) => known.scheme = known.scheme.take().or_else(|| scheme.map(str::to_owned)),
            None if plain.is_empty() => {}
            None => titles.push(ContainerTitle {
                text: Text { value, lang: None, origin: Origin::Read },
                role,
                scheme: scheme.map(str::to_owned),
            }),
        }
    }

    /// A date in any notation. A further date of one kind that says more of the same year completes it.
    pub(super) fn date(&mut self, kind: DateKind, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let reading = date::parse(text);
        let known = self.record.dates.iter_mut().find(|date| date.kind == kind);
        // Web of Science writes `SEP 22` beside the year.
        if let (Some((month, day)), Some(known)) = (reading.month_day, known) {
            if let Some(start) = known.start.as_mut().filter(|start| start.month.is_none()) {
                *start = DateParts { month: Some(month), day, ..*start }.settled();
                known.text_raw = format!("{} {}", known.text_raw, text.trim());
            }
            return;
        }
        self.remarks("issued", reading.remarks);
        self.date_value(DateVal { kind, ..reading.value });
    }

    /// A date that is already read. The one that says more of the same year wins; the other one is contained in it.
    pub(super) fn date_value(&mut self, value: DateVal) {
        let Some(known) = self.record.dates.iter_mut().find(|date| date.kind == value.kind) else {
            self.record.dates.push(value);
            return;
        };
        let precision = |date: &DateVal| {
            date.start.map_or(0, |start| {
                1 + u8::from(start.month.is_some() || date.season.is_some()) + u8::from(start.day.is_some())
            })
        };
        let year = |date: &DateVal| date.start.map(|start| start.year);
        if known.start.is_none() || (year(known) == year(&value) && precision(&value) > precision(known)) {
            *known = value;
        } else if year(known) != year(&value) && value.start.is_some() {
            let (tag, text) = (format!("{:?} date", value.kind).to_lowercase(), value.text_raw);
            self.unknown(tag, text);
        }
    }

    /// A volume; a supplement in it goes to the issue.
    pub(super) fn volume(&mut self, text: &str) {
        let Some(text) = self.line_of("volume", text) else { return };
        let read = numbering::volume(&text);
        let record = &mut self.record;
        record.volume = read.number;
        record.volume_raw = read.raw;
        record.part = record.part.take().or(read.part);
        if let Some(display) = read.supplement_display {
            record.supplement = read.supplement;
            record.issue = Some(match record.issue.take() {
                Some(issue) if issue != display => format!("{issue} {display}"),
                _ => display,
            });
        }
    }

    /// An issue.
    pub(super) fn issue(&mut self, text: &str) {
        let Some(text) = self.line_of("issue", text) else { return };
        let read = numbering::issue(&text);
        let record = &mut self.record;
        record.issue = match (read.number, record.issue.take()) {
            // A supplement of the volume was read before the issue.
            (Some(issue), Some(supplement)) if issue != supplement => Some(format!("{issue} {supplement}")),
            (issue, supplement) => issue.or(supplement),
        };
        record.issue_raw = read.raw;
        record.supplement = record.supplement.take().or(read.supplement);
        record.part = record.part.take().or(read.part);
    }

    /// A supplement in a field of its own, of the issue where there is one; a bare number is that of a supplement.
    pub(super) fn supplement(&mut self, text: &str) {
        let is_bare = text.len() <= 4 && text.chars().all(char::is_alphanumeric);
        let is_number = is_bare && numbering::issue(text).supplement.is_none();
        let display = if is_number { format!("Suppl {text}") } else { text.to_owned() };
        let read = numbering::issue(&display);
        let of = if self.record.issue.is_some() { PartOf::Issue } else { PartOf::Volume };
        let Some(display) = read.number else { return };
        self.record.supplement = read.supplement.map(|supplement| Supplement { of, ..supplement });
        self.record.issue = Some(match self.record.issue.take() {
            Some(issue) => format!("{issue} {display}"),
            None => display,
        });
    }

    /// Pages, or the number of an article.
    pub(super) fn pages(&mut self, text: &str) {
        let Some(text) = self.line_of("page", text) else { return };
        let reading = pages::parse(&text);
        self.remarks("page", reading.remarks);
        let record = &mut self.record;
        for range in reading.ranges {
            if !record.page_ranges.contains(&range) {
                record.page_ranges.push(range);
            }
        }
        record.article_number = record.article_number.take().or(reading.article_number);
        record.number_of_pages = record.number_of_pages.take().or(reading.number_of_pages);
    }

    /// The number of an article, in a field of its own.
    pub(super) fn article_number(&mut self, text: &str) {
        let Some(number) = self.line_of("article-number", text) else { return };
        match &self.record.article_number {
            Some(known) if *known != number => self.unknown("article number", number),
            Some(_) => {}
            None => self.record.article_number = Some(number),
        }
    }

    /// A DOI in any notation. `false` when the text is none.
    pub(super) fn doi(&mut self, text: &str) -> bool {
        let Some(range) = doi::find(text) else { return false };
        let reading = doi::parse(text.get(range).unwrap_or(text));
        self.remarks("DOI", reading.remarks);
        let Some(ident) = reading.ident else { return false };
        self.record.derived.extend(doi::derive(&ident.value));
        self.identifier(ident);
        true
    }

    /// What should be a DOI and may be none, or only half of one: kept as it stands, with a note.
    pub(super) fn doi_field(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let field = doi::in_field(text);
        for found in field.dois {
            self.doi(text.get(found).unwrap_or_default());
        }
        if field.has_more {
            self.unknown("doi", text);
        }
        let Some(malformed) = field.malformed.and_then(|range| text.get(range)) else { return };
        let reading = doi::parse(malformed);
        self.remarks("DOI", reading.remarks);
        if let Some(ident) = reading.ident {
            self.identifier(ident);
        }
    }

    /// A PMID or PMCID. `false` when the text is none.
    pub(super) fn pubmed_number(&mut self, text: &str) -> bool {
        let reading = pmid::parse(text);
        let Some(ident) = reading.ident else { return false };
        self.remarks("PMID", reading.remarks);
        self.identifier(ident);
        true
    }

    /// A number of the record in a database.
    pub(super) fn database_number(&mut self, scheme: &str, text: &str) {
        let Some(value) = self.line_of("database-id", text) else { return };
        let normalised = value.to_lowercase();
        let ident =
            Ident { scheme: scheme.to_owned(), raw: value.clone(), value, normalised, origin: Origin::Read };
        self.identifier(ident);
    }

    /// An identifier; the same one twice is one.
    pub(super) fn identifier(&mut self, ident: Ident) {
        // What is no number of its scheme has no normal form, and only its text to tell it by.
        let same = |known: &Ident| {
            known.scheme == ident.scheme
                && known.normalised == ident.normalised
                && (!ident.normalised.is_empty() || known.value == ident.value)
        };
        if !self.record.identifiers.iter().any(same) {
            self.record.identifiers.push(ident);
        }
    }

    /// ISSNs in any notation; an ISBN goes to the identifiers. What is neither is kept as unknown under `tag`.
    pub(super) fn serial_number(&mut self, text: &str, medium: Medium, tag: &str) {
        let Some(text) = self.line_of("ISSN", text) else { return };
        if let Some(isbn) = isbn::canonical(&text) {
            let raw = text.clone();
            let normalised = isbn.clone();
            return self.identifier(Ident {
                scheme: "isbn".to_owned(),
                value: isbn,
                normalised,
                raw,
                origin: Origin::Read,
            });
        }
        let reading = issn::parse(&text);
        if reading.issns.is_empty() {
            self.remarks("ISSN", reading.remarks);
            return self.unknown(tag, text);
        }
        self.remarks("ISSN", reading.remarks);
        for mut found in reading.issns {
            if found.medium == Medium::Unknown {
                found.medium = medium;
            }
            let issns = &mut self.record.issns;
            match issns.iter_mut().find(|known| known.value == found.value) {
                Some(known) if known.medium == Medium::Unknown => known.medium = found.medium,
                Some(_) => {}
                None => issns.push(found),
            }
        }
    }

    /// Keywords in one text: a term, or a list with separators.
    pub(super) fn keywords(&mut self, vocabulary: Vocabulary, text: &str) {
        let reading = keywords::parse(text, vocabulary);
        self.remarks("keyword", reading.remarks);
        for term in reading.terms {
            self.term(term);
        }
    }

    /// One keyword, whatever it holds: a format that has a field for each needs no separators.
    pub(super) fn keyword(&mut self, vocabulary: Vocabulary, text: &str) {
        let Some(text) = self.line_of("keyword", text) else { return };
        let value = self.marked("keyword", &text).to_plain();
        self.term(Term { value, vocab: vocabulary, ..Term::default() });
    }

    /// A `MeSH` heading in MEDLINE's notation: `*Purpura/drug therapy/*genetics`.
    pub(super) fn mesh_heading(&mut self, text: &str) {
        let Some(text) = self.line_of("keyword", text) else { return };
        let mut parts = text.split('/').map(str::trim).filter(|part| !part.is_empty());
        let Some(descriptor) = parts.next() else { return };
        let major = text.contains('*');
        let bare = |part: &str| part.trim_matches('*').trim().to_owned();
        let value = bare(descriptor);
        if value.is_empty() {
            return self.unknown("mesh", text);
        }
        self.term(Term {
            value,
            vocab: Vocabulary::Mesh,
            qualifiers: parts.map(bare).collect(),
            major,
            ..Term::default()
        });
    }

    /// A term; the same one of the same vocabulary twice is one.
    pub(super) fn term(&mut self, term: Term) {
        let same = |known: &Term| {
            (&known.value, known.vocab, &known.qualifiers) == (&term.value, term.vocab, &term.qualifiers)
        };
        if !term.value.is_empty() && !self.record.terms.iter().any(same) {
            self.record.terms.push(term);
        }
    }

    /// A publication type.
    pub(super) fn publication_type(&mut self, text: &str) {
        let Some(value) = self.line_of("publication-type", text) else { return };
        let ui = types::unique_identifier(&value).map(str::to_owned);
        if !self.record.publication_types.iter().any(|known| known.value == value) {
            let vocab = Vocabulary::Other;
            self.record.publication_types.push(Term { value, vocab, ui, ..Term::default() });
        }
    }

    /// Languages of the article, by names or codes.
    pub(super) fn languages(&mut self, text: &str) {
        let reading = language::parse(text);
        self.remarks("language", reading.remarks);
        for found in reading.languages {
            let same = |known: &Language| {
                known.tag == found.tag && (found.tag.is_some() || known.text == found.text)
            };
            if !self.record.languages.iter().any(same) {
                self.record.languages.push(found);
            }
        }
    }

    /// Countries the database states.
    pub(super) fn countries(&mut self, text: &str) {
        let reading = country::parse(text);
        self.remarks("country", reading.remarks);
        for found in reading.countries {
            if !self.record.countries.iter().any(|known: &Country| known.text == found.text) {
                self.record.countries.push(found);
            }
        }
    }

    /// An abstract; `lang` where the format says it. An equal text is one.
    pub(super) fn abstract_text(&mut self, text: &str, lang: Option<String>) {
        let paragraphs = markup::without_paragraph_tags(text);
        if paragraphs.is_some() {
            let message = format!("tags became ends of lines in {}", quoted(text));
            self.note(&markup::MARKUP_RECOGNISED, "abstract", message);
        }
        let text = paragraphs.as_deref().unwrap_or(text);
        let Some(text) = self.lines_of("abstract", text) else { return };
        let marked = self.marked("abstract", &text);
        self.marked_abstract(marked, lang, Vec::new());
    }

    /// An abstract with marks and headed sections.
    pub(super) fn marked_abstract(
        &mut self,
        value: Marked,
        lang: Option<String>,
        sections: Vec<AbstractSection>,
    ) {
        let text = Text { value, lang, origin: Origin::Read };
        let known = self
            .record
            .abstracts
            .iter()
            .any(|known| known.text.as_plain() == text.as_plain() && known.sections == sections);
        if !known && (!text.value.is_empty() || !sections.is_empty()) {
            self.record.abstracts.push(Abstract { text, sections, raw: None });
        }
    }

    /// An address; one of doi.org is the DOI too.
    pub(super) fn url(&mut self, kind: Option<UrlKind>, text: &str) {
        let Some(href) = self.line_of("URL", text) else { return };
        let lower = href.to_ascii_lowercase();
        let path = lower.split(['?', '#']).next().unwrap_or_default();
        let extension = path.rsplit_once('.').map(|(_, extension)| extension);
        let kind = kind.unwrap_or(if lower.contains("//doi.org/") || lower.contains("//dx.doi.org/") {
            UrlKind::Doi
        } else if extension == Some("pdf") {
            UrlKind::Pdf
        } else {
            UrlKind::Landing
        });
        if kind == UrlKind::Doi && self.record.identifier("doi").is_none() {
            self.doi(&href);
        }
        if !self.record.urls.iter().any(|known| known.href == href) {
            self.record.urls.push(Url { href, kind });
        }
    }

    /// A free note.
    pub(super) fn free_note(&mut self, kind: Option<&str>, text: &str) {
        let Some(text) = self.lines_of("note", text) else { return };
        if !self.record.notes.iter().any(|known| known.text == text) {
            self.record.notes.push(FreeNote { text, kind: kind.map(str::to_owned) });
        }
    }

    /// A grant as one text.
    pub(super) fn funding(&mut self, text: &str) {
        let Some(text_raw) = self.line_of("funding", text) else { return };
        self.record.funding.push(Funding { text_raw, ..Funding::default() });
    }

    /// A grant by its parts, as MEDLINE joins them: `R01 AG000001/AG/NIA NIH HHS/United States`.
    pub(super) fn grant(
        &mut self,
        award: Option<String>,
        acronym: Option<&str>,
        funder: Option<String>,
        country: Option<String>,
    ) {
        let parts = [award.as_deref(), acronym, funder.as_deref(), country.as_deref()];
        let text_raw = parts.into_iter().flatten().collect::<Vec<_>>().join("/");
        if !text_raw.is_empty() {
            self.record.funding.push(Funding { funder, id: None, award, text_raw, country });
        }
    }

    /// The publisher's number of an article: where it has neither pages nor a number of its own, and the publisher's
    /// is as short as those are printed (`e15`, `103640`), it is where the article is found (mapping reference 2.2).
    pub(super) fn location_number(&mut self, number: &str) {
        let digits = number.trim_start_matches(|it: char| it.is_ascii_alphabetic());
        let is_short = number.len() - digits.len() <= 4 && (1..=8).contains(&digits.len());
        let is_number = is_short && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && self.record.page_ranges.is_empty() && self.record.article_number.is_none() {
            self.record.article_number = Some(number.to_owned());
        }
    }

    /// An abstract of headed sections; one without a heading is a plain text.
    pub(super) fn sections(&mut self, lang: Option<String>, mut sections: Vec<AbstractSection>) {
        sections.retain(|section| !section.text.is_empty() || !section.label.is_empty());
        let is_plain = sections.len() == 1 && sections.iter().all(|section| section.label.is_empty());
        if is_plain {
            if let Some(section) = sections.pop() {
                self.marked_abstract(section.text, lang, Vec::new());
            }
        } else if !sections.is_empty() {
            self.marked_abstract(Marked::default(), lang, sections);
        }
    }

    /// The members of the one group among the people; `false` where there is none, or more than one.
    pub(super) fn members_of_group(&mut self, members: &[crate::record::NameForm]) -> bool {
        let mut groups = self.names.iter_mut().filter(|named| matches!(named.name, NameText::Body(_)));
        let (Some(group), None) = (groups.next(), groups.next()) else { return false };
        group.person.group_members.extend(members.iter().cloned());
        true
    }

    /// A publication type with its number in `MeSH`, where the format says it.
    pub(super) fn publication_type_of(&mut self, text: &str, ui: Option<String>) {
        self.publication_type(text);
        if let Some(last) = self.record.publication_types.last_mut().filter(|term| term.value == text) {
            last.ui = ui.or(last.ui.take());
        }
    }

    /// An article that corrects, retracts or comments on this one, or is corrected by it; the word for that is
    /// `PubMed`'s: `ErratumIn`, `RetractionOf`.
    pub(super) fn linked_article(&mut self, kind: &str, text: &str) {
        let mut words = String::new();
        for character in kind.chars() {
            if character.is_uppercase() && !words.is_empty() {
                words.push(' ');
                words.extend(character.to_lowercase());
            } else {
                words.push(character);
            }
        }
        let Some(text) = self.line_of("note", text) else { return };
        let text = if words.is_empty() { text } else { format!("{words}: {text}") };
        self.record.notes.push(FreeNote { text, kind: Some("linked-article".to_owned()) });
    }

    /// Name of the database the record comes from.
    pub(super) fn database(&mut self, name: &str) {
        let Some(name) = self.line_of("database", name) else { return };
        let database = self.record.database.get_or_insert_with(Database::default);
        if database.name.is_empty() {
            database.name = name;
        } else if database.name != name {
            self.unknown("database", name);
        }
    }

    /// Who provides the database.
    pub(super) fn provider(&mut self, name: &str) {
        if let Some(name) = self.line_of("database", name) {
            self.record.database.get_or_insert_with(Database::default).provider.get_or_insert(name);
        }
    }

    /// Ends the record at a line: names are read, roles of titles and languages of texts decided, and record and
    /// notes go to the batch.
    pub(super) fn finish(mut self, last_line: u32, first_line: u32, batch: &mut Batch) {
        if !self.bookkeeping.is_empty() {
            let message = format!(
                "the source says of its own record, and not of the article: {}",
                self.bookkeeping.join(", ")
            );
            self.note_at(first_line, &BOOKKEEPING, "", message);
        }
        self.languages_of_texts();
        let languages = std::mem::take(&mut self.record.languages);
        text::assign_title_roles(&mut self.record.titles, &languages);
        self.record.languages = languages;
        self.people();
        self.kind();
        let record = &mut self.record;
        self.format.clone_into(&mut record.provenance.format);
        self.file.clone_into(&mut record.provenance.file);
        record.provenance.record = self.number;
        record.provenance.lines = Some((first_line, last_line));
        env!("CARGO_PKG_VERSION").clone_into(&mut record.provenance.tool_version);
        let doubts = self.notes.iter().filter(|note| note.code.severity >= Severity::Warning);
        record.warnings = doubts
            .map(|note| Warning {
                code: note.code.name.to_owned(),
                message: note.message.clone(),
                line: note.place.line,
            })
            .collect();
        batch.records.push(self.record);
        batch.notes.extend(self.notes);
    }

    fn article_language(&self) -> Option<String> {
        self.record.languages.first().and_then(|language| language.tag.clone())
    }

    fn languages_of_texts(&mut self) {
        let article = self.article_language();
        let of = |text: &mut Text| {
            if text.lang.is_none() {
                text.lang = text::language_of(&text.as_plain(), article.as_deref()).map(str::to_owned);
            }
        };
        self.record.titles.iter_mut().for_each(|title| of(&mut title.text));
        self.record.container_titles.iter_mut().for_each(|title| of(&mut title.text));
        for it in &mut self.record.abstracts {
            of(&mut it.text);
            let longest = it.sections.iter().map(|section| section.text.to_plain()).max_by_key(String::len);
            if let (None, Some(words)) = (&it.text.lang, longest) {
                it.text.lang = text::language_of(&words, article.as_deref()).map(str::to_owned);
            }
        }
        for term in self.record.terms.iter_mut().filter(|term| term.lang.is_none()) {
            term.lang = text::language_of(&term.value, article.as_deref()).map(str::to_owned);
        }
    }

    fn kind(&mut self) {
        if self.record.type_raw.is_some() {
            return;
        }
        let types: Vec<&str> = self.record.publication_types.iter().map(|term| term.value.as_str()).collect();
        let (kind, genre) = types::of_publication_types(&types, !self.record.container_titles.is_empty());
        if types::is_retracted(&types) && self.record.status.is_none() {
            self.record.status = Some("retracted".to_owned());
        }
        self.record.kind = kind;
        self.record.genre = self.record.genre.take().or(genre);
    }

    /// Reads all names together, because they vote on their order, and joins each with its institutions.
    fn people(&mut self) {
        let names = std::mem::take(&mut self.names);
        let lang = self.article_language();
        let country = self.record.countries.first().and_then(|country| country.code.clone());
        let hints = author_list::ListHints {
            lang: lang.as_deref(),
            country: country.as_deref(),
            grammar: self.name_order,
            ..Default::default()
        };
        let mut readings = Vec::with_capacity(names.len());
        for role in distinct(names.iter().map(|named| named.role)) {
            let whole: Vec<(usize, &str)> = names
                .iter()
                .enumerate()
                .filter(|(_, named)| named.role == role)
                .filter_map(|(index, named)| match &named.name {
                    NameText::Whole(text) => Some((index, text.as_str())),
                    NameText::Body(_) | NameText::Forms(_) => None,
                })
                .collect();
            let texts: Vec<&str> = whole.iter().map(|(_, text)| *text).collect();
            let list = author_list::parse_each(&texts, &hints);
            readings.push((whole.into_iter().map(|(index, _)| index).collect::<Vec<_>>(), list));
        }
        let mut read: Vec<Option<Contributor>> = vec![None; names.len()];
        let current = self.line;
        for (indices, list) in readings {
            let line_of = |number: usize| {
                let index = indices.get(number.saturating_sub(1));
                index.and_then(|index| names.get(*index)).map_or(current, |named| named.line)
            };
            for (number, Remark { code, message }) in list.remarks {
                let line = line_of(number);
                self.note_at(line, code, "author", message);
            }
            if list.truncated.is_some() {
                self.record.author_list_truncated = list.truncated;
            }
            // A text that was no name has no contributor, so the numbers run behind the indices from there on.
            let is_name = |index: &&usize| match names.get(**index).map(|named| &named.name) {
                Some(NameText::Whole(text)) => {
                    !author_list::parse_each(&[text], &hints).contributors.is_empty()
                }
                _ => false,
            };
            let places: Vec<usize> = if list.contributors.len() == indices.len() {
                indices
            } else {
                indices.iter().filter(is_name).copied().collect()
            };
            for (index, contributor) in places.into_iter().zip(list.contributors) {
                if let Some(slot) = read.get_mut(index) {
                    *slot = Some(contributor);
                }
            }
        }
        for (named, contributor) in names.into_iter().zip(read) {
            self.join(named, contributor);
        }
        let loose = std::mem::take(&mut self.seen_institutions);
        for text in &loose {
            self.loose_institutions(text);
        }
        // All of them together: the first of several would look like the only one. Where some people have theirs, the
        // only one is not everybody's.
        let record = &self.record;
        let some_have = record.contributors.iter().any(|person| !person.affiliation_refs.is_empty());
        if !loose.is_empty() && (record.affiliations.len() > 1 || !some_have) {
            let remarks =
                author_list::link_affiliations(&mut self.record.contributors, &self.record.affiliations);
            // A format that names institutions without saying whose they are is no page that lost its markers.
            drop(remarks);
        }
        self.settle_institutions();
        for (line, address) in std::mem::take(&mut self.loose_emails) {
            self.assign_email(line, address);
        }
    }

    /// Gives an address to the one whose it clearly is; else it is kept as unknown.
    fn assign_email(&mut self, line: u32, address: String) {
        let nowhere = Affiliation::default();
        let found = affiliation::FoundEmail { address: address.clone(), affiliation: 0, author_hint: None };
        let reading = affiliation::AffiliationsReading {
            affiliations: vec![nowhere],
            emails: vec![found],
            ..affiliation::AffiliationsReading::default()
        };
        let remarks = affiliation::assign_contacts(&mut self.record.contributors, &reading);
        if !remarks.is_empty() {
            self.unknown("email", address);
        }
        for Remark { code, message } in remarks {
            self.note_at(line, code, "email", message);
        }
    }

    /// One contributor from what the name says and what the format says.
    fn join(&mut self, named: Named, read: Option<Contributor>) {
        let lang = self.article_language();
        let Named { role, line: _, name, mut person, institutions, other_forms } = named;
        match (name, read) {
            (NameText::Whole(_), None) => return,
            (NameText::Whole(_), Some(read)) => {
                person.forms = read.forms;
                person.is_group |= read.is_group;
                person.affiliation_markers_raw.extend(read.affiliation_markers_raw);
                person.degrees.extend(read.degrees);
                person.emails.extend(read.emails);
                person.other_ids.extend(read.other_ids);
                person.orcid = person.orcid.take().or(read.orcid);
                person.corresponding |= read.corresponding;
                person.equal_contribution |= read.equal_contribution;
            }
            (NameText::Body(text), _) => {
                let script = text::script_of(&text).map(str::to_owned);
                let name = crate::record::Name::literal(text.trim());
                let confidence = crate::record::Confidence::Certain;
                let raw = text.trim().to_owned();
                person.forms =
                    vec![crate::record::NameForm { name, script, raw, confidence, ..Default::default() }];
                person.is_group = true;
            }
            (NameText::Forms(forms), _) => {
                person.forms = forms;
                // As whole names are read, so that formats with a field for it agree with those without.
                for form in &mut person.forms {
                    let usual =
                        form.name.suffix.as_deref().map(|suffix| name::usual_suffix(suffix).to_owned());
                    form.name.suffix = usual;
                }
            }
        }
        person.role = role;
        for (kind, written) in other_forms {
            let hints = name::NameHints { lang: lang.as_deref(), ..name::NameHints::default() };
            let forms = match name::parse(&written, &hints).outcome {
                name::Outcome::Person(forms) | name::Outcome::Group(forms) => forms,
                // The format says that it is a name, so it is kept whole.
                _ if written.trim().is_empty() => Vec::new(),
                _ => {
                    let name = crate::record::Name::literal(written.trim());
                    let raw = written.trim().to_owned();
                    vec![crate::record::NameForm { name, raw, ..Default::default() }]
                }
            };
            person.forms.extend(forms.into_iter().map(|form| crate::record::NameForm { kind, ..form }));
        }
        for text in institutions {
            let id = self.affiliation_of(&text);
            if !person.affiliation_refs.contains(&id) {
                person.affiliation_refs.push(id);
            }
            for (_, address) in affiliation::emails_in(&text) {
                if !person.emails.contains(&address) {
                    person.emails.push(address);
                }
            }
        }
        self.record.contributors.push(person);
    }

    /// The identifier of an institution, which is added if no other has its text.
    pub(super) fn affiliation_of(&mut self, text: &str) -> String {
        let same = |known: &&Affiliation| known.texts.iter().any(|known| known.as_plain() == text);
        if let Some(known) = self.record.affiliations.iter().find(same) {
            return known.id.clone();
        }
        let id = format!("a{}", self.record.affiliations.len() + 1);
        let lang = text::language_of(text, None).map(str::to_owned);
        let texts = vec![Text { value: Marked::plain(text), lang, origin: Origin::Read }];
        self.record.affiliations.push(Affiliation { id: id.clone(), texts, ..Affiliation::default() });
        id
    }

    /// Changes what is known of the institution with a text, which is added if no other has it.
    pub(super) fn institution_known(&mut self, text: &str, change: impl FnOnce(&mut Affiliation)) {
        let id = self.affiliation_of(text);
        if let Some(known) = self.record.affiliations.iter_mut().find(|known| known.id == id) {
            change(known);
        }
    }

    /// Institutions of nobody in particular.
    fn loose_institutions(&mut self, text: &str) {
        let reading = affiliation::parse(text);
        let offset = self.record.affiliations.len();
        for mut found in reading.affiliations {
            let plain = found.texts.first().map(Text::to_plain).unwrap_or_default();
            let known = self.record.affiliations.iter().take(offset);
            if known.into_iter().any(|known| known.texts.iter().any(|text| text.as_plain() == plain)) {
                continue;
            }
            found.id = format!("a{}", self.record.affiliations.len() + 1);
            self.record.affiliations.push(found);
        }
    }
}

/// Affiliations that our own writers joined, `1. A; 2. B`, each on a line of its own again.
pub(super) fn split_labels(text: &str) -> String {
    let mut split = String::with_capacity(text.len());
    for (index, piece) in text.split("; ").enumerate() {
        let labelled = piece.split_once(". ").is_some_and(|(label, rest)| {
            !rest.is_empty() && label.chars().count() <= 3 && label.chars().all(char::is_alphanumeric)
        });
        if index > 0 {
            split.push_str(if labelled { "\n" } else { "; " });
        }
        split.push_str(piece);
    }
    split
}

fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}
