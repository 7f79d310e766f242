//! The report as one HTML file that a colleague can open from a mail: nothing is loaded from anywhere, every text is escaped,
//! and a policy in the file itself lets no script run but ours. Everything is readable without a script; with it, records can
//! be filtered, searched and sorted.

use super::codes;
use super::report::{Report, Shown, Summary, Tally};
use crate::report::{Graded, Note, Place, Severity, visible};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Findings of one code that are shown; a browser has to hold them all.
const MOST_OF_A_CODE: u64 = 2000;

/// Records that are shown.
const MOST_RECORDS: usize = 5000;

/// Entries among which the finding about a piece is looked for.
const LAST: usize = 1000;

/// Lines and letters of a record that are shown.
const MOST_LINES: usize = 120;
const MOST_LETTERS: usize = 8000;

/// The widest bar, in pixels.
const WIDEST: u64 = 160;

/// Records with what was found in them.
#[derive(Default)]
pub(super) struct Html {
    records: Vec<Entry>,
    /// Where a record stands in the list.
    places: BTreeMap<(String, u64), usize>,
    /// Findings of each code that are in the list.
    taken: BTreeMap<&'static str, u64>,
}

/// A record, a piece that was set aside, or something else with a place.
struct Entry {
    place: Place,
    source: Option<Shown>,
    findings: Vec<(Severity, Note)>,
}

impl Report for Html {
    fn finding(
        &mut self,
        finding: Graded<'_>,
        source: Option<&Shown>,
        _out: &mut dyn Write,
    ) -> io::Result<()> {
        let Graded { note, severity } = finding;
        let taken = self.taken.entry(note.code.name).or_default();
        let key = note.place.record.map(|record| (note.place.file.clone(), record));
        let known = key.as_ref().and_then(|key| self.places.get(key)).copied();
        if *taken >= MOST_OF_A_CODE || (known.is_none() && self.records.len() >= MOST_RECORDS) {
            return Ok(());
        }
        *taken += 1;
        let position = known.unwrap_or_else(|| {
            let place = source.map_or(&note.place, |source| &source.place).clone();
            self.records.push(Entry { place, source: source.map(shortened), findings: Vec::new() });
            self.records.len() - 1
        });
        if let Some(key) = key {
            self.places.insert(key, position);
        }
        if let Some(entry) = self.records.get_mut(position) {
            entry.findings.push((severity, note.clone()));
        }
        Ok(())
    }

    fn piece(&mut self, piece: &Shown) {
        // Findings and pieces of one chunk come one after the other, so that it is among the last.
        let same = |entry: &&mut Entry| {
            let Place { file, line, .. } = &entry.place;
            entry.source.is_none() && *file == piece.place.file && *line == piece.place.line
        };
        if let Some(entry) = self.records.iter_mut().rev().take(LAST).find(same) {
            entry.source = Some(shortened(piece));
        }
    }

    fn end(&mut self, summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
        let [style, script] =
            [include_str!("page.css"), include_str!("page.js")].map(|text| text.replace("\r\n", "\n"));
        let policy = format!(
            "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
            hash(&style),
            hash(&script)
        );
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<title>What refmill found</title>\n\
             <style>{style}</style>\n</head>\n<body>\n"
        )?;
        head(summary, out)?;
        self.codes(summary, out)?;
        self.list(out)?;
        writeln!(out, "<script>{script}</script>\n</body>\n</html>")
    }

    fn shows_sources(&self) -> bool {
        true
    }
}

/// A source for the policy of the page: the text whose digest this is may run, and no other.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// A text of the collection as text of the page. What a terminal or a browser would obey is made visible.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            character => escaped.push(character),
        }
    }
    escaped
}

/// A text of ours as text of the page, with what stands between backticks as code.
fn with_code(text: &str) -> String {
    let escaped = escaped(text);
    if escaped.matches('`').count() % 2 == 1 {
        return escaped;
    }
    let mut shown = String::with_capacity(escaped.len());
    for (number, piece) in escaped.split('`').enumerate() {
        if number > 0 {
            shown.push_str(if number % 2 == 1 { "<code>" } else { "</code>" });
        }
        shown.push_str(piece);
    }
    shown
}

/// So much of a text as is shown, with a line that says what is left out.
fn shortened(source: &Shown) -> Shown {
    let Shown { place, title, text } = source;
    let mut shown = String::new();
    let mut letters = 0;
    let lines = text.lines().count();
    for (number, line) in text.lines().enumerate() {
        letters += line.chars().count();
        if number >= MOST_LINES || letters > MOST_LETTERS {
            let room = MOST_LETTERS.saturating_sub(letters - line.chars().count());
            let rest = if number == 0 { line.chars().take(room).collect() } else { String::new() };
            let _ = write!(shown, "{rest}\n… {} more of {lines} lines", lines - number);
            break;
        }
        if number > 0 {
            shown.push('\n');
        }
        shown.push_str(line);
    }
    Shown { place: place.clone(), title: title.chars().take(300).collect(), text: shown }
}

fn head(summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
    let totals = summary.totals;
    let counted = crate::cli::screen::counted;
    writeln!(out, "<h1>What refmill found</h1>")?;
    writeln!(
        out,
        "<p>{} in {}: <strong>{}</strong></p>",
        counted(totals.read, "record"),
        counted(totals.files, "file"),
        escaped(&summary.in_words())
    )?;
    if totals.set_aside > 0 {
        let pieces = counted(totals.set_aside, "piece");
        writeln!(out, "<p>{pieces} could not be read as a record and set aside.</p>")?;
    }
    if let Some(place) = &totals.stopped {
        writeln!(
            out,
            "<p>The run was stopped at {}; nothing behind was read.</p>",
            escaped(&place.to_string())
        )?;
    }
    if summary.hidden() > 0 {
        let hidden = counted(summary.hidden(), "finding");
        writeln!(out, "<p class=\"faint\">{hidden} below {} not listed.</p>", summary.shown)?;
    }
    if summary.repairs > 0 {
        let values = counted(summary.repairs, "value");
        writeln!(out, "<p><code>refmill clean</code> would repair {values}.</p>")?;
    }
    if !summary.forecast.is_empty() {
        writeln!(out, "<h2>What will not arrive</h2>\n<ul>")?;
        for note in summary.forecast {
            writeln!(out, "<li>{}</li>", escaped(&note.message))?;
        }
        writeln!(out, "</ul>")?;
    }
    Ok(())
}

impl Html {
    /// A row and a bar a code.
    fn codes(&self, summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
        let tallies: Vec<&Tally> =
            summary.worst_first().into_iter().filter(|tally| tally.severity >= summary.shown).collect();
        if tallies.is_empty() {
            return Ok(());
        }
        let most = tallies.iter().map(|tally| tally.count).max().unwrap_or(1).max(1);
        writeln!(
            out,
            "<h2>By kind</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Kind</th><th>How bad</th><th>Count</th>\
             <th></th><th>What is wrong</th></tr></thead>\n<tbody>"
        )?;
        for Tally { code, severity, count } in tallies {
            let name = code.name;
            let shown = self.taken.get(name).copied().unwrap_or_default();
            let first = self.records.iter().position(|entry| entry.has(name));
            let link = match first {
                Some(first) => {
                    format!("<a class=\"code\" href=\"#r{first}\" data-code=\"{name}\">{name}</a>")
                }
                None => format!("<span class=\"code\">{name}</span>"),
            };
            let left_out = match count - shown.min(*count) {
                0 => String::new(),
                left_out => format!(" <span class=\"faint\">({left_out} of them not listed below)</span>"),
            };
            let explanation = codes::explanation(name);
            let why = if explanation.is_empty() {
                String::new()
            } else {
                format!(
                    "<details><summary>Why, and what to do</summary><p>{}</p></details>",
                    with_code(&explanation)
                )
            };
            let width = (WIDEST * count).div_ceil(most).max(2);
            writeln!(
                out,
                "<tr><td>{link}</td><td class=\"{severity}\">{severity}</td><td class=\"number\">{count}</td>\
                 <td><svg width=\"{WIDEST}\" height=\"12\" aria-hidden=\"true\">\
                 <rect class=\"{severity}\" width=\"{width}\" height=\"12\" rx=\"2\"/></svg></td>\
                 <td>{}{left_out}{why}</td></tr>",
                with_code(&codes::in_a_line(name))
            )?;
        }
        writeln!(out, "</tbody>\n</table></div>")
    }

    fn list(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.records.is_empty() {
            return Ok(());
        }
        writeln!(
            out,
            "<h2>Record by record</h2>\n<p class=\"faint\">At most {MOST_OF_A_CODE} findings of a kind and \
             {MOST_RECORDS} records are listed. The lines are those of the file as it was read.</p>\n\
             <div class=\"tools\" id=\"tools\" hidden>\n\
             <input id=\"search\" type=\"search\" placeholder=\"Search the records\" aria-label=\"Search the records\">\n\
             <select id=\"order\" aria-label=\"Order\"><option value=\"place\">in the order of the files</option>\
             <option value=\"worst\">the worst first</option><option value=\"most\">most findings first</option></select>\n\
             <button id=\"all\" type=\"button\" hidden>show all</button>\n<span id=\"count\" role=\"status\"></span>\n</div>\n\
             <div id=\"records\">"
        )?;
        for (position, entry) in self.records.iter().enumerate() {
            entry.write(position, out)?;
        }
        writeln!(out, "</div>")
    }
}

impl Entry {
    fn has(&self, code: &str) -> bool {
        self.findings.iter().any(|(_, note)| note.code.name == code)
    }

    fn write(&self, position: usize, out: &mut dyn Write) -> io::Result<()> {
        let Self { place, source, findings } = self;
        let codes: BTreeSet<&str> = findings.iter().map(|(_, note)| note.code.name).collect();
        let codes = codes.into_iter().collect::<Vec<_>>().join(" ");
        let rank = findings.iter().map(|(severity, _)| *severity as u8).max().unwrap_or_default();
        write!(
            out,
            "<article id=\"r{position}\" data-place=\"{position}\" data-count=\"{}\" data-rank=\"{rank}\" \
             data-codes=\"{codes}\">\n<header>",
            findings.len()
        )?;
        let title = source.as_ref().map(|source| source.title.as_str()).unwrap_or_default();
        if !title.is_empty() {
            write!(out, "<h3><bdi>{}</bdi></h3>", escaped(title))?;
        }
        writeln!(out, "<p class=\"faint\">{}</p></header>\n<ul>", escaped(&place.to_string()))?;
        for (severity, note) in findings {
            let name = note.code.name;
            // What is said of a record as a whole has the place of its first line, where there is nothing to see.
            let at = match (note.place.line, source) {
                (line, Some(source)) if line == source.place.line => String::new(),
                (Some(line), Some(_)) => format!(" <span class=\"faint\">line {line}</span>"),
                _ => String::new(),
            };
            writeln!(
                out,
                "<li><strong class=\"{severity}\">{severity}</strong> <span class=\"code\">{name}</span>{at} <bdi>{}</bdi></li>",
                escaped(&note.message)
            )?;
        }
        writeln!(out, "</ul>")?;
        if let Some(source) = source.as_ref().filter(|source| !source.text.is_empty()) {
            let hits: BTreeSet<u32> = findings.iter().filter_map(|(_, note)| note.place.line).collect();
            text(source, &hits, out)?;
        }
        writeln!(out, "</article>")
    }
}

/// The lines of a record, those with findings marked.
fn text(source: &Shown, hits: &BTreeSet<u32>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"text\">")?;
    for (offset, line) in (0_u32..).zip(source.text.lines()) {
        let number = source.place.line.map(|first| first.saturating_add(offset));
        // The first line of a record is that of whatever is said of it as a whole.
        let is_hit = offset > 0 && number.is_some_and(|number| hits.contains(&number));
        let class = if is_hit { " class=\"hit\"" } else { "" };
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        // The cells of a table stand between tabs, which harm nobody here.
        let cells: Vec<String> = line.split('\t').map(escaped).collect();
        writeln!(
            out,
            "<div{class}><span class=\"number\">{number}</span><bdi>{}</bdi></div>",
            cells.join("\t")
        )?;
    }
    writeln!(out, "</div>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let source = |text: String| Shown { place: Place::default(), title: String::new(), text };
        let lines = (0..500).map(|number| number.to_string()).collect::<Vec<_>>().join("\n");
        let short = shortened(&source(lines)).text;
        assert_eq!(short.lines().count(), MOST_LINES + 1);
        assert!(short.ends_with("119\n… 380 more of 500 lines"), "{short}");
        let one = shortened(&source("慢".repeat(20_000))).text;
        assert!(one.ends_with("… 1 more of 1 lines") && one.chars().count() < 9000);
        assert_eq!(shortened(&source("a\nb".to_owned())).text, "a\nb");
    }

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escaped("<b a=\"'\">&\u{202e}"), "&lt;b a=&quot;&#39;&quot;&gt;&amp;\\u{202e}");
        assert_eq!(with_code("a `<b>` and `c`"), "a <code>&lt;b&gt;</code> and <code>c</code>");
        assert_eq!(with_code("one ` alone"), "one ` alone");
    }
}
