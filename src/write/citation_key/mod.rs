//! Citation keys (mapping reference 7).
//!
//! A key found in the input is kept. Any other is made from a pattern: by default in Google Scholar's form, family
//! name, year and first significant word of the title, as in `ou2022progress`.

mod pattern;
mod words;

pub use pattern::KeyPattern;

use crate::record::{CitationKey, Origin, Record};
use pattern::Numbering;
use std::collections::{HashMap, HashSet};

/// Gives every record of an output a key of its own, in the order in which they are read.
///
/// Of each key only a number is kept, and not of more than 1,835,008 keys: from there on every key gets the number of
/// its record in the output, which no other has. So memory does not grow with the output.
#[derive(Debug, Clone)]
pub struct KeyMaker {
    pattern: KeyPattern,
    keep_keys: bool,
    /// The numbers of keys that are taken, without regard to case. Two keys that share a number cost one of them a
    /// needless suffix; they never become equal.
    taken: HashSet<u64>,
    /// How many suffixes were tried on a key that came more than once, by its number.
    tried: HashMap<u64, u32>,
    /// Keys given and remembered.
    given: u64,
}

/// As many numbers as a table of two million places holds before it would grow: 20 MiB.
const MOST_KNOWN: usize = 1_835_008;

impl KeyMaker {
    /// `keep_keys` (`--keep-keys`) keeps keys of the input with letters beyond ASCII; without it they are spelled in
    /// ASCII, or made anew where that is impossible.
    #[must_use]
    pub fn new(pattern: KeyPattern, keep_keys: bool) -> Self {
        Self { pattern, keep_keys, taken: HashSet::new(), tried: HashMap::new(), given: 0 }
    }

    /// The key a record would have if it were alone: that of the input, else one after the pattern. Depends on
    /// nothing but the record, so it can be computed for many records at a time.
    #[must_use]
    pub fn base(&self, record: &Record) -> String {
        let read = record.citation_key.as_ref().filter(|key| self.is_kept(key));
        read.and_then(|key| self.in_safe_letters(&key.value)).unwrap_or_else(|| self.pattern.key(record))
    }

    /// Sets the record's key: its base, with a suffix if another record before it has that key. A key of the input
    /// that had to change stays in [`CitationKey::original`].
    pub fn assign(&mut self, record: &mut Record) {
        let base = self.base(record);
        self.assign_base(record, &base);
    }

    /// The same with the base at hand, for callers that computed it elsewhere.
    pub fn assign_base(&mut self, record: &mut Record, base: &str) {
        let value = self.unique(base);
        let key = record.citation_key.take().filter(|key| self.is_kept(key));
        record.citation_key = Some(match key {
            Some(CitationKey { value: read, origin, original }) if read == value => {
                CitationKey { value, origin, original }
            }
            Some(CitationKey { value: read, origin: _, original }) => {
                CitationKey { value, origin: Origin::Derived, original: original.or(Some(read)) }
            }
            None => CitationKey { value, origin: Origin::Derived, original: None },
        });
    }

    /// Bytes of memory that the keys given so far take, about.
    #[must_use]
    pub fn bytes(&self) -> usize {
        // A table of hashes is at most seven eighths full and has a byte beside each place.
        let places = |held: usize, size: usize| held / 7 * 8 * (size + 1);
        places(self.taken.capacity(), size_of::<u64>())
            + places(self.tried.capacity(), size_of::<(u64, u32)>())
    }

    /// Says that a key is taken, by a record that is in the output already.
    pub fn remember(&mut self, key: &str) {
        self.given += 1;
        self.taken.insert(number_of(key));
    }

    /// A key that refmill made once is kept like any other, so that a document that cites it goes on doing so; only
    /// a pattern of the user's own replaces it.
    fn is_kept(&self, key: &CitationKey) -> bool {
        let CitationKey { value, origin, original: _ } = key;
        !value.is_empty() && (*origin != Origin::Derived || self.pattern == KeyPattern::default())
    }

    /// A key of the input in the letters a key may have (mapping reference 7, rule 7). `None` if letters without a
    /// spelling in ASCII would go, or none is left.
    fn in_safe_letters(&self, key: &str) -> Option<String> {
        if key.chars().all(words::is_safe) {
            return Some(key.to_owned());
        }
        let mut safe = String::new();
        for letter in key.chars() {
            if words::is_safe(letter) || (self.keep_keys && !letter.is_ascii() && letter.is_alphanumeric()) {
                safe.push(letter);
            } else if letter.is_alphanumeric() {
                let folded = words::fold(letter.encode_utf8(&mut [0; 4]));
                if folded.is_empty() {
                    return None;
                }
                safe.push_str(&folded);
            }
        }
        safe.chars().any(char::is_alphanumeric).then_some(safe)
    }

    fn unique(&mut self, base: &str) -> String {
        self.given += 1;
        if self.taken.len() >= MOST_KNOWN {
            return self.numbered(base);
        }
        let number = number_of(base);
        if self.taken.insert(number) {
            return base.to_owned();
        }
        let mut tried = self.tried.get(&number).copied().unwrap_or(0);
        loop {
            tried = tried.saturating_add(1);
            let candidate = match self.pattern.numbering() {
                Numbering::Letters => format!("{base}{}", letters(tried)),
                Numbering::Numbers => format!("{base}-{tried}"),
            };
            if self.taken.insert(number_of(&candidate)) {
                self.tried.insert(number, tried);
                return candidate;
            }
        }
    }

    /// A key with the number of its record. No other such key ends in that number; a known one is passed by.
    fn numbered(&self, base: &str) -> String {
        let mut key = format!("{base}-{}", self.given);
        while self.taken.contains(&number_of(&key)) {
            key = format!("{key}-{}", self.given);
        }
        key
    }
}

/// `a` to `z`, then `aa`, `ab` … for 1, 2 …
fn letters(count: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = count;
    while let Some(above) = rest.checked_sub(1) {
        letters.push(char::from(b'a' + u8::try_from(above % 26).unwrap_or_default()));
        rest = above / 26;
    }
    letters.iter().rev().collect()
}

/// A 64-bit number of a key without regard to case (FNV-1a).
fn number_of(key: &str) -> u64 {
    let lower = key.chars().flat_map(char::to_lowercase);
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for letter in lower {
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_go_on_after_z() {
        let rows =
            [(1, "a"), (2, "b"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz"), (703, "aaa")];
        for (count, expected) in rows {
            assert_eq!(letters(count), expected);
        }
    }

    #[test]
    fn memory_ends_and_keys_stay_different() {
        let mut maker = KeyMaker::new(KeyPattern::default(), false);
        maker.remember("ou2022tea-1835010");
        let mut seen = HashSet::new();
        for number in 0..MOST_KNOWN - 1 {
            let base = format!("k{number}");
            assert_eq!(maker.unique(&base), base);
        }
        let known = maker.taken.len();
        for base in ["ou2022tea", "ou2022tea", "Ou2022Tea", "k7", "new"] {
            assert!(seen.insert(maker.unique(base).to_lowercase()), "{base}");
        }
        let expected = [
            "ou2022tea-1835009",
            "ou2022tea-1835010-1835010",
            "ou2022tea-1835011",
            "k7-1835012",
            "new-1835013",
        ];
        assert_eq!(seen, expected.map(str::to_owned).into());
        assert_eq!(maker.taken.len(), known);
    }

    #[test]
    fn case_does_not_make_keys_different() {
        assert_eq!(number_of("Ou2022Progress"), number_of("ou2022progress"));
        assert_ne!(number_of("ou2022progress"), number_of("ou2022progressa"));
    }
}
