//! The leftover note: one text for what a format, or a destination's importer, has no place for; in RIS an `N1` line, in
//! `EndNote` XML the last line of `notes`.
//!
//! `refmill leftover: Label: value | Label [zh]: value` (mapping reference 2.5, conclusion 2). It survives in
//! every program looked at, and a reader splits it back:
//!
//! 1. Items are separated by ` | `; a `|` inside a value is doubled. Scanned from the left, `||` is a bar of the
//!    value and ` | ` a separator.
//! 2. An item is a label of [`LABELS`], optionally a BCP-47 tag in brackets (the language of the value), a colon and
//!    a space, then the value.
//! 3. In a list, entries are separated by `; `; a `;` inside an entry is doubled. In pairs, each entry is
//!    `key=value`; a `=` inside either is doubled. Keys are names as they stand in `AU` (without a final comma),
//!    labels of affiliations, or words as each label says.

mod date;
mod people;

use crate::record::{Database, Provenance, Record, TitleRole};
pub(in crate::write) use date::in_words;
pub(in crate::write) use people::{People, add_affiliations};

/// How the value of a label is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One text.
    Text,
    /// Entries separated by `; `.
    List,
    /// Entries `key=value` separated by `; `.
    Pairs,
}

/// A label of the leftover note.
#[derive(Debug, PartialEq, Eq)]
pub struct Label {
    /// As it stands in the note. Stable.
    pub name: &'static str,
    /// The record's field, under which a loss is counted.
    pub field: &'static str,
    /// How the value is built.
    pub shape: Shape,
    /// What the value says.
    pub meaning: &'static str,
}

const fn text(name: &'static str, field: &'static str, meaning: &'static str) -> Label {
    Label { name, field, shape: Shape::Text, meaning }
}

const fn list(name: &'static str, field: &'static str, meaning: &'static str) -> Label {
    Label { name, field, shape: Shape::List, meaning }
}

const fn pairs(name: &'static str, field: &'static str, meaning: &'static str) -> Label {
    Label { name, field, shape: Shape::Pairs, meaning }
}

/// All labels, in the order in which they stand in a note.
pub const LABELS: &[&Label] = &[
    &VERNACULAR_TITLE,
    &TRANSLATED_TITLE,
    &TRANSLITERATED_TITLE,
    &ALTERNATIVE_TITLE,
    &SUBTITLE,
    &NATIVE_NAMES,
    &ROMANISED_NAMES,
    &FURTHER_NAMES,
    &EDITORS,
    &SERIES_EDITORS,
    &TRANSLATORS,
    &CONTAINER_AUTHORS,
    &CONTRIBUTORS,
    &CUT_LIST,
    &GROUP_MEMBERS,
    &AFFILIATIONS,
    &AFFILIATION_TRANSLATIONS,
    &MARKERS,
    &ROR,
    &CORRESPONDING,
    &EQUAL_CONTRIBUTION,
    &ORCID,
    &PERSON_NUMBERS,
    &EMAIL,
    &DEGREES,
    &PMID,
    &PMCID,
    &WPRIM_ID,
    &IDENTIFIERS,
    &ISBN,
    &CITATION_KEY,
    &VERNACULAR_JOURNAL,
    &JOURNAL_ABBREVIATION,
    &FURTHER_JOURNAL,
    &ISSN,
    &DATE,
    &EPUB_DATE,
    &RECEIVED,
    &REVISED,
    &ACCEPTED,
    &ACCESSED,
    &ARTICLE_NUMBER,
    &PAGE_COUNT,
    &PUBLICATION_TYPES,
    &KEYWORDS,
    &MESH_MAJOR,
    &MESH,
    &COUNTRY,
    &ABSTRACT,
    &URLS,
    &DATABASE,
    &DATABASE_PROVIDER,
    &DATABASE_ADDRESS,
    &FUNDING,
    &STATUS,
    &LICENCE,
    &ANNOTATION,
    &RIS_FIELDS,
    &MERGED_FROM,
];

pub(in crate::write) const VERNACULAR_TITLE: Label =
    text("Vernacular title", "titles", "The title in the language of the article.");
pub(in crate::write) const TRANSLATED_TITLE: Label = text(
    "Translated title",
    "titles",
    "A translation, where the main title is in the language of the article.",
);
pub(in crate::write) const TRANSLITERATED_TITLE: Label =
    text("Transliterated title", "titles", "The title in another script.");
pub(in crate::write) const ALTERNATIVE_TITLE: Label = text("Alternative title", "titles", "Any other title.");
pub(in crate::write) const SUBTITLE: Label =
    text("Subtitle", "titles", "A subtitle of a title that does not lead.");
pub(in crate::write) const NATIVE_NAMES: Label =
    pairs("Authors (native)", "contributors", "Name in the person's own script, by name.");
pub(in crate::write) const ROMANISED_NAMES: Label = pairs(
    "Authors (romanised)",
    "contributors",
    "Name in Latin letters, by name, where the native one leads.",
);
pub(in crate::write) const FURTHER_NAMES: Label =
    pairs("Authors (other forms)", "contributors", "Any further form of a name, by name.");
pub(in crate::write) const EDITORS: Label = list("Editors", "contributors", "Editors.");
pub(in crate::write) const SERIES_EDITORS: Label =
    list("Series editors", "contributors", "Editors of the series.");
pub(in crate::write) const TRANSLATORS: Label = list("Translators", "contributors", "Translators.");
pub(in crate::write) const CONTAINER_AUTHORS: Label =
    list("Container authors", "contributors", "Authors of the book a chapter stands in.");
pub(in crate::write) const CONTRIBUTORS: Label = list("Contributors", "contributors", "Anybody else.");
pub(in crate::write) const CUT_LIST: Label = text(
    "Author list cut",
    "author_list_truncated",
    "The words by which the source cut its list of authors.",
);
pub(in crate::write) const GROUP_MEMBERS: Label =
    pairs("Group members", "contributors", "Members of a group, separated by ` / `, by group.");
pub(in crate::write) const AFFILIATIONS: Label =
    list("Affiliations", "affiliations", "Institutions with their labels, in the order printed.");
pub(in crate::write) const AFFILIATION_TRANSLATIONS: Label = pairs(
    "Affiliations (other languages)",
    "affiliations",
    "An institution in a further language, by label, else by its number from 1.",
);
pub(in crate::write) const MARKERS: Label = pairs(
    "Affiliation markers",
    "contributors",
    "Labels of a person's affiliations, separated by commas, by name; a number from 1 where none is printed.",
);
pub(in crate::write) const ROR: Label =
    pairs("ROR", "affiliations", "ROR identifier of an institution, by label, else by its number from 1.");
pub(in crate::write) const CORRESPONDING: Label = list("Corresponding author", "contributors", "Names.");
pub(in crate::write) const EQUAL_CONTRIBUTION: Label =
    list("Equal contribution", "contributors", "Names of those who contributed equally.");
pub(in crate::write) const ORCID: Label = pairs("ORCID", "contributors", "ORCID iD, by name.");
pub(in crate::write) const PERSON_NUMBERS: Label = pairs(
    "Author IDs",
    "contributors",
    "Further identifiers as `scheme:value`, separated by commas, by name.",
);
pub(in crate::write) const EMAIL: Label =
    pairs("E-mail", "contributors", "Addresses that stand in no affiliation, separated by commas, by name.");
pub(in crate::write) const DEGREES: Label =
    pairs("Degrees", "contributors", "Academic degrees, separated by commas, by name.");
pub(in crate::write) const PMID: Label = text("PMID", "identifiers", "PubMed's number.");
pub(in crate::write) const PMCID: Label = text("PMCID", "identifiers", "PubMed Central's number.");
pub(in crate::write) const WPRIM_ID: Label = text("WPRIM ID", "identifiers", "WPRIM's number.");
pub(in crate::write) const IDENTIFIERS: Label =
    pairs("Identifiers", "identifiers", "Any further identifier, by its scheme in lower case.");
pub(in crate::write) const ISBN: Label = list("ISBN", "identifiers", "ISBNs that no line holds.");
pub(in crate::write) const CITATION_KEY: Label =
    text("Citation key", "citation_key", "A key of the input, where `ID` holds a database's number.");
pub(in crate::write) const VERNACULAR_JOURNAL: Label =
    text("Journal (vernacular)", "container_titles", "Journal name in its own language.");
pub(in crate::write) const JOURNAL_ABBREVIATION: Label =
    text("Journal abbreviation", "container_titles", "Abbreviated journal name.");
pub(in crate::write) const FURTHER_JOURNAL: Label =
    text("Journal (other)", "container_titles", "Any further name of the journal.");
pub(in crate::write) const ISSN: Label =
    list("ISSN", "issns", "ISSNs that `SN` does not hold, with `(Print)`, `(Electronic)` or `(Linking)`.");
pub(in crate::write) const DATE: Label = text(
    "Date",
    "dates",
    "The date of publication where no line says it all: `2022-04/2022-05`, `2022 Spring`.",
);
pub(in crate::write) const EPUB_DATE: Label = text("Epub date", "dates", "Date of electronic publication.");
pub(in crate::write) const RECEIVED: Label = text("Received", "dates", "Date of receipt.");
pub(in crate::write) const REVISED: Label = text("Revised", "dates", "Date of revision.");
pub(in crate::write) const ACCEPTED: Label = text("Accepted", "dates", "Date of acceptance.");
pub(in crate::write) const ACCESSED: Label =
    text("Accessed", "dates", "A date of access that `Y2` does not hold.");
pub(in crate::write) const ARTICLE_NUMBER: Label =
    text("Article number", "article_number", "Electronic location, where the pages take its place.");
pub(in crate::write) const PAGE_COUNT: Label = text("Page count", "number_of_pages", "Number of pages.");
pub(in crate::write) const PUBLICATION_TYPES: Label =
    list("Publication types", "publication_types", "Types that `M3` does not hold.");
pub(in crate::write) const MESH_MAJOR: Label =
    list("MeSH (major)", "terms", "Headings that are chief topics, as they stand in `KW` or `MH`.");
pub(in crate::write) const MESH: Label =
    list("MeSH", "terms", "The other headings of MeSH, where they stand among the keywords in `KW`.");
pub(in crate::write) const KEYWORDS: Label =
    list("Keywords", "terms", "Keywords with a semicolon inside, at which programs split `KW`.");
pub(in crate::write) const COUNTRY: Label = list(
    "Country",
    "countries",
    "Country of the journal, where `CY` is a place of publication or is not written.",
);
pub(in crate::write) const ABSTRACT: Label =
    text("Abstract", "abstracts", "An abstract in a further language.");
pub(in crate::write) const URLS: Label = pairs(
    "URLs",
    "urls",
    "Further addresses, by what they lead to: `landing`, `doi`, `pdf`, `fulltext`, `database`.",
);
pub(in crate::write) const DATABASE: Label =
    text("Database", "database", "The database the record comes from.");
pub(in crate::write) const DATABASE_PROVIDER: Label =
    text("Database provider", "database", "Who runs the database.");
pub(in crate::write) const DATABASE_ADDRESS: Label =
    text("Database address", "database", "Address of the database.");
pub(in crate::write) const FUNDING: Label = list("Funding", "funding", "Grants.");
pub(in crate::write) const STATUS: Label = text("Status", "status", "`in press`, `retracted`.");
pub(in crate::write) const LICENCE: Label = text("Licence", "license", "Licence of the article.");
pub(in crate::write) const ANNOTATION: Label = text("Annotation", "annotation", "The user's annotation.");
pub(in crate::write) const RIS_FIELDS: Label = pairs(
    "RIS fields",
    "unknown",
    "Lines of the RIS it came from whose tag means something else here, by tag.",
);

pub(in crate::write) const MERGED_FROM: Label = pairs(
    "Merged from",
    "merged_from",
    "The records that were merged into this one: `file:number` of each, by database.",
);

/// Notes the records that were merged into one; says whether they hold more than that, which is lost.
pub(in crate::write) fn add_sources(note: &mut LeftoverNote, sources: &[Record]) -> bool {
    let mut is_lost = false;
    let entries: Vec<String> = sources
        .iter()
        .map(|source| {
            let name = source.database.as_ref().map(|it| it.name.clone()).unwrap_or_default();
            let Provenance { file, record, .. } = &source.provenance;
            let place = Provenance { file: file.clone(), record: *record, ..Provenance::default() };
            let database =
                source.database.as_ref().map(|_| Database { name: name.clone(), ..Database::default() });
            let held = Record { database, provenance: place, ..Record::default() };
            // Format, lines and version say how the record was read, and are of no article.
            let bare = Provenance { file: file.clone(), record: *record, ..Provenance::default() };
            is_lost |= Record { provenance: bare, ..source.clone() } != held;
            pair(&name, &format!("{file}:{record}"))
        })
        .collect();
    note.add_entries(&MERGED_FROM, &entries);
    is_lost
}

/// The label of a title that has no place of its own.
pub(in crate::write) fn title(role: TitleRole) -> &'static Label {
    match role {
        TitleRole::Vernacular => &VERNACULAR_TITLE,
        TitleRole::Translated => &TRANSLATED_TITLE,
        TitleRole::Transliterated => &TRANSLITERATED_TITLE,
        TitleRole::Subtitle => &SUBTITLE,
        TitleRole::Main | TitleRole::Alternative | TitleRole::Short => &ALTERNATIVE_TITLE,
    }
}

/// How a leftover note begins. A free note that begins so gets a word in front, so that no source can forge one.
pub const START: &str = "refmill leftover: ";

#[derive(Debug)]
struct Item {
    label: &'static Label,
    lang: Option<String>,
    value: String,
}

/// The note of one record.
#[derive(Debug)]
pub(in crate::write) struct LeftoverNote {
    also: &'static [&'static str],
    items: Vec<Item>,
    /// Fields, as losses name them, that nothing but the note holds.
    homeless: Vec<&'static str>,
}

impl LeftoverNote {
    /// An empty note; `also` names the labels that are noted although a line holds their value.
    pub(in crate::write) fn new(also: &'static [&'static str]) -> Self {
        Self { also, items: Vec::new(), homeless: Vec::new() }
    }

    /// A value that no line holds.
    pub(in crate::write) fn add(&mut self, label: &'static Label, value: impl Into<String>) {
        self.add_in(label, None, value);
    }

    /// A value in a language that no line holds.
    pub(in crate::write) fn add_in(
        &mut self,
        label: &'static Label,
        lang: Option<&str>,
        value: impl Into<String>,
    ) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.homeless.push(label.field);
            self.items.push(Item { label, lang: lang.map(str::to_owned), value });
        }
    }

    /// A value that no line holds, where there is one.
    pub(in crate::write) fn add_some(&mut self, label: &'static Label, value: Option<&str>) {
        self.add(label, value.unwrap_or_default());
    }

    /// Entries that no line holds.
    pub(in crate::write) fn add_entries(&mut self, label: &'static Label, entries: &[String]) {
        self.add(label, entries.join("; "));
    }

    /// A value that a line holds, noted only where the destination drops that line.
    pub(in crate::write) fn add_if_dropped(&mut self, label: &'static Label, value: impl Into<String>) {
        if self.also.contains(&label.name) {
            let value = value.into();
            if !value.trim().is_empty() {
                self.items.push(Item { label, lang: None, value });
            }
        }
    }

    /// Fields, as losses name them, that nothing but the note holds; may repeat.
    pub(in crate::write) fn homeless(&self) -> &[&'static str] {
        &self.homeless
    }

    /// The text of the line; `None` without items.
    pub(in crate::write) fn text(mut self) -> Option<String> {
        let position = |label: &Label| LABELS.iter().position(|known| known.name == label.name);
        self.items.sort_by_key(|item| position(item.label));
        let items: Vec<String> = self.items.iter().map(Item::to_text).collect();
        (!items.is_empty()).then(|| format!("{START}{}", items.join(" | ")))
    }
}

impl Item {
    fn to_text(&self) -> String {
        let value = self.value.trim().replace('|', "||");
        match &self.lang {
            Some(lang) => format!("{} [{lang}]: {value}", self.label.name),
            None => format!("{}: {value}", self.label.name),
        }
    }
}

/// An entry of a list.
pub(in crate::write) fn entry(text: &str) -> String {
    text.trim().replace(';', ";;")
}

/// An entry of pairs.
pub(in crate::write) fn pair(key: &str, value: &str) -> String {
    format!("{}={}", entry(key).replace('=', "=="), entry(value).replace('=', "=="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_inside_a_value_is_doubled_and_items_keep_the_order_of_the_table() {
        let mut note = LeftoverNote::new(&["WPRIM ID"]);
        note.add_in(&ABSTRACT, Some("zh"), "甲|乙");
        note.add_if_dropped(&WPRIM_ID, "929835");
        note.add_if_dropped(&PMID, "1");
        note.add(&VERNACULAR_TITLE, "慢性 ");
        note.add_entries(&ORCID, &[pair("A=B; C", "0000-0002-1825-0097")]);
        note.add(&STATUS, "");
        assert_eq!(note.homeless(), ["abstracts", "titles", "contributors"]);
        assert_eq!(
            note.text().as_deref(),
            Some(
                "refmill leftover: Vernacular title: 慢性 | ORCID: A==B;; C=0000-0002-1825-0097 | WPRIM ID: 929835 \
                 | Abstract [zh]: 甲||乙"
            )
        );
    }

    #[test]
    fn no_item_no_note() {
        assert_eq!(LeftoverNote::new(&[]).text(), None);
    }

    #[test]
    fn labels_can_be_told_apart_when_read() {
        for (position, label) in LABELS.iter().enumerate() {
            assert!(!label.name.contains([':', '|', '[']), "{}", label.name);
            assert!(LABELS.iter().skip(position + 1).all(|other| other.name != label.name), "{}", label.name);
        }
        for destination in crate::write::destination::DESTINATIONS {
            for name in destination.ris.also_in_note {
                assert!(LABELS.iter().any(|label| label.name == *name), "{}: {name}", destination.name);
            }
        }
    }
}
