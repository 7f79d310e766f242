//! XML as it is put together: every text escaped, an element a line, nothing written that is empty.

/// An element under construction.
#[derive(Debug)]
struct Open {
    name: &'static str,
    /// Where its line begins, and where its content does.
    start: usize,
    content: usize,
}

/// A piece of an XML document.
#[derive(Debug)]
pub(super) struct Xml {
    text: String,
    open: Vec<Open>,
    /// Elements around the piece.
    depth: usize,
    /// A character was left out that XML 1.0 has no place for.
    pub(super) dropped_control: bool,
}

/// An attribute; one without a value is not written.
pub(super) type Attribute<'a> = (&'static str, &'a str);

impl Xml {
    /// A piece inside `depth` elements.
    pub(super) fn new(depth: usize) -> Self {
        Self { text: String::new(), open: Vec::new(), depth, dropped_control: false }
    }

    /// How much was written so far, to tell whether anything was.
    pub(super) fn length(&self) -> usize {
        self.text.len()
    }

    /// An element around a piece that was written apart, one level deeper; nothing around nothing.
    pub(super) fn piece(&mut self, name: &'static str, attributes: &[Attribute<'_>], inside: &str) {
        self.within(name, attributes, |xml| xml.text.push_str(inside));
    }

    /// What was written, each line ended.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// An element with what `fill` writes into it; nothing, where that is nothing.
    pub(super) fn within(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        fill: impl FnOnce(&mut Self),
    ) {
        let start = self.text.len();
        self.start_tag(name, attributes);
        self.text.push('\n');
        let content = self.text.len();
        self.open.push(Open { name, start, content });
        fill(self);
        let Some(Open { name, start, content }) = self.open.pop() else { return };
        if self.text.len() == content {
            self.text.truncate(start);
        } else {
            self.indent();
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push_str(">\n");
        }
    }

    /// An element with a text, outer white space cut; nothing for a blank one.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.line(name, attributes, |piece| piece.text(text.trim()));
    }

    /// An element whose content stands on one line, with the tags that `fill` writes among its text; nothing, where that is
    /// blank.
    pub(super) fn line(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        fill: impl FnOnce(&mut Self),
    ) {
        let start = self.text.len();
        self.start_tag(name, attributes);
        let content = self.text.len();
        fill(self);
        if self.text.get(content..).is_none_or(|inside| inside.trim().is_empty()) {
            self.text.truncate(start);
        } else {
            self.text.push_str("</");
            self.text.push_str(name);
            self.text.push_str(">\n");
        }
    }

    fn start_tag(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.indent();
        self.tag(name, attributes);
    }

    /// A start tag in running text.
    pub(super) fn tag(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes.iter().filter(|attribute| !attribute.1.trim().is_empty()) {
            self.text.push(' ');
            self.text.push_str(name);
            self.text.push_str("=\"");
            self.escaped(value.trim(), true);
            self.text.push('"');
        }
        self.text.push('>');
    }

    /// Running text.
    pub(super) fn text(&mut self, text: &str) {
        self.escaped(text, false);
    }

    fn indent(&mut self) {
        for _ in 0..self.depth + self.open.len() {
            self.text.push_str("  ");
        }
    }

    /// Characters of a text or an attribute (XML 1.0, 2.2 and 2.4). White space in an attribute would be read as a blank.
    fn escaped(&mut self, text: &str, in_attribute: bool) {
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' if in_attribute => self.text.push_str("&quot;"),
                '\r' if characters.peek() == Some(&'\n') => {}
                '\n' | '\r' | '\t' if in_attribute => self.text.push(' '),
                '\r' => self.text.push('\n'),
                '\n' | '\t' => self.text.push(character),
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.dropped_control = true,
                _ => self.text.push(character),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_cannot_end_their_element_and_empty_ones_are_left_out() {
        let mut xml = Xml::new(1);
        xml.within("a", &[("x", "\"<&>\" \n"), ("y", " ")], |xml| {
            xml.leaf("b", &[], "</b>&amp;\r\nc\u{0}");
            xml.leaf("b", &[("z", "1")], " \n");
            xml.within("c", &[], |xml| xml.within("d", &[], |xml| xml.leaf("e", &[], "")));
        });
        xml.within("nothing", &[("x", "1")], |_| {});
        assert!(xml.dropped_control);
        assert_eq!(
            xml.into_text(),
            concat!("  <a x=\"&quot;&lt;&amp;&gt;&quot;\">\n    <b>&lt;/b&gt;&amp;amp;\nc</b>\n", "  </a>\n")
        );
    }
}
