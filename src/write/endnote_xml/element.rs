//! Elements: their order, their text, what must be escaped.

use super::super::line::one_line;
use crate::record::{Marked, Style};

/// Elements of a record in the order of `EndNote`'s own files.
const ORDER: &[&str] = &[
    "database",
    "source-app",
    "ref-type",
    "contributors",
    "auth-address",
    "auth-affiliaton",
    "titles",
    "periodical",
    "alt-periodical",
    "pages",
    "volume",
    "number",
    "issue",
    "secondary-volume",
    "secondary-issue",
    "num-vols",
    "edition",
    "section",
    "reprint-edition",
    "reprint-status",
    "keywords",
    "dates",
    "pub-location",
    "publisher",
    "orig-pub",
    "isbn",
    "accession-num",
    "call-num",
    "report-id",
    "coden",
    "abstract",
    "label",
    "image",
    "caption",
    "notes",
    "work-type",
    "reviewed-item",
    "availability",
    "remote-source",
    "meeting-place",
    "work-location",
    "work-extent",
    "pack-method",
    "size",
    "repro-ratio",
    "urls",
    "custom1",
    "custom2",
    "custom3",
    "custom4",
    "custom5",
    "custom6",
    "custom7",
    "misc1",
    "misc2",
    "misc3",
    "electronic-resource-num",
    "remote-database-name",
    "remote-database-provider",
    "research-notes",
    "language",
    "access-date",
    "modified-date",
];

/// Elements inside others, in order: the outer one, the inner one.
const INNER: &[(&str, &str)] = &[
    ("contributors", "authors"),
    ("contributors", "secondary-authors"),
    ("contributors", "tertiary-authors"),
    ("contributors", "subsidiary-authors"),
    ("contributors", "translated-authors"),
    ("titles", "title"),
    ("titles", "secondary-title"),
    ("titles", "tertiary-title"),
    ("titles", "alt-title"),
    ("titles", "short-title"),
    ("titles", "translated-title"),
    // `JabRef` takes the last name for the journal, so the full one stands last (mapping reference 2.2).
    ("periodical", "abbr-1"),
    ("periodical", "abbr-2"),
    ("periodical", "abbr-3"),
    ("periodical", "full-title"),
    ("keywords", "keyword"),
    ("dates", "year"),
    ("dates", "pub-dates"),
    ("dates", "copyright-dates"),
    ("urls", "web-urls"),
    ("urls", "pdf-urls"),
    ("urls", "text-urls"),
    ("urls", "related-urls"),
    ("urls", "image-urls"),
];

/// Lists inside an inner element, with the name of their items.
const LISTS: &[(&str, &str)] = &[
    ("authors", "author"),
    ("secondary-authors", "author"),
    ("tertiary-authors", "author"),
    ("subsidiary-authors", "author"),
    ("translated-authors", "author"),
    ("pub-dates", "date"),
    ("copyright-dates", "date"),
    ("web-urls", "url"),
    ("pdf-urls", "url"),
    ("text-urls", "url"),
    ("related-urls", "url"),
    ("image-urls", "url"),
];

/// The elements of a record, in any order until they are written.
#[derive(Debug, Default)]
pub(super) struct Elements {
    /// Name of the outer element, name of the inner one or nothing, and what stands in it.
    parts: Vec<(&'static str, &'static str, String)>,
    /// A character that XML cannot hold was dropped from a value.
    pub(super) dropped_control: bool,
}

impl Elements {
    /// An element as it is to stand.
    pub(super) fn raw(&mut self, name: &'static str, xml: String) {
        self.parts.push((name, "", xml));
    }

    /// Whether an element stands already.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.0 == name || part.1 == name)
    }

    /// An element with a value on one line; a blank value gives none.
    pub(super) fn line(&mut self, name: &'static str, value: &str) {
        let text = self.text_of(value);
        self.simple(name, &text);
    }

    /// An element with a value of several lines, which `EndNote` separates by carriage returns.
    pub(super) fn lines(&mut self, name: &'static str, lines: &[String]) {
        let texts: Vec<String> =
            lines.iter().map(|line| self.text_of(line)).filter(|text| !text.is_empty()).collect();
        self.simple(name, &texts.join("&#xD;"));
    }

    fn simple(&mut self, name: &'static str, text: &str) {
        if !text.is_empty() {
            self.parts.push((name, "", format!("<{name}>{text}</{name}>")));
        }
    }

    /// An element with a marked text of several lines.
    pub(super) fn marked_lines(&mut self, name: &'static str, value: &Marked) {
        let text = self.runs(value, true);
        self.simple(name, &text);
    }

    /// An inner element with a marked text on one line.
    pub(super) fn in_group(&mut self, group: &'static str, name: &'static str, value: Option<&Marked>) {
        let Some(value) = value else { return };
        let text = self.runs(value, false);
        if !text.is_empty() {
            self.parts.push((group, name, format!("<{name}>{text}</{name}>")));
        }
    }

    /// An item of an inner list, or an inner element of one line.
    pub(super) fn item(&mut self, name: &'static str, value: &str) {
        let text = self.text_of(value);
        let group = INNER.iter().find(|row| row.1 == name).map(|row| row.0);
        if let Some(group) = group.filter(|_| !text.is_empty()) {
            let item = LISTS.iter().find(|row| row.0 == name).map_or(name, |row| row.1);
            self.parts.push((group, name, format!("<{item}>{text}</{item}>")));
        }
    }

    /// An element that was read and has no field: back where it stood, unless one of ours stands there.
    pub(super) fn give_back(&mut self, tag: &str, value: &str) -> bool {
        /// What we write ourselves, and what says how to read the others.
        const OURS: &[&str] = &["database", "source-app", "ref-type", "contributors", "titles", "periodical"];
        const MANY: &[&str] = &["pdf-urls", "image-urls", "copyright-dates"];
        let same = |name: &&&str| **name == tag;
        if let Some(name) = ORDER.iter().find(same).filter(|name| !OURS.contains(*name)) {
            let is_free = !self.has(name) || self.given_back(name);
            if is_free {
                let lines: Vec<String> = value.lines().map(str::to_owned).collect();
                self.lines(name, &lines);
                if let Some(last) = self.parts.last_mut().filter(|part| part.0 == *name) {
                    last.1 = GIVEN_BACK;
                }
            }
            return is_free;
        }
        let inner = INNER.iter().find(|row| row.1 == tag).map(|row| row.1);
        match inner.filter(|name| MANY.contains(name) || !self.has(name)) {
            Some(name) => {
                self.item(name, value);
                true
            }
            None => false,
        }
    }

    fn given_back(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.0 == name && part.1 == GIVEN_BACK)
    }

    /// Writes the record.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        let mut put = |text: &str| out.extend_from_slice(text.as_bytes());
        put("<record>");
        for name in ORDER {
            let parts: Vec<&(&str, &str, String)> =
                self.parts.iter().filter(|part| part.0 == *name).collect();
            if parts.is_empty() {
                continue;
            }
            if parts.iter().all(|part| matches!(part.1, "" | GIVEN_BACK)) {
                for part in parts {
                    put("\n");
                    put(&part.2);
                }
                continue;
            }
            // No white space inside: Zotero takes the first node of some of them for the value.
            put(&format!("\n<{name}>"));
            for (_, inner) in INNER.iter().filter(|row| row.0 == *name) {
                let items: String =
                    parts.iter().filter(|part| part.1 == *inner).map(|part| part.2.as_str()).collect();
                let is_list = LISTS.iter().any(|row| row.0 == *inner);
                match (items.is_empty(), is_list) {
                    (true, _) => {}
                    (false, true) => put(&format!("<{inner}>{items}</{inner}>")),
                    (false, false) => put(&items),
                }
            }
            put(&format!("</{name}>"));
        }
        put("\n</record>\n");
    }

    fn text_of(&mut self, value: &str) -> String {
        let (line, dropped) = one_line(value);
        self.dropped_control |= dropped;
        self.escaped(&line)
    }

    /// The text with what means something in XML as references, without what XML cannot hold (XML 1.0, 2.2).
    fn escaped(&mut self, text: &str) -> String {
        let mut escaped = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '\u{fffe}' | '\u{ffff}' => self.dropped_control = true,
                _ => escaped.push(character),
            }
        }
        escaped
    }

    /// A marked text: bare where it has no marks, in runs otherwise.
    fn runs(&mut self, value: &Marked, keeps_lines: bool) -> String {
        let is_bare = value.spans().iter().all(|span| face(span.style).is_empty());
        let mut runs: Vec<(String, String)> = Vec::new();
        for span in value.spans() {
            let words = if span.style.math { format!("${}$", span.text) } else { span.text.clone() };
            let face = face(span.style);
            match runs.last_mut() {
                Some((known, text)) if *known == face => text.push_str(&words),
                _ => runs.push((face, words)),
            }
        }
        let mut out = String::new();
        let last = runs.len().saturating_sub(1);
        for (index, (face, words)) in runs.into_iter().enumerate() {
            let text = self.run(&words, keeps_lines, index == 0, index == last);
            if text.is_empty() {
                continue;
            }
            if is_bare {
                out.push_str(&text);
            } else {
                let face = if face.is_empty() { "normal" } else { face.as_str() };
                let run = ["<style face=\"", face, "\" font=\"default\" size=\"100%\">", &text, "</style>"];
                out.push_str(&run.concat());
            }
        }
        out
    }

    /// The text of a run: blanks at its ends stay unless the value begins or ends there.
    fn run(&mut self, words: &str, keeps_lines: bool, is_first: bool, is_last: bool) -> String {
        let mut lines = Vec::new();
        for line in words.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']) {
            let (clean, dropped) = one_line(line);
            self.dropped_control |= dropped;
            let blank = |is_there: bool| if is_there { " " } else { "" };
            let before = blank(line.starts_with(char::is_whitespace) && !clean.is_empty());
            let after = blank(line.ends_with(char::is_whitespace));
            lines.push(format!("{before}{}{after}", self.escaped(&clean)));
        }
        let joint = if keeps_lines { "&#xD;" } else { " " };
        let text = lines.join(joint);
        let text = if is_first { text.trim_start() } else { &text };
        let text = if is_last { text.trim_end() } else { text };
        text.to_owned()
    }
}

/// Marks elements that were read and have no field.
const GIVEN_BACK: &str = "(given back)";

/// `face` of a run; empty for a plain one.
fn face(style: Style) -> String {
    let Style { italic, bold, superscript, subscript, small_caps: _, protected: _, math } = style;
    let faces = [(bold, "bold"), (italic, "italic"), (superscript, "superscript"), (subscript, "subscript")];
    let set = faces.into_iter().filter(|(is_set, _)| *is_set && !math).map(|(_, name)| name);
    set.collect::<Vec<_>>().join(" ")
}
