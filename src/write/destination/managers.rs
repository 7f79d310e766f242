//! The generic profile, and reference managers other than Zotero.

use super::{
    Accession, AndOthers, BibtexPmid, BibtexTable, CslArticleNumber, CslLanguageOf, CslParticles, CslSuffix,
    CslTable, CsvTable, Destination, Drop, EndNoteIssns, EndNoteTable, Evidence, LanguageForm, Lead, Limits,
    Place, RisAffiliations, RisDates, RisKeywords, RisPages, RisProvider, RisTable, presence, traps,
};
use crate::record::Role;

pub(super) const RIS: &[&str] = &["ris"];
pub(super) const CSL: &[&str] = &["csl-json"];
pub(super) const BIB: &[&str] = &["bibtex", "biblatex"];

const IN_NOTES: &str = "they stay in Notes";
const IN_COMMENT: &str = "they stay in the comment of each entry; use --to biblatex to keep them in a field";

/// A row about RIS.
pub(super) const fn ris(
    value: &'static str,
    written: &'static str,
    shown: &'static str,
    evidence: Evidence,
) -> Place {
    Place { value, format: "ris", written, shown, evidence }
}

/// A row about another format.
pub(super) const fn place(
    format: &'static str,
    value: &'static str,
    written: &'static str,
    shown: &'static str,
    evidence: Evidence,
) -> Place {
    Place { value, format, written, shown, evidence }
}

/// The rules of the mapping reference without any profile (2.6 "generic profile", 8.22).
pub(super) const GENERIC: Destination = Destination {
    name: "generic",
    title: "the importing program",
    summary: "no program in particular: the common denominator",
    formats: &["csl-json", "csl-jsonl", "ris", "endnote-xml", "bibtex", "biblatex", "csv", "tsv"],
    lead: Lead::AsShown,
    ris: RisTable {
        dates: RisDates::PyAndDa,
        language: LanguageForm::Name,
        vernacular_title: Some("TT"),
        m2_lines: &[],
        accession: Accession::PmidOrDatabase,
        pmcid: Some("C2"),
        article_number: Some("C7"),
        database_number: &[],
        affiliations: RisAffiliations::Joined,
        other_names: &[(Role::Editor, "A2"), (Role::CollectionEditor, "A3"), (Role::Translator, "A4")],
        journal: "T2",
        country: Some("CY"),
        journal_abbreviation: Some("J2"),
        abbreviation_as_journal: false,
        pages: RisPages::Split,
        mesh: "KW",
        keywords: RisKeywords::Each,
        epub_date: None,
        provider: RisProvider::Name,
        types: &[],
        also_in_note: &["Vernacular title", "WPRIM ID"],
    },
    csl_json: CslTable {
        particles: CslParticles::Joined,
        language_of: CslLanguageOf::Article,
        suffix: CslSuffix::Field,
        language: LanguageForm::Tag,
        note_variables: &["original-title"],
        note_lines: &[],
        article_number: CslArticleNumber::Page,
    },
    bibtex: BibtexTable {
        language: LanguageForm::Name,
        pmid: BibtexPmid::ByDialect,
        and_others: AndOthers::WhereCut,
    },
    csv: CsvTable { preset: None, bom: false },
    endnote: EndNoteTable {
        language: LanguageForm::Name,
        issns: EndNoteIssns::All,
        addresses: "related-urls",
    },
    limits: Limits::NONE,
    places: &[
        ris(
            "vernacular title",
            "TT  - ",
            "Translated Title by the format's own list; dropped by many",
            Evidence::Doc,
        ),
        ris("vernacular title", "N1  - refmill leftover: ", "a note nearly everywhere", Evidence::Run),
        ris(
            "affiliations",
            "AD  - ",
            "Author Address by the format's own list; dropped by many",
            Evidence::Doc,
        ),
        ris("journal", "T2  - ", "journal, in every program looked at", Evidence::Code),
        ris(
            "PMID, else the number in the database",
            "AN  - ",
            "differs from program to program",
            Evidence::Code,
        ),
    ],
    drops: &[],
    traps: &[&traps::TEX, &traps::BIBTEX_NAMES, &traps::EXCEL_ENCODING],
};

/// `EndNote`'s field names are those of the RIS list of 2011, so nearly everything has a home; `M2` is a start page
/// and is never written. It imports no BibTeX and no CSL-JSON. `EndNote` itself was not run.
pub(super) const ENDNOTE: Destination = Destination {
    name: "endnote",
    title: "EndNote",
    summary: "EndNote; choose RefMan (RIS) and UTF-8 in its import dialogue, or EndNote generated XML",
    formats: &["ris", "endnote-xml"],
    ris: RisTable {
        pages: RisPages::Whole,
        epub_date: Some("ET"),
        abbreviation_as_journal: true,
        also_in_note: &[],
        ..GENERIC.ris
    },
    places: &[
        ris("vernacular title", "TT  - ", "Translated Title", Evidence::Doc),
        ris("affiliations", "AD  - ", "Author Address", Evidence::Doc),
        ris("PMID, else the number in the database", "AN  - ", "Accession Number", Evidence::Doc),
        ris("PMC number", "C2  - ", "PMCID", Evidence::Doc),
        ris("article number", "C7  - ", "Article Number", Evidence::Doc),
        ris("pages, whole", "SP  - ", "Pages", Evidence::Doc),
        ris("date of electronic publication", "ET  - ", "Epub Date", Evidence::Doc),
        ris("journal abbreviation", "J2  - ", "Alternate Journal", Evidence::Doc),
        ris("language", "LA  - ", "Language", Evidence::Doc),
        ris("database", "DB  - ", "Name of Database", Evidence::Doc),
        ris("database provider", "DP  - ", "Database Provider", Evidence::Doc),
        ris("everything without a field", "N1  - refmill leftover: ", "Notes", Evidence::Doc),
        place(
            "endnote-xml",
            "vernacular title",
            "titles/translated-title",
            "Translated Title",
            Evidence::Doc,
        ),
        place("endnote-xml", "native names", "translated-authors", "Translated Author", Evidence::Doc),
        place(
            "endnote-xml",
            "vernacular journal name",
            "titles/alt-title",
            "Alternate Journal",
            Evidence::Doc,
        ),
        place("endnote-xml", "affiliations", "auth-address", "Author Address", Evidence::Doc),
        place(
            "endnote-xml",
            "PMID, else the number in the database",
            "accession-num",
            "Accession Number",
            Evidence::Doc,
        ),
        place("endnote-xml", "PMC number", "custom2", "PMCID", Evidence::Doc),
        place("endnote-xml", "article number", "custom7", "Article Number", Evidence::Doc),
        place("endnote-xml", "date of electronic publication", "edition", "Epub Date", Evidence::Doc),
        place("endnote-xml", "everything without a field", "notes", "Notes", Evidence::Doc),
    ],
    drops: &[
        Drop::in_note(
            "links between authors and affiliations",
            presence::author_links,
            IN_NOTES,
            Evidence::Doc,
        ),
        Drop::in_note("native author names", presence::native_names, IN_NOTES, Evidence::Doc),
        Drop::in_note("ORCID iDs", presence::orcids, IN_NOTES, Evidence::Doc),
        Drop::in_note("further abstracts", presence::further_abstracts, IN_NOTES, Evidence::Doc),
        Drop::in_note("vernacular journal names", presence::vernacular_journal, IN_NOTES, Evidence::Doc),
        Drop::in_note("further ISSNs", presence::further_issns, IN_NOTES, Evidence::Doc),
        Drop::in_note("dates of receipt and acceptance", presence::history_dates, IN_NOTES, Evidence::Doc),
        Drop::in_note("grants", presence::funding, IN_NOTES, Evidence::Doc),
    ],
    traps: &[&traps::ENDNOTE_ENCODING],
    ..GENERIC
};

/// Mendeley takes `AN` for a PMID and `DA` for the day of access, reads the journal from `T2` only and drops `EP`
/// (a third party's table; its own importer was not run). A PMID may therefore stand in `AN`, which the needs
/// reference leaves out altogether; nothing else may.
pub(super) const MENDELEY: Destination = Destination {
    name: "mendeley",
    title: "Mendeley",
    summary: "Mendeley Reference Manager",
    formats: &["ris", "bibtex"],
    ris: RisTable {
        dates: RisDates::PyOnly,
        vernacular_title: None,
        accession: Accession::Pmid,
        pmcid: None,
        article_number: None,
        affiliations: RisAffiliations::InNote,
        other_names: &[],
        abbreviation_as_journal: true,
        pages: RisPages::Whole,
        also_in_note: &["Journal abbreviation", "Database", "Database provider"],
        ..GENERIC.ris
    },
    places: &[
        ris("PMID", "AN  - ", "identifiers: pmid", Evidence::ThirdParty),
        ris("journal", "T2  - ", "Journal", Evidence::ThirdParty),
        ris("pages, whole", "SP  - ", "Pages", Evidence::ThirdParty),
        ris("year", "PY  - ", "Year", Evidence::ThirdParty),
        ris("language", "LA  - ", "Language", Evidence::ThirdParty),
        ris(
            "vernacular title, affiliations and more",
            "N1  - refmill leftover: ",
            "Notes",
            Evidence::ThirdParty,
        ),
    ],
    drops: &[
        Drop::in_note("affiliations", presence::affiliations, IN_NOTES, Evidence::ThirdParty),
        Drop::in_note("vernacular titles", presence::vernacular_title, IN_NOTES, Evidence::ThirdParty),
        Drop {
            field: "months of publication",
            formats: RIS,
            present: presence::month,
            remedy: "they stay in Notes, because Mendeley takes a full date for the day of access",
            evidence: Evidence::ThirdParty,
        },
        Drop::in_note("database names and numbers", presence::database, IN_NOTES, Evidence::ThirdParty),
        Drop::in_note("journal abbreviations", presence::abbreviated_journal, IN_NOTES, Evidence::ThirdParty),
        Drop::in_note("native author names", presence::native_names, IN_NOTES, Evidence::ThirdParty),
        Drop::in_note("PMC numbers", presence::pmcid, IN_NOTES, Evidence::ThirdParty),
        Drop::in_note(
            "editors and translators",
            presence::other_contributors,
            IN_NOTES,
            Evidence::ThirdParty,
        ),
        Drop::in_note("grants", presence::funding, IN_NOTES, Evidence::ThirdParty),
    ],
    traps: &[],
    ..GENERIC
};

/// In `JabRef`'s RIS importer `IS`, `AN`, `C7` and `M1` all write `number`, `AD` and `CY` both write `address`, `C2` is
/// a PMID, and the month comes only from the first of `Y1`, `PY`, `DA`. Its own format is BibTeX, where every
/// field is kept.
pub(super) const JABREF: Destination = Destination {
    name: "jabref",
    title: "JabRef",
    summary: "JabRef; best as BibLaTeX, its own format",
    formats: &["biblatex", "bibtex", "ris"],
    ris: RisTable {
        dates: RisDates::Y1,
        vernacular_title: Some("OP"),
        accession: Accession::None,
        pmcid: None,
        article_number: None,
        affiliations: RisAffiliations::InNote,
        other_names: &[(Role::Editor, "ED")],
        country: None,
        types: &[("UNPD", "UNPB")],
        also_in_note: &["Journal abbreviation", "Database provider"],
        ..GENERIC.ris
    },
    places: &[
        ris("vernacular title", "OP  - ", "original-title", Evidence::Code),
        ris("date", "Y1  - ", "year and month", Evidence::Code),
        ris("editors", "ED  - ", "editor", Evidence::Code),
        ris("database", "DB  - ", "database", Evidence::Code),
        ris("affiliations, numbers and more", "N1  - refmill leftover: ", "comment", Evidence::Code),
        place("biblatex", "vernacular title", "origtitle", "origtitle, kept as written", Evidence::Code),
        place("biblatex", "affiliations", "affiliation", "affiliation, kept as written", Evidence::Code),
        place("biblatex", "PMID", "eprint, eprinttype = {pubmed}", "eprint, kept as written", Evidence::Code),
    ],
    drops: &[
        Drop::in_note("affiliations", presence::affiliations, IN_COMMENT, Evidence::Code),
        Drop::in_note("database numbers", presence::database_number, IN_COMMENT, Evidence::Code),
        Drop::in_note("PMIDs", presence::pmid, IN_COMMENT, Evidence::Code),
        Drop::in_note("PMC numbers", presence::pmcid, IN_COMMENT, Evidence::Code),
        Drop::in_note("journal abbreviations", presence::abbreviated_journal, IN_COMMENT, Evidence::Code),
        Drop::in_note("countries", presence::country, IN_COMMENT, Evidence::Code),
        Drop::in_note("native author names", presence::native_names, IN_COMMENT, Evidence::Code),
    ],
    ..GENERIC
};

/// Of Citavi's RIS import nothing could be read; its BibTeX import has no field for affiliations.
pub(super) const CITAVI: Destination = Destination {
    name: "citavi",
    title: "Citavi",
    summary: "Citavi; its RIS import is not documented, so check a few records",
    formats: &["ris", "bibtex", "csv"],
    places: &[
        ris("title", "TI  - ", "Title; everything else as in the generic profile", Evidence::Guess),
        place("bibtex", "language", "language", "Language", Evidence::Doc),
        place("bibtex", "keywords", "keywords", "Keywords", Evidence::Doc),
        place("bibtex", "abstract", "abstract", "Abstract", Evidence::Doc),
    ],
    drops: &[
        Drop {
            field: "affiliations",
            formats: BIB,
            present: presence::affiliations,
            remedy: "keep a csl-json file beside it, from which refmill reads them back",
            evidence: Evidence::Doc,
        },
        Drop {
            field: "months of publication",
            formats: &["bibtex"],
            present: presence::month,
            remedy: "Citavi puts them into Notes",
            evidence: Evidence::Doc,
        },
    ],
    traps: &[],
    ..GENERIC
};
