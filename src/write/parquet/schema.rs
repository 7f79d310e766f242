//! The columns. Names are those of the record's JSON and of our own CSV, in snake case; every value may be absent.

use arrow_schema::{DataType, Field, Fields, Schema};
use std::sync::Arc;

/// A column, or a field of a nested one.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What it means, for `docs/parquet.md`.
    pub meaning: &'static str,
}

/// What values of a column are.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// A whole number of 32 bits.
    Number,
    /// A whole number of 64 bits.
    Long,
    /// Yes or no.
    Flag,
    /// A list of texts.
    Texts,
    /// A list of structs.
    Structs(&'static [Column]),
    /// A struct.
    Struct(&'static [Column]),
}

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Number => DataType::Int32,
            Self::Long => DataType::Int64,
            Self::Flag => DataType::Boolean,
            Self::Texts => list(DataType::Utf8),
            Self::Structs(columns) => list(DataType::Struct(fields(columns))),
            Self::Struct(columns) => DataType::Struct(fields(columns)),
        }
    }

    /// As `DuckDB` names it.
    fn in_words(self) -> String {
        let of = |columns: &[Column]| {
            let columns = columns.iter().map(|column| format!("{} {}", column.name, column.kind.in_words()));
            columns.collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Text => "varchar".to_owned(),
            Self::Number => "integer".to_owned(),
            Self::Long => "bigint".to_owned(),
            Self::Flag => "boolean".to_owned(),
            Self::Texts => "varchar[]".to_owned(),
            Self::Structs(columns) => format!("struct({})[]", of(columns)),
            Self::Struct(columns) => format!("struct({})", of(columns)),
        }
    }
}

fn list(of: DataType) -> DataType {
    // The name that the Parquet format gives to the one field of a list ("Logical types", Lists).
    DataType::List(Arc::new(Field::new("element", of, true)))
}

fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(|column| Field::new(column.name, column.kind.data_type(), true)).collect()
}

/// The schema of a file.
#[must_use]
pub fn schema() -> Schema {
    Schema::new(fields(COLUMNS))
}

/// The table of `docs/parquet.md`.
#[must_use]
pub fn markdown() -> String {
    let mut table = String::from("| Column | Type | What it is |\n|--|--|--|\n");
    for column in COLUMNS {
        table +=
            &["| `", column.name, "` | `", &column.kind.in_words(), "` | ", column.meaning, " |\n"].concat();
    }
    table
}

const fn column(name: &'static str, kind: Kind, meaning: &'static str) -> Column {
    Column { name, kind, meaning }
}

const fn of(name: &'static str, kind: Kind) -> Column {
    column(name, kind, "")
}

use Kind::{Flag, Long, Number, Struct, Structs, Text, Texts};

const TEXT: &[Column] = &[of("text", Text), of("lang", Text)];

const IDENT: &[Column] =
    &[of("scheme", Text), of("value", Text), of("normalised", Text), of("raw", Text), of("origin", Text)];

const FORM: &[Column] = &[
    of("kind", Text),
    of("family", Text),
    of("given", Text),
    of("non_dropping_particle", Text),
    of("dropping_particle", Text),
    of("suffix", Text),
    of("literal", Text),
    of("lang", Text),
    of("script", Text),
    of("raw", Text),
    of("confidence", Text),
];

const CONTRIBUTOR: &[Column] = &[
    of("role", Text),
    of("family", Text),
    of("given", Text),
    of("suffix", Text),
    of("literal", Text),
    of("is_group", Flag),
    of("orcid", Text),
    of("emails", Texts),
    of("affiliations", Texts),
    of("affiliation_refs", Texts),
    of("corresponding", Flag),
    of("equal_contribution", Flag),
    of("degrees", Texts),
    of("other_ids", Structs(IDENT)),
    of("forms", Structs(FORM)),
    of("group_members", Structs(FORM)),
];

const AFFILIATION: &[Column] = &[
    of("id", Text),
    of("label_raw", Text),
    of("texts", Structs(TEXT)),
    of("ror", Text),
    of("country", Text),
    of("postcode", Text),
];

const TERM: &[Column] = &[
    of("value", Text),
    of("lang", Text),
    of("vocab", Text),
    of("ui", Text),
    of("qualifiers", Texts),
    of("major", Flag),
];

const DATE: &[Column] = &[
    of("kind", Text),
    of("iso", Text),
    of("year", Number),
    of("month", Number),
    of("day", Number),
    of("end_year", Number),
    of("end_month", Number),
    of("end_day", Number),
    of("season", Text),
    of("circa", Flag),
    of("text_raw", Text),
];

/// All columns, in their order.
pub const COLUMNS: &[Column] = &[
    column("id", Text, "Identifier of the record in its file, else the citation key"),
    column("citation_key", Text, "Citation key"),
    column("type", Text, "Type, in the words of CSL: `article-journal`"),
    column("genre", Text, "Chief publication type: `Review`"),
    column("title", Text, "The title that leads, with its subtitle"),
    column("vernacular_title", Text, "Title in the language of the article, beside the one that leads"),
    column("authors", Texts, "Authors, `Family, Given` or the name of a group"),
    column("doi", Text, "DOI, bare"),
    column("pmid", Text, "PMID"),
    column("pmcid", Text, "PMCID with its `PMC`"),
    column("wprim_id", Text, "Number in WPRIM"),
    column("journal", Text, "Journal or book"),
    column("journal_abbrev", Text, "Its abbreviation"),
    column("journal_native", Text, "Its name in its own language"),
    column("issn", Text, "ISSN of print, or of an unknown medium"),
    column("eissn", Text, "ISSN of the electronic edition"),
    column("issn_l", Text, "Linking ISSN"),
    column("year", Number, "Year of publication"),
    column("month", Number, "Month, 1 to 12"),
    column("day", Number, "Day, 1 to 31"),
    column("date", Text, "Date of publication, ISO 8601 with as many parts as are known"),
    column("epub_date", Text, "Date of electronic publication, likewise"),
    column("volume", Text, "Volume; text, for `49-50` and `XLIX`"),
    column("issue", Text, "Issue: `4`, `Suppl 1`"),
    column("pages", Text, "Pages: `217-221`"),
    column("page_first", Text, "First page"),
    column("page_last", Text, "Last page"),
    column("article_number", Text, "Number in the place of pages: `e15`"),
    column("number_of_pages", Text, "Number of pages"),
    column("keywords", Texts, "Keywords"),
    column("mesh", Texts, "Headings of MeSH, a star before those of a chief topic: `*Purpura/drug therapy`"),
    column("language", Text, "Languages of the article, BCP 47, joined with `; `"),
    column("country", Text, "Countries, joined with `; `"),
    column("abstract", Text, "The first abstract"),
    column("url", Text, "Address of the article"),
    column("pdf_url", Text, "Address of its PDF"),
    column("database", Text, "Database that the record comes from"),
    column("provider", Text, "Who runs it"),
    column("publisher", Text, "Publisher"),
    column("publisher_place", Text, "Place of publication"),
    column("status", Text, "`in press`, `retracted`"),
    column("license", Text, "Licence"),
    column("titles", Structs(&[of("text", Text), of("lang", Text), of("role", Text)]), "All titles"),
    column(
        "contributors",
        Structs(CONTRIBUTOR),
        "Authors, editors and others; the name that leads, then all its forms; `affiliations` are the texts of those linked",
    ),
    column("affiliations", Structs(AFFILIATION), "Institutions, in the order printed"),
    column("identifiers", Structs(IDENT), "All identifiers; `origin` is absent for what was read"),
    column(
        "container_titles",
        Structs(&[of("text", Text), of("lang", Text), of("role", Text), of("scheme", Text)]),
        "All names of the journal or book",
    ),
    column(
        "issns",
        Structs(&[of("value", Text), of("medium", Text), of("origin", Text)]),
        "All ISSNs; `origin` is absent for what was read",
    ),
    column("dates", Structs(DATE), "All dates, with the text each was read from"),
    column(
        "page_ranges",
        Structs(&[of("first", Text), of("last", Text), of("raw", Text)]),
        "Ranges of pages",
    ),
    column("terms", Structs(TERM), "Keywords and headings"),
    column("publication_types", Structs(TERM), "All publication types"),
    column("countries", Structs(&[of("text", Text), of("code", Text)]), "Countries, with ISO 3166 codes"),
    column("languages", Structs(&[of("text", Text), of("tag", Text)]), "Languages of the article"),
    column(
        "abstracts",
        Structs(&[
            of("text", Text),
            of("lang", Text),
            of("sections", Structs(&[of("label", Text), of("text", Text)])),
        ]),
        "All abstracts, with their headed sections",
    ),
    column("urls", Structs(&[of("href", Text), of("kind", Text)]), "All addresses"),
    column("notes", Structs(&[of("text", Text), of("kind", Text)]), "Notes of the source"),
    column(
        "funding",
        Structs(&[
            of("funder", Text),
            of("id", Text),
            of("award", Text),
            of("text_raw", Text),
            of("country", Text),
        ]),
        "Grants and funders",
    ),
    column(
        "unknown",
        Structs(&[of("format", Text), of("tag", Text), of("value", Text)]),
        "Fields of the source that no column has",
    ),
    column(
        "provenance",
        Struct(&[of("format", Text), of("file", Text), of("record", Long)]),
        "Where the record was read",
    ),
    column("extra_json", Text, "The whole record, as in our CSV"),
];
