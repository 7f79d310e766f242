//! `OpenAlex`'s works: one, a list of the API (`results`), the snapshot (a work a line). Members: the work object of its
//! documentation (mapping reference 2.11).
//!
//! Passed over without a note, because it is not of the reference itself: what `OpenAlex` counts, ranks and guesses
//! (`cited_by_count`, `topics`, `concepts`, `sustainable_development_goals`, `fwci` …), what is open access
//! (`open_access` but for its address), fees (`apc_list`, `apc_paid`), the name under which it files an author where the
//! name as printed is there (`author.display_name`), and what repeats another member (`doi`, `best_oa_location`). Of the
//! list of references a note says how long it is.

use super::json::fields;
use super::json::members::{self, Dialect, Members, Object, take};
use super::json::{self, Codes};
use super::{Batch, Chunk, Reader};
use crate::record::{
    ContainerRole, Contributor, DateKind, DateParts, DateVal, Funding, Ident, Kind, Medium, Origin, Role,
    Seen, Term, TitleRole, UrlKind, Vocabulary,
};
use crate::report::Code;
use crate::syntax::json::{Piece, pieces_of};
use crate::value::{date, orcid, text};
use crate::vocab::types;
use serde_json::Value;
use std::collections::HashMap;

use super::intake::NameText;

const WORK_BROKEN: Code = Code::error(
    "openalex-work-broken",
    "A piece of a file of OpenAlex is no JSON object; it is set aside and the next work is read.",
);
const NO_WORK: Code = Code::error(
    "openalex-no-work",
    "An object in a file of OpenAlex is no work (it may be an author, a source or an institution); it is set aside and the next one is read.",
);
const ABSTRACT_TOO_LONG: Code = Code::warning(
    "openalex-abstract-too-long",
    "The places of an abstract's words would make a text many times as long as what the file has of it; the list is kept as it stands and no abstract is made of it.",
);
const ABSTRACT_GAPS: Code = Code::warning(
    "openalex-abstract-gaps",
    "The index of words out of which an abstract is put together has no word for a place, or two; the words that are there stand in their order.",
);

const LIST: &str = "\"results\"";

/// How addresses of works begin.
const WORK: &str = "https://openalex.org/W";

/// The reader of `OpenAlex`'s works.
#[derive(Debug)]
pub struct OpenAlex;

impl Reader for OpenAlex {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let codes = Codes { broken: &WORK_BROKEN, wrapper: None };
        json::each(chunk, LIST, &codes, batch, |item, places, batch| {
            members::record(item, &DIALECT, places, batch);
        });
    }

    fn cut(&self, buffer: &str, head: &str) -> usize {
        json::cut(buffer, head, LIST)
    }
}

const DIALECT: Dialect = Dialect {
    format: "openalex",
    no_record: (&NO_WORK, "its id is not that of a work, and it has no title"),
    answers: &[],
    is_record: |object| match object.get("id").and_then(Value::as_str) {
        Some(id) => id.starts_with(WORK),
        None => ["title", "display_name", "doi"].iter().any(|key| object.contains_key(*key)),
    },
    fill: work,
};

/// Whether the start of an input is certainly of `OpenAlex`: its first object has the address of a work as `id`.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with(['[', '{']) {
        return false;
    }
    let first = pieces_of(head, LIST).find(|piece| !matches!(piece, Piece::Wrapper { .. }));
    let text = match first {
        Some(Piece::Item { start, end }) => head.get(start..end),
        Some(Piece::Unfinished { start } | Piece::Broken { start, .. }) => head.get(start..),
        _ => None,
    };
    let members = text.map(fields::first_members).unwrap_or_default();
    members.iter().any(|(key, value)| key == "id" && value.starts_with(WORK))
}

/// Members that are not of the reference.
#[rustfmt::skip]
const PASSED: &[&str] = &[
    "apc_list", "apc_paid", "authors_count", "citation_normalized_percentile", "cited_by_api_url", "cited_by_count",
    "cited_by_percentile_year", "concepts", "concepts_count", "content_url", "content_urls", "corresponding_author_ids",
    "corresponding_institution_ids", "countries_distinct_count", "counts_by_year", "created_date",
    "doi_registration_agency", "fulltext", "fulltext_origin", "fwci", "has_abstract", "has_content", "has_fulltext",
    "indexed_in", "institution_assertions", "institutions", "institutions_distinct_count", "is_paratext", "is_xpac",
    "keywords_count", "locations_count", "ngrams_url", "open_access_is_oa", "primary_topic", "referenced_works_count",
    "related_works", "relevance_score", "summary_stats", "sustainable_development_goals", "topics", "topics_count",
    "type_id", "updated", "updated_date",
];

fn work(mut object: Object, members: &mut Members<'_>) {
    let object = &mut object;
    for (key, role) in [("title", TitleRole::Main), ("display_name", TitleRole::Main)] {
        for title in members.texts(key, take(object, key)) {
            members.intake().title(role, &title);
        }
    }
    for language in members.texts("language", take(object, "language")) {
        members.intake().languages(&language);
    }
    authors(object, members);
    let source = published_in(object, members);
    numbers(object, members);
    kind(object, source.as_deref(), members);
    dates(object, members);
    identifiers(object, members);
    terms(object, members);
    summary(object, members);
    funding(object, members);
    addresses(object, members);
    if let Some(Value::Bool(true)) = take(object, "is_retracted") {
        members.intake().record.status = Some("retracted".to_owned());
    }
    object.remove("is_retracted");
    members.references(take(object, "referenced_works"));
    members.rest("", std::mem::take(object), PASSED);
}

fn authors(object: &mut Object, members: &mut Members<'_>) {
    for authorship in members.objects("authorships", take(object, "authorships")) {
        author(authorship, members);
    }
    // The API gives the first hundred authors of a work among many.
    if let Some(Value::Bool(true)) = object.remove("is_authors_truncated") {
        members.intake().record.author_list_truncated = Some("is_authors_truncated".to_owned());
    }
}

fn author(mut authorship: Object, members: &mut Members<'_>) {
    let filed = authorship.get("author").and_then(|author| author.get("display_name"));
    if !filed.into_iter().chain(authorship.get("raw_author_name")).any(Value::is_string) {
        return members.unknown("authorships", &Value::Object(authorship));
    }
    let mut person = Contributor::default();
    let mut filed = None;
    for mut author in members.objects("authorships.author", take(&mut authorship, "author")) {
        filed = members.text("authorships.author.display_name", take(&mut author, "display_name"));
        let address = members.text("authorships.author.id", take(&mut author, "id"));
        person.other_ids.extend(address.as_deref().and_then(number_of).map(|id| ident("openalex", id)));
        for stated in members.texts("authorships.author.orcid", take(&mut author, "orcid")) {
            match orcid::canonical(&stated) {
                Some(known) if person.orcid.is_none() => person.orcid = Some(known),
                _ => members.unknown("authorships.author.orcid", &Value::String(stated)),
            }
        }
        members.rest("authorships.author", author, &[]);
    }
    for stated in members.texts("authorships.raw_orcid", take(&mut authorship, "raw_orcid")) {
        match orcid::canonical(&stated) {
            Some(known) if person.orcid.as_ref().is_none_or(|orcid| *orcid == known) => {
                person.orcid = Some(known);
            }
            _ => members.unknown("authorships.raw_orcid", &Value::String(stated)),
        }
    }
    person.corresponding = matches!(authorship.get("is_corresponding"), Some(Value::Bool(true)));
    let printed = members.text("authorships.raw_author_name", take(&mut authorship, "raw_author_name"));
    let Some(name) = printed.or(filed) else {
        return members.unknown("authorships", &Value::Object(authorship));
    };
    let institutions = institutions(&mut authorship, members);
    #[rustfmt::skip]
    let passed = ["author_position", "is_corresponding", "countries"];
    members.rest("authorships", authorship, &passed);
    members.intake().person(Role::Author, NameText::Whole(text::clean(&name).text), person, institutions);
}

/// Institutions as printed; what `OpenAlex` found each to be is joined to its text where it says of which text that is.
fn institutions(authorship: &mut Object, members: &mut Members<'_>) -> Vec<String> {
    let path = "authorships.raw_affiliation_strings";
    let mut printed = members.texts(path, take(authorship, "raw_affiliation_strings"));
    let joined =
        members.texts("authorships.raw_affiliation_string", take(authorship, "raw_affiliation_string"));
    let mut links: Vec<(String, Vec<String>)> = Vec::new();
    for mut link in members.objects("authorships.affiliations", take(authorship, "affiliations")) {
        let text = members.text("authorships.affiliations", take(&mut link, "raw_affiliation_string"));
        let ids = members.texts("authorships.affiliations", take(&mut link, "institution_ids"));
        links.extend(text.map(|text| (text, ids)));
        members.rest("authorships.affiliations", link, &[]);
    }
    let mut seen = Seen::default();
    let mut length: usize = printed.iter().map(String::len).sum();
    for text in links.iter().map(|(text, _)| text.clone()).chain(joined) {
        // The older member has all texts in one, with semicolons between them.
        let is_joint = |joint: &str| {
            let joints = joint.len() * printed.len().saturating_sub(1);
            length + joints == text.len() && printed.join(joint) == text
        };
        if !seen.has(&printed, |known| known, &&text) && !is_joint("; ") && !is_joint(";") {
            length += text.len();
            printed.push(text);
        }
    }
    let found = members.objects("authorships.institutions", take(authorship, "institutions"));
    let (found_count, printed_count) = (found.len(), printed.len());
    let mut printed: Vec<String> = printed.iter().map(|text| text::clean(text).text).collect();
    printed.retain(|text| !text.is_empty());
    let (mut seen, mut seen_ids) = (Seen::default(), Seen::default());
    for mut institution in found {
        let id =
            members.text("authorships.institutions.id", take(&mut institution, "id")).unwrap_or_default();
        let name =
            members.text("authorships.institutions.display_name", take(&mut institution, "display_name"));
        let ror = members.text("authorships.institutions.ror", take(&mut institution, "ror"));
        let country =
            members.text("authorships.institutions.country_code", take(&mut institution, "country_code"));
        members.rest("authorships.institutions", institution, &["type", "lineage"]);
        let link = seen_ids.position(&links, |link| link.1.as_slice(), &&[id][..]);
        let text = match link.and_then(|at| links.get(at)) {
            Some((text, _)) => Some(text::clean(text).text),
            None if printed_count == 0 => name.as_deref().map(|name| text::clean(name).text),
            None if (found_count, printed_count) == (1, 1) => printed.first().cloned(),
            None => None,
        };
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            // It belongs to one of the texts, or to several together; which, nobody says.
            let stated = [name, ror].into_iter().flatten().collect::<Vec<_>>().join(" ");
            members.unknown("authorships.institutions", &Value::String(stated));
            continue;
        };
        if !seen.has(&printed, |known| known, &&text) {
            printed.push(text.clone());
        }
        members.intake().institution_known(&text, |known| {
            known.ror = known.ror.take().or(ror);
            known.country = known.country.take().or(country);
        });
    }
    printed
}

/// Where the work appeared, and of which type that is: `journal`, `repository`.
fn published_in(object: &mut Object, members: &mut Members<'_>) -> Option<String> {
    let mut kind = None;
    let place = take(object, "primary_location");
    // Before 2023 there was a host venue.
    let host = take(object, "host_venue").filter(|_| place.is_none());
    for mut location in members.objects("primary_location", place) {
        for source in members.objects("primary_location.source", take(&mut location, "source")) {
            kind = kind.or(journal(source, members));
        }
        let printed =
            members.text("primary_location.raw_source_name", take(&mut location, "raw_source_name"));
        if let Some(printed) = printed {
            let known =
                members.intake().record.container_titles.iter().any(|it| same(&it.text.as_plain(), &printed));
            if !known {
                members.unknown("primary_location.raw_source_name", &Value::String(printed));
            }
        }
        urls(&mut location, UrlKind::Landing, members);
        let license = members.text("primary_location.license", take(&mut location, "license"));
        members.intake().record.license = license;
        members.rest("primary_location", location, LOCATION_PASSED);
    }
    for venue in members.objects("host_venue", host) {
        kind = kind.or(journal(venue, members));
    }
    kind
}

/// What a location says of itself and not of the work.
const LOCATION_PASSED: &[&str] =
    &["id", "is_oa", "is_accepted", "is_published", "version", "license_id", "raw_type", "provenance"];

fn journal(mut source: Object, members: &mut Members<'_>) -> Option<String> {
    let path = |key: &str| format!("primary_location.source.{key}");
    let kind = members.text(&path("type"), take(&mut source, "type"));
    let name = members.text(&path("display_name"), take(&mut source, "display_name"));
    let host = take(&mut source, "host_organization_name").or_else(|| take(&mut source, "publisher"));
    let host = members.text(&path("host_organization_name"), host);
    let publisher = if kind.as_deref() == Some("repository") {
        // A repository publishes what stands in no journal; its own host is a university or a company.
        name.or(host)
    } else {
        if let Some(name) = name {
            members.intake().container(ContainerRole::Main, &name);
        }
        for name in members.texts(&path("abbreviated_title"), take(&mut source, "abbreviated_title")) {
            members.intake().container(ContainerRole::Abbrev, &name);
        }
        host
    };
    let record = &mut members.intake().record;
    record.publisher = record.publisher.take().or(publisher.map(|name| text::clean(&name).text));
    for (key, medium) in [("issn_l", Medium::Linking), ("issn", Medium::Unknown)] {
        for issn in members.texts(&path(key), take(&mut source, key)) {
            members.intake().serial_number(&issn, medium, "ISSN");
        }
    }
    for url in members.texts(&path("url"), take(&mut source, "url")) {
        members.intake().url(None, &url);
    }
    #[rustfmt::skip]
    let passed = [
        "id", "is_oa", "is_in_doaj", "is_core", "is_indexed_in_scopus", "host_organization", "host_organization_lineage",
        "host_organization_lineage_names", "host_institution_lineage", "host_institution_lineage_names", "publisher_id",
        "publisher_lineage", "publisher_lineage_names", "version", "license",
    ];
    members.rest("primary_location.source", source, &passed);
    kind
}

fn numbers(object: &mut Object, members: &mut Members<'_>) {
    for mut biblio in members.objects("biblio", take(object, "biblio")) {
        if let Some(volume) = members.text("biblio.volume", take(&mut biblio, "volume")) {
            members.intake().volume(&volume);
        }
        if let Some(issue) = members.text("biblio.issue", take(&mut biblio, "issue")) {
            members.intake().issue(&issue);
        }
        let first = members.text("biblio.first_page", take(&mut biblio, "first_page"));
        let last = members.text("biblio.last_page", take(&mut biblio, "last_page"));
        match (first, last) {
            (Some(first), Some(last)) if first != last => members.intake().pages(&format!("{first}-{last}")),
            (Some(page), _) | (None, Some(page)) => members.intake().pages(&page),
            (None, None) => {}
        }
        members.rest("biblio", biblio, &[]);
    }
}

/// `OpenAlex`'s types that are publication types of articles.
const PUBLICATION_TYPES: &[(&str, &str)] = &[
    ("review", "Review"),
    ("letter", "Letter"),
    ("editorial", "Editorial"),
    ("erratum", "Published Erratum"),
    ("retraction", "Retraction of Publication"),
    ("preprint", "Preprint"),
];

/// The kind, by Crossref's word where there is one, which says more (`proceedings-article` is an `article`).
fn kind(object: &mut Object, source: Option<&str>, members: &mut Members<'_>) {
    let word = members.text("type", take(object, "type"));
    let crossref = members.text("type_crossref", take(object, "type_crossref"));
    let row = PUBLICATION_TYPES.iter().find(|row| word.as_deref() == Some(row.0));
    let in_journal = !members.intake().record.container_titles.is_empty();
    let of_crossref = crossref.as_deref().and_then(super::csl_json::kind_of_service);
    let kind = of_crossref.or(match word.as_deref() {
        Some("article") if source == Some("conference") => Some(Kind::PaperConference),
        Some("article") if !in_journal => Some(Kind::Article),
        Some("article") => Some(Kind::ArticleJournal),
        _ if row.is_some_and(|row| row.0 != "preprint") => Some(Kind::ArticleJournal),
        Some(word) => super::csl_json::kind_of_service(word),
        None => None,
    });
    if let Some((_, name)) = row {
        members.intake().publication_type(name);
        members.intake().record.genre = types::of_publication_types(&[name], in_journal).1;
    }
    let record = &mut members.intake().record;
    record.kind = kind.unwrap_or_default();
    record.type_raw = word.or(crossref);
}

/// The day of publication. Where only the year is known `OpenAlex` writes its first day, which nobody stated.
fn dates(object: &mut Object, members: &mut Members<'_>) {
    let year = members.text("publication_year", take(object, "publication_year"));
    let day = members.text("publication_date", take(object, "publication_date"));
    let stated = day.as_deref().map(|day| {
        let reading = date::parse(day);
        let start = reading.value.start.map(|start| match (start.month, start.day) {
            (Some(1), Some(1)) => DateParts::year(start.year),
            _ => start,
        });
        (
            DateVal { kind: DateKind::Issued, start, text_raw: day.to_owned(), ..reading.value },
            reading.remarks,
        )
    });
    if let Some((date, remarks)) = stated {
        members.intake().remarks("issued", remarks);
        members.intake().date_value(date);
    }
    if let Some(year) = year {
        members.intake().date(DateKind::Issued, &year);
    }
}

fn identifiers(object: &mut Object, members: &mut Members<'_>) {
    let mut ids = take(object, "ids").and_then(|ids| match ids {
        Value::Object(ids) => Some(ids),
        other => {
            members.unknown("ids", &other);
            None
        }
    });
    let mut stated = |key: &str, also: &str, object: &mut Object, members: &mut Members<'_>| {
        let mut found = members.texts(&format!("ids.{key}"), ids.as_mut().and_then(|ids| take(ids, key)));
        if !also.is_empty() {
            found.extend(members.texts(also, take(object, also)));
        }
        found
    };
    for doi in stated("doi", "doi", object, members) {
        members.intake().doi_field(&doi);
    }
    for pmid in stated("pmid", "", object, members) {
        let number = pmid.trim_end_matches('/').rsplit('/').next().unwrap_or(&pmid);
        if !members.intake().pubmed_number(number) {
            members.unknown("ids.pmid", &Value::String(pmid));
        }
    }
    for pmcid in stated("pmcid", "", object, members) {
        let number = pmcid.trim_end_matches('/').rsplit('/').next().unwrap_or(&pmcid);
        let number = number.trim_start_matches("PMC");
        if !members.intake().pubmed_number(&format!("PMC{number}")) {
            members.unknown("ids.pmcid", &Value::String(pmcid));
        }
    }
    for id in stated("openalex", "id", object, members) {
        match number_of(&id) {
            Some(number) => members.intake().identifier(ident("openalex", number)),
            None => members.unknown("id", &Value::String(id)),
        }
    }
    for mag in stated("mag", "", object, members) {
        members.intake().identifier(ident("mag", &mag));
    }
    if let Some(ids) = ids {
        members.rest("ids", ids, &[]);
    }
}

/// `W2741809807` of an address.
fn number_of(address: &str) -> Option<&str> {
    let number = address.strip_prefix("https://openalex.org/").unwrap_or(address);
    let digits = number.get(1..).unwrap_or_default();
    let is_number = number.starts_with(|it: char| it.is_ascii_uppercase()) && !digits.is_empty();
    (is_number && digits.bytes().all(|it| it.is_ascii_digit())).then_some(number)
}

fn ident(scheme: &str, value: &str) -> Ident {
    Ident {
        scheme: scheme.to_owned(),
        value: value.to_owned(),
        normalised: value.to_lowercase(),
        raw: value.to_owned(),
        origin: Origin::Read,
    }
}

/// `MeSH` headings, which come once for each qualifier, and keywords, which `OpenAlex` gives and not the authors.
fn terms(object: &mut Object, members: &mut Members<'_>) {
    let (mut seen, mut qualifiers) = (Seen::default(), HashMap::<usize, Seen>::new());
    for mut heading in members.objects("mesh", take(object, "mesh")) {
        let ui = members.text("mesh.descriptor_ui", take(&mut heading, "descriptor_ui"));
        let name = members.text("mesh.descriptor_name", take(&mut heading, "descriptor_name"));
        let qualifier = members.text("mesh.qualifier_name", take(&mut heading, "qualifier_name"));
        let major = matches!(heading.get("is_major_topic"), Some(Value::Bool(true)));
        members.rest("mesh", heading, &["is_major_topic", "qualifier_ui"]);
        let Some(value) = name else { continue };
        let terms = &mut members.intake().record.terms;
        let same = seen.position(terms, |it| (it.vocab, &it.value), &(Vocabulary::Mesh, &value));
        match same.and_then(|at| Some((at, terms.get_mut(at)?))) {
            Some((at, known)) => {
                known.major |= major;
                let seen = qualifiers.entry(at).or_default();
                let mut is_new = |it: &String| !seen.has(&known.qualifiers, |known| known, &it);
                let qualifier = qualifier.filter(&mut is_new);
                known.qualifiers.extend(qualifier);
            }
            None => terms.push(Term {
                value,
                ui,
                major,
                vocab: Vocabulary::Mesh,
                qualifiers: qualifier.into_iter().collect(),
                lang: None,
            }),
        }
    }
    for mut keyword in members.objects("keywords", take(object, "keywords")) {
        let name = take(&mut keyword, "display_name").or_else(|| take(&mut keyword, "keyword"));
        for name in members.texts("keywords.display_name", name) {
            members.intake().keyword(Vocabulary::Other, &name);
        }
        members.rest("keywords", keyword, &["id", "score"]);
    }
}

/// Bytes of an abstract that a list of words may always become, and how many times the length of the list beyond that: a word
/// of 500 KB at 20,000 places would be 10 GB.
const MADE_FREELY: usize = 64 << 10;
const MADE_TIMES: usize = 16;

/// The abstract, put together from the places of its words.
fn summary(object: &mut Object, members: &mut Members<'_>) {
    let key = "abstract_inverted_index";
    let index = match take(object, key) {
        Some(Value::Object(index)) => index,
        // Tables of the snapshot have the index as a text.
        Some(Value::String(text)) => match serde_json::from_str(&text) {
            Ok(index) => index,
            Err(_) => return members.unknown(key, &Value::String(text)),
        },
        Some(other) => return members.unknown(key, &other),
        None => return,
    };
    let mut words: Vec<(u64, &str)> = Vec::new();
    for (word, places) in &index {
        match places.as_array().map(|places| places.iter().map(Value::as_u64).collect::<Option<Vec<u64>>>()) {
            Some(Some(places)) => words.extend(places.into_iter().map(|place| (place, word.as_str()))),
            _ => members.unknown(key, &Value::String(format!("{word}: {places}"))),
        }
    }
    let made: usize = words.iter().map(|(_, word)| word.len() + 1).sum();
    let given: usize = words.len() * 2 + index.keys().map(String::len).sum::<usize>();
    if made > MADE_FREELY + MADE_TIMES * given {
        let message = format!(
            "the words of the abstract would make {made} bytes of {given}; they are kept as they stand"
        );
        members.intake().note(&ABSTRACT_TOO_LONG, "abstract", message);
        return members.unknown(key, &Value::Object(index));
    }
    words.sort_unstable();
    let has_gaps = words.iter().zip(0_u64..).any(|((place, _), expected)| *place != expected);
    let text: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    if has_gaps {
        let message = format!("the words of the abstract are {}, but not for every place", text.len());
        members.intake().note(&ABSTRACT_GAPS, "abstract", message);
    }
    members.intake().abstract_text(&text.join(" "), None);
}

fn funding(object: &mut Object, members: &mut Members<'_>) {
    let (mut seen, mut funders) = (Seen::default(), Seen::default());
    for (key, award, funder, name) in [
        ("grants", "award_id", "funder", "funder_display_name"),
        ("awards", "funder_award_id", "funder_id", "funder_display_name"),
        ("funders", "", "id", "display_name"),
    ] {
        for mut grant in members.objects(key, take(object, key)) {
            let award = members.text(&format!("{key}.{award}"), take(&mut grant, award));
            let id = members.text(&format!("{key}.{funder}"), take(&mut grant, funder));
            let ror = members.text(&format!("{key}.ror"), take(&mut grant, "ror"));
            let funder = members.text(&format!("{key}.{name}"), take(&mut grant, name));
            members.rest(key, grant, &["id", "display_name", "doi"]);
            let known = &mut members.intake().record.funding;
            if key == "funders" && funders.has(known, |it| &it.funder, &&funder) {
                continue;
            }
            let parts = [funder.as_deref(), award.as_deref()];
            let text_raw = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
            let funding = Funding { funder, id: ror.or(id), award, text_raw, country: None };
            if funding != Funding::default() && !seen.has(known, |it| it, &&funding) {
                known.push(funding);
            }
        }
    }
}

/// Further places where the work is to be had.
fn addresses(object: &mut Object, members: &mut Members<'_>) {
    for key in ["locations", "best_oa_location"] {
        for mut location in members.objects(key, take(object, key)) {
            urls(&mut location, UrlKind::Fulltext, members);
            let passed = [LOCATION_PASSED, &["source", "license", "raw_source_name"]].concat();
            members.rest(key, location, &passed);
        }
    }
    for mut access in members.objects("open_access", take(object, "open_access")) {
        for url in members.texts("open_access.oa_url", take(&mut access, "oa_url")) {
            let kind =
                if url.to_ascii_lowercase().ends_with(".pdf") { UrlKind::Pdf } else { UrlKind::Fulltext };
            members.intake().url(Some(kind).filter(|_| !url.contains("//doi.org/")), &url);
        }
        members.rest("open_access", access, &["is_oa", "oa_status", "any_repository_has_fulltext"]);
    }
}

fn urls(location: &mut Object, kind: UrlKind, members: &mut Members<'_>) {
    for url in members.texts("landing_page_url", take(location, "landing_page_url")) {
        let known = if url.contains("//doi.org/") {
            None
        } else if url.contains("//pubmed.ncbi.nlm.nih.gov/") {
            Some(UrlKind::Database)
        } else {
            Some(kind)
        };
        members.intake().url(known, &url);
    }
    for url in members.texts("pdf_url", take(location, "pdf_url")) {
        members.intake().url(Some(UrlKind::Pdf), &url);
    }
}

/// Whether two names are one but for case and marks.
fn same(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect::<String>();
    letters(one) == letters(other)
}
