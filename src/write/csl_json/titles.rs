//! Which title and which journal name lead (mapping reference 8.1; needs reference B.4).

use crate::record::{ContainerRole, Record, Text, Title, TitleRole};
use crate::syntax::csl::marked;
use crate::write::destination::Lead;
use crate::write::lead;

/// Titles with marks as CSL's tags.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// CSL `title`.
    pub(super) leading: Option<String>,
    /// CSL `original-title`.
    pub(super) other: Option<String>,
    /// CSL `title-short`.
    pub(super) short: Option<String>,
}

pub(super) fn titles(record: &Record, lead: Lead) -> Titles {
    let lead::TitleOrder { leading, other, subtitle, .. } = lead::titles(&record.titles, lead);
    let short = record.titles.iter().position(|title| title.role == TitleRole::Short);
    let written = |position: Option<usize>| {
        let title: &Title = record.titles.get(position?)?;
        Some(marked(&title.text.value)).filter(|text| !text.is_empty())
    };
    let leading_text = match (written(leading), written(subtitle)) {
        (Some(title), Some(subtitle)) => Some(with_subtitle(&title, &subtitle)),
        (title, _) => title,
    };
    Titles { leading: leading_text, other: written(other), short: written(short) }
}

fn with_subtitle(title: &str, subtitle: &str) -> String {
    let joint = if title.ends_with([':', '?', '!']) { " " } else { ": " };
    format!("{title}{joint}{subtitle}")
}

/// Names of the journal or book.
#[derive(Debug, Default)]
pub(super) struct Journal {
    /// CSL `container-title`.
    pub(super) leading: Option<String>,
    /// The name that does not lead.
    pub(super) other: Option<String>,
    /// CSL `container-title-short` and `journalAbbreviation`.
    pub(super) short: Option<String>,
}

pub(super) fn journal(record: &Record, lead: Lead) -> Journal {
    let written = |text: Option<&Text>| text.map(|text| marked(&text.value)).filter(|text| !text.is_empty());
    let names = &record.container_titles;
    let first = lead::container(names, lead).and_then(|at| names.get(at));
    let other_role = match first.map(|name| name.role) {
        Some(ContainerRole::Main) => Some(ContainerRole::Vernacular),
        Some(ContainerRole::Vernacular) => Some(ContainerRole::Main),
        _ => None,
    };
    Journal {
        leading: written(first.map(|name| &name.text)),
        other: written(other_role.and_then(|role| record.container_title(role))),
        short: written(record.container_title(ContainerRole::Abbrev)),
    }
}
