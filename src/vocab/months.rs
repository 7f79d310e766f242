//! Names of months and seasons in the languages that medical bibliographies print.

use crate::record::Season;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// English name and NLM abbreviation, January first: the ones we write.
const ENGLISH: [(&str, &str); 12] = [
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May", "May"),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sep"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
];

/// All names read, in lower case and without accents, January first: English, French, Spanish, Portuguese,
/// German, each with its abbreviations; Thai without its vowel and tone marks.
const READ: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "janvier",
        "janv",
        "enero",
        "ene",
        "janeiro",
        "januar",
        "janner",
        "jaenner",
        "มกราคม",
    ],
    &["february", "feb", "febr", "fevrier", "fevr", "fev", "febrero", "fevereiro", "februar", "กมภาพนธ"],
    &["march", "mar", "mars", "marzo", "marco", "marz", "maerz", "mrz", "มนาคม"],
    &["april", "apr", "avril", "avr", "abril", "abr", "เมษายน"],
    &["may", "mai", "mayo", "maio", "พฤษภาคม"],
    &["june", "jun", "juin", "junio", "junho", "juni", "มถนายน"],
    &["july", "jul", "juillet", "juil", "julio", "julho", "juli", "กรกฎาคม"],
    &["august", "aug", "aout", "agosto", "ago", "สงหาคม"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre", "set", "setembro", "กนยายน"],
    &["october", "oct", "octobre", "octubre", "outubro", "out", "oktober", "okt", "ตลาคม"],
    &["november", "nov", "novembre", "noviembre", "novembro", "พฤศจกายน"],
    &["december", "dec", "decembre", "diciembre", "dic", "dezembro", "dez", "dezember", "ธนวาคม"],
];

/// Seasons read, in lower case and without accents; Chinese ones as their one character.
const SEASONS: &[(Season, &[&str])] = &[
    (
        Season::Spring,
        &["spring", "printemps", "primavera", "fruhling", "fruhjahr", "fruehjahr", "春", "春季"],
    ),
    (Season::Summer, &["summer", "ete", "verano", "verao", "sommer", "夏", "夏季"]),
    (Season::Autumn, &["autumn", "fall", "automne", "otono", "outono", "herbst", "秋", "秋季"]),
    (Season::Winter, &["winter", "hiver", "invierno", "inverno", "冬", "冬季"]),
];

fn bare(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|&character| !is_combining_mark(character)).flat_map(char::to_lowercase).collect()
}

/// The month, 1 to 12, of a name or abbreviation without its stop; case and accents do not matter.
#[must_use]
pub fn number_of(word: &str) -> Option<u8> {
    let word = bare(word);
    let position = READ.iter().position(|names| names.contains(&word.as_str()))?;
    u8::try_from(position + 1).ok()
}

/// The English name of a month, 1 to 12.
#[must_use]
pub fn name(month: u8) -> Option<&'static str> {
    ENGLISH.get(usize::from(month).checked_sub(1)?).map(|names| names.0)
}

/// NLM's abbreviation of a month, 1 to 12: `Jan`, `Sep`. In lower case it is BibTeX's macro.
#[must_use]
pub fn abbreviation(month: u8) -> Option<&'static str> {
    ENGLISH.get(usize::from(month).checked_sub(1)?).map(|names| names.1)
}

/// The season of a name; case and accents do not matter.
#[must_use]
pub fn season_of(word: &str) -> Option<Season> {
    let word = bare(word);
    SEASONS.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(season, _)| *season)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_counts_alike() {
        for (word, month) in [
            ("Sept", 9),
            ("août", 8),
            ("AOU\u{302}T", 8),
            ("März", 3),
            ("março", 3),
            ("dic", 12),
            ("OKT", 10),
        ] {
            assert_eq!(number_of(word), Some(month), "{word}");
        }
        assert_eq!(number_of("Marble"), None);
        assert_eq!(season_of("Été"), Some(Season::Summer));
        assert_eq!(
            (name(9), abbreviation(9), name(0), name(13)),
            (Some("September"), Some("Sep"), None, None)
        );
    }

    #[test]
    fn no_name_means_two_months() {
        let mut all: Vec<&str> = READ.iter().flat_map(|names| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
