//! Lines in the making: white space as a browser shows it, marks, and what stands beside the text.

use crate::record::Style;

/// A line that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedLine {
    /// Its characters, entities decoded, outer white space cut; never blank.
    pub text: String,
    /// Line of the source on which its first character stands, from 1.
    pub number: u32,
    /// Byte offset of the token with its first character in the source.
    pub offset: usize,
    /// Stretches with marks, in order, not overlapping.
    pub marks: Vec<Mark>,
    /// Whether it begins an item of a list. The mark of the item is no text.
    pub item: Item,
    /// What part of the page it belongs to.
    pub zone: Zone,
}

/// A stretch of a line with marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Byte offset in the line.
    pub start: usize,
    /// Byte offset of the end, exclusive.
    pub end: usize,
    /// Its marks; never none.
    pub style: Style,
}

/// What a browser draws before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Item {
    /// Nothing.
    #[default]
    None,
    /// A bullet.
    Bullet,
    /// A number.
    Number(i64),
}

/// What part of the page a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zone {
    /// The content.
    #[default]
    Content,
    /// The site's menus.
    Navigation,
    /// The site's footer.
    Footer,
    /// Buttons, choices, search fields.
    Control,
    /// The text that stands for an image.
    Image,
    /// The reading of a word (ruby).
    Reading,
}

impl Zone {
    /// The word for the ledger.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Navigation => "navigation",
            Self::Footer => "footer",
            Self::Control => "control",
            Self::Image => "image",
            Self::Reading => "reading",
        }
    }
}

/// A text with its marks as balanced inline tags, each stretch by itself.
#[must_use]
pub fn tagged(text: &str, marks: &[Mark]) -> String {
    let mut written = String::with_capacity(text.len() + marks.len() * 12);
    let mut at = 0;
    for mark in marks {
        let Some(marked) = text.get(mark.start..mark.end) else { continue };
        written.push_str(text.get(at..mark.start).unwrap_or_default());
        at = mark.end;
        let Style { italic, bold, superscript, subscript, small_caps, .. } = mark.style;
        let tags = [(italic, "i"), (bold, "b"), (superscript, "sup"), (subscript, "sub"), (small_caps, "sc")];
        for (_, tag) in tags.iter().filter(|(set, _)| *set) {
            written.extend(["<", tag, ">"]);
        }
        written.push_str(marked);
        for (_, tag) in tags.iter().rev().filter(|(set, _)| *set) {
            written.extend(["</", tag, ">"]);
        }
    }
    written.push_str(text.get(at..).unwrap_or_default());
    written
}

/// What the text that comes is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Manner {
    pub(super) style: Style,
    pub(super) zone: Zone,
    pub(super) preformatted: bool,
}

/// A place in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) offset: usize,
}

/// Lines in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    lines: Vec<RenderedLine>,
    text: String,
    marks: Vec<Mark>,
    /// Where the first character of the line stands.
    first: Position,
    zone: Zone,
    /// White space stands behind the last character.
    space: bool,
    item: Item,
    /// What goes below the line: it stands in its midst and is not of it.
    below: Vec<RenderedLine>,
    /// Characters shown so far that are not white space.
    pub(super) ink: usize,
}

fn collapses(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

impl Builder {
    /// Adds text.
    pub(super) fn push(&mut self, text: &str, from: Position, manner: Manner) {
        let mut position = from;
        for character in text.chars() {
            if character == '\n' {
                if manner.preformatted {
                    self.end_line();
                }
                position.line = position.line.saturating_add(1);
            }
            if character == '\n' && manner.preformatted || character == '\0' {
                continue;
            }
            if collapses(character) {
                self.space = true;
                continue;
            }
            self.character(character, position, manner);
        }
    }

    fn character(&mut self, character: char, position: Position, manner: Manner) {
        if self.text.is_empty() {
            self.first = position;
            self.zone = manner.zone;
        } else if self.space {
            let end = self.text.len();
            self.text.push(' ');
            // A blank between two words with one mark is in the mark.
            if let Some(last) = self.marks.last_mut()
                && last.end == end
                && last.style == manner.style
            {
                last.end += 1;
            }
        }
        self.space = false;
        let start = self.text.len();
        self.text.push(character);
        if manner.style != Style::PLAIN {
            let end = self.text.len();
            match self.marks.last_mut() {
                Some(last) if last.end == start && last.style == manner.style => last.end = end,
                _ => self.marks.push(Mark { start, end, style: manner.style }),
            }
        }
        self.ink += usize::from(!character.is_whitespace());
    }

    /// The next line begins an item.
    pub(super) fn begin_item(&mut self, item: Item) {
        self.item = item;
    }

    /// Puts a line of its own below the one that is being made.
    pub(super) fn put_below(&mut self, text: &str, position: Position, zone: Zone) {
        let text = text.split(collapses).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if text.chars().all(char::is_whitespace) {
            return;
        }
        let Position { line: number, offset } = position;
        self.below.push(RenderedLine { text, number, offset, marks: Vec::new(), item: Item::None, zone });
    }

    pub(super) fn end_line(&mut self) {
        self.space = false;
        if self.text.chars().all(char::is_whitespace) {
            self.text.clear();
            self.marks.clear();
        } else {
            self.lines.push(RenderedLine {
                text: std::mem::take(&mut self.text),
                number: self.first.line,
                offset: self.first.offset,
                marks: std::mem::take(&mut self.marks),
                item: std::mem::take(&mut self.item),
                zone: self.zone,
            });
        }
        self.lines.append(&mut self.below);
    }

    pub(super) fn finish(mut self) -> Vec<RenderedLine> {
        self.end_line();
        self.lines
    }

    /// The last character of the line, and whether white space follows it.
    pub(super) fn is_inside_word(&self) -> bool {
        !self.space && self.text.chars().next_back().is_some_and(|last| !last.is_whitespace())
    }
}
