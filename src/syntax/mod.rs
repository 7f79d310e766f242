//! Grammar without meaning.

pub mod json;
pub mod latex;
