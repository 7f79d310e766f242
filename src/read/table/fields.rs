//! The cells of a row, by the fields that their columns feed, to a record.

use super::dialects::WOS;
use super::header::Header;
use super::people::{self, entries};
use crate::read::sheet::{Sheet, joined};
use crate::read::wos_tagged;
use crate::record::{ContainerRole, DateKind, Kind, Medium, Term, TitleRole, UrlKind, Vocabulary};
use crate::value::{country, doi, journal_line, text};
use crate::vocab::{reference_types, types, zotero};

/// Puts the fields of a row where they belong.
pub(super) fn fill(sheet: &mut Sheet<'_, '_>, header: &Header) {
    if header.is_of(WOS) {
        return web_of_science(sheet);
    }
    extra(sheet);
    kind(sheet, header);
    ids(sheet);
    titles(sheet);
    languages(sheet);
    journal(sheet);
    people::read(sheet, header);
    dates(sheet);
    place_in_journal(sheet);
    identifiers(sheet);
    terms(sheet);
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
    sheet.change("C1", |value| match value.contains('[') {
        true => value.replace("; [", "\n["),
        false => value.replace("; ", ".\n"),
    });
    wos_tagged::fill(sheet);
}

/// The type of the work, in whosever words; a word for no type is that for a sort of article.
fn kind(sheet: &mut Sheet<'_, '_>, header: &Header) {
    let mut kind = None;
    for field in sheet.take(&["type"]) {
        sheet.intake.line = field.line;
        let word = joined(&field.value);
        match kind_of(&word) {
            Some(found) if kind.is_none() => {
                kind = Some(found);
                sheet.intake.record.type_raw = Some(word);
            }
            _ => publication_types(sheet, &word),
        }
    }
    if kind.is_none()
        && let Some(word) = &header.of_all
    {
        kind = reference_types::kind(word);
        sheet.intake.record.type_raw = Some(word.clone());
    }
    for field in sheet.take(&[":work_types"]) {
        sheet.intake.line = field.line;
        let word = joined(&field.value);
        // Databases call most things an article; what is none they name.
        match reference_types::kind(&word).filter(|found| kind.is_none() && *found != Kind::ArticleJournal) {
            Some(found) => {
                kind = Some(found);
                sheet.intake.record.type_raw = Some(word);
            }
            None => publication_types(sheet, &word),
        }
    }
    if let Some(kind) = kind {
        sheet.intake.record.kind = kind;
    }
    for field in sheet.take(&["publication_types"]) {
        publication_types(sheet, &field.value);
    }
    if let Some(field) = sheet.take_one(&["genre"]) {
        sheet.intake.record.genre = Some(joined(&field.value));
    }
    let types: Vec<String> =
        sheet.intake.record.publication_types.iter().map(|term| term.value.clone()).collect();
    let words: Vec<&str> = types.iter().map(String::as_str).collect();
    if kind == Some(Kind::ArticleJournal) && sheet.intake.record.genre.is_none() {
        sheet.intake.record.genre = types::of_publication_types(&words, true).1;
    }
    if types::is_retracted(&words) {
        sheet.intake.record.status = Some("retracted".to_owned());
    }
}

fn publication_types(sheet: &mut Sheet<'_, '_>, value: &str) {
    for word in entries(value) {
        sheet.intake.publication_type(&word);
    }
}

/// The kind that a word names: CSL's, Zotero's, `EndNote`'s, BibTeX's, or the numbers that OpenOffice and `JabRef` have.
fn kind_of(word: &str) -> Option<Kind> {
    // The constants of UNO's service BibliographyDataField, `BibiliographicType`.
    const NUMBERS: &[Kind] = &[
        Kind::ArticleJournal,
        Kind::Book,
        Kind::Pamphlet,
        Kind::PaperConference,
        Kind::Chapter,
        Kind::Chapter,
        Kind::PaperConference,
        Kind::ArticleJournal,
        Kind::Book,
        Kind::Thesis,
        Kind::Document,
        Kind::Thesis,
        Kind::Book,
        Kind::Report,
        Kind::Manuscript,
        Kind::PersonalCommunication,
        Kind::Webpage,
    ];
    if let Ok(number) = word.parse::<usize>() {
        return NUMBERS.get(number).copied();
    }
    let csl = || serde_json::from_value(serde_json::Value::String(word.to_owned())).ok();
    // `article` is BibTeX's for an article in a journal; in CSL it is a preprint, which our own tables alone write.
    let bibtex = || types::from_bibtex(word).filter(|_| word.chars().all(|it| it.is_ascii_lowercase()));
    if word == "article" {
        return bibtex();
    }
    csl().or_else(|| zotero::kind(word)).or_else(|| reference_types::kind(word)).or_else(bibtex)
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

fn titles(sheet: &mut Sheet<'_, '_>) {
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
            line(sheet, &value);
        } else if sheet.intake.record.container_titles.is_empty() {
            sheet.intake.container(ContainerRole::Main, &value);
        } else {
            sheet.intake.database(&value);
        }
    }
}

fn has_container(sheet: &Sheet<'_, '_>, name: &str) -> bool {
    sheet.intake.record.container_titles.iter().any(|known| known.text.to_plain() == name)
}

/// A journal line: it fills what no column of its own says, and is kept as printed.
fn line(sheet: &mut Sheet<'_, '_>, value: &str) {
    let read = journal_line::parse(value);
    sheet.intake.record.source_raw = Some(value.to_owned());
    if !read.understood {
        return;
    }
    let record = &mut sheet.intake.record;
    if record.container_titles.is_empty()
        && let Some(journal) = &read.journal
    {
        sheet.intake.container(ContainerRole::Main, journal.trim_end_matches([' ', ';', '.']));
    }
    let record = &mut sheet.intake.record;
    if record.volume.is_none() {
        record.volume = read.volume;
        record.volume_raw = read.volume_raw;
    }
    if record.issue.is_none() {
        record.issue = read.issue;
        record.issue_raw = read.issue_raw;
        record.supplement = read.supplement;
        record.part = record.part.take().or(read.part);
    }
    if record.page_ranges.is_empty() && record.article_number.is_none() {
        record.page_ranges = read.page_ranges;
        record.article_number = read.article_number;
    }
    record.number_of_pages = record.number_of_pages.take().or(read.number_of_pages);
    record.status = record.status.take().or(read.status);
    if let Some(date) = read.date.filter(|date| date.start.is_some()) {
        sheet.intake.date_value(date);
    }
    if sheet.intake.record.identifier("doi").is_none()
        && let Some(tail) = read.tail.filter(|tail| doi::find(tail).is_some())
    {
        sheet.intake.doi(&tail);
    }
}

/// The date in one cell; where there is none, or it says another year, the date in parts.
fn dates(sheet: &mut Sheet<'_, '_>) {
    let whole = sheet.take(&["date"]);
    let part = |sheet: &mut Sheet<'_, '_>, field: &str| {
        sheet.take_one(&[field]).map(|field| whole_number(&joined(&field.value)))
    };
    let year = part(sheet, "year");
    let month = part(sheet, "month");
    let day = part(sheet, "day");
    for field in whole {
        sheet.intake.line = field.line;
        sheet.intake.date(DateKind::Issued, &joined(&field.value));
    }
    let issued = sheet.intake.record.date(DateKind::Issued).and_then(|date| date.start);
    if let Some(year) = year {
        let is_number = |text: &Option<String>| {
            text.as_ref()
                .is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 2)
        };
        let text = match (&month, &day) {
            (Some(month), Some(day)) if is_number(&Some(month.clone())) => {
                format!("{year}-{month:0>2}-{day:0>2}")
            }
            (Some(month), None) if is_number(&Some(month.clone())) => format!("{year}-{month:0>2}"),
            (Some(month), Some(day)) => format!("{year} {month} {day}"),
            (Some(month), None) => format!("{year} {month}"),
            (None, _) => year.clone(),
        };
        let repeats = issued.is_some_and(|start| start.year.to_string() == year.trim());
        if !repeats {
            sheet.intake.date(DateKind::Issued, &text);
        } else if issued.is_some_and(|start| start.month.is_none()) && month.is_some() {
            sheet.intake.date(DateKind::Issued, &text);
        }
    } else {
        for (name, value) in [("month", month), ("day", day)] {
            if let Some(value) = value.filter(|_| issued.is_none()) {
                sheet.intake.unknown(name, value);
            }
        }
    }
    for (field, kind) in [("epub_date", DateKind::Epub), ("accessed", DateKind::Accessed)] {
        for field in sheet.take(&[field]) {
            sheet.intake.line = field.line;
            let value = joined(&field.value);
            // The hour that a page was fetched at.
            let day = value.split_once([' ', 'T']).filter(|(_, rest)| rest.contains(':')).map(|(day, _)| day);
            sheet.intake.date(kind, day.unwrap_or(&value));
        }
    }
}

/// A spreadsheet may have made `2022.0` of a number.
fn whole_number(text: &str) -> String {
    text.strip_suffix(".0")
        .filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
        .unwrap_or(text)
        .to_owned()
}

fn place_in_journal(sheet: &mut Sheet<'_, '_>) {
    for field in ["volume", "issue"] {
        sheet.change(field, |value| whole_number(value.trim()));
    }
    sheet.numbers(&["volume"], &["issue"]);
    for field in sheet.take(&[":volume_issue"]) {
        let value = joined(&field.value);
        match value.split_once('(') {
            Some((volume, issue)) => {
                sheet.intake.volume(volume);
                sheet.intake.issue(issue.trim_end_matches(')'));
            }
            None => sheet.intake.volume(&value),
        }
    }
    for field in sheet.take(&[":supplement"]) {
        let text = joined(&field.value);
        let named = text.to_lowercase().starts_with('s');
        sheet.intake.supplement(&if named { text } else { format!("Suppl {text}") });
    }
    for field in sheet.take(&["article_number"]) {
        sheet.intake.line = field.line;
        sheet.intake.article_number(&joined(&field.value));
    }
    for field in sheet.take(&["pages"]) {
        sheet.intake.line = field.line;
        let value = joined(&field.value);
        // The number of an article stands in the place of pages.
        if sheet.intake.record.article_number.as_ref() != Some(&value) {
            sheet.intake.pages(&value);
        }
    }
    let first = sheet.take_one(&["page_first"]).map(|field| whole_number(&joined(&field.value)));
    let last = sheet.take_one(&["page_last"]).map(|field| whole_number(&joined(&field.value)));
    let is_known = |page: &String| {
        let record = &sheet.intake.record;
        record.page_ranges.iter().any(|range| range.first == *page || range.last.as_ref() == Some(page))
            || record.article_number.as_ref() == Some(page)
    };
    match (first, last) {
        (Some(first), _) if is_known(&first) => {}
        (Some(first), Some(last)) if first != last => sheet.intake.pages(&format!("{first}-{last}")),
        (Some(first), _) => sheet.intake.pages(&first),
        (None, Some(last)) if is_known(&last) => {}
        (None, Some(last)) => sheet.intake.unknown("page_last", last),
        (None, None) => {}
    }
    if let Some(field) = sheet.take_one(&[":page_count"]) {
        sheet.intake.record.number_of_pages.get_or_insert(whole_number(&joined(&field.value)));
    }
    for field in sheet.take(&[":line"]) {
        sheet.intake.line = field.line;
        line(sheet, &joined(&field.value));
    }
}

fn identifiers(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["doi"]) {
        sheet.intake.line = field.line;
        sheet.intake.doi_field(&field.value);
    }
    sheet.change("pmid", |value| whole_number(value.trim()));
    for field in sheet.take(&["pmid", "pmcid"]) {
        sheet.intake.line = field.line;
        let value = field.value.trim();
        // A list of numbers is none of one article.
        let value = match field.tag {
            "pmcid" if value.bytes().all(|it| it.is_ascii_digit()) => format!("PMC{value}"),
            _ => value.to_owned(),
        };
        if !sheet.intake.pubmed_number(&value) {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
    for field in sheet.take(&["wprim_id"]) {
        sheet.intake.database_number("wprim", &joined(&field.value));
    }
    // The number of an entry of the Global Index Medicus names its database: `wpr-929835`.
    for field in sheet.take(&[":gim:id"]) {
        let value = joined(&field.value);
        let is_wprim = value.bytes().all(|it| it.is_ascii_digit());
        match value.strip_prefix("wpr-").or(is_wprim.then_some(value.as_str())) {
            Some(number) => sheet.intake.database_number("wprim", number),
            None => sheet.intake.database_number("gim", &value),
        }
    }
    for field in sheet.take_if(&[":accession"], |value| {
        let value = value.trim();
        value.starts_with("PMID") || value.starts_with("pmid")
    }) {
        if !sheet.intake.pubmed_number(&field.value) {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
    let is_wprim = sheet.first("database").is_some_and(|name| name.to_lowercase().contains("wprim"));
    if is_wprim {
        for field in sheet.take(&[":accession"]) {
            sheet.intake.database_number("wprim", &joined(&field.value));
        }
    }
    sheet.accession_number(&[":accession"], "database", "provider", true);
    for (field, scheme) in NUMBERS {
        for field in sheet.take(&[field]) {
            sheet.intake.line = field.line;
            let value = joined(&field.value);
            sheet.intake.database_number(scheme, value.trim_start_matches('#'));
        }
    }
    for (field, medium) in [
        ("issn", Medium::Unknown),
        ("eissn", Medium::Electronic),
        ("issn_l", Medium::Linking),
        (":isbn", Medium::Unknown),
    ] {
        for field in sheet.take(&[field]) {
            sheet.intake.line = field.line;
            for number in field.value.split([';', ',']).map(str::trim).filter(|it| !it.is_empty()) {
                sheet.intake.serial_number(number, medium, field.tag);
            }
        }
    }
}

/// Fields that hold a number of the record in a database, and its scheme.
const NUMBERS: [(&str, &str); 12] = [
    (":id:eid", "eid"),
    (":id:lens", "lens"),
    (":id:dimensions", "dimensions"),
    (":id:embase", "embase"),
    (":id:pui", "pui"),
    (":id:nihms", "nihms"),
    (":id:mag", "mag"),
    (":id:pii", "pii"),
    (":id:arxiv", "arxiv"),
    (":id:openalex", "openalex"),
    (":id:covidence", "covidence"),
    (":id:publication", "publication"),
];

fn terms(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["keywords"]) {
        sheet.intake.line = field.line;
        keywords(sheet, Vocabulary::Author, &field.value);
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
        for value in list {
            let same = |known: &&mut Term| known.vocab == Vocabulary::Other && known.value == value;
            if field.tag == ":terms:major" {
                sheet.intake.keyword(Vocabulary::Other, &value);
                if let Some(term) = sheet.intake.record.terms.iter_mut().find(same) {
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

/// Labels of lines in Zotero's Extra, and the fields that they feed.
const EXTRA: [(&str, &str); 6] = [
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("original-title", "vernacular_title"),
    ("Original Title", "vernacular_title"),
    ("Citation Key", "citation_key"),
    ("DOI", "doi"),
];

/// Zotero's Extra: lines with labels, of which its export makes one line.
fn extra(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&[":extra"]) {
        sheet.intake.line = field.line;
        let value = joined(&field.value);
        let mut places: Vec<(usize, usize, &'static str)> = Vec::new();
        for (label, feeds) in EXTRA {
            let label = format!("{label}: ");
            for (at, _) in value.match_indices(&label) {
                if at == 0 || value.get(..at).is_some_and(|before| before.ends_with(' ')) {
                    places.push((at, at + label.len(), feeds));
                }
            }
        }
        places.sort_unstable();
        let first = places.first().map_or(value.len(), |(at, ..)| *at);
        let mut rest = value.get(..first).unwrap_or_default().trim().to_owned();
        for (index, (_, start, feeds)) in places.iter().enumerate() {
            let end = places.get(index + 1).map_or(value.len(), |(at, ..)| *at);
            let text = value.get(*start..end).unwrap_or_default().trim();
            // A number ends at the first blank; what follows is of another line.
            let (text, behind) = match *feeds {
                "vernacular_title" => (text, ""),
                _ => text.split_once(' ').unwrap_or((text, "")),
            };
            sheet.add(feeds, text, field.line);
            if !behind.is_empty() {
                rest = format!("{rest} {behind}").trim().to_owned();
            }
        }
        if !rest.is_empty() {
            sheet.intake.unknown(field.tag, rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_parted_between_languages_alone() {
        assert_eq!(joined_titles("Tea and sleep/ 茶与睡眠"), ["Tea and sleep", "茶与睡眠"]);
        assert_eq!(joined_titles("HIV/ AIDS in Mongolia"), ["HIV/ AIDS in Mongolia"]);
    }

    #[test]
    fn kinds_in_many_words() {
        for (word, kind) in [
            ("article-journal", Kind::ArticleJournal),
            ("journalArticle", Kind::ArticleJournal),
            ("Journal Article", Kind::ArticleJournal),
            ("article", Kind::ArticleJournal),
            ("7", Kind::ArticleJournal),
            ("phdthesis", Kind::Thesis),
        ] {
            assert_eq!(kind_of(word), Some(kind), "{word}");
        }
        assert_eq!(kind_of("Review"), None);
    }
}
