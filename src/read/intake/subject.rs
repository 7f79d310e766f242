//! What an article is about, of which type and language it is, and who paid for it.

use super::Intake;
use crate::record::{Funding, Language, Term, Vocabulary};
use crate::value::{country, keywords, language};
use crate::vocab::types;

impl Intake<'_> {
    /// A heading of `MeSH` that was written among the keywords; a chief topic of the article or not.
    pub(in crate::read) fn heading_among_keywords(&mut self, heading: &str, is_major: bool) {
        let mut parts = heading.split('/').map(str::to_owned);
        let Some(descriptor) = parts.next() else { return };
        let qualifiers: Vec<String> = parts.collect();
        let written = |term: &&mut Term| {
            term.value == heading || (term.value == descriptor && term.qualifiers == qualifiers)
        };
        let found = Term {
            value: descriptor.clone(),
            vocab: Vocabulary::Mesh,
            qualifiers: qualifiers.clone(),
            major: is_major,
            ..Term::default()
        };
        self.seen.terms.forget();
        match self.record.terms.iter_mut().find(written) {
            Some(term) => *term = Term { lang: term.lang.take(), ui: term.ui.take(), ..found },
            None => self.record.terms.push(found),
        }
    }

    /// A keyword with semicolons inside, at which it was split when it was read.
    pub(in crate::read) fn whole_keyword(&mut self, keyword: String) {
        let pieces: Vec<&str> = keyword.split(';').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        self.seen.terms.forget();
        let terms = &mut self.record.terms;
        let is_here =
            |window: &[Term]| window.iter().map(|term| term.value.as_str()).eq(pieces.iter().copied());
        let found = terms.windows(pieces.len().max(1)).position(is_here);
        if let Some(first) = found {
            terms.drain(first + 1..first + pieces.len());
            if let Some(term) = terms.get_mut(first) {
                term.value = keyword;
            }
        } else if !terms.iter().any(|term| term.value == keyword) {
            terms.push(Term { value: keyword, ..Term::default() });
        }
    }

    /// Keywords in one text: a term, or a list with separators.
    pub(in crate::read) fn keywords(&mut self, vocabulary: Vocabulary, text: &str) {
        let reading = keywords::parse(text, vocabulary);
        self.remarks("keyword", reading.remarks);
        for term in reading.terms {
            self.term(term);
        }
    }

    /// One keyword, whatever it holds: a format that has a field for each needs no separators.
    pub(in crate::read) fn keyword(&mut self, vocabulary: Vocabulary, text: &str) {
        let Some(text) = self.line_of("keyword", text) else { return };
        let value = self.marked("keyword", &text).to_plain();
        self.term(Term { value, vocab: vocabulary, ..Term::default() });
    }

    /// A `MeSH` heading in MEDLINE's notation: `*Purpura/drug therapy/*genetics`.
    pub(in crate::read) fn mesh_heading(&mut self, text: &str) {
        let Some(text) = self.line_of("keyword", text) else { return };
        let mut parts = text.split('/').map(str::trim).filter(|part| !part.is_empty());
        let Some(descriptor) = parts.next() else { return };
        let major = text.contains('*');
        let bare = |part: &str| part.trim_matches('*').trim().to_owned();
        let value = bare(descriptor);
        if value.is_empty() {
            return self.unknown("mesh", text);
        }
        self.term(Term {
            value,
            vocab: Vocabulary::Mesh,
            qualifiers: parts.map(bare).collect(),
            major,
            ..Term::default()
        });
    }

    /// A term; the same one of the same vocabulary twice is one.
    pub(in crate::read) fn term(&mut self, term: Term) {
        fn key(term: &Term) -> (&str, Vocabulary, &[String]) {
            (&term.value, term.vocab, &term.qualifiers)
        }
        if !term.value.is_empty() && !self.seen.terms.has(&self.record.terms, key, &key(&term)) {
            self.record.terms.push(term);
        }
    }

    /// A publication type.
    pub(in crate::read) fn publication_type(&mut self, text: &str) {
        let Some(value) = self.line_of("publication-type", text) else { return };
        let ui = types::unique_identifier(&value).map(str::to_owned);
        let types = &self.record.publication_types;
        if !self.seen.publication_types.has(types, |known| &known.value, &&value) {
            let vocab = Vocabulary::Other;
            self.record.publication_types.push(Term { value, vocab, ui, ..Term::default() });
        }
    }

    /// Languages of the article, by names or codes.
    pub(in crate::read) fn languages(&mut self, text: &str) {
        fn key(language: &Language) -> (Option<&str>, Option<&str>) {
            (language.tag.as_deref(), language.tag.is_none().then_some(&language.text))
        }
        let reading = language::parse(text);
        self.remarks("language", reading.remarks);
        for found in reading.languages {
            if !self.seen.languages.has(&self.record.languages, key, &key(&found)) {
                self.record.languages.push(found);
            }
        }
    }

    /// Takes out what is known of the language: the source says it better elsewhere.
    pub(in crate::read) fn forget_languages(&mut self) {
        self.record.languages.clear();
        self.seen.languages.forget();
    }

    /// Countries the database states.
    pub(in crate::read) fn countries(&mut self, text: &str) {
        let reading = country::parse(text);
        self.remarks("country", reading.remarks);
        for found in reading.countries {
            if !self.seen.countries.has(&self.record.countries, |known| &known.text, &&found.text) {
                self.record.countries.push(found);
            }
        }
    }

    /// A grant as one text.
    pub(in crate::read) fn funding(&mut self, text: &str) {
        let Some(text_raw) = self.line_of("funding", text) else { return };
        self.record.funding.push(Funding { text_raw, ..Funding::default() });
    }

    /// A grant by its parts, as MEDLINE joins them: `R01 AG000001/AG/NIA NIH HHS/United States`.
    pub(in crate::read) fn grant(
        &mut self,
        award: Option<String>,
        acronym: Option<&str>,
        funder: Option<String>,
        country: Option<String>,
    ) {
        let parts = [award.as_deref(), acronym, funder.as_deref(), country.as_deref()];
        let text_raw = parts.into_iter().flatten().collect::<Vec<_>>().join("/");
        if !text_raw.is_empty() {
            self.record.funding.push(Funding { funder, id: None, award, text_raw, country });
        }
    }

    /// A publication type with its number in `MeSH`, where the format says it.
    pub(in crate::read) fn publication_type_of(&mut self, text: &str, ui: Option<String>) {
        self.publication_type(text);
        if let Some(last) = self.record.publication_types.last_mut().filter(|term| term.value == text) {
            last.ui = ui.or(last.ui.take());
        }
    }
}
