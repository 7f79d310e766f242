//! Small words of family names: particles before them, and the words that join two of them.

/// Particles that stand before a family name, in lower case (mapping reference 3.2, N8), and a few more of the same languages:
/// Dutch, German, Danish and Swedish, French, Italian, Spanish, Portuguese, Arabic. From general knowledge.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "af", "al", "da", "dal", "dalla", "das", "de", "degli", "dei", "del", "della", "delle", "dello", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "las", "le", "los", "op", "ten", "ter", "und", "van", "vom", "von", "zu", "zum", "zur",
];

/// Words that join two family names: Portuguese `e`, Spanish `y`, Catalan `i`.
const JOINING: &[&str] = &["e", "i", "y"];

/// Words that begin with a small letter in a name, and that may be names themselves, so that nothing is read from them; son of and
/// daughter of in Arabic, Malay and Malaysian Indian names among them.
const OTHERS: &[&str] = &["a/l", "a/p", "ben", "bin", "bint", "binte", "binti", "bt", "ould"];

/// Whether a word in lower case is a particle that stands before a family name.
#[must_use]
pub fn is_particle(lower: &str) -> bool {
    BEFORE.binary_search(&lower).is_ok()
}

/// Whether a word joins two family names: `Ortega y Gasset`. Names write it small.
#[must_use]
pub fn is_joining(word: &str) -> bool {
    JOINING.contains(&word)
}

/// Whether a word rightly begins with a small letter in a name.
#[must_use]
pub fn is_small_word(word: &str) -> bool {
    is_particle(word) || is_joining(word) || OTHERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_found_by_halving() {
        assert!(BEFORE.is_sorted());
        assert!(is_particle("von") && !is_particle("e"));
        assert!(is_small_word("e") && is_small_word("ben") && !is_small_word("smith"));
    }
}
