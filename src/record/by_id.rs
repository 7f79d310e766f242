//! Institutions by the identifiers by which people name them.

use super::Affiliation;
use super::seen::FEW;
use std::collections::HashMap;

/// The institutions of a record, to be found by their identifiers.
#[derive(Debug)]
pub(crate) struct ById<'a> {
    list: &'a [Affiliation],
    /// Of a long list alone.
    places: HashMap<&'a str, Vec<usize>>,
}

impl<'a> ById<'a> {
    pub(crate) fn new(list: &'a [Affiliation]) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        if list.len() > FEW {
            for (place, affiliation) in list.iter().enumerate() {
                places.entry(&affiliation.id).or_default().push(place);
            }
        }
        Self { list, places }
    }

    /// The places of all institutions with an identifier, of which there should be one.
    pub(crate) fn places(&self, id: &str) -> impl Iterator<Item = usize> {
        let is_short = self.list.len() <= FEW;
        let looked_through = self.list.iter().enumerate().filter(move |(_, it)| is_short && it.id == id);
        let found = self.places.get(id).into_iter().flatten().copied();
        looked_through.map(|(place, _)| place).chain(found)
    }

    /// The place of the first institution with an identifier.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.places(id).next()
    }

    /// The first institution with an identifier.
    pub(crate) fn get(&self, id: &str) -> Option<&'a Affiliation> {
        self.list.get(self.place(id)?)
    }

    /// All of them, in their order.
    pub(crate) fn list(&self) -> &'a [Affiliation] {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_lists_answer_alike() {
        for count in [0, 3, FEW, FEW + 1, 60] {
            let of =
                |number: usize| Affiliation { id: format!("a{}", number % 20), ..Affiliation::default() };
            let list: Vec<Affiliation> = (0..count).map(of).collect();
            let by_id = ById::new(&list);
            for id in ["a0", "a2", "a19", "a20"] {
                let places: Vec<usize> = (0..count).filter(|at| list[*at].id == id).collect();
                assert_eq!(by_id.places(id).collect::<Vec<_>>(), places);
                assert_eq!(by_id.place(id), places.first().copied());
                assert_eq!(by_id.get(id), places.first().map(|at| &list[*at]));
            }
        }
    }
}
