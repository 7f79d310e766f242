//! Fields to record (mapping reference 2.1, columns "BibTeX classic" and "BibLaTeX", and 2.7).

mod contributors;
mod publication;
mod subject;

use super::ties::Value;
use crate::read::Batch;
use crate::read::intake::{Intake, Lines};
use crate::record::{CitationKey, Kind, Marked, Origin, Text, TitleRole};
use crate::report::{Code, quoted};
use crate::syntax::latex::{Braces, read, read_verbatim};
use crate::vocab::{languages, types};
use std::collections::BTreeSet;

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

/// The fields of an entry, each taken once.
pub(super) struct Slip<'v, 'a> {
    intake: Intake<'v>,
    /// With the numbers of their lines.
    fields: Vec<Option<(u32, Value<'a>)>>,
    is_article: bool,
    /// Names of fields that have no place, already noted.
    kept: BTreeSet<String>,
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
        Self { intake, fields: with_text.map(Some).collect(), is_article: false, kept: BTreeSet::new() }
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

    /// Keeps what has no place, with one note for each name.
    fn keep(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        let known = base(&name).to_owned();
        if !self.kept.contains(&known) {
            let message = format!("the field {} has no place and is kept as it stands", quoted(&name));
            self.intake.note(&FIELD_UNKNOWN, "", message);
            self.kept.insert(known);
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
