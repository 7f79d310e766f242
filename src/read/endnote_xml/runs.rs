//! Texts in runs: `<style face="italic" font="default" size="100%">…</style>`.

use crate::record::{Marked, Style};
use crate::syntax::xml::{Element, Node};

/// The text of an element with its runs as marks; every line end is a line feed.
pub(super) fn marked(element: &Element<'_>) -> Marked {
    let mut out = Marked::default();
    add(element, Style::PLAIN, &mut out);
    out
}

fn add(element: &Element<'_>, style: Style, out: &mut Marked) {
    let in_runs = element.first("style").is_some();
    for node in element.children {
        match node {
            // White space with a line end between runs is the layout of the file.
            Node::Text(text) if in_runs && text.trim().is_empty() && text.contains('\n') => {}
            Node::Text(text) => out.push(text.replace("\r\n", "\n").replace('\r', "\n"), style),
            Node::Element(inner) => {
                let face = inner.attribute("face").unwrap_or_default();
                let faces = face.split_whitespace().map(style_of);
                let style = faces.fold(style, |sum, face| Style::sum(&[sum, face]));
                add(inner, style, out);
            }
        }
    }
}

/// Underlining has no mark in the record; it is a matter of looks.
fn style_of(face: &str) -> Style {
    let plain = Style::PLAIN;
    match face {
        "italic" => Style { italic: true, ..plain },
        "bold" => Style { bold: true, ..plain },
        "superscript" => Style { superscript: true, ..plain },
        "subscript" => Style { subscript: true, ..plain },
        _ => plain,
    }
}

/// The first run of an element in a font of symbols with a letter in it.
pub(super) fn in_symbol_font(element: &Element<'_>) -> Option<String> {
    let is_symbol = |run: &&Element<'_>| {
        run.attribute("font").is_some_and(|font| font.eq_ignore_ascii_case("symbol"))
            && run.raw_text().contains(|it: char| it.is_ascii_alphabetic())
    };
    element.all("style").find(is_symbol).map(Element::text)
}

/// A value of several lines, without blank ones and white space at their ends.
pub(super) fn lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
