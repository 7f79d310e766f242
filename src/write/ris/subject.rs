//! What it is about and what is known around it: types, terms, languages, abstracts, addresses, notes, grants.

use super::super::abstract_text::{self, Sections};
use super::super::address::{self, Rank};
use super::super::destination::{RisKeywords, RisProvider};
use super::super::leftover::{self, entry, pair};
use super::super::term::{self, Star};
use super::super::{Abstracts, language, remark};
use super::Draft;
use crate::record::{Abstract, Database, FreeNote, Funding, Ident, Language, Term, Url, Vocabulary};

impl Draft {
    /// `M3`: the chief publication type, never a DOI, since programs look for one there.
    pub(super) fn types(&mut self, genre: Option<&str>, types: &[Term]) {
        let names = || types.iter().map(|term| term.value.as_str());
        let is_doi = |text: &str| text.contains("10.") && text.contains('/');
        let chief = genre.into_iter().chain(names()).find(|text| !text.trim().is_empty() && !is_doi(text));
        self.lines.push_some("M3", chief);
        let all = term::publication_types(genre, types);
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
        if terms.iter().any(|term| term.ui.is_some()) {
            self.lost.insert("terms");
        }
        let mut keywords = term::keywords(terms);
        let mut headings = term::headings(terms, Star::Hidden);
        if self.table().mesh == "KW" {
            keywords.append(&mut headings);
        }
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
        let is_split = self.table().keywords != RisKeywords::EachSafeFromSplitting;
        let with_semicolon =
            term::keywords(terms).into_iter().filter(|keyword| is_split && keyword.contains(';'));
        let with_semicolon: Vec<String> = with_semicolon.map(|keyword| entry(&keyword)).collect();
        self.note.add_entries(&leftover::KEYWORDS, &with_semicolon);
        let is_other = |term: &&Term| term.vocab == Vocabulary::Mesh && !term.major;
        let others = terms.iter().filter(is_other).map(|other| entry(&term::text(other, Star::Hidden)));
        let others: Vec<String> = others.collect();
        if self.destination.ris.mesh == "KW" {
            self.note.add_entries(&leftover::MESH, &others);
        }
        let major =
            terms.iter().filter(|term| term.major).map(|major| entry(&term::text(major, Star::Hidden)));
        let major: Vec<String> = major.collect();
        self.note.add_entries(&leftover::MESH_MAJOR, &major);
    }

    /// `LA`: English names or tags; a language without a tag as printed.
    pub(super) fn languages(&mut self, languages: &[Language]) {
        let texts = language::names(languages, self.table().language);
        self.lines.push("LA", &texts.join("; "));
    }

    /// One `AB`; programs keep the first, or the last, or join them (mapping reference 8.5).
    pub(super) fn abstracts(&mut self, abstracts: &[Abstract], how: Abstracts) {
        for (position, one) in abstract_text::shown(abstracts, how, Sections::Running).into_iter().enumerate()
        {
            let words = one.words.to_plain();
            if position == 0 {
                self.lines.push("AB", &words);
            } else {
                self.note.add_in(&leftover::ABSTRACT, one.lang, words);
            }
        }
    }

    /// One `UR`; a DOI's resolver only where `DO` does not say the same. The others to the note by their kinds.
    pub(super) fn urls(&mut self, urls: &[Url], identifiers: &[Ident]) {
        let doi = identifiers.iter().find(|ident| ident.scheme == "doi").map(|ident| ident.value.as_str());
        let mut further = Vec::new();
        for (rank, Url { href, kind }) in address::ranked(urls, doi) {
            match rank {
                Rank::Chief => self.lines.push("UR", href),
                Rank::Further => further.push(pair(address::word(*kind), href)),
            }
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
        for note in notes {
            let (words, _) = super::super::line::one_line(&remark::note(note));
            let forged = words.starts_with(leftover::START.trim_end());
            self.lines.push("N1", &if forged { format!("Note: {words}") } else { words });
        }
    }

    /// Grants, as printed or put together from what is known.
    pub(super) fn funding(&mut self, funding: &[Funding]) {
        if funding.iter().any(remark::grant_says_less) {
            self.lost.insert("funding");
        }
        let grants: Vec<String> = funding.iter().map(|grant| entry(&remark::grant(grant))).collect();
        self.note.add_entries(&leftover::FUNDING, &grants);
    }
}
