//! An item as any program writes it, to a record.

use super::{Reading, dates, names, notes, tags};
use crate::read::json::fields::{Fields, as_written, is_empty, scalar};
use crate::record::{
    Abstract, Affiliation, CitationKey, ContainerRole, ContainerTitle, Contributor, Database, FreeNote,
    Ident, Kind, Marked, Origin, Part, PartOf, Record, Role, Seen, Text, Title, TitleRole, UnknownField, Url,
    UrlKind, Vocabulary,
};
use crate::report::{Code, quoted};
use crate::value::{self, text};
use crate::vocab::csl::ROLES;
use crate::vocab::{csl, types};
use serde_json::Value;

const SHAPE_REPAIRED: Code = Code::info(
    "csl-shape-repaired",
    "A variable of a CSL-JSON item is a list or an object where CSL has a string; its parts are read.",
);
const TYPE_TRANSLATED: Code = Code::info(
    "csl-type-translated",
    "The type of a CSL-JSON item is a word of another vocabulary (`journal-article`) and became CSL's own.",
);
const TYPE_UNKNOWN: Code = Code::warning(
    "csl-type-unknown",
    "The type of a CSL-JSON item is not known; the item is a `document`, and the word is kept.",
);
const KEYS_KEPT: Code = Code::info(
    "csl-keys-kept",
    "A CSL-JSON item has members that the record has no field for; they are kept and come back in CSL-JSON.",
);
const KEY_REPEATED: Code = Code::warning(
    "csl-key-repeated",
    "A CSL-JSON item has a key twice with different values; the last one is read, the other is kept.",
);

/// Types of Crossref's and `DataCite`'s vocabulary that stand in what they call CSL-JSON.
const FOREIGN_TYPES: &[(&str, Kind)] = &[
    ("journal-article", Kind::ArticleJournal),
    ("journalarticle", Kind::ArticleJournal),
    ("review-article", Kind::ArticleJournal),
    ("posted-content", Kind::Article),
    ("preprint", Kind::Article),
    ("proceedings-article", Kind::PaperConference),
    ("conference-paper", Kind::PaperConference),
    ("book-chapter", Kind::Chapter),
    ("book-section", Kind::Chapter),
    ("book-part", Kind::Chapter),
    ("monograph", Kind::Book),
    ("edited-book", Kind::Book),
    ("reference-book", Kind::Book),
    ("proceedings", Kind::Book),
    ("reference-entry", Kind::EntryEncyclopedia),
    ("dissertation", Kind::Thesis),
    ("journal", Kind::Periodical),
    ("peer-review", Kind::Review),
    ("report-component", Kind::Report),
    ("book-set", Kind::Book),
    ("book-series", Kind::Book),
    ("monograph-series", Kind::Book),
    ("journal-issue", Kind::Periodical),
    ("journal-volume", Kind::Periodical),
    ("proceedings-series", Kind::Periodical),
    ("report-series", Kind::Periodical),
    ("database", Kind::Dataset),
];

/// The kind of a word of Crossref's or `DataCite`'s list of types, or of CSL's.
pub(in crate::read) fn kind_of_service(word: &str) -> Option<Kind> {
    let lower = word.to_lowercase();
    FOREIGN_TYPES.iter().find(|row| row.0 == lower).map(|row| row.1).or_else(|| kind_of(&lower))
}

/// A CSL type's kind.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    serde_json::from_value(Value::String(word.to_owned())).ok()
}

/// The abstracts that a text in CSL `abstract` gives, with the language of the article, where known. What this
/// gives back exactly is not written a second time below `custom.refmill`.
#[must_use]
pub fn abstracts_of(text: &str, article: Option<&str>) -> Vec<Abstract> {
    let value = tags::marked_of(text);
    if value.is_empty() {
        return Vec::new();
    }
    vec![Abstract { text: with_language(value, article), sections: Vec::new(), raw: None }]
}

fn with_language(value: Marked, article: Option<&str>) -> Text {
    let lang = text::language_of(&value.as_plain(), article).map(str::to_owned);
    Text { value, lang, origin: Origin::Read }
}

/// Reads an item by its variables.
pub(super) fn read(mut fields: Fields) -> Reading {
    let mut reading = Reading::default();
    fields.rename("shortTitle", "title-short");
    fields.rename("short-container-title", "container-title-short");
    notes::lift(&mut fields);
    let seen_affiliations = Seen::default();
    let mut item =
        Item { fields, reading: &mut reading, repaired: Vec::new(), kept: Vec::new(), seen_affiliations };
    item.kind();
    item.languages();
    let languages = std::mem::take(&mut item.reading.record.languages);
    let article = languages.first().and_then(|language| language.tag.clone());
    item.keys();
    item.titles(article.as_deref());
    text::assign_title_roles(&mut item.reading.record.titles, &languages);
    item.reading.record.languages = languages;
    item.names();
    item.journal(article.as_deref());
    item.dates();
    item.numbers();
    item.identifiers();
    item.subject(article.as_deref());
    item.rest();
    reading
}

/// An item on its way to a record.
struct Item<'a> {
    fields: Fields,
    reading: &'a mut Reading,
    /// Variables that had the wrong shape.
    repaired: Vec<&'static str>,
    /// Members without a field.
    kept: Vec<(String, String)>,
    seen_affiliations: Seen,
}

impl Item<'_> {
    fn record(&mut self) -> &mut Record {
        &mut self.reading.record
    }

    /// The texts of a variable, cleaned by `clean`: one, or several out of a list. Anything else is kept as it is.
    fn texts(&mut self, key: &'static str, clean: fn(&str) -> text::Cleaned) -> Vec<String> {
        let Some(value) = self.fields.take(key) else { return Vec::new() };
        let values = match &value {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        let Some(texts) =
            values.iter().filter(|value| !is_empty(value)).map(scalar).collect::<Option<Vec<String>>>()
        else {
            self.kept.push((key.to_owned(), value.to_string()));
            return Vec::new();
        };
        if value.is_array() {
            self.repaired.push(key);
        }
        let mut read = Vec::new();
        for text in texts {
            let cleaned = clean(&text);
            self.reading.remarks(key, cleaned.remarks);
            if !cleaned.text.is_empty() {
                read.push(cleaned.text);
            }
        }
        read
    }

    /// The text of a variable; several are joined.
    fn text(&mut self, key: &'static str) -> Option<String> {
        let texts = self.texts(key, text::clean);
        (!texts.is_empty()).then(|| texts.join("; "))
    }

    /// The text of a variable of several lines.
    fn lines(&mut self, key: &'static str) -> Option<String> {
        let texts = self.texts(key, text::clean_lines);
        (!texts.is_empty()).then(|| texts.join("\n"))
    }

    fn kind(&mut self) {
        let Some(word) = self.text("type") else { return };
        if let Some(kind) = kind_of(&word) {
            self.record().kind = kind;
            return;
        }
        let foreign = kind_of_service(&word);
        let foreign = foreign.or_else(|| types::publication_type(&word).map(|row| row.kind));
        let message = match foreign {
            Some(_) => format!("the type {} is none of CSL's and was translated", quoted(&word)),
            None => format!("the type {} is not known; the item is a document", quoted(&word)),
        };
        match foreign {
            Some(_) => self.reading.remark("type", &TYPE_TRANSLATED, message),
            None if csl::FURTHER_TYPES.contains(&word.as_str()) => {}
            None => self.reading.remark("type", &TYPE_UNKNOWN, message),
        }
        self.record().kind = foreign.unwrap_or_default();
        self.record().type_raw = Some(word);
    }

    fn languages(&mut self) {
        let Some(text) = self.text("language") else { return };
        let reading = value::language::parse(&text);
        self.reading.remarks("language", reading.remarks);
        self.record().languages = reading.languages;
    }

    /// `citation-key`; else an `id` that could be one.
    fn keys(&mut self) {
        let key = self.text("citation-key");
        let id = self.fields.take("id");
        let text = id.as_ref().and_then(scalar);
        if let (Some(id), None) = (&id, &text) {
            self.kept.push(("id".to_owned(), id.to_string()));
        }
        let could_be_key =
            |id: &&String| !id.contains("://") && id.chars().any(|character| !character.is_ascii_digit());
        let key = key.or_else(|| text.as_ref().filter(could_be_key).cloned());
        self.record().citation_key = key.map(|value| CitationKey { value, ..CitationKey::default() });
        self.record().id = text;
    }

    fn titles(&mut self, article: Option<&str>) {
        let slots = [
            ("title", TitleRole::Main),
            ("original-title", TitleRole::Vernacular),
            ("subtitle", TitleRole::Subtitle),
            ("title-short", TitleRole::Short),
        ];
        for (key, role) in slots {
            let further = if role == TitleRole::Main { TitleRole::Alternative } else { role };
            for (index, text) in self.texts(key, text::clean).into_iter().enumerate() {
                let text = with_language(tags::marked_of(&text), article);
                let role = if index == 0 { role } else { further };
                self.record().titles.push(Title { text, role });
            }
        }
    }

    fn names(&mut self) {
        for (role, key) in ROLES {
            let Some(value) = self.fields.take(key) else { continue };
            let read = names::read(&value, role);
            if read.is_repaired {
                self.repaired.push(key);
            }
            for (number, member, value) in read.unknown {
                self.kept.push((format!("{key}[{number}].{member}"), value));
            }
            for (mut contributor, institutions) in read.contributors.into_iter().zip(read.affiliations) {
                let mut seen = Seen::default();
                for institution in institutions {
                    let id = self.affiliation(institution);
                    if !seen.has(&contributor.affiliation_refs, |known| known, &&id) {
                        contributor.affiliation_refs.push(id);
                    }
                }
                self.record().contributors.push(contributor);
            }
        }
        self.original_authors();
    }

    /// The identifier of an affiliation, which is added if no other has its text.
    fn affiliation(&mut self, institution: String) -> String {
        let affiliations = &mut self.reading.record.affiliations;
        let known = self.seen_affiliations.position_of_any(
            affiliations,
            |it| it.texts.iter().map(Text::as_plain),
            &institution.as_str().into(),
        );
        if let Some(known) = known.and_then(|at| affiliations.get(at)) {
            return known.id.clone();
        }
        let id = format!("a{}", affiliations.len() + 1);
        let affiliation =
            Affiliation { id: id.clone(), texts: vec![Text::read(institution)], ..Affiliation::default() };
        affiliations.push(affiliation);
        id
    }

    /// Names in the other script, one for each author, in the same order; otherwise they are kept as they stand.
    fn original_authors(&mut self) {
        let Some(value) = self.fields.take("original-author") else { return };
        let others = names::read(&value, Role::Author);
        let mut authors: Vec<&mut Contributor> = self
            .reading
            .record
            .contributors
            .iter_mut()
            .filter(|person| person.role == Role::Author)
            .collect();
        let is_other = |(author, other): (&&mut Contributor, &Contributor)| {
            let kind = |person: &Contributor| person.forms.first().map(|form| form.kind);
            kind(author) != kind(other)
        };
        let pairs = authors.len() == others.contributors.len()
            && others.unknown.is_empty()
            && authors.iter().zip(&others.contributors).all(is_other);
        if pairs {
            for (author, other) in authors.iter_mut().zip(others.contributors) {
                author.forms.extend(other.forms);
            }
        } else {
            self.kept.push(("original-author".to_owned(), value.to_string()));
        }
    }

    fn journal(&mut self, article: Option<&str>) {
        let slots = [
            ("container-title", ContainerRole::Main),
            ("original-container-title", ContainerRole::Vernacular),
            ("container-title-short", ContainerRole::Abbrev),
            ("journalAbbreviation", ContainerRole::Abbrev),
        ];
        let mut main_is_native = false;
        for (key, role) in slots {
            let mut seen = Seen::default();
            for text in self.texts(key, text::clean) {
                let text = with_language(tags::marked_of(&text), article);
                let is_native = text::script_of(&text.as_plain()).is_some_and(|script| script != "Latn");
                let role = match (key, main_is_native, is_native) {
                    // The two slots are filled either way round; the name in its own script is the vernacular one.
                    ("original-container-title", true, false) => ContainerRole::Main,
                    _ => role,
                };
                let titles = &mut self.record().container_titles;
                if role == ContainerRole::Main && key == "original-container-title" {
                    for title in titles.iter_mut() {
                        title.role = ContainerRole::Vernacular;
                    }
                    seen.forget();
                }
                if !seen.has(titles, |known| (known.role, &known.text), &(role, &text)) {
                    titles.push(ContainerTitle { text, role, scheme: None });
                }
                main_is_native |= key == "container-title" && is_native;
            }
        }
    }

    fn dates(&mut self) {
        for (kind, key) in dates::KINDS {
            let Some(value) = self.fields.take(key) else { continue };
            let (date, remarks) = dates::read(&value, kind);
            self.reading.remarks(key, remarks);
            self.record().dates.extend(date);
        }
    }

    fn numbers(&mut self) {
        self.record().volume = None;
        let volume = self.text("volume");
        let issue = self.text("issue");
        let part = self.text("part");
        let number_of_pages = self.text("number-of-pages");
        let record = self.record();
        record.volume = volume;
        record.issue = issue;
        record.part = part.map(|number| Part { number, of: PartOf::Volume });
        record.number_of_pages = number_of_pages;
        if let Some(page) = self.text("page") {
            let reading = value::pages::parse(&page);
            self.reading.remarks("page", reading.remarks);
            let record = self.record();
            record.page_ranges = reading.ranges;
            record.article_number = reading.article_number;
            record.number_of_pages = record.number_of_pages.take().or(reading.number_of_pages);
        }
        for key in ["article-number", "number"] {
            let is_number_of_article = key == "article-number" || self.record().kind == Kind::ArticleJournal;
            if !is_number_of_article || self.fields.get(key).is_none() {
                continue;
            }
            let Some(number) = self.text(key) else { continue };
            let record = self.record();
            if record.article_number.is_none() {
                record.article_number = Some(number);
            } else if record.article_number.as_deref() != Some(&number) {
                self.kept.push((key.to_owned(), number));
            }
        }
    }

    fn identifiers(&mut self) {
        for text in self.texts("DOI", text::clean) {
            let reading = value::doi::parse(&text);
            self.reading.remarks("DOI", reading.remarks);
            match reading.ident {
                Some(ident) => self.record().identifiers.push(ident),
                None => self.kept.push(("DOI".to_owned(), text)),
            }
        }
        for key in ["PMID", "PMCID"] {
            for text in self.texts(key, text::clean) {
                // The variable says what its digits are.
                let is_bare = key == "PMCID" && text.bytes().all(|byte| byte.is_ascii_digit());
                let reading = value::pmid::parse(&if is_bare { format!("PMC{text}") } else { text.clone() });
                self.reading.remarks(key, reading.remarks);
                match reading.ident {
                    Some(ident) => self.record().identifiers.push(Ident { raw: text, ..ident }),
                    None => self.kept.push((key.to_owned(), text)),
                }
            }
        }
        for text in self.texts("ISBN", text::clean) {
            let ident = Ident { scheme: "isbn".to_owned(), value: text, ..Ident::default() };
            self.record().identifiers.push(ident);
        }
        for text in self.texts("ISSN", text::clean) {
            let reading = value::issn::parse(&text);
            self.reading.remarks("ISSN", reading.remarks);
            if reading.issns.is_empty() {
                self.kept.push(("ISSN".to_owned(), text));
            }
            for issn in reading.issns {
                if !self.record().issns.contains(&issn) {
                    self.record().issns.push(issn);
                }
            }
        }
        for href in self.texts("URL", text::clean) {
            let kind = kind_of_url(&href);
            self.record().urls.push(Url { href, kind });
        }
    }

    fn subject(&mut self, article: Option<&str>) {
        let words = self.texts("keyword", text::clean_lines);
        let separators: &[char] = match words.as_slice() {
            [one] if one.contains([';', '；', '\n']) => &[';', '；', '\n'],
            [_] => &[',', '，', '、'],
            _ => &['\n'],
        };
        for word in words.iter().flat_map(|text| text.split(separators)).map(str::trim) {
            if !word.is_empty() {
                let lang = text::language_of(word, article).map(str::to_owned);
                let vocab = Vocabulary::Author;
                self.record().terms.push(crate::record::Term {
                    value: word.to_owned(),
                    lang,
                    vocab,
                    ..crate::record::Term::default()
                });
            }
        }
        if let Some(text) = self.lines("abstract") {
            self.record().abstracts = abstracts_of(&text, article);
        }
        let source = self.text("source");
        let notes = self.lines("note");
        let annotation = self.lines("annote");
        let genre = self.text("genre");
        let status = self.text("status");
        let publisher = self.text("publisher");
        let place = self.text("publisher-place");
        let license = match self.fields.get("license") {
            Some(Value::String(_)) => self.text("license"),
            _ => None,
        };
        let record = self.record();
        record.database = source.map(|name| Database { name, ..Database::default() });
        record.notes = notes.map(|text| FreeNote { text, kind: None }).into_iter().collect();
        record.annotation = annotation;
        record.genre = genre;
        record.status = status;
        record.publisher = publisher;
        record.publisher_place = place;
        record.license = license;
    }

    /// Keeps what has no field, and says so.
    fn rest(self) {
        let Item { fields, reading, repaired, mut kept, seen_affiliations: _ } = self;
        let (rest, repeated) = fields.into_rest();
        for (key, value) in rest.into_iter().filter(|(_, value)| !is_empty(value)) {
            let written = match (csl::shape(&key), &value) {
                // Texts where CSL has a list or an object come back as they are, in the shape CSL has.
                (Some(csl::Shape::Date), text @ (Value::String(_) | Value::Number(_))) => {
                    serde_json::json!({ "raw": as_written(text) }).to_string()
                }
                _ => as_written(&value),
            };
            kept.push((key, written));
        }
        for (key, value) in repeated.into_iter().filter(|(_, value)| !is_empty(value)) {
            let message = format!("the key {} stands there twice", quoted(&key));
            reading.remark("", &KEY_REPEATED, message);
            kept.push((format!("{key} (repeated)"), as_written(&value)));
        }
        if !repaired.is_empty() {
            let message = format!("lists or objects where strings belong were read: {}", repaired.join(", "));
            reading.remark("", &SHAPE_REPAIRED, message);
        }
        if !kept.is_empty() {
            let names: Vec<&str> = kept.iter().map(|(key, _)| key.as_str()).collect();
            let message =
                format!("members without a field of their own are kept: {}", quoted(&names.join(", ")));
            reading.remark("", &KEYS_KEPT, message);
        }
        let fields = kept.into_iter().map(|(tag, value)| unknown(tag, value));
        reading.record.unknown.extend(fields);
    }
}

/// A member that the record has no field for.
pub(super) fn unknown(tag: String, value: String) -> UnknownField {
    UnknownField { format: "csl-json".to_owned(), tag, value }
}

fn kind_of_url(href: &str) -> UrlKind {
    let lower = href.to_ascii_lowercase();
    let path = lower.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit('/').next().and_then(|file| file.rsplit_once('.')).map(|(_, end)| end);
    if lower.contains("//doi.org/") || lower.contains("//dx.doi.org/") {
        UrlKind::Doi
    } else if extension == Some("pdf") {
        UrlKind::Pdf
    } else {
        UrlKind::Landing
    }
}
