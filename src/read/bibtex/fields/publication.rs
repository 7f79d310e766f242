//! Where and when it appeared: journal, dates, volume, issue, pages, publisher.

use super::{Slip, base};
use crate::read::bibtex::dates;
use crate::read::intake::{Lines, split_labels};
use crate::record::{ContainerRole, DateKind, Part, PartOf};
use crate::syntax::latex::{Braces, read_verbatim};
use crate::value::country;

impl Slip<'_, '_> {
    pub(super) fn journal(&mut self) {
        let mut full = self.take(&["fjournal", "journaltitle"]);
        let short_first = !full.is_empty();
        for (_, value) in self.take(&["shortjournal", "journalabbr", "journal-iso"]) {
            let name = self.plain("container-title", &value);
            self.intake.container(ContainerRole::Abbrev, &name);
        }
        for (line, value) in self.take(&["journal"]) {
            if short_first {
                let name = self.plain("container-title", &value);
                let known = full.iter().any(|(_, other)| other.latex.trim() == value.latex.trim());
                if !known {
                    self.intake.container(ContainerRole::Abbrev, &name);
                }
            } else {
                full.push((line, value));
            }
        }
        full.extend(self.take(&["booktitle"]));
        for (line, value) in full {
            self.intake.line = line;
            let braces = if value.name == "booktitle" { Braces::Protect } else { Braces::Group };
            let name = self.marked("container-title", &value.latex, braces, Lines::Joined);
            let plain = name.to_plain();
            let mut known = self.intake.record.container_titles.iter();
            // Our own writer repeats an abbreviation where no full name is known.
            if known.any(|title| title.text.as_plain() == plain) {
                continue;
            }
            let has_main =
                self.intake.record.container_titles.iter().any(|it| it.role == ContainerRole::Main);
            if has_main {
                self.keep(value.name, plain);
            } else {
                self.intake.marked_container(ContainerRole::Main, name);
            }
        }
        for (field, role) in
            [("journal_native", ContainerRole::Vernacular), ("journal_romanised", ContainerRole::Main)]
        {
            for (_, value) in self.take(&[field]) {
                let name = self.marked("container-title", &value.latex, Braces::Group, Lines::Joined);
                self.intake.marked_container(role, name);
            }
        }
    }

    pub(super) fn dates(&mut self) {
        let date = self.one_date(DateKind::Issued, "date");
        let mut part = |name: &str| self.one_plain("issued", &[name]).unwrap_or_default();
        let (year, month, day) = (part("year"), part("month"), part("day"));
        let joined = [&year, &month, &day].map(String::as_str);
        let joined: Vec<&str> = joined.into_iter().filter(|text| !text.is_empty()).collect();
        if let Some(date) = date {
            self.parts_beside(&date, [&year, &month, &day]);
        } else if let Some(value) = dates::from_parts(&year, &month, &day) {
            self.intake.date_value(value);
        } else if !joined.is_empty() {
            self.intake.date(DateKind::Issued, &joined.join(" "));
        }
        for (field, kind) in [
            ("urldate", DateKind::Accessed),
            ("epubdate", DateKind::Epub),
            ("received", DateKind::Received),
            ("revised", DateKind::Revised),
            ("accepted", DateKind::Accepted),
        ] {
            self.one_date(kind, field);
        }
    }

    /// Year, month and day beside a `date`: it says it all, and what they say besides is kept.
    fn parts_beside(&mut self, date: &str, [year, month, day]: [&str; 3]) {
        let whole = if year.is_empty() { date.get(..4).unwrap_or_default() } else { year };
        let known = self.intake.record.date(DateKind::Issued).and_then(|date| date.start);
        let told = dates::from_parts(whole, month, day).and_then(|date| date.start);
        let agrees = match (known, told) {
            (Some(known), Some(told)) => {
                known.year == told.year
                    && (told.month.is_none() || told.month == known.month)
                    && (told.day.is_none() || told.day == known.day)
            }
            _ => false,
        };
        for (name, text) in [("year", year), ("month", month), ("day", day)] {
            if !agrees && !text.is_empty() && !date.contains(text) {
                self.keep(name, text);
            }
        }
    }

    /// A field of BibLaTeX's dates; gives its text. A `~` is a sign of doubt there and no blank.
    fn one_date(&mut self, kind: DateKind, field: &str) -> Option<String> {
        let value = self.one(&[field])?;
        let verbatim = read_verbatim(&value.latex);
        if let Some(date) = dates::edtf(kind, &verbatim) {
            self.intake.date_value(date);
            return Some(verbatim);
        }
        let text = Some(self.plain("date", &value)).filter(|text| !text.is_empty())?;
        self.intake.date(kind, &text);
        Some(text)
    }

    pub(super) fn numbers(&mut self) {
        if let Some(volume) = self.one_plain("volume", &["volume"]) {
            self.intake.volume(&volume);
        }
        let number = self.one_plain("issue", &["number"]);
        let issue = self.one_plain("issue", &["issue"]);
        match (number, issue) {
            (Some(number), Some(issue)) if number != issue => {
                self.intake.issue(&number);
                self.keep("issue", issue);
            }
            (Some(text), _) | (None, Some(text)) => self.intake.issue(&text),
            (None, None) => {}
        }
        if let Some(number) = self.one_plain("part", &["part"]) {
            match self.intake.record.part {
                None => self.intake.record.part = Some(Part { number, of: PartOf::Volume }),
                Some(_) => self.keep("part", number),
            }
        }
        if let Some(number) =
            self.one_plain("article-number", &["eid", "articleno", "article-number", "elocation-id"])
        {
            self.intake.article_number(&number);
        }
        if let Some(pages) = self.one_plain("page", &["pages"])
            // Our own BibTeX repeats an article number there.
            && self.intake.record.article_number.as_ref() != Some(&pages)
        {
            self.intake.pages(&pages);
        }
        if let Some(count) = self.one_plain("number-of-pages", &["pagetotal", "numpages"]) {
            self.intake.record.number_of_pages = Some(count);
        }
    }

    pub(super) fn publisher(&mut self) {
        for (line, value) in self.take(&["publisher", "school", "institution", "organization"]) {
            self.intake.line = line;
            let name = self.plain("publisher", &value);
            match &self.intake.record.publisher {
                None => self.intake.record.publisher = Some(name).filter(|name| !name.is_empty()),
                Some(known) if *known == name => {}
                Some(_) => self.keep(value.name, name),
            }
        }
        for (line, value) in self.take(&["address", "location"]) {
            self.intake.line = line;
            let place = self.plain("publisher-place", &value);
            // An article has no place of publication; its `address` is the country of a database, or where its
            // authors are (mapping reference 2.1).
            let is_loose =
                self.is_article && self.intake.record.publisher.is_none() && base(&value.name) == "address";
            let known = country::parse(&place).countries;
            if is_loose && !known.is_empty() && known.iter().all(|it| it.code.is_some()) {
                self.intake.countries(&place);
            } else if is_loose && place.contains([',', ';']) {
                self.intake.institution(&split_labels(&place));
            } else if self.intake.record.publisher_place.is_none() {
                self.intake.record.publisher_place = Some(place).filter(|place| !place.is_empty());
            } else if self.intake.record.publisher_place.as_ref() != Some(&place) {
                self.keep(value.name, place);
            }
        }
    }
}
