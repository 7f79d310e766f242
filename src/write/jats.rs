//! JATS 1.3, Archiving and Interchange: front matter alone (mapping reference 2.3 and 2.9). Each record is an `article`; a file
//! holds them in a `pmc-articleset`, as PMC's own sets do, and each of them is valid by itself.
//!
//! `article-title` is the title in the language of the article, `trans-title` the other one. What JATS has no element for
//! (the database, its country, a status, which title the source shows first) stands in `custom-meta` under names that begin
//! with `refmill:`, from where it is read back. What is lost: the language of an abbreviation, small marks that only show
//! that a word keeps its capitals, numbers of terms, parts of a term that is no heading of `MeSH`, marks of affiliations that do
//! not pair with them, fields of other formats.

mod people;
mod publication;
mod text;

use super::xml::Xml;
use super::{Losses, WriteOptions, Writer};
use super::{kind, lead, remark, term};
use crate::record::{
    Abstract, AbstractSection, Database, FreeNote, Funding, Ident, Language, Record, Term, Title, TitleRole,
    UnknownField, Url, UrlKind, Vocabulary,
};
use crate::value::text::language_of;
use crate::vocab::types;
use std::collections::BTreeSet;

/// The JATS writer.
#[derive(Debug)]
pub struct Jats;

impl Writer for Jats {
    fn begin(&self, options: &WriteOptions, out: &mut Vec<u8>) {
        if options.bom {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<pmc-articleset>\n");
    }

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let mut draft = Draft { xml: Xml::new(0), own: Vec::new(), lost: BTreeSet::new() };
        draft.article(record, options);
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
        out.extend_from_slice(b"</pmc-articleset>\n");
    }
}

/// A record on its way to elements.
struct Draft {
    xml: Xml,
    /// Names and values that JATS has no element for.
    own: Vec<(&'static str, String)>,
    /// Fields that no element holds.
    lost: BTreeSet<&'static str>,
}

impl Draft {
    /// Takes the record apart field by field, without `..`: whoever adds a field decides here where it goes.
    fn article(&mut self, record: &Record, options: &WriteOptions) {
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
            container_titles,
            issns,
            dates,
            volume,
            volume_raw: _,
            issue,
            issue_raw: _,
            supplement,
            part,
            page_ranges,
            article_number,
            number_of_pages,
            source_raw,
            terms,
            countries,
            languages,
            abstracts,
            urls,
            database,
            notes,
            annotation,
            funding,
            publisher,
            publisher_place,
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
        let key = citation_key.as_ref().map(|key| key.value.clone());
        let kind = kind::shown(record);
        self.keep("citation-key", key.as_deref());
        self.keep("id", id.as_deref().filter(|id| Some(*id) != key.as_deref()));
        let names: Vec<&str> = publication_types.iter().map(|term| term.value.as_str()).collect();
        let (told, told_genre) = types::of_publication_types(&names, !container_titles.is_empty());
        if told != kind {
            let word = kind::csl_type(&Record { kind, ..Record::default() });
            self.keep("type", Some(&word));
        }
        if told_genre != *genre {
            self.keep("genre", genre.as_deref());
        }
        // The reader knows the numbers of MeSH's publication types.
        let has_own_number =
            |term: &Term| term.ui.is_some() && term.ui.as_deref() != types::unique_identifier(&term.value);
        if publication_types.iter().any(has_own_number) {
            self.lost.insert("publication_types");
        }
        let first = names.first().and_then(|name| types::article_type(name));
        let word = first.unwrap_or("other");
        let lang = languages.first().and_then(|language| language.tag.as_deref()).unwrap_or_default();
        let attributes = [
            ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
            ("article-type", word),
            ("dtd-version", "1.3"),
            ("xml:lang", lang),
        ];
        let outer = std::mem::replace(&mut self.xml, Xml::new(3));
        self.journal(container_titles, issns, publisher.as_deref(), publisher_place.as_deref(), options);
        let journal = std::mem::replace(&mut self.xml, Xml::new(3));
        // The name of the database, not the mapping reference's `other`, which would lose whose number it is.
        for Ident { scheme, value, normalised: _, raw: _, origin: _ } in identifiers {
            self.xml.leaf("article-id", &[("pub-id-type", scheme)], value);
        }
        let rest = names.iter().skip(usize::from(first.is_some()));
        self.xml.within("article-categories", &[], |xml| {
            xml.within("subj-group", &[("subj-group-type", "heading")], |xml| {
                rest.for_each(|name| xml.leaf("subject", &[], name));
            });
        });
        self.titles(titles, languages, options);
        self.contributors(contributors, affiliations, options);
        self.keep("author-list-truncated", author_list_truncated.as_deref());
        self.published(dates);
        self.numbers(volume.as_deref(), issue.as_deref(), supplement.as_ref(), part.as_ref());
        self.pages(page_ranges, article_number.as_deref());
        self.history(dates);
        self.license(license.as_deref());
        self.addresses(urls);
        self.abstracts(abstracts, options);
        self.keywords(terms, languages.first().and_then(|language| language.tag.as_deref()));
        self.funding(funding);
        let pages = number_of_pages.as_deref().unwrap_or_default();
        if !pages.is_empty() && pages.bytes().all(|it| it.is_ascii_digit()) {
            self.xml.within("counts", &[], |xml| xml.empty("page-count", &[("count", pages)]));
        } else {
            self.keep("number-of-pages", number_of_pages.as_deref());
        }
        self.languages(languages);
        for country in countries {
            self.keep("country", Some(&country.text));
        }
        if let Some(Database { name, provider, url }) = database {
            self.keep("database", Some(name));
            self.keep("database-provider", provider.as_deref());
            self.keep("database-url", url.as_deref());
        }
        self.keep("source", source_raw.as_deref());
        self.keep("annotation", annotation.as_deref());
        self.keep("status", status.as_deref());
        for UnknownField { format, tag, value } in unknown {
            if format == "jats" {
                self.own.push(("unknown", format!("{tag}: {value}")));
            } else {
                self.lost.insert("unknown");
            }
        }
        if !merged_from.is_empty() {
            self.lost.insert("merged_from");
        }
        let own = std::mem::take(&mut self.own);
        self.xml.within("custom-meta-group", &[], |xml| {
            for (name, value) in own {
                xml.within("custom-meta", &[], |xml| {
                    xml.leaf("meta-name", &[], &format!("refmill:{name}"));
                    xml.leaf("meta-value", &[], &value);
                });
            }
        });
        let meta = std::mem::replace(&mut self.xml, outer);
        self.xml.dropped_control |= journal.dropped_control || meta.dropped_control;
        self.xml.within("article", &attributes, |xml| {
            xml.within("front", &[], |xml| {
                xml.piece("journal-meta", &[], &journal.into_text());
                let meta = meta.into_text();
                if meta.is_empty() {
                    xml.empty("article-meta", &[]);
                } else {
                    xml.piece("article-meta", &[], &meta);
                }
                for note in notes {
                    let FreeNote { text, kind } = note;
                    xml.within("notes", &[("notes-type", kind.as_deref().unwrap_or_default())], |xml| {
                        text.lines().for_each(|line| xml.leaf("p", &[], line));
                    });
                }
            });
        });
    }

    /// A value that JATS has no element for.
    fn keep(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.own.push((name, value.to_owned()));
        }
    }

    /// `title-group`: the title in the language of the article first. A group must have a title, so one without is left out.
    fn titles(&mut self, titles: &[Title], languages: &[Language], options: &WriteOptions) {
        let order = lead::titles(titles, options.destination.lead);
        let lead::OwnFirst { own, other, other_leads } = lead::own_first(titles, languages, &order);
        let at = |position: Option<usize>| position.and_then(|at| titles.get(at));
        let Some(first) = at(own).or_else(|| titles.first()) else { return };
        let subtitle = at(order.subtitle).map(|title| &title.text.value);
        if other_leads {
            self.keep("leading-title", Some("translated"));
        }
        self.xml.within("title-group", &[], |xml| {
            let lang = first.text.lang.as_deref().unwrap_or_default();
            xml.line("article-title", &[("xml:lang", lang)], |xml| text::marked(xml, &first.text.value));
            if let Some(subtitle) = subtitle.filter(|_| !other_leads) {
                xml.line("subtitle", &[], |xml| text::marked(xml, subtitle));
            }
            let rest: Vec<&Title> = titles
                .iter()
                .enumerate()
                .filter(|(at, _)| Some(*at) != own && Some(*at) != other && !order.has_place(*at))
                .map(|(_, title)| title)
                .collect();
            let is_translated = |title: &&&Title| title.role == TitleRole::Translated;
            let beside = at(other).into_iter().chain(rest.iter().filter(is_translated).copied());
            for (number, title) in beside.enumerate() {
                let lang = title.text.lang.as_deref().unwrap_or_default();
                xml.within("trans-title-group", &[("xml:lang", lang)], |xml| {
                    xml.line("trans-title", &[], |xml| text::marked(xml, &title.text.value));
                    if let Some(subtitle) = subtitle.filter(|_| other_leads && number == 0) {
                        xml.line("trans-subtitle", &[], |xml| text::marked(xml, subtitle));
                    }
                });
            }
            for title in rest.iter().filter(|title| title.role != TitleRole::Translated) {
                let kind = match title.role {
                    TitleRole::Short => "short",
                    TitleRole::Transliterated => "transliterated",
                    _ => "alternative",
                };
                let lang = title.text.lang.as_deref().unwrap_or_default();
                let attributes = [("alt-title-type", kind), ("xml:lang", lang)];
                xml.line("alt-title", &attributes, |xml| text::marked(xml, &title.text.value));
            }
        });
    }

    fn addresses(&mut self, urls: &[Url]) {
        for Url { href, kind } in urls {
            if !href.contains("://") {
                self.own.push(("url", href.clone()));
                continue;
            }
            let word = match kind {
                UrlKind::Landing => "landing",
                UrlKind::Pdf => "pdf",
                UrlKind::Fulltext => "fulltext",
                UrlKind::Doi => "doi",
                UrlKind::Database => "database",
            };
            self.xml.empty("self-uri", &[("content-type", word), ("xlink:href", href)]);
        }
    }

    /// The first abstract, then the others; each with its sections or its paragraphs.
    fn abstracts(&mut self, abstracts: &[Abstract], options: &WriteOptions) {
        let _ = options;
        for (number, one) in abstracts.iter().enumerate() {
            // `raw` is the copy before a repair; the repaired text is what was asked for.
            let Abstract { text: words, sections, raw: _ } = one;
            let name = if number == 0 { "abstract" } else { "trans-abstract" };
            let lang = words.lang.as_deref().unwrap_or_default();
            self.xml.within(name, &[("xml:lang", lang)], |xml| {
                if words.value.is_empty() {
                    for AbstractSection { label, text: words } in sections {
                        xml.within("sec", &[], |xml| {
                            xml.leaf("title", &[], label);
                            text::paragraphs(xml, words);
                        });
                    }
                } else {
                    text::paragraphs(xml, &words.value);
                }
            });
        }
    }

    /// `kwd-group`, one for each run of terms of a vocabulary and a language. `article` is the language of the article, which
    /// tells Chinese from Japanese in a term of a few characters.
    fn keywords(&mut self, terms: &[Term], article: Option<&str>) {
        fn lang_of<'a>(term: &'a Term, article: Option<&str>) -> Option<&'a str> {
            term.lang.as_deref().or_else(|| language_of(&term.value, article))
        }
        // Only a heading of MeSH is read back in its parts.
        let is_parted =
            |term: &Term| term.vocab != Vocabulary::Mesh && (term.major || !term.qualifiers.is_empty());
        if terms.iter().any(|term| term.ui.is_some() || is_parted(term)) {
            self.lost.insert("terms");
        }
        let is_together = |first: &Term, next: &Term| {
            first.vocab == next.vocab && lang_of(first, article) == lang_of(next, article)
        };
        for run in terms.chunk_by(is_together) {
            let Some(first) = run.first() else { continue };
            let kind = match first.vocab {
                Vocabulary::Author => "author",
                Vocabulary::Mesh => "MeSH",
                Vocabulary::Other => "other",
            };
            let lang = lang_of(first, article).unwrap_or_default();
            self.xml.within("kwd-group", &[("kwd-group-type", kind), ("xml:lang", lang)], |xml| {
                for term in run {
                    xml.leaf("kwd", &[], &term::text(term, term::Star::Shown));
                }
            });
        }
    }

    fn funding(&mut self, funding: &[Funding]) {
        self.xml.within("funding-group", &[], |xml| {
            let is_split =
                |grant: &&Funding| grant.funder.is_some() || grant.award.is_some() || grant.id.is_some();
            for Funding { funder, id, award, text_raw, country } in funding.iter().filter(is_split) {
                let said = |value: &Option<String>| value.clone().unwrap_or_default();
                xml.within("award-group", &[], |xml| {
                    xml.within("funding-source", &[("country", &said(country))], |xml| {
                        xml.within("institution-wrap", &[], |xml| {
                            xml.leaf("institution", &[], &said(funder));
                            xml.leaf("institution-id", &[], &said(id));
                        });
                    });
                    xml.leaf("award-id", &[], &said(award));
                    xml.leaf("award-desc", &[], text_raw);
                });
            }
            for grant in funding.iter().filter(|grant| !is_split(grant)) {
                xml.leaf("funding-statement", &[], &remark::grant(grant));
            }
        });
    }

    /// The languages by their tags and names, where `xml:lang` of the article does not say all.
    fn languages(&mut self, languages: &[Language]) {
        let is_said = |language: &Language| language.tag.as_deref() == Some(&language.text);
        if languages.len() > 1 || !languages.iter().all(is_said) {
            for Language { text, tag } in languages {
                self.own.push(("language", format!("{} {text}", tag.as_deref().unwrap_or("-"))));
            }
        }
    }
}
