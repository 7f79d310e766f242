//! Elements put together from tags and texts.

use super::{Element, Node};
use bumpalo::Bump;
use std::borrow::Cow;

/// Where what an element consists of stands; it all goes at once. A record of a database has some hundred elements, and making
/// and dropping a list of its own for each took a tenth of the time of reading one.
#[derive(Debug, Default)]
pub struct Arena(Bump);

impl Arena {
    /// Makes room for another element.
    pub fn clear(&mut self) {
        self.0.reset();
    }
}

/// Elements in the making.
pub(super) struct Building<'a> {
    arena: &'a Arena,
    /// The elements that have begun, each in the one before it, with the places where their children begin.
    open: Vec<(Element<'a>, usize)>,
    /// The children of all of them, those of the innermost last.
    children: Vec<Node<'a>>,
    /// The characters since the last tag: as they stand in the text, or put together of several pieces.
    words: &'a str,
    joined: String,
}

impl<'a> Building<'a> {
    pub(super) fn new(arena: &'a Arena) -> Self {
        Self { arena, open: Vec::new(), children: Vec::new(), words: "", joined: String::new() }
    }

    /// How many elements are in each other.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The innermost element that has begun, without what is in it.
    pub(super) fn innermost(&self) -> Option<&Element<'a>> {
        self.open.last().map(|(element, _)| element)
    }

    /// An element begins.
    pub(super) fn begin(&mut self, element: Element<'a>) {
        self.settle();
        self.open.push((element, self.children.len()));
    }

    /// The innermost element ends; the outermost one is handed out.
    pub(super) fn end(&mut self) -> Option<Element<'a>> {
        self.settle();
        let (mut element, begin) = self.open.pop()?;
        element.children = self.arena.0.alloc_slice_copy(self.children.get(begin..).unwrap_or_default());
        self.children.truncate(begin);
        if self.open.is_empty() {
            return Some(element);
        }
        self.children.push(Node::Element(element));
        None
    }

    /// Characters.
    pub(super) fn text(&mut self, piece: Cow<'a, str>) {
        match piece {
            Cow::Borrowed(piece) if self.words.is_empty() && self.joined.is_empty() => self.words = piece,
            piece => {
                self.joined.push_str(std::mem::take(&mut self.words));
                self.joined.push_str(&piece);
            }
        }
    }

    /// What was read since the last tag is one text.
    fn settle(&mut self) {
        let mut words = std::mem::take(&mut self.words);
        if !self.joined.is_empty() {
            words = self.arena.0.alloc_str(&self.joined);
            self.joined.clear();
        }
        // Outside the outermost element there is none.
        if !words.is_empty() && !self.open.is_empty() {
            self.children.push(Node::Text(words));
        }
    }
}
