//! What stands below `custom.refmill`: the record without what CSL's own variables hold exactly.

use super::item;
use super::without::entries_without;
use crate::read::csl_json::abstracts_of;
use crate::record::{Abstract, Origin, Record};
use crate::write::Abstracts;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Version of the layout below `custom.refmill`.
pub(super) const VERSION: u8 = 1;

/// The object below `custom.refmill`. Its keys are the field names of [`Record`].
#[derive(Debug)]
pub(in crate::write) struct Kept<'a> {
    record: &'a Record,
    /// Fields that variables of the item hold exactly.
    told: Vec<&'static str>,
}

impl Serialize for Kept<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("v", &VERSION)?;
        entries_without(&mut map, &self.told, self.record)?;
        map.end()
    }
}

/// The whole record as such an object, for formats that hold nothing exactly.
pub(in crate::write) fn whole_json(record: &Record) -> String {
    let kept = Kept { record, told: Vec::new() };
    serde_json::to_string(&kept).expect("a record is representable as JSON")
}

/// Takes the record apart field by field, without `..`: whoever adds a field decides here whether a variable of
/// CSL holds it.
///
/// Lists are kept whole, because CSL has at most a projection of them. A text that a variable holds character by
/// character is not repeated.
pub(super) fn kept(record: &Record, how: Abstracts) -> Kept<'_> {
    let Record {
        id: _,
        citation_key,
        // `type`.
        kind: _,
        type_raw: _,
        genre,
        publication_types: _,
        titles: _,
        title_marks: _,
        contributors: _,
        author_list_truncated: _,
        affiliations: _,
        identifiers: _,
        container_titles: _,
        issns: _,
        dates: _,
        volume,
        volume_raw: _,
        issue,
        issue_raw: _,
        supplement: _,
        part: _,
        page_ranges: _,
        article_number: _,
        number_of_pages,
        source_raw: _,
        terms: _,
        countries,
        languages,
        abstracts,
        urls: _,
        database: _,
        notes: _,
        annotation,
        funding: _,
        publisher,
        publisher_place,
        status,
        license: _,
        derived: _,
        warnings: _,
        provenance: _,
        unknown: _,
        merged_from: _,
    } = record;

    let key_is_told = citation_key
        .as_ref()
        .is_some_and(|key| !key.value.is_empty() && key.origin == Origin::Read && key.original.is_none());
    // A place that reads like the country of the database could not be told from it.
    let country = countries.first().map(|country| country.text.as_str());
    let place_is_told = publisher_place.as_deref() != country;
    let article = languages.first().and_then(|language| language.tag.as_deref());
    let abstract_is_told = match abstracts.as_slice() {
        [Abstract { sections, raw: None, .. }, ..] if sections.is_empty() => {
            item::abstract_text(abstracts, how).is_some_and(|text| abstracts_of(&text, article) == *abstracts)
        }
        _ => false,
    };
    // A text that is empty has no variable in the item.
    let is_text = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    let told = [
        ("type", true),
        ("citation_key", key_is_told),
        ("genre", is_text(genre)),
        ("volume", is_text(volume)),
        ("issue", is_text(issue)),
        ("number_of_pages", is_text(number_of_pages)),
        ("abstracts", abstract_is_told),
        ("annotation", is_text(annotation)),
        ("publisher", is_text(publisher)),
        ("publisher_place", place_is_told && is_text(publisher_place)),
        ("status", is_text(status)),
    ];
    let told = told.into_iter().filter_map(|(name, is_told)| is_told.then_some(name)).collect();
    Kept { record, told }
}
