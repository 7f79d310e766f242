//! When and where an article was published: dates, volume, issue, pages.

use super::Intake;
use crate::record::{DateKind, DateParts, DateVal, PartOf, Supplement};
use crate::value::{date, numbering, pages};

impl Intake<'_> {
    /// A date in any notation. A further date of one kind that says more of the same year completes it.
    pub(in crate::read) fn date(&mut self, kind: DateKind, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let reading = date::parse(text);
        let known = self.record.dates.iter_mut().find(|date| date.kind == kind);
        // Web of Science writes `SEP 22` beside the year.
        if let (Some((month, day)), Some(known)) = (reading.month_day, known) {
            if let Some(start) = known.start.as_mut().filter(|start| start.month.is_none()) {
                *start = DateParts { month: Some(month), day, ..*start }.settled();
                known.text_raw = format!("{} {}", known.text_raw, text.trim());
            }
            return;
        }
        self.remarks("issued", reading.remarks);
        self.date_value(DateVal { kind, ..reading.value });
    }

    /// A date that is already read. The one that says more of the same year wins; the other one is contained in it.
    pub(in crate::read) fn date_value(&mut self, value: DateVal) {
        let Some(known) = self.record.dates.iter_mut().find(|date| date.kind == value.kind) else {
            self.record.dates.push(value);
            return;
        };
        let precision = |date: &DateVal| {
            date.start.map_or(0, |start| {
                1 + u8::from(start.month.is_some() || date.season.is_some()) + u8::from(start.day.is_some())
            })
        };
        let year = |date: &DateVal| date.start.map(|start| start.year);
        if known.start.is_none() || (year(known) == year(&value) && precision(&value) > precision(known)) {
            *known = value;
        } else if year(known) != year(&value) && value.start.is_some() {
            let (tag, text) = (format!("{:?} date", value.kind).to_lowercase(), value.text_raw);
            self.unknown(tag, text);
        }
    }

    /// A volume; a supplement in it goes to the issue.
    pub(in crate::read) fn volume(&mut self, text: &str) {
        let Some(text) = self.line_of("volume", text) else { return };
        let read = numbering::volume(&text);
        let record = &mut self.record;
        record.volume = read.number;
        record.volume_raw = read.raw;
        record.part = record.part.take().or(read.part);
        if let Some(display) = read.supplement_display {
            record.supplement = read.supplement;
            record.issue = Some(match record.issue.take() {
                Some(issue) if issue != display => format!("{issue} {display}"),
                _ => display,
            });
        }
    }

    /// An issue.
    pub(in crate::read) fn issue(&mut self, text: &str) {
        let Some(text) = self.line_of("issue", text) else { return };
        let read = numbering::issue(&text);
        let record = &mut self.record;
        record.issue = match (read.number, record.issue.take()) {
            // A supplement of the volume was read before the issue.
            (Some(issue), Some(supplement)) if issue != supplement => Some(format!("{issue} {supplement}")),
            (issue, supplement) => issue.or(supplement),
        };
        record.issue_raw = read.raw;
        record.supplement = record.supplement.take().or(read.supplement);
        record.part = record.part.take().or(read.part);
    }

    /// A supplement in a field of its own, of the issue where there is one; a bare number is that of a supplement.
    pub(in crate::read) fn supplement(&mut self, text: &str) {
        let is_bare = text.len() <= 4 && text.chars().all(char::is_alphanumeric);
        let is_number = is_bare && numbering::issue(text).supplement.is_none();
        let display = if is_number { format!("Suppl {text}") } else { text.to_owned() };
        let read = numbering::issue(&display);
        let of = if self.record.issue.is_some() { PartOf::Issue } else { PartOf::Volume };
        let Some(display) = read.number else { return };
        self.record.supplement = read.supplement.map(|supplement| Supplement { of, ..supplement });
        self.record.issue = Some(match self.record.issue.take() {
            Some(issue) => format!("{issue} {display}"),
            None => display,
        });
    }

    /// Pages, or the number of an article.
    pub(in crate::read) fn pages(&mut self, text: &str) {
        let Some(text) = self.line_of("page", text) else { return };
        let reading = pages::parse(&text);
        self.remarks("page", reading.remarks);
        let record = &mut self.record;
        for range in reading.ranges {
            if !self.seen.page_ranges.has(&record.page_ranges, |known| known, &&range) {
                record.page_ranges.push(range);
            }
        }
        record.article_number = record.article_number.take().or(reading.article_number);
        record.number_of_pages = record.number_of_pages.take().or(reading.number_of_pages);
    }

    /// The number of an article, in a field of its own.
    pub(in crate::read) fn article_number(&mut self, text: &str) {
        let Some(number) = self.line_of("article-number", text) else { return };
        match &self.record.article_number {
            Some(known) if *known != number => self.unknown("article number", number),
            Some(_) => {}
            None => self.record.article_number = Some(number),
        }
    }

    /// The publisher's number of an article: where it has neither pages nor a number of its own, and the publisher's
    /// is as short as those are printed (`e15`, `103640`), it is where the article is found (mapping reference 2.2).
    pub(in crate::read) fn location_number(&mut self, number: &str) {
        let digits = number.trim_start_matches(|it: char| it.is_ascii_alphabetic());
        let is_short = number.len() - digits.len() <= 4 && (1..=8).contains(&digits.len());
        let is_number = is_short && digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && self.record.page_ranges.is_empty() && self.record.article_number.is_none() {
            self.record.article_number = Some(number.to_owned());
        }
    }
}
