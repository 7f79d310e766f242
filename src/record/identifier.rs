//! Identifiers of articles, journals and people.

use super::text::Origin;
use serde::{Deserialize, Serialize};

/// An identifier with the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ident {
    /// `doi`, `pmid`, `pmcid`, `wprim`, `lilacs`, `wos`, `embase`, `isbn` … in lower case.
    pub scheme: String,
    /// The bare identifier in its usual notation: a DOI without `doi:` or host, case kept; digits of a PMID;
    /// `PMC` and digits.
    pub value: String,
    /// For comparison: lower case, no punctuation that carries no meaning.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub normalised: String,
    /// As printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub raw: String,
    /// Read or derived.
    #[serde(default, skip_serializing_if = "Origin::is_read")]
    pub origin: Origin,
}

/// What an ISSN identifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Medium {
    /// The printed edition.
    Print,
    /// The electronic edition.
    Electronic,
    /// All editions (ISSN-L).
    Linking,
    /// The source does not say.
    #[default]
    Unknown,
}

/// An ISSN with a right check digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issn {
    /// `1673-4408`; a final X is upper case.
    pub value: String,
    /// Which edition.
    pub medium: Medium,
    /// Read or derived.
    #[serde(default, skip_serializing_if = "Origin::is_read")]
    pub origin: Origin,
}
