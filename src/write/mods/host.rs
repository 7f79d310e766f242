//! The journal, book or series an item stands in, and where and when it appeared.

use super::super::{issue, kind, lead};
use super::{Draft, Lang};
use crate::record::{
    ById, ContainerRole, ContainerTitle, Contributor, Country, DateKind, DateVal, Ident, Issn, Kind, Medium,
    Origin, Record, Role,
};
use crate::write::WriteOptions;
use crate::write::xml::Xml;

/// What a name or a publisher belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The item.
    Item,
    /// What it stands in.
    Host,
    /// The series.
    Series,
}

impl Place {
    /// Where somebody is named: the editor of a chapter's book belongs to the book.
    pub(super) fn of(role: Role, kind: Kind, alone: bool) -> Self {
        match role {
            Role::CollectionEditor => Self::Series,
            Role::ContainerAuthor => Self::Host,
            Role::Editor if kind::is_of_book(kind) && !alone => Self::Host,
            _ => Self::Item,
        }
    }
}

fn has_host(record: &Record) -> bool {
    let in_print = |issn: &Issn| issn.origin != Origin::Derived;
    !record.container_titles.is_empty() || record.issns.iter().any(in_print)
}

impl Draft {
    /// `relatedItem` for the host, with its series; the part of it that the item is. Without a host, the part stands alone.
    pub(super) fn host(&mut self, record: &Record, kind: Kind, options: &WriteOptions) {
        let outer = std::mem::replace(&mut self.xml, Xml::new(2));
        let in_host = has_host(record);
        if in_host {
            self.names(&record.container_titles, options);
        }
        self.people_of(Place::Host, record, kind, options);
        if in_host {
            let (genre, issuance) = match kind {
                Kind::ArticleJournal | Kind::ArticleMagazine => ("periodical", "continuing"),
                Kind::ArticleNewspaper => ("newspaper", "continuing"),
                Kind::PaperConference => ("conference publication", "monographic"),
                Kind::Chapter => ("book", "monographic"),
                Kind::EntryDictionary => ("dictionary", "monographic"),
                Kind::EntryEncyclopedia => ("encyclopedia", "monographic"),
                _ => ("", ""),
            };
            self.xml.leaf("genre", &[("authority", "marcgt")], genre);
            self.origin_of(record, Place::Host, issuance);
            self.serial_numbers(record, kind);
            self.part(record);
        }
        let inside = std::mem::replace(&mut self.xml, Xml::new(2));
        self.people_of(Place::Series, record, kind, options);
        let series = std::mem::replace(&mut self.xml, outer);
        for (kind, inside) in [("host", inside), ("series", series)] {
            self.xml.dropped_control |= inside.dropped_control;
            self.xml.piece("relatedItem", &[("type", kind)], &inside.into_text());
        }
        if !in_host {
            self.part(record);
        }
    }

    fn people_of(&mut self, place: Place, record: &Record, kind: Kind, options: &WriteOptions) {
        let alone = record.container_titles.is_empty();
        let there = |person: &&Contributor| Place::of(person.role, kind, alone) == place;
        let by_id = ById::new(&record.affiliations);
        for person in record.contributors.iter().filter(there) {
            self.name(person, &by_id, options);
        }
    }

    fn names(&mut self, names: &[ContainerTitle], options: &WriteOptions) {
        let leading = lead::container(names, options.destination.lead).leading;
        let first = leading.into_iter().chain((0..names.len()).filter(|at| Some(*at) != leading));
        for at in first {
            let Some(ContainerTitle { text, role, scheme }) = names.get(at) else { continue };
            let kind = match role {
                _ if Some(at) == leading => "",
                ContainerRole::Abbrev => "abbreviated",
                ContainerRole::Main | ContainerRole::Vernacular => "alternative",
            };
            let lang = Lang::of(text.lang.as_deref());
            let scheme = scheme.as_deref().filter(|_| *role == ContainerRole::Abbrev).unwrap_or_default();
            let mut attributes = vec![("type", kind), ("authority", scheme)];
            attributes.extend(lang.attributes());
            self.xml.within("titleInfo", &attributes, |xml| xml.leaf("title", &[], &text.as_plain()));
        }
    }

    /// ISSNs, and the ISBN of the book that an item stands in. A derived ISSN is written by nobody (mapping reference 8.11).
    fn serial_numbers(&mut self, record: &Record, kind: Kind) {
        for Issn { value, medium, origin } in &record.issns {
            if *origin == Origin::Derived {
                continue;
            }
            let (scheme, label) = match medium {
                Medium::Print => ("issn", "print"),
                Medium::Electronic => ("issn", "electronic"),
                Medium::Linking => ("issn-l", ""),
                Medium::Unknown => ("issn", ""),
            };
            self.xml.leaf("identifier", &[("type", scheme), ("displayLabel", label)], value);
        }
        for Ident { scheme, value, normalised: _, raw: _, origin: _ } in &record.identifiers {
            if scheme == "isbn" && kind::is_of_book(kind) && !record.container_titles.is_empty() {
                self.xml.leaf("identifier", &[("type", "isbn")], value);
            }
        }
    }

    /// `originInfo` of the item: its dates, and publisher and place where it stands in nothing that has them.
    pub(super) fn origin(&mut self, record: &Record, place: Place) {
        self.origin_of(record, place, "");
    }

    fn origin_of(&mut self, record: &Record, place: Place, issuance: &str) {
        let of_item = place == Place::Item;
        self.xml.within("originInfo", &[], |xml| {
            if of_item != has_host(record) {
                places(xml, record);
                xml.leaf("publisher", &[], record.publisher.as_deref().unwrap_or_default());
            }
            if of_item {
                let mut first = true;
                for date in &record.dates {
                    let (name, kind) = match date.kind {
                        DateKind::Issued => ("dateIssued", ""),
                        DateKind::Epub => ("dateOther", "epub"),
                        DateKind::Received => ("dateOther", "received"),
                        DateKind::Accepted => ("dateOther", "accepted"),
                        DateKind::Revised => ("dateOther", "revised"),
                        // It stands with the address.
                        DateKind::Accessed if !record.urls.is_empty() => continue,
                        DateKind::Accessed => ("dateCaptured", ""),
                    };
                    let is_key = date.kind == DateKind::Issued && std::mem::take(&mut first);
                    dated(xml, name, kind, is_key, date);
                }
            }
            xml.leaf("issuance", &[], issuance);
        });
    }

    /// Volume, issue, pages, and the line they were read from.
    fn part(&mut self, record: &Record) {
        let volume = issue::volume(record.volume.as_deref(), record.part.as_ref());
        let issue = issue::issue(record.issue.as_deref(), record.supplement.as_ref(), record.part.as_ref());
        let issued = record.date(DateKind::Issued).filter(|_| has_host(record));
        self.xml.within("part", &[], |xml| {
            let article = record.article_number.as_deref().unwrap_or_default();
            // In one word, against the mapping reference, 2.3: bibutils knows no other name of it.
            let details = [("volume", volume.as_str()), ("issue", &issue), ("articlenumber", article)];
            for (kind, number) in details {
                xml.within("detail", &[("type", kind)], |xml| xml.leaf("number", &[], number));
            }
            xml.within("extent", &[("unit", "pages")], |xml| match record.page_ranges.as_slice() {
                [only] => {
                    xml.leaf("start", &[], &only.first);
                    xml.leaf("end", &[], only.last.as_deref().unwrap_or_default());
                }
                _ => xml.leaf("list", &[], &record.pages().unwrap_or_default()),
            });
            if let Some(start) = issued.filter(|date| date.season.is_none()).and_then(|date| date.start) {
                let encoding = if (0..=9999).contains(&start.year) { "w3cdtf" } else { "" };
                xml.leaf("date", &[("encoding", encoding)], &start.settled().iso());
            }
            xml.leaf("text", &[], record.source_raw.as_deref().unwrap_or_default());
        });
    }
}

/// The place of publication, and the countries that the database states, with their codes.
fn places(xml: &mut Xml, record: &Record) {
    xml.within("place", &[], |xml| {
        xml.leaf("placeTerm", &[("type", "text")], record.publisher_place.as_deref().unwrap_or_default());
    });
    for Country { text, code } in &record.countries {
        let code = code.as_deref().unwrap_or_default();
        // Without a code, the authority alone says that it is a country.
        let of_text = if code.is_empty() { "iso3166" } else { "" };
        xml.within("place", &[], |xml| {
            xml.leaf("placeTerm", &[("type", "code"), ("authority", "iso3166")], code);
            xml.leaf("placeTerm", &[("type", "text"), ("authority", of_text)], text);
        });
    }
}

/// A date, a range as its two ends. W3C's profile has neither seasons nor years of other than four digits; EDTF has seasons.
fn dated(xml: &mut Xml, name: &'static str, kind: &str, is_key: bool, date: &DateVal) {
    // `text_raw` is as printed, and stands for a date that was not understood.
    let DateVal { kind: _, start, end, season, circa, text_raw } = date;
    let qualifier = if *circa { "approximate" } else { "" };
    let key = if is_key { "yes" } else { "" };
    let mut write = |encoding: &str, point: &str, key: &str, text: &str| {
        let attributes = [
            ("type", kind),
            ("encoding", encoding),
            ("keyDate", key),
            ("qualifier", qualifier),
            ("point", point),
        ];
        xml.leaf(name, &attributes, text);
    };
    let Some(start) = start.map(crate::record::DateParts::settled) else {
        return write("", "", key, text_raw);
    };
    let encoding = |year: i32| if (0..=9999).contains(&year) { "w3cdtf" } else { "" };
    match (end.map(crate::record::DateParts::settled), season) {
        (Some(end), _) => {
            write(encoding(start.year), "start", key, &start.iso());
            write(encoding(end.year), "end", "", &end.iso());
        }
        (None, Some(season)) if !encoding(start.year).is_empty() => {
            write("edtf", "", key, &format!("{:04}-2{}", start.year, season.number()));
        }
        (None, Some(season)) => write("", "", key, &format!("{} {}", season.name(), start.iso())),
        (None, None) => write(encoding(start.year), "", key, &start.iso()),
    }
}
