//! Layouts: the table that describes a source, as its TOML file has it.
//!
//! `docs/layouts.md` explains every key with examples; this is the same in types.

use super::form::Form;
use super::later::Later;
use crate::vocab::labels;
use serde::de::value::{Error, StrDeserializer};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A page layout of one source.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Layout {
    /// Kebab-case name, unique among the layouts: `wprim`.
    pub name: String,
    /// One line for people.
    pub summary: String,
    /// How records stand on the page.
    pub shape: Shape,
    /// Whether the labels stand in the order of the table.
    #[serde(default)]
    pub order: Order,
    /// Which part of a name in Latin letters the site prints first; without it the names tell.
    pub names: Option<NameOrder>,
    /// The database the records come from, where the layout implies one.
    pub database: Option<DatabaseName>,
    /// How to know the layout.
    pub recognise: Recognise,
    /// The site's addresses: a line that is one begins a page.
    pub address: Option<Address>,
    /// List bullets that may stand before a label or alone on the line before it.
    #[serde(default)]
    pub bullets: Vec<String>,
    /// Where lines without a label belong, in the order of the page.
    #[serde(default, rename = "slot")]
    pub slots: Later<Vec<Slot>>,
    /// The labels, in the order of the page.
    #[serde(default, rename = "label")]
    pub labels: Later<Vec<Label>>,
    /// A line that starts with one of these begins the site's footer, which runs to the end of the record.
    #[serde(default)]
    pub footer: Later<Vec<String>>,
    /// A line that starts with one of these begins the list of references, which runs to the end of the record: what
    /// an article cites is not the article (pages reference, trap 43).
    #[serde(default)]
    pub references: Later<Vec<String>>,
    /// Lines that carry nothing: buttons and headings of the site, whole lines.
    #[serde(default)]
    pub furniture: Later<Vec<String>>,
    /// Marks that stand for a line end in an abstract: `@#`.
    #[serde(default)]
    pub line_ends: Vec<String>,
    /// Lines that carry nothing, known by how they start: counters and badges.
    #[serde(default)]
    pub furniture_starts: Later<Vec<String>>,
    /// Inputs with the fields expected of them; `cargo test` runs those of the built-in layouts, `refmill layout check` those
    /// of a user's own.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
    /// What [`Self::first_bytes`] found; labels and bullets do not change once a page was read.
    #[serde(skip)]
    pub(super) known_first_bytes: OnceLock<[bool; 256]>,
}

/// How records stand on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Labelled sections below unlabelled head lines. A label that stands again, or out of order, begins the next
    /// record.
    Labelled,
    /// A numbered list without labels: a numbered line with a journal line soon after it begins a record.
    Listed,
    /// Anything: what no other table recognises, one article a page, read by general rules.
    General,
}

/// Whether labels stand in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// They do: a label that stands again, or out of order, begins the next record.
    #[default]
    Fixed,
    /// They come in any order and more than once. A record begins at the slot or the labels that are its `anchor`;
    /// without any, a page holds one record.
    Free,
}

/// Which part of a name stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameOrder {
    /// `Wenxin Ou`.
    GivenFirst,
    /// `Ou Wenxin`.
    FamilyFirst,
}

/// The database of a source.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DatabaseName {
    /// Short name, as it goes to CSL `source`.
    pub name: String,
    /// Who runs it.
    pub provider: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// How to know a layout: the weights of the signs found must reach the threshold.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Recognise {
    /// Sum of weights that makes it certain.
    pub threshold: u32,
    /// What to look for; each sign counts once.
    #[serde(rename = "sign")]
    pub signs: Vec<Sign>,
}

/// Something by which a layout is known. All conditions given must hold for the same line.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sign {
    /// What it counts.
    #[serde(default = "one")]
    pub weight: u32,
    /// The line starts so.
    pub starts: Option<String>,
    /// The value is glued to the words it starts with: `LanguageEnglish`.
    #[serde(default)]
    pub glued: bool,
    /// The line holds it somewhere.
    pub contains: Option<String>,
    /// The line ends so.
    pub ends: Option<String>,
    /// The line is this.
    pub equals: Option<String>,
    /// The line has this form (see [`Slot::forms`]).
    pub form: Option<Form>,
    /// The line is of this kind.
    pub is: Option<Kind>,
    /// It is the page's n-th line with text, from 1; an address line does not count.
    pub line: Option<usize>,
    /// A line of this kind follows within `within` lines with text.
    pub then: Option<Kind>,
    /// How far `then` may be off; 1 is the next line with text.
    #[serde(default = "near")]
    pub within: usize,
}

fn one() -> u32 {
    1
}

fn near() -> usize {
    2
}

/// Kinds of line that can be told by their own text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A DOI, bare or after `doi:`.
    Doi,
    /// An `http` address.
    Url,
    /// Text that ends in `2022;49(4):217-221`.
    JournalLine,
    /// A number, a full stop, and text.
    Numbered,
    /// A number, a full stop, and nothing else: beside a box to tick, above the title.
    Number,
    /// The name of a journal with a date and a volume, an issue or pages, in any order and notation that the
    /// `journal-line` grammar knows: `Journal ; 67(6): 2608-2626, 2022 06.`
    Source,
    /// Date, volume and pages without the name of a journal: `2023,39(04):12-18`.
    Locator,
    /// A citation with a type mark such as `[J]` (GB/T 7714).
    CitationLine,
    /// Institutions below an author list: a label such as `1.` and a text.
    Labelled,
    /// Names of people with or without markers, and nothing else.
    Names,
    /// The name of an institution: a word such as `University` or `医院`.
    Institution,
    /// The name of a society, a committee or a study group that signs an article, and nothing else.
    Body,
    /// A publication type and nothing else: `Original Article`.
    PublicationType,
    /// Names as in `names`, or one name that might be something else where no name is expected: `Jane Example`.
    Name,
    /// Words that can be the title of an article, and neither names nor a body.
    Title,
    /// An ORCID iD and nothing else, with or without its address.
    Orcid,
}

/// The letters most of a line is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Chinese characters, kana or hangul.
    EastAsian,
    /// Cyrillic letters.
    Cyrillic,
}

/// The addresses of a site.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Address {
    /// Hosts without port: `wprim.whocc.org.cn`.
    pub hosts: Vec<String>,
    /// Query parameter that holds the record's number.
    pub id_parameter: Option<String>,
    /// Scheme of that number among the record's identifiers: `wprim`.
    pub id_scheme: Option<String>,
    /// Numbers of other databases that a portal shows, known by how they start.
    #[serde(default, rename = "number")]
    pub numbers: Vec<DatabaseNumber>,
}

/// The number of a record in a database that a portal gathers.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DatabaseNumber {
    /// How it starts: `wpr-`.
    pub starts: String,
    /// Its scheme among the record's identifiers: `wprim`.
    pub scheme: String,
    /// The start belongs to the number.
    #[serde(default)]
    pub keep_start: bool,
}

/// A place for lines without a label.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Slot {
    /// The field it feeds.
    pub field: Field,
    /// The grammar that reads it; the field's usual one by default.
    pub grammar: Option<Grammar>,
    /// Only lines of this kind. Without it any line that no later slot claims by its kind.
    pub when: Option<Kind>,
    /// Only lines that start so.
    pub starts: Option<String>,
    /// Only lines that hold this.
    pub contains: Option<String>,
    /// Only lines above one that starts so.
    pub below: Option<String>,
    /// Only lines above one of this kind.
    pub then: Option<Kind>,
    /// Only lines in these letters.
    pub script: Option<Script>,
    /// Only lines of one of these forms, whose places in braces are fields: `Article in {language} | ID:
    /// {database-id}`. What stands in the slot's own `field` is then of no account.
    #[serde(default)]
    pub forms: Vec<Form>,
    /// The line is known by its conditions wherever it stands, below a label too.
    #[serde(default)]
    pub anywhere: bool,
    /// How many lines at the most.
    #[serde(default)]
    pub lines: Lines,
    /// The slot is one of several below each other that come again and again: a name, its institution, the next name.
    #[serde(default)]
    pub repeats: bool,
    /// A number with a full stop stands before the text.
    #[serde(default)]
    pub numbered: bool,
    /// A record begins with this slot's line.
    #[serde(default)]
    pub anchor: bool,
}

/// How many lines belong to a slot or a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lines {
    /// One.
    #[default]
    One,
    /// All up to the next label or slot.
    Many,
}

/// Whether a bullet or colon goes with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Without it the words are no label.
    Always,
    /// With or without.
    #[default]
    Maybe,
    /// With it the words are no label.
    Never,
}

/// A label and what stands behind or below it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Label {
    /// Its spellings; the case counts.
    pub words: Vec<String>,
    /// The field it feeds.
    pub field: Field,
    /// The grammar that reads it; the field's usual one by default.
    pub grammar: Option<Grammar>,
    /// A list bullet before it, on its line or alone on the line before.
    #[serde(default)]
    pub bullet: Presence,
    /// A colon after it.
    #[serde(default)]
    pub colon: Presence,
    /// The value may follow without colon or space: `CountryChina`.
    #[serde(default)]
    pub glued: bool,
    /// The value may follow after a blank, without colon: `作者 张三`.
    #[serde(default)]
    pub spaced: bool,
    /// With its colon it is a label inside a line too, behind a blank or a bracket: `收稿日期: … 出版日期: …`.
    #[serde(default)]
    pub inline: bool,
    /// A record begins with this label, where the order of labels is free.
    #[serde(default)]
    pub anchor: bool,
    /// Where the lines of the value belong, as for the lines above the first label; what no slot takes is the
    /// label's own field's.
    #[serde(default, rename = "slot")]
    pub slots: Vec<Slot>,
    /// How many lines the value has at the most.
    #[serde(default)]
    pub lines: Lines,
    /// Every whole page has it: where it is missing, the copy stops early.
    #[serde(default)]
    pub expected: bool,
}

/// The fields a layout can feed, in CSL's or the record's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The title as shown first.
    Title,
    /// The title in the language of the article.
    VernacularTitle,
    /// The title in a language other than the article's, below the article's own.
    TranslatedTitle,
    /// Authors.
    Author,
    /// The same authors once more: in other letters, or with their markers.
    OtherAuthor,
    /// Institutions.
    Affiliation,
    /// The same institutions in another language.
    OtherAffiliation,
    /// DOI.
    Doi,
    /// PMID or PMCID.
    Pmid,
    /// ISSN.
    Issn,
    /// Name of the journal alone.
    ContainerTitle,
    /// Name of the journal in its own language.
    VernacularContainerTitle,
    /// Abbreviated name of the journal.
    ContainerTitleShort,
    /// Journal, date, volume, issue and pages in one line.
    JournalLine,
    /// Date of publication alone.
    Issued,
    /// Date of publication ahead of the issue, or online.
    Epub,
    /// Date of receipt of the manuscript.
    Received,
    /// Date of acceptance.
    Accepted,
    /// Date of revision.
    Revised,
    /// Volume alone.
    Volume,
    /// Issue alone.
    Issue,
    /// Pages alone.
    Page,
    /// Number of an article that has no pages of the volume.
    ArticleNumber,
    /// Publication type.
    PublicationType,
    /// Author keywords.
    Keyword,
    /// Medical Subject Headings.
    Mesh,
    /// Country the database states.
    Country,
    /// Language of the article.
    Language,
    /// Abstract.
    Abstract,
    /// Abstract in another language.
    OtherAbstract,
    /// Address of the record.
    Url,
    /// Number of the record in its database.
    DatabaseId,
    /// Name of the database, where the page of a portal states it.
    Database,
    /// How to cite the article: a citation with `[J]`, compared with what else the page says.
    Citation,
    /// Publisher.
    Publisher,
    /// Grants.
    Funding,
    /// A remark.
    Note,
    /// Nothing: known to carry no value.
    Furniture,
}

/// Named grammars: text of a section to values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grammar {
    /// The whole text as it is.
    Text,
    /// A title, with `MEDLINE`'s brackets.
    Title,
    /// Names with markers and separators.
    AuthorList,
    /// Institutions with labels.
    AffiliationList,
    /// Lines with an author, a semicolon and the author's institution: `Family GM; Institution.`, or with the institutions
    /// on lines below that of the author.
    AuthorAffiliations,
    /// Institutions of the authors on the lines right above.
    AffiliationsBelow,
    /// Terms with separators.
    KeywordList,
    /// Terms with separators, or with nothing but two blanks or more between them.
    SpacedKeywords,
    /// Terms with slashes between them.
    SlashedKeywords,
    /// Terms with commas between them and none inside.
    CommaKeywords,
    /// Journal name, date and locator.
    JournalLine,
    /// A journal line with the place of publication before its date: `Rev. Ejemplo vol.80 no.2 Caracas jun. 2017`.
    ScieloLine,
    /// A citation by GB/T 7714, or several on lines of their own: `Names. Title[J]. Journal, 2021, 36(2): 27-32.`
    CitationLine,
    /// A DOI.
    Doi,
    /// PMID or PMCID.
    Pmid,
    /// ISSNs.
    Issn,
    /// A date.
    Date,
    /// Pages.
    Pages,
    /// Language names or codes.
    Language,
    /// Country names.
    Country,
    /// An address, with the record's number in it.
    Url,
    /// An abstract, with the keywords below it that no label announces.
    AbstractAndKeywords,
    /// Carries nothing.
    Furniture,
}

impl Field {
    /// The field of a label that many sites use.
    pub(super) fn of_label(words: &str) -> Option<Self> {
        Self::deserialize(StrDeserializer::<Error>::new(labels::field_of(words)?)).ok()
    }

    /// The grammar that usually reads the field.
    #[must_use]
    pub fn usual_grammar(self) -> Grammar {
        match self {
            Self::Title | Self::VernacularTitle | Self::TranslatedTitle => Grammar::Title,
            Self::Author | Self::OtherAuthor => Grammar::AuthorList,
            Self::Affiliation | Self::OtherAffiliation => Grammar::AffiliationList,
            Self::Citation => Grammar::CitationLine,
            Self::Doi => Grammar::Doi,
            Self::Pmid => Grammar::Pmid,
            Self::Issn => Grammar::Issn,
            Self::JournalLine => Grammar::JournalLine,
            Self::Issued | Self::Epub | Self::Received | Self::Accepted | Self::Revised => Grammar::Date,
            Self::Page => Grammar::Pages,
            Self::Keyword | Self::Mesh | Self::PublicationType => Grammar::KeywordList,
            Self::Country => Grammar::Country,
            Self::Language => Grammar::Language,
            Self::Url => Grammar::Url,
            Self::Furniture => Grammar::Furniture,
            Self::ContainerTitle
            | Self::VernacularContainerTitle
            | Self::ContainerTitleShort
            | Self::Volume
            | Self::Issue
            | Self::ArticleNumber
            | Self::Abstract
            | Self::OtherAbstract
            | Self::DatabaseId
            | Self::Database
            | Self::Publisher
            | Self::Funding
            | Self::Note => Grammar::Text,
        }
    }
}

/// An input and what must come of it (see [`super::example`]).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Example {
    /// What it shows, in kebab-case.
    pub name: String,
    /// The input is invented; false for a page laid out from a real one.
    #[serde(default)]
    pub made_up: bool,
    /// The page.
    pub input: String,
    /// The facts of each record.
    #[serde(default, rename = "record")]
    pub records: Vec<toml::Table>,
    /// Stretches that must be reported as unclaimed, in order.
    #[serde(default)]
    pub unclaimed: Vec<String>,
}

impl Slot {
    /// Whether the slot takes some lines only.
    #[must_use]
    pub fn has_condition(&self) -> bool {
        self.when.is_some()
            || self.starts.is_some()
            || self.contains.is_some()
            || self.below.is_some()
            || self.then.is_some()
            || self.script.is_some()
            || !self.forms.is_empty()
    }
}

impl Layout {
    /// Which bytes its labels and bullets begin with.
    pub(super) fn first_bytes(&self) -> &[bool; 256] {
        self.known_first_bytes.get_or_init(|| {
            let mut known = [false; 256];
            let words = self.labels.iter().flat_map(|label| &label.words).chain(&self.bullets);
            for first in words.filter_map(|words| words.bytes().next()) {
                if let Some(known) = known.get_mut(usize::from(first)) {
                    *known = true;
                }
            }
            known
        })
    }

    /// Reads a layout of the user's own, whose name must be none of the built-in ones': notes and `explain` call a layout by
    /// its name.
    ///
    /// # Errors
    /// As for [`Layout::parse`].
    pub fn parse_own(name: &str, text: &str) -> Result<Self, String> {
        let layout = Self::parse(name, text)?;
        if super::is_built_in(&layout.name) {
            let line = text.lines().position(|line| line.trim_start().starts_with("name")).unwrap_or(0) + 1;
            let own = &layout.name;
            return Err(format!(
                "{name}:{line}:1: the name `{own}` is that of a built-in layout; choose another, such as `my-{own}`"
            ));
        }
        Ok(layout)
    }

    /// Reads a layout from its TOML text. `name` is for messages: the file's name.
    ///
    /// # Errors
    /// A sentence with file, line and column, what was expected and what was found.
    pub fn parse(name: &str, text: &str) -> Result<Self, String> {
        let layout: Self = toml::from_str(text).map_err(|error| {
            let (line, column) = error.span().map_or((1, 1), |span| position(text, span.start));
            format!("{name}:{line}:{column}: {}", super::fault::told(error.message()))
        })?;
        if layout.shape != Shape::General && layout.slots.is_empty() && layout.labels.is_empty() {
            return Err(format!("{name}:1:1: expected at least one [[slot]] or [[label]], found none"));
        }
        if layout.shape == Shape::Listed && !layout.slots.iter().any(|slot| slot.anchor) {
            return Err(format!(
                "{name}:1:1: expected a slot with `anchor = true`, because the shape is `listed`"
            ));
        }
        let slots = || layout.slots.iter().chain(layout.labels.iter().flat_map(|label| &label.slots));
        if slots().any(|slot| slot.anywhere && !slot.has_condition()) {
            return Err(format!(
                "{name}:1:1: expected a condition in every slot with `anywhere = true`, found one without"
            ));
        }
        if layout.labels.iter().any(|label| label.words.iter().any(|word| word.trim().is_empty())) {
            return Err(format!("{name}:1:1: expected words in every [[label]], found an empty one"));
        }
        Ok(layout)
    }
}

/// Line and column, both from 1, the column in characters.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before.get(line_start..).map_or(0, |line| line.chars().count()) + 1)
}
