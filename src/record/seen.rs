//! Where something stands in a long list of a record, without a look at all of it.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};

/// So many items are looked through one by one: that is quicker than any index, and most lists have no more.
pub(super) const FEW: usize = 16;

/// Finds the first item of a list by what tells it from others. The list grows at its end; whoever changes or takes away
/// what is in it says so with [`Self::forget`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// The first item of each key, by the hash of the key. Where two keys have one hash, the second stands at the next number.
    places: HashMap<u64, usize>,
    /// How many items of the list are among them.
    known: usize,
}

impl Seen {
    /// Whether a list has an item with a key.
    pub(crate) fn has<'list, T, K: Hash + Eq>(
        &mut self,
        list: &'list [T],
        key: impl Fn(&'list T) -> K,
        wanted: &K,
    ) -> bool {
        self.position(list, key, wanted).is_some()
    }

    /// Puts an item at the end of a list that has none like it.
    pub(crate) fn put<T: Hash + Eq>(&mut self, list: &mut Vec<T>, item: T) {
        if !self.has(list, |known| known, &&item) {
            list.push(item);
        }
    }

    /// The place of the first item with a key.
    pub(crate) fn position<'list, T, K: Hash + Eq>(
        &mut self,
        list: &'list [T],
        key: impl Fn(&'list T) -> K,
        wanted: &K,
    ) -> Option<usize> {
        self.position_of_any(list, |item| [key(item)], wanted)
    }

    /// The place of the first item of whose keys one is the wanted one.
    pub(crate) fn position_of_any<'list, T, K: Hash + Eq, Keys: IntoIterator<Item = K>>(
        &mut self,
        list: &'list [T],
        keys: impl Fn(&'list T) -> Keys,
        wanted: &K,
    ) -> Option<usize> {
        let has = |item: &'list T, wanted: &K| keys(item).into_iter().any(|key| key == *wanted);
        if list.len() <= FEW {
            return list.iter().position(|item| has(item, wanted));
        }
        if list.len() < self.known {
            self.forget();
        }
        let is_at = |place: &usize, wanted: &K| list.get(*place).is_some_and(|item| has(item, wanted));
        for (place, item) in list.iter().enumerate().skip(self.known) {
            for key in keys(item) {
                let number = self.number(&key, is_at);
                self.places.entry(number).or_insert(place);
            }
        }
        self.known = list.len();
        self.places.get(&self.number(wanted, is_at)).copied()
    }

    /// The number at which a key stands, or would stand.
    fn number<K: Hash>(&self, key: &K, is_at: impl Fn(&usize, &K) -> bool) -> u64 {
        let mut number = self.places.hasher().hash_one(key);
        while self.places.get(&number).is_some_and(|place| !is_at(place, key)) {
            number = number.wrapping_add(1);
        }
        number
    }

    /// The list is another one now.
    pub(crate) fn forget(&mut self) {
        self.places.clear();
        self.known = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Short and long lists, with items that come twice, items of several keys and keys of one hash.
    #[test]
    fn what_is_found_is_what_a_look_through_the_list_finds() {
        struct OneHash(usize);
        impl Hash for OneHash {
            fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
        }
        impl PartialEq for OneHash {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }
        impl Eq for OneHash {}
        let (mut seen, mut keyed, mut crowded) = (Seen::default(), Seen::default(), Seen::default());
        let mut list: Vec<usize> = Vec::new();
        for number in 0..200 {
            list.push(number * 7 % 60);
            for wanted in [0, 7, 33, 59, 61, 119, number] {
                let found = list.iter().position(|it| *it == wanted);
                assert_eq!(seen.position(&list, |it| *it, &wanted), found);
                assert_eq!(seen.has(&list, |it| *it, &wanted), found.is_some());
                let mut put = list.clone();
                Seen::default().put(&mut put, wanted);
                assert_eq!(put.len(), list.len() + usize::from(found.is_none()));
                assert_eq!(crowded.position(&list, |it| OneHash(*it), &OneHash(wanted)), found);
                let of_two = list.iter().position(|it| *it == wanted || it + 60 == wanted);
                assert_eq!(keyed.position_of_any(&list, |it| [*it, it + 60], &wanted), of_two);
            }
        }
    }

    #[test]
    fn a_list_that_became_another_is_looked_at_again() {
        let mut seen = Seen::default();
        let mut list: Vec<usize> = (0..40).collect();
        assert_eq!(seen.position(&list, |it| *it, &30), Some(30));
        list.drain(0..10);
        assert_eq!(seen.position(&list, |it| *it, &30), Some(20));
        list.reverse();
        seen.forget();
        assert_eq!(seen.position(&list, |it| *it, &30), Some(9));
    }
}
