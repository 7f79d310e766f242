//! Where and when it appeared: `originInfo`, `part`.

use super::super::bibtex::dates::edtf;
use super::super::xml::Fields;
use crate::record::{Country, DateKind, DateVal};
use crate::syntax::xml::Element;
use crate::value::date;
use crate::vocab::countries;

/// Codes of the MARC list of countries, for the countries of WHO's Western Pacific Region and those nearby, where they
/// differ from ISO 3166 (loc.gov/marc/countries).
const MARC_COUNTRIES: &[(&str, &str)] = &[
    ("at", "AU"),
    ("bx", "BN"),
    ("br", "MM"),
    ("cb", "KH"),
    ("cc", "CN"),
    ("ch", "TW"),
    ("fj", "FJ"),
    ("ii", "IN"),
    ("io", "ID"),
    ("ja", "JP"),
    ("kn", "KP"),
    ("ko", "KR"),
    ("ls", "LA"),
    ("mp", "MN"),
    ("my", "MY"),
    ("nz", "NZ"),
    ("ph", "PH"),
    ("pp", "PG"),
    ("si", "SG"),
    ("th", "TH"),
    ("vm", "VN"),
];

/// Dates, places and publisher of an item, or of the thing it stands in.
pub(super) fn info(info: &Element<'_>, fields: &mut Fields<'_>) {
    // Printing, distribution, digitisation are other events.
    let is_publication = |event: &String| event.to_lowercase().starts_with("publi");
    if info.attribute("eventType").is_some_and(|event| !is_publication(&event)) {
        return info.elements().for_each(|part| fields.unknown("originInfo", part));
    }
    // Zotero dates a book by its copyright, other things by their creation.
    let issued =
        ["dateIssued", "copyrightDate", "dateCreated"].into_iter().find(|name| info.first(name).is_some());
    for part in info.elements() {
        fields.intake.line = part.line;
        let words = part.text();
        match part.name {
            "place" => place(part, fields),
            "publisher" if fields.intake.record.publisher.is_none() => {
                fields.intake.record.publisher = fields.intake.line_of("publisher", &words);
            }
            name if Some(name) == issued => enter(DateKind::Issued, part, info, fields),
            "dateCaptured" => enter(DateKind::Accessed, part, info, fields),
            "dateOther" => match part.attribute("type").map(|kind| kind.to_lowercase()).as_deref() {
                Some("epub" | "electronic" | "online" | "published online" | "available") => {
                    enter(DateKind::Epub, part, info, fields);
                }
                Some("received" | "submitted") => enter(DateKind::Received, part, info, fields),
                Some("accepted") => enter(DateKind::Accepted, part, info, fields),
                Some("revised") => enter(DateKind::Revised, part, info, fields),
                _ => fields.unknown("originInfo", part),
            },
            // By it the kind of the item is known.
            "issuance" => {}
            _ => fields.unknown("originInfo", part),
        }
    }
}

/// Enters a date with the end of its range, where one stands beside it.
fn enter(kind: DateKind, element: &Element<'_>, parent: &Element<'_>, fields: &mut Fields<'_>) {
    let point = |it: &Element<'_>| it.attribute("point");
    let of_kind = |it: &&Element<'_>| it.attribute("type") == element.attribute("type");
    let find = |wanted: &str| {
        parent.all(element.name).filter(of_kind).find(|it| point(it).as_deref() == Some(wanted))
    };
    let last = match point(element).as_deref() {
        // It was entered with its start.
        Some("end") if find("start").is_some() => return,
        Some("start") => find("end"),
        _ => None,
    };
    let Some(mut value) = date_of(kind, element, fields) else { return };
    if let Some(last) = last.and_then(|last| date_of(kind, last, fields)) {
        value.end = last.start.filter(|end| Some(*end) != value.start);
        value.text_raw = format!("{}/{}", value.text_raw, last.text_raw);
        value.circa |= last.circa;
    }
    fields.intake.date_value(value);
}

fn date_of(kind: DateKind, element: &Element<'_>, fields: &mut Fields<'_>) -> Option<DateVal> {
    let words = element.text();
    if words.is_empty() {
        return None;
    }
    let mut value = edtf(kind, &words).unwrap_or_else(|| {
        let reading = date::parse(&words);
        fields.intake.remarks("issued", reading.remarks);
        DateVal { kind, ..reading.value }
    });
    value.circa |= matches!(element.attribute("qualifier").as_deref(), Some("approximate" | "questionable"));
    Some(value)
}

/// A country by its code, or a place by its name.
fn place(place: &Element<'_>, fields: &mut Fields<'_>) {
    let authority = |term: &Element<'_>| term.attribute("authority").unwrap_or_default();
    let is_code = |term: &&Element<'_>| term.states("type", "code");
    let is_country = |term: &&Element<'_>| matches!(authority(term).as_str(), "iso3166" | "marccountry");
    let texts = place.all("placeTerm").filter(|term| !is_code(term));
    let text = texts.map(|term| (term, term.text())).find(|found| !found.1.is_empty());
    if let Some(code) = place.all("placeTerm").filter(is_code).find(is_country) {
        let words = code.text();
        let alpha2 = if authority(code) == "marccountry" {
            MARC_COUNTRIES.iter().find(|row| row.0 == words).map(|row| row.1)
        } else {
            countries::by_code(&words.to_uppercase()).map(|row| row.alpha2)
        };
        // The place beside MARC's code of a country is a city in it.
        let city = text.as_ref().filter(|_| authority(code) == "marccountry").map(|it| it.1.clone());
        let named = text.filter(|_| city.is_none()).map(|it| it.1);
        // MARC's own codes say nothing to anybody else: `ja` is Japan's.
        let of_marc = alpha2.filter(|_| authority(code) == "marccountry").and_then(countries::by_code);
        let readable = of_marc.map_or(words, |row| row.english.to_owned());
        let country = Country { text: named.unwrap_or(readable), code: alpha2.map(str::to_owned) };
        let known = &mut fields.intake.record.countries;
        if !country.text.is_empty() && !known.contains(&country) {
            known.push(country);
        }
        if let Some(city) = city {
            fields.intake.record.publisher_place.get_or_insert(city);
        }
        return;
    }
    match text {
        Some((term, words)) if is_country(&term) => fields.intake.countries(&words),
        Some((_, words)) if fields.intake.record.publisher_place.is_none() => {
            fields.intake.record.publisher_place = fields.intake.line_of("publisher-place", &words);
        }
        _ => fields.unknown("originInfo", place),
    }
}

/// Volume, issue, pages.
pub(super) fn part(part: &Element<'_>, fields: &mut Fields<'_>) {
    for detail in part.elements() {
        fields.intake.line = detail.line;
        match detail.name {
            "detail" => numbered(detail, fields),
            "extent" => extent(detail, fields),
            "date" => enter(DateKind::Issued, detail, part, fields),
            // What was not taken apart.
            "text" if fields.intake.record.source_raw.is_none() => {
                fields.intake.record.source_raw =
                    fields.intake.lines_of("source", &super::paragraphs(detail));
            }
            _ => fields.unknown("part", detail),
        }
    }
}

fn numbered(detail: &Element<'_>, fields: &mut Fields<'_>) {
    // A caption says `vol.` where there is a number, and is all there is where there is none.
    let number = detail.text_of("number").unwrap_or_else(|| detail.text());
    match detail.attribute("type").map(|kind| kind.to_lowercase()).as_deref() {
        Some("volume") => fields.intake.volume(&number),
        Some("issue" | "number" | "no") => fields.intake.issue(&number),
        Some("supplement") => fields.intake.supplement(&number),
        Some("article" | "article number" | "articlenumber" | "article-number" | "e-locator" | "eid") => {
            fields.intake.article_number(&number);
        }
        Some("page" | "pages") => fields.intake.pages(&number),
        _ => fields.unknown("part", detail),
    }
}

fn extent(extent: &Element<'_>, fields: &mut Fields<'_>) {
    if !matches!(extent.attribute("unit").as_deref(), None | Some("page" | "pages" | "p" | "p.")) {
        return fields.unknown("part", extent);
    }
    let ends = [extent.text_of("start"), extent.text_of("end")].into_iter().flatten().collect::<Vec<_>>();
    match (extent.text_of("list"), ends.as_slice()) {
        (Some(pages), _) => fields.intake.pages(&pages),
        (None, [first, last]) if first != last => fields.intake.pages(&format!("{first}-{last}")),
        (None, [page, ..]) => fields.intake.pages(page),
        (None, []) => {}
    }
    if let Some(total) = extent.text_of("total") {
        fields.intake.record.number_of_pages.get_or_insert(total);
    }
}
