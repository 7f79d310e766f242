//! Grammar without meaning.

pub mod csl;
pub mod html;
pub mod json;
pub mod json_ld;
pub mod latex;
pub mod table;
pub mod tagged;
pub mod tags;
pub mod xml;
pub mod yaml;

/// How many line feeds a text has.
#[must_use]
pub fn line_feeds(text: &str) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text.as_bytes()).count()).unwrap_or(u32::MAX)
}
