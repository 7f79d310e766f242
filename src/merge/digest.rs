//! The identity of a record: a digest over what it says, not where it stands, so that a decision about two records holds
//! in the next run too, whatever the order of the files.

use crate::record::{DateKind, Record};
use crate::value::comparable::{folded, squashed};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// The digest of a record: the first 80 bits of the SHA-256 of what tells one article from another. Among a million
/// records the chance that any two different ones share theirs is below one in two million.
///
/// It covers identifiers, titles, names, the journal, the year, volume, issue, pages and the database, each in the notation
/// of comparison; abstracts, keywords and notes are left out, so that cleaning them loses no decision. Its text is 20
/// hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest([u8; 10]);

impl Digest {
    /// The digest of a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let mut hash = Sha256::new();
        let mut put = |kind: &str, text: &str| {
            if !text.is_empty() {
                // The separators are no part of a folded text.
                hash.update([kind.as_bytes(), b"\x1f", text.as_bytes(), b"\x1e"].concat());
            }
        };
        for ident in &record.identifiers {
            put(&ident.scheme, &ident.value.to_lowercase());
        }
        for title in &record.titles {
            put("title", &squashed(&folded(&title.text.to_plain())));
        }
        for form in record.contributors.iter().flat_map(|contributor| &contributor.forms) {
            let whole =
                [form.name.literal.as_deref(), Some(&form.name.full_family()), form.name.given.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ");
            put("name", &folded(&whole));
        }
        for title in &record.container_titles {
            put("journal", &folded(&title.text.to_plain()));
        }
        let year = record.date(DateKind::Issued).and_then(|date| date.start).map(|start| start.year);
        put("year", &year.map(|year| year.to_string()).unwrap_or_default());
        put("volume", record.volume.as_deref().unwrap_or_default());
        put("issue", record.issue.as_deref().unwrap_or_default());
        put("page", &record.pages().unwrap_or_default());
        put("number", record.article_number.as_deref().unwrap_or_default());
        put("database", record.database.as_ref().map(|database| database.name.as_str()).unwrap_or_default());
        let mut first = [0; 10];
        for (to, from) in first.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        Self(first)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl std::str::FromStr for Digest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is no digest of a record, which has 20 digits from 0 to 9 and a to f");
        if text.len() != 20 || !text.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it)) {
            return Err(wrong());
        }
        let mut bytes = [0; 10];
        for (place, byte) in bytes.iter_mut().enumerate() {
            let digits = text.get(place * 2..place * 2 + 2).ok_or_else(wrong)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &str) -> Record {
        serde_json::from_str(json).expect("a record")
    }

    #[test]
    fn notation_place_and_abstract_do_not_count_and_pages_do() {
        let one =
            r#"{"titles": [{"value": "Tea and sleep.", "role": "main"}], "page_ranges": [{"first": "3"}]}"#;
        let same = r#"{"titles": [{"value": "TEA AND SLEEP", "role": "main"}], "page_ranges": [{"first": "3"}],
            "abstracts": [{"value": "x"}], "provenance": {"file": "b.ris", "record": 9}}"#;
        let other =
            r#"{"titles": [{"value": "Tea and sleep.", "role": "main"}], "page_ranges": [{"first": "4"}]}"#;
        let [one, same, other] = [one, same, other].map(|json| Digest::of(&record(json)));
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_eq!(one.to_string().parse(), Ok(one));
        assert!("zz".parse::<Digest>().is_err() && "+0000000000000000000".parse::<Digest>().is_err());
    }

    #[test]
    fn a_digest_is_the_same_in_every_version() {
        // sha256 of "title\x1fteaandsleep\x1e", its first 20 digits, by `printf … | sha256sum`.
        let tea = r#"{"titles": [{"value": "Tea and sleep", "role": "main"}]}"#;
        assert_eq!(Digest::of(&record(tea)).to_string(), "3803163e8d630f0a99f6");
    }
}
