//! The tests that need no harness of their own, one file a subject, in one program: it is linked once instead of fifty times, and a
//! long test keeps no core waiting. `cargo test ris::` runs those of `tests/ris.rs`. A file that is not named here fails a test in
//! `tests/tables.rs`.

mod all_fixtures;
mod formats_document;
mod mapped_tags;
#[path = "random_record/plausible.rs"]
mod plausible;
mod random_record;
mod reader_words;
mod said;
mod sane_record;
#[expect(unreachable_pub, reason = "it is a module of the fuzz program too")]
#[path = "../fuzz/src/targets.rs"]
mod targets;

mod agree;
mod bibtex;
mod bibtex_in;
mod checks;
mod chrome;
mod citation_keys;
mod citation_lines;
mod clean;
mod confidence;
mod crawl;
mod crossref;
mod csl_json;
mod csl_yaml;
mod csv;
mod damaged_bytes;
mod dependencies;
mod encodings;
mod endnote_xml;
mod endnote_xml_out;
mod envelopes;
mod fixture_coverage;
mod hostile_disguise;
mod hostile_laws;
mod hostile_limits;
#[cfg(target_os = "linux")]
mod hostile_memory;
#[cfg(target_os = "linux")]
mod hostile_outputs;
mod hostile_repairs;
mod hostile_seeds;
#[cfg(unix)]
mod hostile_terminal;
mod html;
mod jats;
mod journal_lines;
mod json_ld;
mod json_ld_in;
mod laws;
mod layouts;
mod lints;
mod malformed;
mod mapped;
mod merge;
mod misread;
mod mods;
mod names;
mod nbib;
mod nbib_out;
mod ndjson;
mod openalex;
#[cfg(feature = "parquet")]
mod parquet;
mod payloads;
mod publishers;
mod pubmed;
mod ris;
mod ris_in;
mod table_in;
mod tables;
mod tagged;
#[cfg(feature = "preview")]
mod text;
mod values;
#[cfg(feature = "xlsx")]
mod xlsx;
#[cfg(feature = "xlsx")]
mod xlsx_in;
mod xml_out;
