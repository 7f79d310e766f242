//! MODS 3.7 (mapping reference 2.3 and 2.9), one `modsCollection` a file.
//!
//! The title without a type is the one in the language of the article; where the source shows another one first, that one is
//! marked as primary. What MODS has no place for: italics and indices (its texts are plain), e-mail addresses outside an
//! institution's text, who is corresponding author or contributed equally, academic degrees, members of a group, sections
//! of an abstract (their headings stay in its text), the parts of a grant beside its text, fields of other formats. Each
//! institution stands with its people; labels, ROR identifiers and translations of institutions, which MODS does not know,
//! stand in refmill's own part of `extension`, from where they are read back.

mod host;
mod people;
mod subject;

use super::abstract_text::{self, Sections};
use super::xml::{Attribute, Xml};
use super::{Losses, WriteOptions, Writer};
use super::{address, kind, language, lead, markup, remark, term};
use crate::record::{
    CitationKey, Database, DateKind, FreeNote, Ident, Kind, Language, Record, Term, Title, TitleRole,
    UnknownField, Url, UrlKind,
};
use crate::vocab::{languages, mods, types};
use std::collections::{BTreeSet, HashMap};

/// Namespace of what is refmill's own inside `extension`.
const OWN: &str = "urn:x-refmill";

/// The MODS writer.
#[derive(Debug)]
pub struct Mods;

impl Writer for Mods {
    fn begin(&self, options: &WriteOptions, out: &mut Vec<u8>) {
        if options.bom {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        out.extend_from_slice(
            concat!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
                "<modsCollection xmlns=\"http://www.loc.gov/mods/v3\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"",
                " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
                " xsi:schemaLocation=\"http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-7.xsd\">\n",
            )
            .as_bytes(),
        );
    }

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let mut draft = Draft { xml: Xml::new(0), lost: BTreeSet::new() };
        draft.item(record, options);
        if draft.xml.dropped_control {
            draft.lost.insert("control characters");
        }
        for field in draft.lost {
            losses.lose(field);
        }
        out.extend_from_slice(draft.xml.into_text().as_bytes());
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</modsCollection>\n");
    }
}

/// A record on its way to elements.
struct Draft {
    xml: Xml,
    /// Fields that no element holds.
    lost: BTreeSet<&'static str>,
}

impl Draft {
    /// Takes the record apart field by field, without `..`: whoever adds a field decides here where it goes.
    fn item(&mut self, record: &Record, options: &WriteOptions) {
        let Record {
            id,
            citation_key,
            // `kind::shown` answers for it.
            kind: _,
            // The source's own word; the publication types repeat it in people's words.
            type_raw: _,
            genre,
            publication_types,
            titles,
            // PubMed's notation, for PubMed's formats.
            title_marks: _,
            contributors,
            author_list_truncated,
            affiliations,
            identifiers,
            // The thing that the item stands in: see `host`.
            container_titles: _,
            issns: _,
            dates,
            volume: _,
            volume_raw: _,
            issue: _,
            issue_raw: _,
            supplement: _,
            part: _,
            page_ranges: _,
            article_number: _,
            number_of_pages,
            source_raw: _,
            terms,
            countries: _,
            languages,
            abstracts,
            urls,
            database,
            notes,
            annotation,
            funding,
            publisher: _,
            publisher_place: _,
            status,
            license,
            // Never printed unless the user asked for it, and then it stands in its field.
            derived: _,
            // About the record, not of it.
            warnings: _,
            provenance: _,
            unknown,
            merged_from,
        } = record;
        if markup::shows_in(record) {
            self.lost.insert("markup");
        }
        let kind = kind::shown(record);
        let key = citation_key.as_ref().map(|CitationKey { value, origin: _, original: _ }| value.as_str());
        let name = key.filter(|key| is_name(key)).unwrap_or_default();
        let start = [("version", "3.7"), ("ID", name)];
        // The elements of a record are closed here, so that each part of it is a method of the draft.
        let outer = std::mem::replace(&mut self.xml, Xml::new(1));
        // Before the people, so that who reads it back knows where they work.
        self.institutions(contributors, affiliations);
        self.titles(titles, languages, options);
        self.contributors(contributors, affiliations, kind, record.container_titles.is_empty(), options);
        self.cut_list(author_list_truncated.as_deref());
        self.kind(kind, genre.as_deref(), publication_types);
        self.origin(record, host::Place::Item);
        for Language { text, tag } in languages {
            self.language(text, tag.as_deref());
        }
        self.xml.within("physicalDescription", &[], |xml| {
            xml.leaf("extent", &[("unit", "pages")], number_of_pages.as_deref().unwrap_or_default());
        });
        if abstracts.iter().any(|one| !one.sections.is_empty()) {
            self.lost.insert("sections");
        }
        for shown in abstract_text::shown(abstracts, options.abstracts, Sections::OnLines) {
            let lang = Lang::of(shown.lang);
            self.xml.leaf("abstract", &lang.attributes(), &on_lines(&shown.words.as_plain()));
        }
        self.notes(notes);
        let typed = [("annotation", annotation), ("publication status", status)];
        for (kind, text) in typed {
            self.xml.leaf("note", &[("type", kind)], &on_lines(text.as_deref().unwrap_or_default()));
        }
        if funding.iter().any(remark::grant_says_less) {
            self.lost.insert("funding");
        }
        for grant in funding {
            self.xml.leaf("note", &[("type", "funding")], &remark::grant(grant));
        }
        self.subjects(terms, languages.first().and_then(|language| language.tag.as_deref()));
        self.host(record, kind, options);
        self.identifiers(
            identifiers,
            key.filter(|key| !is_name(key)),
            kind,
            !record.container_titles.is_empty(),
        );
        let accessed = dates.iter().find(|date| date.kind == DateKind::Accessed);
        self.urls(urls, accessed.and_then(|date| date.start).map(|day| day.settled().iso()).as_deref());
        self.license(license.as_deref());
        self.unknown(unknown);
        if !merged_from.is_empty() {
            self.lost.insert("merged_from");
        }
        self.record_info(database.as_ref(), identifiers, id.as_deref().filter(|id| Some(*id) != key));
        let inside = std::mem::replace(&mut self.xml, outer);
        self.xml.dropped_control |= inside.dropped_control;
        self.xml.piece("mods", &start, &inside.into_text());
    }

    fn titles(&mut self, titles: &[Title], languages: &[Language], options: &WriteOptions) {
        let order = lead::titles(titles, options.destination.lead);
        let lead::OwnFirst { own, other, other_leads } = lead::own_first(titles, languages, &order);
        let subtitle = order.subtitle.and_then(|at| titles.get(at)).map(|title| title.text.to_plain());
        let mut write = |at: usize, kind: &str, is_primary: bool, label: &str| {
            let Some(title) = titles.get(at) else { return };
            let lang = Lang::of(title.text.lang.as_deref());
            let usage = if is_primary { "primary" } else { "" };
            let mut attributes = vec![("type", kind), ("usage", usage), ("displayLabel", label)];
            attributes.extend(lang.attributes());
            self.xml.within("titleInfo", &attributes, |xml| {
                xml.leaf("title", &[], &title.text.as_plain());
                let subtitle = subtitle.as_deref().filter(|_| Some(at) == order.leading);
                xml.leaf("subTitle", &[], subtitle.unwrap_or_default());
            });
        };
        if let Some(own) = own {
            write(own, "", false, "");
        }
        if let Some(other) = other {
            write(other, "alternative", other_leads, "");
        }
        for (at, title) in titles.iter().enumerate() {
            match title.role {
                _ if Some(at) == own || Some(at) == other || order.has_place(at) => {}
                TitleRole::Short => write(at, "abbreviated", false, ""),
                TitleRole::Translated => write(at, "translated", false, ""),
                TitleRole::Transliterated => write(at, "alternative", false, "transliterated"),
                _ => write(at, "alternative", false, ""),
            }
        }
    }

    /// `typeOfResource`, which is always written, and `genre`: Zotero's word first, since it looks there.
    fn kind(&mut self, kind: Kind, genre: Option<&str>, terms: &[Term]) {
        self.xml.leaf("typeOfResource", &[], mods::resource(kind));
        let local = mods::item_type(kind);
        self.xml.leaf("genre", &[("authority", "local")], local.unwrap_or_default());
        self.xml.leaf("genre", &[("authority", "marcgt")], mods::marc_genre(kind).unwrap_or_default());
        if local.is_none() {
            let word = kind::csl_type(&Record { kind, ..Record::default() });
            self.xml.leaf("genre", &[("authority", "csl")], &word);
        }
        let mut stated: HashMap<&str, Option<&str>> = HashMap::new();
        for term in terms {
            stated.entry(&term.value).or_insert(term.ui.as_deref());
        }
        for name in term::publication_types(genre, terms) {
            let stated = stated.get(name).copied().flatten();
            // Who reads it back finds the number of a known type by its name too.
            let ui = stated.or_else(|| types::unique_identifier(name));
            let address = ui.and_then(subject::mesh_address).unwrap_or_default();
            let authority = if address.is_empty() { "" } else { "mesh" };
            let usage = if genre == Some(name) { "primary" } else { "" };
            self.xml.leaf(
                "genre",
                &[("authority", authority), ("valueURI", &address), ("usage", usage)],
                name,
            );
        }
    }

    fn language(&mut self, text: &str, tag: Option<&str>) {
        let code = tag.and_then(languages::bibliographic_code).unwrap_or_default();
        // The code says all that a tag without script and region does.
        let further = tag.filter(|tag| language::is_tag(tag) && (code.is_empty() || tag.contains('-')));
        let of = |authority| [("type", "code"), ("authority", authority)];
        self.xml.within("language", &[], |xml| {
            xml.leaf("languageTerm", &of("iso639-2b"), code);
            xml.leaf("languageTerm", &of("rfc5646"), further.unwrap_or_default());
            xml.leaf("languageTerm", &[("type", "text")], text);
        });
    }

    fn notes(&mut self, notes: &[FreeNote]) {
        for FreeNote { text, kind } in notes {
            self.xml.leaf("note", &[("type", kind.as_deref().unwrap_or_default())], &on_lines(text));
        }
    }

    /// Numbers of the article; those of a book it stands in are written there.
    fn identifiers(&mut self, identifiers: &[Ident], key: Option<&str>, kind: Kind, in_host: bool) {
        for Ident { scheme, value, normalised: _, raw: _, origin: _ } in identifiers {
            let scheme = if scheme == "pmcid" { "pmc" } else { scheme.as_str() };
            if scheme != "isbn" || !(in_host && kind::is_of_book(kind)) {
                self.xml.leaf("identifier", &[("type", scheme)], value);
            }
        }
        self.xml.leaf("identifier", &[("type", "citekey")], key.unwrap_or_default());
    }

    fn urls(&mut self, urls: &[Url], accessed: Option<&str>) {
        let chief = address::chief(urls);
        self.xml.within("location", &[], |xml| {
            for url in urls {
                let Url { href, kind } = url;
                let leads = chief == Some(url);
                let (access, label) = match kind {
                    UrlKind::Landing => ("object in context", ""),
                    UrlKind::Pdf => ("raw object", "PDF"),
                    UrlKind::Fulltext => ("", "full text"),
                    UrlKind::Doi => ("", "DOI"),
                    UrlKind::Database => ("", "database record"),
                };
                let usage = if leads { "primary display" } else { "" };
                let day = accessed.filter(|_| leads).unwrap_or_default();
                let attributes = [
                    ("usage", usage),
                    ("dateLastAccessed", day),
                    ("access", access),
                    ("displayLabel", label),
                ];
                xml.leaf("url", &attributes, href);
            }
        });
    }

    fn license(&mut self, license: Option<&str>) {
        let license = license.unwrap_or_default();
        let is_address = license.contains("://") && !license.contains(char::is_whitespace);
        let href = if is_address { license } else { "" };
        self.xml.leaf("accessCondition", &[("type", "use and reproduction"), ("xlink:href", href)], license);
    }

    /// Elements of the MODS it came from that we have no field for; fields of other formats come back out in those formats
    /// only (mapping reference 1.1, principle 4).
    fn unknown(&mut self, unknown: &[UnknownField]) {
        let lost = &mut self.lost;
        self.xml.within("extension", &[], |xml| {
            for UnknownField { format, tag, value } in unknown {
                if format == "mods" {
                    xml.leaf("field", &[("xmlns", OWN), ("path", tag)], value);
                } else {
                    lost.insert("unknown");
                }
            }
        });
    }

    fn record_info(&mut self, database: Option<&Database>, identifiers: &[Ident], id: Option<&str>) {
        let (mut name, mut provider, mut url) = ("", "", "");
        if let Some(database) = database {
            let Database { name: known, provider: by, url: at } = database;
            name = known;
            provider = by.as_deref().unwrap_or_default();
            url = at.as_deref().unwrap_or_default();
        }
        let own = |wanted: &str| identifiers.iter().find(|ident| ident.scheme == wanted);
        let number =
            own(&name.to_lowercase()).map(|ident| (name, ident)).or_else(|| Some(("WPRIM", own("wprim")?)));
        self.xml.within("recordInfo", &[], |xml| {
            xml.leaf("recordContentSource", &[], name);
            if let Some((source, number)) = number {
                xml.leaf("recordIdentifier", &[("source", source)], &number.value);
            }
            xml.leaf("recordIdentifier", &[], id.unwrap_or_default());
            xml.leaf("recordInfoNote", &[("type", "database provider")], provider);
            xml.leaf("recordInfoNote", &[("type", "database address")], url);
        });
    }
}

/// Whether a key can be an `ID` (XML's `NCName`, its ASCII part).
fn is_name(key: &str) -> bool {
    key.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_')
        && key.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '.' | '_'))
}

/// Each line without blanks before it, which would say that it goes on with the one before; behind it a blank, because bibutils
/// drops line ends and would make one word of two.
fn on_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" \n")
}

/// The language of a text as MODS says it: `lang` of ISO 639-2/B with `script`, and the tag where those two do not say all.
#[derive(Debug, Default)]
struct Lang {
    code: &'static str,
    script: String,
    tag: String,
}

impl Lang {
    fn of(tag: Option<&str>) -> Self {
        let Some(tag) = tag.filter(|tag| language::is_tag(tag)) else { return Self::default() };
        let code = languages::bibliographic_code(tag).unwrap_or_default();
        let mut further = tag.split('-').skip(1);
        let script =
            further.next().filter(|it| it.len() == 4 && it.bytes().all(|it| it.is_ascii_alphabetic()));
        let said = !code.is_empty() && tag.split('-').count() == 1 + usize::from(script.is_some());
        let tag = if said { String::new() } else { tag.to_owned() };
        Self { code, script: script.filter(|_| !code.is_empty()).unwrap_or_default().to_owned(), tag }
    }

    fn attributes(&self) -> [Attribute<'_>; 3] {
        [("lang", self.code), ("script", &self.script), ("xml:lang", &self.tag)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_said_in_codes() {
        let said = |tag: &str| {
            let lang = Lang::of(Some(tag));
            lang.attributes().map(|(_, value)| value.to_owned()).join(" ")
        };
        assert_eq!(said("zh"), "chi  ");
        assert_eq!(said("zh-Hans"), "chi Hans ");
        assert_eq!(said("zh-Hant-TW"), "chi Hant zh-Hant-TW");
        assert_eq!(said("en-GB"), "eng  en-GB");
        assert_eq!(said("qaa"), "  qaa");
        assert_eq!(said("x y"), "  ");
        assert!(is_name("ou2022tea") && !is_name("2022") && !is_name("a b") && !is_name("欧2022"));
    }
}
