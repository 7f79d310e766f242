//! What kind of thing a MODS record is of: by its genre, its resource type, or the thing it stands in.

use super::super::xml::Fields;
use crate::record::Kind;
use crate::syntax::xml::Element;
use crate::vocab::{mods, types};

/// What the elements of a record say of its kind.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    /// By genre, with its word; the surest authority wins.
    by_genre: Option<(u8, Kind, String)>,
    by_resource: Option<(Kind, String)>,
    by_host: Option<(Kind, String)>,
    in_monograph: bool,
    /// The genre that its source marks as the chief one.
    chief: Option<String>,
}

impl Kinds {
    pub(super) fn resource(&mut self, text: &str) {
        if let Some(kind) = mods::of_resource(text) {
            self.by_resource.get_or_insert((kind, text.to_owned()));
        }
    }

    /// A genre: a kind of item, or a publication type.
    pub(super) fn genre(&mut self, element: &Element<'_>, fields: &mut Fields<'_>) {
        let words = element.text();
        let authority = element.attribute("authority").unwrap_or_default().to_lowercase();
        let csl = || serde_json::from_value::<Kind>(serde_json::Value::String(words.clone())).ok();
        let (rank, kind) = match authority.as_str() {
            "csl" => (0, csl()),
            "local" => (1, mods::of_item_type(&words)),
            "marcgt" | "marc" => (2, mods::of_genre(&words)),
            "bibutilsgt" => (3, mods::of_genre(&words)),
            "" => (4, mods::of_item_type(&words).or_else(|| mods::of_genre(&words))),
            _ => (5, None),
        };
        if let Some(kind) = kind {
            if self.by_genre.as_ref().is_none_or(|known| rank < known.0) {
                self.by_genre = Some((rank, kind, words.clone()));
            }
            // A kind of thesis says more than that it is one, and a word of no list is a type too, but for Zotero's own.
            let is_type =
                rank == 4 && mods::of_item_type(&words).is_none_or(|_| words.starts_with(char::is_uppercase));
            if !is_type && !words.to_lowercase().ends_with(" thesis") {
                return;
            }
        }
        let ui = element.attribute("valueURI").and_then(|uri| super::subject::mesh_number(&uri));
        fields.intake.publication_type_of(&words, ui);
        if element.attribute("usage").is_some() {
            self.chief.get_or_insert(words);
        }
    }

    pub(super) fn host_genre(&mut self, text: &str) {
        if let Some(kind) = mods::of_host_genre(text) {
            self.by_host.get_or_insert((kind, text.to_owned()));
        }
    }

    pub(super) fn host(&mut self, issuance: Option<&str>) {
        self.in_monograph |= matches!(issuance, Some("monographic" | "single unit" | "multipart monograph"));
    }

    /// Enters kind and genre; a record that says nothing is of the kind that its publication types and its journal make it.
    pub(super) fn settle(self, fields: &mut Fields<'_>) {
        let record = &mut fields.intake.record;
        let named = self.by_genre.map(|(_, kind, word)| (kind, word)).or(self.by_resource).or(self.by_host);
        let in_book = self.in_monograph && !record.container_titles.is_empty();
        let named = named.or_else(|| in_book.then(|| (Kind::Chapter, "monographic".to_owned())));
        let types: Vec<&str> = record.publication_types.iter().map(|term| term.value.as_str()).collect();
        if let Some((kind, word)) = named {
            // Its genre is what its types say beside its kind.
            let in_journal = kind == Kind::ArticleJournal;
            record.genre = types::of_publication_types(&types, in_journal).1;
            if types::is_retracted(&types) && record.status.is_none() {
                record.status = Some("retracted".to_owned());
            }
            record.kind = kind;
            record.type_raw = Some(word);
        }
        record.genre = self.chief.or(record.genre.take());
    }
}
