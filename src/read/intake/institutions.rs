//! The institutions of a record, of one person or of nobody in particular.

use super::Intake;
use crate::record::{Affiliation, Marked, Origin, Role, Seen, Text};
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
        let mut seen_labels = Seen::default();
        for (label, detail) in std::mem::take(&mut self.institution_details) {
            let places = &mut self.record.affiliations;
            let by_label = seen_labels.position(places, |it| it.label_raw.as_deref(), &Some(label.as_str()));
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
        let Some(named) = self.of_role(role, number) else { return false };
        named.institutions.push(text);
        true
    }

    /// The text of an institution that belongs to nobody in particular.
    pub(in crate::read) fn institution(&mut self, text: &str) {
        let Some(text) = self.lines_of("affiliation", text) else { return };
        if !self.seen.institutions.has(&self.seen_institutions, |known| known, &&text) {
            self.seen_institutions.push(text);
        }
    }

    /// The identifier of an institution, which is added if no other has its text.
    pub(in crate::read) fn affiliation_of(&mut self, text: &str) -> String {
        if let Some(known) = self.known_affiliation(text).and_then(|at| self.record.affiliations.get(at)) {
            return known.id.clone();
        }
        let id = format!("a{}", self.record.affiliations.len() + 1);
        let lang = text::language_of(text, None).map(str::to_owned);
        let texts = vec![Text { value: Marked::plain(text), lang, origin: Origin::Read }];
        self.record.affiliations.push(Affiliation { id: id.clone(), texts, ..Affiliation::default() });
        id
    }

    /// The place of the institution of which a text is known.
    fn known_affiliation(&mut self, text: &str) -> Option<usize> {
        let known = &self.record.affiliations;
        self.seen.affiliations.position_of_any(known, |it| it.texts.iter().map(Text::as_plain), &text.into())
    }

    /// Changes what is known of the institution with a text, which is added if no other has it.
    pub(in crate::read) fn institution_known(&mut self, text: &str, change: impl FnOnce(&mut Affiliation)) {
        self.affiliation_of(text);
        let place = self.known_affiliation(text);
        if let Some(known) = place.and_then(|at| self.record.affiliations.get_mut(at)) {
            change(known);
        }
    }

    /// Institutions of nobody in particular.
    pub(super) fn loose_institutions(&mut self, text: &str) {
        let reading = affiliation::parse(text);
        let offset = self.record.affiliations.len();
        for mut found in reading.affiliations {
            let plain = found.texts.first().map(Text::to_plain).unwrap_or_default();
            if self.known_affiliation(&plain).is_some_and(|at| at < offset) {
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
