//! Where and when it appeared, and its numbers.

use super::super::{WriteOptions, issue, lead};
use super::Draft;
use crate::record::{
    ContainerTitle, Country, DateKind, DateParts, DateVal, Ident, Issn, Medium, Origin, PageRange, Part,
    PartOf, Supplement,
};
use crate::vocab::months;

impl Draft {
    /// `IS`, one a line with its medium. A derived ISSN is written by nobody (mapping reference 8.11).
    pub(super) fn issns(&mut self, issns: &[Issn]) {
        for Issn { value, medium, origin } in issns {
            let medium = match medium {
                _ if *origin == Origin::Derived => continue,
                Medium::Print => " (Print)",
                Medium::Electronic => " (Electronic)",
                Medium::Linking => " (Linking)",
                Medium::Unknown => "",
            };
            if !value.trim().is_empty() {
                self.push("IS", &format!("{value}{medium}"));
            }
        }
    }

    /// `VI` and `IP`; a supplement of the volume stands in the volume: `49 Suppl 1` (mapping reference 2.2).
    pub(super) fn volume_and_issue(
        &mut self,
        volume: Option<&str>,
        number: Option<&str>,
        supplement: Option<&Supplement>,
        part: Option<&Part>,
    ) {
        let volume = issue::volume(volume, part);
        let number = issue::issue(number, supplement, part);
        let of_volume = supplement.is_some_and(|it| it.of == PartOf::Volume) && number.starts_with("Suppl");
        if of_volume && !volume.is_empty() {
            self.push("VI", &format!("{volume} {number}"));
        } else {
            self.push("VI", &volume);
            self.push("IP", &number);
        }
    }

    /// `DP`: `2022 Apr 10`, `2022 Apr-May`, `2022 Spring`.
    pub(super) fn issued(&mut self, dates: &[DateVal]) {
        let mut issued = dates.iter().filter(|date| date.kind == DateKind::Issued);
        let Some(date) = issued.next() else { return };
        self.lose(issued.next().is_some() || date.circa, "dates");
        match printed(date) {
            Some(text) => self.push("DP", &text),
            None => self.push("DP", &date.text_raw),
        }
    }

    /// `DEP`, a whole date.
    pub(super) fn electronic(&mut self, dates: &[DateVal]) {
        let mut has_any = false;
        for date in dates.iter().filter(|date| date.kind == DateKind::Epub) {
            let day = date.start.and_then(whole_day).filter(|_| date.end.is_none() && !has_any);
            match day {
                Some((year, month, day)) => self.push("DEP", &format!("{year:04}{month:02}{day:02}")),
                None => self.lose(true, "dates"),
            }
            has_any = true;
        }
    }

    /// `PHST`, whole dates. When a page was fetched is not of the article.
    pub(super) fn history(&mut self, dates: &[DateVal]) {
        for date in dates {
            let event = match date.kind {
                DateKind::Received => "received",
                DateKind::Revised => "revised",
                DateKind::Accepted => "accepted",
                DateKind::Issued | DateKind::Epub => continue,
                DateKind::Accessed => {
                    self.lost.insert("dates");
                    continue;
                }
            };
            match date.start.and_then(whole_day).filter(|_| date.end.is_none()) {
                Some((year, month, day)) => {
                    self.push("PHST", &format!("{year:04}/{month:02}/{day:02} 00:00 [{event}]"));
                }
                None => self.lose(true, "dates"),
            }
        }
    }

    /// `PG`, shortened as NLM does; the number of an article where there are no pages.
    pub(super) fn pages(&mut self, ranges: &[PageRange], article_number: Option<&str>, count: Option<&str>) {
        // `raw` is as printed.
        let texts: Vec<String> = ranges
            .iter()
            .map(|PageRange { first, last, raw: _ }| match last {
                Some(last) if last != first => format!("{first}-{}", shortened(first, last)),
                _ => first.clone(),
            })
            .collect();
        let pages = texts.join(", ");
        let has_pages = !pages.trim().is_empty();
        self.push("PG", if has_pages { &pages } else { article_number.unwrap_or_default() });
        self.lose(has_pages && article_number.is_some(), "article_number");
        match count {
            Some(count) if !has_pages && article_number.is_none() => self.push("PG", &format!("{count} p")),
            _ => self.lose(count.is_some(), "number_of_pages"),
        }
    }

    /// `LID` or `AID`: the DOI and the publisher's number.
    pub(super) fn identifiers(&mut self, identifiers: &[Ident], tag: &str) {
        for Ident { scheme, value, normalised: _, raw: _, origin: _ } in identifiers {
            match scheme.as_str() {
                "doi" | "pii" if !value.trim().is_empty() => self.push(tag, &format!("{value} [{scheme}]")),
                "bookaccession" if tag == "AID" => self.push(tag, &format!("{value} [bookaccession]")),
                "doi" | "pii" | "bookaccession" | "pmid" | "pmcid" => {}
                _ => self.lose(true, "identifiers"),
            }
        }
    }

    /// `PMC`.
    pub(super) fn pmcid(&mut self, identifiers: &[Ident]) {
        for ident in identifiers.iter().filter(|ident| ident.scheme == "pmcid") {
            self.push("PMC", &ident.value);
        }
    }

    /// `PL`.
    pub(super) fn countries(&mut self, countries: &[Country]) {
        // The code repeats the text for machines.
        for Country { text, code: _ } in countries {
            self.push("PL", text);
        }
    }

    /// `TA` and `JT`.
    pub(super) fn journal(&mut self, names: &[ContainerTitle], options: &WriteOptions) {
        let order = lead::container(names, options.destination.lead);
        let text = |at: Option<usize>| at.and_then(|at| names.get(at)).map(|name| name.text.to_plain());
        self.push("TA", &text(order.abbreviation).unwrap_or_default());
        self.push("JT", &text(order.leading).unwrap_or_default());
        let placed = [order.leading, order.abbreviation];
        self.lose((0..names.len()).any(|at| !placed.contains(&Some(at))), "container_titles");
    }
}

/// The last page without the digits that it shares with the first: `21` of `217` and `221`, `5` of `S12` and `S15`.
fn shortened(first: &str, last: &str) -> String {
    let digits = |page: &str| page.trim_start_matches(|it: char| !it.is_ascii_digit()).to_owned();
    let (start, end) = (digits(first), digits(last));
    let prefix = |page: &str, digits: &str| page.strip_suffix(digits).map(str::to_owned);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let alike = prefix(first, &start) == prefix(last, &end) && start.len() == end.len();
    if !alike || !is_number(&start) || !is_number(&end) || end <= start {
        return last.to_owned();
    }
    let shared = start.bytes().zip(end.bytes()).take_while(|(one, other)| one == other).count();
    end.get(shared..).unwrap_or(&end).to_owned()
}

fn whole_day(date: DateParts) -> Option<(i32, u8, u8)> {
    let DateParts { year, month, day } = date;
    (0..=9999).contains(&year).then_some((year, month?, day?))
}

/// A date as NLM prints it; `None` without a year of four digits.
fn printed(date: &DateVal) -> Option<String> {
    let one = |parts: DateParts| {
        let DateParts { year, month, day } = parts;
        let month = month.and_then(months::abbreviation);
        let day = month.and(day).map(|day| day.to_string());
        [Some(format!("{year:04}")), month.map(str::to_owned), day]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let start = date.start.filter(|start| (0..=9999).contains(&start.year))?;
    let start_text = one(start);
    if let Some(season) = date.season.filter(|_| date.end.is_none()) {
        return Some(format!("{:04} {}", start.year, season.name()));
    }
    let Some(end) = date.end.filter(|end| (0..=9999).contains(&end.year)) else { return Some(start_text) };
    let end_text = one(end);
    let year = format!("{:04} ", start.year);
    let rest =
        if end.year == start.year { end_text.strip_prefix(&year).unwrap_or(&end_text) } else { &end_text };
    Some(format!("{start_text}-{rest}"))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn pages_are_shortened_as_nlm_does() {
        let rows = [
            ("217", "221", "21"),
            ("101", "109", "9"),
            ("S12", "S15", "5"),
            ("99", "101", "101"),
            ("e1", "f2", "f2"),
            ("221", "217", "217"),
            ("xii", "xv", "xv"),
        ];
        for (first, last, expected) in rows {
            assert_eq!(shortened(first, last), expected, "{first}-{last}");
        }
    }
}
