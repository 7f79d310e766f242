//! What stands below `custom.refmill`: the record without what CSL's own variables hold exactly.

use super::item;
use crate::read::csl_json::abstracts_of;
use crate::record::{Kind, Origin, Record};
use crate::write::Abstracts;
use serde::Serialize;

/// Version of the layout below `custom.refmill`.
pub(super) const VERSION: u8 = 1;

/// The object below `custom.refmill`. Its keys are the field names of [`Record`].
#[derive(Debug, Serialize)]
pub(super) struct Kept {
    v: u8,
    #[serde(flatten)]
    record: Record,
}

/// The whole record as such an object, for formats that hold nothing exactly.
pub(in crate::write) fn whole_json(record: &Record) -> String {
    let kept = Kept { v: VERSION, record: record.clone() };
    serde_json::to_string(&kept).expect("a record is representable as JSON")
}

/// Takes the record apart field by field, without `..`: whoever adds a field decides here whether a variable of
/// CSL holds it.
///
/// Lists are kept whole, because CSL has at most a projection of them. A text that a variable holds character by
/// character is not repeated.
pub(super) fn kept(record: &Record, how: Abstracts) -> Kept {
    let Record {
        id,
        citation_key,
        // `type`.
        kind: _,
        type_raw,
        genre,
        publication_types,
        titles,
        title_marks,
        contributors,
        author_list_truncated,
        affiliations,
        identifiers,
        container_titles,
        issns,
        dates,
        volume,
        volume_raw,
        issue,
        issue_raw,
        supplement,
        part,
        page_ranges,
        article_number,
        number_of_pages,
        source_raw,
        terms,
        countries,
        languages,
        abstracts,
        urls,
        database,
        notes,
        annotation,
        funding,
        publisher,
        publisher_place,
        status,
        license,
        derived,
        warnings,
        provenance,
        unknown,
        merged_from,
    } = record;

    let is_told = |key: &&crate::record::CitationKey| {
        !key.value.is_empty() && key.origin == Origin::Read && key.original.is_none()
    };
    // A place that reads like the country of the database could not be told from it.
    let country = countries.first().map(|country| country.text.as_str());
    let place_is_told = publisher_place.as_deref() != country;
    let article = languages.first().and_then(|language| language.tag.as_deref());
    let projected = item::abstract_text(abstracts, how);
    let abstract_is_told = projected.is_some_and(|text| abstracts_of(&text, article) == *abstracts);

    let record = Record {
        id: id.clone(),
        citation_key: citation_key.as_ref().filter(|key| !is_told(key)).cloned(),
        kind: Kind::default(),
        type_raw: type_raw.clone(),
        genre: untold(genre.as_ref()),
        publication_types: publication_types.clone(),
        titles: titles.clone(),
        title_marks: *title_marks,
        contributors: contributors.clone(),
        author_list_truncated: author_list_truncated.clone(),
        affiliations: affiliations.clone(),
        identifiers: identifiers.clone(),
        container_titles: container_titles.clone(),
        issns: issns.clone(),
        dates: dates.clone(),
        volume: untold(volume.as_ref()),
        volume_raw: volume_raw.clone(),
        issue: untold(issue.as_ref()),
        issue_raw: issue_raw.clone(),
        supplement: supplement.clone(),
        part: part.clone(),
        page_ranges: page_ranges.clone(),
        article_number: article_number.clone(),
        number_of_pages: untold(number_of_pages.as_ref()),
        source_raw: source_raw.clone(),
        terms: terms.clone(),
        countries: countries.clone(),
        languages: languages.clone(),
        abstracts: if abstract_is_told { Vec::new() } else { abstracts.clone() },
        urls: urls.clone(),
        database: database.clone(),
        notes: notes.clone(),
        annotation: untold(annotation.as_ref()),
        funding: funding.clone(),
        publisher: untold(publisher.as_ref()),
        publisher_place: if place_is_told {
            untold(publisher_place.as_ref())
        } else {
            publisher_place.clone()
        },
        status: untold(status.as_ref()),
        license: license.clone(),
        derived: derived.clone(),
        warnings: warnings.clone(),
        provenance: provenance.clone(),
        unknown: unknown.clone(),
        merged_from: merged_from.clone(),
    };
    Kept { v: VERSION, record }
}

/// A text that has no variable of its own in the item, because it is empty.
fn untold(text: Option<&String>) -> Option<String> {
    text.filter(|text| text.is_empty()).cloned()
}
