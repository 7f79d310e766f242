//! Which title and which journal name lead (mapping reference 8.1; needs reference B.4).

use crate::record::{Marked, Record, TitleRole};
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
    let order = lead::titles(&record.titles, lead);
    let short = record.titles.iter().position(|title| title.role == TitleRole::Short);
    let at = |position: Option<usize>| {
        position.and_then(|at| record.titles.get(at)).map(|title| &title.text.value)
    };
    Titles {
        leading: written(order.whole(&record.titles).as_ref()),
        other: written(at(order.other)),
        short: written(at(short)),
    }
}

fn written(text: Option<&Marked>) -> Option<String> {
    text.map(marked).filter(|text| !text.is_empty())
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
    let names = &record.container_titles;
    let lead::ContainerOrder { leading, other, abbreviation } = lead::container(names, lead);
    let at =
        |position: Option<usize>| written(position.and_then(|at| names.get(at)).map(|name| &name.text.value));
    Journal { leading: at(leading), other: at(other), short: at(abbreviation) }
}
