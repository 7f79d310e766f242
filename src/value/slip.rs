//! Words that are another one with a slip of the pen, and words that only look so.

/// Beginnings of words that mean the contrary of each other or something else: `hypertension` is no slip of
/// `hypotension`.
const OPPOSITES: &[(&str, &str)] = &[
    ("hyper", "hypo"),
    ("pre", "post"),
    ("pre", "peri"),
    ("pre", "pro"),
    ("pro", "anti"),
    ("intra", "inter"),
    ("intra", "extra"),
    ("inter", "extra"),
    ("micro", "macro"),
    ("endo", "exo"),
    ("endo", "ecto"),
    ("in", "ex"),
    ("in", "un"),
    ("in", "de"),
    ("up", "down"),
    ("mono", "poly"),
    ("homo", "hetero"),
    ("iso", "allo"),
    ("auto", "allo"),
    ("anterior", "posterior"),
    ("super", "sub"),
    ("supra", "infra"),
    ("", "non"),
    ("", "un"),
    ("", "in"),
    ("", "im"),
    ("", "anti"),
    ("", "fe"),
    ("", "a"),
    ("", "re"),
    ("ab", "ad"),
    ("bi", "uni"),
    ("ante", "anti"),
    ("meta", "para"),
    ("ortho", "meta"),
];

/// Ends of words that make another word.
const OTHER_ENDS: &[(&str, &str)] = &[
    ("penia", "philia"),
    ("penia", "cytosis"),
    ("ectomy", "otomy"),
    ("ectomy", "ostomy"),
    ("otomy", "ostomy"),
    ("kinase", "kinin"),
    ("ine", "ide"),
    ("ate", "ite"),
    ("ase", "ose"),
    ("vivo", "vitro"),
    ("mab", "nib"),
    ("ole", "ine"),
    ("one", "ole"),
    ("ol", "ine"),
    ("opril", "artan"),
];

/// Whether a word is another one with a slip: one letter in words of five and more, two in words of nine and more, and
/// never one that makes another word of it. `behaviour` and `behavior`, `haemorrhage` and `hemorrhage` are such.
pub(crate) fn is_slip(one: &str, other: &str) -> bool {
    let length = one.chars().count().min(other.chars().count());
    let allowed = match length {
        0..4 => return is_plural(one, other) && length == 3,
        // Of words so short, every other letter makes another word; two letters turned round seldom do.
        4 => return is_plural(one, other) || (one.len() == other.len() && is_turned(one, other)),
        5..9 => 1,
        _ => 2,
    };
    // A slip leaves the first or the last letter whole; this is asked of millions of words.
    let is_far = one.len().abs_diff(other.len()) > allowed
        || (one.bytes().next() != other.bytes().next() && one.bytes().last() != other.bytes().last());
    if is_far || has_digit(one) || has_digit(other) {
        return false;
    }
    if is_other_word(one, other) {
        return false;
    }
    strsim::osa_distance(one, other) <= allowed || {
        // What is spelled the British way in one and the American way in the other may have a slip besides.
        let plain = |word: &str| word.replace("ae", "e").replace("oe", "e");
        let (one, other) = (plain(one), plain(other));
        one.len().min(other.len()) >= 5 && strsim::osa_distance(&one, &other) <= allowed
    }
}

fn is_turned(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    letters(one) == letters(other) && strsim::osa_distance(one, other) == 1
}

pub(crate) fn is_plural(one: &str, other: &str) -> bool {
    one.strip_suffix('s') == Some(other) || other.strip_suffix('s') == Some(one)
}

pub(crate) fn has_digit(word: &str) -> bool {
    word.bytes().any(|it| it.is_ascii_digit())
}

pub(crate) fn is_other_word(one: &str, other: &str) -> bool {
    let begins = |first: &str, second: &str| match (one.strip_prefix(first), other.strip_prefix(second)) {
        (Some(rest), Some(other_rest)) => {
            rest == other_rest || (rest.len() > 3 && is_plural(rest, other_rest))
        }
        _ => false,
    };
    let ends = |first: &str, second: &str| match (one.strip_suffix(first), other.strip_suffix(second)) {
        (Some(rest), Some(other_rest)) => rest == other_rest,
        _ => false,
    };
    OPPOSITES.iter().any(|(first, second)| begins(first, second) || begins(second, first))
        || OTHER_ENDS.iter().any(|(first, second)| ends(first, second) || ends(second, first))
}
