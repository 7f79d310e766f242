//! Which capitals of a title must survive a style that lower-cases titles.
//!
//! Braces go round words, never round whole titles (mapping reference 2.7; needs reference, rank 107).

use std::ops::Range;

/// Long words that a title in title case leaves in lower case.
#[rustfmt::skip]
const SMALL_WORDS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "among", "amongst", "around", "avec", "before",
    "behind", "below", "between", "beyond", "chez", "como", "dans", "despite", "during", "entre", "from",
    "into", "like", "near", "onto", "over", "para", "pour", "since", "sobre", "than", "that", "their",
    "through", "throughout", "toward", "towards", "under", "until", "upon", "versus", "when", "where",
    "whether", "which", "while", "with", "within", "without",
];

/// A run of letters and digits of the title.
struct Word<'a> {
    place: Range<usize>,
    text: &'a str,
    /// It begins the title or what follows a colon, a full stop and the like; its first capital says nothing.
    begins: bool,
}

impl Word<'_> {
    fn starts_upper(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    fn has_digit(&self) -> bool {
        self.text.contains(|character: char| character.is_ascii_digit())
    }

    fn has_lower(&self) -> bool {
        self.text.contains(char::is_lowercase)
    }

    fn upper_beyond_first(&self) -> bool {
        self.text.chars().skip(1).any(char::is_uppercase)
    }

    fn letters(&self) -> usize {
        self.text.chars().filter(|character| character.is_alphabetic()).count()
    }
}

/// How the title uses capitals.
#[derive(PartialEq, Eq)]
enum Casing {
    /// As a sentence: a capital inside it belongs to its word (`China`, `Kawasaki`).
    Sentence,
    /// Every longer word has a capital; those say nothing.
    Title,
    /// All letters are capitals; they say nothing, only digits beside them do (`CD4`, `COVID-19`).
    Capitals,
}

/// Byte ranges of the words of a plain title that go in braces, in order, apart from each other.
pub(super) fn protected(title: &str) -> Vec<Range<usize>> {
    let words = words(title);
    let casing = casing(&words);
    let keeps = |position: usize, word: &Word| {
        let beside_number = || {
            let next = words.get(position + 1);
            next.is_some_and(|next| {
                next.text.chars().all(|character| character.is_ascii_digit())
                    && title.get(word.place.end..next.place.start) == Some("-")
            })
        };
        match casing {
            Casing::Capitals => word.starts_upper() && (word.has_digit() || beside_number()),
            _ if word.upper_beyond_first() => true,
            _ if word.begins || !word.starts_upper() => false,
            _ if word.has_digit() || word.letters() == 1 => true,
            Casing::Sentence => true,
            Casing::Title => false,
        }
    };
    let kept = words.iter().enumerate().filter(|(position, word)| keeps(*position, word));
    kept.map(|(_, word)| word.place.clone()).collect()
}

fn casing(words: &[Word]) -> Casing {
    let with_case = || words.iter().filter(|word| word.starts_upper() || word.has_lower());
    let all_capitals = with_case().all(|word| !word.has_lower());
    if all_capitals && (with_case().count() >= 3 || with_case().any(|word| word.letters() >= 8)) {
        return Casing::Capitals;
    }
    let content = |word: &&Word| {
        let all_lower = word.text.chars().all(char::is_lowercase);
        !word.begins && all_lower && word.letters() >= 4 && !SMALL_WORDS.contains(&word.text)
    };
    if words.iter().any(|word| content(&word)) { Casing::Sentence } else { Casing::Title }
}

fn words(title: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut start = None;
    // The first word of a part: nothing but blanks and opening signs may stand between it and the border.
    let mut at_border = true;
    for (position, character) in title.char_indices().chain([(title.len(), ' ')]) {
        if character.is_alphanumeric() {
            start.get_or_insert(position);
            continue;
        }
        if let Some(first) = start.take() {
            let text = title.get(first..position).unwrap_or_default();
            words.push(Word { place: first..position, text, begins: at_border });
            at_border = false;
        }
        // A full stop after a short word belongs to an abbreviation: `E. coli`, `St. Louis`.
        let after_long = words.last().is_some_and(|word| word.place.end == position && word.letters() >= 4);
        at_border |= matches!(character, ':' | '?' | '!' | '—') || (character == '.' && after_long);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn braced(title: &str) -> String {
        let mut out = title.to_owned();
        for place in protected(title).into_iter().rev() {
            out.insert(place.end, '}');
            out.insert(place.start, '{');
        }
        out
    }

    #[test]
    fn words_are_kept_and_not_whole_titles() {
        for (title, expected) in [
            ("Progress in the treatment of purpura", "Progress in the treatment of purpura"),
            ("DNA methylation", "{DNA} methylation"),
            ("Serum vitamin D in children", "Serum vitamin {D} in children"),
            ("A study of McDonald's criteria", "A study of {McDonald}'s criteria"),
            ("Progress in Treatment of Chronic Disease", "Progress in Treatment of Chronic Disease"),
            ("慢性免疫性血小板减少症", "慢性免疫性血小板减少症"),
            ("", ""),
        ] {
            assert_eq!(braced(title), expected);
        }
    }
}
