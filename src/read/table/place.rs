//! When and where in its journal an article stands: dates, volume, issue, pages, and journal lines that say all of it.

use crate::read::sheet::{Sheet, joined};
use crate::record::{ContainerRole, DateKind};
use crate::value::{date, doi, journal_line};

/// A journal line: it fills what no column of its own says, and is kept as printed.
pub(super) fn line(sheet: &mut Sheet<'_, '_>, value: &str) {
    let read = journal_line::parse(value);
    sheet.intake.record.source_raw = Some(value.to_owned());
    if !read.understood {
        return;
    }
    let record = &mut sheet.intake.record;
    if record.container_titles.is_empty()
        && let Some(journal) = &read.journal
    {
        sheet.intake.container(ContainerRole::Main, journal.trim_end_matches([' ', ';', '.']));
    }
    let record = &mut sheet.intake.record;
    if record.volume.is_none() {
        record.volume = read.volume;
        record.volume_raw = read.volume_raw;
    }
    if record.issue.is_none() {
        record.issue = read.issue;
        record.issue_raw = read.issue_raw;
        record.supplement = read.supplement;
        record.part = record.part.take().or(read.part);
    }
    if record.page_ranges.is_empty() && record.article_number.is_none() {
        record.page_ranges = read.page_ranges;
        record.article_number = read.article_number;
    }
    record.number_of_pages = record.number_of_pages.take().or(read.number_of_pages);
    record.status = record.status.take().or(read.status);
    if let Some(date) = read.date.filter(|date| date.start.is_some()) {
        sheet.intake.date_value(date);
    }
    if sheet.intake.record.identifier("doi").is_none()
        && let Some(tail) = read.tail.filter(|tail| doi::find(tail).is_some())
    {
        sheet.intake.doi(&tail);
    }
}

/// The date in one cell; where there is none, or it says another year, the date in parts.
pub(super) fn dates(sheet: &mut Sheet<'_, '_>) {
    let whole = sheet.take(&["date"]);
    let part = |sheet: &mut Sheet<'_, '_>, field: &str| {
        sheet.take_one(&[field]).map(|field| whole_number(&joined(&field.value)))
    };
    let year = part(sheet, "year");
    let month = part(sheet, "month");
    let day = part(sheet, "day");
    for field in whole {
        sheet.intake.line = field.line;
        sheet.intake.date(DateKind::Issued, &joined(&field.value));
    }
    let issued = sheet.intake.record.date(DateKind::Issued).and_then(|date| date.start);
    if let Some(year) = year {
        let is_number = |text: &Option<String>| {
            text.as_ref()
                .is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 2)
        };
        let text = match (&month, &day) {
            (Some(month), Some(day)) if is_number(&Some(month.clone())) => {
                format!("{year}-{month:0>2}-{day:0>2}")
            }
            (Some(month), None) if is_number(&Some(month.clone())) => format!("{year}-{month:0>2}"),
            (Some(month), Some(day)) => format!("{year} {month} {day}"),
            (Some(month), None) => format!("{year} {month}"),
            (None, _) => year.clone(),
        };
        let says = date::parse(&text).value.start;
        let within = |known: Option<u8>, said: Option<u8>| said.is_none() || known == said;
        match (issued, says) {
            (Some(known), Some(said)) if known.year == said.year => {
                if known.month.is_none() && said.month.is_some() {
                    sheet.intake.date(DateKind::Issued, &text);
                } else if !within(known.month, said.month)
                    || (known.month == said.month && !within(known.day, said.day))
                {
                    sheet.intake.unknown("date in parts", text);
                }
            }
            _ => sheet.intake.date(DateKind::Issued, &text),
        }
    } else {
        for (name, value) in [("month", month), ("day", day)] {
            if let Some(value) = value.filter(|_| issued.is_none()) {
                sheet.intake.unknown(name, value);
            }
        }
    }
    for (field, kind) in [("epub_date", DateKind::Epub), ("accessed", DateKind::Accessed)] {
        for field in sheet.take(&[field]) {
            sheet.intake.line = field.line;
            let value = joined(&field.value);
            // The hour that a page was fetched at.
            let day = value.split_once([' ', 'T']).filter(|(_, rest)| rest.contains(':')).map(|(day, _)| day);
            sheet.intake.date(kind, day.unwrap_or(&value));
        }
    }
}

/// A spreadsheet may have made `2022.0` of a number.
pub(super) fn whole_number(text: &str) -> String {
    text.strip_suffix(".0")
        .filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
        .unwrap_or(text)
        .to_owned()
}

pub(super) fn place_in_journal(sheet: &mut Sheet<'_, '_>) {
    for field in ["volume", "issue"] {
        sheet.change(field, |value| whole_number(value.trim()));
    }
    sheet.numbers(&["volume"], &["issue"]);
    for field in sheet.take(&[":volume_issue"]) {
        let value = joined(&field.value);
        match value.split_once('(') {
            Some((volume, issue)) => {
                sheet.intake.volume(volume);
                sheet.intake.issue(issue.trim_end_matches(')'));
            }
            None => sheet.intake.volume(&value),
        }
    }
    for field in sheet.take(&[":supplement"]) {
        sheet.intake.supplement(&joined(&field.value));
    }
    for field in sheet.take(&["article_number"]) {
        sheet.intake.line = field.line;
        sheet.intake.article_number(&joined(&field.value));
    }
    for field in sheet.take(&["pages"]) {
        sheet.intake.line = field.line;
        let value = joined(&field.value);
        // The number of an article stands in the place of pages.
        if sheet.intake.record.article_number.as_ref() != Some(&value) {
            sheet.intake.pages(&value);
        }
    }
    let first = sheet.take_one(&["page_first"]).map(|field| whole_number(&joined(&field.value)));
    let last = sheet.take_one(&["page_last"]).map(|field| whole_number(&joined(&field.value)));
    let is_known = |page: &String| {
        let record = &sheet.intake.record;
        record.page_ranges.iter().any(|range| range.first == *page || range.last.as_ref() == Some(page))
            || record.article_number.as_ref() == Some(page)
    };
    match (first, last) {
        (Some(first), _) if is_known(&first) => {}
        (Some(first), Some(last)) if first != last => sheet.intake.pages(&format!("{first}-{last}")),
        (Some(first), _) => sheet.intake.pages(&first),
        (None, Some(last)) if is_known(&last) => {}
        (None, Some(last)) => sheet.intake.unknown("page_last", last),
        (None, None) => {}
    }
    if let Some(field) = sheet.take_one(&[":page_count"]) {
        sheet.intake.record.number_of_pages.get_or_insert(whole_number(&joined(&field.value)));
    }
    for field in sheet.take(&[":line"]) {
        sheet.intake.line = field.line;
        line(sheet, &joined(&field.value));
    }
}
