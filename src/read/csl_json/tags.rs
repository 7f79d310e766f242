//! Tags in the texts of CSL-JSON: CSL's own, and those of JATS and HTML that Crossref and others send.

use crate::record::{Marked, Style};
use crate::value::markup::entity;

/// What a tag says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// A mark.
    Style(Style),
    /// A new paragraph.
    Break,
}

enum Token<'a> {
    Text(&'a str),
    Entity(char),
    /// An opening tag: its name, what it says, the tag itself.
    Open(&'a str, Tag, &'a str),
    Close(&'a str, &'a str),
}

/// Text with marks from text with tags. A tag without partner or that is not known stays text; entities are decoded
/// once.
pub(super) fn marked_of(text: &str) -> Marked {
    if !text.contains(['<', '&']) {
        return Marked::plain(text);
    }
    let tokens = tokens_of(text);
    let partners = partners_of(&tokens);
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
    let mut sum = Style::PLAIN;
    for tag in open {
        if let Tag::Style(style) = tag {
            sum.italic |= style.italic;
            sum.bold |= style.bold;
            sum.superscript |= style.superscript;
            sum.subscript |= style.subscript;
            sum.small_caps |= style.small_caps;
            sum.protected |= style.protected;
        }
    }
    sum
}

fn tokens_of(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut position = 0;
    while let Some(found) = text.get(position..).and_then(|rest| rest.find(['<', '&'])) {
        let at = position + found;
        let rest = text.get(at..).unwrap_or_default();
        let Some((token, length)) = tag_at(rest).or_else(|| entity_at(rest)) else {
            position = at + 1;
            continue;
        };
        if let Some(words) = text.get(start..at).filter(|words| !words.is_empty()) {
            tokens.push(Token::Text(words));
        }
        tokens.push(token);
        start = at + length;
        position = start;
    }
    if let Some(words) = text.get(start..).filter(|words| !words.is_empty()) {
        tokens.push(Token::Text(words));
    }
    tokens
}

fn tag_at(rest: &str) -> Option<(Token<'_>, usize)> {
    let inside = rest.strip_prefix('<')?;
    let end = inside.find(['>', '<'])?;
    let body = inside.get(..end)?;
    let source = rest.get(..end + 2).filter(|source| source.ends_with('>'))?;
    let (body, closes) = match body.strip_prefix('/') {
        Some(name) => (name, true),
        None => (body, false),
    };
    let (name, attributes) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    let name = name.strip_prefix("jats:").unwrap_or(name);
    let is_name = !name.is_empty() && name.chars().all(|character| character.is_ascii_alphanumeric());
    if !is_name {
        return None;
    }
    if closes {
        return Some((Token::Close(name, source), source.len()));
    }
    let tag = tag_of(name, attributes)?;
    Some((Token::Open(name, tag, source), source.len()))
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

fn entity_at(rest: &str) -> Option<(Token<'_>, usize)> {
    let inside = rest.strip_prefix('&')?;
    let end = inside.find(';').filter(|end| (1..=10).contains(end))?;
    Some((Token::Entity(entity(inside.get(..end)?)?), end + 2))
}

/// Which tags have a partner: an opening tag and the next closing one of its name, none of them crossing others.
fn partners_of(tokens: &[Token<'_>]) -> Vec<bool> {
    let mut paired = vec![false; tokens.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match *token {
            Token::Open(name, ..) => open.push((index, name)),
            Token::Close(name, _) => {
                if let Some((partner, _)) = open.pop_if(|(_, opened)| *opened == name) {
                    for position in [partner, index] {
                        if let Some(mark) = paired.get_mut(position) {
                            *mark = true;
                        }
                    }
                }
            }
            Token::Text(_) | Token::Entity(_) => {}
        }
    }
    paired
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
