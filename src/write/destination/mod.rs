//! Destinations: what goes where for each program that imports our files, and what it drops.
//!
//! A destination is plain data; the writers read it and know no program by name. Where a row says how a program
//! behaves, the evidence stands beside it (mapping reference 2.4 to 2.7, needs reference B.1 to B.5).

mod managers;
pub mod presence;
mod ris;
mod screening;
pub mod traps;
mod zotero;

pub use ris::{Accession, M2Line, RisAffiliations, RisDates, RisKeywords, RisPages, RisProvider, RisTable};

use crate::record::Record;
use std::collections::BTreeMap;
use traps::Trap;

/// A program or service that imports what we write.
#[derive(Debug, Clone, Copy)]
pub struct Destination {
    /// Name for `--for`, kebab-case.
    pub name: &'static str,
    /// Name for messages: "Zotero".
    pub title: &'static str,
    /// One line for help.
    pub summary: &'static str,
    /// Our formats it imports, by their names in the table of formats; the best one first.
    pub formats: &'static [&'static str],
    /// Which title, author form and journal name lead.
    pub lead: Lead,
    /// How RIS is written for it.
    pub ris: RisTable,
    /// How CSL-JSON is written for it.
    pub csl_json: CslTable,
    /// How BibTeX and BibLaTeX are written for it.
    pub bibtex: BibtexTable,
    /// How CSV is written for it.
    pub csv: CsvTable,
    /// How `EndNote` XML is written for it.
    pub endnote: EndNoteTable,
    /// How much it takes in one import.
    pub limits: Limits,
    /// What goes where: the rows of `docs/destinations.md` that are not about losses.
    pub places: &'static [Place],
    /// What has no field of its own there: the rows of the loss forecast.
    pub drops: &'static [Drop],
    /// What arrives there and does harm, or is wanted there and does not arrive.
    pub traps: &'static [&'static Trap],
}

/// Which of two languages leads in a record that has both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// As the source shows it first: for WPRIM the English title (mapping reference 8.1).
    AsShown,
    /// The vernacular title, the native author names and the vernacular journal name lead where there are any;
    /// the others go to lines named `original-…`. The habit of Chinese Zotero users (needs reference B.4).
    Vernacular,
    /// The English title and journal name lead where there are any; names are as shown.
    English,
}

/// Whose language stands in CSL `language` (mapping reference 2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CslLanguageOf {
    /// The article's. A processor that goes by it writes `Ou Wenxin` for a Chinese article.
    #[default]
    Article,
    /// That of what is shown: the title that leads; none where it would turn round names in Latin letters.
    Shown,
}

/// How a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LanguageForm {
    /// English name: `Chinese` (mapping reference 8.7).
    Name,
    /// BCP-47 primary tag: `zh`.
    Tag,
    /// The tag that Chinese citation styles test for: `zh-CN`, `en-US` (needs reference B.4); other languages as
    /// [`LanguageForm::Tag`].
    TagWithRegion,
    /// A name that babel knows, in `langid`; a language babel has no name for is written as `Name`.
    Langid,
}

impl LanguageForm {
    /// The spelling of a BCP-47 tag in the two forms that are tags; `None` in the forms that are names.
    ///
    /// A script subtag is dropped (`zh-Hans` is `zh`), because the tag is of the article, not of a text
    /// (mapping reference 8.7).
    #[must_use]
    pub fn tag_of(self, tag: &str) -> Option<&str> {
        let primary = tag.split_once('-').map_or(tag, |(primary, _)| primary);
        let regional = [("zh", "zh-CN"), ("en", "en-US")].into_iter().find(|row| row.0 == primary);
        match self {
            Self::Name | Self::Langid => None,
            Self::Tag => Some(primary),
            Self::TagWithRegion => Some(regional.map_or(primary, |row| row.1)),
        }
    }
}

/// How CSL-JSON is written (mapping reference 2.4, 8.7 to 8.9).
#[derive(Debug, Clone, Copy)]
pub struct CslTable {
    /// Particles of names.
    pub particles: CslParticles,
    /// Place of `Jr.`.
    pub suffix: CslSuffix,
    /// Form of `language`; the two forms that are names make no sense here.
    pub language: LanguageForm,
    /// Whose language it is.
    pub language_of: CslLanguageOf,
    /// Names of the lines at the top of `note` which readers take for variables, in this order:
    /// `original-title`, `original-author`, `original-container-title`.
    pub note_variables: &'static [&'static str],
    /// Labelled lines in `note`, after the variables, for data the program has no field for: `Keywords`,
    /// `Affiliations`.
    pub note_lines: &'static [&'static str],
    /// Variables of an article number.
    pub article_number: CslArticleNumber,
}

/// Particles of names in CSL-JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CslParticles {
    /// `"family": "de la Cruz"`.
    Joined,
    /// `"non-dropping-particle": "de la", "family": "Cruz"`.
    Split,
}

/// Place of a name's suffix in CSL-JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CslSuffix {
    /// `"suffix": "Jr."`.
    Field,
    /// `"given": "Maria, Jr."`.
    InGiven,
}

/// Variables of an article number in CSL-JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CslArticleNumber {
    /// `page`.
    Page,
    /// `number`.
    Number,
    /// `page` and `number`.
    Both,
}

/// How BibTeX and BibLaTeX are written (mapping reference 2.7; needs reference B.2).
#[derive(Debug, Clone, Copy)]
pub struct BibtexTable {
    /// Form of the language: a name or tag in `language`, or a babel name in `langid`.
    pub language: LanguageForm,
    /// Fields of the PMID.
    pub pmid: BibtexPmid,
    /// When a list of authors ends in `and others`.
    pub and_others: AndOthers,
}

/// Fields of the PMID in BibTeX.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BibtexPmid {
    /// `pmid` in BibTeX, `eprint` and `eprinttype = {pubmed}` in BibLaTeX.
    ByDialect,
    /// `pmid` in both.
    Pmid,
    /// `eprint` and `eprinttype = {pubmed}` in both.
    Eprint,
}

/// When a list of authors ends in `and others`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AndOthers {
    /// Where the source cut it (mapping reference 8.20).
    WhereCut,
    /// Never: the program makes a person called "others" of it, so the cut is counted as a loss.
    Never,
}

/// How CSV is written (mapping reference 2.10).
#[derive(Debug, Clone, Copy)]
pub struct CsvTable {
    /// Layout to use unless the user names another: `rayyan`, `asreview`. `None` for our own.
    pub preset: Option<&'static str>,
    /// A byte-order mark in front.
    pub bom: bool,
}

/// How `EndNote` XML is written (mapping reference 2.2, 2.5).
#[derive(Debug, Clone, Copy)]
pub struct EndNoteTable {
    /// Form of the language.
    pub language: LanguageForm,
    /// ISSNs in `isbn`.
    pub issns: EndNoteIssns,
    /// The list of the address: `related-urls` in the files of `EndNote` itself, and the only list that bibutils and many
    /// scripts look into; `web-urls` for Zotero, which makes attachments of the other.
    pub addresses: &'static str,
}

/// ISSNs in `EndNote` XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndNoteIssns {
    /// All, each on a line with its medium, as `EndNote` has them from `PubMed`.
    All,
    /// One; the program takes the whole value for an ISSN. The others go to the note.
    Chief,
}

/// How much a program takes in one import. `None` where no limit is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Records in one file.
    pub records: Option<u64>,
    /// Bytes of one file; a megabyte is counted as 1,000,000 bytes, the smaller reading.
    pub bytes: Option<u64>,
}

impl Limits {
    /// No limit known.
    pub const NONE: Self = Self { records: None, bytes: None };
}

/// How a statement about a program is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The program, or its importer, was run.
    Run,
    /// Its source was read.
    Code,
    /// Its maker's or a library's page says so.
    Doc,
    /// Somebody else's table says so.
    ThirdParty,
    /// Our inference.
    Guess,
}

impl Evidence {
    /// The word for tables and messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Code => "code read",
            Self::Doc => "documents",
            Self::ThirdParty => "third party",
            Self::Guess => "inference",
        }
    }
}

/// Where a value goes and where the program shows it.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The value, in people's words: "vernacular title".
    pub value: &'static str,
    /// Name of the format.
    pub format: &'static str,
    /// What we write. In RIS the start of a line: `M2  - original-title: `.
    pub written: &'static str,
    /// The field of the program: "Extra".
    pub shown: &'static str,
    /// How that is known.
    pub evidence: Evidence,
}

/// A value that has no field of its own in a program.
#[derive(Debug, Clone, Copy)]
pub struct Drop {
    /// The value, in people's words and the plural, as it stands in "Zotero will drop … in 214 records".
    pub field: &'static str,
    /// Names of the formats by which it is dropped.
    pub formats: &'static [&'static str],
    /// Whether a record has the value.
    pub present: fn(&Record) -> bool,
    /// What to do about it: one sentence, lower case, no final stop.
    pub remedy: &'static str,
    /// How the loss is known.
    pub evidence: Evidence,
}

impl Drop {
    /// A row about RIS, where the value stays in the leftover note, as the remedy says in the program's words.
    const fn in_note(
        field: &'static str,
        present: fn(&Record) -> bool,
        remedy: &'static str,
        evidence: Evidence,
    ) -> Self {
        Self { field, formats: &["ris"], present, remedy, evidence }
    }
}

/// No destination in particular.
pub const GENERIC: &Destination = &managers::GENERIC;

/// All destinations.
pub const DESTINATIONS: &[&Destination] = &[
    GENERIC,
    &zotero::ZOTERO,
    &zotero::ZOTERO_CN,
    &managers::ENDNOTE,
    &managers::MENDELEY,
    &managers::JABREF,
    &managers::CITAVI,
    &screening::RAYYAN,
    &screening::COVIDENCE,
    &screening::ASREVIEW,
    &screening::ASYSD,
    &screening::GIM,
];

/// The destination of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Destination> {
    DESTINATIONS.iter().copied().find(|destination| destination.name == name)
}

impl Destination {
    /// Those of some formats that it imports.
    #[must_use]
    pub fn taken(&self, formats: &[&'static str]) -> Vec<&'static str> {
        formats.iter().copied().filter(|format| self.takes(format)).collect()
    }

    /// Whether it imports a format, named as in the table of formats.
    #[must_use]
    pub fn takes(&self, format_name: &str) -> bool {
        self.formats.contains(&format_name)
    }

    /// The format to write where the user names none.
    #[must_use]
    pub fn preferred_format(&self) -> &'static str {
        self.formats.first().copied().unwrap_or("csl-json")
    }
}

/// The drops of a destination that concern a format, in the order of its table.
pub fn drops(destination: &Destination, format_name: &str) -> impl Iterator<Item = &'static Drop> {
    destination.drops.iter().filter(move |drop| drop.formats.contains(&format_name))
}

/// Adds to `counts` what a destination will drop of a record that reaches it in a format: one for each
/// [`Drop::field`] that the record has. The row with the remedy is found by [`drops`].
pub fn forecast(
    destination: &Destination,
    format_name: &str,
    record: &Record,
    counts: &mut BTreeMap<&'static str, u64>,
) {
    for drop in drops(destination, format_name).filter(|drop| (drop.present)(record)) {
        *counts.entry(drop.field).or_default() += 1;
    }
}
