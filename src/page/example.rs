//! Examples: what a page must give, in a layout's own table and in the fixtures.
//!
//! An example is a table of plain facts, one key a fact. A fact that an example does not name is not asked for.

use super::layout::Layout;
use crate::record::{
    Affiliation, ContainerRole, Contributor, DateKind, Name, Record, Role, Term, Text, TitleRole, Vocabulary,
};
use toml::{Table, Value};

/// Keys that state something about facts rather than a fact.
const STATEMENTS: &[&str] = &["abstract-starts", "abstract-ends", "absent", "notes"];

/// Keys of facts, in the order of the page. [`facts`] makes no other ones.
const KEYS: &[&str] = &[
    "title",
    "title-lang",
    "vernacular-title",
    "vernacular-lang",
    "translated-title",
    "authors",
    "author-markers",
    "author-affiliations",
    "author-emails",
    "author-orcids",
    "author-list-truncated",
    "corresponding",
    "affiliations",
    "doi",
    "pmid",
    "pmcid",
    "wprim",
    "url",
    "journal",
    "journal-abbreviation",
    "journal-vernacular",
    "issn",
    "issued",
    "epub",
    "received",
    "accepted",
    "revised",
    "volume",
    "issue",
    "page",
    "article-number",
    "number-of-pages",
    "publication-types",
    "genre",
    "type",
    "keywords",
    "mesh",
    "country",
    "language",
    "language-tag",
    "abstract",
    "abstract-lang",
    "other-abstracts",
    "database",
    "publisher",
    "funding",
    "status",
];

/// What a record says, as a table of plain facts.
///
/// A value that the record does not have has no key. `authors` are projected names, `[particle ]Family, Given[,
/// Suffix]` or `{Literal}`; the other lists beside it (`author-markers`, markers joined by a comma;
/// `author-affiliations`, identifiers of affiliations; `author-emails` and `author-orcids`, addresses joined by a
/// comma) have an item for each author, empty where an author has none. `affiliations` carry their labels; dates
/// are [`DateVal::iso`](crate::record::DateVal::iso); a `MeSH` heading has its qualifiers behind slashes; several
/// countries, languages and ISSNs are joined by `; `. Derived ISSNs are no facts.
#[must_use]
pub fn facts(record: &Record) -> Table {
    let mut facts = Facts(Table::new());
    facts.titles(record);
    facts.authors(record);
    for scheme in ["doi", "pmid", "pmcid", "wprim"] {
        facts.text(scheme, record.identifier(scheme));
    }
    facts.text("url", record.urls.first().map(|url| url.href.as_str()));
    facts.journal(record);
    facts.terms(record);
    facts.joined("country", record.countries.iter().map(|country| country.text.clone()));
    facts.joined("language", record.languages.iter().map(|language| language.text.clone()));
    facts.joined("language-tag", record.languages.iter().filter_map(|language| language.tag.clone()));
    let mut abstracts = record.abstracts.iter().map(|summary| &summary.text);
    facts.marked("abstract", "abstract-lang", abstracts.next());
    facts.list("other-abstracts", abstracts.map(Text::to_plain));
    facts.text("database", record.database.as_ref().map(|database| database.name.as_str()));
    facts.text("publisher", record.publisher.as_deref());
    facts.list("funding", record.funding.iter().map(|funding| funding.text_raw.clone()));
    facts.text("status", record.status.as_deref());
    facts.0
}

/// How a record differs from what an example says of it: one sentence a difference, in the order of the page.
///
/// `codes` are the names of the notes about this record. Beside the keys of [`facts`] an example may state
/// `abstract-starts` and `abstract-ends`, `absent` (a list of keys that must have no value; a list of nothing but
/// empty items has none) and `notes` (codes that must be among `codes`). A key that no example has, or a value of
/// another type, is a difference too, so that a slip of the pen cannot switch a fact off.
#[must_use]
pub fn differences(expected: &Table, record: &Record, codes: &[&str]) -> Vec<String> {
    let found = facts(record);
    let known = |key: &str| KEYS.contains(&key) || STATEMENTS.contains(&key);
    let mut differences: Vec<String> = expected
        .keys()
        .filter(|key| !known(key))
        .map(|key| format!("`{key}` is no key of an example"))
        .collect();
    for key in KEYS {
        let Some(wanted) = expected.get(*key) else { continue };
        match found.get(*key) {
            Some(value) if value == wanted => {}
            Some(value) => differences.push(format!("{key}: expected {wanted}, found {value}")),
            None => differences.push(format!("{key}: expected {wanted}, found none")),
        }
    }
    for key in STATEMENTS {
        let Some(wanted) = expected.get(*key) else { continue };
        match *key {
            "absent" => differences.extend(wrong_words(key, wanted, |absent| {
                if !KEYS.contains(&absent) {
                    return Some(format!("absent: `{absent}` is no key of an example"));
                }
                let value = found.get(absent).filter(|value| !says_nothing(value))?;
                Some(format!("{absent}: expected none, found {value}"))
            })),
            "notes" => differences.extend(wrong_words(key, wanted, |code| {
                (!codes.contains(&code)).then(|| format!("notes: expected `{code}`, found {codes:?}"))
            })),
            _ => differences.extend(abstract_difference(key, wanted, found.get("abstract"))),
        }
    }
    differences
}

fn abstract_difference(key: &str, wanted: &Value, found: Option<&Value>) -> Option<String> {
    let Some(wanted) = wanted.as_str() else { return Some(format!("{key}: must be a string")) };
    let text = found.and_then(Value::as_str).unwrap_or_default();
    let agrees = if key == "abstract-starts" { text.starts_with(wanted) } else { text.ends_with(wanted) };
    (!agrees).then(|| format!("{key}: expected {wanted:?}, found {text:?}"))
}

/// What is wrong with each word of a list, where anything is.
fn wrong_words(key: &str, list: &Value, wrong: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let not_words = || format!("{key}: must be a list of strings");
    let Some(items) = list.as_array() else { return vec![not_words()] };
    items.iter().filter_map(|item| item.as_str().map_or_else(|| Some(not_words()), &wrong)).collect()
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(says_nothing),
        _ => false,
    }
}

struct Facts(Table);

impl Facts {
    fn set(&mut self, key: &'static str, value: Value) {
        debug_assert!(KEYS.contains(&key) && !STATEMENTS.contains(&key), "{key} stands in the list of keys");
        self.0.insert(key.to_owned(), value);
    }

    fn text(&mut self, key: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.set(key, Value::String(text.to_owned()));
        }
    }

    fn joined(&mut self, key: &'static str, texts: impl Iterator<Item = String>) {
        let texts: Vec<String> = texts.collect();
        if !texts.is_empty() {
            self.set(key, Value::String(texts.join("; ")));
        }
    }

    fn list(&mut self, key: &'static str, texts: impl Iterator<Item = String>) {
        let texts: Vec<Value> = texts.map(Value::String).collect();
        if !texts.is_empty() {
            self.set(key, Value::Array(texts));
        }
    }

    fn marked(&mut self, key: &'static str, lang_key: &'static str, text: Option<&Text>) {
        if let Some(text) = text {
            self.set(key, Value::String(text.to_plain()));
            self.text(lang_key, text.lang.as_deref());
        }
    }

    fn titles(&mut self, record: &Record) {
        self.marked("title", "title-lang", record.title(TitleRole::Main));
        self.marked("vernacular-title", "vernacular-lang", record.title(TitleRole::Vernacular));
        self.text("translated-title", record.title(TitleRole::Translated).map(Text::to_plain).as_deref());
    }

    fn authors(&mut self, record: &Record) {
        let authors: Vec<&Contributor> = record.with_role(Role::Author).collect();
        let of_each = |fact: fn(&Contributor) -> String| authors.iter().map(move |author| fact(author));
        self.list("authors", of_each(projected_name));
        self.list("author-markers", of_each(|author| author.affiliation_markers_raw.join(",")));
        self.list("author-emails", of_each(|author| author.emails.join(",")));
        self.list("author-orcids", of_each(|author| author.orcid.clone().unwrap_or_default()));
        self.list(
            "corresponding",
            authors.iter().filter(|author| author.corresponding).map(|author| projected_name(author)),
        );
        if !authors.is_empty() {
            let references = authors.iter().map(|author| {
                Value::Array(author.affiliation_refs.iter().cloned().map(Value::String).collect())
            });
            self.set("author-affiliations", Value::Array(references.collect()));
        }
        self.text("author-list-truncated", record.author_list_truncated.as_deref());
        self.list("affiliations", record.affiliations.iter().map(Affiliation::labelled));
    }

    fn journal(&mut self, record: &Record) {
        let named = |role| record.container_title(role).map(Text::to_plain);
        self.text("journal", named(ContainerRole::Main).as_deref());
        self.text("journal-abbreviation", named(ContainerRole::Abbrev).as_deref());
        self.text("journal-vernacular", named(ContainerRole::Vernacular).as_deref());
        let read = record.issns.iter().filter(|issn| issn.origin.is_read());
        self.joined("issn", read.map(|issn| issn.value.clone()));
        for (key, kind) in [
            ("issued", DateKind::Issued),
            ("epub", DateKind::Epub),
            ("received", DateKind::Received),
            ("accepted", DateKind::Accepted),
            ("revised", DateKind::Revised),
        ] {
            let date = record.date(kind).map(crate::record::DateVal::iso);
            self.text(key, date.filter(|date| !date.is_empty()).as_deref());
        }
        self.text("volume", record.volume.as_deref());
        self.text("issue", record.issue.as_deref());
        self.text("page", record.pages().as_deref());
        self.text("article-number", record.article_number.as_deref());
        self.text("number-of-pages", record.number_of_pages.as_deref());
    }

    fn terms(&mut self, record: &Record) {
        self.list("publication-types", record.publication_types.iter().map(|term| term.value.clone()));
        self.text("genre", record.genre.as_deref());
        if let Ok(kind) = Value::try_from(record.kind) {
            self.set("type", kind);
        }
        self.list("keywords", record.terms_of(Vocabulary::Author).map(|term| term.value.clone()));
        self.list("mesh", record.terms_of(Vocabulary::Mesh).map(heading));
    }
}

fn heading(term: &Term) -> String {
    term.qualifiers.iter().fold(term.value.clone(), |heading, qualifier| format!("{heading}/{qualifier}"))
}

fn projected_name(author: &Contributor) -> String {
    let Some(form) = author.projected() else { return String::new() };
    let Name { given, suffix, literal, .. } = &form.name;
    if let Some(literal) = literal {
        return format!("{{{literal}}}");
    }
    let mut written = form.name.full_family();
    for part in [given, suffix].into_iter().flatten() {
        written.push_str(", ");
        written.push_str(part);
    }
    written
}

/// The names of a layout's examples that expect no fact of any record: whatever comes of the page, they hold.
#[must_use]
pub fn without_facts(layout: &Layout) -> Vec<&str> {
    let has_facts = |records: &[Table]| records.iter().any(|facts| !facts.is_empty());
    let examples = layout.examples.iter().filter(|example| !has_facts(&example.records));
    examples.map(|example| example.name.as_str()).collect()
}

/// Runs the examples of a layout through the layout alone: a sentence for each fact that does not hold.
#[must_use]
pub fn run(layout: &Layout) -> Vec<String> {
    let mut wrong = Vec::new();
    let layouts = std::slice::from_ref(layout);
    for example in &layout.examples {
        let mut say = |sentence: String| wrong.push(format!("example {}: {sentence}", example.name));
        let input = example.input.trim_start_matches('\n');
        let reading = super::read(layouts, input, input, &example.name, 1);
        if reading.records.len() != example.records.len() {
            say(format!("expected {} records, found {}", example.records.len(), reading.records.len()));
        }
        for (index, (expected, record)) in example.records.iter().zip(&reading.records).enumerate() {
            let number = index as u64 + 1;
            let codes: Vec<&str> = reading
                .notes
                .iter()
                .filter(|note| note.place.record == Some(number))
                .map(|note| note.code.name)
                .collect();
            for difference in differences(expected, record, &codes) {
                say(format!("record {number}: {difference}"));
            }
        }
        let explanation = super::explain(layouts, input, &example.name);
        let unclaimed: Vec<&str> = explanation.unclaimed().collect();
        if unclaimed != example.unclaimed {
            say(format!("expected {:?} to be unclaimed, found {unclaimed:?}", example.unclaimed));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{NameForm, PageRange, Title};

    fn author(name: Name, markers: &[&str], references: &[&str]) -> Contributor {
        Contributor {
            forms: vec![NameForm { name, ..NameForm::default() }],
            affiliation_markers_raw: markers.iter().map(ToString::to_string).collect(),
            affiliation_refs: references.iter().map(ToString::to_string).collect(),
            ..Contributor::default()
        }
    }

    fn record() -> Record {
        let maria = Name {
            family: Some("Cruz".to_owned()),
            given: Some("Maria".to_owned()),
            non_dropping_particle: Some("de la".to_owned()),
            suffix: Some("Jr.".to_owned()),
            ..Name::default()
        };
        Record {
            titles: vec![Title { text: Text::read("A title"), role: TitleRole::Main }],
            contributors: vec![
                author(maria, &["1", "2"], &["a1", "a2"]),
                author(Name::literal("World Health Organization"), &[], &[]),
            ],
            affiliations: vec![Affiliation {
                id: "a1".to_owned(),
                label_raw: Some("1".to_owned()),
                texts: vec![Text::read("A hospital")],
                ..Affiliation::default()
            }],
            page_ranges: vec![
                PageRange { first: "33".to_owned(), last: Some("35".to_owned()), raw: None },
                PageRange { first: "41".to_owned(), last: None, raw: None },
            ],
            terms: vec![Term {
                value: "Hypertension".to_owned(),
                vocab: Vocabulary::Mesh,
                qualifiers: vec!["epidemiology".to_owned()],
                ..Term::default()
            }],
            ..Record::default()
        }
    }

    fn against(example: &str, codes: &[&str]) -> Vec<String> {
        differences(&example.parse().expect("the example is TOML"), &record(), codes)
    }

    #[test]
    fn facts_that_agree_make_no_difference() {
        let example = r#"
            title = "A title"
            authors = ["de la Cruz, Maria, Jr.", "{World Health Organization}"]
            author-markers = ["1,2", ""]
            author-affiliations = [["a1", "a2"], []]
            affiliations = ["1. A hospital"]
            page = "33-35, 41"
            mesh = ["Hypertension/epidemiology"]
            type = "document"
            absent = ["volume", "author-emails"]
            notes = ["dangling-marker"]
        "#;
        assert_eq!(against(example, &["dangling-marker", "pages-unknown"]), [""; 0]);
    }

    #[test]
    fn every_other_value_is_a_difference() {
        let found = against("title = 'Another'\nvolume = '3'\nabsent = ['page']\nnotes = ['x']", &[]);
        assert_eq!(
            found,
            [
                r#"title: expected "Another", found "A title""#,
                r#"volume: expected "3", found none"#,
                r#"page: expected none, found "33-35, 41""#,
                "notes: expected `x`, found []",
            ]
        );
    }

    #[test]
    fn a_slip_of_the_pen_is_a_difference() {
        assert_eq!(against("titel = 'A title'", &[]), ["`titel` is no key of an example"]);
        assert_eq!(against("absent = ['volumes']", &[]), ["absent: `volumes` is no key of an example"]);
        assert_eq!(against("notes = 'x'", &[]), ["notes: must be a list of strings"]);
        assert_eq!(against("title = ['A title']", &[]).len(), 1);
    }

    #[test]
    fn an_abstract_is_compared_by_its_ends() {
        let example: Table = "abstract-starts = 'Ferries'\nabstract-ends = 'late.'".parse().expect("TOML");
        let mut record = record();
        assert_eq!(differences(&example, &record, &[]).len(), 2);
        record.abstracts.push(crate::record::Abstract {
            text: Text::read("Ferries were late."),
            ..crate::record::Abstract::default()
        });
        assert_eq!(differences(&example, &record, &[]), [""; 0]);
    }
}
