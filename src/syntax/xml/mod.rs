//! XML: an element with everything in it, and where an input can be cut into records.
//!
//! Events of `quick-xml` are put together here and nowhere else, because a text comes in pieces (characters, references,
//! CDATA) and whoever matches only one of them loses the others.

mod building;
mod entities;
mod plain;
mod records;

pub use building::Arena;
use building::Building;
pub use entities::Entities;
pub use records::{Names, Piece, has_subset, last_cut, pieces, root};

use super::line_feeds;
use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use std::borrow::Cow;

/// Elements inside each other that are still read.
const DEEPEST: usize = 250;

/// Bytes that declared entities may always stand for in one element, and how many times its length beyond that: a declared
/// text of 60 KB and a reference to it in every four bytes would make fifteen thousand bytes of one.
const EXPANDED_FREELY: usize = 4096;
const EXPANDED_TIMES: usize = 16;

/// An element.
#[derive(Debug, Clone, Copy, Default)]
pub struct Element<'a> {
    /// Its name without a prefix: `titleInfo` of `mods:titleInfo`.
    pub name: &'a str,
    /// The start tag between the angle brackets.
    tag: &'a str,
    /// Texts and elements in it, in order; no two texts follow each other.
    pub children: &'a [Node<'a>],
    /// Line of its start tag in the file, from 1.
    pub line: u32,
}

/// What stands in an element.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// An element.
    Element(Element<'a>),
    /// Characters, references resolved.
    Text(&'a str),
}

/// Why a text is no element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Offset in the text, in bytes.
    pub at: usize,
    /// What is wrong, as the end of a sentence.
    pub reason: String,
}

/// Reads one element with all it holds; comments and processing instructions are left out. `first_line` is that of the
/// text in its file; what the element consists of stands in `arena`.
///
/// # Errors
///
/// The place and kind of the first fault: an end tag that does not fit, an element without an end, elements nested
/// deeper than 250, declared entities that stand for more than sixteen times
/// the length of the text.
pub fn parse<'a>(
    text: &'a str,
    first_line: u32,
    entities: &Entities,
    arena: &'a Arena,
) -> Result<Element<'a>, Fault> {
    let plain = if entities.is_empty() { plain::parse(text, first_line, entities, arena) } else { None };
    plain.map_or_else(|| parse_events(text, first_line, entities, arena), Ok)
}

/// The same for any text, from the events of `quick-xml`.
fn parse_events<'a>(
    text: &'a str,
    first_line: u32,
    entities: &Entities,
    arena: &'a Arena,
) -> Result<Element<'a>, Fault> {
    let mut reader = Reader::from_str(text);
    // Exports of databases hold `AT&T`.
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().expand_empty_elements = false;
    let offset = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    let mut building = Building::new(arena);
    let (mut counted, mut line) = (0, first_line);
    let (mut expanded, most) = (0, EXPANDED_FREELY + EXPANDED_TIMES * text.len());
    loop {
        let start = offset(&reader);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(start).min(text.len());
            Fault { at, reason: error.to_string() }
        })?;
        let end = offset(&reader);
        let raw = text.get(start..end).unwrap_or_default();
        let closed = match event {
            Event::Start(_) | Event::Empty(_) => {
                line += line_feeds(text.get(counted..start).unwrap_or_default());
                counted = start;
                let is_empty = raw.ends_with("/>");
                let content = raw.strip_prefix('<').unwrap_or(raw);
                let content = content.strip_suffix('>').unwrap_or(content);
                let content = content.strip_suffix('/').filter(|_| is_empty).unwrap_or(content);
                if !is_empty && building.depth() >= DEEPEST {
                    let reason = format!("elements are nested more than {DEEPEST} deep");
                    return Err(Fault { at: start, reason });
                }
                building.begin(Element::of_tag(content, line));
                if is_empty { building.end() } else { None }
            }
            Event::End(_) => building.end(),
            Event::Text(text) => {
                building.text(cleared(raw, || text.xml10_content().into_owned()));
                None
            }
            Event::CData(data) => {
                let inner = raw.strip_prefix("<![CDATA[").and_then(|raw| raw.strip_suffix("]]>"));
                building.text(cleared(inner.unwrap_or_default(), || data.xml10_content().into_owned()));
                None
            }
            Event::GeneralRef(_) => {
                expanded += entities.declared(raw).map_or(0, str::len);
                if expanded > most {
                    let reason = format!("its declared entities stand for more than {most} bytes");
                    return Err(Fault { at: start, reason });
                }
                building.text(entities.resolve(raw));
                None
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => None,
            Event::Eof => {
                let reason = match building.innermost() {
                    Some(element) => {
                        format!("`<{}>` of line {} has no end tag", element.name, element.line)
                    }
                    None => "there is no element".to_owned(),
                };
                return Err(Fault { at: text.len(), reason });
            }
        };
        if let Some(element) = closed {
            return Ok(element);
        }
    }
}

/// A text as it stands, unless its line ends have to be made one.
fn cleared(raw: &str, content: impl FnOnce() -> String) -> Cow<'_, str> {
    if memchr::memchr(b'\r', raw.as_bytes()).is_some() { Cow::Owned(content()) } else { Cow::Borrowed(raw) }
}

impl<'a> Element<'a> {
    /// An element without children yet, of what its start tag has between the angle brackets.
    fn of_tag(tag: &'a str, line: u32) -> Self {
        let qualified = plain::qualified(tag);
        let prefix = qualified.bytes().rposition(|byte| byte == b':').map_or(0, |colon| colon + 1);
        let name = qualified.get(prefix..).unwrap_or(qualified);
        Self { name, tag, children: &[], line }
    }

    /// An attribute by its whole name (`xml:lang`), references resolved, outer white space cut; `None` for a blank one.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.stated(name).map(Cow::into_owned)
    }

    /// Whether an attribute has a value.
    #[must_use]
    pub fn states(&self, name: &str, value: &str) -> bool {
        self.stated(name).is_some_and(|stated| stated == value)
    }

    fn stated(&self, name: &str) -> Option<Cow<'a, str>> {
        // Most tags have none, or others.
        let first = name.as_bytes().first().copied().unwrap_or_default();
        let is_at = |at: usize| self.tag.get(at..).is_some_and(|rest| rest.starts_with(name));
        if self.tag.len() == self.name.len() || !memchr::memchr_iter(first, self.tag.as_bytes()).any(is_at) {
            return None;
        }
        self.all_stated().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All attributes that are not blank, in order.
    #[must_use]
    pub fn attributes(&self) -> Vec<(String, String)> {
        self.all_stated().map(|(name, value)| (name.to_owned(), value.into_owned())).collect()
    }

    fn all_stated(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> + use<'a> {
        // Most tags have none.
        let length = self.tag.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(self.tag.len());
        let attributes = self.tag.get(length..).unwrap_or_default();
        // One broken attribute must not cost the others.
        let mut all = Attributes::html(attributes, 0);
        all.with_checks(false);
        all.flatten().filter_map(|attribute| {
            let value = match htmlize::unescape_attribute(attribute.value) {
                Cow::Borrowed(value) => Cow::Borrowed(value.trim()),
                Cow::Owned(value) => Cow::Owned(value.trim().to_owned()),
            };
            (!value.is_empty()).then(|| (attribute.key.into_inner(), value))
        })
    }

    /// The elements in it, in order.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name in it, in order.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Element<'a>> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of a name in it.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element at the end of a path of names.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Element<'a>> {
        path.iter().try_fold(self, |element, name| element.first(name))
    }

    /// All characters in it, those of its elements too, as they stand.
    #[must_use]
    pub fn raw_text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    fn collect(&self, text: &mut String) {
        for node in self.children {
            match node {
                Node::Text(piece) => text.push_str(piece),
                Node::Element(element) => element.collect(text),
            }
        }
    }

    /// All characters in it, runs of white space as one blank, the outer ones cut.
    #[must_use]
    pub fn text(&self) -> String {
        match self.children {
            [Node::Text(only)] if is_settled(only) => (*only).to_owned(),
            _ => self.raw_text().split_ascii_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    /// The text of the first element of a name in it; `None` where it is missing or blank.
    #[must_use]
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.first(name).map(Element::text).filter(|text| !text.is_empty())
    }
}

/// Whether a text has no white space but single blanks inside.
fn is_settled(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if byte.is_ascii_whitespace() && (byte != b' ' || before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(text: &str) -> Element<'_> {
        read(text, 1, &Entities::default()).expect("an element")
    }

    fn read<'a>(text: &'a str, first_line: u32, entities: &Entities) -> Result<Element<'a>, Fault> {
        parse(text, first_line, entities, Box::leak(Box::default()))
    }

    #[test]
    fn a_text_in_pieces_is_one() {
        let all = element(
            "<a>R &amp; D, H&#x2082;O, &alpha;<![CDATA[ <b> ]]>AT&T <!-- no --><i>5</i>&lt;6 &unheard;</a>",
        );
        assert_eq!(all.text(), "R & D, H₂O, α <b> AT&T 5<6 &unheard;");
        assert_eq!(all.elements().map(|it| it.name).collect::<Vec<_>>(), ["i"]);
    }

    #[test]
    fn white_space_is_one_blank() {
        assert_eq!(element("<a>\r\n one\n\ttwo  </a>").text(), "one two");
        assert_eq!(element("<a>one two</a>").text(), "one two");
        assert_eq!(element("<a/>").text(), "");
        assert_eq!(element("<a>\u{a0}</a>").text(), "\u{a0}");
    }

    #[test]
    fn names_lose_their_prefix_and_attributes_keep_it() {
        let all = element(
            "<mods:name\n type='x &amp; y' xml:lang=\"zh\" empty='' ID = \"i\"><mods:part/></mods:name>",
        );
        assert_eq!(all.name, "name");
        assert_eq!(all.attribute("type").as_deref(), Some("x & y"));
        assert_eq!(all.attribute("xml:lang").as_deref(), Some("zh"));
        assert_eq!((all.attribute("empty"), all.attribute("lang")), (None, None));
        assert_eq!(all.attribute("ID").as_deref(), Some("i"));
        assert_eq!(all.first("part").map(|it| (it.name, it.line)), Some(("part", 2)));
    }

    #[test]
    fn declared_entities_are_resolved() {
        let head = "<!DOCTYPE article [\n<!ENTITY jnl \"A &amp; B\">\n<!ENTITY % x SYSTEM \"no\">]>";
        let all = read("<a>&jnl; &nbsp;&reg;</a>", 1, &Entities::of(head)).expect("an element");
        assert_eq!(all.text(), "A & B \u{a0}®");
    }

    #[test]
    fn entities_that_grow_are_a_fault_and_the_first_of_a_name_counts() {
        let head = format!("<!DOCTYPE a [<!ENTITY e \"{}\"><!ENTITY e \"x\">]>", "tea ".repeat(1000));
        let entities = Entities::of(&head);
        assert_eq!(read("<a>&e;</a>", 1, &entities).expect("an element").raw_text().len(), 4000);
        let text = format!("<a>{}</a>", "&e;".repeat(1000));
        assert!(
            read(&text, 1, &entities).expect_err("a fault").reason.contains("entities stand for more than")
        );
    }

    #[test]
    fn a_fault_has_its_place() {
        let fault = |text: &str| read(text, 7, &Entities::default()).expect_err("a fault");
        assert!(fault("<a><b></a>").reason.contains('b'));
        assert_eq!(fault("<a>\n<b>x").reason, "`<b>` of line 8 has no end tag");
        let deep = "<a>".repeat(1000);
        assert!(fault(&deep).reason.contains("250"));
        assert!(fault("").reason.contains("no element"));
        assert_eq!(
            read("<a>\n<b/>\n</a>", 7, &Entities::default())
                .expect("an element")
                .elements()
                .next()
                .map(|it| it.line),
            Some(8)
        );
    }
}
