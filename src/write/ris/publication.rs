//! Where and when it appeared: journal, ISSN, dates, volume, issue, pages, places.

use super::super::destination::{M2Line, RisDates, RisPages};
use super::super::leftover::{self, entry};
use super::super::{issue, lead};
use super::{Draft, date};
use crate::record::{
    ContainerRole, ContainerTitle, Country, DateKind, DateVal, Issn, Medium, Origin, PageRange, Part, Seen,
    Supplement,
};

impl Draft {
    /// `T2` and `J2` (mapping reference 2.6, "journal").
    pub(super) fn journal(&mut self, names: &[ContainerTitle]) {
        let table = self.table();
        let main = names.iter().position(|name| name.role == ContainerRole::Main);
        let plain =
            |position: Option<usize>| position.and_then(|at| names.get(at)).map(|name| name.text.to_plain());
        let lead::ContainerOrder { leading, other: _, abbreviation } =
            lead::container(names, self.destination.lead);
        self.lines.push_some(table.journal, plain(leading).as_deref());

        let extra = main.filter(|_| leading != main && self.m2(M2Line::OriginalContainerTitle));
        if let Some(main) = plain(extra) {
            self.lines.push("M2", &format!("original-container-title: {main}"));
        }
        let mut abbreviation_placed = false;
        if let Some(short) = plain(abbreviation) {
            if let Some(tag) = table.journal_abbreviation {
                self.lines.push(tag, &short);
                abbreviation_placed = true;
            }
            if leading.is_none() && (table.abbreviation_as_journal || !abbreviation_placed) {
                self.lines.push(table.journal, &short);
                abbreviation_placed = true;
            } else if abbreviation_placed {
                self.note.add_if_dropped(&leftover::JOURNAL_ABBREVIATION, short);
            }
        }

        let abbreviation = abbreviation.filter(|_| abbreviation_placed);
        for (position, name) in names.iter().enumerate() {
            // The rule of an abbreviation is machine knowledge.
            let ContainerTitle { text, role, scheme: _ } = name;
            if [leading, extra, abbreviation].contains(&Some(position)) {
                continue;
            }
            let label = match role {
                ContainerRole::Main => &leftover::FURTHER_JOURNAL,
                ContainerRole::Abbrev => &leftover::JOURNAL_ABBREVIATION,
                ContainerRole::Vernacular => &leftover::VERNACULAR_JOURNAL,
            };
            self.note.add(label, text.to_plain());
        }
    }

    /// `SN`, one; the others to the note. A derived ISSN is written by nobody (mapping reference 8.11).
    pub(super) fn issns(&mut self, issns: &[Issn], chief: Option<&Issn>) {
        self.lines.push_some("SN", chief.map(|issn| issn.value.as_str()));
        let (mut further, mut seen) = (Vec::<String>::new(), Seen::default());
        for issn in issns {
            let Issn { value, medium, origin } = issn;
            if *origin == Origin::Derived || Some(issn) == chief {
                continue;
            }
            let medium = match medium {
                Medium::Print => " (Print)",
                Medium::Electronic => " (Electronic)",
                Medium::Linking => " (Linking)",
                Medium::Unknown => "",
            };
            let text = format!("{value}{medium}");
            if !seen.has(&further, |known| known, &&text) {
                further.push(text);
            }
        }
        self.note.add_entries(&leftover::ISSN, &further);
    }

    /// `PY` and `DA`, `Y2`, and the dates RIS has no tag for.
    pub(super) fn dates(&mut self, dates: &[DateVal]) {
        let (mut issued, mut epub, mut accessed) = (false, false, false);
        for date in dates {
            // `text_raw` is as printed; `leftover::in_words` falls back on it.
            let DateVal { kind, start: _, end: _, season: _, circa: _, text_raw: _ } = date;
            let words = leftover::in_words(date);
            match kind {
                DateKind::Issued if !issued => {
                    issued = true;
                    self.issued(date, words);
                }
                DateKind::Issued => self.note.add(&leftover::DATE, words),
                DateKind::Epub => match (self.table().epub_date, date.start) {
                    (Some(tag), Some(start)) if !epub => {
                        epub = true;
                        self.lines.push(tag, &start.iso().replace('-', "/"));
                    }
                    _ => self.note.add(&leftover::EPUB_DATE, words),
                },
                DateKind::Received => self.note.add(&leftover::RECEIVED, words),
                DateKind::Revised => self.note.add(&leftover::REVISED, words),
                DateKind::Accepted => self.note.add(&leftover::ACCEPTED, words),
                DateKind::Accessed => match date::slashed(date) {
                    Some(day) if !accessed => {
                        accessed = true;
                        self.lines.push("Y2", &day);
                    }
                    _ => self.note.add(&leftover::ACCESSED, words),
                },
            }
        }
    }

    /// The date of publication. A range is its start in `DA` (mapping reference 4.4), so its whole goes to the note.
    fn issued(&mut self, date: &DateVal, words: String) {
        let (Some(year), Some(slashed)) = (date::year(date), date::slashed(date)) else {
            self.note.add(&leftover::DATE, words);
            return;
        };
        let more_than_year = date.season.is_some() || date.start.is_some_and(|start| start.month.is_some());
        let mut whole = date.end.is_none() && !date.circa;
        match self.table().dates {
            RisDates::PyAndDa => {
                self.lines.push("PY", &year);
                self.lines.push("DA", &slashed);
            }
            RisDates::Y1 => self.lines.push("Y1", &slashed),
            RisDates::PyOnly => {
                self.lines.push("PY", &year);
                whole = whole && !more_than_year;
            }
        }
        if !whole {
            self.note.add(&leftover::DATE, words);
        }
    }

    /// `VL` and `IS`.
    pub(super) fn volume_and_issue(
        &mut self,
        volume: Option<&str>,
        issue: Option<&str>,
        supplement: Option<&Supplement>,
        part: Option<&Part>,
    ) {
        self.lines.push("VL", &issue::volume(volume, part));
        self.lines.push("IS", &issue::issue(issue, supplement, part));
    }

    /// `SP` and `EP`; an article number stands in `SP` where there are no pages (mapping reference 2.6).
    pub(super) fn pages(&mut self, ranges: &[PageRange], article_number: Option<&str>) {
        if let Some(article_number) = article_number {
            let own_tag = self.table().article_number;
            if let Some(tag) = own_tag {
                self.lines.push(tag, article_number);
            }
            if ranges.is_empty() {
                self.lines.push("SP", article_number);
            } else if own_tag.is_none() {
                self.note.add(&leftover::ARTICLE_NUMBER, article_number);
            }
        }
        // `raw` is as printed. A range from a page to itself is that page: Zotero would show "5-5".
        let last_of =
            |PageRange { first, last, raw: _ }: &PageRange| last.clone().filter(|last| last != first);
        if let ([only], RisPages::Split) = (ranges, self.table().pages) {
            self.lines.push("SP", &only.first);
            self.lines.push_some("EP", last_of(only).as_deref());
            return;
        }
        let whole = |range: &PageRange| match last_of(range) {
            Some(last) => format!("{}-{last}", range.first),
            None => range.first.clone(),
        };
        self.lines.push("SP", &ranges.iter().map(whole).collect::<Vec<_>>().join(", "));
    }

    /// `CY`: a place of publication, else the country the database states (mapping reference 8.16).
    pub(super) fn places(&mut self, place: Option<&str>, countries: &[Country]) {
        // The code repeats the text for machines.
        let texts: Vec<String> = countries.iter().map(|Country { text, code: _ }| entry(text)).collect();
        self.lines.push_some("CY", place);
        match self.table().country {
            Some(tag) if place.is_none() => self.lines.push(tag, &texts.join("; ")),
            _ => self.note.add_entries(&leftover::COUNTRY, &texts),
        }
    }
}
