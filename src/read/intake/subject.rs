//! What an article is about, of which type and language it is, and who paid for it.

use super::Intake;
use crate::record::{Funding, Language, Term, Vocabulary};
use crate::value::{country, keywords, language};
use crate::vocab::types;
use std::collections::{BTreeSet, HashMap};

/// Places among the terms that have the first piece of a keyword, at which the keyword is looked for.
const MOST_PLACES: usize = 32;

impl Intake<'_> {
    /// Headings of `MeSH` that were written among the keywords, and of each whether it is a chief topic of the article. All at
    /// once, because each is looked for among all terms.
    pub(in crate::read) fn headings_among_keywords(&mut self, headings: Vec<(String, bool)>) {
        /// A value, with its qualifiers or whatever they are.
        type Key = (String, Option<Vec<String>>);
        fn keys(term: &Term) -> [Key; 2] {
            [(term.value.clone(), None), (term.value.clone(), Some(term.qualifiers.clone()))]
        }
        if headings.is_empty() {
            return;
        }
        self.seen.terms.forget();
        let terms = &mut self.record.terms;
        let mut places: HashMap<Key, BTreeSet<usize>> = HashMap::new();
        for (place, term) in terms.iter().enumerate() {
            for key in keys(term) {
                places.entry(key).or_default().insert(place);
            }
        }
        for (heading, major) in headings {
            let mut parts = heading.split('/').map(str::to_owned);
            let Some(value) = parts.next() else { continue };
            let qualifiers = parts.collect();
            let mut found = Term { value, vocab: Vocabulary::Mesh, qualifiers, major, ..Term::default() };
            let [whatever, same] = keys(&found);
            let first = |key: &Key| places.get(key).and_then(|places| places.first().copied());
            let place = first(&(heading, None)).into_iter().chain(first(&same)).min().unwrap_or(terms.len());
            if let Some(term) = terms.get_mut(place) {
                for key in keys(term) {
                    places.entry(key).or_default().remove(&place);
                }
                (found.lang, found.ui) = (term.lang.take(), term.ui.take());
                *term = found;
            } else {
                terms.push(found);
            }
            for key in [whatever, same] {
                places.entry(key).or_default().insert(place);
            }
        }
    }

    /// Keywords with semicolons inside, at which they were split when they were read. All at once, because each is looked for
    /// among all terms.
    pub(in crate::read) fn whole_keywords(&mut self, keywords: Vec<String>) {
        if keywords.is_empty() {
            return;
        }
        self.seen.terms.forget();
        let terms = std::mem::take(&mut self.record.terms);
        let mut places: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for (place, term) in terms.iter().enumerate() {
            places.entry(term.value.clone()).or_default().insert(place);
        }
        // A term that became a piece of the one before it leaves its place empty. No pieces lie on both sides of such a place,
        // because none has a semicolon, as the term before it has.
        let mut terms: Vec<Option<Term>> = terms.into_iter().map(Some).collect();
        for keyword in keywords {
            let pieces: Vec<&str> =
                keyword.split(';').map(str::trim).filter(|piece| !piece.is_empty()).collect();
            let are_at = |place: &usize| {
                let terms = terms.get(*place..place + pieces.len()).unwrap_or_default();
                let values = terms.iter().map(|term| term.as_ref().map(|term| term.value.as_str()));
                values.eq(pieces.iter().copied().map(Some))
            };
            let begin = pieces.first().and_then(|first| places.get(*first));
            let found = begin.into_iter().flatten().take(MOST_PLACES).copied().find(are_at);
            let place = match found {
                Some(place) => place,
                None if places.get(&keyword).is_some_and(|places| !places.is_empty()) => continue,
                None => {
                    terms.push(Some(Term::default()));
                    terms.len() - 1
                }
            };
            let mut whole = Term::default();
            for (at, piece) in (place..).zip(pieces.iter().filter(|_| found.is_some())) {
                if let Some(places) = places.get_mut(*piece) {
                    places.remove(&at);
                }
                let term = terms.get_mut(at).and_then(Option::take);
                if let Some(term) = term.filter(|_| at == place) {
                    whole = term;
                }
            }
            whole.value.clone_from(&keyword);
            if let Some(term) = terms.get_mut(place) {
                *term = Some(whole);
            }
            places.entry(keyword).or_default().insert(place);
        }
        self.record.terms = terms.into_iter().flatten().collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(terms: &[&str], change: impl FnOnce(&mut Intake<'_>)) -> Vec<String> {
        let mut intake = Intake::new("ris", "x", 1, 1);
        for term in terms {
            let (value, qualifiers) = term.split_once('|').unwrap_or((term, ""));
            let qualifiers = qualifiers.split_terminator('|').map(str::to_owned).collect();
            intake.term(Term { value: value.to_owned(), qualifiers, ..Term::default() });
        }
        change(&mut intake);
        let shown = |term: &Term| {
            let star = if term.major { "*" } else { "" };
            [&format!("{star}{}", term.value), term.qualifiers.join("|").as_str()].join("|")
        };
        intake.record.terms.iter().map(shown).map(|it| it.trim_end_matches('|').to_owned()).collect()
    }

    #[test]
    fn split_keywords_become_whole() {
        let whole = |terms: &[&str], keywords: &[&str]| {
            shown(terms, |it| it.whole_keywords(keywords.iter().map(|it| (*it).to_owned()).collect()))
        };
        assert_eq!(whole(&["a", "b", "c", "d"], &["b; c", "x; y", "a;b"]), ["a", "b; c", "d", "x; y", "a;b"]);
        assert_eq!(whole(&["b", "a", "b|q", "c"], &["b; c", "b; c"]), ["b", "a", "b; c|q"]);
        assert_eq!(whole(&["a", "b"], &["a;", ";", "b"]), ["a;", "b", ";"]);
        assert_eq!(whole(&["a"], &["z", "y", "z; y"]), ["a", "z; y"]);
        // With so many that begin alike the last is not looked at.
        for (count, found) in [(MOST_PLACES - 1, true), (MOST_PLACES, false)] {
            let before: Vec<String> = (0..count).map(|number| format!("b|{number}")).collect();
            let terms: Vec<&str> = before.iter().map(String::as_str).chain(["b", "c"]).collect();
            assert_eq!(whole(&terms, &["b; c"]).len(), if found { count + 1 } else { count + 3 });
        }
    }

    #[test]
    fn headings_become_terms_of_mesh() {
        let headings = |terms: &[&str], headings: &[(&str, bool)]| {
            let headings = headings.iter().map(|(it, major)| ((*it).to_owned(), *major)).collect();
            shown(terms, |it| it.headings_among_keywords(headings))
        };
        let terms = ["Tea/x/y", "Rice", "Rice|z", "Tea|x|y"];
        assert_eq!(headings(&terms, &[("Tea/x/y", true)]), ["*Tea|x|y", "Rice", "Rice|z", "Tea|x|y"]);
        assert_eq!(headings(&terms, &[("Rice/z", true), ("Rice", true)])[1..3], ["*Rice", "*Rice|z"]);
        // The second one finds the first, which has its value now.
        assert_eq!(headings(&["Tea/x"], &[("Tea/x", false), ("Tea", true)]), ["*Tea"]);
        assert_eq!(headings(&["Tea|x"], &[("Tea", false), ("Tea/x", true)]), ["Tea", "*Tea|x"]);
        assert_eq!(headings(&[], &[("Tea", false), ("Tea", true)]), ["*Tea"]);
    }
}
