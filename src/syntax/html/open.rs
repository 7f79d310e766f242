//! The elements that are open, and which of them a tag ends.

use super::elements::{Ending, Kind, SCOPE, closes_tables};
use super::lines::Zone;
use crate::record::Style;
use std::collections::BTreeMap;

/// An open element with what it does to the text in it.
#[derive(Debug, Clone)]
pub(super) struct Open {
    name: usize,
    pub(super) kind: Kind,
    pub(super) hidden: bool,
    pub(super) preformatted: bool,
    pub(super) zone: Option<Zone>,
    pub(super) style: Style,
    /// Number of the next item, in a list with numbers.
    pub(super) next_number: Option<i64>,
}

impl Open {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            name: 0,
            kind,
            hidden: false,
            preformatted: false,
            zone: None,
            style: Style::PLAIN,
            next_number: None,
        }
    }
}

/// The open elements, outermost first.
#[derive(Debug, Default)]
pub(super) struct Stack {
    elements: Vec<Open>,
    names: BTreeMap<String, usize>,
    /// Where the elements of each name stand, by the name's number.
    places: Vec<Vec<usize>>,
    /// Where the elements stand that lines break at.
    blocks: Vec<usize>,
}

impl Stack {
    fn last_of(&self, name: &str) -> Option<usize> {
        self.places.get(*self.names.get(name)?)?.last().copied()
    }

    /// Whether an element of a name is open.
    pub(super) fn has(&self, name: &str) -> bool {
        self.last_of(name).is_some()
    }

    /// The innermost list.
    pub(super) fn list_mut(&mut self) -> Option<&mut Open> {
        let place = ["ol", "ul", "menu", "dir"].iter().filter_map(|name| self.last_of(name)).max()?;
        self.elements.get_mut(place)
    }

    pub(super) fn push(&mut self, name: &str, mut open: Open) {
        let number = self.names.get(name).copied().unwrap_or_else(|| {
            self.places.push(Vec::new());
            self.names.insert(name.to_owned(), self.places.len() - 1);
            self.places.len() - 1
        });
        let place = self.elements.len();
        if let Some(places) = self.places.get_mut(number) {
            places.push(place);
        }
        if open.kind.breaks() {
            self.blocks.push(place);
        }
        open.name = number;
        self.elements.push(open);
    }

    /// How many elements a start tag ends.
    pub(super) fn ended_by_start(&self, ending: &Ending) -> usize {
        let bound = ending.within.iter().filter_map(|name| self.last_of(name)).max();
        let inside = |place: &usize| bound.is_none_or(|bound| *place > bound);
        let outermost = ending.ends.iter().filter_map(|name| self.last_of(name)).filter(inside).min();
        outermost.map_or(0, |place| self.elements.len() - place)
    }

    /// How many elements an end tag ends; 0 when it has no partner.
    pub(super) fn ended_by_end(&self, name: &str, kind: Kind) -> usize {
        let Some(place) = self.last_of(name) else { return 0 };
        let bound = if !kind.breaks() {
            self.blocks.last().copied()
        } else if closes_tables(name) {
            None
        } else {
            SCOPE.iter().filter_map(|name| self.last_of(name)).max()
        };
        if bound.is_some_and(|bound| place < bound) { 0 } else { self.elements.len() - place }
    }

    pub(super) fn pop(&mut self) -> Option<Open> {
        let open = self.elements.pop()?;
        if let Some(places) = self.places.get_mut(open.name) {
            places.pop();
        }
        if open.kind.breaks() {
            self.blocks.pop();
        }
        Some(open)
    }
}

#[cfg(test)]
mod tests {
    use super::super::elements::{PARAGRAPH, ending};
    use super::*;

    fn stack(names: &[&str]) -> Stack {
        let mut stack = Stack::default();
        for name in names {
            stack.push(name, Open::new(super::super::elements::kind(name)));
        }
        stack
    }

    #[test]
    fn tags_end_what_the_standard_lets_them_end() {
        let item = ending("li").expect("items end items");
        assert_eq!(stack(&["ul", "li", "b"]).ended_by_start(item), 2);
        assert_eq!(stack(&["ul", "li", "ul"]).ended_by_start(item), 0);
        assert_eq!(stack(&["p", "span"]).ended_by_start(&PARAGRAPH), 2);
        assert_eq!(stack(&["p", "table", "td"]).ended_by_start(&PARAGRAPH), 0);
        assert_eq!(stack(&["span", "div"]).ended_by_end("span", Kind::Inline), 0);
        assert_eq!(stack(&["div", "span"]).ended_by_end("div", Kind::Block), 2);
        assert_eq!(stack(&["div", "table", "td"]).ended_by_end("div", Kind::Block), 0);
        assert_eq!(stack(&["table", "tr", "td"]).ended_by_end("table", Kind::Block), 3);
    }
}
