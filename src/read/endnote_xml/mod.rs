//! `EndNote` XML, `EndNote`'s own and that of Zotero, Mendeley, Papers and others (mapping reference 2.2 and 2.5).
//!
//! `<xml><records><record>`; each record is cut at its end tag, so that a broken one costs itself alone. The order of the
//! elements means nothing. Texts stand in runs, `<style face="italic">`, or bare; a line end inside a value is `&#xD;` in
//! `EndNote`'s files and a line feed in others. What an element means depends on the type as in `EndNote`'s table of
//! reference types; the type's name goes before its number, for numbers differ between programs.

mod journal;
mod runs;

use super::intake::{Intake, Lines, NameText};
use super::leftover::{self, Item};
use super::sheet::{Sheet, joined};
use super::xml::{Dialect, Fields};
use super::{Batch, Chunk, Reader};
use crate::record::{DateKind, FormKind, FreeNote, Kind, Marked, Role, Term, TitleRole, UrlKind, Vocabulary};
use crate::report::{Code, quoted};
use crate::syntax::tagged::Field;
use crate::syntax::xml::{self, Element, Names};
use crate::value::{date, doi, text};
use crate::vocab::{endnote, reference_types};

const SYMBOL_FONT: Code = Code::warning(
    "endnote-symbol-font",
    "A text of EndNote XML has letters in a symbol font, where `b` may stand for `β`; they are kept as letters.",
);

const DIALECT: Dialect =
    Dialect { format: "endnote-xml", records: Names { records: &["record"], parts: &[] }, fill };

/// The `EndNote` XML reader.
#[derive(Debug)]
pub struct EndNoteXml;

impl Reader for EndNoteXml {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        DIALECT.read(chunk, batch);
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        xml::last_cut(buffer, &DIALECT.records)
    }
}

/// Whether the start of an input is certainly `EndNote` XML: `records` with an element that only its records have.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let is_root = xml::root(head).is_some_and(|root| matches!(root, "xml" | "records"));
    let has = |tag: &str| head.contains(tag);
    is_root && has("<records") && (has("<ref-type") || has("<source-app") || has("<contributors>"))
}

/// A record flattened: each element with a text of its own, under its name, or under that of the list it stands in.
#[derive(Default)]
struct Flat<'t> {
    fields: Vec<Field<'t>>,
    /// Texts whose marks count, with their lines.
    marked: Vec<(&'t str, Marked, u32)>,
    /// Name of the type, and its number.
    types: Vec<String>,
    line_of_type: u32,
    /// `start` and `end` of pages that have no text.
    pages: Option<String>,
    /// refmill wrote the file: each line of `notes` is a note, and `<i>` in a text is no mark.
    own: bool,
    symbols: Option<String>,
}

impl<'t> Flat<'t> {
    fn of(record: &Element<'t>) -> Self {
        let mut flat = Self::default();
        for part in record.elements() {
            match part.name {
                // The library and the program that the file is from.
                "source-app" => flat.own |= part.text() == "refmill",
                "database" | "foreign-keys" => {}
                "ref-type" => {
                    flat.types = part.attribute("name").into_iter().chain(Some(part.text())).collect();
                    flat.types.retain(|it| !it.is_empty());
                    flat.line_of_type = part.line;
                }
                "contributors" => part.elements().for_each(|list| flat.each(list.name, list)),
                "titles" => part.elements().for_each(|title| flat.marked(title.name, title)),
                "periodical" => part.elements().for_each(|name| flat.marked(name.name, name)),
                "alt-periodical" => {
                    part.elements().for_each(|name| {
                        flat.marked(
                            if name.name == "full-title" { "alt-full-title" } else { "alt-abbr" },
                            name,
                        );
                    });
                }
                "keywords" => flat.each("keyword", part),
                "dates" => {
                    for of_dates in part.elements() {
                        match of_dates.name {
                            "pub-dates" | "copyright-dates" => flat.each(of_dates.name, of_dates),
                            name => flat.field(name, of_dates),
                        }
                    }
                }
                "urls" => {
                    for list in part.elements() {
                        match list.name {
                            "url" => flat.field("web-urls", list),
                            name => flat.each(name, list),
                        }
                    }
                }
                "abstract" => flat.marked("abstract", part),
                "pages" => {
                    flat.field("pages", part);
                    let range: Vec<String> =
                        ["start", "end"].iter().filter_map(|name| part.attribute(name)).collect();
                    flat.pages = Some(range.join("-")).filter(|it| !it.is_empty() && part.text().is_empty());
                }
                name => flat.field(name, part),
            }
        }
        flat
    }

    /// The elements of a list, or its text where it has none.
    fn each(&mut self, tag: &'t str, list: &Element<'t>) {
        let mut has_any = false;
        for one in list.elements().filter(|one| one.name != "style") {
            has_any = true;
            self.field(tag, one);
        }
        if !has_any {
            self.field(tag, list);
        }
    }

    fn field(&mut self, tag: &'t str, element: &Element<'t>) {
        self.look_for_symbols(element);
        let value = runs::lines(&runs::marked(element).to_plain());
        if !value.is_empty() {
            self.fields.push(Field { tag, value: value.into(), line: element.line });
        }
    }

    fn marked(&mut self, tag: &'t str, element: &Element<'t>) {
        self.look_for_symbols(element);
        self.marked.push((tag, runs::marked(element), element.line));
    }

    fn look_for_symbols(&mut self, element: &Element<'_>) {
        if self.symbols.is_none() {
            self.symbols = runs::in_symbol_font(element);
        }
    }

    /// The texts with marks under a name, each taken once.
    fn take(&mut self, tag: &str) -> Vec<(Marked, u32)> {
        let (taken, rest) = std::mem::take(&mut self.marked).into_iter().partition(|it| it.0 == tag);
        self.marked = rest;
        let taken: Vec<(&str, Marked, u32)> = taken;
        taken.into_iter().map(|(_, marked, line)| (marked, line)).collect()
    }
}

fn fill(record: &Element<'_>, fields: &mut Fields<'_>) {
    let mut flat = Flat::of(record);
    let line = fields.intake.line;
    // The sheet of the tagged formats has the rules that both of EndNote's formats share.
    let intake = std::mem::replace(&mut fields.intake, Intake::new(DIALECT.format, "", 0, line));
    let mut sheet = Sheet::of(intake, std::mem::take(&mut flat.fields));
    let kind = kind(&mut sheet, &flat);
    if let Some(symbols) = &flat.symbols {
        sheet.intake.note(&SYMBOL_FONT, "", format!("{} is in a symbol font", quoted(symbols)));
    }
    let leftovers = notes(&mut sheet, flat.own);
    identity(&mut sheet);
    titles(&mut sheet, &mut flat);
    journal::read(&mut sheet, &mut flat, kind);
    people(&mut sheet, kind);
    dates(&mut sheet, kind);
    numbers(&mut sheet, kind, flat.pages.take());
    identifiers(&mut sheet, kind, &leftovers);
    subject(&mut sheet, &mut flat);
    addresses(&mut sheet, flat.own);
    leftover::apply(leftovers, "notes", &mut sheet.intake);
    let (intake, rest) = sheet.into_rest();
    fields.intake = intake;
    let unread = flat.marked.into_iter();
    let unread = unread.map(|(tag, marked, line)| (tag, runs::lines(&marked.as_plain()), line));
    for (tag, value, line) in
        unread.chain(rest.into_iter().map(|it| (it.tag, it.value.into_owned(), it.line)))
    {
        fields.unknown_text(tag, value, line);
    }
}

/// A text with its marks, cleaned. Other programs write tags into their texts, which are marks.
fn clean(sheet: &mut Sheet<'_, '_>, field: &'static str, marked: &Marked, lines: Lines, own: bool) -> Marked {
    if own && marked.is_plain() {
        let plain = marked.to_plain();
        let cleaned = match lines {
            Lines::Joined => sheet.intake.line_of(field, &plain),
            Lines::Kept => sheet.intake.lines_of(field, &plain),
        };
        return Marked::plain(cleaned.unwrap_or_default());
    }
    sheet.intake.clean_marked(field, marked, lines)
}

/// The kind by the first of name and number that is known; what the file calls it is kept.
fn kind(sheet: &mut Sheet<'_, '_>, flat: &Flat<'_>) -> Kind {
    let named = |word: &String| {
        let number = word.parse().ok().and_then(endnote::name_of);
        reference_types::kind(number.unwrap_or(word))
    };
    let Some(stated) = flat.types.first() else {
        // A file without types: what stands in a periodical is an article of it.
        let in_journal = flat.marked.iter().any(|it| it.0 == "full-title" && !it.1.is_empty());
        return if in_journal { Kind::ArticleJournal } else { Kind::Document };
    };
    let known = flat.types.iter().find_map(named);
    sheet.intake.line = flat.line_of_type;
    if known.is_none() {
        sheet.unknown_type(stated);
    }
    let number = stated.parse().ok().and_then(endnote::name_of);
    let kind = known.unwrap_or_default();
    sheet.intake.record.type_raw = Some(number.unwrap_or(stated).to_owned());
    sheet.intake.record.kind = kind;
    kind
}

/// Notes, and what refmill itself put there for want of an element.
fn notes(sheet: &mut Sheet<'_, '_>, own: bool) -> Vec<Item> {
    let mut leftovers = Vec::new();
    for field in sheet.take(&["notes", "research-notes"]) {
        sheet.intake.line = field.line;
        let kind = (field.tag == "research-notes").then(|| field.tag.to_owned());
        let (ours, words): (Vec<&str>, Vec<&str>) =
            field.value.lines().partition(|line| line.starts_with(leftover::START));
        leftovers.extend(ours.into_iter().flat_map(leftover::items));
        let texts = if own { words.into_iter().map(str::to_owned).collect() } else { vec![words.join("\n")] };
        for text in texts {
            if let Some(text) = sheet.intake.lines_of("note", &text) {
                sheet.intake.record.notes.push(FreeNote { text, kind: kind.clone() });
            }
        }
    }
    leftovers
}

/// `label` is the key of those who cite by one; `rec-number` counts the records of a library.
fn identity(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["label", "rec-number"]) {
        sheet.intake.id(&joined(&field.value));
    }
    // When EndNote last changed its record.
    sheet.keep(&["modified-date"]);
}

fn titles(sheet: &mut Sheet<'_, '_>, flat: &mut Flat<'_>) {
    let own = flat.own;
    let mut main_script = None;
    for (index, (title, line)) in flat.take("title").into_iter().enumerate() {
        sheet.intake.line = line;
        let title = clean(sheet, "title", &title, Lines::Joined, own);
        main_script = main_script.or(text::script_of(&title.as_plain()));
        let role = if index == 0 { TitleRole::Main } else { TitleRole::Alternative };
        sheet.intake.marked_title(role, title);
    }
    for (title, line) in flat.take("translated-title") {
        sheet.intake.line = line;
        let title = clean(sheet, "title", &title, Lines::Joined, own);
        // Which of the two is the article's own is decided by its language, and where that is not known by the script.
        let script = text::script_of(&title.as_plain());
        let is_native = main_script == Some("Latn") && script.is_some_and(|script| script != "Latn");
        let role = if is_native { TitleRole::Vernacular } else { TitleRole::Translated };
        sheet.intake.marked_title(role, title);
    }
    for (title, line) in flat.take("short-title") {
        sheet.intake.line = line;
        let title = clean(sheet, "title", &title, Lines::Joined, own);
        sheet.intake.marked_title(TitleRole::Short, title);
    }
}

fn people(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    let is_edited =
        sheet.intake.record.type_raw.as_deref().is_some_and(|it| it.eq_ignore_ascii_case("Edited Book"));
    let mut authors: Vec<String> = Vec::new();
    for (slot, list) in endnote::SLOTS {
        let role = match endnote::role(kind, *slot) {
            Role::Author if is_edited => Role::Editor,
            role => role,
        };
        for field in sheet.take(&[list]) {
            sheet.intake.line = field.line;
            // One element a name: what separates names in other formats may be part of one.
            let name = joined(&field.value);
            if role == Role::Author {
                authors.push(name.clone());
            }
            match name.strip_suffix(',') {
                // A trailing comma marks a body (mapping reference 2.2).
                Some(body) => sheet.intake.name(role, NameText::Body(body.to_owned())),
                None => sheet.intake.name(role, NameText::Whole(name)),
            }
        }
    }
    translated_authors(sheet, &authors);
    for field in sheet.take(&["auth-address", "auth-affiliaton", "auth-affiliation"]) {
        sheet.intake.line = field.line;
        for institution in field.value.lines() {
            sheet.intake.institution(institution);
        }
    }
}

/// Further forms of the authors' names, in the same order. Where the lists differ in length nobody can say whose they are.
fn translated_authors(sheet: &mut Sheet<'_, '_>, authors: &[String]) {
    let forms: Vec<String> =
        sheet.take(&["translated-authors"]).into_iter().map(|field| joined(&field.value)).collect();
    if forms.len() != authors.len() {
        return forms.into_iter().for_each(|form| sheet.intake.unknown("translated-authors", form));
    }
    for (number, (form, author)) in forms.into_iter().zip(authors).enumerate() {
        let form = form.trim_end_matches(',').to_owned();
        // Who has one name only stands in both lists under it.
        if form == author.trim_end_matches(',') {
            continue;
        }
        let is_latin = text::script_of(&form) == Some("Latn");
        let kind = if is_latin { FormKind::Romanised } else { FormKind::Native };
        sheet.intake.form_at(Role::Author, number, kind, form);
    }
}

fn dates(sheet: &mut Sheet<'_, '_>, kind: Kind) {
    let has_others =
        ["year", "pub-dates"].iter().any(|tag| sheet.first(tag).is_some_and(|value| !value.is_empty()));
    // The year of copyright is that of publication only where there is no other.
    sheet.issued(if has_others { &["year", "pub-dates"] } else { &["copyright-dates"] });
    if kind == Kind::ArticleJournal {
        // EndNote's name for the element in its type "Journal Article" is "Epub Date".
        sheet.other_date(&["edition"], DateKind::Epub);
    }
    for field in sheet.take_if(&["access-date"], |value| date::parse(value).value.start.is_some()) {
        sheet.intake.line = field.line;
        sheet.intake.date(DateKind::Accessed, &field.value);
    }
}

fn numbers(sheet: &mut Sheet<'_, '_>, kind: Kind, range: Option<String>) {
    sheet.numbers(&["volume"], &["number", "issue"]);
    let issue = sheet.intake.record.issue.clone();
    sheet.take_if(&["issue"], |value| issue.as_deref() == Some(value));
    let counts_pages =
        matches!(kind, Kind::Book | Kind::Thesis | Kind::Standard | Kind::Report | Kind::Manuscript);
    // An article without pages has its number in both.
    let number = sheet.first("custom7").filter(|_| kind == Kind::ArticleJournal).map(str::to_owned);
    sheet.take_if(&["pages"], |value| number.as_deref() == Some(value));
    for field in sheet.take(&["pages"]) {
        sheet.intake.line = field.line;
        let value = joined(&field.value);
        if counts_pages && value.bytes().all(|it| it.is_ascii_digit()) {
            sheet.intake.record.number_of_pages.get_or_insert(value);
        } else {
            sheet.intake.pages(&value);
        }
    }
    if let Some(range) = range.filter(|_| sheet.intake.record.page_ranges.is_empty()) {
        sheet.intake.pages(&range);
    }
    if kind != Kind::ArticleJournal {
        return;
    }
    for field in sheet.take_if(&["custom7"], is_article_number) {
        sheet.intake.line = field.line;
        sheet.intake.article_number(&joined(&field.value));
    }
    // EndNote's name for the element is "Start Page": the first page again, or the only one there is.
    let first = sheet.intake.record.page_ranges.first().map(|range| range.first.clone());
    let known = first.or_else(|| sheet.intake.record.article_number.clone());
    let is_page = |value: &str| value.len() <= 8 && value.contains(|it: char| it.is_ascii_digit());
    for field in sheet.take_if(&["section"], |value| match &known {
        Some(known) => known == value,
        None => is_page(value),
    }) {
        if known.is_none() {
            sheet.intake.pages(&field.value);
        }
    }
}

fn is_article_number(value: &str) -> bool {
    value.chars().count() <= 24 && !is_pmc(value)
}

fn is_pmc(value: &str) -> bool {
    let value = value.trim().to_ascii_uppercase();
    value.strip_prefix("PMC").is_some_and(|number| number.starts_with(|it: char| it.is_ascii_digit()))
}

fn identifiers(sheet: &mut Sheet<'_, '_>, kind: Kind, leftovers: &[Item]) {
    for field in sheet.take(&["electronic-resource-num"]) {
        sheet.intake.line = field.line;
        for line in field.value.lines() {
            // PubMed's filter leaves what the number is behind it.
            let (number, what) = line.rsplit_once(" [").unwrap_or((line, ""));
            match what {
                "pii]" => sheet.intake.database_number("pii", number),
                _ if doi::is_meant(number) => sheet.intake.doi_field(number),
                _ => sheet.intake.unknown(field.tag, line),
            }
        }
    }
    // EndNote's own place is `custom2`; others put it into 3 and 7 (Zotero looks there too).
    for field in sheet.take_if(&["custom2", "custom3", "custom7"], is_pmc) {
        sheet.intake.line = field.line;
        sheet.intake.pubmed_number(field.value.trim());
    }
    for field in sheet.take_if(&["custom6"], |value| value.trim().to_ascii_uppercase().starts_with("NIHMS")) {
        sheet.intake.line = field.line;
        sheet.intake.database_number("mid", &field.value);
    }
    // The note of refmill says which number it is.
    let told = leftover::numbers(leftovers);
    sheet.take_if(&["accession-num"], |value| told.contains(value.trim()));
    sheet.accession_number(&["accession-num"], "remote-database-name", "remote-database-provider", true);
    for field in sheet.take(&["isbn", "issn"]) {
        sheet.intake.line = field.line;
        for number in field.value.split(['\n', ';', '；']).map(str::trim).filter(|it| !it.is_empty()) {
            match kind {
                Kind::Patent => sheet.intake.database_number("patent", number),
                Kind::Standard => sheet.intake.database_number("standard", number),
                _ => sheet.intake.serial_number(number, crate::record::Medium::Unknown, field.tag),
            }
        }
    }
}

fn subject(sheet: &mut Sheet<'_, '_>, flat: &mut Flat<'_>) {
    sheet.sort_of_work(&["work-type"]);
    let own = flat.own;
    for field in sheet.take_if(&["keyword"], |value| !own && value.starts_with('*')) {
        sheet.intake.line = field.line;
        for heading in field.value.lines() {
            // MEDLINE's star: a heading that is a chief topic.
            sheet.intake.mesh_heading(heading);
        }
    }
    if flat.own {
        for field in sheet.take(&["keyword"]) {
            sheet.intake.line = field.line;
            if let Some(value) = sheet.intake.line_of("keyword", &field.value) {
                sheet.intake.term(Term { value, ..Term::default() });
            }
        }
    }
    sheet.keywords(&["keyword"], Vocabulary::Author);
    for field in sheet.take(&["language"]) {
        sheet.intake.line = field.line;
        sheet.intake.languages(&joined(&field.value));
    }
    for (words, line) in flat.take("abstract") {
        sheet.intake.line = line;
        let words = clean(sheet, "abstract", &words, Lines::Kept, own);
        sheet.intake.marked_abstract(words, None, Vec::new());
    }
    sheet.publisher(&["publisher"], &["pub-location"]);
    sheet.database(&["remote-database-name"], &["remote-database-provider"]);
}

/// Addresses; files of a library are none.
fn addresses(sheet: &mut Sheet<'_, '_>, own: bool) {
    let lists = [
        ("web-urls", None),
        ("related-urls", None),
        ("pdf-urls", Some(UrlKind::Pdf)),
        ("text-urls", Some(UrlKind::Fulltext)),
    ];
    let is_address = |value: &str| {
        !value.starts_with("internal-") && (own || (value.contains("://") && !value.starts_with("file:")))
    };
    for (list, kind) in lists {
        for field in sheet.take_if(&[list], is_address) {
            sheet.intake.line = field.line;
            for href in field.value.lines() {
                match href.strip_prefix("<Go to ISI>://") {
                    Some(number) => sheet.intake.database_number("wos", number),
                    None => sheet.intake.url(kind, href),
                }
            }
        }
    }
}
