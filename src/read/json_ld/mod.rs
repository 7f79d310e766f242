//! JSON-LD with schema.org's words (mapping reference 2.3): one work, a list, or a graph of them; what our own writer
//! makes, and what repositories and sites of publishers give out.
//!
//! A work is an object with a type of `kinds`, alone, in a list, in `@graph`, or below `mainEntity` and its like of a
//! page. What another node is mentioned for by `@id` (authors, journals) is gathered from the whole of a long file before its
//! parts are read (`gather`). Passed over without a note: what says nothing of the reference (`PASSED`).

mod gather;
mod host;
mod kinds;
mod people;

use super::json::members::{self, Dialect, Members, Object, take};
use super::json::{self, Codes, Item, fields::Fields, no_record};
use super::{Batch, Chunk, Gather, Reader};
use crate::record::{Term, Text, TitleRole, UrlKind, Vocabulary};
use crate::report::{Code, Note, quoted};
use crate::syntax::json_ld::{self, Graph, UNDETERMINED, list, texts, types_of};
use crate::value::{doi, text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::Bound;

const NODE_BROKEN: Code = Code::error(
    "json-ld-node-broken",
    "A piece of a JSON-LD file is no JSON object; it is set aside and the next one is read.",
);
const NO_WORK: Code = Code::error(
    "json-ld-no-work",
    "An object in a JSON-LD file is no work: it has no type of schema.org that a reference can have; it is set aside and the next one is read.",
);
const NODE_PASSED: Code = Code::info(
    "json-ld-node-passed",
    "A node of a JSON-LD file is no work but a person, a journal or a part of a site; it is read where a work mentions it.",
);

/// The key under which an object around all others has them.
const GRAPH: &str = "\"@graph\"";

/// How far mentions in mentioned nodes are followed.
const DEPTH: usize = 4;

/// Members that lead to what a page is about.
const PATHS: &[&str] = &["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "about"];

/// The reader of schema.org's JSON-LD.
#[derive(Debug)]
pub struct JsonLd;

impl Reader for JsonLd {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let values = mentioned(chunk);
        let graph = Graph::new(values.iter());
        let codes = Codes { broken: &NODE_BROKEN, wrapper: None };
        json::each(chunk, GRAPH, &codes, batch, |mut item, places, batch| {
            let (all, repeated) = item.fields.take_all();
            let value = Value::Object(all.into_iter().collect());
            let works = works(&value, &graph);
            if works.is_empty() {
                let node = value.as_object().cloned().unwrap_or_default();
                let is_support = graph.is_mentioned(&node) || types_of(&node).any(kinds::is_beside_works);
                if !is_support {
                    return no_record(&item, "its type is none of a work", &NO_WORK, places, batch);
                }
                let (line, _) = item.lines;
                let message = format!("{} is no work", quoted(item.text));
                let place = crate::report::Place { record: None, ..places.line_place(line, 0) };
                batch.note_here(Note { code: &NODE_PASSED, place, field: "", message });
            }
            for (position, work) in works.into_iter().enumerate() {
                let work = Value::Object(work.clone());
                let Value::Object(object) = graph.resolved(&work, DEPTH, item.text.len()) else {
                    continue;
                };
                let mut fields = Fields::of(object.into_iter().collect());
                if position == 0 {
                    fields.repeated.clone_from(&repeated);
                }
                let item = Item { text: item.text, fields, lines: item.lines, start: item.start };
                members::record(item, &DIALECT, places, batch);
            }
        });
    }

    fn gather(&self) -> Option<Box<dyn Gather>> {
        Some(Box::<gather::Gathering>::default())
    }

    fn cut(&self, buffer: &str, head: &str) -> usize {
        json::cut(buffer, head, GRAPH)
    }
}

/// All objects of a chunk and of the head of its file, if any of them mentions another one.
fn mentioned(chunk: Chunk<'_>) -> Vec<Value> {
    let mut values = Vec::new();
    if let Some(gathered) = chunk.gathered {
        return gather::values(gathered).collect();
    }
    // Of the first part of a file, the longer of the two holds the other.
    let parts = match (chunk.head.starts_with(chunk.text), chunk.text.starts_with(chunk.head)) {
        (true, _) => vec![chunk.head],
        (_, true) => vec![chunk.text],
        _ => vec![chunk.text, chunk.head],
    };
    for part in parts.into_iter().filter(|part| part.contains("\"@id\"")) {
        values.extend(gather::values(part));
    }
    values
}

/// The works of an object: those on the way to what it is about, else the object itself, where its type is one of a work.
fn works<'a>(value: &'a Value, graph: &Graph<'a>) -> Vec<&'a Object> {
    let nodes = json_ld::nodes(value, PATHS);
    let is = |node: &Object, how: fn(&str) -> bool| types_of(node).any(how);
    let articles: Vec<&Object> =
        nodes.iter().copied().filter(|node| is(node, kinds::is_certainly_work)).collect();
    if !articles.is_empty() {
        return articles;
    }
    // The page of a work that stands elsewhere in the graph is none itself.
    let is_of_work = |node: &&Object| {
        let there = PATHS.iter().filter_map(|path| node.get(*path)).flat_map(list);
        there.filter_map(|it| graph.object(it)).any(|it| is(it, kinds::is_certainly_work))
    };
    let own = nodes.first().copied().filter(|node| is(node, kinds::may_be_work) && !is_of_work(node));
    own.filter(|node| !graph.is_mentioned(node)).into_iter().collect()
}

const DIALECT: Dialect = Dialect {
    format: "json-ld",
    no_record: (&NO_WORK, "it says nothing"),
    answers: &[],
    is_record: |object| object.keys().any(|key| !key.starts_with('@')),
    fill: work,
};

/// Whether the start of an input is certainly JSON-LD with schema.org's words: it has a member `@context` that names them.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with(['[', '{']) {
        return false;
    }
    head.match_indices("\"@context\"").any(|(at, key)| {
        let is_key = !head.get(..at).is_some_and(|before| before.ends_with('\\'));
        let behind = head.get(at + key.len()..).unwrap_or_default().trim_start();
        let near: String = behind.chars().take(200).collect();
        is_key && behind.starts_with(':') && near.contains("schema.org")
    })
}

/// Members that say nothing of the reference: the page and its pictures, counts, what it is to a search engine.
#[rustfmt::skip]
const PASSED: &[&str] = &[
    "@context", "@type", "type", "accessMode", "accessModeSufficient", "accessibilityFeature", "aggregateRating",
    "breadcrumb", "commentCount", "copyrightHolder", "copyrightNotice", "copyrightYear", "dateCreated", "dateModified", "discussionUrl",
    "hasPart", "image", "interactionStatistic", "isAccessibleForFree", "isFamilyFriendly", "potentialAction",
    "primaryImageOfPage", "provider", "sdDatePublished", "sdLicense", "speakable",
    "thumbnailUrl", "usageInfo", "version", "wordCount", "mainEntity", "about", "@graph",
];

fn work(mut object: Object, members: &mut Members<'_>) {
    let object = &mut object;
    let class = kinds::of(object);
    let record = &mut members.intake().record;
    record.kind = class.1;
    record.type_raw = Some(class.0);
    for language in take(object, "inLanguage").iter().flat_map(list) {
        let stated = match language {
            Value::Object(node) => {
                ["alternateName", "name", "@id"].iter().find_map(|key| node.get(*key)?.as_str())
            }
            other => other.as_str(),
        };
        match stated {
            Some(stated) => members.intake().languages(stated),
            None => members.unknown("inLanguage", language),
        }
    }
    titles(object, members);
    // Before the people, for the order of the institutions.
    people::loose("sourceOrganization", take(object, "sourceOrganization").as_ref(), members);
    people::creators(object, members);
    for (key, role) in people::ROLES {
        people::read(key, *role, take(object, key).as_ref(), members);
    }
    for (date, _) in texts_of(object, "datePublished", members) {
        members.intake().date(crate::record::DateKind::Issued, &date);
    }
    host::place(object, true, members);
    host::read(take(object, "isPartOf"), 0, members);
    numbers(object, members);
    for (summary, lang) in texts_of(object, "abstract", members) {
        members.intake().abstract_text(&summary, lang);
    }
    if members.intake().record.abstracts.is_empty() {
        for (summary, lang) in texts_of(object, "description", members) {
            members.intake().abstract_text(&summary, lang);
        }
    }
    keywords(object, members);
    for key in ["genre", "articleSection", "additionalType"] {
        for (kind, _) in texts_of(object, key, members) {
            members.intake().publication_type(&kind);
        }
    }
    for (status, _) in texts_of(object, "creativeWorkStatus", members) {
        let status = text::clean(&status).text;
        members.intake().record.status.get_or_insert(status);
    }
    people::publisher(take(object, "publisher").as_ref(), members);
    license(object, members);
    for (country, _) in texts_of(object, "countryOfOrigin", members) {
        members.intake().countries(&country);
    }
    addresses(object, members);
    people::grants(object, members);
    people::database(take(object, "sdPublisher"), members);
    // One reference alone needs no list.
    let references =
        take(object, "citation").map(|it| if it.is_array() { it } else { Value::Array(vec![it]) });
    members.references(references);
    members.rest("", std::mem::take(object), PASSED);
}

/// The texts of a member; a value of it that is none is kept.
fn texts_of(object: &mut Object, key: &str, members: &mut Members<'_>) -> Vec<(String, Option<String>)> {
    let Some(value) = take(object, key) else { return Vec::new() };
    let mut found = Vec::new();
    for one in list(&value) {
        let told = texts(one);
        if told.is_empty() {
            members.unknown(key, one);
        }
        found.extend(told);
    }
    found.retain(|(text, _)| !text.trim().is_empty());
    found
}

fn titles(object: &mut Object, members: &mut Members<'_>) {
    // `headline` may be cut at 110 characters, as search engines want it; `name` has the whole then.
    let mut whole = texts_of(object, "name", members);
    let mut known: BTreeSet<String> = whole.iter().map(|(name, _)| name.clone()).collect();
    for (headline, lang) in texts_of(object, "headline", members) {
        let start = headline.trim_end_matches(['…', '.', ' ']);
        let next = known.range::<str, _>((Bound::Included(start), Bound::Unbounded)).next();
        let is_cut = start.len() < headline.len() && next.is_some_and(|name| name.starts_with(start));
        if !is_cut && known.insert(headline.clone()) {
            whole.push((headline, lang));
        }
    }
    for (position, (title, lang)) in whole.into_iter().enumerate() {
        let role = if position == 0 { TitleRole::Main } else { TitleRole::Vernacular };
        one_title(role, &title, lang, members);
    }
    let mut main = None;
    for (title, lang) in texts_of(object, "alternativeHeadline", members) {
        let record = &members.intake().record;
        // Where the main title is in the article's language, one in another language is no vernacular one.
        main = main.or_else(|| {
            let Text { value, lang, .. } = &record.titles.first()?.text;
            let is_own = lang.is_some() && record.languages.iter().any(|it| it.tag == *lang);
            Some((text::script_of(&value.as_plain()), lang.clone(), is_own))
        });
        let is_own = main.as_ref().is_some_and(|(_, _, is_own)| *is_own);
        let is_translated = is_own && lang.as_deref() == Some(UNDETERMINED);
        let same_language = main.as_ref().is_some_and(|(script, tag, _)| {
            *script == text::script_of(&title)
                && (tag.is_none() || lang.is_none() || *tag == lang)
                && lang.as_deref() != Some(UNDETERMINED)
        });
        let role = match (same_language, is_translated) {
            (true, _) => TitleRole::Alternative,
            (false, true) => TitleRole::Translated,
            (false, false) => TitleRole::Vernacular,
        };
        one_title(role, &title, lang, members);
    }
    for (title, lang) in texts_of(object, "alternateName", members) {
        one_title(TitleRole::Short, &title, lang, members);
    }
}

fn one_title(role: TitleRole, title: &str, lang: Option<String>, members: &mut Members<'_>) {
    if let Some(title) = members.intake().line_of("title", title) {
        let lang = lang.filter(|tag| tag != UNDETERMINED);
        members.intake().title_in(role, Text { lang, ..Text::read(title) });
    }
}

/// Numbers of the work, wherever they stand.
fn numbers(object: &mut Object, members: &mut Members<'_>) {
    for key in ["doi", "identifier", "@id"] {
        let Some(value) = take(object, key) else { continue };
        for one in list(&value) {
            if let Some(node) = one.as_object() {
                let mut node = node.clone();
                let scheme =
                    texts_of(&mut node, "propertyID", members).into_iter().next().map(|(text, _)| text);
                let scheme = scheme.or_else(|| {
                    texts_of(&mut node, "name", members).into_iter().next().map(|(text, _)| text)
                });
                let scheme = scheme.unwrap_or_default();
                for (number, _) in texts_of(&mut node, "value", members) {
                    of_scheme(&scheme, &number, members);
                }
                members.rest(key, node, &["@type", "url", "@id"]);
            } else if let Some(stated) = one.as_str() {
                let lower = stated.trim().to_ascii_lowercase();
                let is_doi =
                    doi::is_bare(stated.trim()) || lower.starts_with("doi:") || lower.contains("doi.org/10.");
                if is_doi && members.intake().doi(stated) {
                    continue;
                }
                let is_pubmed = lower.starts_with("pmid") || lower.starts_with("pmc");
                if is_pubmed && members.intake().pubmed_number(stated) {
                    continue;
                }
                match key {
                    // The name of a node in its file, which is an address or none.
                    "@id" => {}
                    _ if lower.contains("://") => members.intake().url(None, stated),
                    _ => members.unknown(key, one),
                }
            } else {
                members.unknown(key, one);
            }
        }
    }
    for key in ["isbn", "issn"] {
        for (number, _) in texts_of(object, key, members) {
            members.intake().serial_number(&number, crate::record::Medium::Unknown, key);
        }
    }
    for (pages, _) in texts_of(object, "numberOfPages", members) {
        members.intake().record.number_of_pages.get_or_insert(text::clean(&pages).text);
    }
    for mut extent in members.objects("materialExtent", take(object, "materialExtent")) {
        for (pages, _) in texts_of(&mut extent, "value", members) {
            members.intake().record.number_of_pages.get_or_insert(text::clean(&pages).text);
        }
        members.rest("materialExtent", extent, &["@type", "unitText"]);
    }
}

/// A number with the name of its scheme: `doi`, `https://registry.identifiers.org/registry/doi`.
fn of_scheme(scheme: &str, number: &str, members: &mut Members<'_>) {
    let name = scheme.trim().rsplit(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "doi" if members.intake().doi(number) => {}
        "pmid" | "pmcid" | "pubmed" if members.intake().pubmed_number(number) => {}
        "isbn" => members.intake().serial_number(number, crate::record::Medium::Unknown, "isbn"),
        "issn" => members.intake().serial_number(number, crate::record::Medium::Unknown, "issn"),
        "article-number" => members.intake().article_number(number),
        "" => members.unknown("identifier", &Value::String(number.to_owned())),
        name => members.intake().database_number(name, number),
    }
}

fn keywords(object: &mut Object, members: &mut Members<'_>) {
    match take(object, "keywords") {
        // Other people's one text of all of them; our own stand in a list.
        Some(Value::String(text)) => members.intake().keywords(Vocabulary::Author, &text),
        Some(value) => {
            for one in list(&value) {
                keyword(one, members);
            }
        }
        None => {}
    }
}

fn keyword(value: &Value, members: &mut Members<'_>) {
    let Some(node) = value.as_object().filter(|node| node.contains_key("@type")) else {
        let told = texts(value);
        if told.is_empty() {
            members.unknown("keywords", value);
        }
        for (word, lang) in told {
            if let Some(value) = members.intake().line_of("keyword", &word) {
                members.intake().term(Term { value, lang, ..Term::default() });
            }
        }
        return;
    };
    let mut node = node.clone();
    let set = take(&mut node, "inDefinedTermSet")
        .map(|set| set.to_string().to_ascii_lowercase())
        .unwrap_or_default();
    let ui = members.text("keywords.termCode", take(&mut node, "termCode"));
    for (word, lang) in texts_of(&mut node, "name", members) {
        let Some(word) = members.intake().line_of("keyword", &word) else { continue };
        let term = if set.contains("mesh") {
            let mut parts = word.split('/').map(|part| part.trim().to_owned());
            let value = parts.next().unwrap_or_default();
            Term {
                value,
                vocab: Vocabulary::Mesh,
                qualifiers: parts.collect(),
                lang,
                ui: ui.clone(),
                ..Term::default()
            }
        } else {
            Term { value: word, vocab: Vocabulary::Other, lang, ui: ui.clone(), ..Term::default() }
        };
        members.intake().term(term);
    }
    members.rest("keywords", node, &["@type", "@id", "url"]);
}

fn license(object: &mut Object, members: &mut Members<'_>) {
    let value = take(object, "license");
    for one in value.iter().flat_map(list) {
        let stated = one.as_str().or_else(|| one.get("url")?.as_str()).or_else(|| one.get("name")?.as_str());
        match stated.or_else(|| one.get("@id")?.as_str()) {
            Some(stated) if members.intake().record.license.is_none() => {
                members.intake().record.license = Some(text::clean(stated).text);
            }
            _ => members.unknown("license", one),
        }
    }
}

fn addresses(object: &mut Object, members: &mut Members<'_>) {
    for (url, _) in texts_of(object, "url", members) {
        members.intake().url(None, &url);
    }
    for key in ["sameAs", "mainEntityOfPage"] {
        for one in take(object, key).iter().flat_map(list) {
            let stated = one.as_str().or_else(|| one.get("@id")?.as_str()).unwrap_or_default();
            if stated.contains("doi.org/10.") {
                members.intake().doi(stated);
            } else if stated.contains("://") {
                members.intake().url(None, stated);
            } else if key == "sameAs" {
                members.unknown(key, one);
            }
        }
    }
    for mut file in members.objects("encoding", take(object, "encoding")) {
        let kind =
            members.text("encoding.encodingFormat", take(&mut file, "encodingFormat")).unwrap_or_default();
        let kind = if kind.contains("pdf") { Some(UrlKind::Pdf) } else { None };
        for (url, _) in texts_of(&mut file, "contentUrl", members) {
            members.intake().url(kind, &url);
        }
        members.rest("encoding", file, &["@type", "@id", "contentSize", "name", "inLanguage"]);
    }
}
