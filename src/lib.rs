//! refmill turns messy scraped article records into clean references.
#![forbid(unsafe_code)]

pub mod check;
pub mod clean;
#[cfg(feature = "cli")]
pub mod cli;
pub mod formats;
pub mod merge;
pub mod page;
pub mod read;
pub mod record;
pub mod report;
#[cfg(feature = "cli")]
pub mod stream;
pub mod syntax;
pub mod value;
pub mod vocab;
pub mod write;
