//! What a key is made of: a person's name and a title's words in plain letters.

use crate::record::{Contributor, FormKind, Name, NameForm, Record, Role, Text, TitleRole};
use crate::vocab::family_names::{han_family_to_latin, hangul_family_to_latin};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

/// Whether a character may stand in a key as it is: LaTeX, biber and RIS take it.
pub(super) fn is_safe(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, ':' | '_' | '+' | '-' | '.' | '/')
}

/// Letters that Unicode does not take apart (mapping reference 7, rule 2).
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('ẞ', "SS"),
    ('æ', "ae"),
    ('Æ', "AE"),
    ('ø', "o"),
    ('Ø', "O"),
    ('ł', "l"),
    ('Ł', "L"),
    ('đ', "d"),
    ('Đ', "D"),
    ('ð', "d"),
    ('Ð', "D"),
    ('ı', "i"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('þ', "th"),
    ('Þ', "TH"),
    ('ħ', "h"),
    ('ŋ', "ng"),
];

/// Text in ASCII letters and digits: Latin letters without their marks, other scripts by the letter, except Han,
/// whose reading no table of single characters knows. Everything else is left out.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_alphanumeric).collect();
    }
    let mut folded = String::new();
    for letter in text.nfc() {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter);
        } else if letter.is_alphanumeric() && !is_han(letter) {
            folded.push_str(&fold_letter(letter));
        }
    }
    folded
}

fn fold_letter(letter: char) -> String {
    let bare: String = std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part)).collect();
    let of_table = bare.chars().map(|part| LETTERS.iter().find(|(known, _)| *known == part).map(|row| row.1));
    let spelling = match of_table.collect::<Option<String>>() {
        Some(letters) => letters,
        None if bare.is_ascii() => bare,
        None => any_ascii::any_ascii_char(letter).to_owned(),
    };
    spelling.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The same without any script but Latin: for titles, of which only English and romanised words make a key.
fn fold_latin(text: &str) -> String {
    if text.is_ascii() {
        return fold(text);
    }
    let latin = |letter: &char| {
        matches!(letter.script(), Script::Latin | Script::Common | Script::Inherited) && !is_han(*letter)
    };
    fold(&text.chars().filter(latin).collect::<String>())
}

fn is_han(letter: char) -> bool {
    letter.script() == Script::Han
}

/// Words that say nothing of a title (mapping reference 7, rule 5), and of a group's name.
const STOP_WORDS: &[&str] = &[
    "a", "an", "the", "of", "on", "in", "for", "and", "or", "to", "with", "by", "from", "its", "at", "as",
    "into", "is", "are", "via", "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "der", "die",
    "das", "dem", "den", "ein", "eine", "el", "los", "las", "una", "unos", "unas", "y", "et", "und",
];

/// The significant words of a text in ASCII, case kept: those with a Latin letter that are no stop words.
pub(super) fn significant(text: &str) -> impl Iterator<Item = String> {
    let apostrophe = |letter: char| matches!(letter, '\'' | '’');
    let words = text.split(move |letter: char| {
        !(letter.is_alphanumeric() || is_combining_mark(letter) || apostrophe(letter))
    });
    words.map(fold_latin).filter(|word| {
        word.contains(|letter: char| letter.is_ascii_alphabetic())
            && !STOP_WORDS.iter().any(|stop| stop.eq_ignore_ascii_case(word))
    })
}

/// The first words, so many at most, of the title whose words make a key: the English one, else the first with Latin words.
pub(super) fn title_words(record: &Record, count: usize) -> Vec<String> {
    let is_english =
        |text: &Text| text.lang.as_deref().is_some_and(|lang| lang == "en" || lang.starts_with("en-"));
    let whole =
        || record.titles.iter().filter(|title| !matches!(title.role, TitleRole::Short | TitleRole::Subtitle));
    let english = whole().filter(|title| is_english(&title.text));
    let romanised = whole().filter(|title| !is_english(&title.text));
    let titles = english
        .chain(romanised)
        .map(|title| significant(&title.text.as_plain()).take(count).collect::<Vec<_>>());
    titles.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
}

/// The last run of digits of the DOI, else the number of the record in its database: what tells two articles apart
/// whose titles have no Latin word.
pub(super) fn number(record: &Record) -> Option<String> {
    let suffix = record.identifier("doi").and_then(|doi| doi.split_once('/')).map(|(_, suffix)| suffix);
    let digits = |text: &str| {
        let ends = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let run = ends.rsplit(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
        (!run.is_empty()).then(|| run.to_owned())
    };
    suffix.and_then(digits).or_else(|| database_number(record))
}

/// The number of the record in the database it comes from, else in any.
pub(super) fn database_number(record: &Record) -> Option<String> {
    let own = record.database.as_ref().map(|database| database.name.to_lowercase());
    let own = own.as_deref().and_then(|scheme| record.identifier(scheme));
    let any = ["wprim", "pmid", "pmcid"].into_iter().find_map(|scheme| record.identifier(scheme));
    own.or(any).map(fold).filter(|number| !number.is_empty())
}

/// Family names in ASCII, case kept, of those authors whose name can be spelled; of the editors if there is no such
/// author.
pub(super) fn families(record: &Record) -> impl Iterator<Item = String> {
    let of_role = |role| record.with_role(role).filter_map(|person| family(person, record));
    let mut authors = of_role(Role::Author).peekable();
    let editors = if authors.peek().is_none() { Some(of_role(Role::Editor)) } else { None };
    authors.chain(editors.into_iter().flatten())
}

/// One person's family name, or a group's first significant word (mapping reference 7, rule 1).
fn family(person: &Contributor, record: &Record) -> Option<String> {
    let of_kind = |kind| person.forms.iter().filter(move |form| form.kind == kind);
    let forms =
        of_kind(FormKind::Romanised).chain(of_kind(FormKind::Native)).chain(of_kind(FormKind::Alternate));
    forms.into_iter().find_map(|form| family_of(form, record))
}

fn family_of(form: &NameForm, record: &Record) -> Option<String> {
    let Name { family, given, non_dropping_particle: _, dropping_particle: _, suffix: _, literal } =
        &form.name;
    let Some(family) = family.as_deref().or(given.as_deref()).filter(|family| !family.trim().is_empty())
    else {
        return significant(literal.as_deref()?).next();
    };
    if family.chars().any(is_han) {
        return if is_japanese(form, record) {
            None
        } else {
            han_family_to_latin(family.trim()).map(capitalised)
        };
    }
    if let Some(latin) = hangul_family_to_latin(family.trim()) {
        return Some(capitalised(latin));
    }
    // A source may have left a particle in the family name; in a name without capitals it cannot be told.
    let words = || family.split_whitespace();
    let first = words().position(|word| !word.starts_with(char::is_lowercase)).unwrap_or(0);
    let folded = fold(&words().skip(first).collect::<String>());
    (!folded.is_empty()).then_some(folded)
}

/// Japanese family names in ideographs are not read: no table has them.
fn is_japanese(form: &NameForm, record: &Record) -> bool {
    let of_article = || record.languages.first().and_then(|language| language.tag.as_deref());
    form.lang.as_deref().or_else(of_article).is_some_and(|lang| lang == "ja" || lang.starts_with("ja-"))
}

/// With a capital first letter.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_fold_to_ascii() {
        for (text, expected) in [
            ("Müller", "Muller"),
            ("Øster-Łódź", "OsterLodz"),
            ("Straße", "Strasse"),
            ("Nguyễn Đức", "NguyenDuc"),
            ("Þór", "THor"),
            ("Иванов", "Ivanov"),
            ("Толстой", "Tolstoy"),
            ("ǿ", "o"),
            ("张瑞", ""),
            ("H₂O", "H2O"),
            ("O'Brien", "OBrien"),
            ("İstanbul ı", "Istanbuli"),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn significant_words_have_latin_letters() {
        let words = |text: &str| significant(text).collect::<Vec<_>>().join(" ");
        assert_eq!(words("The β-catenin of Parkinson's disease in 2019"), "catenin Parkinsons disease");
        assert_eq!(words("慢性免疫性"), "");
        assert_eq!(words("L’étude des élèves"), "Letude eleves");
    }
}
