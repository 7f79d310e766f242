//! Which of Crossref's many dates is which.
//!
//! `issued` is the earlier one of `published-print` and `published-online` (`api_format.md`). The date of the issue is the
//! printed one where there is one; `issued` and `published` say nothing more then.

use crate::read::csl_json::date_of;
use crate::read::json::members::{Members, Object, take};
use crate::record::{DateKind, DateVal};
use serde_json::Value;

/// Members that can be the date of publication, the first that says something first.
const ISSUED: &[&str] =
    &["published-print", "issued", "published", "published-other", "posted", "approved", "content-created"];

/// Crossmark's names for the dates of a manuscript.
const HISTORY: &[(&str, DateKind)] =
    &[("received", DateKind::Received), ("revised", DateKind::Revised), ("accepted", DateKind::Accepted)];

pub(super) fn read(object: &mut Object, members: &mut Members<'_>) {
    let online = of("published-online", DateKind::Epub, object, members);
    let stated: Vec<(&str, DateVal)> =
        ISSUED.iter().filter_map(|key| Some((*key, of(key, DateKind::Issued, object, members)?))).collect();
    let issued = stated.first().map(|(_, date)| date.clone());
    let same = |one: &DateVal, other: &Option<DateVal>| {
        other.as_ref().is_some_and(|other| (one.start, one.end) == (other.start, other.end))
    };
    // The day on which it appeared online is another fact only where it was printed too, or where it says more.
    if let Some(date) = online.clone() {
        members.intake().date_value(date);
    }
    for (key, date) in stated {
        if same(&date, &issued) || same(&date, &online) {
            continue;
        }
        let parts = Value::String(date.iso());
        members.unknown(key, &parts);
    }
    if let Some(date) = issued {
        members.intake().date_value(date);
    }
    if let Some(date) = of("accepted", DateKind::Accepted, object, members) {
        members.intake().date_value(date);
    }
    for assertion in members.objects("assertion", take(object, "assertion")) {
        let word = |key: &str| assertion.get(key).and_then(Value::as_str);
        let kind = HISTORY.iter().find(|row| word("name") == Some(row.0)).map(|row| row.1);
        if let (Some(kind), Some(text)) = (kind, word("value"))
            && members.intake().record.date(kind).is_none()
        {
            members.intake().date(kind, text);
        }
    }
}

/// A date; `None` for one that says nothing, which Crossref writes as `[[null]]`.
fn of(key: &str, kind: DateKind, object: &mut Object, members: &mut Members<'_>) -> Option<DateVal> {
    let (date, remarks) = date_of(&take(object, key)?, kind);
    members.intake().remarks("issued", remarks);
    date
}
