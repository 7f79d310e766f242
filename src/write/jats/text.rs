//! Texts with marks as inline elements.

use crate::record::{Marked, Span, Style};
use crate::write::xml::Xml;

/// Running text with `italic`, `bold`, `sup`, `sub`, `sc` and formulas.
pub(super) fn marked(xml: &mut Xml, text: &Marked) {
    for Span { text, style } in text.spans() {
        // That a word keeps its capitals has no element.
        let Style { italic, bold, superscript, subscript, small_caps, protected: _, math } = *style;
        let mut open = Vec::new();
        let marks = [
            (italic, "italic"),
            (bold, "bold"),
            (superscript, "sup"),
            (subscript, "sub"),
            (small_caps, "sc"),
            (math, "inline-formula"),
            (math, "tex-math"),
        ];
        for (_, name) in marks.iter().filter(|mark| mark.0) {
            xml.tag(name, &[]);
            open.push(*name);
        }
        xml.text(text);
        while let Some(name) = open.pop() {
            xml.end_tag(name);
        }
    }
}

/// A paragraph for each line.
pub(super) fn paragraphs(xml: &mut Xml, text: &Marked) {
    let mut lines = vec![Marked::default()];
    for span in text.spans() {
        for (number, piece) in span.text.split('\n').enumerate() {
            if number > 0 {
                lines.push(Marked::default());
            }
            if let Some(line) = lines.last_mut() {
                line.push(piece, span.style);
            }
        }
    }
    for line in lines.iter().filter(|line| !line.to_plain().trim().is_empty()) {
        xml.line("p", &[], |xml| marked(xml, line));
    }
}
