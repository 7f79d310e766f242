//! Which title and which journal name lead (mapping reference 8.1; needs reference B.4).

use crate::record::{ContainerRole, Record, Text, Title, TitleRole};
use crate::syntax::csl::marked;
use crate::write::destination::Lead;

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
    let of_role = |role| record.titles.iter().position(|title| title.role == role);
    let (main, vernacular) = (of_role(TitleRole::Main), of_role(TitleRole::Vernacular));
    let leading = match lead {
        Lead::AsShown => main.or(vernacular),
        Lead::Vernacular => vernacular.or(main),
    };
    let leading = leading.or_else(|| record.titles.iter().position(|title| title.role != TitleRole::Short));
    let other = match lead {
        Lead::AsShown => vernacular,
        Lead::Vernacular => main.filter(|_| vernacular.is_some()).or(of_role(TitleRole::Translated)),
    };
    let written = |position: Option<usize>| {
        let title: &Title = record.titles.get(position?)?;
        Some(marked(&title.text.value)).filter(|text| !text.is_empty())
    };
    let subtitle = of_role(TitleRole::Subtitle).filter(|_| leading == main && main.is_some());
    let leading_text = match (written(leading), written(subtitle)) {
        (Some(title), Some(subtitle)) => Some(with_subtitle(&title, &subtitle)),
        (title, _) => title,
    };
    Titles {
        leading: leading_text,
        other: written(other.filter(|other| leading != Some(*other))),
        short: written(of_role(TitleRole::Short)),
    }
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
    let main = written(record.container_title(ContainerRole::Main));
    let vernacular = written(record.container_title(ContainerRole::Vernacular));
    let short = written(record.container_title(ContainerRole::Abbrev));
    match (lead, main, vernacular) {
        (Lead::Vernacular, main, Some(vernacular)) => {
            Journal { leading: Some(vernacular), other: main, short }
        }
        (_, Some(main), vernacular) => Journal { leading: Some(main), other: vernacular, short },
        (_, None, vernacular) => Journal { leading: vernacular, other: None, short },
    }
}
