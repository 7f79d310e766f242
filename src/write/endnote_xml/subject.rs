//! What it is about and what is known around it: types, terms, languages, abstracts, addresses, notes, grants.

use super::super::abstract_text::{self, Sections};
use super::super::address::{self, Rank};
use super::super::leftover::{self, entry, pair};
use super::super::term::{self, Star};
use super::super::{Abstracts, language, line, remark};
use super::Draft;
use crate::record::{Abstract, Database, FreeNote, Funding, Ident, Language, Term, Url, UrlKind, Vocabulary};

impl Draft {
    /// `work-type`: the chief publication type; the others to the note.
    pub(super) fn types(&mut self, genre: Option<&str>, types: &[Term]) {
        let all = term::publication_types(genre, types);
        let chief = genre.into_iter().chain(all.iter().copied()).find(|name| !name.trim().is_empty());
        self.elements.line("work-type", chief.unwrap_or_default());
        let further: Vec<String> =
            all.iter().filter(|name| Some(**name) != chief).map(|name| entry(name)).collect();
        self.note.add_entries(&leftover::PUBLICATION_TYPES, &further);
    }

    /// `keywords`: those of the authors, then of other vocabularies, then the headings of `MeSH`, never their star.
    pub(super) fn terms(&mut self, terms: &[Term]) {
        for keyword in term::keywords(terms).into_iter().chain(term::headings(terms, Star::Hidden)) {
            self.elements.item("keyword", &keyword);
        }
        let is_heading = |term: &&Term| term.vocab == Vocabulary::Mesh;
        let says_less = |term: &Term| term.ui.is_some() || (term.major && !is_heading(&term));
        if terms.iter().any(says_less) {
            self.lost.insert("terms");
        }
        let is_other = |term: &&Term| is_heading(term) && !term.major;
        let others = terms.iter().filter(is_other).map(|other| entry(&term::text(other, Star::Hidden)));
        let others: Vec<String> = others.collect();
        self.note.add_entries(&leftover::MESH, &others);
        let major = terms
            .iter()
            .filter(|term| term.major && is_heading(term))
            .map(|major| entry(&term::text(major, Star::Hidden)));
        let major: Vec<String> = major.collect();
        self.note.add_entries(&leftover::MESH_MAJOR, &major);
    }

    /// `language`: English names or tags; a language without a tag as printed.
    pub(super) fn languages(&mut self, languages: &[Language]) {
        let names = language::names(languages, self.table().language);
        self.elements.line("language", &names.join("; "));
    }

    /// `abstract`, one; others to the note.
    pub(super) fn abstracts(&mut self, abstracts: &[Abstract], how: Abstracts) {
        for (position, one) in abstract_text::shown(abstracts, how, Sections::OnLines).into_iter().enumerate()
        {
            if position == 0 {
                self.elements.marked_lines("abstract", &one.words);
            } else {
                self.noted(&leftover::ABSTRACT, one.lang, &one.words);
            }
        }
    }

    /// `related-urls` or `web-urls`, one; PDFs and full texts in lists of their own, others to the note by their kinds. A
    /// resolver of the DOI only where `electronic-resource-num` does not say the same.
    pub(super) fn urls(&mut self, urls: &[Url], identifiers: &[Ident]) {
        let doi = identifiers.iter().find(|ident| ident.scheme == "doi").map(|ident| ident.value.as_str());
        let mut further = Vec::new();
        for (rank, Url { href, kind }) in address::ranked(urls, doi) {
            match (rank, kind) {
                (_, UrlKind::Pdf) => self.elements.item("pdf-urls", href),
                (_, UrlKind::Fulltext) => self.elements.item("text-urls", href),
                (Rank::Chief, _) => self.elements.item(self.destination.endnote.addresses, href),
                (Rank::Further, _) => further.push(pair(address::word(*kind), href)),
            }
        }
        self.note.add_entries(&leftover::URLS, &further);
    }

    /// `remote-database-name` and `remote-database-provider`.
    pub(super) fn database(&mut self, database: Option<&Database>) {
        let Some(Database { name, provider, url }) = database else { return };
        self.elements.line("remote-database-name", name);
        if self.elements.has("remote-database-name") {
            self.elements.line("remote-database-provider", provider.as_deref().unwrap_or_default());
        } else {
            self.note.add_some(&leftover::DATABASE_PROVIDER, provider.as_deref());
        }
        self.note.add_some(&leftover::DATABASE_ADDRESS, url.as_deref());
    }

    /// `notes`, each on a line with what the source calls it; `research-notes` are those of `EndNote`'s users.
    pub(super) fn free_notes(&mut self, notes: &[FreeNote]) {
        let mut research = Vec::new();
        for note in notes {
            if note.kind.as_deref() == Some("research-notes") {
                research.push(note.text.clone());
                continue;
            }
            let (words, dropped) = line::one_line(&remark::note(note));
            self.elements.dropped_control |= dropped;
            let forged = words.starts_with(leftover::START.trim_end());
            self.notes.push(if forged { format!("Note: {words}") } else { words });
        }
        self.elements.lines("research-notes", &research);
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
