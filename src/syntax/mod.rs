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
