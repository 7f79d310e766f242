//! What a format can be asked about: the facts of a record, one a row, each with a record that has it.
//!
//! A facet is finer than a field (`issns` has four) and coarser than a value. [`super::matrix`] writes its probe with a
//! format's writer, reads it back, and looks at it again; the laws of `tests/laws.rs` look at whole records.

use crate::record::{
    ContainerRole, Contributor, DateKind, DateVal, Ident, Marked, Medium, Name, Origin, PartOf, Record, Role,
    Style, Term, Text, TitleRole, UrlKind, Vocabulary,
};
use serde_json::Value;

/// One fact that a record can have.
pub struct Facet {
    /// What people call it; unique.
    pub name: &'static str,
    /// Heading of the rows it stands with.
    pub group: &'static str,
    /// Members of a record, as in its JSON, that say it and nothing else. `FORMAT` stands for the name of the format.
    probe: &'static str,
    /// What a record says of it; empty where it says nothing. What stands behind a tab says whose it is or what it is,
    /// so that the words before it can be looked for elsewhere.
    pub told: fn(&Record) -> Vec<String>,
    /// It is of the source or of the reading rather than of the article (the language that a text shows by itself, a
    /// value as printed beside the value): a writer need not count it as lost.
    pub is_aside: bool,
}

/// What every probe has beside its fact: an article that all formats can write.
const BASE: &str = r#"{
    "type": "article-journal", "id": "ou2022tea", "citation_key": {"value": "ou2022tea"},
    "titles": [{"value": "Tea in practice", "lang": "en", "role": "main"}],
    "contributors": [
        {"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"}, "script": "Latn",
            "kind": "romanised", "raw": "Ou, Wenxin", "confidence": "certain"}]},
        {"role": "author", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "script": "Latn",
            "kind": "romanised", "raw": "Zhang, Rui", "confidence": "certain"}]}],
    "container_titles": [{"value": "Journal of Tea", "lang": "en", "role": "main"}],
    "dates": [{"kind": "issued", "start": {"year": 2022}}],
    "volume": "49",
    "provenance": {"format": "FORMAT", "file": "probe", "record": 1}
}"#;

/// A record as a reader of `format` would have made it, which says `members` and as little else as can be.
fn record(format: &str, members: &str) -> Record {
    let parsed =
        |text: &str| serde_json::from_str::<Value>(&text.replace("FORMAT", format)).unwrap_or_default();
    let mut whole = parsed(BASE);
    if let (Value::Object(whole), Value::Object(members)) = (&mut whole, parsed(members)) {
        whole.extend(members);
    }
    serde_json::from_value(whole).unwrap_or_default()
}

/// The record that every probe is made from.
#[must_use]
pub fn base(format: &str) -> Record {
    record(format, "{}")
}

impl Facet {
    /// It is in a field that a format knows for itself, and comes back out in that format only (mapping reference 1.1).
    #[must_use]
    pub fn is_of_one_format(&self) -> bool {
        self.probe.contains("FORMAT")
    }

    /// A record that has this fact.
    #[must_use]
    pub fn probe(&self, format: &str) -> Record {
        record(format, self.probe)
    }
}

const fn of(
    group: &'static str,
    name: &'static str,
    probe: &'static str,
    told: fn(&Record) -> Vec<String>,
) -> Facet {
    Facet { name, group, probe, told, is_aside: false }
}

const fn aside(
    group: &'static str,
    name: &'static str,
    probe: &'static str,
    told: fn(&Record) -> Vec<String>,
) -> Facet {
    Facet { name, group, probe, told, is_aside: true }
}

/// The members of a record with one person more, in a role.
macro_rules! person {
    ($role:literal) => {
        concat!(
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"},
                "script": "Latn", "kind": "romanised", "raw": "Ou, Wenxin", "confidence": "certain"}]}, {"role": ""#,
            $role,
            r#"", "forms": [{"name": {"family": "Braun", "given": "Karl"}, "script": "Latn", "kind": "romanised",
                "raw": "Braun, Karl", "confidence": "certain"}]}]}"#
        )
    };
}

/// The members of a record whose first author has more to it.
macro_rules! first_author {
    ($author:literal $(, $members:literal)?) => {
        concat!(
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"},
                "script": "Latn", "kind": "romanised", "raw": "Ou, Wenxin", "confidence": "certain"}], "#,
            $author,
            r#"}, {"role": "author", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "script": "Latn",
                "kind": "romanised", "raw": "Zhang, Rui", "confidence": "certain"}]}]"#,
            $(", ", $members,)?
            "}"
        )
    };
}

/// The members of a record with one date more.
macro_rules! dated {
    ($kind:literal) => {
        concat!(
            r#"{"dates": [{"kind": "issued", "start": {"year": 2022}}, {"kind": ""#,
            $kind,
            r#"", "start": {"year": 2021, "month": 11, "day": 23}}]}"#
        )
    };
}

/// The members of a record with an address of a kind.
macro_rules! address {
    ($kind:literal, $href:literal) => {
        concat!(r#"{"urls": [{"href": ""#, $href, r#"", "kind": ""#, $kind, r#""}]}"#)
    };
}

const TITLES: &str = "Titles";
const PEOPLE: &str = "People";
const WORK: &str = "Where they work";
const NUMBERS: &str = "Numbers of the article";
const JOURNAL: &str = "Journal";
const DATES: &str = "Dates";
const ISSUE: &str = "Issue and pages";
const SUBJECT: &str = "Subject";
const ABSTRACTS: &str = "Abstracts";
const ADDRESSES: &str = "Addresses and database";
const NOTES: &str = "Notes, money and rights";
const TYPES: &str = "Types and keys";
const ABOUT: &str = "About the source";

/// All facets, in the order of a record.
pub const FACETS: &[Facet] = &[
    of(
        TITLES,
        "main title",
        r#"{"titles": [{"value": "Sleep and tea: a trial", "lang": "en", "role": "main"}]}"#,
        |it| titles(it, TitleRole::Main),
    ),
    of(
        TITLES,
        "italics and indices in a title",
        r#"{"titles": [{"value": [{"text": "On "}, {"text": "Camellia", "style": {"italic": true}}, {"text": " in H"},
            {"text": "2", "style": {"subscript": true}}, {"text": "O"}], "lang": "en", "role": "main"}]}"#,
        |it| it.titles.iter().flat_map(|title| marks(&title.text.value)).collect(),
    ),
    of(
        TITLES,
        "mathematics in a title",
        r#"{"titles": [{"value": [{"text": "A bound of "}, {"text": "x^2+y", "style": {"math": true}}], "lang": "en",
            "role": "main"}]}"#,
        |it| it.titles.iter().flat_map(|title| formulas(&title.text.value)).collect(),
    ),
    aside(
        TITLES,
        "language of the main title",
        r#"{"titles": [{"value": "Sommeil", "lang": "fr", "role": "main"}]}"#,
        |it| {
            it.titles
                .iter()
                .filter(|title| title.role == TitleRole::Main)
                .filter_map(|title| title.text.lang.clone())
                .collect()
        },
    ),
    of(
        TITLES,
        "title in the article's language",
        r#"{"titles": [{"value": "Tea in practice", "lang": "en", "role": "main"},
            {"value": "茶的研究", "lang": "zh-Hans", "role": "vernacular"}],
            "languages": [{"text": "Chinese", "tag": "zh"}]}"#,
        |it| titles(it, TitleRole::Vernacular),
    ),
    of(
        TITLES,
        "translated title",
        r#"{"titles": [{"value": "Tea in practice", "lang": "en", "role": "main"},
            {"value": "Tee im Alltag", "lang": "de", "role": "translated"}],
            "languages": [{"text": "English", "tag": "en"}]}"#,
        |it| titles(it, TitleRole::Translated),
    ),
    of(
        TITLES,
        "transliterated title",
        r#"{"titles": [{"value": "Tea in practice", "lang": "en", "role": "main"},
            {"value": "Cha de yanjiu", "role": "transliterated"}]}"#,
        |it| titles(it, TitleRole::Transliterated),
    ),
    of(
        TITLES,
        "alternative title",
        r#"{"titles": [{"value": "Tea in practice", "lang": "en", "role": "main"},
            {"value": "The second trial", "lang": "en", "role": "alternative"}]}"#,
        |it| titles(it, TitleRole::Alternative),
    ),
    of(
        TITLES,
        "short title",
        r#"{"titles": [{"value": "Tea in practice", "lang": "en", "role": "main"},
            {"value": "TIP trial", "role": "short"}]}"#,
        |it| titles(it, TitleRole::Short),
    ),
    of(
        TITLES,
        "subtitle apart",
        r#"{"titles": [{"value": "Tea in practice", "lang": "en", "role": "main"},
            {"value": "Results after nine years", "lang": "en", "role": "subtitle"}]}"#,
        |it| titles(it, TitleRole::Subtitle),
    ),
    of(
        PEOPLE,
        "authors in order",
        r#"{"contributors": [
            {"role": "author", "forms": [{"name": {"family": "Müller", "given": "Jörg"}, "script": "Latn",
                "kind": "romanised", "raw": "Müller, Jörg", "confidence": "certain"}]},
            {"role": "author", "forms": [{"name": {"family": "Adams", "given": "B. C."}, "script": "Latn",
                "kind": "romanised", "raw": "Adams, B. C.", "confidence": "certain"}]}]}"#,
        |it| it.with_role(Role::Author).filter_map(family_and_given).collect(),
    ),
    of(
        PEOPLE,
        "particles",
        r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Cruz", "given": "Maria",
            "non-dropping-particle": "de la"}, "script": "Latn", "kind": "romanised", "raw": "de la Cruz, Maria",
            "confidence": "certain"}]}]}"#,
        |it| names(it).filter_map(|name| name.non_dropping_particle.clone()).collect(),
    ),
    of(
        PEOPLE,
        "suffix",
        r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Santos", "given": "Juan",
            "suffix": "Jr."}, "script": "Latn", "kind": "romanised", "raw": "Santos, Juan, Jr.",
            "confidence": "certain"}]}]}"#,
        |it| names(it).filter_map(|name| name.suffix.clone()).collect(),
    ),
    of(
        PEOPLE,
        "group as author",
        r#"{"contributors": [{"role": "author", "is_group": true, "forms": [{"name":
            {"literal": "Green Tea Study Group"}, "script": "Latn", "kind": "romanised", "raw":
            "Green Tea Study Group", "confidence": "certain"}]}]}"#,
        |it| {
            let groups =
                it.contributors.iter().filter(|person| person.is_group).filter_map(Contributor::projected);
            groups.filter_map(|form| form.name.literal.clone()).collect()
        },
    ),
    of(
        PEOPLE,
        "members of a group",
        r#"{"contributors": [{"role": "author", "is_group": true, "forms": [{"name":
            {"literal": "Green Tea Study Group"}, "script": "Latn", "kind": "romanised", "raw":
            "Green Tea Study Group", "confidence": "certain"}], "group_members": [{"name": {"family": "Braun", "given":
            "Karl"}, "script": "Latn", "kind": "romanised", "raw": "Braun, Karl", "confidence": "certain"}]}]}"#,
        |it| {
            let members = it.contributors.iter().flat_map(|person| &person.group_members);
            members.filter_map(|form| form.name.family.clone()).collect()
        },
    ),
    of(
        PEOPLE,
        "names in their own script",
        r#"{"contributors": [{"role": "author", "forms": [
            {"name": {"family": "Ou", "given": "Wenxin"}, "script": "Latn", "kind": "romanised", "raw": "Ou, Wenxin",
                "confidence": "certain"},
            {"name": {"family": "欧", "given": "文欣"}, "script": "Hani", "kind": "native", "raw": "欧文欣",
                "confidence": "inventory"}]}]}"#,
        |it| {
            let native = it.contributors.iter().filter_map(Contributor::native_beside_romanised);
            native.map(|form| words(&form.name)).collect()
        },
    ),
    of(PEOPLE, "editors", person!("editor"), |it| with_role(it, Role::Editor)),
    of(PEOPLE, "translators", person!("translator"), |it| with_role(it, Role::Translator)),
    of(PEOPLE, "editors of the series", person!("collection-editor"), |it| {
        with_role(it, Role::CollectionEditor)
    }),
    of(PEOPLE, "authors of the book around", person!("container-author"), |it| {
        with_role(it, Role::ContainerAuthor)
    }),
    of(PEOPLE, "other people", person!("contributor"), |it| with_role(it, Role::Contributor)),
    of(PEOPLE, "that the list was cut", r#"{"author_list_truncated": "et al."}"#, |it| {
        flag(it.author_list_truncated.is_some())
    }),
    of(PEOPLE, "corresponding author", first_author!(r#""corresponding": true"#), |it| {
        marked(it, |person| person.corresponding)
    }),
    of(PEOPLE, "equal contribution", first_author!(r#""equal_contribution": true"#), |it| {
        marked(it, |person| person.equal_contribution)
    }),
    of(PEOPLE, "degrees", first_author!(r#""degrees": ["MD", "PhD"]"#), |it| {
        it.contributors.iter().flat_map(|person| person.degrees.clone()).collect()
    }),
    of(PEOPLE, "ORCID", first_author!(r#""orcid": "0000-0002-1825-0097""#), |it| {
        of_each(it, |person| person.orcid.iter().cloned().collect())
    }),
    of(
        PEOPLE,
        "other numbers of people",
        first_author!(r#""other_ids": [{"scheme": "isni", "value": "0000000121032683"}]"#),
        |it| of_each(it, |person| person.other_ids.iter().map(scheme_and_value).collect()),
    ),
    of(PEOPLE, "e-mail addresses", first_author!(r#""emails": ["ou@example.org"]"#), |it| {
        of_each(it, |person| person.emails.clone())
    }),
    of(
        WORK,
        "affiliations of no author in particular",
        r#"{"affiliations": [{"id": "a1", "texts": [{"value": "Department of Tea, Example Hospital, Beijing, China",
            "lang": "en"}]}, {"id": "a2", "texts": [{"value": "Institute of Sleep, Seoul, Korea", "lang": "en"}]}]}"#,
        institutions,
    ),
    of(
        WORK,
        "which author works where, without labels",
        first_author!(
            r#""affiliation_refs": ["a2"]"#,
            r#""affiliations": [{"id": "a1", "texts": [{"value": "Department of Tea, Example Hospital, Beijing, China",
                "lang": "en"}]}, {"id": "a2", "texts": [{"value": "Institute of Sleep, Seoul, Korea", "lang": "en"}]}]"#
        ),
        links,
    ),
    of(
        WORK,
        "labels of affiliations",
        r#"{"affiliations": [{"id": "a1", "label_raw": "b", "texts": [{"value":
            "Department of Tea, Example Hospital, Beijing, China", "lang": "en"}]}]}"#,
        |it| it.affiliations.iter().filter_map(|place| place.label_raw.clone()).collect(),
    ),
    of(
        WORK,
        "which author works where, by labels",
        first_author!(
            r#""affiliation_refs": ["a2"], "affiliation_markers_raw": ["2"]"#,
            r#""affiliations": [{"id": "a1", "label_raw": "1", "texts": [{"value":
                "Department of Tea, Example Hospital, Beijing, China", "lang": "en"}]}, {"id": "a2", "label_raw": "2",
                "texts": [{"value": "Institute of Sleep, Seoul, Korea", "lang": "en"}]}]"#
        ),
        links,
    ),
    of(
        WORK,
        "affiliations in a second language",
        r#"{"affiliations": [{"id": "a1", "texts": [
            {"value": "Department of Tea, Example Hospital, Beijing, China", "lang": "en"},
            {"value": "示例医院茶科", "lang": "zh"}]}]}"#,
        |it| {
            it.affiliations.iter().flat_map(|place| place.texts.iter().skip(1)).map(Text::to_plain).collect()
        },
    ),
    of(
        WORK,
        "ROR",
        r#"{"affiliations": [{"id": "a1", "texts": [{"value": "Institute of Sleep, Seoul, Korea", "lang": "en"}],
            "ror": "https://ror.org/02x2gk324"}]}"#,
        |it| it.affiliations.iter().filter_map(|place| place.ror.clone()).collect(),
    ),
    of(NUMBERS, "DOI", r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/tea.2022.001"}]}"#, |it| {
        numbers(it, |scheme| scheme == "doi")
    }),
    of(NUMBERS, "PMID", r#"{"identifiers": [{"scheme": "pmid", "value": "30000001"}]}"#, |it| {
        numbers(it, |scheme| scheme == "pmid")
    }),
    of(NUMBERS, "PMCID", r#"{"identifiers": [{"scheme": "pmcid", "value": "PMC6000001"}]}"#, |it| {
        numbers(it, |scheme| scheme == "pmcid")
    }),
    of(
        NUMBERS,
        "ISBN",
        r#"{"type": "book", "container_titles": [], "volume": null, "identifiers": [{"scheme": "isbn", "value": "9783161484100"}]}"#,
        |it| numbers(it, |scheme| scheme == "isbn"),
    ),
    of(NUMBERS, "WPRIM number", r#"{"identifiers": [{"scheme": "wprim", "value": "929835"}]}"#, |it| {
        numbers(it, |scheme| scheme == "wprim")
    }),
    of(
        NUMBERS,
        "numbers of other databases",
        r#"{"identifiers": [{"scheme": "embase", "value": "L2016000001"}, {"scheme": "lilacs", "value": "lil-700001"}]}"#,
        |it| numbers(it, |scheme| !["doi", "pmid", "pmcid", "isbn", "wprim"].contains(&scheme)),
    ),
    of(
        JOURNAL,
        "journal",
        r#"{"container_titles": [{"value": "Annals of Sleep", "lang": "en", "role": "main"}]}"#,
        |it| journal(it, ContainerRole::Main),
    ),
    of(
        JOURNAL,
        "abbreviation",
        r#"{"container_titles": [{"value": "Annals of Sleep", "lang": "en", "role": "main"},
            {"value": "Ann Sleep", "lang": "en", "role": "abbrev"}]}"#,
        |it| journal(it, ContainerRole::Abbrev),
    ),
    aside(
        JOURNAL,
        "whose abbreviation it is",
        r#"{"container_titles": [{"value": "Annals of Sleep", "lang": "en", "role": "main"},
            {"value": "Ann Sleep", "lang": "en", "role": "abbrev", "scheme": "medlineta"}]}"#,
        |it| it.container_titles.iter().filter_map(|title| title.scheme.clone()).collect(),
    ),
    of(
        JOURNAL,
        "journal in its own language",
        r#"{"container_titles": [{"value": "Annals of Sleep", "lang": "en", "role": "main"},
            {"value": "睡眠杂志", "lang": "zh", "role": "vernacular"}]}"#,
        |it| journal(it, ContainerRole::Vernacular),
    ),
    of(JOURNAL, "ISSN", r#"{"issns": [{"value": "1673-4408", "medium": "unknown"}]}"#, |it| {
        it.issns
            .iter()
            .filter(|issn| issn.origin != Origin::Derived)
            .map(|issn| issn.value.clone())
            .take(1)
            .collect()
    }),
    of(
        JOURNAL,
        "several ISSNs",
        r#"{"issns": [{"value": "0378-5955", "medium": "unknown"}, {"value": "1673-4408", "medium": "unknown"}]}"#,
        |it| {
            let mut found: Vec<String> = it.issns.iter().map(|issn| issn.value.clone()).collect();
            found.sort();
            if found.len() > 1 { found } else { Vec::new() }
        },
    ),
    of(JOURNAL, "ISSN of print alone", r#"{"issns": [{"value": "0378-5955", "medium": "print"}]}"#, |it| {
        issn(it, Medium::Print)
    }),
    of(
        JOURNAL,
        "ISSN of the electronic edition",
        r#"{"issns": [{"value": "1673-4408", "medium": "electronic"}]}"#,
        |it| issn(it, Medium::Electronic),
    ),
    of(JOURNAL, "linking ISSN", r#"{"issns": [{"value": "2049-3630", "medium": "linking"}]}"#, |it| {
        issn(it, Medium::Linking)
    }),
    of(JOURNAL, "publisher", r#"{"publisher": "Leaf Press"}"#, |it| it.publisher.iter().cloned().collect()),
    of(JOURNAL, "place of publication", r#"{"publisher_place": "Leeds"}"#, |it| {
        it.publisher_place.iter().cloned().collect()
    }),
    of(JOURNAL, "country", r#"{"countries": [{"text": "China", "code": "CN"}]}"#, |it| {
        it.countries.iter().map(|country| country.text.clone()).collect()
    }),
    of(DATES, "year", r#"{"dates": [{"kind": "issued", "start": {"year": 2019}}]}"#, |it| {
        issued(it, |date| date.start.map(|start| start.year.to_string()))
    }),
    of(DATES, "month", r#"{"dates": [{"kind": "issued", "start": {"year": 2022, "month": 4}}]}"#, |it| {
        issued(it, |date| date.start.and_then(|start| start.month).map(|month| month.to_string()))
    }),
    of(
        DATES,
        "day",
        r#"{"dates": [{"kind": "issued", "start": {"year": 2022, "month": 4, "day": 17}}]}"#,
        |it| issued(it, |date| date.start.and_then(|start| start.day).map(|day| day.to_string())),
    ),
    of(
        DATES,
        "season",
        r#"{"dates": [{"kind": "issued", "start": {"year": 2022}, "season": "spring"}]}"#,
        |it| issued(it, |date| date.season.map(|season| season.name().to_owned())),
    ),
    of(
        DATES,
        "range of months",
        r#"{"dates": [{"kind": "issued", "start": {"year": 2022, "month": 4}, "end": {"year": 2022, "month": 5}}]}"#,
        |it| {
            issued(it, |date| {
                date.end.map(|end| format!("{}/{}", date.start.unwrap_or_default().iso(), end.iso()))
            })
        },
    ),
    of(
        DATES,
        "not certain",
        r#"{"dates": [{"kind": "issued", "start": {"year": 2022}, "circa": true}]}"#,
        |it| flag(it.dates.iter().any(|date| date.circa)),
    ),
    of(
        DATES,
        "words that are no date",
        r#"{"dates": [{"kind": "issued", "text_raw": "year of the tiger"}]}"#,
        |it| {
            issued(it, |date| {
                (date.start.is_none() && !date.text_raw.is_empty()).then(|| date.text_raw.clone())
            })
        },
    ),
    of(DATES, "electronic publication", dated!("epub"), |it| dated(it, DateKind::Epub)),
    of(DATES, "received", dated!("received"), |it| dated(it, DateKind::Received)),
    of(DATES, "revised", dated!("revised"), |it| dated(it, DateKind::Revised)),
    of(DATES, "accepted", dated!("accepted"), |it| dated(it, DateKind::Accepted)),
    of(DATES, "page fetched", dated!("accessed"), |it| dated(it, DateKind::Accessed)),
    of(ISSUE, "volume", r#"{"volume": "XLIX"}"#, |it| it.volume.iter().cloned().collect()),
    of(ISSUE, "issue", r#"{"issue": "3-4"}"#, |it| it.issue.iter().cloned().collect()),
    of(
        ISSUE,
        "supplement of an issue",
        r#"{"issue": "4 Suppl 1", "supplement": {"number": "1", "of": "issue"}}"#,
        supplement,
    ),
    of(
        ISSUE,
        "supplement of a volume",
        r#"{"issue": "Suppl 2", "supplement": {"number": "2", "of": "volume"}}"#,
        supplement,
    ),
    of(ISSUE, "part of an issue", r#"{"issue": "4 Pt 2", "part": {"number": "2", "of": "issue"}}"#, part),
    of(ISSUE, "part of a volume", r#"{"issue": "4", "part": {"number": "2", "of": "volume"}}"#, part),
    of(ISSUE, "pages", r#"{"page_ranges": [{"first": "217", "last": "221"}]}"#, pages),
    of(
        ISSUE,
        "several ranges of pages",
        r#"{"page_ranges": [{"first": "217", "last": "221"}, {"first": "225"}]}"#,
        |it| {
            if it.page_ranges.len() > 1 { pages(it) } else { Vec::new() }
        },
    ),
    of(ISSUE, "article number", r#"{"article_number": "e15"}"#, |it| {
        it.article_number.iter().cloned().collect()
    }),
    of(
        ISSUE,
        "article number beside pages",
        r#"{"article_number": "103640", "page_ranges": [{"first": "1", "last": "12"}]}"#,
        |it| it.article_number.iter().cloned().chain(pages(it)).collect(),
    ),
    of(ISSUE, "number of pages", r#"{"number_of_pages": "120"}"#, |it| {
        it.number_of_pages.iter().cloned().collect()
    }),
    of(
        SUBJECT,
        "keywords",
        r#"{"terms": [{"value": "Camellia", "vocab": "author"}, {"value": "Insomnia", "vocab": "author"}]}"#,
        |it| terms(it, |term| term.vocab != Vocabulary::Mesh, |term| term.value.clone()),
    ),
    of(
        SUBJECT,
        "keyword with comma and semicolon",
        r#"{"terms": [{"value": "Tea, green; twice", "vocab": "author"}, {"value": "Insomnia", "vocab": "author"}]}"#,
        |it| terms(it, |term| term.value.contains(", "), |term| term.value.clone()),
    ),
    of(
        SUBJECT,
        "language of keywords",
        r#"{"terms": [{"value": "Camellia", "vocab": "author", "lang": "en"},
            {"value": "茶", "vocab": "author", "lang": "zh"}]}"#,
        |it| terms(it, |term| term.lang.is_some(), |term| format!("{}\t{:?}", term.value, term.lang)),
    ),
    of(
        SUBJECT,
        "MeSH headings",
        r#"{"terms": [{"value": "Camellia sinensis", "vocab": "mesh"}, {"value": "Sleep", "vocab": "mesh"}]}"#,
        |it| terms(it, |term| term.vocab == Vocabulary::Mesh, |term| term.value.clone()),
    ),
    of(
        SUBJECT,
        "MeSH qualifiers",
        r#"{"terms": [{"value": "Camellia sinensis", "vocab": "mesh", "qualifiers": ["chemistry", "adverse effects"]}]}"#,
        |it| terms(it, |term| !term.qualifiers.is_empty(), |term| term.qualifiers.join("/")),
    ),
    of(
        SUBJECT,
        "chief MeSH headings",
        r#"{"terms": [{"value": "Camellia sinensis", "vocab": "mesh", "major": true},
            {"value": "Sleep", "vocab": "mesh"}]}"#,
        |it| terms(it, |term| term.major, |term| format!("\t{}", term.value)),
    ),
    of(
        SUBJECT,
        "numbers of headings",
        r#"{"terms": [{"value": "Sleep", "vocab": "mesh", "ui": "D012890"}]}"#,
        |it| terms(it, |term| term.ui.is_some(), |term| term.ui.clone().unwrap_or_default()),
    ),
    of(
        SUBJECT,
        "terms of another vocabulary",
        r#"{"terms": [{"value": "Beverages", "vocab": "other"}]}"#,
        |it| terms(it, |term| term.vocab == Vocabulary::Other, |term| term.value.clone()),
    ),
    of(SUBJECT, "language of the article", r#"{"languages": [{"text": "Korean", "tag": "ko"}]}"#, |it| {
        it.languages.iter().filter_map(|language| language.tag.clone()).collect()
    }),
    of(
        SUBJECT,
        "several languages",
        r#"{"languages": [{"text": "Korean", "tag": "ko"}, {"text": "English", "tag": "en"}]}"#,
        |it| {
            let tags: Vec<String> = it.languages.iter().filter_map(|language| language.tag.clone()).collect();
            if tags.len() > 1 { tags } else { Vec::new() }
        },
    ),
    of(
        ABSTRACTS,
        "abstract",
        r#"{"abstracts": [{"value": "The cause of it is not known, and nobody has asked.", "lang": "en"}]}"#,
        |it| it.abstracts.iter().take(1).map(|it| it.text.to_plain()).collect(),
    ),
    of(
        ABSTRACTS,
        "italics and indices in it",
        r#"{"abstracts": [{"value": [{"text": "The leaf of "}, {"text": "Camellia", "style": {"italic": true}},
            {"text": " holds CO"}, {"text": "2", "style": {"subscript": true}}, {"text": " for a while."}],
            "lang": "en"}]}"#,
        |it| it.abstracts.iter().flat_map(|it| marks(&it.text.value)).collect(),
    ),
    of(
        ABSTRACTS,
        "headed sections",
        r#"{"abstracts": [{"value": "OBJECTIVE: To ask.\nRESULTS: Nobody knew.", "lang": "en", "sections": [
            {"label": "OBJECTIVE", "text": "To ask."}, {"label": "RESULTS", "text": "Nobody knew."}]}]}"#,
        |it| {
            let sections = it.abstracts.iter().flat_map(|it| &it.sections);
            sections.map(|section| format!("{}: {}", section.label, section.text.to_plain())).collect()
        },
    ),
    of(
        ABSTRACTS,
        "paragraphs",
        r#"{"abstracts": [{"value": "The first asks what it is.\nThe second says that it is not.", "lang": "en"}]}"#,
        |it| {
            let texts = it.abstracts.iter().take(1).map(|it| it.text.to_plain());
            texts.filter(|text| text.contains('\n')).collect()
        },
    ),
    of(
        ABSTRACTS,
        "abstract in a second language",
        r#"{"abstracts": [{"value": "The cause of it is not known.", "lang": "en"},
            {"value": "目的 评价茶对睡眠的影响。", "lang": "zh"}]}"#,
        |it| it.abstracts.iter().skip(1).map(|it| it.text.to_plain()).collect(),
    ),
    aside(
        ABSTRACTS,
        "language of each abstract",
        r#"{"abstracts": [{"value": "On ne sait pas.", "lang": "fr"}]}"#,
        |it| it.abstracts.iter().filter_map(|it| it.text.lang.clone()).collect(),
    ),
    of(ADDRESSES, "page of the article", address!("landing", "https://tea.example.org/49/7"), |it| {
        addresses(it, UrlKind::Landing)
    }),
    aside(
        ADDRESSES,
        "DOI again, as an address",
        r#"{"identifiers": [{"scheme": "doi", "value": "10.1000/tea.2022.001"}],
        "urls": [{"href": "https://doi.org/10.1000/tea.2022.001", "kind": "doi"}]}"#,
        |it| addresses(it, UrlKind::Doi),
    ),
    of(ADDRESSES, "PDF", address!("pdf", "https://tea.example.org/49/7.pdf"), |it| {
        addresses(it, UrlKind::Pdf)
    }),
    of(ADDRESSES, "full text", address!("fulltext", "https://tea.example.org/49/7/full"), |it| {
        addresses(it, UrlKind::Fulltext)
    }),
    of(ADDRESSES, "page in a database", address!("database", "https://db.example.org/record/929835"), |it| {
        addresses(it, UrlKind::Database)
    }),
    of(ADDRESSES, "database", r#"{"database": {"name": "WPRIM"}}"#, |it| {
        it.database.iter().map(|database| database.name.clone()).filter(|name| !name.is_empty()).collect()
    }),
    of(ADDRESSES, "who runs the database", r#"{"database": {"name": "WPRIM", "provider": "WHO"}}"#, |it| {
        it.database.iter().filter_map(|database| database.provider.clone()).collect()
    }),
    of(
        ADDRESSES,
        "address of the database",
        r#"{"database": {"name": "WPRIM", "url": "https://db.example.org/"}}"#,
        |it| it.database.iter().filter_map(|database| database.url.clone()).collect(),
    ),
    of(NOTES, "notes", r#"{"notes": [{"text": "First of two parts"}, {"text": "Seen in print"}]}"#, |it| {
        it.notes.iter().map(|note| note.text.clone()).collect()
    }),
    of(
        NOTES,
        "what a note is called",
        r#"{"notes": [{"text": "Nothing to declare", "kind": "conflict-of-interest"}]}"#,
        |it| it.notes.iter().filter_map(|note| note.kind.clone()).collect(),
    ),
    of(NOTES, "annotation", r#"{"annotation": "Read it twice"}"#, |it| {
        it.annotation.iter().cloned().collect()
    }),
    of(NOTES, "funding", r#"{"funding": [{"text_raw": "Leaf Foundation, grant 81700001"}]}"#, |it| {
        it.funding.iter().map(|grant| grant.text_raw.clone()).filter(|text| !text.is_empty()).collect()
    }),
    of(
        NOTES,
        "funder and award apart",
        r#"{"funding": [{"funder": "Leaf Foundation", "award": "81700001", "text_raw": "Leaf Foundation 81700001"}]}"#,
        |it| {
            let parts = it.funding.iter().flat_map(|grant| [grant.funder.clone(), grant.award.clone()]);
            parts.flatten().collect()
        },
    ),
    of(
        NOTES,
        "number and country of the funder",
        r#"{"funding": [{"funder": "Leaf Foundation", "id": "10.13039/501100001809", "country": "China",
            "text_raw": "Leaf Foundation"}]}"#,
        |it| {
            it.funding.iter().flat_map(|grant| [grant.id.clone(), grant.country.clone()]).flatten().collect()
        },
    ),
    of(NOTES, "status", r#"{"status": "in press"}"#, |it| it.status.iter().cloned().collect()),
    of(NOTES, "retraction", r#"{"status": "retracted"}"#, |it| it.status.iter().cloned().collect()),
    of(NOTES, "licence", r#"{"license": "CC BY-NC 4.0"}"#, |it| it.license.iter().cloned().collect()),
    of(TYPES, "type", r#"{"type": "book", "container_titles": [], "volume": null}"#, |it| {
        vec![format!("{:?}", it.kind)]
    }),
    of(TYPES, "a type few know", r#"{"type": "treaty", "container_titles": [], "volume": null}"#, |it| {
        vec![format!("{:?}", it.kind)]
    }),
    of(
        TYPES,
        "publication types",
        r#"{"genre": "Journal Article", "publication_types": [{"value": "Journal Article", "vocab": "other"},
            {"value": "Review", "vocab": "other"}]}"#,
        |it| {
            // Which of them is the chief one, the next row asks.
            let mut types: Vec<String> = it.publication_types.iter().map(|term| term.value.clone()).collect();
            types.sort();
            types
        },
    ),
    of(
        TYPES,
        "chief publication type",
        r#"{"genre": "Review", "publication_types": [{"value": "Review", "vocab": "other"}]}"#,
        |it| it.genre.iter().cloned().collect(),
    ),
    of(TYPES, "citation key", r#"{"id": "tea:2022", "citation_key": {"value": "tea:2022"}}"#, |it| {
        it.citation_key.iter().map(|key| key.value.clone()).collect()
    }),
    aside(TYPES, "number in its file beside the key", r#"{"id": "item-7"}"#, |it| {
        it.id.iter().cloned().collect()
    }),
    of(
        TYPES,
        "unknown fields of the same format",
        r#"{"unknown": [{"format": "FORMAT", "tag": "ZZ", "value": "the value of it"}]}"#,
        unknown,
    ),
    of(
        TYPES,
        "unknown fields of another format",
        r#"{"unknown": [{"format": "sheet-of-somebody", "tag": "Shelf", "value": "the third"}]}"#,
        unknown,
    ),
    of(
        TYPES,
        "sources of a merged record",
        r#"{"merged_from": [{"database": {"name": "Embase"}, "provenance": {"file": "embase.ris", "record": 12}}]}"#,
        sources,
    ),
    of(
        TYPES,
        "values of its sources that were not chosen",
        r#"{"merged_from": [{"database": {"name": "Embase"}, "provenance": {"file": "embase.ris", "record": 12},
            "publisher": "The other publisher"}]}"#,
        |it| it.merged_from.iter().filter_map(|source| source.publisher.clone()).collect(),
    ),
    aside(
        ABOUT,
        "brackets and final dot of PubMed",
        r#"{"title_marks": {"brackets": true, "final_dot": true}}"#,
        |it| flag(it.title_marks.brackets && it.title_marks.final_dot),
    ),
    aside(ABOUT, "the source's word for the type", r#"{"type_raw": "Original article"}"#, |it| {
        it.type_raw.iter().cloned().collect()
    }),
    aside(
        ABOUT,
        "volume and issue as printed",
        r#"{"volume_raw": "Vol. 49", "issue": "4", "issue_raw": "No. 4"}"#,
        |it| it.volume_raw.iter().chain(&it.issue_raw).cloned().collect(),
    ),
    aside(ABOUT, "the journal line as printed", r#"{"source_raw": "2022;49(4):217-221"}"#, |it| {
        it.source_raw.iter().cloned().collect()
    }),
    aside(
        ABOUT,
        "values worked out of others",
        r#"{"derived": [{"field": "ISSN", "value": "1673-4408", "from": "DOI", "rule": "cma-doi"}]}"#,
        |it| it.derived.iter().map(|value| value.value.clone()).collect(),
    ),
    aside(
        ABOUT,
        "warnings",
        r#"{"warnings": [{"code": "name-order-guessed", "message": "it may be the other way round", "line": 7}]}"#,
        |it| it.warnings.iter().map(|warning| warning.message.clone()).collect(),
    ),
    aside(
        ABOUT,
        "where it was first read",
        r#"{"provenance": {"format": "wprim", "file": "page-7.txt", "record": 3, "tool_version": "0.0.7"}}"#,
        |it| if it.provenance.format == "wprim" { vec![it.provenance.file.clone()] } else { Vec::new() },
    ),
];

fn flag(is_set: bool) -> Vec<String> {
    if is_set { vec!["\tyes".to_owned()] } else { Vec::new() }
}

fn titles(record: &Record, role: TitleRole) -> Vec<String> {
    record.titles.iter().filter(|title| title.role == role).map(|title| title.text.to_plain()).collect()
}

/// Marked runs, the mathematics apart.
fn marks(text: &Marked) -> Vec<String> {
    let plain = |style: Style| Style { protected: false, math: false, ..style };
    let marked = text.spans().iter().filter(|span| plain(span.style) != Style::PLAIN);
    marked.map(|span| format!("{}\t{:?}", span.text, plain(span.style))).collect()
}

fn formulas(text: &Marked) -> Vec<String> {
    text.spans().iter().filter(|span| span.style.math).map(|span| span.text.clone()).collect()
}

fn names(record: &Record) -> impl Iterator<Item = &Name> {
    record.contributors.iter().filter_map(Contributor::projected).map(|form| &form.name)
}

fn words(name: &Name) -> String {
    let Name { family, given, non_dropping_particle, dropping_particle, suffix, literal } = name;
    let parts = [dropping_particle, non_dropping_particle, family, given, suffix, literal];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn family_and_given(person: &Contributor) -> Option<String> {
    let name = &person.projected()?.name;
    Some(format!("{}, {}", name.family.as_deref()?, name.given.as_deref().unwrap_or_default()))
}

fn with_role(record: &Record, role: Role) -> Vec<String> {
    record.with_role(role).filter_map(Contributor::projected).map(|form| words(&form.name)).collect()
}

/// The names of the people for whom something is so.
fn marked(record: &Record, is_so: fn(&Contributor) -> bool) -> Vec<String> {
    of_each(record, |person| flag(is_so(person)))
}

/// What each person has, with its name.
fn of_each(record: &Record, has: impl Fn(&Contributor) -> Vec<String>) -> Vec<String> {
    let with_name = |person: &Contributor| {
        let name = person.projected().map(|form| words(&form.name)).unwrap_or_default();
        has(person).into_iter().map(move |value| format!("{value}\t{name}")).collect::<Vec<_>>()
    };
    record.contributors.iter().flat_map(with_name).collect()
}

fn scheme_and_value(ident: &Ident) -> String {
    format!("{}\t{}", ident.value, ident.scheme)
}

fn institutions(record: &Record) -> Vec<String> {
    record.affiliations.iter().filter_map(|place| place.texts.first()).map(Text::to_plain).collect()
}

fn links(record: &Record) -> Vec<String> {
    let text = |id: &String| {
        let place = record.affiliations.iter().find(|place| place.id == *id)?;
        place.texts.first().map(|text| format!("\t{}", text.to_plain()))
    };
    of_each(record, |person| person.affiliation_refs.iter().filter_map(text).collect())
}

fn numbers(record: &Record, is_wanted: fn(&str) -> bool) -> Vec<String> {
    let mut found: Vec<String> =
        record.identifiers.iter().filter(|ident| is_wanted(&ident.scheme)).map(scheme_and_value).collect();
    found.sort();
    found
}

fn journal(record: &Record, role: ContainerRole) -> Vec<String> {
    let of_role = record.container_titles.iter().filter(|title| title.role == role);
    of_role.map(|title| title.text.to_plain()).collect()
}

fn issn(record: &Record, medium: Medium) -> Vec<String> {
    record.issns.iter().filter(|issn| issn.medium == medium).map(|issn| issn.value.clone()).collect()
}

fn issued(record: &Record, part: impl Fn(&DateVal) -> Option<String>) -> Vec<String> {
    record.dates.iter().filter(|date| date.kind == DateKind::Issued).filter_map(part).collect()
}

fn dated(record: &Record, kind: DateKind) -> Vec<String> {
    record.dates.iter().filter(|date| date.kind == kind).map(DateVal::iso).collect()
}

fn supplement(record: &Record) -> Vec<String> {
    let place = |of| if of == PartOf::Volume { "of the volume" } else { "of the issue" };
    let found = record.supplement.iter();
    found.map(|it| format!("\t{} {}", it.number.as_deref().unwrap_or_default(), place(it.of))).collect()
}

fn part(record: &Record) -> Vec<String> {
    record.part.iter().map(|part| format!("\t{} {:?}", part.number, part.of)).collect()
}

fn pages(record: &Record) -> Vec<String> {
    record.pages().into_iter().collect()
}

fn terms(record: &Record, is_wanted: fn(&Term) -> bool, said: fn(&Term) -> String) -> Vec<String> {
    record.terms.iter().filter(|term| is_wanted(term)).map(said).collect()
}

fn addresses(record: &Record, kind: UrlKind) -> Vec<String> {
    record.urls.iter().filter(|url| url.kind == kind).map(|url| url.href.clone()).collect()
}

fn sources(record: &Record) -> Vec<String> {
    let place = |source: &Record| {
        let name = source.database.as_ref().map(|it| it.name.as_str()).unwrap_or_default();
        format!("{name}\t{} {}", source.provenance.file, source.provenance.record)
    };
    record.merged_from.iter().map(place).collect()
}

fn unknown(record: &Record) -> Vec<String> {
    record
        .unknown
        .iter()
        .map(|field| format!("{}: {}", field.tag.to_ascii_lowercase(), field.value))
        .collect()
}
