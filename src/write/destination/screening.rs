//! Screening and de-duplication tools, and the Global Index Medicus.

use super::managers::{GENERIC, ris};
use super::{
    CsvTable, Destination, Drop, Evidence, LanguageForm, Limits, Place, RisAffiliations, RisKeywords,
    RisPages, RisProvider, RisTable, presence, traps,
};

const ALL_RIS: &[&str] = &["ris"];

/// Rayyan reads RIS, BibTeX and its own CSV layout, ten files of 100 MB at a time; people screen on title and
/// abstract (its help pages; the importer was not run).
pub(super) const RAYYAN: Destination = Destination {
    name: "rayyan",
    title: "Rayyan",
    summary: "Rayyan, for screening; at most 100 MB a file",
    formats: &["ris", "csv", "bibtex"],
    csv: CsvTable { preset: Some("rayyan"), ..GENERIC.csv },
    limits: Limits { records: None, bytes: Some(100_000_000) },
    places: &[
        ris("title", "TI  - ", "Title", Evidence::Doc),
        ris("abstract", "AB  - ", "Abstract", Evidence::Doc),
        ris("everything without a field", "N1  - refmill leftover: ", "Notes", Evidence::Guess),
        Place {
            value: "PMID",
            format: "csv",
            written: "pubmed_id",
            shown: "its own column",
            evidence: Evidence::Doc,
        },
    ],
    drops: &[
        Drop {
            field: "affiliations",
            formats: &["ris", "csv", "bibtex"],
            present: presence::affiliations,
            remedy: "Rayyan does not show them; keep a csl-json file beside it",
            evidence: Evidence::Doc,
        },
        Drop {
            field: "vernacular titles",
            formats: &["csv", "bibtex"],
            present: presence::vernacular_title,
            remedy: "use --to ris, where they stay in the notes",
            evidence: Evidence::Guess,
        },
    ],
    traps: &[&traps::ABSTRACT],
    ..GENERIC
};

/// Covidence reads RIS, `EndNote` XML and `PubMed` text, of which we write RIS, one file of 15,000 references or 50 MB
/// at a time. It takes two records for one if title, year and volume are equal and the authors similar, so the
/// volume must stay a bare number (its help pages; the importer was not run).
pub(super) const COVIDENCE: Destination = Destination {
    name: "covidence",
    title: "Covidence",
    summary: "Covidence, for screening; RIS only, at most 15,000 references or 50 MB a file",
    formats: &["ris"],
    limits: Limits { records: Some(15_000), bytes: Some(50_000_000) },
    places: &[
        ris("title", "TI  - ", "Title; compared when looking for duplicates", Evidence::Doc),
        ris("abstract", "AB  - ", "Abstract", Evidence::Doc),
        ris("year", "PY  - ", "Year; compared when looking for duplicates", Evidence::Doc),
        ris("volume", "VL  - ", "Volume; compared when looking for duplicates", Evidence::Doc),
        ris("everything without a field", "N1  - refmill leftover: ", "Notes", Evidence::Guess),
    ],
    drops: &[
        Drop {
            field: "affiliations",
            formats: ALL_RIS,
            present: presence::affiliations,
            remedy: "Covidence has no column for them; keep a csl-json file beside it",
            evidence: Evidence::Doc,
        },
        Drop {
            field: "vernacular titles",
            formats: ALL_RIS,
            present: presence::vernacular_title,
            remedy: "Covidence has no column for them; keep a csl-json file beside it",
            evidence: Evidence::Doc,
        },
        Drop {
            field: "languages",
            formats: ALL_RIS,
            present: presence::language,
            remedy: "Covidence has no column for them; keep a csl-json file beside it",
            evidence: Evidence::Doc,
        },
        Drop {
            field: "keywords",
            formats: ALL_RIS,
            present: presence::keywords,
            remedy: "Covidence has no column for them; keep a csl-json file beside it",
            evidence: Evidence::Doc,
        },
    ],
    traps: &[&traps::ABSTRACT, &traps::VOLUME, &traps::NAME_IN_ONE],
    ..GENERIC
};

/// `ASReview` reads RIS through rispy, which keeps the first `AD` only and skips what it does not know, and CSV by
/// column names.
pub(super) const ASREVIEW: Destination = Destination {
    name: "asreview",
    title: "ASReview",
    summary: "ASReview, for screening",
    formats: &["ris", "csv", "tsv"],
    csv: CsvTable { preset: Some("asreview"), ..GENERIC.csv },
    places: &[
        ris("title", "TI  - ", "title", Evidence::Run),
        ris("abstract", "AB  - ", "abstract", Evidence::Run),
        ris("affiliations, in one line", "AD  - ", "author_address, first line only", Evidence::Run),
        ris("vernacular title", "TT  - ", "translated_title", Evidence::Run),
        ris("MeSH headings", "KW  - ", "keywords", Evidence::Run),
        ris("everything without a field", "N1  - refmill leftover: ", "notes", Evidence::Run),
    ],
    drops: &[
        Drop {
            field: "affiliations",
            formats: &["csv", "tsv"],
            present: presence::affiliations,
            remedy: "use --to ris, where they stay in the data set that ASReview gives back",
            evidence: Evidence::Doc,
        },
        Drop {
            field: "vernacular titles",
            formats: &["csv", "tsv"],
            present: presence::vernacular_title,
            remedy: "use --to ris, where they stay in the data set that ASReview gives back",
            evidence: Evidence::Doc,
        },
    ],
    traps: &[&traps::ABSTRACT],
    ..GENERIC
};

/// `ASySD` reads the journal from `T2` only, the pages from `SP` only, and of a repeated tag other than `AU` the last
/// line only (mapping reference 2.6, profile asysd).
pub(super) const ASYSD: Destination = Destination {
    name: "asysd",
    title: "ASySD",
    summary: "ASySD, for finding duplicates",
    formats: &["ris", "bibtex"],
    ris: RisTable {
        pages: RisPages::Whole,
        keywords: RisKeywords::OneLine,
        abbreviation_as_journal: true,
        other_names: &[],
        ..GENERIC.ris
    },
    places: &[
        ris("citation key", "ID  - ", "record_id", Evidence::Code),
        ris("pages, whole", "SP  - ", "pages", Evidence::Code),
        ris("keywords, in one line", "KW  - ", "keywords", Evidence::Code),
        ris("journal", "T2  - ", "journal", Evidence::Code),
        ris("database", "DB  - ", "source", Evidence::Code),
    ],
    drops: &[
        Drop {
            field: "affiliations",
            formats: ALL_RIS,
            present: presence::affiliations,
            remedy: "keep a csl-json file beside it and join by the citation key",
            evidence: Evidence::Code,
        },
        Drop {
            field: "vernacular titles",
            formats: ALL_RIS,
            present: presence::vernacular_title,
            remedy: "keep a csl-json file beside it and join by the citation key",
            evidence: Evidence::Code,
        },
    ],
    traps: &[&traps::NAME_IN_ONE],
    ..GENERIC
};

/// The layout of the Global Index Medicus's own export, for programs that expect it (mapping reference 2.6).
pub(super) const GIM: Destination = Destination {
    name: "gim",
    title: "Global Index Medicus",
    summary: "the RIS layout of the Global Index Medicus",
    formats: &["ris"],
    ris: RisTable {
        language: LanguageForm::Tag,
        database_number: &["ID", "C8"],
        affiliations: RisAffiliations::Each,
        journal: "JO",
        journal_abbreviation: None,
        mesh: "MH",
        provider: RisProvider::Address,
        also_in_note: &[],
        ..GENERIC.ris
    },
    places: &[
        ris("WPRIM ID", "ID  - ", "document number", Evidence::Code),
        ris("WPRIM ID", "C8  - ", "document number", Evidence::Code),
        ris("affiliations, one a line", "AD  - ", "affiliations", Evidence::Code),
        ris("journal", "JO  - ", "journal", Evidence::Code),
        ris("MeSH headings", "MH  - ", "descriptors", Evidence::Code),
        ris("vernacular title", "TT  - ", "other title", Evidence::Code),
        ris("address of the database", "DP  - ", "portal", Evidence::Code),
    ],
    drops: &[],
    ..GENERIC
};
