//! Crossref's JSON: the answer to one DOI, a list of the API (`message.items`), the public dump (`items`, or a work a
//! line). Members: the API's own documentation (`api_format.md`) and its answers.
//!
//! Passed over without a note, because it says nothing of the reference: counts (`reference-count`,
//! `is-referenced-by-count`), the deposit (`member`, `prefix`, `indexed`, `deposited`, `created`, `score`,
//! `content-domain`, `update-policy`), preservation (`archive`), Crossmark's `assertion` but for the dates of the
//! manuscript's history, and what repeats another member (`issn-type` and `ISSN`, `isbn-type` and `ISBN`). Of the list of
//! references a note says how long it is.

mod dates;
mod people;
mod subject;

use super::json::members::{self, Dialect, Members, Object, take};
use super::json::{self, Codes, fields};
use super::{Batch, Chunk, Reader};
use crate::record::{ContainerRole, Kind, Medium, Part, PartOf, TitleRole};
use crate::report::Code;
use crate::syntax::json::{ITEMS, Piece, pieces};
use serde_json::Value;

const WORK_BROKEN: Code = Code::error(
    "crossref-work-broken",
    "A piece of a file of Crossref is no JSON object; it is set aside and the next work is read.",
);
const NO_WORK: Code = Code::error(
    "crossref-no-work",
    "An object in a file of Crossref is no work: it has neither a DOI nor a title; it is set aside and the next one is read.",
);

/// The reader of Crossref's works.
#[derive(Debug)]
pub struct Crossref;

impl Reader for Crossref {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let codes = Codes { broken: &WORK_BROKEN, wrapper: None };
        json::each(chunk, ITEMS, &codes, batch, |item, places, batch| {
            members::record(item, &DIALECT, places, batch);
        });
    }

    fn cut(&self, buffer: &str, head: &str) -> usize {
        json::cut(buffer, head, ITEMS)
    }
}

const DIALECT: Dialect = Dialect {
    format: "crossref",
    no_record: (&NO_WORK, "it has neither a DOI nor a title"),
    answers: &["message"],
    is_record: |object| object.contains_key("DOI") || object.contains_key("title"),
    fill: work,
};

/// Members that only Crossref's works have; two of them beside a DOI make a work certain.
const SIGNS: &[&str] = &[
    "reference-count",
    "references-count",
    "is-referenced-by-count",
    "member",
    "prefix",
    "deposited",
    "indexed",
    "content-domain",
    "score",
];

/// Whether the start of an input is certainly Crossref's: an answer of its API, or works with the members of a deposit,
/// which stand in no CSL-JSON that another program wrote. Crossref's own answer in CSL's media type has them too.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if !head.starts_with(['[', '{']) {
        return false;
    }
    let (mut is_answer, mut is_work) = (false, false);
    for piece in pieces(head).take(2) {
        let (start, end) = match piece {
            Piece::Item { start, end } | Piece::Wrapper { start, end } => (start, end),
            Piece::Unfinished { start } | Piece::Broken { start, .. } => (start, head.len()),
        };
        let text = head.get(start..end).unwrap_or_default();
        let keys = fields::first_keys(text);
        let has = |key: &&str| keys.iter().any(|known| known == *key);
        is_answer |= has(&"message-type") && has(&"message-version");
        is_work |= has(&"DOI") && SIGNS.iter().filter(|key| has(key)).count() >= 2;
        if matches!(piece, Piece::Item { .. }) {
            break;
        }
    }
    is_answer && head.contains("\"DOI\"") || is_work
}

/// Members that say nothing of the reference.
const PASSED: &[&str] = &[
    "reference-count",
    "references-count",
    "is-referenced-by-count",
    "member",
    "prefix",
    "indexed",
    "deposited",
    "created",
    "score",
    "content-domain",
    "update-policy",
    "archive",
    "free-to-read",
];

fn work(mut object: Object, members: &mut Members<'_>) {
    let object = &mut object;
    kind(object, members);
    titles(object, members);
    people::read(object, members);
    journal(object, members);
    dates::read(object, members);
    if let Some(number) = members.text("article-number", take(object, "article-number")) {
        members.intake().article_number(&number);
    }
    if let Some(pages) = members.text("page", take(object, "page")) {
        members.intake().pages(&pages);
    }
    identifiers(object, members);
    subject::read(object, members);
    members.rest("", std::mem::take(object), PASSED);
}

/// The kind, by the word of Crossref's list of types; a preprint says that it is one in `subtype`.
fn kind(object: &mut Object, members: &mut Members<'_>) {
    let word = members.text("type", take(object, "type"));
    let subtype = members.text("subtype", take(object, "subtype"));
    let record = &mut members.intake().record;
    record.kind = word.as_deref().and_then(super::csl_json::kind_of_service).unwrap_or_default();
    record.type_raw = word;
    match subtype.as_deref() {
        Some("preprint") => record.genre = Some("Preprint".to_owned()),
        Some(other) => members.unknown("subtype", &Value::String(other.to_owned())),
        None => {}
    }
    let degree = members.texts("degree", take(object, "degree"));
    if !degree.is_empty() {
        members.intake().record.genre = Some(degree.join("; "));
    }
}

fn titles(object: &mut Object, members: &mut Members<'_>) {
    let slots = [
        // Further ones are translations, or the original of one.
        ("title", TitleRole::Main, TitleRole::Vernacular),
        ("original-title", TitleRole::Vernacular, TitleRole::Vernacular),
        ("short-title", TitleRole::Short, TitleRole::Short),
        ("subtitle", TitleRole::Subtitle, TitleRole::Subtitle),
    ];
    for (key, first, further) in slots {
        for (number, text) in members.texts(key, take(object, key)).into_iter().enumerate() {
            title(if number == 0 { first } else { further }, &text, members);
        }
    }
}

/// A title, whose formulas are `MathML`.
fn title(role: TitleRole, text: &str, members: &mut Members<'_>) {
    let formula = text.contains("<mml:") || text.contains("<jats:");
    match formula.then(|| members.marked("title", text)).flatten() {
        Some(marked) => members.intake().marked_title(role, marked),
        None => members.intake().title(role, text),
    }
}

/// Names and numbers of what the work stands in.
fn journal(object: &mut Object, members: &mut Members<'_>) {
    let mut names = members.texts("container-title", take(object, "container-title"));
    let kind = members.intake().record.kind;
    if matches!(kind, Kind::Chapter | Kind::PaperConference) {
        // Of a series and a book in it the series stands first.
        names.reverse();
    }
    for name in names {
        members.intake().container(ContainerRole::Main, &name);
    }
    for name in members.texts("short-container-title", take(object, "short-container-title")) {
        members.intake().container(ContainerRole::Abbrev, &name);
    }
    if let Some(volume) = members.text("volume", take(object, "volume")) {
        members.intake().volume(&volume);
    }
    let mut issue = members.text("issue", take(object, "issue"));
    for mut stated in members.objects("journal-issue", take(object, "journal-issue")) {
        issue = issue.or(members.text("journal-issue.issue", take(&mut stated, "issue")));
        for key in ["published-print", "published-online"] {
            if let Some(date) = take(&mut stated, key) {
                object.entry(key).or_insert(date);
            }
        }
        members.rest("journal-issue", stated, &["issue"]);
    }
    if let Some(issue) = issue {
        members.intake().issue(&issue);
    }
    if let Some(number) = members.text("part-number", take(object, "part-number")) {
        let known = &mut members.intake().record.part;
        *known = known.take().or(Some(Part { number, of: PartOf::Volume }));
    }
    for mut stated in members.objects("issn-type", take(object, "issn-type")) {
        let medium = match members.text("issn-type.type", take(&mut stated, "type")).as_deref() {
            Some("print") => Medium::Print,
            Some("electronic") => Medium::Electronic,
            _ => Medium::Unknown,
        };
        for issn in members.texts("issn-type.value", take(&mut stated, "value")) {
            members.intake().serial_number(&issn, medium, "ISSN");
        }
        members.rest("issn-type", stated, &[]);
    }
    for issn in members.texts("ISSN", take(object, "ISSN")) {
        members.intake().serial_number(&issn, Medium::Unknown, "ISSN");
    }
    if let Some(publisher) = members.text("publisher", take(object, "publisher")) {
        members.intake().record.publisher = Some(publisher.trim().to_owned());
    }
    if let Some(place) = members.text("publisher-location", take(object, "publisher-location")) {
        members.intake().record.publisher_place = Some(place.trim().to_owned());
    }
}

fn identifiers(object: &mut Object, members: &mut Members<'_>) {
    for doi in members.texts("DOI", take(object, "DOI")) {
        members.intake().doi_field(&doi);
    }
    for mut stated in members.objects("isbn-type", take(object, "isbn-type")) {
        for isbn in members.texts("isbn-type.value", take(&mut stated, "value")) {
            members.intake().serial_number(&isbn, Medium::Unknown, "ISBN");
        }
        members.rest("isbn-type", stated, &["type"]);
    }
    for isbn in members.texts("ISBN", take(object, "ISBN")) {
        members.intake().serial_number(isbn.rsplit('/').next().unwrap_or(&isbn), Medium::Unknown, "ISBN");
    }
    for number in members.texts("alternative-id", take(object, "alternative-id")) {
        members.intake().database_number("publisher-id", &number);
        members.intake().location_number(&number);
    }
    for mut trial in members.objects("clinical-trial-number", take(object, "clinical-trial-number")) {
        let number = take(&mut trial, "clinical-trial-number");
        for number in members.texts("clinical-trial-number", number) {
            members.intake().database_number("clinical-trial", &number);
        }
        members.rest("clinical-trial-number", trial, &["registry", "type"]);
    }
}
