//! All texts of a record that people read, for lints about characters: one walk for all of them.
//!
//! What is kept as printed beside a value (`raw`, `source_raw`, provenance) is no such text; identifiers and addresses are, because
//! a character in them that nobody sees breaks a link.

use super::note;
use crate::clean::field_of;
use crate::record::{Contributor, Marked, Name, Record};
use crate::report::{Code, Note, quoted};

/// A run of a text, with the field it is of.
pub(super) struct Run<'a> {
    pub(super) field: &'static str,
    pub(super) text: &'a str,
    /// TeX mathematics.
    pub(super) is_math: bool,
}

/// Offers each run of each text, in the order of the record.
pub(super) fn each<'a>(record: &'a Record, visit: &mut dyn FnMut(Run<'a>)) {
    for (field, text) in marked(record) {
        for span in text.spans() {
            visit(Run { field, text: &span.text, is_math: span.style.math });
        }
    }
    for (field, text) in plain(record) {
        visit(Run { field, text, is_math: false });
    }
}

/// Notes the first doubtful character of each run, where `found` gives one and says what it does.
pub(super) fn note_characters(
    record: &Record,
    code: &'static Code,
    notes: &mut Vec<Note>,
    found: impl Fn(&str) -> Option<(char, &'static str)>,
) {
    each(record, &mut |run| {
        if let Some((character, what)) = found(run.text) {
            let (text, number) = (quoted(run.text), u32::from(character));
            let message = format!("{text} holds a character that {what} (U+{number:04X})");
            notes.push(note(code, run.field, message));
        }
    });
}

/// The texts with marks: titles, names of journals, abstracts, affiliations.
pub(super) fn marked(record: &Record) -> impl Iterator<Item = (&'static str, &Marked)> {
    let titles = record.titles.iter().map(|title| ("title", &title.text.value));
    let containers = record.container_titles.iter().map(|title| ("container-title", &title.text.value));
    let abstracts = record.abstracts.iter().flat_map(|one| {
        let sections = one.sections.iter().map(|section| &section.text);
        std::iter::once(&one.text.value).chain(sections).map(|text| ("abstract", text))
    });
    let affiliations = record.affiliations.iter().flat_map(|one| &one.texts);
    let affiliations = affiliations.map(|text| ("affiliation", &text.value));
    titles.chain(containers).chain(abstracts).chain(affiliations)
}

/// The texts without marks: names, keywords, notes, numbers, identifiers, addresses.
fn plain(record: &Record) -> impl Iterator<Item = (&'static str, &str)> {
    let names = record.contributors.iter().flat_map(names);
    let terms = record.terms.iter().map(|term| ("keyword", term.value.as_str()));
    let notes = record.notes.iter().map(|note| ("note", note.text.as_str()));
    let single = [
        ("volume", &record.volume),
        ("issue", &record.issue),
        ("article-number", &record.article_number),
        ("genre", &record.genre),
        ("publisher", &record.publisher),
        ("publisher-place", &record.publisher_place),
        ("annote", &record.annotation),
    ];
    let single = single.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?)));
    let identifiers = record.identifiers.iter().map(|ident| ("identifier", ident.value.as_str()));
    let addresses = record.urls.iter().map(|url| ("URL", url.href.as_str()));
    names.chain(terms).chain(notes).chain(single).chain(identifiers).chain(addresses)
}

fn names(contributor: &Contributor) -> impl Iterator<Item = (&'static str, &str)> {
    let field = field_of(contributor);
    contributor.forms.iter().chain(&contributor.group_members).flat_map(move |form| {
        let Name { family, given, non_dropping_particle, dropping_particle, suffix, literal } = &form.name;
        let parts = [dropping_particle, non_dropping_particle, family, given, suffix, literal];
        parts.into_iter().flatten().map(move |part| (field, part.as_str()))
    })
}
