//! What the work is part of: issue, volume and journal, or the book and its series.

use super::{kinds, people, texts_of};
use crate::read::json::members::{Members, Object, take};
use crate::record::{ContainerRole, Kind, Medium, Role};
use crate::syntax::json_ld::{list, types_of};
use crate::value::text;
use serde_json::Value;

/// How far a chain of issue, volume and journal is followed.
const CHAIN: usize = 16;

/// Reads `isPartOf`, and that of what it leads to.
pub(super) fn read(value: Option<Value>, depth: usize, members: &mut Members<'_>) {
    let Some(value) = value else { return };
    if depth > CHAIN {
        return members.unknown("isPartOf", &value);
    }
    for one in list(&value) {
        match one {
            Value::Object(node) => part(node.clone(), depth, members),
            Value::String(name) if !name.contains("://") => {
                members.intake().container(ContainerRole::Main, name);
            }
            other => members.unknown("isPartOf", other),
        }
    }
}

fn part(mut node: Object, depth: usize, members: &mut Members<'_>) {
    let is = |wanted: &[&str]| types_of(&node).any(|kind| wanted.contains(&kind));
    let is_numbered = is(&["PublicationIssue", "PublicationVolume"]);
    let is_site = is(&["WebSite", "WebPage", "DataCatalog"]) && members.intake().record.kind != Kind::Webpage;
    let is_book = is(&["Book"]);
    let is_series = is(&["BookSeries"]);
    let is_of_book = matches!(members.intake().record.kind, Kind::Book | Kind::Chapter);
    if kinds::is_magazine(&node) {
        node.remove("additionalType");
    }
    place(&mut node, false, members);
    if is_numbered || is_site {
        // A volume's or a site's name is none of a journal.
        for key in ["name", "alternateName", "description"] {
            for (name, _) in texts_of(&mut node, key, members).into_iter().filter(|_| is_numbered) {
                members.unknown(&format!("isPartOf.{key}"), &Value::String(name));
            }
        }
    } else {
        names(&mut node, members);
    }
    let editors = if is_series || !is_of_book { Role::CollectionEditor } else { Role::Editor };
    for (key, role) in [("author", Role::ContainerAuthor), ("editor", editors)] {
        people::read(key, role, take(&mut node, key).as_ref(), members);
    }
    for key in ["isbn", "issn"] {
        for (number, _) in texts_of(&mut node, key, members) {
            members.intake().serial_number(&number, Medium::Unknown, key);
        }
    }
    if !is_site {
        people::publisher(take(&mut node, "publisher").as_ref(), members);
    }
    if let Some(date) = take(&mut node, "datePublished") {
        let is_known =
            members.intake().record.dates.iter().any(|date| date.kind == crate::record::DateKind::Issued);
        match date.as_str() {
            Some(date) if !is_known && (is_numbered || is_book) => {
                members.intake().date(crate::record::DateKind::Issued, date);
            }
            Some(_) => {}
            None => members.unknown("isPartOf.datePublished", &date),
        }
    }
    read(take(&mut node, "isPartOf"), depth + 1, members);
    let passed = [
        "@type",
        "@id",
        "@context",
        "url",
        "sameAs",
        "image",
        "logo",
        "inLanguage",
        "potentialAction",
        "publishingPrinciples",
    ];
    members.rest("isPartOf", node, &passed);
}

/// Names of the journal or book. A further one in other letters is in the journal's own language, else it is short.
fn names(node: &mut Object, members: &mut Members<'_>) {
    for (key, is_first) in [("name", true), ("alternateName", false)] {
        for (position, (name, lang)) in texts_of(node, key, members).into_iter().enumerate() {
            let Some(name) = members.intake().line_of("container-title", &name) else { continue };
            let known = members.intake().record.container_titles.first().map(|first| first.text.to_plain());
            let is_foreign =
                known.as_deref().is_some_and(|first| text::script_of(first) != text::script_of(&name));
            let role = match known {
                None => ContainerRole::Main,
                Some(_) if is_foreign || is_first && position > 0 => ContainerRole::Vernacular,
                Some(_) if is_first => ContainerRole::Main,
                Some(_) => ContainerRole::Abbrev,
            };
            members.intake().container_of(role, &name, lang);
        }
    }
}

/// Volume, issue and pages of a node; pages of an issue are not the article's.
pub(super) fn place(node: &mut Object, is_work: bool, members: &mut Members<'_>) {
    for (volume, _) in texts_of(node, "volumeNumber", members) {
        if members.intake().record.volume.is_none() {
            members.intake().volume(&volume);
        }
    }
    for (issue, _) in texts_of(node, "issueNumber", members) {
        members.intake().issue(&issue);
    }
    let keys = ["pagination", "pageStart", "pageEnd"];
    let [pages, first, last] =
        keys.map(|key| texts_of(node, key, members).into_iter().next().map(|(text, _)| text));
    if !is_work {
        return;
    }
    match (pages, first, last) {
        (Some(pages), _, _) => members.intake().pages(&pages),
        (None, Some(first), Some(last)) if first != last => {
            members.intake().pages(&format!("{first}-{last}"));
        }
        (None, Some(page), _) | (None, None, Some(page)) => members.intake().pages(&page),
        (None, None, None) => {}
    }
}
