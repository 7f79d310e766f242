//! What it is about and what is known around it: numbers, types, terms, languages, abstracts, addresses, notes.

use super::{Draft, entry};
use crate::record::{
    Abstract, Country, Database, FreeNote, Funding, Ident, Issn, Kind, Language, Medium, Origin, Seen, Term,
    Url,
};
use crate::vocab;
use crate::write::abstract_text::{self, Sections};
use crate::write::address::{self, Rank};
use crate::write::destination::{BibtexPmid, LanguageForm};
use crate::write::term::{self, Star};
use crate::write::{language, remark};

impl Draft<'_> {
    /// `doi`, `pmid` or `eprint`, `pmcid`, `wprimid`, `isbn`, and one field for each further scheme.
    pub(super) fn identifiers(&mut self, identifiers: &[Ident]) {
        let as_eprint = match self.options.destination.bibtex.pmid {
            BibtexPmid::ByDialect => self.is_biblatex(),
            BibtexPmid::Pmid => false,
            BibtexPmid::Eprint => true,
        };
        let mut books: Vec<&str> = Vec::new();
        let mut identifiers: Vec<&Ident> = identifiers.iter().collect();
        // An order that does not depend on the one in which they were read.
        identifiers.sort_by(|one, other| one.scheme.cmp(&other.scheme));
        for ident in identifiers {
            // `normalised` is for comparison, `raw` is as printed, `origin` is ours.
            let Ident { scheme, value, normalised: _, raw: _, origin: _ } = ident;
            match scheme.as_str() {
                "doi" => self.verbatim("doi", value),
                // Never both: Zotero would show the number twice (mapping reference 2.7).
                "pmid" if as_eprint && !self.entry.has("eprint") => {
                    self.verbatim("eprint", value);
                    self.entry.push("eprinttype", "pubmed");
                }
                "pmid" | "pmcid" => self.text(scheme, Some(value)),
                "isbn" => books.push(value),
                _ => {
                    let letters = scheme.chars().filter(char::is_ascii_alphanumeric);
                    let name: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
                    let name = if name.starts_with(|first: char| first.is_ascii_lowercase()) {
                        format!("{name}id")
                    } else {
                        format!("other{name}id")
                    };
                    let value = self.escaper.text(value);
                    let place = if name == "wprimid" { "wprimid" } else { entry::OTHER_NUMBERS };
                    self.entry.push_at(&name, place, &value);
                }
            }
        }
        self.text("isbn", Some(&books.join("; ")));
    }

    /// `issn`, the printed edition's first. A derived ISSN is written by nobody (mapping reference 8.11).
    pub(super) fn issns(&mut self, issns: &[Issn]) {
        let mut known: Vec<&Issn> = issns.iter().filter(|issn| issn.origin != Origin::Derived).collect();
        known.sort_by_key(|issn| issn.medium);
        // Which number is of which edition has no field; with a single ISSN that is no loss to a reference.
        if known.len() > 1 && known.iter().any(|issn| issn.medium != Medium::Unknown) {
            self.lost.insert("issns");
        }
        let (mut values, mut seen) = (Vec::<&str>::new(), Seen::default());
        for Issn { value, medium: _, origin: _ } in known {
            if !seen.has(&values, |known| *known, &value.as_str()) {
                values.push(value);
            }
        }
        self.text("issn", Some(&values.join("; ")));
    }

    /// One `url`; the others under the names of their kinds. An address of a DOI's resolver is left out where `doi`
    /// says the same.
    pub(super) fn urls(&mut self, urls: &[Url], doi: Option<&str>) {
        for (rank, Url { href, kind }) in address::ranked(urls, doi) {
            match rank {
                Rank::Chief => self.verbatim("url", href),
                Rank::Further => self.verbatim(&format!("url_{}", address::word(*kind)), href),
            }
        }
    }

    /// `language`, or `langid` for a single language that babel knows; never both, because programs then prefer
    /// the one they understand less (needs reference B.2).
    pub(super) fn languages(&mut self, languages: &[Language]) {
        let form = self.options.destination.bibtex.language;
        if let ([Language { text: _, tag: Some(tag) }], LanguageForm::Langid) = (languages, form)
            && let Some(name) = vocab::languages::babel_name(tag)
        {
            self.entry.push("langid", name);
            return;
        }
        let names = language::names(languages, form);
        // BibLaTeX reads a list here, with the separator of all its lists.
        let joint = if self.is_biblatex() { " and " } else { "; " };
        self.text("language", Some(&names.join(joint)));
    }

    /// `country`, as the database writes it; never a place of publication (mapping reference 8.16).
    pub(super) fn countries(&mut self, countries: &[Country]) {
        // The code repeats the text for machines.
        let texts: Vec<&str> = countries.iter().map(|Country { text, code: _ }| text.as_str()).collect();
        self.text("country", Some(&texts.join("; ")));
    }

    /// `pubtype`: all publication types. The chief one is `type` of a thesis or report and BibLaTeX's
    /// `entrysubtype` of the rest, which also tells newspapers and magazines from journals.
    pub(super) fn types(&mut self, genre: Option<&str>, types: &[Term]) {
        let all = term::publication_types(genre, types);
        let chief = genre.or_else(|| all.first().copied());
        let subtype = match self.kind {
            Kind::ArticleNewspaper => Some("newspaper"),
            Kind::ArticleMagazine => Some("magazine"),
            _ => chief,
        };
        if matches!(self.kind, Kind::Thesis | Kind::Report) {
            self.text("type", chief);
        } else if self.is_biblatex() {
            self.text("entrysubtype", subtype);
        }
        self.text("pubtype", Some(&all.join("; ")));
    }

    /// `keywords` of the authors and of other vocabularies, `mesh` for the headings. Programs split `keywords` at
    /// commas and semicolons whatever braces say, so a term loses them there and stands whole in `keywordlist`
    /// (mapping reference 2.7); a `;` inside a term is doubled in the lists.
    pub(super) fn terms(&mut self, terms: &[Term]) {
        if terms.iter().any(|term| term.ui.is_some()) {
            self.lost.insert("terms");
        }
        let keywords = term::keywords(terms);
        let unsplit = |term: &String| {
            let blanks = term.replace([',', ';'], " ");
            blanks.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        self.text("keywords", Some(&keywords.iter().map(unsplit).collect::<Vec<_>>().join(", ")));
        let in_list = |terms: &[String]| {
            let doubled: Vec<String> = terms.iter().map(|term| term.replace(';', ";;")).collect();
            doubled.join("; ")
        };
        if keywords.iter().any(|term| term.contains([',', ';'])) {
            self.text("keywordlist", Some(&in_list(&keywords)));
        }
        self.text("mesh", Some(&in_list(&term::headings(terms, Star::Shown))));
    }

    /// `abstract`, and further ones under the names of their languages.
    pub(super) fn abstracts(&mut self, abstracts: &[Abstract]) {
        let texts = abstract_text::shown(abstracts, self.options.abstracts, Sections::Running);
        for (position, one) in texts.into_iter().enumerate() {
            let lang = one.lang.filter(|_| position > 0);
            self.marked(&entry::in_language("abstract", lang), &one.words);
        }
    }

    /// Grants, as printed or put together from what is known.
    pub(super) fn funding(&mut self, funding: &[Funding]) {
        if funding.iter().any(remark::grant_says_less) {
            self.lost.insert("funding");
        }
        let grants: Vec<String> = funding.iter().map(remark::grant).collect();
        self.text("funding", Some(&grants.join("; ")));
    }

    /// `note`, with what the source calls it. The status is BibLaTeX's `pubstate`; classic styles have only the
    /// note to print it.
    pub(super) fn notes(&mut self, notes: &[FreeNote], status: Option<&str>) {
        let mut texts = Vec::new();
        if let Some(status) = status {
            if self.is_biblatex() {
                self.text("pubstate", Some(pubstate(status)));
            } else {
                texts.push(status.to_owned());
            }
        }
        texts.extend(notes.iter().map(remark::note));
        self.text("note", Some(&texts.join("; ")));
    }

    /// `database`, its provider and its address.
    pub(super) fn database(&mut self, database: Option<&Database>) {
        let Some(Database { name, provider, url }) = database else { return };
        self.text("database", Some(name));
        self.text("database_provider", provider.as_deref());
        if let Some(url) = url {
            self.verbatim("database_url", url);
        }
    }
}

/// BibLaTeX's words for a status, which its styles translate; any other text as it is.
fn pubstate(status: &str) -> &str {
    const WORDS: &[(&str, &str)] = &[
        ("in press", "inpress"),
        ("in preparation", "inpreparation"),
        ("submitted", "submitted"),
        ("forthcoming", "forthcoming"),
        ("prepublished", "prepublished"),
    ];
    let known = WORDS.iter().find(|(words, _)| words.eq_ignore_ascii_case(status.trim()));
    known.map_or(status, |(_, word)| word)
}
