//! What it is about and what is known around it: types, terms, languages, abstracts, addresses, notes, grants.

use super::super::Abstracts;
use super::super::abstract_text;
use super::super::destination::{LanguageForm, RisKeywords, RisProvider};
use super::Draft;
use super::leftover::{self, entry, pair};
use crate::record::{Abstract, Database, FreeNote, Funding, Language, Term, Url, UrlKind, Vocabulary};
use crate::vocab;

impl Draft {
    /// `M3`: the chief publication type, never a DOI, since programs look for one there.
    pub(super) fn types(&mut self, genre: Option<&str>, types: &[Term]) {
        let names = || types.iter().map(|term| term.value.as_str());
        let is_doi = |text: &str| text.contains("10.") && text.contains('/');
        let chief = genre.into_iter().chain(names()).find(|text| !text.trim().is_empty() && !is_doi(text));
        self.lines.push_some("M3", chief);
        let all: Vec<&str> =
            genre.into_iter().filter(|genre| !names().any(|name| name == *genre)).chain(names()).collect();
        let further: Vec<String> =
            all.iter().filter(|name| Some(**name) != chief).map(|name| entry(name)).collect();
        if further.is_empty() {
            self.note.add_if_dropped(&leftover::PUBLICATION_TYPES, chief.map(entry).unwrap_or_default());
        } else if self.table().also_in_note.contains(&leftover::PUBLICATION_TYPES.name) {
            let all: Vec<String> = all.iter().map(|name| entry(name)).collect();
            self.note.add_entries(&leftover::PUBLICATION_TYPES, &all);
        } else {
            self.note.add_entries(&leftover::PUBLICATION_TYPES, &further);
        }
    }

    /// `KW`: keywords of the authors, then of other vocabularies, `MeSH` last or in `MH`; never its star (mapping
    /// reference 8.6).
    pub(super) fn terms(&mut self, terms: &[Term]) {
        let of = |vocab: Vocabulary| terms.iter().filter(move |term| term.vocab == vocab).map(term_text);
        let mut keywords: Vec<String> = of(Vocabulary::Author).chain(of(Vocabulary::Other)).collect();
        let mut headings: Vec<String> = of(Vocabulary::Mesh).collect();
        if self.table().mesh == "KW" {
            keywords.append(&mut headings);
        }
        keywords.retain(|keyword| !keyword.trim().is_empty());
        match (self.table().keywords, keywords.as_slice()) {
            (RisKeywords::EachSafeFromSplitting, _) => {
                for keyword in &mut keywords {
                    *keyword = keyword.replace(';', ",");
                }
                if let [only] = keywords.as_slice()
                    && only.contains(',')
                {
                    keywords.push(only.clone());
                }
            }
            (RisKeywords::OneLine, _) => keywords = vec![keywords.join("; ")],
            (RisKeywords::Each, _) => {}
        }
        for keyword in &keywords {
            self.lines.push("KW", keyword);
        }
        for heading in &headings {
            self.lines.push(self.destination.ris.mesh, heading);
        }
        let major: Vec<String> =
            terms.iter().filter(|term| term.major).map(|term| entry(&term_text(term))).collect();
        self.note.add_entries(&leftover::MESH_MAJOR, &major);
    }

    /// `LA`: English names or tags; a language without a tag as printed.
    pub(super) fn languages(&mut self, languages: &[Language]) {
        let form = self.table().language;
        let mut texts: Vec<&str> = Vec::new();
        for Language { text, tag } in languages {
            let tag = tag.as_deref();
            let written = match form {
                LanguageForm::Name | LanguageForm::Langid => tag.and_then(vocab::languages::english_name),
                LanguageForm::Tag | LanguageForm::TagWithRegion => tag.and_then(|tag| form.tag_of(tag)),
            };
            let written = written.unwrap_or(text);
            if !texts.contains(&written) {
                texts.push(written);
            }
        }
        self.lines.push("LA", &texts.join("; "));
    }

    /// One `AB`; programs keep the first, or the last, or join them (mapping reference 8.5).
    pub(super) fn abstracts(&mut self, abstracts: &[Abstract], how: Abstracts) {
        for (position, one) in abstract_text::shown(abstracts, how).into_iter().enumerate() {
            self.markup(&one.words);
            let words = one.words.to_plain();
            if position == 0 {
                self.lines.push("AB", &words);
            } else {
                self.note.add_in(&leftover::ABSTRACT, one.lang, words);
            }
        }
    }

    /// One `UR`: the article's page, else the first address; a DOI's resolver only where nothing else is known and
    /// `DO` does not say the same.
    pub(super) fn urls(&mut self, urls: &[Url]) {
        let has_doi = self.lines.has("DO");
        let wanted: Vec<&Url> = urls.iter().filter(|url| !(has_doi && url.kind == UrlKind::Doi)).collect();
        let page = wanted.iter().position(|url| url.kind == UrlKind::Landing);
        let chosen = page.or((!wanted.is_empty()).then_some(0));
        let mut further = Vec::new();
        for (position, Url { href, kind }) in wanted.into_iter().enumerate() {
            if Some(position) == chosen {
                self.lines.push("UR", href);
                continue;
            }
            let kind = match kind {
                UrlKind::Landing => "landing",
                UrlKind::Doi => "doi",
                UrlKind::Pdf => "pdf",
                UrlKind::Fulltext => "fulltext",
                UrlKind::Database => "database",
            };
            further.push(pair(kind, href));
        }
        self.note.add_entries(&leftover::URLS, &further);
    }

    /// `DB` and `DP`.
    pub(super) fn database(&mut self, database: Option<&Database>) {
        let Some(Database { name, provider, url }) = database else { return };
        self.lines.push("DB", name);
        self.note.add_if_dropped(&leftover::DATABASE, name);
        let (written, noted, label) = match self.table().provider {
            RisProvider::Name => (provider, url, &leftover::DATABASE_ADDRESS),
            RisProvider::Address => (url, provider, &leftover::DATABASE_PROVIDER),
        };
        self.lines.push_some("DP", written.as_deref());
        self.note.add_some(label, noted.as_deref());
        if self.table().provider == RisProvider::Name {
            self.note.add_if_dropped(&leftover::DATABASE_PROVIDER, provider.as_deref().unwrap_or_default());
        }
    }

    /// One `N1` each, with what the source calls it.
    pub(super) fn notes(&mut self, notes: &[FreeNote]) {
        for FreeNote { text, kind } in notes {
            let words = match kind {
                Some(kind) => format!("{kind}: {text}"),
                None => text.clone(),
            };
            let (words, _) = super::line::one_line(&words);
            let forged = words.starts_with(leftover::START.trim_end());
            self.lines.push("N1", &if forged { format!("Note: {words}") } else { words });
        }
    }

    /// Grants, as printed or put together from what is known.
    pub(super) fn funding(&mut self, funding: &[Funding]) {
        let mut grants = Vec::new();
        for Funding { funder, id, award, text_raw, country } in funding {
            let known =
                [funder, award, country, id].into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
            grants.push(entry(&if text_raw.is_empty() { known.join(", ") } else { text_raw.clone() }));
        }
        self.note.add_entries(&leftover::FUNDING, &grants);
    }
}

/// A keyword, or a descriptor with its qualifiers: `Purpura/drug therapy`.
fn term_text(term: &Term) -> String {
    // The language and the number of a term are machine knowledge; `major` goes to the note.
    let Term { value, lang: _, vocab, ui: _, qualifiers, major: _ } = term;
    let starless = |text: &str| match vocab {
        Vocabulary::Mesh => text.trim_start_matches('*').to_owned(),
        Vocabulary::Author | Vocabulary::Other => text.to_owned(),
    };
    let pieces: Vec<String> = std::iter::once(value).chain(qualifiers).map(|text| starless(text)).collect();
    pieces.join("/")
}
