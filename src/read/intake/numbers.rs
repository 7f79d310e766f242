//! Identifiers, serial numbers and addresses.

use super::Intake;
use crate::record::{Ident, Medium, Origin, Url, UrlKind};
use crate::value::{doi, isbn, issn, pmid};

impl Intake<'_> {
    /// A DOI in any notation. `false` when the text is none.
    pub(in crate::read) fn doi(&mut self, text: &str) -> bool {
        let Some(range) = doi::find(text) else { return false };
        let reading = doi::parse(text.get(range).unwrap_or(text));
        self.remarks("DOI", reading.remarks);
        let Some(ident) = reading.ident else { return false };
        self.record.derived.extend(doi::derive(&ident.value));
        self.identifier(ident);
        true
    }

    /// What should be a DOI and may be none, or only half of one: kept as it stands, with a note.
    pub(in crate::read) fn doi_field(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let field = doi::in_field(text);
        for found in field.dois {
            self.doi(text.get(found).unwrap_or_default());
        }
        if field.has_more {
            self.unknown("doi", text);
        }
        let Some(malformed) = field.malformed.and_then(|range| text.get(range)) else { return };
        let reading = doi::parse(malformed);
        self.remarks("DOI", reading.remarks);
        if let Some(ident) = reading.ident {
            self.identifier(ident);
        }
    }

    /// A PMID or PMCID. `false` when the text is none.
    pub(in crate::read) fn pubmed_number(&mut self, text: &str) -> bool {
        let reading = pmid::parse(text);
        let Some(ident) = reading.ident else { return false };
        self.remarks("PMID", reading.remarks);
        self.identifier(ident);
        true
    }

    /// A number of the record in a database.
    pub(in crate::read) fn database_number(&mut self, scheme: &str, text: &str) {
        let Some(value) = self.line_of("database-id", text) else { return };
        let normalised = value.to_lowercase();
        let ident =
            Ident { scheme: scheme.to_owned(), raw: value.clone(), value, normalised, origin: Origin::Read };
        self.identifier(ident);
    }

    /// An identifier; the same one twice is one.
    pub(in crate::read) fn identifier(&mut self, ident: Ident) {
        // What is no number of its scheme has no normal form, and only its text to tell it by.
        fn key(ident: &Ident) -> (&str, bool, &str) {
            let has_form = !ident.normalised.is_empty();
            (&ident.scheme, has_form, if has_form { &ident.normalised } else { &ident.value })
        }
        if !self.seen.identifiers.has(&self.record.identifiers, key, &key(&ident)) {
            self.record.identifiers.push(ident);
        }
    }

    /// ISSNs in any notation; an ISBN goes to the identifiers. What is neither is kept as unknown under `tag`.
    pub(in crate::read) fn serial_number(&mut self, text: &str, medium: Medium, tag: &str) {
        let Some(text) = self.line_of("ISSN", text) else { return };
        if let Some(isbn) = isbn::canonical(&text) {
            let raw = text.clone();
            let normalised = isbn.clone();
            return self.identifier(Ident {
                scheme: "isbn".to_owned(),
                value: isbn,
                normalised,
                raw,
                origin: Origin::Read,
            });
        }
        let reading = issn::parse(&text);
        if reading.issns.is_empty() {
            self.remarks("ISSN", reading.remarks);
            return self.unknown(tag, text);
        }
        self.remarks("ISSN", reading.remarks);
        for mut found in reading.issns {
            if found.medium == Medium::Unknown {
                found.medium = medium;
            }
            let issns = &mut self.record.issns;
            let known = self.seen.issns.position(issns, |known| &known.value, &&found.value);
            match known.and_then(|at| issns.get_mut(at)) {
                Some(known) if known.medium == Medium::Unknown => known.medium = found.medium,
                Some(_) => {}
                None => issns.push(found),
            }
        }
    }

    /// An address; one of doi.org is the DOI too.
    pub(in crate::read) fn url(&mut self, kind: Option<UrlKind>, text: &str) {
        let Some(href) = self.line_of("URL", text) else { return };
        let lower = href.to_ascii_lowercase();
        let path = lower.split(['?', '#']).next().unwrap_or_default();
        let extension = path.rsplit_once('.').map(|(_, extension)| extension);
        let kind = kind.unwrap_or(if lower.contains("//doi.org/") || lower.contains("//dx.doi.org/") {
            UrlKind::Doi
        } else if extension == Some("pdf") {
            UrlKind::Pdf
        } else {
            UrlKind::Landing
        });
        if kind == UrlKind::Doi && self.record.identifier("doi").is_none() {
            self.doi(&href);
        }
        if !self.seen.urls.has(&self.record.urls, |known| &known.href, &&href) {
            self.record.urls.push(Url { href, kind });
        }
    }
}
