//! The note in which refmill's own RIS and `EndNote` XML keep what the format has no place for, back to its fields.
//!
//! Its grammar is stated in `src/write/leftover/mod.rs`: items separated by ` | `, `||` a bar, lists by `; `, `;;` a
//! semicolon, pairs by `=`, `==` an equals sign.

use super::intake::{InstitutionDetail, Intake, NameText};
use crate::record::{
    CitationKey, ContainerRole, Database, DateKind, FormKind, Ident, Marked, Medium, Origin, Provenance,
    Record, Role, Text, TitleRole, UrlKind,
};
use crate::value::date;
use std::collections::HashSet;

/// How such a note begins.
pub(super) const START: &str = "refmill leftover: ";

/// One item of the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) label: String,
    pub(super) lang: Option<String>,
    pub(super) value: String,
}

/// The numbers of which items say what they are.
pub(super) fn numbers(items: &[Item]) -> HashSet<String> {
    let of_item = |item: &Item| match item.label.as_str() {
        "PMID" | "PMCID" | "WPRIM ID" => vec![item.value.clone()],
        "Identifiers" => pairs(&item.value).into_iter().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    };
    items.iter().flat_map(of_item).collect()
}

/// The items of a note, which begins with [`START`].
pub(super) fn items(note: &str) -> Vec<Item> {
    let body = note.strip_prefix(START).unwrap_or(note);
    let body: Vec<&str> = body.lines().collect();
    split(&body.join(" "), '|')
        .into_iter()
        .filter_map(|item| {
            let (head, value) = item.split_once(": ")?;
            let (label, lang) = match head.trim().split_once(" [") {
                Some((label, lang)) => (label, Some(lang.trim_end_matches(']').to_owned())),
                None => (head.trim(), None),
            };
            Some(Item { label: label.to_owned(), lang, value: value.trim().to_owned() })
        })
        .collect()
}

/// The pieces between single separators; a doubled one is the character itself.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let separates = character == separator && characters.next_if_eq(&separator).is_none();
        if separates {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

fn entries(value: &str) -> Vec<String> {
    split(value, ';')
}

/// Keys and values of pairs. The key ends at the first single `=`.
fn pairs(value: &str) -> Vec<(String, String)> {
    entries(value)
        .into_iter()
        .filter_map(|entry| {
            let mut key = String::new();
            let mut characters = entry.char_indices().peekable();
            while let Some((at, character)) = characters.next() {
                if character != '=' {
                    key.push(character);
                } else if characters.next_if(|(_, next)| *next == '=').is_some() {
                    key.push('=');
                } else {
                    return Some((key, entry.get(at + 1..)?.replace("==", "=")));
                }
            }
            None
        })
        .collect()
}

fn words(value: &str) -> Vec<String> {
    value.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

/// Puts the items where they belong; `tag` is that of the note.
pub(super) fn apply(items: Vec<Item>, tag: &str, intake: &mut Intake<'_>) {
    let (mut keywords, mut headings) = (Vec::new(), Vec::new());
    for Item { label, lang, value } in items {
        let text = || Text { value: Marked::plain(value.clone()), lang: lang.clone(), origin: Origin::Read };
        match label.as_str() {
            "Vernacular title" => intake.title_in(TitleRole::Vernacular, text()),
            "Translated title" => intake.title_in(TitleRole::Translated, text()),
            "Transliterated title" => intake.title_in(TitleRole::Transliterated, text()),
            "Alternative title" => intake.title_in(TitleRole::Alternative, text()),
            "Subtitle" => intake.title_in(TitleRole::Subtitle, text()),
            "Authors (native)" => forms(intake, FormKind::Native, &value),
            "Authors (romanised)" => forms(intake, FormKind::Romanised, &value),
            "Authors (other forms)" => forms(intake, FormKind::Alternate, &value),
            "Editors" => people(intake, Role::Editor, &value),
            "Series editors" => people(intake, Role::CollectionEditor, &value),
            "Translators" => people(intake, Role::Translator, &value),
            "Container authors" => people(intake, Role::ContainerAuthor, &value),
            "Contributors" => people(intake, Role::Contributor, &value),
            "Author list cut" => intake.record.author_list_truncated = Some(value),
            "Affiliations" => {
                for text in entries(&value) {
                    intake.institution(&text);
                }
            }
            "Affiliation markers" => {
                for (name, markers) in pairs(&value) {
                    let markers = words(&markers);
                    intake.person_named(&name, |person| person.affiliation_markers_raw = markers);
                }
            }
            "Corresponding author" => {
                for name in entries(&value) {
                    intake.person_named(&name, |person| person.corresponding = true);
                }
            }
            "Equal contribution" => {
                for name in entries(&value) {
                    intake.person_named(&name, |person| person.equal_contribution = true);
                }
            }
            "ORCID" => {
                for (name, orcid) in pairs(&value) {
                    intake.person_named(&name, |person| person.orcid = Some(orcid));
                }
            }
            "E-mail" => {
                for (name, addresses) in pairs(&value) {
                    let addresses = words(&addresses);
                    intake.person_named(&name, |person| person.emails = addresses);
                }
            }
            "Degrees" => {
                for (name, degrees) in pairs(&value) {
                    let degrees = words(&degrees);
                    intake.person_named(&name, |person| person.degrees = degrees);
                }
            }
            "Author IDs" => {
                for (name, numbers) in pairs(&value) {
                    let numbers = words(&numbers).into_iter().filter_map(|number| {
                        let (scheme, value) = number.split_once(':')?;
                        let (scheme, value) = (scheme.to_owned(), value.to_owned());
                        Some(Ident { scheme, value, ..Ident::default() })
                    });
                    let numbers: Vec<Ident> = numbers.collect();
                    intake.person_named(&name, |person| person.other_ids = numbers);
                }
            }
            "Group members" => {
                for (name, members) in pairs(&value) {
                    intake.members_of(&name, &members.split(" / ").collect::<Vec<_>>());
                }
            }
            "Affiliations (other languages)" => {
                for (place, words) in pairs(&value) {
                    let value = Marked::plain(words);
                    let text = Text { value, lang: lang.clone(), origin: Origin::Read };
                    intake.more_of_institution(place, InstitutionDetail::Text(text));
                }
            }
            "ROR" => {
                for (place, ror) in pairs(&value) {
                    intake.more_of_institution(place, InstitutionDetail::Ror(ror));
                }
            }
            "PMID" | "PMCID" => {
                intake.pubmed_number(&value);
            }
            "WPRIM ID" => intake.database_number("wprim", &value),
            "Identifiers" => {
                for (scheme, number) in pairs(&value) {
                    intake.database_number(&scheme, &number);
                }
            }
            "ISBN" => {
                for number in entries(&value) {
                    intake.serial_number(&number, Medium::Unknown, "SN");
                }
            }
            "Citation key" => {
                intake.record.citation_key = Some(CitationKey { value, ..CitationKey::default() });
            }
            "Journal (vernacular)" => intake.container(ContainerRole::Vernacular, &value),
            "Journal abbreviation" => intake.container(ContainerRole::Abbrev, &value),
            "Journal (other)" => intake.container(ContainerRole::Main, &value),
            "ISSN" => {
                // The writer puts the ISSN of print into `SN` if there is one, so beside that of the electronic
                // edition `SN` holds the one of print.
                if value.contains("(Electronic)") {
                    intake.record.issns.iter_mut().for_each(|issn| issn.medium = Medium::Print);
                }
                for number in entries(&value) {
                    intake.serial_number(&number, Medium::Unknown, "SN");
                }
            }
            "Date" => whole_date(intake, &value),
            "Epub date" => intake.date(DateKind::Epub, &value),
            "Received" => intake.date(DateKind::Received, &value),
            "Revised" => intake.date(DateKind::Revised, &value),
            "Accepted" => intake.date(DateKind::Accepted, &value),
            "Accessed" => intake.date(DateKind::Accessed, &value),
            "Article number" => intake.article_number(&value),
            "Page count" => intake.record.number_of_pages = Some(value),
            "Publication types" => {
                for name in entries(&value) {
                    intake.publication_type(&name);
                }
            }
            "Keywords" => keywords.extend(entries(&value)),
            "MeSH (major)" | "MeSH" => {
                headings.extend(entries(&value).into_iter().map(|it| (it, label == "MeSH (major)")));
            }
            "Country" => intake.countries(&value),
            "Abstract" => intake.abstract_text(&value, lang),
            "URLs" => {
                for (kind, href) in pairs(&value) {
                    let kind = match kind.as_str() {
                        "doi" => UrlKind::Doi,
                        "pdf" => UrlKind::Pdf,
                        "fulltext" => UrlKind::Fulltext,
                        "database" => UrlKind::Database,
                        _ => UrlKind::Landing,
                    };
                    intake.url(Some(kind), &href);
                }
            }
            "Database" => intake.database(&value),
            "Database provider" => intake.provider(&value),
            "Database address" => {
                intake.record.database.get_or_insert_default().url = Some(value);
            }
            "Funding" => {
                for grant in entries(&value) {
                    intake.funding(&grant);
                }
            }
            "Status" => intake.record.status = Some(value),
            "Licence" => intake.record.license = Some(value),
            "Annotation" => intake.record.annotation = Some(value),
            "RIS fields" => {
                for (tag, value) in pairs(&value) {
                    intake.unknown(tag, value);
                }
            }
            "Merged from" => {
                for (database, place) in pairs(&value) {
                    let (file, number) = place.rsplit_once(':').unwrap_or((&place, ""));
                    let provenance = Provenance {
                        file: file.to_owned(),
                        record: number.parse().unwrap_or(0),
                        ..Provenance::default()
                    };
                    let database = Some(database).filter(|name| !name.is_empty());
                    let database = database.map(|name| Database { name, ..Database::default() });
                    intake.record.merged_from.push(Record { database, provenance, ..Record::default() });
                }
            }
            // Of a later version: kept as it stands.
            _ => intake.unknown(tag, format!("{START}{label}: {value}")),
        }
    }
    intake.whole_keywords(keywords);
    intake.headings_among_keywords(headings);
}

fn people(intake: &mut Intake<'_>, role: Role, value: &str) {
    for name in entries(value) {
        intake.name(role, NameText::Whole(name));
    }
}

fn forms(intake: &mut Intake<'_>, kind: FormKind, value: &str) {
    for (name, form) in pairs(value) {
        intake.form_of(&name, kind, form);
    }
}

/// A date that no line holds whole replaces the one of the lines.
fn whole_date(intake: &mut Intake<'_>, value: &str) {
    let read = date::parse(value.trim_start_matches("circa ")).value;
    intake.record.dates.retain(|date| date.kind != DateKind::Issued);
    let circa = read.circa || value.starts_with("circa ");
    intake.record.dates.insert(0, crate::record::DateVal { kind: DateKind::Issued, circa, ..read });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_separators_are_characters() {
        let read = items("refmill leftover: ORCID: A==B;; C=0000-0002-1825-0097 | Abstract [zh]: 甲||乙");
        assert_eq!(read.len(), 2);
        assert_eq!(pairs(&read[0].value), [("A=B; C".to_owned(), "0000-0002-1825-0097".to_owned())]);
        assert_eq!((read[1].lang.as_deref(), read[1].value.as_str()), (Some("zh"), "甲|乙"));
    }
}
