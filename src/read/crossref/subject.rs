//! What a work is about, who paid for it, where it is to be had, and which works belong to it.

use super::people;
use crate::read::jats;
use crate::read::json::members::{Members, Object, in_element, take};
use crate::record::{AbstractSection, Funding, Marked, Seen, UrlKind, Vocabulary};
use crate::syntax::xml::Node;
use serde_json::Value;

pub(super) fn read(object: &mut Object, members: &mut Members<'_>) {
    for language in members.texts("language", take(object, "language")) {
        members.intake().languages(&language);
    }
    for text in members.texts("abstract", take(object, "abstract")) {
        summary(&text, members);
    }
    for key in ["subject", "group-title"] {
        for subject in members.texts(key, take(object, key)) {
            members.intake().keyword(Vocabulary::Other, &subject);
        }
    }
    for funder in members.objects("funder", take(object, "funder")) {
        funding(funder, members);
    }
    licenses(object, members);
    addresses(object, members);
    notices(object, members);
    relations(object, members);
    for institution in members.objects("institution", take(object, "institution")) {
        let name = people::institution("institution", institution, members);
        let known = &mut members.intake().record.publisher;
        match name {
            Some(name) if known.is_none() => *known = Some(name),
            Some(name) if known.as_deref() != Some(&name) => {
                members.unknown("institution", &Value::String(name));
            }
            _ => {}
        }
    }
    for event in members.objects("event", take(object, "event")) {
        members.rest("event", event, &[]);
    }
    if let Some(source) = members.text("source", take(object, "source")) {
        members.intake().database(&source);
    }
    members.references(take(object, "reference"));
}

/// Headings that say no more than that an abstract follows.
const ABSTRACT: &[&str] =
    &["abstract", "summary", "resumen", "resumo", "résumé", "zusammenfassung", "摘要", "抄録", "초록"];

/// An abstract in the elements of JATS. A heading begins a section, whether it stands in a `sec` or beside its paragraph.
fn summary(text: &str, members: &mut Members<'_>) {
    if !text.contains("<jats:") {
        return members.intake().abstract_text(text, None);
    }
    // A record of JSON has the line of its beginning.
    let line = members.intake().line;
    let read = in_element(text, |whole| {
        // Text beside the elements would get lost.
        let beside = |node: &Node<'_>| matches!(node, Node::Text(text) if !text.trim().is_empty());
        if whole.children.iter().any(beside) {
            return None;
        }
        let mut sections: Vec<AbstractSection> = Vec::new();
        for (place, part) in whole.elements().enumerate() {
            if part.name != "title" {
                jats::gather_part(part, &mut sections, &mut members.marking);
                continue;
            }
            let label = part.text();
            let bare = label.trim().trim_end_matches([':', '.', '：']).to_lowercase();
            if place > 0 || !ABSTRACT.contains(&bare.as_str()) {
                sections.push(AbstractSection { label, text: Marked::default() });
            }
        }
        Some(sections)
    });
    members.intake().line = line;
    match read.flatten() {
        Some(sections) => members.intake().sections(None, sections),
        None => match members.marked("abstract", text) {
            Some(marked) => members.intake().marked_abstract(marked, None, Vec::new()),
            None => members.intake().abstract_text(text, None),
        },
    }
}

/// A funder, once for each of its awards.
fn funding(mut funder: Object, members: &mut Members<'_>) {
    let name = members.text("funder.name", take(&mut funder, "name")).map(|name| name.trim().to_owned());
    let id = members.text("funder.DOI", take(&mut funder, "DOI"));
    let awards = members.texts("funder.award", take(&mut funder, "award"));
    // The identifier again, and by whom it was found.
    let known = id.as_ref().map(|id| id.to_lowercase());
    for mut other in members.objects("funder.id", take(&mut funder, "id")) {
        let stated = take(&mut other, "id");
        if stated.as_ref().and_then(Value::as_str).map(str::to_lowercase) != known {
            members.unknown("funder.id", &stated.unwrap_or_default());
        }
        members.rest("funder.id", other, &["id-type", "asserted-by"]);
    }
    members.rest("funder", funder, &["doi-asserted-by"]);
    let awards: Vec<Option<String>> =
        if awards.is_empty() { vec![None] } else { awards.into_iter().map(Some).collect() };
    for award in awards {
        let text_raw =
            [name.as_deref(), award.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let funding = Funding { funder: name.clone(), id: id.clone(), award, text_raw, country: None };
        if funding != Funding::default() {
            members.intake().record.funding.push(funding);
        }
    }
}

/// The licence of the version of record leads; others with an address of their own are kept.
fn licenses(object: &mut Object, members: &mut Members<'_>) {
    let (mut stated, mut seen) = (Vec::<(usize, String)>::new(), Seen::default());
    for mut license in members.objects("license", take(object, "license")) {
        let version = members.text("license.content-version", take(&mut license, "content-version"));
        let rank = ["vor", "unspecified", "am", "tdm"];
        let rank = rank.iter().position(|known| version.as_deref() == Some(*known)).unwrap_or(rank.len());
        if let Some(url) = members.text("license.URL", take(&mut license, "URL"))
            && !seen.has(&stated, |(_, known)| known, &&url)
        {
            stated.push((rank, url));
        }
        members.rest("license", license, &["start", "delay-in-days"]);
    }
    stated.sort_by_key(|(rank, _)| *rank);
    let mut stated = stated.into_iter().map(|(_, url)| url);
    members.intake().record.license = stated.next();
    stated.for_each(|url| members.unknown("license", &Value::String(url)));
}

fn addresses(object: &mut Object, members: &mut Members<'_>) {
    for mut resource in members.objects("resource", take(object, "resource")) {
        for key in ["primary", "secondary"] {
            for mut one in members.objects("resource", take(&mut resource, key)) {
                if let Some(url) = members.text("resource.URL", take(&mut one, "URL")) {
                    members.intake().url(Some(UrlKind::Landing), &url);
                }
                members.rest("resource", one, &["label"]);
            }
        }
        members.rest("resource", resource, &[]);
    }
    for url in members.texts("URL", take(object, "URL")) {
        members.intake().url(None, &url);
    }
    for mut link in members.objects("link", take(object, "link")) {
        let kind = match members.text("link.content-type", take(&mut link, "content-type")).as_deref() {
            Some("application/pdf") => UrlKind::Pdf,
            _ => UrlKind::Fulltext,
        };
        if let Some(url) = members.text("link.URL", take(&mut link, "URL")) {
            members.intake().url(Some(kind), &url);
        }
        members.rest("link", link, &["content-version", "intended-application"]);
    }
}

/// The words of Crossref for a notice: the link from the notice, the link to it, the notice's publication type.
const NOTICES: &[(&str, &str, &str, &str)] = &[
    ("retraction", "RetractionOf", "RetractionIn", "Retraction of Publication"),
    ("withdrawal", "WithdrawalOf", "WithdrawalIn", ""),
    ("removal", "RemovalOf", "RemovalIn", ""),
    ("erratum", "ErratumFor", "ErratumIn", "Published Erratum"),
    ("correction", "ErratumFor", "ErratumIn", "Published Erratum"),
    ("corrigendum", "ErratumFor", "ErratumIn", "Published Erratum"),
    ("expression_of_concern", "ExpressionOfConcernFor", "ExpressionOfConcernIn", "Expression of Concern"),
    ("new_version", "UpdateOf", "UpdateIn", ""),
    ("new_edition", "UpdateOf", "UpdateIn", ""),
];

/// `update-to`: what this work retracts or corrects; `updated-by`: what retracts or corrects it.
fn notices(object: &mut Object, members: &mut Members<'_>) {
    for key in ["update-to", "updated-by"] {
        for mut update in members.objects(key, take(object, key)) {
            let word = members.text(&format!("{key}.type"), take(&mut update, "type")).unwrap_or_default();
            let doi = members.text(&format!("{key}.DOI"), take(&mut update, "DOI"));
            let row = NOTICES.iter().find(|row| row.0 == word.to_lowercase());
            let link = match (row, key) {
                (Some(row), "update-to") => row.1.to_owned(),
                (Some(row), _) => row.2.to_owned(),
                (None, _) => format!("{} ({word})", if key == "update-to" { "UpdateOf" } else { "UpdateIn" }),
            };
            if let Some(doi) = doi {
                members.intake().linked_article(&link, &doi);
            }
            if let (Some(row), "update-to") = (row, key) {
                let record = &mut members.intake().record;
                record.genre = record.genre.take().or(Some(row.3.to_owned()).filter(|it| !it.is_empty()));
                members.intake().publication_type(row.3);
            }
            if key == "updated-by" && word == "retraction" {
                members.intake().record.status = Some("retracted".to_owned());
            }
            members.rest(key, update, &["updated", "label", "source", "record-id"]);
        }
    }
}

/// Other works by what they are to this one: `is-preprint-of`, `has-review`.
fn relations(object: &mut Object, members: &mut Members<'_>) {
    let Some(Value::Object(relations)) = take(object, "relation") else { return };
    for (key, value) in relations {
        // `PubMed`'s way to write such a word: `IsPreprintOf`.
        let link: String = key
            .split('-')
            .flat_map(|word| {
                let mut letters = word.chars();
                letters
                    .next()
                    .map(|first| first.to_ascii_uppercase())
                    .into_iter()
                    .chain(letters.collect::<Vec<_>>())
            })
            .collect();
        let path = format!("relation.{key}");
        for mut work in members.objects(&path, Some(value)) {
            if let Some(id) = members.text(&path, take(&mut work, "id")) {
                members.intake().linked_article(&link, &id);
            }
            members.rest(&path, work, &["id-type", "asserted-by"]);
        }
    }
}
