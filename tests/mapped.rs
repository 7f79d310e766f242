//! `refmill convert` on everything that we have: nothing is unknown that the mapping reference maps.
//!
//! The tags of the list are tested against the readers' own words, so that it cannot speak of what no reader asks for; and
//! no fixture of any format may have one among its unknown fields, but where [`KEPT`] says why. `tests/cli` does the same
//! with the program.

use crate::all_fixtures;
use crate::mapped_tags::{KEPT, MAPPED, is_mapped};
use crate::reader_words;

use std::collections::BTreeMap;

#[test]
fn the_readers_ask_for_what_is_mapped() {
    for mapped in MAPPED {
        let more: &[&str] =
            if mapped.formats.contains(&"csv") { &["src/read/table/dialects.rs"] } else { &[] };
        let words: Vec<String> =
            mapped.sources.iter().chain(more).flat_map(|file| reader_words::of(file)).collect();
        let missing: Vec<&&str> =
            mapped.tags.iter().filter(|tag| !words.iter().any(|word| word == *tag)).collect();
        assert!(missing.is_empty(), "{:?}: the reader asks for no {missing:?}", mapped.formats);
    }
}

#[test]
fn nothing_is_unknown_that_is_mapped() {
    let mut wrong: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut used = vec![false; KEPT.len()];
    let mut records = 0;
    for fixture in all_fixtures::all() {
        let batch = fixture.read();
        records += batch.records.len();
        for field in batch.records.iter().flat_map(|record| &record.unknown) {
            if !is_mapped(&field.format, &field.tag) {
                continue;
            }
            match KEPT.iter().position(|(file, tag, _)| *file == fixture.name && *tag == field.tag) {
                Some(at) => used[at] = true,
                None => {
                    wrong.insert(
                        (fixture.name.clone(), field.tag.clone()),
                        field.value.chars().take(80).collect(),
                    );
                }
            }
        }
    }
    assert!(records > 800, "only {records} records");
    for ((file, tag, _), used) in KEPT.iter().zip(used) {
        assert!(used, "{file} has no unknown {tag} any more");
    }
    let wrong: Vec<String> =
        wrong.iter().map(|((file, tag), value)| format!("(\"{file}\", \"{tag}\", \"{value}\"),")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
