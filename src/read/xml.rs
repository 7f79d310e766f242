//! What the readers of XML formats share: records cut out of a chunk, broken ones set aside, inline elements as marks,
//! elements without a field kept as unknown.

use super::intake::Intake;
use super::{Batch, Chunk, SetAside};
use crate::record::{Marked, Name, Style};
use crate::report::{Code, Note, Place, quoted};
use crate::syntax::line_feeds;
use crate::syntax::xml::{self, Arena, Element, Entities, Names, Node, Piece};
use crate::value::name::{self, NameHints, Outcome};
use crate::value::text;
use std::collections::BTreeSet;

const RECORD_BROKEN: Code = Code::error(
    "xml-record-broken",
    "A record of an XML file has no end or is badly nested; it is set aside and the next record is read.",
);
const TEXT_OUTSIDE: Code = Code::warning(
    "xml-text-outside",
    "Text stands in an XML file outside any record; it belongs to no reference and is in no output.",
);
const ELEMENT_UNKNOWN: Code = Code::info(
    "xml-element-unknown",
    "An element of an XML record has no field; its text is kept and comes back in CSL-JSON.",
);
pub(super) const REFERENCES_NOT_READ: Code = Code::info(
    "references-not-read",
    "The list of references of an article is not read; an article's own data is.",
);

/// A format whose records are elements.
pub(super) struct Dialect {
    /// Its name in the table of formats.
    pub(super) format: &'static str,
    pub(super) records: Names,
    /// Reads one record.
    pub(super) fill: fn(&Element<'_>, &mut Fields<'_>),
}

/// A record in the making, and which of its elements were already said to be unknown.
pub(super) struct Fields<'a> {
    pub(super) intake: Intake<'a>,
    unknown: BTreeSet<String>,
}

impl Dialect {
    pub(super) fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        let entities = Entities::of(chunk.head);
        // Behind `cut`, a chunk could have ended.
        let (mut counted, mut line, mut cut) = (0, chunk.first_line, 0);
        let mut arena = Arena::default();
        for piece in xml::pieces(chunk.text, &self.records) {
            let (Piece::Record(range) | Piece::Unended(range) | Piece::Between(range)) = piece.clone();
            line += line_feeds(chunk.text.get(counted..range.start).unwrap_or_default());
            counted = range.start;
            let text = chunk.text.get(range.clone()).unwrap_or_default();
            let before = chunk.text.get(cut..range.start).unwrap_or_default();
            if !matches!(piece, Piece::Between(_)) {
                cut = range.end;
            }
            arena.clear();
            match piece {
                Piece::Between(_) => outside(text, line, &chunk, batch),
                Piece::Record(_) | Piece::Unended(_) => match xml::parse(text, line, &entities, &arena) {
                    Ok(element) => {
                        let number = batch.records.len() as u64 + 1;
                        let intake = Intake::new(self.format, chunk.file, number, line);
                        let mut fields = Fields::new(intake);
                        (self.fill)(&element, &mut fields);
                        fields.intake.finish(line + line_feeds(text), line, batch);
                    }
                    Err(fault) => set_aside(text, line, before, &fault, &chunk, batch),
                },
            }
        }
    }
}

/// `before` is the text from the end of the record before, where a chunk may begin: the column is known where a line begins
/// in it or in the record.
fn set_aside(text: &str, line: u32, before: &str, fault: &xml::Fault, chunk: &Chunk<'_>, batch: &mut Batch) {
    let read = text.get(..fault.at).unwrap_or(text);
    let since_line_start = match (read.rfind('\n'), before.rfind('\n')) {
        (Some(start), _) => read.get(start + 1..).map(|it| it.chars().count()),
        (None, Some(start)) => before.get(start + 1..).map(|it| it.chars().count() + read.chars().count()),
        (None, None) => None,
    };
    let column = since_line_start.and_then(|count| u32::try_from(count + 1).ok());
    let place =
        Place { file: chunk.file.to_owned(), record: None, line: Some(line + line_feeds(read)), column };
    let mut message = format!("the record that starts with {} is set aside: {}", quoted(text), fault.reason);
    if column.is_none() {
        message = format!("{message}, at character {} of it", read.chars().count() + 1);
    }
    batch.note_here(Note { code: &RECORD_BROKEN, place, field: "", message });
    batch.set_aside.push(SetAside { text: text.to_owned(), line, reason: fault.reason.clone() });
}

/// Notes the first text that stands between records and is no tag.
fn outside(text: &str, first_line: u32, chunk: &Chunk<'_>, batch: &mut Batch) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let skipped = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else if rest.starts_with("<!DOCTYPE") {
            if xml::has_subset(rest) {
                rest.find("]>").map(|end| end + 2)
            } else {
                rest.find('>').map(|end| end + 1)
            }
        } else if rest.starts_with('<') {
            rest.find('>').map(|end| end + 1)
        } else {
            let words = rest.find('<').map_or(rest, |end| rest.get(..end).unwrap_or_default());
            if !words.trim_matches(|it: char| it.is_whitespace() || it == '\u{feff}').is_empty() {
                let blank = words.len() - words.trim_start().len();
                let line = first_line + line_feeds(text.get(..at + blank).unwrap_or_default());
                let place = Place { file: chunk.file.to_owned(), line: Some(line), ..Place::default() };
                let message = format!("{} stands in no record", quoted(words.trim()));
                batch.note_here(Note { code: &TEXT_OUTSIDE, place, field: "", message });
                return;
            }
            Some(words.len())
        };
        at += skipped.unwrap_or(rest.len());
    }
}

/// The name with its particle told from its family name, where the grammar of names finds one.
pub(super) fn with_particle(split: Name, raw: &str) -> Name {
    let Outcome::Person(forms) = name::parse(raw, &NameHints::default()).outcome else { return split };
    let same = |found: &Name| {
        found.full_family() == split.full_family()
            && found.given == split.given
            && found.suffix == split.suffix
    };
    match forms.into_iter().map(|form| form.name).find(same) {
        Some(found) if found.literal.is_none() => found,
        _ => split,
    }
}

impl<'a> Fields<'a> {
    /// The fields of a record, of which nothing is known yet.
    pub(super) fn new(intake: Intake<'a>) -> Self {
        Self { intake, unknown: BTreeSet::new() }
    }
}

impl Fields<'_> {
    /// Keeps an element that has no field, under its path, with everything in it.
    pub(super) fn unknown(&mut self, path: &str, element: &Element<'_>) {
        let path = if path.is_empty() { element.name.to_owned() } else { format!("{path}/{}", element.name) };
        let mut value = element.text();
        if value.is_empty() {
            let inner = std::iter::once(element).chain(element.elements());
            let stated = inner.flat_map(Element::attributes).map(|(name, text)| format!("{name}: {text}"));
            value = stated.collect::<Vec<_>>().join("; ");
        }
        self.unknown_text(&path, value, element.line);
    }

    /// Keeps the text of an element that has no field, under its path.
    pub(super) fn unknown_text(&mut self, path: &str, value: String, line: u32) {
        if value.is_empty() {
            return;
        }
        let path = path.to_owned();
        if self.unknown.insert(path.clone()) {
            self.intake.line = line;
            let message = format!("the element {} has no field and is kept as it stands", quoted(&path));
            self.intake.note(&ELEMENT_UNKNOWN, "", message);
        }
        self.intake.unknown(path, value);
    }

    /// Says that a list of references was passed over.
    pub(super) fn references(&mut self, list: &Element<'_>, count: usize) {
        if count > 0 {
            self.intake.line = list.line;
            self.intake.note(&REFERENCES_NOT_READ, "", format!("a list of {count} references is not read"));
        }
    }

    /// The text of an element with its inline elements as marks; elements named in `skip` are left out.
    pub(super) fn marked(&mut self, field: &'static str, element: &Element<'_>, skip: &[&str]) -> Marked {
        let mut marks = Marks { fields: self, field, skip, marked: Marked::default(), blank: false };
        marks.children(element, Style::PLAIN);
        marks.marked
    }
}

/// Inline elements becoming marks.
struct Marks<'f, 'a> {
    fields: &'f mut Fields<'a>,
    field: &'static str,
    skip: &'f [&'f str],
    marked: Marked,
    /// White space was met since the last character.
    blank: bool,
}

impl Marks<'_, '_> {
    fn children(&mut self, element: &Element<'_>, style: Style) {
        for node in element.children {
            match node {
                Node::Text(text) => self.text(text, style),
                Node::Element(inner) => self.element(inner, style),
            }
        }
    }

    fn element(&mut self, element: &Element<'_>, style: Style) {
        if self.skip.contains(&element.name) {
            return;
        }
        let with = |mark: Style| Style::sum(&[style, mark]);
        let plain = Style::PLAIN;
        match element.name {
            "i" | "em" | "italic" => self.children(element, with(Style { italic: true, ..plain })),
            "b" | "strong" | "bold" => self.children(element, with(Style { bold: true, ..plain })),
            "sup" => self.children(element, with(Style { superscript: true, ..plain })),
            "sub" | "inf" => self.children(element, with(Style { subscript: true, ..plain })),
            "sc" => self.children(element, with(Style { small_caps: true, ..plain })),
            "break" | "br" => self.blank = true,
            // Several notations of one thing: TeX says it best, then MathML.
            "alternatives" => {
                let best = ["tex-math", "math", "textual-form"].iter().find_map(|name| element.first(name));
                if let Some(best) = best.or_else(|| element.elements().next()) {
                    self.element(best, style);
                }
            }
            "tex-math" => {
                let tex = tex_of(&element.raw_text());
                self.space();
                self.marked.push(tex, with(Style { math: true, ..plain }));
            }
            // MathML: white space between its elements means nothing.
            "math" => self.math(element, style),
            _ => self.children(element, style),
        }
    }

    fn math(&mut self, element: &Element<'_>, style: Style) {
        let index = Style { subscript: true, ..Style::PLAIN };
        let power = Style { superscript: true, ..Style::PLAIN };
        let scripts: &[Style] = match element.name {
            "msub" => &[Style::PLAIN, index],
            "msup" => &[Style::PLAIN, power],
            "msubsup" => &[Style::PLAIN, index, power],
            _ => &[],
        };
        let mut number = 0;
        for node in element.children {
            match node {
                Node::Text(text) => {
                    let words = text.trim();
                    if !words.is_empty() {
                        self.text(words, style);
                    }
                }
                Node::Element(inner) => {
                    if element.name == "mfrac" && number == 1 {
                        self.text("/", style);
                    }
                    let script = scripts.get(number).copied().unwrap_or(Style::PLAIN);
                    self.math(inner, Style::sum(&[style, script]));
                    number += 1;
                }
            }
        }
    }

    fn space(&mut self) {
        if self.blank && !self.marked.is_empty() {
            self.marked.push(" ", Style::PLAIN);
        }
        self.blank = false;
    }

    fn text(&mut self, text: &str, style: Style) {
        if text.starts_with(|it: char| it.is_ascii_whitespace()) {
            self.blank = true;
        }
        let cleaned = text::clean(text);
        if cleaned.text.is_empty() {
            self.blank |= !text.is_empty();
            return;
        }
        self.fields.intake.remarks(self.field, cleaned.remarks);
        self.space();
        // PubMed has tags in its text that were escaped once too often.
        let (inner, remarks) = text::parse_markup(&cleaned.text);
        self.fields.intake.remarks(self.field, remarks);
        for span in inner.spans() {
            self.marked.push(span.text.clone(), Style::sum(&[style, span.style]));
        }
        self.blank = text.ends_with(|it: char| it.is_ascii_whitespace());
    }
}

/// The formula of a TeX document that holds one.
fn tex_of(text: &str) -> String {
    let inner = text.split_once("\\begin{document}").map_or(text, |(_, rest)| rest);
    let inner = inner.split_once("\\end{document}").map_or(inner, |(rest, _)| rest).trim();
    inner.trim_matches('$').split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
