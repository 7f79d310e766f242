//! An item that carries a record below `custom.refmill`.
//!
//! What stands there is the truth; CSL's own variables give what is not repeated there: type, volume, issue and
//! other single texts, and an abstract in plain words. A variable that says something else than the record has been
//! changed by somebody: where the record is silent its value is taken over, otherwise both are kept, the variable's
//! in a warning.

use super::{Reading, dates, names, notes, plain};
use crate::read::json::fields::{Fields, as_written, is_empty, scalar};
use crate::read::ndjson;
use crate::record::{CitationKey, DateParts, DateVal, Kind, Name, NameForm, Record, TitleRole, UnknownField};
use crate::report::{Code, quoted};
use crate::syntax::csl::{guarded_note, keyword_line, labelled_line, marked, one_line};
use crate::vocab::csl;
use serde_json::{Map, Value};

const PROJECTION_DIFFERS: Code = Code::warning(
    "projection-differs",
    "A variable of a CSL-JSON item says something else than the record below `custom.refmill`; the record is kept, and the other value stands in the warning.",
);
const NEWER_VERSION: Code = Code::warning(
    "csl-newer-version",
    "The data below `custom.refmill` was written by a newer refmill; what this one does not know is kept.",
);
const KEPT_UNREADABLE: Code = Code::warning(
    "csl-kept-unreadable",
    "A member below `custom.refmill` is not what refmill writes there; it is kept among the unknown fields.",
);

/// Version of the layout that we write.
const VERSION: u64 = 1;

/// Reads an item, with the record below `custom.refmill` if there is one.
pub(super) fn read(mut fields: Fields) -> Reading {
    let (own, others) = match fields.take("custom") {
        Some(Value::Object(mut custom)) => match custom.remove("refmill") {
            Some(Value::Object(own)) => (Some(own), Value::Object(custom)),
            Some(other) => {
                custom.insert("refmill".to_owned(), other);
                (None, Value::Object(custom))
            }
            None => (None, Value::Object(custom)),
        },
        Some(other) => (None, other),
        None => (None, Value::Null),
    };
    if !is_empty(&others) {
        fields.set("custom", others);
    }
    match own {
        Some(own) => with_record(fields, own),
        None => plain::read(fields),
    }
}

/// The record of an object that holds all of it, as a column of our tables does.
pub(super) fn whole(mut own: Map<String, Value>) -> Reading {
    let mut reading = Reading::default();
    check_version(&mut own, &mut reading);
    reading.record = record_of(own, &mut reading);
    reading.has_provenance = reading.record.provenance != crate::record::Provenance::default();
    reading
}

fn check_version(own: &mut Map<String, Value>, reading: &mut Reading) {
    if own.remove("v").is_some_and(|version| version.as_u64().is_none_or(|version| version > VERSION)) {
        let message = "the data below custom.refmill is of a newer version".to_owned();
        reading.remark("", &NEWER_VERSION, message);
    }
}

fn with_record(mut fields: Fields, own: Map<String, Value>) -> Reading {
    let mut reading = whole(own);
    let record = &mut reading.record;

    record.kind = match fields.get("type").and_then(Value::as_str) {
        Some(word) if csl::FURTHER_TYPES.contains(&word) && record.type_raw.as_deref() == Some(word) => {
            Kind::Document
        }
        Some(word) => plain::kind_of(word).unwrap_or(record.kind),
        None => record.kind,
    };
    let article = record.languages.first().and_then(|language| language.tag.clone());
    if record.abstracts.is_empty()
        && let Some(text) = fields.get("abstract").and_then(Value::as_str)
    {
        record.abstracts = plain::abstracts_of(text, article.as_deref());
    }
    let key = fields.get("citation-key").and_then(scalar);
    if let (None, Some(value)) = (&record.citation_key, key) {
        record.citation_key = Some(CitationKey { value, ..CitationKey::default() });
    }
    let country = record.countries.first().map(|country| country.text.clone());
    for (variable, place) in scalars(record) {
        let text = fields.get(variable).and_then(scalar).filter(|text| !text.is_empty());
        let is_country = variable == "publisher-place" && text == country;
        if place.is_none() && !is_country {
            *place = text;
        }
    }

    let changed: Vec<(String, Value)> = fields
        .iter()
        .filter(|(_, value)| !is_empty(value))
        .filter(|(key, value)| !is_told(key, value, &reading.record))
        .map(|(key, value)| (key.to_owned(), value.clone()))
        .collect();
    if !changed.is_empty() {
        take_over(changed, &fields, &mut reading);
    }
    let repeated = std::mem::take(&mut fields.repeated);
    for (key, value) in repeated {
        if !is_empty(&value) && !is_told(&key, &value, &reading.record) {
            differs(&key, &value, &mut reading);
        }
    }
    reading
}

/// Fields that a variable of CSL holds exactly.
fn scalars(record: &mut Record) -> [(&'static str, &mut Option<String>); 8] {
    [
        ("volume", &mut record.volume),
        ("issue", &mut record.issue),
        ("number-of-pages", &mut record.number_of_pages),
        ("genre", &mut record.genre),
        ("status", &mut record.status),
        ("publisher", &mut record.publisher),
        ("publisher-place", &mut record.publisher_place),
        ("annote", &mut record.annotation),
    ]
}

/// The record of the object below `custom.refmill`. Members that are no field of ours, however deep, are kept as unknown
/// ones.
fn record_of(own: Map<String, Value>, reading: &mut Reading) -> Record {
    // What a record cannot be made of is kept whole.
    let (mut record, spare) = ndjson::record_of(own.clone())
        .unwrap_or_else(|_| (Record::default(), own.into_iter().collect::<Vec<(String, Value)>>()));
    for (path, value) in spare {
        let message = format!("{} below custom.refmill is not understood and is kept", quoted(&path));
        reading.remark("", &KEPT_UNREADABLE, message);
        record.unknown.push(plain::unknown(format!("custom.refmill.{path}"), as_written(&value)));
    }
    record
}

/// Variables that differ from the record: taken over where the record has nothing, else a warning.
fn take_over(changed: Vec<(String, Value)>, fields: &Fields, reading: &mut Reading) {
    let other = plain::read(fields.copied()).record;
    for (key, value) in changed {
        if !adopt(&key, &value, &other, &mut reading.record) {
            differs(&key, &value, reading);
        }
    }
}

fn differs(key: &str, value: &Value, reading: &mut Reading) {
    let field = csl::VARIABLES.iter().map(|row| row.0).find(|name| *name == key).unwrap_or("custom");
    let message = format!(
        "{key} is {} in the item and differs from the record below custom.refmill",
        as_written(value)
    );
    reading.remark(field, &PROJECTION_DIFFERS, message);
}

fn adopt(key: &str, value: &Value, other: &Record, record: &mut Record) -> bool {
    fn fill<T: Clone>(list: &mut Vec<T>, from: &[T]) -> bool {
        let is_empty = list.is_empty() && !from.is_empty();
        if is_empty {
            *list = from.to_vec();
        }
        is_empty
    }
    if let Some(role) = names::role_of(key) {
        if record.with_role(role).next().is_some() {
            return false;
        }
        let before = record.contributors.len();
        record.contributors.extend(other.with_role(role).cloned());
        return record.contributors.len() > before;
    }
    if let Some(kind) = dates::kind_of(key) {
        if record.date(kind).is_some() {
            return false;
        }
        let before = record.dates.len();
        record.dates.extend(other.dates.iter().filter(|date| date.kind == kind).cloned());
        return record.dates.len() > before;
    }
    match key {
        "id" => {
            let is_free = record.id.is_none();
            record.id = record.id.take().or_else(|| other.id.clone());
            is_free
        }
        "title" => fill(&mut record.titles, &other.titles),
        "original-title" | "title-short" | "shortTitle" => {
            let role = if key == "original-title" { TitleRole::Vernacular } else { TitleRole::Short };
            let added: Vec<_> = other.titles.iter().filter(|title| title.role == role).cloned().collect();
            let is_free = record.title(role).is_none() && !added.is_empty();
            if is_free {
                record.titles.extend(added);
            }
            is_free
        }
        "container-title" | "container-title-short" | "journalAbbreviation" => {
            fill(&mut record.container_titles, &other.container_titles)
        }
        "DOI" | "PMID" | "PMCID" | "ISBN" => {
            let scheme = key.to_lowercase();
            let added: Vec<_> =
                other.identifiers.iter().filter(|ident| ident.scheme == scheme).cloned().collect();
            let is_free = record.identifier(&scheme).is_none() && !added.is_empty();
            if is_free {
                record.identifiers.extend(added);
            }
            is_free
        }
        "ISSN" => fill(&mut record.issns, &other.issns),
        "URL" => fill(&mut record.urls, &other.urls),
        "language" => fill(&mut record.languages, &other.languages),
        "keyword" => fill(&mut record.terms, &other.terms),
        "note" => fill(&mut record.notes, &other.notes),
        "page" | "number" => {
            let is_free = record.page_ranges.is_empty() && record.article_number.is_none();
            if is_free {
                record.page_ranges.clone_from(&other.page_ranges);
                record.article_number.clone_from(&other.article_number);
            }
            is_free
        }
        "part" => {
            let is_free = record.part.is_none();
            record.part = record.part.take().or_else(|| other.part.clone());
            is_free
        }
        "source" => {
            let is_free = record.database.is_none();
            record.database = record.database.take().or_else(|| other.database.clone());
            is_free
        }
        _ if is_projected(key) => false,
        _ => {
            let present = |field: &UnknownField| field.format == "csl-json" && field.tag == key;
            let is_free = !record.unknown.iter().any(present);
            if is_free {
                record.unknown.push(plain::unknown(key.to_owned(), as_written(value)));
            }
            is_free
        }
    }
}

/// Variables of single fields, which the record has taken already.
fn is_projected(key: &str) -> bool {
    matches!(
        key,
        "type"
            | "citation-key"
            | "abstract"
            | "volume"
            | "issue"
            | "number-of-pages"
            | "genre"
            | "status"
            | "publisher"
            | "publisher-place"
            | "annote"
    )
}

/// Whether the record says what a variable says, whatever program it was written for.
fn is_told(key: &str, value: &Value, record: &Record) -> bool {
    let as_text = scalar(value);
    let is_unknown_field = record
        .unknown
        .iter()
        .any(|field| field.format == "csl-json" && field.tag == key && same_value(&field.value, value));
    if is_unknown_field {
        return true;
    }
    if let ("custom", Value::Object(members)) = (key, value) {
        return members.iter().all(|(name, value)| is_custom(name, value, record));
    }
    if let Some(role) = names::role_of(key) {
        let written = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let people: Vec<_> = record.with_role(role).filter(|person| has_name(&person.forms)).collect();
        return written.len() == people.len()
            && written
                .iter()
                .zip(people)
                .all(|(name, person)| person.forms.iter().any(|form| is_name(name, form)));
    }
    if let Some(kind) = dates::kind_of(key) {
        let (read, _) = dates::read(value, kind);
        return read.is_some_and(|read| {
            record.dates.iter().filter(|date| date.kind == kind).any(|date| is_date(&read, date))
        });
    }
    let Some(text) = as_text else { return false };
    let same = |other: &str| one_line(other) == one_line(&text);
    let ident = |scheme: &str| record.identifiers.iter().any(|it| it.scheme == scheme && same(&it.value));
    let place = |place: &Option<String>| place.as_deref().is_some_and(same);
    match key {
        "type" => plain::kind_of(&text) == Some(record.kind) || place(&record.type_raw),
        "id" => is_identifier(&text, record),
        "citation-key" => record.citation_key.as_ref().is_some_and(|key| same(&key.value)),
        "title" | "original-title" | "title-short" | "shortTitle" => is_title(&text, record),
        "container-title" | "container-title-short" | "journalAbbreviation" => {
            record.container_titles.iter().any(|title| same(&marked(&title.text.value)))
        }
        "volume" => place(&record.volume),
        "issue" => place(&record.issue),
        "number-of-pages" => place(&record.number_of_pages),
        "genre" => place(&record.genre),
        "status" => place(&record.status),
        "publisher" => place(&record.publisher),
        "annote" => place(&record.annotation),
        "publisher-place" => {
            place(&record.publisher_place) || record.countries.iter().any(|country| same(&country.text))
        }
        "part" => record.part.as_ref().is_some_and(|part| same(&part.number)),
        "page" => record.pages().as_deref().is_some_and(same) || place(&record.article_number),
        "number" => place(&record.article_number),
        "DOI" | "PMID" | "PMCID" | "ISBN" => ident(&key.to_lowercase()),
        "ISSN" => record.issns.iter().any(|issn| same(&issn.value)),
        "URL" => record.urls.iter().any(|url| same(&url.href)),
        "source" => record.database.as_ref().is_some_and(|database| same(&database.name)),
        "keyword" => keyword_line(&record.terms).as_deref().is_some_and(same),
        "language" => {
            record.languages.iter().any(|language| {
                same(&language.text)
                    || language.tag.as_deref().is_some_and(|tag| primary(tag) == primary(&text))
                // With --csl-language=display it is the language of the title that leads.
            }) || record
                .titles
                .iter()
                .any(|title| title.text.lang.as_deref().is_some_and(|lang| primary(lang) == primary(&text)))
        }
        "abstract" => {
            // With --abstracts=join they stand in one.
            let texts = record.abstracts.iter().map(|one| marked(&one.text.value));
            let joined = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" // ");
            same(&joined)
                || record.abstracts.iter().any(|one| {
                    same(&marked(&one.text.value))
                        || (one.text.to_plain().trim().is_empty() && !one.sections.is_empty())
                })
        }
        "note" => is_note(&text, record),
        _ => false,
    }
}

/// Whether another program's member of `custom` is kept.
fn is_custom(name: &str, value: &Value, record: &Record) -> bool {
    let fields = record.unknown.iter().filter(|field| field.format == "csl-json" && field.tag == "custom");
    let mut objects = fields.filter_map(|field| serde_json::from_str::<Value>(&field.value).ok());
    objects.any(|object| object.get(name).is_some_and(|kept| same_value(&kept.to_string(), value)))
}

/// Whether a text that was kept gives this value when it is written and read.
fn same_value(kept: &str, value: &Value) -> bool {
    let written = || serde_json::from_str::<Value>(kept).map(|kept| kept.to_string());
    let read = || serde_json::from_str::<Value>(&written().ok()?).ok();
    scalar(value).is_some_and(|text| text == kept) || read().is_some_and(|read| read == *value)
}

fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

/// The citation key, or what stands in for it.
fn is_identifier(text: &str, record: &Record) -> bool {
    let key = record.citation_key.as_ref().map(|key| key.value.as_str());
    let known = [key, record.id.as_deref(), record.identifier("doi")];
    match known.into_iter().flatten().find(|known| !known.is_empty()) {
        Some(_) => known.contains(&Some(text)),
        None => text == format!("item-{}", record.provenance.record),
    }
}

fn is_title(text: &str, record: &Record) -> bool {
    let text = one_line(text);
    let titles = || record.titles.iter().map(|title| marked(&title.text.value));
    let subtitles = || {
        let of_role = record.titles.iter().filter(|title| title.role == TitleRole::Subtitle);
        of_role.map(|title| marked(&title.text.value))
    };
    // A subtitle is joined to its title.
    let is_joined = |title: &String| {
        let joints = [": ", " "];
        subtitles()
            .any(|subtitle| joints.iter().any(|joint| one_line(&format!("{title}{joint}{subtitle}")) == text))
    };
    titles().any(|title| one_line(&title) == text || is_joined(&title))
}

/// Letters and digits of a name, in the order in which its parts stand in any notation of CSL.
fn squeezed<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().flat_map(str::chars).filter(|character| character.is_alphanumeric()).collect()
}

fn has_name(forms: &[NameForm]) -> bool {
    forms.iter().any(|form| {
        let Name { family, given, non_dropping_particle, dropping_particle, suffix, literal } = &form.name;
        let parts = [family, given, non_dropping_particle, dropping_particle, suffix, literal];
        parts.into_iter().flatten().chain([&form.raw]).any(|part| !part.trim().is_empty())
    })
}

fn is_name(written: &Value, form: &NameForm) -> bool {
    let Some(object) = written.as_object() else { return false };
    let order = ["dropping-particle", "non-dropping-particle", "family", "given", "suffix", "literal"];
    let written = squeezed(order.into_iter().filter_map(|part| object.get(part).and_then(Value::as_str)));
    let Name { family, given, non_dropping_particle, dropping_particle, suffix, literal } = &form.name;
    let named = [dropping_particle, non_dropping_particle, family, given, suffix];
    let known = squeezed(named.into_iter().flatten().map(String::as_str));
    written == known
        || literal.as_deref().is_some_and(|literal| squeezed([literal]) == written)
        || squeezed([form.raw.as_str()]) == written
}

fn is_date(read: &DateVal, known: &DateVal) -> bool {
    let settled = |date: Option<DateParts>| date.map(DateParts::settled);
    match settled(known.start) {
        Some(start) => {
            let end = settled(known.end).filter(|end| *end != start);
            (read.start, read.end, read.season) == (Some(start), end, known.season)
        }
        None => one_line(&read.text_raw) == one_line(&known.text_raw),
    }
}

/// Whether every line of a note is one that we write.
fn is_note(text: &str, record: &Record) -> bool {
    let free = record.notes.first().map(|note| guarded_note(&note.text)).unwrap_or_default();
    let text = text.strip_suffix(free.as_str()).unwrap_or(text);
    let is_own = |line: &str| {
        let labelled = line
            .split_once(": ")
            .is_some_and(|(label, words)| labelled_line(label, record).is_some_and(|own| own == words));
        labelled
            || match notes::variable_line(line) {
                Some(("original-title", title)) => is_title(title, record),
                Some(("original-container-title", title)) => {
                    record.container_titles.iter().any(|known| one_line(&marked(&known.text.value)) == title)
                }
                Some(("original-author", name)) => record.contributors.iter().any(|person| {
                    person.forms.iter().any(|form| {
                        let Name { given, suffix, literal, .. } = &form.name;
                        let family = form.name.full_family();
                        let literal = literal.as_deref().filter(|_| family.trim().is_empty());
                        let parts = [Some(family.as_str()), literal, given.as_deref(), suffix.as_deref()];
                        squeezed(parts.into_iter().flatten()) == squeezed([name])
                    })
                }),
                _ => false,
            }
    };
    text.lines().filter(|line| !line.trim().is_empty()).all(is_own)
}
