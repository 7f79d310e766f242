//! What every reference should have. All of it may be absent on a page (mapping reference 0.4), so nothing here is
//! an error.

use super::{Check, note};
use crate::record::{ContainerRole, DateKind, Kind, Record, Role, Text, TitleRole};
use crate::report::Code;

const MISSING_TITLE: Code = Code::warning("missing-title", "The record has no title.");
const MISSING_AUTHOR: Code = Code::warning("missing-author", "The record has no author.");
const MISSING_JOURNAL: Code =
    Code::warning("missing-journal", "The record of a journal article names no journal.");
const MISSING_DATE: Code =
    Code::warning("missing-date", "The record has no date of publication that was understood.");
const MISSING_ABSTRACT: Code =
    Code::info("missing-abstract", "The record has no abstract; screening tools want one.");

pub(super) const TITLE: Check = Check {
    code: &MISSING_TITLE,
    summary: "a record without a title",
    explanation: "",
    examples: &[],
    in_convert: true,
    run: |record, _, notes| {
        let roles = [TitleRole::Main, TitleRole::Vernacular, TitleRole::Translated];
        let has = roles.iter().any(|role| record.title(*role).is_some_and(says_something));
        if !has {
            notes.push(note(&MISSING_TITLE, "title", "no title".to_owned()));
        }
    },
};

pub(super) const AUTHOR: Check = Check {
    code: &MISSING_AUTHOR,
    summary: "a record without an author (or, for a book, an editor)",
    explanation: "",
    examples: &[],
    in_convert: true,
    run: |record, _, notes| {
        let by_editors = matches!(record.kind, Kind::Book | Kind::Periodical);
        let has = record.with_role(Role::Author).next().is_some()
            || by_editors && record.with_role(Role::Editor).next().is_some();
        if !has {
            notes.push(note(&MISSING_AUTHOR, "author", "no author".to_owned()));
        }
    },
};

pub(super) const JOURNAL: Check = Check {
    code: &MISSING_JOURNAL,
    summary: "a journal article without the name of its journal",
    explanation: "",
    examples: &[],
    in_convert: true,
    run: |record, _, notes| {
        let wants = is_article(record);
        let roles = [ContainerRole::Main, ContainerRole::Abbrev, ContainerRole::Vernacular];
        let has = roles.iter().any(|role| record.container_title(*role).is_some_and(says_something));
        if wants && !has {
            notes.push(note(&MISSING_JOURNAL, "container-title", "no journal".to_owned()));
        }
    },
};

pub(super) const DATE: Check = Check {
    code: &MISSING_DATE,
    summary: "a record without a date of publication",
    explanation: "",
    examples: &[],
    in_convert: true,
    run: |record, _, notes| {
        let kinds = [DateKind::Issued, DateKind::Epub];
        if !kinds.iter().any(|kind| record.date(*kind).is_some_and(|date| date.start.is_some())) {
            notes.push(note(&MISSING_DATE, "issued", "no date of publication".to_owned()));
        }
    },
};

pub(super) const ABSTRACT: Check = Check {
    code: &MISSING_ABSTRACT,
    summary: "an article without an abstract",
    explanation: "",
    examples: &[],
    in_convert: true,
    run: |record, _, notes| {
        let has = record.abstracts.iter().any(|it| says_something(&it.text) || !it.sections.is_empty());
        if is_article(record) && !has {
            notes.push(note(&MISSING_ABSTRACT, "abstract", "no abstract".to_owned()));
        }
    },
};

fn says_something(text: &Text) -> bool {
    !text.to_plain().trim().is_empty()
}

/// A page that names no journal is a document to its reader; it is an article all the same when it says where in
/// a journal it stands.
fn is_article(record: &Record) -> bool {
    record.kind == Kind::ArticleJournal
        || record.kind == Kind::Document
            && (record.volume.is_some() || record.issue.is_some() || record.source_raw.is_some())
}
