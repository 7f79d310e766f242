//! Destinations: what goes where for each program that imports our files, and what it drops.
//!
//! A destination is plain data; the writers read it and know no program by name. Where a row says how a program
//! behaves, the evidence stands beside it (mapping reference 2.4 to 2.7, needs reference B.1 to B.5).

mod managers;
pub mod presence;
mod screening;
mod zotero;

use crate::record::{Record, Role};
use std::collections::BTreeMap;

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
    /// How much it takes in one import.
    pub limits: Limits,
    /// What goes where: the rows of `docs/destinations.md` that are not about losses.
    pub places: &'static [Place],
    /// What has no field of its own there: the rows of the loss forecast.
    pub drops: &'static [Drop],
}

/// Which of two languages leads in a record that has both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// As the source shows it first: for WPRIM the English title (mapping reference 8.1).
    AsShown,
    /// The vernacular title, the native author names and the vernacular journal name lead where there are any;
    /// the others go to lines named `original-…`. The habit of Chinese Zotero users (needs reference B.4).
    Vernacular,
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

/// How RIS is written. Every tag named here is two characters.
#[derive(Debug, Clone, Copy)]
pub struct RisTable {
    /// Tags of the publication date.
    pub dates: RisDates,
    /// Form of `LA`.
    pub language: LanguageForm,
    /// Tag of the vernacular title (or, where that one leads, of nothing: see [`Lead`]): `TT`, `OP`.
    pub vernacular_title: Option<&'static str>,
    /// Lines `M2  - name: value`, which Zotero appends to Extra. Everywhere else `M2` is a start page.
    pub m2_lines: &'static [M2Line],
    /// What `AN` holds.
    pub accession: Accession,
    /// Tag of the PMC number: `C2`.
    pub pmcid: Option<&'static str>,
    /// Tag of the article number, beside `SP`: `C7`.
    pub article_number: Option<&'static str>,
    /// Tags that hold the database's own number of the record: `ID` and `C8` in the Global Index Medicus. A
    /// number in `ID` displaces the citation key.
    pub database_number: &'static [&'static str],
    /// Where affiliations go.
    pub affiliations: RisAffiliations,
    /// Tags of contributors who are not authors; a role without a row goes to the leftover note.
    pub other_names: &'static [(Role, &'static str)],
    /// Tag of the full journal title: `T2`, `JO`.
    pub journal: &'static str,
    /// Tag of the country that the database states for the journal, where no place of publication is known: `CY`.
    pub country: Option<&'static str>,
    /// Tag of the abbreviated journal title: `J2`.
    pub journal_abbreviation: Option<&'static str>,
    /// Whether an abbreviation stands in the place of a missing full title too, for programs that read only that.
    pub abbreviation_as_journal: bool,
    /// Form of the pages.
    pub pages: RisPages,
    /// Tag of `MeSH` headings: `KW` (after the keywords of the authors) or `MH`.
    pub mesh: &'static str,
    /// How keywords share lines.
    pub keywords: RisKeywords,
    /// Tag of the date of electronic publication: `ET`.
    pub epub_date: Option<&'static str>,
    /// What `DP` holds.
    pub provider: RisProvider,
    /// RIS types that it knows by another name: `("UNPD", "UNPB")`.
    pub types: &'static [(&'static str, &'static str)],
    /// Labels of the leftover note (see [`crate::write::ris`]) that are written there although a line carries
    /// the value, because the program drops that line.
    pub also_in_note: &'static [&'static str],
}

/// Tags of the publication date (mapping reference 2.6, 8.23).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RisDates {
    /// `PY  - 2022` and `DA  - 2022/04//`.
    PyAndDa,
    /// `Y1  - 2022/04//` alone, for a program that takes the first of `Y1`, `PY`, `DA`.
    Y1,
    /// `PY  - 2022` alone, for a program that takes `DA` for something else.
    PyOnly,
}

/// A line `M2  - name: value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum M2Line {
    /// `original-title:` the title that does not lead.
    OriginalTitle,
    /// `original-author: Family || Given`, one a line: the author names that do not lead.
    OriginalAuthor,
    /// `original-container-title:` the journal name that does not lead.
    OriginalContainerTitle,
    /// `PMID:`.
    Pmid,
    /// `PMCID:`.
    Pmcid,
}

/// What `AN` holds (mapping reference 8.2; needs reference, rank 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accession {
    /// The PMID, else the number of the record in its database.
    PmidOrDatabase,
    /// The PMID or nothing: the program takes `AN` for a PMID.
    Pmid,
    /// The number of the record in its database or nothing: the PMID has a place of its own.
    Database,
    /// Nothing: the program takes `AN` for something else.
    None,
}

/// Where affiliations go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RisAffiliations {
    /// One `AD`, parts joined with "; ", for programs that keep one line only.
    Joined,
    /// One `AD` each.
    Each,
    /// In the leftover note, because the program drops `AD` or takes it for something else.
    InNote,
}

/// Form of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RisPages {
    /// `SP  - 217` and `EP  - 221`; several ranges whole in `SP`.
    Split,
    /// `SP  - 217-221`, for programs that expect the range there.
    Whole,
}

/// How keywords share lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RisKeywords {
    /// One a line.
    Each,
    /// One a line; a single keyword with a comma stands twice, and a semicolon inside one becomes a comma: Zotero
    /// splits a lone line at commas and any line at semicolons, and takes equal ones for one (mapping reference
    /// 2.6).
    EachSafeFromSplitting,
    /// All in one line, joined with "; ", for programs that keep one line of a tag only.
    OneLine,
}

/// What `DP` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RisProvider {
    /// Who runs the database.
    Name,
    /// The address of the database.
    Address,
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
