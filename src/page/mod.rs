//! Scraped pages: lines to labelled sections to values.

pub mod ledger;
