//! The journal line of `SciELO`, which names the place of publication: `Rev. Ejemplo vol.80 no.2 Caracas jun. 2017`.

use super::JournalLine;
use crate::value::{Part, date, numbering};

/// Reads such a line; `None` for any other one. The place is the part
/// `publisher-place`.
#[must_use]
pub fn parse_with_place(text: &str) -> Option<JournalLine> {
    let volume_at =
        [" vol.", " v."].iter().find_map(|label| text.find(label).map(|at| (at, at + label.len())));
    let (name_end, volume_start) = volume_at?;
    let name = text.get(..name_end)?.trim().trim_end_matches('.');
    let rest = text.get(volume_start..)?;
    let volume_end = volume_start + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let volume = numbering::volume(text.get(volume_start..volume_end)?);
    if name.is_empty() || volume.number.is_none() {
        return None;
    }
    let whole = text;
    // `São Paulo 2019 Epub 23-Sep-2019`.
    let text = text.find(" Epub ").and_then(|at| text.get(..at)).unwrap_or(text).trim_end();
    let (day, start) = date_at_end(text, volume_end)?;
    let mut line = JournalLine {
        journal: Some(name.split_whitespace().collect::<Vec<_>>().join(" ")),
        date: Some(day.value),
        volume: volume.number,
        volume_raw: volume.raw,
        understood: true,
        ..JournalLine::default()
    };
    line.parts.push(Part::field(text.find(name)?, text.find(name)? + name.len(), "container-title"));
    let name_stop = text.find(name)? + name.len();
    line.parts.push(Part::furniture(name_stop, volume_start));
    line.parts.push(Part::field(volume_start, volume_end, "volume"));
    let between = text.get(volume_end..start)?;
    if let Some(issue) =
        between.split_whitespace().next().filter(|word| word.ends_with(|it: char| it.is_ascii_digit()))
    {
        // `no.2 suppl.1` is one issue.
        let second =
            between.split_whitespace().nth(1).filter(|word| word.to_lowercase().starts_with("suppl"));
        let issue_start = volume_end + between.find(issue)?;
        let issue_end = match second {
            Some(second) => volume_end + between.find(second)? + second.len(),
            None => issue_start + issue.len(),
        };
        let printed = text.get(issue_start..issue_end)?;
        let labels = ["no.", "n.", "nº", "núm.", "num.", "No.", "N."];
        let label = labels.iter().find(|label| printed.starts_with(**label)).map_or(0, |label| label.len());
        let read = numbering::issue(&printed.get(label..)?.replace("suppl.", "suppl "));
        line.issue = read.number;
        line.supplement = read.supplement;
        line.part = read.part;
        line.parts.push(Part::furniture(issue_start, issue_start + label));
        line.parts.push(Part::field(issue_start + label, issue_end, "issue"));
    }
    let place_start = line.parts.iter().map(|part| part.end).max().unwrap_or(volume_end);
    let place = text.get(place_start..start)?;
    let place_start = place_start + (place.len() - place.trim_start().len());
    line.parts.push(Part::field(place_start, place_start + place.trim().len(), "publisher-place"));
    line.parts.extend(day.parts.into_iter().map(|part| part.shifted(start)));
    if let Some(behind) = whole.get(text.len()..).filter(|behind| !behind.trim().is_empty()) {
        let begin = text.len() + (behind.len() - behind.trim_start().len());
        line.parts.push(Part::field(begin, whole.trim_end().len(), "available-date"));
        line.tail = Some(behind.trim().to_owned());
    }
    line.parts.retain(|part| part.start < part.end);
    Some(line)
}

/// The date that ends a line, in its last words, and where it begins.
fn date_at_end(text: &str, from: usize) -> Option<(date::DateReading, usize)> {
    const MOST_WORDS: usize = 3;
    let starts: Vec<usize> = text
        .char_indices()
        .rev()
        .filter(|(at, character)| *at >= from && character.is_whitespace())
        .map(|(at, blank)| at + blank.len_utf8())
        .take(MOST_WORDS)
        .collect();
    starts.into_iter().rev().find_map(|start| {
        let reading = date::parse(text.get(start..)?);
        (reading.value.start.is_some() && reading.remarks.is_empty()).then_some((reading, start))
    })
}

#[cfg(test)]
mod tests {
    use super::parse_with_place;

    #[test]
    fn the_place_stands_between_issue_and_date() {
        let line = parse_with_place("Rev. Ejemplo Gin. vol.80 no.2 Caracas jun. 2017").expect("a line");
        assert_eq!(line.journal.as_deref(), Some("Rev. Ejemplo Gin"));
        assert_eq!((line.volume.as_deref(), line.issue.as_deref()), (Some("80"), Some("2")));
        assert_eq!(line.date.map(|date| date.iso()).as_deref(), Some("2017-06"));
        let line = parse_with_place("Rev. exempl. v.30 suppl.1 Rio de Janeiro 2015").expect("a line");
        assert_eq!((line.volume.as_deref(), line.issue.as_deref()), (Some("30"), Some("Suppl 1")));
        assert!(parse_with_place("The vol. of tea rose in 2017 by a third").is_none());
    }
}
