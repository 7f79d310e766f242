//! Constant tables. A row accepted on reading may be one of many; the first row of a value is the one written.

pub mod capitals;
pub mod countries;
pub mod csl;
pub mod endnote;
pub mod family_names;
pub mod given_names;
pub mod han;
pub mod institutions;
pub mod journals;
pub mod labels;
pub mod languages;
pub mod mesh;
pub mod mods;
pub mod months;
pub mod navigation;
pub mod particles;
pub mod reference_types;
mod table;
pub mod types;
pub mod zotero;
