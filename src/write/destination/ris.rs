//! What varies in RIS from program to program.

use super::LanguageForm;
use crate::record::Role;

/// How RIS is written. Every tag named here is two characters.
#[derive(Debug, Clone, Copy)]
pub struct RisTable {
    /// Tags of the publication date.
    pub dates: RisDates,
    /// Form of `LA`.
    pub language: LanguageForm,
    /// Tag of the vernacular title beside a main one: `TT`, `OP`.
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
