//! Fields to record (mapping reference 2.1, columns "BibTeX classic" and "BibLaTeX", and 2.7).

use super::dates;
use super::people::{Member, member, members, split_at_depth};
use super::ties::Value;
use crate::read::Batch;
use crate::read::intake::{Intake, Lines, NameText, split_labels};
use crate::record::{
    CitationKey, ContainerRole, DateKind, FormKind, Kind, Marked, Medium, Origin, Part, PartOf, Role, Text,
    TitleRole, UrlKind, Vocabulary,
};
use crate::report::{Code, quoted};
use crate::syntax::latex::{Braces, read, read_verbatim};
use crate::value::{country, orcid, text};
use crate::vocab::{languages, types};

const FIELD_UNKNOWN: Code = Code::info(
    "bibtex-field-unknown",
    "A field of a BibTeX entry has no place in the record; it is kept and comes back in BibTeX and CSL-JSON.",
);
const FIELD_DOUBLED: Code = Code::warning(
    "bibtex-field-doubled",
    "A field that can be said once stands in a BibTeX entry twice; the first counts, the other is kept as it stands.",
);
const TYPE_UNKNOWN: Code = Code::warning(
    "bibtex-type-unknown",
    "The type of a BibTeX entry is not known; the record is a `document`, and the word is kept.",
);
const COMMAND_UNKNOWN: Code = Code::warning(
    "bibtex-command-unknown",
    "A command of LaTeX in a value is not known; it stands in the text as it is written.",
);
const NAMES_SEPARATED: Code = Code::info(
    "bibtex-names-separated",
    "Names of a BibTeX entry are separated by semicolons instead of `and`; they are read as several names.",
);
const NAME_COMMAS: Code = Code::warning(
    "bibtex-name-commas",
    "A name of a BibTeX entry has more commas than a name can have; it is kept whole.",
);

/// Fields of people.
const ROLES: &[(&str, Role)] = &[
    ("author", Role::Author),
    ("editor", Role::Editor),
    ("translator", Role::Translator),
    ("bookauthor", Role::ContainerAuthor),
    ("serieseditor", Role::CollectionEditor),
    ("contributor", Role::Contributor),
];

/// Numbers of databases, by the fields that our own writer gives them.
const NUMBERS: &[(&str, &str)] = &[
    ("wprimid", "wprim"),
    ("lilacsid", "lilacs"),
    ("wosid", "wos"),
    ("embaseid", "embase"),
    ("scopusid", "scopus"),
    ("arxivid", "arxiv"),
    ("piiid", "pii"),
    ("pii", "pii"),
    ("rayyanid", "rayyan"),
    ("accessionid", "accession"),
    ("bookaccessionid", "bookaccession"),
    ("koreamedid", "koreamed"),
    ("cnkiid", "cnki"),
];

/// The fields of an entry, each taken once.
pub(super) struct Slip<'v, 'a> {
    intake: Intake<'v>,
    /// With the numbers of their lines.
    fields: Vec<Option<(u32, Value<'a>)>>,
    is_article: bool,
    /// Names of fields that have no place, already noted.
    kept: Vec<String>,
}

/// A name without the number that our own writer puts behind a field that stands twice: `doi_2`.
fn base(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((base, number)) if !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit()) => base,
        _ => name,
    }
}

impl<'v, 'a> Slip<'v, 'a> {
    pub(super) fn new(intake: Intake<'v>, fields: Vec<(u32, Value<'a>)>) -> Self {
        let with_text = fields.into_iter().filter(|(_, value)| !value.latex.trim().is_empty());
        Self { intake, fields: with_text.map(Some).collect(), is_article: false, kept: Vec::new() }
    }

    pub(super) fn read(mut self, word: &str, key: &str, lines: (u32, u32), batch: &mut Batch) {
        if !key.is_empty() {
            let value = key.to_owned();
            self.intake.record.citation_key = Some(CitationKey { value, ..CitationKey::default() });
            self.intake.record.id = Some(key.to_owned());
        }
        self.kind(word);
        self.titles();
        self.people();
        self.journal();
        self.dates();
        self.numbers();
        self.identifiers();
        self.addresses();
        self.publisher();
        self.subject();
        self.texts();
        self.rest();
        self.intake.finish(lines.1, lines.0, batch);
    }

    /// All fields of the names, in the order of the names, then of the file.
    fn take(&mut self, names: &[&str]) -> Vec<(u32, Value<'a>)> {
        let mut taken = Vec::new();
        for name in names {
            for slot in &mut self.fields {
                if slot.as_ref().is_some_and(|(_, value)| base(&value.name) == *name) {
                    taken.extend(slot.take());
                }
            }
        }
        if let Some((line, _)) = taken.first() {
            self.intake.line = *line;
        }
        taken
    }

    /// Fields that can be said once: the first; a further one that says something else is kept aside.
    fn one(&mut self, names: &[&str]) -> Option<Value<'a>> {
        let mut taken = self.take(names).into_iter();
        let (line, first) = taken.next()?;
        for (line, other) in taken {
            if other.latex.trim() != first.latex.trim() {
                self.intake.line = line;
                let message = format!("{} stands there twice", quoted(&other.name));
                self.intake.note(&FIELD_DOUBLED, "", message);
                let value = self.plain("", &other);
                self.intake.unknown(other.name, value);
            }
        }
        self.intake.line = line;
        Some(first)
    }

    fn marked(&mut self, field: &'static str, latex: &str, braces: Braces, lines: Lines) -> Marked {
        let reading = read(latex, braces);
        for name in reading.unknown {
            let message = format!("the command {} is not known", quoted(&format!("\\{name}")));
            self.intake.note(&COMMAND_UNKNOWN, field, message);
        }
        self.intake.clean_marked(field, &reading.text, lines)
    }

    fn plain(&mut self, field: &'static str, value: &Value<'_>) -> String {
        self.marked(field, &value.latex, Braces::Group, Lines::Joined).to_plain()
    }

    fn one_plain(&mut self, field: &'static str, names: &[&str]) -> Option<String> {
        let value = self.one(names)?;
        Some(self.plain(field, &value)).filter(|text| !text.is_empty())
    }

    fn kind(&mut self, word: &str) {
        let record = &mut self.intake.record;
        record.type_raw = Some(word.to_owned());
        let lower = word.to_ascii_lowercase();
        self.is_article = matches!(lower.as_str(), "article" | "suppperiodical");
        if let Some(kind) = types::from_bibtex(&lower) {
            record.kind = kind;
        } else {
            let message = format!("the type {} is not known; the record is a document", quoted(word));
            self.intake.note(&TYPE_UNKNOWN, "type", message);
        }
        let is_masters = matches!(lower.as_str(), "mastersthesis" | "mathesis");
        let genre = self.one_plain("genre", &["type"]).map(|text| match text.as_str() {
            "phdthesis" => "PhD thesis".to_owned(),
            "mathesis" => "Master's thesis".to_owned(),
            "techreport" => "Technical report".to_owned(),
            _ => text,
        });
        let subtype = self.one_plain("genre", &["entrysubtype"]);
        let kind = match subtype.as_deref() {
            Some("newspaper") if self.is_article => Some(Kind::ArticleNewspaper),
            Some("magazine") if self.is_article => Some(Kind::ArticleMagazine),
            _ => None,
        };
        let genre = genre.or(subtype.filter(|_| kind.is_none()));
        let types: Vec<(u32, Value<'_>)> = self.take(&["pubtype"]);
        for (_, value) in types {
            let text = self.plain("publication-type", &value);
            for name in text.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                self.intake.publication_type(name);
            }
        }
        let further = self.one_plain("genre", &["genre"]);
        let record = &mut self.intake.record;
        record.kind = kind.unwrap_or(record.kind);
        record.genre = genre.or(further).or_else(|| is_masters.then(|| "Master's thesis".to_owned()));
        let names: Vec<&str> = record.publication_types.iter().map(|term| term.value.as_str()).collect();
        let (by_type, by_genre) = types::of_publication_types(&names, self.is_article);
        if types::is_retracted(&names) {
            record.status = Some("retracted".to_owned());
        }
        record.genre = record.genre.take().or(by_genre);
        // `@misc` and `@online` stand for whatever has no entry type; then the publication type tells.
        if matches!(record.kind, Kind::Document | Kind::Webpage) && by_type != Kind::Document {
            record.kind = by_type;
        }
    }

    fn titles(&mut self) {
        let of_role = [
            (TitleRole::Main, &["title"][..]),
            (TitleRole::Subtitle, &["subtitle"]),
            (TitleRole::Short, &["shorttitle"]),
            (TitleRole::Vernacular, &["origtitle", "vernaculartitle", "title_native"]),
            (TitleRole::Translated, &["titletranslation"]),
            (TitleRole::Transliterated, &["transliterated-title"]),
            (TitleRole::Alternative, &["alttitle"]),
        ];
        let named = self.one_plain("language", &["origlanguage"]);
        let lang = named.as_deref().and_then(language_tag);
        for (role, names) in of_role {
            let values = match role {
                TitleRole::Main | TitleRole::Subtitle => {
                    self.one(names).map(|value| (self.intake.line, value)).into_iter().collect()
                }
                _ => self.take(names),
            };
            for (line, value) in values {
                self.intake.line = line;
                let marked = self.marked("title", &value.latex, Braces::Protect, Lines::Joined);
                match &lang {
                    Some(lang) if role == TitleRole::Vernacular && !marked.is_empty() => {
                        let text = Text { value: marked, lang: Some(lang.clone()), origin: Origin::Read };
                        self.intake.title_in(role, text);
                    }
                    _ => self.intake.marked_title(role, marked),
                }
            }
        }
        let has_original =
            || self.intake.record.titles.iter().any(|title| title.role == TitleRole::Vernacular);
        if let Some(named) = named.filter(|_| lang.is_none() || !has_original()) {
            self.keep("origlanguage", named);
        }
    }

    fn people(&mut self) {
        for (field, role) in ROLES {
            for (line, value) in self.take(&[field]) {
                self.intake.line = line;
                self.names(*role, &value.latex);
            }
        }
        for (field, role) in ROLES {
            for (suffix, kind) in [("native", FormKind::Native), ("romanised", FormKind::Romanised)] {
                for (line, value) in self.take(&[&format!("{field}_{suffix}")]) {
                    self.intake.line = line;
                    let forms = members(&value.latex)
                        .into_iter()
                        .map(|member| read(member, Braces::Group).text.to_plain());
                    let forms = forms.collect();
                    self.intake.other_forms(*role, kind, forms);
                }
            }
            self.annotations(field, *role);
        }
        for (_, value) in self.take(&["orcid", "orcid-numbers"]) {
            self.orcids(&value);
        }
        for (line, value) in self.take(&["affiliation", "affiliations"]) {
            self.intake.line = line;
            let text = self.marked("affiliation", &value.latex, Braces::Group, Lines::Kept).to_plain();
            self.intake.institution(&split_labels(&text));
        }
        for (line, value) in self.take(&["email"]) {
            self.intake.line = line;
            let text = read_verbatim(&value.latex);
            for address in text.split([';', ',']).map(str::trim).filter(|it| !it.is_empty()) {
                if address.contains('@') && !address.contains(char::is_whitespace) {
                    self.intake.loose_email(address);
                } else {
                    self.keep("email", address);
                }
            }
        }
    }

    fn names(&mut self, role: Role, latex: &str) {
        let list = members(latex);
        let by_semicolon = split_at_depth(latex, b";");
        let by_semicolon: Vec<&str> =
            by_semicolon.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let list = match (list.as_slice(), by_semicolon.as_slice()) {
            ([_], [_, _, ..]) => {
                let message = format!("{} has semicolons between names", quoted(latex));
                self.intake.note(&NAMES_SEPARATED, "author", message);
                by_semicolon
            }
            _ => list,
        };
        for one in list {
            match member(one) {
                Member::Name(name) => self.intake.name(role, name),
                Member::Others if role == Role::Author => {
                    self.intake.record.author_list_truncated = Some("and others".to_owned());
                }
                Member::Others => self.keep(role_field(role), "others"),
                Member::Garbled(text) => {
                    let message = format!("{} has more commas than a name", quoted(&text));
                    self.intake.note(&NAME_COMMAS, "author", message);
                    let name = crate::read::csl_json::certain_form(crate::record::Name::literal(text));
                    self.intake.name(role, NameText::Forms(vec![name]));
                }
                Member::Empty => {}
            }
        }
    }

    /// `author+an:orcid = {1="0000-…"; 2="…"}`: BibLaTeX's annotations of single names.
    fn annotations(&mut self, field: &str, role: Role) {
        for (line, value) in self.take(&[
            &format!("{field}+an:native"),
            &format!("{field}+an:orcid"),
            &format!("{field}+an:affiliation"),
        ]) {
            self.intake.line = line;
            for piece in value.latex.split(';') {
                let Some((number, text)) = piece.split_once('=') else { continue };
                let text = read(text.trim().trim_matches('"'), Braces::Group).text.to_plain();
                let place = number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let is_placed = place.is_some_and(|place| match value.name.rsplit(':').next() {
                    Some("orcid") => {
                        let orcid = orcid::canonical(&text);
                        orcid.is_some() && self.intake.person_at(role, place, |person| person.orcid = orcid)
                    }
                    Some("native") => self.intake.form_at(role, place, FormKind::Native, text.clone()),
                    _ => self.intake.institution_at(role, place, &text),
                });
                if !is_placed {
                    self.keep(value.name.clone(), piece.trim());
                }
            }
        }
    }

    /// One ORCID for each author in their order, or a single one of a single author.
    fn orcids(&mut self, value: &Value<'_>) {
        let text = self.plain("orcid", value);
        for (place, number) in text.split([';', ',']).map(str::trim).enumerate() {
            if number.is_empty() {
                continue;
            }
            let found = orcid::canonical(number);
            let single = self.intake.people_count(Role::Author) == 1 || text.contains(';');
            let is_placed = single
                && found.is_some()
                && self.intake.person_at(Role::Author, place, |person| person.orcid = found.clone());
            if !is_placed {
                self.keep("orcid", number);
            }
        }
    }

    fn journal(&mut self) {
        let mut full = self.take(&["fjournal", "journaltitle"]);
        let short_first = !full.is_empty();
        for (_, value) in self.take(&["shortjournal", "journalabbr", "journal-iso"]) {
            let name = self.plain("container-title", &value);
            self.intake.container(ContainerRole::Abbrev, &name);
        }
        for (line, value) in self.take(&["journal"]) {
            if short_first {
                let name = self.plain("container-title", &value);
                let known = full.iter().any(|(_, other)| other.latex.trim() == value.latex.trim());
                if !known {
                    self.intake.container(ContainerRole::Abbrev, &name);
                }
            } else {
                full.push((line, value));
            }
        }
        full.extend(self.take(&["booktitle"]));
        for (line, value) in full {
            self.intake.line = line;
            let braces = if value.name == "booktitle" { Braces::Protect } else { Braces::Group };
            let name = self.marked("container-title", &value.latex, braces, Lines::Joined);
            let plain = name.to_plain();
            let mut known = self.intake.record.container_titles.iter();
            // Our own writer repeats an abbreviation where no full name is known.
            if known.any(|title| title.text.to_plain() == plain) {
                continue;
            }
            let has_main =
                self.intake.record.container_titles.iter().any(|it| it.role == ContainerRole::Main);
            if has_main {
                self.keep(value.name, plain);
            } else {
                self.intake.marked_container(ContainerRole::Main, name);
            }
        }
        for (field, role) in
            [("journal_native", ContainerRole::Vernacular), ("journal_romanised", ContainerRole::Main)]
        {
            for (_, value) in self.take(&[field]) {
                let name = self.marked("container-title", &value.latex, Braces::Group, Lines::Joined);
                self.intake.marked_container(role, name);
            }
        }
    }

    fn dates(&mut self) {
        let date = self.one_date(DateKind::Issued, "date");
        let mut part = |name: &str| self.one_plain("issued", &[name]).unwrap_or_default();
        let (year, month, day) = (part("year"), part("month"), part("day"));
        let joined = [&year, &month, &day].map(String::as_str);
        let joined: Vec<&str> = joined.into_iter().filter(|text| !text.is_empty()).collect();
        if let Some(date) = date {
            self.parts_beside(&date, [&year, &month, &day]);
        } else if let Some(value) = dates::from_parts(&year, &month, &day) {
            self.intake.date_value(value);
        } else if !joined.is_empty() {
            self.intake.date(DateKind::Issued, &joined.join(" "));
        }
        for (field, kind) in [
            ("urldate", DateKind::Accessed),
            ("epubdate", DateKind::Epub),
            ("received", DateKind::Received),
            ("revised", DateKind::Revised),
            ("accepted", DateKind::Accepted),
        ] {
            self.one_date(kind, field);
        }
    }

    /// Year, month and day beside a `date`: it says it all, and what they say besides is kept.
    fn parts_beside(&mut self, date: &str, [year, month, day]: [&str; 3]) {
        let whole = if year.is_empty() { date.get(..4).unwrap_or_default() } else { year };
        let known = self.intake.record.date(DateKind::Issued).and_then(|date| date.start);
        let told = dates::from_parts(whole, month, day).and_then(|date| date.start);
        let agrees = match (known, told) {
            (Some(known), Some(told)) => {
                known.year == told.year
                    && (told.month.is_none() || told.month == known.month)
                    && (told.day.is_none() || told.day == known.day)
            }
            _ => false,
        };
        for (name, text) in [("year", year), ("month", month), ("day", day)] {
            if !agrees && !text.is_empty() && !date.contains(text) {
                self.keep(name, text);
            }
        }
    }

    /// A field of BibLaTeX's dates; gives its text. A `~` is a sign of doubt there and no blank.
    fn one_date(&mut self, kind: DateKind, field: &str) -> Option<String> {
        let value = self.one(&[field])?;
        let verbatim = read_verbatim(&value.latex);
        if let Some(date) = dates::edtf(kind, &verbatim) {
            self.intake.date_value(date);
            return Some(verbatim);
        }
        let text = Some(self.plain("date", &value)).filter(|text| !text.is_empty())?;
        self.intake.date(kind, &text);
        Some(text)
    }

    fn numbers(&mut self) {
        if let Some(volume) = self.one_plain("volume", &["volume"]) {
            self.intake.volume(&volume);
        }
        let number = self.one_plain("issue", &["number"]);
        let issue = self.one_plain("issue", &["issue"]);
        match (number, issue) {
            (Some(number), Some(issue)) if number != issue => {
                self.intake.issue(&number);
                self.keep("issue", issue);
            }
            (Some(text), _) | (None, Some(text)) => self.intake.issue(&text),
            (None, None) => {}
        }
        if let Some(number) = self.one_plain("part", &["part"]) {
            match self.intake.record.part {
                None => self.intake.record.part = Some(Part { number, of: PartOf::Volume }),
                Some(_) => self.keep("part", number),
            }
        }
        if let Some(number) =
            self.one_plain("article-number", &["eid", "articleno", "article-number", "elocation-id"])
        {
            self.intake.article_number(&number);
        }
        if let Some(pages) = self.one_plain("page", &["pages"])
            // Our own BibTeX repeats an article number there.
            && self.intake.record.article_number.as_ref() != Some(&pages)
        {
            self.intake.pages(&pages);
        }
        if let Some(count) = self.one_plain("number-of-pages", &["pagetotal", "numpages"]) {
            self.intake.record.number_of_pages = Some(count);
        }
    }

    fn identifiers(&mut self) {
        for (line, value) in self.take(&["doi"]) {
            self.intake.line = line;
            self.intake.doi_field(&read_verbatim(&value.latex));
        }
        for (line, value) in self.take(&["pmid", "pmcid"]) {
            self.intake.line = line;
            let text = read_verbatim(&value.latex);
            if !self.intake.pubmed_number(&text) {
                self.keep(value.name, text);
            }
        }
        let scheme = self.one(&["eprinttype", "archiveprefix"]).map(|value| read_verbatim(&value.latex));
        let eprint = self.one(&["eprint"]).map(|value| read_verbatim(&value.latex));
        match (scheme, eprint) {
            (Some(scheme), Some(number)) => {
                let scheme = scheme.to_lowercase();
                let is_pubmed = matches!(scheme.as_str(), "pubmed" | "pmid" | "pmc" | "pmcid");
                if !(is_pubmed && self.intake.pubmed_number(&number)) {
                    self.intake.database_number(&scheme, &number);
                }
            }
            (Some(scheme), None) => self.keep("eprinttype", scheme),
            (None, Some(number)) => self.keep("eprint", number),
            (None, None) => {}
        }
        for (field, scheme) in NUMBERS {
            for (line, value) in self.take(&[field]) {
                self.intake.line = line;
                let number = self.plain("database-id", &value);
                self.intake.database_number(scheme, &number);
            }
        }
        for (line, value) in self.take(&["isbn", "issn", "eissn"]) {
            self.intake.line = line;
            let medium = if value.name == "eissn" { Medium::Electronic } else { Medium::Unknown };
            let text = self.plain("ISSN", &value);
            for number in text.split([';', ',']).map(str::trim).filter(|number| !number.is_empty()) {
                self.intake.serial_number(number, medium, base(&value.name));
            }
        }
    }

    fn addresses(&mut self) {
        for (field, kind) in [
            ("url", None),
            ("url_landing", Some(UrlKind::Landing)),
            ("url_doi", Some(UrlKind::Doi)),
            ("url_pdf", Some(UrlKind::Pdf)),
            ("url_fulltext", Some(UrlKind::Fulltext)),
            ("url_database", Some(UrlKind::Database)),
        ] {
            for (line, value) in self.take(&[field]) {
                self.intake.line = line;
                self.intake.url(kind, &read_verbatim(&value.latex));
            }
        }
        for (line, value) in self.take(&["howpublished"]) {
            self.intake.line = line;
            let text = self.plain("URL", &value);
            let address = text.strip_prefix("Available at").unwrap_or(&text).trim_start_matches([':', ' ']);
            let is_address = address.starts_with("http") && !address.contains(char::is_whitespace);
            if is_address {
                self.intake.url(None, address);
            } else if !(text.starts_with("10.") && self.intake.doi(&text)) {
                self.keep("howpublished", text);
            }
        }
    }

    fn publisher(&mut self) {
        for (line, value) in self.take(&["publisher", "school", "institution", "organization"]) {
            self.intake.line = line;
            let name = self.plain("publisher", &value);
            match &self.intake.record.publisher {
                None => self.intake.record.publisher = Some(name).filter(|name| !name.is_empty()),
                Some(known) if *known == name => {}
                Some(_) => self.keep(value.name, name),
            }
        }
        for (line, value) in self.take(&["address", "location"]) {
            self.intake.line = line;
            let place = self.plain("publisher-place", &value);
            // An article has no place of publication; its `address` is the country of a database, or where its
            // authors are (mapping reference 2.1).
            let is_loose =
                self.is_article && self.intake.record.publisher.is_none() && base(&value.name) == "address";
            let known = country::parse(&place).countries;
            if is_loose && !known.is_empty() && known.iter().all(|it| it.code.is_some()) {
                self.intake.countries(&place);
            } else if is_loose && place.contains([',', ';']) {
                self.intake.institution(&split_labels(&place));
            } else if self.intake.record.publisher_place.is_none() {
                self.intake.record.publisher_place = Some(place).filter(|place| !place.is_empty());
            } else if self.intake.record.publisher_place.as_ref() != Some(&place) {
                self.keep(value.name, place);
            }
        }
    }

    fn subject(&mut self) {
        let list = self.take(&["keywordlist"]);
        for (_, value) in &list {
            let text = self.plain("keyword", value);
            for term in listed(&text) {
                self.intake.keyword(Vocabulary::Author, &term);
            }
        }
        for (line, value) in self.take(&["keywords", "keyword"]) {
            if !list.is_empty() {
                continue;
            }
            self.intake.line = line;
            let by_semicolon = split_at_depth(&value.latex, b";");
            let terms =
                if by_semicolon.len() > 1 { by_semicolon } else { split_at_depth(&value.latex, b",") };
            for term in terms {
                let term = self.marked("keyword", &term, Braces::Group, Lines::Joined).to_plain();
                self.intake.keyword(Vocabulary::Author, &term);
            }
        }
        for (_, value) in self.take(&["mesh"]) {
            let text = self.plain("keyword", &value);
            for heading in listed(&text) {
                self.intake.mesh_heading(&heading);
            }
        }
        for (_, value) in self.take(&["language", "langid"]) {
            let text = self.plain("language", &value);
            let babel: Vec<&str> = text.split(" and ").map(|name| babel_variant(name.trim())).collect();
            self.intake.languages(&babel.join("; "));
        }
        for (_, value) in self.take(&["country"]) {
            let text = self.plain("country", &value);
            for name in text.split(';').map(str::trim) {
                self.intake.countries(name);
            }
        }
        let mut abstracts: Vec<(u32, Value<'a>, Option<String>)> =
            self.take(&["abstract"]).into_iter().map(|(line, value)| (line, value, None)).collect();
        for slot in &mut self.fields {
            let lang = slot
                .as_ref()
                .and_then(|(_, value)| value.name.strip_prefix("abstract_"))
                .map(|lang| base(lang).to_owned());
            if let (Some(lang), Some((line, value))) =
                (lang, slot.take_if(|(_, value)| value.name.starts_with("abstract_")))
            {
                abstracts.push((line, value, Some(lang)));
            }
        }
        for (line, value, lang) in abstracts {
            self.intake.line = line;
            let marked = self.marked("abstract", &value.latex, Braces::Group, Lines::Kept);
            // The name of the field has the language only, the characters may tell its script too.
            let lang = lang.filter(|lang| {
                let told = text::language_of(&marked.to_plain(), None);
                !told.is_some_and(|told| told.split('-').next() == Some(lang.as_str()))
            });
            self.intake.marked_abstract(marked, lang, Vec::new());
        }
    }

    fn texts(&mut self) {
        for (line, value) in self.take(&["note"]) {
            self.intake.line = line;
            let text = self.marked("note", &value.latex, Braces::Group, Lines::Kept).to_plain();
            let number = text.strip_prefix("PMID:").or(text.strip_prefix("PMCID:")).map(str::trim);
            if !number.is_some_and(|number| self.intake.pubmed_number(number)) {
                self.intake.free_note(None, &text);
            }
        }
        for (line, value) in self.take(&["comment"]) {
            self.intake.line = line;
            let text = self.marked("note", &value.latex, Braces::Group, Lines::Kept).to_plain();
            self.intake.free_note(Some("comment"), &text);
        }
        if let Some(value) = self.one(&["annotation", "annote"]) {
            let text = self.marked("note", &value.latex, Braces::Group, Lines::Kept).to_plain();
            self.intake.record.annotation = Some(text).filter(|text| !text.is_empty());
        }
        if let Some(status) = self.one_plain("status", &["pubstate"]) {
            let words = match status.as_str() {
                "inpress" => "in press",
                "inpreparation" => "in preparation",
                _ => &status,
            };
            self.intake.record.status = Some(words.to_owned());
        }
        for (line, value) in self.take(&["funding"]) {
            self.intake.line = line;
            let text = self.plain("funding", &value);
            for grant in text.split("; ") {
                self.intake.funding(grant);
            }
        }
        if let Some(licence) = self.one_plain("license", &["license", "licence"]) {
            self.intake.record.license = Some(licence);
        }
        if let Some(name) = self.one_plain("database", &["database"]) {
            self.intake.database(&name);
        }
        if let Some(name) = self.one_plain("database", &["database_provider"]) {
            self.intake.provider(&name);
        }
        if let Some(value) = self.one(&["database_url"]) {
            self.intake.record.database.get_or_insert_default().url = Some(read_verbatim(&value.latex));
        }
    }

    /// Keeps what has no place, with one note for each name.
    fn keep(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        let known = base(&name).to_owned();
        if !self.kept.contains(&known) {
            let message = format!("the field {} has no place and is kept as it stands", quoted(&name));
            self.intake.note(&FIELD_UNKNOWN, "", message);
            self.kept.push(known);
        }
        self.intake.unknown(name, value);
    }

    /// What no field wanted is kept.
    fn rest(&mut self) {
        let rest = std::mem::take(&mut self.fields);
        for (line, value) in rest.into_iter().flatten() {
            self.intake.line = line;
            let is_path =
                matches!(value.name.as_str(), "file" | "pdf" | "local-url" | "crossref" | "xdata" | "xref")
                    || value.name.starts_with("bdsk");
            let text = if is_path { read_verbatim(&value.latex) } else { self.plain("", &value) };
            self.keep(value.name, text);
        }
    }
}

fn role_field(role: Role) -> &'static str {
    ROLES.iter().find(|(_, known)| *known == role).map_or("contributor", |(field, _)| field)
}

/// The items of a list joined by `; `, in which a doubled semicolon is one of the text.
fn listed(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == ';' && characters.next_if_eq(&';').is_none() {
            items.push(String::new());
        } else if let Some(item) = items.last_mut() {
            item.push(character);
        }
    }
    items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

/// The tag of a language by babel's name, or by any other.
fn language_tag(text: &str) -> Option<String> {
    languages::by_text(babel_variant(text)).map(|row| row.tag.to_owned())
}

/// The language of babel's names for its variants.
fn babel_variant(name: &str) -> &str {
    match name.to_ascii_lowercase().as_str() {
        "american" | "usenglish" | "british" | "ukenglish" | "australian" | "canadian" | "newzealand" => {
            "English"
        }
        "ngerman" | "austrian" | "naustrian" | "swissgerman" | "nswissgerman" => "German",
        "canadien" | "acadian" | "francais" | "frenchb" => "French",
        "brazilian" | "brazil" | "portuges" => "Portuguese",
        "mexican" => "Spanish",
        "magyar" => "Hungarian",
        "bahasai" | "bahasa" | "indon" => "Indonesian",
        "bahasam" | "melayu" => "Malay",
        "pinyin" => "Chinese",
        _ => name,
    }
}
