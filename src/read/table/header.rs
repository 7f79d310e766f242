//! The row that names the columns: where it stands, what parts its cells, whose table it heads.

use super::columns::{self, KEPT, folded};
use super::dialects::{ANY, DIALECTS, Dialect, OWN, WOS};
use crate::syntax::table::{self, Quoting, Row};
use crate::vocab::reference_types;

/// So many rows may stand above the header.
const HIGHEST: usize = 20;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// Its name as printed.
    pub(super) printed: String,
    /// The field it feeds.
    pub(super) field: Option<&'static str>,
}

impl Column {
    /// The tag under which its cells go to the sheet.
    pub(super) fn tag(&self) -> &str {
        self.field.filter(|field| *field != KEPT).unwrap_or(&self.printed)
    }
}

/// The header of a table.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) columns: Vec<Column>,
    pub(super) dialect: &'static Dialect,
    pub(super) separator: u8,
    /// Its first line in the file.
    pub(super) line: u32,
    /// What stands above it, that is neither blank nor for a program.
    pub(super) above: Vec<(u32, String)>,
    /// The type of all records, where a line above the header names it (`*Journal Article`).
    pub(super) of_all: Option<String>,
}

impl Header {
    /// Whose table it is.
    pub(super) fn is_of(&self, name: &str) -> bool {
        self.dialect.name == name
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.columns.iter().any(|column| column.field == Some(field))
    }

    /// What quotation marks do in its rows.
    pub(super) fn quoting(&self, row: &str) -> Quoting {
        match self.separator {
            // Web of Science quotes nothing.
            b'\t' if self.is_of(WOS) => Quoting::Never,
            // Our own TSV quotes nothing, and its JSON shows whether a spreadsheet wrote it again.
            b'\t' if self.has("extra_json") && row.contains("\t{\"") => Quoting::Never,
            b'\t' => Quoting::WhereNeeded,
            _ => Quoting::Always,
        }
    }

    /// The record fields of the columns that only a table of references has.
    fn is_of_references(&self) -> bool {
        const THEIRS: &[&str] = &[
            "authors",
            "journal",
            "doi",
            "pmid",
            "pmcid",
            "wprim_id",
            "issn",
            "abstract",
            "volume",
            "issue",
            "pages",
            "extra_json",
        ];
        let known =
            self.columns.iter().filter(|column| column.field.is_some_and(|field| field != KEPT)).count();
        let is_certain = !self.dialect.name.is_empty();
        let has_theirs = THEIRS.iter().any(|field| self.has(field));
        known >= 3 && (is_certain || (self.has("title") && has_theirs))
    }

    /// Whether it heads references for certain: it is asked of texts of which nobody says that they are tables.
    pub(super) fn is_certain(&self) -> bool {
        self.above.is_empty() && self.is_of_references()
    }
}

/// The header of a table whose start is given, and nothing where no row of it has the name of a column.
pub(super) fn find(head: &str, separators: &[u8]) -> Option<Header> {
    let mut above = Vec::new();
    let mut of_all = None;
    let mut named: Option<u8> = None;
    let mut rows = table::rows(head, 1, separators);
    for row in rows.by_ref().take(HIGHEST) {
        let text = row.text.trim_start_matches('\u{feff}');
        if let Some(separator) = separator_line(text) {
            named = Some(separator);
            continue;
        }
        if let Some(word) = text.trim().strip_prefix('*')
            && reference_types::kind(word).is_some()
        {
            of_all = Some(word.trim().to_owned());
            continue;
        }
        if let Some(header) = of_row(text, &row, named) {
            return Some(Header { above, of_all, ..header });
        }
        if !text.trim_matches(is_blank).is_empty() {
            above.push((row.line, text.to_owned()));
        }
    }
    None
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | ';' | '"')
}

/// `sep=;`, which tells Excel what parts the cells.
fn separator_line(text: &str) -> Option<u8> {
    let rest = text
        .trim_matches('"')
        .strip_prefix("sep=")
        .or_else(|| text.trim_matches('"').strip_prefix("SEP="))?;
    match rest.trim_end_matches([',', ';']).as_bytes() {
        [separator] => Some(*separator),
        _ if rest.starts_with(['\t', ';', ',']) => rest.bytes().next(),
        _ => None,
    }
}

/// The names of the columns of the first row, as printed, for a table whose header says nothing.
pub(super) fn first_names(head: &str, separators: &[u8]) -> Vec<String> {
    let mut rows = table::rows(head, 1, separators).filter(|row| !row.text.trim_matches(is_blank).is_empty());
    let first = rows.find(|row| separator_line(row.text).is_none());
    first.map(|row| names(row.text, separator_of(row.text))).unwrap_or_default()
}

/// The separator that a row has most cells by.
fn separator_of(text: &str) -> u8 {
    let count = |separator: u8| table::cells(text, separator, Quoting::Always).len();
    let order = [b',', b'\t', b';'];
    // The first of those that give equally many.
    order.into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn names(text: &str, separator: u8) -> Vec<String> {
    let cells = table::cells(text, separator, Quoting::Always);
    cells
        .iter()
        .map(|cell| cell.text.trim_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn of_row(text: &str, row: &Row<'_>, named: Option<u8>) -> Option<Header> {
    const LONGEST: usize = 20_000;
    if text.len() > LONGEST {
        return None;
    }
    let separator = named.unwrap_or_else(|| separator_of(text));
    let printed = names(text, separator);
    let folded: Vec<String> = printed.iter().map(|name| folded(name)).collect();
    let has_all = |signs: &&[&str]| signs.iter().all(|sign| folded.iter().any(|name| name == sign));
    let dialect = DIALECTS.iter().find(|dialect| dialect.signs.iter().any(has_all)).unwrap_or(&ANY);
    let field = |name: &String| {
        let own = dialect.names.iter().find(|(known, _)| known == name).map(|(_, field)| *field);
        if dialect.name == WOS {
            return own.or_else(|| wos_tag(name));
        }
        own.or_else(|| columns::field_of(name).filter(|_| !dialect.not_here.contains(&name.as_str())))
    };
    let columns: Vec<Column> = printed
        .into_iter()
        .zip(&folded)
        .map(|(printed, name)| Column { printed, field: field(name) })
        .collect();
    let header = Header { columns, dialect, separator, line: row.last_line, above: Vec::new(), of_all: None };
    let names_a_record = ["title", ":medline_title", ":joined_titles", "TI", "doi", "pmid", "extra_json"];
    names_a_record.iter().any(|field| header.has(field)).then_some(header)
}

/// The two letters of Web of Science's tags, of which a column each is named.
fn wos_tag(name: &str) -> Option<&'static str> {
    #[rustfmt::skip]
    const TAGS: &[&str] = &[
        "PT", "AU", "BA", "BE", "GP", "AF", "BF", "CA", "TI", "FT", "SO", "LA", "DT", "DE", "ID", "AB", "C1", "C3", "RP", "EM",
        "RI", "OI", "FU", "FX", "CR", "NR", "TC", "Z9", "U1", "U2", "PU", "PI", "PA", "SN", "EI", "BN", "J9", "JI", "PD",
        "PY", "VL", "IS", "PN", "SU", "BP", "EP", "AR", "DI", "EA", "PG", "WC", "WE", "SC", "GA", "PM", "OA", "HC", "HP",
        "DA", "UT", "Z1", "Z2", "Z3", "Z4", "ED", "ES", "Z8", "ZA", "ZB", "ZR", "ZS",
    ];
    TAGS.iter().find(|tag| tag.eq_ignore_ascii_case(name)).copied()
}

/// Whether a header is of the own layout.
pub(super) fn is_own(header: &Header) -> bool {
    header.is_of(OWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialect(head: &str) -> Option<&'static str> {
        find(head, b",;\t").map(|header| header.dialect.name)
    }

    #[test]
    fn headers_are_known_whatever_their_spelling() {
        let header = find("\u{feff}Title;AUTHORS ;Art. No.;Mood\n", b",;").expect("a header");
        assert_eq!(header.separator, b';');
        let fields: Vec<Option<&str>> = header.columns.iter().map(|it| it.field).collect();
        assert_eq!(fields, [Some("title"), Some("authors"), Some("article_number"), None]);
        assert_eq!(find("PT\tAU\tTI\tSO\tAB\n", b"\t").map(|it| it.dialect.name), Some(WOS));
        assert_eq!(dialect("name,price\n"), None);
        assert_eq!(dialect("A sentence, of which the title, is\n"), None);
    }

    #[test]
    fn lines_above_a_header_are_passed() {
        let header = find("sep=;\nTitle;DOI\n", b",;").expect("a header");
        assert_eq!((header.separator, header.line, header.above.len()), (b';', 2, 0));
        let header = find("*Journal Article\nAuthor\tYear\tTitle\n", b"\t").expect("a header");
        assert_eq!((header.of_all.as_deref(), header.line), (Some("Journal Article"), 2));
        let header = find("\"About the data: made up\",,\n,,\nTitle,DOI,PubYear\n", b",;").expect("a header");
        assert_eq!((header.above.len(), header.line), (1, 3));
    }

    #[test]
    fn only_references_are_certain() {
        let certain = |head: &str| find(head, b",;\t").is_some_and(|header| header.is_certain());
        assert!(certain("Title,Authors,Year\n"));
        assert!(certain("题名,作者,刊名\n"));
        assert!(!certain("id,title,description,url,date,price\n"));
        assert!(!certain("title,year\n"));
    }
}
