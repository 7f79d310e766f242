//! Zotero's Extra.

use crate::read::sheet::{Sheet, joined};

/// Labels of lines in Zotero's Extra, and the fields that they feed.
const EXTRA: [(&str, &str); 6] = [
    ("PMID", "pmid"),
    ("PMCID", "pmcid"),
    ("original-title", "vernacular_title"),
    ("Original Title", "vernacular_title"),
    ("Citation Key", "citation_key"),
    ("DOI", "doi"),
];

/// Zotero's Extra: lines with labels, of which its export makes one line.
pub(super) fn extra(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&[":extra"]) {
        sheet.intake.line = field.line;
        let value = joined(&field.value);
        let mut places: Vec<(usize, usize, &'static str)> = Vec::new();
        for (label, feeds) in EXTRA {
            let label = format!("{label}: ");
            for (at, _) in value.match_indices(&label) {
                if at == 0 || value.get(..at).is_some_and(|before| before.ends_with(' ')) {
                    places.push((at, at + label.len(), feeds));
                }
            }
        }
        places.sort_unstable();
        let first = places.first().map_or(value.len(), |(at, ..)| *at);
        let mut rest = value.get(..first).unwrap_or_default().trim().to_owned();
        for (index, (_, start, feeds)) in places.iter().enumerate() {
            let end = places.get(index + 1).map_or(value.len(), |(at, ..)| *at);
            let text = value.get(*start..end).unwrap_or_default().trim();
            // A number ends at the first blank; what follows is of another line.
            let (text, behind) = match *feeds {
                "vernacular_title" => (text, ""),
                _ => text.split_once(' ').unwrap_or((text, "")),
            };
            sheet.add(feeds, text, field.line);
            if !behind.is_empty() {
                rest.push(' ');
                rest.push_str(behind);
            }
        }
        let rest = rest.trim();
        if !rest.is_empty() {
            sheet.intake.unknown(field.tag, rest);
        }
    }
}
