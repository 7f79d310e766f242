//! The cells of a row, by the fields that their columns feed, to a record.

use super::dialects::{EMBASE, SCOPUS, WOS};
use super::header::Header;
use super::people::{self, entries};
use super::{extra, kind, numbers, place};
use crate::read::sheet::{Sheet, joined};
use crate::read::wos_tagged;
use crate::record::{ContainerRole, Seen, TitleRole, UrlKind, Vocabulary};
use crate::value::{country, journal_line, text};

/// Puts the fields of a row where they belong.
pub(super) fn fill(sheet: &mut Sheet<'_, '_>, header: &Header) {
    if header.is_of(WOS) {
        return web_of_science(sheet);
    }
    extra::extra(sheet);
    kind::kind(sheet, header);
    ids(sheet);
    titles(sheet, header);
    languages(sheet);
    journal(sheet);
    people::read(sheet, header);
    place::dates(sheet);
    place::place_in_journal(sheet);
    numbers::identifiers(sheet);
    terms(sheet, header);
    countries(sheet);
    abstracts(sheet);
    addresses(sheet);
    sheet.database(&["database"], &["provider"]);
    notes(sheet);
    rest(sheet);
}

/// The table of Web of Science has the tags of its plain text for columns; what stands there on lines of its own is
/// separated by semicolons here.
fn web_of_science(sheet: &mut Sheet<'_, '_>) {
    sheet.change("C1", |value| {
        if value.contains('[') { value.replace("; [", "\n[") } else { value.replace("; ", ".\n") }
    });
    wos_tagged::fill(sheet);
}

fn ids(sheet: &mut Sheet<'_, '_>) {
    let key = sheet.take_one(&["citation_key"]).map(|field| joined(&field.value));
    let id = sheet.take_one(&["id"]).map(|field| joined(&field.value));
    let record = &mut sheet.intake.record;
    if let Some(key) = &key {
        let value = key.clone();
        record.citation_key = Some(crate::record::CitationKey { value, ..Default::default() });
    }
    match (key, id) {
        (None, Some(id)) => sheet.intake.id(&id),
        // The own layout repeats the key where there is no other.
        (Some(key), Some(id)) if key != id => sheet.intake.record.id = Some(id),
        (Some(key), _) => sheet.intake.record.id = Some(key),
        (None, None) => {}
    }
}

fn titles(sheet: &mut Sheet<'_, '_>, header: &Header) {
    if header.is_of(SCOPUS) {
        scopus_titles(sheet);
    }
    sheet.titles(&["title"], TitleRole::Main);
    for field in sheet.take(&[":medline_title"]) {
        sheet.intake.medline_title(&joined(&field.value));
    }
    for field in sheet.take(&[":joined_titles"]) {
        sheet.intake.line = field.line;
        for (index, title) in joined_titles(&joined(&field.value)).into_iter().enumerate() {
            let role = if index == 0 { TitleRole::Main } else { TitleRole::Vernacular };
            sheet.intake.title(role, &title);
        }
    }
    for (field, role) in [
        ("vernacular_title", TitleRole::Vernacular),
        ("title_short", TitleRole::Short),
        (":translated_title", TitleRole::Translated),
        (":subtitle", TitleRole::Subtitle),
        (":other_title", TitleRole::Alternative),
    ] {
        sheet.titles(&[field], role);
    }
}

/// `Progress in tea; [茶的研究进展]`: the title in the article's own language stands behind the English one.
fn scopus_titles(sheet: &mut Sheet<'_, '_>) {
    let parted = |value: &str| {
        let (title, other) = value.trim().strip_suffix(']')?.split_once("; [")?;
        (!title.is_empty() && !other.contains(['[', ']'])).then(|| (title.to_owned(), other.to_owned()))
    };
    for field in sheet.take_if(&["title"], |value| parted(value).is_some()) {
        let Some((title, other)) = parted(&joined(&field.value)) else { continue };
        sheet.intake.title(TitleRole::Main, &title);
        sheet.intake.title(TitleRole::Vernacular, &other);
    }
}

/// Titles in several languages, joined with `/ `: only where both sides are in different scripts or are as long as titles
/// are, because a slash may be the title's own.
fn joined_titles(value: &str) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for piece in value.split("/ ").map(str::trim).filter(|piece| !piece.is_empty()) {
        let is_other = |known: &str| {
            let is_long = |it: &str| it.split(' ').count() > 3;
            text::script_of(known) != text::script_of(piece) || (is_long(known) && is_long(piece))
        };
        match titles.last_mut() {
            Some(last) if !is_other(last) => {
                last.push_str("/ ");
                last.push_str(piece);
            }
            _ => titles.push(piece.to_owned()),
        }
    }
    titles
}

fn languages(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["language"]) {
        sheet.intake.line = field.line;
        sheet.intake.languages(&joined(&field.value));
    }
    for field in sheet.take(&["language_name"]) {
        // The same once more in words.
        if sheet.intake.record.languages.is_empty() {
            sheet.intake.languages(&joined(&field.value));
        }
    }
}

fn journal(sheet: &mut Sheet<'_, '_>) {
    for (field, role, scheme) in [
        ("journal", ContainerRole::Main, None),
        ("journal_abbrev", ContainerRole::Abbrev, None),
        (":medline_abbrev", ContainerRole::Abbrev, Some("medlineta")),
        ("journal_native", ContainerRole::Vernacular, None),
    ] {
        for (index, field) in sheet.take(&[field]).into_iter().enumerate() {
            sheet.intake.line = field.line;
            let name = joined(&field.value);
            let is_other = index > 0 && !has_container(sheet, &name);
            if is_other && role == ContainerRole::Main {
                sheet.intake.unknown(field.tag, field.value);
            } else {
                sheet.intake.container_by(role, &name, scheme);
            }
        }
    }
    for field in sheet.take(&[":source"]) {
        let value = joined(&field.value);
        if journal_line::looks_like_source(&value) || journal_line::looks_like(&value) {
            place::line(sheet, &value);
        } else if sheet.intake.record.container_titles.is_empty() {
            sheet.intake.container(ContainerRole::Main, &value);
        } else {
            sheet.intake.database(&value);
        }
    }
}

fn has_container(sheet: &Sheet<'_, '_>, name: &str) -> bool {
    sheet.intake.record.container_titles.iter().any(|known| known.text.as_plain() == name)
}

fn terms(sheet: &mut Sheet<'_, '_>, header: &Header) {
    for field in sheet.take(&["keywords"]) {
        sheet.intake.line = field.line;
        if header.is_of(EMBASE) && !field.value.contains(';') {
            // Embase joins with commas, and says so nowhere in the cell.
            for term in commas(&field.value) {
                sheet.intake.keyword(Vocabulary::Author, &term);
            }
        } else {
            keywords(sheet, Vocabulary::Author, &field.value);
        }
    }
    for field in sheet.take(&["mesh"]) {
        sheet.intake.line = field.line;
        for heading in entries(&field.value) {
            sheet.intake.mesh_heading(&heading);
        }
    }
    // Terms of a database: those in the notation of MEDLINE are headings of its vocabulary.
    for field in sheet.take(&[":index_terms"]) {
        sheet.intake.line = field.line;
        for term in entries(&field.value) {
            if term.starts_with('*')
                || term.contains("/*")
                || term.split('/').count() == 2 && !term.contains("/ ")
            {
                sheet.intake.mesh_heading(&term);
            } else {
                sheet.intake.keyword(Vocabulary::Other, &term);
            }
        }
    }
    for field in sheet.take(&[":terms:major", ":terms"]) {
        sheet.intake.line = field.line;
        let list = if field.value.contains(';') { entries(&field.value) } else { commas(&field.value) };
        let mut seen = Seen::default();
        for value in list {
            if field.tag == ":terms:major" {
                sheet.intake.keyword(Vocabulary::Other, &value);
                let terms = &mut sheet.intake.record.terms;
                let same = seen.position(terms, |it| (it.vocab, &it.value), &(Vocabulary::Other, &value));
                if let Some(term) = same.and_then(|at| terms.get_mut(at)) {
                    term.major = true;
                }
            } else {
                sheet.intake.keyword(Vocabulary::Other, &value);
            }
        }
    }
}

fn commas(value: &str) -> Vec<String> {
    value.split([',', '\n']).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// A list with semicolons has what it has; otherwise the grammar of keywords parts it.
fn keywords(sheet: &mut Sheet<'_, '_>, vocabulary: Vocabulary, value: &str) {
    if value.contains([';', '；']) {
        for term in entries(value) {
            sheet.intake.keyword(vocabulary, &term);
        }
    } else {
        sheet.intake.keywords(vocabulary, value);
    }
}

fn countries(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["country"]) {
        sheet.intake.line = field.line;
        sheet.intake.countries(&field.value);
    }
    for field in sheet.take(&["country_code"]) {
        if sheet.intake.record.countries.is_empty() {
            sheet.intake.countries(&field.value);
        }
    }
    for field in sheet.take(&[":place"]) {
        let place = joined(&field.value);
        let reading = country::parse(&place);
        // A country is what the database says of its journal, no place of publication (mapping reference 8.16).
        if !reading.countries.is_empty() && reading.countries.iter().all(|it| it.code.is_some()) {
            sheet.intake.countries(&place);
        } else if sheet.intake.record.publisher_place.is_none() {
            sheet.intake.record.publisher_place = Some(place);
        } else {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
    sheet.publisher(&[":publisher"], &[]);
}

fn abstracts(sheet: &mut Sheet<'_, '_>) {
    let lang = sheet.take_one(&["abstract_lang"]).map(|field| joined(&field.value));
    let mut lang = lang.filter(|lang| !lang.is_empty());
    for field in sheet.take(&["abstract"]) {
        sheet.intake.line = field.line;
        sheet.intake.abstract_text(&field.value, lang.take());
    }
    let langs = sheet.take_one(&["abstract_other_lang"]).map(|field| field.value).unwrap_or_default();
    let langs: Vec<&str> = langs.split(';').map(str::trim).collect();
    for field in sheet.take(&["abstract_other"]) {
        sheet.intake.line = field.line;
        let texts: Vec<&str> = field.value.split(" // ").collect();
        let fits = texts.len() == langs.len();
        for (index, text) in texts.into_iter().enumerate() {
            let lang =
                langs.get(index).filter(|lang| fits && !lang.is_empty()).map(|lang| (*lang).to_owned());
            sheet.intake.abstract_text(text, lang);
        }
    }
}

fn addresses(sheet: &mut Sheet<'_, '_>) {
    for (field, kind) in [
        ("url", None),
        ("pdf_url", Some(UrlKind::Pdf)),
        (":fulltext_url", Some(UrlKind::Fulltext)),
        (":database_url", Some(UrlKind::Database)),
    ] {
        for field in sheet.take(&[field]) {
            sheet.intake.line = field.line;
            let pieces: Vec<&str> = field.value.split_whitespace().collect();
            let are_addresses = pieces.iter().all(|piece| piece.contains("://") || piece.starts_with("www."));
            if are_addresses {
                for href in pieces {
                    sheet.intake.url(kind, href.trim_end_matches([';', ',']));
                }
            } else {
                sheet.intake.url(kind, &field.value);
            }
        }
    }
}

fn notes(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["notes"]) {
        sheet.intake.line = field.line;
        for note in field.value.split(" // ") {
            sheet.intake.free_note(None, note);
        }
    }
    for field in sheet.take(&[":note:acknowledgements"]) {
        sheet.intake.free_note(Some("Acknowledgements"), &field.value);
    }
    for field in sheet.take(&["funding"]) {
        sheet.intake.line = field.line;
        for grant in entries(&field.value) {
            sheet.intake.funding(&grant);
        }
    }
}

fn rest(sheet: &mut Sheet<'_, '_>) {
    let mut take = |field: &str| sheet.take_one(&[field]).map(|field| joined(&field.value));
    let (license, status, annotation) = (take(":license"), take(":status"), take(":annotation"));
    let record = &mut sheet.intake.record;
    record.license = license.or(record.license.take());
    record.status = record.status.take().or(status);
    record.annotation = annotation;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_parted_between_languages_alone() {
        assert_eq!(joined_titles("Tea and sleep/ 茶与睡眠"), ["Tea and sleep", "茶与睡眠"]);
        assert_eq!(joined_titles("HIV/ AIDS in Mongolia"), ["HIV/ AIDS in Mongolia"]);
    }
}
