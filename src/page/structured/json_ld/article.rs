//! One article of schema.org.

use super::super::candidate::{Candidate, one_line};
use super::super::people::{Entry, EntryName};
use super::NAME;
use crate::record::{
    ContainerRole, DateKind, Funding, Medium, Name, Role, Title, TitleRole, UrlKind, Vocabulary,
};
use crate::syntax::json_ld::{Graph, Node, UNDETERMINED, list, texts, types_of};
use crate::value::{doi, orcid, text};
use serde_json::Value;

/// Members of an article that are read here, or say nothing of it as a reference.
#[rustfmt::skip]
pub(super) const MEMBERS: &[&str] = &[
    "@context", "@graph", "@id", "@type", "abstract", "additionalType", "alternateName", "alternativeHeadline", "articleSection", "author", "creator",
    "datePublished", "description", "editor", "encoding", "funding", "genre", "headline", "identifier", "image", "inLanguage",
    "isAccessibleForFree", "isPartOf", "issn", "issueNumber", "keywords", "license", "mainEntity", "mainEntityOfPage", "name", "pageEnd",
    "pageStart", "pagination", "publisher", "sameAs", "thumbnailUrl", "url", "volumeNumber",
];

/// How far a chain of issue, volume and journal is followed.
const CHAIN: usize = 16;

/// What an article says; `None` when it says nothing.
pub(super) fn read<'a>(node: &'a Node, graph: &Graph<'a>, line: u32) -> Option<Candidate> {
    let mut candidate = Candidate::new(NAME);
    for language in node.get("inLanguage").map(list).unwrap_or_default() {
        let stated = match language {
            Value::Object(object) => ["alternateName", "name", "@id"]
                .iter()
                .find_map(|key| object.get(*key).and_then(Value::as_str)),
            other => other.as_str(),
        };
        if let Some(stated) = stated {
            candidate.language(stated, line);
        }
    }
    for key in ["headline", "name"] {
        for (title, lang) in node.get(key).map(texts).unwrap_or_default() {
            let is_first = candidate.record.titles.is_empty();
            let role = if is_first { TitleRole::Main } else { TitleRole::Vernacular };
            candidate.title(&title, lang.as_deref(), role, line);
        }
    }
    for (title, lang) in node.get("alternativeHeadline").map(texts).unwrap_or_default() {
        candidate.title(&title, lang.as_deref(), TitleRole::Vernacular, line);
    }
    drop_shortened_titles(&mut candidate);
    name_alternatives(&mut candidate);
    let authors = node.get("author").or_else(|| node.get("creator"));
    candidate.people(authors.map(|value| people(value, graph, line)).unwrap_or_default(), Role::Author);
    candidate
        .people(node.get("editor").map(|value| people(value, graph, line)).unwrap_or_default(), Role::Editor);
    identifiers(&mut candidate, node, line);
    published_in(&mut candidate, node, graph, line);
    for (date, _) in node.get("datePublished").map(texts).unwrap_or_default() {
        candidate.date(&date, DateKind::Issued, 0, line);
    }
    place(&mut candidate, node, line);
    terms(&mut candidate, node, line);
    for (summary, lang) in node.get("abstract").map(texts).unwrap_or_default() {
        candidate.summary(&summary, lang.as_deref(), line);
    }
    if candidate.record.abstracts.is_empty() {
        // A short description is an advertisement for the page.
        for (summary, lang) in node.get("description").map(texts).unwrap_or_default() {
            let is_cut = summary.trim_end().ends_with(['…']) || summary.trim_end().ends_with("...");
            if summary.chars().count() >= 200 && !is_cut {
                candidate.summary(&summary, lang.as_deref(), line);
            }
        }
    }
    for publisher in node.get("publisher").map(list).unwrap_or_default() {
        if let Some(name) = name_of(publisher, graph) {
            candidate.publisher(&name, line);
        }
    }
    for license in node.get("license").map(list).unwrap_or_default() {
        let stated = license
            .as_str()
            .or_else(|| license.get("url")?.as_str())
            .or_else(|| license.get("name")?.as_str());
        candidate.license(stated.unwrap_or_default(), line);
    }
    for (url, _) in node.get("url").map(texts).unwrap_or_default() {
        candidate.url(&url, UrlKind::Landing, line);
    }
    for file in node.get("encoding").map(list).unwrap_or_default() {
        let is_pdf =
            file.get("encodingFormat").and_then(Value::as_str).is_some_and(|kind| kind.contains("pdf"));
        if let Some(url) = file.get("contentUrl").and_then(Value::as_str).filter(|_| is_pdf) {
            candidate.url(url, UrlKind::Pdf, line);
        }
    }
    for key in ["genre", "articleSection", "additionalType"] {
        for (kind, _) in node.get(key).map(texts).unwrap_or_default() {
            candidate.publication_type(&kind, line);
        }
    }
    for grant in node.get("funding").map(list).unwrap_or_default() {
        funding(&mut candidate, grant, graph, line);
    }
    let candidate = candidate.finish();
    (!candidate.is_empty()).then_some(candidate)
}

/// `headline` may be cut at 110 characters, as search engines want it; `name` has the whole then.
fn drop_shortened_titles(candidate: &mut Candidate) {
    let whole: Vec<String> = candidate.record.titles.iter().map(|title| title.text.to_plain()).collect();
    let is_shortened = |title: &str| {
        let start = title.trim_end_matches(['…', '.', ' ']);
        start.len() < title.len()
            && whole.iter().any(|other| other.len() > title.len() && other.starts_with(start))
    };
    candidate.record.titles.retain(|title| !is_shortened(&title.text.as_plain()));
    if let Some(first) = candidate.record.titles.first_mut() {
        first.role = TitleRole::Main;
    }
}

/// A further title in the letters and the language of the first one, as far as both are known, is no vernacular one.
fn name_alternatives(candidate: &mut Candidate) {
    let Some((first, others)) = candidate.record.titles.split_first_mut() else { return };
    let script = |title: &Title| text::script_of(&title.text.as_plain());
    for title in others.iter_mut().filter(|title| title.role == TitleRole::Vernacular) {
        let differs =
            matches!((&first.text.lang, &title.text.lang), (Some(one), Some(other)) if one != other);
        if script(first) == script(title) && !differs {
            title.role = TitleRole::Alternative;
        }
        title.text.lang.take_if(|tag| tag == UNDETERMINED);
    }
}

/// The name of an organisation, a person or a journal: a string, or an object with a name.
fn name_of(value: &Value, graph: &Graph<'_>) -> Option<String> {
    let name = match value {
        Value::String(name) => Some(name.clone()),
        value => graph_name(value, graph),
    };
    name.map(|name| one_line(&name)).filter(|name| !name.is_empty())
}

fn graph_name(value: &Value, graph: &Graph<'_>) -> Option<String> {
    let object = value.as_object()?;
    let id = object.get("@id").and_then(Value::as_str);
    let named = object.get("name").or_else(|| graph.node(id?)?.get("name"))?;
    texts(named).into_iter().next().map(|(name, _)| name)
}

/// Authors: a string, a list, objects of persons and organisations.
fn people<'a>(value: &'a Value, graph: &Graph<'a>, line: u32) -> Vec<Entry> {
    let mut entries = Vec::new();
    for value in list(value) {
        let Some(object) = graph.object(value) else {
            if let Some(name) = value.as_str() {
                let name = EntryName::Text(one_line(name));
                entries.push(Entry { name, line, ..Entry::default() });
            }
            continue;
        };
        let word = |key: &str| {
            let found = object.get(key).map(texts).unwrap_or_default();
            found.into_iter().next().map(|(text, _)| one_line(&text)).filter(|text| !text.is_empty())
        };
        let mut names = object.get("name").map(texts).unwrap_or_default().into_iter().map(|(name, _)| name);
        let given: Vec<String> = ["givenName", "additionalName"].iter().filter_map(|key| word(key)).collect();
        let family = word("familyName");
        let whole = names.next().map(|name| one_line(&name));
        let name = if types_of(object).any(|kind| kind.ends_with("Organization")) {
            EntryName::Group(whole.unwrap_or_default())
        } else if let Some(family) = family {
            let given = Some(given.join(" ")).filter(|given| !given.is_empty());
            EntryName::Split(Name {
                family: Some(family),
                given,
                suffix: word("honorificSuffix"),
                ..Name::default()
            })
        } else {
            EntryName::Text(whole.unwrap_or_default())
        };
        let mut other_names: Vec<String> = names.collect();
        other_names.extend(
            object.get("alternateName").map(texts).unwrap_or_default().into_iter().map(|(name, _)| name),
        );
        let addresses = ["identifier", "sameAs", "@id", "url"].iter().filter_map(|key| object.get(*key));
        let found_orcid = addresses.flat_map(list).find_map(|value| {
            let stated = value.as_str().or_else(|| value.get("value")?.as_str())?;
            orcid::canonical(stated)
        });
        let institutions =
            object.get("affiliation").or_else(|| object.get("worksFor")).map(list).unwrap_or_default();
        entries.push(Entry {
            name,
            other_names,
            affiliations: institutions.into_iter().filter_map(|value| name_of(value, graph)).collect(),
            emails: object
                .get("email")
                .map(texts)
                .unwrap_or_default()
                .into_iter()
                .map(|(email, _)| email)
                .collect(),
            orcid: found_orcid,
            line,
        });
    }
    entries
}

/// DOI, PMID and PMCID, wherever they stand.
fn identifiers(candidate: &mut Candidate, node: &Node, line: u32) {
    for key in ["doi", "identifier", "sameAs", "@id", "url"] {
        for value in node.get(key).map(list).unwrap_or_default() {
            let scheme = value.get("propertyID").and_then(Value::as_str).unwrap_or_default();
            let scheme = scheme.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
            let stated = value.as_str().or_else(|| value.get("value")?.as_str()).unwrap_or_default().trim();
            let lower = stated.to_ascii_lowercase();
            let is_doi = doi::is_bare(stated) || lower.starts_with("doi:") || lower.contains("doi.org/10.");
            if scheme == "pmid" || scheme == "pmcid" || lower.starts_with("pmid") || lower.starts_with("pmc")
            {
                candidate.pmid(stated, line);
            } else if is_doi || scheme == "doi" || key == "doi" {
                candidate.doi(stated, line);
            }
        }
    }
}

/// Journal, volume and issue, up the chain of `isPartOf`.
fn published_in<'a>(candidate: &mut Candidate, node: &'a Node, graph: &Graph<'a>, line: u32) {
    let mut waiting: Vec<&'a Value> = node.get("isPartOf").map(list).unwrap_or_default();
    waiting.reverse();
    for _ in 0..CHAIN {
        let Some(value) = waiting.pop() else { return };
        let Some(part) = graph.object(value) else {
            if let Some(name) = value.as_str().filter(|name| !name.contains("://")) {
                candidate.container(name, ContainerRole::Main, line);
            }
            continue;
        };
        place(candidate, part, line);
        let is = |wanted: &str| types_of(part).any(|kind| kind == wanted);
        let is_journal = is("Periodical") || is("Journal") || is("Book");
        let is_numbered = is("PublicationIssue") || is("PublicationVolume");
        let is_site = is("WebSite") || is("WebPage") || is("DataCatalog");
        if is_journal || !is_numbered && !is_site {
            for (position, (name, _)) in
                part.get("name").map(texts).unwrap_or_default().into_iter().enumerate()
            {
                let role = if position == 0 { ContainerRole::Main } else { ContainerRole::Vernacular };
                candidate.container(&name, role, line);
            }
            for (name, _) in part.get("alternateName").map(texts).unwrap_or_default() {
                let is_foreign = text::script_of(&name) != Some("Latn");
                let role = if is_foreign { ContainerRole::Vernacular } else { ContainerRole::Abbrev };
                candidate.container(&name, role, line);
            }
        }
        for (issn, _) in part.get("issn").map(texts).unwrap_or_default() {
            candidate.issn(&issn, Medium::Unknown, line);
        }
        if is_journal && candidate.record.publisher.is_none() {
            for publisher in part.get("publisher").map(list).unwrap_or_default() {
                if let Some(name) = name_of(publisher, graph) {
                    candidate.publisher(&name, line);
                }
            }
        }
        if let Some(date) = part.get("datePublished").and_then(Value::as_str).filter(|_| is_numbered) {
            candidate.date(date, DateKind::Issued, 1, line);
        }
        let mut above = part.get("isPartOf").map(list).unwrap_or_default();
        above.reverse();
        waiting.extend(above);
    }
}

/// Volume, issue and pages of a node.
fn place(candidate: &mut Candidate, node: &Node, line: u32) {
    let word =
        |key: &str| node.get(key).map(texts).unwrap_or_default().into_iter().next().map(|(text, _)| text);
    if let Some(volume) = word("volumeNumber") {
        candidate.volume(&volume, line);
    }
    if let Some(issue) = word("issueNumber") {
        candidate.issue(&issue, line);
    }
    if types_of(node).any(|kind| kind.starts_with("Publication") || kind == "Periodical") {
        // Pages of the issue are not the article's.
        return;
    }
    if let Some(first) = word("pageStart") {
        candidate.first_page(&first, line);
        candidate.last_page(&word("pageEnd").unwrap_or_default());
    } else if let Some(pages) = word("pagination") {
        candidate.page_range(&pages, line);
    }
}

fn terms(candidate: &mut Candidate, node: &Node, line: u32) {
    let mut keywords = Vec::new();
    let mut headings = Vec::new();
    for value in node.get("keywords").map(list).unwrap_or_default() {
        let set =
            value.get("inDefinedTermSet").map(Value::to_string).unwrap_or_default().to_ascii_lowercase();
        for (term, lang) in texts(value) {
            if set.contains("mesh") {
                headings.push((term, lang, line));
            } else {
                keywords.push((term, lang, line));
            }
        }
    }
    candidate.keywords(&keywords, Vocabulary::Author);
    candidate.keywords(&headings, Vocabulary::Mesh);
}

fn funding(candidate: &mut Candidate, grant: &Value, graph: &Graph<'_>, line: u32) {
    let award =
        grant.get("identifier").map(texts).unwrap_or_default().into_iter().next().map(|(text, _)| text);
    let funder = grant.get("funder").and_then(|funder| name_of(funder, graph));
    let text_raw = grant.as_str().map(one_line).or_else(|| name_of(grant, graph)).unwrap_or_default();
    if award.is_some() || funder.is_some() || !text_raw.is_empty() {
        candidate.funding(Funding { funder, award, text_raw, ..Funding::default() }, line);
    }
}
