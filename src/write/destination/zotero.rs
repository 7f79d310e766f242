//! Zotero.

use super::managers::{BIB, CSL, GENERIC, RIS, place, ris};
use super::{
    Accession, AndOthers, BibtexPmid, BibtexTable, CslSuffix, CslTable, Destination, Drop, EndNoteIssns,
    EndNoteTable, Evidence, LanguageForm, Lead, M2Line, Place, RisAffiliations, RisKeywords, RisTable,
    presence, traps,
};

const IN_ITEM_NOTE: &str = "they stay in the note of each item";
const RIS_AND_CSL: &[&str] = &["ris", "csl-json"];

const ZOTERO_PLACES: &[Place] = &[
    ris("vernacular title", "M2  - original-title: ", "Extra, used in citations", Evidence::Run),
    ris("PMID", "M2  - PMID: ", "Extra", Evidence::Run),
    ris("PMC number", "M2  - PMCID: ", "Extra", Evidence::Guess),
    ris("WPRIM ID", "AN  - ", "Loc. in Archive", Evidence::Run),
    ris("affiliations", "N1  - refmill leftover: ", "child note", Evidence::Run),
    ris("date", "DA  - ", "Date, year and month", Evidence::Run),
    ris("keywords", "KW  - ", "tags", Evidence::Run),
    ris("database", "DB  - ", "Archive", Evidence::Run),
    ris("database provider", "DP  - ", "Library Catalog", Evidence::Run),
    ris("language", "LA  - ", "Language, as written; citing works with a tag", Evidence::Code),
    ris("article number", "SP  - ", "Pages", Evidence::Run),
    place(
        "csl-json",
        "vernacular title",
        "note: original-title: …",
        "Extra, used in citations",
        Evidence::Run,
    ),
    place("csl-json", "keywords", "note: Keywords: …", "Extra", Evidence::Code),
    place("csl-json", "affiliations", "note: Affiliations: …", "Extra", Evidence::Code),
    place("csl-json", "suffix of a name", "given: Maria, Jr.", "First name", Evidence::Run),
    place(
        "endnote-xml",
        "vernacular title, native names, affiliations, PMID",
        "translated-title, translated-authors, auth-address, accession-num",
        "one child note, \"values with no corresponding field\"",
        Evidence::Run,
    ),
    place("endnote-xml", "keywords", "keywords", "tags", Evidence::Code),
    place("endnote-xml", "PMC number", "custom2", "Extra", Evidence::Code),
    place("endnote-xml", "database", "remote-database-name", "Library Catalog", Evidence::Code),
    place("bibtex", "PMID", "pmid", "Extra", Evidence::Run),
    place("bibtex", "language", "language", "Language, as written", Evidence::Run),
];

/// First the rows about what leads in [`ZOTERO_CN`], last those about BibTeX and `EndNote` XML, which that one
/// does not offer.
const ZOTERO_DROPS: &[Drop] = &[
    Drop {
        field: "native author names",
        formats: RIS,
        present: presence::native_names,
        remedy: "they stay in the note of each item; use --for zotero-cn to let them lead",
        evidence: Evidence::Run,
    },
    Drop {
        field: "native author names",
        formats: &["csl-json", "bibtex", "biblatex"],
        present: presence::native_names,
        remedy: "use --to ris, which puts them into the note of each item",
        evidence: Evidence::Run,
    },
    Drop::in_note("vernacular journal names", presence::vernacular_journal, IN_ITEM_NOTE, Evidence::Run),
    Drop::in_note("affiliations", presence::affiliations, IN_ITEM_NOTE, Evidence::Run),
    Drop {
        field: "affiliations",
        formats: CSL,
        present: presence::affiliations,
        remedy: "they stay as a line of Extra; keep the file, refmill reads them back from it",
        evidence: Evidence::Code,
    },
    Drop {
        field: "keywords",
        formats: CSL,
        present: presence::keywords,
        remedy: "use --to ris, which makes tags of them",
        evidence: Evidence::Run,
    },
    Drop::in_note("ORCID iDs", presence::orcids, IN_ITEM_NOTE, Evidence::Run),
    Drop {
        field: "ORCID iDs",
        formats: &["csl-json", "bibtex", "biblatex"],
        present: presence::orcids,
        remedy: "use --to ris, which puts them into the note of each item",
        evidence: Evidence::Run,
    },
    Drop {
        field: "seasons and month ranges",
        formats: RIS,
        present: presence::season_or_range,
        remedy: "the year and the first month arrive, a range stays in the note; use --to csl-json for ranges",
        evidence: Evidence::Run,
    },
    Drop::in_note("dates of electronic publication", presence::epub_date, IN_ITEM_NOTE, Evidence::Run),
    Drop {
        field: "dates of electronic publication",
        formats: CSL,
        present: presence::epub_date,
        remedy: "use --to ris, which puts them into the note of each item",
        evidence: Evidence::Run,
    },
    Drop {
        field: "publication types",
        formats: RIS_AND_CSL,
        present: presence::publication_type,
        remedy: "in RIS they stay in the note of each item",
        evidence: Evidence::Run,
    },
    Drop {
        field: "citation keys",
        formats: RIS,
        present: presence::citation_key,
        remedy: "use --to csl-json, which keeps them in their own field",
        evidence: Evidence::Run,
    },
    Drop::in_note(
        "links between authors and affiliations",
        presence::author_links,
        IN_ITEM_NOTE,
        Evidence::Run,
    ),
    Drop::in_note("further ISSNs", presence::further_issns, IN_ITEM_NOTE, Evidence::Run),
    Drop::in_note("further abstracts", presence::further_abstracts, IN_ITEM_NOTE, Evidence::Run),
    Drop::in_note("dates of receipt and acceptance", presence::history_dates, IN_ITEM_NOTE, Evidence::Run),
    Drop::in_note("grants", presence::funding, IN_ITEM_NOTE, Evidence::Run),
    Drop {
        field: "affiliations",
        formats: BIB,
        present: presence::affiliations,
        remedy: "use --to ris, which puts them into the note of each item",
        evidence: Evidence::Run,
    },
    Drop {
        field: "vernacular titles",
        formats: BIB,
        present: presence::vernacular_title,
        remedy: "use --to ris, which puts them into Extra",
        evidence: Evidence::Run,
    },
    Drop {
        field: "countries",
        formats: BIB,
        present: presence::country,
        remedy: "use --to ris",
        evidence: Evidence::Run,
    },
    Drop {
        field: "cut author lists",
        formats: BIB,
        present: presence::cut_author_list,
        remedy: "use --to ris, which says so in the note of each item",
        evidence: Evidence::Run,
    },
    Drop {
        field: "keywords with a comma inside, as one keyword",
        formats: BIB,
        present: presence::keyword_with_comma,
        remedy: "use --to ris, where they stay whole",
        evidence: Evidence::Run,
    },
    Drop {
        field: "article numbers beside pages",
        formats: &["endnote-xml"],
        present: presence::article_number,
        remedy: "where an article has no pages its number arrives as pages; otherwise use --to ris",
        evidence: Evidence::Run,
    },
];

/// Zotero drops `AD`, `TT`, `OP` and the `C` tags of RIS without a word, keeps `M2` as a line of Extra and `N1` as
/// a note. Its accession number lands beside the name of the database, so the PMID, which has a line of Extra, is
/// kept out of `AN` (against the mapping reference 8.2, whose `AN` serves programs without that line). `LA` is a
/// tag, because Zotero cites by it (mapping reference 5.1).
pub(super) const ZOTERO: Destination = Destination {
    name: "zotero",
    title: "Zotero",
    summary: "Zotero; best as RIS",
    formats: &["ris", "endnote-xml", "csl-json", "bibtex", "biblatex"],
    ris: RisTable {
        language: LanguageForm::Tag,
        vernacular_title: None,
        m2_lines: &[M2Line::OriginalTitle, M2Line::Pmid, M2Line::Pmcid],
        accession: Accession::Database,
        pmcid: None,
        article_number: None,
        affiliations: RisAffiliations::InNote,
        keywords: RisKeywords::EachSafeFromSplitting,
        also_in_note: &["WPRIM ID", "Publication types"],
        ..GENERIC.ris
    },
    csl_json: CslTable {
        suffix: CslSuffix::InGiven,
        note_lines: &["Keywords", "Affiliations"],
        ..GENERIC.csl_json
    },
    bibtex: BibtexTable { language: LanguageForm::Tag, pmid: BibtexPmid::Pmid, and_others: AndOthers::Never },
    endnote: EndNoteTable { language: LanguageForm::Tag, issns: EndNoteIssns::Chief, addresses: "web-urls" },
    places: ZOTERO_PLACES,
    drops: ZOTERO_DROPS,
    traps: &[&traps::NAME_IN_ONE],
    ..GENERIC
};

/// Zotero with the habits of its Chinese users: the Chinese title and names lead, the English ones stand in Extra
/// where Chinese styles look for them (needs reference B.4, rank 16).
pub(super) const ZOTERO_CN: Destination = Destination {
    name: "zotero-cn",
    title: "Zotero",
    summary: "Zotero with Chinese styles: vernacular title and names lead",
    lead: Lead::Vernacular,
    ris: RisTable {
        language: LanguageForm::TagWithRegion,
        m2_lines: &[
            M2Line::OriginalTitle,
            M2Line::OriginalAuthor,
            M2Line::OriginalContainerTitle,
            M2Line::Pmid,
            M2Line::Pmcid,
        ],
        ..ZOTERO.ris
    },
    csl_json: CslTable {
        language: LanguageForm::TagWithRegion,
        note_variables: &["original-title", "original-author", "original-container-title"],
        ..ZOTERO.csl_json
    },
    bibtex: BibtexTable { language: LanguageForm::TagWithRegion, ..ZOTERO.bibtex },
    formats: &["ris", "csl-json"],
    // Native names are in one piece on purpose.
    traps: &[],
    drops: ZOTERO_DROPS.split_at(ZOTERO_DROPS.len() - 6).0.split_at(3).1,
    places: &[
        ris("English title", "M2  - original-title: ", "Extra, used by Chinese styles", Evidence::Run),
        ris("romanised names", "M2  - original-author: ", "Extra, used by Chinese styles", Evidence::Code),
        ris(
            "English journal name",
            "M2  - original-container-title: ",
            "Extra, used by Chinese styles",
            Evidence::Code,
        ),
        ris("native names", "AU  - ", "Author in one field", Evidence::Run),
        ris("PMID", "M2  - PMID: ", "Extra", Evidence::Run),
        ris("PMC number", "M2  - PMCID: ", "Extra", Evidence::Guess),
        ris("WPRIM ID", "AN  - ", "Loc. in Archive", Evidence::Run),
        ris("affiliations", "N1  - refmill leftover: ", "child note", Evidence::Run),
        ris("language", "LA  - ", "Language: zh-CN, en-US", Evidence::Code),
    ],
    ..ZOTERO
};
