//! What a reference is: plain data in CSL's vocabulary. No input or output, no knowledge of any format.
//!
//! Where CSL-JSON has one string, the record has a list with language, role and origin; the lists are the truth
//! and CSL's fields are computed from them (the mapping reference, section 1).

mod by_id;
mod date;
mod identifier;
mod kind;
mod person;
mod seen;
mod text;

pub(crate) use by_id::ById;
pub use date::{DateKind, DateParts, DateVal, Season};
pub use identifier::{Ident, Issn, Medium};
pub use kind::Kind;
pub use person::{Affiliation, Confidence, Contributor, FormKind, Name, NameForm, Role};
pub(crate) use seen::Seen;
pub use text::{Marked, Origin, Span, Style, Text};

use serde::{Deserialize, Serialize};

/// One reference with everything its source says.
///
/// Every list keeps the order of the source. An absent value is an empty list or `None`, never a made-up one.
/// In JSON (below `custom.refmill` of a CSL-JSON item) empty fields are left out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Record {
    /// Identifier of the record in its file, where the source has one (CSL `id`, RIS `ID`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Citation key. Readers set it when the input has one; otherwise it is made when the output is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citation_key: Option<CitationKey>,
    /// CSL `type`.
    #[serde(rename = "type", skip_serializing_if = "Kind::is_default")]
    pub kind: Kind,
    /// The source's own word for the type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_raw: Option<String>,
    /// Chief publication type for display: "Review". CSL `genre`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// All publication types, as the source names them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub publication_types: Vec<Term>,
    /// Titles; the first with role `main` is CSL `title`, the first `vernacular` is CSL `original-title`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<Title>,
    /// What `PubMed` notation the main title carried.
    #[serde(skip_serializing_if = "TitleMarks::is_default")]
    pub title_marks: TitleMarks,
    /// Authors, editors and others, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Contributor>,
    /// The words by which the source cut its author list: `et al.`, `等`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_list_truncated: Option<String>,
    /// Institutions, in the order printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affiliations: Vec<Affiliation>,
    /// DOI, PMID, PMCID and database numbers of the article.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<Ident>,
    /// Names of the journal or book: main (CSL `container-title`), abbreviated, vernacular.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub container_titles: Vec<ContainerTitle>,
    /// ISSNs of the journal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issns: Vec<Issn>,
    /// Publication, electronic publication, history and access dates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<DateVal>,
    /// Volume without its supplement: `49`, `XLIX`, `49-50`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The volume as printed, where it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume_raw: Option<String>,
    /// Issue for display: `4`, `3-4`, `Suppl 1`, `4 Suppl 1`, `4 Pt 2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// The issue as printed, where it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_raw: Option<String>,
    /// Structure of a supplement whose display text stands in `issue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement: Option<Supplement>,
    /// Part of a volume or an issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// Page ranges in order; CSL `page` is them joined with ", ".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub page_ranges: Vec<PageRange>,
    /// Electronic location instead of pages: `e15`, `103640`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_number: Option<String>,
    /// Number of pages: `120`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_of_pages: Option<String>,
    /// The journal line as printed, whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_raw: Option<String>,
    /// Author keywords and subject headings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    /// Countries the database states for the journal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
    /// Languages of the article (not of the texts of this record).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// Abstracts; the first is CSL `abstract`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub abstracts: Vec<Abstract>,
    /// Addresses of the article; the first landing page is CSL `URL`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<Url>,
    /// The database the record comes from. CSL `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<Database>,
    /// Free notes; the first is CSL `note`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<FreeNote>,
    /// CSL `annote`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotation: Option<String>,
    /// Grants and funders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub funding: Vec<Funding>,
    /// CSL `publisher`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// CSL `publisher-place`: a true place of publication, not the country of the database.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_place: Option<String>,
    /// `in press`, `retracted`. CSL `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Licence of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// Values computed from others. They never overwrite what was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derived: Vec<Derived>,
    /// What is doubtful or lost in this record.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// Where the record was read.
    #[serde(skip_serializing_if = "Provenance::is_default")]
    pub provenance: Provenance,
    /// Fields of the source format that have no place above, in order; they come back out in that format only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<UnknownField>,
    /// The records of several databases that were merged into this one, in the order of the input: of each its database,
    /// its place, its own identifiers of the record, and whatever it says that this record does not hold itself. None of
    /// them has such records of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merged_from: Vec<Record>,
}

/// A citation key and who made it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitationKey {
    /// The key as it is to be written.
    pub value: String,
    /// Read from the input, made by us, or given by the user.
    #[serde(default, skip_serializing_if = "Origin::is_read")]
    pub origin: Origin,
    /// The input's key, where it could not be kept as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

/// What a title is to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitleRole {
    /// As the source presents it first.
    #[default]
    Main,
    /// In the language of the article, where the main one is not.
    Vernacular,
    /// Translated, where the main one is in the article's language.
    Translated,
    /// In another script, same language.
    Transliterated,
    /// Any other.
    Alternative,
    /// Short title.
    Short,
    /// Subtitle, where the source splits it off.
    Subtitle,
}

/// A title with its role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Title {
    /// The words and their language.
    #[serde(flatten)]
    pub text: Text,
    /// What it is to the article.
    pub role: TitleRole,
}

/// `PubMed`'s notation of a title, stripped on reading and restored in `PubMed`'s formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TitleMarks {
    /// The title stood in square brackets: a translation.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub brackets: bool,
    /// The title ended in a full stop.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub final_dot: bool,
}

impl TitleMarks {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Which name of a journal this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContainerRole {
    /// Full title.
    #[default]
    Main,
    /// Abbreviation.
    Abbrev,
    /// Title in the journal's own language.
    Vernacular,
}

/// A name of the journal or book.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct ContainerTitle {
    /// The words and their language.
    #[serde(flatten)]
    pub text: Text,
    /// Full, abbreviated or vernacular.
    pub role: ContainerRole,
    /// Rule of an abbreviation: `iso4`, `medlineta`; absent when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
}

/// What a supplement or part belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartOf {
    /// The volume.
    #[default]
    Volume,
    /// An issue.
    Issue,
}

/// A supplement.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Its number, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Of a volume or of an issue.
    pub of: PartOf,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its number.
    pub number: String,
    /// Of a volume or of an issue.
    pub of: PartOf,
}

/// Pages from `first` to `last`, full numbers: `217`, `221`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageRange {
    /// First page with its prefix letter, or a text such as `passim`.
    pub first: String,
    /// Last page, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// As printed, where it differs from `first-last`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

/// Where a term comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vocabulary {
    /// Keywords of the authors.
    #[default]
    Author,
    /// Medical Subject Headings.
    Mesh,
    /// Another vocabulary.
    Other,
}

/// A keyword, a subject heading or a publication type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The term: for `MeSH` the descriptor alone.
    pub value: String,
    /// BCP-47 tag of the term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Whose term it is.
    pub vocab: Vocabulary,
    /// Identifier in the vocabulary (`D016428`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ui: Option<String>,
    /// `MeSH` qualifiers: `drug therapy`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifiers: Vec<String>,
    /// Chief topic of the article (the star of `MeSH`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub major: bool,
}

/// A country as the database writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// As printed.
    pub text: String,
    /// ISO 3166-1 alpha-2, where the text is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A language as the database writes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// As printed.
    pub text: String,
    /// BCP-47 tag, where the text is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
}

/// An abstract.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Abstract {
    /// The words and their language; paragraphs are separated by a line feed.
    #[serde(flatten)]
    pub text: Text,
    /// Headed sections, where the source marks them as such.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<AbstractSection>,
    /// The words as the source has them, where a cleaning rule changed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<Marked>,
}

/// A headed part of an abstract.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbstractSection {
    /// The heading as printed: `METHODS`.
    pub label: String,
    /// The text below it.
    pub text: Marked,
}

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UrlKind {
    /// The article's page at its publisher.
    #[default]
    Landing,
    /// A DOI resolver.
    Doi,
    /// A PDF file.
    Pdf,
    /// The full text as a page.
    Fulltext,
    /// The record's page in a database.
    Database,
}

/// An address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Url {
    /// The address, as printed.
    pub href: String,
    /// What it leads to.
    pub kind: UrlKind,
}

/// A database.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// "WPRIM".
    pub name: String,
    /// Who runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A free note of the source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FreeNote {
    /// The words.
    pub text: String,
    /// What the source calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// A grant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Funding {
    /// Who pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funder: Option<String>,
    /// Identifier of the funder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Number of the award.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award: Option<String>,
    /// As printed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text_raw: String,
    /// Country of the funder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// A value computed from another one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// The field it would fill: `ISSN`.
    pub field: String,
    /// The value.
    pub value: String,
    /// The field it was computed from: `DOI`.
    pub from: String,
    /// Name of the rule.
    pub rule: String,
}

/// A doubt or a loss that stays with the record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// Stable code of the problem: `name-order-guessed`.
    pub code: String,
    /// One sentence with the offending text.
    pub message: String,
    /// Line of the file, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// Where a record was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Provenance {
    /// Name of the input format or page layout: `wprim`, `csl-json`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// The file as named on the command line; empty for standard input.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Number of the record in its file, from 1.
    #[serde(skip_serializing_if = "is_zero")]
    pub record: u64,
    /// First and last line of the record in its file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<(u32, u32)>,
    /// Version of refmill that read it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tool_version: String,
    /// The text each value was read from, in the order of the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldSource>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_zero(value: &u64) -> bool {
    *value == 0
}

impl Provenance {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// The text one value was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSource {
    /// The field: `author`, `page`.
    pub field: String,
    /// Line of the file, from 1.
    pub line: u32,
    /// The text as printed, outer white space cut; empty where the record holds it already.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub raw: String,
    /// How sure it is that the text is of this field: certain where a table or a label says so, a rule where two signs
    /// on the page agree, the default where only its place tells.
    #[serde(default = "certain", skip_serializing_if = "is_certain")]
    pub confidence: Confidence,
}

impl FieldSource {
    /// The place of a value that the record holds as it was printed, certainly of its field.
    #[must_use]
    pub fn certain(field: &str, line: u32) -> Self {
        Self { field: field.to_owned(), line, raw: String::new(), confidence: Confidence::Certain }
    }
}

fn certain() -> Confidence {
    Confidence::Certain
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_certain(confidence: &Confidence) -> bool {
    *confidence == Confidence::Certain
}

/// A field of a source format that the record has no place for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnknownField {
    /// Name of the format: `ris`.
    pub format: String,
    /// Its tag or field name.
    pub tag: String,
    /// Its value, as written there.
    pub value: String,
}

impl Record {
    /// The first title of a role.
    #[must_use]
    pub fn title(&self, role: TitleRole) -> Option<&Text> {
        self.titles.iter().find(|title| title.role == role).map(|title| &title.text)
    }

    /// The first name of the journal or book of a role.
    #[must_use]
    pub fn container_title(&self, role: ContainerRole) -> Option<&Text> {
        self.container_titles.iter().find(|title| title.role == role).map(|title| &title.text)
    }

    /// Whether the record has an abstract: words of one, be they in one piece or in headed sections.
    #[must_use]
    pub fn has_abstract(&self) -> bool {
        let says_something = |text: &Marked| !text.as_plain().trim().is_empty();
        self.abstracts.iter().any(|one| {
            says_something(&one.text.value)
                || one.sections.iter().any(|section| says_something(&section.text))
        })
    }

    /// The first identifier of a scheme, in its usual notation.
    #[must_use]
    pub fn identifier(&self, scheme: &str) -> Option<&str> {
        self.identifiers.iter().find(|ident| ident.scheme == scheme).map(|ident| ident.value.as_str())
    }

    /// The first date of a kind.
    #[must_use]
    pub fn date(&self, kind: DateKind) -> Option<&DateVal> {
        self.dates.iter().find(|date| date.kind == kind)
    }

    /// Everybody with a role, in order.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &Contributor> {
        self.contributors.iter().filter(move |contributor| contributor.role == role)
    }

    /// The terms of a vocabulary, in order.
    pub fn terms_of(&self, vocab: Vocabulary) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.vocab == vocab)
    }

    /// The pages as CSL writes them: `217-221, 225`. `None` without pages.
    #[must_use]
    pub fn pages(&self) -> Option<String> {
        let ranges: Vec<String> = self.page_ranges.iter().map(PageRange::to_text).collect();
        (!ranges.is_empty()).then(|| ranges.join(", "))
    }

    /// The ISSN for formats that hold one: print, else electronic, else linking, else of unknown medium.
    /// Derived ones do not count (mapping reference 8.11).
    #[must_use]
    pub fn chief_issn(&self) -> Option<&Issn> {
        self.issns.iter().filter(|issn| issn.origin != Origin::Derived).min_by_key(|issn| issn.medium)
    }
}

impl PageRange {
    /// `217-221`, or `217` for one page.
    #[must_use]
    pub fn to_text(&self) -> String {
        match &self.last {
            Some(last) => format!("{}-{last}", self.first),
            None => self.first.clone(),
        }
    }
}
