//! What it is about and what is known around it: numbers, addresses, terms, languages, abstracts, notes.

use super::{Slip, babel_variant, base};
use crate::read::bibtex::people::split_at_depth;
use crate::read::bibtex::ties::Value;
use crate::read::intake::Lines;
use crate::record::{Medium, UrlKind, Vocabulary};
use crate::syntax::latex::{Braces, read_verbatim};
use crate::value::text;

/// Numbers of databases, by the fields that our own writer gives them.
const NUMBERS: &[(&str, &str)] = &[
    ("wprimid", "wprim"),
    ("lilacsid", "lilacs"),
    ("wosid", "wos"),
    ("embaseid", "embase"),
    ("scopusid", "scopus"),
    ("arxivid", "arxiv"),
    ("piiid", "pii"),
    ("pii", "pii"),
    ("rayyanid", "rayyan"),
    ("accessionid", "accession"),
    ("bookaccessionid", "bookaccession"),
    ("koreamedid", "koreamed"),
    ("cnkiid", "cnki"),
];

impl<'a> Slip<'_, 'a> {
    pub(super) fn identifiers(&mut self) {
        for (line, value) in self.take(&["doi"]) {
            self.intake.line = line;
            self.intake.doi_field(&read_verbatim(&value.latex));
        }
        for (line, value) in self.take(&["pmid", "pmcid"]) {
            self.intake.line = line;
            let text = read_verbatim(&value.latex);
            if !self.intake.pubmed_number(&text) {
                self.keep(value.name, text);
            }
        }
        let scheme = self.one(&["eprinttype", "archiveprefix"]).map(|value| read_verbatim(&value.latex));
        let eprint = self.one(&["eprint"]).map(|value| read_verbatim(&value.latex));
        match (scheme, eprint) {
            (Some(scheme), Some(number)) => {
                let scheme = scheme.to_lowercase();
                let is_pubmed = matches!(scheme.as_str(), "pubmed" | "pmid" | "pmc" | "pmcid");
                if !(is_pubmed && self.intake.pubmed_number(&number)) {
                    self.intake.database_number(&scheme, &number);
                }
            }
            (Some(scheme), None) => self.keep("eprinttype", scheme),
            (None, Some(number)) => self.keep("eprint", number),
            (None, None) => {}
        }
        for (field, scheme) in NUMBERS {
            for (line, value) in self.take(&[field]) {
                self.intake.line = line;
                let number = self.plain("database-id", &value);
                self.intake.database_number(scheme, &number);
            }
        }
        for (line, value) in self.take(&["isbn", "issn", "eissn"]) {
            self.intake.line = line;
            let medium = if value.name == "eissn" { Medium::Electronic } else { Medium::Unknown };
            let text = self.plain("ISSN", &value);
            for number in text.split([';', ',']).map(str::trim).filter(|number| !number.is_empty()) {
                self.intake.serial_number(number, medium, base(&value.name));
            }
        }
    }

    pub(super) fn addresses(&mut self) {
        for (field, kind) in [
            ("url", None),
            ("url_landing", Some(UrlKind::Landing)),
            ("url_doi", Some(UrlKind::Doi)),
            ("url_pdf", Some(UrlKind::Pdf)),
            ("url_fulltext", Some(UrlKind::Fulltext)),
            ("url_database", Some(UrlKind::Database)),
        ] {
            for (line, value) in self.take(&[field]) {
                self.intake.line = line;
                self.intake.url(kind, &read_verbatim(&value.latex));
            }
        }
        for (line, value) in self.take(&["howpublished"]) {
            self.intake.line = line;
            let text = self.plain("URL", &value);
            let address = text.strip_prefix("Available at").unwrap_or(&text).trim_start_matches([':', ' ']);
            let is_address = address.starts_with("http") && !address.contains(char::is_whitespace);
            if is_address {
                self.intake.url(None, address);
            } else if !(text.starts_with("10.") && self.intake.doi(&text)) {
                self.keep("howpublished", text);
            }
        }
    }

    pub(super) fn subject(&mut self) {
        let list = self.take(&["keywordlist"]);
        for (_, value) in &list {
            let text = self.plain("keyword", value);
            for term in listed(&text) {
                self.intake.keyword(Vocabulary::Author, &term);
            }
        }
        for (line, value) in self.take(&["keywords", "keyword"]) {
            if !list.is_empty() {
                continue;
            }
            self.intake.line = line;
            let by_semicolon = split_at_depth(&value.latex, b";");
            let terms =
                if by_semicolon.len() > 1 { by_semicolon } else { split_at_depth(&value.latex, b",") };
            for term in terms {
                let term = self.marked("keyword", &term, Braces::Group, Lines::Joined).to_plain();
                self.intake.keyword(Vocabulary::Author, &term);
            }
        }
        for (_, value) in self.take(&["mesh"]) {
            let text = self.plain("keyword", &value);
            for heading in listed(&text) {
                self.intake.mesh_heading(&heading);
            }
        }
        for (_, value) in self.take(&["language", "langid"]) {
            let text = self.plain("language", &value);
            let babel: Vec<&str> = text.split(" and ").map(|name| babel_variant(name.trim())).collect();
            self.intake.languages(&babel.join("; "));
        }
        for (_, value) in self.take(&["country"]) {
            let text = self.plain("country", &value);
            for name in text.split(';').map(str::trim) {
                self.intake.countries(name);
            }
        }
        let mut abstracts: Vec<(u32, Value<'a>, Option<String>)> =
            self.take(&["abstract"]).into_iter().map(|(line, value)| (line, value, None)).collect();
        for slot in &mut self.fields {
            let lang = slot
                .as_ref()
                .and_then(|(_, value)| value.name.strip_prefix("abstract_"))
                .map(|lang| base(lang).to_owned());
            if let (Some(lang), Some((line, value))) =
                (lang, slot.take_if(|(_, value)| value.name.starts_with("abstract_")))
            {
                abstracts.push((line, value, Some(lang)));
            }
        }
        for (line, value, lang) in abstracts {
            self.intake.line = line;
            let marked = self.marked("abstract", &value.latex, Braces::Group, Lines::Kept);
            // The name of the field has the language only, the characters may tell its script too.
            let lang = lang.filter(|lang| {
                let told = text::language_of(&marked.as_plain(), None);
                told.is_none_or(|told| told.split('-').next() != Some(lang.as_str()))
            });
            self.intake.marked_abstract(marked, lang, Vec::new());
        }
    }

    pub(super) fn texts(&mut self) {
        for (line, value) in self.take(&["note"]) {
            self.intake.line = line;
            let text = self.marked("note", &value.latex, Braces::Group, Lines::Kept).to_plain();
            let number = text.strip_prefix("PMID:").or(text.strip_prefix("PMCID:")).map(str::trim);
            if !number.is_some_and(|number| self.intake.pubmed_number(number)) {
                self.intake.free_note(None, &text);
            }
        }
        for (line, value) in self.take(&["comment"]) {
            self.intake.line = line;
            let text = self.marked("note", &value.latex, Braces::Group, Lines::Kept).to_plain();
            self.intake.free_note(Some("comment"), &text);
        }
        if let Some(value) = self.one(&["annotation", "annote"]) {
            let text = self.marked("note", &value.latex, Braces::Group, Lines::Kept).to_plain();
            self.intake.record.annotation = Some(text).filter(|text| !text.is_empty());
        }
        if let Some(status) = self.one_plain("status", &["pubstate"]) {
            let words = match status.as_str() {
                "inpress" => "in press",
                "inpreparation" => "in preparation",
                _ => &status,
            };
            self.intake.record.status = Some(words.to_owned());
        }
        for (line, value) in self.take(&["funding"]) {
            self.intake.line = line;
            let text = self.plain("funding", &value);
            for grant in text.split("; ") {
                self.intake.funding(grant);
            }
        }
        if let Some(licence) = self.one_plain("license", &["license", "licence"]) {
            self.intake.record.license = Some(licence);
        }
        if let Some(name) = self.one_plain("database", &["database"]) {
            self.intake.database(&name);
        }
        if let Some(name) = self.one_plain("database", &["database_provider"]) {
            self.intake.provider(&name);
        }
        if let Some(value) = self.one(&["database_url"]) {
            self.intake.record.database.get_or_insert_default().url = Some(read_verbatim(&value.latex));
        }
    }
}

/// The items of a list joined by `; `, in which a doubled semicolon is one of the text.
fn listed(text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == ';' && characters.next_if_eq(&';').is_none() {
            items.push(String::new());
        } else if let Some(item) = items.last_mut() {
            item.push(character);
        }
    }
    items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}
