//! Whom of the authors a page may mean by a name, looked up rather than asked of each author again for each line.

use crate::record::{Contributor, Name};
use std::collections::HashMap;

/// Bytes of a family name that a short name may begin with.
const LONGEST_FAMILY: usize = 100;

/// Authors by their names. Of each name two are kept: then it is clearly nobody's.
#[derive(Debug, Default)]
pub(super) struct Called {
    /// By whole names in either order, and by names that are not split, in letters and figures alone.
    written: HashMap<String, Vec<usize>>,
    /// By names that are not split.
    literal: HashMap<String, Vec<usize>>,
    /// By family names, and what is known of the given name.
    family: HashMap<(String, Given), Vec<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Given {
    Whatever,
    Unknown,
    Begins(char),
}

impl Called {
    pub(super) fn of(authors: &[Contributor]) -> Self {
        let mut called = Self::default();
        for (place, author) in authors.iter().enumerate() {
            for form in &author.forms {
                called.enter(&form.name, place);
            }
        }
        called
    }

    fn enter(&mut self, name: &Name, place: usize) {
        let family = letters(&name.full_family());
        let given = letters(name.given.as_deref().unwrap_or_default());
        for written in [format!("{family}{given}"), format!("{given}{family}")] {
            put(self.written.entry(written).or_default(), place);
        }
        if let Some(literal) = &name.literal {
            let literal = letters(literal);
            put(self.written.entry(literal.clone()).or_default(), place);
            put(self.literal.entry(literal).or_default(), place);
        } else if !family.is_empty() && family.len() <= LONGEST_FAMILY {
            let begins = given.chars().next().map_or(Given::Unknown, Given::Begins);
            put(self.family.entry((family.clone(), Given::Whatever)).or_default(), place);
            put(self.family.entry((family, begins)).or_default(), place);
        }
    }

    /// The authors that a short name can mean, two at most: the family name, then the initials as far as both have them. A
    /// whole name means nobody else.
    pub(super) fn named(&self, name: &str) -> Vec<usize> {
        let whole = self.written(name);
        if !whole.is_empty() {
            return whole;
        }
        let told = letters(name);
        let mut found = Vec::new();
        let mut add = |people: Option<&Vec<usize>>| {
            people.into_iter().flatten().for_each(|place| put(&mut found, *place));
        };
        add(self.literal.get(&told));
        let ends = told.char_indices().map(|(at, letter)| at + letter.len_utf8());
        for end in ends.take_while(|end| *end <= LONGEST_FAMILY) {
            let (family, rest) = told.split_at(end);
            let of = |given: Given| self.family.get(&(family.to_owned(), given));
            match rest.chars().next() {
                None => add(of(Given::Whatever)),
                Some(first) => {
                    add(of(Given::Unknown));
                    add(of(Given::Begins(first)));
                }
            }
        }
        found
    }

    /// The authors of exactly this name, two at most: in either order, with the name in other letters in parentheses behind it
    /// or without: `김민수 ( Kim Min-Su )`.
    pub(super) fn written(&self, name: &str) -> Vec<usize> {
        let mut told = name.split(['(', ')', '（', '）']).map(letters).filter(|name| !name.is_empty());
        let (Some(first), second, None) = (told.next(), told.next(), told.next()) else { return Vec::new() };
        let mut found = Vec::new();
        let people = [Some(first), second].into_iter().flatten().filter_map(|told| self.written.get(&told));
        people.flatten().for_each(|place| put(&mut found, *place));
        found.sort_unstable();
        found
    }
}

fn put(people: &mut Vec<usize>, place: usize) {
    if people.len() < 2 && !people.contains(&place) {
        people.push(place);
    }
}

/// Letters and figures in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::NameForm;

    fn author(name: Name) -> Contributor {
        Contributor { forms: vec![NameForm { name, ..NameForm::default() }], ..Contributor::default() }
    }

    fn split(family: &str, given: &str) -> Contributor {
        let given = Some(given.to_owned()).filter(|given| !given.is_empty());
        author(Name { family: Some(family.to_owned()), given, ..Name::default() })
    }

    #[test]
    fn whole_and_short_names() {
        let authors = [
            split("Kim", "Min-Su"),
            split("Kim", "Dae"),
            split("Li", ""),
            split("Lindqvist", "Hanna"),
            author(Name::literal("Tea Group (TG)")),
        ];
        let called = Called::of(&authors);
        assert_eq!(called.written("Kim Min-Su"), [0]);
        assert_eq!(called.written("Min-Su Kim (Dae Kim)"), [0, 1]);
        assert_eq!(called.written("Kim"), [0; 0]);
        assert_eq!(called.written("Li"), [2]);
        assert_eq!(called.named("Kim"), [0, 1]);
        assert_eq!(called.named("Kim MS"), [0]);
        assert_eq!(called.named("Kim S"), [0; 0]);
        assert_eq!(called.named("Lindqvist H"), [2, 3], "`Li` alone may be whoever begins so");
        assert_eq!(called.named("Tea Group (TG)"), [4]);
        assert_eq!(called.named(""), [0; 0]);
    }

    #[test]
    fn a_short_name_begins_with_no_longer_family_name_than_the_limit() {
        for (length, found) in [(LONGEST_FAMILY, &[0][..]), (LONGEST_FAMILY + 1, &[])] {
            let family = "a".repeat(length);
            let called = Called::of(&[split(&family, "Hanna")]);
            assert_eq!(called.named(&format!("{family} H")), found);
            assert_eq!(called.named(&format!("{family} Hanna")), [0], "a whole name has no limit");
        }
    }
}
