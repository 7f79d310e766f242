//! Where and when it appeared: journal, numbers, dates, volume, issue, pages, places.

use super::super::destination::EndNoteIssns;
use super::super::leftover::{self, entry, in_words, pair};
use super::super::{issue, lead};
use super::Draft;
use crate::record::{
    ContainerRole, ContainerTitle, Country, Database, DateKind, DateVal, Ident, Issn, Kind, Medium, Origin,
    PageRange, Part, Supplement,
};
use crate::vocab::endnote;

impl Draft {
    /// `secondary-title` and `periodical`, and `alt-title` for the name in another language.
    pub(super) fn journal(&mut self, names: &[ContainerTitle]) {
        let order = lead::container(names, self.destination.lead);
        let lead::ContainerOrder { leading, other, abbreviation: _ } = order;
        let at = |position: Option<usize>| position.and_then(|at| names.get(at)).map(|it| &it.text.value);
        let abbreviations: Vec<usize> = names
            .iter()
            .enumerate()
            .filter(|(_, name)| name.role == ContainerRole::Abbrev)
            .map(|(position, _)| position)
            .take(3)
            .collect();
        let has_container = endnote::has_container(self.kind);
        // Without a full name the abbreviation is the journal's, for the programs that look for it there.
        let shown = leading.or(abbreviations.first().copied());
        if has_container {
            self.elements.in_group("titles", "secondary-title", at(shown));
        }
        self.elements.in_group("titles", "alt-title", at(other));
        if self.is_in_periodical() || !has_container || !abbreviations.is_empty() {
            self.elements.in_group("periodical", "full-title", at(leading));
        }
        for (element, position) in ["abbr-1", "abbr-2", "abbr-3"].into_iter().zip(&abbreviations) {
            self.elements.in_group("periodical", element, at(Some(*position)));
        }
        for (position, name) in names.iter().enumerate() {
            // The rule of an abbreviation is machine knowledge.
            let ContainerTitle { text, role, scheme: _ } = name;
            let here = Some(position);
            if here == leading || here == other || abbreviations.contains(&position) {
                continue;
            }
            let label = match role {
                ContainerRole::Main => &leftover::FURTHER_JOURNAL,
                ContainerRole::Abbrev => &leftover::JOURNAL_ABBREVIATION,
                ContainerRole::Vernacular => &leftover::VERNACULAR_JOURNAL,
            };
            self.noted(label, text.lang.as_deref(), &text.value);
        }
    }

    /// Whether what the item stands in is a periodical.
    fn is_in_periodical(&self) -> bool {
        self.is_journal_article() || matches!(self.kind, Kind::ArticleMagazine | Kind::ArticleNewspaper)
    }

    /// Everything but ISBNs: `electronic-resource-num`, `accession-num`, `custom2` for PMCIDs, `custom6` for numbers of
    /// manuscripts; further ones to the note.
    pub(super) fn identifiers(&mut self, identifiers: &[Ident], database: Option<&Database>) {
        let first = |scheme: &str| identifiers.iter().position(|ident| ident.scheme == scheme);
        let (doi, pubmed, central) = (first("doi"), first("pmid"), first("pmcid"));
        let in_database = database
            .and_then(|database| first(&database.name.to_lowercase()))
            .filter(|at| ![doi, pubmed, central].contains(&Some(*at)))
            .or_else(|| first("wprim"));
        let accession = pubmed.or(in_database);
        let manuscript = identifiers
            .iter()
            .position(|ident| ident.scheme == "mid" && ident.value.to_ascii_uppercase().starts_with("NIHMS"));
        let places = [
            (doi, "electronic-resource-num"),
            (accession, "accession-num"),
            (central, "custom2"),
            (manuscript, "custom6"),
        ];
        for (at, element) in places {
            let value = at.and_then(|at| identifiers.get(at)).map(|ident| ident.value.as_str());
            self.elements.line(element, value.unwrap_or_default());
        }
        let in_isbn = self.number_in_isbn();
        let mut further = Vec::new();
        for (position, ident) in identifiers.iter().enumerate() {
            // `normalised` is for comparison, `raw` is as printed, `origin` is ours.
            let Ident { scheme, value, normalised: _, raw: _, origin: _ } = ident;
            let has_place = places.iter().any(|(at, _)| *at == Some(position));
            match (scheme.as_str(), has_place) {
                // What the number is of is not said where the record comes from another database.
                ("pmid", true) if database.is_some() => self.note.add_if_dropped(&leftover::PMID, value),
                ("wprim", true) => self.note.add_if_dropped(&leftover::WPRIM_ID, value),
                ("isbn", _) | (_, true) => {}
                (scheme, _) if Some(scheme) == in_isbn => {}
                ("pmid", false) => self.note.add(&leftover::PMID, value),
                ("pmcid", false) => self.note.add(&leftover::PMCID, value),
                ("wprim", false) => self.note.add(&leftover::WPRIM_ID, value),
                (scheme, false) => further.push(pair(scheme, value)),
            }
        }
        self.note.add_entries(&leftover::IDENTIFIERS, &further);
    }

    /// The scheme of the numbers that `isbn` holds in this type, where it is not ISSN and ISBN.
    fn number_in_isbn(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Patent => Some("patent"),
            Kind::Standard => Some("standard"),
            _ => None,
        }
    }

    /// `isbn`: ISSNs with their media as `PubMed` has them, then ISBNs, each on a line. A derived ISSN is written by
    /// nobody (mapping reference 8.11).
    pub(super) fn serial_numbers(&mut self, issns: &[Issn], chief: Option<&Issn>, identifiers: &[Ident]) {
        let read: Vec<&Issn> = issns.iter().filter(|issn| issn.origin != Origin::Derived).collect();
        let shown = |issn: &Issn| {
            let Issn { value, medium, origin: _ } = issn;
            match medium {
                Medium::Print => format!("{value} (Print)"),
                Medium::Electronic => format!("{value} (Electronic)"),
                Medium::Linking => format!("{value} (Linking)"),
                Medium::Unknown => value.clone(),
            }
        };
        let of_scheme = |wanted: &str| -> Vec<String> {
            identifiers.iter().filter(|it| it.scheme == wanted).map(|it| it.value.clone()).collect()
        };
        let of_books = of_scheme("isbn");
        if let Some(scheme) = self.number_in_isbn() {
            self.elements.lines("isbn", &of_scheme(scheme));
            let numbers: Vec<String> = read.into_iter().map(shown).collect();
            self.note.add_entries(&leftover::ISSN, &numbers);
            let of_books: Vec<String> = of_books.iter().map(|number| entry(number)).collect();
            return self.note.add_entries(&leftover::ISBN, &of_books);
        }
        let (mut lines, further): (Vec<String>, Vec<String>) = match self.table().issns {
            EndNoteIssns::All => (read.into_iter().map(shown).collect(), Vec::new()),
            EndNoteIssns::Chief => {
                let others = read.into_iter().filter(|issn| Some(*issn) != chief).map(shown).collect();
                (chief.iter().map(|issn| issn.value.clone()).collect(), others)
            }
        };
        lines.extend(of_books);
        self.elements.lines("isbn", &lines);
        self.note.add_entries(&leftover::ISSN, &further);
    }

    /// `dates`, `access-date`, `edition` of a journal article for the electronic date, and the note.
    pub(super) fn dates(&mut self, dates: &[DateVal]) {
        for date in dates {
            // `text_raw` is as printed; `in_words` falls back on it.
            let DateVal { kind, start, end: _, season: _, circa: _, text_raw: _ } = date;
            let words = in_words(date);
            match kind {
                DateKind::Issued if !self.elements.has("dates") => self.issued(date, &words),
                // The note would have it for the date of publication.
                DateKind::Issued => {
                    self.lost.insert("dates");
                }
                DateKind::Epub
                    if self.is_journal_article() && start.is_some() && !self.elements.has("edition") =>
                {
                    self.elements.line("edition", &words.replace('-', "/"));
                }
                DateKind::Epub => self.note.add(&leftover::EPUB_DATE, words),
                DateKind::Received => self.note.add(&leftover::RECEIVED, words),
                DateKind::Revised => self.note.add(&leftover::REVISED, words),
                DateKind::Accepted => self.note.add(&leftover::ACCEPTED, words),
                DateKind::Accessed if start.is_some() && !self.elements.has("access-date") => {
                    self.elements.line("access-date", &words);
                }
                DateKind::Accessed => self.note.add(&leftover::ACCESSED, words),
            }
        }
    }

    /// `year`, and `pub-dates` where there is more to say.
    fn issued(&mut self, date: &DateVal, words: &str) {
        let year = date.start.map(|start| start.year).filter(|year| (0..=9999).contains(year));
        let year = year.map(|year| format!("{year:04}"));
        self.elements.item("year", year.as_deref().unwrap_or_default());
        let sure = words.strip_prefix("circa ").filter(|_| date.circa);
        if sure.is_some() {
            self.note.add(&leftover::DATE, words);
        }
        let words = sure.unwrap_or(words);
        if year.as_deref() != Some(words) {
            self.elements.item("pub-dates", words);
        }
    }

    /// `volume` and `number`.
    pub(super) fn volume_and_issue(
        &mut self,
        volume: Option<&str>,
        issue: Option<&str>,
        supplement: Option<&Supplement>,
        part: Option<&Part>,
    ) {
        self.elements.line("volume", &issue::volume(volume, part));
        self.elements.line("number", &issue::issue(issue, supplement, part));
    }

    /// `pages`: all ranges, else the number of an article, else the number of pages of a book. The number of an article
    /// stands in `custom7` too, which is `EndNote`'s field for it.
    pub(super) fn pages(&mut self, ranges: &[PageRange], article_number: Option<&str>, count: Option<&str>) {
        // `raw` is as printed. A range from a page to itself is that page.
        let whole = |PageRange { first, last, raw: _ }: &PageRange| match last {
            Some(last) if last != first => format!("{first}-{last}"),
            _ => first.clone(),
        };
        self.elements.line("pages", &ranges.iter().map(whole).collect::<Vec<_>>().join(", "));
        if let Some(number) = article_number {
            if self.is_journal_article() {
                self.elements.line("custom7", number);
            } else if self.elements.has("pages") {
                self.note.add(&leftover::ARTICLE_NUMBER, number);
            }
            if !self.elements.has("pages") {
                self.elements.line("pages", number);
            }
        }
        let counts_pages =
            matches!(self.kind, Kind::Book | Kind::Thesis | Kind::Report | Kind::Manuscript | Kind::Standard);
        let is_number =
            count.is_some_and(|count| !count.is_empty() && count.bytes().all(|it| it.is_ascii_digit()));
        if counts_pages && is_number && !self.elements.has("pages") {
            self.elements.line("pages", count.unwrap_or_default());
        } else {
            self.note.add_some(&leftover::PAGE_COUNT, count);
        }
    }

    /// `publisher`, `pub-location`; a country has no element.
    pub(super) fn places(&mut self, publisher: Option<&str>, place: Option<&str>, countries: &[Country]) {
        self.elements.line("publisher", publisher.unwrap_or_default());
        self.elements.line("pub-location", place.unwrap_or_default());
        // The code repeats the text for machines.
        let texts: Vec<String> = countries.iter().map(|Country { text, code: _ }| entry(text)).collect();
        self.note.add_entries(&leftover::COUNTRY, &texts);
    }
}
