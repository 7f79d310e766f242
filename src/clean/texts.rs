//! All texts of a record that hold words, for rules about characters: one walk for all of them.
//!
//! What is kept as printed beside a value (`raw`, `source_raw`, markers, provenance), keys, codes and addresses are no such
//! texts: a rule must not touch what tells where a value comes from.

use super::change::{Pass, field_of};
use crate::record::{ContainerTitle, Contributor, Marked, Name, Record};

/// A text with its field.
pub(super) struct Slot<'a> {
    pub(super) field: &'static str,
    pub(super) words: Words<'a>,
    /// Its line ends mean something.
    pub(super) has_lines: bool,
}

/// Words with marks or without.
pub(super) enum Words<'a> {
    Plain(&'a mut String),
    Marked(&'a mut Marked),
}

/// Offers each text, in the order of the record.
pub(super) fn each(record: &mut Record, visit: &mut dyn FnMut(Slot<'_>)) {
    for title in &mut record.titles {
        visit(Slot { field: "title", words: Words::Marked(&mut title.text.value), has_lines: false });
    }
    for contributor in &mut record.contributors {
        each_of_person(contributor, visit);
    }
    for affiliation in &mut record.affiliations {
        for text in &mut affiliation.texts {
            visit(Slot { field: "affiliation", words: Words::Marked(&mut text.value), has_lines: false });
        }
    }
    for ContainerTitle { text, .. } in &mut record.container_titles {
        visit(Slot { field: "container-title", words: Words::Marked(&mut text.value), has_lines: false });
    }
    for term in &mut record.terms {
        visit(Slot { field: "keyword", words: Words::Plain(&mut term.value), has_lines: false });
    }
    for one in &mut record.abstracts {
        visit(Slot { field: "abstract", words: Words::Marked(&mut one.text.value), has_lines: true });
        for section in &mut one.sections {
            visit(Slot { field: "abstract", words: Words::Plain(&mut section.label), has_lines: false });
            visit(Slot { field: "abstract", words: Words::Marked(&mut section.text), has_lines: true });
        }
    }
    for note in &mut record.notes {
        visit(Slot { field: "note", words: Words::Plain(&mut note.text), has_lines: true });
    }
    let single = [
        ("volume", &mut record.volume),
        ("issue", &mut record.issue),
        ("article-number", &mut record.article_number),
        ("genre", &mut record.genre),
        ("publisher", &mut record.publisher),
        ("publisher-place", &mut record.publisher_place),
        ("status", &mut record.status),
    ];
    for (field, text) in single {
        if let Some(text) = text {
            visit(Slot { field, words: Words::Plain(text), has_lines: false });
        }
    }
    if let Some(text) = &mut record.annotation {
        visit(Slot { field: "annote", words: Words::Plain(text), has_lines: true });
    }
}

fn each_of_person(contributor: &mut Contributor, visit: &mut dyn FnMut(Slot<'_>)) {
    let field = field_of(contributor);
    for form in contributor.forms.iter_mut().chain(&mut contributor.group_members) {
        let Name { family, given, non_dropping_particle, dropping_particle, suffix, literal } =
            &mut form.name;
        let parts = [dropping_particle, non_dropping_particle, family, given, suffix, literal];
        for part in parts.into_iter().flatten() {
            visit(Slot { field, words: Words::Plain(part), has_lines: false });
        }
    }
}

/// Offers a better notation of each text: `plain` of words without marks, `with_marks` of words with them; `None`
/// leaves a text alone, and nothing is emptied.
pub(super) fn improve(
    record: &mut Record,
    pass: &mut Pass<'_>,
    plain: fn(&str, bool) -> Option<String>,
    with_marks: fn(&Marked, bool) -> Option<Marked>,
) {
    each(record, &mut |Slot { field, words, has_lines }| match words {
        Words::Plain(text) => {
            if let Some(after) = plain(text, has_lines).filter(|after| !after.is_empty()) {
                pass.put(field, text, after);
            }
        }
        Words::Marked(text) => {
            if let Some(after) = with_marks(text, has_lines).filter(|after| !after.is_empty()) {
                pass.put_marked(field, text, after);
            }
        }
    });
}

/// A marked text with each run that is not mathematics changed; `None` where none is.
pub(super) fn run_by_run(text: &Marked, change: impl Fn(&str) -> Option<String>) -> Option<Marked> {
    let mut changed = Marked::default();
    let mut is_changed = false;
    for span in text.spans() {
        let after = if span.style.math { None } else { change(&span.text) };
        is_changed |= after.is_some();
        changed.push(after.unwrap_or_else(|| span.text.clone()), span.style);
    }
    is_changed.then_some(changed)
}

/// A name in one line: `de la Cruz, Maria, Jr.`, or as it is where it is not split.
pub(super) fn name_in_line(name: &Name) -> String {
    let family = name.full_family();
    let parts =
        [Some(family.as_str()), name.given.as_deref(), name.suffix.as_deref(), name.literal.as_deref()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
