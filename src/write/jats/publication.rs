//! The journal, and where and when the article appeared in it.

use super::super::{issue, lead};
use super::Draft;
use crate::record::{
    ContainerRole, ContainerTitle, DateKind, DateVal, Issn, Medium, Origin, PageRange, Part, Supplement,
};
use crate::write::WriteOptions;
use crate::write::xml::Xml;

impl Draft {
    pub(super) fn journal(
        &mut self,
        names: &[ContainerTitle],
        issns: &[Issn],
        publisher: Option<&str>,
        place: Option<&str>,
        options: &WriteOptions,
    ) {
        let leading = lead::container(names, options.destination.lead).leading;
        let lang = |name: &ContainerTitle| name.text.lang.clone().unwrap_or_default();
        self.xml.within("journal-title-group", &[], |xml| {
            let full =
                |at: usize, name: &ContainerTitle| Some(at) == leading || name.role == ContainerRole::Main;
            for (_, name) in names.iter().enumerate().filter(|(at, name)| full(*at, name)) {
                xml.line("journal-title", &[("xml:lang", &lang(name))], |xml| {
                    super::text::marked(xml, &name.text.value);
                });
            }
            let other = |at: usize, name: &ContainerTitle| {
                Some(at) != leading && name.role == ContainerRole::Vernacular
            };
            for (_, name) in names.iter().enumerate().filter(|(at, name)| other(*at, name)) {
                xml.within("trans-title-group", &[("xml:lang", &lang(name))], |xml| {
                    xml.line("trans-title", &[], |xml| super::text::marked(xml, &name.text.value));
                });
            }
            for (at, ContainerTitle { text, role, scheme }) in names.iter().enumerate() {
                if *role == ContainerRole::Abbrev && Some(at) != leading {
                    let kind = match scheme.as_deref() {
                        Some("medlineta") => "nlm-ta",
                        Some("iso4") => "iso-abbrev",
                        _ => "",
                    };
                    xml.leaf("abbrev-journal-title", &[("abbrev-type", kind)], &text.as_plain());
                }
            }
        });
        let read = || issns.iter().filter(|issn| issn.origin != Origin::Derived);
        for Issn { value, medium, origin: _ } in read().filter(|issn| issn.medium != Medium::Linking) {
            let format = match medium {
                Medium::Print => "print",
                Medium::Electronic => "electronic",
                Medium::Linking | Medium::Unknown => "",
            };
            self.xml.leaf("issn", &[("publication-format", format)], value);
        }
        // One at most has a place.
        if let Some(linking) = read().find(|issn| issn.medium == Medium::Linking) {
            self.xml.leaf("issn-l", &[], &linking.value);
        }
        let publisher = publisher.unwrap_or_default();
        if publisher.trim().is_empty() {
            self.keep("publisher-place", place);
            return;
        }
        self.xml.within("publisher", &[], |xml| {
            xml.leaf("publisher-name", &[], publisher);
            xml.leaf("publisher-loc", &[], place.unwrap_or_default());
        });
    }

    /// `pub-date`: of the issue, and of the web beside it.
    pub(super) fn published(&mut self, dates: &[DateVal]) {
        let issued = dates.iter().any(|date| date.kind == DateKind::Issued);
        for date in dates {
            let format = match date.kind {
                DateKind::Issued => "",
                DateKind::Epub if issued => "electronic",
                // Alone it would be taken for the date of the issue.
                DateKind::Epub => {
                    self.own.push(("epub", in_edtf(date)));
                    continue;
                }
                DateKind::Accessed => {
                    self.own.push(("accessed", in_edtf(date)));
                    continue;
                }
                DateKind::Received | DateKind::Accepted | DateKind::Revised => continue,
            };
            let attributes = [("date-type", "pub"), ("publication-format", format)];
            self.xml.within("pub-date", &attributes, |xml| parts(xml, date));
        }
    }

    pub(super) fn history(&mut self, dates: &[DateVal]) {
        self.xml.within("history", &[], |xml| {
            for date in dates {
                let kind = match date.kind {
                    DateKind::Received => "received",
                    DateKind::Accepted => "accepted",
                    DateKind::Revised => "rev-recd",
                    DateKind::Issued | DateKind::Epub | DateKind::Accessed => continue,
                };
                xml.within("date", &[("date-type", kind)], |xml| parts(xml, date));
            }
        });
    }

    pub(super) fn numbers(
        &mut self,
        volume: Option<&str>,
        number: Option<&str>,
        supplement: Option<&Supplement>,
        part: Option<&Part>,
    ) {
        self.xml.leaf("volume", &[], &issue::volume(volume, part));
        self.xml.leaf("issue", &[], &issue::issue(number, supplement, part));
    }

    /// First and last page, a list of ranges whole beside them; the number of an article only where there are no pages.
    pub(super) fn pages(&mut self, ranges: &[PageRange], article_number: Option<&str>) {
        let Some(first) = ranges.first().filter(|range| !range.first.trim().is_empty()) else {
            self.xml.leaf("elocation-id", &[], article_number.unwrap_or_default());
            return;
        };
        self.xml.leaf("fpage", &[], &first.first);
        let last = ranges.last().and_then(|range| range.last.as_ref().or(Some(&range.first)));
        self.xml.leaf("lpage", &[], last.filter(|last| **last != first.first).map_or("", |last| last));
        if ranges.len() > 1 {
            let all = ranges.iter().map(PageRange::to_text).collect::<Vec<_>>().join(", ");
            self.xml.leaf("page-range", &[], &all);
        }
        self.keep("article-number", article_number);
    }

    /// The address of the licence, or its words.
    pub(super) fn license(&mut self, license: Option<&str>) {
        let license = license.unwrap_or_default();
        let is_address = license.contains("://") && !license.contains(char::is_whitespace);
        self.xml.within("permissions", &[], |xml| {
            xml.within("license", &[("xlink:href", if is_address { license } else { "" })], |xml| {
                xml.leaf("license-p", &[], license);
            });
        });
    }
}

/// Day, month and year; the season; or a text, with the year where it is known: a range, an approximate date (EDTF), what was
/// not understood.
fn parts(xml: &mut Xml, date: &DateVal) {
    let DateVal { kind: _, start, end, season, circa, text_raw } = date;
    let Some(start) = start.map(crate::record::DateParts::settled) else {
        return xml.leaf("string-date", &[], text_raw);
    };
    let year = format!("{:04}", start.year);
    if end.is_some() || *circa || !(0..=9999).contains(&start.year) {
        // Most programs know of a date what its elements say; readers of the text (ours) go by the text.
        if (0..=9999).contains(&start.year) {
            xml.leaf("year", &[], &year);
        }
        return xml.leaf("string-date", &[], &in_edtf(date));
    }
    if let Some(season) = season {
        xml.leaf("season", &[], season.name());
    } else {
        xml.leaf("day", &[], &start.day.map(|day| format!("{day:02}")).unwrap_or_default());
        xml.leaf("month", &[], &start.month.map(|month| format!("{month:02}")).unwrap_or_default());
    }
    xml.leaf("year", &[], &year);
}

/// The date in the extended date-time format, or as printed.
fn in_edtf(date: &DateVal) -> String {
    let Some(start) = date.start.map(crate::record::DateParts::settled) else { return date.text_raw.clone() };
    let doubt = if date.circa { "~" } else { "" };
    match (date.end.map(crate::record::DateParts::settled), date.season) {
        (Some(end), _) => format!("{}{doubt}/{}{doubt}", start.iso(), end.iso()),
        (None, Some(season)) => format!("{:04}-2{}{doubt}", start.year, season.number()),
        (None, None) => format!("{}{doubt}", start.iso()),
    }
}
