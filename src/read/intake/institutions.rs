//! The institutions of a record, of one person or of nobody in particular.

use super::Intake;
use crate::record::{Affiliation, Marked, Origin, Role, Text};
use crate::value::{affiliation, text};

/// What is said of an institution apart from its text.
#[derive(Debug)]
pub(in crate::read) enum InstitutionDetail {
    /// Its name in a further language.
    Text(Text),
    /// Its identifier in ROR.
    Ror(String),
}

impl Intake<'_> {
    /// The text of an institution that belongs to the name read last (nbib `AD`).
    pub(in crate::read) fn institution_of_last(&mut self, text: &str) {
        let Some(text) = self.line_of("affiliation", text) else { return };
        match self.names.last_mut() {
            Some(named) => named.institutions.push(text),
            None => self.institution(&text),
        }
    }

    /// What is said of the institution with a label, or with a number from 1 where none has that label.
    pub(in crate::read) fn more_of_institution(&mut self, label: String, detail: InstitutionDetail) {
        self.institution_details.push((label, detail));
    }

    pub(super) fn settle_institutions(&mut self) {
        for (label, detail) in std::mem::take(&mut self.institution_details) {
            let places = &mut self.record.affiliations;
            let by_label = places.iter().position(|place| place.label_raw.as_deref() == Some(&label));
            let number = || label.parse::<usize>().ok()?.checked_sub(1);
            let Some(place) = by_label.or_else(number).and_then(|at| places.get_mut(at)) else {
                let value = match detail {
                    InstitutionDetail::Text(text) => text.to_plain(),
                    InstitutionDetail::Ror(ror) => ror,
                };
                self.unknown("affiliation", format!("{label}: {value}"));
                continue;
            };
            match detail {
                InstitutionDetail::Text(text) => place.texts.push(text),
                InstitutionDetail::Ror(ror) => place.ror = Some(ror),
            }
        }
    }

    /// The text of an institution of the person of a role with a number, from 0; `false` where there is none.
    pub(in crate::read) fn institution_at(&mut self, role: Role, number: usize, text: &str) -> bool {
        let Some(text) = self.line_of("affiliation", text) else { return false };
        let Some(named) = self.names.iter_mut().filter(|named| named.role == role).nth(number) else {
            return false;
        };
        named.institutions.push(text);
        true
    }

    /// The text of an institution that belongs to nobody in particular.
    pub(in crate::read) fn institution(&mut self, text: &str) {
        let Some(text) = self.lines_of("affiliation", text) else { return };
        if !self.seen_institutions.contains(&text) {
            self.seen_institutions.push(text);
        }
    }

    /// The identifier of an institution, which is added if no other has its text.
    pub(in crate::read) fn affiliation_of(&mut self, text: &str) -> String {
        let same = |known: &&Affiliation| known.texts.iter().any(|known| known.as_plain() == text);
        if let Some(known) = self.record.affiliations.iter().find(same) {
            return known.id.clone();
        }
        let id = format!("a{}", self.record.affiliations.len() + 1);
        let lang = text::language_of(text, None).map(str::to_owned);
        let texts = vec![Text { value: Marked::plain(text), lang, origin: Origin::Read }];
        self.record.affiliations.push(Affiliation { id: id.clone(), texts, ..Affiliation::default() });
        id
    }

    /// Changes what is known of the institution with a text, which is added if no other has it.
    pub(in crate::read) fn institution_known(&mut self, text: &str, change: impl FnOnce(&mut Affiliation)) {
        let id = self.affiliation_of(text);
        if let Some(known) = self.record.affiliations.iter_mut().find(|known| known.id == id) {
            change(known);
        }
    }

    /// Institutions of nobody in particular.
    pub(super) fn loose_institutions(&mut self, text: &str) {
        let reading = affiliation::parse(text);
        let offset = self.record.affiliations.len();
        for mut found in reading.affiliations {
            let plain = found.texts.first().map(Text::to_plain).unwrap_or_default();
            let known = self.record.affiliations.iter().take(offset);
            if known.into_iter().any(|known| known.texts.iter().any(|text| text.as_plain() == plain)) {
                continue;
            }
            found.id = format!("a{}", self.record.affiliations.len() + 1);
            self.record.affiliations.push(found);
        }
    }
}

/// Affiliations that our own writers joined, `1. A; 2. B`, each on a line of its own again.
pub(in crate::read) fn split_labels(text: &str) -> String {
    let mut split = String::with_capacity(text.len());
    for (index, piece) in text.split("; ").enumerate() {
        let labelled = piece.split_once(". ").is_some_and(|(label, rest)| {
            !rest.is_empty() && label.chars().count() <= 3 && label.chars().all(char::is_alphanumeric)
        });
        if index > 0 {
            split.push_str(if labelled { "\n" } else { "; " });
        }
        split.push_str(piece);
    }
    split
}
