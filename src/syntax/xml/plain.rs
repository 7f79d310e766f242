//! An element as databases write them: start tags, end tags, text and references, all where they belong. Nearly every record
//! is so, and is read here in two thirds of the instructions that events take; what has anything else (comments, CDATA, a fault)
//! is read from its events.

use super::{Arena, Building, DEEPEST, Element, Entities};
use crate::syntax::line_feeds;
use memchr::{memchr, memchr2, memchr3};
use quick_xml::events::BytesText;
use std::borrow::Cow;

/// Reads one element with all it holds, in which no entities are declared; `None` where it has to be read from its events.
pub(super) fn parse<'a>(
    text: &'a str,
    first_line: u32,
    entities: &Entities,
    arena: &'a Arena,
) -> Option<Element<'a>> {
    let mut building = Building::new(arena);
    let (mut at, mut counted, mut line) = (0, 0, first_line);
    let has_returns = memchr(b'\r', text.as_bytes()).is_some();
    loop {
        let rest = text.get(at..)?;
        let length = memchr2(b'<', b'&', rest.as_bytes())?;
        let (words, rest) = rest.split_at_checked(length)?;
        at += length;
        building.text(of_lines(words, has_returns));
        let bytes = rest.as_bytes();
        if bytes.first() == Some(&b'&') {
            let end = memchr3(b';', b'&', b'<', bytes.get(1..)?)? + 1;
            if bytes.get(end) == Some(&b';') {
                building.text(entities.resolve(rest.get(..=end)?));
                at += end + 1;
            } else {
                // A lone `&` is one.
                building.text(of_lines(rest.get(..end)?, has_returns));
                at += end;
            }
            continue;
        }
        let closed = match bytes.get(1)? {
            b'!' | b'?' => return None,
            b'/' => {
                let end = memchr(b'>', bytes)?;
                at += end + 1;
                let name = rest.get(2..end)?.trim_end_matches(|it| u8::try_from(it).is_ok_and(is_white));
                building.innermost().filter(|element| qualified(element.tag) == name)?;
                building.end()
            }
            _ => {
                line += line_feeds(text.get(counted..at)?);
                counted = at;
                let end = tag_end(bytes)?;
                at += end + 1;
                let content = rest.get(1..end)?;
                let empty = content.strip_suffix('/');
                if empty.is_none() && building.depth() >= DEEPEST {
                    return None;
                }
                building.begin(Element::of_tag(empty.unwrap_or(content), line));
                if empty.is_some() { building.end() } else { None }
            }
        };
        if closed.is_some() {
            return closed;
        }
    }
}

/// A text whose line ends are line feeds.
fn of_lines(text: &str, has_returns: bool) -> Cow<'_, str> {
    if has_returns { BytesText::from_escaped(text).xml10_content() } else { Cow::Borrowed(text) }
}

/// Where a start tag ends: at the first angle bracket that stands in no value of an attribute.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    tag.iter().position(|byte| {
        match (quote, *byte) {
            (None, b'>') => return true,
            (None, b'\'' | b'"') => quote = Some(*byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        false
    })
}

/// The name in a tag, with its prefix.
pub(super) fn qualified(tag: &str) -> &str {
    let end = tag.bytes().position(is_white);
    end.and_then(|end| tag.get(..end)).unwrap_or(tag)
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::super::parse_events;
    use super::*;

    #[test]
    fn what_is_read_here_is_what_its_events_say() {
        let pieces = [
            "<a>",
            "</a>",
            "<b:c y=\"'\"\r\nz>",
            "</b:c >",
            "<d x='>'/>",
            "<e/",
            "&amp;",
            "&#xe9;",
            "&",
            "x\r\n",
            " y",
            ";",
            ">",
            "<!-- -->",
            "<![CDATA[z]]>",
            "<?p?>",
            "",
        ];
        let entities = Entities::default();
        let mut arena = Arena::default();
        let (mut read, mut left) = (0, 0);
        for number in 0..pieces.len().pow(4) {
            let place = |at: u32| number / pieces.len().pow(at) % pieces.len();
            let inner: String = (0..4).map(|at| pieces[place(at)]).collect();
            for text in [format!("<a>{inner}</a>"), inner] {
                arena.clear();
                let events = parse_events(&text, 3, &entities, &arena);
                match parse(&text, 3, &entities, &arena) {
                    Some(element) => {
                        read += 1;
                        assert_eq!(format!("{:?}", Ok::<_, ()>(element)), format!("{events:?}"), "{text}");
                    }
                    None => left += usize::from(events.is_ok()),
                }
            }
        }
        // Only what it says of itself is left to the events.
        assert!(read > 10_000 && left > 0, "{read} {left}");
        for text in ["<a><!-- --></a>", "<a><![CDATA[z]]></a>", "<a><?p?></a>", "<a>", "<a></b>", "x", ""] {
            assert!(parse(text, 1, &entities, &arena).is_none(), "{text}");
        }
        let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
        assert!(
            parse(&deep(DEEPEST), 1, &entities, &arena).is_some()
                && parse(&deep(DEEPEST + 1), 1, &entities, &arena).is_none()
        );
    }
}
