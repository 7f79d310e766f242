//! THE table of formats. `--from`, `--to`, help, the README's list and completions come from it.

pub mod facet;
pub mod matrix;

use crate::read::cnki_text::CnkiText;
use crate::read::endnote_tagged::EndNoteTagged;
use crate::read::html::HtmlPages;
use crate::read::noteexpress::NoteExpress;
use crate::read::page::Pages;
use crate::read::refworks_tagged::RefWorksTagged;
use crate::read::table::Table;
use crate::read::wos_tagged::WosTagged;
use crate::read::{Reader, bibtex::Bibtex, crawl::Crawl, csl_json::CslJson, nbib::Nbib, ris::Ris};
use crate::write::{Writer, bibtex, csl_json, csv, endnote_xml, nbib, ris};

/// One format, as a user names it.
pub struct Format {
    /// Name for `--from` and `--to`, kebab-case.
    pub name: &'static str,
    /// One line for help and the README.
    pub summary: &'static str,
    /// File extensions, without the dot; the first is the one we suggest.
    pub extensions: &'static [&'static str],
    /// Media type.
    pub media_type: &'static str,
    /// Whether the start of an input is certainly of this format. Never a maybe.
    pub sniff: fn(&str) -> bool,
    /// Reader, where there is one.
    pub reader: Option<&'static dyn Reader>,
    /// Writer, where there is one.
    pub writer: Option<&'static dyn Writer>,
    /// What an output of this format holds and what it cannot, in a sentence for `refmill formats`.
    pub holds: &'static str,
}

/// All formats. Detection asks in this order, so what is more certain stands first.
pub const FORMATS: &[Format] = &[
    Format {
        name: "csl-json",
        summary: "CSL-JSON, one array; keeps everything",
        extensions: &["json"],
        media_type: "application/vnd.citationstyles.csl+json",
        sniff: crate::read::csl_json::sniff,
        reader: Some(&CslJson),
        writer: Some(&csl_json::CslJson),
        holds: "everything; what CSL has no variable for stands below custom.refmill",
    },
    Format {
        name: "csl-jsonl",
        summary: "CSL-JSON, one item a line, for streams",
        extensions: &["jsonl"],
        media_type: "application/x-ndjson",
        sniff: |_| false,
        reader: Some(&CslJson),
        writer: Some(&csl_json::CslJsonLines),
        holds: "everything; what CSL has no variable for stands below custom.refmill",
    },
    Format {
        name: "csl-yaml",
        summary: "CSL-YAML, a list of references for pandoc; keeps everything",
        extensions: &["yaml", "yml"],
        media_type: "application/yaml",
        sniff: crate::read::csl_yaml::sniff,
        reader: Some(&crate::read::csl_yaml::CslYaml),
        writer: Some(&crate::write::csl_yaml::CslYaml),
        holds: "everything; what CSL has no variable for stands below custom.refmill",
    },
    Format {
        name: "ndjson",
        summary: "the whole record, one JSON object a line, for scripts and tables of data (docs/record.schema.json)",
        extensions: &["ndjson"],
        media_type: "application/x-ndjson",
        sniff: crate::read::ndjson::sniff,
        reader: Some(&crate::read::ndjson::Ndjson),
        writer: Some(&crate::write::ndjson::Ndjson),
        holds: "everything",
    },
    Format {
        name: "ris",
        summary: "RIS, for Zotero, EndNote, Mendeley, Rayyan and most others",
        extensions: &["ris"],
        media_type: "application/x-research-info-systems",
        sniff: crate::read::ris::sniff,
        reader: Some(&Ris),
        writer: Some(&ris::Ris),
        holds: "all but per-author links and identifiers, which go to one note line",
    },
    Format {
        name: "nbib",
        summary: "nbib, PubMed's MEDLINE format",
        extensions: &["nbib", "medline"],
        media_type: "application/nbib",
        sniff: crate::read::nbib::sniff,
        reader: Some(&Nbib),
        writer: Some(&nbib::Nbib),
        holds: "articles with a PMID; marks, native names, addresses and the database are lost",
    },
    Format {
        name: "endnote-tagged",
        summary: "EndNote's tagged format (Refer), of CNKI and Wanfang too",
        extensions: &["enw"],
        media_type: "application/x-endnote-refer",
        sniff: crate::read::endnote_tagged::sniff,
        reader: Some(&EndNoteTagged),
        writer: None,
        holds: "",
    },
    Format {
        name: "wos-tagged",
        summary: "Web of Science's plain text with tags",
        extensions: &["ciw", "isi"],
        media_type: "application/x-inst-for-scientific-info",
        sniff: crate::read::wos_tagged::sniff,
        reader: Some(&WosTagged),
        writer: None,
        holds: "",
    },
    Format {
        name: "refworks-tagged",
        summary: "RefWorks' tagged format, of CNKI too",
        extensions: &["refworks"],
        media_type: "application/x-refworks-tagged",
        sniff: crate::read::refworks_tagged::sniff,
        reader: Some(&RefWorksTagged),
        writer: None,
        holds: "",
    },
    Format {
        name: "noteexpress",
        summary: "NoteExpress' text format, of CNKI, Wanfang and CQVIP",
        extensions: &["net"],
        media_type: "text/plain",
        sniff: crate::read::noteexpress::sniff,
        reader: Some(&NoteExpress),
        writer: None,
        holds: "",
    },
    Format {
        name: "cnki-text",
        summary: "CNKI's plain exports (SrcDatabase-来源库, DataType)",
        extensions: &["eln"],
        media_type: "text/plain",
        sniff: crate::read::cnki_text::sniff,
        reader: Some(&CnkiText),
        writer: None,
        holds: "",
    },
    Format {
        name: "bibtex",
        summary: "BibTeX, for JabRef, LaTeX and Zotero",
        extensions: &["bib"],
        media_type: "application/x-bibtex",
        sniff: crate::read::bibtex::sniff,
        reader: Some(&Bibtex),
        writer: Some(&bibtex::BIBTEX),
        holds: "all texts; history dates and per-author affiliation links are lost",
    },
    Format {
        name: "biblatex",
        summary: "BibLaTeX, for biber",
        extensions: &["bib"],
        media_type: "application/x-bibtex",
        sniff: |_| false,
        reader: Some(&Bibtex),
        writer: Some(&bibtex::BIBLATEX),
        holds: "all texts; history dates and per-author affiliation links are lost",
    },
    Format {
        name: "csv",
        summary: "CSV table, one record a row, for spreadsheets and R",
        extensions: &["csv"],
        media_type: "text/csv",
        sniff: crate::read::table::sniff_csv,
        reader: Some(&Table::CSV),
        writer: Some(&csv::CSV),
        holds: "everything; what has no column stands in extra_json",
    },
    Format {
        name: "tsv",
        summary: "the same table, separated by tabs",
        extensions: &["tsv"],
        media_type: "text/tab-separated-values",
        sniff: crate::read::table::sniff_tsv,
        reader: Some(&Table::TSV),
        writer: Some(&csv::TSV),
        holds: "everything; what has no column stands in extra_json",
    },
    Format {
        name: "crossref",
        summary: "Crossref's JSON: works of its API, one or a list, and of its public dump",
        extensions: &[],
        media_type: "application/vnd.crossref-api-message+json",
        sniff: crate::read::crossref::sniff,
        reader: Some(&crate::read::crossref::Crossref),
        writer: None,
        holds: "",
    },
    Format {
        name: "xlsx",
        summary: "Excel workbook, one record a row, for librarians",
        extensions: &["xlsx"],
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        sniff: |_| false,
        reader: None,
        writer: XLSX_WRITER,
        holds: "everything; what has no column stands in extra_json",
    },
    Format {
        name: "parquet",
        summary: "Parquet with nested columns, for DuckDB, Spark and polars (feature parquet)",
        extensions: &["parquet"],
        media_type: "application/vnd.apache.parquet",
        sniff: |_| false,
        reader: None,
        writer: PARQUET_WRITER,
        holds: "everything; what has no column stands in extra_json",
    },
    Format {
        name: "text",
        summary: "a bibliography for people, in a citation style (feature preview)",
        extensions: &["txt"],
        media_type: "text/plain",
        sniff: |_| false,
        reader: None,
        writer: TEXT_WRITER,
        holds: "what the style prints: mostly authors, title, journal, year, pages and DOI",
    },
    Format {
        name: "openalex",
        summary: "OpenAlex' works: one, a list of its API, and its snapshot",
        extensions: &[],
        media_type: "application/json",
        sniff: crate::read::openalex::sniff,
        reader: Some(&crate::read::openalex::OpenAlex),
        writer: None,
        holds: "",
    },
    Format {
        name: "crawl",
        summary: "crawled pages: JSON, an object a page, its text or HTML in a member",
        extensions: &["jsonl", "ndjson", "json"],
        media_type: "application/x-ndjson",
        sniff: crate::read::crawl::sniff,
        reader: Some(&Crawl::BUILT_IN),
        writer: None,
        holds: "",
    },
    Format {
        name: "pubmed",
        summary: "PubMed XML: baseline, update files, efetch, Bookshelf",
        extensions: &[],
        media_type: "application/xml",
        sniff: crate::read::pubmed::sniff,
        reader: Some(&crate::read::pubmed::Pubmed),
        writer: None,
        holds: "",
    },
    Format {
        name: "jats",
        summary: "JATS XML: articles of journals and of PMC, or their front matter alone",
        extensions: &["nxml"],
        media_type: "application/jats+xml",
        sniff: crate::read::jats::sniff,
        reader: Some(&crate::read::jats::Jats),
        writer: Some(&crate::write::jats::Jats),
        holds: "everything but numbers of subject headings; what JATS has no element for stands in custom-meta",
    },
    Format {
        name: "endnote-xml",
        summary: "EndNote XML, of Zotero, Mendeley and Papers too",
        extensions: &["xml"],
        media_type: "application/x-endnote+xml",
        sniff: crate::read::endnote_xml::sniff,
        reader: Some(&crate::read::endnote_xml::EndNoteXml),
        writer: Some(&endnote_xml::EndNoteXml),
        holds: "all but small capitals and numbers of terms; what has no element goes to one line of notes",
    },
    Format {
        name: "mods",
        summary: "MODS XML, of library catalogues, Zotero and bibutils",
        extensions: &["mods"],
        media_type: "application/mods+xml",
        sniff: crate::read::mods::sniff,
        reader: Some(&crate::read::mods::Mods),
        writer: Some(&crate::write::mods::Mods),
        holds: "all but italics, e-mail addresses of authors and marks beside them",
    },
    Format {
        name: "json-ld",
        summary: "JSON-LD with schema.org's words, for the pages of a site and for search engines",
        extensions: &["jsonld"],
        media_type: "application/ld+json",
        sniff: crate::read::json_ld::sniff,
        reader: Some(&crate::read::json_ld::JsonLd),
        writer: Some(&crate::write::json_ld::JsonLd),
        holds: "all but italics, notes, dates beside that of publication and marks beside authors",
    },
    Format {
        name: "crawl-table",
        summary: "crawled pages: CSV or TSV, a row a page, its text or HTML in a column",
        extensions: &[],
        media_type: "text/csv",
        sniff: crate::read::crawl_table::sniff,
        reader: Some(&crate::read::crawl_table::CrawlTable::BUILT_IN),
        writer: None,
        holds: "",
    },
    Format {
        name: "html",
        summary: "article pages as HTML: their text with the tables of `page`, and their metadata",
        extensions: &["html", "htm", "xhtml"],
        media_type: "text/html",
        sniff: crate::read::html::sniff,
        reader: Some(&HtmlPages::BUILT_IN),
        writer: None,
        holds: "",
    },
    Format {
        name: "page",
        summary: "scraped article pages as text: sites with a table (refmill layout list), and others by general rules",
        extensions: &["txt"],
        media_type: "text/plain",
        sniff: crate::read::page::sniff,
        reader: Some(&Pages::BUILT_IN),
        writer: None,
        holds: "",
    },
];

#[cfg(feature = "xlsx")]
const XLSX_WRITER: Option<&dyn Writer> = Some(&crate::write::xlsx::Xlsx);
#[cfg(not(feature = "xlsx"))]
const XLSX_WRITER: Option<&dyn Writer> = None;

#[cfg(feature = "parquet")]
const PARQUET_WRITER: Option<&dyn Writer> = Some(&crate::write::parquet::Parquet);
#[cfg(not(feature = "parquet"))]
const PARQUET_WRITER: Option<&dyn Writer> = None;

#[cfg(feature = "preview")]
const TEXT_WRITER: Option<&dyn Writer> = Some(&crate::write::text::Bibliography);
#[cfg(not(feature = "preview"))]
const TEXT_WRITER: Option<&dyn Writer> = None;

/// A format of the table that not every build has.
pub struct Optional {
    /// Its name in the table.
    pub format: &'static str,
    /// The Cargo feature that brings it.
    pub feature: &'static str,
    /// Whether it is read where the feature is on.
    pub reads: bool,
    /// Whether it is written where the feature is on.
    pub writes: bool,
    /// Whether the feature is on unless a build turns it off.
    pub by_default: bool,
}

impl Optional {
    /// What to do where a build lacks the format.
    #[must_use]
    pub fn how_to_get(&self) -> String {
        let Self { format, feature, .. } = self;
        format!(
            "this refmill was built without {format}; build one that has it with \
             `cargo install --path . --features {feature}`"
        )
    }
}

/// All formats that need a Cargo feature. They stand in the table whether or not it is on, so that each is known by
/// its name.
pub const OPTIONAL: &[Optional] = &[
    Optional { format: "xlsx", feature: "xlsx", reads: false, writes: true, by_default: true },
    Optional { format: "parquet", feature: "parquet", reads: false, writes: true, by_default: false },
    Optional { format: "text", feature: "preview", reads: false, writes: true, by_default: false },
];

/// What a format needs that not every build has.
#[must_use]
pub fn optional(name: &str) -> Option<&'static Optional> {
    OPTIONAL.iter().find(|optional| optional.format == name)
}

/// The format of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

fn readable() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|format| format.reader.is_some())
}

/// Formats whose first record may stand below other lines, and so also in a value of another format: an abstract in XML with
/// a record of RIS in it.
const FOUND_BELOW: &[&str] =
    &["ris", "nbib", "endnote-tagged", "wos-tagged", "refworks-tagged", "noteexpress", "cnki-text", "bibtex"];

/// The format that the content of an input certainly has. Only formats that can be read.
#[must_use]
pub fn by_content(head: &str) -> Option<&'static Format> {
    let found = readable().find(|format| (format.sniff)(head))?;
    Some(FOUND_BELOW.contains(&found.name).then(|| around(found, head)).flatten().unwrap_or(found))
}

/// The format that an input has from its first lines on, before anything of the format found in it stands there.
fn around(found: &Format, head: &str) -> Option<&'static Format> {
    const LINES: usize = 40;
    for (end, _) in head.match_indices('\n').take(LINES) {
        let above = head.get(..=end)?;
        if (found.sniff)(above) {
            return None;
        }
        let begins = |format: &&Format| (format.sniff)(above) && (format.sniff)(head);
        if let Some(format) = readable().filter(|format| format.name != found.name).find(begins) {
            return Some(format);
        }
    }
    None
}

/// The format of an input: by its content, then by its file's extension. Only formats that can be read.
#[must_use]
pub fn detect(head: &str, extension: Option<&str>) -> Option<&'static Format> {
    let by_form = by_content(head).or_else(|| {
        let extension = extension?.to_ascii_lowercase();
        readable().find(|format| format.extensions.contains(&extension.as_str()))
    });
    // A page of a site that nobody taught shows itself only when it is read.
    by_form.or_else(|| by_name("page").filter(|_| crate::read::page::reads_generally(head)))
}

/// What an output file's extension asks for that could be written if this build had it.
#[must_use]
pub fn missing_for_output(extension: &str) -> Option<&'static Optional> {
    let extension = extension.to_ascii_lowercase();
    let lacks = |format: &&Format| format.writer.is_none() && format.extensions.contains(&extension.as_str());
    FORMATS.iter().filter(lacks).find_map(|format| optional(format.name).filter(|optional| optional.writes))
}

/// The format that an output file's extension asks for. Only formats that can be written.
#[must_use]
pub fn for_output(extension: &str) -> Option<&'static Format> {
    let extension = extension.to_ascii_lowercase();
    FORMATS.iter().find(|format| format.writer.is_some() && format.extensions.contains(&extension.as_str()))
}
