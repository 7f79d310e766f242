//! JATS, the XML of journal articles (Archiving, Publishing, `PMC`), `article` or `front` alone (mapping reference 2.3 and
//! 2.9; element rules: the JATS tag library, 1.3).
//!
//! The front matter is read. `article-title` is in the language of the article and `trans-title` in another one; which of
//! them is the vernacular title follows from the languages (mapping reference 8.1).

mod people;

use super::bibtex::dates::edtf;
use super::xml::{Dialect, Fields};
use super::{Batch, Chunk, Reader};
use crate::record::Origin;
use crate::record::{
    AbstractSection, CitationKey, ContainerRole, DateKind, Funding, Kind, Language, Marked, Medium, Style,
    Term, Text, TitleRole, UrlKind, Vocabulary,
};
use crate::report::Code;
use crate::syntax::xml::{self, Element, Names};
use crate::value::language;
use crate::vocab::types;

const FULL_TEXT_NOT_READ: Code = Code::info(
    "full-text-not-read",
    "The body of an article, what stands behind it and the articles inside it are not read; its front matter is.",
);

const DIALECT: Dialect =
    Dialect { format: "jats", records: Names { records: &["article"], parts: &["front"] }, fill: article };

/// Elements inside a text that are no part of it: marks of footnotes and references.
const SKIPPED: &[&str] = &["xref", "fn", "target", "object-id"];

/// How names in `custom-meta` begin that are refmill's own.
const OWN: &str = "refmill:";

/// The JATS reader.
#[derive(Debug)]
pub struct Jats;

impl Reader for Jats {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        DIALECT.read(chunk, batch);
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        xml::last_cut(buffer, &DIALECT.records)
    }
}

/// Whether the start of an input is certainly JATS. `<article>` alone may be HTML.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let has_front = || {
        ["<front", "<article-meta", "<journal-meta", "JATS", "archivearticle"]
            .iter()
            .any(|it| head.contains(it))
    };
    match xml::root(head) {
        Some("article" | "front") => has_front(),
        Some("pmc-articleset") => true,
        Some("articles" | "OAI-PMH" | "collection") => head.contains("<article ") && has_front(),
        _ => false,
    }
}

fn article(record: &Element<'_>, fields: &mut Fields<'_>) {
    if record.name == "front" {
        return front(record, fields);
    }
    if let Some(lang) = record.attribute("xml:lang") {
        let tag = language::tag_of(&lang);
        fields.intake.record.languages.push(Language { text: lang, tag });
    }
    if let Some(kind) = record.attribute("article-type") {
        publication_type(&kind, fields);
    }
    let mut unread = None;
    for part in record.elements() {
        match part.name {
            "front" => front(part, fields),
            "sub-article" if part.states("article-type", "translation") => {
                translation(part, fields);
            }
            "body" | "back" | "floats-group" | "floats-wrap" | "sub-article" | "response" => {
                unread = unread.or(Some(part));
            }
            "processing-meta" => fields.intake.bookkeeping(part.name),
            _ => fields.unknown("article", part),
        }
    }
    if let Some(first) = unread {
        fields.intake.line = first.line;
        let message = format!("the article is not read from its {} on", first.name);
        fields.intake.note(&FULL_TEXT_NOT_READ, "", message);
    }
}

/// The article's own word for its kind, as `PubMed` calls it where it has a word for it.
fn publication_type(kind: &str, fields: &mut Fields<'_>) {
    if kind == "other" {
        return;
    }
    let named = types::of_article_type(kind).unwrap_or(kind);
    fields.intake.publication_type(named);
}

fn front(front: &Element<'_>, fields: &mut Fields<'_>) {
    for part in front.elements() {
        match part.name {
            "journal-meta" => journal(part, fields),
            "article-meta" => meta(part, fields),
            "notes" => {
                let paragraphs: Vec<String> = part.all("p").map(Element::text).collect();
                let words = if paragraphs.is_empty() { part.text() } else { paragraphs.join("\n") };
                fields.intake.free_note(part.attribute("notes-type").as_deref(), &words);
            }
            _ => fields.unknown("front", part),
        }
    }
}

fn journal(meta: &Element<'_>, fields: &mut Fields<'_>) {
    for part in meta.elements() {
        fields.intake.line = part.line;
        let words = part.text();
        match part.name {
            "journal-id" => match part.attribute("journal-id-type").as_deref() {
                Some("nlm-ta") => {
                    fields.intake.container_by(ContainerRole::Abbrev, &words, Some("medlineta"));
                }
                Some("iso-abbrev") => fields.intake.container_by(ContainerRole::Abbrev, &words, Some("iso4")),
                // Numbers and codes that a publisher or a database has for the journal.
                _ => {}
            },
            "journal-title-group" => part.elements().for_each(|title| journal_title(title, fields)),
            "journal-title" | "abbrev-journal-title" | "trans-title-group" => journal_title(part, fields),
            "issn" => {
                let stated = part.attribute("publication-format").or_else(|| part.attribute("pub-type"));
                let medium = match stated.as_deref() {
                    Some("print" | "ppub" | "ppublish") => Medium::Print,
                    Some("electronic" | "epub" | "online" | "online-only") => Medium::Electronic,
                    _ => Medium::Unknown,
                };
                fields.intake.serial_number(&words, medium, "issn");
            }
            "issn-l" => fields.intake.serial_number(&words, Medium::Linking, "issn-l"),
            "publisher" => {
                fields.intake.record.publisher = part.text_of("publisher-name");
                fields.intake.record.publisher_place = part.text_of("publisher-loc");
            }
            _ => fields.unknown("journal-meta", part),
        }
    }
}

fn journal_title(title: &Element<'_>, fields: &mut Fields<'_>) {
    fields.intake.line = title.line;
    match title.name {
        "journal-title" => journal_name(ContainerRole::Main, title, lang_of(title), fields),
        "trans-title-group" => {
            if let Some(words) = title.first("trans-title") {
                journal_name(
                    ContainerRole::Vernacular,
                    words,
                    lang_of(title).or_else(|| lang_of(words)),
                    fields,
                );
            }
        }
        "abbrev-journal-title" => {
            let scheme = match title.attribute("abbrev-type").as_deref() {
                Some("nlm-ta") => Some("medlineta"),
                Some("iso-abbrev" | "iso") => Some("iso4"),
                _ => None,
            };
            fields.intake.container_by(ContainerRole::Abbrev, &title.text(), scheme);
        }
        _ => fields.unknown("journal-title-group", title),
    }
}

fn journal_name(role: ContainerRole, element: &Element<'_>, lang: Option<String>, fields: &mut Fields<'_>) {
    let name = fields.marked("container-title", element, SKIPPED);
    fields.intake.container_in(role, name, lang, None);
}

fn meta(meta: &Element<'_>, fields: &mut Fields<'_>) {
    let mut supplement = None;
    let (mut first, mut last, mut range) = (None, None, None);
    people::read(meta, fields);
    dates(meta, fields);
    for part in meta.elements() {
        fields.intake.line = part.line;
        let words = part.text();
        match part.name {
            "article-id" => number(part, &words, fields),
            "article-categories" => {
                for group in part.all("subj-group") {
                    if group.states("subj-group-type", "heading") {
                        group
                            .all("subject")
                            .for_each(|subject| fields.intake.publication_type(&subject.text()));
                    } else {
                        fields.unknown("article-categories", group);
                    }
                }
            }
            "title-group" => titles(part, own(meta, "leading-title").is_some(), fields),
            "custom-meta-group" => custom(part, fields),
            "volume" => fields.intake.volume(&words),
            "issue" => fields.intake.issue(&words),
            "supplement" => supplement = Some(words),
            "fpage" => first = Some(words),
            "lpage" => last = Some(words),
            "page-range" => range = Some(words),
            "elocation-id" => fields.intake.article_number(&words),
            "history" => history(part, fields),
            "permissions" => permissions(part, fields),
            "self-uri" | "uri" => self_address(part, fields),
            "abstract" | "trans-abstract" => abstract_of(part, fields),
            "kwd-group" => keywords(part, fields),
            "funding-group" | "contract-num" | "contract-sponsor" => funding(part, fields),
            "counts" => {
                if let Some(pages) = part.first("page-count").and_then(|it| it.attribute("count")) {
                    fields.intake.record.number_of_pages = Some(pages);
                }
            }
            "related-article" => {
                let kind = part.attribute("related-article-type").unwrap_or_default();
                let link = part.attribute("xlink:href").unwrap_or_default();
                let parts = [words, link].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
                fields.intake.linked_article(&kind, &parts.join(" "));
            }
            // The first six are read above; the others are the versions of a manuscript.
            "contrib-group"
            | "aff"
            | "aff-alternatives"
            | "author-notes"
            | "pub-date"
            | "pub-date-not-available" => {}
            // How the publisher and the archive number and keep what is said elsewhere.
            "article-version" | "article-version-alternatives" | "pub-history" | "volume-id" | "issue-id" => {
                fields.intake.bookkeeping(part.name);
            }
            _ => fields.unknown("article-meta", part),
        }
    }
    if let Some(supplement) = supplement {
        fields.intake.supplement(&supplement);
    }
    let pages = range.or_else(|| {
        let first: String = first?;
        Some(
            last.filter(|last| *last != first)
                .map_or_else(|| first.clone(), |last| format!("{first}-{last}")),
        )
    });
    if let Some(pages) = pages {
        fields.intake.pages(&pages);
    }
}

fn number(element: &Element<'_>, words: &str, fields: &mut Fields<'_>) {
    match element.attribute("pub-id-type").as_deref() {
        Some("doi") => fields.intake.doi_field(words),
        Some("pmid") => {
            fields.intake.pubmed_number(words);
        }
        Some("pmc" | "pmcid") => {
            let number = if words.starts_with("PMC") { words.to_owned() } else { format!("PMC{words}") };
            fields.intake.pubmed_number(&number);
        }
        // A version of PMC's copy of the article.
        Some("pmcaid" | "pmcaiid" | "pmcid-ver") => fields.intake.bookkeeping("article-id"),
        Some(kind) => fields.intake.database_number(kind, words),
        None => fields.unknown("article-meta", element),
    }
}

/// A value that refmill wrote where JATS has no element for it.
fn own(meta: &Element<'_>, name: &str) -> Option<String> {
    let group = meta.first("custom-meta-group")?;
    let named =
        |it: &&Element<'_>| it.text_of("meta-name").is_some_and(|it| it.strip_prefix(OWN) == Some(name));
    group.all("custom-meta").find(named)?.text_of("meta-value")
}

/// What refmill wrote where JATS has no element for it; names of others are unknown.
fn custom(group: &Element<'_>, fields: &mut Fields<'_>) {
    let mut named_languages = false;
    for part in group.elements() {
        fields.intake.line = part.line;
        let name = part.text_of("meta-name").unwrap_or_default();
        let value = part.first("meta-value");
        let (Some(name), Some(value)) = (name.strip_prefix(OWN), value) else {
            fields.unknown("article-meta", group);
            return;
        };
        let words = value.text();
        let lines = value.raw_text();
        match name {
            "leading-title" => {}
            "citation-key" => {
                fields.intake.record.citation_key =
                    Some(CitationKey { value: words.clone(), ..CitationKey::default() });
                fields.intake.record.id.get_or_insert(words);
            }
            "id" => fields.intake.record.id = Some(words),
            "type" => {
                let kind = serde_json::from_value::<Kind>(serde_json::Value::String(words.clone()));
                if let Ok(kind) = kind {
                    fields.intake.record.kind = kind;
                    fields.intake.record.type_raw = Some(words);
                }
            }
            "genre" => fields.intake.record.genre = Some(words),
            "author-list-truncated" => fields.intake.record.author_list_truncated = Some(words),
            "epub" => enter(DateKind::Epub, &words, fields),
            "accessed" => enter(DateKind::Accessed, &words, fields),
            "article-number" => fields.intake.article_number(&words),
            "number-of-pages" => fields.intake.record.number_of_pages = Some(words),
            "publisher-place" => fields.intake.record.publisher_place = Some(words),
            "language" => {
                if !std::mem::replace(&mut named_languages, true) {
                    fields.intake.forget_languages();
                }
                let (tag, text) = words.split_once(' ').unwrap_or((&words, ""));
                let tag = Some(tag.to_owned()).filter(|tag| tag != "-");
                fields.intake.record.languages.push(Language { text: text.to_owned(), tag });
            }
            "country" => fields.intake.countries(&words),
            "database" => fields.intake.database(&words),
            "database-provider" => fields.intake.provider(&words),
            "database-url" => {
                fields.intake.record.database.get_or_insert_with(Default::default).url = Some(words);
            }
            "url" => fields.intake.url(None, &words),
            "source" => fields.intake.record.source_raw = fields.intake.lines_of("source", &lines),
            "annotation" => fields.intake.record.annotation = fields.intake.lines_of("annote", &lines),
            "status" => fields.intake.record.status = Some(words),
            "unknown" => {
                let (tag, value) = lines.split_once(": ").unwrap_or(("", &lines));
                fields.intake.unknown(tag, value);
            }
            _ => fields.unknown("custom-meta-group", part),
        }
    }
}

/// `translated_leads`: refmill says that its source shows the translated title first.
fn titles(group: &Element<'_>, translated_leads: bool, fields: &mut Fields<'_>) {
    let mut chief = translated_leads.then(|| group.first("trans-title-group")).flatten();
    if let Some(part) = chief.filter(|part| part.first("trans-title").is_some()) {
        let lang = lang_of(part);
        let title = part.first("trans-title").map(|it| fields.marked("title", it, SKIPPED));
        let text = Text { value: title.unwrap_or_default(), lang: lang.clone(), origin: Origin::Read };
        fields.intake.title_in(TitleRole::Main, text);
        subtitle(part.first("trans-subtitle"), lang, fields);
    } else {
        chief = None;
    }
    for part in group.elements().filter(|part| chief.is_none_or(|chief| !std::ptr::eq(chief, *part))) {
        fields.intake.line = part.line;
        match part.name {
            "article-title" => {
                let role = if chief.is_some() { TitleRole::Vernacular } else { TitleRole::Main };
                let value = fields.marked("title", part, SKIPPED);
                let lang = lang_of(part);
                if !value.is_empty() {
                    fields.intake.title_in(role, Text { value, lang: lang.clone(), origin: Origin::Read });
                }
                subtitle(group.first("subtitle"), lang, fields);
            }
            "trans-title-group" => {
                if let Some(title) = part.first("trans-title") {
                    let lang = lang_of(part).or_else(|| lang_of(title));
                    let value = with_subtitle(title, part.first("trans-subtitle"), fields);
                    fields.intake.title_in(TitleRole::Translated, Text { value, lang, origin: Origin::Read });
                }
            }
            "trans-title" => {
                let value = fields.marked("title", part, SKIPPED);
                let text = Text { value, lang: lang_of(part), origin: Origin::Read };
                fields.intake.title_in(TitleRole::Translated, text);
            }
            "alt-title" => {
                let title = fields.marked("title", part, SKIPPED);
                let role = match part.attribute("alt-title-type").as_deref() {
                    Some("short" | "right-running" | "left-running" | "running-head" | "running") => {
                        TitleRole::Short
                    }
                    Some("transliterated") => TitleRole::Transliterated,
                    _ => TitleRole::Alternative,
                };
                if !title.is_empty() {
                    let text = Text { value: title, lang: lang_of(part), origin: Origin::Read };
                    fields.intake.title_in(role, text);
                }
            }
            // Read with the title.
            "subtitle" => {}
            _ => fields.unknown("title-group", part),
        }
    }
}

fn subtitle(element: Option<&Element<'_>>, lang: Option<String>, fields: &mut Fields<'_>) {
    let Some(value) = element.map(|it| fields.marked("title", it, SKIPPED)) else { return };
    if !value.is_empty() {
        fields.intake.title_in(TitleRole::Subtitle, Text { value, lang, origin: Origin::Read });
    }
}

/// Enters a date in any notation; EDTF has ranges and approximate dates.
fn enter(kind: DateKind, text: &str, fields: &mut Fields<'_>) {
    match edtf(kind, text) {
        Some(date) => fields.intake.date_value(date),
        None => fields.intake.date(kind, text),
    }
}

fn lang_of(element: &Element<'_>) -> Option<String> {
    element.attribute("xml:lang").and_then(|code| language::tag_of(&code))
}

fn with_subtitle(title: &Element<'_>, subtitle: Option<&Element<'_>>, fields: &mut Fields<'_>) -> Marked {
    let mut whole = fields.marked("title", title, SKIPPED);
    if let Some(subtitle) = subtitle {
        let further = fields.marked("title", subtitle, SKIPPED);
        if !further.is_empty() {
            let ends = whole.to_plain().ends_with([':', '?', '!', '：', '.']);
            whole.push(if ends { " " } else { ": " }, Style::PLAIN);
            further.spans().iter().for_each(|span| whole.push(span.text.clone(), span.style));
        }
    }
    whole
}

/// `year`, `month`, `day`; `season`; or a text.
fn date_of(date: &Element<'_>) -> String {
    if let Some(words) = date.text_of("string-date") {
        return words;
    }
    let parts =
        [date.text_of("year"), date.text_of("month").or_else(|| date.text_of("season")), date.text_of("day")];
    let numeric = |text: &String| text.bytes().all(|byte| byte.is_ascii_digit());
    let joint = if parts.iter().flatten().all(numeric) { "-" } else { " " };
    let written = parts.into_iter().flatten().collect::<Vec<_>>().join(joint);
    if written.is_empty() { date.attribute("iso-8601-date").unwrap_or_default() } else { written }
}

/// The date of the issue, and that of the electronic publication beside it; an article that came out on the web alone
/// was issued there.
fn dates(meta: &Element<'_>, fields: &mut Fields<'_>) {
    let kind = |date: &Element<'_>| date.attribute("pub-type").or_else(|| date.attribute("date-type"));
    let is_epub = |date: &&Element<'_>| {
        matches!(kind(date).as_deref(), Some("epub" | "aop" | "publication-preprint"))
            || date.states("publication-format", "electronic") && kind(date).as_deref() != Some("collection")
    };
    // When PMC took it in.
    let is_of_archive = |date: &&Element<'_>| {
        matches!(kind(date).as_deref(), Some("pmc-release" | "nihms-submitted" | "release"))
    };
    let all: Vec<&Element<'_>> = meta.all("pub-date").filter(|date| !is_of_archive(date)).collect();
    let rank = |date: &&&Element<'_>| match kind(date).as_deref() {
        Some("ppub" | "pub" | "epub-ppub") | None => 0,
        Some("collection") => 1,
        _ => 2,
    };
    let issued = all.iter().filter(|date| !is_epub(date)).min_by_key(rank).or_else(|| all.first());
    for date in &all {
        fields.intake.line = date.line;
        let text = date_of(date);
        if issued.is_some_and(|issued| std::ptr::eq(*issued, *date)) {
            enter(DateKind::Issued, &text, fields);
        } else if is_epub(date) {
            enter(DateKind::Epub, &text, fields);
        } else if rank(&date) != 1 {
            fields.unknown("article-meta", date);
        }
    }
}

fn history(history: &Element<'_>, fields: &mut Fields<'_>) {
    for date in history.all("date") {
        let kind = match date.attribute("date-type").as_deref() {
            Some("received") => DateKind::Received,
            Some("accepted") => DateKind::Accepted,
            Some("rev-recd" | "revised" | "rev-request") => DateKind::Revised,
            _ => {
                fields.unknown("history", date);
                continue;
            }
        };
        fields.intake.line = date.line;
        let text = date_of(date);
        enter(kind, &text, fields);
    }
}

fn permissions(permissions: &Element<'_>, fields: &mut Fields<'_>) {
    for part in permissions.elements() {
        match part.name {
            "license" => {
                let address = part.attribute("xlink:href").or_else(|| part.text_of("license_ref"));
                let known = &mut fields.intake.record.license;
                *known =
                    known.take().or(address).or_else(|| Some(part.text()).filter(|text| !text.is_empty()));
            }
            "license_ref" => {
                let text = part.text();
                fields.intake.record.license.get_or_insert(text);
            }
            _ => fields.unknown("permissions", part),
        }
    }
}

fn self_address(element: &Element<'_>, fields: &mut Fields<'_>) {
    let href = element.attribute("xlink:href").unwrap_or_else(|| element.text());
    let kind = match element.attribute("content-type").as_deref() {
        Some("landing") => Some(UrlKind::Landing),
        Some("fulltext") => Some(UrlKind::Fulltext),
        Some("doi") => Some(UrlKind::Doi),
        Some("database") => Some(UrlKind::Database),
        Some(kind) if kind.contains("pdf") => Some(UrlKind::Pdf),
        _ => None,
    };
    if href.contains("://") {
        fields.intake.url(kind, &href);
    } else {
        // The name of a file in the publisher's archive.
        fields.unknown("article-meta", element);
    }
}

/// Headed sections and paragraphs. Pictures and lists of highlights are no abstract.
fn abstract_of(element: &Element<'_>, fields: &mut Fields<'_>) {
    if matches!(
        element.attribute("abstract-type").as_deref(),
        Some(
            "graphical"
                | "teaser"
                | "key-points"
                | "toc"
                | "executive-summary"
                | "video"
                | "editor"
                | "web-summary"
        )
    ) {
        return fields.unknown("article-meta", element);
    }
    let mut sections: Vec<AbstractSection> = Vec::new();
    gather(element, &mut sections, fields);
    fields.intake.sections(lang_of(element), sections);
}

fn gather(element: &Element<'_>, sections: &mut Vec<AbstractSection>, fields: &mut Fields<'_>) {
    for part in element.elements() {
        fields.intake.line = part.line;
        gather_part(part, sections, fields);
    }
}

/// One element of an abstract: a section, or a paragraph of the section before it.
pub(super) fn gather_part(part: &Element<'_>, sections: &mut Vec<AbstractSection>, fields: &mut Fields<'_>) {
    match part.name {
        "title" | "label" => {}
        "sec" => {
            let label = part.text_of("title").unwrap_or_default();
            sections.push(AbstractSection { label, text: Marked::default() });
            gather(part, sections, fields);
        }
        _ => {
            let text = fields.marked("abstract", part, SKIPPED);
            match sections.last_mut() {
                Some(last) => {
                    if !last.text.is_empty() {
                        last.text.push("\n", Style::PLAIN);
                    }
                    text.spans().iter().for_each(|span| last.text.push(span.text.clone(), span.style));
                }
                None => sections.push(AbstractSection { label: String::new(), text }),
            }
        }
    }
}

fn keywords(group: &Element<'_>, fields: &mut Fields<'_>) {
    let kind = group.attribute("kwd-group-type").unwrap_or_default().to_lowercase();
    let vocab = match kind.as_str() {
        "" | "author" | "author-keywords" | "author-generated" | "kwd" => Vocabulary::Author,
        "mesh" => Vocabulary::Mesh,
        "abbreviations" | "abbreviation" => return fields.unknown("article-meta", group),
        _ => Vocabulary::Other,
    };
    let lang = lang_of(group);
    for keyword in group.elements().filter(|it| !matches!(it.name, "title" | "label")) {
        fields.intake.line = keyword.line;
        let value = fields.marked("keyword", keyword, SKIPPED).to_plain();
        if vocab == Vocabulary::Mesh {
            // With its qualifiers and its star, as MEDLINE writes it.
            fields.intake.mesh_heading(&value);
            if let Some(term) = fields.intake.record.terms.last_mut().filter(|term| term.vocab == vocab) {
                term.lang = term.lang.take().or_else(|| lang.clone());
            }
            continue;
        }
        fields.intake.term(Term { value, lang: lang.clone(), vocab, ..Term::default() });
    }
}

fn funding(group: &Element<'_>, fields: &mut Fields<'_>) {
    if group.name != "funding-group" {
        return fields.intake.funding(&group.text());
    }
    for part in group.elements() {
        fields.intake.line = part.line;
        match part.name {
            "award-group" => {
                let source = part.first("funding-source");
                let id =
                    source.and_then(|it| it.at(&["institution-wrap", "institution-id"])).map(Element::text);
                let named = source.and_then(|it| it.at(&["institution-wrap", "institution"])).or(source);
                let funder = named.map(Element::text).filter(|text| !text.is_empty());
                let awards: Vec<String> = part.all("award-id").map(Element::text).collect();
                let award = (!awards.is_empty()).then(|| awards.join(", "));
                let parts = [funder.clone(), award.clone()];
                let put_together = || parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
                let text_raw = part.text_of("award-desc").unwrap_or_else(put_together);
                let country = source.and_then(|it| it.attribute("country"));
                fields.intake.record.funding.push(Funding { funder, id, award, text_raw, country });
            }
            "funding-statement" => fields.intake.funding(&part.text()),
            _ => fields.unknown("funding-group", part),
        }
    }
}

/// `SciELO` puts the translation of an article into it: its title, abstract and keywords are the article's too.
fn translation(part: &Element<'_>, fields: &mut Fields<'_>) {
    let Some(front) = part.first("front-stub").or_else(|| part.first("front")) else { return };
    let front = front.first("article-meta").unwrap_or(front);
    let lang = lang_of(part);
    if let Some(title) = front.at(&["title-group", "article-title"]) {
        fields.intake.line = title.line;
        let value = with_subtitle(title, front.at(&["title-group", "subtitle"]), fields);
        fields
            .intake
            .title_in(TitleRole::Translated, Text { value, lang: lang.clone(), origin: Origin::Read });
    }
    for summary in front.all("abstract") {
        let mut sections = Vec::new();
        gather(summary, &mut sections, fields);
        fields.intake.sections(lang_of(summary).or_else(|| lang.clone()), sections);
    }
    front.all("kwd-group").for_each(|group| keywords(group, fields));
}
