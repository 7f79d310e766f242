//! Scraped pages: lines to labelled sections to values.
//!
//! A source is a table, not a program: one TOML file in `layouts/` says how to recognise the page, which labels it
//! has, which field each feeds and which grammar reads it. [`layout`] has the table's keys, [`ledger`] the account
//! of every character.

mod account;
mod again;
mod assemble;
mod called;
mod chrome;
mod document;
pub mod example;
mod fault;
mod form;
mod general;
mod grammars;
mod head;
mod kinds;
mod labels;
pub mod later;
pub mod layout;
pub mod ledger;
mod lines;
mod outline;
mod recognise;
mod signs;
mod slots;
mod starts;
mod structured;
mod tail;
pub mod teach;
mod told;

pub use document::{explain_html, explain_html_from, read_html, read_html_from};

use crate::record::Record;
use crate::report::{Code, Note, Place};
use crate::value::text::composed;
use crate::vocab::navigation;
use account::{Ledger, Purpose};
use general::Refusal;
use later::Later;
use layout::Layout;
use ledger::Explanation;
use lines::Line;
use recognise::recognise;
use std::ops::Range;
use told::Told;

const LAYOUT_UNKNOWN: Code = Code::error(
    "layout-unknown",
    "No layout recognises the page; nothing was read from it. A table of your own (`--layout`) can teach it.",
);

const PAGE_WITHOUT_RECORD: Code = Code::info(
    "page-without-record",
    "A page shows nothing of an article: the home page of a site, a login, an error; it holds no record.",
);

/// A built-in layout: its name, its table, and what `build.rs` made of the table, JSON without examples.
struct Table {
    file: &'static str,
    toml: &'static str,
    json: &'static str,
    labels: &'static str,
    slots: &'static str,
    furniture: &'static str,
    furniture_starts: &'static str,
    footer: &'static str,
    references: &'static str,
}

/// What `build.rs` made of a table.
macro_rules! built {
    ($name:literal, $part:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, $part))
    };
}

macro_rules! table {
    ($name:literal) => {
        Table {
            file: concat!($name, ".toml"),
            toml: include_str!(concat!("layouts/", $name, ".toml")),
            json: built!($name, ".json"),
            labels: built!($name, ".label.json"),
            slots: built!($name, ".slot.json"),
            furniture: built!($name, ".furniture.json"),
            furniture_starts: built!($name, ".furniture-starts.json"),
            footer: built!($name, ".footer.json"),
            references: built!($name, ".references.json"),
        }
    };
}

/// The built-in layouts, in the order in which they are asked.
const TABLES: &[Table] = &[
    table!("wprim"),
    table!("wprim-detail"),
    table!("wprim-list"),
    // A list shows the lines of a record page too.
    table!("gim-list"),
    table!("gim"),
    table!("lilacs"),
    table!("yiigle"),
    table!("magtech"),
    table!("rhhz"),
    table!("cnki"),
    table!("cqvip"),
    table!("napstic"),
    table!("pubmed"),
    table!("pmc"),
    table!("koreamed"),
    table!("synapse"),
    table!("koreascience"),
    table!("kmbase"),
    table!("jstage"),
    table!("ojs"),
    table!("scielo"),
    table!("doaj"),
    table!("discovery"),
    table!("citation-page"),
    table!("general"),
];

/// The built-in layouts.
#[must_use]
pub fn built_in() -> Vec<Layout> {
    let parsed = TABLES.iter().map(|table| Layout::parse(table.file, table.toml));
    // A test parses every table, so none is left out here.
    parsed.filter_map(Result::ok).collect()
}

/// The built-in layouts without their examples, for reading pages.
#[must_use]
pub fn built_in_for_reading() -> Vec<Layout> {
    let parsed = TABLES.iter().map(|table| {
        let layout: Layout = serde_json::from_str(table.json)?;
        Ok::<_, serde_json::Error>(Layout {
            labels: Later::of_json(table.labels),
            slots: Later::of_json(table.slots),
            furniture: Later::of_json(table.furniture),
            furniture_starts: Later::of_json(table.furniture_starts),
            footer: Later::of_json(table.footer),
            references: Later::of_json(table.references),
            ..layout
        })
    });
    // A test compares them with those of the tables.
    parsed.filter_map(Result::ok).collect()
}

/// Whether a built-in layout has a name.
#[must_use]
pub fn is_built_in(name: &str) -> bool {
    built_in().iter().any(|layout| layout.name == name)
}

/// What one page or several one after the other gave. Record numbers count from 1 in the text given.
#[derive(Debug, Default)]
pub struct PageReading {
    /// The records, in order.
    pub records: Vec<Record>,
    /// Pages that show parts of an article and that no layout recognises: first line and text.
    pub unknown: Vec<(u32, String)>,
    /// Pages that show nothing of an article: their first lines.
    pub without_record: Vec<u32>,
    /// Problems, in order of their place.
    pub notes: Vec<Note>,
}

/// Reads all pages of a text. `head` is the start of the whole input, by which a part without an address line of
/// its own is recognised; `first_line` is the number of the text's first line in the file.
#[must_use]
pub fn read(layouts: &[Layout], text: &str, head: &str, file: &str, first_line: u32) -> PageReading {
    let (text, head) = (&*composed(text), &*composed(head));
    let lines = lines::lines(text, first_line);
    let mut ledger = Ledger::new(lines.len(), Purpose::Reading);
    let head_layout = recognise(layouts, &lines::lines(head, 1));
    let source = Source { text, lines: &lines, file, told: Told::default() };
    read_lines(layouts, head_layout, &source, &mut ledger, &mut |_| {})
}

/// What became of every character of a text.
#[must_use]
pub fn explain(layouts: &[Layout], text: &str, file: &str) -> Explanation {
    let text = &*composed(text);
    let lines = lines::lines(text, 1);
    let mut ledger = Ledger::new(lines.len(), Purpose::Explaining);
    let mut used: Option<String> = None;
    let head_layout = recognise(layouts, &lines);
    let source = Source { text, lines: &lines, file, told: Told::default() };
    let reading = read_lines(layouts, head_layout, &source, &mut ledger, &mut |layout| {
        used.get_or_insert_with(|| layout.name.clone());
    });
    Explanation {
        layout: used,
        records: reading.records.len() as u64,
        lines: ledger.accounts(&lines),
        notes: reading.notes,
    }
}

/// Whether some layout certainly recognises the start of an input.
#[must_use]
pub fn sniff(layouts: &[Layout], head: &str) -> bool {
    recognise(layouts, &lines::lines(&composed(head), 1)).is_some()
}

/// Whether the general reader makes a record of the start of an input that no table recognises.
#[must_use]
pub fn reads_generally(layouts: &[Layout], head: &str) -> bool {
    let head = &*composed(head);
    let lines = lines::lines(head, 1);
    let Some(layout) = general::layout(layouts) else { return false };
    let (stands, entries) = general::records(&lines, 0..lines.len());
    let first = entries.into_iter().next().unwrap_or_default();
    general::outline(layout, &lines, first, &Told::default(), stands).is_ok()
}

/// The largest offset at which a text can be cut between two records; 0 when there is none.
#[must_use]
pub fn cut(layouts: &[Layout], buffer: &str) -> usize {
    let lines = lines::lines(buffer, 1);
    let pages = pages(layouts, &lines);
    let Some(last) = pages.last() else { return 0 };
    let offset = |index: usize| lines.get(index).map_or(0, |line| line.offset);
    let starts_with_address = pages.first().is_some_and(|first| first_is_address(layouts, &lines, first));
    // Pages with an address line are each recognised by themselves, so they are cut only between pages.
    if pages.len() > 1 || starts_with_address {
        return offset(last.start);
    }
    let Some(layout) = recognise(layouts, &lines) else { return 0 };
    starts::records(layout, &lines).last().map_or(0, |record| offset(record.start))
}

fn first_is_address(layouts: &[Layout], lines: &[Line<'_>], page: &Range<usize>) -> bool {
    let first = lines.get(page.clone()).unwrap_or_default().iter().find(|line| !line.is_blank());
    first.is_some_and(|line| is_address(layouts, line.trimmed()))
}

/// Whether a line is an address of a site that some layout knows.
fn is_address(layouts: &[Layout], line: &str) -> bool {
    if !kinds::is_url(line) {
        return false;
    }
    let Some(host) = kinds::host(line) else { return false };
    layouts.iter().filter_map(|layout| layout.address.as_ref()).any(|address| address.hosts.contains(&host))
}

/// Cuts lines into pages: each address line of a known site begins one, and a form feed does.
fn pages(layouts: &[Layout], lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if is_address(layouts, line.trimmed()) || line.text.starts_with('\u{c}') {
            starts.push(index);
        }
    }
    // Blank lines above the first address line are no page of their own.
    let first = starts.first().copied().unwrap_or(lines.len());
    if lines.get(..first).is_some_and(|above| above.iter().any(|line| !line.is_blank())) {
        starts.insert(0, 0);
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([lines.len()]).collect();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
}

/// A text with its lines and the name of its file.
struct Source<'a> {
    text: &'a str,
    lines: &'a [Line<'a>],
    file: &'a str,
    /// What is said of the title beside the lines.
    told: Told,
}

fn read_lines(
    layouts: &[Layout],
    head_layout: Option<&Layout>,
    source: &Source<'_>,
    ledger: &mut Ledger,
    used: &mut dyn FnMut(&Layout),
) -> PageReading {
    let Source { lines, file, .. } = *source;
    let mut reading = PageReading::default();
    for page in pages(layouts, lines) {
        let page_lines = lines.get(page.clone()).unwrap_or_default();
        let layout = if first_is_address(layouts, lines, &page) {
            recognise(layouts, page_lines).or(head_layout)
        } else {
            head_layout.or_else(|| recognise(layouts, page_lines))
        };
        if let Some(layout) = layout.filter(|layout| !starts::show_several(layout, page_lines)) {
            used(layout);
            read_records(layout, source, page, ledger, &mut reading);
            continue;
        }
        match read_generally(layouts, source, page.clone(), ledger, &mut reading) {
            Ok(layout) => used(layout),
            Err(refusal) => {
                set_page_aside(page_lines, source, refusal, &mut reading);
                let place = Place { file: file.to_owned(), ..Place::default() };
                account::close_lines(lines, page, ledger, &place, &mut Vec::new());
            }
        }
    }
    reading
}

/// Reads the records of a page and enters every line of it.
fn read_records(
    layout: &Layout,
    source: &Source<'_>,
    page: Range<usize>,
    ledger: &mut Ledger,
    reading: &mut PageReading,
) {
    let Source { lines, file, .. } = *source;
    let page_lines = lines.get(page.clone()).unwrap_or_default();
    let place = Place { file: file.to_owned(), ..Place::default() };
    let mut after = page.start;
    for record in starts::records(layout, page_lines) {
        let range = page.start + record.start..page.start + record.end;
        furnish(layout, lines, after..range.start, ledger);
        account::close_lines(lines, after..range.start, ledger, &place, &mut reading.notes);
        after = range.end;
        let number = reading.records.len() as u64 + 1;
        let outline = outline::outline(layout, lines, range.clone(), &source.told);
        let (record, notes) = assemble::read(layout, file, number, lines, range, &outline, ledger);
        reading.records.push(record);
        reading.notes.extend(notes);
    }
    furnish(layout, lines, after..page.end, ledger);
    account::close_lines(lines, after..page.end, ledger, &place, &mut reading.notes);
}

/// Enters the lines of menus and footers among those that are in no record.
fn furnish(layout: &Layout, lines: &[Line<'_>], range: Range<usize>, ledger: &mut Ledger) {
    for index in range {
        let Some(line) = lines.get(index).filter(|line| !line.is_blank()) else { continue };
        let text = line.trimmed();
        if chrome::is_site(layout, text) || navigation::is_footer(text) {
            let (start, end) = line.inner();
            ledger.enter(lines::Stretch { line: index, start, end }, ledger::Fate::Furniture("site"));
        }
    }
}

/// Reads a page that no table recognises by general rules. Why not, in words, where that cannot be done; nothing is
/// entered then.
fn read_generally<'a>(
    layouts: &'a [Layout],
    source: &Source<'_>,
    page: Range<usize>,
    ledger: &mut Ledger,
    reading: &mut PageReading,
) -> Result<&'a Layout, Refusal> {
    let layout = general::layout(layouts).ok_or(Refusal::of_no_article(""))?;
    let (stands, entries) = general::records(source.lines, page.clone());
    let mut outlines = Vec::with_capacity(entries.len());
    // All entries of a list, or none: a list that is not understood as a whole is not one.
    for entry in &entries {
        outlines.push(general::outline(layout, source.lines, entry.clone(), &source.told, stands)?);
    }
    let place = Place { file: source.file.to_owned(), ..Place::default() };
    let above = page.start..entries.first().map_or(page.start, |first| first.start);
    account::close_lines(source.lines, above, ledger, &place, &mut reading.notes);
    for (entry, outline) in entries.into_iter().zip(outlines) {
        let number = reading.records.len() as u64 + 1;
        let (record, notes) =
            assemble::read(layout, source.file, number, source.lines, entry, &outline, ledger);
        reading.records.push(record);
        reading.notes.extend(notes);
    }
    Ok(layout)
}

/// Notes a page that no layout recognises.
fn set_page_aside(page: &[Line<'_>], source: &Source<'_>, refusal: Refusal, reading: &mut PageReading) {
    let Refusal { why, shows_article } = refusal;
    // The address above a page says nothing of what could not be read.
    let shown = || page.iter().filter(|line| !line.is_blank());
    let first = shown().find(|line| !kinds::is_url(line.trimmed())).or_else(|| shown().next());
    let Some(first) = first else { return };
    let place = Place { file: source.file.to_owned(), record: None, line: Some(first.number), column: None };
    let joined = if why.is_empty() { "" } else { ", and " };
    let shown = crate::report::quoted(first.trimmed());
    let message = format!("no layout recognises the page that starts with {shown}{joined}{why}");
    let line = page.first().map_or(1, |line| line.number);
    if !shows_article {
        reading.notes.push(Note { code: &PAGE_WITHOUT_RECORD, place, field: "", message });
        reading.without_record.push(line);
        return;
    }
    reading.notes.push(Note { code: &LAYOUT_UNKNOWN, place, field: "", message });
    let start = page.first().map_or(0, |line| line.offset);
    let end = page.last().map_or(0, |line| line.offset + line.text.len());
    let text = source.text.get(start..end).unwrap_or_default();
    reading.unknown.push((line, text.to_owned()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_table_is_one() {
        for table in TABLES {
            if let Err(message) = Layout::parse(table.file, table.toml) {
                panic!("{message}");
            }
        }
        assert_eq!(built_in().len(), TABLES.len());
        let without_examples: Vec<Layout> =
            built_in().into_iter().map(|layout| Layout { examples: Vec::new(), ..layout }).collect();
        assert_eq!(format!("{without_examples:?}"), format!("{:?}", built_in_for_reading()));
    }
}
