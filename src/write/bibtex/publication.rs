//! Where and when it appeared: journal, dates, volume, issue, pages, publisher.

use super::Draft;
use crate::record::{
    ContainerRole, ContainerTitle, DateKind, DateParts, DateVal, Kind, PageRange, Part, PartOf, Season,
    Supplement,
};
use crate::write::{issue, lead};

/// The macros that every BibTeX style defines.
const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn month_macro(month: u8) -> Option<&'static str> {
    MONTHS.get(usize::from(month).checked_sub(1)?).copied()
}

impl Draft<'_> {
    /// `journal` or `journaltitle`, `booktitle` for parts of books, `shortjournal`, `journal_native`.
    pub(super) fn journal(&mut self, names: &[ContainerTitle]) {
        let lead::ContainerOrder { leading, other: _, abbreviation } = lead::container(names, self.lead());
        // Styles print only this field, so an abbreviation stands in it too where nothing else is known.
        let leading = leading.or(abbreviation);
        let is_part = self.entry_type.starts_with("in");
        if let Some(name) = leading.and_then(|at| names.get(at)) {
            match (is_part, self.is_biblatex()) {
                (true, _) => self.title("booktitle", &name.text.value),
                (false, true) => self.marked("journaltitle", &name.text.value),
                (false, false) => self.marked("journal", &name.text.value),
            }
        }
        for (position, name) in names.iter().enumerate() {
            // The rule of an abbreviation is machine knowledge.
            let ContainerTitle { text, role, scheme: _ } = name;
            if Some(position) == leading && *role != ContainerRole::Abbrev {
                continue;
            }
            let field = match role {
                ContainerRole::Abbrev => "shortjournal",
                ContainerRole::Vernacular => "journal_native",
                ContainerRole::Main => "journal_romanised",
            };
            self.marked(field, &text.value);
        }
    }

    /// `date` or `year`, `month` and `day`; `urldate`; `epubdate`, which mapping reference 2.1 gives only to
    /// BibLaTeX: no style reads it in either, and in both it is kept by those who keep unknown fields.
    pub(super) fn dates(&mut self, dates: &[DateVal]) {
        let (mut issued, mut epub, mut accessed) = (false, false, false);
        for date in dates {
            let first_of_its_kind = match date.kind {
                DateKind::Issued => !std::mem::replace(&mut issued, true),
                DateKind::Epub => !std::mem::replace(&mut epub, true),
                DateKind::Accessed => !std::mem::replace(&mut accessed, true),
                DateKind::Received | DateKind::Accepted | DateKind::Revised => false,
            };
            match date.kind {
                DateKind::Issued if first_of_its_kind && self.is_biblatex() => self.issued_edtf(date),
                DateKind::Issued if first_of_its_kind => self.issued_in_parts(date),
                DateKind::Epub if first_of_its_kind => self.plain_date("epubdate", date),
                DateKind::Accessed if first_of_its_kind => self.plain_date("urldate", date),
                _ => {
                    self.lost.insert("dates");
                }
            }
        }
    }

    /// EDTF, or the text that was not understood, which only `year` may hold.
    fn issued_edtf(&mut self, date: &DateVal) {
        match edtf(date) {
            Some(edtf) => self.entry.push("date", &edtf),
            None => self.text("year", Some(&date.text_raw)),
        }
    }

    fn plain_date(&mut self, field: &str, date: &DateVal) {
        match edtf(date) {
            Some(edtf) => self.entry.push(field, &edtf),
            None => self.text(field, Some(&date.text_raw)),
        }
    }

    /// `year`, `month` as macros, `day`.
    fn issued_in_parts(&mut self, date: &DateVal) {
        let DateVal { kind: _, start, end, season, circa, text_raw } = date;
        let Some(start) = start else {
            self.text("year", Some(text_raw));
            return;
        };
        if *circa {
            self.lost.insert("dates");
        }
        let end = end.unwrap_or(DateParts { year: start.year, month: None, day: None });
        let year = DateParts::year(start.year).iso();
        if end.year == start.year {
            self.entry.push("year", &year);
        } else {
            self.entry.push("year", &format!("{year}--{}", DateParts::year(end.year).iso()));
        }
        let (first, last) = (start.month.and_then(month_macro), end.month.and_then(month_macro));
        match (first, last) {
            (Some(first), Some(last)) if (first, start.year) != (last, end.year) => {
                self.entry.push_unbraced("month", format!("{first} # \"-\" # {last}"));
            }
            (Some(first), _) => self.entry.push_unbraced("month", first.to_owned()),
            (None, _) => self.entry.push("month", season.map(Season::name).unwrap_or_default()),
        }
        match (start.day.filter(|_| first.is_some()), end.day.filter(|_| last.is_some())) {
            (Some(first), Some(last)) => self.entry.push("day", &format!("{first}--{last}")),
            (Some(first), None) => self.entry.push("day", &first.to_string()),
            (None, _) => {}
        }
    }

    /// `volume`. BibLaTeX wants it without its part, which has a field there; classic styles print what they get.
    pub(super) fn volume(&mut self, volume: Option<&str>, part: Option<&Part>) {
        if !self.is_biblatex() {
            self.text("volume", Some(&issue::volume(volume, part)));
            return;
        }
        let mut volume = volume.unwrap_or_default();
        if let Some(Part { number, of: _ }) = part.filter(|part| part.of == PartOf::Volume) {
            self.text("part", Some(number));
            // A source may have left the part in the volume.
            volume = volume.strip_suffix(&format!("Pt {number}")).map_or(volume, str::trim_end);
        }
        self.text("volume", Some(volume));
    }

    /// `number`: the text for display, which names supplement and part; without one it is made from them. BibLaTeX
    /// has `issue` for what is a name and no number: a season (mapping reference 2.1).
    pub(super) fn issue(
        &mut self,
        issue: Option<&str>,
        supplement: Option<&Supplement>,
        part: Option<&Part>,
    ) {
        let text = issue::issue(issue, supplement, part);
        if !self.is_biblatex() {
            self.text("number", Some(&text));
            return;
        }
        let seasons = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter].map(Season::name);
        let is_season = seasons.into_iter().chain(["Fall"]).any(|season| season.eq_ignore_ascii_case(&text));
        // The manual's form (mapping reference 4.4).
        let words = text.split(' ').map(|word| if word == "Suppl" { "Suppl." } else { word });
        let text = words.collect::<Vec<_>>().join(" ");
        self.text(if is_season { "issue" } else { "number" }, Some(&text));
    }

    /// `pages` and `eid`. An article number stands in `pages` too for old styles of BibTeX; BibLaTeX prints `eid`,
    /// and both only where the source has both.
    pub(super) fn pages(&mut self, ranges: &[PageRange], article_number: Option<&str>) {
        let mut written = Vec::new();
        for range in ranges {
            // `raw` is as printed. A range from a page to itself is that page.
            let PageRange { first, last, raw: _ } = range;
            let first_page = self.escaper.text(first);
            written.push(match last.as_deref().filter(|last| last != first) {
                Some(last) => format!("{first_page}--{}", self.escaper.text(last)),
                None => first_page,
            });
        }
        self.entry.push("pages", &written.join(", "));
        self.text("eid", article_number);
        if written.is_empty() && !self.is_biblatex() {
            self.text("pages", article_number);
        }
    }

    /// `publisher`, or what a thesis and a report call it; `address` or `location` only for a true place of
    /// publication.
    pub(super) fn publisher(&mut self, publisher: Option<&str>, place: Option<&str>) {
        let field = match (self.kind, self.is_biblatex()) {
            (Kind::Thesis, false) => "school",
            (Kind::Thesis, true) | (Kind::Report, _) => "institution",
            _ => "publisher",
        };
        self.text(field, publisher);
        self.text(if self.is_biblatex() { "location" } else { "address" }, place);
    }
}

/// Extended date-time format: `2022`, `2022-04/2022-05`, `2022-21` for spring, `2022~` for about 2022.
fn edtf(date: &DateVal) -> Option<String> {
    let DateVal { kind: _, start, end, season, circa, text_raw: _ } = date;
    let start = (*start)?;
    let about = if *circa { "~" } else { "" };
    Some(match (end, season) {
        (Some(end), _) => format!("{}{about}/{}{about}", start.iso(), end.iso()),
        (None, Some(season)) => {
            format!("{}-{}{about}", DateParts::year(start.year).iso(), season.number() + 20)
        }
        (None, None) => format!("{}{about}", start.iso()),
    })
}
