//! Numbers and names of the record in databases, ISSNs and ISBNs.

use super::place::whole_number;
use crate::read::sheet::{Sheet, joined};
use crate::record::Medium;

pub(super) fn identifiers(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&["doi"]) {
        sheet.intake.line = field.line;
        sheet.intake.doi_field(&field.value);
    }
    sheet.change("pmid", |value| whole_number(value.trim()));
    for field in sheet.take(&["pmid", "pmcid"]) {
        sheet.intake.line = field.line;
        let value = field.value.trim();
        // A list of numbers is none of one article.
        let value = match field.tag {
            "pmcid" if value.bytes().all(|it| it.is_ascii_digit()) => format!("PMC{value}"),
            _ => value.to_owned(),
        };
        if !sheet.intake.pubmed_number(&value) {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
    for field in sheet.take(&["wprim_id"]) {
        sheet.intake.database_number("wprim", &joined(&field.value));
    }
    // The number of an entry of the Global Index Medicus names its database: `wpr-929835`.
    for field in sheet.take(&[":gim:id"]) {
        let value = joined(&field.value);
        let is_wprim = value.bytes().all(|it| it.is_ascii_digit());
        match value.strip_prefix("wpr-").or(is_wprim.then_some(value.as_str())) {
            Some(number) => sheet.intake.database_number("wprim", number),
            None => sheet.intake.database_number("gim", &value),
        }
    }
    for field in sheet.take_if(&[":accession"], |value| {
        let value = value.trim();
        value.starts_with("PMID") || value.starts_with("pmid")
    }) {
        if !sheet.intake.pubmed_number(&field.value) {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
    let is_wprim = sheet.first("database").is_some_and(|name| name.to_lowercase().contains("wprim"));
    if is_wprim {
        for field in sheet.take(&[":accession"]) {
            sheet.intake.database_number("wprim", &joined(&field.value));
        }
    }
    sheet.accession_number(&[":accession"], "database", "provider", true);
    for (field, scheme) in NUMBERS {
        for field in sheet.take(&[field]) {
            sheet.intake.line = field.line;
            let value = joined(&field.value);
            sheet.intake.database_number(scheme, value.trim_start_matches('#'));
        }
    }
    for (field, medium) in [
        ("issn", Medium::Unknown),
        ("eissn", Medium::Electronic),
        ("issn_l", Medium::Linking),
        (":isbn", Medium::Unknown),
    ] {
        for field in sheet.take(&[field]) {
            sheet.intake.line = field.line;
            for number in field.value.split([';', ',']).map(str::trim).filter(|it| !it.is_empty()) {
                sheet.intake.serial_number(number, medium, field.tag);
            }
        }
    }
}

/// Fields that hold a number of the record in a database, and its scheme.
const NUMBERS: [(&str, &str); 12] = [
    (":id:eid", "eid"),
    (":id:lens", "lens"),
    (":id:dimensions", "dimensions"),
    (":id:embase", "embase"),
    (":id:pui", "pui"),
    (":id:nihms", "nihms"),
    (":id:mag", "mag"),
    (":id:pii", "pii"),
    (":id:arxiv", "arxiv"),
    (":id:openalex", "openalex"),
    (":id:covidence", "covidence"),
    (":id:publication", "publication"),
];
