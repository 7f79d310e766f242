//! Scraped pages: lines to labelled sections to values.

pub mod example;
pub mod ledger;
