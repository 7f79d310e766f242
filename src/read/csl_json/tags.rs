//! Tags in the texts of CSL-JSON: CSL's own, and those of JATS and HTML that Crossref and others send.

use crate::record::{Marked, Style};
use crate::syntax::tags::{self, Token};
use crate::value::markup::may_have_markup;

/// What a tag says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// A mark.
    Style(Style),
    /// A new paragraph.
    Break,
}

/// Text with marks from text with tags. A tag without partner or that is not known stays text; entities are decoded
/// once.
pub(super) fn marked_of(text: &str) -> Marked {
    if !may_have_markup(text) {
        return Marked::plain(text);
    }
    let tokens = tags::tokens(text, tag_of);
    let partners = tags::pairs(&tokens);
    let mut marked = Marked::default();
    let mut open: Vec<Tag> = Vec::new();
    let mut pending_break = false;
    let mut push = |words: &str, open: &[Tag], pending: &mut bool| {
        let style = style_of(open);
        if *pending {
            let words = words.trim_start();
            if words.is_empty() {
                return;
            }
            if !marked.is_empty() {
                marked.push("\n", Style::PLAIN);
            }
            *pending = false;
            marked.push(words, style);
        } else {
            marked.push(words, style);
        }
    };
    for (token, has_partner) in tokens.iter().zip(partners) {
        match *token {
            Token::Text(words) => push(words, &open, &mut pending_break),
            Token::Entity(character) => {
                push(character.encode_utf8(&mut [0; 4]), &open, &mut pending_break);
            }
            Token::Open(_, tag, _) if has_partner => {
                pending_break |= tag == Tag::Break;
                open.push(tag);
            }
            Token::Close(..) if has_partner => {
                pending_break |= open.pop() == Some(Tag::Break);
            }
            Token::Open(_, _, source) | Token::Close(_, source) => push(source, &open, &mut pending_break),
        }
    }
    marked
}

fn style_of(open: &[Tag]) -> Style {
    let styles: Vec<Style> = open
        .iter()
        .filter_map(|tag| match tag {
            Tag::Style(style) => Some(*style),
            Tag::Break => None,
        })
        .collect();
    Style::sum(&styles)
}

fn tag_of(name: &str, attributes: &str) -> Option<Tag> {
    let plain = Style::PLAIN;
    let style = match name {
        "i" | "em" | "italic" => Style { italic: true, ..plain },
        "b" | "strong" | "bold" => Style { bold: true, ..plain },
        "sup" => Style { superscript: true, ..plain },
        "sub" | "inf" => Style { subscript: true, ..plain },
        "sc" | "scp" => Style { small_caps: true, ..plain },
        "span" => {
            let squeezed: String =
                attributes.chars().filter(|character| !character.is_whitespace()).collect();
            if squeezed.contains("small-caps") {
                Style { small_caps: true, ..plain }
            } else if squeezed.contains("nocase") {
                Style { protected: true, ..plain }
            } else {
                return None;
            }
        }
        "p" | "sec" | "title" => return Some(Tag::Break),
        _ => return None,
    };
    Some(Tag::Style(style))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::csl::marked;

    #[test]
    fn tags_of_csl_become_marks_and_back() {
        let title = "H<sub>2</sub>O <i>in <b>x</b></i> <span style=\"font-variant:small-caps;\">a</span> \
                     <span class=\"nocase\">DNA</span>";
        let read = marked_of(title);
        assert!(!read.is_plain());
        assert_eq!(read.to_plain(), "H2O in x a DNA");
        assert_eq!(marked(&read), title);
    }

    #[test]
    fn what_is_no_tag_stays() {
        for text in ["p <0.05 and q> 1", "a <i>b", "a <u>b</u>", "a </i>b", "AT&T; R&D"] {
            let read = marked_of(text);
            assert_eq!(read.to_plain(), text);
        }
    }

    #[test]
    fn paragraphs_of_jats_become_lines() {
        let text = "<jats:title>Abstract</jats:title>\n<jats:p>p &lt; 0.05 <jats:italic>x</jats:italic></jats:p> \
                    <jats:p>two</jats:p>";
        assert_eq!(marked_of(text).to_plain(), "Abstract\np < 0.05 x\ntwo");
    }
}
