//! MODS, the XML of library catalogues (Library of Congress, 3.0 to 3.8; mapping reference 2.3 and 2.9): `mods` alone, in a
//! `modsCollection`, or inside another protocol's answer. The dialects of Zotero and of bibutils are read too.

mod kind;
mod origin;
mod people;
mod subject;
mod titles;

use super::xml::{Dialect, Fields};
use super::{Batch, Chunk, Reader};
use crate::record::{CitationKey, ContainerRole, DateKind, Language, Medium, Role, UnknownField, UrlKind};
use crate::syntax::xml::{self, Element, Names};
use crate::value::{language, markup};
use kind::Kinds;

const DIALECT: Dialect =
    Dialect { format: "mods", records: Names { records: &["mods"], parts: &[] }, fill: item };

/// Namespace of MODS 3, in whatever version.
const NAMESPACE: &str = "http://www.loc.gov/mods/v3";

/// The MODS reader.
#[derive(Debug)]
pub struct Mods;

impl Reader for Mods {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        DIALECT.read(chunk, batch);
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        xml::last_cut(buffer, &DIALECT.records)
    }
}

/// Whether the start of an input is certainly MODS: by its first element, or, inside an answer of OAI-PMH or SRU or a METS
/// file, by its namespace.
#[must_use]
pub fn sniff(head: &str) -> bool {
    match xml::root(head) {
        Some("mods" | "modsCollection") => true,
        Some("html") | None => false,
        Some(_) => head.contains(NAMESPACE),
    }
}

fn item(record: &Element<'_>, fields: &mut Fields<'_>) {
    if let Some(id) = record.attribute("ID") {
        fields.intake.id(&id);
    }
    let mut kinds = Kinds::default();
    let mut people = people::Groups::default();
    // Which of several titles is the article's own follows from its language.
    record.all("language").for_each(|part| language_of_item(part, fields));
    titles::of_item(record, fields);
    for part in record.elements() {
        fields.intake.line = part.line;
        match part.name {
            "titleInfo" | "language" => {}
            "name" => people.read(part, Role::Author, fields),
            "typeOfResource" => kinds.resource(&part.text()),
            "genre" => kinds.genre(part, fields),
            "originInfo" => origin::info(part, fields),
            "physicalDescription" => description(part, fields),
            "abstract" => abstract_of(part, fields),
            "tableOfContents" => fields.intake.free_note(Some("table of contents"), &paragraphs(part)),
            "note" => note(part, fields),
            "subject" => subject::read(part, fields),
            "relatedItem" => related(part, &mut kinds, fields),
            "identifier" => identifier(part, fields),
            "location" => location(part, fields),
            "accessCondition" => access(part, fields),
            "part" => origin::part(part, fields),
            "extension" => extension(part, fields),
            "recordInfo" => record_info(part, fields),
            _ => fields.unknown("", part),
        }
    }
    kinds.settle(fields);
}

/// The language of a text: `xml:lang`, else `lang` of ISO 639-2 with `script` of ISO 15924.
fn lang_of(element: &Element<'_>) -> Option<String> {
    if let Some(tag) = element.attribute("xml:lang").and_then(|code| language::tag_of(&code)) {
        return Some(tag);
    }
    let tag = element.attribute("lang").and_then(|code| language::tag_of(&code))?;
    match element.attribute("script") {
        Some(script) if !tag.contains('-') => Some(with_script(&tag, &script)),
        _ => Some(tag),
    }
}

/// A tag with a script; the script that everybody writes a language in says nothing.
fn with_script(tag: &str, script: &str) -> String {
    let usual = match script {
        "Latn" => {
            !matches!(tag, "zh" | "ja" | "ko" | "ru" | "mn" | "th" | "ar" | "fa" | "lo" | "km" | "my" | "el")
        }
        "Hani" => tag == "zh",
        "Jpan" | "Hrkt" => tag == "ja",
        "Kore" | "Hang" => tag == "ko",
        "Cyrl" => matches!(tag, "ru" | "mn"),
        _ => false,
    };
    if usual {
        tag.to_owned()
    } else {
        language::tag_of(&format!("{tag}-{script}")).unwrap_or_else(|| tag.to_owned())
    }
}

/// The text of an element with its paragraphs. A line that is indented goes on with the one before, as programs that lay
/// XML out break lines; one that is not begins a paragraph.
fn paragraphs(element: &Element<'_>) -> String {
    let mut text = String::new();
    for line in element.raw_text().lines() {
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push(if line.starts_with([' ', '\t']) { ' ' } else { '\n' });
        }
        text.push_str(words);
    }
    text
}

fn language_of_item(element: &Element<'_>, fields: &mut Fields<'_>) {
    fields.intake.line = element.line;
    // The language of a summary or of subtitles is not the article's.
    if element.attribute("objectPart").is_some() {
        return fields.unknown("", element);
    }
    let terms = |wanted: &str| {
        let all =
            element.all("languageTerm").filter(|term| term.attribute("type").unwrap_or_default() == wanted);
        all.map(|term| (term.attribute("authority").unwrap_or_default(), term.text())).collect::<Vec<_>>()
    };
    let (codes, mut texts) = (terms("code"), terms("text"));
    texts.extend(terms(""));
    let of = |authority: &str| {
        codes.iter().filter(|code| code.0 == authority).map(|code| code.1.as_str()).collect()
    };
    let lists: Vec<Vec<&str>> = ["rfc5646", "rfc4646", "rfc3066", "iso639-2b", "iso639-3", ""].map(of).into();
    let Some(best) = lists.into_iter().find(|list| !list.is_empty()) else {
        for (_, text) in &texts {
            fields.intake.languages(text);
        }
        return;
    };
    let script = element.first("scriptTerm").filter(|term| term.states("type", "code"));
    for code in &best {
        let mut tag = language::tag_of(code);
        if let (Some(bare), Some(script)) = (tag.as_deref().filter(|tag| !tag.contains('-')), script) {
            tag = Some(with_script(bare, &script.text()));
        }
        // The name of the language is what a catalogue prints; where one element holds several, none is told apart.
        let printed = texts.first().filter(|_| best.len() == 1).map_or(*code, |text| text.1.as_str());
        match tag {
            Some(tag) => {
                let known = fields.intake.record.languages.iter().any(|it| it.tag.as_ref() == Some(&tag));
                if !known {
                    let text = printed.to_owned();
                    fields.intake.record.languages.push(Language { text, tag: Some(tag) });
                }
            }
            None => fields.intake.languages(printed),
        }
    }
}

fn description(element: &Element<'_>, fields: &mut Fields<'_>) {
    for part in element.elements() {
        fields.intake.line = part.line;
        let words = part.text();
        match part.name {
            "extent" => {
                let unit = part.attribute("unit").unwrap_or_default();
                let pages =
                    if matches!(unit.as_str(), "page" | "pages") { Some(words) } else { pages_of(&words) };
                match pages.filter(|_| fields.intake.record.number_of_pages.is_none()) {
                    Some(pages) => fields.intake.record.number_of_pages = Some(pages),
                    None => fields.unknown("physicalDescription", part),
                }
            }
            _ => fields.unknown("physicalDescription", part),
        }
    }
}

/// The number before `p.` in what a catalogue says of the extent: `120 p.`, `xii, 120 pages`.
fn pages_of(text: &str) -> Option<String> {
    let bare = text.trim_end_matches(['.', ' ']);
    let bare = ["pages", "page", "pp", "p"].iter().find_map(|unit| bare.strip_suffix(unit))?.trim_end();
    let is_count = bare.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, ' ' | ',' | '[' | ']'));
    (is_count && bare.ends_with(|it: char| it.is_ascii_digit())).then(|| bare.to_owned())
}

fn abstract_of(element: &Element<'_>, fields: &mut Fields<'_>) {
    let kind = element.attribute("type").map(|kind| kind.to_lowercase());
    match kind.as_deref() {
        None | Some("abstract" | "summary" | "subject") => {
            fields.intake.abstract_text(&paragraphs(element), lang_of(element));
        }
        // Warnings about the content, reviews of it.
        Some(kind) => fields.intake.free_note(Some(kind), &paragraphs(element)),
    }
}

fn note(element: &Element<'_>, fields: &mut Fields<'_>) {
    let kind = element.attribute("type").or_else(|| element.attribute("displayLabel"));
    let words = paragraphs(element);
    match kind.as_deref().map(str::to_lowercase).as_deref() {
        Some("funding") => fields.intake.funding(&words),
        Some("affiliation") => fields.intake.institution(&words),
        Some("publication status") if fields.intake.record.status.is_none() => {
            fields.intake.record.status = fields.intake.line_of("status", &words);
        }
        Some("annotation") if fields.intake.record.annotation.is_none() => {
            fields.intake.record.annotation = fields.intake.lines_of("annote", &words);
        }
        _ => fields.intake.free_note(kind.as_deref(), &words),
    }
}

/// The thing that an item stands in, its series, and other things.
fn related(element: &Element<'_>, kinds: &mut Kinds, fields: &mut Fields<'_>) {
    match element.attribute("type").as_deref() {
        Some("host") => host(element, kinds, fields),
        Some("series") => series(element, fields),
        Some("references") => {
            let count = element.elements().filter(|it| it.name == "relatedItem" || it.name == "note").count();
            fields.references(element, count.max(1));
        }
        kind => {
            let words = |name: &str| element.first(name).map(Element::text);
            let known = [words("titleInfo"), words("identifier"), element.attribute("xlink:href")];
            let text = known.into_iter().flatten().collect::<Vec<_>>().join(" ");
            if text.is_empty() {
                return fields.unknown("", element);
            }
            let other = element.attribute("otherType").or_else(|| element.attribute("displayLabel"));
            fields.intake.linked_article(&kind.map(str::to_owned).or(other).unwrap_or_default(), &text);
            let rest = element.elements().filter(|it| !matches!(it.name, "titleInfo" | "identifier"));
            rest.for_each(|part| fields.unknown("relatedItem", part));
        }
    }
}

fn host(host: &Element<'_>, kinds: &mut Kinds, fields: &mut Fields<'_>) {
    let mut people = people::Groups::default();
    for part in host.elements() {
        fields.intake.line = part.line;
        match part.name {
            "titleInfo" => {
                let role = match part.attribute("type").as_deref() {
                    None | Some("uniform") => ContainerRole::Main,
                    Some("abbreviated") => ContainerRole::Abbrev,
                    Some(_) => ContainerRole::Vernacular,
                };
                let scheme = part.attribute("authority").filter(|_| role == ContainerRole::Abbrev);
                titles::of_host(part, role, scheme.as_deref(), fields);
            }
            "name" => people.read(part, Role::ContainerAuthor, fields),
            "originInfo" => origin::info(part, fields),
            "part" => origin::part(part, fields),
            "genre" => kinds.host_genre(&part.text()),
            "typeOfResource" | "language" => {}
            "identifier" if part.attribute("type").is_some_and(|kind| is_serial(&kind)) => {
                identifier(part, fields);
            }
            "relatedItem" if part.states("type", "series") => series(part, fields),
            _ => fields.unknown("relatedItem[host]", part),
        }
    }
    let issuance = host.at(&["originInfo", "issuance"]).map(Element::text);
    kinds.host(issuance.as_deref());
}

fn is_serial(kind: &str) -> bool {
    matches!(kind.to_lowercase().as_str(), "issn" | "issn-l" | "eissn" | "e-issn" | "isbn")
}

fn series(series: &Element<'_>, fields: &mut Fields<'_>) {
    let mut people = people::Groups::default();
    for part in series.elements() {
        fields.intake.line = part.line;
        match part.name {
            "name" => people.read(part, Role::CollectionEditor, fields),
            _ => fields.unknown("relatedItem[series]", part),
        }
    }
}

fn identifier(element: &Element<'_>, fields: &mut Fields<'_>) {
    let words = element.text();
    let kind = element.attribute("type").map(|kind| kind.to_lowercase()).unwrap_or_default();
    if words.is_empty() || element.attribute("invalid").is_some() {
        return fields.unknown("", element);
    }
    match kind.as_str() {
        "doi" => fields.intake.doi_field(&words),
        "pmid" | "pubmed" => {
            if !fields.intake.pubmed_number(&words) {
                fields.intake.database_number("pmid", &words);
            }
        }
        "pmc" | "pmcid" => {
            let number = if words.starts_with("PMC") { words.clone() } else { format!("PMC{words}") };
            if !fields.intake.pubmed_number(&number) {
                fields.intake.database_number("pmcid", &words);
            }
        }
        "issn-l" => fields.intake.serial_number(&words, Medium::Linking, "identifier[issn-l]"),
        "issn" | "isbn" | "eissn" | "e-issn" => {
            let label = element.attribute("displayLabel").unwrap_or_default().to_lowercase();
            let medium = if kind.starts_with('e') || label.contains("electronic") || label.contains("online")
            {
                Medium::Electronic
            } else if label.contains("print") {
                Medium::Print
            } else {
                Medium::Unknown
            };
            fields.intake.serial_number(&words, medium, &format!("identifier[{kind}]"));
        }
        "citekey" => {
            let key = CitationKey { value: words, ..CitationKey::default() };
            fields.intake.record.citation_key.get_or_insert(key);
        }
        "uri" | "url" => fields.intake.url(None, &words),
        "" if words.contains("://") => fields.intake.url(None, &words),
        "" if fields.intake.doi(&words) => {}
        "" => fields.unknown("", element),
        other => fields.intake.database_number(other, &words),
    }
}

fn location(element: &Element<'_>, fields: &mut Fields<'_>) {
    for part in element.elements() {
        fields.intake.line = part.line;
        if part.name != "url" {
            fields.unknown("location", part);
            continue;
        }
        let label = |name: &str| part.attribute(name).unwrap_or_default().to_lowercase();
        let said = [label("displayLabel"), label("note")].join(" ");
        let says = |word: &str| said.contains(word);
        let kind = if says("pdf") {
            Some(UrlKind::Pdf)
        } else if says("full text") || says("full-text") || says("fulltext") {
            Some(UrlKind::Fulltext)
        } else if says("database") {
            Some(UrlKind::Database)
        } else if says("doi") {
            Some(UrlKind::Doi)
        } else if label("access") == "object in context" {
            Some(UrlKind::Landing)
        } else {
            None
        };
        fields.intake.url(kind, &part.text());
        if let Some(day) = part.attribute("dateLastAccessed") {
            // Zotero writes the time of day too.
            fields.intake.date(DateKind::Accessed, day.split('T').next().unwrap_or(&day));
        }
    }
}

fn access(element: &Element<'_>, fields: &mut Fields<'_>) {
    let kind = element.attribute("type").map(|kind| kind.to_lowercase());
    let words = element.text();
    if !matches!(kind.as_deref(), None | Some("use and reproduction" | "license" | "licence")) {
        return fields.intake.free_note(kind.as_deref(), &words);
    }
    let address = element.attribute("xlink:href").or_else(|| element.attribute("valueURI"));
    let stated = address.clone().or_else(|| Some(words.clone()).filter(|it| !it.is_empty()));
    if fields.intake.record.license.is_none() {
        fields.intake.record.license = stated;
        if address.is_some_and(|address| !words.is_empty() && words != address) {
            fields.unknown("", element);
        }
    } else {
        fields.unknown("", element);
    }
}

fn record_info(info: &Element<'_>, fields: &mut Fields<'_>) {
    for part in info.elements() {
        fields.intake.line = part.line;
        let words = part.text();
        match part.name {
            "recordContentSource" => fields.intake.database(&words),
            "recordIdentifier" => {
                if let Some(source) = part.attribute("source") {
                    fields.intake.database_number(&source.to_lowercase(), &words);
                } else {
                    // It is the record's own; the `ID` of its element is a name in the file.
                    fields.intake.record.id = None;
                    fields.intake.id(&words);
                }
            }
            "recordInfoNote" => match part.attribute("type").as_deref() {
                Some("database provider") => fields.intake.provider(&words),
                Some("database address") => {
                    let database = fields.intake.record.database.get_or_insert_with(Default::default);
                    database.url.get_or_insert(words);
                }
                _ => fields.unknown("recordInfo", part),
            },
            // What a catalogue says of its own handling of the record.
            "recordCreationDate"
            | "recordChangeDate"
            | "recordOrigin"
            | "languageOfCataloging"
            | "descriptionStandard" => fields.intake.bookkeeping(part.name),
            _ => fields.unknown("recordInfo", part),
        }
    }
}

/// Fields that refmill kept for want of a place come back from where its writer put them.
fn extension(element: &Element<'_>, fields: &mut Fields<'_>) {
    for part in element.elements() {
        match (part.name, part.attribute("path")) {
            ("institution", None) => people::institution_of_own(part, fields),
            ("field", Some(tag)) => {
                let kept = UnknownField { format: DIALECT.format.to_owned(), tag, value: part.raw_text() };
                fields.intake.record.unknown.push(kept);
            }
            _ => fields.unknown("extension", part),
        }
    }
}

/// A text whose tags are marks, as every text of the record is read.
fn marks(field: &'static str, text: &str, fields: &mut Fields<'_>) -> crate::record::Marked {
    let (marked, remarks) = markup::parse_markup(text);
    fields.intake.remarks(field, remarks);
    marked
}
